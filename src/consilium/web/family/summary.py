"""The clinical summary on a screen: each line leads to the words that make it. And as a paper for the doctors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.http import content_disposition_header

from consilium.actions.clinical import papers
from consilium.actions.snapshot import Snapshot, snapshot
from consilium.domain.errors import NotFoundError
from consilium.domain.records import Citation
from consilium.domain.summary import Group, Part, Section, Statement
from consilium.knowledge.catalog import LANGUAGES, Catalog
from consilium.web.family.opened import case_page, case_path
from consilium.web.family.page import link, show
from consilium.web.family.records import url_of
from consilium.web.request import CaseRequest
from consilium.writers.summary import NAME, wording
from consilium.writers.summary.choosing import chosen
from consilium.writers.summary.clinical import KEYED, UNTITLED

FEW, ALL, LINKS = 3, 1_000, 6
LEAST_KEYED = 12


@dataclass(frozen=True)
class RowShown:
    """A row: (head, words) of each cell, what is to be read before and after it, and (label, address) of its places."""

    cells: tuple[tuple[str, str], ...]
    before: str
    after: str
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class GroupShown:
    """A table, or a list of names and values where `keyed`; `more` rows are not shown here."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[RowShown, ...]
    keyed: bool
    more: int


@dataclass(frozen=True)
class SectionShown:
    part: str
    groups: tuple[GroupShown, ...]
    nothing: str
    url: str


class Places:
    """The address of each place that the summary cites: the statement read there, else the record."""

    def __init__(self, request: CaseRequest, snap: Snapshot) -> None:
        self._request = request
        self._records = {item.number: item for item in snap.pages.everything()}
        self._snap = snap
        self._keys: Mapping[tuple[str, Citation], str] = {
            (one.record.number, citation): one.key
            for one in reversed(snap.filled.case.findings)
            for citation in one.finding.citations
        }

    def links(self, row: Statement) -> tuple[tuple[str, str], ...]:
        found: dict[str, str] = {}
        for reference in row.references:
            key = self._keys.get((reference.record, reference.citation))
            item = self._records.get(reference.record)
            if key:
                found.setdefault(reference.label, link(self._request, "finding", key=key))
            elif item is not None:
                found.setdefault(reference.label, url_of(self._request, self._snap, item))
        return tuple(found.items())[:LINKS]


@case_page("see")
def summary(request: CaseRequest) -> HttpResponse:
    """All parts, of each table the first rows."""
    snap = snapshot(request.case, request.words.language)
    places = Places(request, snap)
    sections = [_section(request, section, places, FEW) for section in snap.summary.sections]
    files = [(language, link(request, "summary_pdf", language=language)) for language in LANGUAGES]
    context = {"sections": sections, "papers": files, "notes": snap.summary.notes, "view": snap.pages}
    return show(request, "family/summary.html", context)


@case_page("see")
def part(request: CaseRequest, code: str) -> HttpResponse:
    """One part with all its rows."""
    snap = snapshot(request.case, request.words.language)
    found = next((section for section in snap.summary.sections if section.part.value == code), None)
    if found is None or code not in list(Part):
        raise NotFoundError("errors.not_found")
    return show(request, "family/summary_part.html", {"section": _section(request, found, Places(request, snap), ALL)})


@case_page("see")
def paper(request: CaseRequest, language: str) -> HttpResponse:
    """summary.pdf, to be saved; where it is not written yet, the page of the job that writes it."""
    if language not in LANGUAGES:
        raise NotFoundError("errors.not_found")
    made = papers.fetch(request.case, language)
    if made is None:
        return HttpResponseRedirect(link(request, "job", job=papers.ask_for(request.case, language).id))
    answer = HttpResponse(made, content_type="application/pdf")
    answer.headers["Content-Disposition"] = content_disposition_header(True, NAME) or "attachment"
    answer.headers["Content-Encoding"] = "identity"
    return answer


def _section(request: CaseRequest, section: Section, places: Places, most: int) -> SectionShown:
    groups = tuple(_group(group, places, request.words, most) for group in section.groups if group.rows)
    code = section.part.value
    return SectionShown(code, groups, wording.nothing(section, request.words), link(request, "summary_part", code=code))


def _group(group: Group, places: Places, words: Catalog, most: int) -> GroupShown:
    heads = wording.columns(group, words)
    title = wording.title(group, words)
    if group.code not in UNTITLED:  # as in print: the title heads the first column that is not the date
        heads[int(group.columns[0] == "date")] = title
    most = max(most, LEAST_KEYED) if group.code in KEYED else most
    kept = chosen(group, most)
    rows = tuple(_row(row, heads, places, words) for row in kept)
    return GroupShown(title, tuple(heads), rows, group.code in KEYED, len(group.rows) - len(kept))


def _row(row: Statement, heads: Sequence[str], places: Places, words: Catalog) -> RowShown:
    said = (words.days(wording.cell(cell, words)) for cell in row.cells)
    cells = tuple(zip(heads, said, strict=False))
    return RowShown(cells, wording.before(row, words), words.days(wording.after(row, words)), places.links(row))


urlpatterns = [
    case_path("summary/", summary, "summary"),
    case_path("summary/part/<slug:code>/", part, "summary_part"),
    case_path("summary/paper/<slug:language>/", paper, "summary_pdf"),
]
