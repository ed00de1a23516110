"""A section of the questionnaire, answered: as a page without JavaScript, and field by field as each is left."""

import uuid
from collections.abc import Iterable
from typing import Any

from flask import Response, g, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _

from surveyapp.actions import presence as working_together
from surveyapp.actions.answering import Refused, Saved, Unchanged
from surveyapp.actions.holding import Reason
from surveyapp.core import places
from surveyapp.core.questionnaire import Questionnaire, Section
from surveyapp.store.models import Reply
from surveyapp.web import answer_form, clock, database
from surveyapp.web.focal_point import (
    clarifications,
    confirming,
    drawing,
    keeping,
    last_answers,
    presence,
    progressing,
    readiness,
    saved_now,
    sentences,
    visible,
)
from surveyapp.web.focal_point.drawing import Sheet
from surveyapp.web.focal_point.drawn import Drawn, Field
from surveyapp.web.focal_point.keeping import NOTHING_DONE, Done, KeptPage, Writing
from surveyapp.web.focal_point.pages import blueprint

LONGEST_CODE = 64
MOST_LAST_ANSWERS = 200


@blueprint.get("/reply/<reply>/section/<section>")
def section(reply: str, section: str) -> str:
    found = visible.reply(reply)
    held = visible.held(found)
    drawn = visible.section(found, held.questionnaire, section)
    may_write = visible.may_write(found, drawn.code)
    return _page(visible.sheet(held, held.questionnaire.questions(drawn), is_writable=may_write), drawn)


@blueprint.post("/reply/<reply>/section/<section>")
def save_section(reply: str, section: str) -> Any:
    found = visible.reply(reply)
    questionnaire = visible.questionnaire(found)
    drawn = visible.section_to_write(found, questionnaire, section)
    writing = writing_in(found, questionnaire, drawn)
    kept = keeping.keep(writing)
    done = keeping.do_what_the_button_says(writing)
    not_marked = "" if kept.needs_attention or done.refused else readiness.by_button(found)
    presence.note(found, drawn)
    database.commit()
    if kept.needs_attention or done.refused:
        kept = keeping.after_button(writing, kept, done)
        return _page(sheet_of(kept, drawn), drawn, kept, done), 409
    if not_marked:
        return _page(sheet_of(kept, drawn), drawn, kept, done, not_marked), 409
    return redirect(_where_next(found, questionnaire, drawn, done, kept))


@blueprint.post("/reply/<reply>/answer")
def save_answer(reply: str) -> tuple[Response, int]:
    found = visible.reply(reply)
    questionnaire = visible.questionnaire(found)
    drawn = visible.section_to_write(found, questionnaire, _section_posted(questionnaire))
    kept = keeping.keep(writing_in(found, questionnaire, drawn))
    database.commit()
    return jsonify(as_left(sheet_of(kept, drawn), drawn, kept)), 200


def writing_in(reply: Reply, questionnaire: Questionnaire, drawn: Section) -> Writing:
    """Who writes what in a section, in this request."""
    return Writing(reply, questionnaire, {one.code for one in questionnaire.questions(drawn)})


def sheet_of(kept: KeptPage, drawn: Section) -> Sheet:
    """What drawing a section needs to know after something was kept in it."""
    sheet = visible.sheet(kept.held, kept.held.questionnaire.questions(drawn), is_writable=True)
    sheet.outcomes, sheet.typed_again = kept.outcomes, kept.typed_again
    sheet.put_together = answer_form.put_together(request.form)
    return sheet


def _page(
    sheet: Sheet, drawn: Section, kept: KeptPage | None = None, done: Done = NOTHING_DONE, not_marked: str = ""
) -> str:
    last_wanted, sheet.beside_wanted = _last_wanted(done), _beside_wanted(done)
    sheet.last = last_answers.on_page(sheet, drawn, last_wanted)
    sheet.focus = request.args.get("focus", "")
    sheet.faults = visible.faults(sheet, drawn)
    waiting = confirming.of_sheet(sheet)
    sheet.notices = confirming.notices(waiting, is_writable=sheet.is_writable)
    sheet.clarifications = clarifications.of_sheet(sheet)
    together = working_together.together(database.session(), sheet.held.reply, sheet.now)
    sheet.present = presence.others(together, sheet.questionnaire, drawn)
    parts = drawing.section(sheet, drawn)
    counted = sheet.held.counted()
    following = visible.section_after(sheet.held.reply, sheet.questionnaire, drawn)
    return render_template(
        "focal_point/section.html",
        sheet=sheet,
        section=drawn,
        parts=parts,
        wrong=[(part, part.first_wrong) for part in parts if isinstance(part, Drawn) and part.is_wrong],
        to_choose=_first_to_choose(parts),
        files_refused=kept.files_refused if kept else {},
        some_required=_some_required(sheet, drawn),
        tally=counted.sections[drawn.code],
        standing=readiness.shown(sheet.held, counted.sections, together.ready)[drawn.code],
        not_marked=not_marked,
        drawn_at=clock.now().isoformat(),
        present=sheet.present,
        saved=progressing.last_saved(sheet, drawn),
        saved_now=saved_now.of_post(sheet, drawn, kept.at) if kept else saved_now.of_request(sheet),
        next_section=following,
        count=len(sheet.questionnaire.sections),
        operation=uuid.uuid4().hex,
        last_wanted=last_wanted,
        may_send_again=confirming.is_all_settled(sheet.held.reply, waiting) and visible.may_submit(sheet.held.reply),
        refused_there=_refused_there(sheet.questionnaire, kept) if kept else "",
        only_some=confirming.numbers(sheet.questionnaire, sheet.held.reply.reopened_for or ()),
        reply=sheet.held.reply,
        state=visible.state(sheet.held.reply),
        why_not=visible.why_read_only(sheet.held.reply, drawn.code) if not sheet.is_writable else "",
        here="sections",
    )


def _first_to_choose(parts: Iterable[object]) -> str:
    """The id of the first field on the page of which two texts stand to be chosen from; "" where none does."""
    fields = (field for part in parts if isinstance(part, Drawn) for field in part.every_field)
    return next((field.id for field in fields if field.conflict), "")


def _refused_there(questionnaire: Questionnaire, kept: KeptPage) -> str:
    """What is said of answers to questions that cannot be written, and so have no field to say it beside."""
    refused = {place: one.reason for place, one in kept.outcomes.items() if isinstance(one, Refused)}
    if Reason.NOT_REOPENED in refused.values():
        return sentences.refusal(Reason.NOT_REOPENED, g.language)
    gone = [place for place in refused if places.leaf(questionnaire, place) is None]
    if not any(refused[place] is Reason.ASKED_OTHERWISE for place in gone):
        return ""
    typed = (text for place in gone for text in kept.typed_again.get(place, {}).values() if text)
    return " ".join((sentences.refusal(Reason.ASKED_OTHERWISE, g.language), *(f"“{text}”" for text in typed)))


def _some_required(sheet: Sheet, drawn: Section) -> bool:
    """Whether the section has an answer without which the reply cannot, or might not, be sent."""
    asked = list(sheet.questionnaire.questions(drawn))
    every = (*asked, *(part for one in asked for part in (*one.fields, *one.companions)))
    return any(one.required or one.required_when for one in every)


def _last_wanted(done: Done = NOTHING_DONE) -> list[str]:
    """The questions of which the answer of the last round is to be seen."""
    wanted = [*request.args.getlist("last"), *([done.last] if done.last else [])]
    return list(dict.fromkeys(one for one in wanted if len(one) <= LONGEST_CODE))[:MOST_LAST_ANSWERS]


def _beside_wanted(done: Done = NOTHING_DONE) -> list[str]:
    """The questions of which what may stand beside the answer is to be drawn."""
    wanted = [*request.args.getlist("beside"), *([done.beside] if done.beside else [])]
    return list(dict.fromkeys(one for one in wanted if len(one) <= LONGEST_CODE))[:MOST_LAST_ANSWERS]


def _where_next(reply: Reply, questionnaire: Questionnaire, drawn: Section, done: Done, kept: KeptPage) -> str:
    said: dict[str, Any] = saved_now.told_to_next_page(drawn, kept.at) if "next" in request.form else {}
    if request.form.get("next") != "on":
        # A browser that is led to a part of the page puts the focus on none of its fields.
        anchor = None if done.focus else done.concerns or None
        return url_for(
            "focal_point.section",
            reply=reply.public_id,
            section=drawn.code,
            last=_last_wanted(done),
            beside=_beside_wanted(done),
            focus=done.focus or None,
            _anchor=anchor,
            **said,
        )
    following = visible.section_after(reply, questionnaire, drawn)
    if following is None:
        return url_for("focal_point.review", reply=reply.public_id, **said)
    return url_for("focal_point.section", reply=reply.public_id, section=following.code, **said)


def _section_posted(questionnaire: Questionnaire) -> str:
    """The section of the first place that was posted; "" where none of them exists."""
    addresses = (key.removeprefix("v.") for key in request.form if key.startswith("v."))
    parsed = (places.parse(address) for address in addresses)
    placed = (questionnaire.find(place.question) for place in parsed if place)
    return next((one.section.code for one in placed if one), "")


def as_left(sheet: Sheet, section: Section, kept: KeptPage) -> dict[str, Any]:
    """What the page is told when a field was left: short, and only of the questions that were posted.

    What is not among the problems of these has none.
    """
    sheet.faults = visible.faults(sheet, section)
    codes = {place.question for place in kept.outcomes}
    drawn = [drawing.question(sheet, one) for one in sheet.questionnaire.questions(section) if one.code in codes]
    fields = [field for one in drawn for field in one.every_field]
    posted = [field for field in fields if places.parse(field.place) in kept.outcomes]
    counted = sheet.held.counted()
    refused = [sentences.file_fault(one) for one in kept.files_refused.values()]
    return {
        "status": {f"{one.id}-status": refused[0] if refused else one.status for one in drawn},
        "versions": _versions(kept),
        "readAs": {f"{field.id}-read": field.read_as for field in posted if field.place in sheet.answers},
        "problems": {f"{field.id}-error": field.problem for field in fields if field.problem},
        "conflicts": {f"{field.id}-conflict": _conflict(field) for field in fields if field.conflict},
        "totals": {key: text for one in drawn for key, text in one.totals.items()},
        "texts": drawing.texts(sheet, section),
        "asked": drawing.asked(sheet, section),
        "offered": drawing.offered(sheet, section),
        "blank": {field.place: field.is_blank for field in posted},
        "disclosures": {
            one.question.code: {"value": one.disclosure.now, "words": sentences.disclosure_words(one.disclosure.now)}
            for one in drawn
        },
        "saved": not kept.needs_attention,
        "files": {f"{field.id}-files": _files(sheet, field) for field in fields if field.macro == "file"},
        "progress": _progress(counted.sections[section.code].answered, counted.sections[section.code].asked),
        "at": _saved(progressing.last_saved(sheet, section)),
    }


def _versions(kept: KeptPage) -> dict[str, int]:
    """The version at which the text on the page stands now, place by place."""
    return {str(place): one.version for place, one in kept.outcomes.items() if isinstance(one, Saved | Unchanged)}


def _conflict(field: Field) -> str:
    return render_template("focal_point/conflict.html", field=field)


def _saved(time: str) -> str:
    return str(_("Saved %(time)s", time=time)) if time else ""


def _files(sheet: Sheet, field: Field) -> str:
    return render_template("focal_point/files.html", sheet=sheet, field=field)


def _progress(answered: int, asked: int) -> str:
    return str(_("%(answered)s of %(asked)s answered", answered=answered, asked=asked))
