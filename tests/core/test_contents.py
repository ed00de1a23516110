from datetime import UTC, date, datetime

from surveyapp.core import conditions, contents, submission
from surveyapp.core.contents import Contents
from surveyapp.core.questionnaire import Disclosure, Kind
from tests.builders import NOT_AVAILABLE, a_question, a_questionnaire, answered


def test_every_question_asked_is_counted_once_and_a_hidden_one_not_at_all():
    form = a_questionnaire(
        a_question("law", Kind.ONE, "yes no"),
        a_question("title", relevant="${law} = 'yes'"),
        a_question("services", Kind.ROWS, "state civil", rows="shelter legal"),
        a_question("calls", Kind.INTEGER),
        a_question("budget", Kind.DECIMAL),
        a_question("body"),
    )
    answers = answered(
        form,
        {
            "law": "no",
            "title": "kept, not asked",
            "services/shelter": "state",
            "services/legal": NOT_AVAILABLE,
            "calls": "many",
            "budget": NOT_AVAILABLE,
        },
    )
    text = submission.freeze(
        questionnaire=form,
        edition=submission.EditionSubmitted(questionnaire="practices", version="1", sha256="0" * 64),
        round="2012",
        state="CRI",
        disclosure=Disclosure.PUBLIC,
        answers=answers,
        entries={},
        asked=conditions.asked(form, answers, {}, date(2012, 8, 31)),
        declared={},
        submitted_at=datetime(2012, 8, 31, tzinfo=UTC),
        salt="5a" * 16,
    )

    assert contents.contents(form, submission.read(text)) == Contents(
        asked=5, answered=3, not_available=1, not_readable=1, left_blank=1, files=0
    )
