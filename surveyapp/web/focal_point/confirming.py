"""What a state is asked to confirm, ready for the pages: what changed, word by word, and what can be done about it."""

from collections.abc import Collection, Iterator

from flask import g
from flask_babel import gettext as _
from flask_babel import ngettext

from surveyapp.actions import confirming, holding
from surveyapp.actions.asking_to_confirm import IS_READ
from surveyapp.actions.confirming import Waiting
from surveyapp.core.editions import Change, QuestionDifference, words_changed
from surveyapp.core.questionnaire import Questionnaire
from surveyapp.core.text import Text, said_anyhow
from surveyapp.store.models import Reply
from surveyapp.web import database
from surveyapp.web.focal_point.drawing import Sheet
from surveyapp.web.focal_point.notices import Notice, Rewording
from surveyapp.wording import differences as worded
from surveyapp.wording.lists import join
from surveyapp.wording.plain import plain


def of_sheet(sheet: Sheet) -> list[Waiting]:
    """What the state of a reply is asked to confirm and can: nothing where nothing can be written."""
    if holding.refusal(sheet.held.reply, sheet.now) is not None:
        return []
    return confirming.waiting(database.session(), sheet.held, sheet.asked)


def notices(waiting: Collection[Waiting], *, is_writable: bool) -> dict[str, Notice]:
    """By code of question, what stands beside it."""
    return {one.question.code: _notice(one, is_writable) for one in waiting}


def is_all_settled(reply: Reply, waiting: Collection[Waiting]) -> bool:
    """Whether a reply that was reopened to confirm answers can be sent again with nothing left open."""
    return reply.standing == "reopened" and reply.reopened_for is not None and not waiting


def numbers(questionnaire: Questionnaire, codes: Collection[str]) -> str:
    """The questions by their printed numbers, those without one by their wording."""
    found = (one for one in questionnaire.questions() if one.code in codes)
    return join([one.number or plain(one.wording.get(g.language, one.code)) for one in found], g.language)


def _notice(waiting: Waiting, is_writable: bool) -> Notice:
    difference = waiting.difference
    return Notice(
        question=waiting.question,
        rewordings=list(_rewordings(difference)) if difference else [],
        sentences=list(_sentences(difference)) if difference else [],
        unreadable=[_called(text) for text in waiting.unreadable],
        is_confirmable=waiting.is_confirmable,
        is_writable=is_writable,
    )


def _rewordings(difference: QuestionDifference) -> Iterator[Rewording]:
    for one in difference.every_rewording():
        path, _dot, fact = one.fact.rpartition(".")
        if one.language == g.language and fact in IS_READ:
            label = worded.part(path.partition(".")[0], g.language) if path else worded.wording(fact, g.language)
            yield Rewording(label, words_changed(plain(one.was), plain(one.now)))


def _sentences(difference: QuestionDifference) -> Iterator[str]:
    """What was added and removed, and what else is otherwise in substance."""
    for part, added, removed in _came_and_went(difference):
        name = worded.part(part, g.language)
        if added:
            yield ngettext(
                "%(part)s added: %(names)s.", "%(part)s added: %(names)s.", len(added), part=name, names=_quoted(added)
            )
        if removed:
            yield ngettext(
                "%(part)s removed: %(names)s.",
                "%(part)s removed: %(names)s.",
                len(removed),
                part=name,
                names=_quoted(removed),
            )
    if Change.KIND in difference.changes:
        yield str(_("Another kind of answer is asked now."))
    if Change.CONDITION in difference.changes:
        yield str(_("It is asked under another condition now."))


def _came_and_went(difference: QuestionDifference) -> Iterator[tuple[str, list[str], list[str]]]:
    """Options, rows and the like: the wordings of those that are new, and of those that are gone."""
    for part in (*difference.parts, *difference.asked):
        pairs = [(one.old, one.new) for one in difference.parts.get(part, ())]
        pairs += [(one.old, one.new) for one in difference.asked.get(part, ())]
        added = [_called(new.wording) for old, new in pairs if old is None and new is not None]
        removed = [_called(old.wording) for old, new in pairs if new is None and old is not None]
        yield part, added, removed


def _called(wording: Text) -> str:
    return plain(said_anyhow(wording, g.language))


def _quoted(names: Collection[str]) -> str:
    return join([str(_("“%(text)s”", text=name)) for name in names], g.language)
