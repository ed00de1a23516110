"""What every answer says to the browser, and what is shown when something goes wrong."""

import dataclasses
import gzip
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from surveyapp.store.database import writing
from surveyapp.store.installation import CONTACT, set_fact
from surveyapp.store.models import Role, Setting
from surveyapp.web import static
from tests import product
from tests.page_client import PageClient
from tests.stored import a_person, a_reply, a_round


@pytest.fixture
def over_https(settings):
    app = product.made(dataclasses.replace(settings, base_url="https://survey.example.org"))
    app.testing = True
    return PageClient(app)


def test_with_https_the_cookies_are_bound_to_this_host(over_https):
    answer = over_https.browser.get("/en/sign-in", base_url="https://survey.example.org")

    [cookie] = answer.headers.getlist("Set-Cookie")
    assert cookie.startswith("__Host-form=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= {part.strip() for part in cookie.split(";")}
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]


def test_without_https_there_is_no_promise_of_it(client):
    assert "Strict-Transport-Security" not in client.open("/en/").response.headers


def test_the_policy_allows_nothing_from_elsewhere_and_nothing_inline(client):
    policy = client.open("/en/").response.headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


def test_a_page_behind_sign_in_is_not_kept_by_the_browser(client, session, sign_in):
    reply, person = a_reply(session), a_person(session)
    session.commit()
    sign_in(client, person)

    page = client.open(f"/en/reply/{reply.public_id}")

    assert page.response.headers["Cache-Control"] == "no-store"


def test_a_host_that_the_browser_claims_stands_in_no_answer(client):
    for address in ("/", "/en", "/en/", "/en//", "/en/sign-in", "/en/reply/x", "/en/no-such-page"):
        answer = client.browser.get(address, headers={"Host": "evil.example.com"})

        assert "evil" not in answer.get_data(as_text=True) + str(answer.headers), address


def test_the_sheet_may_be_kept_for_a_year_under_an_address_of_its_own(client):
    [sheet] = [one for one in client.open("/en/").all("link") if one.get("rel") == "stylesheet"]

    answer = client.download(sheet.get("href"))

    assert "max-age=31536000" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    answer.close()


@pytest.mark.parametrize("name", ["app.css", "answering.js", "uploading.js"])
def test_what_every_page_loads_goes_compressed_and_is_what_lies_on_the_disk(client, name):
    answer = client.browser.get(f"/static/{name}", headers={"Accept-Encoding": "gzip"})

    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.data) == (static.FOLDER / name).read_bytes()
    answer.close()


def test_nothing_but_the_static_files_is_served_from_the_disk(client):
    for address in ("/static/../app.py", "/static/%2e%2e/app.py", "/static/", "/static/no-such.css"):
        assert client.browser.get(address).status_code == 404


def test_a_fault_of_ours_says_that_nothing_saved_is_lost(app, client):
    app.testing = False
    app.view_functions["public.home"] = lambda: 1 / 0

    assert "Nothing that was acknowledged as saved is lost." in client.open("/en/", status=500).text


def test_a_store_that_is_away_says_to_wait(app, client):
    def away():
        raise sa.exc.OperationalError("SELECT 'an answer'", {}, Exception("gone"))

    app.view_functions["public.home"] = away

    page = client.open("/es/", status=503)
    assert page.language == "es"
    assert "answer" not in page.text


def test_who_does_the_same_as_another_at_the_same_moment_is_told_to_try_again(app, client, engine):
    def twice():
        with writing(engine) as session:
            session.add_all([Setting(name="a", value=1), Setting(name="b", value=1)])
            session.flush()
            session.execute(sa.insert(Setting).values(name="a", value=2))

    app.view_functions["public.home"] = twice

    client.open("/en/", status=503)


def test_what_the_store_refuses_for_another_reason_is_a_fault_of_ours(app, client, engine):
    def nobody():
        with writing(engine) as session:
            session.execute(
                sa.insert(Role).values(person_id=77, role="officer", since=datetime(2026, 9, 1, tzinfo=UTC))
            )

    app.view_functions["public.home"] = nobody

    with pytest.raises(sa.exc.IntegrityError):
        client.open("/en/")


def test_too_much_at_once_is_said(client):
    fields = client.open("/en/sign-in").form("/sign-in").fields

    client.post("/en/sign-in", {**fields, "address": "x" * 5_000_000}, status=413)


def test_a_method_that_an_address_does_not_take_is_said(client):
    assert client.browser.delete("/en/").status_code == 405


def test_health_is_said_without_signing_in(client):
    assert client.download("/health").json == {"status": "ok", "database": "ok"}


def test_the_first_page_names_open_rounds_and_nobody_who_has_not_replied(client, session, clock):
    a_reply(session, round_=a_round(session))
    session.commit()

    page = client.open("/en/")

    assert "Questionnaire, 2026" in page.text
    assert "Wednesday 30 September 2026" in page.text
    assert "Costa Rica" not in page.text


def test_the_foot_says_whom_to_ask(client, session):
    hours = {"en": "from 9:00 to 17:00", "es": "de 9:00 a 17:00"}
    set_fact(session, CONTACT, {"email": "survey@example.org", "telephone": "+1 202 555 0143", "hours": hours})
    session.commit()

    assert (
        client.open("/en/")
        .texts(".foot")[0]
        .endswith("Questions? Write to survey@example.org or call +1 202 555 0143, from 9:00 to 17:00.")
    )
