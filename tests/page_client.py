"""A browser without JavaScript for the tests, which inspects every page it opens.

A page that breaks a rule of the house (one h1, a label for every control, nothing inline, …) fails the test that
opened it, whatever that test is about, with the address and the line.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from flask import Flask
from lxml import html
from lxml.html import HtmlElement
from werkzeug.test import TestResponse

Fields = Mapping[str, str | Sequence[str]]
LANGUAGES = {"en", "es"}

# Words that make up a third of any text in their language and do not occur in the other. Names of people and
# institutions carry one or two of them; a sentence carries more.
ENGLISH = "the of and is are was were this that these which your you has have been from with for not by"
SPANISH = "el los las del que una este esta estos su sus para por con está están fue han ha más según"
WORDS_OF = {"en": set(ENGLISH.split()), "es": set(SPANISH.split())}
TYPES_WITHOUT_LABEL = {"hidden", "submit", "button", "image", "reset"}


class Page:
    """A page as received, and what a person can do with it."""

    def __init__(self, client: "PageClient", response: TestResponse) -> None:
        self.client = client
        self.response = response
        self.address = response.request.full_path.rstrip("?")
        self.document: HtmlElement = html.document_fromstring(response.get_data(as_text=True))

    @property
    def text(self) -> str:
        """What can be read in it, white space made one."""
        return _text(self.document.body)

    @property
    def h1(self) -> str:
        return _text(self.document.find(".//h1"))

    @property
    def language(self) -> str:
        return str(self.document.get("lang"))

    def all(self, selector: str) -> list[HtmlElement]:
        """The elements of a CSS class (".question"), name ("table") or identifier ("#errors")."""
        return list(self.document.xpath(_xpath(selector)))

    def texts(self, selector: str) -> list[str]:
        return [_text(element) for element in self.all(selector)]

    def follow(self, words: str, status: int = 200) -> "Page":
        """Opens the link that says `words`."""
        for link in self.document.iter("a"):
            if _text(link) == words:
                return self.client.open(urljoin(self.address, str(link.get("href"))), status)
        said = [_text(link) for link in self.document.iter("a")]
        raise AssertionError(f"{self.address} has no link {words!r}; it has {said}")

    def form(self, action: str = "") -> "Form":
        """The form whose action ends in `action`; without it, the only one in the page's main part."""
        forms = [
            form
            for form in self.document.iterfind(".//main//form")
            if urlsplit(str(form.get("action"))).path.endswith(action)
        ]
        assert len(forms) == 1, f"{self.address} has {len(forms)} forms ending in {action!r}"
        return Form(self, forms[0])


@dataclass
class Form:
    """A form with what stands in it."""

    page: Page
    element: HtmlElement

    @property
    def fields(self) -> dict[str, list[str]]:
        """What a browser would send if the form were sent as it stands, without the button."""
        texts = {area.get("name") for area in self.element.iter("textarea")}
        fields: dict[str, list[str]] = {}
        for name, value in self.element.form_values():
            # A line break right after <textarea> is no part of the text (HTML, 13.2.6.4.7); lxml does not know.
            fields.setdefault(name, []).append(value.removeprefix("\n") if name in texts else value)
        return fields

    def send(self, changes: Fields | None = None, button: str | None = None, status: int = 200) -> Page:
        """Sends it with `changes` to its fields, as pressing the button that says `button` does."""
        fields: dict[str, str | Sequence[str]] = {**self.fields, **(changes or {})}
        fields.update(self._pressed(button))
        address = urljoin(self.page.address, str(self.element.get("action")))
        if self.element.method == "POST":
            return self.page.client.post(address, fields, status)
        return self.page.client.open(address, status, fields)

    def _pressed(self, words: str | None) -> dict[str, str]:
        if words is None:
            return {}
        for button in self.element.iter("button", "input"):
            if words == (_text(button) or button.get("value")):
                name = button.get("name")
                return {name: button.get("value") or ""} if name else {}
        raise AssertionError(f"{self.page.address} has no button {words!r} in this form")


class PageClient:
    """Opens pages of `app` and keeps its cookies. Redirects are followed."""

    def __init__(self, app: Flask) -> None:
        self.browser = app.test_client()

    def open(self, address: str, status: int = 200, query: Fields | None = None) -> Page:
        return self._received(self.browser.get(address, query_string=query, follow_redirects=True), status)

    def post(self, address: str, fields: Fields, status: int = 200) -> Page:
        """Sends `fields` as they are. A test of what a person does uses `page.form().send()`."""
        return self._received(self.browser.post(address, data=fields, follow_redirects=True), status)

    def download(self, address: str, status: int = 200) -> TestResponse:
        """What is not a page: a file, a table as CSV."""
        response = self.browser.get(address)
        assert response.status_code == status, f"{address}: {response.status}"
        return response

    def _received(self, response: TestResponse, status: int) -> Page:
        path = response.request.path
        assert response.status_code == status, f"{path}: {response.status}, expected {status}"
        assert response.mimetype == "text/html", f"{path} is no page but {response.mimetype}"
        page = Page(self, response)
        faults = inspect(page)
        assert not faults, f"{path} (as {page.language}):\n" + "\n".join(faults)
        return page


def inspect(page: Page) -> list[str]:
    """What is wrong with a page, each with its place."""
    known = _sound_as(page)
    if known in _SOUND:
        return []
    rules = (_headers, _frame, _identifiers, _controls, _forms, _links, _inline, _foreign, _languages)
    faults = [fault for rule in rules for fault in rule(page)]
    if not faults:
        _SOUND.add(known)
    return faults


_SOUND: set[bytes] = set()
"""What was found sound: of the same answer under the same language the same would be found."""


def _sound_as(page: Page) -> bytes:
    headers = (page.response.headers.get(name, "") for name in ("Content-Security-Policy", "X-Content-Type-Options"))
    beside = "\n".join((page.address.split("/")[1], *headers))
    return hashlib.sha256(beside.encode() + page.response.get_data()).digest()


def _headers(page: Page) -> Iterator[str]:
    policy = page.response.headers.get("Content-Security-Policy", "")
    if "default-src" not in policy or "unsafe" in policy:
        yield f"the content security policy is not strict: {policy!r}"
    if page.response.headers.get("X-Content-Type-Options") != "nosniff":
        yield "X-Content-Type-Options is not nosniff"


def _frame(page: Page) -> Iterator[str]:
    if page.language not in LANGUAGES:
        yield f"html has lang {page.language!r}"
    for name in ("h1", "head/title", "main"):  # a title in a picture names one of its shapes
        found = page.document.findall(f".//{name}")
        if len(found) != 1 or not _text(found[0]):
            yield f"{len(found)} {name} (one with words is asked for)"
    if not page.document.xpath("//meta[@name='viewport']"):
        yield "no meta viewport"


def _identifiers(page: Page) -> Iterator[str]:
    seen: set[str] = set()
    for element in page.document.iterfind(".//*[@id]"):
        if element.get("id") in seen or not element.get("id"):
            yield _at(element, "its id is empty or not the only one")
        seen.add(str(element.get("id")))
    for attribute in ("for", "aria-labelledby", "aria-describedby", "aria-controls", "list"):
        for element in page.document.iterfind(f".//*[@{attribute}]"):
            if missing := set(str(element.get(attribute)).split()) - seen:
                yield _at(element, f"{attribute} refers to {', '.join(sorted(missing))}, which is not there")


def _controls(page: Page) -> Iterator[str]:
    labelled = {label.get("for") for label in page.document.iter("label") if _text(label)}
    for control in page.document.iter("input", "select", "textarea"):
        if control.tag == "input" and control.get("type") in TYPES_WITHOUT_LABEL:
            continue
        wrapped = any(_text(label) for label in control.iterancestors("label"))
        named = control.get("aria-label") or control.get("aria-labelledby")
        if control.get("id") not in labelled and not wrapped and not named:
            yield _at(control, "a control without a label")
    for fieldset in page.document.iter("fieldset"):
        if not _text(fieldset.find("./legend")) and not fieldset.get("aria-labelledby"):
            yield _at(fieldset, "a fieldset without a legend")
    for button in page.document.iter("button"):
        if not _text(button) and not button.get("aria-label"):
            yield _at(button, "a button without words")


def _forms(page: Page) -> Iterator[str]:
    for form in page.document.iter("form"):
        if not form.get("action"):
            yield _at(form, "a form without an action")
        if form.method == "POST" and not form.xpath(".//input[@name='csrf_token' and @value!='']"):
            yield _at(form, "a POST form without csrf_token")


def _links(page: Page) -> Iterator[str]:
    for link in page.document.iter("a"):
        if not link.get("href"):
            yield _at(link, "a link to nowhere")
        if not _text(link) and not link.get("aria-label"):
            yield _at(link, "a link without words")
    for picture in page.document.iter("img"):
        if picture.get("alt") is None:
            yield _at(picture, "a picture without alt")


def _inline(page: Page) -> Iterator[str]:
    for element in page.document.iter(html.etree.Element):
        for name, value in element.items():
            if name == "style" or name.startswith(("on", "hx-on")) or value.strip().startswith("javascript:"):
                yield _at(element, f"{name} is inline style or script")
        if element.tag == "style" or (element.tag == "script" and not element.get("src")):
            yield _at(element, "inline style or script")


def _foreign(page: Page) -> Iterator[str]:
    for element in page.document.iter("script", "img", "link", "iframe", "object", "embed", "source"):
        address = element.get("src") or element.get("href") or element.get("data") or ""
        if urlsplit(address).netloc and element.get("rel") not in {"alternate", "canonical"}:
            yield _at(element, "is fetched from another machine")


def _languages(page: Page) -> Iterator[str]:
    """No page mixes languages: a sentence of the other one says so with `lang` ("": nobody knows)."""
    in_address = page.address.split("/")[1]
    if in_address in LANGUAGES and in_address != page.language:
        yield f"the address says {in_address}, the page {page.language}"
    for element, own in _with_languages(page.document.body, str(page.document.get("lang", ""))):
        if not own:
            continue
        text = [element.text or "", *(child.tail or "" for child in element)]
        words = set(re.findall(r"\w+", " ".join(text).lower()))
        for other in LANGUAGES - {own}:
            foreign, native = WORDS_OF[other] & words, WORDS_OF.get(own, set()) & words
            if len(foreign) > 2 > len(native):
                yield _at(element, f"reads as {other} within {own}: {' '.join(text)[:80]}")


def _with_languages(element: HtmlElement, outer: str) -> Iterator[tuple[HtmlElement, str]]:
    """An element and all below it, each with the language that it is in."""
    waiting = [(element, outer)]
    while waiting:
        element, outer = waiting.pop()
        own = str(element.get("lang", outer))
        yield element, own
        waiting += [(child, own) for child in element.iterchildren(html.etree.Element, reversed=True)]


def _at(element: HtmlElement, fault: str) -> str:
    shown = html.tostring(element, encoding="unicode", with_tail=False)
    return f"  line {element.sourceline}: {fault}: {' '.join(shown.split())[:120]}"


def _text(element: HtmlElement | None) -> str:
    return "" if element is None else " ".join(element.text_content().split())


def _xpath(selector: str) -> str:
    if selector.startswith("."):
        return f"//*[contains(concat(' ', normalize-space(@class), ' '), ' {selector[1:]} ')]"
    if selector.startswith("#"):
        return f"//*[@id='{selector[1:]}']"
    return f"//{selector}"
