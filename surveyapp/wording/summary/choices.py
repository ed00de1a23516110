"""Sentences on questions with options: the positive and the exceptional answers named, those that said no counted."""

from collections.abc import Iterator, Sequence

from surveyapp.core.comparison import OptionCount, Tally
from surveyapp.core.text import Text
from surveyapp.wording.answers import FULL, says_nothing
from surveyapp.wording.lists import join
from surveyapp.wording.numbers import Agreement
from surveyapp.wording.summary.speaking import (
    NAMED_AT_MOST,
    Speaker,
    is_plural,
    needs_no_names,
    sentence,
    sentences,
    some_of_base,
    the_base,
)

_ASKED_ONE: Text = {"en": "To the question {asked}, {clauses}", "es": "A la pregunta {asked}, {clauses}"}
_ASKED_SEVERAL: Text = {
    "en": "In answer to the question {asked}, to which several answers could be given, {clauses}",
    "es": "En la pregunta {asked}, que admitía varias respuestas, {clauses}",
}
_ANSWERED: tuple[Text, Text] = (
    {"en": "{who} answered {option}", "es": "{who} contestó {option}"},
    {"en": "{who} answered {option}", "es": "{who} contestaron {option}"},
)
_CHOSE: tuple[Text, Text] = (
    {"en": "{who} chose {option}", "es": "{who} eligió {option}"},
    {"en": "{who} chose {option}", "es": "{who} eligieron {option}"},
)
_CHOSE_EACH: tuple[Text, Text] = (
    {"en": "{who} chose, in each case, {option}", "es": "{who} eligió, en cada caso, {option}"},
    {"en": "{who} chose, in each case, {option}", "es": "{who} eligieron, en cada caso, {option}"},
)
_ELLIPTIC: Text = {"en": "{who}, {option}", "es": "{who}, {option}"}
_ELLIPTIC_EACH: Text = {"en": "{who}, in each case, {option}", "es": "{who}, en cada caso, {option}"}
_ONE_STATE_CHOSE: dict[bool, Text] = {
    True: {"en": "{who}, {names}, chose {options}", "es": "{who}, {names}, eligió {options}"},
    False: {"en": "{who} chose {options}", "es": "{who} eligió {options}"},
}
_NAMED: Text = {"en": "{clause}: {names}", "es": "{clause}: {names}"}
_LAST: Text = {"en": "and {clause}", "es": "y {clause}"}
_NOBODY_CHOSE: Text = {"en": "No State chose {options}", "es": "Ningún Estado eligió {options}"}
_NOBODY_CHOSE_MANY: Text = {
    "en": "No State chose any of the other {count} answers offered",
    "es": "Ningún Estado eligió ninguna de las otras {count} respuestas ofrecidas",
}
_OR: Text = {"en": "{first} or {last}", "es": "{first} ni {last}"}
_NOBODY_NAMED_AT_MOST = 4

_ROWS: Text = {
    "en": "To the question {asked}, of {base}, {clauses}",
    "es": "A la pregunta {asked}, de {base}, {clauses}",
}
_ROW_FIRST: tuple[Text, Text] = (
    {"en": "{count} answered {option} for {row}", "es": "{count} contestó {option} respecto de {row}"},
    {"en": "{count} answered {option} for {row}", "es": "{count} contestaron {option} respecto de {row}"},
)
_ROW: Text = {"en": "{count} for {row}", "es": "{count} respecto de {row}"}
_ROW_NAMED: Text = {"en": "{clause} ({names})", "es": "{clause} ({names})"}
_ROWS_ONE_STATE: Text = {
    "en": "To the question {asked}, {base} answered {option} for {rows}",
    "es": "A la pregunta {asked}, {base} contestó {option} respecto de {rows}",
}
_NONE: Text = {"en": "none", "es": "ninguno"}


def one_words(speaker: Speaker, tally: Tally) -> str:
    """Of a question with one answer: "Fifteen of the nineteen States that replied answered “Yes”: …; two, …"."""
    told = _told_of_one(tally)
    clauses = [_clause(speaker, tally, [one], at, told, _ANSWERED) for at, one in enumerate(told)]
    return _sentence(speaker, tally, _ASKED_ONE, clauses)


def several_words(speaker: Speaker, tally: Tally) -> str:
    """Of a question with several answers: how many chose each, the most frequent first; a few are named.

    What the same States chose, or as many States that are not named, is told together.
    """
    chosen = [one for one in tally.options if one.count]
    told = sorted(chosen, key=lambda one: (says_nothing(one.option), -one.count))
    if tally.base == 1:
        clauses = [_chosen_by_one(speaker, tally, told)]
    else:
        clauses = [
            _clause(speaker, tally, alike, at, told, _CHOSE if _is_by_the_same(speaker, tally, alike) else _CHOSE_EACH)
            for at, alike in enumerate(_alike(speaker, tally, told))
        ]
    return sentences([_sentence(speaker, tally, _ASKED_SEVERAL, clauses), _chosen_by_nobody(speaker, tally)])


def rows_words(speaker: Speaker, tally: Tally) -> str:
    """Of a question in rows: how many gave the first answer in favour for each row."""
    parts = [part for part in tally.parts if part.options]
    told = [(part, _in_favour(part)) for part in parts]
    if not any(part.base for part in parts):
        return ""
    asked = speaker.quoted(tally.question.wording)
    if tally.base == 1:
        return _rows_of_one(speaker, tally, told)
    verbs = {0, *((1,) if not told[0][1].count else ())}
    clauses = [_row(speaker, part, one, has_verb=at in verbs) for at, (part, one) in enumerate(told)]
    text = speaker.say(_ROWS, asked=asked, base=the_base(speaker, tally.base), clauses=join(clauses, speaker.language))
    return sentence(text)


def in_favour(tally: Tally) -> OptionCount:
    """The answer by which a question, or one of its rows, is told in short: the first that says yes, else the first."""
    return _in_favour(tally)


def _told_of_one(tally: Tally) -> list[OptionCount]:
    """Those that somebody chose, "no" last; before them a "yes" that nobody chose."""
    chosen = sorted((one for one in tally.options if one.count), key=lambda one: says_nothing(one.option))
    favoured = next((one for one in tally.options if one.option.shape == FULL), None)
    is_unanimous = len(chosen) == 1 and chosen[0].count == tally.base
    if favoured is None or favoured.count or not chosen or is_unanimous:
        return chosen
    return [favoured, *chosen]


def _alike(speaker: Speaker, tally: Tally, told: Sequence[OptionCount]) -> Sequence[Sequence[OptionCount]]:
    """The answers that the same named States chose together, and those that as many chose who are not named."""
    found: dict[object, list[OptionCount]] = {}
    for one in told:
        states = tuple(one.states) if _names(speaker, tally, one, NAMED_AT_MOST) else ()
        found.setdefault((says_nothing(one.option), one.count, states), []).append(one)
    return list(found.values())


def _is_by_the_same(speaker: Speaker, tally: Tally, alike: Sequence[OptionCount]) -> bool:
    """Whether it is told that the same States chose all of these answers: they are named, or they are all."""
    first = alike[0]
    return len(alike) == 1 or first.count == tally.base or _names(speaker, tally, first, NAMED_AT_MOST)


def _clause(
    speaker: Speaker,
    tally: Tally,
    alike: Sequence[OptionCount],
    at: int,
    told: Sequence[OptionCount],
    verbs: tuple[Text, Text],
) -> str:
    """How many gave the answers that are alike; of an only answer all the States are named, of several a few."""
    one, at_most = alike[0], 0 if verbs is _ANSWERED else NAMED_AT_MOST
    is_after_none = at == 1 and not told[0].count
    option = join([speaker.quoted(each.option.wording) for each in alike], speaker.language)
    if at == 0:
        who = some_of_base(speaker, one.count, tally.base)
        clause = speaker.say(verbs[is_plural(one.count, tally.base)], who=who, option=option)
    else:
        who = speaker.count(one.count)
        elliptic = _ELLIPTIC_EACH if verbs is _CHOSE_EACH else _ELLIPTIC
        clause = speaker.say(verbs[one.count > 1] if is_after_none else elliptic, who=who, option=option)
    if not _names(speaker, tally, one, at_most):
        return clause
    return speaker.say(_NAMED, clause=clause, names=speaker.names(one.states))


def _chosen_by_one(speaker: Speaker, tally: Tally, told: Sequence[OptionCount]) -> str:
    """All that the one State of the base chose, in one clause."""
    is_named = any(_names(speaker, tally, one, NAMED_AT_MOST) for one in told)
    return speaker.say(
        _ONE_STATE_CHOSE[is_named],
        who=the_base(speaker, tally.base),
        names=speaker.names(told[0].states),
        options=join([speaker.quoted(one.option.wording) for one in told], speaker.language),
    )


def _names(speaker: Speaker, tally: Tally, one: OptionCount, at_most: int) -> bool:
    if not one.count or not speaker.is_named(tally.question, one.option) or needs_no_names(speaker, one.states, tally):
        return False
    return not at_most or one.count <= at_most


def _sentence(speaker: Speaker, tally: Tally, wording: Text, clauses: Sequence[str]) -> str:
    if not clauses:
        return ""
    *first, last = clauses
    joined = "; ".join([*first, speaker.say(_LAST, clause=last)] if first else [last])
    return sentence(speaker.say(wording, asked=speaker.quoted(tally.question.wording), clauses=joined))


def _chosen_by_nobody(speaker: Speaker, tally: Tally) -> str:
    """The answers offered that nobody chose; that nobody said "none of these" is not told."""
    nobody = [one for one in tally.options if not one.count and not says_nothing(one.option)]
    if not nobody or len(nobody) == len(tally.options) or not any(one.count for one in tally.options):
        return ""
    if len(nobody) > _NOBODY_NAMED_AT_MOST:
        count = speaker.count(len(nobody), Agreement.FEMININE)
        return sentence(speaker.say(_NOBODY_CHOSE_MANY, count=count))
    *first, last = (speaker.quoted(one.option.wording) for one in nobody)
    options = speaker.say(_OR, first=", ".join(first), last=last) if first else last
    return sentence(speaker.say(_NOBODY_CHOSE, options=options))


def _in_favour(part: Tally) -> OptionCount:
    return next((one for one in part.options if one.option.shape == FULL), part.options[0])


def _row(speaker: Speaker, part: Tally, one: OptionCount, *, has_verb: bool) -> str:
    count = speaker.count(one.count) if one.count else speaker.say(_NONE)
    row, option = speaker.quoted(part.question.wording), speaker.quoted(one.option.wording)
    wording = _ROW_FIRST[one.count > 1] if has_verb else _ROW
    clause = speaker.say(wording, count=count, option=option, row=row)
    if not 0 < one.count <= NAMED_AT_MOST or not speaker.is_named(part.question, one.option):
        return clause
    return speaker.say(_ROW_NAMED, clause=clause, names=speaker.names(one.states))


def _rows_of_one(speaker: Speaker, tally: Tally, told: Sequence[tuple[Tally, OptionCount]]) -> str:
    rows = list(_rows_in_favour(speaker, told))
    if not rows:
        return ""
    text = speaker.say(
        _ROWS_ONE_STATE,
        asked=speaker.quoted(tally.question.wording),
        base=the_base(speaker, tally.base),
        option=speaker.quoted(told[0][1].option.wording),
        rows=join(rows, speaker.language),
    )
    return sentence(text)


def _rows_in_favour(speaker: Speaker, told: Sequence[tuple[Tally, OptionCount]]) -> Iterator[str]:
    yield from (speaker.quoted(part.question.wording) for part, one in told if one.count)
