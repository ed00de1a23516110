"""Which question was which: the map of an edition to an earlier one, shown whole, corrected section by section."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from surveyapp.actions import editions_map
from surveyapp.actions.authoring import questionnaire_of
from surveyapp.actions.editions_map import CorrectionsRefused, NotEarlier
from surveyapp.core.editions import Corrections, Map, Way
from surveyapp.core.questionnaire import Question, Section
from surveyapp.core.text import Text, said_anyhow
from surveyapp.store.models import Edition
from surveyapp.web import clock, database
from surveyapp.web.secretariat import visible
from surveyapp.web.secretariat.differences import called
from surveyapp.web.secretariat.filters import Choice
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import dates
from surveyapp.wording import differences as worded
from surveyapp.wording.dates import SECRETARIAT_ZONE
from surveyapp.wording.deeds import who_words
from surveyapp.wording.plain import plain

PARTS = editions_map.PARTS[1:]
LONGEST_CHOICE = 90
"""Characters of a wording in a list of choices."""


@dataclass(frozen=True)
class Led:
    """A question of the new edition and the old one it leads to."""

    question: Question
    old: Question | None
    reason: str
    is_sure: bool
    """Not merely by its wording."""
    takes_over: bool
    new_parts: tuple[str, ...]
    """Options, rows, columns and fields that were not there before, by their wordings."""
    parts_left_behind: tuple[str, ...]


@dataclass(frozen=True)
class InSection:
    section: Section
    questions: tuple[Led, ...]


@dataclass(frozen=True)
class Select:
    """One option, row, column or field, and the old ones among which it is one."""

    name: str
    words: str
    code: str
    chosen: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Field:
    """A question to be corrected: the old code typed or proposed, its parts, an error."""

    led: Led
    name: str
    typed: str
    shown: str
    parts: tuple[tuple[str, tuple[Select, ...]], ...]
    error: str = ""


@dataclass(frozen=True)
class Posted:
    """What was sent of one section, and what is wrong with it, by question."""

    typed: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)


@blueprint.get("/questionnaires/<edition>/map")
def edition_map(edition: str) -> str:
    return _map_page(visible.edition(edition))


@blueprint.post("/questionnaires/<edition>/map/previous")
def set_previous_edition(edition: str) -> ResponseReturnValue:
    found = visible.edition(edition)
    wanted = request.form.get("previous", "")
    previous = next((one for one in editions_map.earlier(found) if one.public_id == wanted), None)
    if previous is None:
        database.commit()
        return _map_page(found, error=str(_("Choose one of the earlier editions of this questionnaire."))), 422
    editions_map.set_previous(database.session(), found, previous, signed_in_viewer().person, clock.now())
    database.commit()
    return redirect(url_for("secretariat.edition_map", edition=found.public_id))


@blueprint.route("/questionnaires/<edition>/map/section/<section>", methods=["GET", "POST"])
def edition_map_section(edition: str, section: str) -> ResponseReturnValue:
    found = visible.edition(edition)
    shown = questionnaire_of(found).section(section)
    if shown is None:
        abort(404)
    if editions_map.previous_of(found) is None:
        database.commit()
        return _map_page(found)
    if request.method == "GET":
        return _section_page(found, shown)
    return _corrected(found, shown)


def _corrected(edition: Edition, section: Section) -> ResponseReturnValue:
    proposed, present = editions_map.proposed_of(edition), editions_map.map_of(edition)
    if proposed is None or present is None:
        abort(404)
    inside = [placed.question for placed in present.new.placed() if placed.section.code == section.code]
    corrections = _Reading(edition, proposed, present, request.form).corrections(inside)
    of = {one.code for one in inside}
    try:
        editions_map.correct_map(database.session(), edition, corrections, signed_in_viewer().person, clock.now(), of)
    except CorrectionsRefused as refused:
        errors = {one.question.partition(".")[0]: _unknown(one.code) for one in refused.unknown}
        database.commit()
        return _section_page(edition, section, Posted(request.form, errors)), 422
    except NotEarlier:
        abort(404)
    database.commit()
    address = url_for("secretariat.edition_map_section", edition=edition.public_id, section=section.code, saved=1)
    return redirect(address)


def _unknown(code: str) -> str:
    return str(
        _("The earlier edition has no question “%(code)s”. Choose one from the list, or leave it empty.", code=code)
    )


class _Reading:
    """Takes from the form what a person changed; what stands as it was shown stays as it was said or proposed."""

    def __init__(self, edition: Edition, proposed: Map, present: Map, form: Mapping[str, str]) -> None:
        self.said: Corrections = editions_map.said_of(edition)
        self.proposed, self.present, self.form = proposed, present, form

    def corrections(self, questions: list[Question]) -> dict[str, dict[str, Any]]:
        read: dict[str, dict[str, Any]] = {part: {} for part in editions_map.PARTS}
        for question in questions:
            self._question(question, read)
        return read

    def _question(self, question: Question, read: dict[str, dict[str, Any]]) -> None:
        code = question.code
        said = self._changed(_name("questions", "", code))
        if said is None:
            said = self.said.get("questions", {}).get(code)
        if said is not None and (said != self.proposed.question(code) or self._is_given_away(said, code)):
            read["questions"][code] = said
        way = self.present.ways.get(code)
        if way is None or (said is not None and said != way.old):
            return  # its parts are sought anew in the question to which it leads now
        for part, path, new, _way in _parts(question, way, code):
            self._part(part, path, new.code, read)

    def _part(self, part: str, path: str, code: str, read: dict[str, dict[str, Any]]) -> None:
        said = self._changed(_name(part, path, code))
        if said is None:
            said = self.said.get(part, {}).get(path, {}).get(code)
        if said is not None:
            read[part].setdefault(path, {})[code] = said

    def _changed(self, name: str) -> str | None:
        """What was typed, where that is not what was shown."""
        typed = self.form.get(name)
        if typed is None or typed.strip() == self.form.get(f"was.{name}", ""):
            return None
        return typed.strip()

    def _is_given_away(self, old: str, code: str) -> bool:
        """Whether what is proposed for this one was said to be of another."""
        given = self.said.get("questions", {})
        return bool(old) and any(other == old and new != code for new, other in given.items())


# Drawing


def _map_page(edition: Edition, error: str = "") -> str:
    found = editions_map.map_of(edition)
    previous = editions_map.previous_of(edition)
    return render_template(
        "secretariat/edition_map.html",
        edition=edition,
        questionnaire=questionnaire_of(edition),
        previous=called(previous) if previous else "",
        previous_edition=previous,
        earlier=[Choice(one.public_id, called(one), one is previous) for one in editions_map.earlier(edition)],
        sections=_sections(found) if found else [],
        left_behind=_left_behind(found) if found else [],
        corrected=_last_corrected(edition),
        error=error,
        plain=_plain,
        here="questionnaires",
    )


def _section_page(edition: Edition, section: Section, posted: Posted | None = None) -> str:
    found, previous = editions_map.map_of(edition), editions_map.previous_of(edition)
    if found is None or previous is None:
        abort(404)
    fields = [
        _field(found, placed.question, posted or Posted())
        for placed in found.new.placed()
        if placed.section.code == section.code
    ]
    sections = found.new.sections
    at = sections.index(section)
    return render_template(
        "secretariat/edition_map_section.html",
        edition=edition,
        questionnaire=found.new,
        section=section,
        previous=called(previous),
        fields=fields,
        old_questions=[(placed.question.code, _called_shortly(placed.question)) for placed in found.old.placed()],
        corrected=_last_corrected(edition),
        saved="saved" in request.args and posted is None,
        following=next(iter(sections[at + 1 :]), None),
        plain=_plain,
        here="questionnaires",
    )


def _sections(found: Map) -> list[InSection]:
    every = list(found.new.placed())
    return [
        InSection(section, tuple(_led(found, one.question) for one in every if one.section.code == section.code))
        for section in found.new.sections
    ]


def _led(found: Map, question: Question) -> Led:
    way = found.ways.get(question.code)
    placed = found.old.find(way.old) if way else None
    if way is None or placed is None:
        return Led(question, None, "", True, False, (), ())
    new, left = _otherwise(placed.question, question, way)
    reason = worded.reason(way.reason, g.language)
    return Led(question, placed.question, reason, way.reason != "wording", way.takes_over, new, left)


def _otherwise(old: Question, new: Question, way: Way) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The parts that are new, and the old ones to which none leads, each by its wording."""
    added, left = [], []
    for part in PARTS:
        ways = way.parts(part)
        led_to = {one.old for one in ways.values()}
        added += [_plain(one.wording) or one.code for one in getattr(new, part) if one.code not in ways]
        left += [_plain(one.wording) or one.code for one in getattr(old, part) if one.code not in led_to]
    return tuple(added), tuple(left)


def _left_behind(found: Map) -> list[Question]:
    placed = (found.old.find(code) for code in found.left_behind())
    return [one.question for one in placed if one]


def _field(found: Map, question: Question, posted: Posted) -> Field:
    name = _name("questions", "", question.code)
    shown = posted.typed.get(f"was.{name}", found.question(question.code))
    return Field(
        led=_led(found, question),
        name=name,
        typed=posted.typed.get(name, shown),
        shown=shown,
        parts=tuple(_selects(found, question, posted)),
        error=posted.errors.get(question.code, ""),
    )


def _selects(found: Map, question: Question, posted: Posted) -> Iterator[tuple[str, tuple[Select, ...]]]:
    way = found.ways.get(question.code)
    placed = found.old.find(way.old) if way else None
    if way is None or placed is None:
        return
    gathered: dict[str, list[Select]] = {}
    for part, path, new, old_parts in _parts_with_old(placed.question, question, way, question.code):
        name = _name(part, path, new.code)
        led = _way_of(way, question.code, part, path).get(new.code)
        chosen = posted.typed.get(name, led.old if led else "")
        choices = [Choice("", str(_("was not there before")), not chosen)]
        choices += [Choice(one.code, _called_shortly(one), one.code == chosen) for one in old_parts]
        words = _plain(new.wording) or new.code
        gathered.setdefault(_heading(part, path, question), []).append(
            Select(name, words, new.code, led.old if led else "", tuple(choices))
        )
    yield from ((heading, tuple(selects)) for heading, selects in gathered.items())


def _heading(part: str, path: str, question: Question) -> str:
    words = worded.part(part, g.language)
    inner = next(
        (one for one in (*question.fields, *question.companions) if path == f"{question.code}.{one.code}"), None
    )
    return f"{_plain(inner.wording)}: {words}" if inner else words


def _parts(question: Question, way: Way, path: str) -> Iterator[tuple[str, str, Any, Way | None]]:
    """Every part of a question that leads somewhere: which, below which path, the part itself, its way."""
    for part in PARTS:
        for one in getattr(question, part):
            led = way.parts(part).get(one.code)
            yield part, path, one, led
            if isinstance(one, Question) and led is not None:
                yield from _parts(one, led, f"{path}.{one.code}")


def _parts_with_old(
    old: Question, new: Question, way: Way, path: str
) -> Iterator[tuple[str, str, Any, tuple[Any, ...]]]:
    for part in PARTS:
        olds = getattr(old, part)
        for one in getattr(new, part) if olds else ():
            yield part, path, one, olds
            led = way.parts(part).get(one.code)
            before = next((each for each in olds if led and each.code == led.old), None)
            if isinstance(one, Question) and isinstance(before, Question) and led is not None:
                yield from _parts_with_old(before, one, led, f"{path}.{one.code}")


def _way_of(way: Way, code: str, part: str, path: str) -> Mapping[str, Way]:
    inner = path.removeprefix(code).removeprefix(".")
    below = (way.fields.get(inner) or way.companions.get(inner)) if inner else way
    return below.parts(part) if below else {}


def _name(part: str, path: str, code: str) -> str:
    return "~".join(filter(None, (part, path, code)))


def _called_shortly(one: Any) -> str:
    """ "1.2 Is there a law?"."""
    words = " ".join(filter(None, (getattr(one, "number", ""), _plain(one.wording)))) or one.code
    return words if len(words) <= LONGEST_CHOICE else f"{words[: LONGEST_CHOICE - 1].rstrip()}…"


def _plain(text: Text) -> str:
    return plain(said_anyhow(text, g.language))


def _last_corrected(edition: Edition) -> str:
    """ "15 September 2026, 10:30 · An officer"; "" where nobody has corrected it."""
    last = editions_map.last_corrected(edition)
    if last is None:
        return ""
    moment = dates.moment(last.at, SECRETARIAT_ZONE, g.language)
    return f"{moment} · {who_words(last.by or 'command line', g.language)}"
