"""surveyapp summary and surveyapp data: the papers and data files of a round, made at once and written to disk."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from surveyapp.actions import producing, reading_log, seeing, summarizing, summary_templates
from surveyapp.cli import finding, opening, papers
from surveyapp.core.disclosure import Audience
from surveyapp.core.states import LANGUAGES
from surveyapp.core.text import MissingWording, said
from surveyapp.files.storage import Storage
from surveyapp.store.models import Round

AUDIENCES = {audience.value.replace("_", "-"): audience for audience in Audience}
LANGUAGE_IN_NAME = "{language}"

for_audience = click.option(
    "--audience", type=click.Choice(list(AUDIENCES)), default="public", show_default=True, help="For whom it is made."
)


def in_languages(of: str) -> Callable[[Any], Any]:
    return click.option(
        "--language",
        "languages",
        type=click.Choice(LANGUAGES),
        multiple=True,
        default=["en"],
        show_default=True,
        help=f"Of the {of}. Given twice it is made in both; then FILE holds {LANGUAGE_IN_NAME}.",
    )


@click.command()
@click.argument("code", metavar="ROUND")
@in_languages("summary")
@click.option("--format", "format_", type=click.Choice(producing.FORMATS["summary"]), default="pdf", show_default=True)
@for_audience
@papers.output()
def summary(code: str, languages: tuple[str, ...], format_: str, audience: str, output: Path) -> None:
    """Write the comparative summary of ROUND as Word or PDF.

    It is made as the plan of the round for this audience says, with the sentences of the officers.
    """
    _write(code, "summary", format_, languages, AUDIENCES[audience], output)


@click.command()
@click.argument("code", metavar="ROUND")
@in_languages("data")
@click.option("--format", "format_", type=click.Choice(producing.FORMATS["data"]), default="csv", show_default=True)
@click.option("--codes", is_flag=True, help="Codes in place of words.")
@for_audience
@papers.output()
def data(code: str, languages: tuple[str, ...], format_: str, codes: bool, audience: str, output: Path) -> None:
    """Write the answers to ROUND as a data file: CSV, a row for each fact, or JSON with the questionnaire."""
    _write(code, "data", format_, languages, AUDIENCES[audience], output, codes=codes)


def _write(
    code: str,
    kind: str,
    format_: str,
    languages: tuple[str, ...],
    audience: Audience,
    output: Path,
    *,
    codes: bool = False,
) -> None:
    wanted = tuple(dict.fromkeys(languages))
    if len(wanted) > 1 and LANGUAGE_IN_NAME not in output.name:
        opening.wrong_use(said(_WHICH_FILE, wanted[0]))
    with opening.reading() as session:
        round_ = finding.round_called(session, code, wanted[0])
        made = {one: _made(session, round_, kind, format_, one, audience, codes) for one in wanted}
        readings = reading_log.in_papers(session, round_, kind) if audience is Audience.SECRETARIAT else []
    if readings:
        with opening.writing() as session:
            reading_log.note(session, seeing.SECRETARIAT, readings, opening.now())
            session.commit()
    for language, content in made.items():
        file = output.with_name(output.name.replace(LANGUAGE_IN_NAME, language))
        papers.write(file, content)
        click.echo(said(_WRITTEN, language).format(file=file, size=len(content)))


def _made(
    session: Session, round_: Round, kind: str, format_: str, language: str, audience: Audience, codes: bool
) -> bytes:
    storage = Storage(opening.settings().data_folder / "files")
    template = summary_templates.content(session, storage, language) if format_ == "docx" else None
    try:
        found = summarizing.gathered(session, round_, audience, language, opening.now())
        return producing.drawn(found, kind, format_, language, codes=codes, template=template)
    except MissingWording:
        opening.at_fault(said(_NO_WORDING, language))


_WHICH_FILE = {
    "en": f"Two languages make two files: put {LANGUAGE_IN_NAME} into the name of the file.",
    "es": f"Dos idiomas requieren dos archivos: incluya {LANGUAGE_IN_NAME} en el nombre del archivo.",
}
_WRITTEN = {"en": "{file} written ({size} bytes).", "es": "Se escribió {file} ({size} bytes)."}
_NO_WORDING = {
    "en": "The questionnaire or the round has no wording in this language. Nothing was written.",
    "es": "El cuestionario o la ronda no tienen redacción en este idioma. No se escribió nada.",
}
