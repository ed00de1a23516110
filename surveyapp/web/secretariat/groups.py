"""Groups of states of the secretariat's own: made, renamed, ended; which states belong to them."""

from flask import abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from surveyapp.actions import grouping
from surveyapp.actions.grouping import NameTakenError, today
from surveyapp.core.states import MemberState, in_order
from surveyapp.core.text import said_anyhow
from surveyapp.store import groups as store
from surveyapp.store.secretariat_models import StateGroup
from surveyapp.web import clock, database, form_page
from surveyapp.web.secretariat import directory
from surveyapp.web.secretariat.directory_forms import GroupForm
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import dates, subregions

TAKEN = _l("Another group has this name.")


@blueprint.route("/groups", methods=["GET", "POST"], endpoint="groups")
def list_groups() -> ResponseReturnValue:
    """The groups, and a form with which one is made."""
    form = _form(GroupForm(formdata=None) if request.method == "GET" else GroupForm())
    if request.method == "GET":
        return _list_page(form)
    answer = form_page.not_done(form.validate, lambda: _list_page(form))
    if answer is not None:
        return answer
    try:
        made = grouping.make(
            database.session(), form.called(), form.states.data or (), signed_in_viewer().person, clock.now()
        )
    except NameTakenError:
        form.english.errors = [TAKEN]
        database.let_go()
        return _list_page(form), 422
    database.commit()
    return redirect(url_for("secretariat.groups", _anchor=made.public_id))


@blueprint.route("/groups/<group>", methods=["GET", "POST"], endpoint="group")
def change_group(group: str) -> ResponseReturnValue:
    found = store.by_public_id(database.session(), group)
    if found is None or found.ended_at is not None:
        abort(404)
    form = _form(GroupForm(formdata=None) if request.method == "GET" else GroupForm())
    if request.method == "GET":
        form.english.data, form.spanish.data = found.name.get("en", ""), found.name.get("es", "")
        form.states.data = sorted(grouping.members_on(found, today(clock.now())))
        return _page(found, form)
    session, who, now = database.session(), signed_in_viewer().person, clock.now()
    if request.form.get("deed") == "end":
        grouping.end(session, found, who, now)
        database.commit()
        return redirect(url_for("secretariat.groups"))
    answer = form_page.not_done(form.validate, lambda: _page(found, form))
    if answer is not None:
        return answer
    try:
        grouping.rename(session, found, form.called(), who, now)
    except NameTakenError:
        form.english.errors = [TAKEN]
        database.commit()
        return _page(found, form), 422
    grouping.set_members(session, found, form.states.data or (), who, now)
    database.commit()
    return redirect(url_for("secretariat.groups", _anchor=group))


def _form(form: GroupForm) -> GroupForm:
    form.states.choices = [(one.iso3, one.name(g.language).short) for one in directory.in_official_order()]
    return form


def _list_page(form: GroupForm) -> str:
    session, now = database.session(), clock.now()
    names = {one.iso3: one for one in directory.in_official_order()}
    made = [
        (
            one.public_id,
            said_anyhow(one.name, g.language),
            [each.name(g.language).short for each in in_order((names[code] for code in one.states), g.language)],
        )
        for one in store.groups_on(session, today(now))
    ]
    ended = [
        (said_anyhow(one.name, g.language), directory.day(one.ended_at)) for one in store.every(session) if one.ended_at
    ]
    return render_template(
        "secretariat/groups.html",
        groups=made,
        ended=ended,
        form=form,
        by_subregion=_by_subregion(),
        switch_in_form="group",
        here="directory",
    )


def _by_subregion() -> list[tuple[str, list[MemberState]]]:
    states = directory.in_official_order()
    return [
        (name, [one for one in states if one.subregion is subregion])
        for subregion, name in subregions.in_order(g.language)
    ]


def _page(group: StateGroup, form: GroupForm) -> str:
    states = {one.iso3: one for one in directory.in_official_order()}
    history = [
        (
            states[one.state].name(g.language).short,
            dates.day(one.since, g.language),
            dates.day(one.until, g.language) if one.until else "",
        )
        for one in group.members
        if one.state in states
    ]
    return render_template(
        "secretariat/group.html",
        group=group,
        called=said_anyhow(group.name, g.language),
        form=form,
        history=history,
        by_subregion=_by_subregion(),
        switch_in_form="group",
        here="directory",
    )
