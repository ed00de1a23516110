"""Which states of a round the reader wants to see, and in which order; what an address says wrongly counts as "all"."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from flask_babel import gettext as _

from surveyapp.actions.following import RoundStanding, Stage, StateStanding
from surveyapp.actions.tracking import Tracked
from surveyapp.core.text import said_anyhow
from surveyapp.wording import subregions

ALL = ""
NOBODY = "none"
"""Of an officer: the states that nobody looks after."""
YES = "1"
_STATUSES: Mapping[str, Callable[[StateStanding], bool]] = {
    "replied": lambda one: one.stage is Stage.REPLIED,
    "not-replied": lambda one: one.stage is not Stage.REPLIED,
    "overdue": lambda one: one.is_overdue,
    "complete": lambda one: one.stage is Stage.COMPLETE,
    "in-progress": lambda one: one.stage is Stage.IN_PROGRESS,
    "not-started": lambda one: one.stage is Stage.NOT_STARTED,
}
_NEVER = datetime(1, 1, 1, tzinfo=UTC)
_ORDERS: Mapping[str, Callable[[StateStanding], float]] = {
    "latest": lambda one: -_active_at(one).timestamp(),
    "longest-ago": lambda one: _active_at(one).timestamp(),
    "most": lambda one: -_share(one),
    "least": lambda one: _share(one),
}
"""Orders other than the official one: each puts the states by a number."""


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
    group: str = ALL
    """The public id of a group of states."""
    officer: str = ALL
    """The id of an officer, or NOBODY."""
    late: str = ALL
    extension: str = ALL
    order: str = ALL
    members: frozenset[str] = frozenset()
    """Of the group chosen."""

    @property
    def is_set(self) -> bool:
        """Whether states may be left out."""
        return replace(self, order=ALL) != Filter()

    def lets_through(self, one: StateStanding) -> bool:
        return (
            (not self.status or _STATUSES[self.status](one))
            and self.subregion in (ALL, one.state.subregion.value)
            and (not self.language or self.language in one.languages)
            and (not self.group or one.state.iso3 in self.members)
            and self._is_looked_after(one)
            and (not self.late or one.is_late)
            and (not self.extension or one.has_extension)
        )

    def in_order(self, states: Iterable[StateStanding]) -> list[str]:
        """The codes of the states in the order chosen; states that are alike stay in the order in which they come."""
        key = _ORDERS.get(self.order)
        return [one.state.iso3 for one in (sorted(states, key=key) if key else states)]

    def _is_looked_after(self, one: StateStanding) -> bool:
        of = one.reply.officer_id
        return self.officer in (ALL, str(of) if of is not None else NOBODY)

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
        return _choices(self.status, _("All"), {name: f"{words[name]} ({counted[name]})" for name in _STATUSES})

    def subregions(self, language: str) -> list[Choice]:
        return _choices(self.subregion, _("All"), {one.value: name for one, name in subregions.in_order(language)})

    def languages(self) -> list[Choice]:
        return _choices(self.language, _("Both"), {"en": _("English"), "es": _("Spanish")})

    def groups(self, tracked: Tracked, language: str) -> list[Choice]:
        """The groups of the secretariat's own making; none to choose from where it made none."""
        named = {one.public_id: said_anyhow(one.name, language) for one in tracked.groups}
        return _choices(self.group, _("Any"), named) if named else []

    def officers(self, tracked: Tracked) -> list[Choice]:
        """Those who look after a state of the round; none to choose from where nobody does."""
        named = {str(one): name for one, name in tracked.officers.items()}
        return _choices(self.officer, _("Any"), named | {NOBODY: _("Nobody")}) if named else []

    def orders(self) -> list[Choice]:
        named = {
            "latest": _("Last activity, latest first"),
            "longest-ago": _("Last activity, longest ago first"),
            "most": _("Progress, most first"),
            "least": _("Progress, least first"),
        }
        return _choices(self.order, _("The official order"), named)


def from_address(arguments: Mapping[str, str], tracked: Tracked) -> Filter:
    known = {one.state.subregion.value for one in tracked.standing.states}
    groups = {one.public_id: one.states for one in tracked.groups}
    group = _known(arguments.get("group", ALL), groups)
    return Filter(
        status=_known(arguments.get("status", ALL), _STATUSES),
        subregion=_known(arguments.get("subregion", ALL), known),
        language=_known(arguments.get("letters", ALL), {"en", "es"}),
        group=group,
        officer=_known(arguments.get("officer", ALL), {NOBODY, *map(str, tracked.officers)}),
        late=_known(arguments.get("late", ALL), {YES}),
        extension=_known(arguments.get("extension", ALL), {YES}),
        order=_known(arguments.get("order", ALL), _ORDERS),
        members=groups.get(group, frozenset()),
    )


def _choices(chosen: str, of_all: str, named: Mapping[str, str]) -> list[Choice]:
    return [Choice(ALL, of_all, not chosen), *(Choice(value, name, value == chosen) for value, name in named.items())]


def _known(value: str, known: Collection[str]) -> str:
    return value if value in known else ALL


def _active_at(one: StateStanding) -> datetime:
    return one.reply.last_activity_at or _NEVER


def _share(one: StateStanding) -> float:
    return one.reply.answered / one.reply.asked if one.reply.asked else 0.0
