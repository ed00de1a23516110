"""Inventing answers for a demonstration: plausible in form, plainly marked, the same for the same seed.

Nothing here is a statement of any state. Every text begins with the mark of its language ("[Illustrative]").
"""

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from surveyapp import data
from surveyapp.core.places import Entries, Leaf, Place, is_compound, leaves
from surveyapp.core.questionnaire import Kind, Option, Question
from surveyapp.core.states import MemberState
from surveyapp.core.text import said

Texts = Mapping[str, Any]

_LEANING = {"yes": 9, "partly": 4, "preparing": 3, "no": 3}
"""How often an option of the common scale is chosen; any other option weighs 4."""


def texts(language: str) -> Texts:
    """The invented texts of a language: "mark", "title", "detail", "long", …"""
    every: dict[str, Texts] = json.loads(data.text("illustrative_texts.json"))
    return every.get(language, every["en"])


@dataclass(frozen=True)
class Inventor:
    """Invents what one state types; `chance` is seeded by the caller, `last_year` bounds the years.

    One that leaves gaps leaves about one question in fifteen blank and as many not available; lists, of which other
    answers cite entries, it always makes.
    """

    state: MemberState
    last_year: int
    chance: random.Random
    leaves_gaps: bool = True

    @property
    def language(self) -> str:
        return self.state.languages[0] if self.state.languages[0] in ("en", "es", "pt") else "en"

    def entries_wanted(self, question: Question) -> int:
        """How many entries of a list this state makes: one to as many as are asked."""
        return self.chance.randint(1, max(1, min(question.entries, 3)))

    def answers(self, question: Question, entries: Entries) -> Iterator[tuple[Place, dict[str, str]]]:
        """What is typed for one question, place by place."""
        fate = self.chance.random()
        is_list = question.kind is Kind.LIST
        if self.leaves_gaps and fate < 0.06 and not is_list:
            return
        if fate < 0.12 and not is_list:
            yield Place(question.code), {"not_available": "1"}
            return
        years: dict[str, str] = {}
        for leaf in leaves(question, entries):
            if leaf.question.kind is Kind.WHOLE or self._skips(question, leaf):
                continue
            typed = self._typed(leaf, entries)
            if leaf.question.kind is Kind.YEAR:
                years[leaf.place.entry] = typed["text"]
            elif leaf.question.kind is Kind.DATE and leaf.place.entry in years:
                typed |= {"year": years[leaf.place.entry]}  # the day on which that was done of which the year is given
            if typed:
                yield leaf.place, typed

    def _skips(self, question: Question, leaf: Leaf) -> bool:
        if leaf.question in question.fields[:1]:
            return False  # by which an entry is called
        return self.leaves_gaps and is_compound(question) and self.chance.random() < 0.08

    def _typed(self, leaf: Leaf, entries: Entries) -> dict[str, str]:
        question = leaf.question
        match question.kind:
            case Kind.ONE:
                option = self._option(question.options)
                return {"option": option.code, **self._detail(option, entries)}
            case Kind.SEVERAL:
                return self._several(question, entries)
            case Kind.SHORT_TEXT:
                return {"text": self._short_text(leaf)}
            case Kind.LONG_TEXT:
                return {"text": self._text("long")}
            case Kind.INTEGER | Kind.DECIMAL:
                return {"text": str(self._figure(question))}
            case Kind.YEAR:
                return {"text": str(self._year(leaf))}
            case Kind.DATE:
                return {"day": "3", "month": str(self.chance.randint(1, 12)), "year": str(self._year(leaf))}
            case Kind.LINK:
                return {"url": f"https://example.org/{self.state.iso2.lower()}", "title": self._text("title")}
            case Kind.CITATION:
                return {"entry": self._entry(question.cites, entries), "article": "4"}
            case _:
                return {}

    def _several(self, question: Question, entries: Entries) -> dict[str, str]:
        substantive = [option for option in question.options if not option.exclusive]
        alone = [option for option in question.options if option.exclusive]
        if alone and self.chance.random() < 0.08:
            return {"options": alone[0].code}
        most = 3 if "count-selected" in question.constraint else len(substantive)
        chosen = self.chance.sample(substantive, self.chance.randint(1, max(1, min(most, len(substantive)))))
        details = [self._detail(option, entries) for option in chosen]
        return {"options": " ".join(option.code for option in chosen)} | {
            part: text for detail in details for part, text in detail.items()
        }

    def _option(self, options: Sequence[Option]) -> Option:
        return self.chance.choices(options, [_LEANING.get(option.code, 4) for option in options])[0]

    def _detail(self, option: Option, entries: Entries) -> dict[str, str]:
        detail = {f"detail.{option.code}": self._attached(option)} if option.detail else {}
        entry = self._entry(option.cites, entries) if option.cites else ""
        if entry:
            detail |= {f"entry.{option.code}": entry, f"article.{option.code}": str(self.chance.randint(1, 40))}
        return detail

    def _attached(self, option: Option) -> str:
        """What is typed into the box of an option, which asks for a year or for a few words."""
        if "year" in said(option.detail, "en").casefold():
            return str(self.last_year - self.chance.randint(1, 8))
        return self._text("detail")

    def _entry(self, list_code: str, entries: Entries) -> str:
        known = entries.get(list_code, ())
        return self.chance.choice(list(known)) if known else ""

    def _pool(self, leaf: Leaf) -> str:
        code = leaf.question.code
        by_word = {"title": "title", "source": "source", "note": "note", "instit": "institution", "name": "name"}
        return next((pool for word, pool in by_word.items() if word in code), "detail")

    def _short_text(self, leaf: Leaf) -> str:
        if leaf.question.code == "articles":
            first = self.chance.randint(1, 12)
            return f"{texts(self.language)['mark']} {first}-{first + self.chance.randint(1, 6)}"
        if leaf.question.code == "number":
            return f"{texts(self.language)['mark']} {self.chance.randint(1, 400)}"
        return self._text(self._pool(leaf))

    def _text(self, pool: str) -> str:
        said = texts(self.language)
        chosen = self.chance.choice(said[pool])
        return f"{said['mark']} {chosen}" if chosen else ""

    def _figure(self, question: Question) -> int:
        """A count; where the author sets an upper bound (years of prison), small, the maximum above the minimum."""
        if "<=" in question.constraint:
            return self.chance.randint(10, 30) if question.code.startswith("max") else self.chance.randint(1, 9)
        if question.code.endswith("days"):
            return self.chance.randint(10, 90)
        if question.code.endswith("amount"):
            return self.chance.randint(50, 900) * 1_000
        return self.chance.choices((0, self.chance.randint(1, 60), self.chance.randint(61, 2400)), (1, 7, 2))[0]

    def _year(self, leaf: Leaf) -> int:
        late = "last" in leaf.question.code or "end" in leaf.question.code
        return self.last_year + self.chance.randint(0, 3) if late else self.last_year - self.chance.randint(1, 8)
