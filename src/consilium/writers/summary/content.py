"""What summary.pdf says, as plain data (texts, lists, numbers) for its template.

A shape per part: `child` is [label, value, source]; `ends` [label, number]; `records`, `studies`, `unreadable` and
`set_aside` are rows of cells; `timeline` is lanes and rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from consilium.domain.dates import PartialDate
from consilium.domain.packet import (
    MISDATED,
    Lane,
    NumberView,
    PacketView,
    Period,
    RecordView,
    Sourced,
    StudyView,
    Timeline,
    Whose,
    timeline,
)
from consilium.domain.records import Remark
from consilium.knowledge.catalog import Catalog, shown
from consilium.writers.otherchild import guarded, initials, without_name

Row = list[str]
MARKS_IN_A_CELL = 3
INDEX_ROWS = 1_200  # typst keeps every cell in memory: some 100 kB for a row
_LONG = re.compile(r"\S{18}(?=\S)")
_WORDS = (
    *(
        "warning_heading",
        "warning",
        "what_it_is",
        "child_heading",
        "eye_heading",
        "eye_nothing",
        "timeline_heading",
        "timeline_none",
        "timeline_when",
    ),
    *("unreadable_heading", "other_heading"),
)
_PDF_WORDS = (
    *("contents", "records", "number", "date", "kind", "title", "source", "pages", "studies", "scan", "series"),
    *("pictures", "missing", "file", "reason", "total_pages", "named", "other_names", "none"),
)


def content(view: PacketView, words: Catalog) -> dict[str, object]:
    """All of the summary as data for `summary.typ`."""
    name = shown(view.child.name.text, 120) if view.child.name else ""
    made = view.made_on
    return {
        "lang": words.language,
        "program": shown(view.program),
        "made": {"year": made.year, "month": made.month, "day": made.day},
        "title": words.text("packet.title", name=name) if name else words.text("packet.title_unnamed"),
        "heading": words.text("packet.heading", name=name) if name else words.text("packet.heading_unnamed"),
        "running": running(view, words),
        "words": fixed_words(view, words),
        "notes": [],
        "child": list(child(view, words)),
        "found": words.text("packet.files_found", count=view.counts.files_found),
        **counts(view, words),
        "checks": checks(view, words),
        "timeline": timeline_rows(timeline(view), words),
        **lists(view, words),
    }


def lists(view: PacketView, words: Catalog) -> dict[str, object]:
    """The index and what is not in the packet, each of INDEX_ROWS rows at most; `cut` says what is not printed."""
    studies = [row for study in view.studies_by_date() for row in study_rows(study, words)]
    over = [len(view.records) - INDEX_ROWS, len(studies) - INDEX_ROWS]
    over += [len(view.unreadable) - INDEX_ROWS, len(view.set_aside) - INDEX_ROWS]
    left = sum(count for count in over if count > 0)
    return {
        "records": [record_row(record, words) for record in view.records[:INDEX_ROWS]],
        "studies": studies[:INDEX_ROWS],
        "unreadable": [[broken(file.path), _sentences(file.reasons, words)] for file in view.unreadable[:INDEX_ROWS]],
        "set_aside": [
            [
                broken(without_name(file.path, file.named)),
                initials(file.named),
                _sentences(map(guarded, file.reasons), words),
            ]
            for file in view.set_aside[:INDEX_ROWS]
        ],
        "cut": [words.text("summary.index_cut", count=left)] if left else [],
        "clinical": None,
        "front_only": False,
    }


def broken(text: str, bound: int = 200) -> str:
    """User data that may be broken across lines: a zero-width space (U+200B) in every long run without one."""
    return _LONG.sub(lambda found: found[0] + "\u200b", shown(text, bound))


def fixed_words(view: PacketView, words: Catalog) -> dict[str, str]:
    texts = {name: words.text(f"packet.{name}") for name in _WORDS}
    texts |= {name: words.text(f"packet.pdf_{name}") for name in _PDF_WORDS}
    texts["made_on"] = words.text("packet.made_on", when=words.moment(view.made_on))
    # The template puts the numbers in, which are known only when the pages are set.
    texts["page_of"] = words.text("packet.pdf_page_of", page="{page}", pages="{pages}")
    return texts


def running(view: PacketView, words: Catalog) -> str:
    """The line at the head of each page: whose papers these are, should a fax come apart."""
    name = shown(view.child.name.text, 60) if view.child.name else words.text("packet.title_unnamed")
    if not view.child.birth_date:
        return name
    return f"{name}, {words.text('packet.pdf_born', date=words.date(view.child.birth_date.text))}"


def child(view: PacketView, words: Catalog) -> Iterator[Row]:
    """Rows of label, value and source."""
    born, sex = view.child.birth_date, view.child.sex
    yield _fact("child_name", view.child.name, broken, words)
    yield _fact("child_born", born, words.date, words)
    yield _fact("child_sex", sex, lambda code: words.texts.get(f"packet.sex_{code}", broken(code)), words)
    for number in view.child.numbers:
        issuer = words.text("packet.number_issuer", issuer=number.issuer) if number.issuer else ""
        source = _source(number.source, words)
        said = "; ".join(part for part in (issuer or _not_stated(number, words), source) if part)
        yield [words.text("packet.child_numbers"), broken(number.value), f"({said})"]


def _not_stated(number: NumberView, words: Catalog) -> str:
    """What is known of who gave a number where no paper says it."""
    place = number.printed_by
    return words.text("packet.number_printed", place=place) if place else words.text("packet.number_no_issuer")


def _fact(label: str, stated: Sourced | None, say: Callable[[str], str], words: Catalog) -> Row:
    name = words.text(f"packet.{label}")
    if stated is None:
        return [name, words.text("packet.child_nothing"), ""]
    return [name, say(stated.text), f"({_source(stated.source, words)})"]


def _source(number: str, words: Catalog) -> str:
    return words.text("packet.from_record", record=number) if number else words.text("packet.from_you")


def counts(view: PacketView, words: Catalog) -> dict[str, object]:
    """The four ends, their sum, and what the files read are."""
    count = view.counts
    ends = {name: getattr(count, name) for name in ("read", "duplicate", "other_child", "unreadable")}
    read = [
        words.text(f"packet.count_{name}", count=getattr(count, name))
        for name in ("documents", "images", "containers", "litter")
        if count.read_is_told_apart and getattr(count, name)
    ]
    return {
        "ends": [[words.text(f"packet.ended_{name}"), words.number(number)] for name, number in ends.items()],
        "sum": words.text("packet.adds_up", ends, files_found=count.files_found),
        "read": read,
    }


def checks(view: PacketView, words: Catalog) -> Row:
    """What a person still has to look at, as the first page says it."""
    waiting = {
        "asked": view.asked(),
        "other": view.set_aside,
        "unreadable": view.unreadable,
        "missing": view.incomplete(),
        "unnamed": view.unnamed(),
        "undated": view.undated(),
        "misdated": view.misdated(),
    }
    return [words.text(f"packet.eye_{name}", count=len(items)) for name, items in waiting.items() if items]


def timeline_rows(line: Timeline, words: Catalog) -> dict[str, object]:
    """Lanes as columns, months (or years) as rows, gaps as rows of their own."""
    loose = []
    if line.year_only:
        known = "; ".join(f"{item.date}: {shown(item.number)}" for item in line.year_only)
        loose.append(f"{words.text('packet.timeline_year_only')} {known}")
    if line.undated:
        loose.append(
            f"{words.text('packet.timeline_undated')} {', '.join(shown(item.number) for item in line.undated)}"
        )
    return {
        "lanes": [words.text(f"packet.lane_{lane.value}") for lane in Lane],
        "alt": words.text("packet.pdf_timeline_alt"),
        "rows": [_timeline_row(period, line.by_year, words) for period in line.periods],
        "loose": loose,
    }


def _timeline_row(period: Period, by_year: bool, words: Catalog) -> dict[str, object]:
    note = ""
    if period.empty:
        gap = words.text("packet.gap_years" if by_year else "packet.gap_months", count=period.steps)
        note = gap if period.steps > 1 else words.text("packet.no_records")
    label = str(period.first) if period.steps == 1 else f"{period.first} – {period.last}"
    return {"label": label, "gap": period.empty, "note": note, "cells": [_marks(cell) for cell in period.cells]}


def _marks(cell: tuple[RecordView | StudyView, ...]) -> str:
    said = " ".join(shown(item.number, 12) for item in cell[:MARKS_IN_A_CELL])
    more = len(cell) - MARKS_IN_A_CELL
    return f"{said} +{more}" if more > 0 else said


def record_row(record: RecordView, words: Catalog) -> Row:
    kind = words.named("categories", record.category.value if record.category else "unknown")
    title = broken(record.title) or words.text("packet.record_untitled")
    return [
        shown(record.number, 12),
        _date_of(record, words),
        kind,
        _checked(title, record.whose, words),
        broken(record.institution) or words.text("packet.institution_unknown"),
        str(record.pages or "–"),
    ]


def study_rows(study: StudyView, words: Catalog) -> Iterator[Row]:
    """One row for each series; the study is named on its first."""
    title = broken(study.description) or words.text("packet.study_untitled")
    place = broken(study.institution) or words.text("packet.institution_unknown")
    first = [shown(study.number, 12), _date(study.date, words), _checked(f"{title}, {place}", study.whose, words)]
    for series in study.series:
        modality = words.named("modalities", series.modality) if series.modality else ""
        label = broken(series.description) or words.text("packet.series_untitled")
        named = f"{modality}: {label}" if modality else label
        yield [*first, named, words.number(series.images), words.number(series.missing) if series.missing else "–"]
        first = ["", "", ""]


def _checked(title: str, whose: Whose, words: Catalog) -> str:
    return title if whose is Whose.SAME else f"{title} [! {words.text(f'packet.whose_{whose.value}')}]"


def _date_of(record: RecordView, words: Catalog) -> str:
    """The paper's day, with a mark where it can't be."""
    wrong = any(remark.code in MISDATED for remark in record.remarks)
    return _date(record.date, words) + (f" [! {words.text('packet.pdf_check_date')}]" if wrong else "")


def _date(date: PartialDate | None, words: Catalog) -> str:
    """ISO 8601 in tables: short, and the same day to a reader of any country."""
    return str(date) if date else words.text("packet.pdf_unknown")


def _sentences(remarks: Iterable[Remark], words: Catalog) -> str:
    return " ".join(broken(words.remark(remark), 600) for remark in remarks)
