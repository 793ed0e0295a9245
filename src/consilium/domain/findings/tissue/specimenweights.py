"""What a specimen weighs, as pathologists and surgeons tell it and others quote it: `lobectomy, 84 g`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from consilium.domain.dates import PartialDate
from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.records import Category, Citation

_GRAMS = re.compile(
    r"(?<![\w.,/-])(?P<number>\d{1,2}[ ,.]\d{3}|\d{1,4}(?:[.,]\d{1,2})?)\s?(?P<unit>g|gr|grs|gramos|grams|kg)\b"
    r"(?!\s?(?:/|per\b|por\b|de\s(?:peso|nacim)|at birth|al nacer|every|cada|daily|diari|IV|EV|PO|VO|oral|x\s?\d))"
)
# What is taken out, and what says that the figure is its weight.
_TAKEN = re.compile(
    r"\b(?P<thing>(?:(?:right|left|partial|total|radical)\s)?\w{0,20}(?:ectomy|ectom[ií]a)\b|specimen|pieza|esp[eé]cimen"
    r"|kidney|ri[nñ][oó]n|spleen|bazo|tumou?r|mass|masa(?: ov[aá]rica)?|adrenal|suprarrenal"
    r"|l[oó]bulo(?: derecho| izquierdo)?|lobe|liver|h[ií]gado|ovary|ovario|testis|test[ií]culo|lung|pulm[oó]n|thyroid"
    r"|tiroides|producto)\b",
    re.IGNORECASE,
)
_WEIGHS = re.compile(r"\b(?:weigh\w*|weight|wt|pes[aoó]\w{0,4}|peso)\b", re.IGNORECASE)
_SIZED = re.compile(r"\d\s?(?:cm|mm)\b", re.IGNORECASE)
_SPECIMEN = re.compile(r"ectom|specimen|pieza|esp[eé]cimen|producto", re.IGNORECASE)
# What is weighed, under the field's English term; anything else is what an operation took, a specimen.
_NAMES = {
    "kidney": re.compile(r"kidney|ri[nñ][oó]n"), "spleen": re.compile(r"spleen|bazo"), "tumor": re.compile(r"tumou?r"),
    "mass": re.compile(r"mass|masa"), "adrenal gland": re.compile(r"adrenal$|suprarrenal"),
    "lobe": re.compile(r"lobe|l[oó]bulo"), "liver": re.compile(r"liver|h[ií]gado"),
    "ovary": re.compile(r"ovary|ovario"), "testis": re.compile(r"testis|test[ií]culo"),
    "lung": re.compile(r"lung|pulm[oó]n"), "thyroid": re.compile(r"thyroid$|tiroides"),
}  # fmt: skip
_SIDES = {
    "left": re.compile(r"\b(?:left|izquierd[oa])\b", re.IGNORECASE),
    "right": re.compile(r"\b(?:right|derech[oa])\b", re.IGNORECASE),
}
# English names the thing behind its weight: `a 612 g nephrectomy with attached 2.1 g adrenal gland`.
_BEHIND = re.compile(
    r"\s(?:(?:left|right|radical|partial|total|fresh|fixed|attached)\s){0,2}"
    r"(?P<thing>\w{2,20}ectomy|specimen|kidney|spleen|tumou?r|mass|adrenal|lobe|liver|ovary|testis|lung|thyroid)\b",
    re.IGNORECASE,
)
_TUMOR, _OF = re.compile(r"tumou?r|mass|masa"), re.compile(r"\s?[,(]?\s?(?:de|of)?\s?")
_DRUG = re.compile(
    r"\b(?:mg|mcg|dose|dosis|given|administ\w+|infus\w+|globulin\w*|IVIG|albumin\w*|alb[uú]mina)\b", re.IGNORECASE
)
_PARTS = (Section.GROSS, Section.SPECIMEN, Section.OPERATION, Section.MICROSCOPY)
_WORD = re.compile(r"[^\W\d]{3}")
_REACH, _LEAST = 60, 0.5
_TISSUE_PAPERS = (Category.PATHOLOGY_REPORT, Category.OPERATIVE)
_NOT_TAKEN = (
    Section.PLAN, Section.FAMILY_HISTORY, Section.GENERAL, Section.QUESTIONS, Section.MEDICINES, Section.ALLERGIES,
)  # fmt: skip


def weights_of(paper: Paper, taken: tuple[PartialDate, Citation | None] | None) -> Iterator[Finding]:
    """The weights of all that a paper tells as taken out; in a report on tissue of the day on which it was."""
    own = paper.category in _TISSUE_PAPERS
    when = (taken[0] if taken else paper.date) if own else None
    for clause in paper.clauses:
        if clause.section not in _NOT_TAKEN:
            for one in specimen_weights(clause, own=own):
                yield replace(one, when=when)


def specimen_weights(clause: Clause, *, own: bool = False) -> Iterator[Finding]:
    """The weight of each thing that was taken out; `own` of a clause in a report on tissue."""
    if "g" not in clause.folded or _DRUG.search(clause.text) is not None:
        return
    tissue = own or clause.section in _PARTS
    for found in _GRAMS.finditer(clause.text):
        first = max(0, found.start() - _REACH)
        first = max(first, clause.text.rfind(". ", 0, found.start()) + 1)
        near = clause.text[first : found.start()]
        things = list(_TAKEN.finditer(near))
        behind = _BEHIND.match(clause.text, found.end()) if tissue else None
        if not things and behind is None:
            continue
        thing = (behind["thing"] if behind else things[-1]["thing"]).lower()
        if behind is None and not _is_weight_of(thing, near, things[-1], tissue=tissue):
            continue
        start, end = (found.start(), behind.end()) if behind else (first + things[-1].start(), found.end())
        number = _number(found["number"])
        if number < _LEAST or (found["unit"] == "kg" and not tissue):  # a child's own weight stands in kilograms
            continue
        yield Finding(
            Kind.MEASUREMENT,
            f"{_named(thing)} weight",
            value=found[0],
            number=number,
            unit=found["unit"],
            laterality=_side(clause.text[start:end]),
            citations=(clause.cite(start, end),),
            confidence=clause.confidence,
        )


def _is_weight_of(thing: str, near: str, place: re.Match[str], *, tissue: bool) -> bool:
    """Whether the words between a thing and the figure behind it make the figure its weight."""
    beside = _WORD.search(near[place.end() :]) is None
    bare = _TUMOR.search(thing) and _OF.fullmatch(near, place.end())  # nothing else of it is told in grams
    weighed = _WEIGHS.search(near) is not None or (tissue and _SIZED.search(near) is not None)
    of_specimen = tissue or _SPECIMEN.search(thing) is not None or _SIZED.search(near) is not None
    return (weighed and of_specimen) or bool(beside and (tissue or _SPECIMEN.search(thing) or bare))


def _named(thing: str) -> str:
    """The English term of what a source says in either language."""
    if _SPECIMEN.search(thing):
        return "specimen"
    return next((name for name, pattern in _NAMES.items() if pattern.search(thing)), "specimen")


def _side(text: str) -> str:
    sides = [side for side, pattern in _SIDES.items() if pattern.search(text)]
    return sides[0] if len(sides) == 1 else ""


def _number(text: str) -> float:
    """`1 640`, `1.640` and `1,640` are thousands, `5.4` and `5,4` are not."""
    grouped = re.fullmatch(r"\d{1,2}[ ,.]\d{3}", text)
    return float(re.sub(r"\D", "", text)) if grouped else float(text.replace(",", "."))
