"""MAF rows as findings: somatic variants that passed and change a gene or its promoter; each at its line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from consilium.domain.findings.codes import Codes
from consilium.domain.findings.finding import Code, Finding, Kind, Origin
from consilium.domain.findings.structured.entry import Entry, Places, maps, text
from consilium.domain.findings.structured.variants import MOST, cite_line
from consilium.domain.records import Reading, Scalar

# GDC MAF 1.0.0 Variant_Classification values that leave the product as it is. 5'Flank stays: TERT's promoter is there.
QUIET = frozenset({"silent", "intron", "igr", "3'flank", "3'utr", "5'utr", "rna", "lincrna"})


def prose(reading: Reading, codes: Codes) -> Reading:  # noqa: ARG001 (as its siblings)
    """Nothing: every line of its pages is made from an entry."""
    return replace(reading, pages=())


def find(reading: Reading, codes: Codes) -> Iterator[Finding]:  # noqa: ARG001 (a MAF has no codes of others)
    """Up to 500 variants, in the file's order."""
    builds = reading.facts.get("builds")
    build = str(builds[0]) if isinstance(builds, list) and len(builds) == 1 else ""
    places = Places(reading)
    shown = [each for each in maps(reading.facts.get("variants")) if _tells(each)]
    for each in shown[:MOST]:
        yield _variant(each, build, places)


def _tells(variant: Entry) -> bool:
    named = text(variant, "gene").lower() not in ("", "unknown")
    return named and text(variant, "classification").lower() not in QUIET


def _variant(variant: Entry, build: str, places: Places) -> Finding:
    gene, cdna, protein = (text(variant, name) for name in ("gene", "hgvs_c", "hgvs_p"))
    detail: dict[str, Scalar] = {
        "gene": gene,
        "cdna": cdna,
        "protein": protein,
        "class": "mutation",
        "consequence": text(variant, "classification"),
        "transcript": text(variant, "transcript"),
        "depth": text(variant, "depth"),
        "alt_depth": text(variant, "alt_depth"),
        "sample": text(variant, "sample"),
        "origin": "somatic",
        "build": build,
        "position": f"{text(variant, 'chrom')}:{text(variant, 'start')} {text(variant, 'ref')}>{text(variant, 'alt')}",
    }
    coding = text(variant, "transcript") and cdna
    return Finding(
        kind=Kind.VARIANT,
        name=gene,
        codes=(Code("hgvs", f"{text(variant, 'transcript')}:{cdna}"),) if coding else (),
        value=protein or cdna or text(variant, "classification"),
        detail={key: value for key, value in detail.items() if value},
        citations=(cite_line(places, variant, [gene, cdna, protein]),),
        origin=Origin.STRUCTURED,
    )
