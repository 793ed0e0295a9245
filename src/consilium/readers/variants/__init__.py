"""VCF 4.x, plain, gzip or bgzip, gVCF too: samples, build, and the variants that passed.

`facts`:
    fileformat, reference, build (GRCh38 | GRCh37 | NCBI36 | T2T-CHM13 | None), build_evidence {build: header line},
    source, file_date, contigs, annotation (ANN | CSQ | BCSQ | "")
    samples    [name]                    a sample's name is not a patient's
    counts     {records, passing, filtered, reference_blocks, malformed}; the last four add up to the first
    filters    {filter: count}
    variants   the first 2,000 that passed: [{chrom, pos, ref, alt, id, qual, filter, gene, hgvs_c, hgvs_p, consequence,
               impact, transcript, genotypes: [{sample, gt, depth, vaf, vaf_from}], line, page}], only what is there

A variant passes with FILTER `PASS` or `.` (VCF 4.3 1.6.1). Each kept one has a line of text with gene and change.
"""

from __future__ import annotations

import zlib

from consilium.domain.errors import UnreadableError
from consilium.domain.records import Reading, Remark
from consilium.readers.contract import Context, Probe, Source
from consilium.readers.lines import paged
from consilium.readers.variants.header import Header
from consilium.readers.variants.inflating import GZIP, Inflating
from consilium.readers.variants.rows import VARIANTS, Rows

FORMATS = ("vcf", "vcf-gz")
RECORDS = 20_000_000


def sniff(probe: Probe) -> str | None:
    """A file whose first line is `##fileformat=VCF`, compressed or not."""
    head = probe.source.read_at(0, 65_536)
    if head[:2] != GZIP:
        return "vcf" if _begins(head) else None
    try:
        return "vcf-gz" if _begins(zlib.decompressobj(31).decompress(head, 100)) else None
    except zlib.error:
        return None


def _begins(head: bytes) -> bool:
    return head.removeprefix(b"\xef\xbb\xbf").startswith(b"##fileformat=VCF")


def read(source: Source, context: Context) -> Reading:
    """Read one VCF. Raises UnreadableError for what is none, BoundExceededError for a bomb."""
    lines = Inflating(source, context)
    header = Header()
    rows = Rows(header)
    for number, raw in enumerate(lines, 1):
        if raw.startswith(b"#") or number == 1:
            header.take(raw.decode("utf-8-sig", "replace").rstrip("\r"))
        elif raw.strip():
            rows.take(raw.decode("utf-8", "replace"), number)
        if rows.records >= RECORDS:
            break
    if not header.plain.get("fileformat", "").startswith("VCF"):
        raise UnreadableError("genomics.not_vcf")
    return Reading(
        format="vcf-gz" if lines.compressed else "vcf",
        people=tuple(header.people),
        dates=tuple(header.dates),
        kinds=tuple(header.kinds),
        pages=paged(rows.lines),
        facts=header.facts | rows.facts,
        remarks=tuple([*header.remarks, *_remarks(header, rows, lines)]),
    )


def _remarks(header: Header, rows: Rows, lines: Inflating) -> list[Remark]:
    found = []
    if not header.has_columns:
        found.append(Remark("genomics.no_columns"))
    if rows.malformed:
        found.append(Remark("genomics.malformed_lines", {"count": rows.malformed, "records": rows.records}))
    if rows.passing > VARIANTS:
        found.append(Remark("genomics.variants_cut", {"kept": VARIANTS, "count": rows.passing}))
    if rows.records >= RECORDS:
        found.append(Remark("genomics.records_cut", {"bound": RECORDS}))
    if lines.cut_off:
        found.append(Remark("genomics.cut_off", {"records": rows.records}))
    return found
