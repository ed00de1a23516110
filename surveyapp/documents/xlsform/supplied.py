"""Wordings that XLSForm leaves to its reader: of the option "other", and of a section for what stands in none."""

from collections.abc import Iterable

from surveyapp.core.text import Text

OTHER: Text = {"en": "Other", "es": "Otro", "pt": "Outro", "fr": "Autre"}
PLEASE_SPECIFY: Text = {
    "en": "Please specify",
    "es": "Sírvase especificar",
    "pt": "Queira especificar",
    "fr": "Veuillez préciser",
}
GENERAL: Text = {"en": "General", "es": "Generalidades", "pt": "Geral", "fr": "Général"}


def known(text: Text, languages: Iterable[str]) -> Text:
    """The wordings in those of these languages in which there is one."""
    return {language: text[language] for language in languages if language in text}


def unknown(text: Text, languages: Iterable[str]) -> list[str]:
    """Those of these languages in which there is none."""
    return [language for language in languages if language not in text]
