"""Answers of an earlier round from a workbook: what comes in, what is refused, what is on record of it."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from surveyapp.actions import answering, disclosing, earlier_answers, last_answers, rounds, submitting
from surveyapp.actions.checking_earlier_answers import Checked
from surveyapp.actions.earlier_answers import Done
from surveyapp.core import submission
from surveyapp.core.disclosure import Audience
from surveyapp.core.marks import Mark
from surveyapp.core.places import Place
from surveyapp.core.questionnaire import Disclosure, Kind
from surveyapp.documents import earlier_answers as document
from surveyapp.store import answers as store
from surveyapp.store import models
from tests import stored, workbooks
from tests.builders import a_note, a_question, a_questionnaire, a_section, an_option, words

DEADLINE = datetime(2012, 8, 31, 21, 0, tzinfo=UTC)
NAME = "answers of 2012.xlsx"
HEADERS = ("state", "question", "entry", "answer", "detail", "language", "disclosure", "date")
SALT = "5a" * 16


def a_form():
    return a_questionnaire(
        a_section(
            "law",
            a_question("laws", Kind.LIST, fields=(a_question("title"), a_question("year", Kind.YEAR))),
            a_question(
                "offence",
                Kind.ONE,
                (
                    an_option("yes", wording=words("Yes", "Sí"), detail=words("Cite the law", "Cite la ley")),
                    an_option("partly", wording=words("In part", "En parte"), detail=words("Explain", "Explique")),
                    an_option("no", wording=words("No", "No hay")),
                ),
                number="1.2",
            ),
            a_question("plan", Kind.LONG_TEXT, relevant="${offence} = 'yes'"),
            a_question("cited", Kind.CITATION, cites="laws"),
        ),
        a_section(
            "help",
            a_note("explained"),
            a_question(
                "measures",
                Kind.SEVERAL,
                (
                    an_option("training", wording=words("Training", "Capacitación")),
                    an_option("campaign", wording=words("Campaigns", "Campañas"), detail=words("Which", "Cuáles")),
                    an_option("other", wording=words("Other", "Otras"), detail=words("Specify", "Especifique")),
                ),
            ),
            a_question("services", Kind.ROWS, "state civil", rows="shelter legal"),
            a_question("victims", Kind.GRID, rows="y1 y2", columns="women men", companions=(a_question("source"),)),
            a_question("calls", Kind.INTEGER),
            a_question("budget", Kind.DECIMAL),
            a_question("since", Kind.DATE),
            a_question("link", Kind.LINK),
            a_question("paper", Kind.FILE),
            a_question("secret", disclosure="secretariat"),
        ),
    )


@pytest.fixture
def round_(session: Session) -> models.Round:
    """A round of 2012, prepared only now, that asks Costa Rica, Jamaica and Argentina."""
    found = stored.a_round(
        session,
        a_form(),
        code="2012",
        period_from=date(2010, 1, 1),
        period_to=date(2011, 12, 31),
        deadline=DEADLINE,
        closes_at=DEADLINE + timedelta(days=30),
        opened_at=None,
    )
    rounds.load_member_states(session)
    for state in ("CRI", "JAM", "ARG"):
        stored.a_reply(session, state, found)
    session.commit()
    return found


def a_workbook(*rows, headers=HEADERS, sheet="answers"):
    """Rows as mappings, or as state, question, answer."""
    drawn = [
        dict(zip(("state", "question", "answer"), row, strict=True)) if isinstance(row, tuple) else row for row in rows
    ]
    return workbooks.sheets({sheet: [list(headers), *([row.get(name, "") for name in HEADERS] for row in drawn)]})


@pytest.fixture
def check(session, round_, now):
    def check(*rows, **facts):
        return earlier_answers.check(session, round_, a_workbook(*rows, **facts), NAME, now)

    return check


@pytest.fixture
def bring_in(session, round_, now):
    def bring_in(*rows, **facts):
        outcome = earlier_answers.bring_in(session, round_, a_workbook(*rows, **facts), NAME, None, now, SALT)
        session.commit()
        return outcome

    return bring_in


def faults(checked: Checked):
    return [(fault.row, fault.code) for fault in checked.faults]


def reply_of(round_, state):
    return next(one for one in round_.replies if one.state == state)


def values(session, round_, state):
    kept = store.kept(session, reply_of(round_, state).id)
    return {place: one.answer.value for place, one in kept.items() if one.answer.value is not None}


def row(state, question, answer, **more):
    return {"state": state, "question": question, "answer": answer, **more}


def test_every_kind_of_answer_comes_in(session, round_, bring_in):
    done = bring_in(
        row("CRI", "laws.title", "Ley 9095", entry=1),
        row("CRI", "laws.year", 2013, entry=1),
        row("CRI", "laws[2].title", "Ley 8720"),
        row("CRI", "offence", "Sí", detail="Artículo 172"),
        row("CRI", "plan", "El plan"),
        row("CRI", "cited", 1, detail="5"),
        row("CRI", "measures", "Capacitación; other", detail="Teatro"),
        row("CRI", "services/shelter", "state"),
        row("CRI", "services/legal", "no disponible"),
        row("CRI", "victims/y1/women", 31),
        row("CRI", "victims.source", "Policía"),
        row("CRI", "calls", 1107),
        row("CRI", "budget", 12.5),
        row("CRI", "since", date(2005, 9, 5)),
        row("CRI", "link", "example.org/plan", detail="El plan"),
        row("JAM", "1.2", "In part", detail="Bill before Parliament"),
        row("Jamaica", "calls", "1,107"),
        row("ARG", "budget", "1.234,50"),
    )

    assert isinstance(done, Done), faults(done)
    assert len(done.submissions) == 3
    [first, second] = store.entries(session, reply_of(round_, "CRI").id)["laws"]
    assert values(session, round_, "CRI") == {
        f"laws[{first}].title": {"text": "Ley 9095"},
        f"laws[{first}].year": {"year": 2013},
        f"laws[{second}].title": {"text": "Ley 8720"},
        "offence": {"option": "yes", "detail": {"text": "Artículo 172"}},
        "plan": {"text": "El plan"},
        "cited": {"entry": first, "article": "5"},
        "measures": {"options": ["training", "other"], "details": {"other": {"text": "Teatro"}}},
        "services/shelter": {"option": "state"},
        "victims/y1/women": {"number": 31},
        "victims.source": {"text": "Policía"},
        "calls": {"number": 1107},
        "budget": {"number": "12.5"},
        "since": {"date": "2005-09-05"},
        "link": {"url": "https://example.org/plan", "title": "El plan"},
    }
    assert store.answers(session, reply_of(round_, "CRI").id)["services/legal"].mark is Mark.NOT_AVAILABLE
    assert values(session, round_, "JAM") == {
        "offence": {"option": "partly", "detail": {"text": "Bill before Parliament"}},
        "calls": {"number": 1107},
    }
    assert values(session, round_, "ARG") == {"budget": {"number": "1234.50"}}


def test_spanish_headers_and_sheet_are_understood(session, round_, bring_in):
    headers = ("Estado", "Pregunta", "Elemento", "Respuesta", "Detalle", "Idioma", "Divulgación", "Fecha")

    bring_in(("Costa Rica", "offence", "no hay"), headers=headers, sheet="Respuestas")

    assert values(session, round_, "CRI") == {"offence": {"option": "no"}}


def test_a_submission_says_that_it_came_in_a_workbook(session, round_, bring_in, now):
    done = bring_in(row("CRI", "calls", 5, date=date(2012, 8, 27)), ("JAM", "calls", "6"))

    by_state = {one.reply.state: one for one in done.submissions}
    made, content = by_state["CRI"], submission.read(by_state["CRI"].content)
    assert (made.receipt, made.received_as, made.number) == ("CR-2012-01", "workbook", 1)
    assert made.submitted_at.date() == date(2012, 8, 27)
    assert NAME in content.declared["gaps"]
    assert made.reply.standing == "received_as_document"
    assert made.reply.last_activity_at is None
    assert by_state["JAM"].submitted_at == DEADLINE
    assert content.salt != submission.read(by_state["JAM"].content).salt
    events = session.scalars(sa.select(models.Event).where(models.Event.deed == "answers brought in")).all()
    assert {one.reply_id for one in events} == {made.reply_id, by_state["JAM"].reply_id}
    assert round_.opened_at == now


def test_what_was_brought_in_is_the_last_answer_of_the_next_round(session, round_, bring_in, now):
    bring_in(("CRI", "calls", "5"))
    later = stored.a_reply(session, "CRI", stored.a_round(session, a_form()))

    assert last_answers.take_over(session, later, "calls", "one", None, now) == last_answers.TakenOver()
    assert store.answers(session, later.id)["calls"].value == {"number": 5}


def test_the_same_workbook_once_more_changes_nothing(session, round_, bring_in, check):
    rows = [("CRI", "calls", "5"), ("JAM", "calls", "6")]
    bring_in(*rows)

    again = bring_in(*rows)

    assert again.submissions == ()
    assert check(*rows).is_there_already
    assert session.scalar(sa.select(sa.func.count()).select_from(models.AnswerVersion)) == 2


def test_a_corrected_workbook_makes_another_submission(session, round_, bring_in):
    bring_in(("CRI", "calls", "5"), ("CRI", "budget", "3"))

    done = bring_in(("CRI", "calls", "6"))

    assert [fault.code for fault in done.checked.faults] == ["brought_in_before"]
    assert [one.receipt for one in done.submissions] == ["CR-2012-02"]
    assert values(session, round_, "CRI") == {"calls": {"number": 6}, "budget": {"number": "3"}}


def test_with_one_fault_nothing_at_all_is_written(session, round_, bring_in):
    outcome = bring_in(("CRI", "calls", "5"), ("JAM", "calls", "many"))

    assert isinstance(outcome, Checked)
    assert session.scalar(sa.select(sa.func.count()).select_from(models.Answer)) == 0
    assert round_.opened_at is None
    assert {one.standing for one in round_.replies} == {"not_started"}


def test_every_fault_is_told_with_its_row_and_column(check):
    checked = check(
        ("Narnia", "calls", "5"),
        ("BRA", "calls", "5"),
        ("CRI", "cals", "5"),
        ("CRI", "explained", "5"),
        ("CRI", "offence", "maybe"),
        ("CRI", "offence", "yes; partly"),
        ("CRI", "services", "state"),
        ("CRI", "laws.title", "A law"),
        ("CRI", "calls", "many"),
        row("CRI", "budget", "5", entry="1"),
        row("CRI", "since", "5", detail="why"),
        ("CRI", "paper", "a.pdf"),
        ("CRI", "plan", "The plan"),
        ("CRI", "victims/y9/women", "1"),
        row("CRI", "link", "no address"),
        row("CRI", "secret", "x", disclosure="everybody"),
        row("CRI", "victims.source", "x", language="?", date="yesterday"),
        row("CRI", "victims/y1/women", "1", date=date(2031, 1, 1)),
        row("CRI", "cited", "7"),
        row("CRI", "measures", "campaign; other", detail="Theatre"),
        row("CRI", "", "5"),
        row("", "calls", "5"),
        row("CRI", "measures", "", detail="Theatre"),
    )

    assert faults(checked) == [
        (2, "unknown_state"),
        (3, "state_not_asked"),
        (4, "unknown_question"),
        (5, "no_answer_there"),
        (6, "unknown_option"),
        (7, "several_options"),
        (8, "needs_part"),
        (9, "needs_entry"),
        (10, "unreadable"),
        (11, "entry_without_list"),
        (12, "detail_not_asked"),
        (13, "file"),
        (14, "question_not_asked"),
        (15, "needs_part"),
        (16, "unreadable"),
        (17, "unknown_disclosure"),
        (18, "unknown_language"),
        (18, "unreadable_date"),
        (19, "date_to_come"),
        (20, "unknown_entry"),
        (21, "detail_of_which"),
        (22, "missing_value"),
        (23, "missing_value"),
        (24, "missing_value"),
    ]
    assert {fault.sheet for fault in checked.faults} == {"answers"}
    assert {fault.column for fault in checked.faults} <= set(HEADERS)
    assert checked.has_errors


def test_a_misspelt_question_is_guessed(check):
    [fault] = check(("CRI", "mesures", "training")).faults

    assert fault.details["near"] == "measures"


def test_a_question_twice_is_told_with_the_other_row(check):
    [fault] = check(("CRI", "calls", "5"), ("Costa Rica", "calls", "6")).faults

    assert (fault.row, fault.code, fault.details["other_row"]) == (3, "twice", 2)


def test_an_empty_answer_is_an_answer_left_blank(session, round_, bring_in):
    done = bring_in(("CRI", "calls", "5"), ("CRI", "budget", ""), ("JAM", "calls", ""))

    assert [one.reply.state for one in done.submissions] == ["CRI"]


def test_a_state_that_has_replied_itself_is_left_alone(session, round_, check, now):
    reply = reply_of(round_, "CRI")
    round_.closes_at = now + timedelta(days=1)
    answering.save_answer(session, reply, Place("calls"), {"text": "7"}, 0, "one", None, now)
    submitting.submit(session, reply, {"name": "Ana Mora"}, "sent", None, now, SALT)
    round_.closes_at = DEADLINE
    session.commit()

    [fault] = check(("CRI", "calls", "5"), ("JAM", "calls", "5")).faults

    assert (fault.row, fault.code, fault.details["receipt"]) == (2, "state_has_replied", "CR-2012-01")


def test_a_state_that_has_begun_to_answer_is_left_alone(session, round_, check, now):
    reply = reply_of(round_, "CRI")
    round_.closes_at = now + timedelta(days=1)
    answering.save_answer(session, reply, Place("calls"), {"text": "7"}, 0, "one", None, now)
    round_.closes_at = DEADLINE
    session.commit()

    assert faults(check(("CRI", "calls", "5"))) == [(2, "state_has_written")]


def test_a_round_that_still_takes_answers_takes_no_workbook(session, round_, check, now):
    round_.closes_at = now + timedelta(days=1)

    assert faults(check(("CRI", "calls", "5"))) == [(None, "round_not_closed")]


def test_who_may_read_an_answer_comes_with_it(session, round_, bring_in):
    bring_in(
        row("CRI", "calls", "5", disclosure="Secretaría"),
        row("CRI", "victims/y1/women", "5", disclosure="member states"),
        row("CRI", "victims/y1/men", "6"),
        row("CRI", "budget", "6", disclosure="public"),
    )

    kept = store.answers(session, reply_of(round_, "CRI").id)
    assert {place: one.disclosure for place, one in kept.items() if one.disclosure} == {
        "calls": Disclosure.SECRETARIAT,
        "victims": Disclosure.MEMBER_STATES,
    }
    seen = disclosing.submitted(session, reply_of(round_, "CRI"), Audience.PUBLIC)
    assert {place for place, cell in seen.answers.items() if cell.mark is Mark.WITHHELD} >= {"calls", "victims/y1/men"}


def test_a_wider_disclosure_than_the_questions_is_only_pointed_out(check):
    checked = check(row("CRI", "secret", "x", disclosure="member states"))

    assert faults(checked) == [(2, "wider_disclosure")]
    assert not checked.has_errors


def test_a_list_may_be_said_to_have_no_entry(session, round_, bring_in):
    bring_in(("CRI", "laws", "ninguno"), ("JAM", "laws", "not available"))

    assert values(session, round_, "CRI") == {"laws": {"none": True}}
    assert store.answers(session, reply_of(round_, "JAM").id)["laws"].mark is Mark.NOT_AVAILABLE


def test_texts_of_several_options_are_given_one_to_a_line(session, round_, bring_in):
    bring_in(row("CRI", "measures", "campaign; Otras", detail="Campañas: Radio\nother: Teatro"))

    assert values(session, round_, "CRI") == {
        "measures": {
            "options": ["campaign", "other"],
            "details": {"campaign": {"text": "Radio"}, "other": {"text": "Teatro"}},
        }
    }


def test_the_empty_workbook_filled_in_comes_in(session, round_, now):
    data = document.template(a_form(), [stored.a_state("CRI")], "es")

    read = document.read(data, NAME)

    assert [fault.code for fault in read.faults] == ["no_rows"]


def test_checking_asks_the_store_no_more_often_for_more_states(session, check):
    rows = [(state, "calls", "5") for state in ("CRI", "JAM", "ARG")]
    counts = []
    for some in (rows[:1], rows):
        session.commit()
        asked: list[str] = []

        def note(_connection, _cursor, statement, *_rest, asked=asked):
            asked.append(statement)

        sa.event.listen(session.get_bind(), "before_cursor_execute", note)
        check(*some)
        sa.event.remove(session.get_bind(), "before_cursor_execute", note)
        counts.append(len(asked))

    assert counts[0] == counts[1]
