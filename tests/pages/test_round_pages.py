"""What the secretariat sees of a round: counts, map, table of states, files, one state."""

import csv
import io
from datetime import UTC, date, datetime, timedelta

import openpyxl
import pytest
from flask import Flask
from sqlalchemy.orm import Session

from surveyapp.actions import answering, rounds, submitting
from surveyapp.actions.answering import Posted
from surveyapp.core.places import Place
from surveyapp.core.states import taking_part
from surveyapp.store.models import Letter
from surveyapp.web.secretariat.states_table import harmless
from tests.page_client import Page, PageClient
from tests.pages.desk import RONDA, ROUND, a_round_with, come_in
from tests.statements import statements
from tests.stored import DEADLINE, a_person, a_reply

STANDINGS = {
    "ARG": "submitted",
    "CHL": "in_progress",
    "CRI": "complete_not_sent",
    "JAM": "not_started",
    "USA": "submitted",
}
COUNTS = "//table[@class='counts']/tbody/tr"
OVERDUE = DEADLINE + timedelta(days=6, hours=1)


@pytest.fixture
def officer(app: Flask, client: PageClient, session: Session, now: datetime) -> PageClient:
    app.config["CLOCK"] = lambda: now
    return come_in(client, session, now)


def names(page: Page) -> list[str]:
    return [
        page_row.xpath("string(th/a | th[not(a)])").strip()
        for page_row in page.document.xpath("//table[contains(@class, 'states')]/tbody/tr")
    ]


def row(page: Page, iso3: str) -> str:
    return " ".join(page.document.get_element_by_id(iso3).text_content().split())


# The page


def test_the_headline_says_how_many_have_replied(officer: PageClient, session: Session) -> None:
    a_round_with(session, STANDINGS)

    assert officer.open(ROUND).h1 == "2 of the 5 states asked have replied"
    assert officer.open(RONDA).h1 == "Han respondido 2 de los 5 Estados consultados"


def test_the_page_says_at_which_moment_and_how_long_there_is(officer: PageClient, session: Session) -> None:
    a_round_with(session, STANDINGS, meeting_on=date(2026, 12, 1))

    text = officer.open(ROUND).text

    assert "as it stands on 15 September 2026, 10:30 in Washington, D.C." in text
    assert "The deadline is Wednesday 30 September 2026. 15 days remain." in text
    assert "The Meeting opens in 77 days." in text


def test_after_the_deadline_the_overdue_are_counted_and_marked(
    app: Flask, client: PageClient, session: Session
) -> None:
    a_round_with(session, STANDINGS)
    app.config["CLOCK"] = lambda: OVERDUE

    page = come_in(client, session, OVERDUE).open(ROUND)

    assert "3 states are overdue." in page.text
    assert "overdue, 6 days" in row(page, "JAM")
    assert "overdue" not in row(page, "ARG")


def test_a_state_with_an_extension_is_not_overdue(app: Flask, client: PageClient, session: Session) -> None:
    _round, replies = a_round_with(session, STANDINGS)
    replies["JAM"].own_deadline = OVERDUE + timedelta(days=8)
    app.config["CLOCK"] = lambda: OVERDUE

    page = come_in(client, session, OVERDUE).open(ROUND)

    assert "2 states are overdue. One state has a later deadline." in page.text
    assert row(page, "JAM").endswith("14 October, extended")


def test_every_status_is_counted_with_its_base(officer: PageClient, session: Session) -> None:
    a_round_with(session, STANDINGS)

    page = officer.open(ROUND)

    rows = [[*map(str.strip, row.xpath("th/descendant::text() | td/text()"))] for row in page.document.xpath(COUNTS)]
    assert ["●", "submitted", "2"] in [list(filter(None, row)) for row in rows]
    assert ["South America", "1 of 2"] in [list(filter(None, row)) for row in rows]
    assert "Base: the 5 states asked." in page.text


def test_states_stand_in_the_official_order_of_the_language(officer: PageClient, session: Session) -> None:
    a_round_with(session, STANDINGS)

    assert names(officer.open(ROUND)) == ["Argentina", "Chile", "Costa Rica", "Jamaica", "United States"]
    assert names(officer.open(RONDA)) == ["Argentina", "Chile", "Costa Rica", "Estados Unidos", "Jamaica"]


def test_a_state_that_was_not_asked_is_shown_as_such(officer: PageClient, session: Session) -> None:
    rounds.load_member_states(session)
    a_round_with(session, STANDINGS)

    page = officer.open(ROUND)

    assert row(page, "CUB") == "Cuba – not asked"
    assert len(names(page)) == 35
    assert "5 asked in this round." in page.text


def test_the_map_says_in_words_what_it_shows(officer: PageClient, session: Session) -> None:
    rounds.load_member_states(session)
    a_round_with(session, STANDINGS)

    page = officer.open(ROUND)

    assert len(page.document.xpath("//*[local-name()='g'][contains(@class, 'tile')]")) == 35
    assert "Replied: 2. Complete, not sent: 1. In progress: 1. Not started: 1." in page.texts("#map-desc")[0]
    assert "Not asked: 30." in page.texts("#map-desc")[0]
    titles = [title.text for title in page.document.xpath("//*[local-name()='g']/*[local-name()='title']")]
    assert "Costa Rica: complete, not sent" in titles


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("status=replied", ["Argentina", "United States"]),
        ("status=not-replied", ["Chile", "Costa Rica", "Jamaica"]),
        ("subregion=south_america", ["Argentina", "Chile"]),
        ("letters=en", ["Jamaica", "United States"]),
        ("status=not-replied&subregion=south_america&letters=es", ["Chile"]),
        ("status=overdue", []),
        ("status=unknown&subregion=mars&letters=tlh", ["Argentina", "Chile", "Costa Rica", "Jamaica", "United States"]),
    ],
)
def test_the_states_can_be_filtered(officer: PageClient, session: Session, query: str, expected: list[str]) -> None:
    a_round_with(session, STANDINGS)

    assert names(officer.open(f"{ROUND}?{query}")) == expected


def test_a_filter_stays_when_the_language_is_switched(officer: PageClient, session: Session) -> None:
    a_round_with(session, STANDINGS)

    page = officer.open(f"{ROUND}?status=replied").follow("Español")

    assert names(page) == ["Argentina", "Estados Unidos"]
    assert page.document.xpath("//select[@name='status']/option[@selected]/@value") == ["replied"]


def test_a_letter_that_was_not_delivered_needs_attention(officer: PageClient, session: Session, now: datetime) -> None:
    _round, replies = a_round_with(session, {"JAM": "not_started"})
    a_letter(session, replies["JAM"], now, status="refused")
    session.commit()

    last_contact = officer.open(ROUND).document.get_element_by_id("JAM").xpath("td[4]")[0]

    assert last_contact.xpath("span/text()")[0].strip() == "letter not delivered"
    assert "15 September, invitation" in last_contact.text_content()


def test_a_state_without_focal_point_leads_to_where_one_is_named(officer: PageClient, session: Session) -> None:
    round_, _replies = a_round_with(session, {"CRI": "not_started"})
    a_reply(session, "JAM", round_)
    session.commit()

    page = officer.open(ROUND).follow("! nobody named")

    assert page.h1 == "Focal points"
    assert page.form("/focal-points").fields["state"] == ["JAM"]


def a_letter(session: Session, reply, now: datetime, **facts) -> Letter:
    default = {
        "kind": "invitation",
        "occasion": f"invitation:{reply.public_id}",
        "round_id": reply.round_id,
        "reply_id": reply.id,
        "email": "focal@example.org",
        "email_key": "focal@example.org",
        "language": "en",
        "subject": "Invitation",
        "body": "Text",
        "created_at": now,
    }
    letter = Letter(**default | facts)
    session.add(letter)
    session.flush()
    return letter


def test_a_round_in_preparation_asks_to_be_opened(officer: PageClient, session: Session) -> None:
    a_round_with(session, STANDINGS, opened_at=None)

    page = officer.open(ROUND)
    assert "The round is in preparation: the states cannot answer yet." in page.text

    after = page.form("/open").send(button="Open the round")
    assert after.h1 == "Invitations"
    assert "in preparation" not in officer.open(ROUND).text


def test_a_further_state_can_be_asked(officer: PageClient, session: Session) -> None:
    rounds.load_member_states(session)
    a_round_with(session, STANDINGS)

    page = officer.open(ROUND).form("/ask").send({"state": "PER"}, button="Ask it too")

    assert page.h1 == "Focal points"
    assert page.form("/focal-points").fields["state"] == ["PER"]
    assert officer.open(ROUND).h1 == "2 of the 6 states asked have replied"


def test_a_state_is_asked_once(officer: PageClient, session: Session) -> None:
    rounds.load_member_states(session)
    a_round_with(session, STANDINGS)
    token = officer.open(ROUND).form("/ask").fields["csrf_token"]

    officer.post(f"{ROUND}/ask", {"csrf_token": token, "state": "CRI"})
    officer.post(f"{ROUND}/ask", {"csrf_token": token, "state": "XXX"}, 404)

    assert officer.open(ROUND).h1 == "2 of the 5 states asked have replied"


def test_everything_says_that_answers_are_illustrative(officer: PageClient, session: Session) -> None:
    a_round_with(session, STANDINGS, illustrative=True)

    assert "Illustrative answers." in officer.open(ROUND).text
    assert "Respuestas ilustrativas." in officer.open(f"{RONDA}/CRI").text
    response = officer.download(f"{ROUND}/states.csv")
    assert "2026-states-illustrative.csv" in response.headers["Content-Disposition"]
    assert "illustrative answers" in response.text


def test_an_unknown_round_is_not_found(officer: PageClient) -> None:
    assert officer.open("/en/secretariat/rounds/1999", 404).h1 == "Page not found"


@pytest.mark.parametrize("path", ["", "/states.csv"])
def test_statements_do_not_grow_with_the_states(app: Flask, officer: PageClient, session: Session, path: str) -> None:
    rounds.load_member_states(session)
    states = [state.iso3 for state in taking_part(rounds.member_states(session), date(2012, 6, 18))]
    a_round_with(session, dict.fromkeys(states[:10], "in_progress"), code="few")
    a_round_with(session, dict.fromkeys(states, "in_progress"), code="many")

    officer.open("/en/")  # what every page says of the installation is known from here on

    with statements(app) as few:
        officer.download(f"/en/secretariat/rounds/few{path}")
    with statements(app) as many:
        officer.download(f"/en/secretariat/rounds/many{path}")

    assert len(few) == len(many) <= 16


# The table as a file


def table(officer: PageClient, address: str) -> list[dict[str, str]]:
    response = officer.download(f"{address}/states.csv")
    assert response.data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(response.data.decode("utf-8-sig"))))


def test_the_table_of_states_opens_in_a_spreadsheet(officer: PageClient, session: Session) -> None:
    a_round_with(session, STANDINGS)

    rows = table(officer, RONDA)

    assert [row["Estado"] for row in rows] == ["Argentina", "Chile", "Costa Rica", "Estados Unidos", "Jamaica"]
    assert rows[2]["Situación"] == "completa, sin enviar"
    assert (rows[2]["Contestadas"], rows[2]["Formuladas"]) == ("3", "10")
    assert rows[2]["Plazo"] == "2026-09-30T17:00-04:00"


def test_no_text_of_the_table_is_taken_for_a_formula(officer: PageClient, session: Session) -> None:
    a_round_with(session, {"CRI": "in_progress"})
    a_person(session, "=cmd|'/c calc'!A1", email="x@example.org", email_key="x@example.org")
    session.commit()

    (only,) = table(officer, ROUND)

    assert only["Focal points"].startswith("'=cmd")
    assert [harmless(text) for text in ("+1", "-1", "@a", "\tb", "a=b", 7)] == ["'+1", "'-1", "'@a", "'\tb", "a=b", 7]


# The comparative workbook


def test_the_comparative_workbook_is_made_for_language_and_audience(officer: PageClient, session: Session) -> None:
    a_round_with(session, {"CRI": "in_progress"})

    response = officer.download(f"{ROUND}/comparative-workbook?audience=public&in=es")

    assert "2026-comparative-public-es.xlsx" in response.headers["Content-Disposition"]
    assert openpyxl.load_workbook(io.BytesIO(response.data)).sheetnames


@pytest.mark.parametrize("query", ["audience=everybody", "in=fr"])
def test_a_workbook_for_nobody_known_is_not_found(officer: PageClient, session: Session, query: str) -> None:
    a_round_with(session, {"CRI": "in_progress"})

    officer.open(f"{ROUND}/comparative-workbook?{query}", 404)


# One state


def test_the_page_of_a_state_says_how_far_it_is(officer: PageClient, session: Session) -> None:
    _round, replies = a_round_with(session, {"CRI": "in_progress"})
    replies["CRI"].section_progress = {"law": [2, 4], "help": [1, 6]}
    session.commit()

    page = officer.open(f"{ROUND}/CRI")

    assert page.h1 == "Costa Rica"
    assert "in progress" in page.texts(".lead")[0]
    assert "3 of 10 questions" in page.text
    assert "2 of 4" in page.text
    assert "Ministry CRI" in page.text


def test_a_state_that_was_not_asked_is_not_found(officer: PageClient, session: Session) -> None:
    a_round_with(session, {"CRI": "in_progress"})

    officer.open(f"{ROUND}/JAM", 404)
    officer.open(f"{ROUND}/XXX", 404)


def test_a_draft_is_closed_to_the_secretariat_unless_the_round_says_so(officer: PageClient, session: Session) -> None:
    round_, replies = a_round_with(session, {"CRI": "not_started"})
    write(session, replies["CRI"], "no")

    assert "drafts are not open to the Secretariat" in officer.open(f"{ROUND}/CRI").text
    officer.open(f"{ROUND}/CRI/draft", 404)

    round_.drafts_visible = True
    session.commit()
    draft = officer.open(f"{ROUND}/CRI").follow("Read the draft")
    assert draft.h1 == "Draft of Costa Rica"
    assert "No" in draft.texts(".answers")[0]


def test_what_was_submitted_can_be_read_and_what_came_later_cannot(
    officer: PageClient, session: Session, now: datetime
) -> None:
    _round, replies = a_round_with(session, {"CRI": "in_progress"})
    write(session, replies["CRI"], "no")
    officer.open(f"{ROUND}/CRI/answers", 404)

    submit(session, replies["CRI"])

    page = officer.open(f"{ROUND}/CRI").follow("Read what was submitted")
    assert page.h1 == "Reply of Costa Rica"
    assert "No" in page.texts(".answers")[0]
    history = officer.open(f"{RONDA}/CRI").text
    assert "Respuesta enviada" in history
    assert "CR-2026-01" in history


WRITTEN = datetime(2026, 9, 14, 12, 0, tzinfo=UTC)


def write(session: Session, reply, option: str) -> None:
    posted = {Place("offence"): Posted({"option": option}, 0)}
    answering.save_page(session, reply, posted, "one", None, WRITTEN, "en")
    session.commit()


def submit(session: Session, reply) -> None:
    declared = {"name": "Person CRI", "title": "", "institution": "Ministry CRI", "gaps": "Figures follow."}
    submitting.submit(session, reply, declared, "two", None, WRITTEN, "00" * 16)
    session.commit()
