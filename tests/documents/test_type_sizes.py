"""Rows as high as their texts."""

import pytest

from surveyapp.documents import type_sizes
from surveyapp.documents.sheets import HIGHEST, Look, _height_of, pieces_to_read


def test_a_text_in_capitals_needs_more_room_than_the_same_in_small_letters():
    text = "La ley establece el delito autónomo de trata de personas y lo sanciona. " * 4

    assert type_sizes.lines(text.upper(), 40) > type_sizes.lines(text, 40)


@pytest.mark.parametrize(("text", "lines"), [("", 1), ("one", 1), ("one\n\ntwo", 3), ("W" * 100, 10), ("🦩" * 16, 2)])
def test_lines_end_where_there_is_no_room_and_where_the_text_says_so(text: str, lines: int):
    assert type_sizes.lines(text, 10) == lines


def test_an_accent_takes_no_room():
    assert type_sizes.width_of("ñandú") == type_sizes.width_of("nandu")
    assert type_sizes.width_of("n\u0303") == type_sizes.width_of("n")


@pytest.mark.parametrize(
    "text", ["palabra " * 5_000, "una línea\n" * 300, "🦩" * 20_000, "x" * 9_000, "  a  \n\n b" * 500]
)
def test_a_long_text_is_cut_into_pieces_that_a_row_can_show(text: str):
    look = Look(size=10)

    cut = pieces_to_read(text, look, 100)

    assert "".join(cut) == text
    assert max(_height_of(piece, look, 100) for piece in cut) <= HIGHEST


def test_a_text_is_cut_between_words():
    cut = pieces_to_read("palabra " * 5_000, Look(size=10), 100)

    assert all(piece.strip().replace("palabra", "").strip() == "" for piece in cut)
