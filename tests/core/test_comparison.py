from decimal import Decimal
from fractions import Fraction

import pytest

from surveyapp.core.comparison import Tally, compare
from surveyapp.core.disclosure import Audience
from surveyapp.core.marks import Mark
from surveyapp.core.questionnaire import Disclosure, Kind
from tests.builders import (
    NONE,
    NOT_AVAILABLE,
    a_disclosed_reply,
    a_question,
    a_questionnaire,
    a_submission,
    an_option,
    words,
)
from tests.replies import compared, states

LAW = a_question("law", Kind.ONE, "yes no")
FORMS = a_question("forms", Kind.SEVERAL, "labour sexual organs")
CALLS = a_question("calls", Kind.INTEGER)
SERVICES = a_question("services", Kind.ROWS, "state none", rows="shelter legal")
VICTIMS = a_question("victims", Kind.GRID, rows="y1 y2", columns="women men")
LAWS = a_question("laws", Kind.LIST, fields=(a_question("title"), a_question("force", Kind.ONE, "yes no")))


def chosen(tally: Tally) -> dict[str, tuple[str, ...]]:
    return {one.option.code: one.states for one in tally.options}


def test_the_base_is_the_states_that_replied_and_were_asked():
    form = a_questionnaire(LAW, a_question("year", Kind.YEAR, relevant="${law} = 'yes'"))

    comparison = compared(
        form,
        {"CRI": {"law": "yes", "year": "2009"}, "JAM": {"law": "no"}, "PER": {"law": "yes"}},
        silent=["CHL"],
    )

    year = comparison.tallies["year"]
    assert year.base == 2
    assert year.states(Mark.ANSWERED) == ("CRI",)
    assert year.states(Mark.LEFT_BLANK) == ("PER",)
    assert year.states(Mark.NOT_ASKED) == ("JAM",)
    assert year.states(Mark.NO_REPLY) == ("CHL",)


def test_what_is_no_answer_is_counted_apart_within_the_base():
    form = a_questionnaire(CALLS)

    tally = compared(
        form,
        {
            "CRI": {"calls": "12"},
            "JAM": {},
            "PER": {"calls": NOT_AVAILABLE},
            "MEX": {"calls": "about ten"},
            "ARG": {"calls": "7"},
        },
        disclosures={"ARG": {"calls": Disclosure.SECRETARIAT}},
    ).tallies["calls"]

    assert tally.base == 5
    assert tally.by_mark == {
        Mark.ANSWERED: ("CRI",),
        Mark.NOT_AVAILABLE: ("PER",),
        Mark.NOT_READABLE: ("MEX",),
        Mark.LEFT_BLANK: ("JAM",),
        Mark.WITHHELD: ("ARG",),
    }
    assert tally.figures
    assert tally.figures.values == (("CRI", Decimal(12)),)


def test_shares_of_several_choices_are_of_states_and_never_of_ticks():
    tally = compared(
        a_questionnaire(FORMS),
        {"CRI": {"forms": "labour sexual organs"}, "JAM": {"forms": "labour"}, "PER": {}, "MEX": {"forms": "sexual"}},
    ).tallies["forms"]

    assert chosen(tally) == {"labour": ("CRI", "JAM"), "sexual": ("CRI", "MEX"), "organs": ("CRI",)}
    assert [one.share for one in tally.options] == [Fraction(2, 4), Fraction(2, 4), Fraction(1, 4)]


def test_options_worded_alike_are_told_apart_by_code():
    alike = [an_option(code, wording=words("Other")) for code in ("first", "second")]
    form = a_questionnaire(a_question("law", Kind.ONE, alike))

    tally = compared(form, {"CRI": {"law": "first"}, "JAM": {"law": "second"}}).tallies["law"]

    assert chosen(tally) == {"first": ("CRI",), "second": ("JAM",)}


def test_zero_is_a_number():
    figures = (
        compared(a_questionnaire(CALLS), {"CRI": {"calls": "0"}, "JAM": {"calls": "10"}, "PER": {}})
        .tallies["calls"]
        .figures
    )

    assert figures is not None
    assert (figures.count, figures.sum, figures.median) == (2, 10, 5)
    assert (figures.smallest, figures.largest) == (0, 10)


def test_each_row_has_a_base_of_its_own():
    tally = compared(
        a_questionnaire(SERVICES),
        {"CRI": {"services/shelter": "state", "services/legal": "none"}, "JAM": {"services/shelter": "state"}},
    ).tallies["services"]

    shelter, legal = tally.parts
    assert chosen(shelter) == {"state": ("CRI", "JAM"), "none": ()}
    assert legal.states(Mark.LEFT_BLANK) == ("JAM",)
    assert tally.states(Mark.ANSWERED) == ("CRI", "JAM")


def test_not_available_said_of_the_whole_holds_for_each_blank_part():
    tally = compared(a_questionnaire(SERVICES), {"CRI": {"services": NOT_AVAILABLE}}).tallies["services"]

    assert tally.states(Mark.NOT_AVAILABLE) == ("CRI",)
    assert [part.states(Mark.NOT_AVAILABLE) for part in tally.parts] == [("CRI",), ("CRI",)]


def test_cells_of_a_grid_are_counted_one_by_one():
    tally = compared(
        a_questionnaire(VICTIMS),
        {"CRI": {"victims/y1/women": "3", "victims/y1/men": "0"}, "JAM": {"victims/y1/women": "4"}},
    ).tallies["victims"]

    sums = {str(part.place): part.figures.sum for part in tally.parts if part.figures}
    assert sums["victims/y1/women"] == 7
    assert tally.parts[1].states(Mark.LEFT_BLANK) == ("JAM",)


def test_a_state_counts_once_for_an_option_however_many_entries_say_so():
    tally = compared(
        a_questionnaire(LAWS),
        {
            "CRI": {"laws[aaaa].title": "Act 1", "laws[aaaa].force": "yes", "laws[bbbb].force": "yes"},
            "JAM": {"laws": NONE},
        },
        entries={"CRI": {"laws": ("aaaa", "bbbb")}},
    ).tallies["laws"]

    force = tally.parts[1]
    assert chosen(force) == {"yes": ("CRI",), "no": ()}
    assert tally.figures
    assert dict(tally.figures.values) == {"CRI": 2, "JAM": 0}


def test_replies_stand_in_the_order_of_the_states_asked():
    form = a_questionnaire(LAW)
    replies = [a_disclosed_reply(form, {"law": "yes"}, state=state) for state in ("PER", "CRI")]

    comparison = compare(form, replies, states("CRI", "CHL", "PER"))

    assert list(comparison.replies) == ["CRI", "PER"]
    assert [state.iso3 for state in comparison.missing] == ["CHL"]


def test_only_disclosed_replies_are_compared():
    form = a_questionnaire(LAW)

    with pytest.raises(TypeError, match="disclosed"):
        compare(form, [a_submission(form, {"law": "yes"})], states("CRI"))  # type: ignore[list-item]


def test_replies_disclosed_to_several_audiences_are_not_compared():
    form = a_questionnaire(LAW)
    replies = [
        a_disclosed_reply(form, {}, state="CRI", audience=Audience.PUBLIC),
        a_disclosed_reply(form, {}, state="PER", audience=Audience.SECRETARIAT),
    ]

    with pytest.raises(ValueError, match="audiences"):
        compare(form, replies, states("CRI", "PER"))


@pytest.mark.parametrize(("replying", "asked"), [(("CRI", "CRI"), ("CRI",)), (("PER",), ("CRI",))])
def test_a_state_replies_once_and_only_when_it_was_asked(replying: tuple[str, ...], asked: tuple[str, ...]):
    form = a_questionnaire(LAW)

    with pytest.raises(ValueError, match="replied"):
        compare(form, [a_disclosed_reply(form, {}, state=state) for state in replying], states(*asked))


def test_without_replies_there_is_still_a_table():
    comparison = compare(a_questionnaire(LAW), [], states("CRI"), Audience.SECRETARIAT)

    assert comparison.audience is Audience.SECRETARIAT
    assert comparison.tallies["law"].base == 0
    assert [one.share for one in comparison.tallies["law"].options] == [None, None]
