"""The annexes: questionnaire, synthesis tables, compendium, register, log of contacts, response levels."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from surveyapp.core.disclosure import Audience
from surveyapp.core.marks import Mark
from surveyapp.core.places import Place
from surveyapp.core.questionnaire import Kind, Question
from surveyapp.core.states import MemberState
from surveyapp.core.text import said
from surveyapp.documents.papers.parts import line, written
from surveyapp.documents.summary import parts
from surveyapp.documents.summary.anchors import anchor_of
from surveyapp.documents.summary.parts import Cell, Paragraph, Part, Table
from surveyapp.documents.summary.texts import is_in_register, quotes
from surveyapp.documents.summary.writing import Writer
from surveyapp.wording import answers, conditions, contacts, dates, document_replies, marks
from surveyapp.wording.plain import plain_questionnaire
from surveyapp.wording.summary import report
from surveyapp.wording.summary.measures import number

_COLUMNS_OF_SYNTHESIS = 14
_NOT_IN_REGISTER = frozenset({Kind.FILE, Kind.SEVERAL})
_WITHOUT_SHORT_MARK = frozenset({Kind.SHORT_TEXT, Kind.LONG_TEXT, Kind.LINK, Kind.FILE, Kind.CITATION})
_NOT_IN_FAVOUR = frozenset({Mark.LEFT_BLANK, Mark.NOT_AVAILABLE, Mark.NOT_READABLE})
_IN_TWO_COLUMNS = frozenset({"questionnaire", "compendium"})
_OTHERWISE = "·"
_FIELDS_OF_REGISTER = 8


def annexes(writer: Writer) -> None:
    """All annexes that this audience is given, numbered."""
    given: list[tuple[str, Callable[[Writer], None]]] = [
        ("questionnaire", _questionnaire),
        ("synthesis", _synthesis),
        ("compendium", _compendium),
        ("register", _register),
    ]
    if writer.comparison.audience is Audience.SECRETARIAT:
        given.append(("contacts", _contacts))
    given.append(("levels", _levels))
    for place, (name, write) in enumerate(given, 1):
        title = writer.words("annex", number=place, title=writer.words(f"annex_{name}"))
        writer.heading(title, anchor=f"a_{name}", begins_page=True)
        before = len(writer.parts)
        write(writer)
        if name in _IN_TWO_COLUMNS:
            writer.parts[before:] = _twin(writer.parts[before:])
        if len(writer.parts) == before:
            writer.text(writer.words("nothing_in_annex"))
        elif isinstance(writer.parts[before], parts.Wide):
            _head(writer.parts, before)


def _twin(written_: list[Part]) -> list[Part]:
    """In two columns; a paragraph at the top stays as wide as the page."""
    first = 1 if written_ and isinstance(written_[0], Paragraph) else 0
    short = tuple(
        one for one in written_[first:] if isinstance(one, parts.Heading | Paragraph | parts.Quote | parts.Asked)
    )
    return [*written_[:first], parts.Twin(parts=short)] if short else written_


def _head(written_: list[Part], place: int) -> None:
    """Puts the heading before pages laid across onto the first of them."""
    heading, wide = written_[place - 1], written_[place]
    if isinstance(heading, parts.Heading) and isinstance(wide, parts.Wide):
        written_[place - 1 : place + 1] = [parts.Wide(parts=(replace(heading, begins_page=False), *wide.parts))]


# The questionnaire


def _questionnaire(writer: Writer) -> None:
    asked = plain_questionnaire(writer.facts.unworded or writer.comparison.questionnaire)
    for place, section in enumerate(asked.sections):
        writer.heading(_section_called(writer, place), 2, is_listed=False)
        for question in asked.questions(section):
            writer.parts.append(
                parts.Asked(
                    number=question.number,
                    text=line(said(question.wording, writer.language)),
                    core=writer.words("core") if question.core else "",
                    lines=tuple(line(one) for one in _lines(writer, question)),
                )
            )


def _lines(writer: Writer, question: Question) -> Iterator[str]:
    """What is offered, and when the question is asked."""
    questionnaire = writer.comparison.questionnaire
    for relevant in (question.relevant,):
        said_so = conditions.answer_only_if(relevant, questionnaire, writer.language) if relevant else ""
        if said_so:
            yield said_so
    for name, found in (
        ("rows_line", question.rows),
        ("columns_line", question.columns),
        ("options_line", question.options),
        ("fields_line", [one for one in question.fields if one.asks]),
    ):
        if found:
            each = "; ".join(line(said(one.wording, writer.language)).rstrip(".") for one in found)
            yield writer.words(name, **{name.removesuffix("_line"): each})


# Synthesis


def _synthesis(writer: Writer) -> None:
    """States down, questions across, a short mark in each cell."""
    if not writer.replied:
        return
    sections = writer.comparison.questionnaire.sections
    asked = [
        (place, question)
        for place, section in enumerate(sections)
        for question in writer.questions(section)
        if _has_mark(question)
    ]
    tables = [_of_questions(writer, found) for found in _evenly(asked)]
    if tables:
        writer.parts.append(parts.Wide(parts=(Paragraph(text=(_legend(writer),), is_soft=True), *tables)))


def _evenly(asked: Sequence[tuple[int, Question]]) -> Iterator[Sequence[tuple[int, Question]]]:
    """In as few runs as the page is wide for, each about as long as the others."""
    runs = -(-len(asked) // _COLUMNS_OF_SYNTHESIS)
    for at in range(runs):
        yield asked[at * len(asked) // runs : (at + 1) * len(asked) // runs]


def _of_questions(writer: Writer, found: Sequence[tuple[int, Question]]) -> Table:
    """One table; its caption says of which sections its questions are."""
    questions = [question for _, question in found]
    titles = [_section_called(writer, at) for at in dict.fromkeys(at for at, _ in found)]
    return writer.table(
        "; ".join(titles),
        [writer.words("state"), *(writer.called(one) for one in questions)],
        [
            (state.name(writer.language).short, *(_mark(writer, one, state) for one in questions))
            for state in writer.replied
        ],
        (2.2, *[1.0] * len(questions)),
        centred=range(1, len(questions) + 1),
        is_small=True,
    )


def _section_called(writer: Writer, place: int) -> str:
    section = writer.comparison.questionnaire.sections[place]
    title = line(said(section.wording, writer.language))
    return writer.words("section_heading", number=section.number or place + 1, title=title)


def _has_mark(question: Question) -> bool:
    return question.kind not in _WITHOUT_SHORT_MARK and question.summary != "none" and question.names_states


def _mark(writer: Writer, question: Question, state: MemberState) -> str:
    reply = writer.comparison.replies[state.iso3]
    if _is_not_told(writer, question, state.iso3):
        return _OTHERWISE
    short = answers.short(question, reply.cells, reply.entries, writer.language)
    if question.kind is Kind.YEAR and isinstance(short, int):
        return str(short)
    if isinstance(short, date):
        return short.isoformat()
    if isinstance(short, int | Decimal):
        return number(Decimal(short), writer.language)
    return short


def _is_not_told(writer: Writer, question: Question, iso3: str) -> bool:
    """Whether a cell would name a State that answered No, where those are only counted."""
    tally = writer.comparison.tallies[question.code]
    if writer.speaker.name_negative or not _has_negative(question):
        return False
    if any(iso3 in tally.states(mark) for mark in _NOT_IN_FAVOUR):
        return True
    return any(iso3 in one.states for one in tally.options if answers.says_nothing(one.option))


def _has_negative(question: Question) -> bool:
    return question.kind is Kind.ONE and any(answers.says_nothing(one) for one in question.options)


def _legend(writer: Writer) -> str:
    shapes: dict[str, str] = {}
    for question in writer.comparison.questionnaire.questions():
        for option in question.options if question.kind is Kind.ONE else ():
            if option.shape and writer.speaker.is_named(question, option):
                shapes.setdefault(option.shape, line(said(option.wording, writer.language)))
    signs = [*shapes.items(), *marks.legend(writer.language, [one for one in Mark if one is not Mark.NO_REPLY])]
    if not writer.speaker.name_negative:
        signs.append((_OTHERWISE, writer.words("sign_other")))
    return "   ".join(f"{sign}\u00a0{meaning};" for sign, meaning in signs).rstrip(";") + "."


# Compendium


def _compendium(writer: Writer) -> None:
    writer.say("compendium", report.compendium(writer.language))
    for question in writer.questions():
        if is_in_register(question):
            continue
        found = quotes(writer, question)
        if found:
            anchor = anchor_of("c", writer.comparison, question.code)
            writer.heading(writer.called(question), 2, anchor, is_listed=False)
            writer.parts.append(
                Paragraph(text=(line(said(question.wording, writer.language)),), is_soft=True, is_kept=True)
            )
            writer.parts.extend(found)


# Register


def _register(writer: Writer) -> None:
    found = [one for one in writer.questions() if is_in_register(one)]
    tables: list[parts.Heading | Paragraph | Table] = []
    for question in found:
        fields = [one for one in question.fields if one.asks and one.kind not in _NOT_IN_REGISTER][:_FIELDS_OF_REGISTER]
        rows = [row for state in writer.replied for row in _entries(writer, question, fields, state)]
        if rows:
            wide = [_width(one, at) for at, one in enumerate(fields)]
            columns = [writer.words("state"), *(said(one.wording, writer.language) for one in fields)]
            tables.append(writer.table(writer.called(question), columns, rows, (1.8, *wide), is_small=True))
    if tables:
        writer.parts.append(parts.Wide(parts=tuple(tables)))


def _width(field: Question, place: int) -> float:
    """The first text is the title; an address needs room."""
    return 3.4 if place == 0 else 2.2 if field.kind is Kind.LINK else 1.5


def _entries(
    writer: Writer, question: Question, fields: Sequence[Question], state: MemberState
) -> Iterator[tuple[Cell, ...]]:
    reply = writer.comparison.replies[state.iso3]
    titles = answers.entry_titles(writer.comparison.questionnaire, reply.cells, reply.entries, writer.language)
    for entry in reply.entries.get(question.code, ()):
        row: list[Cell] = [state.name(writer.language).short]
        for field in fields:
            cell = reply.cells.get(str(Place(question.code, entry=entry, field=field.code)))
            words = answers.words_at(field, cell, writer.language, titles)
            is_answer = cell is not None and cell.mark is Mark.ANSWERED
            language = cell.language if cell is not None and field.kind is Kind.SHORT_TEXT else ""
            row.append(written(words, language or writer.language, writer.language) if is_answer else "—")
        yield tuple(row)


# Contacts


def _contacts(writer: Writer) -> None:
    found = writer.facts.contacts
    if not found:
        return
    names = {iso3: state.name(writer.language).short for iso3, state in writer.speaker.states.items()}
    rows = [
        (
            dates.day(one.on, writer.language),
            names.get(one.state, one.state),
            contacts.kind_words(one.kind, writer.language),
            contacts.direction_words(one.direction, writer.language),
            one.with_whom,
            one.text,
        )
        for one in found
    ]
    columns = [writer.words(one) for one in ("date", "state", "contact", "direction", "with_whom", "content")]
    table = writer.table(writer.words("annex_contacts"), columns, rows, (1.4, 1.6, 1.3, 1.4, 2, 5), is_small=True)
    writer.parts.append(parts.Wide(parts=(table,)))


# Response levels


def _levels(writer: Writer) -> None:
    if writer.facts.levels:
        rows = [
            (
                said(one.title, writer.language),
                dates.day(one.deadline, writer.language),
                str(one.asked),
                str(one.replied),
            )
            for one in writer.facts.levels
        ]
        columns = [writer.words(one) for one in ("round", "deadline", "asked", "replied")]
        writer.parts.append(writer.table(writer.words("annex_levels"), columns, rows, (5, 3, 1.5, 1.5), numeric=(2, 3)))
    rows_of_states = [(state.name(writer.language).short, _standing(writer, state)) for state in writer.has_replied]
    if writer.names_missing:
        missing = writer.words("standing_missing")
        rows_of_states += [(state.name(writer.language).short, missing) for state in writer.missing]
    if rows_of_states:
        columns = [writer.words("state"), writer.words("standing")]
        writer.parts.append(writer.table(writer.words("replies_by_state"), columns, rows_of_states, (3, 6)))


def _standing(writer: Writer, state: MemberState) -> str:
    if state.iso3 in writer.facts.heading.documents:
        stage, on = writer.facts.heading.documents[state.iso3]
        note = document_replies.footnote(stage, on, writer.language)
        if note:
            return note
    return writer.words("standing_replied")
