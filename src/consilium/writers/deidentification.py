"""The report on images that were made nameless: what was done, in counts, as JSON and as plain text.

It lies beside the images and goes with them, so it holds no value that was taken out, no name of a file as it was, and
nothing by which the old and the new could be told to be the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from consilium.domain.deidentification import Changed, Cleaned
from consilium.domain.deidentification.report import in_sum
from consilium.domain.plain import to_json
from consilium.domain.records import Remark
from consilium.knowledge.catalog import LANGUAGES, Catalog, catalog
from consilium.knowledge.deidentification import deidentification

SCHEMA = "consilium.deidentified/1"
NAMES = {"en": "REPORT.txt", "es": "INFORME.txt"}
JSON_NAME = "report.json"
_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Copied:
    """A file that was made nameless: its path among the copies, and what was done."""

    path: str
    format: str
    cleaned: Cleaned


@dataclass(frozen=True, slots=True)
class Report:
    """All files of one run. `refused` are formats and reasons of what was not copied."""

    patient: str
    copied: tuple[Copied, ...]
    refused: tuple[tuple[str, Remark], ...]

    @property
    def searched(self) -> int:
        return sum(one.cleaned.searched for one in self.copied)

    @property
    def masked(self) -> int:
        return sum(one.cleaned.masked for one in self.copied)


def as_json(report: Report) -> bytes:
    """The report for machines (docs/reference/deidentification.md)."""
    tables = deidentification()
    words = catalog("en")
    return to_json(
        {
            "schema": SCHEMA,
            "method": tables.method,
            "codes": [{"value": value, "scheme": "DCM", "meaning": text} for value, text in tables.codes.items()],
            "patient": report.patient,
            "counts": {
                "copied": len(report.copied),
                "refused": len(report.refused),
                "searched": report.searched,
                "masked": report.masked,
            },
            "changes": _plain(in_sum(one.cleaned for one in report.copied)),
            "files": [
                {
                    "path": one.path,
                    "format": one.format,
                    "searched": one.cleaned.searched,
                    "masked": one.cleaned.masked,
                    "changes": _plain(one.cleaned.changes),
                    "remarks": [_said(remark, words) for remark in one.cleaned.remarks],
                }
                for one in report.copied
            ],
            "refused": [{"format": form, "reason": _said(reason, words)} for form, reason in report.refused],
        }
    )


def as_text(report: Report, language: str) -> str:
    """The report for people."""
    words = catalog(language)
    return "\n".join(_lines(report, words)) + "\n"


def written(report: Report) -> Iterator[tuple[str, bytes]]:
    """The report's files by name."""
    yield JSON_NAME, as_json(report)
    for language in LANGUAGES:
        yield NAMES[language], as_text(report, language).encode("utf-8")


def _plain(changes: Iterable[Changed]) -> list[dict[str, object]]:
    return [{"attribute": one.keyword, "action": one.deed.value, "count": one.count} for one in changes]


def _said(remark: Remark, words: Catalog) -> dict[str, object]:
    return {"code": remark.code, "text": words.remark(remark)}


def _lines(report: Report, words: Catalog) -> Iterator[str]:
    tables = deidentification()
    title = words.text("deidentification.title")
    yield from (title, "=" * len(title), "")
    yield words.text("deidentification.intro")
    yield words.text("deidentification.method", method=tables.method)
    yield words.text("deidentification.patient", patient=report.patient)
    yield words.text("deidentification.dates")
    yield ""
    yield words.text("deidentification.files", count=len(report.copied))
    yield words.text("deidentification.searched", count=report.searched)
    yield words.text("deidentification.painted", count=report.masked)
    yield words.text("deidentification.refused", count=len(report.refused))
    yield ""
    yield words.text("deidentification.look_yourself")
    yield words.text("deidentification.faces")
    if report.refused:
        yield from _headed(words.text("deidentification.why_refused"), _refusals(report, words))
    changes = in_sum(one.cleaned for one in report.copied)
    yield from _headed(words.text("deidentification.changes"), (_change(one, words) for one in changes))
    yield from _headed(words.text("deidentification.each"), _each(report.copied, words))


def _headed(title: str, lines: Iterable[str]) -> Iterator[str]:
    yield from ("", title, "-" * len(title))
    yield from lines


def _refusals(report: Report, words: Catalog) -> Iterator[str]:
    reasons = Counter(words.remark(reason) for _, reason in report.refused)
    for reason, count in reasons.most_common():
        yield words.text("deidentification.why_count", count=count, reason=reason)


def _change(one: Changed, words: Catalog) -> str:
    action = words.text(f"deidentification.did_{one.deed.value}")
    return words.text("deidentification.change", attribute=one.keyword, action=action, count=one.count)


def _each(copied: Sequence[Copied], words: Catalog) -> Iterator[str]:
    """One block for each file; files of which the same is said stand together."""
    last: tuple[tuple[Changed, ...], tuple[Remark, ...]] | None = None
    for one in copied:
        said = one.cleaned.changes, one.cleaned.remarks
        if said == last:
            yield one.path
            continue
        if last is not None:
            yield ""
        last = said
        for remark in one.cleaned.remarks:
            yield f"  {words.remark(remark)}"
        yield from _wrapped(f"{change.keyword} ({_did(change, words)})" for change in one.cleaned.changes)
        yield one.path


def _did(change: Changed, words: Catalog) -> str:
    return words.text(f"deidentification.did_{change.deed.value}")


def _wrapped(parts: Iterable[str]) -> Iterator[str]:
    line = " "
    for part in parts:
        if len(line) + len(part) > _WIDTH:
            yield line.rstrip()
            line = " "
        line += f" {part};"
    if line.strip():
        yield line.rstrip(";")
