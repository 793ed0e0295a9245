"""What answers the name of an event of an operation: `Complications: none`, `COMPLICATIONS` over `Nil.`"""

from __future__ import annotations

import re

from consilium.domain.findings.finding import Assertion
from consilium.domain.findings.paper import Clause, Paper

_ANSWERED_NONE = re.compile(
    r"\s*[:.–-]+\s*(?:there (?:was|were) )?(?:no|none|nil|ningun[oa]|sin|negativ[oa]s?|not identified|absent)\b"
    r"|\s(?:no|none|nil|ningun[oa])(?=\s*[.;,]|$)",
    re.IGNORECASE,
)
_HEADING = re.compile(r"\s*[^\W\d_]+(?:\s[^\W\d_]+)?\s*:?\s*")
_NONE_BELOW = re.compile(r"\s*(?:none|nil|no\b|ningun|sin\b|negativ|absent)", re.IGNORECASE)
_SENTENCE = 3  # words; fewer are a title


def event_answered(clause: Clause, end: int, paper: Paper) -> Assertion | None:
    """How the event that ends at `end` is meant by its answer; None where a heading names it and nothing answers."""
    said = Assertion.NEGATED if _ANSWERED_NONE.match(clause.text, end) else Assertion.STATED
    if said is Assertion.STATED and len(clause.words) < _SENTENCE:
        return _answer_below(clause, paper)
    return said


def _answer_below(clause: Clause, paper: Paper) -> Assertion | None:
    """What stands below a heading that only names an event: `COMPLICATIONS`, then `None.`; None where neither."""
    at = paper.places.get(id(clause), len(paper.clauses)) + 1
    if _HEADING.fullmatch(clause.text) is None:
        return Assertion.STATED
    below = paper.clauses[at].text if at < len(paper.clauses) else ""
    return Assertion.NEGATED if _NONE_BELOW.match(below) else None
