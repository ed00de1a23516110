"""Wordings of letters as officers save them: versions, two at once, going back, withdrawn; and letters written so."""

from email import message_from_bytes, policy

import pytest
import sqlalchemy as sa

from surveyapp.actions import correspondence, inviting, letter_wordings
from surveyapp.actions.letter_wordings import Conflict, Refused
from surveyapp.mail import letters
from surveyapp.mail.letters import NoWordingError
from surveyapp.store import letter_wordings as store
from surveyapp.store.models import Event, Letter, LetterTemplate
from surveyapp.store.secretariat_models import PersonAddress
from tests.mail.test_letters import FACTS, INVITATION
from tests.stored import a_person, a_reply, a_round

BODY = "Dear {{ recipient }},\n\n{{ base_url }} {{ email }} {{ deadline }}\n"


def save(session, now, body=BODY, seen=0, kind="invitation", language="en", who=None):
    return letter_wordings.save(session, kind, language, "{{ title }}", body, seen, who, now)


def write(session, now, kind="invitation", language="en", occasion="o", **more):
    facts = FACTS[kind]
    return correspondence.write(
        session, kind, occasion, email="a@example.org", language=language, facts=facts, now=now, **more
    )


def test_the_newest_wording_is_used_and_the_letter_says_which_it_was(session, now):
    save(session, now)
    save(session, now, "New. " + BODY, seen=1)

    worded, in_spanish = write(session, now), write(session, now, language="es", occasion="p")

    assert (worded.template_version, worded.body.split("\n")[0]) == (2, "New. Dear Nombre A,")
    assert worded.subject == INVITATION["title"]
    assert in_spanish.template_version is None


def test_each_saving_is_a_version_of_somebody_and_an_event(session, now):
    officer = a_person(session, "Officer", role="officer", state=None)
    save(session, now, who=officer)
    save(session, now, "New. " + BODY, seen=1, who=officer)

    assert [(one.version, name) for one, name in store.versions(session, "invitation", "en")] == [
        (2, "Officer"),
        (1, "Officer"),
    ]
    assert session.scalars(sa.select(Event.deed)).all() == ["letter worded", "letter worded"]


def test_the_second_of_two_officers_saves_nothing_and_learns_of_the_first(session, now):
    first = save(session, now)
    second = save(session, now, "Other. " + BODY)

    assert isinstance(first, LetterTemplate)
    assert isinstance(second, Conflict)
    assert second.newest.body == BODY
    assert session.scalar(sa.select(sa.func.count()).select_from(LetterTemplate)) == 1


def test_the_same_wording_twice_is_saved_once(session, now):
    first, again = save(session, now), save(session, now)

    assert first is again


def test_a_faulty_wording_is_not_saved(session, now):
    refused = save(session, now, "{{ nobody }}")

    assert isinstance(refused, Refused)
    assert store.versions(session, "invitation", "en") == []


def test_one_goes_back_to_an_earlier_version_and_to_the_product_s_own(session, now):
    save(session, now)
    save(session, now, "New. " + BODY, seen=1)

    earlier = letter_wordings.go_back(session, "invitation", "en", 1, 2, None, now)
    own = letter_wordings.go_back(session, "invitation", "en", 0, 3, None, now)

    assert (earlier.version, earlier.body) == (3, BODY)
    assert (own.version, own.is_original) == (4, True)
    assert write(session, now).template_version is None
    with pytest.raises(ValueError, match="no version 9"):
        letter_wordings.go_back(session, "invitation", "en", 9, 4, None, now)


@pytest.mark.parametrize("kind", [one for one in letters.kinds() if one not in letter_wordings.MAY_BE_WITHDRAWN])
def test_a_letter_that_somebody_waits_for_is_never_withdrawn(session, now, kind):
    with pytest.raises(ValueError, match="waited for"):
        letter_wordings.withdraw(session, kind, "es", 0, None, now)


def test_a_withdrawn_wording_blocks_the_whole_batch_and_says_who_would_be_written_to(session, now):
    round_ = a_round(session)
    replies = [a_reply(session, iso3, round_) for iso3 in ("CRI", "JAM")]
    a_person(session, "Ana", state="CRI", language="es")
    a_person(session, "Joy", state="JAM", language="en")
    letter_wordings.withdraw(session, "invitation", "es", 0, None, now)

    blocked = inviting.without_wording(session, round_, replies, now)
    with pytest.raises(NoWordingError):
        inviting.invite(session, round_, replies, "http://localhost", None, now)

    assert [(reply.state, person.name) for reply, person in blocked] == [("CRI", "Ana")]
    assert [one.person.name for one in inviting.drafts(session, round_, replies, "http://localhost", now)] == ["Joy"]
    assert session.scalars(sa.select(Letter)).all() == []
    assert letter_wordings.missing(session, "invitation", ["en", "es"]) == {"es"}


def test_saving_a_wording_anew_ends_the_withdrawal(session, now):
    letter_wordings.withdraw(session, "invitation", "en", 0, None, now)
    save(session, now, seen=1)

    assert letter_wordings.missing(session, "invitation", ["en"]) == frozenset()
    assert write(session, now).template_version == 2


def copies(session, person, now, *emails, use="copy", confirmed=True, ended=False):
    for email in emails:
        session.add(
            PersonAddress(
                person_id=person.id,
                use=use,
                email=email,
                email_key=email,
                asked_at=now,
                confirmed_at=now if confirmed else None,
                ended_at=now if ended else None,
            )
        )
    session.flush()


def test_a_copy_goes_to_each_confirmed_address_once_and_to_no_other(session, now):
    person = a_person(session, "Ana", role="officer", state=None)
    copies(session, person, now, "desk@example.org", "registro@example.org", "a@example.org")
    copies(session, person, now, "unconfirmed@example.org", confirmed=False)
    copies(session, person, now, "former@example.org", ended=True)
    copies(session, person, now, "next@example.org", use="main")

    for _twice in range(2):
        write(session, now, person_id=person.id)

    written = session.execute(sa.select(Letter.email, Letter.occasion).order_by(Letter.id)).all()
    assert [tuple(one) for one in written] == [
        ("a@example.org", "o"),
        ("desk@example.org", "o"),
        ("registro@example.org", "o"),
    ]


def test_a_code_is_never_copied(session, now):
    person = a_person(session, "Ana", role="officer", state=None)
    copies(session, person, now, "desk@example.org")

    write(session, now, kind="sign_in_code", person_id=person.id)

    assert session.scalars(sa.select(Letter.email)).all() == ["a@example.org"]


@pytest.mark.parametrize(
    ("email", "to"),
    [
        ("ana@ministerio-españa.example", "ana@xn--ministerio-espaa-lub.example"),
        ("o'neil+cuestionario@example.org", "o'neil+cuestionario@example.org"),
    ],
)
def test_a_hostile_recipient_adds_no_heading_in_the_officers_wording(session, now, email, to):
    save(session, now, "{{ recipient }} {{ institution }}\n" + BODY)
    hostile = 'Ñandú "Ana" O\'Neil, <x@example.org>\r\nBcc: thief@example.org'
    facts = INVITATION | {"recipient": hostile, "title": hostile, "institution": "{{ base_url }}{% if x %}"}

    letter = correspondence.write(session, "invitation", "o", email=email, language="en", facts=facts, now=now)
    made = correspondence.as_message(session, letter, "survey@example.org", "https://survey.example.org")

    read = message_from_bytes(made.as_bytes(), policy=policy.default)
    assert read["To"] == to
    assert read["Bcc"] is None
    assert "Bcc: thief@example.org" in read["Subject"]
    assert "{{ base_url }}{% if x %}" in read.get_content()
