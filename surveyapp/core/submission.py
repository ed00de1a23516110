"""The submission: the official, frozen copy of a reply. Its exact text is kept, and its SHA-256 is the receipt.

Every place of every question is in it with its mark, asked or not. At a place that was not asked nothing else stands:
what a state once wrote there stays in the history of the reply and is no part of what it submits. Of a list only the
entries it has now are in it. A place keeps the version of its answer in the history, so that the two can be compared.

A place knows the wording its answer was given to: `edition` and `wording_revision` stand at a place where they differ
from those of the submission as a whole, and are left out where they are the same. A text written before places had
them says the same as one that leaves them out, and a reader that does not know them loses nothing else; so the format
keeps its number. It gets another when an old text could be misread.

What a state put beside an answer stands in it where something does, at a question that was asked.

The text is canonical JSON: keys sorted, no spaces, characters as they are, UTF-8. Members without content are left
out. The salt makes the hash of a reply with one withheld "yes" or "no" impossible to guess.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from typing import Any

import orjson

from surveyapp.core.answers import Answer, Answers, Typed, Value
from surveyapp.core.conditions import Asked
from surveyapp.core.effective_disclosure import effective
from surveyapp.core.making import made
from surveyapp.core.marks import MARKS, Mark
from surveyapp.core.places import Entries, Leaf, Place, leaves, parse, supplements
from surveyapp.core.questionnaire import DISCLOSURES, Disclosure, Questionnaire

FORMAT = 1
SHORTEST_SALT = 16
"""Bytes."""


class UnreadableSubmission(ValueError):
    """The text is not a submission in a format known here."""


@dataclass(frozen=True, order=True)
class GivenTo:
    """The wording that an answer was given to: the SHA-256 of an edition's definition, a revision of its wordings."""

    edition: str
    wording_revision: int = 0


@dataclass(frozen=True, kw_only=True)
class EditionSubmitted:
    """Which questionnaire was answered: `sha256` is that of its definition."""

    questionnaire: str
    version: str
    sha256: str
    wording_revision: int = 0


@dataclass(frozen=True, kw_only=True)
class Submitted:
    """What stands at one place of a submission."""

    mark: Mark
    value: Value | None = None
    typed: Typed | None = None
    """Only of what could not be read."""
    disclosure: Disclosure | None = None
    """The state's own choice at this place."""
    effective: Disclosure = Disclosure.PUBLIC
    """Who may in the end read it."""
    version: int = 0
    language: str = ""
    edition: str = ""
    """SHA-256 of the edition to which it was answered, where that is not the submission's."""
    wording_revision: int | None = None
    """The revision of the wordings then, where that is not the submission's."""
    taken_over: str = ""
    """At the root of a question: the receipt of the earlier submission from which its whole answer was taken over and
    left as it was."""


@dataclass(frozen=True, kw_only=True)
class Submission:
    round: str
    state: str
    """ISO 3166 alpha-3."""
    edition: EditionSubmitted
    disclosure: Disclosure
    """Of the reply as a whole."""
    places: Mapping[str, Submitted]
    entries: Entries
    """Of the lists that were asked."""
    declared: Mapping[str, str]
    """Name, title, institution of who declares; "gaps": the word of explanation, where one was given."""
    submitted_at: datetime
    salt: str
    """Random, as hexadecimal digits."""

    @cached_property
    def asked(self) -> frozenset[str]:
        """Codes of the questions that were asked."""
        roots = ((address, one.mark) for address, one in self.places.items() if address.isidentifier())
        return frozenset(code for code, mark in roots if mark is not Mark.NOT_ASKED)

    def asks(self, place: Place) -> bool:
        """Whether this place was asked when it was submitted."""
        found = self.places.get(str(place))
        return found is not None and found.mark is not Mark.NOT_ASKED

    @property
    def wording(self) -> GivenTo:
        """The wording of the questionnaire when it was submitted."""
        return GivenTo(self.edition.sha256, self.edition.wording_revision)

    def given_to(self, one: Submitted) -> GivenTo:
        """The wording that the answer at one of its places was given to."""
        return self.wording_of(vars(one))

    def wording_of(self, facts: Mapping[str, Any]) -> GivenTo:
        """The same of a place by its facts."""
        revision = facts.get("wording_revision")
        whole = self.edition
        return GivenTo(facts.get("edition") or whole.sha256, whole.wording_revision if revision is None else revision)

    @property
    def wordings(self) -> frozenset[GivenTo]:
        """That, and every other to which an answer was given."""
        facts = facts_of(self.places).values()
        others = (one for one in facts if one.get("edition") or one.get("wording_revision") is not None)
        return frozenset({self.wording}.union(self.wording_of(one) for one in others))

    @property
    def attachments(self) -> Mapping[str, str]:
        """Id of every file handed in with it to the SHA-256 of its bytes."""
        files = (file for one in self.places.values() if one.value for file in one.value.get("files", ()))
        return {file["id"]: file["sha256"] for file in files}


def freeze(
    *,
    questionnaire: Questionnaire,
    edition: EditionSubmitted,
    round: str,  # noqa: A002
    state: str,
    disclosure: Disclosure,
    answers: Answers,
    entries: Entries,
    asked: Asked,
    declared: Mapping[str, str],
    submitted_at: datetime,
    salt: str,
    given: Mapping[str, GivenTo] | None = None,
    taken_over: Mapping[str, str] | None = None,
) -> str:
    """The canonical text of what this state submits now. ValueError for a time without zone or too short a salt.

    `given`: by address the wording that an answer was given to, where it may be another than that of `edition`.
    `taken_over`: by code of a question, the receipt of the earlier submission in which the same answer stood.
    """
    if submitted_at.tzinfo is None:
        raise ValueError("the time of a submission needs a zone")
    if len(bytes.fromhex(salt)) < SHORTEST_SALT:
        raise ValueError(f"a salt has at least {SHORTEST_SALT} bytes")
    sources = taken_over or {}
    entries_asked = {code: tuple(ids) for code, ids in entries.items() if asked.question(code)}
    submission = Submission(
        round=round,
        state=state,
        edition=edition,
        disclosure=disclosure,
        places={
            address: _with_source(_with_wording(one, edition, (given or {}).get(address)), sources.get(address))
            for address, one in _places(questionnaire, answers, entries_asked, asked, disclosure)
        },
        entries=entries_asked,
        declared=dict(declared),
        submitted_at=submitted_at.astimezone(UTC),
        salt=salt,
    )
    return write(submission)


def write(submission: Submission) -> str:
    """The canonical text; `read` gives the submission back."""
    document = {
        "format": FORMAT,
        "round": submission.round,
        "state": submission.state,
        "edition": vars(submission.edition),
        "disclosure": submission.disclosure,
        "places": {address: _written(one) for address, one in submission.places.items()},
        "entries": {code: list(ids) for code, ids in submission.entries.items()},
        "declared": dict(submission.declared),
        "submitted_at": submission.submitted_at.isoformat(),
        "salt": submission.salt,
    }
    return json.dumps(document, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def read(content: str) -> Submission:
    """The submission of which this is the text; UnreadableSubmission when it is none."""
    try:
        document = orjson.loads(content)
        if document["format"] != FORMAT:
            raise UnreadableSubmission(f"format {document['format']!r} is not known here, only {FORMAT}")
        return _submission(document)
    except UnreadableSubmission:
        raise
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as fault:
        raise UnreadableSubmission("this text is not a submission") from fault


def sha256(content: str) -> str:
    """The receipt of a submission: the SHA-256 of its text in UTF-8."""
    return hashlib.sha256(content.encode()).hexdigest()


def fingerprint(submission: Submission) -> str:
    """The SHA-256 of what a reply says, and to whom: of a draft and of the submission made of it the same.

    It changes when an answer does, who may read it, or what is asked; not with who declares, when, or how often
    something was written before it read as it does.
    """
    said = replace(
        submission,
        edition=replace(submission.edition, wording_revision=0),
        places={
            address: replace(one, version=0, edition="", wording_revision=None, taken_over="")
            for address, one in submission.places.items()
        },
        declared={},
        submitted_at=datetime.fromtimestamp(0, UTC),
        salt="",
    )
    return sha256(write(said))


def receipt_number(iso2: str, round_code: str, number: int) -> str:
    """What a person can read out: "CR-2012-01" for the first submission of Costa Rica in the round 2012."""
    return f"{iso2}-{round_code}-{number:02}".upper()


def _places(
    questionnaire: Questionnaire, answers: Answers, entries: Entries, asked: Asked, disclosure: Disclosure
) -> Iterator[tuple[str, Submitted]]:
    readers = effective(questionnaire, answers, entries, disclosure)
    for question in questionnaire.questions():
        for leaf in leaves(question, entries):
            address = str(leaf.place)
            yield address, _submitted(leaf, answers.get(address), asked, readers[address])
        for leaf in supplements(question) if asked.question(question.code) else ():
            beside = answers.get(str(leaf.place))
            if beside is not None and beside.mark in (Mark.ANSWERED, Mark.NOT_READABLE):
                yield str(leaf.place), _submitted(leaf, beside, asked, readers[str(leaf.place)])


def _submitted(leaf: Leaf, answer: Answer | None, asked: Asked, readers: Disclosure) -> Submitted:
    if answer is None:
        answer = Answer(mark=Mark.LEFT_BLANK)
    is_asked = asked.place(leaf.place)
    mark = answer.mark if is_asked else Mark.NOT_ASKED
    return Submitted(
        mark=mark,
        value=answer.value if mark is Mark.ANSWERED else None,
        typed=dict(answer.typed) if mark is Mark.NOT_READABLE else None,
        disclosure=answer.disclosure,
        effective=readers,
        version=answer.version,
        language=answer.language if mark in (Mark.ANSWERED, Mark.NOT_READABLE) else "",
    )


def _with_wording(one: Submitted, edition: EditionSubmitted, given: GivenTo | None) -> Submitted:
    """The same with the wording its answer was given to, where one stands there and that differs from the whole's."""
    if given is None or one.mark in (Mark.LEFT_BLANK, Mark.NOT_ASKED):
        return one
    return replace(
        one,
        edition="" if given.edition == edition.sha256 else given.edition,
        wording_revision=None if given.wording_revision == edition.wording_revision else given.wording_revision,
    )


def _with_source(one: Submitted, receipt: str | None) -> Submitted:
    """The same with where its answer was taken over from; what was not asked came from nowhere."""
    return replace(one, taken_over=receipt) if receipt and one.mark is not Mark.NOT_ASKED else one


def _written(one: Submitted) -> dict[str, Any]:
    """What stands at a place; the revision 0 is one of those that may differ from the whole's."""
    return {
        name: content
        for name, content in vars(one).items()
        if content not in (None, "", 0) or (name == "wording_revision" and content is not None)
    }


def _submission(document: Mapping[str, Any]) -> Submission:
    return Submission(
        round=document["round"],
        state=document["state"],
        edition=EditionSubmitted(**document["edition"]),
        disclosure=Disclosure(document["disclosure"]),
        places=_read_places(document["places"]),
        entries={code: tuple(ids) for code, ids in document["entries"].items()},
        declared=document["declared"],
        submitted_at=datetime.fromisoformat(document["submitted_at"]),
        salt=document["salt"],
    )


@lru_cache(maxsize=65_536)
def _address(address: str) -> str:
    if parse(address) is None:
        raise UnreadableSubmission(f"{address!r} is not the address of a place")
    return address


class _Places(Mapping[str, Submitted]):
    """What was read, by address. A round of ten thousand replies has millions of places: what stands at one is made
    when somebody asks for it."""

    def __init__(self, facts: dict[str, dict[str, Any]]) -> None:
        self.facts = facts
        self._made: dict[str, Submitted] = {}

    def __getitem__(self, address: str) -> Submitted:
        if address not in self._made:
            self._made[address] = _submitted_of(self.facts[address])
        return self._made[address]

    def __contains__(self, address: object) -> bool:
        return address in self.facts

    def __iter__(self) -> Iterator[str]:
        return iter(self.facts)

    def __len__(self) -> int:
        return len(self.facts)


def facts_of(places: Mapping[str, Submitted]) -> Mapping[str, Mapping[str, Any]]:
    """By address, what is said of each place by the names of `Submitted`; what is left out is as it is there usually.

    Marks and disclosures may be the plain words of the text: they are equal to what they stand for.
    """
    return places.facts if isinstance(places, _Places) else {address: vars(one) for address, one in places.items()}


def _read_places(document: dict[str, dict[str, Any]]) -> _Places:
    """What stands at each place, once it is sure that all of it can be read."""
    for address, one in document.items():
        _address(address)
        if one["mark"] not in MARKS or one["effective"] not in DISCLOSURES:
            raise UnreadableSubmission(f"what stands at {address} cannot be read")
        if "disclosure" in one and one["disclosure"] not in DISCLOSURES:
            raise UnreadableSubmission(f"{one['disclosure']!r} is not a disclosure")
    return _Places(document)


def _submitted_of(facts: Mapping[str, Any]) -> Submitted:
    found = {**facts, "mark": MARKS[facts["mark"]], "effective": DISCLOSURES[facts["effective"]]}
    if found.get("disclosure") is not None:
        found["disclosure"] = DISCLOSURES[found["disclosure"]]
    return made(Submitted, found)
