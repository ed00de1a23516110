"""The pages of translations of answers and of highlighted practices, of the secretariat and of the state."""

import io

import pytest
from lxml import etree

from surveyapp.actions import answering, submitting, translating_answers
from surveyapp.core.answer_texts import Stage
from surveyapp.core.places import Place
from surveyapp.core.questionnaire import Disclosure
from surveyapp.store import answer_translations, answers
from tests.page_client import PageClient
from tests.pages.desk import BILINGUAL, RONDA, ROUND, come_in
from tests.stored import a_person, a_reply, a_round

DECLARED = {"name": "Name A", "title": "Focal point", "institution": "Ministry"}
PLAN = "Un plan <b>nacional</b>\ncon dos líneas"
NAMESPACE = "{urn:oasis:names:tc:xliff:document:1.2}"
STATE = f"{ROUND}/CRI/answer-translations?to=en"
AT = "/CRI/answer-translations"


@pytest.fixture
def reply(app, session, now):
    app.config["CLOCK"] = lambda: now
    found = a_reply(session, round_=a_round(session, **BILINGUAL))
    typed = {"offence": {"option": "yes", "detail.yes": "Ley 9095"}, "plan": {"text": PLAN}}
    for code, one in typed.items():
        answering.save_answer(session, found, Place(code), one, 0, code, None, now, "es")
    answering.save_answer(session, found, Place("calls"), {"text": "12"}, 0, "calls", None, now)
    answering.set_disclosure(session, found, Place("plan"), Disclosure.MEMBER_STATES, "narrow", None, now)
    submitting.submit(session, found, DECLARED, "send", None, now, "5a" * 16)
    session.commit()
    return found


@pytest.fixture
def officer(app, session, reply, now):
    return come_in(PageClient(app), session, now)


@pytest.fixture
def focal_point(app, session, reply, sign_in):
    client, person = PageClient(app), a_person(session, "Ana Solís")
    session.commit()
    sign_in(client, person)
    return client


def stage(session, reply, place="plan", part=""):
    session.rollback()
    found = translating_answers.piece_at(session, reply, (place, part), "en")
    session.rollback()
    return found.stage


def text(session, reply):
    session.rollback()
    found = answer_translations.newest(session, reply.id, ("plan", ""), "en")
    session.rollback()
    return found.text if found else ""


def fields_of_plan(page):
    """The form of the plan as it stands on the page."""
    form = next(one for one in page.document.forms if dict(one.fields).get("place") == "plan")
    return {name: value for name, value in dict(form.fields).items() if value is not None}


def save(browser, words, status="translated", page=None, code=200):
    fields = fields_of_plan(page or browser.open(STATE)) | {"text": words, "status": status}
    return browser.post(f"{ROUND}{AT}", fields, code)


@pytest.mark.parametrize("at", [ROUND, RONDA])
def test_the_states_are_listed_with_how_far_their_texts_are(officer, at):
    page = officer.open(f"{at}/answer-translations?to=en")

    row = page.document.xpath("//table//tr[th/a[contains(@href, '/CRI/')]]")[0]
    assert [cell.text_content() for cell in row.xpath("td")] == ["2", "0", "0", "0", "0"]
    assert page.h1 in ("Translations of answers into English", "Traducciones de respuestas al inglés")


@pytest.mark.parametrize("at", [ROUND, RONDA])
def test_a_text_is_translated_beside_its_original(officer, session, reply, at):
    page = officer.open(f"{at}/CRI/answer-translations?to=en")
    assert PLAN in [one.text_content() for one in page.document.xpath("//p[@class='as-answered']")]

    fields = fields_of_plan(page) | {"text": "A <i>national</i> plan", "status": "translated"}
    page = officer.post(f"{at}{AT}", fields)

    assert text(session, reply) == "A <i>national</i> plan"
    assert page.document.xpath("//*[@role='status']")
    assert stage(session, reply) is Stage.TRANSLATED


def test_two_translators_at_once_see_both_texts(officer, session, reply):
    seen = officer.open(STATE)
    save(officer, "A plan", page=seen)

    page = save(officer, "One plan", page=seen, code=409)

    assert page.document.xpath("string(//section[@class='conflict']//p[@lang='en'])") == "A plan"
    assert "One plan" in page.document.xpath("string(//textarea[@name='text'])")
    assert text(session, reply) == "A plan"
    fields = fields_of_plan(page) | {"status": "translated"}
    officer.post(f"{ROUND}{AT}", fields)
    assert text(session, reply).strip() == "One plan"


def test_what_is_typed_survives_a_fault_and_a_switch_of_language(officer, session, reply):
    page = save(officer, "x" * 30_001, code=422)
    assert page.document.xpath("//*[@class='errors']//a[starts-with(@href, '#t-')]")

    fields = fields_of_plan(page) | {"text": "Half a plan", "switch": "es"}
    assert officer.browser.post(f"{ROUND}{AT}", data=fields).status_code == 307
    page = officer.post(f"{RONDA}{AT}", fields)

    assert page.language == "es"
    assert "Half a plan" in page.document.xpath("string(//textarea[@name='text'])")
    assert text(session, reply) == ""


def test_a_stale_translation_is_shown_with_what_changed(officer, session, reply, now):
    save(officer, "A plan")
    reply.standing = "reopened"
    session.flush()
    answering.save_answer(session, reply, Place("plan"), {"text": "Un plan regional"}, 1, "again", None, now, "es")
    submitting.submit(session, reply, DECLARED, "send again", None, now, "5a" * 16)
    session.commit()

    page = officer.open(STATE)

    assert "to translate anew" in page.text
    assert page.document.xpath("//details//ins")
    assert "A plan" in page.document.xpath("string(//textarea[contains(., 'A plan')])")


def test_the_history_shows_every_version_with_its_original(officer):
    save(officer, "A plan", "draft")
    page = save(officer, "A national plan")

    page = officer.open(f"{ROUND}{AT}/history?to=en&place=plan")

    assert page.texts("h2") == ["Version 2", "Version 1"]
    assert "A national plan" in page.text
    assert "con dos líneas" in page.text


def filled(data):
    document = etree.fromstring(data)
    for unit in document.iter(f"{NAMESPACE}trans-unit"):
        unit.find(f"{NAMESPACE}target").text = f"Translated {unit.get('id')}"
        unit.find(f"{NAMESPACE}target").set("state", "translated")
    return etree.tostring(document)


def bring_back(officer, data, at=ROUND, code=200):
    fields = officer.open(f"{at}/answer-translations?to=en").form("/answer-translations").fields
    return officer.post(f"{at}/answer-translations", {**fields, "file": (io.BytesIO(data), "back.xlf")}, code)


@pytest.mark.parametrize("at", [ROUND, RONDA])
def test_a_file_goes_out_and_its_changes_are_shown_before_they_are_applied(officer, session, reply, at):
    data = officer.download(f"{at}/answer-translations/file?to=en&format=xliff").data

    page = bring_back(officer, filled(data), at)

    assert page.h1 in ("2 translations into English would change", "Cambiarían 2 traducciones al inglés")
    assert text(session, reply) == ""
    button = page.document.xpath("//button[@name='all']")[0].text_content()
    page.form(page.address.rpartition("/")[2]).send(button=button)
    assert text(session, reply) == "Translated CRI:plan"


def test_a_workbook_goes_out_too(officer):
    answer = officer.download(f"{ROUND}/answer-translations/file?to=en&format=xlsx&state=CRI")

    assert answer.data.startswith(b"PK")
    assert "answers-2026-CRI.en.xlsx" in answer.headers["Content-Disposition"]


def test_what_is_no_file_of_ours_says_why(officer):
    page = bring_back(officer, b"nothing of ours", code=422)

    assert page.document.xpath("//*[@class='errors']//li")


def test_where_there_is_nothing_to_translate_the_page_says_so(officer):
    page = officer.open(f"{ROUND}/answer-translations/file?to=es", 422)

    assert page.document.xpath("//*[@role='alert']")


# The state


@pytest.fixture
def mine(reply):
    """The address of the page; the store is asked for nothing while it is opened."""
    public_id = reply.public_id
    return lambda language="en": f"/{language}/reply/{public_id}/translations?to=en"


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_focal_point_reads_the_translations_beside_the_answers_and_confirms_all(
    officer, focal_point, session, reply, mine, language
):
    save(officer, "A national plan")
    assert focal_point.open(f"/{language}/reply/{reply.public_id}").document.xpath(
        "//a[contains(@href, '/translations')]"
    )

    page = focal_point.open(mine(language))
    assert {"A national plan", PLAN} <= {one.text_content() for one in page.document.xpath("//p[@class='as-answered']")}
    page = focal_point.post(mine(language), fields_of_all(page))

    assert stage(session, reply) is Stage.CONFIRMED
    assert page.document.xpath("//*[@role='status']")


def fields_of_all(page):
    form = page.document.xpath("//form[.//div[@class='buttons']//button[@name='deed']]")[0]
    return {"csrf_token": form.fields["csrf_token"], "to": "en", "deed": "confirm"} | {
        "seen": [one.get("value") for one in form.xpath(".//input[@name='seen']")]
    }


def test_of_a_translation_that_is_stale_the_desk_asks_nothing(officer, focal_point, session, reply, mine, now):
    save(officer, "A plan")
    reply.standing = "reopened"
    session.flush()
    answering.save_answer(session, reply, Place("plan"), {"text": "Otro plan"}, 1, "again", None, now, "es")
    submitting.submit(session, reply, DECLARED, "send again", None, now, "5a" * 16)
    session.commit()

    desk = focal_point.open(mine().partition("/translations")[0])

    assert "Read the translations" not in desk.text


def test_a_draft_is_not_shown_to_the_state(officer, focal_point, mine):
    save(officer, "Half a plan", "draft")

    assert "Half a plan" not in focal_point.open(mine()).text


def test_what_was_changed_meanwhile_is_not_confirmed(officer, focal_point, session, reply, mine):
    save(officer, "A plan")
    seen = fields_of_all(focal_point.open(mine()))
    save(officer, "A national plan", page=officer.open(f"{STATE}&show=all"))

    page = focal_point.post(mine(), seen)

    assert "was not confirmed" in page.text
    assert stage(session, reply) is Stage.TRANSLATED


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_a_focal_point_says_is_wrong_the_secretariat_reads(officer, focal_point, session, reply, mine, language):
    save(officer, "A plan")
    seen = fields_of_all(focal_point.open(mine(language))) | {"deed": "send_back"}
    page = focal_point.post(mine(language), seen | {"note": " "}, 422)
    assert page.document.xpath("//*[@class='errors']//a[@href='#note']")

    focal_point.post(mine(language), seen | {"note": "Falta «nacional»."})

    assert stage(session, reply) is Stage.DRAFT
    assert "Falta «nacional»." in officer.open(STATE).text
    assert "Falta «nacional»." in officer.open(f"{ROUND}/answer-translations?to=en").text
    focal_point.post(mine(language), seen | {"note": "Otra vez"}, 409)


def test_before_anything_is_translated_the_state_is_told(focal_point, mine):
    assert "no translation to read yet" in focal_point.open(mine()).text


# Beside the answers


def test_the_answers_of_a_state_are_unfolded_in_the_language_of_the_page(officer, reply):
    save(officer, "A national plan", "draft")

    page = officer.open(f"{ROUND}/CRI/answers")

    [details] = page.document.xpath("//dl[@class='answers']//details")
    assert "A national plan" in details.text_content()
    assert "draft" in details.xpath("string(summary)")
    assert "nacional" in page.text
    assert not officer.open(f"{RONDA}/CRI/answers").document.xpath("//dl[@class='answers']//details")


# Highlighted practices

PRACTICE = {"title-en": "A plan", "title-es": "Un plan", "text-en": "It has a plan.", "text-es": "Tiene un plan."}


@pytest.mark.parametrize("at", [ROUND, RONDA])
def test_an_answer_is_highlighted_changed_and_removed(officer, reply, at):
    page = officer.open(f"{at}/CRI/practice/plan")
    page = page.form("/practice/plan").send(PRACTICE)
    assert page.document.xpath("//*[@role='status']")
    assert "It has a plan." in page.text
    assert page.document.xpath("//*[contains(@class, 'attention')]")  # it is not public
    assert officer.download(f"{at}/practices.xlsx").data.startswith(b"PK")

    page = officer.open(f"{at}/CRI/practice/plan").form("/practice/plan").send({"title-en": "The plan"})
    assert "The plan" in page.text
    form = officer.open(f"{at}/CRI/practice/plan").form("/practice/plan")
    page = form.send({"deed": "remove"})

    assert "It has a plan." not in page.text
    assert len(officer.open(f"{at}/CRI/practice/plan").document.xpath("//ul[@class='files']/li")) == 2


def test_a_practice_without_spanish_says_what_is_missing(officer):
    form = officer.open(f"{ROUND}/CRI/practice/plan").form("/practice/plan")

    page = form.send(PRACTICE | {"title-es": ""}, status=422)

    assert page.document.xpath("//*[@class='errors']//a/text()") == ["Write the title in both languages."]
    assert "It has a plan." in page.document.xpath("string(//textarea[@name='text-en'])")


def test_of_two_officers_the_second_one_sees_both(officer):
    form = officer.open(f"{ROUND}/CRI/practice/plan").form("/practice/plan")
    form.send(PRACTICE)

    page = form.send(PRACTICE | {"title-en": "Another plan"}, status=409)

    assert "A plan" in page.document.xpath("string(//div[@class='conflict'])")
    assert "Another plan" in page.document.xpath("string(//textarea[@name='title-en'])")


def test_what_was_not_submitted_is_not_highlighted(officer, session, reply):
    a_reply(session, "JAM", reply.round)
    session.commit()

    officer.open(f"{ROUND}/JAM/practice/plan", 404)
    officer.open(f"{ROUND}/CRI/practice/nothing", 404)


# Who only translates


@pytest.fixture
def translator(app, session, reply, now):
    return come_in(PageClient(app), session, now, "translator")


def send_again(session, reply, now, typed="", readers=Disclosure.SECRETARIAT, operation="again"):
    """The plan, with these readers, in a submission that replaces the last."""
    reply.standing = "reopened"
    session.flush()
    if typed:
        version = answers.answers(session, reply.id)["plan"].version
        answering.save_answer(session, reply, Place("plan"), {"text": typed}, version, operation, None, now, "es")
    answering.set_disclosure(session, reply, Place("plan"), readers, f"readers {operation}", None, now)
    submitting.submit(session, reply, DECLARED, f"send {operation}", None, now, "5a" * 16)
    session.commit()


@pytest.mark.parametrize("language", ["en", "es"])
def test_who_only_translates_is_led_to_the_texts_that_others_than_the_secretariat_may_read(
    officer, translator, session, reply, now, language
):
    save(officer, "SECRET WORDS")
    at = ROUND if language == "en" else RONDA
    send_again(session, reply, now)

    rounds = translator.open(f"/{language}/secretariat/answer-translations")
    of_round = translator.open(rounds.document.xpath("//main//a[contains(@href, 'to=en')]/@href")[0])
    of_state = translator.open(of_round.document.xpath("//main//th/a[contains(@href, '/CRI/')]/@href")[0])

    for page in (of_round, of_state):
        assert len(page.document.xpath("//main/p[@class='notice']")) == 1
    assert "Ley 9095" in of_state.text
    known = [of_round, of_state, translator.open(f"{at}{AT}?to=en&show=all")]
    known.append(translator.open(f"{at}{AT}/history?to=en&place=plan"))
    files = [translator.download(f"{at}/answer-translations/file?to=en&which=all&format=xliff").text]
    assert "Ley 9095" in files[0]
    for text_ in [page.text for page in known] + files:
        assert "Un plan" not in text_
        assert "SECRET WORDS" not in text_


def test_who_only_translates_saves_nothing_where_only_the_secretariat_may_read(translator, session, reply, now):
    fields = fields_of_plan(translator.open(STATE)) | {"text": "A plan", "status": "translated"}
    send_again(session, reply, now)

    translator.post(f"{ROUND}{AT}", fields, 409)

    assert text(session, reply) == ""


def test_an_earlier_original_that_only_the_secretariat_might_read_stays_hidden(
    officer, translator, session, reply, now
):
    send_again(session, reply, now)
    save(officer, "SECRET WORDS")
    send_again(session, reply, now, "Otro plan", Disclosure.PUBLIC, "third")

    page = translator.open(STATE)
    history = translator.open(f"{ROUND}{AT}/history?to=en&place=plan")

    for seen in (page, history):
        assert "Un plan" not in seen.text
        assert "SECRET WORDS" not in seen.document.text_content()
    save(translator, "Another plan", page=page)
    assert text(session, reply) == "Another plan"


def test_who_only_translates_sees_the_files_that_he_or_she_brought(officer, translator, session, reply):
    data = officer.download(f"{ROUND}/answer-translations/file?to=en&format=xliff").data
    foreign = bring_back(officer, data.replace(b"</body>", b"</body>")).address

    own = bring_back(translator, filled(data))

    translator.open(foreign, 404)
    assert foreign not in str(translator.open(f"{ROUND}/answer-translations?to=en").document.xpath("//a/@href"))
    own.form(own.address.rpartition("/")[2]).send(button=own.document.xpath("//button[@name='all']")[0].text_content())
    assert text(session, reply) == "Translated CRI:plan"


def test_what_stands_beside_an_answer_is_translated_on_the_page_of_the_answers(officer, session, reply, now):
    reply.standing = "reopened"
    session.flush()
    source = {"text": "Según el Ministerio"}
    answering.save_answer(session, reply, Place("plan", beside="source"), source, 0, "beside", None, now, "es")
    submitting.submit(session, reply, DECLARED, "send again", None, now, "5a" * 16)
    session.commit()
    form = next(one for one in officer.open(STATE).document.forms if dict(one.fields).get("place") == "plan@source")
    fields = {name: value for name, value in dict(form.fields).items() if value is not None}
    officer.post(f"{ROUND}{AT}", fields | {"text": "Says the Ministry", "status": "translated"})

    page = officer.open(f"{ROUND}/CRI/answers")

    [unfolded] = page.document.xpath("//dd[details]//p[@lang='en'][text()='Says the Ministry']")
    assert unfolded.xpath("string(ancestor::dd[1])").strip().startswith("Source")
