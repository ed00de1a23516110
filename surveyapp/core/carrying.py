"""Carrying answers from one edition to another along a map: which place is which, which option is which.

Nothing is guessed: what the map gives no counterpart is carried nowhere, and an option without counterpart is never
taken for another that happens to have its code.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from surveyapp.core import kinds
from surveyapp.core.answers import Typed, Value
from surveyapp.core.editions.map import Map, Ways
from surveyapp.core.editions.pairing import WIDENINGS
from surveyapp.core.places import Leaf, Place, is_compound, leaf
from surveyapp.core.questionnaire import Kind, Option, Question, Questionnaire
from surveyapp.core.text import NOTHING, Text

RETIRED = "~"
"""Ends the code of an option that is offered no longer, where the code now belongs to another option."""

CHOICES = frozenset({Kind.ONE, Kind.SEVERAL})
_OF_OPTIONS = ("detail", "entry", "article", "year")
"""Parts that are typed for an option: "detail.yes"."""
_TYPED_AS_TEXT = frozenset({Kind.SHORT_TEXT, Kind.LONG_TEXT, Kind.INTEGER, Kind.DECIMAL, Kind.YEAR})
_MAIN_PART = {Kind.ONE: "option", Kind.SEVERAL: "options", Kind.LINK: "url"}


@dataclass(frozen=True)
class Carrying:
    """The way from an earlier questionnaire to a later one, and back to what a question was."""

    earlier: Questionnaire
    later: Questionnaire
    map: Map
    """From the later to the earlier."""

    def was(self, code: str) -> Question | None:
        """What a question of the later edition was in the earlier one; None for one that is new, or of another shape.

        A list that became a single text, or rows that became a grid, have no place in common.
        """
        before, after = self.earlier.find(self.map.question(code)), self.later.find(code)
        if before is None or after is None or _shape(before.question) is not _shape(after.question):
            return None
        return before.question

    def becomes(self, code: str) -> str:
        """The code in the later edition of a question of the earlier one; "" where it is asked no longer."""
        return self._questions.get(code, "")

    def place(self, place: Place) -> Place | None:
        """Where an answer of the earlier edition stands in the later one; None where nothing is asked there now."""
        code = self.becomes(place.question)
        if not code:
            return None
        inner = {name: now.get(getattr(place, name), "") for name, now in self._inner(code, bool(place.entry)).items()}
        if any(getattr(place, name) and not now for name, now in inner.items()):
            return None
        carried = replace(place, question=code, **inner)
        return carried if leaf(self.later, carried) else None

    def place_was(self, place: Place) -> Place | None:
        """The place in the earlier edition of one of the later; None for one that is new."""
        was = self.was(place.question)
        way = self.map.way(place.question)
        if was is None or way is None:
            return None
        parts = _parts_named(bool(place.entry))
        inner = {
            name: found.old if (found := way.parts(part).get(getattr(place, name))) else "" for name, part in parts
        }
        if any(getattr(place, name) and not before for name, before in inner.items()):
            return None
        before = replace(place, question=was.code, **inner)
        return before if leaf(self.earlier, before) else None

    def leaves_at(self, place: Place) -> tuple[Leaf, Leaf] | None:
        """What was asked at a place of the earlier edition, and what is asked where its answer stands now."""
        carried = self.place(place)
        before = leaf(self.earlier, place)
        after = leaf(self.later, carried) if carried else None
        return (before, after) if before and after else None

    def typed(self, place: Place, typed: Typed, language: str = "") -> dict[str, str]:
        """What was typed at a place of the earlier edition, as it would have been typed where it stands now.

        Codes of options are those of the later edition; of an option that is offered no longer, one that no option
        has. Where the kind changed, what was typed stands in the main part of the new one; an option in words of
        `language`.
        """
        found = self.leaves_at(place)
        if found is None:
            return dict(typed)
        before, after = found[0].question, found[1].question
        if before.kind is after.kind:
            return self._recoded(found, typed) if before.kind in CHOICES else dict(typed)
        if before.kind in CHOICES and after.kind in CHOICES:
            return _as_choice(after.kind, self._recoded(found, typed))
        if {before.kind, after.kind} <= _TYPED_AS_TEXT:
            return dict(typed)
        return _in_main_part(after.kind, _plain(before, typed, language), typed)

    def value(self, place: Place, value: Value) -> Value | None:
        """What was understood at a place of the earlier edition, as a value of where it stands now; None: it is none.

        Only where it says the same there: what another kind makes of it is for the state to say.
        """
        found = self.leaves_at(place)
        if found is None:
            return None
        before, after = found[0].question, found[1].question
        if before.kind in CHOICES:
            codes = self._options(found)
            chosen = [value["option"]] if "option" in value else list(value.get("options", ()))
            recoded = _recoded_value(after, value, codes) if all(one in codes for one in chosen) else None
            return recoded and _of_kind(before.kind, after.kind, recoded)
        return _of_kind(before.kind, after.kind, value)

    def in_former_words(self, place: Place, typed: Typed) -> Text:
        """What was chosen at a place of the later edition, where the choice is one that is offered there no longer.

        Nothing where it is offered, or was never.
        """
        before = self.place_was(place)
        was, now = leaf(self.earlier, before) if before else None, leaf(self.later, place)
        codes = (typed.get("option") or typed.get("options", "")).split()
        if was is None or now is None or not codes or all(map(now.question.option, codes)):
            return NOTHING
        chosen = [now.question.option(code) or was.question.option(code.removesuffix(RETIRED)) for code in codes]
        details = {code.removesuffix(RETIRED): {"text": typed.get(f"detail.{code}", "")} for code in codes}
        return _options_in_words([one for one in chosen if one], details) if all(chosen) else NOTHING

    @cached_property
    def _questions(self) -> Mapping[str, str]:
        """Earlier code to later; where two lead to the same, the one that kept its code, else the first."""
        found: dict[str, str] = {}
        for placed in self.later.placed():
            code = placed.question.code
            was = self.was(code)
            if was and (was.code not in found or was.code == code):
                found[was.code] = code
        return found

    @cached_property
    def _known(self) -> dict[tuple[str, bool], Mapping[str, Mapping[str, str]]]:
        return {}

    def _inner(self, code: str, of_entry: bool) -> Mapping[str, Mapping[str, str]]:
        """For each part of a place within a question of the later edition: the earlier code to the later."""
        if (code, of_entry) not in self._known:
            way = self.map.way(code)
            parts = {name: way.parts(part) if way else {} for name, part in _parts_named(of_entry)}
            self._known[code, of_entry] = {name: _turned(ways) for name, ways in parts.items()}
        return self._known[code, of_entry]

    def _options(self, found: tuple[Leaf, Leaf]) -> Mapping[str, str]:
        """Earlier code of an option to later, at these leaves."""
        way = self.map.way(found[1].place.question, found[1].place.field)
        return _turned(way.options) if way else {}

    def _recoded(self, found: tuple[Leaf, Leaf], typed: Typed) -> dict[str, str]:
        codes = self._options(found)
        offered = {option.code for option in found[1].question.options}

        def code(old: str) -> str:
            return codes.get(old) or (f"{old}{RETIRED}" if old in offered else old)

        return {_part(part, code): _codes(part, text, code) for part, text in typed.items()}


def words_of(question: Question, value: Value) -> Text:
    """A value in plain words by language: of options their wordings and what was written beside them."""
    if question.kind not in CHOICES:
        return _everywhere(question, "; ".join(_texts(value)))
    codes = [value["option"]] if "option" in value else value.get("options", ())
    details = {value["option"]: value["detail"]} if value.get("detail") else value.get("details", {})
    return _options_in_words([option for code in codes if (option := question.option(code))], details)


def _shape(question: Question) -> Kind | None:
    """What kinds of places it has: those of its kind; None for a plain question."""
    if not question.asks:
        return Kind.NOTE
    return {Kind.CONFIRM: Kind.ROWS}.get(question.kind, question.kind) if is_compound(question) else None


def _parts_named(of_entry: bool) -> tuple[tuple[str, str], ...]:
    """What in a place names which part of a question."""
    return (("row", "rows"), ("column", "columns"), ("field", "fields" if of_entry else "companions"))


def _turned(ways: Ways) -> dict[str, str]:
    """Earlier code to later; of several, the one that kept its code, else the first."""
    turned: dict[str, str] = {}
    for code, way in ways.items():
        if way.old not in turned or way.old == code:
            turned[way.old] = code
    return turned


def _options_in_words(chosen: Sequence[Option], details: Mapping[str, Any]) -> Text:
    languages = {language: None for option in chosen for language in option.wording}
    return {
        language: "; ".join(_option_in_words(option, details.get(option.code, {}), language) for option in chosen)
        for language in languages
    }


def _option_in_words(option: Option, detail: Mapping[str, Any], language: str) -> str:
    written = str(detail.get("text", ""))
    wording = option.wording.get(language, option.code)
    return f"{wording}: {written}" if written else wording


def _everywhere(question: Question, text: str) -> Text:
    return dict.fromkeys(question.wording, text) if text else NOTHING


def _texts(value: Any) -> Iterator[str]:
    """Everything in a value that a person could have written; not the ids and hashes of files and entries."""
    if isinstance(value, Mapping):
        for name, one in value.items():
            if name not in ("id", "sha256", "media_type", "size", "entry"):
                yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)
    elif value is not True:
        yield str(value)


def _part(part: str, code: Any) -> str:
    name, dot, option = part.partition(".")
    return f"{name}.{code(option)}" if dot and name in _OF_OPTIONS else part


def _codes(part: str, text: str, code: Any) -> str:
    if part == "option":
        return str(code(text))
    return " ".join(code(one) for one in text.split()) if part == "options" else text


def _as_choice(kind: Kind, typed: Typed) -> dict[str, str]:
    """What was chosen of one, as of several, or the other way round: several are no one option, and stay readable."""
    own = "option" if kind is Kind.ONE else "options"
    other = "options" if kind is Kind.ONE else "option"
    return {own if part == other else part: text for part, text in typed.items()}


def _in_main_part(kind: Kind, text: str, typed: Typed) -> dict[str, str]:
    said = {_MAIN_PART.get(kind, "text"): text} if text else {}
    return said | {part: one for part, one in typed.items() if part == kinds.NOT_AVAILABLE}


def _plain(question: Question, typed: Typed, language: str) -> str:
    """What was typed for a question as one text."""
    if question.kind in CHOICES:
        codes = (typed.get("option") or typed.get("options", "")).split()
        offered = [(one, question.option(one.removesuffix(RETIRED))) for one in codes]
        words = [option.wording.get(language, one) if option else one for one, option in offered]
        written = [text for part, text in typed.items() if part.startswith("detail.")]
        return ". ".join(("; ".join(words), *written)) if words or written else ""
    if question.kind is Kind.DATE:
        day = "/".join(typed[part] for part in ("day", "month", "year") if typed.get(part))
        return " ".join(text for text in (day, typed.get("text", "")) if text)
    return " ".join(text for part, text in typed.items() if part != kinds.NOT_AVAILABLE)


def _of_kind(before: Kind, after: Kind, value: Value) -> Value | None:
    """A value of a kind as one of the same, or of a wider one; None where it could not be a good answer to that."""
    if before is after or (before, after) == (Kind.SHORT_TEXT, Kind.LONG_TEXT):
        return value
    if (before, after) not in WIDENINGS:
        return None
    if after is Kind.SEVERAL:
        details = {"details": {value["option"]: value["detail"]}} if value.get("detail") else {}
        return {"options": [value["option"]], **details}
    number = value["year"] if before is Kind.YEAR else value["number"]
    return {"number": number if after is Kind.INTEGER else str(number)}


def _recoded_value(question: Question, value: Value, codes: Mapping[str, str]) -> Value:
    """A choice with the codes of the later edition, several in its order."""
    if "option" in value:
        return {**value, "option": codes[value["option"]]}
    chosen = {codes[one] for one in value["options"]}
    recoded: dict[str, Any] = {"options": [option.code for option in question.options if option.code in chosen]}
    if value.get("details"):
        recoded["details"] = {codes[one]: detail for one, detail in value["details"].items() if one in codes}
    return recoded
