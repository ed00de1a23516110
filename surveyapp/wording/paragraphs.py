"""The paragraphs of a report on who has replied: how many, whom the Secretariat thanks, who has not, what it asks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from surveyapp.core.states import MemberState, in_order
from surveyapp.core.text import Text, said
from surveyapp.wording import dates, states
from surveyapp.wording.numbers import Agreement, spelled
from surveyapp.wording.sentences import capital


@dataclass(frozen=True, kw_only=True)
class Paragraphs:
    """In one language, states in its official order. What nothing can be said of is "" (nobody replied, all did)."""

    language: str
    level: str
    """How many of the states consulted had replied on a day."""
    thanks: str
    """To those that replied, by name."""
    missing: str
    """Who has not replied, by name; that all have where all have."""
    appeal: str
    """To those that have not replied, by number: fit for everybody's eyes."""
    appeal_by_name: str
    names: tuple[str, ...]
    """Of those that have not replied, as they stand in lists."""


def paragraphs(replied: Sequence[MemberState], missing: Sequence[MemberState], on: date, language: str) -> Paragraphs:
    """The paragraphs as they stand on a day; states come in any order."""
    return Paragraphs(
        language=language,
        level=said(_level(len(replied), len(replied) + len(missing), on), language),
        thanks=states.thanks(replied, language),
        missing=_missing(missing, language) if missing or len(replied) > 1 else "",
        appeal=states.appeal(missing, language),
        appeal_by_name=states.appeal(missing, language, by_name=True),
        names=tuple(state.name(language).short for state in in_order(missing, language)),
    )


def named(one: Paragraphs) -> Iterator[tuple[str, str]]:
    """Each paragraph that says something with its name ("thanks"); the states that have not replied one on a line."""
    texts = {
        "level": one.level,
        "thanks": one.thanks,
        "missing": one.missing,
        "appeal": one.appeal,
        "appeal_by_name": one.appeal_by_name,
        "names": "\n".join(one.names),
    }
    yield from ((name, text) for name, text in texts.items() if text)


def titled(one: Paragraphs) -> Iterator[tuple[str, str]]:
    """The same, each under its heading in the same language."""
    return ((title(name, one.language), text) for name, text in named(one))


def title(name: str, language: str) -> str:
    """What a paragraph is called: of "thanks", "Thanks to those that have replied"."""
    return said(_TITLES[name], language)


def as_text(title_of_round: Text, each: Sequence[Paragraphs]) -> str:
    """All paragraphs as plain text, language after language, lines ended as in letters (CRLF)."""
    lines: list[str] = []
    for one in each:
        heading = said(title_of_round, one.language)
        lines += [heading, "=" * len(heading), ""]
        for name, text in titled(one):
            lines += [name, "-" * len(name), *text.split("\n"), ""]
        lines += [""]
    return "\r\n".join(lines).rstrip() + "\r\n"


_TITLES: dict[str, Text] = {
    "level": {"en": "Response level", "es": "Nivel de respuesta"},
    "thanks": {"en": "Thanks to those that have replied", "es": "Agradecimiento a quienes han respondido"},
    "missing": {"en": "Those that have not replied", "es": "Quienes no han respondido"},
    "appeal": {"en": "Appeal, without names", "es": "Llamamiento, sin nombres"},
    "appeal_by_name": {"en": "Appeal, by name", "es": "Llamamiento, con nombres"},
    "names": {"en": "The names, one on a line", "es": "Los nombres, uno por renglón"},
}
_ALL_REPLIED: Text = {
    "en": "All the member states consulted have replied to the questionnaire.",
    "es": "Todos los Estados Miembros consultados han respondido al cuestionario.",
}
_MISSING: Text = {
    "en": "The following {count} member states have not yet replied to the questionnaire: {names}.",
    "es": "Los siguientes {count} Estados Miembros aún no han respondido al cuestionario: {names}.",
}
_ONE_MISSING: Text = {
    "en": "{name} has not yet replied to the questionnaire.",
    "es": "{name} aún no {has} respondido al cuestionario.",
}
_PLURAL_ARTICLES = frozenset({"los", "las"})


def _missing(missing: Sequence[MemberState], language: str) -> str:
    if not missing:
        return said(_ALL_REPLIED, language)
    if len(missing) > 1:
        count = spelled(len(missing), language, Agreement.MASCULINE)
        return said(_MISSING, language).format(count=count, names=states.listed(missing, language))
    (only,) = missing
    has = "han" if only.name(language).article in _PLURAL_ARTICLES else "ha"
    return said(_ONE_MISSING, language).format(name=capital(states.sentence_name(only, language)), has=has)


def _level(count: int, asked: int, on: date) -> Text:
    """How many of how many, in words; the cases that a sentence with two numbers would get wrong by themselves."""
    english, spanish = f"as of {dates.day(on, 'en')}", f"al {dates.day(on, 'es')}"
    if asked < 2:
        return _level_of_one(count, asked, english, spanish)
    asked_en, asked_es = spelled(asked, "en"), spelled(asked, "es", Agreement.MASCULINE)
    if count == 0:
        return {
            "en": f"None of the {asked_en} member states consulted had replied to the questionnaire {english}.",
            "es": f"Ninguno de los {asked_es} Estados Miembros consultados había respondido al cuestionario {spanish}.",
        }
    if count == asked:
        return {
            "en": f"All {asked_en} member states consulted had replied to the questionnaire {english}.",
            "es": f"Los {asked_es} Estados Miembros consultados habían respondido al cuestionario {spanish}.",
        }
    had = "había" if count == 1 else "habían"
    count_en, count_es = spelled(count, "en"), spelled(count, "es", Agreement.ALONE)
    return {
        "en": f"Of the {asked_en} member states consulted, {count_en} had replied to the questionnaire {english}.",
        "es": f"De los {asked_es} Estados Miembros consultados, {count_es} {had} respondido al cuestionario {spanish}.",
    }


def _level_of_one(count: int, asked: int, english: str, spanish: str) -> Text:
    if asked == 0:
        return {"en": "No member state has been consulted.", "es": "No se ha consultado a ningún Estado Miembro."}
    if count == 0:
        return {
            "en": f"The one member state consulted had not replied to the questionnaire {english}.",
            "es": f"El único Estado Miembro consultado no había respondido al cuestionario {spanish}.",
        }
    return {
        "en": f"The one member state consulted had replied to the questionnaire {english}.",
        "es": f"El único Estado Miembro consultado había respondido al cuestionario {spanish}.",
    }
