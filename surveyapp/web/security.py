"""What every answer tells the browser: what it may load with it, whom it may tell, whether it may keep it."""

from flask import Flask, request, session
from werkzeug.wrappers import Response

from config import Settings
from surveyapp.web import access

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
A_YEAR = 31_536_000


def install(app: Flask, settings: Settings) -> None:
    headers = HEADERS | ({"Strict-Transport-Security": f"max-age={A_YEAR}"} if settings.is_https else {})

    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        if not access.is_public_page():  # files too: what is saved by hand is the person's, a copy of ours is not
            as_it_is = ", no-transform" if response.cache_control.no_transform else ""
            response.headers["Cache-Control"] = f"no-store{as_it_is}"
        elif "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-cache" if _may_be_kept() else "no-store"
        return response


def _may_be_kept() -> bool:
    """A public page, asked for by nobody in particular."""
    return access.is_public_page() and not request.cookies and not session.modified
