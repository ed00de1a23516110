"""The sheets of the comparative workbook beyond its tables: what each tells, and that it tells it rightly."""

import re
import zipfile
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

from surveyapp.core import placeholders
from surveyapp.core.answer_texts import Translated
from surveyapp.core.comparison import Comparison, compare
from surveyapp.core.disclosure import Audience
from surveyapp.core.questionnaire import Disclosure, Kind, Questionnaire, Totals
from surveyapp.documents.comparative_workbook import write
from surveyapp.documents.round_facts import Contact, Group, Level, Practice, RoundFacts, Terms, Version
from tests.builders import a_column, a_question, a_questionnaire, a_row, a_section, an_option, words
from tests.documents.test_comparative_workbook import (
    HOSTILE,
    LAW,
    MAIN,
    a_heading,
    parts,
    records,
    sheet_parts,
    sheets,
    small_form,
    text_of,
)
from tests.replies import REPLIED_IN_2012, compared, made_up, states_of_2012

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
NUMBER = "OEA/Ser.K/XXXIX doc. 4/12"


@cache
def form() -> Questionnaire:
    return placeholders.filled(small_form(), placeholders.values_for(date(2010, 1, 1), date(2011, 12, 31), 2011))


@cache
def now() -> Comparison:
    replied = [state for state in states_of_2012() if state.iso3 in REPLIED_IN_2012]
    return compare(form(), list(made_up(form(), replied)), states_of_2012(), Audience.PUBLIC)


@cache
def before() -> Comparison:
    replied = [state for state in states_of_2012() if state.iso3 in REPLIED_IN_2012][:12]
    return compare(form(), list(made_up(form(), replied, "before")), states_of_2012(), Audience.PUBLIC)


def the_facts(**more: Any) -> RoundFacts:
    """Everything that a paper may tell."""
    known = {
        "heading": a_heading(),
        "terms": Terms(document_number=NUMBER, classification=words("Original: Spanish", "Original: español")),
        "before": before(),
        "before_title": words("Round of 2009", "Ronda de 2009"),
        "levels": (
            Level(title=words("Round of 2009", "Ronda de 2009"), deadline=date(2009, 5, 1), asked=34, replied=12),
            Level(title=words("Round of 2012", "Ronda de 2012"), deadline=date(2012, 8, 31), asked=34, replied=19),
        ),
        "groups": (Group(code="two", name=words("Two of them", "Dos de ellos"), states=frozenset({"CRI", "PER"})),),
        "practices": (
            Practice(state="CRI", question="law_offence", title=words("One", "Una"), text=words("Told", "Contada")),
        ),
        "clarified": {"law_offence": ("CRI", "PER")},
        "verified": {"law_offence": ("MEX",)},
    }
    return RoundFacts(**known | more)


@cache
def workbook(language: str) -> bytes:
    return write(now(), the_facts(), language)


def facts_of(**more: Any) -> RoundFacts:
    return RoundFacts(heading=a_heading(), **more)


def rows_below(rows: list[list[Any]], first: str) -> list[list[Any]]:
    """Those below the headings, which begin with this one."""
    place = next(number for number, row in enumerate(rows) if row[0] == first)
    return rows[place + 1 :]


def test_the_same_comparison_and_facts_are_the_same_bytes():
    assert write(now(), the_facts(), "es") == workbook("es")


def test_everything_stands_in_one_order_and_is_listed_in_the_overview():
    found = sheets(workbook("es"))

    assert list(found) == [
        "Presentación",
        "Nivel de respuesta",
        "1. Sinóptico",
        "2. Sinóptico",
        "1. Legislación y plan",
        "2. Asistencia y estadísticas",
        "Frecuencias",
        "Cambios",
        "Leyes e instrumentos",
        "Estadísticas",
        "Textos",
        "Prácticas",
        "Datos",
        "Libro de códigos",
        "Método y signos",
    ]
    listed = [row[0] for row in rows_below(found["Presentación"], "Contenido")]
    assert listed == list(found)[1:]


def test_what_there_is_nothing_to_say_of_has_no_sheet():
    names = list(sheets(write(compared(a_questionnaire(a_question("why")), {}), a_heading(), "en")))

    assert names == ["Overview", "Response level", *names[2:4], "Texts", "Data", "Codebook", "Method and signs"]


@pytest.mark.parametrize(("paper", "number"), [("a4", "9"), ("letter", "1")])
def test_every_sheet_is_set_on_the_paper_wanted_and_names_its_document(paper: str, number: str):
    facts = facts_of(terms=Terms(document_number=NUMBER, paper=paper))
    for name, sheet in sheet_parts(write(compared(a_questionnaire(LAW), {}), facts, "en")).items():
        setup = sheet.find(f"{MAIN}pageSetup")
        printed = sheet.findtext(f"{MAIN}headerFooter/{MAIN}oddHeader") or ""
        below = sheet.findtext(f"{MAIN}headerFooter/{MAIN}oddFooter") or ""
        assert setup is not None
        assert setup.get("paperSize") == number, name
        assert NUMBER in printed, name
        assert "Information received to 6 September 2012" in printed, name
        assert "7 September 2012" in below, name
        assert max(len(printed), len(below)) <= 255, name


def test_what_is_printed_above_and_below_fits_whatever_the_title():
    facts = facts_of(terms=Terms(classification=words("Confidential " * 30)))
    facts = replace(facts, heading=a_heading(title=words("A & very long title " * 20), illustrative=True))

    for sheet in sheet_parts(write(compared(a_questionnaire(LAW), {}), facts, "en")).values():
        printed = sheet.findtext(f"{MAIN}headerFooter/{MAIN}oddHeader") or ""
        assert len(printed) <= 255


def test_the_response_level_counts_states_now_and_round_by_round():
    rows = sheets(workbook("en"))["Response level"]
    counts = {row[0]: row[2:5] for row in rows if row[2] != ""}

    assert counts["All states"] == [34, 19, pytest.approx(19 / 34)]
    assert counts["Caribbean"] == [14, 7, 0.5]
    assert counts["North America"] == [3, 2, ""]
    assert counts["Two of them"] == [2, 2, ""]
    assert counts["Round of 2009"] == [34, 12, pytest.approx(12 / 34)]
    assert "Chile" not in text_of(rows)


def test_frequencies_count_each_option_over_all_states_each_subregion_and_each_group():
    rows = sheets(workbook("en"))["Frequencies"]
    header = next(row for row in rows if row[0] == "No.")
    tally = now().tallies["law_offence"]
    column = {str(name).strip(): place for place, name in enumerate(header) if name not in ("", "%")}

    caribbean = {state.iso3 for state in states_of_2012() if state.subregion.value == "caribbean"}
    of_question = [row for row in rows if row[0] == tally.question.number]
    for counted in tally.options:
        row = next(one for one in of_question if str(one[1]).endswith(counted.option.wording["en"]))
        assert row[column["All states"]] == counted.count
        assert row[column["All states"] + 1] == pytest.approx(float(counted.share or 0))
        assert row[column["Caribbean"]] == len(caribbean & set(counted.states))
        assert row[column["Two of them"]] == len({"CRI", "PER"} & set(counted.states))


def test_no_share_is_given_of_fewer_states_than_the_officer_says():
    typed = {"CRI": {"law": "yes"}, "JAM": {"law": "no"}, "PER": {"law": "yes"}}
    comparison = compared(a_questionnaire(LAW), typed)

    for fewest, share in ((3, pytest.approx(2 / 3)), (4, "")):
        found = sheets(write(comparison, facts_of(terms=Terms(fewest_for_shares=fewest)), "en"))
        row = next(row for row in found["1. Section first"] if str(row[1]).endswith("● Yes"))
        assert row[3] == share
        assert ("%" in next(row for row in found["Frequencies"] if row[0] == "No.")) == (fewest == 3)


def charts_of(book: bytes) -> list[tuple[str, ElementTree.Element]]:
    with zipfile.ZipFile(BytesIO(book)) as archive:
        names = sorted(name for name in archive.namelist() if name.startswith("xl/charts/"))
        return [(name, ElementTree.fromstring(archive.read(name))) for name in names]


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_chart_says_in_words_what_it_shows(language: str):
    drawings = [text for name, text in parts(workbook(language)).items() if name.startswith("xl/drawings/drawing")]
    described = [
        one.get("descr") or "" for text in drawings for one in ElementTree.fromstring(text).iter(f"{DRAWN}cNvPr")
    ]

    assert len(described) == len(charts_of(workbook(language))) > 6
    assert all(re.match(r"(Bar chart|Gráfico de barras)\. .+: ", one) for one in described)
    assert len(set(described)) == len(described)


def test_a_chart_draws_the_cells_of_its_sheet():
    found = sheets(workbook("en"))
    for name, chart in charts_of(workbook("en")):
        formulas = [one.text or "" for one in chart.iter(f"{CHART}f")]
        cells = [cell for formula in formulas for cell in re.findall(r"'([^']+)'!\$([A-Z]+)\$(\d+)", formula)]
        assert cells, name
        for sheet, letter, row in cells:
            value = found[sheet][int(row) - 1][ord(letter) - ord("A")]
            assert value != "" or letter == "C", (name, sheet, letter, row)


def test_figures_of_a_grid_are_added_up_where_it_has_totals():
    grid = a_question("victims", Kind.GRID, rows="y1 y2", columns="women men", totals=Totals.BOTH, number="1.1")
    typed = {
        "CRI": {"victims/y1/women": "4", "victims/y1/men": "0"},
        "JAM": {"victims/y1/women": "5"},
    }

    rows = sheets(write(compared(a_questionnaire(grid), typed), facts_of(), "en"))["Frequencies"]

    labels = [row[1] for row in rows if row[0] == "1.1"]
    women = labels.index("Women")
    sums = [row[2] for row in rows if row[0] == "1.1"]
    assert labels[women - 1 : women + 6] == [
        "Sum over the states that gave the figure",
        "Women",
        "Y1",
        "Y2",
        "Men",
        "Y1",
        "Y2",
    ]
    assert sums[women + 1 : women + 6] == [9, "", "", 0, ""]


def test_changes_are_told_over_the_states_that_answered_both_times():
    form_ = a_questionnaire(a_question("law", Kind.ONE, LAW.options, number="1.1"))
    then = compared(form_, {"CRI": {"law": "no"}, "JAM": {"law": "yes"}, "PER": {}, "URY": {"law": "yes"}})
    today = compared(form_, {"CRI": {"law": "yes"}, "JAM": {"law": "yes"}, "PER": {"law": "yes"}}, silent=["URY"])

    rows = sheets(write(today, facts_of(before=then, terms=Terms(name_negative=True)), "en"))["Changes"]

    found = [row[1:] for row in rows if row[0] == "1.1"]
    assert found[1][:2] == ["States that answered both times", 2]
    assert [row[:6] for row in found[2:4]] == [
        ["● Yes", 1, 2, 1, "Costa Rica", ""],
        ["○ No", 1, 0, -1, "", "Costa Rica"],
    ]
    assert [(row[0], row[6], row[7]) for row in found[4:]] == [("Costa Rica", "No", "Yes")]


def test_states_that_answered_no_are_counted_and_not_named_where_the_officer_says_so():
    form_ = a_questionnaire(a_question("law", Kind.ONE, LAW.options, number="1.1"))
    then = compared(form_, {"CRI": {"law": "no"}, "JAM": {"law": "yes"}})
    today = compared(form_, {"CRI": {"law": "yes"}, "JAM": {"law": "no"}})

    rows = sheets(write(today, facts_of(before=then), "en"))["Changes"]

    found = [row[1:] for row in rows if row[0] == "1.1"]
    assert [row[:6] for row in found[2:]] == [["● Yes", 1, 1, 0, "Costa Rica", ""], ["○ No", 1, 1, 0, "", ""]]
    assert "Of an answer “no” the states are counted and not named." in text_of(rows)


@pytest.mark.parametrize(
    ("version", "printed", "said"),
    [
        (None, f"{NUMBER} draft", "Draft"),
        (Version(kind="rev", number=1, note=words("Two more.")), f"{NUMBER} rev. 1", "Rev. 1: Two more."),
        (Version(kind="original", number=0), NUMBER, "Original"),
    ],
)
def test_every_sheet_says_which_version_it_is_of(version: Version | None, printed: str, said: str):
    book = write(
        compared(a_questionnaire(LAW), {}), facts_of(terms=Terms(document_number=NUMBER), version=version), "en"
    )

    assert ["Version", said] in [row[:2] for row in sheets(book)["Overview"]]
    for sheet in sheet_parts(book).values():
        assert printed in (sheet.findtext(f"{MAIN}headerFooter/{MAIN}oddHeader") or "")


def test_of_what_was_withheld_in_one_round_no_change_is_told():
    form_ = a_questionnaire(a_question("law", Kind.ONE, "yes no", number="1.1"))
    secret = {"CRI": {"law": Disclosure.SECRETARIAT}}
    then = compared(form_, {"CRI": {"law": "no"}}, disclosures=secret)
    today = compared(form_, {"CRI": {"law": "yes"}})

    rows = sheets(write(today, facts_of(before=then), "en"))["Changes"]

    assert [row[1] for row in rows if row[0] == "1.1"][1:] == [
        "No state answered both times: nothing can be said of a change"
    ]


def test_of_a_question_that_all_withhold_no_figure_stands_not_even_zero():
    form_ = a_questionnaire(a_question("law", Kind.ONE, "yes no", number="1.1"))
    secret = {state: {"law": Disclosure.SECRETARIAT} for state in ("CRI", "PER")}
    both = compared(form_, {"CRI": {"law": "no"}, "PER": {"law": "yes"}}, disclosures=secret)

    made = sheets(write(both, facts_of(terms=Terms(fewest_for_shares=1)), "en"))

    assert made["Frequencies"][-1][:3] == ["1.1", "Withheld", 2.0]
    counts = [row[2:4] for rows in made.values() for row in rows if row[:2] in (["1.1", "Yes"], ["1.1", "No"])]
    assert counts == [["", ""], ["", ""]]


def test_the_register_holds_every_law_with_where_it_is_cited():
    fields = (
        a_question("title", wording=words("Title")),
        a_question("year", Kind.YEAR, wording=words("Year")),
        a_question("adopted", Kind.DATE, wording=words("Adopted")),
        a_question("link", Kind.LINK, wording=words("Link")),
    )
    laws = a_question("laws", Kind.LIST, fields=fields, number="1.1")
    law = a_question("law", Kind.ONE, [an_option("yes", detail=words("Cite"), cites="laws")], number="1.2")
    typed = {
        "laws[e001].title": "=Ley 9095",
        "laws[e001].year": "2013",
        "laws[e001].adopted": {"day": "8", "month": "2", "year": "2013"},
        "laws[e001].link": "https://example.org/9095",
        "laws[e002].title": "Ley 1",
        "law": {"option": "yes", "detail.yes.entry": "e001"},
    }
    comparison = compared(a_questionnaire(laws, law), {"CRI": typed}, entries={"CRI": {"laws": ("e001", "e002")}})

    book = write(comparison, facts_of(), "en")

    first, second = rows_below(sheets(book)["Laws and instruments"], "State")
    assert first[:5] == ["Costa Rica", "=Ley 9095", 2013, date(2013, 2, 8), "https://example.org/9095"]
    assert second[:5] == ["Costa Rica", "Ley 1", "—", "—", "—"]
    with zipfile.ZipFile(BytesIO(book)) as archive:
        links = "".join(archive.read(name).decode() for name in archive.namelist() if "worksheets/_rels" in name)
    assert "https://example.org/9095" in links


def test_statistics_say_year_sex_and_age_of_every_figure():
    rows = (a_row("y1", wording=words("2010")), a_row("y2", wording=words("2011 (to June)")))
    columns = tuple(map(a_column, ("women", "boys", "unknown")))
    source = a_question("source", wording=words("Source"))
    grid = a_question("victims", Kind.GRID, rows=rows, columns=columns, companions=(source,))
    training = a_question(
        "trained", Kind.GRID, rows="police unknown", columns="persons", wording=words("Trained in 2011")
    )
    typed = {"victims/y1/women": "3", "victims/y2/boys": "0", "victims.source": "Census", "trained/police/persons": "7"}

    found = records(
        sheets(write(compared(a_questionnaire(grid, training), {"CRI": typed}), facts_of(), "en"))["Statistics"]
    )

    told = [(one["Year"], one["Sex"], one["Age"], one["Category"], one["Value"], one["Source"]) for one in found]
    assert told[:6] == [
        (2010, "female", "adult", "", 3, "Census"),
        (2010, "male", "under 18", "", "", "Census"),
        (2010, "not known", "not known", "", "", "Census"),
        (2011, "female", "adult", "", "", "Census"),
        (2011, "male", "under 18", "", 0, "Census"),
        (2011, "not known", "not known", "", "", "Census"),
    ]
    assert told[6:] == [(2011, "", "", "Police; Persons", 7, ""), (2011, "", "", "Unknown; Persons", "", "")]
    assert [one["Mark"] for one in found[:2]] == ["Answered", "Left blank"]


def test_statistics_added_up_again_are_the_sums_of_the_comparison():
    found = records(sheets(workbook("en"))["Statistics"])
    tally = now().tallies["victims"]

    total = sum(one["Value"] for one in found if one["Question code"] == "victims" and one["Value"] != "")
    assert total == sum(part.figures.sum for part in tally.parts if part.figures)
    assert {one["Year"] for one in found if one["Question code"] == "victims"} == {2009, 2010, 2011}


def test_below_a_question_stands_who_clarified_and_of_whom_the_answer_was_verified():
    text = text_of(sheets(workbook("en"))["1. Laws and plan"])

    assert "‡ Costa Rica and Peru clarified their answers at the request of the Secretariat." in text
    assert "§ The Secretariat has verified the answer of one state: Mexico." in text


def test_that_a_withheld_answer_was_clarified_is_not_said():
    comparison = compared(
        a_questionnaire(LAW),
        {"CRI": {"law": "yes"}, "PER": {"law": "no"}},
        disclosures={"CRI": {"law": Disclosure.SECRETARIAT}},
    )

    text = text_of(sheets(write(comparison, facts_of(clarified={"law": ("CRI", "PER")}), "en"))["1. Section first"])

    assert "‡ Peru clarified this answer" in text


def test_texts_stand_beside_their_translation_and_how_far_it_is():
    comparison = compared(
        a_questionnaire(a_question("why", number="1.1")), {"CRI": {"why": "Because"}, "JAM": {"why": "So"}}
    )
    known = {"CRI": {("why", ""): Translated("Porque sí", "Because", "translated")}}

    rows = rows_below(sheets(write(comparison, facts_of(translations=known), "es"))["Textos"], "N.º")

    assert [[row[2], row[3], *row[5:7]] for row in rows] == [
        ["Costa Rica", "Because", "Porque sí", "hecha por la Secretaría y no confirmada por el Estado"],
        ["Jamaica", "So", "", ""],
    ]


@pytest.mark.parametrize("audience", list(Audience))
def test_the_log_of_contacts_is_for_the_secretariat_alone(audience: Audience):
    contact = Contact(
        state="CRI", on=date(2012, 7, 3), kind="call", direction="out", with_whom="Ms. A", text="Asked for the reply"
    )
    comparison = compared(a_questionnaire(LAW), {"CRI": {"law": "yes"}}, audience=audience)

    found = sheets(write(comparison, facts_of(contacts=(contact,)), "en"))

    if audience is Audience.SECRETARIAT:
        row = rows_below(found["Contacts"], "Date")[0]
        assert row == [
            date(2012, 7, 3), "Costa Rica", "Telephone call", "from the Secretariat", "Ms. A", "Asked for the reply",
        ]  # fmt: skip
    else:
        assert "Ms. A" not in "".join(map(text_of, found.values()))


def test_practices_stand_in_the_words_of_the_secretariat_in_official_order():
    told = [Practice(state=one, question="law", title=words(f"T {one}"), text=words("Text")) for one in ("PER", "CRI")]
    comparison = compared(a_questionnaire(LAW), {"CRI": {"law": "yes"}, "PER": {"law": "no"}})

    rows = rows_below(sheets(write(comparison, facts_of(practices=tuple(told)), "en"))["Practices"], "State")

    assert [(row[0], row[3], row[4]) for row in rows] == [("Costa Rica", "T CRI", "Text"), ("Peru", "T PER", "Text")]


def test_the_codebook_has_every_code_with_its_wording_and_when_it_is_asked():
    found = records(sheets(workbook("en"))["Codebook"])
    by_code = {(one["Question code"], one["Code"]): one for one in found}

    for placed in form().placed():
        question = placed.question
        if question.asks:
            assert by_code[question.code, question.code]["Wording"] == question.wording["en"].replace("**", "")
            assert all((question.code, option.code) in by_code for option in question.options)
            assert all((question.code, row.code) in by_code for row in question.rows)
            assert all((question.code, field.code) in by_code for field in question.fields)
    conditions = [one["When it is asked"] for one in found if one["When it is asked"]]
    assert conditions
    assert all(one.startswith("Asked when") for one in conditions)
    assert by_code["victims", "women"]["Part"] == "column"


def test_data_has_codes_beside_words():
    row = next(one for one in records(sheets(workbook("es"))["Datos"]) if one["Código de la opción"])

    assert row["Código del signo"] == "answered"
    assert row["Signo"] == "Contestada"
    assert row["Código de la sección"] != row["Sección"]
    assert row["Subregión"]


def test_lists_to_count_from_are_tables_that_other_programs_know_by_name():
    tables = [ElementTree.fromstring(text) for name, text in parts(workbook("en")).items() if "xl/tables/" in name]
    found = {one.get("name"): one for one in tables}
    header = sheets(workbook("en"))["Data"][0]

    assert set(found) == {"Data_1", "Statistics_1", "Codebook_1"}
    columns = [one.get("name") for one in found["Data_1"].iter(f"{MAIN}tableColumn")]
    assert columns == header


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_two_columns_of_such_a_table_are_called_alike(language: str):
    for name, text in parts(workbook(language)).items():
        if "xl/tables/" in name:
            called = [
                str(one.get("name")).casefold() for one in ElementTree.fromstring(text).iter(f"{MAIN}tableColumn")
            ]
            assert len(set(called)) == len(called), name


def test_a_list_that_a_sheet_cannot_hold_goes_on_in_another(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("surveyapp.documents.comparative_workbook.listing.MOST_ROWS", 12)
    questions = [a_question(f"q{number}") for number in range(15)]
    comparison = compared(a_questionnaire(*questions), {"CRI": {one.code: f"Text {one.code}" for one in questions}})

    book = write(comparison, facts_of(), "en")

    found = sheets(book)
    told = [one["Text"] for name in ("Data", "Data (2)") for one in records(found[name])]
    assert told == [f"Text {one.code}" for one in questions]
    assert [row[3] for name in ("Texts", "Texts (2)") for row in rows_below(found[name], "No.")] == told
    assert {name for name in parts(book) if "xl/tables/" in name} >= {"xl/tables/table1.xml", "xl/tables/table2.xml"}


@pytest.mark.parametrize("name", ["Frequencies", "Texts"])
def test_each_section_begins_on_a_page_of_its_own(name: str):
    sheet = sheet_parts(workbook("en"))[name]
    rows = sheets(workbook("en"))[name]
    breaks = {int(found.get("id", "")) for found in sheet.iter(f"{MAIN}brk")}
    second = next(
        place for place, row in enumerate(rows) if str(row[0]).startswith("2.") and (name == "Texts" or not row[1])
    )

    assert second in breaks
    assert sheet.find(f"{MAIN}sheetPr/{MAIN}pageSetUpPr[@fitToPage='1']") is None


def test_where_states_are_too_many_for_columns_the_sheet_says_where_they_stand(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("surveyapp.documents.comparative_workbook.plan.MOST_ACROSS", 1)
    comparison = compared(a_questionnaire(LAW), {"CRI": {"law": "yes"}, "JAM": {"law": "no"}})

    found = sheets(write(comparison, facts_of(), "en"))

    rows = found["1. Section first"]
    assert "With 2 states none has a column of its own here" in text_of(rows)
    assert len(next(row for row in rows if row[0] == "No.")) == 4
    assert next(row for row in rows if str(row[1]).endswith("● Yes"))[2] == 1
    assert {"CRI", "JAM"} == {one["State code"] for one in records(found["Data"])}


def test_rounds_that_differ_only_in_what_is_withheld_give_the_same_bytes():
    questions = (a_question("law", Kind.ONE, "yes no"), a_question("why"), a_question("how_many", Kind.INTEGER))
    questions = tuple(replace(one, disclosure=Disclosure.SECRETARIAT) for one in questions)
    typed = ({"law": "yes", "why": "This", "how_many": "3"}, {"law": "no", "why": "That"})

    books = {write(compared(a_questionnaire(*questions), {"CRI": one, "JAM": {}}), facts_of(), "en") for one in typed}

    assert len(books) == 1


def test_hostile_texts_stay_texts_wherever_they_come_from():
    typed = "\n".join(HOSTILE) + "\x07 مرحبا"
    contact = Contact(state="CRI", on=date(2012, 7, 3), kind="call", direction="in", with_whom=HOSTILE[0], text=typed)
    practice = Practice(state="CRI", question="why", title=words(HOSTILE[1]), text=words(typed * 500))
    comparison = compared(
        a_questionnaire(a_question("why"), LAW),
        {"CRI": {"why": "x" * 20_000, "law": "yes"}},
        audience=Audience.SECRETARIAT,
    )

    book = write(comparison, facts_of(contacts=(contact,), practices=(practice,)), "es")

    for sheet in sheet_parts(book).values():
        assert not list(sheet.iter(f"{MAIN}f"))
    assert "=1+1" in text_of(sheets(book)["Contactos"])
    assert "مرحبا" in text_of(sheets(book)["Prácticas"])


@pytest.mark.parametrize("replied", [0, 1, 3])
def test_a_round_with_no_reply_one_or_all_has_every_sheet(replied: int):
    typed = {state: {"law": "yes"} for state in ("CRI", "JAM", "PER")[:replied]}
    form_ = a_questionnaire(LAW, a_question("never", Kind.ONE, "a b", relevant="1 = 0"))

    found = sheets(write(compared(form_, typed, silent=("CRI", "JAM", "PER")[replied:]), facts_of(), "en"))

    assert "Frequencies" in found
    assert "No state was asked this question" in text_of(found["Frequencies"])


def test_a_section_of_its_own_number_is_listed_with_it():
    section = a_section("s", LAW, number="7", wording=words("Borders"))

    found = sheets(write(compared(a_questionnaire(replace(section)), {}), facts_of(), "en"))

    assert "7. Borders" in text_of(found["Frequencies"])


@pytest.mark.parametrize(("language", "written"), [("en", "0%"), ("es", "0\\\u00a0%")])
def test_a_share_is_written_as_its_language_writes_percentages(language: str, written: str):
    book = load_workbook(BytesIO(workbook(language)))

    shares = {cell.number_format for sheet in book for row in sheet.iter_rows() for cell in row}

    assert {one for one in shares if "%" in one} == {written}
