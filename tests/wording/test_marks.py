import pytest

from surveyapp.core.marks import Mark
from surveyapp.core.standing import Standing
from surveyapp.core.text import MissingWording
from surveyapp.wording import marks

LANGUAGES = ["en", "es"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_marks_look_or_read_alike(language):
    unanswered = [mark for mark in Mark if mark is not Mark.ANSWERED]

    assert len({marks.mark_words(mark, language) for mark in Mark}) == len(Mark)
    assert len({marks.short_mark(mark, language) for mark in unanswered}) == len(unanswered)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_legend_explains_every_sign_by_its_word(language):
    words = {marks.short_mark(mark, language): marks.mark_words(mark, language) for mark in Mark}
    legend = marks.legend(language)

    assert len(legend) == len(Mark) - 1
    assert all(meaning.startswith(words[sign].lower()) for sign, meaning in legend)


def test_marks_are_told_apart_by_plain_codes_too():
    assert marks.mark_words("left_blank", "es") == "Sin contestar"
    assert marks.short_mark("not_available", "es") == "n.\u202fd."
    assert marks.standing_words("in_progress", "es") == "en curso"


def test_an_answer_needs_no_sign():
    assert marks.short_mark(Mark.ANSWERED, "en") == ""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("standing", Standing)
def test_every_standing_has_a_shape_and_a_word(standing, language):
    assert len(marks.standing_shape(standing)) == 1
    assert marks.standing_words(standing, language)


@pytest.mark.parametrize(
    ("days", "english", "spanish"),
    [
        (0, "overdue", "plazo vencido"),
        (1, "overdue, 1 day", "plazo vencido hace 1 día"),
        (6, "overdue, 6 days", "plazo vencido hace 6 días"),
    ],
)
def test_overdue_says_for_how_long(days, english, spanish):
    assert marks.overdue_words(days, "en") == english
    assert marks.overdue_words(days, "es") == spanish


def test_what_is_unknown_is_refused():
    with pytest.raises(KeyError):
        marks.short_mark("maybe", "en")
    with pytest.raises(MissingWording):
        marks.mark_words(Mark.WITHHELD, "fr")
