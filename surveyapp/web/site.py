"""Where people reach the product."""

from flask import current_app


def base_url() -> str:
    """The address that stands in letters, without a path."""
    found: str = current_app.extensions["settings"].base_url
    return found
