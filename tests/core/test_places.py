import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.core.places import LONGEST_PLACE, Place, is_compound, leaf, leaves, parse, supplements
from surveyapp.core.questionnaire import Disclosure, Kind
from tests.builders import a_column, a_note, a_question, a_questionnaire

ROWS = a_question("services", Kind.ROWS, "state nobody", rows="shelter legal", disclosure=Disclosure.MEMBER_STATES)
CONFIRM = a_question("treaties", Kind.CONFIRM, "party no", rows="palermo")
GRID = a_question(
    "victims",
    Kind.GRID,
    rows="y1 y2",
    columns=(a_column("women"), a_column("rate", kind=Kind.DECIMAL, constraint=". >= 0")),
    companions=(a_question("source"), a_note("about")),
    disclosure=Disclosure.SECRETARIAT,
)
LIST = a_question("laws", Kind.LIST, fields=(a_note("how"), a_question("title"), a_question("day", Kind.DATE)))
FORM = a_questionnaire(a_question("law", Kind.ONE, "yes no"), a_note("why"), ROWS, CONFIRM, GRID, LIST)


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("q12", Place("q12")),
        ("laws[7f3k].title", Place("laws", entry="7f3k", field="title")),
        ("services/shelter", Place("services", row="shelter")),
        ("victims/y1/women", Place("victims", row="y1", column="women")),
        ("victims.source", Place("victims", field="source")),
        ("q12@source", Place("q12", beside="source")),
    ],
)
def test_an_address_is_read_and_written(address, place):
    assert parse(address) == place
    assert str(place) == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        " law",
        "law\n",
        "1law",
        "ley_ñ",
        "laws[7f3k]",
        "laws[7F3K].title",
        "laws[abc].title",
        "laws[abcdefghi].title",
        "laws[].title",
        "laws[7f3k].title.more",
        "laws[7f3k]/row",
        "victims/",
        "victims/y1/",
        "victims/y1/women/more",
        "victims.source/y1",
        "law@",
        "law@source@source",
        "laws[7f3k].title@source",
        "../law",
        "law'--",
        "q" * (LONGEST_PLACE + 1),
    ],
)
def test_what_is_no_address_is_no_place(address):
    assert parse(address) is None


codes = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
entries = st.from_regex(r"[a-z0-9]{4,8}", fullmatch=True)
some_places = st.one_of(
    st.builds(Place, codes),
    st.builds(Place, codes, row=codes),
    st.builds(Place, codes, row=codes, column=codes),
    st.builds(Place, codes, field=codes),
    st.builds(Place, codes, entry=entries, field=codes),
)


@given(some_places)
def test_every_place_has_one_address(place):
    assert parse(str(place)) == place


@given(st.text(max_size=30))
def test_an_address_that_is_read_is_written_the_same(text):
    place = parse(text)
    assert place is None or str(place) == text


def the_addresses(question, entries=None):
    return [str(one.place) for one in leaves(question, entries or {})]


def test_leaves_stand_in_order_root_first_and_notes_have_none():
    assert the_addresses(FORM.find("law").question) == ["law"]
    assert the_addresses(ROWS) == ["services", "services/shelter", "services/legal"]
    assert the_addresses(GRID) == [
        "victims",
        "victims/y1/women",
        "victims/y1/rate",
        "victims/y2/women",
        "victims/y2/rate",
        "victims.source",
    ]
    assert the_addresses(LIST, {"laws": ["bbbb", "aaaa"]}) == [
        "laws",
        "laws[bbbb].title",
        "laws[bbbb].day",
        "laws[aaaa].title",
        "laws[aaaa].day",
    ]
    assert the_addresses(a_note()) == []


def test_every_leaf_is_found_again_by_its_place():
    for question in FORM.questions():
        for one in leaves(question, {"laws": ["aaaa"]}):
            assert leaf(FORM, one.place) == one


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("law", Kind.ONE),
        ("services", Kind.WHOLE),
        ("services/shelter", Kind.ONE),
        ("treaties/palermo", Kind.ONE),
        ("victims", Kind.WHOLE),
        ("victims/y1/women", Kind.INTEGER),
        ("victims/y1/rate", Kind.DECIMAL),
        ("victims.source", Kind.SHORT_TEXT),
        ("laws", Kind.WHOLE),
        ("laws[aaaa].day", Kind.DATE),
    ],
)
def test_each_leaf_is_read_as_its_own_kind(address, kind):
    assert leaf(FORM, parse(address)).question.kind is kind


def test_a_row_has_the_options_of_its_question_and_its_own_wording():
    row = leaf(FORM, Place("services", row="legal")).question
    assert row.code == "legal"
    assert row.options == ROWS.options
    assert row.wording == ROWS.rows[1].wording
    assert row.disclosure is Disclosure.MEMBER_STATES


def test_a_cell_has_the_constraint_of_its_column_and_the_disclosure_of_its_grid():
    cell = leaf(FORM, Place("victims", row="y1", column="rate")).question
    assert cell.constraint == ". >= 0"
    assert cell.disclosure is Disclosure.SECRETARIAT


@pytest.mark.parametrize(
    "address",
    [
        "unknown",
        "why",
        "law/yes",
        "law/yes/no",
        "law.title",
        "law[aaaa].title",
        "services/unknown",
        "services/shelter/women",
        "services.source",
        "victims/y1",
        "victims/y9/women",
        "victims/y1/unknown",
        "victims.about",
        "victims.unknown",
        "victims[aaaa].source",
        "laws.title",
        "laws/title",
        "laws[aaaa].how",
        "laws[aaaa].unknown",
    ],
)
def test_a_place_that_the_questionnaire_has_not_is_no_leaf(address):
    assert leaf(FORM, parse(address)) is None


def test_rows_grids_and_lists_are_compound():
    assert [question.code for question in FORM.questions() if is_compound(question)] == [
        "services", "treaties", "victims", "laws",
    ]  # fmt: skip


def test_every_question_has_the_same_supplements_and_an_answer_is_whole_without_them():
    beside = [str(one.place) for one in supplements(GRID)]

    assert beside[0] == "victims@source"
    assert not set(beside) & {str(one.place) for one in leaves(GRID, {})}
    assert all(leaf(FORM, parse(address)).root is GRID for address in beside)
    assert leaf(FORM, Place("victims", beside="gossip")) is None
    assert leaf(FORM, Place("why", beside="source")) is None


def test_a_word_to_the_secretariat_is_read_by_nobody_else():
    note, source = (leaf(FORM, Place("law", beside=one)).question for one in ("note", "source"))

    assert note.disclosure is Disclosure.SECRETARIAT
    assert source.disclosure is Disclosure.PUBLIC
