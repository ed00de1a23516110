"""What the States wrote, as the compendium shows it: the original with its language, a translation marked as one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from surveyapp.core import answer_texts
from surveyapp.core.answer_texts import AnswerText, Known
from surveyapp.core.disclosure import DisclosedReply
from surveyapp.core.marks import Mark
from surveyapp.core.places import Leaf, leaf, leaves, parse
from surveyapp.core.questionnaire import Kind, Question
from surveyapp.core.states import MemberState
from surveyapp.core.text import said
from surveyapp.core.whole import mark_of
from surveyapp.documents.papers.parts import Passage, line, written
from surveyapp.documents.summary.parts import Quote
from surveyapp.documents.summary.writing import Writer
from surveyapp.wording import answers, papers

_IN_WORDS = frozenset({Kind.LIST, Kind.LINK, Kind.FILE, Kind.CITATION})
"""Kinds whose whole answer is shown as it stands in words."""
_LEADS = frozenset({Kind.LINK, Kind.FILE})
_DONE = {answer_texts.Stage.TRANSLATED: "translation_draft", answer_texts.Stage.CONFIRMED: "translation"}


def has_texts(writer: Writer, question: Question) -> bool:
    """Whether some State wrote something that this audience may read."""
    return bool(quotes(writer, question))


def is_in_register(question: Question) -> bool:
    """A list of dated things with a link or a file, as laws and agreements are: it stands in the register."""
    kinds = {one.kind for one in question.fields}
    is_dated = Kind.DATE in kinds and Kind.LONG_TEXT not in kinds
    return question.kind is Kind.LIST and question.summary == "register" and is_dated and bool(kinds & _LEADS)


def quotes(writer: Writer, question: Question) -> Sequence[Quote]:
    """Each State in capitals with what it wrote; the figures' sources stand beside the figures."""
    if question.code not in writer.quotes_of:
        is_shown = question.kind is not Kind.GRID and question.names_states
        writer.quotes_of[question.code] = tuple(_quotes(writer, question)) if is_shown else ()
    return writer.quotes_of[question.code]


def _quotes(writer: Writer, question: Question) -> Iterator[Quote]:
    for state in writer.replied:
        passages = tuple(_passages(writer, question, state))
        if passages:
            yield Quote(who=line(state.name(writer.language).short).upper(), passages=passages)


def _passages(writer: Writer, question: Question, state: MemberState) -> Iterator[Passage]:
    reply = writer.comparison.replies[state.iso3]
    known = writer.facts.translations.get(state.iso3, {})
    form = answer_texts.form_language(state, writer.comparison.questionnaire)
    found = list(answer_texts.of_question(question, reply.cells, reply.entries, form))
    if question.kind in _IN_WORDS:
        yield from _whole(writer, question, reply, known, (form, found))
        found = [one for one in found if "@" in one.place]
    for one in found:
        yield from _one(writer, question, one, known)
    yield from _unreadable(writer, question, reply)


def _one(writer: Writer, question: Question, one: AnswerText, known: Known) -> Iterator[Passage]:
    at = _leaf(writer, one)
    yield written(one.text, one.language, writer.language, lead=_lead(writer, question, at, one))
    was = known.get(one.where) if one.language != writer.language else None
    stage = answer_texts.stage_of(one.text, was.source, was.status) if was else None
    if was and stage in _DONE:
        yield _translation(writer, was.text, _DONE[stage])


def _translation(writer: Writer, text: str, name: str) -> Passage:
    lead = writer.words("lead", label=writer.words(name))
    return replace(written(text, writer.language, writer.language, lead=lead), is_soft=False, sign="→")


def _whole(
    writer: Writer,
    question: Question,
    reply: DisclosedReply,
    known: Known,
    written_in: tuple[str, list[AnswerText]],
) -> Iterator[Passage]:
    """An answer that is more than a text: the entries of a list a line each, an address, what is cited."""
    if mark_of(question, reply.cells, reply.entries) is not Mark.ANSWERED:
        return
    if question.kind is Kind.LIST and not reply.entries.get(question.code):
        return
    form, found = written_in
    text = answers.answer_words(writer.comparison.questionnaire, question, reply.cells, reply.entries, writer.language)
    language = found[0].language if found else writer.language
    yield written(text, language, writer.language)
    translated = answer_texts.answer_translated(question, reply.cells, reply.entries, known, (form, writer.language))
    if translated is not None and translated[1] in _DONE:
        words = answers.answer_words(
            writer.comparison.questionnaire, question, translated[0], reply.entries, writer.language
        )
        yield _translation(writer, words, _DONE[translated[1]])


def _unreadable(writer: Writer, question: Question, reply: DisclosedReply) -> Iterator[Passage]:
    """What could not be read, as it was typed."""
    for at in leaves(question, reply.entries):
        cell = reply.cells.get(str(at.place))
        if cell is not None and cell.mark is Mark.NOT_READABLE and question.kind is not Kind.LIST:
            typed = " ".join(answers.typed_in_words(at.question, cell, writer.language).values())
            passage = written(typed, cell.language or writer.language, writer.language)
            lead = writer.words("lead", label=writer.words("not_readable"))
            yield replace(passage, lead=line(lead))


def _leaf(writer: Writer, one: AnswerText) -> Leaf | None:
    place = parse(one.place)
    return leaf(writer.comparison.questionnaire, place) if place else None


def _lead(writer: Writer, question: Question, at: Leaf | None, one: AnswerText) -> str:
    """What the text hangs on: an option, a row; of what stands beside an answer, what it is."""
    if at is None:
        return ""
    if at.place.beside:
        return writer.words("lead", label=papers.supplement(at.place.beside, writer.language))
    named = [said(at.question.wording, writer.language)] if str(at.place) != question.code else []
    option = at.question.option(one.part) if one.part else None
    if option is not None and writer.speaker.is_named(question, option):
        named.append(said(option.wording, writer.language))
    return writer.words("lead", label=", ".join(line(each) for each in named)) if named else ""
