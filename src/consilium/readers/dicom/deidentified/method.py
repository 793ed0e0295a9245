"""What a nameless instance says of itself: that it is one, by which profile, with which stand-ins (PS3.15 E.1.1)."""

from __future__ import annotations

from datetime import date

from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from consilium.domain.deidentification import Deed, Order, Tally
from consilium.knowledge.deidentification import Deidentification

_TAKEN_ON = ("StudyDate", "SeriesDate", "AcquisitionDate", "ContentDate")
_DAYS, _MONTHS = 60, 24  # up to which an age is told in days, in months
_OLDEST = 90  # from which on ages are told together (45 CFR 164.514(b)(2)(i)(C))


def add(out: Dataset, data: Dataset, order: Order, tables: Deidentification, tally: Tally) -> None:
    """Enter the stand-ins for the patient, the age where only a birth date told it, and the method."""
    out.SpecificCharacterSet = "ISO_IR 192"
    for keyword in ("PatientName", "PatientID"):
        if keyword not in out:
            setattr(out, keyword, order.patient)
            tally.add(keyword, Deed.ADDED)
    age = _age(data) if "PatientAge" in tables.profile.patient and not out.get("PatientAge") else ""
    if age:
        out.PatientAge = age
        tally.add("PatientAge", Deed.ADDED)
    if "VerificationFlag" in data:  # who verified it is no longer in it (PS3.3 C.17.2)
        out.VerificationFlag = "UNVERIFIED"
    out.PatientIdentityRemoved = "YES"
    out.DeidentificationMethod = f"Consilium, {tables.method}"
    out.DeidentificationMethodCodeSequence = Sequence([_code(*pair) for pair in sorted(tables.codes.items())])
    out.LongitudinalTemporalInformationModified = "MODIFIED"


def _code(value: str, meaning: str) -> Dataset:
    item = Dataset()
    item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = value, "DCM", meaning[:64]
    return item


def _age(data: Dataset) -> str:
    """The patient's age on the day of the study (AS, PS3.5 6.2), "" where a date is missing."""
    born = _day(data, "PatientBirthDate")
    taken = next((day for keyword in _TAKEN_ON if (day := _day(data, keyword)) is not None), None)
    if born is None or taken is None or taken < born:
        return ""
    days = (taken - born).days
    months = (taken.year - born.year) * 12 + taken.month - born.month - (taken.day < born.day)
    if days < _DAYS:
        return f"{days:03d}D"
    return f"{months:03d}M" if months < _MONTHS else f"{min(months // 12, _OLDEST):03d}Y"


def _day(data: Dataset, keyword: str) -> date | None:
    try:
        value = str(data.get(keyword) or "").strip()
        return date(int(value[:4]), int(value[4:6]), int(value[6:8])) if len(value) == 8 else None
    except ValueError:
        return None
