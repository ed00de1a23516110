"""What was done, told in full: the facts that an event keeps beside the deed."""

from collections.abc import Mapping
from typing import Any

from surveyapp.core.text import Text, said
from surveyapp.wording import roles
from surveyapp.wording.translations import language_named

_LABELS: dict[str, Text] = {
    "answers": {"en": "answers", "es": "respuestas"},
    "cells": {"en": "cells", "es": "celdas"},
    "corrections": {"en": "corrections", "es": "correcciones"},
    "expected_on": {"en": "expected on", "es": "prevista para el"},
    "file": {"en": "file", "es": "archivo"},
    "from": {"en": "from", "es": "de"},
    "language": {"en": "language", "es": "idioma"},
    "languages": {"en": "languages", "es": "idiomas"},
    "made_at": {"en": "made on", "es": "hecha el"},
    "number": {"en": "number of answers", "es": "número de respuestas"},
    "path": {"en": "wording", "es": "redacción"},
    "person": {"en": "person", "es": "persona"},
    "predecessor": {"en": "predecessor", "es": "antecesor o antecesora"},
    "questionnaire": {"en": "questionnaire", "es": "cuestionario"},
    "questions": {"en": "questions", "es": "preguntas"},
    "reason": {"en": "reason", "es": "motivo"},
    "receipt": {"en": "receipt", "es": "acuse de recibo"},
    "revision": {"en": "revision", "es": "revisión"},
    "role": {"en": "role", "es": "función"},
    "rows": {"en": "rows", "es": "filas"},
    "section": {"en": "section", "es": "sección"},
    "sections": {"en": "sections", "es": "secciones"},
    "state": {"en": "state", "es": "Estado"},
    "states": {"en": "states", "es": "Estados"},
    "to": {"en": "to", "es": "a"},
    "until": {"en": "until", "es": "hasta"},
    "version": {"en": "version", "es": "versión"},
    "with_keys": {"en": "with keys", "es": "con claves"},
    "wordings": {"en": "wordings", "es": "redacciones"},
}
_NEVER_TOLD = frozenset({"operation", "letter", "request", "clarification", "document", "book", "sha256"})
"""Identifiers that say nothing to a reader; `surveyapp audit export` has them all."""
_YES: Text = {"en": "yes", "es": "sí"}
_NO: Text = {"en": "no", "es": "no"}


def details(facts: Mapping[str, Any], people: Mapping[str, str], language: str) -> str:
    """ "person: Ana Mora; role: Focal point". `people`: names by the identifiers that stand in events."""
    told = (
        (said(_LABELS[name], language) if name in _LABELS else name, _value(name, value, people, language))
        for name, value in facts.items()
        if name not in _NEVER_TOLD and value not in (None, "", [], {})
    )
    return "; ".join(f"{label}: {value}" for label, value in told)


def _value(name: str, value: Any, people: Mapping[str, str], language: str) -> str:
    if name in ("person", "predecessor"):
        return people.get(str(value), str(value))
    if name == "role":
        return roles.name(str(value), language)
    if name == "language":
        return language_named(str(value), language)
    if isinstance(value, bool):
        return said(_YES if value else _NO, language)
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return str(value)
