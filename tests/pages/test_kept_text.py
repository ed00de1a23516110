"""A session that ends while somebody writes costs no text; a form that cannot be confirmed neither."""

import sqlalchemy as sa

from surveyapp.store import models
from surveyapp.web import keeping
from tests.stored import a_person, a_reply

ADDRESS = "name.a@example.org"
TEXT = "Ley N.º 9095, artículo 5: «pena de seis a diez años»\r\ny su reglamento."


def a_section_page(client, session, sign_in):
    reply = a_reply(session)
    person = a_person(session)
    session.commit()
    sign_in(client, person)
    return client.open(f"/en/reply/{reply.public_id}/section/help")


def typed_texts(session):
    session.rollback()
    return [answer.typed for answer in session.scalars(sa.select(models.Answer))]


def test_what_was_typed_before_the_session_ended_is_saved_after_coming_in_again(
    client, session, clock, sign_in, mailed_code
):
    page = a_section_page(client, session, sign_in)
    clock.pass_(hours=3)

    asked = page.form("/section/help").send({"a.victims.source.text": TEXT}, status=401)
    assert "your text is kept" in asked.text
    code_page = asked.form("/sign-in").send({"address": ADDRESS})
    kept = code_page.form("/code").send({"code": mailed_code(ADDRESS)})
    assert "Ley N.º 9095" in kept.text
    kept.form("/section/help").send()

    assert {"text": TEXT} in [
        {"text": typed["text"].replace("\n", "\r\n").replace("\r\r", "\r")}
        for typed in typed_texts(session)
        if "text" in typed
    ]


def test_it_survives_a_wrong_code_another_code_and_a_switch_of_language(client, session, clock, sign_in, mailed_code):
    page = a_section_page(client, session, sign_in)
    clock.pass_(hours=3)

    asked = page.form("/section/help").send({"a.victims.source.text": TEXT}, status=401)
    code_page = asked.form("/sign-in").send({"address": ADDRESS})
    again = code_page.form("/code").send({"code": "0000 0000"}, status=422).form("/sign-in").send()
    switched = client.browser.post("/en/sign-in/code", data=again.form("/code").fields | {"switch": "es"})

    assert keeping.FIELD in switched.get_data(as_text=True)


def test_it_survives_the_choice_of_a_name(client, session, clock, sign_in, mailed_code):
    page = a_section_page(client, session, sign_in)
    second = a_person(session, "Name F", email=ADDRESS, email_key=ADDRESS)
    session.commit()
    clock.pass_(hours=3)

    asked = page.form("/section/help").send({"a.victims.source.text": TEXT}, status=401)
    who = asked.form("/sign-in").send({"address": ADDRESS}).form("/code").send({"code": mailed_code(ADDRESS)})
    kept = who.form("/who").send({"who": second.public_id})

    assert "Ley N.º 9095" in kept.text


def test_a_post_from_a_foreign_page_is_not_kept(client, session, clock, sign_in):
    page = a_section_page(client, session, sign_in)
    clock.pass_(hours=3)
    headers = {"Origin": "https://example.com"}

    answer = client.browser.post(page.address, data={"a.victims.source.text": "planted"}, headers=headers)

    assert answer.status_code == 400
    assert "planted" not in answer.get_data(as_text=True)


def test_a_kept_post_that_was_tampered_with_is_forgotten(client, session, clock, sign_in, mailed_code):
    page = a_section_page(client, session, sign_in)
    clock.pass_(hours=3)
    asked = page.form("/section/help").send({"a.victims.source.text": TEXT}, status=401)
    token = asked.form("/sign-in").fields["kept"][0]

    code_page = asked.form("/sign-in").send({"address": ADDRESS, "kept": f"{token[:-4]}abcd"})

    assert "kept" not in code_page.form("/code").fields


def test_a_form_that_cannot_be_confirmed_is_saved_by_pressing_once_more(client, session, clock, sign_in):
    page = a_section_page(client, session, sign_in)
    fields = page.form("/section/help").fields | {"a.victims.source.text": [TEXT], "csrf_token": ["stale"]}
    headers = {"Origin": "http://localhost"}

    answer = client.browser.post(page.address, data=fields, headers=headers)
    assert answer.status_code == 400
    assert "Ley N.º 9095" in answer.get_data(as_text=True)
    assert typed_texts(session) == []


def test_a_post_too_long_to_be_carried_says_where_the_text_still_is(client, session, clock, sign_in):
    page = a_section_page(client, session, sign_in)
    clock.pass_(hours=3)
    long = "".join(chr(0x4E00 + (number * 7919) % 20000) for number in range(600_000))

    answer = page.form("/section/help").send({"a.victims.source.text": long}, status=413)

    assert "still in the page" in answer.text
