"""The applications that gunicorn is told to serve: the product, and the floor beneath its section page."""

import os

from flask import Flask

from config import from_environment
from surveyapp.app import create_app
from tests.bench import floor


def product() -> Flask:
    """The product, as `surveyapp serve` makes it."""
    return create_app(from_environment(os.environ))


def bare() -> Flask:
    """A Flask application with one page."""
    return floor.create_app(os.environ["DATABASE_URL"])
