"""What is wrong with a questionnaire workbook, and how to put it right, in the language of its author."""

from collections.abc import Mapping
from dataclasses import dataclass

from babel import Locale, UnknownLocaleError

from surveyapp.core.text import Text, said


@dataclass(frozen=True)
class Worded:
    """A fault and its cure, each in whole sentences."""

    fault: str
    cure: str


def worded(code: str, details: Mapping[str, str | int], language: str) -> Worded:
    """The words for a fault of `documents.xlsform`, its details put in."""
    fault, cure = _FAULTS[code]
    values = dict(details)
    if "language" in values:
        values["language"] = _name_of_language(str(values["language"]), language)
    if "problem" in values:
        values["problem"] = said(_PROBLEMS[str(values["problem"])], language)
    sentences = [_NEAR] if values.get("near") else []
    sentences.append(cure)
    return Worded(
        said(fault, language).format(**values),
        " ".join(said(sentence, language).format(**values) for sentence in sentences),
    )


def _name_of_language(code: str, language: str) -> str:
    try:
        return Locale.parse(code, sep="-").get_display_name(language) or code
    except (ValueError, UnknownLocaleError):
        return code


_NEAR: Text = {"en": "Did you mean “{near}”?", "es": "¿Quiso decir «{near}»?"}

_PROBLEMS: dict[str, Text] = {
    "too_long": {"en": "it is too long", "es": "es demasiado larga"},
    "too_deep": {"en": "it has too many brackets within brackets", "es": "tiene demasiados paréntesis anidados"},
    "syntax": {
        "en": "a bracket, a quotation mark or an operator is missing or one too many",
        "es": "falta o sobra un paréntesis, una comilla o un operador",
    },
    "unknown_function": {"en": "it uses a function that is not known here", "es": "usa una función que aquí no existe"},
    "wrong_arguments": {
        "en": "a function has too few or too many arguments",
        "es": "una función tiene argumentos de más o de menos",
    },
    "bad_pattern": {"en": "the pattern in regex() cannot be read", "es": "el patrón de regex() no puede leerse"},
    "path": {
        "en": "a question is named without ${ }, or by a path",
        "es": "una pregunta aparece sin ${ } o mediante una ruta",
    },
}

_FAULTS: dict[str, tuple[Text, Text]] = {
    # The file
    "not_a_workbook": (
        {"en": "This file is not an Excel workbook (.xlsx).", "es": "Este archivo no es un libro de Excel (.xlsx)."},
        {
            "en": "Open it in your spreadsheet program and save it as “Excel workbook (.xlsx)”.",
            "es": "Ábralo en su programa de hojas de cálculo y guárdelo como «Libro de Excel (.xlsx)».",
        },
    ),
    "old_workbook": (
        {
            "en": "This workbook is in the old Excel format (.xls).",
            "es": "Este libro está en el formato antiguo de Excel (.xls).",
        },
        {
            "en": "Open it in Excel and save it as “Excel workbook (.xlsx)”.",
            "es": "Ábralo en Excel y guárdelo como «Libro de Excel (.xlsx)».",
        },
    ),
    "corrupt": (
        {
            "en": "The workbook is damaged and cannot be read.",
            "es": "El libro está dañado y no puede leerse.",
        },
        {
            "en": "Open it in Excel, let it be repaired, and save it again; or send an earlier copy.",
            "es": "Ábralo en Excel, permita que lo repare y guárdelo de nuevo, o envíe una copia anterior.",
        },
    ),
    "password_protected": (
        {
            "en": "The workbook is protected with a password.",
            "es": "El libro está protegido con contraseña.",
        },
        {
            "en": "Remove the password (File, Info, Protect workbook) and save it again.",
            "es": "Quite la contraseña (Archivo, Información, Proteger libro) y guárdelo de nuevo.",
        },
    ),
    "macros": (
        {"en": "The workbook contains macros.", "es": "El libro contiene macros."},
        {
            "en": "Save it as “Excel workbook (.xlsx)”, which leaves the macros out.",
            "es": "Guárdelo como «Libro de Excel (.xlsx)», formato que excluye las macros.",
        },
    ),
    "external_links": (
        {
            "en": "The workbook takes content from other files.",
            "es": "El libro toma contenido de otros archivos.",
        },
        {
            "en": "Break the links (Data, Edit links, Break link) and save it again.",
            "es": "Rompa los vínculos (Datos, Editar vínculos, Romper vínculo) y guárdelo de nuevo.",
        },
    ),
    "doctype": (
        {
            "en": "The workbook contains declarations that no spreadsheet program writes; it was not read further.",
            "es": "El libro contiene declaraciones que ningún programa de hojas de cálculo escribe; "
            "no se siguió leyendo.",
        },
        {
            "en": "Copy the sheets into a new workbook and save that one.",
            "es": "Copie las hojas en un libro nuevo y guarde ese libro.",
        },
    ),
    "file_too_large": (
        {"en": "The file is larger than {limit} MB.", "es": "El archivo supera los {limit} MB."},
        {
            "en": "Remove pictures and sheets that do not belong to the questionnaire.",
            "es": "Elimine las imágenes y las hojas que no pertenezcan al cuestionario.",
        },
    ),
    "content_too_large": (
        {
            "en": "The content of the workbook is far larger than that of any questionnaire.",
            "es": "El contenido del libro es mucho mayor que el de cualquier cuestionario.",
        },
        {
            "en": "Copy the three sheets (survey, choices, settings) into a new workbook and save that one.",
            "es": "Copie las tres hojas (survey, choices, settings) en un libro nuevo y guarde ese libro.",
        },
    ),
    "too_many_rows": (
        {"en": "The sheet has more than {limit} rows.", "es": "La hoja tiene más de {limit} filas."},
        {
            "en": "Delete the rows below the last one that belongs to the questionnaire.",
            "es": "Elimine las filas que siguen a la última del cuestionario.",
        },
    ),
    "too_many_columns": (
        {"en": "The sheet has more than {limit} columns.", "es": "La hoja tiene más de {limit} columnas."},
        {
            "en": "Delete the columns that do not belong to the questionnaire.",
            "es": "Elimine las columnas que no pertenezcan al cuestionario.",
        },
    ),
    # Sheets and columns
    "missing_sheet": (
        {"en": "There is no sheet “{name}”.", "es": "No hay una hoja «{name}»."},
        {
            "en": "Name the sheet “{name}”, in small letters, or add it.",
            "es": "Dé a la hoja el nombre «{name}», en minúsculas, o agréguela.",
        },
    ),
    "hidden_sheet": (
        {"en": "This sheet is hidden.", "es": "Esta hoja está oculta."},
        {
            "en": "Show it, so that nobody overlooks what it holds, or delete it.",
            "es": "Muéstrela, para que nadie pase por alto su contenido, o elimínela.",
        },
    ),
    "missing_column": (
        {"en": "There is no column “{name}”.", "es": "No hay una columna «{name}»."},
        {
            "en": "Add the column and write “{name}” in its first row.",
            "es": "Agregue la columna y escriba «{name}» en su primera fila.",
        },
    ),
    "duplicate_column": (
        {"en": "This column appears twice.", "es": "Esta columna aparece dos veces."},
        {
            "en": "Keep one of the two; or, where they are in different languages, name the language in each.",
            "es": "Conserve una de las dos o, si están en idiomas distintos, indique el idioma en cada una.",
        },
    ),
    "unknown_column": (
        {
            "en": "This column is not known, and what it holds is left out.",
            "es": "Esta columna no se reconoce; su contenido no se tiene en cuenta.",
        },
        {
            "en": "Correct its name, or leave it if it only holds notes of your own.",
            "es": "Corrija su nombre o déjela así, si solo contiene notas suyas.",
        },
    ),
    "unknown_language": (
        {"en": "The language “{language}” is not recognized.", "es": "No se reconoce el idioma «{language}»."},
        {
            "en": "Write the code of the language in brackets, for example “Spanish (es)”.",
            "es": "Escriba el código del idioma entre paréntesis; por ejemplo, «Spanish (es)».",
        },
    ),
    "too_many_languages": (
        {
            "en": "The sheet has labels in {count} languages; there may be {limit}.",
            "es": "La hoja tiene textos en {count} idiomas; puede haber {limit}.",
        },
        {
            "en": "Delete the columns of the languages in which the questionnaire is not sent.",
            "es": "Elimine las columnas de los idiomas en los que no se envía el cuestionario.",
        },
    ),
    "column_without_language": (
        {"en": "This column does not say its language.", "es": "Esta columna no indica su idioma."},
        {
            "en": "Write for example “label::English (en)”, or name a default_language on the sheet “settings”.",
            "es": "Escriba, por ejemplo, «label::English (en)», o indique default_language en la hoja «settings».",
        },
    ),
    "missing_language": (
        {
            "en": "The questionnaire has no wording in {language}.",
            "es": "El cuestionario no tiene textos en {language}.",
        },
        {"en": "Add the column “{header}”.", "es": "Agregue la columna «{header}»."},
    ),
    # Cells
    "formula": (
        {"en": "This cell holds a formula.", "es": "Esta celda contiene una fórmula."},
        {
            "en": "Copy the cell and paste it as a value.",
            "es": "Copie la celda y péguela como valor.",
        },
    ),
    "error_value": (
        {"en": "This cell shows an error ({value}).", "es": "Esta celda muestra un error ({value})."},
        {"en": "Write what should stand here.", "es": "Escriba lo que debe figurar aquí."},
    ),
    "control_character": (
        {
            "en": "This cell contains a character that cannot be seen or printed.",
            "es": "Esta celda contiene un carácter que no puede verse ni imprimirse.",
        },
        {
            "en": "Type the text again instead of pasting it, or paste it as plain text.",
            "es": "Escriba el texto de nuevo en lugar de pegarlo, o péguelo como texto sin formato.",
        },
    ),
    "missing_value": (
        {"en": "“{name}” is empty.", "es": "«{name}» está vacío."},
        {"en": "Fill in this cell.", "es": "Complete esta celda."},
    ),
    "unknown_value": (
        {"en": "“{value}” is not one of the values known here.", "es": "«{value}» no es uno de los valores admitidos."},
        {"en": "Write one of these: {known}.", "es": "Escriba uno de estos: {known}."},
    ),
    "not_a_whole_number": (
        {"en": "“{value}” is not a whole number.", "es": "«{value}» no es un número entero."},
        {"en": "Write digits only, or leave the cell empty.", "es": "Escriba solo cifras o deje la celda vacía."},
    ),
    "too_long": (
        {
            "en": "This has {length} characters; there is room for {limit}.",
            "es": "Tiene {length} caracteres; caben {limit}.",
        },
        {"en": "Shorten it.", "es": "Abrévielo."},
    ),
    "not_supported": (
        {
            "en": "“{name}” is part of XLSForm, but not of the questionnaires sent from here.",
            "es": "«{name}» forma parte de XLSForm, pero no de los cuestionarios que se envían desde aquí.",
        },
        {
            "en": "Empty this cell, and ask in another way what it was meant for.",
            "es": "Vacíe esta celda y plantee de otro modo lo que se pretendía con ella.",
        },
    ),
    "no_effect": (
        {"en": "“{name}” has no effect on this row.", "es": "«{name}» no tiene efecto en esta fila."},
        {
            "en": "Empty it, or move it to the row to which it belongs.",
            "es": "Vacíelo o trasládelo a la fila que corresponda.",
        },
    ),
    # Names and structure
    "malformed_name": (
        {"en": "“{name}” cannot be a name.", "es": "«{name}» no puede ser un nombre."},
        {
            "en": "Use small letters without accents, digits and underscores; "
            "the name of a question begins with a letter.",
            "es": "Use minúsculas sin tilde, cifras y guiones bajos; el nombre de una pregunta empieza con una letra.",
        },
    ),
    "duplicate_name": (
        {
            "en": "The name “{name}” is already used in row {other_row}.",
            "es": "El nombre «{name}» ya se usa en la fila {other_row}.",
        },
        {"en": "Give one of the two another name.", "es": "Dé otro nombre a una de las dos."},
    ),
    "unknown_type": (
        {"en": "The type “{type}” is not known.", "es": "El tipo «{type}» no se reconoce."},
        {
            "en": "Use one of these: text, integer, decimal, range, year, date, file, url, note, calculate, "
            "select_one LIST, select_multiple LIST, begin_group, end_group, begin_repeat, end_repeat.",
            "es": "Use uno de estos: text, integer, decimal, range, year, date, file, url, note, calculate, "
            "select_one LISTA, select_multiple LISTA, begin_group, end_group, begin_repeat, end_repeat.",
        },
    ),
    "type_not_supported": (
        {
            "en": "The type “{type}” is part of XLSForm, but not of the questionnaires sent from here.",
            "es": "El tipo «{type}» forma parte de XLSForm, pero no de los cuestionarios que se envían desde aquí.",
        },
        {
            "en": "Ask it with one of these: text, integer, decimal, range, year, date, file, url, select_one LIST, "
            "select_multiple LIST.",
            "es": "Pregúntelo con uno de estos: text, integer, decimal, range, year, date, file, url, "
            "select_one LISTA, select_multiple LISTA.",
        },
    ),
    "media_type": (
        {
            "en": "The type “{type}” asks for a recording made on the spot, as no questionnaire to a government does.",
            "es": "El tipo «{type}» pide una grabación hecha en el momento, lo que no cabe en un cuestionario "
            "dirigido a un Gobierno.",
        },
        {
            "en": "Write “file”: any file can be handed in with the answer, pictures and recordings too.",
            "es": "Escriba «file»: con la respuesta puede entregarse cualquier archivo, incluidas imágenes y audio.",
        },
    ),
    "left_out": (
        {
            "en": "The type “{type}” asks nothing: it notes something about a device, and is left out here.",
            "es": "El tipo «{type}» no pregunta nada: anota un dato del dispositivo y aquí se omite.",
        },
        {
            "en": "Leave it as it is, or delete the row.",
            "es": "Déjela así o elimine la fila.",
        },
    ),
    "not_opened": (
        {"en": "{type} closes nothing.", "es": "{type} no cierra nada."},
        {
            "en": "Delete this row, or add the row that begins the group above.",
            "es": "Elimine esta fila o agregue más arriba la que inicia el grupo.",
        },
    ),
    "not_closed": (
        {"en": "“{name}” is begun here and never ends.", "es": "«{name}» se inicia aquí y no termina nunca."},
        {
            "en": "Add end_group (or end_repeat) after the last of its questions.",
            "es": "Agregue end_group (o end_repeat) después de la última de sus preguntas.",
        },
    ),
    "closed_by_another": (
        {
            "en": "{type} stands here, but “{name}”, begun in row {opened_row}, is still open.",
            "es": "Aquí figura {type}, pero «{name}», que se inicia en la fila {opened_row}, sigue abierto.",
        },
        {"en": "Write {expected}.", "es": "Escriba {expected}."},
    ),
    "outside_section": (
        {
            "en": "Rows that stand in no section begin here with “{name}” ({count} in all). "
            "They were put into the section “{section}”.",
            "es": "Aquí empiezan, con «{name}», filas que no están en ninguna sección ({count} en total). "
            "Se pusieron en la sección «{section}».",
        },
        {
            "en": "Put them between the begin_group and the end_group of a section of their own, or leave it so.",
            "es": "Colóquelas entre el begin_group y el end_group de una sección propia o déjelas así.",
        },
    ),
    "section_without_wording": (
        {
            "en": "The section made for what stands in none has no name in {language}.",
            "es": "La sección creada para lo que no está en ninguna no tiene nombre en {language}.",
        },
        {
            "en": "Put the questions between the begin_group and the end_group of a section, and give it a label.",
            "es": "Coloque las preguntas entre el begin_group y el end_group de una sección y dele un texto.",
        },
    ),
    "nested_repeat": (
        {
            "en": "A repeated block stands within “{name}”.",
            "es": "Hay un bloque repetido dentro de «{name}».",
        },
        {
            "en": "Move it out; its entries can be cited from there.",
            "es": "Sáquelo de ahí; sus elementos pueden citarse desde otras preguntas.",
        },
    ),
    "group_in_repeat": (
        {
            "en": "A group stands within the repeated block “{name}”.",
            "es": "Hay un grupo dentro del bloque repetido «{name}».",
        },
        {
            "en": "Put its questions directly into the repeated block.",
            "es": "Ponga sus preguntas directamente en el bloque repetido.",
        },
    ),
    "nested_too_deep": (
        {
            "en": "More than {limit} groups stand within one another.",
            "es": "Hay más de {limit} grupos unos dentro de otros.",
        },
        {
            "en": "End a group before the next begins; a section rarely needs more than one level of groups.",
            "es": "Cierre un grupo antes de iniciar el siguiente; una sección rara vez necesita más de un nivel.",
        },
    ),
    "empty_group": (
        {"en": "There is nothing in “{name}”.", "es": "«{name}» no contiene nada."},
        {"en": "Add its questions, or delete it.", "es": "Agregue sus preguntas o elimínelo."},
    ),
    "no_questions": (
        {"en": "The sheet holds no question.", "es": "La hoja no contiene ninguna pregunta."},
        {
            "en": "Write the sections and their questions below the headers.",
            "es": "Escriba las secciones y sus preguntas debajo de los encabezados.",
        },
    ),
    # Grids and questions in rows
    "table_list_type": (
        {
            "en": "Every row of “{name}” (table-list) must be a select_one with a list of options.",
            "es": "Cada fila de «{name}» (table-list) debe ser un select_one con una lista de opciones.",
        },
        {
            "en": "Write “select_one LIST”, or move the row behind the end of the group.",
            "es": "Escriba «select_one LISTA» o traslade la fila detrás del final del grupo.",
        },
    ),
    "table_list_differs": (
        {
            "en": "The rows of “{name}” have different lists: “{expected}” and “{found}”.",
            "es": "Las filas de «{name}» tienen listas distintas: «{expected}» y «{found}».",
        },
        {
            "en": "Use “{expected}” in every row, or make two questions of it.",
            "es": "Use «{expected}» en todas las filas o forme dos preguntas.",
        },
    ),
    "grid_type": (
        {
            "en": "The cells of the grid “{name}” must be integer or decimal.",
            "es": "Las celdas de la cuadrícula «{name}» deben ser integer o decimal.",
        },
        {
            "en": "Change the type; a text about the figures stands after the rows.",
            "es": "Cambie el tipo; los textos sobre las cifras van después de las filas.",
        },
    ),
    "grid_order": (
        {
            "en": "In the grid “{name}” this question stands before a row.",
            "es": "En la cuadrícula «{name}», esta pregunta figura antes de una fila.",
        },
        {
            "en": "Move it behind the last row of the grid.",
            "es": "Trasládela detrás de la última fila de la cuadrícula.",
        },
    ),
    "grid_without_rows": (
        {"en": "The grid “{name}” has no rows.", "es": "La cuadrícula «{name}» no tiene filas."},
        {
            "en": "Write each row as a group with the figures of that row in it.",
            "es": "Escriba cada fila como un grupo que contenga las cifras de esa fila.",
        },
    ),
    "grid_ragged": (
        {
            "en": "This row of the grid “{name}” has other columns ({found}) than the first row ({expected}).",
            "es": "Esta fila de la cuadrícula «{name}» tiene otras columnas ({found}) que la primera ({expected}).",
        },
        {
            "en": "Give every row questions with the same names in the same order.",
            "es": "Ponga en cada fila preguntas con los mismos nombres y en el mismo orden.",
        },
    ),
    "grid_column_differs": (
        {
            "en": "The column “{name}” is written differently here than in the first row.",
            "es": "La columna «{name}» está escrita aquí de otro modo que en la primera fila.",
        },
        {
            "en": "Copy type, label, constraint and message from the first row.",
            "es": "Copie el tipo, el texto, la restricción y el mensaje de la primera fila.",
        },
    ),
    # Options
    "missing_list": (
        {"en": "There is no list “{list}”.", "es": "No hay una lista «{list}»."},
        {
            "en": "Correct the name, or write the options of “{list}” on the sheet “choices”.",
            "es": "Corrija el nombre o escriba las opciones de «{list}» en la hoja «choices».",
        },
    ),
    "empty_list": (
        {"en": "The list “{list}” has no options.", "es": "La lista «{list}» no tiene opciones."},
        {
            "en": "Write the name and the label of each option.",
            "es": "Escriba el nombre y el texto de cada opción.",
        },
    ),
    "unused_list": (
        {"en": "No question uses the list “{list}”.", "es": "Ninguna pregunta usa la lista «{list}»."},
        {
            "en": "Delete it, or correct the name in the question.",
            "es": "Elimínela o corrija el nombre en la pregunta.",
        },
    ),
    "duplicate_option": (
        {
            "en": "The list “{list}” already has an option “{name}”.",
            "es": "La lista «{list}» ya tiene una opción «{name}».",
        },
        {"en": "Give it another name, or delete it.", "es": "Dele otro nombre o elimínela."},
    ),
    "options_worded_alike": (
        {
            "en": "This option reads like the one in row {other_row}: “{wording}”.",
            "es": "Esta opción dice lo mismo que la de la fila {other_row}: «{wording}».",
        },
        {
            "en": "Word them so that a reader can tell them apart.",
            "es": "Redáctelas de modo que se puedan distinguir.",
        },
    ),
    "exclusive_in_one_choice": (
        {
            "en": "This option is marked as exclusive, but only one option of “{list}” can be chosen anyway.",
            "es": "Esta opción está marcada como exclusiva, pero de «{list}» solo puede elegirse una opción.",
        },
        {
            "en": "Empty the cell, or use the list in a select_multiple.",
            "es": "Vacíe la celda o use la lista en un select_multiple.",
        },
    ),
    "unknown_cited_list": (
        {
            "en": "There is no repeated block “{name}” to cite from.",
            "es": "No hay un bloque repetido «{name}» del que se pueda citar.",
        },
        {
            "en": "Write the name of a begin_repeat on the sheet “survey”.",
            "es": "Escriba el nombre de un begin_repeat de la hoja «survey».",
        },
    ),
    "unknown_cited_field": (
        {
            "en": "No repeated block has a text question “{name}”.",
            "es": "Ningún bloque repetido tiene una pregunta de texto «{name}».",
        },
        {
            "en": "Name the text question by which the entries are called, for example their title.",
            "es": "Indique la pregunta de texto que da nombre a los elementos; por ejemplo, su título.",
        },
    ),
    "too_many_options": (
        {
            "en": "From this question on, all questions together offer more than {limit} options.",
            "es": "A partir de esta pregunta, el conjunto de las preguntas ofrece más de {limit} opciones.",
        },
        {
            "en": "Shorten the long lists, or ask once with a long list instead of many times.",
            "es": "Acorte las listas largas o pregunte una sola vez con una lista larga en lugar de muchas.",
        },
    ),
    "or_other_language": (
        {
            "en": "With or_other an option “Other” is added, for which there are no words here in {language}.",
            "es": "Con or_other se agrega la opción «Otro», para la que aquí no hay texto en {language}.",
        },
        {
            "en": "Write an option “other” into the list on the sheet “choices”, with its label and, in the columns "
            "detail_en, detail_es and so on, “Please specify” in every language; then leave or_other out.",
            "es": "Escriba en la lista de la hoja «choices» una opción «other», con su texto y, en las columnas "
            "detail_en, detail_es, etc., «Sírvase especificar» en cada idioma; después retire or_other.",
        },
    ),
    "unknown_property": (
        {
            "en": "The filter names “{name}”, but no option of the list “{list}” has anything in such a column.",
            "es": "El filtro menciona «{name}», pero ninguna opción de la lista «{list}» tiene nada en esa columna.",
        },
        {
            "en": "Write the name of a column of the sheet “choices” as it stands there, "
            "or ${{question}} for an answer, or 'text' for a text.",
            "es": "Escriba el nombre de una columna de la hoja «choices» tal como figura en ella, "
            "${{pregunta}} para una respuesta o 'texto' para un texto.",
        },
    ),
    # Values that the author gives
    "not_on_type": (
        {
            "en": "“{name}” cannot be used with the type “{type}”.",
            "es": "«{name}» no puede usarse con el tipo «{type}».",
        },
        {
            "en": "Use it with calculate, text, integer, decimal, date or select_one LIST; or empty this cell.",
            "es": "Úselo con calculate, text, integer, decimal, date o select_one LISTA, o vacíe esta celda.",
        },
    ),
    "bad_range": (
        {
            "en": "“{value}” does not say from where to where the range goes.",
            "es": "«{value}» no indica de dónde a dónde va el intervalo.",
        },
        {
            "en": "Write for example start=0 end=100 step=5: the step is not zero and fits between start and end.",
            "es": "Escriba, por ejemplo, start=0 end=100 step=5: el paso no es cero y cabe entre start y end.",
        },
    ),
    "unreadable_default": (
        {
            "en": "“{value}” could not be an answer to this question, and so cannot be proposed.",
            "es": "«{value}» no podría ser una respuesta a esta pregunta y, por tanto, no puede proponerse.",
        },
        {
            "en": "Write a number as 12.5, a date as 2012-10-15, a year as 2012, a link as https://…",
            "es": "Escriba los números así: 12.5; las fechas, así: 2012-10-15; los años, así: 2012; "
            "los enlaces, así: https://…",
        },
    ),
    "read_only_without_value": (
        {
            "en": "Nobody can answer this question (read_only), and no value is given.",
            "es": "Nadie puede contestar esta pregunta (read_only) y no se indica ningún valor.",
        },
        {
            "en": "Write the value in “default” or “calculation”; or, to say something, use the type note; "
            "or empty this cell.",
            "es": "Escriba el valor en «default» o «calculation»; si solo desea informar, use el tipo note; "
            "si no, vacíe esta celda.",
        },
    ),
    "calculated_not_read_only": (
        {
            "en": "“{name}” is worked out, so no state can write into it.",
            "es": "«{name}» se calcula, de modo que ningún Estado puede escribir en ella.",
        },
        {
            "en": "Write yes in “read_only” to say so; or, if a state shall answer it, empty “calculation”.",
            "es": "Escriba yes en «read_only» para indicarlo o, si los Estados deben contestarla, vacíe «calculation».",
        },
    ),
    "calculated_in_grid": (
        {
            "en": "What is worked out stands in the grid “{name}”, where there is no place for it.",
            "es": "Hay un valor calculado en la cuadrícula «{name}», donde no tiene lugar.",
        },
        {
            "en": "Move it behind the end of the grid; for sums, write in the column “totals” which the grid shows.",
            "es": "Trasládelo detrás del final de la cuadrícula; para las sumas, indique en la columna «totals» "
            "cuáles muestra la cuadrícula.",
        },
    ),
    "above_maximum": (
        {
            "en": "“{name}” is {number}, but there may be only {limit} entries.",
            "es": "En «{name}» figura {number}, pero solo puede haber {limit} elementos.",
        },
        {
            "en": "Lower it, or raise “maximum”.",
            "es": "Redúzcalo o aumente «maximum».",
        },
    ),
    # Conditions
    "too_many_conditions": (
        {
            "en": "The conditions are together far longer than those of any questionnaire; they were not checked.",
            "es": "El conjunto de las condiciones es mucho más largo que el de cualquier cuestionario; no se comprobó.",
        },
        {
            "en": "Put questions with the same condition into one group and write the condition there.",
            "es": "Reúna en un grupo las preguntas con la misma condición y escriba la condición en el grupo.",
        },
    ),
    "unreadable_expression": (
        {
            "en": "This expression cannot be read: {problem}.",
            "es": "Esta expresión no puede leerse: {problem}.",
        },
        {
            "en": "Write it for example as ${{question}} = 'option' or selected(${{question}}, 'option').",
            "es": "Escríbala, por ejemplo, así: ${{pregunta}} = 'opcion' o selected(${{pregunta}}, 'opcion').",
        },
    ),
    "unknown_reference": (
        {"en": "There is no question “{name}”.", "es": "No hay una pregunta «{name}»."},
        {
            "en": "Write the name of a question that stands above.",
            "es": "Escriba el nombre de una pregunta que esté más arriba.",
        },
    ),
    "later_reference": (
        {
            "en": "“{name}” stands later (row {other_row}) and is not yet answered here.",
            "es": "«{name}» está más abajo (fila {other_row}) y aquí todavía no se ha contestado.",
        },
        {
            "en": "Move that question above this row, or choose an earlier one.",
            "es": "Traslade esa pregunta antes de esta fila o elija una anterior.",
        },
    ),
    "reference_inside": (
        {
            "en": "“{name}” stands inside “{inside}” and has not one answer but several.",
            "es": "«{name}» está dentro de «{inside}» y no tiene una sola respuesta, sino varias.",
        },
        {
            "en": "Choose a question that stands outside of repeated blocks and grids.",
            "es": "Elija una pregunta que esté fuera de los bloques repetidos y las cuadrículas.",
        },
    ),
    "ambiguous_reference": (
        {
            "en": "“{name}” stands in several repeated blocks: {lists}.",
            "es": "«{name}» figura en varios bloques repetidos: {lists}.",
        },
        {
            "en": "Give the question that is meant a name of its own.",
            "es": "Dé un nombre propio a la pregunta a la que se refiere.",
        },
    ),
    "name_not_unique": (
        {
            "en": "“{name}” is named here, but several questions bear this name (rows {rows}).",
            "es": "Aquí se menciona «{name}», pero varias preguntas llevan ese nombre (filas {rows}).",
        },
        {
            "en": "Give each a name of its own. A name may come again in another repeated block or grid only "
            "where nothing names it.",
            "es": "Dé a cada una un nombre propio. Un nombre solo puede repetirse en otro bloque repetido o en otra "
            "cuadrícula si nada lo menciona.",
        },
    ),
    "reference_without_answer": (
        {
            "en": "“{name}” is not a question with an answer of its own.",
            "es": "«{name}» no es una pregunta con respuesta propia.",
        },
        {
            "en": "Name a question, or one row of the question in rows.",
            "es": "Indique una pregunta o una de las filas de la pregunta en filas.",
        },
    ),
    "unknown_option": (
        {"en": "“{name}” has no option “{option}”.", "es": "«{name}» no tiene una opción «{option}»."},
        {
            "en": "Write the name of an option as it stands on the sheet “choices”.",
            "es": "Escriba el nombre de una opción tal como figura en la hoja «choices».",
        },
    ),
    "compares_several": (
        {
            "en": "Several options of “{name}” can be chosen; the comparison holds only when “{option}” is "
            "the only one.",
            "es": "De «{name}» pueden elegirse varias opciones; la comparación solo se cumple si «{option}» "
            "es la única.",
        },
        {"en": "Write selected(${{{name}}}, '{option}').", "es": "Escriba selected(${{{name}}}, '{option}')."},
    ),
    "never_asked": (
        {
            "en": "“{name}” is never asked: no answers make this condition hold.",
            "es": "«{name}» nunca se pregunta: ninguna respuesta hace que se cumpla esta condición.",
        },
        {
            "en": "Correct the condition. It may contradict itself, or ask for an answer to a question that is not "
            "asked then.",
            "es": "Corrija la condición. Puede que se contradiga o que exija la respuesta a una pregunta que en ese "
            "caso no se hace.",
        },
    ),
    "never_asked_within": (
        {
            "en": "“{name}” is never asked: this condition excludes that of “{above}” (row {rows}), "
            "in which it stands: {condition}",
            "es": "«{name}» nunca se pregunta: esta condición excluye la de «{above}» (fila {rows}), "
            "en la que se encuentra: {condition}",
        },
        {
            "en": "Correct one of the two conditions, or move the question out of there.",
            "es": "Corrija una de las dos condiciones o traslade la pregunta fuera de ese lugar.",
        },
    ),
    # Wordings
    "missing_wording": (
        {"en": "The wording in {language} is missing.", "es": "Falta el texto en {language}."},
        {
            "en": "Write it in this cell, or empty the cell in the other languages too.",
            "es": "Escríbalo en esta celda o vacíe también la celda en los demás idiomas.",
        },
    ),
    "placeholders_differ": (
        {
            "en": "This wording lacks {names}, which another language has.",
            "es": "Marcadores que faltan en este texto y figuran en otro idioma: {names}.",
        },
        {
            "en": "Use the same placeholders in every language.",
            "es": "Use los mismos marcadores en todos los idiomas.",
        },
    ),
    "unknown_placeholder": (
        {"en": "The placeholder {{{name}}} is not known.", "es": "El marcador {{{name}}} no se reconoce."},
        {
            "en": "Use {{last_year}}, {{last_year_1}}, {{last_year_2}} or {{period}}.",
            "es": "Use {{last_year}}, {{last_year_1}}, {{last_year_2}} o {{period}}.",
        },
    ),
    "reference_in_wording": (
        {
            "en": "This wording refers to an answer with ${{ }}, which is not possible here.",
            "es": "Este texto remite a una respuesta mediante ${{ }}, lo que aquí no es posible.",
        },
        {
            "en": "Name the question by its number instead.",
            "es": "Mencione la pregunta por su número.",
        },
    ),
    "missing_heading": (
        {
            "en": "A core question needs a short heading for tables.",
            "es": "Una pregunta esencial necesita un encabezado breve para los cuadros.",
        },
        {
            "en": "Fill in heading_en and heading_es, with 30 characters at most.",
            "es": "Complete heading_en y heading_es, con 30 caracteres como máximo.",
        },
    ),
    "title_in_one_language": (
        {
            "en": "The title is given once, and used in every language.",
            "es": "El título figura una sola vez y se usa en todos los idiomas.",
        },
        {"en": "Add the columns title_en and title_es.", "es": "Agregue las columnas title_en y title_es."},
    ),
    # Printed numbers
    "number_twice": (
        {
            "en": "The number {number} already stands in row {other_row}.",
            "es": "El número {number} ya figura en la fila {other_row}.",
        },
        {
            "en": "Number the questions so that each can be cited.",
            "es": "Numere las preguntas de modo que cada una pueda citarse.",
        },
    ),
    "number_out_of_order": (
        {
            "en": "The number {number} comes after a higher one.",
            "es": "El número {number} figura después de uno mayor.",
        },
        {
            "en": "Check the numbers, or the order of the rows.",
            "es": "Revise los números o el orden de las filas.",
        },
    ),
    "number_not_text": (
        {
            "en": "The number {value} is kept as a figure: 4.1 and 4.10 would be the same.",
            "es": "El número {value} está guardado como cifra: 4.1 y 4.10 serían lo mismo.",
        },
        {
            "en": "Format the column as text and type the number again.",
            "es": "Dé a la columna formato de texto y escriba de nuevo el número.",
        },
    ),
    # The whole
    "second_reader": (
        {
            "en": "Another reader of XLSForm does not accept the workbook. It says: “{message}”",
            "es": "Otro lector de XLSForm no acepta el libro. Indica, en inglés: «{message}»",
        },
        {
            "en": "Correct what it names, so that the questionnaire can be used with other tools as well.",
            "es": "Corrija lo que señala, para que el cuestionario sirva también en otras herramientas.",
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
