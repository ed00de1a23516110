"""People: what they may do, from when to when."""

from surveyapp.actions import people
from tests.stored import a_person, a_reply


def test_a_contributor_may_be_sent_further_sections(session, now):
    a_reply(session)
    person = a_person(session, role="contributor", sections=["law"])

    for sections in (["law"], ["help"], ["help"]):
        people.give_role(session, person, "contributor", now, state="CRI", sections=sections)

    session.refresh(person)
    assert [role.sections for role in person.roles] == [["law"], ["help"]]


def test_naming_somebody_again_corrects_what_is_said_anew_and_keeps_the_rest(session, now):
    first = people.name_person(session, "ana@example.org", "Ana", "en", now, title="Dirctor", institution="Ministry")

    again = people.name_person(session, " Ana@Example.org", "Ana", "es", now, title="Director")

    assert again is first
    assert (again.title, again.institution, again.language) == ("Director", "Ministry", "es")
