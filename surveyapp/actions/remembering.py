"""Remembering what was worked out from facts that never change under their key, so that it is worked out once."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

_Key = TypeVar("_Key", bound=Hashable)
_Fact = TypeVar("_Fact")


class Remembered(Generic[_Key, _Fact]):
    """A few facts of one kind, in the memory of this process. Two threads can only keep the same under a key."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: dict[_Key, _Fact] = {}

    def fact(self, key: _Key, work_out: Callable[[], _Fact], *, is_to_be_kept: bool = True) -> _Fact:
        """What stands under a key, worked out if it is not there; kept unless it may still be taken back."""
        kept = self._kept.get(key)
        if kept is None:
            kept = work_out()
            if is_to_be_kept:
                if len(self._kept) >= self._most:
                    self._kept.clear()
                self._kept[key] = kept
        return kept
