import pytest

from surveyapp.web.languages import LANGUAGES


@pytest.mark.parametrize(
    ("header", "language"), [("es-MX,es;q=0.9", "es"), ("pt-BR,pt", "en"), ("en-JM", "en"), ("", "en")]
)
def test_the_first_address_leads_to_the_language_the_browser_prefers(client, header, language):
    answer = client.browser.get("/", headers={"Accept-Language": header})

    assert answer.location == f"/{language}/"


@pytest.mark.parametrize("address", ["/fr/", "/EN/", "/en-us/", "/e/", "/english/"])
def test_a_language_that_the_interface_does_not_have_is_an_unknown_address(client, address):
    client.open(address, status=404)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_is_in_one_language(client, language):
    assert client.open(f"/{language}/").language == language


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", ["sign-in", "sign-in/secretariat", "sign-in/secretariat/begin"])
def test_coming_in_is_in_one_language(client, language, address):
    assert client.open(f"/{language}/{address}").language == language


def test_the_switch_of_language_keeps_the_place_and_the_query(client):
    page = client.open("/en/no-such-page?round=2012&round=2010", status=404)
    assert page.follow("Español").address == "/es/"

    [link] = [link for link in client.open("/en/").all("a") if link.get("lang") == "es"]
    assert link.get("href") == "/es/"


@pytest.mark.parametrize(("language", "heading"), [("en", "Page not found"), ("es", "Página no encontrada")])
def test_an_unknown_address_is_said_in_the_language_of_the_address(client, language, heading):
    assert client.open(f"/{language}/no-such-page", status=404).h1 == heading
