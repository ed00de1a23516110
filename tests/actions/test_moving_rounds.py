from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from surveyapp.actions import (
    answering,
    attaching,
    authoring,
    confirming,
    explaining,
    holding,
    moving_rounds,
    submitting,
)
from surveyapp.actions.answering import Refused, Saved
from surveyapp.actions.holding import Reason
from surveyapp.actions.moving_rounds import MoveRefused, Refusal
from surveyapp.core import places, submission
from surveyapp.core.marks import Mark
from surveyapp.core.questionnaire import Disclosure, Kind, Question, Questionnaire, Totals
from surveyapp.files.storage import Storage
from surveyapp.store import models
from surveyapp.store.database import make_engine, writing
from tests.builders import a_question, a_questionnaire, a_section, an_option, words
from tests.stored import DEADLINE, OPENED, a_person, a_reply, a_round

SALT = "5a" * 16
DECLARED = {"name": "Name A", "title": "Focal point", "institution": "Ministry"}
OFFENCE = a_question(
    "offence", Kind.ONE, "yes partly no", wording=words("Is it an offence?", "¿Es un delito?"), number="1"
)
LAWS = a_question("laws", Kind.LIST, fields=(a_question("title"), a_question("kind", Kind.ONE, "act decree")))
SERVICES = a_question("services", Kind.ROWS, "state civil", rows="shelter legal")
VICTIMS = a_question("victims", Kind.GRID, rows="y1", columns="women men", totals=Totals.BOTH)
CALLS = a_question(
    "calls", Kind.INTEGER, wording=words("How many calls were received?", "¿Cuántas llamadas se recibieron?")
)
PLAN = a_question("plan", Kind.LONG_TEXT, relevant="${offence} = 'yes'")


def a_form(*questions: Question, version: str = "1") -> Questionnaire:
    return a_questionnaire(a_section("law", *questions, number="1"), version=version)


FORM = a_form(OFFENCE, LAWS, SERVICES, VICTIMS, CALLS, PLAN)


def with_(code: str, version: str = "2", form: Questionnaire = FORM, **facts) -> Questionnaire:
    """The form with other facts in one question."""
    questions = [replace(one, **facts) if one.code == code else one for one in form.questions()]
    return a_form(*questions, version=version)


def without(code: str, version: str = "2") -> Questionnaire:
    return a_form(*(one for one in FORM.questions() if one.code != code), version=version)


NEW_OPTIONS = with_("offence", options=(an_option("yes"), an_option("no"), an_option("drafted")))
"""“In part” is gone, “drafted” is new."""
RECODED = with_(
    "offence",
    options=tuple(an_option(f"o_{one.code}", wording=one.wording, previous=one.code) for one in OFFENCE.options),
)
RENAMED = a_form(
    OFFENCE,
    replace(LAWS, code="instruments", previous="laws"),
    SERVICES,
    VICTIMS,
    replace(CALLS, code="hotline_calls", previous="calls"),
    PLAN,
    version="2",
)


@pytest.fixture
def round_(session: Session) -> models.Round:
    return a_round(session, FORM)


@pytest.fixture
def reply(session: Session, round_: models.Round) -> models.Reply:
    return a_reply(session, "CRI", round_)


@pytest.fixture
def publish(session: Session) -> Callable[[Questionnaire], models.Edition]:
    def published(form: Questionnaire) -> models.Edition:
        edition = authoring.take_in(session, form, "form.xlsx", None, OPENED + timedelta(days=1))
        edition.published_at = OPENED + timedelta(days=1)
        session.flush()
        return edition

    return published


@pytest.fixture
def move(session, round_, publish, now):
    def moved(form: Questionnaire, *also: str) -> moving_rounds.Moved:
        return moving_rounds.move(session, round_, publish(form), also, None, now)

    return moved


def answer(session, reply, place: str, now, seen: int = 0, **typed: str):
    parsed = places.parse(place)
    assert parsed is not None
    return answering.save_answer(session, reply, parsed, typed, seen, f"{place}{typed}", None, now, "es")


def send(session, reply, now) -> models.Submission:
    made = submitting.submit(session, reply, DECLARED, f"send {now}", None, now, SALT)
    assert isinstance(made, models.Submission)
    return made


def at(session, reply, place: str) -> models.Answer:
    return session.get_one(models.Answer, (reply.id, place), populate_existing=True)


def requests(session, reply) -> list[tuple[str, str]]:
    """What the state was asked to confirm, and how that was settled."""
    found = sa.select(models.Confirmation).where(models.Confirmation.reply_id == reply.id)
    return [(one.question, one.how) for one in session.scalars(found.order_by(models.Confirmation.id))]


# Looking


def test_the_officer_sees_which_states_have_answered_what_changed(session, round_, reply, publish, now):
    answer(session, reply, "offence", now, option="partly")
    other = a_reply(session, "JAM", round_)
    answer(session, other, "calls", now, text="3")

    found = moving_rounds.preview(session, round_, publish(NEW_OPTIONS), now)

    [concerned] = found.substance
    assert concerned.question.code == "offence"
    assert [(one.state.iso3, one.in_draft, one.in_submission) for one in concerned.states] == [("CRI", True, False)]
    assert concerned.chosen("partly") == 0


def test_what_a_draft_chose_is_counted_only_where_drafts_may_be_read(session, round_, reply, publish, now):
    """One state beside a count of one would tell its answer."""
    answer(session, reply, "offence", now, option="partly")
    edition, counted = publish(NEW_OPTIONS), []

    for round_.drafts_visible in (False, True):
        [concerned] = moving_rounds.preview(session, round_, edition, now).substance
        counted.append(concerned.chosen("partly"))

    assert counted == [0, 1]


def test_what_was_sent_is_counted(session, round_, reply, publish, now):
    answer(session, reply, "offence", now, option="partly")
    send(session, reply, now)

    [concerned] = moving_rounds.preview(session, round_, publish(NEW_OPTIONS), now).substance

    assert concerned.chosen("partly") == 1


def test_the_states_to_be_asked_are_told(session, round_, reply, publish, now):
    answer(session, reply, "offence", now, option="partly")

    found = moving_rounds.preview(session, round_, publish(NEW_OPTIONS), now)

    assert [state.iso3 for state in found.states()] == ["CRI"]


def test_what_was_submitted_counts_as_answered_even_where_the_draft_is_blank_now(session, round_, reply, publish, now):
    answer(session, reply, "offence", now, option="partly")
    send(session, reply, now)
    reply.standing = "reopened"
    answer(session, reply, "offence", now, seen=1)

    found = moving_rounds.preview(session, round_, publish(NEW_OPTIONS), now)

    [by] = found.substance[0].states
    assert (by.in_draft, by.in_submission) == (False, True)
    assert found.states() == ()


def test_what_is_only_reworded_is_listed_apart_and_confirmed_if_the_officer_says_so(
    session, round_, reply, publish, now
):
    answer(session, reply, "calls", now, text="3")
    reworded = publish(
        with_("calls", wording=words("How many calls were answered?", "¿Cuántas llamadas se atendieron?"))
    )

    found = moving_rounds.preview(session, round_, reworded, now)

    assert found.substance == ()
    assert [one.question.code for one in found.reworded] == ["calls"]
    assert [state.iso3 for state in found.states(["calls"])] == ["CRI"]


def test_removed_questions_with_answers_are_told(session, round_, reply, publish, now):
    answer(session, reply, "calls", now, text="3")

    found = moving_rounds.preview(session, round_, publish(without("calls")), now)

    assert [(one.question.code, len(one.states)) for one in found.removed] == [("calls", 1)]
    assert found.to_confirm() == ()


def test_a_round_moves_to_published_editions_of_its_own_questionnaire_alone(session, round_, now, publish):
    draft = authoring.take_in(session, NEW_OPTIONS, "form.xlsx", None, OPENED)
    foreign = publish(a_questionnaire(CALLS, code="another"))

    refused = {}
    for name, edition in (("draft", draft), ("foreign", foreign), ("same", round_.edition)):
        with pytest.raises(MoveRefused) as refusal:
            moving_rounds.preview(session, round_, edition, now)
        refused[name] = refusal.value.refusal

    assert refused == {
        "draft": Refusal.NOT_PUBLISHED,
        "foreign": Refusal.OTHER_QUESTIONNAIRE,
        "same": Refusal.SAME_EDITION,
    }


def test_a_move_that_was_prepared_on_other_ground_is_refused(session, round_, publish, now):
    second, third = publish(NEW_OPTIONS), publish(with_("calls", version="3", kind=Kind.DECIMAL))
    seen = moving_rounds.preview(session, round_, third, now).seen
    moving_rounds.move(session, round_, second, [], None, now)

    with pytest.raises(MoveRefused) as refused:
        moving_rounds.move(session, round_, third, [], None, now, as_seen=seen)

    assert refused.value.refusal is Refusal.CHANGED_MEANWHILE


# What becomes of answers


def test_an_answer_to_a_question_that_is_called_otherwise_stands_at_its_new_place(session, reply, move, now):
    answer(session, reply, "calls", now, text="1.234")

    move(RENAMED)

    there = at(session, reply, "hotline_calls")
    assert (there.typed, there.value, there.language) == ({"text": "1.234"}, {"number": 1234}, "es")
    history = sa.select(models.AnswerVersion.place).where(models.AnswerVersion.reply_id == reply.id)
    assert sorted(session.scalars(history)) == ["calls", "hotline_calls"]


def test_entries_and_their_answers_go_along_with_their_list(session, reply, move, now):
    entry = answering.add_entry(session, reply, "laws", "add", None, now)
    answer(session, reply, f"laws[{entry}].title", now, text="Act 1")

    move(RENAMED)

    held = holding.read(session, reply, now)
    assert held.entries == {"instruments": [entry]}
    assert held.answers[f"instruments[{entry}].title"].value == {"text": "Act 1"}


def test_a_choice_follows_the_code_of_its_option_with_what_was_written_beside_it(session, round_, publish, now):
    detailed = replace(OFFENCE, options=(an_option("yes", detail=words("Cite")), an_option("no")))
    form = with_("offence", "2", options=detailed.options)
    moving_rounds.move(session, round_, publish(form), [], None, now)
    reply = a_reply(session, "JAM", round_)
    answer(session, reply, "offence", now, **{"option": "yes", "detail.yes": "Act 9"})
    recoded = with_(
        "offence",
        "3",
        options=(an_option("1", wording=words("Yes"), detail=words("Cite"), previous="yes"), an_option("no")),
    )

    moved = moving_rounds.move(session, round_, publish(recoded), [], None, now)

    there = at(session, reply, "offence")
    assert there.typed == {"option": "1", "detail.1": "Act 9"}
    assert there.value == {"option": "1", "detail": {"text": "Act 9"}}
    assert moved.asked == {}


def test_a_choice_that_is_offered_no_longer_is_kept_as_typed(session, reply, move, now):
    answer(session, reply, "offence", now, option="partly")

    move(NEW_OPTIONS)

    there = at(session, reply, "offence")
    assert (there.typed, there.mark) == ({"option": "partly"}, Mark.NOT_READABLE)


def test_a_choice_is_never_taken_for_another_option_that_has_its_code_now(session, reply, round_, publish, now):
    answer(session, reply, "offence", now, option="partly")
    shifted = with_(
        "offence",
        options=(
            an_option("yes"),
            an_option("partly", wording=words("Nobody knows", "Nadie lo sabe")),
            an_option("no"),
        ),
    )
    edition = publish(shifted)
    edition.map_corrections = {"options": {"offence": {"partly": ""}}, "by": "", "at": now.isoformat()}

    moving_rounds.move(session, round_, edition, [], None, now)

    assert at(session, reply, "offence").mark == Mark.NOT_READABLE


def test_a_new_question_with_the_code_of_one_that_was_removed_is_blank(session, reply, round_, publish, now):
    answer(session, reply, "calls", now, text="3")
    edition = publish(with_("calls", wording=words("Number of courts", "Número de juzgados")))
    edition.map_corrections = {"questions": {"calls": ""}, "by": "", "at": now.isoformat()}

    moving_rounds.move(session, round_, edition, [], None, now)

    assert at(session, reply, "calls").mark == Mark.LEFT_BLANK
    typed = sa.select(models.AnswerVersion.typed).where(models.AnswerVersion.place == "calls")
    assert list(session.scalars(typed.order_by(models.AnswerVersion.version))) == [{"text": "3"}, {}]


def test_an_answer_is_read_anew_where_the_kind_is_another(session, reply, move, now):
    answer(session, reply, "calls", now, text="about 12")
    assert at(session, reply, "calls").mark == Mark.NOT_READABLE

    move(with_("calls", kind=Kind.SHORT_TEXT))

    assert at(session, reply, "calls").value == {"text": "about 12"}


def test_a_choice_stands_in_words_where_a_text_is_asked_now(session, reply, move, now):
    answer(session, reply, "offence", now, option="partly")

    move(with_("offence", kind=Kind.SHORT_TEXT, options=()))

    assert at(session, reply, "offence").value == {"text": "Partly (es)"}


@pytest.mark.parametrize(
    ("code", "place", "typed"), [("calls", "calls", {"text": "3"}), ("victims", "victims/y1/women", {"text": "3"})]
)
def test_what_was_answered_for_few_readers_is_not_published_by_a_move(session, publish, now, code, place, typed):
    round_ = a_round(session, with_(code, "0", disclosure=Disclosure.SECRETARIAT), code="2027")
    reply = a_reply(session, "CRI", round_)
    answer(session, reply, place, now, **typed)

    moving_rounds.move(session, round_, publish(FORM), [], None, now)

    made = submission.read(send(session, reply, now).content)
    assert made.places[place].effective is Disclosure.SECRETARIAT


def test_an_answer_knows_the_wording_it_was_given_to_after_the_move(session, reply, round_, move, now):
    first = round_.edition
    answer(session, reply, "calls", now, text="3")

    move(RENAMED)
    answer(session, reply, "services/legal", now, option="state")

    assert at(session, reply, "hotline_calls").edition_id == first.id
    assert at(session, reply, "services/legal").edition_id == round_.edition_id


def test_an_answer_left_behind_stands_again_when_the_round_goes_back(session, reply, round_, move, now):
    first = round_.edition
    answer(session, reply, "calls", now, text="3")
    move(without("calls"))

    moving_rounds.move(session, round_, first, [], None, now + timedelta(hours=1))

    assert holding.read(session, reply, now).answers["calls"].value == {"number": 3}
    assert requests(session, reply) == []


@pytest.mark.parametrize("facts", [{"kind": Kind.SHORT_TEXT, "options": ()}, {"options": (an_option("yes"),)}])
def test_a_choice_that_was_none_for_a_time_is_that_choice_again(session, reply, round_, move, now, facts):
    answer(session, reply, "offence", now, option="partly")
    before = round_.edition
    move(with_("offence", **facts))

    moving_rounds.move(session, round_, before, [], None, now)

    assert at(session, reply, "offence").typed == {"option": "partly"}
    assert at(session, reply, "offence").mark == Mark.ANSWERED


def test_several_choices_that_were_one_for_a_time_are_several_again(session, reply, round_, move, now):
    move(with_("offence", kind=Kind.SEVERAL))
    before = round_.edition
    answer(session, reply, "offence", now, options="partly")
    move(with_("offence", version="3", options=(an_option("yes"),)))

    moving_rounds.move(session, round_, before, [], None, now)

    assert at(session, reply, "offence").typed == {"options": "partly"}
    assert at(session, reply, "offence").mark == Mark.ANSWERED


def test_two_questions_of_one_code_each_have_their_answer_again_whenever_theirs_is_asked(
    session, reply, round_, publish, now
):
    answer(session, reply, "calls", now, text="3")
    first, second = round_.edition, publish(with_("calls", wording=words("Prosecutors?", "¿Fiscales?")))
    second.map_corrections = {"questions": {"calls": ""}, "by": "", "at": now.isoformat()}
    moving_rounds.move(session, round_, second, [], None, now)
    answer(session, reply, "calls", now, 2, text="40")

    seen = []
    for hours, edition in enumerate((first, second, first), 1):
        moving_rounds.move(session, round_, edition, [], None, now + timedelta(hours=hours))
        seen.append(at(session, reply, "calls").typed["text"])

    assert seen == ["3", "40", "3"]


def test_a_round_can_go_there_and_back_as_often_as_needed(session, reply, round_, move, now):
    first = round_.edition
    answer(session, reply, "offence", now, option="partly")
    entry = answering.add_entry(session, reply, "laws", "add", None, now)
    answer(session, reply, f"laws[{entry}].kind", now, option="decree")
    move(RECODED)
    second = round_.edition

    for hours, edition in enumerate((first, second, first), 1):
        moving_rounds.move(session, round_, edition, [], None, now + timedelta(hours=hours))

    assert at(session, reply, "offence").value == {"option": "partly"}
    assert holding.read(session, reply, now).answers[f"laws[{entry}].kind"].value == {"option": "decree"}


def test_progress_is_counted_anew_and_nothing_looks_as_if_the_state_had_written(session, reply, round_, move, now):
    silent = a_reply(session, "JAM", round_)
    answer(session, reply, "calls", now, text="3")

    move(without("plan"))

    assert (reply.answered, reply.asked) == (1, 5)
    assert reply.last_activity_at == now
    assert (silent.standing, silent.asked, silent.last_activity_at) == ("not_started", 5, None)


# What is asked of the states


def test_just_those_that_had_answered_are_asked_to_confirm(session, round_, reply, move, now):
    answer(session, reply, "offence", now, option="yes")
    other = a_reply(session, "JAM", round_)
    answer(session, other, "calls", now, text="3")

    moved = move(NEW_OPTIONS)

    assert moved.asked == {"CRI": 1}
    assert requests(session, reply) == [("offence", "")]
    assert requests(session, other) == []


def test_a_submitted_reply_is_reopened_for_just_these_questions(session, reply, move, now):
    answer(session, reply, "offence", now, option="no")
    answer(session, reply, "calls", now, text="3")
    send(session, reply, now)

    moved = move(NEW_OPTIONS)
    there = answer(session, reply, "offence", now, seen=1, option="drafted")
    elsewhere = answer(session, reply, "calls", now, seen=1, text="4")

    assert moved.reopened == ("CRI",)
    assert reply.standing == "reopened"
    assert isinstance(there, Saved)
    assert elsewhere == Refused(Reason.NOT_REOPENED)


def test_it_takes_answers_to_what_is_asked_because_of_them_too(session, reply, move, now):
    answer(session, reply, "offence", now, option="no")
    send(session, reply, now)
    move(NEW_OPTIONS)

    answer(session, reply, "offence", now, seen=1, option="yes")

    assert isinstance(answer(session, reply, "plan", now, text="A plan"), Saved)


def test_a_submitted_reply_that_it_does_not_concern_is_left_alone(session, reply, move, now):
    answer(session, reply, "calls", now, text="3")
    made = send(session, reply, now)
    before = made.content

    moved = move(NEW_OPTIONS)

    assert moved.reopened == ()
    assert (reply.standing, made.content) == ("submitted", before)


def test_each_focal_point_concerned_is_written_to_in_his_or_her_language(session, round_, reply, move, now):
    a_person(session, "Ana Mora", language="es")
    a_person(session, "Joe Smith", language="en")
    a_person(session, "Kay Brown", state=a_reply(session, "JAM", round_).state)
    answer(session, reply, "offence", now, option="yes")

    moved = move(NEW_OPTIONS)

    letters = {one.email: one for one in session.scalars(sa.select(models.Letter))}
    assert moved.letters == 2
    assert "¿Es un delito?" in letters["ana.mora@example.org"].body
    assert "1 Is it an offence?" in letters["joe.smith@example.org"].body


def test_the_round_and_every_reply_say_what_was_done(session, reply, move, now):
    answer(session, reply, "offence", now, option="yes")

    move(NEW_OPTIONS)

    deeds = list(
        session.scalars(sa.select(models.Event.deed).where(models.Event.deed.in_(["round moved", "questions changed"])))
    )
    assert sorted(deeds) == ["questions changed", "round moved"]


# Confirming


@pytest.fixture
def asked(session, reply, move, now):
    """A reply whose state is asked to confirm what it said of the offence."""
    answer(session, reply, "offence", now, option="yes")
    send(session, reply, now)
    move(NEW_OPTIONS)
    return reply


def test_a_confirmed_answer_is_one_to_the_present_wording(session, asked, round_, now):
    assert confirming.confirm(session, asked, "offence", None, now) is True

    assert requests(session, asked) == [("offence", "confirmed")]
    assert at(session, asked, "offence").edition_id == round_.edition_id
    assert at(session, asked, "offence").typed == {"option": "yes"}


def test_pressing_twice_is_confirming_once(session, asked, now):
    confirming.confirm(session, asked, "offence", None, now)

    assert confirming.confirm(session, asked, "offence", None, now) is False
    assert at(session, asked, "offence").version == 2


def test_changing_the_answer_settles_it_too(session, asked, now):
    answer(session, asked, "offence", now, seen=1, option="drafted")

    assert requests(session, asked) == [("offence", "changed")]


def test_changing_one_part_of_an_answer_does_not_speak_for_the_others(session, reply, move, now):
    answer(session, reply, "services/shelter", now, option="state")
    answer(session, reply, "services/legal", now, option="state")
    move(with_("services", options=(an_option("state"), an_option("civil"), an_option("both"))))

    answer(session, reply, "services/shelter", now, seen=1, option="both")
    still = requests(session, reply)
    answer(session, reply, "services/legal", now, seen=1, option="civil")

    assert still == [("services", "")]
    assert requests(session, reply) == [("services", "changed")]


def test_an_answer_that_cannot_be_read_any_more_cannot_be_confirmed(session, reply, move, now):
    answer(session, reply, "offence", now, option="partly")
    move(NEW_OPTIONS)
    [waiting] = confirming.waiting(session, held := holding.read(session, reply, now), held.asked())

    assert not waiting.is_confirmable
    assert waiting.unreadable == ({"en": "Partly", "es": "Partly (es)"},)
    assert confirming.confirm(session, reply, "offence", None, now) == Refused(Reason.CANNOT_BE_CONFIRMED)


def test_a_reply_may_be_sent_with_answers_unconfirmed(session, asked, now):
    send(session, asked, now + timedelta(days=1))

    assert (asked.standing, asked.reopened_for) == ("submitted", None)
    assert requests(session, asked) == [("offence", "")]


def test_what_is_not_asked_any_more_is_settled_as_such_when_the_reply_is_sent(session, reply, move, now):
    answer(session, reply, "offence", now, option="yes")
    answer(session, reply, "plan", now, text="A plan")
    move(with_("plan", relevant="${offence} = 'no'"))

    send(session, reply, now)

    assert requests(session, reply) == [("plan", "not_asked")]


def test_what_was_asked_is_asked_anew_when_the_round_moves_on(session, asked, round_, publish, now):
    third = publish(with_("calls", version="3", form=NEW_OPTIONS, kind=Kind.DECIMAL))

    moving_rounds.move(session, round_, third, [], None, now + timedelta(hours=1))

    assert requests(session, asked) == [("offence", "asked_anew"), ("offence", "")]
    assert asked.reopened_for == ["offence"]


def test_what_was_asked_is_withdrawn_when_the_round_goes_back(session, asked, round_, now):
    first = session.scalars(sa.select(models.Edition).where(models.Edition.number == 1)).one()

    moving_rounds.move(session, round_, first, [], None, now + timedelta(hours=1))

    assert requests(session, asked) == [("offence", "withdrawn")]


def test_a_submission_says_to_which_edition_each_answer_was_given(session, reply, round_, move, now):
    first = round_.edition
    answer(session, reply, "offence", now, option="yes")
    answer(session, reply, "calls", now, text="3")
    move(NEW_OPTIONS)
    confirming.confirm(session, reply, "offence", None, now)

    read = submission.read(send(session, reply, now).content)

    assert read.edition.sha256 == round_.edition.sha256
    assert (read.places["offence"].edition, read.places["calls"].edition) == ("", first.sha256)


def test_answers_can_be_written_while_the_round_is_closed_to_others(session, asked, now):
    late = DEADLINE + timedelta(days=90)

    assert confirming.confirm(session, asked, "offence", None, late) is True


def test_who_may_read_the_whole_reply_is_not_changed_while_it_is_open_for_some_questions(session, asked, now):
    refused = answering.set_reply_disclosure(session, asked, Disclosure.SECRETARIAT, None, now)

    assert refused == Refused(Reason.NOT_REOPENED)


def test_whoever_was_writing_while_the_round_moved_writes_to_the_edition_it_has_now(postgresql_url, now):
    """The reply is read, the round moves, then the answer is kept. (On SQLite people take turns.)"""
    engine = make_engine(postgresql_url)
    with writing(engine) as officer, writing(engine) as state:
        reply = a_reply(officer, "CRI", a_round(officer, FORM))
        edition = authoring.take_in(officer, RENAMED, "form.xlsx", None, now)
        edition.published_at = now
        officer.commit()
        mine = state.get_one(models.Reply, reply.id)
        before = mine.round.edition.number
        moving_rounds.move(officer, reply.round, edition, [], None, now)
        officer.commit()

        outcome = answer(state, mine, "hotline_calls", now, text="3")

        assert (before, isinstance(outcome, Saved)) == (1, True)
        assert at(state, mine, "hotline_calls").edition_id == edition.id
    engine.dispose()


# What stands beside an answer


def test_what_stands_beside_an_answer_goes_along_with_it_and_its_files_too(session, reply, move, now, tmp_path):
    place = places.Place("calls", beside="files")
    answer(session, reply, "calls", now, text="3")
    answer(session, reply, "calls@source", now, text="Register")
    attaching.attach(session, Storage(tmp_path), reply, place, "a.txt", b"The register", "one", None, now)

    move(RENAMED)

    assert at(session, reply, "hotline_calls@source").value == {"text": "Register"}
    [file] = at(session, reply, "hotline_calls@files").value["files"]
    assert session.scalars(sa.select(models.Attachment)).one().place == "hotline_calls@files"
    assert file["name"] == "a.txt"


def test_an_explanation_goes_along_with_the_answer_it_was_given_to(session, reply, move, now):
    answer(session, reply, "calls@explanation", now, text="Too early.")
    answer(session, reply, "calls", now, text="3")
    answer(session, reply, "calls@explanation", now, seen=1, text="An estimate.")

    move(RENAMED)

    assert explaining.lapsed(holding.read(session, reply, now), ["hotline_calls"]) == frozenset()


def test_a_source_alone_is_not_asked_to_be_confirmed_and_writing_one_settles_nothing(session, reply, move, now):
    other = a_reply(session, "JAM", reply.round)
    answer(session, other, "offence@source", now, text="Gazette")
    answer(session, reply, "offence", now, option="no")
    answer(session, reply, "offence@source", now, text="Gazette")

    move(NEW_OPTIONS)
    answer(session, reply, "offence@source", now, seen=at(session, reply, "offence@source").version, text="Gazette 2")

    assert requests(session, reply) == [("offence", "")]
    assert requests(session, other) == []


def test_confirming_an_answer_leaves_what_stands_beside_it(session, reply, move, now):
    answer(session, reply, "offence", now, option="no")
    answer(session, reply, "offence@note", now, text="A word")
    move(NEW_OPTIONS)

    assert confirming.confirm(session, reply, "offence", None, now) is True

    assert at(session, reply, "offence@note").typed == {"text": "A word"}
    assert requests(session, reply) == [("offence", "confirmed")]


def test_what_stands_beside_a_question_that_is_asked_otherwise_now_is_not_shown_beside_that(session, reply, move, now):
    answer(session, reply, "calls", now, text="3")
    answer(session, reply, "calls@source", now, text="Register")

    move(with_("calls", kind=Kind.LIST, fields=(a_question("call"),)))

    assert at(session, reply, "calls@source").typed == {}
    move(with_("calls", version="3"))
    assert at(session, reply, "calls@source").typed == {"text": "Register"}
