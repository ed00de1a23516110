"""The words of the blank form that are not the questionnaire's: instructions, furniture, declaration."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from surveyapp.core.questionnaire import Disclosure, Kind, Question
from surveyapp.core.text import Text, said
from surveyapp.wording import numbers

LANGUAGES = ("en", "es", "pt", "fr")
"""The languages in which a form can be made: in any other its furniture would be a mix."""

BOX = "☐"
STAR = "★"


def words(name: str, language: str, **values: str | int) -> str:
    """A sentence of the form with its values filled in."""
    sentence = said(_WORDS[name], language)
    return sentence.format(**values) if values else sentence


def placeholders(language: str) -> dict[str, str]:
    """What stands for the years where no round fills them in: "[year]", never a blank that looks like a question."""
    return {name: said(text, language) for name, text in _PLACEHOLDERS.items()}


def how_to_fill_in(language: str, *, has_core: bool, has_conditions: bool, has_placeholders: bool) -> list[str]:
    """The instructions, as far as this questionnaire needs them."""
    left_out = {"core": not has_core, "conditions": not has_conditions, "years": not has_placeholders}
    return [said(text, language) for name, text in _HOW_TO.items() if not left_out.get(name)]


def disclosure(who: Disclosure, language: str) -> str:
    """Who reads an answer that is not public; "" for one that is."""
    return said(_DISCLOSURES.get(who, {}), language)


def edition(version: str, revision: int, language: str) -> str:
    """ "Version 2", "Version 2, wording 3"."""
    name = "edition_revised" if revision else "edition"
    return words(name, language, version=version, revision=revision)


def minutes(number: int, language: str) -> str:
    """About how long a section takes; "" where nobody has said."""
    if not number:
        return ""
    return words("minute" if number == 1 else "minutes", language, minutes=number)


def how_many(question: Question, language: str) -> str:
    """How many entries a list asks for and allows; "" where nothing is said."""
    parts = []
    if question.entries and not question.hint:  # the author's hint says so, and says more
        parts.append(words("entries_asked", language, number=question.entries))
    if question.fewest and question.fewest == question.most:
        parts.append(words("entries_exactly", language, number=question.fewest))
    else:
        parts += [words("entries_fewest", language, number=question.fewest)] if question.fewest else []
        parts += [words("entries_most", language, number=question.most)] if question.most else []
    return " ".join(parts)


def range_of(question: Question, language: str) -> str:
    """ "A whole number from 1 to 10."; "" for a question without limits."""
    limits = {
        name: _written(text, language) for name, text in (("lowest", question.lowest), ("highest", question.highest))
    }
    if not any(limits.values()):
        return ""
    kind = "whole" if question.kind is Kind.INTEGER else "number"
    reach = "between" if all(limits.values()) else "from" if limits["lowest"] else "to"
    sentence = words(f"{kind}_{reach}", language, **limits)
    step = _written(question.step, language)
    return f"{sentence} {words('in_steps', language, step=step)}" if step not in ("", "1") else sentence


def _written(number: str, language: str) -> str:
    try:
        return numbers.grouped(Decimal(number), language) if number else ""
    except InvalidOperation:
        return number


_PLACEHOLDERS: Mapping[str, Text] = {
    "last_year": {"en": "[year]", "es": "[año]", "pt": "[ano]", "fr": "[année]"},
    "last_year_1": {"en": "[year − 1]", "es": "[año − 1]", "pt": "[ano − 1]", "fr": "[année − 1]"},
    "last_year_2": {"en": "[year − 2]", "es": "[año − 2]", "pt": "[ano − 2]", "fr": "[année − 2]"},
    "period": {
        "en": "[reporting period]",
        "es": "[período de referencia]",
        "pt": "[período de referência]",
        "fr": "[période de référence]",
    },
}

_DISCLOSURES: Mapping[Disclosure, Text] = {
    Disclosure.MEMBER_STATES: {
        "en": "Only member states will see the answer to this question.",
        "es": "Solo los Estados Miembros verán la respuesta a esta pregunta.",
        "pt": "Somente os Estados membros verão a resposta a esta pergunta.",
        "fr": "Seuls les États membres verront la réponse à cette question.",
    },
    Disclosure.SECRETARIAT: {
        "en": "Only the Secretariat will see the answer to this question.",
        "es": "Solo la Secretaría verá la respuesta a esta pregunta.",
        "pt": "Somente a Secretaria verá a resposta a esta pergunta.",
        "fr": "Seul le Secrétariat verra la réponse à cette question.",
    },
}

_HOW_TO: Mapping[str, Text] = {
    "boxes": {
        "en": (
            f"Put a cross in the box {BOX} beside your answer. Where several boxes may be marked, the question says so."
        ),
        "es": (
            f"Marque con una cruz la casilla {BOX} que corresponda a su respuesta. Cuando pueda marcarse más de una, "
            "la pregunta lo indica."
        ),
        "pt": (
            f"Marque com um X a caixa {BOX} correspondente à sua resposta. Quando for possível marcar mais de uma, "
            "a pergunta o indica."
        ),
        "fr": (
            f"Cochez la case {BOX} qui correspond à votre réponse. Lorsque plusieurs cases peuvent être cochées, "
            "la question l’indique."
        ),
    },
    "core": {
        "en": f"The sign {STAR} marks the core questions. A state that answers only these has replied.",
        "es": (
            f"El signo {STAR} señala las preguntas esenciales. Se considera que ha respondido el Estado que conteste "
            "únicamente estas."
        ),
        "pt": (
            f"O sinal {STAR} indica as perguntas essenciais. Considera-se que respondeu o Estado que responder "
            "somente a estas."
        ),
        "fr": (
            f"Le signe {STAR} signale les questions essentielles. Un État qui ne répond qu’à celles-ci est "
            "réputé avoir "
            "répondu."
        ),
    },
    "not_available": {
        "en": (
            "“Information not available” is an answer and is always allowed. A question without any mark is counted "
            "as left blank."
        ),
        "es": (
            "«Información no disponible» es una respuesta y siempre se admite. Una pregunta sin ninguna "
            "marca se cuenta "
            "como sin contestar."
        ),
        "pt": (
            "“Informação não disponível” é uma resposta e é sempre admitida. Uma pergunta sem nenhuma marca é contada "
            "como não respondida."
        ),
        "fr": (
            "«\u00a0Information non disponible\u00a0» est une réponse, toujours admise. Une question sans "
            "aucune marque "
            "est comptée comme laissée sans réponse."
        ),
    },
    "conditions": {
        "en": "Some questions are to be answered only in certain cases. The form says so below the question.",
        "es": (
            "Algunas preguntas deben contestarse solo en ciertos casos. El formulario lo indica debajo de la pregunta."
        ),
        "pt": (
            "Algumas perguntas devem ser respondidas somente em certos casos. O formulário o indica abaixo da pergunta."
        ),
        "fr": (
            "Il ne faut répondre à certaines questions que dans certains cas. Le formulaire l’indique sous la question."
        ),
    },
    "figures": {
        "en": "In tables of figures write 0 where there was none, and leave empty what is not known.",
        "es": "En los cuadros de cifras escriba 0 si no hubo ninguno y deje en blanco lo que no se conozca.",
        "pt": "Nos quadros de números, escreva 0 quando não houve nenhum e deixe em branco o que não se conhece.",
        "fr": "Dans les tableaux de chiffres, écrivez 0 s’il n’y en a eu aucun et laissez en blanc ce qui est inconnu.",
    },
    "room": {
        "en": "Where there is not room enough, go on on a separate sheet and write the number of the question on it.",
        "es": "Si el espacio no alcanza, continúe en una hoja aparte e indique en ella el número de la pregunta.",
        "pt": "Se o espaço não for suficiente, continue em uma folha à parte e indique nela o número da pergunta.",
        "fr": "Si la place manque, continuez sur une feuille séparée en y indiquant le numéro de la question.",
    },
    "disclosure": {
        "en": (
            "The answers are public unless the form says otherwise at a question, or the state restricts them "
            "when it sends its reply."
        ),
        "es": (
            "Las respuestas son públicas, salvo que el formulario indique otra cosa en una pregunta o que el Estado "
            "restrinja su divulgación al enviar la respuesta."
        ),
        "pt": (
            "As respostas são públicas, salvo se o formulário indicar outra coisa em uma pergunta ou se o Estado "
            "restringir a sua divulgação ao enviar a resposta."
        ),
        "fr": (
            "Les réponses sont publiques, sauf si le formulaire indique le contraire à une question ou si l’État en "
            "restreint la diffusion en envoyant sa réponse."
        ),
    },
    "years": {
        "en": "What stands in square brackets, such as [year], is filled in when the questionnaire is sent.",
        "es": "Lo que figura entre corchetes, como [año], se completa cuando se envía el cuestionario.",
        "pt": "O que aparece entre colchetes, como [ano], é preenchido quando o questionário é enviado.",
        "fr": "Ce qui figure entre crochets, comme [année], est complété au moment de l’envoi du questionnaire.",
    },
}

_WORDS: Mapping[str, Text] = {
    "organization": {
        "en": "Organization of American States",
        "es": "Organización de los Estados Americanos",
        "pt": "Organização dos Estados Americanos",
        "fr": "Organisation des États américains",
    },
    "department": {
        "en": "Department of Public Security",
        "es": "Departamento de Seguridad Pública",
        "pt": "Departamento de Segurança Pública",
        "fr": "Département de la sécurité publique",
    },
    "document": {
        "en": "Blank form, to be filled in on paper or on the screen",
        "es": "Formulario en blanco, para llenar en papel o en pantalla",
        "pt": "Formulário em branco, para preencher em papel ou na tela",
        "fr": "Formulaire vierge, à remplir sur papier ou à l’écran",
    },
    "edition": {
        "en": "Version {version}",
        "es": "Versión {version}",
        "pt": "Versão {version}",
        "fr": "Version {version}",
    },
    "edition_revised": {
        "en": "Version {version}, wording {revision}",
        "es": "Versión {version}, redacción {revision}",
        "pt": "Versão {version}, redação {revision}",
        "fr": "Version {version}, rédaction {revision}",
    },
    "draft": {
        "en": "Draft of the questionnaire: not to be sent or answered",
        "es": "Borrador del cuestionario: no debe enviarse ni contestarse",
        "pt": "Minuta do questionário: não deve ser enviada nem respondida",
        "fr": "Projet de questionnaire\u00a0: à ne pas envoyer et à ne pas remplir",
    },
    "illustrative": {
        "en": "Demonstration: this form is not part of any real round.",
        "es": "Demostración: este formulario no pertenece a ninguna ronda real.",
        "pt": "Demonstração: este formulário não pertence a nenhuma rodada real.",
        "fr": "Démonstration\u00a0: ce formulaire n’appartient à aucun cycle réel.",
    },
    "page": {"en": "{page} / {pages}", "es": "{page} / {pages}", "pt": "{page} / {pages}", "fr": "{page} / {pages}"},
    "contents": {"en": "Contents", "es": "Contenido", "pt": "Conteúdo", "fr": "Table des matières"},
    "front": {
        "en": "Who replies",
        "es": "Quién responde",
        "pt": "Quem responde",
        "fr": "Qui répond",
    },
    "state": {"en": "State", "es": "Estado", "pt": "Estado", "fr": "État"},
    "contact": {
        "en": "Contact person",
        "es": "Persona de contacto",
        "pt": "Pessoa de contato",
        "fr": "Personne à contacter",
    },
    "position": {"en": "Title or position", "es": "Cargo", "pt": "Cargo", "fr": "Titre ou fonction"},
    "institution": {"en": "Institution", "es": "Institución", "pt": "Instituição", "fr": "Institution"},
    "address": {
        "en": "E-mail and telephone",
        "es": "Correo electrónico y teléfono",
        "pt": "Correio eletrônico e telefone",
        "fr": "Courriel et téléphone",
    },
    "consulted": {
        "en": "Bodies consulted",
        "es": "Organismos consultados",
        "pt": "Órgãos consultados",
        "fr": "Organismes consultés",
    },
    "period": {
        "en": "Reporting period",
        "es": "Período de referencia",
        "pt": "Período de referência",
        "fr": "Période de référence",
    },
    "date": {"en": "Date", "es": "Fecha", "pt": "Data", "fr": "Date"},
    "round": {"en": "Round", "es": "Ronda", "pt": "Rodada", "fr": "Cycle"},
    "mandate": {"en": "Mandate", "es": "Mandato", "pt": "Mandato", "fr": "Mandat"},
    "deadline": {
        "en": "Reply expected by",
        "es": "Plazo para responder",
        "pt": "Prazo para responder",
        "fr": "Date limite de réponse",
    },
    "how_to": {
        "en": "How to fill in this form",
        "es": "Cómo llenar este formulario",
        "pt": "Como preencher este formulário",
        "fr": "Comment remplir ce formulaire",
    },
    "usually": {
        "en": "Usually answered by: {institution}",
        "es": "Suele contestarla: {institution}",
        "pt": "Costuma responder: {institution}",
        "fr": "Répond habituellement\u00a0: {institution}",
    },
    "minute": {
        "en": "About 1 minute",
        "es": "Aproximadamente 1 minuto",
        "pt": "Cerca de 1 minuto",
        "fr": "Environ 1 minute",
    },
    "minutes": {
        "en": "About {minutes} minutes",
        "es": "Aproximadamente {minutes} minutos",
        "pt": "Cerca de {minutes} minutos",
        "fr": "Environ {minutes} minutes",
    },
    "core": {
        "en": "core question",
        "es": "pregunta esencial",
        "pt": "pergunta essencial",
        "fr": "question essentielle",
    },
    "certain_cases": {
        "en": "To be answered only in certain cases.",
        "es": "Se contesta únicamente en ciertos casos.",
        "pt": "Responde-se somente em certos casos.",
        "fr": "À remplir uniquement dans certains cas.",
    },
    "some_options": {
        "en": "Which of these options apply depends on earlier answers.",
        "es": "Las opciones aplicables dependen de respuestas anteriores.",
        "pt": "As opções aplicáveis dependem de respostas anteriores.",
        "fr": "Les options applicables dépendent de réponses précédentes.",
    },
    "required": {
        "en": "An answer is required.",
        "es": "Es obligatorio contestar.",
        "pt": "A resposta é obrigatória.",
        "fr": "Une réponse est obligatoire.",
    },
    "guidance": {"en": "Guidance", "es": "Orientación", "pt": "Orientação", "fr": "Précisions"},
    "choose_one": {
        "en": "Mark one box.",
        "es": "Marque una sola casilla.",
        "pt": "Marque uma só caixa.",
        "fr": "Cochez une seule case.",
    },
    "choose_several": {
        "en": "Mark all the boxes that apply.",
        "es": "Marque todas las casillas que correspondan.",
        "pt": "Marque todas as caixas que se apliquem.",
        "fr": "Cochez toutes les cases utiles.",
    },
    "one_in_each_row": {
        "en": "Mark one box in each row.",
        "es": "Marque una sola casilla en cada fila.",
        "pt": "Marque uma só caixa em cada linha.",
        "fr": "Cochez une seule case par ligne.",
    },
    "alone": {
        "en": "mark this box alone",
        "es": "marque únicamente esta casilla",
        "pt": "marque somente esta caixa",
        "fr": "ne cochez que cette case",
    },
    "not_available": {
        "en": "Information not available",
        "es": "Información no disponible",
        "pt": "Informação não disponível",
        "fr": "Information non disponible",
    },
    "none": {"en": "There are none", "es": "No hay ninguno", "pt": "Não há nenhum", "fr": "Il n’y en a pas"},
    "total": {"en": "Total", "es": "Total", "pt": "Total", "fr": "Total"},
    "day": {"en": "Day", "es": "Día", "pt": "Dia", "fr": "Jour"},
    "month": {"en": "Month", "es": "Mes", "pt": "Mês", "fr": "Mois"},
    "year": {"en": "Year", "es": "Año", "pt": "Ano", "fr": "Année"},
    "number": {"en": "Number", "es": "Número", "pt": "Número", "fr": "Nombre"},
    "web_address": {"en": "Web address", "es": "Dirección web", "pt": "Endereço web", "fr": "Adresse web"},
    "title_of_text": {
        "en": "Title of the text",
        "es": "Título del texto",
        "pt": "Título do texto",
        "fr": "Titre du texte",
    },
    "file": {
        "en": "Attach the document and write its name here",
        "es": "Adjunte el documento y escriba aquí su nombre",
        "pt": "Anexe o documento e escreva aqui o seu nome",
        "fr": "Joignez le document et inscrivez ici son nom",
    },
    "law": {
        "en": "Law or instrument",
        "es": "Ley o instrumento",
        "pt": "Lei ou instrumento",
        "fr": "Loi ou instrument",
    },
    "article": {"en": "Article", "es": "Artículo", "pt": "Artigo", "fr": "Article"},
    "since": {"en": "Since (year)", "es": "Desde (año)", "pt": "Desde (ano)", "fr": "Depuis (année)"},
    "entry": {
        "en": "Entry {number}",
        "es": "Elemento {number}",
        "pt": "Elemento {number}",
        "fr": "Élément {number}",
    },
    "entries_asked": {
        "en": "Asked: up to {number}; more are welcome.",
        "es": "Cantidad solicitada: hasta {number}; puede agregar más.",
        "pt": "Quantidade solicitada: até {number}; podem ser acrescentados outros.",
        "fr": "Nombre demandé\u00a0: jusqu’à {number}\u00a0; vous pouvez en ajouter.",
    },
    "entries_exactly": {
        "en": "Needed: exactly {number}.",
        "es": "Cantidad necesaria: exactamente {number}.",
        "pt": "Quantidade necessária: exatamente {number}.",
        "fr": "Nombre requis\u00a0: exactement {number}.",
    },
    "entries_fewest": {
        "en": "Needed: at least {number}.",
        "es": "Cantidad necesaria: al menos {number}.",
        "pt": "Quantidade necessária: pelo menos {number}.",
        "fr": "Nombre requis\u00a0: au moins {number}.",
    },
    "entries_most": {
        "en": "Allowed: at most {number}.",
        "es": "Cantidad admitida: como máximo {number}.",
        "pt": "Quantidade admitida: no máximo {number}.",
        "fr": "Nombre admis\u00a0: au plus {number}.",
    },
    "more_entries": {
        "en": "For further entries copy this page.",
        "es": "Para agregar otros elementos, haga copias de esta página.",
        "pt": "Para acrescentar outros elementos, faça cópias desta página.",
        "fr": "Pour d’autres éléments, faites des copies de cette page.",
    },
    "whole_between": {
        "en": "A whole number from {lowest} to {highest}.",
        "es": "Un número entero entre {lowest} y {highest}.",
        "pt": "Um número inteiro entre {lowest} e {highest}.",
        "fr": "Un nombre entier compris entre {lowest} et {highest}.",
    },
    "whole_from": {
        "en": "A whole number not less than {lowest}.",
        "es": "Un número entero no menor que {lowest}.",
        "pt": "Um número inteiro não menor que {lowest}.",
        "fr": "Un nombre entier non inférieur à {lowest}.",
    },
    "whole_to": {
        "en": "A whole number not greater than {highest}.",
        "es": "Un número entero no mayor que {highest}.",
        "pt": "Um número inteiro não maior que {highest}.",
        "fr": "Un nombre entier non supérieur à {highest}.",
    },
    "number_between": {
        "en": "A number from {lowest} to {highest}.",
        "es": "Un número entre {lowest} y {highest}.",
        "pt": "Um número entre {lowest} e {highest}.",
        "fr": "Un nombre compris entre {lowest} et {highest}.",
    },
    "number_from": {
        "en": "A number not less than {lowest}.",
        "es": "Un número no menor que {lowest}.",
        "pt": "Um número não menor que {lowest}.",
        "fr": "Un nombre non inférieur à {lowest}.",
    },
    "number_to": {
        "en": "A number not greater than {highest}.",
        "es": "Un número no mayor que {highest}.",
        "pt": "Um número não maior que {highest}.",
        "fr": "Un nombre non supérieur à {highest}.",
    },
    "in_steps": {
        "en": "In steps of {step}.",
        "es": "De {step} en {step}.",
        "pt": "De {step} em {step}.",
        "fr": "Par pas de {step}.",
    },
    "calculated": {
        "en": "Worked out from the other answers: nothing needs to be written here.",
        "es": "Se calcula a partir de las demás respuestas: no es necesario escribir nada aquí.",
        "pt": "Calcula-se a partir das demais respostas: não é necessário escrever nada aqui.",
        "fr": "Calculé à partir des autres réponses\u00a0: il n’y a rien à écrire ici.",
    },
    "declaration": {"en": "Declaration", "es": "Declaración", "pt": "Declaração", "fr": "Déclaration"},
    "declare": {
        "en": (
            "I declare that these answers have been verified and approved by the competent authority, and that they "
            "are the official reply of the state named on the first page."
        ),
        "es": (
            "Declaro que estas respuestas han sido verificadas y aprobadas por la autoridad competente y que "
            "constituyen la respuesta oficial del Estado indicado en la primera página."
        ),
        "pt": (
            "Declaro que estas respostas foram verificadas e aprovadas pela autoridade competente e que constituem a "
            "resposta oficial do Estado indicado na primeira página."
        ),
        "fr": (
            "Je déclare que ces réponses ont été vérifiées et approuvées par l’autorité compétente et qu’elles "
            "constituent la réponse officielle de l’État indiqué à la première page."
        ),
    },
    "name": {"en": "Name", "es": "Nombre", "pt": "Nome", "fr": "Nom"},
    "signature": {
        "en": "Signature and stamp",
        "es": "Firma y sello",
        "pt": "Assinatura e carimbo",
        "fr": "Signature et cachet",
    },
    "place_and_date": {
        "en": "Place and date",
        "es": "Lugar y fecha",
        "pt": "Local e data",
        "fr": "Lieu et date",
    },
}
