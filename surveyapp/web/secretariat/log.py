"""The log of what was done, for administrators and auditors: read, filtered, exported, verified; the receipts."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import Response, abort, current_app, g, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from config import Settings
from surveyapp.actions import auditing, authoring, log_receipts, people, rounds, seeing
from surveyapp.core import places, submission
from surveyapp.core.event_chain import read_receipt
from surveyapp.core.questionnaire import Questionnaire
from surveyapp.core.states import from_facts, in_order
from surveyapp.documents import log_workbook
from surveyapp.store import events, submissions
from surveyapp.store.events import Filter
from surveyapp.store.models import Event
from surveyapp.web import clock, database
from surveyapp.web.secretariat import visible
from surveyapp.web.secretariat.filters import Choice
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.web.secretariat.standing import XLSX
from surveyapp.web.secretariat.states_table import harmless
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import auditing as audit_wording
from surveyapp.wording import dates, deeds, receipts
from surveyapp.wording import log as wording

ON_A_PAGE = 50
MOST_EXPORTED = 200_000
"""Events in one file: a longer period is exported part by part."""
_ZONE = ZoneInfo(dates.SECRETARIAT_ZONE)


@dataclass(frozen=True)
class Told:
    """One event in words."""

    number: int
    when: str
    what: str
    by: str
    round: str
    state: str
    place: str
    details: str

    @property
    def cells(self) -> tuple[str | int, ...]:
        return (self.number, self.when, self.what, self.by, self.round, self.state, self.place, self.details)


@dataclass(frozen=True)
class Names:
    """What identifiers in events are called, in the language of the page."""

    rounds: Mapping[int, str]
    states: Mapping[str, str]
    replies: Mapping[int, str]
    """The state of each, by its code."""
    people: Mapping[str, str]
    asked: Mapping[int, Questionnaire]
    """What each round asks."""

    def place(self, event: Event) -> str:
        """The number of a question as it is printed; where it has none, its address."""
        place, asked = places.parse(event.place), self.asked.get(event.round_id or 0)
        placed = asked.find(place.question) if asked and place else None
        return placed.question.number or event.place if placed else event.place


@blueprint.get("/log", endpoint="log")
def show_log() -> str:
    session, wanted = database.session(), _wanted()
    page = _number(request.args.get("page", "1"))
    found = events.page(session, wanted, ON_A_PAGE, page)
    waiting, since = events.unsealed(session)
    names = _names()
    return render_template(
        "secretariat/log.html",
        told=[_told(one, names) for one in found[:ON_A_PAGE]],
        has_more=len(found) > ON_A_PAGE,
        total=events.count(session, wanted),
        page=page,
        filters=_filters(names),
        since=request.args.get("since", ""),
        until=request.args.get("until", ""),
        chosen=_chosen(),
        is_filtered=wanted != Filter(),
        receipt=auditing.receipt(session),
        waiting=waiting,
        waiting_since=_moment(since) if since else "",
        rounds=seeing.rounds(session, signed_in_viewer()),
        sent=_number(request.args.get("sent", "0"), 0),
        here="log",
    )


@blueprint.get("/log.<any(xlsx,csv):form>")
def log_file(form: str) -> ResponseReturnValue:
    names = _names()
    rows = (_told(one, names, exact=True).cells for one in events.every(database.session(), _wanted(), MOST_EXPORTED))
    headings = _headings()
    name = f"log-{clock.now().astimezone(_ZONE):%Y-%m-%d}.{form}"
    if form == "xlsx":
        made = log_workbook.write(_("Log"), headings, rows)
        return send_file(io.BytesIO(made), XLSX, as_attachment=True, download_name=name)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(_csv([headings, *rows]).encode("utf-8-sig"), mimetype="text/csv", headers=headers)


@blueprint.get("/log/verify")
def verify_log() -> str:
    """Holds the whole log against its seals, and against a receipt that the reader kept."""
    typed = request.args.get("receipt", "")
    receipt = read_receipt(typed)
    found = None
    if not typed.strip() or receipt:
        found = auditing.verify(database.session(), _settings().audit_key, receipt)
    words = ""
    if found:
        counted = (found.seals, found.sealed_events, found.unsealed_events)
        words = (
            audit_wording.broken(found.broken, g.language)
            if found.broken
            else audit_wording.holds(*counted, g.language)
        )
    return render_template("secretariat/log_verified.html", found=found, words=words, typed=typed, here="log")


@blueprint.post("/log/receipt")
def mail_log_receipt() -> ResponseReturnValue:
    sent = log_receipts.send(database.session(), signed_in_viewer().person, clock.now())
    database.commit()
    return redirect(url_for("secretariat.log", sent=len(sent)))


@blueprint.get("/rounds/<code>/receipts", endpoint="receipts")
def list_receipts(code: str) -> str:
    """Every submission of a round with its receipt, and whether its text still is the one that was submitted."""
    found = visible.round_(code)
    session = database.session()
    listed = []
    for one in submissions.all_of_round(session, found.id):
        state = from_facts(one.reply.state_facts)
        is_whole = submission.sha256(one.content) == one.sha256
        made = receipts.fingerprint(one.sha256)
        listed.append((state.name(g.language).short, one.receipt, _moment(one.submitted_at), made, is_whole))
    return render_template("secretariat/receipts.html", round=found, listed=listed, here="receipts")


def _wanted() -> Filter:
    arguments = request.args
    person = arguments.get("person", "")
    round_ = arguments.get("round", "")
    until = _day(arguments.get("until", ""))
    since = _day(arguments.get("since", ""))
    known = {code: one for one, code in events.codes_of_rounds(database.session()).items()} if round_ else {}
    return Filter(
        round_id=known.get(round_, 0) if round_ else None,
        state=arguments.get("state", "")[:3],
        person_id=_person_id(person) if person else None,
        deeds=(deed,) if (deed := arguments.get("deed", "")) else (),
        since=_begin(since) if since else None,
        before=_begin(until + timedelta(days=1)) if until else None,
    )


def _person_id(public_id: str) -> int:
    """0, which nobody has, for an identifier that is not known."""
    return next((one.id for one in people.everybody(database.session()) if one.public_id == public_id), 0)


def _chosen() -> dict[str, str]:
    """What was chosen, to be carried to the other pages and files."""
    names = ("round", "state", "person", "deed", "since", "until")
    return {name: request.args[name] for name in names if request.args.get(name)}


def _filters(names: Names) -> list[tuple[str, str, list[Choice]]]:
    session = database.session()
    everybody = [(one.public_id, one.name) for one in people.everybody(session)]
    done = sorted(((one, deeds.deed_words(one, g.language)) for one in events.deeds(session)), key=lambda pair: pair[1])
    return [
        _choices("round", _("Round"), _("All"), [(code, code) for code in names.rounds.values()]),
        _choices("state", _("State"), _("All states"), list(names.states.items())),
        _choices("person", _("By"), _("Everybody"), everybody),
        _choices("deed", _("What"), _("All"), done),
    ]


def _choices(name: str, label: str, every: str, offered: Sequence[tuple[str, str]]) -> tuple[str, str, list[Choice]]:
    chosen = request.args.get(name, "")
    listed = [Choice(value, words, value == chosen) for value, words in offered]
    return name, label, [Choice("", every, not chosen), *listed]


def _names() -> Names:
    session = database.session()
    states = in_order(rounds.member_states(session), g.language)
    return Names(
        events.codes_of_rounds(session),
        {one.iso3: one.name(g.language).short for one in states},
        events.states_by_reply(session),
        {one.public_id: one.name for one in people.everybody(session)},
        {one.id: authoring.for_round(one) for one in seeing.rounds(session, signed_in_viewer())},
    )


def _told(event: Event, names: Names, *, exact: bool = False) -> Told:
    """`exact`: with the time as programs read it."""
    local = event.at.astimezone(_ZONE)
    return Told(
        event.id,
        local.isoformat(timespec="seconds") if exact else _moment(event.at),
        deeds.deed_words(event.deed, g.language),
        deeds.who_words(event.by, g.language),
        names.rounds.get(event.round_id or 0, ""),
        names.states.get(names.replies.get(event.reply_id or 0, ""), ""),
        names.place(event),
        wording.details(event.details, names.people, g.language),
    )


def _headings() -> list[str]:
    return [_("Number"), _("When"), _("What"), _("By"), _("Round"), _("State"), _("Place"), _("Details")]


def _csv(rows: Sequence[Sequence[str | int]]) -> str:
    file = io.StringIO()
    csv.writer(file, lineterminator="\r\n").writerows(_harmless(rows))
    return file.getvalue()


def _harmless(rows: Sequence[Sequence[str | int]]) -> Iterator[list[str | int]]:
    return ([harmless(cell) for cell in row] for row in rows)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _begin(on: date) -> datetime:
    return datetime.combine(on, time.min, _ZONE)


def _moment(when: datetime) -> str:
    return dates.moment(when, dates.SECRETARIAT_ZONE, g.language)


def _number(text: str, least: int = 1) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 8):
        abort(404)
    return max(int(text), least)


def _settings() -> Settings:
    found: Settings = current_app.extensions["settings"]
    return found
