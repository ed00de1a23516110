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
    url = opening.settings().database_url
    before = migrating.current(url)
    migrating.upgrade(url)
    with opening.writing() as session:
        rounds.load_member_states(session)
        session.commit()
    after = migrating.current(url)
    click.echo(f"The database is at {after}, as before." if before == after else f"The database is now at {after}.")
