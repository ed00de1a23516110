"""What is wrong with a workbook of the directory, and what it would do, in the language of the officer."""

from collections.abc import Mapping

from surveyapp.core.text import Text, said
from surveyapp.wording import earlier_answers
from surveyapp.wording.faults import Worded


def worded(code: str, details: Mapping[str, str | int], language: str) -> Worded:
    """The words for a fault of `actions.directory_files`, or of the file itself, its details put in."""
    if code not in _FAULTS:
        return earlier_answers.worded(code, details, language)
    fault, cure = _FAULTS[code]
    return Worded(said(fault, language).format(**details), said(cure, language).format(**details))


_WHATS: Mapping[str, tuple[str, Text]] = {
    "add": ("+", {"en": "is added", "es": "se agrega"}),
    "change": ("△", {"en": "is changed", "es": "se modifica"}),
    "end": ("–", {"en": "ends", "es": "termina"}),
}


def what_shape(what: str) -> str:
    return _WHATS[what][0]


def what_words(what: str, language: str) -> str:
    """ "is added", "se modifica"."""
    return said(_WHATS[what][1], language)


_EXPORT_AGAIN: Text = {
    "en": "Export the directory again and make the change there; leave the code empty for what is new.",
    "es": "Descargue de nuevo el directorio y haga allí el cambio; deje el código vacío en lo que sea nuevo.",
}
_LEAVE: Text = {"en": "Leave the cell as it was exported.", "es": "Deje la celda como estaba en el libro descargado."}

_FAULTS: Mapping[str, tuple[Text, Text]] = {
    "missing_sheet": (
        {
            "en": "There is no sheet of the directory in it.",
            "es": "No contiene ninguna hoja del directorio.",
        },
        {
            "en": "Export the directory and fill in that workbook.",
            "es": "Descargue el directorio y complete ese libro.",
        },
    ),
    "unknown_sheet": (
        {
            "en": "This sheet is not one of the directory and is not read.",
            "es": "Esta hoja no es del directorio y no se lee.",
        },
        {
            "en": "If it matters, name it as in the exported workbook.",
            "es": "Si es necesaria, dele el nombre que tiene en el libro descargado.",
        },
    ),
    "unknown_column": (
        {"en": "This column is not known and is not read.", "es": "Esta columna no se reconoce y no se lee."},
        {
            "en": "If it matters, name it as in the exported workbook.",
            "es": "Si es necesaria, dele el nombre que tiene en el libro descargado.",
        },
    ),
    "sheet_twice": (
        {"en": "This sheet stands there twice, in two languages.", "es": "Esta hoja figura dos veces, en dos idiomas."},
        {"en": "Remove one of the two.", "es": "Retire una de las dos."},
    ),
    "states_not_read": (
        {
            "en": "This row differs from what is on file about the state; it is not taken in.",
            "es": "Esta fila difiere de lo registrado sobre el Estado; no se incorpora.",
        },
        {
            "en": "The sheet of the states is for reading: names and membership come with the product.",
            "es": "La hoja de los Estados es de consulta: los nombres y la condición de miembro no se modifican aquí.",
        },
    ),
    "row_twice": (
        {"en": "Another row says the same, or something else, of this.", "es": "Otra fila se refiere a lo mismo."},
        {"en": "Remove one of the two rows.", "es": "Retire una de las dos filas."},
    ),
    "unknown_word": (
        {"en": "“{value}” is not known here.", "es": "«{value}» no se reconoce aquí."},
        {"en": "Write one of these: {english}.", "es": "Escriba una de estas palabras: {spanish}."},
    ),
    "state_code_unknown": (
        {"en": "“{value}” is not the code of a state.", "es": "«{value}» no es el código de ningún Estado."},
        {
            "en": "Write the code of three letters, as on the sheet of the states.",
            "es": "Escriba el código de tres letras, como en la hoja de los Estados.",
        },
    ),
    "day_unreadable": (
        {"en": "“{value}” cannot be read as a day.", "es": "«{value}» no puede leerse como una fecha."},
        {"en": "Write it as in 2012-08-31.", "es": "Escríbala como en 2012-08-31."},
    ),
    "day_to_come": (
        {"en": "This day is still to come.", "es": "Esta fecha todavía no ha llegado."},
        {"en": "Write today or an earlier day.", "es": "Escriba la fecha de hoy o una anterior."},
    ),
    "ended_already": (
        {
            "en": "The task would have ended before it is entered.",
            "es": "Las funciones habrían terminado antes de registrarse.",
        },
        {"en": "Remove the row, or the last day.", "es": "Retire la fila o la fecha final."},
    ),
    "first_day_stays": (
        {
            "en": "Since when somebody has a task is on record and stays.",
            "es": "La fecha de inicio de las funciones está registrada y no se modifica.",
        },
        _LEAVE,
    ),
    "not_an_address": (
        {"en": "“{value}” is not an e-mail address.", "es": "«{value}» no es una dirección de correo electrónico."},
        {"en": "Write it in the form name@example.org.", "es": "Escríbala en la forma nombre@example.org."},
    ),
    "unknown_code": (
        {
            "en": "There is nothing with this code at present, or not for this state and role.",
            "es": "Actualmente no hay nada con este código, o no para este Estado y esta función.",
        },
        _EXPORT_AGAIN,
    ),
    "name_taken": (
        {"en": "Another group has this name.", "es": "Ya hay otro grupo con este nombre."},
        {"en": "Give it another name.", "es": "Dele otro nombre."},
    ),
    "namesake": (
        {
            "en": "Somebody else of this name is on file with this address.",
            "es": "Otra persona del mismo nombre está registrada con esta dirección.",
        },
        {
            "en": "Write the name so that the two can be told apart.",
            "es": "Escriba el nombre de modo que se distingan.",
        },
    ),
    "told_otherwise": (
        {
            "en": "Another row of the same person has another name, title, institution or language.",
            "es": "Otra fila de la misma persona tiene otro nombre, cargo, institución o idioma.",
        },
        {"en": "Write the same in both rows.", "es": "Escriba lo mismo en las dos filas."},
    ),
    "contributor_of_the_state": (
        {
            "en": "Contributors are named, and changed, by the focal point of their state.",
            "es": "El punto focal de cada Estado nombra a quienes colaboran con él y modifica sus datos.",
        },
        {"en": "Leave the row as it was exported, or remove it.", "es": "Deje la fila como estaba, o retírela."},
    ),
    "copies_are_confirmed": (
        {
            "en": "Addresses for copies are confirmed from their mailbox and not entered by a file.",
            "es": "Las direcciones para copias se confirman desde su buzón y no se registran mediante un archivo.",
        },
        _LEAVE,
    ),
    "address_is_confirmed": (
        {
            "en": "A new address of somebody on file is confirmed from its mailbox and not entered by a file.",
            "es": "La dirección nueva de una persona registrada se confirma desde su buzón y no mediante un archivo.",
        },
        {
            "en": "Leave the address here, and change it on the page of the person.",
            "es": "Deje aquí la dirección y modifíquela en la página de la persona.",
        },
    ),
    "of_the_secretariat": (
        {
            "en": "This address belongs to the Secretariat, which answers for no state.",
            "es": "Esta dirección pertenece a la Secretaría, que no responde por ningún Estado.",
        },
        {
            "en": "Write the address of the person in the state.",
            "es": "Escriba la dirección de la persona en el Estado.",
        },
    ),
}
