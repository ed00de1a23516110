"""Making very many frozen facts quickly: a round of ten thousand replies has millions of them."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

_Fact = TypeVar("_Fact")


def made(kind: type[_Fact], facts: dict[str, Any]) -> _Fact:
    """One of a frozen dataclass without slots, whose fields are these; of those left out, the defaults stand.

    The same as calling it, in a fifth of the time: a frozen dataclass guards each field by a call of its own. Nothing
    is checked, so fields without a default must be among the facts, defaults must be plain values, and the
    mapping becomes the fact's own.
    """
    one = object.__new__(kind)
    object.__setattr__(one, "__dict__", facts)
    return one


@contextmanager
def uncollected() -> Iterator[None]:
    """Without Python's search for circles meanwhile: what is read from submissions and counted has none.

    It looks at everything again and again while millions of facts are made, which takes as long as making them.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
