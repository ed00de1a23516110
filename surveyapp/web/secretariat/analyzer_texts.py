"""What each state said to one question, in its own language and in that of the page, side by side."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from surveyapp.core import answer_texts
from surveyapp.core.answer_texts import Known, Stage
from surveyapp.core.disclosure import DisclosedReply
from surveyapp.core.marks import Mark
from surveyapp.core.states import MemberState, in_order
from surveyapp.web.secretariat import analyzer_words as words
from surveyapp.web.secretariat.analyzer_drawing import Page, Side
from surveyapp.wording import answer_translations, marks, supplements
from surveyapp.wording import answers as answer_words

MOST = 60_000
"""Characters on a page of which every text is shown whole."""
SOME = 1_500
"""Of each where there are more."""


@dataclass(frozen=True)
class Told:
    """What a state said: the original with its language, the translation with how far it is."""

    state: MemberState
    original: str
    written_in: str
    """In words, where it is another language than the page's."""
    translation: str
    shape: str
    stage: str
    """Of the translation, or that there is none yet; "" where none is needed."""
    is_cut: bool
    beside: tuple[supplements.Line, ...] = ()
    """Sources, links and files, as far as these figures are for who may read them."""


@dataclass(frozen=True)
class Texts:
    told: tuple[Told, ...]
    others: tuple[tuple[str, str], ...]
    """Of those of whom there is nothing to read: the mark, and their names."""


def of(side: Side, page: Page, translations: Mapping[str, Known], only: str) -> Texts:
    """Of every state that is kept; or of one of them alone, whole however long."""
    kept = [side.states[one] for one in side.kept if only in ("", one)]
    read = {Mark.ANSWERED, Mark.NOT_READABLE}
    answered = {state for mark in read for state in page.tally.states(mark)}
    told = [_told(side, page, one, translations.get(one.iso3, {})) for one in kept if one.iso3 in answered]
    ordered = {one.state.iso3: one for one in told}
    in_sequence = [ordered[one.iso3] for one in in_order((one.state for one in told), side.language)]
    if not only and sum(len(one.original) + len(one.translation) for one in told) > MOST:
        in_sequence = [_cut(one) for one in in_sequence]
    return Texts(tuple(in_sequence), tuple(_others(side, page)) if not only else ())


def _told(side: Side, page: Page, state: MemberState, known: Known) -> Told:
    reply = side.now.replies[state.iso3]
    cells, entries, questionnaire = reply.cells, reply.entries, side.now.questionnaire
    original = answer_words.answer_words(questionnaire, page.question, cells, entries, side.language)
    translation, shape, stage = _translation(side, page, state, known)
    written_in = supplements.other_languages(page.question, cells, entries, side.language)
    beside = tuple(supplements.lines(page.question, cells, side.language))
    return Told(state, original, written_in, translation, shape, stage, is_cut=False, beside=beside)


def _translation(side: Side, page: Page, state: MemberState, known: Known) -> tuple[str, str, str]:
    """In words, with shape and words of its stage."""
    reply, questionnaire = side.now.replies[state.iso3], side.now.questionnaire
    form = answer_texts.form_language(state, questionnaire)
    found = answer_texts.answer_translated(page.question, reply.cells, reply.entries, known, (form, side.language))
    if found is not None:
        translated, stage = found
        said = answer_words.answer_words(questionnaire, page.question, translated, reply.entries, side.language)
        return said, *answer_translations.stage(stage, side.language)
    if _is_to_be_translated(page, reply, form, side.language):
        return "", *answer_translations.stage(Stage.TO_TRANSLATE, side.language)
    return "", "", ""


def _is_to_be_translated(page: Page, reply: DisclosedReply, form: str, language: str) -> bool:
    texts = answer_texts.of_question(page.question, reply.cells, reply.entries, form)
    return bool(answer_texts.to_translate([one for one in texts if "@" not in one.place], language))


def _cut(one: Told) -> Told:
    original, translation = words.abridged(one.original, SOME), words.abridged(one.translation, SOME)
    is_cut = (original, translation) != (one.original, one.translation)
    return replace(one, original=original, translation=translation, is_cut=is_cut)


def _others(side: Side, page: Page) -> Iterator[tuple[str, str]]:
    for mark, states in page.tally.by_mark.items():
        if mark not in (Mark.ANSWERED, Mark.NOT_READABLE):
            is_named = side.names_silent or mark is not Mark.NO_REPLY
            names = words.names(states, side.states, side.language) if is_named else str(len(states))
            yield marks.mark_words(mark, side.language), names
