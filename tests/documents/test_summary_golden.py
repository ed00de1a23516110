"""The comparative summary of one small round, read line by line against the words kept beside this file.

`WRITE_GOLDEN=1 python -m pytest tests/documents/test_summary_golden.py` writes them anew; a reader then sees in the
differences what each change of wording says in both languages.
"""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from surveyapp import data
from surveyapp.core.answer_texts import Translated
from surveyapp.core.comparison import Comparison
from surveyapp.core.questionnaire import Disclosure, Kind, Questionnaire, Totals
from surveyapp.core.tiles import read_tiles
from surveyapp.documents.round_facts import Level, Practice, RoundFacts, Terms
from surveyapp.documents.summary import Outline, outline_of, parts
from tests.builders import a_column, a_question, a_questionnaire, a_row, a_section, an_option, words
from tests.documents.test_summary import a_heading
from tests.replies import compared

GOLDEN = Path(__file__).parent / "golden"
YES_AND_NO = (
    an_option("yes", wording=words("Yes", "Sí"), shape="●", detail=words("Since when?", "¿Desde cuándo?")),
    an_option("part", wording=words("In part", "En parte"), shape="◐"),
    an_option("no", wording=words("No", "No"), shape="○"),
)
FORM: Questionnaire = a_questionnaire(
    a_section(
        "laws",
        a_question(
            "offence",
            Kind.ONE,
            YES_AND_NO,
            number="1.1",
            core=True,
            heading=words("Offence", "Delito"),
            wording=words("Is trafficking an offence?", "¿Es delito la trata?"),
        ),
        a_question(
            "instruments",
            Kind.LIST,
            fields=(
                a_question("title", wording=words("Title", "Título")),
                a_question("adopted", Kind.DATE, wording=words("Adopted on", "Fecha de adopción")),
                a_question("address", Kind.LINK, wording=words("Where it can be read", "Dónde puede leerse")),
            ),
            number="1.2",
            summary="register",
            heading=words("Laws", "Leyes"),
            wording=words("Which laws apply?", "¿Qué leyes se aplican?"),
        ),
        a_question(
            "year",
            Kind.YEAR,
            relevant="${offence} = 'yes'",
            number="1.3",
            heading=words("Year", "Año"),
            wording=words("Since which year?", "¿Desde qué año?"),
        ),
        number="1",
        wording=words("Laws", "Legislación"),
    ),
    a_section(
        "help",
        a_question(
            "services",
            Kind.ROWS,
            YES_AND_NO,
            rows=(
                a_row("shelter", wording=words("Shelter", "Albergue")),
                a_row("legal", wording=words("Legal aid", "Asesoría jurídica")),
            ),
            number="2.1",
            heading=words("Services", "Servicios"),
            wording=words("Which services are there?", "¿Qué servicios hay?"),
        ),
        a_question(
            "victims",
            Kind.GRID,
            rows=(a_row("y1", wording=words("2010", "2010")), a_row("y2", wording=words("2011", "2011"))),
            columns=(
                a_column("women", wording=words("Women", "Mujeres")),
                a_column("men", wording=words("Men", "Hombres")),
            ),
            totals=Totals.BOTH,
            companions=(a_question("source", wording=words("Source", "Fuente")),),
            number="2.2",
            heading=words("Victims", "Víctimas"),
            wording=words("How many victims were recorded?", "¿Cuántas víctimas se registraron?"),
        ),
        a_question(
            "difficulties",
            Kind.SEVERAL,
            (
                an_option("money", wording=words("Lack of money", "Falta de recursos")),
                an_option("training", wording=words("Lack of training", "Falta de capacitación")),
                an_option("none", wording=words("None of these", "Ninguna de las anteriores")),
            ),
            number="2.3",
            summary="difficulties",
            heading=words("Difficulties", "Dificultades"),
            wording=words("What are the main difficulties?", "¿Cuáles son las dificultades principales?"),
        ),
        a_question(
            "budget",
            Kind.DECIMAL,
            number="2.4",
            disclosure=Disclosure.MEMBER_STATES,
            heading=words("Budget", "Presupuesto"),
            wording=words("How much is spent?", "¿Cuánto se gasta?"),
        ),
        a_question(
            "remarks",
            Kind.LONG_TEXT,
            number="2.5",
            heading=words("Remarks", "Observaciones"),
            wording=words("What else is done?", "¿Qué más se hace?"),
        ),
        number="2",
        wording=words("Assistance", "Asistencia"),
    ),
)
LAWS = {"instruments": ("aaaa",)}
REPLIES = {
    "PER": {
        "offence": {"option": "yes", "detail.yes": "Desde 2007."},
        "instruments[aaaa].title": "Ley ilustrativa.",
        "instruments[aaaa].adopted": {"year": "2007", "month": "1", "day": "16"},
        "year": "2007",
        "services/shelter": {"option": "yes"},
        "services/legal": {"option": "no"},
        "victims/y1/women": "10",
        "victims/y1/men": "2",
        "victims/y2/women": "0",
        "victims.source": "Ministerio Público",
        "difficulties": {"options": "money training"},
        "budget": "1200000",
        "remarks": "Se capacita a la policía.",
    },
    "JAM": {
        "offence": {"option": "no"},
        "services/shelter": {"option": "no"},
        "difficulties": {"options": "money"},
        "remarks": "A campaign is planned.\n\nIt begins next year.",
    },
    "BRA": {
        "offence": {"option": "yes"},
        "year": "2004",
        "services/shelter": {"option": "part"},
        "services/legal": {"option": "yes"},
        "victims/y1/women": "7",
        "difficulties": {"options": "none"},
        "remarks": "A polícia age.",
    },
    "CRI": {"offence": {"option": "yes"}, "year": "2009", "difficulties": {"options": "money"}},
    "USA": {"offence": {"option": "part"}, "difficulties": {"options": "training"}},
}


def a_round() -> Comparison:
    return compared(FORM, REPLIES, silent=("CHL", "CAN"), entries={"PER": LAWS})


def facts(language: str) -> RoundFacts:
    translated = {"en": "The police act.", "es": "La policía actúa."}[language]
    return RoundFacts(
        heading=a_heading(illustrative=True),
        terms=Terms(document_number="OEA/Ser.L/XIV.1", classification=words("Public", "Público")),
        tiles=read_tiles(data.text("tiles.csv")),
        before=compared(FORM, {"JAM": {"offence": {"option": "yes"}}, "PER": {"offence": {"option": "no"}}}),
        before_title=words("Round of 2010", "Ronda de 2010"),
        before_period=(date(2008, 1, 1), date(2009, 12, 31)),
        levels=(Level(title=words("Round of 2010", "Ronda de 2010"), deadline=date(2010, 5, 1), asked=7, replied=2),),
        translations={"BRA": {("remarks", ""): Translated(translated, "A polícia age.", "confirmed")}},
        practices=(
            Practice(
                state="PER",
                question="remarks",
                title=words("Training", "Capacitación"),
                text=words("The police is trained.", "Se capacita a la policía."),
            ),
        ),
        verified={"offence": ("PER",)},
    )


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_summary_says_what_was_read_and_kept(language: str):
    told = "\n".join(lines(outline_of(a_round(), facts(language), language))) + "\n"
    kept = GOLDEN / f"summary.{language}.txt"

    if os.environ.get("WRITE_GOLDEN"):
        kept.write_text(told, encoding="utf-8")

    assert told == kept.read_text(encoding="utf-8")


# An outline in plain words


def lines(outline: Outline) -> Iterator[str]:
    cover = outline.cover
    yield from (cover.organization, cover.department, cover.document_number, cover.classification, cover.version)
    yield from (cover.title, cover.round, *cover.lines, cover.received, cover.warning)
    for part in outline.parts:
        yield from lines_of(part)


def lines_of(part: parts.Part) -> Iterator[str]:
    match part:
        case parts.Heading():
            yield from ("", f"{'#' * part.level} {part.text}", "")
        case parts.Paragraph():
            links = "; ".join(link.text for link in part.links)
            yield from part.text[:-1]
            yield f"{part.text[-1]}{f' ({links})' if links else ''}"
        case parts.Table():
            yield from (part.caption, " | ".join(part.columns))
            yield from (" | ".join(map(cell, row)) for row in part.rows)
            yield from part.notes
        case parts.Figure():
            yield from (part.caption, f"[{part.alternative}]")
            yield from lines_of(part.beside) if part.beside else ()
        case parts.Quote():
            yield f"{part.who}: {' · '.join(map(cell, part.passages))}"
        case parts.Practice():
            yield from (part.title, f"{part.where} {part.link.text if part.link else ''}", *part.text)
        case parts.Asked():
            yield from (f"{part.number} {part.text} {part.core}".rstrip(), *(f"   {one}" for one in part.lines))
        case parts.Wide() | parts.Twin():
            for one in part.parts:
                yield from lines_of(one)


def cell(one: parts.Cell) -> str:
    if isinstance(one, str):
        return one
    marked = f"[{one.marked}]" if one.marked else ""
    return " ".join(filter(None, (one.sign, one.lead, " / ".join(one.paragraphs), marked)))
