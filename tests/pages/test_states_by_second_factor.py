"""Where the settings ask passphrase and second factor of the people of states, too."""

import dataclasses

import pyotp
import pytest
import sqlalchemy as sa

from surveyapp.actions import coming_in, inviting, people
from surveyapp.actions.sealing import Sealing
from surveyapp.store import models
from tests.page_client import PageClient
from tests.stored import a_person, a_reply

ADDRESS = "name.a@example.org"
PASSPHRASE = "tango violin river orchid 41"
ANOTHER = "copper lantern meadow quartz 7"
SECRETS_ARE_ASKED = {"en": "Passphrase and second factor", "es": "Frase de contraseña y segundo factor"}


@pytest.fixture
def settings(settings):
    return dataclasses.replace(settings, states_by_second_factor=True)


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


def first_time(client, code, address=ADDRESS, language="en", wanted=None):
    """As far as the page where passphrase and second factor are chosen."""
    page = client.open(wanted or f"/{language}/sign-in")
    asked = page.form("/sign-in").send({}).form("/sign-in").send({"address": address})
    return asked.form("/code").send({"code": code(address)})


def set_up(page, now, passphrase=PASSPHRASE):
    """The page of printed codes."""
    first = pyotp.TOTP(page.texts(".seal")[0].replace(" ", "")).at(now)
    return page.form("/set-up").send({"passphrase": passphrase, "repeated": passphrase, "code": first})


def come_in(client, code, passphrase=PASSPHRASE, address=ADDRESS, status=200):
    form = client.open("/en/sign-in").form("/sign-in/secretariat")
    return form.send({"address": address, "passphrase": passphrase, "code": code}, status=status)


def printed(page):
    return page.texts(".codes")[0].split()


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_first_time_a_mailed_code_leads_to_setting_both_up(client, person, reply, clock, mailed_code, language):
    page = first_time(client, mailed_code, language=language)
    assert page.h1 == SECRETS_ARE_ASKED[language]

    set_up(page, clock())

    assert client.open(f"/{language}/reply/{reply.public_id}").address == f"/{language}/reply/{reply.public_id}"


def test_a_mailed_code_shows_nothing_before_both_are_set_up(client, person, reply, clock, mailed_code):
    first_time(client, mailed_code)

    assert client.open(f"/en/reply/{reply.public_id}").h1 == "Sign in"


def test_afterwards_one_comes_in_with_both(client, app, person, reply, clock, mailed_code):
    codes = printed(set_up(first_time(client, mailed_code), clock()))

    page = come_in(PageClient(app), codes[0])

    assert page.address == f"/en/reply/{reply.public_id}"
    come_in(PageClient(app), codes[0], status=422)


def test_a_mailed_code_is_worth_no_more_once_both_are_set_up(client, app, person, clock, mailed_code):
    set_up(first_time(client, mailed_code), clock())
    elsewhere = PageClient(app)

    page = first_time(elsewhere, mailed_code)

    assert page.texts(".notice") == ["You have set up a passphrase and a second factor: please sign in with them."]
    assert elsewhere.browser.get_cookie("session") is None


def test_a_code_of_the_command_line_is_no_way_around_it(client, person, session, settings, clock, now):
    code = coming_in.code_at_command_line(session, Sealing(settings.secret_key), ADDRESS, now)
    session.commit()

    page = first_time(client, lambda _address: code)

    assert page.h1 == SECRETS_ARE_ASKED["en"]


def test_a_session_begun_with_a_code_alone_shows_nothing_any_more(client, person, reply, session, clock, now):
    token = coming_in.begin(session, person, now)
    session.commit()
    for told_otherwise in (token, f"2.{token}"):
        client.browser.set_cookie("session", told_otherwise)

        assert client.open(f"/en/reply/{reply.public_id}").h1 == "Sign in"
        assert "Name A" not in client.open("/en/").text


def test_people_who_share_an_address_each_have_their_own(client, app, person, session, clock, mailed_code):
    second = a_person(session, "Name F", email=ADDRESS, email_key=ADDRESS)
    session.commit()
    who = first_time(client, mailed_code).form("/who")
    set_up(who.send({"who": person.public_id}), clock())
    other = PageClient(app)
    asked = first_time(other, mailed_code).form("/who").send({"who": second.public_id})
    codes = printed(set_up(asked, clock(), ANOTHER))

    page = come_in(PageClient(app), codes[0], ANOTHER)

    assert "Name F" in page.text
    come_in(PageClient(app), codes[1], PASSPHRASE, status=422)


def test_people_who_share_address_and_passphrase_are_told_apart_by_the_second_factor(
    client, app, person, session, clock, mailed_code
):
    second = a_person(session, "Name F", email=ADDRESS, email_key=ADDRESS)
    session.commit()
    pages = {}
    for one in (person, second):
        at = PageClient(app)
        asked = first_time(at, mailed_code).form("/who").send({"who": one.public_id})
        pages[one.name] = set_up(asked, clock())

    for name, page in pages.items():
        assert name in come_in(PageClient(app), printed(page)[0]).text


def test_what_was_typed_before_the_session_ended_is_saved_after_setting_both_up(
    client, person, reply, session, clock, now, mailed_code
):
    """The setting is turned on while somebody writes."""
    address = f"/en/reply/{reply.public_id}/answer"
    page = client.post(address, {"a.q1.text": "Long thought about", "csrf_token": a_token(client)}, status=401)
    asked = page.form("/sign-in").send({}).form("/sign-in").send({"address": ADDRESS})
    done = set_up(asked.form("/code").send({"code": mailed_code(ADDRESS)}), clock())

    assert len(printed(done)) == 10
    assert done.form("/answer").fields["a.q1.text"] == ["Long thought about"]


def test_someone_who_was_going_somewhere_arrives_there_after_the_printed_codes(
    client, person, reply, clock, mailed_code
):
    wanted = f"/en/reply/{reply.public_id}/review"

    done = set_up(first_time(client, mailed_code, wanted=wanted), clock())

    assert done.follow("I have printed them: continue").address == wanted


def test_an_officer_ends_what_was_lost_and_the_person_begins_anew(
    client, app, person, reply, session, clock, mailed_code, sign_in
):
    codes = printed(set_up(first_time(client, mailed_code), clock()))
    officer = a_person(session, "Officer A", "officer", None)
    session.commit()
    at_desk = PageClient(app)
    sign_in(at_desk, officer)

    at_desk.open(f"/en/secretariat/rounds/{reply.round.code}/focal-points").form("/recover").send({})

    assert client.open(f"/en/reply/{reply.public_id}").h1 == "Sign in"
    come_in(PageClient(app), codes[0], status=422)
    clock.pass_(minutes=1)
    assert first_time(PageClient(app), mailed_code).h1 == SECRETS_ARE_ASKED["en"]


def test_a_focal_point_ends_what_a_colleague_lost(client, app, person, reply, session, clock, mailed_code):
    colleague = a_person(session, "Name B", "contributor", email="name.b@example.org")
    session.commit()
    set_up(first_time(client, mailed_code), clock())
    at_ministry = PageClient(app)
    codes = printed(set_up(first_time(at_ministry, mailed_code, "name.b@example.org"), clock()))

    client.open(f"/en/reply/{reply.public_id}/people/{colleague.public_id}").form("/recover").send({})

    assert at_ministry.open(f"/en/reply/{reply.public_id}").h1 == "Sign in"
    come_in(PageClient(app), codes[0], address="name.b@example.org", status=422)


def test_a_page_of_setting_up_left_open_is_worth_nothing_once_both_were_ended(
    client, person, session, clock, mailed_code
):
    page = first_time(client, mailed_code)
    clock.pass_(minutes=1)
    set_up(page, clock())
    clock.pass_(minutes=1)
    people.end_secrets(session, session.get_one(models.Person, person.id), clock())
    session.commit()

    assert set_up(page, clock()).h1 == "Accept an invitation"


def test_what_a_mailed_code_set_up_does_not_open_the_secretariat(client, app, person, session, clock, mailed_code):
    codes = printed(set_up(first_time(client, mailed_code), clock()))
    known = session.get_one(models.Person, person.id)
    [role] = session.scalars(sa.select(models.Role).where(models.Role.person_id == person.id))
    clock.pass_(minutes=1)
    people.end_role(session, role, clock())
    people.give_role(session, known, "officer", clock())
    session.commit()

    come_in(PageClient(app), codes[0], status=422)


@pytest.mark.parametrize(
    ("language", "said"), [("en", "You then choose a passphrase"), ("es", "A continuación elegirá una frase")]
)
def test_the_invitation_says_what_is_needed_to_come_in(session, person, reply, now, language, said):
    person.language = language
    session.flush()
    of = reply.round

    [without] = inviting.drafts(session, of, [reply], "https://survey.example.org", now)
    [asked] = inviting.drafts(session, of, [reply], "https://survey.example.org", now, by_second_factor=True)

    assert said not in without.letter.body
    assert said in asked.letter.body


def a_token(client):
    return client.open("/en/sign-in").form("/sign-in/secretariat").fields["csrf_token"]
