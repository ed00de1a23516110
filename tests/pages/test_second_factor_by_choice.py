"""A person of a state who chooses a second factor is asked for it, where the settings ask it of nobody."""

import pytest

from surveyapp.actions import people
from surveyapp.store.models import Person
from tests.page_client import PageClient
from tests.pages.test_states_by_second_factor import PASSPHRASE, printed, set_up
from tests.stored import a_person, a_reply


def by_code(client, code, address="name.a@example.org"):
    """As far as a mailed code leads."""
    asked = client.open("/en/sign-in").form("/sign-in").send({"address": address})
    return asked.form("/code").send({"code": code(address)})


@pytest.fixture
def reply(session):
    made = a_reply(session)
    session.commit()
    return made


@pytest.fixture
def person(session, reply):
    made = a_person(session)
    session.commit()
    return made


@pytest.fixture
def chosen(client, person, reply, sign_in, clock, mailed_code):
    """The page of printed codes, after a fresh code."""
    sign_in(client, person)
    page = client.open(f"/en/reply/{reply.public_id}/people")
    page = client.open(page.document.xpath("//a[contains(@href, 'second-factor')]/@href")[0])
    page = page.form("/second-factor").send()
    page = page.form("/second-factor").send({"code": mailed_code("name.a@example.org")})
    return set_up(page, clock())


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_wrong_code_leads_nowhere(client, person, sign_in, language):
    sign_in(client, person)
    page = client.open(f"/{language}/sign-in/second-factor").form("/second-factor").send()

    page = page.form("/second-factor").send({"code": "0000 0000"}, status=422)

    assert page.texts(".attention")
    assert not page.texts(".seal")


def test_a_mailed_code_alone_is_then_not_enough(app, chosen, person, reply, mailed_code, clock):
    codes = printed(chosen)
    elsewhere = PageClient(app)

    page = by_code(elsewhere, mailed_code)

    assert page.h1 == "Sign in"
    assert page.texts(".notice") == ["You have set up a passphrase and a second factor: please sign in with them."]
    assert elsewhere.browser.get_cookie("session") is None
    secrets = {"address": "name.a@example.org", "passphrase": PASSPHRASE, "code": codes[0]}
    assert page.form("/sign-in/secretariat").send(secrets).address == f"/en/reply/{reply.public_id}"


def test_others_of_the_state_come_in_with_a_code_as_before(app, chosen, session, mailed_code):
    a_person(session, "Name B")
    session.commit()

    page = by_code(PageClient(app), mailed_code, "name.b@example.org")

    assert "My reply" in page.text


def test_what_was_lost_is_ended_and_a_code_is_enough_again(app, chosen, session, person, mailed_code, now):
    people.end_secrets(session, session.get_one(Person, person.id), now)
    session.commit()

    assert "My reply" in by_code(PageClient(app), mailed_code).text
