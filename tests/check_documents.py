"""make check-documents: every paper that the product makes, opened by LibreOffice and drawn as pictures to look at.

Builds the demonstration in a temporary folder, has the command line write every table of it in both languages and for
every audience, and makes of one submitted reply and of one draft every paper; lets LibreOffice make a PDF of what is
none, counts its pages and draws the first pages of every sheet into build/documents/. A person looks at the pictures.
Exit 1 if a paper could not be made or opened, or if one, or a sheet, takes more pages than it may. Installs nothing.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from pypdf import PdfReader

from config import Settings
from surveyapp.actions import approval_sheets, reply_papers, seeing
from surveyapp.documents import papers
from surveyapp.store import submissions
from surveyapp.store.database import make_engine, reading
from surveyapp.store.models import Reply
from tests import serving
from tests.bench import scene

PICTURES = serving.ROOT / "build" / "documents"
LANGUAGES = ("en", "es")
AUDIENCES = ("public", "member-states", "secretariat")
ONE_PAGE = ("Synoptic", "Sinóptico")
"""Words in the names of sheets that are printed on one page."""
MOST_PAGES = {"receipt": 1, "approval-sheet": 6}
"""Of papers whose names begin so."""
NEEDED = {"soffice": "libreoffice-calc libreoffice-writer", "pdftoppm": "poppler-utils"}
"""Program to the Debian package that has it."""
DOTS_AN_INCH = 70
PAGES_DRAWN = 2
"""Of each sheet, from its beginning."""
LONGEST_SECONDS = 300


@dataclass(frozen=True)
class Opened:
    """A paper as LibreOffice shows it: its PDF, and the pages (the first is 1) of each of its sheets."""

    pdf: Path
    sheets: dict[str, range]
    most_pages: int = 0
    """Of a paper about a reply, how many it may take; 0: as many as it needs."""
    is_workbook: bool = True

    @property
    def of_one_page(self) -> dict[str, range]:
        """The sheets that must be printed on one page."""
        return {sheet: pages for sheet, pages in self.sheets.items() if any(word in sheet for word in ONE_PAGE)}

    @property
    def faults(self) -> list[str]:
        if not self.is_workbook:
            return self._too_long()
        if not self.of_one_page:
            return ["it has no synoptic sheet"]
        return [
            f"sheet “{sheet}” takes {len(pages)} pages instead of one"
            for sheet, pages in self.of_one_page.items()
            if len(pages) > 1
        ]

    def _too_long(self) -> list[str]:
        count = sum(map(len, self.sheets.values()))
        is_too_long = 0 < self.most_pages < count
        return [f"it takes {count} pages instead of {self.most_pages} at the most"] if is_too_long else []


def main() -> int:
    arguments = _arguments()
    missing = sorted({package for program, package in NEEDED.items() if shutil.which(program) is None})
    if missing:
        print(f"This check needs {' and '.join(missing)}. Install: sudo apt-get install {' '.join(missing)}")
        return 1
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir(parents=True)
    with tempfile.TemporaryDirectory(prefix="documents-") as name:
        papers = list(_written(Path(name)))
        faulty = [paper.name for paper in papers if not _is_as_it_must_be(paper, Path(name), arguments)]
    print(f"\n{len(papers)} papers, {len(faulty)} at fault{': ' if faulty else '.'}{', '.join(faulty)}")
    print(f"The papers, and a folder of pictures of each: {PICTURES.relative_to(serving.ROOT)}/")
    return 1 if faulty else 0


def _written(folder: Path) -> Iterator[Path]:
    """Every paper of the demonstration, one after the other."""
    environ = scene.environ(scene.settings_in(folder / "data"))
    print("Building the demonstration …", flush=True)
    _surveyapp(environ, "demo")
    for code in [one["code"] for one in json.loads(_surveyapp(environ, "round", "list", "--json"))["rounds"]]:
        for language in LANGUAGES:
            for audience in AUDIENCES:
                out = PICTURES / f"comparison-{code}-{audience}.{language}.xlsx"
                options = ("--language", language, "--audience", audience, "--out", str(out))
                _surveyapp(environ, "round", "compare", code, *options)
                yield out
    yield from _about_replies(scene.settings_in(folder / "data"))


def _about_replies(settings: Settings) -> Iterator[Path]:
    """The papers about a reply that was submitted and about one that was not, in every language and format."""
    engine, now = make_engine(settings.database_url), datetime.now(UTC)
    with reading(engine) as session:
        for standing in ("submitted", "in_progress"):
            query = sa.select(Reply).where(Reply.standing == standing).order_by(Reply.answered.desc())
            reply = session.scalars(query.limit(1)).one()
            state = seeing.Viewer(None, (seeing.Held("focal_point", reply.state),))
            made = submissions.latest(session, reply.id)
            for language in LANGUAGES:
                about = {"reply": reply_papers.of_reply(session, state, reply, language, now)}
                about["approval-sheet"] = approval_sheets.of_reply(session, reply, language, now)
                if made is not None:
                    about["receipt"] = reply_papers.receipt_paper(session, made, language, settings.base_url)
                for name, paper in about.items():
                    for form in papers.FORMATS:
                        out = PICTURES / f"{name}-{standing}-{form}.{language}.{form}"
                        out.write_bytes(papers.write(paper, form))
                        yield out
    engine.dispose()


def _is_as_it_must_be(paper: Path, folder: Path, arguments: argparse.Namespace) -> bool:
    """Opens a paper, draws it and says what was found."""
    opened = _opened(paper, folder)
    if opened is None:
        print(f"✗ {paper.name}: LibreOffice cannot open it")
        return False
    _draw(opened, arguments)
    count, alone = sum(map(len, opened.sheets.values())), len(opened.of_one_page)
    mark = "✗" if opened.faults else "✓"
    print(f"{mark} {paper.name}: {count} pages, {len(opened.sheets)} sheets, {alone} of them for one page", flush=True)
    for fault in opened.faults:
        print(f"    {fault}")
    return not opened.faults


def _opened(paper: Path, folder: Path) -> Opened | None:
    pdf = paper if paper.suffix == ".pdf" else _made_pdf(paper, folder)
    if pdf is None:
        return None
    if paper.suffix == ".xlsx":
        return Opened(pdf, _pages_of_sheets(pdf))
    pages = {"all of it": range(1, len(PdfReader(pdf).pages) + 1)}
    most = next((most for name, most in MOST_PAGES.items() if paper.name.startswith(name)), 0)
    return Opened(pdf, pages, most, is_workbook=False)


def _made_pdf(paper: Path, folder: Path) -> Path | None:
    office = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
    try:
        _run([*office, "--outdir", str(PICTURES), str(paper)])
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        return None
    pdf = paper.with_suffix(".pdf")
    return pdf if pdf.exists() else None


def _pages_of_sheets(pdf: Path) -> dict[str, range]:
    """LibreOffice makes one outline entry for each sheet, at its first page."""
    reader = PdfReader(pdf)
    entries = [one for one in reader.outline if not isinstance(one, list)]
    firsts = [(reader.get_destination_page_number(one) or 0) + 1 for one in entries]
    ends = [*firsts[1:], len(reader.pages) + 1]
    return {str(one.title): range(first, end) for one, first, end in zip(entries, firsts, ends, strict=True)}


def _draw(opened: Opened, arguments: argparse.Namespace) -> None:
    folder = opened.pdf.with_suffix("")
    folder.mkdir()
    for pages in opened.sheets.values():
        drawn = pages if arguments.every_page else pages[:PAGES_DRAWN]
        between = ["-f", str(drawn[0]), "-l", str(drawn[-1]), "-r", str(arguments.dots)]
        _run(["pdftoppm", "-png", *between, str(opened.pdf), str(folder / "page")])


def _surveyapp(environ: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [serving.surveyapp(), *arguments],
        cwd=serving.ROOT,
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"surveyapp {' '.join(arguments)} failed:\n{done.stderr}")
    return done.stdout


def _run(command: Sequence[str]) -> None:
    subprocess.run(command, capture_output=True, check=True, timeout=LONGEST_SECONDS)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make check-documents", description="Opens every paper with LibreOffice.")
    parser.add_argument("--dots", type=int, default=DOTS_AN_INCH, help="an inch, of the pictures (default 70)")
    parser.add_argument("--every-page", action="store_true", help="draw every page, not the first of each sheet")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
