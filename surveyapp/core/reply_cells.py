"""The cells in which an answer stands where it is written offline: each holds one text, number, day or choice.

What a cell holds is written in a few signs that stay the same whatever the language, the wording or the program:

    ""              nothing
    "c:yes"         a choice: the option with this code, or the entry with this id; "c:?" says that the information
                    is not available, "c:!" that there is none, "c:x" that an option is ticked
    "n:1234.5"      a number        "d:2026-01-31"      a day        "t:…"      a text

A place has a cell for each part of its answer: "option", "text", "url", "entry"; for each option of which several can
be chosen "options.<code>"; for a detail "detail.<code>"; for a compound question as a whole "whole".
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from surveyapp.core import kinds, reading
from surveyapp.core.answers import Typed
from surveyapp.core.kinds import NOT_AVAILABLE
from surveyapp.core.marks import Mark
from surveyapp.core.questionnaire import Disclosure, Kind, Option, Question, narrowest
from surveyapp.core.states import Habits

SAYS_NOT_AVAILABLE, SAYS_NONE, TICKED = "c:?", "c:!", "c:x"
CHOICE, NUMBER, DAY, TEXT = "c:", "n:", "d:", "t:"
WHOLE = "whole"
READERS = "readers"
"""Beside every question: who may read its answer. It is chosen and never typed, and stands in no text."""
OPTIONS = "options."

_MAIN = {
    Kind.ONE: "option",
    Kind.SEVERAL: NOT_AVAILABLE,
    Kind.LINK: "url",
    Kind.FILE: NOT_AVAILABLE,
    Kind.CITATION: "entry",
    Kind.WHOLE: WHOLE,
}
_NUMBERS = (Kind.INTEGER, Kind.DECIMAL, Kind.YEAR)
_NUMBER_SAID = re.compile(r"-?\d{1,400}(?:\.\d{1,400})?", re.ASCII)
_PARTS_OF_A_DAY = ("day", "month", "year")


def main_part(question: Question) -> str:
    """The cell in which "information not available" is said."""
    return _MAIN.get(question.kind, "text")


def parts(question: Question) -> tuple[str, ...]:
    """The cells of a place, the main one first."""
    main = main_part(question)
    if question.kind in (Kind.ONE, Kind.SEVERAL):
        ticks = [f"{OPTIONS}{option.code}" for option in question.options] if question.kind is Kind.SEVERAL else []
        return (main, *ticks, *(part for option in question.options for part in details(option)))
    further = {Kind.LINK: ("title",), Kind.CITATION: ("article", "year")}
    return (main, *further.get(question.kind, ()))


def details(option: Option) -> tuple[str, ...]:
    """The cells of what is written with an option."""
    cited = tuple(f"{part}.{option.code}" for part in ("entry", "article", "year")) if option.cites else ()
    return (*cited, f"detail.{option.code}") if option.detail else cited


def contents(question: Question, typed: Typed, habits: Habits) -> dict[str, str]:
    """What stands in each cell of a place where this was typed; cells that hold nothing are left out."""
    held = {part: _content(question, part, typed, habits) for part in parts(question)}
    return {part: content for part, content in held.items() if content}


def typed_of(question: Question, held: Mapping[str, str], habits: Habits) -> dict[str, str]:
    """What is typed at a place of which the cells hold this; what cannot be understood stands in it as it is."""
    return overlaid(question, {}, held, habits)


def overlaid(question: Question, typed: Typed, held: Mapping[str, str], habits: Habits) -> dict[str, str]:
    """What stands at a place after these cells, and no others, were written. Emptied parts are there, as ""."""
    written = dict(typed)
    for part, content in held.items():
        _write(question, written, part, content, habits)
    return written


def readers(question: Question, own: Disclosure | None, of_reply: Disclosure) -> str:
    """Who may read the answer to a question as things stand: what its cell of readers holds."""
    widest = narrowest(question.disclosure, of_reply)
    return f"{CHOICE}{narrowest(widest, own) if own else widest}"


def readers_offered(question: Question, of_reply: Disclosure) -> dict[str, Disclosure]:
    """Who may be chosen, by what the cell then holds, widest first."""
    widest = narrowest(question.disclosure, of_reply)
    return {f"{CHOICE}{one}": one for one in Disclosure if one.width <= widest.width}


def keeps(part: str, content: str) -> bool:
    """Whether a cell can hold this even if nobody understands it: a text has no place among ticks and laws."""
    is_choice_only = part in (WHOLE, NOT_AVAILABLE) or part.startswith(OPTIONS) or part.partition(".")[0] == "entry"
    return not (is_choice_only and content.startswith((TEXT, NUMBER, DAY)))


def sound(content: str) -> str:
    """The content as it is; a number or a day that is none, as somebody may have written it by hand, as a text."""
    if content.startswith(NUMBER) and not _NUMBER_SAID.fullmatch(content[2:]):
        return f"{TEXT}{content[2:]}"
    if content.startswith(DAY) and not _is_day(content[2:]):
        return f"{TEXT}{content[2:]}"
    return content


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _content(question: Question, part: str, typed: Typed, habits: Habits) -> str:
    if part == main_part(question) and typed.get(NOT_AVAILABLE):
        return SAYS_NOT_AVAILABLE
    if part == NOT_AVAILABLE:
        return ""
    if part == WHOLE:
        return SAYS_NONE if typed.get("none") else ""
    if part.startswith(OPTIONS):
        return TICKED if part.removeprefix(OPTIONS) in typed.get("options", "").split() else ""
    if part == "option":
        code = typed.get("option", "")
        return f"{CHOICE}{code}" if question.option(code) else text_of(code)
    if part.partition(".")[0] == "entry":
        entry = typed.get(part, "").strip()
        return f"{CHOICE}{entry}" if entry else ""
    return _number_or_day(question, part, typed, habits) or text_of(_typed_text(question, part, typed))


def _typed_text(question: Question, part: str, typed: Typed) -> str:
    if question.kind is Kind.DATE and not typed.get("text"):
        return "/".join(typed[one] for one in _PARTS_OF_A_DAY if typed.get(one))
    return typed.get(part, "")


def _number_or_day(question: Question, part: str, typed: Typed, habits: Habits) -> str:
    """The number, the year or the day that was typed in a cell; "" where it is none."""
    if part.partition(".")[0] == "year":
        year = reading.year_number(typed.get(part, ""))
        return f"{NUMBER}{year}" if year else ""
    if part != "text" or question.kind not in (*_NUMBERS, Kind.DATE):
        return ""
    read = kinds.read(question, {one: text for one, text in typed.items() if one != NOT_AVAILABLE}, habits)
    if read.mark is not Mark.ANSWERED or read.value is None:
        return ""
    if question.kind is Kind.DATE:
        return f"{DAY}{read.value['date']}"
    return f"{NUMBER}{format(Decimal(read.value.get('number', read.value.get('year'))).normalize(), 'f')}"


def text_of(text: str) -> str:
    """What a cell that holds this text says."""
    tidy = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return f"{TEXT}{tidy}" if tidy else ""


def _write(question: Question, typed: dict[str, str], part: str, content: str, habits: Habits) -> None:
    if part == main_part(question):
        typed[NOT_AVAILABLE] = "1" if content == SAYS_NOT_AVAILABLE else ""
        if content == SAYS_NOT_AVAILABLE or part == NOT_AVAILABLE:
            return  # what else was typed stays in its box
    if part == WHOLE:
        typed["none"] = "1" if content == SAYS_NONE else ""
    elif part.startswith(OPTIONS):
        code = part.removeprefix(OPTIONS)
        chosen = [one for one in typed.get("options", "").split() if one != code]
        typed["options"] = " ".join([*chosen, code] if content == TICKED else chosen)
    else:
        typed[part] = _as_typed(question, part, content, habits)
        if question.kind is Kind.DATE:
            typed.update(dict.fromkeys(_PARTS_OF_A_DAY, ""))


def _as_typed(question: Question, part: str, content: str, habits: Habits) -> str:
    """What a person of this state would have typed to say what a cell holds."""
    is_number = content.startswith(NUMBER) and part == "text" and question.kind in (Kind.INTEGER, Kind.DECIMAL)
    said = content[2:]
    return said.replace(".", habits.decimal_mark) if is_number else said
