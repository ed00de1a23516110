"""The history of an answer: what is told of it, and how an earlier text is brought back."""

from datetime import timedelta

import pytest

from surveyapp.core.places import Place
from tests.pages.test_answering_pages import a_desk

PLAN = Place("plan")


@pytest.fixture
def desk(app, now):
    return a_desk(app, now)


def the_history(desk, question="plan", language="en", query=""):
    return desk.client.open(desk.address(f"/history/{question}{query}", language))


def lines(page):
    return [" ".join(one.split()) for one in page.texts("li")]


def words(page, tag):
    return [" ".join(one.split()) for one in page.texts(tag)]


def test_a_history_says_who_when_and_what_changed_word_by_word(desk, now):
    desk.meanwhile(PLAN, {"text": "The plan of 2019 is in force."})
    desk.now = now + timedelta(hours=1)
    desk.meanwhile(PLAN, {"text": "The plan of 2021 is in force."}, seen=1)

    page = the_history(desk)

    newest, first = lines(page)
    assert "15 September" in newest
    assert "9:30" in newest
    assert "Marcia Reid" in newest
    assert "stands now" in newest
    assert "8:30" in first
    assert words(page, "del") == ["removed: 2019"]
    assert words(page, "ins") == ["added: 2021", "added: The plan of 2019 is in force."]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("question", ["plan", "offence", "laws", "victims", "services", "calls", "paper"])
def test_every_history_is_sound_in_both_languages(desk, language, question):
    desk.meanwhile(Place("offence"), {"option": "yes", "detail.yes": "Ley 1"})
    desk.meanwhile(Place("victims", row="y1", column="women"), {"text": "12"})
    desk.meanwhile(Place("services", row="legal"), {"option": "state"})
    desk.meanwhile(Place("calls"), {"text": "1200"})
    desk.meanwhile(Place("calls"), {"text": "about forty"}, seen=1)

    assert the_history(desk, question, language).language == language


def test_choices_stand_in_words_and_numbers_as_they_were_understood(desk):
    desk.meanwhile(Place("offence"), {"option": "yes"})
    desk.meanwhile(Place("offence"), {"option": "no"}, seen=1)
    desk.meanwhile(Place("victims", row="y1", column="women"), {"text": "1200"})

    chosen, figures = the_history(desk, "offence"), the_history(desk, "victims")

    assert (words(chosen, "del"), words(chosen, "ins")) == (["removed: Yes"], ["added: No", "added: Yes"])
    [line] = lines(figures)
    assert "Y1 · Women" in line
    assert "1 200" in line


def test_what_stands_beside_an_answer_belongs_to_its_history(desk):
    desk.meanwhile(Place("plan", beside="source"), {"text": "Gaceta 12"})

    [line] = lines(the_history(desk))

    assert "Source and reference" in line
    assert "Gaceta 12" in line


def test_of_a_list_the_entries_that_came_went_and_moved_are_told_with_their_titles(desk):
    page = desk.section("law").form("/section/law").send(button="Add an entry")
    [entry] = desk.entries()
    page = page.form("/section/law").send({f"a.laws[{entry}].title.text": "Ley 9095"}, "Save")
    page.form("/section/law").send({"remove": f"laws {entry}"})

    told = lines(the_history(desk, "laws"))

    assert ["entry removed" in one for one in told] == [True, False, False]
    assert "Ley 9095 · Question title" in told[1]
    assert "entry added" in told[2]
    assert all("Ley 9095" in one for one in told)


def test_an_earlier_text_is_brought_back_and_nothing_is_erased(desk):
    desk.meanwhile(PLAN, {"text": "first"})
    desk.meanwhile(PLAN, {"text": "second"}, seen=1)

    page = the_history(desk).form("/history/plan").send()

    assert desk.typed()["plan"] == {"text": "first"}
    told = lines(page)
    assert "an earlier text was brought back" in told[0]
    assert "Name A" in told[0]
    assert len(told) == 3


def test_an_empty_answer_and_one_with_fewer_parts_come_back_as_they_were(desk):
    desk.meanwhile(Place("offence"), {"option": "yes"})
    desk.meanwhile(Place("offence"), {"option": "yes", "detail.yes": "Ley 1"}, seen=1)

    the_history(desk, "offence").form("/history/offence").send()

    assert desk.typed()["offence"] == {"option": "yes"}


def test_what_somebody_saved_meanwhile_is_not_written_over(desk):
    desk.meanwhile(PLAN, {"text": "first"})
    desk.meanwhile(PLAN, {"text": "second"}, seen=1)
    form = the_history(desk).form("/history/plan")
    desk.meanwhile(PLAN, {"text": "third"}, seen=2)

    page = form.send(status=409)

    assert desk.typed()["plan"] == {"text": "third"}
    assert "meanwhile Marcia Reid saved another text" in page.text


def test_brought_back_twice_with_one_press_is_once(desk):
    desk.meanwhile(PLAN, {"text": "first"})
    desk.meanwhile(PLAN, {"text": "second"}, seen=1)
    form = the_history(desk).form("/history/plan")

    form.send()
    page = form.send()

    assert len(lines(page)) == 3


def test_a_section_leads_to_the_history_where_something_is_written(desk):
    desk.meanwhile(PLAN, {"text": "first"})

    page = desk.section("law")

    shown = [link.get("href") for link in page.all(".history") if link.get("hidden") is None]
    assert shown == [desk.address("/history/plan")]
    assert page.client.open(shown[0]).h1 == "History of an answer"


def test_a_long_history_is_told_page_by_page(desk):
    for number in range(1, 26):
        desk.meanwhile(PLAN, {"text": f"text {number}"}, seen=number - 1)

    first, second = the_history(desk), the_history(desk).follow("Older")

    assert (len(first.all("li")), len(second.all("li"))) == (20, 5)
    assert words(second, "del")[0] == "removed: 4"
    assert "Page 2 of 2" in second.text
    assert second.follow("Newer").texts("li") == first.texts("li")


def test_of_a_long_text_the_change_is_shown_and_the_whole_on_demand(desk):
    long = " ".join(["word"] * 400)
    desk.meanwhile(PLAN, {"text": f"{long} before {long}"})
    desk.meanwhile(PLAN, {"text": f"{long} after {long}"}, seen=1)

    page = the_history(desk)

    assert page.texts("li")[0].count("word") < 100
    assert page.follow(next(one for one in page.texts("a") if "whole text" in one)).texts("li")[0].count("word") == 800


@pytest.mark.parametrize(("role", "sections"), [("observer", None), ("contributor", ["help"])])
def test_who_does_not_write_a_section_brings_nothing_back(app, now, role, sections):
    desk = a_desk(app, now, role, sections)
    desk.meanwhile(PLAN, {"text": "first"})
    desk.meanwhile(PLAN, {"text": "second"}, seen=1)
    posted = {"csrf_token": desk.token(), "version": "1", "seen": "2"}

    answer = desk.client.browser.post(desk.address("/history/plan"), data=posted)

    assert answer.status_code == 404
    assert desk.typed()["plan"] == {"text": "second"}


def test_an_observer_reads_a_history_without_buttons(app, now):
    desk = a_desk(app, now, "observer")
    desk.meanwhile(PLAN, {"text": "first"})
    desk.meanwhile(PLAN, {"text": "second"}, seen=1)

    page = the_history(desk)

    assert len(lines(page)) == 2
    assert "Bring this back" not in page.text


@pytest.mark.parametrize("question", ["no_such_question", "plan/x", "%00"])
def test_of_what_is_no_question_there_is_no_history(desk, question):
    desk.client.open(desk.address(f"/history/{question}"), status=404)


def test_when_the_reply_was_sent_the_history_is_only_read(desk):
    desk.meanwhile(PLAN, {"text": "first"})
    desk.meanwhile(PLAN, {"text": "second"}, seen=1)
    form = the_history(desk).form("/history/plan")
    desk.change(standing="submitted")

    page = form.send(status=409)

    assert "the reply has been sent" in page.text
    assert "Bring this back" not in page.text


def test_a_version_of_another_reply_does_not_come_here(desk):
    desk.meanwhile(PLAN, {"text": "first"})
    desk.meanwhile(PLAN, {"text": "second"}, seen=1)

    the_history(desk).form("/history/plan").send({"version": "999999"}, status=409)
    the_history(desk).form("/history/plan").send({"version": "no number"}, status=409)

    assert desk.typed()["plan"] == {"text": "second"}
