"""An officer takes an edition away as a workbook."""

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from surveyapp.actions import authoring, editions_map, translating
from surveyapp.core import definition, translation
from surveyapp.core.questionnaire import Kind, Questionnaire
from surveyapp.documents import xlsform
from surveyapp.documents.translation_files import ReadFile
from surveyapp.store.models import Edition, Person
from tests.builders import a_question, a_questionnaire
from tests.page_client import PageClient
from tests.stored import a_person


@pytest.fixture
def officer(client: PageClient, session: Session, sign_in: Callable[[PageClient, Person], None]) -> PageClient:
    """A browser in which an officer is signed in."""
    person = a_person(session, "An officer", "officer", None)
    session.commit()
    sign_in(client, person)
    return client


def an_edition(session: Session, form: Questionnaire, now: datetime) -> Edition:
    edition = authoring.take_in(session, form, "form.xlsx", None, now)
    session.commit()
    return edition


def a_choice(code: str, options: str = "yes no", **facts: object) -> Questionnaire:
    return a_questionnaire(a_question(code, Kind.ONE, options, list_name="scale"), **facts)


def downloaded(officer: PageClient, edition: Edition) -> bytes:
    answer = officer.browser.get(f"/en/secretariat/questionnaires/{edition.public_id}/workbook")
    assert answer.status_code == 200
    return answer.data


def read(data: bytes) -> Questionnaire:
    form = xlsform.read(data, "form.xlsx").questionnaire
    assert form is not None
    return form


def test_the_workbook_is_the_edition(officer: PageClient, session: Session, now: datetime) -> None:
    form = a_choice("law", version="2.10")
    edition = an_edition(session, form, now)

    answer = officer.browser.get(f"/en/secretariat/questionnaires/{edition.public_id}/workbook")

    assert answer.headers["Content-Disposition"] == "attachment; filename=practices-2.10.xlsx"
    assert definition.to_json(read(answer.data)) == definition.to_json(form)


def test_what_was_corrected_of_its_map_stands_in_it(officer: PageClient, session: Session, now: datetime) -> None:
    first = an_edition(session, a_choice("law", "yes no"), now)
    authoring.publish(session, first, None, now)
    second = an_edition(session, a_choice("offence", "fully never", version="2"), now)
    corrections = {"questions": {"offence": "law"}, "options": {"offence": {"fully": "yes"}}}
    editions_map.correct_map(session, second, corrections, None, now)
    session.commit()

    question = next(read(downloaded(officer, second)).questions())

    assert question.previous == "law"
    assert [option.previous for option in question.options] == ["yes", ""]


def test_a_further_language_and_what_was_said_in_it_stand_in_it(
    officer: PageClient, session: Session, now: datetime
) -> None:
    edition = an_edition(session, a_choice("law"), now)
    translating.add_language(session, edition, "pt-br", None, now)
    unit = translation.Incoming("law.wording", "Question law", "Pergunta")
    read_file = ReadFile((unit,))
    incoming = translating.keep(session, edition, read_file, "form.xlf", ("en", "pt-BR"), None, now)
    translating.apply(session, edition, incoming, None, None, now)
    session.commit()

    form = read(downloaded(officer, edition))

    assert form.languages == ("en", "es", "pt-BR")
    assert next(form.questions()).wording["pt-BR"] == "Pergunta"
    assert definition.to_json(form) == definition.to_json(authoring.questionnaire_of(edition))


def test_an_edition_that_no_workbook_can_hold_is_said_so(officer: PageClient, session: Session, now: datetime) -> None:
    form = a_questionnaire(a_question("law", Kind.ONE, "yes no"))  # its options stand in no list
    edition = an_edition(session, form, now)

    page = officer.open(f"/es/secretariat/questionnaires/{edition.public_id}/workbook", 409)

    assert page.h1 == "Esta edición no puede escribirse como libro"


def test_an_unknown_edition_is_not_found(officer: PageClient) -> None:
    officer.open("/en/secretariat/questionnaires/none/workbook", 404)
