"""A file over a line that breaks: it goes on where it stopped, and is whole afterwards; with scripts and without."""

import hashlib
import re
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from surveyapp.files.storage import Storage
from surveyapp.store import models
from surveyapp.store.database import reading
from tests.journeys.conftest import MakeFocalPoint, SmallRound
from tests.journeys.navigators import FocalPoint, in_words
from tests.product import LiveServer

LINE_DOWN = "No connection. It goes on by itself from where it stopped, once the line is back."
SIZE = 1_500_000
QUESTION = "body_name"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A paper of one and a half megabytes, no two pieces of it alike."""
    found = tmp_path / "ley 9095.pdf"
    body = b"".join(hashlib.sha256(str(number).encode()).digest() for number in range(SIZE // 32))
    found.write_bytes(b"%PDF-1.7\n" + body)
    return found


def test_a_file_goes_on_where_it_stopped_when_the_server_comes_back(
    focal_point: MakeFocalPoint, small_round: SmallRound, server: LiveServer, engine: sa.Engine, file: Path
) -> None:
    ana = _begins(focal_point, small_round)
    asked = _pieces_asked_for(ana.page)

    def breaks(_request: object) -> None:
        if len(asked) == 3:
            server.stop()

    ana.page.on("requestfinished", breaks)
    ana.field(f"{QUESTION}@files.upload").set_input_files(file)
    expect(ana.page.locator(".sending")).to_contain_text(in_words(LINE_DOWN, ana.language))
    acknowledged = _received(engine)
    assert 0 < acknowledged < file.stat().st_size
    ana.page.remove_listener("requestfinished", breaks)
    server.start()

    expect(ana.page.locator(".files", has_text=file.name)).to_be_visible(timeout=30_000)
    assert sum(offset == 0 for offset in asked) == 1
    assert _whole(engine, server) == file.read_bytes()


def test_the_same_file_chosen_again_on_a_new_page_goes_on(
    focal_point: MakeFocalPoint, small_round: SmallRound, server: LiveServer, engine: sa.Engine, file: Path
) -> None:
    ana = _begins(focal_point, small_round)
    asked = _pieces_asked_for(ana.page)
    ana.page.on("requestfinished", lambda _request: server.stop() if len(asked) == 2 else None)
    ana.field(f"{QUESTION}@files.upload").set_input_files(file)
    expect(ana.page.locator(".sending")).to_contain_text(in_words(LINE_DOWN, ana.language))

    server.start()
    again = ana.in_another_tab()
    ana.page.close(run_before_unload=False)
    again.opens_section(small_round.replies["CRI"], "laws")
    asked_again = _pieces_asked_for(again.page)
    again.has_more_to_say(QUESTION)
    again.attaches(f"{QUESTION}@files", file)

    assert asked_again[0] > 0
    assert _whole(engine, server) == file.read_bytes()


def test_without_scripts_a_file_goes_with_the_page(
    focal_point: MakeFocalPoint, small_round: SmallRound, server: LiveServer, engine: sa.Engine, file: Path
) -> None:
    ana = focal_point("Ana Mora", is_scripted=False)
    ana.opens_section(small_round.replies["CRI"], "laws")
    ana.has_more_to_say(QUESTION)
    ana.finds_nothing_wrong()
    ana.attaches(f"{QUESTION}@files", file)
    ana.saves()

    expect(ana.page.locator(".files", has_text=file.name)).to_be_visible()
    assert _whole(engine, server) == file.read_bytes()


def _begins(focal_point: MakeFocalPoint, small_round: SmallRound) -> FocalPoint:
    ana = focal_point("Ana Mora")
    ana.opens_section(small_round.replies["CRI"], "laws")
    ana.has_more_to_say(QUESTION)
    ana.finds_nothing_wrong()
    return ana


def _pieces_asked_for(page: Page) -> list[int]:
    """The offsets of the pieces that this page sends, as it sends them."""
    offsets: list[int] = []

    def note(address: str) -> None:
        found = re.search(r"/upload/\w+\?offset=(\d+)$", address)
        if found:
            offsets.append(int(found.group(1)))

    page.on("request", lambda request: note(request.url))
    return offsets


def _received(engine: sa.Engine) -> int:
    with reading(engine) as session:
        return session.scalars(sa.select(models.Upload.received)).one()


def _whole(engine: sa.Engine, server: LiveServer) -> bytes:
    """The one file that was handed in, as it lies there."""
    with reading(engine) as session:
        row = session.scalars(sa.select(models.Attachment)).one()
    storage: Storage = server.app.extensions["storage"]
    path = storage.path(row.sha256)
    assert path is not None
    return path.read_bytes()
