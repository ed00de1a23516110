"""The officer's pages of wordings: looking through them, correcting one, confirming a translation, its history."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from surveyapp.actions import authoring
from surveyapp.core.questionnaire import Kind, Questionnaire
from surveyapp.core.wordings import wordings
from surveyapp.store.models import Edition, Person
from tests.builders import a_question, a_questionnaire, a_section, an_option, words
from tests.page_client import Page, PageClient
from tests.statements import statements
from tests.stored import a_person, a_round

YES = an_option("yes", wording=words("Yes", "Sí"), detail=words("Cite the law", "Cite la ley"))
FORM = a_questionnaire(
    a_section(
        "laws",
        a_question(
            "law", Kind.ONE, (YES,), list_name="yes_no", number="1.1", wording=words("Is there a law?", "¿Hay ley?")
        ),
        a_question("plan", Kind.ONE, (YES,), list_name="yes_no", number="1.2", wording=words("A plan?", "¿Un plan?")),
        wording=words("The laws", "Las leyes"),
        number="1",
    ),
    a_section(
        "help", a_question("calls", wording=words("Calls", "Llamadas")), wording=words("Help", "Ayuda"), number="2"
    ),
)
SignIn = Callable[[PageClient, Person], None]


@pytest.fixture
def officer(session: Session, now: datetime) -> Person:
    return a_person(session, "Olga Núñez", "officer", None)


@pytest.fixture
def edition(session: Session, officer: Person, now: datetime) -> Edition:
    return authoring.take_in(session, FORM, "form.xlsx", officer, now)


@pytest.fixture
def browser(client: PageClient, session: Session, officer: Person, edition: Edition, sign_in: SignIn) -> PageClient:
    session.commit()
    sign_in(client, officer)
    return client


def address(edition: Edition, more: str = "", language: str = "en") -> str:
    return f"/{language}/secretariat/questionnaires/{edition.public_id}/wordings{more}"


def corrected(browser: PageClient, edition: Edition, path: str, status: int = 200, **typed: str) -> Page:
    form = browser.open(address(edition, f"?edit={path}")).form("/wordings")
    return form.send({f"w.{language}": text for language, text in typed.items()}, "Save the wording", status)


def said(session: Session, edition: Edition, path: str) -> dict[str, str]:
    session.rollback()
    session.refresh(edition)
    text = dict(dict(wordings(authoring.questionnaire_of(edition)))[path])
    session.rollback()  # the store is held no longer
    return text


def test_a_section_shows_its_wordings_in_all_languages_and_leads_to_the_next(
    browser: PageClient, edition: Edition
) -> None:
    page = browser.open(address(edition))

    assert {"Is there a law?", "¿Hay ley?", "Cite the law", "Cite la ley", "The laws"} <= set(
        page.texts(".as-answered")
    )
    assert "Calls" not in page.text
    assert "Calls" in page.follow("Next section").text


def test_an_option_of_a_list_is_shown_once_in_a_section(browser: PageClient, edition: Edition) -> None:
    page = browser.open(address(edition))

    assert page.texts(".as-answered").count("Cite la ley") == 1


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_wording_is_corrected_in_place(
    browser: PageClient, session: Session, edition: Edition, language: str
) -> None:
    page = browser.open(address(edition, "?edit=law.wording", language))

    page = page.form("/wordings").send({"w.es": "¿Existe una ley?", "w.en": "Is there any law?"})

    assert said(session, edition, "law.wording") == {"en": "Is there any law?", "es": "¿Existe una ley?"}
    assert page.texts("#w-law.wording")
    assert "Olga Núñez" in page.texts("#w-law.wording")[0]


def test_a_correction_is_said_to_be_saved(browser: PageClient, edition: Edition) -> None:
    page = corrected(browser, edition, "law.wording", en="Is there any law?")

    assert page.texts(".notice") == ["Saved. Section 1, question 1.1 (one choice): wording."]


def test_an_option_says_in_how_many_questions_it_is_corrected(
    browser: PageClient, session: Session, edition: Edition
) -> None:
    page = browser.open(address(edition, "?edit=plan.options.yes.wording"))
    assert "It stands in 2 questions" in page.text

    corrected(browser, edition, "plan.options.yes.wording", en="Yes, in force", es="Sí, en vigor")

    assert said(session, edition, "law.options.yes.wording") == {"en": "Yes, in force", "es": "Sí, en vigor"}


def test_of_two_officers_the_second_is_shown_both_wordings(
    browser: PageClient, session: Session, edition: Edition
) -> None:
    seen_before = browser.open(address(edition, "?edit=law.wording")).form("/wordings")
    corrected(browser, edition, "law.wording", en="The first")

    page = seen_before.send({"w.en": "The second"}, status=409)

    assert "Somebody else changed this wording meanwhile" in page.text
    assert "The first" in page.texts(".field")[0]
    assert page.form("/wordings").fields["w.en"] == ["The second"]
    page.form("/wordings").send()
    assert said(session, edition, "law.wording")["en"] == "The second"


def test_what_is_gone_meanwhile_is_told(browser: PageClient, edition: Edition) -> None:
    form = browser.open(address(edition, "?edit=law.wording")).form("/wordings")

    page = form.send({"path": "gone.wording", "w.en": "Words"}, status=409)

    assert "this edition does not say anything there any more" in page.text


def test_a_switch_of_language_keeps_what_was_typed(browser: PageClient, session: Session, edition: Edition) -> None:
    form = browser.open(address(edition, "?edit=law.wording")).form("/wordings")

    typed = {**form.fields, "w.en": "Half a sente", "switch": "es"}
    answer = browser.browser.post(address(edition), data=typed)
    assert (answer.status_code, answer.location) == (307, address(edition, language="es"))

    page = browser.post(answer.location, typed)

    assert page.form("/wordings").fields["w.en"] == ["Half a sente"]
    assert said(session, edition, "law.wording")["en"] == "Is there a law?"


def test_what_cannot_stand_is_told_beside_its_field_and_nothing_typed_is_lost(
    browser: PageClient, edition: Edition
) -> None:
    page = corrected(browser, edition, "law.wording", 422, en="In {last_year}, a law?", es="Escrito con cuidado")

    assert "{last_year} stands in another language and not here." in page.text
    assert page.form("/wordings").fields["w.es"] == ["Escrito con cuidado"]


def test_a_translation_to_be_checked_is_listed_and_confirmed_with_one_button(
    browser: PageClient, edition: Edition
) -> None:
    corrected(browser, edition, "law.wording", en="Is there any law?")

    page = browser.open(address(edition, "?show=stale&worded_in=es"))
    assert page.texts("h3")[0].startswith("Wording")
    page = page.form("/confirm").send()

    assert "Nothing is left to be done in this list." in page.text


def test_what_is_missing_is_listed_of_all_sections(
    browser: PageClient, session: Session, now: datetime, edition: Edition
) -> None:
    lacking = a_questionnaire(
        a_section("laws", a_question("law", wording={"en": "Law"})),
        a_section("help", a_question("calls", wording={"en": "Calls"})),
        code="lacking",
    )
    draft = authoring.take_in(session, lacking, "form.xlsx", None, now)
    session.commit()

    page = browser.open(address(draft, "?show=missing", "es"))

    assert page.texts("h2") == ["Law", "Calls"]
    assert [one.get("lang") for one in page.document.xpath("//h2/span")] == ["en", "en"]


def test_the_history_says_who_when_and_which_words(browser: PageClient, edition: Edition) -> None:
    corrected(browser, edition, "law.wording", en="Is there any law?")

    page = browser.open(address(edition, "?show=corrected")).follow("History")

    assert page.h1 == "History of a wording"
    (row,) = page.document.xpath("//tbody/tr")
    assert "Olga Núñez" in row.text_content()
    assert [mark.text_content() for mark in row.xpath(".//del | .//ins")] == [" a", " any"]


def test_all_corrections_of_an_edition_are_listed(browser: PageClient, edition: Edition) -> None:
    for wording in ("First", "Second"):
        corrected(browser, edition, "law.wording", en=wording)

    page = browser.open(address(edition, "/history"))

    assert len(page.document.xpath("//tbody/tr")) == 2
    assert browser.open(address(edition, "/history?path=plan.wording")).text.count("never corrected") == 1


def test_before_saving_it_is_said_that_states_see_it_at_once(
    client: PageClient, session: Session, officer: Person, sign_in: SignIn
) -> None:
    round_ = a_round(session)
    session.commit()
    sign_in(client, officer)

    page = client.open(address(round_.edition, "?edit=law.wording"))

    assert "This edition is used by an open round: 2026." in page.texts("#correction")[0]


@pytest.mark.parametrize("more", ["?edit=nothing", "?edit=law.guidance", "/history?path=nothing"])
def test_what_is_unknown_is_not_found(browser: PageClient, edition: Edition, more: str) -> None:
    browser.open(address(edition, more), 404)


@pytest.mark.parametrize("more", ["?section=nothing&show=odd&worded_in=xx", "?section=help&show=missing"])
def test_what_is_not_known_in_the_address_counts_as_not_said(browser: PageClient, edition: Edition, more: str) -> None:
    browser.open(address(edition, more))


def test_markup_in_a_correction_is_shown_and_not_obeyed(browser: PageClient, edition: Edition) -> None:
    page = corrected(browser, edition, "law.wording", en="<script>alert(1)</script>", es="<img src=x onerror=alert(1)>")

    assert "<script>alert(1)</script>" in page.text
    assert not page.document.xpath("//main//script | //main//img")


def test_a_page_of_wordings_asks_no_more_of_the_store_for_more_of_them(
    app: Flask, browser: PageClient, edition: Edition
) -> None:
    counts = []
    for number in range(3):
        corrected(browser, edition, "law.wording", en=f"Wording {number}")
        browser.open(address(edition))
        with statements(app) as asked:
            browser.open(address(edition))
        counts.append(len(asked))

    assert counts[0] == counts[2] <= 8


# Copies and publishing


def test_an_edition_says_how_complete_each_language_is(browser: PageClient, session: Session, edition: Edition) -> None:
    corrected(browser, edition, "law.wording", en="Is there any law?")

    page = browser.open(address(edition).removesuffix("/wordings"))

    rows = [[" ".join(cell.text_content().split()) for cell in row] for row in page.document.xpath("//tbody/tr")]
    assert rows == [
        ["English (en)", "8 of 8", "● complete", "none"],
        ["Spanish (es)", "8 of 8", "● complete", "△ 1 to be checked"],
    ]


def test_a_new_edition_is_begun_from_this_one(browser: PageClient, edition: Edition) -> None:
    page = browser.open(address(edition).removesuffix("/wordings"))

    page = page.form("/copy").send({"version": "2028"})

    assert "version 2028" in page.text
    assert page.texts(".facts dd") or "Begun from" in page.text
    assert "version 1" in page.follow("Questionnaires").text


def test_a_version_that_is_taken_is_told_beside_its_field(browser: PageClient, edition: Edition) -> None:
    page = browser.open(address(edition).removesuffix("/wordings"))

    page = page.form("/copy").send({"version": "1"}, status=422)

    assert page.texts("#version-error") == [
        "Another edition of this questionnaire bears this version. Choose another one."
    ]


def test_what_was_changed_since_it_was_looked_at_is_not_published(browser: PageClient, edition: Edition) -> None:
    looked_at = browser.open(address(edition).removesuffix("/wordings"))
    corrected(browser, edition, "law.wording", en="Is there any law?")

    page = looked_at.form("/publish").send(status=409)

    assert "somebody changed the edition while you looked at it" in page.text
    assert "is published" in page.form("/publish").send().text


def test_a_refusal_to_publish_leads_to_what_is_missing(browser: PageClient, session: Session, now: datetime) -> None:
    lacking: Questionnaire = a_questionnaire(a_question("law", wording={"en": "Law"}), code="lacking")
    draft = authoring.take_in(session, lacking, "form.xlsx", None, now)
    session.commit()

    page = browser.open(address(draft).removesuffix("/wordings")).form("/publish").send(status=409)

    assert "Law" in page.follow("1 wording is missing in Spanish (es).").text


def test_what_keeps_a_draft_from_being_published_is_said_before_anybody_tries(
    browser: PageClient, session: Session, now: datetime
) -> None:
    lacking: Questionnaire = a_questionnaire(a_question("law", wording={"en": "Law"}), code="lacking")
    draft = authoring.take_in(session, lacking, "form.xlsx", None, now)
    session.commit()

    page = browser.open(address(draft).removesuffix("/wordings"))

    assert "It cannot be published yet:" in page.text
    assert "Law" in page.follow("1 wording is missing in Spanish (es).").text
