"""Whether the product can answer: for whoever watches over it."""

import sqlalchemy as sa
from flask import jsonify
from flask.typing import ResponseReturnValue

from surveyapp.web import database


def health() -> ResponseReturnValue:
    """200 if the store answers and has its tables, else 503."""
    try:
        database.session().execute(sa.text("SELECT 1 FROM setting WHERE 1 = 0"))
    except sa.exc.SQLAlchemyError:
        return jsonify(status="unavailable", database="unavailable"), 503
    return jsonify(status="ok", database="ok")
