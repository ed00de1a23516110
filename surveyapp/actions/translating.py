"""Wordings go out to a translator and come back: what a file would change is shown before any of it is applied."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from surveyapp.actions import incoming_files, rewording, stale_wordings
from surveyapp.actions.authoring import questionnaire_of, seen
from surveyapp.actions.recording import record
from surveyapp.core import translation, wordings
from surveyapp.core.questionnaire import Questionnaire
from surveyapp.core.translation import Change, ChangeKind, Incoming, Standing, Unit
from surveyapp.documents import translation_files
from surveyapp.documents.translation_files import Fault, ReadFile
from surveyapp.store import editions
from surveyapp.store.models import Edition, IncomingWordings, Person

FORMATS = ("xliff", "xlsx")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:-([A-Za-z]{4}))?(?:-([A-Za-z]{2}|[0-9]{3}))?")
"""A language as BCP 47 writes it: language, script, country ("pt", "zh-Hant", "pt-BR")."""


# Completeness


@dataclass(frozen=True)
class LanguageStanding:
    """How far the wordings of an edition are in one language; an option of a list is counted once."""

    language: str
    said: int
    needed: int
    stale: int
    is_added: bool
    """Whether it was added here: it is not in the workbook."""

    @property
    def missing(self) -> int:
        return self.needed - self.said


def by_language(session: Session, edition: Edition) -> list[LanguageStanding]:
    """The standing of every language of an edition, the workbook's own first."""
    form = questionnaire_of(edition)
    stale = [language for _, language in stale_wordings.open_by_wording(session, edition, form)]
    return [
        LanguageStanding(language, said, needed, stale.count(language), language in edition.languages_added)
        for language, (said, needed) in wordings.completeness(form).items()
    ]


# Further languages


class LanguageFault(StrEnum):
    """Why a language cannot be added."""

    MALFORMED = "malformed"
    ALREADY_THERE = "already_there"


def add_language(
    session: Session, edition: Edition, written: str, who: Person | None, now: datetime
) -> str | LanguageFault:
    """A further language, in which nothing is said yet; the others are not touched. Its code comes back."""
    editions.held(session, edition)
    found = _LANGUAGE.fullmatch(written.strip().replace("_", "-"))
    if found is None:
        return LanguageFault.MALFORMED
    language, script, country = found[1].lower(), (found[2] or "").title(), (found[3] or "").upper()
    code = "-".join(part for part in (language, script, country) if part)
    if code in questionnaire_of(edition).languages:
        return LanguageFault.ALREADY_THERE
    edition.languages_added = [*edition.languages_added, code]
    _record(session, "language added", edition, {"language": code}, who, now)
    return code


def remove_language(session: Session, edition: Edition, code: str, who: Person | None, now: datetime) -> bool:
    """Takes out a language that was added here. What was said in it stays in the history and comes back with it."""
    editions.held(session, edition)
    if code not in edition.languages_added:
        return False
    edition.languages_added = [one for one in edition.languages_added if one != code]
    _record(session, "language removed", edition, {"language": code}, who, now)
    return True


# Out


def units(session: Session, edition: Edition, source: str, target: str, *, only_open: bool = False) -> list[Unit]:
    """What a translator gets: everything, or what is missing or stale."""
    found = translation.units(questionnaire_of(edition), source, target, _stale(session, edition, target))
    return [unit for unit in found if not only_open or unit.standing is not Standing.TRANSLATED]


def file(edition: Edition, wanted: list[Unit], source: str, target: str, kind: str, language: str) -> bytes:
    """The file with these units: "xliff" or "xlsx", its headings and notes in `language`."""
    if kind == "xlsx":
        title = questionnaire_of(edition).title
        return translation_files.workbook.write(wanted, source, target, title.get(language, ""), language)
    original = f"{edition.questionnaire.code}-{edition.version}"
    return translation_files.xliff.write(wanted, source, target, original, language)


# Back


@dataclass(frozen=True)
class Returned:
    """What a file that came back would change now, one by one, and what was wrong with the file."""

    source: str
    target: str
    changes: tuple[Change, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class Applied:
    """What was taken over."""

    worded: int
    confirmed: int


def keep(
    session: Session,
    edition: Edition,
    read: ReadFile,
    name: str,
    languages: tuple[str, str],
    who: Person | None,
    now: datetime,
) -> IncomingWordings:
    """Keeps a file that came back, from the language translated from into the other, until it is applied."""
    session.flush()
    came = _came(questionnaire_of(edition), read.incoming, languages, _stale(session, edition, languages[1]))
    incoming = IncomingWordings(
        edition_id=edition.id,
        language=languages[1],
        source_name=name[-255:],
        changes=[{"from": languages[0]}, *incoming_files.facts(came, read.faults)],
        at=now,
        person_id=who.id if who else None,
    )
    session.add(incoming)
    session.flush()
    return incoming


def returned(session: Session, edition: Edition, incoming: IncomingWordings) -> Returned:
    """What a file that was kept would change as the edition is worded now. What changes nothing is left out.

    Nothing of a file in a language that the edition does not have any more.
    """
    source = incoming.changes[0]["from"]
    form = questionnaire_of(edition)
    is_there = incoming.language in form.languages
    units_ = incoming_files.units(incoming.changes) if is_there else []
    found = translation.changes(form, source, incoming.language, units_, _stale(session, edition, incoming.language))
    faults = incoming_files.faults(incoming.changes)
    return Returned(source, incoming.language, tuple(one for one in found if one.applies or one.is_fault), faults)


class ChangedSince(Exception):
    """Nothing was taken over: the edition is not what it was when the changes were looked at."""


def apply(
    session: Session,
    edition: Edition,
    incoming: IncomingWordings,
    paths: Collection[str] | None,
    who: Person | None,
    now: datetime,
    as_seen: str | None = None,
) -> Applied:
    """Takes over all that can be, or what stands at these paths, as one revision; what it translates stays fresh.

    `as_seen` is what `authoring.seen` said when the changes were looked at: ChangedSince where it says otherwise now.
    """
    editions.held(session, edition)
    if as_seen is not None and as_seen != seen(edition):
        raise ChangedSince
    form = questionnaire_of(edition)
    came = returned(session, edition, incoming)
    chosen = [one for one in came.changes if one.applies and (paths is None or one.path in paths)]
    first = wordings.first_paths(form)
    new = {first[one.path]: one.after for one in chosen if one.kind is not ChangeKind.CONFIRMED}
    words = {path: {came.target: new[stands_for]} for path, stands_for in first.items() if stands_for in new}
    rewording.write(session, edition, form, words, who, now)
    stale_wordings.settle(session, edition, form, [(one.path, came.target) for one in chosen], who, now)
    confirmed = sum(one.kind is ChangeKind.CONFIRMED for one in chosen)
    if chosen:
        incoming.applied_at = now
        incoming.applied_by_id = who.id if who else None
        details = {"language": came.target, "file": incoming.source_name, "wordings": len(chosen)}
        _record(session, "translations taken over", edition, details, who, now)
    session.flush()
    return Applied(len(chosen) - confirmed, confirmed)


def _came(
    form: Questionnaire, units_: Collection[Incoming], languages: tuple[str, str], stale: Collection[str]
) -> list[Incoming]:
    """The units that would change something or are at fault."""
    found = translation.changes(form, *languages, units_, stale)
    return [unit for unit, change in zip(units_, found, strict=True) if change.applies or change.is_fault]


def _stale(session: Session, edition: Edition, language: str) -> set[str]:
    found = stale_wordings.open_by_wording(session, edition, questionnaire_of(edition))
    return {path for path, in_language in found if in_language == language}


def _record(
    session: Session, deed: str, edition: Edition, details: Mapping[str, object], who: Person | None, now: datetime
) -> None:
    of = {"questionnaire": edition.questionnaire.code, "version": edition.version}
    record(session, deed, now, who, details={**of, **details})
