"""Whom the secretariat writes to officially in a state: entered, changed, ended. A change leaves the former one."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from surveyapp.actions import directory as deeds
from surveyapp.actions.directory import Kind
from surveyapp.core.states import MemberState
from surveyapp.store import authorities
from surveyapp.store.secretariat_models import Authority
from surveyapp.web import clock, database, form_page
from surveyapp.web.secretariat import directory
from surveyapp.web.secretariat.directory_forms import AuthorityForm
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import directory as wording


@blueprint.route(
    "/directory/<string(length=3):state>/authorities/<kind>", methods=["GET", "POST"], endpoint="directory_authority"
)
def authority(state: str, kind: str) -> ResponseReturnValue:
    member, of_kind = directory.member(state), _kind(kind)
    present = authorities.current(database.session(), [state], of_kind, clock.now()).get(state)
    if request.method == "GET":
        return _page(member, of_kind, present, _form(member, present))
    if request.form.get("deed") == "end":
        deeds.end_authority(database.session(), state, of_kind, signed_in_viewer().person, clock.now())
    else:
        form = AuthorityForm()
        answer = form_page.not_done(form.is_good, lambda: _page(member, of_kind, present, form))
        if answer is not None:
            return answer
        who = signed_in_viewer().person
        deeds.set_authority(database.session(), state, of_kind, form.facts(), who, clock.now())
    database.commit()
    return redirect(url_for("secretariat.directory_state", state=state, _anchor="authorities"))


def _kind(written: str) -> Kind:
    if written not in set(Kind):
        abort(404)
    return Kind(written)


def _form(member: MemberState, present: Authority | None) -> AuthorityForm:
    form = AuthorityForm(formdata=None)
    form.language.data = member.letter_language if member.letter_language in ("en", "es") else "en"
    if present is not None:
        form.show(present)
    return form


def _page(member: MemberState, kind: Kind, present: Authority | None, form: AuthorityForm) -> str:
    return render_template(
        "secretariat/directory_authority.html",
        state=member,
        kind=kind,
        present=present,
        form=form,
        words=wording,
        switch_in_form="authority",
        here="directory",
    )
