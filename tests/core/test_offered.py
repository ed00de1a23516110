"""Which options a choice filter offers, and that one no longer offered stays chosen and is pointed out."""

from datetime import date

from surveyapp.core.checking import FindingKind, Severity, findings
from surveyapp.core.conditions import asked, offered
from surveyapp.core.places import leaf, parse
from surveyapp.core.questionnaire import Kind, Property
from tests.builders import a_question, a_questionnaire, an_option, answered

TODAY = date(2012, 10, 15)
PROVINCES = (
    an_option("cusco", properties=(Property("region", "highlands"),)),
    an_option("puno", properties=(Property("region", "highlands"),)),
    an_option("lima", properties=(Property("region", "coast"),)),
    an_option("abroad"),
)
FORM = a_questionnaire(
    a_question("region", Kind.ONE, "highlands coast"),
    a_question("province", Kind.ONE, PROVINCES, choice_filter="region = ${region} or name = 'abroad'"),
    a_question("others", Kind.SEVERAL, PROVINCES, choice_filter="region = ${region} and not(name = ${province})"),
)


def can_be_chosen(form, place, typed, entries=None):
    answers = answered(form, typed)
    now = asked(form, answers, entries or {}, TODAY)
    return [one.code for one in offered(now, answers, leaf(form, parse(place)), TODAY)]


def kinds_found(form, typed, entries=None):
    answers = answered(form, typed)
    now = asked(form, answers, entries or {}, TODAY)
    return [
        (str(one.place), one.kind, one.severity)
        for one in findings(form, answers, entries or {}, now, TODAY)
        if one.kind is not FindingKind.MISSING
    ]


def test_a_filter_offers_the_options_for_which_it_holds():
    assert can_be_chosen(FORM, "province", {"region": "highlands"}) == ["cusco", "puno", "abroad"]
    assert can_be_chosen(FORM, "others", {"region": "highlands", "province": "puno"}) == ["cusco"]
    assert can_be_chosen(FORM, "province", {}) == ["abroad"]


def test_a_question_without_a_filter_offers_all():
    assert can_be_chosen(FORM, "region", {}) == ["highlands", "coast"]


def test_a_filter_in_a_list_hears_the_fields_of_the_same_entry():
    fields = (
        a_question("region", Kind.ONE, "highlands coast"),
        a_question("province", Kind.ONE, PROVINCES, choice_filter="region = ${region}"),
    )
    form = a_questionnaire(a_question("offices", Kind.LIST, fields=fields))
    typed = {"offices[aaaa].region": "coast", "offices[bbbb].region": "highlands"}
    entries = {"offices": ["aaaa", "bbbb"]}

    assert can_be_chosen(form, "offices[aaaa].province", typed, entries) == ["lima"]
    assert can_be_chosen(form, "offices[bbbb].province", typed, entries) == ["cusco", "puno"]


def test_what_is_chosen_and_no_longer_offered_is_pointed_out_and_stops_nothing():
    typed = {"region": "coast", "province": "puno", "others": "lima cusco"}

    assert kinds_found(FORM, typed) == [
        ("province", FindingKind.NOT_OFFERED, Severity.WARNING),
        ("others", FindingKind.NOT_OFFERED, Severity.WARNING),
    ]
    assert kinds_found(FORM, typed | {"province": "lima", "others": ""}) == []
