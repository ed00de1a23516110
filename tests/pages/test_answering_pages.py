"""What a state does at its pages without JavaScript, and what the script of the section page is told."""

import io
import re
import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from surveyapp.actions import answering, coming_in
from surveyapp.core.places import Place
from surveyapp.store import answers as store
from surveyapp.store import models
from surveyapp.store.database import reading, writing
from tests import stored
from tests.page_client import Page, PageClient
from tests.statements import statements


@dataclass
class Desk:
    """A person of a state at a browser, with the reply."""

    app: Any
    now: Any
    reply: str
    client: PageClient

    def address(self, path: str = "", language: str = "en") -> str:
        return f"/{language}/reply/{self.reply}{path}"

    def section(self, code: str = "law", language: str = "en") -> Page:
        return self.client.open(self.address(f"/section/{code}", language))

    def typed(self) -> dict[str, Any]:
        """What stands at each place now, as typed."""
        with reading(self.app.extensions["engine"]) as session:
            return {place: dict(one.typed) for place, one in store.answers(session, self.row(session).id).items()}

    def entries(self) -> list[str]:
        with reading(self.app.extensions["engine"]) as session:
            return list(store.entries(session, self.row(session).id).get("laws", ()))

    def row(self, session) -> models.Reply:
        return session.scalars(sa.select(models.Reply).where(models.Reply.public_id == self.reply)).one()

    def meanwhile(self, place: Place, typed: dict[str, str], seen: int = 0) -> None:
        """A colleague saves another answer."""
        with writing(self.app.extensions["engine"]) as session:
            who = session.scalars(sa.select(models.Person).where(models.Person.name == "Marcia Reid")).first()
            who = who or stored.a_person(session, "Marcia Reid")
            answering.save_answer(session, self.row(session), place, typed, seen, uuid.uuid4().hex, who, self.now)
            session.commit()

    def change(self, **facts) -> None:
        with writing(self.app.extensions["engine"]) as session:
            for name, value in facts.items():
                setattr(self.row(session), name, value)
            session.commit()

    def leave(self, place: str, status: int = 200, **fields: Any) -> dict[str, Any]:
        """What the script is told when a field of this place is left with these parts."""
        posted = {f"v.{place}": "0", "operation": uuid.uuid4().hex, "csrf_token": self.token()} | fields
        response = self.client.browser.post(
            self.address("/answer"), data=posted, headers={"Accept": "application/json"}
        )
        assert response.status_code == status, response.text
        return response.json if response.is_json else {}

    def stay_signed_in(self) -> None:
        """The person comes in again, at the time it is now."""
        with writing(self.app.extensions["engine"]) as session:
            person = session.scalars(sa.select(models.Person)).first()
            self.client.browser.set_cookie("session", coming_in.begin(session, person, self.app.config["CLOCK"]()))
            session.commit()

    def token(self) -> str:
        page = self.client.open(self.address())
        return str(page.document.xpath("//input[@name='csrf_token']/@value")[0])


@pytest.fixture
def desk(app, now):
    return a_desk(app, now)


def a_desk(app, now, role="focal_point", sections=None, form=None, state="CRI", **facts) -> Desk:
    app.config["CLOCK"] = lambda: now
    with writing(app.extensions["engine"]) as session:
        reply = stored.a_reply(session, state, stored.a_round(session, form) if form else None, **facts)
        person = stored.a_person(
            session, role=role, state=state, sections=sections, title="Director", institution="Ministry"
        )
        token = coming_in.begin(session, person, now)
        session.commit()
    client = PageClient(app)
    client.browser.set_cookie("session", token)
    return Desk(app, now, reply.public_id, client)


_SAVE = {"en": "Save", "es": "Guardar"}


# Pages


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("path", ["", "/section/law", "/section/help", "/review", "/letters"])
def test_every_page_of_a_state_is_sound_in_both_languages(desk, language, path):
    page = desk.client.open(desk.address(path, language))

    assert page.language == language
    assert len(page.response.data) < 60_000


def test_the_desk_says_how_far_the_reply_is_and_where_to_go_on(desk):
    desk.meanwhile(Place("laws"), {"none": "1"})

    page = desk.client.open(desk.address())

    assert "1 of the 8 questions asked of you are answered" in page.text
    assert page.texts(".deadline") == ["Wednesday 30 September 2026"]
    assert page.texts("dd")[:2] == ["15:00", "17:00"]
    assert page.follow("Continue").h1 == "Section law"


def test_a_section_is_saved_without_javascript(desk):
    page = (
        desk.section("help")
        .form("/section/help")
        .send({"a.calls.text": "1 234", "a.victims/y1/women.text": "0", "a.services/legal.option": "?"}, "Save")
    )

    assert desk.typed()["calls"] == {"text": "1 234"}
    assert desk.typed()["victims/y1/women"] == {"text": "0"}
    assert desk.typed()["services/legal"] == {"not_available": "1"}
    assert page.texts("#f-calls-read") == ["read as 1 234"]
    assert page.texts("#q-calls-status") == ["Saved 8:30"]


@pytest.mark.parametrize(("state", "typed"), [("MEX", "1234.567"), ("ARG", "1234,567")])
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_number_is_shown_back_with_the_decimal_mark_of_the_state_whatever_the_language(
    app, now, state, typed, language
):
    """Where a comma groups thousands, "1,234" would be another number than the "1.234" that was typed."""
    desk = a_desk(app, now, state=state)

    page = desk.section("help", language).form("/section/help").send({"a.budget.text": typed}, _SAVE[language])

    assert page.texts("#f-budget-read")[0].endswith(f" 1 {typed[1:]}")


def test_saving_a_page_as_it_stands_changes_nothing(desk):
    desk.meanwhile(Place("calls"), {"text": "7"})

    desk.section("help").form("/section/help").send(button="Save")

    assert desk.typed() == {"calls": {"text": "7"}}


def test_saving_and_going_on_leads_through_the_sections_to_the_review(desk):
    second = desk.section("law").form("/section/law").send(button="Save and go to section 2")
    assert second.h1 == "Section help"

    assert second.form("/section/help").send(button="Save and review").h1 == "Review your answers"


def test_the_language_is_switched_without_losing_what_is_typed(desk):
    form = desk.section("help").form("/section/help")
    switch = form.page.document.xpath("//button[@form='answers' and @lang='es']/@formaction")[0]

    page = desk.client.post(str(switch), {**form.fields, "a.calls.text": "12"})

    assert page.language == "es"
    assert desk.typed()["calls"] == {"text": "12"}
    with reading(desk.app.extensions["engine"]) as session:
        assert store.answers(session, desk.row(session).id)["calls"].language == "en"


def test_a_hidden_question_appears_when_its_condition_holds_and_keeps_its_text(desk):
    form = desk.section("law").form("/section/law")
    assert form.page.all("#q-plan")[0].get("hidden") is not None

    page = form.send({"a.offence.option": "yes", "a.plan.text": "The plan"}, "Save")
    assert page.all("#q-plan")[0].get("hidden") is None

    page = page.form("/section/law").send({"a.offence.option": "no"}, "Save")
    assert page.all("#q-plan")[0].get("hidden") is not None
    assert desk.typed()["plan"] == {"text": "The plan"}


def test_what_cannot_be_read_stays_as_typed_with_what_to_do(desk):
    page = desk.section("help").form("/section/help").send({"a.calls.text": "about forty"}, "Save")

    assert page.document.xpath("//input[@name='a.calls.text']/@value") == ["about forty"]
    assert "could not be read as a whole number" in page.texts(".errors")[0]
    assert page.texts("#q-calls-status") == ["Kept as typed 8:30"]


def test_a_conflict_shows_both_texts_and_the_rest_of_the_page_is_saved(desk):
    form = desk.section("law").form("/section/law")
    desk.meanwhile(Place("plan"), {"text": "hers"})

    page = form.send({"a.plan.text": "his", "a.offence.option": "yes"}, "Save", status=409)

    assert "Marcia Reid" in page.texts(".conflict")[0]
    assert page.texts("blockquote") == ["his", "hers"]
    assert page.all("#f-plan")[0].text.strip() == "his"
    assert desk.typed() == {"plan": {"text": "hers"}, "offence": {"option": "yes"}}


@pytest.mark.parametrize(("choice", "kept"), [("yours", "his"), ("theirs", "hers")])
def test_a_conflict_is_settled_by_choosing(desk, choice, kept):
    form = desk.section("law").form("/section/law")
    desk.meanwhile(Place("plan"), {"text": "hers"})
    conflict = form.send({"a.plan.text": "his"}, "Save", status=409).form("/section/law")

    page = conflict.send({"keep.plan": choice}, "Keep the chosen text")

    assert desk.typed()["plan"] == {"text": kept}
    assert not page.all(".conflict")


def test_saving_without_choosing_keeps_the_conflict_open(desk):
    form = desk.section("law").form("/section/law")
    desk.meanwhile(Place("plan"), {"text": "hers"})
    conflict = form.send({"a.plan.text": "his"}, "Save", status=409).form("/section/law")

    conflict.send(button="Save", status=409)

    assert desk.typed()["plan"] == {"text": "hers"}


def test_a_text_that_cannot_be_kept_is_shown_again_and_the_rest_is_saved(desk):
    page = (
        desk.section("law")
        .form("/section/law")
        .send({"a.plan.text": "x" * 20_001, "a.offence.option": "yes"}, "Save", status=409)
    )

    assert len(page.all("#f-plan")[0].text.strip()) == 20_001
    assert desk.typed() == {"offence": {"option": "yes"}}


# Lists, facts on file, files, disclosure


def test_entries_are_added_moved_removed_and_put_back(desk):
    page = desk.section()
    for words in ("Add an entry", "Add another entry"):
        page = page.form("/section/law").send(button=words)
    first, second = desk.entries()

    page = page.form("/section/law").send({"move": f"laws {second} 0", f"a.laws[{first}].title.text": "Act 1"})
    assert desk.entries() == [second, first]
    assert desk.typed()[f"laws[{first}].title"] == {"text": "Act 1"}

    page = page.form("/section/law").send(button="Remove Act 1")
    assert desk.entries() == [second]
    page.form("/section/law").send(button="Put back Act 1")
    assert desk.entries() == [second, first]


def test_an_entry_beyond_what_a_list_holds_is_not_added_and_the_page_says_so(desk):
    with writing(desk.app.extensions["engine"]) as session:
        reply_id = desk.row(session).id
        session.add_all(
            models.Entry(reply_id=reply_id, list_code="laws", entry=f"e{number:03}", position=number, added_at=desk.now)
            for number in range(answering.MOST_ENTRIES)
        )
        session.commit()

    page = desk.section().form("/section/law").send({"a.plan.text": "kept"}, "Add another entry", status=409)

    assert "No entry was added: the list has as many as it may have." in page.texts(".errors")[0]
    assert len(desk.entries()) == answering.MOST_ENTRIES
    assert desk.typed()["plan"] == {"text": "kept"}


def test_an_entry_can_be_cited_from_a_question_of_choice(desk):
    desk.section().form("/section/law").send(button="Add an entry")
    (entry,) = desk.entries()
    form = desk.section().form("/section/law")

    page = form.send(
        {f"a.laws[{entry}].title.text": "Act 1", "a.offence.option": "yes", "a.offence.entry.yes": entry}, "Save"
    )

    chosen = page.document.xpath("//select[@name='a.offence.entry.yes']/option[@selected]")
    assert [option.text for option in chosen] == ["Act 1"]


def test_facts_on_file_are_shown_and_confirmed_at_once(desk):
    with writing(desk.app.extensions["engine"]) as session:
        reply = desk.row(session)
        fact = {"typed": {"option": "party"}, "as_of": desk.now.date(), "source": "Treaty collection"}
        session.add(models.KnownFact(round_id=reply.round_id, state="CRI", place="treaties/palermo", **fact))
        session.commit()
    page = desk.section()
    assert "On file: Party (Treaty collection, on 15 September 2026)" in page.text

    page.form("/section/law").send(button="Confirm as shown")

    assert desk.typed() == {"treaties/palermo": {"option": "party"}}


def test_the_choice_of_a_question_can_be_cleared(desk):
    page = desk.section().form("/section/law").send({"a.offence.option": "no"}, "Save")

    page.form("/section/law").send({"clear": "offence"})

    assert desk.typed()["offence"] == {}


def test_a_file_is_handed_in_downloaded_and_taken_away(desk):
    form = desk.section("help").form("/section/help")
    upload = (io.BytesIO(b"%PDF-1.7 a law"), "ley 9095.pdf")
    page = desk.client.post(form.page.address, {**form.fields, "a.paper.upload": upload, "next": "stay"})
    (link,) = page.document.xpath("//ul[@class='files']//a/@href")

    file = desk.client.download(str(link))
    assert file.data == b"%PDF-1.7 a law"
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert file.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    file.close()

    page.form("/section/help").send(button="Remove ley 9095.pdf")
    assert not desk.section("help").all(".files")


def test_a_file_that_is_not_accepted_is_said_so_and_nothing_else_is_lost(desk):
    form = desk.section("help").form("/section/help")
    upload = (io.BytesIO(b"MZ\x90\x00" + bytes(50)), "ley.exe")

    fields = {**form.fields, "a.paper.upload": upload, "a.calls.text": "3"}
    page = desk.client.post(form.page.address, fields, status=409)

    assert "ley.exe was not added" in page.texts(".errors")[0]
    assert desk.typed() == {"calls": {"text": "3"}}


def test_who_may_read_an_answer_can_be_narrowed_but_not_widened(desk):
    page = desk.section("help")
    assert page.document.xpath("//input[@name='d.budget']/@value") == ["member_states", "secretariat"]

    page = page.form("/section/help").send({"d.calls": "secretariat"}, "Save")

    assert "Who may read it: Secretariat only" in page.texts("#q-calls")[0]


def test_who_may_read_the_reply_is_set_at_the_desk(desk):
    page = desk.client.open(desk.address()).form("/disclosure").send({"disclosure": "member_states"}, "Set")

    assert page.document.xpath("//input[@name='disclosure' and @checked]/@value") == ["member_states"]


def test_who_may_read_the_reply_is_not_set_when_the_round_has_closed_meanwhile(desk):
    form = desk.client.open(desk.address()).form("/disclosure")
    desk.app.config["CLOCK"] = lambda: desk.now + timedelta(days=365)
    desk.stay_signed_in()

    page = form.send({"disclosure": "member_states"}, "Set", status=409)

    assert "the round is closed" in page.text
    assert desk.client.open(desk.address()).document.xpath("//input[@name='disclosure']") == []


# As a field is left


def test_leaving_a_field_saves_it_and_says_so_briefly(desk):
    told = desk.leave("calls", **{"a.calls.text": "1 234"})

    assert told["status"] == {"q-calls-status": "Saved 8:30"}
    assert told["versions"] == {"calls": 1}
    assert told["readAs"]["f-calls-read"].split() == ["1", "234"]
    assert told["progress"] == "1 of 5 answered"
    assert desk.typed() == {"calls": {"text": "1 234"}}


def test_leaving_a_field_says_what_is_asked_now(desk):
    assert desk.leave("offence", **{"a.offence.option": "yes"})["asked"]["q-plan"] is True
    assert desk.leave("offence", **{"v.offence": "1", "a.offence.option": "no"})["asked"]["q-plan"] is False


def test_leaving_a_cell_of_a_grid_says_its_totals(desk):
    desk.leave("victims/y1/women", **{"a.victims/y1/women.text": "2"})
    told = desk.leave("victims/y1/men", **{"a.victims/y1/men.text": "3"})

    assert told["totals"]["t-victims-y1"] == "5"


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        ("en", "○ Not started", "◐ In progress: 0 of 5 answered Mark as ready"),
        ("es", "○ Sin comenzar", "◐ En curso: 0 de 5 contestadas Marcar como lista"),
    ],
)
def test_what_stands_at_a_section_once_something_is_written_waits_on_its_page(desk, language, before, after):
    page = desk.section("help", language)

    [now], [then] = (page.document.xpath(f"//p[@data-{when}]") for when in ("until-written", "once-written"))
    assert (now.get("hidden"), then.get("hidden")) == (None, "")
    assert before in " ".join(now.text_content().split())
    assert after in " ".join(then.text_content().split())


def test_leaving_a_field_in_conflict_brings_both_texts(desk):
    desk.meanwhile(Place("plan"), {"text": "hers"})

    told = desk.leave("plan", **{"a.plan.text": "his"})

    assert "hers" in told["conflicts"]["f-plan-conflict"]
    assert told["versions"] == {}
    assert not told["saved"]


def test_the_same_operation_again_is_no_second_version(desk):
    for _ in range(2):
        told = desk.leave("calls", operation="the-same", **{"a.calls.text": "5"})

    assert told["versions"] == {"calls": 1}


def test_saving_an_answer_is_short_and_costs_few_statements(desk):
    desk.leave("calls", **{"a.calls.text": "1"})
    token = desk.token()
    fields = {"v.calls": "1", "a.calls.text": "2", "operation": "x", "csrf_token": token}

    with statements(desk.app) as asked:
        response = desk.client.browser.post(desk.address("/answer"), data=fields)

    assert len(response.data) < 2_000
    assert len(asked) <= 8, asked


@pytest.mark.parametrize("code", ["law", "help"])
def test_a_section_page_costs_few_statements(desk, code):
    desk.section(code)

    with statements(desk.app) as asked:
        desk.section(code)

    assert len(asked) <= 8, asked


# Who may do what


def test_an_observer_reads_and_does_not_write(app, now):
    desk = a_desk(app, now, role="observer")

    page = desk.section()

    assert not page.document.xpath("//main//form")
    assert "You may read these answers" in page.text
    assert not desk.client.open(desk.address("/review")).document.xpath("//main//form")
    desk.client.post(desk.address("/section/law"), {"csrf_token": desk.token()}, status=404)


def test_a_contributor_writes_the_sections_sent_to_him_and_sees_no_other(app, now):
    desk = a_desk(app, now, role="contributor", sections=["help"])

    desk.section("help").form("/section/help").send({"a.calls.text": "3"}, "Save")

    assert desk.typed() == {"calls": {"text": "3"}}
    desk.client.open(desk.address("/section/law"), status=404)
    page = desk.client.open(desk.address())
    assert "Section law" not in page.text
    assert "In your sections, 1 of the 5 questions asked are answered" in page.text


def test_a_contributor_does_not_send_the_reply(app, now):
    desk = a_desk(app, now, role="contributor")

    assert not desk.client.open(desk.address("/review")).document.xpath("//main//form")
    desk.client.post(desk.address("/submit"), {"csrf_token": desk.token()}, status=404)


def test_another_states_reply_is_not_found(app, now):
    desk = a_desk(app, now)
    with writing(app.extensions["engine"]) as session:
        other = stored.a_reply(session, "JAM", session.get(models.Round, desk.row(session).round_id))
        session.commit()

    for path in ("", "/section/law", "/review", "/letters"):
        desk.client.open(f"/en/reply/{other.public_id}{path}", status=404)


def test_a_sent_reply_is_read_only_and_says_why(desk):
    desk.leave("calls", **{"a.calls.text": "3"})
    desk.change(standing="submitted", submitted_at=desk.now)

    page = desk.section("help")

    assert not page.document.xpath("//main//form")
    assert "the Secretariat can reopen it" in page.text
    assert page.texts(".as-answered")[1] == "3"


def test_what_is_posted_to_a_reply_sent_meanwhile_is_shown_again(desk):
    form = desk.section("law").form("/section/law")
    desk.change(standing="submitted", submitted_at=desk.now)

    page = form.send({"a.plan.text": "too late"}, "Save", status=409)

    assert page.all("#f-plan")[0].text.strip() == "too late"
    assert "the reply has been sent" in page.text
    assert desk.typed() == {}


# Sending


def the_code(desk: Desk) -> str:
    with reading(desk.app.extensions["engine"]) as session:
        kinds = sa.select(models.Letter.body).where(models.Letter.kind == "official_act_code")
        body = session.scalars(kinds.order_by(models.Letter.id.desc())).first()
    return re.search(r"\d{4} \d{4}", body or "").group()


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_reply_is_reviewed_declared_and_sent_with_a_fresh_code(desk, language):
    desk.leave("calls", **{"a.calls.text": "3"})
    review = desk.client.open(desk.address("/review", language))

    asked = review.form("/submit").send({"declare": "1", "gaps": "Later", "deed": "code"})
    receipt = asked.form("/submit").send({"code": the_code(desk), "deed": "submit"})

    assert "CR-2026-01" in receipt.text
    assert "Name A, Director, Ministry" in receipt.text
    with reading(desk.app.extensions["engine"]) as session:
        made = session.scalars(sa.select(models.Submission)).one()
        assert made.declared["gaps"] == "Later"
        assert desk.row(session).standing == "submitted"
    letters = desk.client.open(desk.address("/letters", language))
    assert letters.follow("Acuse de recibo CR-2026-01: República de Costa Rica").all(".letter")


def test_a_wrong_code_sends_nothing_and_keeps_what_was_typed(desk):
    review = desk.client.open(desk.address("/review"))
    asked = review.form("/submit").send({"declare": "1", "title": "Minister", "deed": "code"})

    page = asked.form("/submit").send({"code": "00000000", "deed": "submit"}, status=422)

    assert "The code is not right" in page.text
    assert page.document.xpath("//input[@name='title']/@value") == ["Minister"]
    with reading(desk.app.extensions["engine"]) as session:
        assert session.scalars(sa.select(models.Submission)).all() == []


def test_nothing_is_sent_without_the_declaration(desk):
    page = desk.client.open(desk.address("/review")).form("/submit").send({"name": ""}, status=422)

    assert "Tick the declaration" in page.texts(".errors")[0]
    assert "Write the name of the official who declares." in page.texts(".errors")[0]


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "★ core: a state that answers only these questions has replied."),
        ("es", "★ esencial: un Estado que solo contesta estas preguntas ya ha respondido."),
    ],
)
def test_what_core_means_is_said_where_it_is_first_met(desk, language: str, says: str):
    for path in ("", "/section/law", "/review"):
        assert says in desk.client.open(desk.address(path, language)).text


def test_the_review_links_to_what_is_missing_and_to_what_is_odd(desk):
    desk.leave("calls", **{"a.calls.text": "many"})

    page = desk.client.open(desk.address("/review"))

    assert "2 core questions are not answered" in page.text
    assert "1 answer to look at again" in page.text
    assert "#q-offence" in page.document.xpath("//section[@aria-labelledby='missing']//a/@href")[0]


# Bad input


BAD = [
    {"v.nothing": "0", "a.nothing.text": "x"},
    {"v.calls": "first", "a.calls.text": "3"},
    {"v.calls": "-1", "a.calls.text": "3"},
    {"v.calls": "9" * 30, "a.calls.text": "3"},
    {"v.laws[zzzz].title": "0", "a.laws[zzzz].title.text": "x"},
    {"v.": "0", "v.[[": "0", "v." + "x" * 5000: "0"},
    {"a.calls.text": "3"},
    {"v.paper": "0", "a.paper.files": "abcdefgh 1 " + "0" * 64 + " text/plain forged.txt"},
    {"v.services/shelter": "0", "a.services/shelter.option": ["state", "nonsense"]},
    {"v.offence": "0", "a.offence.option": "\u0000"},
    {"operation": "x" * 500},
    {"operation": "\u0000", "v.calls": "0", "a.calls.text": "3"},
    {"d.calls": "everybody", "s.calls": "public"},
    {"add": "calls"},
    {"add": "nothing"},
    {"move": "laws"},
    {"move": "laws zzzz -1"},
    {"move": "laws zzzz x"},
    {"remove": "laws zzzz"},
    {"restore": ""},
    {"take_away": "paper"},
    {"take_away": "[[ x"},
    {"confirm": "nothing"},
    {"clear": "nothing"},
    {"settle": "[["},
    {"keep.calls": "yours", "v.calls": "0", "a.calls.text": "3"},
    {"written_in": "xx", "v.calls": "0", "a.calls.text": "3"},
    {"next": "elsewhere"},
]


@pytest.mark.parametrize("fields", BAD, ids=lambda fields: next(iter(fields))[:20])
def test_a_malformed_post_is_answered_and_nothing_is_lost(desk, fields):
    desk.meanwhile(Place("plan"), {"text": "kept"})
    token = desk.token()

    for path in ("/section/help", "/section/law", "/answer"):
        response = desk.client.browser.post(desk.address(path), data={"csrf_token": token, **fields})
        assert response.status_code in (200, 302, 400, 404, 409), response.status

    assert desk.typed()["plan"] == {"text": "kept"}
    assert "files" not in desk.typed().get("paper", {})


@pytest.mark.parametrize("fields", [{}, {"deed": "nonsense"}, {"declare": "1", "name": "x" * 5000}, {"code": "\x00"}])
def test_a_malformed_declaration_sends_nothing(desk, fields):
    desk.client.post(desk.address("/submit"), {"csrf_token": desk.token(), **fields}, status=422)


def test_an_unknown_disclosure_of_the_reply_is_refused(desk):
    desk.client.post(desk.address("/disclosure"), {"csrf_token": desk.token(), "disclosure": "all"}, status=400)
