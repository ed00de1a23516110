"""People at a browser: what each does and sees, in words of the work and not of the page."""

import re
from collections.abc import Collection, Mapping
from pathlib import Path

import pytest
import sqlalchemy as sa
from babel.support import Translations
from playwright.sync_api import Error, Locator, Page, ViewportSize, expect
from pyotp import TOTP

from surveyapp.actions.seeing import CODE_LETTERS
from surveyapp.core.addresses import email_key
from surveyapp.store.database import reading
from surveyapp.store.models import Letter
from tests.browser import axe_violations

WIDE: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 360, "height": 740}
TRANSLATIONS = Path(__file__).parents[2] / "translations"
SAVED = "Saved %(time)s"
CANNOT_SAVE = "Not saved: the server cannot save at the moment. Your text is still here and will be sent again."
NOT_SAVED = "Not saved: no connection. Your text is still here and will be sent again."
SIGNED_OUT = (
    "Not saved: you have been signed out. Sign in again in another tab; your text stays here and will then be sent."
)
TWO_TEXTS = "Two texts: please choose"
TO_CHOOSE = "Not saved: one text waits for your choice"
SAVING = "Saving…"
FARTHEST = 150
ANY_TIME = r"\d{1,2}:\d\d"


def in_words(words: str, language: str, **facts: str) -> str:
    """A sentence of the interface in a language, from the catalog that the product reads."""
    return str(Translations.load(TRANSLATIONS, [language]).gettext(words)) % facts


class Mailbox:
    """The letters written to people, read from the store as they stand there with no mail server configured."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def letters(self, email: str) -> list[Letter]:
        """Those to an address, newest first."""
        found = sa.select(Letter).where(Letter.email_key == email_key(email)).order_by(Letter.id.desc())
        with reading(self._engine) as session:
            return list(session.scalars(found))

    def newest_code(self, email: str) -> str:
        """The code of the newest letter that carries one."""
        letter = next(one for one in self.letters(email) if one.kind in CODE_LETTERS)
        found = re.search(r"\b\d{4} \d{4}\b", letter.body)
        assert found, f"no code in the letter {letter.subject!r}"
        return found.group()


class Visitor:
    """Somebody at a browser, reading in one language."""

    def __init__(
        self, page: Page, address: str, language: str, mailbox: Mailbox, *, email: str, is_scripted: bool
    ) -> None:
        self.page, self.address, self.language, self.mailbox = page, address, language, mailbox
        self.email, self.is_scripted = email, is_scripted

    def goes_to(self, path: str) -> None:
        """Opens an address of the product, typed after the language."""
        self.page.goto(f"{self.address}/{self.language}{path}")

    def goes_on(self) -> None:
        """Presses the one button, or follows the one link, that a page offers as what to do next."""
        self.arrives_by(self.page.locator(".button.primary"))

    def goes_back(self) -> None:
        """Presses the browser's own Back."""
        self.page.go_back()

    def arrives_by(self, control: Locator) -> None:
        """Presses what leads to another page, and waits until that page is there: a click alone does not wait."""
        with self.page.expect_navigation():
            control.click()

    def arrives_by_enter(self) -> None:
        """The same with the Enter key, pressed where one is."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def reads(self, words: str | re.Pattern[str]) -> None:
        """Sees these words in the main part of the page, after waiting for them if need be."""
        expect(self.page.locator("main")).to_contain_text(words)

    def moves_to(self, control: Locator) -> None:
        """Reaches a control with the Tab key, as somebody does who uses no mouse."""
        for _ in range(FARTHEST):
            if control.evaluate("control => control === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the Tab key does not lead to {control} at {self.page.url}")

    @property
    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    def finds_nothing_wrong(self) -> None:
        """Looks at the page as it stands."""
        faults = self.faults()
        assert not faults, "\n".join(faults)

    def faults(self) -> list[str]:
        """What is wrong with the page on a wide and on a narrow screen. Where scripts are off axe cannot look."""
        found = [fault for size in (NARROW, WIDE) for fault in self._faults(size)]
        return [f"{fault} ({self.language})" for fault in found]

    def _faults(self, size: ViewportSize) -> list[str]:
        self.page.set_viewport_size(size)
        found = axe_violations(self.page) if self.is_scripted else []
        return [f"{size['width']} px: {fault}" for fault in [*found, *_sideways(self.page)]]


class FocalPoint(Visitor):
    """A person of a state: comes in with a mailed code, answers, reviews and sends."""

    def comes_in(self) -> None:
        """From the first page to the desk, by typing the address and the code that arrives."""
        self.goes_to("/")
        self.goes_on()
        self.says_who_it_is()

    def says_who_it_is(self) -> None:
        """From the page that asks for the address to whatever comes after the code."""
        self.page.locator("input[name=address]").fill(self.email)
        self.goes_on()
        self.page.locator("input[name=code]").fill(self.mailbox.newest_code(self.email))
        self.goes_on()

    def opens_section(self, reply: str, section: str) -> None:
        self.goes_to(f"/reply/{reply}/section/{section}")

    def question(self, code: str) -> Locator:
        return self.page.locator(f"#q-{code}")

    def field(self, name: str) -> Locator:
        """The control of this name; of a choice, of all its options."""
        return self.page.locator(f'[name="a.{name}"]')

    def writes(self, name: str, text: str) -> None:
        field = self.field(name)
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(text)
        else:
            field.fill(text)

    def chooses(self, name: str, option: str) -> None:
        self.page.locator(f'[name="a.{name}"][value="{option}"]').check()

    def attaches(self, name: str, file: Path) -> None:
        self.field(f"{name}.upload").set_input_files(file)
        if self.is_scripted:
            expect(self.page.locator(".files", has_text=file.name)).to_be_visible()

    def has_more_to_say(self, code: str) -> None:
        """Asks for what can be put beside the answer to a question."""
        self.question(code).locator('button[name="beside"]').click()
        expect(self.field(f"{code}@source.text")).to_be_visible()

    def leaves_the_field(self) -> None:
        self.page.keyboard.press("Tab")

    def is_told_that_it_is_saved(self, code: str) -> None:
        said = re.escape(in_words(SAVED, self.language, time="TIME")).replace("TIME", ANY_TIME)
        expect(self.question(code).locator(".saved")).to_have_text(re.compile(f"^{said}$"))

    def is_told_at_the_foot_of_the_page_that_a_text_waits(self, place: str) -> None:
        """And nothing there says that the page is saved; the link leads to the two texts."""
        foot = self.page.locator(".save-bar [role=status]")
        link = foot.get_by_role("link", name=in_words(TO_CHOOSE, self.language))
        expect(link).to_be_visible()
        expect(foot).not_to_contain_text(in_words(SAVED, self.language, time="").strip())
        link.click()
        expect(self.question(place).locator(".conflict")).to_be_in_viewport()

    def is_told_at_the_foot_of_the_page_that_all_is_saved(self) -> None:
        foot = self.page.locator(".save-bar [role=status]")
        expect(foot).to_contain_text(in_words(SAVED, self.language, time="").strip())
        expect(foot.get_by_role("link")).to_have_count(0)

    def is_told(self, code: str, words: str) -> None:
        """Reads this sentence of the interface at a question, after waiting for it if need be."""
        expect(self.question(code)).to_contain_text(in_words(words, self.language))

    def saves(self) -> None:
        """What is typed is kept: by itself where scripts run, else by the button."""
        if self.is_scripted:
            self.page.locator("h1").click()
            expect(self.page.locator("#answers")).not_to_contain_text(in_words(SAVING, self.language))
        else:
            self.arrives_by(self.page.locator('.save-bar button[value="stay"]'))

    def finds_nobody_there(self) -> None:
        """Saves by the button while no server answers, and is shown the browser's own page."""
        with pytest.raises(Error, match="ERR_CONNECTION_REFUSED"):
            self.saves()
        self.page.wait_for_url("chrome-error://**")  # it comes after the click has failed, and "back" leads from it

    def saves_and_goes_on(self) -> None:
        """Presses the button at the foot of a section."""
        self.arrives_by(self.page.locator('.save-bar button[value="on"]'))

    def adds_an_entry(self, list_code: str) -> str:
        """Adds an entry to a list; returns the beginning of the names of its fields."""
        self.arrives_by(self.page.locator(f'button[name="add"][value="{list_code}"]'))
        entry = self.question(list_code).locator(".entry").last
        name = entry.locator("[name^='a.']").first.get_attribute("name") or ""
        return name.removeprefix("a.").partition("].")[0] + "]"

    def switches_language(self, language: str) -> None:
        self.arrives_by(self.page.locator(f'.languages [lang="{language}"]'))
        expect(self.page.locator("html")).to_have_attribute("lang", language)
        self.language = language

    def settles(self, place: str, whose: str) -> None:
        """Chooses between two texts: "yours", "theirs" or what stands in the text put together from "both"."""
        self.page.locator(f'[name="keep.{place}"][value="{whose}"]').check()
        self.arrives_by(self.question(place).locator("button[name=settle]"))

    def opens_the_history(self, code: str) -> None:
        """Follows the link beside a question."""
        self.arrives_by(self.question(code).locator("a.history"))

    def signs_out(self) -> None:
        self.arrives_by(self.page.locator("form.person button"))

    def in_another_tab(self) -> "FocalPoint":
        """The same person in the same browser, looking at another page."""
        page = self.page.context.new_page()
        return FocalPoint(
            page, self.address, self.language, self.mailbox, email=self.email, is_scripted=self.is_scripted
        )

    def declares(self, code: str = "") -> None:
        """Ticks the declaration on the review page and goes on, with a code where one is asked for."""
        if code:
            self.page.locator("input[name=code]").fill(code)
        self.page.locator("input[name=declare]").check()
        self.goes_on()


def _sideways(page: Page) -> list[str]:
    """What is wider than the window, so that one has to scroll sideways."""
    wide = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{page.url} is {wide} px wider than the window"] if wide > 0 else []


class Officer(Visitor):
    """A person of the secretariat: takes in a questionnaire, opens a round, reads where it stands."""

    passphrase = "siete garzas cruzan el istmo callado"

    def accepts_the_invitation(self, code: str) -> list[str]:
        """Sets up passphrase and second factor and is in; returns the printed codes."""
        self.goes_to("/sign-in/secretariat/begin")
        self.page.locator("input[name=address]").fill(self.email)
        self.page.locator("input[name=code]").fill(code)
        self.goes_on()
        self.finds_nothing_wrong()
        secret = self.page.locator(".seal").inner_text().replace(" ", "")
        self.page.locator("input[name=passphrase]").fill(self.passphrase)
        self.page.locator("input[name=repeated]").fill(self.passphrase)
        self.page.locator("input[name=code]").fill(TOTP(secret).now())
        self.goes_on()
        self.finds_nothing_wrong()
        codes = self.page.locator(".codes li").all_inner_texts()
        self.goes_on()
        return codes

    def comes_in(self, code: str) -> None:
        """With the passphrase and a printed code, or one that the application shows."""
        self.goes_to("/sign-in/secretariat")
        self.page.locator("input[name=address]").fill(self.email)
        self.page.locator("input[name=passphrase]").fill(self.passphrase)
        self.page.locator("input[name=code]").fill(code)
        self.goes_on()

    def signs_out(self) -> None:
        self.arrives_by(self.page.locator("form.person button"))

    def takes_in(self, workbook: Path) -> None:
        """Takes in a questionnaire, reads every section and publishes it."""
        self.goes_to("/secretariat/questionnaires")
        self.finds_nothing_wrong()
        self.goes_on()
        self.finds_nothing_wrong()
        self.page.locator("input[name=workbook]").set_input_files(workbook)
        self.goes_on()
        self.finds_nothing_wrong()
        self.arrives_by(self.page.locator(".tasks a").first)
        while self.page.locator(".tasks").count() == 0:
            self.finds_nothing_wrong()
            self.goes_on()
        self.goes_on()

    def makes_a_round(self, code: str, facts: Mapping[str, str], states: Collection[str]) -> None:
        """Plans a round on the one questionnaire that is published, asking these states alone."""
        self.goes_to("/secretariat")
        self.finds_nothing_wrong()
        self.goes_on()
        self.page.locator("input[name=code]").fill(code)
        for name, text in facts.items():
            self.page.locator(f"input[name={name}]").fill(text)
        for box in self.page.locator("input[name=states]").all():
            box.set_checked(box.get_attribute("value") in states)
        self.finds_nothing_wrong()
        self.goes_on()

    def names_a_focal_point(self, state: str, name: str, email: str, language: str) -> None:
        self.page.locator("select[name=state]").select_option(state)
        self.page.locator("input[name=name]").fill(name)
        self.page.locator("input[name=title]").fill("Directora")
        self.page.locator("input[name=institution]").fill("CONATT")
        self.page.locator("input[name=email]").fill(email)
        self.page.locator(f"input[name=language][value={language}]").check()
        self.goes_on()

    def invites(self, round_: str) -> None:
        """Reads the letters, opens the round and sends them."""
        self.goes_to(f"/secretariat/rounds/{round_}/invitations")
        self.finds_nothing_wrong()
        self.goes_on()
        self.finds_nothing_wrong()
        self.goes_on()

    def downloads_the_comparative_workbook(self, round_: str, language: str) -> bytes:
        self.goes_to(f"/secretariat/rounds/{round_}")
        self.page.locator("#t-language").select_option(language)
        with self.page.expect_download() as download:
            self.page.locator("form[action$=comparative-workbook] button").click()
        return download.value.path().read_bytes()
