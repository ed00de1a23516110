"""Codes, sessions, second factors, on both databases; how they feel in a browser is told in tests/pages."""

import contextlib

import pyotp
import pytest
import sqlalchemy as sa

from surveyapp.actions import coming_in, passphrases, secretariat_entry
from surveyapp.actions.coming_in import Asker
from surveyapp.actions.limiting import TooOftenError
from surveyapp.actions.passphrases import PassphraseFault
from surveyapp.actions.sealing import Sealing
from surveyapp.store import models
from tests.stored import a_person, a_reply

SEALING = Sealing("the secret key of the tests, for them alone")
HERE = Asker("a browser", "192.0.2.1", "en")
PASSPHRASE = "tango violin river orchid 41"


def a_code(session, now, address="name.a@example.org"):
    coming_in.ask_code(session, SEALING, address, HERE, now)
    letter = session.scalars(sa.select(models.Letter).order_by(models.Letter.id.desc())).first()
    return letter.subject.rpartition(": ")[2]


def test_a_right_code_gives_the_person_and_begins_a_session(session, now):
    a_reply(session)
    person = a_person(session)

    [found] = coming_in.people_by_code(session, SEALING, " Name.A@EXAMPLE.org ", a_code(session, now), HERE, now)
    viewer = coming_in.viewer_with(session, coming_in.begin(session, found, now), now)

    assert viewer.person is person
    assert viewer.access == {"focal_point", "state", "signed_in"}


def test_neither_code_nor_token_nor_browser_is_kept_readable(session, now):
    a_reply(session)
    person = a_person(session)
    code = a_code(session, now).replace(" ", "")
    token = coming_in.begin(session, person, now)

    kept = [
        str(vars(row)) for table in (models.SignInCode, models.Session) for row in session.scalars(sa.select(table))
    ]
    assert not [row for row in kept if code in row or token in row or HERE.browser in row]


def test_a_person_whose_roles_have_ended_is_sent_no_code(session, now):
    a_reply(session)
    person = a_person(session)
    session.refresh(person)
    person.roles[0].until = now
    session.flush()

    coming_in.ask_code(session, SEALING, person.email, HERE, now)

    assert session.scalars(sa.select(models.Letter)).all() == []


def test_codes_and_sessions_of_yesterday_are_tidied_away(session, now):
    a_reply(session)
    a_person(session)
    a_code(session, now)

    coming_in.tidy(session, now + 2 * coming_in.INVITATION_LIFE)

    assert session.scalars(sa.select(models.SignInCode)).all() == []
    assert session.scalars(sa.select(models.Count)).all() == []


def test_the_secret_of_a_second_factor_is_sealed_and_its_code_serves_once(session, now):
    officer = a_person(session, "Officer A", "officer", None)
    secret = secretariat_entry.new_secret()
    first = pyotp.TOTP(secret).at(now)
    kept = passphrases.hashed(PASSPHRASE)

    codes = secretariat_entry.set_up(session, SEALING, officer, kept, secret, first, now)

    assert secret not in str([row.content for row in session.scalars(sa.select(models.Secret))])
    assert secretariat_entry.recognise(session, SEALING, officer.email, PASSPHRASE, HERE, now) == [officer]
    assert not secretariat_entry.passes(session, SEALING, officer.email, [officer], first, HERE, now)
    assert secretariat_entry.passes(session, SEALING, officer.email, [officer], codes[0].upper(), HERE, now)
    assert not secretariat_entry.passes(session, SEALING, officer.email, [officer], codes[0], HERE, now)


def test_setting_up_with_a_wrong_first_code_changes_nothing(session, now):
    officer = a_person(session, "Officer A", "officer", None)

    done = secretariat_entry.set_up(
        session, SEALING, officer, "x", secretariat_entry.new_secret(), "not six digits", now
    )

    assert done is None
    assert session.scalars(sa.select(models.Secret)).all() == []


@pytest.mark.parametrize(
    ("passphrase", "fault"),
    [
        ("tango violin river orchid", None),
        ("el faro azul guarda siete relojes", None),
        ("fourteen chars", PassphraseFault.TOO_SHORT),
        ("x" * 257, PassphraseFault.TOO_LONG),
        ("passwordpassword", PassphraseFault.EASY_TO_GUESS),
        ("correct horse battery staple", PassphraseFault.EASY_TO_GUESS),
        ("OASwashington2026!", PassphraseFault.EASY_TO_GUESS),
        ("qwertyuiopasdfghjkl", PassphraseFault.EASY_TO_GUESS),
        ("123456789012345678", PassphraseFault.EASY_TO_GUESS),
        ("abcabcabcabcabcabc", PassphraseFault.EASY_TO_GUESS),
        ("Guadalupe Rodríguez 1987", PassphraseFault.EASY_TO_GUESS),
    ],
)
def test_a_passphrase_that_others_could_guess_is_refused(passphrase, fault):
    personal = ("Guadalupe Rodríguez", "grodriguez@example.org", "")

    assert passphrases.fault(passphrase, personal) is fault


# What a stranger can do with somebody's address

ELSEWHERE = Asker("a browser elsewhere", "203.0.113.9", "en")


def wear_out(deed, *limits):
    """Does it as a stranger until it is refused."""
    for _time in range(max(limit.times for limit in limits) + 1):
        try:
            deed()
        except TooOftenError:
            return
    raise AssertionError("it was never refused")


def test_a_code_goes_to_the_address_on_file_however_it_was_typed(session, now):
    """Two addresses that compare as one may be two mailboxes: the code must not go to the stranger's."""
    a_reply(session)
    a_person(session)

    coming_in.ask_code(session, SEALING, "ｎame.a@example.org", HERE, now)

    [letter] = session.scalars(sa.select(models.Letter))
    assert letter.email == "name.a@example.org"


def test_a_stranger_keeps_nobody_from_coming_in_from_elsewhere(session, now):
    a_reply(session)
    person = a_person(session)
    wear_out(lambda: coming_in.ask_code(session, SEALING, person.email, ELSEWHERE, now), coming_in.CODES_FOR_ADDRESS)
    wear_out(
        lambda: coming_in.people_by_code(session, SEALING, person.email, "0000 0000", ELSEWHERE, now),
        coming_in.TRIES_FOR_ADDRESS,
    )

    assert coming_in.people_by_code(session, SEALING, person.email, a_code(session, now), HERE, now) == [person]


def test_strangers_at_many_places_are_counted_together_too(session, now):
    """Or codes could be tried out from a thousand machines."""
    a_reply(session)
    a_person(session)
    askers = (Asker("a browser", f"203.0.113.{number}", "en") for number in range(200))

    wear_out(
        lambda: coming_in.people_by_code(session, SEALING, "name.a@example.org", "0000 0000", next(askers), now),
        coming_in.TRIES_FROM_EVERYWHERE,
    )


def test_no_stranger_keeps_a_focal_point_from_an_official_act(session, now):
    a_reply(session)
    person = a_person(session)
    viewer = coming_in.viewer_with(session, coming_in.begin(session, person, now), now)
    strangers = [Asker("a browser", f"203.0.113.{number}", "en") for number in range(20)]
    for stranger in strangers:
        with contextlib.suppress(TooOftenError):
            for _time in range(coming_in.TRIES_FOR_ADDRESS.times):
                coming_in.ask_code(session, SEALING, person.email, stranger, now)
        with contextlib.suppress(TooOftenError):
            for _time in range(coming_in.TRIES_FOR_ADDRESS.times):
                coming_in.people_by_code(session, SEALING, person.email, "0000 0000", stranger, now)

    coming_in.ask_fresh_code(session, SEALING, viewer, "en", now)

    found = sa.select(models.Letter).where(models.Letter.kind == "official_act_code")
    code = session.scalars(found).one().subject[-9:]
    assert coming_in.confirm_fresh_code(session, SEALING, viewer, code, now)


def test_codes_of_an_official_act_are_limited_too(session, now):
    a_reply(session)
    viewer = coming_in.viewer_with(session, coming_in.begin(session, a_person(session), now), now)

    wear_out(lambda: coming_in.ask_fresh_code(session, SEALING, viewer, "en", now), coming_in.CODES_FOR_ACTS)
    wear_out(lambda: coming_in.confirm_fresh_code(session, SEALING, viewer, "0", now), coming_in.TRIES_FOR_ACTS)


def test_a_stranger_keeps_no_officer_from_coming_in_from_elsewhere(session, now):
    officer = a_person(session, "Officer A", "officer", None)
    secretariat_entry.set_without_invitation(session, SEALING, officer, PASSPHRASE, secretariat_entry.new_secret(), now)

    def guess():
        secretariat_entry.recognise(session, SEALING, officer.email, "a guess of a stranger", ELSEWHERE, now)
        secretariat_entry.passes(session, SEALING, officer.email, [], "000000", ELSEWHERE, now)

    wear_out(guess, secretariat_entry.FAILURES_FOR_ADDRESS)

    assert secretariat_entry.recognise(session, SEALING, officer.email, PASSPHRASE, HERE, now) == [officer]


def test_as_much_is_written_for_an_address_that_nobody_has(session, engine, now):
    """How long the answer takes would tell else who is a focal point."""
    a_reply(session)
    a_person(session)
    written = []
    sa.event.listen(engine, "before_cursor_execute", lambda *told: written.append(" ".join(told[2].split()[:3])))

    counts = []
    for address in ("name.a@example.org", "nobody@example.org"):
        written.clear()
        coming_in.ask_code(session, SEALING, address, HERE, now)
        counts.append([one for one in written if one.startswith(("INSERT", "UPDATE"))][-2:])

    assert counts[0] == counts[1]
    assert len(session.scalars(sa.select(models.Letter)).all()) == 1


def test_a_code_for_an_official_act_serves_its_session_alone(session, now):
    """Neither the person's other sessions nor another person at the same address."""
    a_reply(session)
    person = a_person(session)
    colleague = a_person(session, "Name F", email=person.email, email_key=person.email_key)
    asking, elsewhere, shared = (
        coming_in.viewer_with(session, coming_in.begin(session, one, now), now) for one in (person, person, colleague)
    )

    coming_in.ask_fresh_code(session, SEALING, asking, "en", now)
    code = session.scalars(sa.select(models.Letter)).one().subject[-9:]

    assert not coming_in.confirm_fresh_code(session, SEALING, elsewhere, code, now)
    assert not coming_in.confirm_fresh_code(session, SEALING, shared, code, now)
    assert coming_in.confirm_fresh_code(session, SEALING, asking, code, now)
    assert not coming_in.is_fresh(elsewhere, now)
    assert not coming_in.confirm_fresh_code(session, SEALING, asking, code, now)
