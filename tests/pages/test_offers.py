"""What the pages of the secretariat offer somebody leads nowhere that his or her roles do not open."""

from urllib.parse import urlsplit

import pytest
from lxml import html
from werkzeug.exceptions import MethodNotAllowed, NotFound

from surveyapp.web.access import ENDPOINTS
from tests.pages.test_access import PEOPLE, methods, world

__all__ = ["world"]
LIMITED = ["officer", "publisher", "translator", "auditor"]


def offered(text, address):
    """Each link, and each form and button that sends, as method and path."""
    page = html.document_fromstring(text)
    links = [("GET", one) for one in page.xpath("//main//a/@href | //nav[@class='places']//a/@href")]
    forms = [((one.method or "GET").upper(), one.get("action") or address) for one in page.xpath("//main//form")]
    buttons = [("POST", one) for one in page.xpath("//main//@formaction")]
    return {(method, urlsplit(leads_to).path) for method, leads_to in [*links, *forms, *buttons]}


@pytest.mark.parametrize("role", LIMITED)
def test_nothing_is_offered_that_is_not_open(world, role):
    browser, adapter = world.browser(role), world.app.url_map.bind("localhost")
    held, wrong = PEOPLE[role][0], set()
    for endpoint, rule in sorted(ENDPOINTS.items()):
        if not endpoint.startswith("secretariat.") or held not in rule.read_by or "GET" not in methods(endpoint):
            continue
        address = world.address(endpoint)
        answer = browser.browser.get(address)
        is_page = answer.status_code == 200 and answer.mimetype == "text/html"
        text = answer.text if is_page else ""
        answer.close()
        for method, path in offered(text, address) if is_page else ():
            if not path.startswith("/"):
                continue
            try:
                found, _arguments = adapter.match(path, method=method)
            except (NotFound, MethodNotAllowed):
                continue
            roles = ENDPOINTS[found].lets_in(method)
            if not roles & {held, "signed_in", "public"}:
                wrong.add((endpoint, method, found))

    assert wrong == set()
