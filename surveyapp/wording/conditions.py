"""When a question is asked, in a sentence: for officers and translators, who need not read XPath."""

import re

from surveyapp.core.questionnaire import Option, Question, Questionnaire
from surveyapp.core.text import Text, said
from surveyapp.wording.lists import either, join

_TEXT = r"""(?:'([^']*)'|"([^"]*)")"""
_COMPARED = re.compile(rf"\$\{{(\w+)\}}\s*(!?=)\s*{_TEXT}")
_SELECTED = re.compile(rf"selected\(\s*\$\{{(\w+)\}}\s*,\s*{_TEXT}\s*\)")
_PARTS = re.compile(r"\s+(and|or)\s+")

_IS: Text = {"en": "{question} is {answer}", "es": "la respuesta a {question} es {answer}"}
_IS_NOT: Text = {"en": "{question} is not {answer}", "es": "la respuesta a {question} no es {answer}"}
_INCLUDES: Text = {"en": "{question} includes {answer}", "es": "la respuesta a {question} incluye {answer}"}
_IS_ANSWERED: Text = {"en": "{question} is answered", "es": "la pregunta {question} está contestada"}
_IS_BLANK: Text = {"en": "{question} is not answered", "es": "la pregunta {question} no está contestada"}
_QUOTED: Text = {"en": "“{text}”", "es": "«{text}»"}
_ASKED_WHEN: Text = {"en": "Asked when {condition}.", "es": "Se pregunta cuando {condition}."}


def asked_when(expression: str, questionnaire: Questionnaire, language: str) -> str:
    """ "Asked when 1.2 is “Yes” or 1.2 is “In part”."; "" for a condition that only its author can read."""
    parts = _PARTS.split(expression.strip())
    joints = set(parts[1::2])
    sentences = [_sentence(part, questionnaire, language) for part in parts[::2]]
    if len(joints) > 1 or not all(sentences):
        return ""
    whole = join(sentences, language) if joints == {"and"} else either(sentences, language)
    return said(_ASKED_WHEN, language).format(condition=whole)


def _sentence(part: str, questionnaire: Questionnaire, language: str) -> str:
    compared, selected = _COMPARED.fullmatch(part), _SELECTED.fullmatch(part)
    found = compared or selected
    question = _question_called(found[1], questionnaire) if found else None
    if found is None or question is None:
        return ""
    option = found[found.lastindex or 0]
    if compared and not option:
        pattern = _IS_BLANK if compared[2] == "=" else _IS_ANSWERED
    elif compared:
        pattern = _IS if compared[2] == "=" else _IS_NOT
    else:
        pattern = _INCLUDES
    name = question.number or _quoted(said(question.wording, language), language)
    return said(pattern, language).format(question=name, answer=_quoted(_answer(option, question, language), language))


def _question_called(code: str, questionnaire: Questionnaire) -> Question | None:
    """The question of this name, or the row of a question in rows."""
    placed = questionnaire.find(code)
    if placed:
        return placed.question
    return next((_row_as_question(one, code) for one in questionnaire.questions() if _has_row(one, code)), None)


def _has_row(question: Question, code: str) -> bool:
    return any(row.code == code for row in question.rows)


def _row_as_question(question: Question, code: str) -> Question:
    row = next(row for row in question.rows if row.code == code)
    return Question(code=code, kind=question.kind, wording=row.wording, options=question.options)


def _answer(code: str, question: Question, language: str) -> str:
    option: Option | None = question.option(code)
    return said(option.wording, language) if option else code


def _quoted(text: str, language: str) -> str:
    return said(_QUOTED, language).format(text=text)
