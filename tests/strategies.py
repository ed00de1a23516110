"""Random questionnaires for rules that hold of every questionnaire: all kinds, odd characters, missing wordings.

    @given(strategies.questionnaires())
    def test_…(form: Questionnaire) -> None:

Each could have been read from a workbook without an error.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from surveyapp.core.questionnaire import (
    Column,
    Disclosure,
    Group,
    Kind,
    Option,
    Property,
    Question,
    Questionnaire,
    Row,
    Section,
    Totals,
)
from surveyapp.core.text import NOTHING, Text
from surveyapp.core.translation import tidied

LANGUAGES = (("en", "es"), ("es", "en"), ("en", "es", "pt"), ("es", "fr", "en"), ("en", "pt-BR", "es"))
PIECES = (
    *("Law", "ley", "ñandú", "Öl", "«cita»", '"', "'", "“", "=1+1", "+", "-", "@sum", "#1", "&amp;", "<b>", "]]>"),
    *("😀", "العربية", "עברית", "\u200f", "\n", "\t", "_x0041_", "%", "*strong*", "4.10", "007", "TRUE", "null"),
    *("1e5", "2012-10-15", "$", "\\", "—", "…", "\u2028", "e\u0301", "𝒳"),
)
"""What makes trouble in cells, in XML, or to a spreadsheet program that means well."""
OFFERED_BY = "region"
KIND_OF_ONE_PART = (
    Kind.ONE,
    Kind.SEVERAL,
    Kind.SHORT_TEXT,
    Kind.LONG_TEXT,
    Kind.INTEGER,
    Kind.DECIMAL,
    Kind.YEAR,
    Kind.DATE,
    Kind.LINK,
    Kind.FILE,
    Kind.NOTE,
    Kind.CALCULATED,
)
DEFAULTS = {
    Kind.SHORT_TEXT: "4.10",
    Kind.LONG_TEXT: "a default",
    Kind.INTEGER: "7",
    Kind.DECIMAL: "2.5",
    Kind.YEAR: "2012",
    Kind.DATE: "2012-10-15",
}

wordings = st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map(" ".join).map(tidied).filter(bool)
sometimes = st.sampled_from((False, False, True))


@dataclass
class _Writing:
    """One questionnaire while it is drawn: its languages and names, and what conditions may speak of."""

    draw: Callable[[st.SearchStrategy[Any]], Any]
    languages: tuple[str, ...]
    has_gaps: bool
    lists: dict[Kind, list[tuple[str, tuple[Option, ...]]]] = field(default_factory=dict)
    earlier: list[Question] = field(default_factory=list)
    count: int = 0

    def code(self, name: str) -> str:
        self.count += 1
        return f"{name}_{self.count}"

    def either(self, *choices: Any) -> Any:
        return self.draw(st.sampled_from(choices))

    def perhaps(self) -> bool:
        return bool(self.draw(sometimes))

    # Wordings

    def text(self, longest: int = 0) -> Text:
        """A wording in every language; where there may be gaps, perhaps in the default one alone."""
        base = self.draw(wordings)
        if longest:
            base = tidied(base[: longest - 8])
        said = {language: f"{base} ({language})" for language in self.languages[1:]} | {self.languages[0]: base}
        if self.has_gaps and self.perhaps():
            return {self.languages[0]: base}
        if not longest and self.perhaps():
            return {language: f"{wording} {{last_year}}" for language, wording in said.items()}
        return said

    def some_text(self, longest: int = 0) -> Text:
        return self.text(longest) if self.perhaps() else NOTHING

    # Conditions

    def condition(self) -> str:
        """A condition over something asked before, or none. Of one question always the same: two never contradict."""
        if not self.earlier or not self.perhaps():
            return ""
        question = self.draw(st.sampled_from(self.earlier))
        if not question.options:
            return f"${{{question.code}}} != ''"
        option = question.options[0].code
        if question.kind is Kind.SEVERAL:
            return f"selected(${{{question.code}}}, '{option}')"
        return f"${{{question.code}}} = '{option}'"

    # Options

    def options(self, kind: Kind, list_codes: list[str], has_properties: bool) -> tuple[Option, ...]:
        return tuple(
            Option(
                code=f"{self.either('yes', 'no', '1', 'other')}_{position}",
                wording=self.text(),
                hint=self.some_text(),
                detail=self.some_text(),
                short=self.some_text(12),
                cites=self.either("", *list_codes),
                exclusive=kind is Kind.SEVERAL and self.perhaps(),
                shape=self.either("", "●", "◐", "△", "○"),
                previous=self.either("", "old"),
                properties=(Property(OFFERED_BY, self.either("north", "=south", "4.10")),) if has_properties else (),
            )
            for position in range(self.either(1, 2, 3))
        )

    def listed(self, kind: Kind) -> dict[str, Any]:
        name, options = self.draw(st.sampled_from(self.lists[kind]))
        return {"list_name": name, "options": options}

    # Questions

    def question(self) -> Question:
        write = self.either(self.of_one_part, self.of_one_part, self.of_one_part, self.in_rows, self.grid)
        question: Question = write()
        return question

    def shared(self, *, is_field: bool = False) -> dict[str, Any]:
        """Facts that any question may have."""
        facts = {
            "wording": self.text(),
            "hint": self.some_text(),
            "guidance": self.some_text(),
            "article": self.some_text(),
            "relevant": self.condition(),
        }
        if is_field:
            return facts
        heading = self.some_text(30)
        return facts | {"heading": heading, "number": self.either("", "1", "4.10", "II.3 b")}

    def asking(self, facts: dict[str, Any], *, is_field: bool = False) -> dict[str, Any]:
        """Facts of what a state answers."""
        required_when = self.condition()
        asked = {
            "required_when": required_when,
            "required": not required_when and self.perhaps(),
            "required_message": self.some_text(),
            "disclosure": self.either(*Disclosure),
        }
        if is_field:
            return asked
        core = bool(facts["heading"]) and self.perhaps()
        return asked | {"core": core, "summary": self.either("", "counts", "none"), "previous": self.either("", "q1")}

    def of_one_part(self, kind: Kind | None = None, *, is_field: bool = False) -> Question:
        kind = kind or self.either(*KIND_OF_ONE_PART)
        facts = self.shared(is_field=is_field)
        if kind not in (Kind.NOTE, Kind.CALCULATED):
            facts |= self.asking(facts, is_field=is_field)
        if kind is Kind.NOTE:
            facts |= {"code": self.code("note")}
        elif kind is Kind.CALCULATED:
            facts |= {"code": self.code("sum")} | self.worked_out()
        elif kind in (Kind.ONE, Kind.SEVERAL):
            facts |= {"code": self.code("choice")} | self.choosing(kind)
        else:
            facts |= {"code": self.code("q")} | self.typed(kind)
        question = Question(kind=kind, **facts)
        if not is_field and kind not in (Kind.NOTE, Kind.FILE):
            self.earlier.append(question)
        return question

    def worked_out(self) -> dict[str, Any]:
        written = self.either("", "text", "integer", "decimal", "date", "select_one")
        if written == "select_one":
            listed = self.listed(Kind.ONE)
            return {"calculated_as": written, "default": listed["options"][0].code} | listed
        if written == "text":
            return {"calculated_as": written, "default": "4.10"}
        return {"calculated_as": written, "calculation": self.either("1 + 1", "string-length('a, b')", "today()")}

    def choosing(self, kind: Kind) -> dict[str, Any]:
        listed = self.listed(kind)
        options = listed["options"]
        has_properties = any(option.properties for option in options)
        facts = {
            "choice_filter": f"{OFFERED_BY} = 'north' or {OFFERED_BY} = '4.10'" if has_properties else "",
            "constraint": "count-selected(.) <= 2" if kind is Kind.SEVERAL and self.perhaps() else "",
        }
        if self.perhaps() and not any(option.exclusive for option in options):
            facts["default"] = options[0].code
        if facts["constraint"]:
            facts["constraint_message"] = self.some_text()
        return listed | facts

    def typed(self, kind: Kind) -> dict[str, Any]:
        facts: dict[str, Any] = {}
        if kind in DEFAULTS and self.perhaps():
            facts["default"] = DEFAULTS[kind]
        if kind in (Kind.INTEGER, Kind.DECIMAL) and self.perhaps():
            highest = "10" if kind is Kind.INTEGER else "9.5"
            facts |= {"lowest": self.either("-1", "0", "1"), "highest": highest, "step": "1"}
        elif kind is Kind.INTEGER and self.perhaps():
            facts |= {"constraint": ". >= 0", "constraint_message": self.text()}
        return facts

    # Questions of several parts

    def rows(self, code: str) -> tuple[Row, ...]:
        return tuple(
            Row(code=self.code(code), wording=self.text(), hint=self.some_text(), relevant=self.condition())
            for _ in range(self.either(1, 2))
        )

    def in_rows(self) -> Question:
        facts = self.shared()
        facts |= self.asking(facts)
        kind = self.either(Kind.ROWS, Kind.CONFIRM)
        return Question(code=self.code("table"), kind=kind, rows=self.rows("row"), **self.listed(Kind.ONE), **facts)

    def grid(self) -> Question:
        facts = self.shared()
        facts |= self.asking(facts)
        columns: list[Column] = []
        for name in ("women", "men", "all")[: self.either(1, 2, 3)]:
            limits = ["", ". >= 0", *(f". <= ${{{before.code}}}" for before in columns)]
            column = Column(
                code=name,
                wording=self.text(),
                kind=self.either(Kind.INTEGER, Kind.DECIMAL),
                constraint=self.either(*limits),
                constraint_message=self.some_text(),
            )
            columns.append(column)
        companions = [self.of_one_part(Kind.SHORT_TEXT, is_field=True) for _ in range(self.either(0, 1))]
        return Question(
            code=self.code("grid"),
            kind=Kind.GRID,
            rows=self.rows("year"),
            columns=tuple(columns),
            totals=self.either(*Totals),
            companions=tuple(companions),
            **facts,
        )

    def list_question(self, code: str) -> Question:
        facts = self.shared()
        facts |= self.asking(facts)
        called_by = Question(
            code=f"{code}_title", kind=Kind.SHORT_TEXT, **self.shared(is_field=True) | {"relevant": ""}
        )
        others = [self.of_one_part(is_field=True) for _ in range(self.either(0, 1, 2))]
        limits = self.either({}, {"fewest": 2, "most": 2}, {"entries": 3, "most": 4}, {"entries": 5}, {"fewest": 1})
        if self.perhaps():
            limits = {"count": "1 + 2"}
        return Question(code=code, kind=Kind.LIST, fields=(called_by, *others), **limits, **facts)

    def citation(self, code: str) -> Question:
        facts = self.shared()
        facts |= self.asking(facts)
        return Question(code=self.code("cited"), kind=Kind.CITATION, cites=code, cited_field=f"{code}_title", **facts)

    # The whole

    def parts(self, deepest: int) -> tuple[Question | Group, ...]:
        return tuple(
            self.group(deepest - 1) if deepest and self.perhaps() else self.question() for _ in range(self.either(1, 2))
        )

    def group(self, deepest: int) -> Group:
        relevant = self.condition()
        return Group(
            code=self.code("group"),
            wording=self.some_text(),
            hint=self.some_text(),
            relevant=relevant,
            parts=self.parts(deepest),
        )

    def section(self, first: tuple[Question, ...]) -> Section:
        return Section(
            code=self.code("section"),
            wording=self.text(),
            hint=self.some_text(),
            number=self.either("", "1", "II"),
            heading=self.some_text(27),
            usually=self.some_text(),
            minutes=self.either(0, 25),
            parts=(*first, *self.parts(2)),
        )


@st.composite
def questionnaires(draw: Callable[[st.SearchStrategy[Any]], Any], *, gaps: bool = True) -> Questionnaire:
    """A questionnaire in two or three languages. `gaps`: wordings may be missing in all but the default language."""
    writing = _Writing(draw, draw(st.sampled_from(LANGUAGES)), has_gaps=gaps and draw(sometimes))
    list_codes = ["laws"] if writing.perhaps() else []
    filtered = writing.perhaps()
    writing.lists = {
        Kind.ONE: [("scale", writing.options(Kind.ONE, list_codes, filtered))],
        Kind.SEVERAL: [("grounds", writing.options(Kind.SEVERAL, list_codes, filtered))],
    }
    first = [writing.list_question(code) for code in list_codes]
    first.extend(writing.citation(code) for code in list_codes)
    if filtered:
        first.append(writing.of_one_part(Kind.ONE))
    sections = [writing.section(tuple(first))]
    sections.extend(writing.section(()) for _ in range(writing.either(0, 1)))
    return Questionnaire(
        code=writing.either("practices", "a-form_2"),
        version=writing.either("1", "4.10", "2026 b", "007"),
        title=writing.text(),
        languages=writing.languages,
        sections=tuple(sections),
    )
