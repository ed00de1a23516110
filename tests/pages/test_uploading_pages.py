"""A file in pieces over HTTP: what the script is told, and what nobody gets by asking otherwise."""

import pytest
import sqlalchemy as sa

from surveyapp.actions import coming_in, uploading
from surveyapp.store import models
from surveyapp.store.database import reading, writing
from tests.page_client import PageClient
from tests.pages.test_answering_pages import a_desk
from tests.pages.test_breaking_in import SlowLine
from tests.stored import a_person, a_reply

PDF = b"%PDF-1.7\n" + b"% a law\n" * 2000
OCTETS = "application/octet-stream"


@pytest.fixture
def desk(app, now):
    return a_desk(app, now)


def post(desk, path, fields=None, client=None):
    fields = {"csrf_token": desk.token()} | (fields or {})
    return (client or desk.client).browser.post(desk.address(path), data=fields)


def begin(desk, **facts):
    fields = {"place": "offence@files", "name": "ley.pdf", "size": str(len(PDF)), "fingerprint": "f1"} | facts
    return post(desk, "/upload", fields)


def piece(desk, upload, offset, content, client=None, content_type=OCTETS, token=None):
    token = desk.token() if token is None else token
    return (client or desk.client).browser.post(
        desk.address(f"/upload/{upload}?offset={offset}"),
        data=content,
        content_type=content_type,
        headers={"X-CSRFToken": token},
    )


def test_a_file_comes_in_pieces_and_stands_at_its_question(desk, app):
    upload = begin(desk).json["id"]
    assert piece(desk, upload, 0, PDF[:9000]).json == {"offset": 9000}
    assert piece(desk, upload, 9000, PDF[9000:]).json == {"offset": len(PDF)}

    told = post(desk, f"/upload/{upload}/finish", {"written_in": "en"})

    assert told.status_code == 200
    assert told.json["versions"] == {"offence@files": 1}
    assert "ley.pdf" in told.json["files"]["f-offence--files-files"]
    assert told.json["status"]["q-offence-status"].startswith("Saved")
    assert len(told.data) < 3_000
    file = desk.typed()["offence@files"]["files"].split(" ")[0]
    with desk.client.download(desk.address(f"/file/{file}")) as response:
        assert response.data == PDF
        assert "attachment" in response.headers["Content-Disposition"]
    assert list(app.extensions["storage"].pieces.names()) == []


def test_after_a_broken_line_it_is_told_where_to_go_on(desk):
    upload = begin(desk).json["id"]
    piece(desk, upload, 0, PDF[:9000])

    assert begin(desk).json == {"id": upload, "offset": 9000}
    assert (piece(desk, upload, 0, PDF[:9000]).status_code, piece(desk, upload, 0, b"x").json) == (
        409,
        {"offset": 9000},
    )
    unfinished = post(desk, f"/upload/{upload}/finish")
    assert (unfinished.status_code, unfinished.json) == (409, {"offset": 9000})


def test_finishing_again_because_the_answer_was_lost_is_no_second_file(desk):
    upload = begin(desk).json["id"]
    piece(desk, upload, 0, PDF)
    post(desk, f"/upload/{upload}/finish")

    again = post(desk, f"/upload/{upload}/finish")

    assert (again.status_code, again.json["versions"]) == (200, {"offence@files": 1})
    assert len(desk.typed()["offence@files"]["files"].splitlines()) == 1


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (
            {"size": str(11 * 1024 * 1024)},
            "ley.pdf was not added: it is larger than 10 MB. Give its web address instead.",
        ),
        ({"size": "0"}, "ley.pdf was not added: it is empty."),
        ({"size": "many"}, "ley.pdf was not added: it is empty."),
        ({"name": "../../law.exe"}, "law.exe was not added: only PDF, Word, Excel"),
        ({"place": "offence"}, "This was not saved"),
        ({"place": "calls@source"}, "This was not saved"),
    ],
)
def test_what_cannot_be_handed_in_is_refused_in_words(desk, facts, said):
    answer = begin(desk, **facts)

    assert answer.status_code == 422
    assert answer.json["refused"].startswith(said)


def test_disguised_content_is_refused_when_it_is_whole(desk):
    page = b"<html><script>alert(1)</script></html>"
    upload = begin(desk, size=str(len(page))).json["id"]
    piece(desk, upload, 0, page)

    answer = post(desk, f"/upload/{upload}/finish")

    assert answer.status_code == 422
    assert "only PDF, Word, Excel" in answer.json["refused"]
    assert "offence@files" not in desk.typed()


# Breaking in


@pytest.fixture
def upload(desk):
    return begin(desk).json["id"]


@pytest.mark.parametrize(
    ("role", "state", "sections"),
    [
        ("focal_point", "CRI", None),
        ("contributor", "CRI", ["law"]),
        ("focal_point", "JAM", None),
        ("observer", "CRI", None),
        ("officer", None, None),
    ],
)
def test_only_the_person_who_began_it_goes_on(desk, app, now, upload, role, state, sections):
    with writing(app.extensions["engine"]) as session:
        own = a_reply(session, "JAM", desk.row(session).round).public_id
        other = a_person(session, "Name B", role=role, state=state, sections=sections)
        token = coming_in.begin(session, other, now)
        session.commit()
    client = PageClient(app)
    client.browser.set_cookie("session", token)
    own_token = client.open("/en/sign-in").document.xpath("//input[@name='csrf_token']/@value")[0]

    for reply in (desk.reply, own):
        address = f"/en/reply/{reply}/upload/{upload}"
        sent = client.browser.post(
            f"{address}?offset=0", data=PDF, content_type=OCTETS, headers={"X-CSRFToken": own_token}
        )
        finished = client.browser.post(f"{address}/finish", data={"csrf_token": own_token})
        assert (sent.status_code, finished.status_code) == (404, 404)
    assert piece(desk, upload, 0, PDF).status_code == 200


def test_an_upload_belongs_to_its_reply(desk, app, upload):
    with writing(app.extensions["engine"]) as session:
        a_person_of_both = session.scalars(sa.select(models.Person)).one()
        other = a_reply(session, "JAM", desk.row(session).round)
        session.add(models.Role(person_id=a_person_of_both.id, role="focal_point", state="JAM", since=desk.now))
        session.commit()
        public_id = other.public_id

    answer = desk.client.browser.post(
        f"/en/reply/{public_id}/upload/{upload}?offset=0",
        data=PDF,
        content_type=OCTETS,
        headers={"X-CSRFToken": desk.token()},
    )

    assert answer.status_code == 404


def test_a_person_whose_section_it_is_no_longer_does_not_go_on(desk, app, upload):
    with writing(app.extensions["engine"]) as session:
        role = session.scalars(sa.select(models.Role)).one()
        role.role, role.sections = "contributor", ["help"]
        session.commit()

    assert piece(desk, upload, 0, PDF, token="any").status_code in (400, 404)
    assert piece(desk, upload, 0, PDF).status_code == 404


@pytest.mark.parametrize("token", ["", "another"])
def test_a_piece_without_the_token_of_the_form_is_not_taken(desk, upload, token):
    assert piece(desk, upload, 0, PDF, token=token).status_code == 400
    assert begin(desk).json["offset"] == 0


@pytest.mark.parametrize("offset", ["", "-1", "1e3", "99999999999999", "٣"])
def test_an_offset_that_is_none_is_told_the_right_one(desk, upload, offset):
    answer = piece(desk, upload, offset, PDF)

    assert (answer.status_code, answer.json) == (409, {"offset": 0})


def test_a_piece_too_long_is_not_even_received(desk, upload):
    assert piece(desk, upload, 0, bytes(uploading.LARGEST_PIECE + 1)).status_code == 413


@pytest.mark.parametrize(("content", "kind"), [(b"", OCTETS), (PDF, "text/html"), (b"a=b", "multipart/form-data")])
def test_what_is_no_piece_is_refused(desk, upload, content, kind):
    assert piece(desk, upload, 0, content, content_type=kind).status_code == 400


def test_more_than_was_announced_is_not_taken(desk):
    upload = begin(desk, size="100").json["id"]

    assert piece(desk, upload, 0, PDF[:101]).status_code == 409


@pytest.mark.parametrize("upload", ["..%2F..%2Fsecret_key", "no-such-upload", "0" * 24])
def test_no_other_file_is_reached(desk, upload):
    assert piece(desk, upload, 0, PDF).status_code == 404


def test_nobody_waits_while_a_piece_arrives(desk, upload, settings):
    line = SlowLine(PDF, settings.database_url)
    token = desk.token()

    desk.client.browser.post(
        desk.address(f"/upload/{upload}?offset=0"),
        input_stream=line,
        content_length=len(PDF),
        content_type=OCTETS,
        headers={"X-CSRFToken": token},
    )

    assert line.held_up
    assert not any(line.held_up)


def test_a_sent_reply_takes_no_file(desk, upload):
    piece(desk, upload, 0, PDF)
    desk.change(standing="submitted")

    answer = post(desk, f"/upload/{upload}/finish")

    assert answer.status_code == 422
    assert "the reply has been sent" in answer.json["refused"]
    with reading(desk.app.extensions["engine"]) as session:
        assert session.scalars(sa.select(models.Attachment)).all() == []
