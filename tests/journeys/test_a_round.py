"""A whole round: from a workbook to the comparative table, by way of a reply in Spanish, each part by who does it."""

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from python_calamine import CalamineWorkbook

from config import Settings
from surveyapp.actions import coming_in, people, rounds
from surveyapp.actions.sealing import Sealing
from surveyapp.documents.comparative_workbook.flat import COLUMNS
from surveyapp.store.database import writing
from tests.browser import NewContext
from tests.journeys import whole_reply
from tests.journeys.conftest import SMALL_FORM, facts_of_a_round
from tests.journeys.navigators import WIDE, FocalPoint, Mailbox, Officer
from tests.product import LiveServer

OFFICER = "officer@example.org"
ASKED = {"CRI": ("Ana Mora", "es"), "JAM": ("Joy Brown", "en"), "CHL": ("Eva Rojas", "es")}
PLACE, OPTION, FIGURE, TEXT, DAY = map(list(COLUMNS).index, ("place", "option_code", "value_number", "text", "date"))
"""Columns of the data in the comparative workbook."""


@pytest.mark.parametrize("is_scripted", [True, False], ids=["with scripts", "without scripts"])
def test_a_round_runs_from_a_workbook_to_the_comparative_table(
    new_context: NewContext, server: LiveServer, mailbox: Mailbox, invitation: str, tmp_path: Path, is_scripted: bool
) -> None:
    def at_a_browser(language: str) -> dict[str, object]:
        context = new_context(java_script_enabled=is_scripted, locale=language, viewport=WIDE)
        place = {"page": context.new_page(), "address": server.address, "language": language, "mailbox": mailbox}
        return place | {"is_scripted": is_scripted}

    officer = Officer(**at_a_browser("en"), email=OFFICER)
    ana = FocalPoint(**at_a_browser("es"), email="ana.mora@example.org")
    paper = tmp_path / whole_reply.PAPER
    paper.write_text("El plan.", encoding="utf-8")

    _prepares_the_round(officer, invitation)
    _replies(ana, paper)

    workbook = officer.downloads_the_comparative_workbook("small", "es")
    assert re.match(r"1 of (the )?3 ", officer.heading)
    officer.finds_nothing_wrong()
    assert set(_as_compiled(workbook)) == whole_reply.AS_COMPILED


@pytest.fixture
def invitation(engine: sa.Engine, settings: Settings) -> str:
    """The code with which an officer sets up how she comes in; the states are known already."""
    now = datetime.now(UTC)
    with writing(engine) as session:
        rounds.load_member_states(session)
        officer = people.name_person(session, OFFICER, "Olga Núñez", "en", now)
        people.give_role(session, officer, "officer", now)
        code = coming_in.invite(session, Sealing(settings.secret_key), officer, now)
        session.commit()
        return code


def _prepares_the_round(officer: Officer, invitation: str) -> None:
    printed = officer.accepts_the_invitation(invitation)
    officer.signs_out()
    officer.comes_in(printed[0])
    officer.takes_in(SMALL_FORM)
    officer.makes_a_round("small", facts_of_a_round(), ASKED)
    for state, (name, language) in ASKED.items():
        officer.names_a_focal_point(state, name, f"{name.lower().replace(' ', '.')}@example.org", language)
    officer.finds_nothing_wrong()
    officer.invites("small")
    officer.finds_nothing_wrong()


def _replies(ana: FocalPoint, paper: Path) -> None:
    [letter] = ana.mailbox.letters(ana.email)
    assert ana.address in letter.body
    ana.comes_in()
    ana.finds_nothing_wrong()
    ana.goes_on()
    whole_reply.answer_on_laws(ana, paper)
    ana.finds_nothing_wrong()
    ana.saves_and_goes_on()
    whole_reply.answer_on_assistance(ana)
    ana.finds_nothing_wrong()
    ana.saves_and_goes_on()
    ana.finds_nothing_wrong()
    ana.declares()
    ana.finds_nothing_wrong()
    ana.declares(ana.mailbox.newest_code(ana.email))
    ana.reads("SHA-256")
    ana.finds_nothing_wrong()


def _as_compiled(workbook: bytes) -> Iterator[tuple[str, str, str, str]]:
    """Place, option, figure, text or day, of each row that says something of Costa Rica. Entries lose their ids."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook))
    for row in book.get_sheet_by_name("Datos").to_python()[1:]:
        figure = f"{row[FIGURE]:.15g}" if row[FIGURE] != "" else ""
        said = (str(row[OPTION]), figure, str(row[TEXT] or row[DAY]))
        if row[0] == "CRI" and any(said):
            yield re.sub(r"\[\w+\]", "[]", str(row[PLACE])), *said
