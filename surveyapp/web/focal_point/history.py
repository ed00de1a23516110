"""The history of an answer: who wrote what and when, what stood before, and how any of it is brought back."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from surveyapp.actions import history as histories
from surveyapp.actions.answering import Conflict, Outcome, Refused
from surveyapp.actions.history import Change, EntryDeed, History, How
from surveyapp.core.answers import Answer
from surveyapp.core.editions import Piece, Words, words_changed
from surveyapp.core.marks import Mark
from surveyapp.core.places import Leaf
from surveyapp.core.questionnaire import Disclosure, Kind, Question, Section
from surveyapp.store.answers import Kept, Past
from surveyapp.store.models import Person, Reply
from surveyapp.web import answer_form, clock, database
from surveyapp.web.focal_point import part_names, readings, sentences, visible
from surveyapp.web.focal_point.drawing import Sheet
from surveyapp.web.focal_point.keeping import operation_of_request
from surveyapp.web.focal_point.pages import blueprint
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import answers as answer_wording
from surveyapp.wording import dates
from surveyapp.wording.translations import language_named

WORDS_AROUND = 12
"""Words that stay the same and are shown on each side of a change; of more, "…" stands for the rest."""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One line of a history, in words."""

    when: str
    by: str
    what: str = ""
    """By which deed, where it was not simply written."""
    where: str = ""
    """Which part of the question, where it has several."""
    pieces: Sequence[Piece] = ()
    language: str = ""
    written_in: str = ""
    """The name of the language, where it is another than that of the page."""
    readers: str = ""
    """That other people may read it now."""
    version: int = 0
    """The id of the version; 0 where nothing was written (a deed with an entry)."""
    is_shortened: bool = False
    stands_now: bool = False
    comes_back: bool = False
    seen: int = 0
    """The version that stands where it would come back to."""


@blueprint.get("/reply/<reply>/history/<question>")
def history(reply: str, question: str) -> str:
    found = visible.reply(reply)
    section, asked = visible.question(found, visible.questionnaire(found), question)
    return _page(found, section, asked)


@blueprint.post("/reply/<reply>/history/<question>")
def bring_back(reply: str, question: str) -> Any:
    found = visible.reply(reply)
    section, asked = visible.question(found, visible.questionnaire(found), question)
    visible.section_to_write(found, visible.questionnaire(found), section.code)
    outcome = histories.bring_back(
        database.session(),
        found,
        asked.code,
        _number("version"),
        _number("seen"),
        operation_of_request(),
        signed_in_viewer().person,
        clock.now(),
    )
    database.commit()
    if isinstance(outcome, Conflict | Refused):
        return _page(found, section, asked, outcome), 409
    return redirect(url_for("focal_point.history", reply=found.public_id, question=asked.code))


def _number(name: str) -> int:
    text = request.values.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _page(reply: Reply, section: Section, asked: Question, outcome: Outcome | None = None) -> str:
    held = visible.held(reply)
    told = histories.of_question(database.session(), held, asked.code, _number("page") or 1)
    sheet = visible.sheet(held, is_writable=visible.may_write(reply, section.code))
    return render_template(
        "focal_point/history.html",
        reply=reply,
        state=visible.state(reply),
        section=section,
        question=asked,
        told=told,
        lines=[_line(sheet, told, one) for one in told.done],
        readings=readings.told(reply, asked.code),
        operation=uuid.uuid4().hex,
        refused=sentences.refusal(outcome.reason, g.language) if isinstance(outcome, Refused) else "",
        conflict=_meanwhile(sheet, outcome) if isinstance(outcome, Conflict) else None,
        here="sections",
    )


def _meanwhile(sheet: Sheet, conflict: Conflict) -> dict[str, str]:
    return {"by": conflict.theirs_by or _("Somebody"), "at": _when(sheet, conflict)}


def _when(sheet: Sheet, one: Conflict | Change | EntryDeed) -> str:
    at = one.theirs_at if isinstance(one, Conflict) else one.at
    return dates.moment(at, sheet.zone, g.language)


def _line(sheet: Sheet, told: History, one: Change | EntryDeed) -> Shown:
    by = _called(told.persons.get(one.person_id or 0))
    if isinstance(one, EntryDeed):
        return Shown(
            when=_when(sheet, one), by=by, what=_entry_words(one), where=sheet.titles(one.list_code, one.entry)
        )
    return _version(sheet, one, by)


def _version(sheet: Sheet, change: Change, by: str) -> Shown:
    kept, place = change.now.kept, change.comes_back_to
    pieces = _pieces(sheet, change)
    shortened = _shortened(pieces) if _number("whole") != change.now.id else pieces
    is_text = change.leaf.question.kind in answer_form.TEXTS
    language = kept.answer.language if is_text else ""
    present = sheet.held.kept.get(str(place))
    return Shown(
        when=_when(sheet, change),
        by=by,
        what=HOW[change.how]() if change.how in HOW else "",
        where=part_names.of(sheet, change.place, change.leaf),
        pieces=shortened,
        language=language,
        written_in=language_named(language, g.language) if language and language != g.language else "",
        readers=_readers(change),
        version=change.now.id,
        is_shortened=shortened != pieces,
        stands_now=present is not None
        and (str(place), present.answer.version) == (change.now.place, kept.answer.version),
        comes_back=place is not None and not change.stands_now and sheet.takes(place.question),
        seen=present.answer.version if present else 0,
    )


def _called(person: Person | None) -> str:
    """The name and institution of who did it; without a person, it was done at the Secretariat."""
    if person is None:
        return str(_("Secretariat"))
    return ", ".join(part for part in (person.name, person.institution) if part)


def _pieces(sheet: Sheet, change: Change) -> list[Piece]:
    """Before and after in one: texts word by word, everything else as a whole."""
    before, now = _said(sheet, change.leaf, change.before), _said(sheet, change.leaf, change.now)
    if change.how is How.MOVED and change.before is None:
        return [Piece(Words.SAME, now)]
    if before == now:
        return [Piece(Words.SAME, now)]
    if _is_text(change.leaf, change.before) and _is_text(change.leaf, change.now):
        return words_changed(before, now)
    removed = [Piece(Words.REMOVED, before), Piece(Words.SAME, " → ")] if change.before else []
    return [*removed, Piece(Words.ADDED, now)]


def _said(sheet: Sheet, leaf: Leaf, past: Past | None) -> str:
    """What stood there in one version, in words."""
    answer = past.kept.answer if past else Answer(mark=Mark.LEFT_BLANK)
    if leaf.question.kind is Kind.WHOLE and answer.mark is Mark.ANSWERED:
        return str(_("There are none"))
    return answer_wording.words_at(leaf.question, answer, g.language, sheet.titles, sheet.decimal_mark)


def _is_text(leaf: Leaf, past: Past | None) -> bool:
    return leaf.question.kind in answer_form.TEXTS and past is not None and past.kept.answer.mark is Mark.ANSWERED


def _shortened(pieces: Sequence[Piece]) -> list[Piece]:
    """The changes with some words around each; what is the same throughout stays whole."""
    last = len(pieces) - 1
    return [
        Piece(one.became, _shorter(one.text, is_first=at == 0, is_last=at == last))
        if one.became is Words.SAME and last
        else one
        for at, one in enumerate(pieces)
    ]


def _shorter(text: str, *, is_first: bool, is_last: bool) -> str:
    words = text.split(" ")
    if len(words) <= 2 * WORDS_AROUND + 2:
        return text
    head = [] if is_first else words[:WORDS_AROUND]
    tail = [] if is_last else words[-WORDS_AROUND:]
    return " ".join([*head, "…", *tail])


def _readers(change: Change) -> str:
    before = change.before.kept if change.before else None
    was, now = _disclosure(before), _disclosure(change.now.kept)
    if was == now:
        return ""
    if now is None:
        return str(_("Who may read it: as the questionnaire and the reply say."))
    return f"{sentences.disclosure_words(now)}."


def _disclosure(kept: Kept | None) -> Disclosure | None:
    return kept.answer.disclosure if kept else None


def _entry_words(deed: EntryDeed) -> str:
    if deed.deed == "entry moved" and deed.details:
        before, now = deed.details["from"], deed.details["to"]
        return str(_("entry moved from place %(before)s to place %(now)s", before=before, now=now))
    return ENTRIES[deed.deed]()


HOW: Mapping[How, Callable[[], str]] = {
    How.TAKEN_OVER: lambda: _("taken over from an earlier round"),
    How.BROUGHT_BACK: lambda: _("an earlier text was brought back"),
    How.FROM_A_WORKBOOK: lambda: _("from a workbook"),
    How.MOVED: lambda: _("the questionnaire changed, and the answer was carried along"),
    How.PROPOSED: lambda: _("a proposed answer was used"),
    How.CLEARED: lambda: _("the choice was cleared"),
    How.FILE_ADDED: lambda: _("a file was added"),
    How.FILE_TAKEN_AWAY: lambda: _("a file was removed"),
    How.ENTERED: lambda: _("entered by the Secretariat, from the document received"),
}
"""Deeds in words; what was simply written needs none."""

ENTRIES: Mapping[str, Callable[[], str]] = {
    "entry added": lambda: _("entry added"),
    "entry removed": lambda: _("entry removed"),
    "entry restored": lambda: _("entry put back"),
    "entry moved": lambda: _("entry moved"),
}
