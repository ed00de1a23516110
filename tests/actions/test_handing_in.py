import pytest
import sqlalchemy as sa

from surveyapp.actions import handing_in, seeing
from surveyapp.actions.attaching import FileRefused
from surveyapp.actions.handing_in import Paper, Sheet
from surveyapp.files.inspection import Fault
from surveyapp.files.storage import Storage
from surveyapp.store import models
from tests import stored

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@pytest.fixture
def storage(tmp_path):
    return Storage(tmp_path / "files")


@pytest.fixture
def reply(session):
    found = stored.a_reply(session)
    stored.a_person(session, "Name A")
    stored.a_person(session, "Name B", language="en")
    return found


@pytest.fixture
def mission(session, reply):
    return stored.a_person(session, "The mission", role="observer")


def hand_in(session, storage, reply, now, kind=Paper.DOCUMENT, name="reply.pdf", content=PDF, who=None):
    return handing_in.hand_in(session, storage, reply, kind, Sheet(name, content, "Signed"), who, now)


def test_a_document_is_kept_and_changes_nothing_of_where_the_reply_stands(session, storage, reply, mission, now):
    made = hand_in(session, storage, reply, now, who=mission)

    assert storage.path(made.attachment.sha256).read_bytes() == PDF
    assert (made.kind, made.note, made.attachment.place) == ("document", "Signed", "@document")
    assert reply.standing == "not_started"


def test_the_focal_points_are_told_of_a_document_by_letter(session, storage, reply, mission, now):
    hand_in(session, storage, reply, now, who=mission)

    letters = session.scalars(sa.select(models.Letter).order_by(models.Letter.email)).all()
    assert [(one.email, one.language) for one in letters] == [
        ("name.a@example.org", "es"),
        ("name.b@example.org", "en"),
    ]
    assert all("reply.pdf" in one.body and "The mission" in one.body for one in letters)


def test_a_signed_letter_is_no_news_yet(session, storage, reply, now):
    hand_in(session, storage, reply, now, Paper.LETTER)

    assert session.scalar(sa.select(sa.func.count()).select_from(models.Letter)) == 0


def test_the_same_file_twice_is_one_paper(session, storage, reply, now):
    made = hand_in(session, storage, reply, now)

    assert hand_in(session, storage, reply, now) is made
    assert hand_in(session, storage, reply, now, name="other.pdf") is not made


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("empty.pdf", b"", Fault.EMPTY),
        ("page.html", b"<html>", Fault.NOT_ACCEPTED),
        ("a.docx", PDF, Fault.NAMED_OTHERWISE),
    ],
)
def test_papers_are_checked_as_every_file_is(session, storage, reply, now, name, content, fault):
    assert hand_in(session, storage, reply, now, name=name, content=content) == FileRefused(name, fault)
    assert session.scalar(sa.select(sa.func.count()).select_from(models.Document)) == 0


@pytest.mark.parametrize("kind", Paper)
def test_papers_are_read_by_those_who_see_the_whole_reply_and_by_no_other(session, storage, reply, now, kind):
    made = hand_in(session, storage, reply, now, kind)
    stored.a_reply(session, "JAM", reply.round)
    readers = {
        role: seeing.viewer_of(session, stored.a_person(session, f"Reader {number}", role=role, state=state), now)
        for number, (role, state) in enumerate({"focal_point": "CRI", "observer": "CRI", "contributor": "CRI"}.items())
    }
    readers["stranger"] = seeing.viewer_of(session, stored.a_person(session, "Name J", state="JAM"), now)

    seen = {who for who, viewer in readers.items() if seeing.attachment(session, viewer, made.attachment.public_id)}

    assert seen == {"focal_point", "observer"}
    assert seeing.documents_of(session, readers["contributor"], reply) == []


def test_the_secretariat_reads_a_signed_letter_once_it_was_sent(session, storage, reply, now):
    letter = hand_in(session, storage, reply, now, Paper.LETTER)
    document = hand_in(session, storage, reply, now, Paper.DOCUMENT, "other.pdf", PDF + b"\n")

    assert seeing.documents_of(session, seeing.SECRETARIAT, reply) == [document]
    assert seeing.attachment(session, seeing.SECRETARIAT, letter.attachment.public_id) is None
