from datetime import timedelta

import pyotp
import sqlalchemy as sa

from surveyapp.actions import coming_in, people, secretariat_entry
from surveyapp.actions.sealing import Sealing
from surveyapp.store import models
from surveyapp.store.installation import DEMONSTRATION, set_fact
from tests.builders import a_questionnaire
from tests.page_client import PageClient
from tests.stored import DEADLINE, a_person, a_reply, a_round

ADDRESS = "name.a@example.org"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSPHRASE = "tango violin river orchid 41"


def ask_code(client, address=ADDRESS, language="en"):
    return client.open(f"/{language}/sign-in").form("/sign-in").send({"address": address})


def a_focal_point(session, **facts):
    reply = a_reply(session)
    person = a_person(session, **facts)
    session.commit()
    return person, reply


def an_officer(session, settings, now):
    officer = a_person(session, "Officer A", "officer", None)
    sealing = Sealing(settings.secret_key)
    secretariat_entry.set_without_invitation(session, sealing, officer, PASSPHRASE, SECRET, now)
    session.commit()
    return officer


def as_secretariat(client, passphrase=PASSPHRASE, code="", status=200):
    form = client.open("/en/sign-in/secretariat").form("/sign-in/secretariat")
    return form.send({"address": "officer.a@example.org", "passphrase": passphrase, "code": code}, status=status)


def present_code(session, settings, now):
    [(_person, code)] = secretariat_entry.present_codes(session, Sealing(settings.secret_key), now)
    session.rollback()  # a session of the tests writes: while it has begun, the application would wait for it
    return code


def test_a_focal_point_comes_in_with_the_mailed_code_and_stands_at_the_desk(client, session, clock, mailed_code):
    _person, reply = a_focal_point(session)

    page = ask_code(client).form("/code").send({"code": mailed_code(ADDRESS)})

    assert page.address == f"/en/reply/{reply.public_id}"


def test_whoever_is_asked_in_several_open_rounds_chooses_among_the_replies(client, session, clock, mailed_code):
    _person, first = a_focal_point(session)
    edition = first.round.edition
    others = [a_round_on(session, edition, code, days) for code, days in (("next", 40), ("former", -40))]
    following, former = [a_reply(session, round_=one) for one in others]
    addresses = [f"/en/reply/{one.public_id}" for one in (following, first, former)]
    session.commit()

    page = ask_code(client).form("/code").send({"code": mailed_code(ADDRESS)})

    assert page.address == "/en/"
    assert [one for one in page.document.xpath("//main//a/@href") if "/reply/" in one] == addresses
    assert client.open(addresses[0]).document.xpath("//p[@class='above']/a/@href") == ["/en/"]


def test_a_closed_round_leaves_no_choice_to_be_made(client, session, clock, mailed_code):
    _person, reply = a_focal_point(session)
    a_reply(session, round_=a_round_on(session, reply.round.edition, "former", -40))
    session.commit()

    page = ask_code(client).form("/code").send({"code": mailed_code(ADDRESS)})

    assert page.address == f"/en/reply/{reply.public_id}"


def a_round_on(session, edition, code, days):
    """A round on an edition that others are on too, due some days from the usual deadline and then closed."""
    facts = {"edition": edition, "code": code, "deadline": DEADLINE + timedelta(days=days)}
    return a_round(session, a_questionnaire(), **facts | {"closes_at": facts["deadline"]})


def test_an_address_of_an_installation_on_trial_is_one(client, clock):
    assert ask_code(client, "name.a@survey.test").address == "/en/sign-in/code"


def test_the_code_may_be_typed_without_its_space(client, session, clock, mailed_code):
    a_focal_point(session)

    page = ask_code(client).form("/code").send({"code": mailed_code(ADDRESS).replace(" ", "")})

    assert "Name A" in page.text


def test_a_code_serves_once(client, app, session, clock, mailed_code):
    a_focal_point(session)
    asked = ask_code(client)
    code = mailed_code(ADDRESS)
    asked.form("/code").send({"code": code})

    refused = asked.form("/code").send({"code": code}, status=422)

    assert refused.texts(".error") == [
        "The code is wrong, was used already or is older than ten minutes. Check it, or ask for another."
    ]


def test_a_code_is_good_for_ten_minutes(client, session, clock, mailed_code):
    a_focal_point(session)
    asked = ask_code(client)
    clock.pass_(minutes=11)

    asked.form("/code").send({"code": mailed_code(ADDRESS)}, status=422)


def test_a_code_is_good_only_in_the_browser_that_asked_for_it(client, app, session, clock, mailed_code):
    a_focal_point(session)
    ask_code(client)
    code = mailed_code(ADDRESS)
    elsewhere = PageClient(app)
    asked = ask_code(elsewhere)

    asked.form("/code").send({"code": code}, status=422)


def test_after_five_wrong_codes_the_right_one_is_worth_nothing(client, session, clock, mailed_code):
    a_focal_point(session)
    asked = ask_code(client)
    right = mailed_code(ADDRESS)
    wrong = f"{(int(right.replace(' ', '')) + 1) % 10**8:08}"
    for _try in range(coming_in.MOST_TRIES):
        asked.form("/code").send({"code": wrong}, status=422)

    asked.form("/code").send({"code": right}, status=422)


def test_the_answer_is_the_same_for_an_address_that_nobody_has(client, app, session, clock):
    a_focal_point(session)

    known = ask_code(client).text.replace(ADDRESS, "…")
    unknown = ask_code(PageClient(app), "nobody@example.org").text.replace("nobody@example.org", "…")

    assert known == unknown
    assert session.scalars(sa.select(models.Letter.email_key)).all() == [ADDRESS]


def test_too_many_codes_for_an_address_are_refused_until_later(client, session, clock):
    a_focal_point(session)
    form = client.open("/en/sign-in").form("/sign-in")
    for _time in range(coming_in.CODES_FOR_ADDRESS.times):
        form.send({"address": ADDRESS})

    form.send({"address": ADDRESS}, status=429)

    clock.pass_(minutes=16)
    form.send({"address": ADDRESS})


def test_people_who_share_an_address_say_who_they_are_after_the_code(client, session, clock, mailed_code):
    a_focal_point(session, email=ADDRESS, email_key=ADDRESS)
    second = a_person(session, "Name F", email=ADDRESS, email_key=ADDRESS)
    session.commit()

    who = ask_code(client).form("/code").send({"code": mailed_code(ADDRESS)})
    page = who.form("/who").send({"who": second.public_id})

    assert "Name F" in page.text
    assert "Name A ·" not in page.text


def test_a_name_is_not_taken_without_the_proof_of_a_code(client, session, clock):
    person, _reply = a_focal_point(session)
    token = client.open("/en/sign-in").form("/sign-in").fields["csrf_token"]

    page = client.post(
        "/en/sign-in/who", {"who": person.public_id, "proof": "made up", "csrf_token": token}, status=422
    )

    assert page.h1 == "Sign in"


def test_a_mailed_code_does_not_let_in_an_officer(client, session, settings, clock, now):
    an_officer(session, settings, now)

    ask_code(client, "officer.a@example.org")

    assert session.scalars(sa.select(models.Letter)).all() == []


def test_a_code_of_the_command_line_lets_in_anybody_at_any_browser(client, session, settings, clock, now):
    a_focal_point(session)
    code = coming_in.code_at_command_line(session, Sealing(settings.secret_key), ADDRESS, now)
    session.commit()

    page = ask_code(client).form("/code").send({"code": code})

    assert "Name A" in page.text


def test_someone_who_was_going_somewhere_arrives_there(client, session, clock, mailed_code):
    _person, reply = a_focal_point(session)
    wanted = f"/en/reply/{reply.public_id}/review"

    asked = client.open(wanted)
    page = asked.form("/sign-in").send({"address": ADDRESS}).form("/code").send({"code": mailed_code(ADDRESS)})

    assert page.address == wanted


def test_nobody_is_sent_to_a_foreign_address_after_coming_in(client, session, clock, mailed_code):
    a_focal_point(session)
    for foreign in ("https://example.com/", "//example.com/", "/\\example.com", "javascript:alert(1)"):
        page = client.open("/en/sign-in", query={"next": foreign})

        assert "next" not in page.form("/sign-in").fields


def test_an_idle_session_ends_after_two_hours(client, session, clock, sign_in):
    person, reply = a_focal_point(session)
    sign_in(client, person)
    clock.pass_(minutes=119)
    assert client.open(f"/en/reply/{reply.public_id}").address == f"/en/reply/{reply.public_id}"
    clock.pass_(minutes=119)
    assert client.open(f"/en/reply/{reply.public_id}").address == f"/en/reply/{reply.public_id}"
    clock.pass_(minutes=121)

    assert client.open(f"/en/reply/{reply.public_id}").h1 == "Sign in"


def test_a_session_ends_after_twelve_hours_whatever_happens(client, session, clock, sign_in):
    person, reply = a_focal_point(session)
    sign_in(client, person)
    for _hour in range(11):
        clock.pass_(hours=1)
        client.open(f"/en/reply/{reply.public_id}")
    clock.pass_(minutes=61)

    assert client.open(f"/en/reply/{reply.public_id}").h1 == "Sign in"


def test_signing_out_ends_the_session_itself_and_not_only_the_cookie(client, session, clock, sign_in):
    person, reply = a_focal_point(session)
    sign_in(client, person)
    stolen = client.browser.get_cookie("session").value
    token = client.open("/en/sign-in/secretariat").form("/sign-in/secretariat").fields["csrf_token"]

    client.post("/en/sign-in/out", {"csrf_token": token})

    client.browser.set_cookie("session", stolen)
    assert client.open(f"/en/reply/{reply.public_id}").h1 == "Sign in"


def test_taking_a_role_away_ends_the_persons_sessions(client, session, clock, sign_in, now):
    person, reply = a_focal_point(session)
    sign_in(client, person)
    [role] = session.scalars(sa.select(models.Role).where(models.Role.person_id == person.id))
    people.end_role(session, role, now)
    session.commit()

    assert client.open(f"/en/reply/{reply.public_id}").h1 == "Sign in"


def test_an_officer_comes_in_with_passphrase_and_second_factor(client, session, settings, clock, now):
    an_officer(session, settings, now)

    page = as_secretariat(client, code=present_code(session, settings, now))

    assert "Officer A" in page.text


def test_a_code_of_the_application_serves_once(client, app, session, settings, clock, now):
    an_officer(session, settings, now)
    code = present_code(session, settings, now)
    as_secretariat(client, code=code)

    as_secretariat(PageClient(app), code=code, status=422)


def test_which_of_the_three_was_wrong_is_not_said(client, session, settings, clock, now):
    an_officer(session, settings, now)
    code = present_code(session, settings, now)

    wrong_passphrase = as_secretariat(client, "not the passphrase at all", code, status=422)
    wrong_code = as_secretariat(client, code="000000", status=422)

    assert wrong_passphrase.texts(".error") == wrong_code.texts(".error")


def test_many_failures_close_the_door_of_an_officer_for_a_while(client, session, settings, clock, now):
    an_officer(session, settings, now)
    for _try in range(secretariat_entry.FAILURES_FOR_ADDRESS.times):
        as_secretariat(client, "not the passphrase at all", "000000", status=422)

    as_secretariat(client, code=present_code(session, settings, now), status=429)


def test_an_invited_officer_sets_up_passphrase_and_second_factor(client, app, session, settings, clock, now):
    officer = a_person(session, "Officer A", "officer", None)
    code = coming_in.invite(session, Sealing(settings.secret_key), officer, now)
    session.commit()

    form = client.open("/en/sign-in/secretariat/begin").form("/begin")
    asked = form.send({"address": "officer.a@example.org", "code": code})
    secret = asked.texts(".seal")[0].replace(" ", "")
    first = pyotp.TOTP(secret).at(now)
    weak_one = {"passphrase": "password2024password", "repeated": "password2024password"}
    weak = asked.form("/set-up").send(weak_one, status=422)
    done = weak.form("/set-up").send({"passphrase": PASSPHRASE, "repeated": PASSPHRASE, "code": first})

    printed = done.texts(".codes")[0].split()
    assert len(printed) == secretariat_entry.PRINTED_CODES
    assert "Officer A" in as_secretariat(PageClient(app), code=printed[0]).text
    as_secretariat(PageClient(app), code=printed[0], status=422)


def test_the_language_is_switched_within_a_step_and_what_was_typed_stays(client, clock):
    page = client.open("/en/sign-in")
    fields = page.form("/sign-in").fields

    switched = client.browser.post("/en/sign-in", data={**fields, "address": "half@typed", "switch": "es"}).get_data(
        as_text=True
    )

    assert '<html lang="es">' in switched
    assert 'value="half@typed"' in switched
    assert 'action="/es/sign-in"' in switched


def test_what_is_typed_into_the_address_field_wrongly_is_said_beside_it(client, clock):
    page = client.open("/en/sign-in").form("/sign-in").send({"address": "nothing like it"}, status=422)

    assert page.texts(".error") == ["Write the address in the form name@example.org."]


def test_the_letters_of_an_installation_that_is_no_demonstration_are_not_found(client, clock):
    client.open("/en/demonstration/letters", status=404)


def test_a_demonstration_shows_its_codes(client, session, clock, mailed_code):
    a_focal_point(session)
    set_fact(session, DEMONSTRATION, True)
    session.commit()
    ask_code(client)

    assert mailed_code(ADDRESS) in client.open("/en/demonstration/letters").text


def test_a_fresh_code_makes_the_session_fresh_for_ten_minutes(session, settings, now):
    person, _reply = a_focal_point(session)
    sealing = Sealing(settings.secret_key)
    viewer = coming_in.viewer_with(session, coming_in.begin(session, person, now), now)
    coming_in.ask_fresh_code(session, sealing, viewer, "en", now)
    letter = session.scalars(sa.select(models.Letter).where(models.Letter.kind == "official_act_code")).one()

    assert not coming_in.confirm_fresh_code(session, sealing, viewer, "0000 0000", now)
    assert coming_in.confirm_fresh_code(session, sealing, viewer, letter.subject[-9:], now)

    assert coming_in.is_fresh(viewer, now)
    assert not coming_in.is_fresh(viewer, now + coming_in.FRESH_FOR * 2)
