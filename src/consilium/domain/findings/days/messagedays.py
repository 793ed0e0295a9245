"""The days of messages that a paper holds one after the other: mails with the mails that they answer or pass on, and
threads of a portal.

    On Mon, Feb 10, 2025 at 8:47 AM Ana Sample wrote:        From: Sample, Ana
    > He has had a rash since yesterday.                     Sent: 11/08/2024 7:40 AM

Each message is of its own day, that of the mail around it is not its. A line that says when something was sent is such
a head where it stands with lines that tell from whom or to whom.
"""

from __future__ import annotations

import re

from consilium.domain.dates import PartialDate
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.paper import Clause, Paper

_LONGEST, _FAR = 240, 40
_QUOTED = r"[\s>|*_–—-]{0,12}"
_SENT = re.compile(
    rf"{_QUOTED}(?:sent|enviado(?: el)?|envi[oó]|sent on|date sent|fecha de env[ií]o|posted|publicado(?: el)?"
    r"|date|fecha|received|recibido(?: el)?)\s?:\**\s?",
    re.IGNORECASE,
)
_WROTE = re.compile(
    rf"{_QUOTED}(?:on|el)\s[^\n]{{8,200}}?\b(?:wrote|writes|escribi[oó]|escribe)\s?:?\s*$", re.IGNORECASE
)
_PERSON = re.compile(
    rf"{_QUOTED}(?:from|to|cc|subject|re|de|para|asunto|remitente|destinatario|sender)\s?:", re.IGNORECASE
)
_LINES = 3  # between which the heads of one message stand


def message_day(clause: Clause, paper: Paper) -> PartialDate | None:
    """The day of the message whose head a clause is; None for any other clause."""
    text = clause.text
    if len(text) > _LONGEST:
        return None
    wrote = _WROTE.match(text)
    sent = _SENT.match(text) if wrote is None else None
    if wrote is None and sent is None:
        return None
    told = [one for one in occasions(text, paper) if one.when.day and one.until is None]
    if len({one.when for one in told}) != 1:
        return None
    if sent is not None and (told[0].start - sent.end() > _FAR or not _among_heads(clause)):
        return None
    return told[0].when


def _among_heads(clause: Clause) -> bool:
    """Whether a line near it tells from whom or to whom a message is."""
    lines = clause.page.lines
    at = next((at for at, line in enumerate(lines) if line is clause.pieces[0].line), -1)
    return at >= 0 and any(_PERSON.match(one.text) for one in lines[max(0, at - _LINES) : at + _LINES + 1])
