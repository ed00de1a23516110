"""The practices that the secretariat picked, with the words in which it tells them."""

from openpyxl import Workbook

from surveyapp.core.text import said, said_anyhow
from surveyapp.documents.comparative_workbook.listing import Listing
from surveyapp.documents.comparative_workbook.plan import Plan
from surveyapp.documents.round_facts import Practice
from surveyapp.documents.sheets import BLUE, Drawn, Look, pieces_to_read

_STATE, _TEXT, _NUMBER = Look(bold=True, above="hair"), Look(above="hair"), Look(bold=True, colour=BLUE, above="hair")
_TITLE = Look(bold=True, above="hair")
_WIDTHS = {"state": 22.0, "number": 8.0, "question": 40.0, "practice": 40.0, "text": 90.0}


def write(workbook: Workbook, plan: Plan) -> None:
    columns = [(plan.words(key), width) for key, width in _WIDTHS.items()]
    listing = Listing(workbook, plan, "practices", columns, title=plan.words("practices_title"), frozen_columns=1)
    order = {state.iso3: place for place, state in enumerate(plan.shown)}
    shown = [one for one in plan.facts.practices if one.state in order]
    for practice in sorted(shown, key=lambda one: order[one.state]):
        _write(listing, plan, practice)
    listing.close()


def _write(listing: Listing, plan: Plan, practice: Practice) -> None:
    placed = plan.comparison.questionnaire.find(practice.question)
    number = placed.question.number if placed else ""
    question = said(placed.question.wording, plan.language) if placed else ""
    name = plan.state_name(plan.by_code[practice.state])
    for row, piece in enumerate(pieces_to_read(said_anyhow(practice.text, plan.language), _TEXT, _WIDTHS["text"])):
        said_name = plan.words("continued", name=name) if row else name
        cells = [Drawn(said_name, _STATE), Drawn(number, _NUMBER), Drawn(question, _TEXT)]
        listing.write([*cells, Drawn(said_anyhow(practice.title, plan.language), _TITLE), Drawn(piece, _TEXT)])
