"""Which states of a round the reader wants to see; what is not known in the address counts as "all"."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from surveyapp.actions.following import RoundStanding, Stage, StateStanding
from surveyapp.wording import subregions

ALL = ""
_STATUSES: Mapping[str, Callable[[StateStanding], bool]] = {
    "replied": lambda one: one.stage is Stage.REPLIED,
    "not-replied": lambda one: one.stage is not Stage.REPLIED,
    "overdue": lambda one: one.is_overdue,
    "complete": lambda one: one.stage is Stage.COMPLETE,
    "in-progress": lambda one: one.stage is Stage.IN_PROGRESS,
    "not-started": lambda one: one.stage is Stage.NOT_STARTED,
}


@dataclass(frozen=True)
class Choice:
    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True)
class Filter:
    """What was chosen, as it stands in the address."""

    status: str = ALL
    subregion: str = ALL
    language: str = ALL

    @property
    def is_set(self) -> bool:
        return self != Filter()

    def lets_through(self, one: StateStanding) -> bool:
        return (
            (not self.status or _STATUSES[self.status](one))
            and self.subregion in (ALL, one.state.subregion.value)
            and self.language in (ALL, *languages_of(one))
        )

    def statuses(self, standing: RoundStanding) -> list[Choice]:
        """With how many states each would leave."""
        words = {
            "replied": _("Has replied"),
            "not-replied": _("Has not replied"),
            "overdue": _("Overdue"),
            "complete": _("Complete, not sent"),
            "in-progress": _("In progress"),
            "not-started": _("Not started"),
        }
        counted = {name: sum(map(is_so, standing.states)) for name, is_so in _STATUSES.items()}
        return [
            Choice(ALL, _("All"), not self.status),
            *(Choice(name, f"{words[name]} ({counted[name]})", name == self.status) for name in _STATUSES),
        ]

    def subregions(self, language: str) -> list[Choice]:
        named = [(one.value, name) for one, name in subregions.in_order(language)]
        return [
            Choice(ALL, _("All"), not self.subregion),
            *(Choice(value, name, value == self.subregion) for value, name in named),
        ]

    def languages(self) -> list[Choice]:
        named = (("en", _("English")), ("es", _("Spanish")))
        return [
            Choice(ALL, _("Both"), not self.language),
            *(Choice(code, name, code == self.language) for code, name in named),
        ]


def from_address(arguments: Mapping[str, str], standing: RoundStanding) -> Filter:
    known = {one.state.subregion.value for one in standing.states}
    return Filter(
        status=_known(arguments.get("status", ALL), _STATUSES),
        subregion=_known(arguments.get("subregion", ALL), known),
        language=_known(arguments.get("letters", ALL), {"en", "es"}),
    )


def languages_of(one: StateStanding) -> set[str]:
    """The languages in which the state is written to."""
    return {person.language for person in one.focal_points} or {one.state.letter_language}


def _known(value: str, known: Collection[str]) -> str:
    return value if value in known else ALL
