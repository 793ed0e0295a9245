"""What a data set states about people, dates, places and kinds, each with its tag."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from consilium.domain.dates import PartialDate
from consilium.domain.records import Citation, DateRole, DateSeen, Json, PersonNamed, RecordNumber, Remark, Stated
from consilium.readers.dicom.attributes import item, items, place, text, values
from consilium.readers.dicom.sopclass import name_of

SEXES = {"F": "female", "M": "male", "O": "other"}
# Dates that stand for "not known" in many archives; no patient of ours was born then.
EARLIEST_BIRTH = 1901

_DATES = (
    ("00080020", DateRole.STUDY),
    ("00080021", DateRole.OTHER),
    ("00080022", DateRole.OTHER),
    ("0008002A", DateRole.OTHER),
    ("00080023", DateRole.OTHER),
    ("00181012", DateRole.OTHER),
    ("300A0006", DateRole.DOCUMENT),
    ("300E0004", DateRole.SIGNED),
    ("30060008", DateRole.DOCUMENT),
    ("30080250", DateRole.PERFORMED),
    ("00700082", DateRole.DOCUMENT),
)
_DOCUMENTS = frozenset({"dicom-sr", "dicom-pdf", "dicom-cda", "dicom-file"})
_AUTHORS = ("00080090", "00081050", "00081060", "00081048", "00700084", "300E0008")
_INSTITUTIONS = ("00080080", "0040A027")
_KINDS = ("00080060", "00180015", "00081030", "0008103E", "00181030", "00420010", "300A0002", "30060002", "30040002")


def people(data: Mapping[str, Json], remarks: list[Remark]) -> tuple[PersonNamed, ...]:
    """The patient, unless the file says that the identity was taken out of it (0012,0062)."""
    if text(data, "00120062").upper() == "YES":
        remarks.append(Remark("dicom.deidentified"))
        return ()
    person = patient(data, remarks)
    return () if person is None else (person,)


def patient(data: Mapping[str, Json], remarks: list[Remark]) -> PersonNamed | None:
    """The Patient module's person (PS3.3 C.7.1.1); None when neither name, number nor birth date stands there."""
    written = text(data, "00100010")
    family, given = _split(written)
    born = birth_date(data, remarks)
    numbers = tuple(dict.fromkeys(record_numbers(data)))
    if not written.strip("^= ") and not numbers and born is None:
        return None
    cited = Citation(written, place="0010,0010") if written else Citation(text(data, "00100020"), place="0010,0020")
    return PersonNamed(written, family, given, born, SEXES.get(text(data, "00100040").upper(), ""), numbers, cited)


def _split(written: str) -> tuple[str, str]:
    """Family and given (with middle) names of the first component group that has any (PS3.5 6.2.1.1)."""
    for group in written.split("="):
        if group.strip("^ "):
            parts = [part.strip() for part in group.split("^")]
            return parts[0], " ".join(part for part in parts[1:3] if part)
    return "", ""


def birth_date(data: Mapping[str, Json], remarks: list[Remark]) -> PartialDate | None:
    written = text(data, "00100030")
    born = partial_date(written)
    if written.strip("0 .") and born is None:
        remarks.append(Remark("dicom.date_unreadable", {"place": "0010,0030"}))
    if born is not None and born.year < EARLIEST_BIRTH:
        remarks.append(Remark("dicom.birth_date_placeholder", {"date": str(born)}))
        return None
    return born


def record_numbers(data: Mapping[str, Json]) -> Iterator[RecordNumber]:
    """Patient ID and the other IDs with who issued them (PS3.3 C.7.1.1, 10.15)."""
    if text(data, "00100020"):
        yield RecordNumber(text(data, "00100020"), _issuer(data))
    for other in values(data, "00101000"):
        if isinstance(other, str) and other.strip():
            yield RecordNumber(other.strip())
    for other_item in items(data, "00101002"):
        if text(other_item, "00100020"):
            yield RecordNumber(text(other_item, "00100020"), _issuer(other_item))


def _issuer(data: Mapping[str, Json]) -> str:
    return text(data, "00100021") or text(item(data, "00100024"), "00400032")


def partial_date(written: str) -> PartialDate | None:
    """A DICOM date (DA, DT), also the ACR-NEMA way `1997.03.04`; None when it is none."""
    try:
        return PartialDate.from_digits(written.replace(".", "") if written[4:5] == "." else written)
    except ValueError:
        return None


def dates(data: Mapping[str, Json], form: str, remarks: list[Remark]) -> tuple[DateSeen, ...]:
    seen = [*_plain_dates(data, form, remarks), *_signatures(data)]
    born = birth_date(data, [])
    if born is not None:
        seen.append(DateSeen(DateRole.BIRTH, born, Citation(text(data, "00100030"), place="0010,0030")))
    return tuple(seen)


def _plain_dates(data: Mapping[str, Json], form: str, remarks: list[Remark]) -> Iterator[DateSeen]:
    for tag, role in _DATES:
        if tag not in data:
            continue
        written = text(data, tag)
        value = partial_date(written)
        if value is not None:
            role = DateRole.DOCUMENT if tag == "00080023" and form in _DOCUMENTS else role
            yield DateSeen(role, value, Citation(written, place=place(tag)))
        elif written:
            remarks.append(Remark("dicom.date_unreadable", {"place": place(tag)}))


def _signatures(data: Mapping[str, Json]) -> Iterator[DateSeen]:
    """When a structured report was verified (PS3.3 C.17.2)."""
    for number, observer in enumerate(items(data, "0040A073"), 1):
        written = text(observer, "0040A030")
        value = partial_date(written)
        if value is not None:
            yield DateSeen(DateRole.SIGNED, value, Citation(written, place=f"0040,A073[{number}].0040,A030"))


def institutions(data: Mapping[str, Json]) -> tuple[Stated, ...]:
    found = [stated for tag in _INSTITUTIONS for stated in _stated(data, tag)]
    for number, observer in enumerate(items(data, "0040A073"), 1):
        found += _stated(observer, "0040A027", f"0040,A073[{number}].")
    return tuple(dict.fromkeys(found))


def authors(data: Mapping[str, Json]) -> tuple[Stated, ...]:
    """Referring, performing, reading, verifying and approving people, told apart by their place."""
    found = [stated for tag in _AUTHORS if tag in data for stated in _stated(data, tag)]
    for sequence, tag in (("0040A073", "0040A075"), ("0040A078", "0040A123")):
        for number, observer in enumerate(items(data, sequence), 1):
            found += _stated(observer, tag, f"{place(sequence)}[{number}].")
    return tuple(found)


def kinds(data: Mapping[str, Json], sop_class: str) -> tuple[Stated, ...]:
    """Modality, SOP class, body part, descriptions, document title, plan label, SR title."""
    found = [stated for tag in _KINDS if tag in data for stated in _stated(data, tag)]
    if sop_class:
        found.append(Stated(name_of(sop_class), Citation(sop_class, place="0008,0016")))
    title = item(data, "0040A043") if "0040A043" in data else {}
    if title:
        found += _stated(title, "00080104", "0040,A043[1].") + _stated(title, "00080100", "0040,A043[1].")
    return tuple(found)


def _stated(data: Mapping[str, Json], tag: str, before: str = "") -> list[Stated]:
    written = text(data, tag)
    return [Stated(written, Citation(written, place=before + place(tag)))] if written else []


def title(data: Mapping[str, Json]) -> str:
    """What the file calls itself: document title, SR title, plan or structure label, else its descriptions."""
    own = text(data, "00420010") or text(item(data, "0040A043"), "00080104")
    own = own or text(data, "300A0002") or text(data, "30060002")
    parts = [own] if own else [text(data, "00081030"), text(data, "0008103E")]
    return ", ".join(dict.fromkeys(part for part in parts if part))
