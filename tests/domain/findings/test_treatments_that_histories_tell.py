"""Treatments, studies and markers as histories of tumors tell them: what was done is so, whatever its sentence denies
or fears beside it; short names of markers are no other test or answer; a death is told."""

from __future__ import annotations

import pytest

from tests.domain.findings.onepaper import extracted

_HEAD = ("Hospital Ejemplo", "Informe clínico", "Fecha: 14/03/2025", "")


def _all(*lines: str, kind: str = "") -> set[tuple[str, str]]:
    told = extracted(*_HEAD, *lines)
    return {(one.name, str(one.assertion)) for one in told if not kind or str(one.kind) == kind}


@pytest.mark.parametrize(
    ("text", "kind", "name", "how"),
    [
        ("No se vieron metástasis en el tórax y se realizó exéresis de la lesión.", "surgery", "resection", "stated"),
        ("Tiene una úlcera no dolorosa en la encía, de la que se realizó biopsia.", "surgery", "biopsy", "stated"),
        ("Dado el riesgo de sangrado, se inicia gemcitabina 900 mg/m2.", "drug", "gemcitabine", "stated"),
        (
            "Se inicia, dado el riesgo de sangrado y la situación de la niña tras la biopsia, una primera línea con "
            "esquema gemcitabina 900 mg/m2.",
            "drug",
            "gemcitabine",
            "stated",
        ),
        (
            "Ante la probable persistencia ganglionar, se realiza vaciamiento cervical izquierdo.",
            "surgery",
            "neck dissection",
            "stated",
        ),
        (
            "El 4 de mayo se realiza exéresis de la masa, quedando posibles restos junto al riñón.",
            "surgery",
            "resection",
            "stated",
        ),
        ("En la urgencia se hizo necesario realizar una traqueotomía.", "surgery", "tracheostomy", "stated"),
        (
            "En el comité se decide resección del tumor, lo cual se lleva a cabo el 7 de junio de 2019.",
            "surgery",
            "resection",
            "stated",
        ),
        ("No se realizó biopsia.", "surgery", "biopsy", "negated"),
        ("Se decide iniciar temozolomida.", "drug", "temozolomide", "planned"),
        ("ALK no mutado, decidimos iniciar tratamiento con temozolomida.", "drug", "temozolomide", "planned"),
        ("Se llevó al niño al quirófano para realizar, bajo sedación, una biopsia.", "surgery", "biopsy", "stated"),
        ("Si progresa, se inicia temozolomida.", "drug", "temozolomide", "conditional"),
        ("Si cumple todos los criterios: se inicia temozolomida.", "drug", "temozolomide", "conditional"),
        (
            "En pacientes con enfermedad localizada se realiza resección completa.",
            "surgery",
            "gross total resection",
            "conditional",
        ),
        (
            "La resección completa se consigue entre el 30 y el 60 % de los casos.",
            "surgery",
            "gross total resection",
            "conditional",
        ),
    ],
)
def test_a_verb_of_doing_tells_what_was_done_and_only_that(text: str, kind: str, name: str, how: str) -> None:
    assert {one for one in _all(text, kind=kind) if one[0] == name} == {(name, how)}


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("Se completó con una gastroscopia donde no se aprecian varices.", "endoscopy", "stated"),
        ("La fibrobroncoscopia realizada no mostró lesiones.", "bronchoscopy", "stated"),
        ("Se descartaron metástasis mediante biopsia de médula ósea.", "bone marrow biopsy", "stated"),
        ("La biopsia descartó otro tumor y el cultivo fue negativo.", "biopsy", "stated"),
        ("No se realizó gastroscopia.", "endoscopy", "negated"),
    ],
)
def test_what_a_study_did_not_show_is_no_denial_of_the_study(text: str, name: str, how: str) -> None:
    assert {one for one in _all(text, kind="surgery") if one[0] == name} == {(name, how)}


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("Pasa a seguimiento y, en una TC de reevaluación de mayo de 2019, presenta recaída pleural.", "CT", "stated"),
        ("No había metástasis y se realizó resección de la lesión.", "operation", "stated"),
        ("Se solicita TC de control para ver si presenta progresión.", "CT", "planned"),
        ("Control con TC cada 3 meses.", "CT", "planned"),
    ],
)
def test_a_study_that_showed_something_was_made(text: str, name: str, how: str) -> None:
    assert {one for one in _all(text, kind="mention") if one[0] == name} == {(name, how)}


@pytest.mark.parametrize(
    ("text", "drug", "state"),
    [
        ("Se decide suspender vincristina por neuropatía.", "vincristine", "stopped"),
        ("La diarrea cedió tras suspender la pauta de capecitabina.", "capecitabine", "stopped"),
        ("Se decide parar el tratamiento con quimioterapia.", "chemotherapy", ""),
    ],
)
def test_a_treatment_that_one_decides_to_end_was_given(text: str, drug: str, state: str) -> None:
    told = [one for one in extracted(*_HEAD, text) if str(one.kind) == "drug"]
    assert [(one.name, str(one.assertion), one.detail.get("state", "")) for one in told] == [(drug, "stated", state)]


def test_the_dose_of_a_steroid_is_none_of_the_drug_it_is_given_for() -> None:
    told = extracted(
        *_HEAD, "Neumonitis por pembrolizumab, por lo que se inicia tratamiento corticoide a dosis de 1 mg/kg/día."
    )
    assert [one.value for one in told if one.name == "pembrolizumab"] == [""]


def test_a_course_that_ends_in_a_month_has_it_as_its_end() -> None:
    text = "Se inicia carboplatino cada 3 semanas, hasta completar 5 ciclos que finalizan en marzo de 2017."
    told = [one for one in extracted(*_HEAD, text) if one.name == "carboplatin"]
    assert [(one.when, str(one.until)) for one in told] == [(None, "2017-03")]


def test_radiation_that_was_decided_on_and_had_is_stated() -> None:
    text = "Se decide radioterapia complementaria, por lo que se deriva a otro centro donde recibe IMRT."
    assert _all(text, kind="radiation") == {("radiation", "stated")}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Negativo para desmina, CD 49, CD 45 y CK 7.", "disc"),
        ("Negativo para desmina, CD 49, CD 45 y CK 7.", "creatine kinase"),
        ("Positivo para enolasa, cromogranina y CD 56.", "neuron-specific enolase"),
        ("Exantema por anti-PD-1.", "progressive disease"),
        ("Se trasladó a un hospital de los EE. UU. para la cirugía.", "stable disease"),
        ("El intervalo libre de enfermedad fue de 20 meses.", "no evidence of disease"),
        ("Una masa que produce amputación del bronquio inferior izquierdo.", "amputation"),
        ("Recibió 50 Gy sobre lecho tumoral y cadenas con margen, y sobreimpresión del tumor.", "resection margins"),
        ("Tras la inducción del parto nació un varón sano.", "induction"),
        ("Se llevó a quirófano para una biopsia de la lesión.", "urine sodium"),
        ("Se usaron placas (Ejemplo Martin, LP, Jacksonville) y pines.", "lumbar puncture"),
        ("HER-2/neu negativo.", "neutrophils"),
        ("Marcadores: Ca 15,3: 22 U/ml.", "calcium"),
        ("Por toxicidad acumulada, se decide parar, pendiente de evolución.", "Por toxicidad acumulada"),
    ],
)
def test_short_names_in_a_history_are_not_read_as_other_things(text: str, name: str) -> None:
    assert name not in {one for one, _ in _all(text)}


def test_markers_keep_their_results_beside_that() -> None:
    told = _all("Negativo para CK 7 y desmina. Amputación del tercer dedo en 2019. CK 350 U/L.")
    assert {("CK7", "stated"), ("desmin", "stated"), ("amputation", "stated"), ("creatine kinase", "stated")} <= told


def test_a_time_after_the_graft_of_an_organ_is_none_after_stem_cells() -> None:
    told = _all("Recibió un trasplante renal a los once años.", "A los 6 meses post trasplante presenta fiebre.")
    assert "stem cell transplant" not in {name for name, _ in told}
    marrow = _all(
        "Trasplante de progenitores hematopoyéticos en 2019.", "A los 6 meses post trasplante presenta fiebre."
    )
    assert any("transplant" in name for name, _ in marrow)


@pytest.mark.parametrize(
    ("text", "specimen"),
    [
        ("Punción lumbar: leucocitos 20, glucosa de 52 mg/dl.", "cerebrospinal fluid"),
        ("Se practicó una punción lumbar, con el siguiente perfil: glucosa 62 mg/dl.", "cerebrospinal fluid"),
        ("Se realizó punción lumbar. Glucosa 62 mg/dl.", ""),
        ("Punción lumbar sin blastos y en sangre glucosa 62 mg/dl.", ""),
    ],
)
def test_what_a_lumbar_puncture_leads_to_is_of_the_fluid(text: str, specimen: str) -> None:
    told = [one for one in extracted(*_HEAD, text) if one.name == "glucose"]
    assert [one.detail.get("specimen", "") for one in told] == [specimen]


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("Finalmente el paciente fallece el 5 de junio de 2016.", True),
        ("Precisó cuidados intensivos, siendo éxitus por una insuficiencia respiratoria.", True),
        ("Exitus letalis a los seis meses.", True),
        ("The patient died on 3 May 2021 of sepsis.", True),
        ("Su padre falleció por cáncer de colon.", False),
        ("Hermano fallecido por leucemia.", False),
        ("Her twin died at birth.", False),
        ("La paciente no falleció.", False),
        ("El riesgo de éxitus es alto.", False),
    ],
)
def test_the_death_of_the_patient_is_told_and_no_other(text: str, dead: bool) -> None:
    assert (("death", "stated") in _all(text, kind="condition")) is dead


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("Tumor testicular no seminoma.", "nonseminomatous germ cell tumor", "stated"),
        ("Diagnóstico: TDCPR abdominal.", "desmoplastic small round cell tumor", "stated"),
        ("Diagnóstico: TMVNP de muslo.", "malignant peripheral nerve sheath tumor", "stated"),
        ("Se diagnostica una neoplasia maligna germinal mixta.", "mixed germ cell tumor", "stated"),
        ("Diagnóstico: TLPT.", "post-transplant lymphoproliferative disorder", "stated"),
        ("Anatomía patológica: carcinoma neuroendocrino.", "neuroendocrine carcinoma", "stated"),
        ("No seminoma component was seen.", "seminoma", "negated"),
        ("No ha presentado nuevas recidivas tumorales.", "relapse", "negated"),
    ],
)  # fmt: skip
def test_tumors_by_the_names_that_histories_give_them(text: str, name: str, how: str) -> None:
    assert {one for one in _all(text, kind="diagnosis") if one[0] == name} == {(name, how)}


@pytest.mark.parametrize(
    "text",
    ["Pérdida de peso progresiva.", "Aparición progresiva de una tumoración.", "Disminución progresiva de las masas."],
)
def test_what_grows_worse_is_no_progression_of_the_disease(text: str) -> None:
    told = extracted(*_HEAD, "Diagnóstico: adenocarcinoma de colon.", text)
    assert all(one.detail.get("status") != "progression" for one in told)


def test_an_illness_that_is_named_familial_is_the_childs_own() -> None:
    told = _all("Hipercolesterolemia familiar en tratamiento con rosuvastatina 20 mg al día.", kind="medicine")
    assert told == {("rosuvastatin", "stated")}


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("Se inicia carboplatino durante 3 ciclos más, hasta octubre de 2012.", ""),
        ("Recibirá 3 ciclos más.", "planned"),
    ],
)
def test_cycles_that_were_given_on_top_are_not_to_come(text: str, how: str) -> None:
    told = {said for name, said in _all(text, kind="cycle") if said == "planned"}
    assert told == ({how} if how else set())


def test_two_numbers_of_a_marker_are_no_day() -> None:
    text = "Negativo para S-100, CK 5/6 y desmina. En mayo de 2012 se operó."
    assert {one.when for one in extracted("Informe", text) if str(one.kind) == "stain"} == {None}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Previo a la intervención, el 30/3/16, presenta una fractura de fémur.", "surgery"),
        ("Fue tratada con histerectomía, recibiendo posteriormente quimioterapia en mayo de 1993.", "hysterectomy"),
        (
            "Se confirma progresión metastásica recibiendo un segundo trasplante en julio de 2003.",
            "progressive disease",
        ),
    ],
)
def test_the_day_of_what_came_before_or_after_is_not_the_things_own(text: str, name: str) -> None:
    assert all(one.when is None for one in extracted("Informe", text) if one.name == name)


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("Mala evolución, añadiéndose complicaciones como pancitopenia.", "stated"),
        ("Las complicaciones como la pancitopenia son posibles.", "conditional"),
        ("Puede presentar complicaciones como pancitopenia.", "conditional"),
    ],
)
def test_examples_of_what_the_child_had_are_so(text: str, how: str) -> None:
    assert {one for one in _all(text, kind="condition") if one[0] == "pancytopenia"} == {("pancytopenia", how)}


def test_the_grade_of_a_tumor_grades_no_toxicity() -> None:
    assert not _all("Astrocitoma fibrilar difuso grado II.", kind="toxicity")


def test_free_margins_behind_a_tumor_deny_no_tumor() -> None:
    told = _all("Compatible con metástasis de carcinoma de células renales con 11 ganglios y márgenes libres.")
    assert ("renal cell carcinoma", "stated") in told


def test_the_time_that_a_tumor_stayed_away_denies_no_progression_after_it() -> None:
    told = _all("En 2012, intervalo libre de progresión (ILP) de 7 años, progresión pulmonar.", kind="response")
    assert told == {("progressive disease", "stated")}


def test_a_dose_in_the_bracket_of_another_medicine_is_that_ones() -> None:
    told = extracted(*_HEAD, "Segunda línea con vinorelbina oral, denosumab (60 mg subcutáneo cada 6 meses).")
    assert [one.value for one in told if one.name == "vinorelbine"] == [""]
