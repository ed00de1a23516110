"""The comparative summary of a round of 100 questions and 35 states, in both languages, as PDF and as Word file.

The floor: the words of the same paper as plain paragraphs, set by the same typesetter and written by python-docx, with
neither tables, figures, tags nor links.
"""

import io
import json
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import docx
import pypdf
import typst

from surveyapp import data
from surveyapp.core.comparison import Comparison, compare
from surveyapp.core.questionnaire import Questionnaire
from surveyapp.core.states import read_states
from surveyapp.core.tiles import read_tiles
from surveyapp.documents.papers.parts import Passage
from surveyapp.documents.round_facts import Heading, RoundFacts
from surveyapp.documents.summary import Outline, as_pdf, as_word, outline_of
from tests.bench import scene
from tests.bench.figures import Chapter, Figure, median, spread
from tests.builders import words
from tests.replies import made_up

LANGUAGES = ("en", "es")
STATES = 35
MOST_SECONDS = 10
TURNS = 3
_PLAIN = "#let lines = json(bytes(sys.inputs.lines))\n#set text(size: 10pt)\n#for it in lines [#par(it)]"
FACTS = RoundFacts(
    heading=Heading(
        title=words("Measured"),
        period_from=date(2024, 1, 1),
        period_to=date(2025, 12, 31),
        received_to=date(2026, 9, 15),
        made_at=datetime(2026, 9, 15, tzinfo=UTC),
        illustrative=True,
    ),
    tiles=read_tiles(data.text("tiles.csv")),
)


def measure(folder: Path, turns: int) -> Chapter:
    comparison = _compared(scene.bundled())
    outlines = [outline_of(comparison, FACTS, language) for language in LANGUAGES]
    lines = [list(_lines(one)) for one in outlines]
    deeds: dict[str, Callable[[], object]] = {
        "outline": lambda: [outline_of(comparison, FACTS, language) for language in LANGUAGES],
        "pdf": lambda: [as_pdf(one) for one in outlines],
        "word": lambda: [as_word(one) for one in outlines],
        "plain_pdf": lambda: [_plain_pdf(one) for one in lines],
        "plain_word": lambda: [_plain_word(one) for one in lines],
    }
    used = [{name: _seconds(deed) for name, deed in deeds.items()} for _ in range(min(turns, TURNS))]
    return Chapter(
        f"The comparative summary of {len(comparison.tallies)} questions and {STATES} replies, in both languages",
        [
            _against("as a PDF", used, "pdf", "plain_pdf"),
            _against("as a Word file", used, "word", "plain_word"),
            _whole("words and PDF", used, "outline", "pdf"),
            _whole("words and Word file", used, "outline", "word"),
            _whole("words, PDF and Word file", used, "outline", "pdf", "word"),
        ],
        [_note(outlines)],
    )


def _note(outlines: list[Outline]) -> str:
    pages = " and ".join(str(_pages(as_pdf(one))) for one in outlines)
    return (
        f"{len(outlines[0].sentences)} sentences, {pages} pages; processor time. Floor: the same words in plain"
        " paragraphs, without tables, figures, tags and links."
    )


def _compared(form: Questionnaire) -> Comparison:
    """Every state has replied: as much as there can be to tell."""
    states = tuple(islice(read_states(data.text("member_states.csv")), STATES))
    return compare(form, list(made_up(form, states, "measured")), states)


def _seconds(deed: Callable[[], object]) -> float:
    """Of the processor: what else runs on the machine counts little."""
    begun = time.process_time()
    deed()
    return time.process_time() - begun


def _against(what: str, used: list[dict[str, float]], product: str, floor: str) -> Figure:
    return Figure(
        what=what,
        product=f"{median(one[product] for one in used):.1f} s",
        floor=f"{median(one[floor] for one in used):.1f} s",
        ratio=spread([one[product] / one[floor] for one in used]),
    )


def _whole(what: str, used: list[dict[str, float]], *steps: str) -> Figure:
    taken = median(sum(one[step] for step in steps) for one in used)
    return Figure(
        what=what,
        product=f"{taken:.1f} s",
        target=f"under {MOST_SECONDS} s",
        is_met=taken < MOST_SECONDS,
    )


def _lines(outline: Outline) -> Iterator[str]:
    """Every text of the paper."""
    yield from _texts(outline.parts)


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, Passage):
        yield from part.paragraphs
    elif isinstance(part, tuple):
        for one in part:
            yield from [one] if isinstance(one, str) and not one.startswith("<svg") else _texts(one)
    elif hasattr(part, "__dataclass_fields__"):
        for name in part.__dataclass_fields__:
            value = getattr(part, name)
            yield from [value] if isinstance(value, str) and name in ("text", "caption", "who") else _texts(value)


def _plain_pdf(lines: list[str]) -> bytes:
    made = typst.Compiler(_PLAIN.encode(), sys_inputs={"lines": json.dumps(lines)}).compile(format="pdf")
    return made if isinstance(made, bytes) else b""


def _plain_word(lines: list[str]) -> bytes:
    document = docx.Document()
    for one in lines:
        document.add_paragraph(one)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _pages(pdf: bytes) -> int:

    return len(pypdf.PdfReader(io.BytesIO(pdf)).pages)
