"""The directory as officers see it: the list, a state, its people and authorities, groups, workbooks, designations."""

from datetime import timedelta
from io import BytesIO
from urllib.parse import urlencode

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from surveyapp.actions import directory, grouping
from surveyapp.actions.directory import AuthorityFacts, Designation, Entered, Kind, Post
from surveyapp.store import authorities, groups, models
from surveyapp.store import directory as on_file
from surveyapp.store.database import reading
from tests.page_client import Form, PageClient
from tests.pages.desk import BILINGUAL
from tests.statements import statements
from tests.stored import a_person, a_reply, a_round

MISSION = AuthorityFacts(name="Ana Solís", title="Embajadora", emails=("mision@example.org",), language="es")


@pytest.fixture
def officer(app, session, clock, sign_in, now):
    """An officer's browser; Costa Rica with people of every post, Jamaica with nobody."""
    reply = a_reply(session, round_=a_round(session, **BILINGUAL))
    a_reply(session, "JAM", reply.round)
    for post in Post:
        entered = Entered(name=f"Name {post.value}", email=f"{post.value}@example.org", language="es", post=post)
        directory.enter_person(session, "CRI", entered, None, now - timedelta(days=5))
    a_person(session, "Colaborador A", "contributor", "CRI", ["law"])
    directory.set_authority(session, "CRI", Kind.MISSION, MISSION, None, now - timedelta(days=5))
    grouping.make(session, {"en": "First wave", "es": "Primera ola"}, ["CRI"], None, now)
    person = a_person(session, "Officer A", "officer", None)
    session.commit()
    client = PageClient(app)
    sign_in(client, person)
    return client


def person_id(engine, name):
    with reading(engine) as session:
        return session.scalar(sa.select(models.Person.public_id).where(models.Person.name == name))


def role(engine, name, now):
    with reading(engine) as session:
        held = [one for roles in on_file.roles(session, now).values() for one in roles]
        return next((one for one in held if one.person.name == name), None)


def person_page(officer, engine, name, language="en"):
    return officer.open(f"/{language}/secretariat/directory/CRI/people/{person_id(engine, name)}")


def form_of(page, deed):
    """One of several forms of a page that go to the same address."""
    [element] = page.document.xpath(f"//main//form[.//input[@name='deed'][@value='{deed}']]")
    return Form(page, element)


@pytest.mark.parametrize(("language", "nobody"), [("en", "nobody named"), ("es", "nadie designado")])
def test_the_list_says_who_stands_for_each_state_and_for_which_nobody_does(officer, language, nobody):
    page = officer.open(f"/{language}/secretariat/directory")

    rows = {row.split()[0]: row for row in page.texts("tr")[1:]}
    assert "Name focal_point" in rows["Costa"]
    assert "Name alternate" in rows["Costa"]
    assert "mision@example.org" in rows["Costa"]
    assert "Name contact" not in page.text
    assert nobody in rows["Jamaica"]


@pytest.mark.parametrize(
    ("query", "states"),
    [
        ({"focal_point": "without"}, ["Jamaica"]),
        ({"focal_point": "without-letter"}, ["Costa Rica"]),
        ({"subregion": "caribbean"}, ["Jamaica"]),
        ({"subregion": "andean"}, []),
        ({"subregion": "no such", "group": "no such"}, []),
    ],
)
def test_the_list_is_narrowed(officer, query, states):
    page = officer.open("/en/secretariat/directory", query=query)

    assert [link for link in page.texts("a") if link in ("Costa Rica", "Jamaica")] == states


def test_a_group_narrows_the_list(officer):
    page = officer.open("/en/secretariat/directory").follow("Groups of states")
    group = page.follow("First wave").address.rpartition("/")[2]

    shown = officer.open("/en/secretariat/directory", query={"group": group})

    assert "1 state" in shown.text or "One state" in shown.text


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_page_of_a_state_shows_everybody_and_of_contributors_the_name_alone(officer, language):
    page = officer.open(f"/{language}/secretariat/directory/CRI")

    for post in Post:
        assert f"{post.value}@example.org" in page.text
    assert "Colaborador A" in page.text
    assert "colaborador.a@example.org" not in page.text
    assert "Ana Solís, Embajadora" in page.text
    assert "1948" in page.text
    officer.open(f"/{language}/secretariat/directory/XXX", status=404)


def test_a_person_is_entered_with_the_letter_of_designation(officer, engine, clock):
    page = officer.open("/en/secretariat/directory/JAM").follow("Enter a person")
    wrong = page.form("/enter").send({"name": "Joy Brown", "email": "officer.a@example.org"}, status=422)
    assert "belongs to the Secretariat" in wrong.text

    done = wrong.form("/enter").send(
        {"email": "joy@example.org", "designated_by": "Note 12/2026", "designated_on": "2026-09-01"}
    )

    assert "Note 12/2026, 1 September 2026" in done.text
    entered = role(engine, "Joy Brown", clock())
    assert (entered.state, entered.role, entered.designated_by) == ("JAM", "focal_point", "Note 12/2026")


def test_what_was_typed_stays_when_the_language_is_switched(officer):
    page = officer.open("/en/secretariat/directory/JAM/enter")

    typed = {**page.form("/enter").fields, "name": "Joy", "switch": "es"}
    sent_on = officer.browser.post(page.address, data=typed)
    switched = officer.post(sent_on.location, typed)

    assert sent_on.status_code == 307
    assert switched.language == "es"
    assert switched.form("/enter").fields["name"] == ["Joy"]


@pytest.mark.parametrize("language", ["en", "es"])
def test_names_and_designations_are_put_right(officer, engine, clock, language):
    page = person_page(officer, engine, "Name focal_point", language)
    empty = form_of(page, "correct").send({"name": ""}, status=422)
    form_of(empty, "correct").send({"name": "Ana Mora", "title": "Directora"})

    page = person_page(officer, engine, "Ana Mora", language)
    wrong = form_of(page, "designate").send({"focal_point-designated_on": "tomorrow"}, status=422)
    done = form_of(wrong, "designate").send(
        {
            "focal_point-designated_by": "Nota 7",
            "focal_point-designated_on": "",
            "focal_point-last_day": "2026-12-31",
        }
    )

    assert "31" in done.text
    held = role(engine, "Ana Mora", clock())
    assert (held.designated_by, directory.last_day(held.until).isoformat()) == ("Nota 7", "2026-12-31")


def test_an_address_is_confirmed_by_the_code_that_the_person_reads_out(officer, engine, mailed_code):
    page = person_page(officer, engine, "Name contact")
    waiting = form_of(page, "address").send({"new_email": "new@example.org"})
    assert "new@example.org, to be confirmed" in waiting.text

    wrong = form_of(waiting, "confirm").send({"code": "0000 0000"}, status=422)
    done = form_of(wrong, "confirm").send({"code": mailed_code("new@example.org")})

    assert "to be confirmed" not in done.text
    assert "new@example.org" in done.text


def test_an_address_that_the_state_notified_needs_the_letter_and_is_used_at_once(officer, engine, clock):
    page = person_page(officer, engine, "Name focal_point")
    typed = {"new_email": "new@example.org", "how": "notified"}
    refused = form_of(page, "address").send(typed, status=422)

    form_of(refused, "address").send({"notice": "Nota 9 de la Misión"})

    assert role(engine, "Name focal_point", clock()).person.email == "new@example.org"
    history = officer.open("/en/secretariat/directory/CRI")
    assert "notified in writing: Nota 9 de la Misión" in history.text


def test_a_task_is_ended_and_stands_in_the_history(officer, engine, clock):
    done = form_of(person_page(officer, engine, "Name observer"), "end").send()

    assert "none any more" in done.text
    assert role(engine, "Name observer", clock()) is None
    assert "Name observer: no longer permanent mission" in officer.open("/en/secretariat/directory/CRI").text


def test_a_contributor_has_no_page_here(officer, engine):
    officer.open(f"/en/secretariat/directory/CRI/people/{person_id(engine, 'Colaborador A')}", status=404)


@pytest.mark.parametrize("language", ["en", "es"])
def test_an_authority_is_changed_and_the_former_stays_in_the_history(officer, engine, clock, language):
    address = f"/{language}/secretariat/directory/CRI/authorities/mission"
    wrong = _authority_form(officer.open(address)).send({"emails": "mision@example.org\nno address"}, status=422)
    _authority_form(wrong).send({"name": "Luis Paz", "emails": "mision@example.org\nsegunda@example.org"})

    with reading(engine) as session:
        present = authorities.current(session, ["CRI"], "mission", clock())["CRI"]
        assert (present.name, present.emails) == ("Luis Paz", ["mision@example.org", "segunda@example.org"])
    page = officer.open(f"/{language}/secretariat/directory/CRI")
    assert "Ana Solís, Embajadora" in page.text
    form_of(officer.open(address), "end").send()
    with reading(engine) as session:
        assert authorities.current(session, ["CRI"], "mission", clock()) == {}
    officer.open(f"/{language}/secretariat/directory/CRI/authorities/king", status=404)


def test_markup_in_an_address_is_text(officer):
    page = officer.open("/en/secretariat/directory/CRI/authorities/mission")

    _authority_form(page).send({"emails": "</textarea></p><img src=x onerror=alert(1)>"}, status=422)


def _authority_form(page):
    [element] = page.document.xpath("//form[@id='authority']")
    return Form(page, element)


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_group_is_made_changed_and_ended(officer, engine, clock, language):
    page = officer.open(f"/{language}/secretariat/groups")
    taken = page.form("/groups").send({"english": "first WAVE", "spanish": "Otra", "states": ["CRI"]}, status=422)
    made = taken.form("/groups").send({"english": "Islands", "spanish": "Islas", "states": ["JAM"]})
    name = "Islas" if language == "es" else "Islands"

    one = made.follow(name)
    [element] = one.document.xpath("//form[@id='group']")
    Form(one, element).send({"states": ["CRI", "JAM"]})

    def present():
        with reading(engine) as session:
            return {group.name["en"]: group.states for group in groups.groups_on(session, grouping.today(clock()))}

    assert present() == {"First wave": {"CRI"}, "Islands": {"CRI", "JAM"}}
    form_of(officer.open(one.address), "end").send()
    assert present() == {"First wave": {"CRI"}}
    officer.open(one.address, status=404)


@pytest.mark.parametrize(
    ("language", "sheet", "header", "nothing"),
    [("en", "people", "Title", "Nothing changes"), ("es", "personas", "Cargo", "Nada cambia")],
)
def test_a_workbook_goes_out_comes_back_and_is_shown_before_it_is_done(
    officer, engine, clock, language, sheet, header, nothing
):
    made = officer.download(f"/{language}/secretariat/directory/workbook").data
    page = officer.open(f"/{language}/secretariat/directory/import")
    assert _sent(page, made).h1 == nothing

    book = load_workbook(BytesIO(made))
    headers = [cell.value for cell in book[sheet][1]]
    book[sheet].cell(2, headers.index(header) + 1).value = "Fiscal"
    name = book[sheet].cell(2, 4).value
    preview = _sent(page, _saved(book))

    assert "Fiscal" in preview.text
    assert role(engine, name, clock()).person.title == ""
    preview.form("/import").send()
    assert role(engine, name, clock()).person.title == "Fiscal"


def test_a_workbook_with_faults_tells_them_all_and_a_missing_one_says_so(officer):
    book = load_workbook(BytesIO(officer.download("/en/secretariat/directory/workbook").data))
    book["people"].cell(2, 2).value = "XYZ"
    book["groups"].cell(2, 2).value = ""
    page = officer.open("/en/secretariat/directory/import")

    faulty = _sent(page, _saved(book), status=422)

    assert "Nothing brought in: the workbook has 2 faults" in faulty.h1
    assert "people, row 2" in faulty.text
    assert "“XYZ” is not the code of a state." in faulty.text
    page.form("/import").send(status=422)


def test_what_changed_since_the_preview_is_shown_anew(officer, engine, session, clock):
    book = load_workbook(BytesIO(officer.download("/en/secretariat/directory/workbook").data))
    book["groups"].cell(2, 2).value = "Second wave"
    preview = _sent(officer.open("/en/secretariat/directory/import"), _saved(book))
    group = groups.by_public_id(session, groups.groups_on(session, grouping.today(clock()))[0].public_id)
    grouping.rename(session, group, {"en": "Third wave", "es": "Primera ola"}, None, clock())
    session.commit()

    again = preview.form("/import").send(status=409)
    assert "The directory has changed since you looked" in again.text
    again.form("/import").send()

    assert "Second wave" in officer.open("/en/secretariat/groups").text
    officer.post("/en/secretariat/directory/import", {**_token(again), "confirm": "forged"}, status=422)


def _token(page):
    return {"csrf_token": page.form("/import").fields["csrf_token"][0]}


def _saved(book):
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _sent(page, data, status=200):
    return page.client.post(
        page.address, {**_token(page), "workbook": (BytesIO(data), "directory.xlsx")}, status=status
    )


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_round_shows_who_has_designated_and_the_letters_are_read_before_they_are_sent(officer, engine, language):
    page = officer.open(f"/{language}/secretariat/rounds/2026/focal-points")
    page = page.follow(
        {"en": "Who has designated a focal point by letter"}.get(
            language, "Quién ha designado un punto focal por carta"
        )
    )
    assert page.h1.startswith("0 ")
    with reading(engine) as session:
        assert session.scalars(sa.select(models.Letter)).all() == []

    letters = officer.open(f"/{language}/secretariat/rounds/2026/designations/letters")
    assert "Agradeceré a la Misión Permanente que tenga a bien confirmar por escrito" in letters.text
    done = letters.form("/designations/letters").send()

    with reading(engine) as session:
        [letter] = session.scalars(sa.select(models.Letter)).all()
        assert (letter.kind, letter.email) == ("designation_request", "mision@example.org")
    assert "15 " in done.texts("#CRI")[0]
    officer.open(f"/{language}/secretariat/rounds/2026/designations/letters")


def test_a_focal_point_named_for_a_round_may_be_named_with_the_letter(officer, engine, clock):
    page = officer.open("/en/secretariat/rounds/2026/focal-points", query={"state": "JAM"})
    form = Form(page, page.document.xpath("//form[@id='add']")[0])

    form.send({"name": "Joy Brown", "email": "joy@example.org", "designated_by": "Note 3", "designated_on": ""})

    assert role(engine, "Joy Brown", clock()).designated_by == "Note 3"
    assert "designated by letter" in officer.open("/en/secretariat/rounds/2026/designations").texts("#JAM")[0]


def test_a_letter_on_record_counts_as_designated(officer, engine, session, clock):
    held = on_file.roles(session, clock())["CRI"]
    alternate = next(one for one in held if directory.post_of(one) == Post.ALTERNATE)
    directory.set_designation(session, alternate, Designation(on=clock().date()), None, clock())
    session.commit()

    page = officer.open("/en/secretariat/rounds/2026/designations")

    assert page.h1 == "1 of 2 states has designated a focal point by letter"


@pytest.mark.parametrize(
    "address", ["directory", "directory/CRI", "groups", "rounds/2026/designations", "rounds/2026/designations/letters"]
)
def test_a_page_asks_the_store_as_often_for_many_as_for_few(officer, app, session, clock, address):
    path = f"/en/secretariat/{address}"
    officer.open(path)  # facts about the installation are good for a minute
    with statements(app) as few:
        officer.open(path)
    round_ = session.scalars(sa.select(models.Round)).one()
    for state in ("PER", "MEX", "CHL"):
        a_reply(session, state, round_)
        a_person(session, f"Name {state}", state=state)
        directory.set_authority(session, state, Kind.MISSION, MISSION, None, clock())
        a_person(session, f"Another for {state}", "contact", "CRI")
    grouping.make(session, {"en": "Second wave", "es": "Segunda ola"}, ["PER", "MEX"], None, clock())
    session.commit()

    with statements(app) as many:
        officer.open(path)

    assert len(many) == len(few)


def test_whatever_is_sent_to_the_page_of_a_person_is_answered(officer, engine):
    page = person_page(officer, engine, "Name focal_point")
    names = ("name", "title", "institution", "language", "new_email", "how", "notice", "code", "address", "role")
    token = form_of(page, "correct").fields["csrf_token"][0]
    deeds = ("correct", "designate", "address", "confirm", "again", "withdraw", "end", "no such")
    texts = ("", "\x00\x07", "\ud83d", "a" * 5000, "a@example.org\r\nBcc: b@example.org", "=1+1")

    answers = {
        officer.browser.post(
            page.address,
            data=urlencode(dict.fromkeys(names, text) | {"deed": deed, "csrf_token": token}, errors="surrogatepass"),
            content_type="application/x-www-form-urlencoded",
        ).status_code
        for deed in deeds
        for text in texts
    }

    assert answers == {404, 422}
