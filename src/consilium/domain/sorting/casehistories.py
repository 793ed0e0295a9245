"""The form of a case history: prose that opens with a child or an adult of some age (`Niña de 7 años que consulta por
...`, `A 7-year-old girl presented with ...`), or parts named for a history and what came of it (`Anamnesis`,
`Evolución`). It quotes studies of many kinds and is the report of none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from consilium.domain.layout import cite
from consilium.domain.records import Citation, Line, Page

_LINES, _FIRST_LINES, _LEAST_WORDS, _LEAST_TOLD, _HEAD_CHARS = 400, 3, 50, 2, 40
_AGED = r"\d{1,3}|un|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|diecis[ée]is"
_OPENS = (
    re.compile(
        r"\W{0,3}(?:se trata de\s|(?:se )?(?:presenta|reporta|describ[ei]|comunica)(?:mos)?\s"
        r"(?:(?:un|el) caso (?:cl[ií]nico )?de\s(?:[^.;:]{0,60}\sen\s)?)?)?"
        r"(?:(?:un|una|el|la)\s)?(?:paciente|ni[ñn][oa]|var[óo]n|mujer|lactante|adolescente|escolar|"
        r"preescolar|reci[ée]n nacid[oa]|hombre|joven|neonato)\b[^.;:]{0,60}?\b(?:"
        + _AGED
        + r")\s(?:a[ñn]os|meses|d[íi]as|semanas)\b(?!\s(?:de evoluci[óo]n|antes))",
        re.IGNORECASE,
    ),
    # `Escolar de sexo femenino, procedente de ..., quien consultó a la edad de 5 años`.
    re.compile(
        r"\W{0,3}(?:(?:un|una|el|la)\s)?(?:paciente|ni[ñn][oa]|var[óo]n|mujer|lactante|adolescente|escolar"
        r"|preescolar|joven)\b[^.;:]{0,220}?"
        r"\b(?:quien|que)\s(?:consult|acud|ingres|fue|es)\w*[^.;:]{0,160}?\ba la edad de\s(?:"
        + _AGED
        + r")\s(?:a[ñn]os|meses|d[íi]as|semanas)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\W{0,3}(?:(?:this is|we (?:report|present|describe)(?: the case of)?|the patient (?:is|was))\s)?(?:an?|our)\s"
        r"(?:\w+[ -]){0,3}?\d{1,2}[ -](?:year|month|week|day)s?[ -]old\b",
        re.IGNORECASE,
    ),
)
# What a history tells of, and a report on one study of not all.
_TELLS = tuple(
    re.compile(rf"\b(?:{words})", re.IGNORECASE)
    for words in (
        r"consult[óoa]|acud(?:e|i[óo])\b|ingres[óoa]\b|deriv[óa]d?|presentad|presented|was referred|was admitted|"
        r"present[óo] a|lleva(?:do|da)\b|(?:un|el) caso\b|evoluci[óo]n\b|refer[íi]a",
        r"(?:examen|exploraci[óo]n) (?:f[íi]sic|cl[íi]nic|neurol)|physical exam|on examination|(?:al|en el) examen",
        r"se (?:realiz|inici|administr|intervin|extirp|indic)|recib(?:e|i[óo])\b|tratamiento|underwent|was treated|"
        r"was started|sometid[oa]",
        r"seguimiento|alta\b|al a[ñn]o\b|asintom[áa]tic|follow[- ]?up|discharged|evolucion|falleci",
    )
)
_HISTORY = re.compile(
    r"\W{0,3}(?:anamnesis|enfermedad actual|history of (?:the )?present illness)\W{0,3}$", re.IGNORECASE
)
_COURSE = re.compile(r"\W{0,3}(?:evoluci[óo]n|tratamiento|course|hospital course)\W{0,3}$", re.IGNORECASE)


def case_history(pages: Sequence[Page], *, named: bool) -> Citation | None:
    """The line that opens a case history; None for any other paper, and for one that is `named` and has no history's
    own parts."""
    placed = [(page.number, line) for page in pages for line in page.lines[:_LINES] if line.text.strip()]
    first = next((one for one in placed[:_FIRST_LINES] if _opens(one[1])), None) if not named else None
    opening = first or _headed(placed)
    if opening is None:
        return None
    text = " ".join(line.text for _, line in placed[:_LINES])
    told = sum(one.search(text) is not None for one in _TELLS)
    return cite(opening[1], opening[0]) if len(text.split()) >= _LEAST_WORDS and told >= _LEAST_TOLD else None


def opens_as_history(pages: Sequence[Page]) -> bool:
    """Whether a paper begins with the history itself, under no head of a hospital and no title."""
    first = next((line for page in pages[:1] for line in page.lines[:_LINES] if line.text.strip()), None)
    begins = first is not None and (_opens(first) or _HISTORY.match(first.text) is not None)
    return begins and case_history(pages, named=False) is not None


def _opens(line: Line) -> bool:
    return any(one.match(line.text) for one in _OPENS)


def _headed(placed: Sequence[tuple[int, Line]]) -> tuple[int, Line] | None:
    """The heading of a history where a heading of what came of it stands below."""
    short = [(number, line) for number, line in placed if len(line.text) <= _HEAD_CHARS]
    first = next((one for one in short if _HISTORY.match(one[1].text)), None)
    return first if first is not None and any(_COURSE.match(line.text) for _, line in short) else None
