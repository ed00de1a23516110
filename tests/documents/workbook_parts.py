"""What Excel refuses or repairs in a workbook, looked for in the XML of every part (ECMA-376 parts 1 and 2)."""

import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree

from openpyxl.utils import range_boundaries

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINKED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_ORDER = (
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios"
    " autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations"
    " hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches"
    " ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF picture oleObjects controls webPublishItems"
    " tableParts extLst"
)
IN_ORDER = _ORDER.split()
"""The children of a worksheet, in the only order in which they may stand (part 1, 18.3.1.99)."""
LONGEST_CELL, LONGEST_NAME, WIDEST, HIGHEST, LONGEST_ADDRESS = 32_767, 31, 255, 409.5, 2_079
MOST_LINKS, MOST_STYLES, MOST_BREAKS = 65_530, 64_000, 1_023
NUMBER_FORMATS_OF_DAYS = re.compile(r"[dmy]", re.IGNORECASE)
_DEFINED = re.compile(r"'(?:[^']|'')+'!\$?[A-Z]*\$?\d*(?::\$?[A-Z]*\$?\d*)?")
_RANGE = re.compile(r"'((?:[^']|'')+)'!(\$[A-Z]+\$\d+(?::\$[A-Z]+\$\d+)?)")


def faults(workbook: bytes) -> list[str]:
    """Each fault in words; nothing where there is none."""
    return list(_Package(workbook).faults())


class _Package:
    def __init__(self, workbook: bytes) -> None:
        with zipfile.ZipFile(BytesIO(workbook)) as archive:
            self.names = archive.namelist()
            self.parts = {name: ElementTree.fromstring(archive.read(name)) for name in self.names}
        book = self.parts["xl/workbook.xml"]
        self.sheets = [one.get("name", "") for one in book.iter(f"{MAIN}sheet")]
        self.cells: dict[str, set[str]] = {}

    def faults(self) -> Iterator[str]:
        yield from self._of_the_package()
        yield from self._of_the_book()
        for number, name in enumerate(self.sheets, 1):
            part = f"xl/worksheets/sheet{number}.xml"
            yield from (f"{name}: {fault}" for fault in self._of_sheet(self.parts[part], name, self._links(part)))
        yield from self._of_drawings()
        yield from self._of_tables()

    def _links(self, part: str) -> dict[str, str]:
        folder, name = posixpath.split(part)
        found = self.parts.get(f"{folder}/_rels/{name}.rels")
        return {} if found is None else {one.get("Id", ""): one.get("Target", "") for one in found}

    def _of_the_package(self) -> Iterator[str]:
        yield from (f"{name} stands twice" for name, count in Counter(self.names).items() if count > 1)
        types = self.parts["[Content_Types].xml"]
        known = {one.get("PartName", "").lstrip("/") for one in types.iter(f"{TYPES}Override")}
        endings = {one.get("Extension", "") for one in types.iter(f"{TYPES}Default")}
        for name in self.names:
            if name != "[Content_Types].xml" and name not in known and name.rpartition(".")[2] not in endings - {"xml"}:
                yield f"{name} has no content type"
        yield from (f"{name} is named and not there" for name in known - set(self.names))
        for name, part in self.parts.items():
            if name.endswith(".rels"):
                yield from self._of_relationships(name, part)

    def _of_relationships(self, name: str, part: ElementTree.Element) -> Iterator[str]:
        ids = Counter(one.get("Id") for one in part)
        yield from (f"{name}: {one} stands twice" for one, count in ids.items() if count > 1)
        base = posixpath.dirname(posixpath.dirname(name))
        for one in part.iter(f"{RELATIONSHIPS}Relationship"):
            target = one.get("Target", "")
            if one.get("TargetMode") == "External":
                if len(target) > LONGEST_ADDRESS:
                    yield f"{name}: an address of {len(target)} characters"
            elif posixpath.normpath(posixpath.join("/" + base, target)).lstrip("/") not in self.parts:
                yield f"{name}: {target} is not there"

    def _of_the_book(self) -> Iterator[str]:
        yield from (f"{one} is a name twice" for one, n in Counter(map(str.casefold, self.sheets)).items() if n > 1)
        for name in self.sheets:
            if not 0 < len(name) <= LONGEST_NAME or re.search(r"[\[\]:*?/\\]", name) or name.strip("'") != name:
                yield f"{name} cannot be the name of a sheet"
        names = Counter()
        for one in self.parts["xl/workbook.xml"].iter(f"{MAIN}definedName"):
            names[one.get("name"), one.get("localSheetId")] += 1
            if int(one.get("localSheetId", 0)) >= len(self.sheets):
                yield f"{one.get('name')} is of no sheet"
            if _DEFINED.sub("", one.text or "").strip(",") or not one.text:
                yield f"{one.get('name')} is defined as {one.text}"
        yield from (f"{one} is defined twice" for one, count in names.items() if count > 1)

    def _of_sheet(self, sheet: ElementTree.Element, name: str, links: dict[str, str]) -> Iterator[str]:
        order = [IN_ORDER.index(child.tag.removeprefix(MAIN)) for child in sheet]
        if order != sorted(order):
            yield "its parts are out of order"
        yield from self._of_cells(sheet, name)
        yield from _of_columns_and_rows(sheet)
        yield from _of_ranges(sheet)
        pane = sheet.find(f"{MAIN}sheetViews/{MAIN}sheetView/{MAIN}pane")
        if pane is not None and not re.fullmatch(r"[A-Z]+[1-9]\d*", pane.get("topLeftCell", "")):
            yield "what is frozen begins at no cell"
        for one in sheet.iter():
            if one.get(f"{LINKED}id") and one.get(f"{LINKED}id") not in links:
                yield f"{one.tag} leads to nothing"
        styles = self.parts["xl/styles.xml"]
        differential = styles.find(f"{MAIN}dxfs")
        for rule in sheet.iter(f"{MAIN}cfRule"):
            if int(rule.get("dxfId", 0)) >= (0 if differential is None else len(differential)):
                yield "a conditional format has no look"
        for end in ("oddHeader", "oddFooter"):
            if len(sheet.findtext(f"{MAIN}headerFooter/{MAIN}{end}") or "") > 255:
                yield f"its {end} is too long"

    def _of_cells(self, sheet: ElementTree.Element, name: str) -> Iterator[str]:
        formats = self._formats()
        seen: set[str] = set()
        last_row = 0
        for row in sheet.iter(f"{MAIN}row"):
            number, last_column = int(row.get("r", 0)), 0
            if number <= last_row:
                yield f"row {number} stands after row {last_row}"
            last_row = number
            for cell in row:
                at = cell.get("r", "")
                column = range_boundaries(at)[0]
                if column <= last_column or not at.endswith(str(number)):
                    yield f"{at} is out of place"
                last_column = column
                seen.add(at)
                yield from (f"{at} {fault}" for fault in _of_cell(cell, formats))
        self.cells[name] = seen

    def _formats(self) -> list[tuple[str, bool]]:
        """By number of a look its number format, and whether its texts are quoted."""
        styles = self.parts["xl/styles.xml"]
        own = {one.get("numFmtId"): one.get("formatCode", "") for one in styles.iter(f"{MAIN}numFmt")}
        looks = styles.find(f"{MAIN}cellXfs")
        assert looks is not None
        assert len(looks) < MOST_STYLES
        for part in ("fonts", "fills", "borders"):
            for look in looks:
                assert int(look.get(f"{part[:-1]}Id", 0)) < len(styles.find(f"{MAIN}{part}") or ())
        return [(own.get(look.get("numFmtId"), ""), look.get("quotePrefix") == "1") for look in looks]

    def _of_drawings(self) -> Iterator[str]:
        for name, part in self.parts.items():
            if name.startswith("xl/drawings/drawing"):
                frames = list(part.iter(f"{DRAWN}cNvPr"))
                yield from (f"{name}: {one.get('name')} is not described" for one in frames if not one.get("descr"))
                yield from (
                    f"{name}: {n} shapes of one number" for n in Counter(f.get("id") for f in frames).values() if n > 1
                )
            if name.startswith("xl/charts/"):
                for formula in part.iter(f"{CHART}f"):
                    yield from (f"{name} draws {one}" for one in self._not_there(formula.text or ""))

    def _not_there(self, formula: str) -> Iterator[str]:
        found = _RANGE.findall(formula)
        if not found:
            yield formula
        for sheet, reference in found:
            left, top, _right, bottom = range_boundaries(reference.replace("$", ""))
            column = re.match(r"\$([A-Z]+)", reference)
            assert column
            assert left
            known = self.cells.get(sheet.replace("''", "'"), set())
            yield from (f"{reference}: row {n}" for n in range(top, bottom + 1) if f"{column[1]}{n}" not in known)

    def _of_tables(self) -> Iterator[str]:
        tables = [part for name, part in self.parts.items() if name.startswith("xl/tables/")]
        names = Counter(str(one.get("displayName")).casefold() for one in tables)
        yield from (f"{one} is a table twice" for one, count in names.items() if count > 1)
        yield from (
            f"{one.get('displayName')} cannot be the name of a table"
            for one in tables
            if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.]*", one.get("displayName", ""))
        )
        for one in tables:
            columns = [column.get("name", "") for column in one.iter(f"{MAIN}tableColumn")]
            left, top, right, bottom = range_boundaries(one.get("ref", ""))
            if (
                len(set(map(str.casefold, columns))) != len(columns)
                or right - left + 1 != len(columns)
                or bottom <= top
            ):
                yield f"{one.get('displayName')} has not the columns of its range"


def _of_cell(cell: ElementTree.Element, formats: list[tuple[str, bool]]) -> Iterator[str]:
    kind, text = cell.get("t"), "".join(part.text or "" for part in cell.iter(f"{MAIN}t"))
    _format, is_quoted = formats[int(cell.get("s", 0))]
    if cell.find(f"{MAIN}f") is not None:
        yield "is a formula"
    if kind not in ("inlineStr", "n"):
        yield f"is of kind {kind}"
    if len(text.encode("utf-16-le")) // 2 > LONGEST_CELL:
        yield f"holds {len(text)} characters"
    if kind == "inlineStr" and text[:1] in ("=", "+", "-", "@", "\t") and text and not is_quoted:
        yield f"holds {text[:10]!r} without a quote"
    if kind == "n" and (value := cell.findtext(f"{MAIN}v")) is not None:
        try:
            float(value)
        except ValueError:
            yield f"holds {value!r} as a number"


def _of_columns_and_rows(sheet: ElementTree.Element) -> Iterator[str]:
    last = 0
    for column in sheet.iter(f"{MAIN}col"):
        if int(column.get("min", 0)) <= last or not 0 <= float(column.get("width", 0)) <= WIDEST:
            yield f"column {column.get('min')} is {column.get('width')} wide"
        last = int(column.get("max", 0))
    for row in sheet.iter(f"{MAIN}row"):
        if not 0 < float(row.get("ht", 1)) <= HIGHEST:
            yield f"row {row.get('r')} is {row.get('ht')} high"
    breaks = list(sheet.iter(f"{MAIN}brk"))
    if len(breaks) > MOST_BREAKS:
        yield f"{len(breaks)} pages begun by hand"
    links = list(sheet.iter(f"{MAIN}hyperlink"))
    if len(links) > MOST_LINKS:
        yield f"{len(links)} links"


def _of_ranges(sheet: ElementTree.Element) -> Iterator[str]:
    merged = [range_boundaries(one.get("ref", "")) for one in sheet.iter(f"{MAIN}mergeCell")]
    by_row: dict[int, list[tuple[int, int]]] = {}
    for left, top, right, bottom in merged:
        for row in range(top, bottom + 1):
            for start, end in by_row.setdefault(row, []):
                if left <= end and start <= right:
                    yield f"cells of row {row} are merged twice"
            by_row[row].append((left, right))
    if any(left == right and top == bottom for left, top, right, bottom in merged):
        yield "a cell is merged with nothing"
    found = sheet.find(f"{MAIN}autoFilter")
    if found is not None and range_boundaries(found.get("ref", ""))[3] > 1_048_576:
        yield "its filter goes below the last row"
