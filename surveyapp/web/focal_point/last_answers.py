"""Last round's answers on the page of a section: whether there are any, and those asked for, in words.

What stands in the address (`?last=<question>`, `?last=all`) is shown; nothing else is read. The page itself knows only
that there is an earlier submission and which questions were asked then.
"""

from collections.abc import Collection, Iterator

from flask_babel import gettext as _

from surveyapp.actions import last_answers
from surveyapp.actions.holding import Held
from surveyapp.actions.last_answers import LastAnswer, LastReply
from surveyapp.core import places
from surveyapp.core.questionnaire import Disclosure, Kind, Section
from surveyapp.core.submission import Submission
from surveyapp.core.supplements import TAKEN_OVER
from surveyapp.core.taking_over import Left, Why
from surveyapp.core.text import said
from surveyapp.store.earlier_replies import Earlier
from surveyapp.web import database
from surveyapp.web.focal_point import sentences
from surveyapp.web.focal_point.drawing import Sheet, local_day
from surveyapp.web.focal_point.drawn import NO_LAST, Last, ShownLast
from surveyapp.wording import answers as answer_wording
from surveyapp.wording import dates, supplements

ALL = "all"


def on_page(sheet: Sheet, drawn: Section, wanted: Collection[str]) -> Last:
    """What of the last round is said on the page of a section; `wanted`: codes of questions, or ALL."""
    session, reply = database.session(), sheet.held.reply
    found = last_answers.earlier(session, reply)
    if found is None:
        return NO_LAST
    codes = {question.code for question in sheet.questionnaire.questions(drawn)}
    asked_then = codes & set(last_answers.asked_then(session, reply, found))
    shown = asked_then if ALL in wanted else asked_then & set(wanted)
    last = last_answers.read_whole(session, reply, found) if shown else None
    return Last(found.round_code, frozenset(asked_then), dict(_shown(sheet, last, shown)) if last else {})


def first_place(held: Held, code: str) -> str:
    """The address of the first place at which the answer to a question is written."""
    placed = held.questionnaire.find(code)
    leaves = places.leaves(placed.question, held.entries) if placed else ()
    return next((str(leaf.place) for leaf in leaves if leaf.question.kind is not Kind.WHOLE), code)


def _shown(sheet: Sheet, last: LastReply, codes: Collection[str]) -> Iterator[tuple[str, ShownLast]]:
    for code in codes:
        answer = last.answer(sheet.held, code)
        if answer is not None:
            yield code, _worded(sheet, last, answer)


def _worded(sheet: Sheet, last: LastReply, answer: LastAnswer) -> ShownLast:
    content, language = last.submission, sheet.language
    words = answer_wording.answer_words(
        last.questionnaire, answer.then, content.places, content.entries, language, sheet.decimal_mark
    )
    wording = said(answer.then.wording, language)
    is_other = wording != said(answer.now.wording, language)
    return ShownLast(
        code=answer.now.code,
        round=last.earlier.round_code,
        received=_received(sheet, last.earlier),
        wording=wording if is_other else "",
        answer=words,
        period=_other_period(sheet, last.earlier),
        remarks=tuple(_remarks(sheet, last, answer)),
        beside=tuple(_beside(sheet, answer, content)),
        can_be_kept=sheet.is_writable and answer.taken.is_whole,
        can_be_reused=sheet.is_writable and answer.taken.is_possible,
    )


def _beside(sheet: Sheet, answer: LastAnswer, content: Submission) -> Iterator[str]:
    """What stood beside the answer of then, as far as it can be taken over with it."""
    for one in supplements.lines(answer.then, content.places, sheet.language):
        if one.code in TAKEN_OVER:
            yield f"{one.name}: {one.words}"


def _received(sheet: Sheet, earlier: Earlier) -> str:
    day = dates.day(local_day(earlier.submitted_at, sheet.zone), sheet.language)
    if earlier.received_as:
        return str(_("Received by the Secretariat on %(day)s", day=day))
    return str(_("Sent on %(day)s, %(receipt)s", day=day, receipt=earlier.receipt))


def _remarks(sheet: Sheet, last: LastReply, answer: LastAnswer) -> Iterator[str]:
    if last.earlier.illustrative and not sheet.held.reply.round.illustrative:
        yield str(_("Illustrative: this answer is invented."))
    if answer.is_answered and answer.of_other_years:
        yield str(_("The years have changed: please check whether the answer still holds."))
    if answer.taken.disclosure:
        who = sentences.DISCLOSURES[Disclosure(answer.taken.disclosure).value]()
        yield str(_("Who could read it: %(who)s. This stays so if you take it over.", who=who))
    yield from (_why_left(one, sheet.language) for one in answer.taken.left)


def _other_period(sheet: Sheet, earlier: Earlier) -> str:
    """The period of then, where it was another."""
    round_ = sheet.held.reply.round
    if (round_.period_from, round_.period_to) == (earlier.period_from, earlier.period_to):
        return ""
    return str(_("The period differs: %(period)s.", period=_period(sheet, earlier)))


def _period(sheet: Sheet, earlier: Earlier) -> str:
    return dates.period(earlier.period_from, earlier.period_to, sheet.language)


def _why_left(left: Left, language: str) -> str:
    """Why a part cannot be taken over, and what to do."""
    what = said(left.what, language)
    sentences_of: dict[Why, str] = {
        Why.ANOTHER_KIND: _("The question is asked in another way now: please answer it anew."),
        Why.OPTION_GONE: _("“%(what)s” is no longer an option and is not taken over.", what=what),
        Why.DETAIL_GONE: _("The text given with “%(what)s” is no longer asked and is not taken over.", what=what),
        Why.ROW_GONE: _("“%(what)s” is no longer asked and is not taken over.", what=what),
        Why.COLUMN_GONE: _("“%(what)s” is no longer asked and is not taken over.", what=what),
        Why.FIELD_GONE: _("“%(what)s” is no longer asked and is not taken over.", what=what),
        Why.OTHER_YEARS: _("“%(what)s” is a year that is not asked about now; it is not taken over.", what=what),
        Why.NOT_CITED: _(
            "It cites an entry that is not in your list of this round. "
            "Take over the list first, or choose the entry anew."
        ),
        Why.FILE_GONE: _("A file is not taken over. Please add it again."),
        Why.NOT_ACCEPTED: _("As the question stands now, the answer would be read otherwise: please answer it anew."),
    }
    return str(sentences_of[left.why])
