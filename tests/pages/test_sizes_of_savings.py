"""How much goes over the line when a field is left: two kilobytes each way, whatever the question."""

import re
import uuid
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest

from surveyapp.actions import answering, coming_in, holding
from surveyapp.actions.answering import Posted
from surveyapp.core import kinds
from surveyapp.core.places import leaves
from surveyapp.core.questionnaire import Kind, Question
from surveyapp.store.database import writing
from tests import official
from tests.bench.scene import bundled
from tests.page_client import PageClient
from tests.stored import a_person, a_reply, a_round

MOST = 2 * 1024
TEXT = "Artículo 5 de la Ley 9095, según la reforma de 2019, en todo el país y en las zonas de frontera."
TYPED = {
    Kind.LONG_TEXT: {"text": " ".join([TEXT] * 5)},
    Kind.SHORT_TEXT: {"text": TEXT},
    Kind.INTEGER: {"text": "123 456 789 012"},
    Kind.LINK: {"url": "https://www.example.org/" + "ley-9095/" * 15, "title": TEXT},
    Kind.CITATION: {"article": TEXT, "year": "2013"},
}


@pytest.fixture
def filled(app, now):
    """A browser of a focal point, and the addresses of the sections: every question of the bundled questionnaire has a
    long answer.
    """
    app.config["CLOCK"] = lambda: now
    with writing(app.extensions["engine"]) as session:
        reply = a_reply(session, "CRI", a_round(session, bundled()))
        person = a_person(session)
        for question in bundled().questions():
            for number in range(3 if question.kind is Kind.LIST else 0):
                answering.add_entry(session, reply, question.code, f"{question.code} {number}", person, now)
        held = holding.read(session, reply, now)
        answered = {
            leaf.place: Posted(_typed(leaf.question), 0)
            for question in held.questionnaire.questions()
            for leaf in leaves(question, held.entries)
        }
        answering.save_page(session, reply, answered, "answered", person, now, "es")
        pages = [f"/es/reply/{reply.public_id}/section/{one.code}" for one in held.questionnaire.sections]
        token = coming_in.begin(session, person, now)
        session.commit()
    client = PageClient(app)
    client.browser.set_cookie("session", token)
    return client, pages


def _typed(question: Question) -> dict[str, str]:
    """The first option of a choice, and something in the box of every option."""
    first = question.options[0].code if question.options else ""
    attached = {part: TEXT for part in kinds.parts(question) if part.startswith(("detail.", "article."))}
    return TYPED.get(question.kind) or {"option": first, "options": first} | attached


def savings(client: PageClient, page: str) -> Iterator[tuple[str, int, int]]:
    """Of every place of a section, one for each column and field: the bytes of its saving there and back."""
    form = client.open(page).document.get_element_by_id("answers")
    places = {re.sub(r"\[\w+\]|/\w+", "", address): address for address in official.places_in(form)}
    for place in places.values():
        posted = [*official.posted(form, place), ("operation", uuid.uuid4().hex)]
        body = urlencode(posted).encode()
        answer = client.browser.post(
            form.get("data-answer"), data=body, content_type="application/x-www-form-urlencoded;charset=UTF-8"
        )
        assert answer.status_code == 200, (place, answer.text)
        assert answer.json["versions"].keys() == {place}
        yield place, len(body), len(answer.data)


def test_the_saving_of_a_place_takes_at_most_two_kilobytes_each_way(filled):
    client, pages = filled
    found = [one for page in pages for one in savings(client, page)]

    assert {place: (sent, received) for place, sent, received in found if max(sent, received) > MOST} == {}
