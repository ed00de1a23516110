"""Mail addresses as they are compared: two spellings of one mailbox are one."""

import unicodedata

import email_validator

email_validator.TEST_ENVIRONMENT = True
"""An address below `.test` is one, for installations on trial; forms and commands ask the same library."""

LONGEST = 254
"""Characters of an address that a mail server takes (RFC 5321)."""


def email_key(address: str) -> str:
    """The address trimmed, case-folded, the domain in its ASCII form. What is no address comes back folded alone.

    Nor is what is longer: a million labels of a domain would take half a minute.
    """
    folded = unicodedata.normalize("NFKC", address).strip().casefold()
    if len(folded) > LONGEST:
        return folded
    mailbox, at, domain = folded.rpartition("@")
    try:
        return f"{mailbox}{at}{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        return folded
