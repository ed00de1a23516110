"""What stands beside an answer is kept, moved, taken over and submitted like an answer, and changes none."""

import pytest
import sqlalchemy as sa

from surveyapp.actions import answering, attaching, holding, submitting
from surveyapp.actions.answering import Conflict, Posted, Refused, Saved, Unchanged
from surveyapp.actions.holding import Reason
from surveyapp.core import places, submission
from surveyapp.core.places import Place
from surveyapp.files.storage import Storage
from surveyapp.store import answers as store
from surveyapp.store import attachments, models
from tests import stored

SOURCE, FILES = Place("offence", beside="source"), Place("offence", beside="files")
PDF = b"%PDF-1.7\n% a law\n"


@pytest.fixture
def reply(session):
    return stored.a_reply(session)


@pytest.fixture
def write(session, reply, now):
    numbers = iter(range(100))

    def write(address, seen=0, operation="", language="", is_said_anew=False, page="es", **typed):
        place = places.parse(address)
        posted = {place: Posted(typed, seen, language, is_said_anew)}
        once = operation or f"deed {next(numbers)}"
        return answering.save_page(session, reply, posted, once, None, now, page).outcomes[place]

    return write


def test_a_source_has_versions_and_a_history(session, reply, write):
    assert isinstance(write("offence@source", text="Gazette 12"), Saved)
    assert isinstance(write("offence@source", 1, text="Gazette 13"), Saved)

    history = store.versions(session, reply.id, ["offence@source"])["offence@source"]
    assert [one.typed["text"] for one in history] == ["Gazette 12", "Gazette 13"]


def test_two_sources_written_at_once_are_both_shown(write):
    write("offence@source", text="hers")

    outcome = write("offence@source", text="his")

    assert isinstance(outcome, Conflict)
    assert (outcome.yours, outcome.theirs) == ({"text": "his"}, {"text": "hers"})


def test_a_reply_is_as_far_as_it_was(reply, write):
    write("calls", text="5")
    before = (reply.answered, reply.asked, reply.section_progress, reply.standing)

    write("offence@source", text="Gazette")
    write("plan@note", text="Not asked of us")

    assert (reply.answered, reply.asked, reply.section_progress, reply.standing) == before


@pytest.mark.parametrize("address", ["offence@nothing", "nothing@source"])
def test_there_is_nothing_else_beside_an_answer(write, address):
    assert write(address, text="x") == Refused(Reason.NO_SUCH_PLACE)


def test_a_file_stands_beside_any_answer_and_the_old_one_is_kept_when_replaced(session, reply, tmp_path, now):
    storage = Storage(tmp_path)
    attaching.attach(session, storage, reply, FILES, "old.pdf", PDF, "one", None, now)
    [old] = store.answers(session, reply.id)[str(FILES)].value["files"]

    attaching.take_away(session, reply, FILES, old["id"], "two", None, now)
    attaching.attach(session, storage, reply, FILES, "new.pdf", PDF + b"new", "three", None, now)

    assert [one["name"] for one in store.answers(session, reply.id)[str(FILES)].value["files"]] == ["new.pdf"]
    assert storage.path(attachments.of_reply(session, reply.id, old["id"]).sha256).read_bytes() == PDF


def test_a_file_that_follows_by_mail_is_still_announced_when_another_comes(session, reply, write, tmp_path, now):
    write("offence@files", by_mail="1")

    attaching.attach(session, Storage(tmp_path), reply, FILES, "law.pdf", PDF, "one", None, now)

    value = store.answers(session, reply.id)[str(FILES)].value
    assert value["by_mail"] is True
    assert len(value["files"]) == 1


def test_a_reply_reopened_for_some_questions_takes_what_stands_beside_these(reply, write, session):
    reply.standing, reply.reopened_for = "reopened", ["offence"]
    session.flush()

    assert isinstance(write("offence@source", text="Gazette"), Saved)
    assert write("calls@source", text="Register") == Refused(Reason.NOT_REOPENED)


def test_it_is_in_the_submission_with_its_file(session, reply, write, tmp_path, now):
    write("offence", option="no")
    write("offence@note", text="A word")
    attaching.attach(session, Storage(tmp_path), reply, FILES, "law.pdf", PDF, "one", None, now)

    made = submitting.submit(session, reply, {"name": "Name A"}, "sent", None, now, "5a" * 16)

    content = submission.read(made.content)
    assert content.places["offence@note"].value == {"text": "A word"}
    assert content.places["offence@note"].effective == "secretariat"
    assert len(content.attachments) == 1


# The language of a text


def at(session, reply, place):
    return store.kept(session, reply.id)[place].answer


def test_a_text_may_be_in_another_language_than_the_form(session, reply, write):
    write("offence", option="yes")
    write("plan", language="pt", text="O plano")

    assert at(session, reply, "plan").language == "pt"
    assert at(session, reply, "offence").language == "es"


def test_saying_another_language_is_a_version_with_the_same_text(session, reply, write):
    write("plan", text="O plano")

    outcome = write("plan", 1, language="pt", is_said_anew=True, text="O plano")

    assert isinstance(outcome, Saved)
    assert (at(session, reply, "plan").typed, at(session, reply, "plan").language) == ({"text": "O plano"}, "pt")
    assert write("plan", 2, language="pt", is_said_anew=True, text="O plano") == Unchanged(2)


def test_a_page_that_shows_the_language_and_leaves_it_changes_nothing(session, reply, write):
    write("plan", language="fr", text="Le plan")

    assert write("plan", 1, language="es", text="Le plan") == Unchanged(1)


def test_a_figure_has_no_language(write):
    write("calls", text="5")

    assert write("calls", 1, language="pt", is_said_anew=True, text="5") == Unchanged(1)


def test_saying_the_language_is_no_answer_to_another_wording(session, reply, write):
    """An answer that is to be confirmed stays so."""
    write("plan", text="O plano")
    for table in (models.Answer, models.AnswerVersion):
        session.execute(sa.update(table).values(wording_revision=0))
    before = store.kept(session, reply.id)["plan"]

    write("plan", 1, language="pt", is_said_anew=True, text="O plano")

    after = store.kept(session, reply.id)["plan"]
    assert (after.edition_id, after.wording_revision) == (before.edition_id, before.wording_revision)


def test_writing_beside_an_answer_overtakes_none(session, reply, write, now):
    write("offence@source", text="Gazette")
    held = holding.hold(session, reply, holding.Who(None, now))
    [kept] = [held.kept[str(SOURCE)]]
    held.kept[str(SOURCE)] = kept.__class__(**{**vars(kept), "edition_id": kept.edition_id + 1})

    reading = holding.Reading(kept.answer.mark, kept.answer.value)
    held.write(SOURCE, {"text": "Gazette 2"}, reading, None, "again")

    assert held.overtaken == set()
