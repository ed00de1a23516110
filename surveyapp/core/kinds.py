"""The kinds of question: what is typed for each, and how it is read into a value.

Shape of the value of an answered place, by kind (always a JSON object):

    ONE         {"option": code} and, where typed, "detail": DETAIL
    SEVERAL     {"options": [code, …]} in the order of the questionnaire, and "details": {code: DETAIL}
    SHORT_TEXT, LONG_TEXT   {"text": str}
    INTEGER     {"number": int}
    DECIMAL     {"number": "12.50"}, a decimal as text, exact
    YEAR        {"year": int}
    DATE        {"date": "2012-10-15"}
    LINK        {"url": str} and, where typed, "title": str
    FILE        {"files": [{"id", "name", "size", "sha256", "media_type"}, …]}; "by_mail": true: more follow by mail
    CITATION    CITED
    WHOLE       {"none": true}: the state says that its list has no entry

    DETAIL      {"text": str} and/or CITED
    CITED       {"entry": id of the entry, "article": str, "year": int}; each only where typed

What is typed is a flat mapping of parts to texts. Part "not_available" (any value) says so and wins over the rest,
which is kept as typed. The parts of each kind stand beside its reader. A detail typed for another option than the
chosen one stays in what was typed and is not in the value.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from surveyapp.core import reading
from surveyapp.core.answers import Typed, Value
from surveyapp.core.marks import Mark
from surveyapp.core.questionnaire import Kind, Option, Question
from surveyapp.core.states import Habits

LONGEST_TEXT = 20_000
"""Characters of one part; a longer text is refused before it is acknowledged."""

NOT_AVAILABLE = "not_available"
FOLLOWS_BY_MAIL = "by_mail"
"""Of files: the state announces that a file follows by mail."""


class Problem(StrEnum):
    """Why what was typed could not be read; worded for the reader in `wording.problems`."""

    UNKNOWN_OPTION = "unknown_option"
    EXCLUSIVE_OPTION = "exclusive_option"
    NOT_A_WHOLE_NUMBER = "not_a_whole_number"
    NOT_A_NUMBER = "not_a_number"
    NUMBER_TOO_LARGE = "number_too_large"
    NOT_A_YEAR = "not_a_year"
    NOT_A_DATE = "not_a_date"
    NOT_AN_ADDRESS = "not_an_address"
    NOT_A_FILE = "not_a_file"


class Refusal(StrEnum):
    """Why what was typed cannot even be kept."""

    TOO_LONG = "too_long"
    CONTROL_CHARACTER = "control_character"


@dataclass(frozen=True)
class Reading:
    """What was understood of what was typed."""

    mark: Mark
    value: Value | None = None
    problem: Problem | None = None


BLANK = Reading(Mark.LEFT_BLANK)

Reader = Callable[[Question, Typed, Habits], Reading]


@dataclass(frozen=True)
class KindOfQuestion:
    """How one kind is read: the parts that may be typed for this question, and the reader of them."""

    parts: Callable[[Question], tuple[str, ...]]
    read: Reader


def read(question: Question, typed: Typed, habits: Habits) -> Reading:
    """What was understood at a leaf; parts that do not belong to the question are not looked at."""
    if typed.get(NOT_AVAILABLE):
        return Reading(Mark.NOT_AVAILABLE)
    return KINDS[question.kind].read(question, typed, habits)


def parts(question: Question) -> tuple[str, ...]:
    """The parts that may be typed at a leaf, "not_available" last."""
    return (*KINDS[question.kind].parts(question), NOT_AVAILABLE)


def cleaned(question: Question, typed: Mapping[str, str]) -> dict[str, str]:
    """The parts of this question that hold something, with line ends as \\n; nothing else is changed."""
    known = parts(question)
    return {
        part: text.replace("\r\n", "\n").replace("\r", "\n") for part, text in typed.items() if part in known and text
    }


def options_in(value: Value) -> tuple[str, ...]:
    """The codes of the options chosen in a value."""
    if "option" in value:
        return (value["option"],)
    return tuple(value.get("options", ()))


def takes_text(question: Question) -> bool:
    """Whether something can be written at a leaf in a language: a text, or one attached to an option."""
    return question.kind in (Kind.SHORT_TEXT, Kind.LONG_TEXT) or any(option.detail for option in question.options)


def refusal(typed: Typed) -> Refusal | None:
    """Whether what was typed must be refused before it is acknowledged."""
    for text in typed.values():
        if len(text) > LONGEST_TEXT:
            return Refusal.TOO_LONG
        if any(unicodedata.category(character) in ("Cc", "Cs") and character not in "\n\r\t" for character in text):
            return Refusal.CONTROL_CHARACTER
    return None


def _text(_question: Question, typed: Typed, _habits: Habits) -> Reading:
    text = typed.get("text", "").strip()
    return Reading(Mark.ANSWERED, {"text": text}) if text else BLANK


def _one(question: Question, typed: Typed, _habits: Habits) -> Reading:
    code = typed.get("option", "")
    if not code:
        return BLANK
    option = question.option(code)
    if option is None:
        return Reading(Mark.NOT_READABLE, problem=Problem.UNKNOWN_OPTION)
    detail, problem = _detail(option, typed)
    return Reading(Mark.ANSWERED, {"option": code} | ({"detail": detail} if detail else {}), problem)


def _several(question: Question, typed: Typed, _habits: Habits) -> Reading:
    codes = set(typed.get("options", "").split())
    if not codes:
        return BLANK
    chosen = [option for option in question.options if option.code in codes]
    if len(chosen) != len(codes):
        return Reading(Mark.NOT_READABLE, problem=Problem.UNKNOWN_OPTION)
    if len(chosen) > 1 and any(option.exclusive for option in chosen):
        return Reading(Mark.NOT_READABLE, problem=Problem.EXCLUSIVE_OPTION)
    read_details = {option.code: _detail(option, typed) for option in chosen}
    details = {code: detail for code, (detail, _) in read_details.items() if detail}
    problem = next((problem for _, problem in read_details.values() if problem), None)
    value = {"options": [option.code for option in chosen]} | ({"details": details} if details else {})
    return Reading(Mark.ANSWERED, value, problem)


def _detail(option: Option, typed: Typed) -> tuple[dict[str, object], Problem | None]:
    detail: dict[str, object] = {}
    text = typed.get(f"detail.{option.code}", "").strip() if option.detail else ""
    if text:
        detail["text"] = text
    if not option.cites:
        return detail, None
    cited, problem = _cited(typed, f".{option.code}")
    return detail | cited, problem


def _cited(typed: Typed, of: str = "") -> tuple[dict[str, object], Problem | None]:
    """Entry, article and year; a year that is no year is left out and reported, the rest stands."""
    cited: dict[str, object] = {
        part: typed[f"{part}{of}"].strip() for part in ("entry", "article") if typed.get(f"{part}{of}", "").strip()
    }
    year_typed = typed.get(f"year{of}", "").strip()
    year = reading.year_number(year_typed)
    if year:
        cited["year"] = year
    return cited, Problem.NOT_A_YEAR if year_typed and not year else None


def _citation(_question: Question, typed: Typed, _habits: Habits) -> Reading:
    cited, problem = _cited(typed)
    if not cited:
        return Reading(Mark.NOT_READABLE, problem=problem) if problem else BLANK
    return Reading(Mark.ANSWERED, cited, problem)


def _integer(_question: Question, typed: Typed, habits: Habits) -> Reading:
    text = typed.get("text", "").strip()
    if not text:
        return BLANK
    number = reading.whole_number(text, habits)
    if number is None:
        return Reading(Mark.NOT_READABLE, problem=Problem.NOT_A_WHOLE_NUMBER)
    if abs(number) >= 10**15:
        return Reading(Mark.NOT_READABLE, problem=Problem.NUMBER_TOO_LARGE)
    return Reading(Mark.ANSWERED, {"number": number})


def _decimal(_question: Question, typed: Typed, habits: Habits) -> Reading:
    text = typed.get("text", "").strip()
    if not text:
        return BLANK
    number = reading.decimal_number(text, habits)
    if number is None:
        return Reading(Mark.NOT_READABLE, problem=Problem.NOT_A_NUMBER)
    if abs(number) >= 10**15:
        return Reading(Mark.NOT_READABLE, problem=Problem.NUMBER_TOO_LARGE)
    return Reading(Mark.ANSWERED, {"number": format(number, "f")})


def _year(_question: Question, typed: Typed, _habits: Habits) -> Reading:
    text = typed.get("text", "").strip()
    if not text:
        return BLANK
    year = reading.year_number(text)
    return Reading(Mark.ANSWERED, {"year": year}) if year else Reading(Mark.NOT_READABLE, problem=Problem.NOT_A_YEAR)


def _date(_question: Question, typed: Typed, habits: Habits) -> Reading:
    day, month, year, text = (typed.get(part, "").strip() for part in ("day", "month", "year", "text"))
    if not (day or month or year or text):
        return BLANK
    read_day = reading.day_from_text(text, habits) if text else reading.day_from_parts(day, month, year)
    if read_day is None:
        return Reading(Mark.NOT_READABLE, problem=Problem.NOT_A_DATE)
    return Reading(Mark.ANSWERED, {"date": read_day.isoformat()})


def _link(_question: Question, typed: Typed, _habits: Habits) -> Reading:
    url, title = typed.get("url", "").strip(), typed.get("title", "").strip()
    if not url and not title:
        return BLANK
    whole = url if "://" in url else f"https://{url}"
    if not _is_web_address(whole):
        return Reading(Mark.NOT_READABLE, problem=Problem.NOT_AN_ADDRESS)
    return Reading(Mark.ANSWERED, {"url": whole} | ({"title": title} if title else {}))


_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+\.?")


def _is_web_address(url: str) -> bool:
    """Whether a browser would fetch a page there: http or https, a host with a dot, nobody's name or password."""
    try:
        parts = urlsplit(url)
        has_host = parts.port != 0 and _HOST.fullmatch(parts.hostname or "") is not None
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and has_host and "@" not in parts.netloc and not re.search(r"\s", url)


_FILE = re.compile(
    r"(?P<id>[A-Za-z0-9_-]{8,40}) (?P<size>\d+) (?P<sha256>[0-9a-f]{64}) (?P<media_type>\S+) (?P<name>.+)"
)


def file_line(public_id: str, size: int, sha256: str, media_type: str, name: str) -> str:
    """One stored file as a line of the part "files"; written by the action that stored it, never by a browser."""
    return f"{public_id} {size} {sha256} {media_type} {name}"


def _file(_question: Question, typed: Typed, _habits: Habits) -> Reading:
    lines = [_FILE.fullmatch(line) for line in typed.get("files", "").splitlines() if line]
    by_mail = {"by_mail": True} if typed.get(FOLLOWS_BY_MAIL) else {}
    if not lines:
        return Reading(Mark.ANSWERED, {"files": [], **by_mail}) if by_mail else BLANK
    files = [line.groupdict() | {"size": int(line["size"])} for line in lines if line]
    if len(files) != len(lines):
        return Reading(Mark.NOT_READABLE, problem=Problem.NOT_A_FILE)
    return Reading(Mark.ANSWERED, {"files": files, **by_mail})


def _whole(_question: Question, typed: Typed, _habits: Habits) -> Reading:
    return Reading(Mark.ANSWERED, {"none": True}) if typed.get("none") else BLANK


def _parts(*names: str) -> Callable[[Question], tuple[str, ...]]:
    return lambda _question: names


def _parts_of_details(question: Question) -> tuple[str, ...]:
    details = [f"detail.{option.code}" for option in question.options if option.detail]
    cited = [
        f"{part}.{option.code}" for option in question.options if option.cites for part in ("entry", "article", "year")
    ]
    return (*details, *cited)


def _nothing(_question: Question, _typed: Typed, _habits: Habits) -> Reading:
    return BLANK


KINDS: Mapping[Kind, KindOfQuestion] = {
    Kind.ONE: KindOfQuestion(lambda question: ("option", *_parts_of_details(question)), _one),
    Kind.SEVERAL: KindOfQuestion(lambda question: ("options", *_parts_of_details(question)), _several),
    Kind.SHORT_TEXT: KindOfQuestion(_parts("text"), _text),
    Kind.LONG_TEXT: KindOfQuestion(_parts("text"), _text),
    Kind.INTEGER: KindOfQuestion(_parts("text"), _integer),
    Kind.DECIMAL: KindOfQuestion(_parts("text"), _decimal),
    Kind.YEAR: KindOfQuestion(_parts("text"), _year),
    Kind.DATE: KindOfQuestion(_parts("day", "month", "year", "text"), _date),
    Kind.LINK: KindOfQuestion(_parts("url", "title"), _link),
    Kind.FILE: KindOfQuestion(_parts("files", FOLLOWS_BY_MAIL), _file),
    Kind.CITATION: KindOfQuestion(_parts("entry", "article", "year"), _citation),
    Kind.WHOLE: KindOfQuestion(
        lambda question: ("none",) if question.fields else (), lambda q, t, h: _whole(q, t, h) if q.fields else BLANK
    ),
    Kind.NOTE: KindOfQuestion(_parts(), _nothing),
    Kind.CALCULATED: KindOfQuestion(_parts(), _nothing),
}
"""Compound kinds (ROWS, CONFIRM, GRID, LIST) are not here: they are read leaf by leaf (see `places`)."""
