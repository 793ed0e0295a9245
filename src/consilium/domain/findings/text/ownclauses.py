"""The clauses of a paper that speak of no relative: an aunt's lymphoma says nothing of how the child's cells"
" were seen."""

from __future__ import annotations

import re

from consilium.domain.findings.paper import Clause, Paper, Section

_KIN = re.compile(
    r"\b(?:mother|father|aunt|uncle|cousin|grand(?:mother|father)|brother|sister|sibling|madre|padre|t[ií][oa]"
    r"|prim[oa]"
    r"|abuel[oa]|herman[oa])s?\b",
    re.IGNORECASE,
)


def own_clauses(paper: Paper) -> list[Clause]:
    """The clauses of which no relative is named, and that stand under no heading for the family."""
    return [one for one in paper.clauses if one.section is not Section.FAMILY_HISTORY and _KIN.search(one.text) is None]
