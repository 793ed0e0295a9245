"""Parts of a letter that a few words at the beginning of a line open, where they are of another time than the letter:
`Primera recaída (septiembre de 2025). Cojera y dolor de cadera.`, `Summary of treatment. ...`. What stands in them has
not the letter's day. Linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from consilium.domain.dates import PartialDate
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.paper import Clause, Paper

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
_AT_TIME = re.compile(
    r"\W*(?:(?:at|on|al|en la|en el|en)\s)?(?:initial |first |second |primera |segunda )?"
    r"(?:diagnosis|presentation|relapse|recurrence|progression|diagn[oó]stico|debut|presentaci[oó]n|reca[ií]da|recidiva"
    r"|progresi[oó]n)\b",
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


def days_of_heads(clauses: Sequence[Clause], paper: Paper) -> dict[int, PartialDate]:
    """The day of clauses that stand under a line of their own which names another time and its day, `Al diagnóstico
    (25/03/2024)`, up to the next such line or heading."""
    found: dict[int, PartialDate] = {}
    day, heading = None, ""
    for clause in clauses:
        if clause.heading != heading or clause.cells:
            day, heading = None, clause.heading
        if _is_line(clause):
            told = occasions(clause.text, paper)
            named = _AT_TIME.match(clause.text) is not None and _PRESENT.search(clause.text) is None
            day = told[0].when if named and len(told) == 1 and told[0].until is None and told[0].when.month else None
        elif day is not None:
            found[id(clause)] = day
    return found


def _is_line(clause: Clause) -> bool:
    """Whether a clause is a short line by itself that ends no sentence."""
    text = clause.text.strip()
    alone = clause.pieces[0].line.text.strip() == text and len(clause.words) <= _MOST_WORDS
    return alone and len(text) <= _MOST_CHARS and text[:1].isupper() and text[-1:] not in ".,;"


def _opens(clause: Clause) -> bool:
    """Whether a sentence of a few words, without a figure outside brackets, begins a line and is not all of it."""
    text = clause.text.strip()
    first = clause.pieces[0]
    begins = first.offset == 0 and len(first.line.text.strip()) > len(text)
    plain = re.sub(r"\([^()]*\)", "", text)
    short = len(text) <= _MOST_CHARS and len(clause.words) <= _MOST_WORDS and not any(map(str.isdigit, plain))
    return begins and short and text.endswith(".") and text[:1].isupper() and "," not in plain
