"""VCF variants as findings: those that passed and that their annotator ties to a gene; each at its line.

What a caller calls "passed" is its own statement. Variants of no gene or without a consequence for its product
(intronic, up- and downstream, intergenic, synonymous) are not repeated here: the record holds them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from consilium.domain.findings.codes import Codes
from consilium.domain.findings.finding import Code, Finding, Kind, Origin
from consilium.domain.findings.structured.entry import Entry, Places, maps, text
from consilium.domain.records import Citation, Reading, Scalar

MOST = 500
# Sequence Ontology terms that leave the gene's product as it is, as VEP and SnpEff write them.
QUIET = frozenset(
    {"intron_variant", "intergenic_variant", "intergenic_region", "upstream_gene_variant", "downstream_gene_variant"}
    | {"synonymous_variant", "non_coding_transcript_variant", "intragenic_variant", "sequence_feature"}
    | {"3_prime_UTR_variant", "5_prime_UTR_variant", "non_coding_transcript_exon_variant", "start_retained_variant"}
    | {"stop_retained_variant", "regulatory_region_variant", "TF_binding_site_variant"}
)


def prose(reading: Reading, codes: Codes) -> Reading:  # noqa: ARG001 (as its siblings)
    """Nothing: every line of its pages is made from an entry."""
    return replace(reading, pages=())


def find(reading: Reading, codes: Codes) -> Iterator[Finding]:  # noqa: ARG001 (a VCF has no codes of others)
    """Up to 500 variants, in the file's order."""
    build = text(reading.facts, "build")
    places = Places(reading)
    shown = [each for each in maps(reading.facts.get("variants")) if _tells(each)]
    for each in shown[:MOST]:
        yield _variant(each, build, places)


def _tells(variant: Entry) -> bool:
    """Whether it names a gene and, where a consequence is stated, one that changes the gene's product."""
    if not text(variant, "gene") or _absent(variant):
        return False
    terms = set(text(variant, "consequence").replace(",", "&").split("&")) - {""}
    return not terms or not terms <= QUIET


def _absent(variant: Entry) -> bool:
    """Whether every genotype that is stated is the reference's."""
    stated = [text(each, "gt") for each in maps(variant.get("genotypes")) if text(each, "gt")]
    return bool(stated) and all(set(each) <= set("0/|.") for each in stated)


def _variant(variant: Entry, build: str, places: Places) -> Finding:
    gene, cdna, protein = (text(variant, name) for name in ("gene", "hgvs_c", "hgvs_p"))
    carried = [each for each in maps(variant.get("genotypes")) if set(text(each, "gt")) - set("0/|.")]
    carried = carried or maps(variant.get("genotypes"))
    detail: dict[str, Scalar] = {
        "gene": gene,
        "cdna": cdna,
        "protein": protein,
        "class": "mutation",
        "consequence": text(variant, "consequence"),
        "transcript": text(variant, "transcript"),
        "vaf": next((text(each, "vaf") for each in carried if text(each, "vaf")), ""),
        "genotype": next((text(each, "gt") for each in carried), ""),
        "sample": next((text(each, "sample") for each in carried), ""),
        "build": build,
        "position": f"{text(variant, 'chrom')}:{text(variant, 'pos')} {text(variant, 'ref')}>{text(variant, 'alt')}",
    }
    coding = text(variant, "transcript") and cdna
    return Finding(
        kind=Kind.VARIANT,
        name=gene,
        codes=(Code("hgvs", f"{text(variant, 'transcript')}:{cdna}"),) if coding else (),
        value=protein or cdna or text(variant, "consequence"),
        detail={key: value for key, value in detail.items() if value},
        citations=(cite_line(places, variant, [gene, cdna, protein]),),
        origin=Origin.STRUCTURED,
    )


def cite_line(places: Places, variant: Entry, words: list[str]) -> Citation:
    """The words in the variant's own line of text, with the number of its line in the file."""
    return places.cite(variant.get("page"), f"line {text(variant, 'line')}", words)
