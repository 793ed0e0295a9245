"""Cases of other children in the minutes that hold the child's own: what `Case 2. Another patient, a boy ...` tells
up to the next case is `conditional`, as all that is said of another child.

A case is another's where its opening says so, or where one case alone tells the child's day of birth.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from consilium.domain.findings.assertions.anotherchild import names_another
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.finding import Assertion, Finding, Origin
from consilium.domain.findings.paper import Clause, Paper

_CASE = re.compile(
    r"\W{0,4}(?:case|caso|patient|paciente)\s?(?:n[o.º°]{1,2}\s?|#\s?)?(?:\d{1,2}|[ivx]{1,4})\b(?!\s?[/-]\s?\d)", re.I
)
_OPENING = 2


def of_other_cases(told: Iterable[Finding], paper: Paper) -> Iterator[Finding]:
    """`told`, with what cases of other children tell as conditional."""
    others = _others(paper)
    if not others:
        yield from told
        return
    for one in told:
        places = _places(one, paper) if one.origin is not Origin.STRUCTURED else ()
        if places and all(any(at in case for case in others) for at in places):
            yield replace(one, assertion=Assertion.CONDITIONAL)
        else:
            yield one


def _others(paper: Paper) -> list[range]:
    """Which clauses are of other children."""
    opens = [at for at, clause in enumerate(paper.clauses) if _CASE.match(clause.text)]
    cases = [range(*bounds) for bounds in pairwise([*opens, len(paper.clauses)])]
    own = [case for case in cases if paper.birth is not None and any(_tells_birth(paper, at) for at in case)]
    return [case for case in cases if _says_another(paper.clauses, case) or (len(own) == 1 and case not in own)]


def _says_another(clauses: Sequence[Clause], case: range) -> bool:
    opening = " ".join(clauses[at].text for at in case[:_OPENING])
    return names_another(opening, 0, min(len(opening), 160)) is not None


def _tells_birth(paper: Paper, at: int) -> bool:
    return any(one.when == paper.birth for one in occasions(paper.clauses[at].text, paper))


def _places(one: Finding, paper: Paper) -> list[int]:
    if one.clause >= 0:
        return [one.clause]
    return list(paper.places_of(one.quote))
