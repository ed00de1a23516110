"""Who answers for each state asked: naming focal points and taking the task from them again."""

from flask import abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, RadioField, SelectField, StringField
from wtforms.validators import Email, InputRequired, Length

from surveyapp.actions import directory, officers
from surveyapp.actions import people as deeds
from surveyapp.core.states import MemberState, from_facts, in_order
from surveyapp.store import people, rounds
from surveyapp.store.models import Person, Role, Round
from surveyapp.web import clock, database, languages
from surveyapp.web.secretariat import visible
from surveyapp.web.secretariat.directory_forms import DesignationFields
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.web.viewer import signed_in_viewer

ROLE = "focal_point"
_LENGTH = Length(max=200, message=_l("This is longer than 200 characters."))


class FocalPointForm(DesignationFields):
    state = SelectField(_l("Member state"), validate_choice=False)
    name = StringField(_l("Name"), [InputRequired(_l("Write the name of the person.")), _LENGTH])
    title = StringField(_l("Title or post (optional)"), [_LENGTH])
    institution = StringField(_l("Institution (optional)"), [_LENGTH])
    email = EmailField(
        _l("E-mail address"),
        [
            InputRequired(_l("Write the e-mail address.")),
            Length(max=254, message=_l("The address is too long.")),
            Email(_l("Write the address in the form name@example.org."), allow_smtputf8=False),
        ],
        description=_l("Several people may share an address: each is named and written to."),
    )
    language = RadioField(
        _l("Language of letters"), [InputRequired(_l("Choose the language of letters."))], validate_choice=True
    )


@blueprint.get("/rounds/<code>/focal-points", endpoint="focal_points")
def list_focal_points(code: str) -> str:
    found = visible.round_(code)
    form = FocalPointForm(formdata=None)
    asked = _offer(form, found)
    chosen = next((one for one in asked if one.iso3 == request.args.get("state")), None)
    if chosen is not None:
        form.state.data, form.language.data = chosen.iso3, chosen.letter_language
    return _page(found, asked, form)


@blueprint.post("/rounds/<code>/focal-points")
def name_focal_point(code: str) -> ResponseReturnValue:
    if (language := languages.switched_to()) and language != g.language:
        return redirect(url_for("secretariat.focal_points", code=code, language=language), 307)
    found = visible.round_(code)
    form = FocalPointForm()
    asked = _offer(form, found)
    if language or not _is_good(form, asked):
        database.commit()
        return _page(found, asked, form), 200 if language else 422
    _name(form)
    database.commit()
    return redirect(url_for("secretariat.focal_points", code=found.code, _anchor=form.state.data))


@blueprint.post("/rounds/<code>/focal-points/remove")
def remove_focal_point(code: str) -> ResponseReturnValue:
    found = visible.round_(code)
    role = _role_chosen(found)
    deeds.end_role(database.session(), role, clock.now(), signed_in_viewer().person)
    database.commit()
    return redirect(url_for("secretariat.focal_points", code=found.code, _anchor=role.state))


@blueprint.post("/rounds/<code>/focal-points/recover")
def recover_focal_point(code: str) -> ResponseReturnValue:
    """Lets a focal point set up passphrase and second factor anew, with a mailed code."""
    found = visible.round_(code)
    role = _role_chosen(found)
    deeds.end_secrets(database.session(), role.person, clock.now(), signed_in_viewer().person)
    database.commit()
    return redirect(url_for("secretariat.focal_points", code=found.code, _anchor=role.state))


def _role_chosen(of: Round) -> Role:
    state = visible.reply(of, request.form.get("state", "")).state
    held = people.of_state(database.session(), state, clock.now())
    role = next((one for one in held if one.role == ROLE and one.person.public_id == request.form.get("person")), None)
    return role or abort(404)


def _page(of: Round, asked: list[MemberState], form: FocalPointForm) -> str:
    named: dict[str, list[Person]] = people.focal_points_of(
        database.session(), [state.iso3 for state in asked], clock.now()
    )
    return render_template(
        "secretariat/focal_points.html",
        round=of,
        asked=asked,
        named=named,
        without=[state for state in asked if state.iso3 not in named],
        may_recover=officers.with_second_factor(database.session()),
        form=form,
        switch_in_form="add",
        here="focal_points",
    )


def _offer(form: FocalPointForm, of: Round) -> list[MemberState]:
    """The states asked, in the order of the page's language; they are the choices of the form."""
    replies = rounds.replies(database.session(), of.id)
    asked = in_order((from_facts(reply.state_facts) for reply in replies), g.language)
    form.state.choices = [(state.iso3, state.name(g.language).short) for state in asked]
    form.language.choices = [("en", _l("English")), ("es", _l("Spanish"))]
    return asked


def _is_good(form: FocalPointForm, asked: list[MemberState]) -> bool:
    is_good: bool = form.validate()
    if form.state.data not in {state.iso3 for state in asked}:
        form.state.errors = [_l("Choose one of the states asked.")]
        return False
    if is_good and deeds.is_on_the_other_side(database.session(), str(form.email.data), ROLE, clock.now()):
        form.email.errors = [_l("This address belongs to the Secretariat, which answers for no state.")]
        return False
    return is_good


def _name(form: FocalPointForm) -> None:
    session, now = database.session(), clock.now()
    person = deeds.name_person(
        session,
        str(form.email.data),
        str(form.name.data).strip(),
        str(form.language.data),
        now,
        title=str(form.title.data or "").strip(),
        institution=str(form.institution.data or "").strip(),
    )
    who = signed_in_viewer().person
    role = deeds.give_role(session, person, ROLE, now, state=str(form.state.data), who=who)
    if form.designation() != directory.NO_DESIGNATION:
        directory.set_designation(session, role, form.designation(), who, now)
