"""A DICOM media set that a hospital's import accepts: files, names and directory (PS3.10 8, PS3.11 D, PS3.12).

Files are passed on byte for byte when they are valid Part 10 files. A bare data set gets the header that it lacks, a
preamble that could be run as a program is emptied, and a header that names the wrong encoding is replaced; a remark
says so each time, and the data set's own bytes never change. Nothing is held but the directory's records.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from consilium.domain.records import Json, Remark
from consilium.writers.dicomdir import (
    EXPLICIT_LITTLE,
    KEYS,
    Key,
    Record,
    derived_uid,
    dicomdir,
    file_meta,
    pruned,
    record,
    record_type,
)

IMPLICIT_LITTLE = "1.2.840.10008.1.2"
EXPLICIT_BIG = "1.2.840.10008.1.2.2"
UNCOMPRESSED = frozenset({IMPLICIT_LITTLE, EXPLICIT_LITTLE, EXPLICIT_BIG})
# Of the general purpose profiles' syntaxes (PS3.11 D, H, J): uncompressed, JPEG and JPEG 2000.
IN_PROFILE = frozenset(
    {EXPLICIT_LITTLE, *(f"1.2.840.10008.1.2.4.{number}" for number in (50, 51, 57, 70, 90, 91))}
)  # fmt: skip
PREAMBLE = 128
# Type 1 keys for which an ordinal can stand in; no other is made up.
ORDINALS = {"00200010", "00200011", "00200013"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One instance: the facts of its DICOM reading (`consilium.readers.dicom`) and a way to its bytes."""

    facts: Mapping[str, Json]
    chunks: Callable[[], Iterable[bytes]]


@dataclass(slots=True)
class _Branch:
    """A patient, study or series of the set: its record, folder and how many are below it."""

    record: Record
    folder: str
    below: int = 0


@dataclass
class MediaSet:
    """A set being written. `remarks` is complete when `files` has ended.

    `file_set_id` is up to 16 of A-Z, 0-9 and `_`; `readme` the words of README.TXT, none is written without them.
    """

    file_set_id: str = "CONSILIUM"
    readme: str = ""
    counted: Counter[str] = field(default_factory=Counter)
    _patients: dict[str, _Branch] = field(default_factory=dict)
    _studies: dict[str, _Branch] = field(default_factory=dict)
    _series: dict[str, _Branch] = field(default_factory=dict)
    _instances: set[str] = field(default_factory=set)

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What was added, replaced or left out of the directory, each with in how many files."""
        return tuple(Remark(code, {"count": count}) for code, count in sorted(self.counted.items()))

    def files(self, entries: Iterable[Entry]) -> Iterator[tuple[str, Iterable[bytes]]]:
        """Every file of the set as its path (with `/`) and its bytes in chunks; DICOMDIR comes last."""
        for entry in entries:
            yield self._place(entry.facts), self._bytes(entry)
        if self.readme:
            yield "README.TXT", [self.readme.replace("\r\n", "\n").replace("\n", "\r\n").encode()]
        yield "DICOMDIR", dicomdir(self.file_set_id, pruned(branch.record for branch in self._patients.values()))

    def _place(self, facts: Mapping[str, Json]) -> str:
        """The file's path in the set; enters it into the directory where it can be entered."""
        instance, data = _table(facts, "instance"), _table(facts, "json")
        sop_class, uid = str(instance.get("sop_class") or ""), str(instance.get("uid") or "")
        series = self._series_of(data)
        path = f"{series.folder}/IM{series.below:06d}"
        series.below += 1
        kind = record_type(sop_class)
        if not sop_class or not uid or not kind:
            self.counted["disc.not_listed"] += 1
        elif uid in self._instances:
            self.counted["disc.same_identifier"] += 1
        else:
            self._instances.add(uid)
            syntax = true_syntax(facts)
            if syntax not in IN_PROFILE:
                self.counted["disc.outside_profile"] += 1
            keys = self._keys(kind, data, series.below)
            series.record.below.append(record(kind, keys, (path, sop_class, uid, syntax)))
        return path

    def _series_of(self, data: Mapping[str, Json]) -> _Branch:
        patient_id = _first(data, "00100020").strip()
        study_uid = _first(data, "0020000D") or derived_uid("study", patient_id, _first(data, "00080020"))
        series_uid = _first(data, "0020000E") or derived_uid("series", study_uid, _first(data, "00200011"))
        if series_uid not in self._series:
            study = self._study_of(study_uid, patient_id, data)
            stated = {"0020000E": _attribute("UI", series_uid)}
            keys = self._keys("SERIES", {**data, **stated}, study.below + 1)
            self._series[series_uid] = _branch(study, "SERIES", keys, f"{study.folder}/SE{study.below:06d}")
            if not _first(data, "0020000E"):
                self.counted["disc.identifier_made"] += 1
        return self._series[series_uid]

    def _study_of(self, uid: str, patient_id: str, data: Mapping[str, Json]) -> _Branch:
        if uid not in self._studies:
            patient = self._patient_of(patient_id, data)
            keys = self._keys("STUDY", {**data, "0020000D": _attribute("UI", uid)}, patient.below + 1)
            self._studies[uid] = _branch(patient, "STUDY", keys, f"{patient.folder}/ST{patient.below:06d}")
            if not _first(data, "0020000D"):
                self.counted["disc.identifier_made"] += 1
        return self._studies[uid]

    def _patient_of(self, patient_id: str, data: Mapping[str, Json]) -> _Branch:
        """One PATIENT record per Patient ID (PS3.3 F.5.1); those without one are told apart by name."""
        name = "" if patient_id else _first(data, "00100010")
        known = f"{patient_id}\0{name}"
        if known not in self._patients:
            number = len(self._patients)
            if not patient_id:
                self.counted["disc.patient_id_made"] += 1
                data = {**data, "00100020": _attribute("LO", f"UNKNOWN{number:06d}")}
            keys = self._keys("PATIENT", data, number + 1)
            self._patients[known] = _Branch(record("PATIENT", keys), f"DICOM/PT{number:06d}")
        return self._patients[known]

    def _keys(self, kind: str, data: Mapping[str, Json], ordinal: int) -> dict[str, Json]:
        """The keys of a record from an instance's header, type 1 and 2 always there (PS3.3 F.3.2.2)."""
        keys: dict[str, Json] = {}
        for key in KEYS[kind]:
            found = _stated(key, data)
            if found is None and key.type == 3:
                continue
            if found is None and key.type == 1:
                found = self._stand_in(key, ordinal)
            keys[key.tag] = found if found is not None else {"vr": key.vr}
        return keys

    def _stand_in(self, key: Key, ordinal: int) -> Json:
        if key.tag in ORDINALS:
            self.counted["disc.number_made"] += 1
            return _attribute(key.vr, str(ordinal))
        self.counted["disc.key_empty"] += 1
        return None

    def _bytes(self, entry: Entry) -> Iterable[bytes]:
        """The file as it goes into the set."""
        wrapped = _table(entry.facts, "preamble")
        if not wrapped.get("complete") or _misnamed(entry.facts):
            instance = _table(entry.facts, "instance")
            sop_class, uid = str(instance.get("sop_class") or ""), str(instance.get("uid") or "")
            if not sop_class or not uid:
                self.counted["disc.header_impossible"] += 1
                return entry.chunks()
            self.counted["disc.header_written"] += 1
            start = wrapped.get("dataset")
            header = file_meta(sop_class, uid, true_syntax(entry.facts))
            return _replaced(entry.chunks(), start if isinstance(start, int) else 0, header)
        if wrapped.get("state") not in ("empty", "tiff"):
            self.counted["disc.preamble_emptied"] += 1
            return _replaced(entry.chunks(), PREAMBLE, bytes(PREAMBLE))
        return entry.chunks()


def _misnamed(facts: Mapping[str, Json]) -> bool:
    """Whether the header names an encoding that is not there, and another can be named in its stead."""
    stated = str(_table(facts, "instance").get("transfer_syntax") or "")
    return bool(_table(facts, "preamble").get("contrary")) and stated in UNCOMPRESSED


def true_syntax(facts: Mapping[str, Json]) -> str:
    """The transfer syntax that the data set is written in, stated or seen."""
    wrapped = _table(facts, "preamble")
    stated = str(_table(facts, "instance").get("transfer_syntax") or "")
    if stated and not (wrapped.get("contrary") and stated in UNCOMPRESSED):
        return stated
    if wrapped.get("implicit"):
        return IMPLICIT_LITTLE
    return EXPLICIT_BIG if wrapped.get("big_endian") else EXPLICIT_LITTLE


def _branch(parent: _Branch, kind: str, keys: Mapping[str, Json], folder: str) -> _Branch:
    branch = _Branch(record(kind, keys), folder)
    parent.record.below.append(branch.record)
    parent.below += 1
    return branch


def _table(facts: Mapping[str, Json], name: str) -> Mapping[str, Json]:
    found = facts.get(name)
    return found if isinstance(found, dict) else {}


def _attribute(vr: str, value: str) -> dict[str, Json]:
    return {"vr": vr, "Value": [value]}


def _first(data: Mapping[str, Json], tag: str) -> str:
    """The first value of an attribute as text."""
    values = _table(data, tag).get("Value")
    first = values[0] if isinstance(values, list) and values else None
    if isinstance(first, dict):
        return str(first.get("Alphabetic") or first.get("Ideographic") or "")
    return "" if first is None else str(first)


def _stated(key: Key, data: Mapping[str, Json]) -> Json:
    """The attribute of a key with its standard VR; None when the instance has no value for it."""
    values = _table(data, key.tag).get("Value")
    if not isinstance(values, list) or not values:
        return None
    if key.tag == "0040A730":  # only what modifies the document's title (PS3.3 F.5.25)
        values = [one for one in values if isinstance(one, dict) and _first(one, "0040A010") == "HAS CONCEPT MOD"]
    return {"vr": key.vr, "Value": values} if values else None


def _replaced(chunks: Iterable[bytes], start: int, header: bytes) -> Iterator[bytes]:
    """`chunks` with the first `start` bytes replaced by `header`."""
    yield header
    for chunk in chunks:
        if start >= len(chunk):
            start -= len(chunk)
            continue
        yield chunk[start:] if start else chunk
        start = 0
