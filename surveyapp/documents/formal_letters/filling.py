"""Filling a Word template in, and saying what is wrong with one before it is used.

A template names fields as letters do (`core.letter_language`), a whole paragraph under a condition with `{%p`;
docxtpl fills them in, and whatever stands in a field is text.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence

from docxtpl import DocxTemplate
from jinja2.sandbox import SandboxedEnvironment

from surveyapp.core import letter_language
from surveyapp.core.letter_language import Fault, Fields
from surveyapp.documents.repeatable import repeatable

Value = str | int | bool | Sequence[str]
FIELDS = Fields(
    frozenset(
        {
            "accepted_until",
            "address",
            "answered",
            "asked",
            "authority",
            "authority_institution",
            "authority_title",
            "base_url",
            "contact_email",
            "contact_telephone",
            "date",
            "deadline",
            "focal_points",
            "illustrative",
            "is_past_deadline",
            "mandate",
            "meeting",
            "mission",
            "of_state",
            "period",
            "questions",
            "state",
            "state_official",
            "title",
            "to_state",
        }
    ),
    frozenset({"address", "questions"}),
)
LARGEST = 5 * 1024 * 1024
_LARGEST_UNPACKED = 40 * 1024 * 1024
_LARGEST_TEXT = 3_000_000
_MOST_PARTS = 1_000
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_SAYS_OF_ITSELF = ("author", "comments", "identifier", "language", "subject", "title")


class NotATemplateError(ValueError):
    """The file is no Word document that can be filled in."""


def fill(template: bytes, facts: Mapping[str, Value]) -> bytes:
    """The letter. The same template and facts are the same bytes. Raises NotATemplateError."""
    opened = _opened(template)
    environment = SandboxedEnvironment(autoescape=True)
    opened.render({name: _clean(value) for name, value in facts.items()}, environment, autoescape=True)
    content = io.BytesIO()
    opened.save(content)
    return repeatable(content.getvalue())


def faults(template: bytes) -> list[Fault]:
    """What a template names and there is not, and what cannot stand in one. Raises NotATemplateError."""
    found = (fault for text in _texts(_opened(template)) for fault in letter_language.of_tags("file", text, FIELDS))
    return list(dict.fromkeys(Fault(fault.part, fault.reason, 1, fault.name) for fault in found))


def _opened(template: bytes) -> DocxTemplate:
    _check_sizes(template)
    try:
        opened = DocxTemplate(io.BytesIO(template))
        opened.init_docx()
        opened.get_xml()
    except Exception as error:  # whatever the libraries stumble over
        raise NotATemplateError("this is no Word document") from error
    return opened


def _check_sizes(template: bytes) -> None:
    """So that a small file does not become a large one when it is opened."""
    if len(template) > LARGEST:
        raise NotATemplateError("the file is too large")
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise NotATemplateError("this is no Word document") from error
    texts = [part.file_size for part in parts if part.filename == "word/document.xml"]
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _LARGEST_UNPACKED:
        raise NotATemplateError("the file is too large")
    if not texts or max(texts) > _LARGEST_TEXT:
        raise NotATemplateError("this is no Word document")


def _texts(opened: DocxTemplate) -> Iterator[str]:
    """All that will be read as a template: the text, headers and footers, footnotes, what the file says of itself."""
    yield opened.patch_xml(opened.get_xml())
    for uri in (opened.HEADER_URI, opened.FOOTER_URI):
        for _key, part in opened.get_headers_footers(uri):
            yield opened.patch_xml(opened.get_part_xml(part))
    for part in opened.docx.part.package.parts:
        if part.content_type.endswith("footnotes+xml"):
            yield opened.patch_xml(part.blob.decode("utf-8", "replace"))
    for name in _SAYS_OF_ITSELF:
        yield str(getattr(opened.docx.core_properties, name))


def _clean(value: Value) -> Value:
    if isinstance(value, str):
        return " ".join(_NOT_IN_XML.sub(" ", value).split())
    if isinstance(value, Sequence):
        return [str(_clean(one)) for one in value]
    return value
