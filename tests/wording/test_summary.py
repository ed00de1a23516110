"""The sentences of the comparative summary, read as they stand: small cases in both languages."""

import pytest

from surveyapp.core.changes import changes
from surveyapp.core.comparison import Comparison
from surveyapp.core.questionnaire import Disclosure, Kind, Totals
from surveyapp.wording.summary import report
from surveyapp.wording.summary.difficulties import difficulties
from surveyapp.wording.summary.question import figures_of, question_words
from surveyapp.wording.summary.speaking import speaker
from tests.builders import (
    NONE,
    NOT_AVAILABLE,
    a_column,
    a_question,
    a_questionnaire,
    a_row,
    an_option,
    words,
)
from tests.replies import REPLIED_IN_2012, compared

OPTIONS = [
    an_option("yes", wording=words("Yes", "Sí"), shape="●"),
    an_option("preparing", wording=words("In preparation", "En preparación"), shape="△"),
    an_option("no", wording=words("No", "No"), shape="○"),
]
LAW = a_question("law", Kind.ONE, OPTIONS, wording=words("Is there a law?", "¿Existe una ley?"))
YEAR = a_question("year", Kind.YEAR, wording=words("Since when?", "¿Desde cuándo?"), relevant="${law} = 'yes'")
BODIES = [
    an_option("police", wording=words("Police", "Policía")),
    an_option("courts", wording=words("Courts", "Tribunales")),
    an_option("press", wording=words("Press", "Prensa")),
    an_option("none", wording=words("None of these", "Ninguna de las anteriores"), exclusive=True),
]
WHO = a_question("who", Kind.SEVERAL, BODIES, wording=words("Who acts?", "¿Quién actúa?"))
ROWS = a_question(
    "rows",
    Kind.ROWS,
    OPTIONS,
    rows=[a_row("a", wording=words("Police", "Policía")), a_row("b", wording=words("Courts", "Tribunales"))],
    wording=words("Are they trained?", "¿Se capacita?"),
)
MANY = a_question("many", Kind.INTEGER, wording=words("How many?", "¿Cuántos?"))
DAY = a_question("day", Kind.DATE, wording=words("On which day?", "¿Qué día?"))
VICTIMS = a_question(
    "victims",
    Kind.GRID,
    rows=[a_row("y1", wording=words("2010", "2010")), a_row("y2", wording=words("2011", "2011"))],
    columns=[a_column("w", wording=words("Women", "Mujeres")), a_column("m", wording=words("Men", "Hombres"))],
    wording=words("How many victims?", "¿Cuántas víctimas?"),
    totals=Totals.BOTH,
)
LAWS = a_question("laws", Kind.LIST, fields=(a_question("title"),), wording=words("Which laws?", "¿Qué leyes?"))
ELSE = a_question("else_", Kind.LONG_TEXT, wording=words("What else?", "¿Qué más?"))
YES, NO = {"law": "yes"}, {"law": "no"}

ONE = [
    ({"PER": YES}, "the one State that replied answered “Yes”.", "el único Estado que respondió contestó «Sí»."),
    ({"PER": NO}, "the one State that replied answered “No”.", "el único Estado que respondió contestó «No»."),
    (
        {"PER": YES, "BOL": YES},
        "both States that replied answered “Yes”.",
        "los dos Estados que respondieron contestaron «Sí».",
    ),
    (
        {"PER": YES, "JAM": NO},
        "one of the two States that replied answered “Yes”: Peru; and one, “No”.",
        "uno de los dos Estados que respondieron contestó «Sí»: Perú; y uno, «No».",
    ),
    (
        {"PER": {"law": "preparing"}, "JAM": NO, "CHL": NO},
        "none of the three States that replied answered “Yes”; one answered “In preparation”: Peru; and two, “No”.",
        "ninguno de los tres Estados que respondieron contestó «Sí»; uno contestó «En preparación»: Perú; y dos, «No».",
    ),
    (
        {"PER": NO, "JAM": NO, "CHL": NO},
        "all three States that replied answered “No”.",
        "los tres Estados que respondieron contestaron «No».",
    ),
    (
        {"PER": YES, "HTI": YES, "DOM": YES, "USA": {}, "JAM": {"law": NOT_AVAILABLE}, "CHL": {}},
        (
            "three of the six States that replied answered “Yes”: Dominican Republic, Haiti, and Peru. Of the remaining"
            " three, two left it blank and one stated that the information is not available."
        ),
        (
            "tres de los seis Estados que respondieron contestaron «Sí»: Haití, Perú y República Dominicana. De"
            " los tres"
            " restantes, dos no contestaron y uno indicó que la información no está disponible."
        ),
    ),
]


def both(comparison: Comparison, code: str, *, name_negative: bool = False) -> tuple[str, str]:
    told = [
        question_words(speaker(comparison, language, name_negative=name_negative), comparison.tallies[code])
        for language in ("en", "es")
    ]
    return told[0], told[1]


@pytest.mark.parametrize(("replies", "english", "spanish"), ONE)
def test_of_one_answer_the_positive_are_named_and_the_others_counted(replies, english, spanish):
    comparison = compared(a_questionnaire(LAW), replies, silent=["ARG"])

    assert both(comparison, "law") == (
        f"To the question “Is there a law?”, {english}",
        f"A la pregunta «¿Existe una ley?», {spanish}",
    )


def test_those_that_said_no_are_named_where_the_officer_says_so():
    comparison = compared(a_questionnaire(LAW), {"PER": YES, "JAM": NO, "USA": NO})

    english, spanish = both(comparison, "law", name_negative=True)

    assert english.endswith("and two, “No”: Jamaica and the United States of America.")
    assert spanish.endswith("y dos, «No»: Estados Unidos de América y Jamaica.")


def test_names_are_joined_as_they_sound_and_formal():
    comparison = compared(a_questionnaire(LAW), {"TTO": YES, "USA": YES, "VCT": YES, "JAM": NO})

    english, spanish = both(comparison, "law")

    assert "Saint Vincent and the Grenadines, Trinidad and Tobago, and the United States of America;" in english
    assert "Estados Unidos de América, San Vicente y las Granadinas, y Trinidad y Tobago;" in spanish


def test_twenty_one_agrees_with_what_is_counted():
    asked = [*sorted(REPLIED_IN_2012), "CHL", "URY", "BOL"]
    comparison = compared(a_questionnaire(LAW), {iso3: YES if at < 21 else {} for at, iso3 in enumerate(asked)})

    english, spanish = both(comparison, "law")

    assert english.startswith("To the question “Is there a law?”, twenty-one of the twenty-two States that replied")
    assert "veintiuno de los veintidós Estados que respondieron" in spanish
    assert spanish.endswith("El Estado restante no contestó.")


def test_nobody_asked_all_blank_and_no_reply_have_sentences_of_their_own():
    nobody = compared(a_questionnaire(LAW, YEAR), {"PER": NO})
    blank = compared(a_questionnaire(LAW), {"PER": {}, "BOL": {}})
    silent = compared(a_questionnaire(LAW), {}, silent=["PER"])

    assert both(nobody, "year") == (
        "The question “Since when?” was not put to any of the States that replied.",
        "La pregunta «¿Desde cuándo?» no se formuló a ninguno de los Estados que respondieron.",
    )
    assert both(blank, "law")[1] == ("La pregunta «¿Existe una ley?» se formuló a dos Estados, que no contestaron.")
    assert both(silent, "law")[0] == "No reply has been received to the question “Is there a law?”."


def test_what_is_unreadable_or_withheld_is_told_apart_and_who_was_not_asked_counted():
    comparison = compared(
        a_questionnaire(LAW, YEAR),
        {"PER": YES | {"year": "2009"}, "JAM": YES | {"year": "soon"}, "CHL": YES | {"year": "2001"}, "USA": NO},
        disclosures={"CHL": {"year": Disclosure.SECRETARIAT}},
    )

    assert both(comparison, "year") == (
        (
            "In answer to the question “Since when?”, one of the three States that replied and were asked named a year:"
            " 2009 (Peru)."
            " Of the remaining two, one withheld its answer and one gave an answer that cannot be read. The"
            " question was"
            " not put to one State, because an earlier answer made it unnecessary."
        ),
        (
            "En respuesta a la pregunta «¿Desde cuándo?», uno de los tres Estados que respondieron y a los que se"
            " formuló la pregunta indicó un año: 2009 (Perú). De los dos restantes, uno reservó su respuesta y uno dio"
            " una respuesta que no puede interpretarse. La pregunta no se formuló a un Estado, porque una respuesta"
            " anterior la hizo innecesaria."
        ),
    )


FORM = a_questionnaire(WHO, ROWS, MANY, DAY, VICTIMS, LAWS, ELSE)
REPLIES = {
    "PER": {
        "who": "police courts",
        "rows/a": "yes",
        "rows/b": "no",
        "many": "3",
        "day": "2010-01-01",
        "victims/y1/w": "5",
        "victims/y1/m": "1",
        "victims/y2/w": "7",
        "laws[aaaa].title": "Ley",
        "else_": "x",
    },
    "HTI": {
        "who": "police",
        "rows/a": "yes",
        "many": "0",
        "day": "2011-02-03",
        "victims/y1/w": "0",
        "laws": NONE,
        "else_": "y",
    },
    "CHL": {"who": "none", "many": "12", "laws[bbbb].title": "Ley", "laws[cccc].title": "Ley 2"},
    "USA": {"many": "9"},
    "BRA": {"many": "12"},
}
KINDS = [
    (
        "who",
        (
            "In answer to the question “Who acts?”, to which several answers could be given, two of the five States"
            " that replied chose “Police”: Haiti and Peru; one, “Courts”: Peru; and one, “None of these”. No State"
            " chose “Press”. Two States left it blank."
        ),
        (
            "En la pregunta «¿Quién actúa?», que admitía varias respuestas, dos de los cinco Estados que respondieron"
            " eligieron «Policía»: Haití y Perú; uno, «Tribunales»: Perú; y uno, «Ninguna de las anteriores». Ningún"
            " Estado eligió «Prensa». Dos Estados no contestaron."
        ),
    ),
    (
        "rows",
        (
            "To the question “Are they trained?”, of the five States that replied, two answered “Yes” for"
            " “Police” (Haiti"
            " and Peru) and none for “Courts”. Three States left it blank."
        ),
        (
            "A la pregunta «¿Se capacita?», de los cinco Estados que respondieron, dos contestaron «Sí» respecto de"
            " «Policía» (Haití y Perú) y ninguno respecto de «Tribunales». Tres Estados no contestaron."
        ),
    ),
    (
        "many",
        (
            "In answer to the question “How many?”, all five States that replied gave a figure: the lowest is 0"
            " (Haiti), the highest is 12 (Brazil and Chile), and the median is 9."
        ),
        (
            "En respuesta a la pregunta «¿Cuántos?», los cinco Estados que respondieron dieron una cifra: la menor es 0"
            " (Haití), la mayor es 12 (Brasil y Chile) y la mediana es 9."
        ),
    ),
    (
        "day",
        (
            "In answer to the question “On which day?”, two of the five States that replied named a date: 1 January"
            " 2010 (Peru) and 3 February 2011 (Haiti). The remaining three left it blank."
        ),
        (
            "En respuesta a la pregunta «¿Qué día?», dos de los cinco Estados que respondieron indicaron una fecha: 1"
            " de enero de 2010 (Perú) y 3 de febrero de 2011 (Haití). Los tres restantes no contestaron."
        ),
    ),
    (
        "victims",
        (
            "In answer to the question “How many victims?”, two of the five States that replied gave figures. Added up"
            " over the States that gave a figure, they come to 6 under “2010” (two States) and 7 under “2011” (one"
            " State). The remaining three left it blank."
        ),
        (
            "En respuesta a la pregunta «¿Cuántas víctimas?», dos de los cinco Estados que respondieron dieron cifras."
            " La suma de las cifras de"
            " los Estados que las dieron asciende a 6 en «2010» (dos Estados) y 7 en «2011» (un Estado). Los tres"
            " restantes no contestaron."
        ),
    ),
    (
        "laws",
        (
            "In answer to the question “Which laws?”, two of the five States that replied gave a list, with three"
            " entries in all; the longest, of two entries, is that of Chile. Another one stated that it has none. The"
            " remaining two left it blank."
        ),
        (
            "En respuesta a la pregunta «¿Qué leyes?», dos de los cinco Estados que respondieron presentaron una lista,"
            " con tres elementos en total; la más extensa, de dos elementos, es la de Chile. Otro indicó que no tiene"
            " elementos que"
            " incluir. Los dos restantes no contestaron."
        ),
    ),
    (
        "else_",
        (
            "In answer to the question “What else?”, two of the five States that replied answered in their own words:"
            " Haiti and Peru."
            " The remaining three left it blank."
        ),
        (
            "En respuesta a la pregunta «¿Qué más?», dos de los cinco Estados que respondieron contestaron con sus"
            " propias palabras: Haití y Perú. Los tres restantes no contestaron."
        ),
    ),
]


@pytest.fixture(scope="module")
def every_kind() -> Comparison:
    return compared(FORM, REPLIES, entries={"PER": {"laws": ("aaaa",)}, "CHL": {"laws": ("bbbb", "cccc")}})


@pytest.mark.parametrize(("code", "english", "spanish"), KINDS)
def test_each_kind_of_question_has_its_sentence(every_kind: Comparison, code, english, spanish):
    assert both(every_kind, code) == (english, spanish)


def test_what_does_not_add_up_in_a_row_is_added_up_in_its_column_alone():
    shelters = a_question(
        "shelters",
        Kind.GRID,
        rows=[a_row("women", wording=words("Women", "Mujeres")), a_row("men", wording=words("Men", "Hombres"))],
        columns=[
            a_column("houses", wording=words("Shelters", "Albergues")),
            a_column("places", wording=words("Places", "Plazas")),
        ],
        wording=words("How many shelters and places?", "¿Cuántos albergues y plazas?"),
        totals=Totals.COLUMNS,
    )
    said = {"shelters/women/houses": "2", "shelters/women/places": "50", "shelters/men/houses": "1"}

    english, spanish = both(compared(a_questionnaire(shelters), {"PER": said}), "shelters")

    assert "come to 3 under “Shelters” (one State) and 50 under “Places” (one State)." in english
    assert "asciende a 3 en «Albergues» (un Estado) y 50 en «Plazas» (un Estado)." in spanish


def test_what_the_one_state_of_the_base_chose_is_one_clause():
    comparison = compared(a_questionnaire(WHO), {"PER": {"who": "police courts"}})

    english, spanish = both(comparison, "who")

    assert "the one State that replied chose “Police” and “Courts”." in english
    assert "el único Estado que respondió eligió «Policía» y «Tribunales»." in spanish


def test_what_the_same_states_chose_is_told_together_and_what_as_many_chose_is_told_as_separate_cases():
    few = {"PER": {"who": "police courts"}, "JAM": {"who": "police courts"}, "CHL": {"who": "press"}}
    many = {
        iso3: {"who": "police press" if at else "courts press"} for at, iso3 in enumerate(["ARG", "BOL", "CHL", "JAM"])
    } | {iso3: {"who": "courts"} for iso3 in ("PER", "URY", "USA")}

    english, spanish = both(compared(a_questionnaire(WHO), few), "who")
    assert "two of the three States that replied chose “Police” and “Courts”: Jamaica and Peru; and one," in english
    assert "dos de los tres Estados que respondieron eligieron «Policía» y «Tribunales»: Jamaica y Perú;" in spanish

    english, spanish = both(compared(a_questionnaire(WHO), many), "who")
    assert "four of the seven States that replied chose, in each case, “Courts” and “Press”; and three," in english
    assert "cuatro de los siete Estados que respondieron eligieron, en cada caso, «Tribunales» y «Prensa»;" in spanish


def test_of_a_question_that_nobody_answered_it_is_told_once_what_each_did():
    form = a_questionnaire(LAW, YEAR)
    one = compared(form, {"PER": YES, "JAM": NO, "CHL": NO})
    two = compared(form, {"PER": YES, "JAM": YES | {"year": NOT_AVAILABLE}, "CHL": NO})

    assert both(one, "year") == (
        (
            "The question “Since when?” was put to one State only, which left it blank. It was not put to the other"
            " two, because an earlier answer made it unnecessary."
        ),
        (
            "La pregunta «¿Desde cuándo?» se formuló a un solo Estado, que no contestó. A los otros dos no se les"
            " formuló, porque una respuesta anterior la hizo innecesaria."
        ),
    )
    assert both(two, "year")[1] == (
        "La pregunta «¿Desde cuándo?» se formuló a dos Estados: uno no contestó y uno indicó que la información no"
        " está disponible. Al otro Estado no se le formuló, porque una respuesta anterior la hizo innecesaria."
    )


def test_the_figures_told_are_the_same_in_every_language_and_name_no_state_that_said_no():
    comparison = compared(a_questionnaire(LAW), {"PER": YES, "JAM": NO})

    told = [figures_of(speaker(comparison, one), comparison.tallies["law"]) for one in ("en", "es")]

    assert told[0] == told[1]
    assert told[0]["options"] == {"yes": ["PER"], "preparing": [], "no": 1}


def test_a_wording_with_quotation_marks_is_quoted_within_quotation_marks():
    question = a_question("law", Kind.ONE, OPTIONS, wording=words("Is “trafficking” defined?", "¿Se define «trata»?"))

    english, spanish = both(compared(a_questionnaire(question), {"PER": YES, "JAM": NO}), "law")

    assert english.startswith("To the question “Is ‘trafficking’ defined?”,")
    assert spanish.startswith("A la pregunta «¿Se define “trata”?»,")


def test_a_change_is_told_over_those_that_answered_both_times():
    form = a_questionnaire(LAW)
    before = compared(form, {"PER": NO, "JAM": YES, "CHL": NO, "BOL": YES})
    now = compared(form, {"PER": YES, "JAM": YES, "CHL": YES, "USA": YES})
    change = changes(before, now)["law"][0]

    assert report.change(LAW, change, speaker(now, "en")) == (
        "On “Is there a law?”, of the three States that answered both times, one answered “Yes” then and three do so"
        " now; Chile and Peru are new among them."
    )
    assert report.change(LAW, change, speaker(now, "es")) == (
        "Respecto de «¿Existe una ley?», de los tres Estados que contestaron en ambas ocasiones, uno contestó «Sí» en"
        " la ronda anterior y tres lo hicieron en esta; se suman Chile y Perú."
    )


def test_other_difficulties_are_counted_but_are_none_that_is_named_most_often():
    options = [
        an_option("funds", wording=words("Funds", "Fondos")),
        an_option("other", wording=words("Other", "Otra")),
    ]
    asked = a_question("hard", Kind.SEVERAL, options, wording=words("What is hard?", "¿Qué dificulta?"))
    comparison = compared(
        a_questionnaire(asked), {"PER": {"hard": "other"}, "JAM": {"hard": "other"}, "CHL": {"hard": "funds"}}
    )

    assert difficulties(comparison.tallies["hard"], speaker(comparison, "es")) == (
        "En «¿Qué dificulta?», los tres Estados que respondieron señalaron al menos una dificultad. La señalada con"
        " mayor frecuencia es «Fondos» (un Estado)."
    )
