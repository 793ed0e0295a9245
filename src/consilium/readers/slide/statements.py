"""What a scanned slide states of itself, whichever scanner wrote it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from consilium.domain.dates import PartialDate
from consilium.domain.records import Citation, DateRole, DateSeen, Json
from consilium.readers.slide.tiff import Directory

_NUMBERS = re.compile(r"^\s{0,9}(\d{1,4})[-/.:](\d{1,2})[-/.:](\d{1,4})(?!\d)")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of the pyramid, in pixels; `directory` is where its pixels are, None outside TIFF."""

    width: int
    height: int
    tile_width: int
    tile_height: int
    compression: str
    directory: Directory | None = None


@dataclass
class Slide:
    """A slide's own statements. Sizes in pixels, `mpp_*` in micrometres a pixel; None and "" where unstated."""

    format: str
    vendor: str
    levels: list[Level] = field(default_factory=list)
    associated: dict[str, Directory] = field(default_factory=dict)
    mpp_x: float | None = None
    mpp_y: float | None = None
    objective_power: float | None = None
    stain: str = ""
    barcode: str = ""
    title: str = ""
    scanned: DateSeen | None = None
    said: list[tuple[str, str]] = field(default_factory=list)

    def facts(self) -> dict[str, Json]:
        """The shape that `consilium.readers.slide` documents."""
        first = self.levels[0] if self.levels else None
        return {
            "vendor": self.vendor,
            "width": first.width if first else None,
            "height": first.height if first else None,
            "levels": [self._level(level) for level in self.levels],
            "mpp_x": self.mpp_x,
            "mpp_y": self.mpp_y,
            "objective_power": self.objective_power,
            "stain": self.stain,
            "barcode": self.barcode,
            "scan_date": str(self.scanned.value) if self.scanned else "",
            "associated": [*sorted(self.associated)],
        }

    def _level(self, level: Level) -> dict[str, Json]:
        return {
            "width": level.width,
            "height": level.height,
            "tile_width": level.tile_width,
            "tile_height": level.tile_height,
            "compression": level.compression,
            "downsample": round(self.levels[0].width / max(1, level.width), 3),
        }


def scan_date(text: str, place: str, order: str = "") -> DateSeen | None:
    """The day of scanning. `order` is "mdy" where the scanner's format is known.

    Without it day and month are told apart by their size; where they can't be, the year is all that is known.
    """
    found = _NUMBERS.match(text)
    if not found:
        return None
    first, second, third = (int(part) for part in found.groups())
    try:
        value = _day(first, second, third, order, len(found[1]), len(found[3]))
    except ValueError:
        return None
    return DateSeen(DateRole.OTHER, value, Citation(quote=text[:100].strip(), place=place))


def _day(first: int, second: int, third: int, order: str, first_digits: int, third_digits: int) -> PartialDate:
    if first_digits == 4:
        return PartialDate(first, second, third)
    if third_digits == 2:
        third += 2000
    if order == "mdy":
        return PartialDate(third, first, second)
    if first > 12 or first == second:
        return PartialDate(third, second, first)
    if second > 12:
        return PartialDate(third, first, second)
    return PartialDate(third)


def positive(value: object) -> float | None:
    """A finite positive number, None for anything else."""
    try:
        number = float(str(value).replace(",", "."))
    except ValueError:
        return None
    return number if 0 < number < 1e6 else None


def pixel_size(value: object) -> float | None:
    """Micrometres a pixel where a microscope can have made it: print resolutions (72 dpi) are none."""
    number = positive(value)
    return round(number, 6) if number is not None and 0.02 <= number <= 50 else None
