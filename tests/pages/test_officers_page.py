"""The people of the secretariat: invited by a code shown once, helped when a second factor is lost."""

from datetime import datetime

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from surveyapp.store.models import Role, Secret
from surveyapp.store.models import Session as SignedIn
from tests.page_client import PageClient
from tests.pages.desk import come_in
from tests.stored import a_person

PEOPLE = "/en/secretariat/people"


@pytest.fixture
def administrator(app: Flask, client: PageClient, session: Session, now: datetime) -> PageClient:
    app.config["CLOCK"] = lambda: now
    return come_in(client, session, now, "administrator")


def test_an_officer_has_no_part_in_it(app: Flask, client: PageClient, session: Session, now: datetime) -> None:
    app.config["CLOCK"] = lambda: now

    come_in(client, session, now).open(PEOPLE, 404)


def test_a_person_is_invited_with_a_code_that_is_shown_once(administrator: PageClient) -> None:
    form = administrator.open(PEOPLE).form("/people")

    page = form.send({"name": "Eva Rojas", "email": "eva@example.org"}, button="Invite")

    code = page.texts(".deadline")[0]
    assert len(code.replace(" ", "")) == 8
    assert "/sign-in/secretariat/begin" in page.text
    assert "Eva Rojas" in page.text
    assert code not in administrator.open(PEOPLE).text


def test_faults_of_an_invitation_lose_nothing(administrator: PageClient) -> None:
    form = administrator.open("/es/secretariat/people").form("/people")

    page = form.send({"name": "Eva Rojas", "email": "nowhere"}, status=422)

    assert page.form("/people").fields["name"] == ["Eva Rojas"]
    assert page.all(".errors")


def test_a_new_code_ends_sessions_and_the_old_second_factor(
    administrator: PageClient, session: Session, now: datetime
) -> None:
    officer = another_officer(session, now)

    page = administrator.open(PEOPLE).form("/recover").send(button="New code for Eva Rojas")

    assert page.texts(".deadline")
    session.rollback()
    assert session.scalars(sa.select(Secret.revoked_at).where(Secret.person_id == officer)).one() is not None
    assert session.scalars(sa.select(SignedIn.ended_at).where(SignedIn.person_id == officer)).one() is not None


def test_a_task_is_ended_by_another_never_by_oneself(
    administrator: PageClient, session: Session, now: datetime
) -> None:
    officer = another_officer(session, now)
    page = administrator.open(PEOPLE)
    token = page.form("/recover").fields["csrf_token"]
    own = session.scalars(sa.select(Role).where(Role.role == "administrator")).one().person.public_id
    session.rollback()

    administrator.post(f"{PEOPLE}/{own}/end", {"csrf_token": token}, 404)
    administrator.post(f"{PEOPLE}/{own}/recover", {"csrf_token": token}, 404)
    address = page.document.xpath("//button/@formaction")[0]
    administrator.post(address, {"csrf_token": token})

    session.rollback()
    assert session.scalars(sa.select(Role.until).where(Role.person_id == officer)).one() is not None


def another_officer(session: Session, now: datetime) -> int:
    """An officer who has set up a second factor and is signed in."""
    officer = a_person(session, "Eva Rojas", role="officer", state=None)
    session.add(Secret(person_id=officer.id, kind="totp", content="sealed", created_at=now))
    session.add(SignedIn(token_hash="0" * 64, person_id=officer.id, created_at=now, active_at=now, expires_at=now))
    session.commit()
    return officer.id


def test_a_person_holds_several_roles_and_keeps_the_second_factor(
    administrator: PageClient, session: Session, now: datetime
) -> None:
    officer = another_officer(session, now)
    page = administrator.open(PEOPLE)
    address = page.document.xpath("//a[starts-with(normalize-space(.), 'Change roles')]/@href")[0]

    administrator.open(address).form("/roles").send({"roles": ["officer", "auditor"]}, button="Save the roles")

    session.rollback()
    assert held(session, officer) == {"officer", "auditor"}
    assert session.scalars(sa.select(Secret.revoked_at).where(Secret.person_id == officer)).one() is None
    session.rollback()

    page = administrator.open(address).form("/roles").send({"roles": ["translator"]}, button="Save the roles")

    session.rollback()
    assert held(session, officer) == {"translator"}
    assert "Translator" in page.text
    assert session.scalars(sa.select(SignedIn.ended_at).where(SignedIn.person_id == officer)).one() is not None


def test_nobody_is_left_without_a_role_by_mistake(administrator: PageClient, session: Session, now: datetime) -> None:
    officer = another_officer(session, now)
    address = administrator.open(PEOPLE).document.xpath("//a[contains(., 'Change roles')]/@href")[0]

    page = administrator.open(address).form("/roles").send({"roles": []}, button="Save the roles", status=422)

    assert "Choose at least one role" in page.text
    session.rollback()
    assert held(session, officer) == {"officer"}


def held(session: Session, person: int) -> set[str]:
    return set(session.scalars(sa.select(Role.role).where(Role.person_id == person, Role.until.is_(None))))
