"""Every fault of a workbook, each in a workbook that has just this one."""

import pytest

from surveyapp.documents import xlsform
from surveyapp.documents.xlsform import Fault
from surveyapp.documents.xlsform.faults import MOST_FAULTS, Code
from surveyapp.wording import faults as wording
from tests.workbooks import SETTINGS, YES_NO, in_a_section, sheets, table, workbook


def faults_of(survey: str, **more: str) -> list[Fault]:
    return list(xlsform.read(workbook(survey, **more), "form.xlsx").faults)


def the_only_fault(survey: str, **more: str) -> Fault:
    (fault,) = faults_of(survey, **more)
    for language in ("en", "es"):
        words = wording.worded(fault.code, fault.details, language)
        assert "{" not in (words.fault + words.cure).replace("${", "").replace("{last_year", "").replace("{period", "")
    return fault


def place(fault: Fault) -> tuple[str, str, int | None, str]:
    return fault.code.value, fault.sheet, fault.row, fault.column


# Sheets and columns


def test_a_sheet_that_is_missing() -> None:
    data = sheets({"survey": in_a_section(table("type name".replace(" ", "  "))), "setings": table(SETTINGS)})

    found = {
        fault.details["name"]: fault for fault in xlsform.read(data, "a.xlsx").faults if fault.code == "missing_sheet"
    }

    assert found.keys() == {"choices", "settings"}
    assert found["settings"].details["near"] == "setings"


def test_a_column_that_is_missing() -> None:
    found = faults_of(
        """
        type  en   es
        text  Law  Ley
        """
    )

    assert [(fault.code.value, fault.row, fault.details["name"]) for fault in found[:1]] == [
        ("missing_column", 1, "name")
    ]


def test_a_column_twice() -> None:
    fault = the_only_fault("""
        type  name  en   es   number  number
        text  law   Law  Ley  1       1
    """)

    assert place(fault) == ("duplicate_column", "survey", 1, "number")


def test_an_unknown_column_is_a_warning_that_names_what_may_have_been_meant() -> None:
    fault = the_only_fault("""
        type  name  en   es   relevent
        text  law   Law  Ley  ·
    """)

    assert place(fault) == ("unknown_column", "survey", 1, "relevent")
    assert (fault.severity, fault.details["near"]) == ("warning", "relevant")


def test_a_language_that_is_not_recognized() -> None:
    fault = the_only_fault("""
        type  name  en   es   label::Klingonese!
        text  law   Law  Ley  ·
    """)

    assert place(fault) == ("unknown_language", "survey", 1, "label::Klingonese!")


def test_a_wording_without_a_language_and_without_a_default_one() -> None:
    settings = """
        form_id    version  title_en  title_es
        practices  1        A         B
    """

    fault = the_only_fault(
        """
        type  name  label  es
        text  law   Law    Ley
        """,
        settings=settings,
    )

    assert place(fault) == ("column_without_language", "survey", 1, "label")


@pytest.mark.parametrize(("written", "lacking", "severity"), [("en", "es", "gap"), ("es", "en", "error")])
def test_a_language_that_every_questionnaire_needs(written: str, lacking: str, severity: str) -> None:
    """It is an error only where it is the default one."""
    found = faults_of(f"""
        type  name  {written}
        text  law   Law
    """)

    expected = [("missing_language", lacking, severity)]
    assert [(one.code, one.details["language"], one.severity) for one in found] == expected


def test_labels_in_very_many_languages() -> None:
    codes = [f"a{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]

    found = faults_of(f"type  name  en  es  {'  '.join(f'label::{code}' for code in codes)}\ntext  law  Law  Ley")

    assert [place(fault) for fault in found] == [("too_many_languages", "survey", 1, "")]
    assert (found[0].details["count"], found[0].details["limit"]) == (28, 10)


# Cells


def test_a_formula() -> None:
    rows = in_a_section(table("type  name  en  es\ntext  law  =A1  Ley"))

    read = xlsform.read(sheets({"survey": rows, "choices": table(YES_NO)[:1], "settings": table(SETTINGS)}), "a.xlsx")

    assert [place(fault) for fault in read.faults] == [("formula", "survey", 3, "label::English (en)")]
    assert read.questionnaire is None


def test_an_error_value() -> None:
    fault = the_only_fault("""
        type  name  en    es
        text  law   #N/A  Ley
    """)

    assert place(fault) == ("error_value", "survey", 3, "label::English (en)")


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("core", "maybe", "unknown_value"),
        ("disclosure", "everyone", "unknown_value"),
        ("summary", "pie", "unknown_value"),
        ("summary", "unnamed", "unknown_value"),
        ("required", "maybe", "unreadable_expression"),
        ("required", "${law} = 1", "later_reference"),
        ("calculation", "1 + 1", "calculated_not_read_only"),
        ("calculation", "${law} + 1", "later_reference"),
        ("read_only", "yes", "read_only_without_value"),
        ("read_only", "perhaps", "unknown_value"),
        ("choice_filter", "a = b", "no_effect"),
        ("parameters", "rows=5", "no_effect"),
        ("repeat_count", "3", "no_effect"),
        ("minimum", "3", "no_effect"),
        ("default", "${later}", "unknown_reference"),
        ("trigger", "${law}", "not_supported"),
        ("totals", "rows", "no_effect"),
        ("minutes", "20", "no_effect"),
        ("appearance", "minimal", "no_effect"),
    ],
)
def test_a_cell_that_cannot_be_used(column: str, value: str, code: str) -> None:
    found = faults_of(f"""
        type  name  en   es   {column}
        text  law   Law  Ley  {value}
    """)

    assert (code, "survey", 3, column) in [place(fault) for fault in found]


def test_a_column_of_xlsform_that_is_empty_is_no_fault() -> None:
    assert not faults_of("""
        type  name  en   es   calculation  read_only
        text  law   Law  Ley  ·            no
    """)


def test_minutes_that_are_no_number() -> None:
    fault = the_only_fault("""
        type         name  en    es     minutes
        begin_group  laws  Laws  Leyes  an hour
        text         law   Law   Ley
        end_group
    """)

    assert place(fault) == ("not_a_whole_number", "survey", 2, "minutes")


# Names and types


@pytest.mark.parametrize("name", ["Law", "2laws", "la ley", "ley-1", "país", "_law", "law;drop"])
def test_a_malformed_name(name: str) -> None:
    fault = the_only_fault(f"""
        type  name    en   es
        text  {name}  Law  Ley
    """)

    assert place(fault) == ("malformed_name", "survey", 3, "name")


def test_a_name_that_is_too_long() -> None:
    fault = the_only_fault(f"""
        type  name  en   es
        text  {"n" * 65}  Law  Ley
    """)

    assert place(fault) == ("too_long", "survey", 3, "name")


def test_a_name_twice() -> None:
    fault = the_only_fault("""
        type  name  en     es
        text  law   Law    Ley
        text  law   Other  Otra
    """)

    assert place(fault) == ("duplicate_name", "survey", 4, "name")
    assert fault.details["other_row"] == 3


@pytest.mark.parametrize(("column", "row"), [("type", "·     law"), ("name", "text  ·")])
def test_a_question_without_name_or_type(column: str, row: str) -> None:
    fault = next(
        iter(
            faults_of(f"""
        type  name  en   es
        text  body  Law  Ley
        {row}  Law  Ley
    """)
        )
    )

    assert place(fault) == ("missing_value", "survey", 4, column)


def test_an_unknown_type_with_its_list_names_the_choice_that_may_have_been_meant() -> None:
    fault = the_only_fault("""
        type              name  en   es
        selectone yes_no  law   Law  Ley
        text              plan  A    B
    """)

    assert (fault.code, fault.details["near"]) == ("unknown_type", "select_one yes_no")


def test_a_question_whose_type_is_not_known_is_not_said_to_be_missing_as_well() -> None:
    found = faults_of("""
        type      name  en   es   relevant
        integeer  law   Law  Ley  ·
        text      plan  A    B    ${law} = 1
        text      act   C    D    ${laww} = 1
    """)

    assert [(fault.code.value, fault.row) for fault in found] == [("unknown_type", 3), ("unknown_reference", 5)]
    assert found[1].details["near"] == "law"


def test_an_unknown_type_names_what_may_have_been_meant() -> None:
    found = faults_of("""
        type  name  en   es
        text  body  Law  Ley
        texd  law   Law  Ley
    """)

    assert [place(fault) for fault in found] == [("unknown_type", "survey", 4, "type")]
    assert found[0].details["near"] == "text"


@pytest.mark.parametrize(
    ("type_", "code"),
    [
        ("geopoint", "type_not_supported"),
        ("rank yes_no", "type_not_supported"),
        ("time", "type_not_supported"),
        ("image", "media_type"),
        ("audio", "media_type"),
        ("video", "media_type"),
    ],
)
def test_a_type_of_xlsform_that_no_questionnaire_here_has(type_: str, code: str) -> None:
    found = faults_of(f"""
        type               name  en   es
        select_one yes_no  body  Law  Ley
        {type_}  law   Law  Ley
    """)

    assert [place(fault) for fault in found] == [(code, "survey", 4, "type")]


@pytest.mark.parametrize("type_", ["start", "end", "today", "deviceid", "username", "audit"])
def test_what_other_tools_note_by_themselves_is_left_out_with_a_warning(type_: str) -> None:
    read = xlsform.read(workbook(f"type  name  en  es\ntext  law  Law  Ley\n{type_}  {type_}"), "a.xlsx")

    assert [place(fault) for fault in read.faults] == [("left_out", "survey", 4, "type")]
    assert read.questionnaire is not None
    assert read.faults[0].severity == "warning"


# Structure


def test_a_group_that_never_ends() -> None:
    fault = the_only_fault("""
        type         name  en    es
        begin_group  laws  Laws  Leyes
        text         law   Law   Ley
    """)

    assert place(fault) == ("not_closed", "survey", 2, "type")


def test_an_end_without_a_beginning() -> None:
    fault = the_only_fault("""
        type         name  en    es
        begin_group  laws  Laws  Leyes
        text         law   Law   Ley
        end_group
        end_group
    """)

    assert place(fault) == ("not_opened", "survey", 5, "type")


def test_a_repeat_closed_as_a_group() -> None:
    fault = the_only_fault("""
        type          name   en      es
        begin_group   laws   Laws    Leyes
        begin_repeat  list   List    Lista
        text          law    Law     Ley
        end_group
        end_group
    """)

    assert place(fault) == ("closed_by_another", "survey", 5, "type")
    assert (fault.details["opened_row"], fault.details["expected"]) == (3, "end_repeat")


def test_a_question_outside_of_every_section_is_a_warning() -> None:
    fault = the_only_fault("""
        type         name   en      es
        begin_group  laws   Laws    Leyes
        text         law    Law     Ley
        end_group
        text         other  Other   Otra
    """)

    assert place(fault) == ("outside_section", "survey", 5, "type")
    assert (fault.severity, fault.details["section"], fault.details["count"]) == ("warning", "general", 1)


def test_a_repeat_within_a_repeat() -> None:
    fault = the_only_fault("""
        type          name   en      es
        begin_group   first  First   Primera
        begin_repeat  outer  Outer   Fuera
        text          law    Law     Ley
        begin_repeat  inner  Inner   Dentro
        text          other  Other   Otra
        end_repeat
        end_repeat
        end_group
    """)

    assert place(fault) == ("nested_repeat", "survey", 5, "type")


def test_a_group_within_a_repeat() -> None:
    fault = the_only_fault("""
        type          name   en      es
        begin_group   first  First   Primera
        begin_repeat  outer  Outer   Fuera
        begin_group   inner  Inner   Dentro
        text          law    Law     Ley
        end_group
        end_repeat
        end_group
    """)

    assert place(fault) == ("group_in_repeat", "survey", 4, "type")


def test_a_section_without_questions() -> None:
    fault = the_only_fault("""
        type         name  en    es
        begin_group  laws  Laws  Leyes
        end_group
    """)

    assert place(fault) == ("empty_group", "survey", 2, "type")


def test_a_survey_without_rows() -> None:
    data = sheets({"survey": table("type  name  en  es"), "choices": table(YES_NO)[:1], "settings": table(SETTINGS)})

    assert [place(fault) for fault in xlsform.read(data, "a.xlsx").faults] == [("no_questions", "survey", None, "")]


# Rows and grids


def test_a_row_of_a_table_list_that_is_no_choice() -> None:
    fault = the_only_fault("""
        type               name   en     es        appearance
        begin_group        first  First  Primera   ·
        begin_group        table  Table  Cuadro    table-list
        select_one yes_no  one    One    Uno       ·
        text               two    Two    Dos       ·
        end_group
        end_group
    """)

    assert place(fault) == ("table_list_type", "survey", 5, "type")


def test_a_table_list_with_differing_lists() -> None:
    fault = the_only_fault(
        """
        type               name   en     es        appearance
        begin_group        first  First  Primera   ·
        begin_group        table  Table  Cuadro    table-list
        select_one yes_no  one    One    Uno       ·
        select_one other   two    Two    Dos       ·
        end_group
        end_group
        """,
        choices=YES_NO + "    other  a  A  A\n",
    )

    assert place(fault) == ("table_list_differs", "survey", 5, "type")


GRID = """
    type         name   en     es        appearance
    begin_group  first  First  Primera   ·
    begin_group  grid   Grid   Cuadro    grid
    begin_group  y1     2011   2011      ·
    integer      women  Women  Mujeres   ·
    integer      men    Men    Hombres   ·
    end_group
    begin_group  y2     2012   2012      ·
    integer      women  Women  Mujeres   ·
    integer      men    Men    Hombres   ·
    end_group
    end_group
    end_group
"""


def test_a_sound_grid_has_no_fault() -> None:
    assert not faults_of(GRID)


def replaced(nth: int, old: str, new: str) -> str:
    """The grid with the nth occurrence of a text replaced."""
    pieces = GRID.split(old)
    return old.join(pieces[:nth]) + new + old.join(pieces[nth:])


@pytest.mark.parametrize(
    ("drawn", "code", "row"),
    [
        (replaced(2, "integer      men    Men    Hombres   ·", "\n").replace("\n\n", ""), "grid_ragged", 8),
        (replaced(2, "women", "girls"), "grid_ragged", 8),
        (replaced(2, "integer      men", "decimal      men"), "grid_column_differs", 10),
        (replaced(2, "Mujeres", "Damas"), "grid_column_differs", 9),
        (replaced(2, "integer      men  ", "text         men  "), "grid_type", 10),
        (
            replaced(1, "    begin_group  y1", "    text         source  Source  Fuente\n    begin_group  y1"),
            "grid_order",
            4,
        ),
        (replaced(2, "men    Men    Hombres", "women  Women  Mujeres"), "duplicate_name", 10),
    ],
)
def test_a_grid_whose_rows_do_not_fit_together(drawn: str, code: str, row: int) -> None:
    drawn = "\n".join(line for line in drawn.splitlines() if line.strip())

    assert (code, "survey", row) in [place(fault)[:3] for fault in faults_of(drawn)]


def test_a_grid_without_rows() -> None:
    found = faults_of("""
        type         name    en      es       appearance
        begin_group  first   First   Primera  ·
        begin_group  grid    Grid    Cuadro   grid
        text         source  Source  Fuente   ·
        end_group
        end_group
    """)

    assert [place(fault) for fault in found] == [("grid_without_rows", "survey", 3, "type")]


# Options


def test_a_list_that_is_missing() -> None:
    fault = the_only_fault(
        """
        type               name   en     es
        select_one yes_no  law    Law    Ley
        select_one yesno   other  Other  Otra
        """
    )

    assert place(fault) == ("missing_list", "survey", 4, "type")
    assert fault.details["near"] == "yes_no"


def test_a_list_without_options() -> None:
    found = faults_of(
        """
        type               name   en     es
        select_one empty   law    Law    Ley
        """,
        choices="    list_name  name  en  es\n    empty",
    )

    assert place(found[0]) == ("empty_list", "choices", 2, "list_name")


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("yes_no     no     Not     Nunca", "duplicate_option", "name"),
        ("yes_no     never  no      Nunca", "options_worded_alike", "label::English (en)"),
        ("other      never  Never   Nunca", "unused_list", "list_name"),
        ("yes_no     ·      Never   Nunca", "missing_value", "name"),
        ("yes_no     Yes!   Never   Nunca", "malformed_name", "name"),
        ("·          never  Never   Nunca", "missing_value", "list_name"),
        ("yes_no     never  Never   ·", "missing_wording", "label::Spanish (es)"),
    ],
)
def test_an_option_at_fault(row: str, code: str, column: str) -> None:
    found = faults_of(
        """
        type               name   en     es
        select_one yes_no  law    Law    Ley
        """,
        choices=YES_NO + f"    {row}\n",
    )

    assert [place(fault) for fault in found] == [(code, "choices", 4, column)]


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("exclusive", "yes", "exclusive_in_one_choice"),
        ("exclusive", "sometimes", "unknown_value"),
        ("cites", "laws", "unknown_cited_list"),
        ("shape", "square", "unknown_value"),
    ],
)
def test_a_column_of_an_option_at_fault(column: str, value: str, code: str) -> None:
    fault = the_only_fault(
        """
        type             name  en   es
        select_one list  law   Law  Ley
        """,
        choices=f"""
        list_name  name  en  es  {column}
        list       one   A   A   {value}
        list       two   B   B   ·
        """,
    )

    assert place(fault) == (code, "choices", 2, column)


def test_a_short_wording_that_does_not_fit() -> None:
    fault = the_only_fault(
        """
        type             name  en   es
        select_one list  law   Law  Ley
        """,
        choices="""
        list_name  name  en  es  short_en       short_es
        list       one   A   A   Thirteen char  Doce
        """,
    )

    assert place(fault) == ("too_long", "choices", 2, "short_en")


@pytest.mark.parametrize(
    ("cited", "code"),
    [("titel", "unknown_cited_field"), ("year", "unknown_cited_field"), ("title", "ambiguous_reference")],
)
def test_a_citation_of_what_cannot_be_cited(cited: str, code: str) -> None:
    found = faults_of(f"""
        type          name      en        es
        begin_group   section   Section   Sección
        begin_repeat  laws      Laws      Leyes
        text          title     Title     Título
        integer       year      Year      Año
        end_repeat
        begin_repeat  projects  Projects  Proyectos
        text          title     Title     Título
        end_repeat
        select_one ${{{cited}}}  law  Law  Ley
        end_group
    """)

    assert [place(fault) for fault in found] == [(code, "survey", 10, "type")]


# Conditions


@pytest.mark.parametrize(
    ("relevant", "code"),
    [
        ("${law} = 'yes' and", "unreadable_expression"),
        ("launch(${law})", "unreadable_expression"),
        ("law = 'yes'", "unreadable_expression"),
        ("${low} = 'yes'", "unknown_reference"),
        ("${later} = 'yes'", "later_reference"),
        ("${here} = 'yes'", "later_reference"),
        ("${title} = 'x'", "reference_inside"),
        ("${women} = 1", "reference_inside"),
        ("${laws} = 'x'", "reference_without_answer"),
        ("${section} = 'x'", "reference_without_answer"),
        ("${hint} = 'x'", "reference_without_answer"),
        ("${law} = 'maybe'", "unknown_option"),
        ("'maybe' != ${law}", "unknown_option"),
        ("selected(${grounds}, 'maybe')", "unknown_option"),
        ("${grounds} = 'yes'", "compares_several"),
        ("${law} = 'yes' and ${law} = 'no'", "never_asked"),
        ("selected(${grounds}, 'yes') and count-selected(${grounds}) = 0", "never_asked"),
        ("false()", "never_asked"),
    ],
)
def test_a_condition_at_fault(relevant: str, code: str) -> None:
    found = faults_of(f"""
        type                    name     en       es       relevant     appearance
        begin_group             section  Section  Sección  ·            ·
        note                    hint     Note     Nota     ·            ·
        select_one yes_no       law      Law      Ley      ·            ·
        select_multiple yes_no  grounds  Grounds  Motivos  ·            ·
        begin_repeat            laws     Laws     Leyes    ·            ·
        text                    title    Title    Título   ·            ·
        end_repeat
        begin_group             grid     Grid     Cuadro   ·            grid
        begin_group             y1       2011     2011     ·            ·
        integer                 women    Women    Mujeres  ·            ·
        end_group
        end_group
        text                    here     Here     Aquí     {relevant}   ·
        select_one yes_no       later    Later    Después  ·            ·
        end_group
    """)

    assert [place(fault) for fault in found] == [(code, "survey", 14, "relevant")]


def test_a_group_cannot_depend_on_a_question_within_it() -> None:
    fault = the_only_fault("""
        type               name   en     es       relevant
        begin_group        first  First  Primera  ${law} = 'yes'
        select_one yes_no  law    Law    Ley      ·
        end_group
    """)

    assert place(fault) == ("later_reference", "survey", 2, "relevant")


def test_a_condition_that_excludes_that_of_its_group_names_the_group_and_its_row() -> None:
    fault = the_only_fault("""
        type               name   en     es       relevant
        begin_group        first  First  Primera  ·
        select_one yes_no  law    Law    Ley      ·
        begin_group        inner  Inner  Dentro   ${law} = 'yes'
        text               why    Why    Motivo   ${law} = 'no'
        end_group
        end_group
    """)

    assert place(fault) == ("never_asked_within", "survey", 5, "relevant")
    assert (fault.details["above"], fault.details["rows"]) == ("inner", "4")
    assert fault.details["condition"] == "${law} = 'yes'"


def test_a_condition_on_what_is_not_asked_then_never_holds() -> None:
    fault = the_only_fault("""
        type               name   en     es       relevant
        select_one yes_no  law    Law    Ley      ·
        select_one yes_no  plan   Plan   Plan     ${law} = 'yes'
        text               why    Why    Motivo   ${law} = 'no' and ${plan} = 'yes'
    """)

    assert place(fault) == ("never_asked", "survey", 5, "relevant")


def test_nothing_is_said_of_a_condition_that_has_another_fault() -> None:
    fault = the_only_fault("""
        type               name   en     es       relevant
        select_one yes_no  law    Law    Ley      ·
        select_one yes_no  plan   Plan   Plan     ${law} = 'maybe'
        text               why    Why    Motivo   ${plan} = 'yes'
    """)

    assert place(fault) == ("unknown_option", "survey", 4, "relevant")


def test_the_rows_of_a_table_list_can_be_referred_to() -> None:
    assert not faults_of("""
        type               name   en     es       appearance  relevant
        begin_group        first  First  Primera  ·           ·
        begin_group        table  Table  Cuadro   table-list  ·
        select_one yes_no  one    One    Uno      ·           ·
        select_one yes_no  two    Two    Dos      ·           ${one} = 'yes'
        end_group
        text               after  After  Después  ·           ${two} = 'no'
        end_group
    """)


# Values that the author gives


@pytest.mark.parametrize(
    "parameters", ["start=1 end=5 step=0", "start=1 end=5 step=9", "from=1 to=5", "start=a", "1-5", "start=1 end="]
)
def test_a_range_that_is_none(parameters: str) -> None:
    fault = the_only_fault(f"""
        type   name  en   es   parameters
        range  law   Law  Ley  {parameters}
    """)

    assert place(fault) == ("bad_range", "survey", 3, "parameters")


@pytest.mark.parametrize(
    ("type_", "default", "code"),
    [
        ("integer", "5.5", "unreadable_default"),
        ("integer", "many", "unreadable_default"),
        ("decimal", "1,5", "unreadable_default"),
        ("date", "15/10/2012", "unreadable_default"),
        ("date", "2012-02-30", "unreadable_default"),
        ("year", "12", "unreadable_default"),
        ("url", "the site", "unreadable_default"),
        ("select_one yes_no", "maybe", "unknown_option"),
        ("select_multiple yes_no", "yes maybe", "unknown_option"),
        ("integer", "${law}", "later_reference"),
        ("date", "today(", "unreadable_default"),
        ("file", "a.pdf", "no_effect"),
        ("note", "5", "no_effect"),
    ],
)
def test_a_default_that_cannot_be_proposed(type_: str, default: str, code: str) -> None:
    found = faults_of(f"""
        type               name   en     es     default
        select_one yes_no  first  First  Otra   ·
        {type_}  law  Law  Ley  {default}
    """)

    assert [place(fault) for fault in found] == [(code, "survey", 4, "default")]


@pytest.mark.parametrize("column", ["calculation", "read_only"])
@pytest.mark.parametrize("type_", ["select_multiple yes_no", "file", "range", "select_one ${title}"])
def test_what_cannot_be_worked_out(type_: str, column: str) -> None:
    value = "1" if column == "calculation" else "yes"

    found = faults_of(f"""
        type          name   en     es      {column}
        begin_group   first  First  Otra    ·
        begin_repeat  laws   Laws   Leyes   ·
        text          title  Title  Título  ·
        end_repeat
        {type_}  law  Law  Ley  {value}
        select_one yes_no  other  Other  Otra  ·
        end_group
    """)

    assert [place(fault) for fault in found] == [("not_on_type", "survey", 6, column)]


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("calculate  sum  ·  ·  ·  ·", "missing_value", "calculation"),
        ("calculate  sum  ·  ·  ${later} + 1  ·", "later_reference", "calculation"),
        ("calculate  sum  ·  ·  1 +  ·", "unreadable_expression", "calculation"),
        ("text  sum  Sum  Suma  1 + 1  ·", "calculated_not_read_only", "calculation"),
        ("text  sum  ·  ·  1 + 1  yes", "missing_value", "label::English (en)"),
    ],
)
def test_a_calculation_at_fault(row: str, code: str, column: str) -> None:
    found = faults_of(f"""
        type     name   en     es     calculation  read_only
        text     first  First  Otra   ·            ·
        {row}
        integer  later  Later  Luego  ·            ·
    """)

    assert [place(fault) for fault in found] == [(code, "survey", 4, column)]


def test_a_calculation_within_a_grid() -> None:
    drawn = GRID.replace(
        "    end_group\n    end_group\n    end_group", "    end_group\n    CALC\n    end_group\n    end_group"
    )
    drawn = drawn.replace("appearance", "appearance  calculation").replace("CALC", "calculate  sum  ·  ·  ·  1 + 1")

    found = faults_of(drawn)

    assert [place(fault)[:2] for fault in found] == [("calculated_in_grid", "survey")]


@pytest.mark.parametrize(
    ("columns", "values", "code", "column"),
    [
        ("minimum  maximum", "5  3", "above_maximum", "minimum"),
        ("entries  maximum", "5  3", "above_maximum", "entries"),
        ("minimum", "some", "not_a_whole_number", "minimum"),
        ("repeat_count  maximum", "3  3", "no_effect", "maximum"),
        ("repeat_count", "${title}", "reference_inside", "repeat_count"),
        ("repeat_count", "${nothing} + 1", "unknown_reference", "repeat_count"),
    ],
)
def test_limits_of_a_list_at_fault(columns: str, values: str, code: str, column: str) -> None:
    found = faults_of(f"""
        type          name   en     es      {columns}
        begin_group   first  First  Otra
        begin_repeat  laws   Laws   Leyes   {values}
        text          title  Title  Título
        end_repeat
        end_group
    """)

    assert [place(fault) for fault in found] == [(code, "survey", 3, column)]


@pytest.mark.parametrize(
    ("choice_filter", "code", "near"),
    [
        ("regoin = 'a'", "unknown_property", "region"),
        ("Region = 'a'", "unknown_property", "region"),
        ("label = 'a'", "unknown_property", ""),
        ("region = ${nothing}", "unknown_reference", ""),
        ("region =", "unreadable_expression", ""),
        ("../region = 'a'", "unreadable_expression", ""),
        ("launch(region)", "unreadable_expression", ""),
    ],
)
def test_a_filter_of_options_at_fault(choice_filter: str, code: str, near: str) -> None:
    found = faults_of(
        f"""
        type              name   en     es   choice_filter
        select_one state  other  Other  Otra  region != ''
        select_one state  law    Law    Ley  {choice_filter}
        """,
        choices="""
        list_name  name  en  es  region
        state      one   A   A   north
        state      two   B   B   south
        """,
    )

    assert [place(fault) for fault in found] == [(code, "survey", 4, "choice_filter")]
    assert found[0].details.get("near", "") == near


def test_or_other_in_a_language_without_words_for_it() -> None:
    found = faults_of(
        """
        type                        name  en   es   label::Dutch (nl)
        select_one yes_no or_other  law   Law  Ley  Wet
        """,
        choices="""
        list_name  name  en   es  label::Dutch (nl)
        yes_no     yes   Yes  Sí  Ja
        """,
        settings="""
        form_id    version  title_en  title_es  title_nl
        practices  1        A         B         C
        """,
    )

    assert [(*place(fault), fault.details["language"]) for fault in found] == [
        ("or_other_language", "survey", 3, "type", "nl")
    ]


def test_a_section_made_for_what_stands_in_none_needs_words_in_every_language() -> None:
    rows = table("type  name  en  es  label::Dutch (nl)\ntext  law  Law  Ley  Wet")
    titles = table("form_id  version  title_en  title_es  title_nl\nform  1  A  B  C")

    read = xlsform.read(sheets({"survey": rows, "choices": table(YES_NO)[:1], "settings": titles}), "a.xlsx")

    found = {fault.code.value: fault.severity for fault in read.faults}
    assert found == {"outside_section": "warning", "section_without_wording": "gap"}


@pytest.mark.parametrize(
    ("constraint", "code"), [(". <= ${men}", "later_reference"), (". <= ${source}", "later_reference")]
)
def test_a_cell_compared_with_what_comes_after_it(constraint: str, code: str) -> None:
    drawn = GRID.replace("appearance", "appearance  constraint").replace("Mujeres   ·", f"Mujeres   ·  {constraint}")
    drawn = drawn.replace(
        "    end_group\n    end_group\n    end_group",
        "    end_group\n    text  source  S  F\n    end_group\n    end_group",
    )

    found = faults_of(drawn)

    assert {fault.code.value for fault in found} == {code}


# Wordings


@pytest.mark.parametrize(
    ("column", "english", "spanish"),
    [
        ("hint", "hint::English (en)", "hint::Spanish (es)"),
        ("constraint_message", "constraint_message::English (en)", "constraint_message::Spanish (es)"),
        ("heading", "heading_en", "heading_es"),
        ("article", "article_en", "article_es"),
    ],
)
def test_a_wording_that_is_missing_in_one_language(column: str, english: str, spanish: str) -> None:
    fault = the_only_fault(f"""
        type  name  en   es   {english}  {spanish}
        text  law   Law  Ley  Words      ·
    """)

    assert place(fault) == ("missing_wording", "survey", 3, spanish)
    assert fault.severity == "gap"


def test_a_wording_that_is_missing_in_the_default_language_is_an_error() -> None:
    fault = the_only_fault(
        """
        type  name  en   es
        text  law   Law  ·
        """,
        settings="""
        form_id    version  default_language  title_en  title_es
        practices  1        Spanish (es)      A         B
        """,
    )

    assert (fault.code, fault.severity) == ("missing_wording", "error")


def test_a_workbook_with_gaps_alone_becomes_a_questionnaire_that_lacks_them() -> None:
    read = xlsform.read(workbook("type  name  en  es\ntext  law  Law  ·"), "a.xlsx")

    assert read.has_gaps
    assert read.questionnaire is not None
    assert read.questionnaire.languages == ("en", "es")
    assert read.questionnaire.find("law").question.wording == {"en": "Law"}


def test_a_wording_whose_column_is_missing_in_one_language_is_reported_once() -> None:
    fault = the_only_fault("""
        type  name   en   es   hint::English (en)
        text  law    Law  Ley  Words
        text  other  Law  Ley  Words
    """)

    assert (fault.code, fault.row, fault.details["name"]) == ("missing_column", 1, "hint::Spanish (es)")
    assert fault.severity == "gap"


@pytest.mark.parametrize(
    ("english", "spanish", "code", "column"),
    [
        ("In {last_year}", "En el año", "placeholders_differ", "label::Spanish (es)"),
        ("In {year}", "En {last_year}", "placeholders_differ", "label::English (en)"),
        ("In {last_yaer}", "En {last_yaer}", "unknown_placeholder", "label::English (en)"),
        ("In ${law}", "En 2011", "reference_in_wording", "label::English (en)"),
    ],
)
def test_placeholders_at_fault(english: str, spanish: str, code: str, column: str) -> None:
    found = faults_of(f"""
        type  name  en         es
        text  law   {english}  {spanish}
    """)

    assert (code, "survey", 3, column) in [place(fault) for fault in found]


def test_a_heading_is_measured_with_its_placeholders_filled() -> None:
    assert not faults_of("""
        type  name  en   es   heading_en                        heading_es
        text  law   Law  Ley  Offences known in {last_year_2}   Delitos {last_year_2}
    """)


def test_a_heading_that_does_not_fit() -> None:
    fault = the_only_fault("""
        type  name  en   es   heading_en                       heading_es
        text  law   Law  Ley  A heading of thirty-one letters  Breve
    """)

    assert place(fault) == ("too_long", "survey", 3, "heading_en")
    assert fault.details["length"] == 31


def test_a_core_question_without_a_heading() -> None:
    fault = the_only_fault("""
        type  name  en   es   core
        text  law   Law  Ley  yes
    """)

    assert place(fault) == ("missing_heading", "survey", 3, "core")


# Printed numbers


@pytest.mark.parametrize(
    ("numbers", "code"),
    [
        (("1.1", "1.1"), "number_twice"),
        (("1.10", "1.9"), "number_out_of_order"),
        (("2", "1.1"), "number_out_of_order"),
        (("1.2b", "1.2a"), "number_out_of_order"),
    ],
)
def test_numbers_that_do_not_rise_are_a_warning(numbers: tuple[str, str], code: str) -> None:
    fault = the_only_fault(f"""
        type  name   en     es    number
        text  law    Law    Ley   {numbers[0]}
        text  other  Other  Otra  {numbers[1]}
    """)

    assert place(fault) == (code, "survey", 4, "number")
    assert fault.severity == "warning"


def test_numbers_that_rise_are_no_fault() -> None:
    assert not faults_of("""
        type  name  en   es   number
        text  a     Law  Ley  1.9
        text  b     Law  Ley  1.10
        text  c     Law  Ley  1.10.A
        text  d     Law  Ley  1.10.B.1
        text  e     Law  Ley  2
    """)


def test_a_number_kept_as_a_figure_with_a_fraction_is_a_warning() -> None:
    rows = in_a_section([*table("type  name  en  es  number"), ["text", "law", "Law", "Ley", 4.1]])
    data = sheets({"survey": rows, "choices": table(YES_NO)[:1], "settings": table(SETTINGS)})

    assert [place(fault) for fault in xlsform.read(data, "a.xlsx").faults] == [
        ("number_not_text", "survey", 3, "number")
    ]


# Settings


@pytest.mark.parametrize(
    ("settings", "code", "column"),
    [
        ("version  title_en  title_es\n1  A  B", "missing_value", "form_id"),
        ("form_id  version  title_en  title_es\nMy form  1  A  B", "malformed_name", "form_id"),
        ("form_id  version  title_en  title_es\nform  ·  A  B", "missing_value", "version"),
        ("form_id  version  title_en  title_es\nform  1  A  ·", "missing_wording", "title_es"),
        ("form_id  version  form_title\nform  1  A", "title_in_one_language", "form_title"),
        ("form_id  version\nform  1", "missing_value", "title_en"),
    ],
)
def test_settings_at_fault(settings: str, code: str, column: str) -> None:
    found = faults_of("type  name  en  es\ntext  law  Law  Ley", settings=settings)

    assert (code, "settings", 2, column) in [place(fault) for fault in found]


# The whole


def test_all_faults_are_reported_together_in_the_order_of_the_workbook() -> None:
    found = faults_of("""
        type               name   en     es    relevant
        text               Law    Law    Ley   ·
        select_one nolist  other  Other  ·     ${none} = 1
        geopoint           where  Where  Dónde ·
    """)

    assert [(fault.row, fault.code.value) for fault in found] == [
        (3, "malformed_name"),
        (4, "missing_list"),
        (4, "unknown_reference"),
        (4, "missing_wording"),
        (5, "type_not_supported"),
    ]


def test_a_warning_does_not_keep_a_questionnaire_from_being_read() -> None:
    read = xlsform.read(workbook("type  name  en  es  remark\ntext  law  Law  Ley  mine"), "a.xlsx")

    assert [fault.severity for fault in read.faults] == ["warning"]
    assert read.questionnaire is not None


def test_a_reference_that_is_ambiguous_for_other_readers() -> None:
    fault = the_only_fault("""
        type               name     en       es       relevant
        begin_group        section  Section  Sección  ·
        text               title    Title    Título   ·
        begin_repeat       laws     Laws     Leyes    ·
        text               title    Title    Título   ·
        end_repeat
        text               after    After    Después  ${title} != ''
        end_group
    """)

    assert place(fault) == ("name_not_unique", "survey", 7, "relevant")
    assert fault.details["rows"] == "3, 5"


def test_what_the_second_reader_refuses_is_a_fault_too() -> None:
    fault = the_only_fault("""
        type                        name   en     es    choice_filter
        select_one yes_no or_other  other  Other  Otra  name != 'no'
    """)

    assert (fault.code, fault.row) == (Code.SECOND_READER, 3)
    assert "or_other" in str(fault.details["message"])


def test_of_very_many_faults_the_first_are_shown_and_the_others_counted() -> None:
    rows = "\n".join(f"text  Q{number}  Law  Ley" for number in range(700))

    found = faults_of(f"type  name  en  es\n{rows}")

    assert len(found) == MOST_FAULTS + 1
    assert (found[-1].code, found[-1].details["count"]) == ("more_faults", 200)
