"""Whatever is sent, by whoever: never a fault of ours, nothing lost, and a page in the right language that says so.

Every endpoint of the address map is tried, as somebody who may use it, so that a new page is tried by itself. The
application is told that it is being tested: a fault in a view reaches the test as an exception.
"""

import io
import re
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import quote, urlencode

import pytest
import sqlalchemy as sa
from flask import Flask
from lxml import html
from sqlalchemy.orm import Session
from werkzeug.routing import Rule
from werkzeug.test import EnvironBuilder, TestResponse

from config import Settings
from surveyapp.actions import answering, coming_in, contacts, grouping, producing, submitting
from surveyapp.actions.answering import Posted
from surveyapp.actions.producing import Wish
from surveyapp.core.disclosure import Audience
from surveyapp.core.places import Place
from surveyapp.store import models
from surveyapp.store.database import make_engine, reading, writing
from surveyapp.store.secretariat_models import PersonAddress
from surveyapp.web.access import ENDPOINTS
from tests import product
from tests.page_client import Page, PageClient, inspect
from tests.stored import OPENED, a_person, a_reply
from tests.workbooks import many_rows, part, sheets, with_part, workbook

NOW = datetime(2026, 9, 15, 14, 30, tzinfo=UTC)
KEPT = "Plan nacional, text that must stay"
DECLARED = {"name": "Name A", "title": "Director", "institution": "Ministry", "gaps": ""}
NUL = "nothing\x00after"
TEXTS = {
    "nothing": "",
    "a null byte": NUL,
    "control characters": "\x01\x07\x1b[31m\x7f\x85\u2028",
    "half a character": "\ud83d",
    "not a character": "\ufffe\uffff",
    "right to left": "\u202etxt.exe\u2066",
    "very long": "a" * 300_000,
    "many lines": "\r\n" * 50_000,
    "SQL": "'; DROP TABLE answer; -- \" OR 1=1",
    "HTML": "</textarea></script><script>alert(1)</script><img src=x onerror=alert(1)>\"'>",
    "a template": "{{ 7 * 7 }}{% raw %}${7*7}<%= 7*7 %>%(name)s {0.__class__}",
    "a header": "a@example.org\r\nBcc: everybody@example.org",
    "a path": "../../../../etc/passwd",
    "a number that is none": "9" * 400,
    "digits of another script": "\u0661\u0662\u0663",
    "JSON": '{"a": [1, {"b": null}]}',
    "a formula": '=HYPERLINK("https://example.org")',
}
OF_THE_STORE = ("nothing", "a null byte", "half a character", "not a character", "very long", "a number that is none")
"""What one database takes for a text or a number and another does not; the rest is the same to all of them."""
MARKS = ("control characters", "right to left", "SQL", "HTML", "a template", "a header", "JSON", "a formula")
"""What would be obeyed by something behind a page. In an address they stand all in one: no part of it hides another."""
IN_ADDRESSES = {name: text for name, text in TEXTS.items() if name not in MARKS} | {
    "marks": "".join(TEXTS[name] for name in MARKS)
}


def on_both(texts: Mapping[str, str], of_the_store: Collection[str]) -> pytest.MarkDecorator:
    """Every text on SQLite, and on PostgreSQL those that a database may take otherwise."""
    return pytest.mark.parametrize(
        ("world", "text"),
        [
            pytest.param(database, text, id=f"{database}-{name}")
            for database, names in (("sqlite", texts), ("postgresql", of_the_store))
            for name, text in texts.items()
            if name in names
        ],
        indirect=["world"],
    )


on_one = pytest.mark.parametrize("world", ["sqlite"], indirect=True)
"""Where what is sent is refused before a database hears of it."""

FORM = "application/x-www-form-urlencoded"
LONGEST_IN_ADDRESS = 4_000
ROLES = ("public", "focal_point", "administrator")
REDIRECTED = {302, 303, 307}
ANSWERED = {200, 302, 303, 307, 400, 401, 403, 404, 405, 409, 413, 422, 429}


@dataclass
class World:
    """A round with the replies of two states, and who may use what there is."""

    app: Flask
    engine: sa.Engine
    found: dict[str, str]
    of_another_state: dict[str, str]
    cookies: dict[str, dict[str, str]] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)

    def browser(self, role: str) -> PageClient:
        """A browser of "public", "focal_point" or "administrator", as it stands after coming in."""
        client = PageClient(self.app)
        for name, value in self.cookies[role].items():
            client.browser.set_cookie(name, value)
        return client

    def rules(self, method: str) -> list[Rule]:
        rules = self.app.url_map.iter_rules()
        return [rule for rule in rules if method in (rule.methods or ()) and rule.endpoint != "health"]

    def address(self, rule: Rule, **others: str) -> str:
        """The address of an endpoint; `others` stand in place of what belongs there."""
        texts = {"language": "es", **self.found, **others}
        of_rule = {name: self.found.get(f"{rule.endpoint} {name}", text) for name, text in texts.items()} | others
        return re.sub(r"<(?:[^:<>]+:)?(\w+)>", lambda name: _encoded(of_rule[name[1]]), rule.rule)

    def answers_soundly(self, response: TestResponse, language: str = "es") -> None:
        """It is an answer to whoever asked, not a fault of ours; if it is a page, then a sound one in this language."""
        assert response.status_code in ANSWERED, response.status
        if response.mimetype == "text/html" and response.status_code not in REDIRECTED:
            page = Page(self.browser("public"), response)
            assert page.language == language
            assert not inspect(page)

    def has_lost_nothing(self) -> bool:
        found = sa.select(models.Answer).where(models.Answer.place == "plan").order_by(models.Answer.reply_id)
        with reading(self.engine) as session:
            return [answer.typed["text"] for answer in session.scalars(found)] == [KEPT, KEPT]


MakeWorld = Callable[[str], World]


@pytest.fixture(scope="module")
def world_on(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MakeWorld]:
    """The world on a database, made when it is first asked for: pytest alone makes it anew with every other text."""
    made: dict[str, World] = {}
    with ExitStack() as stack:

        def make(database: str) -> World:
            folder = tmp_path_factory.mktemp("hostile")
            if database == "sqlite":
                shutil.copy(request.getfixturevalue("migrated_sqlite"), folder / "surveyapp.db")
                url = f"sqlite:///{folder}/surveyapp.db"
            else:
                url = stack.enter_context(request.getfixturevalue("postgresql").database())
            app = product.made(Settings(folder, url, "http://localhost", "the secret key of the tests, for them alone"))
            app.testing = True
            app.config["CLOCK"] = lambda: NOW
            engine = make_engine(url)
            stack.callback(engine.dispose)
            stack.callback(app.extensions["engine"].dispose)
            return _a_world(app, engine)

        yield lambda database: made.get(database) or made.setdefault(database, make(database))


@pytest.fixture(params=["sqlite", "postgresql"])
def world(request: pytest.FixtureRequest, world_on: MakeWorld) -> World:
    """On both databases: they differ in what they take for a text."""
    return world_on(request.param)


def _a_world(app: Flask, engine: sa.Engine) -> World:
    with writing(engine) as session:
        reply = a_reply(session)
        another = a_reply(session, "JAM", reply.round)
        found, foreign = _found(session, reply), _found(session, another)
        people = {
            "focal_point": a_person(session, "Ana", "focal_point", "CRI", title="Director", institution="Ministry"),
            "administrator": a_person(session, "Olga", "administrator", None),
        }
        officer = a_person(session, "Another officer", "officer", None)
        session.add(models.Role(person_id=officer.id, role="contact", state=reply.state, since=OPENED))
        found["person"] = officer.public_id
        found["address"] = _an_address(session, people["focal_point"])
        tokens = {role: coming_in.begin(session, person, NOW) for role, person in people.items()}
        session.commit()
    world = World(app, engine, found, foreign, {role: {"session": token} for role, token in tokens.items()})
    for role in ROLES:
        browser = world.browser(role) if role in tokens else PageClient(app)
        page = browser.open("/es/sign-in" if role == "public" else "/es/")
        world.tokens[role] = str(page.document.xpath("//input[@name='csrf_token']/@value")[0])
        form = browser.browser.get_cookie("form")
        world.cookies.setdefault(role, {})["form"] = form.value if form else ""
    return world


def _found(session: Session, reply: models.Reply) -> dict[str, str]:
    """What stands in the addresses of a reply that was sent, and may be written again."""
    letter = models.Letter(
        kind="invitation",
        occasion=f"invitation:{reply.state}",
        round_id=reply.round_id,
        reply_id=reply.id,
        email="a@example.org",
        email_key="a@example.org",
        language="en",
        subject="Invitation",
        body="Dear Sir or Madam",
        created_at=NOW,
    )
    attachment = models.Attachment(
        reply_id=reply.id, sha256="0" * 64, place="paper", name="a.pdf", media_type="application/pdf", size=7, at=NOW
    )
    session.add_all([letter, attachment])
    answering.save_page(session, reply, {Place("plan"): Posted({"text": KEPT}, 0)}, "kept", None, NOW)
    made = submitting.submit(session, reply, DECLARED, "sent", None, NOW, "5a" * 16)
    assert isinstance(made, models.Submission)
    reply.standing = "reopened"
    came_back = {"language": "es", "changes": [{"from": "en"}], "source_name": "back.xlf", "at": NOW}
    incoming = models.IncomingWordings(edition_id=reply.round.edition_id, **came_back)
    of_reply = {"reply_id": reply.id}
    to_join = models.AccessRequest(
        name="Somebody", email="s@example.org", email_key="s@example.org", language="en", asked_at=NOW, **of_reply
    )
    thread = models.Clarification(place="plan", opened_at=NOW, **of_reply)
    thread.messages.append(models.ClarificationMessage(side="secretariat", text="Which?", at=NOW, operation="asked"))
    official = a_person(session, f"An official of {reply.state}", "contributor", reply.state)
    upload = models.Upload(
        person_id=official.id, place="plan@files", name="a.pdf", size=7, begun_at=NOW, active_at=NOW, **of_reply
    )
    returned = models.ReturnedWorkbook(person_id=official.id, sha256="0" * 64, at=NOW, **of_reply)
    called = contacts.Contact("call", "out", NOW.date(), "Somebody", "Something", "en")
    batch = models.ReminderBatch(round_id=reply.round_id, step="1", occasion=f"1:{reply.state}", due_on=NOW.date())
    batch.proposed_at = NOW
    session.add_all([incoming, to_join, thread, upload, returned, batch])
    session.flush()
    a_wish = Wish("data", "csv", "en", Audience.PUBLIC)
    return {
        "asked": to_join.public_id,
        "clarification": thread.public_id,
        "question": "plan",
        "upload": upload.public_id,
        "returned": returned.public_id,
        "number": made.receipt,
        "which": "reply",
        "reply": reply.public_id,
        "section": "law",
        "made": made.public_id,
        "attachment": attachment.public_id,
        "letter": letter.public_id,
        "code": reply.round.code,
        "round": reply.round.code,
        "edition": reply.round.edition.public_id,
        "incoming": incoming.public_id,
        "form": "pdf",
        "secretariat.log_file form": "csv",
        "kind": "mission",
        "batch": batch.public_id,
        "contact": contacts.enter(session, reply, called, None, NOW).public_id,
        "worded_in": "es",
        "paper": producing.ask(session, reply.round, a_wish, None, None, NOW).public_id,
        "audience": "public",
        "said_in": "es",
        "key": "question:plan",
        "version": "0",
        "to": official.public_id,
        "group": grouping.make(session, {"en": reply.state, "es": reply.state}, [reply.state], None, NOW).public_id,
        "state": reply.state,
    }


def _an_address(session: Session, person: models.Person) -> str:
    facts = {"email": "new@example.org", "email_key": "new@example.org", "asked_at": NOW}
    address = PersonAddress(public_id=models.new_public_id(), person_id=person.id, use="copy", **facts)
    session.add(address)
    session.flush()
    return address.public_id


def _encoded(text: str) -> str:
    return quote(text[:LONGEST_IN_ADDRESS].encode("utf-8", "surrogatepass"), safe="")


def _role_for(endpoint: str) -> str:
    """The humblest of those who may use an endpoint."""
    rule = ENDPOINTS[endpoint]
    return next(role for role in ROLES if role in rule.read_by | rule.written_by)


@pytest.fixture
def names(world: World) -> set[str]:
    """The names of all the fields and buttons there are, from every page that has some."""
    if not world.names:
        for rule in world.rules("GET"):
            browser = world.browser(_role_for(rule.endpoint)).browser
            for section in ("law", "help"):
                page = browser.get(world.address(rule, section=section))
                world.names |= set(
                    html.document_fromstring(b"<p>" + page.data).xpath("//form//@name | //@form/../@name")
                )
    return world.names - {"csrf_token"}


# Every endpoint


@on_both(IN_ADDRESSES, OF_THE_STORE)
def test_whatever_stands_in_an_address(world: World, text: str) -> None:
    for rule in world.rules("GET"):
        browser = world.browser(_role_for(rule.endpoint)).browser
        for name in rule.arguments - {"language"}:
            world.answers_soundly(browser.get(world.address(rule, **{name: text or " "})))
        world.answers_soundly(
            browser.get(f"{world.address(rule)}?{_encoded(text)}={_encoded(text)}&next={_encoded(text)}")
        )

    assert world.has_lost_nothing()


@on_both(TEXTS, OF_THE_STORE)
def test_whatever_stands_in_the_fields(world: World, names: set[str], text: str) -> None:
    assert {"a.calls.text", "passphrase", "states"} <= names
    untouched = {name for name in names if name.startswith(("v.plan", "theirs."))}
    posted = urlencode(dict.fromkeys(names - untouched, text[:20000]), errors="surrogatepass")

    for rule in world.rules("POST"):
        role = _role_for(rule.endpoint)
        browser = world.browser(role).browser
        fields = f"{posted}&{urlencode({'csrf_token': world.tokens[role]})}"
        world.answers_soundly(browser.post(world.address(rule), data=fields, content_type=FORM))

    assert world.has_lost_nothing()


def test_every_field_twice_and_none_at_all(world: World, names: set[str]) -> None:
    for rule in world.rules("POST"):
        role = _role_for(rule.endpoint)
        twice: dict[str, list[str] | str] = {name: ["1", "2"] for name in names if not name.startswith("v.plan")}
        for fields in (twice, {}):
            answer = world.browser(role).browser.post(
                world.address(rule), data=fields | {"csrf_token": world.tokens[role]}
            )
            world.answers_soundly(answer)

    assert world.has_lost_nothing()


def test_files_where_texts_belong_and_texts_where_files_belong(world: World, names: set[str]) -> None:
    for rule in world.rules("POST"):
        role = _role_for(rule.endpoint)
        files = {name: (io.BytesIO(b"%PDF-1.7"), NUL) for name in names if not name.startswith("v.plan")}
        answer = world.browser(role).browser.post(
            world.address(rule), data={**files, "csrf_token": world.tokens[role], "workbook": "a text"}
        )
        world.answers_soundly(answer)

    assert world.has_lost_nothing()


BODIES = {
    "JSON": ("application/json", b'{"csrf_token": 1}'),
    "broken JSON": ("application/json", b"{"),
    "no multipart": ("multipart/form-data; boundary=x", b"nothing of the kind"),
    "multipart cut off": ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="a"\r\n'),
    "multipart without boundary": ("multipart/form-data", b"--x--"),
    "no UTF-8": ("application/x-www-form-urlencoded", b"a=%ff%fe&%ff=1&csrf_token=%00"),
    "an unknown kind": ("\x7f/\x7f; charset=none", b"\x00\xff"),
}


@on_one
@pytest.mark.parametrize(("kind", "body"), BODIES.values(), ids=BODIES)
def test_a_body_that_is_no_form(world: World, kind: str, body: bytes) -> None:
    for rule in world.rules("POST"):
        browser = world.browser(_role_for(rule.endpoint)).browser
        world.answers_soundly(browser.post(world.address(rule), data=body, content_type=kind))

    assert world.has_lost_nothing()


@on_one
def test_a_form_without_its_token_is_refused_everywhere(world: World) -> None:
    for rule in world.rules("POST"):
        for token in ("", "none", world.tokens["public"][::-1], NUL):
            answer = world.browser(_role_for(rule.endpoint)).browser.post(
                world.address(rule), data={"csrf_token": token, "v.calls": "0", "a.calls.text": "7"}
            )
            assert answer.status_code == 400
            world.answers_soundly(answer)

    assert world.has_lost_nothing()


COOKIES = {
    "nothing": "",
    "garbage": "!!!!",
    "null bytes": "%00",
    "a signature that does not fit": "eyJjc3JmX3Rva2VuIjoiYSJ9.aaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbb",
    "no ASCII": "ñandú 字",
    "huge": "a" * 60_000,
    "quotes": '"\\"; session=other; Path=/',
}


@pytest.mark.parametrize("value", COOKIES.values(), ids=COOKIES)
def test_a_cookie_that_is_none_is_as_good_as_no_cookie(world: World, value: str) -> None:
    for rule in world.rules("GET"):
        header = {"Cookie": f"session={value}; form={value}; {value}".encode().decode("latin-1")}
        answer = PageClient(world.app).browser.get(world.address(rule), headers=header)
        assert answer.status_code in (200, 302, 404)
        world.answers_soundly(answer)


def test_the_addresses_of_another_state_are_as_good_as_unknown(world: World) -> None:
    """Wholly the other's, and of one's own reply with what belongs to the other's."""
    for method in ("GET", "POST"):
        for rule in (rule for rule in world.rules(method) if rule.endpoint.startswith("focal_point.")):
            hangs = rule.arguments & {"made", "letter", "attachment"}
            hanging = [{name: world.of_another_state[name]} for name in hangs]
            for others in [world.of_another_state, *hanging]:
                answer = world.browser("focal_point").browser.open(
                    world.address(rule, **others), method=method, data={"csrf_token": world.tokens["focal_point"]}
                )
                assert answer.status_code == 404, rule
                world.answers_soundly(answer)


@on_one
@pytest.mark.parametrize("language", ["fr", "ES", "en-US", "e", "%00", "..", "__proto__"])
def test_a_language_that_there_is_not_is_an_unknown_address(world: World, language: str) -> None:
    for rule in (rule for rule in world.rules("GET") if "language" in rule.arguments):
        address = world.address(rule).replace("/es/", f"/{language}/", 1)
        answer = world.browser(_role_for(rule.endpoint)).browser.get(address, headers={"Accept-Language": "es-CR, es"})
        assert answer.status_code == 404
        world.answers_soundly(answer)


@on_one
@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "NONSENSE"])
def test_a_method_that_there_is_not_is_refused_in_words(world: World, method: str) -> None:
    for rule in (rule for rule in world.rules("GET") if "language" in rule.arguments):
        answer = world.browser(_role_for(rule.endpoint)).browser.open(world.address(rule), method=method)
        assert answer.status_code == 405
        world.answers_soundly(answer)


# Shown as what it is


@pytest.mark.parametrize("text", [TEXTS["HTML"], TEXTS["a template"], TEXTS["SQL"], TEXTS["a formula"]])
def test_what_was_typed_is_shown_as_it_was_typed(world: World, text: str) -> None:
    browser, reply = world.browser("focal_point"), f"/es/reply/{world.found['reply']}"

    form = browser.open(f"{reply}/section/help").form("/section/help")
    page = form.send({"a.victims.source.text": text})

    assert page.document.xpath("//input[@name='a.victims.source.text']/@value") == [text]
    assert text in browser.open(f"{reply}/review").text
    assert not page.document.xpath("//script[not(@src)] | //img")


@pytest.mark.parametrize("text", [TEXTS["HTML"], TEXTS["a template"]])
def test_names_and_titles_are_shown_as_they_were_written(world: World, text: str) -> None:
    with writing(world.engine) as session:
        person = a_person(session, text, "focal_point", "JAM", email="x@example.org", email_key="x@example.org")
        person.institution = text
        session.commit()

    for path in ("/focal-points", "/invitations", "", "/JAM"):
        page = world.browser("administrator").open(f"/es/secretariat/rounds/{world.found['code']}{path}")
        assert text in page.text
        assert not page.document.xpath("//script[not(@src)] | //img")


# Workbooks

SOUND = workbook("type  name  en  es\ntext  law  Law  Ley")
SHEET = "xl/worksheets/sheet1.xml"
EXTERNAL = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
WORKBOOKS: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "a text": lambda: b"type,name",
    "a page": lambda: b"<html><table><tr><td>type</td></tr></table></html>",
    "a PDF": lambda: b"%PDF-1.7",
    "cut off": lambda: SOUND[: len(SOUND) // 2],
    "with macros": lambda: with_part(SOUND, "xl/vbaProject.bin", b"macro"),
    "a bomb": lambda: with_part(SOUND, "xl/media/image1.bin", bytes(300 * 2**20)),
    "an external entity": lambda: with_part(SOUND, "xl/workbook.xml", EXTERNAL),
    "100,000 rows": lambda: with_part(SOUND, SHEET, many_rows(100_000)),
    "without sheets of a questionnaire": lambda: sheets({"Sheet1": [["type", "name"]]}),
    "null bytes in a sheet": lambda: with_part(SOUND, SHEET, part(SOUND, SHEET) + b"\0"),
}


@on_one
@pytest.mark.parametrize("make", WORKBOOKS.values(), ids=WORKBOOKS)
def test_a_workbook_that_is_none_is_refused_with_a_fault_and_its_cure(world: World, make: Callable[[], bytes]) -> None:
    browser = world.browser("administrator")
    path = "/es/secretariat/questionnaires/import"
    before = _editions(world)

    fields = {"csrf_token": world.tokens["administrator"], "workbook": (io.BytesIO(make()), "../<b>ñ\x00.xlsx")}
    sent = EnvironBuilder(path, base_url="http://localhost", method="POST", data=fields).get_environ()
    with sent["wsgi.input"]:
        answer = browser.browser.open(sent)

    assert answer.status_code == 422
    world.answers_soundly(answer)
    page = Page(browser, answer)
    assert page.h1.startswith("No se")
    assert all(cell for row in page.all("tr") for cell in page.texts("td")[-1:])
    assert _editions(world) == before


def _editions(world: World) -> int | None:
    with reading(world.engine) as session:
        return session.scalar(sa.select(sa.func.count()).select_from(models.Edition))
