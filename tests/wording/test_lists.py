import pytest
from hypothesis import given
from hypothesis import strategies as some

from surveyapp.core.text import MissingWording
from surveyapp.wording.lists import either, join

names = some.lists(some.sampled_from(["Chile", "Perú", "Trinidad y Tobago", "Islandia"]), max_size=6)


@pytest.mark.parametrize(
    ("joined", "expected"),
    [
        (([], "en"), ""),
        ((["Chile"], "en"), "Chile"),
        ((["Chile", "Peru"], "en"), "Chile and Peru"),
        ((["Chile", "Peru", "Trinidad and Tobago"], "en"), "Chile, Peru, and Trinidad and Tobago"),
        ((["Chile", "Perú"], "es"), "Chile y Perú"),
        ((["Argentina", "Chile", "Perú"], "es"), "Argentina, Chile y Perú"),
    ],
)
def test_names_are_joined_as_the_language_joins_them(joined, expected):
    assert join(*joined) == expected


@pytest.mark.parametrize("last", ["San Vicente y las Granadinas", "Trinidad y Tobago"])
def test_spanish_writes_a_comma_before_y_where_a_name_holds_one(last):
    assert join(["Perú", "Suriname", last], "es") == f"Perú, Suriname, y {last}"
    assert join(["Perú", last], "es") == f"Perú, y {last}"
    assert join([last, "Perú"], "es") == f"{last}, y Perú"


def test_a_y_within_quotation_marks_or_brackets_needs_no_comma():
    assert join(["«Sí»", "«Protección y asistencia»"], "es") == "«Sí» y «Protección y asistencia»"
    assert join(["dos (Haití y Perú)", "uno"], "es") == "dos (Haití y Perú) y uno"


@pytest.mark.parametrize(
    ("last", "conjunction"),
    [
        ("Italia", "e"),
        ("Íñigo", "e"),
        ("hijos", "e"),
        ("«informes»", "e"),
        ("Ypacaraí", "e"),
        ("hielo", "y"),
        ("hiato", "y"),
        ("Yemen", "y"),
        ("Haití", "y"),
    ],
)
def test_y_becomes_e_before_the_sound_of_i(last, conjunction):
    assert join(["Perú", last], "es") == f"Perú {conjunction} {last}"


@pytest.mark.parametrize(
    ("last", "conjunction"),
    [("ocho", "u"), ("Honduras", "u"), ("8", "u"), ("11", "u"), ("110", "o"), ("dos", "o")],
)
def test_o_becomes_u_before_the_sound_of_o(last, conjunction):
    assert either(["siete", last], "es") == f"siete {conjunction} {last}"


def test_alternatives_in_english():
    assert either(["yes", "in part", "no"], "en") == "yes, in part, or no"


def test_an_unknown_language_is_refused():
    with pytest.raises(MissingWording):
        join(["Chile"], "de")


@given(names)
def test_every_name_is_said_as_often_as_it_was_given(given_names):
    joined = join(given_names, "es")

    assert all(joined.count(name) == given_names.count(name) for name in given_names)
