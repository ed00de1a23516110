"""Earlier wordings of a question under which some states answered: told in a footnote wherever their answers stand."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from surveyapp.core.carrying import Carrying
from surveyapp.core.disclosure import DisclosedReply
from surveyapp.core.places import leaves
from surveyapp.core.questionnaire import Column, Option, Question, Questionnaire, Row
from surveyapp.core.submission import GivenTo
from surveyapp.core.text import NOTHING, Text


@dataclass(frozen=True)
class Footnote:
    """An earlier wording of a question, and the states of which an answer that is shown was given to it."""

    question: Question
    """As it was, its options, rows and fields too."""
    states: tuple[str, ...]
    """ISO 3166 alpha-3."""
    given: frozenset[GivenTo] = frozenset()
    """The wordings of the questionnaire in which it was so."""


def footnotes(
    questionnaire: Questionnaire, replies: Mapping[str, DisclosedReply], earlier: Mapping[GivenTo, Carrying]
) -> dict[str, tuple[Footnote, ...]]:
    """By code of question, of the replies by state: one for each earlier wording, the earliest first.

    `earlier`: the wordings other than the present one to which answers were given, the earliest first, with the way
    from each to the present one.
    """
    return dict(_footnotes(questionnaire, replies, earlier))


def footnotes_among(found: Iterable[Footnote], states: Collection[str]) -> tuple[Footnote, ...]:
    """Those that concern some of these states."""
    kept = (replace(one, states=tuple(iso3 for iso3 in one.states if iso3 in states)) for one in found)
    return tuple(one for one in kept if one.states)


def read_as(question: Question) -> tuple[Text, ...]:
    """Everything that a state read when it answered a question, in order: two that are equal say the same."""
    inner = (*question.companions, *question.fields)
    parts: tuple[Option | Row | Column, ...] = (*question.options, *question.rows, *question.columns)
    own = (question.wording, question.hint, question.guidance)
    of_parts = (text for one in parts for text in (one.wording, NOTHING if isinstance(one, Column) else one.hint))
    details = (option.detail for option in question.options)
    return (*own, *of_parts, *details, *(text for one in inner for text in read_as(one)))


def _footnotes(
    questionnaire: Questionnaire, replies: Mapping[str, DisclosedReply], earlier: Mapping[GivenTo, Carrying]
) -> Iterator[tuple[str, tuple[Footnote, ...]]]:
    for question in questionnaire.questions() if earlier else ():
        given = {iso3: _given(question, reply) for iso3, reply in replies.items()}
        found: dict[tuple[tuple[tuple[str, str], ...], ...], Footnote] = {}
        for wording, way in earlier.items():
            states = tuple(iso3 for iso3, wordings in given.items() if wording in wordings)
            was = way.was(question.code) if states else None
            if was is not None and read_as(was) != read_as(question):
                key = tuple(tuple(sorted(text.items())) for text in read_as(was))
                known = found.get(key, Footnote(was, ()))
                together = tuple(iso3 for iso3 in replies if iso3 in {*known.states, *states})
                found[key] = Footnote(known.question, together, known.given | {wording})
        if found:
            yield question.code, tuple(found.values())


def _given(question: Question, reply: DisclosedReply) -> set[GivenTo]:
    """The wordings to which what is shown of one state's answer was given; of what is withheld, none."""
    cells = (reply.cells.get(str(leaf.place)) for leaf in leaves(question, reply.entries))
    return {cell.given for cell in cells if cell is not None and cell.given is not None}
