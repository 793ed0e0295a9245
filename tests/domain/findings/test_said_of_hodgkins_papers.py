"""What papers on a lymphoma taught: denials that end at a bracket, alternatives laid side by side, responses that a
verb tells or a condition supposes, medicines for cycles to come, weights on the way, results that nobody asks for."""

from __future__ import annotations

import pytest
from onepaper import extracted

from consilium.domain.findings import Finding, Kind


def said(text: str, kind: Kind, name: str) -> list[str]:
    return [str(one.assertion) for one in extracted(text) if one.kind is kind and name in one.name]


def of_kind(text: str, kind: Kind) -> list[Finding]:
    return [one for one in extracted(text) if one.kind is kind]


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("Cefepima 6 días sin reacción (antecedente de urticaria con amoxicilina).", "amoxicillin", ["stated"]),
        ("Cefepime 6 days without reaction (history of hives with amoxicillin).", "amoxicillin", ["stated"]),
        ("Cefazolin given without reaction (known penicillin allergy, rash).", "penicillin", ["stated"]),
        ("Ceftriaxone without problems (documented allergy to amoxicillin: urticaria).", "amoxicillin", ["stated"]),
        ("Ceftriaxona sin reacción, antecedente de anafilaxia con penicilina.", "penicillin", ["stated"]),
        ("Otitis que no cedió a amoxicilina (suspendida al día 4 por urticaria).", "amoxicillin", ["stated"]),
        ("Otitis did not respond to amoxicillin (stopped on day 4 for hives).", "amoxicillin", ["stated"]),
        ("Cefepime was discontinued because of anaphylaxis.", "cefepime", ["stated"]),
        ("Amoxicilina suspendida por diarrea.", "amoxicillin", []),
        ("Amoxicillin was stopped after 10 days.", "amoxicillin", []),
        ("No allergic symptoms (hives or wheezing) to cefepime.", "cefepime", ["negated"]),
    ],
)
def test_an_allergy_in_a_bracket_behind_a_denial(text: str, name: str, how: list[str]) -> None:
    assert said(text, Kind.ALLERGY, name) == how


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("Sin síntomas B (fiebre, sudoración, pérdida de peso).", "fever", "negated"),
        ("No B symptoms (fever, night sweats, weight loss).", "fever", "negated"),
        ("Sin reacción adversa (ni urticaria ni broncoespasmo).", "urticaria", "negated"),
        ("No headaches (previously had migraine).", "migraine", "historical"),
        ("Otitis que no cedió a amoxicilina (suspendida al día 4 por urticaria).", "urticaria", "stated"),
        ("No history of allergy (previous hives or rash).", "urticaria", "negated"),
    ],
)
def test_a_bracket_that_lists_what_is_denied(text: str, name: str, how: str) -> None:
    assert set(said(text, Kind.CONDITION, name)) == {how}


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("Estimada colega: valoré a la paciente y revisé el PET (Deauville 3).", ["stated"]),
        ("Exploré a la niña y encontré el PET con Deauville 3.", ["stated"]),
        ("En caso de recaída se considerará trasplante; el PET del 22/09/2025 fue Deauville 3.", ["stated"]),
        ("If she relapses, radiation will be considered; the PET of 09/22/2025 was Deauville 3.", ["stated"]),
        ("Trial for patients with partial response or stable disease.", []),
        ("La respuesta no es adecuada.", []),
        ("De acuerdo con el comité la respuesta es adecuada.", ["stated"]),
        ("According to the board the response is adequate.", ["stated"]),
        ("Response to induction was poor.", ["stated"]),
        ("If complete metabolic response after cycle 4, proceed to transplant.", ["conditional"]),
        ("Si respuesta metabólica completa, se considerará trasplante.", ["conditional"]),
        ("En caso de respuesta parcial, pasar a segunda línea.", ["conditional"]),
        ("Si la respuesta es adecuada se omite la radioterapia.", ["conditional"]),
    ],
)
def test_a_response_as_it_is_meant(text: str, how: list[str]) -> None:
    assert [str(one.assertion) for one in of_kind(text, Kind.RESPONSE)] == how


@pytest.mark.parametrize(
    ("text", "kind", "name", "how"),
    [
        (
            "En caso de recaída deberá considerarse la radioterapia; los volúmenes iniciales quedan documentados en la "
            "tomografía del 15/07/2025.",
            Kind.MENTION,
            "CT",
            "stated",
        ),
        ("Si progresa, se valorará ifosfamida; la radioterapia quedará en reserva.", Kind.RADIATION, "", "conditional"),
        ("Si recae: ifosfamida; topotecán.", Kind.DRUG, "topotecan", "conditional"),
    ],
)
def test_a_condition_ends_where_the_sentence_tells_how_things_are(text: str, kind: Kind, name: str, how: str) -> None:
    assert said(text, kind, name) == [how]


def test_what_one_will_do_is_still_planned() -> None:
    assert said("Le haré una biopsia.", Kind.SURGERY, "biopsy") == ["planned"]


@pytest.mark.parametrize(
    ("text", "kind", "how"),
    [
        ("Consolidation: autologous transplant (BEAM) or involved-site radiation.", Kind.PROTOCOL, {"conditional"}),
        ("Consolidation: autologous transplant (BEAM) or involved-site radiation.", Kind.RADIATION, {"conditional"}),
        ("Consolidación: trasplante autólogo (BEAM) o radioterapia.", Kind.TRANSPLANT, {"conditional"}),
        ("Consolidación: trasplante autólogo (BEAM) o radioterapia.", Kind.CYCLE, {"conditional"}),
        ("Rescate: ifosfamida o bendamustina con brentuximab.", Kind.DRUG, {"conditional"}),
        ("Consolidation: autologous transplant (BEAM) given in March 2026.", Kind.PROTOCOL, {"stated"}),
        ("Treatment: vincristine and doxorubicin.", Kind.DRUG, {"stated"}),
    ],
)
def test_treatments_laid_side_by_side(text: str, kind: Kind, how: set[str]) -> None:
    assert {str(one.assertion) for one in of_kind(text, kind)} == how


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("Settled with diphenhydramine; premedication for later cycles.", "premedication", ["planned"]),
        ("Cedió con difenhidramina; premedicación en los siguientes ciclos.", "premedication", ["planned"]),
        ("Premedicate with paracetamol before next dose.", "acetaminophen", ["planned"]),
        ("The reaction settled with diphenhydramine.", "diphenhydramine", ["stated"]),
        ("She received premedication with hydrocortisone in subsequent cycles.", "hydrocortisone", ["stated"]),
        ("Premedication given with hydrocortisone.", "hydrocortisone", ["stated"]),
    ],
)
def test_medicines_for_cycles_to_come(text: str, name: str, how: list[str]) -> None:
    assert said(text, Kind.MEDICINE, name) == how


@pytest.mark.parametrize(
    ("text", "weights"),
    [
        ("Pérdida de 5.5 kg (de 49.5 a 44.0 kg, 11 %).", [("49.5", "historical"), ("44.0", "stated")]),
        ("Weight loss of 5.5 kg (from 49.5 to 44.0 kg).", [("49.5", "historical"), ("44.0", "stated")]),
        ("Ha bajado de 49.5 kg a 44 kg en 5 semanas.", [("49.5", "historical"), ("44", "stated")]),
        ("Subió de 38 a 41.2 kg desde abril.", [("38", "historical"), ("41.2", "stated")]),
        ("The mass went from 1.2 to 0.8 kg.", []),
        ("Dose up from 10 mg/kg to 15 mg/kg.", []),
    ],
)
def test_weights_between_which_a_child_went(text: str, weights: list[tuple[str, str]]) -> None:
    assert [(one.value, str(one.assertion)) for one in of_kind(text, Kind.GROWTH)] == weights


def test_the_weight_one_fell_from_is_no_loss() -> None:
    text = "Ha bajado de 49.5 kg a 44 kg en 5 semanas."
    assert not [one for one in extracted(text) if one.name == "weight loss" and one.value.startswith("49")]


@pytest.mark.parametrize(
    ("text", "tests"),
    [
        ("Baseline TSH 1.9 mIU/L, free T4 normal, cortisol normal.", []),
        ("Recommend baseline TSH and cortisol in 2 weeks.", ["TSH", "cortisol"]),
    ],
)
def test_a_test_with_its_result_is_not_asked_for(text: str, tests: list[str]) -> None:
    assert [one.name for one in of_kind(text, Kind.MENTION)] == tests


@pytest.mark.parametrize(
    "visit", ["Clinic 07/21 with CBC, liver panel, lipase.", "Consulta 21/07 con biometría, perfil hepático y lipasa."]
)
def test_what_is_made_at_a_visit_is_of_its_day(visit: str) -> None:
    found = [one for one in extracted("Discharge summary", "Date: 2026-07-16", "", visit) if one.kind is Kind.MENTION]
    assert [(str(one.assertion), str(one.when)) for one in found] == [("planned", "2026-07-21")] * 3


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("Se explica el riesgo gonadal bajo a moderado del esquema.", "gonadal toxicity", ["conditional"]),
        ("Gonadal risk of this regimen is low to moderate.", "gonadal toxicity", ["conditional"]),
        ("Gonadotoxicity after busulfan.", "gonadal toxicity", ["stated"]),
        ("No gonadal damage.", "gonadal toxicity", ["negated"]),
    ],
)
def test_a_toxicity_named_by_its_risk(text: str, name: str, how: list[str]) -> None:
    assert said(text, Kind.TOXICITY, name) == how


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("La familia no desea criopreservación por la urgencia.", ["negated"]),
        ("Fertility preservation was declined by the family.", ["negated"]),
        ("No fertility preservation was possible because of urgency.", ["negated"]),
        ("Cryopreservation of stem cells was not done.", []),
        ("Cryopreservation was done on 05/03/2025.", []),
    ],
)
def test_nothing_kept_for_fertility(text: str, how: list[str]) -> None:
    assert said(text, Kind.SURGERY, "fertility preservation") == how


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("Vincristina aplazada al 12/09/2025, se administró antes del alta.", ["stated"]),
        ("Vincristine was deferred to 09/12/2025 and given before discharge.", ["stated"]),
        ("Early relapse after anthracycline-based therapy.", ["stated"]),
    ],
)
def test_a_drug_put_off_and_given_or_in_a_compound(text: str, how: list[str]) -> None:
    assert [str(one.assertion) for one in of_kind(text, Kind.DRUG)] == how


def test_the_day_until_which_a_medicine_is_taken_is_not_its_first() -> None:
    rows = ("Medicamento\tDosis\tHasta", "Prednisona\t80 mg/día\t12/08/2025")
    found = extracted("Resumen de alta", "Fecha: 03/08/2025", "", "Medicamentos al alta", *rows)
    assert {(str(one.assertion), one.when) for one in found if one.kind is Kind.DRUG} <= {("stated", None)}


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("Grupo de tratamiento intermedio.", ["intermedio"]),
        ("Treatment group intermediate.", ["intermediate"]),
        ("Age group intermediate. Bleeding risk low.", []),
    ],
)
def test_a_group_and_its_level_are_a_phrase(text: str, levels: list[str]) -> None:
    assert [one.value for one in of_kind(text, Kind.RISK)] == levels


@pytest.mark.parametrize(
    ("text", "volumes"),
    [
        ("Masa mediastínica 485 mL, relación masa/tórax 0.39.", ["485 mL"]),
        ("Bulky mediastinal mass (485 mL).", ["485 mL"]),
        ("Mass drained, 40 mL of fluid.", []),
    ],
)
def test_a_volume_right_behind_its_mass(text: str, volumes: list[str]) -> None:
    assert [one.value for one in of_kind(text, Kind.MEASUREMENT) if one.unit == "mL"] == volumes


def test_relapse_sites_are_no_new_relapse() -> None:
    lines = ("Girl with classical Hodgkin lymphoma.", "Radiation oncology favors radiation to all relapse sites.")
    assert not [one for one in extracted(*lines) if one.detail.get("status") == "relapse"]


@pytest.mark.parametrize(
    "text",
    ["Hemocultivos de catéter y periférico negativos a 5 días.", "Hemocultivos periférico y central: negativos."],
)
def test_cultures_of_two_places(text: str) -> None:
    assert [(one.name, one.value) for one in of_kind(text, Kind.LABORATORY)] == [("blood culture", "negativos")]


def test_a_medicine_before_a_comma_is_not_that_of_cycles_to_come() -> None:
    text = "The rash settled with diphenhydramine, premedication for later cycles."
    assert said(text, Kind.MEDICINE, "diphenhydramine") == ["stated"]


def test_a_medicine_that_did_not_help_and_was_stopped_for_hives_is_an_allergy() -> None:
    text = (
        "Aumento de volumen, no doloroso, que no cedió a amoxicilina por 10 días (suspendida al día 4 por urticaria)."
    )
    assert said(text, Kind.ALLERGY, "amoxicillin") == ["stated"]
