"""The dashboard of a round: filters, orders, contacts, officers, groups, earlier rounds, the texts for the report."""

import io
from datetime import UTC, date, datetime, timedelta

import openpyxl
import pytest
from flask import Flask
from lxml.html import HtmlElement
from python_calamine import CalamineWorkbook
from sqlalchemy.orm import Session

from surveyapp.store.models import Reply, Round
from surveyapp.store.secretariat_models import ContactEntry, GroupMember, StateGroup
from tests.page_client import Page, PageClient
from tests.pages.desk import RONDA, ROUND, a_round_with, come_in
from tests.pages.test_round_pages import STANDINGS, a_letter, names, row
from tests.statements import statements
from tests.stored import DEADLINE, a_person, a_reply

OVERDUE = DEADLINE + timedelta(days=6, hours=1)


@pytest.fixture
def officer(app: Flask, client: PageClient, session: Session, now: datetime) -> PageClient:
    app.config["CLOCK"] = lambda: now
    return come_in(client, session, now)


def cell(page: Page, iso3: str, column: int) -> str:
    return " ".join(page.document.get_element_by_id(iso3).xpath(f"td[{column}]")[0].text_content().split())


# The table


def test_a_row_says_subregion_language_progress_and_officer(officer: PageClient, session: Session) -> None:
    _round, replies = a_round_with(session, {"JAM": "in_progress"})
    looks_after = a_person(session, "Officer Ana", role="officer", state=None)
    replies["JAM"].officer_id = looks_after.id
    replies["JAM"].section_progress = {"law": [1, 3], "help": [2, 2]}
    replies["JAM"].last_activity_at = datetime(2026, 9, 14, 15, 0, tzinfo=UTC)
    session.commit()

    page = officer.open(ROUND)

    assert row(page, "JAM").startswith("Jamaica Caribbean · English ◐ in progress 3 of 10 ◐●")
    assert "1 of 2 sections whole; begun: 1" in cell(page, "JAM", 2)
    assert cell(page, "JAM", 5) == "14 September"
    assert cell(page, "JAM", 6) == "Officer Ana"
    assert "secciones completas: 1 de 2; comenzadas: 1" in cell(officer.open(RONDA), "JAM", 2)


def test_a_row_is_never_older_than_what_was_read(officer: PageClient, session: Session) -> None:
    _round, replies = a_round_with(session, {"JAM": "in_progress"})
    first = row(officer.open(ROUND), "JAM")
    spanish = row(officer.open(RONDA), "JAM")

    replies["JAM"].section_progress, replies["JAM"].answered = {"law": [3, 3]}, 4
    replies["JAM"].standing = "complete_not_sent"
    session.commit()

    assert "◐ in progress 3 of 10 ○○" in first
    assert "◐ en curso 3 de 10 ○○" in spanish
    assert "◕ complete, not sent 4 of 10 ●○" in row(officer.open(ROUND), "JAM")
    assert row(officer.open(ROUND), "JAM") != first


@pytest.mark.parametrize(
    ("letter", "entry", "said"),
    [
        (datetime(2026, 9, 10, 15, 0, tzinfo=UTC), date(2026, 9, 12), "12 September, telephone call"),
        (datetime(2026, 9, 10, 15, 0, tzinfo=UTC), date(2026, 9, 8), "10 September, invitation"),
        (datetime(2026, 9, 10, 15, 0, tzinfo=UTC), None, "10 September, invitation"),
        (None, date(2026, 9, 8), "8 September, telephone call"),
        (None, None, ""),
    ],
)
def test_the_last_contact_is_the_later_of_letter_and_log(
    officer: PageClient, session: Session, letter: datetime | None, entry: date | None, said: str
) -> None:
    round_, replies = a_round_with(session, {"JAM": "not_started"})
    if letter:
        a_letter(session, replies["JAM"], letter, status="sent", sent_at=letter)
        a_letter(session, replies["JAM"], OVERDUE, status="held", occasion="later", kind="reminder")
        a_letter(session, replies["JAM"], OVERDUE, status="sent", occasion="own", kind="contributor_invitation")
    if entry:
        session.add(a_call(round_, replies["JAM"], entry))
        session.add(a_call(round_, replies["JAM"], date(2026, 9, 14), withdrawn_at=OVERDUE))
    session.commit()

    assert cell(officer.open(ROUND), "JAM", 4) == said


def a_call(round_: Round, reply: Reply, on: date, **facts: object) -> ContactEntry:
    default = {"kind": "call", "direction": "out", "happened_on": on, "text": "Called.", "entered_at": OVERDUE}
    return ContactEntry(round_id=round_.id, reply_id=reply.id, state=reply.state, **default | facts)


def test_states_can_be_filtered_by_officer_group_lateness_and_extension(
    app: Flask, officer: PageClient, session: Session, now: datetime
) -> None:
    _round, replies = a_round_with(session, STANDINGS)
    ana = a_person(session, "Officer Ana", role="officer", state=None)
    replies["CHL"].officer_id = replies["JAM"].officer_id = ana.id
    replies["ARG"].submitted_at = DEADLINE + timedelta(hours=1)
    replies["JAM"].own_deadline = DEADLINE + timedelta(days=9)
    replies["CRI"].own_deadline = DEADLINE - timedelta(days=1)
    session.add(mercosur := StateGroup(name={"en": "Observers", "es": "Observadores"}, created_at=now))
    session.add(StateGroup(name={"en": "Former", "es": "Antiguo"}, created_at=now, ended_at=now))
    mercosur.members += [
        GroupMember(state="ARG", since=date(2020, 1, 1)),
        GroupMember(state="CHL", since=date(2020, 1, 1), until=date(2026, 1, 1)),
        GroupMember(state="USA", since=date(2026, 12, 1)),
    ]
    session.commit()

    assert names(officer.open(f"{ROUND}?officer={ana.id}")) == ["Chile", "Jamaica"]
    assert names(officer.open(f"{ROUND}?officer=none")) == ["Argentina", "Costa Rica", "United States"]
    assert names(officer.open(f"{ROUND}?officer={ana.id}&letters=en")) == ["Jamaica"]
    page = officer.open(f"{RONDA}?group={mercosur.public_id}")
    assert names(page) == ["Argentina"]
    assert page.document.xpath("//select[@name='group']/option/text()") == ["Cualquiera", "Observadores"]
    assert names(officer.open(f"{ROUND}?late=1")) == ["Argentina"]
    assert names(officer.open(f"{ROUND}?extension=1")) == ["Jamaica"]
    assert names(officer.open(f"{ROUND}?group=unknown&officer=999&late=x&order=size")) == [
        "Argentina", "Chile", "Costa Rica", "Jamaica", "United States",
    ]  # fmt: skip


def test_states_can_be_put_in_the_order_of_activity_and_of_progress(
    officer: PageClient, session: Session, now: datetime
) -> None:
    _round, replies = a_round_with(session, {"ARG": "in_progress", "CHL": "in_progress", "JAM": "not_started"})
    replies["ARG"].last_activity_at, replies["CHL"].last_activity_at = now - timedelta(days=2), now
    replies["ARG"].answered, replies["JAM"].answered = 9, 0
    a_reply(session, "BRA", _round)
    session.commit()

    def ordered(by: str) -> list[str]:
        return names(officer.open(f"{ROUND}?order={by}"))

    assert ordered("latest") == ["Chile", "Argentina", "Brazil", "Jamaica"]
    assert ordered("longest-ago") == ["Brazil", "Jamaica", "Argentina", "Chile"]
    assert ordered("most") == ["Argentina", "Chile", "Brazil", "Jamaica"]
    assert ordered("least") == ["Brazil", "Jamaica", "Chile", "Argentina"]
    assert "4 states, in the order chosen" in officer.open(f"{ROUND}?order=most").text


def test_a_tile_says_its_status_in_a_word(app: Flask, client: PageClient, session: Session) -> None:
    a_round_with(session, STANDINGS)
    app.config["CLOCK"] = lambda: OVERDUE
    officer = come_in(client, session, OVERDUE)

    tiles = officer.open(RONDA).document.xpath("//*[local-name()='g'][contains(@class, 'tile')]")

    words = [tile.xpath("*[contains(@class, 'word')]")[0].text for tile in tiles]
    assert sorted(words) == ["recibida", "recibida", "vencido", "vencido", "vencido"]


# Earlier rounds


def earlier_round(session: Session, after: Round, deadline: datetime, days: list[int | None], code: str) -> Round:
    """A round of the same questionnaire, whose replies came so many days after its deadline (None: none came)."""
    before = Round(
        code=code,
        edition=after.edition,
        title=after.title,
        mandate=after.mandate,
        meeting=after.meeting,
        period_from=date(2010, 1, 1),
        period_to=date(2011, 12, 31),
        deadline=deadline,
        closes_at=deadline + timedelta(days=60),
        time_zone="America/New_York",
        created_at=deadline - timedelta(days=90),
        opened_at=deadline - timedelta(days=60),
    )
    session.add(before)
    for state, day in zip(("ARG", "BOL", "BRA", "CHL", "COL", "CRI"), days, strict=False):
        reply = a_reply(session, state, before)
        if day is not None:
            reply.standing, reply.submitted_at = "submitted", deadline + timedelta(days=day)
    session.commit()
    return before


def test_the_response_level_is_compared_with_earlier_rounds_at_the_same_day(
    officer: PageClient, session: Session, now: datetime
) -> None:
    round_, replies = a_round_with(session, STANDINGS)
    replies["ARG"].submitted_at = replies["USA"].submitted_at = now - timedelta(days=1)
    earlier_round(session, round_, datetime(2012, 8, 31, 21, tzinfo=UTC), [-20, -15, -14, 3, None], "2012")
    earlier_round(session, round_, datetime(2010, 8, 31, 21, tzinfo=UTC), [-40, None], "2010")

    page = officer.open(ROUND)

    levels = page.document.xpath("//h2[@id='level']/following-sibling::div[1]//table[1]")[0]
    said = [" ".join(one.text_content().split()) for one in levels.xpath("tbody/tr")]
    assert said == [
        "2026 this round 2 of 5 states",
        "2012 2 of 5 states 4 of 5 states",
        "2010 1 of 2 states 1 of 2 states",
    ]
    assert "States that had replied 15 days before the deadline" in page.text
    curve = page.document.xpath("//h2[@id='level']/following-sibling::div[1]/div[2]//tbody/tr")
    days = [told(one) for one in curve]
    assert ["28 days before the deadline", "0", "0"] in days
    assert ["15 days before the deadline (last day known)", "2", "2"] in days
    assert ["on the day of the deadline", "–", "3"] in days
    assert "Round 2012: 4 of 5 states in all." in page.texts("#curve-desc")[0]
    assert "Al mismo día" in officer.open(RONDA).text


def told(line: HtmlElement) -> list[str]:
    """What the cells of a row say, without the bar."""
    return [" ".join(cell.text_content().split()) for cell in line.xpath("th | td[not(*[local-name()='svg'])]")]


def test_a_round_of_another_questionnaire_is_not_compared(officer: PageClient, session: Session) -> None:
    round_, _replies = a_round_with(session, STANDINGS)

    page = officer.open(ROUND)

    assert "There is no earlier round of this questionnaire to compare with." in page.text
    assert page.document.xpath("//*[local-name()='svg'][@class='curve']")
    round_.opened_at = None
    session.commit()
    assert not officer.open(ROUND).document.xpath("//h2[@id='level']")


def test_statements_do_not_grow_with_rounds_letters_groups_or_officers(
    app: Flask, officer: PageClient, session: Session, now: datetime
) -> None:
    round_, replies = a_round_with(session, dict.fromkeys(STANDINGS, "in_progress"))
    officer.open("/en/")

    def furnish(number: int) -> None:
        deadline = DEADLINE - timedelta(days=365 * number)
        earlier_round(session, round_, deadline, [-3, 5, None], f"round-{number}")
        group = StateGroup(name={"en": f"Group {number}", "es": f"Grupo {number}"}, created_at=now)
        session.add(group)
        for place, reply in enumerate(replies.values()):
            group.members.append(GroupMember(state=reply.state, since=date(2020, 1, 1)))
            a_letter(session, reply, now, status="sent", occasion=f"{number}:{place}")
            session.add(a_call(round_, reply, date(2026, 9, number)))
            reply.officer_id = a_person(session, f"Officer {number} {place}", role="officer", state=None).id
        session.commit()

    furnish(1)
    with statements(app) as few:
        officer.download(ROUND)
    for number in range(2, 7):
        furnish(number)
    with statements(app) as many:
        officer.download(ROUND)

    assert len(few) == len(many) <= 18
    assert not any("definition" in one.lower() for one in many)


# The texts for the report


def test_the_texts_stand_in_both_languages_each_marked_with_its_own(officer: PageClient, session: Session) -> None:
    a_round_with(session, STANDINGS)

    page = officer.open(ROUND).follow("Names and paragraphs for the report")

    assert page.h1 == "Names and paragraphs for the report"
    assert "3 of the 5 states asked have not replied." in page.text
    texts = {one.get("id"): one for one in page.document.xpath("//textarea")}
    assert texts["en-2"].text.strip() == (
        "The General Secretariat thanks the following two member states for their replies to the questionnaire:"
        " Argentina and the United States of America."
    )
    assert texts["es-3"].text.strip() == (
        "Los siguientes tres Estados Miembros aún no han respondido al cuestionario: Chile, Costa Rica y Jamaica."
    )
    assert {one.get("lang") for one in texts.values()} == {"en", "es"}
    assert page.document.xpath("string(//label[@for='es-2'])") == "Thanks to those that have replied"
    assert page.document.xpath("//h2/text()") == ["In English", "In Spanish"]


def test_where_all_have_replied_there_is_no_appeal(officer: PageClient, session: Session) -> None:
    a_round_with(session, {"ARG": "submitted", "CHL": "cleared"})

    page = officer.open(f"{RONDA}/not-replied")

    assert "Han respondido todos los Estados consultados." in page.text
    assert not page.document.xpath("//textarea[contains(., 'solicita')]")


def test_the_texts_can_be_had_as_plain_text(officer: PageClient, session: Session) -> None:
    a_round_with(session, STANDINGS, illustrative=True)

    response = officer.download(f"{RONDA}/not-replied.txt")

    text = response.data.decode("utf-8-sig")
    assert "2026-not-replied-illustrative.txt" in response.headers["Content-Disposition"]
    assert text.index("Nivel de respuesta") < text.index("Response level")
    assert "\r\nChile\r\nCosta Rica\r\nJamaica\r\n" in text


# The workbook


def test_the_dashboard_is_a_workbook_in_the_language_of_the_page(
    officer: PageClient, session: Session, now: datetime
) -> None:
    round_, replies = a_round_with(session, STANDINGS)
    replies["ARG"].submitted_at = now - timedelta(days=1)
    replies["CRI"].section_progress = {"law": [1, 3], "help": [0, 2]}
    a_person(session, "=1+1", state="CRI")
    earlier_round(session, round_, DEADLINE - timedelta(days=730), [-20, -3], "2024")

    response = officer.download(f"{RONDA}/standing.xlsx")

    assert "2026-standing-es.xlsx" in response.headers["Content-Disposition"]
    book = CalamineWorkbook.from_filelike(io.BytesIO(response.data))
    assert book.sheet_names == ["Resumen", "Estados", "Secciones", "Respuestas en el tiempo", "Párrafos"]
    overview = [[one for one in line if one != ""] for line in book.get_sheet_by_name("Resumen").to_python()]
    assert ["Han respondido 2 de los 5 Estados consultados"] in overview
    assert ["2026", 2, 2, 5] in overview
    assert ["2024", 1, 2, 2] in overview
    states = book.get_sheet_by_name("Estados").to_python()
    assert [line[0] for line in states[1:]] == ["Argentina", "Chile", "Costa Rica", "Estados Unidos", "Jamaica"]
    cri = dict(zip(states[0], states[3], strict=True))
    assert (cri["Situación"], cri["Preguntas contestadas"]) == ("◕ completa, sin enviar", 3)
    assert cri["Puntos focales"] == "=1+1; Person CRI"
    assert cri["Plazo"] == date(2026, 9, 30)
    sections = book.get_sheet_by_name("Secciones").to_python()
    assert sections[3][1:] == ["1 de 3", "0 de 2"]
    assert sections[1][1:] == ["–", "–"]
    curve = book.get_sheet_by_name("Respuestas en el tiempo").to_python()
    assert curve[0][2:] == ["Ronda 2026", "Ronda 2024"]
    (today,) = [line for line in curve if line[0] == "15 días antes del vencimiento del plazo"]
    assert today[1:] == [date(2026, 9, 15), 1, 1]
    texts = book.get_sheet_by_name("Párrafos").to_python()
    assert texts[0] == ["Español (es)", "Inglés (en)"]
    assert any("Argentina y Estados Unidos de América" in line[0] for line in texts)


def test_the_workbook_of_an_illustrative_round_says_so(officer: PageClient, session: Session) -> None:
    a_round_with(session, STANDINGS, illustrative=True)

    response = officer.download(f"{ROUND}/standing.xlsx")

    book = openpyxl.load_workbook(io.BytesIO(response.data))
    assert {sheet.oddHeader.right.text for sheet in book} == {"Illustrative answers · Who has replied"}
    assert any("they are not statements of any state" in str(one) for [one, *_rest] in book["Overview"].values)
