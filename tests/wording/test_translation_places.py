import pytest

from surveyapp.core.questionnaire import Kind
from surveyapp.core.wordings import every
from surveyapp.wording.translations import within
from tests.builders import a_question, a_questionnaire, an_option, words

CHOICE = a_question("kind", Kind.ONE, (an_option("act", hint=words("In force", "En vigor")),))
FORM = a_questionnaire(
    a_question("laws", Kind.LIST, fields=(CHOICE,), hint=words("All", "Todas")),
    a_question("figures", Kind.GRID, rows="y1", columns="women"),
)
FOUND = {one.path: one for one in every(FORM)}


@pytest.mark.parametrize(
    ("path", "english", "spanish"),
    [
        ("title", "Title", "Título"),
        ("laws.wording", "Wording", "Redacción"),
        ("laws.hint", "Hint", "Indicación"),
        ("laws.fields.kind.wording", "Field “kind”", "Campo «kind»"),
        (
            "laws.fields.kind.options.act.hint",
            "Field “kind”, option “act”: hint",
            "Campo «kind», opción «act»: indicación",
        ),
        ("figures.rows.y1.wording", "Row “y1”", "Fila «y1»"),
        ("figures.columns.women.wording", "Column “women”", "Columna «women»"),
    ],
)
def test_a_wording_says_where_it_stands_within_its_question(path: str, english: str, spanish: str) -> None:
    assert (within(FOUND[path], "en"), within(FOUND[path], "es")) == (english, spanish)
