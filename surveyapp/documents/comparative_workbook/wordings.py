"""The sentences and column headings of the comparative workbook."""

from surveyapp.core.text import Text

WORDINGS: dict[str, Text] = {
    "organization": {
        "en": "Organization of American States, Department of Public Security",
        "es": "Organización de los Estados Americanos, Departamento de Seguridad Pública",
    },
    "document": {"en": "Comparative table of the replies", "es": "Cuadro comparativo de las respuestas"},
    # Names of sheets
    "overview": {"en": "Overview", "es": "Presentación"},
    "synoptic": {"en": "{number}. Synoptic", "es": "{number}. Sinóptico"},
    "translation": {"en": "Translation", "es": "Traducción"},
    "translation_stage": {"en": "The translation is", "es": "La traducción está"},
    "translation_to_translate": {"en": "not complete", "es": "incompleta"},
    "translation_stale": {
        "en": "not complete: the State has changed a text since",
        "es": "incompleta: el Estado modificó después un texto",
    },
    "translation_draft": {"en": "not complete", "es": "incompleta"},
    "translation_translated": {
        "en": "of the Secretariat, not confirmed by the State",
        "es": "hecha por la Secretaría y no confirmada por el Estado",
    },
    "translation_confirmed": {"en": "confirmed by the State", "es": "confirmada por el Estado"},
    "texts": {"en": "Texts", "es": "Textos"},
    "data": {"en": "Data", "es": "Datos"},
    # The overview
    "illustrative": {
        "en": "Illustrative answers. The answers and the figures are invented; they are not statements of any state.",
        "es": "Respuestas ilustrativas. Las respuestas y las cifras son inventadas; no son declaraciones de ningún"
        " Estado.",
    },
    "illustrative_short": {"en": "Illustrative answers", "es": "Respuestas ilustrativas"},
    "received": {"en": "Information received to {day}", "es": "Información recibida hasta el {day}"},
    "mandate": {"en": "Mandate", "es": "Mandato"},
    "period": {"en": "Reporting period", "es": "Período de referencia"},
    "meeting": {"en": "Meeting", "es": "Reunión"},
    "questionnaire": {"en": "Questionnaire", "es": "Cuestionario"},
    "base_label": {"en": "Replies", "es": "Respuestas"},
    "audience_label": {"en": "Prepared for", "es": "Preparado para"},
    "audience_public": {
        "en": "the public. Answers that a state discloses to fewer readers are withheld.",
        "es": "el público. Las respuestas cuya divulgación el Estado ha restringido figuran como reservadas.",
    },
    "audience_member_states": {
        "en": "member states. Answers meant for the secretariat alone are withheld.",
        "es": "los Estados Miembros. Las respuestas destinadas solo a la Secretaría figuran como reservadas.",
    },
    "audience_secretariat": {
        "en": "the secretariat only. Nothing is withheld; not for circulation.",
        "es": "la Secretaría exclusivamente. No se reserva ninguna respuesta; no debe distribuirse.",
    },
    "thanks_label": {"en": "Acknowledgement", "es": "Agradecimiento"},
    "missing_label": {"en": "Replies awaited", "es": "Respuestas pendientes"},
    "reading": {"en": "How to read the tables", "es": "Cómo leer los cuadros"},
    "reading_base_label": {"en": "The base", "es": "La base"},
    "reading_base": {
        "en": "The base of a question is the states that replied and were asked it. What was left blank, is not"
        " available, could not be read or is withheld is counted apart, within the base.",
        "es": "La base de una pregunta la forman los Estados que respondieron al cuestionario y a los que se hizo esa"
        " pregunta. Lo que quedó sin contestar, no está disponible, no pudo interpretarse o está reservado se cuenta"
        " aparte, dentro de la base.",
    },
    "reading_share_label": {"en": "Shares", "es": "Los porcentajes"},
    "reading_share": {
        "en": "Shares are of the states of the base. Where several options can be chosen they do not add up to 100%.",
        "es": "Los porcentajes se calculan sobre los Estados de la base. Cuando pueden elegirse varias opciones, no"
        " suman el 100 %.",
    },
    "reading_order_label": {"en": "Order and texts", "es": "Orden y textos"},
    "reading_order": {
        "en": "States stand in the order of the Organization. Texts stand as each state wrote them.",
        "es": "Los Estados figuran en el orden de la Organización. Los textos se reproducen tal como los redactó cada"
        " Estado.",
    },
    "reading_not_final_label": {"en": "Date", "es": "Fecha"},
    "reading_not_final": {
        "en": "The table shows what had been received to the date stated; later replies remain welcome.",
        "es": "El cuadro recoge lo recibido hasta la fecha indicada; las respuestas posteriores serán bienvenidas.",
    },
    "legend": {"en": "Marks", "es": "Signos"},
    "documents": {"en": "Replies received as documents", "es": "Respuestas recibidas como documentos"},
    "contents": {"en": "Contents", "es": "Contenido"},
    "contents_synoptic": {"en": "{section}: one page", "es": "{section}: en una página"},
    "contents_section": {"en": "{section}: every question", "es": "{section}: todas las preguntas"},
    "contents_texts": {
        "en": "Answers that hold a text, whole, state by state",
        "es": "Respuestas que contienen texto, completas, Estado por Estado",
    },
    "contents_data": {
        "en": "Every answer as one row, for filters and own counts; made for the screen, not for print",
        "es": "Cada respuesta en una fila, para filtros y cálculos propios; pensada para la pantalla, no para imprimir",
    },
    # Marks
    "core": {"en": "core question", "es": "pregunta esencial"},
    "chosen": {"en": "the state chose this option", "es": "el Estado eligió esta opción"},
    "not_chosen": {
        "en": "the state answered and did not choose it",
        "es": "el Estado contestó y no la eligió",
    },
    "yes": {"en": "yes, or given", "es": "sí, o dato aportado"},
    "in_part": {"en": "in part", "es": "en parte"},
    "preparing": {"en": "in preparation", "es": "en preparación"},
    "no": {"en": "no", "es": "no"},
    "some_of": {
        "en": "of six items, five exist or were chosen",
        "es": "de seis elementos, cinco existen o se eligieron",
    },
    "noted": {
        "en": "some states answered an earlier wording of the question; both wordings stand below it",
        "es": "algunos Estados contestaron una redacción anterior de la pregunta; ambas redacciones figuran debajo",
    },
    # Tables
    "number": {"en": "No.", "es": "N.º"},
    "question": {"en": "Question", "es": "Pregunta"},
    "states": {"en": "States", "es": "Estados"},
    "share": {"en": "Share", "es": "Porcentaje"},
    "sum": {"en": "Sum", "es": "Suma"},
    "median": {"en": "Median", "es": "Mediana"},
    "smallest": {"en": "Smallest", "es": "Mínimo"},
    "largest": {"en": "Largest", "es": "Máximo"},
    "base_all": {
        "en": "Base: the {replied} states that replied",
        "es": "Base: los {replied} Estados que respondieron",
    },
    "base_one": {"en": "Base: the one state that replied", "es": "Base: el único Estado que respondió"},
    "base_some": {
        "en": "Base: {base} of the {replied} states that replied; the others were not asked",
        "es": "Base: {base} de los {replied} Estados que respondieron; a los demás no se les preguntó",
    },
    "base_none": {"en": "No state was asked this question", "es": "No se hizo esta pregunta a ningún Estado"},
    "answered": {"en": "Answered", "es": "Contestaron"},
    "total_of": {"en": "{row}, total", "es": "{row}, total"},
    "total": {"en": "Total", "es": "Total"},
    "entries": {"en": "Number of entries", "es": "Número de elementos"},
    "more_in_texts": {"en": "{text} … → Texts", "es": "{text} … → Textos"},
    "no_replies": {"en": "No reply has been received yet.", "es": "Aún no se ha recibido ninguna respuesta."},
    # Synoptic tables
    "synoptic_title": {"en": "Synoptic table: {section}", "es": "Cuadro sinóptico: {section}"},
    "synoptic_base": {
        "en": "Base: {base}. {received}. States in the order of the Organization. ★ core question.",
        "es": "Base: {base}. {received}. Estados en el orden de la Organización. ★ pregunta esencial.",
    },
    "synoptic_rest": {
        "en": "The other questions of the section stand in the sheet “{sheet}”.",
        "es": "Las demás preguntas de la sección figuran en la hoja «{sheet}».",
    },
    "synoptic_notes": {
        "en": "{sign} some states answered an earlier wording: see the sheet “{sheet}”",
        "es": "{sign} algunos Estados contestaron una redacción anterior: véase la hoja «{sheet}»",
    },
    "state": {"en": "State", "es": "Estado"},
    "yes_or_in_part": {"en": "Yes or in part, of {base}", "es": "Sí o en parte, de {base}"},
    # Texts and data
    "text": {"en": "Text", "es": "Texto"},
    "continued": {"en": "{name} (continued)", "es": "{name} (continuación)"},
    "state_code": {"en": "State code", "es": "Código del Estado"},
    "section": {"en": "Section", "es": "Sección"},
    "question_code": {"en": "Question code", "es": "Código de la pregunta"},
    "place": {"en": "Place", "es": "Lugar"},
    "mark": {"en": "Mark", "es": "Signo"},
    "option_code": {"en": "Option code", "es": "Código de la opción"},
    "option": {"en": "Option", "es": "Opción"},
    "value_number": {"en": "Number", "es": "Número"},
    "date": {"en": "Date", "es": "Fecha"},
    "note": {"en": "Note", "es": "Nota"},
    "earlier_wording": {"en": "Earlier wording answered", "es": "Redacción anterior contestada"},
    "unchanged_since": {"en": "Unchanged since", "es": "Sin cambios desde"},
    "beside": {"en": "beside the answer", "es": "junto a la respuesta"},
    "continuation": {"en": "continuation", "es": "continuación"},
    "page": {"en": "Page {page} of {pages}", "es": "Página {page} de {pages}"},
}

DATE_FORMATS: Text = {"en": "[$-809]d mmmm yyyy", "es": '[$-C0A]d "de" mmmm "de" yyyy'}
