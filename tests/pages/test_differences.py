"""The officer's pages on two editions: how they differ, and which question was which."""

from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO

import pytest
import python_calamine
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from surveyapp.actions import authoring, coming_in, editions_map, people
from surveyapp.core.questionnaire import Kind
from surveyapp.store import models
from surveyapp.store.models import Edition
from tests.builders import a_question, a_questionnaire, a_section, an_option, words
from tests.page_client import Page, PageClient
from tests.stored import laws_and_figures

OFFENCE = words("Is trafficking in persons an offence of its own?", "¿Es la trata un delito autónomo?")
OLD = a_questionnaire(
    a_section(
        "law",
        a_question("q1", Kind.ONE, "yes no", number="1.1", wording=OFFENCE),
        a_question("plan", number="1.2", wording=words("Which plan is there?", "¿Qué plan hay?")),
        number="1",
    ),
)
NEW = a_questionnaire(
    a_section(
        "law",
        a_question(
            "offence",
            Kind.ONE,
            [an_option("yes"), an_option("partly"), an_option("no")],
            number="1.1",
            wording=words(
                "Is trafficking in persons a crime of its own?", "¿Es la trata de personas un delito autónomo?"
            ),
            previous="q1",
        ),
        a_question(
            "policy", number="1.2", relevant="${offence} = 'yes'", wording=words("Which policies?", "¿Qué políticas?")
        ),
        number="1",
    ),
    a_section("figures", a_question("victims", Kind.GRID, rows="y1 y2", columns="women men"), number="2"),
    version="2",
)


@dataclass
class Two:
    """An officer's browser, and the addresses of two editions."""

    client: PageClient
    old: str
    new: str

    def page(self, what: str = "differences", language: str = "en", edition: str = "") -> Page:
        return self.client.open(f"/{language}/secretariat/questionnaires/{edition or self.new}/{what}".rstrip("/"))


@pytest.fixture
def two(app: Flask, client: PageClient, session: Session, now: datetime) -> Two:
    app.config["CLOCK"] = lambda: now
    person = people.name_person(session, name="An officer", email="officer@example.org", language="en", now=now)
    people.give_role(session, person, "officer", now=now)
    old = authoring.take_in(session, OLD, "old.xlsx", None, now)
    old.published_at = now
    new = authoring.take_in(session, NEW, "new.xlsx", None, now)
    client.browser.set_cookie("session", coming_in.begin(session, person, now))
    session.commit()
    return Two(client, old.public_id, new.public_id)


def stored(session: Session, two: Two) -> Edition:
    session.expire_all()
    return session.scalars(sa.select(Edition).where(Edition.public_id == two.new)).one()


# Differences


def test_counts_stand_on_top(two: Two) -> None:
    (table,) = two.page().all("table")

    told = {row[0].text_content().strip(): row[1].text_content().strip() for row in table.iter("tr")}
    assert told == {
        "added": "2", "removed": "1", "another code": "1", "reworded": "1", "options added": "1", "of substance": "4"
    }  # fmt: skip


def test_changed_words_are_marked_as_removed_and_added_in_each_language(two: Two) -> None:
    page = two.page()

    assert "offence" in " ".join(page.texts("del"))
    assert "crime" in " ".join(page.texts("ins"))
    assert "de personas" in " ".join(page.texts("ins"))


def test_one_language_can_be_looked_at_alone(two: Two) -> None:
    page = two.page("differences?of=es")

    assert "de personas" in page.text
    assert "crime" not in " ".join(page.texts("ins"))


def test_only_what_is_of_substance_can_be_looked_at(two: Two) -> None:
    assert {one.get("aria-labelledby") for one in two.page("differences?only=substance").all("article")} == {
        "d-offence", "d-policy", "d-was-plan", "d-victims"
    }  # fmt: skip
    assert {one.get("aria-labelledby") for one in two.page("differences?only=reworded").all("article")} == {"d-offence"}


def test_a_condition_is_said_in_words(two: Two, session: Session, now: datetime) -> None:
    edition = stored(session, two)
    editions_map.correct_map(session, edition, {"questions": {"policy": "plan"}}, None, now)
    session.commit()

    assert "Always asked. → Asked when 1.1 is “Yes”." in two.page().text


def test_the_page_is_said_in_the_language_of_its_reader(two: Two) -> None:
    page = two.page(language="es")

    assert page.h1 == "Diferencias con una edición anterior"
    assert "se agregaron opciones" in page.text


def test_the_edition_has_a_link_to_its_differences_and_its_map(two: Two) -> None:
    page = two.client.open(f"/en/secretariat/questionnaires/{two.new}")

    assert page.follow("Differences from an earlier edition").h1 == "Differences from an earlier edition"
    assert page.follow("Which question was which in an earlier edition").h1 == "Which question was which"


def test_the_first_edition_differs_from_none(two: Two) -> None:
    assert "This is the first edition" in two.page(edition=two.old).text
    assert "This is the first edition" in two.page("map", edition=two.old).text


def test_an_edition_that_is_no_earlier_one_is_not_found(two: Two) -> None:
    for wrong in (two.new, "nothing"):
        two.client.open(f"/en/secretariat/questionnaires/{two.new}/differences?from={wrong}", status=404)


def test_editions_that_do_not_differ_are_said_not_to(two: Two, session: Session, now: datetime) -> None:
    edition = stored(session, two)
    edition.published_at = now
    third = authoring.take_in(session, replace(NEW, version="3"), "third.xlsx", None, now)
    session.commit()

    page = two.page(f"differences?from={two.new}", edition=third.public_id)

    assert "The two editions do not differ." in page.text


def test_the_workbook_of_differences_can_be_taken_away(two: Two) -> None:
    answer = two.client.browser.get(f"/es/secretariat/questionnaires/{two.new}/differences.xlsx")

    assert answer.headers["Content-Disposition"] == "attachment; filename=practices-1-2-es.xlsx"
    assert python_calamine.load_workbook(BytesIO(answer.data)).sheet_names[0] == "Resumen"


def test_the_workbook_of_the_first_edition_is_not_found(two: Two) -> None:
    assert two.client.browser.get(f"/en/secretariat/questionnaires/{two.old}/differences.xlsx").status_code == 404


# The map


def test_the_map_shows_what_each_question_was_and_why(two: Two) -> None:
    page = two.page("map")

    (law, _figures) = page.all("table")
    rows = [[" ".join(cell.text_content().split()) for cell in row] for row in law.iter("tr")][1:]
    assert rows[0][0].startswith("1.1 Is trafficking in persons a crime")
    assert "q1" in rows[0][1]
    assert "New in it: Partly." in rows[0][1]
    assert rows[0][2] == "said in the workbook"
    assert rows[1][1].endswith("was not there before")


def test_the_map_of_a_copy_does_not_speak_of_a_workbook(two: Two) -> None:
    copy = two.page("").form("/copy").send({"version": "3"})

    page = copy.follow("Which question was which in an earlier edition")

    assert "kept from the copy" in page.text
    assert "said in the workbook" not in page.text


def test_old_questions_that_lead_nowhere_are_named(two: Two) -> None:
    page = two.page("map")

    assert "1 earlier question leads nowhere" in page.text
    assert "Which plan is there?" in page.text


def corrected(two: Two, status: int = 200, section: str = "law", **fields: str) -> Page:
    form = two.page(f"map/section/{section}").form(section)
    return form.send({name.replace("__", "~"): text for name, text in fields.items()}, status=status)


def test_a_question_is_corrected_by_the_code_it_had(two: Two, session: Session) -> None:
    page = corrected(two, questions__policy="plan")

    assert "Saved." in page.text
    assert "An officer" in page.text
    assert "corrected by hand" in page.text
    assert editions_map.said_of(stored(session, two)) == {"questions": {"policy": "plan"}}
    assert "leads nowhere" not in two.page("map").text


def test_what_was_not_changed_is_no_correction(two: Two, session: Session) -> None:
    corrected(two)

    assert editions_map.said_of(stored(session, two)) == {}


def test_an_option_is_corrected_from_a_list(two: Two, session: Session) -> None:
    corrected(two, options__offence__partly="no")

    assert editions_map.said_of(stored(session, two)) == {"options": {"offence": {"partly": "no"}}}


def test_a_correction_of_another_section_stays(two: Two, session: Session) -> None:
    corrected(two, questions__policy="plan")
    corrected(two, section="figures")

    assert editions_map.said_of(stored(session, two)) == {"questions": {"policy": "plan"}}


def test_a_correction_is_taken_back_by_the_code_that_was_proposed(two: Two, session: Session) -> None:
    corrected(two, questions__offence="")
    corrected(two, questions__offence="q1")

    assert editions_map.said_of(stored(session, two)) == {}


def test_a_question_may_be_said_to_be_two_now(two: Two, session: Session) -> None:
    corrected(two, questions__policy="q1")
    corrected(two, questions__offence="q1")

    found = editions_map.map_of(stored(session, two))
    assert found
    assert (found.question("offence"), found.question("policy")) == ("q1", "q1")


def test_a_code_that_never_was_is_told_beside_its_field_and_what_was_typed_stays(two: Two, session: Session) -> None:
    page = corrected(two, status=422, questions__policy="plon", options__offence__partly="no")

    assert "The earlier edition has no question “plon”." in page.text
    fields = page.form("law").fields
    assert (fields["questions~policy"], fields["options~offence~partly"]) == (["plon"], ["no"])
    assert stored(session, two).map_corrections is None


def test_parts_of_fields_can_be_corrected(two: Two, session: Session, now: datetime) -> None:
    form = a_questionnaire(
        a_section("first", a_question("laws", Kind.LIST, fields=(a_question("kind", Kind.ONE, "act decree"),)))
    )
    first = authoring.take_in(session, replace(form, code="laws"), "laws.xlsx", None, now)
    first.published_at = now
    second = authoring.take_in(session, replace(form, code="laws", version="2"), "laws.xlsx", None, now)
    session.commit()
    two.new = second.public_id

    two.page("map/section/first").form("first").send({"options~laws.kind~decree": ""})

    assert editions_map.said_of(stored(session, two)) == {"options": {"laws.kind": {"decree": ""}}}


def test_the_earlier_edition_can_be_chosen(two: Two, session: Session, now: datetime) -> None:
    stored(session, two).published_at = now
    third = authoring.take_in(session, replace(laws_and_figures(), code="practices", version="3"), "3.xlsx", None, now)
    session.commit()
    form = two.page("map", edition=third.public_id).form("/map/previous")

    page = form.send({"previous": two.old})

    assert page.h1 == "Which question was which"
    session.expire_all()
    previous = session.get_one(models.Edition, third.id).previous
    assert previous
    assert previous.public_id == two.old


def test_an_edition_that_cannot_be_led_to_is_refused_in_words(two: Two) -> None:
    form = two.page("map").form("/map/previous")

    page = form.send({"previous": "nothing"}, status=422)

    assert "Choose one of the earlier editions of this questionnaire." in page.text


def test_an_unknown_section_is_not_found(two: Two) -> None:
    two.client.open(f"/en/secretariat/questionnaires/{two.new}/map/section/nothing", status=404)
