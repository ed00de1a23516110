"""surveyapp questionnaire: a workbook checked, taken in, published, written again; listing what there is."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from surveyapp.actions import authoring, exporting
from surveyapp.actions.authoring import PublishRefused, Reason
from surveyapp.cli import finding, opening, papers
from surveyapp.cli.blank_form import blank_form
from surveyapp.cli.differences import differences
from surveyapp.cli.questionnaire_wordings import copy, import_translations, translations
from surveyapp.core.text import Text, said
from surveyapp.documents import xlsform
from surveyapp.documents.xlsform import LARGEST_FILE, SEVERITIES, CannotBeWritten, Fault, ReadWorkbook
from surveyapp.store import editions
from surveyapp.store.models import Edition
from surveyapp.wording.faults import worded

LANGUAGES = ("en", "es")
_STANDARD_OUTPUT = Path("-")

_SENTENCES: dict[str, Text] = {
    "sound": {"en": "No fault was found.", "es": "No se encontró ningún error."},
    "in_row": {"en": "{sheet}, row {row}: ", "es": "{sheet}, fila {row}: "},
    "in_cell": {"en": "{sheet}, row {row}, {column}: ", "es": "{sheet}, fila {row}, {column}: "},
    "error": {
        "en": "Errors: {number}. The workbook is not taken in.",
        "es": "Errores: {number}. El libro no se incorpora.",
    },
    "gap": {
        "en": "Gaps in translations: {number}. It can be taken in as a draft; publishing will need these wordings.",
        "es": "Textos sin traducir: {number}. El libro puede incorporarse como borrador, pero no publicarse sin ellos.",
    },
    "warning": {
        "en": "Warnings: {number}. They do not stand in the way.",
        "es": "Avisos: {number}. No impiden incorporar el libro.",
    },
    "version": {"en": "version {version}", "es": "versión {version}"},
    "draft": {"en": "not published", "es": "sin publicar"},
    "published": {"en": "published on {day}", "es": "publicada el {day}"},
    "written": {"en": "Written: {file}", "es": "Se escribió: {file}"},
    "is_there": {
        "en": "There is a file {file} already. Choose another with --output, or write over it with --force.",
        "es": "Ya existe un archivo {file}. Elija otro con --output o sobrescríbalo con --force.",
    },
    "no_folder": {"en": "There is no folder {folder}.", "es": "No existe la carpeta {folder}."},
    "unknown_edition": {
        "en": "“{what}” is neither the code of a questionnaire (CODE or CODE:VERSION) nor an edition.",
        "es": "«{what}» no es ni el código de un cuestionario (CODE o CODE:VERSION) ni una edición.",
    },
    "not_writable": {
        "en": "No workbook can hold this edition: {why}.",
        "es": "Ningún libro puede contener esta edición: {why}.",
    },
    "nothing": {"en": "There is no questionnaire yet.", "es": "Todavía no hay ningún cuestionario."},
    "unknown": {
        "en": "“{what}” is neither a file nor the code of a questionnaire (CODE or CODE:VERSION) nor an edition.",
        "es": "«{what}» no es un archivo, ni el código de un cuestionario (CODE o CODE:VERSION), ni una edición.",
    },
    Reason.MISSING_WORDING: {
        "en": "Not published: a wording is missing in one of the languages. Import a complete workbook first.",
        "es": "No se publicó: falta un texto en uno de los idiomas. Incorpore antes un libro completo.",
    },
    Reason.VERSION_TAKEN: {
        "en": "Not published: another edition is already published as version {version}. "
        "Write a new version on the sheet “settings” and import again.",
        "es": "No se publicó: ya hay otra edición publicada como versión {version}. "
        "Escriba una versión nueva en la hoja «settings» e incorpore el libro de nuevo.",
    },
}

in_language = click.option(
    "--language", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Language of the messages."
)
as_json = click.option("--json", "is_json", is_flag=True, help="Print JSON.")
a_file = click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path))


@click.group()
def questionnaire() -> None:
    """Check a questionnaire workbook (XLSForm), take it in, publish it."""


questionnaire.add_command(differences)
questionnaire.add_command(copy)
questionnaire.add_command(translations)
questionnaire.add_command(import_translations)


questionnaire.add_command(blank_form)


@questionnaire.command()
@a_file
@as_json
@in_language
def check(file: Path, is_json: bool, language: str) -> None:
    """Report every fault of the workbook FILE: sheet, row, column, fault, cure. Nothing is kept."""
    read = _read(file)
    if is_json:
        _print_json(read, language)
    else:
        _say_faults(read, language)
        if not read.faults:
            click.echo(_sentence("sound", language))
    _end_if_at_fault(read, are_gaps_faults=True)


@questionnaire.command("import")
@a_file
@as_json
@in_language
def import_(file: Path, is_json: bool, language: str) -> None:
    """Take in the workbook FILE as an edition, not yet published."""
    read = _read(file)
    if not is_json:
        _say_faults(read, language)
    elif read.questionnaire is None:
        _print_json(read, language, edition=None)
    _end_if_at_fault(read)
    with opening.writing() as session:
        edition = _taken_in(session, read, file, opening.now())
        session.commit()
        if is_json:
            _print_json(read, language, edition=_facts_of_edition(edition))
        else:
            click.echo(_line(edition, language))


@questionnaire.command()
@click.argument("what", metavar=f"FILE|{finding.EDITION}")
@in_language
def publish(what: str, language: str) -> None:
    """Publish the newest edition of a questionnaire, an edition, or a workbook taken in at once.

    A published edition never changes; rounds can be opened on it.
    """
    file = Path(what)
    read = _read(file) if file.is_file() else None
    if read:
        _say_faults(read, language)
        _end_if_at_fault(read)
    with opening.writing() as session:
        edition = _taken_in(session, read, file, opening.now()) if read else finding.edition_called(session, what)
        if edition is None:
            opening.wrong_use(_sentence("unknown", language, what=what))
        try:
            authoring.publish(session, edition, None, opening.now())
        except PublishRefused as refused:
            opening.at_fault(_sentence(refused.reason, language, version=edition.version))
        session.commit()
        click.echo(_line(edition, language))


@questionnaire.command("list")
@as_json
@in_language
def list_(is_json: bool, language: str) -> None:
    """List every edition of every questionnaire, the newest first."""
    with opening.reading() as session:
        found = editions.all_editions(session)
        if is_json:
            click.echo(json.dumps({"questionnaires": [_facts_of_edition(one) for one in found]}, ensure_ascii=False))
            return
        for edition in found:
            click.echo(_line(edition, language))
        if not found:
            click.echo(_sentence("nothing", language))


@questionnaire.command()
@click.argument("what", metavar=finding.EDITION)
@papers.output("The file, .xlsx; “-” for standard output.  [default: CODE-VERSION.xlsx in this folder]", required=False)
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@in_language
def export(what: str, output: Path | None, force: bool, language: str) -> None:
    """Write the newest edition of a questionnaire, or an edition, as a workbook to be changed and taken in again.

    It holds the edition as it is worded now, corrections and further languages among them.
    """
    with opening.reading() as session:
        edition = finding.edition_called(session, what)
        if edition is None:
            opening.wrong_use(_sentence("unknown_edition", language, what=what))
        out = output or Path(exporting.file_name(edition))
        _refuse_where_it_cannot_stand(out, force, language)
        try:
            workbook = exporting.workbook(edition)
        except CannotBeWritten as error:
            opening.at_fault(_sentence("not_writable", language, why=said(error.why, language)))
    if out == _STANDARD_OUTPUT:
        click.echo(workbook, nl=False)
        return
    papers.write(out, workbook)
    click.echo(_sentence("written", language, file=str(out)))


def _refuse_where_it_cannot_stand(out: Path, force: bool, language: str) -> None:
    if out == _STANDARD_OUTPUT:
        return
    if not out.parent.is_dir():
        opening.wrong_use(_sentence("no_folder", language, folder=str(out.parent)))
    if out.exists() and not force:
        opening.wrong_use(_sentence("is_there", language, file=str(out)))


def _read(file: Path) -> ReadWorkbook:
    with file.open("rb") as stream:
        return xlsform.read(stream.read(LARGEST_FILE + 1), file.name)


def _taken_in(session: Session, read: ReadWorkbook, file: Path, now: datetime) -> Edition:
    if read.questionnaire is None:
        raise ValueError("a workbook with errors is not taken in")
    return authoring.take_in(session, read.questionnaire, file.name, None, now)


def _end_if_at_fault(read: ReadWorkbook, are_gaps_faults: bool = False) -> None:
    if read.questionnaire is None or (are_gaps_faults and read.has_gaps):
        raise SystemExit(opening.CONTENT_AT_FAULT)


def _print_json(read: ReadWorkbook, language: str, **also: Any) -> None:
    faults = [_facts(fault, language) for fault in read.faults]
    click.echo(json.dumps({"faults": faults, **also}, ensure_ascii=False))


def _say_faults(read: ReadWorkbook, language: str) -> None:
    """Errors, gaps and warnings apart, each in the order of the workbook."""
    for severity in SEVERITIES:
        found = [fault for fault in read.faults if fault.severity == severity]
        if found:
            click.echo(_sentence(severity, language, number=len(found)), err=True)
        for fault in found:
            words = worded(fault.code, fault.details, language)
            click.echo(f"  {_place(fault, language)}{words.fault} {words.cure}", err=True)


def _place(fault: Fault, language: str) -> str:
    if fault.row is None:
        return f"{fault.sheet}: " if fault.sheet else ""
    where = "in_cell" if fault.column else "in_row"
    return _sentence(where, language, sheet=fault.sheet, row=fault.row, column=fault.column)


def _facts(fault: Fault, language: str) -> dict[str, str | int | None]:
    words = worded(fault.code, fault.details, language)
    return {
        "sheet": fault.sheet,
        "row": fault.row,
        "column": fault.column,
        "fault": words.fault,
        "cure": words.cure,
        "severity": fault.severity,
    }


def _facts_of_edition(edition: Edition) -> dict[str, str | int | None]:
    return {
        "code": edition.questionnaire.code,
        "version": edition.version,
        "number": edition.number,
        "edition": edition.public_id,
        "sha256": edition.sha256,
        "file": edition.source_name,
        "imported_at": edition.imported_at.isoformat(),
        "published_at": edition.published_at.isoformat() if edition.published_at else None,
    }


def _line(edition: Edition, language: str) -> str:
    """ "best_practices · version 1 · published on 2026-09-15 · Hx3k…": at the end its identifier, for commands."""
    day = edition.published_at.date().isoformat() if edition.published_at else ""
    standing = _sentence("published" if day else "draft", language, day=day)
    version = _sentence("version", language, version=edition.version)
    return " · ".join((edition.questionnaire.code, version, standing, edition.public_id))


def _sentence(name: str, language: str, **values: str | int) -> str:
    return said(_SENTENCES[name], language).format(**values)
