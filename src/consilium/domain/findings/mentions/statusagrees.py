"""A mention's status agrees with how it is said: what was performed or reviewed is stated. A study that is to be
performed is planned, and one that was not has no such status."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.phrases import fold

_MADE = frozenset({"performed", "reviewed"})
_AHEAD = frozenset({Assertion.PLANNED, Assertion.PENDING, Assertion.CONDITIONAL, Assertion.UNCERTAIN})
# What a sentence tells of a study that is not made: `will be performed`, `to be reviewed`, `si se realiza`.
_NOT_YET = re.compile(
    r"(?<!\w)(?:will|shall|should|would|could|may|might|can|must|to be|needs?|if|unless|whether|next|before|then"
    r"|plan\w*"
    r"|schedul\w*|book\w*|recommend\w*|consider\w*|advis\w*|suggest\w*|order\w*|request\w*|due|await\w*|pending"
    r"|a realizar|por realizar"
    r"|para realizar|se realizara\w*|sera\w*|podria\w*|deber\w+|debe|si|en caso|pendientes?|prevista?s?"
    r"|previsto\w*|program\w+"
    r"|proxim\w+|solicit\w+|recomiend\w+|valorar|considerar|suger\w+|indic\w+|cita\w*|turno)(?!\w)",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"(?<!\w)(?:shows?|showed|revealed|came back|found|underwent|had|was|were|se realizo|se realiza(?! \w+ para)"
    r"|realizad[oa]s?|mostr\w+"
    r"|muestran?|evidenci\w+|objetiv\w+)(?!\w)",
    re.IGNORECASE,
)
_BACK, _ON = 90, 40


def with_status_agreed(found: Iterable[Finding]) -> Iterator[Finding]:
    """`found`, with no mention that is performed or reviewed and yet not stated."""
    for one in found:
        if one.kind is not Kind.MENTION or one.assertion is Assertion.STATED or one.detail.get("status") not in _MADE:
            yield one
        elif one.assertion in _AHEAD and not _to_come(one):
            yield replace(one, assertion=Assertion.STATED)
        else:
            bare = {key: value for key, value in one.detail.items() if key != "status"}
            planned = {"status": "planned"} if one.assertion is Assertion.PLANNED else {}
            yield replace(one, detail={**bare, **planned})


def _to_come(one: Finding) -> bool:
    """Whether words before the thing, or its own, tell it as still to be made."""
    at = one.quote.find(one.value) if one.value else 0
    end = at + len(one.value) if at >= 0 else len(one.quote)
    if _TOLD.search(fold(one.value or "")) and not _NOT_YET.search(one.value or ""):
        return False
    return _NOT_YET.search(one.quote, max(0, at - _BACK), end + _ON) is not None
