"""What all sheets of the workbook share: the states shown, the names of the sheets, the words of the language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from surveyapp.core.answer_texts import Known
from surveyapp.core.comparison import Comparison, States, Tally
from surveyapp.core.disclosure import Audience
from surveyapp.core.marks import Mark
from surveyapp.core.places import is_compound
from surveyapp.core.questionnaire import Kind, Option, Question, Section
from surveyapp.core.states import MemberState, Subregion, in_order
from surveyapp.core.text import said
from surveyapp.documents.comparative_workbook.wordings import WORDINGS
from surveyapp.documents.round_facts import Heading, RoundFacts, Terms
from surveyapp.documents.sheets import BANNER, PAPERS, Page, Sheet, in_print, scale_that_fits, sheet_name
from surveyapp.wording import answers, dates, document_replies, footnotes, produced_papers, states, subregions
from surveyapp.wording.sentences import capital

MOST_ACROSS = 250
"""States that have a column each. Nobody reads more, and a sheet of Excel holds 16,384 columns."""

CLARIFIED, VERIFIED = "‡", "§"
"""Before the notes that say which states clarified an answer, and of which it was verified."""


@dataclass(frozen=True)
class PlannedSection:
    section: Section
    number: str
    title: str
    questions: tuple[Question, ...]
    sheet: str
    synoptic_sheet: str


@dataclass(frozen=True)
class Band:
    """States told together: a subregion or a group, with the comparison over them alone."""

    name: str
    states: States
    """Those asked, in the order of the language."""
    comparison: Comparison


@dataclass(frozen=True, kw_only=True)
class Plan:
    comparison: Comparison
    facts: RoundFacts
    language: str
    shown: tuple[MemberState, ...]
    """In the official order of the language: all that were asked, or those that replied where no other is named."""
    sections: tuple[PlannedSection, ...]
    sheets: Mapping[str, str]
    """The names of the sheets that are not of one section, in their order."""

    def words(self, wording: str, **facts: object) -> str:
        return said(WORDINGS[wording], self.language).format(**facts)

    @property
    def heading(self) -> Heading:
        return self.facts.heading

    @property
    def terms(self) -> Terms:
        return self.facts.terms

    @property
    def translations(self) -> Mapping[str, Known]:
        """By state, what the secretariat has translated into the language of the workbook."""
        return self.facts.translations

    @property
    def said_title(self) -> str:
        return said(self.heading.title, self.language)

    @property
    def received(self) -> str:
        return self.words("received", day=dates.day(self.heading.received_to, self.language))

    @property
    def version(self) -> str:
        """ "rev. 1"; "draft" of one without a version."""
        version = self.facts.version
        if version is None:
            return self.words("draft")
        return produced_papers.version_words(version.kind, version.number, self.language)

    @property
    def made_on(self) -> str:
        """The day on which the paper is dated, on the calendar of the secretariat."""
        return dates.day(dates.local_day(self.heading.made_at, dates.SECRETARIAT_ZONE), self.language)

    @property
    def base(self) -> str:
        """ "19 of 34 States replied"."""
        return states.base(len(self.comparison.replies), len(self.comparison.asked), self.language)

    @property
    def says_all(self) -> str:
        """The line below the title of every sheet."""
        return f"{self.said_title}. {self.received}. {self.base}."

    @property
    def is_across(self) -> bool:
        """Whether the states are few enough to have a column each."""
        return len(self.shown) <= MOST_ACROSS

    @cached_property
    def by_subregion(self) -> tuple[tuple[str, tuple[MemberState, ...]], ...]:
        """The states shown, subregion by subregion, within each in the official order."""
        found = ((subregion, tuple(one for one in self.shown if one.subregion is subregion)) for subregion in Subregion)
        return tuple((subregions.subregion_name(one, self.language), kept) for one, kept in found if kept)

    @cached_property
    def bands(self) -> tuple[Band, ...]:
        """The subregions of the states asked, then the groups of the secretariat."""
        named = {one: subregions.subregion_name(one, self.language) for one in Subregion}
        kept = [
            (named[one], {state.iso3 for state in self.comparison.asked if state.subregion is one}) for one in named
        ]
        kept += [(said(group.name, self.language), set(group.states)) for group in self.facts.groups]
        return tuple(band for name, chosen in kept if (band := self._band(name, chosen)).states)

    def _band(self, name: str, chosen: set[str]) -> Band:
        asked = in_order((state for state in self.comparison.asked if state.iso3 in chosen), self.language)
        return Band(name, tuple(state.iso3 for state in asked), self.comparison.among(chosen))

    @cached_property
    def by_code(self) -> Mapping[str, MemberState]:
        return {state.iso3: state for state in self.comparison.asked}

    def is_named(self, question: Question, option: Option) -> bool:
        """Whether the states that chose it are named in what is told of them: of a "no" where the officer says so."""
        return question.names_states and (self.terms.name_negative or not answers.says_nothing(option))

    def state_name(self, state: MemberState) -> str:
        return state.name(self.language).short

    def names(self, found: States) -> str:
        """The states with these codes, in official order, as in a table: "Chile; Peru"."""
        known = in_order((self.by_code[iso3] for iso3 in found), self.language)
        return "; ".join(map(self.state_name, known))

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

    @property
    def names_missing(self) -> bool:
        """Whether states that have not replied are named: to the public only when the officer says so."""
        return _names_missing(self.comparison, self.facts)

    def notes(self, question: Question) -> list[str]:
        """Which states answered which earlier wording of a question, where it reads otherwise in this language."""
        found = self.comparison.footnotes.get(question.code, ())
        words = (footnotes.footnote_words(one, question, self.shown, self.language) for one in found)
        return [note for note in words if note]

    def remarks(self, question: Question) -> Iterator[str]:
        """Everything that stands below a question: earlier wordings, what was clarified, what was verified."""
        yield from (f"{footnotes.SIGN} {note}" for note in self.notes(question))
        for sign, key, found in (
            (CLARIFIED, "clarified", self.facts.clarified),
            (VERIFIED, "verified", self.facts.verified),
        ):
            named = self._readable(self.comparison.tallies[question.code], found.get(question.code, ()))
            if named:
                names = capital(states.listed(named, self.language))
                yield f"{sign} {self.words(f'{key}_one' if len(named) == 1 else f'{key}_some', states=names)}"

    def _readable(self, tally: Tally, found: States) -> list[MemberState]:
        """Of these states those whose answer stands here: of one that is withheld nothing is said."""
        hidden = {*tally.states(Mark.WITHHELD), *tally.states(Mark.NO_REPLY)}
        return [self.by_code[iso3] for iso3 in found if iso3 in self.by_code and iso3 not in hidden]

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

    @property
    def banners(self) -> int:
        """How many lines that is."""
        return int(self.heading.illustrative)

    @property
    def room_across(self) -> float:
        """Of landscape pages, as a part of those of A4."""
        return (PAPERS[self.terms.paper][1] - 58) / (PAPERS["a4"][1] - 58)

    def print_header(self) -> tuple[str, str, str]:
        is_original = self.facts.version is not None and self.facts.version.kind == "original"
        number = self.terms.document_number or self.said_title
        known = number if is_original else f"{_cut(number)} {self.version}"
        warnings = (
            said(self.terms.classification, self.language),
            self.words("illustrative_short") if self.heading.illustrative else "",
        )
        middle = " · ".join(part for part in warnings if part)
        return in_print(known, 60), in_print(middle, 60), in_print(self.received, 60)

    def print_footer(self, sheet: str) -> tuple[str, str, str]:
        page = self.words("page", page="&P", pages="&N")
        return in_print(f"{self.made_on}. {self.base}", 90), in_print(sheet), page

    def on_paper(self, page: Page, sheet: str, *, scaled: bool = False) -> Page:
        """The page with what is printed above and below it; `scaled`: as small as its columns need."""
        printed = replace(page, paper=self.terms.paper, header=self.print_header(), footer=self.print_footer(sheet))
        if not scaled:
            return printed
        widths = [page.widths[min(column, len(page.widths) - 1)] for column in range(page.columns)]
        scale = scale_that_fits(widths, landscape=page.landscape, paper=self.terms.paper)
        return replace(printed, scale=scale)


def _cut(text: str) -> str:
    """As much of a number or a title as leaves room for the version beside it."""
    return text if len(text) <= _LONGEST_NUMBER else f"{text[: _LONGEST_NUMBER - 1].rstrip(' ,;.')}…"


_LONGEST_NUMBER = 48

ENDING = ("frequencies", "changes", "register", "statistics", "texts", "practices", "contacts", "data", "codebook")
"""The sheets after those of the sections, in this order; each only where it has something to say."""


def plan_of(comparison: Comparison, facts: RoundFacts, language: str) -> Plan:
    taken: set[str] = set()

    def name(wanted: str) -> str:
        found = sheet_name(wanted, lambda one: one.casefold() in taken)
        taken.add(found.casefold())
        return found

    needed = [key for key in ENDING if _is_needed(key, comparison, facts)]
    sheets = {key: name(said(WORDINGS[key], language)) for key in ("overview", "response", *needed, "method")}
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
        facts=facts,
        language=language,
        shown=tuple(in_order(_shown(comparison, facts), language)),
        sections=tuple(section for section in sections if section.questions),
        sheets=sheets,
    )


def cited_lists(comparison: Comparison) -> tuple[Question, ...]:
    """The lists of which answers to other questions cite entries: the laws and instruments of the states."""
    cited: set[str] = set()
    for question in comparison.questionnaire.questions():
        for one in (question, *question.fields, *question.companions):
            cited |= {one.cites, *(option.cites for option in one.options)}
    return tuple(one for one in comparison.questionnaire.questions() if one.kind is Kind.LIST and one.code in cited)


def holds_figures(question: Question) -> bool:
    """Whether each of its places is told apart in long form: figures, in a grid or alone."""
    return question.kind in (Kind.GRID, Kind.INTEGER, Kind.DECIMAL)


def _is_needed(key: str, comparison: Comparison, facts: RoundFacts) -> bool:
    match key:
        case "changes":
            return facts.before is not None
        case "register":
            return bool(cited_lists(comparison))
        case "statistics":
            return any(map(holds_figures, comparison.questionnaire.questions()))
        case "practices":
            return bool(facts.practices)
        case "contacts":
            return bool(facts.contacts) and comparison.audience is Audience.SECRETARIAT
        case "frequencies":
            return any(_has_counts(question) for question in comparison.questionnaire.questions())
    return True


def _has_counts(question: Question) -> bool:
    return bool(question.options) or question.kind in (Kind.INTEGER, Kind.DECIMAL, Kind.YEAR) or is_compound(question)


def _names_missing(comparison: Comparison, facts: RoundFacts) -> bool:
    officer_says_so = facts.heading.name_missing or facts.terms.name_missing
    return officer_says_so or comparison.audience is not Audience.PUBLIC


def _shown(comparison: Comparison, facts: RoundFacts) -> tuple[MemberState, ...]:
    if _names_missing(comparison, facts):
        return comparison.asked
    known = {*comparison.replies, *facts.heading.documents}
    return tuple(state for state in comparison.asked if state.iso3 in known)
