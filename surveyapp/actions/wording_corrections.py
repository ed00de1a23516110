"""A wording of an edition is corrected in place: one revision, at once, published or not, whoever is answering it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from surveyapp.actions import rewording, stale_wordings
from surveyapp.actions.authoring import questionnaire_of
from surveyapp.actions.recording import record
from surveyapp.core import placeholders, translation, wordings
from surveyapp.core.lengths import LONGEST_WORDING
from surveyapp.core.questionnaire import Questionnaire
from surveyapp.core.text import Text
from surveyapp.core.wordings import Wording
from surveyapp.store import editions
from surveyapp.store.models import Edition, Person

KEPT_AS_THEY_ARE = frozenset({"detail"})
"""Texts whose being there decides what is asked: they can be said otherwise, and not be taken away."""


class Reason(StrEnum):
    """Why a wording cannot stand."""

    EMPTY = "empty"
    """It is needed in this language."""
    TOO_LONG = "too_long"
    UNWRITABLE = "unwritable"
    """It holds a control character or a reference."""
    UNKNOWN_PLACEHOLDER = "unknown_placeholder"
    PLACEHOLDERS_DIFFER = "placeholders_differ"


@dataclass(frozen=True)
class Fault:
    """What is wrong with a wording in one language."""

    language: str
    reason: Reason
    names: tuple[str, ...] = ()
    """The placeholders concerned."""
    longest: int = 0
    """How many characters fit."""


@dataclass(frozen=True)
class Corrected:
    """Written, under this revision, at every path of the same option."""

    revision: int
    paths: tuple[str, ...]
    languages: tuple[str, ...]


@dataclass(frozen=True)
class Unchanged:
    """It said so already; nothing was written."""


@dataclass(frozen=True)
class Conflict:
    """Somebody wrote another wording since it was looked at; nothing was written."""

    now: Text
    """How it is worded now."""
    languages: tuple[str, ...]


@dataclass(frozen=True)
class Refused:
    """The words cannot stand; nothing was written. Without faults: the questionnaire says nothing at this path."""

    faults: tuple[Fault, ...] = ()


def correct(
    session: Session,
    edition: Edition,
    path: str,
    words: Mapping[str, str],
    seen: Mapping[str, str],
    who: Person | None,
    now: datetime,
) -> Corrected | Unchanged | Conflict | Refused:
    """Words one text anew in the languages in which it differs from what was `seen`.

    The option of a list is worded anew in every question that uses the list. Translations that were not written
    along become stale; those written are settled.
    """
    editions.held(session, edition)
    form = questionnaire_of(edition)
    one = _wording(session, edition, form, path)
    if one is None:
        return Refused()
    tidied = {language: translation.tidied(words[language]) for language in form.languages if language in words}
    meant = {language: text for language, text in tidied.items() if text != translation.tidied(seen.get(language, ""))}
    new = {language: text for language, text in meant.items() if text != one.text.get(language, "")}
    if not new:
        return Unchanged()
    other = tuple(one_ for one_ in new if translation.tidied(seen.get(one_, "")) != one.text.get(one_, ""))
    if other:
        return Conflict(one.text, other)
    faults = tuple(_faults(one, new, form))
    if faults:
        return Refused(faults)
    paths = wordings.alike(form, path)
    revision = rewording.write(session, edition, form, dict.fromkeys(paths, new), who, now)
    stale_wordings.note(session, edition, form, questionnaire_of(edition), who, now)
    _record(session, "wording corrected", edition, {"path": path, "languages": sorted(new)}, who, now)
    return Corrected(revision, paths, tuple(new))


def confirm(session: Session, edition: Edition, path: str, language: str, who: Person | None, now: datetime) -> bool:
    """A stale translation is right as it stands; False when it was not stale."""
    editions.held(session, edition)
    if not stale_wordings.settle(session, edition, questionnaire_of(edition), [(path, language)], who, now):
        return False
    _record(session, "wording confirmed", edition, {"path": path, "language": language}, who, now)
    return True


def faults_in(one: Wording, text: Text, language: str) -> Iterator[Fault]:
    """What is wrong with one wording by itself, whatever the other languages say."""
    wording = text[language]
    if not translation.is_writable(wording):
        yield Fault(language, Reason.UNWRITABLE)
    if not translation.fits(one, wording):
        yield Fault(language, Reason.TOO_LONG, longest=translation.longest(one) or LONGEST_WORDING)
    unknown = placeholders.names_in(wording) - placeholders.NAMES - placeholders.names_in(one.text.get(language, ""))
    if unknown:
        yield Fault(language, Reason.UNKNOWN_PLACEHOLDER, tuple(sorted(unknown)))


def _wording(session: Session, edition: Edition, form: Questionnaire, path: str) -> Wording | None:
    """The text at a path, where something is said or has been: adding one is a change of the questionnaire itself."""
    one = next((one for one in wordings.every(form) if one.path == path), None)
    if one is None or one.is_said:
        return one
    return one if editions.history(session, edition, [path]) else None


def _faults(one: Wording, new: Text, form: Questionnaire) -> Iterator[Fault]:
    after = {**one.text, **new}
    may_be_silent = not one.is_needed and one.fact not in KEPT_AS_THEY_ARE
    is_silent = not any(after.get(language) for language in form.languages)
    for language, wording in new.items():
        if not wording and not (is_silent and may_be_silent):
            yield Fault(language, Reason.EMPTY)
        elif wording:
            yield from faults_in(one, new, language)
    found = {language: placeholders.names_in(after[language]) for language in form.languages if after.get(language)}
    every = frozenset[str]().union(*found.values())
    for language, names in found.items():
        if names != every:
            yield Fault(language, Reason.PLACEHOLDERS_DIFFER, tuple(sorted(every - names)))


def _record(
    session: Session, deed: str, edition: Edition, details: dict[str, object], who: Person | None, now: datetime
) -> None:
    of = {"questionnaire": edition.questionnaire.code, "version": edition.version}
    record(session, deed, now, who, details={**of, "revision": edition.wording_revision, **details})
