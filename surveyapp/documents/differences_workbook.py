"""The differences of two editions as a workbook: counts, questions, their parts, every wording with its words marked.

Words that were taken away are struck in the earlier wording, words that came are underlined in the present one: never
by colour alone, and each wording can be copied whole from its cell.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from surveyapp.core.editions import (
    Change,
    Differences,
    PartDifference,
    QuestionDifference,
    Rewording,
    Words,
    words_changed,
)
from surveyapp.core.questionnaire import Question
from surveyapp.core.text import Text, said
from surveyapp.documents.sheets import (
    BLUE,
    HEADER,
    LINE,
    LONGEST,
    SOFT,
    TITLE,
    WARM,
    Drawn,
    Look,
    Page,
    Sheet,
    Value,
    in_print,
    marked,
    pieces,
)
from surveyapp.wording import dates
from surveyapp.wording import differences as worded
from surveyapp.wording.differences import WordedFact
from surveyapp.wording.plain import plain

_CELL = Look(below="hair")
_SOFT = Look(colour=SOFT, below="hair")
_CODE = Look(colour=SOFT, below="hair", size=9)
_STRONG = Look(bold=True, below="hair")
_WARM = Look(bold=True, colour=WARM, below="hair")
_LABEL = Look(size=10.5, bold=True)
_TEXT = Look(size=10.5)
_COUNT = Look(size=10.5, across="right")
_LINK = Look(size=10.5, colour=BLUE)
_HEADING = Look(size=13, bold=True, serif=True, wrap=False, above="medium")
_RULE = Look(above="medium")
_REMOVED = Look(colour=WARM, struck=True)
_ADDED = Look(colour=BLUE, bold=True, underlined=True)
_SAME = Look()
_MARKS = {Words.SAME: _SAME, Words.REMOVED: _REMOVED, Words.ADDED: _ADDED}

_WORDS: Mapping[str, Text] = {
    "organization": {"en": "Organization of American States", "es": "Organización de los Estados Americanos"},
    "title": {"en": "Differences between two editions", "es": "Diferencias entre dos ediciones"},
    "earlier": {"en": "Earlier edition", "es": "Edición anterior"},
    "present": {"en": "Present edition", "es": "Edición actual"},
    "made": {"en": "Made on", "es": "Elaborado el"},
    "summary": {"en": "Summary", "es": "Resumen"},
    "questions": {"en": "Questions", "es": "Preguntas"},
    "parts": {"en": "Options and rows", "es": "Opciones y filas"},
    "wordings": {"en": "Wordings", "es": "Redacciones"},
    "contents": {"en": "Sheets", "es": "Hojas"},
    "contents_questions": {
        "en": "every question that is otherwise, with what changed",
        "es": "cada pregunta que cambió y en qué cambió",
    },
    "contents_parts": {
        "en": "options, rows, columns and fields that are otherwise",
        "es": "opciones, filas, columnas y campos que cambiaron",
    },
    "contents_wordings": {
        "en": "earlier and present wording side by side, in each language",
        "es": "redacción anterior y actual, una junto a otra, en cada idioma",
    },
    "counts": {"en": "How many questions each change concerns", "es": "A cuántas preguntas se refiere cada cambio"},
    "of_substance": {"en": "of substance", "es": "de fondo"},
    "of_substance_total": {
        "en": "Questions with a change of substance",
        "es": "Preguntas con un cambio de fondo",
    },
    "substance_means": {
        "en": "Of substance is a change after which an answer given earlier may no longer say what the state meant: "
        "another kind, condition, option or row. Whether other words ask another thing, only a reader can tell.",
        "es": "Es de fondo un cambio tras el cual una respuesta dada antes puede ya no decir lo que el Estado quiso "
        "decir: otro tipo, otra condición, otra opción u otra fila. Si otras palabras preguntan otra cosa, solo puede "
        "decirlo quien las lee.",
    },
    "none": {"en": "The two editions do not differ.", "es": "No hay diferencias entre las dos ediciones."},
    "how_marked": {
        "en": "Words that were removed are struck in the earlier wording; words that were added are underlined in the "
        "present one.",
        "es": "Las palabras que se retiraron aparecen tachadas en la redacción anterior; las que se agregaron, "
        "subrayadas en la actual.",
    },
    "languages_added": {"en": "Languages added", "es": "Idiomas agregados"},
    "languages_removed": {"en": "Languages removed", "es": "Idiomas retirados"},
    "section": {"en": "Section", "es": "Sección"},
    "number": {"en": "Number", "es": "Número"},
    "question": {"en": "Question", "es": "Pregunta"},
    "code": {"en": "Code", "es": "Código"},
    "earlier_code": {"en": "Earlier code", "es": "Código anterior"},
    "why": {"en": "Matched by", "es": "Motivo de la correspondencia"},
    "changed": {"en": "What changed", "es": "Qué cambió"},
    "was": {"en": "Earlier", "es": "Antes"},
    "now": {"en": "Now", "es": "Ahora"},
    "what": {"en": "What it is", "es": "Qué es"},
    "language": {"en": "Language", "es": "Idioma"},
    "earlier_wording": {"en": "Earlier wording", "es": "Redacción anterior"},
    "present_wording": {"en": "Present wording", "es": "Redacción actual"},
    "title_of": {"en": "Title of the questionnaire", "es": "Título del cuestionario"},
    "sub_heading": {"en": "Sub-heading", "es": "Subtítulo"},
    "yes": {"en": "yes", "es": "sí"},
    "page": {"en": "Page &P of &N", "es": "Página &P de &N"},
    "fact": {"en": "{label}: {value}", "es": "{label}: {value}"},
}


@dataclass(frozen=True, kw_only=True)
class Compared:
    """How the two editions are called over the tables, and the day on which they were compared."""

    earlier: str
    present: str
    made_on: date
    is_copy: bool = False
    """Whether the present edition was begun as a copy: no workbook said its earlier codes."""


def write(found: Differences, compared: Compared, language: str) -> bytes:
    """The workbook, its own words in this language; wordings stand in every language that both editions have."""
    workbook = Workbook(write_only=True)
    plan = _Plan(found, compared, language)
    _set_properties(workbook, plan)
    _write_summary(workbook, plan)
    _write_questions(workbook, plan)
    _write_parts(workbook, plan)
    _write_wordings(workbook, plan)
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


@dataclass(frozen=True)
class _Plan:
    found: Differences
    compared: Compared
    language: str

    def words(self, key: str, **values: str) -> str:
        return said(_WORDS[key], self.language).format(**values) if values else said(_WORDS[key], self.language)

    @property
    def title(self) -> str:
        return self.of(self.found.new.title)

    def of(self, text: Text) -> str:
        """A wording of the questionnaire, in another language where it has none in this one."""
        return plain(text.get(self.language) or next(filter(None, text.values()), ""))

    def page(self, widths: Sequence[float], *, landscape: bool = True, **facts: Any) -> Page:
        return Page(
            widths=widths,
            columns=len(widths),
            landscape=landscape,
            header=(in_print(self.title), "", in_print(self.words("title"))),
            footer=(in_print(self.words("organization")), "", self.words("page")),
            **facts,
        )

    def sections(self) -> Iterator[tuple[str, list[QuestionDifference]]]:
        """The title of each section with the questions in it that are otherwise; those removed come last."""
        seen = set()
        for section in (*self.found.new.sections, *self.found.old.sections):
            if section.code not in seen:
                seen.add(section.code)
                inside = self.found.in_section(section.code)
                if inside:
                    yield " ".join(filter(None, (section.number, self.of(section.wording)))), inside


def _set_properties(workbook: Workbook, plan: _Plan) -> None:
    properties = workbook.properties
    properties.title = plan.title
    properties.subject = plan.words("title")
    properties.creator = plan.words("organization")
    properties.language = plan.language


# The summary


def _write_summary(workbook: Workbook, plan: _Plan) -> None:
    found = plan.found
    sheet = Sheet(workbook, plan.words("summary"), plan.page((52, 14, 50), landscape=False, one_page=True, tab=BLUE))
    sheet.write_across(plan.words("organization"), LINE, 3)
    sheet.write_across(plan.words("title"), TITLE, 3)
    sheet.write_across(plan.title, Look(size=12, bold=True, serif=True), 3)
    sheet.write([])
    facts = [("earlier", plan.compared.earlier), ("present", plan.compared.present)]
    facts += [("made", dates.day(plan.compared.made_on, plan.language))]
    facts += [("languages_added", " · ".join(found.languages_added))]
    facts += [("languages_removed", " · ".join(found.languages_removed))]
    for key, text in facts:
        if text:
            sheet.write([Drawn(plan.words(key), _LABEL), None, Drawn(text, _TEXT)])
    _write_counts(sheet, plan)
    _heading(sheet, plan.words("contents"))
    for key in ("questions", "parts", "wordings"):
        name = plan.words(key)
        sheet.write([Drawn(name, _LINK, leads_to=name), None, Drawn(plan.words(f"contents_{key}"), _TEXT)])
    sheet.write([])
    sheet.write_across(plan.words("how_marked"), LINE, 3)


def _write_counts(sheet: Sheet, plan: _Plan) -> None:
    found = plan.found
    _heading(sheet, plan.words("counts"))
    if found.is_empty:
        sheet.write_across(plan.words("none"), _TEXT, 3)
        return
    for change in Change:
        if found.counts[change]:
            name = worded.change(change, plan.language)
            sheet.write([Drawn(name[:1].upper() + name[1:], _TEXT), Drawn(found.counts[change], _COUNT)])
    total = sum(one.is_of_substance for one in found.questions)
    sheet.write([Drawn(plan.words("of_substance_total"), _LABEL), Drawn(total, _COUNT)])
    sheet.write_across(plan.words("substance_means"), LINE, 3)


def _heading(sheet: Sheet, title: str) -> None:
    sheet.write([])
    sheet.write([Drawn(title, _HEADING), Drawn("", _RULE), Drawn("", _RULE)], height=20)


# Questions


def _write_questions(workbook: Workbook, plan: _Plan) -> None:
    columns = ("number", "question", "code", "earlier_code", "why", "changed", "of_substance", "was", "now")
    sheet = _table(workbook, plan, "questions", columns, (9, 44, 17, 17, 17, 26, 11, 34, 34))
    for section, inside in plan.sections():
        _section(sheet, section, len(columns))
        for one in inside:
            facts = worded.facts(one.facts, plan.found, plan.language)
            sheet.write(
                [
                    Drawn(one.question.number, _STRONG),
                    Drawn(_cut(plan.of(one.question.wording)), _CELL),
                    Drawn(one.new.code if one.new else "", _CODE),
                    Drawn(one.old.code if one.old else "", _CODE),
                    Drawn(worded.reason(one.reason, plan.language, plan.compared.is_copy) if one.reason else "", _SOFT),
                    Drawn(_changes(one, plan), _CELL),
                    Drawn(plan.words("yes") if one.is_of_substance else "", _WARM),
                    Drawn(_facts(facts, plan, was=True), _SOFT),
                    Drawn(_facts(facts, plan, was=False), _CELL),
                ]
            )
    _end(sheet, len(columns))


def _facts(facts: Sequence[WordedFact], plan: _Plan, *, was: bool) -> str:
    """A line for each fact that is otherwise."""
    lines = (plan.words("fact", label=fact.label, value=fact.was.text if was else fact.now.text) for fact in facts)
    return _cut("\n".join(lines))


def _changes(one: PartDifference | QuestionDifference, plan: _Plan) -> str:
    return "; ".join(worded.changes(one, plan.language))


# Options, rows, columns, fields


def _write_parts(workbook: Workbook, plan: _Plan) -> None:
    columns = ("number", "code", "what", "code", "earlier_code", "changed", "earlier_wording", "present_wording")
    sheet = _table(workbook, plan, "parts", columns, (9, 17, 17, 17, 17, 26, 42, 42))
    for section, inside in plan.sections():
        rows = [row for one in inside for row in _parts_of(one, one.question, one.question.code, plan)]
        if rows:
            _section(sheet, section, len(columns))
        for row in rows:
            sheet.write(row)
    _end(sheet, len(columns))


def _parts_of(one: QuestionDifference, above: Question, path: str, plan: _Plan) -> Iterator[list[Drawn]]:
    every: Iterator[tuple[str, PartDifference | QuestionDifference]] = (
        (part, difference) for parts in (one.parts, one.asked) for part, found in parts.items() for difference in found
    )
    for part, difference in every:
        yield [
            Drawn(above.number, _STRONG),
            Drawn(path, _CODE),
            Drawn(worded.part(part, plan.language), _SOFT),
            Drawn(difference.new.code if difference.new else "", _CODE),
            Drawn(difference.old.code if difference.old else "", _CODE),
            Drawn(_changes(difference, plan), _CELL),
            Drawn(_cut(plan.of(difference.old.wording)) if difference.old else "", _SOFT),
            Drawn(_cut(plan.of(difference.new.wording)) if difference.new else "", _CELL),
        ]
        if isinstance(difference, QuestionDifference):
            yield from _parts_of(difference, above, f"{path}.{difference.question.code}", plan)


# Wordings


def _write_wordings(workbook: Workbook, plan: _Plan) -> None:
    columns = ("number", "code", "what", "language", "earlier_wording", "present_wording")
    sheet = _table(workbook, plan, "wordings", columns, (9, 26, 24, 10, 66, 66))
    for what, rewordings in _above_questions(plan):
        for rewording in rewordings:
            sheet.write(_reworded(rewording, "", "", what))
    for section, inside in plan.sections():
        reworded = [(one, rewording) for one in inside for rewording in one.every_rewording()]
        if reworded:
            _section(sheet, section, len(columns))
        for one, rewording in reworded:
            fact = rewording.fact.rpartition(".")[2]
            path = rewording.fact.rpartition(".")[0]
            code = ".".join(filter(None, (one.question.code, path)))
            what = worded.wording(fact, plan.language)
            sheet.write(_reworded(rewording, one.question.number, code, what))
    _end(sheet, len(columns))


def _above_questions(plan: _Plan) -> Iterator[tuple[str, Sequence[Rewording]]]:
    yield plan.words("title_of"), plan.found.title
    for one in plan.found.sections:
        number = (one.new or one.old).number
        yield " ".join(filter(None, (plan.words("section"), number))), one.rewordings
    for one in plan.found.groups:
        yield plan.words("sub_heading"), one.rewordings


def _reworded(rewording: Rewording, number: str, code: str, what: str) -> list[Drawn]:
    was, now = plain(rewording.was), plain(rewording.now)
    if was == now:  # it is the emphasis alone that is otherwise
        was, now = rewording.was, rewording.now
    return [
        Drawn(number, _STRONG),
        Drawn(code, _CODE),
        Drawn(what, _SOFT),
        Drawn(rewording.language, _SOFT),
        Drawn(_side(was, now, Words.REMOVED), _SOFT),
        Drawn(_side(was, now, Words.ADDED), _CELL),
    ]


def _side(was: str, now: str, own: Words) -> Value:
    """One of the two wordings, the words marked that the other has not."""
    whole = was if own is Words.REMOVED else now
    if not (was and now) or len(whole) > LONGEST // 8:
        return _cut(whole)
    shown = [piece for piece in words_changed(was, now) if piece.became in (Words.SAME, own)]
    return marked((piece.text, _MARKS[piece.became]) for piece in shown)


# Tables


def _table(workbook: Workbook, plan: _Plan, name: str, columns: Sequence[str], widths: Sequence[float]) -> Sheet:
    sheet = Sheet(workbook, plan.words(name), plan.page(widths, frozen="A2", title_rows="1:1"))
    sheet.write([Drawn(_capital(plan.words(column)), HEADER) for column in columns])
    return sheet


def _section(sheet: Sheet, title: str, columns: int) -> None:
    sheet.begin_block()
    sheet.write([Drawn(title, _SECTION), *[Drawn("", _SECTION)] * (columns - 1)], height=18)


_SECTION = Look(bold=True, serif=True, size=11, wrap=False, below="thin")


def _end(sheet: Sheet, columns: int) -> None:
    sheet.filter(f"A1:{chr(ord('A') + columns - 1)}{max(sheet.row, 1)}")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _cut(text: str) -> str:
    """As much as one cell holds: no wording that was taken in is longer, but a fact may be made of several."""
    return pieces(text)[0]
