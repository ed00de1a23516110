"""A reply workbook that came back, in words: what a cell holds, which cell it is, what would become of it, why not."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from surveyapp.core import reply_cells
from surveyapp.core.places import Leaf
from surveyapp.core.questionnaire import Disclosure, Kind, Question
from surveyapp.core.returned import REMOVE, Change, ChangeKind
from surveyapp.core.states import Habits
from surveyapp.core.supplements import LINKS, Supplement
from surveyapp.core.text import Text, said
from surveyapp.wording import blank_form, dates, faults, numbers, problems
from surveyapp.wording.answers import Titles
from surveyapp.wording.faults import Worded
from surveyapp.wording.plain import plain
from surveyapp.wording.reply_workbook import words

SHAPES: Mapping[ChangeKind, str] = {
    ChangeKind.ADDED: "●",
    ChangeKind.CHANGED: "◐",
    ChangeKind.REMOVED: "○",
    ChangeKind.UNREADABLE: "!",
    ChangeKind.CONFLICT: "!",
    ChangeKind.TWICE: "!",
    ChangeKind.GONE: "–",
    ChangeKind.NOT_YOURS: "–",
    ChangeKind.NOT_TAKEN: "–",
    ChangeKind.REFUSED: "!",
}


def kind_words(kind: ChangeKind, language: str) -> str:
    """ "Added", "In conflict"."""
    return said(_KINDS[kind], language)


def content_words(
    leaf: Leaf | None, part: str, content: str, language: str, titles: Titles, decimal_mark: str = ""
) -> str:
    """What a cell holds, in words; decimals with the mark of the language, or with the one given (a state's habit)."""
    text = content[2:]
    if content == reply_cells.SAYS_NOT_AVAILABLE:
        return blank_form.words("not_available", language)
    if content == reply_cells.SAYS_NONE:
        return words("none", language)
    if content == reply_cells.TICKED:
        return words("tick", language)
    if content.startswith(reply_cells.CHOICE) and part == reply_cells.READERS:
        return words(text, language) if text in tuple(Disclosure) else text
    if content.startswith(reply_cells.CHOICE):
        return _chosen(leaf, part, text, language, titles)
    if content.startswith(reply_cells.NUMBER):
        is_year = part.startswith("year") or (leaf is not None and leaf.question.kind is Kind.YEAR)
        return text if is_year else numbers.grouped(Decimal(text), language, decimal_mark)
    if content.startswith(reply_cells.DAY):
        return dates.day(date.fromisoformat(text), language)
    return text


def cell_called(change: Change, language: str, titles: Titles) -> str:
    """Which cell it is: the question, the row or entry, the part."""
    leaf = change.leaf
    if leaf is None:
        return said(_NO_PLACE, language).format(place=change.place)
    return " · ".join(filter(None, (_question(leaf.root, language), *_inner(change, leaf, language, titles))))


def why(change: Change, language: str, habits: Habits) -> str:
    """Why a cell is not simply taken, and what to do; "" where it is."""
    if change.fault:
        return said(_FAULTS_OF_CELLS[change.fault], language)
    if change.kind is ChangeKind.UNREADABLE and change.problem and change.leaf:
        problem = problems.problem(change.problem, change.leaf.question, habits, language)
        return f"{problem} {said(_KEPT_AS_TYPED, language)}"
    if change.kind is ChangeKind.UNREADABLE:
        return said(_CHOOSE_ON_PAGE, language)
    return said(_WHY.get(change.kind, {}), language)


def fault(code: str, details: Mapping[str, str | int], language: str) -> Worded:
    """Why a file was not taken in, and what to do."""
    if code in _FILES:
        return Worded(*(said(one, language) for one in _FILES[code]))
    return faults.worded(code, details, language)


def _chosen(leaf: Leaf | None, part: str, code: str, language: str, titles: Titles) -> str:
    option = leaf.question.option(code) if leaf and part == "option" else None
    if option is not None:
        return plain(said(option.wording, language))
    if leaf and part.partition(".")[0] == "entry":
        cited = leaf.question.option(part.partition(".")[2])
        return titles(cited.cites if cited else leaf.question.cites, code)
    return code


def _question(question: Question, language: str) -> str:
    return f"{question.number} {plain(said(question.wording, language))}".strip()


def _inner(change: Change, leaf: Leaf, language: str, titles: Titles) -> list[str]:
    place, root = change.place, leaf.root
    found = []
    if place.entry:
        called = words("new_entry", language) if change.is_of_new_entry else titles(place.question, place.entry)
        found.append(called)
    if place.row:
        found += [plain(said(one.wording, language)) for one in root.rows if one.code == place.row]
    if place.beside in LINKS:
        found.append(words("link", language, number=1 + LINKS.index(Supplement(place.beside))))
    elif place.beside:
        found.append(words({"source": "source"}.get(place.beside, "note"), language))
    elif (place.field or place.column) and change.part != REMOVE:
        found.append(plain(said(leaf.question.wording, language)))
    return [*found, _part(leaf.question, change.part, language)]


def _part(question: Question, part: str, language: str) -> str:
    name, _, code = part.partition(".")
    option = question.option(code)
    if part == REMOVE:
        return said(_ENTRY_REMOVED, language)
    if option is not None:
        wording = plain(said(option.wording, language))
        named = {"entry": "law_of", "article": "article_of", "year": "year_of"}
        if name == "detail":
            return words("detail_of", language, option=wording, detail=plain(said(option.detail, language)))
        return words(named[name], language, option=wording) if name in named else wording
    named = {
        "url": "address",
        "title": "link_title",
        "article": "article",
        "year": "since",
        reply_cells.READERS: "readers",
    }
    return words(named[part], language) if part in named else ""


_KINDS: Mapping[ChangeKind, Text] = {
    ChangeKind.ADDED: {"en": "Added", "es": "Se agrega"},
    ChangeKind.CHANGED: {"en": "Changed", "es": "Se modifica"},
    ChangeKind.REMOVED: {"en": "Removed", "es": "Se retira"},
    ChangeKind.UNREADABLE: {"en": "Not readable", "es": "No interpretable"},
    ChangeKind.CONFLICT: {"en": "In conflict", "es": "En conflicto"},
    ChangeKind.TWICE: {"en": "Written twice", "es": "Escrito dos veces"},
    ChangeKind.GONE: {"en": "No longer asked", "es": "Ya no se pregunta"},
    ChangeKind.NOT_YOURS: {"en": "Of another section", "es": "De otra sección"},
    ChangeKind.NOT_TAKEN: {"en": "Not open", "es": "No está abierta"},
    ChangeKind.REFUSED: {"en": "Cannot be kept", "es": "No puede guardarse"},
}

_WHY: Mapping[ChangeKind, Text] = {
    ChangeKind.CONFLICT: {
        "en": "Somebody else has changed this answer since the workbook was made. Please choose one of the two texts.",
        "es": "Otra persona modificó esta respuesta después de elaborarse el libro. Elija uno de los dos textos.",
    },
    ChangeKind.TWICE: {
        "en": "This cell came back with different texts, from a copied sheet or row. Please choose one of them.",
        "es": "Esta celda volvió con textos distintos, de una hoja o fila copiada. Elija uno de ellos.",
    },
    ChangeKind.GONE: {
        "en": "Nothing is asked there any more, or the entry was removed meanwhile. The text stays in the file.",
        "es": "Allí ya no se pregunta nada, o el elemento se retiró entretanto. El texto permanece en el archivo.",
    },
    ChangeKind.NOT_YOURS: {
        "en": "This section was not sent to you. Whoever is in charge of it can bring the workbook in.",
        "es": "Esta sección no se le ha asignado. Quien esté a cargo de ella puede incorporar el libro.",
    },
    ChangeKind.NOT_TAKEN: {
        "en": "The reply has been reopened for other questions alone.",
        "es": "La respuesta se reabrió únicamente para otras preguntas.",
    },
    ChangeKind.REFUSED: {
        "en": "The text is longer than an answer may be, or has characters that cannot be shown. Shorten or retype it.",
        "es": "El texto supera la extensión permitida o contiene caracteres que no pueden mostrarse. Abrévielo o "
        "escríbalo de nuevo.",
    },
}
_KEPT_AS_TYPED: Text = {
    "en": "If you take it, it is kept as typed, to be corrected on the page.",
    "es": "Si lo incorpora, se guarda tal como está escrito, para corregirlo en la página.",
}
_CHOOSE_ON_PAGE: Text = {
    "en": "This is none of the words that can be chosen there. Please choose on the page.",
    "es": "No es ninguna de las palabras que pueden elegirse allí. Elija en la página.",
}
_FAULTS_OF_CELLS: Mapping[str, Text] = {
    "formula": {
        "en": "The cell holds a formula without a result. Write the result itself.",
        "es": "La celda contiene una fórmula sin resultado. Escriba el resultado mismo.",
    },
    "error": {
        "en": "The cell shows an error of the spreadsheet. Write what is meant.",
        "es": "La celda muestra un error de la hoja de cálculo. Escriba lo que corresponda.",
    },
}
_ENTRY_REMOVED: Text = {"en": "the entry as a whole", "es": "el elemento completo"}
_NO_PLACE: Text = {"en": "A question that is not there ({place})", "es": "Una pregunta que no existe ({place})"}
_FILES: Mapping[str, tuple[Text, Text]] = {
    "not_a_reply_workbook": (
        {
            "en": "This is not a reply workbook, or its hidden sheet is missing.",
            "es": "Este archivo no es un libro de la respuesta, o le falta la hoja oculta.",
        },
        {
            "en": "Download the workbook anew, copy your answers into it and bring that one back.",
            "es": "Descargue de nuevo el libro, copie en él sus respuestas y devuelva ese.",
        },
    ),
    "later_format": (
        {
            "en": "The workbook has a format that is not known here.",
            "es": "El libro tiene un formato que aquí no se conoce.",
        },
        {"en": "Please write to the Secretariat.", "es": "Sírvase escribir a la Secretaría."},
    ),
    "broken_off": (
        {"en": "The workbook is not complete.", "es": "El libro no está completo."},
        {
            "en": "Open it, save it again, and bring that copy back.",
            "es": "Ábralo, guárdelo de nuevo y devuelva esa copia.",
        },
    ),
    "no_room": (
        {
            "en": "The workbook was not kept: with it, the files of your state would come to more than 200 MB.",
            "es": "El libro no se guardó: con él, el total de los archivos de su Estado superaría los 200 MB.",
        },
        {
            "en": "Nothing that is saved is lost. Type the answers on the pages, or write to the Secretariat.",
            "es": "No se pierde nada de lo guardado. Escriba las respuestas en las páginas o diríjase a la Secretaría.",
        },
    ),
    "another_reply": (
        {
            "en": "This workbook does not belong to this reply. Nothing of it was kept.",
            "es": "Este libro no corresponde a esta respuesta. No se guardó nada de él.",
        },
        {
            "en": "Choose the workbook that was downloaded from this reply.",
            "es": "Elija el libro que se descargó de esta respuesta.",
        },
    ),
    "unknown_edition": (
        {
            "en": "The workbook is of an edition of the questionnaire that is not known here.",
            "es": "El libro es de una edición del cuestionario que aquí no se conoce.",
        },
        {"en": "Please write to the Secretariat.", "es": "Sírvase escribir a la Secretaría."},
    ),
}
