"""An explanation belongs to the answer it was given to."""

from datetime import timedelta

import pytest

from surveyapp.actions import answering, explaining, holding
from surveyapp.actions.answering import Conflict, Refused, Saved, Unchanged
from surveyapp.actions.explaining import Explained
from surveyapp.actions.holding import Reason
from surveyapp.core import places
from surveyapp.core.questionnaire import Disclosure
from surveyapp.store import answers as store
from tests import stored

MOVE = timedelta(minutes=1)


@pytest.fixture
def reply(session):
    return stored.a_reply(session)


class Desk:
    """One reply whose time goes on with every deed."""

    def __init__(self, session, reply, now):
        self.session, self.reply, self.now, self.deeds = session, reply, now, 0

    def once(self):
        self.deeds += 1
        self.now += MOVE
        return f"deed {self.deeds}"

    def write(self, address, seen=0, **typed):
        place, once = places.parse(address), self.once()
        return answering.save_answer(self.session, self.reply, place, typed, seen, once, None, self.now)

    def explain(self, code, text, seen=0, answer_seen="", still_holds=False, once=""):
        explained = {code: Explained(text, seen, answer_seen, still_holds)}
        once = once or self.once()
        kept = explaining.save(self.session, self.reply, explained, once, None, self.now, "en")
        return kept.outcomes[explaining.place_of(code)]

    def said(self, code):
        return explaining.said_at(holding.read(self.session, self.reply, self.now), code)

    def lapsed(self, *codes):
        return explaining.lapsed(holding.read(self.session, self.reply, self.now), codes)


@pytest.fixture
def desk(session, reply, now):
    return Desk(session, reply, now)


@pytest.fixture
def explained(desk):
    desk.write("offence", option="yes")
    desk.explain("offence", "The law is secret.")
    return desk


def test_an_explanation_stands_as_long_as_its_answer_stands(explained):
    assert explained.lapsed("offence", "calls") == frozenset()


def test_it_lapses_when_the_answer_changes_and_stays_on_record(explained, session, reply):
    explained.write("offence", 1, option="partly")

    assert explained.lapsed("offence") == {"offence"}
    assert store.kept(session, reply.id)["offence@explanation"].answer.typed == {"text": "The law is secret."}


def test_it_holds_again_when_the_answer_is_what_it_was(explained):
    explained.write("offence", 1, option="partly")
    explained.write("offence", 2, option="yes")

    assert explained.lapsed("offence") == frozenset()


def test_another_explanation_is_one_of_the_answer_as_it_is(explained):
    explained.write("offence", 1, option="partly")

    explained.explain("offence", "Only a decree.", 1)

    assert explained.lapsed("offence") == frozenset()


def test_who_says_that_it_holds_says_it_once_more(explained, session, reply):
    explained.write("offence", 1, option="partly")

    outcome = explained.explain("offence", "The law is secret.", 1, still_holds=True)

    assert isinstance(outcome, Saved)
    assert explained.lapsed("offence") == frozenset()
    history = store.versions(session, reply.id, ["offence@explanation"])["offence@explanation"]
    assert [one.typed["text"] for one in history] == ["The law is secret."] * 2


def test_a_repeated_press_says_it_once(explained):
    explained.write("offence", 1, option="partly")
    explained.explain("offence", "The law is secret.", 1, still_holds=True, once="press")

    assert isinstance(explained.explain("offence", "The law is secret.", 1, still_holds=True, once="press"), Unchanged)


def test_the_text_left_on_the_page_does_not_say_that_it_holds(explained):
    explained.write("offence", 1, option="partly")

    assert explained.explain("offence", "The law is secret.", 1, explained.said("offence")) == Unchanged(1)
    assert explained.lapsed("offence") == {"offence"}


def test_an_answer_changed_behind_the_page_is_not_explained_unseen(desk):
    desk.write("offence", option="yes")
    seen = desk.said("offence")
    desk.write("offence", 1, option="partly")

    assert desk.explain("offence", "Because.", 0, seen) == Refused(Reason.ANSWER_CHANGED)
    assert isinstance(desk.explain("offence", "Because.", 0, desk.said("offence")), Saved)


def test_two_who_explain_at_once_see_both_texts(explained):
    assert isinstance(explained.explain("offence", "Another", 0), Conflict)


def test_who_may_read_the_answer_is_no_part_of_what_it_says(explained, session, reply):
    place = places.parse("offence")
    answering.set_disclosure(session, reply, place, Disclosure.SECRETARIAT, explained.once(), None, explained.now)

    assert explained.lapsed("offence") == frozenset()


def test_a_cell_and_an_entry_are_part_of_the_answer(desk, session, reply):
    desk.write("victims/y1/women", text="5")
    desk.explain("victims", "An estimate.")
    entry = answering.add_entry(session, reply, "laws", desk.once(), None, desk.now)
    desk.write(f"laws[{entry}].year", text="2030")
    desk.explain("laws", "In force then.")

    desk.write("victims/y2/women", text="6")
    answering.remove_entry(session, reply, "laws", entry, None, desk.now + MOVE)

    assert desk.lapsed("victims", "laws") == {"victims", "laws"}


def test_what_stands_beside_the_answer_is_no_part_of_it(explained):
    explained.write("offence@source", text="Gazette 12")

    assert explained.lapsed("offence") == frozenset()
