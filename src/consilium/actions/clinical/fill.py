"""The clinical case: every record with what it says and what persons said of that, opened once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from uuid import UUID

from consilium.actions.clinical.child import located
from consilium.actions.clinical.words import with_words
from consilium.actions.documents import findings_in, once, reading_of
from consilium.actions.imaging.measured import by_others
from consilium.actions.opened import OpenCase, identity_of, now
from consilium.actions.records.gather import Everything, Gathered, gather, rows
from consilium.actions.records.view import Shown, layout, view
from consilium.casebook.models import InputFile
from consilium.domain.clinical import CaseFinding, CaseRecord, ClinicalCase, without_birthday
from consilium.domain.dates import PartialDate
from consilium.domain.deadlines import Deadline, deadlines_in
from consilium.domain.findings import Finding, Kind, Origin
from consilium.domain.findings.days.twoways import in_order_of
from consilium.domain.findings.finding import READ_LANGUAGES
from consilium.domain.misreaddays import without_misread_days
from consilium.domain.packet import PARTLY_FOREIGN, RULES_FAILED, PacketView, RecordView, StudyView, Whose
from consilium.domain.paperparts import parts_in
from consilium.domain.parcels import Parcel, parcels_in
from consilium.domain.plain import to_json
from consilium.domain.posedquestions import asked_in, posed_in
from consilium.domain.records import Category, Ended, Page, Reading
from consilium.domain.versions import VersionPaper, Versions, versions
from consilium.domain.writtenquestions import WrittenQuestion, questions_in
from consilium.knowledge.catalog import catalog
from consilium.knowledge.findings import version_words

KEY_HEX = 12
VERSION_CHARS = 200_000
COMPARED_CHARS = 40_000_000  # of all texts together; a case with more is compared as far as this goes


# Where a finding has the number of the paper's own specimen or study.
_NUMBERED = {Kind.SPECIMEN: "number", Kind.IMAGING: "study"}
_PUTS_QUESTIONS: Mapping[Category | None, Callable[[Sequence[Page]], tuple[WrittenQuestion, ...]]] = {
    Category.CLINICAL_SUMMARY: posed_in,
    Category.DISCHARGE: asked_in,
    Category.TUMOR_BOARD: asked_in,
}


@dataclass
class Filled:
    """The case as clinical rules see it, and what its pages need besides: by record number, the file; by record number
    and page, how often the page's picture is to be turned; by a record's id, the hash of its original, in hex."""

    case: ClinicalCase
    files: dict[str, Gathered] = field(default_factory=dict)
    quarters: dict[tuple[str, int], int] = field(default_factory=dict)
    contents: dict[str, str] = field(default_factory=dict)


@dataclass
class _Papers:
    """What is gathered record by record."""

    found: list[tuple[CaseRecord, str, Finding]] = field(default_factory=list)
    read: list[tuple[CaseRecord, str]] = field(default_factory=list)
    texts: list[VersionPaper] = field(default_factory=list)
    written: list[WrittenQuestion] = field(default_factory=list)
    posed: list[WrittenQuestion] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)
    parcels: list[Parcel] = field(default_factory=list)
    quarters: dict[tuple[str, int], int] = field(default_factory=dict)
    chars: int = 0

    @property
    def contents(self) -> dict[str, str]:
        """The hash of its original by a record's id."""
        return {record.id: digest for record, digest in self.read}


def filled(case: OpenCase, language: str) -> Filled:
    """The case, numbered as its packet in this language is. Raises IntegrityError, StoreError."""
    everything = gather(case)
    shown = Shown(case.document.name, identity_of(case), now(), language)
    return fill(case, everything, view(shown, everything, layout(everything, catalog(language)), {}))


def fill(case: OpenCase, everything: Everything, pages: PacketView) -> Filled:
    """Open every record's findings. Raises IntegrityError, StoreError."""
    records = {record.id: _record(record, everything) for record in pages.records}
    studies = {path: study for study in pages.studies for path in study.sources}
    files = {one.id: one for one in everything.files}
    papers = _Papers()
    shown: dict[str, CaseRecord] = {}
    drawn = by_others(case)
    born = _born(pages)
    own = {file.id for (_, uid), file in everything.by_instance.items() if uid in drawn} if drawn else set()
    told = []
    for row in rows(case):
        one = files.get(row.id)
        if one is None or one.ended is not Ended.READ or one.litter or one.id in own:
            continue
        record = records.get(str(row.id)) or _of_study(studies.get(one.path), one)
        if record is not None:
            told.append((row, record, one.path))
    # Ids are drawn at random: in the order of their numbers the same files always make the same case.
    for row, record, _ in sorted(told, key=lambda one: (int(one[1].number[1:]), one[2])):
        _gather(case, row, record, papers, born, everything.orders.get(row.id, ""))
        shown[record.number] = record
    papers_listed = _with_numbers(papers, {record.number: record for record in records.values()})
    several = _versions(papers, papers_listed)
    listed = {**shown, **papers_listed, **_joined(several, papers_listed)}
    here = {digest: _known(record, listed) for record, digest in papers.read}
    found, unplaced = with_words(case, tuple(_case_findings(case, papers, listed)), papers.contents, here)
    kept = {one.record.number for one in found if not one.is_suggestion}
    at = {number: UUID(record.id) for number, record in listed.items()} | _first_of_studies(pages, everything)
    clinical = ClinicalCase(
        case_name=pages.case_name,
        child=located(pages.child, partial(_opened, case, at)),
        today=now().date(),
        language=pages.language,
        born=born,
        sex=pages.child.sex.text if pages.child.sex else "",
        records=tuple(sorted(_listed(listed.values(), records, kept), key=lambda one: int(one.number[1:]))),
        studies=pages.studies,
        findings=tuple(one for one in found if not one.is_suggestion),
        suggested=tuple(one for one in found if one.is_suggestion),
        unplaced=unplaced,
        written=tuple(papers.written),
        posed=tuple(papers.posed),
        deadlines=tuple(papers.deadlines),
        parcels=tuple(papers.parcels),
        versions=several,
    )
    numbered = {number: files[UUID(record.id)] for number, record in listed.items()}
    return Filled(without_misread_days(clinical), numbered, papers.quarters, papers.contents)


def _first_of_studies(pages: PacketView, everything: Everything) -> dict[str, UUID]:
    """A file of each study, by the study's number: all of them name the child."""
    by_path = {one.path: one.id for one in everything.files}
    return {study.number: by_path[study.sources[0]] for study in pages.studies if study.sources}


def _opened(case: OpenCase, at: Mapping[str, UUID], number: str) -> Reading | None:
    if number not in at:
        return None
    return reading_of(case, InputFile.objects.select_related("answer").get(case=case.row, id=at[number]))


def _listed(found: Iterable[CaseRecord], records: Mapping[str, CaseRecord], told: set[str]) -> Iterator[CaseRecord]:
    """All papers, and of the studies those that say something themselves."""
    return (one for one in found if one.id in records or one.number in told or one.failed)


def _born(view: PacketView) -> PartialDate | None:
    return PartialDate.from_iso(view.child.birth_date.text) if view.child.birth_date else None


def _record(shown: RecordView, everything: Everything) -> CaseRecord:
    return CaseRecord(
        id=shown.id,
        number=shown.number,
        title=shown.title if shown.titled else "",
        path=shown.path,
        category=shown.category,
        date=shown.date,
        institution=shown.institution,
        author=shown.author,
        language=everything.languages.get(UUID(shown.id), ""),
        country=everything.countries.get(UUID(shown.id), ""),
        format=shown.format,
        pages=shown.pages,
        whose=shown.whose,
        blurred=any(remark.code == "documents.hard_to_read" for remark in shown.remarks),
        failed=any(remark.code == RULES_FAILED for remark in shown.remarks),
        passed_over=next((str(one.args["language"]) for one in shown.remarks if one.code == PARTLY_FOREIGN), ""),
        parts=parts_in(shown.remarks),
    )


def _of_study(study: StudyView | None, one: Gathered) -> CaseRecord | None:
    """An image or structured report of a study, which says something of its own; under the study's number."""
    if study is None:
        return None
    return CaseRecord(
        id=str(one.id),
        number=study.number,
        title=study.description,
        path=study.path,
        category=one.category or Category.IMAGING,
        date=study.date,
        institution=study.institution,
        format=one.format,
        whose=study.whose,
        failed=any(remark.code == RULES_FAILED for remark in one.remarks),
    )


def _gather(
    case: OpenCase, row: InputFile, record: CaseRecord, papers: _Papers, born: PartialDate | None, written: str
) -> None:
    """What one file tells; `written` is the order of its dates as it shows it itself."""
    digest = "" if row.content is None else bytes(row.content.name).hex()
    told = case.told.get(str(row.id))
    redated = told is not None and told.redates
    order = told.order if told is not None else ""
    ordered = (in_order_of(finding, order) for finding in findings_in(case, row))
    own = (without_birthday(finding, record, born, redated=redated) for finding in ordered)
    papers.found += [(record, digest, finding) for finding in own]
    papers.read.append((record, digest))
    if not record.pages:
        return
    if record.category is Category.QUESTIONS_LIST:
        papers.written += _written(case, row, record, questions_in)
    if puts := _PUTS_QUESTIONS.get(record.category):
        papers.posed += _written(case, row, record, puts)
    papers.deadlines += _deadlines(case, row, record, order or written)
    papers.parcels += _parcels(case, row, record, order or written)
    quarters, text = once(case, row, "text", lambda: _text(reading_of(case, row)), lambda told: 4 * len(told[1] or ""))
    papers.quarters.update({(record.number, page): turns for page, turns in quarters})
    if text is not None and papers.chars < COMPARED_CHARS and record.whose is not Whose.UNNAMED:
        papers.texts.append(_paper(record, text))
        papers.chars += len(text)


def _written(
    case: OpenCase, row: InputFile, record: CaseRecord, found_in: Callable[[Sequence[Page]], Iterable[WrittenQuestion]]
) -> Iterator[WrittenQuestion]:
    """The questions on a paper of the family's own, or those that a doctor's letter puts."""
    reading = reading_of(case, row)
    for one in found_in(reading.pages if reading else ()):
        page = one.page if record.pages > 1 else None
        yield replace(one, record=record.number, page=page, language=record.language)


def _deadlines(case: OpenCase, row: InputFile, record: CaseRecord, order: str) -> Iterator[Deadline]:
    """The days until which a paper wants something."""

    def found() -> tuple[Deadline, ...]:
        reading = reading_of(case, row)
        return deadlines_in(reading.pages, record.date, order) if reading and record.language in READ_LANGUAGES else ()

    made = once(case, row, f"deadlines {record.date} {order}", found, lambda told: 100 + 500 * len(told))
    for one in made:
        yield replace(one, record=record.number, page=one.page if record.pages > 1 else None)


def _parcels(case: OpenCase, row: InputFile, record: CaseRecord, order: str) -> Iterator[Parcel]:
    """The parcels with slides that a paper tells of."""

    def found() -> tuple[Parcel, ...]:
        reading = reading_of(case, row)
        return parcels_in(reading.pages, record.date, order) if reading and record.language in READ_LANGUAGES else ()

    for one in once(case, row, f"parcels {record.date} {order}", found, lambda told: 100 + 400 * len(told)):
        yield replace(one, record=record.number, page=one.page if record.pages > 1 else None)


def _text(reading: Reading | None) -> tuple[tuple[tuple[int, int], ...], str | None]:
    """How often each page's picture is to be turned, where it is; and as much of the text as is compared."""
    if reading is None:
        return (), None
    return tuple(_quarters(reading.pages)), reading.text[:VERSION_CHARS]


def _quarters(pages: Iterable[Page]) -> Iterator[tuple[int, int]]:
    for page in pages:
        turns = round(page.turned / 90.0) % 4  # of typed pages too: a viewer may show them on their side
        if turns:
            yield page.number, turns


def _paper(record: CaseRecord, text: str) -> VersionPaper:
    return VersionPaper(
        id=record.number,
        text=text,
        kind=record.category or "",
        title=record.title,
        institution=record.institution,
        date=record.date,
    )


def _with_numbers(papers: _Papers, records: Mapping[str, CaseRecord]) -> dict[str, CaseRecord]:
    """The records with their own accession numbers, as their specimens and pages state them."""
    numbers: dict[str, dict[str, None]] = {}
    for record, _, finding in papers.found:
        named = _NUMBERED.get(finding.kind) if finding.origin is not Origin.SUGGESTED else None
        if finding.kind is Kind.IMAGING and record.category is not Category.IMAGING_REPORTS:
            named = None  # a letter that quotes a study bears no number of it
        own = str(finding.detail.get(named) or "") if named else ""
        if own and record.number in records:
            numbers.setdefault(record.number, {})[own] = None
    return {name: replace(record, numbers=tuple(numbers.get(name, ()))) for name, record in records.items()}


def _versions(papers: _Papers, records: Mapping[str, CaseRecord]) -> tuple[Versions, ...]:
    return versions([replace(paper, numbers=records[paper.id].numbers) for paper in papers.texts], version_words())


def _joined(several: Iterable[Versions], records: Mapping[str, CaseRecord]) -> dict[str, CaseRecord]:
    """The records of which there are several versions, each knowing the later and the earlier ones. What an addendum
    adds to stands beside it."""
    joined = {}
    for group in several:
        for number in group.ids:
            earlier = tuple(one for one in group.ids if group.replaced.get(one) == number)
            by = group.replaced.get(number, "")
            adds_to = "" if by else group.adds_to(number)
            joined[number] = replace(records[number], superseded_by=by, supersedes=earlier, adds_to=adds_to)
    return joined


def _case_findings(case: OpenCase, papers: _Papers, records: Mapping[str, CaseRecord]) -> Iterator[CaseFinding]:
    seen: dict[str, int] = {}
    for record, digest, finding in papers.found:
        key = _key(case, digest, finding)
        seen[key] = seen.get(key, 0) + 1
        key = key if seen[key] == 1 else f"{key}-{seen[key]}"
        yield CaseFinding(key, finding, _known(record, records))


def _known(record: CaseRecord, records: Mapping[str, CaseRecord]) -> CaseRecord:
    """The record with its versions; one image or report of a study as it is."""
    return records[record.number] if record.id == records[record.number].id else record


def _key(case: OpenCase, digest: str, finding: Finding) -> str:
    """The same for the same statement at the same place of the same bytes, whatever the file is called."""
    place = [[one.page, one.place, one.quote] for one in finding.citations[:1]]
    when = str(finding.when) if finding.when else ""
    told = [digest, finding.kind, finding.name, finding.value, finding.unit, when, finding.assertion, place]
    return case.key.fingerprint(hashlib.sha256(to_json(told)).digest()).hex()[:KEY_HEX]
