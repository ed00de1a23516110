"""Puts the product together: the one file that knows every room."""

from pathlib import Path

from flask import Flask, redirect
from flask_compress import Compress
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Response

from config import Settings
from surveyapp.actions.sealing import Sealing
from surveyapp.files.storage import Storage
from surveyapp.store.database import make_engine
from surveyapp.web import (
    access,
    auth,
    clock,
    cookies,
    database,
    errors,
    focal_point,
    frame,
    health,
    languages,
    own_data,
    public,
    receipts,
    secretariat,
    security,
    static,
)

TRANSLATIONS = Path(__file__).parents[1] / "translations"
MEGABYTE = 1024 * 1024
BLUEPRINTS = [
    auth.blueprint,
    public.blueprint,
    receipts.blueprint,
    own_data.blueprint,
    focal_point.blueprint,
    secretariat.blueprint,
]


def create_app(settings: Settings) -> Flask:
    """The product as a WSGI application."""
    app = Flask(__name__, static_folder=None, template_folder="web/templates")
    app.secret_key = settings.secret_key
    app.extensions["settings"] = settings
    app.extensions["sealing"] = Sealing(settings.secret_key)
    app.extensions["storage"] = Storage(settings.data_folder / "files")
    app.config.update(
        CLOCK=clock.read_clock,
        MAX_CONTENT_LENGTH=64 * MEGABYTE,
        MAX_FORM_MEMORY_SIZE=4 * MEGABYTE,
        MAX_FORM_PARTS=10_000,
        COMPRESS_ALGORITHM=["br", "gzip"],  # of 80 KB of a page they leave 10.7, zstd at its usual level 12.2
        COMPRESS_BR_LEVEL=5,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False  # no redirect is built from the Host that a browser claims
    cookies.install(app, settings)
    languages.install(app, str(TRANSLATIONS))
    database.install(app, make_engine(settings.database_url))
    frame.install(app)
    errors.install(app)
    app.add_url_rule("/", "root", _to_own_language)
    app.add_url_rule("/health", "health", health.health)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint, url_prefix=f"/<language:language>{blueprint.url_prefix or ''}")
    security.install(app, settings)
    access.install(app)
    Compress(app)
    static.install(app)
    if settings.is_https:  # this server speaks plain HTTP, so there is one proxy in front that ends TLS
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1)  # type: ignore[method-assign]
    return app


def _to_own_language() -> Response:
    return redirect(f"/{languages.preferred()}/")
