"""What a sound workbook becomes."""

from pathlib import Path

import pytest

from surveyapp.core import definition
from surveyapp.core.questionnaire import Disclosure, Group, Kind, Question, Questionnaire, Totals
from surveyapp.documents import xlsform
from tests.workbooks import SETTINGS, YES_NO, in_a_section, sheets, table, workbook

SMALL_FORM = Path(__file__).parents[1] / "data" / "small_form.xlsx"
BEST_PRACTICES = Path(__file__).parents[2] / "surveyapp" / "data" / "best_practices.xlsx"


def questionnaire(survey: str, **more: str) -> Questionnaire:
    read = xlsform.read(workbook(survey, **more), "form.xlsx")
    assert read.faults == ()
    assert read.questionnaire is not None
    return read.questionnaire


def the_only_question(survey: str) -> Question:
    (question,) = questionnaire(survey).questions()
    return question


@pytest.fixture(scope="module")
def small_form() -> Questionnaire:
    read = xlsform.read(SMALL_FORM.read_bytes(), SMALL_FORM.name)
    assert read.faults == ()
    assert read.questionnaire is not None
    return read.questionnaire


def test_the_bundled_questionnaire_has_no_fault() -> None:
    read = xlsform.read(BEST_PRACTICES.read_bytes(), BEST_PRACTICES.name)

    assert read.faults == ()
    assert read.questionnaire is not None
    assert read.questionnaire.languages == ("en", "es")


def test_what_was_read_comes_back_from_its_definition(small_form: Questionnaire) -> None:
    assert definition.from_json(definition.to_json(small_form)) == small_form


def test_the_settings_give_code_version_title_and_languages(small_form: Questionnaire) -> None:
    assert (small_form.code, small_form.version, small_form.languages) == ("small_form", "1", ("en", "es"))
    assert small_form.title["en"] == "Small form for tests"


def test_every_kind_of_question_is_read(small_form: Questionnaire) -> None:
    kinds = {placed.question.code: placed.question.kind for placed in small_form.placed()}

    assert kinds == {
        "laws_note": Kind.NOTE,
        "law_instruments": Kind.LIST,
        "law_offence": Kind.ONE,
        "cited_law": Kind.CITATION,
        "treaties": Kind.CONFIRM,
        "body_name": Kind.SHORT_TEXT,
        "created_on": Kind.DATE,
        "plan_first": Kind.YEAR,
        "plan_last": Kind.YEAR,
        "plan_link": Kind.LINK,
        "plan_file": Kind.FILE,
        "residence": Kind.SEVERAL,
        "reflection_days": Kind.INTEGER,
        "services": Kind.ROWS,
        "calls": Kind.INTEGER,
        "budget": Kind.DECIMAL,
        "practice": Kind.LONG_TEXT,
        "victims": Kind.GRID,
    }


def test_a_section_says_its_number_who_answers_it_and_how_long_it_takes(small_form: Questionnaire) -> None:
    laws = small_form.sections[0]

    assert (laws.code, laws.number, laws.minutes) == ("laws", "1", 20)
    assert laws.usually["en"] == "Ministry of justice"


def test_an_option_may_ask_for_a_text_and_cite_a_list(small_form: Questionnaire) -> None:
    yes = small_form.find("law_offence").question.option("yes")

    assert (yes.detail["en"], yes.cites, yes.shape) == ("Article of the law", "law_instruments", "●")
    assert yes.hint["en"].startswith("in force")


def test_an_option_may_exclude_the_others(small_form: Questionnaire) -> None:
    residence = small_form.find("residence").question

    assert [option.code for option in residence.options if option.exclusive] == ["none"]


def test_a_list_has_its_fields_and_the_number_of_entries_asked(small_form: Questionnaire) -> None:
    laws = small_form.find("law_instruments").question

    assert [(each.code, each.kind) for each in laws.fields] == [
        ("title", Kind.SHORT_TEXT),
        ("number", Kind.SHORT_TEXT),
        ("year", Kind.YEAR),
        ("text_file", Kind.FILE),
    ]
    assert laws.entries == 5


def test_a_citation_names_the_list_and_the_field_by_which_its_entries_are_called(small_form: Questionnaire) -> None:
    cited = small_form.find("cited_law").question

    assert (cited.cites, cited.cited_field) == ("law_instruments", "title")


def test_a_table_list_is_one_question_in_rows(small_form: Questionnaire) -> None:
    services = small_form.find("services").question

    assert [row.code for row in services.rows] == ["shelter", "legal", "medical"]
    assert [option.code for option in services.options] == ["state", "civil_public", "civil_alone", "none"]
    assert services.list_name == "provider"


def test_a_grid_has_rows_columns_companions_and_totals(small_form: Questionnaire) -> None:
    victims = small_form.find("victims").question

    assert [row.code for row in victims.rows] == ["y3", "y2", "y1"]
    assert [(column.code, column.kind) for column in victims.columns] == [
        ("women", Kind.INTEGER),
        ("men", Kind.INTEGER),
        ("girls", Kind.INTEGER),
        ("boys", Kind.INTEGER),
    ]
    assert [companion.code for companion in victims.companions] == ["source", "article", "note"]
    assert victims.totals is Totals.BOTH
    assert victims.columns[0].constraint == ". >= 0"


def test_the_columns_of_a_question_say_what_they_should(small_form: Questionnaire) -> None:
    offence, budget = (small_form.find(code).question for code in ("law_offence", "budget"))

    assert (offence.number, offence.core, offence.summary) == ("1.2", True, "mark")
    assert offence.heading["en"] == "Offence of its own"
    assert offence.article["en"].startswith("Palermo Protocol, article 5")
    assert budget.disclosure is Disclosure.MEMBER_STATES


@pytest.mark.parametrize(
    "type_", ["select_one yes_no", "select one yes_no", "select1 yes_no", "select one from yes_no"]
)
def test_a_choice_is_read_in_every_spelling(type_: str) -> None:
    question = the_only_question(f"""
        type     name  en   es
        {type_}  law   Law  Ley
    """)

    assert (question.kind, question.list_name) == (Kind.ONE, "yes_no")


@pytest.mark.parametrize(("begin", "end"), [("begin group", "end group"), ("begin_group", "end_group")])
def test_a_group_is_read_in_every_spelling(begin: str, end: str) -> None:
    form = questionnaire(f"""
        type     name   en    es
        {begin}  laws   Laws  Leyes
        text     title  Law   Ley
        {end}
    """)

    assert [section.code for section in form.sections] == ["laws"]


@pytest.mark.parametrize("suffix", ["es", "Spanish (es)", "Español (es)", "Español", " es"])
def test_a_language_is_read_in_every_spelling(suffix: str) -> None:
    question = the_only_question(f"""
        type  name  label::en  label::{suffix}
        text  law   Law        Ley
    """)

    assert question.wording == {"en": "Law", "es": "Ley"}


def test_a_wording_without_a_language_is_one_in_the_default_language() -> None:
    question = the_only_question("""
        type  name  label  es
        text  law   Law    Ley
    """)

    assert question.wording == {"en": "Law", "es": "Ley"}


def test_the_default_language_comes_first() -> None:
    form = questionnaire(
        """
        type  name  en   es   label::French (fr)
        text  law   Law  Ley  Loi
        """,
        settings="""
        form_id    version  default_language  title_en  title_es  title_fr
        practices  1        Spanish (es)      A         B         C
        """,
    )

    assert form.languages == ("es", "en", "fr")


def test_groups_within_a_section_are_sub_headings_and_conditions_gather() -> None:
    form = questionnaire("""
        type               name   en     es     relevant
        begin_group        laws   Laws   Leyes  ·
        select_one yes_no  law    Law    Ley    ·
        begin_group        inner  Inner  Más    ${law} = 'yes'
        text               title  Title  Título  ${law} != ''
        end_group
        end_group
    """)

    inner = form.sections[0].parts[1]
    assert isinstance(inner, Group)
    assert form.find("title").conditions == ("${law} = 'yes'", "${law} != ''")


def test_typographic_quotes_in_a_condition_are_taken_for_plain_ones() -> None:
    form = questionnaire("""
        type               name   en     es      relevant
        select_one yes_no  law    Law    Ley     ·
        text               title  Title  Título  ${law} = ‘yes’
    """)

    assert form.find("title").question.relevant == "${law} = 'yes'"


@pytest.mark.parametrize(("written", "is_required"), [("yes", True), ("true()", True), ("no", False), ("·", False)])
def test_required_may_be_said_in_several_ways(written: str, is_required: bool) -> None:
    question = the_only_question(f"""
        type  name  en   es   required
        text  law   Law  Ley  {written}
    """)

    assert question.required is is_required


def test_names_may_come_again_in_another_list() -> None:
    form = questionnaire("""
        type          name      en        es
        begin_group   section   Section   Sección
        begin_repeat  laws      Laws      Leyes
        text          title     Title     Título
        end_repeat
        begin_repeat  projects  Projects  Proyectos
        text          title     Title     Título
        end_repeat
        end_group
    """)

    assert [[field.code for field in each.fields] for each in form.questions()] == [["title"], ["title"]]


def test_a_field_of_a_list_may_depend_on_an_earlier_field_of_the_same_entry() -> None:
    form = questionnaire("""
        type               name     en       es       relevant
        begin_group        section  Section  Sección  ·
        begin_repeat       laws     Laws     Leyes    ·
        select_one yes_no  force    Force    Vigente  ·
        text               since    Since    Desde    ${force} = 'yes'
        end_repeat
        end_group
    """)

    assert form.find("laws").question.fields[1].relevant == "${force} = 'yes'"


def test_a_whole_number_kept_as_a_figure_has_no_fraction() -> None:
    rows = in_a_section([["type", "name", "label::en", "label::es", "number"], ["text", "law", "Law", "Ley", 1.0]])

    read = xlsform.read(sheets({"survey": rows, "choices": table(YES_NO)[:1], "settings": table(SETTINGS)}), "a.xlsx")

    assert read.questionnaire.find("law").question.number == "1"
