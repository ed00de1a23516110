"""How an edition differs from an earlier one: a page, section by section, and a workbook."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

from flask import abort, g, render_template, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from surveyapp.actions import editions_map, exporting
from surveyapp.actions.authoring import questionnaire_of
from surveyapp.core.editions import (
    Change,
    Differences,
    Fact,
    PartDifference,
    Piece,
    QuestionDifference,
    Reason,
    Rewording,
    words_changed,
)
from surveyapp.core.text import Text, said_anyhow
from surveyapp.documents import differences_workbook
from surveyapp.documents.differences_workbook import Compared
from surveyapp.store import editions
from surveyapp.store.models import Edition
from surveyapp.web import clock, database
from surveyapp.web.secretariat import visible
from surveyapp.web.secretariat.filters import Choice
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.wording import dates
from surveyapp.wording import differences as worded
from surveyapp.wording.differences import WordedFact
from surveyapp.wording.lists import join
from surveyapp.wording.plain import plain
from surveyapp.wording.translations import language_called

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SUBSTANCE, REWORDED = "substance", "reworded"
"""What may be looked at alone."""


@dataclass(frozen=True)
class Section:
    """A section of either edition with what is otherwise in it."""

    code: str
    number: str
    title: str
    difference: PartDifference | None
    groups: tuple[PartDifference, ...]
    questions: tuple[QuestionDifference, ...]


@dataclass(frozen=True)
class Count:
    """How many questions a change concerns."""

    words: str
    number: int


class Words:
    """What the template says, in the language of the reader; wordings in the languages that are looked at."""

    def __init__(self, found: Differences, language: str, of: str, is_copy: bool) -> None:
        self.found, self.language, self.of, self.is_copy = found, language, of, is_copy

    def change(self, one: PartDifference | QuestionDifference, what: Change) -> str:
        return worded.change_of(one, what, self.language)

    def reason(self, why: Reason) -> str:
        return worded.reason(why, self.language, self.is_copy)

    def part(self, name: str) -> str:
        return worded.part(name, self.language)

    def wording(self, fact: str) -> str:
        return worded.wording(fact, self.language)

    def facts(self, facts: tuple[Fact, ...]) -> list[WordedFact]:
        return worded.facts(facts, self.found, self.language)

    def text(self, text: Text) -> str:
        return plain(said_anyhow(text, self.language))

    def called(self, language: str) -> str:
        return language_called(language, self.language)

    def rewordings(self, rewordings: tuple[Rewording, ...]) -> list[Rewording]:
        return [one for one in rewordings if self.of in ("", one.language)]

    def pieces(self, rewording: Rewording) -> list[Piece]:
        was, now = plain(rewording.was), plain(rewording.now)
        return words_changed(was, now) if was != now else rewording.pieces


@blueprint.get("/questionnaires/<edition>/differences")
def differences(edition: str) -> str:
    found = visible.edition(edition)
    older = editions_map.earlier(found)
    chosen = _chosen(found, older)
    shown = _shown(found, chosen) if chosen else {}
    return render_template(
        "secretariat/differences.html",
        edition=found,
        questionnaire=questionnaire_of(found),
        chosen=chosen,
        earlier=[Choice(one.public_id, called(one), one is chosen) for one in older],
        here="questionnaires",
        **shown,
    )


@blueprint.get("/questionnaires/<edition>/differences.xlsx", endpoint="differences_workbook")
def differences_as_workbook(edition: str) -> ResponseReturnValue:
    found = visible.edition(edition)
    chosen = _chosen(found, editions_map.earlier(found))
    if chosen is None:
        abort(404)
    compared = Compared(
        earlier=called(chosen),
        present=called(found),
        made_on=clock.now().date(),
        is_copy=editions.is_copy(database.session(), found),
    )
    made = differences_workbook.write(editions_map.differences_of(chosen, found), compared, g.language)
    name = f"{exporting.file_stem(chosen)}-{exporting.fit(found.version)}-{g.language}.xlsx"
    return send_file(io.BytesIO(made), XLSX, as_attachment=True, download_name=name)


def called(edition: Edition) -> str:
    """ "version 2026-1, published on 1 May 2026"."""
    if edition.published_at is None:
        return str(_("version %(version)s, draft", version=edition.version))
    day = dates.day(edition.published_at.date(), g.language)
    return str(_("version %(version)s, published on %(day)s", version=edition.version, day=day))


def _chosen(edition: Edition, older: list[Edition]) -> Edition | None:
    """The earlier edition asked for; else the one its map leads to, else the one before it."""
    wanted = request.args.get("from", "")
    if wanted:
        found = next((one for one in older if one.public_id == wanted), None)
        return found or abort(404)
    return editions_map.previous_of(edition) or next(iter(older), None)


def _shown(edition: Edition, chosen: Edition) -> dict[str, object]:
    found = editions_map.differences_of(chosen, edition)
    both = [one for one in found.new.languages if one in found.old.languages]
    language = request.args.get("of", "")
    language = language if language in both else ""
    only = request.args.get("only", "")
    only = only if only in (SUBSTANCE, REWORDED) else ""
    return {
        "found": found,
        "says_title": only != SUBSTANCE and any(language in ("", one.language) for one in found.title),
        "say": Words(found, g.language, language, editions.is_copy(database.session(), edition)),
        "sections": list(_sections(found, only, language)),
        "counts": [Count(worded.change(one, g.language), found.counts[one]) for one in Change if found.counts[one]],
        "of_substance": sum(one.is_of_substance for one in found.questions),
        "languages": _languages(both, language),
        "kinds_of_change": _kinds_of_change(only),
        "languages_added": _named(found.languages_added),
        "languages_removed": _named(found.languages_removed),
    }


def _sections(found: Differences, only: str, language: str) -> Iterator[Section]:
    """Every section in which something is otherwise, those of the new edition first."""
    told = {one.code: one for one in found.sections}
    gone = [one.old for one in found.sections if one.new is None]
    groups = {one.code: one for one in found.groups}
    for section in (*found.new.sections, *gone):
        questions = tuple(one for one in found.in_section(section.code) if _is_shown(one, only, language))
        inside = tuple(groups[code] for code in _groups_in(found, section.code) if code in groups)
        if questions or (not only and (section.code in told or inside)):
            yield Section(
                section.code,
                section.number,
                plain(said_anyhow(section.wording, g.language)),
                told.get(section.code) if not only else None,
                inside if not only else (),
                questions,
            )


def _groups_in(found: Differences, section: str) -> list[str]:
    """The codes of the sub-headings in a section of the new edition, and of the old one."""
    every = (placed for form in (found.new, found.old) for placed in form.placed() if placed.section.code == section)
    return list(dict.fromkeys(group.code for placed in every for group in placed.groups))


def _is_shown(one: QuestionDifference, only: str, language: str) -> bool:
    if only == SUBSTANCE:
        return one.is_of_substance
    if only == REWORDED:
        return any(language in ("", rewording.language) for rewording in one.every_rewording())
    return True


def _named(languages: tuple[str, ...]) -> str:
    return join([language_called(one, g.language) for one in languages], g.language)


def _languages(both: list[str], chosen: str) -> list[Choice]:
    every = Choice("", str(_("every language")), not chosen)
    return [every, *(Choice(one, language_called(one, g.language), one == chosen) for one in both)]


def _kinds_of_change(only: str) -> list[Choice]:
    words = {"": _("everything"), SUBSTANCE: _("changes of substance"), REWORDED: _("other wordings")}
    return [Choice(value, str(called_), value == only) for value, called_ in words.items()]
