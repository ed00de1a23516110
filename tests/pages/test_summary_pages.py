"""The papers of a round as an officer makes them, without JavaScript; the worker makes them meanwhile."""

import io
from datetime import timedelta

import docx
import pytest
import sqlalchemy as sa

from config import Settings
from surveyapp import worker
from surveyapp.actions import answering, coming_in, submitting, summarizing
from surveyapp.core.disclosure import Audience
from surveyapp.core.places import Place
from surveyapp.core.questionnaire import Disclosure
from surveyapp.documents.summary import own_template
from surveyapp.documents.summary.template import NAMES
from surveyapp.files.storage import Storage
from surveyapp.store import models
from surveyapp.store.database import reading, writing
from surveyapp.store.secretariat_models import StateGroup
from surveyapp.store.summary_models import ProducedPaper
from tests.page_client import PageClient
from tests.pages.desk import BILINGUAL
from tests.stored import a_person, a_reply, a_round

DECLARED = {"name": "Name A", "title": "Focal point", "institution": "Ministry"}
SUMMARY = "/en/secretariat/rounds/2026/summary"
ALL = {"audience": "public", "paper": ["summary.docx"], "language": ["en"], "as": "draft"}


class World:
    """A round to which two states replied, an officer at the pages, and a worker."""

    def __init__(self, app, session, now, tmp_path):
        self.app = app
        self.round = a_round(session, **BILINGUAL)
        self.officer = a_person(session, "Officer", "officer", None, language="en")
        self.auditor = a_person(session, "Auditor", "auditor", None, language="en")
        for state in ("CRI", "PRY"):
            self.sends(session, state, now)
        a_reply(session, "CHL", self.round)
        session.commit()
        engine = app.extensions["engine"]
        self.engine, self.now = engine, now
        self.settings = Settings(tmp_path, str(engine.url), "http://localhost", "the secret key of the tests, for them")
        app.extensions["storage"] = Storage(tmp_path / "files")  # where the worker keeps files too

    def sends(self, session, state, now, readers=None):
        reply = a_reply(session, state, self.round)
        answering.save_answer(session, reply, Place("offence"), {"option": "yes"}, 0, "one", None, now)
        if readers:
            answering.set_disclosure(session, reply, Place("offence"), readers, "two", None, now)
        number = session.scalar(sa.select(sa.func.count()).select_from(models.Submission))
        submitting.submit(session, reply, DECLARED, f"send {number}", None, now, "5a" * 16)

    def browser(self, who=None):
        client = PageClient(self.app)
        with writing(self.engine) as session:
            person = session.get_one(models.Person, (who or self.officer).id)
            client.browser.set_cookie("session", coming_in.begin(session, person, self.app.config["CLOCK"]()))
            session.commit()
        return client

    def makes_papers(self):
        return worker.make_papers(self.engine, self.settings, lambda: self.now)

    @property
    def papers(self):
        with reading(self.engine) as session:
            return session.scalars(sa.select(ProducedPaper).order_by(ProducedPaper.id)).all()


def taken(client, address):
    """The file behind an address."""
    with client.download(address) as response:
        return bytes(response.data)


@pytest.fixture
def world(app, session, now, tmp_path):
    return World(app, session, now, tmp_path)


def test_an_officer_makes_the_summary_and_takes_it_away(world):
    officer = world.browser()
    page = officer.open(SUMMARY).form("/make").send(ALL, button="Make these papers")
    assert "waiting to be made" in page.text

    assert world.makes_papers() == 1

    page = officer.open(SUMMARY)
    (link,) = [one for one in page.document.iter("a") if (one.text or "").startswith("summary-2026")]
    assert link.text == "summary-2026-public.en.docx"
    with officer.download(link.get("href")) as file:
        words = "\n".join(one.text for one in docx.Document(io.BytesIO(file.data)).paragraphs)
        assert file.headers["Content-Disposition"] == "attachment; filename=summary-2026-public.en.docx"
    assert "Costa Rica" in words


def test_both_languages_come_from_one_press_and_one_pressed_twice_makes_one(world):
    officer = world.browser()
    form = officer.open(SUMMARY).form("/make")
    wanted = ALL | {"language": ["en", "es"], "paper": ["summary.pdf", "workbook.xlsx"]}

    form.send(wanted, button="Make these papers")
    form.send(wanted, button="Make these papers")

    assert [(one.kind, one.language) for one in world.papers] == [
        ("summary", "en"),
        ("summary", "es"),
        ("workbook", "en"),
        ("workbook", "es"),
    ]


def test_nothing_chosen_is_said(world):
    page = world.browser().open(SUMMARY).form("/make").send(ALL | {"paper": []}, button="Make these papers", status=422)

    assert "Choose at least one paper and one language." in page.text


def test_a_paper_that_waits_is_cancelled(world):
    officer = world.browser()
    page = officer.open(SUMMARY).form("/make").send(ALL, button="Make these papers")

    page = page.form("/cancel").send()

    assert "Cancelled." in page.text
    assert world.makes_papers() == 0
    assert [one.status for one in world.papers] == ["cancelled"]


def test_a_paper_that_cannot_be_kept_says_so_at_once_and_is_made_when_it_is_asked_for_again(world):
    officer = world.browser()
    files = world.settings.data_folder / "files"
    files.write_bytes(b"no folder: nothing can be kept in it")
    officer.open(SUMMARY).form("/make").send(ALL, button="Make these papers")

    world.makes_papers()

    assert "The file could not be kept" in officer.open(SUMMARY).text
    assert [(one.status, one.fault, one.sha256) for one in world.papers] == [("failed", "not_kept", "")]
    files.unlink()
    officer.open(SUMMARY).form("/make").send(ALL, button="Make these papers")
    world.makes_papers()
    assert [one.status for one in world.papers] == ["failed", "made"]


def test_a_paper_for_the_secretariat_is_on_record_before_it_leaves(world, session, now):
    world.sends(session, "PER", now, Disclosure.SECRETARIAT)
    session.commit()
    officer = world.browser()
    officer.open(SUMMARY).form("/make").send(ALL | {"audience": "secretariat"}, button="Make these papers")
    world.makes_papers()

    taken(officer, f"/en/secretariat/rounds/2026/papers/{world.papers[0].public_id}")

    with reading(world.engine) as reads:
        (event,) = reads.scalars(sa.select(models.Event).where(models.Event.deed == "answers taken away"))
        assert event.details["file"] == "summary"


def test_the_plan_says_how_the_next_papers_are_made(world):
    officer = world.browser()
    form = officer.open(f"{SUMMARY}/public/plan").form("/plan")

    wrong = form.send({"document_number": "x" * 101, "fewest_for_shares": "many"}, button="Save", status=422)
    assert "Write a number of states from 0 to 35." in wrong.text
    page = form.send(
        {"document_number": "OEA/Ser.L/XIV", "fewest_for_shares": "3", "name_missing": "yes"}, button="Save"
    )

    assert "Saved. The next papers are made so." in page.text
    assert "OEA/Ser.L/XIV" in page.text
    compared = officer.open("/en/secretariat/rounds/2026/comparison/offence?for=public").text
    assert "No percentage is given of fewer than 3 states." in compared
    late = form.send({"document_number": "another"}, button="Save", status=409)
    assert "Somebody else changed this meanwhile" in late.text


def test_an_officer_writes_a_sentence_otherwise_and_lets_it_go_again(world):
    officer = world.browser()
    where = f"{SUMMARY}/public/sentences/es/question:offence"
    page = officer.open(where).form("/question:offence")

    listed = page.send({"text": "Dos Estados cuentan con una ley."}, button="Save the sentence")
    assert "Saved. Your sentence stands in the summary from now on." in listed.text
    assert "Dos Estados cuentan con una ley." in listed.text

    again = officer.open(where).form("/question:offence").send(button="Let the product’s own stand again")
    assert "The product’s own sentence stands again." in again.text
    assert "Dos Estados cuentan con una ley." not in again.text


def test_a_sentence_whose_figures_changed_is_marked(world, session, now):
    officer = world.browser()
    where = f"{SUMMARY}/public/sentences/en"
    officer.open(f"{where}/question:offence").form("/question:offence").send(
        {"text": "Two States have it."}, button="Save the sentence"
    )

    world.sends(session, "PER", now)
    session.commit()

    page = officer.open(where)
    assert "The figures under these of your sentences have changed:" in page.text
    assert page.all("#question:offence")


def test_a_version_is_given_out_and_the_next_says_what_changed(world):
    officer = world.browser()
    page = officer.open(SUMMARY).form("/public/version").send(button="Give out this version")
    assert "Given out." in page.text

    form = page.form("/public/version")
    assert "Choose which kind of version it is." in form.send(button="Give out this version", status=422).text
    silent = form.send({"kind": "rev", "note-en": "Peru came."}, button="Give out this version", status=422)
    assert "Say in both languages what changed since the last version." in silent.text
    assert [one.strip() for one in silent.form("/public/version").fields["note-en"]] == ["Peru came."]
    changed = {"kind": "rev", "note-en": "Peru replied.", "note-es": "Respondió el Perú."}
    page = form.send(changed, button="Give out this version")
    assert "rev. 1: information received to" in page.text

    page.form("/make").send(ALL | {"as": "version"}, button="Make these papers")
    world.makes_papers()
    made = world.papers[0]
    assert made.name == "summary-2026-public-rev-1.en.docx"
    told = f"From {len(made.sources['submissions'])} submissions · fingerprint of the data {made.drawn_from[:12]}"
    assert told in officer.open(SUMMARY).text


def test_a_version_is_made_only_while_the_figures_are_those_it_told(world, session, now):
    officer = world.browser()
    as_version = ALL | {"as": "version"}
    none = officer.open(SUMMARY).form("/make").send(as_version, button="Make these papers", status=422)
    assert "No version was given out for these recipients." in none.text
    officer.open(SUMMARY).form("/public/version").send(button="Give out this version")
    officer.open(SUMMARY).form("/make").send(as_version, button="Make these papers")

    world.sends(session, "PER", now)
    session.commit()
    world.makes_papers()
    page = officer.open(SUMMARY)

    assert {one.status for one in world.papers} == {"failed"}
    assert "The figures have changed since this version was given out." in page.text
    refused = page.form("/make").send(as_version, button="Make these papers", status=422)
    assert "Give out a new version, or ask for a draft." in refused.text


def test_a_template_is_edited_in_word_and_brought_back(world):
    officer = world.browser()
    where = "/en/secretariat/summary-template/en"
    page = officer.open(where)
    assert {f"{{{{ {name} }}}}" for name in NAMES - {"line"}} == {one.text for one in page.document.iter("code")}
    fields = page.form("/summary-template/en").fields
    ours = docx.Document(io.BytesIO(taken(officer, f"{where}.docx")))
    ours.paragraphs[0].insert_paragraph_before("A line of the Department")
    file = io.BytesIO()
    ours.save(file)

    refused = officer.post(where, fields | {"template": (io.BytesIO(b"no file"), "a.docx")}, status=422)
    assert "This is no Word document (.docx)." in refused.text
    page = officer.post(where, fields | {"template": (io.BytesIO(file.getvalue()), "our template.docx")})
    assert "Saved. The next summary is made so." in page.text

    officer.open(SUMMARY).form("/make").send(ALL, button="Make these papers")
    world.makes_papers()
    made = taken(officer, f"/en/secretariat/rounds/2026/papers/{world.papers[0].public_id}")
    assert "A line of the Department" in [one.text for one in docx.Document(io.BytesIO(made)).paragraphs]
    assert own_template("en") != made


@pytest.mark.parametrize("rest", ["", "/public/plan", "/public/sentences/en", "/public/sentences/es/question:offence"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_page_stands_in_one_language(world, rest, language):
    page = world.browser().open(f"/{language}/secretariat/rounds/2026/summary{rest}")

    assert page.language == language


def test_what_is_no_audience_no_language_and_no_sentence_is_not_found(world):
    officer = world.browser()
    for rest in ("nobody/plan", "public/sentences/fr", "public/sentences/en/question:gone"):
        officer.open(f"{SUMMARY}/{rest}", status=404)


def test_groups_of_the_secretariat_stand_in_its_own_papers_only(world, session, now):
    session.add(StateGroup(name={"en": "First to call", "es": "Primeras llamadas"}, created_at=now - timedelta(days=2)))
    session.commit()

    found = {one: summarizing.gathered(session, world.round, one, "en", now).facts.groups for one in Audience}

    assert {one: len(groups) for one, groups in found.items()} == {
        Audience.PUBLIC: 0,
        Audience.MEMBER_STATES: 0,
        Audience.SECRETARIAT: 1,
    }
