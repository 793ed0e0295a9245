"""How papers number their pages: `pages.yaml`."""

from __future__ import annotations

from functools import cache

from consilium.domain.sorting.continued import PageWords
from consilium.knowledge.documents import document


@cache
def page_words() -> PageWords:
    """The words for "page" and for "of"."""
    data = document("pages.yaml")
    return PageWords.of(data["pages"], data["of"])
