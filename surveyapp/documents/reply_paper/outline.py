"""What stands on the paper of a reply, from its cover to its last answer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from surveyapp.core import contents
from surveyapp.core.marks import Mark
from surveyapp.core.places import Place
from surveyapp.core.questionnaire import Disclosure, Group, Kind, Placed, Question, Questionnaire, Section
from surveyapp.core.submission import Submission
from surveyapp.core.text import said as text_said
from surveyapp.documents.papers import parts
from surveyapp.documents.papers.parts import Paper, Part, Passage, line, said
from surveyapp.documents.printable import clean, paragraphs
from surveyapp.documents.reply_paper import frame
from surveyapp.documents.reply_paper.answers import Answers, answers_of
from surveyapp.documents.reply_paper.frame import OfRound
from surveyapp.wording import answers as answer_wording
from surveyapp.wording import dates, earlier_answers, marks, receipts
from surveyapp.wording import states as state_wording
from surveyapp.wording.papers import who_reads, words
from surveyapp.wording.plain import plain

_SIGNS = (Mark.NOT_AVAILABLE, Mark.NOT_READABLE, Mark.LEFT_BLANK, Mark.NOT_ASKED)


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """The receipt under which a reply was submitted."""

    number: str
    sha256: str
    declared: Mapping[str, str]
    received_as: str = ""
    amends: str = ""
    """The receipt of the submission that it amends."""


@dataclass(frozen=True, kw_only=True)
class PrintedReply:
    """A reply to be printed: whose, what stands in it, how far it is official."""

    of_round: OfRound
    questionnaire: Questionnaire
    submission: Submission
    """What was submitted; of a draft, what would be now. Only of the sections that the reader may see."""
    sections: tuple[Section, ...]
    is_whole: bool
    at: datetime
    """When it was submitted; of a draft, when it stood so."""
    receipt: Receipt | None = None
    """None of a draft."""
    stands: str = ""
    """The receipt of the submission that stands, where that is another."""
    is_own_copy: bool = True
    """For the state itself, not for the secretariat."""
    entered: frozenset[str] = frozenset()
    """Codes of the questions at which something stands that the secretariat entered from a document."""
    calculated: Mapping[Place, str] = field(default_factory=dict)


def paper_of(reply: PrintedReply, language: str) -> Paper:
    """The paper of a reply in one language."""
    return _Printer(reply, language, answers_of(reply.questionnaire, reply.submission, language)).paper()


@dataclass(frozen=True)
class _Printer:
    reply: PrintedReply
    language: str
    answers: Answers

    def paper(self) -> Paper:
        facts, language = self.reply.of_round, self.language
        of_state = state_wording.of_state(facts.state, language, official=True)
        receipt = self.reply.receipt
        official = f"{self._words('receipt')} {receipt.number}" if receipt else self._draft_of()
        return Paper(
            language=language,
            organization=frame.organization(language),
            department=frame.department(language),
            title=self._words("reply_of", of_state=of_state),
            document=line(plain(text_said(self.reply.questionnaire.title, language))),
            foot=frame.foot(facts, language, self._words("reply_document"), official),
            parts=(*self._cover(), *self._sections()),
        )

    # The cover

    def _cover(self) -> Iterator[Part]:
        reply = self.reply
        if reply.receipt is None:
            yield parts.Notice(text=self._words("draft_as_of", moment=self._moment()))
            if reply.stands:
                yield said(self._words("draft_since", receipt=reply.stands))
        elif reply.stands:
            yield parts.Notice(text=self._words("later_stands", receipt=reply.stands))
        if reply.of_round.is_illustrative:
            yield parts.Notice(text=self._words("illustrative_warning"))
        yield parts.Facts(pairs=tuple(self._facts()))
        if not reply.is_whole:
            numbers = ", ".join(map(self._number_of, reply.sections))
            yield parts.Notice(text=self._words("part_only", sections=numbers))
        yield said(self._words("own_copy" if reply.is_own_copy else "secretariat_copy"), is_soft=True)
        yield parts.Contents(title=self._words("contents"), lines=tuple(map(self._contents_line, reply.sections)))
        yield parts.Heading(text=self._words("legend"), level=2)
        yield from self._legend()
        yield parts.NewPage()

    def _facts(self) -> Iterator[tuple[str, str]]:
        reply, language = self.reply, self.language
        yield from frame.of_round(reply.of_round, language)
        counted = contents.contents(reply.questionnaire, reply.submission)
        yield self._words("content"), receipts.contents(counted, language)
        yield self._words("readers"), who_reads(reply.submission.disclosure, language)
        if reply.receipt is not None:
            yield from self._received(reply.receipt)

    def _received(self, receipt: Receipt) -> Iterator[tuple[str, str]]:
        yield self._words("receipt"), receipt.number
        yield self._words("received"), receipts.received(self.reply.at, self.reply.of_round.state, self.language)
        if self.reply.is_whole:  # who sees a part of the reply does not see its receipt
            yield from how_it_came(receipt, self.language)
            yield self._words("sha256"), receipts.fingerprint(receipt.sha256)

    def _legend(self) -> Iterator[Part]:
        explained = tuple((sign, said(meaning)) for sign, meaning in marks.legend(self.language, _SIGNS))
        yield parts.Fields(pairs=explained)
        yield said(self._words("as_written"), is_soft=True)

    def _contents_line(self, section: Section) -> tuple[str, str, str]:
        counted = contents.contents(self.reply.questionnaire, self.reply.submission, section)
        text = self._words("section_counted", answered=counted.answered, asked=counted.asked)
        return self._title_of(section), text, _anchor(section)

    # The sections

    def _sections(self) -> Iterator[Part]:
        for section in self.reply.sections:
            yield parts.Heading(text=self._title_of(section), anchor=_anchor(section))
            yield from self._section(section)

    def _section(self, section: Section) -> Iterator[Part]:
        """The questions that were asked, below their sub-headings; those that were not, by number at the end."""
        not_asked: list[Question] = []
        above: tuple[Group, ...] = ()
        printed = 0
        for placed in self.reply.questionnaire.placed():
            if placed.section is not section:
                continue
            shown = self._shown(placed.question)
            if shown is None:
                not_asked += [placed.question] if placed.question.asks else []
                continue
            yield from self._sub_headings(placed, above)
            above, printed = placed.groups, printed + 1
            yield shown
        if not printed:
            yield said(self._words("nothing_asked"), is_soft=True)
        if not_asked:
            numbers = "; ".join(frame.named(one, self.language) for one in not_asked)
            sign = marks.short_mark(Mark.NOT_ASKED, self.language)
            yield said(self._words("not_asked", questions=numbers), sign=sign, is_soft=True)

    def _sub_headings(self, placed: Placed, above: tuple[Group, ...]) -> Iterator[Part]:
        for at, group in enumerate(placed.groups):
            text = line(plain(text_said(group.wording, self.language)))
            if text and group not in above[at : at + 1]:
                yield parts.Heading(text=text, level=2)

    def _shown(self, question: Question) -> parts.Question | None:
        """None of a question that was not asked, and of what asks nothing and has nothing to say."""
        if question.kind is Kind.CALCULATED:
            return self._worked_out(question)
        if question.code not in self.reply.submission.asked:
            return None
        body = self.answers.body(question)
        beside = self.answers.beside(question, with_notes=self.reply.is_own_copy)
        return parts.Question(
            number=line(question.number),
            text=self._paragraphs(question),
            core=self._words("core") if question.core else "",
            body=(*body, beside) if beside else body,
            notes=tuple(self._notes(question)),
        )

    def _worked_out(self, question: Question) -> parts.Question | None:
        text = self.reply.calculated.get(Place(question.code), "")
        if not question.wording or not text:
            return None
        return parts.Question(
            number=line(question.number),
            text=self._paragraphs(question),
            core="",
            body=(said(answer_wording.calculated_words(question, text, self.language)),),
            notes=(said(self._words("worked_out"), is_soft=True),),
        )

    def _notes(self, question: Question) -> Iterator[Passage]:
        readers = self.reply.submission.places[question.code].effective
        if readers is not Disclosure.PUBLIC:
            yield said(self._words("only_read_by", who=who_reads(readers, self.language)), is_soft=True)
        if question.code in self.reply.entered:
            yield said(self._words("entered"), is_soft=True)

    # Words

    def _moment(self) -> str:
        return receipts.received(self.reply.at, self.reply.of_round.state, self.language)

    def _draft_of(self) -> str:
        moment = dates.moment(self.reply.at, self.reply.of_round.state.time_zone, self.language)
        return f"{self._words('draft')} ({moment})"

    def _number_of(self, section: Section) -> str:
        return line(section.number) or self._title_of(section)

    def _title_of(self, section: Section) -> str:
        return line(f"{section.number} {plain(text_said(section.wording, self.language))}")

    def _paragraphs(self, question: Question) -> tuple[str, ...]:
        return paragraphs(plain(clean(text_said(question.wording, self.language))))

    def _words(self, name: str, **values: str | int) -> str:
        return words(name, self.language, **values)


def how_it_came(receipt: Receipt, language: str) -> Iterator[tuple[str, str]]:
    """Who declared it, with what paper, what it amends, how it came: as far as there is something to say."""
    if receipt.received_as:
        yield words("came", language), words(f"came_{receipt.received_as}", language)
    declared = earlier_answers.in_language(receipt.declared, language)
    declared_by = receipts.declared_by(declared)
    if declared_by:
        yield words("declared_by", language), line(declared_by)
    approved_on = receipts.approved_on(receipt.declared, language)
    if approved_on:
        yield words("approved_on", language), approved_on
    for paper in ("letter", "instruction"):
        if receipt.declared.get(paper):
            yield words(paper, language), line(receipt.declared[paper])
    if declared.get("gaps"):
        yield words("gaps", language), line(declared["gaps"])
    if receipt.amends:
        yield words("amends", language), words("amends_receipt", language, receipt=receipt.amends)


def _anchor(section: Section) -> str:
    return f"section-{section.code}"
