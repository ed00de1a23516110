"""What stands in the summary, in order and in words, before it is set as a PDF or as a Word file."""

from surveyapp.core.comparison import Comparison
from surveyapp.core.text import said
from surveyapp.documents.papers.parts import line
from surveyapp.documents.round_facts import RoundFacts
from surveyapp.documents.summary import chapters
from surveyapp.documents.summary.annexes import annexes
from surveyapp.documents.summary.parts import Contents, Cover, Outline
from surveyapp.documents.summary.writing import Writer
from surveyapp.wording import dates, states
from surveyapp.wording.sentences import capital
from surveyapp.wording.summary import fixed
from surveyapp.wording.summary.speaking import speaker

LANGUAGES = ("en", "es")


def outline_of(comparison: Comparison, facts: RoundFacts, language: str) -> Outline:
    """The summary of what one audience may see of a round, in one language."""
    speaks = speaker(comparison, language, name_negative=facts.terms.name_negative)
    writer = Writer(comparison=comparison, facts=facts, language=language, speaker=speaks)
    cover = _cover(writer)
    writer.parts.append(Contents(title=writer.words("contents")))
    for chapter in (
        chapters.mandate,
        chapters.level,
        chapters.sections,
        chapters.practices,
        chapters.since_round,
        chapters.statistics,
        chapters.gaps,
        chapters.appeal,
        chapters.since_version,
        annexes,
    ):
        chapter(writer)
    return Outline(
        language=language,
        paper=facts.terms.paper,
        cover=cover,
        parts=tuple(writer.parts),
        sentences=tuple(writer.sentences),
        figures=writer.figures,
    )


def _cover(writer: Writer) -> Cover:
    heading, terms, language = writer.facts.heading, writer.facts.terms, writer.language
    version = writer.facts.version
    name = writer.words("draft") if version is None else fixed.version_name(version.kind, version.number)
    base = states.base(len(writer.has_replied), len(writer.comparison.asked), language)
    lines = (
        capital(said(heading.meeting, language)),
        writer.words("prepared"),
        base,
        writer.words(f"audience_{writer.comparison.audience.value}"),
    )
    return Cover(
        organization=writer.words("organization"),
        department=writer.words("department"),
        document_number=line(terms.document_number),
        classification=line(said(terms.classification, language)),
        version=name,
        title=writer.words("document"),
        round=line(said(heading.title, language)),
        lines=tuple(line(one) for one in lines if one),
        received=writer.words("received", day=dates.day(heading.received_to, language)),
        warning=writer.words("illustrative") if heading.illustrative else "",
        warning_short=writer.words("illustrative_short") if heading.illustrative else "",
    )
