"""A finding: one typed statement that a record makes about the child, with the words that make it (law 2).

A finding says what its source says and no more: a number keeps the figures of its source in `value`, a date its
precision, a negated or planned statement its `assertion`. Nothing is computed here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from consilium.domain.dates import PartialDate
from consilium.domain.records import Citation, Scalar

# Languages of whose words statements are taken, "" where none could be told. A text in another is kept and shown.
READ_LANGUAGES = ("", "en", "es")


class Kind(StrEnum):
    """What a finding is a statement of. `Finding` says which `detail` keys each may have."""

    DIAGNOSIS = "diagnosis"
    STAGE = "stage"
    RISK = "risk"
    SPECIMEN = "specimen"
    STAIN = "stain"  # immunohistochemistry, in situ hybridization for EBER
    FLOW = "flow"
    CYTOGENETICS = "cytogenetics"  # karyotype, FISH
    VARIANT = "variant"  # mutation, fusion, copy number
    METHYLATION = "methylation"
    MRD = "mrd"
    LABORATORY = "laboratory"  # laboratory values and tumor markers
    PROTOCOL = "protocol"  # study or protocol, arm
    CYCLE = "cycle"
    DRUG = "drug"  # an anticancer drug given, with dose
    RADIATION = "radiation"
    SURGERY = "surgery"  # operations and biopsies
    TRANSPLANT = "transplant"  # stem cells, CAR T cells
    RESPONSE = "response"
    TOXICITY = "toxicity"
    MEDICINE = "medicine"
    ALLERGY = "allergy"
    IMAGING = "imaging"  # a statement of an imaging report
    MEASUREMENT = "measurement"  # of a lesion
    CONDITION = "condition"  # other illness of the child
    FAMILY_HISTORY = "family_history"
    GROWTH = "growth"  # height, weight, body surface, performance score
    FUNCTION = "function"  # heart, hearing, lung and kidney function tests
    MENTION = "mention"  # a study, biopsy, slide or test that a text says was done or sent; for gaps


class Assertion(StrEnum):
    """How a source says it. Only `STATED` is true of the child now."""

    STATED = "stated"
    NEGATED = "negated"
    UNCERTAIN = "uncertain"  # probable, suspected, cannot be excluded
    HISTORICAL = "historical"
    FAMILY = "family"
    PLANNED = "planned"
    PENDING = "pending"
    CONDITIONAL = "conditional"  # a condition, a risk explained, a general remark: true of nobody yet


class Origin(StrEnum):
    STRUCTURED = "structured"  # mapped from a coded entry
    TEXT = "text"  # read by rules from words
    PERSON = "person"  # said by a person who is named
    SUGGESTED = "suggested"  # by a tagger, in words that no rule has read: part of nothing until a person confirms it


@dataclass(frozen=True, slots=True)
class Code:
    """A code: `system` is "icd-o-3-morphology", "icd-o-3-topography", "icd-10", "icd-10-cm", "iccc-3", "snomed",
    "loinc", "rxnorm", "atc", "cvx", "hgnc", "hgvs", "dicom", "ucum", "" where unstated, or an OID or URL as written.
    """

    system: str
    code: str
    display: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One statement.

    name        what it is about, in the field's English term where known (`hemoglobin`, `doxorubicin`, `ALK`,
                `classical Hodgkin lymphoma, nodular sclerosis`), else as written
    codes       all codes, the most exact first
    value       the result as written (`<0.01`, `positive`, `IIB`, `12,5`); "" where there is none
    number      its number where it is one; `comparator` "<" "<=" ">" ">=" or ""
    unit        as written
    when, until the day it is true of (collected, given, performed, diagnosed), to its source's precision
    laterality  "left", "right", "bilateral" or ""
    site        the part of the body, English term where known
    detail      kind's own keys; values as written:
                  laboratory: low, high, range, flag, specimen, method · stage: system · risk: group system
                  laboratory: doubt ("magnitude", "decimal mark") · diagnosis: status, quality, disease, grade,
                  percent (a part of a mixed tumor) · stage: suffix, edition (the year of WHO's classification)
                  stain, flow: result, percent, intensity, h_score · variant: gene, partner, protein, cdna, vaf, class,
                  build, method, origin, copies, depth, alt_depth · cytogenetics: gene, partner, copies, class, method
                  specimen: number, received, procedure, blocks, sent · mrd: result, limit, method, specimen, timepoint
                  drug: dose, dose_unit, per ("m2", "kg"), route, cycle, days, times (number of doses of `number` each),
                  cumulative ("yes" where the source states a sum), sum_by (how that was told), prescribed, given,
                  given_unit, ordered, daily, state, reason, doubt
                  cycle: number, number_from ("place" in its table), of, phase · radiation: gray, fractions, technique,
                  boost, weighting ("RBE"), cumulative, organ ("yes") · surgery: margins, residual,
                  procedure · transplant: donor, conditioning, product, day0 · response: system, target
                  toxicity: grade, system · medicine: dose, route, frequency, state ("current", "past", "")
                  allergy: reaction, severity · measurement: sizes ("32 x 21"), unit, series, image, lesion
                  treatments: advice ("against") · variant also: specimen, allelic_ratio
                  any: when_written (a day of two readings), day_doubt ("no_such_day", "after_paper"), day_written
                  coded entries also: absent (why there is no value: a nullFlavor or reason) · status ("preliminary")
                  condition, diagnosis: severity, state, recorded · allergy: criticality, verification · medicine: use
                  ("immunization") · variant: call, significance, transcript, position, genotype, sample, consequence
                  imaging: modality, study_date, study, part, change, result, suv · family_history: relative
                  function: low, high, range
                  mention: what ("imaging", "pathology", "laboratory", "genetics", ...), modality, number, holder,
                  status, status_date
    citations   where it stands; at least one, the first is the main one
    confidence  0 to 1 where its words were recognized in a picture, None where typed or structured
    clause      the place of its clause in the paper while its day is looked for, -1 where the rule tells none
    """

    kind: Kind
    name: str
    codes: tuple[Code, ...] = ()
    value: str = ""
    number: float | None = None
    comparator: str = ""
    unit: str = ""
    when: PartialDate | None = None
    until: PartialDate | None = None
    assertion: Assertion = Assertion.STATED
    laterality: str = ""
    site: str = ""
    detail: Mapping[str, Scalar] = field(default_factory=dict)
    citations: tuple[Citation, ...] = ()
    origin: Origin = Origin.TEXT
    confidence: float | None = None
    clause: int = field(default=-1, compare=False, repr=False)

    @property
    def quote(self) -> str:
        return self.citations[0].quote if self.citations else ""
