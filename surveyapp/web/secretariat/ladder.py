"""The ladder of a round, as an officer sets it: when which letter goes to whom, and whether by itself."""

from dataclasses import dataclass
from typing import Any

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form, IntegerField, RadioField, SelectField
from wtforms.validators import Optional

from surveyapp.actions import reminders as deeds
from surveyapp.core import reminding
from surveyapp.core.reminding import MOST_STEPS, Ladder, LadderFault, Recipient, Step
from surveyapp.store.models import Round
from surveyapp.web import clock, database, languages
from surveyapp.web.secretariat import visible
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording.reminders import fault_words

BEFORE, AFTER = "before", "after"
APPROVED, AUTOMATIC = "approved", "automatic"


class NumberField(IntegerField):
    """A whole number of days."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata([one.strip() for one in valuelist])
        except ValueError:
            raise ValueError(_("Write a number of days in digits.")) from None


class _StepForm(Form):
    days = NumberField(_l("Days"), [Optional()])
    when = SelectField(_l("Before or after"))
    to = SelectField(_l("To"))


class LadderForm(Form):
    """What holds for all steps; each step is a form of its own beside it."""

    approval = RadioField(_l("Before letters are sent"))
    apart = NumberField(
        _l("Least distance, in days"),
        description=_l("Between two letters to the same state lie at least so many days."),
    )


@dataclass
class _Forms:
    """The form with those of its steps; `key` of a step that is kept stays the same."""

    whole: LadderForm
    steps: list[tuple[str, _StepForm]]

    @property
    def written(self) -> list[tuple[str, _StepForm, int]]:
        """The steps whose days were filled in, with them."""
        return [(key, step, step.days.data) for key, step in self.steps if step.days.data is not None]


@blueprint.get("/rounds/<code>/reminders/ladder", endpoint="ladder")
def show_ladder(code: str) -> str:
    found = visible.round_(code)
    return _page(found, _as_it_is(deeds.ladder(found)))


@blueprint.post("/rounds/<code>/reminders/ladder")
def set_ladder(code: str) -> ResponseReturnValue:
    if (language := languages.switched_to()) and language != g.language:
        return redirect(url_for("secretariat.ladder", code=code, language=language), 307)
    found = visible.round_(code)
    forms = _posted()
    new = None if language else _ladder(forms)
    if new is None:
        database.commit()
        return _page(found, forms), 200 if language else 422
    deeds.change_ladder(database.session(), found, new, signed_in_viewer().person, clock.now())
    database.commit()
    return redirect(url_for("secretariat.reminders", code=found.code))


def _as_it_is(ladder: Ladder) -> _Forms:
    whole = _whole_form(approval=AUTOMATIC if ladder.is_automatic else APPROVED, apart=ladder.apart)
    steps = [(step.key, _form_of(step)) for step in ladder.steps]
    return _Forms(whole, [*steps, *_further([step.key for step in ladder.steps])])


def _form_of(step: Step) -> _StepForm:
    return _step_form(step.key, days=abs(step.days), when=AFTER if step.days > 0 else BEFORE, to=step.to.value)


def _step_form(key: str, posted: Any = None, **facts: Any) -> _StepForm:
    form = _StepForm(posted, prefix=f"{key}-", **facts)
    form.when.choices = [(BEFORE, _l("before")), (AFTER, _l("after"))]
    form.to.choices = [
        (Recipient.FOCAL_POINT.value, _l("focal points")),
        (Recipient.MISSION.value, _l("permanent mission")),
    ]
    return form


def _whole_form(posted: Any = None, **facts: Any) -> LadderForm:
    form = LadderForm(posted, **facts)
    form.approval.choices = [
        (APPROVED, _l("an officer reads and approves each batch")),
        (
            AUTOMATIC,
            _l("nobody needs to approve them: they go by themselves, and so do those that wait for approval now"),
        ),
    ]
    return form


def _further(keys: list[str]) -> list[tuple[str, _StepForm]]:
    """An empty step to be filled in, while there may be more."""
    if len(keys) >= MOST_STEPS:
        return []
    key = _next_key(keys)
    return [(key, _step_form(key, when=AFTER, to=Recipient.FOCAL_POINT.value))]


def _next_key(keys: list[str]) -> str:
    """One that no step of the round has, or had as far as can be seen."""
    return str(max((int(key) for key in keys if key.isdecimal()), default=0) + 1)


def _posted() -> _Forms:
    keys = [key for key in request.form.getlist("step") if key.isdecimal() and len(key) <= 6]
    unique = list(dict.fromkeys(keys))[: MOST_STEPS + 1]
    return _Forms(_whole_form(request.form), [(key, _step_form(key, request.form)) for key in unique])


def _ladder(forms: _Forms) -> Ladder | None:
    """The ladder, if nothing is wrong with it; otherwise the errors stand beside their fields."""
    is_valid = all([forms.whole.validate(), *(step.validate() for _key, step in forms.steps)])
    if not is_valid or forms.whole.apart.data is None:
        if forms.whole.apart.data is None and not forms.whole.apart.errors:
            forms.whole.apart.errors = [fault_words(LadderFault.APART_OUT_OF_RANGE, g.language)]
        return None
    steps = reminding.in_time(_step(key, step, days) for key, step, days in forms.written)
    ladder = Ladder(steps, forms.whole.approval.data == AUTOMATIC, int(forms.whole.apart.data))
    faults = reminding.faults(ladder)
    if any(days < 0 for _key, _form, days in forms.written):
        faults.append(LadderFault.TOO_FAR)
    for fault in faults:
        _field_at_fault(fault, forms).errors = [fault_words(fault, g.language)]
    return None if faults else ladder


def _step(key: str, form: _StepForm, days: int) -> Step:
    return Step(key, days if form.when.data == AFTER else -days, Recipient(form.to.data))


def _field_at_fault(fault: LadderFault, forms: _Forms) -> Any:
    """The field beside which a fault is said; of one of the ladder as a whole, the last that was filled in."""
    if fault is LadderFault.APART_OUT_OF_RANGE:
        return forms.whole.apart
    far = [step.days for _key, step, days in forms.written if not 0 <= days <= reminding.MOST_DAYS]
    return far[0] if fault is LadderFault.TOO_FAR else forms.written[-1][1].days


def _page(of: Round, forms: _Forms) -> str:
    return render_template(
        "secretariat/ladder.html",
        round=of,
        form=forms.whole,
        steps=forms.steps,
        errors=[field for form in (*(one for _key, one in forms.steps), forms.whole) for field in form if field.errors],
        switch_in_form="ladder",
        here="reminders",
    )
