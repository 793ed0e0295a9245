"""Sizes as reports write them: `12.4 x 6.8 x 11.0 cm`, `3,2 cm x 2,1 cm`, `32 mm`, `12 por 8 mm`; several with one
unit (`de 11 y 8 mm`), runs (`3-5 mm`) and changes (`from 14 to 8 mm`, `14 mm -> 8 mm`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_NUMBER = r"\d{1,3}(?:[.,]\d{1,2})?"
_UNIT = r"(?:mm|cm|MM|CM|[Cc]ms|mms)"
# The direction in which a length was measured: `68 mm (L) x 54 mm (AP)`, `13.1 cm craniocaudal by 11.6 cm transverse`.
_WAY = (
    r"(?:\s?\([A-Za-z. ]{1,16}\)|\s(?:AP|CC|TV|TR|SI|ML|RL|LL|[Tt]rans(?:verse|versal|v)?|[Cc]raniocaudal|"
    r"[Cc]ephalocaudal|[Cc]efalocaudal|"
    r"[Aa]ntero-?posterior|[Ll]ongitudinal|[Ss]agittal|[Aa]xial|[Ww]ide|[Ll]ong|[Dd]eep)\b)?"
)
_BY = r"\s?(?:x|×|X|\*|by|por|BY|POR)\s?"
_SIZE = re.compile(
    rf"(?:(?<![\w.,/-])|(?<=[^\w.,/-]\d[-–])|(?<=[^\w.,/-]\d\d[-–]))(?P<a>{_NUMBER})(?:[\s-]?(?P<ua>{_UNIT}))?"
    rf"(?:{_WAY}{_BY}(?P<b>{_NUMBER})(?:\s?(?P<ub>{_UNIT}))?)?"
    rf"(?:{_WAY}{_BY}(?P<c>{_NUMBER}))?(?:(?:\s?\([A-Za-z. ]{{1,12}}\)\s)?[\s-]?(?P<unit>{_UNIT}))?"
    rf"(?![\w/²³])(?!\s?(?:de\s)?(?:Hg|H2O|agua)\b)"
)
_ONE = rf"(?P<n>{_NUMBER}(?:{_BY}{_NUMBER}){{0,2}})"
_LISTED = re.compile(rf"(?<![\w.,/-]){_ONE}(?P<by>\s?,\s|,?\s(?:y|and|e|&)\s)$")
_CHANGED = re.compile(rf"(?<![\w.,/-]){_ONE}(?P<by>\s?(?:->|→|=>|⟶|>>)\s?|\s(?:to|a)\s)$")
_TO = re.compile(rf"\s?(?:->|→|=>|⟶|>>)\s?(?=\d)|\s(?:to|a)\s(?={_NUMBER}\s?(?:{_UNIT}|{_BY}))")
_FROM = re.compile(r"\b(?:from|de|desde)\s$", re.IGNORECASE)
_CHANGES = re.compile(
    r"\b(?:from|decreas\w+|increas\w+|reduc\w+|shr[aiu]nk\w*|grown|grew|smaller|larger|down|up|disminu\w+|aument\w+|"
    r"creci\w+|pas[oóa]\w*)\b",
    re.IGNORECASE,
)
# A size of before that takes the unit of the one now: `8.1 cm (prev 6.9)`, `8 x 6 mm (antes 14 x 11)`.
_ONCE_BARE = re.compile(
    rf"[^\d;]{{0,40}}?\b(?:prev(?:ious(?:ly)?)?|prior|was|before|formerly|baseline|initially|previ[oa]|antes|anterior|era|"
    rf"inicial|basal)\.?\s?:?\s?(?:(?:de|of|at|unos)\s)?{_ONE}(?=\s?[,;).]|$)(?!\s?[.,]\d)",
    re.IGNORECASE,
)
_CHANGE_REACH, _MOST_LISTED = 80, 4
_FIGURE = re.compile(_NUMBER)
_LONGEST_MM = 600.0


@dataclass(frozen=True, slots=True)
class Size:
    """`value` and `sizes` as written, `largest` in millimetres, at `start` to `end` of the text. `before` where the
    words say that it has become another."""

    value: str
    sizes: str
    unit: str
    largest: float
    start: int
    end: int
    before: bool = False

    @property
    def number(self) -> float:
        """The largest extent in the unit as written."""
        return self.largest if self.unit == "mm" else round(self.largest / 10, 3)


def sizes_in(text: str) -> Iterator[Size]:
    """Every size with a unit, from left to right; nothing longer than a child is wide."""
    for found in _SIZE.finditer(text):
        unit = found["unit"] or found["ub"] or found["ua"]
        if unit is None:
            continue
        unit = unit.lower().strip(".")[:2]
        value = found[0].strip()
        yield from _without_unit(text, found.start(), unit)
        numbers = [found[name] for name in "abc" if found[name]]
        own = _size(value, numbers, unit, found.start(), _is_before(text, found.start(), found.start() + len(value)))
        if own is not None:
            yield own
            bare = (
                _ONCE_BARE.match(text, own.end)
                if unit == "mm" or re.search(r"\d[.,]\d", own.value) or found["b"]
                else None
            )
            made = _size(bare["n"], _FIGURE.findall(bare["n"]), unit, bare.start("n"), True) if bare else None
            if made is not None:
                yield made


def _size(value: str, numbers: Sequence[str], unit: str, start: int, before: bool) -> Size | None:
    scale = 10.0 if unit == "cm" else 1.0
    largest = round(max(float(number.replace(",", ".")) for number in numbers) * scale, 2)
    if not 0 < largest <= _LONGEST_MM:
        return None
    return Size(value, " x ".join(numbers), unit, largest, start, start + len(value), before)


def _is_before(text: str, start: int, end: int) -> bool:
    """Whether the words say that a size has become the next: `14 mm -> 8 mm`, `decreased from 7.4 cm to 2.2 cm`."""
    to = _TO.match(text, end)
    return to is not None and (to[0].strip() not in ("to", "a") or _changes(text, start))


def _changes(text: str, start: int) -> bool:
    led = _FROM.search(text, max(0, start - 8), start) is not None
    return led and _CHANGES.search(text, max(0, start - _CHANGE_REACH), start) is not None


def _without_unit(text: str, end: int, unit: str) -> list[Size]:
    """The sizes right before one that share its unit, from left to right."""
    found: list[Size] = []
    for _ in range(_MOST_LISTED):
        first = max(0, end - 40)
        changed = _CHANGED.search(text[first:end])
        if changed is not None and changed["by"].strip() in ("to", "a") and not _changes(text, first + changed.start()):
            changed = None
        listed = _LISTED.search(text[first:end]) if changed is None else None
        if listed is not None and "," in listed["by"] and not (found or listed["by"].strip() != ","):
            # `grade 2, 8 mm`: a comma alone is of a list only after words that measure
            lead = text[max(0, first + listed.start() - 14) : first + listed.start()]
            listed = listed if re.search(r"\b(?:de|of|measuring|miden|mide)\s$", lead) else None
        one = changed or listed
        if one is None:
            break
        size = _size(one["n"].strip(), _FIGURE.findall(one["n"]), unit, first + one.start(), changed is not None)
        if size is None:
            break
        found.insert(0, size)
        end = size.start
    return found
