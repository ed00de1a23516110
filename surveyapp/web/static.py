"""The sheet and the scripts: served by the application itself, under an address that changes with what is in them."""

import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Flask
from whitenoise import WhiteNoise

FOLDER = Path(__file__).parent / "static"
A_YEAR = 31_536_000


def install(app: Flask) -> None:
    app.jinja_env.globals["asset"] = asset
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=str(FOLDER),
        prefix="static/",
        max_age=A_YEAR,
        autorefresh=app.debug,
        allow_all_origins=False,
        add_headers_function=_add_headers,
    )


def asset(name: str) -> str:
    """The address of a file of `static`: a browser may keep it for a year, because a changed file has another one."""
    return f"/static/{name}?v={_fingerprint(name)}"


@lru_cache(maxsize=64)
def _fingerprint(name: str) -> str:
    return hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()[:10]


def _add_headers(headers: "dict[str, str]", _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
