from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from surveyapp.actions import inviting
from surveyapp.store.models import Letter, Reply, Round
from tests.stored import a_person, a_reply, a_round

NOW = datetime(2026, 9, 15, 14, 30, tzinfo=UTC)
BASE_URL = "https://survey.example.org"


@pytest.fixture
def round_(session: Session) -> Round:
    """A round in which Costa Rica and Jamaica are asked, with a focal point each."""
    round_ = a_round(session, mandate={"en": "AG/RES. 1", "es": "AG/RES. 1"}, meeting={})
    a_reply(session, "CRI", round_)
    a_reply(session, "JAM", round_)
    a_person(session, "Ana Mora", state="CRI", language="es", institution="Ministerio de Gobernación")
    a_person(session, "Joan Brown", state="JAM", language="en")
    return round_


def replies(round_: Round) -> list[Reply]:
    return sorted(round_.replies, key=lambda reply: reply.state)


def invite(session: Session, round_: Round, now: datetime = NOW) -> list[Letter]:
    letters = inviting.invite(session, round_, replies(round_), BASE_URL, None, now)
    session.flush()
    return letters


def count(session: Session) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(Letter)) or 0


def test_each_focal_point_is_written_to_in_his_or_her_language(session: Session, round_: Round) -> None:
    letters = invite(session, round_)

    assert [(letter.email, letter.language) for letter in letters] == [
        ("ana.mora@example.org", "es"),
        ("joan.brown@example.org", "en"),
    ]
    assert {letter.status for letter in letters} == {"waiting"}
    assert all(letter.person_id and letter.reply_id and letter.round_id == round_.id for letter in letters)


def test_a_letter_says_where_to_go_until_when_and_how_to_check_it(session: Session, round_: Round) -> None:
    spanish, english = (letter.body for letter in invite(session, round_))

    assert "\n    https://survey.example.org\n" in spanish
    assert "miércoles 30 de septiembre de 2026, a las 15:00 (hora de San José; 17:00 en Washington" in spanish
    assert "República de Costa Rica" in spanish
    assert "la respuesta de Costa Rica" in spanish
    assert "Misión Permanente de Costa Rica" in spanish
    assert "Dear Joan Brown," in english
    assert "Permanent Mission of Jamaica" in english


def test_preparing_the_letters_writes_nothing(session: Session, round_: Round) -> None:
    prepared = inviting.drafts(session, round_, replies(round_), BASE_URL, NOW)

    assert [one.person.name for one in prepared] == ["Ana Mora", "Joan Brown"]
    assert count(session) == 0
    assert replies(round_)[0].invited_at is None


def test_what_is_sent_is_what_was_read(session: Session, round_: Round) -> None:
    prepared = inviting.drafts(session, round_, replies(round_), BASE_URL, NOW)

    sent = invite(session, round_)

    assert [one.letter.body for one in prepared] == [letter.body for letter in sent]


def test_pressing_twice_writes_nothing_twice(session: Session, round_: Round) -> None:
    invite(session, round_)

    assert invite(session, round_, NOW + timedelta(days=1)) == []
    assert count(session) == 2
    assert replies(round_)[0].invited_at == NOW


def test_a_focal_point_named_later_is_invited_by_pressing_again(session: Session, round_: Round) -> None:
    invite(session, round_)
    a_person(session, "Luis Solano", state="CRI", language="es", created_at=NOW)

    assert [letter.email for letter in invite(session, round_)] == ["luis.solano@example.org"]


def test_two_people_who_share_a_mailbox_are_both_written_to(session: Session, round_: Round) -> None:
    shared = {"email": "trata@example.org", "email_key": "trata@example.org"}
    a_person(session, "Rosa Vega", state="CRI", **shared)
    a_person(session, "Pablo Vega", state="CRI", **shared)

    letters = [letter for letter in invite(session, round_) if letter.email == "trata@example.org"]

    assert ["Pablo Vega" in letters[0].body, "Rosa Vega" in letters[1].body] == [True, True]


def test_only_focal_points_are_invited(session: Session, round_: Round) -> None:
    a_person(session, "Eva Rojas", role="observer", state="CRI")

    assert "eva.rojas@example.org" not in [letter.email for letter in invite(session, round_)]


def test_states_without_a_focal_point_are_named(session: Session, round_: Round) -> None:
    a_reply(session, "CHL", round_)

    assert [reply.state for reply in inviting.without_focal_point(session, replies(round_), NOW)] == ["CHL"]


def test_nobody_is_invited_to_a_round_that_is_not_open(session: Session, round_: Round) -> None:
    round_.opened_at = None

    with pytest.raises(inviting.RoundNotOpenError):
        invite(session, round_)


def test_nobody_is_invited_to_a_round_that_is_closed(session: Session, round_: Round) -> None:
    assert invite(session, round_, round_.closes_at) == []


def test_an_illustrative_letter_says_so_first(session: Session, round_: Round) -> None:
    round_.illustrative = True

    spanish, english = (letter.body for letter in invite(session, round_))

    assert spanish.startswith("CARTA ILUSTRATIVA")
    assert english.startswith("ILLUSTRATIVE LETTER")
