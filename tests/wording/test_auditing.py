import pytest

from surveyapp.core.event_chain import Break, Broken
from surveyapp.wording import auditing, backups, roles


@pytest.mark.parametrize("how", Break)
def test_each_way_of_breaking_is_told_in_both_languages_with_its_place(how: Break) -> None:
    told = {one: auditing.broken(Broken(how, 7, 101, 150, 49, 50), one) for one in ("en", "es")}

    assert told["en"] != told["es"]
    assert all("7" in words and "101" in words and "{" not in words for words in told.values())


def test_missing_events_are_named() -> None:
    assert "Faltan: 103." in auditing.broken(Broken(Break.EVENT_MISSING, 1, 101, 150, 49, 50, (103,)), "es")


def test_at_the_first_seal_another_key_is_thought_of() -> None:
    assert "AUDIT_KEY" in auditing.broken(Broken(Break.SEAL_ALTERED, 1, 1, 50), "en")
    assert "AUDIT_KEY" not in auditing.broken(Broken(Break.SEAL_ALTERED, 2, 51, 90), "en")


@pytest.mark.parametrize("role", roles.IN_ORDER)
def test_a_role_says_what_it_may_do(role: str) -> None:
    assert roles.meaning(role, "en") != roles.meaning(role, "es")


def test_a_backup_says_plainly_whether_the_keys_are_in_it() -> None:
    without = backups.backed_up("DIR", 1, 2, 3, "en", with_keys=False)
    with_them = backups.backed_up("DIR", 1, 2, 3, "en", with_keys=True)

    assert "are not in it" in without[1]
    assert "The keys are in it" in with_them[1]
