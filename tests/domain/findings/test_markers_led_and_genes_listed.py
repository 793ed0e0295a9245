"""Markers behind stretched phrases, stains named without a result, special stains of marrow, genes that one line denies
together, signals of probes, and residual disease by the bare word; each with its counter-examples."""

from __future__ import annotations

import pytest
from test_path_labelled import found_in, paper_of

from consilium.domain.findings import Assertion, Finding, Kind


def read(text: str, kind: Kind, category: str = "pathology_report") -> list[Finding]:
    found = found_in(paper_of({"text": text, "category": category, "date": "2025-05-05", "order": "dmy"}))
    return [one for one in found if one.kind is kind]


def said(found: list[Finding]) -> dict[str, str]:
    return {one.name: str(one.detail.get("result", "")) for one in found}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("IHC: The tumour cells react with CD99 and NKX2.2.", {"CD99": "positive", "NKX2.2": "positive"}),
        (
            "Immunohistochemistry: the cells show labelling for synaptophysin but not for desmin.",
            {"synaptophysin": "positive", "desmin": "negative"},
        ),
        ("IHC: no labelling for cytokeratin is seen.", {"cytokeratin": "negative"}),
        ("IHC: BRG1 retained; loss of INI1 nuclear expression.", {"SMARCA4": "retained", "SMARCB1": "lost"}),
        ("IHC: no aberrant loss of CD5 or CD7.", {"CD5": "retained", "CD7": "retained"}),
        ("IHC: stains for desmin and myogenin were both negative.", {"desmin": "negative", "myogenin": "negative"}),
        ("IHC: expression of CD30 and ALK is absent.", {"CD30": "negative", "ALK": "negative"}),
        ("IHC: PLAP is expressed, CD30 and AFP are not.", {"PLAP": "positive", "CD30": "negative", "AFP": "negative"}),
        (
            "IHC: PHOX2B highlights the cluster; synaptophysin likewise.",
            {"PHOX2B": "positive", "synaptophysin": "positive"},
        ),
        (
            "Inmunohistoquímica: positividad intensa y difusa para miogenina y desmina, siendo negativos CD99 y S-100.",
            {"myogenin": "positive", "desmin": "positive", "CD99": "negative", "S100": "negative"},
        ),
        (
            "Inmunohistoquímica: las células expresaban CD99 y no expresaban desmina ni CD45.",
            {"CD99": "positive", "desmin": "negative", "CD45": "negative"},
        ),
        (
            "Inmunohistoquímica: expresión de CD30, con CD20 y CD3 negativos.",
            {"CD30": "positive", "CD20": "negative", "CD3": "negative"},
        ),
        ("Inmunohistoquímica: proteína Rb: pérdida de expresión, S-100 (-).", {"RB": "lost", "S100": "negative"}),
        ("IHC: CD20 highlights the background small B cells.", {"CD20": "in other cells"}),
    ],
)
def test_words_that_stretch_lead_their_markers(text: str, expected: dict[str, str]) -> None:
    assert said(read(text, Kind.STAIN)) == expected


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("IHC: INI1 pending.", Assertion.PENDING),
        ("Immunohistochemistry: ALK staining not done.", Assertion.NEGATED),
        ("Inmunohistoquímica: EBER no se hizo por falta de reactivo.", Assertion.NEGATED),
        ("Inmunohistoquímica pendiente: CD30.", Assertion.PENDING),
    ],
)
def test_a_stain_without_a_result_is_no_result(text: str, how: Assertion) -> None:
    assert read(text, Kind.STAIN) == []
    assert {one.assertion for one in read(text, Kind.MENTION)} == {how}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Bone marrow trephine: reticulin grade 2. Iron stores adequate.",
            {"reticulin": "grade 2", "iron stores": "adequate"},
        ),
        ("Médula ósea: reticulina normal (MF-0).", {"reticulin": "normal (MF-0)"}),
        ("Plan: start iron. Iron deficiency.", {}),
    ],
)
def test_special_stains_of_marrow(text: str, expected: dict[str, str]) -> None:
    assert {one.name: one.value for one in read(text, Kind.STAIN, "bone_marrow")} == expected


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("TP53, BRCA1, ITK, CD70 - no pathogenic or likely pathogenic change.", {"TP53", "BRCA1", "ITK", "CD70"}),
        ("BRCA1/BRCA2: sin variantes.", {"BRCA1", "BRCA2"}),
        ("Germline panel negative.", {"germline variant"}),
        ("Sin mutaciones germinales.", {"germline variant"}),
        ("IGH clonality by PCR: polyclonal.", {"IGH clonality"}),
        ("MLPA de RB1: sin deleciones ni duplicaciones.", {"RB1"}),
        ("No exon deletion or duplication was found.", {"exon deletion or duplication"}),
    ],
)
def test_one_line_denies_them_all(text: str, names: set[str]) -> None:
    found = read(text, Kind.VARIANT, "genetics")
    assert {one.name for one in found} == names
    assert {one.assertion for one in found} == {Assertion.NEGATED}


@pytest.mark.parametrize(
    "text",
    ["His father's germline panel was negative.", "If the germline panel is negative we will stop."],
)
def test_a_panel_of_others_or_to_come_denies_nothing(text: str) -> None:
    assert all(one.name != "germline variant" and one.value != "mutation" for one in read(text, Kind.VARIANT))


def test_rearrangements_of_a_list_share_what_is_said_behind_it() -> None:
    found = read("t(9;22), t(1;19) y t(4;11): ausentes.", Kind.CYTOGENETICS, "clinical_summary")
    assert {one.name: one.assertion for one in found} == dict.fromkeys(
        ("t(9;22)", "t(1;19)", "t(4;11)"), Assertion.NEGATED
    )
    found = read("t(12;21) positive, t(9;22) negative.", Kind.CYTOGENETICS, "clinical_summary")
    assert {one.name: one.assertion for one in found} == {
        "t(12;21)": Assertion.STATED,
        "t(9;22)": Assertion.NEGATED,
    }


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("FISH: the EWSR1 probe showed split signals in 82 % of nuclei.", Assertion.STATED),
        ("La sonda para EWSR1 mostró separación de señales en el 94 %.", Assertion.STATED),
        ("FUS probe: intact.", Assertion.NEGATED),
    ],
)
def test_signals_of_probes(text: str, how: Assertion) -> None:
    assert [one.assertion for one in read(text, Kind.CYTOGENETICS, "genetics")] == [how]
    assert read("EWSR1 break-apart FISH requested.", Kind.CYTOGENETICS, "genetics") == []


@pytest.mark.parametrize(
    ("text", "value", "day"),
    [
        ("Mielograma del 10-06-2024 M1, enfermedad residual 0,05 %.", "0,05 %", "2024-06-10"),
        ("La residual por NGS del 29-07-2024: 9 copias por millón.", "9 copias por millón", "2024-07-29"),
        ("Day 35 marrow (03-Sep-2019) in remission; flow MRD 0.004%.", "0.004%", "2019-09-03"),
    ],
)
def test_residual_disease_by_the_bare_word(text: str, value: str, day: str) -> None:
    assert [(one.value, str(one.when)) for one in read(text, Kind.MRD, "clinical_summary")] == [(value, day)]


@pytest.mark.parametrize(
    "text", ["RM sin enfermedad residual.", "No residual disease on PET.", "Sin enfermedad residual macroscópica."]
)
def test_what_is_left_of_a_tumor_is_no_residual_disease_of_leukemia(text: str) -> None:
    assert read(text, Kind.MRD, "clinical_summary") == []


@pytest.mark.parametrize("text", ["Mother's RB1 test was positive.", "If the RB1 test is positive we will call."])
def test_a_positive_test_of_another_or_to_come_is_none(text: str) -> None:
    assert all(one.assertion is not Assertion.STATED for one in read(text, Kind.VARIANT, "clinical_summary"))
    found = read("Bilateral disease, germline RB1 positive.", Kind.VARIANT, "clinical_summary")
    assert [one.assertion for one in found] == [Assertion.STATED]
