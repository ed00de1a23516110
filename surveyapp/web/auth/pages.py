"""Where the pages of coming in gather under one name."""

from flask import Blueprint

blueprint = Blueprint("auth", __name__, url_prefix="/sign-in")
