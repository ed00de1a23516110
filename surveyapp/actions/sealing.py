"""Secrets under a key that is not in the database: sealed to be read again, or hashed to be compared."""

import hashlib
import hmac
from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class Sealing:
    """What is sealed here can be read again with the same key only."""

    def __init__(self, secret_key: str) -> None:
        self._mac_key = derived(secret_key, b"compare")
        self._box = Fernet(urlsafe_b64encode(derived(secret_key, b"seal")))

    def fingerprint(self, purpose: str, text: str) -> str:
        """64 hexadecimal digits, to compare what must not be found by trying every possible text."""
        return hmac.new(self._mac_key, f"{purpose}\0{text}".encode(), hashlib.sha256).hexdigest()

    def seal(self, text: str) -> str:
        return self._box.encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str | None:
        """The text; None if it was not sealed with this key or was changed."""
        try:
            return self._box.decrypt(sealed.encode()).decode()
        except InvalidToken:
            return None


def derived(secret_key: str, purpose: bytes) -> bytes:
    """A key of 32 bytes for one purpose: from what is made with it, neither the secret nor another key is found."""
    return HKDF(SHA256(), 32, salt=None, info=b"surveyapp " + purpose).derive(secret_key.encode())
