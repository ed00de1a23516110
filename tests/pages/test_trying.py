"""The officer's pages on which a questionnaire is tried: live preview, conditions in words, what is asked of whom."""

import re
from dataclasses import replace

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from surveyapp.actions import authoring, coming_in
from surveyapp.core.questionnaire import Kind, Property, Questionnaire
from surveyapp.store import models
from tests.builders import a_group, a_note, a_question, a_questionnaire, a_row, a_section, an_option, words
from tests.page_client import Page, PageClient
from tests.stored import OPENED, a_person

FORM = a_questionnaire(
    a_section(
        "law",
        a_question("offence", Kind.ONE, "yes partly no", number="1.1", core=True),
        a_question("plan", number="1.2", relevant="${offence} = 'yes'"),
        a_group("more", a_question("year", Kind.YEAR, number="1.3", constraint=". >= 1900"), relevant="${plan} != ''"),
        a_question("grounds", Kind.SEVERAL, "stay work", number="1.4"),
        a_question("sum", Kind.CALCULATED, calculation="${year} + 1", wording=words("The next year")),
        a_question(
            "laws",
            Kind.LIST,
            number="1.5",
            fields=(a_question("title"), a_question("kind", Kind.ONE, "act decree", relevant="${title} != ''")),
        ),
        a_question("file", Kind.FILE, number="1.6"),
        a_question("on", Kind.DATE, number="1.7"),
        number="1",
        minutes=20,
    ),
    a_section(
        "help",
        a_question("shelter", number="2.1", core=True, relevant="selected(${grounds}, 'stay')"),
        a_question(
            "services",
            Kind.ROWS,
            "yes no",
            number="2.2",
            rows=(a_row("advice"), a_row("care", relevant="${offence} = 'no'")),
        ),
        a_question("figures", Kind.GRID, number="2.3", rows="y1", columns="women"),
        a_question(
            "town",
            Kind.ONE,
            [
                an_option("north", properties=(Property("of", "yes"),)),
                an_option("south", properties=(Property("of", "no"),)),
            ],
            number="2.4",
            choice_filter="of = ${offence}",
        ),
        a_note("thanks"),
        number="2",
        minutes=10,
    ),
)


@pytest.fixture
def officer(app: Flask, client: PageClient, session: Session, now) -> PageClient:
    """A browser in which an officer is signed in."""
    app.config["CLOCK"] = lambda: now
    token = coming_in.begin(session, a_person(session, "An officer", role="officer", state=None), now)
    session.commit()
    client.browser.set_cookie("session", token)
    return client


@pytest.fixture
def place(session: Session) -> str:
    """The address of the edition, after the language."""
    return _taken_in(session, FORM)


def _taken_in(session: Session, questionnaire: Questionnaire) -> str:
    edition = authoring.take_in(session, questionnaire, "form.xlsx", None, OPENED)
    session.commit()
    return f"/secretariat/questionnaires/{edition.public_id}"


def section(client: PageClient, place: str, code: str = "law", language: str = "en") -> Page:
    return client.open(f"/{language}{place}/section/{code}")


def tried(page: Page, answers: dict[str, str], button: str = "Update") -> Page:
    form = page.form()
    pressed = next(one for one in form.element.iter("button") if one.text_content().strip() == button)
    address = pressed.get("formaction") or form.element.get("action")
    return page.client.post(address, {**form.fields, **{f"a.{name}": value for name, value in answers.items()}})


def not_asked(page: Page) -> set[str]:
    """The ids of what says that it is not asked."""
    said = {one.getparent().getparent().get("id") for one in page.all(".standing-tried") if one.get("hidden") is None}
    assert said == {one.get("id") for one in page.all("tr") if "not-asked" in (one.get("class") or "")}
    return said


def test_what_is_not_asked_says_so_in_a_word(officer: PageClient, place: str) -> None:
    page = section(officer, place)

    assert not_asked(page) == {"q-plan", "g-more", "q-year"}
    assert "is asked 5 of the 7 questions of this section, and 8 of 11 in the whole questionnaire" in page.text


def test_an_answer_that_is_tried_opens_questions(officer: PageClient, place: str) -> None:
    first = tried(section(officer, place), {"offence.option": "yes"})
    second = tried(first, {"plan.text": "A plan"})

    assert not_asked(first) == {"g-more", "q-year"}
    assert not_asked(second) == set()


def test_answers_go_along_from_section_to_section(officer: PageClient, place: str) -> None:
    second = tried(section(officer, place), {"grounds.options": "stay", "offence.option": "no"}, "Next section")
    assert second.h1 == "2 Section help"
    assert not_asked(second) == set()

    back = tried(second, {"services/advice.option": "yes"}, "Section before")

    assert back.form().fields["a.offence.option"] == ["no"]
    assert back.form().fields["a.services/advice.option"] == ["yes"]


def test_a_row_or_a_field_hidden_by_a_condition_of_its_own_is_set_back(officer: PageClient, place: str) -> None:
    before = section(officer, place, "help")
    after = tried(section(officer, place), {"offence.option": "no"}, "Next section")

    def hidden(page: Page) -> list[str]:
        return [one.get("data-place") for one in page.all(".tried-field") if "not-asked" in one.get("class")]

    assert "a.services/care" in hidden(before)
    assert "a.services/care" not in hidden(after)
    assert "a.laws[tried].kind" in hidden(section(officer, place))
    assert "a.laws[tried].kind" not in hidden(tried(section(officer, place), {"laws[tried].title.text": "Act"}))


def test_what_does_not_fit_is_said_as_a_state_would_be_told(officer: PageClient, place: str) -> None:
    page = tried(
        section(officer, place),
        {"offence.option": "yes", "plan.text": "x", "year.text": "1800", "on.text": "31/2/2012"},
    )

    errors = [one.text_content() for one in page.all(".error") if one.get("hidden") is None]
    assert len(errors) == 2


def test_what_is_worked_out_and_the_options_offered_are_shown(officer: PageClient, place: str) -> None:
    answers = {"offence.option": "yes", "plan.text": "x", "year.text": "2020"}
    page = tried(section(officer, place), answers)
    following = tried(page, {}, "Next section")

    assert page.texts("#c-sum") == ["2021"]
    [town] = [one for one in following.all("select") if one.get("name") == "a.town.option"]
    assert [one.get("value") for one in town.iter("option")] == ["", "north", "?"]


def test_nothing_of_it_is_kept(officer: PageClient, place: str, session: Session) -> None:
    def counts() -> list[int]:
        tables = (models.AnswerVersion, models.Answer, models.Event, models.Edition)
        return [session.scalar(sa.select(sa.func.count()).select_from(table)) for table in tables]

    session.rollback()
    before = counts()
    session.rollback()

    tried(section(officer, place), {"offence.option": "yes"})

    assert counts() == before
    assert section(officer, place).form().fields["a.offence.option"] == [""]


def test_trying_holds_nobody_up(officer: PageClient, place: str, session: Session) -> None:
    """The session of this test writes, and on SQLite one that wished to write as well would have to wait for it."""
    session.execute(sa.update(models.Edition).values(source_name="held.xlsx"))

    assert not_asked(tried(section(officer, place), {"offence.option": "yes"})) == {"g-more", "q-year"}


def test_the_language_changes_and_what_was_tried_stays(officer: PageClient, place: str) -> None:
    page = section(officer, place)
    fields = {**page.form().fields, "a.offence.option": "yes", "switch": "es"}

    sent_on = officer.browser.post(f"/en{place}/section/law", data=fields)
    spanish = officer.post(sent_on.location, fields)

    assert sent_on.status_code == 307  # a browser posts the same there
    assert spanish.language == "es"
    assert spanish.form().fields["a.offence.option"] == ["yes"]


def test_the_script_gets_what_changes(officer: PageClient, place: str) -> None:
    page = section(officer, place)
    fields = {**page.form().fields, "a.offence.option": "yes", "a.year.text": "x"}

    answer = officer.browser.post(f"/en{place}/section/law", data=fields, headers={"X-Requested-With": "fetch"})

    facts = answer.get_json()
    assert facts["asked"]["q-plan"] is True
    assert facts["asked"]["g-more"] is False
    assert facts["fields"]["a.laws[tried].kind"] is False
    assert "6 of the 7" in facts["summary"]


def test_nothing_odd_in_the_form_breaks_the_page(officer: PageClient, place: str) -> None:
    odd = {
        "offence.option": "gone",
        "nothing.text": "x",
        "laws[zzzz].title.text": "x",
        "laws[tried]": "x",
        "grounds.options": "?",
        "plan.text": "\x00" + "long " * 9000,
        "": "x",
        "[": "x",
    }

    assert "q-plan" in not_asked(tried(section(officer, place), odd))


# Conditions in words


def rows(page: Page, table: int = 0) -> list[list[str]]:
    body = page.all("tbody")[table]
    return [[" ".join(cell.text_content().split()) for cell in row] for row in body.iter("tr")]


def test_every_condition_stands_in_words_with_what_depends_on_it(officer: PageClient, place: str) -> None:
    page = officer.open(f"/en{place}/conditions")

    assert "5 conditions decide what is asked." in page.text
    found = {row[0]: row[1:] for row in rows(page)}
    assert found["1.1 Question offence"][2] == "1.2 Question plan2.2 Care"
    assert found["1.2 Question plan"][:2] == ["Asked when 1.1 is “Yes”.", "${offence} = 'yes'"]
    assert found["Group more"][0] == "Asked when 1.2 is answered."
    assert found["2.1 Question shelter"][0] == "Asked when 1.4 includes “Stay”."
    assert found["1.5 Question kind"][0] == "Asked when “Question title” is answered."


def test_constraints_filters_and_calculations_stand_below(officer: PageClient, place: str) -> None:
    found = {row[0]: row[1:] for row in rows(officer.open(f"/en{place}/conditions"), 1)}

    assert found["1.3 Question year"][:2] == [
        "Check of the answer",
        "The following must hold: the answer is at least 1900.",
    ]
    assert found["The next year"][:2] == ["Worked out", "Worked out: the sum of 1.3 and 1."]
    assert found["2.4 Question town"][:2] == ["Options offered", "Which of these options apply depends on 1.1."]


def test_a_questionnaire_without_conditions_says_so(officer: PageClient, session: Session) -> None:
    address = _taken_in(session, a_questionnaire(a_question("law")))

    assert "Every question is asked of every state." in officer.open(f"/en{address}/conditions").text
    assert "every state is asked the same" in officer.open(f"/en{address}/asked").text


# What would be asked


def test_the_address_says_what_is_answered(officer: PageClient, place: str) -> None:
    page = officer.open(f"/en{place}/asked?offence=yes&plan=A&grounds=stay&grounds=work")

    assert "is asked 11 of the 11 questions, 2 of the 2 core questions" in page.text
    assert rows(page)[0] == ["1 Section law", "7 of 7", "1 of 1", "20"]


def test_what_is_not_asked_stands_with_its_reason(officer: PageClient, place: str) -> None:
    page = officer.open(f"/en{place}/asked?offence=no")

    assert rows(page)[0] == ["1 Section law", "5 of 7", "1 of 1", "15"]
    assert rows(page, 1) == [
        ["1.2 Question plan", "Asked when 1.1 is “Yes”."],
        ["1.3 Question year", "Asked when 1.2 is answered."],
        ["2.1 Question shelter", "Asked when 1.4 includes “Stay”."],
    ]


def test_only_questions_that_decide_can_be_chosen(officer: PageClient, place: str) -> None:
    page = officer.open(f"/en{place}/asked")

    names = {control.get("name") for control in page.form().element.iter("input")}
    assert names == {"offence", "plan", "grounds"}


def test_choosing_leads_to_an_address_that_can_be_mailed(officer: PageClient, place: str) -> None:
    page = officer.open(f"/en{place}/asked").form().send({"offence": "yes", "plan": ""}, "See what is asked")

    assert page.address == f"/en{place}/asked?offence=yes"
    assert page.texts(".address") == [f"http://localhost/en{place}/asked?offence=yes"]


def test_states_that_say_no_or_yes_wherever_they_can_are_one_link_away(officer: PageClient, place: str) -> None:
    page = officer.open(f"/en{place}/asked")

    assert page.follow("A state that answers No wherever it can").address.endswith("?offence=no")
    yes = page.follow("A state that answers Yes wherever it can")
    assert yes.address.endswith("?offence=yes&grounds=stay&grounds=work")


@pytest.mark.parametrize(
    "query", ["offence=gone", "nothing=1", "offence=", "offence=%00", "grounds=stay&offence=yes&x=1"]
)
def test_what_the_address_should_not_say_is_left_out_of_it(officer: PageClient, place: str, query: str) -> None:
    page = officer.open(f"/en{place}/asked?{query}")

    assert page.address.partition("?")[2] in ("", "offence=yes&grounds=stay")


def test_an_answer_not_available_opens_nothing(officer: PageClient, place: str) -> None:
    page = officer.open(f"/en{place}/asked?offence=?&grounds=?")

    assert "is asked 8 of the 11 questions" in page.text


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("path", ["conditions", "asked?offence=no", "section/law", "section/help"])
def test_the_pages_stand_in_both_languages(officer: PageClient, place: str, language: str, path: str) -> None:
    assert officer.open(f"/{language}{place}/{path}").language == language


def test_a_draft_with_holes_can_be_tried(officer: PageClient, session: Session) -> None:
    hole = replace(FORM.find("offence").question, wording={"en": "In English alone"}, number="")
    form = a_questionnaire(a_section("law", hole, a_question("plan", relevant="${offence} = 'yes'")))
    address = _taken_in(session, form)

    for path in ("section/law", "conditions", "asked"):
        assert re.search("In English alone", officer.open(f"/es{address}/{path}").text)
