"""Full text over one case: an index that lives in memory and is kept as bytes, which the caller seals.

    build(pages) -> bytes                       one segment
    Index.open(segments) -> Index               all segments of a case
    Index.find(query, bound) -> tuple[Hit, ...] best first
    Index.mark(query, hit) -> Marked            what was found on the hit's page, and where

Knows no case, no table and no disk: pages come in as values, hits go out as values.
"""

from consilium.search.index import CLOSE, OPEN, Hit, Index, Marked, PageText, build

__all__ = ["CLOSE", "OPEN", "Hit", "Index", "Marked", "PageText", "build"]
