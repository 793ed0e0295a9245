"""Words, results and figures that were told of another thing than they are of: what a neuro-oncologist found."""

from __future__ import annotations

import pytest

from consilium.domain.findings.finding import Assertion, Finding, Kind
from tests.domain.findings.onepaper import extracted


def _of(kind: Kind, *lines: str) -> list[Finding]:
    return [one for one in extracted(*lines) if one.kind is kind]


@pytest.mark.parametrize(
    "text",
    [
        "RM: tumoración de fosa posterior con restricción a la difusión y realce heterogéneo.",
        "RM: lesión con restricción en difusión.",
        "La movilidad ocular sin restricción.",
        "Dieta con restricción de sodio.",
        "CT abdomen: mild obstruction of the left ureter.",
        "Hidronefrosis por obstrucción leve de la unión pieloureteral.",
        "CT-guided aspiration of the collection was done.",
        "Port flushing with heparin.",
        "AGE: 6 years",
    ],
)
def test_a_bare_word_is_no_illness_of_an_organ_that_nothing_speaks_of(text: str) -> None:
    wrong = {"restrictive lung disease", "airway obstruction", "aspiration", "gastroenteritis", "flushing"}
    assert not wrong & {one.name for one in _of(Kind.CONDITION, text)}


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("Espirometría: restricción moderada, CVF 62 %.",), "restrictive lung disease"),
        (("Pruebas de función pulmonar", "", "Conclusión: restricción moderada."), "restrictive lung disease"),
        (("Spirometry: moderate obstruction, FEV1 60 %.",), "airway obstruction"),
        (("Recurrent aspiration with feeds.",), "aspiration"),
    ],
)
def test_the_word_is_the_illness_where_its_organ_is_spoken_of(lines: tuple[str, ...], name: str) -> None:
    assert name in {one.name for one in _of(Kind.CONDITION, *lines)}


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("Bilateral marrow NEGATIVE for involvement by Ewing sarcoma.",), "bone marrow involvement"),
        (("Médula ósea bilateral negativa para infiltración por neuroblastoma.",), "bone marrow involvement"),
        (("Lymph node, left neck: negative for Hodgkin lymphoma.",), "lymph node involvement"),
        (("Pleural fluid cytology: no evidence of Burkitt lymphoma.",), "pleural fluid involvement"),
        (
            ("CITOLOGIA DE LCR", "", "LCR lumbar, 3 mL. Linfocitos escasos. NEGATIVO para células neoplásicas."),
            "cerebrospinal fluid involvement",
        ),
    ],
)
def test_a_tumor_denied_of_a_specimen_is_its_result_and_no_denied_disease(lines: tuple[str, ...], name: str) -> None:
    found = extracted(*lines)
    assert not [one for one in found if one.kind is Kind.DIAGNOSIS]
    assert [one.assertion for one in found if one.kind is Kind.SPECIMEN and one.name == name] == [Assertion.NEGATED]


@pytest.mark.parametrize("text", ["Workup negative for neuroblastoma.", "No evidence of Ewing sarcoma elsewhere."])
def test_a_disease_denied_of_no_specimen_stays_denied(text: str) -> None:
    assert [one.assertion for one in _of(Kind.DIAGNOSIS, text)] == [Assertion.NEGATED]


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("CSI 36 Gy with boosts to 54 Gy, 6 of 8 maintenance courses until 05/2025.", ""),
        ("RT a neuroeje 36 Gy y refuerzo hasta 54 Gy; mantenimiento hasta mayo de 2025.", ""),
        ("CSI 23.4 Gy, boost to the posterior fossa to 54 Gy total.", "posterior fossa"),
    ],
)
def test_a_boost_takes_no_field_of_the_whole_axis_and_no_day_of_chemotherapy(text: str, site: str) -> None:
    first, boost = _of(Kind.RADIATION, text)
    assert (first.site, boost.site) == ("craniospinal axis", site)
    assert boost.detail.get("cumulative") == "yes"
    assert {first.when, first.until, boost.when, boost.until} == {None}


def test_a_boost_of_a_field_of_its_own_size_keeps_field_days_and_fractions() -> None:
    text = "Radiotherapy: flank 10.8 Gy in 6 fractions, boost to 21.6 Gy in 12 fractions."
    first, boost = _of(Kind.RADIATION, text)
    assert (first.site, first.detail.get("fractions")) == ("flank", 6)
    assert (boost.site, boost.detail.get("fractions")) == ("flank", 12)


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("If relapse is confirmed: temozolomide (TEMIRI); re-irradiation 54 Gy focal to be evaluated.", "conditional"),
        ("Reirradiación 54 Gy a valorar si se confirma la recaída.", "conditional"),
        ("Se evaluará reirradiación focal 30 Gy.", "conditional"),
        ("Planned: focal radiotherapy 54 Gy.", "planned"),
        ("Re-irradiation with 30.6 Gy was given in March 2024.", "stated"),
    ],
)
def test_radiation_that_hangs_on_something_is_conditional(text: str, how: str) -> None:
    assert [one.assertion.value for one in _of(Kind.RADIATION, text)] == [how]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("She received doxorubicin 37.5 mg/m2/day on March 3 and 4, 2024.", 2),
        ("Recibió doxorrubicina 37.5 mg/m2/día los días 3 y 4 de marzo de 2024.", 2),
        ("Received doxorubicin 20 mg/m2/day from March 3 to 5, 2024.", 3),
        ("Received doxorubicin 20 mg/m2/day on March 3, 2024.", None),
    ],
)
def test_days_of_a_daily_dose_are_counted(text: str, times: int | None) -> None:
    (one,) = _of(Kind.DRUG, text)
    assert one.detail.get("times") == times


def test_a_drug_of_the_same_days_has_their_count() -> None:
    text = (
        "She received doxorubicin 37.5 mg/m2/day on March 3 and 4, 2024, and cisplatin 60 mg/m2/day on the same days."
    )
    assert [one.detail.get("times") for one in _of(Kind.DRUG, text)] == [2, 2]


def test_a_dash_in_a_sequencers_column_is_no_stain_and_one_in_a_panel_of_stains_is() -> None:
    genes = (
        "Sequencing, 648 genes",
        "",
        "Gene | Alteration | VAF / copies",
        "MYC | Copy gain | 6",
        "ATRX | Not altered | -",
    )
    assert not _of(Kind.STAIN, *genes)
    assert {one.name for one in _of(Kind.STAIN, "Immunohistochemistry", "", "Marker | Result", "ATRX | -")} == {"ATRX"}


@pytest.mark.parametrize(
    ("text", "markers"),
    [
        ("Ewing sarcoma, EWSR1::FLI1 type 1, localized (marrows neg; 2-3 mm nodules felt benign).", set()),
        ("Sarcoma de Ewing, EWSR1::FLI1 tipo 1, localizado (médulas neg).", set()),
        ("Ewing (CD99+, FLI1 neg).", {"CD99", "FLI1"}),
    ],
)
def test_a_fusions_partner_is_no_stain_and_a_marrows_result_not_its(text: str, markers: set[str]) -> None:
    assert {one.name for one in _of(Kind.STAIN, text)} == markers


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Right lower lobe wedge resection on 21 August 2026.", "wedge resection"),
        ("Resección en cuña del lóbulo inferior derecho el 21/08/2026.", "wedge resection"),
        ("R1 resection in March 2024.", "resection"),
        ("Right lower lobectomy on 21 August 2026.", "lobectomy"),
        ("Subtotal resection in March 2024.", "subtotal resection"),
    ],
)
def test_an_operation_is_told_as_its_source_names_it(text: str, name: str) -> None:
    assert name in {one.name for one in _of(Kind.SURGERY, text)}
    assert not {"lobectomy", "subtotal resection"} - {name} & {one.name for one in _of(Kind.SURGERY, text)}


def test_the_pediatric_criteria_keep_their_name() -> None:
    (one,) = _of(Kind.RESPONSE, "RAPNO: progressive disease.")
    assert one.detail["system"] == "RAPNO"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Margins: Uninvolved; closest soft tissue 4 mm (posterior)", "resection margin"),
        ("Márgenes: Libres, el más cercano 3 mm (partes blandas)", "resection margin"),
        ("L mid-thigh firm mass, circumference +4 cm vs R.", "circumference"),
        ("New lung nodule 8 mm.", "nodule"),
    ],
)
def test_a_size_has_the_name_of_what_was_measured(text: str, name: str) -> None:
    assert [one.name for one in _of(Kind.MEASUREMENT, text)] == [name]


@pytest.mark.parametrize("text", ["No ha tenido crisis convulsivas desde 2024.", "No seizures since March 2024."])
def test_what_has_not_been_since_a_day_is_not_of_that_day(text: str) -> None:
    (one,) = _of(Kind.CONDITION, text)
    assert (one.assertion, one.when) == (Assertion.NEGATED, None)


def test_a_nerve_of_the_leg_hurt_in_an_operation_is_no_neuropathy_of_drugs() -> None:
    found = extracted("Complicaciones: paresia transitoria del nervio peroneo derecho.")
    assert "peripheral neuropathy" not in {one.name for one in found}
    assert "peroneal nerve palsy" in {one.name for one in found}


@pytest.mark.parametrize(
    ("text", "audiogram"),
    [("Firmado 05/abr/2024", False), ("Pendiente ABR.", True)],
)
def test_a_months_short_name_is_no_test(text: str, audiogram: bool) -> None:
    found = _of(Kind.MENTION, "Hoja de egreso", "", "Pendientes", text)
    assert ("audiogram" in {one.name for one in found}) is audiogram


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("Options we see: resection alone; observation with a CT in 8 weeks.", Assertion.CONDITIONAL),
        ("Opciones: resección sola del nódulo; observación con TC en 8 semanas.", Assertion.CONDITIONAL),
        ("Plan: resection and CT in 8 weeks.", Assertion.PLANNED),
    ],
)
def test_an_option_is_no_plan(text: str, how: Assertion) -> None:
    found = [one for one in extracted(text) if one.kind in (Kind.SURGERY, Kind.MENTION)]
    assert found
    assert {one.assertion for one in found} == {how}


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("Treated with 13 cycles of VDC/IE and wide resection on 15 May 2025.", False),
        ("Recibió 13 ciclos de VDC/IE y resección amplia el 15/05/2025.", False),
        ("Cycle 3 of VDC/IE was given on 15 May 2025.", True),
    ],
)
def test_a_treatment_has_no_day_of_the_operation_behind_it(text: str, dated: bool) -> None:
    found = _of(Kind.CYCLE, text)
    assert found
    assert any(one.when is not None for one in found) is dated
