"""What a state does before and after it sends: explaining, awaiting approval, signed letters, corrections, papers."""

import io
from datetime import timedelta

import pytest
import sqlalchemy as sa

from surveyapp.actions import coming_in, submitting
from surveyapp.core.places import Place
from surveyapp.store import models
from surveyapp.store.database import reading, writing
from tests import stored
from tests.page_client import PageClient
from tests.pages.desk import come_in
from tests.pages.test_answering_pages import Desk, a_desk, the_code
from tests.statements import statements

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
DECLARED = {"name": "Name A", "title": "Focal point", "institution": "Ministry"}
SALT = "5a" * 16


@pytest.fixture
def desk(app, now):
    return a_desk(app, now)


def a_file(name="carta.pdf", content=PDF):
    return (io.BytesIO(content), name)


def review(desk, language="en"):
    return desk.client.open(desk.address("/review", language))


def downloaded(client, address):
    response = client.download(address)
    content = response.get_data()
    response.close()
    return content


def come_in_as(desk: Desk, role: str, name: str, state: str | None = "CRI", **facts) -> Desk:
    """Another person at another browser, at the same reply."""
    with writing(desk.app.extensions["engine"]) as session:
        if state not in ("CRI", None) and session.get(models.MemberState, state) is None:
            stored.a_reply(session, state, desk.row(session).round)
        token = coming_in.begin(session, stored.a_person(session, name, role=role, state=state, **facts), desk.now)
        session.commit()
    client = PageClient(desk.app)
    client.browser.set_cookie("session", token)
    return Desk(desk.app, desk.now, desk.reply, client)


def stored_rows(desk, table):
    with reading(desk.app.extensions["engine"]) as session:
        return session.scalars(sa.select(table).order_by(table.id)).all()


def submitted(desk, **reopened):
    """The reply is sent, and reopened as told."""
    with writing(desk.app.extensions["engine"]) as session:
        made = submitting.submit(session, desk.row(session), DECLARED, "sent", None, desk.now, SALT)
        if reopened:
            desk.row(session).standing, desk.row(session).reopened_for = "reopened", reopened["questions"]
        session.commit()
        return made.receipt


# The line above every page


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "The reply is complete and has not been sent."), ("es", "La respuesta está completa y no se ha enviado.")],
)
@pytest.mark.parametrize("path", ["", "/section/help", "/review", "/letters", "/documents"])
def test_a_reply_that_is_complete_and_not_sent_says_so_on_every_page(desk, path, language, said):
    desk.change(standing="complete_not_sent")

    assert said in desk.client.open(desk.address(path, language)).texts(".strip")[0]
    assert said in desk.client.open(f"/{language}/").text


@pytest.mark.parametrize(
    ("days", "said", "is_near"),
    [
        (0, "15 days until the deadline, 30 September 2026.", False),
        (13, "2 days until the deadline, 30 September 2026.", True),
        (18, "The deadline passed 3 days ago, on 30 September 2026. A reply is still accepted for 27 more days", True),
        (60, "The round closed on 30 October 2026.", True),
    ],
)
def test_every_page_says_how_far_away_deadline_and_closing_are(desk, days, said, is_near):
    desk.app.config["CLOCK"] = lambda: desk.now + timedelta(days=days)
    desk.stay_signed_in()

    [strip] = desk.client.open(desk.address("/section/law")).document.xpath("//p[contains(@class, 'strip')]")

    assert said in strip.text_content()
    assert ("attention" in strip.get("class")) == is_near


def test_a_late_reply_is_told_so_before_it_is_sent_and_on_its_receipt(desk):
    desk.app.config["CLOCK"] = lambda: desk.now + timedelta(days=20)
    desk.stay_signed_in()
    assert "will be marked as received after the deadline" in review(desk).text

    asked = review(desk).form("/submit").send({"declare": "1", "deed": "code"})
    receipt = asked.form("/submit").send({"code": the_code(desk), "deed": "submit"})

    assert "received after the deadline" in receipt.text


# What looks odd, explained


@pytest.fixture
def odd(desk):
    desk.leave("offence", **{"a.offence.option": "yes"})
    return desk


@pytest.mark.parametrize(
    ("language", "button", "explained"),
    [
        ("en", "Save the explanations", "1 answer that you have explained"),
        ("es", "Guardar las explicaciones", "1 respuesta que usted ha explicado"),
    ],
)
def test_a_warning_that_is_explained_is_listed_apart(odd, language, button, explained):
    page = review(odd, language)
    assert explained not in page.text

    page = page.form("/explanation").send({"a.offence@explanation.text": "The law is secret."}, button)

    assert explained in page.text
    assert not page.document.xpath("//section[contains(@class, 'attention')][@aria-labelledby='odd']")
    assert odd.typed()["offence@explanation"] == {"text": "The law is secret."}


def test_all_that_looks_odd_at_a_question_is_listed_with_the_part_it_is_said_of(desk):
    desk.leave("victims/y1/women", **{"a.victims/y1/women.text": "many"})
    desk.leave("victims/y2/men", **{"a.victims/y2/men.text": "few"})

    assert "Y1 · Women and Y2 · Men: It could not be read" in review(desk).text


def test_an_explanation_taken_away_leaves_the_warning_open(odd):
    page = review(odd).form("/explanation").send({"a.offence@explanation.text": "Because."})

    page = page.form("/explanation").send({"a.offence@explanation.text": ""})

    assert "1 answer to look at again" in page.text


def test_two_explanations_are_both_shown_and_neither_is_lost(odd):
    page = review(odd)
    odd.meanwhile(Place("offence", beside="explanation"), {"text": "Hers"})

    page = page.form("/explanation").send({"a.offence@explanation.text": "Mine"}, status=409)
    assert "Hers" in page.texts("blockquote")
    assert page.form("/explanation").fields["a.offence@explanation.text"] == ["Mine"]
    assert odd.typed()["offence@explanation"] == {"text": "Hers"}

    page.form("/explanation").send()
    assert odd.typed()["offence@explanation"] == {"text": "Mine"}


@pytest.mark.parametrize(
    ("language", "button", "changed", "holds"),
    [
        ("en", "Save the explanations", "has changed since it was explained", "The explanation holds for the answer"),
        (
            "es",
            "Guardar las explicaciones",
            "ha cambiado desde que se explicó",
            "La explicación sigue siendo aplicable",
        ),
    ],
)
def test_an_explanation_is_asked_for_again_when_its_answer_changes(odd, language, button, changed, holds):
    page = review(odd, language).form("/explanation").send({"a.offence@explanation.text": "Secret."}, button)
    assert changed not in page.text
    odd.app.config["CLOCK"] = lambda: odd.now + timedelta(minutes=1)
    odd.leave("offence", **{"v.offence": "1", "a.offence.option": "partly"})

    page = review(odd, language)
    assert changed in page.text
    assert holds in page.text
    assert page.form("/explanation").fields["a.offence@explanation.text"] == ["Secret."]
    page = page.form("/explanation").send(button=button)
    assert changed in page.text

    page = page.form("/explanation").send({"holds.offence@explanation": "1"}, button)
    assert changed not in page.text
    assert odd.typed()["offence@explanation"] == {"text": "Secret."}


def test_an_answer_that_changed_behind_the_page_is_looked_at_before_it_is_explained(odd):
    page = review(odd)
    odd.meanwhile(Place("offence"), {"option": "partly"}, 1)

    page = page.form("/explanation").send({"a.offence@explanation.text": "Because."}, status=409)

    assert "the answer has been changed since you opened the page" in page.text
    assert "offence@explanation" not in odd.typed()
    page.form("/explanation").send()
    assert odd.typed()["offence@explanation"] == {"text": "Because."}


def test_a_contributor_explains_in_his_or_her_sections_alone(odd):
    contributor = come_in_as(odd, "contributor", "Name C", sections=["help"])
    fields = {"csrf_token": contributor.token(), "v.offence@explanation": "0", "a.offence@explanation.text": "x"}

    contributor.client.post(odd.address("/explanation"), fields)

    assert "offence@explanation" not in odd.typed()


# Awaiting approval


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Awaiting approval, expected on 3 October 2026."),
        ("es", "En espera de aprobación, prevista para el 3 de octubre de 2026."),
    ],
)
def test_a_focal_point_says_until_when_the_approval_is_expected(desk, language, said):
    page = review(desk, language).form("/approval").send({"expected_on": "2026-10-03", "note": "With the Minister"})

    assert said in page.text
    assert "With the Minister" in page.text
    assert said in desk.client.open(desk.address("", language)).texts(".strip")[0]


def test_it_is_changed_and_withdrawn(desk):
    page = review(desk).form("/approval").send({"expected_on": "2026-10-03"})
    page = page.form("/approval").send({"expected_on": "2026-10-05"}, "Change")
    assert "5 October 2026" in page.text

    page = page.form("/approval").send(button="Record that it no longer awaits approval")

    assert "Awaiting approval" not in page.text


@pytest.mark.parametrize(
    ("day", "said"),
    [("2026-09-01", "This day is past"), ("2026-12-01", "On this day the round is closed"), ("x", "day")],
)
def test_a_day_on_which_nothing_can_be_sent_is_refused(desk, day, said):
    page = review(desk).form("/approval").send({"expected_on": day}, status=422)

    assert said in page.texts(".errors")[0]


def test_the_secretariat_sees_until_when(desk):
    review(desk).form("/approval").send({"expected_on": "2026-10-03", "note": "With the Minister"})
    with writing(desk.app.extensions["engine"]) as session:
        officer = come_in(PageClient(desk.app), session, desk.now)

    for page in ("/en/secretariat/rounds/2026", "/en/secretariat/rounds/2026/CRI"):
        assert "awaiting approval, expected on 3 October 2026" in officer.open(page).text
    assert "expected on 3 October 2026 (With the Minister)" in officer.open("/en/secretariat/rounds/2026/CRI").text


# With a signed letter


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_signed_letter_waits_for_the_code_and_goes_with_the_reply(desk, language):
    sent = {"declare": "1", "deed": "code", "letter": a_file()}
    asked = review(desk, language).form("/submit").send(sent)
    assert "carta.pdf" in asked.text

    receipt = asked.form("/submit").send({"code": the_code(desk), "deed": "submit"})

    assert "carta.pdf" in receipt.text
    [made] = stored_rows(desk, models.Submission)
    assert made.declared["letter"] == "carta.pdf"
    assert made.declared["approved_on"] == "2026-09-15"
    [link] = [one.get("href") for one in receipt.document.iter("a") if one.text == "carta.pdf"]
    assert downloaded(desk.client, link) == PDF


def test_a_letter_that_is_here_can_be_left_out(desk):
    asked = review(desk).form("/submit").send({"declare": "1", "deed": "code", "letter": a_file()})

    asked.form("/submit").send({"code": the_code(desk), "deed": "submit", "with_letter": ""})

    assert "letter" not in stored_rows(desk, models.Submission)[0].declared


def test_a_file_that_is_no_letter_sends_nothing(desk):
    sent = {"declare": "1", "deed": "code", "letter": a_file("page.exe", b"MZ\x00\x01")}

    page = review(desk).form("/submit").send(sent, status=422)

    assert "page.exe was not added" in page.texts(".errors")[0]
    assert not stored_rows(desk, models.Submission)


def test_a_day_of_approval_that_is_to_come_is_refused(desk):
    page = review(desk).form("/submit").send({"declare": "1", "approved_on": "2026-09-20"}, status=422)

    assert "This day is still to come" in page.texts(".errors")[0]


# Twice


def test_pressing_twice_leads_to_the_one_receipt(desk):
    asked = review(desk).form("/submit").send({"declare": "1", "deed": "code"})
    fields = {"code": the_code(desk), "deed": "submit"}

    first, second = asked.form("/submit").send(fields), asked.form("/submit").send(fields)

    assert first.address == second.address
    assert len(stored_rows(desk, models.Submission)) == 1


def test_a_colleague_who_sends_a_moment_later_is_led_to_the_same_receipt(desk):
    page = review(desk)
    receipt = submitted(desk)

    assert receipt in page.form("/submit").send({"declare": "1", "deed": "code"}).text


# Corrections


@pytest.mark.parametrize(
    ("language", "button", "said"),
    [("en", "Send the correction", "Corrects"), ("es", "Enviar la corrección", "Corrige")],
)
def test_a_correction_needs_a_code_and_no_declaration(desk, language, button, said):
    submitted(desk, questions=["calls"])
    page = review(desk, language)
    assert "declare" not in page.form("/submit").fields

    asked = page.form("/submit").send({"deed": "code"})
    receipt = asked.form("/submit").send({"code": the_code(desk)}, button)

    assert "CR-2026-02" in receipt.text
    assert said in receipt.text
    assert stored_rows(desk, models.Submission)[1].amends_id == stored_rows(desk, models.Submission)[0].id


def test_a_wrong_code_sends_no_correction(desk):
    submitted(desk, questions=["calls"])
    asked = review(desk).form("/submit").send({"deed": "code"})

    page = asked.form("/submit").send({"code": "00000000", "deed": "submit"}, status=422)

    assert "The code is not right" in page.text
    assert len(stored_rows(desk, models.Submission)) == 1


def test_a_reply_reopened_as_a_whole_is_declared_anew(desk):
    submitted(desk, questions=None)

    assert "name" in review(desk).form("/submit").fields


# Documents


@pytest.mark.parametrize("role", ["focal_point", "observer"])
@pytest.mark.parametrize(
    ("language", "button", "said"),
    [("en", "Hand in", "Document handed in on 15 September 2026"), ("es", "Entregar", "Documento entregado el 15 de")],
)
def test_a_document_is_handed_in_and_is_seen_where_it_matters(desk, role, language, button, said):
    person = come_in_as(desk, role, "Name D", language=language)
    page = person.client.open(person.address("/documents", language))

    page = page.form("/documents").send({"document": a_file("respuesta.pdf"), "note": "Firmada"}, button)

    assert "respuesta.pdf" in page.text
    assert "Firmada" in page.text
    assert said in person.client.open(person.address("", language)).text
    with writing(desk.app.extensions["engine"]) as session:
        officer = come_in(PageClient(desk.app), session, desk.now)
        assert desk.row(session).standing == "not_started"
    state = officer.open("/en/secretariat/rounds/2026/CRI")
    assert "Document handed in, on 15 September 2026" in state.text
    [link] = [one.get("href") for one in state.document.iter("a") if one.text == "respuesta.pdf"]
    assert downloaded(officer, link) == PDF


@pytest.mark.parametrize("fields", [{}, {"document": (io.BytesIO(b"MZ\x00\x01"), "a.exe")}, {"document": "no file"}])
def test_without_a_file_of_an_office_nothing_is_handed_in(desk, fields):
    page = desk.client.open(desk.address("/documents"))

    assert page.form("/documents").send(fields, status=422).all(".errors")
    assert not stored_rows(desk, models.Document)


# On the mission's instruction

INSTRUCTION = "/secretariat/rounds/2026/CRI/instruction"


@pytest.fixture
def officer(desk):
    with writing(desk.app.extensions["engine"]) as session:
        return come_in(PageClient(desk.app), session, desk.now)


@pytest.mark.parametrize("language", ["en", "es"])
def test_an_officer_submits_what_the_mission_instructs_in_writing(desk, officer, language):
    page = officer.open(f"/{language}{INSTRUCTION}")
    fields = {**DECLARED, "approved_on": "2026-09-14", "confirm": "1", "instruction": a_file("nota.pdf")}

    page = page.form("/instruction").send(fields)

    assert "CR-2026-01" in page.text
    assert "nota.pdf" in page.text
    [made] = stored_rows(desk, models.Submission)
    assert made.received_as == "instruction"
    receipt = desk.client.open(desk.address(f"/receipt/{made.public_id}", language))
    assert {"en": "by the Secretariat", "es": "por la Secretaría"}[language] in receipt.text
    assert "nota.pdf" in desk.client.open(desk.address("/documents", language)).text


def test_without_the_instruction_nothing_is_submitted(desk, officer):
    page = officer.open(f"/en{INSTRUCTION}")

    page = page.form("/instruction").send({**DECLARED, "approved_on": "2026-09-14", "confirm": "1"}, status=422)

    assert "Attach the instruction" in page.texts(".errors")[0]
    assert not stored_rows(desk, models.Submission)


def test_an_instruction_once_attached_stays_while_the_rest_is_corrected(desk, officer):
    page = officer.open(f"/en{INSTRUCTION}").form("/instruction").send({"instruction": a_file("nota.pdf")}, status=422)
    assert "Here already: nota.pdf" in page.text

    page.form("/instruction").send({**DECLARED, "approved_on": "2026-09-14", "confirm": "1"})

    assert len(stored_rows(desk, models.Submission)) == 1


def test_what_has_been_submitted_is_not_submitted_once_more(desk, officer):
    submitted(desk)

    assert "has been submitted already" in officer.open(f"/en{INSTRUCTION}").text


# Breaking in


@pytest.mark.parametrize("path", ["/submit", "/approval", "/explanation", "/documents"])
@pytest.mark.parametrize(
    ("role", "state"), [("observer", "CRI"), ("contributor", "CRI"), ("focal_point", "JAM"), ("officer", None)]
)
def test_who_may_not_do_it_finds_nothing(desk, path, role, state):
    if (role, path) in {("observer", "/documents"), ("contributor", "/explanation")}:
        return
    token = desk.token()
    form = desk.client.browser.get_cookie("form")
    stranger = come_in_as(desk, role, "Name S", state)
    stranger.client.browser.set_cookie("form", form.value)

    answer = stranger.client.browser.post(desk.address(path), data={"csrf_token": token, **DECLARED, "declare": "1"})

    assert answer.status_code == 404
    assert not stored_rows(desk, models.Submission)


def test_a_focal_point_who_was_removed_sends_nothing(desk):
    page = review(desk)
    with writing(desk.app.extensions["engine"]) as session:
        session.scalars(sa.select(models.Role)).one().until = desk.now
        session.commit()

    page.form("/submit").send({"declare": "1", "deed": "code"}, status=401)

    assert not stored_rows(desk, models.Submission)


def test_a_letter_of_another_state_goes_with_no_reply(desk):
    other = come_in_as(desk, "focal_point", "Name J", "JAM")
    with reading(desk.app.extensions["engine"]) as session:
        theirs = session.scalars(sa.select(models.Reply).where(models.Reply.state == "JAM")).one().public_id
    other.client.open(f"/en/reply/{theirs}/review").form("/submit").send({"letter": a_file()}, status=422)
    [letter] = stored_rows(desk, models.Document)

    asked = review(desk).form("/submit").send({"declare": "1", "deed": "code", "with_letter": letter.public_id})
    asked.form("/submit").send({"code": the_code(desk), "deed": "submit", "with_letter": letter.public_id})

    [made] = stored_rows(desk, models.Submission)
    assert "letter" not in made.declared


def test_an_answer_saved_meanwhile_is_in_what_is_sent(desk):
    asked = review(desk).form("/submit").send({"declare": "1", "deed": "code"})
    desk.meanwhile(Place("calls"), {"text": "7"})

    asked.form("/submit").send({"code": the_code(desk), "deed": "submit"})

    with reading(desk.app.extensions["engine"]) as session:
        content = session.scalar(sa.select(models.Submission.content))
    assert '"number":7' in content or '"number":"7"' in content


def test_the_secretariat_reads_many_papers_with_as_few_statements_as_one(desk):
    def hand_in(number):
        review(desk).form("/submit").send({"letter": a_file(f"{number}.pdf", PDF + b"%" * number)}, status=422)

    def asked():
        with statements(desk.app) as seen:
            page = officer.open("/en/secretariat/rounds/2026/CRI")
        assert ".pdf" not in page.text  # no letter is the secretariat's to read before it goes with a reply
        return len(seen)

    with writing(desk.app.extensions["engine"]) as session:
        officer = come_in(PageClient(desk.app), session, desk.now)
    hand_in(1)
    asked()
    few = asked()
    for number in range(2, 6):
        hand_in(number)

    assert asked() <= few
