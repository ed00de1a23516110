"""A page with a form at one address: drawn in another language, drawn again with its errors, or done."""

from collections.abc import Callable

from flask import g, redirect
from flask.typing import ResponseReturnValue

from surveyapp.web import database, languages


def not_done(is_good: Callable[[], bool], draw: Callable[[], str]) -> ResponseReturnValue | None:
    """What answers a form that is not to be done now: its language is switched, or it has errors. None: it is good."""
    language = languages.switched_to()
    if language and language != g.language:
        return redirect(languages.same_place(language), 307)
    if language:
        database.commit()
        return draw()
    if is_good():
        return None
    database.commit()
    return draw(), 422
