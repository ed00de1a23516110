"""Questionnaires are taken in as editions, begun from one another and published.

The structure of a published edition never changes again; its wordings are an overlay with revisions.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from surveyapp.actions import rewording, stale_wordings
from surveyapp.actions.recording import record
from surveyapp.actions.worded import for_round, questionnaire_at, questionnaire_of, worded
from surveyapp.core import definition, wordings
from surveyapp.core.questionnaire import Group, Option, Question, Questionnaire
from surveyapp.core.wordings import Words
from surveyapp.documents import xlsform
from surveyapp.store import editions, models
from surveyapp.store.models import CODE, Edition, Person

__all__ = ["copy", "for_round", "import_workbook", "publish", "questionnaire_at", "questionnaire_of", "take_in"]


class Reason(StrEnum):
    """Why an edition cannot be published."""

    MISSING_WORDING = "missing_wording"
    VERSION_TAKEN = "version_taken"
    CHANGED_SINCE = "changed_since"
    """It is not what was looked at: somebody changed it meanwhile."""


class PublishRefused(Exception):
    """The edition stays as it is."""

    def __init__(self, reason: Reason, missing: Mapping[str, int] | None = None) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.missing = dict(missing or {})
        """Of a missing wording: language to how many are lacking."""


class TakeInReason(StrEnum):
    """Why a workbook cannot replace the draft it was meant for."""

    OTHER_QUESTIONNAIRE = "other_questionnaire"
    ALREADY_PUBLISHED = "already_published"


class TakeInRefused(Exception):
    """Nothing was taken in."""

    def __init__(self, reason: TakeInReason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class CopyReason(StrEnum):
    """Why no edition can be begun under a version."""

    VERSION_MISSING = "version_missing"
    VERSION_TOO_LONG = "version_too_long"
    VERSION_UNPRINTABLE = "version_unprintable"
    VERSION_TAKEN = "version_taken"


class CopyRefused(Exception):
    """No edition was begun."""

    def __init__(self, reason: CopyReason) -> None:
        super().__init__(reason.value)
        self.reason = reason


def import_workbook(
    session: Session, data: bytes, name: str, who: Person | None, now: datetime
) -> Edition | tuple[xlsform.Fault, ...]:
    """The edition a workbook becomes, or all its faults when one of them is an error."""
    read = xlsform.read(data, name)
    return read.faults if read.questionnaire is None else take_in(session, read.questionnaire, name, who, now)


def take_in(
    session: Session,
    questionnaire: Questionnaire,
    name: str,
    who: Person | None,
    now: datetime,
    into: Edition | None = None,
) -> Edition:
    """The edition of a questionnaire that was read from a workbook of this name.

    What an edition says already is that edition once more. The draft it is meant for (`into`), else the one of the
    same version, else the newest edition where that is not published yet, is replaced; otherwise it is a new edition,
    begun from the one published last. Of a draft that is replaced, what was worded here stays in the history and the
    languages added here stay. TakeInRefused says why `into` cannot be replaced.
    """
    candidate = _candidate(session, questionnaire, into)
    if candidate is not None and _says(candidate, questionnaire):
        return candidate
    replaced: dict[str, str] = {}
    if candidate is not None and candidate.published_at is None:
        replaced = {"replaced": candidate.sha256, "replaced_file": candidate.source_name}
        edition = _replaced(session, candidate, questionnaire, name, who, now)
    else:
        edition = _begun(session, candidate, questionnaire, name, who, now)
    record(session, "questionnaire taken in", now, who, details=_facts(edition) | replaced)
    return edition


def would_replace(session: Session, questionnaire: Questionnaire) -> Edition | None:
    """The draft of which taking a workbook in takes the place, held until the end of the transaction."""
    candidate = _candidate(session, questionnaire, None)
    if candidate is None or candidate.published_at is not None or _says(candidate, questionnaire):
        return None
    return candidate


def is_to_be_asked(draft: Edition, who: Person | None) -> bool:
    """Whether replacing a draft sets aside what somebody did: corrections made here, or another person's draft."""
    return draft.wording_revision > draft.wordings_from or is_anothers(draft, who)


def is_anothers(draft: Edition, who: Person | None) -> bool:
    """Whether somebody else brought an edition in or began it."""
    return draft.imported_by_id != (who.id if who else None)


def copy(session: Session, edition: Edition, version: str, who: Person | None, now: datetime) -> Edition:
    """A new draft begun from any edition, worded as that is worded now; CopyRefused says what is wrong with a version.

    Every question and option says which one it was, so that it is found again whatever it is called later. A language
    that was added and is not complete goes along as it stands.
    """
    editions.held(session, edition)
    version = version.strip()
    _check_version(session, edition, version)
    form = questionnaire_of(edition)
    unfinished = [one for one in edition.languages_added if one not in wordings.complete_languages(form)]
    begun = replace(_leading_back(worded(edition, edition.wording_revision, unfinished)), version=version)
    new = _next(session, edition, based_on=edition)
    _define(new, begun, edition.source_name, who, now)
    new.languages_added = unfinished
    session.add(new)
    session.flush()
    rewording.write(session, new, begun, _only_in(form, unfinished), who, now)
    stale_wordings.take_over(session, new, edition, form, now)
    record(session, "questionnaire begun from another", now, who, details=_facts(new) | {"from": edition.version})
    session.flush()
    return new


def seen(edition: Edition) -> str:
    """What tells an edition as somebody looks at it: its definition, and how it is worded in which languages."""
    return ".".join((edition.sha256, str(edition.wording_revision), *edition.languages_added))


def publish(session: Session, edition: Edition, who: Person | None, now: datetime, as_seen: str | None = None) -> None:
    """From now on rounds can be opened on this edition and its structure never changes; PublishRefused says why not.

    `as_seen` is what `seen` said when it was looked at.
    """
    editions.held(session, edition)
    if edition.published_at is not None:
        return
    if as_seen is not None and as_seen != seen(edition):
        raise PublishRefused(Reason.CHANGED_SINCE)
    lacking = lacking_wordings(questionnaire_of(edition))
    if lacking:
        raise PublishRefused(Reason.MISSING_WORDING, lacking)
    if editions.is_version_published(session, edition):
        raise PublishRefused(Reason.VERSION_TAKEN)
    edition.published_at = now
    edition.published_by_id = who.id if who else None
    record(session, "questionnaire published", now, who, details=_facts(edition))


def lacking_wordings(questionnaire: Questionnaire) -> dict[str, int]:
    """Language to how many wordings are missing in it, where any is."""
    counted = wordings.completeness(questionnaire)
    return {language: needed - said for language, (said, needed) in counted.items() if said < needed}


# Which edition a workbook becomes


def _candidate(session: Session, questionnaire: Questionnaire, into: Edition | None) -> Edition | None:
    """The edition that a questionnaire is once more, or replaces, or follows."""
    newest = editions.newest(session, questionnaire.code)
    if newest is not None:
        editions.held(session, newest)  # whoever takes in another edition of the same questionnaire waits
    if into is not None:
        return _allowed(session, questionnaire, into)
    draft = newest and editions.draft(session, newest.questionnaire_id, questionnaire.version)
    if draft is not None:
        editions.held(session, draft)
    return newest if draft is None or draft.published_at is not None else draft


def _allowed(session: Session, questionnaire: Questionnaire, into: Edition) -> Edition:
    editions.held(session, into)
    if into.questionnaire.code != questionnaire.code:
        raise TakeInRefused(TakeInReason.OTHER_QUESTIONNAIRE)
    if into.published_at is not None:
        raise TakeInRefused(TakeInReason.ALREADY_PUBLISHED)
    return into


def _says(edition: Edition, questionnaire: Questionnaire) -> bool:
    """Whether an edition says just this: as it was taken in, or as it is worded now."""
    text = definition.to_json(questionnaire)
    return definition.sha256(text) == edition.sha256 or definition.to_json(questionnaire_of(edition)) == text


def _begun(
    session: Session, newest: Edition | None, form: Questionnaire, name: str, who: Person | None, now: datetime
) -> Edition:
    edition = (
        _next(session, newest) if newest else Edition(number=1, questionnaire=models.Questionnaire(code=form.code))
    )
    _define(edition, form, name, who, now)
    session.add(edition)
    session.flush()
    if edition.based_on is not None:
        before = questionnaire_of(edition.based_on)
        stale_wordings.take_over(session, edition, edition.based_on, before, now)
        stale_wordings.note(session, edition, before, form, who, now)
    return edition


def _replaced(
    session: Session, draft: Edition, form: Questionnaire, name: str, who: Person | None, now: datetime
) -> Edition:
    before = questionnaire_of(draft)
    rewording.write(session, draft, before, _overruled(session, draft, before, form), who, now)
    draft.wordings_from = draft.wording_revision
    _define(draft, form, name, who, now)
    draft.languages_added = [one for one in draft.languages_added if one not in form.languages]
    known = {path for path, _ in wordings.wordings(form)}
    kept = {path: text for path, text in _only_in(before, draft.languages_added).items() if path in known}
    rewording.write(session, draft, before, kept, who, now)
    session.flush()
    stale_wordings.note(session, draft, before, questionnaire_of(draft), who, now)
    return draft


def _overruled(session: Session, draft: Edition, before: Questionnaire, form: Questionnaire) -> Words:
    """What a workbook says otherwise than the corrections made here: put on record as it replaces them."""
    said, says = dict(wordings.wordings(before)), dict(wordings.wordings(form))
    overruled: dict[str, dict[str, str]] = {}
    for one in editions.revisions(session, draft, draft.wording_revision):
        wording = says.get(one.path, {}).get(one.language, "")
        if one.path in says and one.language in form.languages and wording != said[one.path].get(one.language, ""):
            overruled.setdefault(one.path, {})[one.language] = wording
    return overruled


def _next(session: Session, newest: Edition, based_on: Edition | None = None) -> Edition:
    """The edition after all others, begun from one of them: the one published last, if none is named."""
    begun_from = based_on or editions.newest_published(session, newest.questionnaire_id)
    number = editions.highest_number(session, newest.questionnaire_id) + 1
    return Edition(number=number, questionnaire=newest.questionnaire, based_on=begun_from, previous=begun_from)


def _define(edition: Edition, form: Questionnaire, name: str, who: Person | None, now: datetime) -> None:
    text = definition.to_json(form)
    edition.version = form.version
    edition.definition = text
    edition.sha256 = definition.sha256(text)
    edition.source_name = name[-255:]
    edition.imported_at = now
    edition.imported_by_id = who.id if who else None


def _facts(edition: Edition) -> dict[str, str | int]:
    return {
        "questionnaire": edition.questionnaire.code,
        "number": edition.number,
        "version": edition.version,
        "sha256": edition.sha256,
    }


# A copy


def _check_version(session: Session, edition: Edition, version: str) -> None:
    if not version:
        raise CopyRefused(CopyReason.VERSION_MISSING)
    if len(version) > CODE:
        raise CopyRefused(CopyReason.VERSION_TOO_LONG)
    if not version.isprintable():
        raise CopyRefused(CopyReason.VERSION_UNPRINTABLE)
    if editions.is_version_used(session, edition, version):
        raise CopyRefused(CopyReason.VERSION_TAKEN)


def _only_in(form: Questionnaire, languages: Collection[str]) -> Words:
    """What a questionnaire says in some of its languages."""
    said = ((path, {one: text[one] for one in languages if text.get(one)}) for path, text in wordings.wordings(form))
    return {path: text for path, text in said if text}


def _leading_back(form: Questionnaire) -> Questionnaire:
    """The questionnaire with every question and option saying that it is the one of this code."""
    return replace(form, sections=tuple(replace(one, parts=_parts_leading_back(one.parts)) for one in form.sections))


def _parts_leading_back(parts: tuple[Question | Group, ...]) -> tuple[Question | Group, ...]:
    return tuple(
        _question_leading_back(one) if isinstance(one, Question) else replace(one, parts=_parts_leading_back(one.parts))
        for one in parts
    )


def _question_leading_back(question: Question) -> Question:
    if not question.asks:
        return question
    return replace(
        question,
        previous=question.code,
        options=tuple(_option_leading_back(one) for one in question.options),
        companions=tuple(_question_leading_back(one) for one in question.companions),
        fields=tuple(_question_leading_back(one) for one in question.fields),
    )


def _option_leading_back(option: Option) -> Option:
    return replace(option, previous=option.code)
