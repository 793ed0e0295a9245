"""The parts of a JPEG stream (ITU-T T.81 annex B), walked without decoding: for tiles that leave as they are stored.

Not a reader: what the readers of slides and of DICOM share.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image

START, END = b"\xff\xd8", b"\xff\xd9"
RESTART = range(0xD0, 0xD8)
_ALONE = {0x01, *RESTART, 0xD8}
_SEQUENTIAL = (0xC0, 0xC1, 0xC2)  # what every browser decodes
_FRAMES = {0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}
_SCAN, _INTERVAL, _JFIF, _ADOBE = 0xDA, 0xDD, 0xE0, 0xEE
RGB, YCC = 0, 1
QUALITY = 90


@dataclass(frozen=True, slots=True)
class Frame:
    """What the segments before the first scan say. Sizes in pixels; positions in bytes from the stream's start.

    sampling   (horizontal, vertical) of each component
    interval   minimum coded units between restart markers, 0 for none
    height_at  where the two bytes of the height stand
    data_at    where the scan's data begins
    transform  of the Adobe marker, None without one
    """

    kind: int
    precision: int
    width: int
    height: int
    sampling: tuple[tuple[int, int], ...]
    interval: int
    height_at: int
    data_at: int
    transform: int | None
    jfif: bool

    @property
    def plain(self) -> bool:
        """Whether any browser shows it: 8 bits, Huffman, one component or three."""
        return self.kind in _SEQUENTIAL and self.precision == 8 and len(self.sampling) in (1, 3)

    @property
    def unit(self) -> tuple[int, int]:
        """Width and height in pixels of a minimum coded unit (T.81 A.2)."""
        if len(self.sampling) == 1:
            return 8, 8
        return 8 * max(one[0] for one in self.sampling), 8 * max(one[1] for one in self.sampling)


def frame_of(data: bytes) -> Frame | None:
    """What the stream's first segments say; None where they are cut off, or no JPEG's."""
    found: dict[str, int] = {}
    sampling: tuple[tuple[int, int], ...] = ()
    try:
        for marker, room, length in _segments(data):
            body = data[room + 2 : room + length]
            if marker in _FRAMES:
                found |= {"kind": marker, "height_at": room + 3}
                sampling = _sampling(body)
                found["precision"], found["height"], found["width"] = struct.unpack_from(">BHH", body)
            elif marker == _SCAN:
                return _frame(found, sampling, room + length)
            else:
                found |= _told(marker, body)
    except (IndexError, struct.error):
        return None
    return None


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """(marker, where its segment begins, its length); ends at what is no marker. Raises IndexError, struct.error."""
    at = len(START)
    if data[:at] != START:
        return
    while data[at] == 0xFF:
        while data[at + 1] == 0xFF:
            at += 1  # fill bytes (B.1.1.2)
        marker, room = data[at + 1], at + 2
        length = 0 if marker in _ALONE else int(struct.unpack_from(">H", data, room)[0])
        if length < 2 and marker not in _ALONE:
            return
        if length:
            yield marker, room, length
        at = room + length


def _told(marker: int, body: bytes) -> dict[str, int]:
    if marker == _INTERVAL:
        return {"interval": int(struct.unpack_from(">H", body)[0])}
    if marker == _JFIF and body[:4] == b"JFIF":
        return {"jfif": 1}
    if marker == _ADOBE and body[:5] == b"Adobe":
        return {"transform": body[11]}
    return {}


def _sampling(body: bytes) -> tuple[tuple[int, int], ...]:
    count = body[5]
    return tuple((body[7 + 3 * one] >> 4, body[7 + 3 * one] & 15) for one in range(count))


def _frame(found: dict[str, int], sampling: tuple[tuple[int, int], ...], data_at: int) -> Frame | None:
    if "kind" not in found or not sampling or any(not (0 < x <= 4 and 0 < y <= 4) for x, y in sampling):
        return None
    return Frame(
        found["kind"],
        found["precision"],
        found["width"],
        found["height"],
        sampling,
        found.get("interval", 0),
        found["height_at"],
        data_at,
        found.get("transform"),
        "jfif" in found,
    )


def adobe(transform: int) -> bytes:
    """The segment that says whether the components are RGB or YCC; without it a decoder guesses."""
    return b"\xff\xee" + struct.pack(">H5sHHHB", 14, b"Adobe", 100, 0, 0, transform)


def prefix_of(tables: bytes, transform: int | None) -> bytes:
    """What stands before a tile's own segments: start, colour, and the tables that tiles share (TIFF 347)."""
    shared = tables[len(START) :] if tables[: len(START)] == START else tables
    shared = shared[: -len(END)] if shared[-len(END) :] == END else shared
    return START + (b"" if transform is None else adobe(transform)) + shared


def colour_fits(frame: Frame, transform: int | None) -> bool:
    """Whether a decoder that reads the stored marks will take the colours for what the file says that they are."""
    if transform is None or len(frame.sampling) == 1:
        return True
    if frame.transform is not None:
        return frame.transform == transform
    return transform == YCC if frame.jfif else True


def white(width: int, height: int) -> bytes:
    """An empty tile."""
    return encoded(Image.new("L", (width, height), 255))


def encoded(picture: Image.Image) -> bytes:
    """JPEG bytes of a tile that had to be decoded."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY, subsampling=0 if picture.mode == "RGB" else -1)
    return out.getvalue()
