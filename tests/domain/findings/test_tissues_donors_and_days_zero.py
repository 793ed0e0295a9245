"""Whose tissue, cells and days a result is of: a gene in blood and in the tumor, a donor's results, a specimen's
heading and the days that are counted from a transplant."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Finding
from consilium.domain.findings.finding import Assertion, Kind
from tests.domain.findings.onepaper import extracted

STATED, NEGATED = Assertion.STATED, Assertion.NEGATED


def of(kind: Kind, *lines: str) -> list[Finding]:
    return [one for one in extracted(*lines) if one.kind is kind]


def paper(kind: Kind, text: str, day: str = "2024-08-20") -> list[Finding]:
    head = (
        ("NOTA DE CONSULTA", f"Fecha: {day}", "") if "ó" in text or "ñ" in text else ("CLINIC NOTE", f"Date: {day}", "")
    )
    return of(kind, *head, *text.split("\n"))


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("RB1 germline negative.", "origin", "germline"),
        ("TP53 germline negative.", "origin", "germline"),
        ("RB1 (germline): negative.", "origin", "germline"),
        ("RB1 germinal negativo.", "origin", "germline"),
        ("Blood: RB1 negative.", "specimen", "blood"),
        ("RB1 (blood): negative.", "specimen", "blood"),
        ("RB1 negative in blood.", "specimen", "blood"),
        ("Sangre: RB1 negativo.", "specimen", "blood"),
        ("RB1 (sangre): negativo.", "specimen", "blood"),
    ],
)
def test_a_denied_gene_keeps_its_tissue(text: str, key: str, value: str) -> None:
    found = of(Kind.VARIANT, text)
    assert [(one.name, one.assertion, one.detail.get(key)) for one in found] == [(found[0].name, NEGATED, value)]


@pytest.mark.parametrize(
    "text",
    [
        "Tumor: RB1 c.1072C>T; blood: RB1 negative.",
        "Tumor RB1 c.1072C>T (p.Arg358*), blood negative.",
        "Tumor RB1 c.1072C>T (p.Arg358*), germline negative.",
        "RB1 c.1072C>T en tumor, sangre negativa.",
        "Tumor RB1 c.1072C>T; en sangre no detectada.",
    ],
)
def test_what_blood_lacks_the_tumor_may_have(text: str) -> None:
    change, answer = sorted(of(Kind.VARIANT, text), key=lambda one: one.assertion is NEGATED)
    assert (change.assertion, change.detail["specimen"], change.detail.get("origin")) == (STATED, "tumor", None)
    assert answer.assertion is NEGATED
    assert {"blood", "germline"} & set(answer.detail.values())


@pytest.mark.parametrize(
    "text",
    [
        "RB1 germline c.1072C>T; blood cultures negative.",
        "TP53 R248W in the tumor, blood negative for blasts.",
        "No RB1 mutation in tumor, blood negative.",
    ],
)
def test_another_negative_of_blood_denies_no_gene(text: str) -> None:
    assert len(of(Kind.VARIANT, text)) == 1


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("CFTR c.[1521_1523del];[1624G>T]", ["c.1521_1523del", "c.1624G>T"]),
        ("FANCA c.[295C>T];c.[3788_3790del] (heterocigota compuesto)", ["c.295C>T", "c.3788_3790del"]),
        ("FANCA c.1115_1118del(;)3788_3790del", ["c.1115_1118del", "c.3788_3790del"]),
        ("CFTR p.[(Phe508del)];[(Gly542Ter)]", ["p.Gly542Ter", "p.Phe508del"]),
        ("CFTR F508del/G542X", ["F508del", "G542X"]),
        ("PRF1 c.[50del];[=]", ["c.50del"]),
        ("PRF1 c.50del", ["c.50del"]),
    ],
)
def test_both_copies_of_a_gene_are_told(text: str, values: list[str]) -> None:
    found = of(Kind.VARIANT, text)
    assert sorted(one.value for one in found) == values
    assert {one.assertion for one in found} == {STATED}


def test_a_change_beside_the_normal_copy_is_there() -> None:
    (found,) = of(Kind.VARIANT, "TP53 R248W/WT")
    assert found.assertion is STATED


@pytest.mark.parametrize(
    "text",
    [
        "HLH familial negative",
        "Primary HLH panel negative",
        "primary HLH gene panel: negative",
        "HLH familiar negativo",
        "Panel de HLH primaria negativo",
        "Estudio genético de linfohistiocitosis hemofagocítica familiar negativo",
    ],
)
def test_a_negative_panel_denies_no_illness_and_no_family(text: str) -> None:
    assert not of(Kind.DIAGNOSIS, text)
    assert not of(Kind.FAMILY_HISTORY, text)
    assert [one.assertion for one in of(Kind.VARIANT, text)] == [NEGATED]


@pytest.mark.parametrize(
    "text", ["Familial HLH confirmed.", "Secondary HLH, HLH familial panel negative", "HLH gene panel positive"]
)
def test_an_illness_beside_its_panel_is_told(text: str) -> None:
    assert [one.assertion for one in of(Kind.DIAGNOSIS, text)] == [STATED]


@pytest.mark.parametrize(
    "text",
    [
        "Donor CMV IgG positive",
        "Donor blood group O+",
        "Donor hemoglobin 14.2 g/dL",
        "CMV IgG positive (donor)",
        "Donante: CMV IgG positivo, grupo O+",
        "Grupo sanguíneo del donante: O positivo",
        "Donante no emparentado HLA 9/10, CMV negativo",
        "Serología del donante: CMV IgG positivo, hepatitis B negativa",
    ],
)
def test_a_donors_result_is_not_the_childs(text: str) -> None:
    assert not of(Kind.LABORATORY, text)
    assert not of(Kind.CONDITION, text)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Recipient CMV IgG negative, donor CMV IgG positive", ["negative"]),
        ("Donor CMV IgG positive, recipient CMV IgG positive", ["positive"]),
        ("Transplant from unrelated donor; hemoglobin 9.8 g/dL", ["9.8"]),
        ("Full donor chimerism 100%, hemoglobin 10.2 g/dL", ["10.2", "100"]),
        ("Quimerismo del donante 98 %, hemoglobina 10.2 g/dL", ["10.2", "98"]),
        ("Donor-specific antibodies negative", ["negative"]),
    ],
)
def test_the_childs_own_results_beside_a_donor_stay(text: str, values: list[str]) -> None:
    assert sorted(one.value for one in of(Kind.LABORATORY, text)) == values


@pytest.mark.parametrize(
    ("lines", "name", "specimen"),
    [
        (("Urinalysis: protein negative", "Hemoglobin 9.8 g/dL"), "hemoglobin", None),
        (("URINE", "Protein 30 mg/dL", "Platelets 120 x10^9/L"), "platelets", None),
        (("ORINA", "Proteínas 30 mg/dL", "BIOQUÍMICA", "Sodio 140 mmol/L"), "sodium", None),
        (("CSF protein high", "Glucose 90 mg/dL"), "glucose", None),
        (("CSF:", "Glucose 60 mg/dL"), "glucose", "cerebrospinal fluid"),
        (("LCR", "Glucosa 60 mg/dL"), "glucose", "cerebrospinal fluid"),
    ],
)
def test_a_specimen_ends_where_another_begins(lines: tuple[str, ...], name: str, specimen: str | None) -> None:
    found = [one for one in of(Kind.LABORATORY, "LABS", "Date: 2024-03-05", "", *lines) if one.name.startswith(name)]
    assert [one.detail.get("specimen") for one in found] == [specimen]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Bone marrow: 40 % blasts by morphology and 55 % by flow.", [(Kind.FLOW, 55.0), (Kind.LABORATORY, 40.0)]),
        (
            "Médula ósea: 40 % de blastos por morfología y 55 % por citometría.",
            [(Kind.FLOW, 55.0), (Kind.LABORATORY, 40.0)],
        ),
        ("Bone marrow: blasts 40%, lymphocytes 55%.", [(Kind.LABORATORY, 40.0)]),
    ],
)
def test_two_looks_at_one_marrow_keep_their_shares(text: str, told: list[tuple[Kind, float]]) -> None:
    found = [one for one in extracted(text) if one.name == "blasts"]
    assert sorted((one.kind, one.number) for one in found) == told


@pytest.mark.parametrize(
    ("text", "specimen"),
    [
        ("Peripheral blood flow cytometry: blasts 12%.", "blood"),
        ("Flow cytometry of CSF: blasts 2%.", "cerebrospinal fluid"),
        ("Citometría de flujo en médula ósea: blastos 80%.", "bone marrow"),
    ],
)
def test_blasts_are_of_the_specimen_that_is_named(text: str, specimen: str) -> None:
    assert [one.detail["specimen"] for one in of(Kind.FLOW, text) if one.name == "blasts"] == [specimen]


@pytest.mark.parametrize(
    "text",
    [
        "Left iliac marrow: 40 % tumor cells; right iliac marrow: 55 % tumor cells.",
        "Médula: cresta ilíaca izquierda 40 % de células tumorales, derecha 55 %.",
    ],
)
def test_two_sides_of_a_marrow_keep_their_shares(text: str) -> None:
    found = of(Kind.SPECIMEN, text)
    assert sorted((one.laterality, one.number) for one in found) == [("left", 40.0), ("right", 55.0)]


@pytest.mark.parametrize(
    "zero", ["Allogeneic transplant on 10 April 2024 (day 0).", "Trasplante alogénico, día 0: 10 de abril de 2024."]
)
@pytest.mark.parametrize(
    ("line", "kind", "when"),
    [
        ("Day +28: chimerism 100% donor.", Kind.LABORATORY, "2024-05-08"),
        ("Ferritin (day +60): 800 ng/mL", Kind.LABORATORY, "2024-06-09"),
        ("Neutrophil engraftment on day +14.", Kind.RESPONSE, "2024-04-24"),
        ("Día +30: EICH aguda grado II.", Kind.TOXICITY, "2024-05-10"),
    ],
)
def test_a_day_is_counted_from_the_transplant(zero: str, line: str, kind: Kind, when: str) -> None:
    assert when in {str(one.when) for one in paper(kind, f"{zero}\n{line}")}


@pytest.mark.parametrize(
    "text",
    [
        "Autologous transplant on 10 April 2024, second autologous transplant on 10 June 2024.\n"
        "Day +14: ferritin 800 ng/mL",
        "Ferritin 800 ng/mL on day +14.",
        "Allogeneic transplant on 10 April 2024.\nFever from day +7 to day +9.",
        "Allogeneic transplant on 10 April 2024.\nAfter day +100: ferritin 800 ng/mL.",
    ],
)
def test_a_day_that_bounds_or_has_no_zero_is_not_counted(text: str) -> None:
    told = [one for one in paper(Kind.LABORATORY, text) if str(one.when) in ("2024-04-24", "2024-07-19")]
    assert not told


@pytest.mark.parametrize(
    "text",
    [
        "First autologous transplant with thiotepa/cyclophosphamide on 3 May 2023, second autologous transplant with "
        "busulfan-melphalan on 5 October 2023.",
        "Tandem autologous transplants: first with thiotepa/cyclophosphamide (3 May 2023) and second with "
        "busulfan-melphalan (5 October 2023).",
        "Primer trasplante autólogo con tiotepa/ciclofosfamida el 3 de mayo de 2023, segundo trasplante autólogo con "
        "busulfán-melfalán el 5 de octubre de 2023.",
        "Trasplante | Fecha (día 0) | Acondicionamiento\n1.º autólogo | 03/05/2023 | Tiotepa/ciclofosfamida\n"
        "2.º autólogo | 05/10/2023 | Busulfán-melfalán",
    ],
)
def test_each_of_two_transplants_has_its_own_regimen_and_day(text: str) -> None:
    text = text.replace("03/05/2023", "2023-05-03").replace("05/10/2023", "2023-10-05")
    found = sorted(paper(Kind.TRANSPLANT, text), key=lambda one: str(one.when))
    assert [(str(one.when), one.detail["conditioning"], one.assertion) for one in found] == [
        ("2023-05-03", "thiotepa/cyclophosphamide", STATED),
        ("2023-10-05", "busulfan/melphalan", STATED),
    ]
    assert [str(one.detail["ordinal"])[:1] for one in found] in (["f", "s"], ["p", "s"])


def test_a_tandem_that_tells_no_two_parts_stays_one() -> None:
    (found,) = paper(Kind.TRANSPLANT, "Tandem autologous transplants were completed in October 2023.")
    assert found.name == "tandem autologous transplant"
