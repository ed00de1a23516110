"""A workbook whose bytes depend on nothing but what stands in it: the same content is the same file."""

import io
import re
import shutil
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

_PROPERTIES = "docProps/core.xml"
_MADE = re.compile(rb"<dcterms:(created|modified)\b.*?</dcterms:\1>", re.DOTALL)
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip archive can name."""


def repeatable(data: bytes) -> bytes:
    """The same archive without a word on when it was made."""
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(content, "w") as new:
        for part in old.infolist():
            kept = old.read(part)
            new.writestr(_entry(part.filename), _MADE.sub(b"", kept) if part.filename == _PROPERTIES else kept)
    return content.getvalue()


def save(workbook: Workbook, file: BinaryIO, made_at: datetime) -> None:
    """Writes a workbook part by part, however large; it was made when it is said to be, and its charts are described.

    What it takes beyond that is what openpyxl's own `save` takes: the archive is not written twice.
    """
    workbook.properties.created = workbook.properties.modified = made_at.replace(tzinfo=None, microsecond=0)
    with _Archive(file, "w", zipfile.ZIP_DEFLATED) as archive:
        _Writer(workbook, archive).write_data()


class _Archive(zipfile.ZipFile):
    """Without a word on when a part was written."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_options: Any, **_more: Any) -> None:
        super().writestr(_entry(str(zinfo_or_arcname)), data)

    def write(self, filename: Any, arcname: Any = None, *_options: Any, **_more: Any) -> None:
        entry = _entry(str(arcname))
        entry.file_size = Path(filename).stat().st_size  # by which parts of many gigabytes are written as such
        with Path(filename).open("rb") as source, self.open(entry, "w") as target:
            shutil.copyfileobj(source, target, 1 << 20)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EARLIEST)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry


class _Writer(ExcelWriter):
    """Gives each chart its description, which openpyxl has no place for."""

    def _write_drawing(self, drawing: Any) -> None:
        frame_of = drawing._chart_frame

        def described(number: int) -> Any:
            frame = frame_of(number)
            frame.nvGraphicFramePr.cNvPr.descr = getattr(drawing.charts[number - 1], "described", "")
            return frame

        drawing._chart_frame = described
        super()._write_drawing(drawing)  # type: ignore[misc]
