"""Where the pages of the secretariat gather under one name."""

from flask import Blueprint

blueprint = Blueprint("secretariat", __name__, url_prefix="/secretariat")
