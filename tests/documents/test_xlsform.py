"""What a sound workbook becomes."""

from pathlib import Path

import pytest

from surveyapp.core import definition
from surveyapp.core.expressions import NAMES_OF_FUNCTIONS
from surveyapp.core.questionnaire import Disclosure, Group, Kind, Question, Questionnaire, Totals
from surveyapp.documents import xlsform
from surveyapp.documents.xlsform import columns
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


# What the author proposes, works out, limits


def test_a_range_is_a_number_with_its_bounds() -> None:
    whole = the_only_question("""
        type   name  en    es    parameters
        range  law   Rate  Tasa  start=0 end=100 step=5
    """)
    decimal = the_only_question("""
        type   name  en    es    parameters
        range  law   Rate  Tasa  start = 1.50, end = 0; step = 0.5
    """)

    assert (whole.kind, whole.lowest, whole.highest, whole.step) == (Kind.INTEGER, "0", "100", "5")
    assert (decimal.kind, decimal.lowest, decimal.highest, decimal.step) == (Kind.DECIMAL, "0", "1.5", "0.5")


def test_a_range_without_parameters_is_the_one_of_xlsform() -> None:
    question = the_only_question("type  name  en  es\nrange  law  Rate  Tasa")

    assert (question.kind, question.lowest, question.highest, question.step) == (Kind.INTEGER, "1", "10", "1")


@pytest.mark.parametrize(
    ("type_", "kind"), [("url", Kind.LINK), ("year", Kind.YEAR), ("string", Kind.SHORT_TEXT), ("int", Kind.INTEGER)]
)
def test_types_by_other_names(type_: str, kind: Kind) -> None:
    assert the_only_question(f"type  name  en  es\n{type_}  law  Law  Ley").kind is kind


@pytest.mark.parametrize(
    ("type_", "default"),
    [
        ("text", "none (yet)"),
        ("integer", "-12"),
        ("decimal", "12.5"),
        ("date", "2012-10-15"),
        ("date", "today()"),
        ("year", "2012"),
        ("url", "https://example.org/law"),
        ("select_one yes_no", "yes"),
        ("select_multiple yes_no", "no yes"),
        ("range", "3"),
    ],
)
def test_a_default_is_proposed(type_: str, default: str) -> None:
    question = the_only_question(f"""
        type     name  en   es   default
        {type_}  law   Law  Ley  {default}
    """)

    assert question.default == default


def test_a_calculation_is_never_typed_and_may_be_spoken_of() -> None:
    form = questionnaire("""
        type       name   en     es      calculation            relevant
        integer    women  Women  Mujer   ·                      ·
        integer    men    Men    Hombre  ·                      ·
        calculate  both   ·      ·       ${women} + ${men}      ·
        text       why    Why    Motivo  ·                      ${both} > 100
    """)

    both = form.find("both").question
    assert (both.kind, both.calculation, both.calculated_as) == (Kind.CALCULATED, "${women} + ${men}", "")
    assert both.code not in [question.code for question in form.questions()]


def test_a_calculation_in_a_list_is_made_in_each_entry() -> None:
    form = questionnaire("""
        type          name     en       es       calculation
        begin_group   section  Section  Sección  ·
        begin_repeat  laws     Laws     Leyes    ·
        text          title    Title    Título   ·
        calculate     short    ·        ·        substr(${title}, 0, 20)
        end_repeat
        end_group
    """)

    assert [each.kind for each in form.find("laws").question.fields] == [Kind.SHORT_TEXT, Kind.CALCULATED]


@pytest.mark.parametrize(
    ("type_", "calculation", "default", "expected"),
    [
        ("text", "concat('a', 'b')", "·", ("text", "concat('a', 'b')", "")),
        ("integer", "·", "5", ("integer", "", "5")),
        ("date", "·", "today()", ("date", "today()", "")),
        ("select_one yes_no", "·", "yes", ("select_one", "", "yes")),
    ],
)
def test_what_is_read_only_is_worked_out_or_fixed(
    type_: str, calculation: str, default: str, expected: tuple[str, str, str]
) -> None:
    form = questionnaire(f"""
        type     name   en     es     calculation    default    read_only
        {type_}  law    Law    Ley    {calculation}  {default}  yes
        text     other  Other  Otra   ·              ·          no
    """)

    law = form.find("law").question
    assert law.kind is Kind.CALCULATED
    assert (law.calculated_as, law.calculation, law.default) == expected


def test_an_option_for_everything_else_is_added_and_asks_what_it_is() -> None:
    form = questionnaire("""
        type                             name   en     es
        select_multiple yes_no or_other  law    Law    Ley
        select_one yes_no                other  Other  Otra
    """)

    law, other = (form.find(code).question for code in ("law", "other"))
    assert [option.code for option in law.options] == ["yes", "no", "other"]
    assert law.options[-1].wording == {"en": "Other", "es": "Otro"}
    assert law.options[-1].detail == {"en": "Please specify", "es": "Sírvase especificar"}
    assert (law.list_name, other.list_name) == ("yes_no_or_other", "yes_no")


def test_or_other_keeps_an_option_that_already_asks() -> None:
    form = questionnaire(
        "type  name  en  es\nselect_one list or_other  law  Law  Ley",
        choices="""
        list_name  name   en      es    detail_en  detail_es
        list       one    One     Uno   ·          ·
        list       other  Others  Otra  Which?     ¿Cuál?
        """,
    )

    law = form.find("law").question
    assert (law.list_name, law.options[-1].detail["en"]) == ("list", "Which?")


def test_or_other_is_said_in_the_languages_of_the_questionnaire() -> None:
    form = questionnaire(
        """
        type                        name  en   es   label::Portuguese (pt)  label::fr
        select_one yes_no or_other  law   Law  Ley  Lei                     Loi
        """,
        choices="""
        list_name  name  en   es  label::Portuguese (pt)  label::fr
        yes_no     yes   Yes  Sí  Sim                     Oui
        """,
        settings="""
        form_id    version  title_en  title_es  title_pt  title_fr
        practices  1        A         B         C         D
        """,
    )

    assert form.find("law").question.options[-1].wording["pt"] == "Outro"
    assert form.find("law").question.options[-1].detail["fr"] == "Veuillez préciser"


def test_options_are_chosen_by_what_they_say_of_themselves() -> None:
    form = questionnaire(
        """
        type               name    en      es       choice_filter
        select_one region  region  Region  Región   ·
        select_one state   state   State   Estado   region = ${region} or name = 'other'
        """,
        choices="""
        list_name  name    en      es     region
        region     north   North   Norte  ·
        region     south   South   Sur    ·
        state      a       A       A      north
        state      other   Other   Otro   ·
        """,
    )

    state = form.find("state").question
    assert state.choice_filter == "region = ${region} or name = 'other'"
    assert [[(each.name, each.value) for each in option.properties] for option in state.options] == [
        [("region", "north")],
        [],
    ]


def test_a_column_of_the_choices_that_no_filter_names_stays_unknown() -> None:
    read = xlsform.read(
        workbook(
            "type  name  en  es\nselect_one list  law  Law  Ley",
            choices="list_name  name  en  es  region\nlist  one  One  Uno  north",
        ),
        "a.xlsx",
    )

    assert [fault.code.value for fault in read.faults] == ["unknown_column"]
    assert read.questionnaire.find("law").question.options[0].properties == ()


@pytest.mark.parametrize(
    ("columns", "values", "expected"),
    [
        ("repeat_count", "3", (0, 3, 3, "")),
        ("repeat_count", "${number}", (0, 0, 0, "${number}")),
        ("minimum  maximum  entries", "1  9  5", (5, 1, 9, "")),
        ("minimum", "1", (0, 1, 0, "")),
    ],
)
def test_how_many_entries_a_list_has(columns: str, values: str, expected: tuple[int, int, int, str]) -> None:
    form = questionnaire(f"""
        type          name     en       es       {columns}
        begin_group   section  Section  Sección
        integer       number   Number   Número
        begin_repeat  laws     Laws     Leyes    {values}
        text          title    Title    Título
        end_repeat
        end_group
    """)

    laws = form.find("laws").question
    assert (laws.entries, laws.fewest, laws.most, laws.count) == expected


def test_what_is_required_under_a_condition_says_so_in_its_own_words() -> None:
    form = questionnaire("""
        type               name   en     es     required         required_message::en  required_message::es
        select_one yes_no  law    Law    Ley    ·                ·                     ·
        text               title  Title  Título  ${law} = 'yes'  Cite it               Cítela
    """)

    title = form.find("title").question
    assert (title.required, title.required_when) == (False, "${law} = 'yes'")
    assert title.required_message == {"en": "Cite it", "es": "Cítela"}


def test_an_option_may_say_what_it_was_called_in_the_last_edition() -> None:
    form = questionnaire(
        "type  name  en  es\nselect_one list  law  Law  Ley",
        choices="list_name  name  en  es  previous\nlist  one  One  Uno  first",
    )

    assert form.find("law").question.options[0].previous == "first"


def test_a_section_and_a_group_may_have_a_hint() -> None:
    form = questionnaire("""
        type         name   en     es     hint::en     hint::es
        begin_group  first  First  Otra   On the laws  Sobre las leyes
        begin_group  inner  Inner  Dentro  Only some   Solo algunas
        text         law    Law    Ley
        end_group
        end_group
    """)

    (first,) = form.sections
    assert first.hint["es"] == "Sobre las leyes"
    assert first.parts[0].hint["en"] == "Only some"


@pytest.mark.parametrize("written", ["${women}", "../women"])
def test_a_cell_of_a_grid_may_be_compared_with_one_before_it_in_its_row(written: str) -> None:
    form = questionnaire(f"""
        type         name   en     es       appearance  constraint
        begin_group  first  First  Primera  ·           ·
        begin_group  grid   Grid   Cuadro   grid        ·
        begin_group  y1     2011   2011     ·           ·
        integer      women  Women  Mujeres  ·           ·
        integer      minor  Minor  Menores  ·           . <= {written}
        end_group
        begin_group  y2     2012   2012     ·           ·
        integer      women  Women  Mujeres  ·           ·
        integer      minor  Minor  Menores  ·           . <= {written}
        end_group
        end_group
        end_group
    """)

    assert form.find("grid").question.columns[1].constraint == ". <= ${women}"


# What stands in no section


def loose(survey: str) -> tuple[Questionnaire, list[str]]:
    tables = {"survey": table(survey), "choices": table(YES_NO), "settings": table(SETTINGS)}
    read = xlsform.read(sheets(tables), "form.xlsx")
    assert read.questionnaire is not None
    return read.questionnaire, [fault.code.value for fault in read.faults]


def test_what_stands_in_no_section_is_put_into_one_where_it_stands() -> None:
    form, faults = loose("""
        type               name    en      es      relevant
        select_one yes_no  law     Law     Ley     ·
        begin_group        first   First   Otra    ${law} = 'yes'
        text               inside  Inside  Dentro  ·
        end_group
        text               last    Last    Último  ${inside} != ''
        begin_repeat       list    List    Lista   ·
        text               title   Title   Título  ·
        end_repeat
    """)

    assert [(section.code, [part.code for part in section.parts]) for section in form.sections] == [
        ("general", ["law"]),
        ("first", ["inside"]),
        ("general_2", ["last", "list"]),
    ]
    assert form.sections[0].wording == {"en": "General", "es": "Generalidades"}
    assert faults == ["outside_section", "outside_section"]


def test_a_calculation_after_a_section_goes_with_it() -> None:
    form, faults = loose("""
        type               name   en     es    calculation
        begin_group        first  First  Otra  ·
        select_one yes_no  law    Law    Ley   ·
        end_group
        calculate          both   ·      ·     concat(${law}, 'x')
    """)

    assert [part.code for part in form.sections[0].parts] == ["law", "both"]
    assert (len(form.sections), faults) == (1, ["outside_section"])


def test_a_name_that_is_taken_is_not_given_to_the_section_that_is_made() -> None:
    form, _ = loose("type  name  en  es\ntext  general  Law  Ley")

    assert form.sections[0].code == "general_2"


def test_every_function_of_expressions_is_named_in_the_documentation() -> None:
    page = (Path(__file__).parents[2] / "docs" / "writing-a-questionnaire.md").read_text(encoding="utf-8")

    assert not [name for name in sorted(NAMES_OF_FUNCTIONS) if f"`{name}`" not in page]


def test_every_column_that_is_read_is_named_in_the_documentation() -> None:
    page = (Path(__file__).parents[2] / "docs" / "writing-a-questionnaire.md").read_text(encoding="utf-8")
    plain = {name for vocabulary in columns.VOCABULARIES.values() for name in vocabulary.plain | vocabulary.translated}
    own = {f"{name}_en" for vocabulary in columns.VOCABULARIES.values() for name in vocabulary.own}

    assert not [name for name in sorted(plain | own) if f"`{name}" not in page]
