import stat
from pathlib import Path

import pytest

from config import WrongSettingError, from_environment
from surveyapp.mail.server import MailServer


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "var"


def test_without_settings_the_embedded_database_is_in_the_data_folder(folder):
    settings = from_environment({"SURVEYAPP_DATA": str(folder)})

    assert settings.database_url == f"sqlite:///{folder}/surveyapp.db"
    assert (settings.base_url, settings.mail_server) == ("http://127.0.0.1:8000", None)


def test_the_secret_key_is_made_once_and_readable_by_its_owner_alone(folder):
    first = from_environment({"SURVEYAPP_DATA": str(folder)})
    second = from_environment({"SURVEYAPP_DATA": str(folder)})

    assert first.secret_key == second.secret_key
    assert stat.S_IMODE((folder / "secret_key").stat().st_mode) == 0o400
    assert sorted(file.name for file in folder.iterdir()) == ["audit_key", "secret_key"]


def test_the_key_of_the_log_is_another_one_and_may_be_kept_elsewhere(folder):
    made = from_environment({"SURVEYAPP_DATA": str(folder)})
    named = from_environment({"SURVEYAPP_DATA": str(folder), "AUDIT_KEY": "kept by somebody else"})

    assert made.audit_key not in {"", made.secret_key}
    assert stat.S_IMODE((folder / "audit_key").stat().st_mode) == 0o400
    assert named.audit_key == "kept by somebody else"
    assert "kept by" not in repr(named)


def test_secrets_are_not_shown(folder):
    settings = from_environment(
        {
            "SURVEYAPP_DATA": str(folder),
            "DATABASE_URL": "postgresql://me:hidden-1@db/survey",
            "SECRET_KEY": "hidden-2" * 8,
            "MAIL_URL": "smtp://me:hidden-3@mail",
            "MAIL_FROM": "survey@example.org",
        }
    )

    assert "hidden" not in repr(settings)


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://localhost:25", MailServer("localhost", 25)),
        ("smtp://a%40b.org:p%3Aw@mail.org", MailServer("mail.org", 587, user="a@b.org", password="p:w")),
        ("smtps://mail.org", MailServer("mail.org", 465, encrypted=True)),
    ],
)
def test_the_mail_server_is_read_from_its_address(folder, url, server):
    settings = from_environment({"SURVEYAPP_DATA": str(folder), "MAIL_URL": url, "MAIL_FROM": "survey@example.org"})

    assert settings.mail_server == server


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_is_reached_with_the_driver_we_have(folder, scheme):
    settings = from_environment({"SURVEYAPP_DATA": str(folder), "DATABASE_URL": f"{scheme}://u@h/d"})

    assert settings.database_url == "postgresql+psycopg://u@h/d"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("DATABASE_URL", "mysql://host/name"),
        ("DATABASE_URL", "sqlite://"),
        ("BASE_URL", "survey.example.org"),
        ("BASE_URL", "https://example.org/survey"),
        ("PORT", "http"),
        ("PORT", "70000"),
        ("MAIL_URL", "mail.example.org"),
        ("MAIL_URL", "smtp://mail.example.org:many"),
        ("MAIL_FROM", "The Secretariat"),
        ("STATES_SIGN_IN", "password"),
        ("SECRET_KEY", "short"),
        ("SURVEYAPP_DATA", "/dev/null/var"),
    ],
)
def test_a_wrong_setting_is_named(folder, name, text):
    with pytest.raises(WrongSettingError, match=f"^{name}: ") as caught:
        from_environment({"SURVEYAPP_DATA": str(folder), name: text})

    assert caught.value.name == name


@pytest.mark.parametrize(("named", "is_asked"), [("", False), ("code", False), ("second_factor", True)])
def test_a_second_factor_is_asked_of_states_where_the_setting_says_so(folder, named, is_asked):
    settings = from_environment({"SURVEYAPP_DATA": str(folder), "STATES_SIGN_IN": named})

    assert settings.states_by_second_factor is is_asked


def test_letters_come_from_the_host_that_people_type_unless_told_otherwise(folder):
    settings = from_environment({"SURVEYAPP_DATA": str(folder), "BASE_URL": "https://survey.example.org"})

    assert settings.mail_from == "questionnaire@survey.example.org"


def test_whom_to_ask_for_help_is_a_setting(folder):
    chosen = from_environment({"SURVEYAPP_DATA": str(folder), "MAIL_FROM": "survey@example.org"})
    named = from_environment(
        {
            "SURVEYAPP_DATA": str(folder),
            "SECRETARIAT_EMAIL": "help@example.org",
            "SECRETARIAT_NAME": "Desk of the questionnaire",
            "SECRETARIAT_TELEPHONE": "+1 202 555 0143",
        }
    )

    assert (chosen.contact_email, chosen.contact_name) == ("survey@example.org", "")
    assert named.contact_email == "help@example.org"
    assert (named.contact_name, named.contact_telephone) == ("Desk of the questionnaire", "+1 202 555 0143")
    assert from_environment({"SURVEYAPP_DATA": str(folder)}).contact_email == ""


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("postgres://me:x@db/jobs", "postgresql://me:x@db/jobs"),
        ("postgresql+psycopg://db/jobs", "postgresql://db/jobs"),
        ("redis://host:6379/0", "redis://host:6379/0"),
    ],
)
def test_the_queue_of_timed_work_is_where_it_is_said_to_be(folder, written, url):
    settings = from_environment({"SURVEYAPP_DATA": str(folder), "JOBS_URL": written})

    assert settings.jobs_url == url
    assert "me:x" not in repr(settings)


def test_without_a_setting_the_queue_is_a_file_of_its_own(folder):
    assert from_environment({"SURVEYAPP_DATA": str(folder)}).jobs_url == f"sqlite:///{folder}/jobs.db"


@pytest.mark.parametrize("written", ["mysql://db/jobs", "postgresql://", "jobs"])
def test_a_queue_that_cannot_be_is_refused(folder, written):
    with pytest.raises(WrongSettingError, match="JOBS_URL"):
        from_environment({"SURVEYAPP_DATA": str(folder), "JOBS_URL": written})
