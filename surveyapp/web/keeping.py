"""Keeping what was typed when a post comes to a session that has ended, or to a form that cannot be confirmed.

The post is carried, signed and compressed, in a hidden field through the steps of coming in; then one press sends it
again. This needs no script and no place in the store, and nothing is saved without the person's pressing.
"""

import zlib
from dataclasses import dataclass, replace
from urllib.parse import SplitResult, urlsplit

from flask import current_app, render_template, request
from flask_wtf.csrf import validate_csrf
from itsdangerous import BadData, URLSafeTimedSerializer
from wtforms import ValidationError

from surveyapp.actions import coming_in
from surveyapp.actions.seeing import Viewer
from surveyapp.web import cookies, database, languages

FIELD = "kept"
GOOD_FOR_SECONDS = 12 * 60 * 60
LONGEST = 1_500_000
SESSION_ENDED = "session_ended"
FORM_NOT_CONFIRMED = "form_not_confirmed"
NOT_SAVED = "not_saved"
_NOT_CARRIED = frozenset({"csrf_token", FIELD})
_NOT_READ = frozenset({"operation", "written_in", "asked_as", "next", "code", "passphrase", languages.SWITCH})
_NO_TEXTS = ("v.", "s.", "d.", "keep.", "theirs.")
"""How the fields begin that a page carries along, or that say what was chosen."""


@dataclass(frozen=True)
class KeptPost:
    """A post on its way: where it goes, its fields in order, and whether files had to be left behind.

    `sides` are the states (or the secretariat) of the person whose session had ended; none where it is not known.
    """

    path: str
    fields: tuple[tuple[str, str], ...]
    had_files: bool = False
    sides: tuple[str, ...] = ()

    def may_be_given_to(self, looking: Viewer) -> bool:
        """Whether the viewer is of the same side as the person that typed it, or nobody knows who did."""
        return not self.sides or not looking.sides.isdisjoint(self.sides)

    @property
    def texts(self) -> list[str]:
        """What a person typed, to be shown: the fields without what the page itself carries along."""
        typed = (value for name, value in self.fields if name not in _NOT_READ and not name.startswith(_NO_TEXTS))
        return [value for value in typed if value.strip()]


class TooLongToKeepError(ValueError):
    """The post is longer than can be carried through the steps of coming in."""


def kept_token() -> str:
    """What is to be carried on through the step just posted; "" for nothing, or for what was not ours."""
    token = request.form.get(FIELD, "")
    return token if opened(token) else ""


def opened(token: str) -> KeptPost | None:
    """The post that a token carries; None if it is not ours, was changed or is too old."""
    if not token:
        return None
    try:
        path, fields, had_files, sides = _serializer().loads(token, max_age=GOOD_FOR_SECONDS)
    except (BadData, zlib.error, ValueError):
        return None
    return KeptPost(path, tuple((name, value) for name, value in fields), had_files, tuple(sides))


def sealed(post: KeptPost) -> str:
    """The post as a token. Raises TooLongToKeepError."""
    token = _serializer().dumps([post.path, list(post.fields), post.had_files, list(post.sides)])
    text = token if isinstance(token, str) else token.decode()
    if len(text) > LONGEST:
        raise TooLongToKeepError
    return text


def present_post() -> KeptPost:
    """The post of this request, and whose it is."""
    sides = coming_in.sides_of_session(database.session(), cookies.session_token(request))
    return replace(post_as_sent(), sides=tuple(sorted(sides)))


def post_as_sent() -> KeptPost:
    """The post of this request, for whoever sent it: the store is not asked, which may be what is away."""
    fields = [(name, value) for name, value in request.form.items(multi=True) if name not in _NOT_CARRIED]
    return KeptPost(own_path(request.full_path), tuple(fields), any(request.files.values()))


def own_path(path: str) -> str:
    """The path if it leads to a page here, else "": only an address relative to this site, with a language."""
    parts = _split(path)
    languages_here = tuple(f"/{code}/" for code in languages.LANGUAGES)
    is_own = not parts.scheme and not parts.netloc and path.startswith(languages_here)
    return path.rstrip("?") if is_own and "\\" not in path and path.isprintable() else ""


def is_from_own_page() -> bool:
    """Whether a browser says that this post comes from a page of ours: only then is it worth keeping.

    Cookies are not sent along from a foreign page, so its posts always look as if the session had ended.
    """
    if origin := request.headers.get("Origin"):
        return origin in _own_origins()
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    if referrer := request.headers.get("Referer"):
        parts = _split(referrer)
        return f"{parts.scheme}://{parts.netloc}" in _own_origins()
    return _has_valid_token()


def press_again_page(reason: str, post: KeptPost, status: int = 200) -> tuple[str, int]:
    """What was typed, with one button that sends it again to where it was going."""
    is_bare = reason == NOT_SAVED
    return render_template("auth/press_again.html", post=post, reason=reason, bare=is_bare), status


def _split(address: str) -> SplitResult:
    """The parts of an address; of what cannot be read as one, those of a foreign one."""
    try:
        return urlsplit(address)
    except ValueError:
        return SplitResult("", "unreadable", "", "", "")


def _own_origins() -> set[str]:
    base_url: str = current_app.extensions["settings"].base_url
    return {base_url, f"{request.scheme}://{request.host}"}


def _has_valid_token() -> bool:
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError:
        return False
    return True


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="kept post")
