"""The directory of the demonstration: missions, ministers, designations and groups of states, all of them invented."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from surveyapp.actions import correspondence, designating, directory, grouping
from surveyapp.actions.directory import AuthorityFacts, Designation, Entered, Kind, Post
from surveyapp.core.states import MemberState, from_facts
from surveyapp.core.text import Text, said
from surveyapp.store import directory as on_file
from surveyapp.store.models import Person, Reply, Round

_WITHOUT_MISSION = 2
"""States of whose mission nothing is on file yet, so that one sees how the pages say so."""
_ASKED_AGAIN = 3
_WORDS: dict[str, Text] = {
    Kind.MISSION: {"en": "Illustrative ambassador ({iso3})", "es": "Embajadora ilustrativa ({iso3})"},
    f"title {Kind.MISSION}": {
        "en": "Ambassador, Permanent Representative",
        "es": "Embajadora, Representante Permanente",
    },
    Kind.MINISTER: {"en": "Illustrative minister ({iso3})", "es": "Ministra ilustrativa ({iso3})"},
    f"title {Kind.MINISTER}": {"en": "Minister of Justice", "es": "Ministra de Justicia"},
    f"institution {Kind.MINISTER}": {"en": "Ministry of Justice", "es": "Ministerio de Justicia"},
    Post.ALTERNATE: {"en": "Illustrative alternate ({iso3})", "es": "Punto focal suplente ilustrativo ({iso3})"},
    Post.OBSERVER: {"en": "Illustrative counsellor ({iso3})", "es": "Consejero ilustrativo ({iso3})"},
    Post.CONTACT: {"en": "Illustrative contact ({iso3})", "es": "Contacto ilustrativo ({iso3})"},
    "letter": {"en": "Illustrative note verbale {number}", "es": "Nota verbal ilustrativa {number}"},
}
_GROUPS: tuple[Text, ...] = (
    {"en": "Illustrative group: first to be telephoned", "es": "Grupo ilustrativo: primeras llamadas"},
    {"en": "Illustrative group: visits of this year", "es": "Grupo ilustrativo: visitas de este año"},
)


def fill(session: Session, round_: Round, officer: Person, now: datetime) -> None:
    """Enters what a secretariat would have on file by the opening of a round whose focal points are named."""
    replies = sorted(round_.replies, key=lambda one: one.state)
    states = [from_facts(one.state_facts) for one in replies]
    for number, state in enumerate(states):
        if number >= _WITHOUT_MISSION:
            _authority(session, state, Kind.MISSION, officer, now)
        if number % 5 == 0:
            _authority(session, state, Kind.MINISTER, officer, now)
        if number % 2:
            _designate(session, state, number, officer, now)
    for state, post in zip(states[2:5], (Post.ALTERNATE, Post.OBSERVER, Post.CONTACT), strict=True):
        _person(session, state, post, officer, now)
    for number, name in enumerate(_GROUPS):
        grouping.make(session, name, [one.iso3 for one in states[number::6]], officer, now)
    _ask(session, round_, replies, officer, now + timedelta(days=2))


def _authority(session: Session, state: MemberState, kind: Kind, officer: Person, now: datetime) -> None:
    language = state.letter_language
    facts = AuthorityFacts(
        name=_said(kind, state),
        title=_said(f"title {kind}", state),
        institution="" if kind is Kind.MISSION else _said(f"institution {kind}", state),
        emails=(f"{kind}.{state.iso3.lower()}@example.org",),
        telephone="+1 202 555 0143",
        language=language,
    )
    directory.set_authority(session, state.iso3, kind, facts, officer, now)


def _designate(session: Session, state: MemberState, number: int, officer: Person, now: datetime) -> None:
    for role in on_file.roles(session, now).get(state.iso3, ()):
        if role.role == "focal_point":
            letter = _said("letter", state).format(number=f"{number}/{now.year}")
            designation = Designation(by=letter, on=now.date() - timedelta(days=number))
            directory.set_designation(session, role, designation, officer, now)


def _person(session: Session, state: MemberState, post: Post, officer: Person, now: datetime) -> None:
    email = f"{post}.{state.iso3.lower()}@example.org"
    entered = Entered(name=_said(post, state), email=email, language=state.letter_language, post=post)
    directory.enter_person(session, state.iso3, entered, officer, now)


def _ask(session: Session, round_: Round, replies: Sequence[Reply], officer: Person, now: datetime) -> None:
    """Some of the missions whose state designated nobody by letter are asked to; none of these letters is sent."""
    found = designating.situations(session, replies, now)
    open_ = [one for one in found if one.designated is not designating.Designated.BY_LETTER and one.can_be_written_to]
    states = [one.state.iso3 for one in open_[:_ASKED_AGAIN]]
    for letter in designating.ask(session, round_, replies, states, officer, now):
        correspondence.keep(session, letter)


def _said(name: str, state: MemberState) -> str:
    return said(_WORDS[name], state.letter_language).replace("{iso3}", state.iso3)
