"""The states in sentences: names with articles, how many replied, whom the secretariat thanks and asks."""

from collections.abc import Sequence

from surveyapp.core.states import MemberState, in_order
from surveyapp.core.text import Text, said
from surveyapp.wording.lists import join
from surveyapp.wording.numbers import Agreement, spelled

_CONTRACTED = {("de", "el"): "del", ("a", "el"): "al"}


def official_name(state: MemberState, language: str) -> str:
    """ "Republic of Costa Rica", "República de Costa Rica": as in a receipt, without article."""
    return state.name(language).official


def sentence_name(state: MemberState, language: str, *, official: bool = False) -> str:
    """Inside a sentence: "the United States of America", "el Perú", "la República de Costa Rica"."""
    return _with_article(*_parts(state, language, official))


def of_state(state: MemberState, language: str, *, official: bool = False) -> str:
    """ "of Peru", "del Perú", "de los Estados Unidos de América", "de El Salvador"."""
    return _after({"en": "of", "es": "de"}, state, language, official)


def to_state(state: MemberState, language: str, *, official: bool = False) -> str:
    """ "to Peru", "al Perú", "a la República Dominicana"."""
    return _after({"en": "to", "es": "a"}, state, language, official)


def mission(state: MemberState, language: str) -> str:
    """ "Permanent Mission of Peru to the Organization of American States"."""
    return said(_MISSION, language).format(state=sentence_name(state, "en"), of_state=of_state(state, "es"))


def replied(count: int, asked: int, language: str) -> str:
    """A heading without full stop: "19 of the 34 states asked have replied"."""
    return said(_replied(count, asked), language)


def base(count: int, asked: int, language: str) -> str:
    """The base of the figures of a paper: "19 of 34 States replied", "Respondieron 19 de 34 Estados"."""
    return said({"en": _english_base(count, asked), "es": _spanish_base(count, asked)}, language)


def thanks(states: Sequence[MemberState], language: str) -> str:
    """Thanks by name to those that replied, in official order, their number in words; "" where none has.

    The list is as in the report of 2012: names without article, but "and the United States of America".
    """
    return _naming(_THANKS, states, language)


def appeal(states: Sequence[MemberState], language: str, *, by_name: bool = False) -> str:
    """Asks those that have not replied to do so; by number unless the officer wants names; "" for none."""
    return _naming(_APPEAL_BY_NAME if by_name else _APPEAL, states, language)


def listed(states: Sequence[MemberState], language: str) -> str:
    """The names as a list inside a sentence, in the official order of the language."""
    return join([state.name(language).listed for state in in_order(states, language)], language)


_MISSION: Text = {
    "en": "Permanent Mission of {state} to the Organization of American States",
    "es": "Misión Permanente {of_state} ante la Organización de los Estados Americanos",
}
_APPEAL: tuple[Text, Text] = (
    {
        "en": "The General Secretariat respectfully asks the one member state that has not yet replied to"
        " send its reply as soon as possible.",
        "es": "La Secretaría General solicita respetuosamente al Estado Miembro que aún no ha respondido que"
        " remita su respuesta a la mayor brevedad posible.",
    },
    {
        "en": "The General Secretariat respectfully asks the {count} member states that have not yet replied"
        " to send their replies as soon as possible.",
        "es": "La Secretaría General solicita respetuosamente a los {count} Estados Miembros que aún no han"
        " respondido que remitan sus respuestas a la mayor brevedad posible.",
    },
)
_APPEAL_BY_NAME: tuple[Text, Text] = (
    {
        "en": "The General Secretariat respectfully asks {names}, which has not yet replied, to send its"
        " reply as soon as possible.",
        "es": "La Secretaría General solicita respetuosamente {to_name} el envío de su respuesta, que aún no se ha"
        " recibido, a la mayor brevedad posible.",
    },
    {
        "en": "The General Secretariat respectfully asks the following {count} member states, which have not"
        " yet replied, to send their replies as soon as possible: {names}.",
        "es": "La Secretaría General solicita respetuosamente a los siguientes {count} Estados Miembros, que"
        " aún no han respondido, que remitan sus respuestas a la mayor brevedad posible: {names}.",
    },
)
_THANKS: tuple[Text, Text] = (
    {
        "en": "The General Secretariat thanks {names} for its reply to the questionnaire.",
        "es": "La Secretaría General agradece {to_name} su respuesta al cuestionario.",
    },
    {
        "en": "The General Secretariat thanks the following {count} member states for their replies to the"
        " questionnaire: {names}.",
        "es": "La Secretaría General agradece sus respuestas al cuestionario a los siguientes {count} Estados"
        " Miembros: {names}.",
    },
)


def _naming(wordings: tuple[Text, Text], states: Sequence[MemberState], language: str) -> str:
    """The first wording for one state, the second for several, with its or their names; "" for none."""
    if not states:
        return ""
    if len(states) == 1:
        wording, names = wordings[0], sentence_name(states[0], language)
    else:
        wording, names = wordings[1], listed(states, language)
    to_name = to_state(states[0], language)
    count = spelled(len(states), language, Agreement.MASCULINE)
    return said(wording, language).format(count=count, names=names, to_name=to_name)


def _replied(count: int, asked: int) -> Text:
    if asked == 0:
        return {"en": "No state has been asked", "es": "No se ha consultado a ningún Estado"}
    if asked == 1:
        return {
            "en": f"The one state asked {'has' if count else 'has not yet'} replied",
            "es": f"El único Estado consultado {'ha respondido' if count else 'aún no ha respondido'}",
        }
    if count == 0:
        return {
            "en": f"None of the {asked} states asked has replied",
            "es": f"Ninguno de los {asked} Estados consultados ha respondido",
        }
    if count == asked:
        return {
            "en": f"All {asked} states asked have replied",
            "es": f"Han respondido los {asked} Estados consultados",
        }
    have, han = ("has", "Ha") if count == 1 else ("have", "Han")
    return {
        "en": f"{count} of the {asked} states asked {have} replied",
        "es": f"{han} respondido {count} de los {asked} Estados consultados",
    }


def _english_base(count: int, asked: int) -> str:
    return f"{count} of {asked} {'State' if asked == 1 else 'States'} replied"


def _spanish_base(count: int, asked: int) -> str:
    if count == 0 and asked > 1:
        return f"Ninguno de los {asked} Estados respondió"
    verb = "Respondió" if count == 1 else "Respondieron"
    return f"{verb} {count} de {asked} {'Estado' if asked == 1 else 'Estados'}"


def _parts(state: MemberState, language: str, official: bool) -> tuple[str, str]:
    name = state.name(language)
    return (name.official_article, name.official) if official else (name.article, name.formal)


def _with_article(article: str, name: str) -> str:
    return f"{article} {name}" if article else name


def _after(prepositions: Text, state: MemberState, language: str, official: bool) -> str:
    preposition = said(prepositions, language)
    article, name = _parts(state, language, official)
    contracted = _CONTRACTED.get((preposition, article))
    return f"{contracted} {name}" if contracted else f"{preposition} {_with_article(article, name)}"
