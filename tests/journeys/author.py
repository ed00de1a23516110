"""An officer who writes questionnaires: takes in workbooks, tries them out, has them translated, moves rounds."""

from playwright.sync_api import Locator, expect

from tests.journeys.navigators import Officer, in_words

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Author(Officer):
    """Finds links and buttons by their words, as the guide for officers names them."""

    def link(self, words: str, **facts: str) -> Locator:
        return self.page.locator("main").get_by_role("link", name=self.says(words, **facts), exact=True)

    def button(self, words: str, **facts: str) -> Locator:
        return self.page.locator("main").get_by_role("button", name=self.says(words, **facts), exact=True)

    def follows(self, words: str, **facts: str) -> None:
        """Follows the link of these words and looks at the page behind it."""
        self.arrives_by(self.link(words, **facts))
        self.finds_nothing_wrong()

    def presses(self, words: str, **facts: str) -> None:
        """Presses the button of these words and looks at the page that answers."""
        self.arrives_by(self.button(words, **facts))
        self.finds_nothing_wrong()

    def says(self, words: str, **facts: str) -> str:
        return in_words(words, self.language, **facts)

    def is_at(self, words: str, **facts: str) -> None:
        """Stands on the page of this heading."""
        expect(self.page.locator("h1")).to_have_text(self.says(words, **facts))

    def sends_a_workbook(self, content: bytes, name: str) -> None:
        """Chooses a workbook on the page where one is taken in, and sends it."""
        self.page.locator("input[name=workbook]").set_input_files({"name": name, "mimeType": XLSX, "buffer": content})
        self.goes_on()
        self.finds_nothing_wrong()

    def faults_told(self) -> list[str]:
        """Place, fault and cure of each row of the tables of faults, as one text."""
        return self.page.locator("table.faults tbody tr").all_inner_texts()

    def opens_edition(self, version: str) -> None:
        self.goes_to("/secretariat/questionnaires")
        self.follows("version %(version)s", version=version)

    def follows_section(self, code: str) -> None:
        """Opens the preview of a section from the page of its edition."""
        self.arrives_by(self.page.locator(f".tasks a[href$='/section/{code}']"))
        self.finds_nothing_wrong()

    def row(self, question: str) -> Locator:
        """The row of a question in the preview of its section."""
        return self.page.locator(f"tr#q-{question}")

    def tries(self, question: str, option: str) -> None:
        """Answers a question of one choice in the preview, to see what comes of it."""
        self.page.locator(f'[name="a.{question}.option"]').select_option(option)
        if not self.is_scripted:
            self.presses("Update")

    def opens_wording(self, path: str, section: str) -> None:
        """Looks a wording up in the list of its section and opens the fields in which it is corrected."""
        self.page.locator("select[name=section]").select_option(section)
        self.presses("Show")
        self.arrives_by(self.page.locator(f"[id='w-{path}'] h3 a"))
        self.finds_nothing_wrong()

    def rewords(self, **texts: str) -> None:
        """Writes a wording in these languages."""
        for language, text in texts.items():
            self.page.locator(f'[name="w.{language}"]').fill(text)

    def begins_an_edition(self, version: str) -> None:
        """Begins a new edition from the one whose page is open."""
        self.page.locator("input[name=version]").fill(version)
        self.presses("Begin the new edition")

    def opens_round(self, code: str) -> None:
        self.goes_to(f"/secretariat/rounds/{code}")
        self.presses("Open the round")

    def downloads(self, control: Locator) -> bytes:
        """Presses what leads to a file; returns what is in it."""
        with self.page.expect_download() as download:
            control.click()
        return download.value.path().read_bytes()
