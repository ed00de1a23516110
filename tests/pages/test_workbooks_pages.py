"""The reply as a workbook on the pages of a state: taken away, brought back, looked at, taken in part."""

import io
import zipfile

import pytest
import sqlalchemy as sa

from surveyapp.actions import answering, holding, reply_workbooks, room
from surveyapp.core.places import parse
from surveyapp.store import models
from surveyapp.store.database import reading
from tests import workbooks
from tests.offline import Paper
from tests.pages.desk import BILINGUAL
from tests.stored import a_person, a_reply, a_round


@pytest.fixture
def reply(session):
    found = a_reply(session, "CRI", a_round(session, **BILINGUAL))
    session.commit()
    return found


@pytest.fixture
def person(session, reply):
    found = a_person(session)
    session.commit()
    return found


@pytest.fixture
def official(client, sign_in, person):
    sign_in(client, person)
    return client


def save(session, reply, place, now, version=0, **typed):
    answering.save_answer(session, reply, parse(place), typed, version, f"{place} {version}", None, now)
    session.commit()


def paper(official, reply, query="?language=en"):
    return Paper(official.download(f"/en/reply/{reply.public_id}/workbook.xlsx{query}").data)


def bring(official, reply, data, status=200, language="en", name="returned.xlsx"):
    page = official.open(f"/{language}/reply/{reply.public_id}/workbook/return")
    token = page.form("/workbook/return").fields["csrf_token"][0]
    return official.post(page.address, {"csrf_token": token, "workbook": (io.BytesIO(data), name)}, status)


def typed(engine, reply, place, now):
    with reading(engine) as session:
        kept = holding.read(session, session.get_one(models.Reply, reply.id), now).kept.get(place)
        return dict(kept.answer.typed) if kept else {}


@pytest.mark.parametrize(
    ("language", "link", "heading"),
    [
        ("en", "Excel workbook to work offline", "The reply as an Excel workbook"),
        ("es", "Libro de Excel para trabajar sin conexión", "La respuesta como libro de Excel"),
    ],
)
def test_the_desk_leads_to_the_workbook(official, reply, language, link, heading):
    page = official.open(f"/{language}/reply/{reply.public_id}").follow(link)

    assert page.h1 == heading


def test_the_page_of_a_section_leads_to_a_workbook_of_that_section(official, reply):
    page = official.open(f"/en/reply/{reply.public_id}/section/help").follow(
        "Work offline: this section as an Excel workbook"
    )

    assert page.form("/workbook.xlsx").fields["section"] == ["help"]


def test_the_workbook_is_in_the_language_and_of_the_sections_chosen(official, reply):
    answer = official.download(f"/en/reply/{reply.public_id}/workbook.xlsx?language=es&section=help")

    made = Paper(answer.data)
    assert made.book.sheetnames[0] == "Instrucciones"
    assert ("offence", "option") not in made.cells
    assert "reply-2026-CRI-help-es.xlsx" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_language_that_cannot_be_made_is_not_found(official, reply):
    official.download(f"/en/reply/{reply.public_id}/workbook.xlsx?language=pt", 404)


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_came_back_is_looked_at_and_what_is_ticked_is_saved(official, session, engine, reply, now, language):
    save(session, reply, "calls", now, text="5")
    save(session, reply, "budget", now, text="3")
    book = paper(official, reply)
    book.write("calls", "text", 7)
    book.write("budget", "text", None)
    book.write("plan", "text", "<b>A plan</b> of ours")
    book.write("laws[new001].title", "text", "Law A")

    page = bring(official, reply, book.saved(), language=language)

    assert page.h1 == {"en": "4 cells of the workbook are changed", "es": "Han cambiado 4 celdas del libro"}[language]
    assert "<b>A plan</b> of ours" in page.text
    assert typed(engine, reply, "calls", now) == {"text": "5"}
    form = page.form(page.address.partition("?")[0])
    assert form.fields["take"] == ["laws[new001].title text", "plan text", "calls text"]
    after = form.send({"take": ["plan text", "calls text"]})

    assert {"en": "2 cells were saved", "es": "Se guardaron 2 celdas"}[language] in after.text
    assert typed(engine, reply, "calls", now) == {"text": "7"}
    assert typed(engine, reply, "budget", now) == {"text": "3"}
    rest = after.form(after.address.partition("?")[0])
    assert rest.fields["take"] == ["laws[new001].title text"]
    done = rest.send({"take": ["laws[new001].title text", "budget text"]})
    assert (
        done.h1 == {"en": "Nothing of the workbook is left", "es": "No queda nada por incorporar del libro"}[language]
    )
    assert typed(engine, reply, "budget", now) == {}
    told = official.open(f"/{language}/reply/{reply.public_id}/history/calls").text
    assert {"en": "from a workbook", "es": "procede de un libro"}[language] in told


@pytest.mark.parametrize(
    ("language", "label", "said"),
    [
        ("en", "Remove: ", "What was emptied in the workbook is not ticked"),
        ("es", "Retirar: ", "Lo que quedó vacío en el libro no está marcado"),
    ],
)
def test_a_cell_emptied_in_the_workbook_is_not_ticked_and_its_box_says_what_it_does(
    official, session, engine, reply, now, language, label, said
):
    save(session, reply, "calls", now, text="5")
    book = paper(official, reply)
    book.write("calls", "text", None)

    page = bring(official, reply, book.saved(), language=language)
    page.form(page.address.partition("?")[0]).send()

    [box] = page.document.xpath("//input[@name='take']")
    assert box.get("checked") is None
    assert " ".join(box.getparent().text_content().split()).startswith(label)
    assert said in page.text
    assert typed(engine, reply, "calls", now) == {"text": "5"}


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "would come to more than 200 MB"), ("es", "superaría los 200 MB")],
)
def test_a_workbook_for_which_there_is_no_room_is_not_taken_in(monkeypatch, official, reply, language, said):
    book = paper(official, reply)
    monkeypatch.setattr(room, "MOST_BYTES_OF_A_STATE", 1000)

    page = bring(official, reply, book.saved(), language=language, status=422)

    assert said in page.text


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ("Link 1 · Web address", "Link 1 · Title of the link", "Who may read it", "Secretariat only")),
        (
            "es",
            ("Enlace 1 · Dirección web", "Enlace 1 · Título del enlace", "Quién puede leerla", "Solo la Secretaría"),
        ),
    ],
)
def test_links_and_readers_are_named_cell_by_cell(official, reply, language, told):
    book = paper(official, reply)
    book.write("calls@links", "links", "The law | https://example.org/law")
    book.choose("calls", "readers", "c:secretariat")

    page = bring(official, reply, book.saved(), language=language)

    for words in told:
        assert words in page.text


@pytest.mark.parametrize("language", ["en", "es"])
def test_in_a_conflict_both_texts_are_shown_and_nothing_is_taken_unless_chosen(
    official, session, engine, reply, now, language
):
    save(session, reply, "calls", now, text="5")
    book = paper(official, reply)
    save(session, reply, "calls", now, 1, text="6")
    book.write("calls", "text", 7)
    book.write("services", "whole", "odd")
    sheet = book.cell("calls").parent
    sheet.cell(sheet.max_row + 2, 3).value = "A remark"

    page = bring(official, reply, book.saved(), language=language)

    assert page.texts(".as-answered")[:2] == ["odd", "6"]
    assert "A remark" in page.text
    form = page.form(page.address.partition("?")[0])
    form.send()
    assert typed(engine, reply, "calls", now) == {"text": "6"}
    form.send({"keep.calls text": "0"})
    assert typed(engine, reply, "calls", now) == {"text": "7"}


def test_a_text_saved_between_looking_and_pressing_is_not_overwritten(official, session, engine, reply, now):
    book = paper(official, reply)
    book.write("calls", "text", 7)
    page = bring(official, reply, book.saved())
    save(session, reply, "calls", now, text="6")

    after = page.form(page.address).send()

    assert typed(engine, reply, "calls", now) == {"text": "6"}
    assert "In conflict" in after.text
    assert "One that was chosen was left" in after.text


def test_a_reply_that_was_sent_takes_nothing_and_says_so(official, session, engine, reply, now):
    book = paper(official, reply)
    book.write("calls", "text", 7)
    page = bring(official, reply, book.saved())
    session.refresh(reply)
    reply.standing = "submitted"
    session.commit()

    refused = page.form(page.address).send(status=409)

    assert "the reply has been sent" in refused.text
    assert "The workbook has been kept." in refused.text
    assert typed(engine, reply, "calls", now) == {}


def test_the_workbook_of_another_state_is_refused_and_tells_nothing(official, session, engine, reply, now):
    other = a_reply(session, "PAN", reply.round)
    save(session, other, "plan", now, text="A secret plan")
    foreign = reply_workbooks.make(session, other, None, "en", "Somebody", now)
    session.commit()

    page = bring(official, reply, foreign, 422)

    assert "does not belong to this reply" in page.text
    assert "A secret plan" not in page.response.text
    assert "Panama" not in page.text
    with reading(engine) as look:
        assert look.query(models.ReturnedWorkbook).count() == 0


def test_a_contributor_has_his_sections_alone_and_writes_in_no_other(client, sign_in, session, engine, reply, now):
    person = a_person(session, "Name B", "contributor", sections=["help"])
    save(session, reply, "plan", now, text="A plan that is not shown")
    whole = Paper(reply_workbooks.make(session, reply, None, "en", "", now))
    session.commit()
    sign_in(client, person)

    assert ("plan", "text") not in paper(client, reply).cells
    assert ("plan", "text") not in paper(client, reply, "?language=en&section=law").cells
    whole.write("plan", "text", "Another plan")
    whole.write("calls", "text", 7)
    page = bring(client, reply, whole.saved())

    assert "A plan that is not shown" not in page.response.text
    assert page.form(page.address).fields["take"] == ["calls text"]
    page.form(page.address).send({"take": ["calls text", "plan text"]})
    assert typed(engine, reply, "plan", now) == {"text": "A plan that is not shown"}
    assert typed(engine, reply, "calls", now) == {"text": "7"}


def test_what_a_colleague_brought_back_is_not_shown_to_a_contributor(client, sign_in, session, official, reply):
    address = bring(official, reply, paper(official, reply).saved()).address
    other = a_person(session, "Name B", "contributor", sections=["help"])
    session.commit()
    sign_in(client, other)

    client.open(address, 404)


def test_who_only_reads_here_brings_no_workbook_back(client, sign_in, session, reply, engine, now):
    """Not even one who writes for another state too."""
    a_reply(session, "JAM", reply.round)
    person = a_person(session, "Name B", "observer")
    session.add(models.Role(person_id=person.id, role="focal_point", state="JAM", since=now))
    book = reply_workbooks.make(session, reply, None, "en", "", now)
    session.commit()
    sign_in(client, person)
    address = f"/en/reply/{reply.public_id}/workbook/return"
    token = client.open(f"/en/reply/{reply.public_id}/documents").form("/documents").fields["csrf_token"][0]

    client.open(address, 404)
    client.post(address, {"csrf_token": token, "workbook": (io.BytesIO(book), "returned.xlsx")}, 404)

    with reading(engine) as apart:
        assert apart.scalar(sa.select(sa.func.count()).select_from(models.ReturnedWorkbook)) == 0


def test_without_a_file_the_page_says_so(official, reply):
    page = official.open(f"/es/reply/{reply.public_id}/workbook/return").form("/return").send(status=422)

    assert "Elija primero el libro." in page.text or "libro" in page.texts(".errors")[0]


def a_bomb(data):
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/picture.bin", b"\0" * (70 * 2**20))
    with zipfile.ZipFile(io.BytesIO(bomb.getvalue())) as archive:
        return workbooks.with_part(data, "xl/media/picture.bin", archive.read("xl/media/picture.bin"))


HOSTILE = {
    "no workbook": lambda data: b"no workbook at all",
    "cut off": lambda data: data[: len(data) // 2],
    "macros": lambda data: workbooks.with_part(data, "xl/vbaProject.bin", b"macro"),
    "a bomb": a_bomb,
    "an entity": lambda data: workbooks.with_part(
        data, "xl/workbook.xml", b'<!DOCTYPE a [<!ENTITY b "c">]>' + workbooks.part(data, "xl/workbook.xml")
    ),
}


@pytest.mark.parametrize("attempt", HOSTILE)
def test_a_hostile_file_is_refused_in_words(official, reply, attempt):
    page = bring(official, reply, HOSTILE[attempt](paper(official, reply).saved()), 422)

    [told] = page.texts(".errors")
    assert told.count(".") >= 2, "a fault, and what to do"


def test_a_made_up_hidden_sheet_reaches_no_other_place(official, session, engine, reply, now):
    """Whoever edits the hidden sheet can write what he or she may write on the pages, and nothing else."""
    book = paper(official, reply)
    hidden = book.book["surveyapp"]
    for row in hidden.iter_rows():
        if row[0].value == "cell" and row[3].value == "calls":
            row[3].value = "no_such[../../etc].place"
        if row[0].value == "cell" and row[3].value == "paper":
            row[3].value, row[4].value, row[6].value = "paper", "files", ""
    book.write("calls", "text", "7")
    book.write("paper", "not_available", "x" * 10)

    page = bring(official, reply, book.saved())

    assert page.h1 == "The workbook would change nothing"
    assert typed(engine, reply, "paper", now) == {}
