"""The floor beneath a section page: a bare Flask view with the same form and macro, and two SELECTs.

It draws the same ten questions with the same macro from answers read anew, for the person whose session is looked up.
It does nothing else: no access table, no conditions, no progress, no checks, no headers, no frame. A page cannot be
had for less with Flask, SQLAlchemy and this macro.
"""

import hashlib
from calendar import month_name
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import sqlalchemy as sa
from flask import Flask, abort, g, render_template_string, request
from flask_babel import Babel
from sqlalchemy.orm import Session

import surveyapp.web
from surveyapp.core.questionnaire import Disclosure, Kind, Question
from surveyapp.store import models
from surveyapp.store.database import make_engine
from surveyapp.web import answer_form
from surveyapp.web.focal_point.drawn import NO_LAST, Drawn, DrawnDisclosure, Field
from tests.bench import scene

PAGE = """<!doctype html><html lang="en"><head><title>Section</title></head><body><h1>Section</h1>
{%- from "focal_point/fields.html" import draw with context -%}
<form id="answers" method="post">{% for one in drawn %}{{ draw(one, sheet) }}{% endfor %}<button>Save</button></form>
</body></html>"""
DISCLOSURES = {"public": "Public", "member_states": "Member states", "secretariat": "Secretariat only"}
WORDS: dict[str, Any] = {
    "said": lambda text: text["en"],
    "worded": lambda text: text["en"],
    "plainly": lambda text: text["en"],
    "MONTHS": lambda: month_name[1:],
    "DISCLOSURES": lambda: DISCLOSURES,
    "disclosure_words": lambda one: f"Who may read it: {DISCLOSURES[one.value]}",
}
"""What the macro asks of its surroundings, as cheap as it can be."""

NOTHING_BESIDE = {"last": NO_LAST, "notices": {}, "clarifications": {}, "present": ()}
"""What the macro asks of the sheet beside the questions: no last round, nothing to confirm or clarify, nobody there."""


def create_app(database_url: str) -> Flask:
    app = Flask(__name__, template_folder=str(Path(surveyapp.web.__file__).parent / "templates"))
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals |= WORDS
    Babel(app, locale_selector=lambda: "en")
    engine = make_engine(database_url)
    questions = scene.ten_questions().questions()
    drawn = [(one, DrawnDisclosure(now=Disclosure.PUBLIC, choices=list(Disclosure))) for one in questions]
    app.add_url_rule("/health", "health", lambda: "ok")
    app.add_url_rule("/<reply>/history/<question>", "focal_point.history", lambda: "")

    @app.get("/<reply>")
    def section(reply: str) -> str:
        with Session(engine) as session:
            person = session.execute(_person()).first()
            answers = {row.place: row for row in session.execute(_answers(reply))}
        if person is None:
            abort(404)
        g.language = "en"
        sheet = SimpleNamespace(held=SimpleNamespace(reply=SimpleNamespace(public_id=reply)), **NOTHING_BESIDE)
        return render_template_string(
            PAGE, drawn=[_question(one, read_by, answers) for one, read_by in drawn], sheet=sheet
        )

    return app


def _person() -> sa.Select[Any]:
    token = hashlib.sha256(request.cookies["session"].encode()).hexdigest()
    return (
        sa.select(models.Person.id, models.Person.name)
        .join(models.Session, models.Session.person_id == models.Person.id)
        .where(models.Session.token_hash == token, models.Session.expires_at > datetime.now(UTC))
    )


def _answers(reply: str) -> sa.Select[Any]:
    table = models.Answer
    return (
        sa.select(table.place, table.typed, table.version, table.at)
        .join(models.Reply, models.Reply.id == table.reply_id)
        .where(models.Reply.public_id == reply)
    )


def _question(question: Question, read_by: DrawnDisclosure, answers: Mapping[str, Any]) -> Drawn:
    row = answers.get(question.code)
    macro = answer_form.KINDS[question.kind].macro
    field = Field(
        place=question.code,
        question=question,
        macro=macro,
        typed=row.typed if row else {},
        version=row.version if row else 0,
        is_asked=True,
        read_as="1 234" if row and question.kind is Kind.INTEGER else "",
    )
    return Drawn(
        question=question,
        id=answer_form.question_id(question.code),
        macro=macro,
        is_asked=True,
        root=field,
        fields={},
        entries=(),
        removed=(),
        totals={},
        status=f"Saved {row.at:%H:%M}" if row else "",
        disclosure=read_by,
        words="",
        is_writable=True,
    )
