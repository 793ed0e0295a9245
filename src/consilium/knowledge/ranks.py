"""What comes first in a summary where not all has room, from `ranks.yaml`."""

from __future__ import annotations

from functools import cache

from consilium.domain.summary.ranks import Ranks
from consilium.knowledge.documents import document


@cache
def ranks() -> Ranks:
    """The program's own table. Raises KeyError where the file is not of its shape."""
    data = document("ranks.yaml")
    keys = (
        "limiting",
        "minor",
        "small",
        "helping",
        "outcomes",
        "tests",
        "other_tests",
        "organs",
        "signs",
        "compared",
        "lesions",
    )
    return Ranks(*(frozenset(str(name) for name in data[key]) for key in keys))
