"""A section of an edition in every language beside each other, where answers can be tried and nothing is kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import abort, g, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from surveyapp.core import conditions, places
from surveyapp.core.answers import Typed
from surveyapp.core.checking import FindingKind, findings
from surveyapp.core.places import Leaf, Place
from surveyapp.core.questionnaire import Disclosure, Group, Kind, Question, Row, Section
from surveyapp.core.text import said_anyhow
from surveyapp.web import answer_form, clock, languages
from surveyapp.web.secretariat import trial, visible
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.web.secretariat.trial import Trial
from surveyapp.wording import problems
from surveyapp.wording.conditions import asked_when
from surveyapp.wording.plain import plain
from surveyapp.wording.translations import language_called

KINDS = {
    Kind.ONE: _l("one choice"),
    Kind.SEVERAL: _l("several choices"),
    Kind.ROWS: _l("a choice in each row"),
    Kind.CONFIRM: _l("facts to confirm, row by row"),
    Kind.SHORT_TEXT: _l("short text"),
    Kind.LONG_TEXT: _l("long text"),
    Kind.INTEGER: _l("whole number"),
    Kind.DECIMAL: _l("number with decimals"),
    Kind.YEAR: _l("year"),
    Kind.DATE: _l("date"),
    Kind.LINK: _l("link with title"),
    Kind.FILE: _l("file"),
    Kind.NOTE: _l("note"),
    Kind.GRID: _l("grid of numbers"),
    Kind.LIST: _l("list with entries"),
    Kind.CITATION: _l("citation of a list"),
    Kind.CALCULATED: _l("worked out from other answers"),
}
DISCLOSURES = {
    Disclosure.MEMBER_STATES: _l("for member states only"),
    Disclosure.SECRETARIAT: _l("for the Secretariat only"),
}
ASIDE = frozenset({Kind.GRID, Kind.LIST})
"""Kinds that have many fields: they are tried in a part of the page that opens."""
ODD = frozenset({FindingKind.CONSTRAINT, FindingKind.OUT_OF_RANGE, FindingKind.NOT_OFFERED, FindingKind.FUTURE_DATE})
"""What is said of an answer that is given; what is missing is not looked for here."""


@dataclass(frozen=True, kw_only=True)
class Field:
    """One place at which something can be tried."""

    name: str
    label: str
    question: Question
    typed: Typed
    options: tuple[tuple[str, str], ...]
    """Those offered now: code and wording."""
    is_asked: bool
    problem: str

    @property
    def chosen(self) -> list[str]:
        return self.typed.get("options", "").split()

    @property
    def is_not_available(self) -> bool:
        return bool(self.typed.get("not_available"))

    @property
    def part(self) -> str:
        """The part of a plain field into which a text goes."""
        return (
            "url" if self.question.kind is Kind.LINK else "article" if self.question.kind is Kind.CITATION else "text"
        )


@dataclass(frozen=True, kw_only=True)
class Tried:
    """A question with what was tried at it."""

    question: Question
    is_asked: bool
    calculated: str
    fields: tuple[Field, ...]
    is_aside: bool


@blueprint.route("/questionnaires/<edition>/section/<section>", methods=["GET", "POST"])
def preview_section(edition: str, section: str) -> ResponseReturnValue:
    found = visible.edition(edition)
    if (language := languages.switched_to()) and language != g.language:
        return redirect(languages.same_place(language), 307)
    questionnaire = visible.readable(found)
    shown = questionnaire.section(section)
    if shown is None:
        abort(404)
    tried = trial.of(questionnaire, trial.in_form(questionnaire, request.form), clock.now().date())
    parts = {one.question.code: one for one in _tried(tried, shown)}
    if request.headers.get("X-Requested-With") == "fetch":
        return jsonify(_as_facts(tried, shown, parts))
    at = questionnaire.sections.index(shown)
    return render_template(
        "secretariat/questionnaire_section.html",
        edition=found,
        questionnaire=questionnaire,
        section=shown,
        parts=parts,
        trial=tried,
        carried=trial.carried(request.form, parts),
        summary=_summary(tried, shown),
        is_group_asked=lambda group: _is_any_asked(tried, group),
        following=next(iter(questionnaire.sections[at + 1 :]), None),
        preceding=questionnaire.sections[at - 1] if at else None,
        kinds=KINDS,
        disclosures=DISCLOSURES,
        asked_when=lambda expression, within=None: asked_when(expression, questionnaire, g.language, within),
        language_name=lambda code: language_called(code, g.language),
        switch_in_form="try",
        here="questionnaires",
    )


def _tried(tried: Trial, section: Section) -> Iterator[Tried]:
    odd = _odd(tried)
    for placed in tried.questionnaire.placed():
        if placed.section is section:
            question = placed.question
            yield Tried(
                question=question,
                is_asked=tried.asked.question(question.code),
                calculated=tried.asked.calculated.get(Place(question.code), ""),
                fields=tuple(_fields(tried, question, odd)) if question.asks else (),
                is_aside=question.kind in ASIDE,
            )


def _fields(tried: Trial, question: Question, problems_found: Mapping[str, str]) -> Iterator[Field]:
    for leaf in places.leaves(question, tried.entries):
        if leaf.question.kind not in (Kind.WHOLE, Kind.FILE):
            offered = conditions.offered(tried.asked, tried.answers, leaf, tried.today)
            yield Field(
                name=answer_form.field_name(str(leaf.place)),
                label=_label(leaf),
                question=leaf.question,
                typed=tried.typed.get(leaf.place, {}),
                options=tuple((one.code, plain(said_anyhow(one.wording, g.language))) for one in offered),
                is_asked=tried.asked.place(leaf.place),
                problem=problems_found.get(str(leaf.place), ""),
            )


def _odd(tried: Trial) -> dict[str, str]:
    """What a state would be told about what was typed, by the address of its place."""
    found = findings(tried.questionnaire, tried.answers, tried.entries, tried.asked, tried.today)
    return {
        str(one.place): problems.found(tried.questionnaire, one, g.language)
        for one in found
        if one.kind in ODD and str(one.place) in tried.answers
    } | {
        str(place): problems.problem(tried.problems[str(place)], leaf.question, trial.HABITS, g.language)
        for place in tried.typed
        if str(place) in tried.problems and (leaf := places.leaf(tried.questionnaire, place))
    }


def _label(leaf: Leaf) -> str:
    """What stands before a field: nothing where the question itself says it."""
    if leaf.place == Place(leaf.root.code):
        return ""
    wording = plain(said_anyhow(leaf.question.wording, g.language))
    row = _row(leaf.root, leaf.place.row) if leaf.place.column else None
    return f"{plain(said_anyhow(row.wording, g.language))}: {wording}" if row else wording


def _row(root: Question, code: str) -> Row | None:
    return next((row for row in root.rows if row.code == code), None)


def _is_any_asked(tried: Trial, group: Group) -> bool:
    return any(
        _is_any_asked(tried, part) if isinstance(part, Group) else tried.asked.question(part.code)
        for part in group.parts
    )


def _summary(tried: Trial, section: Section) -> str:
    """How much is asked of a state that answers so."""
    return str(
        _(
            "A state that answers so is asked %(here)s of the %(all_here)s questions of this section, "
            "and %(whole)s of %(all)s in the whole questionnaire.",
            here=_asked_of(tried, section),
            all_here=sum(1 for _one in tried.questionnaire.questions(section)),
            whole=_asked_of(tried, None),
            all=sum(1 for _one in tried.questionnaire.questions()),
        )
    )


def _asked_of(tried: Trial, section: Section | None) -> int:
    return sum(tried.asked.question(one.code) for one in tried.questionnaire.questions(section))


def _as_facts(tried: Trial, section: Section, parts: dict[str, Tried]) -> dict[str, object]:
    """What changes on the page while answers are tried: by the id of what shows it."""
    fields = [field for one in parts.values() for field in one.fields]
    return {
        "asked": {f"q-{code}": one.is_asked for code, one in parts.items()} | dict(_groups_asked(tried, section)),
        "fields": {field.name: field.is_asked for field in fields if field.label},
        "problems": {field.name: field.problem for field in fields},
        "options": {
            field.name: [code for code, _words in field.options] for field in fields if field.question.choice_filter
        },
        "calculated": {
            f"c-{code}": one.calculated for code, one in parts.items() if one.question.kind is Kind.CALCULATED
        },
        "summary": _summary(tried, section),
    }


def _groups_asked(tried: Trial, group: Group) -> Iterator[tuple[str, bool]]:
    for part in group.parts:
        if isinstance(part, Group):
            yield f"g-{part.code}", _is_any_asked(tried, part)
            yield from _groups_asked(tried, part)
