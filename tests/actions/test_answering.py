import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session

from surveyapp.actions import answering
from surveyapp.actions.answering import Conflict, Posted, Refused, Saved, Unchanged
from surveyapp.actions.holding import Reason
from surveyapp.core.answers import Typed
from surveyapp.core.marks import Mark
from surveyapp.core.places import Place
from surveyapp.core.questionnaire import Disclosure
from surveyapp.store import answers as store
from surveyapp.store import models
from surveyapp.store.database import writing
from tests import stored
from tests.builders import NOT_AVAILABLE

OFFENCE, PLAN, CALLS = Place("offence"), Place("plan"), Place("calls")
YES: Typed = {"option": "yes", "detail.yes": "Act 1"}


@pytest.fixture
def reply(session: Session) -> models.Reply:
    found = stored.a_reply(session)
    session.commit()
    return found


@pytest.fixture
def save(session, reply, now):
    """Saves one answer; the operation is new each time unless one is given."""
    numbers = iter(range(1000))

    def save(place, typed, seen=0, operation="", who=None):
        operation = operation or f"operation {next(numbers)}"
        return answering.save_answer(session, reply, place, typed, seen, operation, who, now, "en")

    return save


def kept(session: Session, reply: models.Reply, place: str) -> store.Kept:
    return store.kept(session, reply.id)[place]


def history(session: Session, reply: models.Reply, place: str) -> list[store.Version]:
    return store.versions(session, reply.id, [place]).get(place, [])


def test_an_answer_is_kept_as_typed_and_as_understood(session, reply, save):
    outcome = save(CALLS, {"text": " 1 234 "})

    assert outcome == Saved(1, outcome.reading)
    answer = kept(session, reply, "calls").answer
    assert (answer.typed, answer.value, answer.mark) == ({"text": " 1 234 "}, {"number": 1234}, Mark.ANSWERED)


def test_every_version_stays_in_the_history(session, reply, save):
    save(CALLS, {"text": "1"})
    save(CALLS, {"text": "2"}, seen=1)

    assert [(one.version, one.typed) for one in history(session, reply, "calls")] == [
        (1, {"text": "1"}),
        (2, {"text": "2"}),
    ]


def test_the_first_answer_starts_the_reply_and_its_progress_is_counted(session, reply, save, now):
    save(OFFENCE, {"option": "no"})

    assert reply.standing == "in_progress"
    assert (reply.answered, reply.core_answered, reply.core_asked) == (1, 1, 2)
    assert reply.section_progress["law"][0] == 1
    assert reply.last_activity_at == now


def test_a_reply_with_every_core_question_answered_is_complete_but_not_sent(reply, save):
    save(OFFENCE, {"option": "no"})
    save(Place("services", row="shelter"), {"option": "state"})
    save(Place("services", row="legal"), NOT_AVAILABLE)

    assert reply.standing == "complete_not_sent"


def test_a_reply_that_is_emptied_again_is_in_progress(reply, save):
    save(OFFENCE, {"option": "no"})
    save(Place("services"), NOT_AVAILABLE)
    assert reply.standing == "complete_not_sent"

    save(OFFENCE, {}, seen=1)

    assert reply.standing == "in_progress"


def test_a_repeated_operation_changes_nothing_and_says_the_same(session, reply, save):
    first = save(CALLS, {"text": "1"}, operation="one")
    save(CALLS, {"text": "2"}, seen=1)

    assert save(CALLS, {"text": "1"}, operation="one") == first
    assert kept(session, reply, "calls").answer.typed == {"text": "2"}
    assert len(history(session, reply, "calls")) == 2


def test_another_text_under_an_old_operation_is_not_taken_for_a_repetition(session, reply, save):
    save(CALLS, {"text": "1"}, operation="one")

    outcome = save(CALLS, {"text": "7"}, operation="one")

    assert isinstance(outcome, Conflict)
    assert outcome.yours == {"text": "7"}


def test_the_same_operation_may_be_used_for_the_next_version(session, reply, save):
    save(CALLS, {"text": "1"}, operation="one")
    save(CALLS, {"text": "2"}, seen=1, operation="one")

    save(CALLS, {"text": "1"}, seen=2, operation="one")

    assert [one.typed["text"] for one in history(session, reply, "calls")] == ["1", "2", "1"]


def test_two_people_who_write_at_once_both_see_both_texts(session, reply, save, now):
    marcia = stored.a_person(session, "Marcia Reid")
    save(PLAN, {"text": "hers"}, who=marcia)

    outcome = save(PLAN, {"text": "his"})

    assert outcome == Conflict({"text": "his"}, {"text": "hers"}, "Marcia Reid", now, 1, seen={})
    assert kept(session, reply, "plan").answer.typed == {"text": "hers"}


def test_a_conflict_is_settled_by_saving_over_the_version_of_the_other_text(session, reply, save):
    save(PLAN, {"text": "hers"})
    conflict = save(PLAN, {"text": "his"})

    assert isinstance(save(PLAN, {"text": "his and hers"}, seen=conflict.version), Saved)
    assert [one.typed["text"] for one in history(session, reply, "plan")] == ["hers", "his and hers"]


def test_the_same_text_from_two_people_is_no_conflict(save):
    save(PLAN, {"text": "the same"})

    assert save(PLAN, {"text": "the same"}) == Unchanged(1)


def test_what_a_person_did_not_change_is_left_alone_though_somebody_else_changed_it(session, reply, save):
    save(PLAN, {"text": "first"})
    save(PLAN, {"text": "second"}, seen=1)

    assert save(PLAN, {"text": "first"}, seen=1) == Unchanged(1)
    assert kept(session, reply, "plan").answer.typed == {"text": "second"}


def test_who_may_read_an_answer_changes_nothing_else_of_it(session, reply, save, now):
    save(PLAN, {"text": "first"})
    before = kept(session, reply, "plan").answer

    answering.set_disclosure(session, reply, PLAN, Disclosure.SECRETARIAT, "narrow", None, now)

    after = kept(session, reply, "plan").answer
    assert after == replace(before, disclosure=Disclosure.SECRETARIAT, version=2)


def test_a_disclosure_set_meanwhile_is_no_conflict_with_a_text(session, reply, save, now):
    save(PLAN, {"text": "first"})
    answering.set_disclosure(session, reply, PLAN, Disclosure.SECRETARIAT, "narrow", None, now)

    assert isinstance(save(PLAN, {"text": "second"}, seen=1), Saved)
    answer = kept(session, reply, "plan").answer
    assert (answer.typed, answer.disclosure) == ({"text": "second"}, Disclosure.SECRETARIAT)


def test_a_page_keeps_all_that_is_without_conflict(session, reply, save, now):
    save(PLAN, {"text": "hers"})
    page = {PLAN: Posted({"text": "his"}, 0), CALLS: Posted({"text": "5"}, 0)}

    outcome = answering.save_page(session, reply, page, "page", None, now)

    assert [place for place, one in outcome.outcomes.items() if isinstance(one, Conflict)] == [PLAN]
    assert kept(session, reply, "calls").answer.value == {"number": 5}


def test_what_cannot_be_read_is_kept_as_typed_with_its_problem(session, reply, save):
    save(CALLS, {"text": "about forty"})

    found = kept(session, reply, "calls")
    assert (found.answer.mark, found.answer.typed, found.problem) == (
        Mark.NOT_READABLE,
        {"text": "about forty"},
        "not_a_whole_number",
    )


@pytest.mark.parametrize(("text", "reason"), [("a\x00b", Reason.CONTROL_CHARACTER), ("a" * 20_001, Reason.TOO_LONG)])
def test_only_control_characters_and_texts_over_the_limit_are_refused(session, reply, save, text, reason):
    assert save(PLAN, {"text": text}) == Refused(reason)
    assert store.kept(session, reply.id) == {}


def test_a_place_that_the_questionnaire_does_not_have_is_refused(save):
    assert save(Place("nothing"), {"text": "x"}) == Refused(Reason.NO_SUCH_PLACE)
    assert save(Place("laws", entry="zzzz", field="title"), {"text": "x"}) == Refused(Reason.NO_SUCH_PLACE)


def test_an_answer_to_a_question_that_is_hidden_now_is_kept_and_not_counted(session, reply, save):
    save(OFFENCE, {"option": "no"})
    save(PLAN, {"text": "kept all the same"})

    assert kept(session, reply, "plan").answer.typed == {"text": "kept all the same"}
    assert reply.answered == 1


def test_a_text_attached_to_an_option_that_is_no_longer_chosen_is_kept(session, reply, save):
    save(OFFENCE, YES)
    save(OFFENCE, {"option": "no"}, seen=1)

    answer = kept(session, reply, "offence").answer
    assert (answer.typed, answer.value) == ({"option": "no", "detail.yes": "Act 1"}, {"option": "no"})


def test_a_text_attached_to_an_option_can_be_emptied(session, reply, save):
    save(OFFENCE, YES)
    save(OFFENCE, {"option": "yes", "detail.yes": ""}, seen=1)

    assert kept(session, reply, "offence").answer.typed == {"option": "yes"}


@pytest.mark.parametrize("standing", ["submitted", "cleared", "received_as_document"])
def test_a_reply_that_was_sent_takes_no_answers(reply, save, session, standing):
    reply.standing = standing
    session.flush()

    assert save(CALLS, {"text": "1"}) == Refused(Reason.SUBMITTED)


def test_a_reopened_reply_takes_answers_and_stays_reopened(session, reply, save):
    reply.standing = "reopened"
    session.flush()

    assert isinstance(save(CALLS, {"text": "1"}), Saved)
    assert reply.standing == "reopened"


def test_answers_are_taken_after_the_deadline_until_the_round_closes(session, reply):
    round_ = reply.round
    late = round_.deadline + (round_.closes_at - round_.deadline) / 2
    closed = round_.closes_at + (round_.closes_at - round_.deadline)

    assert isinstance(answering.save_answer(session, reply, CALLS, {"text": "1"}, 0, "a", None, late), Saved)
    refused = answering.save_answer(session, reply, CALLS, {"text": "2"}, 1, "b", None, closed)
    assert refused == Refused(Reason.ROUND_CLOSED)


def test_an_extension_past_the_closing_date_counts_for_its_state(session, reply):
    reply.own_deadline = reply.round.closes_at.replace(year=2027)
    session.flush()
    after = reply.round.closes_at.replace(month=12)

    assert isinstance(answering.save_answer(session, reply, CALLS, {"text": "1"}, 0, "a", None, after), Saved)


def test_of_two_who_save_at_the_same_moment_one_is_shown_the_other_text(engine, reply, now):
    def save(text):
        with writing(engine) as session:
            mine = session.get_one(models.Reply, reply.id)
            outcome = answering.save_answer(session, mine, PLAN, {"text": text}, 0, text, None, now)
            session.commit()
            return type(outcome)

    with ThreadPoolExecutor(4) as people:
        outcomes = list(people.map(save, ["one", "two", "three", "four"]))

    assert sorted(one.__name__ for one in outcomes) == ["Conflict", "Conflict", "Conflict", "Saved"]


def test_saving_an_answer_costs_few_statements(session, reply, save, engine):
    save(CALLS, {"text": "1"})
    session.commit()
    statements: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *told: statements.append(told[2]))

    save(CALLS, {"text": "2"}, seen=1)
    session.commit()

    written = [one for one in statements if not one.startswith(("BEGIN", "COMMIT"))]
    assert len(written) <= 6, written


# Entries


@pytest.fixture
def add(session, reply, now):
    return lambda operation: answering.add_entry(session, reply, "laws", operation, None, now)


def entries(session: Session, reply: models.Reply) -> list[str]:
    return list(store.entries(session, reply.id).get("laws", ()))


def test_entries_are_added_at_the_end_under_ids_of_their_own(session, reply, add):
    added = [add("one"), add("two")]

    assert entries(session, reply) == added
    assert all(re.fullmatch("[a-z0-9]{6}", one) for one in added)


def test_the_same_operation_adds_an_entry_once(session, reply, add):
    assert add("one") == add("one")
    assert len(entries(session, reply)) == 1


def test_a_list_takes_so_many_entries_and_the_reply_is_read_once_however_many_come(session, reply, engine, now):
    """Or a workbook of thousands of new rows would keep everybody else from saving."""
    statements: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *told: statements.append(told[2]))

    added = answering.add_entries(session, reply, [("laws", f"row {one}") for one in range(1000)], None, now)
    removed = answering.remove_entries(session, reply, [("laws", str(one)) for one in added[:200]] * 2, None, now)

    assert sum(isinstance(one, str) for one in added) == answering.MOST_ENTRIES
    assert set(added[answering.MOST_ENTRIES :]) == {Refused(Reason.TOO_MANY_ENTRIES)}
    assert set(removed) == {None}
    assert not entries(session, reply)
    assert len([one for one in statements if "FROM answer" in one]) <= 4


def test_an_entry_can_be_moved_and_moving_it_twice_is_moving_it_once(session, reply, add, now):
    first, second, third = add("one"), add("two"), add("three")
    for _ in range(2):
        answering.move_entry(session, reply, "laws", third, 0, None, now)

    assert entries(session, reply) == [third, first, second]


def test_moving_an_entry_is_on_record_once_with_where_it_stood(session, reply, add, now):
    _, second = add("one"), add("two")
    for _ in range(2):
        answering.move_entry(session, reply, "laws", second, 0, None, now)

    moved = session.scalars(sa.select(models.Event).where(models.Event.deed == "entry moved")).all()

    assert [(event.place, event.details) for event in moved] == [(f"laws[{second}]", {"from": 2, "to": 1})]


def test_a_removed_entry_leaves_the_list_and_keeps_its_answers(session, reply, add, save, now):
    entry = add("one")
    title = Place("laws", entry=entry, field="title")
    save(title, {"text": "Act 1"})

    answering.remove_entry(session, reply, "laws", entry, None, now)

    assert entries(session, reply) == []
    assert kept(session, reply, str(title)).answer.typed == {"text": "Act 1"}
    answering.restore_entry(session, reply, "laws", entry, None, now)
    assert entries(session, reply) == [entry]


def test_what_is_typed_in_an_entry_while_somebody_removes_it_is_kept(session, reply, add, save, now):
    entry = add("one")
    answering.remove_entry(session, reply, "laws", entry, None, now)

    assert isinstance(save(Place("laws", entry=entry, field="title"), {"text": "Act 1"}), Saved)


def test_only_a_list_takes_entries(session, reply, now):
    assert answering.add_entry(session, reply, "calls", "one", None, now) == Refused(Reason.NO_SUCH_PLACE)


def test_adding_an_entry_counts_as_work_on_the_reply(reply, add, now):
    add("one")

    assert (reply.standing, reply.last_activity_at) == ("in_progress", now)


# Disclosure and facts on file


def test_the_disclosure_of_an_answer_can_be_narrowed_before_it_is_given(session, reply, now, save):
    answering.set_disclosure(session, reply, PLAN, Disclosure.MEMBER_STATES, "narrow", None, now)

    answer = kept(session, reply, "plan").answer
    assert (answer.mark, answer.disclosure) == (Mark.LEFT_BLANK, Disclosure.MEMBER_STATES)


def test_the_disclosure_of_the_whole_reply_is_set_and_put_on_record(session, reply, now):
    answering.set_reply_disclosure(session, reply, Disclosure.MEMBER_STATES, None, now)
    session.flush()

    assert reply.disclosure == "member_states"
    in_order = sa.select(models.Event.deed).order_by(models.Event.id)
    assert session.scalars(in_order).all()[-1] == "reply disclosure set"


def test_facts_on_file_are_confirmed_in_blank_rows_only(session, reply, now, save):
    for row in ("palermo", "smuggling"):
        session.add(
            models.KnownFact(
                round_id=reply.round_id,
                state=reply.state,
                place=f"treaties/{row}",
                typed={"option": "party"},
                as_of=now.date(),
                source="Treaty collection",
            )
        )
    save(Place("treaties", row="smuggling"), {"option": "not_party"})

    answering.confirm_known_facts(session, reply, "treaties", "confirm", None, now)

    assert kept(session, reply, "treaties/palermo").answer.value == {"option": "party"}
    assert kept(session, reply, "treaties/smuggling").answer.value == {"option": "not_party"}


def test_what_a_colleague_answered_meanwhile_is_counted(engine, session, reply, save, now):
    save(OFFENCE, {"option": "no"})
    session.commit()
    with writing(engine) as other:
        same = other.get_one(models.Reply, reply.id)
        answering.save_answer(other, same, CALLS, {"text": "12"}, 0, "a colleague's", None, now)
        other.commit()

    save(OFFENCE, {}, seen=1)
    session.commit()

    with writing(engine) as later:
        assert later.get_one(models.Reply, reply.id).answered == 1
