"""What is wrong with a translation file, or with one unit of it, and what to do, in the language of the reader."""

from collections.abc import Mapping

from surveyapp.core.text import Text, said
from surveyapp.core.translation import Change, ChangeKind
from surveyapp.wording.faults import Worded
from surveyapp.wording.lists import join
from surveyapp.wording.translations import COLUMNS, language_named


def worded(code: str, details: Mapping[str, str | int], language: str) -> Worded:
    """The words for a fault of `documents.translation_files`, its details put in."""
    values = dict(details)
    if "expected" in values:
        values["expected"] = language_named(str(values["expected"]), language)
    if "column" in values:
        values["column"] = said(COLUMNS[str(values["column"])], language).partition(":")[0]
    fault, cure = _FAULTS[code]
    return Worded(said(fault, language).format(**values), said(cure, language).format(**values))


def obstacle(change: Change, language: str) -> str:
    """Why one unit of a file is not taken over and what to do, in whole sentences; "" where nothing is wrong."""
    text = _OBSTACLES.get(change.kind)
    if change.kind is ChangeKind.PLACEHOLDERS_DIFFER:
        text = _LACKING if change.lacking else _FOREIGN
    if text is None:
        return ""
    names = [f"{{{name}}}" for name in change.lacking or change.foreign]
    return said(text, language).format(
        path=change.path, names=join(names, language) if names else "", longest=change.longest
    )


_LACKING: Text = {
    "en": "The translation lacks {names}, which each round fills in. Write it exactly as it stands in the source.",
    "es": "En la traducción falta lo siguiente, que cada ronda completa: {names}. Escríbalo tal como figura en el "
    "texto original.",
}
_FOREIGN: Text = {
    "en": "The translation has {names}, which the source has not. Remove it from the translation.",
    "es": "La traducción contiene algo que no figura en el texto original: {names}. Retírelo de la traducción.",
}
_OBSTACLES: dict[ChangeKind, Text] = {
    ChangeKind.UNKNOWN_PATH: {
        "en": "This edition has no wording “{path}”. It may have been removed since; nothing is taken over.",
        "es": "Esta edición no tiene ninguna redacción «{path}». Quizá se retiró después; no se aplica nada.",
    },
    ChangeKind.SOURCE_CHANGED_MEANWHILE: {
        "en": "The source was worded anew after this file was made. Compare the translation with the present source "
        "and write it on the page of wordings.",
        "es": "El texto original se modificó después de elaborarse este archivo. Compare la traducción con el texto "
        "actual y escríbala en la página de redacciones.",
    },
    ChangeKind.TOO_LONG: {
        "en": "It is longer than the {longest} characters that have room here. Shorten it.",
        "es": "Supera los {longest} caracteres que caben aquí. Abrévielo.",
    },
    ChangeKind.UNWRITABLE: {
        "en": "It holds characters that no wording can hold, names a question with ${{ }}, or is longer than a wording "
        "can be. Write it anew without them.",
        "es": "Contiene caracteres que ninguna redacción admite, menciona una pregunta mediante ${{ }} o es más largo "
        "de lo permitido. Corríjalo y escríbalo de nuevo.",
    },
}

_ONLY_THIS_FORM: Text = {
    "en": "Send back the file that was downloaded here, filled in: an XLIFF 1.2 file (.xlf) or a workbook (.xlsx).",
    "es": "Envíe, con las traducciones, el mismo archivo que se descargó aquí: XLIFF 1.2 (.xlf) o libro (.xlsx).",
}
_SAVE_AS_WORKBOOK: Text = {
    "en": "Open it in your spreadsheet program and save it as “Excel workbook (.xlsx)”.",
    "es": "Ábralo en su programa de hojas de cálculo y guárdelo como «Libro de Excel (.xlsx)».",
}
_SAVE_ANEW: Text = {
    "en": "Save it once more with the program in which it was translated, or download it here again.",
    "es": "Guárdelo de nuevo con el programa en que se tradujo o descárguelo aquí otra vez.",
}
_OTHER_LANGUAGE: Text = {
    "en": "Choose the language of this file on the page, or send the file in {expected}.",
    "es": "Elija en la página el idioma de este archivo o envíe el archivo en {expected}.",
}

_FAULTS: dict[str, tuple[Text, Text]] = {
    # The file
    "not_a_workbook": (
        {"en": "This file is not an Excel workbook (.xlsx).", "es": "Este archivo no es un libro de Excel (.xlsx)."},
        _SAVE_AS_WORKBOOK,
    ),
    "old_workbook": (
        {
            "en": "This workbook is in the old Excel format (.xls).",
            "es": "Este libro está en el formato antiguo de Excel (.xls).",
        },
        _SAVE_AS_WORKBOOK,
    ),
    "corrupt": (
        {
            "en": "The workbook is damaged and cannot be read.",
            "es": "El libro está dañado y no puede leerse.",
        },
        _SAVE_ANEW,
    ),
    "password_protected": (
        {"en": "The workbook is protected by a password.", "es": "El libro está protegido con una contraseña."},
        {"en": "Save it without a password.", "es": "Guárdelo sin contraseña."},
    ),
    "macros": (
        {"en": "The workbook contains macros.", "es": "El libro contiene macros."},
        {
            "en": "Save it as “Excel workbook (.xlsx)”, without macros.",
            "es": "Guárdelo como «Libro de Excel (.xlsx)», sin macros.",
        },
    ),
    "external_links": (
        {"en": "The workbook has links to other files.", "es": "El libro tiene vínculos a otros archivos."},
        {
            "en": "Remove them (in Excel: Data, Edit Links, Break Link) and save it again.",
            "es": "Retírelos (en Excel: Datos, Editar vínculos, Romper vínculo) y guárdelo de nuevo.",
        },
    ),
    "doctype": (
        {
            "en": "The file declares a document type or entities, which is not allowed.",
            "es": "El archivo declara un tipo de documento o entidades, lo que no se permite.",
        },
        _ONLY_THIS_FORM,
    ),
    "file_too_large": (
        {"en": "The file is larger than {limit} MB.", "es": "El archivo supera los {limit} MB."},
        _ONLY_THIS_FORM,
    ),
    "content_too_large": (
        {
            "en": "The file holds far more than the wordings of a questionnaire.",
            "es": "El archivo contiene mucho más que los textos de un cuestionario.",
        },
        _ONLY_THIS_FORM,
    ),
    "too_many_rows": (
        {"en": "A sheet has more than {limit} rows.", "es": "Una hoja tiene más de {limit} filas."},
        _ONLY_THIS_FORM,
    ),
    "too_many_columns": (
        {"en": "A sheet has more than {limit} columns.", "es": "Una hoja tiene más de {limit} columnas."},
        _ONLY_THIS_FORM,
    ),
    "not_xliff": (
        {
            "en": "This is neither an XLIFF file nor a workbook of wordings.",
            "es": "Este archivo no es ni un archivo XLIFF ni un libro de redacciones.",
        },
        _ONLY_THIS_FORM,
    ),
    "xliff_2": (
        {"en": "This file is in XLIFF 2, not 1.2.", "es": "Este archivo está en XLIFF 2, no en 1.2."},
        {
            "en": "In your translation program, save it as XLIFF 1.2.",
            "es": "En su programa de traducción, guárdelo como XLIFF 1.2.",
        },
    ),
    "malformed": (
        {"en": "The file cannot be read as XML: {message}.", "es": "El archivo no puede leerse como XML: {message}."},
        _SAVE_ANEW,
    ),
    "encoding": (
        {
            "en": "The characters of the file cannot be read as {encoding}.",
            "es": "Los caracteres del archivo no pueden leerse como {encoding}.",
        },
        {"en": "Save it in the encoding UTF-8.", "es": "Guárdelo con la codificación UTF-8."},
    ),
    "no_sheet": (
        {
            "en": "There is no sheet “Translation”; the sheets found are: {found}.",
            "es": "No hay ninguna hoja «Traducción»; las hojas encontradas son: {found}.",
        },
        {
            "en": "Give the sheet of translations this name again.",
            "es": "Dé de nuevo ese nombre a la hoja de las traducciones.",
        },
    ),
    "missing_column": (
        {"en": "The column “{column}” is missing.", "es": "Falta la columna «{column}»."},
        {
            "en": "Download the file again and copy the new translations into it.",
            "es": "Descargue el archivo otra vez y copie en él las nuevas traducciones.",
        },
    ),
    "wrong_source_language": (
        {
            "en": "The file translates from “{found}”, not from {expected}.",
            "es": "El archivo traduce de «{found}», no de {expected}.",
        },
        _OTHER_LANGUAGE,
    ),
    "wrong_target_language": (
        {
            "en": "The file translates into “{found}”, not into {expected}.",
            "es": "El archivo traduce a «{found}», no a {expected}.",
        },
        _OTHER_LANGUAGE,
    ),
    "no_units": (
        {"en": "The file holds no wording.", "es": "El archivo no contiene ningún texto."},
        _ONLY_THIS_FORM,
    ),
    # One unit
    "foreign_unit": (
        {
            "en": "“{path}” is not an identifier of a wording; it was added or changed.",
            "es": "«{path}» no es el identificador de ningún texto; se agregó o se modificó.",
        },
        {
            "en": "Put the identifier back as it was; what is added is not taken over.",
            "es": "Restituya el identificador original; lo que se agregó no se aplica.",
        },
    ),
    "unit_twice": (
        {
            "en": "“{path}” comes twice with different translations; the first one is read.",
            "es": "«{path}» aparece dos veces con traducciones distintas; se lee la primera.",
        },
        {"en": "Keep the right one and remove the other.", "es": "Deje la correcta y retire la otra."},
    ),
    "formula": (
        {
            "en": "The row of “{path}” has a formula; it is left out.",
            "es": "La fila de «{path}» tiene una fórmula; no se toma en cuenta.",
        },
        {"en": "Write the text itself.", "es": "Escriba el texto mismo."},
    ),
    "error_value": (
        {
            "en": "The row of “{path}” has the error value {value}; it is left out.",
            "es": "La fila de «{path}» tiene el valor de error {value}; no se toma en cuenta.",
        },
        {"en": "Write the text itself.", "es": "Escriba el texto mismo."},
    ),
    "more_faults": (
        {"en": "There are {count} faults more.", "es": "Hay {count} errores más."},
        {
            "en": "Put these right first and send the file again.",
            "es": "Corrija primero estos y envíe de nuevo el archivo.",
        },
    ),
}
