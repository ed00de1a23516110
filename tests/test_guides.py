"""What the guides say. Of those for officers: their workbooks can be taken in, their words stand on the pages, their
commands exist. Of those for focal points: their words stand on the pages, and both say the same."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from babel.messages.pofile import read_po

from surveyapp import data
from surveyapp.cli import main
from surveyapp.documents import xlsform
from surveyapp.wording import faults, returned_workbooks, section_standing
from tests.workbooks import sheets

ROOT = Path(__file__).parents[1]
LANGUAGES = ("en", "es")
FIRST_HEADERS = {"type": "survey", "list_name": "choices", "form_id": "settings"}
"""A table of a guide that begins so stands for rows of this sheet."""

Rows = list[list[str]]


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def guide(language: str) -> str:
    return (ROOT / "docs" / f"guide-for-officers.{language}.md").read_text(encoding="utf-8")


def test_the_workbook_of_a_guide_is_without_fault_after_every_chapter(guide):
    book: dict[str, Rows] = {}
    found = {}
    for chapter in re.split(r"^(?=## )", guide, flags=re.MULTILINE):
        for sheet, rows in tables(chapter):
            added(book, sheet, rows)
        if book:
            found[chapter.splitlines()[0]] = xlsform.read(sheets(book), "guide.xlsx").faults

    assert set(book) == set(FIRST_HEADERS.values())
    assert {title: faults for title, faults in found.items() if faults} == {}


def test_every_kind_of_step_stands_in_both_guides():
    """What is said in one language is said in the other: the same chapters, tables and commands."""
    english, spanish = ((ROOT / "docs" / f"guide-for-officers.{one}.md").read_text("utf-8") for one in LANGUAGES)

    for count in (chapters, lambda guide: [len(rows) for _sheet, rows in tables(guide)], commands):
        assert len(count(english)) == len(count(spanish))


def test_what_a_guide_puts_in_bold_stands_on_the_pages(guide, language):
    known = [as_pattern(wording) for wording in wordings_of_the_product(language)]

    unknown = [words for words in bold(guide) if not any(pattern.fullmatch(words) for pattern in known)]

    assert unknown == []


def test_every_command_of_a_guide_exists(guide):
    written = commands(guide)

    assert written
    for words in written:
        command, rest = resolved(words)
        given, left, _order = command.make_parser(click.Context(command)).parse_args(rest)
        needed = {one.name for one in command.params if one.required}
        assert not left, words
        assert not needed - {name for name, value in given.items() if value is not None}, words
        for one in command.params:
            if isinstance(one.type, click.Choice) and given.get(one.name):
                assert given[one.name] in one.type.choices, words


@pytest.fixture
def for_the_secretariat(language: str) -> str:
    return (ROOT / "docs" / f"guide-for-the-secretariat.{language}.md").read_text(encoding="utf-8")


def test_what_the_guide_for_the_secretariat_puts_in_bold_stands_on_the_pages(for_the_secretariat, language):
    known = [as_pattern(wording) for wording in wordings_of_the_product(language)]
    said = [words for words in bold(for_the_secretariat) if not words.endswith(".")]  # those are its own headings

    assert len(said) > 20
    assert [words for words in said if not any(pattern.fullmatch(words) for pattern in known)] == []


def test_the_guides_for_the_secretariat_say_the_same_in_both_languages():
    english, spanish = ((ROOT / "docs" / f"guide-for-the-secretariat.{one}.md").read_text("utf-8") for one in LANGUAGES)

    assert len(chapters(english)) == len(chapters(spanish))
    assert len(bold(english)) == len(bold(spanish))
    assert re.findall(r"`surveyapp[^`]+`", english) == re.findall(r"`surveyapp[^`]+`", spanish)


def test_what_the_guide_for_focal_points_puts_in_bold_stands_on_the_pages(language):
    known = [as_pattern(wording) for wording in wordings_of_the_desk(language)]

    unknown = [words for words in bold(for_focal_points(language)) if not any(one.fullmatch(words) for one in known)]

    assert unknown == []


def test_the_guides_for_focal_points_say_the_same_in_both_languages():
    """The same chapters under the same anchors, with as many points and as many words of the pages in each."""
    english, spanish = (
        [
            (
                re.findall(r"{#(.+)}", chapter),
                len(re.findall(r"^(?:-|\d\.) ", chapter, re.MULTILINE)),
                len(bold(chapter)),
            )
            for chapter in re.split(r"^(?=##+ )", for_focal_points(one), flags=re.MULTILINE)
        ]
        for one in LANGUAGES
    )

    assert english == spanish


def test_the_guide_for_focal_points_is_found_from_the_documents(language):
    pointer = ROOT / "docs" / f"guide-for-focal-points.{language}.md"

    [address] = re.findall(r"\]\(([^)]+)\)", pointer.read_text("utf-8"))

    assert (pointer.parent / address).read_text("utf-8") == for_focal_points(language)


# Reading a guide


def for_focal_points(language: str) -> str:
    return data.text(f"guide-for-focal-points.{language}.md")


def chapters(guide: str) -> list[str]:
    return re.findall(r"^#+ .+$", guide, re.MULTILINE)


def tables(guide: str) -> Iterator[tuple[str, Rows]]:
    """Rows of each table that stands for a sheet, its header first, with the name of the sheet."""
    for block in re.findall(r"(?:^\|.*\n)+", guide, re.MULTILINE):
        header, _rule, *rows = [cells(line) for line in block.splitlines()]
        if header[0] in FIRST_HEADERS:
            yield FIRST_HEADERS[header[0]], [header, *rows]


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def added(book: dict[str, Rows], sheet: str, rows: Rows) -> None:
    """Writes rows below those of a sheet, as a reader does: new headers to the right of the others."""
    new, *more = rows
    known = book.setdefault(sheet, [[]])
    known[0].extend(header for header in new if header not in known[0])
    known.extend([dict(zip(new, row, strict=True)).get(header, "") for header in known[0]] for row in more)
    for row in known[1:]:
        row.extend([""] * (len(known[0]) - len(row)))


def bold(guide: str) -> list[str]:
    return [" ".join(words.split()) for words in re.findall(r"\*\*(.+?)\*\*", guide, re.DOTALL)]


def commands(guide: str) -> list[str]:
    return re.findall(r"^surveyapp .+$", guide, re.MULTILINE) + re.findall(r"`(surveyapp [^`]+)`", guide)


def resolved(words: str) -> tuple[click.Command, list[str]]:
    """The command that a line calls, and what is left of the line for it."""
    _name, *rest = [word for word in shlex.split(words) if word != "--help"]
    command: click.Command = main
    while isinstance(command, click.Group) and rest:
        name, *rest = rest
        found = command.get_command(click.Context(command), name)
        assert found, f"no command {name!r} in {words!r}"
        command = found
    return command, rest


# What the product says


def wordings_of_the_product(language: str) -> Iterator[str]:
    """The sentences of the pages and of what is wrong with a workbook."""
    with (ROOT / "translations" / "es" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        for message in read_po(file):
            said = message.string if language == "es" else message.id
            yield from [said] if isinstance(said, str) else said
    for told in faults._FAULTS.values():
        yield from (text[language] for text in told)


def wordings_of_the_desk(language: str) -> Iterator[str]:
    """The sentences of the pages, with where a section stands and what a workbook that came back would change."""
    yield from wordings_of_the_product(language)
    for told in (*section_standing._WORDS.values(), *returned_workbooks._KINDS.values()):
        yield told[language]


def as_pattern(wording: str) -> re.Pattern[str]:
    """What the sentence can be once its facts are filled in; one of facts alone matches nothing."""
    parts = re.split(r"%\(\w+\)[sd]|\{+\w+\}+", wording)
    if not any(re.search(r"\w{3}", part) for part in parts):
        return re.compile(r"(?!)")
    return re.compile(".+".join(re.escape(" ".join(part.split("\n"))) for part in parts))
