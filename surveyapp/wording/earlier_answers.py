"""Answers of earlier rounds in a workbook: what is wrong with it, and what a submission says of how it came."""

from collections.abc import Mapping

from surveyapp.core.text import Text, said
from surveyapp.wording import faults
from surveyapp.wording.faults import Worded


def worded(code: str, details: Mapping[str, str | int], language: str) -> Worded:
    """The words for a fault of `documents.earlier_answers` or of the file itself, its details put in."""
    if code not in _FAULTS:
        return faults.worded(code, details, language)
    fault, cure = _FAULTS[code]
    values = {"near": "", **details}
    sentences = [_NEAR] if values["near"] else []
    if code == "unreadable":
        values["what"] = said(_READ_AS.get(str(values.get("problem")), _READ_AS[""]), language)
    return Worded(
        said(fault, language).format(**values),
        " ".join(said(sentence, language).format(**values) for sentence in (*sentences, cure)),
    )


def declared(by: str, file: str, language: str) -> dict[str, str]:
    """Who declares a submission that came in a workbook, and that it did."""
    return {"name": by, **_said_of(file, language)}


def in_language(declared: Mapping[str, str], language: str) -> Mapping[str, str]:
    """What a submission declares, in the language of who reads it as far as the product itself wrote it; people's words
    stay as they are.
    """
    for written, sentence in _CAME.items():
        before, _file, after = sentence.partition("{file}")
        gaps = declared.get("gaps", "")
        is_ours = declared.get("institution") == _INSTITUTION[written] and "approved_on" not in declared
        if is_ours and gaps.startswith(before) and gaps.endswith(after):
            file = gaps.removeprefix(before).removesuffix(after)
            return {**declared, **_said_of(file, language)}
    return declared


def _said_of(file: str, language: str) -> dict[str, str]:
    return {"institution": said(_INSTITUTION, language), "gaps": said(_CAME, language).format(file=file)}


_INSTITUTION: Text = {"en": "Secretariat", "es": "Secretaría"}
_CAME: Text = {
    "en": "Answers of an earlier round, brought in by the Secretariat from the workbook “{file}”.",
    "es": "Respuestas de una ronda anterior, incorporadas por la Secretaría del libro «{file}».",
}


_NEAR: Text = {"en": "Did you mean “{near}”?", "es": "¿Quiso decir «{near}»?"}

_READ_AS: Mapping[str, Text] = {
    "not_a_whole_number": {"en": "a whole number", "es": "un número entero"},
    "not_a_number": {"en": "a number", "es": "un número"},
    "number_too_large": {"en": "a number of fewer than 16 digits", "es": "un número de menos de 16 cifras"},
    "not_a_year": {"en": "a year", "es": "un año"},
    "not_a_date": {"en": "a date", "es": "una fecha"},
    "not_an_address": {"en": "a web address", "es": "una dirección web"},
    "exclusive_option": {
        "en": "a choice: one of these options stands alone",
        "es": "una selección: una de estas opciones va sola",
    },
    "": {"en": "an answer to this question", "es": "una respuesta a esta pregunta"},
}

_FAULTS: Mapping[str, tuple[Text, Text]] = {
    # The sheet
    "missing_sheet": (
        {"en": "There is no sheet with answers.", "es": "No hay ninguna hoja con respuestas."},
        {"en": "Name the sheet: {names}.", "es": "Dé a la hoja este nombre: {names}."},
    ),
    "missing_column": (
        {"en": "The column “{name}” is missing.", "es": "Falta la columna «{name}»."},
        {"en": "Add it to the first row.", "es": "Agréguela en la primera fila."},
    ),
    "duplicate_column": (
        {"en": "This column stands there twice.", "es": "Esta columna figura dos veces."},
        {"en": "Remove one of the two.", "es": "Retire una de las dos."},
    ),
    "unknown_column": (
        {"en": "This column is not known and is not read.", "es": "Esta columna no se reconoce y no se lee."},
        {
            "en": "If it matters, name it as in the empty workbook.",
            "es": "Si es necesaria, dele el nombre que tiene en el libro vacío.",
        },
    ),
    "no_rows": (
        {"en": "There is no answer in it.", "es": "No contiene ninguna respuesta."},
        {
            "en": "Write a row for each state and question below the headers.",
            "es": "Escriba una fila por cada Estado y pregunta debajo de los encabezados.",
        },
    ),
    "round_not_closed": (
        {
            "en": "The round still takes answers from the states.",
            "es": "La ronda todavía recibe respuestas de los Estados.",
        },
        {
            "en": "Answers of earlier rounds are brought into a round that is closed. Make a round with the dates of "
            "that time.",
            "es": "Las respuestas de rondas anteriores se incorporan a una ronda cerrada. Cree una ronda con las "
            "fechas de entonces.",
        },
    ),
    # Cells
    "formula": (
        {"en": "This cell holds a formula.", "es": "Esta celda contiene una fórmula."},
        {
            "en": "Write its result as a value (copy, then paste values).",
            "es": "Escriba su resultado como valor (copiar y pegar valores).",
        },
    ),
    "error_value": (
        {"en": "This cell shows the error {value}.", "es": "Esta celda muestra el error {value}."},
        {"en": "Correct it or empty it.", "es": "Corríjala o vacíela."},
    ),
    "control_character": (
        {
            "en": "This cell holds a character that cannot be seen or printed.",
            "es": "Esta celda contiene un carácter que no se ve ni se imprime.",
        },
        {"en": "Type the text anew.", "es": "Escriba el texto de nuevo."},
    ),
    "missing_value": (
        {"en": "This cell is empty.", "es": "Esta celda está vacía."},
        {"en": "Fill it in, or empty the whole row.", "es": "Complétela o vacíe toda la fila."},
    ),
    # States
    "unknown_state": (
        {"en": "There is no state “{value}”.", "es": "No hay ningún Estado «{value}»."},
        {
            "en": "Write its three-letter code, or its name as on the sheet of states.",
            "es": "Escriba su código de tres letras o su nombre tal como figura en la hoja de Estados.",
        },
    ),
    "state_not_asked": (
        {"en": "“{value}” was not asked in this round.", "es": "«{value}» no fue consultado en esta ronda."},
        {
            "en": "Add the state to those asked on the page of the round, or remove its rows.",
            "es": "Agregue el Estado a los consultados en la página de la ronda o retire sus filas.",
        },
    ),
    "state_has_replied": (
        {
            "en": "“{value}” has sent its reply here itself ({receipt}).",
            "es": "«{value}» envió aquí su propia respuesta ({receipt}).",
        },
        {
            "en": "Remove its rows: what a state has sent is not written over.",
            "es": "Retire sus filas: lo que un Estado ha enviado no se sobrescribe.",
        },
    ),
    "state_has_written": (
        {
            "en": "“{value}” has begun to answer here itself.",
            "es": "«{value}» ya empezó a contestar aquí.",
        },
        {
            "en": "Remove its rows: what a state has written is not written over.",
            "es": "Retire sus filas: lo que un Estado ha escrito no se sobrescribe.",
        },
    ),
    "brought_in_before": (
        {
            "en": "For “{value}” answers were brought in before ({receipt}).",
            "es": "De «{value}» ya se incorporaron respuestas antes ({receipt}).",
        },
        {
            "en": "What this workbook says takes their place; the others stay. The earlier submission stays on record.",
            "es": "Lo que dice este libro las reemplaza; las demás permanecen. El envío anterior queda registrado.",
        },
    ),
    # Questions
    "unknown_question": (
        {
            "en": "There is no question “{value}” in this round.",
            "es": "En esta ronda no hay ninguna pregunta «{value}».",
        },
        {
            "en": "Write the address of the question as on the sheet of questions.",
            "es": "Escriba la dirección de la pregunta tal como figura en la hoja de preguntas.",
        },
    ),
    "no_answer_there": (
        {
            "en": "“{value}” is a note or is worked out; it has no answer.",
            "es": "«{value}» es una nota o se calcula; no tiene respuesta.",
        },
        {"en": "Remove the row.", "es": "Retire la fila."},
    ),
    "needs_part": (
        {
            "en": "“{value}” is answered part by part.",
            "es": "«{value}» se contesta por partes.",
        },
        {
            "en": "Write a row for each part: {parts}. Of the whole you can only say “not available” and, of a list, "
            "“none”.",
            "es": "Escriba una fila por cada parte: {parts}. Del conjunto solo puede decirse «no disponible» y, de una "
            "lista, «ninguno».",
        },
    ),
    "needs_entry": (
        {
            "en": "“{question}” belongs to an entry of a list.",
            "es": "«{question}» pertenece a un elemento de una lista.",
        },
        {
            "en": "Say in the column entry which one it is: 1, 2, and so on.",
            "es": "Indique en la columna «elemento» cuál es: 1, 2, etc.",
        },
    ),
    "entry_without_list": (
        {"en": "This question has no entries.", "es": "Esta pregunta no tiene elementos."},
        {"en": "Empty this cell.", "es": "Vacíe esta celda."},
    ),
    "malformed_entry": (
        {"en": "“{value}” cannot be the name of an entry.", "es": "«{value}» no puede ser el nombre de un elemento."},
        {
            "en": "Use a number, or at most 20 letters and digits.",
            "es": "Use un número o, como máximo, 20 letras y cifras.",
        },
    ),
    "unknown_entry": (
        {
            "en": "The state has no entry “{value}” in “{list}”.",
            "es": "El Estado no tiene ningún elemento «{value}» en «{list}».",
        },
        {
            "en": "Cite an entry as it is called in the column entry.",
            "es": "Cite el elemento tal como figura en la columna «elemento».",
        },
    ),
    "question_not_asked": (
        {
            "en": "By its other answers this state is not asked “{value}”.",
            "es": "Según sus demás respuestas, a este Estado no se le pregunta «{value}».",
        },
        {
            "en": "Check the answers on which it depends ({leading}), or remove the row.",
            "es": "Revise las respuestas de las que depende ({leading}) o retire la fila.",
        },
    ),
    # Answers
    "unknown_option": (
        {"en": "There is no option “{value}”.", "es": "No hay ninguna opción «{value}»."},
        {
            "en": "Write the code or the exact wording of an option: {known}.",
            "es": "Escriba el código o la redacción exacta de una opción: {known}.",
        },
    ),
    "several_options": (
        {"en": "Only one option can be chosen here.", "es": "Aquí solo puede elegirse una opción."},
        {"en": "Keep one of them: {known}.", "es": "Deje una sola: {known}."},
    ),
    "detail_not_asked": (
        {"en": "No text is attached to this answer.", "es": "Esta respuesta no lleva texto."},
        {
            "en": "Empty this cell, or move the text to a question that asks for it.",
            "es": "Vacíe esta celda o traslade el texto a una pregunta que lo pida.",
        },
    ),
    "detail_of_which": (
        {
            "en": "Several of these options have a text; it is not clear whose this is.",
            "es": "Varias de estas opciones llevan texto; no se sabe a cuál corresponde.",
        },
        {
            "en": "Write “option: text”, one to a line, for: {known}.",
            "es": "Escriba «opción: texto», uno por línea, para: {known}.",
        },
    ),
    "file": (
        {"en": "A file cannot come in a workbook.", "es": "Un archivo no puede venir en un libro."},
        {"en": "Remove the row.", "es": "Retire la fila."},
    ),
    "unreadable": (
        {"en": "“{value}” cannot be read as {what}.", "es": "«{value}» no puede leerse como {what}."},
        {
            "en": "Write it as the state would, or say “not available”.",
            "es": "Escríbalo como lo haría el Estado o indique «no disponible».",
        },
    ),
    "too_long": (
        {"en": "This text is longer than {limit} characters.", "es": "Este texto tiene más de {limit} caracteres."},
        {"en": "Shorten it.", "es": "Abrévielo."},
    ),
    "twice": (
        {
            "en": "The same state answers “{question}” in row {other_row} already.",
            "es": "El mismo Estado ya contesta «{question}» en la fila {other_row}.",
        },
        {"en": "Keep one of the two rows.", "es": "Deje una sola de las dos filas."},
    ),
    "unknown_language": (
        {"en": "“{value}” is not the code of a language.", "es": "«{value}» no es el código de un idioma."},
        {"en": "Write en, es, pt or fr.", "es": "Escriba en, es, pt o fr."},
    ),
    "unknown_disclosure": (
        {"en": "It is not known who “{value}” is.", "es": "«{value}» no indica quién puede leer la respuesta."},
        {
            "en": "Write public, member states or secretariat.",
            "es": "Escriba pública, Estados Miembros o Secretaría.",
        },
    ),
    "wider_disclosure": (
        {
            "en": "The question itself allows fewer readers than “{value}”.",
            "es": "La propia pregunta admite menos lectores que «{value}».",
        },
        {
            "en": "The disclosure of the question holds.",
            "es": "Rige la divulgación establecida en la pregunta.",
        },
    ),
    "unreadable_date": (
        {"en": "“{value}” is no date.", "es": "«{value}» no es una fecha."},
        {"en": "Write it as in 2012-08-27.", "es": "Escríbala así: 2012-08-27."},
    ),
    "date_to_come": (
        {"en": "{value} is still to come.", "es": "La fecha {value} todavía no ha llegado."},
        {
            "en": "Write the day on which the answer was received.",
            "es": "Escriba el día en que se recibió la respuesta.",
        },
    ),
    "more_faults": (
        {"en": "There are {count} more faults.", "es": "Hay {count} errores más."},
        {
            "en": "Correct those listed here and check the workbook again.",
            "es": "Corrija los que figuran aquí y compruebe de nuevo el libro.",
        },
    ),
}
