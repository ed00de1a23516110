"""Wordings without their Markdown: for documents, letters, workbooks, titles, whatever is not drawn as HTML.

Of Markdown a wording may have what stands within a line: *emphasis*, **strong**, `code`, [text](address). All else is
the author's own text and stays as it is written: "#" before a number, a lone asterisk, snake_case, {last_year}, HTML.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

from surveyapp.core.questionnaire import Questionnaire
from surveyapp.core.text import Text

SCHEMES = frozenset({"https", "http", "mailto"})
"""Where a link may lead; one that leads elsewhere is no link but text."""
KNOWN_TEXTS = 16_384

_MAY_BE_MARKDOWN = re.compile(r"[*_`\\]|\[[^\]]*\]\(|<(?:https?:|mailto:|[^\s<>]+@)")


def may_be_markdown(text: str) -> bool:
    """Whether anything in a text could be Markdown; most texts have none and are looked at no further."""
    return _MAY_BE_MARKDOWN.search(text) is not None


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 (markdown-it's name)
        try:
            return urlsplit(url).scheme in SCHEMES and bool(super().validateLink(url))
        except ValueError:
            return False


WITHIN_A_LINE = _Parser("zero").enable(["emphasis", "backticks", "link", "autolink", "escape"])
"""Reads what Markdown a wording may have."""

_ASTERISK_IN_A_WORD = re.compile(r"(?<=\w)\*(?=\w)")


def literal_asterisks(text: str) -> str:
    """The text with an asterisk between two letters or digits ("2*3*4") escaped: it multiplies, it does not stress."""
    return _ASTERISK_IN_A_WORD.sub(r"\\*", text)


@lru_cache(KNOWN_TEXTS)
def plain(text: str) -> str:
    """The text as it reads, without the signs of Markdown; a link as "text (address)"."""
    if not may_be_markdown(text):
        return text
    tokens = WITHIN_A_LINE.parseInline(literal_asterisks(text))[0].children or []
    return "".join(_words(tokens))


def plain_text(text: Text) -> Text:
    """The same in every language."""
    return {language: plain(wording) for language, wording in text.items()} if text else text


def plain_questionnaire(questionnaire: Questionnaire) -> Questionnaire:
    """The same questionnaire with every wording plain; itself where no wording has Markdown."""
    kept: Questionnaire | None = vars(questionnaire).get("_plain")
    if kept is None:
        kept = _plain(questionnaire)
        vars(questionnaire)["_plain"] = kept
    return kept


def _words(tokens: Iterable[Token]) -> Iterator[str]:
    """The texts, and after the text of a link where it leads, unless that is what the text says."""
    address, said = "", ""
    for token in tokens:
        if token.type == "link_open":
            address, said = str(token.attrs.get("href", "")).removeprefix("mailto:"), ""
        elif token.type == "link_close":
            yield f" ({address})" if address != said else ""
            address = ""
        else:
            said += token.content
            yield token.content


def _plain(fact: Any) -> Any:
    """The fact with its wordings plain; the same object where that changes nothing."""
    if isinstance(fact, Mapping):
        words = plain_text(fact)
        return fact if words == fact else words
    if isinstance(fact, tuple):
        parts = tuple(map(_plain, fact))
        return fact if all(one is other for one, other in zip(parts, fact, strict=True)) else parts
    if not is_dataclass(fact) or isinstance(fact, type):
        return fact
    facts = {one.name: getattr(fact, one.name) for one in fields(fact) if one.init}
    changed = {name: new for name, old in facts.items() if (new := _plain(old)) is not old}
    return replace(fact, **changed) if changed else fact
