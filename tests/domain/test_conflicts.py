"""Two sources that disagree: what is no conflict first, since noise hides what matters. All people are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from consilium.domain.clinical import CaseFinding, CaseRecord, ClinicalCase, Judgement, Verdict
from consilium.domain.conflicts import ConflictKind, conflicts
from consilium.domain.dates import PartialDate
from consilium.domain.findings import Assertion, Code, Finding, Kind
from consilium.domain.packet import ChildView
from consilium.domain.records import Citation
from consilium.knowledge.catalog import LANGUAGES, catalog

DAY = PartialDate(2024, 3, 4)
HB = Finding(Kind.LABORATORY, "hemoglobin", value="9.1", number=9.1, unit="g/dL", when=DAY)
PENICILLIN = Finding(Kind.ALLERGY, "penicillin", codes=(Code("rxnorm", "7980"),), citations=(Citation("Penicillin"),))
NONE = Finding(Kind.ALLERGY, "any", assertion=Assertion.NEGATED, citations=(Citation("NKDA"),))
ALK = Finding(Kind.VARIANT, "ALK", detail={"gene": "ALK", "class": "mutation"})
EYE = Finding(Kind.STAGE, "stage", value="B", detail={"system": "ICRB"})
STAGE = Finding(Kind.STAGE, "stage", value="III", detail={"system": "COG"})
NEPHRECTOMY = Finding(Kind.SURGERY, "nephrectomy", laterality="left", when=DAY)
TUMOR = Finding(Kind.DIAGNOSIS, "nephroblastoma", laterality="left", codes=(Code("icd-o-3-morphology", "8960/3"),))
CCSK = (Code("icd-o-3-morphology", "9044/3"),)
RADIATION = Finding(Kind.RADIATION, "radiotherapy", number=10.8, unit="Gy", site="flank", detail={"gray": "10.8"})

HODGKIN = Finding(Kind.DIAGNOSIS, "classical Hodgkin lymphoma", codes=(Code("icd-o-3-morphology", "9650/3"),))
NODULAR = (Code("icd-o-3-morphology", "9663/3"),)


def record(number: int, **more: object) -> CaseRecord:
    return replace(CaseRecord(f"id{number}", f"R{number}", "Letter"), **more)  # type: ignore[arg-type]


def case(*pairs: tuple[int, Finding], records: dict[int, CaseRecord] | None = None) -> ClinicalCase:
    held = records or {}
    found = tuple(
        CaseFinding(str(at), finding, held.get(number, record(number))) for at, (number, finding) in enumerate(pairs)
    )
    return ClinicalCase("Case", ChildView(), date(2026, 11, 21), findings=found)


def kinds(*pairs: tuple[int, Finding], records: dict[int, CaseRecord] | None = None) -> list[ConflictKind]:
    return [one.kind for one in conflicts(case(*pairs, records=records))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (HB, replace(HB, number=8.0, value="8.0")),  # two draws of one day
        (HB, replace(HB, number=8.0, value="8.0", when=PartialDate(2024, 3, 5))),
        (STAGE, replace(STAGE, value="III A")),  # says more
        (STAGE, replace(STAGE, value="IV", detail={"system": "INSS"})),  # another system
        (STAGE, replace(STAGE, value="Stage 3")),
        (  # a local stage and the overall one
            replace(STAGE, detail={"system": "COG", "scope": "local"}),
            replace(STAGE, value="IV", detail={"system": "COG", "scope": "overall"}),
        ),
        (replace(EYE, laterality="left"), replace(EYE, value="E", laterality="right")),
        (EYE, replace(EYE, value="E", laterality="right")),  # of which eye is not said
        (TUMOR, replace(TUMOR, name="clear cell sarcoma", detail={"status": "working"}, codes=CCSK)),
        (TUMOR, replace(TUMOR, name="malignant neoplasm", codes=(Code("icd-o-3-morphology", "8000/3"),))),
        (replace(STAGE, when=DAY), replace(STAGE, value="IV", when=PartialDate(2025, 1, 1))),  # relapse
        (TUMOR, replace(TUMOR, name="nephroblastoma, anaplastic", codes=(Code("icd-o-3-morphology", "8961/3"),))),
        (HODGKIN, replace(HODGKIN, name="Hodgkin lymphoma, nodular sclerosis", codes=NODULAR)),  # says more
        (TUMOR, replace(TUMOR, name="kidney tumor", codes=())),  # not comparable
        (TUMOR, replace(TUMOR, laterality="bilateral")),
        (NEPHRECTOMY, replace(NEPHRECTOMY, when=PartialDate(2024, 9, 20))),  # another operation
        (NEPHRECTOMY, replace(NEPHRECTOMY, when=PartialDate(2024, 3))),  # less exact
        (ALK, replace(ALK, assertion=Assertion.PENDING)),
        (ALK, replace(ALK, assertion=Assertion.NEGATED, detail={"gene": "ALK", "class": "fusion"})),
        (
            ALK,
            replace(ALK, assertion=Assertion.NEGATED, detail={**ALK.detail, "origin": "germline"}),
        ),  # of the tumor only
        (PENICILLIN, replace(PENICILLIN, name="latex", codes=(), assertion=Assertion.NEGATED)),
        (RADIATION, replace(RADIATION, detail={"gray": "21.6"}, site="lung")),
        (RADIATION, replace(RADIATION, detail={"gray": "50"}, assertion=Assertion.PLANNED)),
    ],
)
def test_what_can_both_be_true_is_no_conflict(one: Finding, other: Finding) -> None:
    assert kinds((1, one), (2, other)) == []


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        (PENICILLIN, NONE, ConflictKind.ALLERGY),
        (PENICILLIN, replace(NONE, name="known drug allergies"), ConflictKind.ALLERGY),
        (PENICILLIN, replace(PENICILLIN, assertion=Assertion.NEGATED), ConflictKind.ALLERGY),
        (STAGE, replace(STAGE, value="IV"), ConflictKind.STAGE),
        (replace(STAGE, value="M"), replace(STAGE, value="MS"), ConflictKind.STAGE),
        (
            replace(TUMOR, codes=(*TUMOR.codes, Code("iccc-3", "VI(a)1"))),
            replace(
                TUMOR, name="rhabdoid tumor", codes=(Code("icd-o-3-morphology", "8963/3"), Code("iccc-3", "VI(a)2"))
            ),
            ConflictKind.HISTOLOGY,
        ),
        (TUMOR, replace(TUMOR, laterality="right"), ConflictKind.SIDE),
        (NEPHRECTOMY, replace(NEPHRECTOMY, laterality="right"), ConflictKind.SIDE),
        (NEPHRECTOMY, replace(NEPHRECTOMY, when=PartialDate(2024, 4, 3)), ConflictKind.DATE),  # day and month swapped
        (NEPHRECTOMY, replace(NEPHRECTOMY, when=PartialDate(2023, 3, 4)), ConflictKind.DATE),
        (ALK, replace(ALK, assertion=Assertion.NEGATED), ConflictKind.GENE),
        (
            replace(ALK, detail={**ALK.detail, "origin": "germline"}),
            replace(ALK, assertion=Assertion.NEGATED, detail={**ALK.detail, "origin": "germline"}),
            ConflictKind.GENE,
        ),
        (RADIATION, replace(RADIATION, number=21.6, detail={"gray": "21.6"}), ConflictKind.DOSE),
        (
            TUMOR,
            replace(TUMOR, name="clear cell sarcoma of kidney", codes=(Code("icd-o-3-morphology", "9044/3"),)),
            ConflictKind.HISTOLOGY,
        ),
    ],
)
def test_what_can_not_both_be_true_is_shown_with_both_sides(one: Finding, other: Finding, kind: ConflictKind) -> None:
    (found,) = conflicts(case((1, one), (2, other)))
    assert found.kind is kind
    assert sorted(side.references for side in found.sides) == [("R1",), ("R2",)]
    assert found.reasons[0].code == f"conflicts.{kind.value}"


def test_two_values_of_one_draw_conflict_and_the_draw_is_known_by_its_number() -> None:
    other = replace(HB, number=19.0, value="19.0")
    numbered = {1: record(1, numbers=("A-77",)), 2: record(2, numbers=("A-77",))}
    assert kinds((1, HB), (2, other), records=numbered) == [ConflictKind.LABORATORY]


def test_two_records_with_two_other_results_alike_copy_one_draw() -> None:
    sodium, potassium = replace(HB, name="sodium", number=140.0), replace(HB, name="potassium", number=4.0)
    alike = [(number, one) for number in (1, 2) for one in (sodium, potassium)]
    found = conflicts(case(*alike, (1, HB), (2, replace(HB, number=19.0))))
    assert [(one.kind, one.what) for one in found] == [(ConflictKind.LABORATORY, "hemoglobin")]
    assert [side.says for side in found[0].sides] == ["9.1 g/dL", "19 g/dL"]


def test_rounding_is_no_conflict() -> None:
    numbered = {1: record(1, numbers=("A-77",)), 2: record(2, numbers=("A-77",))}
    assert kinds((1, HB), (2, replace(HB, number=9.13)), records=numbered) == []


def test_doses_are_compared_within_one_cycle_only() -> None:
    dose = Finding(Kind.DRUG, "doxorubicin", number=25.0, unit="mg/m2", detail={"cycle": "1", "day": "1"})
    more = replace(dose, number=30.0)
    assert kinds((1, dose), (2, more)) == [ConflictKind.DOSE]
    assert kinds((1, dose), (2, replace(more, detail={"cycle": "2", "day": "1"}))) == []
    assert kinds((1, dose), (2, replace(more, unit="mg"))) == []


def test_a_bilateral_disease_has_two_sides_and_no_conflict() -> None:
    right = replace(TUMOR, laterality="right")
    assert kinds((1, TUMOR), (1, right), (2, right), (3, TUMOR)) == []


def test_a_denial_before_the_allergy_began_is_no_conflict() -> None:
    early = {2: record(2, date=PartialDate(2020, 1, 1))}
    assert kinds((1, replace(PENICILLIN, when=PartialDate(2023, 5, 1))), (2, NONE), records=early) == []


def test_every_allergy_that_a_denial_denies_has_a_conflict_of_its_own() -> None:
    latex = replace(PENICILLIN, name="latex", codes=(), citations=(Citation("Latex"),))
    found = conflicts(case((2, NONE), (1, PENICILLIN), (3, latex)))
    assert [one.what for one in found] == ["penicillin", "latex"]
    assert [[side.says for side in one.sides] for one in found] == [["Penicillin", "NKDA"], ["Latex", "NKDA"]]


@pytest.mark.parametrize(
    ("day", "codes"), [(5, ["conflicts.allergy", "conflicts.corrected"]), (1, ["conflicts.allergy"])]
)
def test_a_later_paper_that_corrects_the_entry_is_told(day: int, codes: list[str]) -> None:
    corrects = replace(PENICILLIN, detail={"corrects": "yes"})
    dated = {1: record(1, date=PartialDate(2024, 3, day)), 2: record(2, date=PartialDate(2024, 3, 2))}
    (found,) = conflicts(case((2, NONE), (1, corrects), records=dated))
    assert [one.code for one in found.reasons] == codes
    assert all(catalog(language).has(code) for language in LANGUAGES for code in codes)


def test_a_diagnosis_that_says_it_revises_another_is_a_revision() -> None:
    revised = replace(
        TUMOR,
        name="clear cell sarcoma of kidney",
        codes=(Code("icd-o-3-morphology", "9044/3"),),
        detail={"status": "revised"},
    )
    assert kinds((1, TUMOR), (2, revised)) == [ConflictKind.REVISION]


def test_what_was_struck_out_or_replaced_by_a_later_version_does_not_count() -> None:
    replaced = {2: record(2, superseded_by="R3")}
    assert kinds((1, PENICILLIN), (2, NONE), records=replaced) == []
    whole = case((1, PENICILLIN), (2, NONE))
    struck = Judgement(Verdict.STRUCK, "Dr. Okafor", datetime(2024, 6, 1, tzinfo=UTC))
    denied = replace(whole.findings[1], judgement=struck)
    assert conflicts(replace(whole, findings=(whole.findings[0], denied))) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_conflict_has_its_words(language: str) -> None:
    words = catalog(language)
    for kind in ConflictKind:
        args = {"what": "hemoglobin", "sides": 2, "one": "9.1", "other": "19"}
        assert "{" not in words.text(f"conflicts.{kind.value}", **args)


def test_a_thousand_disagreements_on_one_thing_end_in_one_conflict() -> None:
    found = conflicts(case(*[(at, replace(STAGE, value=f"X{at} group")) for at in range(1_000)]))
    assert len(found) == 1
    assert len(found[0].sides) <= 12
