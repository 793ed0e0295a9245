"""Results that an amended report takes back: `donde dice Ki-67 50 % debe decir 15 %`, `margin status changed from
negative to positive`, `the laterality should read RIGHT, not left`. What it said before is no longer told as true."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.phrases import fold
from consilium.domain.records import Category

SIDE = "specimen laterality"
_PAPERS = frozenset(
    {Category.PATHOLOGY_REPORT, Category.PATHOLOGY_SLIDES, Category.GENETICS, Category.BONE_MARROW, None}
)
_KINDS = frozenset(
    {
        Kind.STAIN,
        Kind.SURGERY,
        Kind.SPECIMEN,
        Kind.MEASUREMENT,
        Kind.RESPONSE,
        Kind.CYTOGENETICS,
        Kind.VARIANT,
        Kind.STAGE,
    }
)
_CHANGED = re.compile(
    r"(?:\b(?:donde (?:dice|decia|pone|figura|se lee)|where it (?:says|reads|states)"
    r"|instead of)\s(?P<wrong>[^;\n]{1,70}?)"
    r",? (?:debe (?:decir|leerse|figurar|ser)|(?:it |please )?(?:should )?read|it should say)\s"
    r"|\b(?:changed|corrected|amended|revised|modificad[oa]s?|corregid[oa]s?|cambi(?:a|ad[oa]s?|o))\s(?:from|de)\s"
    r"(?P<from>[^;\n]{1,50}?)\s(?:to|a)\s)(?P<right>[^.;\n]{1,50}(?:\.\d[^.;\n]{0,40})?)"
)
_SIDED = re.compile(
    r"(?:\b(?:laterality|side|lateralidad|lado)\b[^;\n]{0,70}?|^[^;\n]{0,60}?)\b(?:should (?:read|be|say)"
    r"|must read|is corrected to|"
    r"corrected to|debe (?:decir|leerse|figurar|ser)|se corrige a|corregid[oa] a)\s[\"“'«:]?\s?"
    r"(?P<side>right|left|derech[oa]|izquierd[oa])\b"
)
_FIGURE = re.compile(r"[<>]?\s?(\d{1,3}(?:[.,]\d{1,2})?)\s?%?")
_POSITIVE = re.compile(r"\b(?:positive|positiv[oa]s?|involved|comprometid[oa]s?|amplified|amplificad[oa])\b")
_NEGATIVE = re.compile(r"\b(?:negative|negativ[oa]s?|uninvolved|free|libres?|not amplified|no amplificad[oa])\b")
_SIDES = {"r": "right", "l": "left", "d": "right", "i": "left"}


def amended(found: Iterable[Finding], paper: Paper) -> Iterator[Finding]:
    """`found`, with results that their sentence replaces as it corrects them, and sides that a report corrects."""
    changes = [(one, hit) for one in paper.clauses if (hit := _change(one)) is not None]
    for one in found:
        hits = []
        if changes and one.kind in _KINDS:
            hits = [hit for clause, hit in changes if one.quote and one.quote in clause.text]
        yield _as_corrected(one, hits[0]) if hits and _is_wrong(one, hits[0]) else one
    if paper.category in _PAPERS:
        yield from _sides(paper)


def _change(clause: Clause) -> re.Match[str] | None:
    return _CHANGED.search(clause.folded) if len(clause.folded) == len(clause.text) else None


def _is_wrong(one: Finding, hit: re.Match[str]) -> bool:
    """Whether what a finding tells stands in the words that are replaced, and not in those that replace them."""
    wrong, right = hit["wrong"] or hit["from"], hit["right"]
    sign = str(one.detail.get("margins") or "")
    if sign:
        form = _POSITIVE if sign == "positive" else _NEGATIVE
        return form.search(wrong) is not None and form.search(right) is None
    value = fold(one.value).strip()
    told = bool(value) and value in wrong and value not in right
    return told or (one.number is not None and bool(_holds(wrong, one.number)) and not _holds(right, one.number))


def _holds(text: str, number: float) -> bool:
    return any(float(hit[1].replace(",", ".")) == number for hit in _FIGURE.finditer(text))


def _as_corrected(one: Finding, hit: re.Match[str]) -> Finding:
    """With the figure or sign that the report puts in its place; denied where it puts another thing."""
    right = hit["right"]
    figure = _FIGURE.search(right) if one.number is not None else None
    if figure is not None:
        value = figure[0].strip()
        detail = {**one.detail, "percent": value} if "percent" in one.detail else dict(one.detail)
        return replace(one, value=value, number=float(figure[1].replace(",", ".")), detail=detail)
    for form, said in ((_NEGATIVE, "negative"), (_POSITIVE, "positive")):
        key = "margins" if "margins" in one.detail else "result"
        if key in one.detail and form.search(right):
            return replace(one, value=right.strip(" \"'"), detail={**one.detail, key: said})
    return replace(one, assertion=Assertion.NEGATED)


def _sides(paper: Paper) -> Iterator[Finding]:
    """The sides that a report corrects: `should read RIGHT, not left`."""
    for clause in paper.clauses:
        hit = None if clause.section is Section.GENERAL or clause.cells else _SIDED.search(clause.folded)
        if hit is not None and len(clause.folded) == len(clause.text):
            side = _SIDES[hit["side"][0]]
            yield Finding(
                Kind.SPECIMEN, SIDE, value=clause.text[hit.start("side") : hit.end("side")], laterality=side,
                citations=(clause.cite(),), confidence=clause.confidence,
            )  # fmt: skip
