"""The time of a request, read in one place so that a test can set it (`app.config["CLOCK"]`)."""

from datetime import UTC, datetime

from flask import current_app


def read_clock() -> datetime:
    return datetime.now(UTC)


def now() -> datetime:
    """This moment, aware UTC."""
    moment: datetime = current_app.config["CLOCK"]()
    return moment
