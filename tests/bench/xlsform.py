"""Reading a questionnaire workbook with all its faults: 300 questions made up, 180 of every kind, the bundled one."""

from pathlib import Path

from surveyapp import data
from surveyapp.documents import xlsform
from tests import large_form
from tests.bench.figures import Chapter, Figure, milliseconds
from tests.workbooks import SETTINGS, sheets, table

SECTIONS, QUESTIONS, CONDITIONS = 30, 10, 2


def measure(folder: Path, turns: int) -> Chapter:
    long, large = _workbook(), large_form.workbook()
    bundled = data.path("best_practices.xlsx").read_bytes()
    return Chapter(
        "Reading a questionnaire workbook, all faults reported",
        [
            Figure(what="300 questions in 2 languages, 60 conditions", product=_seconds(long, turns)),
            Figure(what="180 questions of every kind in 3 languages, 54 conditions", product=_seconds(large, turns)),
            Figure(what="the bundled questionnaire", product=_seconds(bundled, turns)),
        ],
        ["Done when an officer brings a workbook, not when a page is shown. Includes pyxform as second reader."],
    )


def _seconds(workbook: bytes, turns: int) -> str:
    if xlsform.read(workbook, "form.xlsx").questionnaire is None:
        raise RuntimeError("the workbook has faults")
    return f"{milliseconds(lambda: xlsform.read(workbook, 'form.xlsx'), min(turns, 3)) / 1000:.2f} s"


def _workbook() -> bytes:
    header = ["type", "name", "number", "label::English (en)", "label::Spanish (es)", "relevant"]
    rows: list[list[object]] = [header]
    for section in range(1, SECTIONS + 1):
        rows.append(["begin_group", f"s{section}", str(section), f"Section {section}", f"Sección {section}"])
        rows += [_question(section, place) for place in range(1, QUESTIONS + 1)]
        rows.append(["end_group"])
    choices = table("""
        list_name  name    en      es
        scale      yes     Yes     Sí
        scale      partly  Partly  En parte
        scale      no      No      No
    """)
    return sheets({"survey": rows, "choices": choices, "settings": table(SETTINGS)})


def _question(section: int, place: int) -> list[object]:
    kind = ("select_one scale", "select_multiple scale", "text", "integer", "select_one scale")[(place - 1) % 5]
    is_conditional = 2 < place <= 2 + CONDITIONS
    return [
        kind,
        f"s{section}_q{place}",
        f"{section}.{place}",
        f"What has been done, {section}.{place}?",
        f"¿Qué se ha hecho, {section}.{place}?",
        f"${{s{section}_q1}} = 'yes'" if is_conditional else "",
    ]
