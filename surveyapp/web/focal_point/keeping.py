"""Keeping what was posted from a section: texts, files, who may read, and the deeds of buttons inside the form."""

import re
import uuid
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from flask import g, request
from werkzeug.datastructures import FileStorage

from surveyapp.actions import answering, attaching, confirming, holding, seeing, worded
from surveyapp.actions import last_answers as taking_over
from surveyapp.actions.answering import Conflict, Outcome, Posted, Refused
from surveyapp.actions.attaching import FileRefused
from surveyapp.actions.holding import AskedAs, Held, Reason
from surveyapp.core import places
from surveyapp.core.answers import Typed
from surveyapp.core.marks import Mark
from surveyapp.core.places import Place
from surveyapp.core.questionnaire import Disclosure, Questionnaire
from surveyapp.files.storage import Storage
from surveyapp.store.models import Edition, Person, Reply
from surveyapp.web import answer_form, clock, database
from surveyapp.web.files import storage
from surveyapp.web.focal_point import last_answers, proposing
from surveyapp.web.viewer import signed_in_viewer

_OPERATION = re.compile(r"[A-Za-z0-9_-]{1,40}")
"""No space and no colon: with these the operations of our own deeds begin, by which the history tells what was done."""


@dataclass(frozen=True)
class KeptPage:
    """What became of what was posted."""

    held: Held
    outcomes: Mapping[Place, Outcome]
    typed_again: Mapping[Place, Typed]
    at: datetime
    """The moment at which it was saved."""
    files_refused: Mapping[Place, FileRefused] = field(default_factory=dict)

    @property
    def needs_attention(self) -> bool:
        """Whether something was not saved: the page must be shown again with it."""
        unsaved = any(isinstance(one, Conflict | Refused) for one in self.outcomes.values())
        return unsaved or bool(self.files_refused)


@dataclass(frozen=True)
class Writing:
    """Who writes what into which reply, in this request."""

    reply: Reply
    questionnaire: Questionnaire
    codes: Collection[str]
    """The questions that may be written by this request."""
    entered_from: int | None = None
    """The document from which the secretariat enters for the state; None: the state writes."""

    @property
    def who(self) -> Person | None:
        return signed_in_viewer().person

    @property
    def operation(self) -> str:
        return operation_of_request()

    @property
    def language(self) -> str:
        """The language of the page."""
        return _language(self.questionnaire)

    @cached_property
    def asked_as(self) -> AskedAs | None:
        """The wording that the page had: it may have been open since before the round moved or a wording was corrected.

        None where it names none: then it is the present one.
        """
        public_id, _colon, revision = request.form.get("asked_as", "").partition(":")
        if not public_id:
            return None
        present = self.reply.round.edition
        known = [present] if public_id == present.public_id else present.questionnaire.editions
        edition = next((one for one in known if one.public_id == public_id and one.published_at), None)
        if edition is None or not (revision.isascii() and revision.isdigit() and len(revision) < 9):
            return None
        return AskedAs(edition.id, min(int(revision), edition.wording_revision))

    @property
    def is_of_earlier_edition(self) -> bool:
        return self.asked_as is not None and self.asked_as.edition_id != self.reply.round.edition_id


def operation_of_request() -> str:
    """The number of this request as the page gave it; what is no such number is replaced by a new one."""
    named = request.form.get("operation", "")
    return named if _OPERATION.fullmatch(named) else uuid.uuid4().hex


def keep(writing: Writing) -> KeptPage:
    """Keeps all that was posted for these questions and can be kept."""
    session, now = database.session(), clock.now()
    on_page = _on_page(writing)
    posted = _posted(writing, on_page)
    outcome = answering.save_page(
        session,
        writing.reply,
        posted,
        writing.operation,
        writing.who,
        now,
        _language(writing.questionnaire),
        writing.asked_as,
        writing.entered_from,
    )
    outcomes = dict(outcome.outcomes)
    asked_now = [place for place, one in outcomes.items() if one != Refused(Reason.ASKED_OTHERWISE)]
    files = _keep_files(writing, asked_now)
    chosen = _disclosures(writing, on_page)
    if chosen:
        by_place = {Place(code): disclosure for code, disclosure in chosen.items()}
        answering.set_disclosures(
            session, writing.reply, by_place, writing.operation, writing.who, now, writing.entered_from
        )
    outcomes |= {place: one for place, one in files.items() if not isinstance(one, FileRefused)}
    return KeptPage(
        held=holding.read(session, writing.reply, now) if files or chosen else outcome.held,
        outcomes=outcomes,
        typed_again=_typed_again(on_page, outcomes),
        at=now,
        files_refused={place: one for place, one in files.items() if isinstance(one, FileRefused)},
    )


@dataclass(frozen=True)
class Done:
    """What came of a button: the id of what it concerns ("" for nothing), and what was refused, by its place."""

    concerns: str = ""
    focus: str = ""
    """The address of the place at which the page is to begin."""
    last: str = ""
    """The question of which the answer of the last round is to be seen."""
    beside: str = ""
    """The question beside whose answer more is to be written."""
    refused: Mapping[Place, Refused] = field(default_factory=dict)


NOTHING_DONE = Done()


def do_what_the_button_says(writing: Writing) -> Done:
    """Does the deed of the button that posted the page, if it was one."""
    for name, deed in DEEDS.items():
        if name in request.form and (writing.entered_from is None or name in OF_ENTERING):
            value = request.form[name]
            return _too_late(writing, value) if writing.is_of_earlier_edition else deed(writing, value)
    settled = places.parse(request.form.get("settle", ""))
    return Done(answer_form.question_id(settled.question)) if settled else NOTHING_DONE


def after_button(writing: Writing, kept: KeptPage, done: Done) -> KeptPage:
    """What became of the page when its button has done its deed, or could not; to be shown again."""
    outcomes = {**kept.outcomes, **done.refused}
    held = holding.read(database.session(), writing.reply, clock.now())
    typed_again = {**_typed_again(writing.questionnaire, outcomes), **kept.typed_again}
    return replace(kept, held=held, outcomes=outcomes, typed_again=typed_again)


def _too_late(writing: Writing, value: str) -> Done:
    """Nothing: the button was about another edition's question, entry or proposal than has its name now."""
    address = value.partition(" ")[0]
    place = places.parse(address)
    refused = {Place(place.question): Refused(Reason.ASKED_OTHERWISE)} if place else {}
    is_there = place is not None and place.question in writing.codes
    return Done(answer_form.question_id(place.question) if place and is_there else "", refused=refused)


def _add(writing: Writing, value: str) -> Done:
    if value not in writing.codes:
        return NOTHING_DONE
    operation = writing.operation
    of = (database.session(), writing.reply, value, operation, writing.who, clock.now())
    added = answering.add_entry(*of, entered_from=writing.entered_from)
    if isinstance(added, Refused):
        return Done(answer_form.question_id(value), refused={Place(value): added})
    return Done(answer_form.entry_id(value, added))


def _move(writing: Writing, value: str) -> Done:
    list_code, rest = answer_form.two_words(value)
    entry, to = answer_form.two_words(rest)
    if list_code not in writing.codes or not (to.isascii() and to.isdigit() and len(to) < 6):
        return NOTHING_DONE
    of = (database.session(), writing.reply, list_code, entry, int(to), writing.who, clock.now())
    answering.move_entry(*of, entered_from=writing.entered_from)
    return Done(answer_form.entry_id(list_code, entry))


def _remove(writing: Writing, value: str) -> Done:
    list_code, entry = answer_form.two_words(value)
    if list_code not in writing.codes:
        return NOTHING_DONE
    of = (database.session(), writing.reply, list_code, entry, writing.who, clock.now())
    answering.remove_entry(*of, entered_from=writing.entered_from)
    return Done(answer_form.question_id(list_code))


def _restore(writing: Writing, value: str) -> Done:
    list_code, entry = answer_form.two_words(value)
    if list_code not in writing.codes:
        return NOTHING_DONE
    of = (database.session(), writing.reply, list_code, entry, writing.who, clock.now())
    answering.restore_entry(*of, entered_from=writing.entered_from)
    return Done(answer_form.entry_id(list_code, entry))


def _confirm(writing: Writing, value: str) -> Done:
    if value not in writing.codes:
        return NOTHING_DONE
    answering.confirm_known_facts(
        database.session(),
        writing.reply,
        value,
        writing.operation,
        writing.who,
        clock.now(),
        _language(writing.questionnaire),
        writing.asked_as,
    )
    return Done(answer_form.question_id(value))


def _clear(writing: Writing, value: str) -> Done:
    """Empties the choices of a question; texts attached to its options stay."""
    placed = writing.questionnaire.find(value)
    if value not in writing.codes or placed is None:
        return NOTHING_DONE
    now = clock.now()
    kept = holding.read(database.session(), writing.reply, now).kept
    blank = {
        leaf.place: Posted({}, kept[str(leaf.place)].answer.version)
        for leaf in places.leaves(placed.question, {})
        if str(leaf.place) in kept
    }
    answering.save_page(
        database.session(),
        writing.reply,
        blank,
        f"clear {writing.operation}",
        writing.who,
        now,
        _language(writing.questionnaire),
        writing.asked_as,
        writing.entered_from,
    )
    return Done(answer_form.question_id(value))


def _use(writing: Writing, value: str) -> Done:
    """Writes what is proposed at a place as an answer, by the deed that keeps what is typed; only where it is blank."""
    address, source = answer_form.two_words(value)
    place = places.parse(address)
    if place is None or place.question not in writing.codes:
        return NOTHING_DONE
    now = clock.now()
    held = holding.read(database.session(), writing.reply, now)
    leaf, kept = held.leaf(place), held.kept.get(address)
    is_blank = kept is None or kept.answer.mark is Mark.LEFT_BLANK
    typed = proposing.typed(held, held.asked(), leaf).get(source) if leaf and is_blank else None
    if not typed:
        return Done(answer_form.question_id(place.question))
    outcome = answering.save_answer(
        database.session(),
        writing.reply,
        place,
        typed,
        kept.answer.version if kept else 0,
        f"use {writing.operation}",
        writing.who,
        now,
        _language(writing.questionnaire),
        writing.asked_as,
    )
    refused = {place: outcome} if isinstance(outcome, Refused) else {}
    return Done(answer_form.question_id(place.question), refused=refused)


def _take_away(writing: Writing, value: str) -> Done:
    address, file = answer_form.two_words(value)
    place = places.parse(address)
    if place is None or place.question not in writing.codes:
        return NOTHING_DONE
    attaching.take_away(
        database.session(),
        writing.reply,
        place,
        file,
        f"take away {writing.operation}",
        writing.who,
        clock.now(),
        g.language,
    )
    return Done(answer_form.beside_id(place.question) if place.beside else answer_form.question_id(place.question))


def _last(writing: Writing, value: str) -> Done:
    """Shows what was answered in the last round; what was typed on the page is kept with the press."""
    if value != last_answers.ALL and value not in writing.codes:
        return NOTHING_DONE
    return Done(answer_form.question_id(value) if value in writing.codes else "", last=value)


def _beside(writing: Writing, value: str) -> Done:
    """Shows where source, links, files and a note are put beside an answer; what was typed is kept with the press."""
    if value not in writing.codes:
        return NOTHING_DONE
    return Done(answer_form.beside_id(value), beside=value)


def _carry(writing: Writing, value: str) -> Done:
    """Takes over what was answered in the last round, as it stood."""
    if value not in writing.codes:
        return NOTHING_DONE
    outcome = taking_over.take_over(
        database.session(), writing.reply, value, writing.operation, writing.who, clock.now()
    )
    if isinstance(outcome, Refused):
        return Done(answer_form.question_id(value), last=value, refused={Place(value): outcome})
    return Done(answer_form.question_id(value))


def _reuse(writing: Writing, value: str) -> Done:
    """The same, to go on writing in its first field."""
    done = _carry(writing, value)
    if done.refused or not done.concerns:
        return done
    held = holding.read(database.session(), writing.reply, clock.now())
    return Done(done.concerns, focus=last_answers.first_place(held, value), last=value)


def _confirm_answer(writing: Writing, value: str) -> Done:
    """Says that an answer holds for its question as it is asked now; what was typed was kept before."""
    if value not in writing.codes:
        return NOTHING_DONE
    session, language = database.session(), _language(writing.questionnaire)
    outcome = confirming.confirm(session, writing.reply, value, writing.who, clock.now(), language)
    refused = {Place(value): outcome} if isinstance(outcome, Refused) else {}
    return Done(answer_form.question_id(value), refused=refused)


DEEDS: Mapping[str, Callable[[Writing, str], Done]] = {
    "add": _add,
    "move": _move,
    "remove": _remove,
    "restore": _restore,
    "confirm": _confirm,
    "confirm_answer": _confirm_answer,
    "clear": _clear,
    "use": _use,
    "take_away": _take_away,
    "last": _last,
    "beside": _beside,
    "carry": _carry,
    "reuse": _reuse,
}
"""The names of the buttons inside a section; their values say on what."""
OF_ENTERING = frozenset({"add", "move", "remove", "restore", "clear"})
"""Those of them with which the secretariat enters a document."""


def _on_page(writing: Writing) -> Questionnaire:
    """The questionnaire that the page was drawn from: its fields are named as that names them."""
    round_, asked_as = writing.reply.round, writing.asked_as
    if asked_as is None or not writing.is_of_earlier_edition:
        return writing.questionnaire
    edition = database.session().get_one(Edition, asked_as.edition_id)
    return worded.in_round(round_, edition, asked_as.wording_revision)


def _posted(writing: Writing, on_page: Questionnaire) -> dict[Place, answering.Posted]:
    """What was typed at the places of these questions, and of those of the page that are asked no longer.

    A question that stands in another section now is one of these if that is the person's to write too.
    """
    if on_page is writing.questionnaire:
        return answer_form.posted(on_page, writing.codes, request.form)
    codes = {one.code for one in on_page.questions() if _may_be_written(writing, one.code)}
    return answer_form.posted(on_page, codes, request.form)


def _may_be_written(writing: Writing, code: str) -> bool:
    placed = writing.questionnaire.find(code)
    return (
        code in writing.codes
        or placed is None
        or seeing.is_writer(signed_in_viewer(), writing.reply, placed.section.code)
    )


def _disclosures(writing: Writing, on_page: Questionnaire) -> dict[str, Disclosure]:
    """Who may read which answers, as chosen on the page; of questions with other codes since, by their codes of now."""
    if on_page is writing.questionnaire:
        return answer_form.disclosures(writing.codes, request.form)
    way = answering.way_since(writing.reply, writing.asked_as)
    chosen = answer_form.disclosures({one.code for one in on_page.questions()}, request.form)
    of_now = {way.becomes(code) if way else code: disclosure for code, disclosure in chosen.items()}
    return {code: disclosure for code, disclosure in of_now.items() if code and _may_be_written(writing, code)}


def _keep_files(writing: Writing, posted: Collection[Place]) -> dict[Place, Outcome | FileRefused]:
    uploads = {place: request.files.get(f"{answer_form.field_name(str(place))}.upload") for place in posted}
    chosen = {place: upload for place, upload in uploads.items() if upload and upload.filename}
    return {place: _attach(writing, storage(), place, upload) for place, upload in chosen.items()}


def _attach(writing: Writing, kept_in: Storage, place: Place, upload: FileStorage) -> Outcome | FileRefused:
    return attaching.attach(
        database.session(),
        kept_in,
        writing.reply,
        place,
        upload.filename or "",
        upload.read(),
        f"attach {writing.operation}",
        writing.who,
        clock.now(),
        _language(writing.questionnaire),
        writing.asked_as,
    )


def _typed_again(questionnaire: Questionnaire, outcomes: Mapping[Place, Outcome]) -> dict[Place, Typed]:
    unsaved = (place for place, one in outcomes.items() if isinstance(one, Conflict | Refused))
    leaves = (places.leaf(questionnaire, place) for place in unsaved)
    return {leaf.place: answer_form.typed_again(leaf, request.form) for leaf in leaves if leaf}


def _language(questionnaire: Questionnaire) -> str:
    """The language of the page on which it was written, which is not that of the page asked for next."""
    written_in = request.form.get("written_in", "")
    return written_in if written_in in questionnaire.languages else str(g.language)
