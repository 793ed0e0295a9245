"""What was looked for and not found, what is another's, and rows whose answer stands alone: never said of the child."""

from __future__ import annotations

import pytest

from tests.domain.findings.onepaper import extracted

_PATHOLOGY = ("SURGICAL PATHOLOGY REPORT S24-310", "Collected: 02/18/2024")
_ECHO = ("ECHOCARDIOGRAM REPORT", "Date: 2025-06-27", "EF 58 %.")


def _said(*lines: str, kind: str = "") -> set[tuple[str, str]]:
    return {(one.name, str(one.assertion)) for one in extracted(*lines) if not kind or str(one.kind) == kind}


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("Invasión vascular No", "vascular invasion", "negated"),
        ("Vascular invasion No", "vascular invasion", "negated"),
        ("Perineural invasion No. Necrosis 72 %", "perineural invasion", "negated"),
        ("Invasión linfovascular No", "lymphovascular invasion", "negated"),
        ("Invasión vascular Sí", "vascular invasion", "stated"),
        ("Vascular invasion Yes", "vascular invasion", "stated"),
        ("Vascular invasion present. No necrosis.", "vascular invasion", "stated"),
    ],
)
def test_a_row_whose_answer_is_no_denies(text: str, name: str, how: str) -> None:
    assert (name, how) in _said(text, kind="condition")


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("We could not find whether he received flank radiation.", "flank irradiation", "conditional"),
        (
            "We could not find: whether the flank radiation of 14.4 Gy was ever given, or the images.",
            "flank irradiation",
            "conditional",
        ),
        ("No pudimos encontrar si recibió radioterapia.", "radiation", "conditional"),
        ("No encontramos si se administró radioterapia de 14,4 Gy.", "radiation", "conditional"),
        ("The records do not say whether radiotherapy was given.", "radiation", "conditional"),
        ("He did not receive radiotherapy.", "radiation", "negated"),
        ("No recibió radioterapia.", "radiation", "negated"),
    ],
)
def test_what_nobody_could_find_out_is_neither_denied_nor_stated(text: str, name: str, how: str) -> None:
    assert {one for one in _said(text, kind="radiation") if one[0] == name} == {(name, how)}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("We could not find an echocardiogram.", {("echocardiogram", "negated")}),
        ("We could not find the 1p/16q result or the images.", {("1p/16q", "negated"), ("images", "stated")}),
        (
            "No encontramos el ecocardiograma ni el informe de FISH.",
            {("echocardiogram", "negated"), ("FISH", "negated")},
        ),
        (
            "Missing from the records: MYCN status, the echocardiogram.",
            {("MYCN", "negated"), ("echocardiogram", "negated")},
        ),
        ("We could not find any mass.", set()),
    ],
)
def test_papers_and_results_that_were_not_found_are_told(text: str, told: set[tuple[str, str]]) -> None:
    assert _said(text, kind="mention") == told


def test_what_a_study_did_not_show_is_not_the_study() -> None:
    assert not any(
        one.detail.get("status") == "not available" for one in extracted("We could not find metastases on the CT.")
    )


@pytest.mark.parametrize(
    "text",
    [
        "Sperm banking discussed - pt 12, Tanner 2, declined.",
        "Criopreservación de semen conversada, Tanner 2, rechazada por la familia.",
        "Tanner 2, fertility preservation was declined.",
    ],
)
def test_a_stage_of_puberty_is_not_what_was_declined(text: str) -> None:
    assert ("Tanner stage", "stated") in _said(text, kind="growth")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Allergies: Sulfa - rash. NKFA.", "food"),
        ("NKFA", "food"),
        ("NKDA", "any"),
        ("NKDA/NKFA", "any"),
        ("NKDA, NKFA", "any"),
        ("No known food allergies.", "food"),
        ("Sin alergias alimentarias.", "food"),
    ],
)
def test_no_known_food_allergies_says_nothing_of_medicines(text: str, name: str) -> None:
    assert {one for one in _said(text, kind="allergy") if one[1] == "negated"} == {(name, "negated")}


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("Mother: breast ca dx age 38, BRCA neg per report.", "BRCA", "negated"),
        ("Mother: breast cancer, BRCA1/2 negative.", "BRCA1/2", "negated"),
        ("Madre: cáncer de mama, BRCA negativo.", "BRCA", "negated"),
        ("Mother tested negative for TP53.", "TP53", "negated"),
        ("Madre: portadora de BRCA1.", "BRCA1", "family"),
    ],
)
def test_a_gene_of_a_relative_is_not_the_childs(text: str, name: str, how: str) -> None:
    assert (name, how) in _said(text, kind="family_history")
    assert not _said(text, kind="variant")


@pytest.mark.parametrize(
    "text", ["TP53 negative in the tumor.", "Mother reports that the child's RB1 was negative.", "RB1 no mutado."]
)
def test_a_gene_of_the_child_is_not_a_relatives(text: str) -> None:
    assert not _said(text, kind="family_history")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("TP53 variant of uncertain significance.", "TP53"),
        ("VUS in BRCA2.", "BRCA2"),
        ("TP53: variante de significado incierto.", "TP53"),
    ],
)
def test_a_variant_of_uncertain_significance_needs_no_formula(text: str, name: str) -> None:
    found = [one for one in extracted(text) if str(one.kind) == "variant"]
    assert [(one.name, one.value, str(one.assertion)) for one in found] == [
        (name, "variant of uncertain significance", "stated")
    ]


@pytest.mark.parametrize(
    ("row", "value"),
    [
        ("Grado Alto grado", "Alto grado"),
        ("Histologic grade: G3 (high grade)", "G3 (high grade)"),
        ("FNCLCC grade: 2", "2"),
        ("Grado histológico: alto", "alto"),
        ("Grade: low", "low"),
    ],
)
def test_a_row_of_its_own_tells_the_grade(row: str, value: str) -> None:
    found = [one for one in extracted(*_PATHOLOGY, row, "Diagnosis: osteosarcoma") if one.name == "tumor grade"]
    assert [one.value for one in found] == [value]


@pytest.mark.parametrize("row", ["Grade 3 mucositis", "Grado 2 de neutropenia", "Grade: 60 % of cells"])
def test_a_grade_of_something_else_is_none_of_the_tumor(row: str) -> None:
    assert not [one for one in extracted(*_PATHOLOGY, row, "Diagnosis: osteosarcoma") if one.name == "tumor grade"]


def test_the_biopsy_of_a_report_is_of_the_day_of_its_specimen() -> None:
    found = extracted(
        "SURGICAL PATHOLOGY REPORT S24-310",
        "Collected: 2024-02-08",
        "Biopsy site: Right proximal tibia",
        "Procedure: core needle biopsy",
        "Diagnosis: osteosarcoma",
    )
    biopsies = [one for one in found if str(one.kind) == "surgery"]
    assert [(one.name, str(one.when), one.site, one.laterality) for one in biopsies] == [
        ("core needle biopsy", "2024-02-08", "tibia", "right")
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Necrosis post neoadjuvant 98%", "98 %"),
        ("Necrosis posquimioterapia 72 %", "72 %"),
        ("Necrosis after neoadjuvant chemotherapy: 95 %", "95 %"),
        ("Necrosis tras quimioterapia neoadyuvante 60 %", "60 %"),
    ],
)
def test_the_share_of_necrosis_is_told_with_its_treatment(text: str, value: str) -> None:
    assert [one.value for one in extracted(*_PATHOLOGY, text) if one.name == "tumor necrosis"] == [value]


def test_signs_in_brackets_are_results_of_urine() -> None:
    found = extracted("Orina: hematíes 25-30 por campo, proteínas (+)")
    assert ("protein urine", "+") in {(one.name, one.value) for one in found}


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (("LABORATORY REPORT", "TEST RESULT FLAG UNITS REFERENCE", "WBC 3.1 L X10E3/UL 4.5 - 14.5"), "protocol"),
        (("PATIENT: Sample, Ana ACCT/MR: C0093312",), "mention"),
        (("Tumor: AP-24-310, block 1", "Normal: Blood"), "cycle"),
        (("ECHO - limited, anthracycline surveillance",), "drug"),
        ((*_ECHO, "M. Valve, MD"), "condition"),
    ],
)
def test_heads_numbers_and_names_are_no_findings(lines: tuple[str, ...], kind: str) -> None:
    assert not [one for one in extracted(*lines) if str(one.kind) == kind]


def test_who_signs_is_no_part_of_the_heart() -> None:
    assert not [one for one in extracted(*_ECHO, "M. Valve, MD") if "MD" in one.name]


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("RM recomendada.", "MRI", "planned"),
        ("IMPRESIÓN: osteosarcoma probable. RM recomendada.", "MRI", "planned"),
        ("FLAG-IDA, cycle 1, given.", "FLAG-IDA", "stated"),
        ("Smear sent for pathologist review.", "blood film", "pending"),
    ],
)
def test_what_is_advised_sent_or_given_is_told(text: str, name: str, how: str) -> None:
    assert (name, how) in _said(text)
