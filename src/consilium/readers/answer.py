"""What a worker answers, checked: a worker that a hostile file took over can send any bytes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from consilium.domain.answers import Head, Index, body_from_bytes, findings_from_bytes
from consilium.domain.findings import Finding
from consilium.domain.plain import build, from_json
from consilium.domain.records import Category, PersonNamed, Reading
from consilium.domain.sorting import Sorted
from consilium.readers.wire import unpacked

LONGEST_NAME = 32


@dataclass(frozen=True)
class Answer:
    """What a reader made of a file (parts: `consilium.domain.answers`), each part built when it is asked for.

    `naming` and `head_plain` are JSON, ready to be sealed; `stored` is findings and body, b"" where the receiver got
    them piece by piece.
    """

    index: Index
    naming: bytes
    head_plain: bytes
    stored: bytes

    @classmethod
    def of(cls, payload: bytes) -> Answer:
        """From a worker's result. Raises one of NOT_OURS for what is none."""
        index, naming, head, stored = unpacked(payload)
        made = build(Index, from_json(index))
        if made.category:
            Category(made.category)
        if max(len(made.reader), len(made.format)) > LONGEST_NAME:
            raise ValueError("no name of ours")
        if stored and len(stored) != sum(made.parts):
            raise ValueError("parts of other lengths")
        _check_naming(naming)
        answer = cls(made, naming, head, stored)
        _ = answer.head  # of our shape, or it costs this file now and not the case later
        return answer

    @property
    def reader(self) -> str:
        return self.index.reader

    @property
    def format(self) -> str:
        return self.index.format

    @cached_property
    def head(self) -> Head:
        """Raises ValueError if the worker did not keep to the shape."""
        return build(Head, from_json(self.head_plain))

    @property
    def sorted(self) -> Sorted:
        return self.head.sorted

    @cached_property
    def reading(self) -> Reading:
        """All of it. Raises ValueError if the worker did not keep to the shape."""
        return body_from_bytes(self.stored[self.index.parts[0] :])

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Raises ValueError if the worker did not keep to the shape."""
        return findings_from_bytes(self.stored[: self.index.parts[0]])


@lru_cache(maxsize=64)
def _check_naming(naming: bytes) -> None:
    """Raises ValueError unless the people named are of our shape. Remembered: a disc's slices name the same."""
    if naming:
        for person in from_json(naming):
            build(PersonNamed, person)
