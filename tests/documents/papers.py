"""What tests of papers about a reply share: a form of every kind, answered; second readers of what was made."""

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import docx
from docx.oxml.ns import qn
from lxml import etree
from pypdf import PdfReader

from surveyapp.core import places
from surveyapp.core.answers import Typed
from surveyapp.core.questionnaire import Disclosure, Kind, Questionnaire, Totals
from surveyapp.core.submission import Submission
from surveyapp.documents.reply_paper.frame import OfRound
from surveyapp.documents.reply_paper.outline import PrintedReply, Receipt
from tests.builders import (
    NOT_AVAILABLE,
    a_column,
    a_group,
    a_question,
    a_questionnaire,
    a_row,
    a_section,
    a_submission,
    an_option,
    words,
)
from tests.stored import a_state

AT = datetime(2026, 9, 15, 14, 30, tzinfo=UTC)
CITES = an_option("yes", wording=words("Yes", "Sí"), detail=words("Cite", "Cite"), cites="laws")
FORM = a_questionnaire(
    a_section(
        "law",
        a_question(
            "laws",
            Kind.LIST,
            number="1.1",
            wording=words("The laws", "Las leyes"),
            fields=(
                a_question("title", wording=words("Title", "Título")),
                a_question("year", Kind.YEAR, wording=words("Year", "Año")),
                a_question("secret", wording=words("Kept", "Guardado"), disclosure=Disclosure.SECRETARIAT),
            ),
        ),
        a_question(
            "offence",
            Kind.ONE,
            (CITES, an_option("no", wording=words("No", "No"))),
            number="1.2",
            core=True,
            wording=words("Is it an offence?", "¿Es delito?"),
        ),
        a_question("plan", Kind.LONG_TEXT, number="1.3", wording=words("The plan", "El plan")),
        a_question("never", number="1.4", relevant="${offence} = 'no'", wording=words("Never asked", "Nunca")),
        a_question("gap", number="1.5", core=True, wording=words("The gap", "La laguna")),
        a_question("unknown", Kind.DATE, number="1.6", wording=words("The day", "El día")),
        a_question("odd", Kind.INTEGER, number="1.7", wording=words("How many", "Cuántos")),
        number="1",
        wording=words("Laws", "Leyes"),
    ),
    a_section(
        "help",
        a_group(
            "inner",
            a_question(
                "services",
                Kind.ROWS,
                (an_option("yes", wording=words("Yes", "Sí")), an_option("no", wording=words("No", "No"))),
                rows=(
                    a_row("shelter", wording=words("Shelter", "Albergue")),
                    a_row("legal", wording=words("Legal aid", "Asesoría")),
                    a_row("food", wording=words("Food", "Comida")),
                ),
                number="2.1",
                wording=words("Services", "Servicios"),
            ),
            wording=words("Assistance", "Asistencia"),
        ),
        a_question(
            "victims",
            Kind.GRID,
            rows=(a_row("y1", wording=words("2024", "2024")), a_row("y2", wording=words("2025", "2025"))),
            columns=(
                a_column("women", wording=words("Women", "Mujeres")),
                a_column("men", wording=words("Men", "Hombres")),
            ),
            totals=Totals.BOTH,
            companions=(a_question("source", wording=words("Source of the figures", "Fuente de las cifras")),),
            number="2.2",
            wording=words("Victims", "Víctimas"),
        ),
        a_question("budget", Kind.DECIMAL, number="2.3", disclosure=Disclosure.MEMBER_STATES),
        a_question(
            "towns",
            Kind.SEVERAL,
            (
                an_option("north", wording=words("North", "Norte"), detail=words("Which", "Cuál")),
                an_option("south", wording=words("South", "Sur")),
            ),
            number="2.4",
            wording=words("Where", "Dónde"),
        ),
        a_question("site", Kind.LINK, number="2.5", wording=words("Site", "Sitio")),
        a_question("cited", Kind.CITATION, number="2.6", cites="laws", wording=words("Cited", "Citada")),
        a_question(
            "sum", Kind.CALCULATED, calculation="${budget} * 2", wording=words("Twice", "El doble"), number="2.7"
        ),
        number="2",
        wording=words("Help", "Ayuda"),
    ),
)
TYPED: Mapping[str, str | Typed] = {
    "laws[aaaa].title": "Ley 9095",
    "laws[aaaa].year": "2013",
    "laws[aaaa].secret": "hidden",
    "offence": {"option": "yes", "entry.yes": "aaaa", "article.yes": "5", "detail.yes": "In the whole country"},
    "plan": "First line.\n\nSecond line.",
    "unknown": NOT_AVAILABLE,
    "odd": "a dozen",
    "services/shelter": {"option": "yes"},
    "services/legal": NOT_AVAILABLE,
    "victims/y1/women": "10",
    "victims/y1/men": "5",
    "victims/y2/women": "1200",
    "victims.source": "The register",
    "budget": "2.5",
    "towns": {"options": "north south", "detail.north": "Liberia"},
    "site": {"url": "https://example.org/law", "title": "The law"},
    "cited": {"entry": "aaaa", "article": "7"},
    "plan@source": "Ministry of Justice, page 4",
    "plan@link1": {"url": "https://example.org/plan", "title": "The plan"},
    "plan@note": "For the Secretariat alone",
}


def submitted(typed: Mapping[str, str | Typed] = TYPED, form: Questionnaire = FORM, **facts: Any) -> Submission:
    return a_submission(form, typed, {"laws": ["aaaa"]}, **facts)


def of_round(**facts: Any) -> OfRound:
    default = {
        "state": a_state("CRI"),
        "questionnaire_title": words("Best practices", "Mejores prácticas"),
        "edition": "2",
        "wording_revision": 0,
        "title": words("Round of 2026", "Ronda de 2026"),
        "mandate": words("AG/RES. 1", "AG/RES. 1"),
        "period_from": date(2024, 1, 1),
        "period_to": date(2025, 12, 31),
        "is_illustrative": False,
    }
    return OfRound(**default | facts)


RECEIPT = Receipt(
    number="CR-2026-01",
    sha256="ab" * 32,
    declared={"name": "Ana Mora", "title": "Viceministra", "institution": "Gobernación", "gaps": "Luego."},
)


def a_printed_reply(found: Submission | None = None, form: Questionnaire = FORM, **facts: Any) -> PrintedReply:
    default = {
        "of_round": of_round(),
        "questionnaire": form,
        "submission": found or submitted(),
        "sections": form.sections,
        "is_whole": True,
        "at": AT,
        "calculated": {places.Place("sum"): "5"},
    }
    return PrintedReply(**default | facts)


# Second readers


def pdf_text(data: bytes) -> str:
    return _one_line(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages))


def word_text(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    parts = (document.element.body, document.sections[0].footer._element)
    paragraphs = ("".join(_texts(each)) for part in parts for each in part.iter(qn("w:p")))
    return _one_line(" ".join(paragraphs))


def _texts(paragraph: Any) -> list[str]:
    return [" " if node.tag in (qn("w:br"), qn("w:tab")) else node.text or "" for node in paragraph.iter(*_TEXT)]


_TEXT = (qn("w:t"), qn("w:br"), qn("w:tab"))
READERS = {"pdf": pdf_text, "docx": word_text}


def sound_xml(data: bytes) -> None:
    """Every part of a Word file can be parsed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))


def _one_line(text: str) -> str:
    return " ".join(text.replace("\u200b", "").split())
