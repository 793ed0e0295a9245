"""Slides, sections, blocks and discs that a letter hands over by their number: `9 glass slides`, `Dos (2) tacos de
parafina`, `| Tacos de parafina | 2 |`, `immunos x 4`. Read only in papers that lend, send or return material."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.records import Category

_HANDS_OVER = re.compile(
    r"\b(?:loan(?:ed|ing)?|enclos\w+|herewith|accompan\w+|send(?:ing)? you|sent (?:to you|for|by|herewith)|on loan|"
    r"forward(?:ed|ing)|released?|pr[eé]stamo|prestad\w+|remit\w+|env[ií]\w+|entreg\w+|adjunt\w+|cesi[oó]n|"
    r"despach\w+|"
    r"anexo|anexamos|courier|paqueter[ií]a|consignment|packing list)\b",
    re.IGNORECASE,
)
_THING = (
    r"(?P<thing>slides?|sections?|blocks?|recuts?|scrolls?|curls|immunos|immunostains|l[aá]minas?|laminillas?|"
    r"vidrios?|"
    r"preparad[oa]s?|preparaciones|tacos?|bloques?|cortes|portaobjetos|cristales|cd-?s?|dvds?|discs?|disks?|discos?|"
    r"cds?)"
)
_ONES = (
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|un|uno|una|dos|tres|cuatro|cinco|seis|"
    r"siete|ocho|"
    r"nueve|diez|once|doce|quince|veinte"
)
_FIRST = re.compile(
    rf"(?:^|(?<=[\s|(•-]))(?P<number>\d{{1,3}}|{_ONES})(?:\s?\(\s?\d{{1,3}}\s?\))?\s?(?:nos?\.?\s|x\s|×\s)?"
    rf"(?P<kind>(?:[\w&+/,-]{{1,16}}\s){{0,3}}?){_THING}\b(?:\s(?:de|of)\s[\w&-]{{3,22}}(?:\s[\w&-]{{2,14}})?)?",
    re.IGNORECASE,
)
_LAST = re.compile(
    rf"\b{_THING}\b(?P<kind>[^.;:|\n]{{0,48}}?)\s?(?:\(|[x×]\s?|:\s?|\|\s?)(?P<number>\d{{1,3}})(?!\d|[/.,-]\d|"
    rf"\s?(?:mm|cm|%|"
    r"x\s?10))(?:\s?nos\.?)?\)?",
    re.IGNORECASE,
)
_BLOCK = re.compile(r"block|taco|bloque|parafina|scroll|curl", re.IGNORECASE)
_DISC = re.compile(r"cd|dvd|dis[ckq]|disco", re.IGNORECASE)
_KEPT = re.compile(r"\b(?:retain\w+|kept here|remain\w*|archive\w*|conserv\w+|quedan?|no se env\w+|not sent)\b", re.I)
_MEASURED = re.compile(r"\b(?:measuring|mide|submitted|incluid[oa]s?|se incluye|µm|um|micr)\b", re.IGNORECASE)
_HEAD, _TITLES = 30, 14


def counted_slides(paper: Paper, clause: Clause) -> Iterator[Finding]:
    """What a clause hands over by number, where the paper is one that hands over."""
    if not hands_over(paper) or _KEPT.search(clause.text) or _MEASURED.search(clause.text):
        return
    taken: list[tuple[int, int]] = []
    for pattern in (_FIRST, _LAST):
        for found in pattern.finditer(clause.text):
            if any(low < found.end() and found.start() < high for low, high in taken):
                continue
            taken.append(found.span())
            name, what = _name(found[0])
            said = found[0].strip(" |(")
            yield Finding(
                Kind.MENTION,
                name,
                value=said if pattern is _FIRST else f"{found['number']} {said}",
                assertion=Assertion.STATED,
                detail={"what": what, "status": "sent"},
                citations=(clause.cite(),),
                confidence=clause.confidence,
            )


def hands_over(paper: Paper) -> bool:
    """Whether a paper lends or sends material: a report of a pathologist does so only where its title says it."""
    most = _TITLES if paper.category in (Category.PATHOLOGY_REPORT, Category.BONE_MARROW) else _HEAD
    if paper.category is Category.OPERATIVE:
        return False
    return any(_HANDS_OVER.search(one.text) for one in paper.clauses[:most])


def _name(text: str) -> tuple[str, str]:
    if _BLOCK.search(text):
        return "blocks", "pathology"
    return ("disc", "imaging") if _DISC.match(re.sub(r"^[\W\d]+", "", text)) else ("slides", "pathology")
