"""A file that comes piece by piece, so that a broken line costs one piece and not the file (`static/uploading.js`)."""

from typing import Any

from flask import Response, abort, g, jsonify, request

from surveyapp.actions import seeing, uploading
from surveyapp.actions.answering import Outcome, Refused
from surveyapp.actions.attaching import FileRefused
from surveyapp.actions.uploading import NotThere
from surveyapp.core import places
from surveyapp.core.places import Place
from surveyapp.core.questionnaire import Section
from surveyapp.store.models import Person, Reply, Upload
from surveyapp.web import clock, database
from surveyapp.web.files import storage
from surveyapp.web.focal_point import sentences, visible
from surveyapp.web.focal_point.keeping import KeptPage
from surveyapp.web.focal_point.pages import blueprint
from surveyapp.web.focal_point.section import as_left, sheet_of, writing_in
from surveyapp.web.viewer import signed_in_viewer

LONGEST_NAME = 255
PIECE = "application/octet-stream"


@blueprint.post("/reply/<reply>/upload")
def begin_upload(reply: str) -> tuple[Response, int]:
    found = visible.reply(reply)
    place = places.parse(request.form.get("place", ""))
    if place is None:
        abort(404)
    _section(found, place)
    begun = uploading.begin(
        database.session(),
        found,
        place,
        request.form.get("name", "")[-LONGEST_NAME:],
        _number(request.form.get("size")),
        request.form.get("fingerprint", ""),
        _who(),
        clock.now(),
    )
    database.commit()
    if isinstance(begun, Refused | FileRefused):
        return _refused(begun)
    return jsonify(id=begun.public_id, offset=_received(begun)), 200


@blueprint.post("/reply/<reply>/upload/<upload>")
def add_to_upload(reply: str, upload: str) -> tuple[Response, int]:
    found = _upload(visible.reply(reply), upload)
    if request.mimetype != PIECE or not request.get_data():
        abort(400)
    offset = _number(request.args.get("offset"))
    added = uploading.add(storage().pieces, found, offset, request.get_data(), clock.now())
    database.commit()
    if isinstance(added, NotThere):
        return jsonify(offset=added.received), 409
    return jsonify(offset=added), 200


@blueprint.post("/reply/<reply>/upload/<upload>/finish")
def finish_upload(reply: str, upload: str) -> tuple[Response, int]:
    of = visible.reply(reply)
    found = _upload(of, upload)
    place = places.parse(found.place)
    if place is None:
        abort(404)
    drawn = _section(of, place)
    writing = writing_in(of, visible.questionnaire(of), drawn)
    pieces = storage().pieces
    outcome = uploading.finish(
        database.session(),
        storage(),
        pieces,
        found,
        f"upload {found.public_id}",
        _who(),
        clock.now(),
        writing.language,
        writing.asked_as,
    )
    database.commit()
    if isinstance(outcome, NotThere):
        return jsonify(offset=outcome.received), 409
    if found.ended_at is not None:
        pieces.drop(found.public_id)
    if isinstance(outcome, Refused | FileRefused):
        return _refused(outcome)
    return jsonify(_told(of, drawn, place, outcome)), 200


def _told(of: Reply, drawn: Section, place: Place, outcome: Outcome) -> dict[str, Any]:
    """What the page is told when a field was left: the file stands at its question."""
    kept = KeptPage(visible.held(of), {place: outcome}, {}, clock.now())
    return as_left(sheet_of(kept, drawn), drawn, kept)


def _section(of: Reply, place: Place) -> Section:
    """The section of a place, of which the viewer is a writer."""
    placed = visible.questionnaire(of).find(place.question)
    if placed is None:
        abort(404)
    return visible.section_to_write(of, visible.questionnaire(of), placed.section.code)


def _upload(of: Reply, public_id: str) -> Upload:
    """An upload that the viewer began for this reply, in a section that still is his or hers to write."""
    found = seeing.upload(database.session(), signed_in_viewer(), of, public_id)
    place = places.parse(found.place) if found else None
    if found is None or place is None:
        abort(404)
    _section(of, place)
    return found


def _received(upload: Upload) -> int:
    return min(upload.received, storage().pieces.length(upload.public_id))


def _refused(outcome: Refused | FileRefused) -> tuple[Response, int]:
    if isinstance(outcome, FileRefused):
        return jsonify(refused=sentences.file_fault(outcome)), 422
    return jsonify(refused=sentences.refusal(outcome.reason, g.language)), 422


def _who() -> Person:
    person = signed_in_viewer().person
    if person is None:
        abort(404)
    return person


def _number(text: str | None) -> int:
    """A number of bytes as posted; -1 for what is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 12 else -1
