"""A file that comes in pieces: what was acknowledged is there, and it is handed in like any other."""

from datetime import timedelta

import pytest

from surveyapp.actions import room, uploading
from surveyapp.actions.answering import Refused, Saved, Unchanged
from surveyapp.actions.attaching import FileRefused
from surveyapp.actions.holding import Reason
from surveyapp.actions.uploading import NotThere
from surveyapp.core.places import Place
from surveyapp.files import inspection
from surveyapp.files.inspection import Fault
from surveyapp.files.storage import Storage
from surveyapp.store import answers as store
from surveyapp.store import attachments, models
from tests import stored

FILES = Place("offence", beside="files")
PDF = b"%PDF-1.7\n" + b"% a law\n" * 20
SIZE = len(PDF)


@pytest.fixture
def reply(session):
    return stored.a_reply(session)


@pytest.fixture
def person(session, reply):
    return stored.a_person(session)


@pytest.fixture
def storage(tmp_path):
    return Storage(tmp_path / "files")


@pytest.fixture
def begin(session, reply, person, now):
    def begin(name="law.pdf", size=SIZE, fingerprint="f1", place=FILES, who=person, at=now):
        return uploading.begin(session, reply, place, name, size, fingerprint, who, at)

    return begin


@pytest.fixture
def finish(session, storage, person, now):
    def finish(upload):
        return uploading.finish(session, storage, storage.pieces, upload, "upload 1", person, now)

    return finish


def send(storage, upload, content, now, size=50):
    while upload.received < len(content):
        piece = content[upload.received : upload.received + size]
        uploading.add(storage.pieces, upload, upload.received, piece, now)


def test_a_file_in_pieces_is_handed_in_like_any_other(session, reply, storage, begin, finish, now):
    upload = begin()
    send(storage, upload, PDF, now)

    assert isinstance(finish(upload), Saved)

    [file] = store.answers(session, reply.id)[str(FILES)].value["files"]
    assert (file["name"], file["media_type"]) == ("law.pdf", "application/pdf")
    assert storage.path(file["sha256"]).read_bytes() == PDF
    assert upload.attachment_id == attachments.of_reply(session, reply.id, file["id"]).id


def test_the_same_file_chosen_again_goes_on_where_it_stopped(storage, begin, now):
    upload = begin()
    uploading.add(storage.pieces, upload, 0, PDF[:50], now)

    again = begin()

    assert (again.id, again.received) == (upload.id, 50)


@pytest.mark.parametrize("other", [{"fingerprint": "f2"}, {"size": 7}, {"place": Place("paper")}, {"fingerprint": ""}])
def test_another_file_or_another_place_begins_anew(begin, other):
    assert begin().id != begin(**other).id


def test_another_person_begins_anew(session, begin):
    assert begin().id != begin(who=stored.a_person(session, "Name B")).id


@pytest.mark.parametrize("offset", [0, 49, 51, 10**9])
def test_a_piece_that_does_not_begin_where_the_file_ends_is_not_added(storage, begin, now, offset):
    upload = begin()
    uploading.add(storage.pieces, upload, 0, PDF[:50], now)

    assert uploading.add(storage.pieces, upload, offset, PDF[:50], now) == NotThere(50)
    assert storage.pieces.whole(upload.public_id, 50) == PDF[:50]


def test_no_more_is_taken_than_was_announced(storage, begin, now):
    upload = begin(size=60)
    uploading.add(storage.pieces, upload, 0, PDF[:50], now)

    assert uploading.add(storage.pieces, upload, 50, PDF[:50], now) == NotThere(50)


def test_a_piece_is_of_limited_length(storage, begin, now):
    upload = begin(size=inspection.LARGEST)

    assert uploading.add(storage.pieces, upload, 0, bytes(uploading.LARGEST_PIECE + 1), now) == NotThere(0)


def test_what_lies_on_disk_and_was_never_acknowledged_is_written_over(storage, begin, finish, now):
    upload = begin()
    uploading.add(storage.pieces, upload, 0, PDF[:50], now)
    storage.pieces.add(upload.public_id, 50, b"the process died after this and before it was on record")

    send(storage, upload, PDF, now)

    assert isinstance(finish(upload), Saved)


def test_what_is_gone_from_disk_is_asked_for_again(storage, begin, now):
    upload = begin()
    uploading.add(storage.pieces, upload, 0, PDF[:50], now)
    storage.pieces.drop(upload.public_id)

    assert uploading.add(storage.pieces, upload, 50, PDF[50:], now) == NotThere(0)


def test_a_file_is_not_finished_before_it_is_whole(session, reply, storage, begin, finish, now):
    upload = begin()
    uploading.add(storage.pieces, upload, 0, PDF[:50], now)

    assert finish(upload) == NotThere(50)
    assert store.answers(session, reply.id) == {}


def test_finishing_twice_hands_it_in_once(session, reply, storage, begin, finish, now):
    upload = begin()
    send(storage, upload, PDF, now)
    finish(upload)

    assert finish(upload) == Unchanged(1)
    assert len(store.answers(session, reply.id)[str(FILES)].value["files"]) == 1
    assert uploading.add(storage.pieces, upload, len(PDF), b"more", now) == NotThere(len(PDF))


def test_content_is_looked_at_when_it_is_whole(session, reply, storage, begin, finish, now):
    page = b"<html><script>alert(1)</script>"
    upload = begin(size=len(page))
    send(storage, upload, page, now)

    assert finish(upload) == FileRefused("law.pdf", Fault.NOT_ACCEPTED)
    assert store.answers(session, reply.id) == {}
    assert attachments.size_of_state(session, reply.state, now, None) == 0
    assert upload.ended_at is not None


@pytest.mark.parametrize(
    ("facts", "fault"),
    [
        ({"size": 0}, Fault.EMPTY),
        ({"size": -1}, Fault.EMPTY),
        ({"size": inspection.LARGEST + 1}, Fault.TOO_LARGE),
        ({"name": "law.exe"}, Fault.NOT_ACCEPTED),
        ({"name": "law"}, Fault.NOT_ACCEPTED),
    ],
)
def test_what_could_never_be_handed_in_is_refused_before_it_is_sent(begin, facts, fault):
    assert begin(**facts).fault is fault


def test_the_room_of_a_state_is_looked_at_before_it_is_sent(monkeypatch, begin):
    monkeypatch.setattr(room, "MOST_BYTES_OF_A_STATE", len(PDF) - 1)

    assert begin() == FileRefused("law.pdf", Fault.NO_SPACE)


def test_files_on_their_way_take_room_as_announced(monkeypatch, begin, now):
    monkeypatch.setattr(room, "MOST_BYTES_OF_A_STATE", 2 * SIZE)
    first, second = begin(), begin(fingerprint="f2")

    assert begin(fingerprint="f3") == FileRefused("law.pdf", Fault.NO_SPACE)
    assert begin() is first
    assert begin(fingerprint="f2") is second


def test_of_one_that_rests_counts_what_has_come(monkeypatch, storage, begin, now):
    monkeypatch.setattr(room, "MOST_BYTES_OF_A_STATE", SIZE + 50)
    resting = begin()
    uploading.add(storage.pieces, resting, 0, PDF[:50], now)
    later = now + room.COMES_NOW + timedelta(minutes=1)

    assert isinstance(begin(fingerprint="f2", at=later), models.Upload)
    assert begin(at=later) == FileRefused("law.pdf", Fault.NO_SPACE)


def test_a_file_that_came_whole_is_counted_once(monkeypatch, storage, begin, finish, now):
    monkeypatch.setattr(room, "MOST_BYTES_OF_A_STATE", SIZE)
    upload = begin()
    send(storage, upload, PDF, now)

    assert isinstance(finish(upload), Saved)


def test_a_file_begins_only_where_one_is_asked_for(begin):
    assert begin(place=Place("calls")) == Refused(Reason.NO_SUCH_PLACE)
    assert begin(place=Place("calls", beside="source")) == Refused(Reason.NO_SUCH_PLACE)


def test_a_sent_reply_takes_no_file_and_the_pieces_wait(session, reply, storage, begin, finish, now):
    upload = begin()
    send(storage, upload, PDF, now)
    reply.standing = "submitted"
    session.flush()

    assert begin() == Refused(Reason.SUBMITTED)
    assert finish(upload) == Refused(Reason.SUBMITTED)
    assert upload.ended_at is None


def test_a_person_has_few_files_on_their_way(session, begin, now):
    first = begin(fingerprint="0")
    for number in range(uploading.MOST_AT_ONCE):
        begin(fingerprint=f"1{number}", at=now + timedelta(minutes=1 + number))

    assert first.ended_at is not None


def test_what_rests_for_long_is_given_up_and_taken_from_disk(session, storage, begin, now):
    resting, fresh = begin(), begin(fingerprint="f2", at=now + timedelta(days=1))
    for one in (resting, fresh):
        storage.pieces.add(one.public_id, 0, PDF[:50])

    uploading.sweep(session, now + uploading.KEPT_FOR + timedelta(hours=1))
    session.flush()
    uploading.drop_what_is_over(session, storage.pieces)

    assert list(storage.pieces.names()) == [fresh.public_id]


@pytest.mark.parametrize("name", ["../secret_key", "a/b", "", "x" * 100])
def test_pieces_lie_nowhere_else(storage, name):
    with pytest.raises(ValueError, match="identifier"):
        storage.pieces.add(name, 0, PDF)
