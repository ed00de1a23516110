"""The directory out to a workbook and back: shown first, all of it or nothing, every fault at once."""

from io import BytesIO

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from surveyapp.actions import directory, directory_files, grouping
from surveyapp.actions.directory import AuthorityFacts, Designation, Entered, Kind, Post
from surveyapp.actions.directory_files import Checked, Done, What
from surveyapp.store import authorities, groups, models
from surveyapp.store import directory as on_file
from tests.stored import a_person, a_reply

MISSION = AuthorityFacts(
    name="Ana Solís", title="Embajadora", emails=("mision@example.org",), address="Calle 1\nWashington", language="es"
)


@pytest.fixture
def database_url(sqlite_url):
    return sqlite_url


@pytest.fixture
def on_record(session, now):
    """Two states, a mission, a group, and people in every post, one with a hostile name."""
    reply = a_reply(session)
    a_reply(session, "JAM", reply.round)
    for post, name in zip(Post, ("=1+1", "Ñandú, Óscar", "Misión A", "Contacto A"), strict=True):
        entered = Entered(
            name=name,
            email=f"{post.value}@example.org",
            language="es",
            post=post,
            designation=Designation(by="Nota 7", on=now.date()),
        )
        directory.enter_person(session, "CRI", entered, None, now)
    a_person(session, "Colaborador A", "contributor", "CRI", ["law"])
    directory.set_authority(session, "CRI", Kind.MISSION, MISSION, None, now)
    grouping.make(session, {"en": "First wave", "es": "Primera ola"}, ["CRI"], None, now)
    session.flush()


def edited(made, *changes, sheet_names=None):
    """The workbook with cells written anew: (sheet, row, header, value); row 0 is a new one."""
    book = load_workbook(BytesIO(made))
    added = {}
    for sheet, row, header, value in changes:
        page = book[sheet]
        headers = [cell.value for cell in page[1]]
        at = added.setdefault((sheet, row), page.max_row + 1) if row < 1 else row
        page.cell(at, headers.index(header) + 1).value = value
    for was, name in (sheet_names or {}).items():
        book[was].title = name
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def rows_of(made, sheet):
    return CalamineWorkbook.from_filelike(BytesIO(made)).get_sheet_by_name(sheet).to_python()


def row_named(made, name, sheet="people"):
    return next(at for at, row in enumerate(rows_of(made, sheet), 1) if name in row)


def codes(checked):
    assert isinstance(checked, Checked)
    return [(one.code, one.row, one.column) for one in checked.faults]


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_was_exported_and_not_changed_changes_nothing(session, now, on_record, language):
    made = directory_files.export(session, language, now)

    checked = directory_files.check(session, made, "directory.xlsx", now)

    assert checked == Checked((), ())


def test_every_sheet_has_its_headers_in_the_language_and_its_rows(session, now, on_record):
    made = directory_files.export(session, "es", now)

    assert [row[:3] for row in rows_of(made, "estados")][:2] == [
        ["Código", "Nombre", "Nombre oficial"],
        ["CRI", "Costa Rica", "República de Costa Rica"],
    ]
    people = {row[3]: row for row in rows_of(made, "personas")[1:]}
    assert people["=1+1"][2] == "punto focal"
    assert people["=1+1"][9:11] == ["Nota 7", now.date()]
    assert people["Colaborador A"][6] == "", "of a contributor the name alone"
    assert rows_of(made, "grupos")[1][1:4] == ["First wave", "Primera ola", "CRI"]
    assert "Calle 1\nWashington" in rows_of(made, "autoridades")[1]


def test_a_file_says_first_what_it_would_add_change_and_end_and_then_does_all_of_it(session, now, on_record):
    made = directory_files.export(session, "en", now)
    new = {"State": "JAM", "Role": "punto focal", "Name": "Joy Brown", "Language": "English", "From": "2020-01-31"}
    back = edited(
        made,
        *(("people", 0, header, value) for header, value in new.items()),
        ("people", 0, "E-mail address", "joy@example.org"),
        ("people", row_named(made, "Ñandú, Óscar"), "Title", "Fiscal"),
        ("people", row_named(made, "Contacto A"), "To", "2026-01-31"),
        ("authorities", 2, "E-mail addresses", "mision@example.org; otra@example.org"),
        ("groups", 2, "States", "CRI; JAM"),
    )

    checked = directory_files.check(session, back, "back.xlsx", now)

    assert codes(checked) == []
    assert {(one.what, one.subject) for one in checked.changes} == {
        (What.ADD, "Joy Brown"),
        (What.CHANGE, "Ñandú, Óscar"),
        (What.END, "Contacto A"),
        (What.CHANGE, "mission"),
        (What.CHANGE, "First wave / Primera ola"),
    }
    assert "JAM" not in on_file.roles(session, now), "nothing is written before"

    done = directory_files.bring_in(session, back, "back.xlsx", None, now)

    assert isinstance(done, Done)
    [joy] = on_file.roles(session, now)["JAM"]
    assert (joy.person.name, joy.since.date().isoformat()) == ("Joy Brown", "2020-01-31")
    posts = {role.person.name: directory.post_of(role) for role in on_file.roles(session, now)["CRI"]}
    assert "Contacto A" not in posts
    mission = authorities.current(session, ["CRI"], "mission", now)["CRI"]
    assert mission.emails == ["mision@example.org", "otra@example.org"]
    assert len(on_file.authorities_ever(session, "CRI")) == 2, "a change is a new row"
    assert groups.groups_on(session, grouping.today(now))[0].states == {"CRI", "JAM"}
    assert directory_files.check(session, back, "back.xlsx", now).changes == (), "once more it would do nothing"


def test_all_faults_are_told_at_once_and_nothing_is_done(session, now, on_record):
    a_person(session, "Officer A", "officer", None)
    made = directory_files.export(session, "en", now)
    oscar = row_named(made, "Ñandú, Óscar")
    back = edited(
        made,
        ("people", oscar, "E-mail address", "new@example.org"),
        ("people", oscar, "Language", "Klingon"),
        ("people", row_named(made, "Colaborador A"), "Title", "Juez"),
        ("people", row_named(made, "Contacto A"), "To", "tomorrow"),
        ("people", row_named(made, "=1+1"), "Name", "=HYPERLINK(1)"),
        ("people", 0, "State", "XXX"),
        ("people", 0, "Role", "focal point"),
        ("people", -1, "State", "CRI"),
        ("people", -1, "Role", "contact"),
        ("people", -1, "Name", "Officer\u202e A"),
        ("people", -1, "E-mail address", "officer.a@example.org"),
        ("people", -1, "Language", "en"),
        ("authorities", 2, "Code", "nothing such"),
        ("authorities", 2, "E-mail addresses", "no address"),
        ("groups", 2, "States", "CRI; ZZZ"),
        ("states", 2, "Name", "Costa Pobre"),
    )

    outcome = directory_files.bring_in(session, back, "back.xlsx", None, now)

    found = {(code, column) for code, _row, column in codes(outcome)}
    assert {
        ("address_is_confirmed", "E-mail address"),
        ("unknown_word", "Language"),
        ("contributor_of_the_state", "Title"),
        ("day_unreadable", "To"),
        ("formula", "Name"),
        ("state_code_unknown", "State"),
        ("control_character", "Name"),
        ("of_the_secretariat", "E-mail address"),
        ("unknown_code", "Code"),
        ("not_an_address", "E-mail addresses"),
        ("state_code_unknown", "States"),
        ("states_not_read", "Code"),
    } <= found
    assert outcome.has_errors
    assert len(on_file.authorities_ever(session, "CRI")) == 1


def test_a_sheet_that_is_left_out_changes_nothing_and_a_note_stops_nothing(session, now, on_record):
    book = load_workbook(BytesIO(directory_files.export(session, "en", now)))
    del book["people"], book["states"]
    book["groups"].cell(2, 3).value = "Primera fase"
    book.create_sheet("My notes")
    file = BytesIO()
    book.save(file)

    outcome = directory_files.bring_in(session, file.getvalue(), "back.xlsx", None, now)

    assert isinstance(outcome, Done)
    assert [one.fields[0].becomes for one in outcome.changes] == ["Primera fase"]


@pytest.mark.parametrize(
    ("data", "code"), [(b"no workbook", "not_a_workbook"), (b"PK\x03\x04 torn", "corrupt")], ids=["text", "torn"]
)
def test_what_is_no_workbook_is_refused(session, now, data, code):
    assert codes(directory_files.check(session, data, "file.xlsx", now)) == [(code, None, "")]


def test_two_rows_of_one_thing_are_a_fault(session, now, on_record):
    made = directory_files.export(session, "en", now)
    row = rows_of(made, "people")[row_named(made, "Contacto A") - 1]
    headers = rows_of(made, "people")[0]
    back = edited(made, *(("people", 0, header, value) for header, value in zip(headers, row, strict=True) if value))

    assert [code for code, *_ in codes(directory_files.check(session, back, "back.xlsx", now))] == ["row_twice"]


def test_what_came_in_by_a_file_is_on_record(session, now, on_record):
    made = edited(directory_files.export(session, "en", now), ("groups", 2, "To", now.date().isoformat()))

    directory_files.bring_in(session, made, "back.xlsx", None, now)

    event = session.scalars(sa.select(models.Event).where(models.Event.deed == "directory brought in")).one()
    assert event.details == {"file": "back.xlsx", "add": 0, "change": 0, "end": 1}
    assert groups.groups_on(session, grouping.today(now)) == []


def test_whatever_stands_in_the_cells_is_told_and_raises_nothing(session, now, on_record):
    made = directory_files.export(session, "en", now)
    headers = [(sheet, header) for sheet in ("groups", "authorities", "people") for header in rows_of(made, sheet)[0]]

    for text in ("\u202etxt", "=1+1", "'; DROP TABLE person; --", "{{ 7 * 7 }}", "9" * 400, "a" * 3000, "-1", 0.5):
        cells = [(sheet, row, header, text) for sheet, header in headers for row in (2, 0)]
        outcome = directory_files.bring_in(session, edited(made, *cells), "back.xlsx", None, now)
        assert isinstance(outcome, Checked)
        assert outcome.has_errors
