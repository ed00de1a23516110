"""Fixtures for journeys in a real browser: Debian's Chromium, headless, with and without JavaScript, and axe."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    Response,
    expect,
    sync_playwright,
)

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
# What the driver switches off itself (a browser takes only the last list), and the page that Chromium draws below its
# own address bar: that one starts and draws with every context, and takes as long as the whole test does otherwise.
SWITCHED_OFF = [
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
]
# Root has no sandbox; the others keep the browser from calling home.
FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join(SWITCHED_OFF)}",
]
AXE = Path(__file__).parent / "assets" / "axe.min.js"
WAIT_MILLISECONDS = 90_000
# The longest anything is waited for, on a slow and busy machine: longer than pages wait before they try again what a
# server that was away did not take. What is there is not waited for.
expect.set_options(timeout=WAIT_MILLISECONDS)

NewContext = Callable[..., BrowserContext]


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine: sudo apt-get install chromium")
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture
def new_context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[NewContext]:
    """Makes a browser of one person: `new_context(locale="es", java_script_enabled=False)`.

    A request to any other machine, an error in a script or on the console, a file of a page that is not there and an
    answer that says the fault is the product's fail the test when it ends; a test with a `full_disk` is answered 503.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []
    expected = {503} if "full_disk" in request.fixturenames else set()

    def make(**options: Any) -> BrowserContext:
        context = browser.new_context(**options)
        context.set_default_timeout(WAIT_MILLISECONDS)
        context.on("request", lambda request: _note_foreign(request.url, faults))
        context.on("weberror", lambda error: faults.append(str(error.error)))
        context.on("console", lambda message: _note_error(message, faults))
        context.on("response", lambda response: response.status in expected or _note_failure(response, faults))
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()
    assert not faults, "\n".join(faults)


@pytest.fixture
def page(new_context: NewContext) -> Page:
    """A page of a browser with JavaScript."""
    return new_context().new_page()


@pytest.fixture
def plain_page(new_context: NewContext) -> Page:
    """A page of a browser with JavaScript off."""
    return new_context(java_script_enabled=False).new_page()


def axe_violations(page: Page) -> list[str]:
    """What axe finds wrong with the page as it stands: rule, what it asks, where. The page needs JavaScript."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))  # by the debugger: a script element the policy refuses
    found = page.evaluate("async () => (await axe.run()).violations")
    return [
        f"{page.url} {rule['id']}: {rule['help']}: {', '.join(str(node['target']) for node in rule['nodes'])}"
        for rule in found
    ]


def _note_foreign(url: str, faults: list[str]) -> None:
    if not url.startswith(("http://127.0.0.1:", "data:", "blob:", "about:")):
        faults.append(f"A request to another machine: {url}")


def _note_error(message: ConsoleMessage, faults: list[str]) -> None:
    # A page that could not be loaded is an error on the console too; whether it is one of ours, its status says.
    if message.type == "error" and not message.text.startswith("Failed to load resource"):
        faults.append(message.text)


def _note_failure(response: Response, faults: list[str]) -> None:
    is_part_of_a_page = response.request.resource_type in {"stylesheet", "script", "image", "font"}
    if response.status >= 500 or (is_part_of_a_page and response.status >= 400):
        faults.append(f"{response.status} at {response.url}")
