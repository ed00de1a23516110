"""The letters of a round: what will be sent and when, what became of each, taking one back, sending one again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Response, abort, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from config import Settings
from surveyapp.actions import correspondence, resending, seeing
from surveyapp.core.states import MemberState, from_facts, in_order
from surveyapp.documents.bundles import zipped
from surveyapp.files import inspection
from surveyapp.store import rounds
from surveyapp.store.models import Letter, Round
from surveyapp.web import clock, database
from surveyapp.web.files import NEVER_RUN, storage
from surveyapp.web.letter_text import blocks
from surveyapp.web.secretariat import visible
from surveyapp.web.secretariat.contacts import today
from surveyapp.web.secretariat.filters import Choice
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import dates
from surveyapp.wording import letters as wording

TO_COME = frozenset({"waiting", "claimed", "held"})
FILTERS = ("state", "kind", "status")


@dataclass(frozen=True)
class Line:
    """A letter as the list shows it."""

    letter: Letter
    state: MemberState | None
    when: str
    """When it is sent, went out, or was written."""
    may_cancel: bool = False

    @property
    def to(self) -> str:
        return self.letter.email or self.letter.recipient


@blueprint.get("/rounds/<code>/letters", endpoint="letters")
def list_letters(code: str) -> str:
    return _list(code)


@blueprint.get("/rounds/<code>/letters/<letter>", endpoint="letter")
def show_letter(code: str, letter: str) -> str:
    return _page(code, letter)


@blueprint.get("/rounds/<code>/letters/<letter>.eml")
def letter_file(code: str, letter: str) -> Response:
    one = visible.letter(visible.round_(code), letter)
    message = _as_message(one)
    if message is None:
        abort(404)
    headers = {"Content-Disposition": f'attachment; filename="{one.kind}-{one.public_id}.eml"'}
    return Response(message, mimetype="message/rfc822", headers=headers)


@blueprint.get("/rounds/<code>/letters/<letter>/paper", endpoint="letter_paper")
def letter_paper(code: str, letter: str) -> Response:
    """The Word file of a formal letter, or the copy of one that went out otherwise."""
    one = visible.letter(visible.round_(code), letter)
    path = storage().path(one.file_sha256)
    if path is None:
        abort(404)
    content = path.read_bytes()
    media_type, ending = inspection.media_type_of(content)
    headers = {
        "Content-Disposition": f'attachment; filename="{one.kind}-{one.public_id}.{ending}"',
        "Content-Security-Policy": NEVER_RUN,
        "X-Content-Type-Options": "nosniff",
    }
    return Response(content, mimetype=media_type, headers=headers)


@blueprint.get("/rounds/<code>/letters.zip", endpoint="letters_zip")
def letters_zip(code: str) -> Response:
    """Every letter that the list shows, each as a message or as the file it is."""
    found = visible.round_(code)
    states = _states(found)
    files = [
        (f"{number:04}-{one.kind}-{_iso3(states, one)}.{ending}", content)
        for number, one in enumerate(reversed(_chosen(found, states)), start=1)
        for ending, content in [_as_file(one)]
    ]
    headers = {"Content-Disposition": f'attachment; filename="letters-{found.code}.zip"'}
    return Response(zipped(files), mimetype="application/zip", headers=headers)


@blueprint.get("/rounds/<code>/letters.txt", endpoint="letters_text")
def letters_text(code: str) -> Response:
    """The same as one text."""
    found = visible.round_(code)
    written = [_as_text(one) for one in reversed(_chosen(found, _states(found)))]
    text = f"\n{'=' * 72}\n\n".join(written)
    headers = {"Content-Disposition": f'attachment; filename="letters-{found.code}.txt"'}
    return Response(text.encode(), mimetype="text/plain", headers=headers)


@blueprint.post("/rounds/<code>/letters/<letter>/send-again")
def send_letter_again(code: str, letter: str) -> ResponseReturnValue:
    """What may have arrived, or was refused, is sent again only by somebody who says so twice."""
    found = visible.round_(code)
    one = visible.letter(found, letter)
    if one.status in wording.ATTENTION and not request.form.get("confirm"):
        database.commit()
        return _page(code, letter, error=_("Confirm that it shall be sent again.")), 422
    resending.send_again(database.session(), one, signed_in_viewer().person, clock.now())
    database.commit()
    return redirect(url_for("secretariat.letter", code=found.code, letter=one.public_id))


@blueprint.post("/rounds/<code>/letters/<letter>/cancel", endpoint="cancel_letter")
def cancel_letter(code: str, letter: str) -> ResponseReturnValue:
    found = visible.round_(code)
    one = visible.letter(found, letter)
    is_mine = resending.cancel(database.session(), one, signed_in_viewer().person, clock.now())
    database.commit()
    if not is_mine and one.status != "cancelled":
        return _list(code, too_late=one), 409
    return redirect(url_for("secretariat.letters", code=found.code, done=one.public_id))


def _list(code: str, too_late: Letter | None = None) -> str:
    found = visible.round_(code)
    states = _states(found)
    every = seeing.letters_in(database.session(), signed_in_viewer(), found)
    chosen = _chosen(found, states, every)
    return render_template(
        "secretariat/letters.html",
        round=found,
        every=len(every),
        to_come=[_line(one, states) for one in reversed(chosen) if one.status in TO_COME],
        letters=[_line(one, states) for one in chosen if one.status not in TO_COME],
        attention=sum(one.status in wording.ATTENTION for one in every),
        filters=_filters(every, states),
        asked={name: request.args[name] for name in FILTERS if request.args.get(name)},
        cancelled=next((_line(one, states) for one in every if one.public_id == request.args.get("done")), None),
        too_late=_line(too_late, states) if too_late else None,
        has_mail_server=_settings().mail_server is not None,
        wording=wording,
        here="letters",
    )


def _page(code: str, letter: str, error: str = "") -> str:
    found = visible.round_(code)
    one = visible.letter(found, letter)
    return render_template(
        "secretariat/letter.html",
        round=found,
        letter=one,
        state=_states(found).get(one.reply_id or 0),
        blocks=blocks(one.body),
        written=_moment(one.created_at),
        sent=_sent(one),
        waits=_when(one) if one.status in TO_COME else "",
        may_cancel=one.status in correspondence.NOT_YET_SENT,
        may_send_again=one.status in correspondence.SENT_BY_HAND
        and one.channel == "mail"
        and (one.status != "kept" or _settings().mail_server),
        must_confirm=one.status in wording.ATTENTION,
        may_hand_over=one.status == "kept",
        may_have_come_back=one.status in correspondence.MAY_COME_BACK and one.channel == "mail",
        today=today(),
        error=error,
        wording=wording,
        here="letters",
    )


def _chosen(found: Round, states: dict[int, MemberState], every: Sequence[Letter] | None = None) -> list[Letter]:
    """The letters that the address asks for, the newest first."""
    letters = seeing.letters_in(database.session(), signed_in_viewer(), found) if every is None else every
    state, kind, status = (request.args.get(name, "") for name in FILTERS)
    return [
        one
        for one in letters
        if state in ("", _iso3(states, one)) and kind in ("", one.kind) and status in ("", one.status)
    ]


def _filters(every: Iterable[Letter], states: dict[int, MemberState]) -> list[tuple[str, str, list[Choice]]]:
    """What the list can be narrowed to: what there is in it."""
    every = list(every)
    of_states = in_order({states[one.reply_id] for one in every if one.reply_id in states}, g.language)
    kinds = sorted({one.kind for one in every}, key=lambda kind: wording.kind_words(kind, g.language))
    statuses = [one for one in wording.STATUSES if any(letter.status == one for letter in every)]
    return [
        (
            "state",
            _("State"),
            _choices("state", _("all states"), [(s.iso3, s.name(g.language).short) for s in of_states]),
        ),
        (
            "kind",
            _("Letter"),
            _choices("kind", _("all"), [(one, wording.kind_words(one, g.language)) for one in kinds]),
        ),
        (
            "status",
            _("Status"),
            _choices("status", _("all"), [(one, wording.status_words(one, g.language)) for one in statuses]),
        ),
    ]


def _choices(name: str, every: str, values: Iterable[tuple[str, str]]) -> list[Choice]:
    asked = request.args.get(name, "")
    return [Choice("", every, asked == ""), *(Choice(value, words, value == asked) for value, words in values)]


def _line(one: Letter, states: dict[int, MemberState]) -> Line:
    return Line(one, states.get(one.reply_id or 0), _when(one), one.status in correspondence.NOT_YET_SENT)


def _when(one: Letter) -> str:
    if one.status == "held":
        return str(_("when its batch is approved"))
    if one.status == "waiting":
        later = [when for when in (one.not_before, one.next_try_at) if when is not None and when > clock.now()]
        return _moment(max(later)) if later else str(_("at once"))
    if one.status == "claimed":
        return str(_("now"))
    return _sent(one) or _moment(one.created_at)


def _sent(one: Letter) -> str:
    """When it went; of one that went out otherwise only the day is known."""
    if one.sent_at is None:
        return ""
    return dates.day(one.sent_at.date(), g.language) if one.status == "entered" else _moment(one.sent_at)


def _states(of: Round) -> dict[int, MemberState]:
    """The states of a round by their replies."""
    return {reply.id: from_facts(reply.state_facts) for reply in rounds.replies(database.session(), of.id)}


def _iso3(states: dict[int, MemberState], one: Letter) -> str:
    state = states.get(one.reply_id or 0)
    return state.iso3 if state else ""


def _as_message(one: Letter) -> bytes | None:
    """None for a letter that is no mail, or to an address that no mail can have."""
    settings = _settings()
    if not one.email:
        return None
    try:
        message = correspondence.as_message(database.session(), one, settings.mail_from, settings.base_url)
    except ValueError:
        return None
    return message.as_bytes()


def _as_file(one: Letter) -> tuple[str, bytes]:
    """The ending and the bytes of a letter in a bundle."""
    path = storage().path(one.file_sha256) if one.file_sha256 else None
    if path is not None:
        content = path.read_bytes()
        return inspection.media_type_of(content)[1], content
    message = _as_message(one)
    return ("eml", message) if message is not None else ("txt", _as_text(one).encode())


def _as_text(one: Letter) -> str:
    heads = [
        (_("To"), one.email or one.recipient),
        (_("Subject"), one.subject),
        (_("Written"), _moment(one.created_at)),
        (_("Sent"), _sent(one)),
        (_("Status"), wording.status_words(one.status, g.language)),
    ]
    head = "\n".join(f"{name}: {' '.join(value.split())}" for name, value in heads if value)
    return f"{head}\n\n{one.body}"


def _moment(when: datetime) -> str:
    return dates.moment(when, dates.SECRETARIAT_ZONE, g.language)


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings
