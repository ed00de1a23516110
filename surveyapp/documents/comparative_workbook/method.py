"""How the tables were made and how to read them: bases, shares, order, texts, and every sign."""

from collections.abc import Iterator

from openpyxl import Workbook

from surveyapp.documents.comparative_workbook.plan import CLARIFIED, MOST_ACROSS, VERIFIED, Plan
from surveyapp.documents.comparative_workbook.texts import is_anything_translated
from surveyapp.documents.sheets import BLUE, LINE, TITLE, Drawn, Look, Page, Sheet
from surveyapp.wording import answers, footnotes, marks
from surveyapp.wording.sentences import capital

_LABEL, _TEXT = Look(size=10.5, bold=True, below="hair"), Look(size=10.5, below="hair")
_HEADING = Look(size=13, bold=True, serif=True, wrap=False)
_SIGN = Look(size=10.5, bold=True, colour=BLUE, below="hair")


def write(workbook: Workbook, plan: Plan) -> None:
    name = plan.sheets["method"]
    page = Page(widths=(33, 92), columns=2, landscape=False, tab=BLUE)
    sheet = Sheet(workbook, name, plan.on_paper(page, name))
    sheet.write_across(plan.words("method_title"), TITLE, 2)
    sheet.write_across(plan.says_all, LINE, 2)
    plan.banner(sheet, 2)
    _write_method(sheet, plan)
    _write_legend(sheet, plan)


def _write_method(sheet: Sheet, plan: Plan) -> None:
    _begin(sheet, plan.words("reading"))
    keys = ["base", "share", "order", "texts", "figures", "groups" if plan.facts.groups else "subregions"]
    keys += ["changes"] if "changes" in plan.sheets else []
    keys += ["statistics"] if "statistics" in plan.sheets else []
    keys += ["translations"] if is_anything_translated(plan) else []
    keys += [] if plan.is_across else ["across"]
    facts = {"fewest": plan.terms.fewest_for_shares, "most": MOST_ACROSS, "states": len(plan.shown)}
    for key in (*keys, "audience", "not_final"):
        text = plan.words(f"reading_{key}", **facts) if key != "audience" else _audience(plan)
        label = plan.words("audience_label" if key == "audience" else f"reading_{key}_label")
        sheet.write([Drawn(label, _LABEL), Drawn(text, _TEXT)])


def _audience(plan: Plan) -> str:
    return capital(plan.words(f"audience_{plan.comparison.audience.value}"))


def _write_legend(sheet: Sheet, plan: Plan) -> None:
    _begin(sheet, plan.words("legend"))
    five_of_six = answers.some_of(5, 6, plan.language)
    shapes = [("●", "yes"), ("◐", "in_part"), ("△", "preparing"), ("○", "no")]
    signs = [("★", "core"), *_notes(plan)]
    below = [("●", "chosen"), ("·", "not_chosen"), (five_of_six, "some_of")]
    for heading, found in (("legend_synoptic", shapes), ("legend_section", below), ("legend_all", signs)):
        sheet.write([Drawn(plan.words(heading), _LABEL), Drawn("", _TEXT)])
        for sign, meaning in found:
            sheet.write([Drawn(sign, _SIGN), Drawn(capital(plan.words(meaning)), _TEXT)])
    for sign, meaning in marks.legend(plan.language):
        sheet.write([Drawn(sign, _SIGN), Drawn(capital(meaning), _TEXT)])


def _notes(plan: Plan) -> Iterator[tuple[str, str]]:
    """The signs of notes, each only where there are such notes."""
    if plan.has_notes:
        yield footnotes.SIGN, "noted"
    if plan.facts.clarified:
        yield CLARIFIED, "sign_clarified"
    if plan.facts.verified:
        yield VERIFIED, "sign_verified"


def _begin(sheet: Sheet, title: str) -> None:
    sheet.write([])
    sheet.begin_block()
    sheet.write([Drawn(title, _HEADING)], height=20)
