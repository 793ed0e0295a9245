"""The truth about a story's files, from the story itself: nothing is read back from what was made but its bytes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from demo import studies
from demo.archive import MARK
from demo.coded import coded, labs_of
from demo.disc import litter
from demo.forms import Making
from demo.plan import copies, export_outputs, paper_outputs, viewers
from demo.says import with_origin
from demo.story import Output, Paper, Story
from demo.truth import Entry

RESULTS = frozenset({"imaging_reports", "labs", "heart_hearing_tests", "pathology_report", "bone_marrow", "genetics"})


def entries(making: Making) -> list[Entry]:
    """The truth about every file except archives, whose own entries `archives` adds."""
    found = [*_paper_entries(making), *_export_entries(making), *_image_entries(making), *_litter_entries(making)]
    known = {entry.path: entry for entry in found}
    for copy in copies(making):
        first = known[copy["of"]]
        known[first.path] = replace(first, same_as=(*first.same_as, copy["path"]))
        known[copy["path"]] = replace(
            first, path=copy["path"], ended="duplicate", trap="duplicate", same_as=(first.path,)
        )
    return list(known.values())


def _paper_entries(making: Making) -> Iterator[Entry]:
    for paper, wanted in paper_outputs(making):
        ended = "unreadable" if wanted.form == "locked_pdf" else paper.ended
        entry = _paper_entry(making.story, paper, wanted.path, wanted.form)
        seen = None if wanted.options.get("undated") else entry.document_date  # a picture that ends above the date
        page = wanted.options.get("page", 0)
        yield replace(entry, ended=ended, trap=wanted.trap, document_date=seen, page=page)
        for attached in wanted.options.get("attachments", []):
            inner = making.story.papers[attached["paper"]]
            yield _paper_entry(making.story, inner, f"{wanted.path}{MARK}/{attached['name']}", "pdf")


def _paper_entry(story: Story, paper: Paper, path: str, form: str) -> Entry:
    reported = paper.category in RESULTS  # a report of results is of the day of the report (domain/sorting/dating.py)
    day = None if paper.undated else (paper.date if reported else paper.examined or paper.date).isoformat()
    origin = "text"
    labels = [*with_origin(paper.says, origin), *with_origin(labs_of(story, paper), origin)]
    complete = (*paper.complete, *(("laboratory",) if paper.body.startswith("{labs ") else ()))
    return Entry(path, form, paper.category, day, story.hospitals[paper.hospital].name or None, paper.lang, paper.ended,
                 unnamed=paper.unnamed, key=paper.key, findings=tuple(labels),
                 never=tuple(with_origin(paper.never, origin)), complete=complete)  # fmt: skip


def _export_entries(making: Making) -> Iterator[Entry]:
    for wanted in export_outputs(making):
        facts = wanted.options
        hospital = making.story.hospitals.get(facts.get("hospital", ""))
        day = facts.get("document_date", facts.get("date"))
        shown = day.isoformat() if isinstance(day, dt.date) else day
        name, language = (hospital.name, hospital.lang) if hospital else (None, None)
        ended = facts.get("ended", "read")
        entry = Entry(wanted.path, wanted.form, facts.get("category"), shown, name, facts.get("lang", language), ended)
        yield replace(entry, trap=wanted.trap, key=wanted.path, **_coded(making, wanted))


def _coded(making: Making, wanted: Output) -> dict[str, Any]:
    """What an export states in coded entries. A document inside one has its labels with its own file."""
    found, complete = coded(making.story, wanted)
    return {"findings": tuple(with_origin(found, "structured")), "complete": complete}


def _image_entries(making: Making) -> Iterator[Entry]:
    for study in making.story.raw["studies"]:
        hospital = making.story.hospitals[study["hospital"]]
        for series in study["series"]:
            category = {"sr": "imaging_reports", "rtplan": "radiation", "rtdose": "radiation"}.get(
                series["kind"], "imaging"
            )
            cut = studies.truncated(series, making.scale)
            for index, path in studies.instances(series, making.scale):
                trap = "truncated_dicom" if index == cut else ""
                entry = Entry(path, f"dicom_{series['kind']}", category, study["date"].isoformat(), hospital.name,
                              hospital.lang, trap=trap)  # fmt: skip
                yield replace(entry, **_reported(making.story, series))


def _reported(story: Story, series: Mapping[str, Any]) -> dict[str, Any]:
    """The labels of the paper that a structured report object repeats; they stay in one half with the paper."""
    if "paper" not in series:
        return {}
    paper = story.papers[series["paper"]]
    labels = {"findings": tuple(with_origin(paper.says, "text")), "never": tuple(with_origin(paper.never, "text"))}
    return {"key": paper.key, "complete": paper.complete, **labels}


def _litter_entries(making: Making) -> Iterator[Entry]:
    for root, viewer in viewers(making):
        for name in litter(viewer):
            yield Entry(f"{root}{name}", "viewer", litter=True)
    for disc in making.story.raw["discs"]:
        if disc.get("dicomdir"):
            yield Entry(f"{disc['root']}DICOMDIR", "dicomdir", litter=True)


def archives(found_files: Iterable[Entry]) -> list[Entry]:
    """Entries of the archives that hold the others (mails have entries already)."""
    known = {entry.path for entry in found_files}
    found: set[str] = set()
    for path in known:
        parts = path.split(f"{MARK}/")
        found |= {f"{MARK}/".join(parts[:depth]) for depth in range(1, len(parts))}
    return [Entry(path, "archive") for path in sorted(found - known)]
