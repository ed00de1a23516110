"""Wordings of letters in the browser: refused with the line, previewed, versioned, withdrawn."""

from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from surveyapp.actions import letter_wordings, previewing_letters
from surveyapp.mail import letters
from surveyapp.store.models import Letter, LetterTemplate
from surveyapp.wording import letter_fields
from surveyapp.wording.letters import kind_words
from tests.page_client import Form, Page, PageClient
from tests.pages.desk import ROUND, a_round_with, come_in

PAGE = "/en/secretariat/letter-wordings"
PAGINA = "/es/secretariat/letter-wordings"
BODY = "Dear {{ recipient }},\n\n{{ base_url }}, {{ email }}, {{ deadline }}\n"


@pytest.fixture
def officer(app: Flask, client: PageClient, session: Session, now: datetime) -> PageClient:
    app.config["CLOCK"] = lambda: now
    return come_in(client, session, now)


def newest(session: Session) -> list[tuple[int, str]]:
    session.expire_all()
    return [(one.version, one.body) for one in session.query(LetterTemplate).order_by(LetterTemplate.version)]


def with_button(page: Page, words: str) -> Form:
    """The form with the button that says these words."""
    return next(
        Form(page, form)
        for form in page.document.iter("form")
        if any(" ".join(button.text_content().split()) == words for button in form.iter("button"))
    )


@pytest.mark.parametrize("page", [PAGE, PAGINA])
def test_every_kind_is_listed_in_both_languages_and_leads_to_its_wording(officer: PageClient, page: str) -> None:
    shown = officer.open(page)
    rows = shown.all("tr")[1:]

    assert len(rows) == len(letters.kinds())
    for kind in letters.kinds():
        assert kind_words(kind, page[1:3]) in shown.text
        officer.open(f"{page}/{kind}/{page[1:3]}")


@pytest.mark.parametrize("kind", letters.kinds())
def test_every_field_of_every_letter_is_described_with_an_example(kind: str) -> None:
    assert [name for name in sorted(letters.fields(kind).names) if not letter_fields.is_described(name)] == []


def test_a_wording_is_saved_and_the_next_letter_is_written_so(officer: PageClient, session: Session) -> None:
    a_round_with(session, {"JAM": "not_started"})
    page = officer.open(f"{PAGE}/invitation/en")

    saved = page.form("/invitation/en").send({"subject": "Hello {{ title }}", "body": BODY}, button="Save the wording")
    officer.open(f"{ROUND}/invitations").form("/invitations").send(button="Send this letter")

    assert "Saved. The next letter of this kind is written so." in saved.text
    letter = session.query(Letter).one()
    assert (letter.subject, letter.template_version) == ("Hello Questionnaire, 2026", 1)
    assert letter.body.startswith("Dear Person JAM,")
    assert "version 1" in officer.open(f"{ROUND}/letters/{letter.public_id}").text


@pytest.mark.parametrize(
    ("body", "english", "spanish"),
    [
        (
            BODY + "{{ titel }}",
            "Text, line 4: there is no field “titel” in this letter. There are: {{ base_url }}",
            "Texto, línea 4: no existe el campo «titel» en esta carta. Existen: {{ base_url }}",
        ),
        (BODY + "{{ title", "Text, line 4: a field or a condition is not closed.", "Texto, línea 4: hay un campo"),
        ("{{ email.x }}", "Text, line 1: only fields ({{ title }})", "Texto, línea 1: aquí solo pueden usarse campos"),
        (
            "Dear Sir",
            "this letter cannot do without {{ base_url }}",
            "esta carta no puede prescindir de {{ base_url }}",
        ),
    ],
)
def test_a_faulty_wording_is_refused_with_the_line_and_keeps_what_was_typed(
    officer: PageClient, session: Session, body: str, english: str, spanish: str
) -> None:
    for page, said in ((PAGE, english), (PAGINA, spanish)):
        form = officer.open(f"{page}/invitation/es").form("/invitation/es")
        refused = form.send({"subject": "{{ title }}", "body": body}, status=422)
        assert said in refused.text
        assert refused.form("/invitation/es").fields["body"][0].strip() == body.strip()
    assert newest(session) == []


def test_the_second_of_two_officers_sees_both_and_may_then_save(officer: PageClient, session: Session) -> None:
    first, second = (officer.open(f"{PAGE}/invitation/en").form("/invitation/en") for _one in range(2))
    first.send({"subject": "First {{ title }}", "body": BODY})

    late = second.send({"subject": "Second {{ title }}", "body": BODY}, status=409)
    assert "First {{ title }}" in late.text
    late.form("/invitation/en").send({"subject": "Second {{ title }}", "body": BODY})

    assert [version for version, _body in newest(session)] == [1, 2]


def test_a_wording_is_previewed_with_real_facts_and_not_saved(officer: PageClient, session: Session) -> None:
    a_round_with(session, {"CRI": "not_started", "JAM": "not_started"})
    form = officer.open(f"{PAGE}/invitation/en").form("/invitation/en")

    fields = {**form.fields, "subject": "{{ title }}", "body": BODY + "{{ state }}"}
    previewed = officer.post(f"{PAGE}/invitation/en/preview", fields)

    assert "Preview: Person JAM, Jamaica" in previewed.text
    assert "Dear Person JAM," in previewed.texts(".letter")[0]
    assert newest(session) == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_letter_can_be_read_as_it_would_be_for_each_recipient(
    officer: PageClient, session: Session, language: str
) -> None:
    a_round_with(session, {"CRI": "not_started", "JAM": "not_started"})
    state = {"en": "Jamaica: Person JAM", "es": "Costa Rica: Person CRI"}[language]

    for kind in sorted(set(letters.kinds()) - previewing_letters.TO_MISSIONS):
        listed = officer.open(f"{PAGE}/{kind}/{language}/recipients")
        page = listed.follow(state)
        (letter,) = page.all(".letter")
        assert letter.get("lang") == language
        assert "{{" not in page.texts(".letter")[0]
    assert "One further recipient is written to in the other language." in listed.text


def test_versions_say_who_when_and_what_changed_and_lead_back(
    officer: PageClient, session: Session, now: datetime
) -> None:
    for seen, word in enumerate(("one", "two")):
        letter_wordings.save(session, "invitation", "en", "{{ title }}", f"{word} {BODY}", seen, None, now)
    session.commit()
    page = officer.open(f"{PAGE}/invitation/en/versions")
    assert page.texts("del")[0] == "one"
    assert page.texts("ins")[0] == "two"

    back = with_button(page, "Go back to version 1").send(button="Go back to version 1")
    versions = back.follow("All versions, what changed, and going back")
    with_button(versions, "Go back to the product’s own").send(button="Go back to the product’s own")

    assert [version for version, _body in newest(session)] == [1, 2, 3, 4]
    assert letter_wordings.in_force(session, "invitation") == {}


def test_a_withdrawn_invitation_blocks_the_page_of_invitations_and_names_the_recipients(
    officer: PageClient, session: Session
) -> None:
    a_round_with(session, {"CRI": "not_started", "JAM": "not_started"})
    page = officer.open(f"{PAGE}/invitation/es")
    page.form("/withdraw").send(button="Withdraw the wording")

    blocked = officer.open(f"{ROUND}/invitations")

    assert "Nothing can be sent: the wording is missing" in blocked.text
    assert "Costa Rica: Person CRI, in Spanish" in blocked.text
    assert "No puede enviarse nada" in officer.open(f"{ROUND.replace('/en/', '/es/')}/invitations").text
    assert session.query(Letter).all() == []


def test_a_letter_with_a_code_offers_no_withdrawal(officer: PageClient) -> None:
    assert "Withdraw the wording" not in officer.open(f"{PAGE}/sign_in_code/en").text


@pytest.mark.parametrize("address", ["nothing/en", "invitation/fr", "letterhead/en"])
def test_what_is_no_letter_is_not_found(officer: PageClient, address: str) -> None:
    officer.open(f"{PAGE}/{address}", 404)
