"""A short questionnaire that is written, corrected and renewed, and what states answer to it."""

import io
from collections.abc import Iterable, Mapping

import openpyxl

from surveyapp.core.answers import Typed
from tests import workbooks

SURVEY = """
    type                     name        number  en                                   es                                     relevant
    begin_group              laws        1       Laws                                 Leyes                                  ·
    select_one scale         offence     1.1     Is trafficking an offence?           ¿Es delito la trata?                   ·
    text                     law         1.2     Which law says so?                   ¿Qué ley lo dispone?                   ${offence} = 'yes'
    end_group                ·           ·       ·                                    ·                                      ·
    begin_group              assistance  2       Assistance                           Asistencia                             ·
    select_multiple service  services    2.1     Which services do victims receive?   ¿Qué servicios reciben las víctimas?   ·
    integer                  places      2.2     Places in shelters in {last_year}    Plazas en albergues en {last_year}     selected(${services}, 'shelter')
    text                     practice    2.3     Describe one practice                Describa una práctica                  ·
    end_group                ·           ·       ·                                    ·                                      ·
"""  # noqa: E501 (a table is read by its columns)
CHOICES = """
    list_name  name     en            es
    scale      yes      Yes           Sí
    scale      no       No            No
    service    shelter  Shelter       Albergue
    service    legal    Legal advice  Asesoramiento jurídico
"""
SETTINGS = """
    form_id  version  default_language  title_en        title_es
    living   2026     English (en)      Best practices  Mejores prácticas
"""
MISTYPED = {
    "select_one scale": "selectone scale",
    "${offence}": "${offense}",
    "select_multiple service": "select_multiple aid",
}
"""What an author meant, and what he or she wrote."""
LATER_IN_SPANISH = {"Which law says so?": "¿Qué ley lo dispone?", "Legal advice": "Asesoramiento jurídico"}
"""What is said in English first."""

OF_JAMAICA: Mapping[str, Typed] = {
    "offence": {"option": "yes"},
    "law": {"text": "The Act of 2007"},
    "services": {"options": "legal"},
    "practice": {"text": "A helpline"},
}
DECLARED = {"name": "Joy Brown", "title": "Director", "institution": "Ministry of Justice", "gaps": ""}


def workbook(*, mistyped: bool = False, lacking: Iterable[str] = ()) -> bytes:
    """The questionnaire as its author sends it: with every mistake, without some of its wordings."""
    survey, choices = SURVEY, CHOICES
    for meant, written in MISTYPED.items() if mistyped else ():
        survey = survey.replace(meant, written)
    for wording in lacking:
        survey, choices = survey.replace(wording, "·"), choices.replace(wording, "·")
    return workbooks.workbook(survey, choices, SETTINGS)


def with_partly(exported: bytes) -> bytes:
    """The workbook with one option more in the scale, at which the law is asked too."""
    book = openpyxl.load_workbook(io.BytesIO(exported))
    choices, survey = book["choices"], book["survey"]
    partly = {
        "list_name": "scale",
        "name": "partly",
        "label::English (en)": "In part",
        "label::Spanish (es)": "En parte",
    }
    choices.append([partly.get(cell.value) for cell in choices[1]])
    for row in survey.iter_rows():
        for cell in row:
            if cell.value == "${offence} = 'yes'":
                cell.value = "${offence} != 'no'"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
