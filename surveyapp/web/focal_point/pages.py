"""Where the pages of a state gather under one name."""

from flask import Blueprint

blueprint = Blueprint("focal_point", __name__)
