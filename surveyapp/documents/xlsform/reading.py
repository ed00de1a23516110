"""An XLSForm workbook read whole: the questionnaire it holds, and every fault it has."""

import re
from dataclasses import dataclass

from surveyapp.core.questionnaire import Questionnaire
from surveyapp.core.text import Text
from surveyapp.documents.xlsform import cells, columns, never, second_reader
from surveyapp.documents.xlsform.building import Built, build
from surveyapp.documents.xlsform.checking import check
from surveyapp.documents.xlsform.faults import Code, Fault, Faults
from surveyapp.documents.xlsform.opening import Refused, open_workbook
from surveyapp.documents.xlsform.options import Lists, read_lists
from surveyapp.documents.xlsform.sheets import Row, Sheets, read_sheets
from surveyapp.documents.xlsform.tree import read_tree

_CODE = re.compile(r"[a-z][a-z0-9_-]*")


@dataclass(frozen=True)
class ReadWorkbook:
    """The questionnaire, or None when a fault is an error; gaps and warnings may stand beside a questionnaire."""

    questionnaire: Questionnaire | None
    faults: tuple[Fault, ...]

    @property
    def has_gaps(self) -> bool:
        """Whether something is not yet said in every language: it can be taken in, and not yet be published."""
        return any(fault.severity == "gap" for fault in self.faults)


def read(data: bytes, name: str) -> ReadWorkbook:
    """Reads a workbook from its bytes and file name. Every fault is reported; none is raised."""
    faults = Faults()
    try:
        opened = open_workbook(data, name, frozenset(columns.SHEETS))
    except Refused as refused:
        faults.add(refused.code, refused.sheet, None, "", **refused.details)
        return ReadWorkbook(None, faults.in_order(()))
    sheets = read_sheets(opened, faults)
    lists = read_lists(sheets.choices, sheets.properties, faults)
    built = build(read_tree(sheets.survey, faults), lists, sheets.languages, faults)
    questionnaire = _questionnaire(sheets, built, lists, faults)
    if not faults.has_errors:
        second_reader.consult(sheets, built, faults)
    return ReadWorkbook(None if faults.has_errors else questionnaire, faults.in_order(columns.SHEETS))


def _questionnaire(sheets: Sheets, built: Built, lists: Lists, faults: Faults) -> Questionnaire:
    check(sheets, built, lists, faults)
    if not built.sections and not faults.has_errors:
        faults.add(Code.NO_QUESTIONS, columns.SURVEY)
    settings = sheets.settings
    questionnaire = Questionnaire(
        code=_setting(settings, "form_id", faults),
        version=_setting(settings, "version", faults),
        title=_title(settings, sheets.languages, faults),
        languages=sheets.languages,
        sections=built.sections,
    )
    never.check(questionnaire, built, faults)
    return questionnaire


def _setting(settings: Row | None, name: str, faults: Faults) -> str:
    """A setting that must be there, and fit where it is kept."""
    written = settings[name] if settings else ""
    at = (columns.SETTINGS, settings.number if settings else 2, name)
    if not written:
        faults.add(Code.MISSING_VALUE, *at, name=name)
    elif len(written) > cells.LONGEST_NAME:
        faults.add(Code.TOO_LONG, *at, limit=cells.LONGEST_NAME, length=len(written))
    elif name == "form_id" and not _CODE.fullmatch(written):
        faults.add(Code.MALFORMED_NAME, *at, name=written)
    return written


def _title(settings: Row | None, languages: tuple[str, ...], faults: Faults) -> Text:
    """The title in every language; where only XLSForm's single title is given, that one for all."""
    title = settings.text("title") if settings else {}
    if title or settings is None:
        return title
    single = settings["form_title"]
    if single:
        faults.add(Code.TITLE_IN_ONE_LANGUAGE, settings.sheet, settings.number, settings.header("form_title"))
        return dict.fromkeys(languages, single)
    faults.add(Code.MISSING_VALUE, settings.sheet, settings.number, "title_en", name="title_en")
    return {}
