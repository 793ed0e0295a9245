"""Parts of a letter that a few words at the beginning of a line open, where they are of another time than the letter:
`Primera recaída (septiembre de 2025). Cojera y dolor de cadera.`, `Summary of treatment. ...`. What stands in them has
not the letter's day. Linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from consilium.domain.findings.paper import Clause

_MOST_WORDS, _MOST_CHARS = 8, 70
_WHICH = (
    r"(?:(?:the|la|el|first|second|third|1st|2nd|3rd|initial|prior|previous|past|primer[ao]?|segund[ao]|tercer[ao]?"
    r"|1[.ªaº]+|2[.ªaº]+|inicial)\s)*"
)
_OTHER_TIME = re.compile(
    rf"\W*{_WHICH}(?:(?:summary|history|course|resumen|historia|curso|evoluci[oó]n) (?:of|del?) )?{_WHICH}"
    r"(?:relapse|recurrence|progression|reca[ií]da|recurrencia|recidiva|progresi[oó]n|diagnosis|presentation|diagn[oó]stico"
    r"|debut|presentaci[oó]n|treatment|therapy|tratamiento|first[- ]line|second[- ]line|primera l[ií]nea"
    r"|segunda l[ií]nea"
    r"|induction|inducci[oó]n|consolidation|consolidaci[oó]n|surgery|cirug[ií]a|radiotherapy|radioterapia|transplant"
    r"|trasplante|harvest|conditioning|acondicionamiento|end of (?:treatment|therapy)|fin de(?:l)? tratamiento"
    r"|past (?:medical )?history|antecedentes)\b",
    re.IGNORECASE,
)
_PRESENT = re.compile(
    r"\b(?:current|present|now|ongoing|plan|planned|next|proposed|today|actual(?:es)?|hoy|previst[oa]|pr[oó]xim[oa]|propuest[oa])\b",
    re.IGNORECASE,
)


def of_other_times(clauses: Sequence[Clause]) -> frozenset[int]:
    """The ids of clauses in parts of another time: up to the next few words that open a part, or another heading."""
    found: set[int] = set()
    past, heading = False, ""
    for clause in clauses:
        if clause.heading != heading or clause.cells:
            past, heading = False, clause.heading
        if _opens(clause):
            past = _OTHER_TIME.match(clause.text) is not None and _PRESENT.search(clause.text) is None
        if past:
            found.add(id(clause))
    return frozenset(found)


def _opens(clause: Clause) -> bool:
    """Whether a sentence of a few words, without a figure outside brackets, begins a line and is not all of it."""
    text = clause.text.strip()
    first = clause.pieces[0]
    begins = first.offset == 0 and len(first.line.text.strip()) > len(text)
    plain = re.sub(r"\([^()]*\)", "", text)
    short = len(text) <= _MOST_CHARS and len(clause.words) <= _MOST_WORDS and not any(map(str.isdigit, plain))
    return begins and short and text.endswith(".") and text[:1].isupper() and "," not in plain
