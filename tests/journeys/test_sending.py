"""From awaiting approval to the receipt, with a signed letter, where no script runs."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from surveyapp.store.database import reading
from surveyapp.store.models import Submission
from tests.journeys.conftest import MakeFocalPoint, SmallRound
from tests.journeys.navigators import in_words


def test_a_reply_awaits_approval_and_is_sent_with_the_signed_letter(
    focal_point: MakeFocalPoint, small_round: SmallRound, engine: sa.Engine, tmp_path: Path
) -> None:
    letter = tmp_path / "carta.txt"
    letter.write_text("Aprobado.", encoding="utf-8")
    ana = focal_point("Ana Mora", is_scripted=False)
    reply = small_round.replies["CRI"]
    ana.opens_section(reply, "laws")
    ana.writes("body_name.text", "Comisión")
    ana.saves()

    ana.goes_to(f"/reply/{reply}/review")
    ana.page.locator("input[name=expected_on]").fill((datetime.now(UTC) + timedelta(days=2)).date().isoformat())
    ana.arrives_by(ana.page.locator("form[action*=approval] button.button"))
    ana.reads(in_words("Record that it no longer awaits approval", "es"))
    ana.finds_nothing_wrong()

    ana.page.locator("input[name=letter]").set_input_files(letter)
    ana.declares()
    ana.reads("carta.txt")
    ana.finds_nothing_wrong()
    ana.declares(ana.mailbox.newest_code(ana.email))

    ana.reads("CR-SMALL-01")
    ana.reads("carta.txt")
    ana.finds_nothing_wrong()
    with reading(engine) as session:
        assert session.scalars(sa.select(Submission)).one().declared["letter"] == "carta.txt"
