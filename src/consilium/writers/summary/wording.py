"""The cells, marks and notes of a clinical summary in the words of a language; both forms of it say the same."""

from __future__ import annotations

from consilium.domain.dates import PartialDate
from consilium.domain.records import Remark
from consilium.domain.summary import Cell, Group, Section, Span, Statement
from consilium.knowledge.catalog import Catalog, shown
from consilium.writers.summary.choosing import clipped, listed

SHOWN = 600
ALL = 20_000
_BEFORE = "summary.said_"


def cell(value: Cell, words: Catalog, bound: int = SHOWN) -> str:
    """One cell. Dates are ISO 8601 in tables: short, and the same day to a reader of any country."""
    if isinstance(value, Span):
        return when(value, words)
    return clipped(shown(words.remark(value) if isinstance(value, Remark) else value, ALL), bound)


def when(span: Span, words: Catalog) -> str:
    if span.first is None and span.last is None and span.told is not None:
        return words.text("summary.told", date=str(span.told))
    if span.first is None:
        return words.text("summary.until", date=str(span.last)) if span.last else words.text("summary.date_unknown")
    if not span.last or span.last == span.first:
        return str(span.first)
    return f"{span.first} – {_last(span.first, span.last)}"


def _last(first: PartialDate, last: PartialDate) -> str:
    """The last day of a span, without the year that both days have (ISO 8601-1, 5.5.2.2)."""
    year = f"{last.year:04d}-"
    return str(last).removeprefix(year) if first.year == last.year and first.day and last.day else str(last)


def before(row: Statement, words: Catalog) -> str:
    """How the source says it (planned, uncertain ...), which has to be read before what it says."""
    return ", ".join(words.remark(mark) for mark in row.marks if mark.code.startswith(_BEFORE))


def after(row: Statement, words: Catalog, bound: int = SHOWN) -> str:
    """What else is to be known of a row: corrected or confirmed by whom, read from a picture, how a sum was made."""
    said = [words.remark(mark) for mark in row.marks if not mark.code.startswith(_BEFORE)]
    text, left = listed(said, bound)
    text = f"{text} {words.text('summary.more_references', count=left)}" if left else text
    return clipped(shown(text, ALL), max(bound, SHOWN))


def title(group: Group, words: Catalog) -> str:
    return words.text(f"summary.group_{group.code}")


def columns(group: Group, words: Catalog) -> list[str]:
    return [words.text(f"summary.column_{name}") for name in group.columns]


def nothing(section: Section, words: Catalog) -> str:
    """What a section says of the groups in which nothing stands: no record states them. (Never that they are not.)"""
    empty = [group for group in section.groups if not group.rows]
    if not empty:
        return ""
    code = f"summary.none_{section.part.value}"
    if len(empty) == len(section.groups) or (words.has(code) and not section.groups[0].rows):
        return words.text(code if words.has(code) else "summary.none_part")
    names = [title(group, words).casefold() for group in empty if group.code not in _NO_LOSS]
    return words.text("summary.none_groups", groups="; ".join(names)) if names else ""


# Groups whose absence says nothing: another group of the section holds the same, or nothing is open.
_NO_LOSS = frozenset({"doses", "drugs_open"})
