"""The guide for focal points as a page: open to all, in both languages, and led to from where it is needed."""

from urllib.parse import urlsplit

import pytest

from surveyapp.core.places import Place
from surveyapp.web.guide import for_focal_points
from tests.pages.test_answering_pages import a_desk

LANGUAGES = ("en", "es")
HOW = {"en": "How this works", "es": "Cómo funciona"}


@pytest.fixture
def desk(app, now):
    return a_desk(app, now)


def led_to(page, words):
    """The chapters of the guide to which links that say `words` lead; the guide has them in the page's language."""
    links = [urlsplit(link.get("href")) for link in page.document.iter("a") if link.text_content() == words]
    assert {link.path for link in links} <= {f"/{page.language}/help"}
    assert {link.fragment for link in links} <= {one.anchor for one in for_focal_points(page.language).chapters}
    return [link.fragment for link in links]


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_opens_it_reads_every_chapter_in_the_language_of_the_page(client, language):
    guide = for_focal_points(language)

    page = client.open(f"/{language}/help")

    assert page.h1 == guide.title
    for chapter in guide.chapters:
        [heading] = page.all(f"#{chapter.anchor}")
        assert (heading.tag, heading.text) == (f"h{chapter.level}", chapter.title)
    assert not [mark for mark in ("**", "{#", "##", "&lt;") if mark in page.text]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_at_its_head_leads_to_every_chapter(client, language):
    page = client.open(f"/{language}/help")

    [contents] = page.all(".contents")

    chapters = [chapter.anchor for chapter in for_focal_points(language).chapters if chapter.level == 2]
    assert [link.get("href") for link in contents.iter("a")] == [f"#{anchor}" for anchor in chapters]


@pytest.mark.parametrize("address", ["/en/", "/en/sign-in"])
def test_who_has_not_come_in_is_led_to_it(client, address):
    assert client.open(address).follow("Guide for focal points").h1 == "Guide for focal points"


def test_the_help_of_the_desk_leads_to_it(desk):
    page = desk.client.open(desk.address(""))

    assert page.follow("Guide for focal points").h1 == "Guide for focal points"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("place", "chapter"), [("/workbook", "offline"), ("/review", "before-sending")])
def test_a_page_leads_to_the_chapter_that_is_about_it(desk, language, place, chapter):
    assert led_to(desk.client.open(desk.address(place, language)), HOW[language]) == [chapter]


def test_where_two_texts_stand_one_is_led_to_how_to_choose_in_a_second_window(desk):
    form = desk.section("law").form("/section/law")
    desk.meanwhile(Place("plan"), {"text": "hers"})

    page = form.send({"a.plan.text": "his"}, "Save", status=409)

    assert led_to(page, "How this works (in a second window)") == ["two-texts"]
