"""Amounts of medicine, radiation and cells in running text, as written, with the number that they are.

`1,250 mg` is twelve hundred and fifty where the paper writes decimals with a point, and one and a quarter where it
writes them with a comma: `decimal_mark` looks at the whole paper once. Patterns have no nested repetition.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from consilium.domain.findings.paper import Paper

_NUMBER = r"\d{1,3} 000(?!\d)|\d{1,3}(?:[,.]\d{3}){1,2}(?:[.,]\d{1,2})?(?!\d)|\d{1,7}(?:[.,]\d{1,4})?"
_UNIT = (
    r"mcg|µg|μg|ug|micrograms?|microgramos?|mg|mgs|rng|gr?|gramos?|grams?|milligrams?|miligramos?|IU|I\.U\."
    r"|UI|U\.I\.|units?|unidades|U|kU|"
    r"mCi|GBq|MBq|Ci"
)
# A scanner reads the small 2 of m² as many things; a letter after the m makes it another unit (mL, min).
_PER = (
    r"(?:sq\.?\s?m(?:et(?:er|re)s?)?|(?:met(?:er|re)s? squared|square met(?:er|re)s?|metros? cuadrados?)|"
    r"m\s?(?:²|\^\s?2|\*\*2|2|\?|\*|z(?![a-z]))?(?![a-zA-Z²])|kg|Kg|KG)"
)
_TIME = r"(?:day|d[ií]a|d|dose|dosis|cycle|ciclo|course|24 ?h|h|hr)"
_AMOUNT = re.compile(
    rf"(?<![\w.,])(?!(?<=\d\d:)\d\d\s(?-i:MG\b))"  # the initials behind an hour: `12:00  MG`
    rf"(?P<number>{_NUMBER})\s?(?P<unit>{_UNIT})(?![a-zA-Z])"
    rf"(?:\s?(?:/|por|per)\s?(?P<per>{_PER})(?:\s?[²2])?)?"
    rf"(?:\s?/\s?(?P<time>{_TIME})(?![a-zA-Z]))?(?:\s?/\s?(?P<late>kg|m[²2]))?(?!\s?/\s?(?:d?l|ml|mm|min|h)\b)"
    r"(?!\s?[·*×]\s?(?:h|min)\b|\sx\sh\b)",  # an exposure: `AUC 82 mg·h/L`
    re.IGNORECASE,
)
# A square meter in words is written as one (`mg/sqm`, `mg per square metre`).
_IN_WORDS = re.compile(r"sq|met|square")
_THOUSANDS, _HUNDREDS = re.compile(r"[^\W\d_:][\s:]{1,2}(\d{1,2})\s$"), re.compile(r"\d{3}(?:[.,]\d)?")
_DECIMAL = re.compile(r"(?<![\d.,/])\d{1,4}([.,])\d{1,2}(?:\s?%|\s[a-zµ]|(?:mg|g|kg|m|cm|mm|Gy)\b)")
_SPREAD = re.compile(
    r"^[\s\])]{0,3}[x×X*]\s?(\d{1,2})(?:\s?(?:d[ií]as?|days?|doses?|dosis|d))?(?![\w/%]|[.,]\d|\s?(?:mg|g)\b)"
)
_TIMES = re.compile(
    r"[(,;\s](\d{1,3})(?:\s(?:of|de)(?:\s(?:the|las|his|her))?\s\d{1,3})?\s?(?:weekly\s)?(?:dosis|doses)(?!\w)"
    r"|(?<!\w)(?:for|por|durante|x)\s(\d{1,3})\s?(?:d[ií]as|days)(?!\w)",
    re.IGNORECASE,
)
# Doses that were left out are none that were given: `2 doses omitted`, `se omitieron 2 dosis`.
_LEFT_OUT = (
    r"(?:omitted|held|missed|skipped|withheld|not\sgiven|omiti\w{1,5}|omitidas|no\sadministradas|perdidas"
    r"|suspendidas)"
)
_OMITTED_BEHIND = re.compile(rf"\s(?:were\s|was\s|fueron\s|se\s|had\sto\sbe\s)?{_LEFT_OUT}\b", re.IGNORECASE)
_OMITTED_BEFORE = re.compile(
    rf"\b{_LEFT_OUT}(?:\s(?:the\s|las\s)?(?:last|first|[uú]ltimas|primeras))?[\s(,;]*$", re.IGNORECASE
)
_CYCLES = re.compile(r"(?<!\w)[x×]?\s?(\d{1,2})\s(?:cycles|ciclos|courses|cursos)(?!\w)", re.IGNORECASE)
_DAYS = re.compile(
    r"(?<!\w)(?:days?|d[ií]as?|D)\s?(\+?-?\d{1,3}(?:\s?(?:,\s?(?:and|y)\s|,|y|and|&|-|–|a|al|to)\s?(?:(?:days?\s|d[ií]as?\s|D)(?=\d))?"
    r"\+?-?\d{1,3}(?!\d|\s?(?:cycles|ciclos|courses|cursos|mg|g|dos[ei]s)\b)){0,11})"
    r"(?![\w/]|\.\d|\s(?:days?|d[ií]as?|weeks?|semanas?)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as written. `number` is None where its mark can't be told. `per` is "m2", "kg" or ""."""

    text: str
    number: float | None
    unit: str
    per: str
    start: int
    end: int
    daily: bool = False
    full_unit: str = ""


def decimal_mark(paper: Paper) -> str:
    """The mark of decimals in this paper: a comma or a point; a point where English shows neither, else ""."""
    marks = [found[1] for page in paper.reading.pages[:50] for found in _DECIMAL.finditer(page.text[:100_000])]
    comma = marks.count(",")
    if comma != len(marks) - comma:
        return "," if comma > len(marks) - comma else "."
    return "." if paper.language in ("en", "") else ""


def number_of(text: str, mark: str) -> float | None:
    """The number that a text of digits is; None where a point or comma may be either mark."""
    text = text.replace(" ", "")
    marks = [char for char in text if char in ".,"]
    if not marks:
        return float(text)
    if len(set(marks)) == 2:
        return float(text.replace(marks[0], "").replace(marks[-1], "."))
    grouped = all(len(part) == 3 for part in re.split("[.,]", text)[1:]) and not text.startswith("0")
    if len(marks) > 1:
        return float(re.sub("[.,]", "", text)) if grouped else None
    if not grouped:
        return float(text.replace(",", "."))
    if not mark:
        return None
    return float(text.replace(",", ".") if marks[0] == mark else re.sub("[.,]", "", text))


def readings_of(text: str) -> tuple[float, ...]:
    """The numbers that a text may be, whichever mark its paper uses."""
    found = dict.fromkeys(number_of(text, mark) for mark in (".", ","))
    return tuple(number for number in found if number is not None)


def by_thousands(text: str, amount: Amount, ends: Collection[int] | None = None) -> Amount:
    """A sum with the thousands that a space parts from it: `Carboplatino 1 500 mg/m2`. Of a dose that is no sum the
    first number may be a cycle's or a day's, unless it stands right behind a drug's name, which `ends` tell."""
    before = _THOUSANDS.search(text, max(0, amount.start - 5), amount.start)
    if before is None or _HUNDREDS.fullmatch(amount.text) is None:
        return amount
    if ends is not None and len(text[: before.start(1)].rstrip(" :")) not in ends:
        return amount
    whole = f"{before[1]} {amount.text}"
    number = float(whole.replace(" ", "").replace(",", "."))
    return replace(amount, text=whole, number=number, start=before.start(1))


def amounts_in(text: str, mark: str) -> Iterator[Amount]:
    """All amounts with a unit, from left to right."""
    for found in _AMOUNT.finditer(text):
        per = (found["per"] or found["late"] or "").lower()
        yield Amount(
            found["number"],
            number_of(found["number"], mark),
            "mg" if found["unit"].lower() == "rng" else found["unit"],
            "kg" if per == "kg" else "m2" if per else "",
            found.start(),
            found.end(),
            (found["time"] or "").lower() in ("day", "dia", "día", "d", "24h", "24 h"),
            found["unit"] + (f"/{'m2' if _IN_WORDS.match(per) else _as_written(found)}" if per else ""),
        )


def _as_written(found: re.Match[str]) -> str:
    return (found["per"] or found["late"] or "").strip()


def spread(after: str) -> int | None:
    """The `4` of `50 mg/m² x 4`, of what stands after an amount."""
    found = _SPREAD.match(after)
    return int(found[1]) if found else None


def doses_counted(text: str) -> int | None:
    """The `6` of `(6 dosis)` and of `6 of 8 doses`."""
    for found in _TIMES.finditer(text):
        before = text[max(0, found.start() - 24) : found.start() + 1]
        if not (_OMITTED_BEHIND.match(text, found.end()) or _OMITTED_BEFORE.search(before)):
            return int(found[1] or found[2])
    return None


def cycles_counted(text: str) -> int | None:
    """The `2` of `days 1 and 15, 2 cycles`."""
    found = _CYCLES.search(text)
    return int(found[1]) if found else None


def days_in(text: str) -> tuple[str, int | None]:
    """The days as written and how many they are: `1-5` is 5, `1, 8, 15` is 3, `-7 a -4` is 4; ("", None) if none."""
    found = _DAYS.search(text)
    if found is None:
        return "", None
    written = found[1].strip()
    return written, _count(written)


def _count(written: str) -> int | None:
    parts = [part.strip() for part in re.split(r",|&|\by\b|\band\b", written) if part.strip()]
    total = 0
    for part in parts:
        ends = re.fullmatch(r"(?:[Dd][a-zí]*\s?)?(\+?-?\d+)(?:\s?(?:-|–|a|al|to)\s?(\+?-?\d+))?", part)
        if ends is None:
            return None
        total += 1 if ends[2] is None else abs(int(ends[2]) - int(ends[1])) + 1
    return total if 0 < total <= 60 else None
