"""Everything of a case that a packet shows, opened row by row; what is kept of each is small."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from uuid import UUID

from consilium.actions.documents import FileRead, file_read, naming_document
from consilium.actions.opened import OpenCase
from consilium.actions.records.said import LabelSaid, item_of, labels_said, whose_said
from consilium.casebook.models import InputFile, Naming
from consilium.domain import imaging
from consilium.domain.dates import PartialDate
from consilium.domain.identity import Match
from consilium.domain.packet import Whose
from consilium.domain.records import Category, Ended, PersonNamed, Remark
from consilium.domain.sorting import Sorted
from consilium.vault.layout import BlobRef

CONTAINERS = "archive"
DISC = "dicom"
DIRECTORY = "dicomdir"


@dataclass(frozen=True)
class Person:
    """One way in which files name their patient, and what was decided of it."""

    people: tuple[PersonNamed, ...] = ()
    match: str = ""
    reasons: tuple[Remark, ...] = ()

    @property
    def whose(self) -> Whose:
        known = {Match.SAME: Whose.SAME, Match.PROBABLY_SAME: Whose.PROBABLY_SAME}
        return known.get(Match(self.match), Whose.UNNAMED) if self.match else Whose.UNNAMED


@dataclass(frozen=True, slots=True)
class Gathered:
    """One input file, as much of it as pages, names and the manifest need."""

    id: UUID
    path: str
    ended: Ended
    size: int
    reader: str
    format: str
    litter: bool
    content: UUID | None
    ref: BlobRef | None
    person: Person
    series_key: bytes | None
    category: Category | None = None
    date: PartialDate | None = None
    institution: str = ""
    author: str = ""
    title: str = ""
    pages: int = 0
    body_part: str = ""
    reasons: tuple[Remark, ...] = ()
    remarks: tuple[Remark, ...] = ()
    why: tuple[Remark, ...] = ()  # whose it is, what it is, and of when, for what was read

    @property
    def is_image(self) -> bool:
        """Whether the file goes onto the media set."""
        return self.reader == DISC and self.format != DIRECTORY

    @property
    def is_document(self) -> bool:
        """Whether the file is a record of its own in `records/`."""
        return not self.litter and self.reader not in (CONTAINERS, DISC, "")


@dataclass
class Everything:
    """A case for a packet: the files in the order of their paths, the images as instances."""

    files: list[Gathered] = field(default_factory=list)
    instances: list[imaging.Instance] = field(default_factory=list)
    by_instance: dict[tuple[str, str], Gathered] = field(default_factory=dict)
    languages: dict[UUID, str] = field(default_factory=dict)
    countries: dict[UUID, str] = field(default_factory=dict)
    orders: dict[UUID, str] = field(default_factory=dict)  # how a paper writes dates: "dmy", "mdy"

    def ended(self, how: Ended) -> Iterator[Gathered]:
        return (one for one in self.files if one.ended is how)

    @cached_property
    def first_paths(self) -> Mapping[UUID, str]:
        """The path of the file that a content came in with first, by content."""
        return {one.content: one.path for one in self.files if one.content and one.ended is not Ended.DUPLICATE}

    @cached_property
    def by_id(self) -> Mapping[UUID, Gathered]:
        """Every file by its row's id."""
        return {one.id: one for one in self.files}

    @cached_property
    def by_path(self) -> Mapping[str, Gathered]:
        """Every file by its path."""
        return {one.path: one for one in self.files}


def gather(case: OpenCase) -> Everything:
    """Open the whole case once."""
    people = {one: Person((), said.match, said.reasons) for one, said in whose_said(case).items()}
    people |= {row.id: _person(case, row) for row in Naming.objects.filter(case=case.row)}
    labels = labels_said(case)
    everything = Everything()
    for row in rows(case):
        read = file_read(case, row)
        one = _gathered(row, read, people.get(item_of(row), Person()))
        one = _labelled(one, labels[row.id].value) if row.id in labels else one
        everything.files.append(one)
        if read.head and read.head.sorted.language:
            everything.languages[row.id] = read.head.sorted.language
        if read.head and read.head.sorted.country:
            everything.countries[row.id] = read.head.sorted.country
        if read.head and read.head.sorted.date_order:
            everything.orders[row.id] = read.head.sorted.date_order
        instance = read.head.instance if read.head else None
        if one.is_image and one.ended is Ended.READ and instance is not None:
            everything.instances.append(instance)
            everything.by_instance.setdefault((instance.series, instance.uid), one)
    everything.files.sort(key=lambda one: one.path)
    return everything


def rows(case: OpenCase) -> Iterator[InputFile]:
    """The files of the case with where their bytes lie."""
    found = InputFile.objects.filter(case=case.row).select_related("content", "answer").order_by("root", "id")
    return iter(found.iterator(chunk_size=500))


def locked_files(case: OpenCase) -> int:
    """How many files need a password."""
    return InputFile.objects.filter(case=case.row, locked=True).count()


def _person(case: OpenCase, row: Naming) -> Person:
    document = naming_document(case, row)
    return Person(document.people, row.match, document.reasons)


def _gathered(row: InputFile, read: FileRead, person: Person) -> Gathered:
    head, document = read.head, read.document
    sorted_ = head.sorted if head else None
    blob = row.content
    return Gathered(
        id=row.id,
        path=document.path,
        ended=Ended(row.ended),
        size=row.size,
        reader=row.reader,
        format=row.format,
        litter=row.litter,
        content=row.content_id,
        ref=BlobRef(blob.pack_id, blob.offset, blob.length) if blob else None,
        person=person,
        series_key=None if row.series_key is None else bytes(row.series_key),
        category=Category(row.category) if row.category else None,
        date=sorted_.document_date.value if sorted_ else None,
        institution=(sorted_.institution.value or "") if sorted_ else "",
        author=(sorted_.author.value or "") if sorted_ else "",
        title=_title(sorted_),
        pages=head.pages if head else 0,
        body_part=head.body_part if head else "",
        reasons=(*document.reasons, *_why(Ended(row.ended), person)),
        remarks=(*document.remarks, *(head.remarks if head else ())),
        why=_decided(sorted_, person) if row.ended == Ended.READ else (),
    )


def _labelled(one: Gathered, said: LabelSaid) -> Gathered:
    """The file as a person says that it is, who said so before why rules thought otherwise."""
    return replace(
        one,
        title=said.title or one.title,
        category=said.category,
        date=said.date,
        institution=said.institution,
        why=(said.reason, *one.why),
    )


def _title(made: Sorted | None) -> str:
    """What the document calls itself; "" where it has no heading (its file's name says more)."""
    return "" if made is None else made.title.value or ""


def _decided(made: Sorted | None, person: Person) -> tuple[Remark, ...]:
    """Why a record is taken for this child's, of this kind and of this day (law 4)."""
    if made is None:
        return person.reasons
    reasons = (*person.reasons, *made.category.reasons, *made.document_date.reasons)
    return tuple(reason for at, reason in enumerate(reasons) if reason not in reasons[:at])


def _why(ended: Ended, person: Person) -> tuple[Remark, ...]:
    """Why a file is set aside: what its name says, or that it lies inside another child's file."""
    if ended is not Ended.OTHER_CHILD:
        return ()
    if person.match == Match.ANOTHER_CHILD:
        return person.reasons
    return (Remark("errors.inside_other_child"),)
