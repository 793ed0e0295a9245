"""Synthetic slides, written as scanners write them: nothing in them is of a person."""

from __future__ import annotations

import io
import struct

import numpy as np
from PIL import Image
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate, encapsulate_extended
from pydicom.filewriter import dcmwrite
from pydicom.uid import ExplicitVRLittleEndian, JPEGBaseline8Bit, generate_uid

WSI = "1.2.840.10008.5.1.4.1.1.77.1.6"


def tissue(width: int, height: int) -> np.ndarray:
    """Something of every place its own, so that a tile in the wrong place shows."""
    y, x = np.mgrid[0:height, 0:width].astype(float)
    red, green = 255 * x / width, 255 * y / height
    blue = 128 + 100 * np.sin(x / 9) * np.cos(y / 7)
    return np.stack([red, green, blue], axis=-1).astype(np.uint8)


def jpeg(picture: np.ndarray, **options: object) -> bytes:
    out = io.BytesIO()
    Image.fromarray(picture).save(out, "JPEG", **{"quality": 90, **options})
    return out.getvalue()


def ndpi(width: int = 1024, height: int = 768, units: int = 8, *, stated: bool = True, sampling: int = 0) -> bytes:
    """Hamamatsu: each level one JPEG with a restart marker after `units` minimum coded units; where the intervals
    begin is stated (65426) or not. A macro image without markers follows."""
    levels = [(width, height, 20.0, units), (width // 4, height // 4, 5.0, 0), (128, 96, -1.0, 0)]
    data = bytearray(b"II*\0" + b"\0" * 12)
    link = 4
    for wide, high, lens, interval in levels:
        options = {"restart_marker_blocks": interval} if interval else {}
        stream = jpeg(tissue(wide, high), subsampling=sampling, **options)
        place = len(data)
        data += stream + b"\0" * (len(stream) % 2)
        starts = _starts(stream) if interval and stated else []
        listed = len(data)
        data += struct.pack(f"<{len(starts)}I", *starts)
        entries = [(256, 4, 1, wide), (257, 4, 1, high), (259, 3, 1, 7), (262, 3, 1, 6), (273, 4, 1, place),
                   (277, 3, 1, 3), (278, 4, 1, high), (279, 4, 1, len(stream)), (65420, 4, 1, 1)]  # fmt: skip
        body = b"".join(struct.pack("<HHII", *entry) for entry in entries)
        body += struct.pack("<HHIf", 65421, 11, 1, lens) + struct.pack("<HHIi", 65424, 9, 1, 0)
        if starts:
            body += struct.pack("<HHII", 65426, 4, len(starts), listed)
        count = len(body) // 12
        struct.pack_into("<Q", data, link, len(data)) if link != 4 else struct.pack_into("<I", data, link, len(data))
        data += struct.pack("<H", count) + body
        link = len(data)
        data += b"\0" * 8 + b"\0" * 4 * count
    return bytes(data)


def _starts(stream: bytes) -> list[int]:
    scan = stream.index(b"\xff\xda")
    begin = scan + 2 + struct.unpack_from(">H", stream, scan + 2)[0]
    marks = [at + 2 for at in range(begin, len(stream) - 1) if stream[at] == 0xFF and 0xD0 <= stream[at + 1] <= 0xD7]
    return [begin, *marks]


def wsi(
    width: int = 600, height: int = 400, tile: int = 128, *, sparse: bool = False, flavour: str = "VOLUME",
    fragments: int = 1, native: bool = False, series: str = "1.2.3", extended: bool = False, frame: str = "1.2.9",
) -> bytes:  # fmt: skip
    """A VL Whole Slide Microscopy instance; `sparse` leaves out every third tile and says where the others stand."""
    picture = np.full((-(-height // tile) * tile, -(-width // tile) * tile, 3), 255, np.uint8)
    picture[:height, :width] = tissue(width, height)
    places = [(x, y) for y in range(0, height, tile) for x in range(0, width, tile)]
    places = places[1::3] + places[0::3] if sparse else places
    frames = [picture[y : y + tile, x : x + tile] for x, y in places]
    one = _header(width, height, tile, len(frames), flavour, series, frame)
    if sparse:
        one.DimensionOrganizationType = "TILED_SPARSE"
        one.PerFrameFunctionalGroupsSequence = [_position(x, y) for x, y in places]
    if native:
        one.PhotometricInterpretation = "RGB"
        one.PixelData = b"".join(part.tobytes() for part in frames)
        return _written(one, ExplicitVRLittleEndian)
    streams = [jpeg(part) for part in frames]
    streams = [stream + b"\0" * (len(stream) % 2) for stream in streams]
    if extended:
        one.PixelData, one.ExtendedOffsetTable, one.ExtendedOffsetTableLengths = encapsulate_extended(streams)
    else:
        one.PixelData = encapsulate(streams, fragments_per_frame=fragments)
    one["PixelData"].is_undefined_length = True
    return _written(one, JPEGBaseline8Bit)


def _position(x: int, y: int) -> Dataset:
    place, group = Dataset(), Dataset()
    place.ColumnPositionInTotalImagePixelMatrix, place.RowPositionInTotalImagePixelMatrix = x + 1, y + 1
    group.PlanePositionSlideSequence = [place]
    return group


def _header(width: int, height: int, tile: int, frames: int, flavour: str, series: str, frame: str) -> Dataset:
    one, shared, measures, path = Dataset(), Dataset(), Dataset(), Dataset()
    one.SOPClassUID, one.SOPInstanceUID = WSI, generate_uid()
    one.StudyInstanceUID, one.SeriesInstanceUID, one.FrameOfReferenceUID = "1.2", series, frame
    one.Modality, one.ImageType = "SM", ["ORIGINAL", "PRIMARY", flavour, "NONE"]
    one.PatientName, one.PatientID = "", ""
    one.Rows = one.Columns = tile
    one.TotalPixelMatrixColumns, one.TotalPixelMatrixRows = width, height
    one.NumberOfFrames, one.SamplesPerPixel, one.PlanarConfiguration = frames, 3, 0
    one.BitsAllocated = one.BitsStored = 8
    one.HighBit, one.PixelRepresentation, one.PhotometricInterpretation = 7, 0, "YBR_FULL_422"
    one.DimensionOrganizationType, one.SpecimenLabelInImage = "TILED_FULL", "NO"
    measures.PixelSpacing = [0.0005 * 600 / width, 0.0005 * 600 / width]
    shared.PixelMeasuresSequence = [measures]
    one.SharedFunctionalGroupsSequence = [shared]
    path.ObjectiveLensPower, path.OpticalPathIdentifier = 20, "1"
    one.ImagedVolumeWidth, one.ImagedVolumeHeight, one.ImagedVolumeDepth = 0.3, 0.0005 * 600 / width * height, 1.0
    one.OpticalPathSequence = [path]
    return one


def _written(one: Dataset, syntax: str) -> bytes:
    one.file_meta = FileMetaDataset()
    one.file_meta.TransferSyntaxUID = syntax
    one.file_meta.MediaStorageSOPClassUID, one.file_meta.MediaStorageSOPInstanceUID = WSI, one.SOPInstanceUID
    out = io.BytesIO()
    dcmwrite(out, one, enforce_file_format=True)
    return out.getvalue()
