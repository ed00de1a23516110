"""The columns of each sheet: which are known, which come in several languages, what else they are called."""

import re
from dataclasses import dataclass

SURVEY, CHOICES, SETTINGS = "survey", "choices", "settings"
SHEETS = (SURVEY, CHOICES, SETTINGS)


@dataclass(frozen=True)
class Vocabulary:
    """The columns of one sheet. Those in several languages carry them after `::` as XLSForm has it, or, the columns
    of our own, after an underscore."""

    needed: tuple[str, ...]
    plain: frozenset[str]
    translated: frozenset[str]
    own: frozenset[str]
    not_supported: frozenset[str] = frozenset()

    @property
    def names(self) -> frozenset[str]:
        return self.plain | self.translated | self.own


VOCABULARIES = {
    SURVEY: Vocabulary(
        needed=("type", "name"),
        plain=frozenset(
            {
                "appearance",
                "calculation",
                "choice_filter",
                "constraint",
                "core",
                "default",
                "disclosure",
                "entries",
                "maximum",
                "minimum",
                "minutes",
                "name",
                "number",
                "parameters",
                "previous",
                "read_only",
                "relevant",
                "repeat_count",
                "required",
                "summary",
                "totals",
                "type",
            }
        ),
        translated=frozenset({"label", "hint", "guidance_hint", "constraint_message", "required_message"}),
        own=frozenset({"heading", "article", "usually"}),
        not_supported=frozenset(
            {
                "audio",
                "autoplay",
                "big-image",
                "bind",
                "body",
                "disabled",
                "image",
                "instance",
                "intent",
                "media",
                "query",
                "save_to",
                "trigger",
                "video",
            }
        ),
    ),
    CHOICES: Vocabulary(
        needed=("list_name", "name", "label"),
        plain=frozenset({"list_name", "name", "cites", "exclusive", "previous", "shape"}),
        translated=frozenset({"label"}),
        own=frozenset({"detail", "hint", "short"}),
        not_supported=frozenset({"image", "big-image", "audio", "video", "media", "geometry"}),
    ),
    SETTINGS: Vocabulary(
        needed=("form_id", "version"),
        plain=frozenset({"form_title", "form_id", "version", "default_language"}),
        translated=frozenset(),
        own=frozenset({"title"}),
    ),
}

ALIASES = {
    "relevance": "relevant",
    "readonly": "read_only",
    "calculate": "calculation",
    "caption": "label",
    "list": "list_name",
    "id_string": "form_id",
    "title": "form_title",
}
ALIASES_OF_CHOICES = {"value": "name"}

_CODE_IN_BRACKETS = re.compile(r"\(([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\)\s*$")
_CODE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_NAMES_OF_LANGUAGES = {
    "english": "en",
    "inglés": "en",
    "spanish": "es",
    "español": "es",
    "french": "fr",
    "français": "fr",
    "francés": "fr",
    "portuguese": "pt",
    "português": "pt",
    "portugués": "pt",
    "dutch": "nl",
    "nederlands": "nl",
}


@dataclass(frozen=True)
class Header:
    """A header read: the name of the column and, of a column in one language, the language ("?" if unknown)."""

    name: str
    language: str = ""


UNKNOWN_LANGUAGE = "?"


def read_header(sheet: str, written: str) -> Header | None:
    """What a header says; None when this sheet has no such column."""
    name, mark, language = (part.strip() for part in written.partition("::"))
    vocabulary = VOCABULARIES[sheet]
    plain = _plain(sheet, name)
    if mark and plain in vocabulary.translated:
        return Header(plain, language_code(language) or UNKNOWN_LANGUAGE)
    if plain in vocabulary.plain | vocabulary.translated | vocabulary.not_supported:
        return Header(plain)
    base, _, code = plain.rpartition("_")
    if base in vocabulary.own and _CODE.fullmatch(code):
        return Header(base, _canonical(code))
    return None


def language_code(written: str) -> str:
    """The code of a language written as "Spanish (es)", "es" or "Español"; "" when none is recognized."""
    in_brackets = _CODE_IN_BRACKETS.search(written)
    if in_brackets:
        return _canonical(in_brackets[1])
    known = _NAMES_OF_LANGUAGES.get(written.strip().lower())
    return known or (_canonical(written.strip()) if _CODE.fullmatch(written.strip()) else "")


def _canonical(code: str) -> str:
    """A code in the letters that BCP 47 recommends: "pt-BR", "zh-Hant"."""
    language, *others = code.lower().split("-")
    cased = (one.upper() if len(one) == 2 else one.title() if len(one) == 4 else one for one in others)
    return "-".join((language, *cased))


def written_header(name: str, language: str, vocabulary: Vocabulary) -> str:
    """How the header of this column in this language is written, to name one that is not there."""
    if name in vocabulary.own:
        return f"{name}_{language}"
    names = {"en": "English (en)", "es": "Spanish (es)", "fr": "French (fr)", "pt": "Portuguese (pt)"}
    return f"{name}::{names.get(language, language)}"


def _plain(sheet: str, name: str) -> str:
    plain = re.sub(r"\s+", "_", name.lower())
    if sheet == CHOICES:
        plain = ALIASES_OF_CHOICES.get(plain, plain)
    return plain if plain in VOCABULARIES[sheet].names else ALIASES.get(plain, plain)
