"""Variants as VCF 4.2, plain or in BGZF blocks (SAM specification 4.1), and as a MAF-like table."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

_EOF = bytes.fromhex("1f8b08040000000000ff0600424302001b0003000000000000000000")
_CONTIGS = [f"chr{name}" for name in (*range(1, 23), "X", "Y")]


def vcf(panel: Mapping[str, Any]) -> bytes:
    """`panel`: `sample`, `date`, `source`, `build` and `variants` (`chrom pos ref alt gene hgvs depth vaf filter`)."""
    lines = [
        "##fileformat=VCFv4.2",
        f"##fileDate={panel['date']:%Y%m%d}",
        f"##source={panel['source']}",
        f"##reference={panel['build']}",
        *(f"##contig=<ID={name}>" for name in _CONTIGS),
        '##FILTER=<ID=PASS,Description="All filters passed">',
        '##FILTER=<ID=low_vaf,Description="Below the limit of detection">',
        '##INFO=<ID=GENE,Number=1,Type=String,Description="Gene symbol">',
        '##INFO=<ID=HGVSP,Number=1,Type=String,Description="Protein change">',
        '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
        '##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Read depth">',
        '##FORMAT=<ID=AD,Number=R,Type=Integer,Description="Reads per allele">',
        '##FORMAT=<ID=AF,Number=A,Type=Float,Description="Allele fraction">',
        f'##SAMPLE=<ID={panel["sample"]},Description="{panel["described"]}">',
        "\t".join(("#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO", "FORMAT", panel["sample"])),
        *(_row(variant) for variant in _sorted(panel["variants"])),
    ]
    return ("\n".join(lines) + "\n").encode()


def _sorted(variants: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return sorted(variants, key=lambda item: (_CONTIGS.index(item["chrom"]), item["pos"]))


def _row(item: Mapping[str, Any]) -> str:
    reads = round(item["depth"] * item["vaf"])
    sample = f"0/1:{item['depth']}:{item['depth'] - reads},{reads}:{item['vaf']:g}"
    info = f"GENE={item['gene']};HGVSP={item['hgvs']}"
    fields = (
        item["chrom"],
        str(item["pos"]),
        ".",
        item["ref"],
        item["alt"],
        "312",
        item.get("filter", "PASS"),
        info,
        "GT:DP:AD:AF",
        sample,
    )
    return "\t".join(fields)


def bgzip(data: bytes) -> bytes:
    """BGZF: gzip members of at most 64 KiB with their size in the extra field, and the empty end block."""
    blocks = [_block(data[start : start + 0xFF00]) for start in range(0, len(data), 0xFF00)]
    return b"".join(blocks) + _EOF


def _block(data: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    body = packer.compress(data) + packer.flush()
    head = struct.pack("<4BI2BH2BHH", 31, 139, 8, 4, 0, 0, 255, 6, 66, 67, 2, len(body) + 25)
    return head + body + struct.pack("<II", zlib.crc32(data), len(data))


def maf(panel: Mapping[str, Any]) -> bytes:
    """The same variants in the columns of a mutation annotation format table."""
    head = (
        "Hugo_Symbol",
        "NCBI_Build",
        "Chromosome",
        "Start_Position",
        "Reference_Allele",
        "Tumor_Seq_Allele2",
        "Tumor_Sample_Barcode",
        "HGVSp_Short",
        "t_depth",
        "t_alt_count",
        "FILTER",
    )
    rows = [
        (
            item["gene"],
            panel["build"],
            item["chrom"],
            item["pos"],
            item["ref"],
            item["alt"],
            panel["sample"],
            item["hgvs"],
            item["depth"],
            round(item["depth"] * item["vaf"]),
            item.get("filter", "PASS"),
        )
        for item in _sorted(panel["variants"])
    ]
    return "\n".join("\t".join(str(cell) for cell in row) for row in (head, *rows)).encode() + b"\n"
