"""The little formatting in the texts of a questionnaire, made into HTML that cannot do harm."""

from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from surveyapp.wording.plain import KNOWN_TEXTS, SCHEMES, WITHIN_A_LINE, literal_asterisks, may_be_markdown

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
_TABLE = {"table", "thead", "tbody", "tr", "th", "td"}
_TAGS = {"p", "br", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code"} | _TABLE
_TAGS_WITHIN_A_LINE = {"br", "em", "strong", "a", "code"}
_ATTRIBUTES: dict[str, set[str]] = {"*": set(), "a": {"href"}, "ol": {"start"}}
_REL = "noopener noreferrer"


def markdown(text: str) -> Markup:
    """Paragraphs, lists, emphasis, links, tables. Anything else, HTML above all, comes out as text."""
    return _clean(_MARKDOWN.render(text), _TAGS)


def markdown_line(text: str) -> Markup:
    """The same within a line: for a wording that stands inside a heading or a label. Its own line ends stay."""
    if "\n" not in text and not may_be_markdown(text):
        return escape(text)
    return _line(text)


@lru_cache(KNOWN_TEXTS)
def _line(text: str) -> Markup:
    html = WITHIN_A_LINE.renderInline(literal_asterisks(text))
    return _clean(html.replace("\n", "<br>\n"), _TAGS_WITHIN_A_LINE)


def _clean(html: str, tags: set[str]) -> Markup:
    cleaned = nh3.clean(html, tags=tags, attributes=_ATTRIBUTES, url_schemes=set(SCHEMES), link_rel=_REL)
    return Markup(cleaned)  # noqa: S704 (it was cleaned one line above)
