"""surveyapp questionnaire blank-form: the questionnaire on paper, written to a file."""

from pathlib import Path

import click

from surveyapp.actions import authoring, blank_forms
from surveyapp.cli import finding, opening, papers
from surveyapp.core.text import Text, said
from surveyapp.documents.blank_form import FORMATS, LanguageIncomplete, LanguageNotOffered

_SENTENCES: dict[str, Text] = {
    "unknown": {
        "en": "“{what}” is neither the code of a questionnaire (CODE or CODE:VERSION) nor an edition.",
        "es": "«{what}» no es ni el código de un cuestionario (CODE o CODE:VERSION) ni una edición.",
    },
    "not_offered": {
        "en": "No form can be made in “{form_in}”. It can be made in: {offered}.",
        "es": "No se puede hacer un formulario en «{form_in}». Se puede hacer en: {offered}.",
    },
    "none_offered": {
        "en": "No form can be made: in every language of this questionnaire wordings are missing.",
        "es": "No se puede hacer ningún formulario: faltan textos en todos los idiomas de este cuestionario.",
    },
    "incomplete": {
        "en": "No form can be made in “{form_in}”: {missing} of its wordings are missing.",
        "es": "No se puede hacer un formulario en «{form_in}»: faltan {missing} de sus textos.",
    },
}


@click.command("blank-form")
@click.argument("what", metavar=finding.EDITION)
@click.option("--language", required=True, help="Language of the form: en, es, pt, fr.")
@click.option("--format", "form", type=click.Choice(tuple(FORMATS)), default="pdf", show_default=True)
@papers.output()
@click.option("--messages", type=click.Choice(("en", "es")), default="en", show_default=True, help="Their language.")
def blank_form(what: str, language: str, form: str, output: Path, messages: str) -> None:
    """Write the blank form of an edition, or of the newest edition of a questionnaire, as PDF or Word."""
    with opening.reading() as session:
        edition = finding.edition_called(session, what)
        if edition is None:
            opening.wrong_use(_sentence("unknown", messages, what=what))
        try:
            content = blank_forms.of_edition(edition, language, form)
        except LanguageIncomplete as refused:
            opening.at_fault(_sentence("incomplete", messages, form_in=language, missing=refused.missing))
        except LanguageNotOffered:
            offered = ", ".join(blank_forms.languages(authoring.questionnaire_of(edition)))
            name = "not_offered" if offered else "none_offered"
            opening.at_fault(_sentence(name, messages, form_in=language, offered=offered))
    papers.write(output, content)


def _sentence(name: str, language: str, **values: str | int) -> str:
    return said(_SENTENCES[name], language).format(**values)
