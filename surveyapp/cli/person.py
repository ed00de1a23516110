"""Commands for people: who may come in, and how, when the pages cannot help."""

import json
from typing import Any

import click
from email_validator import EmailNotValidError, validate_email
from sqlalchemy.orm import Session

from config import Settings
from surveyapp.actions import coming_in, correspondence, people, rounds
from surveyapp.actions.sealing import Sealing
from surveyapp.actions.seeing import SECRETARIAT_ROLES, STATE_ROLES, is_in_force
from surveyapp.cli import opening
from surveyapp.store.installation import installation
from surveyapp.store.models import Person
from surveyapp.web.languages import LANGUAGES


def _address(_context: click.Context, _parameter: click.Parameter, text: str) -> str:
    try:
        validate_email(text, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError as error:
        raise click.BadParameter(f"{text!r} is not an address. {error}") from error
    return text


@click.group()
def person() -> None:
    """People: inviting them, and codes for the day the mail is down."""


@person.command()
@click.argument("email", callback=_address)
@click.option("--name", required=True, help="The person's name, as it stands beside what he or she does.")
@click.option("--role", required=True, type=click.Choice(sorted(STATE_ROLES | SECRETARIAT_ROLES)))
@click.option("--state", help="Of a role of a state: ISO 3166 alpha-3, such as CRI.")
@click.option("--sections", help="Of a contributor: codes of sections, with commas between. Unset: all.")
@click.option("--title", default="", help="Such as: National focal point.")
@click.option("--institution", default="")
@click.option("--language", default="en", type=click.Choice(sorted(LANGUAGES)), show_default=True)
def invite(
    email: str,
    name: str,
    role: str,
    state: str | None,
    sections: str | None,
    title: str,
    institution: str,
    language: str,
) -> None:
    """Name a person and give a role. For the secretariat, print a code with which to set up coming in."""
    settings, now = opening.settings(), opening.now()
    with opening.writing() as session:
        rounds.load_member_states(session)
        named = people.name_person(session, email, name, language, now, title=title, institution=institution)
        try:
            people.give_role(session, named, role, now, state=state and state.upper(), sections=_codes(sections))
        except people.RoleFaultError as error:
            opening.wrong_use(str(error))
        said = _invitation(session, settings, named) if role in SECRETARIAT_ROLES else _way_in(settings, named)
        session.commit()
    click.echo(said)


@person.command()
@click.argument("email", callback=_address)
def code(email: str) -> None:
    """Print a sign-in code for an address: good for ten minutes, once, in any browser."""
    settings = opening.settings()
    with opening.writing() as session:
        try:
            made = coming_in.code_at_command_line(session, Sealing(settings.secret_key), email, opening.now())
        except LookupError:
            opening.at_fault(f"Nobody with a role has the address {email}.")
        session.commit()
    click.echo(made)
    click.echo(f"Type the address and this code at {settings.base_url}/en/sign-in within ten minutes.", err=True)


@person.command()
@click.argument("email", callback=_address)
@click.option("--name", help="Whose, where several share the address.")
def recover(email: str, name: str | None) -> None:
    """End passphrase, second factor and sessions of somebody who lost one, and print how to begin anew.

    For one of the secretariat whom no administrator can help; first make sure who is asking.
    """
    settings, now = opening.settings(), opening.now()
    with opening.writing() as session:
        found = [one for one in people.with_address(session, email, now) if name in (None, one.name)]
        if not found:
            opening.at_fault(f"Nobody with a role has the address {email}{f' and the name {name}' if name else ''}.")
        if len(found) > 1:
            opening.wrong_use(f"Say with --name who it is: {'; '.join(one.name for one in found)}.")
        people.end_secrets(session, found[0], now)
        is_inside = any(one.role in SECRETARIAT_ROLES and is_in_force(one, now) for one in found[0].roles)
        said = _invitation(session, settings, found[0]) if is_inside else _way_in(settings, found[0])
        session.commit()
    click.echo(said)


@person.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for a program to read.")
def list_people(as_json: bool) -> None:
    """List the people and the roles they hold now."""
    with opening.reading() as session:
        listed = [_facts(one) for one in people.everybody(session)]
    if as_json:
        click.echo(json.dumps({"people": listed}, ensure_ascii=False, indent=2))
        return
    for one in listed:
        roles = ", ".join(f"{role['role']} {role['state'] or ''}".strip() for role in one["roles"])
        click.echo(f"{one['name']} <{one['email']}> {roles or 'no role'}")


def _codes(listed: str | None) -> list[str] | None:
    return None if listed is None else [code.strip() for code in listed.split(",") if code.strip()]


def _way_in(settings: Settings, named: Person) -> str:
    return f"{named.name} comes in at {settings.base_url}/{named.language}/sign-in with the address {named.email}."


def _invitation(session: Session, settings: Settings, named: Person) -> str:
    """Makes an invitation to the secretariat, writes a letter with it, and says it here too."""
    now, days = opening.now(), coming_in.INVITATION_LIFE.days
    code = coming_in.invite(session, Sealing(settings.secret_key), named, now)
    address = f"{settings.base_url}/{named.language}/sign-in/secretariat/begin"
    correspondence.write(
        session,
        "secretariat_invitation",
        f"secretariat invitation:{named.public_id}:{now.isoformat()}",
        email=named.email,
        language=named.language,
        facts={
            "name": named.name,
            "code": code,
            "address": address,
            "days": days,
            "illustrative": installation(session).is_demonstration,
        },
        now=now,
        person_id=named.id,
    )
    return (
        f"{named.name} sets up passphrase and second factor at {address}\n"
        f"with the address {named.email} and this code, good for {days} days, once: {code}"
    )


def _facts(one: Person) -> dict[str, Any]:
    now = opening.now()
    return {
        "name": one.name,
        "email": one.email,
        "language": one.language,
        "title": one.title,
        "institution": one.institution,
        "roles": [
            {
                "role": role.role,
                "state": role.state,
                "sections": role.sections,
                "since": role.since.isoformat(),
            }
            for role in one.roles
            if is_in_force(role, now)
        ],
    }
