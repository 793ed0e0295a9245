"""The sentence that opens an assessment says who the child is and what there is, though it stands over a plan: `7 yo M
with HR B-ALL, Induction per AALL1732, day 15`, `14F D+12 s/p haplo PBSCT`, `Paciente de 5 años con LLA en
consolidación`."""

from __future__ import annotations

import re

_AGE = r"\d{1,2}(?:\.\d)?[\s-]?(?:yo|y/o|y\.o\.|yrs?|years?|year|mo|m/o|months?|month|wk|a[ñn]os?|meses|mes|a|m|y)?"
_OPENS = re.compile(
    r"[\s\W\d]{0,4}?(?:(?:assessment|impression|summary|a/p|a&p|imp|impresi[oó]n|an[aá]lisis|resumen"
    r"|valoraci[oó]n)(?:\s?/\s?plan)?\s?[:.–-]\s?)?"
    r"(?:"
    rf"(?:[A-Z][\w-]{{1,14}}\s(?:is|es)\s(?:an?|una?)\s)?{_AGE}[\s-]?(?:old)?\s?(?:male|female|boy|girl|M|F|child"
    rf"|infant|ni[nñ][oa]|masculin[oa]"
    r"|femenin[oa])\b"
    rf"|(?:paciente|pte|pcte|px|ni[nñ][oa]|lactante|escolar|preescolar|adolescente|masculino"
    rf"|femenin[oa])\b[^.;:\n]{{0,24}}?\bde\s{_AGE}\b"
    rf"|{_AGE}[\s-]old\b"
    r")[^.;:\n]{0,40}?\s(?:with|w/|con|s/p|admitted|D\+|day|in|en|on|who|que|portador\w*|post)\b",
    re.IGNORECASE,
)


def opens_with_child(text: str) -> bool:
    """Whether a sentence of a plan begins with who the child is."""
    return _OPENS.match(text[:160]) is not None
