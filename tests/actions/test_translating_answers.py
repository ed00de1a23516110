"""Translations of answers: who writes them, when they are stale, files out and back, what the state says of them."""

import io
from datetime import timedelta

import openpyxl
import pytest
import python_calamine
import sqlalchemy as sa
from lxml import etree

from surveyapp.actions import (
    answer_translation_files,
    answering,
    reading_translations,
    submitting,
    summarizing,
    translating_answers,
)
from surveyapp.actions.answer_translation_files import ChangedSince
from surveyapp.actions.translating_answers import Conflict, Reason, Refused, Saved, Seen, Unchanged
from surveyapp.core.answer_texts import Stage, Status
from surveyapp.core.disclosure import Audience
from surveyapp.core.places import Place
from surveyapp.core.questionnaire import Disclosure
from surveyapp.core.translation import ChangeKind
from surveyapp.documents.sheets import safe
from surveyapp.store import answer_translations, models
from surveyapp.store.secretariat_models import AnswerTranslation
from tests.stored import a_person, a_reply, a_round

DECLARED = {"name": "Name A", "title": "Focal point", "institution": "Ministry"}
NAMESPACE = "{urn:oasis:names:tc:xliff:document:1.2}"
HARD = 'Ley <b>9095</b> & "reglamento" ${x} {last_year}\n\n\tnúm. 5 \u2066עברית\u2069 العربية 🙂 _x000D_ =1+1 ]]> fin'


@pytest.fixture
def database_url(sqlite_url):
    """What is kept here is kept by ordinary statements; that the store holds a reply is tested elsewhere."""
    return sqlite_url


@pytest.fixture
def round_(session):
    return a_round(session)


@pytest.fixture
def reply(session, round_, now):
    found = a_reply(session, "CRI", round_)
    write(session, found, now, "offence", {"option": "yes", "detail.yes": "Ley 9095"}, language="es")
    write(session, found, now, "plan", {"text": "Un plan nacional"}, language="es")
    write(session, found, now, "calls", {"text": "12"})
    send(session, found, now)
    return found


def write(session, reply, now, code, typed, version=0, language="", place=None):
    outcome = answering.save_answer(
        session, reply, place or Place(code), typed, version, f"{code}{version}", None, now, language
    )
    assert isinstance(outcome, answering.Saved), outcome


def send(session, reply, now):
    sent = session.scalar(sa.select(sa.func.count()).select_from(models.Submission))
    made = submitting.submit(session, reply, DECLARED, f"send {sent}", None, now, "5a" * 16)
    assert isinstance(made, models.Submission), made


def change(session, reply, now, code, typed, version=1):
    reply.standing = "reopened"
    session.flush()
    write(session, reply, now, code, typed, version, "es")
    send(session, reply, now)


def piece(session, reply, place="plan", part="", language="en"):
    return translating_answers.piece_at(session, reply, (place, part), language)


def save(session, reply, now, text, status=Status.TRANSLATED, place="plan", part="", who=None, seen=None):
    found = piece(session, reply, place, part)
    seen = seen or Seen(found.version, found.fingerprint)
    return translating_answers.save(session, reply, (place, part), "en", text, status, seen, who, now)


def standing(session, reply, place="plan", part=""):
    found = answer_translations.current(session, [reply], "en")
    return found.get((reply.id, place, part))


def test_texts_in_another_language_are_to_be_translated_in_the_order_of_the_questionnaire(session, round_, reply):
    found = translating_answers.of_round(session, round_, "en")

    assert [(one.text.where, one.stage) for one in found] == [
        (("offence", "yes"), Stage.TO_TRANSLATE),
        (("plan", ""), Stage.TO_TRANSLATE),
    ]
    assert translating_answers.of_round(session, round_, "es") == []


def test_states_come_in_the_official_order_of_the_language(session, round_, reply, now):
    for state in ("PRY", "BRA"):
        other = a_reply(session, state, round_)
        write(session, other, now, "offence", {"option": "partly", "detail.partly": "Texto"}, language="pt")
        send(session, other, now)

    found = translating_answers.of_round(session, round_, "en")

    assert list(dict.fromkeys(one.reply.state for one in found)) == ["BRA", "CRI", "PRY"]


def test_nothing_of_a_draft_is_translated(session, round_, now):
    draft = a_reply(session, "JAM", round_)
    write(session, draft, now, "plan", {"text": "Un plan"}, language="es")

    assert translating_answers.of_round(session, round_, "en") == []
    assert translating_answers.of_reply(session, draft, "en") == []


def test_a_change_is_a_new_version_and_the_former_one_stays(session, reply, now):
    who = a_person(session, "Olga", "officer", None)

    assert save(session, reply, now, "A plan", Status.DRAFT, who=who) == Saved(1)
    assert save(session, reply, now, "A national plan", who=who) == Saved(2)
    assert save(session, reply, now, "A national plan ", who=who) == Unchanged()

    found = answer_translations.history(session, reply.id, ("plan", ""), "en")
    assert [(one.version, one.text, one.status, by) for one, by in found] == [
        (2, "A national plan", "translated", "Olga"),
        (1, "A plan", "draft", "Olga"),
    ]
    assert {one.source for one, _ in found} == {"Un plan nacional"}


def test_of_two_translators_at_once_the_second_one_is_shown_what_the_first_wrote(session, reply, now):
    seen = Seen(0, piece(session, reply).fingerprint)
    save(session, reply, now, "A plan", seen=seen)

    outcome = save(session, reply, now, "One plan", seen=seen)

    assert isinstance(outcome, Conflict)
    assert outcome.standing.text == "A plan"
    assert standing(session, reply).text == "A plan"


def test_a_translation_is_stale_once_the_state_has_sent_another_text(session, reply, now):
    save(session, reply, now, "A national plan")
    seen = Seen(1, piece(session, reply).fingerprint)

    change(session, reply, now, "plan", {"text": "Un plan regional"})

    assert piece(session, reply).stage is Stage.STALE
    assert standing(session, reply).is_stale("Un plan regional")
    assert save(session, reply, now, "A plan", seen=seen) == Refused(Reason.SOURCE_CHANGED)
    assert save(session, reply, now, "A regional plan") == Saved(2)
    assert piece(session, reply).stage is Stage.TRANSLATED


@pytest.mark.parametrize(
    ("text", "reason"),
    [(" ", Reason.EMPTY), ("x" * 30_001, Reason.TOO_LONG), ("bell\a", Reason.CONTROL_CHARACTER)],
)
def test_what_cannot_be_kept_is_refused(session, reply, now, text, reason):
    assert save(session, reply, now, text) == Refused(reason)


def test_a_text_that_is_there_no_longer_is_not_translated(session, reply, now):
    outcome = translating_answers.save(
        session, reply, ("calls", ""), "en", "Twelve", Status.DRAFT, Seen(0, ""), None, now
    )

    assert outcome == Refused(Reason.GONE)


def test_every_deed_is_on_record_and_never_the_text(session, reply, now):
    save(session, reply, now, "A national plan")
    reading_translations.confirm(session, reply, "en", {"CRI:plan": 1}, None, now)
    reading_translations.send_back(session, reply, "en", "CRI:plan", 2, "Not national", None, now)

    of_translations = sa.select(models.Event).where(models.Event.deed.like("answer translation%"))
    events = session.scalars(of_translations.order_by(models.Event.id)).all()
    first = session.scalars(sa.select(models.Event).where(models.Event.deed == "answer translated")).one()

    assert [one.deed for one in events] == ["answer translations confirmed", "answer translation sent back"]
    assert (first.place, first.reply_id) == ("plan", reply.id)
    assert "national" not in str([one.details for one in (first, *events)])


# What the state says


def test_a_state_is_shown_what_is_done_and_not_stale(session, reply, now):
    save(session, reply, now, "A plan", Status.DRAFT)
    save(session, reply, now, "Act 9095", place="offence", part="yes")

    assert [one.text.place for one in reading_translations.to_read(session, reply, "en")] == ["offence"]

    change(session, reply, now, "offence", {"option": "yes", "detail.yes": "Ley 1"})
    assert reading_translations.to_read(session, reply, "en") == []


def test_a_state_confirms_only_what_it_read(session, reply, now):
    save(session, reply, now, "A plan")
    save(session, reply, now, "Act 9095", place="offence", part="yes")
    save(session, reply, now, "A national plan")

    number = reading_translations.confirm(session, reply, "en", {"CRI:plan": 1, "CRI:offence:yes": 1}, None, now)

    assert number == 1
    assert piece(session, reply).stage is Stage.TRANSLATED
    assert piece(session, reply, "offence", "yes").stage is Stage.CONFIRMED


def test_what_a_state_sends_back_is_a_draft_with_its_note_until_it_is_written_anew(session, round_, reply, now):
    save(session, reply, now, "A plan")

    assert reading_translations.send_back(session, reply, "en", "CRI:plan", 1, "It is national.", None, now)
    assert not reading_translations.send_back(session, reply, "en", "CRI:plan", 1, "Again", None, now)

    found = standing(session, reply)
    assert (found.status, found.note, found.text) == (Status.DRAFT, "It is national.", "A plan")
    assert [one.place for one in answer_translations.sent_back(session, round_.id)] == ["plan"]
    save(session, reply, now, "A national plan")
    assert answer_translations.sent_back(session, round_.id) == []


def test_a_confirmed_translation_that_is_changed_is_to_be_confirmed_again(session, reply, now):
    save(session, reply, now, "A plan")
    reading_translations.confirm(session, reply, "en", {"CRI:plan": 1}, None, now)

    save(session, reply, now, "A national plan")

    assert piece(session, reply).stage is Stage.TRANSLATED


# Files


def out(session, round_, kind="xliff", said_in="en", only_open=False, language="en"):
    pieces = answer_translation_files.wanted(
        translating_answers.of_round(session, round_, language), only_open=only_open
    )
    return answer_translation_files.file(round_, pieces, language, kind, said_in)


def back(session, round_, data, now, name="back.xlf", language="en"):
    came = answer_translation_files.read(data, name, language)
    assert not came.is_refused, came.faults
    incoming = answer_translation_files.keep(session, round_, came, name, language, None, now)
    return incoming, answer_translation_files.returned(session, round_, incoming)


def filled(data, targets, state="translated"):
    """The XLIFF file as another program writes these translations into it."""
    document = etree.fromstring(data)
    for unit in document.iter(f"{NAMESPACE}trans-unit"):
        if unit.get("id") in targets:
            target = unit.find(f"{NAMESPACE}target")
            target.text = targets[unit.get("id")]
            target.set("state", state)
    return etree.tostring(document, encoding="utf-8", xml_declaration=True)


def typed_in(data, targets):
    book = openpyxl.load_workbook(io.BytesIO(data))
    for row in book.active.iter_rows(min_row=2):
        if row[0].value in targets:
            row[4].value = safe(targets[row[0].value])
            row[4].data_type = "s"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_file_says_where_each_text_stands_and_in_which_language(session, round_, reply, now):
    other = a_reply(session, "BRA", round_)
    write(session, other, now, "offence", {"option": "yes", "detail.yes": "Lei 13.344"}, language="pt")
    send(session, other, now)

    document = etree.fromstring(out(session, round_))

    assert [one.get("source-language") for one in document.iter(f"{NAMESPACE}file")] == ["pt", "es"]
    notes = {unit.get("id"): unit.find(f"{NAMESPACE}note").text for unit in document.iter(f"{NAMESPACE}trans-unit")}
    assert list(notes) == ["BRA:offence:yes", "CRI:offence:yes", "CRI:plan"]
    assert notes["BRA:offence:yes"].startswith("Brazil. Section 1, question ")
    assert "“Yes”" in notes["BRA:offence:yes"]
    assert notes["BRA:offence:yes"].endswith("Written in Portuguese.")


@pytest.mark.parametrize(("kind", "name"), [("xliff", "back.xlf"), ("xlsx", "back.xlsx")])
@pytest.mark.parametrize("said_in", ["en", "es"])
def test_a_file_that_comes_back_as_it_went_changes_nothing(session, round_, reply, now, kind, name, said_in):
    save(session, reply, now, "A plan", Status.DRAFT)
    save(session, reply, now, "Act 9095", place="offence", part="yes")

    _, came = back(session, round_, out(session, round_, kind, said_in), now, name)

    assert came.changes == ()
    assert came.faults == ()


@pytest.mark.parametrize(("kind", "name"), [("xliff", "back.xlf"), ("xlsx", "back.xlsx")])
@pytest.mark.parametrize("text", [HARD, "á" * 20_000], ids=["hard", "long"])
def test_everything_survives_on_its_way(session, round_, now, kind, name, text):
    reply = a_reply(session, "CRI", round_)
    write(session, reply, now, "offence", {"option": "yes"})
    write(session, reply, now, "plan", {"text": text}, language="es")
    send(session, reply, now)
    data = out(session, round_, kind)
    translated = filled(data, {"CRI:plan": text + "!"}) if kind == "xliff" else typed_in(data, {"CRI:plan": text + "!"})

    incoming, came = back(session, round_, translated, now, name)
    answer_translation_files.apply(session, round_, incoming, None, None, now, came.seen)

    assert [one.kind for one in came.changes] == [ChangeKind.NEW]
    found = standing(session, reply)
    assert (found.text, found.source) == (text + "!", text)
    assert found.status is Status.TRANSLATED


def test_nothing_is_applied_before_somebody_says_so(session, round_, reply, now):
    data = filled(out(session, round_), {"CRI:plan": "A plan", "CRI:offence:yes": "Act 9095"})
    incoming, came = back(session, round_, data, now)
    assert session.scalars(sa.select(AnswerTranslation)).all() == []

    assert answer_translation_files.apply(session, round_, incoming, {"CRI:plan"}, None, now, came.seen) == 1

    assert standing(session, reply).text == "A plan"
    assert standing(session, reply, "offence", "yes") is None
    assert incoming.applied_at == now
    assert [one.path for one in answer_translation_files.returned(session, round_, incoming).changes] == [
        "CRI:offence:yes"
    ]


def test_a_translation_not_said_to_be_done_is_a_draft(session, round_, reply, now):
    data = filled(out(session, round_), {"CRI:plan": "A plan"}, "needs-review-translation")
    incoming, _ = back(session, round_, data, now)
    answer_translation_files.apply(session, round_, incoming, None, None, now)
    assert standing(session, reply).status is Status.DRAFT

    incoming, came = back(session, round_, filled(out(session, round_), {"CRI:plan": "A plan"}), now)
    answer_translation_files.apply(session, round_, incoming, None, None, now)

    assert [one.kind for one in came.changes] == [ChangeKind.CONFIRMED]
    assert standing(session, reply).status is Status.TRANSLATED


def test_a_file_of_an_older_submission_is_offered_and_not_applied(session, round_, reply, now):
    data = filled(out(session, round_), {"CRI:plan": "A national plan"})
    change(session, reply, now, "plan", {"text": "Un plan regional"})

    incoming, came = back(session, round_, data, now)

    assert [one.path for one in came.older] == ["CRI:plan"]
    assert answer_translation_files.apply(session, round_, incoming, None, None, now) == 0
    assert standing(session, reply) is None
    assert answer_translation_files.apply(session, round_, incoming, {"CRI:plan"}, None, now) == 1
    assert piece(session, reply).stage is Stage.STALE
    assert standing(session, reply).source == "Un plan nacional"


def test_what_changed_after_the_changes_were_looked_at_is_not_written_over(session, round_, reply, now):
    incoming, came = back(session, round_, filled(out(session, round_), {"CRI:plan": "A plan"}), now)
    save(session, reply, now, "A national plan")

    with pytest.raises(ChangedSince):
        answer_translation_files.apply(session, round_, incoming, None, None, now, came.seen)

    assert standing(session, reply).text == "A national plan"


def test_every_fault_is_told_and_the_others_are_not_held_up(session, round_, reply, now):
    data = filled(out(session, round_), {"CRI:plan": "A plan", "CRI:offence:yes": "x" * 30_001})
    data = data.replace(
        b"</body>",
        b'<trans-unit id="NIC:plan"><source>a</source><target>b</target></trans-unit>'
        b'<trans-unit id="no key"><source>a</source><target>b</target></trans-unit></body>',
    )

    _, came = back(session, round_, data, now)

    assert [one.path for one in came.usable] == ["CRI:plan"]
    assert {one.path: one.kind for one in came.unusable} == {
        "CRI:offence:yes": ChangeKind.UNWRITABLE,
        "NIC:plan": ChangeKind.UNKNOWN_PATH,
    }
    assert [one.code for one in came.faults] == ["foreign_unit"]


def test_a_file_into_another_language_is_refused(session, round_, reply):
    came = answer_translation_files.read(out(session, round_), "back.xlf", "es")

    assert came.is_refused


def test_only_what_is_open_goes_out_and_of_the_states_named(session, round_, reply, now):
    save(session, reply, now, "A plan")
    pieces = translating_answers.of_round(session, round_, "en")

    assert [one.key for one in answer_translation_files.wanted(pieces, only_open=True)] == ["CRI:offence:yes"]
    assert answer_translation_files.wanted(pieces, only_open=False, states=["JAM"]) == []


def test_each_file_is_on_record(session, round_, reply, now):
    incoming, _ = back(session, round_, filled(out(session, round_), {"CRI:plan": "A plan"}), now)
    answer_translation_files.apply(session, round_, incoming, None, None, now + timedelta(hours=1))

    event = session.scalars(sa.select(models.Event).where(models.Event.deed.like("%taken over"))).one()

    assert event.details == {"language": "en", "file": "back.xlf", "number": 1}


# Where translations are shown


def all_that_stands_in(data):
    """Every text of a workbook, sheet by sheet, as another program than its writer reads it."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {
        name: [[str(cell) for cell in row] for row in book.get_sheet_by_name(name).to_python()]
        for name in book.sheet_names
    }


def test_the_comparative_table_shows_a_translation_beside_its_original(session, round_, reply, now):
    round_.mandate = round_.meeting = {"en": "AG/RES. 1", "es": "AG/RES. 1"}
    save(session, reply, now, "A national plan")
    save(session, reply, now, "Act 9095", Status.DRAFT, "offence", "yes")

    texts = all_that_stands_in(summarizing.comparative_workbook(session, round_, Audience.PUBLIC, "en", False, now))

    [heading] = [row for row in texts["Texts"] if "Translation" in row]
    [plan] = [row for row in texts["Texts"] if "Un plan nacional" in row]
    assert plan[heading.index("Translation")] == "A national plan"
    assert plan[-1] == "of the Secretariat, not confirmed by the State"
    assert "Act 9095" not in str(texts)
    reading_translations.confirm(session, reply, "en", {"CRI:plan": 1}, None, now)
    texts = all_that_stands_in(summarizing.comparative_workbook(session, round_, Audience.PUBLIC, "en", False, now))
    assert [row[-1] for row in texts["Texts"] if "Un plan nacional" in row] == ["confirmed by the State"]


def test_a_table_in_which_nothing_is_translated_has_no_column_for_it(session, round_, reply, now):
    round_.mandate = round_.meeting = {"en": "AG/RES. 1", "es": "AG/RES. 1"}
    save(session, reply, now, "A national plan")
    change(session, reply, now, "plan", {"text": "Un plan regional"})

    texts = all_that_stands_in(summarizing.comparative_workbook(session, round_, Audience.PUBLIC, "en", False, now))

    assert "Translation" not in str(texts)
    assert "A national plan" not in str(texts)


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("readers", list(Disclosure))
@pytest.mark.parametrize("of_reply", [False, True])
def test_a_translation_never_reaches_those_from_whom_the_original_is_withheld(
    session, round_, now, audience, readers, of_reply
):
    round_.mandate = round_.meeting = {"en": "AG/RES. 1", "es": "AG/RES. 1"}
    reply = a_reply(session, "CRI", round_)
    entry = answering.add_entry(session, reply, "laws", "add", None, now)
    write(session, reply, now, "title", {"text": "Ley reservada"}, 0, "es", Place("laws", entry, "title"))
    write(session, reply, now, "offence", {"option": "yes", "detail.yes": "Texto reservado"}, language="es")
    write(session, reply, now, "plan", {"text": "Plan reservado"}, language="es")
    if of_reply:
        answering.set_reply_disclosure(session, reply, readers, None, now)
    else:
        for code in ("laws", "offence", "plan"):
            answering.set_disclosure(session, reply, Place(code), readers, f"to {code}", None, now)
    send(session, reply, now)
    for place, part in ((f"laws[{entry}].title", ""), ("offence", "yes"), ("plan", "")):
        assert save(session, reply, now, "SECRET WORDS", place=place, part=part) == Saved(1)

    table = all_that_stands_in(summarizing.comparative_workbook(session, round_, audience, "en", True, now))

    assert ("SECRET WORDS" in str(table)) == audience.may_read(readers)
    assert ("reservad" in str(table)) == audience.may_read(readers)
