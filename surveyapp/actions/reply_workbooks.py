"""The reply as a workbook to take away: what the person may read, filled in, with last round's answers beside."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from surveyapp.actions import holding, last_answers
from surveyapp.actions.holding import Held
from surveyapp.core import states, wordings
from surveyapp.core.questionnaire import Disclosure, Questionnaire
from surveyapp.documents import reply_workbook
from surveyapp.documents.reply_workbook import Book, Heading
from surveyapp.store import models
from surveyapp.wording import answers as answer_wording
from surveyapp.wording import dates
from surveyapp.wording.reply_workbook import LANGUAGES, words


def languages(questionnaire: Questionnaire) -> tuple[str, ...]:
    """The languages in which a workbook can be made of a questionnaire as it is now."""
    return tuple(one for one in wordings.complete_languages(questionnaire) if one in LANGUAGES)


def make(
    session: Session, reply: models.Reply, sections: Collection[str] | None, language: str, by: str, now: datetime
) -> bytes:
    """The workbook of these sections (None: of all), made for a person of this name."""
    held = holding.read(session, reply, now)
    chosen = [one.code for one in held.questionnaire.sections if sections is None or one.code in sections]
    last = last_answers.last(session, reply)
    titles = answer_wording.entry_titles(held.questionnaire, held.answers, held.entries, language)
    round_ = reply.round
    return reply_workbook.write(
        Book(
            heading=_heading(reply, language, by, now),
            questionnaire=held.questionnaire,
            sections=chosen,
            answers=held.answers,
            entries=held.entries,
            titles={(code, one): titles(code, one) for code, entries in held.entries.items() for one in entries},
            habits=held.habits,
            language=language,
            disclosure=Disclosure(reply.disclosure),
            last=_last(held, last, chosen, language),
            last_round=last.earlier.round_code if last else "",
            facts={
                "reply": reply.public_id,
                "round": round_.code,
                "edition": round_.edition.sha256,
                "revision": str(round_.edition.wording_revision),
                "book": models.new_public_id(),
                "made_at": now.isoformat(),
            },
        )
    )


def file_name(reply: models.Reply, language: str, sections: Collection[str] | None = None) -> str:
    """ "reply-2026-CRI-es.xlsx"; of some sections, their codes too."""
    some = "-".join(sorted(sections)) if sections is not None and len(sections) <= 3 else ""
    name = "-".join(filter(None, ("reply", reply.round.code, reply.state, some, language)))
    return "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-_.") else "_" for sign in name) + ".xlsx"


def _heading(reply: models.Reply, language: str, by: str, now: datetime) -> Heading:
    state, round_ = states.from_facts(reply.state_facts), reply.round
    name = state.name(language)
    until = reply.own_deadline or round_.deadline
    moment = dates.moment(now, state.time_zone, language)
    return Heading(
        state=name.official or name.formal,
        round=round_.title.get(language, round_.code),
        period=dates.period(round_.period_from, round_.period_to, language),
        deadline=dates.deadline(until, state.time_zone, name.capital, language),
        made=words("made_by", language, moment=moment, person=by) if by else moment,
        is_illustrative=round_.illustrative,
    )


def _last(held: Held, last: last_answers.LastReply | None, sections: Collection[str], language: str) -> dict[str, str]:
    """What was answered in the earlier round to each question of these sections, where anything was."""
    found: dict[str, str] = {}
    if last is None or language not in last.questionnaire.languages:
        return found
    content = last.submission
    for placed in held.questionnaire.placed():
        answer = last.answer(held, placed.question.code) if placed.section.code in sections else None
        if answer is not None and answer.is_answered:
            found[placed.question.code] = answer_wording.answer_words(
                last.questionnaire, answer.then, content.places, content.entries, language
            )
    return found
