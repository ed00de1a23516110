"""What is remembered is worked out once, and never said of other facts than those it was worked out from."""

from dataclasses import replace
from datetime import timedelta

from surveyapp.actions import answering, authoring, confirming, editions_map, holding, moving_rounds
from surveyapp.actions.remembering import Remembered
from surveyapp.core.places import Place
from surveyapp.core.questionnaire import Kind
from tests.builders import a_question, a_questionnaire, words
from tests.stored import OPENED, a_reply, a_round

OFFENCE = a_question("offence", Kind.ONE, "yes partly no", wording=words("Is it an offence?"))


def test_a_fact_is_worked_out_once():
    asked = []
    known = Remembered(2)

    told = [known.fact("a", lambda: asked.append("a") or "fact") for _ in range(2)]

    assert (told, asked) == (["fact", "fact"], ["a"])


def test_what_may_be_taken_back_is_not_remembered():
    known = Remembered(2)

    known.fact("a", lambda: "not yet committed", is_to_be_kept=False)

    assert known.fact("a", lambda: "committed") == "committed"


def test_the_few_that_were_asked_for_last_are_remembered():
    known, asked = Remembered(2), []

    for key in ("a", "b", "a", "c", "a", "b"):
        known.fact(key, lambda key=key: asked.append(key) or "fact")

    assert asked == ["a", "b", "c", "b"]
    assert len(known._kept) == 2


def test_what_a_state_is_told_to_confirm_follows_the_map_as_it_is_corrected(session, now):
    round_ = a_round(session, a_questionnaire(OFFENCE))
    reply = a_reply(session, "CRI", round_)
    answering.save_answer(session, reply, Place("offence"), {"option": "yes"}, 0, "1", None, now)
    options = [replace(one, code=f"{one.code}_now") for one in OFFENCE.options]
    later = a_questionnaire(replace(OFFENCE, options=tuple(options), wording=words("Is it a crime?")), version="2")
    edition = authoring.take_in(session, later, "form.xlsx", None, OPENED + timedelta(days=1))
    edition.published_at = now
    moving_rounds.move(session, round_, edition, ["offence"], None, now)
    before = _changed_options(session, reply, now)

    corrected = {"options": {"offence": {"yes_now": "no", "no_now": "yes"}}}
    editions_map.correct_map(session, edition, corrected, None, now)

    assert before != _changed_options(session, reply, now)


def _changed_options(session, reply, now):
    held = holding.read(session, reply, now)
    [waiting] = confirming.waiting(session, held, held.asked())
    return [(one.old and one.old.code, one.new and one.new.code) for one in waiting.difference.parts["options"]]
