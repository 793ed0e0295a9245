"""What a record says about itself: the values that readers return and every other part works with.

Everything here is a frozen value. A statement carries a `Citation`: where in the source it stands and the words
that stand there (law 2). A date keeps the precision of its source (law 3). A remark or reason is a code with
arguments; its words live in the catalogs (`knowledge/catalogs`), so that it can be said in every language.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Generic, TypeAlias, TypeVar

from consilium.domain.dates import PartialDate

T = TypeVar("T")
Scalar: TypeAlias = str | int | float | bool | None
SIDE = 65_535
SPOT = struct.Struct("<4H")
Json: TypeAlias = "Scalar | list[Json] | dict[str, Json]"


class Ended(StrEnum):
    """How an input file ended. The four add up to the number of files found (law 1)."""

    READ = "read"
    DUPLICATE = "duplicate"
    OTHER_CHILD = "other_child"
    UNREADABLE = "unreadable"


class Category(StrEnum):
    """The record categories of `knowledge/records.yaml`, in its order."""

    PATHOLOGY_SLIDES = "pathology_slides"
    PATHOLOGY_REPORT = "pathology_report"
    BONE_MARROW = "bone_marrow"
    IMAGING = "imaging"
    IMAGING_REPORTS = "imaging_reports"
    LABS = "labs"
    GENETICS = "genetics"
    TREATMENT_RECORDS = "treatment_records"
    RADIATION = "radiation"
    OPERATIVE = "operative"
    DISCHARGE = "discharge"
    CLINICAL_SUMMARY = "clinical_summary"
    MEDICINES = "medicines"
    GROWTH_AND_HISTORY = "growth_and_history"
    HEART_HEARING_TESTS = "heart_hearing_tests"
    TUMOR_BOARD = "tumor_board"
    QUESTIONS_LIST = "questions_list"
    IDENTITY_INSURANCE = "identity_insurance"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in fractions (0 to 1) of the page's width and height, origin top left."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a statement stands and the words that stand there.

    `page` counts from 1. `place` is an XPath, FHIR path, DICOM tag, HL7 path (`PID-5`) or VCF header line where the
    source has no pages. `quote` is verbatim.
    """

    quote: str = ""
    page: int | None = None
    box: Box | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something a person should know about a file: a catalog key (`area.name`) and its arguments."""

    code: str
    args: Mapping[str, Scalar] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Decision(Generic[T]):
    """A value with why it is so (law 4). `value` is None where nothing could be decided (law 3)."""

    value: T | None
    reasons: tuple[Remark, ...] = ()
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Stated:
    """A text as the source states it, with its place."""

    value: str
    citation: Citation = Citation()


@dataclass(frozen=True, slots=True)
class RecordNumber:
    """A medical record number; `issuer` is who assigned it (institution name, OID, namespace), "" when unstated."""

    value: str
    issuer: str = ""


@dataclass(frozen=True, slots=True)
class PersonNamed:
    """A patient as one file names them. Names keep the source's letters; nothing is normalized here.

    `family` and `given` are filled where the source separates them (DICOM PN, FHIR, C-CDA, HL7); `text` always holds
    the name as written. `sex` is "female", "male", "other" or "" (unstated). `other_names` are the same person's
    further names in the same statement (maiden, former, alias, another script), as written. `birth_may_be` holds the
    readings of a birth date whose day and month can't be told apart; `birth_date` is then what they have in common.
    `confidence` is 0 to 1 where the name was recognized in a picture, None where it was typed.
    """

    text: str
    family: str = ""
    given: str = ""
    birth_date: PartialDate | None = None
    sex: str = ""
    numbers: tuple[RecordNumber, ...] = ()
    citation: Citation = Citation()
    other_names: tuple[str, ...] = ()
    birth_may_be: tuple[PartialDate, ...] = ()
    confidence: float | None = None


class DateRole(StrEnum):
    """What a date in a source is the date of."""

    DOCUMENT = "document"  # the document's own date: written, reported, issued
    STUDY = "study"  # imaging study, examination
    COLLECTED = "collected"  # specimen taken
    RECEIVED = "received"
    PERFORMED = "performed"  # operation, dose, admission
    DISCHARGED = "discharged"
    SIGNED = "signed"
    PRINTED = "printed"
    BIRTH = "birth"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class DateSeen:
    """One date in a source, what it is the date of, and where it stands."""

    role: DateRole
    value: PartialDate
    citation: Citation = Citation()


class Words(Sequence[tuple[str, Box]]):
    """The words of a line with their boxes, eight bytes each: a page of 600 words is small, and so are 5,000 pages.

    Sides are kept in 1/65,535 of the page. `spots` are left, top, right, bottom of each word, little-endian uint16.
    """

    __slots__ = ("spots", "texts")

    def __init__(self, texts: str | tuple[str, ...], spots: bytes) -> None:
        """`texts` is the line's text where single spaces part its words, else the words; ValueError if they differ
        from the spots in number."""
        self.texts, self.spots = texts, spots
        if len(self._all()) != len(spots) // SPOT.size or len(spots) % SPOT.size:
            raise ValueError("not as many words as places")

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, Box]], text: str) -> Words:
        """From `(text, box)` pairs; `text` is the line's."""
        texts, boxes = tuple(zip(*pairs, strict=True)) or ((), ())
        own = texts and text.count(" ") == len(texts) - 1 and " ".join(texts) == text
        spots = b"".join([_spot(box) for box in boxes])
        return cls(text if own else texts, spots)

    def across(self) -> list[tuple[str, float, float]]:
        """Each word's text, left and right side: what columns need, at a third of what boxes cost."""
        return [
            (text, left / SIDE, right / SIDE)
            for text, (left, _, right, _) in zip(self._all(), SPOT.iter_unpack(self.spots), strict=True)
        ]

    def around(self, start: int, end: int) -> Box | None:
        """The box around the words that `start` to `end` of the line's text touches; None where it touches none."""
        at, first, after = 0, -1, 0
        for index, text in enumerate(self._all()):
            if at >= end:
                break
            if at + len(text) > start:
                first, after = (index if first < 0 else first), index + 1
            at += len(text) + 1
        if first < 0:
            return None
        lefts, tops, rights, bottoms = zip(
            *SPOT.iter_unpack(self.spots[first * SPOT.size : after * SPOT.size]), strict=True
        )
        return Box(min(lefts) / SIDE, min(tops) / SIDE, max(rights) / SIDE, max(bottoms) / SIDE)

    def _all(self) -> Sequence[str]:
        return self.texts.split(" ") if isinstance(self.texts, str) else self.texts

    def _box(self, at: int) -> Box:
        left, top, right, bottom = SPOT.unpack_from(self.spots, at * SPOT.size)
        return Box(left / SIDE, top / SIDE, right / SIDE, bottom / SIDE)

    def __len__(self) -> int:
        return len(self.spots) // SPOT.size

    def __getitem__(self, at: Any) -> Any:
        found = range(len(self))[at]
        texts = self._all()
        if isinstance(found, int):
            return texts[found], self._box(found)
        return tuple([(texts[one], self._box(one)) for one in found])

    def __iter__(self) -> Iterator[tuple[str, Box]]:
        return iter([(text, self._box(at)) for at, text in enumerate(self._all())])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Words) and (self.texts, self.spots) == (other.texts, other.spots)

    def __hash__(self) -> int:
        return hash(self.spots)


def _spot(box: Box) -> bytes:
    left, top, right, bottom = box.left * SIDE, box.top * SIDE, box.right * SIDE, box.bottom * SIDE
    try:
        return SPOT.pack(round(left), round(top), round(right), round(bottom))
    except struct.error:  # off the page
        return SPOT.pack(*[min(SIDE, max(0, round(side))) for side in (left, top, right, bottom)])


NO_WORDS = Words((), b"")
BOLD_ALONE = 7
"""The level of a line in bold that no style calls a heading: below all that one does."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text on a page, in reading order. `confidence` is 0 to 1 for recognized text, None for typed text.

    `words` are `(text, box)` pairs; their texts joined by single spaces are `text`. They are kept as `Words`.
    `level` is that of a heading as the source marks it (1 to 6, `BOLD_ALONE` for a line that only is all in bold), 0
    for none and for sources that mark none.
    """

    text: str
    box: Box
    words: Sequence[tuple[str, Box]] = NO_WORDS
    confidence: float | None = None
    level: int = 0

    def __post_init__(self) -> None:
        if not isinstance(self.words, Words):
            object.__setattr__(self, "words", Words.of(self.words, self.text) if self.words else NO_WORDS)


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its size in points, how its text was had ("typed", "ocr", "none") and its lines in reading order.

    `turned` is by how many degrees clockwise the picture had to be turned to be read (0, 90, 180, 270, or a skew).
    Sources without pages (mail, C-CDA, FHIR, CSV) give one or more pages of width 0 whose boxes are all zero.
    """

    number: int
    lines: tuple[Line, ...] = ()
    width: float = 0.0
    height: float = 0.0
    origin: str = "typed"
    turned: float = 0.0

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader found in one file.

    `kinds` are statements of what sort of thing this is, in the source's own codes, for sorting: a DICOM modality
    (`place="0008,0060"`), a LOINC document type, an HL7 message type, a section title, a test name.
    `facts` is the structured content, JSON values only; each reader's module docstring gives its shape.
    `litter` is True for viewer programs and other files of a disc that are no part of anyone's record.
    """

    format: str
    title: str = ""
    people: tuple[PersonNamed, ...] = ()
    dates: tuple[DateSeen, ...] = ()
    institutions: tuple[Stated, ...] = ()
    authors: tuple[Stated, ...] = ()
    kinds: tuple[Stated, ...] = ()
    language: str = ""
    pages: tuple[Page, ...] = ()
    facts: Mapping[str, Json] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    litter: bool = False

    @property
    def text(self) -> str:
        return "\n".join(page.text for page in self.pages)
