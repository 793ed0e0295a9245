"""The form of a visit's or a ward's note, which often has no title: vital signs, an examination, a plan, S O A P."""

from __future__ import annotations

import re
from collections.abc import Sequence

from consilium.domain.layout import cite
from consilium.domain.records import Citation, Page

_LINES, _CHARS = 160, 300
_VITAL = re.compile(
    r"\b(?:HR|FC|PR|pulse|RR|FR|BP|TA|PA|[Ss]ats?|SpO2|Sat(?:O2)?|SaO2|[Tt]emp|T[°º]?"
    r"|CRT)\b[\s.:=]{0,3}\d{2,3}(?:[.,/]\d{1,3})?"
)
_SOAP = {
    letter: re.compile(rf"\W{{0,3}}(?:{words})\s?[:/]\s?\S")
    for letter, words in (
        ("s", "S|[Ss]ubj\\w*|SUBJ\\w*"),
        ("o", "O|[Oo]bj\\w*|OBJ\\w*"),
        ("a", "A|[Aa]ssess\\w*|ASSESS\\w*|[Aa]n[áa]lisis|AN[ÁA]LISIS|A/P|Imp|IMP"),
        ("p", "P|A/P"),
    )
}
_PARTS = (
    re.compile(  # what was seen
        r"\W{0,3}(?:o/e\b|on exam\w*|exam(?:ination)?\b|physical exam|ex(?:amen)? f[ií]sico|examen\b|ef\s?:"
        r"|exploraci[oó]n)",
        re.IGNORECASE,
    ),
    re.compile(  # what is thought and to be done
        r"\W{0,3}(?:plan\b|a/p\b|imp(?:ression)?\b|impresi[oó]n|conducta\b|dispo(?:sition)?\b|issues\b"
        r"|indicaciones\b|rx\b|to ?do\b)",
        re.IGNORECASE,
    ),
    re.compile(  # why the child came
        r"\W{0,3}(?:pc\s?:|cc\s?:|c/o\b|hpi\b|presenting|motivo (?:de consulta|de ingreso)?\s?:"
        r"|enf(?:ermedad)?\.? actual|interval\b"
        r"|hx\s?:|biba\b|padecimiento actual|s/p\b)",
        re.IGNORECASE,
    ),
)
_ENTRY = re.compile(
    r"\W{0,3}\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?\s+(?:\d{1,2}[:.h]?\d{2}\s?(?:h|hrs?|am|pm)?\b|WR\b|HV\b|TC\b"
    r"|(?:\S{1,20}\s+){0,4}(?:[^\W\d_]{2,20}[,.;:]?\s+){4})",
)
# The parts of a handover: `S  Ready for ward.`, `B  Prev fit.`
_SBAR = tuple(re.compile(rf"\W{{0,3}}{letter}(?:\s?[:=/–-]\s|\s{{1,4}})[^\W_]") for letter in "SBAR")
_HOUR = re.compile(r"\W{0,3}(?:[01]\d|2[0-3])[:.h]?[0-5]\d\s?(?:h|hrs?)?\s+[^\W\d_]")
_HOURS = 4
_LEAST, _VITALS, _LETTERS, _ENTRIES = 3, 2, 2, 2


def note(pages: Sequence[Page]) -> Citation | None:
    """The line of vital signs, or of the plan, of a paper that has the form of a note; None for any other."""
    placed = [(page.number, line) for page in pages[:2] for line in page.lines[:_LINES]]
    texts = [line.text[:_CHARS] for _, line in placed]
    vital = next((at for at, text in enumerate(texts) if len(_VITAL.findall(text)) >= _VITALS), None)
    planned = next((at for at, text in enumerate(texts) if _PARTS[1].match(text)), None)
    letters = sum(any(one.match(text) for text in texts) for one in _SOAP.values())
    entries = sum(_ENTRY.match(text) is not None for text in texts)
    points = (vital is not None) + sum(any(one.match(text) for text in texts) for one in _PARTS)
    points += 2 * (sum(_HOUR.match(text) is not None for text in texts) >= _HOURS)
    points += (letters >= _LETTERS) + (entries >= _ENTRIES) + (entries > _ENTRIES)
    if all(any(one.match(text) for text in texts) for one in _SBAR):
        number, line = next((number, line) for number, line in placed if _SBAR[0].match(line.text))
        return cite(line, number)
    at = vital if vital is not None else planned
    if at is None or points < _LEAST:
        return None
    number, line = placed[at]
    return cite(line, number)
