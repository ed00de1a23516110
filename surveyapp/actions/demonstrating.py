"""Building the demonstration: the round of 2012, closed, and an open one, every answer of them invented and marked so.

Facts are the states asked in 2012, the nineteen that replied, the mandate and the Meeting. Answers, persons, dates of
receipt and figures are invented (see `illustrating`), the same each time.
"""

import csv
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from surveyapp import data
from surveyapp.actions import (
    answering,
    authoring,
    clarifying,
    correspondence,
    delegating,
    holding,
    illustrating_directory,
    inviting,
    people,
    rounds,
    secretariat_entry,
    submitting,
)
from surveyapp.actions.answering import Posted
from surveyapp.actions.delegating import Named, Task
from surveyapp.actions.illustrating import Inventor, texts
from surveyapp.actions.sealing import Sealing
from surveyapp.core.places import Place
from surveyapp.core.questionnaire import Kind, Question, Questionnaire
from surveyapp.core.states import MemberState, from_facts, taking_part
from surveyapp.core.whole import is_answered
from surveyapp.store import answers as store
from surveyapp.store import models
from surveyapp.store import people as people_known
from surveyapp.store.installation import CONTACT, DEMONSTRATION, set_fact

WASHINGTON = ZoneInfo("America/New_York")
FOCAL_POINT_STATES = ("CRI", "JAM")
"""As whose focal points a newcomer comes in: one Spanish-speaking state, one English-speaking."""

OFFICER_ADDRESS = "officer@example.org"
OFFICER_PASSPHRASE = "illustrative heron carries seven lanterns"  # noqa: S105 (of a demonstration, told to all)
"""Known to everybody, as all of the demonstration: it opens nothing else."""

_WORKBOOK = "best_practices.xlsx"
_PASSES = 4


@dataclass(frozen=True)
class Fate:
    """How far one state gets: the share of sections it answers, whether it submits, whether it leaves gaps."""

    share: float
    submits: bool
    leaves_gaps: bool = True


@dataclass(frozen=True)
class Built:
    """The demonstration as it stands: the two rounds and the persons as whom one may come in."""

    rounds: tuple[models.Round, ...]
    officer: models.Person
    focal_points: tuple[models.Person, ...]


def is_empty(session: Session) -> bool:
    """Whether nothing but the member states is in the store yet, so that a demonstration may be built there."""
    tables = (models.Questionnaire, models.Round, models.Person)
    return all(session.scalar(sa.select(sa.func.count()).select_from(table)) == 0 for table in tables)


def come_in_as(session: Session, now: datetime) -> tuple[models.Person | None, list[models.Person]]:
    """As whom a newcomer comes in: the officer, and the focal points of one state of each language."""
    officer = session.scalars(sa.select(models.Person).where(models.Person.email_key == OFFICER_ADDRESS)).first()
    of_states = people_known.focal_points_of(session, FOCAL_POINT_STATES, now)
    return officer, [of_states[state][0] for state in FOCAL_POINT_STATES if state in of_states]


def build(session: Session, sealing: Sealing, base_url: str, now: datetime) -> Built:
    """Fills an empty store. The open round lies around `now`: opened a month ago, due in three weeks.

    `base_url` is the address that stands in the letters.
    """
    set_fact(session, DEMONSTRATION, True)
    set_fact(session, CONTACT, _contact())
    rounds.load_member_states(session)
    of_2012, opened = _moment(date(2012, 6, 18), 9), _moment(now.date() - timedelta(days=30), 9)
    officer = _officer(session, sealing, of_2012 - timedelta(days=4))
    edition = _edition(session, officer, of_2012 - timedelta(days=3))
    states = rounds.member_states(session)
    first = _round(session, _plan_of_2012(edition, states), officer, base_url, of_2012)
    _reply_to(session, first, _fates_of_2012(), of_2012, date(2012, 8, 31))
    current = _round(session, _current_plan(edition, states, now), officer, base_url, opened)
    illustrating_directory.fill(session, current, officer, opened)
    _reply_to(session, current, _current_fates(current), opened, now.date() - timedelta(days=1))
    come_in = [_focal_point(session, reply, of_2012) for reply in _of_come_in(current)]
    for reply, person in zip(_of_come_in(current), come_in, strict=True):
        _contributor(session, reply, person, base_url, opened + timedelta(days=3))
    asked = [*_of_come_in(first), *[one for one in current.replies if one.submitted_at][:2]]
    for reply in asked:
        _asked_about(session, reply, officer, base_url, has_answered=reply is not asked[-1])
    return Built((first, current), officer, tuple(come_in))


def _officer(session: Session, sealing: Sealing, now: datetime) -> models.Person:
    officer = people.name_person(session, OFFICER_ADDRESS, "Illustrative officer", "en", now)
    for role in ("officer", "administrator"):
        people.give_role(session, officer, role, now)
    secret = secretariat_entry.new_secret()
    secretariat_entry.set_without_invitation(session, sealing, officer, OFFICER_PASSPHRASE, secret, now)
    return officer


def _edition(session: Session, officer: models.Person, now: datetime) -> models.Edition:
    imported = authoring.import_workbook(session, data.path(_WORKBOOK).read_bytes(), _WORKBOOK, officer, now)
    if not isinstance(imported, models.Edition):
        raise RuntimeError(f"the bundled questionnaire has faults: {imported}")
    authoring.publish(session, imported, officer, now)
    return imported


def _plan_of_2012(edition: models.Edition, states: Sequence[MemberState]) -> rounds.RoundPlan:
    return rounds.RoundPlan(
        code="2012",
        edition=edition,
        title={
            "en": "Questionnaire on best practices against trafficking in persons, 2012",
            "es": "Cuestionario sobre mejores prácticas contra la trata de personas, 2012",
        },
        mandate={
            "en": "AG/RES. 2551 (XL-O/10) of 8 June 2010",
            "es": "AG/RES. 2551 (XL-O/10), de 8 de junio de 2010",
        },
        meeting={
            "en": "Third Meeting of National Authorities on Trafficking in Persons, "
            "Guatemala City, 15 and 16 October 2012",
            "es": "Tercera Reunión de Autoridades Nacionales en Materia de Trata de Personas, "
            "Ciudad de Guatemala, 15 y 16 de octubre de 2012",
        },
        meeting_on=date(2012, 10, 15),
        period_from=date(2010, 1, 1),
        period_to=date(2011, 12, 31),
        deadline=_moment(date(2012, 8, 31), 17),
        closes_at=_moment(date(2012, 10, 5), 17),
        time_zone=WASHINGTON.key,
        states=taking_part(states, date(2012, 6, 18)),
    )


def _current_plan(edition: models.Edition, states: Sequence[MemberState], now: datetime) -> rounds.RoundPlan:
    year, due = now.year, now.date() + timedelta(days=21)
    return rounds.RoundPlan(
        code=str(year),
        edition=edition,
        title={
            "en": f"Questionnaire on best practices against trafficking in persons, {year}",
            "es": f"Cuestionario sobre mejores prácticas contra la trata de personas, {year}",
        },
        mandate={
            "en": "Illustrative mandate, for this demonstration only",
            "es": "Mandato ilustrativo, solo para esta demostración",
        },
        meeting={
            "en": "Illustrative Meeting of National Authorities",
            "es": "Reunión ilustrativa de Autoridades Nacionales",
        },
        meeting_on=due + timedelta(days=60),
        period_from=date(year - 2, 1, 1),
        period_to=date(year - 1, 12, 31),
        deadline=_moment(due, 17),
        closes_at=_moment(due + timedelta(days=30), 17),
        time_zone=WASHINGTON.key,
        states=taking_part(states, now.date()),
    )


def _round(
    session: Session, plan: rounds.RoundPlan, officer: models.Person, base_url: str, now: datetime
) -> models.Round:
    faults = rounds.faults(session, plan)
    if faults:
        raise RuntimeError(f"round {plan.code} of the demonstration cannot be made: {', '.join(faults)}")
    round_ = rounds.create(session, plan, officer, now)
    rounds.open_round(session, round_, officer, now)
    for reply in round_.replies:
        _focal_point(session, reply, now)
    for letter in inviting.invite(session, round_, round_.replies, base_url, officer, now):
        correspondence.keep(session, letter)
    return round_


def _fates_of_2012() -> dict[str, Fate]:
    """The nineteen that replied in 2012 submit; of the others some began."""
    rows = csv.DictReader(data.text("member_states.csv").splitlines())
    replied = {row["iso3"]: row["replied_2012"] == "yes" for row in rows}
    began = {"CHL": 0.5, "URY": 0.4, "CAN": 0.6, "HND": 0.3, "GUY": 0.7, "BOL": 0.2}
    return {iso3: Fate(1.0, True) if yes else Fate(began.get(iso3, 0.0), False) for iso3, yes in replied.items()}


def _current_fates(round_: models.Round) -> dict[str, Fate]:
    chance = random.Random(round_.code)  # noqa: S311 (the same each time)
    complete_not_sent = Fate(1.0, False, leaves_gaps=False)
    shares = [Fate(1.0, True)] * 6 + [complete_not_sent] + [Fate(share / 10, False) for share in range(1, 10)]
    others = sorted(reply.state for reply in round_.replies if reply.state not in FOCAL_POINT_STATES)
    chance.shuffle(others)
    fates = dict(zip(others, shares, strict=False))
    return fates | dict.fromkeys(FOCAL_POINT_STATES, Fate(0.4, False))


def _reply_to(
    session: Session, round_: models.Round, fates: Mapping[str, Fate], opened: datetime, last_day: date
) -> None:
    """Lets each state write, and submit, on invented days from a week after the opening to the last day."""
    days = max(1, (last_day - opened.date()).days - 7)
    for reply in sorted(round_.replies, key=lambda one: one.state):
        fate = fates.get(reply.state, Fate(0.0, False))
        chance = random.Random(f"{round_.code}/{reply.state}")  # noqa: S311 (the same each time)
        person = _focal_point(session, reply, opened)
        at = _moment(opened.date() + timedelta(days=7 + chance.randrange(days)), 8 + chance.randrange(9))
        if fate.share:
            _write(session, reply, person, fate, chance, at)
        if fate.submits:
            _submit(session, reply, person, chance, at + timedelta(minutes=40))


def _write(
    session: Session, reply: models.Reply, person: models.Person, fate: Fate, chance: random.Random, now: datetime
) -> None:
    """Answers the first sections, question by question, then those that the answers have led to."""
    state = from_facts(reply.state_facts)
    inventor = Inventor(state, reply.round.period_to.year, chance, fate.leaves_gaps)
    questions = _first_sections(authoring.questionnaire_of(reply.round.edition), fate.share)
    for question in questions:
        if question.kind is Kind.LIST:
            for number in range(inventor.entries_wanted(question)):
                answering.add_entry(session, reply, question.code, f"illustrative {number}", person, now)
    facts = store.known_facts(session, reply.round_id, reply.state)
    invented: set[str] = set()
    for number in range(_PASSES):
        held = holding.read(session, reply, now)
        asked = held.asked()
        due = [one for one in questions if one.code not in invented and asked.question(one.code)]
        posted = dict(_typed(inventor, due, held.entries, facts))
        invented.update(question.code for question in due)
        if posted:
            answering.save_page(session, reply, posted, f"illustrative {number}", person, now, inventor.language)


def _typed(
    inventor: Inventor,
    questions: Sequence[Question],
    entries: Mapping[str, Sequence[str]],
    facts: Mapping[str, models.KnownFact],
) -> Iterator[tuple[Place, Posted]]:
    """What is on file about a state is confirmed: nothing invented contradicts it."""
    for question in questions:
        for place, typed in inventor.answers(question, entries):
            fact = facts.get(str(place))
            yield place, Posted(fact.typed if fact else typed, 0)


def _first_sections(questionnaire: Questionnaire, share: float) -> list[Question]:
    wanted = max(1, round(share * len(questionnaire.sections)))
    return [one for section in questionnaire.sections[:wanted] for one in questionnaire.questions(section)]


def _submit(session: Session, reply: models.Reply, person: models.Person, chance: random.Random, now: datetime) -> None:
    declared = {
        "name": person.name,
        "title": person.title,
        "institution": person.institution,
        "gaps": texts(person.language)["gaps"],
    }
    salt = chance.randbytes(16).hex()
    submitting.submit(session, reply, declared, "illustrative", person, now, salt)


def _focal_point(session: Session, reply: models.Reply, now: datetime) -> models.Person:
    """The invented focal point of a state, one for both rounds."""
    known = people_known.focal_points(session, reply.state, now)
    if known:
        return known[0]
    state = from_facts(reply.state_facts)
    spanish = state.letter_language == "es"
    person = people.name_person(
        session,
        f"focal.point.{state.iso3.lower()}@example.org",
        f"Punto focal ilustrativo ({state.iso3})" if spanish else f"Illustrative focal point ({state.iso3})",
        state.letter_language,
        now,
        title="Punto focal nacional" if spanish else "National focal point",
        institution=texts(state.letter_language)["institution"][1],
    )
    people.give_role(session, person, "focal_point", now, state=state.iso3)
    return person


def _of_come_in(round_: models.Round) -> list[models.Reply]:
    """The replies as whose focal points a newcomer comes in."""
    return [reply for reply in round_.replies if reply.state in FOCAL_POINT_STATES]


def _contributor(
    session: Session, reply: models.Reply, focal_point: models.Person, base_url: str, now: datetime
) -> None:
    """An invented official to whom the focal point has sent two sections."""
    spanish, said = focal_point.language == "es", texts(focal_point.language)
    named = Named(
        name=f"Colaboradora ilustrativa ({reply.state})" if spanish else f"Illustrative contributor ({reply.state})",
        email=f"contributor.{reply.state.lower()}@example.org",
        language=focal_point.language,
        title="Asesora" if spanish else "Adviser",
        institution=said["institution"][0],
    )
    codes = [section.code for section in authoring.questionnaire_of(reply.round.edition).sections]
    task = Task(
        sections=frozenset(codes[2:4]),
        sees_rest=True,
        message="Mensaje ilustrativo: le agradeceré contestar estas secciones."
        if spanish
        else "Illustrative message: kindly answer these sections.",
        wanted_by=reply.round.deadline.date() - timedelta(days=7),
    )
    role = delegating.invite(session, reply, named, task, base_url, focal_point, now)
    letters = sa.select(models.Letter).where(models.Letter.person_id == role.person_id)
    for letter in session.scalars(letters):
        correspondence.keep(session, letter)


def _asked_about(
    session: Session, reply: models.Reply, officer: models.Person, base_url: str, *, has_answered: bool
) -> None:
    """The secretariat asks the state about its first core answer; a state that answers does so soon after."""
    at = _last(reply)
    focal_point = _focal_point(session, reply, at)
    said = texts(focal_point.language)
    held = holding.read(session, reply, at)
    core = (one for one in held.questionnaire.questions() if one.core)
    question = next(one.code for one in core if is_answered(one, held.answers, held.entries))
    one = clarifying.draft(session, reply, question, said["clarification"], "illustrative", officer, at)
    clarifying.send(session, reply, officer, at + timedelta(minutes=70), base_url)
    if one is not None and has_answered:
        clarifying.answer(
            session, None, one, said["clarified"], [], "illustrative answer", focal_point, at + timedelta(minutes=90)
        )
    _keep_letters(session, reply)


def _last(reply: models.Reply) -> datetime:
    if reply.last_activity_at is None:
        raise RuntimeError(f"nothing was written for {reply.state}")
    return reply.last_activity_at


def _keep_letters(session: Session, reply: models.Reply) -> None:
    """The letters about this reply are read here; none is sent to an invented address."""
    session.flush()
    waiting = sa.select(models.Letter).where(models.Letter.reply_id == reply.id, models.Letter.status == "waiting")
    for letter in session.scalars(waiting):
        correspondence.keep(session, letter)


def _contact() -> dict[str, object]:
    return {
        "email": "questionnaire@example.org",
        "telephone": "+1 202 555 0143",
        "hours": {
            "en": "9:00 to 17:00 (Washington, D.C. time)",
            "es": "de 9:00 a 17:00 (hora de Washington, D.\u00a0C.)",
        },
    }


def _moment(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), WASHINGTON).astimezone(UTC)
