"""Notes verbales and letters to ministers as Word files: both languages, values that stay text, templates looked at."""

import io
import zipfile

import docx
import pytest

from surveyapp.core.letter_language import Reason
from surveyapp.documents.formal_letters import filling, templates
from surveyapp.documents.formal_letters.filling import FIELDS, NotATemplateError

EVERY = [(kind, language) for kind in templates.KINDS for language in templates.LANGUAGES]
FACTS: dict[str, filling.Value] = {
    **dict.fromkeys(FIELDS.names, ""),
    "title": "Cuestionario, 2026",
    "mandate": "AG/RES. 1",
    "mission": "de Costa Rica",
    "state": "Costa Rica",
    "of_state": "de Costa Rica",
    "state_official": "República de Costa Rica",
    "deadline": "30 de octubre de 2026",
    "accepted_until": "30 de noviembre de 2026",
    "authority": "Ana Mora",
    "address": ["Calle 1", "San José"],
    "questions": ["1.1 ¿Es un delito?", "2.1 ¿Existe un plan?"],
    "base_url": "https://survey.example.org",
    "illustrative": False,
    "is_past_deadline": False,
}


def texts(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    section = document.sections[0]
    parts = [*section.header.paragraphs, *document.paragraphs, *section.footer.paragraphs]
    return "\n".join(paragraph.text for paragraph in parts)


def a_template(*paragraphs: str, header: str = "", title: str = "") -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.sections[0].header.paragraphs[0].text = header
    document.core_properties.title = title
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_every_template_of_the_product_is_in_order_and_becomes_a_letter(kind: str, language: str) -> None:
    template = templates.original(kind, language)

    said = texts(filling.fill(template, FACTS))

    assert filling.faults(template) == []
    assert "{" not in said
    assert said.count("1.1 ¿Es un delito?") == 1
    assert "Costa Rica" in said


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_the_same_letter_is_the_same_bytes(kind: str, language: str) -> None:
    template = templates.original(kind, language)

    assert filling.fill(template, FACTS) == filling.fill(template, FACTS)


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_without_open_questions_none_are_announced(kind: str, language: str) -> None:
    said = texts(filling.fill(templates.original(kind, language), FACTS | {"questions": []}))

    assert "core question" not in said
    assert "preguntas esenciales" not in said


@pytest.mark.parametrize(("language", "words"), [("en", "ILLUSTRATIVE LETTER"), ("es", "CARTA ILUSTRATIVA")])
def test_a_letter_of_a_demonstration_says_so_and_no_other(language: str, words: str) -> None:
    template = templates.original(templates.NOTE, language)

    assert words in texts(filling.fill(template, FACTS | {"illustrative": True}))
    assert words not in texts(filling.fill(template, FACTS))


@pytest.mark.parametrize(
    "hostile",
    ["<w:p>&amp; <b>", "{{ title }}{% if x %}", "Ñandú “O'Neil” \x07\ufffe\x00", "a\nb\tc", "{_{ x }_}", "]]>", "𝒜 ‮x"],
)
def test_whatever_stands_in_a_field_is_text(hostile: str) -> None:
    said = texts(filling.fill(a_template("[{{ authority }}]"), FACTS | {"authority": hostile}))

    assert said.count("[") == said.count("]") - hostile.count("]")
    assert "Cuestionario, 2026" not in said


@pytest.mark.parametrize(
    ("template", "reason", "name"),
    [
        (a_template("{{ autority }}"), Reason.UNKNOWN_FIELD, "autority"),
        (a_template("{{ title"), None, ""),
        (a_template("{%p if meeting %}", "x"), Reason.NOT_CLOSED, ""),
        (a_template("{{ title.__class__.__mro__ }}"), Reason.FORBIDDEN, ""),
        (a_template("x", header="{{ cycler() }}"), Reason.FORBIDDEN, ""),
        (a_template("x", title="{{ 9 ** 9 }}"), Reason.FORBIDDEN, ""),
        (a_template("{% include 'x' %}"), Reason.FORBIDDEN, ""),
    ],
)
def test_what_is_wrong_with_a_template_is_found_wherever_it_stands(
    template: bytes, reason: Reason | None, name: str
) -> None:
    found = [(fault.reason, fault.name) for fault in filling.faults(template)]

    assert found == ([(reason, name)] if reason else [(Reason.NOT_CLOSED, "")])


def a_zip(**files: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/"), data)
    return content.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no file of this kind",
        a_zip(word__document=b"x"),
        a_zip(**{"word/document.xml": b"<not closed"}),
        a_zip(**{"word/document.xml": b"0" * 60_000_000}),
        b"PK" + b"\0" * 6_000_000,
    ],
)
def test_what_is_no_word_document_is_refused_before_it_is_opened_whole(content: bytes) -> None:
    with pytest.raises(NotATemplateError):
        filling.faults(content)
