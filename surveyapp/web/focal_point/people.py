"""Who works on the reply: for everybody of the state to read, for its focal points to decide."""

from datetime import date
from typing import Any

from flask import abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from surveyapp.actions import asking_to_join, delegating, officers, seeing
from surveyapp.actions import people as deeds
from surveyapp.actions.delegating import (
    AlreadyOfTheStateError,
    Hand,
    LastFocalPointError,
    OfTheSecretariatError,
    OwnSuccessorError,
    Task,
)
from surveyapp.actions.limiting import TooOftenError
from surveyapp.store import people as known
from surveyapp.store.models import AccessRequest, Person, Reply, Role
from surveyapp.web import clock, database, languages
from surveyapp.web.day_field import as_written_in
from surveyapp.web.focal_point import drawing, fresh_code, progressing, sections_by_name, visible
from surveyapp.web.focal_point.pages import blueprint
from surveyapp.web.focal_point.people_forms import InviteForm, SuccessorForm, TaskForm
from surveyapp.web.focal_point.words import role_words
from surveyapp.web.site import base_url
from surveyapp.web.viewer import signed_in_viewer

OF_THE_SECRETARIAT = _l("This address belongs to the Secretariat, which answers for no state.")
ALREADY = _l("This person works on the reply already: what he or she does is changed in the list of people.")


@blueprint.get("/reply/<reply>/people")
def people(reply: str) -> str:
    found = visible.reply(reply)
    form = _invite_form(found, InviteForm(formdata=None))
    form.language.data, form.hand.data = g.language, Hand.CONTRIBUTOR.value
    return _page(found, form)


@blueprint.post("/reply/<reply>/people", endpoint="invite_person")
def invite(reply: str) -> ResponseReturnValue:
    found = _directed(reply)
    if (language := languages.switched_to()) and language != g.language:
        return redirect(url_for("focal_point.people", reply=reply, language=language), 307)
    form = _invite_form(found, InviteForm(**as_written_in(visible.state(found))))
    invited = None if language or not form.is_good() else _invited(found, form)
    if invited is None:
        database.let_go()
        return _page(visible.reply(reply), form), 200 if language else 422
    database.commit()
    return _to_people(found, invited)


@blueprint.get("/reply/<reply>/people/<person>")
def person(reply: str, person: str) -> str:
    found = _directed(reply)
    one = _person(found, person)
    form = _task_form(found, TaskForm(formdata=None))
    task = _task_of(found, one)
    if task is not None:
        form.show(task)
    return _person_page(found, one, form)


@blueprint.post("/reply/<reply>/people/<person>", endpoint="change_task")
def change(reply: str, person: str) -> ResponseReturnValue:
    found = _directed(reply)
    one = _person(found, person)
    if (language := languages.switched_to()) and language != g.language:
        return redirect(url_for("focal_point.person", reply=reply, person=person, language=language), 307)
    form = _task_form(found, TaskForm(**as_written_in(visible.state(found))))
    is_good = form.validate()
    if form.lacks_sections():
        form.ask_for_sections()
    if language or not is_good or form.lacks_sections() or _task_of(found, one) is None:
        database.commit()
        return _person_page(found, one, form), 200 if language else 422
    delegating.change_task(
        database.session(), found, one, form.task(), base_url(), signed_in_viewer().person, clock.now()
    )
    database.commit()
    return redirect(url_for("focal_point.people", reply=found.public_id, of=one.public_id, _anchor="people"))


@blueprint.post("/reply/<reply>/people/<person>/letter")
def write_again(reply: str, person: str) -> ResponseReturnValue:
    found = _directed(reply)
    one = _person(found, person)
    delegating.write_again(database.session(), found, one, base_url(), signed_in_viewer().person, clock.now())
    database.commit()
    return _to_people(found, one)


@blueprint.post("/reply/<reply>/people/<person>/remove")
def remove_person(reply: str, person: str) -> ResponseReturnValue:
    found = _directed(reply)
    one, own = _person(found, person), signed_in_viewer().person
    try:
        delegating.remove(database.session(), found, one, own, clock.now())
    except LastFocalPointError:
        database.let_go()
        return _only_focal_point(visible.reply(reply)), 422
    database.commit()
    if own is not None and one.id == own.id:
        return redirect(url_for("public.home"))
    return redirect(url_for("focal_point.people", reply=found.public_id, of=one.public_id, _anchor="people"))


@blueprint.post("/reply/<reply>/people/<person>/recover")
def recover_person(reply: str, person: str) -> ResponseReturnValue:
    """Lets a colleague who lost passphrase or telephone set up both anew, with a mailed code."""
    found = _directed(reply)
    one = _person(found, person)
    if not _may_recover(found, one):
        abort(404)
    deeds.end_secrets(database.session(), one, clock.now(), signed_in_viewer().person)
    database.commit()
    return redirect(url_for("focal_point.person", reply=found.public_id, person=one.public_id))


@blueprint.get("/reply/<reply>/hand-over")
def hand_over(reply: str) -> str:
    found = _directed(reply)
    form = SuccessorForm(formdata=None)
    form.language.data = g.language
    return _hand_over_page(found, form)


@blueprint.post("/reply/<reply>/hand-over", endpoint="name_successor")
def name_successor(reply: str) -> ResponseReturnValue:
    found = _directed(reply)
    if (language := languages.switched_to()) and language != g.language:
        return redirect(url_for("focal_point.hand_over", reply=reply, language=language), 307)
    form = SuccessorForm()
    is_named = not language and form.validate()
    try:
        if is_named and not fresh_code.is_fresh() and request.form.get("deed") != "hand_over":
            return _ask_code(found, form)
        is_done = is_named and _is_code_right(form) and _handed_over(found, form)
    except TooOftenError:
        database.commit()
        return _hand_over_page(visible.reply(reply), form, fresh_code.too_often()), 429
    if not is_done:
        database.let_go()
        return _hand_over_page(visible.reply(reply), form), 200 if language else 422
    database.commit()
    g.viewer = None  # the task has ended, and with it the session
    return render_template("focal_point/handed_over.html", name=form.name.data)


def _ask_code(of: Reply, form: SuccessorForm) -> str:
    """The reply's lead is given away by an official act, as the reply is sent by one."""
    fresh_code.ask()
    database.commit()
    return _hand_over_page(of, form, is_code_asked=True)


def _is_code_right(form: SuccessorForm) -> bool:
    if fresh_code.is_fresh() or fresh_code.is_right(form.code.data or ""):
        return True
    form.code.errors = [fresh_code.wrong()]
    return False


@blueprint.post("/reply/<reply>/people/requests/<asked>")
def decide_access(reply: str, asked: str) -> ResponseReturnValue:
    found = _directed(reply)
    one = seeing.access_request(database.session(), signed_in_viewer(), found, asked)
    if one is None:
        abort(404)
    refused = _decide(found, one)
    if refused:
        database.let_go()
        form = _invite_form(found, InviteForm(formdata=None))
        form.language.data, form.hand.data = g.language, Hand.CONTRIBUTOR.value
        return _page(visible.reply(reply), form, refused=(asked, refused)), 422
    database.commit()
    return redirect(url_for("focal_point.people", reply=found.public_id, decided=asked, _anchor="people"))


def _directed(reply: str) -> Reply:
    """A reply of whose people the viewer decides."""
    found = visible.reply(reply)
    if not seeing.directs(signed_in_viewer(), found):
        abort(404)
    return found


def _person(of: Reply, public_id: str) -> Person:
    found = seeing.person_of_state(database.session(), signed_in_viewer(), of, public_id)
    if found is None:
        abort(404)
    return found


def _roles(of: Reply, one: Person) -> list[Role]:
    return delegating.roles_of(database.session(), one, of.state, clock.now())


def _task_of(of: Reply, one: Person) -> Role | None:
    """What somebody is asked to do as a contributor; None for others."""
    return next((role for role in _roles(of, one) if role.role == "contributor"), None)


def _may_recover(of: Reply, one: Person) -> bool:
    """Whether a focal point may end somebody's secrets: of who works for this state, and for nobody else."""
    held = [role for role in one.roles if seeing.is_in_force(role, clock.now())]
    return seeing.sides_of(held) == {of.state}


def _invite_form(of: Reply, form: InviteForm) -> InviteForm:
    form.offer(visible.questionnaire(of), *_today_and_deadline(of))
    return form


def _task_form(of: Reply, form: TaskForm) -> TaskForm:
    form.offer(visible.questionnaire(of), *_today_and_deadline(of))
    return form


def _today_and_deadline(of: Reply) -> tuple[date, date]:
    """Both as days in the time of the state."""
    zone = visible.state(of).time_zone
    return drawing.local_day(clock.now(), zone), drawing.local_day(of.own_deadline or of.round.deadline, zone)


def _to_people(of: Reply, written_to: Person) -> ResponseReturnValue:
    """To the list of people, which says to whom a letter is on its way."""
    return redirect(url_for("focal_point.people", reply=of.public_id, letter_to=written_to.public_id, _anchor="people"))


def _invited(of: Reply, form: InviteForm) -> Person | None:
    """Who was invited; None where that could not be, and the form says why."""
    who, task = signed_in_viewer().person, form.task(form.chosen)
    try:
        return delegating.invite(database.session(), of, form.named(), task, base_url(), who, clock.now()).person
    except OfTheSecretariatError:
        form.email.errors = [OF_THE_SECRETARIAT]
    except AlreadyOfTheStateError:
        form.name.errors = [ALREADY]
    return None


def _handed_over(of: Reply, form: SuccessorForm) -> bool:
    own = signed_in_viewer().person
    if own is None:
        return False
    try:
        delegating.hand_over(database.session(), of, own, form.named(), base_url(), clock.now())
    except OfTheSecretariatError:
        form.email.errors = [OF_THE_SECRETARIAT]
    except OwnSuccessorError:
        form.name.errors = [_("This is you: name another person.")]
    else:
        return True
    return False


def _decide(of: Reply, one: AccessRequest) -> str:
    """Does what the button says; why it could not be done, "" where it was."""
    session, who, now = database.session(), signed_in_viewer().person, clock.now()
    decision = request.form.get("decision", "")
    if decision == "decline":
        asking_to_join.decline(session, of, one, who, now)
        return ""
    if decision != "let_in":
        abort(400)
    sections = sections_by_name.only_known(request.form.getlist("sections"), visible.questionnaire(of))
    is_all = request.form.get("all_sections") == "y"
    if not sections and not is_all:
        return str(_("Choose the sections, or all of them."))
    task = Task(sections=None if is_all else sections)
    try:
        asking_to_join.let_in(session, of, one, task, base_url(), who, now)
    except OfTheSecretariatError:
        return str(OF_THE_SECRETARIAT)
    return ""


def _decided(of: Reply) -> AccessRequest | None:
    """Whose request was decided by the press that leads here."""
    asked = request.args.get("decided", "")
    return seeing.access_request(database.session(), signed_in_viewer(), of, asked) if asked else None


def _task_set(of: Reply) -> tuple[Person, Role | None] | None:
    """Whose task was saved or ended by the press that leads here, with the task: None where there is none any more."""
    named = request.args.get("of", "")
    one = seeing.person_of_state(database.session(), signed_in_viewer(), of, named) if named else None
    if one is None:
        return None
    task = _task_of(of, one)
    return None if task is None and _roles(of, one) else (one, task)


def _page(of: Reply, form: InviteForm, refused: tuple[str, str] = ("", "")) -> str:
    session, now = database.session(), clock.now()
    sheet = visible.sheet(visible.held(of))
    last = {one: drawing.moment(sheet, at) for one, at in progressing.last_by(sheet).items()}
    own: Any = signed_in_viewer().person
    return render_template(
        "focal_point/people.html",
        reply=of,
        state=visible.state(of),
        questionnaire=sheet.questionnaire,
        people=known.of_state(session, of.state, now),
        last_by=last,
        requests=seeing.access_requests(session, signed_in_viewer(), of),
        section_choices=sections_by_name.choices(sheet.questionnaire),
        directs=seeing.directs(signed_in_viewer(), of),
        own=own.public_id if own else "",
        form=form,
        refused=refused,
        letter_to=request.args.get("letter_to", ""),
        decided=_decided(of),
        task_set=_task_set(of),
        switch_in_form="invite" if seeing.directs(signed_in_viewer(), of) else "",
        here="people",
    )


def _person_page(of: Reply, one: Person, form: TaskForm) -> str:
    roles = _roles(of, one)
    return render_template(
        "focal_point/person.html",
        reply=of,
        state=visible.state(of),
        person=one,
        roles=roles,
        may_recover=_may_recover(of, one) and one.id in officers.with_second_factor(database.session()),
        tasks=[role_words(role) for role in roles],
        is_contributor=any(role.role == "contributor" for role in roles),
        can_be_written_to=any(role.role != "focal_point" or role.is_alternate for role in roles),
        form=form,
        switch_in_form="task" if any(role.role == "contributor" for role in roles) else "",
        here="people",
    )


def _hand_over_page(of: Reply, form: SuccessorForm, fault: str = "", *, is_code_asked: bool = False) -> str:
    return render_template(
        "focal_point/hand_over.html",
        reply=of,
        state=visible.state(of),
        form=form,
        fault=fault,
        is_fresh=fresh_code.is_fresh(),
        code_asked=is_code_asked or "code" in request.form,
        address=fresh_code.address(),
        switch_in_form="successor",
        here="people",
    )


def _only_focal_point(of: Reply) -> str:
    return render_template("focal_point/only_focal_point.html", reply=of, state=visible.state(of), here="people")
