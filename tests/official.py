"""An official at a browser with JavaScript, for programs that measure: opens a section, leaves a field, reads "saved".

Sends what the page's own script (static/answering.js) sends, with the headers of a present-day browser.
"""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

from lxml import html
from lxml.html import HtmlElement

BROWSER = {
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36",
    "Accept-Language": "en",
    "Accept-Encoding": "gzip, deflate, br, zstd",
    "Sec-Fetch-Dest": "empty",
    "Sec-Fetch-Mode": "cors",
    "Sec-Fetch-Site": "same-origin",
}
PAGE = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"}
SCRIPT = {"Accept": "application/json", "X-Requested-With": "fetch"}
LONGEST_WAIT = 30.0

Fields = list[tuple[str, str]]
"""Names and values in the order of the page; a name may come several times."""


@dataclass(frozen=True)
class Received:
    """An answer of the server, and how many bytes went each way, headers included."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    bytes_sent: int
    bytes_received: int


@dataclass
class Official:
    """A person signed in by this session token, at one section of one reply."""

    port: int
    token: str
    reply: str
    section: str
    cookies: dict[str, str] = field(default_factory=dict)
    form: HtmlElement | None = None
    versions: dict[str, int] = field(default_factory=dict)
    read: dict[str, Fields] = field(default_factory=dict)
    """What was read of the form, place by place: whoever measures uses the processors of what is measured."""

    def __post_init__(self) -> None:
        self.cookies["session"] = self.token

    @property
    def page(self) -> str:
        return f"/en/reply/{self.reply}/section/{self.section}"

    def open(self) -> Received:
        """Opens the section; its fields and their versions are then known."""
        received = self.get(self.page, {**PAGE, "Accept-Encoding": "identity"})
        if received.status != 200:
            raise RuntimeError(f"{self.page} answered {received.status}")
        document = html.document_fromstring(received.body.decode())
        self.form, self.read = document.get_element_by_id("answers"), {}
        self.versions = {
            name.removeprefix("v."): int(value) for name, value in _fields(self.form) if name.startswith("v.")
        }
        return received

    def save(self, place: str, text: str, operation: str = "") -> Received:
        """Leaves the text field of a place with this text in it."""
        return self.post(f"/en/reply/{self.reply}/answer", self.posted(place, text, operation))

    def places(self) -> list[str]:
        """The addresses of all that can be answered on the page."""
        return places_in(self._opened())

    def posted(self, place: str, text: str | None = None, operation: str = "") -> Fields:
        """What the script posts when this place was changed, at the version last heard of: as it is, or with a text."""
        if place not in self.read:
            self.read[place] = posted(self._opened(), place)
        return [
            *((name, self._value(name, value, place, text)) for name, value in self.read[place]),
            ("operation", operation or uuid.uuid4().hex),
        ]

    def heard(self, received: Received) -> dict[str, Any]:
        """What the server said of a save; the versions it told are those of the next one."""
        said: dict[str, Any] = json.loads(received.body)
        self.versions |= said["versions"]
        return said

    def get(self, path: str, headers: Mapping[str, str] = PAGE) -> Received:
        return self._ask("GET", path, b"", headers)

    def post(self, path: str, fields: Fields) -> Received:
        encoded = {"Content-Type": "application/x-www-form-urlencoded;charset=UTF-8"}
        return self._ask("POST", path, urlencode(fields).encode(), {**SCRIPT, **encoded})

    def _opened(self) -> HtmlElement:
        if self.form is None:
            self.open()
        return self.form

    def _value(self, name: str, value: str, place: str, text: str | None) -> str:
        if name.startswith("v."):
            return str(self.versions[name.removeprefix("v.")])
        return text if text is not None and name == f"a.{place}.text" else value

    def _ask(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Received:
        address = f"http://127.0.0.1:{self.port}"
        sent = {
            "Host": f"127.0.0.1:{self.port}",
            **BROWSER,
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Referer": address + self.page,
            **({"Origin": address, "Content-Length": str(len(body))} if method == "POST" else {}),
            **headers,
        }
        connection = HTTPConnection("127.0.0.1", self.port, timeout=LONGEST_WAIT)
        try:
            connection.request(method, path, body or None, sent)
            response = connection.getresponse()
            content = response.read()
        finally:
            connection.close()
        self._keep_cookies(response)
        return Received(
            status=response.status,
            headers=dict(response.getheaders()),
            body=content,
            bytes_sent=_size(f"{method} {path} HTTP/1.1", sent) + len(body),
            bytes_received=_size(f"HTTP/1.1 {response.status} {response.reason}", response.headers) + len(content),
        )

    def _keep_cookies(self, response: HTTPResponse) -> None:
        for line in response.headers.get_all("Set-Cookie") or ():
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}


def places_in(form: HtmlElement) -> list[str]:
    """The addresses of all that can be answered in a form, or in a question of it."""
    return [name.removeprefix("v.") for name, _value in _fields(form) if name.startswith("v.")]


def posted(form: HtmlElement, place: str) -> Fields:
    """What the script posts when this place was changed, but for the number of the operation."""
    (question,) = form.xpath(".//*[@data-question][.//input[@name=$version]]", version=f"v.{place}")
    known = places_in(question)
    own = [(name, value) for name, value in _fields(question) if _place_of(name, known) in ("", place)]
    return [*((name, form.fields[name]) for name in ("csrf_token", "written_in", "asked_as")), *own]


def _fields(element: HtmlElement) -> Fields:
    """Names and values of the fields below an element, as a browser would send them."""
    found = []
    for one in element.xpath(".//input[@name] | .//select[@name] | .//textarea[@name]"):
        if one.get("type") in ("radio", "checkbox") and one.get("checked") is None:
            continue
        if one.get("type") not in ("file", "submit"):
            found.append((one.get("name"), one.value or ""))
    return found


def _place_of(name: str, places: list[str]) -> str:
    """The place that a field is a part of, its version included; "" for what concerns the question as a whole."""
    kind, _point, address = name.partition(".")
    own = [place for place in places if address.startswith(f"{place}.") or (kind, place) == ("v", address)]
    return max(own, key=len, default="")


def _size(first_line: str, headers: Mapping[str, str]) -> int:
    """Bytes of a first line and headers on the wire."""
    lines = [first_line, *(f"{name}: {value}" for name, value in headers.items())]
    return sum(len(line.encode()) + 2 for line in lines) + 2
