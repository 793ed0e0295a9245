"""Gene and change of a variant from its INFO: SnpEff's ANN, VEP's CSQ, or plain keys of other annotators."""

from __future__ import annotations

import re
from dataclasses import dataclass

from consilium.domain.records import Json

COLUMNS = re.compile(r"(?:Format:|annotations:)\s*'?\s*([^'\">]+)", re.IGNORECASE)
# SnpEff's ANN 1.0 (http://snpeff.sourceforge.net/VCFannotationformat_v1.0.pdf), where the header does not list them.
ANN_COLUMNS = (
    "Allele",
    "Annotation",
    "Annotation_Impact",
    "Gene_Name",
    "Gene_ID",
    "Feature_Type",
    "Feature_ID",
    "Transcript_BioType",
    "Rank",
    "HGVS.c",
    "HGVS.p",
)
GENE_KEYS = ("Gene_Name", "SYMBOL", "Gene")
PLAIN_GENES = ("GENE", "Gene", "SYMBOL", "Gene.refGene", "GENE_NAME", "GENEINFO")
PLAIN_CHANGES = {
    "hgvs_c": ("HGVSC", "HGVSc", "CDS_CHANGE", "CDS"),
    "hgvs_p": ("HGVSP", "HGVSp", "AA_CHANGE", "AA_PRED"),
}
CONSEQUENCES = 200


@dataclass(frozen=True)
class Annotator:
    """Which INFO key holds annotations and in which columns; `key` is "" where the header declares none."""

    key: str = ""
    columns: tuple[str, ...] = ()

    @classmethod
    def declared(cls, info_id: str, description: str) -> Annotator | None:
        """The annotator that an `##INFO` line declares, if it is one."""
        if info_id not in ("ANN", "CSQ", "BCSQ"):
            return None
        match = COLUMNS.search(description)
        columns = tuple(part.strip() for part in match.group(1).split("|")) if match else ()
        if len(columns) < 3:
            columns = ANN_COLUMNS if info_id == "ANN" else ()
        return cls(info_id, columns) if columns else None

    def of(self, info: dict[str, str]) -> dict[str, Json]:
        """`gene hgvs_c hgvs_p consequence impact transcript`, only what is there."""
        chosen = self._chosen(info.get(self.key, "")) if self.key else {}
        if not chosen:
            return _plain(info)
        found: dict[str, Json] = {
            "gene": next((chosen[key] for key in GENE_KEYS if chosen.get(key)), ""),
            "hgvs_c": _change(chosen.get("HGVS.c") or chosen.get("HGVSc", "")),
            "hgvs_p": _change(chosen.get("HGVS.p") or chosen.get("HGVSp", "")),
            "consequence": chosen.get("Annotation") or chosen.get("Consequence", ""),
            "impact": chosen.get("Annotation_Impact") or chosen.get("IMPACT", ""),
            "transcript": chosen.get("Feature_ID") or chosen.get("Feature", ""),
        }
        return {key: value for key, value in found.items() if value}

    def _chosen(self, written: str) -> dict[str, str]:
        """The consequence that the annotator itself prefers (PICK, MANE, CANONICAL), else its first."""
        rows = [
            dict(zip(self.columns, row.split("|"), strict=False)) for row in written.split(",")[:CONSEQUENCES] if row
        ]
        for mark in ("PICK", "MANE_SELECT", "CANONICAL"):
            for row in rows:
                if row.get(mark, "") not in ("", "NO", "0"):
                    return row
        return rows[0] if rows else {}


def _plain(info: dict[str, str]) -> dict[str, Json]:
    gene = next((info[key] for key in PLAIN_GENES if info.get(key, ".") not in ("", ".")), "")
    found: dict[str, Json] = {"gene": gene.split(":")[0].split("|")[0]}
    for name, keys in PLAIN_CHANGES.items():
        found[name] = _change(next((info[key] for key in keys if info.get(key, ".") not in ("", ".")), ""))
    return {key: value for key, value in found.items() if value}


def _change(hgvs: str) -> str:
    """The change without its transcript's name; VEP writes `=` as `%3D`."""
    return hgvs.rpartition(":")[2].replace("%3D", "=")
