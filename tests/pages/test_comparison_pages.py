"""The analyzer: figures, filters, columns that unfold, changes, texts, files and addresses, held against a comparison.

One round of nine states with the round before it, built once: what the tests read is never changed by them.
"""

import csv
import io
import re
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from config import Settings
from surveyapp.actions import coming_in, comparing, grouping, reading_log, summary_plans
from surveyapp.core import filtering
from surveyapp.core.disclosure import Audience
from surveyapp.core.marks import Mark
from surveyapp.core.places import Place
from surveyapp.core.questionnaire import Disclosure, Kind
from surveyapp.documents.round_facts import Terms
from surveyapp.store import models
from surveyapp.store.database import make_engine, reading, writing
from surveyapp.store.secretariat_models import AnswerTranslation
from surveyapp.web.secretariat import analyzer_texts, analyzer_words
from tests import product
from tests.builders import NOT_AVAILABLE, a_question, a_questionnaire, a_section, an_option, answered, frozen, words
from tests.page_client import PageClient
from tests.statements import statements
from tests.stored import DEADLINE, a_person, a_reply, a_round

NOW = datetime(2026, 9, 15, 14, 30, tzinfo=UTC)
HERE, AQUI = "/en/secretariat/rounds/2026/comparison", "/es/secretariat/rounds/2026/comparison"
HOSTILE = "<script>alert(1)</script> & \u202eright to left\u202c \U0001f600 =1+1"
YES = an_option("yes", shape="●", detail=words("Cite the law", "Cite la ley"))
PARTLY = an_option("partly", shape="△", wording=words("In part", "En parte"))
NO = an_option("no", shape="○")
FORM = a_questionnaire(
    a_section(
        "law",
        a_question("offence", Kind.ONE, (YES, PARTLY, NO), number="1.1", core=True),
        a_question("plan", Kind.LONG_TEXT, number="1.2", relevant="${offence} = 'yes'"),
        a_question("laws", Kind.LIST, number="1.3", fields=(a_question("title"), a_question("year", Kind.YEAR))),
        number="1",
    ),
    a_section(
        "help",
        a_question("who", Kind.SEVERAL, "police courts", number="2.1"),
        a_question("services", Kind.ROWS, "state civil", rows="shelter legal", number="2.2"),
        a_question("calls", Kind.INTEGER, number="2.3"),
        a_question(
            "victims", Kind.GRID, rows="y1 y2", columns="women men", number="2.4", companions=(a_question("source"),)
        ),
        a_question("since", Kind.DATE, number="2.5"),
        number="2",
    ),
)
CITED = {"option": "yes", "detail.yes": "Ley 9095"}
TYPED = {
    "ARG": {
        "offence": CITED,
        "plan": "Plan nacional",
        "who": "police courts",
        "calls": "10",
        "services/shelter": "state",
    },
    "BRA": {"offence": "yes", "plan": HOSTILE, "who": "police", "calls": "0", "victims/y1/women": "5"},
    "CRI": {"who@source": "Gaceta <b>", "who@link1": "https://example.org/law", "who@note": "Por ver"}
    | {"offence": "partly", "who": "courts", "calls": "30", "victims/y1/women": "7", "victims/y1/men": "1"},
    "GTM": {"offence": "no", "laws[abcd].title": "Ley 1", "laws[abcd].year": "2009", "calls": "2"},
    "JAM": {"offence": NOT_AVAILABLE, "calls": "4", "since": {"day": "1", "month": "5", "year": "2010"}},
    "PER": {"offence": "yes", "plan": "x" * 300, "calls": "6"},
    "SLV": {"who": "police"},
}
SILENT = ("USA", "CHL")
BEFORE = {
    "ARG": {"offence": "no", "calls": "7", "who": "police"},
    "BRA": {"offence": "yes"},
    "CRI": {"offence": "no", "calls": "30"},
    "CHL": {"offence": "yes"},
}
SECRET = {"PER": {"offence": Disclosure.SECRETARIAT}, "CRI": {"calls": Disclosure.MEMBER_STATES}}


@dataclass
class World:
    app: object
    engine: sa.Engine
    client: PageClient

    def comparison(self, audience=Audience.MEMBER_STATES):
        with reading(self.engine) as session:
            return comparing.comparison(session, self.round(session), audience)

    def before(self):
        with reading(self.engine) as session:
            return comparing.comparison_before(session, self.round(session), Audience.MEMBER_STATES)

    @staticmethod
    def round(session):
        return session.scalars(sa.select(models.Round).where(models.Round.code == "2026")).one()

    def open(self, address, status=200):
        return self.client.open(address, status)


@pytest.fixture(scope="module")
def world(migrated_sqlite, tmp_path_factory):
    made = built(tmp_path_factory.mktemp("comparison"), migrated_sqlite, TYPED)
    yield made
    made.engine.dispose()


def built(folder, migrated_sqlite, typed_by_state):
    shutil.copy(migrated_sqlite, folder / "surveyapp.db")
    url = f"sqlite:///{folder}/surveyapp.db"
    app = product.made(Settings(folder, url, "http://localhost", "the secret key of the tests, for them alone"))
    app.testing, app.config["CLOCK"] = True, lambda: NOW
    engine = make_engine(url)
    with writing(engine) as session:
        round_ = a_round(session, FORM)
        facts = {"edition": round_.edition, "deadline": DEADLINE - timedelta(days=700), "code": "2024"}
        same = ("title", "mandate", "meeting", "period_from", "period_to", "time_zone", "created_at", "opened_at")
        before = models.Round(**{one: getattr(round_, one) for one in (*same, "closes_at")} | facts)
        session.add(before)
        session.flush()
        for of, replies in ((before, BEFORE), (round_, typed_by_state)):
            for state, typed in replies.items():
                submitted(session, of, state, typed, SECRET.get(state, {}) if of is round_ else {})
        for state in SILENT:
            a_reply(session, state, round_)
        group = {"en": "First wave <b>", "es": "Primera ola <b>"}
        maker = a_person(session, "Maker", "officer", None)
        grouping.make(session, group, ["ARG", "CRI"], maker, NOW).public_id = "wave"
        officer = a_person(session, "The officer", "officer", None)
        client = PageClient(app)
        client.browser.set_cookie("session", coming_in.begin(session, officer, NOW))
        session.commit()
    return World(app, engine, client)


def submitted(session, round_, state, typed, disclosures):
    reply = a_reply(session, state, round_)
    reply.standing = "submitted"
    answers = answered(FORM, typed, disclosures=disclosures)
    text = frozen(FORM, answers, {"laws": ("abcd",)} if "laws[abcd].title" in typed else {}, state=state)
    facts = {"receipt": f"{round_.code}-{state}", "sha256": f"{round_.code}{state}", "declared": {}}
    session.add(models.Submission(reply_id=reply.id, number=1, content=text, submitted_at=NOW, **facts))
    if state == "ARG" and round_.code == "2026":
        translated = {
            "place": "plan",
            "part": "",
            "language": "es",
            "source": "Plan nacional",
            "text": "El plan",
            "version": 1,
        }
        session.add(AnswerTranslation(reply_id=reply.id, status="translated", at=NOW, **translated))
    session.flush()


def table(page, named="comparison"):
    """Row heading to the words of its cells; of a cell only what is seen."""
    rows = page.document.get_element_by_id(named).xpath("tbody/tr")
    return {said(row.find("th")): [said(cell) for cell in row.findall("td")] for row in rows}


def said(element):
    seen = element.xpath(".//text()[not(ancestor::*[contains(@class, 'unseen')])]")
    return " ".join("".join(seen).split())


def heads(page):
    return [said(one) for one in page.document.xpath("//table[@id='comparison']/thead/tr[1]/th")]


# Figures


@pytest.mark.parametrize("audience", list(Audience))
def test_every_count_on_the_page_is_that_of_the_comparison(world, audience):
    comparison = world.comparison(audience)
    for code in ("offence", "who"):
        page, tally = world.open(f"{HERE}/{code}?for={audience}&show=counts"), comparison.tallies[code]
        columns = [comparison.asked, *by_subregion(comparison)]
        for one in tally.options:
            counted = [len({state.iso3 for state in column} & set(one.states)) for column in columns]
            assert table(page)[one.option.wording["en"]][: len(columns)] == [str(count) for count in counted]
        for mark in (Mark.NOT_AVAILABLE, Mark.LEFT_BLANK, Mark.WITHHELD):
            row = next((cells for name, cells in table(page).items() if name == WORDS[mark]), None)
            assert (row[0] if row else "0") == str(tally.count(mark))


WORDS = {
    Mark.NOT_AVAILABLE: "Information not available",
    Mark.LEFT_BLANK: "Left blank",
    Mark.WITHHELD: "Withheld",
}


def by_subregion(comparison):
    order = dict.fromkeys(one for one in type(comparison.asked[0].subregion))
    found = [[state for state in comparison.asked if state.subregion is one] for one in order]
    return [one for one in found if one]


def test_a_share_is_of_states_with_its_base_in_words_and_of_few_states_none_is_given(world):
    page = world.open(f"{HERE}/who")

    assert "Base: the 7 states that replied and were asked this. Answered: 4; left blank: 3." in page.text
    assert "Outside the base: no reply: 2." in page.text
    assert table(page)["Police"][:2] == ["3 (43%)", "0"]
    assert (
        "la pregunta. Contestada: 4; sin contestar: 3. Fuera de la base: sin respuesta: 2."
        in world.open(f"{AQUI}/who").text
    )
    assert table(world.open(f"{HERE}/who?show=shares"))["Police"][0] == "43%"


def test_what_was_not_asked_or_not_sent_stands_outside_the_base(world):
    rows = table(world.open(f"{HERE}/plan?for=secretariat"))

    assert rows["States that answered"][0] == "3"
    assert rows["Not asked (outside the base)"][0] == "4"
    assert rows["No reply (outside the base)"][0] == "2"


def test_numbers_are_summed_up_zero_among_them(world):
    rows = table(world.open(f"{HERE}/calls"))

    names = ("States with a figure", "Sum", "Median", "Smallest", "Largest", "Left blank")
    assert [rows[name][0] for name in names] == ["6", "52", "5", "0", "30", "1"]
    public = table(world.open(f"{HERE}/calls?for=public"))
    assert (public["Sum"][0], public["Withheld"][0]) == ("22", "1")


def test_a_grid_says_what_is_missing_and_each_cell_has_a_page(world):
    page = world.open(f"{HERE}/victims")
    parts = {
        said(row.find("th")): [said(one) for one in row.findall("td")]
        for row in page.document.xpath("//table[contains(@class,'parts')]/tbody/tr")
    }

    assert parts["Y1 – Women"] == ["12", "6", "5", "7", "5", "2 of 7"]
    assert (row_of(page, "CRI")[1], row_of(page, "GTM")[1]) == ("Answered whole", "Left blank")
    cell = page.follow("Y1 – Women")
    assert table(cell)["Sum"][0] == "12"
    assert row_of(cell, "CRI")[:2] == ["Costa Rica", "7"]


def row_of(page, iso3):
    return [said(one) for one in page.document.get_element_by_id(iso3)]


def test_lists_and_dates_have_their_own_figures(world):
    laws = table(world.open(f"{HERE}/laws"))
    assert (laws["States that listed any"][0], laws["Entries"][0]) == ("1", "1")
    since = table(world.open(f"{HERE}/since"))
    assert (since["States with a date"][0], since["Earliest"][0]) == ("1", "1 May 2010")
    years = table(world.open(f"{HERE}/laws?part=laws.year"))
    assert (years["Median"][0], years["Latest"][0]) == ("2009", "2009")


def test_rows_of_a_question_stand_beside_their_options(world):
    page = world.open(f"{HERE}/services")

    [parts] = page.document.xpath("//table[contains(@class,'parts')]")
    assert [said(one) for one in parts.xpath("tbody/tr[1]/*")] == ["Shelter", "1", "0", "1 of 7"]


# Columns


def test_a_column_unfolds_to_its_states_by_a_link(world):
    page = world.open(f"{HERE}/offence").follow("Central America")

    assert "Central America fold" in heads(page)
    states = [
        said(one) for one in page.document.xpath("//table[@id='comparison']/thead/tr[2]/th[@class='unfolded state']")
    ]
    assert states == ["Costa Rica", "El Salvador", "Guatemala"]
    assert table(page)["In part"][3:6] == ["●", "", ""]
    assert table(page)["No"][3:6] == ["○", "", "●"]
    assert table(page)["Left blank"][3:6] == ["", "×", ""]
    assert "now" in page.text
    assert "Central America" in heads(page.follow("fold Central America"))


def test_groups_of_the_secretariat_are_columns_too(world):
    page = world.open(f"{HERE}/offence")

    assert heads(page)[-2:] == ["First wave <b>", "Last round"]
    assert "Primera ola <b>" in heads(world.open(f"{AQUI}/offence"))


# Filters


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("only=offence:yes", {"ARG", "BRA"}),
        ("only=offence:yes&only=who:courts", {"ARG"}),
        ("only=offence:yes&only=who:courts&match=any", {"ARG", "BRA", "CRI"}),
        ("only=offence:%3Dwithheld", {"PER"}),
        ("only=services/shelter:state", {"ARG"}),
        ("only=offence:never", set()),
    ],
)
def test_a_filter_keeps_states_of_every_other_question(world, query, kept):
    comparison = world.comparison().among(kept)

    page = world.open(f"{HERE}/calls?{query}")

    assert {one.get("id") for one in page.document.xpath("//table[@class='of-states cards']/tbody/tr")} == kept
    if kept:
        assert table(page)["States with a figure"][0] == str(comparison.tallies["calls"].count(Mark.ANSWERED))
        summed = comparison.tallies["calls"].figures.sum
        assert table(page).get("Sum", ["0"])[0] == str(summed)


def test_a_state_is_kept_by_pressing_show_and_let_go_by_its_chip(world):
    page = world.open(f"{HERE}/offence").form("/comparison").send({"only": "offence:yes"}, "Show")

    assert page.address.startswith(f"{HERE}/offence?only=offence")
    assert "2 states are kept: Argentina and Brazil." in page.text
    everything = page.follow("Every question over these states alone")
    assert "Only the states that answered 1.1 Question offence: Yes" in everything.text
    assert "median 5, from 0 to 10" in everything.text
    assert "kept" not in everything.follow("take away: 1.1 Question offence: Yes").text


def test_what_is_withheld_from_an_audience_keeps_no_state_for_it(world):
    for audience in Audience:
        comparison = world.comparison(audience)
        kept = filtering.kept(comparison, filtering.Filter((filtering.Criterion(Place("offence"), "yes"),)))
        page = world.open(f"{HERE}/calls?for={audience}&only=offence:yes")
        rows = page.document.xpath("//table[@class='of-states cards']/tbody/tr")
        assert tuple(sorted(one.get("id") for one in rows)) == kept


# The round before


def test_changes_are_over_the_states_of_both_rounds(world):
    page = world.open(f"{HERE}/offence")

    assert table(page)["Yes"][-1] == "1 → 2 (+1)"
    changed = page.document.xpath("//table[@class='cards since']")[0]
    assert said(changed.find("caption")) == "Base: the 3 states that answered this in both rounds."
    rows = {said(row.find("th")): [said(one) for one in row.findall("td")] for row in changed.xpath("tbody/tr")}
    assert rows["Yes"] == ["1", "2", "Argentina", ""]
    assert rows["No"] == ["2", "0", "", "Argentina and Costa Rica"]
    assert "Argentina: No → Yes" in page.text
    assert row_of(page, "CHL")[1:] == ["No reply", "Yes"]
    assert "Cambios desde la ronda anterior (2024)" in world.open(f"{AQUI}/offence").text


def test_numbers_change_over_the_states_that_gave_one_in_both_rounds(world):
    page = world.open(f"{HERE}/calls?for=secretariat")
    rows = table(page)

    assert heads(page)[-1] == "Last round"
    assert (rows["Sum"][-1], rows["Median"][-1], rows["Smallest"][-1]) == ("37 → 40", "18.5 → 20", "7 → 10")
    assert rows["States with a figure"][-1] == rows["Left blank"][-1] == ""
    assert row_of(page, "ARG")[2] == "≠ 7"
    assert row_of(page, "CRI")[2] == "30"
    public = table(world.open(f"{HERE}/calls?for=public"))
    assert public["Sum"][-1] == "7 → 10"


def test_of_several_options_a_change_says_which_were_added_and_which_dropped(world):
    assert "Argentina: added: Courts" in world.open(f"{HERE}/who").text


def test_a_round_without_one_before_it_says_nothing_of_changes(world):
    page = world.open("/en/secretariat/rounds/2024/comparison/offence")

    assert "Last round" not in page.text


# Texts


def test_texts_stand_beside_their_translations_and_hostile_ones_are_only_text(world):
    page = world.open(f"{AQUI}/plan/texts")

    rows = {one.get("id"): [said(cell) for cell in one] for one in page.document.xpath("//tbody/tr")}
    assert rows["ARG"][1:] == ["Plan nacional", "● traducido El plan"]
    assert rows["BRA"][1].startswith("<script>alert(1)</script> &")
    assert rows["BRA"][2] == "○ por traducir"
    assert not page.document.xpath("//main//script")
    assert "PER" not in rows
    assert "Reservada" in page.text
    whole = world.open(f"{HERE}/plan/texts?for=secretariat&state=PER")
    assert [one.get("id") for one in whole.document.xpath("//tbody/tr")] == ["PER"]


def test_a_long_text_is_cut_visibly_in_the_table_and_leads_to_the_whole(world):
    page = world.open(f"{HERE}/plan?for=secretariat")

    assert row_of(page, "PER")[1] == f"{'x' * 160} […] whole"
    assert world.open(f"{HERE}/plan/texts?for=secretariat").text.count("x" * 300) == 1


def test_the_name_of_a_state_leads_to_its_reply_at_the_question(world):
    link = world.open(f"{HERE}/offence").document.get_element_by_id("ARG").find(".//a").get("href")

    assert link == "/en/secretariat/rounds/2026/ARG/answers#q-offence"
    assert world.open(link.partition("#")[0]).document.get_element_by_id("q-offence") is not None


def test_what_stands_beside_an_answer_is_read_with_it_by_who_may(world):
    page = world.open(f"{HERE}/who/texts?for=secretariat")
    told = {said(one): said(one.getnext()) for one in page.document.xpath("//tr[@id='CRI']//dt")}

    note = "Note to the Secretariat (never published)"
    assert told == {"Source": "Gaceta <b>", "Link": "https://example.org/law", note: "Por ver"}
    assert page.document.xpath("//td//dl//a/@href") == ["https://example.org/law"]
    for audience in ("public", "member_states"):
        shown = world.open(f"{HERE}/who/texts?for={audience}").text
        assert "Gaceta <b>" in shown
        assert "Por ver" not in shown


@pytest.mark.parametrize("text", ["palabra " * 2500, "x" * 20_000])
def test_very_long_texts_are_cut_visibly_and_whole_behind_a_link(world, text):
    kept = analyzer_texts.SOME
    found = analyzer_words.abridged(text.strip(), kept)

    assert found.endswith("[…]")
    assert kept - 10 < len(found) < kept + 10


def test_two_rounds_that_differ_only_in_what_is_withheld_have_the_same_pages(
    world, migrated_sqlite, tmp_path, monkeypatch
):
    """Byte for byte, read a question at a time or whole; what a form bears against forgery is another each time."""
    others = {"CRI": {"calls": "44"}, "PER": {"offence": CITED}}
    twin = built(tmp_path, migrated_sqlite, {state: typed | others.get(state, {}) for state, typed in TYPED.items()})
    chosen = ["open=total&open=group.wave", "only=offence:yes", "only=calls:=answered&only=offence:=withheld&match=any"]
    ends = [f"/{question}{what}" for question in ("offence", "calls", "who") for what in ("", "/texts", "/table.csv")]

    def pages(of, audience="public"):
        addresses = [f"{HERE}{end}?for={audience}&{one}" for end in ("", *ends) for one in chosen]
        texts = [of.client.download(one).get_data(as_text=True) for one in addresses]
        return [re.sub(r'csrf[-_]token"[^>]*', "", one) for one in texts]

    monkeypatch.setattr(comparing, "FEW_UNREAD", -1)
    in_parts = pages(twin)
    monkeypatch.undo()

    assert in_parts == pages(twin) == pages(world)
    assert pages(twin, "secretariat") != pages(world, "secretariat")
    twin.engine.dispose()


# Silent states


def test_the_public_is_not_told_which_states_are_silent_unless_the_plan_says_so(world):
    def page(of, more=""):
        return world.open(
            f"{HERE}/offence?for={of}&open=total&only=offence:%3Dno_reply&only=offence:yes&match=any{more}"
        )

    def named(page):
        unfolded = {said(one) for one in page.document.xpath("//th[@class='unfolded state']")}
        rows = {one.get("id") for one in page.document.xpath("//table[@class='of-states cards']/tbody/tr")}
        assert len(unfolded) == len(rows)
        return rows

    assert {"CHL", "USA"} <= named(page("member_states"))
    public = page("public")
    assert named(public) == {"ARG", "BRA"}
    assert "2 states that did not reply are counted and not named." in public.text
    assert table(public)["No reply (outside the base)"][0] == "2"
    assert "4 states are kept." in public.text
    assert "Chile" not in world.open(f"{HERE}/offence/texts?for=public").text
    assert "Chile" not in world.client.download(f"{HERE}/offence/table.csv?for=public&open=total").get_data(
        as_text=True
    )
    with writing(world.engine) as session:
        terms = Terms(name_missing=True)
        summary_plans.plan(session, world.round(session), Audience.PUBLIC, terms, 0, None, NOW)
        session.commit()
    assert named(page("public")) == {"ARG", "BRA", "CHL", "USA"}


# The map, files, addresses


def test_the_map_says_in_words_what_each_state_answered(world):
    page = world.open(f"{HERE}/offence")
    titles = page.document.xpath("//*[local-name()='g']/*[local-name()='title']/text()")

    assert "Costa Rica: In part" in titles
    assert "United States: No reply" in titles
    assert "The table of the states says the same." in page.texts("#map-desc")[0]
    chosen = world.open(f"{HERE}/offence?option=no").document.xpath(
        "//*[local-name()='g'][@class='tile received']/*[local-name()='title']/text()"
    )
    assert chosen == ["Guatemala: No"]


def test_every_form_on_the_map_is_explained_beneath_it(world):
    page = world.open(f"{AQUI}/offence")
    forms = page.document.xpath("//*[local-name()='g'][@class='tile begun']/*[local-name()='text'][2]/text()")

    assert set(forms) == {"△"}
    legend = page.document.xpath("//*[local-name()='svg']/following-sibling::ul[1]/li")
    assert [" ".join(one.text_content().split())[:11] for one in legend] == [
        "● Yes (es)",
        "△ En parte",
        "○ No (es)",
        "– sin respu",
    ]


def test_the_table_leaves_as_values_with_what_it_is_about(world):
    answer = world.client.download(f"{HERE}/offence/table.csv?for=public&open=central_america&only=calls:%3Danswered")
    rows = list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))

    assert rows[0][:3] == ["What was answered", "Code", "Total"]
    tally = (
        world.comparison(Audience.PUBLIC)
        .among(
            filtering.kept(
                world.comparison(Audience.PUBLIC), filtering.Filter((filtering.Criterion(Place("calls"), "=answered"),))
            )
        )
        .tallies["offence"]
    )
    assert [row[2] for row in rows[2:5]] == [str(one.count) for one in tally.options]
    about = {row[0]: row[1] for row in rows if len(row) == 2}
    assert about["For"] == "the public: what is public"
    assert about["Base"].startswith(f"Base: the {tally.base} states")
    assert about["Information received to"] == "15 September 2026"


def test_the_address_is_the_view_and_the_same_for_the_same_choices(world):
    address = f"{HERE}/offence?match=all&open=caribbean&show=both&only=who:police&for=member_states"

    page = world.open(address)

    [permanent] = page.document.xpath("//a[@rel='bookmark']/@href")
    assert permanent == f"http://localhost{HERE}/offence?only=who:police&open=caribbean"
    assert world.open(permanent.removeprefix("http://localhost")).document.xpath("//a[@rel='bookmark']/@href") == [
        permanent
    ]
    assert "only=who%3Apolice" in page.document.xpath("//nav[@class='languages']/a[@lang='es']/@href")[0]


def test_a_plain_table_stands_alone(world):
    page = world.open(f"{HERE}/offence?open=total").follow("Only the table")

    assert len(page.all("table")) == 1
    assert not page.document.xpath("//*[local-name()='svg']")
    assert table(page)["Yes"][0] == table(world.open(f"{HERE}/offence?open=total"))["Yes"][0]


def test_every_question_has_a_page_in_both_languages_for_every_audience(world):
    for language in (HERE, AQUI):
        for audience in Audience:
            page = world.open(f"{language}?for={audience}")
            listed = list(page.document.xpath("//table//th/a/@href"))
            assert len(listed) == len(list(FORM.questions()))
        for address in listed:
            world.open(address)
            world.open(f"{address}&open=total")


def test_what_is_not_there_is_not_found_and_what_is_said_wrongly_not_heeded(world):
    world.open(f"{HERE}/nothing", 404)
    world.open("/en/secretariat/rounds/1999/comparison", 404)
    page = world.open(
        f"{HERE}/offence?for=everybody&show=all&part=victims/y1&open=x&open=%00&option=z&only=gone:yes&only=::"
    )
    assert "gone:yes (not in this questionnaire)" in page.text
    assert "No state is kept." in page.text
    assert "One condition in the address of this page could not be applied" in page.text
    world.open(f"{HERE}/offence/texts?state=ZZZ", 404)


def test_of_conditions_that_are_not_heeded_the_page_says_so(world):
    many = "&".join(f"only=offence:o{number}" for number in range(100))

    assert "88 conditions in the address of this page could not be applied" in world.open(f"{HERE}/who?{many}").text
    assert "could not be applied" not in world.open(f"{HERE}/who?only=offence:yes&only=offence:yes&only=").text


def test_unfolding_is_announced(world):
    page = world.open(f"{HERE}/offence?open=caribbean")
    told = {said(one.getparent()): one.get("aria-expanded") for one in page.document.xpath("//thead//a")}

    assert told["Caribbean fold"] == "true"
    assert told["Total"] == told["South America"] == "false"


def test_a_round_with_no_reply_or_one_has_every_page_all_the_same(world):
    with writing(world.engine) as session:
        now = world.round(session)
        same = ("edition", "title", "mandate", "meeting", "period_from", "period_to", "time_zone", "created_at")
        facts = {name: getattr(now, name) for name in (*same, "opened_at", "deadline", "closes_at")}
        empty, single = (models.Round(**facts, code=code) for code in ("none", "single"))
        session.add_all([empty, single])
        session.flush()
        for round_ in (empty, single):
            a_reply(session, "VCT", round_)
        hostile = {"plan": "\u202b\u05d0\u202c\x07 <b>&amp;" + "\U0001f600" * 20_000, "offence": "yes"}
        submitted(session, single, "ARG", hostile, {})
        session.commit()
    for code, replied in (("none", "0 states of 1 replied."), ("single", "One state of 2 replied.")):
        here = HERE.replace("2026", code)
        assert replied in world.open(f"{here}?for=public").text
        for question in FORM.questions():
            page = world.open(f"{here}/{question.code}?open=total&option=yes&for=public")
            world.open(f"{here}/{question.code}/texts")
            world.client.download(f"{here}/{question.code}/table.csv")
        assert "No percentage is given of fewer than 5 states." in page.text
    assert "No state that replied was asked this." in world.open(f"{HERE.replace('2026', 'none')}/offence").text
    cut = row_of(world.open(f"{here}/plan"), "ARG")[1]
    assert cut.endswith("[…] whole")
    assert len(cut) < 200
    assert world.open(f"{here}/plan/texts").text.count("\U0001f600") == 20_000


# Who reads what, and what it costs


def test_closed_answers_read_in_the_analyzer_are_on_record_of_the_question_alone(world):
    def read():
        with reading(world.engine) as session:
            found = sa.select(models.Event).where(models.Event.deed == reading_log.READ)
            return {(one.reply_id, one.place) for one in session.scalars(found)}

    with writing(world.engine) as session:
        session.execute(sa.delete(models.Event).where(models.Event.deed == reading_log.READ))
        session.commit()
    for audience in ("public", "member_states"):
        world.open(f"{HERE}/offence?for={audience}")
    world.open(f"{HERE}?for=secretariat")
    world.open(f"{HERE}/who?for=secretariat")
    assert read() == set()

    world.open(f"{HERE}/who?for=secretariat&only=offence:yes")
    assert {place for _reply, place in read()} == {"offence"}
    assert len(read()) == 1


def test_few_states_are_not_summed_up_for_the_secretariat_in_the_list(world):
    page = world.open(f"{HERE}?for=secretariat&only=offence:yes")

    assert "So few states are kept" in page.text
    assert "median" not in page.text

    with writing(world.engine) as session:
        terms = Terms(fewest_for_shares=0)
        summary_plans.plan(session, world.round(session), Audience.SECRETARIAT, terms, 0, None, NOW)
        session.commit()
    assert "So few states are kept" in world.open(f"{HERE}?for=secretariat&only=offence:yes").text


def test_statements_do_not_grow_with_states_or_questions_once_it_was_compared(world):
    few, many = "/en/secretariat/rounds/2024/comparison", HERE
    for address in (few, many, f"{many}/offence"):
        world.open(address)

    def asked(address):
        with statements(world.app) as seen:
            world.client.download(address)
        return len(seen)

    assert asked(f"{many}/offence") == asked(f"{many}/victims?open=total&only=who:police") == asked(many)
    assert asked(many) <= 14
