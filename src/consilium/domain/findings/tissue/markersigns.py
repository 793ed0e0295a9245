"""The signs of a marker and the ways to write a CD number: `CD45dim`, `cyCD3`, `CD3s`, `CD 19`, `CD34+CD117-`, `+ve`.

A plus or a minus is of the marker right before it. A minus may be a dash as well: it is a sign only where the end of
an item, another marker or a word for strength follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from consilium.domain.findings.text.spans import Span
from consilium.domain.phrases import Word

_CD = re.compile(
    r"(?P<before>cyto|cyt|cy|ic|sm|c|s|i|m|n)?cd(?P<number>\d{1,3})(?P<kind>r[ao]|[a-elrp])?"
    r"(?P<after>cyto|cyt|cy|cit|sup|surf|ic|s|c|i|m)?"
    r"(?P<ending>pos|neg|dim|bright|bri|br|low|lo|high|hi|int|weak|het|partial|part|parcial|debil)?"
)
_PARTED = re.compile(r"(?P<before>cyto|cyt|cy|ic|sm|c|s|i|m|n)?cd")
# Where a letter behind a number is another antigen's name, none of a place in the cell.
_LETTERED_C = frozenset({"1", "11", "42", "49", "66", "120", "158", "205", "85"})
_PLACES = {
    "cyto": "cytoplasmic", "cyt": "cytoplasmic", "cy": "cytoplasmic", "cit": "cytoplasmic", "c": "cytoplasmic",
    "i": "cytoplasmic", "ic": "cytoplasmic", "s": "surface", "sm": "surface", "m": "surface", "sup": "surface",
    "surf": "surface",
}  # fmt: skip
_ENDINGS = {"pos": "positive", "neg": "negative"}
_WEAK_ENDINGS = frozenset({"dim", "low", "lo", "weak", "debil", "int", "het", "partial", "part", "parcial"})
_LEAD = r"(?:\s*[:=]\s*|\s*\.{2,}\s*|\s)?"
_SHARE = r"(?:\(?\s?\d{1,3}(?:[.,]\d{1,2})?\s?%\s?\)?[\s,:]{0,2})?"
_SIGN = re.compile(
    rf"(?P<lead>{_LEAD}){_SHARE}(?P<open>[\[(]\s?)?"
    r"(?:(?P<varied>\+\s?/\s?[-−–]|[-−–]\s?/\s?\+|±)|(?P<plus>[1-4]?\+{1,4}|⁺{1,3})|(?P<minus>[-−–⁻]))"
    r"(?P<ve>\s?ve\b)?(?P<close>\s?[\])])?"
)
_AFTER_PLUS = re.compile(r"$|[\s,;.:)/(\]|&*]|(?:dim|d|br|bright|het|low|hi|int|weak|part)\b", re.IGNORECASE)
_AFTER_MINUS = re.compile(r"$|[,;.)/\]|*]|\s(?!\s*[pPnN(+\d])")
_ITEM_ENDS = re.compile(r"\s*(?:$|[,;)|\]]|\.(?=\s|$))")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A CD marker: its `name`, where in the cell it was looked for ("" where that is not said), and the ending that
    says its result (`dim`)."""

    name: str
    place: str
    ending: str
    start: int
    end: int


def numbered_in(text: str, words: Sequence[Word]) -> Iterator[Numbered]:
    """The CD markers of some words; `CD 19` and `CD-19` too."""
    for at, word in enumerate(words):
        found = _CD.fullmatch(word.text)
        if found is not None:
            yield _made(found, word.start, word.end)
            continue
        first = _PARTED.fullmatch(word.text)
        following = words[at + 1] if first is not None and at + 1 < len(words) else None
        if following is not None and following.text[0].isdigit() and text[word.end : following.start] in (" ", "-"):
            found = _CD.fullmatch(word.text + following.text)
            if found is not None:
                yield _made(found, word.start, following.end)


def _made(found: re.Match[str], start: int, end: int) -> Numbered:
    number, kind, after = found["number"], found["kind"] or "", found["after"] or ""
    if kind == "c" and number not in _LETTERED_C:
        kind, after = "", after or "c"
    name = f"CD{number}{kind if kind in 'abcde' else kind.upper()}"
    place = _PLACES.get(found["before"] or "", "") or _PLACES.get(after, "")
    return Numbered(name, place, found["ending"] or "", start, end)


def result_of_ending(ending: str) -> str:
    """The result that the ending of a marker's name says: `CD45dim` is there, and weak."""
    return "weak" if ending in _WEAK_ENDINGS else _ENDINGS.get(ending, "positive")


def sign_after(text: str, end: int, following: int | None, *, signed: bool) -> Span[tuple[str, bool]] | None:
    """The sign right behind a marker that ends at `end`. `following` is where the next marker begins; `signed` whether
    other markers of the clause have signs, so that a dash before the next marker is one too."""
    found = _SIGN.match(text, end)
    if found is None:
        return None
    opened = bool(found["open"]) or not found["close"]
    sign, last = _kind(found), found.end() if opened else found.start("close")
    if sign == "negative" and not _is_minus(text, found, following, signed=signed):
        return None
    closed = bool(found["open"] and found["close"]) or bool(found["ve"])
    if sign == "positive" and not (closed or _AFTER_PLUS.match(text, last) or last == following):
        return None
    if sign == "equivocal" and not (closed or _AFTER_PLUS.match(text, last)):
        return None
    return Span((sign, False), found.end("lead"), last)


def _kind(found: re.Match[str]) -> str:
    return "equivocal" if found["varied"] else "positive" if found["plus"] else "negative"


def _is_minus(text: str, found: re.Match[str], following: int | None, *, signed: bool) -> bool:
    """Whether a dash is a minus."""
    if found["ve"] or (found["open"] and found["close"]):
        return True
    last = found.start("close") if found["close"] else found.end()
    touching = last == following
    if not found["lead"]:
        return _AFTER_MINUS.match(text, last) is not None or (touching and signed)
    if _ITEM_ENDS.match(text, last):
        return True
    return signed and following is not None and not text[last:following].strip()
