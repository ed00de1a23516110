"""A questionnaire as large as governments get: 180 questions in 18 sections, 54 conditions, three languages."""

from collections.abc import Iterator

from tests.workbooks import sheets, table

SECTIONS = 18
LANGUAGES = ("en", "es", "fr")

_HEADER = [
    *("type", "name", "number", "core", "appearance", "relevant", "required", "constraint"),
    *("calculation", "read_only", "default", "parameters", "choice_filter", "minimum", "maximum", "totals"),
    *(f"label::{language}" for language in LANGUAGES),
    *(f"hint::{language}" for language in LANGUAGES),
    *(f"heading_{language}" for language in LANGUAGES),
    *(f"constraint_message::{language}" for language in LANGUAGES),
]
_CHOICES = """
    list_name  name     en             es           label::fr       region  detail_en  detail_es  detail_fr  exclusive
    scale      yes      Yes            Sí           Oui             ·       Cite it    Cítela     Citez-la   ·
    scale      partly   In part        En parte     En partie       ·       ·          ·          ·          ·
    scale      no       No             No           Non             ·       ·          ·          ·          ·
    means      posters  Posters        Carteles     Affiches        ·       ·          ·          ·          ·
    means      radio    Radio          Radio        Radio           ·       ·          ·          ·          ·
    region     north    North          Norte        Nord            ·       ·          ·          ·          ·
    region     south    South          Sur          Sud             ·       ·          ·          ·          ·
    body       police   Police         Policía      Police          north   ·          ·          ·          ·
    body       court    Court          Tribunal     Tribunal        south   ·          ·          ·          ·
    body       none     None           Ninguno      Aucun           north   ·          ·          ·          yes
    provider   state    The State      El Estado    L’État          ·       ·          ·          ·          ·
    provider   civil    Civil society  La sociedad  Société civile  ·       ·          ·          ·          ·
"""
_SETTINGS = """
    form_id     version  default_language  title_en    title_es     title_fr
    large_form  1        en                Large form  Formulario   Formulaire
"""


def workbook() -> bytes:
    """The workbook; nothing in it is at fault."""
    rows = [_HEADER, *(row for section in range(1, SECTIONS + 1) for row in _section(section))]
    return sheets({"survey": rows, "choices": table(_CHOICES), "settings": table(_SETTINGS)})


def _section(number: int) -> Iterator[list[str]]:
    """Ten questions, of which four or so hang on others; every kind comes in some section."""
    name = f"s{number}"
    yield _row("begin_group", name, f"Part {number}", number=str(number), hint="What this part asks.")
    place = 0
    for drawn in (*_COMMON, *_FURTHER[number % len(_FURTHER)]):
        is_question = not drawn["type"].startswith(("end", "calculate", "note"))
        is_outermost = not drawn.get("inner")
        facts = {key: value.replace("@", name) for key, value in drawn.items() if key != "inner"}
        if is_question and is_outermost:
            place += 1
            facts["number"] = f"{number}.{place}"
        yield _row(facts.pop("type"), facts.pop("name", ""), f"Question {number}.{place}", **facts)
    yield _row("end_group", "", "")


def _row(
    type_: str, name: str, words: str, *, hint: str = "", heading: str = "", message: str = "", **facts: str
) -> list[str]:
    if type_.startswith("end"):
        return [type_]
    said = {"label": words, "hint": hint, "heading": heading, "constraint_message": message}
    for column, text in said.items():
        for language in LANGUAGES:
            separator = "_" if column == "heading" else "::"
            facts[f"{column}{separator}{language}"] = f"{text} ({language})" if text else ""
    facts |= {"type": type_, "name": name}
    return [facts.get(column, "") for column in _HEADER]


_COMMON = (
    {"type": "note", "name": "@_note"},
    {"type": "select_one scale", "name": "@_law", "core": "yes", "heading": "Law", "required": "yes"},
    {"type": "text", "name": "@_title", "relevant": "${@_law} = 'yes' or ${@_law} = 'partly'"},
    {"type": "select_multiple means or_other", "name": "@_means"},
    {"type": "text", "name": "@_why", "appearance": "multiline", "relevant": "${@_law} = 'no'"},
    {"type": "integer", "name": "@_cases", "constraint": ". >= 0", "message": "Not below zero", "default": "0"},
    {"type": "range", "name": "@_share", "parameters": "start=0 end=100 step=5"},
    {"type": "calculate", "name": "@_sum", "calculation": "${@_cases} + ${@_share}"},
)
_FURTHER: tuple[tuple[dict[str, str], ...], ...] = (
    (
        {"type": "year", "name": "@_year"},
        {"type": "date", "name": "@_day", "required": "${@_year} != ''"},
        {"type": "url", "name": "@_link"},
        {"type": "file", "name": "@_paper"},
    ),
    (
        {"type": "select_one region", "name": "@_region"},
        {"type": "select_multiple body", "name": "@_body", "choice_filter": "region = ${@_region}"},
        {"type": "decimal", "name": "@_money"},
        {"type": "text", "name": "@_remark", "relevant": "${@_sum} > 50"},
    ),
    (
        {"type": "begin_repeat", "name": "@_laws", "minimum": "1", "maximum": "5"},
        {"type": "text", "name": "@_called", "inner": "yes"},
        {"type": "select_one scale", "name": "@_force", "inner": "yes"},
        {"type": "year", "name": "@_since", "inner": "yes", "relevant": "${@_force} = 'yes'"},
        {"type": "end_repeat"},
        {"type": "begin_group", "name": "@_services", "appearance": "table-list"},
        {"type": "select_one provider", "name": "@_shelter", "inner": "yes"},
        {"type": "select_one provider", "name": "@_legal", "inner": "yes"},
        {"type": "end_group"},
        {"type": "begin_group", "name": "@_victims", "appearance": "grid", "totals": "both"},
        {"type": "begin_group", "name": "y1", "inner": "yes"},
        {"type": "integer", "name": "women", "inner": "yes"},
        {"type": "integer", "name": "minor", "inner": "yes", "constraint": ". <= ../women", "message": "Of the women"},
        {"type": "end_group"},
        {"type": "begin_group", "name": "y2", "inner": "yes"},
        {"type": "integer", "name": "women", "inner": "yes"},
        {"type": "integer", "name": "minor", "inner": "yes", "constraint": ". <= ../women", "message": "Of the women"},
        {"type": "end_group"},
        {"type": "text", "name": "source", "inner": "yes"},
        {"type": "end_group"},
        {"type": "text", "name": "@_fixed", "read_only": "yes", "default": "Written by the Secretariat"},
        {"type": "text", "name": "@_last", "relevant": "${@_shelter} = 'state'"},
    ),
)
