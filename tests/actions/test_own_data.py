"""What is on file about a person is kept right by the person; a new address is confirmed from there."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from surveyapp.actions import coming_in, correspondence, limiting, own_data
from surveyapp.actions.own_data import AddressRefusedError, Facts, NamesakeError, Refusal, Use
from surveyapp.actions.sealing import Sealing
from surveyapp.mail.letters import Composed
from surveyapp.store import directory as on_file
from surveyapp.store import models
from surveyapp.store.secretariat_models import PersonAddress
from tests.stored import a_person, a_reply

SEALING = Sealing("the secret key of the tests, for them alone")
NEW = "ana@New.example.org"


@pytest.fixture
def database_url(sqlite_url):
    return sqlite_url


@pytest.fixture
def ana(session):
    a_reply(session)
    return a_person(session, "Ana Mora", title="Asesora")


@pytest.fixture
def officer(session, ana):
    return a_person(session, "Officer A", "officer", None)


def letters(session, kind):
    query = sa.select(models.Letter).where(models.Letter.kind == kind).order_by(models.Letter.id)
    return session.scalars(query).all()


def code_to(session, email):
    newest = [one for one in letters(session, "address_code") if one.email_key == email.casefold()][-1]
    return newest.subject.rpartition(": ")[2]


def ask(session, ana, now, email=NEW, use=Use.MAIN, who=None):
    return own_data.ask_address(session, SEALING, ana, email, use, "es", who or ana, now)


def refusal(session, ana, now, email, use=Use.MAIN):
    with pytest.raises(AddressRefusedError) as refused:
        ask(session, ana, now, email, use)
    return refused.value.why


def test_a_person_corrects_what_is_on_file_and_it_is_on_record(session, now, ana):
    facts = Facts(name="Ana Mora Solís", title="Asesora", institution="CONATT", language="en")

    assert own_data.correct(session, ana, facts, ana, now)
    assert not own_data.correct(session, ana, facts, ana, now)

    assert (ana.name, ana.institution, ana.language) == ("Ana Mora Solís", "CONATT", "en")
    [event] = on_file.events(session, "CRI", ["person corrected"])
    assert event.details["was"] == {"name": "Ana Mora", "institution": "", "language": "es"}


def test_two_of_one_name_at_one_address_could_not_be_told_apart(session, now, ana):
    a_person(session, "Luis Paz", email="ana.mora@example.org", email_key="ana.mora@example.org")

    with pytest.raises(NamesakeError):
        own_data.correct(session, ana, Facts(name="Luis Paz", title="", institution="", language="es"), ana, now)


def test_a_new_address_is_used_once_its_code_was_typed(session, now, ana):
    token = coming_in.begin(session, ana, now)
    asked = ask(session, ana, now)
    assert ana.email == "ana.mora@example.org"

    assert own_data.confirm(session, SEALING, asked, code_to(session, NEW), ana, now)

    assert (ana.email, ana.email_key) == (NEW, "ana@new.example.org")
    [notice] = letters(session, "address_changed")
    assert notice.email == "ana.mora@example.org"
    assert NEW in notice.body
    assert coming_in.viewer_with(session, token, now) is not None, "sessions stay"
    [event] = on_file.events(session, "CRI", ["address changed"])
    assert event.details["former"] == "ana.mora@example.org"


def test_one_comes_in_with_the_confirmed_address_and_no_longer_with_the_former(session, now, ana):
    asked = ask(session, ana, now)
    own_data.confirm(session, SEALING, asked, code_to(session, NEW), ana, now)

    for email in ("ana.mora@example.org", NEW):
        coming_in.ask_code(session, SEALING, email, coming_in.Asker("browser", "192.0.2.1", "es"), now)

    assert [one.email for one in letters(session, "sign_in_code")] == [NEW]


def test_a_wrong_code_an_old_one_and_one_of_another_address_change_nothing(session, now, ana):
    asked = ask(session, ana, now)
    code = code_to(session, NEW)
    other = ask(session, ana, now, "copy@example.org", Use.COPY)

    assert not own_data.confirm(session, SEALING, asked, "0000 0000", ana, now)
    assert not own_data.confirm(session, SEALING, other, code, ana, now)
    assert not own_data.confirm(session, SEALING, asked, code, ana, now + timedelta(minutes=11))
    assert ana.email == "ana.mora@example.org"


def test_a_code_for_an_address_lets_nobody_in(session, now, ana):
    ask(session, ana, now)

    asker = coming_in.Asker("browser", "192.0.2.1", "es")
    assert coming_in.people_by_code(session, SEALING, NEW, code_to(session, NEW), asker, now) == []


def test_guessing_codes_and_flooding_a_mailbox_end_soon(session, now, ana):
    asked = ask(session, ana, now)
    code = code_to(session, NEW)
    for _time in range(coming_in.MOST_TRIES):
        own_data.confirm(session, SEALING, asked, "0000 0000", ana, now)
    assert not own_data.confirm(session, SEALING, asked, code, ana, now)

    for _time in range(own_data.CODES_FOR_ADDRESS.times - 1):
        own_data.send_code(session, SEALING, asked, "es", ana, now)
    with pytest.raises(limiting.TooOftenError):
        own_data.send_code(session, SEALING, asked, "es", ana, now)


def test_another_code_makes_the_former_worthless(session, now, ana):
    asked = ask(session, ana, now)
    first = code_to(session, NEW)
    own_data.send_code(session, SEALING, asked, "es", ana, now)

    assert not own_data.confirm(session, SEALING, asked, first, ana, now)
    assert own_data.confirm(session, SEALING, asked, code_to(session, NEW), ana, now)


def test_an_address_that_was_withdrawn_is_not_confirmed(session, now, ana):
    asked = ask(session, ana, now)
    own_data.withdraw(session, asked, ana, now)

    assert not own_data.confirm(session, SEALING, asked, code_to(session, NEW), ana, now)


def test_of_two_addresses_asked_for_as_the_first_one_the_later_counts(session, now, ana):
    first = ask(session, ana, now)
    second = ask(session, ana, now, "other@example.org")

    assert (first.ended_at, second.ended_at) == (now, None)


def test_an_address_may_be_shared_but_not_by_namesakes_nor_with_the_secretariat(session, now, ana, officer):
    a_person(session, "Luis Paz")
    a_person(session, "Ana Mora", email="namesake@example.org", email_key="namesake@example.org", state="CRI")

    assert refusal(session, ana, now, "officer.a@example.org") is Refusal.OF_THE_SECRETARIAT
    assert refusal(session, ana, now, "namesake@example.org") is Refusal.NAMESAKE
    assert refusal(session, ana, now, "ANA.MORA@example.org") is Refusal.THE_SAME
    asked = ask(session, ana, now, "luis.paz@example.org")
    assert own_data.confirm(session, SEALING, asked, code_to(session, "luis.paz@example.org"), ana, now)


def test_copies_go_to_confirmed_addresses_and_codes_to_none_of_them(session, now, ana):
    asked = ask(session, ana, now, "copy@example.org", Use.COPY)
    ask(session, ana, now, "unconfirmed@example.org", Use.COPY)

    def written(kind, occasion):
        correspondence.put(
            session,
            Composed(kind, "es", "Asunto", "Texto"),
            occasion,
            email=ana.email,
            now=now,
            person_id=ana.id,
        )
        return [one.email for one in letters(session, kind)]

    assert written("receipt", "receipt:1") == ["ana.mora@example.org"]
    own_data.confirm(session, SEALING, asked, code_to(session, "copy@example.org"), ana, now)
    assert written("receipt", "receipt:2") == ["ana.mora@example.org", "ana.mora@example.org", "copy@example.org"]
    assert written("official_act_code", "code:1") == ["ana.mora@example.org"]
    assert refusal(session, ana, now, "copy@example.org", Use.COPY) is Refusal.THE_SAME
    own_data.withdraw(session, asked, ana, now)
    assert written("closing", "closing:1") == ["ana.mora@example.org"]


def test_an_address_asked_for_by_an_officer_waits_a_week_for_its_code(session, now, ana, officer):
    asked = ask(session, ana, now, who=officer)
    code, letter = code_to(session, NEW), letters(session, "address_code")[0]

    assert ana.email == "ana.mora@example.org"
    assert "7 d" in letter.body
    assert own_data.confirm(session, SEALING, asked, code, officer, now + timedelta(days=6))
    assert ana.email == NEW


def test_what_the_state_notified_in_writing_is_used_at_once_and_both_mailboxes_are_told(session, now, ana, officer):
    own_data.take_as_notified(session, ana, NEW, "Nota 9 de la Misión", officer, now)

    assert ana.email == NEW
    assert {one.email for one in letters(session, "address_changed")} == {"ana.mora@example.org", NEW}
    [event] = on_file.events(session, "CRI", ["address changed"])
    assert (event.by, event.details["notice"]) == ("Officer A", "Nota 9 de la Misión")
    assert session.scalars(sa.select(PersonAddress)).one().ended_at == now
