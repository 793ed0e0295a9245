"""Whose day, side and place a sentence of a report is: of the CT that a PET repeats, of the part that names it."""

from __future__ import annotations

import pytest
from onepaper import extracted

from consilium.domain.findings import Finding, Kind

PET = ("PET/CT REPORT", "Patient: Sample, Ana  DOB 01/01/2012", "Exam date: 02/20/2024", "Findings:")
PET_ES = ("PET-CT con 18F-FDG", "Fecha del estudio: 20/02/2024", "Hallazgos:")
MIBG = ("NM I-123 MIBG whole body", "Exam date: 03/11/2024")
COMPARED = "COMPARISON: MIBG 10/17/2023. CT abdomen 03/08/2024."


def of(kind: Kind, *lines: str) -> list[Finding]:
    return [one for one in extracted(*lines) if one.kind is kind]


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        ((*PET, "Chest: CT chest of 02/13 showed two nodules of 3 and 4 mm."), {"2024-02-13"}),
        ((*PET, "On the diagnostic CT of 02/13/2024 there is a 5 mm nodule in the left lung."), {"2024-02-13"}),
        ((*PET_ES, "Tórax: TC de tórax del 12/02/2024 mostró dos nódulos de 3 y 4 mm."), {"2024-02-12"}),
        ((*PET, "Two nodules of 3 and 4 mm in the right lung."), {"2024-02-20"}),
        ((*PET, "CT component: two nodules of 3 and 4 mm."), {"2024-02-20"}),
    ],
)
def test_sizes_that_a_scan_repeats_from_a_ct_have_its_day(lines: tuple[str, ...], days: set[str]) -> None:
    assert {str(one.when) for one in of(Kind.MEASUREMENT, *lines)} == days


def test_uptake_is_told_by_the_scan_and_not_by_the_ct_that_it_repeats() -> None:
    found = of(Kind.IMAGING, *PET, "Chest: CT chest of 02/13 showed two nodules of 3 mm, not FDG avid.")
    assert {(one.name, str(one.when)) for one in found} == {("nodule", "2024-02-13"), ("uptake", "2024-02-20")}


def test_a_size_of_before_is_not_of_the_day_of_the_ct_beside_it() -> None:
    told = "Left adrenal mass measures 2.8 x 2.1 cm on CT of 03/08, previously 7.6 x 6.1 cm."
    found = of(Kind.MEASUREMENT, *MIBG, COMPARED, "FINDINGS:", told)
    assert [(one.value, str(one.assertion), str(one.when)) for one in found] == [
        ("2.8 x 2.1 cm", "stated", "2024-03-08"),
        ("7.6 x 6.1 cm", "historical", "2023-10-17"),
    ]


def test_a_score_of_before_is_of_the_scan_of_its_own_way() -> None:
    found = of(Kind.IMAGING, *MIBG, COMPARED, "IMPRESSION: Curie score 3 (previously 19).")
    told = [(one.value, str(one.when)) for one in found if one.name == "Curie score"]
    assert sorted(told) == [("19", "2023-10-17"), ("3", "2024-03-11")]


@pytest.mark.parametrize(
    ("text", "site", "side"),
    [
        ("TC 27/02/24: masa en segmentos IV y V de 11,8 x 9,4 cm; nódulos pulmonares bilaterales.", "", ""),
        ("CT 01/15/24: 16.2 x 12.0 cm complex mass, no liver mets.", "", ""),
        ("CT 03/14/24: 8 x 7 cm mass in the right kidney, normal left kidney, lungs clear", "kidney", "right"),
        ("CT 03/14/24: liver mass 3 x 2 cm; lungs clear", "liver", ""),
    ],
)
def test_a_lesion_has_no_place_of_the_part_that_follows(text: str, site: str, side: str) -> None:
    sized = of(Kind.MEASUREMENT, text)[0]
    assert (sized.site, sized.laterality) == (site, side)


@pytest.mark.parametrize(
    ("text", "organs"),
    [
        (
            "CT 03/14/24: 8 x 7 cm mass in the right kidney, normal left kidney, lungs clear",
            {("kidney", "left"), ("lung", "")},
        ),
        ("USG 28/06/24: masa riñón izq 10x9x8 cm, riñón der normal, VCI permeable.",
         {("kidney", "right"), ("inferior vena cava", "")}),
        ("CT 03/14/24: renal mass 3 x 2 cm, liver and spleen normal.", {("liver", ""), ("spleen", "")}),
    ],
)  # fmt: skip
def test_the_organ_that_is_normal_is_the_one_that_the_word_is_of(text: str, organs: set[tuple[str, str]]) -> None:
    found = [one for one in of(Kind.IMAGING, text) if one.detail.get("result") == "normal"]
    assert {(one.name, one.laterality) for one in found} == organs


@pytest.mark.parametrize(
    "text",
    [
        "Neck US 07/22/24: level IV node 7 x 4 mm with fatty hilum.",
        "Ecografía 22/07/24: ganglio cervical de 7 x 4 mm con hilio graso conservado.",
    ],
)
def test_the_fat_of_a_node_is_no_place(text: str) -> None:
    assert all(one.site != "hilum" for one in of(Kind.MEASUREMENT, text))


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("Nódulos de 3 mm sin captación (por debajo de la resolución).", None),
        ("Nodules of 3 mm, below the resolution of PET.", None),
        ("Resolution of the nodules.", "resolved"),
    ],
)
def test_what_a_camera_resolves_is_no_change(text: str, change: str | None) -> None:
    found = of(Kind.IMAGING, *PET, text)
    assert found
    assert {one.detail.get("change") for one in found} == {change}


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("Foco previo en L2 (SUVmáx 4,8) no se visualiza.", "historical"),
        ("Previously seen focus in L2 (SUVmax 4.8) is no longer seen.", "historical"),
        ("Focus in L2 (SUVmax 4.8).", "stated"),
    ],
)
def test_the_uptake_of_what_is_gone_is_of_before(text: str, how: str) -> None:
    found = of(Kind.MEASUREMENT, *PET, text)
    assert [str(one.assertion) for one in found] == [how]


def test_a_part_without_uptake_has_not_the_value_of_the_next() -> None:
    found = of(Kind.IMAGING, *PET, "T10 no uptake, R femur faint SUV 1.9.")
    assert [(str(one.assertion), one.value, one.site, one.detail.get("suv")) for one in found] == [
        ("negated", "T10 no uptake", "", None)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "CT chest 7/22/2024: innumerable micronodules, largest 3 mm, stable c/w 1/2024.",
        "TC tórax 22/07/2024: micronódulos, mayor 3 mm, estable respecto al 01/2024.",
    ],
)
def test_the_day_that_a_study_is_compared_with_is_not_its_own(text: str) -> None:
    assert {str(one.when) for one in of(Kind.MEASUREMENT, text)} == {"2024-07-22"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("CT-guided core biopsy on 10/13/2023: small round blue cell tumor", set()),
        ("Biopsia guiada por TC el 13/10/2023: tumor de células redondas", set()),
        ("He had a CT on 10/13/2023: mass in the left ilium.", {"CT"}),
    ],
)
def test_a_picture_that_led_a_needle_is_no_study(text: str, names: set[str]) -> None:
    found = extracted(text)
    assert {one.name for one in found if one.kind is Kind.MENTION and one.detail["what"] == "imaging"} == names
    assert any(one.kind is Kind.IMAGING for one in found) == bool(names)
