"""The comparison of which each section is counted when somebody first looks at it.

It says the same as `comparison.compare`. A page shows one question of three hundred: counting all of them takes longer
than making the page.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from surveyapp.core.carrying import Carrying
from surveyapp.core.comparison import Comparison, Tally, compare
from surveyapp.core.disclosure import Audience, DisclosedReply
from surveyapp.core.earlier_wordings import Footnote
from surveyapp.core.questionnaire import Kind, Questionnaire
from surveyapp.core.states import MemberState
from surveyapp.core.submission import GivenTo

_Count = Callable[[Questionnaire], Comparison]


def of_questions(questionnaire: Questionnaire, codes: Collection[str]) -> Questionnaire:
    """The questionnaire with these of its questions alone, outside their groups; sections without any are left out."""
    each = (
        replace(section, parts=tuple(one for one in questionnaire.questions(section) if one.code in codes))
        for section in questionnaire.sections
    )
    return replace(questionnaire, sections=tuple(one for one in each if one.parts))


def codes_seen_with(questionnaire: Questionnaire, codes: Collection[str]) -> frozenset[str]:
    """These questions and every list, since an answer may cite an entry of a list."""
    lists = (one.code for one in questionnaire.questions() if one.kind is Kind.LIST)
    return frozenset(codes).union(lists)


def compare_as_asked(
    questionnaire: Questionnaire,
    disclosed_replies: Sequence[DisclosedReply],
    asked_states: Sequence[MemberState],
    audience: Audience,
    earlier: Mapping[GivenTo, Carrying],
    only: Collection[str] | None = None,
) -> Comparison:
    """What `compare` makes of the same, counted section by section as it is asked for.

    `only`: codes of the questions of which the replies hold the answers; of others nothing is counted, not even that
    they were left blank.
    """

    def count(of: Questionnaire) -> Comparison:
        return compare(of, disclosed_replies, asked_states, audience, earlier)

    parts = _Parts(questionnaire, only, count)
    nothing = count(of_questions(questionnaire, ()))
    return replace(nothing, questionnaire=questionnaire, tallies=_Tallies(parts), footnotes=_Footnotes(parts))


class _Parts:
    """The comparisons of sections, each made once."""

    def __init__(self, questionnaire: Questionnaire, only: Collection[str] | None, count: _Count) -> None:
        self._questionnaire, self._count = questionnaire, count
        self._made: dict[str, Comparison] = {}
        self.sections = {
            question.code: section.code
            for section in questionnaire.sections
            for question in questionnaire.questions(section)
            if only is None or question.code in only
        }

    def of(self, code: str) -> Comparison:
        """That of the section of a question; KeyError where nothing of the kind is compared."""
        section = self.sections[code]
        if section not in self._made:  # two threads can only make the same
            codes = {question for question, of in self.sections.items() if of == section}
            self._made[section] = self._count(of_questions(self._questionnaire, codes))
        return self._made[section]


class _Tallies(Mapping[str, Tally]):
    def __init__(self, parts: _Parts) -> None:
        self._parts = parts

    def __getitem__(self, code: str) -> Tally:
        return self._parts.of(code).tallies[code]

    def __contains__(self, code: object) -> bool:
        return code in self._parts.sections

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts.sections)

    def __len__(self) -> int:
        return len(self._parts.sections)


class _Footnotes(Mapping[str, tuple[Footnote, ...]]):
    def __init__(self, parts: _Parts) -> None:
        self._parts = parts

    def __getitem__(self, code: str) -> tuple[Footnote, ...]:
        return self._parts.of(code).footnotes[code]

    def __iter__(self) -> Iterator[str]:
        return (code for code in self._parts.sections if code in self._parts.of(code).footnotes)

    def __len__(self) -> int:
        return sum(1 for _ in self)
