"""What the page of wordings shows: the texts of a section, or those that are missing, stale or corrected."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from flask_babel import gettext as _
from flask_babel import pgettext
from sqlalchemy.orm import Session

from surveyapp.actions import stale_wordings
from surveyapp.actions.authoring import questionnaire_of
from surveyapp.core import translation, wordings
from surveyapp.core.questionnaire import Group, Question, Questionnaire, Section
from surveyapp.core.text import Text, said_anyhow
from surveyapp.core.wordings import Wording
from surveyapp.store import editions
from surveyapp.store.models import Edition, StaleWording
from surveyapp.web.secretariat.filters import Choice
from surveyapp.wording import dates, translations
from surveyapp.wording.deeds import who_words
from surveyapp.wording.plain import plain

ALL, MISSING, STALE, CORRECTED = "all", "missing", "stale", "corrected"
MOST_SHOWN = 80
"""Texts on one page where those of all sections are asked for."""


@dataclass(frozen=True)
class Looked:
    """What somebody looks at, as it stands in the address."""

    NAMES: ClassVar = ("section", "show", "worded_in")
    section: str = ""
    """Empty: all sections."""
    show: str = ALL
    worded_in: str = ""
    """The language of what is missing or stale; empty: any."""

    @classmethod
    def from_address(cls, values: Mapping[str, str], form: Questionnaire) -> "Looked":
        """What is not known counts as nothing said; all wordings are shown section by section."""
        section, show, worded_in = (values.get(name, "") for name in cls.NAMES)
        show = show if show in (MISSING, STALE, CORRECTED) else ALL
        section = section if form.section(section) else ""
        if show == ALL and not section and form.sections:
            section = form.sections[0].code
        return cls(section, show, worded_in if worded_in in form.languages else "")

    @property
    def address(self) -> dict[str, str]:
        """The parts of the address that say it."""
        return {name: value for name in self.NAMES if (value := getattr(self, name))}


@dataclass(frozen=True)
class Correction:
    """The wording whose form is open, and what was typed into it."""

    path: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    seen: Mapping[str, str] | None = None
    """What the person saw; None: what is said now."""
    errors: Mapping[str, str] = field(default_factory=dict)
    """Language to what is wrong."""
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True)
class InLanguage:
    """A wording in one language."""

    language: str
    called: str
    text: str
    stale_since: str
    """The name of the language that changed; "" where it is fresh."""
    typed: str
    seen: str


@dataclass(frozen=True)
class Item:
    """One text in all languages."""

    path: str
    called: str
    """Where it stands within its question."""
    texts: tuple[InLanguage, ...]
    corrected: str
    """When and by whom it was written last; "" where it was never corrected."""
    longest: int
    uses: int
    """In how many questions it stands."""
    is_open: bool


@dataclass(frozen=True)
class Block:
    """What is said of one question, section or sub-heading."""

    number: str
    kind: str
    """What it is, where it is no question."""
    heading: Text
    code: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Page:
    form: Questionnaire
    blocks: tuple[Block, ...]
    shown: int
    found: int
    sections: tuple[Choice, ...]
    shows: tuple[Choice, ...]
    languages: tuple[Choice, ...]
    preceding: Section | None
    following: Section | None

    @property
    def has_open(self) -> bool:
        return any(item.is_open for block in self.blocks for item in block.items)


def as_looked_at(session: Session, edition: Edition, looked: Looked, correction: Correction, language: str) -> Page:
    """The page, in the language of its reader."""
    form = questionnaire_of(edition)
    drawing = _Drawing(session, edition, form, correction, language)
    found = [one for one in drawing.every(looked) if drawing.is_asked_for(one, looked)]
    shown = found if looked.section else found[:MOST_SHOWN]
    at = next((place for place, one in enumerate(form.sections) if one.code == looked.section), None)
    return Page(
        form=form,
        blocks=tuple(drawing.blocks(shown)),
        shown=len(shown),
        found=len(found),
        sections=_section_choices(form, looked, language),
        shows=_show_choices(looked),
        languages=_language_choices(form, looked, language),
        preceding=form.sections[at - 1] if at else None,
        following=next(iter(form.sections[at + 1 :]), None) if at is not None else None,
    )


class _Drawing:
    """Holds what is known of an edition's wordings while its page is drawn."""

    def __init__(
        self, session: Session, edition: Edition, form: Questionnaire, correction: Correction, language: str
    ) -> None:
        self.form, self.correction, self.language = form, correction, language
        self.first = wordings.first_paths(form)
        self.stale: dict[tuple[str, str], StaleWording] = stale_wordings.open_by_wording(session, edition, form)
        self.revised = editions.last_revised(session, edition)
        self.uses: dict[str, int] = {}
        for stands_for in self.first.values():
            self.uses[stands_for] = self.uses.get(stands_for, 0) + 1

    def every(self, looked: Looked) -> Iterable[Wording]:
        """Every text that is or was said; in one section, an option of a list where it is used there first too."""
        known = set()
        for one in wordings.every(self.form):
            is_of_section = one.section.code == looked.section if one.section else self._is_first(looked.section)
            stands_for = self.first[one.path]
            if (looked.section and not is_of_section) or stands_for in known:
                continue
            if one.is_said or stands_for in self.revised:
                known.add(stands_for)
                yield one

    def is_asked_for(self, one: Wording, looked: Looked) -> bool:
        languages = [looked.worded_in] if looked.worded_in else self.form.languages
        if self.correction.path and self.first.get(self.correction.path) == self.first[one.path]:
            return True
        if looked.show == MISSING:
            return one.is_said and any(not one.text.get(language) for language in languages)
        if looked.show == STALE:
            return any((self.first[one.path], language) in self.stale for language in languages)
        return looked.show == ALL or self.first[one.path] in self.revised

    def blocks(self, found: Iterable[Wording]) -> Iterable[Block]:
        gathered: dict[str, list[Wording]] = {}
        for one in found:
            gathered.setdefault(one.of[0].code if one.of else "", []).append(one)
        for code, some in gathered.items():
            yield Block(*self._heading(some[0]), code, tuple(map(self._item, some)))

    def _heading(self, one: Wording) -> tuple[str, str, Text]:
        if not one.of:
            return "", "", self.form.title
        outer: Group | Question = one.of[0]
        number, text = getattr(outer, "number", ""), outer.wording
        if isinstance(outer, Question):
            return number, "", text
        return number, _("Section") if isinstance(outer, Section) else _("Sub-heading"), text

    def _item(self, one: Wording) -> Item:
        stands_for = self.first[one.path]
        is_open = bool(self.correction.path) and self.first.get(self.correction.path) == stands_for
        return Item(
            path=one.path,
            called=translations.within(one, self.language),
            texts=tuple(self._in_language(one, language, is_open) for language in self.form.languages),
            corrected=self._corrected(stands_for),
            longest=translation.longest(one),
            uses=self.uses[stands_for],
            is_open=is_open,
        )

    def _in_language(self, one: Wording, language: str, is_open: bool) -> InLanguage:
        text = one.text.get(language, "")
        stale = self.stale.get((self.first[one.path], language))
        seen = (self.correction.seen or {}).get(language, text) if is_open else text
        return InLanguage(
            language=language,
            called=translations.language_called(language, self.language),
            text=text,
            stale_since=translations.language_called(stale.changed_language, self.language) if stale else "",
            typed=self.correction.typed.get(language, text) if is_open else text,
            seen=seen,
        )

    def _corrected(self, path: str) -> str:
        last = self.revised.get(path)
        if last is None:
            return ""
        moment = dates.moment(last.revision.at, dates.SECRETARIAT_ZONE, self.language)
        return f"{moment} · {who_words(last.by or 'command line', self.language)}"

    def _is_first(self, section: str) -> bool:
        """The title of the questionnaire stands with its first section."""
        return not self.form.sections or self.form.sections[0].code == section


def _section_choices(form: Questionnaire, looked: Looked, language: str) -> tuple[Choice, ...]:
    every = (Choice("", _("all sections"), not looked.section),) if looked.show != ALL else ()
    named = (
        Choice(
            one.code, f"{one.number} {plain(said_anyhow(one.wording, language))}".strip(), one.code == looked.section
        )
        for one in form.sections
    )
    return (*every, *named)


def _show_choices(looked: Looked) -> tuple[Choice, ...]:
    words = {
        ALL: _("all"),
        MISSING: pgettext("choice of wordings", "missing"),
        STALE: _("to be checked"),
        CORRECTED: _("corrected here"),
    }
    return tuple(Choice(value, called, value == looked.show) for value, called in words.items())


def _language_choices(form: Questionnaire, looked: Looked, language: str) -> tuple[Choice, ...]:
    every = Choice("", _("any language"), not looked.worded_in)
    named = (
        Choice(one, translations.language_called(one, language), one == looked.worded_in) for one in form.languages
    )
    return (every, *named)
