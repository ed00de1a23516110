"""surveyapp demo: two rounds of invented replies in the configured place."""

import click

from surveyapp.actions import demonstrating
from surveyapp.actions.sealing import Sealing
from surveyapp.cli import opening
from surveyapp.store import database, migrating


@click.command()
def demo() -> None:
    """Build the demonstration in the configured place, which must be empty: a round of 2012 and an open one."""
    settings = opening.settings()
    migrating.upgrade(settings.database_url)
    with database.writing(database.make_engine(settings.database_url)) as session:
        if not demonstrating.is_empty(session):
            opening.wrong_use("There is something in the database already. A demonstration needs an empty one.")
        sealing = Sealing(settings.secret_key)
        built = demonstrating.build(session, sealing, settings.base_url, opening.now())
        session.commit()
    click.echo(f"The demonstration is built: rounds {' and '.join(one.code for one in built.rounds)}.")
    click.echo("Every answer in it is invented and marked as illustrative.")
