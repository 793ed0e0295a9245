"""Numbers that letters belong to: `(ref. CR-26-0771)`, `Accession PR24-01934`, `case no. PD 26-0193`. A short name in
them is none."""

from __future__ import annotations

import re

# What follows the letters: groups of figures as laboratories number their papers, no year and no cell line.
_FIGURES = re.compile(
    r"(?:\s?\d{2}[-–](?=\d{4})|[-–/]?\d{2}[-–]|[-–/]\d{1,4}[-–/])(?!(?:19|20)\d\d(?!\d))\d{3,}(?![\d.,/]|[-–]\d|\s?(?:mg|g|ml|%))"
    r"|[-–]0\d{2,}(?![\d.,/]|\s?(?:mg|g|ml|%))"
)
# Letters that are the middle of a number: `26-CR-0771`, `LS26/PR/0193`.
_BEFORE, _AFTER = re.compile(r"\d[-–/]$"), re.compile(r"[-–/]\d{2,}")
# What says that a number follows.
_NAMED = re.compile(
    r"(?<![^\W_])(?:ref(?:erenc(?:e|ia))?|accession|acc|case|caso|file|expediente|exp|registro|reg|folio|specimen"
    r"|esp[eé]cimen|muestra|sample|mrn|id|nhc|petici[oó]n|solicitud|order|our|nuestra|su|your)\.?"
    r"(?:\s(?:ref(?:erence|erencia)?|n(?:o|r|[uú]m(?:ero)?|º|°)?|number|id|file))?\.?\s?[:#]?\s?(?:n[o.º°]{1,2}\s?|#\s?)?$",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"[-–/ ]?\d")
_REACH = 30


def in_reference(text: str, start: int, end: int) -> bool:
    """Whether the letters at this place are part of the number of a paper, a sample or a case."""
    if _FIGURES.match(text, end) is not None:
        return True
    before = text[max(0, start - _REACH) : start]
    if _BEFORE.search(before) is not None and _AFTER.match(text, end) is not None:
        return True
    return _FIGURE.match(text, end) is not None and _NAMED.search(before) is not None
