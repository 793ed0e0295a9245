"""The header of a VCF (VCF 4.3 1.4): build, samples, caller, date, annotator, and who the samples are said to be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from consilium.domain.dates import PartialDate
from consilium.domain.records import Citation, DateRole, DateSeen, Json, PersonNamed, RecordNumber, Remark, Stated
from consilium.readers.variants.annotation import Annotator
from consilium.readers.variants.build import build_of_length, builds_named

SAMPLES = 500
META_LINES = 200_000
VALUE_CHARS = 500
PEOPLE = 50
PERSON_KEYS = {
    "patientname": "name",
    "patient": "name",
    "patientid": "number",
    "mrn": "number",
    "birthdate": "born",
    "dateofbirth": "born",
    "dob": "born",
    "sex": "sex",
    "gender": "sex",
}
SEXES = {"f": "female", "female": "female", "m": "male", "male": "male"}
_PAIR = re.compile(r'([A-Za-z_][\w.]{0,40})=("(?:[^"\\]|\\.){0,20000}+"|[^,>]{0,20000}+)')


@dataclass
class Header:
    """What the `##` lines and the column line say."""

    plain: dict[str, str] = field(default_factory=dict)
    builds: dict[str, str] = field(default_factory=dict)  # build -> the words that say so
    contigs: int = 0
    samples: list[str] = field(default_factory=list)
    annotator: Annotator = field(default_factory=Annotator)
    people: list[PersonNamed] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    lines: int = 0
    has_columns: bool = False
    spaced: bool = False  # columns parted by spaces, which the standard forbids and some tools write
    _about: dict[str, tuple[str, str]] = field(default_factory=dict)

    def take(self, line: str) -> None:
        """Take one line that begins with `#`."""
        if line.startswith("#CHROM"):
            self.has_columns = True
            self.spaced = "\t" not in line
            self.samples = [name for name in self.columns(line)[9:] if name.strip()]
            self._finish()
            return
        self.lines += 1
        key, _, value = line[2:].partition("=")
        if self.lines > META_LINES:
            return
        if value.startswith("<"):
            self._structured(key, dict(_pairs(value)), line)
        elif len(self.plain) < 1_000:
            self.plain.setdefault(key.strip(), value.strip()[:VALUE_CHARS])
            self._note_builds(builds_named(value) if key in ("reference", "assembly", "refgenome") else set(), line)
            self._note_person(key, value, line)

    def columns(self, line: str) -> list[str]:
        return line.split() if self.spaced else line.rstrip("\r").split("\t")

    def _structured(self, key: str, pairs: dict[str, str], line: str) -> None:
        if key == "contig":
            self.contigs += 1
            self._note_builds(builds_named(pairs.get("assembly", "")), line)
            self._note_builds(build_of_length(pairs.get("ID", ""), pairs.get("length", "")), line)
        elif key == "INFO":
            found = Annotator.declared(pairs.get("ID", ""), pairs.get("Description", ""))
            self.annotator = found or self.annotator
        elif key.lower() in ("sample", "patient", "individual") and len(self.people) < PEOPLE:
            about = {}
            for name, value in pairs.items():
                role = PERSON_KEYS.get(name.lower().replace("_", ""), "")
                if role and value:
                    about[role] = (value, f"##{key}")
            if person := _person(about, line):
                self.people.append(person)

    def _note_builds(self, builds: set[str], line: str) -> None:
        for build in builds:
            self.builds.setdefault(build, line[:200])

    def _note_person(self, key: str, value: str, line: str) -> None:
        role = PERSON_KEYS.get(key.strip().lower().replace("_", ""), "")
        if role and value.strip():
            self._about.setdefault(role, (value.strip()[:VALUE_CHARS], line[:200]))

    def _finish(self) -> None:
        if person := _person(self._about, next((line for _, line in self._about.values()), "")):
            self.people.append(person)
        if len(self.samples) > SAMPLES:
            self.remarks.append(Remark("genomics.samples_cut", {"kept": SAMPLES, "count": len(self.samples)}))
        if self.spaced:
            self.remarks.append(Remark("genomics.spaces"))
        if not self.builds:
            self.remarks.append(Remark("genomics.build_unknown"))
        elif len(self.builds) > 1:
            self.remarks.append(Remark("genomics.build_conflict", {"builds": ", ".join(sorted(self.builds))}))

    @property
    def build(self) -> str | None:
        return next(iter(self.builds)) if len(self.builds) == 1 else None

    @property
    def dates(self) -> list[DateSeen]:
        written = self.plain.get("fileDate", "")
        try:
            value = PartialDate.from_iso(written) if "-" in written else PartialDate.from_digits(written)
        except ValueError:
            return []
        return [DateSeen(DateRole.DOCUMENT, value, Citation(quote=written, place="##fileDate"))]

    @property
    def kinds(self) -> list[Stated]:
        found = [("VCF", self.plain.get("fileformat", ""), "##fileformat")]
        found += [(self.plain[key], self.plain[key], f"##{key}") for key in ("source",) if self.plain.get(key)]
        return [Stated(value, Citation(quote=quote, place=place)) for value, quote, place in found]

    @property
    def facts(self) -> dict[str, Json]:
        samples: list[Json] = [*self.samples[:SAMPLES]]
        evidence: dict[str, Json] = {build: line for build, line in self.builds.items()}
        return {
            "fileformat": self.plain.get("fileformat", ""),
            "reference": self.plain.get("reference", ""),
            "build": self.build,
            "build_evidence": evidence,
            "source": self.plain.get("source", ""),
            "file_date": self.plain.get("fileDate", ""),
            "contigs": self.contigs,
            "samples": samples,
            "annotation": self.annotator.key,
        }


def _pairs(value: str) -> Iterator[tuple[str, str]]:
    for key, written in _PAIR.findall(value[:100_000]):
        yield key, written.strip('"').strip()


def _person(about: dict[str, tuple[str, str]], line: str) -> PersonNamed | None:
    """A person where the header names a patient by name or number; a sex alone names nobody."""
    said = {role: value for role, (value, _) in about.items()}
    if "name" not in said and "number" not in said:
        return None
    try:
        born = PartialDate.from_iso(said["born"]) if "-" in said.get("born", "") else None
        born = born or (PartialDate.from_digits(said["born"]) if "born" in said else None)
    except ValueError:
        born = None
    return PersonNamed(
        text=said.get("name", ""),
        birth_date=born,
        sex=SEXES.get(said.get("sex", "").lower(), ""),
        numbers=(RecordNumber(said["number"]),) if "number" in said else (),
        citation=Citation(quote=line[:400], place=line.split("=")[0]),
    )
