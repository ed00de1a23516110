"""Facts on file about a state, shown for confirmation instead of being asked."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class KnownFact:
    """One option that holds for a row of a question since a day; it counts only once it is confirmed."""

    iso3: str
    question: str
    row: str
    option: str
    year: int
    since: date
    as_of: date
    """How far the source reaches."""
    source: str
    """A code that `wording.known_facts` has words for, or the words themselves."""


def read_known_facts(csv_text: str) -> tuple[KnownFact, ...]:
    """The facts of a file with the columns of the bundled known_facts.csv."""
    return tuple(
        KnownFact(
            iso3=row["iso3"],
            question=row["question"],
            row=row["row"],
            option=row["option"],
            year=int(row["year"]),
            since=_last_day(row["since"]),
            as_of=_first_day(row["as_of"]),
            source=row["source"],
        )
        for row in csv.DictReader(csv_text.splitlines())
    )


def on_file(facts: Iterable[KnownFact], iso3: str, on: date) -> list[KnownFact]:
    """What held for the state on this day, at most one fact a row: a later one replaces an earlier one."""
    held = [fact for fact in facts if fact.iso3 == iso3 and fact.since <= on]
    latest = {(fact.question, fact.row): fact for fact in sorted(held, key=lambda fact: fact.since)}
    return list(latest.values())


def _first_day(written: str) -> date:
    """A day, or the first of a month ("2014-01") or of a year ("2014")."""
    year, month, day = (*map(int, written.split("-")), 1, 1)[:3]
    return date(year, month, day)


def _last_day(written: str) -> date:
    """A day, or the last of a year: what is known by year only is said when the year is over."""
    return date(int(written), 12, 31) if len(written) == 4 else date.fromisoformat(written)
