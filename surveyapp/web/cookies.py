"""The cookies: their names and how they are bound. With https, `__Host-`: this host alone, over TLS alone."""

from flask import Flask, Request, current_app
from werkzeug.wrappers import Response

from config import Settings

SESSION = "session"
FORM = "form"


def install(app: Flask, settings: Settings) -> None:
    app.config.update(
        SESSION_COOKIE_NAME=_name(FORM, settings.is_https),
        SESSION_COOKIE_SECURE=settings.is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
    )


def session_token(request: Request) -> str:
    return request.cookies.get(_name(SESSION, _is_https()), "")


def set_session_token(response: Response, token: str) -> None:
    """Kept until the browser is closed; how long it is good for stands in the session's row."""
    response.set_cookie(_name(SESSION, _is_https()), token, secure=_is_https(), httponly=True, samesite="Lax", path="/")


def forget_session_token(response: Response) -> None:
    response.delete_cookie(_name(SESSION, _is_https()), secure=_is_https(), httponly=True, samesite="Lax", path="/")


def _is_https() -> bool:
    settings: Settings = current_app.extensions["settings"]
    return settings.is_https


def _name(name: str, is_https: bool) -> str:
    return f"__Host-{name}" if is_https else name
