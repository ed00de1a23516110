"""The blank form of an edition, of a round with its years, or of a state's own reply with its deadline."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from surveyapp.actions import authoring
from surveyapp.core import wordings
from surveyapp.core.questionnaire import Questionnaire
from surveyapp.documents import blank_form
from surveyapp.documents.blank_form import Heading
from surveyapp.store.models import Edition, Reply, Round
from surveyapp.wording import dates
from surveyapp.wording.blank_form import LANGUAGES


def of_edition(edition: Edition, language: str, form: str) -> bytes:
    """The form ("pdf" or "docx") of an edition, with words in place of the years that a round fills in.

    LanguageNotOffered and LanguageIncomplete (`documents.blank_form`) say why there is none in a language.
    """
    heading = Heading(version=edition.version, revision=edition.wording_revision, is_draft=edition.published_at is None)
    return blank_form.write(authoring.questionnaire_of(edition), language, heading, form)


def of_round(round_: Round, language: str, form: str, until: datetime | None = None) -> bytes:
    """The form of a round, with its years, its period and its deadline (or another one: a state's own)."""
    deadline = (until or round_.deadline).astimezone(ZoneInfo(round_.time_zone)).date()
    heading = Heading(
        version=round_.edition.version,
        revision=round_.edition.wording_revision,
        is_illustrative=round_.illustrative,
        round=round_.title.get(language, ""),
        mandate=round_.mandate.get(language, ""),
        period=_period(round_.period_from, round_.period_to, language),
        deadline=dates.day(deadline, language) if language in LANGUAGES else "",
    )
    return blank_form.write(authoring.for_round(round_), language, heading, form)


def of_reply(reply: Reply, language: str, form: str) -> bytes:
    """The form of a reply's round, with the deadline of its state."""
    return of_round(reply.round, language, form, reply.own_deadline)


def languages(questionnaire: Questionnaire) -> tuple[str, ...]:
    """The languages in which a form can be made of a questionnaire as it is now."""
    kept: tuple[str, ...] | None = vars(questionnaire).get("_languages_of_forms")
    if kept is None:  # a questionnaire never changes: its wordings are looked through once and that is kept with it
        kept = tuple(one for one in wordings.complete_languages(questionnaire) if one in LANGUAGES)
        vars(questionnaire)["_languages_of_forms"] = kept
    return kept


def file_name(edition: Edition, language: str, form: str, round_code: str = "") -> str:
    """ "blank-form-best_practices-2-es.pdf"; of a round, its code in place of the version."""
    name = "-".join(("blank-form", edition.questionnaire.code, round_code or edition.version, language))
    return "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-_.") else "_" for sign in name) + f".{form}"


def _period(first: date, last: date, language: str) -> str:
    """The reporting period; between dash and dash where it is no whole number of years."""
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    return f"{dates.day(first, language)} – {dates.day(last, language)}" if language in LANGUAGES else ""
