"""The little formatting in the texts of a questionnaire, made into HTML that cannot do harm."""

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
_TABLE = {"table", "thead", "tbody", "tr", "th", "td"}
_TAGS = {"p", "br", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code"} | _TABLE
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
_SCHEMES = {"https", "http", "mailto"}


def markdown(text: str) -> Markup:
    """Paragraphs, lists, emphasis, links, tables. Anything else, HTML above all, comes out as text."""
    return _clean(_MARKDOWN.render(text))


def markdown_line(text: str) -> Markup:
    """The same within one line: for a wording that stands inside a heading or a label."""
    return _clean(_MARKDOWN.renderInline(text))


def _clean(html: str) -> Markup:
    cleaned = nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES)
    return Markup(cleaned)  # noqa: S704 (it was cleaned one line above)
