from datetime import timedelta

import pytest

from surveyapp.actions import correspondence
from surveyapp.mail.sending import Outcome, Result
from surveyapp.store.models import Letter

CODE = {"code": "1234 5678", "minutes": 10, "illustrative": False}


def a_letter(session, now, kind="sign_in_code", occasion="code:1", facts=CODE, **facts_of_row):
    return correspondence.write(
        session, kind, occasion, email="Name.A@Example.org", language="en", facts=facts, now=now, **facts_of_row
    )


def claimed(session, now, **facts):
    letter = a_letter(session, now, **facts)
    assert correspondence.claim(session, letter, now)
    return letter


def test_for_an_occasion_and_address_there_is_one_letter(session, now):
    first = a_letter(session, now)
    again = a_letter(session, now + timedelta(minutes=1), facts=CODE | {"code": "8765 4321"})

    assert again is first
    assert "1234 5678" in again.body


def test_a_letter_is_claimed_by_one_worker_only(session, now):
    letter = a_letter(session, now)

    assert correspondence.claim(session, letter, now)
    assert not correspondence.claim(session, letter, now)


def test_a_letter_that_was_sent_is_not_due_again(session, now):
    letter = claimed(session, now)
    correspondence.record(session, letter, Outcome(Result.SENT, "250 Taken"), now)

    assert letter.status == "sent"
    assert letter.sent_at == now
    assert correspondence.due(session, now) == []


def test_the_text_of_a_code_is_wiped_once_it_was_sent(session, now):
    letter = claimed(session, now)
    correspondence.record(session, letter, Outcome(Result.SENT), now)

    assert letter.body == ""
    assert letter.subject == "Your sign-in code"


def test_in_a_demonstration_the_text_of_a_code_stays(session, now):
    letter = claimed(session, now)
    correspondence.record(session, letter, Outcome(Result.SENT), now, keeps_codes=True)

    assert "1234 5678" in letter.body


def test_a_busy_server_is_tried_again_after_growing_pauses(session, now):
    letter = a_letter(session, now, "receipt", "r", RECEIPT)
    for pause in (1, 2, 4):
        correspondence.claim(session, letter, now)
        correspondence.record(session, letter, Outcome(Result.LATER, "451 busy"), now)
        assert letter.next_try_at == now + timedelta(minutes=pause)
        assert correspondence.due(session, now) == []
        now = letter.next_try_at
        assert correspondence.due(session, now) == [letter]


def test_a_server_busy_for_ever_ends_as_refused_and_stays_visible(session, now):
    letter = a_letter(session, now, "receipt", "r", RECEIPT)
    for _time in range(correspondence.MOST_TRIES):
        correspondence.claim(session, letter, now)
        correspondence.record(session, letter, Outcome(Result.LATER, "451 busy"), now)

    assert letter.status == "refused"
    assert letter.outcome == "451 busy"


def test_a_code_that_has_become_useless_is_not_tried_again(session, now):
    letter = claimed(session, now)
    correspondence.record(session, letter, Outcome(Result.LATER), now + timedelta(minutes=11))

    assert letter.status == "refused"


def test_a_letter_whose_worker_died_is_uncertain_and_only_a_person_sends_it_again(session, now):
    letter = claimed(session, now)
    later = now + correspondence.CLAIM_LASTS * 2
    correspondence.give_up_lost(session, later)
    session.refresh(letter)

    assert letter.status == "uncertain"
    assert correspondence.due(session, later) == []
    assert correspondence.send_again(session, letter)
    assert correspondence.due(session, later) == [letter]


def test_a_sent_letter_is_not_sent_again(session, now):
    letter = claimed(session, now)
    correspondence.record(session, letter, Outcome(Result.SENT), now)

    assert not correspondence.send_again(session, letter)


def test_codes_go_before_letters_that_waited_longer(session, now):
    letter = a_letter(session, now, "receipt", "r", RECEIPT)
    code = a_letter(session, now + timedelta(minutes=5))

    assert correspondence.due(session, now + timedelta(minutes=6)) == [code, letter]


@pytest.mark.parametrize(("keeps_codes", "left"), [(True, True), (False, False)])
def test_with_no_mail_server_codes_are_readable_in_a_demonstration_only(session, now, keeps_codes, left):
    letter = a_letter(session, now)
    correspondence.keep(session, letter, keeps_codes=keeps_codes)

    assert letter.status == "kept"
    assert bool(letter.body) is left


def test_a_letter_is_told_apart_by_address_as_it_is_compared(session, now):
    assert a_letter(session, now).email_key == "name.a@example.org"
    assert session.get(Letter, 1).email == "Name.A@Example.org"


RECEIPT = {
    "to_mission": False,
    "receipt": "CR-2026-01",
    "state_official": "Republic of Costa Rica",
    "state_in_sentence": "the Republic of Costa Rica",
    "title": "Questionnaire",
    "illustrative": False,
    "received": "today",
    "deadline": "tomorrow",
    "contents": "all",
    "declared_by": "Name A",
    "approved_on": "",
    "letter": "",
    "amends": "",
    "on_instruction": False,
    "sent_by": "Name A",
    "sha256": "3fa9",
}
