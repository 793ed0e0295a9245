"""The share of a duplication's copy to the usual one, as a laboratory tells it beside FLT3-ITD: `FLT3-ITD, allelic
ratio 0.82`, `FLT3-ITD con razón alélica > 0,4`, `FLT3-ITD positive (AR 0.45)`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from consilium.domain.findings.finding import Finding
from consilium.domain.findings.paper import Clause

_RATIO = re.compile(
    r"(?<!\w)(?:(?:high |low |mutant |mutant-to-wild-?type )?(?:allelic|allele) ratio|ITD ratio"
    r"|(?:raz[oó]n|ratio|cociente|relaci[oó]n|[ií]ndice) (?:al[eé]lic[oa]|de alelos)|(?-i:AR|RA)(?!\w))"
    r"(?:\s?(?:\((?-i:AR|RA)\)|of|de|was|is|fue|es|del?|[:=,])){0,3}\s?(?P<ratio>[<>≤≥~]?\s?\d{1,2}[.,]\d{1,3})(?![\w%]|[.,]\d|\s?%)",
    re.IGNORECASE,
)
_CLASS = "internal tandem duplication"
# Another sentence, or another gene with a change of its own, parts a duplication from a ratio.
_PARTS = re.compile(r"[.;](?=\s)|\b(?!FLT3|ITD|AR|RA|PCR|VAF|DNA|RNA)[A-Z][A-Z0-9]{2,6}\d?\b(?=[\s:])")
_FARTHEST = 90


def with_ratios(clause: Clause, found: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, a duplication with the `allelic_ratio` that stands behind it, as written."""
    for one in found:
        at = clause.text.find(one.quote) if str(one.detail.get("class") or "") == _CLASS and one.citations else -1
        end = at + len(one.quote)
        told = _RATIO.search(clause.text, end, end + _FARTHEST) if at >= 0 else None
        if told is None or _PARTS.search(clause.text, end, told.start()):
            yield one
            continue
        cited = (clause.cite(at, told.end("ratio")), *one.citations[1:])
        yield replace(one, detail={**one.detail, "allelic_ratio": told["ratio"].strip()}, citations=cited)
