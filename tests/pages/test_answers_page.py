"""What the secretariat reads of a state: who may read each answer, and the word on what is missing."""

import pytest

from surveyapp.actions import answering, coming_in, submitting
from surveyapp.core.places import Place
from surveyapp.core.questionnaire import Disclosure, Kind
from tests import stored
from tests.builders import a_question, a_questionnaire, a_section
from tests.page_client import PageClient
from tests.pages.desk import come_in

SECRETARIAT = {
    "en": "Who may read this answer: Only the Secretariat.",
    "es": "Quién puede leer la respuesta a esta pregunta: Solo la Secretaría.",
}
MEMBER_STATES = {
    "en": "Who may read this answer: Only the member states and the Secretariat.",
    "es": "Quién puede leer la respuesta a esta pregunta: Solo los Estados Miembros y la Secretaría.",
}
PART = {
    "en": "Who may read a part of this answer: Only the Secretariat.",
    "es": "Quién puede leer una parte de la respuesta a esta pregunta: Solo la Secretaría.",
}
READERS = ("Who may read", "Quién puede leer")
FORM = a_questionnaire(
    a_section(
        "law",
        a_question("open"),
        a_question("closed"),
        a_question("asked_closed", disclosure="member_states"),
        a_question("hangs", relevant="${closed} != ''"),
        a_question(
            "figures", Kind.GRID, rows="y1", columns="women", companions=(a_question("kept", disclosure="secretariat"),)
        ),
        number="1",
    )
)
DECLARED = {"name": "Name A", "gaps": "The figures of 2025 follow.\nIn March."}
MISSING = {"en": "On what is missing", "es": "Sobre lo que falta"}


@pytest.fixture
def reply(app, session, now):
    app.config["CLOCK"] = lambda: now
    found = stored.a_reply(session, round_=stored.a_round(session, FORM, drafts_visible=True))
    typed = {"open": "Said", "closed": "Kept", "asked_closed": "Half kept", "hangs": "Hung"}
    for number, (place, text) in enumerate(typed.items()):
        answering.save_answer(session, found, Place(place), {"text": text}, 0, f"{number}", None, now)
    answering.set_disclosure(session, found, Place("closed"), Disclosure.SECRETARIAT, "closed", None, now)
    session.commit()
    return found


@pytest.fixture
def officer(app, session, reply, now):
    return come_in(PageClient(app), session, now)


def submit(session, reply, now, declared=DECLARED, operation="sent"):
    made = submitting.submit(session, reply, declared, operation, None, now, "5a" * 16)
    session.commit()
    return made


def beside(page):
    """By code of question, what is said of who may read its answer."""
    found = {}
    for line in page.document.xpath("//dl[@class='answers']/*"):
        words = " ".join(line.text_content().split())
        if line.tag == "dt":
            code = words.removesuffix(" (es)").split()[-1]
            found[code] = []
        elif words.startswith(READERS):
            found[code].append(words)
    return found


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("page", ["answers", "draft"])
def test_beside_an_answer_that_not_everybody_may_read_stands_who_may(officer, session, reply, now, language, page):
    kept = Place("figures", field="kept")
    answering.save_answer(session, reply, kept, {"text": "7"}, 0, "kept", None, now)
    session.commit()
    if page == "answers":
        submit(session, reply, now)

    said = beside(officer.open(f"/{language}/secretariat/rounds/2026/CRI/{page}"))

    assert said == {
        "open": [],
        "closed": [SECRETARIAT[language]],
        "asked_closed": [MEMBER_STATES[language]],
        "hangs": [SECRETARIAT[language]],
        "figures": [PART[language]],
    }


@pytest.mark.parametrize("page", ["answers", "draft"])
def test_what_is_said_of_the_reply_as_a_whole_stands_beside_every_answer(officer, session, reply, now, page):
    reply.disclosure = "member_states"
    session.commit()
    if page == "answers":
        submit(session, reply, now)

    said = beside(officer.open(f"/en/secretariat/rounds/2026/CRI/{page}"))

    assert said["open"] == said["figures"] == [MEMBER_STATES["en"]]
    assert said["closed"] == [SECRETARIAT["en"]]


def test_beside_what_was_submitted_stands_who_could_read_it_then(officer, session, reply, now):
    submit(session, reply, now)
    reply.disclosure = "secretariat"
    session.commit()

    assert beside(officer.open("/en/secretariat/rounds/2026/CRI/answers"))["open"] == []


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("page", ["", "/answers"])
def test_the_secretariat_reads_the_word_on_what_is_missing(officer, session, reply, now, language, page):
    submit(session, reply, now)

    text = officer.open(f"/{language}/secretariat/rounds/2026/CRI{page}").text

    assert MISSING[language] in text
    assert "The figures of 2025 follow." in text


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_state_reads_its_word_on_what_is_missing_on_the_receipt(app, session, reply, now, language):
    made = submit(session, reply, now)
    client = PageClient(app)
    client.browser.set_cookie("session", coming_in.begin(session, stored.a_person(session), now))
    session.commit()

    text = client.open(f"/{language}/reply/{reply.public_id}/receipt/{made.public_id}").text

    assert MISSING[language] in text
    assert "The figures of 2025 follow." in text


def test_where_nothing_was_said_of_what_is_missing_no_page_speaks_of_it(app, officer, session, reply, now):
    made = submit(session, reply, now, {"name": "Name A"})
    client = PageClient(app)
    client.browser.set_cookie("session", coming_in.begin(session, stored.a_person(session), now))
    session.commit()

    for text in (
        officer.open("/en/secretariat/rounds/2026/CRI").text,
        officer.open("/en/secretariat/rounds/2026/CRI/answers").text,
        client.open(f"/en/reply/{reply.public_id}/receipt/{made.public_id}").text,
    ):
        assert MISSING["en"] not in text
