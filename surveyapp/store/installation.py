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
        contact=Contact(contact.get("email", ""), contact.get("telephone", ""), contact.get("hours")),
    )


def set_fact(session: Session, name: str, value: Any) -> None:
    """Sets one fact: `DEMONSTRATION` to True, `CONTACT` to {"email", "telephone", "hours": {language: words}}."""
    session.merge(Setting(name=name, value=value))
