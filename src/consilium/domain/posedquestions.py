"""The question that a doctor's letter puts to a second team: what stands behind `Question:` or `Reason for referral:`,
or under a line that says `Questions` and nothing else.

Its words as they stand, with their place. The family has not said that it is its question, and the summary says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consilium.domain.layout import cite, joined
from consilium.domain.records import Page
from consilium.domain.writtenquestions import WrittenQuestion, key_of

MOST = 6
MOST_CHARS = 500
# Where a line or a sentence begins: `if you have questions: call` puts none.
_LABEL = re.compile(
    r"(?:^|[\n.;!?)*•][ \n]*)(?P<label>"
    r"(?:(?:consult(?:ation)?|clinical|specific|referral|our|my|the) )?questions?"
    r"(?: (?:asked|for (?:you|the (?:panel|board|team|second opinion)|review|consultation|second opinion)))?"
    r"(?: ?:|\.(?= *\(?1[.)]))"
    r"|reasons? for (?:referral|consultation|consult|the consultation|second opinion|review) ?:"
    r"|(?:nuestras? |las? |mis? )?preguntas?"
    r"(?: (?:cl[ií]nicas?|concretas?|para (?:ustedes|el comit[eé]|el equipo|la segunda opini[oó]n)))?"
    r"(?: ?:|\.(?= *(?:\(?1[.)] *)?¿))"
    r"|motivo de (?:la )?(?:interconsulta|referencia|derivaci[oó]n|segunda opini[oó]n) ?:)",
    re.IGNORECASE,
)
# A line that is a heading; what stands under it asks, or it is none (`Questions?` over a telephone number).
_HEADING = re.compile(
    r"(?:^|\n)[ \t#*•-]*(?:\d{1,2}[.)]\s)?(?P<label>"
    r"(?:(?:clinical|specific|referral|consultation|our|my|the|open|key) )?questions?"
    r"(?: (?:asked|to (?:the )?(?:you|panel|board|team|consultant)"
    r"|for (?:you|the (?:panel|board|team|consultant|second opinion)|review|consultation|second opinion|discussion)))?"
    r"|(?:nuestras? |las? |mis? )?preguntas?"
    r"(?: (?:cl[ií]nicas?|concretas?|para (?:ustedes|el comit[eé]|el equipo|la segunda opini[oó]n|discusi[oó]n)))?"
    r")[ \t*]*(?=\n)",
    re.IGNORECASE,
)
# One that asks, with the number or bullet before it; else the sentence behind the label. A point in a figure ends none.
_ASKS = re.compile(r"\s*(?:\(?\d{1,2}[.)]\s+|[-•–*]\s*)?([^?]{2,400}\?+)")
_SAYS = re.compile(r"\s*((?:[^.?!]|\.(?=\d)){8,400})(?:[.!]|$)")
_ENDS = re.compile(r"[.!](?:\s|$)(?=\s*[^\W\da-z_])")  # of a sentence that asks nothing


def asked_in(pages: Sequence[Page]) -> tuple[WrittenQuestion, ...]:
    """Those of `posed_in` that ask: a note of a visit has a reason of its own (`Reason for consultation: fever`)."""
    return tuple(one for one in posed_in(pages) if one.text.endswith("?"))


def posed_in(pages: Sequence[Page]) -> tuple[WrittenQuestion, ...]:
    """The questions of a letter from top to bottom, each once; at most `MOST`."""
    found: dict[str, WrittenQuestion] = {}
    for page in pages:
        text, lines = joined(page)
        labels = sorted((*_LABEL.finditer(text), *_HEADING.finditer(text)), key=lambda one: one.start("label"))
        for label in labels:
            line = next(one for start, one in reversed(lines) if start <= label.start("label"))
            behind = text[label.end() : label.end() + 4 * MOST_CHARS]
            for said in _behind(behind, must_ask=label.re is _HEADING):
                found.setdefault(key_of(said), WrittenQuestion(said, "", page.number, cite(line, page.number)))
    return tuple(found.values())[:MOST]


def _behind(text: str, *, must_ask: bool = False) -> Iterator[str]:
    """What asks right behind a label, up to the first sentence that asks nothing; a sentence that does not ask where
    none does and one need not."""
    at = 0
    while (one := _ASKS.match(text, at)) is not None:
        if _ENDS.search(one[1][:-1]):
            break
        yield " ".join(one[1].split())[:MOST_CHARS]
        at = one.end()
    said = _SAYS.match(text) if at == 0 and not must_ask else None
    if said is not None:
        yield " ".join(said[1].split())[:MOST_CHARS]
