"""The requirement tables as values; `knowledge/requirements.py` fills them from YAML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from consilium.domain.completeness.status import Door, Phase
from consilium.domain.findings.finding import Kind
from consilium.domain.phrases import PhraseIndex
from consilium.domain.records import Category, Remark

EVERY_PHASE = frozenset(Phase)


@dataclass(frozen=True)
class View:
    """One way in which images satisfy a thing: any of the modalities (DICOM codes), of any of the regions, and where
    `words` are given a description that has one of them."""

    modalities: frozenset[str]
    regions: frozenset[str] = frozenset()
    words: PhraseIndex[bool] | None = None


@dataclass(frozen=True)
class Signs:
    """What shows that a thing exists: findings of `kinds` (with one of the `words`), mentions of `what`."""

    kinds: frozenset[Kind] = frozenset()
    words: PhraseIndex[bool] | None = None
    what: frozenset[str] = frozenset()
    modalities: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Thing:
    """One thing that may be wanted, and how it is known in a case. `form` is "images", "slides" or "report".

    For a report: findings of `kinds` with one of the `words` show it, in records of `records_in`; in other records
    the result is only quoted, as are findings of the kinds `quoted`, which may be enough.
    """

    id: str
    category: Category
    door: Door
    form: str
    why: str
    views: tuple[View, ...] = ()
    records_in: frozenset[Category] = frozenset()
    kinds: frozenset[Kind] = frozenset()
    words: PhraseIndex[bool] | None = None
    quoted: frozenset[Kind] = frozenset()
    quoted_enough: bool = False
    marrow: bool = False
    enough: bool | None = None
    delay: Remark | None = None
    signs: Signs | None = None


@dataclass(frozen=True)
class Need:
    """A list's wish for a thing. `only` is "" (always), "signs" or "biopsy"; `since` "" or "relapse"."""

    thing: Thing
    cites: str
    phases: frozenset[Phase] = EVERY_PHASE
    only: str = ""
    since: str = ""
    helps: bool = False


@dataclass(frozen=True)
class DiseaseNeeds:
    """What one disease adds. `instead`: general things it has in another form. `biopsy`: things that exist only where
    `biopsy_signs` show tissue was taken; they are never claimed otherwise."""

    id: str
    needs: tuple[Need, ...]
    instead: frozenset[str] = frozenset()
    biopsy: frozenset[str] = frozenset()
    biopsy_signs: Signs = field(default_factory=Signs)


@dataclass(frozen=True, slots=True)
class Limits:
    """Day counts of `requirements.yaml` (editorial)."""

    same_study_days: int
    report_lag_days: int
    silent_in_treatment: int
    silent_otherwise: int
    silent_after: int
    treatment_ended: int
    treatment_old: int
    result_lag: int
    relapse_slack: int
    test_slack: int
    most_items: int


@dataclass(frozen=True)
class Monitor:
    """A test of heart or hearing that is wanted where one of the drugs was given, after one of the `transplants`, or
    after radiation to one of the `sites`."""

    name: str
    drugs: PhraseIndex[bool]
    words: PhraseIndex[bool]
    transplants: PhraseIndex[bool] | None = None
    sites: PhraseIndex[bool] | None = None


@dataclass(frozen=True)
class CourseWords:
    """Words that tell the course and the nature of a paper."""

    relapse: PhraseIndex[bool]
    progression: PhraseIndex[bool]
    unproven: PhraseIndex[bool]  # what says that a relapse has yet to be proven
    ended: PhraseIndex[bool]
    sent: PhraseIndex[bool]
    reread: PhraseIndex[bool]
    sending: PhraseIndex[bool]  # titles of papers that go along with slides or blocks
    reviewing: PhraseIndex[bool]  # titles of letters of those who only read what others sent
    marrow: PhraseIndex[bool]
    tissue: PhraseIndex[bool]  # operations that give tissue to look at
    no_report: PhraseIndex[bool]  # procedures of which nobody writes a report that a second team reads
    graft: PhraseIndex[bool]  # marrow that was given, and none that was looked at
    typing: PhraseIndex[bool]
    eye_photographs: PhraseIndex[bool]
    passing: PhraseIndex[bool]  # tests of a day's state, of which no second team asks for the paper
    germline: PhraseIndex[bool]  # samples of what was inherited, which no result of a tumor answers


@dataclass(frozen=True)
class ImagingWords:
    """Words of imaging. `modality` gives a DICOM code, `region` a region's name; `alike` the codes shown for one."""

    modality: PhraseIndex[str]
    region: PhraseIndex[str]
    alike: Mapping[str, frozenset[str]]
    no_study: frozenset[str]
    report_in_study: frozenset[str]
    slide_formats: frozenset[str]


@dataclass(frozen=True)
class Requirements:
    """All that `gaps` needs to know. `names` and `abbreviations` (in capitals, as written) lead from a disease's name,
    `iccc3` and `icdo3` (inclusive ranges of ICD-O-3 histology) from its codes to its id.
    `drug_classes`: the drugs of a class."""

    general: tuple[Need, ...]
    diseases: Mapping[str, DiseaseNeeds]
    programs: Mapping[str, tuple[Need, ...]]
    things: Mapping[str, Thing]
    limits: Limits
    course: CourseWords
    imaging: ImagingWords
    monitors: tuple[Monitor, ...]
    names: PhraseIndex[str]
    abbreviations: Mapping[str, str]
    iccc3: Mapping[str, str]
    icdo3: tuple[tuple[int, int, str], ...]
    doors: Mapping[Category, Door]
    drug_classes: Mapping[str, frozenset[str]]
