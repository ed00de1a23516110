"""What stands in each row of the workbook of the directory, of what is on file."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from surveyapp.actions import directory, grouping
from surveyapp.actions.directory import AuthorityFacts
from surveyapp.actions.grouping import today
from surveyapp.core.states import MemberState, Period
from surveyapp.documents import directory_workbook as document
from surveyapp.documents.directory_workbook import Line
from surveyapp.store.models import Role
from surveyapp.store.secretariat_models import Authority, StateGroup
from surveyapp.wording.dates import SECRETARIAT_ZONE
from surveyapp.wording.subregions import subregion_name


def state_line(state: MemberState, language: str) -> Line:
    return {
        "code": state.iso3,
        "name": state.name(language).short,
        "official": state.name(language).official,
        "subregion": subregion_name(state.subregion, language),
        "from": state.membership.since,
        "to": _last(state.membership),
        "participation": "; ".join(f"{one.since} / {_last(one) or '..'}" for one in state.participation),
    }


def _last(period: Period) -> date | None:
    return period.until and date.fromordinal(period.until.toordinal() - 1)


def group_line(group: StateGroup, now: datetime) -> Line:
    states = grouping.members_on(group, today(now))
    return {
        "code": group.public_id,
        "english": group.name.get("en", ""),
        "spanish": group.name.get("es", ""),
        "states": "; ".join(sorted(states)),
    }


def authority_line(one: Authority, language: str) -> Line:
    facts = directory.facts_of(one)
    return {
        "code": one.public_id,
        "state": one.state,
        "kind": document.word(document.KINDS, one.kind, language),
        **of_authority(facts, language),
        "from": day_of(one.since),
    }


def of_authority(facts: AuthorityFacts, language: str) -> dict[str, str]:
    return {
        "name": facts.name,
        "title": facts.title,
        "institution": facts.institution,
        "emails": "; ".join(facts.emails),
        "address": facts.address,
        "telephone": facts.telephone,
        "language": document.word(document.LANGUAGES, facts.language, language),
    }


def person_line(role: Role, copies: str, language: str) -> Line:
    person, post = role.person, directory.post_of(role)
    is_named_only = post == "contributor"
    return {
        "code": person.public_id,
        "state": role.state,
        "post": document.word(document.POSTS, post, language),
        "name": person.name,
        "title": person.title,
        "institution": person.institution,
        "email": "" if is_named_only else person.email,
        "copies": "" if is_named_only else copies,
        "language": document.word(document.LANGUAGES, person.language, language),
        "by": role.designated_by,
        "on": role.designated_on,
        "from": day_of(role.since),
        "to": directory.last_day(role.until),
    }


def copies_of(of: Mapping[int, Sequence[object]], role: Role) -> str:
    confirmed = [one for one in of.get(role.person_id, ()) if getattr(one, "use", "") == "copy"]
    return "; ".join(str(getattr(one, "email", "")) for one in confirmed if getattr(one, "confirmed_at", None))


def day_of(at: datetime) -> date:
    return at.astimezone(ZoneInfo(SECRETARIAT_ZONE)).date()
