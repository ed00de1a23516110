"""One whole reply to the small form: every kind of question, with what is awkward in real texts."""

from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.navigators import FocalPoint

PAPER = "plan nacional – 2026.txt"
A_LAW = "Ley 9095 «contra la trata de personas» — O'Higgins & Núñez"
A_BODY = "=Coalición Nacional (CONATT)"
A_PRACTICE = "Línea 1:\n\t<b>no es HTML</b> {{ 7 * 7 }} =1+1; 50 % de los casos — ¿sí?"
A_SOURCE = "Fiscalía General"


def answer_on_laws(ana: FocalPoint, paper: Path) -> None:
    """Answers the first section; some of its questions are asked only once others are answered."""
    law = ana.adds_an_entry("law_instruments")
    ana.writes(f"{law}.title.text", A_LAW)
    ana.writes(f"{law}.year.text", "2012")
    ana.saves()
    if ana.is_scripted:
        ana.page.reload()  # a law can be cited once the page has been opened with it
    ana.chooses("law_offence.option", "yes")
    ana.saves()
    expect(ana.question("cited_law")).to_be_visible()
    ana.is_told_that_it_is_saved("law_offence")
    ana.writes("law_offence.detail.yes", "Artículo 172")
    ana.page.locator('[name="a.law_offence.entry.yes"]').select_option(label=A_LAW)
    ana.page.locator('[name="a.cited_law.entry"]').select_option(label=A_LAW)
    ana.chooses("treaties/palermo.option", "party")
    ana.chooses("treaties/smuggling.option", "not_party")
    ana.writes("body_name.text", A_BODY)
    ana.writes("created_on.day", "4")
    ana.writes("created_on.month", "2")
    ana.writes("created_on.year", "2013")
    ana.writes("plan_first.text", "2020")
    ana.saves()
    expect(ana.question("created_on").locator(".read-as")).to_contain_text("4 de febrero de 2013")
    ana.writes("plan_last.text", "2024")
    ana.saves()
    ana.writes("plan_link.url", "https://example.org/plan?a=1&b=2")
    ana.writes("plan_link.title", "Plan nacional")
    ana.attaches("plan_file", paper)
    ana.saves()
    expect(ana.question("plan_file").locator(".files")).to_contain_text(paper.name)


def answer_on_assistance(ana: FocalPoint) -> None:
    """Answers the second section, with figures as Costa Rica writes them."""
    ana.chooses("residence.options", "reflection")
    ana.chooses("residence.options", "other")
    ana.writes("residence.detail.other", "Por razones humanitarias")
    ana.saves()
    ana.writes("reflection_days.text", "90")
    for row, provider in {"shelter": "state", "legal": "civil_public", "medical": "?"}.items():
        ana.chooses(f"services/{row}.option", provider)
    ana.writes("calls.text", "1.234")
    ana.writes("budget.text", "1 250 000,50")
    ana.writes("practice.text", A_PRACTICE)
    for number, row in enumerate(("y3", "y2", "y1")):
        for column in ("women", "men", "girls", "boys"):
            ana.writes(f"victims/{row}/{column}.text", str(number))
    ana.writes("victims.source.text", A_SOURCE)
    ana.saves()
    expect(ana.question("calls").locator(".read-as")).to_contain_text("1 234")
    expect(ana.question("budget").locator(".read-as")).to_contain_text("1 250 000,50")
    expect(ana.page.locator("#t-victims")).to_have_text("12")
    ana.is_told_that_it_is_saved("practice")


AS_COMPILED = {
    ("law_instruments[].title", "", "", A_LAW),
    ("law_instruments[].year", "", "2012", ""),
    ("law_offence", "yes", "", f"{A_LAW}. Artículo 172"),
    ("cited_law", "", "", A_LAW),
    ("treaties/palermo", "party", "", ""),
    ("treaties/smuggling", "not_party", "", ""),
    ("body_name", "", "", A_BODY),
    ("created_on", "", "", "2013-02-04"),
    ("plan_first", "", "2020", ""),
    ("plan_last", "", "2024", ""),
    ("plan_link", "", "", "Plan nacional (https://example.org/plan?a=1&b=2)"),
    ("plan_file", "", "", PAPER),
    ("residence", "reflection", "", ""),
    ("residence", "other", "", "Por razones humanitarias"),
    ("reflection_days", "", "90", ""),
    ("services/shelter", "state", "", ""),
    ("services/legal", "civil_public", "", ""),
    ("calls", "", "1234", ""),
    ("budget", "", "1250000.5", ""),
    ("practice", "", "", A_PRACTICE),
    *(
        (f"victims/{row}/{column}", "", str(number), "")
        for number, row in enumerate(("y3", "y2", "y1"))
        for column in ("women", "men", "girls", "boys")
    ),
    ("victims.source", "", "", A_SOURCE),
}
"""What the data of the comparative workbook must say of it: place, option, figure, text or day."""
