"""The comparative workbook, opened by a second reader (python-calamine) and as the XML it is."""

import re
import zipfile
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from python_calamine import CalamineWorkbook

from surveyapp.core.comparison import Comparison, compare
from surveyapp.core.disclosure import Audience
from surveyapp.core.marks import Mark
from surveyapp.core.questionnaire import Disclosure, Kind, Questionnaire, Totals
from surveyapp.core.text import MissingWording, said
from surveyapp.documents import xlsform
from surveyapp.documents.comparative_workbook import Heading, write
from surveyapp.documents.round_facts import RoundFacts, Terms
from surveyapp.documents.sheets import LONGEST, pieces
from surveyapp.wording import marks
from tests.builders import NOT_AVAILABLE, a_question, a_questionnaire, a_section, an_option, words
from tests.replies import REPLIED_IN_2012, compared, made_up, states_of_2012

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
SMALL_FORM = Path(__file__).parents[1] / "data" / "small_form.xlsx"
TO_BE_READ = {"Overview", "Presentación", "Response level", "Nivel de respuesta", "Method and signs", "Método y signos"}
"""Sheets that are no single table."""
LAW = a_question("law", Kind.ONE, [an_option("yes", shape="●", detail=words("Cite")), an_option("no", shape="○")])


def a_heading(**facts: Any) -> Heading:
    default = {
        "title": words("Questionnaire of 2012", "Cuestionario de 2012"),
        "mandate": words("AG/RES. 2551 (XL-O/10)", "AG/RES. 2551 (XL-O/10)"),
        "period_from": date(2010, 1, 1),
        "period_to": date(2011, 12, 31),
        "received_to": date(2012, 9, 6),
        "made_at": datetime(2012, 9, 7, 12, 0, tzinfo=UTC),
    }
    return Heading(**default | facts)


@cache
def sheets(workbook: bytes) -> dict[str, list[list[Any]]]:
    opened = CalamineWorkbook.from_filelike(BytesIO(workbook))
    return {name: opened.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in opened.sheet_names}


def parts(workbook: bytes) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(workbook)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}


def sheet_parts(workbook: bytes) -> dict[str, ElementTree.Element]:
    """Each worksheet's XML by the name of the sheet; the writer numbers them in order."""
    names = [
        sheet.get("name", "")
        for sheet in ElementTree.fromstring(parts(workbook)["xl/workbook.xml"]).iter(f"{MAIN}sheet")
    ]
    return {
        name: ElementTree.fromstring(parts(workbook)[f"xl/worksheets/sheet{number}.xml"])
        for number, name in enumerate(names, 1)
    }


def text_of(rows: list[list[Any]]) -> str:
    return "\n".join(str(cell) for row in rows for cell in row if cell != "")


def records(rows: list[list[Any]]) -> list[dict[str, Any]]:
    header, *others = rows
    return [dict(zip(header, row, strict=True)) for row in others]


def row_of(rows: list[list[Any]], first: str, second: str) -> list[Any]:
    return next(row for row in rows if row[0] == first and str(row[1]).endswith(second))


@cache
def small_form() -> Questionnaire:
    """Every kind of question, in two sections."""
    questionnaire = xlsform.read(SMALL_FORM.read_bytes(), SMALL_FORM.name).questionnaire
    assert questionnaire is not None
    return questionnaire


@cache
def round_of_2012() -> Comparison:
    replied = [state for state in states_of_2012() if state.iso3 in REPLIED_IN_2012]
    return compare(small_form(), list(made_up(small_form(), replied)), states_of_2012())


@cache
def workbook_of_2012(language: str) -> bytes:
    return write(round_of_2012(), a_heading(illustrative=True), language)


def test_the_overview_says_what_the_tables_rest_on():
    overview = text_of(sheets(workbook_of_2012("en"))["Overview"])

    assert "19 of 34 States replied" in overview
    assert "Information received to 6 September 2012" in overview
    assert "Trinidad and Tobago, and the United States of America." in overview


def test_to_the_public_those_that_have_not_replied_are_counted_and_not_named():
    everything = "\n".join(text_of(rows) for rows in sheets(workbook_of_2012("en")).values())

    assert "Chile" not in everything
    assert "fifteen member states" in everything


@pytest.mark.parametrize(
    ("audience", "name_missing"),
    [(Audience.PUBLIC, True), (Audience.MEMBER_STATES, False), (Audience.SECRETARIAT, False)],
)
def test_they_are_named_to_others_and_when_the_officer_says_so(audience: Audience, name_missing: bool):
    comparison = compared(a_questionnaire(LAW), {"CRI": {"law": "yes"}}, silent=["CHL"], audience=audience)

    found = sheets(write(comparison, a_heading(name_missing=name_missing), "en"))

    assert "Chile" in text_of(found["Overview"])
    assert "No reply" in text_of(found["1. Section first"])


@pytest.mark.parametrize(("language", "banner"), [("en", "Illustrative answers"), ("es", "Respuestas ilustrativas")])
def test_every_sheet_says_that_invented_answers_are_invented(language: str, banner: str):
    found = sheets(workbook_of_2012(language))

    assert [name for name, rows in found.items() if banner not in text_of(rows)] == []
    assert all(
        banner in ElementTree.tostring(sheet, "unicode") for sheet in sheet_parts(workbook_of_2012(language)).values()
    )


def test_a_workbook_is_in_one_language():
    names = {language: list(sheets(workbook_of_2012(language))) for language in ("en", "es")}

    assert names["en"][0] == "Overview"
    assert names["es"][0] == "Presentación"
    assert names["en"][-4:] == ["Texts", "Data", "Codebook", "Method and signs"]
    assert names["es"][-4:] == ["Textos", "Datos", "Libro de códigos", "Método y signos"]
    english = "\n".join(text_of(rows) for rows in sheets(workbook_of_2012("en")).values())
    wordings = {said(question.wording, "es") for question in small_form().questions()}
    assert [wording for wording in wordings if wording in english] == []


def test_states_stand_in_the_order_of_the_language_on_synoptic_pages():
    names = {
        language: [row[0] for row in sheets(workbook_of_2012(language))[name]]
        for language, name in (("en", "1. Synoptic"), ("es", "1. Sinóptico"))
    }

    assert names["en"].index("United States") > names["en"].index("Trinidad and Tobago")
    assert names["es"].index("Estados Unidos") == names["es"].index("El Salvador") + 1


def test_subregions_stand_in_bands_over_their_states():
    rows = sheets(workbook_of_2012("es"))["1. Legislación y plan"]

    header = next(place for place, row in enumerate(rows) if row[0] == "N.º")
    bands = {name: place for place, name in enumerate(rows[header - 1]) if name}
    states = rows[header]
    assert list(bands) == ["América del Norte", "Centroamérica", "Caribe", "Países andinos", "América del Sur"]
    assert states[bands["América del Norte"] : bands["Centroamérica"]] == ["Estados Unidos", "México"]
    assert states[bands["América del Sur"] :][:3] == ["Argentina", "Brasil", "Paraguay"]


def test_a_question_stands_with_its_counts_and_their_base_in_words():
    form = a_questionnaire(a_section("first", a_question("law", Kind.ONE, LAW.options, number="1.1"), number="1"))
    comparison = compared(
        form,
        {"CRI": {"law": {"option": "yes", "detail.yes": "Ley 9095"}}, "JAM": {"law": "no"}, "PER": {"law": "yes"}},
        silent=["CHL"],
    )
    facts = RoundFacts(heading=a_heading(), terms=Terms(fewest_for_shares=3))

    rows = sheets(write(comparison, facts, "en"))["1. Section first"]

    assert row_of(rows, "1.1", "Question law")[4:7] == ["Yes. Ley 9095", "No", "Yes"]
    assert row_of(rows, "1.1", "the 3 states that replied")[2] == 3
    assert row_of(rows, "1.1", "● Yes")[2:7] == [2, pytest.approx(2 / 3), "●", "·", "●"]
    assert row_of(rows, "1.1", "No reply")[2] == 1


def test_every_mark_stands_as_a_word_and_none_as_an_empty_cell():
    form = a_questionnaire(LAW, a_question("year", Kind.YEAR, relevant="${law} = 'yes'"))
    comparison = compared(
        form,
        {
            "CRI": {"law": "no"},
            "JAM": {"law": "yes"},
            "PER": {"law": "yes", "year": NOT_AVAILABLE},
            "MEX": {"law": "yes", "year": "soon"},
            "ARG": {"law": "yes", "year": "2009"},
        },
        disclosures={"ARG": {"year": Disclosure.SECRETARIAT}},
        silent=["CHL"],
    )

    rows = sheets(write(comparison, a_heading(name_missing=True), "en"))["1. Section first"]

    year = dict(zip(rows[4][4:], next(row for row in rows if row[1] == "Question year")[4:], strict=True))
    assert {name: year[name] for name in ("Argentina", "Chile", "Costa Rica", "Jamaica", "Mexico", "Peru")} == {
        "Argentina": "Withheld",
        "Chile": "No reply",
        "Costa Rica": "Not asked",
        "Jamaica": "Left blank",
        "Mexico": "“soon” (not readable)",
        "Peru": "Information not available",
    }


def test_where_there_is_nothing_to_add_up_a_total_says_why():
    law = a_question("law", Kind.ONE, "yes no")
    grid = a_question("victims", Kind.GRID, rows="y1 y2", columns="women", totals=Totals.BOTH)
    comparison = compared(
        a_questionnaire(law, replace(grid, relevant="${law} = 'yes'")),
        {
            "ARG": {"law": "yes", "victims/y1/women": "0"},
            "CRI": {"law": "no"},
            "JAM": {"law": "yes"},
            "MEX": {"law": "yes", "victims/y1/women": "few"},
            "PER": {"law": "yes", "victims": NOT_AVAILABLE},
            "URY": {"law": "yes", "victims/y1/women": "5", "victims/y2/women": "6"},
        },
        disclosures={"URY": {f"victims/{one}/women": Disclosure.SECRETARIAT for one in ("y1", "y2")}},
        silent=["CHL"],
    )

    rows = sheets(write(comparison, a_heading(name_missing=True), "en"))["1. Section first"]

    first, second, whole = [row[4:] for row in rows if str(row[1]).endswith(("total", "Total"))]
    states = rows[4][4:]
    assert states[:7] == ["Mexico", "Costa Rica", "Jamaica", "Peru", "Argentina", "Chile", "Uruguay"]
    assert first[:7] == ["?", "/", "—", "n/a", 0, "no reply", "withh."]
    assert second[:7] == ["—", "/", "—", "n/a", "—", "no reply", "withh."]
    assert whole[:7] == first[:7]


def test_numbers_and_dates_are_numbers_and_dates():
    form = a_questionnaire(
        a_question("calls", Kind.INTEGER), a_question("rate", Kind.DECIMAL), a_question("since", Kind.DATE)
    )
    since = {"day": "3", "month": "4", "year": "2012"}
    comparison = compared(form, {"CRI": {"calls": "1 234", "rate": "0.50", "since": since}})

    rows = sheets(write(comparison, a_heading(), "es"))

    by_code = {record["Código de la pregunta"]: record for record in records(rows["Datos"])}
    assert by_code["calls"]["Número"] == 1234
    assert by_code["rate"]["Número"] == 0.5
    assert by_code["since"]["Fecha"] == date(2012, 4, 3)
    cells = [row[4] for row in rows["1. Section first (es)"] if str(row[1]).startswith("Question")]
    assert cells == [1234, 0.5, date(2012, 4, 3)]


HOSTILE = [
    "=1+1",
    '=HYPERLINK("http://example.org","x")',
    "+1",
    "-1",
    "@SUM(1)",
    "#N/A",
    "#REF!",
    "_x0041_ is no letter",
    "tab\tand\nline",
    "<b>&amp;</b>",
    "  spaces  ",
    "ñandú 🦩",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_state_typed_stays_text(text: str):
    comparison = compared(a_questionnaire(a_question("law")), {"CRI": {"law": text}})

    workbook = write(comparison, a_heading(), "en")

    found = records(sheets(workbook)["Data"])[0]["Text"]
    assert found in (text.strip(), text.strip().replace("_x0041_", "_x005F_x0041_"))
    for sheet in sheet_parts(workbook).values():
        assert not list(sheet.iter(f"{MAIN}f"))
        assert {cell.get("t") for cell in sheet.iter(f"{MAIN}c")} <= {"inlineStr", "n", None}


def test_texts_of_one_row_do_not_change_places():
    option = an_option("yes", wording=words("=label"), detail=words("Cite"))
    form = a_questionnaire(a_question("law", Kind.ONE, [option], wording=words("-question")))

    comparison = compared(form, {"CRI": {"law": {"option": "yes", "detail.yes": "+text"}}})
    record = records(sheets(write(comparison, a_heading(), "en"))["Data"])[0]

    assert (record["Question"], record["Option"], record["Text"]) == ("-question", "=label", "+text")


def test_a_language_without_wordings_is_refused_before_anything_is_written():
    with pytest.raises(MissingWording):
        write(compared(a_questionnaire(LAW), {}), a_heading(), "fr")


def test_a_text_longer_than_a_cell_goes_on_in_the_next_row():
    text = ("ñ🦩 _x0041_ " * 4_000).strip()
    comparison = compared(a_questionnaire(a_question("law")), {"CRI": {"law": text}})

    found = sheets(write(comparison, a_heading(), "en"))

    rows = [record for record in records(found["Data"]) if record["Question code"] == "law"]
    assert len(rows) > 1
    assert "".join(row["Text"] for row in rows).replace("_x005F_", "_") == text
    assert Counter(row["Mark"] for row in rows)["continuation"] == len(rows) - 1
    shown = "".join(str(row[3]) for row in found["Texts"] if row[0] == "" and row[3] and row[2] != "")
    assert shown.replace("_x005F_", "_") == text


@pytest.mark.parametrize("text", ["a" * 100_000, "🦩" * 40_000, "_x0041_" * 9_000, "\x07" * 9_000])
def test_pieces_fit_into_cells_and_make_up_the_text(text: str):
    cut = pieces(text)

    assert "".join(cut) == text
    assert all(len(piece.encode("utf-16-le")) // 2 <= LONGEST for piece in cut)


def test_a_long_answer_is_abridged_where_states_stand_side_by_side():
    comparison = compared(a_questionnaire(a_question("law")), {"CRI": {"law": "word " * 200}})

    found = sheets(write(comparison, a_heading(), "en"))

    assert found["1. Section first"][5][4].endswith("… → Texts")
    assert "word " * 199 in text_of(found["Texts"])


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_sheet_is_ready_for_the_screen_and_for_paper(language: str):
    for name, sheet in sheet_parts(workbook_of_2012(language)).items():
        setup = sheet.find(f"{MAIN}pageSetup")
        assert setup is not None
        assert setup.get("paperSize") == "9", name
        footer = sheet.findtext(f"{MAIN}headerFooter/{MAIN}oddFooter") or ""
        assert "&P" in footer, name
        assert "&N" in footer, name
        if name not in TO_BE_READ:
            assert sheet.find(f"{MAIN}sheetViews/{MAIN}sheetView/{MAIN}pane") is not None, name
            assert setup.get("orientation") == "landscape", name


def test_headings_are_repeated_on_every_printed_page():
    workbook = ElementTree.fromstring(parts(workbook_of_2012("en"))["xl/workbook.xml"])

    titles = {
        name.get("localSheetId"): name.text
        for name in workbook.iter(f"{MAIN}definedName")
        if name.get("name") == "_xlnm.Print_Titles"
    }
    assert len(titles) == len(set(sheets(workbook_of_2012("en"))) - TO_BE_READ)
    assert all(re.search(r"\$\d+:\$\d+", str(title)) for title in titles.values())


def test_a_synoptic_table_is_one_page_wide_and_high():
    sheet = sheet_parts(workbook_of_2012("en"))["1. Synoptic"]

    setup = sheet.find(f"{MAIN}pageSetup")
    assert setup is not None
    assert (setup.get("fitToWidth"), setup.get("fitToHeight")) == ("1", "1")
    assert sheet.find(f"{MAIN}sheetPr/{MAIN}pageSetUpPr[@fitToPage='1']") is not None


def test_a_synoptic_table_has_the_core_questions_first_and_counts_in_favour():
    core = a_question("law", Kind.ONE, LAW.options, number="1.2", core=True, heading=words("Law"))
    other = a_question("forms", Kind.SEVERAL, "a b c", number="1.1", heading=words("Forms"))
    form = a_questionnaire(a_section("first", other, core, number="1"))
    comparison = compared(form, {"CRI": {"law": "yes", "forms": "a b"}, "JAM": {"law": "no"}})

    rows = sheets(write(comparison, a_heading(), "en"))["1. Synoptic"]

    assert rows[3][:3] == ["State", "1.2 ★\nLaw", "1.1\nForms"]
    assert [row[:3] for row in rows[4:7]] == [
        ["Costa Rica", "●", "2 of 3"],
        ["Jamaica", "○", "—"],
        ["Yes or in part, of 2", 1, ""],
    ]


def test_a_sheet_has_the_short_name_of_its_section():
    section = a_section("s", a_question("q"), wording=words("Immigration controls and travel documents"), number="6")
    form = a_questionnaire(replace(section, heading=words("Immigration and consulates")))

    found = sheets(write(compared(form, {}), a_heading(), "en"))

    assert list(found)[2:4] == ["6. Synoptic", "6. Immigration and consulates"]
    assert "6. Immigration controls and travel documents" in text_of(found["Overview"])


def test_names_of_sheets_are_short_and_never_the_same():
    alike = words("The same: long/name " * 3)
    sections = [a_section(f"s{place}", a_question(f"q{place}"), wording=alike, number="1") for place in (1, 2)]
    form = a_questionnaire(*sections)

    names = list(sheets(write(compared(form, {}), a_heading(), "en")))

    assert len({name.casefold() for name in names}) == len(names)
    assert all(len(name) <= 31 for name in names)


def test_properties_name_the_document_and_its_language():
    core = ElementTree.fromstring(parts(workbook_of_2012("es"))["docProps/core.xml"])

    assert core.findtext(f"{DUBLIN_CORE}title") == "Cuestionario de 2012"
    assert core.findtext(f"{DUBLIN_CORE}language") == "es"
    assert "Organización de los Estados Americanos" in str(core.findtext(f"{DUBLIN_CORE}creator"))


def test_the_flat_sheet_counted_again_gives_the_comparison():
    """A second way, slow and obvious, from the rows alone."""
    comparison = round_of_2012()
    rows = [row for row in records(sheets(workbook_of_2012("en"))["Data"]) if row["Mark"] != "continuation"]

    for code, tally in comparison.tallies.items():
        of_question = [row for row in rows if row["Question code"] == code]
        assert _standing(of_question) == {
            marks.mark_words(mark, "en"): set(found)
            for mark, found in tally.by_mark.items()
            if mark is not Mark.NO_REPLY
        }, code
        for part in tally.parts or (tally,):
            at_part = [row for row in of_question if _is_at(row["Place"], str(part.place), tally.question.kind)]
            for counted in part.options:
                states = {row["State code"] for row in at_part if row["Option code"] == counted.option.code}
                assert states == set(counted.states), (code, counted.option.code)
            if part.figures and tally.question.kind is not Kind.LIST:
                numbers = [Decimal(str(row["Number"])) for row in at_part if row["Number"] != ""]
                assert sum(numbers) == part.figures.sum, code
                assert len(numbers) == part.figures.count, code


def test_what_stands_beside_an_answer_has_rows_of_its_own_that_nobody_counts():
    form = a_questionnaire(a_question("law", Kind.ONE, "yes no"))
    typed = {"law": "yes", "law@source": "Gazette 12", "law@link1": "example.org", "law@note": "Between us"}
    comparison = compared(form, {"CRI": typed, "JAM": {"law": "no"}}, audience=Audience.SECRETARIAT)

    rows = records(sheets(write(comparison, a_heading(), "en"))["Data"])

    beside = [(row["Place"], row["Question"], row["Mark"], row["Text"]) for row in rows if "@" in row["Place"]]
    assert beside == [
        ("law@source", "Question law | Source", "beside the answer", "Gazette 12"),
        ("law@link1", "Question law | Link", "beside the answer", "https://example.org"),
    ]
    assert [row["Mark"] for row in rows if row["Place"] == "law"] == ["Answered", "Answered"]


def _standing(rows: list[dict[str, Any]]) -> dict[str, set[str]]:
    """Of each state the one mark of the question: answered as soon as one of its rows is."""
    by_state: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        by_state[row["State code"]].add(row["Mark"])
    found: dict[str, set[str]] = defaultdict(set)
    for state, said_there in by_state.items():
        found["Answered" if "Answered" in said_there else said_there.pop()].add(state)
    return found


def _is_at(place: str, part: str, kind: Kind) -> bool:
    if kind is Kind.LIST:
        return place.split(".")[-1] == part.split(".")[-1] and "." in place
    return place == part


def test_what_stands_apart_of_the_whole_question_is_not_taken_for_that_of_its_last_row():
    form = a_questionnaire(
        a_section("first", a_question("services", Kind.ROWS, "yes no", rows="shelter legal", number="1.1"), number="1")
    )
    comparison = compared(form, {"CRI": {"services/shelter": "yes"}, "JAM": {}}, silent=["CHL"])

    rows = sheets(write(comparison, a_heading(), "en"))["1. Section first"]

    labels = [row[1] for row in rows if row[0] == "1.1"]
    assert labels[1:5] == ["Base: the 2 states that replied", "Answered", "Left blank", "No reply"]
    assert labels[-1] == "Left blank"
    assert len(labels) - labels.index("Legal") == 4


def test_many_options_are_counted_beside_the_question_and_marked_below_it():
    options = [an_option(f"o{number}", wording=words(f"A rather long option {number}")) for number in range(1, 5)]
    other = an_option("other", detail=words("Which?"))
    form = a_questionnaire(a_question("forms", Kind.SEVERAL, [*options, other]))
    comparison = compared(
        form,
        {
            "CRI": {"forms": {"options": "o1 o2 o3 other", "detail.other": "By road"}},
            "JAM": {"forms": {"options": "o1"}},
        },
    )

    rows = sheets(write(comparison, a_heading(), "en"))["1. Section first"]

    beside = next(row for row in rows if row[1] == "Question forms")
    assert beside[4:6] == ["4 of 5\nOther: By road", "A rather long option 1"]


def test_a_question_is_not_broken_over_two_pages():
    questions = [a_question(f"q{number}", Kind.ONE, "a b c d e f", number=f"1.{number}") for number in range(1, 31)]
    form = a_questionnaire(a_section("first", *questions, number="1"))

    workbook = write(compared(form, {"CRI": {"q1": "a"}}), a_heading(), "en")

    rows = sheets(workbook)["1. Section first"]
    breaks = [int(found.get("id", "")) for found in sheet_parts(workbook)["1. Section first"].iter(f"{MAIN}brk")]
    assert len(breaks) > 2
    assert all(str(rows[row][1]).startswith("Question") for row in breaks)


@pytest.mark.parametrize("states", [19, 34])
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_synoptic_table_can_be_read_in_print(language: str, states: int):
    """Its smallest type, after what must shrink to fit on A4, is at least eight points."""
    workbook = write(round_of_2012(), a_heading(illustrative=True, name_missing=states == 34), language)
    styles = ElementTree.fromstring(parts(workbook)["xl/styles.xml"])
    sizes = [float(size.get("val", "")) for font in styles.iter(f"{MAIN}font") for size in font.iter(f"{MAIN}sz")]
    for name, sheet in sheet_parts(workbook).items():
        if not name.endswith(("Synoptic", "Sinóptico")):
            continue
        width = sum(float(column.get("width", "")) * 5.58 for column in sheet.iter(f"{MAIN}col"))
        height = sum(float(row.get("ht", "")) for row in sheet.iter(f"{MAIN}row"))
        assert width <= 784, name
        assert height <= 512, name
    assert min(sizes) >= 8


def test_a_column_that_every_state_withholds_gives_way_to_one_that_says_something():
    secret = a_question("secret", Kind.ONE, "yes no", heading=words("Secret"), disclosure=Disclosure.MEMBER_STATES)
    core = a_question("core", Kind.ONE, "yes no", heading=words("Core"), disclosure=Disclosure.MEMBER_STATES, core=True)
    form = a_questionnaire(a_section("first", secret, core, number="1"))

    headings = {
        audience: sheets(write(compared(form, {"CRI": {"secret": "yes"}}, audience=audience), a_heading(), "en"))[
            "1. Synoptic"
        ][3]
        for audience in (Audience.PUBLIC, Audience.MEMBER_STATES)
    }

    assert [text for text in headings[Audience.PUBLIC] if text] == ["State", "★\nCore"]
    assert [text for text in headings[Audience.MEMBER_STATES] if text] == ["State", "★\nCore", "Secret"]
