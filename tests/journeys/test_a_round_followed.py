"""A round from the invitation to the last acceptance, as an officer follows it in each language."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from surveyapp.actions import submitting
from surveyapp.core.reviewing import Finding
from surveyapp.store import models
from surveyapp.store.database import writing
from surveyapp.wording.reviewing import finding_words
from tests.journeys.author import Author
from tests.journeys.conftest import MakeAuthor, SmallRound
from tests.journeys.navigators import Mailbox

DECLARED = {"name": "Ana Mora", "title": "Directora", "institution": "CONATT"}
PLACE = "body_name"


@pytest.mark.parametrize("language", ["en", "es"])
def test_an_officer_reminds_reviews_and_accepts_until_nothing_waits(
    author: MakeAuthor, small_round: SmallRound, mailbox: Mailbox, engine: sa.Engine, language: str
) -> None:
    _was_opened_days_ago(engine)
    olga = author(language)
    _writes_to_all_that_have_not_replied(olga, small_round)
    assert mailbox.letters("ana.mora@example.org")[0].kind == "reminder_before"

    for state in ("CRI", "JAM"):
        _is_sent(engine, small_round.replies[state])
        _looks_after(olga, small_round, state)
        _reviews_and_accepts(olga, small_round, state)

    olga.goes_to("/secretariat/my-list")
    olga.finds_nothing_wrong()
    olga.goes_to(f"/secretariat/rounds/{small_round.code}/write")
    expect(olga.page.locator("main [name=states]")).to_have_count(0)  # Chile has nobody to write to, the others replied
    assert mailbox.letters("joy.brown@example.org")[0].kind == "reply_accepted"


def _writes_to_all_that_have_not_replied(olga: Author, of: SmallRound) -> None:
    olga.goes_to(f"/secretariat/rounds/{of.code}/reminders")
    olga.finds_nothing_wrong()
    olga.follows("Write to all that have not replied")
    for box in olga.page.locator("main [name=states]").all():
        box.check()  # who was written to lately is not ticked
    olga.presses("Send these letters")


def _looks_after(olga: Author, of: SmallRound, state: str) -> None:
    olga.goes_to(f"/secretariat/rounds/{of.code}/{state}")
    olga.page.locator("[name=officer]").select_option(label="Olga Núñez")
    olga.presses("Keep")
    olga.goes_to("/secretariat/my-list")
    olga.finds_nothing_wrong()
    expect(olga.page.locator(f"main a[href*='/{state}']").first).to_be_visible()


def _reviews_and_accepts(olga: Author, of: SmallRound, state: str) -> None:
    olga.goes_to(f"/secretariat/rounds/{of.code}/{state}/review/{PLACE}")
    olga.finds_nothing_wrong()
    olga.page.get_by_label(finding_words(Finding.CLEAR, olga.language), exact=True).check()
    olga.presses("Keep the finding")
    olga.goes_to(f"/secretariat/rounds/{of.code}/{state}/acceptance")
    olga.presses("Accept, and thank the state")


def _was_opened_days_ago(engine: sa.Engine) -> None:
    """On the day of an invitation nobody is reminded."""
    then = datetime.now(UTC) - timedelta(days=6)
    with writing(engine) as session:
        session.execute(sa.update(models.Round).values(opened_at=then))
        session.execute(sa.update(models.Reply).values(invited_at=then))
        session.execute(sa.update(models.Letter).values(created_at=then))
        session.commit()


def _is_sent(engine: sa.Engine, public_id: str) -> None:
    with writing(engine) as session:
        reply = session.scalars(sa.select(models.Reply).where(models.Reply.public_id == public_id)).one()
        submitting.submit(session, reply, DECLARED, "sent", None, datetime.now(UTC), "5a" * 16)
        session.commit()
