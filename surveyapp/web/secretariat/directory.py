"""The directory: every member state with those who stand for it, and a page for each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import abort, g, render_template, request
from flask_babel import gettext as _

from surveyapp.actions import directory as deeds
from surveyapp.actions import seeing
from surveyapp.actions.directory import Kind
from surveyapp.actions.grouping import today
from surveyapp.actions.seeing import is_in_force
from surveyapp.core.states import MemberState, Period, from_facts, in_order
from surveyapp.core.text import said_anyhow
from surveyapp.store import authorities, groups
from surveyapp.store import directory as on_file
from surveyapp.store.groups import GroupOnDay
from surveyapp.store.models import Event, Role
from surveyapp.store.secretariat_models import Authority
from surveyapp.web import clock, database
from surveyapp.web.secretariat.filters import Choice
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import dates, subregions
from surveyapp.wording import deeds as deed_wording
from surveyapp.wording import directory as wording
from surveyapp.wording.sentences import capital

WITHOUT, WITHOUT_LETTER = "without", "without-letter"


@dataclass(frozen=True)
class Row:
    """A state of the list."""

    state: MemberState
    subregion: str
    groups: tuple[str, ...]
    mission: Authority | None
    roles: tuple[Role, ...]

    @property
    def focal_points(self) -> list[Role]:
        return [one for one in self.roles if deeds.post_of(one) == deeds.Post.FOCAL_POINT]

    @property
    def alternates(self) -> list[Role]:
        return [one for one in self.roles if deeds.post_of(one) == deeds.Post.ALTERNATE]

    @property
    def is_without(self) -> bool:
        return not self.focal_points and not self.alternates

    @property
    def is_without_letter(self) -> bool:
        named = [*self.focal_points, *self.alternates]
        return bool(named) and not any(deeds.is_designated(one) for one in named)

    def is_so(self, chosen: str) -> bool:
        return {WITHOUT: self.is_without, WITHOUT_LETTER: self.is_without_letter}.get(chosen, True)


@blueprint.get("/directory", endpoint="directory")
def list_states() -> str:
    session, now = database.session(), clock.now()
    made = groups.groups_on(session, today(now))
    rows = _rows(made, now)
    chosen = {name: request.args.get(name, "") for name in ("subregion", "group", "focal_point")}
    group = next((one for one in made if one.public_id == chosen["group"]), None)
    shown = [
        row
        for row in rows
        if row.is_so(chosen["focal_point"])
        and (chosen["subregion"] in ("", row.state.subregion.value))
        and (group is None or row.state.iso3 in group.states)
    ]
    return render_template(
        "secretariat/directory.html",
        rows=shown,
        total=len(rows),
        without=sum(row.is_without for row in rows),
        choices=_choices(chosen, made, rows),
        is_filtered=any(chosen.values()),
        open_rounds=[one for one in seeing.rounds(session, signed_in_viewer()) if now < one.closes_at],
        here="directory",
    )


@blueprint.get("/directory/<string(length=3):state>", endpoint="directory_state")
def show_state(state: str) -> str:
    member_ = member(state)
    session, now = database.session(), clock.now()
    ever = on_file.roles_ever(session, member_.iso3)
    roles = [role for role in ever if is_in_force(role, now) and role.person.ended_at is None]
    return render_template(
        "secretariat/directory_state.html",
        state=member_,
        facts=list(_facts(member_, now)),
        kinds=[
            (kind, wording.kind_words(kind, g.language), authorities.current(session, [state], kind, now).get(state))
            for kind in Kind
        ],
        people=[(post, [one for one in roles if deeds.post_of(one) == post]) for post in wording.POSTS],
        addresses=on_file.addresses(session, [role.person_id for role in roles]),
        former_roles=[role for role in ever if role not in roles],
        former_authorities=[one for one in on_file.authorities_ever(session, state) if one.until is not None],
        events=[_told(event, ever) for event in on_file.events(session, state, deeds.DEEDS)],
        words=wording,
        post_of=deeds.post_of,
        capital=capital,
        day=day,
        dates_day=day_words,
        last_day=deeds.last_day,
        here="directory",
    )


def member(iso3: str) -> MemberState:
    """The state with this code; 404 for none."""
    found = next((one for one in on_file.members(database.session()) if one.iso3 == iso3), None)
    if found is None:
        abort(404)
    return from_facts(found.facts)


def day(at: datetime) -> str:
    """The day of a moment in Washington."""
    return dates.day(today(at), g.language)


def day_words(on: date) -> str:
    return dates.day(on, g.language)


def in_official_order() -> list[MemberState]:
    """Every state, in the order of the page's language."""
    return in_order((from_facts(one.facts) for one in on_file.members(database.session())), g.language)


def _rows(made: Sequence[GroupOnDay], now: datetime) -> list[Row]:
    session = database.session()
    states = in_official_order()
    missions = authorities.current(session, [one.iso3 for one in states], Kind.MISSION, now)
    roles = on_file.roles(session, now)
    return [
        Row(
            state,
            subregions.subregion_name(state.subregion, g.language),
            tuple(said_anyhow(one.name, g.language) for one in made if state.iso3 in one.states),
            missions.get(state.iso3),
            tuple(roles.get(state.iso3, ())),
        )
        for state in states
    ]


def _choices(
    chosen: Mapping[str, str], made: Iterable[GroupOnDay], rows: Sequence[Row]
) -> list[tuple[str, str, list[Choice]]]:
    """Of each filter its name, its label and what can be chosen."""
    offered = {
        "subregion": [(one.value, name) for one, name in subregions.in_order(g.language)],
        "group": [(one.public_id, said_anyhow(one.name, g.language)) for one in made],
        "focal_point": [
            (WITHOUT, _("Without a focal point (%(num)s)", num=sum(row.is_without for row in rows))),
            (WITHOUT_LETTER, _("Without a letter (%(num)s)", num=sum(row.is_without_letter for row in rows))),
        ],
    }
    labels = {"subregion": _("Subregion"), "group": _("Group"), "focal_point": _("Focal point")}
    return [
        (
            name,
            labels[name],
            [
                Choice("", _("All"), not chosen[name]),
                *(Choice(value, words, value == chosen[name]) for value, words in values),
            ],
        )
        for name, values in offered.items()
        if values
    ]


def _facts(state: MemberState, now: datetime) -> Iterator[tuple[str, str]]:
    yield _("Official name"), state.name(g.language).official
    yield _("Subregion"), subregions.subregion_name(state.subregion, g.language)
    made = groups.groups_on(database.session(), today(now))
    yield _("Groups"), ", ".join(said_anyhow(one.name, g.language) for one in made if state.iso3 in one.states)
    yield _("Member state"), _period(state.membership)
    if state.participation != (state.membership,):
        yield _("Takes part"), "; ".join(_period(one) for one in state.participation)
    yield _("Note"), said_anyhow(state.note, g.language)


def _period(period: Period) -> str:
    """ "since 1948", "from 1948 to 18 November 2023"; a first of January stands for its year."""
    since, is_year = period.since, (period.since.month, period.since.day) == (1, 1)
    last = day_words(period.until - timedelta(days=1)) if period.until else ""
    if is_year:
        words = (
            _("from %(year)s to %(last)s", year=since.year, last=last) if last else _("since %(year)s", year=since.year)
        )
    elif last:
        words = _("%(first)s to %(last)s", first=day_words(since), last=last)
    else:
        words = _("since %(day)s", day=day_words(since))
    return str(words)


def _told(event: Event, ever: Sequence[Role]) -> tuple[str, str, str]:
    """When, what and who."""
    names = {role.person.public_id: role.person.name for role in ever}
    return (
        day(event.at),
        wording.deed_words(event.deed, event.details, names, g.language),
        deed_wording.who_words(event.by, g.language),
    )
