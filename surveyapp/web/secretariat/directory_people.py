"""People of a state in the directory: entering one, the letter that designated one, names and addresses put right."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import abort, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from surveyapp.actions import directory as deeds
from surveyapp.actions import own_data, people
from surveyapp.actions.limiting import TooOftenError
from surveyapp.actions.own_data import AddressRefusedError, NamesakeError, Refusal, Use
from surveyapp.actions.sealing import Sealing
from surveyapp.store import directory as on_file
from surveyapp.store.models import Person, Role
from surveyapp.store.secretariat_models import PersonAddress
from surveyapp.web import clock, database, form_page
from surveyapp.web.person_form import FactsForm
from surveyapp.web.secretariat import directory
from surveyapp.web.secretariat.directory_forms import AddressForm, DesignationForm, EnterForm
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import directory as wording

REFUSALS = {
    Refusal.OF_THE_SECRETARIAT: _l("This address belongs to the Secretariat, which answers for no state."),
    Refusal.THE_SAME: _l("This address is on file already."),
    Refusal.NAMESAKE: _l("Somebody of this name is on file with this address already."),
    Refusal.TOO_MANY: _l("There are five addresses for copies already. Withdraw one of them first."),
}
NAMESAKE = _l("Somebody else of this name is on file with this address: write it so that the two can be told apart.")
TOO_OFTEN = _l("This was tried too often. Please wait a quarter of an hour.")
WRONG_CODE = _l("The code is not right, or no longer good. Look at it again or ask for another.")


@blueprint.route(
    "/directory/<string(length=3):state>/enter", methods=["GET", "POST"], endpoint="directory_enter_person"
)
def enter_person(state: str) -> ResponseReturnValue:
    member = directory.member(state)

    def page() -> str:
        return render_template(
            "secretariat/directory_enter.html", state=member, form=form, switch_in_form="enter", here="directory"
        )

    if request.method == "GET":
        form = EnterForm(formdata=None)
        wanted = request.args.get("post", "")
        form.post.data = wanted if wanted in set(deeds.Post) else deeds.Post.FOCAL_POINT.value
        form.language.data = member.letter_language
        return page()
    form = EnterForm()
    answer = form_page.not_done(lambda: _may_be_entered(form), page)
    if answer is not None:
        return answer
    deeds.enter_person(database.session(), state, form.entered(), signed_in_viewer().person, clock.now())
    database.commit()
    return redirect(url_for("secretariat.directory_state", state=state, _anchor="people"))


def _may_be_entered(form: EnterForm) -> bool:
    is_good: bool = form.validate()
    if is_good and people.is_on_the_other_side(database.session(), str(form.email.data), "focal_point", clock.now()):
        form.email.errors = [REFUSALS[Refusal.OF_THE_SECRETARIAT]]
        return False
    return is_good


@blueprint.get("/directory/<string(length=3):state>/people/<person>", endpoint="directory_person")
def show_person(state: str, person: str) -> str:
    return _Page(state, person).drawn()


@blueprint.post("/directory/<string(length=3):state>/people/<person>", endpoint="change_directory_person")
def change_person(state: str, person: str) -> ResponseReturnValue:
    page = _Page(state, person)
    done: Mapping[str, Callable[[], bool]] = {
        "correct": page.correct,
        "designate": page.designate,
        "address": page.take_address,
        "confirm": page.confirm,
        "again": page.send_again,
        "withdraw": page.withdraw,
        "end": page.end,
    }
    do = done.get(request.form.get("deed", ""))
    if do is None:
        abort(404)
    try:
        is_done = do()
    except TooOftenError:
        page.fault = TOO_OFTEN
        is_done = False
    database.commit()  # what was counted counts, whatever became of it
    if not is_done:
        return page.drawn(), 429 if page.fault is TOO_OFTEN else 422
    return redirect(url_for("secretariat.directory_person", state=state, person=person))


class _Page:
    """The page of one person, with what was just typed in one of its forms."""

    def __init__(self, state: str, person: str) -> None:
        self.state = directory.member(state)
        self.person = _person(state, person)
        self.who = signed_in_viewer().person
        self.fault: object = ""
        self.faulty = ""
        """The role or the address whose form has an error."""
        self.correcting = FactsForm(formdata=None, obj=self.person)
        self.address = AddressForm(formdata=None)
        self.address.how.data = "code"
        self.designations = {role.id: _designation(role) for role in self.roles()}

    def roles(self) -> list[Role]:
        held = on_file.roles_of(database.session(), self.person, clock.now())
        return [one for one in held if one.state == self.state.iso3 and one.role != "contributor"]

    def correct(self) -> bool:
        self.correcting = FactsForm()
        if not self.correcting.validate():
            return False
        try:
            own_data.correct(database.session(), self.person, self.correcting.facts(), self.who, clock.now())
        except NamesakeError:
            self.correcting.name.errors = [NAMESAKE]
            return False
        return True

    def designate(self) -> bool:
        role = self._role()
        form = self.designations[role.id] = DesignationForm(**_apart(role))
        self.faulty = str(role.id)
        if not form.validate():
            return False
        deeds.set_designation(database.session(), role, form.designation(), self.who, clock.now())
        return True

    def take_address(self) -> bool:
        self.address = form = AddressForm()
        if not form.is_good():
            return False
        session, email = database.session(), str(form.new_email.data)
        try:
            if form.how.data == "notified":
                own_data.take_as_notified(session, self.person, email, str(form.notice.data), self.who, clock.now())
            else:
                own_data.ask_address(
                    session, _sealing(), self.person, email, Use.MAIN, self.person.language, self.who, clock.now()
                )
        except AddressRefusedError as refused:
            form.new_email.errors = [REFUSALS[refused.why]]
            return False
        return True

    def confirm(self) -> bool:
        asked = self._address()
        self.faulty = asked.public_id
        code = request.form.get("code", "")[:40]
        try:
            is_right = own_data.confirm(database.session(), _sealing(), asked, code, self.who, clock.now())
        except AddressRefusedError as refused:
            self.fault = REFUSALS[refused.why]
            return False
        if not is_right:
            self.fault = WRONG_CODE
        return is_right

    def send_again(self) -> bool:
        own_data.send_code(database.session(), _sealing(), self._address(), self.person.language, self.who, clock.now())
        return True

    def withdraw(self) -> bool:
        own_data.withdraw(database.session(), self._address(), self.who, clock.now())
        return True

    def end(self) -> bool:
        people.end_role(database.session(), self._role(), clock.now(), self.who)
        return True

    def drawn(self) -> str:
        standing = on_file.addresses(database.session(), [self.person.id]).get(self.person.id, [])
        held = self.roles()
        return render_template(
            "secretariat/directory_person.html",
            state=self.state,
            person=self.person,
            roles=[(role, self.designations.get(role.id) or _designation(role)) for role in held],
            copies=[one for one in standing if one.confirmed_at is not None],
            waiting=[one for one in standing if one.confirmed_at is None],
            correcting=self.correcting,
            address=self.address,
            fault=self.fault,
            faulty=self.faulty,
            words=wording,
            post_of=deeds.post_of,
            posts=[wording.post_words(deeds.post_of(role), g.language) for role in held],
            day=directory.day,
            dates_day=directory.day_words,
            last_day=deeds.last_day,
            here="directory",
        )

    def _role(self) -> Role:
        wanted = request.form.get("role", "")
        return next((one for one in self.roles() if deeds.post_of(one) == wanted), None) or abort(404)

    def _address(self) -> PersonAddress:
        found = on_file.address(database.session(), self.person, request.form.get("address", ""))
        return found or abort(404)


def _person(state: str, public_id: str) -> Person:
    """Somebody the secretariat may look after: contributors are named by their focal points."""
    found = on_file.person_of(database.session(), state, public_id)
    ever = on_file.roles_ever(database.session(), state)
    if found is None or all(one.role == "contributor" for one in ever if one.person_id == found.id):
        abort(404)
    return found


def _designation(role: Role) -> DesignationForm:
    form = DesignationForm(formdata=None, **_apart(role))
    form.show(role, deeds.last_day(role.until))
    return form


def _apart(role: Role) -> dict[str, Any]:
    """Names of fields that differ from one role to the next; the gate has looked at the token of the form."""
    return {"prefix": f"{deeds.post_of(role)}-", "meta": {"csrf": False}}


def _sealing() -> Sealing:
    found: Sealing = current_app.extensions["sealing"]
    return found
