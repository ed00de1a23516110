"""Translations whose source has changed: marked when it changes, settled when written anew or confirmed as they are."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from surveyapp.core import wordings
from surveyapp.core.questionnaire import Questionnaire
from surveyapp.core.text import NOTHING, Text
from surveyapp.store import editions
from surveyapp.store.models import Edition, Person, StaleWording


@dataclass(frozen=True)
class _Change:
    """A text that is said otherwise than before."""

    path: str
    before: Text
    after: Text
    languages: tuple[str, ...]

    @property
    def changed(self) -> list[str]:
        """The languages whose wording is another."""
        return [one for one in self.languages if self.before.get(one, "") != self.after.get(one, "")]

    @property
    def reworded(self) -> list[str]:
        """Of those, the ones that said something and still do: a wording that was lacking makes no other stale."""
        return [one for one in self.changed if self.before.get(one) and self.after.get(one)]

    @property
    def kept(self) -> list[str]:
        """The languages that say what they said before."""
        return [one for one in self.languages if self.after.get(one) and self.before.get(one) == self.after[one]]


def note(
    session: Session,
    edition: Edition,
    before: Questionnaire,
    after: Questionnaire,
    who: Person | None,
    now: datetime,
) -> None:
    """Marks what has become stale between two states of an edition's wordings, and settles what was written anew.

    A wording written because it was stale follows its source, and makes no other stale in turn.
    """
    is_open = open_by_wording(session, edition, after)
    for change in _changes(before, after):
        answered = [one for one in change.changed if (change.path, one) in is_open]
        for language in answered:
            _settle(is_open[change.path, language], who, now)
        sources = [one for one in change.reworded if one not in answered]
        for language in change.kept if sources else ():
            if (change.path, language) not in is_open:
                session.add(_stale(edition, change.path, language, sources[0], now))
    _settle_what_is_gone(session, edition, after, who, now)
    session.flush()


def open_by_wording(
    session: Session, edition: Edition, questionnaire: Questionnaire
) -> dict[tuple[str, str], StaleWording]:
    """What is stale: path (the one that stands for a list's option everywhere) and language to its row."""
    first = wordings.first_paths(questionnaire)
    return {(first.get(row.path, row.path), row.language): row for row in editions.stale(session, edition)}


def settle(
    session: Session,
    edition: Edition,
    questionnaire: Questionnaire,
    translations: Collection[tuple[str, str]],
    who: Person | None,
    now: datetime,
) -> int:
    """These translations, by path and language, are right as they are; how many of them were stale."""
    first = wordings.first_paths(questionnaire)
    is_open = open_by_wording(session, edition, questionnaire)
    found = [is_open.get((first.get(path, path), language)) for path, language in translations]
    for row in filter(None, found):
        _settle(row, who, now)
    return sum(row is not None for row in found)


def take_over(session: Session, edition: Edition, earlier: Edition, earlier_form: Questionnaire, now: datetime) -> None:
    """A new edition begins with what is stale in the one it was begun from."""
    for (path, language), row in open_by_wording(session, earlier, earlier_form).items():
        session.add(_stale(edition, path, language, row.changed_language, now))
    session.flush()


def _changes(before: Questionnaire, after: Questionnaire) -> Iterator[_Change]:
    said_before = dict(wordings.wordings(before))
    for one in wordings.once(after):
        change = _Change(one.path, said_before.get(one.path, NOTHING), one.text, after.languages)
        if one.path in said_before and change.changed:
            yield change


def _settle_what_is_gone(
    session: Session, edition: Edition, after: Questionnaire, who: Person | None, now: datetime
) -> None:
    said = {(one.path, language) for one in wordings.once(after) for language in after.languages}
    for at, row in open_by_wording(session, edition, after).items():
        if at not in said:
            _settle(row, who, now)


def _stale(edition: Edition, path: str, language: str, changed_language: str, now: datetime) -> StaleWording:
    return StaleWording(
        edition_id=edition.id, path=path, language=language, changed_language=changed_language, since=now
    )


def _settle(row: StaleWording, who: Person | None, now: datetime) -> None:
    row.settled_at = now
    row.settled_by_id = who.id if who else None
