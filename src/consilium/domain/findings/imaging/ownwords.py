"""What a report's sentence is about where no list has a word of it: its own first words (`Small left hydrocele.`)."""

from __future__ import annotations

import re

from consilium.domain.findings.imaging.imagingsaid import OF_STUDY, is_person
from consilium.domain.findings.imaging.lesionsizes import Study
from consilium.domain.findings.paper import Clause, Section
from consilium.domain.findings.text.spans import Span

_BODY = (Section.FINDINGS, Section.CONCLUSION)
_OPEN_NAME = re.compile(
    r"(?:\W|\d{1,2}[.)]\s)*(?:(?:there (?:is|are)|se (?:observan?|identifican?|aprecian?|visualizan?|reconocen?)|hay|"
    r"no|sin|without|incidental\w*|note(?:d|:)?|mild|small|tiny|leve|pequeñ[oa]s?|discret[oa]s?|an?|the|un[oa]?s?|"
    r"el|la|"
    r"los|las|evidence of|evidencia de|signos de|signs of|elementos de|possibl[ey]|probabl[ey]|likely|posible|"
    r"probable|sospecha de|suspected|left|right|bilateral|old|new|nuev[oa]s?)\s)*"
    r"(?P<name>[^\W\d](?:[^\s,.;()]{0,30}\s?){1,5})",
    re.IGNORECASE,
)
# Where what it is about ends, and what is said of it begins.
_VERB = re.compile(
    r"\s(?=(?:is|are|was|were|has|have|can(?:not)?|could|may|might|appears?|seems?|remains?|measur\w+|with|without|"
    r"in|of the|es|son|est[aá]n?|"
    r"con|sin|mide\w*|impresiona\w*|se|de la|del|en|parece\w*|no|not)\b)",
    re.IGNORECASE,
)
_UNLIKELY = re.compile(r"\b(?:less likely|unlikely|menos probable|poco probable|improbable)\b", re.IGNORECASE)
# First words that name nothing that a picture shows.
_NO_NAME = re.compile(
    r"(?:I|we|it|its|this|that|these|those|there|here|he|she|they|his|her|their|one|ones|other|others|otros?|otras?|if|"
    r"when|while|after|before|post|tras|mientras|on|in|with|by|at|from|se|ya|en|con|por|para|su|sus|el resto|la mayor|"
    r"mayor|"
    r"menor|team|plan|either|neither|none|nothing|nada|ninguno|both|all|todo|todos|which|que|lo|most|likely|old|last|"
    r"prior|"
    r"sigue|siguen|parece|tampoco|ningun|now|then|so|and|but|y|o|or|not|no)\b",
    re.IGNORECASE,
)
# What is measured is told as that: `Axial length 21.4 mm`.
_A_MEASURE = re.compile(
    r"\b(?:length|diameters?|thickness|height|width|volume|size|SUV\w*|longitud|di[aá]metros?|espesor|grosor|altura|"
    r"volumen|tama[nñ]o)\s\W?\d{1,4}$",
    re.IGNORECASE,
)
# Told as a lesion of the list, and what is normal of it with it.
_UPTAKE = re.compile(r"\b(?:uptake|captaci[oó]n(?:es)?)\b", re.IGNORECASE)
_FEW, _MOST, _WELL_WORDS = 2, 24, 6


def own_words(clause: Clause) -> Span[str] | None:
    """What a report's sentence is about where no list has it: its own first words (`Small left hydrocele.`); None
    where it is a label, speaks of the study itself, or stands where nothing is told of the body."""
    text = clause.text.rstrip()
    whole = text.endswith((".", ";")) or clause.section is Section.CONCLUSION
    if clause.section not in _BODY or clause.cells or not whole or OF_STUDY.search(text):
        return None
    first = text.rfind(":") + 1
    named = _OPEN_NAME.match(text, first)
    words = [one for one in clause.words if one.text.isalpha()]
    if (
        is_person(text)
        or _UNLIKELY.search(text)
        or named is None
        or not _FEW <= len(words) <= _MOST
        or (first and any(char.isdigit() for char in text))
    ):
        return None
    start, name = named.start("name"), _VERB.split(named["name"])[0].rstrip()
    if _NO_NAME.match(name) or _A_MEASURE.search(name):
        return None
    return Span(name, start, start + len(name)) if len(name) > _FEW else None


def own_normal(clause: Clause, study: Study, normal: Span[str]) -> Span[str] | None:
    """What a report's sentence calls normal under a name that no list has: `Cintillas ópticas sin alteraciones.`"""
    named = _OPEN_NAME.match(clause.text) if study.report and clause.section in _BODY else None
    headed = bool(clause.heading) and clause.text.startswith(clause.heading) and clause.section is Section.CONCLUSION
    if headed or is_person(clause.text) or any(_UPTAKE.finditer(clause.text)):
        return None
    if named is None or clause.cells or OF_STUDY.search(clause.text) or named.start("name") >= normal.start:
        return None
    start = named.start("name")
    name = _VERB.split(clause.text[start : min(named.end("name"), normal.start)])[0].rstrip(" ,.")
    near = len(clause.text[start : normal.start].split()) <= _WELL_WORDS
    return Span(name, start, start + len(name)) if near and len(name) > _FEW else None
