"""What a second team would miss, against what the stories say is missing (`expected_gaps`).

An expected gap is found where something owed is of its item (a category, or a word of the requirement's name), and
where it names a modality, date or number, an owed piece has the same; a date may be coarser. Nobody has listed all that
the requirements may ask for, so what is owed beyond the expected is counted and not judged. Gaps are of a whole folder:
with `--typed`, where pictures are left out, the line says little.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bench.labelled import Read
from bench.tally import share
from consilium.domain.clinical import CaseFinding, CaseRecord, ClinicalCase
from consilium.domain.completeness import Item, Status, gaps
from consilium.domain.dates import PartialDate
from consilium.domain.packet import ChildView, Sourced, StudyView
from consilium.domain.records import Category
from consilium.knowledge.requirements import requirements
from demo.story import load

TODAY = dt.date(2026, 10, 31)  # after the last paper of every story
_MODALITIES = {"ct": "CT", "pet": "PT"}
_SAME = {"PET/CT": {"PT"}, "MRI": {"MR"}, "XR": {"DX", "CR", "XR", "RG"}, "MIBG": {"NM", "ST"}}
_THINGS = {"hla": "hla", "eye_photographs": "photo", "radiation_dicom": "radiation", "pathology_slides": "slides"}


@dataclass(frozen=True)
class Row:
    """One story: gaps that are true, those of them that were found, and what else is said to be owed."""

    story: str
    expected: int
    found: int
    others: int
    missed: tuple[str, ...] = ()


def compared(story: str, truth: Mapping[str, Any], reads: Sequence[Read]) -> Row:
    owed = [status for status in gaps(_case(story, truth, reads), requirements()) if status.owed]
    expected = truth["expected_gaps"]
    missed = [gap for gap in expected if not any(_fits(gap, status) for status in owed)]
    others = [status for status in owed if not any(_fits(gap, status) for gap in expected)]
    told = tuple(f"{gap['item']}, {gap.get('date', '')} {gap.get('number', '')}: {gap['why']}" for gap in missed)
    return Row(story, len(expected), len(expected) - len(missed), len(others), told)


def show(rows: Sequence[Row], *, named: bool) -> None:
    """Print one line, and with `named` each gap that was not found."""
    expected, found = sum(row.expected for row in rows), sum(row.found for row in rows)
    others = sum(row.others for row in rows)
    print(f"{'gaps found':<30}{share(found, expected)} in {len(rows)} stories; {others} others owed, not judged")
    for row in rows:
        for gap in row.missed if named else ():
            print(f"  {row.story}: {gap}")


def _case(story: str, truth: Mapping[str, Any], reads: Sequence[Read]) -> ClinicalCase:
    records = [(read, _record(number, read)) for number, read in enumerate(_own(reads), 1)]
    findings = [CaseFinding(f"{record.number}/{at}", finding, record) for read, record in records
                for at, finding in enumerate(read.findings)]  # fmt: skip
    child = truth["child"]
    view = ChildView(Sourced(f"{child['given']} {child['family']}"), Sourced(child["birth"]))
    kept = (*(record for _, record in records), *_slides(truth))
    born = PartialDate.from_iso(child["birth"])
    sex = {"F": "female", "M": "male"}[child["sex"]]
    return ClinicalCase(story, view, TODAY, "en", born, sex, kept, tuple(_studies(story)), tuple(findings))


def _own(reads: Sequence[Read]) -> Iterator[Read]:
    return (read for read in reads if read.made is not None and read.of.truth["ended"] == "read")


def _record(number: int, read: Read) -> CaseRecord:
    made, reading = read.made, read.reading
    assert made is not None
    assert reading is not None
    return CaseRecord(read.of.path, f"R{number}", made.title.value or "", read.of.path, made.category.value,
                      made.document_date.value, made.institution.value or "", format=reading.format,
                      language=made.language, pages=len(reading.pages))  # fmt: skip


def _slides(truth: Mapping[str, Any]) -> Iterator[CaseRecord]:
    """Slides are not read for words, but they are there."""
    for number, entry in enumerate(entry for entry in truth["files"] if entry["form"] == "slide"):
        made = PartialDate.from_iso(entry["document_date"]) if entry["document_date"] else None
        title = str(entry["path"]).rpartition("/")[2]
        yield CaseRecord(
            entry["path"], f"S{number}", title, entry["path"], Category.PATHOLOGY_SLIDES, made, format="svs"
        )


def _studies(story: str) -> Iterator[StudyView]:
    told = load(story)
    for number, study in enumerate(told.raw["studies"]):
        modalities = {_MODALITIES[series["kind"]] for series in study["series"] if series["kind"] in _MODALITIES}
        if modalities:
            day = PartialDate.from_iso(study["date"].isoformat())
            name = told.hospitals[study["hospital"]].name
            yield StudyView(f"I{number}", study["description"], "", day, tuple(sorted(modalities)), name,
                            study["body_part"], accession=study["accession"])  # fmt: skip


def _fits(gap: Mapping[str, Any], status: Status) -> bool:
    item = str(gap["item"])
    if _THINGS.get(item, "-") not in status.thing and status.category != item:
        return any(_piece(gap, one) and one.category == item for one in status.items)
    exact = any(key in gap for key in ("modality", "date", "number"))
    return not exact or any(_piece(gap, one) for one in status.items)


def _piece(gap: Mapping[str, Any], item: Item) -> bool:
    modality, number = gap.get("modality"), gap.get("number")
    if modality and item.what not in _SAME.get(modality, set()) | {modality}:
        return False
    if number and item.number and str(number) not in item.number:
        return False
    return not gap.get("date") or (item.when is not None and item.when.includes(PartialDate.from_iso(gap["date"])))
