from datetime import UTC, datetime

import pytest

from surveyapp.core.section_standing import SectionStanding, once_written, standing
from surveyapp.wording.institutions import from_institution
from surveyapp.wording.section_standing import needs_attention, shape, words

AT_TEN, AT_ELEVEN = datetime(2026, 9, 15, 10, tzinfo=UTC), datetime(2026, 9, 15, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    ("answered", "ready_at", "written_at", "expected"),
    [
        (0, None, None, SectionStanding.NOT_STARTED),
        (3, None, AT_TEN, SectionStanding.IN_PROGRESS),
        (3, AT_ELEVEN, AT_TEN, SectionStanding.READY),
        (3, AT_TEN, AT_TEN, SectionStanding.READY),
        (3, AT_TEN, AT_ELEVEN, SectionStanding.CHANGED),
    ],
)
def test_where_a_section_stands(answered, ready_at, written_at, expected):
    assert standing(answered, ready_at, written_at) is expected


def test_what_is_written_in_a_section_begins_it_or_changes_it():
    begun, changed = SectionStanding.IN_PROGRESS, SectionStanding.CHANGED

    assert [once_written(one) for one in SectionStanding] == [begun, begun, changed, changed]


@pytest.mark.parametrize("one", SectionStanding)
def test_every_standing_has_a_shape_and_words_of_its_own(one):
    assert len(shape(one)) == 1
    assert words(one, 3, 10, "en") != words(one, 3, 10, "es")
    assert len({shape(other) for other in SectionStanding}) == len(SectionStanding)
    assert needs_attention(one) == (shape(one) == "!")


@pytest.mark.parametrize(
    ("name", "language", "expected"),
    [
        ("Ministerio de Justicia", "es", "del Ministerio de Justicia"),
        ("Fiscalía General", "es", "de la Fiscalía General"),
        ("CONATT", "es", "de CONATT"),
        ("Ministry of Justice", "en", "from the Ministry of Justice"),
        ("CONATT", "en", "from CONATT"),
    ],
)
def test_an_institution_has_its_article(name, language, expected):
    assert from_institution(name, language) == expected
