"""The receipt on paper: what it says, where its code leads, what can be read back from it."""

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from surveyapp.core.contents import Contents
from surveyapp.documents import papers, receipt
from surveyapp.documents.papers.parts import Code
from surveyapp.documents.reply_paper.outline import Receipt
from tests.documents.papers import AT, READERS, RECEIPT, of_round
from tests.stored import DEADLINE

ADDRESS = f"https://example.org/en/receipts/CR-2026-01?sha256={'ab' * 32}"
COUNTED = Contents(asked=87, answered=68, not_available=3, in_part=0, not_readable=0, left_blank=19, files=2)


def paper(language="en", of_receipt=RECEIPT, **facts):
    printed = receipt.PrintedReceipt(
        of_round=of_round(**facts),
        receipt=of_receipt,
        at=AT,
        deadline=DEADLINE,
        contents=COUNTED,
        sent_by="Luis Rojas",
        address=ADDRESS,
    )
    return receipt.paper_of(printed, language)


def test_it_says_what_was_received_from_whom_and_when():
    text = READERS["pdf"](papers.write(paper(), "pdf"))

    for words in (
        "Receipt CR-2026-01",
        "State: Republic of Costa Rica",
        "Received: 15 September 2026, 8:30 (San José), 10:30 (Washington, D.C.)",
        "Deadline: 30 September 2026, 15:00: in time",
        "68 of 87 questions answered, 3 of them with “information not available”; 19 left blank; 2 files attached",
        "Declared by: Ana Mora, Viceministra, Gobernación",
        "Sent by: Luis Rojas",
        "SHA-256 fingerprint: " + " ".join(["abab"] * 16),
    ):
        assert words in text, words
    assert "Amends" not in text


def test_an_amendment_names_what_it_amends():
    amending = Receipt(number="CR-2026-02", sha256="cd" * 32, declared={}, amends="CR-2026-01")

    text = READERS["pdf"](papers.write(paper("es", amending), "pdf"))

    assert "Corrige: la respuesta del acuse de recibo CR-2026-01" in text
    assert "Acuse de recibo de una corrección" in text


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("Approved on: 14 September 2026", "Letter: nota firmada.pdf")),
        ("es", ("Aprobada el: 14 de septiembre de 2026", "Carta: nota firmada.pdf")),
    ],
)
def test_it_names_the_signed_letter_and_the_day_of_the_approval(language, said):
    declared = {"approved_on": "2026-09-14", "letter": "nota firmada.pdf", "letter_sha256": "ef" * 32}
    with_letter = replace(RECEIPT, declared={**RECEIPT.declared, **declared})

    text = READERS["pdf"](papers.write(paper(language, with_letter), "pdf"))

    for words in said:
        assert words in text, words
    without = READERS["pdf"](papers.write(paper(language), "pdf"))
    assert not [one for one in said if one.partition(":")[0] + ":" in without]


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Instruction: nota verbal.pdf"), ("es", "Instrucción: nota verbal.pdf")]
)
def test_it_names_the_instruction_on_which_it_was_submitted(language, said):
    declared = {"name": "Ana Mora", "instruction": "nota verbal.pdf"}
    instructed = replace(RECEIPT, declared=declared, received_as="instruction")

    assert said in READERS["pdf"](papers.write(paper(language, instructed), "pdf"))


def test_a_letter_with_a_long_name_leaves_it_one_page():
    declared = {**RECEIPT.declared, "approved_on": "2026-09-14", "letter": f"{'carta_' * 33}.pdf"}

    data = papers.write(paper("es", replace(RECEIPT, declared=declared), is_illustrative=True), "pdf")

    assert len(PdfReader(io.BytesIO(data)).pages) == 1
    assert f"{'carta_' * 33}.pdf" in READERS["pdf"](data).replace(" ", "")


@pytest.mark.parametrize("came", ["instruction", "workbook"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_how_it_came_is_said_where_the_state_did_not_send_it_here(came, language):
    other = Receipt(number="CR-2026-01", sha256="cd" * 32, declared={}, received_as=came)

    text = READERS["pdf"](papers.write(paper(language, other), "pdf"))

    assert {"en": "How it came:", "es": "Cómo se recibió:"}[language] in text


def test_its_code_leads_to_the_page_that_checks_it():
    [code] = [one for one in paper().parts if isinstance(one, Code)]

    assert code.address == ADDRESS
    links = [
        one.get_object()["/A"]["/URI"]
        for one in PdfReader(io.BytesIO(papers.write(paper(), "pdf"))).pages[0]["/Annots"]
        if "/URI" in one.get_object().get("/A", {})
    ]
    assert set(links) == {ADDRESS}


def test_it_is_one_page_tagged_with_words_for_its_picture():
    data = papers.write(paper("es", is_illustrative=True), "pdf")
    reader = PdfReader(io.BytesIO(data))

    assert len(reader.pages) == 1
    assert b"pdfuaid:part" in reader.trailer["/Root"]["/Metadata"].get_data()
    assert str(reader.trailer["/Root"]["/Lang"]).startswith("es")
    assert "Respuestas ilustrativas" in reader.pages[0].extract_text()


def test_number_and_fingerprint_can_be_read_back_from_it():
    assert receipt.read_back(papers.write(paper(), "pdf")) == ("CR-2026-01", "ab" * 32)


def test_from_a_file_that_names_none_or_two_nothing_is_read_back():
    one, another = (f"surveyapp-receipt:CR-2026-0{number}:{'ab' * 32}".encode() for number in (1, 2))

    assert receipt.read_back(b"%PDF-1.7 nothing") is None
    assert receipt.read_back(one + another) is None
