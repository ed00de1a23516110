"""surveyapp questionnaire copy, translations, import-translations: new editions, and wordings on their way."""

from pathlib import Path

import click
from sqlalchemy.orm import Session

from surveyapp.actions import authoring, translating
from surveyapp.actions.authoring import CopyReason, CopyRefused, questionnaire_of
from surveyapp.actions.translating import Returned
from surveyapp.cli import finding, opening, papers
from surveyapp.core.editions import Words, words_changed
from surveyapp.core.text import Text, said
from surveyapp.core.translation import Change, ChangeKind
from surveyapp.documents import translation_files
from surveyapp.documents.translation_files import LARGEST_FILE, Fault, ReadFile
from surveyapp.store.models import Edition
from surveyapp.wording import translation_faults
from surveyapp.wording.translations import where

_SENTENCES: dict[str, Text] = {
    "unknown": {
        "en": "“{what}” is neither the code of a questionnaire (CODE or CODE:VERSION) nor an edition.",
        "es": "«{what}» no es ni el código de un cuestionario (CODE o CODE:VERSION) ni una edición.",
    },
    "begun": {
        "en": "Begun: version {version}, not published. In commands: {code}:{version} or {edition}",
        "es": "Iniciada: versión {version}, sin publicar. En los comandos: {code}:{version} o {edition}",
    },
    "languages": {
        "en": "Choose two different languages of this edition: {known}.",
        "es": "Elija dos idiomas distintos de esta edición: {known}.",
    },
    "written": {"en": "Wordings written to {file}: {number}.", "es": "Redacciones escritas en {file}: {number}."},
    "nothing_open": {
        "en": "Nothing is missing or to be checked in “{target}”. No file was written.",
        "es": "No falta ni queda por revisar ningún texto en «{target}». No se escribió ningún archivo.",
    },
    "would_change": {"en": "Wordings that would change: {number}.", "es": "Redacciones que cambiarían: {number}."},
    "apply": {
        "en": "Nothing was taken over. To take it over, add --apply.",
        "es": "No se aplicó nada. Para aplicarlo, agregue --apply.",
    },
    "applied": {
        "en": "Taken over: {worded}; confirmed as they are: {confirmed}.",
        "es": "Aplicadas: {worded}; confirmadas como están: {confirmed}.",
    },
    "confirmed": {"en": "right as it is", "es": "correcta como está"},
    "in_row": {"en": "{sheet}, row {row}: ", "es": "{sheet}, fila {row}: "},
    CopyReason.VERSION_MISSING: {"en": "Give the new edition a version.", "es": "Dé una versión a la nueva edición."},
    CopyReason.VERSION_TOO_LONG: {
        "en": "Give a shorter version: up to 64 characters.",
        "es": "Dé una versión más breve: hasta 64 caracteres.",
    },
    CopyReason.VERSION_UNPRINTABLE: {
        "en": "Give a version with letters, digits and signs only.",
        "es": "Dé una versión solo con letras, cifras y signos.",
    },
    CopyReason.VERSION_TAKEN: {
        "en": "Another edition of this questionnaire bears this version. Choose another one.",
        "es": "Otra edición de este cuestionario lleva esa versión. Elija otra.",
    },
}
_MARKS = {Words.SAME: "{}", Words.REMOVED: "[-{}-]", Words.ADDED: "{{+{}+}}"}

an_edition = click.argument("what", metavar=finding.EDITION)
in_language = click.option(
    "--language", type=click.Choice(("en", "es")), default="en", show_default=True, help="Language of the messages."
)
from_language = click.option("--from", "source", default="en", show_default=True, help="Language translated from.")
to_language = click.option("--to", "target", default="es", show_default=True, help="Language translated into.")


@click.command()
@an_edition
@click.option("--version", required=True, help="Version of the new edition, which no other one bears.")
@in_language
def copy(what: str, version: str, language: str) -> None:
    """Begin a new edition from an edition, or from the newest one of a questionnaire."""
    with opening.writing() as session:
        edition = _found(session, what, language)
        try:
            new = authoring.copy(session, edition, version, None, opening.now())
        except CopyRefused as refused:
            opening.at_fault(_sentence(refused.reason, language))
        session.commit()
        code = new.questionnaire.code
        click.echo(_sentence("begun", language, code=code, version=new.version, edition=new.public_id))


@click.command()
@an_edition
@from_language
@to_language
@click.option("--format", "kind", type=click.Choice(translating.FORMATS), default="xlsx", show_default=True)
@click.option("--only-open", is_flag=True, help="Only what is missing or to be checked.")
@papers.output()
@in_language
def translations(what: str, source: str, target: str, kind: str, only_open: bool, output: Path, language: str) -> None:
    """Write the wordings of an edition to a file for a translator. Where nothing is open, no file is written."""
    with opening.reading() as session:
        edition = _found(session, what, language)
        _check_languages(edition, source, target, language)
        wanted = translating.units(session, edition, source, target, only_open=only_open)
        if not wanted:
            click.echo(_sentence("nothing_open", language, target=target))
            return
        papers.write(output, translating.file(edition, wanted, source, target, kind, language))
    click.echo(_sentence("written", language, file=str(output), number=len(wanted)))


@click.command("import-translations")
@an_edition
@click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path))
@from_language
@to_language
@click.option("--apply", "is_applied", is_flag=True, help="Take over what can be; without it, only tell.")
@in_language
def import_translations(what: str, file: Path, source: str, target: str, is_applied: bool, language: str) -> None:
    """Tell what a translation that came back would change in an edition, and take it over if told to.

    Ends with 1 where something of the file cannot be taken over; the rest is.
    """
    read = _read(file, source, target)
    with opening.writing() as session:
        edition = _found(session, what, language)
        _check_languages(edition, source, target, language)
        _say_faults(read.faults, language)
        if read.is_refused:
            raise SystemExit(opening.CONTENT_AT_FAULT)
        now = opening.now()
        incoming = translating.keep(session, edition, read, file.name, (source, target), None, now)
        came = translating.returned(session, edition, incoming)
        _say_changes(came, language)
        if is_applied:
            applied = translating.apply(session, edition, incoming, None, None, now)
            session.commit()
            click.echo(_sentence("applied", language, worded=applied.worded, confirmed=applied.confirmed))
        elif any(one.applies for one in came.changes):
            click.echo(_sentence("apply", language))
    if read.faults or any(one.is_fault for one in came.changes):
        raise SystemExit(opening.CONTENT_AT_FAULT)


def _found(session: Session, what: str, language: str) -> Edition:
    found = finding.edition_called(session, what)
    if found is None:
        opening.wrong_use(_sentence("unknown", language, what=what))
    return found


def _check_languages(edition: Edition, source: str, target: str, language: str) -> None:
    known = questionnaire_of(edition).languages
    if source == target or source not in known or target not in known:
        opening.wrong_use(_sentence("languages", language, known=", ".join(known)))


def _read(file: Path, source: str, target: str) -> ReadFile:
    with file.open("rb") as stream:
        return translation_files.read(stream.read(LARGEST_FILE + 1), file.name, source, target)


def _say_faults(faults: tuple[Fault, ...], language: str) -> None:
    for fault in faults:
        words = translation_faults.worded(fault.code, fault.details, language)
        place = _sentence("in_row", language, sheet=fault.sheet, row=fault.row) if fault.row else ""
        click.echo(f"{place}{words.fault} {words.cure}", err=True)


def _say_changes(came: Returned, language: str) -> None:
    usable = [one for one in came.changes if one.applies]
    click.echo(_sentence("would_change", language, number=len(usable)))
    for one in usable:
        click.echo(f"  {where(one.context, language)} {_in_words(one, language)}")
    for one in came.changes:
        if one.is_fault:
            place = where(one.context, language) if one.context.of else one.path
            click.echo(f"{place} {translation_faults.obstacle(one, language)}", err=True)


def _in_words(change: Change, language: str) -> str:
    """Before and after as one text: "[-old-]{+new+}"."""
    if change.kind is ChangeKind.CONFIRMED:
        return _sentence("confirmed", language)
    return "".join(_MARKS[piece.became].format(piece.text) for piece in words_changed(change.before, change.after))


def _sentence(name: str, language: str, **values: str | int) -> str:
    return said(_SENTENCES[name], language).format(**values)
