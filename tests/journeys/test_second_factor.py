"""Where states come in with passphrase and second factor too: every step of it, looked at as it stands."""

import dataclasses

import pytest
from pyotp import TOTP

from config import Settings
from tests.journeys.conftest import MakeFocalPoint, SmallRound
from tests.journeys.navigators import FocalPoint

PASSPHRASE = "tango violin river orchid 41"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return dataclasses.replace(settings, states_by_second_factor=True)


@pytest.mark.parametrize("language", ["en", "es"])
def test_somebody_of_a_state_sets_both_up_comes_in_with_them_and_could_begin_anew(
    focal_point: MakeFocalPoint, small_round: SmallRound, language: str
) -> None:
    ana = focal_point("Ana Mora", language, is_signed_in=False)
    ana.goes_to(f"/reply/{small_round.replies['CRI']}")
    ana.finds_nothing_wrong()
    ana.arrives_by(ana.page.locator("form[action*='/sign-in'] button").last)
    ana.finds_nothing_wrong()
    printed = _sets_both_up(ana)

    ana.arrives_by(ana.page.locator("form.person button"))
    ana.goes_to(f"/reply/{small_round.replies['CRI']}")
    ana.page.locator("input[name=address]").fill(ana.email)
    ana.page.locator("input[name=passphrase]").fill("not this one")
    ana.page.locator("input[name=code]").fill(printed[0])
    ana.goes_on()
    ana.finds_nothing_wrong()
    ana.page.locator("input[name=passphrase]").fill(PASSPHRASE)
    ana.page.locator("input[name=code]").fill(printed[0])
    ana.goes_on()

    ana.goes_to(f"/reply/{small_round.replies['CRI']}/people")
    ana.arrives_by(ana.page.locator("table a[href*='/people/']").first)
    assert ana.page.locator("form[action$='/recover']").count() == 1
    ana.finds_nothing_wrong()


def _sets_both_up(person: FocalPoint) -> list[str]:
    """From the page that asks for the address to the desk; the printed codes."""
    person.page.locator("input[name=address]").fill(person.email)
    person.goes_on()
    person.finds_nothing_wrong()
    person.page.locator("input[name=code]").fill(person.mailbox.newest_code(person.email))
    person.goes_on()
    person.finds_nothing_wrong()
    secret = person.page.locator(".seal").inner_text().replace(" ", "")
    person.page.locator("input[name=passphrase]").fill(PASSPHRASE)
    person.page.locator("input[name=repeated]").fill(PASSPHRASE)
    person.page.locator("input[name=code]").fill(TOTP(secret).now())
    person.goes_on()
    person.finds_nothing_wrong()
    printed = person.page.locator(".codes li").all_inner_texts()
    person.goes_on()
    return printed
