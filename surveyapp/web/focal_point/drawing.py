"""Drawing a section: from a reply as it is held to what stands before a person's eyes, already in words."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from surveyapp.actions import history, holding, last_answers
from surveyapp.actions.answering import Conflict, Outcome, Refused
from surveyapp.actions.holding import Held
from surveyapp.core import conditions, kinds, limits, merging, places
from surveyapp.core.answers import LANGUAGES_OF_TEXTS, Answer, Typed
from surveyapp.core.conditions import Asked
from surveyapp.core.editions import words_changed
from surveyapp.core.marks import Mark
from surveyapp.core.places import Leaf, Place
from surveyapp.core.questionnaire import (
    Disclosure,
    Group,
    Kind,
    Question,
    Questionnaire,
    Section,
    Totals,
    narrowest,
)
from surveyapp.core.supplements import LINKS, Supplement
from surveyapp.core.text import said
from surveyapp.core.whole import number_in
from surveyapp.store.answers import Kept
from surveyapp.store.models import KnownFact
from surveyapp.web import answer_form
from surveyapp.web.asked_and_answered import Thread
from surveyapp.web.focal_point import proposing, sentences, set_aside
from surveyapp.web.focal_point.drawn import (
    NO_LAST,
    Drawn,
    DrawnBeside,
    DrawnDisclosure,
    DrawnEntry,
    DrawnHeading,
    DrawnNote,
    Field,
    Last,
    Part,
    Proposal,
    ShownConflict,
    ShownFact,
    ShownFile,
)
from surveyapp.web.focal_point.notices import Notice, Present
from surveyapp.wording import answers as answer_wording
from surveyapp.wording import dates, numbers, problems
from surveyapp.wording import limits as limit_words
from surveyapp.wording import supplements as supplement_words
from surveyapp.wording.known_facts import source_words
from surveyapp.wording.language_names import language_name
from surveyapp.wording.plain import plain

NOTHING = Answer(mark=Mark.LEFT_BLANK)
PARAGRAPHS = "\n\n"
NOTHING_YET = "–"
"""Stands where something will be worked out once more is answered."""


@dataclass
class Sheet:
    """All that drawing needs to know of a reply, for one reader at one moment."""

    held: Held
    language: str
    now: datetime
    zone: str
    outcomes: Mapping[Place, Outcome] = field(default_factory=dict)
    """What became of what was posted with this request, place by place."""
    typed_again: Mapping[Place, Typed] = field(default_factory=dict)
    """What was typed in this request and could not be saved."""
    put_together: Mapping[str, str] = field(default_factory=dict)
    """By address, what was written in this request as a text of two, and not chosen yet."""
    facts: Mapping[str, KnownFact] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)
    """By address, what the questionnaire finds odd about an answer that could be read."""
    is_writable: bool = True
    last: Last = NO_LAST
    """What of the last round is said beside the questions."""
    focus: str = ""
    """The address of the place at which the page begins."""
    beside_wanted: Collection[str] = ()
    """The questions of which what may stand beside the answer is to be drawn, even if nothing does."""
    notices: Mapping[str, Notice] = field(default_factory=dict)
    """By code of question, what is said where its answer is to be confirmed."""
    clarifications: Mapping[str, Sequence[Thread]] = field(default_factory=dict)
    """By code of question, what the secretariat asks about its answer."""
    present: Sequence[Present] = ()
    """Who else is in the section at present."""
    is_entering: bool = False
    """Whether the secretariat enters a document: what the state itself wrote is left alone."""

    @property
    def questionnaire(self) -> Questionnaire:
        return self.held.questionnaire

    @property
    def decimal_mark(self) -> str:
        """That of the state: that of the language groups thousands in some states."""
        return self.held.habits.decimal_mark

    @cached_property
    def asked(self) -> Asked:
        return self.held.asked()

    @cached_property
    def answers(self) -> Mapping[str, Answer]:
        return self.held.answers

    @cached_property
    def titles(self) -> answer_wording.Titles:
        return answer_wording.entry_titles(self.questionnaire, self.answers, self.held.entries, self.language)

    @cached_property
    def set_aside(self) -> Mapping[str, str]:
        """By question that is asked, what was entered and is not asked because of its answer, in words."""
        return set_aside.said_at(self.held, self.asked, self.answers, self.language)

    @cached_property
    def taken_over(self) -> Collection[str]:
        """The questions whose answer was taken over from an earlier round and left as it was."""
        return last_answers.unchanged(self.held)

    @cached_property
    def entered(self) -> Collection[str]:
        """The questions at which something stands that the secretariat entered from a document."""
        kept = self.held.kept.items()
        return {places.question_of(address) for address, one in kept if one.entered_from_id and one.answer.typed}

    @cached_property
    def written(self) -> Collection[str]:
        """The questions at which anything was ever written."""
        return history.written(self.held)

    @property
    def to_be_seen(self) -> list[str]:
        """The questions asked now that were asked in the last round too, and whose answer of then is not shown."""
        return [code for code in self.last.asked_then if self.last.offers(code) and self.asked.question(code)]

    def worked_out(self, question: Question, place: Place) -> str | None:
        """What a calculation comes to at a place, in words; None of what is no calculation."""
        if question.kind is not Kind.CALCULATED:
            return None
        if self.is_entering:  # it may come of what the state wrote in a draft
            return NOTHING_YET
        text = self.asked.calculated.get(place, "")
        return answer_wording.calculated_words(question, text, self.language, self.decimal_mark) or NOTHING_YET

    def takes(self, question: str) -> bool:
        """Whether answers to this question can be written now."""
        if self.is_entering and question in self.held.of_the_state:
            return False
        return self.is_writable and holding.takes(self.held.reply, question)

    def citable(self, list_code: str) -> list[tuple[str, str]]:
        """The entries that may be cited: id and what each is called."""
        if self.is_entering and list_code in self.held.of_the_state:
            return []
        return [(entry, self.titles(list_code, entry)) for entry in self.held.entries.get(list_code, ())]

    def beside_lines(self, question: Question) -> list[supplement_words.Line]:
        """What stands beside an answer, in words; an explanation stands with what it explains."""
        found = supplement_words.lines(question, self.answers, self.language)
        return [one for one in found if one.code is not Supplement.EXPLANATION]

    def files(self, drawn: Field) -> list[ShownFile]:
        """The files of an answer, each with its kind and size in words."""
        found = self.answers.get(drawn.place, NOTHING).value or {}
        return [_shown_file(file, self.language) for file in found.get("files", ())]

    def said(self, question: Question) -> str:
        """What stands at a question, in words."""
        entries = self.held.entries
        return answer_wording.answer_words(
            self.questionnaire, question, self.answers, entries, self.language, self.decimal_mark
        )


def section(sheet: Sheet, drawn: Section) -> list[Part]:
    """What stands in a section, from top to bottom, what is not asked now included (to be hidden)."""
    return list(_parts(sheet, drawn, level=2))


def question(sheet: Sheet, of: Question) -> Drawn:
    """One question as it is drawn."""
    fields = {str(leaf.place): _field(sheet, leaf) for leaf in places.leaves(of, {})}
    root = fields.pop(of.code)
    drawn = Drawn(
        question=of,
        id=answer_form.question_id(of.code),
        macro=_macro(of),
        is_asked=sheet.asked.question(of.code),
        root=root,
        fields=fields,
        entries=_entries(sheet, of),
        removed=_removed(sheet, of),
        totals=totals(sheet, of),
        status="",
        disclosure=disclosure(sheet, of),
        words=sheet.said(of) if not sheet.takes(of.code) else "",
        is_writable=sheet.takes(of.code),
        has_history=of.code in sheet.written,
        is_full=0 < of.most <= len(sheet.held.entries.get(of.code, ())),
        beside=beside(sheet, of) if sheet.takes(of.code) and not sheet.is_entering else None,
    )
    return _with_status(sheet, drawn)


def _is_there_when_asked(sheet: Sheet, place: Place) -> bool:
    """Whether a part of an answer is there, or will be as soon as its question is asked, with which it is hidden."""
    return sheet.asked.place(place) or not sheet.asked.question(place.question)


def _macro(asked: Question) -> str:
    """Rows whose options have texts attached, or are not all offered, find no room for them in a table."""
    needs_room = asked.choice_filter or any(option.detail or option.cites for option in asked.options)
    return "confirm" if asked.kind is Kind.ROWS and needs_room else answer_form.KINDS[asked.kind].macro


def asked(sheet: Sheet, drawn: Section) -> dict[str, bool]:
    """What of a section a condition may hide, by id, and whether it is asked now."""
    return dict(_conditional(sheet, drawn))


def totals(sheet: Sheet, asked: Question) -> dict[str, str]:
    """The totals of a grid, in words, by the id of what shows them; "" where nothing was given to add."""
    if asked.kind is not Kind.GRID or asked.totals is Totals.NONE:
        return {}
    figures = {
        (row.code, column.code): _figure(sheet.answers.get(str(Place(asked.code, row=row.code, column=column.code))))
        for row in asked.rows
        for column in asked.columns
    }
    sums: dict[str, list[Decimal | None]] = {}
    for (row_code, column_code), figure in figures.items():
        if asked.totals in (Totals.ROWS, Totals.BOTH):
            sums.setdefault(f"t-{asked.code}-{row_code}", []).append(figure)
        if asked.totals in (Totals.COLUMNS, Totals.BOTH):
            sums.setdefault(f"t-{asked.code}--{column_code}", []).append(figure)
        if asked.totals is Totals.BOTH:
            sums.setdefault(f"t-{asked.code}", []).append(figure)
    return {one: _sum(sheet, figures) for one, figures in sums.items()} | {
        f"{answer_form.question_id(asked.code)}-totals": _of_totals(sheet, asked)
    }


def _of_totals(sheet: Sheet, asked: Question) -> str:
    """What is to be known of the totals of a grid: which figures they hold that are in doubt, which they lack."""
    cells = [str(leaf.place) for leaf in places.leaves(asked, {}) if leaf.place.column]
    answers = [sheet.answers.get(cell, NOTHING) for cell in cells]
    doubted = sum(
        _figure(answer) is not None and cell in sheet.faults for cell, answer in zip(cells, answers, strict=True)
    )
    return sentences.of_totals(doubted, sum(answer.mark is Mark.NOT_READABLE for answer in answers))


def _parts(sheet: Sheet, group: Group, level: int) -> Iterator[Part]:
    for part in group.parts:
        if isinstance(part, Group):
            below = list(_parts(sheet, part, level + 1))
            is_asked = any(one.is_asked for one in below)
            yield DrawnHeading(f"g-{part.code}", part, level, is_asked)
            yield from below
        elif part.asks:
            yield question(sheet, part)
        elif part.wording:
            yield _note(sheet, part, Place(part.code), answer_form.question_id(part.code))


def _note(sheet: Sheet, of: Question, place: Place, element: str) -> DrawnNote:
    return DrawnNote(element, of, sheet.asked.place(place), sheet.worked_out(of, place))


def texts(sheet: Sheet, drawn: Section) -> dict[str, str]:
    """What of a section the answers change in words, by the id of what shows it: what is worked out, how many entries
    are expected.
    """
    return {
        element: text
        for one in sheet.questionnaire.placed()
        if one.section.code == drawn.code
        for element, text in _texts(sheet, one.question)
    }


def _texts(sheet: Sheet, of: Question) -> Iterator[tuple[str, str]]:
    if of.kind is Kind.CALCULATED and of.wording:
        yield f"{answer_form.question_id(of.code)}-value", sheet.worked_out(of, Place(of.code)) or ""
    for entry in sheet.held.entries.get(of.code, ()) if of.kind is Kind.LIST else ():
        for each in of.fields:
            place = Place(of.code, entry=entry, field=each.code)
            if each.kind is Kind.CALCULATED and each.wording:
                yield f"{answer_form.field_id(str(place))}-value", sheet.worked_out(each, place) or ""
    if of.count:
        yield f"{answer_form.field_id(of.code)}-limits", _limits(sheet, of)


def offered(sheet: Sheet, drawn: Section) -> dict[str, list[str]]:
    """The options that can be chosen now at each place of a section where other answers say which; by address."""
    filtered = [one for one in sheet.questionnaire.questions(drawn) if _is_filtered(one)]
    leaves = (leaf for one in filtered for leaf in places.leaves(one, sheet.held.entries))
    return {str(leaf.place): sorted(_offered(sheet, leaf) or ()) for leaf in leaves if leaf.question.choice_filter}


def _is_filtered(question: Question) -> bool:
    return bool(question.choice_filter or any(each.choice_filter for each in (*question.fields, *question.companions)))


def _offered(sheet: Sheet, leaf: Leaf) -> Collection[str] | None:
    if not leaf.question.choice_filter or not leaf.question.options:
        return None
    found = conditions.offered(sheet.asked, sheet.answers, leaf, sheet.held.today)
    return frozenset(option.code for option in found)


def _limits(sheet: Sheet, asked: Question) -> str:
    """Which numbers, or how many entries, are expected."""
    if asked.fields:
        words = limit_words.entries_words(limits.limits(asked, sheet.asked, sheet.held.today), sheet.language)
        return f"{words}." if words else ""
    has_range = asked.lowest or asked.highest or asked.step
    return limit_words.range_words(asked, sheet.language, sheet.decimal_mark) if has_range else ""


def _conditional(sheet: Sheet, group: Group) -> Iterator[tuple[str, bool]]:
    for part in group.parts:
        if isinstance(part, Group):
            is_asked = _asks_anything(sheet, part)
            yield f"g-{part.code}", is_asked
            if part.hint:
                yield f"g-{part.code}-hint", is_asked
            yield from _conditional(sheet, part)
            continue
        placed = sheet.questionnaire.find(part.code)
        if placed and placed.conditions and (part.asks or part.wording):
            yield answer_form.question_id(part.code), sheet.asked.place(Place(part.code))
        for place in _conditional_within(sheet, part) if part.asks else ():
            yield answer_form.field_id(str(place)), sheet.asked.place(place)


def _conditional_within(sheet: Sheet, of: Question) -> Iterator[Place]:
    """The rows, cells, companions and fields of entries that a condition of their own may hide."""
    relevant = {row.code for row in of.rows if row.relevant}
    if not relevant and not any(each.relevant for each in (*of.fields, *of.companions)):
        return
    for leaf in places.leaves(of, sheet.held.entries):
        if leaf.place.row in relevant or (leaf.place.field and leaf.question.relevant):
            yield leaf.place
    notes = [each for each in of.fields if each.relevant and each.wording and not each.asks]
    for entry in sheet.held.entries.get(of.code, ()):
        yield from (Place(of.code, entry=entry, field=each.code) for each in notes)


def _asks_anything(sheet: Sheet, group: Group) -> bool:
    return any(
        _asks_anything(sheet, part)
        if isinstance(part, Group)
        else bool(part.asks or part.wording) and sheet.asked.place(Place(part.code))
        for part in group.parts
    )


def _field(sheet: Sheet, leaf: Leaf) -> Field:
    address = str(leaf.place)
    kept = sheet.held.kept.get(address)
    answer = kept.answer if kept else NOTHING
    outcome = sheet.outcomes.get(leaf.place)
    unsaved = isinstance(outcome, Conflict | Refused)
    return Field(
        place=address,
        question=leaf.question,
        macro=answer_form.KINDS[leaf.question.kind].macro,
        typed=sheet.typed_again.get(leaf.place, {}) if unsaved else answer.typed,
        version=answer.version,
        is_asked=_is_there_when_asked(sheet, leaf.place),
        has_focus=address == sheet.focus,
        is_blank=answer.mark is Mark.LEFT_BLANK,
        problem=_problem(sheet, leaf, kept, outcome),
        is_refused=isinstance(outcome, Refused),
        read_as=_read_as(sheet, leaf.question, answer),
        conflict=_conflict(sheet, leaf, outcome) if isinstance(outcome, Conflict) else None,
        fact=_fact(sheet, leaf),
        proposals=_proposals(sheet, leaf, answer),
        offered=_offered(sheet, leaf),
        limits=_limits(sheet, leaf.question),
    )


def _proposals(sheet: Sheet, leaf: Leaf, answer: Answer) -> Sequence[Proposal]:
    """What may be answered with one press at a place that is blank."""
    if answer.mark is not Mark.LEFT_BLANK or not sheet.is_writable or sheet.is_entering:
        return ()
    found = proposing.typed(sheet.held, sheet.asked, leaf)
    address = str(leaf.place)
    return [Proposal(address, source, _typed_words(sheet, leaf, typed)) for source, typed in found.items()]


def _problem(sheet: Sheet, leaf: Leaf, kept: Kept | None, outcome: Outcome | None) -> str:
    if isinstance(outcome, Refused):
        return sentences.refusal(outcome.reason, sheet.language)
    if isinstance(outcome, Conflict):
        return ""
    if kept and kept.problem:
        problem = kinds.Problem(kept.problem)
        return problems.problem(problem, leaf.question, sheet.held.habits, sheet.language)
    return sheet.faults.get(str(leaf.place), "")


def local_day(at: datetime, zone: str) -> date:
    return at.astimezone(ZoneInfo(zone)).date()


def _read_as(sheet: Sheet, asked: Question, answer: Answer) -> str:
    if answer.mark is not Mark.ANSWERED or answer.value is None:
        return ""
    if asked.kind in (Kind.INTEGER, Kind.DECIMAL):
        return _number(sheet, Decimal(str(answer.value["number"])))
    if asked.kind is Kind.DATE:
        return dates.day(date.fromisoformat(answer.value["date"]), sheet.language)
    return ""


def _conflict(sheet: Sheet, leaf: Leaf, conflict: Conflict) -> ShownConflict:
    return ShownConflict(
        yours=_typed_words(sheet, leaf, conflict.yours),
        theirs=_typed_words(sheet, leaf, conflict.theirs),
        by=conflict.theirs_by or _("Somebody"),
        at=moment(sheet, conflict.theirs_at),
        version=conflict.version,
        both=sheet.put_together.get(str(leaf.place)) or _both(leaf, conflict),
        pieces=words_changed(conflict.theirs["text"], conflict.yours["text"]) if _are_texts(leaf, conflict) else (),
        where=_in_table(leaf, sheet.language),
    )


def _in_table(leaf: Leaf, language: str) -> str:
    """The wordings of row and column of a place; "" for one that is in no table."""
    row = next((one.wording for one in leaf.root.rows if one.code == leaf.place.row), None)
    column = next((one.wording for one in leaf.root.columns if one.code == leaf.place.column), None)
    return ", ".join(plain(said(one, language)) for one in (row, column) if one)


def _both(leaf: Leaf, conflict: Conflict) -> str:
    """Two texts in one: each with what it changed where that does not touch; else one after the other."""
    if not _are_texts(leaf, conflict):
        return ""
    theirs, yours = conflict.theirs["text"], conflict.yours["text"]
    seen = (conflict.seen or {}).get("text", "")
    together = merging.merged(seen, yours, theirs) if seen else None
    return together or (PARAGRAPHS if leaf.question.kind is Kind.LONG_TEXT else "; ").join((theirs, yours))


def _are_texts(leaf: Leaf, conflict: Conflict) -> bool:
    return leaf.question.kind in answer_form.TEXTS and bool(conflict.theirs.get("text") and conflict.yours.get("text"))


def _typed_words(sheet: Sheet, leaf: Leaf, typed: Typed) -> str:
    reading = kinds.read(leaf.question, typed, sheet.held.habits)
    answer = Answer(mark=reading.mark, value=reading.value, typed=typed)
    return answer_wording.words_at(leaf.question, answer, sheet.language, sheet.titles, sheet.decimal_mark)


def _fact(sheet: Sheet, leaf: Leaf) -> ShownFact | None:
    fact = sheet.facts.get(str(leaf.place))
    if fact is None:
        return None
    day = dates.day(fact.as_of, sheet.language)
    found_in = source_words(fact.source, sheet.language)
    source = _("%(source)s, on %(day)s", source=found_in, day=day) if found_in else day
    return ShownFact(words=_typed_words(sheet, leaf, fact.typed), source=source)


def _entries(sheet: Sheet, asked: Question) -> list[DrawnEntry]:
    if asked.kind is not Kind.LIST:
        return []
    present = list(sheet.held.entries.get(asked.code, ()))
    return [
        DrawnEntry(
            entry=entry,
            id=answer_form.entry_id(asked.code, entry),
            number=number,
            title=sheet.titles(asked.code, entry),
            parts=list(_parts_of_entry(sheet, asked, entry)),
            is_first=number == 1,
            is_last=number == len(present),
        )
        for number, entry in enumerate(present, 1)
    ]


def _parts_of_entry(sheet: Sheet, asked: Question, entry: str) -> Iterator[Field | DrawnNote]:
    for each in asked.fields:
        place = Place(asked.code, entry=entry, field=each.code)
        if each.asks:
            yield _field(sheet, Leaf(place, each, asked))
        elif each.wording:
            drawn = _note(sheet, each, place, answer_form.field_id(str(place)))
            yield replace(drawn, is_asked=_is_there_when_asked(sheet, place))


def _removed(sheet: Sheet, asked: Question) -> list[tuple[str, str]]:
    rows = [row for row in sheet.held.rows if row.list_code == asked.code and row.removed_at is not None]
    if sheet.is_entering:  # what the state took out of its draft is not shown
        rows = [row for row in rows if row.operation.startswith(holding.ENTERING)]
    return [(row.entry, sheet.titles(asked.code, row.entry)) for row in rows]


def beside(sheet: Sheet, of: Question) -> DrawnBeside | None:
    """What may stand beside an answer; None where nothing does and nobody asked for it."""
    leaves = {leaf.place.beside: leaf for leaf in places.supplements(of)}
    there = [code for code, leaf in leaves.items() if _stands_at(sheet, leaf) and code != Supplement.EXPLANATION]
    language = _text_language(sheet, of)
    is_other = language not in ("", sheet.language)
    if not (there or is_other or of.code in sheet.beside_wanted):
        return None
    free = next((one for one in LINKS if one not in there), None)
    says = [supplement_words.summary(there, sheet.language)] if there else []
    says += [supplement_words.text_in(language, sheet.language)] if is_other else []
    return DrawnBeside(
        source=_field(sheet, leaves[Supplement.SOURCE]),
        links=[_field(sheet, leaves[one]) for one in LINKS if one in there or one == free],
        files=_field(sheet, leaves[Supplement.FILES]),
        note=_field(sheet, leaves[Supplement.NOTE]),
        summary=", ".join(says),
        is_open=bool(there) or of.code in sheet.beside_wanted,
        text_language=language,
        languages=_languages(sheet, language) if language else (),
    )


def _stands_at(sheet: Sheet, leaf: Leaf) -> bool:
    kept = sheet.held.kept.get(str(leaf.place))
    is_unsaved = isinstance(sheet.outcomes.get(leaf.place), Conflict | Refused)
    return is_unsaved or (kept is not None and bool(kept.answer.typed))


def _text_language(sheet: Sheet, of: Question) -> str:
    """In which language the text of an answer is, or would be; "" where none is asked."""
    parts = (of, *of.fields, *of.companions)
    if not any(kinds.takes_text(one) for one in parts):
        return ""
    return supplement_words.language_of(of, sheet.answers, sheet.held.entries) or sheet.language


def _languages(sheet: Sheet, written_in: str) -> list[tuple[str, str]]:
    """That of the page, those of the form, and those in which a state may write whatever the form."""
    codes = dict.fromkeys((sheet.language, *sheet.questionnaire.languages, *LANGUAGES_OF_TEXTS, written_in))
    return [(code, language_name(code, sheet.language)) for code in codes]


def disclosure(sheet: Sheet, asked: Question) -> DrawnDisclosure:
    """Who may read the answer to a question, and who may be chosen."""
    widest = narrowest(asked.disclosure, Disclosure(sheet.held.reply.disclosure))
    own = sheet.answers.get(asked.code, NOTHING).disclosure
    choices = [one for one in Disclosure if one.width <= widest.width]
    proposed = sentences.disclosure_from_questionnaire(asked.disclosure)
    return DrawnDisclosure(now=narrowest(widest, own) if own else widest, choices=choices, from_questionnaire=proposed)


def _with_status(sheet: Sheet, drawn: Drawn) -> Drawn:
    """The question with what is said below it: whether and when it was saved, and what it leaves out of account."""
    said_of = (_status(sheet, drawn), sheet.set_aside.get(drawn.question.code, ""))
    return replace(drawn, status=". ".join(one for one in said_of if one))


def _status(sheet: Sheet, drawn: Drawn) -> str:
    fields = list(drawn.every_field)
    if any(one.conflict for one in fields):
        return str(_("Not saved yet: two texts"))
    if any(isinstance(sheet.outcomes.get(_place(one)), Refused) for one in fields):
        return str(_("Not saved"))
    written = [sheet.held.kept[one.place].at for one in fields if one.place in sheet.held.kept]
    if not written:
        return ""
    marks = {sheet.answers[one.place].mark for one in fields if one.place in sheet.answers}
    time = moment(sheet, max(written))
    said_so = _("Kept as typed %(time)s", time=time) if Mark.NOT_READABLE in marks else _("Saved %(time)s", time=time)
    if drawn.question.code in sheet.taken_over:
        return str(_("%(saved)s · no change since the last round", saved=said_so))
    return str(said_so)


def _place(drawn: Field) -> Place:
    return places.parse(drawn.place) or Place(drawn.place)


def moment(sheet: Sheet, at: datetime) -> str:
    """ "10:42" on the day itself, the day and the time before that; on the clocks of the state."""
    if local_day(at, sheet.zone) == local_day(sheet.now, sheet.zone):
        return dates.time_of_day(at, sheet.zone)
    return dates.recently(at, sheet.now, sheet.zone, sheet.language)


def _shown_file(file: Mapping[str, Any], language: str) -> ShownFile:
    ending = str(file["name"]).rpartition(".")[2].upper()
    kilobytes = max(1, round(int(file["size"]) / 1024))
    size = f"{numbers.grouped(kilobytes, language)} KB"
    return ShownFile(str(file["id"]), str(file["name"]), f"{ending}, {size}")


def _figure(answer: Answer | None) -> Decimal | None:
    return number_in(answer.value) if answer and answer.mark is Mark.ANSWERED and answer.value else None


def _sum(sheet: Sheet, figures: Sequence[Decimal | None]) -> str:
    given = [figure for figure in figures if figure is not None]
    return _number(sheet, sum(given, Decimal())) if given else ""


def _number(sheet: Sheet, number: Decimal) -> str:
    return numbers.grouped(number, sheet.language, sheet.decimal_mark)
