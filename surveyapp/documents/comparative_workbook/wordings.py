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
    "version": {"en": "Version", "es": "Versión"},
    "draft": {"en": "draft", "es": "borrador"},
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
    "reading_share_label": {"en": "Shares", "es": "Los porcentajes"},
    "documents": {"en": "Replies received as documents", "es": "Respuestas recibidas como documentos"},
    "contents": {"en": "Contents", "es": "Contenido"},
    "contents_synoptic": {"en": "{section}: one page", "es": "{section}: en una página"},
    "contents_section": {"en": "{section}: every question", "es": "{section}: todas las preguntas"},
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
    # Names of the sheets that are not of one section
    "response": {"en": "Response level", "es": "Nivel de respuesta"},
    "frequencies": {"en": "Frequencies", "es": "Frecuencias"},
    "changes": {"en": "Changes", "es": "Cambios"},
    "register": {"en": "Laws and instruments", "es": "Leyes e instrumentos"},
    "statistics": {"en": "Statistics", "es": "Estadísticas"},
    "practices": {"en": "Practices", "es": "Prácticas"},
    "contacts": {"en": "Contacts", "es": "Contactos"},
    "codebook": {"en": "Codebook", "es": "Libro de códigos"},
    "method": {"en": "Method and signs", "es": "Método y signos"},
    "document_number": {"en": "Document", "es": "Documento"},
    "classification": {"en": "Classification", "es": "Clasificación"},
    "made_on": {"en": "Date of the table", "es": "Fecha del cuadro"},
    "contents_response": {
        "en": "How many states have replied: now, by subregion, and round by round",
        "es": "Cuántos Estados han respondido: ahora, por subregión y en cada ronda",
    },
    "contents_frequencies": {
        "en": "Every option over all states and by subregion, with charts",
        "es": "Cada opción en todos los Estados y por subregión, con gráficos",
    },
    "contents_changes": {
        "en": "What changed since the round before, over the states that answered both times",
        "es": "Qué cambió desde la ronda anterior, entre los Estados que contestaron las dos veces",
    },
    "contents_register": {
        "en": "The laws and instruments that the states named, with where they are cited",
        "es": "Las leyes y los instrumentos que indicaron los Estados, y dónde se citan",
    },
    "contents_statistics": {
        "en": "Every figure as one row, ready for a pivot table; made for the screen, not for print",
        "es": "Cada cifra en una fila, lista para una tabla dinámica; pensada para la pantalla, no para imprimir",
    },
    "contents_texts": {
        "en": "Answers that hold a text, whole, state by state",
        "es": "Respuestas que contienen texto, completas, Estado por Estado",
    },
    "contents_practices": {
        "en": "Highlighted practices, in the words of the Secretariat",
        "es": "Prácticas destacadas, en palabras de la Secretaría",
    },
    "contents_contacts": {
        "en": "Log of contacts; internal, for the Secretariat alone",
        "es": "Registro de contactos; documento interno, exclusivo de la Secretaría",
    },
    "contents_data": {
        "en": "Every answer as one row, codes beside words, for filters and own counts; made for the screen, not for"
        " print",
        "es": "Cada respuesta en una fila, con códigos y palabras, para filtros y cálculos propios; pensada para la"
        " pantalla, no para imprimir",
    },
    "contents_codebook": {
        "en": "Every code of the questionnaire with its wording, and when it is asked",
        "es": "Cada código del cuestionario con su redacción, y cuándo se pregunta",
    },
    "contents_method": {
        "en": "How the tables were made, and every sign in them",
        "es": "Cómo se hicieron los cuadros, y todos sus signos",
    },
    # The response level
    "response_title": {"en": "Response level", "es": "Nivel de respuesta"},
    "response_now": {"en": "This round", "es": "Esta ronda"},
    "response_rounds": {"en": "Round by round", "es": "Ronda por ronda"},
    "response_states": {"en": "State by state", "es": "Estado por Estado"},
    "states_told": {"en": "States", "es": "Estados"},
    "all_states": {"en": "All states", "es": "Todos los Estados"},
    "asked": {"en": "Asked", "es": "Consultados"},
    "replied": {"en": "Replied", "es": "Respondieron"},
    "has_replied": {"en": "Replied", "es": "Respondió"},
    "round": {"en": "Round", "es": "Ronda"},
    "deadline": {"en": "Deadline", "es": "Plazo"},
    "subregion": {"en": "Subregion", "es": "Subregión"},
    "reply": {"en": "Reply", "es": "Respuesta"},
    # Frequencies
    "frequencies_title": {"en": "Frequencies", "es": "Frecuencias"},
    "question_and_option": {"en": "Question and option", "es": "Pregunta y opción"},
    "chart": {"en": "Bar chart. {title}. {figures}.", "es": "Gráfico de barras. {title}. {figures}."},
    "sum_of_cells": {
        "en": "Sum over the states that gave the figure",
        "es": "Suma de los Estados que aportaron la cifra",
    },
    "median_of_cells": {
        "en": "Median of the states that gave the figure",
        "es": "Mediana de los Estados que aportaron la cifra",
    },
    "too_many_across": {
        "en": "With {states} states none has a column of its own here: what each answered stands in the sheets Texts"
        " and Data, one row an answer.",
        "es": "Con {states} Estados, ninguno tiene aquí una columna propia: lo que contestó cada uno figura en las"
        " hojas Textos y Datos, una fila por respuesta.",
    },
    # Changes
    "changes_title": {"en": "Changes since: {before}", "es": "Cambios desde: {before}"},
    "round_before": {"en": "the round before", "es": "la ronda anterior"},
    "changes_base": {
        "en": "States that replied to both rounds: {count}. Of each question, only those that answered it both times"
        " are compared.",
        "es": "Estados que respondieron a ambas rondas: {count}. En cada pregunta se comparan solo los que la"
        " contestaron las dos veces.",
    },
    "changes_negative": {
        "en": "Of an answer “no” the states are counted and not named.",
        "es": "De las respuestas «no» se indica solo el número de Estados, sin nombrarlos.",
    },
    "question_option_state": {"en": "Question, option, state", "es": "Pregunta, opción, Estado"},
    "before": {"en": "Before", "es": "Antes"},
    "now": {"en": "Now", "es": "Ahora"},
    "difference": {"en": "Difference", "es": "Diferencia"},
    "gained": {"en": "Gained: chose it now, not before", "es": "Se sumaron: la eligieron ahora y antes no"},
    "lost": {"en": "Lost: chose it before, not now", "es": "Dejaron de elegirla: la eligieron antes y ahora no"},
    "both_answered": {
        "en": "States that answered both times",
        "es": "Estados que contestaron las dos veces",
    },
    "both_none": {
        "en": "No state answered both times: nothing can be said of a change",
        "es": "Ningún Estado contestó las dos veces: no puede indicarse ningún cambio",
    },
    "from": {"en": "From", "es": "De"},
    "to": {"en": "To", "es": "A"},
    # Laws, statistics, practices, contacts
    "register_title": {"en": "Register of laws and instruments", "es": "Registro de leyes e instrumentos"},
    "cited_in": {"en": "Cited in the answers to", "es": "Se cita en las respuestas a"},
    "indicator": {"en": "Indicator", "es": "Indicador"},
    "category": {"en": "Category", "es": "Categoría"},
    "year": {"en": "Year", "es": "Año"},
    "sex": {"en": "Sex", "es": "Sexo"},
    "age": {"en": "Age", "es": "Edad"},
    "value": {"en": "Value", "es": "Valor"},
    "source": {"en": "Source", "es": "Fuente"},
    "remark": {"en": "Remarks", "es": "Observaciones"},
    "sex_female": {"en": "female", "es": "femenino"},
    "sex_male": {"en": "male", "es": "masculino"},
    "sex_unknown": {"en": "not known", "es": "se desconoce"},
    "age_adult": {"en": "adult", "es": "persona adulta"},
    "age_child": {"en": "under 18", "es": "menor de 18 años"},
    "age_unknown": {"en": "not known", "es": "se desconoce"},
    "practices_title": {"en": "Highlighted practices", "es": "Prácticas destacadas"},
    "practice": {"en": "Practice", "es": "Práctica"},
    "contacts_title": {"en": "Log of contacts", "es": "Registro de contactos"},
    "internal": {
        "en": "Internal. For the use of the Secretariat alone.",
        "es": "Documento interno, para uso exclusivo de la Secretaría.",
    },
    "contact": {"en": "Contact", "es": "Contacto"},
    "direction": {"en": "Direction", "es": "Procedencia"},
    "with_whom": {"en": "With whom", "es": "Con quién"},
    "content": {"en": "Content", "es": "Contenido"},
    "written_in": {"en": "Written in", "es": "Idioma"},
    # The codebook
    "part": {"en": "Part", "es": "Parte"},
    "part_section": {"en": "section", "es": "sección"},
    "part_group": {"en": "group", "es": "grupo"},
    "part_question": {"en": "question", "es": "pregunta"},
    "part_row": {"en": "row", "es": "fila"},
    "part_column": {"en": "column", "es": "columna"},
    "part_companion": {"en": "with the figures", "es": "junto a las cifras"},
    "part_field": {"en": "field", "es": "campo"},
    "part_option": {"en": "option", "es": "opción"},
    "code": {"en": "Code", "es": "Código"},
    "wording": {"en": "Wording", "es": "Redacción"},
    "kind": {"en": "Kind", "es": "Tipo"},
    "condition": {"en": "When it is asked", "es": "Cuándo se pregunta"},
    "constraint": {"en": "What must hold", "es": "Qué debe cumplirse"},
    "disclosure": {"en": "Disclosure", "es": "Divulgación"},
    "core_question": {"en": "Core", "es": "Esencial"},
    "yes_core": {"en": "yes", "es": "sí"},
    "guidance": {"en": "Hint", "es": "Indicación"},
    # Method and signs
    "method_title": {"en": "Method and signs", "es": "Método y signos"},
    "reading_base": {
        "en": "The base of a question is the states that replied and were asked it. What was left blank, is not"
        " available, could not be read or is withheld is counted apart, within the base.",
        "es": "La base de una pregunta la forman los Estados que respondieron al cuestionario y a los que se hizo esa"
        " pregunta. Lo que quedó sin contestar, no está disponible, no pudo interpretarse o está reservado se cuenta"
        " aparte, dentro de la base.",
    },
    "reading_share": {
        "en": "Shares are of the states of the base, and are given only where the base has at least {fewest} states."
        " Where several options can be chosen they do not add up to 100%.",
        "es": "Los porcentajes se calculan sobre los Estados de la base y se indican solo cuando la base tiene al menos"
        " {fewest} Estados. Cuando pueden elegirse varias opciones, los porcentajes no suman el 100 %.",
    },
    "reading_order_label": {"en": "Order", "es": "Orden"},
    "reading_order": {
        "en": "States stand in the order of the Organization; where every question of a section is shown, subregion by"
        " subregion, in that order within each.",
        "es": "Los Estados figuran en el orden de la Organización; donde se muestran todas las preguntas de una"
        " sección, por subregiones y, dentro de cada una, en ese mismo orden.",
    },
    "reading_texts_label": {"en": "Texts", "es": "Textos"},
    "reading_texts": {
        "en": "Texts stand as each state wrote them. Where states stand side by side a long text is cut and ends with"
        " “… → Texts”: it stands whole in the sheet Texts.",
        "es": "Los textos se reproducen tal como los redactó cada Estado. Donde los Estados figuran uno junto a otro,"
        " los textos largos se cortan y terminan en «… → Textos»: figuran completos en la hoja Textos.",
    },
    "reading_figures_label": {"en": "Figures", "es": "Cifras"},
    "reading_figures": {
        "en": "Zero is a figure, and no answer is not zero. Sums and medians are over the states that gave the figure;"
        " periods and definitions may differ from state to state.",
        "es": "El cero es una cifra, y la falta de respuesta no es cero. Las sumas y las medianas se refieren a los"
        " Estados que aportaron la cifra; los períodos y las definiciones pueden variar de un Estado a otro.",
    },
    "reading_subregions_label": {"en": "Subregions", "es": "Subregiones"},
    "reading_subregions": {
        "en": "Subregions are those of the Organization. Each has a base of its own.",
        "es": "Las subregiones son las de la Organización. Cada una tiene su propia base.",
    },
    "reading_groups_label": {"en": "Subregions and groups", "es": "Subregiones y grupos"},
    "reading_groups": {
        "en": "Subregions are those of the Organization; other groups are of the Secretariat, and a state may be in"
        " several. Each has a base of its own.",
        "es": "Las subregiones son las de la Organización; los demás grupos son de la Secretaría, y un Estado puede"
        " estar en varios. Cada uno tiene su propia base.",
    },
    "reading_changes_label": {"en": "Changes", "es": "Cambios"},
    "reading_changes": {
        "en": "Changes are told only of states that answered in both rounds. What one of the two withholds, leaves"
        " blank or does not ask is no change. Earlier answers are shown as answers to the present questionnaire.",
        "es": "Los cambios se refieren solo a los Estados que contestaron en ambas rondas. Lo que en una de las dos"
        " está reservado, quedó sin contestar o no se preguntó no es un cambio. Las respuestas anteriores se muestran"
        " como respuestas al cuestionario actual.",
    },
    "reading_statistics_label": {"en": "Statistics", "es": "Estadísticas"},
    "reading_statistics": {
        "en": "The year is that which the table of the questionnaire names; sex and age follow from its columns and"
        " rows. A state that gave no figure has a row that says why.",
        "es": "El año es el que indica el cuadro del cuestionario; el sexo y la edad se deducen de sus columnas y"
        " filas. Cuando un Estado no aportó una cifra, una fila indica el motivo.",
    },
    "reading_translations_label": {"en": "Translations", "es": "Traducciones"},
    "reading_translations": {
        "en": "Translations are of the Secretariat unless the state has confirmed them; the original prevails.",
        "es": "Las traducciones son de la Secretaría, salvo que el Estado las haya confirmado; prevalece el texto"
        " original.",
    },
    "reading_across_label": {"en": "Many states", "es": "Muchos Estados"},
    "reading_across": {
        "en": "More than {most} states have no columns of their own: the tables of the sections show counts, and what"
        " each of the {states} states answered stands in the sheets Texts and Data.",
        "es": "Cuando hay más de {most} Estados, no tienen columnas propias: los cuadros de las secciones muestran"
        " recuentos, y lo que contestó cada uno de los {states} Estados figura en las hojas Textos y Datos.",
    },
    "reading_not_final_label": {"en": "Date", "es": "Fecha"},
    "reading_not_final": {
        "en": "The table shows what had been received to the date stated; later replies remain welcome.",
        "es": "El cuadro recoge lo recibido hasta la fecha indicada; las respuestas posteriores serán bienvenidas.",
    },
    "legend": {"en": "Signs", "es": "Signos"},
    "legend_synoptic": {"en": "On the synoptic pages", "es": "En los cuadros sinópticos"},
    "legend_section": {"en": "Below a question", "es": "Debajo de una pregunta"},
    "legend_all": {"en": "Everywhere", "es": "En todas partes"},
    "sign_clarified": {
        "en": "states that clarified their answer at the request of the Secretariat",
        "es": "Estados que aclararon su respuesta a solicitud de la Secretaría",
    },
    "sign_verified": {
        "en": "states of which the Secretariat has verified the answer",
        "es": "Estados cuya respuesta verificó la Secretaría",
    },
    "clarified_one": {
        "en": "{states} clarified this answer at the request of the Secretariat.",
        "es": "{states} aclaró esta respuesta a solicitud de la Secretaría.",
    },
    "clarified_some": {
        "en": "{states} clarified their answers at the request of the Secretariat.",
        "es": "{states} aclararon sus respuestas a solicitud de la Secretaría.",
    },
    "verified_one": {
        "en": "The Secretariat has verified the answer of one state: {states}.",
        "es": "La Secretaría verificó la respuesta de un Estado: {states}.",
    },
    "verified_some": {
        "en": "The Secretariat has verified the answers of these states: {states}.",
        "es": "La Secretaría verificó las respuestas de los siguientes Estados: {states}.",
    },
    # Codes in the data
    "section_code": {"en": "Section code", "es": "Código de la sección"},
    "mark_code": {"en": "Mark code", "es": "Código del signo"},
    # Headings of a CSV file in words
    "csv_audience": {"en": "Prepared for", "es": "Preparado para"},
    "csv_replied": {"en": "States that replied", "es": "Estados que respondieron"},
    "csv_asked": {"en": "States asked", "es": "Estados consultados"},
    "csv_received_to": {"en": "Information received to", "es": "Información recibida hasta"},
    "csv_illustrative": {"en": "Note", "es": "Nota"},
    "csv_for_public": {"en": "the public", "es": "el público"},
    "csv_for_member_states": {"en": "member states", "es": "los Estados Miembros"},
    "csv_for_secretariat": {"en": "the Secretariat only", "es": "la Secretaría exclusivamente"},
}

DATE_FORMATS: Text = {"en": "[$-809]d mmmm yyyy", "es": '[$-C0A]d "de" mmmm "de" yyyy'}
SHARE_FORMATS: Text = {"en": "0%", "es": "0\\\u00a0%"}
"""In Spanish a no-break space stands before the sign."""
