"""A data set made nameless, element by element, by the profile: what comes out was put there, nothing is passed on."""

from __future__ import annotations

from typing import Any

from pydicom._uid_dict import UID_dictionary
from pydicom.datadict import dictionary_has_tag, dictionary_VR, keyword_for_tag
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.tag import BaseTag

from consilium.domain.deidentification import Deed, How, Order, Pseudonyms, Tally, Treatment
from consilium.domain.deidentification.profile import CURVES, OVERLAYS
from consilium.knowledge.deidentification import Deidentification
from consilium.readers.dicom.deidentified import codes, content
from consilium.readers.dicom.deidentified.binary import kept_bytes
from consilium.readers.dicom.deidentified.kinds import checked, several
from consilium.readers.dicom.header import MAX_DEPTH, PIXELS

REGISTERED = frozenset(UID_dictionary)
DUMMIES = {"PN": "REMOVED", "AE": "REMOVED", "AS": "000Y", "DA": "19000101", "DT": "19000101", "TM": "000000",
           "CS": "REMOVED", "DS": "0", "IS": "0", "UR": "removed:"}  # fmt: skip
PATIENT = ("PatientName", "PatientID")
_NUMBERED = ("ID", "Identifier", "SerialNumber", "SlotID", "Value")
_LONGEST = {"SH": 16, "LO": 64, "CS": 16}


class Attributes:
    """Walks data sets of one file. `tally` counts what was done."""

    def __init__(self, tables: Deidentification, order: Order) -> None:
        self.tables, self.order = tables, order
        self.words = tables.knowing(order.names)
        self.pseudonyms = Pseudonyms(order, REGISTERED)
        self.tally = Tally()

    def cleaned(self, data: Dataset, depth: int = 0) -> Dataset:
        """The data set that may leave. The pixels are not in it."""
        out = Dataset()
        coded = codes.kept(data, self.tables.schemes, self.words)
        for tag in sorted(data.keys()):
            if tag.element and (tag.group, tag.element) not in PIXELS:
                self._element(data, tag, coded, out, depth)
        return out

    def _element(self, data: Dataset, tag: BaseTag, coded: dict[str, str], out: Dataset, depth: int) -> None:
        keyword, vr = keyword_for_tag(tag), dictionary_VR(tag) if dictionary_has_tag(tag) else ""
        if keyword in codes.PARTS:
            self._code(tag, keyword, vr, coded, out)
            return
        if keyword in PATIENT:
            out.add(DataElement(tag, vr, self.order.patient))
            self._done(tag, Deed.REPLACED)
            return
        treatment = self.tables.profile.treatment(int(tag), keyword, vr.split(" or ")[0])
        if treatment.how is How.REMOVE:
            self._done(tag, Deed.REMOVED)
            return
        element = _opened(data, tag)
        if element is None or not _same_kind(element.VR, vr):
            self._fall_back(tag, vr, treatment, None, out)
            return
        if element.VR != "SQ" and not several(element) and treatment.how is not How.DUMMY:
            out.add(DataElement(tag, element.VR, element.value))
            return
        self._treated(data, element, keyword, treatment, out, depth)

    def _treated(
        self, data: Dataset, element: DataElement, keyword: str, treatment: Treatment, out: Dataset, depth: int
    ) -> None:
        how = treatment.how
        kept: Any = None
        if how is How.CHECK:
            kept = checked(element, keyword, self.words)
        elif how is How.WORDS:
            kept = self._worded(element, keyword)
        elif how is How.SHIFT:
            kept = self._moved(element)
        elif how is How.MAP:
            kept = self._mapped(element)
        elif how is How.BYTES:
            kept = kept_bytes(data, self.tables.profile.binaries[keyword], bytes(element.value or b""))
        elif how is How.WALK:
            kept = self._items(element, keyword, depth)
        if kept is None:
            self._fall_back(element.tag, element.VR, treatment, element, out)
        else:
            out.add(DataElement(element.tag, element.VR, kept))

    def _worded(self, element: DataElement, keyword: str) -> list[str] | None:
        before = [str(value) for value in several(element)]
        after = [self.words.text(text, numbers=keyword in self.tables.numbers) for text in before]
        if not any(after):
            return None
        if [text.strip() for text in before] != after:
            self._done(element.tag, Deed.CLEANED)
        return after

    def _moved(self, element: DataElement) -> list[str] | None:
        before = [str(value).strip() for value in several(element)]
        after = [self.pseudonyms.moved(element.VR, text) for text in before]
        if not all(after):
            return None
        if after != before:
            self._done(element.tag, Deed.SHIFTED)
        return after

    def _mapped(self, element: DataElement) -> list[str] | None:
        before = [str(value).strip("\0 ") for value in several(element)]
        after = [self.pseudonyms.uid(text) for text in before]
        if after != before:
            self._done(element.tag, Deed.MAPPED)
        return after if any(after) else None

    def _items(self, element: DataElement, keyword: str, depth: int) -> Sequence | None:
        """A sequence's items in their order. Of coded items and report items those that hold nothing any more go; an
        empty item of another sequence keeps its place, since frames are counted by it."""
        if depth >= MAX_DEPTH:
            return None
        items = list(element.value)
        if keyword == "ContentSequence":
            items = content.kept(items, self.tables.dropped_content, self.tally)
        made = [self.cleaned(item, depth + 1) for item in items]
        if keyword == "ContentSequence":
            made = [item for item in made if content.says_something(item)]
        else:
            made = [item for item, before in zip(made, items, strict=True) if len(item) or not codes.is_code(before)]
        return Sequence(made) if made else None

    def _code(self, tag: BaseTag, keyword: str, vr: str, coded: dict[str, str], out: Dataset) -> None:
        if keyword in coded:
            out.add(DataElement(tag, vr, coded[keyword]))
        else:
            self._done(tag, Deed.REMOVED)

    def _fall_back(
        self, tag: BaseTag, vr: str, treatment: Treatment, element: DataElement | None, out: Dataset
    ) -> None:
        """Nothing of the value may stay."""
        last = treatment.how if treatment.how in (How.EMPTY, How.DUMMY) else treatment.otherwise
        vr = vr.split(" or ")[0]
        if last is How.EMPTY:
            out.add(DataElement(tag, vr, Sequence() if vr == "SQ" else None))
            self._done(tag, Deed.EMPTIED)
        elif last is How.DUMMY:
            out.add(DataElement(tag, vr, self._dummy(tag, vr, element)))
            self._done(tag, Deed.REPLACED)
        else:
            self._done(tag, Deed.REMOVED)

    def _dummy(self, tag: BaseTag, vr: str, element: DataElement | None) -> Any:
        """A value that says nothing; numbers of things keep telling them apart."""
        if vr in ("SH", "LO") and element is not None and keyword_for_tag(tag).endswith(_NUMBERED):
            return self.pseudonyms.dummy_id(str(element.value))
        if vr in ("DA", "DT", "TM") and element is not None:
            return self.pseudonyms.moved(vr, str(element.value)) or DUMMIES[vr]
        if vr in ("OB", "OD", "OF", "OL", "OV", "OW", "UN"):
            return bytes(8)
        if vr in ("FD", "FL", "SL", "SS", "SV", "UL", "US", "UV", "AT"):
            return 0
        return DUMMIES.get(vr, "REMOVED")

    def _done(self, tag: BaseTag, deed: Deed) -> None:
        self.tally.add(_name(tag), deed)


def _name(tag: BaseTag) -> str:
    if tag.group & 1:
        return "(private)"
    if tag.group in OVERLAYS or tag.group in CURVES:
        return "(overlay)" if tag.group in OVERLAYS else "(curve)"
    return keyword_for_tag(tag) or "(unknown)"


def _opened(data: Dataset, tag: BaseTag) -> DataElement | None:
    """The element with its value decoded, None where that is impossible: then nothing of it stays."""
    try:
        element = data[tag]
        _ = element.VM if element.VR != "SQ" else len(element.value)
    except Exception:  # noqa: BLE001 (pydicom raises many kinds for values that are none)
        return None
    return element


_ALIKE = (
    frozenset(["DS", "IS", "FD", "FL", "SL", "SS", "SV", "UL", "US", "UV"]),
    frozenset(["LO", "LT", "SH", "ST", "UC", "UT"]),
    frozenset(["OB", "OD", "OF", "OL", "OV", "OW"]),
)


def _same_kind(stated: str, known: str) -> bool:
    """Whether a file gives an element the dictionary's VR, or one of the same kind."""
    wanted = known.split(" or ")
    return stated in wanted or any(stated in alike and alike & set(wanted) for alike in _ALIKE)
