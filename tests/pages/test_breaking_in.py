"""Attempts to break in, each seen to succeed once: what others may not see, do or stop stays out of their reach."""

import io
import os
import sqlite3
import subprocess
import sys
import unicodedata

import pyotp
import pytest
import sqlalchemy as sa

from surveyapp.actions import answering, coming_in, people
from surveyapp.actions.answering import Posted
from surveyapp.actions.sealing import Sealing
from surveyapp.core.addresses import email_key
from surveyapp.core.places import Place
from surveyapp.core.questionnaire import Disclosure
from surveyapp.store import models
from surveyapp.store.database import reading
from surveyapp.web import person_form
from tests.offline import Paper
from tests.page_client import PageClient
from tests.pages.desk import BILINGUAL, a_round_with, come_in
from tests.stored import a_person, a_reply, a_round

ADDRESS = "name.a@example.org"
PASSPHRASE = "tango violin river orchid 41"


class SlowLine(io.BytesIO):
    """A body that arrives slowly; while it does, it notes whether anybody else may write to the store."""

    def __init__(self, body, database_url):
        super().__init__(body)
        self.file = database_url.removeprefix("sqlite:///")
        self.held_up = []

    def read(self, size=-1):
        self._note()
        return super().read(size)

    def readinto(self, buffer):
        self._note()
        return super().readinto(buffer)

    def _note(self):
        other = sqlite3.connect(self.file, timeout=0, isolation_level=None)
        try:
            other.execute("BEGIN IMMEDIATE")
            self.held_up.append(False)
        except sqlite3.OperationalError:
            self.held_up.append(True)
        finally:
            other.close()


# Stopping others


@pytest.mark.parametrize("token", ["", "a session that never was", "that of a focal point"])
def test_nobody_waits_for_the_body_of_somebody_elses_post(client, session, settings, clock, sign_in, token):
    """Or one slow or malicious browser, even one that is not signed in, would stop everybody from saving."""
    reply, person = a_reply(session), a_person(session)
    session.commit()
    client.browser.set_cookie("session", token)
    if token == "that of a focal point":
        sign_in(client, person)
    body = SlowLine(b"v.calls=0&a.calls.text=7&" + b"a" * 200_000, settings.database_url)

    client.browser.post(
        f"/en/reply/{reply.public_id}/answer",
        input_stream=body,
        headers={"Content-Length": str(len(body.getvalue())), "Origin": "http://localhost"},
        content_type="application/x-www-form-urlencoded",
    )

    assert body.held_up
    assert not any(body.held_up)


class OthersMeanwhile:
    """Notes, each time something is looked at, whether anybody else may write to the store."""

    def __init__(self, database_url, look):
        self.file, self.look = database_url.removeprefix("sqlite:///"), look
        self.held_up = []

    def __call__(self, *given):
        other = sqlite3.connect(self.file, timeout=0, isolation_level=None)
        try:
            other.execute("BEGIN IMMEDIATE")
            self.held_up.append(False)
        except sqlite3.OperationalError:
            self.held_up.append(True)
        finally:
            other.close()
        return self.look(*given)


def test_nobody_waits_while_what_a_stranger_sends_is_looked_at(client, session, settings, monkeypatch):
    """Whoever holds a forwarded letter could else keep every state from saving, without coming in."""
    reply = a_reply(session)
    session.commit()
    looking = OthersMeanwhile(settings.database_url, unicodedata.normalize)
    monkeypatch.setattr(unicodedata, "normalize", looking)
    form = client.open(f"/en/ask-to-join/{reply.public_id}").form("/ask-to-join/" + reply.public_id)
    looking.held_up.clear()

    form.send({"name": "See www.example.org", "institution": "I", "email": ADDRESS, "language": "en"}, status=422)

    assert looking.held_up
    assert not any(looking.held_up)


def test_what_is_far_too_long_is_refused_unread(client, session, monkeypatch):
    reply = a_reply(session)
    session.commit()
    form = client.open(f"/en/ask-to-join/{reply.public_id}").form("/ask-to-join/" + reply.public_id)
    monkeypatch.setattr(person_form, "_printable", lambda text: pytest.fail("read") if len(text) > 9_999 else text)

    page = form.send({"name": "a." * 9_000, "institution": "I", "email": ADDRESS, "language": "en"}, status=422)

    assert page.texts(".error") == ["This is longer than 200 characters."]


@pytest.mark.parametrize("path", ["/sign-in", "/sign-in/secretariat", "/sign-in/secretariat/begin"])
def test_of_an_address_that_is_too_long_nothing_else_is_looked_at(client, path, monkeypatch):
    """To see whether megabytes are an address takes seconds, and asks for no coming in."""
    monkeypatch.setattr("email_validator.validate_email", lambda *_given, **_named: pytest.fail("read"))
    form = client.open(f"/en{path}").form(path)

    page = form.send({"address": "a." * 9_000 + "@example.org", "passphrase": "p", "code": "1"}, status=422)

    assert page.texts(".error") == ["The address is too long."]


# Addresses made up


@pytest.mark.parametrize("query", ["endpoint=x", "_scheme=javascript&_external=1", "_anchor=x", "_method=POST"])
def test_a_query_cannot_steer_the_links_to_the_other_language(client, query):
    page = client.open(f"/en/?{query}")

    [link] = page.document.xpath("//nav[@class='languages']/a[@lang='es']/@href")
    assert link == f"/es/?{query}"


@pytest.mark.parametrize("address", ["//[", "http://[", "/en/[", "///", "/en/..//[x"])
def test_an_address_that_none_can_read_leads_nowhere(client, address):
    client.open("/en/sign-in", query={"next": address})

    answer = client.browser.post("/en/reply/any/answer", data={}, headers={"Referer": address})
    assert answer.status_code == 400


# Standing on both sides


def naming_fields(**facts):
    return {"state": "CRI", "name": "Name F", "email": "name.f@example.org", "language": "es"} | facts


@pytest.mark.parametrize("name", ["The officer", "Somebody else, at the officer's own address"])
def test_an_officer_does_not_become_a_focal_point(client, session, clock, now, name):
    """Nobody of the secretariat writes, or sends, the reply of a state."""
    round_, replies = a_round_with(session, {"CRI": "in_progress"})
    officer = come_in(client, session, now)
    form = officer.open(f"/en/secretariat/rounds/{round_.code}/focal-points").form("/focal-points")

    page = form.send(naming_fields(name=name, email="the.officer@example.org"), status=422)

    assert "Secretariat" in page.texts(".error")[0]
    officer.open(f"/en/reply/{replies['CRI'].public_id}", 404)
    with reading(session.bind) as apart:
        assert not [person for person in apart.scalars(sa.select(models.Person)) if person.name.startswith("Somebody")]


def test_a_session_begun_with_a_mailed_code_never_becomes_that_of_an_officer(client, app, session, sign_in, now):
    a_reply(session)
    focal_point = a_person(session)
    session.commit()
    sign_in(client, focal_point)
    administrator = come_in(PageClient(app), session, now, "administrator")

    form = administrator.open("/en/secretariat/people").form("/people")
    form.send({"name": focal_point.name, "email": focal_point.email, "role": "administrator"}, status=422)

    client.open("/en/secretariat/people", 404)


# Invitations to the secretariat


def accept(client, code, address="officer.a@example.org", status=200):
    form = client.open("/en/sign-in/secretariat/begin").form("/begin")
    return form.send({"address": address, "code": code}, status=status)


def set_up(accepted, clock, status=200):
    first = pyotp.TOTP(accepted.texts(".seal")[0].replace(" ", "")).at(clock())
    fields = {"passphrase": PASSPHRASE, "repeated": PASSPHRASE, "code": first}
    return accepted.form("/set-up").send(fields, status=status)


@pytest.fixture
def invite(session, settings, clock):
    def make(person):
        code = coming_in.invite(session, Sealing(settings.secret_key), person, clock())
        session.commit()
        return code

    return make


def test_an_invitation_is_for_one_person_not_for_all_at_the_address(client, session, clock, invite):
    first = a_person(session, "Officer A", "officer", None)
    second = a_person(session, "Officer B", "officer", None, email=first.email, email_key=first.email_key)

    done = set_up(accept(client, invite(second)), clock)

    assert "Officer B" in done.text


def test_a_new_invitation_voids_the_one_before(client, session, clock, invite):
    officer = a_person(session, "Officer A", "officer", None)
    leaked = invite(officer)
    clock.pass_(minutes=1)
    invite(officer)

    accept(client, leaked, status=422)


def test_an_invitation_accepted_by_a_thief_is_void_when_the_officer_is_invited_anew(client, session, clock, invite):
    officer = a_person(session, "Officer A", "officer", None)
    accepted = accept(client, invite(officer))
    clock.pass_(minutes=1)
    invite(officer)

    assert set_up(accepted, clock).h1 == "Accept an invitation"


def test_an_accepted_invitation_sets_up_once(client, session, clock, invite):
    """A page kept open by somebody else must not set up another passphrase later."""
    accepted = accept(client, invite(a_person(session, "Officer A", "officer", None)))
    set_up(accepted, clock)
    clock.pass_(minutes=1)

    assert set_up(accepted, clock).h1 == "Accept an invitation"


def test_an_accepted_invitation_is_void_when_the_task_has_ended(client, session, clock, invite, now):
    officer = a_person(session, "Officer A", "officer", None)
    accepted = accept(client, invite(officer))
    session.refresh(officer)
    people.end_role(session, officer.roles[0], now)
    session.commit()

    assert set_up(accepted, clock).h1 == "Accept an invitation"


def test_what_was_sealed_for_one_step_serves_at_no_other(client, session, clock, invite, mailed_code):
    a_reply(session)
    person = a_person(session)
    a_person(session, "Name F", email=person.email, email_key=person.email_key)
    accepted = accept(client, invite(a_person(session, "Officer A", "officer", None)))
    asked = client.open("/en/sign-in").form("/sign-in").send({"address": ADDRESS})
    who = asked.form("/code").send({"code": mailed_code(ADDRESS)})

    invitation, proof = accepted.form("/set-up").fields["invitation"], who.form("/who").fields["proof"]
    assert who.form("/who").send({"proof": invitation, "who": person.public_id}, status=422).h1 == "Sign in"
    assert accepted.form("/set-up").send({"invitation": proof}).h1 == "Accept an invitation"


@pytest.mark.parametrize("step", ["secretariat", "secretariat/begin"])
def test_an_address_too_long_to_be_one_is_refused_before_anything_is_computed(client, step):
    """Comparing a million labels of a domain takes half a minute."""
    fields = {"address": "a@" + "é." * 200, "passphrase": "a", "code": "1"}

    client.open(f"/en/sign-in/{step}").form(step).send(fields, status=422)

    assert email_key("a@" + "É." * 200) == "a@" + "é." * 200


# Text that was kept


@pytest.mark.parametrize(("state", "is_shown"), [("CRI", True), ("JAM", False)])
def test_text_kept_when_a_session_ended_is_shown_to_people_of_that_state_alone(
    client, session, clock, sign_in, mailed_code, state, is_shown
):
    reply, person = a_reply(session), a_person(session)
    a_reply(session, "JAM", reply.round)
    another = a_person(session, "Name F", state=state)
    session.commit()
    sign_in(client, person)
    page = client.open(f"/en/reply/{reply.public_id}/section/help")
    clock.pass_(hours=3)

    asked = page.form("/section/help").send({"a.victims.source.text": "What a draft says"}, status=401)
    code_page = asked.form("/sign-in").send({"address": another.email})
    after = code_page.form("/code").send({"code": mailed_code(another.email)})

    assert ("What a draft says" in after.text) is is_shown


# On the machine


def test_what_the_product_writes_is_for_its_owner_alone_wherever_its_folder_was_made(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir(mode=0o755)
    environment = os.environ | {"SURVEYAPP_DATA": str(folder), "DATABASE_URL": ""}

    subprocess.run([sys.executable, "-m", "surveyapp", "database", "upgrade"], env=environment, check=True)

    assert {file.name for file in folder.iterdir() if file.stat().st_mode & 0o077} == set()


# What belongs to others of the same state


@pytest.mark.parametrize(
    "fields",
    [
        {"v.laws": "0", "a.laws.none": "1"},
        {"v.laws[aaaaaa].title": "0", "a.laws[aaaaaa].title.text": "planted"},
        {"d.plan": "public", "s.plan": "secretariat"},
        {"add": "laws"},
        {"move": "laws aaaaaa 0"},
        {"remove": "laws aaaaaa"},
        {"restore": "laws bbbbbb"},
        {"confirm": "treaties"},
        {"clear": "offence"},
        {"take_away": "plan aaaaaa"},
        {"v.treaties/palermo": "0", "a.treaties/palermo.option": "party"},
        {"v.plan": "0", "keep.plan": "yours", "theirs.plan": "1", "a.plan.text": "planted"},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_a_contributor_changes_nothing_in_sections_not_sent_to_him(
    client, session, engine, clock, sign_in, now, fields
):
    reply = a_reply(session)
    contributor = a_person(session, "Name C", "contributor", sections=["help"])
    session.add_all(
        [
            models.Entry(reply_id=reply.id, list_code="laws", entry="aaaaaa", position=1, added_at=now),
            models.Entry(reply_id=reply.id, list_code="laws", entry="bbbbbb", position=2, added_at=now, removed_at=now),
        ]
    )
    typed = {Place("plan"): Posted({"text": "ours"}, 0), Place("offence"): Posted({"option": "yes"}, 0)}
    answering.save_page(session, reply, typed, "before", None, now)
    answering.set_disclosure(session, reply, Place("plan"), Disclosure.SECRETARIAT, "before", None, now)
    session.commit()
    before = everything_of(engine)
    sign_in(client, contributor)
    address = f"/en/reply/{reply.public_id}"
    token = client.open(f"{address}/section/help").form("/section/help").fields["csrf_token"][0]

    for path in ("section/help", "section/law", "answer"):
        client.browser.post(f"{address}/{path}", data={"csrf_token": token, "v.calls": "0"} | fields)
        client.browser.post(f"{address}/{path}", data={"csrf_token": token} | fields)

    assert everything_of(engine) == before


def everything_of(engine):
    """All answers and entries, as they stand."""
    with reading(engine) as session:
        answers = session.scalars(sa.select(models.Answer).order_by(models.Answer.place))
        entries = session.scalars(sa.select(models.Entry).order_by(models.Entry.id))
        return [
            [(one.place, one.typed, one.version, one.disclosure) for one in answers],
            [(one.entry, one.position, one.removed_at) for one in entries],
        ]


@pytest.mark.parametrize("guess", ["yes", "no"])
def test_a_guess_in_a_workbook_tells_nothing_of_a_section_not_sent_to_the_official(
    client, app, session, clock, sign_in, now, guess
):
    """Or whoever fills in a cell of another section would learn whether the answer says the same."""
    reply = a_reply(session, "CRI", a_round(session, **BILINGUAL))
    focal_point = a_person(session)
    contributor = a_person(session, "Name C", "contributor", sections=["help"])
    session.commit()
    whole = PageClient(app)
    sign_in(whole, focal_point)
    paper = Paper(whole.download(f"/en/reply/{reply.public_id}/workbook.xlsx?language=en").data)
    answering.save_answer(session, reply, Place("offence"), {"option": "yes"}, 0, "before", None, now)
    session.commit()
    paper.choose("offence", "option", f"c:{guess}")
    sign_in(client, contributor)

    form = client.open(f"/en/reply/{reply.public_id}/workbook/return").form("/workbook/return")
    page = form.send({"workbook": (io.BytesIO(paper.saved()), "returned.xlsx")})

    assert "Of another section" in page.text


def test_the_desk_of_an_official_counts_the_sections_that_he_may_read_and_no_others(
    client, session, clock, sign_in, now
):
    """Or the figures would say what others answer, and, where a question is asked only then, that it was a yes."""
    reply = a_reply(session)
    contributor = a_person(session, "Name C", "contributor", sections=["help"])
    session.commit()
    sign_in(client, contributor)
    address = f"/en/reply/{reply.public_id}"
    [before] = client.open(address).texts(".lead")

    answering.save_answer(session, reply, Place("offence"), {"option": "yes"}, 0, "other", None, now)
    session.commit()

    assert client.open(address).texts(".lead") == [before]


@pytest.mark.parametrize("operation", ["over 1", "wb 1", "back 1", "edition:1"])
@pytest.mark.parametrize("path", ["section/help", "explanation"])
def test_the_history_says_what_was_done_and_not_what_a_browser_calls_it(
    client, session, clock, sign_in, path, operation
):
    """What is written by hand is no answer of an earlier round, and what is emptied by hand is told."""
    reply = a_reply(session)
    contributor = a_person(session, "Name C", "contributor", sections=["help"])
    session.commit()
    sign_in(client, contributor)
    address = f"/en/reply/{reply.public_id}"
    token = client.open(f"{address}/section/help").form("/section/help").fields["csrf_token"][0]
    place = "calls@explanation" if path == "explanation" else "calls"
    for version, text in enumerate(("7", "")):
        posted = {f"v.{place}": str(version), f"a.{place}.text": text}
        client.post(f"{address}/{path}", {"csrf_token": token, "operation": operation} | posted)

    assert {one.operation.partition(" ")[0].partition(":")[0] for one in written(session)}.isdisjoint(
        {"over", "wb", "back", "edition"}
    )
    assert len(written(session)) == 2


def written(session):
    """Every version of an answer."""
    with reading(session.bind) as apart:
        return apart.scalars(sa.select(models.AnswerVersion).order_by(models.AnswerVersion.id)).all()


TOLD = {"part": 4, "place": 3, "version": 5, "given": 7}
"""Columns of the hidden sheet, of the rows that tell of a cell; facts and words stand in the third and fourth."""


@pytest.mark.parametrize(
    ("kind", "column", "text"),
    [
        ("cell", TOLD["version"], "9" * 5_000),
        ("cell", TOLD["given"], "n:abc"),
        ("cell", TOLD["given"], "d:abc"),
        ("cell", TOLD["place"], "nothing"),
        ("cell", TOLD["place"], "laws[aaaaaa].title"),
        ("cell", TOLD["part"], "files"),
        ("revision", 2, "9" * 5_000),
        ("made_at", 2, "0001-01-01T00:00:00+14:00"),
        ("made_at", 2, "2026-01-01T00:00:00"),
        ("list", 2, "n:1e99999999"),
    ],
)
def test_a_workbook_with_forged_hidden_cells_is_read_for_what_it_is(
    client, session, engine, clock, sign_in, now, kind, column, text
):
    reply = a_reply(session, "CRI", a_round(session, **BILINGUAL))
    focal_point = a_person(session)
    session.commit()
    sign_in(client, focal_point)
    paper = Paper(client.download(f"/en/reply/{reply.public_id}/workbook.xlsx?language=en").data)
    paper.choose("offence", "option", "c:yes")
    paper.write("calls", "text", "n:abc")
    for row in paper.book["surveyapp"].iter_rows():
        if kind in (row[0].value, row[1].value):
            row[column].value = text
            if (kind, column) == ("cell", TOLD["place"]):
                row[TOLD["given"]].value = "n:abc"
    before = everything_of(engine)

    form = client.open(f"/en/reply/{reply.public_id}/workbook/return").form("/workbook/return")
    form.send({"workbook": (io.BytesIO(paper.saved()), "returned.xlsx")})

    assert everything_of(engine) == before


# What belongs to others of another side


@pytest.mark.parametrize("other", ["officer", "focal_point"])
def test_a_focal_point_ends_the_secrets_of_nobody_who_works_elsewhere_too(client, session, clock, sign_in, now, other):
    """A former official may be an officer by now, or answer for another state: neither is locked out from here."""
    reply, focal_point = a_reply(session), a_person(session)
    a_reply(session, "JAM", reply.round)
    one = a_person(session, "Name B", "contributor")
    if other == "officer":
        one.roles[0].until = now
    session.add(models.Role(person_id=one.id, role=other, state="JAM" if other == "focal_point" else None, since=now))
    session.add(models.Secret(person_id=one.id, kind="passphrase", content="sealed", created_at=now))
    session.commit()
    sign_in(client, focal_point)
    address = f"/en/reply/{reply.public_id}/people/{one.public_id}"
    token = client.open(f"/en/reply/{reply.public_id}/people").form("/people").fields["csrf_token"]

    client.post(f"{address}/recover", {"csrf_token": token}, 404)

    with reading(session.bind) as apart:
        assert apart.scalar(sa.select(models.Secret.revoked_at)) is None
