"""Remembering what was worked out from facts that never change under their key, so that it is worked out once."""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

_Key = TypeVar("_Key", bound=Hashable)
_Fact = TypeVar("_Fact")


class Remembered(Generic[_Key, _Fact]):
    """A few facts of one kind, in the memory of this process: those asked for last.

    Two threads may work out the same fact at once; both facts are the same.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: dict[_Key, _Fact] = {}
        self._turn = Lock()

    def fact(self, key: _Key, work_out: Callable[[], _Fact], *, is_to_be_kept: bool = True) -> _Fact:
        """What stands under a key, worked out if it is not there; kept unless it may still be taken back."""
        with self._turn:
            known = self._kept.pop(key, None)
            if known is not None:
                self._kept[key] = known  # the last in the row, because it was asked for last
                return known
        found = work_out()
        if is_to_be_kept:
            self._keep(key, found)
        return found

    def _keep(self, key: _Key, fact: _Fact) -> None:
        with self._turn:
            self._kept.pop(key, None)
            self._kept[key] = fact
            while len(self._kept) > self._most:
                del self._kept[next(iter(self._kept))]
