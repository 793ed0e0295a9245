"""Making files nameless in a test's own process: with recognition loaded, as in a worker that knows all readers."""

from __future__ import annotations

import io
from types import ModuleType

import pydicom
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian

from consilium.domain.deidentification import Cleaned, order_of
from consilium.domain.errors import UnreadableError
from consilium.domain.plain import to_json
from consilium.readers import dicom, recognition
from consilium.readers.contract import Collected, Context, MemorySource, Wanted

KEY = b"nameless-tests-key-of-32-bytes!!"


def made(
    raw: bytes, *names: str, reader: ModuleType = dicom, key: bytes = KEY, every_image: bool = False
) -> tuple[Cleaned, bytes]:
    """What was done, and the new file. Raises UnreadableError where it may not leave."""
    recognition.preload()
    outlet = Collected()
    order = order_of(key, names, every_image=every_image)
    wanted = Wanted(role="deidentified", asked=to_json(order).decode())
    done = reader.deidentify(MemorySource(raw), Context(outlet, len(raw), wanted=wanted))
    (member,) = outlet.members
    assert member[3]
    return done, member[2]


def dataset(raw: bytes) -> Dataset:
    """The file as pydicom reads it."""
    return pydicom.dcmread(io.BytesIO(raw))


def refusal(raw: bytes, **options: object) -> str:
    """Why a file may not leave; "" where it may."""
    try:
        made(raw, **options)  # type: ignore[arg-type]
    except UnreadableError as error:
        return error.code
    return ""


def part10(data: Dataset, syntax: str = ExplicitVRLittleEndian) -> bytes:
    """The data set as a file."""
    data.file_meta = FileMetaDataset()
    data.file_meta.TransferSyntaxUID = syntax
    out = io.BytesIO()
    pydicom.dcmwrite(out, data, enforce_file_format=True)
    return out.getvalue()
