"""What the review says of the answers: every empty entry by its name, numbers as the state writes them."""

import pytest

from tests.pages.test_answering_pages import a_desk

SPANISH = (
    "No hay nada escrito en el elemento 1 y el elemento 3. "
    "Complételos o retírelos; mientras estén vacíos, no se contarán."
)


@pytest.fixture
def desk(app, now):
    return a_desk(app, now)


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "Nothing is written in entry 1 and entry 3. Fill them in or remove them; empty, they are not counted."),
        ("es", SPANISH),
    ],
)
def test_every_empty_entry_is_named(desk, language, says):
    for _ in range(3):
        desk.section("law").form("/section/law").send({"add": "laws"})
    _first, second, _third = desk.entries()
    desk.leave(f"laws[{second}].title", **{f"a.laws[{second}].title.text": "Law 9095"})

    [odd] = desk.client.open(desk.address("/review", language)).document.xpath("//*[@aria-labelledby='odd']//li")

    assert says in odd.text_content()


@pytest.mark.parametrize(("state", "typed"), [("MEX", "1234.567"), ("ARG", "1234,567")])
@pytest.mark.parametrize("language", ["en", "es"])
def test_numbers_stand_on_the_pages_of_a_state_as_it_writes_them_whatever_the_language(
    app, now, state, typed, language
):
    desk = a_desk(app, now, state=state)
    desk.leave("budget", **{"a.budget.text": typed})

    for path in ("/review", "/history/budget"):
        assert f"1 {typed[1:]}" in desk.client.open(desk.address(path, language)).text.replace("\u202f", " ")
