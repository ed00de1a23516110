"""The people of the secretariat: inviting one, helping one who lost the second factor, ending a task."""

from collections.abc import Collection, Sequence

from flask import abort, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import EmailField, RadioField, StringField
from wtforms.validators import Email, InputRequired, Length

from surveyapp.actions import officers as deeds
from surveyapp.actions import people
from surveyapp.actions.sealing import Sealing
from surveyapp.store.models import Person
from surveyapp.web import clock, database, languages
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import roles


class OfficerForm(FlaskForm):
    name = StringField(
        _l("Name"),
        [
            InputRequired(_l("Write the name of the person.")),
            Length(max=200, message=_l("This is longer than 200 characters.")),
        ],
    )
    email = EmailField(
        _l("E-mail address"),
        [
            InputRequired(_l("Write the e-mail address.")),
            Length(max=254, message=_l("The address is too long.")),
            Email(_l("Write the address in the form name@example.org."), allow_smtputf8=False),
        ],
    )
    language = RadioField(_l("Language"), [InputRequired(_l("Choose a language."))])
    role = RadioField(
        _l("Role"),
        [InputRequired(_l("Choose a role."))],
        description=_l("Further roles are given on the list of people, once the person is on it."),
    )


@blueprint.get("/people", endpoint="people")
def list_officers() -> str:
    form = _form(OfficerForm(formdata=None))
    form.language.data, form.role.data = g.language, "officer"
    return _page(form)


@blueprint.post("/people")
def invite_officer() -> ResponseReturnValue:
    if (language := languages.switched_to()) and language != g.language:
        return redirect(url_for("secretariat.people", language=language), 307)
    form = _form(OfficerForm())
    if language or not _is_good(form):
        database.commit()
        return _page(form), 200 if language else 422
    session, who = database.session(), signed_in_viewer().person
    invited, code = deeds.invite(session, _sealing(), _officer(form), who, clock.now())
    database.commit()
    return _page(_form(OfficerForm(formdata=None)), invited, code)


@blueprint.post("/people/<person>/recover")
def recover_officer(person: str) -> ResponseReturnValue:
    """Lets another officer set up passphrase and second factor anew."""
    found = _another(person)
    code = deeds.recover(database.session(), _sealing(), found, signed_in_viewer().person, clock.now())
    database.commit()
    return _page(_form(OfficerForm(formdata=None)), found, code)


@blueprint.post("/people/<person>/end")
def end_officer(person: str) -> ResponseReturnValue:
    deeds.end(database.session(), _another(person), signed_in_viewer().person, clock.now())
    database.commit()
    return redirect(url_for("secretariat.people"))


@blueprint.route("/people/<person>/roles", methods=["GET", "POST"])
def person_roles(person: str) -> ResponseReturnValue:
    """Which of the secretariat's roles another person holds: several, or one."""
    found, session = _another(person), database.session()
    if request.method != "POST":
        return _roles_page(found, deeds.roles_of(session, found, clock.now()))
    chosen = frozenset(request.form.getlist("roles")) & frozenset(roles.IN_ORDER)
    if not chosen:
        database.commit()
        fault = _("Choose at least one role. To end every role, go back to the list and press “End every role”.")
        return _roles_page(found, chosen, fault), 422
    deeds.set_roles(session, found, chosen, signed_in_viewer().person, clock.now())
    database.commit()
    return redirect(url_for("secretariat.people"))


def _roles_page(person: Person, held: Collection[str], fault: str = "") -> str:
    named = [(role, roles.name(role, g.language), roles.meaning(role, g.language)) for role in roles.IN_ORDER]
    return render_template(
        "secretariat/person_roles.html", person=person, roles=named, held=held, fault=fault, here="people"
    )


def _page(form: OfficerForm, invited: Person | None = None, code: str = "") -> str:
    """`code` is shown this once and can be read nowhere afterwards."""
    everybody: Sequence[deeds.Listed] = deeds.listed(database.session(), clock.now())
    return render_template(
        "secretariat/people.html",
        form=form,
        officers=everybody,
        invited=invited,
        code=code,
        days=deeds.INVITATION_DAYS,
        role_name=lambda role: roles.name(role, g.language),
        base_url=current_app.extensions["settings"].base_url,
        switch_in_form="" if code else "invite",
        here="people",
    )


def _form(form: OfficerForm) -> OfficerForm:
    form.language.choices = [("en", _l("English")), ("es", _l("Spanish"))]
    form.role.choices = [
        (role, f"{roles.name(role, g.language)}: {roles.meaning(role, g.language)}") for role in roles.IN_ORDER
    ]
    return form


def _officer(form: OfficerForm) -> deeds.Officer:
    return deeds.Officer(
        name=str(form.name.data).strip(),
        email=str(form.email.data),
        language=str(form.language.data),
        role=str(form.role.data),
    )


def _is_good(form: OfficerForm) -> bool:
    is_good: bool = form.validate()
    email, role = str(form.email.data), str(form.role.data)
    if is_good and people.is_on_the_other_side(database.session(), email, role, clock.now()):
        form.email.errors = [_l("This address belongs to somebody who answers for a state.")]
        return False
    return is_good


def _another(public_id: str) -> Person:
    """Somebody of the secretariat other than the viewer: nobody recovers or ends his or her own access."""
    found = deeds.officer(database.session(), public_id, clock.now())
    looking = signed_in_viewer().person
    if found is None or (looking is not None and found.id == looking.id):
        abort(404)
    return found


def _sealing() -> Sealing:
    sealing: Sealing = current_app.extensions["sealing"]
    return sealing
