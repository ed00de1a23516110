"""Papers of a reply handed out: to each what he or she may see, and nothing to anybody else."""

import hashlib
import io

import docx
import pytest
from pypdf import PdfReader

from surveyapp.actions import answering, coming_in, reply_papers, submitting
from surveyapp.core.places import Place, parse
from surveyapp.documents import receipt
from surveyapp.wording.receipts import short_fingerprint
from tests.stored import a_person, a_reply

DECLARED = {"name": "Name A", "title": "Focal point", "institution": "Ministry"}
SALT = "5a" * 16


@pytest.fixture
def reply(session, now):
    found = a_reply(session)
    a_reply(session, "JAM", found.round)
    answering.save_answer(session, found, Place("offence"), {"option": "no"}, 0, "one", None, now)
    answering.save_answer(session, found, Place("calls"), {"text": "4711"}, 0, "two", None, now)
    session.commit()
    return found


@pytest.fixture
def come_in(app, client, session, now):
    def begin(role="focal_point", state="CRI", sections=None, name="Somebody"):
        app.config["CLOCK"] = lambda: now
        person = a_person(session, name, role, state, sections)
        token = coming_in.begin(session, person, now)
        session.commit()
        client.browser.set_cookie("session", token)
        return client

    return begin


def submit(session, reply, now, operation="send"):
    made = submitting.submit(session, reply, DECLARED, operation, None, now, SALT)
    session.commit()
    return made


def text_of(response):
    pages = PdfReader(io.BytesIO(response.data)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_desk_leads_to_the_reply_so_far_and_to_its_approval_sheet(come_in, reply):
    desk = come_in().open(f"/es/reply/{reply.public_id}")

    addresses = [str(one.get("href")) for one in desk.all("a")]
    papers = [one for one in addresses if "my-reply" in one or "approval-sheet" in one]
    assert len(papers) == 8
    for address in papers:
        desk.client.download(address)


def test_the_reply_so_far_is_a_draft_in_the_language_wanted(come_in, reply):
    state = come_in()
    address = f"/en/reply/{reply.public_id}/my-reply"

    english, spanish = state.download(f"{address}.pdf"), state.download(f"{address}.pdf?language=es")
    word = state.download(f"{address}.docx?language=es")

    assert "Draft, not submitted. It shows the answers as they stood on 15 September 2026" in text_of(english)
    assert "Borrador, no enviado." in text_of(spanish)
    assert "4 711" in text_of(spanish).replace("\u202f", " ").replace("\xa0", " ")
    assert docx.Document(io.BytesIO(word.data)).core_properties.title == "Respuesta de la República de Costa Rica"
    assert "reply-2026-CRI-es.docx" in word.headers["Content-Disposition"]
    assert spanish.headers["Cache-Control"] == "no-store"


def test_after_submitting_it_is_what_was_submitted(come_in, session, reply, now):
    made = submit(session, reply, now)
    state = come_in()

    text = text_of(state.download(f"/en/reply/{reply.public_id}/my-reply.pdf"))

    assert f"Receipt: {made.receipt}" in text
    assert "Draft" not in text


def test_desk_approval_sheet_receipt_and_paper_count_alike(come_in, session, reply, now):
    for address, typed in (
        ("services/shelter", {"option": "state"}),
        ("treaties/palermo", {"not_available": "1"}),
        ("victims/y1/women", {"text": "some"}),
    ):
        answering.save_answer(session, reply, parse(address), typed, 0, address, None, now)
    session.commit()
    state, address = come_in(), f"/en/reply/{reply.public_id}"
    assert "2 of the 8 questions asked of you are answered" in state.open(address).text
    sheet = text_of(state.download(f"{address}/approval-sheet.pdf"))
    assert "1 Section law 3 1 0 1 1 0" in sheet
    assert "2 Section help 5 1 0 1 2 1" in sheet

    sent = f"{address}/receipt/{submit(session, reply, now).public_id}"

    said = "2 of 8 questions answered; 2 answered in part; 1 not wholly readable, kept as typed; 3 left blank"
    assert said in state.open(sent).text
    assert said in text_of(state.download(f"{sent}.pdf"))
    assert said in text_of(state.download(f"{sent}/reply.pdf"))


def test_of_a_reopened_reply_both_can_be_had(come_in, session, reply, now):
    made = submit(session, reply, now)
    reply.standing = "reopened"
    answering.save_answer(session, reply, Place("calls"), {"text": "9999"}, 1, "three", None, now)
    session.commit()
    state = come_in()

    draft = text_of(state.download(f"/en/reply/{reply.public_id}/my-reply.pdf"))
    sent = text_of(state.download(f"/en/reply/{reply.public_id}/receipt/{made.public_id}/reply.pdf"))

    assert f"The reply of receipt {made.receipt} stands until another is submitted." in draft
    assert "9 999" in draft.replace("\u202f", " ").replace("\xa0", " ")
    assert "4 711" in sent.replace("\u202f", " ").replace("\xa0", " ")


@pytest.mark.parametrize("is_sent", [False, True])
def test_a_contributor_has_the_sections_sent_and_nothing_of_the_others(come_in, session, reply, now, is_sent):
    if is_sent:
        submit(session, reply, now)
    contributor = come_in("contributor", sections=["law"])

    text = text_of(contributor.download(f"/en/reply/{reply.public_id}/my-reply.pdf"))

    assert "This copy contains only these sections: 1." in text
    assert "Question offence" in text
    assert "SHA-256" not in text
    assert "Declared by" not in text
    assert "Question calls" not in text
    assert "711" not in text
    contributor.download(f"/en/reply/{reply.public_id}/approval-sheet.pdf", 404)


@pytest.mark.parametrize("paper", ["my-reply.pdf", "my-reply.docx", "approval-sheet.pdf"])
def test_for_another_state_there_is_no_such_paper(come_in, reply, paper):
    come_in(state="JAM").download(f"/en/reply/{reply.public_id}/{paper}", 404)


def test_the_secretariat_has_what_was_submitted_and_no_draft(come_in, session, reply, now):
    officer = come_in("officer", None)
    address = f"/en/secretariat/rounds/2026/{reply.state}"

    officer.download(f"{address}/draft.pdf", 404)
    officer.download(f"{address}/reply.pdf", 404)
    submit(session, reply, now)

    officer.download(f"{address}/draft.pdf", 404)
    assert "Copy of the Secretariat" in text_of(officer.download(f"{address}/reply.pdf"))
    page = officer.open(f"{address}/answers")
    assert f"{address}/reply.docx?language=es" in [one.get("href") for one in page.all("a")]


def test_the_secretariat_has_a_draft_where_the_round_says_so(come_in, session, reply):
    reply.round.drafts_visible = True
    session.commit()

    text = text_of(come_in("officer", None).download(f"/en/secretariat/rounds/2026/{reply.state}/draft.pdf"))

    assert "Draft, not submitted" in text


def test_a_note_to_the_secretariat_is_on_the_states_copy_alone(come_in, session, reply, now):
    answering.save_answer(session, reply, Place("offence", beside="note"), {"text": "Between us"}, 0, "n", None, now)
    submit(session, reply, now)

    own = text_of(come_in().download(f"/en/reply/{reply.public_id}/my-reply.pdf"))
    others = come_in("officer", None, name="An officer").download("/en/secretariat/rounds/2026/CRI/reply.pdf")

    assert "Between us" in own
    assert "Between us" not in text_of(others)


def test_the_approval_sheet_says_who_prepared_it_and_which_version_it_shows(come_in, session, reply, now):
    person = a_person(session, "Ana Mora", institution="Ministry of Justice")
    answering.save_answer(session, reply, Place("budget"), {"text": "1"}, 0, "three", person, now)
    session.commit()
    digits = short_fingerprint(reply_papers.fingerprint(reply_papers.holding.read(session, reply, now)))

    text = text_of(come_in("observer").download(f"/en/reply/{reply.public_id}/approval-sheet.pdf"))

    assert f"Fingerprint of this version: {digits}" in text
    assert "Ana Mora Ministry of Justice 2 1" in text
    answering.save_answer(session, reply, Place("budget"), {"text": "2"}, 1, "four", person, now)
    assert short_fingerprint(reply_papers.fingerprint(reply_papers.holding.read(session, reply, now))) != digits


def test_a_language_without_a_paper_is_refused_in_words(come_in, reply):
    page = come_in().open(f"/es/reply/{reply.public_id}/my-reply.pdf?language=fr", 404)

    assert "No existe este documento en ese idioma" in page.text


def test_the_receipt_page_leads_to_its_papers_to_the_exact_text_and_to_its_check(come_in, session, reply, now):
    made = submit(session, reply, now)
    state = come_in()
    page = state.open(f"/en/reply/{reply.public_id}/receipt/{made.public_id}")

    pdf = state.download(f"/en/reply/{reply.public_id}/receipt/{made.public_id}.pdf?language=es")
    text = state.download(f"/en/reply/{reply.public_id}/receipt/{made.public_id}.json")

    assert receipt.read_back(pdf.data) == (made.receipt, made.sha256)
    assert "Acuse de recibo CR-2026-01" in text_of(pdf)
    assert hashlib.sha256(text.data).hexdigest() == made.sha256
    assert text.mimetype == "application/json"
    assert text.headers["Content-Disposition"] == 'attachment; filename="CR-2026-01.json"'
    assert text.headers["Cache-Control"] == "no-store, no-transform"
    assert "the receipt of the reply that stands" in page.follow("Check this receipt").text


@pytest.mark.parametrize("end", [".pdf", ".json", "/reply.pdf"])
def test_a_receipts_papers_are_for_those_who_see_the_whole_reply(come_in, session, reply, now, end):
    address = f"/en/reply/{reply.public_id}/receipt/{submit(session, reply, now).public_id}{end}"

    come_in("contributor", sections=["law"], name="One").download(address, 404)
    come_in(state="JAM", name="Two").download(address, 404)
    come_in("observer", name="Three").download(address)
