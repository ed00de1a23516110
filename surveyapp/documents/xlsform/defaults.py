"""The column `default`: what is proposed, or, of what cannot be changed, its value."""

import re
from datetime import date

from surveyapp.core import expressions
from surveyapp.core.expressions import Scope
from surveyapp.core.proposals import proposed
from surveyapp.core.questionnaire import Kind, Question
from surveyapp.core.states import Habits
from surveyapp.documents.xlsform.faults import Code, Faults
from surveyapp.documents.xlsform.sheets import Row

_MAY_BE_WORKED_OUT = re.compile(r"\$\{|[a-z]\(")
_AUTHORS = Habits(decimal_mark=".", date_order="dmy")
"""A workbook writes numbers with a point, whatever the habits of those who answer."""
_NOBODY = Scope({}, date(2000, 1, 1))


def is_worked_out(default: str) -> bool:
    """Whether a default is an expression (`today()`, `${law}`) and not a value meant literally."""
    return _MAY_BE_WORKED_OUT.search(default) is not None and ("${" in default or not expressions.fault(default))


def check_default(question: Question, row: Row, faults: Faults) -> None:
    """A default that is a value can be read as an answer to its question."""
    written = question.default
    if not written or is_worked_out(written):
        return
    at = (row.sheet, row.number, row.header("default"))
    codes = [option.code for option in question.options]
    unknown = [code for code in _chosen(question) if code not in codes]
    for code in unknown:
        near = faults.near(code, codes)
        faults.add(Code.UNKNOWN_OPTION, *at, name=question.code, option=code, near=near)
    if not unknown and not proposed(question, _NOBODY, _AUTHORS):
        faults.add(Code.UNREADABLE_DEFAULT, *at, value=written[:100])


def _chosen(question: Question) -> list[str]:
    if question.kind is Kind.ONE:
        return [question.default]
    return question.default.split() if question.kind is Kind.SEVERAL else []
