"""The specimen that a report names as it opens, in no form of its own: `Left parietal bone, curettage: ...`,
`VATS wedge, right middle lobe`, `Cinco cilindros de la masa suprarrenal izquierda`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.text.bodysites import SiteWords, place_near
from consilium.domain.findings.text.labelled import labelled_date
from consilium.domain.findings.tissue.specimenwords import SpecimenWords
from consilium.domain.records import Category, Scalar

_REPORTS = (Category.PATHOLOGY_REPORT, Category.BONE_MARROW, Category.PATHOLOGY_SLIDES, Category.GENETICS)
_SILENT = frozenset({
    Section.INDICATION, Section.HISTORY, Section.PAST_HISTORY, Section.FAMILY_HISTORY, Section.PLAN, Section.GENERAL,
    Section.QUESTIONS, Section.COMPARISON, Section.STAINS,
})  # fmt: skip
_HOW = re.compile(
    r"(?<![\w-])(?:(?:excisional |incisional |core |needle |stereotactic |open |wedge |punch )?biops(?:y|ies)|"
    r"resection|excision|curettage|enucleation|imprints?|"
    r"(?:needle )?cores?|explant(?:ed)?|wedge|(?:\w+)?ectomy|fragments?|trephines?|aspirates?|cytology|fluid|"
    r"biopsias?|reseccion|exeresis|legrado|curetaje|"
    r"enucleacion|cilindros?|fragmentos?|improntas?|explante|cuna|\w+ectomia|paaf|puncion|trefina|aspirado|"
    r"extirpad[oa]|liquido (?:ascitico|pleural)|pieza)(?![\w-])"
)
_COUNT = re.compile(
    r"(?<![\w.,/-])(\d{1,2}|two|three|four|five|six|seven|eight|dos|tres|cuatro|cinco|seis|siete|"
    r"ocho)\s(?:needle |core |tissue )?(?:cores?|fragments?|pieces|"
    r"passes|cilindros|fragmentos|pases|trozos)(?![\w-])"
)
_NUMBERS = {"two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "dos": "2",
            "tres": "3", "cuatro": "4", "cinco": "5", "seis": "6", "siete": "7", "ocho": "8"}  # fmt: skip
_NOT_SO = re.compile(r"\b(?:no|not|n.t|sin|never|nunca|previous|previa|prior|history|antecedente|if|si|will)\b")
_FIRST, _MOST = 10, 260


def opened(paper: Paper, words: SpecimenWords, sites: SiteWords) -> Iterator[Finding]:
    """The first line near the beginning of a report that names a part of the body and how tissue of it was taken."""
    if paper.category not in _REPORTS:
        return
    for clause in paper.clauses[:_FIRST]:
        how = _HOW.search(clause.folded) if clause.section not in _SILENT and len(clause.text) <= _MOST else None
        if how is None or len(clause.folded) != len(clause.text) or _NOT_SO.search(clause.folded, 0, how.start()):
            continue
        place = place_near(clause, sites, how.start(), how.end(), tissues=True)
        if place.site and not clause.text.rstrip().endswith("?"):
            yield _finding(paper, clause, how, words, place.site, place.side)
            return


def _finding(paper: Paper, clause: Clause, how: re.Match[str], words: SpecimenWords, site: str, side: str) -> Finding:
    own = [one for one in occasions(clause.text, paper) if one.when != paper.birth]
    collected = labelled_date(paper, words.dates, "collected")
    count = _COUNT.search(clause.folded)
    detail: dict[str, Scalar] = {"procedure": clause.text[how.start() : how.end()]}
    if count is not None:
        detail["number"] = _NUMBERS.get(count[1], count[1])
    return Finding(
        Kind.SPECIMEN,
        site,
        value=clause.text.strip(),
        when=own[0].when if len(own) == 1 else collected[0] if collected else None,
        laterality=side,
        site=site,
        detail=detail,
        citations=(clause.cite(),),
        confidence=clause.confidence,
    )
