"""Who stands for a state and by which letter, authorities, groups, designations asked for: with their history."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from surveyapp.actions import coming_in, delegating, designating, directory, grouping, people, seeing
from surveyapp.actions.delegating import Hand, Named, Task
from surveyapp.actions.designating import Designated
from surveyapp.actions.directory import AuthorityFacts, Designation, Entered, Kind, Post
from surveyapp.actions.sealing import Sealing
from surveyapp.store import authorities, groups, models
from surveyapp.store import directory as on_file
from surveyapp.store import people as known
from tests.stored import a_person, a_reply

SEALING = Sealing("the secret key of the tests, for them alone")
MISSION = AuthorityFacts(name="Ana Solís", title="Embajadora", emails=("a@example.org", "b@example.org"), language="es")
CONTACT = Entered(name="Contacto A", email="contact@example.org", language="es", post=Post.CONTACT)


@pytest.fixture
def reply(session):
    return a_reply(session)


def letters(session):
    return session.scalars(sa.select(models.Letter).order_by(models.Letter.id)).all()


# Contacts come nowhere in


def test_a_contact_comes_nowhere_in(session, now, reply):
    role = directory.enter_person(session, "CRI", CONTACT, None, now)
    asker = coming_in.Asker("browser", "192.0.2.1", "es")

    coming_in.ask_code(session, SEALING, "contact@example.org", asker, now)
    token = coming_in.begin(session, role.person, now)

    assert letters(session) == [], "no code is mailed"
    assert coming_in.viewer_with(session, token, now) is None
    assert seeing.viewer_of(session, role.person, now) is None
    with pytest.raises(LookupError):
        coming_in.code_at_command_line(session, SEALING, "contact@example.org", now)


def test_a_contact_is_not_among_those_who_work_on_a_reply(session, now, reply):
    directory.enter_person(session, "CRI", CONTACT, None, now)

    assert known.of_state(session, "CRI", now) == []
    assert known.focal_points_of(session, ["CRI"], now) == {}


def test_being_a_contact_of_another_state_opens_nothing_of_it_to_a_focal_point(session, now, reply):
    a_reply(session, "JAM", reply.round)
    ana = a_person(session, "Ana Mora")
    people.give_role(session, ana, "contact", now, state="JAM")

    viewer = seeing.viewer_of(session, ana, now)

    assert (viewer.states, viewer.sides) == ({"CRI"}, {"CRI"})
    assert [one.state for one in seeing.replies_of(session, viewer)] == ["CRI"]


def test_a_contact_can_be_given_a_task_like_anybody(session, now, reply):
    directory.enter_person(session, "CRI", CONTACT, None, now)
    named = Named(name=CONTACT.name, email=CONTACT.email, language="es", institution="Cancillería")

    role = delegating.invite(session, reply, named, Task(Hand.ALTERNATE), "http://localhost", None, now)

    assert seeing.viewer_of(session, role.person, now).holds("focal_point", "CRI")


def test_nobody_is_contact_of_a_state_and_of_the_secretariat(session, now, reply):
    a_person(session, "Officer A", "officer", None)

    with pytest.raises(people.RoleFaultError):
        directory.enter_person(session, "CRI", replace(CONTACT, email="officer.a@example.org"), None, now)


# Designations and authorities


def test_a_designation_names_its_letter_and_the_task_ends_by_itself(session, now, reply):
    entered = replace(CONTACT, post=Post.FOCAL_POINT, designation=Designation(by="Note 7", last_day=now.date()))

    role = directory.enter_person(session, "CRI", entered, None, now)

    assert directory.is_designated(role)
    assert directory.last_day(role.until) == now.date()
    assert known.focal_points(session, "CRI", now) == [role.person]
    assert known.focal_points(session, "CRI", now + timedelta(days=1)) == []


def test_a_changed_authority_is_a_new_row_and_the_former_stays(session, now, reply):
    later = now + timedelta(days=1)

    directory.set_authority(session, "CRI", Kind.MISSION, MISSION, None, now)
    unchanged = directory.set_authority(session, "CRI", Kind.MISSION, MISSION, None, later)
    directory.set_authority(session, "CRI", Kind.MISSION, replace(MISSION, name="Luis Paz"), None, later)

    assert not unchanged
    assert authorities.current(session, ["CRI", "JAM"], "mission", now)["CRI"].name == "Ana Solís"
    assert authorities.current(session, ["CRI"], "mission", later)["CRI"].name == "Luis Paz"
    assert authorities.current(session, ["CRI"], "minister", later) == {}
    directory.end_authority(session, "CRI", Kind.MISSION, None, later)
    assert authorities.current(session, ["CRI"], "mission", later) == {}
    assert len(on_file.authorities_ever(session, "CRI")) == 2


def test_what_was_done_to_a_state_stands_in_its_history_and_in_no_others(session, now, reply):
    a_reply(session, "JAM", reply.round)
    officer = a_person(session, "Officer A", "officer", None)

    directory.set_authority(session, "CRI", Kind.MISSION, MISSION, officer, now)

    assert [(one.deed, one.by) for one in on_file.events(session, "CRI", directory.DEEDS)] == [
        ("authority entered", "Officer A")
    ]
    assert on_file.events(session, "JAM", directory.DEEDS) == []


# Groups


def test_states_belong_to_a_group_from_one_day_to_another(session, now, reply):
    a_reply(session, "JAM", reply.round)
    group = grouping.make(session, {"en": "First wave", "es": "Primera ola"}, ["CRI"], None, now)
    later = now + timedelta(days=3)

    grouping.set_members(session, group, ["JAM"], None, later)

    assert [one.states for one in groups.groups_on(session, grouping.today(now))] == [{"CRI"}]
    assert [one.states for one in groups.groups_on(session, grouping.today(later))] == [{"JAM"}]
    grouping.end(session, group, None, later)
    assert groups.groups_on(session, grouping.today(later)) == []
    assert len(groups.every(session)) == 1


def test_two_groups_have_two_names(session, now, reply):
    grouping.make(session, {"en": "First wave", "es": "Primera ola"}, [], None, now)
    other = grouping.make(session, {"en": "Second wave", "es": "Segunda ola"}, [], None, now)

    with pytest.raises(grouping.NameTakenError):
        grouping.rename(session, other, {"en": "first wave", "es": "Otra"}, None, now)
    assert grouping.rename(session, other, {"en": "Third wave", "es": "Segunda ola"}, None, now)


# Asking for designations


@pytest.fixture
def round_(session, now, reply):
    """Costa Rica has designated, Jamaica named somebody, Peru nobody; Peru's mission has no address."""
    for state in ("JAM", "PER"):
        a_reply(session, state, reply.round)
    designation = Designation(by="Note 7", on=now.date())
    entered = replace(CONTACT, name="Ana Mora", email="ana@example.org", post=Post.ALTERNATE, designation=designation)
    directory.enter_person(session, "CRI", entered, None, now)
    a_person(session, "Joy Brown", state="JAM", title="Director")
    directory.set_authority(session, "JAM", Kind.MISSION, replace(MISSION, language="en"), None, now)
    directory.set_authority(session, "PER", Kind.MISSION, replace(MISSION, emails=()), None, now)
    session.flush()
    return reply.round


def test_a_state_has_designated_or_named_somebody_or_nobody(session, now, round_):
    found = designating.situations(session, round_.replies, now)

    assert {one.state.iso3: (one.designated, one.can_be_written_to) for one in found} == {
        "CRI": (Designated.BY_LETTER, False),
        "JAM": (Designated.WITHOUT_LETTER, True),
        "PER": (Designated.NOBODY, False),
    }


def test_a_mission_is_written_to_at_each_of_its_addresses_once_a_day(session, now, round_):
    states = ["CRI", "JAM", "PER"]

    designating.ask(session, round_, round_.replies, states, None, now)
    again = designating.ask(session, round_, round_.replies, states, None, now + timedelta(hours=1))

    assert again == []
    written = letters(session)
    assert [(one.kind, one.email, one.language) for one in written] == [
        ("designation_request", "a@example.org", "en"),
        ("designation_request", "b@example.org", "en"),
    ]
    assert "Joy Brown, Director" in written[0].body
    assert "will address the following questionnaire" in written[0].body


def test_a_mission_that_has_not_answered_is_asked_again_another_day(session, now, round_):
    designating.ask(session, round_, round_.replies, ["JAM"], None, now)

    again = designating.ask(session, round_, round_.replies, ["JAM"], None, now + timedelta(days=7))

    assert len(again) == 2
    assert "refer once more" in again[0].body


def test_only_the_missions_ticked_are_written_to_and_none_of_a_closed_round(session, now, round_):
    assert designating.ask(session, round_, round_.replies, ["CRI"], None, now) == []
    assert designating.ask(session, round_, round_.replies, ["JAM"], None, round_.closes_at) == []


@pytest.mark.parametrize(("language", "words"), [("en", "Excellency,"), ("es", "De mi mayor consideración:")])
@pytest.mark.parametrize("is_named", [True, False])
def test_the_letter_is_whole_in_each_language(session, now, round_, language, words, is_named):
    state = "JAM" if is_named else "PER"
    directory.set_authority(session, state, Kind.MISSION, replace(MISSION, language=language), None, now)

    [letter, _second] = designating.ask(session, round_, round_.replies, [state], None, now)

    assert words in letter.body
    assert "None" not in letter.body
    assert "  \n" not in letter.body
    assert ("Joy Brown" in letter.body) == is_named
