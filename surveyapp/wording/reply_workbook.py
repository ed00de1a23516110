"""The words of the reply workbook that are not the questionnaire's: its cover, its headings, its marks."""

from collections.abc import Mapping

from surveyapp.core.text import Text, said

LANGUAGES = ("en", "es")
"""The languages in which a workbook can be made: in any other its instructions would be a mix."""


def words(name: str, language: str, **values: str | int) -> str:
    """A sentence of the workbook with its values filled in."""
    sentence = said(_WORDS[name], language)
    return sentence.format(**values) if values else sentence


def instructions(language: str, *, has_lists: bool, has_last: bool) -> list[str]:
    """How the workbook is filled in and what happens on its return, as far as this one needs it."""
    left_out = {"lists": not has_lists, "last": not has_last}
    return [said(text, language) for name, text in _INSTRUCTIONS.items() if not left_out.get(name)]


_INSTRUCTIONS: Mapping[str, Text] = {
    "cells": {
        "en": "Write only in the shaded cells; all others are locked. Some have a list of words to choose from.",
        "es": "Escriba solo en las celdas sombreadas; las demás están bloqueadas. Algunas ofrecen una lista.",
    },
    "not_available": {
        "en": "Where something is not known, choose “Information not available”. An empty cell says nothing.",
        "es": "Si un dato no se conoce, elija «Información no disponible». Una celda vacía no dice nada.",
    },
    "ticks": {
        "en": "Where several options may apply, mark each with an X.",
        "es": "Cuando puedan corresponder varias opciones, marque cada una con una X.",
    },
    "numbers": {
        "en": "Write 0 where there was none. Numbers and dates may be written as you usually do.",
        "es": "Escriba 0 si no hubo ninguno. Puede escribir los números y las fechas como suele hacerlo.",
    },
    "lists": {
        "en": (
            "Lists are tables: change your entries, add others in the empty rows, and take one out with an X in the "
            "column “Remove”."
        ),
        "es": (
            "Las listas son cuadros: modifique sus elementos, agregue otros en las filas vacías y, para retirar uno, "
            "escriba una X en la columna «Retirar»."
        ),
    },
    "citing": {
        "en": "To cite a law, choose it from the list, or write the title that you gave it in the table of laws.",
        "es": "Para citar una ley, elíjala de la lista o escriba el título que le dio en el cuadro de leyes.",
    },
    "files": {
        "en": "Files are listed here by name; they are added on the page of the reply.",
        "es": "Los archivos figuran aquí por su nombre; se agregan en la página de la respuesta.",
    },
    "links": {
        "en": (
            "Up to five links may stand beside an answer, one in each line of their cell (in Excel, Alt+Enter begins a "
            "line): the address alone, or title | address."
        ),
        "es": (
            "Junto a una respuesta puede haber hasta cinco enlaces, uno en cada línea de su celda (en Excel, "
            "Alt+Entrar inicia otra línea): solo la dirección, o título | dirección."
        ),
    },
    "readers": {
        "en": (
            "The last column says who may read each answer; choose otherwise where needed. What looks odd is explained "
            "on the page of the reply, before it is sent."
        ),
        "es": (
            "La última columna indica quién puede leer cada respuesta; elija otra opción donde haga falta. Lo que "
            "llame la atención se explica en la página de la respuesta, antes de enviarla."
        ),
    },
    "last": {
        "en": "What your state answered in the last round stands beside the question, where it was asked then.",
        "es": "Junto a la pregunta figura lo que su Estado contestó en la ronda anterior, si entonces se formuló.",
    },
    "freely": {
        "en": (
            "You may rename the file and the sheets, and work in Excel or in LibreOffice. Please keep the hidden "
            "sheet: it tells which cell belongs to which question."
        ),
        "es": (
            "Puede cambiar el nombre del archivo y de las hojas, y trabajar en Excel o en LibreOffice. Sírvase "
            "conservar la hoja oculta: indica a qué pregunta corresponde cada celda."
        ),
    },
    "return": {
        "en": (
            "Bring the workbook back on the page of the reply. You will then see, cell by cell, what it would add, "
            "change or remove, and what somebody else has written meanwhile; nothing is saved before you say so."
        ),
        "es": (
            "Devuelva el libro en la página de la respuesta. Allí verá, celda por celda, lo que agregaría, modificaría "
            "o retiraría, y lo que otra persona haya escrito entretanto; nada se guarda antes de que usted lo indique."
        ),
    },
}

_WORDS: Mapping[str, Text] = {
    "title": {
        "en": "Reply to the questionnaire, to be filled in offline",
        "es": "Respuesta al cuestionario, para completar sin conexión",
    },
    "cover": {"en": "Instructions", "es": "Instrucciones"},
    "illustrative": {
        "en": "Illustrative: the answers in this workbook are invented; they are not statements of any state.",
        "es": "Ilustrativo: las respuestas de este libro son inventadas; no son declaraciones de ningún Estado.",
    },
    "specimen": {"en": "Illustrative answers", "es": "Respuestas ilustrativas"},
    "state": {"en": "State", "es": "Estado"},
    "round": {"en": "Round", "es": "Ronda"},
    "questionnaire": {"en": "Questionnaire", "es": "Cuestionario"},
    "period": {"en": "Reporting period", "es": "Período de referencia"},
    "deadline": {"en": "Deadline", "es": "Plazo"},
    "made": {"en": "Made", "es": "Elaborado"},
    "made_by": {"en": "{moment}, for {person}", "es": "{moment}, para {person}"},
    "sections": {"en": "Sections", "es": "Secciones"},
    "how_to": {"en": "How to fill in this workbook", "es": "Cómo completar este libro"},
    "number": {"en": "No.", "es": "N.º"},
    "question": {"en": "Question", "es": "Pregunta"},
    "answer": {"en": "Answer", "es": "Respuesta"},
    "last": {"en": "Answer of the last round ({round})", "es": "Respuesta de la ronda anterior ({round})"},
    "no_last": {"en": "Answer of the last round", "es": "Respuesta de la ronda anterior"},
    "source": {"en": "Source and reference", "es": "Fuente y referencia"},
    "note": {"en": "Note to the Secretariat", "es": "Nota para la Secretaría"},
    "links": {
        "en": "Links, one in each line: title | web address",
        "es": "Enlaces, uno en cada línea: título | dirección web",
    },
    "link": {"en": "Link {number}", "es": "Enlace {number}"},
    "address": {"en": "Web address", "es": "Dirección web"},
    "link_title": {"en": "Title of the link", "es": "Título del enlace"},
    "readers": {"en": "Who may read it", "es": "Quién puede leerla"},
    "who_reads": {
        "en": "Who may read this answer. Unless you choose otherwise, nothing changes.",
        "es": "Quién puede leer esta respuesta. Si no elige otra opción, nada cambia.",
    },
    "public": {"en": "Public", "es": "El público"},
    "member_states": {"en": "Member states", "es": "Los Estados Miembros"},
    "secretariat": {"en": "Secretariat only", "es": "Solo la Secretaría"},
    "remove": {"en": "Remove (X)", "es": "Retirar (X)"},
    "entry": {"en": "Entry {number}", "es": "Elemento {number}"},
    "new_entry": {"en": "New", "es": "Nuevo"},
    "none": {"en": "There are none", "es": "No hay ninguno"},
    "total": {"en": "Total", "es": "Total"},
    "tick": {"en": "X", "es": "X"},
    "attached": {"en": "Attached: {names}", "es": "Archivos: {names}"},
    "no_files": {"en": "No file yet.", "es": "Todavía no hay archivos."},
    "files_on_page": {"en": "Files are added on the page.", "es": "Los archivos se agregan en la página."},
    "too_long": {
        "en": "This text is too long for a cell. It can be changed on the page.\n{text}",
        "es": "Este texto es demasiado largo para una celda. Puede modificarse en la página.\n{text}",
    },
    "detail_of": {"en": "If “{option}”: {detail}", "es": "Si «{option}»: {detail}"},
    "law_of": {"en": "If “{option}”: law or instrument", "es": "Si «{option}»: ley o instrumento"},
    "article_of": {"en": "If “{option}”: article", "es": "Si «{option}»: artículo"},
    "year_of": {"en": "If “{option}”: since (year)", "es": "Si «{option}»: desde (año)"},
    "law": {"en": "Law or instrument", "es": "Ley o instrumento"},
    "article": {"en": "Article", "es": "Artículo"},
    "since": {"en": "Since (year)", "es": "Desde (año)"},
    "as_a_whole": {
        "en": "Only for the question as a whole: the answers stand in the rows below.",
        "es": "Solo para la pregunta en su conjunto: las respuestas van en las filas siguientes.",
    },
    "choose": {"en": "Choose from the list.", "es": "Elija de la lista."},
    "mark": {"en": "Mark with an X what applies.", "es": "Marque con una X lo que corresponda."},
    "whole_number": {"en": "A whole number.", "es": "Un número entero."},
    "a_number": {"en": "A number.", "es": "Un número."},
    "a_year": {"en": "A year of four digits.", "es": "Un año de cuatro cifras."},
    "a_date": {"en": "A date, for example {example}.", "es": "Una fecha; por ejemplo, {example}."},
}
