"""The rows of the table of states, drawn. Of two hundred states few are otherwise than when somebody looked last.

A row is kept under all that is in it, so that what is shown is never older than what was read.
"""

from collections.abc import Iterable
from functools import lru_cache

from flask import g, get_template_attribute, url_for
from markupsafe import Markup

from surveyapp.web.access import may
from surveyapp.web.secretariat.drawing import Row

KEPT = 4096
NAMING = "secretariat.focal_points"
"""Where focal points are named; a reader who may not go there is not led there."""


def drawn(rows: Iterable[Row], code: str) -> list[Markup]:
    """Each of these rows of a round as HTML, in the language of the page."""
    state = url_for("secretariat.state", code=code, state="XXX").removesuffix("XXX")
    naming = url_for(NAMING, code=code, state="") if may(NAMING) else ""
    return [_drawn(row, state, naming, g.language) for row in rows]


@lru_cache(maxsize=KEPT)
def _drawn(row: Row, state_address: str, naming_address: str, _language: str) -> Markup:
    macro = get_template_attribute("secretariat/state_row.html", "state_row")
    return Markup(macro(row, state_address, naming_address))  # noqa: S704 (of a template, escaped there)
