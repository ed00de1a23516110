"""surveyapp letter: a message that came back is taken in."""

from pathlib import Path

import click

from surveyapp.actions import bouncing
from surveyapp.actions.bouncing import Finding
from surveyapp.cli import opening
from surveyapp.core.states import LANGUAGES
from surveyapp.mail.bounces import LARGEST
from surveyapp.wording import letters as wording


@click.group()
def letter() -> None:
    """Attend to letters that were sent."""


@letter.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Of the messages.")
def bounced(file: Path, language: str) -> None:
    """Mark the letter that came back with the message FILE (.eml).

    Exit 0: it is marked, or was marked before. 1: the message reports no letter of ours as undeliverable.
    """
    try:
        with file.open("rb") as stream:
            content = stream.read(LARGEST)
    except OSError as error:
        opening.wrong_use(f"{file} could not be read: {error.strerror}.")
    with opening.writing() as session:
        taken = bouncing.take_in(session, content, None, opening.now())
        lines = [f"{wording.kind_words(one.kind, language)}, {one.email}" for one in taken.letters]
        session.commit()
    click.echo("\n".join([wording.returned_words(taken.finding, language), *lines]))
    if taken.finding not in (Finding.BOUNCED, Finding.KNOWN):
        raise SystemExit(opening.CONTENT_AT_FAULT)
