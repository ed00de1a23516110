"""The reply as a workbook: out, filled in as a person would, and back; nothing is lost and nothing written unasked."""

import io
import itertools
import random
import shutil
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl.utils import get_column_letter

from surveyapp.actions import answering, authoring, holding, reply_workbooks, returning_workbooks, room
from surveyapp.actions.answering import Posted, Refused
from surveyapp.actions.illustrating import Inventor
from surveyapp.actions.returning_workbooks import ANOTHER_REPLY, Choice
from surveyapp.core import kinds, reply_cells
from surveyapp.core.marks import Mark
from surveyapp.core.places import parse
from surveyapp.core.questionnaire import Disclosure, Kind, Questionnaire
from surveyapp.core.returned import ChangeKind
from surveyapp.core.states import from_facts
from surveyapp.documents.reply_workbook import Fault, Unreadable
from surveyapp.files.storage import Storage
from surveyapp.store import answers as store
from surveyapp.store import models
from surveyapp.store.database import make_engine, writing
from tests import answered_whole, strategies
from tests.offline import HIDDEN, Paper, through_libreoffice
from tests.stored import a_person, a_reply, a_round, laws_and_figures

ALL = lambda _section: True  # noqa: E731 (of every section)


@pytest.fixture
def database_url(sqlite_url):
    """What a database could do differently, the tests of answering hold: everything is written through it."""
    return sqlite_url


@pytest.fixture
def storage(tmp_path):
    return Storage(tmp_path / "files")


@pytest.fixture
def reply(session):
    return a_reply(session)


@pytest.fixture
def person(session, reply):
    return a_person(session)


def made(session, reply, now, sections=None, language="en"):
    return reply_workbooks.make(session, reply, sections, language, "Name A", now)


def save(session, reply, place, now, person=None, version=0, **typed):
    operation = f"page {place} {typed}"
    return answering.save_answer(
        session,
        reply,
        parse(place),
        {k.replace("_", "."): v for k, v in typed.items()},
        version,
        operation[:60],
        person,
        now,
    )


def look(session, reply, data, now, may_write=ALL):
    book = returning_workbooks.check(session, reply, data, "back.xlsx")
    assert not isinstance(book, Unreadable), book
    return returning_workbooks.preview(session, reply, book, may_write, now)


def found(session, reply, data, now, may_write=ALL):
    """Key of each changed cell to its kind."""
    return {one.key: one.kind for one in look(session, reply, data, now, may_write).compared.changes}


def apply(session, reply, data, now, choices=None, person=None, may_write=ALL):
    book = returning_workbooks.check(session, reply, data, "back.xlsx")
    return returning_workbooks.apply(session, reply, None, book, may_write, choices, person, now)


def typed(session, reply, place, now):
    kept = holding.read(session, reply, now).kept.get(place)
    return {part: text for part, text in kept.answer.typed.items() if text} if kept else {}


# Out and back


def test_what_comes_back_as_it_went_out_changes_nothing(session, now):
    reply = a_reply(session, "CRI", a_round(session))
    answered_whole.answer(session, reply, a_person(session), now)

    preview = look(session, reply, made(session, reply, now), now)

    assert not preview.compared.changes
    assert not preview.book.loose
    assert preview.compared.same > 60


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(form=strategies.questionnaires(gaps=False))
def test_any_questionnaire_comes_back_as_it_went_out(form: Questionnaire, migrated_sqlite, tmp_path_factory, now):
    form = replace(form, languages=("en", *(one for one in form.languages if one != "en")))
    with fresh_store(migrated_sqlite, tmp_path_factory) as session:
        reply = a_reply(session, "CRI", a_round(session, form))
        fill_by_chance(session, reply, now)
        workbook = made(session, reply, now)

        preview = look(session, reply, workbook, now)

        assert not preview.compared.changes
        assert not preview.book.loose


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(form=strategies.questionnaires(gaps=False))
def test_any_questionnaire_filled_in_offline_is_the_reply_filled_in_on_the_page(
    form: Questionnaire, migrated_sqlite, tmp_path_factory, now
):
    with fresh_store(migrated_sqlite, tmp_path_factory) as session:
        round_ = a_round(session, form)
        online, offline = a_reply(session, "CRI", round_), a_reply(session, "PAN", round_)
        fill_by_chance(session, online, now)
        paper = Paper(made(session, offline, now))
        wanted = copy_by_hand(session, online, offline, paper, now)
        back = paper.saved()

        outcome = apply(session, offline, back, now)

        assert not outcome.left
        stands = holding.read(session, offline, now)
        for address, value in wanted.items():
            assert (stands.kept[address].answer.mark, stands.kept[address].answer.value) == value
        assert not found(session, offline, back, now)


def fresh_store(migrated, factory):
    file = factory.mktemp("store") / "surveyapp.db"
    shutil.copy(migrated, file)
    return writing(make_engine(f"sqlite:///{file}"))


def fill_by_chance(session, reply, now):
    """Answers every question, asked or not, with what the inventor of answers says, and odd texts."""
    chance = random.Random(7)
    inventor = Inventor(from_facts(reply.state_facts), 2025, chance, leaves_gaps=False)
    form = holding.questionnaire(reply)
    for question in form.questions():
        for number in range(inventor.entries_wanted(question) if question.kind is Kind.LIST else 0):
            answering.add_entry(session, reply, question.code, f"{question.code} {number}", None, now)
    entries = holding.read(session, reply, now).entries
    posted = {
        place: Posted(one, 0) for question in form.questions() for place, one in inventor.answers(question, entries)
    }
    answering.save_page(session, reply, posted, "by chance", None, now)


def copy_by_hand(session, online, offline, paper, now):
    """Fills a workbook in with what stands in another reply; what each place then holds (lists only as texts)."""
    held = holding.read(session, online, now)
    wanted = {}
    for address, kept in held.kept.items():
        leaf = held.leaf_at(address)
        if (
            leaf.place.entry
            or leaf.question.kind in (Kind.FILE, Kind.CITATION)
            or kept.answer.mark is not Mark.ANSWERED
        ):
            continue
        if any(part.startswith("entry") for part in kept.answer.typed):
            continue
        contents = reply_cells.contents(leaf.question, kept.answer.typed, held.habits)
        for part, content in contents.items():
            if content.startswith("c:"):
                paper.choose(address, part, content)
            else:
                kind, _, text = content.partition(":")
                value = date.fromisoformat(text) if kind == "d" else float(text) if kind == "n" else text
                paper.write(address, part, value)
        typed = reply_cells.typed_of(leaf.question, contents, held.habits)
        read = kinds.read(leaf.question, kinds.cleaned(leaf.question, typed), held.habits)
        assert (read.mark, read.value) == (kept.answer.mark, kept.answer.value)
        wanted[address] = (read.mark, read.value)
    return wanted


def test_words_chosen_and_typed_become_answers(session, reply, person, now):
    paper = Paper(made(session, reply, now))
    paper.choose("offence", "option", "c:yes")
    paper.write("offence", "detail.yes", "=1+1")
    paper.write("calls", "text", 1234)
    paper.write("budget", "text", 12.5)
    paper.choose("treaties/palermo", "option", "c:party")
    paper.choose("services", "whole", "c:?")
    paper.write("victims/y1/women", "text", 3)
    paper.write("victims.source", "text", "Fiscalía")
    paper.write("calls@source", "text", "Registro")
    paper.write("calls@links", "links", "example.org/a\nThe plan | https://example.org/b")
    paper.write("laws[new001].title", "text", "Ley 9095")
    paper.write("laws[new001].year", "text", 2013)
    paper.write("offence", "entry.yes", "ley  9095")
    back = paper.saved()

    outcome = apply(session, reply, back, now, person=person)

    assert not outcome.left
    held = holding.read(session, reply, now)
    [entry] = held.entries["laws"]
    assert held.kept["offence"].answer.value == {"option": "yes", "detail": {"text": "=1+1", "entry": entry}}
    assert held.kept["budget"].answer.typed == {"text": "12,5"}
    assert held.kept["calls"].answer.value == {"number": 1234}
    assert held.kept["services"].answer.mark is Mark.NOT_AVAILABLE
    assert held.kept["victims/y1/women"].answer.value == {"number": 3}
    assert held.kept["calls@source"].answer.value == {"text": "Registro"}
    assert held.kept["calls@link1"].answer.value == {"url": "https://example.org/a"}
    assert held.kept["calls@link2"].answer.value == {"url": "https://example.org/b", "title": "The plan"}
    assert held.kept[f"laws[{entry}].year"].answer.value == {"year": 2013}
    assert not found(session, reply, back, now)


def test_the_same_workbook_once_more_adds_no_entry_and_writes_no_version(session, reply, now):
    paper = Paper(made(session, reply, now))
    paper.write("laws[new001].title", "text", "Law A")
    paper.write("calls", "text", 5)
    back = paper.saved()
    apply(session, reply, back, now)

    again = apply(session, reply, back, now)

    held = holding.read(session, reply, now)
    assert not again.done
    assert len(held.entries["laws"]) == 1
    assert held.kept["calls"].answer.version == 1


@pytest.mark.parametrize("text", ["=1+1", "+1", "-x", "@sum", "_x0041_", "a\nb", "x" * 20_000, "4.10", "007", "'a"])
def test_a_text_goes_out_and_comes_back_sign_by_sign(session, reply, now, text):
    save(session, reply, "plan", now, text=text)
    out = made(session, reply, now)
    assert not found(session, reply, out, now)
    paper = Paper(out)
    paper.write("victims.source", "text", text)

    apply(session, reply, paper.saved(), now)

    assert typed(session, reply, "victims.source", now) == {"text": text.strip()}


def test_a_text_no_cell_can_hold_is_shown_and_cannot_be_changed_offline(session, reply, now):
    save(session, reply, "plan", now, text="😀" * 20_000)

    paper = Paper(made(session, reply, now))

    assert ("plan", "text") not in paper.cells
    assert not found(session, reply, paper.saved(), now)


# What a person does with sheets


def filled(session, reply, now, value=7):
    paper = Paper(made(session, reply, now))
    paper.write("calls", "text", value)
    return paper


def test_sheets_and_file_may_be_renamed(session, reply, now):
    paper = filled(session, reply, now)
    for number, sheet in enumerate(paper.book.worksheets):
        sheet.title = f"Renamed {number}"

    assert found(session, reply, paper.saved(), now) == {"calls text": ChangeKind.ADDED}


def test_rows_may_be_put_in_another_order(session, reply, now):
    paper = filled(session, reply, now)
    for sheet in paper.book.worksheets[1:-1]:
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        for number, row in enumerate(reversed(rows), 2):
            for column, value in enumerate(row, 1):
                sheet.cell(number, column).value = value if not str(value).startswith("=SUM") else None

    preview = look(session, reply, paper.saved(), now)

    assert [one.key for one in preview.compared.changes] == ["calls text"]
    assert not preview.book.loose


def test_rows_and_columns_may_be_inserted_and_what_is_written_there_is_told(session, reply, now):
    paper = filled(session, reply, now)
    sheet = paper.cell("calls").parent
    sheet.insert_cols(4)
    sheet.insert_rows(6)
    sheet["C6"] = "A remark of mine"
    sheet["D8"] = "another"

    preview = look(session, reply, paper.saved(), now)

    assert [one.key for one in preview.compared.changes] == ["calls text"]
    assert [one.text for one in preview.book.loose] == ["A remark of mine", "another"]


def test_a_row_that_was_taken_out_says_nothing(session, reply, now):
    save(session, reply, "calls", now, text="5")
    paper = Paper(made(session, reply, now))
    paper.cell("calls").parent.delete_rows(paper.cell("calls").row)

    assert not found(session, reply, paper.saved(), now)


def test_a_copied_sheet_that_was_filled_in_counts_once(session, reply, now):
    paper = Paper(made(session, reply, now))
    copy = paper.book.copy_worksheet(paper.cell("calls").parent)
    paper.write("calls", "text", 7, copy.title)

    assert found(session, reply, paper.saved(), now) == {"calls text": ChangeKind.ADDED}


def test_of_a_copied_sheet_filled_in_otherwise_both_are_shown_and_one_is_chosen(session, reply, now):
    paper = filled(session, reply, now)
    copy = paper.book.copy_worksheet(paper.cell("calls").parent)
    paper.write("calls", "text", 8, copy.title)
    back = paper.saved()

    [change] = look(session, reply, back, now).compared.changes
    assert (change.kind, change.after) == (ChangeKind.TWICE, ("n:7", "n:8"))
    assert not apply(session, reply, back, now).done
    apply(session, reply, back, now, {change.key: Choice(which=1)})

    assert typed(session, reply, "calls", now) == {"text": "8"}


def test_a_copied_row_for_a_new_entry_is_an_entry_of_its_own(session, reply, now):
    paper = Paper(made(session, reply, now))
    paper.write("laws[new001].title", "text", "Law A")
    cell = paper.cell("laws[new001].title")
    last = cell.parent.max_row + 1
    for column in range(1, cell.parent.max_column + 1):
        cell.parent.cell(last, column).value = cell.parent.cell(cell.row, column).value
    cell.parent.cell(last, cell.column).value = "Law B"
    back = paper.saved()

    apply(session, reply, back, now)
    apply(session, reply, back, now)

    held = holding.read(session, reply, now)
    titles = [held.kept[f"laws[{one}].title"].answer.typed["text"] for one in held.entries["laws"]]
    assert titles == ["Law A", "Law B"]


def test_two_copies_filled_in_by_two_officials_both_stand(session, reply, now):
    out = made(session, reply, now)
    first, second = Paper(out), Paper(out)
    first.write("laws[new001].title", "text", "Law A")
    second.write("laws[new001].title", "text", "Law B")
    second.write("calls", "text", 4)

    apply(session, reply, first.saved(), now)
    apply(session, reply, second.saved(), now)

    assert len(holding.read(session, reply, now).entries["laws"]) == 2


def test_libreoffice_may_save_it(session, now, tmp_path):
    reply = a_reply(session)
    answered_whole.answer(session, reply, a_person(session), now)
    for number, text in enumerate(["=1+1", "_x0041_ a\nb", "  x\ty ", "1.5"]):
        place = ["plan", "calls@source", "calls@note", "victims.source"][number]
        version = holding.read(session, reply, now).kept.get(place)
        save(session, reply, place, now, version=version.answer.version if version else 0, text=text)
    links(session, reply, now, "plan", link1=("https://example.org/a?b=1&c=2", "A = b | x"), link2=("=1+1", "2"))
    out = made(session, reply, now)
    paper = Paper(out)
    [entry] = holding.read(session, reply, now).entries["laws"][:1]
    paper.write(f"laws[{entry}].title", "text", "=Law of\n2013")
    paper.write("budget", "text", 0.1)

    paper.write("plan@links", "links", "A = b | x | https://example.org/a?b=1&c=2\nexample.org/new")
    paper.choose("offence", "readers", "c:secretariat")

    preview = look(session, reply, through_libreoffice(paper.saved(), tmp_path), now)

    assert not preview.book.loose
    after = {one.key: one.after for one in preview.compared.changes}
    assert after == {
        f"laws[{entry}].title text": ("t:=Law of\n2013",),
        "budget text": ("n:0.1",),
        "plan@link2 url": ("t:example.org/new",),
        "plan@link2 title": ("",),
        "offence readers": ("c:secretariat",),
    }


# Links and readers


def links(session, reply, now, code, **given):
    for which, (url, title) in given.items():
        kept = holding.read(session, reply, now).kept.get(f"{code}@{which}")
        version = kept.answer.version if kept else 0
        save(session, reply, f"{code}@{which}", now, version=version, url=url, title=title)


def test_every_link_of_an_answer_goes_out_and_comes_back_as_it_was(session, reply, now):
    links(
        session,
        reply,
        now,
        "calls",
        link1=("https://example.org/a?b|c", "A  title | with a bar"),
        link3=("no address", ""),
        link5=("", "Only a title"),
    )

    paper = Paper(made(session, reply, now))

    told = "A title | with a bar | https://example.org/a?b|c\nno address\nOnly a title |"
    assert paper.cell("calls@links", "links").value == told
    assert not found(session, reply, paper.saved(), now)


def test_a_line_put_first_moved_or_taken_out_changes_no_other_link(session, reply, now):
    links(session, reply, now, "calls", link1=("example.org/a", "A"), link2=("example.org/b", "B"))
    paper = Paper(made(session, reply, now))
    paper.write("calls@links", "links", "New | https://example.org/n\n\nB | example.org/b")
    back = paper.saved()

    changes = look(session, reply, back, now).compared.changes
    apply(session, reply, back, now)

    assert {(one.key, one.before, one.after) for one in changes} == {
        ("calls@link1 url", "t:example.org/a", ("t:https://example.org/n",)),
        ("calls@link1 title", "t:A", ("t:New",)),
    }
    assert typed(session, reply, "calls@link2", now) == {"url": "example.org/b", "title": "B"}
    assert not found(session, reply, back, now)


def test_a_link_that_somebody_else_changed_meanwhile_is_in_conflict(session, reply, now):
    links(session, reply, now, "calls", link1=("example.org/a", ""))
    paper = Paper(made(session, reply, now))
    links(session, reply, now, "calls", link1=("example.org/theirs", ""))
    paper.write("calls@links", "links", "example.org/mine")

    assert found(session, reply, paper.saved(), now) == {"calls@link1 url": ChangeKind.CONFLICT}


def test_a_line_too_many_is_told_and_what_is_no_address_is_kept_as_typed(session, reply, now):
    paper = Paper(made(session, reply, now))
    paper.write("calls@links", "links", "\n".join(["the gazette", *(f"example.org/{n}" for n in range(5))]))
    back = paper.saved()

    preview = look(session, reply, back, now)

    assert [one.text for one in preview.book.loose] == ["example.org/4"]
    assert found(session, reply, back, now)["calls@link1 url"] is ChangeKind.UNREADABLE


def test_who_may_read_an_answer_is_chosen_offline_and_compared_like_any_cell(session, reply, now):
    paper = Paper(made(session, reply, now))
    assert paper.cell("calls", "readers").value == "Public"
    assert paper.cell("budget", "readers").value == "Member states"
    paper.choose("calls", "readers", "c:member_states")
    paper.write("calls", "text", 5)
    back = paper.saved()

    changes = {one.key: (one.kind, one.before, one.after) for one in look(session, reply, back, now).compared.changes}
    apply(session, reply, back, now)

    assert changes["calls readers"] == (ChangeKind.CHANGED, "c:public", ("c:member_states",))
    answer = holding.read(session, reply, now).kept["calls"].answer
    assert (answer.disclosure, answer.typed) == (Disclosure.MEMBER_STATES, {"text": "5"})
    assert not found(session, reply, back, now)


def test_a_cell_of_readers_that_was_emptied_widens_nothing(session, reply, now):
    answering.set_disclosure(session, reply, parse("calls"), Disclosure.SECRETARIAT, "page", None, now)
    paper = Paper(made(session, reply, now))
    paper.write("calls", "readers", None)

    assert not found(session, reply, paper.saved(), now)


def test_readers_chosen_here_and_there_are_in_conflict_and_another_word_is_not_taken(session, reply, now):
    paper = Paper(made(session, reply, now))
    paper.choose("calls", "readers", "c:member_states")
    paper.write("plan", "readers", "my boss")
    answering.set_disclosure(session, reply, parse("calls"), Disclosure.SECRETARIAT, "page", None, now)
    back = paper.saved()

    assert found(session, reply, back, now) == {
        "calls readers": ChangeKind.CONFLICT,
        "plan readers": ChangeKind.UNREADABLE,
    }
    assert apply(session, reply, back, now).done == ()
    version = holding.read(session, reply, now).kept["calls"].answer.version
    apply(session, reply, back, now, {"calls readers": Choice(over=version)})
    assert holding.read(session, reply, now).kept["calls"].answer.disclosure is Disclosure.MEMBER_STATES


def test_who_may_read_an_answer_of_another_section_is_neither_told_nor_set(session, reply, now):
    paper = Paper(made(session, reply, now))
    paper.choose("offence", "readers", "c:secretariat")
    back = paper.saved()

    [change] = look(session, reply, back, now, "help".__eq__).compared.changes
    apply(session, reply, back, now, may_write="help".__eq__)

    assert (change.kind, change.before) == (ChangeKind.NOT_YOURS, "")
    assert "offence" not in holding.read(session, reply, now).kept


# Meanwhile


def test_what_nobody_changed_offline_does_not_bring_back_an_old_text(session, reply, now):
    save(session, reply, "calls", now, text="5")
    out = made(session, reply, now)
    save(session, reply, "calls", now, version=1, text="6")

    assert not found(session, reply, out, now)


def test_a_text_changed_here_and_there_is_in_conflict_and_taken_only_when_chosen(session, reply, person, now):
    save(session, reply, "calls", now, person, text="5")
    paper = Paper(made(session, reply, now))
    save(session, reply, "calls", now, person, version=1, text="6")
    paper.write("calls", "text", 7)
    paper.write("budget", "text", 1)
    back = paper.saved()

    preview = look(session, reply, back, now)
    outcome = apply(session, reply, back, now)

    [conflict] = [one for one in preview.compared.changes if one.kind is ChangeKind.CONFLICT]
    assert (conflict.before, conflict.after, preview.writers["calls"].by) == ("n:6", ("n:7",), "Name A")
    assert [one.key for one in outcome.done] == ["budget text"]
    assert typed(session, reply, "calls", now) == {"text": "6"}
    stale = apply(session, reply, back, now, {"calls text": Choice(over=1)})
    assert [one.key for one in stale.left] == ["calls text"]
    apply(session, reply, back, now, {"calls text": Choice(over=2)})
    assert typed(session, reply, "calls", now) == {"text": "7"}


def test_two_parts_of_an_answer_changed_by_two_people_are_in_no_conflict(session, reply, now):
    save(session, reply, "offence", now, option="yes")
    paper = Paper(made(session, reply, now))
    save(session, reply, "offence", now, version=1, option="partly")
    paper.write("offence", "detail.yes", "Act 1")

    apply(session, reply, paper.saved(), now)

    assert typed(session, reply, "offence", now) == {"option": "partly", "detail.yes": "Act 1"}


def every(session, reply, data, now):
    """A person's choice of every cell, removals too."""
    return {one.key: Choice() for one in look(session, reply, data, now).compared.changes}


def test_nothing_is_taken_away_unless_a_person_says_so_of_just_this_cell(session, reply, now):
    save(session, reply, "calls", now, text="5")
    save(session, reply, "budget", now, text="3")
    paper = Paper(made(session, reply, now))
    paper.write("calls", "text", None)
    paper.write("budget", "text", 4)
    back = paper.saved()

    apply(session, reply, back, now)

    assert typed(session, reply, "calls", now) == {"text": "5"}
    assert typed(session, reply, "budget", now) == {"text": "4"}
    assert found(session, reply, back, now) == {"calls text": ChangeKind.REMOVED}
    apply(session, reply, back, now, {"calls text": Choice()})
    assert typed(session, reply, "calls", now) == {}


def test_an_emptied_cell_removes_and_an_emptied_or_marked_row_takes_the_entry_out(session, reply, now):
    save(session, reply, "calls", now, text="5")
    entries = [answering.add_entry(session, reply, "laws", f"add {number}", None, now) for number in range(3)]
    for entry in entries:
        save(session, reply, f"laws[{entry}].title", now, text=f"Law {entry}")
    paper = Paper(made(session, reply, now))
    paper.write("calls", "text", None)
    paper.write(f"laws[{entries[0]}].title", "text", None)
    paper.write(f"laws[{entries[1]}].title", "remove", "x")
    back = paper.saved()

    kinds_found = found(session, reply, back, now)
    apply(session, reply, back, now, every(session, reply, back, now))

    assert set(kinds_found.values()) == {ChangeKind.REMOVED}
    assert len(kinds_found) == 3
    assert list(holding.read(session, reply, now).entries["laws"]) == [entries[2]]
    assert typed(session, reply, "calls", now) == {}
    assert not found(session, reply, back, now)


def test_an_entry_written_to_meanwhile_is_not_taken_out_unseen(session, reply, now):
    entry = answering.add_entry(session, reply, "laws", "add", None, now)
    save(session, reply, f"laws[{entry}].title", now, text="Law A")
    paper = Paper(made(session, reply, now))
    save(session, reply, f"laws[{entry}].title", now, version=1, text="Law A, amended")
    paper.write(f"laws[{entry}].title", "remove", "X")

    assert set(found(session, reply, paper.saved(), now).values()) == {ChangeKind.CONFLICT}


def test_an_entry_removed_meanwhile_is_told(session, reply, now):
    entry = answering.add_entry(session, reply, "laws", "add", None, now)
    paper = Paper(made(session, reply, now))
    answering.remove_entry(session, reply, "laws", entry, None, now)
    paper.write(f"laws[{entry}].title", "text", "Law A")

    assert set(found(session, reply, paper.saved(), now).values()) == {ChangeKind.GONE}


# What cannot be read, and what cannot be taken


def test_what_cannot_be_read_is_shown_and_kept_as_typed(session, reply, now):
    paper = Paper(made(session, reply, now))
    paper.write("calls", "text", "about twelve")
    paper.write("offence", "option", "Perhaps")
    paper.write("services", "whole", "see below")
    paper.write("offence", "entry.yes", "No such law")
    back = paper.saved()

    preview = look(session, reply, back, now)
    apply(session, reply, back, now)

    assert {one.kind for one in preview.compared.changes} == {ChangeKind.UNREADABLE}
    assert {one.key for one in preview.compared.changes if not one.can_be_taken} == {
        "services whole",
        "offence entry.yes",
    }
    assert typed(session, reply, "calls", now) == {"text": "about twelve"}
    assert typed(session, reply, "offence", now) == {"option": "Perhaps"}


def test_a_formula_is_read_by_its_value_or_told(session, reply, now):
    paper = Paper(made(session, reply, now))
    paper.cell("calls").value = "=2+3"  # a program that works formulas out would have kept the value beside it

    [change] = look(session, reply, paper.saved(), now).compared.changes

    assert (change.kind, change.fault, change.can_be_taken) == (ChangeKind.UNREADABLE, "formula", False)


def test_a_formula_worked_out_by_libreoffice_is_its_value(session, reply, now, tmp_path):
    paper = Paper(made(session, reply, now))
    paper.cell("calls").value = "=2+3"

    [change] = look(session, reply, through_libreoffice(paper.saved(), tmp_path), now).compared.changes

    assert (change.kind, change.after) == (ChangeKind.ADDED, ("n:5",))


def test_a_text_too_long_is_refused_and_the_others_are_taken(session, reply, now):
    paper = filled(session, reply, now)
    paper.write("plan", "text", "x" * 20_001)
    back = paper.saved()

    assert found(session, reply, back, now)["plan text"] is ChangeKind.REFUSED
    assert [one.key for one in apply(session, reply, back, now).done] == ["calls text"]


def test_what_is_not_the_person_s_to_write_is_left(session, reply, now):
    save(session, reply, "offence", now, option="no")
    paper = filled(session, reply, now)
    paper.choose("offence", "option", "c:yes")
    back = paper.saved()

    [change] = [one for one in look(session, reply, back, now, "help".__eq__).compared.changes if one.section == "law"]
    outcome = apply(session, reply, back, now, may_write="help".__eq__)

    assert (change.kind, change.before) == (ChangeKind.NOT_YOURS, "")
    assert [one.key for one in outcome.done] == ["calls text"]


def test_a_workbook_of_some_sections_has_no_other(session, reply, now):
    paper = Paper(made(session, reply, now, ["law"]))

    assert ("offence", "option") in paper.cells
    assert ("calls", "text") not in paper.cells
    assert len(paper.book.worksheets) == 3


def test_a_workbook_of_another_state_is_refused_and_nothing_of_it_is_told(session, storage, reply, person, now):
    other = a_reply(session, "PAN", reply.round)
    save(session, other, "plan", now, text="A secret")

    refused = returning_workbooks.take_in(session, storage, reply, made(session, other, now), "x.xlsx", person, now)

    assert refused == Unreadable(ANOTHER_REPLY)
    assert session.query(models.ReturnedWorkbook).count() == 0


def test_a_reply_that_was_sent_keeps_the_file_and_takes_nothing(session, storage, reply, person, now):
    back = filled(session, reply, now).saved()
    reply.standing = "submitted"

    row = returning_workbooks.take_in(session, storage, reply, back, "x.xlsx", person, now)
    book = returning_workbooks.book_of(storage, row)
    outcome = returning_workbooks.apply(session, reply, row, book, ALL, None, person, now)

    assert outcome == Refused(holding.Reason.SUBMITTED)
    assert storage.path(row.sha256).read_bytes() == back


def test_the_same_file_brought_twice_is_kept_once_until_it_was_applied(session, storage, reply, person, now):
    back = filled(session, reply, now).saved()

    rows = [returning_workbooks.take_in(session, storage, reply, back, "x.xlsx", person, now) for _ in range(2)]

    assert rows[0] is rows[1]


def test_a_workbook_for_which_there_is_no_room_is_not_kept_and_nothing_else_is_lost(
    monkeypatch, session, storage, reply, person, now
):
    save(session, reply, "plan", now, text="Kept")
    back = filled(session, reply, now).saved()
    monkeypatch.setattr(room, "MOST_BYTES_OF_A_STATE", len(back) + 1)
    kept = returning_workbooks.take_in(session, storage, reply, back, "x.xlsx", person, now)
    kept.applied_at = now
    session.flush()

    refused = returning_workbooks.take_in(session, storage, reply, back, "x.xlsx", person, now)

    assert refused == Unreadable(returning_workbooks.NO_ROOM)
    assert session.query(models.ReturnedWorkbook).count() == 1
    assert store.answers(session, reply.id)["plan"].typed == {"text": "Kept"}


def test_a_file_that_is_no_reply_workbook_is_refused_in_words(session, reply, now):
    book = openpyxl.Workbook()
    content = io.BytesIO()
    book.save(content)

    assert returning_workbooks.check(session, reply, content.getvalue(), "x.xlsx") == Unreadable(Fault.NOT_A_REPLY)
    paper = Paper(made(session, reply, now))
    paper.book[HIDDEN]["B1"] = "2"
    assert returning_workbooks.check(session, reply, paper.saved(), "x.xlsx") == Unreadable(Fault.LATER_FORMAT)
    del paper.book[HIDDEN]
    assert returning_workbooks.check(session, reply, paper.saved(), "x.xlsx") == Unreadable(Fault.NOT_A_REPLY)


# Another edition


def test_a_workbook_of_an_earlier_edition_is_carried_to_the_present_one(session, reply, now):
    paper = Paper(made(session, reply, now))
    paper.choose("offence", "option", "c:yes")
    paper.write("calls", "text", 7)
    paper.write("plan", "text", "A plan")
    round_ = reply.round
    form = laws_and_figures()
    law, help_ = form.sections
    kept = tuple(one for one in law.parts if one.code != "plan")
    later = replace(form, version="2", sections=(replace(law, parts=kept), help_))
    edition = authoring.take_in(session, later, "second.xlsx", None, now)
    edition.published_at = now
    round_.edition = edition
    session.flush()
    back = paper.saved()

    kinds_found = found(session, reply, back, now)
    apply(session, reply, back, now)

    assert kinds_found == {
        "offence option": ChangeKind.ADDED,
        "calls text": ChangeKind.ADDED,
        "plan text": ChangeKind.GONE,
    }
    assert typed(session, reply, "offence", now) == {"option": "yes"}


def test_every_answer_cell_can_be_written_in_and_nothing_else(session, reply, now):
    paper = Paper(made(session, reply, now))
    answer_cells = {
        (cell.parent.title, cell.coordinate) for place, part in paper.places() if (cell := paper.cell(place, part))
    }

    opened = {
        (sheet.title, cell.coordinate)
        for sheet in paper.book.worksheets
        for cell in itertools.chain(*sheet.iter_rows())
        if not cell.protection.locked
    }

    assert opened == answer_cells
    assert all(sheet.protection.sheet for sheet in paper.book.worksheets)
    assert paper.book[HIDDEN].sheet_state == "hidden"
    assert all(len(sheet.title) <= 31 for sheet in paper.book.worksheets)


def test_totals_of_a_grid_are_worked_out_in_the_workbook(session, reply, now):
    paper = Paper(made(session, reply, now))
    cell = paper.cell("victims/y1/men")
    beside = cell.parent.cell(cell.row, cell.column + 1).value
    letters = get_column_letter(cell.column)

    assert beside == f"=SUM({get_column_letter(cell.column - 1)}{cell.row}:{letters}{cell.row})"
