"""The chapters of the summary before its annexes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from surveyapp.core import changes
from surveyapp.core.comparison import OptionCount, Tally
from surveyapp.core.marks import Mark
from surveyapp.core.places import Place
from surveyapp.core.questionnaire import Kind, Question
from surveyapp.core.states import MemberState
from surveyapp.core.text import said
from surveyapp.core.whole import number_in, total
from surveyapp.documents.papers.parts import Passage, line, written
from surveyapp.documents.printable import clean, paragraphs
from surveyapp.documents.round_facts import Practice
from surveyapp.documents.summary import parts
from surveyapp.documents.summary.anchors import anchor_of
from surveyapp.documents.summary.parts import Link, Table
from surveyapp.documents.summary.tables import figure_of, map_of, table_of
from surveyapp.documents.summary.texts import has_texts, is_in_register
from surveyapp.documents.summary.writing import Writer
from surveyapp.wording import document_replies, footnotes, marks, numbers, states, subregions
from surveyapp.wording.paragraphs import paragraphs as level_paragraphs
from surveyapp.wording.summary import report
from surveyapp.wording.summary.difficulties import difficulties, difficulties_named
from surveyapp.wording.summary.measures import adds_rows, cell_called, has_totals, number
from surveyapp.wording.summary.question import figures_of, question_words, states_told

_MOST_GAPS = 12
_MOST_COLUMNS = 9
"""Of a statistical table on a page that stands upright."""


def since_version(writer: Writer) -> None:
    """What changed since the version before; nothing in an original and in a draft."""
    version = writer.facts.version
    if version is None or version.previous_received_to is None:
        return
    writer.heading(writer.words("since_version"), begins_page=True)
    note = said(version.note, writer.language)
    if note:
        writer.text(note)
    before, now = version.previous_figures, writer.figures
    questions = {f"question:{one.code}": one for one in writer.questions()}
    changed = [key for key in questions if key in now and key in before and not _is_same(before[key], now[key])]
    then = {str(one) for one in _list_in(before, "level", "replied")}
    new = tuple(one for one in _list_in(now, "level", "replied") if one not in then) if "level" in before else ()
    rows = [row for key in changed for row in _version_rows(writer, questions[key], before[key], now[key])]
    table = (
        writer.table(
            writer.words("since_version"),
            [writer.words(one) for one in ("question", "answer", "before", "now")],
            rows,
            (5, 5, 1.2, 1.2),
            numeric=(2, 3),
        )
        if rows
        else None
    )
    own = report.since_version(version.previous_received_to, len(changed), new, writer.speaker)
    told = {"changed": sorted(changed), "new": sorted(new)}
    writer.say("since_version", own, told, [writer.link(table)] if table else [])
    if table:
        writer.parts.append(table)


def mandate(writer: Writer) -> None:
    facts, heading, speaker, language = writer.facts, writer.facts.heading, writer.speaker, writer.language
    writer.heading(writer.words("mandate"), begins_page=True)
    writer.say("mandate", report.mandate(said(heading.mandate, language), said(heading.meeting, language), language))
    period = heading.period_from, heading.period_to
    asked = report.asked(writer.comparison, facts.asked_on, period, speaker)
    writer.say("method:asked", asked, {"asked": len(writer.comparison.asked)})
    writer.say("method:received", report.received(heading.received_to, language))
    writer.say("method:base", report.base(facts.terms.fewest_for_shares, speaker))
    writer.say("method:naming", report.naming(writer.comparison.audience, speaker))
    counted = {name: {code: len(one) for code, one in found.items()} for name, found in _checked(writer)}
    writer.say("method:verified", report.verified(facts.verified, facts.clarified, speaker), counted)


def level(writer: Writer) -> None:
    """How many replied, whom the Secretariat thanks; where they lie."""
    replied, missing = writer.has_replied, writer.missing
    said_so = level_paragraphs(replied, missing, writer.facts.heading.received_to, writer.language)
    writer.heading(writer.words("level"), anchor="level")
    table = _subregions(writer)
    told = {"asked": len(replied) + len(missing), "replied": sorted(one.iso3 for one in replied)}
    writer.say("level", said_so.level, told, [writer.link(table)])
    writer.say("thanks", said_so.thanks, told["replied"])
    if writer.names_missing and replied:
        writer.say("missing", said_so.missing, sorted(one.iso3 for one in missing))
    picture = map_of(
        writer,
        writer.words("map_of_level"),
        [("●", writer.words("legend_replied"), [one.iso3 for one in replied])],
        table,
    )
    is_drawn = picture is not None and bool(replied)
    writer.parts.append(replace(picture, beside=table, link=None) if picture and is_drawn else table)
    for state in replied:
        if state.iso3 in writer.facts.heading.documents:
            stage, on = writer.facts.heading.documents[state.iso3]
            note = document_replies.footnote(stage, on, writer.language)
            if note:
                writer.note(writer.words("document_reply", state=state.name(writer.language).short, note=note))


def sections(writer: Writer) -> None:
    """Per section an introduction, per question the sentence and its table or figure."""
    for place, section in enumerate(writer.comparison.questionnaire.sections, 1):
        questions = writer.questions(section)
        if not questions:
            continue
        title = writer.words(
            "section_heading", number=section.number or place, title=line(said(section.wording, writer.language))
        )
        writer.heading(title, anchor=f"s{place}")
        own = report.introduction(writer.comparison, questions, writer.speaker)
        told = {one.code: figures_of(writer.speaker, writer.comparison.tallies[one.code])["marks"] for one in questions}
        writer.say(f"introduction:{section.code}", own, told, is_kept=True)
        if not writer.comparison.replies:
            writer.text(writer.words("no_replies"))
            continue
        for question in questions:
            _question(writer, question)


def practices(writer: Writer) -> None:
    writer.heading(writer.words("practices"), begins_page=bool(writer.facts.practices))
    if not writer.facts.practices:
        writer.say("practices", writer.words("practices_none"), [])
        return
    told = [[one.state, one.question] for one in writer.facts.practices]
    writer.say("practices", writer.words("practices_intro"), told)
    writer.parts.extend(_practice(writer, one) for one in writer.facts.practices)


def since_round(writer: Writer) -> None:
    """What changed since the round before, over the States in both."""
    facts, speaker = writer.facts, writer.speaker
    writer.heading(writer.words("changes"), anchor="changes", begins_page=writer.facts.before is not None)
    if facts.before is None:
        writer.say("changes", report.no_before(writer.language))
        return
    both = changes.in_both(facts.before, writer.comparison)
    found = _changed(writer, facts.before) if both else []
    table = _changes_table(writer, found)
    links = [writer.link(table)] if table else []
    writer.say("changes", report.in_both(both, said(facts.before_title, writer.language), speaker), sorted(both), links)
    now = facts.heading.period_from, facts.heading.period_to
    if facts.before_period and facts.before_period != now:
        writer.say("changes:periods", report.periods(facts.before_period, now, speaker))
    if both:
        _changes(writer, found)
    if table:
        writer.parts.append(table)


def statistics(writer: Writer) -> None:
    """The figures of each State, with sources and remarks."""
    follows_much = writer.facts.before is not None or bool(writer.facts.practices)
    writer.heading(writer.words("statistics"), begins_page=follows_much)
    writer.say("statistics", report.statistics(writer.language))
    grids = [writer.comparison.tallies[one.code] for one in writer.questions() if one.kind is Kind.GRID]
    told = [one for one in grids if any(part.figures and part.figures.count for part in one.parts)]
    if not told:
        writer.text(writer.words("statistics_none"))
    for tally in told:
        _statistic(writer, tally)


def gaps(writer: Writer) -> None:
    """What could not be told, and where it is most."""
    tallies = [writer.comparison.tallies[one.code] for one in writer.questions()]
    if not any(one.base for one in tallies):
        return
    writer.heading(writer.words("gaps"))
    table = _gaps_table(writer, tallies)
    own = [report.gaps(tallies, writer.speaker)]
    if table:
        own.append(report.widest_gaps(writer.language))
    told = {mark.value: sum(one.count(mark) for one in tallies) for mark in Mark if mark is not Mark.NO_REPLY}
    writer.say("gaps", " ".join(filter(None, own)), told, [writer.link(table)] if table else [])
    if table:
        writer.parts.append(table)
    _difficulties(writer, tallies)


def appeal(writer: Writer) -> None:
    """To those that have not replied: by number, by name only where the officer says so."""
    missing = writer.missing
    if not missing:
        return
    writer.heading(writer.words("appeal"), anchor="appeal")
    by_name = writer.facts.terms.name_missing or writer.facts.heading.name_missing
    told = sorted(one.iso3 for one in missing) if by_name else len(missing)
    writer.say("appeal", states.appeal(missing, writer.language, by_name=by_name), told)


# A question


def _question(writer: Writer, question: Question) -> None:
    tally = writer.comparison.tallies[question.code]
    code = question.code
    writer.heading(writer.called(question), 2, anchor_of("q", writer.comparison, code))
    table = table_of(writer, tally) if _tells_answers(writer, tally) else None
    links = [writer.link(table)] if table else []
    if table:
        writer.tables_of[code] = table
    if has_texts(writer, question) and not is_in_register(question):
        links.append(Link(text=writer.words("see_answers"), to=anchor_of("c", writer.comparison, code)))
    own, told = question_words(writer.speaker, tally), figures_of(writer.speaker, tally)
    writer.say(f"question:{code}", own, told, links, is_kept=table is not None)
    if table:
        picture = figure_of(writer, tally, table)
        is_beside = picture is not None and question.kind is Kind.ONE
        if picture is not None:
            writer.parts.append(replace(picture, beside=table, link=None) if is_beside else picture)
        if not is_beside:
            writer.parts.append(table)
    for note in _notes(writer, question):
        writer.note(note)


def _tells_answers(writer: Writer, tally: Tally) -> bool:
    return writer.speaker.tells_answers(tally.question, tally.count(Mark.ANSWERED))


def _notes(writer: Writer, question: Question) -> Iterator[str]:
    shown = [*writer.replied]
    for one in writer.comparison.footnotes.get(question.code, ()):
        yield footnotes.footnote_words(one, question, shown, writer.language)
    for name, found in (("verified_note", writer.facts.verified), ("clarified_note", writer.facts.clarified)):
        stood = [one for one in found.get(question.code, ()) if one in writer.comparison.replies]
        if stood:
            yield writer.words(name, names=writer.short_names(stood))


def _checked(writer: Writer) -> Iterator[tuple[str, Mapping[str, Sequence[str]]]]:
    yield "verified", writer.facts.verified
    yield "clarified", writer.facts.clarified


# Versions


def _list_in(figures: Mapping[str, object], key: str, name: str) -> Sequence[Any]:
    found: Any = figures.get(key)
    return found.get(name, ()) if isinstance(found, Mapping) else ()


def _is_same(before: object, now: object) -> bool:
    """Whether the figures are the same; States that one version names and the other counts are as many."""
    if isinstance(before, Mapping) and isinstance(now, Mapping):
        return before.keys() == now.keys() and all(_is_same(before[key], now[key]) for key in before)
    if isinstance(before, list) and isinstance(now, int):
        return len(before) == now
    if isinstance(before, int) and isinstance(now, list):
        return before == len(now)
    return before == now


def _version_rows(writer: Writer, question: Question, before: object, now: object) -> Iterator[tuple[str, ...]]:
    """The base and each answer of a question whose count is another; of what has parts, how many answered."""
    was, is_ = _counts(before), _counts(now)
    wordings = {f"option:{one.code}": said(one.wording, writer.language) for one in question.options}
    names = {"base": writer.words("base"), "answered": writer.words("answered")}
    called = writer.called(question)
    told = (
        dict.fromkeys((*is_, *was)) if question.names_states else names
    )  # new States are named, and one is one answer
    for key in told:
        if was.get(key, 0) != is_.get(key, 0) and (key in wordings or key in names):
            yield called, wordings.get(key, names.get(key, key)), str(was.get(key, 0)), str(is_.get(key, 0))


def _counts(figures: object) -> dict[str, int]:
    if not isinstance(figures, Mapping):
        return {}
    found: dict[str, int] = {"base": int(figures.get("base", 0))}
    found["answered"] = int(figures.get("marks", {}).get(Mark.ANSWERED.value, 0))
    for code, states_ in figures.get("options", {}).items():
        found[f"option:{code}"] = len(states_) if isinstance(states_, list) else int(states_)
    return found


# Response level


def _subregions(writer: Writer) -> Table:
    asked, replied = writer.comparison.asked, {one.iso3 for one in writer.has_replied}
    rows = [
        (name, *_of_asked([one for one in asked if one.subregion is code], replied))
        for code, name in subregions.in_order(writer.language)
        if any(one.subregion is code for one in asked)
    ]
    for group in writer.facts.groups:
        members = [one for one in asked if one.iso3 in group.states]
        if members:
            rows.append((said(group.name, writer.language), *_of_asked(members, replied)))
    return writer.table(
        writer.words("level"),
        [writer.words(one) for one in ("subregion", "asked", "replied")],
        [*rows, (writer.words("total"), *_of_asked(asked, replied))],
        (4, 2.4, 2.6),
        numeric=(1, 2),
        has_total=True,
    )


def _of_asked(asked: Sequence[MemberState], replied: set[str]) -> tuple[str, str]:
    return str(len(asked)), str(sum(1 for one in asked if one.iso3 in replied))


# Practices


def _practice(writer: Writer, one: Practice) -> parts.Practice:
    state, placed = writer.speaker.states.get(one.state), writer.comparison.questionnaire.find(one.question)
    number = placed.question.number or writer.called(placed.question) if placed else one.question
    name = state.name(writer.language).short if state else one.state
    link = None
    if placed:
        to = anchor_of("q", writer.comparison, one.question)
        link = Link(text=writer.words("question_numbered", number=number), to=to) if writer.comparison.replies else None
    where = name if link else writer.words("practice_where", state=name, number=number)
    return parts.Practice(
        title=line(said(one.title, writer.language)),
        where=where,
        text=paragraphs(clean(said(one.text, writer.language))),
        link=link,
    )


# Changes


def _changed(writer: Writer, before: Any) -> Sequence[tuple[Question, changes.Change]]:
    """Of each question as a whole, what changed among the States that answered it both times."""
    return [
        (writer.comparison.tallies[code].question, one)
        for code, each in changes.changes(before, writer.comparison).items()
        for one in each
        if one.place == Place(code)
        and one.both
        and writer.speaker.tells_answers(writer.comparison.tallies[code].question, len(one.both))
    ]


def _changes_table(writer: Writer, found: Sequence[tuple[Question, changes.Change]]) -> Table | None:
    rows = [row for question, one in found for row in _change_rows(writer, question, one)]
    if not rows:
        return None
    return writer.table(
        writer.words("changes"),
        [writer.words(one) for one in ("question", "answer", "both", "before", "now", "difference", "gained")],
        rows,
        (4, 3, 1.2, 1.1, 1.1, 1.2, 3.4),
        numeric=(2, 3, 4, 5),
    )


def _changes(writer: Writer, found: Sequence[tuple[Question, changes.Change]]) -> None:
    told = False
    for question, one in found:
        own = report.change(question, one, writer.speaker)
        if own:
            told = True
            figures = {
                "both": sorted(one.both),
                "options": {each.option.code: [len(each.before), len(each.now)] for each in one.options},
            }
            writer.say(f"change:{question.code}", own, figures)
    if not told:
        writer.say("changes:none", report.no_change(writer.language))


def _change_rows(writer: Writer, question: Question, one: changes.Change) -> Iterator[tuple[str, ...]]:
    for each in one.options:
        if each.gained or each.lost:
            sign = f"+{each.difference}" if each.difference > 0 else numbers.grouped(each.difference, writer.language)
            is_named = writer.speaker.is_named(question, each.option)
            yield (
                writer.called(question),
                said(each.option.wording, writer.language),
                str(len(one.both)),
                str(len(each.before)),
                str(len(each.now)),
                sign,
                writer.short_names(each.gained) if is_named else "",
            )


# Statistics


def _statistic(writer: Writer, tally: Tally) -> None:
    question, begun = tally.question, len(writer.parts)
    writer.heading(writer.called(question), 2, is_listed=False)
    writer.text(said(question.wording, writer.language), is_kept=True)
    table = _figures_of_states(writer, tally)
    writer.parts.append(table)
    if len(table.columns) - 1 > _MOST_COLUMNS:
        writer.parts[begun:] = [parts.Wide(parts=tuple(writer.parts[begun:]))]
    sources = list(_sources(writer, tally))
    if sources:
        writer.text(writer.words("sources"), is_strong=True)
        writer.parts.extend(sources)


def _figures_of_states(writer: Writer, tally: Tally) -> Table:
    """The States that gave a figure down; the rows of the grid across, or its cells where rows do not add up."""
    question = tally.question
    columns = list(_columns(writer, tally))
    rows = []
    sums: list[Any] = [None] * len(columns)
    for state in writer.replied:
        cells = writer.comparison.replies[state.iso3].cells
        values = [value(cells) for _, value in columns]
        if any(one is not None for one in values):
            rows.append((state.name(writer.language).short, *(_figure(writer, one) for one in values)))
            sums = [one if value is None else value + (one or 0) for one, value in zip(sums, values, strict=True)]
    has_sum = has_totals(tally)
    if has_sum:
        rows.append((writer.words("total"), *(_figure(writer, one) for one in sums)))
    return writer.table(
        writer.called(question),
        [writer.words("state"), *(heading for heading, _ in columns)],
        rows,
        (3.2, *[1.4] * len(columns)),
        numeric=range(1, len(columns) + 1),
        notes=[writer.words("total_note")] if has_sum else [],
        has_total=has_sum,
        is_small=len(columns) > _MOST_COLUMNS - 2,
    )


def _columns(writer: Writer, tally: Tally) -> Iterator[tuple[str, Any]]:
    question = tally.question
    if adds_rows(tally):
        for row in question.rows:
            yield said(row.wording, writer.language), lambda cells, code=row.code: total(question, cells, row=code)
        return
    for part in tally.parts:
        if part.place.column:
            heading = said(cell_called(tally, part, writer.language), writer.language)
            yield heading, lambda cells, at=str(part.place): _number_at(cells, at)


def _number_at(cells: Any, address: str) -> Any:
    cell = cells.get(address)
    return number_in(cell.value) if cell and cell.mark is Mark.ANSWERED and cell.value is not None else None


def _figure(writer: Writer, value: Any) -> str:
    return number(value, writer.language) if value is not None else "—"


def _sources(writer: Writer, tally: Tally) -> Iterator[parts.Quote]:
    """What each State says beside its figures: source, article, remark."""
    for state in writer.replied:
        reply = writer.comparison.replies[state.iso3]
        passages: list[Passage] = []
        for field in tally.question.companions:
            cell = reply.cells.get(str(Place(tally.question.code, field=field.code)))
            text = (cell.value or {}).get("text") if cell and cell.mark is Mark.ANSWERED else None
            if cell and text:
                lead = f"{line(said(field.wording, writer.language))}:"
                passages.append(written(str(text), cell.language or writer.language, writer.language, lead=lead))
        if passages:
            yield parts.Quote(who=state.name(writer.language).short, passages=tuple(passages), is_small=True)


# Gaps


def _gaps_table(writer: Writer, tallies: Sequence[Tally]) -> Table | None:
    missing = [(_without_answer(one), one) for one in tallies if one.base]
    widest = sorted((pair for pair in missing if pair[0]), key=lambda pair: -pair[0])[:_MOST_GAPS]
    if not widest:
        return None
    kinds = (Mark.NOT_AVAILABLE, Mark.LEFT_BLANK, Mark.NOT_READABLE)
    return writer.table(
        writer.words("widest_gaps"),
        [writer.words("question"), writer.words("base"), *(marks.mark_words(one, writer.language) for one in kinds)],
        [(writer.called(one.question), str(one.base), *(str(one.count(mark)) for mark in kinds)) for _, one in widest],
        (5, 1, 1.7, 1.5, 1.7),
        numeric=(1, 2, 3, 4),
    )


def _difficulties(writer: Writer, tallies: Sequence[Tally]) -> None:
    """The difficulties that States named, gathered from the questions that ask for them."""
    asking = [one for one in tallies if one.question.asks_for_difficulties and _tells_answers(writer, one)]
    found = [(one, difficulties_named(one)) for one in asking]
    found = [(tally, named) for tally, named in found if named]
    if not found:
        return
    writer.heading(writer.words("difficulties"), 2, is_listed=False)
    for tally, named in found:
        code = tally.question.code
        told = {one.option.code: states_told(writer.speaker, tally, one) for one in named}
        links = [writer.link(writer.tables_of[code])] if code in writer.tables_of else []
        writer.say(f"difficulties:{code}", difficulties(tally, writer.speaker), told, links)
    writer.parts.append(
        writer.table(
            writer.words("difficulties"),
            [writer.words(one) for one in ("difficulty", "question", "states", "which")],
            [_difficulty(writer, tally, one) for tally, named in found for one in named],
            (4.2, 2.6, 1, 5),
            numeric=(2,),
        )
    )


def _difficulty(writer: Writer, tally: Tally, one: OptionCount) -> tuple[str, ...]:
    is_named = writer.speaker.is_named(tally.question, one.option)
    which = writer.short_names(one.states) if is_named else writer.words("not_named")
    return said(one.option.wording, writer.language), writer.called(tally.question), str(one.count), which


def _without_answer(tally: Tally) -> int:
    return sum(tally.count(mark) for mark in (Mark.NOT_AVAILABLE, Mark.LEFT_BLANK, Mark.NOT_READABLE))
