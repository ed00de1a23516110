"""The desk of the secretariat in tests: an officer who has come in, rounds in which states stand as the test says."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from surveyapp.actions import coming_in
from surveyapp.store.models import Reply, Round
from tests.page_client import PageClient
from tests.stored import a_person, a_reply, a_round

ROUND = "/en/secretariat/rounds/2026"
RONDA = "/es/secretariat/rounds/2026"
BILINGUAL = {
    "mandate": {"en": "AG/RES. 1", "es": "AG/RES. 1"},
    "meeting": {"en": "Fourth Meeting", "es": "Cuarta Reunión"},
}


def come_in(client: PageClient, session: Session, now: datetime, role: str = "officer") -> PageClient:
    """A browser in which somebody of the secretariat is signed in."""
    person = a_person(session, f"The {role}", role=role, state=None)
    token = coming_in.begin(session, person, now)
    session.commit()
    client.browser.set_cookie("session", token)
    return client


def a_round_with(session: Session, standings: Mapping[str, str], **facts: object) -> tuple[Round, dict[str, Reply]]:
    """A round in which these states stand as given; each has a focal point of an institution named after it."""
    round_ = a_round(session, **BILINGUAL | facts)
    replies = {}
    for iso3, standing in standings.items():
        replies[iso3] = a_reply(session, iso3, round_, answered=3, asked=10, core_answered=1, core_asked=2)
        replies[iso3].standing = standing
        language = "en" if iso3 in ("JAM", "USA", "CAN") else "es"
        a_person(session, f"Person {iso3}", state=iso3, language=language, institution=f"Ministry {iso3}")
    session.commit()
    return round_, replies
