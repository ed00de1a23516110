"""The pages on which the people of a state work together: inviting, letting in, handing over, marking as ready."""

import json
import re

import pytest
import sqlalchemy as sa

from surveyapp.actions import coming_in, delegating
from surveyapp.store import models
from surveyapp.store.database import reading, writing
from tests.page_client import PageClient
from tests.pages.desk import BILINGUAL
from tests.stored import a_person, a_reply, a_round

ROSA = {
    "name": "Rosa Díaz",
    "title": "Fiscal",
    "institution": "Fiscalía General",
    "email": "rosa@example.org",
    "language": "es",
}


class State:
    """Costa Rica at work: a reply, and a browser for each of its people."""

    def __init__(self, app, engine, clock, reply):
        self.app, self.engine, self.clock, self.reply = app, engine, clock, reply

    def browser(self, name):
        client = PageClient(self.app)
        with writing(self.engine) as session:
            person = session.scalars(sa.select(models.Person).where(models.Person.name == name)).one()
            client.browser.set_cookie("session", coming_in.begin(session, person, self.clock()))
            session.commit()
        return client

    def path(self, rest="", language="en"):
        return f"/{language}/reply/{self.reply}{rest}"

    def person(self, name):
        with reading(self.engine) as session:
            return session.scalar(sa.select(models.Person.public_id).where(models.Person.name == name))

    def roles(self, name):
        with reading(self.engine) as session:
            found = sa.select(models.Role).join(models.Role.person).where(models.Person.name == name)
            return [one for one in session.scalars(found) if one.until is None]

    def letters(self, kind):
        with reading(self.engine) as session:
            return session.scalars(sa.select(models.Letter).where(models.Letter.kind == kind)).all()


@pytest.fixture
def state(app, engine, session, clock):
    reply = a_reply(session, round_=a_round(session, **BILINGUAL))
    a_reply(session, "JAM", reply.round)
    a_person(session, "Ana Mora", institution="CONATT")
    official = a_person(session, "Luis Vargas", "contributor", "CRI", ["help"], institution="Ministerio de Justicia")
    official.roles[0].message = "Mensaje"
    a_person(session, "The Mission", "observer")
    a_person(session, "Joy Brown", state="JAM")
    session.commit()
    return State(app, engine, clock, reply.public_id)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", ["Ana Mora", "Luis Vargas", "The Mission"])
def test_everybody_of_the_state_reads_who_works_where(state, name, language):
    page = state.browser(name).open(state.path("/people", language))

    assert "Luis Vargas" in page.text
    assert ("luis.vargas@example.org" in page.text) == (name == "Ana Mora")


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_pages_of_a_focal_point_are_sound_in_both_languages(state, language):
    ana = state.browser("Ana Mora")

    for rest in ("", "/people", f"/people/{state.person('Luis Vargas')}", "/hand-over", "/section/help"):
        ana.open(state.path(rest, language))


def test_a_focal_point_invites_an_official_to_sections(state):
    form = state.browser("Ana Mora").open(state.path("/people")).form("/people")

    page = form.send(ROSA | {"sections": ["law"], "wanted_by": "2026-09-20", "message": "Gracias"})

    assert "Rosa Díaz" in page.text
    [role] = state.roles("Rosa Díaz")
    assert (role.sections, role.message, str(role.wanted_by)) == (["law"], "Gracias", "2026-09-20")
    assert [one.email for one in state.letters("contributor_invitation")] == ["rosa@example.org"]


def test_an_invitation_without_sections_is_asked_about_and_keeps_what_was_typed(state):
    form = state.browser("Ana Mora").open(state.path("/people")).form("/people")

    page = form.send(ROSA, status=422)

    assert "Choose the sections, or all of them." in page.text
    assert page.form("/people").fields["name"] == ["Rosa Díaz"]
    assert state.roles("Rosa Díaz") == []


LATE = {
    "en": "This day is after the deadline of your state, 30 September 2026.",
    "es": "Este día es posterior al vencimiento del plazo de su Estado, el 30 de septiembre de 2026.",
}
PAST = {"en": "This day is past.", "es": "Este día ya pasó."}


@pytest.mark.parametrize("language", ["en", "es"])
def test_of_a_day_after_the_deadline_one_is_warned_and_it_is_kept_when_pressed_again(state, language):
    form = state.browser("Ana Mora").open(state.path("/people", language)).form("/people")

    page = form.send(ROSA | {"sections": ["law"], "wanted_by": "2026-10-01"}, status=422)

    assert LATE[language] in page.text
    warned = page.form("/people")
    assert warned.fields["wanted_by"] == ["2026-10-01"]
    assert state.roles("Rosa Díaz") == []
    warned.send()
    assert [str(role.wanted_by) for role in state.roles("Rosa Díaz")] == ["2026-10-01"]


@pytest.mark.parametrize("language", ["en", "es"])
def test_who_was_warned_of_one_day_after_the_deadline_is_warned_of_another(state, language):
    page = state.browser("Ana Mora").open(state.path("/people", language))
    page = page.form("/people").send(ROSA | {"sections": ["law"], "wanted_by": "2026-10-01"}, status=422)

    page = page.form("/people").send({"wanted_by": "2026-11-01"}, status=422)

    assert LATE[language] in page.text
    assert state.roles("Rosa Díaz") == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_task_can_be_wanted_today_or_on_the_day_of_the_deadline_and_on_no_day_that_is_past(state, language):
    ana, luis = state.browser("Ana Mora"), f"/people/{state.person('Luis Vargas')}"

    page = ana.open(state.path(luis, language)).form(luis).send({"wanted_by": "2026-09-14"}, status=422)

    assert PAST[language] in page.text
    for day in ("2026-09-15", "2026-09-30"):
        ana.open(state.path(luis, language)).form(luis).send({"wanted_by": day})
        assert [str(role.wanted_by) for role in state.roles("Luis Vargas")] == [day]


def test_the_day_of_who_gets_no_sections_is_of_no_matter(state):
    form = state.browser("Ana Mora").open(state.path("/people")).form("/people")

    form.send(ROSA | {"hand": "alternate", "wanted_by": "2020-01-01"})

    assert [(role.is_alternate, role.wanted_by) for role in state.roles("Rosa Díaz")] == [(True, None)]


def test_a_day_may_be_typed_as_the_state_writes_days_where_there_is_no_picker(state):
    form = state.browser("Ana Mora").open(state.path("/people")).form("/people")

    form.send(ROSA | {"sections": ["law"], "wanted_by": "20/09/2026"})

    assert [str(role.wanted_by) for role in state.roles("Rosa Díaz")] == ["2026-09-20"]


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_day_outside_the_questionnaire_is_chosen_in_one_way(state, language):
    ana = state.browser("Ana Mora")
    fields = {
        "/people": ["wanted_by"],
        f"/people/{state.person('Luis Vargas')}": ["wanted_by"],
        "/requests": ["until"],
        "/review": ["approved_on", "expected_on"],
    }
    for rest, names in fields.items():
        page = ana.open(state.path(rest, language))
        for name in names:
            assert [one.get("type") for one in page.document.xpath(f"//input[@name='{name}']")] == ["date"], rest


def test_switching_the_language_keeps_what_was_typed(state):
    form = state.browser("Ana Mora").open(state.path("/people")).form("/people")

    to = state.path("/people", "es")
    page = form.page.client.post(to, form.fields | ROSA | {"switch": "es"})

    assert page.language == "es"
    assert page.form("/people").fields["name"] == ["Rosa Díaz"]


@pytest.mark.parametrize("field", ["name", "title", "institution", "message"])
@pytest.mark.parametrize(
    "site",
    ["https://example.com", "example.com", "sign-in.example.org/oas", "oas.cr/x", "ｗｗｗ．a", "oas.co", "t.me/x"],
)
def test_no_letter_of_the_organization_leads_to_another_site(state, field, site):
    """Nor to one that a mail program makes a link of by itself."""
    form = state.browser("Ana Mora").open(state.path("/people")).form("/people")

    page = form.send(ROSA | {"sections": ["law"], field: f"See {site}"}, status=422)

    assert "Write no Internet address here." in page.text


@pytest.mark.parametrize("text", ["Lic.Mora, S.A. de C.V.", "Escriba a rosa.diaz@example.org", "Art.5/6, p.ej. 3.2"])
def test_what_is_no_site_stands_in_a_letter(state, text):
    form = state.browser("Ana Mora").open(state.path("/people")).form("/people")

    form.send(ROSA | {"sections": ["law"], "message": text})

    assert text in state.letters("contributor_invitation")[0].body


def test_a_name_turns_no_line_of_a_letter_round(state):
    """A sign that is not seen and turns the direction of writing would make a letter say another thing."""
    form = state.browser("Ana Mora").open(state.path("/people")).form("/people")

    form.send(ROSA | {"sections": ["law"], "name": "Rosa\u202e Dí\u200baz"})

    assert state.person("Rosa Díaz")


def test_somebody_of_the_secretariat_is_not_invited(state, session):
    a_person(session, "Officer", "officer", None)
    session.commit()
    form = state.browser("Ana Mora").open(state.path("/people")).form("/people")

    page = form.send(ROSA | {"email": "officer@example.org", "sections": ["law"]}, status=422)

    assert "This address belongs to the Secretariat" in page.text


def test_a_task_is_changed_and_ended_and_the_person_is_out_at_once(state):
    luis, ana = state.browser("Luis Vargas"), state.browser("Ana Mora")
    address = state.path(f"/people/{state.person('Luis Vargas')}")

    page = ana.open(address).form(state.person("Luis Vargas")).send({"sections": ["law", "help"], "sees_rest": "y"})
    assert state.roles("Luis Vargas")[0].sections == ["help", "law"]
    assert "The task of Luis Vargas is as it stands below." in page.text
    page = ana.open(address).form("/remove").send()

    assert state.roles("Luis Vargas") == []
    assert "The task of Luis Vargas has ended: he or she is signed out" in page.text
    assert "Las funciones de Luis Vargas han terminado" in ana.open(page.address.replace("/en/", "/es/")).text
    assert luis.browser.get(state.path()).status_code == 302


def test_the_only_focal_point_is_told_to_name_a_successor(state):
    ana = state.browser("Ana Mora")

    page = ana.open(state.path(f"/people/{state.person('Ana Mora')}")).form("/remove").send(status=422)

    assert page.h1 == "Name a successor first"
    assert len(state.roles("Ana Mora")) == 1


def the_code(state):
    return re.search(r"\d{4} \d{4}", state.letters("official_act_code")[-1].body).group()


def test_handing_over_takes_a_fresh_code_and_signs_the_predecessor_out(state):
    ana = state.browser("Ana Mora")

    asked = ana.open(state.path("/hand-over")).form("/hand-over").send(ROSA)
    assert state.roles("Rosa Díaz") == []
    page = asked.form("/hand-over").send({"code": the_code(state)}, "Hand over to this person")

    assert page.h1 == "You have handed over"
    assert ana.browser.get(state.path()).status_code == 302
    assert [role.role for role in state.roles("Rosa Díaz")] == ["focal_point"]
    assert [one.email for one in state.letters("successor_invitation")] == ["rosa@example.org"]


@pytest.mark.parametrize(("language", "said"), [("en", "The code is not right"), ("es", "El código no es correcto")])
def test_a_wrong_code_hands_nothing_over_and_keeps_what_was_typed(state, language, said):
    ana = state.browser("Ana Mora")
    asked = ana.open(state.path("/hand-over", language)).form("/hand-over").send(ROSA)

    page = asked.form("/hand-over").send({"code": "00000000", "deed": "hand_over"}, status=422)

    assert said in page.text
    assert page.form("/hand-over").fields["name"] == ["Rosa Díaz"]
    assert state.roles("Rosa Díaz") == []
    assert len(state.roles("Ana Mora")) == 1


def test_naming_nobody_asks_no_code(state):
    ana = state.browser("Ana Mora")

    ana.open(state.path("/hand-over")).form("/hand-over").send(ROSA | {"email": "nobody"}, status=422)

    assert state.letters("official_act_code") == []


def test_one_who_has_just_given_a_code_is_asked_for_no_other(state):
    ana = state.browser("Ana Mora")
    with writing(state.engine) as session:
        session.scalars(sa.select(models.Session)).one().confirmed_at = state.clock()
        session.commit()

    page = ana.open(state.path("/hand-over")).form("/hand-over").send(ROSA)

    assert page.h1 == "You have handed over"


# Asking to be let in


def test_whoever_was_forwarded_a_letter_asks_and_learns_nothing(state, client):
    address = f"/es/ask-to-join/{state.reply}"
    page = client.open(address)
    known = {"name": "Ana Mora", "institution": "CONATT", "email": "ana.mora@example.org"}

    first = page.form().send(ROSA)
    second = client.open(address).form().send(ROSA | known)

    assert "Costa Rica" in page.text
    assert "AG/RES" not in page.text
    assert first.text == second.text
    assert len(state.letters("access_request")) == 1


def test_an_unknown_reply_is_not_asked_for(client, state):
    client.open("/en/ask-to-join/0123456789abcdef01234567", 404)


def access_form(page):
    """Where the page of people decides on the one request there is."""
    [form] = [one for one in page.document.iter("form") if "/requests/" in str(one.get("action"))]
    return page.form(form.get("action").rpartition("/reply/")[2])


def test_one_press_lets_somebody_in_to_the_sections_that_he_or_she_named(state, client):
    client.open(f"/es/ask-to-join/{state.reply}").form().send({**ROSA, "sections": ["help", "of no questionnaire"]})
    people = state.browser("Ana Mora").open(state.path()).follow("Rosa Díaz asks to be let in")

    page = access_form(people).send(button="Let this person in: Rosa Díaz")

    [said] = [one.text_content() for one in page.document.iter("p") if one.get("role") == "status"]
    assert "Rosa Díaz has been let in. The letter that says so is on its way to rosa@example.org." in said
    assert [role.sections for role in state.roles("Rosa Díaz")] == [["help"]]
    assert len(state.letters("contributor_invitation")) == 1


def test_who_names_no_section_comes_in_to_none_by_oversight(state, client):
    client.open(f"/es/ask-to-join/{state.reply}").form().send(ROSA)
    people = state.browser("Ana Mora").open(state.path("/people"))

    refused = access_form(people).send(button="Let this person in: Rosa Díaz", status=422)
    access_form(refused).send({"sections": ["help"]}, button="Let this person in: Rosa Díaz")

    assert "This person names no section, so none is ticked" in people.text
    assert "Choose the sections, or all of them." in refused.text
    assert [role.sections for role in state.roles("Rosa Díaz")] == [["help"]]


@pytest.mark.parametrize(
    ("button", "said"),
    [
        ("Let this person in: Rosa Díaz", "Rosa Díaz works on the reply already: no letter was written."),
        ("Decline: Rosa Díaz", "Rosa Díaz was not let in. No letter was written."),
    ],
)
def test_who_decides_reads_that_nothing_was_written(state, client, button, said):
    client.open(f"/es/ask-to-join/{state.reply}").form().send(ROSA)
    ana = state.browser("Ana Mora")
    people = ana.open(state.path("/people"))
    people.form("/people").send({**ROSA, "hand": "contributor", "sections": ["help"]})
    before = len(state.letters("contributor_invitation"))

    page = access_form(people).send({"all_sections": "y"}, button=button)

    assert said in page.text
    assert len(state.letters("contributor_invitation")) == before


def test_the_sign_in_page_leads_whoever_is_not_known_to_the_request(state, client):
    page = client.open(state.path())

    assert page.follow("Ask the focal point to let you in").form().fields["language"] == ["en"]


def test_asking_too_often_is_refused(state, client):
    for _ in range(3):
        client.open(f"/en/ask-to-join/{state.reply}").form().send(ROSA)

    page = client.open(f"/en/ask-to-join/{state.reply}").form().send(ROSA, status=429)

    assert "Too many requests" in page.text


# The desk, sections that are ready, presence


def test_a_contributors_desk_begins_with_the_sections_sent(state):
    page = state.browser("Luis Vargas").open(state.path())

    assert "The section sent to you" in page.texts("h2")
    assert "Mensaje" in page.text
    assert "Answer section 2" in page.text


def test_a_focal_point_marks_a_section_ready_on_the_desk_and_in_the_section(state):
    luis, ana = state.browser("Luis Vargas"), state.browser("Ana Mora")
    luis.open(state.path("/section/help")).form("/help").send({"a.calls.text": "7"}, button="Save")

    state.clock.pass_(minutes=1)
    desk = ana.open(state.path()).form("/ready").page
    marked = ana.post(
        state.path("/ready"), {**{k: v[0] for k, v in desk.form("/ready").fields.items()}, "ready": "help"}
    )
    assert "Ready: " in marked.text

    state.clock.pass_(minutes=1)
    luis.open(state.path("/section/help")).form("/help").send({"a.calls.text": "8"}, button="Save")
    assert "Changed since it was marked ready" in ana.open(state.path()).text

    state.clock.pass_(minutes=1)
    section = ana.open(state.path("/section/help"))
    again = section.form("/help").send(button=next(b for b in section.texts("button") if b.startswith("Mark as ready")))
    assert "Ready: " in again.text


def test_a_section_changed_meanwhile_is_not_marked_and_what_was_typed_is_kept(state):
    luis, ana = state.browser("Luis Vargas"), state.browser("Ana Mora")
    luis.open(state.path("/section/help")).form("/help").send({"a.calls.text": "7"}, button="Save")
    section = ana.open(state.path("/section/help"))
    state.clock.pass_(minutes=1)
    luis.open(state.path("/section/help")).form("/help").send({"a.calls.text": "8"}, button="Save")

    button = next(b for b in section.texts("button") if b.startswith("Mark as ready"))
    page = section.form("/help").send({"a.budget.text": "5"}, button=button, status=409)

    assert "Somebody wrote in this section after you opened the page." in page.text
    assert page.form("/help").fields["a.budget.text"] == ["5"]


def test_a_contributor_marks_nothing(state):
    luis = state.browser("Luis Vargas")
    section = luis.open(state.path("/section/help"))

    assert not [words for words in section.texts("button") if words.startswith("Mark as ready")]
    fields = {name: value[0] for name, value in section.form("/help").fields.items()}
    luis.post(state.path("/section/help"), fields | {"ready": "help", "seen": state.clock().isoformat()})

    with reading(state.engine) as session:
        assert session.scalars(sa.select(models.SectionReady)).all() == []


def tell(client, state, section="help", question="calls", status=200):
    token = client.open(state.path()).document.xpath("//input[@name='csrf_token']/@value")[0]
    fields = {"csrf_token": token, "section": section, "question": question}
    answer = client.browser.post(state.path("/presence"), data=fields)
    assert answer.status_code == status
    return answer


def test_colleagues_see_who_is_where_as_a_courtesy(state):
    luis, ana = state.browser("Luis Vargas"), state.browser("Ana Mora")

    assert json.loads(tell(luis, state).data) == []
    told = tell(ana, state)

    assert len(told.data) <= 2048
    assert "Ministerio de Justicia is" in told.json[0]["words"]
    assert told.json[0]["at"] == "q-calls"
    drawn = ana.open(state.path("/section/help", "es"))
    assert "Alguien del Ministerio de Justicia está trabajando" in drawn.text
    assert "now" in ana.open(state.path()).text

    state.clock.pass_(minutes=3)
    assert "Ministerio de Justicia is" not in ana.open(state.path("/section/help")).text


def test_presence_is_no_activity_of_the_person(state):
    luis = state.browser("Luis Vargas")
    state.clock.pass_(minutes=30)
    token = luis.open(state.path()).document.xpath("//input[@name='csrf_token']/@value")[0]
    state.clock.pass_(hours=1, minutes=50)

    fields = {"csrf_token": token, "section": "help", "question": "calls"}
    assert luis.browser.post(state.path("/presence"), data=fields).status_code == 200
    state.clock.pass_(minutes=20)

    assert luis.browser.get(state.path()).status_code == 302


# Breaking in


def test_presence_is_not_told_of_sections_that_are_not_the_viewers(state):
    tell(state.browser("Luis Vargas"), state, section="law", question="offence", status=404)


def test_a_question_of_another_section_is_not_noted(state):
    tell(state.browser("Luis Vargas"), state, question="offence", status=404)


@pytest.mark.parametrize("name", ["Luis Vargas", "The Mission", "Joy Brown"])
@pytest.mark.parametrize("rest", ["/people", "/hand-over", "/ready", "/people/{luis}", "/people/{luis}/remove"])
def test_nobody_but_a_focal_point_of_the_state_decides_who_works_on_it(state, name, rest):
    own = state.browser(name)
    token = own.open("/en/").document.xpath("//input[@name='csrf_token']/@value")[0]
    fields = ROSA | {"csrf_token": token, "hand": "alternate", "sections": "law", "ready": "help"}

    answer = own.browser.post(state.path(rest.format(luis=state.person("Luis Vargas"))), data=fields)

    assert answer.status_code == 404
    assert state.roles("Rosa Díaz") == []
    assert len(state.roles("Luis Vargas")) == 1


def test_a_focal_point_reaches_nobody_of_another_state(state):
    joy = state.person("Joy Brown")
    ana = state.browser("Ana Mora")
    token = ana.open(state.path()).document.xpath("//input[@name='csrf_token']/@value")[0]

    for rest in ("", "/remove", "/letter"):
        answer = ana.browser.post(state.path(f"/people/{joy}{rest}"), data={"csrf_token": token})
        assert answer.status_code == 404
    assert len(state.roles("Joy Brown")) == 1


def test_one_who_may_read_the_rest_does_not_write_it(state, session):
    role = session.scalars(sa.select(models.Role).where(models.Role.role == "contributor")).one()
    role.sees_rest = True
    session.commit()
    luis = state.browser("Luis Vargas")

    section = luis.open(state.path("/section/law"))
    token = section.document.xpath("//input[@name='csrf_token']/@value")[0]
    answer = luis.browser.post(
        state.path("/answer"), data={"csrf_token": token, "v.offence": "0", "a.offence.option": "yes"}
    )

    assert answer.status_code == 403
    assert "others of your state write them" in section.text


def test_a_contributor_whose_role_has_ended_or_begins_later_sees_nothing(state, session, clock):
    luis = state.browser("Luis Vargas")
    role = session.scalars(sa.select(models.Role).where(models.Role.role == "contributor")).one()
    role.until = clock()
    session.commit()

    assert luis.browser.get(state.path("/section/help")).status_code == 302
    assert delegating.roles_of(session, role.person, "CRI", clock()) == []


def test_who_has_invited_somebody_reads_where_the_letter_goes(state):
    ana = state.browser("Ana Mora")
    form = ana.open(state.path("/people")).form("/people")
    page = form.send({**ROSA, "hand": "contributor", "sections": ["help"]})

    assert "The letter to Rosa Díaz is on its way to rosa@example.org." in page.text


def test_only_who_may_send_is_told_to_send(state):
    page = state.browser("Luis Vargas").open(state.path())

    assert "Review and send" not in page.text
    assert "Review and send" in state.browser("Ana Mora").open(state.path()).text


def test_who_may_only_read_is_led_to_reading(state):
    page = state.browser("The Mission").open(state.path())

    assert "Review the reply" in page.text
    assert "Continue at question" not in page.text
    assert "Begin with question" not in page.text
    assert "you can bring it back filled in" not in page.text
    assert "The Mission, permanent mission" in page.text
