"""What all sheets of the workbook share: the states shown, the names of the sheets, the words of the language."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from surveyapp.core.answer_texts import Known
from surveyapp.core.comparison import Comparison
from surveyapp.core.disclosure import Audience
from surveyapp.core.questionnaire import Question, Section
from surveyapp.core.states import MemberState, in_order
from surveyapp.core.text import said
from surveyapp.documents.comparative_workbook.wordings import WORDINGS
from surveyapp.documents.round_facts import Heading
from surveyapp.documents.sheets import BANNER, Page, Sheet, in_print, sheet_name
from surveyapp.wording import dates, document_replies, footnotes, states


@dataclass(frozen=True)
class PlannedSection:
    section: Section
    number: str
    title: str
    questions: tuple[Question, ...]
    sheet: str
    synoptic_sheet: str


@dataclass(frozen=True, kw_only=True)
class Plan:
    comparison: Comparison
    heading: Heading
    language: str
    shown: tuple[MemberState, ...]
    """In the official order of the language: all that were asked, or those that replied where no other is named."""
    sections: tuple[PlannedSection, ...]
    sheets: Mapping[str, str]
    """The names of the sheets that are not of one section."""
    translations: Mapping[str, Known] = field(default_factory=dict)
    """By state, what the secretariat has translated into the language of the workbook."""

    def words(self, wording: str, **facts: object) -> str:
        return said(WORDINGS[wording], self.language).format(**facts)

    @property
    def said_title(self) -> str:
        return said(self.heading.title, self.language)

    @property
    def received(self) -> str:
        return self.words("received", day=dates.day(self.heading.received_to, self.language))

    @property
    def base(self) -> str:
        """ "19 of 34 States replied"."""
        return states.base(len(self.comparison.replies), len(self.comparison.asked), self.language)

    def state_name(self, state: MemberState) -> str:
        return state.name(self.language).short

    def state_heading(self, state: MemberState) -> str:
        """Its name over a column, with the sign of a footnote where its reply came as a document."""
        name = self.state_name(state)
        return f"{name} {document_replies.SIGN}" if self.state_note(state) else name

    def state_note(self, state: MemberState) -> str:
        """What is said of a reply that came as a document; "" where nothing need be said."""
        if state.iso3 not in self.heading.documents:
            return ""
        stage, received_on = self.heading.documents[state.iso3]
        return document_replies.footnote(stage, received_on, self.language)

    @property
    def missing(self) -> tuple[MemberState, ...]:
        """The states from which nothing has come, neither here nor as a document."""
        return tuple(one for one in self.comparison.missing if one.iso3 not in self.heading.documents)

    def notes(self, question: Question) -> list[str]:
        """Which states answered which earlier wording of a question, where it reads otherwise in this language."""
        found = self.comparison.footnotes.get(question.code, ())
        words = (footnotes.footnote_words(one, question, self.shown, self.language) for one in found)
        return [note for note in words if note]

    def number(self, question: Question) -> str:
        """The printed number with its signs: core, notes below."""
        signs = ("★" if question.core else "", footnotes.SIGN if self.notes(question) else "")
        return " ".join(part for part in (question.number, *signs) if part)

    @property
    def has_notes(self) -> bool:
        return any(self.notes(question) for section in self.sections for question in section.questions)

    def banner(self, sheet: Sheet, last_column: int) -> None:
        """The line that says, on every sheet, that the answers are invented."""
        if self.heading.illustrative:
            sheet.write_across(self.words("illustrative"), BANNER, last_column)

    def print_header(self) -> tuple[str, str, str]:
        warning = self.words("illustrative_short") if self.heading.illustrative else ""
        return in_print(self.said_title), in_print(warning), in_print(self.received)

    def print_footer(self, sheet: str) -> tuple[str, str, str]:
        page = self.words("page", page="&P", pages="&N")
        return in_print(self.base), in_print(sheet), page

    def on_paper(self, page: Page, sheet: str) -> Page:
        """The page with what is printed above and below it."""
        return replace(page, header=self.print_header(), footer=self.print_footer(sheet))


def plan_of(comparison: Comparison, heading: Heading, language: str) -> Plan:
    taken: set[str] = set()

    def name(wanted: str) -> str:
        found = sheet_name(wanted, lambda one: one.casefold() in taken)
        taken.add(found.casefold())
        return found

    sheets = {key: name(said(WORDINGS[key], language)) for key in ("overview", "texts", "data")}
    sections = []
    for place, section in enumerate(comparison.questionnaire.sections, 1):
        number, title = section.number or str(place), said(section.wording, language)
        short_title = said(section.heading, language) or title
        sections.append(
            PlannedSection(
                section=section,
                number=number,
                title=f"{number}. {title}",
                questions=tuple(comparison.questionnaire.questions(section)),
                sheet=name(f"{number}. {short_title}"),
                synoptic_sheet=name(said(WORDINGS["synoptic"], language).format(number=number)),
            )
        )
    return Plan(
        comparison=comparison,
        heading=heading,
        language=language,
        shown=tuple(in_order(_shown(comparison, heading), language)),
        sections=tuple(section for section in sections if section.questions),
        sheets=sheets,
    )


def names_missing(comparison: Comparison, heading: Heading) -> bool:
    """Whether states that have not replied are named: to the public only when the officer says so."""
    return heading.name_missing or comparison.audience is not Audience.PUBLIC


def _shown(comparison: Comparison, heading: Heading) -> tuple[MemberState, ...]:
    if names_missing(comparison, heading):
        return comparison.asked
    known = {*comparison.replies, *heading.documents}
    return tuple(state for state in comparison.asked if state.iso3 in known)
