"""What is said to be owed, against what each story says is missing: found and not found, right and wrong.

Two lists of labels stand in a story. `expected_gaps` names what a second team would miss at once; `owed` is complete:
all that the lists ask for at that disease and phase or that a paper speaks of, and that is not in the folder. Both were
written from the story, `owed` before its figures were looked at; `may` marks what two careful readers could see
differently, which is neither missed nor wrong.

- **Found** counts labels: something owed is of the label's item (a category, or a thing of `requirements.yaml`), and
  where it names a modality, a date or a number, an owed piece has the same; a date may be coarser or finer.
- **Precision** counts claims: each piece that is owed, or the whole thing where nothing tells of pieces (the rows of
  the summary). A claim is right where it contradicts no part of some label of its item.

Gaps are of a whole folder: with `--typed`, where pictures are left out, the lines say little.
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
from consilium.domain.records import Category, Remark
from consilium.knowledge.requirements import requirements
from demo.story import load

TODAY = dt.date(2026, 10, 31)  # after the last paper of every story
_MODALITIES = {"ct": "CT", "pet": "PT", "rtplan": "RTPLAN", "rtdose": "RTDOSE"}
_SAME = {"PET/CT": {"PT"}, "MRI": {"MR"}, "XR": {"DX", "CR", "XR", "RG"}, "MIBG": {"NM", "ST"}}
STRETCH = "stretch"
TESTS = {"echocardiogram", "audiogram"}
_THINGS = {"hla": "hla", "eye_photographs": "photo", "radiation_dicom": "radiation", "pathology_slides": "slides"}


@dataclass(frozen=True)
class Claim:
    """One row of what is said to be owed: a piece, or a thing of which no piece is known (`item` None)."""

    status: Status
    item: Item | None

    @property
    def when(self) -> PartialDate | None:
        return self.item.when if self.item else None

    def __str__(self) -> str:
        thing = self.item.what or self.item.kind if self.item else ""
        reason = (self.item.reason if self.item else next(iter(self.status.reasons), None)) or Remark("")
        return " ".join(map(str, filter(None, (self.status.thing, thing, self.when, reason.code, dict(reason.args)))))


@dataclass(frozen=True)
class Row:
    """One story: of `expected_gaps` and of `owed` how many there are and were found; of the claims, those right."""

    story: str
    expected: int
    found: int
    owed: int
    owed_found: int
    claims: int
    right: int
    missed: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()


def compared(story: str, truth: Mapping[str, Any], reads: Sequence[Read]) -> Row:
    said = [status for status in gaps(_case(story, truth, reads), requirements()) if status.owed]
    claims = [Claim(status, item) for status in said for item in status.items or (None,)]
    labels = [_label(label) for label in load(story).raw["owed"]]
    expected = [_label(gap) for gap in truth["expected_gaps"]]
    wanted = [label for label in labels if not label.get("may")]
    wrong = [claim for claim in claims if not any(allows(label, claim) for label in labels)]
    lost = [label for label in wanted if not _met(label, claims)]
    return Row(
        story,
        len(expected),
        sum(_met(gap, claims) for gap in expected),
        len(wanted),
        len(wanted) - len(lost),
        len(claims),
        len(claims) - len(wrong),
        tuple(f"{label['item']}, {label.get('date', '')} {label.get('number', '')}: {label['why']}" for label in lost),
        tuple(map(str, wrong)),
    )


def show(rows: Sequence[Row], *, named: bool) -> None:
    """Print three lines, and with `named` each gap that was not found and each that is none."""

    def line(name: str, counts: Sequence[tuple[int, int]]) -> None:
        print(f"{name:<30}{share(sum(met for met, _ in counts), sum(of for _, of in counts))} in {len(rows)} stories")

    line("gaps expected, found", [(row.found, row.expected) for row in rows])
    line("gaps owed in all, found", [(row.owed_found, row.owed) for row in rows])
    line("gaps, precision", [(row.right, row.claims) for row in rows])
    for row in rows if named else ():
        for what, told in (("missed", row.missed), ("wrong", row.wrong)):
            for gap in told:
                print(f"  {row.story}, {what}: {gap}")


def _label(label: Mapping[str, Any]) -> dict[str, Any]:
    """A label with its dates as texts (YAML makes days of some)."""
    return {key: str(value) if key in ("date", "from", "to", "number") else value for key, value in label.items()}


def _met(label: Mapping[str, Any], claims: Sequence[Claim]) -> bool:
    return any(allows(label, claim) and confirms(label, claim) for claim in claims)


def allows(label: Mapping[str, Any], claim: Claim) -> bool:
    """Whether a claim is of a label's item and nothing that both say differs."""
    item = claim.item
    if label["item"] == STRETCH or (item is not None and item.kind == STRETCH):
        return label["item"] == STRETCH and item is not None and item.kind == STRETCH and _overlap(label, item)
    if not _of_item(label, claim) or label.get("thing") in TESTS - (_tests(claim) or TESTS):
        return False
    if item is None:
        return True
    modality, number, day = label.get("modality"), label.get("number"), label.get("date")
    if modality and item.what and item.what not in _SAME.get(modality, set()) | {modality}:
        return False
    if number and item.number:
        return number in item.number
    return not day or item.when is None or _same_day(day, item.when)


def confirms(label: Mapping[str, Any], claim: Claim) -> bool:
    """Whether a claim says what a label names: its modality, and its number or its date."""
    item = claim.item
    if label.get("thing") in TESTS and label["thing"] not in _tests(claim):
        return False
    if item is None:
        by_thing = label.get("thing", label["item"]) == claim.status.thing
        return by_thing or not any(key in label for key in ("modality", "date", "number"))
    if label.get("modality") and not item.what:
        return False
    exact = [key for key in ("date", "number") if key in label]
    by_number = "number" in label and label["number"] in item.number and bool(item.number)
    return not exact or by_number or ("date" in label and item.when is not None)


def _of_item(label: Mapping[str, Any], claim: Claim) -> bool:
    name, thing = str(label["item"]), claim.status.thing
    category = claim.item.category if claim.item and claim.item.category else claim.status.category
    return name in (category, thing) or label.get("thing") == thing or _THINGS.get(name, "-") in thing


def _tests(claim: Claim) -> set[str]:
    """Which tests of heart and hearing a claim names."""
    named = {claim.item.what} if claim.item else {str(one.args.get("test", "")) for one in claim.status.reasons}
    return named & TESTS


def _same_day(written: str, day: PartialDate) -> bool:
    """Whether a day is one of those written (`2025-01-23 | 2025-01-30`: taken, reported), as far as both are known."""
    dates = [PartialDate.from_iso(one.strip()) for one in written.split("|")]
    return any(one.includes(day) or day.includes(one) for one in dates)


def _overlap(label: Mapping[str, Any], item: Item) -> bool:
    """Whether at least half of either stretch is the other's too."""
    if item.when is None or item.until is None:
        return False
    first, last = dt.date.fromisoformat(label["from"]), dt.date.fromisoformat(label["to"])
    start, end = _day(item.when), _day(item.until)
    common = (min(last, end) - max(first, start)).days
    return common > 0 and 2 * common >= min((last - first).days, (end - start).days)


def _day(date: PartialDate) -> dt.date:
    return dt.date(date.year, date.month or 1, date.day or 1)


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
