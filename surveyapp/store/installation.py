"""Facts about this installation, by name: that it is a demonstration, whom to ask for help."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from surveyapp.store.models import Setting

DEMONSTRATION = "demonstration"
CONTACT = "contact"


@dataclass(frozen=True)
class Contact:
    """Whom to ask: an address and, where there is one, a telephone with its hours in each language."""

    email: str = ""
    telephone: str = ""
    hours: Mapping[str, str] | None = None
    name: str = ""
    """Of the person or the desk that answers; the same in every language."""


@dataclass(frozen=True)
class Installation:
    """What pages and letters say about the place where they come from."""

    is_demonstration: bool = False
    contact: Contact = Contact()


def installation(session: Session) -> Installation:
    """One statement; where nothing was set, an ordinary installation without a contact."""
    rows = session.execute(sa.select(Setting.name, Setting.value))
    named: dict[str, Any] = {name: value for name, value in rows}  # noqa: C416 (rows are no pairs to `dict`'s types)
    contact = named.get(CONTACT) or {}
    return Installation(
        is_demonstration=named.get(DEMONSTRATION) is True,
        contact=Contact(
            contact.get("email", ""), contact.get("telephone", ""), contact.get("hours"), contact.get("name", "")
        ),
    )


def set_fact(session: Session, name: str, value: Any) -> None:
    """Sets one fact: `DEMONSTRATION` to True, `CONTACT` to what `Contact` holds."""
    session.merge(Setting(name=name, value=value))


def set_contact(session: Session, email: str, name: str, telephone: str) -> None:
    """Sets whom to ask, where anything is said of it; hours that were set stay with the telephone they belong to."""
    if not (email or name or telephone):
        return
    before = installation(session).contact
    hours = before.hours if before.telephone == telephone else None
    set_fact(session, CONTACT, {"email": email, "name": name, "telephone": telephone, "hours": hours})
