"""What the frame of every page needs: the words of the language, the person, the places to go, whom to ask."""

from time import monotonic

from flask import Flask, current_app
from markupsafe import Markup, escape

from surveyapp.actions import seeing
from surveyapp.core.states import from_facts
from surveyapp.core.text import Text, language_said
from surveyapp.core.text import said as said_in
from surveyapp.store.installation import Installation, installation
from surveyapp.web import database, languages, markdown, navigation
from surveyapp.web.viewer import states_by_second_factor, viewer
from surveyapp.wording.plain import plain

GOOD_FOR_SECONDS = 60.0
_INSTALLATION = "installation"


def install(app: Flask) -> None:
    app.jinja_env.filters["markdown"] = markdown.markdown
    app.jinja_env.filters["markdown_line"] = markdown.markdown_line
    app.jinja_env.globals.update(
        LANGUAGES=languages.LANGUAGES,
        said=said,
        said_anyhow=said_anyhow,
        worded=worded,
        plainly=plainly,
        viewer=viewer,
        states_by_second_factor=states_by_second_factor,
        installation=here,
        sends_mail=sends_mail,
        places_to_go=navigation.places_to_go,
        names_of_states=names_of_states,
    )


def said(text: Text) -> str:
    """The wording in the language of the page."""
    return said_in(text, languages.current())


def worded(text: Text) -> Markup:
    """The same with its Markdown drawn: for what stands within a line of a page."""
    return markdown.markdown_line(said_in(text, languages.current()))


def plainly(text: Text) -> str:
    """The same without its Markdown: for titles, labels that are only read out, buttons, links."""
    return plain(said_in(text, languages.current()))


def said_anyhow(text: Text) -> Markup:
    """The same in plain text; where a draft lacks it in the language of the page, in another one, marked as such."""
    reader, language = languages.current(), language_said(text, languages.current())
    words = plain(text.get(language, ""))
    return escape(words) if language == reader else Markup('<span lang="{}">{}</span>').format(language, words)


def sends_mail() -> bool:
    """Whether letters are handed to a mail server, and not only kept."""
    return current_app.extensions["settings"].mail_server is not None


def here() -> Installation:
    """Facts about this installation. Every page says them and they hardly ever change: they are good for a minute."""
    kept: tuple[float, Installation] | None = current_app.extensions.get(_INSTALLATION)
    if kept is None or monotonic() - kept[0] > GOOD_FOR_SECONDS:
        kept = current_app.extensions[_INSTALLATION] = (monotonic(), installation(database.session()))
    return kept[1]


def names_of_states(looking: seeing.Viewer) -> list[str]:
    """The names of the viewer's own states, in the language of the page."""
    roles = looking.person.roles if looking.person else ()
    held = {role.state: role.member_state for role in roles if role.member_state and role.state in looking.states}
    return [from_facts(held[code].facts).name(languages.current()).short for code in sorted(held)]
