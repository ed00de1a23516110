"""The member states as the organization lists them: names, official order, habits of writing, membership."""

import csv
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any

from surveyapp.core.text import NOTHING, Text

LANGUAGES = ("en", "es")
"""In which every state has names and a place in the official order."""


class Subregion(StrEnum):
    """As the organization groups its states in tables, in the order in which the groups are shown."""

    NORTH_AMERICA = "north_america"
    CENTRAL_AMERICA = "central_america"
    CARIBBEAN = "caribbean"
    ANDEAN = "andean"
    SOUTH_AMERICA = "south_america"


@dataclass(frozen=True)
class Habits:
    """How the officials of a state write numbers and dates; not a matter of their language."""

    decimal_mark: str
    """"." or ","; the other one may group thousands."""
    date_order: str
    """"dmy" (15/10/2012) or "mdy" (10/15/2012)."""


@dataclass(frozen=True, kw_only=True)
class StateName:
    """What a state is called in one language. An article is "" where none is written."""

    short: str
    """In tables: "United States"."""
    formal: str
    """In sentences: "United States of America"."""
    article: str
    """Before `formal`, as it stands inside a sentence: "the", "los"."""
    listed: str
    """In a list of states: "Dominican Republic", but "the United States of America"."""
    official: str
    """In letters and receipts: "Republic of Costa Rica"."""
    official_article: str
    capital: str
    """The seat of government, by which the time of day is named."""


@dataclass(frozen=True)
class Period:
    """From the first day to the day before `until`; None where it has not ended."""

    since: date
    until: date | None

    def includes(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, kw_only=True)
class MemberState:
    """A state and all that asking it needs. A member does not always take part: it may be suspended."""

    iso3: str
    iso2: str
    names: Mapping[str, StateName] = field(hash=False)
    orders: Mapping[str, int] = field(hash=False)
    """Place in the official order of each language. Data, not a sort."""
    subregion: Subregion
    languages: tuple[str, ...]
    """Official languages, ISO 639-1, that of the government first."""
    letter_language: str
    """The language of letters until its focal point has chosen one."""
    time_zone: str
    habits: Habits
    membership: Period
    participation: tuple[Period, ...]
    note: Text = field(default=NOTHING, hash=False)
    """What the officer should know about membership before choosing whom to ask."""

    def name(self, language: str) -> StateName:
        return self.names[language]

    def takes_part(self, on: date) -> bool:
        return any(period.includes(on) for period in self.participation)


def in_order(states: Iterable[MemberState], language: str) -> list[MemberState]:
    """The states in the organization's order for this language."""
    return sorted(states, key=lambda state: state.orders[language])


def taking_part(states: Iterable[MemberState], on: date) -> list[MemberState]:
    """Those that take part in the organization's work on this day: the preset of whom to ask."""
    return [state for state in states if state.takes_part(on)]


def read_states(csv_text: str) -> tuple[MemberState, ...]:
    """The states of a file with the columns of the bundled member_states.csv."""
    return tuple(_state(row) for row in csv.DictReader(csv_text.splitlines()))


def to_facts(state: MemberState) -> dict[str, Any]:
    """All that is known of the state, ready for JSON, so that a round can freeze it."""
    facts = asdict(state)
    facts["membership"] = _written(state.membership)
    facts["participation"] = [_written(period) for period in state.participation]
    facts["languages"] = list(state.languages)
    facts["note"] = dict(state.note)
    facts["subregion"] = state.subregion.value
    return facts


def from_facts(facts: Mapping[str, Any]) -> MemberState:
    """The state of which these facts were taken."""
    return MemberState(
        **{
            **facts,
            "names": {language: StateName(**name) for language, name in facts["names"].items()},
            "orders": dict(facts["orders"]),
            "subregion": Subregion(facts["subregion"]),
            "languages": tuple(facts["languages"]),
            "habits": Habits(**facts["habits"]),
            "membership": _period(facts["membership"]),
            "participation": tuple(_period(written) for written in facts["participation"]),
        }
    )


@lru_cache(maxsize=1024)
def from_json(facts: str) -> MemberState:
    """The same, of facts as JSON text. The same text comes with every reply of a state, and is read once."""
    return from_facts(json.loads(facts))


def _state(row: Mapping[str, str]) -> MemberState:
    return MemberState(
        iso3=row["iso3"],
        iso2=row["iso2"],
        names={language: _name(row, language) for language in LANGUAGES},
        orders={language: int(row[f"order_{language}"]) for language in LANGUAGES},
        subregion=Subregion(row["subregion"]),
        languages=tuple(row["languages"].split(";")),
        letter_language=row["letter_language"],
        time_zone=row["time_zone"],
        habits=Habits(row["decimal_mark"], row["date_order"]),
        membership=_period(f"{row['member_from']}/{row['member_to'] or '..'}"),
        participation=tuple(_period(written) for written in row["participates"].split(";")),
        note={language: row[f"note_{language}"] for language in LANGUAGES if row[f"note_{language}"]},
    )


def _name(row: Mapping[str, str], language: str) -> StateName:
    parts = StateName.__dataclass_fields__
    return StateName(**{part: row[f"{part}_{language}"] for part in parts})


def _period(written: str) -> Period:
    """An interval of ISO 8601-2: "1948/2023-11-19", open as "1948/.."; a year alone means its first day."""
    since, _, until = written.partition("/")
    return Period(_day(since), None if until == ".." else _day(until))


def _written(period: Period) -> str:
    return f"{period.since.isoformat()}/{period.until.isoformat() if period.until else '..'}"


def _day(written: str) -> date:
    return date(int(written), 1, 1) if len(written) == 4 else date.fromisoformat(written)
