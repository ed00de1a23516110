"""Officials who write at once, each at a question of his or her own, and remember what was acknowledged."""

import math
import random
import threading
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.client import HTTPException

from tests.official import Official, Received

PATIENCE = 60.0
"""Seconds for which a save is sent again and again until it is answered."""
PAUSE = 0.5
TRY_AGAIN = frozenset({429, 500, 502, 503, 504})


class Until:
    """The moment of time.monotonic() at which everybody stops writing; not known at first where kills are counted."""

    def __init__(self, moment: float | None) -> None:
        self.moment = math.inf if moment is None else moment

    @property
    def is_over(self) -> bool:
        return time.monotonic() >= self.moment

    def is_now(self) -> None:
        self.moment = min(self.moment, time.monotonic())

    @property
    def seconds(self) -> float:
        """How long it is until then."""
        return max(0.0, self.moment - time.monotonic())


@dataclass(frozen=True)
class Acknowledged:
    """A text of which the server said that it is saved."""

    version: int
    text: str
    waited: float
    """Seconds from the leaving of the field to "saved", repetitions included."""


@dataclass
class Writer:
    """One official; `place` is nobody else's."""

    official: Official
    place: str
    chance: random.Random
    acknowledged: list[Acknowledged] = field(default_factory=list)
    given_up: str = ""
    """The text that was never acknowledged: it may be there or not."""
    repeated: int = 0
    refused: list[str] = field(default_factory=list)

    def write(self, until: Until, every: float) -> None:
        """Saves a new text every so many seconds, about, until it is over."""
        number = 0
        self._sleep(self.chance.uniform(0, every), until)
        while not until.is_over and not self.given_up:
            number += 1
            self._save(f"{self.place}, text {number}: {uuid.uuid4()}", time.monotonic() + PATIENCE)
            self._sleep(self.chance.uniform(0.6, 1.4) * every, until)

    def _save(self, text: str, until: float) -> None:
        """Sends the same text as the same operation until it is answered, as the script of the page does."""
        operation, begun = uuid.uuid4().hex, time.monotonic()
        while time.monotonic() < until:
            received = self._sent(text, operation)
            if received is not None:
                self._hear(received, text, time.monotonic() - begun)
                return
            self.repeated += 1
            time.sleep(PAUSE)
        self.given_up = text

    def _sent(self, text: str, operation: str) -> Received | None:
        """What the server answered; None if it did not, or asked to try again."""
        try:
            received = self.official.save(self.place, text, operation)
        except (OSError, HTTPException):
            return None
        return None if received.status in TRY_AGAIN else received

    def _hear(self, received: Received, text: str, waited: float) -> None:
        if received.status != 200:
            self.refused.append(f"{self.place}: {received.status}")
            return
        said = self.official.heard(received)
        if said["saved"]:
            self.acknowledged.append(Acknowledged(said["versions"][self.place], text, waited))
        else:
            self.refused.append(f"{self.place}: {said['status']}")

    def _sleep(self, seconds: float, until: Until) -> None:
        time.sleep(min(seconds, until.seconds))


def all_write(writers: Sequence[Writer], until: Until, every: float) -> list[threading.Thread]:
    """Starts everybody; the caller waits for them."""
    threads = [threading.Thread(target=writer.write, args=[until, every]) for writer in writers]
    for thread in threads:
        thread.start()
    return threads
