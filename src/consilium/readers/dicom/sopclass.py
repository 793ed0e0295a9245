"""Which kind of thing a SOP Class is (PS3.4 B.5, PS3.6 A): the reader's format, and its name."""

from __future__ import annotations

from functools import lru_cache

from pydicom.config import IGNORE
from pydicom.uid import UID

STORAGE = "1.2.840.10008.5.1.4.1.1."
DIRECTORY = "1.2.840.10008.1.3.10"

# By the part after STORAGE; a trailing dot takes in everything below it.
_FORMATS = {
    "88.": "dicom-sr",
    "104.1": "dicom-pdf",
    "104.2": "dicom-cda",
    "104.": "dicom-file",
    "481.2": "dicom-rtdose",
    "481.3": "dicom-rtstruct",
    "481.5": "dicom-rtplan",
    "481.8": "dicom-rtplan",
    "481.4": "dicom-rtrecord",
    "481.6": "dicom-rtrecord",
    "481.7": "dicom-rtrecord",
    "481.9": "dicom-rtrecord",
    "77.1.6": "dicom-wsi",
    "7": "dicom-sc",
    "7.": "dicom-sc",
    "66.4": "dicom-seg",
    "66.7": "dicom-seg",
    "11.": "dicom-ps",
    "9.": "dicom-waveform",
}  # fmt: skip

FORMATS = ("dicom", "dicomdir", *dict.fromkeys(_FORMATS.values()))


@lru_cache(maxsize=1024)
def format_of(sop_class: str) -> str:
    """The format of a SOP Class; "dicom" for images and whatever else there is."""
    if sop_class == DIRECTORY:
        return "dicomdir"
    if not sop_class.startswith(STORAGE):
        return "dicom"
    rest = sop_class[len(STORAGE) :]
    if rest in _FORMATS:
        return _FORMATS[rest]
    while "." in rest:
        rest = rest.rpartition(".")[0]
        if f"{rest}." in _FORMATS:
            return _FORMATS[f"{rest}."]
    return "dicom"


@lru_cache(maxsize=1024)
def name_of(sop_class: str) -> str:
    """The registered name (`CT Image Storage`), or the UID itself."""
    return str(UID(sop_class, validation_mode=IGNORE).name) if sop_class else ""
