"""The directory in words: posts, authorities, how far a state is with its focal point, what was done."""

from collections.abc import Mapping
from typing import Any

from surveyapp.core.text import Text, said

POSTS: Mapping[str, Text] = {
    "focal_point": {"en": "focal point", "es": "punto focal"},
    "alternate": {"en": "alternate focal point", "es": "punto focal suplente"},
    "contributor": {"en": "contributor", "es": "colaborador o colaboradora"},
    "observer": {"en": "permanent mission, reads the reply", "es": "misión permanente, lee la respuesta"},
    "contact": {"en": "contact, written to only", "es": "contacto, solo recibe cartas"},
}
KINDS: Mapping[str, Text] = {
    "mission": {"en": "Permanent mission", "es": "Misión permanente"},
    "minister": {"en": "Minister", "es": "Titular del ministerio"},
}
_DESIGNATED: Mapping[str, tuple[str, Text]] = {
    "by_letter": ("●", {"en": "designated by letter", "es": "designado por carta"}),
    "without_letter": ("◐", {"en": "named, no letter on record", "es": "nombrado, sin carta registrada"}),
    "nobody": ("!", {"en": "nobody named", "es": "sin punto focal"}),
}
DEEDS: Mapping[str, Text] = {
    "role given": {"en": "{name}: {post}", "es": "{name}: {post}"},
    "role ended": {"en": "{name}: no longer {post}", "es": "{name}: fin de las funciones ({post})"},
    "designation recorded": {"en": "{name}: designation recorded", "es": "{name}: designación registrada"},
    "authority entered": {"en": "{kind}: entered", "es": "{kind}: inclusión en el directorio"},
    "authority ended": {"en": "{kind}: ended", "es": "{kind}: retiro del directorio"},
    "person corrected": {"en": "{name}: particulars corrected", "es": "{name}: datos corregidos"},
    "address asked for": {
        "en": "{name}: new address to be confirmed",
        "es": "{name}: nueva dirección por confirmar",
    },
    "address changed": {
        "en": "{name}: address changed from {former} to {present}",
        "es": "{name}: la dirección {former} pasó a ser {present}",
    },
    "address for copies confirmed": {
        "en": "{name}: address for copies confirmed",
        "es": "{name}: dirección para copias confirmada",
    },
    "address withdrawn": {"en": "{name}: address withdrawn", "es": "{name}: dirección retirada"},
    "state put into a group": {"en": "Put into the group “{group}”", "es": "Incorporado al grupo «{group}»"},
    "state taken out of a group": {"en": "Taken out of the group “{group}”", "es": "Retirado del grupo «{group}»"},
}
_NOTICE: Text = {
    "en": "{sentence} (notified in writing: {notice})",
    "es": "{sentence} (notificado por escrito: {notice})",
}
_SOMEBODY: Text = {"en": "somebody", "es": "una persona"}


def post_words(post: str, language: str) -> str:
    """ "focal point", "punto focal suplente"."""
    return said(POSTS[post], language) if post in POSTS else post


def kind_words(kind: str, language: str) -> str:
    """ "Permanent mission", "Misión permanente"."""
    return said(KINDS[kind], language)


def designated_shape(designated: str) -> str:
    return _DESIGNATED[designated][0]


def designated_words(designated: str, language: str) -> str:
    """ "designated by letter", "nombrado, sin carta registrada"; in Spanish it agrees with "el punto focal"."""
    return said(_DESIGNATED[designated][1], language)


def deed_words(deed: str, details: Mapping[str, Any], names: Mapping[str, str], language: str) -> str:
    """What was done to the directory of a state; `names`: of people, by their public identifiers."""
    values = {
        "name": names.get(str(details.get("person")), said(_SOMEBODY, language)),
        "post": post_words(str(details.get("role", details.get("post", ""))), language),
        "kind": kind_words(details["kind"], language) if "kind" in details else "",
        "group": details["name"].get(language, "") if isinstance(details.get("name"), dict) else "",
        "former": details.get("former", ""),
        "present": details.get("present", ""),
    }
    sentence = said(DEEDS[deed], language).format(**values)
    if not details.get("notice"):
        return sentence
    return said(_NOTICE, language).format(sentence=sentence, notice=details["notice"])
