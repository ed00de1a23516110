"""What was backed up or restored, and what is wrong with it, in sentences."""

from surveyapp.core.text import Text, said

_FAULTS: dict[str, Text] = {
    "table_missing": {"en": "Table {name} is missing.", "es": "Falta la tabla {name}."},
    "table_altered": {
        "en": "Table {name} is not as it was written: its SHA-256 is another.",
        "es": "La tabla {name} no está como se escribió: su SHA-256 es otro.",
    },
    "rows": {
        "en": "Table {name} has another number of rows than the manifest says.",
        "es": "La tabla {name} tiene un número de filas distinto del que indica el manifiesto.",
    },
    "file_missing": {"en": "File {name} is missing.", "es": "Falta el archivo {name}."},
    "file_altered": {
        "en": "File {name} is not what its SHA-256 says.",
        "es": "El archivo {name} no es el que indica su SHA-256.",
    },
    "receipt": {
        "en": "The text of the submission with receipt {name} is not the one that was submitted.",
        "es": "El texto de la respuesta con acuse de recibo {name} no es el que se envió.",
    },
    "reference": {
        "en": "Table {name} cannot be put in: its rows do not fit the tables.",
        "es": "La tabla {name} no puede incorporarse: sus filas no concuerdan con las tablas.",
    },
}
_BACKED_UP: Text = {
    "en": "Backed up into {folder}: tables: {tables}; rows: {rows}; files: {files}.",
    "es": "Copia de respaldo en {folder}: tablas: {tables}; filas: {rows}; archivos: {files}.",
}
_NO_KEYS: Text = {
    "en": "The keys (SECRET_KEY, AUDIT_KEY) are not in it: keep them elsewhere, and never only here.",
    "es": "Las claves (SECRET_KEY, AUDIT_KEY) no están incluidas: consérvelas en otro lugar y nunca solo aquí.",
}
_WITH_KEYS: Text = {
    "en": "The keys are in it: whoever has this folder can sign in as anybody and seal the log anew.",
    "es": "Las claves están incluidas: quien tenga esta carpeta puede ingresar como cualquier persona y sellar de "
    "nuevo el registro.",
}
_VERIFIED: Text = {
    "en": "Verified: tables: {tables}; rows: {rows}; receipts: {submissions}; files: {files}.",
    "es": "Verificado: tablas: {tables}; filas: {rows}; acuses de recibo: {submissions}; archivos: {files}.",
}
_CHAIN: Text = {
    "en": "The chain of the log holds: seals: {seals}; events: {events}.",
    "es": "La cadena del registro está íntegra: sellos: {seals}; actuaciones: {events}.",
}
_NO_CHAIN: Text = {
    "en": "The chain of the log was not verified: its key is not here.",
    "es": "La cadena del registro no se verificó: su clave no está aquí.",
}


def fault(what: str, name: str, language: str) -> str:
    return said(_FAULTS[what], language).format(name=name)


def backed_up(folder: str, tables: int, rows: int, files: int, language: str, *, with_keys: bool) -> list[str]:
    words = said(_BACKED_UP, language).format(folder=folder, tables=tables, rows=rows, files=files)
    return [words, said(_WITH_KEYS if with_keys else _NO_KEYS, language)]


def verified(tables: int, rows: int, submissions: int, files: int, language: str) -> str:
    return said(_VERIFIED, language).format(tables=tables, rows=rows, submissions=submissions, files=files)


def chain(seals: int, events: int, language: str) -> str:
    return said(_CHAIN, language).format(seals=seals, events=events)


def no_chain(language: str) -> str:
    return said(_NO_CHAIN, language)
