"""The number of a press of a button: a form carries it, and what is sent twice with the same number is done once."""

import re
import uuid

from flask import request

_NUMBER = re.compile(r"[A-Za-z0-9_-]{1,64}")


def new() -> str:
    return uuid.uuid4().hex


def pressed() -> str:
    """The number in the form just sent; what is no such number is replaced by a new one."""
    named = request.form.get("operation", "")
    return named if _NUMBER.fullmatch(named) else new()
