from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from surveyapp.core.conditions import asked, holds, leading_in, scope_at
from surveyapp.core.places import Place, parse
from surveyapp.core.questionnaire import Kind
from tests.builders import (
    NOT_AVAILABLE,
    a_column,
    a_group,
    a_note,
    a_question,
    a_questionnaire,
    a_row,
    a_section,
    answered,
)

TODAY = date(2012, 10, 15)


def what_is_asked(form, typed=None, entries=None):
    return asked(form, answered(form, typed or {}), entries or {}, TODAY)


def test_a_question_without_a_condition_is_asked():
    assert what_is_asked(a_questionnaire(a_question("law"))).question("law")


def test_a_question_is_asked_when_its_condition_holds():
    form = a_questionnaire(
        a_question("law", Kind.ONE, "yes no"), a_question("title", relevant="${law} = 'yes'"), a_note("why")
    )
    assert what_is_asked(form, {"law": "yes"}).questions == {"law", "title", "why"}
    assert what_is_asked(form, {"law": "no"}).questions == {"law", "why"}
    assert what_is_asked(form).questions == {"law", "why"}


def test_the_conditions_of_section_group_and_question_must_all_hold():
    form = a_questionnaire(
        a_section("one", a_question("law", Kind.ONE, "yes no"), a_question("areas", Kind.SEVERAL, "courts police")),
        a_section(
            "two",
            a_group("inner", a_question("judges", relevant="${law} != 'no'"), relevant="selected(${areas}, 'courts')"),
            relevant="${law}",
        ),
    )
    assert what_is_asked(form, {"law": "yes", "areas": "courts"}).question("judges")
    assert not what_is_asked(form, {"law": "no", "areas": "courts"}).question("judges")
    assert not what_is_asked(form, {"law": "yes", "areas": "police"}).question("judges")
    assert not what_is_asked(form, {"areas": "courts"}).question("judges")


def test_what_is_kept_at_a_hidden_question_is_blank_to_later_conditions():
    form = a_questionnaire(
        a_question("law", Kind.ONE, "yes no"),
        a_question("plan", Kind.ONE, "yes no", relevant="${law} = 'yes'"),
        a_question("budget", relevant="${plan} = 'yes'"),
    )
    assert what_is_asked(form, {"law": "yes", "plan": "yes"}).question("budget")
    assert not what_is_asked(form, {"law": "no", "plan": "yes"}).question("budget")


def test_what_is_not_available_or_not_readable_is_blank_to_conditions():
    form = a_questionnaire(a_question("cases", Kind.INTEGER), a_question("why", relevant="${cases} = ''"))
    assert what_is_asked(form, {"cases": NOT_AVAILABLE}).question("why")
    assert what_is_asked(form, {"cases": "a dozen"}).question("why")
    assert not what_is_asked(form, {"cases": "0"}).question("why")


def test_every_kind_is_seen_as_xlsform_has_it():
    citation = a_question("law", Kind.CITATION, cites="laws", cited_field="title")
    form = a_questionnaire(
        a_question("one", Kind.ONE, "yes no"),
        a_question("several", Kind.SEVERAL, "courts police none"),
        a_question("text", Kind.LONG_TEXT),
        a_question("whole", Kind.INTEGER),
        a_question("rate", Kind.DECIMAL),
        a_question("year", Kind.YEAR),
        a_question("day", Kind.DATE),
        a_question("link", Kind.LINK),
        a_question("paper", Kind.FILE),
        citation,
    )
    typed = {
        "one": "yes",
        "several": "police courts",
        "text": "Ley 26.364",
        "whole": "1,234",
        "rate": "12.50",
        "year": "2011",
        "day": "15/10/2012",
        "link": "example.org",
        "paper": f"abcdefgh 12 {'0' * 64} application/pdf ley.pdf",
        "law": "k3f9",
    }
    assert what_is_asked(form, typed).values == {
        "one": "yes",
        "several": "courts police",
        "text": "Ley 26.364",
        "whole": "1234",
        "rate": "12.50",
        "year": "2011",
        "day": "2012-10-15",
        "link": "https://example.org",
        "paper": "abcdefgh",
        "law": "k3f9",
    }


def a_question_in_rows(**facts):
    rows = (a_row("shelter"), a_row("legal", relevant="${shelter} = 'state'"))
    return a_question("services", Kind.ROWS, "state nobody", rows=rows, **facts)


def test_a_row_is_referred_to_by_its_own_name():
    form = a_questionnaire(a_question_in_rows(), a_question("places", relevant="${shelter} = 'state'"))
    assert what_is_asked(form, {"services/shelter": "state"}).question("places")
    assert not what_is_asked(form, {"services/shelter": "nobody"}).question("places")


def test_a_row_may_have_a_condition_of_its_own():
    form = a_questionnaire(a_question_in_rows(), a_question("lawyers", relevant="${legal} = 'state'"))
    shown = what_is_asked(form, {"services/shelter": "state", "services/legal": "state"})
    hidden = what_is_asked(form, {"services/shelter": "nobody", "services/legal": "state"})
    assert shown.place(Place("services", row="legal"))
    assert shown.question("lawyers")
    assert not hidden.place(Place("services", row="legal"))
    assert hidden.place(Place("services", row="shelter"))
    assert hidden.place(Place("services"))
    assert not hidden.question("lawyers")


def test_a_question_all_of_whose_rows_are_hidden_is_not_asked():
    rows = (a_row("shelter", relevant="${law} = 'yes'"), a_row("legal", relevant="${law} = 'yes'"))
    form = a_questionnaire(
        a_question("law", Kind.ONE, "yes no"), a_question("services", Kind.ROWS, "state nobody", rows=rows)
    )
    assert not what_is_asked(form, {"law": "no"}).question("services")
    assert what_is_asked(form, {"law": "yes"}).led_by("services") == {"law"}


def test_the_cells_of_a_hidden_row_of_a_grid_are_not_asked():
    grid = a_question(
        "victims", Kind.GRID, rows=(a_row("y1"), a_row("y2", relevant="${old} = 'yes'")), columns="women men"
    )
    form = a_questionnaire(a_question("old", Kind.ONE, "yes no"), grid)
    now = what_is_asked(form, {"old": "no"})
    assert now.place(Place("victims", row="y1", column="men"))
    assert not now.place(Place("victims", row="y2", column="men"))


def a_list_of_laws(**facts):
    fields = (
        a_question("title"),
        a_question("in_force", Kind.ONE, "yes no"),
        a_question("since", Kind.DATE, relevant="${in_force} = 'yes'", constraint=". <= today() and ${title} != ''"),
    )
    return a_question("laws", Kind.LIST, fields=fields, **facts)


def test_a_field_listens_to_its_own_entry():
    form = a_questionnaire(a_list_of_laws())
    typed = {"laws[aaaa].in_force": "yes", "laws[bbbb].in_force": "no"}
    now = what_is_asked(form, typed, {"laws": ["aaaa", "bbbb"]})
    assert now.place(Place("laws", entry="aaaa", field="since"))
    assert not now.place(Place("laws", entry="bbbb", field="since"))
    assert now.place(Place("laws", entry="bbbb", field="title"))


def test_a_field_of_an_entry_is_not_seen_from_outside():
    form = a_questionnaire(a_list_of_laws(), a_question("more", relevant="${title} = 'Act'"))
    assert not what_is_asked(form, {"laws[aaaa].title": "Act"}, {"laws": ["aaaa"]}).question("more")


def test_led_by_names_every_question_that_led_there_whatever_was_answered():
    form = a_questionnaire(
        a_section("first", a_question("law", Kind.ONE, "yes no"), a_question("plan", Kind.ONE, "yes no")),
        a_section("more", a_question_in_rows(relevant="${plan} = 'yes'"), relevant="${law} = 'yes'"),
        a_section("last", a_question("places", relevant="${shelter} = 'state' or true()")),
    )
    now = what_is_asked(form)
    assert now.led_by("places") == {"services", "law", "plan"}
    assert now.led_by("services") == {"law", "plan"}
    assert now.led_by("law") == frozenset()
    assert leading_in(form)(Place("places")) == {Place("services", row="shelter"), Place("law"), Place("plan")}


def test_what_hides_a_question_is_the_nearest_answer_that_is_asked():
    form = a_questionnaire(
        a_question("law", Kind.ONE, "yes no"),
        a_question("plan", Kind.ONE, "yes no", relevant="${law} = 'yes'"),
        a_question("figures", relevant="${plan} = 'yes'"),
    )
    assert what_is_asked(form, {"law": "no"}).hidden_by(Place("figures")) == {"law"}
    assert what_is_asked(form, {"law": "yes", "plan": "no"}).hidden_by(Place("figures")) == {"plan"}
    assert what_is_asked(form, {"law": "no"}).hidden_by(Place("law")) == frozenset()


def test_conditions_that_refer_to_one_another_in_a_circle_end():
    form = a_questionnaire(a_question("one", relevant="${two} = ''"), a_question("two", relevant="${one} = ''"))
    assert what_is_asked(form).questions == {"one", "two"}
    assert leading_in(form)(Place("one")) == {Place("one"), Place("two")}


def constraint_holds(form, address, typed, entries=None):
    answers = answered(form, typed)
    place = parse(address)
    scope = scope_at(asked(form, answers, entries or {}, TODAY), answers, place, TODAY)
    return lambda expression: holds(expression, scope)


def test_a_constraint_sees_its_own_entry_and_its_own_value():
    form = a_questionnaire(a_list_of_laws())
    typed = {"laws[aaaa].title": "Act", "laws[aaaa].in_force": "yes", "laws[aaaa].since": "1/10/2012"}
    here = constraint_holds(form, "laws[aaaa].since", typed, {"laws": ["aaaa"]})
    assert here(". <= today() and ${title} != ''")
    assert not here(". > today()")


def test_a_constraint_in_a_grid_sees_the_cells_of_its_row():
    grid = a_question("victims", Kind.GRID, rows="y1 y2", columns=(a_column("women"), a_column("all")))
    typed = {"victims/y1/women": "3", "victims/y1/all": "2", "victims/y2/all": "9"}
    assert constraint_holds(a_questionnaire(grid), "victims/y1/women", typed)(". = 3 and ${all} = 2")


CODES = [f"q{number}" for number in range(6)]


@st.composite
def forms(draw):
    """Six questions of yes and no, each asked or not by the answers to those before it."""
    questions = [a_question(CODES[0], Kind.ONE, "yes no")]
    for number in range(1, len(CODES)):
        heard = draw(st.sampled_from(CODES[:number]))
        wanted = draw(st.sampled_from(["= 'yes'", "!= 'yes'", "= ''"]))
        relevant = draw(st.sampled_from(["", f"${{{heard}}} {wanted}"]))
        questions.append(a_question(CODES[number], Kind.ONE, "yes no", relevant=relevant))
    return a_questionnaire(*questions)


typed_answers = st.dictionaries(st.sampled_from(CODES), st.sampled_from(["yes", "no"]))


@given(forms(), typed_answers)
def test_an_answer_to_what_is_not_asked_changes_nothing(form, typed):
    now = what_is_asked(form, typed)
    counted = {code: text for code, text in typed.items() if now.question(code)}
    assert what_is_asked(form, counted) == now


@given(forms(), typed_answers, st.sampled_from(CODES), st.sampled_from(["yes", "no"]))
def test_an_answer_changes_only_what_it_leads_to(form, typed, changed, text):
    before, after = what_is_asked(form, typed), what_is_asked(form, {**typed, changed: text})
    for code in CODES:
        assert before.question(code) == after.question(code) or changed in after.led_by(code)
