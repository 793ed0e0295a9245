"""The documents that one file holds, as a remark on the file tells them: a letter, a report and a scan in one PDF."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from consilium.domain.dates import PartialDate
from consilium.domain.records import Category, Remark

SEVERAL = "findings.several_documents"
_MOST, _TITLE_CHARS = 300, 120


@dataclass(frozen=True, slots=True)
class PaperPart:
    """One document of a file: what it is, of when, and what it is called ("" for no title)."""

    category: Category | None
    date: PartialDate | None
    title: str = ""


def parts_written(parts: Iterable[PaperPart]) -> str:
    """Documents as one text, each once; those of no known kind are left out."""
    lines = (
        f"{one.category.value}\t{one.date or ''}\t{' '.join(one.title.split())[:_TITLE_CHARS]}"
        for one in parts
        if one.category is not None
    )
    return "\n".join(list(dict.fromkeys(lines))[:_MOST])


def parts_in(remarks: Iterable[Remark]) -> tuple[PaperPart, ...]:
    """The documents of a file from what is remarked on it; () where it holds one."""
    text = next((str(one.args.get("parts") or "") for one in remarks if one.code == SEVERAL), "")
    return tuple(_part(line) for line in text.split("\n") if line)


def _part(line: str) -> PaperPart:
    category, _, rest = line.partition("\t")
    day, _, title = rest.partition("\t")
    try:
        return PaperPart(Category(category), PartialDate.from_iso(day) if day else None, title)
    except ValueError:  # written by another version
        return PaperPart(None, None, title)
