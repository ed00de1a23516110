"""An answer as it stands: what was typed, what was understood, and who may read it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from surveyapp.core.marks import Mark
from surveyapp.core.questionnaire import Disclosure

Typed = Mapping[str, str]
"""What was typed, part by part, exactly: {"text": "1.234"}, {"option": "yes", "detail.yes": "Act 1 of 2007"}."""

Value = Mapping[str, Any]
"""What was understood, ready for JSON; its shape belongs to the kind of question (see `kinds`)."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What stands at one place of a reply; `version` counts from 1."""

    mark: Mark
    value: Value | None = None
    typed: Typed = field(default_factory=dict)
    disclosure: Disclosure | None = None
    """Narrower than the question's and the reply's, by the state's own wish; None: as those say."""
    version: int = 0
    language: str = ""


LANGUAGES_OF_TEXTS = ("en", "es", "fr", "pt")
"""In which a state may write, whatever the language of the form: the official languages of the Organization."""

Answers = Mapping[str, Answer]
"""Address of a place to the answer that stands there; a place never written is absent."""
