"""The facts as CSV and JSON, read back by the readers of the standard library."""

import csv
import io
import json
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from surveyapp.core import definition
from surveyapp.core.comparison import Comparison
from surveyapp.core.disclosure import Audience
from surveyapp.core.questionnaire import Disclosure, Kind
from surveyapp.documents.data_files import as_csv, as_json, write_csv_to, write_json_to
from surveyapp.documents.round_facts import RoundFacts
from tests.builders import a_question, a_questionnaire, an_option, words
from tests.documents.test_comparative_workbook import HOSTILE, a_heading, round_of_2012
from tests.replies import compared

FORM = a_questionnaire(
    a_question("law", Kind.ONE, [an_option("yes", detail=words("Cite")), an_option("no")], number="1.1"),
    a_question("calls", Kind.DECIMAL),
)


def csv_of(made: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(made.decode("utf-8-sig"), newline="")))


def one_reply(text: str = "Ley 9095", **more: Any) -> Comparison:
    typed = {"law": {"option": "yes", "detail.yes": text}, "calls": "0.5"}
    return compared(FORM, {"CRI": typed}, silent=["CHL"], **more)


def test_a_row_says_one_fact_in_codes():
    made = as_csv(one_reply(), a_heading(), "en", codes=True)

    law, calls = csv_of(made)
    assert made.startswith(b"\xef\xbb\xbf")
    assert {key: law[key] for key in ("state_code", "question_code", "mark_code", "option_code", "text")} == {
        "state_code": "CRI",
        "question_code": "law",
        "mark_code": "answered",
        "option_code": "yes",
        "text": "Ley 9095",
    }
    assert calls["value_number"] == "0.5"


def test_the_same_in_words_of_the_language():
    law = csv_of(as_csv(one_reply(), a_heading(), "es", codes=False))[0]

    assert (law["Estado"], law["Signo"], law["Opción"]) == ("Costa Rica", "Contestada", "Yes (es)")
    assert law["Preparado para"] == "el público"


@pytest.mark.parametrize("illustrative", [True, False])
def test_every_file_says_for_whom_of_whom_to_which_day_and_whether_it_is_invented(illustrative: bool):
    heading = a_heading(illustrative=illustrative)

    row = csv_of(as_csv(one_reply(), heading, "en", codes=True))[0]
    document = json.loads(as_json(one_reply(), heading, "en", codes=True))

    told = ("public", "1", "2", "2012-09-06", str(illustrative).lower())
    assert tuple(row[key] for key in ("audience", "replied", "asked", "received_to", "illustrative")) == told
    assert (document["audience"], document["replied"], document["asked"]) == ("public", 1, 2)
    assert document["base"] == "1 of 2 States replied"
    assert (document["received_to"], document["illustrative"]) == ("2012-09-06", illustrative)


@pytest.mark.parametrize("text", [*HOSTILE, "'=1", 'a,b;"c"', "مرحبا", "x" * 20_000])
def test_what_a_state_typed_comes_back_and_no_spreadsheet_computes_it(text: str):
    comparison = one_reply(text)

    shown = csv_of(as_csv(comparison, a_heading(), "en", codes=True))[0]["text"]
    facts = json.loads(as_json(comparison, a_heading(), "en", codes=True))["facts"]

    assert not shown.startswith(("=", "+", "-", "@", "\t"))
    assert shown.removeprefix("'") == facts[0]["text"] == text.strip()


def test_json_holds_the_definition_of_the_edition_and_numbers():
    document = json.loads(as_json(one_reply(), a_heading(), "en", codes=True))

    assert definition.from_json(json.dumps(document["edition"])) == FORM
    assert [one.get("value_number") for one in document["facts"]] == [None, 0.5]
    assert document["states"] == [
        {"code": "CRI", "name": "Costa Rica", "subregion": "central_america", "replied": True}
    ]


def test_json_has_the_edition_as_it_was_asked_where_that_is_known():
    asked = replace(FORM, title=words("**Asked**"))

    document = json.loads(as_json(one_reply(), RoundFacts(heading=a_heading(), unworded=asked), "en", codes=True))

    assert document["edition"]["questionnaire"]["title"]["en"] == "**Asked**"


def test_files_hold_the_facts_of_the_comparison():
    comparison = round_of_2012()

    rows = csv_of(as_csv(comparison, a_heading(), "en", codes=True))

    for code, tally in comparison.tallies.items():
        if tally.question.kind in (Kind.ONE, Kind.SEVERAL):
            chosen = Counter(row["option_code"] for row in rows if row["question_code"] == code and row["option_code"])
            assert chosen == Counter({one.option.code: one.count for one in tally.options if one.count}), code


def test_what_is_withheld_makes_no_difference():
    made = set()
    for text in ("This", "That"):
        comparison = one_reply(text, disclosures={"CRI": {"law": Disclosure.SECRETARIAT}})
        made.add(
            as_csv(comparison, a_heading(), "en", codes=True) + as_json(comparison, a_heading(), "en", codes=False)
        )

    assert len(made) == 1
    assert b"This" not in made.pop()


def test_a_round_without_a_reply_has_its_headings():
    made = as_csv(compared(FORM, {}, audience=Audience.PUBLIC), a_heading(), "en", codes=True)

    headings = "state_code,subregion_code,section_code,question_code,number,place,mark_code,option_code,value_number"
    told = "text,date,audience,replied,asked,received_to,illustrative"
    assert made.decode("utf-8-sig").splitlines() == [f"{headings},{told}"]


@pytest.mark.parametrize("codes", [True, False])
def test_a_file_written_row_by_row_stays_open_and_holds_the_same_bytes(codes: bool):
    comparison, facts = one_reply('=1+1, "x"\n ñ'), RoundFacts(heading=a_heading())
    ways = ((as_csv, write_csv_to), (as_json, write_json_to))
    for whole, streamed in ways:
        file = io.BytesIO()
        streamed(file, comparison, facts, "es", codes=codes)
        assert file.getvalue() == whole(comparison, facts, "es", codes=codes)
