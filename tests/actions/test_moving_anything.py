"""A round moves between any two editions: every text that was typed is on record after, and no answer is invented."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from surveyapp.actions import answering, authoring, holding, moving_rounds
from surveyapp.actions.answering import Posted
from surveyapp.core import kinds, places
from surveyapp.core.questionnaire import Kind
from surveyapp.store import models
from surveyapp.store.database import make_engine, writing
from tests import strategies
from tests.stored import OPENED, a_reply, a_round

NOW = datetime(2026, 9, 15, 14, 30, tzinfo=UTC)
TEXTS = ("7", "2012", "Ley 9095", "yes_0", "not a number", "=1+1", "ñandú\nsegunda línea", "31")
MAIN = {Kind.ONE: "option", Kind.SEVERAL: "options", Kind.LINK: "url", Kind.CITATION: "entry", Kind.WHOLE: "none"}


@pytest.fixture(scope="module")
def store(migrated_sqlite, tmp_path_factory):
    file = tmp_path_factory.mktemp("moving") / "surveyapp.db"
    shutil.copy(migrated_sqlite, file)
    engine = make_engine(f"sqlite:///{file}")
    yield engine
    engine.dispose()


def some_typed(data, leaf):
    """What somebody types at a place: what it asks for, or anything."""
    question = leaf.question
    if question.options:
        code = data.draw(st.sampled_from([option.code for option in question.options]))
        details = {f"detail.{code}": "because"} if data.draw(st.booleans()) else {}
        return {MAIN.get(question.kind, "option"): code} | details
    if question.kind is Kind.DATE:
        return {"day": "15", "month": "10", "year": "2012"}
    if question.kind is Kind.WHOLE:
        return {}
    return {MAIN.get(question.kind, "text"): data.draw(st.sampled_from(TEXTS))}


def fill(session, reply, data):
    """Lists with an entry or two, and something at many places."""
    form = holding.questionnaire(reply)
    for question in form.questions():
        if question.kind is Kind.LIST:
            for number in range(data.draw(st.integers(1, 2))):
                answering.add_entry(session, reply, question.code, f"add {question.code} {number}", None, NOW)
    held = holding.read(session, reply, NOW)
    posted = {
        leaf.place: Posted(some_typed(data, leaf), 0)
        for leaf in held.leaves()
        if leaf.question.asks and leaf.question.kind is not Kind.FILE and data.draw(st.integers(0, 3))
    }
    answering.save_page(session, reply, posted, "fill", None, NOW, form.languages[0])


def texts(rows):
    """Everything typed, codes apart: these may be others in another edition."""
    return {text for row in rows for part, text in row.typed.items() if part not in ("option", "options", "entry")}


def versions(session, reply):
    return session.scalars(sa.select(models.AnswerVersion).where(models.AnswerVersion.reply_id == reply.id)).all()


def publish(session, form):
    edition = authoring.take_in(session, form, "form.xlsx", None, OPENED)
    edition.published_at = OPENED
    session.flush()
    return edition


def as_edition(form, first, version):
    return replace(form, code=first.code, version=version)


any_form = strategies.questionnaires(gaps=False)


BOUNDED = (Phase.explicit, Phase.reuse, Phase.generate)
"""Without shrinking, which would take minutes."""


@settings(max_examples=40, deadline=None, phases=BOUNDED, suppress_health_check=list(HealthCheck))
@given(first=any_form, second=any_form, data=st.data())
def test_nothing_typed_is_lost_and_nothing_is_invented(store, first, second, data):
    with writing(store) as session:
        first = as_edition(first, first, "1")
        round_ = a_round(session, first)
        reply = a_reply(session, "CRI", round_)
        fill(session, reply, data)
        before = versions(session, reply)
        known = [(one.place, one.version, dict(one.typed), one.mark) for one in before]
        typed_before = texts(before)
        typed_at = sum(bool(one.typed) for one in before)
        old = round_.edition
        edition = publish(session, as_edition(second, first, "2"))

        moving_rounds.move(session, round_, edition, [], None, NOW)
        session.expire_all()

        after = versions(session, reply)
        now = {(one.place, one.version): one for one in after}
        assert all((dict(now[place, v].typed), now[place, v].mark) == (t, m) for place, v, t, m in known)
        assert typed_before <= texts(after)
        held = holding.read(session, reply, NOW)
        stands = [leaf for leaf in held.leaves() if str(leaf.place) in held.kept]
        carried = [held.kept[str(leaf.place)].answer for leaf in stands]
        assert sum(bool(one.typed) for one in carried) <= typed_at
        for leaf in stands:
            answer = held.kept[str(leaf.place)].answer
            reading = kinds.read(leaf.question, answer.typed, held.habits)
            assert (reading.mark, reading.value) == (answer.mark, answer.value)
        _there_and_back(session, round_, reply, old, known)
        session.rollback()


def _there_and_back(session, round_, reply, old, known):
    """When the round goes back, all stands again as it was."""
    moving_rounds.move(session, round_, old, [], None, NOW)
    session.expire_all()
    held = holding.read(session, reply, NOW)
    for place, _version, typed, _mark in known:
        parsed = places.parse(place)
        if held.leaf(parsed) is None:
            continue
        assert held.kept[place].answer.typed == typed, place
