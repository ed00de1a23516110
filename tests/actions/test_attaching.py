import io
import zipfile

import openpyxl
import pytest

from surveyapp.actions import attaching, room
from surveyapp.actions.answering import Refused, Saved, Unchanged
from surveyapp.actions.attaching import FileRefused
from surveyapp.actions.holding import Reason
from surveyapp.core.places import Place
from surveyapp.files import inspection
from surveyapp.files.inspection import Fault
from surveyapp.files.storage import Storage
from surveyapp.store import answers as store
from surveyapp.store import attachments
from tests import stored

PAPER = Place("paper")
PDF = b"%PDF-1.7\n% a law\n"


def a_workbook(*extra: str) -> bytes:
    content = io.BytesIO()
    openpyxl.Workbook().save(content)
    with zipfile.ZipFile(content, "a") as archive:
        for name in extra:
            archive.writestr(name, "x")
    return content.getvalue()


def a_document(types: str) -> bytes:
    """A document that says its parts are of these types, whatever they are called."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, said in {"[Content_Types].xml": types, "word/document.xml": "x", "word/other.bin": "x"}.items():
            archive.writestr(name, said)
    return content.getvalue()


def an_archive(**parts: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/"), text)
    return content.getvalue()


@pytest.fixture
def reply(session):
    return stored.a_reply(session)


@pytest.fixture
def storage(tmp_path):
    return Storage(tmp_path / "files")


@pytest.fixture
def attach(session, storage, reply, now):
    def attach(name="ley.pdf", content=PDF, place=PAPER, operation="one"):
        return attaching.attach(session, storage, reply, place, name, content, operation, None, now)

    return attach


def files(session, reply):
    answer = store.answers(session, reply.id).get("paper")
    return list(answer.value["files"]) if answer and answer.value else []


def test_a_file_becomes_part_of_the_answer_and_its_bytes_are_kept(session, reply, storage, attach):
    assert isinstance(attach(), Saved)

    (file,) = files(session, reply)
    assert (file["name"], file["size"], file["media_type"]) == ("ley.pdf", len(PDF), "application/pdf")
    assert storage.path(file["sha256"]).read_bytes() == PDF
    assert attachments.of_reply(session, reply.id, file["id"]).sha256 == file["sha256"]


def test_a_second_file_stands_beside_the_first(session, reply, attach):
    attach()
    attach("note.txt", "Nota aclaratoria".encode("cp1252"), operation="two")

    assert [file["name"] for file in files(session, reply)] == ["ley.pdf", "note.txt"]


def test_the_same_file_sent_twice_is_one_file(session, reply, attach):
    attach()

    assert attach() == Unchanged(1)
    assert len(files(session, reply)) == 1


def test_a_file_taken_away_stays_on_disk_and_on_record(session, reply, storage, attach, now):
    attach()
    (file,) = files(session, reply)

    attaching.take_away(session, reply, PAPER, file["id"], "away", None, now)

    assert files(session, reply) == []
    assert storage.path(file["sha256"]) is not None
    assert attachments.of_reply(session, reply.id, file["id"]) is not None


def test_a_file_goes_only_where_one_is_asked_for(attach):
    assert attach(place=Place("calls")) == Refused(Reason.NO_SUCH_PLACE)


def test_a_sent_reply_takes_no_file(session, reply, attach):
    reply.standing = "submitted"
    session.flush()

    assert attach() == Refused(Reason.SUBMITTED)


def test_the_files_of_a_state_have_a_limit(monkeypatch, session, reply, attach):
    monkeypatch.setattr(room, "MOST_BYTES_OF_A_STATE", len(PDF) + 3)
    attach()

    assert attach("other.pdf", PDF + b"2") == FileRefused("other.pdf", Fault.NO_SPACE)
    assert len(files(session, reply)) == 1


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("a.PDF", PDF, "application/pdf"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(20), "image/png"),
        ("a.jpeg", b"\xff\xd8\xff\xe0\x00\x10JFIF\0" + bytes(30), "image/jpeg"),
        ("a.txt", "Año 2012: 1 = uno".encode(), "text/plain"),
        ("a.csv", "a;b\n1;2\n".encode("utf-16"), "text/plain"),
        ("a.xlsx", a_workbook(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (
            "a.docx",
            a_document("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (
            "a.odt",
            an_archive(mimetype="application/vnd.oasis.opendocument.text"),
            "application/vnd.oasis.opendocument.text",
        ),
        ("a.doc", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "application/msword"),
    ],
)
def test_what_an_office_needs_is_accepted(name, content, media_type):
    assert inspection.inspect(name, content) == media_type


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("a.pdf", b"", Fault.EMPTY),
        ("a.pdf", PDF + bytes(inspection.LARGEST), Fault.TOO_LARGE),
        ("a.exe", b"MZ\x90\x00" + bytes(100), Fault.NOT_ACCEPTED),
        ("a.html", b"<html><script>alert(1)</script>", Fault.NOT_ACCEPTED),
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>', Fault.NOT_ACCEPTED),
        ("a.zip", an_archive(a="x"), Fault.NOT_ACCEPTED),
        ("a.zip", b"PK\x03\x04 no archive", Fault.NOT_ACCEPTED),
        ("a.docx", PDF, Fault.NAMED_OTHERWISE),
        ("a", PDF, Fault.NAMED_OTHERWISE),
        ("a.xlsx", a_workbook("xl/vbaProject.bin"), Fault.HAS_MACROS),
        ("a.xlsx", a_workbook("xl/macrosheets/sheet1.xml"), Fault.HAS_MACROS),
        ("a.docx", a_document("application/vnd.ms-office.vbaProject"), Fault.HAS_MACROS),
        ("a.docx", a_document("application/x.document.macro&#69;nabled.main"), Fault.HAS_MACROS),
        ("a.docx", a_document(" " * 2**21), Fault.NOT_ACCEPTED),
        ("a.xlsx", a_workbook(*(f"xl/{number}" for number in range(5_001))), Fault.NOT_ACCEPTED),
        ("a.odt", an_archive(mimetype="application/vnd.oasis.opendocument.text", Basic__x="1"), Fault.HAS_MACROS),
        ("a.xls", bytes.fromhex("d0cf11e0a1b11ae1") + "_VBA_PROJECT".encode("utf-16-le"), Fault.HAS_MACROS),
    ],
)
def test_what_is_no_plain_document_is_refused(name, content, fault):
    assert inspection.inspect(name, content) == fault


@pytest.mark.parametrize(
    ("name", "tidy"),
    [
        ("C:\\papers\\ley 9095.pdf", "ley 9095.pdf"),
        ("../../etc/passwd", "passwd"),
        ("ley\r\nX: y\u202e.pdf", "leyX: y.pdf"),
        (".pdf", "pdf"),
        ("", "file"),
        ("ñ" * 200 + ".pdf", "ñ" * 116 + ".pdf"),
    ],
)
def test_a_name_is_kept_without_folders_and_hidden_signs(name, tidy):
    assert inspection.tidy_name(name) == tidy


def test_only_a_hash_finds_a_file(storage):
    storage.keep(PDF)

    assert storage.path("../secret_key") is None
    assert storage.path("0" * 64) is None


def test_a_reply_reopened_for_other_questions_takes_no_file(session, reply, storage, attach, now):
    """Nor is one put on record: it would count against what the state may hand in."""
    reply.standing, reply.reopened_for = "reopened", ["calls"]

    assert attach("a.pdf", b"%PDF-1.7 a") == Refused(Reason.NOT_REOPENED)
    assert attachments.size_of_state(session, reply.state, now, None) == 0
