"""Media directories, DICOMDIR (PS3.3 F): what the disc says it holds. Information only: no path of it is followed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from consilium.domain.records import Json, PersonNamed, Remark
from consilium.readers.dicom.attributes import items, text, values
from consilium.readers.dicom.statements import patient
from consilium.readers.dicom.values import Attribute

MAX_FILES = 100_000
MAX_PATIENTS = 1_000


def directory(data: Mapping[str, Json], remarks: list[Remark]) -> dict[str, Json]:
    """`file_set`, `counts` by record type, `files[]` as `[path, record type, SOP Instance UID, SOP Class UID]`."""
    counts: dict[str, Json] = {}
    files: list[Json] = []
    odd = 0
    for record in items(data, "00041220"):
        kind = text(record, "00041430") or "?"
        counts[kind] = int(str(counts.get(kind, 0))) + 1
        parts = [str(part) for part in values(record, "00041500") if part is not None]
        if not parts:
            continue
        odd += any(_odd(part) for part in parts)
        if len(files) < MAX_FILES:
            files.append(["/".join(parts), kind, text(record, "00041511"), text(record, "00041510")])
        elif len(files) == MAX_FILES:
            remarks.append(Remark("dicom.directory_long", {"bound": MAX_FILES}))
            break
    if odd:
        remarks.append(Remark("dicom.directory_odd_paths", {"count": odd}))
    return {"file_set": text(data, "00041130"), "counts": counts, "files": files}


def _odd(part: str) -> bool:
    """Whether a component of a file ID could lead out of the disc."""
    return part in ("", ".", "..") or "/" in part or ":" in part or "\0" in part


def patients(data: Mapping[str, Json], remarks: list[Remark]) -> tuple[PersonNamed, ...]:
    found = (patient(record, remarks) for record in _records(data, "PATIENT"))
    named = [person for person, _ in zip(found, range(MAX_PATIENTS), strict=False) if person is not None]
    return tuple(dict.fromkeys(named))


def _records(data: Mapping[str, Json], kind: str) -> Iterator[Attribute]:
    return (record for record in items(data, "00041220") if text(record, "00041430") == kind)
