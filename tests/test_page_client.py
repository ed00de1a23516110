import pytest
from flask import Flask, request

from tests.page_client import PageClient

GOOD = """<!doctype html>
<html lang="{lang}"><head><title>A page</title><meta name="viewport" content="width=device-width"></head>
<body><main><h1>A page</h1>{content}</main></body></html>"""

POLICY = {"Content-Security-Policy": "default-src 'self'", "X-Content-Type-Options": "nosniff"}


@pytest.fixture
def client_for():
    """A client of an application with one page, with this in its main part."""

    def make(content: str, lang: str = "en", headers: dict[str, str] = POLICY) -> PageClient:
        app = Flask(__name__)
        app.testing = True
        app.add_url_rule("/", "page", lambda: (GOOD.format(content=content, lang=lang), headers))
        app.add_url_rule(
            "/sent",
            "sent",
            lambda: (GOOD.format(content=sorted(request.form.items(multi=True)), lang=lang), headers),
            methods=["POST"],
        )
        return PageClient(app)

    return make


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("<h1>Another</h1>", "2 h1"),
        ("<p id='a'></p><p id='a'></p>", "not the only one"),
        ("<p aria-describedby='gone'></p>", "refers to gone"),
        ("<input name='a'>", "a control without a label"),
        ("<label for='a'></label><input id='a'>", "a control without a label"),
        ("<fieldset></fieldset>", "without a legend"),
        ("<form method='post' action='/x'></form>", "without csrf_token"),
        ("<form></form>", "without an action"),
        ("<a href='/x'></a>", "without words"),
        ("<a>Words</a>", "to nowhere"),
        ("<button></button>", "without words"),
        ("<img src='/x.png'>", "without alt"),
        ("<p style='color: red'>A</p>", "inline"),
        ("<p onclick='x()'>A</p>", "inline"),
        ("<script>x()</script>", "inline"),
        ("<a href='javascript:x()'>A</a>", "inline"),
        ("<script src='https://elsewhere.example/x.js'></script>", "another machine"),
        ("<p>La respuesta que dio el Estado está completa para las autoridades.</p>", "reads as es within en"),
    ],
)
def test_a_page_that_breaks_a_rule_fails_where_it_is_opened(client_for, content, fault):
    with pytest.raises(AssertionError, match=fault):
        client_for(content).open("/")


def test_a_sentence_in_the_other_language_may_say_so(client_for):
    spoken = "<p lang='es'>La respuesta que dio el Estado está completa para las autoridades.</p>"

    client_for(spoken).open("/")


def test_a_name_in_the_other_language_is_no_fault(client_for):
    client_for("<p>Ministerio de la Mujer y del Desarrollo, Saint Vincent and the Grenadines</p>").open("/")


def test_a_page_without_a_strict_policy_fails(client_for):
    with pytest.raises(AssertionError, match="content security policy"):
        client_for("", headers={}).open("/")


def test_another_status_than_expected_fails(client_for):
    with pytest.raises(AssertionError, match="404"):
        client_for("").open("/nowhere")


def test_a_form_is_sent_as_a_browser_does(client_for):
    form = """<form method="post" action="/sent"><input type="hidden" name="csrf_token" value="t">
        <label>A <input name="a" value="kept"></label> <label>B <input name="b" value="old"></label>
        <label><input type="checkbox" name="c" value="1"> C</label>
        <button name="deed" value="save">Save</button> <button name="deed" value="leave">Leave</button></form>"""

    sent = client_for(form).open("/").form().send({"b": "new"}, button="Save")

    assert "[('a', 'kept'), ('b', 'new'), ('csrf_token', 't'), ('deed', 'save')]" in sent.text
