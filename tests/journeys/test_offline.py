"""A reply taken away as a workbook, filled in on another computer, brought back and taken in part."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from surveyapp.actions import holding
from surveyapp.store.database import reading
from surveyapp.store.models import Reply
from tests.journeys.conftest import MakeFocalPoint, SmallRound
from tests.journeys.navigators import FocalPoint, in_words
from tests.offline import SOFFICE, Paper, through_libreoffice


def takes_the_workbook(ana: FocalPoint, reply: str, folder: Path) -> Path:
    ana.goes_to(f"/reply/{reply}")
    ana.arrives_by(ana.page.get_by_role("link", name=in_words("Excel workbook to work offline", ana.language)))
    ana.finds_nothing_wrong()
    with ana.page.expect_download() as taken:
        ana.page.get_by_role("button", name=in_words("Download the workbook", ana.language)).click()
    file = folder / taken.value.suggested_filename
    taken.value.save_as(file)
    return file


@pytest.mark.parametrize("is_scripted", [True, False], ids=["with scripts", "without scripts"])
def test_a_workbook_is_filled_in_elsewhere_brought_back_and_taken_in_part(
    focal_point: MakeFocalPoint, small_round: SmallRound, engine: sa.Engine, tmp_path: Path, is_scripted: bool
) -> None:
    reply = small_round.replies["CRI"]
    ana = focal_point("Ana Mora", is_scripted=is_scripted)
    file = takes_the_workbook(ana, reply, tmp_path)
    paper = Paper(file.read_bytes())
    paper.choose("law_offence", "option", "c:yes")
    paper.write("body_name", "text", "Coalición Nacional")
    paper.write("plan_first", "text", 2020)
    paper.book.worksheets[1].title = "Ministerio"
    back = tmp_path / "de vuelta.xlsx"
    back.write_bytes(through_libreoffice(paper.saved(), tmp_path) if SOFFICE else paper.saved())

    ana.goes_to(f"/reply/{reply}/workbook/return")
    ana.page.locator("input[name=workbook]").set_input_files(back)
    ana.goes_on()
    assert ana.heading == "Han cambiado 3 celdas del libro"
    ana.finds_nothing_wrong()
    ana.page.locator('input[name=take][value="plan_first text"]').uncheck()
    ana.goes_on()

    ana.reads("Se guardaron 2 celdas")
    expect(ana.page.locator("input[name=take]")).to_have_count(1)
    with reading(engine) as session:
        found = session.scalars(sa.select(Reply).where(Reply.public_id == reply)).one()
        kept = holding.read(session, found, found.round.opened_at or found.round.deadline).kept
        assert kept["body_name"].answer.typed == {"text": "Coalición Nacional"}
        assert kept["law_offence"].answer.value == {"option": "yes"}
        assert "plan_first" not in kept
