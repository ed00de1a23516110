"""Headings, captions, columns and notes of the comparative summary."""

from collections.abc import Mapping

from surveyapp.core.text import Text, said


def words(name: str, language: str, **facts: object) -> str:
    """What stands at a place of the paper that says the same in every summary."""
    return said(_WORDS[name], language).format(**facts)


def version_name(kind: str, number: int) -> str:
    """ "rev. 1", "corr. 2", "add. 1", in every language; "" of the original."""
    return "" if kind == "original" else f"{kind}. {number}"


_WORDS: Mapping[str, Text] = {
    # Cover, header, footer
    "organization": {"en": "Organization of American States", "es": "Organización de los Estados Americanos"},
    "department": {"en": "Department of Public Security", "es": "Departamento de Seguridad Pública"},
    "document": {"en": "Comparative summary of the replies", "es": "Resumen comparativo de las respuestas"},
    "received": {"en": "Information received to {day}", "es": "Información recibida hasta el {day}"},
    "prepared": {
        "en": "Prepared by the General Secretariat",
        "es": "Preparado por la Secretaría General",
    },
    "audience_public": {"en": "For the public", "es": "Para el público"},
    "audience_member_states": {"en": "For the member states", "es": "Para los Estados Miembros"},
    "audience_secretariat": {
        "en": "For the use of the Secretariat alone",
        "es": "Para uso exclusivo de la Secretaría",
    },
    "draft": {"en": "Draft", "es": "Borrador"},
    "page_of": {"en": "Page", "es": "Página"},
    "label": {"en": "{label}: {text}", "es": "{label}: {text}"},
    "original": {"en": "Original: {languages}", "es": "Original: {languages}"},
    # Parts
    "contents": {"en": "Contents", "es": "Contenido"},
    "contents_update": {
        "en": "In Word, the numbers of the pages appear when the contents are updated (F9).",
        "es": "En Word, los números de página aparecen al actualizar el contenido (F9).",
    },
    "since_version": {
        "en": "What changed since the last version",
        "es": "Qué cambió desde la versión anterior",
    },
    "mandate": {"en": "Mandate and method", "es": "Mandato y método"},
    "level": {"en": "Response level", "es": "Nivel de respuesta"},
    "practices": {"en": "Highlighted practices", "es": "Prácticas destacadas"},
    "changes": {"en": "Changes since the last round", "es": "Cambios desde la ronda anterior"},
    "statistics": {"en": "Statistical tables", "es": "Cuadros estadísticos"},
    "gaps": {"en": "Gaps and difficulties", "es": "Vacíos y dificultades"},
    "widest_gaps": {
        "en": "Questions to which the largest number of States gave no answer",
        "es": "Preguntas que dejó sin contestar el mayor número de Estados",
    },
    "replies_by_state": {"en": "Replies by State", "es": "Respuestas por Estado"},
    "difficulties": {"en": "Difficulties named by States", "es": "Dificultades señaladas por los Estados"},
    "appeal": {"en": "Appeal", "es": "Llamamiento"},
    "annex": {"en": "Annex {number}. {title}", "es": "Anexo {number}. {title}"},
    "annex_questionnaire": {"en": "The questionnaire", "es": "El cuestionario"},
    "annex_synthesis": {"en": "Synthesis tables", "es": "Cuadros de síntesis"},
    "annex_compendium": {"en": "Compendium of the answers", "es": "Compendio de las respuestas"},
    "annex_register": {
        "en": "Register of laws and instruments",
        "es": "Registro de leyes e instrumentos",
    },
    "annex_contacts": {"en": "Log of contacts", "es": "Registro de contactos"},
    "annex_levels": {"en": "Response levels", "es": "Niveles de respuesta"},
    "question_heading": {"en": "{number} {title}", "es": "{number} {title}"},
    # Captions and references
    "table": {"en": "Table {number}. {title}", "es": "Cuadro {number}. {title}"},
    "figure": {"en": "Figure {number}. {title}", "es": "Gráfico {number}. {title}"},
    "see_table": {"en": "Table {number}", "es": "Cuadro {number}"},
    "see_figure": {"en": "Figure {number}", "es": "Gráfico {number}"},
    "see_answers": {"en": "Answers in full", "es": "Respuestas completas"},
    "figure_of_table": {
        "en": "The figures stand in Table {number}.",
        "es": "Las cifras figuran en el Cuadro {number}.",
    },
    "base_note": {"en": "Base: {base}.", "es": "Base: {base}."},
    "several_note": {
        "en": "Several answers could be chosen: the rows do not add up to the base.",
        "es": "Podían elegirse varias respuestas: la suma de las filas no equivale a la base.",
    },
    "no_share_note": {
        "en": "No percentages are given for fewer than {count} States.",
        "es": "No se indican porcentajes cuando la base es de menos de {count} Estados.",
    },
    # Columns
    "answer": {"en": "Answer", "es": "Respuesta"},
    "states": {"en": "States", "es": "Estados"},
    "share": {"en": "Share", "es": "Porcentaje"},
    "difficulty": {"en": "Difficulty", "es": "Dificultad"},
    "which": {"en": "Which", "es": "Cuáles"},
    "not_named": {"en": "counted, not named", "es": "se indica solo su número"},
    "row": {"en": "Row", "es": "Fila"},
    "base": {"en": "Base", "es": "Base"},
    "figure_column": {"en": "Figure", "es": "Cifra"},
    "with_figure": {"en": "States that gave it", "es": "Estados que la dieron"},
    "sum": {"en": "Sum", "es": "Suma"},
    "median": {"en": "Median", "es": "Mediana"},
    "smallest": {"en": "Lowest", "es": "Menor"},
    "largest": {"en": "Highest", "es": "Mayor"},
    "state": {"en": "State", "es": "Estado"},
    "value": {"en": "Answer", "es": "Respuesta"},
    "entries": {"en": "Entries", "es": "Elementos"},
    "field": {"en": "{field}: {option}", "es": "{field}: {option}"},
    "total": {"en": "Total", "es": "Total"},
    "total_of": {"en": "Total: {called}", "es": "Total: {called}"},
    "question": {"en": "Question", "es": "Pregunta"},
    "both": {"en": "In both rounds", "es": "En ambas rondas"},
    "before": {"en": "Before", "es": "Antes"},
    "now": {"en": "Now", "es": "Ahora"},
    "difference": {"en": "Change", "es": "Cambio"},
    "gained": {"en": "New", "es": "Nuevos"},
    "asked": {"en": "Asked", "es": "Consultados"},
    "replied": {"en": "Replied", "es": "Respondieron"},
    "round": {"en": "Round", "es": "Ronda"},
    "deadline": {"en": "Deadline", "es": "Plazo"},
    "subregion": {"en": "Subregion", "es": "Subregión"},
    "group": {"en": "Group", "es": "Grupo"},
    "standing": {"en": "Reply", "es": "Respuesta"},
    "answered": {"en": "Answered", "es": "Contestaron"},
    "standing_replied": {"en": "received", "es": "recibida"},
    "standing_missing": {"en": "no reply", "es": "sin respuesta"},
    "date": {"en": "Date", "es": "Fecha"},
    "contact": {"en": "Contact", "es": "Contacto"},
    "direction": {"en": "Direction", "es": "Procedencia"},
    "with_whom": {"en": "With whom", "es": "Con quién"},
    "content": {"en": "Content", "es": "Contenido"},
    # Figures
    "legend_replied": {"en": "replied", "es": "respondió"},
    "legend_rest": {"en": "any other State", "es": "los demás Estados"},
    "map_of_level": {
        "en": "States that replied",
        "es": "Estados que respondieron",
    },
    "map_alt": {
        "en": "Map of equal tiles, one for each State asked. {says}",
        "es": "Mapa de casillas iguales, una por cada Estado consultado. {says}",
    },
    "bars_alt": {"en": "Bars. {says}", "es": "Barras. {says}"},
    "legend_item": {"en": "{label}: {names}.", "es": "{label}: {names}."},
    "bar_item": {"en": "{label}: {count} of {base}.", "es": "{label}: {count} de {base}."},
    # Sections of the paper
    "no_replies": {
        "en": "No reply has been received yet, so nothing can be told of the questions of this section.",
        "es": "Aún no se ha recibido ninguna respuesta, por lo que no puede presentarse información sobre las preguntas"
        " de esta sección.",
    },
    "practices_none": {
        "en": "No practice has been highlighted in this summary.",
        "es": "En este resumen no se ha destacado ninguna práctica.",
    },
    "practices_intro": {
        "en": "The Secretariat draws attention to the following practices, which States described in their replies.",
        "es": "La Secretaría llama la atención sobre las prácticas siguientes, que los Estados describieron en sus"
        " respuestas.",
    },
    "question_numbered": {"en": "question {number}", "es": "pregunta {number}"},
    "practice_where": {"en": "{state}, question {number}", "es": "{state}, pregunta {number}"},
    "illustrative": {
        "en": "Illustrative answers. The answers and figures in this paper are invented; they are not statements of"
        " any State.",
        "es": "Respuestas ilustrativas. Las respuestas y las cifras de este documento son inventadas; no son"
        " declaraciones de ningún Estado.",
    },
    "illustrative_short": {"en": "Illustrative answers", "es": "Respuestas ilustrativas"},
    "sources": {"en": "Sources and remarks of the States", "es": "Fuentes y observaciones de los Estados"},
    "source_item": {"en": "{label}: {text}", "es": "{label}: {text}"},
    "total_note": {
        "en": "The total adds up the figures of the States that gave one; a State without a figure is not counted as"
        " zero.",
        "es": "El total suma las cifras de los Estados que las dieron; un Estado sin cifra no se cuenta como cero.",
    },
    "statistics_none": {
        "en": "No reply holds figures that can be laid side by side.",
        "es": "Ninguna respuesta contiene cifras que puedan compararse.",
    },
    "nothing_in_annex": {
        "en": "There is nothing to be told here.",
        "es": "No hay nada que consignar aquí.",
    },
    "options_line": {"en": "Answers offered: {options}.", "es": "Respuestas ofrecidas: {options}."},
    "rows_line": {"en": "Rows: {rows}.", "es": "Filas: {rows}."},
    "columns_line": {"en": "Columns: {columns}.", "es": "Columnas: {columns}."},
    "fields_line": {"en": "In each entry: {fields}.", "es": "En cada elemento: {fields}."},
    "core": {"en": "core question", "es": "pregunta esencial"},
    "marks_legend": {"en": "Signs", "es": "Signos"},
    "sign_other": {
        "en": "no answer in favour: answered No, left blank or not available; counted in the tables of the sections",
        "es": "sin respuesta afirmativa: contestó que no, no contestó o no dispone de la información; se cuenta en"
        " los cuadros de las secciones",
    },
    "continued": {"en": "{title} (continued)", "es": "{title} (continuación)"},
    "synthesis_caption": {"en": "Section {number}. {title}", "es": "Sección {number}. {title}"},
    "translation": {"en": "Translation of the Secretariat", "es": "Traducción de la Secretaría"},
    "translation_draft": {
        "en": "Translation of the Secretariat, not yet confirmed",
        "es": "Traducción de la Secretaría, aún sin confirmar",
    },
    "not_readable": {"en": "as it was typed; not counted", "es": "tal como se escribió; no se cuenta"},
    "lead": {"en": "{label}:", "es": "{label}:"},
    "verified_note": {
        "en": "Answer verified by the Secretariat: {names}.",
        "es": "Respuesta verificada por la Secretaría: {names}.",
    },
    "clarified_note": {
        "en": "Answer clarified by: {names}.",
        "es": "Respuesta aclarada por: {names}.",
    },
    "summary_of": {"en": "{document}: {title}", "es": "{document}: {title}"},
    "section_heading": {"en": "{number}. {title}", "es": "{number}. {title}"},
    "number_word": {"en": "No.", "es": "N.º"},
    "version_line": {"en": "{name}: {note}", "es": "{name}: {note}"},
    "entry": {"en": "Entry {number}", "es": "Elemento {number}"},
    "document_reply": {"en": "{state}: reply {note}", "es": "{state}: respuesta {note}"},
    "none_in_list": {"en": "Stated that there are none: {names}.", "es": "Sin elementos que incluir: {names}."},
}
