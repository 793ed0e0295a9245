"""The share of a duplication's copy to the usual one and its size, as a laboratory tells them: `FLT3-ITD, allelic
ratio 0.82`, `FLT3-ITD con razón alélica > 0,4`, `FLT3-ITD positive (AR 0.45)`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from consilium.domain.findings.finding import Finding
from consilium.domain.findings.paper import Clause

_RATIO = re.compile(
    r"(?<!\w)(?:(?:high |low |mutant |mutant-to-wild-?type )?(?:allelic|allele) ratio|ITD ratio|(?<=ITD )ratio"
    r"|(?<=\()ratio"
    r"|(?:raz[oó]n|ratio|cociente|relaci[oó]n|[ií]ndice) (?:al[eé]lic[oa]|de alelos)|(?-i:AR|RA)(?!\w))"
    r"(?:\s?(?:\((?-i:AR|RA)\)|of|de|was|is|fue|es|del?"
    r"|[:=,])){0,3}\s?(?P<ratio>[<>≤≥~]?\s?\d{1,2}[.,]\d{1,3})(?![\w%]|[.,]\d|\s?%)",
    re.IGNORECASE,
)
# How many letters are doubled: `insertion size 54 bp`, `tamaño 54 pb`, `36 bp`.
_SIZE = re.compile(
    r"(?<![\w.,])(?P<size>\d{1,3}\s?(?:bp|pb|nt|base pairs|pares de bases|nucle[oó]tidos|nucleotides))(?!\w)",
    re.IGNORECASE,
)
_CLASS = "internal tandem duplication"
# Another sentence, or another gene with a change of its own, parts a duplication from a ratio.
_PARTS = re.compile(r"[.;](?=\s)|\b(?!FLT3|ITD|AR|RA|PCR|VAF|DNA|RNA)[A-Z][A-Z0-9]{2,6}\d?\b(?=[\s:])")
_FARTHEST = 90
_KEYS = {"ratio": "allelic_ratio", "size": "size"}


def with_ratios(clause: Clause, found: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, a duplication with the `allelic_ratio` and the `size` that stand behind it, as written."""
    for one in found:
        at = clause.text.find(one.quote) if str(one.detail.get("class") or "") == _CLASS and one.citations else -1
        end = at + len(one.quote)
        # `(AR 0.45; 36 bp)`: a size may stand behind a semicolon
        texts = (clause.text, clause.text.replace(";", ","))
        looks = zip(texts, (_RATIO, _SIZE), strict=True)
        told = [_near(text, pattern, end) if at >= 0 else None for text, pattern in looks]
        ends = [hit.end(key) for hit, key in zip(told, _KEYS, strict=True) if hit is not None]
        if not ends:
            yield one
            continue
        said = {name: hit[key].strip() for hit, (key, name) in zip(told, _KEYS.items(), strict=True) if hit is not None}
        yield replace(one, detail={**one.detail, **said}, citations=(clause.cite(at, max(ends)), *one.citations[1:]))


def _near(text: str, pattern: re.Pattern[str], end: int) -> re.Match[str] | None:
    """What stands behind a duplication, before any other sentence or gene."""
    told = pattern.search(text, end, end + _FARTHEST)
    return told if told is not None and not _PARTS.search(text, end, told.start()) else None
