"""The links of an answer, a line each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.core import link_lines
from surveyapp.core.link_lines import Link
from surveyapp.core.supplements import LINKS

CODES = [one.value for one in LINKS]


@pytest.mark.parametrize(
    ("line", "link"),
    [
        ("https://example.org", Link("https://example.org")),
        ("The law | example.org/law", Link("example.org/law", "The law")),
        ("https://example.org/law | The law", Link("https://example.org/law", "The law")),
        ("The law|www.example.org", Link("www.example.org", "The law")),
        ("the gazette of Friday", Link("the gazette of Friday")),
    ],
)
def test_a_line_is_read_as_a_person_may_write_it(line, link):
    assert link_lines.came_back({}, line) == ({"link1": link}, [])


@given(st.dictionaries(st.sampled_from(CODES), st.builds(Link, st.text(max_size=20), st.text(max_size=20))))
def test_lines_that_come_back_as_they_went_out_are_the_same_links(links):
    told = {code: link for code, link in links.items() if link.line}

    found, too_many = link_lines.came_back(told, link_lines.lines(list(told.values())))

    assert not too_many
    assert sorted(map(repr, found.values())) == sorted(map(repr, told.values()))
    assert {code: link.line for code, link in found.items()} == {code: link.line for code, link in told.items()}
