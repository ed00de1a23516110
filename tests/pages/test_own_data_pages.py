"""My data: a person of a state keeps right what is on file; a new address is confirmed from there."""

import pytest
import sqlalchemy as sa

from surveyapp.store import models
from surveyapp.store.database import reading
from tests.page_client import Form, PageClient
from tests.pages.desk import BILINGUAL
from tests.stored import a_person, a_reply, a_round


@pytest.fixture
def ana(app, session, clock, sign_in):
    """The browser of a focal point."""
    a_reply(session, round_=a_round(session, **BILINGUAL))
    person = a_person(session, "Ana Mora")
    a_person(session, "Officer A", "officer", None)
    session.commit()
    client = PageClient(app)
    sign_in(client, person)
    return client


def on_file(engine):
    with reading(engine) as session:
        found = sa.select(models.Person).where(models.Person.name.startswith("Ana"))
        return session.scalars(found).one()


def facts_form(page):
    return Form(page, page.document.xpath("//form[@id='facts']")[0])


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_person_corrects_what_is_on_file(ana, engine, language):
    page = ana.open(f"/{language}/my-data")
    wrong = facts_form(page).send({"name": "www.example.org"}, status=422)

    done = facts_form(wrong).send({"name": "Ana María Mora", "title": "Fiscal", "language": "en"})

    assert done.texts(".notice")
    person = on_file(engine)
    assert (person.name, person.title, person.language) == ("Ana María Mora", "Fiscal", "en")


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_new_address_takes_the_place_of_the_former_once_its_code_is_typed(ana, engine, mailed_code, language):
    page = ana.open(f"/{language}/my-data")
    page.form("/address").send({"new_email": "officer.a@example.org"}, status=422)
    typing = page.form("/address").send({"new_email": "new@example.org"})
    assert on_file(engine).email == "ana.mora@example.org"

    wrong = _code_form(typing).send({"code": "1234"}, status=422)
    done = _code_form(wrong).send({"code": mailed_code("new@example.org")})

    assert "new@example.org" in done.text
    assert on_file(engine).email == "new@example.org"
    ana.open(f"/{language}/my-data")  # the session stays


def test_an_address_for_copies_is_confirmed_the_same_way_and_withdrawn(ana, engine, mailed_code):
    typing = ana.open("/en/my-data").form("/address").send({"new_email": "copy@example.org", "use": "copy"})
    done = _code_form(typing).send({"code": mailed_code("copy@example.org")})
    assert "copies: copy@example.org" in done.text

    [withdraw] = [one for one in done.document.iter("form") if str(one.get("action")).endswith("/withdraw")]
    gone = Form(done, withdraw).send()

    assert "copy@example.org" not in gone.text
    assert on_file(engine).email == "ana.mora@example.org"


def test_another_code_can_be_asked_for_but_not_for_ever(ana):
    page = ana.open("/en/my-data").form("/address").send({"new_email": "new@example.org"})
    for _time in range(5):
        page = page.form("/again").send()
    assert "Another code has been sent" in page.text

    assert "tried too often" in page.form("/again").send(status=429).text


def test_the_code_page_of_somebody_else_is_not_there(ana, app, session, sign_in):
    page = ana.open("/en/my-data").form("/address").send({"new_email": "new@example.org"})
    luis = a_person(session, "Luis Paz", "contributor", "CRI", ["law"])
    session.commit()
    other = PageClient(app)
    sign_in(other, luis)

    other.open("/en/my-data")
    other.open(page.address, status=404)


def test_somebody_of_the_secretariat_has_no_such_page(app, session, clock, sign_in):
    officer = a_person(session, "Officer A", "officer", None)
    session.commit()
    client = PageClient(app)
    sign_in(client, officer)

    client.open("/en/my-data", status=404)


def _code_form(page):
    [element] = page.document.xpath("//form[.//input[@name='code']]")
    return Form(page, element)
