"""Doubts of a kind of a disease, denials of another change, shares of other tests, sums by size, genes under stains.
Synthetic."""

from __future__ import annotations

import pytest

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.imaging.picturesgone import is_gone
from tests.domain.findings.onepaper import extracted


def read(text: str, *kinds: Kind) -> list[Finding]:
    return [one for one in extracted(*text.split("\n")) if one.kind in kinds]


def said(text: str, *kinds: Kind) -> set[tuple[str, str]]:
    return {(one.name, str(one.assertion)) for one in read(text, *kinds)}


@pytest.mark.parametrize(
    "text",
    [
        "IVA x 7, ifosfamide 42 g/m2.",
        "She received 7 cycles of IVA: ifosfamide 42 g/m2.",
        "Recibió 9 ciclos de IVA, ifosfamida 54 g/m2.",
    ],
)
def test_an_amount_of_so_many_cycles_is_a_sum(text: str) -> None:
    (drug,) = read(text, Kind.DRUG)
    assert drug.detail["cumulative"] == "yes"
    assert "doubt" not in drug.detail


@pytest.mark.parametrize(
    "text",
    [
        "Ifosfamide 42 g/m2.",
        "IVA cycle 3, ifosfamide 42 g/m2.",
        "OEPA #2, etoposide 10000 mg/m2.",
        "Segundo OEPA, etopósido 10000 mg/m2.",
        "IVA x 7, ifosfamide 4200 g/m2.",
    ],
)
def test_an_amount_that_no_count_explains_stays_doubtful(text: str) -> None:
    (drug,) = read(text, Kind.DRUG)
    assert drug.detail["doubt"] == "dose_too_high"
    assert "cumulative" not in drug.detail


@pytest.mark.parametrize(
    ("text", "chimerism", "residual"),
    [
        ("Quimerismo 97%, EMR 0,03%", {"97"}, {"0,03%"}),
        ("Chimerism 97%, MRD 0.03%", {"97"}, {"0.03%"}),
        ("0.02% MRD, 99% donor chimerism", {"99"}, {"0.02%"}),
        ("Quimerismo bajó a 97% y se informó EMR indeterminada.", {"97"}, {"indeterminada"}),
        ("Blasts 3%, chimerism 99%, MRD <0.01%", {"99"}, {"<0.01%"}),
        ("Quimerismo: 100 % donante; luego 99,6 %", {"100", "99,6"}, set()),
        ("LVEF 62%, MRD 0.2%", set(), {"0.2%"}),
    ],
)
def test_shares_of_the_donor_and_of_residual_disease_are_told_apart(
    text: str, chimerism: set[str], residual: set[str]
) -> None:
    assert {one.value for one in read(text, Kind.LABORATORY) if one.name == "donor chimerism"} == chimerism
    assert {one.value for one in read(text, Kind.MRD)} == residual


def test_a_doubt_of_residual_disease_is_none_of_chimerism() -> None:
    found = read("Quimerismo bajó a 97% y se informó EMR indeterminada.", Kind.LABORATORY, Kind.MRD)
    assert {(str(one.kind), one.assertion) for one in found} == {
        ("laboratory", Assertion.STATED),
        ("mrd", Assertion.UNCERTAIN),
    }


@pytest.mark.parametrize(
    "text",
    [
        "MRD indeterminate at 0.03%.",
        "MRD 0.03% (equivocal)",
        "EMR por citometría: indeterminada 0,02%",
        "EMR 0,02%, no concluyente",
        "MRD day 29: equivocal",
    ],
)
def test_a_level_that_the_laboratory_doubts_is_uncertain(text: str) -> None:
    (found,) = read(text, Kind.MRD)
    assert found.assertion is Assertion.UNCERTAIN
    assert found.detail["result"] == "indeterminate"


@pytest.mark.parametrize("text", ["MRD negative, karyotype indeterminate.", "EMR 0,03 %; el quimerismo fue dudoso."])
def test_the_doubt_of_another_test_is_none_of_residual_disease(text: str) -> None:
    assert {one.assertion for one in read(text, Kind.MRD)} == {Assertion.STATED}


@pytest.mark.parametrize(
    "text",
    [
        "Flow MRD was O.07% (limit of detection 0.01%).",
        "MRD was 0.O7% (limit of detection 0.01%).",
        "EMR: O,31% (límite de detección 0,01%).",
        "EMR por citometría 0.3l% (LD 0,01%).",
        "MRD l.2% (assay sens. 0.01 %)",
        "La técnica de EMR detecta hasta 0,01%.",
        "The MRD assay can detect 0.01%.",
    ],
)
def test_what_is_left_of_a_broken_number_and_a_limit_are_no_level(text: str) -> None:
    assert read(text, Kind.MRD) == []


@pytest.mark.parametrize(
    ("text", "value", "comparator"),
    [
        ("MRD below 0.01%.", "below 0.01%", "<"),
        ("EMR menor de 0,01%", "menor de 0,01%", "<"),
        ("EMR por debajo del 0,01%", "por debajo del 0,01%", "<"),
        ("MRD more than 1%", "more than 1%", ">"),
        ("MRD <0.01%", "<0.01%", "<"),
        ("MRD 0.03%", "0.03%", ""),
    ],
)
def test_a_level_is_compared_by_words_too(text: str, value: str, comparator: str) -> None:
    (found,) = read(text, Kind.MRD)
    assert (found.value, found.comparator) == (value, comparator)


def test_each_level_has_the_day_right_behind_it() -> None:
    found = read("MRD 0.5% (day 15), 0.03% (day 33), negative (day 78).", Kind.MRD)
    told = [(one.value, one.detail.get("timepoint"), one.detail.get("result")) for one in found]
    assert told == [("0.5%", "day 15", None), ("0.03%", "day 33", None), ("negative", "day 78", "negative")]


def test_a_share_of_other_cells_is_no_limit() -> None:
    (found,) = read("MRD 0.02% of marrow cells; donor cells 99%.", Kind.MRD)
    assert "limit" not in found.detail


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("IKZF1 deletion is associated with induction failure.", Assertion.CONDITIONAL),
        ("La deleción de IKZF1 se asocia con mala respuesta y fallo de inducción.", Assertion.CONDITIONAL),
        ("Induction failure is more common with KMT2A rearrangements.", Assertion.CONDITIONAL),
        ("She had induction failure.", Assertion.STATED),
        ("IKZF1 deletion was found; she had induction failure.", Assertion.STATED),
        ("Fallo de inducción en agosto de 2025.", Assertion.STATED),
    ],
)
def test_what_a_change_goes_with_in_others_is_nobodys_response(text: str, how: Assertion) -> None:
    assert {one.assertion for one in read(text, Kind.RESPONSE)} == {how}


@pytest.mark.parametrize(
    ("text", "disease", "kinds"),
    [
        ("RABDOMIOSARCOMA, se favorece variedad embrionaria", "rhabdomyosarcoma", {"embryonal rhabdomyosarcoma"}),
        ("Rhabdomyosarcoma, favour embryonal", "rhabdomyosarcoma", {"embryonal rhabdomyosarcoma"}),
        ("Rhabdomyosarcoma, probably alveolar subtype.", "rhabdomyosarcoma", {"alveolar rhabdomyosarcoma"}),
        (
            "Rhabdomyosarcoma, embryonal vs alveolar.",
            "rhabdomyosarcoma",
            {"embryonal rhabdomyosarcoma", "alveolar rhabdomyosarcoma"},
        ),
        ("Rhabdomyosarcoma (embryonal?).", "rhabdomyosarcoma", {"embryonal rhabdomyosarcoma"}),
        ("Rabdomiosarcoma, variedad alveolar no descartada.", "rhabdomyosarcoma", {"alveolar rhabdomyosarcoma"}),
        ("Osteosarcoma, probablemente condroblástico.", "osteosarcoma", {"chondroblastic osteosarcoma"}),
        ("Rhabdomyosarcoma, not alveolar.", "rhabdomyosarcoma", set()),
        ("Rhabdomyosarcoma, embryonal.", "embryonal rhabdomyosarcoma", set()),
        ("Rabdomiosarcoma embrionario, variante alveolar descartada.", "embryonal rhabdomyosarcoma", set()),
        ("B-cell acute lymphoblastic leukemia.", "B-cell acute lymphoblastic leukemia", set()),
    ],
)
def test_the_doubt_of_a_kind_is_none_of_the_disease(text: str, disease: str, kinds: set[str]) -> None:
    assert said(text, Kind.DIAGNOSIS) == {(disease, "stated"), *((one, "uncertain") for one in kinds)}


@pytest.mark.parametrize("text", ["Probable rabdomiosarcoma alveolar.", "Favour alveolar rhabdomyosarcoma."])
def test_a_doubt_before_the_whole_name_is_of_the_disease(text: str) -> None:
    assert said(text, Kind.DIAGNOSIS) == {("alveolar rhabdomyosarcoma", "uncertain")}


@pytest.mark.parametrize(
    ("text", "quality"),
    [
        ("Medulloblastoma, favour SHH.", "favour SHH"),
        ("Meduloblastoma, probable subgrupo SHH.", "probable subgrupo SHH"),
        ("Medulloblastoma, WNT or SHH.", "WNT or SHH"),
        ("Medulloblastoma, SHH-activated.", "SHH-activated"),
        ("Medulloblastoma, SHH not confirmed.", ""),
    ],
)
def test_a_doubted_group_is_written_with_its_doubt(text: str, quality: str) -> None:
    (found,) = read(text, Kind.DIAGNOSIS)
    assert found.detail.get("quality", "") == quality
    assert found.detail.get("status") != "confirmed"


@pytest.mark.parametrize(
    ("text", "gain", "amplified"),
    [
        ("MYOD1 not detected. TP53: no alteration. MYCN copy gain (5 copies), not amplified.", "stated", "negated"),
        ("TP53: sin mutación. MYCN: 5 copias, ganancia, sin amplificación.", "stated", "negated"),
        ("MYCN gain without amplification.", "stated", "negated"),
        ("MYCN: no gain, no amplification; ALK: gain, not amplified.", "negated", ""),
    ],
)
def test_only_the_amplification_is_denied(text: str, gain: str, amplified: str) -> None:
    found = read("MOLECULAR REPORT\nDNA panel, tumor\n" + text, Kind.VARIANT)
    told = {one.value: str(one.assertion) for one in found if one.name == "MYCN"}
    assert told.get("gain") == gain
    assert told.get("amplification", "") == amplified


@pytest.mark.parametrize(
    "line",
    [
        "PAX3::FOXO1 not detected.",
        "ALK: rearrangement not detected.",
        "MYOD1 p.Leu122Arg not detected.",
        "ALK positive by FISH.",
        "Reordenamiento de ALK por FISH: negativo.",
    ],
)
def test_a_gene_under_a_heading_of_stains_is_no_stain(line: str) -> None:
    text = f"SURGICAL PATHOLOGY REPORT\nImmunohistochemistry\nDesmin: positive.\n{line}\nCD99: negative."
    assert {one.name for one in read(text, Kind.STAIN)} == {"desmin", "CD99"}


@pytest.mark.parametrize(("line", "name"), [("HMGA2 Negative", "HMGA2"), ("MYOD1 negative.", "MyoD1")])
def test_a_stain_under_its_heading_is_no_change_of_a_gene(line: str, name: str) -> None:
    text = f"SURGICAL PATHOLOGY REPORT\nImmunohistochemistry\nDesmin: positive.\n{line}\nCD99: negative."
    assert name in {one.name for one in read(text, Kind.STAIN)}
    assert read(text, Kind.VARIANT) == []


@pytest.mark.parametrize(
    ("text", "thing", "gone"),
    [
        ("enhancing residual on L medulla, L2 unchanged 7 mm, S1 dot gone.", "residual", False),
        ("residuo en bulbo, nódulo L2 estable, punto S1 desaparecido.", "residuo", False),
        ("Nodule in the left lung unchanged, effusion resolved.", "Nodule", False),
        ("Nodule in the left lung, now resolved.", "Nodule", True),
        ("Enhancing nodule, gone.", "nodule", True),
        ("Skull, spine and femurs have gone quiet.", "Skull", True),
    ],
)
def test_what_is_gone_is_the_last_of_a_list_with_words_of_their_own(text: str, thing: str, gone: bool) -> None:
    start = text.index(thing)
    assert is_gone(text, start, start + len(thing), place=thing == "Skull") is gone


@pytest.mark.parametrize(
    "text",
    [
        "NUP98 transcript level should be sought.",
        "FISH for KMT2A rearrangement should be requested.",
        "ALK fusion should be looked for.",
        "Debe buscarse fusión de NTRK.",
    ],
)
def test_a_change_that_is_only_to_be_looked_for_is_not_there(text: str) -> None:
    assert not [one for one in read(text, Kind.VARIANT, Kind.CYTOGENETICS) if one.assertion is Assertion.STATED]


def test_a_change_that_was_found_is_there() -> None:
    found = said("NUP98 fusion transcript detected; the level should be measured.", Kind.VARIANT)
    assert ("NUP98", "stated") in found


@pytest.mark.parametrize(
    "text",
    [
        "Sin t(8;21), inv(16), monosomía 7, ni KMT2A.",
        "No t(8;21), inv(16), monosomy 7 or del(5q).",
        "No se detectaron t(8;21), inv(16) ni monosomía 7.",
        "Negative for t(8;21), inv(16), and monosomy 7.",
        "No t(9;22), t(4;11), hypodiploidy.",
        "Sin t(8;21), del(5q), monosomía 7.",
        "No KMT2A, NUP98 or ETV6 rearrangement.",
    ],
)
def test_each_change_of_a_denied_list_is_denied(text: str) -> None:
    found = read(text, Kind.CYTOGENETICS, Kind.VARIANT)
    assert len(found) >= 3
    assert {one.assertion for one in found} == {Assertion.NEGATED}


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("No t(8;21), monosomy 7 present.", "monosomy 7"),
        ("No t(8;21); monosomy 7 present.", "monosomy 7"),
        ("Sin t(8;21), pero con monosomía 7.", "monosomy 7"),
        ("Without t(8;21) but with inv(16).", "inv(16)"),
    ],
)
def test_what_is_told_behind_a_denied_list_is_there(text: str, there: str) -> None:
    assert said(text, Kind.CYTOGENETICS) == {("t(8;21)", "negated"), (there, "stated")}


@pytest.mark.parametrize(
    "line",
    [
        "FISH FOXO1 (13q14), sonda de ruptura: NEGATIVO.",
        "FISH EWSR1: se observa ruptura del locus en 60% de los núcleos.",
        "La biopsia extemporánea fue de ependimoma.",
        "At the first surgery the frozen biopsy showed small round cells.",
    ],
)
def test_probes_and_frozen_sections_are_no_operations(line: str) -> None:
    assert read(f"INFORME DE BIOPSIA\nDiagnóstico: tumor.\n{line}", Kind.SURGERY) == []


def test_a_ruptured_capsule_and_an_open_biopsy_are_told() -> None:
    assert said("Ruptura capsular durante la nefrectomía.", Kind.SURGERY) >= {("tumor rupture", "stated")}
    assert said("Biopsia abierta con congelación.", Kind.SURGERY) == {("incisional biopsy", "stated")}


@pytest.mark.parametrize(
    ("text", "ratio"),
    [
        ("FLT3-ITD allelic ratio 0.62.", "0.62"),
        ("FLT3-ITD positive (AR 0.45).", "0.45"),
        ("FLT3-ITD: DETECTADA, inserción de 54 pb, razón alélica 0,82", "0,82"),
        ("FLT3-ITD con razón alélica 0,05; NRAS p.Gly12Asp VAF 21%", "0,05"),
        ("FLT3-ITD positive; NPM1 VAF 41%", ""),
    ],
)
def test_a_duplication_has_its_ratio(text: str, ratio: str) -> None:
    (found,) = [one for one in read(text, Kind.VARIANT) if one.name == "FLT3"]
    assert str(found.detail.get("allelic_ratio", "")) == ratio
    assert ratio in found.quote


@pytest.mark.parametrize(
    ("text", "value", "edition"),
    [
        ("Ependymoma grade II (WHO 2016).", "II", "2016"),
        ("Ependymoma, CNS WHO grade 3 (2021).", "3", "2021"),
        ("Ependimoma PFA. Grado 2 del SNC, OMS 2021.", "2", "2021"),
        ("El centro de origen informó grado III (OMS 2016).", "III", "2016"),
        ("Ependymoma, CNS WHO grade 3.", "3", ""),
        ("Ependymoma, CNS WHO grade 3, operated 2021.", "3", ""),
    ],
)
def test_a_grade_has_the_edition_that_it_is_by(text: str, value: str, edition: str) -> None:
    found = read(text, Kind.STAGE)
    assert [(one.value, one.detail.get("edition", "")) for one in found] == [(value, edition)]


@pytest.mark.parametrize("text", ["Ependymoma grade II (WHO 2016), resected.", "Ependimoma grado 3 (OMS 2021)."])
def test_the_year_of_a_classification_is_no_day_of_a_diagnosis(text: str) -> None:
    assert {one.when for one in read(text, Kind.DIAGNOSIS)} == {None}


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("PRETEXT III vs IV.", "uncertain"),
        ("At least PRETEXT II.", "uncertain"),
        ("PRETEXT al menos II.", "uncertain"),
        ("PRETEXT II o III.", "uncertain"),
        ("PRETEXT III, P+.", "stated"),
        ("Hepatoblastoma PRETEXT II, POSTTEXT I.", "stated"),
    ],
)
def test_a_stage_that_is_the_least_or_one_of_two_is_uncertain(text: str, how: str) -> None:
    assert {str(one.assertion) for one in read(text, Kind.STAGE)} == {how}
