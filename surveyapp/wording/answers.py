"""What a state answered, in words: for tables, for the review page, for the receipt.

answer_words   a whole question, compound ones too, whatever stands there: an answer or a mark
words          the value at one place
short          what stands in a one-page table: a shape, a short wording, "5 of 6", a figure

`decimal_mark`: on a state's own pages that of its habits, by which it types, whatever the language of the page; papers,
letters and the pages of the secretariat name none and have that of their language.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from surveyapp.core.answers import Typed, Value
from surveyapp.core.marks import Mark
from surveyapp.core.places import Entries, Place, is_compound, leaves
from surveyapp.core.questionnaire import Kind, Option, Question, Questionnaire, Totals
from surveyapp.core.text import NOTHING, Text, said
from surveyapp.core.whole import Said, mark_of, marks_of_parts, total
from surveyapp.wording import dates, marks, numbers
from surveyapp.wording.plain import plain
from surveyapp.wording.sentences import capital, within

Titles = Callable[[str, str], str]
"""From the code of a list and the id of an entry to what the entry is called."""

Short = str | int | Decimal | date
"""What stands in a one-page table; a number is a number, a date a date."""

FULL, HALF, EMPTY = "●", "◐", "○"
IN_FAVOUR = frozenset({FULL, HALF})
"""The shapes that say "yes" or "in part"."""

_NOTHING_AS_ANSWER = frozenset({"none", "no", "neither"})


def answer_words(
    questionnaire: Questionnaire,
    question: Question,
    answers: Mapping[str, Said],
    entries: Entries,
    language: str,
    decimal_mark: str = "",
) -> str:
    """What stands at a question, in words; a mark's own word where it is no answer.

    The entries of a list, and only they, stand on lines of their own. `answers` holds, by address, stored answers or
    disclosed cells of one state.
    """
    mark = mark_of(question, answers, entries)
    if mark not in (Mark.ANSWERED, Mark.NOT_READABLE):
        return marks.mark_words(mark, language)
    titles = entry_titles(questionnaire, answers, entries, language)
    if not is_compound(question):
        return words_at(question, answers.get(question.code), language, titles, decimal_mark)
    parts = marks_of_parts(question, answers, entries)
    return _COMPOUND[question.kind](_Whole(question, answers, entries, language, titles, parts, decimal_mark))


def words_at(question: Question, found: Said | None, language: str, titles: Titles, decimal_mark: str = "") -> str:
    """What stands at one place, in words, whatever its mark."""
    if found is None:
        return marks.mark_words(Mark.LEFT_BLANK, language)
    if found.mark is Mark.ANSWERED and found.value is not None:
        return words(question, found.value, language, titles, decimal_mark)
    if found.mark is Mark.NOT_READABLE:
        return as_typed(typed_in_words(question, found, language), language)
    return marks.mark_words(found.mark, language)


def words(question: Question, value: Value, language: str, titles: Titles, decimal_mark: str = "") -> str:
    """The value at one place, in words."""
    if question.kind in (Kind.INTEGER, Kind.DECIMAL):
        return numbers.grouped(Decimal(str(value["number"])), language, decimal_mark)
    return _WORDS[question.kind](question, value, language, titles)


def typed_in_words(question: Question, found: Said, language: str) -> Typed:
    """What was typed and cannot be read, options by their wordings; where it once could, what it said then."""
    formerly: Text = getattr(found, "formerly", NOTHING)
    if not formerly:
        return {part: _options_in_words(question, part, typed, language) for part, typed in (found.typed or {}).items()}
    return {"text": plain(formerly.get(language) or next(iter(formerly.values())))}


def _options_in_words(question: Question, part: str, typed: str, language: str) -> str:
    """What was chosen; a code that is no option stays as it is."""
    if part not in ("option", "options"):
        return typed
    options = ((code, question.option(code)) for code in typed.split())
    return "; ".join(plain(said(option.wording, language)) if option else code for code, option in options)


def as_typed(typed: Typed, language: str) -> str:
    """What could not be read, exactly as it was typed, and that it could not be read."""
    day = "/".join(typed[part] for part in ("day", "month", "year") if typed.get(part))
    rest = (text for part, text in typed.items() if text and part not in ("day", "month", "year"))
    text = " ".join((*((day,) if day else ()), *rest))
    return said({"en": "“{text}” (not readable)", "es": "«{text}» (no interpretable)"}, language).format(text=text)


def detail_words(detail: Mapping[str, object], list_code: str, language: str, titles: Titles) -> str:
    """The text attached to an option, and what it cites: "Ley 9095, artículo 5 (desde 2013). En todo el país"."""
    cited = _cited(detail, list_code, language, titles)
    return ". ".join(part for part in (cited, str(detail.get("text", ""))) if part)


def follows_by_mail(language: str) -> str:
    """That a file is not here and will come another way."""
    return said(_FOLLOWS, language)


def details_in(question: Question, value: Value) -> dict[str, Mapping[str, object]]:
    """The details of a choice by code of option."""
    if question.kind is Kind.ONE:
        return {value["option"]: value["detail"]} if value.get("detail") else {}
    return dict(value.get("details", {}))


def entry_titles(questionnaire: Questionnaire, answers: Mapping[str, Said], entries: Entries, language: str) -> Titles:
    """What the entries of one state's lists are called: the first text of the entry; else its place in the list."""

    def title(list_code: str, entry: str) -> str:
        placed = questionnaire.find(list_code)
        if placed is None:
            return entry
        for field in placed.question.fields:
            found = answers.get(str(Place(list_code, entry=entry, field=field.code)))
            if field.kind in (Kind.SHORT_TEXT, Kind.LONG_TEXT) and found is not None and found.value:
                return str(found.value["text"])
        return _unnamed(placed.question, entry, entries, language)

    return title


def short(question: Question, answers: Mapping[str, Said], entries: Entries, language: str) -> Short:
    """What stands for an answered question in a one-page table; the mark's sign where it is not answered."""
    mark = mark_of(question, answers, entries)
    if mark is not Mark.ANSWERED:
        return marks.short_mark(mark, language)
    if is_compound(question):
        parts = marks_of_parts(question, answers, entries)
        return _SHORT_COMPOUND[question.kind](_Whole(question, answers, entries, language, _untitled, parts))
    value = answers[question.code].value or {}
    return _SHORT[question.kind](question, value, language) if question.kind in _SHORT else FULL


def option_short(option: Option, language: str) -> str:
    """The shape of an option, its short wording, or its wording."""
    return option.shape or plain(said(option.short, language)) or plain(said(option.wording, language))


def says_nothing(option: Option) -> bool:
    """Whether choosing it says that there is none: it is not one of the things to count."""
    return option.exclusive or option.shape == EMPTY or option.code in _NOTHING_AS_ANSWER


def some_of(count: int, of: int, language: str) -> str:
    """ "5 of 6", "5 de 6"."""
    return said({"en": "{count} of {of}", "es": "{count} de {of}"}, language).format(count=count, of=of)


def _untitled(_list_code: str, _entry: str) -> str:
    return ""


def calculated_words(question: Question, text: str, language: str, decimal_mark: str = "") -> str:
    """What a calculation comes to, in words: the option, the number, the day that it names; else as it stands."""
    option = question.option(text)
    if option is not None:
        return plain(said(option.wording, language))
    if question.calculated_as == "date":
        return _day(text, language)
    if question.calculated_as in ("integer", "decimal") and _FIGURE.fullmatch(text):
        return numbers.grouped(Decimal(text), language, decimal_mark)
    if _FRACTION.fullmatch(text):
        return numbers.grouped(round(Decimal(text), MOST_DECIMALS).normalize(), language, decimal_mark)
    return text


MOST_DECIMALS = 6
"""Of what a calculation comes to; more are the dust of arithmetic."""
_FIGURE = re.compile(r"-?\d{1,15}(?:\.\d{1,10})?", re.ASCII)
_FRACTION = re.compile(r"-?\d{1,15}\.\d{1,20}", re.ASCII)


def _day(text: str, language: str) -> str:
    try:
        return dates.day(date.fromisoformat(text), language)
    except ValueError:
        return text


# The value at one place

_Writer = Callable[[Question, Value, str, Titles], str]


def _one(question: Question, value: Value, language: str, titles: Titles) -> str:
    option = question.option(value["option"])
    if option is None:
        return str(value["option"])
    detail = detail_words(value.get("detail", {}), option.cites, language, titles)
    chosen = plain(said(option.wording, language))
    return f"{chosen.rstrip('.')}. {detail}" if detail else chosen


def _several(question: Question, value: Value, language: str, titles: Titles) -> str:
    details = value.get("details", {})
    chosen = [option for option in question.options if option.code in value["options"]]
    return "; ".join(_one_of_several(option, details.get(option.code, {}), language, titles) for option in chosen)


def _one_of_several(option: Option, detail: Mapping[str, object], language: str, titles: Titles) -> str:
    attached = detail_words(detail, option.cites, language, titles)
    chosen = plain(said(option.wording, language))
    return f"{chosen}: {attached}" if attached else chosen


def _text(_question: Question, value: Value, _language: str, _titles: Titles) -> str:
    return str(value["text"])


def _year(_question: Question, value: Value, _language: str, _titles: Titles) -> str:
    return str(value["year"])


def _date(_question: Question, value: Value, language: str, _titles: Titles) -> str:
    return dates.day(date.fromisoformat(value["date"]), language)


def _link(_question: Question, value: Value, _language: str, _titles: Titles) -> str:
    return f"{value['title']} ({value['url']})" if value.get("title") else str(value["url"])


_FOLLOWS: Text = {"en": "a file follows by mail", "es": "se enviará un archivo por correo"}


def _file(_question: Question, value: Value, language: str, _titles: Titles) -> str:
    names = [str(file["name"]) for file in value["files"]]
    follows = [follows_by_mail(language)] if value.get("by_mail") else []
    return "; ".join((*names, *follows)) if names else capital("".join(follows))


def _citation(question: Question, value: Value, language: str, titles: Titles) -> str:
    return _cited(value, question.cites, language, titles)


_WORDS: Mapping[Kind, _Writer] = {
    Kind.ONE: _one,
    Kind.SEVERAL: _several,
    Kind.SHORT_TEXT: _text,
    Kind.LONG_TEXT: _text,
    Kind.YEAR: _year,
    Kind.DATE: _date,
    Kind.LINK: _link,
    Kind.FILE: _file,
    Kind.CITATION: _citation,
}

_NONE_LISTED: Text = {"en": "There are none", "es": "No hay"}


def _cited(cited: Mapping[str, object], list_code: str, language: str, titles: Titles) -> str:
    title = titles(list_code, str(cited["entry"])) if cited.get("entry") else ""
    article = _article(str(cited.get("article", "")), language)
    parts = [part for part in (title, article if title else capital(article)) if part]
    year = cited.get("year")
    since = said({"en": "since {year}", "es": "desde {year}"}, language).format(year=year) if year else ""
    if not parts:
        return capital(since)
    return ", ".join(parts) + (f" ({since})" if since else "")


def _article(article: str, language: str) -> str:
    """A bare number becomes "article 5"; what is written out already stays as it is."""
    if article[:1].isdigit():
        return said({"en": "article {article}", "es": "artículo {article}"}, language).format(article=article)
    return article


def _unnamed(question: Question, entry: str, entries: Entries, language: str) -> str:
    known = list(entries.get(question.code, ()))
    place = known.index(entry) + 1 if entry in known else None
    called = question.number or plain(said(question.wording, language))
    if place is None:
        return called
    return said({"en": "no. {place} in {list}", "es": "n.º {place} de {list}"}, language).format(
        place=place, list=called
    )


# Compound questions


@dataclass(frozen=True)
class _Whole:
    """A compound question with what one state says at its parts."""

    question: Question
    answers: Mapping[str, Said]
    entries: Entries
    language: str
    titles: Titles
    marks: Mapping[str, Mark]
    decimal_mark: str = ""

    def at(self, asked: Question, place: Place) -> str:
        """The words at one part; "" where nothing stands there."""
        mark = self.marks[str(place)]
        if mark in (Mark.LEFT_BLANK, Mark.NOT_ASKED):
            return ""
        if mark in (Mark.ANSWERED, Mark.NOT_READABLE):
            return words_at(asked, self.answers[str(place)], self.language, self.titles, self.decimal_mark)
        words_of_mark = marks.mark_words(mark, self.language)
        return within(words_of_mark)

    def named(self, asked: Question, place: Place) -> str:
        """The same with what was asked before it."""
        text = self.at(asked, place)
        return f"{plain(said(asked.wording, self.language))}: {text}" if text else ""


def _rows_words(whole: _Whole) -> str:
    rows = (part for part in leaves(whole.question, {}) if part.place.row)
    return _joined("; ", (whole.named(part.question, part.place) for part in rows))


def _grid_words(whole: _Whole) -> str:
    rows = _joined(
        "; ", (_grid_row(whole, row.code, plain(said(row.wording, whole.language))) for row in whole.question.rows)
    )
    total = _grand_total(whole)
    companions = (whole.named(each, Place(whole.question.code, field=each.code)) for each in whole.question.companions)
    return _joined(". ", (_joined("; ", (rows, total)), *companions))


def _grid_row(whole: _Whole, row: str, called: str) -> str:
    question = whole.question
    cells = [part for part in leaves(question, {}) if part.place.row == row]
    texts = [_grid_cell(whole, part.question, part.place) for part in cells]
    if question.totals in (Totals.ROWS, Totals.BOTH) and len(cells) > 1:
        texts.append(_total_words(whole, total(question, whole.answers, row=row)))
    given = _joined(", ", texts)
    return f"{called}: {given}" if given else ""


def _grid_cell(whole: _Whole, column: Question, place: Place) -> str:
    text = whole.at(column, place)
    return f"{plain(said(column.wording, whole.language))} {text}" if text else ""


def _grand_total(whole: _Whole) -> str:
    if whole.question.totals is not Totals.BOTH:
        return ""
    return _total_words(whole, total(whole.question, whole.answers))


def _total_words(whole: _Whole, number: Decimal | None) -> str:
    if number is None:
        return ""
    return said({"en": "total {number}", "es": "total {number}"}, whole.language).format(
        number=numbers.grouped(number, whole.language, whole.decimal_mark)
    )


def _list_words(whole: _Whole) -> str:
    entries = whole.entries.get(whole.question.code, ())
    if not entries:
        return said(_NONE_LISTED, whole.language)
    lines = (_entry_words(whole, entry) for entry in entries)
    return "\n".join(f"{place}. {line}" for place, line in enumerate(lines, 1) if line)


def _entry_words(whole: _Whole, entry: str) -> str:
    """The first field stands alone, it is what the entry is called; the others with what was asked."""
    first, *others = [field for field in whole.question.fields if field.asks]
    places = {field.code: Place(whole.question.code, entry=entry, field=field.code) for field in (first, *others)}
    texts = (whole.at(first, places[first.code]), *(whole.named(field, places[field.code]) for field in others))
    told = ""
    for text in filter(None, texts):
        told += f"{_after(told)}{text}" if told else text
    return told


def _after(told: str) -> str:
    """What joins a text to one before it, which may be a whole sentence."""
    return " " if told.endswith((".", "!", "?", "…")) else "; "


def _joined(separator: str, texts: Iterable[str]) -> str:
    return separator.join(text for text in texts if text)


_COMPOUND: Mapping[Kind, Callable[[_Whole], str]] = {
    Kind.ROWS: _rows_words,
    Kind.CONFIRM: _rows_words,
    Kind.GRID: _grid_words,
    Kind.LIST: _list_words,
}


# One-page tables

_Shorten = Callable[[Question, Value, str], Short]


def _short_one(question: Question, value: Value, language: str) -> Short:
    option = question.option(value["option"])
    return option_short(option, language) if option else FULL


def _short_several(question: Question, value: Value, language: str) -> Short:
    counted = [option.code for option in question.options if not says_nothing(option)]
    return some_of(len(set(counted) & set(value["options"])), len(counted), language)


def _short_integer(_question: Question, value: Value, _language: str) -> Short:
    return int(value["number"])


def _short_year(_question: Question, value: Value, _language: str) -> Short:
    return int(value["year"])


def _short_date(_question: Question, value: Value, _language: str) -> Short:
    return date.fromisoformat(value["date"])


def _short_decimal(_question: Question, value: Value, _language: str) -> Short:
    return Decimal(value["number"])


_SHORT: Mapping[Kind, _Shorten] = {
    Kind.ONE: _short_one,
    Kind.SEVERAL: _short_several,
    Kind.INTEGER: _short_integer,
    Kind.DECIMAL: _short_decimal,
    Kind.YEAR: _short_year,
    Kind.DATE: _short_date,
}
"""Any other kind that is answered shows only that it is."""


def _short_rows(whole: _Whole) -> Short:
    """Of the rows asked, those with an answer in favour: a shape that says so, or an option that is not "none"."""
    asked = [part for part in leaves(whole.question, {}) if part.place.row and _is_asked(whole, part.place)]
    chosen = [_chosen(whole, part.question, part.place) for part in asked]
    return some_of(sum(1 for option in chosen if option and _in_favour(option)), len(asked), whole.language)


def _is_asked(whole: _Whole, place: Place) -> bool:
    return whole.marks[str(place)] is not Mark.NOT_ASKED


def _chosen(whole: _Whole, row: Question, place: Place) -> Option | None:
    if whole.marks[str(place)] is not Mark.ANSWERED:
        return None
    return row.option((whole.answers[str(place)].value or {}).get("option", ""))


def _in_favour(option: Option) -> bool:
    return option.shape in IN_FAVOUR if option.shape else not says_nothing(option)


def _short_grid(whole: _Whole) -> Short:
    """The grand total where the author has it computed; else that figures were given."""
    if whole.question.totals is not Totals.BOTH:
        return FULL
    number = total(whole.question, whole.answers)
    if number is None:
        return FULL
    return int(number) if number == number.to_integral_value() else number


def _short_list(whole: _Whole) -> Short:
    return len(whole.entries.get(whole.question.code, ()))


_SHORT_COMPOUND: Mapping[Kind, Callable[[_Whole], Short]] = {
    Kind.ROWS: _short_rows,
    Kind.CONFIRM: _short_rows,
    Kind.GRID: _short_grid,
    Kind.LIST: _short_list,
}
