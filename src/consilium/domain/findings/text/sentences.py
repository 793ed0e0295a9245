"""Where the sentences of a text begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.phrases import fold

# A query mark before a word ends nothing (`Imp: ? viral`), nor does a question answered at once (`fits? -> no`).
_ANSWER = (
    r"(?:NO|No|no|YES|Yes|yes|S[IÍ]|S[ií]|N|Y|[Dd]enie[sd]|[Nn]iegan?|[Nn]ever|[Nn]unca|[Nn]one|[Nn]egative)"
    r"\b(?=\s?(?:[-–—,.;:(]|$))"
)
_END = re.compile(
    rf"(?:[.!]+|(?<=[^\s:(?])[?]+(?!\s{{0,2}}(?:[-–—=]*>|[-–—:])?\s{{0,2}}{_ANSWER}))" r"[\"')\]»”]*(?=\s|$)"
)
_ITEM = re.compile(r"\s*\(?(\d{1,2})\)\s?(?=[A-ZÁÉÍÓÚÑ])")
_WORD = re.compile(r"[^\W_]+$")
_MONTHS = frozenset(re.findall(r"\w+", "jan feb mar apr jun jul aug sep sept oct nov dec ene abr ago set dic"))
# A letter that ends a name is no initial: `actinomycin D. She takes`, `hepatitis B. No`.
_LETTERED = re.compile(
    r"\b(?:(?:d?actinom[iy]cina?|vitamina?|hepatitis|influenza|influenzae|stage|estadio|estad[ií]o|group|grupo|type|tipo|class|clase"
    r"|blo(?:ck|que)|arm|rama|brazo|course|cycle|curso|ciclo|child[- ]?pugh|amphotericin|anfotericina)\s)[A-Z]$",
    re.IGNORECASE,
)
# No sentence of a report has more.
MOST_LETTERS = 2_000


def sentences(text: str, abbreviations: frozenset[str]) -> Iterator[tuple[int, int]]:
    """`(start, end)` of each sentence, spaces around it left out.

    A full stop ends one unless it stands after an abbreviation, an initial or the number of a list item, or a small
    letter follows a short word.
    """
    start = 0
    for found in _END.finditer(text):
        if "." in found[0] and not _ends(text, start, found, abbreviations):
            continue
        yield from _parts(text, start, found.end())
        start = found.end()
    yield from _parts(text, start, len(text))


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence; one that never ends is cut between words, so that no rule has to look through a whole page."""
    while end - start > MOST_LETTERS:
        blank = text.rfind(" ", start + MOST_LETTERS // 2, start + MOST_LETTERS)
        cut = blank if blank > 0 else start + MOST_LETTERS
        yield from _trimmed(text, start, cut)
        start = cut
    yield from _trimmed(text, start, end)


def _ends(text: str, start: int, found: re.Match[str], abbreviations: frozenset[str]) -> bool:
    following = text[found.end() : found.end() + 3].strip()[:1]
    if not following:
        return True
    before = _WORD.search(text, max(start, found.start() - 30), found.start())
    word = fold(before[0]) if before else ""
    graded = word in ("gr", "gd", "gdo") and following in "012345IV"  # `mucositis gr. II`
    if (
        graded
        or word in abbreviations
        or (
            before
            and before.start() == start + len(text[start : before.start()]) - len(text[start : before.start()].lstrip())
            and word.isdigit()
        )
    ):
        return False
    if len(word) == 1 and word.isalpha() and _LETTERED.search(text, max(start, found.start() - 24), found.start()):
        return following.isupper()
    if (len(word) == 1 and word.isalpha()) or (word in _MONTHS and following.isdigit()):  # `dx sept. 2024`
        return False
    return not following.islower() or (len(word) > 3 and word.isalpha())


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for first, last in _items(text, start, end):
        yield from _without_spaces(text, first, last)


def _items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The items of a list in running text whose full stop is lost: `2) Nódulo hiliar de 16 mm 3) Pulmones: ...`."""
    opened = _ITEM.match(text, start, end)
    while opened is not None:
        following = re.compile(rf"\s\(?{int(opened[1]) + 1}\)\s?(?=[A-ZÁÉÍÓÚÑ])").search(text, opened.end(), end)
        if following is None:
            break
        yield start, following.start()
        start = following.start()
        opened = _ITEM.match(text, start, end)
    yield start, end


def _without_spaces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    part = text[start:end]
    if part.strip():
        yield start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())
