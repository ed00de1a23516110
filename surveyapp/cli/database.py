"""surveyapp database: keeping the store in the shape that this version needs."""

import click

from surveyapp.actions import rounds
from surveyapp.cli import opening
from surveyapp.store import migrating


@click.group()
def database() -> None:
    """Keep the database in the shape that this version needs."""


@database.command()
def upgrade() -> None:
    """Bring the database to the newest shape, and in the member states that it lacks. Doing it again does no harm."""
    click.echo(bring_up_to_date(opening.settings().database_url))


def bring_up_to_date(url: str) -> str:
    """Applies the migrations and brings in the member states that are lacking; a sentence that says what was done."""
    before = migrating.current(url)
    migrating.upgrade(url)
    with opening.writing() as session:
        rounds.load_member_states(session)
        session.commit()
    after = migrating.current(url)
    return f"The database is at {after}, as before." if before == after else f"The database is now at {after}."
