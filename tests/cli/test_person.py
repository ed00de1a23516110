import json

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from surveyapp.cli import main
from surveyapp.store.models import Letter, Secret, SignInCode
from tests.stored import a_person, a_reply


@pytest.fixture
def database_url(sqlite_url):
    return sqlite_url


@pytest.fixture
def surveyapp(database_url, tmp_path):
    environment = {
        "DATABASE_URL": database_url,
        "SURVEYAPP_DATA": str(tmp_path / "data"),
        "BASE_URL": "http://localhost",
    }

    def run(*words: str) -> Result:
        return CliRunner().invoke(main, words, env=environment)

    return run


def invite_focal_point(surveyapp, state="cri"):
    return surveyapp("person", "invite", "a@example.org", "--name", "Name A", "--role", "focal_point", "--state", state)


def test_a_focal_point_invited_here_is_told_where_to_come_in(surveyapp):
    done = invite_focal_point(surveyapp)

    assert done.exit_code == 0
    assert "http://localhost/en/sign-in with the address a@example.org" in done.output


def test_inviting_the_same_person_again_changes_nothing(surveyapp):
    invite_focal_point(surveyapp)
    invite_focal_point(surveyapp)

    [person] = json.loads(surveyapp("person", "list", "--json").output)["people"]
    assert [(role["role"], role["state"]) for role in person["roles"]] == [("focal_point", "CRI")]


def test_an_address_of_an_installation_on_trial_is_one(surveyapp):
    done = surveyapp("person", "invite", "o@survey.test", "--name", "Officer A", "--role", "officer")

    assert done.exit_code == 0


def test_an_invited_officer_is_written_to_and_the_code_is_printed(surveyapp, session):
    done = surveyapp(
        "person", "invite", "o@example.org", "--name", "Officer A", "--role", "officer", "--language", "es"
    )

    [letter] = session.scalars(sa.select(Letter))
    code = done.output.strip().rpartition(": ")[2]
    assert done.exit_code == 0
    assert letter.language == "es"
    assert code in letter.body
    assert session.scalars(sa.select(SignInCode.purpose)).all() == ["invitation"]


@pytest.mark.parametrize(
    "words",
    [
        ("a@example.org", "--name", "A", "--role", "focal_point"),
        ("a@example.org", "--name", "A", "--role", "focal_point", "--state", "ATL"),
        ("a@example.org", "--name", "A", "--role", "officer", "--state", "CRI"),
        ("a@example.org", "--name", "A", "--role", "king"),
        ("no address", "--name", "A", "--role", "officer"),
        ("a@example.org", "--role", "officer"),
    ],
)
def test_a_wrong_invitation_is_wrong_use_and_leaves_nothing_behind(surveyapp, words):
    done = surveyapp("person", "invite", *words)

    assert done.exit_code == 2
    assert json.loads(surveyapp("person", "list", "--json").output) == {"people": []}


def test_a_sign_in_code_is_printed_alone_so_that_a_program_can_read_it(surveyapp):
    invite_focal_point(surveyapp)

    done = surveyapp("person", "code", "A@Example.org")

    assert done.exit_code == 0
    assert done.stdout.strip().replace(" ", "").isdecimal()


def test_there_is_no_code_for_somebody_unknown(surveyapp):
    assert surveyapp("person", "code", "nobody@example.org").exit_code == 1


def test_a_database_of_another_shape_says_what_to_do(surveyapp, tmp_path):
    done = CliRunner().invoke(
        main, ["person", "list"], env={"SURVEYAPP_DATA": str(tmp_path / "other"), "DATABASE_URL": ""}
    )

    assert done.exit_code == 2
    assert "surveyapp database upgrade" in done.output


def test_a_lone_officer_who_lost_the_second_factor_is_let_in_again(surveyapp, session, now):
    person = a_person(session, "Eva Rojas", "administrator", None)
    session.add(Secret(person_id=person.id, kind="totp", content="sealed", created_at=now))
    session.commit()

    result = surveyapp("person", "recover", "eva.rojas@example.org")

    assert result.exit_code == 0
    assert "sets up passphrase and second factor at" in result.output
    assert session.scalars(sa.select(Secret.revoked_at)).one() is not None


def test_where_several_share_an_address_the_name_says_who_is_to_begin_anew(surveyapp, session):
    a_reply(session)
    for name in ("Ana Mora", "Eva Rojas"):
        a_person(session, name, email="desk@example.org", email_key="desk@example.org")
    session.commit()

    assert surveyapp("person", "recover", "desk@example.org").exit_code == 2
    assert "Ana Mora comes in at" in surveyapp("person", "recover", "desk@example.org", "--name", "Ana Mora").output
    assert surveyapp("person", "recover", "nobody@example.org").exit_code == 1
