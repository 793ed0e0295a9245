"""MAF, the Mutation Annotation Format of the GDC and cBioPortal: one somatic variant a line, tab-separated.

`facts`:
    version, builds [as named in NCBI_Build], samples [Tumor_Sample_Barcode], centers
    counts     {records, passing, filtered, malformed}; the last three add up to the first
    classes    {Variant_Classification: count}
    variants   the first 2,000 that passed: [{gene, chrom, start, end, ref, alt, classification, type, hgvs_c, hgvs_p,
               transcript, sample, normal, depth, alt_depth, filter, line, page}], values as written, what is there

A barcode names a sample, not a patient; a `Patient_Id` column is a record number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from consilium.domain.errors import UnreadableError
from consilium.domain.records import Citation, Json, PersonNamed, Reading, RecordNumber, Remark, Stated
from consilium.readers.contract import Context, Probe, Source, opened
from consilium.readers.decoding import decoded
from consilium.readers.lines import LINES_PER_PAGE, paged

FORMATS = ("maf",)
VARIANTS = 2_000
RECORDS = 10_000_000
LINE_BYTES = 4 << 20
NAMES = 500
NEEDED = ("hugo_symbol", "chromosome", "start_position")
COLUMNS = {
    "gene": ("hugo_symbol",),
    "chrom": ("chromosome",),
    "start": ("start_position",),
    "end": ("end_position",),
    "ref": ("reference_allele",),
    "alt": ("tumor_seq_allele2", "tumor_seq_allele1"),
    "classification": ("variant_classification",),
    "type": ("variant_type",),
    "hgvs_c": ("hgvsc", "cdna_change"),
    "hgvs_p": ("hgvsp_short", "hgvsp", "protein_change"),
    "transcript": ("transcript_id", "annotation_transcript"),
    "sample": ("tumor_sample_barcode",),
    "normal": ("matched_norm_sample_barcode",),
    "depth": ("t_depth",),
    "alt_depth": ("t_alt_count",),
    "filter": ("filter",),
}


def sniff(probe: Probe) -> str | None:
    """A tab-separated table whose header has Hugo_Symbol, Chromosome and Start_Position, after `#` lines."""
    for line in decoded(probe.head)[0].splitlines()[:200]:
        if line.startswith("#") or not line.strip():
            continue
        names = {name.strip().lower() for name in line.split("\t")}
        return "maf" if names.issuperset(NEEDED) else None
    return None


@dataclass
class _Table:
    """What the lines come to."""

    version: str = ""
    columns: dict[str, int] = field(default_factory=dict)
    width: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    classes: Counter[str] = field(default_factory=Counter)
    seen: dict[str, dict[str, int]] = field(default_factory=dict)
    variants: list[Json] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def header(self, line: str) -> None:
        names = [name.strip().lower() for name in line.split("\t")]
        self.columns = {name: index for index, name in reversed(list(enumerate(names)))}
        self.width = len(names)

    def row(self, line: str, number: int) -> None:
        cells = line.split("\t")
        self.counts["records"] += 1
        start = self._cell(cells, "start_position")
        if len(cells) < min(self.width, 5) or not start.isdigit() or not self._cell(cells, "hugo_symbol"):
            self.counts["malformed"] += 1
            return
        for name in ("ncbi_build", "tumor_sample_barcode", "center", "patient_id"):
            self._note(name, self._cell(cells, name), number)
        kind = self._cell(cells, "variant_classification")
        if kind in self.classes or len(self.classes) < NAMES:
            self.classes[kind] += 1
        if self._cell(cells, "filter").upper() not in ("", ".", "PASS"):
            self.counts["filtered"] += 1
            return
        self.counts["passing"] += 1
        if len(self.variants) < VARIANTS:
            self._keep(cells, number)

    def _cell(self, cells: list[str], name: str) -> str:
        index = self.columns.get(name, -1)
        return cells[index].strip() if 0 <= index < len(cells) else ""

    def _note(self, name: str, value: str, number: int) -> None:
        held = self.seen.setdefault(name, {})
        if value and len(held) < NAMES:
            held.setdefault(value, number)

    def _keep(self, cells: list[str], number: int) -> None:
        found: dict[str, Json] = {
            key: next((said for said in (self._cell(cells, name) for name in names) if said), "")[:200]
            for key, names in COLUMNS.items()
        }
        kept: dict[str, Json] = {key: value for key, value in found.items() if value}
        kept |= {"line": number, "page": len(self.lines) // LINES_PER_PAGE + 1}
        self.variants.append(kept)
        words = [found["gene"], found["hgvs_c"], found["hgvs_p"], found["classification"]]
        place = f"{found['chrom']}:{found['start']} {found['ref']}>{found['alt']}"
        self.lines.append(" ".join(str(word) for word in [*words, place, found["sample"]] if word))

    def names(self, name: str) -> list[str]:
        return list(self.seen.get(name, {}))


def read(source: Source, context: Context) -> Reading:
    """Read one MAF. Raises UnreadableError where its header line is missing."""
    table = _Table()
    bound = _take_lines(source, context, table)
    if not table.columns:
        raise UnreadableError("genomics.not_maf")
    return Reading(
        format="maf",
        people=tuple(
            PersonNamed("", numbers=(RecordNumber(value),), citation=Citation(value, place=f"line {line}, Patient_Id"))
            for value, line in table.seen.get("patient_id", {}).items()
        ),
        institutions=tuple(_stated(table, "center")),
        kinds=(Stated("MAF", Citation(quote=table.version, place="#version")),),
        pages=paged(table.lines),
        facts=_facts(table),
        remarks=tuple(_remarks(table, bound)),
    )


def _take_lines(source: Source, context: Context, table: _Table) -> bool:
    """Give every line to the table; whether the bound on lines stopped it."""
    wide = source.read_at(0, 2) in (b"\xff\xfe", b"\xfe\xff")
    if wide:
        return _take_texts(decoded(source.read_at(0, 64 << 20))[0].splitlines(), table, context)
    with opened(source) as file:
        lines = iter(lambda: file.readline(LINE_BYTES), b"")
        return _take_texts((line.decode("utf-8", "replace").strip("\r\n\ufeff") for line in lines), table, context)


def _take_texts(texts: Iterable[str], table: _Table, context: Context) -> bool:
    for number, line in enumerate(texts, 1):
        if line.startswith("#"):
            if line.startswith("#version"):
                table.version = line[8:].strip()[:50]
        elif not table.columns:
            if line.strip():
                if not {name.strip().lower() for name in line.split("\t")}.issuperset(NEEDED):
                    return False
                table.header(line)
        elif line.strip():
            table.row(line, number)
        if number % 50_000 == 0:
            context.alive()
        if table.counts["records"] >= RECORDS:
            return True
    return False


def _facts(table: _Table) -> dict[str, Json]:
    builds: list[Json] = [*table.names("ncbi_build")]
    samples: list[Json] = [*table.names("tumor_sample_barcode")]
    centers: list[Json] = [*table.names("center")]
    classes: dict[str, Json] = dict(table.classes.most_common())
    counts: dict[str, Json] = {name: table.counts[name] for name in ("records", "passing", "filtered", "malformed")}
    return {
        "version": table.version,
        "builds": builds,
        "samples": samples,
        "centers": centers,
        "counts": counts,
        "classes": classes,
        "variants": table.variants,
    }


def _stated(table: _Table, column: str) -> list[Stated]:
    cells = table.seen.get(column, {})
    return [Stated(value, Citation(quote=value, place=f"line {line}, {column}")) for value, line in cells.items()]


def _remarks(table: _Table, bound: bool) -> list[Remark]:
    found = []
    if len(table.names("ncbi_build")) > 1:
        found.append(Remark("genomics.build_conflict", {"builds": ", ".join(table.names("ncbi_build")[:10])}))
    if not table.names("ncbi_build"):
        found.append(Remark("genomics.build_unknown"))
    if table.counts["malformed"]:
        args = {"count": table.counts["malformed"], "records": table.counts["records"]}
        found.append(Remark("genomics.malformed_lines", args))
    if table.counts["passing"] > len(table.variants):
        found.append(Remark("genomics.variants_cut", {"kept": VARIANTS, "count": table.counts["passing"]}))
    if bound:
        found.append(Remark("genomics.records_cut", {"bound": RECORDS}))
    return found
