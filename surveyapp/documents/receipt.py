"""A receipt on paper, with a code that leads to the page on which it is checked."""

import re
from dataclasses import dataclass
from datetime import datetime

from surveyapp.core.contents import Contents
from surveyapp.documents.papers import parts
from surveyapp.documents.papers.parts import Paper, Part, said
from surveyapp.documents.reply_paper import frame
from surveyapp.documents.reply_paper.frame import OfRound
from surveyapp.documents.reply_paper.outline import Receipt, how_it_came
from surveyapp.wording import receipts
from surveyapp.wording import states as state_wording
from surveyapp.wording.papers import words

_KEPT = re.compile(rb"surveyapp-receipt:([A-Z0-9][A-Z0-9._-]{0,39}):([0-9a-f]{64})")


@dataclass(frozen=True, kw_only=True)
class PrintedReceipt:
    """A receipt to be printed."""

    of_round: OfRound
    receipt: Receipt
    at: datetime
    deadline: datetime
    contents: Contents
    sent_by: str
    """The person who pressed the button; "" where it was nobody of the state."""
    address: str
    """Of the page that checks it."""


def paper_of(printed: PrintedReceipt, language: str) -> Paper:
    """The receipt in one language; number and SHA-256 can be read back from its PDF."""
    receipt, of_round = printed.receipt, printed.of_round
    title = words("receipt_title", language, receipt=receipt.number)
    return Paper(
        language=language,
        organization=frame.organization(language),
        department=frame.department(language),
        title=title,
        document=words("receipt_amends" if receipt.amends else "receipt_document", language),
        foot=frame.foot(of_round, language, title),
        parts=tuple(_parts(printed, language)),
        keywords=(f"surveyapp-receipt:{receipt.number}:{receipt.sha256}",),
    )


def read_back(data: bytes) -> tuple[str, str] | None:
    """Number and SHA-256 that a receipt's PDF names; None where it names none, or several."""
    found = set(_KEPT.findall(data))
    if len(found) != 1:
        return None
    number, sha256 = found.pop()
    return number.decode(), sha256.decode()


def _parts(printed: PrintedReceipt, language: str) -> list[Part]:
    receipt, of_round = printed.receipt, printed.of_round
    facts = [
        *frame.of_round(of_round, language),
        (words("receipt", language), receipt.number),
        (words("received", language), receipts.received(printed.at, of_round.state, language)),
        (words("deadline", language), receipts.deadline(printed.deadline, printed.at, of_round.state, language)),
        (words("content", language), receipts.contents(printed.contents, language)),
        *how_it_came(receipt, language),
        *([(words("sent_by", language), parts.line(printed.sent_by))] if printed.sent_by else []),
        (words("sha256", language), receipts.fingerprint(receipt.sha256)),
    ]
    alternative = words("check_alternative", language, receipt=receipt.number, address=printed.address)
    invented = [parts.Notice(text=words("illustrative_warning", language))] if of_round.is_illustrative else []
    return [
        *invented,
        said(state_wording.thanks([of_round.state], language)),
        parts.Facts(pairs=tuple(facts)),
        parts.Code(address=printed.address, alternative=alternative, caption=words("check", language)),
        said(words("sha256_means", language), is_soft=True),
    ]
