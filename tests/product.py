"""Fixtures that run the whole product: settings of one's own, the application, a client, a server."""

import contextlib
import dataclasses
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from config import Settings
from tests import compiled
from tests.page_client import PageClient

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def made(settings: Settings) -> Flask:
    """The product, with what another application of this run has compiled already."""
    from surveyapp.app import create_app

    app = create_app(settings)
    app.jinja_env.bytecode_cache = compiled.TEMPLATES
    app.extensions["babel"].instance.domain_instance.cache = compiled.CATALOGS
    return app


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Settings for an empty, migrated store; letters are kept, not sent. Replace what a test needs otherwise."""
    data_folder = tmp_path / "data"
    data_folder.mkdir()
    return Settings(
        data_folder=data_folder,
        database_url=database_url,
        base_url="http://localhost",
        secret_key="the secret key of the tests, for them alone",
    )


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """The application. A fault in a view reaches the test instead of becoming a page."""
    app = made(settings)
    app.testing = True
    yield app
    app.extensions["engine"].dispose()


@pytest.fixture
def client(app: Flask) -> PageClient:
    """A browser without JavaScript that inspects every page it opens."""
    return PageClient(app)


class LiveServer:
    """The product served over HTTP, several requests at a time; it can be stopped and started at the same address."""

    def __init__(self, settings: Settings) -> None:
        self._settings, self._port = settings, 0
        self.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    @property
    def app(self) -> Flask:
        return self._app

    def start(self) -> None:
        self._server = make_server("127.0.0.1", self._port, _not_yet, threaded=True, request_handler=_OneRequest)
        self._port = self._server.server_port
        try:
            settings = dataclasses.replace(self._settings, base_url=self.address, port=self._port)
            self._app = made(settings)
            self._server.app = _closing(self._app)
        except BaseException:
            self._server.server_close()
            raise
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """From now on a connection is refused, as when the machine is down."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _OneRequest(WSGIRequestHandler):
    """Answers one request for each connection: a connection kept open would go on being served after a stop."""

    protocol_version = "HTTP/1.0"

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Writes nothing: a failed test is to show what failed, not every request."""


@pytest.fixture
def server(settings: Settings) -> Iterator[LiveServer]:
    """The product served over HTTP."""
    server = LiveServer(settings)
    yield server
    server.stop()


@pytest.fixture
def live_server(server: LiveServer) -> str:
    """The address of the product served over HTTP."""
    return server.address


def _closing(app: Flask) -> "WSGIApplication":
    """Closes what is answered with even where the browser has gone: Werkzeug's server then leaves a file open."""

    def serve(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterator[bytes]:
        answered = app(environ, start_response)
        with contextlib.closing(answered):  # type: ignore[type-var] # what Flask answers with can be closed
            yield from answered

    return serve


def _not_yet(environ: object, start_response: object) -> list[bytes]:
    raise AssertionError("asked before the application was there")
