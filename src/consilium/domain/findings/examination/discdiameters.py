"""Sizes that eyes are measured in: `lesion of 3 disc diameters`, `lesión de 3 diámetros papilares`.

How far from the disc or the fovea a thing lies is told in them too, and is no size.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section

_SIZE = re.compile(
    r"(?<![\w.,/])(?P<number>\d{1,2}(?:[.,]\d{1,2})?)(?P<more>\s?[x×]\s?\d{1,2}(?:[.,]\d{1,2})?)?\s?"
    r"(?P<unit>(?:optic )?dis[ck] diameters?|di[aá]metros? (?:papilar(?:es)?|de (?:la )?papila|del? disco))(?![\w-])",
    re.IGNORECASE,
)
_FAR = re.compile(
    r"\s(?:(?:temporal|nasal|superior|inferior|away|above|below|por \w+)\s)?(?:from|to the|of the (?:disc|fovea|"
    r"macula)|desde|de la (?:f[oó]vea|m[aá]cula|papila)|"
    r"del (?:disco|nervio|borde)|al? (?:disco|papila)|away)\b",
    re.IGNORECASE,
)
_AT = re.compile(r"(?:^|[\s,;(])(?:a|at|within|dentro de)\s(?:unos\s|about\s)?$", re.IGNORECASE)
_NOUN = re.compile(
    r"\b(?P<lesion>lesions?|lesi[oó]n(?:es)?)|\b(?P<tumor>tumou?rs?|tumor(?:es)?|T\d{1,2})\b|\b(?P<mass>mass|"
    r"masa)\b|\b(?P<scar>scars?|cicatriz)\b",
    re.IGNORECASE,
)
# The letter after `O` is often recognized as another of its shape.
_EYE = re.compile(
    r"\b(?:(?P<right>(?i:right eye|ojo derecho)|OD|RE)|(?P<left>(?i:left eye|ojo izquierdo)|O[IlS1]|LE))(?![\w/])"
)
_SILENT = frozenset({Section.QUESTIONS, Section.GENERAL, Section.FAMILY_HISTORY})


def sizes_by_disc(paper: Paper, words: AssertionWords) -> Iterator[Finding]:
    """The sizes in diameters of the disc that a paper tells."""
    for clause in paper.clauses:
        if clause.section in _SILENT or "diam" not in clause.folded:
            continue
        for found in _SIZE.finditer(clause.text):
            if not _FAR.match(clause.text, found.end()) and not _AT.search(clause.text, 0, found.start()):
                yield _finding(clause, found, words)


def _finding(clause: Clause, found: re.Match[str], words: AssertionWords) -> Finding:
    nouns = list(_NOUN.finditer(clause.text, 0, found.start()))
    eyes = list(_EYE.finditer(clause.text, 0, found.start())) or list(_EYE.finditer(clause.text, found.end()))[:1]
    headed = _EYE.search(clause.heading)
    side = str(eyes[-1].lastgroup) if eyes else str(headed.lastgroup) if headed is not None else ""
    return Finding(
        Kind.MEASUREMENT,
        str(nouns[-1].lastgroup) if nouns else "lesion",
        value=found[0],
        number=None if found["more"] else float(found["number"].replace(",", ".")),
        unit=found["unit"],
        assertion=assertion_of(clause, found.start(), found.end(), words),
        laterality=side,
        citations=(clause.cite(nouns[-1].start() if nouns else found.start(), found.end()),),
        confidence=clause.confidence,
    )
