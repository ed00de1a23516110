"""Pages for what went wrong: in the reader's language, with what he or she can do. They ask the store nothing.

What was typed and could not be saved stands in the page that says so, to be sent again with one press; a script is told
that it was not saved, and sends it again by itself.
"""

import errno
import logging
from http import HTTPStatus

import sqlalchemy as sa
from flask import Flask, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from surveyapp.actions.holding import ChangedMeanwhile
from surveyapp.web import access, database, keeping

log = logging.getLogger(__name__)
UNIQUE_VIOLATION = "23505"
SQLITE_CLASHES = frozenset({"SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"})
CODES = (400, 403, 404, 405, 413, 429, 500, 503)
MAY_SUCCEED_LATER = frozenset({429, 500, 503})
"""What is answered so may be sent again as it was."""
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def install(app: Flask) -> None:
    for code in CODES:
        app.register_error_handler(code, _show)
    app.register_error_handler(CSRFError, _show_not_confirmed)
    app.register_error_handler(sa.exc.OperationalError, _show_unavailable)
    app.register_error_handler(sa.exc.TimeoutError, _show_unavailable)
    app.register_error_handler(sa.exc.DataError, _show_not_storable)
    app.register_error_handler(sa.exc.IntegrityError, _show_clash)
    app.register_error_handler(ChangedMeanwhile, _show_unavailable)
    app.register_error_handler(OSError, _show_full)


def _show(error: HTTPException) -> ResponseReturnValue:
    code = error.code or 500
    if code in MAY_SUCCEED_LATER and _is_deed():
        return _not_saved(code)
    title, text = _words(code)
    return page(title, text, code)


def _is_deed() -> bool:
    """Whether somebody who has come in sent something to be kept, and all of it was received."""
    return request.method == "POST" and not access.is_public_page() and "form" in request.__dict__


def _not_saved(code: int) -> ResponseReturnValue:
    """Says that nothing was saved, and keeps what was typed: in the page of the script, or in this one."""
    database.let_go()
    if request.accept_mimetypes.best == "application/json":
        said = _("Not saved: the server cannot save at the moment. Your text is still here and will be sent again.")
        return jsonify(notSaved=said), code
    if keeping.is_from_own_page():
        return keeping.press_again_page(keeping.NOT_SAVED, keeping.post_as_sent(), code)
    title, text = _words(code)
    return page(title, text, code)


def page(title: str, text: str, code: int) -> tuple[str, int]:
    """A page that says in a heading and a paragraph what went wrong."""
    database.let_go()
    return render_template("error.html", title=title, text=text, code=code, bare=True), code


def _show_not_confirmed(_error: CSRFError) -> tuple[str, int]:
    text = _(
        "The form could not be confirmed as coming from this browser. Go back, load the page again and repeat it. "
        "This browser must accept cookies of this site."
    )
    return page(_("The form was not accepted"), text, 400)


def _show_clash(error: sa.exc.IntegrityError) -> ResponseReturnValue:
    """Two people did the same at the same moment; the second need only try again. Anything else is a fault of ours."""
    driver = error.orig
    is_clash = (
        getattr(driver, "sqlstate", "") == UNIQUE_VIOLATION or getattr(driver, "sqlite_errorname", "") in SQLITE_CLASHES
    )
    if not is_clash:
        raise error
    return _show_unavailable(error)


def _show_full(error: OSError) -> ResponseReturnValue:
    """The disk is full: nothing was saved, and it may be later. Anything else is a fault of ours."""
    if error.errno not in FULL:
        raise error
    return _show_unavailable(error)


def _show_unavailable(error: Exception) -> ResponseReturnValue:
    # Without the statement and its values: they may hold answers and addresses.
    log.error("The store is not available (%s) at %s", type(error).__name__, request.endpoint)
    if _is_deed():
        return _not_saved(503)
    title, text = _words(503)
    return page(title, text, 503)


def _show_not_storable(error: sa.exc.DataError) -> tuple[str, int]:
    """Of a value that no field of ours sends: a null byte, a number that no column holds."""
    log.warning("A value was sent that the store does not take (%s) at %s", type(error.orig).__name__, request.endpoint)
    title, text = _words(400)
    return page(title, text, 400)


def _words(code: int) -> tuple[str, str]:
    words = {
        400: (
            _("The request was not understood"),
            _("Something in it is missing or malformed. Go back and try again."),
        ),
        403: (_("This is not open to you"), _("You are signed in, but this is for others to do.")),
        404: (
            _("Page not found"),
            _("The address is not known, or what is there is not open to you. Check the address as it was typed."),
        ),
        405: (
            _("This address cannot be used in this way"),
            _("Go back to the page you came from and use its buttons."),
        ),
        413: (
            _("Too much at once"),
            _("The file or text is larger than can be received. Go back: what you typed is still in the page."),
        ),
        429: (_("Too many attempts"), _("Please wait a quarter of an hour and try again.")),
        500: (
            _("Something went wrong here"),
            _(
                "The fault is ours and has been noted. Nothing that was acknowledged as saved is lost. Go back: what "
                "you typed last may still be in the page; then save it again."
            ),
        ),
        503: (
            _("Not available at the moment"),
            _(
                "Nothing that was acknowledged as saved is lost. Please wait a minute, go back and save again: what "
                "you typed last is still in the page."
            ),
        ),
    }
    return words.get(code) or (HTTPStatus(code).phrase, "")
