"""Questions as a form: how each kind is drawn, and how the fields posted for it become what was typed.

A place `law_offence` is drawn with fields named `a.law_offence.option`, `a.law_offence.detail.yes`, … (one for each
part that its kind knows) and with `v.law_offence`, the version of the answer that was before the person's eyes. Only
places posted with a version are read: a page that lost half of its fields on the way changes nothing by their absence.
Beside them stand `l.law_offence`, the language of its texts, and `sl.law_offence`, the one that was seen.
What the fields say is not checked here. `core.kinds` reads it, and what cannot be read is kept as typed.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from surveyapp.actions.answering import Posted
from surveyapp.core import kinds, places
from surveyapp.core.answers import LANGUAGES_OF_TEXTS, Typed
from surveyapp.core.kinds import NOT_AVAILABLE
from surveyapp.core.places import Leaf, Place
from surveyapp.core.questionnaire import Disclosure, Kind, Question, Questionnaire

SAYS_NOT_AVAILABLE = "?"
"""Among the options of a choice, the one that says "information not available"; no option can have this code."""

BOTH = "both"
"""The choice between two texts that keeps something of each."""
TEXTS = frozenset({Kind.SHORT_TEXT, Kind.LONG_TEXT})

Form = MultiDict[str, str]
Reader = Callable[[Question, str, Form], dict[str, str]]


@dataclass(frozen=True)
class KindOfField:
    """How one kind of question stands on a page: the macro that draws a place of it, and what reads its fields."""

    macro: str
    typed: Reader
    apart: bool = False
    """Whether "information not available" is a box of its own; otherwise it stands among the options."""


def _parts(question: Question, name: str, form: Form) -> dict[str, str]:
    """Every part that was posted; of a field posted several times, the last."""
    posted = {part: form.getlist(f"{name}.{part}") for part in kinds.parts(question)}
    return {part: texts[-1] for part, texts in posted.items() if texts}


def _one(question: Question, name: str, form: Form) -> dict[str, str]:
    typed = _parts(question, name, form)
    if typed.get("option") == SAYS_NOT_AVAILABLE:
        return typed | {"option": "", NOT_AVAILABLE: "1"}
    return typed


def _several(question: Question, name: str, form: Form) -> dict[str, str]:
    chosen = form.getlist(f"{name}.options")
    typed = _parts(question, name, form) | {"options": " ".join(code for code in chosen if code != SAYS_NOT_AVAILABLE)}
    return typed | ({NOT_AVAILABLE: "1"} if SAYS_NOT_AVAILABLE in chosen else {})


def _file(question: Question, name: str, form: Form) -> dict[str, str]:
    """Which files there are is written by the deed that stored them, never by a browser."""
    return {part: text for part, text in _parts(question, name, form).items() if part != "files"}


KINDS: Mapping[Kind, KindOfField] = {
    Kind.ONE: KindOfField("one", _one),
    Kind.SEVERAL: KindOfField("several", _several),
    Kind.ROWS: KindOfField("rows", _parts),
    Kind.CONFIRM: KindOfField("confirm", _parts),
    Kind.SHORT_TEXT: KindOfField("short_text", _parts, apart=True),
    Kind.LONG_TEXT: KindOfField("long_text", _parts, apart=True),
    Kind.INTEGER: KindOfField("number", _parts, apart=True),
    Kind.DECIMAL: KindOfField("number", _parts, apart=True),
    Kind.YEAR: KindOfField("year", _parts, apart=True),
    Kind.DATE: KindOfField("date", _parts, apart=True),
    Kind.LINK: KindOfField("link", _parts, apart=True),
    Kind.FILE: KindOfField("file", _file, apart=True),
    Kind.NOTE: KindOfField("note", _parts),
    Kind.CALCULATED: KindOfField("calculated", _parts),
    Kind.GRID: KindOfField("grid", _parts, apart=True),
    Kind.LIST: KindOfField("entries", _parts, apart=True),
    Kind.CITATION: KindOfField("citation", _parts, apart=True),
    Kind.WHOLE: KindOfField("whole", _parts, apart=True),
}


def field_name(place: str) -> str:
    return f"a.{place}"


def field_id(place: str) -> str:
    """The id of what is drawn for a place: its address without the signs that an id in a link should not have."""
    return "f-" + place.replace("[", "-").replace("].", "-").replace("/", "-").replace(".", "-").replace("@", "--")


def question_id(code: str) -> str:
    return f"q-{code}"


def beside_id(code: str) -> str:
    """Where stands what is put beside the answer to a question."""
    return f"{question_id(code)}-beside"


def entry_id(list_code: str, entry: str) -> str:
    return f"e-{list_code}-{entry}"


def posted(questionnaire: Questionnaire, codes: Collection[str], form: Form) -> dict[Place, Posted]:
    """What was typed at each place of these questions that was on the page. Fields of other places are not looked at.

    Where a person chose between two texts, `keep.<place>` says which; "yours", and "both" (the text in `both.<place>`),
    are saved over the version of the other text, "theirs" leaves it alone.
    """
    found: dict[Place, Posted] = {}
    languages = {*questionnaire.languages, *LANGUAGES_OF_TEXTS}
    for leaf in _leaves_posted(questionnaire, codes, form):
        address = str(leaf.place)
        choice = form.get(f"keep.{address}")
        if choice == "theirs":
            continue
        seen = form.get(f"theirs.{address}") if choice in ("yours", BOTH) else form.get(f"v.{address}")
        found[leaf.place] = Posted(_typed(leaf, form), _version(seen), *_language(leaf, form, languages))
    return found


def _language(leaf: Leaf, form: Form, known: Collection[str]) -> tuple[str, bool]:
    """The language that the person said an answer's text to be in, and whether that is another than was seen."""
    chosen = form.get(f"l.{leaf.root.code}", "") if not leaf.place.beside else ""
    return (chosen, chosen != form.get(f"sl.{leaf.root.code}")) if chosen in known else ("", False)


def disclosures(codes: Collection[str], form: Form) -> dict[str, Disclosure]:
    """The questions for which the person chose another disclosure than the one that was before his or her eyes."""
    chosen = {code: (form[f"d.{code}"], form.get(f"s.{code}")) for code in codes if f"d.{code}" in form}
    return {
        code: Disclosure(wished)
        for code, (wished, seen) in chosen.items()
        if wished and seen and wished != seen and wished in tuple(Disclosure)
    }


def two_words(text: str | None) -> tuple[str, str]:
    """The two words that a button of an entry or of a file says ("laws 7f3k"); "" for what is missing."""
    first, _, second = (text or "").partition(" ")
    return first, second


def typed_again(leaf: Leaf, form: Form) -> Typed:
    """What was typed at a place, to be shown again because it could not be saved."""
    return kinds.cleaned(leaf.question, _typed(leaf, form))


def put_together(form: Form) -> dict[str, str]:
    """By address, the texts put together from two that were written and not chosen, to be shown again."""
    begun = {name.removeprefix(f"{BOTH}."): text for name, text in form.items() if name.startswith(f"{BOTH}.")}
    return {address: text for address, text in begun.items() if form.get(f"keep.{address}") != BOTH}


def _typed(leaf: Leaf, form: Form) -> dict[str, str]:
    """What was typed at a place; where it was chosen between two texts, the one put together from both."""
    address = str(leaf.place)
    if leaf.question.kind in TEXTS and form.get(f"keep.{address}") == BOTH:
        return {"text": form.get(f"{BOTH}.{address}", "")}
    return KINDS[leaf.question.kind].typed(leaf.question, field_name(address), form)


def _leaves_posted(questionnaire: Questionnaire, codes: Collection[str], form: Form) -> list[Leaf]:
    addresses = (key.removeprefix("v.") for key in form if key.startswith("v."))
    parsed = (places.parse(address) for address in addresses)
    leaves = (places.leaf(questionnaire, place) for place in parsed if place and place.question in codes)
    return [leaf for leaf in leaves if leaf]


def _version(text: str | None) -> int:
    """A version as posted. What is no number counts as nothing seen, so that both texts are shown if they differ."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
