"""Last round's answers: which they are, what of them comes to this round's questions, and that they are known."""

import io
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from python_calamine import CalamineWorkbook
from sqlalchemy.orm import Session

from surveyapp.actions import (
    answering,
    attaching,
    authoring,
    disclosing,
    holding,
    last_answers,
    seeing,
    submitting,
    summarizing,
)
from surveyapp.actions.answering import Posted, Refused
from surveyapp.actions.holding import Reason
from surveyapp.actions.last_answers import TakenOver
from surveyapp.core import places, submission
from surveyapp.core.disclosure import Audience
from surveyapp.core.marks import Mark
from surveyapp.core.places import Place
from surveyapp.core.questionnaire import Disclosure, Kind, Questionnaire
from surveyapp.core.taking_over import Why
from surveyapp.documents import xlsform
from surveyapp.files.storage import Storage
from surveyapp.store import answers as store
from surveyapp.store import models
from tests import stored
from tests.actions.test_following import counted
from tests.builders import NOT_AVAILABLE, a_question, a_questionnaire, a_row, an_option, words

THEN = datetime(2024, 5, 10, 15, 0, tzinfo=UTC)
SMALL_FORM = Path(__file__).parents[1] / "data" / "small_form.xlsx"
DECLARED = {"name": "Name A"}


def small_form() -> Questionnaire:
    read = xlsform.read(SMALL_FORM.read_bytes(), SMALL_FORM.name)
    assert read.questionnaire is not None
    return read.questionnaire


@pytest.fixture
def two_rounds(session: Session):
    """The replies of a state in a round of 2024 and in one of 2026; the years asked about may be given."""

    def build(then: Questionnaire, now: Questionnaire | None = None, state="CRI", **facts):
        earlier = stored.a_round(
            session,
            then,
            code="2024",
            title=words("Questionnaire, 2024", "Cuestionario, 2024"),
            period_from=date(2022, 1, 1),
            period_to=date(2023, 12, 31),
            deadline=THEN + timedelta(days=20),
            closes_at=THEN + timedelta(days=30),
            opened_at=THEN,
        )
        later = stored.a_round(session, now or then, **facts)
        if now and later.edition is not earlier.edition:
            later.edition.previous = earlier.edition
        replies = stored.a_reply(session, state, earlier), stored.a_reply(session, state, later)
        session.commit()
        return replies

    return build


@pytest.fixture
def write(session: Session):
    """Writes answers by address, in the round of then."""
    numbers = iter(range(1000))

    def write(reply, typed, at=THEN):
        posted = {}
        kept = store.kept(session, reply.id)
        for address, text in typed.items():
            version = kept[address].answer.version if address in kept else 0
            posted[places.parse(address)] = Posted({"text": text} if isinstance(text, str) else text, version)
        outcome = answering.save_page(session, reply, posted, f"page {next(numbers)}", None, at, "es")
        assert all(isinstance(one, answering.Saved) for one in outcome.outcomes.values()), outcome.outcomes

    return write


def submit(session, reply, at=THEN):
    made = submitting.submit(session, reply, DECLARED, "sent", None, at, "5a" * 16)
    assert isinstance(made, models.Submission)
    session.commit()
    return made


@pytest.fixture
def take(session, now):
    numbers = iter(range(1000))

    def take(reply, question, operation=""):
        operation = operation or f"press {next(numbers)}"
        outcome = last_answers.take_over(session, reply, question, operation, None, now)
        session.commit()
        return outcome

    return take


def kept(session, reply):
    return store.kept(session, reply.id)


def held(session, reply, now):
    return holding.read(session, reply, now)


def values(session, reply):
    return {place: one.answer.value for place, one in kept(session, reply).items() if one.answer.value}


EVERY_KIND = {
    "law_offence": {"option": "partly", "detail.partly": "Solo trata externa", "article.partly": "172"},
    "cited_law": {"article": "5", "year": "2013"},
    "treaties/palermo": {"option": "party", "detail.party": "2003"},
    "treaties/smuggling": {"option": "signed"},
    "body_name": "Coalición Nacional",
    "created_on": {"day": "5", "month": "9", "year": "2005"},
    "plan_first": "2012",
    "plan_last": "2015",
    "plan_link": {"url": "https://example.org/plan", "title": "El plan"},
    "residence": {"options": "reflection other", "detail.other": "Por razones humanitarias"},
    "reflection_days": "90",
    "services/shelter": {"option": "state"},
    "services/legal": NOT_AVAILABLE,
    "calls": "1 107",
    "budget": "12,5",
    "practice": "Una línea\n\nOtra",
    "victims.source": "Policía",
    "victims/y1/women": "31 de mayo",
}


def test_every_kind_of_answer_is_taken_over_as_it_stood(session, two_rounds, write, take, now):
    earlier, later = two_rounds(small_form(), period_from=date(2022, 1, 1), period_to=date(2023, 12, 31))
    write(earlier, EVERY_KIND | {"victims/y2/men": "4"})
    made = submit(session, earlier)

    questions = dict.fromkeys(place.partition("/")[0].partition(".")[0] for place in EVERY_KIND)
    outcomes = [take(later, question) for question in questions]

    assert outcomes == [TakenOver()] * len(questions)
    then, now_kept = kept(session, earlier), kept(session, later)
    for address in EVERY_KIND:
        before, after = then[address].answer, now_kept[address].answer
        assert (after.mark, after.value) == (before.mark, before.value), address
        assert after.language == ("es" if after.mark in (Mark.ANSWERED, Mark.NOT_READABLE) else ""), address
        assert now_kept[address].carried_from_id == made.id
    assert last_answers.unchanged(held(session, later, now)) == dict.fromkeys(questions, made.id)


def test_nothing_is_taken_over_by_looking(session, two_rounds, write, now):
    earlier, later = two_rounds(stored.laws_and_figures())
    write(earlier, {"calls": "5"})
    submit(session, earlier)

    found = last_answers.last(session, later)

    assert found.answer(held(session, later, now), "calls").is_answered
    assert kept(session, later) == {}


def test_the_question_of_then_is_worded_as_it_was_with_the_years_of_then(session, two_rounds, write, now):
    form = a_questionnaire(a_question("calls", Kind.INTEGER, wording=words("Calls in {last_year}")))
    earlier, later = two_rounds(form)
    write(earlier, {"calls": "5"})
    submit(session, earlier)

    answer = last_answers.last(session, later).answer(held(session, later, now), "calls")

    assert (answer.then.wording["en"], answer.now.wording["en"]) == ("Calls in 2023", "Calls in 2025")
    assert answer.of_other_years
    assert not answer.reworded


def test_the_newest_submission_of_an_earlier_round_is_found_in_one_statement(session, two_rounds, write, take):
    earlier, later = two_rounds(stored.laws_and_figures())
    write(earlier, {"calls": "5"})
    submit(session, earlier)
    earlier.standing = "reopened"
    write(earlier, {"calls": "6"}, THEN + timedelta(days=1))
    second = submitting.submit(session, earlier, DECLARED, "again", None, THEN + timedelta(days=2), "5b" * 16)
    session.commit()
    statements = []
    sa.event.listen(session.get_bind(), "before_cursor_execute", lambda *args: statements.append(args[2][:6]))

    found = last_answers.earlier(session, later)

    assert (found.submission_id, found.receipt, found.round_code) == (second.id, "CR-2024-02", "2024")
    assert statements.count("SELECT") == 1


def test_a_draft_of_the_earlier_round_is_not_shown(session, two_rounds, write):
    earlier, later = two_rounds(stored.laws_and_figures())
    write(earlier, {"calls": "5"})
    session.commit()

    assert last_answers.last(session, later) is None


def test_the_answers_of_another_state_are_never_found(session, two_rounds, write, take):
    earlier, later = two_rounds(stored.laws_and_figures())
    write(earlier, {"calls": "5"})
    submit(session, earlier)
    of_jamaica = stored.a_reply(session, "JAM", later.round)
    session.commit()

    assert last_answers.last(session, of_jamaica) is None
    assert take(of_jamaica, "calls") == Refused(Reason.NOTHING_TO_TAKE_OVER)


def test_a_later_round_is_nothing_to_take_over_from(session, two_rounds, write):
    earlier, later = two_rounds(stored.laws_and_figures())
    write(later, {"calls": "5"}, datetime(2026, 9, 10, tzinfo=UTC))
    submit(session, later, datetime(2026, 9, 10, tzinfo=UTC))

    assert last_answers.last(session, earlier) is None


def test_a_second_press_changes_nothing(session, two_rounds, write, take):
    earlier, later = two_rounds(stored.laws_and_figures())
    write(earlier, {"calls": "5", "victims/y1/women": "3", "victims.source": "Police"})
    submit(session, earlier)

    first, again, another = take(later, "victims", "one"), take(later, "victims", "one"), take(later, "victims", "two")

    assert first == again == another
    assert {one.answer.version for one in kept(session, later).values()} == {1}


def test_an_answer_that_stands_is_not_written_over(session, two_rounds, write, take, now):
    earlier, later = two_rounds(stored.laws_and_figures())
    write(earlier, {"victims/y1/women": "3"})
    submit(session, earlier)
    write(later, {"victims/y2/men": "9"}, now)

    outcome = take(later, "victims")

    assert outcome == Refused(Reason.ANSWERED_ALREADY)
    assert set(kept(session, later)) == {"victims/y2/men"}


def test_an_answer_that_was_emptied_can_be_taken_over(session, two_rounds, write, take, now):
    earlier, later = two_rounds(stored.laws_and_figures())
    write(earlier, {"offence": {"option": "yes", "detail.yes": "Ley 9095"}})
    submit(session, earlier)
    write(later, {"offence": {"option": "no", "detail.partly": "Not yet"}}, now)
    write(later, {"offence": {"option": ""}}, now)

    outcome = take(later, "offence")

    assert outcome == TakenOver()
    assert kept(session, later)["offence"].answer.typed == {
        "option": "yes",
        "detail.yes": "Ley 9095",
        "detail.partly": "Not yet",
    }


def test_pressed_again_after_it_was_emptied_it_is_taken_over_again(session, two_rounds, write, take, now):
    earlier, later = two_rounds(stored.laws_and_figures())
    write(earlier, {"calls": "5"})
    submit(session, earlier)
    take(later, "calls", "one")
    write(later, {"calls": ""}, now)

    assert take(later, "calls", "one") == TakenOver()
    assert kept(session, later)["calls"].answer.value == {"number": 5}


def test_what_is_then_written_by_hand_is_unchanged_no_more(session, two_rounds, write, take, now):
    earlier, later = two_rounds(stored.laws_and_figures())
    write(earlier, {"victims/y1/women": "3", "victims/y1/men": "4"})
    submit(session, earlier)
    take(later, "victims")
    before = last_answers.unchanged(held(session, later, now))

    write(later, {"victims/y1/men": "5"}, now)

    assert list(before) == ["victims"]
    assert last_answers.unchanged(held(session, later, now)) == {}
    assert kept(session, later)["victims/y1/women"].carried_from_id is not None


def test_who_may_read_it_is_no_change_of_the_answer(session, two_rounds, write, take, now):
    earlier, later = two_rounds(stored.laws_and_figures())
    write(earlier, {"calls": "5"})
    made = submit(session, earlier)
    take(later, "calls")

    answering.set_disclosure(session, later, Place("calls"), Disclosure.SECRETARIAT, "narrow", None, now)

    assert last_answers.unchanged(held(session, later, now)) == {"calls": made.id}


def test_what_a_state_kept_back_then_is_kept_back_now(session, two_rounds, write, take):
    earlier, later = two_rounds(stored.laws_and_figures())
    write(earlier, {"calls": "5", "services/shelter": {"option": "state"}, "budget": "3"})
    chosen = {Place("calls"): Disclosure.SECRETARIAT, Place("services"): Disclosure.MEMBER_STATES}
    answering.set_disclosures(session, earlier, chosen, "narrow", None, THEN)
    submit(session, earlier)

    for question in ("calls", "services", "budget"):
        take(later, question)

    disclosures = {place: one.answer.disclosure for place, one in kept(session, later).items()}
    assert disclosures == {
        "calls": Disclosure.SECRETARIAT,
        "services": Disclosure.MEMBER_STATES,
        "services/shelter": None,
        "budget": None,
    }


def test_a_reply_that_was_kept_back_as_a_whole_is_not_published_by_taking_over(session, two_rounds, write, take):
    earlier, later = two_rounds(stored.laws_and_figures())
    write(earlier, {"calls": "5"})
    answering.set_reply_disclosure(session, earlier, Disclosure.MEMBER_STATES, None, THEN)
    submit(session, earlier)

    take(later, "calls")

    assert kept(session, later)["calls"].answer.disclosure is Disclosure.MEMBER_STATES


def test_what_was_answered_for_few_readers_is_not_published_because_the_question_has_more_now(
    session, two_rounds, write, take
):
    then = a_questionnaire(a_question("calls", Kind.INTEGER, disclosure=Disclosure.SECRETARIAT))
    earlier, later = two_rounds(then, a_questionnaire(a_question("calls", Kind.INTEGER), version="2"))
    write(earlier, {"calls": "5"})
    submit(session, earlier)

    take(later, "calls")

    assert kept(session, later)["calls"].answer.disclosure is Disclosure.SECRETARIAT


def with_laws(session, write, reply):
    entry = answering.add_entry(session, reply, "laws", "a law", None, THEN)
    write(
        reply,
        {
            f"laws[{entry}].title": "Ley 9095",
            f"laws[{entry}].year": "2013",
            "offence": {"option": "yes", "entry.yes": entry, "article.yes": "5"},
        },
    )
    return entry


def test_the_entries_of_a_list_keep_their_ids_so_that_citations_lead_to_them(session, two_rounds, write, take, now):
    earlier, later = two_rounds(stored.laws_and_figures())
    entry = with_laws(session, write, earlier)
    made = submit(session, earlier)

    take(later, "laws")
    take(later, "offence")

    assert values(session, later) == {
        f"laws[{entry}].title": {"text": "Ley 9095"},
        f"laws[{entry}].year": {"year": 2013},
        "offence": {"option": "yes", "detail": {"entry": entry, "article": "5"}},
    }
    assert last_answers.unchanged(held(session, later, now)) == {"laws": made.id, "offence": made.id}


def test_a_citation_of_an_entry_that_is_not_in_the_list_now_is_left(session, two_rounds, write, take, now):
    earlier, later = two_rounds(stored.laws_and_figures())
    with_laws(session, write, earlier)
    submit(session, earlier)

    outcome = take(later, "offence", "one")

    assert [one.why for one in outcome.left] == [Why.NOT_CITED]
    assert take(later, "offence", "one") == outcome
    assert values(session, later) == {"offence": {"option": "yes", "detail": {"article": "5"}}}
    assert last_answers.unchanged(held(session, later, now)) == {}


def test_an_entry_whose_id_is_taken_gets_another(session, two_rounds, write, take, now):
    earlier, later = two_rounds(stored.laws_and_figures())
    entry = with_laws(session, write, earlier)
    submit(session, earlier)
    take(later, "laws")
    answering.remove_entry(session, later, "laws", entry, None, now)

    outcome = take(later, "laws")

    [again] = held(session, later, now).entries["laws"]
    assert outcome == TakenOver()
    assert again != entry
    assert kept(session, later)[f"laws[{again}].title"].answer.value == {"text": "Ley 9095"}


@pytest.mark.parametrize("deed", ["add", "remove"])
def test_a_list_whose_entries_are_others_now_is_not_unchanged(session, two_rounds, write, take, now, deed):
    earlier, later = two_rounds(stored.laws_and_figures())
    entry = with_laws(session, write, earlier)
    submit(session, earlier)
    take(later, "laws")

    if deed == "add":
        answering.add_entry(session, later, "laws", "one more", None, now)
    else:
        answering.remove_entry(session, later, "laws", entry, None, now)

    assert last_answers.unchanged(held(session, later, now)) == {}


def test_files_are_handed_in_again_over_the_same_bytes(session, two_rounds, take, now, tmp_path):
    earlier, later = two_rounds(stored.laws_and_figures())
    storage = Storage(tmp_path)
    attaching.attach(session, storage, earlier, Place("paper"), "plan.txt", b"The plan", "attach", None, THEN)
    submit(session, earlier)
    before = session.scalars(sa.select(models.Attachment)).one()

    outcome = take(later, "paper")

    [file] = kept(session, later)["paper"].answer.value["files"]
    row = session.scalars(sa.select(models.Attachment).where(models.Attachment.public_id == file["id"])).one()
    assert outcome == TakenOver()
    assert (row.reply_id, row.sha256, row.name) == (later.id, before.sha256, "plan.txt")
    assert row.public_id != before.public_id
    viewer = seeing.viewer_of(session, stored.a_person(session), now)
    assert seeing.attachment(session, viewer, file["id"]) is row


def test_a_file_that_is_on_record_no_more_is_left(session, two_rounds, take, tmp_path):
    earlier, later = two_rounds(stored.laws_and_figures())
    attaching.attach(session, Storage(tmp_path), earlier, Place("paper"), "a.txt", b"The plan", "one", None, THEN)
    submit(session, earlier)
    session.execute(sa.delete(models.Attachment))

    assert take(later, "paper") == Refused(Reason.NOTHING_TO_TAKE_OVER)


def renamed_and_recoded() -> tuple[Questionnaire, Questionnaire]:
    plan = words("Does the State have a national plan against trafficking?")
    then = a_questionnaire(
        a_question("plan", Kind.ONE, (an_option("yes"), an_option("draft"), an_option("no")), wording=plan),
        a_question("measures", Kind.SEVERAL, "training campaign border"),
        a_question("services", Kind.ROWS, "state civil", rows="shelter legal"),
    )
    now = a_questionnaire(
        a_question(
            "national_plan",
            Kind.ONE,
            (an_option("in_force", previous="yes"), an_option("planned", previous="draft"), an_option("no")),
            wording=plan,
            previous="plan",
        ),
        a_question("measures", Kind.SEVERAL, "training campaign"),
        a_question("services", Kind.ROWS, "state civil", rows=(a_row("shelter"), a_row("medical"))),
        version="2",
    )
    return then, now


def test_a_renamed_question_and_its_recoded_options_are_found_through_the_map(session, two_rounds, write, take, now):
    earlier, later = two_rounds(*renamed_and_recoded())
    write(earlier, {"plan": {"option": "draft"}})
    made = submit(session, earlier)

    outcome = take(later, "national_plan")

    assert outcome == TakenOver()
    assert values(session, later) == {"national_plan": {"option": "planned"}}
    assert last_answers.unchanged(held(session, later, now)) == {"national_plan": made.id}


def test_a_removed_option_is_named_and_the_rest_taken_over(session, two_rounds, write, take, now):
    earlier, later = two_rounds(*renamed_and_recoded())
    write(earlier, {"measures": {"options": "training border"}})
    submit(session, earlier)

    outcome = take(later, "measures")

    assert [(one.why, one.what["en"]) for one in outcome.left] == [(Why.OPTION_GONE, "Border")]
    assert values(session, later) == {"measures": {"options": ["training"]}}
    assert last_answers.unchanged(held(session, later, now)) == {}


def test_a_removed_option_of_a_single_choice_leaves_nothing_to_take_over(session, two_rounds, write, take, now):
    then, _now = renamed_and_recoded()
    earlier, later = two_rounds(then, a_questionnaire(a_question("plan", Kind.ONE, "yes no"), version="2"))
    write(earlier, {"plan": {"option": "draft"}})
    submit(session, earlier)

    answer = last_answers.last(session, later).answer(held(session, later, now), "plan")

    assert (answer.is_answered, answer.taken.is_possible) == (True, False)
    assert take(later, "plan") == Refused(Reason.NOTHING_TO_TAKE_OVER)


def test_a_removed_row_is_named_and_the_rest_taken_over(session, two_rounds, write, take):
    earlier, later = two_rounds(*renamed_and_recoded())
    write(earlier, {"services/shelter": {"option": "state"}, "services/legal": {"option": "civil"}})
    submit(session, earlier)

    outcome = take(later, "services")

    assert [(one.why, one.what["en"]) for one in outcome.left] == [(Why.ROW_GONE, "Legal")]
    assert values(session, later) == {"services/shelter": {"option": "state"}}


def test_editions_between_are_followed(session, two_rounds, write, take):
    then, between = renamed_and_recoded()
    now = a_questionnaire(
        a_question(
            "plan_of_action",
            Kind.ONE,
            (an_option("valid", previous="in_force"), an_option("coming", previous="planned")),
            wording=words("National plan of action"),
            previous="national_plan",
        ),
        version="3",
    )
    middle = authoring.take_in(session, then, "form.xlsx", None, stored.OPENED)
    middle.published_at = stored.OPENED
    second = authoring.take_in(session, between, "form.xlsx", None, stored.OPENED)
    second.published_at = stored.OPENED
    earlier, later = two_rounds(then, now)
    earlier.round.edition, later.round.edition.previous = middle, second
    write(earlier, {"plan": {"option": "draft"}})
    submit(session, earlier)

    take(later, "plan_of_action")

    assert values(session, later) == {"plan_of_action": {"option": "coming"}}


def test_figures_keep_their_years(session, two_rounds, write, take):
    form = small_form()  # y1 is the last year: 2023 then, 2024 now
    earlier, later = two_rounds(form, period_from=date(2023, 1, 1), period_to=date(2024, 12, 31))
    write(earlier, {"victims/y1/women": "11", "victims/y3/women": "9"})
    submit(session, earlier)

    outcome = take(later, "victims")

    assert [(one.why, one.what["en"]) for one in outcome.left] == [(Why.OTHER_YEARS, "2021")]
    assert values(session, later) == {"victims/y2/women": {"number": 11}}


def test_what_could_not_be_read_goes_along_as_typed(session, two_rounds, write, take):
    earlier, later = two_rounds(stored.laws_and_figures())
    write(earlier, {"calls": "about forty"})
    submit(session, earlier)

    take(later, "calls")

    assert kept(session, later)["calls"].answer.mark is Mark.NOT_READABLE
    assert kept(session, later)["calls"].answer.typed == {"text": "about forty"}


def test_what_was_left_blank_is_nothing_to_take_over(session, two_rounds, write, take):
    earlier, later = two_rounds(stored.laws_and_figures())
    write(earlier, {"calls": "4"})
    submit(session, earlier)

    assert take(later, "offence") == Refused(Reason.NOTHING_TO_TAKE_OVER)


def test_a_reply_that_was_sent_takes_nothing_over(session, two_rounds, write, take, now):
    earlier, later = two_rounds(stored.laws_and_figures())
    write(earlier, {"calls": "4"})
    submit(session, earlier)
    submit(session, later, now)

    assert take(later, "calls") == Refused(Reason.SUBMITTED)


def test_taking_over_is_on_record_without_the_answer(session, two_rounds, write, take):
    earlier, later = two_rounds(stored.laws_and_figures())
    write(earlier, {"calls": "4"})
    submit(session, earlier)

    take(later, "calls")

    event = session.scalars(sa.select(models.Event).where(models.Event.deed == "answer taken over")).one()
    assert (event.place, event.reply_id) == ("calls", later.id)
    assert event.details == {"from": "CR-2024-01", "whole": True}


def test_a_submission_says_what_was_taken_over_unchanged(session, two_rounds, write, take, now):
    earlier, later = two_rounds(stored.laws_and_figures())
    write(earlier, {"calls": "4", "budget": "3"})
    submit(session, earlier)
    take(later, "calls")
    take(later, "budget")
    write(later, {"budget": "4"}, now)

    made = submit(session, later, now)

    taken = {address: one.taken_over for address, one in submission.read(made.content).places.items() if one.taken_over}
    assert taken == {"calls": "CR-2024-01"}


def test_what_is_unchanged_is_counted_for_a_whole_round_in_two_statements(session, two_rounds, write, take, now):
    earlier, later = two_rounds(stored.laws_and_figures())
    write(earlier, {"calls": "4", "budget": "3"})
    submit(session, earlier)
    [other, untouched] = [stored.a_reply(session, state, later.round) for state in ("JAM", "PAN")]
    take(later, "calls")
    take(later, "budget")
    write(later, {"budget": "4"}, now)
    write(other, {"calls": "4"}, now)

    with counted(session) as statements:
        found = last_answers.unchanged_in(session, later.round)

    assert found == {later.id: 1}
    assert found[later.id] == len(last_answers.unchanged(holding.read(session, later, now)))
    assert len(statements) <= 2
    assert untouched.id not in found


def test_the_table_of_the_secretariat_says_since_when_an_answer_is_unchanged(session, two_rounds, write, take, now):
    earlier, later = two_rounds(stored.laws_and_figures())
    write(earlier, {"calls": "4", "budget": "3"})
    submit(session, earlier)
    take(later, "calls")
    write(later, {"budget": "3"}, now)
    submit(session, later, now)

    columns = {}
    for audience in Audience:
        made = summarizing.comparative_workbook(session, later.round, audience, "en", True, now)
        [headings, *rows] = CalamineWorkbook.from_filelike(io.BytesIO(made)).get_sheet_by_name("Data").to_python()
        records = [dict(zip(headings, row, strict=True)) for row in rows]
        columns[audience] = {one["Question code"]: one.get("Unchanged since") for one in records}

    assert columns[Audience.SECRETARIAT]["calls"] == "CR-2024-01"
    assert columns[Audience.SECRETARIAT]["budget"] == ""
    assert set(columns[Audience.MEMBER_STATES].values()) == {None}
    assert set(columns[Audience.PUBLIC].values()) == {None}


def test_the_secretariat_sees_what_was_taken_over_and_the_public_does_not(session, two_rounds, write, take, now):
    earlier, later = two_rounds(stored.laws_and_figures())
    write(earlier, {"calls": "4"})
    submit(session, earlier)
    take(later, "calls")
    submit(session, later, now)

    seen = {audience: disclosing.submitted(session, later, audience).taken_over for audience in Audience}

    assert seen == {Audience.SECRETARIAT: {"calls": "2024"}, Audience.MEMBER_STATES: {}, Audience.PUBLIC: {}}


# What stood beside the answer


def test_source_links_and_files_go_along_with_the_answer_and_notes_do_not(
    session, two_rounds, write, take, now, tmp_path
):
    earlier, later = two_rounds(stored.laws_and_figures())
    write(
        earlier,
        {
            "calls": "5",
            "calls@source": "Register",
            "calls@link2": {"url": "example.org", "title": "Register"},
            "calls@note": "Said once",
            "calls@explanation": "Odd, and right",
        },
    )
    files = Place("calls", beside="files")
    attaching.attach(session, Storage(tmp_path), earlier, files, "a.txt", b"The register", "one", None, THEN)
    made = submit(session, earlier)

    assert take(later, "calls") == TakenOver()

    there = values(session, later)
    assert {address: there[address] for address in ("calls", "calls@source", "calls@link2")} == {
        "calls": {"number": 5},
        "calls@source": {"text": "Register"},
        "calls@link2": {"url": "https://example.org", "title": "Register"},
    }
    [file] = there["calls@files"]["files"]
    row = session.scalars(sa.select(models.Attachment).where(models.Attachment.public_id == file["id"])).one()
    assert (row.reply_id, row.place) == (later.id, "calls@files")
    assert set(there) == {"calls", "calls@source", "calls@link2", "calls@files"}
    assert last_answers.unchanged(held(session, later, now)) == {"calls": made.id}


def test_what_was_written_beside_it_meanwhile_stays(session, two_rounds, write, take, now):
    earlier, later = two_rounds(stored.laws_and_figures())
    write(earlier, {"calls": "5", "calls@source": "Register"})
    made = submit(session, earlier)
    write(later, {"calls@source": "New register", "calls@note": "A word"}, now)

    assert take(later, "calls") == TakenOver()

    assert values(session, later)["calls@source"] == {"text": "New register"}
    assert last_answers.unchanged(held(session, later, now)) == {"calls": made.id}


def test_a_source_without_an_answer_is_nothing_to_take_over(session, two_rounds, write, take):
    earlier, later = two_rounds(stored.laws_and_figures())
    write(earlier, {"calls@source": "Register"})
    submit(session, earlier)

    assert take(later, "calls") == Refused(Reason.NOTHING_TO_TAKE_OVER)


def test_a_file_that_was_only_announced_is_nothing_to_take_over(session, two_rounds, write, take):
    earlier, later = two_rounds(stored.laws_and_figures())
    write(earlier, {"paper": {"by_mail": "1"}, "calls": "5", "calls@files": {"by_mail": "1"}})
    submit(session, earlier)

    assert take(later, "paper") == Refused(Reason.NOTHING_TO_TAKE_OVER)
    assert take(later, "calls") == TakenOver()
    assert set(values(session, later)) == {"calls"}


def an_instrument_list() -> Questionnaire:
    fields = (
        a_question("title"),
        a_question("number"),
        a_question("date", Kind.DATE),
        a_question("articles"),
        a_question("link", Kind.LINK),
        a_question("text_file", Kind.FILE),
    )
    yes = an_option("yes", detail=words("Cite the law", "Cite la ley"), cites="instruments")
    return a_questionnaire(
        a_question("instruments", Kind.LIST, fields=fields),
        a_question("offence", Kind.ONE, (yes, an_option("no"))),
        a_question("refuge", Kind.CITATION, cites="instruments"),
    )


def test_the_list_of_instruments_goes_into_the_next_round_whole_at_one_press_and_can_be_cited_there(
    session, two_rounds, write, take, now, tmp_path
):
    earlier, later = two_rounds(an_instrument_list())
    first = answering.add_entry(session, earlier, "instruments", "first", None, THEN)
    second = answering.add_entry(session, earlier, "instruments", "second", None, THEN)
    whole = {
        "title": "Ley 9095",
        "number": "9095",
        "date": {"day": "26", "month": "10", "year": "2012"},
        "articles": "5, 74-77",
        "link": {"url": "example.org/9095", "title": "Texto"},
    }
    write(earlier, {f"instruments[{first}].{field}": typed for field, typed in whole.items()})
    write(earlier, {f"instruments[{second}].title": "Ley 8720"})
    file = Place("instruments", entry=first, field="text_file")
    attaching.attach(session, Storage(tmp_path), earlier, file, "9095.txt", b"Art. 1", "one", None, THEN)
    write(earlier, {"offence": {"option": "yes", "entry.yes": first}, "refuge": {"entry": second, "article": "2"}})
    made = submit(session, earlier)

    for question in ("instruments", "offence", "refuge"):
        assert take(later, question) == TakenOver()

    there = values(session, later)
    of_first = {address.partition("].")[2]: value for address, value in there.items() if f"[{first}]" in address}
    [handed_in] = of_first.pop("text_file")["files"]
    assert of_first == {
        "title": {"text": "Ley 9095"},
        "number": {"text": "9095"},
        "date": {"date": "2012-10-26"},
        "articles": {"text": "5, 74-77"},
        "link": {"url": "https://example.org/9095", "title": "Texto"},
    }
    row = session.scalars(sa.select(models.Attachment).where(models.Attachment.public_id == handed_in["id"])).one()
    assert (row.reply_id, row.place) == (later.id, str(file))
    assert list(held(session, later, now).entries["instruments"]) == [first, second]
    assert there["refuge"] == {"entry": second, "article": "2"}
    assert last_answers.unchanged(held(session, later, now)) == dict.fromkeys(
        ("instruments", "offence", "refuge"), made.id
    )
