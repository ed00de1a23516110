"""A questionnaire through its life, at browsers: written, translated and published; corrected while a round is open and
moved to another edition; renewed for the next round, which shows what each state answered last time."""

import io

import pytest
import sqlalchemy as sa
from lxml import etree
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from surveyapp.store.database import reading
from surveyapp.store.models import Reply, Round
from tests.journeys import living_form
from tests.journeys.author import Author
from tests.journeys.conftest import MakeAuthor, MakeFocalPoint, SmallRound, facts_of_a_round
from tests.journeys.living_form import LATER_IN_SPANISH
from tests.journeys.navigators import FocalPoint

NOT_ASKED = "not-asked"
CORRECTED = "Describa una práctica que merezca reproducirse"


@pytest.mark.parametrize(("language", "is_scripted"), [("en", True), ("es", False)], ids=["with scripts", "without"])
def test_a_questionnaire_is_written_tried_out_translated_and_published(
    author: MakeAuthor, language: str, is_scripted: bool
) -> None:
    olga = author(language, is_scripted=is_scripted)

    _mistypes(olga)
    _corrects_the_workbook(olga)
    _tries_out_what_is_asked(olga)
    _has_it_translated(olga)
    olga.opens_edition("2026")
    olga.presses("Publish")

    expect(olga.button("Publish")).to_have_count(0)
    olga.follows("All conditions in words")


@pytest.mark.parametrize("is_scripted", [True, False], ids=["with scripts", "without"])
def test_an_open_round_is_corrected_and_its_questionnaire_renewed(
    author: MakeAuthor, focal_point: MakeFocalPoint, living_round: SmallRound, engine: sa.Engine, is_scripted: bool
) -> None:
    olga, ana = author("en", is_scripted=is_scripted), focal_point("Ana Mora", is_scripted=is_scripted)
    _answers_and_sends(ana, living_round.replies["CRI"])

    _corrects_a_wording(olga)
    _reads_it_at_once(ana, living_round.replies["CRI"])
    _changes_what_is_asked(olga)
    _moves_the_round(olga)
    _confirms_and_sends_again(ana, living_round.replies["CRI"])
    assert _says_what_jamaica_answered_to(olga.downloads_the_comparative_workbook("first", "en"))

    _begins_the_next_round(olga)
    reply = _reply(engine, "second", "CRI")
    _starts_from_the_last_answers(ana, reply)
    olga.goes_to("/secretariat/rounds/second/CRI/answers")
    olga.finds_nothing_wrong()
    olga.reads(olga.says("One answer was taken over from an earlier round without change."))


def _mistypes(olga: Author) -> None:
    """Every fault of a workbook is told at once, and nothing of it is taken in."""
    olga.goes_to("/secretariat/questionnaires")
    olga.follows("Import a workbook")
    olga.sends_a_workbook(living_form.workbook(mistyped=True), "first try.xlsx")
    told = "\n".join(olga.faults_told())
    assert all(word in told for word in ("selectone scale", "offense", "aid"))


def _corrects_the_workbook(olga: Author) -> None:
    """The second workbook has no faults, but gaps in Spanish: it is a draft that cannot be published."""
    lacking = LATER_IN_SPANISH.values()
    olga.sends_a_workbook(living_form.workbook(lacking=lacking), "second try.xlsx")
    olga.is_at("Imported, not yet complete in every language")
    assert len(olga.faults_told()) == len(LATER_IN_SPANISH)
    olga.follows("Look at the questionnaire")
    olga.presses("Publish")
    olga.reads(olga.says("It was not published: wordings are missing."))


def _tries_out_what_is_asked(olga: Author) -> None:
    """Answers are tried beside the wordings, and what they open and close is seen at once."""
    olga.opens_edition("2026")
    olga.follows_section("laws")
    expect(olga.row("law")).to_have_class(NOT_ASKED)
    olga.tries("offence", "yes")
    expect(olga.row("law")).not_to_have_class(NOT_ASKED)
    olga.tries("offence", "no")
    expect(olga.row("law")).to_have_class(NOT_ASKED)
    olga.finds_nothing_wrong()
    olga.opens_edition("2026")


def _has_it_translated(olga: Author) -> None:
    """What is missing leaves as XLIFF, comes back, is looked at and taken over."""
    olga.follows("Translations: files for a translator, further languages")
    olga.page.locator("input[name=format][value=xliff]").check()
    sent = olga.downloads(olga.button("Download the file"))
    olga.page.locator("input[type=file]").set_input_files(
        {"name": "living.es.xlf", "mimeType": "application/x-xliff+xml", "buffer": _translated(sent)}
    )
    olga.presses("Look at the changes")
    for wording in LATER_IN_SPANISH.values():
        olga.reads(wording)
    olga.goes_on()
    olga.finds_nothing_wrong()


def _translated(xliff: bytes) -> bytes:
    """The file as a translation program gives it back."""
    tree = etree.parse(io.BytesIO(xliff))
    space = {"x": "urn:oasis:names:tc:xliff:document:1.2"}
    for unit in tree.iterfind(".//x:trans-unit", space):
        target = unit.find("x:target", space)
        target.text = LATER_IN_SPANISH[unit.findtext("x:source", namespaces=space)]
        target.set("state", "translated")
    return etree.tostring(tree, xml_declaration=True, encoding="utf-8")


def _answers_and_sends(ana: FocalPoint, reply: str) -> None:
    ana.opens_section(reply, "laws")
    ana.chooses("offence.option", "yes")
    ana.saves()
    ana.writes("law.text", "Ley 9095")
    ana.saves_and_goes_on()
    ana.chooses("services.options", "shelter")
    ana.saves()
    ana.writes("places.text", "12")
    ana.writes("practice.text", "Una casa segura")
    ana.saves_and_goes_on()
    ana.declares()
    ana.declares(ana.mailbox.newest_code(ana.email))
    ana.reads("SHA-256")


def _sends_the_correction(ana: FocalPoint) -> None:
    """Nothing is declared anew, and no second code is asked for: the person has shown who she is just before."""
    ana.goes_on()
    ana.reads("SHA-256")


def _corrects_a_wording(olga: Author) -> None:
    """In both languages side by side; what is published is asked as before."""
    olga.opens_edition("2026")
    olga.follows("Correct wordings, all languages side by side")
    olga.opens_wording("practice.wording", "assistance")
    olga.reads(olga.says("States see this at once."))
    olga.rewords(en="Describe one practice worth copying", es=CORRECTED)
    olga.presses("Save the wording")
    olga.follows("All corrections")
    olga.reads("Olga Núñez")


def _reads_it_at_once(ana: FocalPoint, reply: str) -> None:
    ana.opens_section(reply, "assistance")
    expect(ana.question("practice")).to_contain_text(CORRECTED)


def _changes_what_is_asked(olga: Author) -> None:
    """A copy leaves as a workbook, and what comes back asks otherwise."""
    olga.opens_edition("2026")
    olga.begins_an_edition("2026-2")
    exported = olga.downloads(olga.link("Download this edition as a workbook, worded as it is now"))
    olga.follows("Import a corrected workbook into this draft")
    olga.sends_a_workbook(living_form.with_partly(exported), "2026-2.xlsx")
    olga.follows("Differences from an earlier edition")
    olga.reads("In part")
    olga.opens_edition("2026-2")
    olga.presses("Publish")


def _moves_the_round(olga: Author) -> None:
    olga.goes_to("/secretariat/rounds/first")
    olga.follows("Correct the questionnaire of this round")
    olga.presses("See what it would do")
    olga.reads("Costa Rica")
    olga.goes_on()
    olga.finds_nothing_wrong()


def _confirms_and_sends_again(ana: FocalPoint, reply: str) -> None:
    """The state is asked for the answers concerned, and for no other."""
    ana.goes_to(f"/reply/{reply}")
    ana.finds_nothing_wrong()
    ana.opens_section(reply, "laws")
    ana.finds_nothing_wrong()
    for question in ("offence", "law"):
        ana.arrives_by(ana.page.locator(f"button[name=confirm_answer][value={question}]"))
    ana.opens_section(reply, "assistance")
    expect(ana.question("practice")).to_contain_text("Una casa segura")
    expect(ana.field("practice.text")).to_have_count(0)
    ana.goes_to(f"/reply/{reply}/review")
    _sends_the_correction(ana)


def _says_what_jamaica_answered_to(workbook: bytes) -> bool:
    """Whether the tables say, in a note, that Jamaica alone answered the options of before."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook))
    cells = (str(cell) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row)
    return any("Jamaica answered an earlier wording of this question." in cell for cell in cells)


def _begins_the_next_round(olga: Author) -> None:
    """On a copy of the copy, in which nothing is asked otherwise."""
    olga.opens_edition("2026-2")
    olga.begins_an_edition("2028")
    olga.presses("Publish")
    olga.follows("Which question was which in an earlier edition")
    olga.makes_a_round("second", facts_of_a_round(), {"CRI"})
    olga.opens_round("second")


def _starts_from_the_last_answers(ana: FocalPoint, reply: str) -> None:
    """Nothing is copied by itself: one answer is taken over as it was, another is edited."""
    ana.opens_section(reply, "laws")
    expect(ana.page.locator('[name="a.offence.option"]:checked')).to_have_count(0)
    ana.arrives_by(ana.page.locator("button[name=last][value=all]"))
    ana.finds_nothing_wrong()
    ana.page.locator("button[name=carry][value=offence]").click()
    expect(ana.page.locator('[name="a.offence.option"][value=yes]')).to_be_checked()
    ana.saves_and_goes_on()
    ana.arrives_by(ana.page.locator("button[name=last][value=all]"))
    ana.page.locator("button[name=reuse][value=practice]").click()
    expect(ana.field("practice.text")).to_have_value("Una casa segura")
    ana.writes("practice.text", "Dos casas seguras")
    ana.saves_and_goes_on()
    ana.declares()
    ana.reads("SHA-256")


def _reply(engine: sa.Engine, round_: str, state: str) -> str:
    found = sa.select(Reply.public_id).join(Round).where(Round.code == round_, Reply.state == state)
    with reading(engine) as session:
        return session.scalars(found).one()
