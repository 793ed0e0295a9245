"""From what was gathered to what the pages show: numbers R1, R2, ... by date, names, studies, the child."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from uuid import UUID

from consilium import __version__
from consilium.actions.records.gather import CONTAINERS, Everything, Gathered
from consilium.domain import imaging
from consilium.domain.conflicts.calendar import impossible_day
from consilium.domain.dates import PartialDate
from consilium.domain.identity import CaseIdentity, KnownName
from consilium.domain.packet import (
    ChildView,
    Counts,
    DuplicateView,
    NumberView,
    OtherChildView,
    PacketView,
    RecordView,
    SeriesView,
    Sourced,
    StudyView,
    UnreadableView,
    Whose,
)
from consilium.domain.records import Category, Ended, PersonNamed, RecordNumber, Remark
from consilium.domain.sorting.titles import useless
from consilium.knowledge.catalog import Catalog, catalog
from consilium.knowledge.rules import rules
from consilium.writers.names import Names, extension

IMAGING = "imaging/DICOMDIR"
LATEST = PartialDate(9999)
EXPORTS = ("fhir", "ccda", "cda", "applehealth")  # of a whole history


@dataclass
class Layout:
    """Where each file goes in the packet, by its row's id; images go onto the media set."""

    places: dict[UUID, str] = field(default_factory=dict)
    images: list[Gathered] = field(default_factory=list)


@dataclass(frozen=True)
class Shown:
    """What the pages say of the case itself."""

    name: str
    known: CaseIdentity | None
    made_on: datetime
    language: str
    notes: tuple[Remark, ...] = ()  # what was mended on the media set


def layout(everything: Everything, words: Catalog) -> Layout:
    """Give every record and every kept unreadable file its name, in the order of dates and paths."""
    names = Names(undated=words.text("folders.undated"))
    made = Layout()
    for one in sorted(_documents(everything), key=lambda one: (one.date or LATEST, one.path)):
        folder = words.named("categories", one.category) if one.category else words.text("folders.unsorted")
        title = called(one, words)[0]
        made.places[one.id] = names.give(folder, one.date, one.institution, title, extension(one.format, one.path))
    for one in _kept_unreadable(everything):
        folder = words.text("folders.unreadable")
        made.places[one.id] = names.give(folder, None, "", _stem(one.path), extension("", one.path))
    made.images = [one for one in everything.files if one.is_image and one.ended is Ended.READ]
    return made


def called(one: Gathered, words: Catalog) -> tuple[str, bool]:
    """What a record is called, and whether it says so itself or by the name of its file; else it is called by its
    kind."""
    stem = one.title or _stem(one.path)
    if one.title or one.category is None or not useless(stem, rules().sorting):
        return stem, True
    exported = one.format.startswith(EXPORTS)
    return words.text("packet.title_export") if exported else words.named("categories", one.category), False


def view(case: Shown, everything: Everything, made: Layout, pictures: Mapping[UUID, bytes]) -> PacketView:
    """All that the pages say."""
    entries = _numbered(everything, made, pictures, case)
    files = everything.files
    return PacketView(
        case_name=case.name,
        child=_child(case.known, entries),
        made_on=case.made_on,
        language=case.language,
        counts=_counts(files),
        records=tuple(one.shown for one in entries if isinstance(one.shown, RecordView)),
        studies=tuple(one.shown for one in entries if isinstance(one.shown, StudyView)),
        unreadable=tuple(
            UnreadableView(one.path, one.reasons, one.size, made.places.get(one.id, ""))
            for one in everything.ended(Ended.UNREADABLE)
        ),
        set_aside=tuple(map(_other, everything.ended(Ended.OTHER_CHILD))),
        duplicates=tuple(
            DuplicateView(one.path, same_as(everything, one)) for one in everything.ended(Ended.DUPLICATE)
        ),
        imaging_notes=case.notes,
        program=f"Consilium {__version__}",
        litter=tuple(one.path for one in everything.ended(Ended.READ) if one.litter),
    )


def same_as(everything: Everything, duplicate: Gathered) -> str:
    """The path of the file whose bytes a duplicate has."""
    return everything.first_paths.get(duplicate.content, "") if duplicate.content else ""


@dataclass(frozen=True)
class _Entry:
    """A record or study with the people that it names, before and after it has its number."""

    shown: RecordView | StudyView
    people: tuple[PersonNamed, ...]


def _numbered(everything: Everything, made: Layout, pictures: Mapping[UUID, bytes], case: Shown) -> list[_Entry]:
    """Records and studies by date, undated ones last, numbered from R1 on: the same in every language."""
    found = [_Entry(_record(one, made, pictures, case), one.person.people) for one in _documents(everything)]
    found += _studies(everything, pictures)
    found.sort(key=_place)
    return [
        _Entry(replace(entry.shown, number=f"R{number}"), entry.people) for number, entry in enumerate(found, start=1)
    ]


def _place(entry: _Entry) -> tuple[PartialDate, int, tuple[str, ...]]:
    """Of one day by kind and then by where it was found: nothing that is written in the language of the pages."""
    shown = entry.shown
    kind = shown.category if isinstance(shown, RecordView) else Category.IMAGING
    kinds = list(Category)
    return shown.date or LATEST, len(kinds) if kind is None else kinds.index(kind), shown.sources[:1]


def _record(one: Gathered, made: Layout, pictures: Mapping[UUID, bytes], case: Shown) -> RecordView:
    title, titled = called(one, catalog(case.language))
    born = case.known.birth_date if case.known else None
    return RecordView(
        number="",
        title=title,
        path=made.places[one.id],
        category=one.category,
        date=one.date,
        institution=one.institution,
        author=one.author,
        format=one.format,
        size=one.size,
        pages=one.pages,
        whose=one.person.whose,
        reasons=one.person.reasons,
        remarks=(*impossible_day(one.date, case.made_on.date(), born), *one.remarks),
        sources=(one.path,),
        picture=pictures.get(one.id),
        id=str(one.id),
        titled=titled,
    )


def _studies(everything: Everything, pictures: Mapping[UUID, bytes]) -> Iterable[_Entry]:
    by_series: dict[str, list[Gathered]] = defaultdict(list)
    for (series, _), one in everything.by_instance.items():
        by_series[series].append(one)
    for study in imaging.studies(everything.instances):
        files = [one for series in study.series for one in by_series[series.uid]]
        yield _Entry(_study(study, files, everything, pictures), files[0].person.people if files else ())


def _study(
    study: imaging.Study, files: list[Gathered], everything: Everything, pictures: Mapping[UUID, bytes]
) -> StudyView:
    first = files[0]
    return StudyView(
        number="",
        description=study.description or first.title,
        path=IMAGING,
        date=_date(study.date) or first.date,
        modalities=tuple(dict.fromkeys(series.modality for series in study.series if series.modality)),
        institution=first.institution,
        body_part=next((one.body_part for one in files if one.body_part), ""),
        series=tuple(_series(series, everything, pictures) for series in study.series),
        size=sum(one.size for one in files),
        whose=first.person.whose,
        reasons=first.person.reasons,
        remarks=_distinct(remark for one in files for remark in one.remarks),
        sources=tuple(one.path for one in files),
        accession=study.accession,
    )


def _distinct(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    return tuple({(remark.code, tuple(sorted(remark.args.items()))): remark for remark in remarks}.values())


def _series(series: imaging.Series, everything: Everything, pictures: Mapping[UUID, bytes]) -> SeriesView:
    middle = everything.by_instance.get((series.uid, series.middle))
    return SeriesView(
        description=series.description or series.protocol,
        modality=series.modality,
        images=series.frames,
        missing=series.missing or 0,
        picture=pictures.get(middle.id) if middle else None,
        remarks=series.remarks,
        id=str(middle.id) if middle else "",
    )


def _date(digits: str) -> PartialDate | None:
    try:
        return PartialDate.from_digits(digits)
    except ValueError:
        return None


def _other(one: Gathered) -> OtherChildView:
    """The file with the child that its reason names: a paper of two children may name that of the case first."""
    said = {reason.args.get("named") for reason in one.reasons if reason.code.startswith("identity.name_")}
    people = sorted(one.person.people, key=lambda person: person.text not in said)
    person = people[0] if people else PersonNamed("")
    return OtherChildView(one.path, person.text, person.birth_date, one.reasons)


def _child(known: CaseIdentity | None, entries: list[_Entry]) -> ChildView:
    """The child with, for each statement, the first record that makes it."""
    if known is None or not known.names:
        return ChildView()
    name, born = max(known.names, key=_speaks_well), known.birth_date
    said = f"{name.given} {name.family}" if name.given and name.family else name.text
    return ChildView(
        name=Sourced(said, _source(entries, lambda person: person.text == name.text)),
        birth_date=Sourced(str(born), _source(entries, lambda person: person.birth_date == born)) if born else None,
        sex=Sourced(known.sex, _source(entries, lambda person: person.sex == known.sex)) if known.sex else None,
        numbers=tuple(
            NumberView(
                number.value,
                number.issuer,
                _source(entries, partial(_has_number, number)),
                places=_places(entries, number),
            )
            for number in _numbers((*known.numbers, *_of_own_papers(known, entries)))
        ),
    )


def _has_number(number: RecordNumber, person: PersonNamed) -> bool:
    return number in person.numbers


def _places(entries: list[_Entry], number: RecordNumber) -> tuple[str, ...]:
    """The institutions of the records that bear a number; a misread one of a picture names no record."""
    bearing = (
        one
        for one in entries
        if any(person.confidence is None and _has_number(number, person) for person in one.people)
    )
    return tuple(dict.fromkeys(one.shown.institution for one in bearing))


def _speaks_well(name: KnownName) -> tuple[bool, bool, int]:
    """A name whose parts are told apart and not all in capitals is the one to show; the fullest of those."""
    return bool(name.given and name.family), not name.text.isupper(), len(name.text)


def _source(entries: list[_Entry], states: Callable[[PersonNamed], bool]) -> str:
    return next((entry.shown.number for entry in entries if any(map(states, entry.people))), "")


def _of_own_papers(known: CaseIdentity, entries: list[_Entry]) -> Iterator[RecordNumber]:
    """The numbers of typed papers of this child that name nobody else: a paper whose birth date can be read in two ways
    teaches nothing of whose others are, and its number is the child's all the same."""
    names = {name.text for name in known.names}
    for entry in entries:
        if entry.shown.whose is Whose.SAME and len(entry.people) == 1:
            (person,) = entry.people
            yield from person.numbers if person.confidence is None and person.text in names else ()


def _numbers(known: Iterable[RecordNumber]) -> list[RecordNumber]:
    """Each record number once, with the issuer that says most: a name before an object identifier before none."""
    best: dict[str, RecordNumber] = {}
    for number in known:
        kept = best.get(number.value)
        if kept is None or _issuer_says(number) > _issuer_says(kept):
            best[number.value] = number
    return list(best.values())


def _issuer_says(number: RecordNumber) -> int:
    is_identifier = number.issuer.replace(".", "").isdigit()
    return 0 if not number.issuer else 1 if is_identifier else 2


def _counts(files: list[Gathered]) -> Counts:
    ends = {ended: sum(one.ended is ended for one in files) for ended in Ended}
    read = [one for one in files if one.ended is Ended.READ]
    litter = sum(one.litter for one in read)
    images = sum(one.is_image and not one.litter for one in read)
    containers = sum(not one.litter and (one.reader == CONTAINERS or one.format == "dicomdir") for one in read)
    return Counts(
        files_found=len(files),
        read=ends[Ended.READ],
        duplicate=ends[Ended.DUPLICATE],
        other_child=ends[Ended.OTHER_CHILD],
        unreadable=ends[Ended.UNREADABLE],
        documents=len(read) - litter - images - containers,
        images=images,
        containers=containers,
        litter=litter,
    )


def _documents(everything: Everything) -> Iterable[Gathered]:
    return (one for one in everything.files if one.is_document and one.ended is Ended.READ)


def _kept_unreadable(everything: Everything) -> Iterable[Gathered]:
    return (one for one in everything.ended(Ended.UNREADABLE) if one.ref is not None and one.size and not one.litter)


def _stem(path: str) -> str:
    name = path.rpartition("!/")[2].rpartition("/")[2]
    return name.rpartition(".")[0] or name
