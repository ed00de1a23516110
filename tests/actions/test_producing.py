"""Papers of a round: asked for once, made in the background, cancelled, kept with what they were drawn from."""

import io
import os
from datetime import timedelta

import pytest
import sqlalchemy as sa
from docx import Document

from surveyapp import worker
from surveyapp.actions import answering, producing, submitting, summarizing, summary_plans, summary_versions
from surveyapp.actions.producing import Cancelled, Step, Wish
from surveyapp.actions.summary_plans import Conflict
from surveyapp.actions.summary_versions import Kind
from surveyapp.core.disclosure import Audience
from surveyapp.core.places import Place
from surveyapp.core.questionnaire import Disclosure
from surveyapp.documents.round_facts import Terms
from surveyapp.files.storage import Storage
from surveyapp.store import models
from surveyapp.store import produced_papers as store
from surveyapp.store.summary_models import ProducedPaper
from tests.stored import a_reply, a_round

DECLARED = {"name": "Name A", "title": "Focal point", "institution": "Ministry"}
PUBLIC = Audience.PUBLIC


@pytest.fixture
def database_url(sqlite_url):
    return sqlite_url


@pytest.fixture
def round_(session, now):
    made = a_round(session)
    for state, option in (("CRI", "yes"), ("PRY", "no"), ("BRA", "yes")):
        sent(session, a_reply(session, state, made), option, now)
    a_reply(session, "CHL", made)
    return made


@pytest.fixture
def storage(tmp_path):
    return Storage(tmp_path / "files")


def sent(session, reply, option, now, readers=None):
    answering.save_answer(session, reply, Place("offence"), {"option": option}, 0, "one", None, now)
    if readers:
        answering.set_disclosure(session, reply, Place("offence"), readers, "two", None, now)
    number = session.scalar(sa.select(sa.func.count()).select_from(models.Submission))
    submitting.submit(session, reply, DECLARED, f"send {number}", None, now, "5a" * 16)


def a_wish(kind="summary", format_="docx", language="en", audience=PUBLIC, **facts):
    return Wish(kind, format_, language, audience, **facts)


def make(session, paper, storage, now):
    claimed = producing.claim(session, now)
    assert claimed is paper
    content, sources = producing.make(
        session, paper, storage, now, lambda step: producing.reach(session, paper.id, step, now)
    )
    assert producing.keep(session, paper.id, storage, content, sources, now)
    return content


def test_a_paper_asked_for_twice_is_made_once(session, round_, now):
    first = producing.ask(session, round_, a_wish(), None, None, now)

    assert producing.ask(session, round_, a_wish(), None, None, now) is first
    assert producing.ask(session, round_, a_wish(language="es"), None, None, now) is not first


@pytest.mark.parametrize(("kind", "format_"), list(producing.formats()))
def test_every_paper_is_made_and_kept_under_its_name(session, round_, storage, now, kind, format_):
    paper = producing.ask(session, round_, a_wish(kind, format_), None, None, now)

    content = make(session, paper, storage, now)

    assert (paper.status, paper.done, paper.size) == ("made", 100, len(content))
    assert paper.name == f"{kind}-{round_.code}-public.en.{format_}"
    assert storage.path(paper.sha256).read_bytes() == content
    assert len(paper.sources["submissions"]) == 3


def test_a_paper_that_is_being_made_says_how_far_it_is(session, round_, now):
    paper = producing.ask(session, round_, a_wish(), None, None, now)
    producing.claim(session, now)
    seen = []

    for step in Step:
        producing.reach(session, paper.id, step, now)
        seen.append((paper.step, paper.done))

    assert seen == sorted(seen, key=lambda one: one[1])
    assert seen[0][0] == "gathering"


def test_a_cancelled_paper_is_not_made_any_further(session, round_, storage, now):
    paper = producing.ask(session, round_, a_wish(), None, None, now)
    producing.claim(session, now)

    assert producing.cancel(session, paper, None, now)

    with pytest.raises(Cancelled):
        producing.reach(session, paper.id, Step.DRAWING, now)
    assert not producing.keep(session, paper.id, storage, b"a file", {}, now)
    assert (paper.status, paper.sha256) == ("cancelled", "")
    assert not producing.cancel(session, paper, None, now)


def test_a_paper_whose_maker_died_is_made_anew_and_not_for_ever(session, round_, now):
    paper = producing.ask(session, round_, a_wish(), None, None, now)
    later = now
    for _ in range(producing.MOST_TRIES):
        assert producing.claim(session, later) is paper
        assert producing.claim(session, later) is None
        later += producing.LOST_AFTER + timedelta(seconds=1)

    assert producing.claim(session, later) is None
    assert (paper.status, paper.fault) == ("failed", "tried_too_often")


def test_a_paper_says_when_what_it_was_drawn_from_has_changed(session, round_, storage, now):
    paper = producing.ask(session, round_, a_wish("data", "json"), None, None, now)
    make(session, paper, storage, now)
    assert producing.of_today(session, round_, [paper]) == {paper.id}

    summary_plans.plan(session, round_, PUBLIC, Terms(document_number="OEA/1"), 0, None, now)

    assert producing.of_today(session, round_, [paper]) == frozenset()


def test_two_rounds_that_differ_only_in_what_is_withheld_give_the_same_papers_to_the_public(session, now):
    """Byte for byte, in every format: a figure that includes what is withheld would show."""
    made = []
    for code, option in (("a", "yes"), ("b", "no")):
        one = a_round(session, code=code, public_id="round")
        sent(session, a_reply(session, "CRI", one), option, now, Disclosure.SECRETARIAT)
        sent(session, a_reply(session, "PRY", one), "yes", now)
        one.code = "same"
        found = summarizing.gathered(session, one, PUBLIC, "es", now)
        made.append({of: producing.drawn(found, *of, "es") for of in producing.formats()})
        one.code, one.public_id = code, code

    for of in producing.formats():
        assert made[0][of] == made[1][of], of


# The plan and sentences of officers


def test_a_plan_is_kept_as_a_version_and_a_stale_one_is_refused(session, round_, now):
    wanted = Terms(document_number="OEA/Ser.L", name_negative=True, fewest_for_shares=3)

    made = summary_plans.plan(session, round_, PUBLIC, wanted, 0, None, now)

    assert summary_plans.terms(session, round_, PUBLIC) == (wanted, made.version)
    assert summary_plans.plan(session, round_, PUBLIC, wanted, 0, None, now) is None
    assert isinstance(summary_plans.plan(session, round_, PUBLIC, Terms(), 0, None, now), Conflict)
    assert summary_plans.terms(session, round_, Audience.MEMBER_STATES) == (Terms(), 0)


def sentence_about(session, round_, now, code="offence", language="en"):
    found = summarizing.outline(summarizing.gathered(session, round_, PUBLIC, language, now), language)
    return next(one for one in found.sentences if one.key == f"question:{code}")


def write(session, round_, now, text, seen=0):
    one = sentence_about(session, round_, now)
    return summary_plans.write_sentence(
        session, round_, PUBLIC, "en", one.key, text, one.own, one.figures, seen, None, now
    )


def test_an_officers_sentence_stands_in_the_paper_until_it_is_taken_back(session, round_, storage, now):
    own = sentence_about(session, round_, now).own
    write(session, round_, now, "Two States <have> an offence & one has none.")

    one = sentence_about(session, round_, now)
    assert (one.shown, one.is_overridden, one.is_stale) == ("Two States <have> an offence & one has none.", True, False)
    paper = producing.ask(session, round_, a_wish(), None, None, now)
    words = "\n".join(one.text for one in Document(io.BytesIO(make(session, paper, storage, now))).paragraphs)
    assert "Two States <have> an offence & one has none." in words
    assert own not in words

    write(session, round_, now, "", seen=1)
    assert sentence_about(session, round_, now).shown == own


def test_a_sentence_is_flagged_when_the_figures_under_it_change(session, round_, now):
    write(session, round_, now, "Two States have an offence.")

    sent(session, a_reply(session, "PER", round_), "yes", now)

    one = sentence_about(session, round_, now)
    assert (one.shown, one.is_stale) == ("Two States have an offence.", True)
    assert isinstance(write(session, round_, now, "Three.", seen=0), Conflict)
    write(session, round_, now, "Three States have an offence.", seen=1)
    assert not sentence_about(session, round_, now).is_stale


# Versions


def test_versions_are_numbered_by_kind_and_begin_with_the_original(session, round_, now):
    def give_out(kind, seen):
        return summary_versions.give_out(session, round_, PUBLIC, kind, {"en": "x", "es": "x"}, seen, None, now)

    with pytest.raises(ValueError, match="original"):
        give_out(Kind.REVISION, 0)
    made = [give_out(kind, seen) for seen, kind in enumerate([Kind.ORIGINAL, *[Kind.REVISION] * 2, Kind.CORRIGENDUM])]

    assert [(one.kind, one.number) for one in made] == [("original", 0), ("rev", 1), ("rev", 2), ("corr", 1)]
    assert isinstance(give_out(Kind.REVISION, 1), Conflict)


def test_a_later_version_knows_what_the_one_before_told(session, round_, now):
    summary_versions.give_out(session, round_, PUBLIC, Kind.ORIGINAL, {}, 0, None, now)
    sent(session, a_reply(session, "PER", round_), "yes", now)

    made = summary_versions.give_out(session, round_, PUBLIC, Kind.REVISION, {"en": "x", "es": "x"}, 1, None, now)

    facts = summarizing.gathered(session, round_, PUBLIC, "en", now, made).facts
    assert facts.version is not None
    assert facts.version.previous_figures
    assert facts.version.previous_figures != made.figures


def test_papers_of_a_round_are_listed_the_newest_first(session, round_, now):
    made = [producing.ask(session, round_, a_wish(language=one), None, None, now) for one in ("en", "es")]

    assert list(store.of_round(session, round_.id)) == made[::-1]
    assert session.scalar(sa.select(sa.func.count()).select_from(ProducedPaper)) == 2


def test_what_a_maker_that_was_ended_had_begun_to_write_is_dropped_after_a_day(storage, now):
    kept = storage.path(storage.keep(b"a paper"))
    begun, old = (kept.with_name(f".{kept.name}.{one}") for one in ("aa", "bb"))
    for draft, age in ((begun, timedelta(hours=1)), (old, timedelta(days=2))):
        draft.write_bytes(b"half a pa")
        os.utime(draft, ((now - age).timestamp(),) * 2)

    storage.drop_drafts(now - worker.DRAFTS_LAST)

    assert (kept.exists(), begun.exists(), old.exists()) == (True, True, False)
