"""The chain of seals: whatever is changed, removed or added in what was sealed is found, and where."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from surveyapp.core.event_chain import (
    COLUMNS,
    FIRST,
    Break,
    SealFacts,
    first_break,
    held_against,
    mac,
    read_receipt,
    receipt_of,
)

KEY = b"a key"
AT = datetime(2026, 9, 15, 14, 30, 1, 250, tzinfo=UTC)
OTHERWISE: Mapping[str, Any] = {
    "at": AT + timedelta(microseconds=1),
    "deed": "role given",
    "person_id": 8,
    "by": "Somebody",
    "round_id": None,
    "reply_id": 9,
    "place": "plan",
    "details": {"person": "b"},
}


def an_event(number: int) -> dict[str, Any]:
    facts = {"person_id": 7, "by": "Ana", "round_id": 1, "reply_id": 2, "place": "offence", "details": {"person": "a"}}
    return {"id": number, "at": AT, "deed": "role ended", **facts}


def a_chain(*batches: list[int]) -> tuple[list[dict[str, Any]], list[SealFacts]]:
    events, seals, former = [], [], FIRST
    for number, ids in enumerate(batches, 1):
        batch = [an_event(one) for one in ids]
        seal = SealFacts(number, ids[0], ids[-1], len(ids), AT)
        seal = replace(seal, mac=mac(KEY, seal, batch, former))
        events, former = [*events, *batch], seal.mac
        seals.append(seal)
    return events, seals


def broken(events, seals, key=KEY):
    def between(after, until):
        return [one for one in events if after < one["id"] <= until]

    return first_break(key, seals, between)


@pytest.fixture
def chain():
    return a_chain([1, 2, 4], [5, 6], [9, 10, 11])


def test_a_chain_that_was_left_alone_holds(chain):
    assert broken(*chain) is None
    assert broken([], []) is None


@pytest.mark.parametrize("column", [name for name in COLUMNS if name != "id"])
def test_whatever_column_is_altered_the_place_is_named(chain, column):
    events, seals = chain
    events[4] |= {column: OTHERWISE[column]}

    found = broken(events, seals)

    assert (found.how, found.seal, found.first_event, found.last_event) == (Break.EVENT_ALTERED, 2, 5, 6)


def test_every_column_of_an_event_is_sealed():
    assert set(COLUMNS) == {"id", *OTHERWISE}


def test_an_event_with_another_id_is_found(chain):
    events, seals = chain
    events[1] |= {"id": 3}

    assert broken(events, seals).how is Break.EVENT_ALTERED


@pytest.mark.parametrize(("place", "missing"), [(0, 1), (3, 5), (6, 10), (7, 11)])
def test_a_removed_event_is_found_and_named_where_ids_leave_no_doubt(chain, place, missing):
    events, seals = chain
    del events[place]

    found = broken(events, seals)

    assert found.how is Break.EVENT_MISSING
    assert missing in (found.missing or range(found.first_event, found.last_event + 1))
    assert (found.sealed - found.counted) == 1
    if place != 0:
        assert found.missing == (missing,)


@pytest.mark.parametrize("number", [-5, 0, 3, 7, 8])
def test_an_event_that_was_put_in_is_found_between_two_batches_too(chain, number):
    events, seals = chain
    events.append(an_event(number))
    events.sort(key=lambda one: one["id"])

    found = broken(events, seals)

    assert found.how is Break.EVENT_ADDED


@pytest.mark.parametrize(("place", "how"), [(0, Break.SEAL_MISSING), (1, Break.SEAL_MISSING), (2, Break.CUT_OFF)])
def test_a_removed_seal_is_found_the_last_one_by_a_receipt(chain, place, how):
    events, seals = chain
    receipt = receipt_of(seals[-1])
    del seals[place]

    found = broken(events, seals) or held_against(receipt, seals)

    assert (found.how, found.seal) == (how, place + 1)


@pytest.mark.parametrize("place", [0, 1])
@pytest.mark.parametrize(
    "change",
    [
        {"mac": "0" * 64},
        {"at": AT + timedelta(seconds=1)},
        {"events": 9},
        {"number": 7},
        {"first_event": 0},
    ],
)
def test_an_altered_seal_is_found(chain, place, change):
    events, seals = chain
    seals[place] = replace(seals[place], **change)

    assert broken(events, seals).seal == place + 1


def test_an_altered_seal_is_told_from_an_altered_event(chain):
    events, seals = chain
    seals[1] = replace(seals[1], mac="0" * 64)

    assert broken(events, seals).how is Break.SEAL_ALTERED


def test_a_chain_made_anew_under_another_key_is_no_chain(chain):
    assert broken(*chain, key=b"another key").seal == 1


def test_a_chain_made_anew_with_the_key_is_told_by_a_receipt(chain):
    _events, seals = chain
    _anew, made_anew = a_chain([1, 2, 4], [5, 6], [9, 10])

    found = held_against(receipt_of(seals[-1]), made_anew)

    assert found.how is Break.NOT_AS_RECEIPTED


def test_a_log_that_went_on_still_holds_against_an_earlier_receipt(chain):
    _events, seals = chain

    assert held_against(receipt_of(seals[1]), seals) is None


def test_a_receipt_is_found_in_the_letter_it_came_with(chain):
    receipt = receipt_of(chain[1][-1])
    text = f"Receipt of the log:\n\n    {receipt}\n\nKeep it."

    assert read_receipt(text) == receipt
    assert read_receipt(text.replace(receipt.mac, f"{receipt.mac[:40]}=\n{receipt.mac[40:]}")) == receipt
    assert read_receipt("no receipt at all") is None


def test_the_same_facts_are_sealed_the_same_from_either_database():
    seal = SealFacts(1, 1, 1, 1, AT)
    one = an_event(1) | {"details": {"a": 1, "b": [1.0, {"c": None, "d": 2}]}}
    eastern = AT.astimezone(timezone(timedelta(hours=-5)))
    other = an_event(1) | {"details": {"b": [1, {"d": 2, "c": None}], "a": 1}, "at": eastern}

    assert mac(KEY, seal, [one], FIRST) == mac(KEY, seal, [other], FIRST)
