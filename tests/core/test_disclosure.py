from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from surveyapp.core.answers import Answer
from surveyapp.core.carrying import Carrying
from surveyapp.core.disclosure import Audience, Cell, DisclosedReply, effective, view
from surveyapp.core.editions import proposed_map
from surveyapp.core.marks import Mark
from surveyapp.core.places import leaves, parse
from surveyapp.core.questionnaire import Disclosure, Kind
from surveyapp.core.submission import GivenTo, read
from surveyapp.core.whole import mark_of
from tests.builders import (
    MEXICO,
    NONE,
    NOT_AVAILABLE,
    a_column,
    a_disclosed_reply,
    a_question,
    a_questionnaire,
    a_row,
    a_section,
    a_submission,
    an_answer,
    an_option,
    answered,
    frozen,
)

PUBLIC, MEMBER_STATES, SECRETARIAT = Disclosure


@pytest.mark.parametrize(
    ("audience", "read"),
    [("public", "public"), ("member_states", "public member_states"), ("secretariat", " ".join(Disclosure))],
)
def test_each_audience_reads_what_is_disclosed_as_widely_or_wider(audience, read):
    assert [one for one in Disclosure if Audience(audience).may_read(one)] == read.split()


def the_disclosure_of(address, form, own=None, reply=PUBLIC):
    places = {address: Answer(mark=Mark.LEFT_BLANK, disclosure=one) for address, one in (own or {}).items()}
    return effective(form, places, {"laws": ["aaaa"]}, reply)[address]


def test_the_narrowest_of_answer_question_and_reply_counts():
    form = a_questionnaire(a_question("law"), a_question("cases", disclosure=MEMBER_STATES))
    assert the_disclosure_of("law", form) is PUBLIC
    assert the_disclosure_of("law", form, {"law": SECRETARIAT}) is SECRETARIAT
    assert the_disclosure_of("law", form, reply=MEMBER_STATES) is MEMBER_STATES
    assert the_disclosure_of("cases", form) is MEMBER_STATES
    assert the_disclosure_of("cases", form, {"cases": PUBLIC}) is MEMBER_STATES


LAWS = a_question(
    "laws",
    Kind.LIST,
    fields=(
        a_question("title"),
        a_question("note", disclosure=SECRETARIAT),
        a_question("since", relevant="${note} != ''"),
    ),
)


def test_what_is_said_of_a_compound_holds_for_its_parts():
    form = a_questionnaire(LAWS)
    assert the_disclosure_of("laws[aaaa].title", form, {"laws": MEMBER_STATES}) is MEMBER_STATES
    assert the_disclosure_of("laws[aaaa].note", form) is SECRETARIAT
    assert the_disclosure_of("laws", form, {"laws[aaaa].title": SECRETARIAT}) is PUBLIC


def test_what_leads_to_a_question_narrows_it():
    form = a_questionnaire(
        a_section("one", a_question("law", Kind.ONE, "yes no")),
        a_section("two", a_question("plan", relevant="true()"), a_question("budget", relevant="${plan} != ''"), LAWS,
                  relevant="${law} = 'yes'"),
    )  # fmt: skip
    for address in ("plan", "budget", "laws", "laws[aaaa].title"):
        assert the_disclosure_of(address, form, {"law": SECRETARIAT}) is SECRETARIAT
    assert the_disclosure_of("plan", form, {"budget": SECRETARIAT}) is PUBLIC


def test_what_leads_to_what_leads_to_a_question_narrows_it_too():
    form = a_questionnaire(
        a_question("law"), a_question("plan", relevant="${law} != ''"), a_question("budget", relevant="${plan} = ''")
    )
    assert the_disclosure_of("budget", form, {"law": SECRETARIAT}) is SECRETARIAT


def test_a_field_that_leads_to_another_of_its_entry_narrows_it():
    assert the_disclosure_of("laws[aaaa].since", a_questionnaire(LAWS)) is SECRETARIAT


def test_a_row_that_leads_to_a_question_narrows_it():
    rows = a_question("services", Kind.ROWS, "state nobody", rows="shelter legal")
    form = a_questionnaire(rows, a_question("places", relevant="${shelter} = 'state'"))
    assert the_disclosure_of("places", form, {"services/shelter": SECRETARIAT}) is SECRETARIAT
    assert the_disclosure_of("places", form, {"services/legal": SECRETARIAT}) is PUBLIC
    assert the_disclosure_of("places", form, {"services": SECRETARIAT}) is SECRETARIAT


def test_an_answer_that_may_be_read_is_shown_as_it_is():
    form = a_questionnaire(a_question("law", Kind.ONE, "yes no"), a_question("cases", Kind.INTEGER))
    reply = a_disclosed_reply(form, {"law": "yes", "cases": "a dozen"}, state="CRI")
    assert reply.state == "CRI"
    given = GivenTo("e" * 64, 2)
    assert reply.cells == {
        "law": Cell(Mark.ANSWERED, {"option": "yes"}, given=given, language="en"),
        "cases": Cell(Mark.NOT_READABLE, typed={"text": "a dozen"}, given=given, language="en"),
    }


@pytest.mark.parametrize("typed", [{}, {"law": "yes"}, {"law": NOT_AVAILABLE}, {"law": "no", "title": "kept"}])
def test_withheld_outranks_every_other_mark(typed):
    form = a_questionnaire(a_question("law", Kind.ONE, "yes no"), a_question("title", relevant="${law} = 'yes'"))
    submission = read(frozen(form, {"law": Answer(mark=Mark.LEFT_BLANK), **_secret(answered(form, typed), "law")}))
    cells = view(form, submission, Audience.PUBLIC).cells
    assert cells == {"law": Cell(Mark.WITHHELD), "title": Cell(Mark.WITHHELD)}


def test_the_secretariat_is_told_who_may_read_an_answer_and_nobody_else_is():
    form = a_questionnaire(a_question("law"), a_question("cases"))
    submission = read(
        frozen(form, _secret(answered(form, {"law": "yes", "cases": "3"}), "law"), disclosure=MEMBER_STATES)
    )

    def readers(audience):
        return {address: cell.readers for address, cell in view(form, submission, audience).cells.items()}

    assert readers(Audience.SECRETARIAT) == {"law": SECRETARIAT, "cases": MEMBER_STATES}
    assert readers(Audience.MEMBER_STATES) == {"law": PUBLIC, "cases": PUBLIC}


def test_carried_to_another_edition_an_answer_keeps_its_readers_and_gets_no_more():
    old = a_questionnaire(a_question("law"), a_question("cases"), a_question("plan"))
    new = a_questionnaire(
        a_question("law"), a_question("cases", disclosure=MEMBER_STATES), a_question("plan"), version="2"
    )
    submission = read(frozen(old, _secret(answered(old, {"law": "yes", "cases": "3"}), "law")))
    ways = {submission.wording: Carrying(old, new, proposed_map(old, new))}

    cells = view(new, submission, Audience.SECRETARIAT, ways).cells

    assert {address: cell.readers for address, cell in cells.items()} == {
        "law": SECRETARIAT,
        "cases": MEMBER_STATES,
        "plan": PUBLIC,
    }


def _secret(answers, address):
    answer = answers.get(address, Answer(mark=Mark.LEFT_BLANK))
    return {**answers, address: replace(answer, disclosure=SECRETARIAT)}


def test_of_a_withheld_list_not_even_the_number_of_entries_is_seen():
    form = a_questionnaire(replace(LAWS, disclosure=SECRETARIAT))
    typed = {"laws[aaaa].title": "Act", "laws[bbbb].title": "Decree"}
    reply = a_disclosed_reply(form, typed, {"laws": ["aaaa", "bbbb"]})
    assert reply.entries == {"laws": ()}
    assert reply.cells == {"laws": Cell(Mark.WITHHELD)}


def test_an_entry_in_which_nothing_stands_is_no_entry():
    form = a_questionnaire(a_question("laws", Kind.LIST, fields=(a_question("title"),)))
    reply = a_disclosed_reply(form, {"laws[aaaa].title": "Act"}, {"laws": ["bbbb", "aaaa"]})
    assert reply.entries == {"laws": ("aaaa",)}
    assert list(reply.cells) == ["laws", "laws[aaaa].title"]


def test_whether_a_withheld_field_of_an_entry_is_filled_is_not_seen():
    form = a_questionnaire(LAWS)
    blank = a_disclosed_reply(form, {}, {"laws": ["aaaa"]})
    filled = a_disclosed_reply(form, {"laws[aaaa].note": "unwilling judges"}, {"laws": ["aaaa"]})
    assert blank == filled
    assert blank.entries == {"laws": ("aaaa",)}


CITED = {"entry": "aaaa", "article": "5", "year": 2012}


@pytest.mark.parametrize(("disclosure", "seen"), [(PUBLIC, CITED), (SECRETARIAT, {"article": "5", "year": 2012})])
def test_a_citing_does_not_betray_an_entry_of_a_withheld_list(disclosure, seen):
    option = an_option("entry", detail={"en": "Cite the law"}, cites="laws")
    form = a_questionnaire(
        a_question("laws", Kind.LIST, fields=(a_question("title"),), disclosure=disclosure),
        a_question("offence", Kind.SEVERAL, [option]),
        a_question("which", Kind.CITATION, cites="laws"),
    )
    cited = {"entry": "aaaa", "article": "5", "year": "2012"}
    typed = {
        "laws[aaaa].title": "Act",
        "offence": {"options": "entry", **{f"{part}.entry": text for part, text in cited.items()}},
        "which": cited,
    }
    cells = a_disclosed_reply(form, typed, {"laws": ["aaaa"]}).cells
    assert cells["which"].value == seen
    assert cells["offence"].value == {"options": ["entry"], "details": {"entry": seen}}


def test_only_view_makes_a_disclosed_reply():
    with pytest.raises(TypeError, match="view"):
        DisclosedReply("CRI", Audience.PUBLIC, {}, {}, made_by=None)
    with pytest.raises((TypeError, ValueError)):
        replace(a_disclosed_reply(a_questionnaire(a_question())), cells={})


def test_a_submission_is_seen_with_its_own_questionnaire_alone():
    form = a_questionnaire(a_question("law"))
    with pytest.raises(ValueError, match="answers"):
        view(replace(form, version="2"), a_submission(form), Audience.PUBLIC)


# What is withheld cannot be told from what is shown

FORM = a_questionnaire(
    a_section(
        "first",
        a_question("law", Kind.ONE, "yes no"),
        a_question("plan", Kind.ONE, "yes no", relevant="${law} = 'yes'"),
        a_question("cases", Kind.INTEGER, relevant="${plan} != 'no'"),
        a_question(
            "services",
            Kind.ROWS,
            "state nobody",
            rows=(a_row("shelter"), a_row("legal", relevant="${shelter} = 'state' and ${law} = 'yes'")),
        ),
        a_question("places", relevant="${shelter} = 'state' or ${legal} = 'state'"),
    ),
    a_section(
        "second",
        LAWS,
        a_question(
            "victims",
            Kind.GRID,
            rows=(a_row("y1"), a_row("y2", relevant="${places} != ''")),
            columns=(a_column("women"), a_column("men")),
            companions=(a_question("source"), a_question("why", relevant="${source} = ''")),
        ),
        a_question("offence", Kind.ONE, [an_option("yes", detail={"en": "Cite"}, cites="laws"), an_option("no")]),
        a_question("which", Kind.CITATION, cites="laws", cited_field="title"),
    ),
    a_section("third", a_question("last", disclosure=MEMBER_STATES), relevant="${cases} != '0'"),
)
IDS = ("aaaa", "bbbb", "cccc")
PLACES = [leaf for question in FORM.questions() for leaf in leaves(question, {"laws": IDS})]
BY_KIND = {
    Kind.ONE: ["yes", "no", "state", "nobody"],
    Kind.INTEGER: ["0", "7", "a dozen"],
    Kind.SHORT_TEXT: ["one", "two"],
    Kind.CITATION: list(IDS),
    Kind.WHOLE: [NONE],
}


def typings(leaf):
    typed = [{}, NOT_AVAILABLE, *BY_KIND[leaf.question.kind]]
    if leaf.question.code == "offence":
        typed += [{"option": "yes", "entry.yes": entry} for entry in IDS]
    return st.sampled_from(typed)


answers_typed = st.fixed_dictionaries({str(leaf.place): typings(leaf) for leaf in PLACES})
own_disclosures = st.dictionaries(
    st.sampled_from([str(leaf.place) for leaf in PLACES]), st.sampled_from([SECRETARIAT, MEMBER_STATES]), max_size=3
)
some_entries = st.lists(st.sampled_from(IDS), unique=True).map(lambda ids: {"laws": ids})


def a_reply(typed, entries, disclosures, reply):
    answers = {
        str(leaf.place): an_answer(
            leaf.question, typed[str(leaf.place)], habits=MEXICO, disclosure=disclosures.get(str(leaf.place))
        )
        for leaf in PLACES
    }
    return read(frozen(FORM, answers, entries, disclosure=reply))


@settings(max_examples=300)
@given(
    one=answers_typed,
    other=answers_typed,
    entries=some_entries,
    other_entries=some_entries,
    disclosures=own_disclosures,
    reply=st.sampled_from([PUBLIC, PUBLIC, MEMBER_STATES]),
    audience=st.sampled_from(Audience),
)
def test_replies_that_differ_only_in_what_is_withheld_look_the_same(
    one, other, entries, other_entries, disclosures, reply, audience
):
    blanks = {address: Answer(mark=Mark.LEFT_BLANK, disclosure=own) for address, own in disclosures.items()}
    readers = effective(FORM, blanks, {"laws": IDS}, reply)
    withheld = {address for address, disclosure in readers.items() if not audience.may_read(disclosure)}
    assume(withheld)
    changed = {address: other[address] if address in withheld else typed for address, typed in one.items()}

    seen = view(FORM, a_reply(one, entries, disclosures, reply), audience)
    seen_other = view(
        FORM, a_reply(changed, other_entries if "laws" in withheld else entries, disclosures, reply), audience
    )

    assert seen == seen_other
    for question in FORM.questions():
        assert mark_of(question, seen.cells, seen.entries) is mark_of(question, seen_other.cells, seen_other.entries)


@given(typed=answers_typed, entries=some_entries, disclosures=own_disclosures, audience=st.sampled_from(Audience))
def test_nothing_is_shown_where_it_is_withheld(typed, entries, disclosures, audience):
    submission = a_reply(typed, entries, disclosures, PUBLIC)
    for address, cell in view(FORM, submission, audience).cells.items():
        may_read = audience.may_read(submission.places[address].effective)
        assert (cell.mark is Mark.WITHHELD) is not may_read
        assert may_read or (cell.value is None and cell.typed is None)
        assert parse(address) is not None


@given(typed=answers_typed, entries=some_entries, disclosures=own_disclosures)
def test_the_secretariat_sees_all_that_was_submitted(typed, entries, disclosures):
    submission = a_reply(typed, entries, disclosures, PUBLIC)
    for address, cell in view(FORM, submission, Audience.SECRETARIAT).cells.items():
        assert cell.mark is submission.places[address].mark
