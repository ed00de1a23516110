"""Translations of what states wrote, by hand: how far each state is, the original beside its translation, history."""

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from surveyapp.actions import disclosing, reading_log, translating_answers
from surveyapp.actions.translating_answers import LANGUAGES, Conflict, Piece, Reason, Refused, Seen
from surveyapp.core import answer_texts
from surveyapp.core.answer_texts import LONGEST_TRANSLATION, OPEN, Stage, Status
from surveyapp.core.disclosure import Audience
from surveyapp.core.editions import Piece as Word
from surveyapp.core.editions import words_changed
from surveyapp.core.questionnaire import Section
from surveyapp.core.states import from_facts
from surveyapp.core.text import said
from surveyapp.store import answer_translations as store
from surveyapp.store.models import Reply, Round
from surveyapp.web import clock, database, languages
from surveyapp.web.secretariat import reading, visible
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import answer_translations as words
from surveyapp.wording import dates
from surveyapp.wording.deeds import who_words
from surveyapp.wording.language_names import language_name
from surveyapp.wording.plain import plain

MOST_SHOWN = 20
"""Texts on one page."""
ALL = "all"


@dataclass(frozen=True)
class Counted:
    """How many texts of a state, or of a section, are how far."""

    name: str
    code: str
    counts: Mapping[Stage, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def open(self) -> int:
        return sum(self.counts[one] for one in OPEN)


@dataclass(frozen=True)
class Typed:
    """A translation that was sent and could not be kept, with what stands in its way."""

    key: str
    text: str
    fault: str = ""
    standing: store.Translation | None = None
    """What somebody else wrote meanwhile."""


@dataclass(frozen=True)
class Shown:
    """A text with its translation, ready to be drawn."""

    piece: Piece
    id: str
    where: str
    written_in: str
    shape: str
    stage: str
    changed: list[Word]
    """Of a stale one: what the original said when it was translated, and says now, as one text."""
    typed: Typed | None
    version: int

    @property
    def text(self) -> str:
        return self.typed.text if self.typed else self.piece.written


@blueprint.route(
    "/rounds/<code>/<string(length=3):state>/answer-translations",
    methods=["GET", "POST"],
    endpoint="state_answer_translations",
)
def of_state(code: str, state: str) -> ResponseReturnValue:
    found = visible.round_to_translate(code)
    reply = visible.reply_to_translate(found, state)
    return _page(found, reply) if request.method == "GET" else _saved(found, reply)


def _saved(of: Round, reply: Reply) -> ResponseReturnValue:
    if (language := languages.switched_to()) and language != g.language:
        address = url_for("secretariat.state_answer_translations", code=of.code, state=reply.state, language=language)
        return redirect(address, 307)
    where = request.form.get("place", ""), request.form.get("part", "")
    typed = request.form.get("text", "")
    key = answer_texts.key(reply.state, where)
    if language:
        database.commit()
        return _page(of, reply, Typed(key, typed))
    status = Status.TRANSLATED if request.form.get("status") == Status.TRANSLATED else Status.DRAFT
    seen = Seen(request.form.get("version", 0, type=int), request.form.get("original", ""))
    who, now = signed_in_viewer().person, clock.now()
    outcome = translating_answers.save(database.session(), reply, where, to(), typed, status, seen, who, now, readers())
    database.commit()
    if isinstance(outcome, Conflict):
        return _page(of, reply, Typed(key, typed, standing=outcome.standing)), 409
    if isinstance(outcome, Refused):
        is_at_fault = outcome.reason in (Reason.EMPTY, Reason.TOO_LONG, Reason.CONTROL_CHARACTER)
        return _page(of, reply, Typed(key, typed, _why(outcome.reason))), 422 if is_at_fault else 409
    kept = {name: request.form[name] for name in ("section", "show", "page") if request.form.get(name)}
    there: dict[str, Any] = {"code": of.code, "state": reply.state, "to": to(), "done": key, **kept}
    return redirect(url_for("secretariat.state_answer_translations", **there, _anchor=id_of(key)))


@blueprint.get(
    "/rounds/<code>/<string(length=3):state>/answer-translations/history", endpoint="answer_translation_history"
)
def history(code: str, state: str) -> str:
    """Every version of one translation, each with the original as it stood then."""
    found = visible.round_to_translate(code)
    reply = visible.reply_to_translate(found, state)
    where = request.args.get("place", ""), request.args.get("part", "")
    session, language = database.session(), to()
    versions = translating_answers.history(session, reply, where, language, readers())
    piece = translating_answers.piece_at(session, reply, where, language, readers())
    _on_record(reply, {piece.question.code} if piece else ())
    return render_template(
        "secretariat/answer_translation_history.html",
        round=found,
        reply=reply,
        member=from_facts(reply.state_facts),
        language=language,
        called=called,
        where=words.question(piece.context, g.language) if piece else where[0],
        versions=[
            (
                one,
                words.stage(Stage(one.status), g.language),
                who_words(by or "command line", g.language),
                dates.moment(one.at, dates.SECRETARIAT_ZONE, g.language),
            )
            for one, by in versions
        ],
        here=here(),
    )


def readers() -> Audience:
    """As whom whoever looks translates: who only translates works on what others than the secretariat may read too."""
    return translating_answers.audience_of(signed_in_viewer())


def here() -> str:
    """Which place in the navigation these pages belong to."""
    return "round" if signed_in_viewer().reads_replies else "translations"


def left_out(pieces: Sequence[Piece], every: Callable[[], Sequence[Piece]]) -> int:
    """How many texts whoever looks is not given; `every` is asked only where some may be missing."""
    return 0 if readers() is Audience.SECRETARIAT else len(every()) - len(pieces)


def to() -> str:
    """The language into which is translated: the one asked for, else that of the page."""
    asked = request.values.get("to", "")
    return asked if asked in LANGUAGES else str(g.language)


def called(code: str) -> str:
    return language_name(code, g.language)


def counted(pieces: Iterable[Piece]) -> list[Counted]:
    """State by state, in the order in which they come."""
    by_state: dict[str, list[Piece]] = {}
    for one in pieces:
        by_state.setdefault(one.reply.state, []).append(one)
    return [
        Counted(some[0].state.name(g.language).short, state, Counter(one.stage for one in some))
        for state, some in by_state.items()
    ]


def stages() -> list[tuple[Stage, str]]:
    """Every stage with its words, as the columns of a table of counts."""
    return [(one, words.stage(one, g.language)[1]) for one in Stage]


def _page(of: Round, reply: Reply, typed: Typed | None = None) -> str:
    language = to()
    session = database.session()
    pieces = translating_answers.of_reply(session, reply, language, readers())
    shown, page, pages = _chosen(pieces, typed)
    _on_record(reply, {one.question.code for one in shown})
    return render_template(
        "secretariat/state_answer_translations.html",
        round=of,
        reply=reply,
        member=from_facts(reply.state_facts),
        language=language,
        languages=LANGUAGES,
        called=called,
        stages=stages(),
        sections=_sections(pieces),
        total=len(pieces),
        left_out=left_out(pieces, lambda: translating_answers.of_reply(session, reply, language)),
        shown=[(section, [_shown(one, typed) for one in some]) for section, some in _by_section(shown)],
        section=request.values.get("section", ""),
        show=request.values.get("show", ""),
        page=page,
        pages=pages,
        typed=typed,
        is_gone=typed is not None and not any(one.key == typed.key for one in pieces),
        is_done=bool(request.args.get("done")),
        longest=LONGEST_TRANSLATION,
        here=here(),
    )


def _on_record(reply: Reply, questions: Collection[str]) -> None:
    """That these answers are read, where only the secretariat may read them."""
    readable = disclosing.submitted(database.session(), reply, readers())
    reading.note(reading_log.on_page(reply, readable, questions) if readable else [])


def _chosen(pieces: list[Piece], typed: Typed | None) -> tuple[list[Piece], int, int]:
    """The texts to be shown, the page and how many pages there are; of one that was not kept, it alone."""
    if typed is not None:
        return [one for one in pieces if one.key == typed.key], 1, 1
    section, show_all = request.values.get("section", ""), request.values.get("show") == ALL
    done = request.args.get("done", "")
    chosen = [one for one in pieces if section in ("", one.section.code)]
    chosen = [one for one in chosen if show_all or one.stage in OPEN or one.key == done]
    pages = max(1, -(-len(chosen) // MOST_SHOWN))
    page = min(max(1, request.values.get("page", 1, type=int)), pages)
    return chosen[(page - 1) * MOST_SHOWN : page * MOST_SHOWN], page, pages


def _sections(pieces: Iterable[Piece]) -> list[Counted]:
    return [
        Counted(_named(section), section.code, Counter(one.stage for one in some))
        for section, some in _by_section(pieces)
    ]


def _named(section: Section) -> str:
    wording = plain(said(section.wording, g.language))
    return f"{section.number}. {wording}" if section.number else wording


def _by_section(pieces: Iterable[Piece]) -> list[tuple[Section, list[Piece]]]:
    found: dict[str, tuple[Section, list[Piece]]] = {}
    for one in pieces:
        found.setdefault(one.section.code, (one.section, []))[1].append(one)
    return list(found.values())


def _shown(piece: Piece, typed: Typed | None) -> Shown:
    shape, stage = words.stage(piece.stage, g.language)
    is_stale = piece.translation is not None and piece.stage is Stage.STALE
    source = piece.translation.source if piece.translation else ""
    return Shown(
        piece=piece,
        id=id_of(piece.key),
        where=words.within(piece.context, g.language),
        written_in=words.written_in(piece.context, g.language),
        shape=shape,
        stage=stage,
        changed=words_changed(source, piece.text.text) if is_stale and source else [],
        typed=typed,
        version=piece.version,
    )


def id_of(key: str) -> str:
    """Where on a page a text stands: its key may hold what an address cannot."""
    return f"t-{hashlib.sha256(key.encode()).hexdigest()[:12]}"


def _why(reason: Reason) -> str:
    sentences = {
        Reason.GONE: _("The state does not say anything there any more in another language. Nothing was saved."),
        Reason.SOURCE_CHANGED: _(
            "The state has sent another text meanwhile. Nothing was saved: read the original below, and save again."
        ),
        Reason.EMPTY: _("Write the translation."),
        Reason.TOO_LONG: _("This is too long: write at most %(max)d characters.", max=LONGEST_TRANSLATION),
        Reason.CONTROL_CHARACTER: _("Remove the control characters, which cannot be shown."),
    }
    return str(sentences[reason])
