"""Numbers as written: which mark parts decimals and which thousands, decided only where it can be known.

`9,8` and `45,000` and `1.240` are read by the paper's own mark and by what a value can be; where both readings are
possible there is no number (law 3).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

# `38 640 ng/mL`: thousands set apart by blanks only before a unit, else they are two numbers.
_BLANKED = r"\d{1,3}(?:[ \u00a0\u202f]\d{3}){1,2}(?=[ \u00a0]?(?:[a-zA-Zµμ]{1,9}/|/\s?(?:mm|[uµμ]L|mcL)|x?\s?mm[3³]))"
NUMBER = (
    rf"(?:{_BLANKED}|"
    r"\d{1,2}(?:,\d{2}){1,2},\d{3}|\d{1,3}(?:,\d{3}){1,3}(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,3}|\d{1,9}(?:[.,]\d{1,6})?)"
)
_BLANKS = re.compile(r"[ \u00a0\u202f]")
_SIGNS = {"≤": "<=", "≥": ">=", "=<": "<=", "=>": ">="}
_SHOWN = {">=": "≥", "<=": "≤"}
# How the words of a comparison begin: `less than`, `mayor de`, `al menos`.
_LESS = ("less", "smaller", "under", "below", "menos", "menor", "inferior")
_MORE = ("more", "greater", "larger", "over", "above", "más", "mas", "mayor", "superior")
_NOT_LESS = ("at least", "not less", "no less", "al menos", "por lo menos", "no menor", "no menos")
_NOT_MORE = ("at most", "not more", "no more", "como máximo", "como maximo", "no mayor", "no más", "no mas")
_COMPARED = re.compile(
    r"(?P<sign>[<>]\s?=?|[≤≥]|(?:less than|menor de|menor a|menor que|inferior a|below|under)\b|"
    r"(?:more than|greater than|mayor de|mayor a|mayor que|superior a|above|over)\b)?\s{0,2}"
    rf"(?P<number>(?:(?<![\w.,)])[+-])?{NUMBER})(?!\d|/\s?\d|[.,]\d|-\d|[lIOo][.,\d])",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(r"(?<![\w.,/-])[1-9]\d{0,2}\.\d{3}(?![\w.,/-])")
_MARKED = re.compile(r"(?<![\d.,/\-])(\d{1,9})([.,])(\d{1,6})(?![\d/]|[.,]\d|-\d{1,2}-)")


@dataclass(frozen=True, slots=True)
class Written:
    """A number in a text: its place, its words without the comparator, and "<", "<=", ">", ">=" or ""."""

    start: int
    end: int
    text: str
    comparator: str = ""


def written_at(text: str, start: int) -> Written | None:
    """The number that begins at `start`, its comparator before it."""
    found = _COMPARED.match(text, start)
    return _written(found) if found else None


def written_in(text: str, start: int = 0) -> Written | None:
    """The first number from `start` on."""
    found = _COMPARED.search(text, start)
    return _written(found) if found else None


def comparator_of(said: str) -> str:
    """The comparator that a sign or words before a number are: "<", "<=", ">" or ">="; "" where they compare nothing
    (`about`, `~`, `hasta`)."""
    sign = said.strip().lower()
    if sign[:1] in ("<", ">", "≤", "≥", "="):
        sign = re.sub(r"\s", "", sign)
        return _SIGNS.get(sign, sign)
    if sign.startswith(_NOT_LESS):
        return ">="
    if sign.startswith(_NOT_MORE):
        return "<="
    if sign.startswith(_LESS):
        return "<"
    return ">" if sign.startswith(_MORE) else ""


def shown_sign(comparator: str) -> str:
    """A comparator as people read it: `≥` for ">="."""
    return _SHOWN.get(comparator, comparator)


def decimal_mark(texts: Iterable[str]) -> str:
    """The mark that parts decimals in a paper: "," or "." where nothing contradicts it, else ""."""
    seen: Counter[str] = Counter()
    for text in texts:
        for found in _MARKED.finditer(text):
            head, mark, tail = found.groups()
            if len(tail) != 3 or head == "0":
                seen[mark] += 1
    if len(seen) == 1:
        return next(iter(seen))
    return ""


def has_thousands(texts: Iterable[str]) -> bool:
    """Whether a paper writes several numbers as `2.310`: without decimals points part thousands there."""
    return len({found[0] for text in texts for found in _THOUSANDS.finditer(text)}) > 1


def number_of(written: str, mark: str, possible: Callable[[float], bool] | None = None) -> float | None:
    """The number of `45,000` or `9,8`; None where it may be two. `possible` says what the value may be."""
    readings = _readings(_BLANKS.sub("", written).lstrip("+"))
    if len(readings) == 1:
        return next(iter(readings.values()))
    if possible is not None:
        fitting = [value for value in readings.values() if possible(value)]
        if len(fitting) == 1:
            return fitting[0]
    return readings.get(mark) if mark else None


def _readings(written: str) -> dict[str, float]:
    """The readings by the decimal mark that each supposes."""
    marks = [char for char in written if char in ",."]
    if not marks:
        return {"": float(written)}
    last = marks[-1]
    if len(set(marks)) == 2:
        other = "," if last == "." else "."
        return {last: float(written.replace(other, "").replace(last, "."))}
    if len(marks) > 1:
        return {"": float(written.replace(last, ""))}
    head, _, tail = written.partition(last)
    as_decimal = float(f"{head}.{tail}")
    if len(tail) != 3 or head.lstrip("-") in ("", "0") or len(head.lstrip("-")) > 3:
        return {last: as_decimal}
    return {last: as_decimal, "," if last == "." else ".": float(head + tail)}


def _written(found: re.Match[str]) -> Written:
    sign = comparator_of(found["sign"] or "")
    start = found.start("sign") if sign else found.start("number")
    return Written(start, found.end(), found["number"], sign)
