"""The words that go with the name of a thing, before it: `masa residual`, `right level III node`."""

from __future__ import annotations

import re

_BEFORE = re.compile(r"(?<![\w.])(?P<words>(?:[^\W\d_][\w-]{1,18}\s){1,3})$")
_REACH = 60


def with_words(text: str, start: int) -> int:
    """Where the words begin that go with the name of a thing at `start`."""
    found = _BEFORE.search(text, max(0, start - _REACH), start)
    return found.start("words") if found is not None else start
