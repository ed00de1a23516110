"""What stands around the questions: mandate and method, introductions, changes, gaps."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from surveyapp.core.changes import Change
from surveyapp.core.comparison import Comparison, States, Tally
from surveyapp.core.disclosure import Audience
from surveyapp.core.marks import Mark
from surveyapp.core.questionnaire import Question
from surveyapp.core.text import Text, said
from surveyapp.wording import dates
from surveyapp.wording.answers import FULL
from surveyapp.wording.lists import join
from surveyapp.wording.numbers import Agreement, grouped
from surveyapp.wording.summary.choices import in_favour
from surveyapp.wording.summary.speaking import Speaker, sentence, sentences, some_of_base, the_base

_MANDATE: Text = {
    "en": "This document is presented pursuant to the following mandate: {mandate}.",
    "es": "Este documento se presenta en cumplimiento del mandato siguiente: {mandate}.",
}
_MEETING: Text = {
    "en": "It is submitted for consideration to the following meeting: {meeting}.",
    "es": "Se somete a la consideración de la reunión siguiente: {meeting}.",
}
_PURPOSE: Text = {
    "en": "It lays side by side what the member states answered, and adds no judgment of its own.",
    "es": "Presenta de manera comparada lo que contestaron los Estados Miembros, sin agregar juicio alguno.",
}
_ASKED_ON: Text = {
    "en": "The General Secretariat sent the questionnaire on {day}.",
    "es": "La Secretaría General envió el cuestionario el {day}.",
}
_ASKED: tuple[Text, Text] = (
    {"en": "One member state was consulted.", "es": "Se consultó a un Estado Miembro."},
    {"en": "{count} member states were consulted.", "es": "Se consultó a {count} Estados Miembros."},
)
_PERIOD: Text = {
    "en": "The reporting period is {period}, and the questionnaire has {questions} in {sections}.",
    "es": "El período de referencia es {period}, y el cuestionario consta de {questions} en {sections}.",
}
_QUESTIONS: tuple[Text, Text] = (
    {"en": "one question", "es": "una pregunta"},
    {"en": "{count} questions", "es": "{count} preguntas"},
)
_SECTIONS: tuple[Text, Text] = (
    {"en": "one section", "es": "una sección"},
    {"en": "{count} sections", "es": "{count} secciones"},
)
_RECEIVED: Text = {
    "en": "What was received to {day} is taken into account; a reply that comes later remains welcome, and this"
    " compilation is never final.",
    "es": "Se tiene en cuenta la información recibida hasta el {day}; las respuestas posteriores siguen siendo"
    " bienvenidas, y esta recopilación nunca es definitiva.",
}
_BASE: Text = {
    "en": "The base of every figure consists of the States that replied and to which the question was put. A State from"
    " which nothing has been received is in no base, and neither is one to which the question was not put because an"
    " earlier answer made it unnecessary. Within the base, what was left blank, what is not available, what was"
    " withheld and what cannot be read is counted apart and never as “no”. Zero is a figure, not a blank.",
    "es": "La base de cada cifra la forman los Estados que respondieron y a los que se formuló la pregunta. El Estado"
    " del que nada se ha recibido no figura en ninguna base; tampoco aquel al que no se formuló la pregunta porque una"
    " respuesta anterior la hizo innecesaria. Dentro de la base, lo que no se contestó, lo que no está disponible,"
    " lo que se reservó y lo que no puede interpretarse se cuenta por separado, y nunca como «no». El cero es una"
    " cifra, no una casilla vacía.",
}
_SHARES: Text = {
    "en": "Percentages are of States, never of the answers ticked, and are given only where the base is of at least"
    " {fewest} States.",
    "es": "Los porcentajes se refieren a Estados, nunca a casillas marcadas, y se indican solo cuando la base es de al"
    " menos {fewest} Estados.",
}
_NEGATIVE: tuple[Text, Text] = (
    {
        "en": "States that answered in the affirmative are named; those that answered “no” are counted.",
        "es": "Se nombra a los Estados que contestaron afirmativamente; de los que contestaron «no» se indica solo el"
        " número.",
    },
    {
        "en": "States are named with their answers, those that answered “no” included.",
        "es": "Se nombra a los Estados con sus respuestas, incluidos los que contestaron «no».",
    },
)
_AUDIENCES: dict[Audience, Text] = {
    Audience.PUBLIC: {
        "en": "This version is for the public. An answer that a State did not make public is shown as withheld, and no"
        " figure in this document includes it.",
        "es": "Esta versión está destinada al público. La respuesta que un Estado no ha hecho pública figura como"
        " reservada, y ninguna cifra de este documento la incluye.",
    },
    Audience.MEMBER_STATES: {
        "en": "This version is for the member states. An answer given to the Secretariat alone is shown as withheld,"
        " and no figure in this document includes it.",
        "es": "Esta versión está destinada a los Estados Miembros. La respuesta dada exclusivamente a la Secretaría"
        " figura como reservada, y ninguna cifra de este documento la incluye.",
    },
    Audience.SECRETARIAT: {
        "en": "This version is for the use of the Secretariat alone and holds answers that must not be passed on.",
        "es": "Esta versión es para uso exclusivo de la Secretaría y contiene respuestas que no deben divulgarse.",
    },
}
_VERIFIED: tuple[Text, Text, Text] = (
    {
        "en": "The Secretariat has verified none of the answers: they stand as the States gave them.",
        "es": "La Secretaría no ha verificado ninguna de las respuestas: figuran tal como los Estados las dieron.",
    },
    {
        "en": "The Secretariat has verified one answer; all others stand as the States gave them.",
        "es": "La Secretaría ha verificado una respuesta; todas las demás figuran tal como los Estados las dieron.",
    },
    {
        "en": "The Secretariat has verified {count} answers to {questions}; all others stand as the States gave them.",
        "es": "La Secretaría ha verificado {count} respuestas correspondientes a {questions}; todas las demás figuran"
        " tal como los Estados las dieron.",
    },
)
_CLARIFIED: tuple[Text, Text] = (
    {
        "en": "One answer was clarified by its State at the request of the Secretariat.",
        "es": "A solicitud de la Secretaría, un Estado aclaró una respuesta.",
    },
    {
        "en": "{count} answers were clarified by their States at the request of the Secretariat.",
        "es": "A solicitud de la Secretaría, los Estados interesados aclararon {count} respuestas.",
    },
)
_CAVEAT: Text = {
    "en": "Legal systems, definitions and ways of counting differ from State to State; where an answer seems to differ"
    " from another, the words of the States in the annexes prevail over the tables.",
    "es": "Los sistemas jurídicos, las definiciones y los modos de contar difieren de un Estado a otro; ante una"
    " aparente diferencia, las palabras de los Estados que figuran en los anexos prevalecen sobre los cuadros.",
}
_INTRODUCTION: Text = {
    "en": "This section has {questions}{core}.",
    "es": "Esta sección consta de {questions}{core}.",
}
_CORE: tuple[Text, Text] = (
    {"en": ", one of them core", "es": ", de las cuales una es esencial"},
    {"en": ", {count} of them core", "es": ", de las cuales {count} son esenciales"},
)
_CORE_ALL: Text = {"en": ", all of them core", "es": ", todas ellas esenciales"}
_TOOK_PART: tuple[Text, Text] = (
    {"en": "{who} answered at least one of them", "es": "{who} contestó al menos una de ellas"},
    {"en": "{who} answered at least one of them", "es": "{who} contestaron al menos una de ellas"},
)
_MOST: Text = {
    "en": "The answer {option} was given most often on {most} ({count} of {base})",
    "es": "La respuesta {option} se dio con mayor frecuencia en {most} ({count} de {base})",
}
_LEAST: Text = {
    "en": "{first}, and least often on {least} ({count} of {base})",
    "es": "{first} y con menor frecuencia en {least} ({count} de {base})",
}
_NO_BEFORE: Text = {
    "en": "There is no earlier round with which this one could be compared.",
    "es": "No hay una ronda anterior con la que esta pueda compararse.",
}
_NOBODY_IN_BOTH: Text = {
    "en": "No State replied both to this round and to the one before ({before}), so nothing can be told of changes.",
    "es": "Ningún Estado respondió a esta ronda y también a la anterior ({before}), por lo que no"
    " pueden indicarse cambios.",
}
_IN_BOTH: tuple[Text, Text] = (
    {
        "en": "One State replied both to this round and to the one before ({before}): {names}. Every figure of this"
        " chapter is over it alone.",
        "es": "Un Estado respondió a esta ronda y también a la anterior ({before}): {names}. Todas las cifras de este"
        " capítulo se refieren solo a él.",
    },
    {
        "en": "{count} States replied both to this round and to the one before ({before}): {names}. Every figure of"
        " this chapter is over those of them that answered the question both times.",
        "es": "{count} Estados respondieron a esta ronda y también a la anterior ({before}): {names}. Todas las cifras"
        " de este capítulo se refieren a los que, entre ellos, contestaron la pregunta en ambas ocasiones.",
    },
)
_PERIODS: Text = {
    "en": "The two reporting periods differ: {then} and {now}.",
    "es": "Los dos períodos de referencia son distintos: {then} y {now}.",
}
_CHANGED: Text = {
    "en": "On {asked}, of the {both} States that answered both times, {before} answered {option} then and {now} {did}"
    " so now",
    "es": "Respecto de {asked}, de los {both} Estados que contestaron en ambas ocasiones, {before} {had} {option} en la"
    " ronda anterior y {now} lo {did} en esta",
}
_CHANGED_NEW: Text = {"en": "{clause}; {names} are new among them", "es": "{clause}; se suman {names}"}
_CHANGED_NEW_ONE: Text = {"en": "{clause}; {names} is new among them", "es": "{clause}; se suma {names}"}
_NO_CHANGE: Text = {
    "en": "No answer in favour changed between the two rounds among the States that gave one both times.",
    "es": "Entre los Estados que contestaron en ambas ocasiones no cambió ninguna respuesta afirmativa.",
}
_GAPS: Text = {
    "en": "Taken together, the questions were put to the States that replied {asked} times. An answer was given"
    " {answered} times",
    "es": "En conjunto, las preguntas se formularon {asked} veces a los Estados que respondieron. En {answered}"
    " ocasiones se dio una respuesta",
}
_GAP_CLAUSES: dict[Mark, Text] = {
    Mark.NOT_AVAILABLE: {
        "en": "{count} times the information was not available",
        "es": "en {count} la información no estaba disponible",
    },
    Mark.LEFT_BLANK: {"en": "{count} times the question was left blank", "es": "en {count} no se contestó"},
    Mark.NOT_READABLE: {
        "en": "{count} times the answer could not be read",
        "es": "en {count} la respuesta no pudo interpretarse",
    },
    Mark.WITHHELD: {"en": "{count} times the answer was withheld", "es": "en {count} la respuesta se reservó"},
}
_WIDEST_GAPS: Text = {
    "en": "The questions to which the largest number of States gave no answer are in the table below.",
    "es": "Las preguntas que dejó sin contestar el mayor número de Estados figuran en el cuadro siguiente.",
}
_NO_GAPS: Text = {
    "en": "No question was left without an answer by a State to which it was put.",
    "es": "Ningún Estado dejó sin contestar una pregunta que se le hubiera formulado.",
}
_STATISTICS: Text = {
    "en": "The figures are those that the States gave. Definitions and ways of counting differ, years may be"
    " incomplete, and a State without a figure is not one with the figure zero; the tables are to be read with the"
    " sources and remarks below them.",
    "es": "Las cifras son las que dieron los Estados. Las definiciones y los modos de contar difieren, puede haber años"
    " incompletos, y un Estado sin cifra no equivale a un Estado con la cifra cero; los cuadros deben leerse junto con"
    " las fuentes y observaciones que los acompañan.",
}
_COMPENDIUM: Text = {
    "en": "The texts stand as the States wrote them, question by question. Where a text is in another language, the"
    " language is stated; a translation of the Secretariat is marked as one.",
    "es": "Los textos figuran tal como los Estados los escribieron, pregunta por pregunta. Cuando un texto está en otro"
    " idioma, se indica cuál; las traducciones de la Secretaría se señalan como tales.",
}
_AGAIN_SAME: Text = {
    "en": "Compared with the last version, of information received to {then}, no figure has changed.",
    "es": "Respecto de la versión anterior, con información recibida hasta el {then}, no ha cambiado ninguna cifra.",
}
_AGAIN: tuple[Text, Text] = (
    {
        "en": "Compared with the last version, of information received to {then}, the figures of one question have"
        " changed.",
        "es": "Respecto de la versión anterior, con información recibida hasta el {then}, han cambiado las cifras de"
        " una pregunta.",
    },
    {
        "en": "Compared with the last version, of information received to {then}, the figures of {count} questions"
        " have changed.",
        "es": "Respecto de la versión anterior, con información recibida hasta el {then}, han cambiado las cifras de"
        " {count} preguntas.",
    },
)
_NEW_REPLIES: tuple[Text, Text] = (
    {"en": "A reply has been added: that of {names}.", "es": "Se ha agregado una respuesta: la de {names}."},
    {
        "en": "{count} replies have been added: those of {names}.",
        "es": "Se han agregado {count} respuestas: las de {names}.",
    },
)


def mandate(mandate_: str, meeting: str, language: str) -> str:
    clauses = [said(_MANDATE, language).format(mandate=_open(mandate_)) if mandate_ else ""]
    clauses.append(said(_MEETING, language).format(meeting=_open(meeting)) if meeting else "")
    return sentences([*clauses, said(_PURPOSE, language)])


def asked(comparison: Comparison, asked_on: date | None, period: tuple[date, date], speaker: Speaker) -> str:
    """Who was asked, when, about what."""
    count, language = len(comparison.asked), speaker.language
    number = speaker.count(count, Agreement.MASCULINE)
    questions = sum(1 for _ in comparison.questionnaire.questions())
    return sentences(
        [
            speaker.say(_ASKED_ON, day=dates.day(asked_on, language)) if asked_on else "",
            sentence(speaker.say(_ASKED[count != 1], count=number)) if count else "",
            speaker.say(
                _PERIOD,
                period=dates.period(*period, language),
                questions=questions_in_words(questions, speaker),
                sections=_counted(_SECTIONS, len(comparison.questionnaire.sections), speaker),
            ),
        ]
    )


def received(until: date, language: str) -> str:
    return said(_RECEIVED, language).format(day=dates.day(until, language))


def base(fewest: int, speaker: Speaker) -> str:
    """What a base is, of what percentages are."""
    count = speaker.count(fewest, Agreement.MASCULINE)
    return sentences([speaker.say(_BASE), speaker.say(_SHARES, fewest=count) if fewest > 1 else ""])


def naming(audience: Audience, speaker: Speaker) -> str:
    return sentences([speaker.say(_NEGATIVE[speaker.name_negative]), speaker.say(_AUDIENCES[audience])])


def verified(of_question: Mapping[str, States], clarified: Mapping[str, States], speaker: Speaker) -> str:
    """What was verified and what was not."""
    count, answered = sum(map(len, of_question.values())), sum(map(len, clarified.values()))
    questions = questions_in_words(sum(1 for one in of_question.values() if one), speaker)
    said_so = speaker.say(_VERIFIED[min(count, 2)], count=speaker.count(count, Agreement.FEMININE), questions=questions)
    more = sentence(speaker.say(_CLARIFIED[answered > 1], count=_feminine(speaker, answered))) if answered else ""
    return sentences([said_so, more, speaker.say(_CAVEAT)])


def introduction(comparison: Comparison, questions: Sequence[Question], speaker: Speaker) -> str:
    """Of a section: how many questions, how many States answered some, where most and fewest said yes."""
    core = sum(1 for one in questions if one.core)
    tallies = [comparison.tallies[one.code] for one in questions]
    first = speaker.say(
        _INTRODUCTION, questions=questions_in_words(len(questions), speaker), core=_core(core, len(questions), speaker)
    )
    if not speaker.replied:
        return first
    took_part = {iso3 for tally in tallies for iso3 in tally.states(Mark.ANSWERED)}
    who = some_of_base(speaker, len(took_part), speaker.replied)
    is_plural = len(took_part) > 1
    return sentences([first, sentence(speaker.say(_TOOK_PART[is_plural], who=who)), _extremes(tallies, speaker)])


def statistics(language: str) -> str:
    return said(_STATISTICS, language)


def compendium(language: str) -> str:
    return said(_COMPENDIUM, language)


def in_both(states: States, before: str, speaker: Speaker) -> str:
    """Over which States changes are told."""
    if not states:
        return speaker.say(_NOBODY_IN_BOTH, before=before)
    count = speaker.count(len(states), Agreement.MASCULINE)
    return sentence(speaker.say(_IN_BOTH[len(states) > 1], count=count, before=before, names=speaker.names(states)))


def no_before(language: str) -> str:
    return said(_NO_BEFORE, language)


def periods(then: tuple[date, date], now: tuple[date, date], speaker: Speaker) -> str:
    language = speaker.language
    return speaker.say(_PERIODS, then=dates.period(*then, language), now=dates.period(*now, language))


def change(question: Question, found: Change, speaker: Speaker) -> str:
    """How an answer in favour spread or receded; "" where as many gave it then."""
    favoured = next((one for one in found.options if one.option.shape == FULL), None)
    if favoured is None or len(found.both) < 2 or not (favoured.gained or favoured.lost):
        return ""
    gave = len(favoured.now)
    clause = speaker.say(
        _CHANGED,
        asked=speaker.quoted(question.heading or question.wording),
        both=speaker.count(len(found.both), Agreement.MASCULINE),
        before=_or_none(speaker, len(favoured.before)),
        had=_contest(len(favoured.before)),
        option=speaker.quoted(favoured.option.wording),
        now=_or_none(speaker, gave),
        did=_did(gave, speaker.language),
    )
    if favoured.gained and speaker.is_named(question, favoured.option):
        wording = _CHANGED_NEW if len(favoured.gained) > 1 else _CHANGED_NEW_ONE
        clause = speaker.say(wording, clause=clause, names=speaker.names(favoured.gained))
    return sentence(clause)


def no_change(language: str) -> str:
    return said(_NO_CHANGE, language)


def gaps(tallies: Sequence[Tally], speaker: Speaker) -> str:
    """How often questions were put and what stood there, answers and what is none."""
    put = sum(one.base for one in tallies)
    if not put:
        return ""
    given = sum(one.count(Mark.ANSWERED) for one in tallies)
    if given == put:
        return speaker.say(_NO_GAPS)
    first = speaker.say(_GAPS, asked=grouped(put, speaker.language), answered=grouped(given, speaker.language))
    clauses = [first, *_gap_clauses(tallies, speaker)]
    return sentence(join(clauses, speaker.language))


def widest_gaps(language: str) -> str:
    return said(_WIDEST_GAPS, language)


def since_version(then: date, changed: int, new: States, speaker: Speaker) -> str:
    """How much changed since the version before."""
    day = dates.day(then, speaker.language)
    first = (
        speaker.say(_AGAIN[changed > 1], then=day, count=_feminine(speaker, changed))
        if changed
        else speaker.say(_AGAIN_SAME, then=day)
    )
    count = _feminine(speaker, len(new))
    more = speaker.say(_NEW_REPLIES[len(new) > 1], count=count, names=speaker.names(new)) if new else ""
    return sentences([first, sentence(more) if more else ""])


def questions_in_words(count: int, speaker: Speaker) -> str:
    return _counted(_QUESTIONS, count, speaker)


def _counted(wordings: tuple[Text, Text], count: int, speaker: Speaker) -> str:
    return speaker.say(wordings[count != 1], count=_feminine(speaker, count))


def _feminine(speaker: Speaker, count: int) -> str:
    return speaker.count(count, Agreement.FEMININE)


def _open(text: str) -> str:
    """A text that goes on: without the full stop at its end."""
    return text.strip().removesuffix(".")


def _core(core: int, of: int, speaker: Speaker) -> str:
    if not core:
        return ""
    if core == of and of > 1:
        return speaker.say(_CORE_ALL)
    return speaker.say(_CORE[core > 1], count=_feminine(speaker, core))


def _extremes(tallies: Sequence[Tally], speaker: Speaker) -> str:
    """Among questions with the same answer in favour and all those that replied as base."""
    asked = [one for one in tallies if one.options and one.base == speaker.replied > 1]
    found = [(one, in_favour(one)) for one in asked if speaker.tells_answers(one.question, one.count(Mark.ANSWERED))]
    shaped = [(one, chosen) for one, chosen in found if chosen.option.shape == FULL]
    same = [(one, chosen) for one, chosen in shaped if chosen.option.wording == shaped[0][1].option.wording]
    if len(same) < 2:
        return ""
    most = max(same, key=lambda pair: pair[1].count)
    least = min(same, key=lambda pair: pair[1].count)
    if most[1].count == least[1].count:
        return ""
    first = speaker.say(
        _MOST,
        option=speaker.quoted(most[1].option.wording),
        most=_called(most[0], speaker),
        count=speaker.count(most[1].count),
        base=the_base(speaker, most[0].base),
    )
    return sentence(
        speaker.say(
            _LEAST,
            first=first,
            least=_called(least[0], speaker),
            count=_or_none(speaker, least[1].count),
            base=the_base(speaker, least[0].base),
        )
    )


def _called(tally: Tally, speaker: Speaker) -> str:
    return speaker.quoted(tally.question.heading or tally.question.wording)


def _or_none(speaker: Speaker, count: int) -> str:
    return speaker.count(count) if count else speaker.say({"en": "none", "es": "ninguno"})


def _contest(count: int) -> str:
    return "contestaron" if count > 1 else "contestó"


def _did(count: int, language: str) -> str:
    if language == "es":
        return "hicieron" if count > 1 else "hizo"
    return "do" if count > 1 else "does"


def _gap_clauses(tallies: Sequence[Tally], speaker: Speaker) -> Iterator[str]:
    for mark, wording in _GAP_CLAUSES.items():
        count = sum(one.count(mark) for one in tallies)
        if count:
            yield speaker.say(wording, count=grouped(count, speaker.language))
