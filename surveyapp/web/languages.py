"""The language of a request: it begins every address, and a switch of language keeps the place and the typed text."""

from typing import Any
from urllib.parse import urlencode

from flask import Flask, current_app, g, has_request_context, request, url_for
from flask_babel import Babel, Domain
from markupsafe import Markup
from werkzeug.routing import BaseConverter
from werkzeug.routing.exceptions import BuildError

LANGUAGES = {"en": "English", "es": "Español"}
DEFAULT = "en"
SWITCH = "switch"
"""Name of the buttons that switch the language from within a form: the form is posted, so nothing typed is lost."""


class LanguageConverter(BaseConverter):
    """Matches the languages of the interface and nothing else: another one is an unknown address."""

    regex = "|".join(LANGUAGES)
    part_isolating = True


class _Words(Domain):
    """The wording of the interface. A page says a hundred words: the catalog is found by one look at the language."""

    def get_translations(self) -> Any:
        kept = self.cache.get((current(), self.domain[0])) if has_request_context() else None
        return kept or super().get_translations()

    def in_template(self, text: str, /, **values: Any) -> Markup:
        """A wording with its values filled in and escaped, as Jinja's own `_` gives it."""
        said = Markup(self.get_translations().ugettext(text))  # noqa: S704 (ours, not a person's)
        return said % values if "%" in said else said


def install(app: Flask, translations: str) -> None:
    app.url_map.converters["language"] = LanguageConverter
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = translations
    app.config["BABEL_DEFAULT_LOCALE"] = DEFAULT
    babel = Babel(app, locale_selector=current)
    babel.domain_instance = words = _Words()
    app.jinja_env.globals.update(_=words.in_template, gettext=words.in_template)
    app.url_value_preprocessor(_take_language)
    app.url_defaults(_give_language)
    app.jinja_env.globals["language_links"] = language_links


def current() -> str:
    """The language of the page: of its address; elsewhere what the browser prefers."""
    language: str | None = g.get("language")  # asked for with every wording of a page
    if language is None:
        first = request.path.split("/")[1:2]
        named = first[0] if first else ""
        language = g.language = named if named in LANGUAGES else preferred()
    return language


def preferred() -> str:
    return request.accept_languages.best_match(LANGUAGES, DEFAULT) or DEFAULT


def switched_to() -> str | None:
    """The language asked for by a button of the form just posted; None if it was posted for another reason."""
    wanted = request.form.get(SWITCH, "")
    return wanted if wanted in LANGUAGES else None


def same_place(language: str) -> str:
    """The address of this page in another language, with its query."""
    rule = request.url_rule
    if request.endpoint is None or rule is None or "GET" not in (rule.methods or ()):
        return f"/{language}/"
    try:
        address = url_for(request.endpoint, **{**(request.view_args or {}), "language": language})
    except BuildError:
        return f"/{language}/"
    # Not through url_for: a name such as "_scheme" would be taken for an order to it.
    return f"{address}?{urlencode(list(request.args.items(multi=True)))}" if request.args else address


def language_links() -> list[tuple[str, str, str]]:
    """Code, name in its own words and address of this page, for each language."""
    return [(code, name, same_place(code)) for code, name in LANGUAGES.items()]


def _take_language(_endpoint: str | None, values: dict[str, str] | None) -> None:
    if values and "language" in values:
        g.language = values.pop("language")


def _give_language(endpoint: str, values: dict[str, str]) -> None:
    if "language" not in values and current_app.url_map.is_endpoint_expecting(endpoint, "language"):
        values["language"] = current()
