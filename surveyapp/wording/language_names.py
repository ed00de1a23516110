"""What languages are called, in the language of the reader."""

from babel import Locale, UnknownLocaleError


def language_name(code: str, language: str) -> str:
    """ "Portuguese", "portugués"; the code itself where nobody knows the language."""
    try:
        return Locale.parse(code, sep="-").get_display_name(language) or code
    except (ValueError, UnknownLocaleError):
        return code
