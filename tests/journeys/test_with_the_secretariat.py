"""What a state and the secretariat ask of each other: more time, and what an answer means."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from playwright.sync_api import expect

from surveyapp.actions import submitting
from surveyapp.store import models
from surveyapp.store.database import writing
from surveyapp.wording import dates
from tests.journeys.author import Author
from tests.journeys.conftest import MakeAuthor, MakeFocalPoint, SmallRound
from tests.journeys.navigators import FocalPoint, in_words

DECLARED = {"name": "Ana Mora", "title": "Directora", "institution": "CONATT"}
PLACE = "body_name"


def presses(person: FocalPoint | Author, words: str) -> None:
    person.arrives_by(person.page.get_by_role("button", name=in_words(words, person.language), exact=True))
    person.finds_nothing_wrong()


def test_more_time_is_asked_for_and_granted_and_the_desk_shows_the_new_deadline(
    focal_point: MakeFocalPoint, author: MakeAuthor, small_round: SmallRound
) -> None:
    reply, until = small_round.replies["CRI"], (datetime.now(UTC) + timedelta(days=31)).date()
    ana, olga = focal_point("Ana Mora"), author("en")
    ana.goes_to(f"/reply/{reply}")
    ana.arrives_by(ana.page.get_by_role("link", name=in_words("Ask for more time", "es"), exact=True))
    ana.finds_nothing_wrong()
    ana.page.locator("[name=until]").fill(until.isoformat())
    ana.page.locator("[name=reason]").fill("Cinco ministerios tienen que revisar las cifras.")
    presses(ana, "Ask the Secretariat")

    olga.goes_to(f"/secretariat/rounds/{small_round.code}/requests")
    olga.finds_nothing_wrong()
    olga.arrives_by(olga.page.locator("main a[href$='/CRI/requests']"))
    olga.reads("Cinco ministerios")
    presses(olga, "Grant")

    ana.goes_to(f"/reply/{reply}")
    expect(ana.page.locator(".deadline")).to_contain_text(dates.day(until, "es"))
    ana.finds_nothing_wrong()


def test_an_answer_is_asked_about_corrected_by_the_state_and_sent_again(
    focal_point: MakeFocalPoint, author: MakeAuthor, small_round: SmallRound, engine: sa.Engine
) -> None:
    reply = small_round.replies["CRI"]
    ana, olga = focal_point("Ana Mora"), author("en")
    ana.opens_section(reply, "laws")
    ana.writes(f"{PLACE}.text", "Comisión")
    ana.saves()
    _is_sent(engine, reply)

    olga.goes_to(f"/secretariat/rounds/{small_round.code}/CRI/clarifications/{PLACE}")
    olga.page.locator("[name=text]").fill("Which commission is meant?")
    presses(olga, "Send now")

    ana.goes_to(f"/reply/{reply}")
    ana.arrives_by(ana.page.locator("main a[href*='/clarification/']").first)
    ana.reads("Which commission is meant?")
    ana.finds_nothing_wrong()
    ana.page.locator("[name=text]").fill("La que se indica ahora.")
    presses(ana, "Correct the answer in the reply")
    ana.writes(f"{PLACE}.text", "Comisión Nacional contra la Trata de Personas")
    ana.saves()
    ana.goes_to(f"/reply/{reply}/review")
    ana.finds_nothing_wrong()
    ana.goes_on()
    ana.page.locator("input[name=code]").fill(ana.mailbox.newest_code(ana.email))
    ana.goes_on()
    ana.reads("CR-SMALL-02")

    olga.goes_to(f"/secretariat/rounds/{small_round.code}/CRI/clarifications/{PLACE}")
    olga.reads("La que se indica ahora.")
    expect(olga.page.locator("main ins")).to_contain_text("Nacional contra la Trata de Personas")
    presses(olga, "Close the clarification")
    ana.opens_section(reply, "laws")
    expect(ana.question(PLACE)).to_contain_text(
        in_words("The Secretariat asked about this answer; it is clear now.", "es")
    )


def _is_sent(engine: sa.Engine, public_id: str) -> None:
    with writing(engine) as session:
        reply = session.scalars(sa.select(models.Reply).where(models.Reply.public_id == public_id)).one()
        submitting.submit(session, reply, DECLARED, "sent", None, datetime.now(UTC), "5a" * 16)
        session.commit()
