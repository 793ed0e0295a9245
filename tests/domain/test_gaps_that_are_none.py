"""What nobody owes is asked of nobody: values of the laboratory, needles' operation reports, discs as tests, results
that came under another name; and what a second team misses is asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consilium.domain.completeness import Door, Status, gaps
from consilium.domain.completeness.status import Item
from consilium.domain.letters import letters
from consilium.knowledge.letters import letter_tables
from consilium.knowledge.requirements import requirements
from tests.domain.gap_cases import ECH, HIM, Says, case, record, says

FIRST = (
    record("R1", "pathology_report", "2023-03-06", "Histopathology report P23-01187"),
    says("R1", "diagnosis", "neuroblastoma", "2023-03-06"),
    says("R1", "specimen", "adrenal gland", "2023-02-27", number="4"),
)
RELAPSED = (
    *FIRST,
    record("R8", "discharge", "2026-08-30", "Informe", ECH),
    says("R8", "diagnosis", "neuroblastoma, relapse", "2025-09-18", status="relapse"),
)


def rows(*parts: object) -> dict[str, Status]:
    return {row.thing: row for row in gaps(case(*parts), requirements()) if row.owed}  # type: ignore[arg-type]


def items(*parts: object) -> list[Item]:
    return [item for row in rows(*parts).values() for item in row.items]


def pending(*parts: object) -> list[str]:
    return [item.what for item in items(*parts) if item.kind == "result"]


def test_a_count_of_cores_is_no_accession_number() -> None:
    slides = [one for one in items(*FIRST) if one.kind == "slides"]
    assert [one.number for one in slides] == ["P23-01187"]


@pytest.mark.parametrize(
    "quote",
    [
        "potassium haemolysed sample, please repeat",
        "potasio: muestra hemolizada, repetir",
        "sample clotted, to be repeated",
    ],
)
def test_a_sample_to_be_taken_again_is_no_pending_report(quote: str) -> None:
    told = says("R9", "mention", "potassium", "2026-08-09", "pending", what="laboratory", quote=quote)
    assert pending(*FIRST, record("R9", "labs", "2026-08-09", "Labs"), told) == []


def _value(source: str, name: str, when: str) -> Says:
    told = says(source, "laboratory", name, when, value="402")
    return replace(told, finding=replace(told.finding, number=402.0))


def test_a_value_that_is_here_is_no_pending_report() -> None:
    lab = record("R9", "labs", "2026-08-09", "Labs")
    told = says("R9", "mention", "ferritin", "2026-08-09", "pending", what="laboratory", quote="ferritin pending")
    of_day, earlier = (_value("R9", "ferritin", when) for when in ("2026-08-09", "2026-06-01"))
    assert pending(*FIRST, lab, told, earlier) == ["ferritin"]
    assert pending(*FIRST, lab, told, earlier, of_day) == []


@pytest.mark.parametrize(
    ("name", "what", "answer"),
    [
        ("Segmental chromosomal profile", "laboratory", ("cytogenetics", "1p", "loss")),
        ("estudio cromosómico", "genetics", ("cytogenetics", "17q", "gain")),
        ("SNP array", "genetics", ("cytogenetics", "11q", "loss")),
        ("NGS panel", "genetics", ("variant", "ALK", "F1174L")),
        ("secuenciación", "genetics", ("variant", "ALK", "F1174L")),
    ],
)
def test_a_result_of_the_same_tissue_answers_under_the_name_of_what_it_found(
    name: str, what: str, answer: tuple[str, str, str]
) -> None:
    told = says("R1", "mention", name, "2023-02-27", "pending", what=what, quote=f"{name}: pending")
    later = record("R2", "pathology_report", "2023-03-14", "Amended histopathology report P23-01187/A1")
    came = says("R2", answer[0], answer[1], "2023-02-27", value=answer[2])
    assert pending(*FIRST, told) == [name]
    assert pending(*FIRST, told, later, came) == []


def test_a_result_of_another_tissue_does_not_answer() -> None:
    told = says("R8", "mention", "SNP array", "2026-08-18", "pending", what="laboratory", quote="SNP array pending")
    other = record("R9", "pathology_report", "2026-09-10", "Review of first biopsy")
    came = says("R9", "cytogenetics", "1p", "2026-07-01", value="loss")
    assert pending(*RELAPSED, told, other, came) == ["SNP array"]


def test_one_test_of_two_names_in_a_sentence_is_asked_for_once() -> None:
    quote = "Panel molecular ampliado (NGS) enviado el 22/09/2025: resultado pendiente"
    told = (
        says("R8", "mention", "sequencing", "2025-09-22", "pending", what="genetics", quote=quote),
        says("R8", "laboratory", "Panel molecular ampliado", "2025-09-22", "pending", quote=quote[:40]),
    )
    assert pending(*RELAPSED, *told) == ["sequencing"]


@pytest.mark.parametrize(
    "name",
    ["core needle biopsy", "Tru-cut biopsy", "fine needle aspiration biopsy", "PAAF", "biopsia con aguja gruesa"],
)
def test_a_needle_leaves_no_operation_report(name: str) -> None:
    told = says("R8", "surgery", name, "2025-09-18", what="procedure")
    assert not [one for one in items(*RELAPSED, told) if one.category == "operative"]


@pytest.mark.parametrize("name", ["nephrectomy", "open biopsy", "excisional biopsy", "resección tumoral"])
def test_an_operation_leaves_one(name: str) -> None:
    told = says("R8", "surgery", name, "2025-09-18")
    assert [one.what for one in items(*RELAPSED, told) if one.category == "operative"] == [name]


@pytest.mark.parametrize(
    ("name", "quote"),
    [
        ("disc", "For the CD of the October scan you must ask the archive yourself"),
        ("CT", "the October scan was shown at the board"),
        ("MRI", "falta la RM de octubre"),
    ],
)
def test_the_disc_of_a_scan_that_was_made_is_no_appointment(name: str, quote: str) -> None:
    mail = record("R9", "clinical_summary", "2026-09-01", "Mail")
    told = says("R9", "mention", name, "", "planned", what="imaging", quote=quote)
    assert "story_booked" not in rows(*FIRST, mail, told)


def test_a_booked_month_is_an_appointment() -> None:
    mail = record("R9", "clinical_summary", "2026-09-01", "Mail")
    told = says("R9", "mention", "MRI", "", "planned", what="imaging", quote="MRI is booked in October", modality="MR")
    assert str(rows(*FIRST, mail, told)["story_booked"].items[0].when) == "2026-10"


def test_a_silent_stretch_is_asked_of_the_houses_on_both_sides() -> None:
    found = [
        one for one in items(*FIRST, record("R8", "discharge", "2026-08-30", "Informe", ECH)) if one.kind == "stretch"
    ]
    assert [(one.institution, set(one.around)) for one in found] == [("", {HIM, ECH})]
    parts = (*FIRST, record("R8", "discharge", "2026-08-30", "Informe", ECH))
    made = letters(gaps(case(*parts), requirements()), case(*parts), letter_tables())
    asked = {one.holder for one in made for owed in one.owed if owed.kind == "stretch"}
    assert asked == {HIM, ECH}


def test_plan_files_are_asked_of_who_keeps_dicom_files() -> None:
    given = says("R3", "radiation", "left adrenal bed", "2023-10-09")
    found = rows(*FIRST, record("R3", "radiation", "2023-10-25", "Radiotherapy completion summary"), given)
    item = found["story_radiation_files"].items[0]
    assert item.door is Door.RADIOLOGY
    assert str(item.when) == "2023-10-09"


def _cells(quote: str, name: str = "stem cell collection") -> tuple[object, ...]:
    paper = record("R4", "treatment_records", "2023-09-11", "Transplant summary")
    return paper, says("R4", "transplant", name, "2023-06-05", quote=quote)


def test_frozen_cells_are_asked_for_after_a_relapse() -> None:
    told = _cells("PBSC harvest 5 June 2023: 6.4 x 10^6 CD34+/kg in three bags.")
    assert rows(*RELAPSED, *told)["story_frozen_cells"].items[0].institution == HIM
    assert "story_frozen_cells" not in rows(*FIRST, *told)


@pytest.mark.parametrize(
    "quote",
    [
        "Harvest: one bag of 2.1 x 10^6 remains in storage",
        "Cosecha: quedan 2 bolsas",
        "Allogeneic harvest from the donor",
    ],
)
def test_frozen_cells_are_not_asked_for_where_a_paper_tells_or_they_are_a_donors(quote: str) -> None:
    assert "story_frozen_cells" not in rows(*RELAPSED, *_cells(quote))
