"""What is missing, on labelled cases: claimed with its reason, once, and never guessed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from consilium.domain.clinical import ClinicalCase
from consilium.domain.completeness import Door, Item, Phase, Standing, Status, course_of, disease_of, gaps
from consilium.domain.records import Category
from consilium.knowledge.requirements import requirements
from tests.domain.gap_cases import (
    ECH,
    HIM,
    HODGKIN,
    HODGKIN_PATH,
    READ,
    UNREAD,
    Labels,
    Says,
    case,
    record,
    says,
    study,
)

ALL = {**READ, **UNREAD}


def found(of: ClinicalCase, program: str | None = None) -> dict[str, Status]:
    rows = gaps(of, requirements(), program)
    assert len({row.thing for row in rows}) == len(rows), "a thing stands twice"
    return {row.thing: row for row in rows}


def pieces(rows: dict[str, Status], kind: str) -> str:
    items = [item for row in rows.values() for item in row.items if item.kind == kind]
    return "; ".join(
        sorted(f"{item.number if kind == 'slides' else item.what} @ {item.when}".strip() for item in items)
    )


def wrong(of: ClinicalCase, labels: Labels) -> dict[str, str]:
    rows = found(of)
    said = {}
    for thing, wanted in labels.items():
        if thing.startswith("items:"):
            got = pieces(rows, thing.removeprefix("items:"))
        else:
            got = rows[thing].standing.value if thing in rows else "absent"
        if got != wanted:
            said[thing] = f"{got}, not {wanted}"
    return said


@pytest.mark.parametrize("name", READ)
def test_a_labelled_case_stands_as_labelled(name: str) -> None:
    assert wrong(*READ[name]) == {}


@pytest.mark.parametrize("name", UNREAD)
def test_an_unread_case_stands_as_labelled(name: str) -> None:
    assert wrong(*UNREAD[name]) == {}


def test_an_item_is_claimed_once_and_carries_its_reason() -> None:
    for of, _ in ALL.values():
        items = [item for row in gaps(of, requirements()) for item in row.items]
        keys = [(item.kind, item.what, item.number, item.when, item.references) for item in items]
        assert len(keys) == len(set(keys))
        assert all(item.reason.code.startswith("gaps.item_") and item.references for item in items)
        assert all(row.reasons for row in gaps(of, requirements()))


def test_no_child_with_retinoblastoma_is_asked_for_biopsy_slides_without_an_enucleation() -> None:
    stated = says("R1", "diagnosis", "retinoblastoma", "2026-01-08")
    papers = [record("R1", "discharge", "2026-01-10", "Letter"), stated]
    papers += [record("R2", "pathology_report", "2026-01-12", "Cytology", numbers=("C26-10001",))]
    papers += [says("R1", "surgery", "biopsy of the orbit", "2026-01-12")]
    for phase in (
        [],
        [says("R1", "drug", "melphalan", "2026-01-09")],
        [says("R1", "diagnosis", "recurrent retinoblastoma")],
    ):
        rows = found(case(*papers, *phase), "chop")
        assert rows["slides"].standing is Standing.NOT_APPLICABLE
        assert not [item for row in rows.values() for item in row.items if item.kind == "slides"]


def test_what_is_struck_out_or_superseded_claims_nothing() -> None:
    told = says("R2", "mention", "CT", "2026-03-03", what="imaging", modality="CT")
    old = record("R2", "discharge", "2026-03-20", "Note")
    standing = case(HODGKIN_PATH, HODGKIN, old, told)
    assert "CT @ 2026-03-03" in pieces(found(standing), "images")
    gone = case(HODGKIN_PATH, HODGKIN, replace(old, superseded_by="R9"), told)
    assert pieces(found(gone), "images") == ""


@pytest.mark.parametrize(
    ("mentioned", "here", "claimed"),
    [
        ("2026-03-03", "2026-03-03", False),
        ("2026-03-03", "2026-03-04", False),
        ("2026-03-03", "2026-03-05", True),
        ("2026-03", "2026-03-28", False),
        ("2026-03", "2026-04-01", True),
        ("2026", "2026-11-01", False),
        ("2025", "2026-01-01", True),
        ("2026-03-03", "", False),
    ],
)
def test_a_study_is_matched_by_its_day_as_far_as_it_is_known(mentioned: str, here: str, claimed: bool) -> None:
    told = says("R2", "mention", "CT", mentioned, what="imaging", modality="CT")
    papers = (
        HODGKIN_PATH,
        HODGKIN,
        record("R2", "discharge", "2026-12-20", "Note"),
        study("S1", "CT", here, "CT NECK"),
    )
    assert bool(pieces(found(case(*papers, told, today=date(2026, 12, 30))), "images")) is claimed


def test_the_accession_number_decides_where_dates_do_not_agree() -> None:
    told = says("R2", "mention", "MRI", "2026-03-03", what="imaging", modality="MR", number="AC-778812")
    same = study("S1", "MR", "2026-05-01", "BRAIN", accession="AC778812")
    other = study("S1", "MR", "2026-05-01", "BRAIN", accession="AC998877")
    paper = record("R2", "discharge", "2026-06-20", "Note")
    assert pieces(found(case(HODGKIN_PATH, HODGKIN, paper, told, same)), "images") == ""
    assert pieces(found(case(HODGKIN_PATH, HODGKIN, paper, told, other)), "images") == "MR @ 2026-03-03"


@pytest.mark.parametrize("assertion", ["planned", "negated", "conditional", "uncertain", "family"])
def test_a_study_that_was_not_done_is_no_gap(assertion: str) -> None:
    told = says("R1", "mention", "PET", "2025-08-01", assertion, what="imaging", modality="PT")
    assert pieces(found(case(HODGKIN_PATH, HODGKIN, told)), "images") == ""


def test_a_study_that_was_still_to_come_when_its_paper_was_written_is_no_gap() -> None:
    letter = record("R2", "clinical_summary", "2026-03-01", "Letter")
    awaited = says("R2", "mention", "PET", "2026-03-20", "pending", what="imaging", modality="PT")
    assert pieces(found(case(HODGKIN_PATH, HODGKIN, letter, awaited)), "images") == ""
    made = says("R2", "mention", "PET", "2026-02-20", "pending", what="imaging", modality="PT")
    assert pieces(found(case(HODGKIN_PATH, HODGKIN, letter, made)), "images") == "PT @ 2026-02-20"


def test_a_mention_without_day_and_number_is_too_vague_for_a_gap() -> None:
    told = says("R1", "mention", "PET", what="imaging", modality="PT")
    assert pieces(found(case(HODGKIN_PATH, HODGKIN, told)), "images") == ""


def test_a_pet_with_ct_is_one_study() -> None:
    report = record("R2", "imaging_reports", "2025-07-23", "PET/TC corporal total")
    assert pieces(found(case(HODGKIN_PATH, HODGKIN, report)), "images") == "PT @ 2025-07-23"
    here = study("S1", "CT PT", "2025-07-22", "PET CT")
    rows = found(case(HODGKIN_PATH, HODGKIN, report, here))
    assert pieces(rows, "images") == pieces(rows, "report") == ""


def test_of_a_study_that_a_text_only_speaks_of_the_report_is_owed_too_and_of_another_door() -> None:
    letter = record("R2", "clinical_summary", "2026-07-12", "Letter", ECH)
    told = says("R2", "mention", "CT", "2026-02-17", what="imaging", modality="CT")
    rows = found(case(HODGKIN_PATH, HODGKIN, letter, told))
    items = [item for row in rows.values() for item in row.items if str(item.when) == "2026-02-17"]
    assert {(item.kind, item.door) for item in items} == {("images", Door.RADIOLOGY), ("report", Door.RECORDS)}
    vague = says("R2", "mention", "CT", "2026-02", what="imaging", modality="CT")
    assert pieces(found(case(HODGKIN_PATH, HODGKIN, letter, vague)), "report") == ""


def test_an_operation_that_gave_tissue_and_has_no_report_owes_slides_and_report() -> None:
    letter = record("R2", "clinical_summary", "2026-07-12", "Letter", ECH)
    told = says("R2", "surgery", "wedge resection", "2026-06-21")
    rows = found(case(HODGKIN_PATH, HODGKIN, letter, told))
    items = [item for row in rows.values() for item in row.items if str(item.when) == "2026-06-21"]
    assert {item.kind for item in items} >= {"slides", "report"}
    port = says("R2", "surgery", "central line placement", "2026-06-21")
    planned = says("R2", "surgery", "wedge resection", "2026-06-21", assertion="planned")
    report = record("R3", "pathology_report", "2026-06-28", "Report", ECH, numbers=("S26-1",))
    for parts, owed in (((letter, port), set()), ((letter, planned), set()), ((letter, told, report), {"operative"})):
        rows = found(case(HODGKIN_PATH, HODGKIN, *parts))
        items = [item for row in rows.values() for item in row.items if str(item.when) == "2026-06-21"]
        assert {str(item.category) for item in items} == owed


def test_an_operation_of_a_day_that_any_paper_tells_owes_its_own_report() -> None:
    letter = record("R2", "clinical_summary", "2026-07-12", "Letter", ECH)
    shunt = says("R2", "surgery", "ventriculoperitoneal shunt", "2026-06-21")
    own = record("R3", "operative", "2026-06-21", "Operation", ECH)
    # The report of a later operation tells of this one too, and is not its report.
    later = record("R4", "operative", "2026-06-25", "Operation", ECH), says("R4", "surgery", "resection", "2026-06-25")
    tells = says("R4", "surgery", "ventriculoperitoneal shunt", "2026-06-21")
    undated, before = (says("R2", "surgery", "gastrostomy", when) for when in ("2026-06", "2021-06-21"))
    tube = says("R2", "surgery", "gastrostomy", "2026-06-21", what="device")

    def days(*parts: object) -> set[str]:
        rows = found(case(HODGKIN_PATH, HODGKIN, letter, *parts))  # type: ignore[arg-type]
        return {str(item.when) for row in rows.values() for item in row.items if item.category is Category.OPERATIVE}

    assert days(shunt) == days(shunt, *later, tells) == {"2026-06-21"}
    assert days(shunt, own) == days(undated) == days(before) == days(tube) == set()


def test_promised_slides_are_said_to_be_promised() -> None:
    told = says(
        "R2", "mention", "slides", "2026-07-10", what="slides", number="B25-01843",
        quote="the slides B25-01843 were sent to us by courier",
    )  # fmt: skip
    letter = record("R2", "clinical_summary", "2026-07-12", "Letter", ECH)
    (item,) = found(case(HODGKIN_PATH, HODGKIN, letter, told))["slides"].items
    assert (item.promised, item.institution, item.reason.code) == (True, HIM, "gaps.item_slides_promised")


def test_a_pending_result_is_a_gap_until_a_later_paper_gives_it() -> None:
    waiting = says("R1", "cytogenetics", "MYCN FISH", assertion="pending")
    first = record("R1", "pathology_report", "2026-01-20", "Biopsy", numbers=("B26-77001",))
    stated = says("R1", "diagnosis", "neuroblastoma", "2026-01-20")
    rows = found(case(first, stated, waiting))
    assert pieces(rows, "result") == "MYCN FISH @ None"
    assert rows["mycn"].standing is Standing.MISSING
    later = (
        record("R2", "genetics", "2026-02-02", "Report"),
        says("R2", "cytogenetics", "MYCN FISH", value="amplified"),
    )
    rows = found(case(first, stated, waiting, *later))
    assert pieces(rows, "result") == ""
    assert rows["mycn"].standing is Standing.PRESENT
    export = record("R3", "labs", "2026-03-02", "Export of all results")
    repeated = says("R3", "cytogenetics", "MYCN FISH", "2025-03-01", value="not amplified")
    assert pieces(found(case(first, stated, waiting, export, repeated)), "result") == "MYCN FISH @ None"


def test_a_negative_result_is_a_result() -> None:
    papers = (record("R1", "genetics", "2026-02-02", "FISH"), says("R1", "diagnosis", "neuroblastoma"))
    rows = found(case(*papers, says("R1", "variant", "MYCN amplification", assertion="negated")))
    assert rows["mycn"].standing is Standing.PRESENT


@pytest.mark.parametrize(("second", "silent"), [("2026-03-30", False), ("2026-04-15", True)])
def test_a_silent_stretch_in_treatment_is_shorter_than_outside(second: str, silent: bool) -> None:
    given = (says("R2", "cycle", "cycle 1", "2026-01-20"), says("R2", "cycle", "cycle 5", "2026-05-10"))
    papers = (record("R1", "discharge", "2026-02-01"), record("R2", "discharge", second))
    treated = found(case(*papers, *given, record("R3", "labs", "2026-05-20"), record("R4", "labs", "2026-06-25")))
    assert bool(pieces(treated, "stretch")) is silent
    rest = case(*papers, record("R3", "labs", "2026-05-20"), record("R4", "labs", "2026-06-25"))
    assert "story_stretch" not in found(rest)


def test_a_record_known_to_the_year_hides_no_stretch_that_could_not_be() -> None:
    papers = (record("R1", "labs", "2024-01-10"), record("R2", "discharge", "2024"), record("R3", "labs", "2024-12-20"))
    assert "story_stretch" not in found(case(*papers, today=date(2025, 1, 10)))
    assert "story_stretch" in found(case(papers[0], papers[2], today=date(2025, 1, 10)))


@pytest.mark.parametrize(
    ("findings", "phase"),
    [
        ((), Phase.DIAGNOSIS),
        ((says("R1", "cycle", "OEPA", "2026-08-20"),), Phase.TREATMENT),
        ((says("R1", "cycle", "OEPA", "2026-08-20", "planned"),), Phase.DIAGNOSIS),
        ((says("R1", "drug", "vincristine"),), Phase.TREATMENT),
        ((says("R1", "cycle", "OEPA", "2020-08-20"),), Phase.AFTER),
        ((says("R1", "diagnosis", "recaída de linfoma de Hodgkin"),), Phase.RELAPSE),
        ((says("R1", "diagnosis", "relapse", assertion="negated"),), Phase.DIAGNOSIS),
        ((says("R1", "diagnosis", "relapse", assertion="conditional"),), Phase.DIAGNOSIS),
        ((says("R1", "response", "progressive disease", "2026-08-01"),), Phase.RELAPSE),
        (
            (says("R1", "response", "complete", "2026-08-01", quote="remisión completa al fin de tratamiento"),),
            Phase.AFTER,
        ),
        (
            (
                says("R1", "diagnosis", "relapsed Hodgkin lymphoma", "2024-01-01"),
                says("R1", "response", "complete", "2025-01-01", quote="complete response at end of therapy"),
            ),
            Phase.AFTER,
        ),
        (
            (
                says("R1", "response", "complete", "2024-01-01", quote="complete response at end of therapy"),
                says("R1", "diagnosis", "relapsed Hodgkin lymphoma", "2025-01-01"),
            ),
            Phase.RELAPSE,
        ),
    ],
)
def test_the_phase_follows_from_what_is_stated(findings: tuple[Says, ...], phase: Phase) -> None:
    paper = record("R1", "discharge", "2026-09-01", "Note")
    course = course_of(case(paper, *findings), requirements())
    assert course.phase.value is phase
    assert course.phase.reasons


@pytest.mark.parametrize(
    ("name", "code", "disease"),
    [
        ("linfoma no Hodgkin", "", "nhl"),
        ("B-ALL", "", "all"),
        ("ALL", "", "all"),
        ("all sites involved", "", None),
        ("sarcoma", "icd-o-3-morphology 9260/3", "ewing"),
        ("malignant tumor", "iccc-3 VIIIa", "osteosarcoma"),
        ("malignant tumor", "iccc-3 IX(a)", "rhabdo"),
        ("clear cell sarcoma of kidney", "icd-o-3-morphology 8964/3", None),
        ("glioblastoma", "iccc-3 IIIb", None),
        ("tumor de Wilms estadio III", "", "wilms"),
    ],
)
def test_the_disease_is_known_by_name_else_by_code_else_not(name: str, code: str, disease: str | None) -> None:
    stated = says("R1", "diagnosis", name, **({"code": code} if code else {}))
    decision = disease_of(case(record("R1", "discharge", "2026-01-01"), stated), requirements())
    assert decision.value == disease
    assert decision.reasons


def test_a_mothers_cancer_is_not_the_childs_disease() -> None:
    told = says("R1", "diagnosis", "Hodgkin lymphoma", assertion="family")
    assert disease_of(case(record("R1", "discharge", "2026-01-01"), told), requirements()).value is None


def test_a_program_adds_what_its_page_names_with_its_words() -> None:
    of = case(HODGKIN_PATH, HODGKIN)
    assert found(of)["clinical_summary"].needed is False
    asked = found(of, "stjude")["clinical_summary"]
    assert asked.needed
    assert asked.cites[0].startswith("centers.yaml stjude: if a formal review")
    assert found(of, "no such center").keys() == found(of).keys()


def test_who_holds_a_thing_is_never_guessed_between_two_hospitals() -> None:
    of = case(HODGKIN_PATH, HODGKIN, record("R2", "labs", "2026-01-01", place=ECH))
    rows = found(of)
    assert rows["body_images"].institution == ""
    assert rows["slides"].institution == HIM
    assert rows["body_images"].door is Door.RADIOLOGY


def test_thousands_of_mentions_are_bounded() -> None:
    told = [
        says("R1", "mention", "CT", f"20{at % 20:02d}-01-{at % 28 + 1:02d}", what="imaging", modality="CT")
        for at in range(1500)
    ]
    items: list[Item] = [item for row in gaps(case(HODGKIN_PATH, HODGKIN, *told), requirements()) for item in row.items]
    assert 0 < len(items) <= requirements().limits.most_items


def test_a_fax_about_slides_is_no_slide() -> None:
    fax = record("R2", "pathology_slides", "2026-07-10", "Envío de láminas B25-01843", format="tiff")
    (item,) = found(case(HODGKIN_PATH, HODGKIN, fax))["slides"].items
    assert (item.number, item.report_here) == ("B25-01843", True)
    slide = replace(fax, format="svs", title="B25-01843 A1 HE")
    assert found(case(HODGKIN_PATH, HODGKIN, slide))["slides"].standing is Standing.PRESENT


def test_slides_of_which_only_a_delivery_note_is_here_are_owed_with_their_report() -> None:
    note = record("R2", "pathology_slides", "2025-03-03", "Entrega de láminas B25-00417", ECH, format="jpeg")
    rows = found(case(HODGKIN_PATH, HODGKIN, note))
    assert [(item.number, item.institution) for item in rows["slides"].items] == [
        ("B25-01843", HIM),
        ("B25-00417", ECH),
    ]
    assert [item.number for item in rows["pathology_report"].items] == ["B25-00417"]


@pytest.mark.parametrize(("when", "claimed"), [("2025-02-12", True), ("2025-07-18", False)])
def test_a_biopsy_told_of_by_its_day_is_a_gap_where_no_report_belongs_to_it(when: str, claimed: bool) -> None:
    told = says("R2", "mention", "biopsy", when, what="pathology")
    rows = found(case(HODGKIN_PATH, HODGKIN, record("R2", "discharge", "2025-08-03", "Resumen de alta"), told))
    assert (len(rows["slides"].items) == 2) is claimed


def test_a_scan_that_is_still_to_come_is_no_gap() -> None:
    told = says("R1", "mention", "PET", "2026-10-05", "pending", what="imaging", modality="PET/CT")
    assert pieces(found(case(HODGKIN_PATH, HODGKIN, told)), "images") == ""


def test_what_was_asked_for_may_never_have_been_made() -> None:
    told = says("R1", "mention", "CT", "2026-03-05", what="imaging", modality="CT", status="requested")
    assert pieces(found(case(HODGKIN_PATH, HODGKIN, told)), "images") == ""


def test_days_that_a_road_map_covers_are_no_silent_stretch() -> None:
    papers = (HODGKIN_PATH, HODGKIN, record("R2", "treatment_records", "2026-08-01", "Road map"))
    given = [
        says("R2", "drug", "vincristine", f"{2025 + (8 + at) // 12}-{(8 + at) % 12 + 1:02d}-10") for at in range(11)
    ]
    assert "story_stretch" in found(case(*papers))
    assert "story_stretch" not in found(case(*papers, *given))


def heart(*parts: object) -> Status:
    stated = says("R1", "diagnosis", "osteosarcoma", "2024-01-15")
    given = says("R1", "drug", "doxorubicin", "2025-01-25")
    ended = says("R1", "protocol", "completed therapy", "2025-06-01", quote="completed therapy")
    paper = record("R1", "treatment_records", "2025-06-02", "Summary")
    return found(case(paper, stated, given, ended, *parts))["heart_hearing_tests"]  # type: ignore[arg-type]


def test_a_heart_test_is_wanted_after_the_last_anthracycline() -> None:
    assert heart().standing is Standing.MISSING
    old = heart(record("R2", "heart_hearing_tests", "2024-01-20", "Echocardiogram"))
    assert (old.standing, old.reasons[-1].code) == (Standing.PARTLY, "gaps.test_before")
    other = heart(record("R2", "heart_hearing_tests", "2025-07-20", "Audiogram"))
    assert (other.standing, other.reasons[-1].args["test"]) == (Standing.PARTLY, "echocardiogram")
    assert heart(record("R2", "heart_hearing_tests", "2025-07-20", "Ecocardiograma")).standing is Standing.PRESENT
    assert heart(record("R2", "heart_hearing_tests", "", "Ecocardiograma")).standing is Standing.PRESENT


def test_a_test_that_was_sent_off_is_awaited_until_a_later_report() -> None:
    sent = says("R2", "mention", "sequencing", what="genetics", status="sent")
    papers = (HODGKIN_PATH, HODGKIN, record("R2", "discharge", "2026-08-25", "Note"), sent)
    before = record("R3", "genetics", "2026-01-10", "Panel")
    assert pieces(found(case(*papers, before)), "result") == "sequencing @ None"
    assert pieces(found(case(*papers, before, record("R4", "genetics", "2026-09-10", "Panel"))), "result") == ""


def test_two_hospitals_readings_of_one_study_are_one_gap() -> None:
    first = record("R2", "imaging_reports", "2025-07-16", "TAC de tórax")
    second = record("R3", "imaging_reports", "2025-07-16", "CT chest, outside study", ECH)
    assert pieces(found(case(HODGKIN_PATH, HODGKIN, first, second)), "images") == "CT @ 2025-07-16"
    head = replace(second, title="CT brain")
    assert pieces(found(case(HODGKIN_PATH, HODGKIN, first, head)), "images") == "CT @ 2025-07-16; CT @ 2025-07-16"
