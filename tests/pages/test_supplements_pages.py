"""What stands beside an answer: drawn when asked for, kept with the answer, seen where the answer is seen."""

import io
from datetime import timedelta
from urllib.parse import urlencode

import pytest

from surveyapp.actions import submitting
from surveyapp.core.places import Place
from surveyapp.core.questionnaire import Kind
from surveyapp.store import answers as store
from surveyapp.store.database import reading, writing
from tests.builders import a_question, a_questionnaire, a_section
from tests.page_client import PageClient
from tests.pages.desk import come_in
from tests.pages.test_answering_pages import a_desk
from tests.stored import a_person

PDF = b"%PDF-1.7\n% a law\n"


@pytest.fixture
def desk(app, now):
    return a_desk(app, now)


def opened(desk, question="offence", section="law", language="en"):
    """The section with what may stand beside one answer drawn."""
    return desk.client.open(desk.address(f"/section/{section}?beside={question}", language))


def beside(page, question="offence"):
    [element] = page.document.xpath(f"//*[@id='q-{question}-beside']")
    return element


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("question", ["laws", "offence", "treaties", "services", "calls", "victims", "paper", "budget"])
def test_every_kind_of_question_has_room_beside_its_answer(desk, question, language):
    section = "law" if question in ("laws", "offence", "treaties") else "help"

    element = beside(opened(desk, question, section, language), question)

    names = {one.get("name") for one in element.xpath(".//input | .//textarea | .//select")}
    for part in ("source.text", "link1.url", "link1.title", "files.upload", "files.by_mail", "note.text"):
        assert f"a.{question}@{part}" in names
    assert f"a.{question}@link2.url" not in names
    assert f"v.{question}@source" in names


def test_a_page_is_drawn_without_what_nobody_asked_for(desk):
    page = desk.section()

    assert len(beside(page)) == 0
    assert page.document.xpath("//button[@name='beside'][@value='offence']")


def test_it_is_asked_for_and_filled_in_without_javascript(desk):
    page = desk.section().form("/section/law").send({"a.offence.option": "no", "beside": "offence"})

    assert page.response.request.path.endswith("/section/law")
    assert beside(page).xpath("./details[@open]")
    page = page.form("/section/law").send(
        {"a.offence@source.text": "Gazette 12", "a.offence@link1.url": "example.org", "a.offence@note.text": "A word"},
        "Save",
    )

    typed = desk.typed()
    assert typed["offence"] == {"option": "no"}
    assert typed["offence@source"] == {"text": "Gazette 12"}
    assert typed["offence@link1"] == {"url": "example.org"}
    assert typed["offence@note"] == {"text": "A word"}
    assert "Beside the answer: source, 1 link, note" in beside(page).text_content()
    assert beside(page).xpath(".//input[@name='a.offence@link2.url']")
    assert not beside(page).xpath(".//input[@name='a.offence@link3.url']")


def test_what_stands_there_is_drawn_open_without_asking(desk):
    desk.meanwhile(Place("offence", beside="source"), {"text": "Gazette"})

    element = beside(desk.section())

    assert element.xpath("./details[@open]")
    assert "Gazette" in element.xpath(".//textarea")[0].text_content()


def test_a_link_that_is_none_is_told_beside_its_field(desk):
    page = opened(desk).form("/section/law").send({"a.offence@link1.url": "see below"}, "Save")

    [error] = page.document.xpath("//*[@id='f-offence--link1-error']")
    assert error.get("hidden") is None
    assert desk.typed()["offence@link1"] == {"url": "see below"}
    assert "Correct the answer" not in desk.client.open(desk.address()).text


def test_two_sources_are_shown_side_by_side(desk):
    page = opened(desk)
    desk.meanwhile(Place("offence", beside="source"), {"text": "hers"})

    page = page.form("/section/law").send({"a.offence@source.text": "his"}, "Save", status=409)

    assert [quote.text_content() for quote in beside(page).xpath(".//blockquote")] == ["his", "hers"]


def test_a_file_is_added_and_taken_away_without_javascript(desk):
    token, fields = desk.token(), {"v.offence@files": "0", "operation": "x"}
    file = {"a.offence@files.upload": (io.BytesIO(PDF), "ley.pdf")}
    page = desk.client.post(desk.address("/section/law"), {"csrf_token": token} | fields | file)

    [button] = beside(page).xpath(".//button[@name='take_away']")
    assert "ley.pdf" in beside(page).text_content()
    page = page.form("/section/law").send({"take_away": button.get("value")})

    assert "ley.pdf" not in beside(page).text_content()


def test_a_file_that_is_refused_is_named_with_what_to_do(desk):
    fields = {"csrf_token": desk.token(), "v.offence@files": "0", "operation": "x"}
    file = {"a.offence@files.upload": (io.BytesIO(b"MZ"), "law.exe")}

    page = desk.client.post(desk.address("/section/law"), fields | file, status=409)

    assert "law.exe was not added: only PDF, Word" in page.text


def test_a_file_that_follows_by_mail_is_remembered_on_the_desk_until_it_is_unticked(desk):
    page = opened(desk).form("/section/law").send({"a.offence@files.by_mail": "1"}, "Save")
    desk_page = desk.client.open(desk.address())

    assert "Send the file to" in desk_page.text
    assert beside(page).xpath(".//input[@name='a.offence@files.by_mail'][@checked]")
    page.form("/section/law").send({"a.offence@files.by_mail": []}, "Save")
    assert "Send the file to" not in desk.client.open(desk.address()).text


def test_who_may_read_an_answer_is_explained_on_the_page(desk):
    page = desk.section("help")

    explained = page.document.xpath("//*[@id='who-reads']")[0].text_content()
    assert "For the whole reply it is set once, on the desk: now “Public”" in explained
    assert "Only the Secretariat reads it" in explained
    [budget] = page.document.xpath("//*[@id='q-budget']")
    assert "The questionnaire asks this for: Member states." in budget.text_content()


# The language of a text


@pytest.fixture
def texts(app, now):
    form = a_questionnaire(a_section("law", a_question("plan", Kind.LONG_TEXT), a_question("calls", Kind.INTEGER)))
    return a_desk(app, now, form=form)


def test_the_language_of_a_text_is_chosen_and_seen_again(texts):
    page = opened(texts, "plan").form("/section/law").send({"a.plan.text": "O plano", "l.plan": "pt"}, "Save")

    assert "Portuguese" in beside(page, "plan").xpath(".//summary")[0].text_content()
    assert page.document.xpath("//select[@name='l.plan']/option[@selected]/@value") == ["pt"]
    assert "Text written in Portuguese" in texts.client.open(texts.address("/review")).text
    assert "Texto redactado en portugués" in texts.client.open(texts.address("/review", "es")).text


def test_a_figure_is_asked_in_no_language(texts):
    assert not beside(opened(texts, "calls"), "calls").xpath(".//select")


def test_a_language_that_nobody_offers_is_not_taken(texts):
    texts.leave("plan", **{"a.plan.text": "x", "l.plan": "xx", "sl.plan": "en"})

    with reading(texts.app.extensions["engine"]) as session:
        assert store.answers(session, texts.row(session).id)["plan"].language == "en"


# The script


def test_leaving_a_field_keeps_what_stands_beside_it_in_few_bytes(desk):
    told = desk.leave(
        "offence@source", **{"a.offence@source.text": "Gazette", "v.offence": "0", "a.offence.option": "no"}
    )

    assert told["versions"] == {"offence": 1, "offence@source": 1}
    assert told["status"]["q-offence-status"].startswith("Saved")


def test_a_question_with_all_beside_it_is_saved_within_two_kilobytes_each_way(desk):
    page = opened(desk)
    fields = page.form("/section/law").fields
    own = {name: value for name, value in fields.items() if "offence" in name}
    carried = {"csrf_token": desk.token(), "written_in": "en", "operation": "x" * 32, "asked_as": "0" * 24 + ":0"}
    posted = own | carried | {"a.offence@source.text": "Gazette 12, page 3"}
    body = urlencode(posted, doseq=True)
    response = desk.client.browser.post(
        desk.address("/answer"), data=body, content_type="application/x-www-form-urlencoded"
    )

    assert response.status_code == 200
    assert len(body) < 2_000
    assert len(response.data) < 2_000


# Where it is seen


@pytest.fixture
def sent(desk):
    for place, typed in {
        Place("offence"): {"option": "no"},
        Place("offence", beside="source"): {"text": "Gazette 12"},
        Place("offence", beside="link1"): {"url": "example.org/law", "title": "The law"},
        Place("offence", beside="note"): {"text": "Between us"},
        Place("offence", beside="explanation"): {"text": "It is right"},
    }.items():
        desk.meanwhile(place, typed)
    return desk


def test_the_review_shows_it_beside_the_answer(sent):
    text = sent.client.open(sent.address("/review")).text

    for said in ("Source: Gazette 12", "Link: The law", "Note to the Secretariat (never published): Between us"):
        assert said in text


def test_a_reply_that_was_sent_shows_it_in_words(sent):
    sent.change(standing="submitted")

    text = sent.section().text

    assert "Source: Gazette 12" in text
    assert "It is right" not in text


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("page", ["answers", "draft", "clarifications/offence"])
def test_the_secretariat_sees_it_with_the_note_marked_as_its_own(sent, app, now, page, language):
    client = PageClient(app)
    app.config["CLOCK"] = lambda: now + timedelta(minutes=1)
    with writing(app.extensions["engine"]) as session:
        row = sent.row(session)
        row.round.drafts_visible = True
        code = row.round.code
        submitting.submit(session, row, {"name": "Name A"}, "sent", None, now, "5a" * 16)
        come_in(client, session, now)

    text = client.open(f"/{language}/secretariat/rounds/{code}/CRI/{page}").text

    mine = (
        "Note to the Secretariat (never published):"
        if language == "en"
        else "Nota para la Secretaría (nunca se publica):"
    )
    why = (
        "Explanation for the Secretariat (never published):"
        if language == "en"
        else "Explicación para la Secretaría (nunca se publica):"
    )
    for said in ("Gazette 12", "The law", mine, "Between us", why, "It is right"):
        assert said in text


@pytest.mark.parametrize(("language", "said"), [("en", "has changed since it was"), ("es", "ha cambiado desde que se")])
def test_the_secretariat_is_told_of_an_explanation_given_to_another_answer(sent, app, now, language, said):
    client = PageClient(app)
    app.config["CLOCK"] = lambda: now + timedelta(minutes=1)
    with writing(app.extensions["engine"]) as session:
        code = sent.row(session).round.code
        come_in(client, session, now)
    for number, option in enumerate(["no", "partly"]):
        sent.change(standing="in_progress")
        if number:
            sent.meanwhile(Place("offence"), {"option": option}, 1)
        with writing(app.extensions["engine"]) as session:
            submitting.submit(session, sent.row(session), {"name": "Name A"}, f"sent {number}", None, now, "5a" * 16)
            session.commit()

        text = client.open(f"/{language}/secretariat/rounds/{code}/CRI/answers").text

        assert (said in text) == bool(number)


def test_the_secretariat_downloads_a_file_once_it_was_submitted(desk, app, now):
    fields = {"csrf_token": desk.token(), "v.offence@files": "0", "operation": "x"}
    desk.client.post(desk.address("/section/law"), fields | {"a.offence@files.upload": (io.BytesIO(PDF), "ley.pdf")})
    [line] = desk.typed()["offence@files"]["files"].splitlines()
    client = PageClient(app)
    with writing(app.extensions["engine"]) as session:
        code = desk.row(session).round.code
        come_in(client, session, now)
    address = f"/en/secretariat/rounds/{code}/CRI/file/{line.split(' ')[0]}"
    client.download(address, status=404)

    with writing(app.extensions["engine"]) as session:
        submitting.submit(session, desk.row(session), {"name": "Name A"}, "sent", None, now, "5a" * 16)
        session.commit()

    with client.download(address) as response:
        assert response.data == PDF
    assert address in client.open(f"/en/secretariat/rounds/{code}/CRI/answers").response.text


def test_a_contributor_of_another_section_neither_writes_nor_downloads_it(desk, app, now, sign_in, clock):
    fields = {"csrf_token": desk.token(), "v.offence@files": "0", "operation": "x"}
    desk.client.post(desk.address("/section/law"), fields | {"a.offence@files.upload": (io.BytesIO(PDF), "ley.pdf")})
    file = desk.typed()["offence@files"]["files"].split(" ")[0]
    other = PageClient(app)
    with writing(app.extensions["engine"]) as session:
        person = a_person(session, "Name B", role="contributor", sections=["help"])
        session.commit()
    sign_in(other, person)

    other.download(desk.address(f"/file/{file}"), status=404)
    token = other.open(desk.address()).document.xpath("//input[@name='csrf_token']/@value")[0]
    answer = other.browser.post(
        desk.address("/answer"), data={"csrf_token": token, "v.offence@source": "0", "a.offence@source.text": "x"}
    )
    assert answer.status_code == 404
    assert "offence@source" not in desk.typed()
