"""The log of contacts, for the secretariat alone."""

from openpyxl import Workbook

from surveyapp.documents.comparative_workbook.listing import Listing
from surveyapp.documents.comparative_workbook.plan import Plan
from surveyapp.documents.comparative_workbook.wordings import DATE_FORMATS
from surveyapp.documents.sheets import Drawn, Look, pieces_to_read
from surveyapp.wording import contacts

_STATE, _TEXT = Look(bold=True, above="hair"), Look(above="hair")
_DAY = {language: Look(above="hair", number_format=written) for language, written in DATE_FORMATS.items()}
_WIDTHS = {"date": 20.0, "state": 22.0, "contact": 22.0, "direction": 20.0, "with_whom": 32.0, "content": 84.0}


def write(workbook: Workbook, plan: Plan) -> None:
    columns = [(plan.words(key), width) for key, width in _WIDTHS.items()]
    title, internal = plan.words("contacts_title"), plan.words("internal")
    listing = Listing(workbook, plan, "contacts", columns, title=title, lines=(internal,), frozen_columns=2)
    for one in plan.facts.contacts:
        state = plan.by_code.get(one.state)
        for piece in pieces_to_read(one.text, _TEXT, _WIDTHS["content"]):
            words = [
                plan.state_name(state) if state else one.state,
                contacts.kind_words(one.kind, plan.language),
                contacts.direction_words(one.direction, plan.language),
                one.with_whom,
                piece,
            ]
            looks = (_STATE, *[_TEXT] * 4)
            drawn = [Drawn(text, look) for text, look in zip(words, looks, strict=True)]
            listing.write([Drawn(one.on, _DAY[plan.language]), *drawn])
    listing.close()
