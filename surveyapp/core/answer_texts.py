"""The texts of a reply that may need a translation, how far each translation is, and what a file of them would change.

A text stands at a place, and in a part of what was answered there: "" of a text itself, the code of the option to
which it is attached. What says nothing in a language is none: figures, dates, addresses, the article of a law. What is
written for the secretariat alone is none either: it is never shown to anybody who would need it translated.

Texts are taken from what a reader may see of a reply. Where a text is withheld there is none, and so no translation.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, cast

from surveyapp.core import kinds
from surveyapp.core.answers import Value
from surveyapp.core.disclosure import Cell
from surveyapp.core.kinds import Refusal
from surveyapp.core.marks import Mark
from surveyapp.core.places import Entries, Leaf, leaves, supplements
from surveyapp.core.questionnaire import Kind, Question, Questionnaire
from surveyapp.core.states import MemberState
from surveyapp.core.supplements import FOR_THE_SECRETARIAT
from surveyapp.core.text import NOTHING, Text
from surveyapp.core.translation import Change, ChangeKind, Context, Incoming, Standing, Unit, on_its_way
from surveyapp.core.whole import Said

LONGEST_TRANSLATION = 30_000
"""Characters: a translation may be longer than what it translates, and fits into a cell of a workbook."""

KEY = re.compile(r"(?P<state>[A-Z]{3}):(?P<place>[^\s:]{1,200})(?::(?P<part>[^\s:]{1,200}))?")
"""How a text is named in a file: "CRI:laws[7f3k].title", "CRI:offence:yes"."""


class Status(StrEnum):
    """What is said of a translation by those who made or read it."""

    DRAFT = "draft"
    TRANSLATED = "translated"
    CONFIRMED = "confirmed"
    """By the state."""


class Stage(StrEnum):
    """How far the translation of a text is."""

    TO_TRANSLATE = "to_translate"
    STALE = "stale"
    """The state has written another text since."""
    DRAFT = "draft"
    TRANSLATED = "translated"
    CONFIRMED = "confirmed"


OPEN = frozenset({Stage.TO_TRANSLATE, Stage.STALE, Stage.DRAFT})
"""What is still to be done."""


@dataclass(frozen=True)
class AnswerText:
    """One text of a reply, in the language in which the state wrote it."""

    place: str
    part: str
    text: str
    language: str

    @property
    def where(self) -> tuple[str, str]:
        return self.place, self.part


@dataclass(frozen=True)
class AnswerContext(Context):
    """Where a text of a reply stands, for a translator who sees it alone."""

    state: MemberState | None = None
    asked: Text = NOTHING
    """The wording of the question."""
    inner: tuple[Text, ...] = ()
    """Those of the row or field, and of the option, within it; of what stands beside an answer, none."""
    entry: int = 0
    """Of a list: which entry it is, from 1."""
    language: str = ""
    """In which it is written."""
    note: str = ""
    """What the state said of the translation."""


def texts(questionnaire: Questionnaire, answers: Mapping[str, Said], entries: Entries, form: str) -> list[AnswerText]:
    """Every text of a reply that says something in a language, in the order of the questionnaire.

    `answers`: by address, the disclosed cells of one state, or stored answers. `form`: the language of the state's
    form, in which a text is written of which no other is known.
    """
    return [one for question in questionnaire.questions() for one in of_question(question, answers, entries, form)]


def of_question(question: Question, answers: Mapping[str, Said], entries: Entries, form: str) -> Iterator[AnswerText]:
    """The same of one question, what stands beside its answer last."""
    for leaf in _with_texts(question, entries):
        said = answers.get(str(leaf.place))
        if said is None or said.mark is not Mark.ANSWERED or said.value is None:
            continue
        language = str(getattr(said, "language", "")) or form
        for part, text in _parts(said.value):
            if is_in_a_language(text):
                yield AnswerText(str(leaf.place), part, text, language)


def to_translate(found: Iterable[AnswerText], language: str) -> list[AnswerText]:
    """Those that are not written in a language."""
    return [one for one in found if one.language != language]


def form_language(state: MemberState, questionnaire: Questionnaire) -> str:
    """The language of the form that a state fills in: the first of its own in which the questionnaire is worded."""
    own = (one for one in state.languages if one in questionnaire.languages)
    return next(own, questionnaire.languages[0])


def is_in_a_language(text: str) -> bool:
    """Whether there is something to translate: figures, signs and addresses read the same in every language."""
    words = [word for word in text.split() if not _ADDRESS.fullmatch(word)]
    return any(character.isalpha() for word in words for character in word)


_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[^\s@]+@[^\s@]+\.[^\s@]+", re.IGNORECASE)


def with_translations(answers: Mapping[str, Said], translated: Mapping[tuple[str, str], str]) -> dict[str, Said]:
    """The same answers with these texts in place of those of the state: what is not among them stays as it was."""
    result = dict(answers)
    for (place, part), text in translated.items():
        said = result.get(place)
        if said is not None and said.value is not None:
            result[place] = _saying(said, _put(said.value, part, text))
    return result


def _saying(said: Said, value: Value) -> Said:
    """The same answer, or cell of one, with another value."""
    if isinstance(said, Cell):
        return said._replace(value=value)
    answer: Any = said
    return cast(Said, replace(answer, value=value))


@dataclass(frozen=True)
class Translated:
    """The newest translation of a text: what was written, what it translates, what is said of it."""

    text: str
    source: str
    status: str


Known = Mapping[tuple[str, str], Translated]
"""By place and part."""


def answer_translated(
    question: Question, answers: Mapping[str, Said], entries: Entries, known: Known, languages: tuple[str, str]
) -> tuple[dict[str, Said], Stage] | None:
    """The answers with those texts of a question in place that are translated; None where none of it is.

    Only what is done and translates the present text is used. The stage is that of the text that is least far.
    `languages`: of the state's form, and of the translations.
    """
    form, language = languages
    own = [one for one in of_question(question, answers, entries, form) if "@" not in one.place]
    wanted = [(one, known.get(one.where)) for one in to_translate(own, language)]
    stages = [stage_of(one.text, was.source if was else None, was.status if was else "") for one, was in wanted]
    texts_ = {
        one.where: was.text for (one, was), stage in zip(wanted, stages, strict=True) if was and stage not in OPEN
    }
    if not texts_:
        return None
    return with_translations(answers, texts_), min(stages, key=list(Stage).index)


def stage_of(text: str, source: str | None, status: str) -> Stage:
    """How far the translation of a text is; `source` is what was translated, None: nothing was."""
    if source is None:
        return Stage.TO_TRANSLATE
    return Stage(status) if source == text else Stage.STALE


def refusal(text: str) -> Refusal | None:
    """Why a translation cannot be kept."""
    if len(text) > LONGEST_TRANSLATION:
        return Refusal.TOO_LONG
    halves = [text[start : start + kinds.LONGEST_TEXT] for start in range(0, len(text), kinds.LONGEST_TEXT)]
    return kinds.refusal({str(number): half for number, half in enumerate(halves)})


def tidied(text: str) -> str:
    """A translation as it is kept: plain line ends, no space at either end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _with_texts(question: Question, entries: Entries) -> Iterator[Leaf]:
    beside = (one for one in supplements(question) if one.place.beside not in FOR_THE_SECRETARIAT)
    for leaf in (*leaves(question, entries), *beside):
        if kinds.takes_text(leaf.question):
            yield leaf


def _parts(value: Value) -> Iterator[tuple[str, str]]:
    """Each text of a value with the part in which it stands."""
    if "text" in value:
        yield "", str(value["text"])
    details = {value["option"]: value["detail"]} if value.get("detail") else value.get("details", {})
    for code, detail in details.items():
        if detail.get("text"):
            yield str(code), str(detail["text"])


def _put(value: Value, part: str, text: str) -> dict[str, Any]:
    if not part:
        return {**value, "text": text}
    if "detail" in value:
        return {**value, "detail": {**value["detail"], "text": text}}
    details = value.get("details", {})
    return {**value, "details": {**details, part: {**details.get(part, {}), "text": text}}}


def _inner(leaf: Leaf, one: AnswerText) -> tuple[Text, ...]:
    option = leaf.question.option(one.part) if one.part else None
    is_within = str(leaf.place) != leaf.root.code and not leaf.place.beside
    found = (leaf.question.wording if is_within else NOTHING, option.wording if option else NOTHING)
    return tuple(text for text in found if text)


# On their way to a translator and back


def key(state: str, where: tuple[str, str]) -> str:
    """How a text is named in a file."""
    place, part = where
    return f"{state}:{place}:{part}" if part else f"{state}:{place}"


def parsed(named: str) -> tuple[str, tuple[str, str]] | None:
    """State and place and part; None where a text cannot be called so."""
    match = KEY.fullmatch(named)
    return (match["state"], (match["place"], match["part"] or "")) if match else None


STANDING: Mapping[Stage, Standing] = {
    Stage.TO_TRANSLATE: Standing.MISSING,
    Stage.STALE: Standing.STALE,
    Stage.DRAFT: Standing.STALE,
    Stage.TRANSLATED: Standing.TRANSLATED,
    Stage.CONFIRMED: Standing.TRANSLATED,
}
"""How a translator is told of each stage: missing, to be checked, done."""


def changes(known: Mapping[str, Unit], incoming: Sequence[Incoming]) -> list[Change]:
    """What the units of a file would change, one by one, in the order in which they came.

    `known`: the texts of the replies as they stand, by the key that the file knows them by. A unit of another text
    than the one that stands now is a SOURCE_CHANGED_MEANWHILE: it is offered, never taken over by itself.
    """
    return [_change(known.get(one.path), one) for one in incoming]


def _change(unit: Unit | None, one: Incoming) -> Change:
    after = tidied(one.target)
    if unit is None:
        return Change(one.path, "", after, ChangeKind.UNKNOWN_PATH, source_seen=one.source)
    return Change(
        path=one.path,
        before=unit.target,
        after=after,
        kind=next(_kinds(unit, one, after)),
        source=unit.source,
        source_seen=one.source,
        context=unit.context,
    )


def _kinds(unit: Unit, one: Incoming, after: str) -> Iterator[ChangeKind]:
    """What a unit would do, what weighs most first."""
    is_same = on_its_way(after) == on_its_way(unit.target)
    is_right_now = unit.standing is Standing.STALE and one.is_approved
    if not after:
        yield ChangeKind.EMPTY
    if is_same and not is_right_now:
        yield ChangeKind.UNCHANGED
    if on_its_way(one.source) != on_its_way(unit.source):
        yield ChangeKind.UNCHANGED if is_same else ChangeKind.SOURCE_CHANGED_MEANWHILE
    if refusal(after) is not None:
        yield ChangeKind.UNWRITABLE
    if is_same:
        yield ChangeKind.CONFIRMED
    yield ChangeKind.CHANGED if unit.target else ChangeKind.NEW


def context_of(leaf: Leaf, one: AnswerText, state: MemberState, entries: Entries) -> AnswerContext:
    """Where a text stands; section and note are for the caller to add."""
    root = leaf.root
    is_list = root.kind is Kind.LIST and leaf.place.entry
    return AnswerContext(
        fact="answer",
        of="answer",
        question=root.number or root.code,
        kind=leaf.question.kind,
        part=one.part or leaf.place.beside or leaf.place.row or leaf.place.field,
        state=state,
        asked=root.wording,
        inner=_inner(leaf, one),
        entry=list(entries.get(root.code, ())).index(leaf.place.entry) + 1 if is_list else 0,
        language=one.language,
    )
