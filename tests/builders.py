"""Builders of what does not matter in a test: give the facts the rule is about, the rest is filled in.

form = a_questionnaire(a_question("law", ONE, "yes no"), a_question("title", relevant="${law} = 'yes'"))
answers = answered(form, {"law": "yes", "title": "Act 1"})
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from surveyapp.core import conditions, kinds, places, submission
from surveyapp.core.answers import Answer, Answers, Typed
from surveyapp.core.disclosure import Audience, DisclosedReply, view
from surveyapp.core.places import Entries
from surveyapp.core.questionnaire import (
    Column,
    Disclosure,
    Group,
    Kind,
    Option,
    Question,
    Questionnaire,
    Row,
    Section,
)
from surveyapp.core.states import Habits
from surveyapp.core.submission import EditionSubmitted, Submission
from surveyapp.core.text import Text

MEXICO = Habits(decimal_mark=".", date_order="dmy")
ARGENTINA = Habits(decimal_mark=",", date_order="dmy")
JAMAICA = Habits(decimal_mark=".", date_order="dmy")
UNITED_STATES = Habits(decimal_mark=".", date_order="mdy")

NOT_AVAILABLE: Typed = {kinds.NOT_AVAILABLE: "1"}
NONE: Typed = {"none": "1"}


def words(english: str, spanish: str = "") -> Text:
    """A wording in both languages; the Spanish, where it does not matter, is the English marked as such."""
    return {"en": english, "es": spanish or f"{english} (es)"}


def an_option(code: str, **facts: Any) -> Option:
    return Option(**{"code": code, "wording": words(code.replace("_", " ").capitalize())} | facts)


def some_options(options: "str | Sequence[Option]") -> tuple[Option, ...]:
    """Options from their codes ("yes partly no"), or as they are."""
    return tuple(map(an_option, options.split())) if isinstance(options, str) else tuple(options)


def a_row(code: str, **facts: Any) -> Row:
    return Row(**{"code": code, "wording": words(code.replace("_", " ").capitalize())} | facts)


def a_column(code: str, **facts: Any) -> Column:
    return Column(**{"code": code, "wording": words(code.replace("_", " ").capitalize())} | facts)


def a_question(
    code: str = "question", kind: Kind = Kind.SHORT_TEXT, options: "str | Sequence[Option]" = (), **facts: Any
) -> Question:
    """A question; `options`, `rows` and `columns` may be given by their codes ("yes no")."""
    for part, build in (("rows", a_row), ("columns", a_column)):
        if isinstance(facts.get(part), str):
            facts[part] = tuple(map(build, facts[part].split()))
    default = {"code": code, "kind": kind, "wording": words(f"Question {code}"), "options": some_options(options)}
    return Question(**default | facts)


def a_note(code: str = "note", **facts: Any) -> Question:
    return a_question(code, Kind.NOTE, **facts)


def a_group(code: str, *parts: Question | Group, **facts: Any) -> Group:
    return Group(**{"code": code, "wording": words(f"Group {code}"), "parts": parts} | facts)


def a_section(code: str, *parts: Question | Group, **facts: Any) -> Section:
    return Section(**{"code": code, "wording": words(f"Section {code}"), "parts": parts} | facts)


def a_questionnaire(*parts: Question | Group | Section, **facts: Any) -> Questionnaire:
    """A questionnaire of these sections; questions and groups given outside a section stand in one called "first"."""
    sections = tuple(part for part in parts if isinstance(part, Section))
    loose = tuple(part for part in parts if not isinstance(part, Section))
    default = {
        "code": "practices",
        "version": "1",
        "title": words("Best practices", "Buenas prácticas"),
        "languages": ("en", "es"),
        "sections": ((a_section("first", *loose),) if loose else ()) + sections,
    }
    return Questionnaire(**default | facts)


MAIN_PART = {
    Kind.ONE: "option",
    Kind.SEVERAL: "options",
    Kind.LINK: "url",
    Kind.FILE: "files",
    Kind.CITATION: "entry",
    Kind.WHOLE: "none",
}
"""Into which part a single text goes; "text" for the other kinds."""


def an_answer(
    question: Question,
    typed: "str | Typed",
    *,
    habits: Habits = MEXICO,
    disclosure: Disclosure | None = None,
    version: int = 1,
) -> Answer:
    """The answer that a state gives by typing this at a leaf: its parts, or one text for the main part."""
    if isinstance(typed, str):
        typed = {MAIN_PART.get(question.kind, "text"): typed}
    reading = kinds.read(question, typed, habits)
    return Answer(
        mark=reading.mark,
        value=reading.value,
        typed=typed,
        disclosure=disclosure,
        version=version,
        language="en",
    )


def answered(
    questionnaire: Questionnaire,
    typed: "Mapping[str, str | Typed]",
    *,
    habits: Habits = MEXICO,
    disclosures: Mapping[str, Disclosure] | None = None,
) -> dict[str, Answer]:
    """A state's answers by address: {"law": "yes", "services/shelter": NOT_AVAILABLE, "laws[abcd].title": "Act"}."""
    answers = {}
    for address, text in typed.items():
        place = places.parse(address)
        leaf = place and places.leaf(questionnaire, place)
        if not leaf:
            raise LookupError(f"this questionnaire asks nothing at {address}")
        disclosure = (disclosures or {}).get(address)
        answers[address] = an_answer(leaf.question, text, habits=habits, disclosure=disclosure)
    return answers


SUBMITTED_AT = datetime(2012, 9, 28, 15, 30, tzinfo=UTC)


def frozen(questionnaire: Questionnaire, answers: Answers, entries: Entries | None = None, **facts: Any) -> str:
    """The text of a submission of these answers; any argument of `submission.freeze` may be given."""
    default = {
        "questionnaire": questionnaire,
        "edition": EditionSubmitted(
            questionnaire=questionnaire.code, version=questionnaire.version, sha256="e" * 64, wording_revision=2
        ),
        "round": "2012",
        "state": "CRI",
        "disclosure": Disclosure.PUBLIC,
        "answers": answers,
        "entries": entries or {},
        "asked": conditions.asked(questionnaire, answers, entries or {}, SUBMITTED_AT.date()),
        "declared": {"name": "Ana Mora", "title": "Viceministra", "institution": "Ministerio de Gobernación"},
        "submitted_at": SUBMITTED_AT,
        "salt": "5a" * 16,
    }
    return submission.freeze(**default | facts)


def a_submission(
    questionnaire: Questionnaire,
    typed: "Mapping[str, str | Typed] | None" = None,
    entries: Entries | None = None,
    *,
    disclosures: Mapping[str, Disclosure] | None = None,
    **facts: Any,
) -> Submission:
    """What a state that typed this submitted; `disclosures` by address, `disclosure` and `state` of the reply."""
    answers = answered(questionnaire, typed or {}, disclosures=disclosures)
    return submission.read(frozen(questionnaire, answers, entries, **facts))


def a_disclosed_reply(
    questionnaire: Questionnaire,
    typed: "Mapping[str, str | Typed] | None" = None,
    entries: Entries | None = None,
    *,
    audience: Audience = Audience.PUBLIC,
    **facts: Any,
) -> DisclosedReply:
    """The same as this audience may see it."""
    return view(questionnaire, a_submission(questionnaire, typed, entries, **facts), audience)
