"""The demonstration hangs together: what is invented contradicts neither the facts on file nor itself."""

import shutil
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from surveyapp.actions import demonstrating, designating, holding, last_answers
from surveyapp.actions.designating import Designated
from surveyapp.actions.sealing import Sealing
from surveyapp.store import groups, models
from surveyapp.store.database import make_engine, writing
from surveyapp.store.secretariat_models import Authority

NOW = datetime(2026, 9, 15, 14, 30, tzinfo=UTC)
BASE_URL = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def demonstration(migrated_sqlite, tmp_path_factory):
    folder = tmp_path_factory.mktemp("demonstration")
    shutil.copy(migrated_sqlite, folder / "surveyapp.db")
    engine = make_engine(f"sqlite:///{folder}/surveyapp.db")
    with writing(engine) as session:
        demonstrating.build(session, Sealing("the secret key of the tests"), BASE_URL, NOW)
        yield session
    engine.dispose()


def test_no_invented_answer_contradicts_a_fact_on_file(demonstration):
    facts = {
        (fact.round_id, fact.state, fact.place): fact.typed
        for fact in demonstration.scalars(sa.select(models.KnownFact))
    }
    answers = sa.select(models.Answer, models.Reply).join(models.Reply, models.Reply.id == models.Answer.reply_id)
    found = {
        (reply.round_id, reply.state, answer.place): answer.typed for answer, reply in demonstration.execute(answers)
    }

    answered = facts.keys() & found.keys()

    assert answered
    assert [place for place in answered if found[place] != facts[place]] == []


def test_every_state_asked_was_invited_with_a_letter_that_can_be_read(demonstration):
    letters = sa.select(models.Letter.reply_id).where(
        models.Letter.kind == "invitation", models.Letter.status == "kept"
    )
    replies = demonstration.scalars(sa.select(models.Reply)).all()

    assert {reply.id for reply in replies} == set(demonstration.scalars(letters))
    assert all(reply.invited_at for reply in replies)


def test_the_directory_shows_missions_designations_and_groups(demonstration):
    round_ = demonstration.scalars(sa.select(models.Round).where(models.Round.code != "2012")).one()
    found = designating.situations(demonstration, round_.replies, NOW)

    assert {one.designated for one in found} == {Designated.BY_LETTER, Designated.WITHOUT_LETTER}
    assert {one.can_be_written_to for one in found} == {True, False}
    assert sum(bool(one.asked_at) for one in found) == 3
    assert len(groups.every(demonstration)) == 2
    addresses = [email for one in demonstration.scalars(sa.select(Authority)) for email in one.emails]
    assert all(one.endswith("@example.org") for one in addresses)


def test_every_law_has_a_title_by_which_it_is_cited(demonstration):
    entries = demonstration.scalars(sa.select(models.Entry).where(models.Entry.list_code == "law_instruments")).all()
    titles = sa.select(models.Answer.reply_id, models.Answer.place).where(
        models.Answer.place.like("law_instruments%.title")
    )
    titled = set(demonstration.execute(titles))

    assert entries
    assert {(one.reply_id, f"law_instruments[{one.entry}].title") for one in entries} <= titled


@pytest.mark.parametrize(("state", "mark"), [("CRI", "[Ilustrativo]"), ("JAM", "[Illustrative]")])
def test_a_newcomer_meets_a_clarification_that_was_answered(demonstration, state, mark):
    of_state = sa.select(models.Clarification).join(models.Reply).where(models.Reply.state == state)
    [one] = demonstration.scalars(of_state).all()

    assert one.status == "answered"
    assert [message.text.startswith(mark) and message.at <= NOW for message in one.messages] == [True, True]


def test_one_clarification_of_the_open_round_waits_for_its_answer(demonstration):
    clarifications = sa.select(models.Clarification).join(models.Reply).join(models.Round)
    found = demonstration.scalars(clarifications.where(models.Round.code != "2012")).all()

    assert sorted(one.status for one in found) == ["answered", "open"]


def test_the_reply_of_a_newcomer_is_begun_and_was_never_sent(demonstration):
    of_newcomers = models.Reply.state.in_(demonstrating.FOCAL_POINT_STATES), models.Round.code != "2012"
    replies = demonstration.scalars(sa.select(models.Reply).join(models.Reply.round).where(*of_newcomers)).all()

    assert [(one.standing, one.submitted_at) for one in replies] == [("in_progress", None)] * 2


def test_no_letter_of_the_two_newcomers_waits_to_be_sent(demonstration):
    of_states = sa.select(models.Letter).join(models.Reply, models.Reply.id == models.Letter.reply_id)
    of_states = of_states.join(models.Reply.round)
    newcomers = models.Reply.state.in_(demonstrating.FOCAL_POINT_STATES), models.Round.code != "2012"

    statuses = {one.status for one in demonstration.scalars(of_states.where(*newcomers))}

    assert statuses == {"kept"}


def test_the_date_of_a_law_lies_in_the_year_given_for_it(demonstration):
    typed = {
        (one.reply_id, one.place): one.typed
        for one in demonstration.scalars(sa.select(models.Answer).where(models.Answer.place.like("law_instruments[%")))
    }
    dated = {key: found["year"] for key, found in typed.items() if key[1].endswith(".adopted_on")}
    years = {(reply, place.replace(".adopted_on", ".year")): year for (reply, place), year in dated.items()}

    assert years
    assert {typed[key]["text"] == year for key, year in years.items() if key in typed} == {True}
    assert any(place.endswith(".articles") for _, place in typed)


@pytest.mark.parametrize("state", demonstrating.FOCAL_POINT_STATES)
def test_a_newcomer_meets_the_answers_of_2012_and_can_take_them_over(demonstration, state):
    of_state = sa.select(models.Reply).join(models.Reply.round).where(models.Reply.state == state)
    reply = demonstration.scalars(of_state.where(models.Round.code != "2012")).one()
    held = holding.read(demonstration, reply, NOW)

    last = last_answers.last(demonstration, reply)

    waiting = [one for one in held.questionnaire.questions() if one.code not in held.kept]
    answers = [answer for one in waiting if (answer := last.answer(held, one.code))]
    possible = [answer for answer in answers if answer.taken.is_possible]
    assert (last.earlier.round_code, last.earlier.illustrative) == ("2012", True)
    assert len(possible) > 10
