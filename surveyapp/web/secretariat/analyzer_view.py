"""What a reader has chosen to see of a comparison: all of it stands in the address, so that the address is the view.

What an address says wrongly counts as not said. Only a criterion is kept as it is, though nothing of the kind be asked:
leaving it out would show more states than the address names; of one that cannot be read at all, the page says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from werkzeug.datastructures import MultiDict

from surveyapp.core.disclosure import Audience
from surveyapp.core.filtering import Criterion, Filter, read_criterion

USUAL = Audience.MEMBER_STATES
BOTH, COUNTS, SHARES = "both", "counts", "shares"
ALL, ANY = "all", "any"
MOST_CRITERIA = 12
MOST_UNFOLDED = 40
LONGEST = 200
"""Characters of one thing said in an address."""


@dataclass(frozen=True)
class View:
    """Every choice; two views are the same exactly if their addresses are."""

    audience: Audience = USUAL
    criteria: tuple[Criterion, ...] = ()
    every: bool = True
    """Whether a state must meet every criterion, or any one."""
    show: str = BOTH
    unfolded: tuple[str, ...] = ()
    """The columns that are unfolded to their states, by their keys."""
    part: str = ""
    """The address of a row, cell, companion or field."""
    option: str = ""
    """The code of the option that the map shows."""
    is_plain: bool = False
    """Only the table."""
    unread: int = 0
    """Criteria of an address that say nothing, or are more than are heeded; in no address of ours there are any."""

    @property
    def filter(self) -> Filter:
        return Filter(self.criteria, self.every)

    @property
    def arguments(self) -> dict[str, Any]:
        """What stands in the address, in one order; what is as usual is left out."""
        said: dict[str, Any] = {
            "for": self.audience.value if self.audience is not USUAL else "",
            "only": [str(one) for one in self.criteria],
            "match": "" if self.every or len(self.criteria) < 2 else ANY,
            "show": self.show if self.show != BOTH else "",
            "open": list(self.unfolded),
            "part": self.part,
            "option": self.option,
            "plain": "1" if self.is_plain else "",
        }
        return {name: value for name, value in said.items() if value}

    def but(self, **others: Any) -> dict[str, Any]:
        """The address of the same view with something else chosen."""
        return replace(self, **others).arguments

    def elsewhere(self) -> dict[str, Any]:
        """The address of the same view of another question, or of all."""
        return self.but(part="", option="", is_plain=False)

    def without(self, criterion: Criterion) -> dict[str, Any]:
        return self.but(criteria=tuple(one for one in self.criteria if one != criterion))

    def folding(self, key: str) -> dict[str, Any]:
        """The address with this column unfolded if it is not, folded if it is."""
        kept = tuple(one for one in self.unfolded if one != key)
        return self.but(unfolded=kept if key in self.unfolded else (*self.unfolded, key))

    def hidden(self, *but: str) -> list[tuple[str, str]]:
        """Name and value of everything that a form about something else carries along."""
        pairs = ((name, value) for name, value in self.arguments.items() if name not in but)
        return [(name, one) for name, said in pairs for one in (said if isinstance(said, list) else [said])]


def from_address(arguments: "MultiDict[str, str]") -> View:
    said = dict.fromkeys(one for one in arguments.getlist("only") if one)
    criteria = _criteria(list(said))
    return View(
        audience=_audience(arguments),
        criteria=criteria,
        unread=len(said) - len(criteria),
        every=arguments.get("match") != ANY,
        show=show if (show := arguments.get("show", "")) in (COUNTS, SHARES) else BOTH,
        unfolded=tuple(dict.fromkeys(one for one in arguments.getlist("open") if _is_short(one)))[:MOST_UNFOLDED],
        part=_short(arguments, "part"),
        option=_short(arguments, "option"),
        is_plain=arguments.get("plain") == "1",
    )


def _audience(arguments: Mapping[str, str]) -> Audience:
    said = arguments.get("for", "")
    return Audience(said) if said in tuple(Audience) else USUAL


def _criteria(said: list[str]) -> tuple[Criterion, ...]:
    found = (read_criterion(one) for one in said if _is_short(one))
    return tuple(dict.fromkeys(one for one in found if one is not None))[:MOST_CRITERIA]


def _short(arguments: Mapping[str, str], name: str) -> str:
    said = arguments.get(name, "")
    return said if _is_short(said) else ""


def _is_short(said: str) -> bool:
    return 0 < len(said) <= LONGEST and said.isprintable()
