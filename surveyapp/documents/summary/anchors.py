"""The names of the places in the paper to which its links lead: short, the same in every format."""

from surveyapp.core.comparison import Comparison


def anchor_of(kind: str, comparison: Comparison, code: str) -> str:
    """Of a question: "q14" where it is told, "c14" in the compendium."""
    return f"{kind}{list(comparison.tallies).index(code) + 1}"
