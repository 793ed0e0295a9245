"""What is here and what is missing of all that a second team needs: derived, never stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from consilium.domain.dates import PartialDate
from consilium.domain.records import Category, Citation, Remark


class Standing(StrEnum):
    """How a requirement stands."""

    PRESENT = "present"
    PARTLY = "partly"  # the report without the material, a result only quoted, a part of the pieces
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"  # nothing says whether it exists


class Phase(StrEnum):
    """Where in its course the illness is."""

    DIAGNOSIS = "diagnosis"
    TREATMENT = "treatment"
    RELAPSE = "relapse"
    AFTER = "after"


class Door(StrEnum):
    """Who holds it. The first four get letters; the team is asked in person; the family has it."""

    RECORDS = "records"
    RADIOLOGY = "radiology"
    PATHOLOGY = "pathology"
    LABORATORY = "laboratory"
    TEAM = "team"
    FAMILY = "family"


LETTER_DOORS = (Door.RECORDS, Door.RADIOLOGY, Door.PATHOLOGY, Door.LABORATORY)


@dataclass(frozen=True, slots=True)
class Item:
    """One physical thing that is owed: the images of one study, the slides of one specimen, one result.

    kind        "images", "images_part", "slides", "report", "result", "stretch", "copy"
    thing       the requirement's thing that it belongs to, "" where it belongs to none
    what        a DICOM modality for images and their reports, else the words of the source ("MYCN FISH"), or ""
    described   what it is in its source's words: the title of its report, a study's description
    regions     of pictures that a text tells of: the parts of the body that it names
    number      accession number, "" where unstated
    institution who holds it; `stated` is False where only the record that tells of it names the place
    around      houses of which each may hold it, where it is not known which: all are asked
    when, until the day it was made; for a stretch its two ends
    sent_to, tracking, back_by  where a paper says that it went, the carrier's number, until when it is wanted back
    lacks       houses that say that they have none of it: they are not asked
    references  the records and studies that tell of it ("R12 p.3")
    """

    kind: str
    door: Door
    category: Category | None
    reason: Remark
    thing: str = ""
    what: str = ""
    described: str = ""
    regions: frozenset[str] = frozenset()
    number: str = ""
    institution: str = ""
    stated: bool = True
    around: tuple[str, ...] = ()
    when: PartialDate | None = None
    until: PartialDate | None = None
    report_here: bool = False
    promised: bool = False
    sent_to: str = ""
    tracking: str = ""
    back_by: PartialDate | None = None
    lacks: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()


ASK_HOW_LONG = Remark("gaps.delay_ask")
_ENOUGH = {True: "yes", False: "no", None: "unknown"}


@dataclass(frozen=True, slots=True)
class Status:
    """One requirement and how it stands, with its reasons (law 4).

    thing         catalog keys `gaps.thing_<thing>`; `why` is `gaps.why_<why>`
    needed        False where it only helps
    report_enough None where the list does not say
    items         the pieces that are owed, each once; may be empty where nothing tells of any piece
    here          references of what is here
    delay         what a source says of how long it takes, None where none says it: then "ask"
    cites         where the requirement comes from (`clinical.yaml hodgkin: ...`)
    from_story    True where no list asks for it and only the story tells of it
    """

    thing: str
    category: Category
    door: Door
    standing: Standing
    reasons: tuple[Remark, ...]
    why: str = ""
    needed: bool = True
    report_enough: bool | None = None
    items: tuple[Item, ...] = ()
    here: tuple[str, ...] = ()
    institution: str = ""
    delay: Remark | None = None
    cites: tuple[str, ...] = ()
    from_story: bool = False

    @property
    def owed(self) -> bool:
        """Whether somebody is to be asked for it."""
        return self.standing in (Standing.MISSING, Standing.PARTLY)

    @property
    def report_said(self) -> Remark | None:
        """Whether the written report is enough; None where that is no question: of the family's own papers, and where
        no list asks for it."""
        if self.door is Door.FAMILY or (self.from_story and self.report_enough is None):
            return None
        return Remark(f"gaps.report_enough_{_ENOUGH[self.report_enough]}")

    @property
    def delay_said(self) -> Remark | None:
        """How long it takes where a source says so, else to ask; None where nobody is to be asked."""
        return (self.delay or ASK_HOW_LONG) if self.owed and self.door is not Door.FAMILY else None


def pieces_owed(statuses: Iterable[Status]) -> int:
    """How many pieces somebody is to be asked for: the one count of all pages. A thing of which no piece is known is
    one."""
    return sum(max(1, len(one.items)) for one in statuses if one.owed)
