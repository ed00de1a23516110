"""From a questionnaire to the rows of its three sheets: every fact into the column that the reader takes it from."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from surveyapp.core.questionnaire import (
    Column,
    Disclosure,
    Group,
    Kind,
    Option,
    Question,
    Questionnaire,
    Section,
    Totals,
)
from surveyapp.core.questionnaire import Row as TableRow
from surveyapp.core.text import Text
from surveyapp.documents.xlsform import columns, neighbouring
from surveyapp.documents.xlsform.columns import Header


class CannotBeWritten(ValueError):
    """No workbook says what this definition says; the message tells what and where, in each language."""

    def __init__(self, why: Text, **details: str | int) -> None:
        self.why: Text = {language: sentence.format(**details) for language, sentence in why.items()}
        super().__init__(self.why["en"])


_NO_LIST: Text = {
    "en": "the options of {question} stand in no list that has a name",
    "es": "las opciones de {question} no figuran en ninguna lista que tenga nombre",
}
_OTHER_OPTIONS: Text = {
    "en": "the list {list} has other options in {question} than in an earlier question",
    "es": "la lista {list} tiene en {question} opciones distintas de las de una pregunta anterior",
}
_NO_TEXT_TO_CITE: Text = {
    "en": "{question} cites entries of a list that has no text to call them by",
    "es": "{question} cita elementos de una lista que no tiene ningún texto con el cual nombrarlos",
}
_WORKED_OUT_OF_NOTHING: Text = {
    "en": "{question} is worked out of nothing",
    "es": "{question} se calcula, pero no se indica a partir de qué",
}


class Level(IntEnum):
    """What a row is, for the eye."""

    SECTION = 0
    GROUP = 1
    COMPOUND = 2
    QUESTION = 3
    NOTE = 4
    END = 5
    LIST = 6
    """The first option of a list."""
    OPTION = 7


@dataclass(frozen=True)
class WrittenRow:
    """One row: what stands in which column, how deep it stands, and what it is."""

    cells: Mapping[Header, str]
    level: Level
    depth: int = 0


@dataclass
class WrittenSheets:
    """The rows of the three sheets, and the columns of the choices that are properties of options."""

    survey: list[WrittenRow] = field(default_factory=list)
    choices: list[WrittenRow] = field(default_factory=list)
    settings: list[WrittenRow] = field(default_factory=list)
    properties: list[str] = field(default_factory=list)


def rows_of(questionnaire: Questionnaire) -> WrittenSheets:
    """The rows of a questionnaire; CannotBeWritten when no workbook could have held it."""
    lists = _Lists()
    survey: list[WrittenRow] = []
    for section in questionnaire.sections:
        survey.extend(_Survey(questionnaire, lists).section(section))
    return WrittenSheets(survey, list(lists.rows()), [_settings(questionnaire)], lists.properties())


def _settings(questionnaire: Questionnaire) -> WrittenRow:
    default = questionnaire.languages[0]
    facts = {
        "form_title": questionnaire.title.get(default, ""),
        "form_id": questionnaire.code,
        "version": questionnaire.version,
        "default_language": columns.written_header("label", default, columns.VOCABULARIES[columns.SURVEY]).partition(
            "::"
        )[2],
    }
    return WrittenRow(_plain(facts) | _said("title", questionnaire.title), Level.QUESTION)


_Cells = dict[Header, str]


def _plain(facts: Mapping[str, str]) -> _Cells:
    return {Header(name): fact for name, fact in facts.items() if fact}


def _said(name: str, text: Text) -> _Cells:
    return {Header(name, language): wording for language, wording in text.items() if wording}


def _yes(fact: bool) -> str:
    return "yes" if fact else ""


def _number(fact: int) -> str:
    return str(fact) if fact else ""


# Lists of options


class _Lists:
    """The lists that the questions use, each once, in the order in which they are first used."""

    def __init__(self) -> None:
        self._lists: dict[str, tuple[Option, ...]] = {}

    def use(self, question: Question) -> None:
        if not question.options:
            return
        if not question.list_name:
            raise CannotBeWritten(_NO_LIST, question=question.code)
        known = self._lists.setdefault(question.list_name, question.options)
        if known != question.options:
            raise CannotBeWritten(_OTHER_OPTIONS, list=question.list_name, question=question.code)

    def properties(self) -> list[str]:
        """The names of the properties of all options, in the order in which they are met."""
        found = (fact.name for options in self._lists.values() for option in options for fact in option.properties)
        return list(dict.fromkeys(found))

    def rows(self) -> Iterator[WrittenRow]:
        for name, options in self._lists.items():
            for position, option in enumerate(options):
                yield WrittenRow(_option(name, option), Level.OPTION if position else Level.LIST)


def _option(list_name: str, option: Option) -> _Cells:
    facts = {
        "list_name": list_name,
        "name": option.code,
        "cites": option.cites,
        "exclusive": _yes(option.exclusive),
        "shape": option.shape,
        "previous": option.previous,
    }
    texts = (("label", option.wording), ("hint", option.hint), ("detail", option.detail), ("short", option.short))
    cells = _plain(facts)
    for name, text in texts:
        cells |= _said(name, text)
    return cells | {Header(fact.name): fact.value for fact in option.properties}


# The survey

_TYPES = {
    Kind.SHORT_TEXT: ("text", ""),
    Kind.LONG_TEXT: ("text", "multiline"),
    Kind.LINK: ("text", "url"),
    Kind.INTEGER: ("integer", ""),
    Kind.DECIMAL: ("decimal", ""),
    Kind.YEAR: ("integer", "year"),
    Kind.DATE: ("date", ""),
    Kind.FILE: ("file", ""),
    Kind.NOTE: ("note", ""),
}
"""Type and appearance of the kinds that have no options, parts or calculation."""


class _Survey:
    """Writes sections; the lists that its questions use gather in `lists`."""

    def __init__(self, questionnaire: Questionnaire, lists: _Lists) -> None:
        self.questionnaire = questionnaire
        self.lists = lists

    def section(self, section: Section) -> Iterator[WrittenRow]:
        facts = {"number": section.number, "minutes": _number(section.minutes)}
        texts = _said("heading", section.heading) | _said("usually", section.usually)
        yield from self._enclosed(section, Level.SECTION, 0, _plain(facts) | texts)

    def _enclosed(self, group: Group, level: Level, depth: int, more: _Cells) -> Iterator[WrittenRow]:
        facts = {"type": "begin_group", "name": group.code, "relevant": group.relevant}
        texts = _said("label", group.wording) | _said("hint", group.hint)
        yield WrittenRow(_plain(facts) | texts | more, level, depth)
        for part in group.parts:
            if isinstance(part, Group):
                yield from self._enclosed(part, Level.GROUP, depth + 1, {})
            else:
                yield from self._question(part, depth + 1)
        yield _end("end_group", depth)

    def _question(self, question: Question, depth: int) -> Iterator[WrittenRow]:
        self.lists.use(question)
        match question.kind:
            case Kind.ROWS | Kind.CONFIRM:
                yield from self._in_rows(question, depth)
            case Kind.GRID:
                yield from self._grid(question, depth)
            case Kind.LIST:
                yield from self._list(question, depth)
            case _:
                level = Level.NOTE if question.kind is Kind.NOTE else Level.QUESTION
                yield self._row(question, *self._type_of(question), level, depth)

    def _in_rows(self, question: Question, depth: int) -> Iterator[WrittenRow]:
        appearance = "table-list confirm" if question.kind is Kind.CONFIRM else "table-list"
        yield self._row(question, "begin_group", appearance, Level.COMPOUND, depth)
        for row in question.rows:
            yield _table_row(row, f"select_one {question.list_name}", Level.QUESTION, depth + 1)
        yield _end("end_group", depth)

    def _grid(self, question: Question, depth: int) -> Iterator[WrittenRow]:
        yield self._row(question, "begin_group", "grid", Level.COMPOUND, depth)
        for row in question.rows:
            yield _table_row(row, "begin_group", Level.GROUP, depth + 1)
            for position, column in enumerate(question.columns):
                before = {one.code for one in question.columns[:position]}
                yield _column(column, before, depth + 2)
            yield _end("end_group", depth + 1)
        for companion in question.companions:
            yield from self._question(companion, depth + 1)
        yield _end("end_group", depth)

    def _list(self, question: Question, depth: int) -> Iterator[WrittenRow]:
        yield self._row(question, "begin_repeat", "", Level.COMPOUND, depth)
        for one in question.fields:
            yield from self._question(one, depth + 1)
        yield _end("end_repeat", depth)

    def _type_of(self, question: Question) -> tuple[str, str]:
        """Type and appearance of a question of one part."""
        match question.kind:
            case Kind.ONE:
                return f"select_one {question.list_name}", ""
            case Kind.SEVERAL:
                return f"select_multiple {question.list_name}", ""
            case Kind.CITATION:
                return f"select_one ${{{self._cited_field(question)}}}", ""
            case Kind.CALCULATED:
                return _type_of_calculated(question), ""
        if question.lowest or question.highest or question.step:
            return "range", ""
        return _TYPES[question.kind]

    def _cited_field(self, question: Question) -> str:
        """The text by which entries are called; of a definition that does not say it, the first of its list."""
        if question.cited_field:
            return question.cited_field
        cited = self.questionnaire.find(question.cites)
        texts = (one.code for one in (cited.question.fields if cited else ()) if one.kind is Kind.SHORT_TEXT)
        found = next(texts, "")
        if not found:
            raise CannotBeWritten(_NO_TEXT_TO_CITE, question=question.code)
        return found

    def _row(self, question: Question, type_: str, appearance: str, level: Level, depth: int) -> WrittenRow:
        """Every fact of a question but its parts."""
        facts = {"type": type_, "name": question.code, "appearance": appearance} | _facts(question)
        cells = _plain(facts)
        for name, text in _texts(question).items():
            cells |= _said(name, text)
        return WrittenRow(cells, level, depth)


def _facts(question: Question) -> dict[str, str]:
    disclosure = question.disclosure
    return {
        "number": question.number,
        "core": _yes(question.core),
        "required": question.required_when or _yes(question.required),
        "relevant": question.relevant,
        "constraint": question.constraint,
        "calculation": question.calculation,
        "read_only": _yes(bool(question.calculated_as)),
        "default": question.default,
        "parameters": _range(question),
        "choice_filter": question.choice_filter,
        "repeat_count": question.count,
        "disclosure": "" if disclosure is Disclosure.PUBLIC else disclosure.value,
        "summary": question.summary,
        "entries": _number(question.entries),
        "minimum": _number(question.fewest),
        "maximum": _number(question.most),
        "totals": "" if question.totals is Totals.NONE else question.totals.value,
        "previous": question.previous,
    }


def _texts(question: Question) -> dict[str, Text]:
    return {
        "label": question.wording,
        "hint": question.hint,
        "guidance_hint": question.guidance,
        "required_message": question.required_message,
        "constraint_message": question.constraint_message,
        "heading": question.heading,
        "article": question.article,
    }


def _range(question: Question) -> str:
    facts = {"start": question.lowest, "end": question.highest, "step": question.step}
    return " ".join(f"{name}={fact}" for name, fact in facts.items() if fact)


def _type_of_calculated(question: Question) -> str:
    if question.calculated_as == "select_one":
        return f"select_one {question.list_name}"
    if not question.calculated_as and not question.calculation:
        raise CannotBeWritten(_WORKED_OUT_OF_NOTHING, question=question.code)
    return question.calculated_as or "calculate"


def _table_row(row: TableRow, type_: str, level: Level, depth: int) -> WrittenRow:
    facts = {"type": type_, "name": row.code, "relevant": row.relevant}
    return WrittenRow(_plain(facts) | _said("label", row.wording) | _said("hint", row.hint), level, depth)


def _column(column: Column, before: Container[str], depth: int) -> WrittenRow:
    """A cell of a grid; of those before it in its row XLSForm speaks by their way: every row names its own alike."""
    type_, _ = _TYPES[column.kind]
    facts = {"type": type_, "name": column.code, "constraint": neighbouring.as_ways(column.constraint, before)}
    texts = _said("label", column.wording) | _said("constraint_message", column.constraint_message)
    return WrittenRow(_plain(facts) | texts, Level.QUESTION, depth)


def _end(type_: str, depth: int) -> WrittenRow:
    return WrittenRow({Header("type"): type_}, Level.END, depth)
