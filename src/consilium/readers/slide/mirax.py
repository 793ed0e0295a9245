"""MIRAX slides (3DHISTECH): `X.mrxs`, a small JPEG, with `X/Slidedat.ini`, `X/Index.dat` and `X/DataNNNN.dat`.

The layout is OpenSlide's description (openslide.org/formats/mirax): Slidedat.ini counts hierarchical records (zoom
levels) and others (label, macro, preview); Index.dat leads to each record's place in a data file.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass

from consilium.domain.errors import UnreadableError
from consilium.readers.contract import Context, Source
from consilium.readers.slide.statements import Level, Slide, pixel_size, positive, scan_date

INI_BOUND = 1 << 20
PICTURE_BOUND = 64 << 20
COUNT_BOUND = 1000
_LAYERS = {
    "ScanDataLayer_SlideThumbnail": "macro",
    "ScanDataLayer_SlideBarcode": "label",
    "ScanDataLayer_SlidePreview": "thumbnail",
}
_PART_START = re.compile(rb"^0[0-9]\.[0-9]{2}[0-9A-Fa-f]{16,64}")
_DATA_NAME = re.compile(r"(?i)^data\d{4}\.dat$")

Ini = dict[str, dict[str, str]]


def part_sort(head: bytes, name: str) -> str:
    """Which part of a MIRAX slide these first bytes are: "settings", "index", "data" or ""."""
    if b"[GENERAL]" in head[:4096] and b"SLIDE_ID" in head[:8192] and b"[HIERARCHICAL]" in head:
        return "settings"
    if _PART_START.match(head):
        return "data" if _DATA_NAME.match(name) else "index"
    return "data" if _DATA_NAME.match(name) and b"\xff\xd8\xff" in head else ""


@dataclass
class Mirax:
    """One MIRAX slide opened by its folder. `ini` is empty where Slidedat.ini is missing."""

    context: Context
    folder: str
    ini: Ini

    @classmethod
    def beside(cls, context: Context) -> Mirax:
        name = context.path.replace("\\", "/").split("!/")[-1].rpartition("/")[2]
        folder = name.rpartition(".")[0] or name
        settings = context.sibling(f"{folder}/Slidedat.ini")
        return cls(context, folder, ini_of(settings) if settings is not None else {})

    def slide(self) -> Slide:
        """What the settings state."""
        slide = Slide("mrxs", "mirax")
        general = self.ini.get("GENERAL", {})
        slide.objective_power = positive(general.get("OBJECTIVE_MAGNIFICATION"))
        slide.title = general.get("SLIDE_NAME", "")
        slide.scanned = scan_date(general.get("SLIDE_CREATIONDATETIME", ""), "GENERAL/SLIDE_CREATIONDATETIME")
        slide.said = [(key, general[key]) for key in ("SLIDE_NAME", "PROJECT_NAME") if general.get(key)]
        slide.levels = self._levels(general)
        base = self.ini.get(self._section("HIER", 0, 0), {})
        slide.mpp_x = pixel_size(base.get("MICROMETER_PER_PIXEL_X"))
        slide.mpp_y = pixel_size(base.get("MICROMETER_PER_PIXEL_Y"))
        return slide

    def _section(self, kind: str, layer: int, value: int) -> str:
        return self.ini.get("HIERARCHICAL", {}).get(f"{kind}_{layer}_VAL_{value}_SECTION", "")

    def _levels(self, general: dict[str, str]) -> list[Level]:
        """Level 0 is the photographs side by side without their overlaps; each level above is a power of two less."""
        levels: list[Level] = []
        shift, base = 0, (0, 0)
        for value in range(min(whole(self.ini.get("HIERARCHICAL", {}).get("HIER_0_COUNT")), 32)):
            section = self.ini.get(self._section("HIER", 0, value), {})
            width, height = whole(section.get("DIGITIZER_WIDTH")), whole(section.get("DIGITIZER_HEIGHT"))
            shift += whole(section.get("IMAGE_CONCAT_FACTOR"))
            if not width or not height or shift > 32:
                break
            if not value:
                base = (_extent(general, section, "X", width), _extent(general, section, "Y", height))
            form = section.get("IMAGE_FORMAT", "").lower()
            levels.append(Level(base[0] >> shift, base[1] >> shift, width, height, form))
        return levels

    def pictures(self) -> dict[str, bytes]:
        """The JPEG of label, macro and thumbnail where there is one. Raises UnreadableError without an index."""
        records = self._records()
        if not records:
            return {}
        index = self.context.sibling(f"{self.folder}/{self.index_name()}")
        if index is None:
            raise UnreadableError("slide.mirax_part_missing", part="Index.dat")
        found = {name: self._picture(index, number) for name, number in records.items()}
        return {name: data for name, data in found.items() if data}

    @property
    def slide_id(self) -> str:
        return self.ini.get("GENERAL", {}).get("SLIDE_ID", "")

    def level_section(self, level: int) -> dict[str, str]:
        """What the settings say of a level. Raises UnreadableError where there is none."""
        found = self.ini.get(self._section("HIER", 0, level))
        if found is None:
            raise UnreadableError("slide.no_levels")
        return found

    def layer(self, index: Source, name: str) -> bytes:
        """The record of the first value of a layer by its name, b"" where there is none."""
        hierarchy, number = self.ini.get("HIERARCHICAL", {}), 0
        for layer in range(min(whole(hierarchy.get("NONHIER_COUNT")), COUNT_BOUND)):
            if hierarchy.get(f"NONHIER_{layer}_NAME") == name:
                return self._picture(index, number)
            number += min(whole(hierarchy.get(f"NONHIER_{layer}_COUNT")), COUNT_BOUND)
        return b""

    def index_name(self) -> str:
        """What Index.dat is called here."""
        return plain(self.ini.get("HIERARCHICAL", {}).get("INDEXFILE", "")) or "Index.dat"

    def _records(self) -> dict[str, int]:
        """Record numbers of the pictures: the layers' values are counted through (NONHIER_i_COUNT)."""
        hierarchy = self.ini.get("HIERARCHICAL", {})
        found: dict[str, int] = {}
        number = 0
        for layer in range(min(whole(hierarchy.get("NONHIER_COUNT")), COUNT_BOUND)):
            count = min(whole(hierarchy.get(f"NONHIER_{layer}_COUNT")), COUNT_BOUND)
            for value in range(count):
                name = _LAYERS.get(hierarchy.get(f"NONHIER_{layer}_VAL_{value}", ""))
                if name:
                    found.setdefault(name, number + value)
            number += count
        return found

    def _picture(self, index: Source, number: int) -> bytes:
        """The bytes of one record, b"" where the index or the data file does not hold them."""
        place = self._place(index, number)
        if place is None:
            return b""
        offset, size, file = place
        name = plain(self.ini.get("DATAFILE", {}).get(f"FILE_{file}", ""))
        data = self.context.sibling(f"{self.folder}/{name}") if name else None
        if data is None or not 0 < size <= PICTURE_BOUND or offset + size > data.size:
            return b""
        return data.read_at(offset, size)

    def _place(self, index: Source, number: int) -> tuple[int, int, int] | None:
        """(offset, bytes, data file) of a record: root table, record, a first page of none, a second page of one."""
        slide_id = self.ini.get("GENERAL", {}).get("SLIDE_ID", "")
        root = int32(index, 5 + len(slide_id) + 4)
        record = int32(index, root + 4 * number) if root is not None else None
        page = int32(index, record + 4) if record is not None and int32(index, record) == 0 else None
        if page is None or int32(index, page) != 1:
            return None
        data = index.read_at(page + 16, 12)
        return struct.unpack("<3i", data) if len(data) == 12 and min(struct.unpack("<3i", data)) >= 0 else None


def ini_of(source: Source) -> Ini:
    """Sections of `key = value`; Slidedat.ini begins with a byte order mark. Raises UnreadableError where too large."""
    if source.size > INI_BOUND:
        raise UnreadableError("slide.mirax_part_missing", part="Slidedat.ini")
    text = source.read_at(0, source.size).decode("utf-8-sig", "replace")
    sections: Ini = {}
    current: dict[str, str] = {}
    for line in text.splitlines():
        stripped = line.strip()
        if stripped.startswith("[") and stripped.endswith("]"):
            current = sections.setdefault(stripped[1:-1], {})
        elif "=" in stripped:
            key, _, value = stripped.partition("=")
            current.setdefault(key.strip(), value.strip())
    return sections


def int32(source: Source, offset: int) -> int | None:
    """A number of the index; None where it is cut off or negative."""
    data = source.read_at(offset, 4)
    value = int(struct.unpack("<i", data)[0]) if len(data) == 4 else -1
    return value if value >= 0 else None


def _extent(general: dict[str, str], section: dict[str, str], axis: str, size: int) -> int:
    """Pixels of level 0 along one axis: overlaps lie between photographs, each of several images."""
    count = min(whole(general.get(f"IMAGENUMBER_{axis}")), 1 << 20)
    parts = whole(general.get("CameraImageDivisionsPerSide")) or 1
    overlap = positive(section.get(f"OVERLAP_{axis}")) or 0.0
    photographs = -(-count // parts)
    return max(0, int(count * size - max(0, photographs - 1) * overlap))


def whole(text: str | None) -> int:
    """A whole number of the settings, 0 where it is none."""
    digits = (text or "")[:9]
    return int(digits) if digits.isascii() and digits.isdigit() else 0


def plain(name: str) -> str:
    """A file name that leads nowhere else, "" for one that would."""
    return "" if "/" in name or "\\" in name or name in (".", "..") else name
