"""Checking a receipt: whether the text or the number and fingerprint somebody holds are those of a submission.

Who holds them learns whether the submission still stands; who holds only a number, or a wrong fingerprint, learns
nothing, not even whether there is such a number.
"""

import hmac
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256 as hashed
from urllib.parse import quote

from sqlalchemy.orm import Session

from surveyapp.actions import limiting
from surveyapp.actions.limiting import Limit
from surveyapp.actions.sealing import Sealing
from surveyapp.documents import receipt
from surveyapp.store import models, submissions

CHECKS = Limit("checks of receipts from a network address", 40, timedelta(minutes=15))
_NO_FINGERPRINT = "0" * 64
_NOT_A_DIGIT = re.compile(r"[^0-9a-f]")


class Verdict(StrEnum):
    """What can be said of what somebody holds."""

    LATEST = "latest"
    SUPERSEDED = "superseded"
    """Genuine; the state has made a later submission, which stands."""
    REJECTED = "rejected"
    """Genuine; the secretariat had entered it from a document and the state rejected it: it does not count."""
    UNKNOWN = "unknown"
    """No submission on record has this number and this fingerprint, or this text."""


@dataclass(frozen=True)
class Checked:
    verdict: Verdict
    submission: models.Submission | None = None
    """None of what is not known."""
    is_paper: bool = False
    """Whether a receipt's PDF was checked, of which only the number and fingerprint it names can be."""

    @property
    def is_genuine(self) -> bool:
        return self.verdict is not Verdict.UNKNOWN


def of_number(session: Session, number: str, fingerprint: str) -> Checked:
    """Of a number and a SHA-256, however it is grouped."""
    found = submissions.by_receipt(session, number.strip().upper())
    known = found.sha256 if found else _NO_FINGERPRINT
    is_same = hmac.compare_digest(known, _NOT_A_DIGIT.sub("", fingerprint.lower()))
    return _checked(session, found if is_same else None)


def of_file(session: Session, data: bytes) -> Checked:
    """Of a file: the text that was submitted, to the last byte, or the PDF of a receipt."""
    named = receipt.read_back(data) if data.startswith(b"%PDF-") else None
    if named is None:
        return _checked(session, submissions.by_sha256(session, hashed(data).hexdigest()))
    found = of_number(session, *named)
    return Checked(found.verdict, found.submission, is_paper=True)


def count(session: Session, sealing: Sealing, network_address: str, now: datetime) -> None:
    """Counts one check from this network address. Raises TooOftenError beyond the limit."""
    whose = sealing.fingerprint("network", limiting.network(network_address))
    limiting.count(session, CHECKS, whose, now)


def address(base_url: str, language: str, number: str, sha256: str) -> str:
    """The address of the public page on which a receipt is checked."""
    return f"{base_url.rstrip('/')}/{language}/receipts/{quote(number, safe='')}?sha256={sha256}"


def _checked(session: Session, found: models.Submission | None) -> Checked:
    if found is None:
        return Checked(Verdict.UNKNOWN)
    if submissions.is_rejected(session, found.id):
        return Checked(Verdict.REJECTED, found)
    latest = submissions.latest(session, found.reply_id)
    stands = latest is not None and latest.id == found.id
    return Checked(Verdict.LATEST if stands else Verdict.SUPERSEDED, found)
