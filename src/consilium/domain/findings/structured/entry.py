"""What the mappings of coded entries share: values out of JSON, numbers and dates as written, citations, codes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from consilium.domain.dates import PartialDate
from consilium.domain.findings.codes import Codes
from consilium.domain.findings.finding import Code
from consilium.domain.phrases import fold
from consilium.domain.records import Citation, Line, Page, Reading

Entry: TypeAlias = Mapping[str, Any]
_NUMBER = re.compile(r"\s*(<=|>=|<|>|≤|≥)?\s*([+-]?\d{1,15}(?:[.,]\d{1,15})?)\s*")
_THOUSANDS = re.compile(r"\d{1,3},\d{3}")
_SIGNS = {"≤": "<=", "≥": ">="}
QUOTE_CHARS = 200
_REACH = 500  # letters beside a word within which its value is looked for
_LOOKS = 40  # how many places of a word on a page are looked at for the value beside it


def maps(value: Any) -> list[Entry]:
    """The maps among the values of a list; of one map, itself."""
    if isinstance(value, Mapping):
        return [value]
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, (list, tuple)) else []


def text(entry: Entry, *names: str) -> str:
    """The first of some keys that has words."""
    for name in names:
        value = entry.get(name)
        if isinstance(value, (str, int, float)) and not isinstance(value, bool) and str(value).strip():
            return str(value).strip()
    return ""


def inner(entry: Entry, name: str) -> Entry:
    value = entry.get(name)
    return value if isinstance(value, Mapping) else {}


def number_of(written: str) -> tuple[str, float | None]:
    """Comparator and number of a result; no number where it is words or may be read in two ways (`1,234`)."""
    found = _NUMBER.fullmatch(written)
    if found is None or _THOUSANDS.fullmatch(found[2]):
        return "", None
    sign = found[1] or ""
    return _SIGNS.get(sign, sign), float(found[2].replace(",", "."))


def day_of(written: str) -> PartialDate | None:
    """An HL7 time or an ISO date, to its own precision; None where it is no date of a calendar."""
    try:
        return PartialDate.from_iso(written.split(" ")[0]) if "-" in written[:8] else PartialDate.from_digits(written)
    except ValueError:
        return None


def codes_of(concept: Entry, codes: Codes) -> tuple[Code, ...]:
    """The code of a concept and its translations or further codings, systems by our names, none twice."""
    found = [concept, *maps(concept.get("translations")), *maps(concept.get("codings"))]
    made = {
        (codes.system(text(each, "system")), text(each, "code")): text(each, "display")
        for each in reversed(found)
        if text(each, "code")
    }
    ordered = [Code(system, code, display) for (system, code), display in reversed(made.items())]
    return tuple(sorted(ordered, key=_words_last))


def _words_last(code: Code) -> bool:
    """Codes that only say what sort of thing it is, after those that say what."""
    return code.system in ("", "cpt", "hcpcs")


def words_of_concept(concept: Entry) -> str:
    """A concept in the entry's words: original text, display, a translation's display."""
    own = text(concept, "original_text", "display", "name", "text")
    if own:
        return _line(own)
    others = (text(each, "display") for each in maps(concept.get("translations")))
    return next((_line(each) for each in others if each), "")


def _line(words: str) -> str:
    return " ".join(words.split())[:QUOTE_CHARS]


class Places:
    """Where the words of entries stand on the pages of a reading."""

    def __init__(self, reading: Reading) -> None:
        self._pages = {page.number: page for page in reading.pages}
        self._texts: dict[int, tuple[str, str]] = {}
        self._quoted: dict[int, set[int]] = {}

    def cite(self, page: object, place: str, words: Sequence[str]) -> Citation:
        """The words with those after them in the same line, where they stand on the page; else the entry's own words.

        `words` are what to look for, the name first; `place` is the XPath or FHIR path of the entry.
        """
        wanted = [each for each in words if each]
        known = self._pages.get(page) if isinstance(page, int) else None
        if not wanted or known is None:
            return Citation(wanted[0][:QUOTE_CHARS] if wanted else "", None, place=place)
        quote = self._found(known, [fold(each) for each in wanted])
        return Citation(quote, known.number, place=place) if quote else Citation(wanted[0][:QUOTE_CHARS], place=place)

    def _found(self, page: Page, wanted: Sequence[str]) -> str:
        """Each entry takes the first line that no other took, so that rows alike go to their own entries."""
        if page.number not in self._texts:
            self._texts[page.number] = (page.text, fold(page.text))
        whole, folded = self._texts[page.number]
        spans: list[tuple[int, int, int]] = []
        best: list[tuple[int, int, int]] = []
        for at in _places(folded, wanted[0]):
            begin, end = folded.rfind("\n", 0, at) + 1, folded.find("\n", at)
            end = len(folded) if end < 0 else end
            low, high = max(begin, at - _REACH), min(end, at + len(wanted[0]) + _REACH)
            span = _span(folded[low:high], at - low, wanted)
            if span is not None and span[1] - span[0] <= 2 * QUOTE_CHARS:
                spans.append((begin, low + span[0], low + span[1]))
            best = best or [(begin, at, at + len(wanted[0]))]
        quoted = self._quoted.setdefault(page.number, set())
        for begin, start, stop in (*(each for each in spans if each[0] not in quoted), *spans, *best):
            quoted.add(begin)
            return whole[start:stop]
        return ""

    def cells(self, page: object, name: str) -> list[dict[str, str]]:
        """The table rows of a page's narrative in which a name is a cell of its own: cells by their folded heads."""
        known = self._pages.get(page) if isinstance(page, int) else None
        rows = (_cells(line.text) for line in known.lines if _is_row(line.text)) if known is not None and name else ()
        wanted = fold(name).split()
        return [row for row in rows if any(fold(cell).split() == wanted for cell in row.values())]

    def unquoted(self, page: Page) -> Page:
        """The page without the table rows that words of entries were found in: these say the same once more."""
        begins, at = self._quoted.get(page.number, set()), 0
        kept: list[Line] = []
        for line in page.lines:
            if at not in begins or not _is_row(line.text):
                kept.append(line)
            at += len(line.text) + 1
        return page if len(kept) == len(page.lines) else replace(page, lines=tuple(kept))


def _is_row(line: str) -> bool:
    """Whether a line is a row of a narrative's table, which is written `head: cell; head: cell`."""
    return "; " in line and ": " in line


def _cells(line: str) -> dict[str, str]:
    """A row of a narrative's table by the folded heads of its cells."""
    parts = (part.partition(": ") for part in line.split("; "))
    return {fold(head).strip(): cell.strip() for head, _, cell in parts if cell.strip()}


def _places(text_: str, words: str) -> Iterator[int]:
    """Where words stand alone in a text; the first few."""
    at = text_.find(words)
    for _ in range(_LOOKS):
        if at < 0:
            return
        if _alone(text_, at, at + len(words)):
            yield at
        at = text_.find(words, at + 1)


def _alone(text_: str, start: int, end: int) -> bool:
    """Whether no letter or figure goes on before or after (`1` in `14`, `1` in `1.5`)."""
    before, after = text_[max(0, start - 2) : start], text_[end : end + 2]
    cut_before = before[-1:].isalnum() or (before[-1:] in (".", ",") and before[:1].isdigit() and len(before) == 2)
    cut_after = after[:1].isalnum() or (after[:1] in (".", ",") and after[1:].isdigit())
    return not (cut_before and text_[start].isalnum()) and not (cut_after and text_[end - 1].isalnum())


def _span(line: str, start: int, wanted: Sequence[str]) -> tuple[int, int] | None:
    """From the first to the last of the wanted words in one line; None where one is not there."""
    first, last = start, start + len(wanted[0])
    for words in wanted[1:]:
        found = list(_places(line, words))
        if not found:
            return None
        at = next((each for each in found if each >= last), found[0])
        first, last = min(first, at), max(last, at + len(words))
    return first, last
