"""Holding a workbook of earlier answers against a round: what it would bring in, and every fault of it, row by row."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from difflib import get_close_matches
from functools import cached_property
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from surveyapp.actions import authoring, rounds
from surveyapp.core import conditions, kinds, places, reading, states
from surveyapp.core.answers import Answer, Typed
from surveyapp.core.marks import Mark
from surveyapp.core.places import Leaf, Place
from surveyapp.core.questionnaire import Disclosure, Kind, Option, Question, Questionnaire, narrowest
from surveyapp.core.states import MemberState
from surveyapp.documents import earlier_answers as document
from surveyapp.documents.earlier_answers import Cell, Code, Detail, Fault, Row
from surveyapp.store import answers as answers_kept
from surveyapp.store import models, submissions
from surveyapp.store import rounds as rounds_kept
from surveyapp.store.answers import Kept
from surveyapp.wording.plain import plain

WORKBOOK = "workbook"
"""How such a submission was received."""

NOT_AVAILABLE = frozenset(
    {"not available", "information not available", "no disponible", "información no disponible", "not_available"}
)
NO_ENTRY = frozenset({"none", "there are none", "ninguno", "ninguna", "no hay"})
DISCLOSURES: Mapping[str, Disclosure] = {
    "public": Disclosure.PUBLIC,
    "pública": Disclosure.PUBLIC,
    "público": Disclosure.PUBLIC,
    "publica": Disclosure.PUBLIC,
    "member states": Disclosure.MEMBER_STATES,
    "member_states": Disclosure.MEMBER_STATES,
    "estados miembros": Disclosure.MEMBER_STATES,
    "secretariat": Disclosure.SECRETARIAT,
    "secretariat only": Disclosure.SECRETARIAT,
    "secretaría": Disclosure.SECRETARIAT,
    "solo la secretaría": Disclosure.SECRETARIAT,
    "secretaria": Disclosure.SECRETARIAT,
}

_OF_AN_ENTRY = re.compile(r"([A-Za-z_]\w*)\[([^\[\]]{1,20})\]\.([A-Za-z_]\w*)", re.ASCII)
_ENTRY_ID = re.compile(r"[a-z0-9]{4,8}")
_ENTRY_LABEL = re.compile(r"[\w.\- ]{1,20}")
_SHOWN = 60
"""Characters of what stands in a cell that a fault repeats."""
_MOST_LOOK_UPS = 40


class BroughtIn(NamedTuple):
    """An answer as a row of the workbook gives it."""

    row: Row
    leaf: Leaf
    typed: Typed
    language: str


@dataclass
class OfState:
    """What the workbook says of one state."""

    reply: models.Reply
    state: MemberState
    answers: dict[Place, BroughtIn] = field(default_factory=dict)
    entries: dict[str, list[str]] = field(default_factory=dict)
    disclosures: dict[str, Disclosure] = field(default_factory=dict)
    received: date | None = None
    """The latest of the dates given."""
    is_there_already: bool = False
    """Whether this very workbook was brought in for this state before."""
    cited: list[tuple[Row, str, str]] = field(default_factory=list)
    """Row, list and entry of each citation."""


@dataclass(frozen=True)
class Checked:
    """A workbook held against a round: what it would bring in, state by state, and all its faults."""

    states: tuple[OfState, ...]
    faults: tuple[Fault, ...]
    operation: str
    """What tells this workbook from one that says anything else."""

    @property
    def has_errors(self) -> bool:
        return any(one.severity == "error" for one in self.faults)

    @property
    def is_there_already(self) -> bool:
        """Whether there is nothing to do, because this workbook was brought in before."""
        return bool(self.states) and all(one.is_there_already for one in self.states)


def check(session: Session, round_: models.Round, data: bytes, name: str, now: datetime) -> Checked:
    """What a workbook would bring into a round, and every fault of it. Nothing is written."""
    return _Checking(session, round_, data, name, now).done()


def received_at(one: OfState) -> datetime:
    """The middle of the day it was received; without a date, the deadline: nobody is called late for want of one."""
    round_ = one.reply.round
    if one.received is None:
        return round_.deadline
    return datetime.combine(one.received, time(12), ZoneInfo(round_.time_zone))


class _Checking:
    """One workbook against one round."""

    def __init__(self, session: Session, round_: models.Round, data: bytes, name: str, now: datetime) -> None:
        self.session = session
        self.round = round_
        self.now = now
        self.questionnaire: Questionnaire = authoring.for_round(round_)
        self.read = document.read(data, name)
        self.faults: list[Fault] = list(self.read.faults)
        self.operation = f"workbook {_fingerprint(self.read.rows)}"
        self.states: dict[str, OfState] = {}
        self._look_ups = 0
        self._options: dict[int, dict[str, list[Option]]] = {}

    def done(self) -> Checked:
        if self.now < self.round.closes_at:
            self.faults.append(Fault(Code.ROUND_NOT_CLOSED))
        for row in self.read.rows:
            self._row(row)
        for one in self.states.values():
            self._whole(one)
        spoken_of = tuple(one for one in self.states.values() if one.answers)
        return Checked(spoken_of, document.in_order_of_rows(self.faults), self.operation)

    @cached_property
    def replies(self) -> dict[str, models.Reply]:
        return {one.state: one for one in rounds_kept.replies(self.session, self.round.id)}

    @cached_property
    def sent(self) -> Mapping[int, list[models.Submission]]:
        """Of every reply of the round, by its id; so are the answers and the entries that it has already."""
        return submissions.of_round(self.session, self.round.id)

    @cached_property
    def kept(self) -> Mapping[int, Mapping[str, Kept]]:
        return answers_kept.kept_of_round(self.session, self.round.id)

    @cached_property
    def entry_rows(self) -> Mapping[int, list[models.Entry]]:
        return answers_kept.entry_rows_of_round(self.session, self.round.id)

    @cached_property
    def state_names(self) -> dict[str, MemberState]:
        """Every state by what it may be called; those asked as they were called when they were asked."""
        known = {one.iso3: one for one in rounds.member_states(self.session)}
        known |= {iso3: states.from_facts(reply.state_facts) for iso3, reply in self.replies.items()}
        names: dict[str, MemberState] = {}
        for one in known.values():
            for name in one.names.values():
                for called in (name.short, name.formal, name.listed, name.official):
                    names.setdefault(_alike(called), one)
        return names | {_alike(one.iso3): one for one in known.values()}

    @cached_property
    def question_numbers(self) -> dict[str, str]:
        """Printed number to code, of numbers that stand once."""
        numbers: dict[str, list[str]] = {}
        for question in self.questionnaire.questions():
            numbers.setdefault(question.number, []).append(question.code)
        return {number: codes[0] for number, codes in numbers.items() if number and len(codes) == 1}

    def fault(self, code: Code, row: Row, column: str, **details: Detail) -> None:
        short = {name: _shortened(name, one) for name, one in details.items()}
        self.faults.append(Fault(code, self.read.sheet, row.number, row.header(column), short))

    def _row(self, row: Row) -> None:
        of_state = self._state(row)
        leaf = self._leaf(row)
        language = self._language(row, of_state)
        disclosure = self._disclosure(row, leaf)
        received = self._date(row, of_state)
        if of_state is None or leaf is None or language is None:
            return
        typed = self._typed(row, leaf, of_state)
        if received:
            of_state.received = max(received, of_state.received or received)
        if disclosure:
            code = leaf.root.code
            of_state.disclosures[code] = narrowest(disclosure, of_state.disclosures.get(code, disclosure))
        if typed:
            self._keep(row, leaf, typed, language, of_state)

    def _keep(self, row: Row, leaf: Leaf, typed: Typed, language: str, of_state: OfState) -> None:
        before = of_state.answers.get(leaf.place)
        if before is not None:
            self.fault(Code.TWICE, row, "question", other_row=before.row.number, question=str(row["question"].text))
            return
        if leaf.place.entry:
            entries = of_state.entries.setdefault(leaf.place.question, [])
            if leaf.place.entry not in entries:
                entries.append(leaf.place.entry)
        of_state.answers[leaf.place] = BroughtIn(row, leaf, typed, language)

    def _near(self, word: str, known: Sequence[str]) -> str:
        """What may have been meant, or ""; not looked for without end, because that takes its time."""
        self._look_ups += 1
        if self._look_ups > _MOST_LOOK_UPS:
            return ""
        return next(iter(get_close_matches(word[:64], known, n=1, cutoff=0.7)), "")

    # The cells of a row

    def _state(self, row: Row) -> OfState | None:
        called = row["state"].text
        if not called:
            self.fault(Code.MISSING_VALUE, row, "state")
            return None
        state = self.state_names.get(_alike(called))
        if state is None:
            near = self._near(_alike(called), list(self.state_names))
            shown = self.state_names[near].name("en").short if near else ""
            self.fault(Code.UNKNOWN_STATE, row, "state", value=called, near=shown)
            return None
        reply = self.replies.get(state.iso3)
        if reply is None:
            self.fault(Code.STATE_NOT_ASKED, row, "state", value=called)
            return None
        return self.states.setdefault(state.iso3, OfState(reply, state))

    def _leaf(self, row: Row) -> Leaf | None:
        """What is answered in this row; the entries of a list are checked with it."""
        written = row["question"].text
        if not written:
            self.fault(Code.MISSING_VALUE, row, "question")
            return None
        place, label = self._place(written)
        placed = self.questionnaire.find(place.question) if place else None
        if place is None or placed is None:
            codes = [question.code for question in self.questionnaire.questions()]
            near = self._near(written, codes)
            self.fault(Code.UNKNOWN_QUESTION, row, "question", value=written, near=near)
            return None
        if not placed.question.asks:
            self.fault(Code.NO_ANSWER_THERE, row, "question", value=written)
            return None
        place = self._with_entry(row, place, label, placed.question)
        leaf = places.leaf(self.questionnaire, place) if place else None
        if place is not None and leaf is None:
            self.fault(Code.NEEDS_PART, row, "question", value=written, parts=_parts(placed.question))
        return leaf

    def _place(self, written: str) -> tuple[Place | None, str]:
        """The place, and what its entry is called where that stands in the address."""
        of_entry = _OF_AN_ENTRY.fullmatch(written)
        if of_entry:
            return Place(of_entry[1], field=of_entry[3]), of_entry[2]
        code = self.question_numbers.get(written, written)
        return places.parse(code), ""

    def _with_entry(self, row: Row, place: Place, label: str, question: Question) -> Place | None:
        label = label or row["entry"].text
        is_field = question.kind is Kind.LIST and bool(place.field)
        if not is_field:
            if label:
                self.fault(Code.ENTRY_WITHOUT_LIST, row, "entry", value=label)
                return None
            return place
        if place.entry:
            return place
        if not label:
            self.fault(Code.NEEDS_ENTRY, row, "entry", question=str(row["question"].text))
            return None
        if not _ENTRY_LABEL.fullmatch(label):
            self.fault(Code.MALFORMED_ENTRY, row, "entry", value=label)
            return None
        return Place(place.question, entry=entry_id(place.question, label), field=place.field)

    def _language(self, row: Row, of_state: OfState | None) -> str | None:
        written = row["language"].text.casefold()
        known = {"english": "en", "inglés": "en", "spanish": "es", "español": "es", "espanol": "es"}
        language = known.get(written, written)
        if not language:
            return of_state.state.letter_language if of_state else ""
        if not re.fullmatch(r"[a-z]{2,3}(-[a-z0-9]{2,8})?", language):
            self.fault(Code.UNKNOWN_LANGUAGE, row, "language", value=written)
            return None
        return language

    def _disclosure(self, row: Row, leaf: Leaf | None) -> Disclosure | None:
        written = row["disclosure"].text
        if not written:
            return None
        found = DISCLOSURES.get(" ".join(written.casefold().split()))
        if found is None:
            self.fault(Code.UNKNOWN_DISCLOSURE, row, "disclosure", value=written)
        elif leaf is not None and found.width > leaf.root.disclosure.width:
            self.fault(Code.WIDER_DISCLOSURE, row, "disclosure", value=written)
            return None
        return None if found is Disclosure.PUBLIC else found

    def _date(self, row: Row, of_state: OfState | None) -> date | None:
        cell = row["date"]
        if not cell.text or of_state is None:
            return None
        found = cell.day or reading.day_from_text(cell.text, of_state.state.habits)
        if found is None:
            self.fault(Code.UNREADABLE_DATE, row, "date", value=cell.text)
        elif found > self.now.astimezone(ZoneInfo(self.round.time_zone)).date():
            self.fault(Code.DATE_TO_COME, row, "date", value=cell.text)
            return None
        return found

    # The answer

    def _typed(self, row: Row, leaf: Leaf, of_state: OfState) -> Typed | None:
        """What is typed at a place; None where the answer is empty (left blank) or at fault."""
        answer, detail = row["answer"], row["detail"].text
        if not answer.text:
            if detail:
                self.fault(Code.MISSING_VALUE, row, "answer")
            return None
        if " ".join(answer.text.casefold().split()) in NOT_AVAILABLE:
            return {kinds.NOT_AVAILABLE: "1"} if self._no_detail(row, detail) else None
        typed = self._by_kind(row, leaf, answer, detail, of_state)
        if typed is None:
            return None
        refusal = kinds.refusal(typed)
        if refusal:
            self.fault(Code.TOO_LONG, row, "answer", limit=kinds.LONGEST_TEXT)
            return None
        read = kinds.read(leaf.question, typed, of_state.state.habits)
        if read.problem is not None or read.mark is not Mark.ANSWERED:
            problem = read.problem.value if read.problem else ""
            self.fault(Code.UNREADABLE, row, "answer", value=answer.text, problem=problem)
            return None
        return typed

    def _by_kind(self, row: Row, leaf: Leaf, answer: Cell, detail: str, of_state: OfState) -> Typed | None:
        question, habits = leaf.question, of_state.state.habits
        match question.kind:
            case Kind.ONE:
                return self._one(row, question, answer.text, detail)
            case Kind.SEVERAL:
                return self._several(row, question, answer.text, detail)
            case Kind.LINK:
                return {"url": answer.text} | ({"title": detail} if detail else {})
            case Kind.CITATION:
                return self._citation(row, question, answer.text, detail, of_state)
            case Kind.FILE:
                self.fault(Code.FILE, row, "answer")
                return None
            case Kind.WHOLE:
                return self._whole_question(row, leaf, answer.text, detail)
        if not self._no_detail(row, detail):
            return None
        if question.kind is Kind.DATE:
            day = answer.day or reading.day_from_text(answer.text, habits)
            return _day_typed(day) if day else {"text": answer.text}
        if question.kind in (Kind.INTEGER, Kind.DECIMAL) and answer.number is not None:
            return {"text": format(answer.number, "f").replace(".", habits.decimal_mark)}
        return {"text": answer.text}

    def _no_detail(self, row: Row, detail: str) -> bool:
        if detail:
            self.fault(Code.DETAIL_NOT_ASKED, row, "detail")
        return not detail

    def _whole_question(self, row: Row, leaf: Leaf, answer: str, detail: str) -> Typed | None:
        is_none = leaf.root.kind is Kind.LIST and " ".join(answer.casefold().split()) in NO_ENTRY
        if is_none:
            return {"none": "1"} if self._no_detail(row, detail) else None
        self.fault(Code.NEEDS_PART, row, "question", value=str(row["question"].text), parts=_parts(leaf.root))
        return None

    def _one(self, row: Row, question: Question, answer: str, detail: str) -> Typed | None:
        option = self._option(question, answer)
        if option is None:
            several = [self._option(question, part) for part in _split(answer)]
            is_list = len(several) > 1 and all(several)
            code = Code.SEVERAL_OPTIONS if is_list else Code.UNKNOWN_OPTION
            self.fault(code, row, "answer", value=answer, known=_known(question))
            return None
        typed = {"option": option.code}
        return self._with_detail(row, question, typed, [option], detail)

    def _several(self, row: Row, question: Question, answer: str, detail: str) -> Typed | None:
        alone = self._option(question, answer)
        written = [answer] if alone else _split(answer)
        found = {part: self._option(question, part) for part in written}
        for part, option in found.items():
            if option is None:
                self.fault(Code.UNKNOWN_OPTION, row, "answer", value=part, known=_known(question))
        chosen = [option for option in found.values() if option]
        if len(chosen) < len(found):
            return None
        typed = {"options": " ".join(option.code for option in chosen)}
        return self._with_detail(row, question, typed, chosen, detail)

    def _with_detail(
        self, row: Row, question: Question, typed: dict[str, str], chosen: Sequence[Option], detail: str
    ) -> Typed | None:
        """With the text attached to the option chosen; of several, "option: text", one to a line."""
        if not detail:
            return typed
        asking = [option for option in chosen if option.detail or option.cites]
        if not asking:
            self.fault(Code.DETAIL_NOT_ASKED, row, "detail")
            return None
        if len(asking) == 1:
            return typed | {_detail_part(asking[0]): detail}
        for line in detail.splitlines():
            called, colon, text = line.partition(":")
            option = self._option(question, called.strip())
            if option not in asking or not colon or not text.strip():
                self.fault(Code.DETAIL_OF_WHICH, row, "detail", known=", ".join(one.code for one in asking))
                return None
            typed[_detail_part(option)] = text.strip()
        return typed

    def _citation(self, row: Row, question: Question, answer: str, article: str, of_state: OfState) -> Typed | None:
        if not _ENTRY_LABEL.fullmatch(answer):
            self.fault(Code.MALFORMED_ENTRY, row, "answer", value=answer)
            return None
        entry = entry_id(question.cites, answer)
        of_state.cited.append((row, question.cites, entry))
        return {"entry": entry} | ({"article": article} if article else {})

    def _option(self, question: Question, written: str) -> Option | None:
        """The option of this code, or of this wording in any language where that is the wording of one alone."""
        wanted = written.strip()
        for option in question.options:
            if option.code.casefold() == wanted.casefold():
                return option
        called = self._options.setdefault(id(question.options), _by_wording(question.options))
        found = called.get(_alike(wanted), [])
        return found[0] if len(found) == 1 else None

    # A state as a whole

    def _whole(self, one: OfState) -> None:
        """What only all its rows together tell."""
        first = next((answer.row for answer in one.answers.values()), None)
        if first is None:
            return
        made = self.sent.get(one.reply.id, [])
        if any(submission.operation == self.operation for submission in made):
            one.is_there_already = True
            return
        last, kept = next(reversed(made), None), self.kept.get(one.reply.id, {})
        called = first["state"].text
        if last is not None and last.received_as != WORKBOOK:
            self.fault(Code.STATE_HAS_REPLIED, first, "state", value=called, receipt=last.receipt)
        elif last is not None:
            self.fault(Code.BROUGHT_IN_BEFORE, first, "state", value=called, receipt=last.receipt)
        elif any(answer.answer.typed for answer in kept.values()):
            self.fault(Code.STATE_HAS_WRITTEN, first, "state", value=called)
        entries = self._entries(one)
        for row, list_code, entry in one.cited:
            if entry not in entries.get(list_code, ()):
                self.fault(Code.UNKNOWN_ENTRY, row, "answer", value=row["answer"].text, list=list_code)
        self._not_asked(one, kept, entries)

    def _entries(self, one: OfState) -> dict[str, list[str]]:
        present = answers_kept.present(self.entry_rows.get(one.reply.id, []))
        codes = dict.fromkeys((*present, *one.entries))
        return {code: list(dict.fromkeys((*present.get(code, ()), *one.entries.get(code, ())))) for code in codes}

    def _not_asked(self, one: OfState, kept: Mapping[str, Kept], entries: Mapping[str, Sequence[str]]) -> None:
        answers = {address: answer.answer for address, answer in kept.items()}
        for place, answer in one.answers.items():
            read = kinds.read(answer.leaf.question, answer.typed, one.state.habits)
            answers[str(place)] = Answer(mark=read.mark, value=read.value, typed=answer.typed)
        day = received_at(one).astimezone(ZoneInfo(self.round.time_zone)).date()
        asked = conditions.asked(self.questionnaire, answers, entries, day)
        for place, answer in one.answers.items():
            if not asked.place(place):
                leading = ", ".join(sorted(asked.led_by(place.question)))
                self.fault(
                    Code.QUESTION_NOT_ASKED, answer.row, "question", value=answer.row["question"].text, leading=leading
                )


def entry_id(list_code: str, label: str) -> str:
    """The id of an entry that a workbook calls so: the same for the same label, as long as it is an id itself."""
    if _ENTRY_ID.fullmatch(label):
        return label
    number = int(hashlib.sha256(f"{list_code}\0{label.casefold()}".encode()).hexdigest(), 16)
    letters = "abcdefghijklmnopqrstuvwxyz0123456789"
    return "".join(letters[(number // 36**place) % 36] for place in range(6))


def _fingerprint(rows: Sequence[Row]) -> str:
    """What tells one workbook from another by what it says: saved once more by another program it says the same."""
    told = [{name: cell.text for name, cell in row.cells.items()} for row in rows]
    text = json.dumps(told, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:40]


def _by_wording(options: Iterable[Option]) -> dict[str, list[Option]]:
    found: dict[str, list[Option]] = {}
    for option in options:
        for called in {_alike(plain(text)) for text in (*option.wording.values(), *option.short.values())}:
            found.setdefault(called, []).append(option)
    return found


def _shortened(name: str, detail: Detail) -> Detail:
    """What stands in a cell is repeated shortly; what can be written there, at length."""
    return detail[: _SHOWN if name == "value" else 5 * _SHOWN] if isinstance(detail, str) else detail


def _alike(text: str) -> str:
    """A name or a wording as it is compared: without case, final stop, and differences of space."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split()).rstrip(".")


def _day_typed(day: date) -> dict[str, str]:
    return {"day": str(day.day), "month": str(day.month), "year": str(day.year)}


def _split(answer: str) -> list[str]:
    return list(dict.fromkeys(part.strip() for part in re.split(r"[;\n]", answer) if part.strip()))


def _known(question: Question) -> str:
    return ", ".join(option.code for option in question.options)


def _detail_part(option: Option) -> str:
    return f"detail.{option.code}" if option.detail else f"article.{option.code}"


def _parts(question: Question) -> str:
    """The addresses of the parts of a compound question, some of them where there are many."""
    found = list(_part_addresses(question))
    return ", ".join(found[:8]) + (", …" if len(found) > 8 else "")


def _part_addresses(question: Question) -> Iterator[str]:
    yield from (str(leaf.place) for leaf in places.leaves(question, {}) if str(leaf.place) != question.code)
    if question.kind is Kind.LIST:
        yield from (f"{question.code}.{one.code}" for one in question.fields if one.asks)
