"""What is read from text, one module a topic, each with the same inner names:

`Words` (its tables), `words_from(data)` (from `knowledge/findings/<module>.yaml`) and
`find(paper, words, assertion) -> Iterator[Finding]`.
"""

from __future__ import annotations

from types import ModuleType

TOPICS: tuple[ModuleType, ...] = ()
