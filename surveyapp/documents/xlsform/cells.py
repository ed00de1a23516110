"""What one cell, or one row by itself, says: a name, yes or no, one of a few words, a number, a wording."""

import re
from collections.abc import Collection, Sequence

from surveyapp.core import lengths
from surveyapp.documents.xlsform import columns
from surveyapp.documents.xlsform.faults import Code, Faults
from surveyapp.documents.xlsform.sheets import Row

LONGEST_NAME = 64
NAME = re.compile(r"[a-z][a-z0-9_]*")
NAME_OF_OPTION = re.compile(r"[a-z0-9][a-z0-9_]*")
_YES = frozenset({"yes", "true", "true()", "1"})
_NO = frozenset({"", "no", "false", "false()", "0"})
_MAY_SAY_NO = frozenset({"read_only", "disabled", "autoplay"})


def check_name(row: Row, faults: Faults, pattern: re.Pattern[str] = NAME) -> None:
    """A name is there, and such as can stand in an address for ever."""
    name = row["name"]
    at = (row.sheet, row.number, row.header("name"))
    if not name:
        faults.add(Code.MISSING_VALUE, *at, name="name")
    elif not pattern.fullmatch(name):
        faults.add(Code.MALFORMED_NAME, *at, name=name[:LONGEST_NAME])
    elif len(name) > LONGEST_NAME:
        faults.add(Code.TOO_LONG, *at, limit=LONGEST_NAME, length=len(name))


def is_yes(row: Row, name: str, faults: Faults) -> bool:
    written = row[name].lower()
    if not says_yes_or_no(written):
        faults.add(Code.UNKNOWN_VALUE, row.sheet, row.number, row.header(name), value=row[name], known="yes, no")
    return written in _YES


def says_yes_or_no(written: str) -> bool:
    return written.lower() in _YES | _NO


def one_of(row: Row, name: str, known: Sequence[str], faults: Faults) -> str:
    """The word of a cell, "" when it is empty or unknown."""
    written = row[name].lower()
    if not written or written in known:
        return written
    at = (row.sheet, row.number, row.header(name))
    faults.add(Code.UNKNOWN_VALUE, *at, value=row[name], known=", ".join(known))
    return ""


def whole_number(row: Row, name: str, faults: Faults) -> int:
    """0 where nothing is written."""
    written = row[name]
    if re.fullmatch(r"\d{0,4}", written, re.ASCII):
        return int(written or 0)
    faults.add(Code.NOT_A_WHOLE_NUMBER, row.sheet, row.number, row.header(name), value=written)
    return 0


def require_wording(row: Row, name: str, faults: Faults) -> None:
    """A wording in some language; that it is there in each is checked of every wording alike."""
    if not row.text(name):
        header = next((text for header, text in row.headers.items() if header.name == name), name)
        faults.add(Code.MISSING_VALUE, row.sheet, row.number, header, name=name)


def check_length(row: Row, name: str, limit: int, faults: Faults) -> None:
    """A wording fits into its place, its placeholders counted as long as what will stand there."""
    for language, wording in row.text(name).items():
        length = lengths.as_shown(wording)
        if length > limit:
            at = (row.sheet, row.number, row.header(name, language))
            faults.add(Code.TOO_LONG, *at, limit=limit, length=length)


def refuse_unsupported(row: Row, faults: Faults) -> None:
    """Columns that mean something in XLSForm and nothing here yet are not passed over in silence."""
    for name, header in row.filled.items():
        if name not in columns.VOCABULARIES[row.sheet].not_supported:
            continue
        if name in _MAY_SAY_NO and row[name].lower() in _NO:
            continue
        faults.add(Code.NOT_SUPPORTED, row.sheet, row.number, header, name=name)


def warn_of_no_effect(row: Row, used: Collection[str], faults: Faults) -> None:
    """Cells that are filled where they mean nothing."""
    vocabulary = columns.VOCABULARIES[row.sheet]
    for name, header in row.filled.items():
        says_no = name in _MAY_SAY_NO and row[name].lower() in _NO
        if name not in used and name not in vocabulary.not_supported and not says_no:
            faults.add(Code.NO_EFFECT, row.sheet, row.number, header, name=name)
