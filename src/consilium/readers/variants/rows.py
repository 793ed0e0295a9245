"""The records of a VCF (VCF 4.3 1.6), counted, and those that passed as facts and lines."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from consilium.domain.records import Json
from consilium.readers.lines import LINES_PER_PAGE
from consilium.readers.variants.header import Header

VARIANTS = 2_000
SAMPLES_SHOWN = 20
ALLELE_CHARS = 200
FILTERS = 500
NO_ALTERNATIVE = frozenset({".", "<NON_REF>", "<*>", "<NON_REF>,.", "<*>,."})


@dataclass
class Rows:
    """Counts every record and keeps the first that passed."""

    header: Header
    records: int = 0
    passing: int = 0
    filtered: int = 0
    blocks: int = 0
    malformed: int = 0
    filters: Counter[str] = field(default_factory=Counter)
    variants: list[Json] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def take(self, line: str, number: int) -> None:
        self.records += 1
        fields = self.header.columns(line)
        if not _well_formed(fields):
            self.malformed += 1
        elif fields[4] in NO_ALTERNATIVE:
            self.blocks += 1
        elif (marks := fields[6]) not in ("PASS", ".", ""):
            self.filtered += 1
            for mark in marks.split(";"):
                if mark in self.filters or len(self.filters) < FILTERS:
                    self.filters[mark[:100]] += 1
        else:
            self.passing += 1
            if len(self.variants) < VARIANTS:
                self._keep(fields, number)

    def _keep(self, fields: list[str], number: int) -> None:
        info = _info(fields[7]) if len(fields) > 7 else {}
        genotypes = self._genotypes(fields)
        shown: list[Json] = [*genotypes]
        found: dict[str, Json] = {
            "chrom": fields[0],
            "pos": int(fields[1]),
            "ref": fields[3][:ALLELE_CHARS],
            "alt": fields[4][:ALLELE_CHARS],
            "id": fields[2] if fields[2] != "." else "",
            "qual": fields[5] if fields[5] != "." else "",
            "filter": fields[6],
            "genotypes": shown,
            "line": number,
            "page": len(self.lines) // LINES_PER_PAGE + 1,
        }
        found |= self.header.annotator.of(info)
        self.variants.append({key: value for key, value in found.items() if value not in ("", [])})
        self.lines.append(_line(found, genotypes))

    def _genotypes(self, fields: list[str]) -> list[dict[str, Json]]:
        if len(fields) < 10:
            return []
        keys = fields[8].split(":")
        names = self.header.samples[:SAMPLES_SHOWN]
        return [
            _genotype(name, dict(zip(keys, value.split(":"), strict=False)))
            for name, value in zip(names, fields[9:], strict=False)
        ]

    @property
    def facts(self) -> dict[str, Json]:
        filters: dict[str, Json] = dict(self.filters.most_common())
        counts: dict[str, Json] = {
            "records": self.records,
            "passing": self.passing,
            "filtered": self.filtered,
            "reference_blocks": self.blocks,
            "malformed": self.malformed,
        }
        return {"counts": counts, "filters": filters, "variants": self.variants}


def _well_formed(fields: list[str]) -> bool:
    if len(fields) < 7 or not fields[0] or not fields[3] or not fields[4]:
        return False
    position = fields[1]
    return position.isascii() and position.isdigit() and len(position) < 12


def _info(written: str) -> dict[str, str]:
    return dict(pair.partition("=")[::2] for pair in written.split(";"))


def _genotype(name: str, held: dict[str, str]) -> dict[str, Json]:
    vaf, whence = _fraction(held)
    found: dict[str, Json] = {
        "sample": name,
        "gt": held.get("GT", ""),
        "depth": held.get("DP", "") if held.get("DP") != "." else "",
        "vaf": vaf,
        "vaf_from": whence,
    }
    return {key: value for key, value in found.items() if value}


def _fraction(held: dict[str, str]) -> tuple[str, str]:
    """The variant allele fraction as the caller states it, else from the allelic depths (AD: reference first)."""
    for key in ("AF", "VAF", "FREQ"):
        if held.get(key, ".") not in ("", "."):
            return held[key][:50], key
    depths = held.get("AD", "").split(",")
    if len(depths) < 2 or not all(each.isascii() and each.isdigit() and len(each) < 10 for each in depths[:50]):
        return "", ""
    total = sum(map(int, depths[:50]))
    return (",".join(f"{int(each) / total:.3f}" for each in depths[1:50]), "AD") if total else ("", "")


def _line(found: dict[str, Json], genotypes: list[dict[str, Json]]) -> str:
    head = [str(found[key]) for key in ("gene", "hgvs_c", "hgvs_p", "consequence") if found.get(key)]
    place = f"{found['chrom']}:{found['pos']} {found['ref']}>{found['alt']}"
    samples = [" ".join(str(each[key]) for key in ("sample", "gt", "vaf") if key in each) for each in genotypes[:5]]
    return " ".join([*head, place, str(found["id"]), *samples]).replace("  ", " ")
