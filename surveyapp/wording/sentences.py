"""What every sentence needs, whatever it says."""


def capital(text: str) -> str:
    """The same text beginning with a capital; names inside it keep theirs."""
    return text[:1].upper() + text[1:]


def within(text: str) -> str:
    """The same text to stand inside a sentence or after a colon; only for one that begins with no name."""
    return text[:1].lower() + text[1:]
