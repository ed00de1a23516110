"""How people of states come in: an address, a code, and who it is where several share the address; and going out."""

from collections.abc import Sequence

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from surveyapp.actions import coming_in, secretariat_entry
from surveyapp.actions.limiting import TooOftenError
from surveyapp.store.models import Person
from surveyapp.web import clock, cookies, database, keeping, languages
from surveyapp.web.auth import secretariat, steps
from surveyapp.web.auth.forms import AddressForm, CodeForm, Step, WhoForm, after
from surveyapp.web.auth.pages import blueprint
from surveyapp.web.auth.steps import ADDRESS, asker, sealing
from surveyapp.web.keeping import TooLongToKeepError
from surveyapp.web.viewer import states_by_second_factor, viewer


@blueprint.route("", methods=["GET", "POST"])
def sign_in() -> ResponseReturnValue:
    return _send_code() if request.method == "POST" else _ask_address()


@blueprint.route("/code", methods=["GET", "POST"])
def code() -> ResponseReturnValue:
    return _check_code() if request.method == "POST" else _ask_for_code()


@blueprint.route("/who", methods=["GET", "POST"])
def who() -> ResponseReturnValue:
    return _say_who() if request.method == "POST" else redirect(url_for("auth.sign_in"))


@blueprint.post("/out")
def sign_out() -> ResponseReturnValue:
    looking = viewer()
    if looking is not None:
        coming_in.sign_out(database.session(), looking, clock.now())
        database.commit()
    session.clear()
    answer = redirect(url_for("public.home"))
    cookies.forget_session_token(answer)
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'  # what a browser may have kept against "no-store"
    return answer


def sign_in_page(kept: str) -> str:
    """The first step; `kept` is what was typed before the session ended."""
    if states_by_second_factor():
        return secretariat.passphrase_page(request.args.get("next", ""), kept, session.get(ADDRESS, ""))
    form = AddressForm(formdata=None)
    form.carry(request.args.get("next", ""), kept)
    form.address.data = session.get(ADDRESS, "")
    return _address_page(form)


def sign_in_page_with_kept_post() -> ResponseReturnValue:
    """The session has ended: the page to come in, carrying the post. 401, so that a script knows."""
    try:
        token = keeping.sealed(keeping.present_post())
    except TooLongToKeepError:
        return render_template("auth/too_long_to_keep.html"), 413
    return sign_in_page(token), 401


def _ask_address() -> ResponseReturnValue:
    if viewer() is not None:
        return redirect(keeping.own_path(request.args.get("next", "")) or steps.start_page(viewer()))
    return sign_in_page("")


def _send_code() -> ResponseReturnValue:
    form = AddressForm()
    form.carry_on()
    if language := languages.switched_to():
        return steps.in_language(language, lambda: _address_page(form))
    if "address" not in request.form:  # from the passphrase, which is still to be set up
        return _address_page(after(form, AddressForm))
    if not form.validate():
        return _address_page(form), 422
    address = str(form.address.data).strip()
    try:
        coming_in.ask_code(database.session(), sealing(), address, asker(), clock.now())
    except TooOftenError as error:
        return steps.too_often(lambda: _address_page(form), form.address, error)
    database.commit()
    session[ADDRESS] = address
    if form.kept.data:
        return _code_page(after(form, CodeForm))
    return redirect(url_for("auth.code", next=form.next.data or None))


def _ask_for_code() -> ResponseReturnValue:
    if ADDRESS not in session:
        return redirect(url_for("auth.sign_in"))
    form = CodeForm(formdata=None)
    form.carry(request.args.get("next", ""), "")
    return _code_page(form)


def _check_code() -> ResponseReturnValue:
    form = CodeForm()
    form.carry_on()
    if ADDRESS not in session:
        return sign_in_page(form.kept.data or "")
    if language := languages.switched_to():
        return steps.in_language(language, lambda: _code_page(form))
    if not form.validate():
        return _code_page(form), 422
    try:
        people = coming_in.people_by_code(
            database.session(), sealing(), session[ADDRESS], str(form.code.data), asker(), clock.now()
        )
    except TooOftenError as error:
        return steps.too_often(lambda: _code_page(form), form.code, error)
    if not people:
        text = _("The code is wrong, was used already or is older than ten minutes. Check it, or ask for another.")
        return steps.refused(lambda: _code_page(form), form.code, text)
    if len(people) == 1:
        return _let_in(people[0], form)
    database.commit()
    asking = after(form, WhoForm)
    asking.proof.data = coming_in.proof(sealing(), people, asker(), clock.now())
    return _who_page(asking, people)


def _say_who() -> ResponseReturnValue:
    form = WhoForm()
    form.carry_on()
    people = coming_in.people_by_proof(database.session(), sealing(), form.proof.data or "", asker(), clock.now())
    if not people:
        return sign_in_page(form.kept.data or ""), 422
    if language := languages.switched_to():
        return steps.in_language(language, lambda: _who_page(form, people))
    chosen = next((person for person in people if person.public_id == form.who.data), None)
    if chosen is None:
        return steps.refused(lambda: _who_page(form, people), form.who, _("Choose your name."))
    return _let_in(chosen, form)


def _let_in(person: Person, form: Step) -> ResponseReturnValue:
    """What a right code is good for: coming in, or where it takes more, setting that up or being asked for it."""
    if not steps.takes_second_factor(person):
        return steps.come_in(person, form)
    has_set_up = secretariat_entry.has_set_up(database.session(), person)
    database.commit()
    if not has_set_up:
        return secretariat.set_up_page(person, form)
    notice = _("You have set up a passphrase and a second factor: please sign in with them.")
    return secretariat.passphrase_page(form.next.data or "", form.kept.data or "", person.email, notice)


def _address_page(form: AddressForm) -> str:
    return steps.page("address", form)


def _code_page(form: CodeForm) -> str:
    return steps.page("code", form, address=session[ADDRESS])


def _who_page(form: WhoForm, people: Sequence[Person]) -> str:
    form.who.choices = [(person.public_id, _called(person)) for person in people]
    return steps.page("who", form)


def _called(person: Person) -> str:
    return ", ".join(part for part in (person.name, person.title, person.institution) if part)
