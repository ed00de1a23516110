"""The approval sheet: what would be said in a state's name, on a few pages, with a place to sign.

For an authority who never comes near a computer: the core questions and every answer of yes or no in short, the rest
counted, what is missing, who may read what, who prepared it, and which version of the reply all this is about.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from surveyapp.core import contents
from surveyapp.core.marks import Mark
from surveyapp.core.places import leaves
from surveyapp.core.progress import QuestionProgress, progress_submitted
from surveyapp.core.questionnaire import Disclosure, Kind, Question, Section
from surveyapp.core.text import said as text_said
from surveyapp.documents.papers import parts
from surveyapp.documents.papers.parts import Paper, Part, Passage, Row, Table, line, said, written
from surveyapp.documents.reply_paper import PrintedReply, frame
from surveyapp.documents.reply_paper.answers import Answers, answers_of
from surveyapp.wording import answers as answer_wording
from surveyapp.wording import dates, marks, receipts
from surveyapp.wording import states as state_wording
from surveyapp.wording.lists import join
from surveyapp.wording.papers import counted, who_reads, words
from surveyapp.wording.plain import plain

LONGEST = 320
"""Characters of an answer shown here; of a longer one, its beginning."""
ENTRIES_NAMED = 6
_YES_AND_NO = frozenset({"yes", "no"})
_SHAPES = frozenset({answer_wording.FULL, answer_wording.EMPTY})
_SIGNED = ("sign_name", "sign_title", "sign_institution", "sign_place", "signature")


@dataclass(frozen=True, kw_only=True)
class Preparer:
    """A person who wrote answers as they stand now; without a name, the secretariat."""

    name: str
    institution: str
    questions: frozenset[str]
    """Codes."""


@dataclass(frozen=True, kw_only=True)
class ApprovalSheet:
    """What is to be approved."""

    reply: PrintedReply
    fingerprint: str
    """SHA-256 of the answers as they are shown (`core.submission.fingerprint`)."""
    required: frozenset[str]
    """Codes of the questions without an answer to which the reply cannot be sent."""
    prepared_by: Sequence[Preparer]


def paper_of(sheet: ApprovalSheet, language: str) -> Paper:
    """The sheet in one language."""
    return _Printer(sheet, language).paper()


@dataclass(frozen=True)
class _Printer:
    sheet: ApprovalSheet
    language: str

    @cached_property
    def answers(self) -> Answers:
        reply = self.sheet.reply
        return answers_of(reply.questionnaire, reply.submission, self.language)

    @cached_property
    def asked(self) -> list[Question]:
        reply = self.sheet.reply
        return [one for one in reply.questionnaire.questions() if one.code in reply.submission.asked]

    @cached_property
    def progress(self) -> dict[str, QuestionProgress]:
        return {one.code: progress_submitted(one, self.sheet.reply.submission) for one in self.asked}

    @cached_property
    def marks(self) -> dict[str, Mark]:
        return {one.code: self.answers.mark(one) for one in self.asked}

    def paper(self) -> Paper:
        of_round, language = self.sheet.reply.of_round, self.language
        moment = dates.moment(self.sheet.reply.at, of_round.state.time_zone, language)
        digits = self._words("short_fingerprint", digits=self._digits)
        return Paper(
            language=language,
            organization=frame.organization(language),
            department=frame.department(language),
            title=self._words("approval_of", of_state=self._of_state()),
            document=self._words("approval_document"),
            foot=frame.foot(of_round, language, moment, digits),
            parts=tuple(self._parts()),
        )

    def _parts(self) -> Iterator[Part]:
        reply = self.sheet.reply
        if reply.of_round.is_illustrative:
            yield parts.Notice(text=self._words("illustrative_warning"))
        if reply.stands:
            yield parts.Notice(text=self._words("approval_submitted", receipt=reply.stands))
        yield parts.Facts(pairs=(*frame.of_round(reply.of_round, self.language), *self._version()))
        yield said(self._words("approval_intro"))
        yield said(self._words("fingerprint_means"), is_soft=True)
        yield from self._at_a_glance()
        yield from self._in_short("core_questions", [one for one in self.asked if one.core])
        others = [one for one in self.asked if not one.core and self._is_yes_or_no(one) and self._is_begun(one)]
        yield from self._in_short("yes_or_no", others)
        yield from self._rest(others)
        yield from self._missing()
        yield from self._narrower()
        yield from self._prepared()
        yield parts.Signature(
            title=self._words("approval"),
            statement=self._words("approve", digits=self._digits, of_state=self._of_state()),
            labels=tuple(map(self._words, _SIGNED)),
        )

    def _version(self) -> Iterator[tuple[str, str]]:
        reply = self.sheet.reply
        yield self._words("version"), receipts.received(reply.at, reply.of_round.state, self.language)
        yield self._words("fingerprint"), self._digits

    # In numbers

    def _at_a_glance(self) -> Iterator[Part]:
        names = (
            "section",
            "asked",
            "answered",
            "of_those_not_available",
            "answered_in_part",
            "left_blank",
            "not_readable",
        )
        rows = [self._counted(section) for section in self.sheet.reply.sections]
        yield parts.Heading(text=self._words("at_a_glance"))
        shares = (2.6, 1.1, 1.3, 1.5, 0.8, 1.1, 1.5)
        yield Table(columns=tuple(map(self._words, names)), rows=tuple(rows), shares=shares, has_figures=True)

    def _counted(self, section: Section) -> Row:
        reply = self.sheet.reply
        found = contents.contents(reply.questionnaire, reply.submission, section)
        figures = (
            found.asked,
            found.answered,
            found.not_available,
            found.in_part,
            found.left_blank,
            found.not_readable,
        )
        return Row(cells=(said(self._title_of(section)), *(said(str(one)) for one in figures)))

    # In short

    def _in_short(self, heading: str, questions: Sequence[Question]) -> Iterator[Part]:
        if not questions:
            return
        rows = tuple(Row(cells=(said(self._called(one)), self._short(one))) for one in questions)
        columns = (self._words("question"), self._words("in_short"))
        yield parts.Heading(text=self._words(heading))
        yield Table(columns=columns, rows=rows, shares=(1, 1.1))

    def _short(self, question: Question) -> Passage:
        mark = self.marks[question.code]
        if mark not in (Mark.ANSWERED, Mark.NOT_READABLE):
            return said(self._mark(mark), sign=marks.short_mark(mark, self.language), is_soft=True)
        if question.kind in (Kind.ROWS, Kind.CONFIRM):
            return said(self._rows(question))
        if question.kind is Kind.LIST and self.sheet.reply.submission.entries.get(question.code):
            return said(self._entries(question))
        return self._cut(question)

    def _rows(self, question: Question) -> str:
        """The rows by what was chosen in them: "Yes: Shelter, Legal aid. No: Transport."; rows may be names."""
        chosen: dict[str, list[str]] = {}
        places = self.sheet.reply.submission.places
        for leaf in leaves(question, {}):
            found = places.get(str(leaf.place)) if leaf.place.row else None
            if found is None or found.mark is Mark.NOT_ASKED:
                continue
            option = question.option((found.value or {}).get("option", "")) if found.mark is Mark.ANSWERED else None
            what = plain(text_said(option.wording, self.language)) if option else self._mark(found.mark)
            chosen.setdefault(what, []).append(self._said(leaf.question))
        return " ".join(f"{what.rstrip('.')}: {join(rows, self.language)}." for what, rows in chosen.items())

    def _entries(self, question: Question) -> str:
        ids = self.sheet.reply.submission.entries[question.code]
        names = "; ".join(self.answers.titles(question.code, one) for one in ids[:ENTRIES_NAMED])
        more = "; …" if len(ids) > ENTRIES_NAMED else ""
        name = "entries_one" if len(ids) == 1 else "entries_several"
        return self._words(name, count=len(ids), names=f"{names}{more}")

    def _cut(self, question: Question) -> Passage:
        submission = self.sheet.reply.submission
        text = answer_wording.answer_words(
            self.answers.questionnaire, question, submission.places, submission.entries, self.language
        )
        if len(text) > LONGEST:
            text = text[:LONGEST].rsplit(" ", 1)[0] + self._words("cut", count=len(text))
        found = submission.places[question.code]
        has_own_words = question.kind in (Kind.SHORT_TEXT, Kind.LONG_TEXT) or "detail" in str(found.value)
        return written(text, found.language, self.language) if has_own_words else said(text)

    def _rest(self, shown: Sequence[Question]) -> Iterator[Part]:
        codes = {one.code for one in shown}
        answered = (one for one in self.asked if self.progress[one.code] is QuestionProgress.ANSWERED)
        rest = sum(not one.core and one.code not in codes for one in answered)
        if rest:
            yield said(counted("rest_one", "rest_several", rest, self.language))

    def _is_yes_or_no(self, question: Question) -> bool:
        codes, shapes = {one.code for one in question.options}, {one.shape for one in question.options}
        can_say = codes >= _YES_AND_NO or shapes >= _SHAPES
        return question.kind in (Kind.ONE, Kind.ROWS, Kind.CONFIRM) and can_say

    def _is_begun(self, question: Question) -> bool:
        return self.progress[question.code] is not QuestionProgress.BLANK

    # What is missing, who reads it, who wrote it

    def _missing(self) -> Iterator[Part]:
        required = [one for one in self.asked if one.code in self.sheet.required]
        unreadable = [one for one in self.asked if contents.is_unreadable(one, self.sheet.reply.submission)]
        others = [one for one in self.asked if one not in required and one not in unreadable]
        blank = [one for one in others if self.progress[one.code] is QuestionProgress.BLANK]
        in_part = [one for one in others if self.progress[one.code] is QuestionProgress.PARTLY]
        yield parts.Heading(text=self._words("missing"))
        if not (required or unreadable or blank or in_part):
            yield said(self._words("missing_none"))
        yield from self._named("missing_required", required, self._called)
        yield from self._named("missing_core", (one for one in blank if one.core), self._called)
        yield from self._named("missing_others", (one for one in blank if not one.core), self._number)
        yield from self._named("missing_in_part", in_part, self._called)
        yield from self._named("missing_readable", unreadable, self._called)

    def _named(self, name: str, questions: Iterable[Question], how: Callable[[Question], str]) -> Iterator[Part]:
        names = "; ".join(map(how, questions))
        if names:
            yield said(self._words(name, questions=names))

    def _narrower(self) -> Iterator[Part]:
        places = self.sheet.reply.submission.places
        by_reader: dict[Disclosure, list[str]] = {}
        for one in self.asked:
            by_reader.setdefault(places[one.code].effective, []).append(self._number(one))
        is_public = set(by_reader) <= {Disclosure.PUBLIC}
        yield parts.Heading(text=self._words("narrower"))
        if is_public:
            yield said(self._words("narrower_none"))
            return
        for who in (Disclosure.SECRETARIAT, Disclosure.MEMBER_STATES):
            if by_reader.get(who):
                readers = who_reads(who, self.language)
                yield said(self._words("narrower_some", who=readers, questions="; ".join(by_reader[who])))
        if by_reader.get(Disclosure.PUBLIC):
            yield said(self._words("narrower_rest"))

    def _prepared(self) -> Iterator[Part]:
        yield parts.Heading(text=self._words("prepared"))
        rows = [self._preparer(one) for one in self.sheet.prepared_by]
        if not rows:
            yield said(self._words("nobody"))
            return
        columns = tuple(map(self._words, ("person", "institution", "sections", "answers")))
        yield Table(columns=columns, rows=tuple(rows), shares=(2, 2.4, 1.2, 0.8))

    def _preparer(self, one: Preparer) -> Row:
        questionnaire = self.sheet.reply.questionnaire
        sections = [
            section.number or self._title_of(section)
            for section in questionnaire.sections
            if any(question.code in one.questions for question in questionnaire.questions(section))
        ]
        texts = (
            one.name or self._words("the_secretariat"),
            one.institution,
            ", ".join(sections),
            str(len(one.questions)),
        )
        return Row(cells=tuple(map(said, texts)))

    # Words

    @property
    def _digits(self) -> str:
        return receipts.short_fingerprint(self.sheet.fingerprint)

    def _of_state(self) -> str:
        return state_wording.of_state(self.sheet.reply.of_round.state, self.language, official=True)

    def _number(self, question: Question) -> str:
        return frame.named(question, self.language)

    def _mark(self, mark: Mark) -> str:
        return marks.mark_words(mark, self.language)

    def _called(self, question: Question) -> str:
        return line(f"{question.number} {plain(text_said(question.heading or question.wording, self.language))}")

    def _said(self, question: Question) -> str:
        return line(plain(text_said(question.wording, self.language)))

    def _title_of(self, section: Section) -> str:
        return line(f"{section.number} {plain(text_said(section.wording, self.language))}")

    def _words(self, name: str, **values: str | int) -> str:
        return words(name, self.language, **values)
