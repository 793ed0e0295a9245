"""Opened things kept in memory for a few minutes: by key, as many as weigh no more than a bound. Safe for threads."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")
MINUTES = 15


class Shelf(Generic[T]):
    """What was looked at last stays longest; nothing stays beyond its minutes after the last look."""

    def __init__(self, bound: int, weigh: Callable[[T], int], minutes: float = MINUTES) -> None:
        self._bound, self._weigh, self._seconds = bound, weigh, minutes * 60
        self._kept: OrderedDict[Hashable, tuple[T, int, float]] = OrderedDict()
        self._weight = 0
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What lies there, else what `make` gives, which lies there from then on if it fits."""
        with self._lock:
            self._tidy()
            found = self._kept.get(key)
            if found is not None:
                self._kept[key] = (found[0], found[1], time.monotonic())
                self._kept.move_to_end(key)
                return found[0]
        made = make()
        with self._lock:
            self._put(key, made)
        return made

    def _put(self, key: Hashable, made: T) -> None:
        weight = self._weigh(made)
        if weight > self._bound:
            return
        if key in self._kept:
            self._weight -= self._kept.pop(key)[1]
        self._kept[key] = (made, weight, time.monotonic())
        self._weight += weight
        while self._weight > self._bound:
            self._weight -= self._kept.popitem(last=False)[1][1]

    def _tidy(self) -> None:
        begun = time.monotonic() - self._seconds
        while self._kept and next(iter(self._kept.values()))[2] < begun:
            self._weight -= self._kept.popitem(last=False)[1][1]
