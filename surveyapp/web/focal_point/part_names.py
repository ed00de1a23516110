"""Which part of its question a place is, in words: in the history of an answer, and where something looks odd."""

from collections.abc import Callable, Mapping

from flask import g
from flask_babel import gettext as _

from surveyapp.core.places import Leaf, Place
from surveyapp.core.supplements import LINKS, Supplement
from surveyapp.web.focal_point.drawing import Sheet
from surveyapp.wording.plain import plain


def of(sheet: Sheet, place: Place, leaf: Leaf) -> str:
    """ "2023 · Women", "Act 12 of 2004 · Year"; "" of a question that has but one part."""
    asked = plain(leaf.question.wording.get(g.language, "")) if leaf.question.wording else leaf.question.code
    if place.beside:
        return BESIDE[Supplement(place.beside)]()
    if place.entry:
        return f"{sheet.titles(place.question, place.entry)} · {asked}"
    if place.column:
        row = next(one for one in leaf.root.rows if one.code == place.row)
        return f"{plain(row.wording.get(g.language, row.code))} · {asked}"
    return asked if place.row or place.field else ""


BESIDE: Mapping[Supplement, Callable[[], str]] = {
    Supplement.SOURCE: lambda: _("Source and reference"),
    **dict.fromkeys(LINKS, lambda: _("Link")),
    Supplement.FILES: lambda: _("Files"),
    Supplement.NOTE: lambda: _("Note to the Secretariat"),
    Supplement.EXPLANATION: lambda: _("Explanation for the Secretariat"),
}
