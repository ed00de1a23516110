"""The command line: what is done without a browser. Exit 0: done; 1: the content is at fault; 2: wrong use.

Each command lives in a module of its own that is loaded when it is called, so that a short command starts quickly.
"""

import importlib
import os

import click

FOR_ITS_OWNER_ALONE = 0o077
"""Whatever is written, the store above all, nobody else on the machine may read: it holds drafts and addresses."""
COMMANDS = {
    "answers": "surveyapp.cli.answers",
    "audit": "surveyapp.cli.audit",
    "backup": "surveyapp.cli.backup",
    "data": "surveyapp.cli.summary",
    "database": "surveyapp.cli.database",
    "demo": "surveyapp.cli.demo",
    "directory": "surveyapp.cli.directory",
    "letter": "surveyapp.cli.letter",
    "person": "surveyapp.cli.person",
    "questionnaire": "surveyapp.cli.questionnaire",
    "receipt": "surveyapp.cli.receipt",
    "remind": "surveyapp.cli.remind",
    "reply": "surveyapp.cli.reply",
    "restore": "surveyapp.cli.restore",
    "round": "surveyapp.cli.round",
    "serve": "surveyapp.cli.serve",
    "summary": "surveyapp.cli.summary",
    "worker": "surveyapp.cli.worker",
}
"""Name of a command to its module, in which it has the same name."""


class Commands(click.Group):
    """The commands of the product, loaded one by one."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 (click's signature)
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(importlib.import_module(COMMANDS[cmd_name]), cmd_name)
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="surveyapp")
def main() -> None:
    """The member-state questionnaire: questionnaires, rounds, replies and comparative tables.

    Settings come from the environment; config.py says which.
    """
    os.umask(FOR_ITS_OWNER_ALONE)
