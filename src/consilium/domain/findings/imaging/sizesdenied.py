"""Sizes whose thing a sentence denies though it was measured.

`desaparecieron los nódulos, persiste uno de 4 mm`: one is left. `una masa de 46 mm que en noviembre no existía`: it is
there now. `no typhlitis, bowel wall 2 mm`: only the inflammation is denied.
"""

from __future__ import annotations

import re

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Assertion
from consilium.domain.findings.imaging.imagingsaid import is_new_since
from consilium.domain.findings.imaging.sizes import Size
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.spans import Span

_ONE = re.compile(
    r"\b(?:un[oa]|otr[oa]|one|another|the other|el otro|la otra|el tercero|la tercera|third)\s"
    r"(?:(?:de|of|measuring|que mide|at)\s)?$",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:no|not|none|nil|without|nor|neither|never|sin|ni|ning[uú]n\w?|nunca|negativ\w+|absent|ausen\w+|free|libre\w*|"
    r"descart\w+|excluded?)\b",
    re.IGNORECASE,
)


_FEW, _REACH = 7, 24


def one_of_several(text: str, size: Size) -> bool:
    """Whether a size is of one of the things named before it: `persiste uno de 4 mm`."""
    return _ONE.search(text, max(0, size.start - _REACH), size.start) is not None


def size_said(clause: Clause, subject: Span[str], size: Size, assertion: AssertionWords) -> Assertion | None:
    """How a size is said where that is another thing than how its subject is; None where the subject's words tell."""
    if is_new_since(clause.text, max(subject.end, size.end)):
        return Assertion.STATED
    if subject.end > size.start:
        return None
    if one_of_several(clause.text, size):
        return assertion_of(clause, size.start, size.end, assertion)
    part = max(clause.text.rfind(mark, 0, subject.start) for mark in (", ", ": ", "; "))
    if part < 0 or _DENIES.search(clause.text, part, size.end) or _DENIES.search(clause.text, 0, part) is None:
        return None
    return Assertion.STATED if len(clause.text[part + 1 : size.end].split()) <= _FEW else None
