"""How sentences say a thing: denied beyond a list, doubted, put off, a relative's. All is synthetic."""

from __future__ import annotations

import pytest

from consilium.domain.findings.assertions.assertion import assertion_of
from consilium.domain.findings.finding import Assertion
from consilium.knowledge.findings.words import finding_words
from tests.domain.findings.laid_out import paper_from

_WANTED = {
    "N": {Assertion.NEGATED},
    "U": {Assertion.UNCERTAIN},
    "S": {Assertion.STATED, Assertion.HISTORICAL},
    "F": {Assertion.FAMILY},
    "P": {Assertion.PLANNED, Assertion.CONDITIONAL},
    "C": {Assertion.CONDITIONAL},
}


def said(text: str, thing: str) -> set[Assertion]:
    """What the clauses that hold `thing` say of it."""
    paper = paper_from({"text": text, "category": "discharge", "date": "2024-05-05", "order": "dmy", "placed": True})
    words = finding_words().assertion
    return {
        assertion_of(clause, at, at + len(thing), words)
        for clause in paper.clauses
        if (at := clause.text.find(thing)) >= 0
    }


@pytest.mark.parametrize(
    ("how", "text", "thing"),
    [
        # Where a denial ends.
        ("S", "CT: sin sangrado, neumoencéfalo leve, resto tumoral de 8 mm.", "neumoencéfalo"),
        ("N", "CT: sin sangrado, neumoencéfalo ni fractura.", "neumoencéfalo"),
        ("S", "Alive, no active infection, eczema mild on cheeks.", "eczema"),
        ("N", "Alive, no active infection, eczema or rash.", "eczema"),
        ("N", "No sangrado, nódulos ni masas de más de 5 mm.", "masas"),
        ("S", "Sin respuesta a timoglobulina y ciclosporina; trasplante en 2022.", "ciclosporina"),
        ("S", "No improvement with prednisolone.", "prednisolone"),
        ("N", "No prednisolone was given.", "prednisolone"),
        ("S", "NO usar digoxina (bloqueo AV en 2022).", "bloqueo"),
        ("N", "NO usar digoxina (bloqueo AV en 2022).", "digoxina"),
        ("S", "En la punción lumbar no se vieron blastos.", "punción lumbar"),
        ("N", "Punción lumbar no realizada.", "Punción lumbar"),
        ("S", "Pain not relieved by oxycodone, then cough and fever to 39.1.", "cough"),
        ("S", "Tuvo una trombosis, ya resuelta, y no toma anticoagulantes.", "trombosis"),
        ("N", "CD3, CD5 and CD20 are negative.", "CD3"),
        # What is denied.
        ("N", "We do not think this is a lymphoma.", "lymphoma"),
        ("N", "No creemos que tenga diabetes.", "diabetes"),
        ("N", "RASBURICASE NOT TO BE GIVEN.", "RASBURICASE"),
        ("N", "PROHIBIDO ácido acetilsalicílico e ibuprofeno.", "ibuprofeno"),
        ("N", "Busulfan avoided so gonadal outlook good.", "Busulfan"),
        ("N", "Naloxona no hace falta en casa.", "Naloxona"),
        ("N", "Actinomicina no usada.", "Actinomicina"),
        ("N", "Rash flagelado NO.", "Rash"),
        ("N", "Meds: aspirin, enalapril, sildenafil none", "sildenafil"),
        ("S", "Meds: aspirin, enalapril, sildenafil none", "aspirin"),
        ("N", "19:00 nil seizures.", "seizures"),
        ("N", "Oedema would falsify; none seen.", "Oedema"),
        ("N", "NOT DETECTED (pertinent negatives): BRAF V600E, ACVR1.", "ACVR1"),
        ("N", "RNA fusions: None detected (incl. NTRK1, FGFR1).", "FGFR1"),
        ("N", "No se hará RM ni válvula.", "RM"),
        ("N", "Amputation was discussed and rejected.", "Amputation"),
        ("N", "Nobody has epilepsy in the house.", "epilepsy"),
        ("N", "Anakinra was discussed but not required.", "Anakinra"),
        ("N", "Gemcitabine/docetaxel offered, declined by family.", "docetaxel"),
        ("N", "NEUMONIA BACTERIANA: SE DESCARTO", "NEUMONIA"),
        ("N", "Hay varicela en su salón, ella no la tuvo.", "varicela"),
        ("N", "NO LE PUSIERON la citarabina por defensas bajas.", "citarabina"),
        ("N", "Se vigila trombosis: no datos", "trombosis"),
        ("N", "They thought blood clot but the ultrasound said no.", "blood clot"),
        ("N", "US doppler neg for DVT", "DVT"),
        ("N", "No viene por recaída.", "recaída"),
        ("N", "El informe preliminar refería erróneamente inv(16): queda anulado.", "inv(16)"),
        ("S", "Obstructive sleep apnea - CPAP declined", "Obstructive sleep apnea"),
        # What is doubted.
        ("U", "Was treated outside as enteric fever.", "enteric fever"),
        ("S", "He is treated as per AALL1231, off study.", "AALL1231"),
        ("U", "Dif.: ependimoma, astrocitoma pilocítico", "astrocitoma"),
        ("U", "Equivocal - may be otitis.", "otitis"),
        ("U", "TDAH no valorado aún.", "TDAH"),
        ("U", "Working Dx: leukemia, t/c tumor lysis.", "tumor lysis"),
        ("U", "Adrenocortical tumor must be considered.", "Adrenocortical tumor"),
        ("U", "Thyroid cancer needs excluding.", "Thyroid cancer"),
        ("U", "Costello query - HRAS sent.", "Costello"),
        ("U", "?? osteomyelitis", "osteomyelitis"),
        ("U", "Osteomyelitis (not proven)", "Osteomyelitis"),
        ("U", "Differential: osteomyelitis, septic arthritis.", "septic arthritis"),
        ("U", "Osteomyelitis is the working diagnosis.", "Osteomyelitis"),
        # What is to come, or holds only under a condition.
        ("P", "Fontan tentatively late June.", "Fontan"),
        ("P", "Melphalan would be the next step.", "Melphalan"),
        ("P", "Contralateral thoracotomy in three weeks.", "thoracotomy"),
        ("S", "He relapsed after thoracotomy in three weeks.", "thoracotomy"),
        ("P", "Amputación: turno 3/6.", "Amputación"),
        ("S", "Underwent amputation as planned.", "amputation"),
        ("C", "Vitamin E 500 IU for a month, unless you object.", "Vitamin E"),
        ("C", "Radiation necrosis - parents counselled.", "Radiation necrosis"),
        ("C", "Please call us for temp 100.4 or higher, nosebleed.", "nosebleed"),
        ("C", "Cirugía el 07.01. Riesgo: nefrectomía si compromete hilio.", "nefrectomía"),
        ("S", "Riesgo: alto.", "alto"),
        ("C", "If creat >60 or PO4 <0.5 swap ifos -> cyclophosphamide.", "cyclophosphamide"),
        ("C", "Bloque: 23-09 si RAN > 1.000: ciclofosfamida 500 mg/m2", "ciclofosfamida"),
        ("C", "Bevacizumab as rescue if vision drops.", "Bevacizumab"),
        ("C", "Carboplatino 500 mg/m2 x 3, sujeto a AFP.", "Carboplatino"),
        ("S", "If relapse occurs call. Vincristine given 3/4.", "Vincristine"),
        ("P", "TP53 germline testing may be considered.", "germline testing"),
        ("C", "Mum asks about late effects: growth asymmetry, cataract.", "cataract"),
        ("S", "Late effects: cataract, hypothyroidism.", "cataract"),
        ("P", "She is heading for transplant.", "transplant"),
        ("P", "Está en lista para nefrectomía.", "nefrectomía"),
        ("P", "Va a necesitar nefrectomía.", "nefrectomía"),
        ("P", "El comité sugirió nefrectomía.", "nefrectomía"),
        ("P", "Nephrectomy tomorrow.", "Nephrectomy"),
        ("P", "Nefrectomía para julio.", "Nefrectomía"),
        ("S", "Nefrectomía el 4 de julio.", "Nefrectomía"),
        ("S", "Other than fever there were no symptoms.", "fever"),
        ("N", "ROS negative for fever, rash.", "rash"),
        # Whose it is.
        ("S", "Mother manages his diabetes well.", "diabetes"),
        ("S", "Breast cancer in the grandmother matters for chest radiation.", "radiation"),
        ("F", "La que sí tiene fiebre es su hermana.", "fiebre"),
        ("C", "El niño de la cama 413 tiene varicela.", "varicela"),
        ("F", "His sister is a carrier only, she doesn't have the illness.", "carrier"),
        ("S", "Trasplante de su hermana (Ona) con acondicionamiento de etopósido.", "etopósido"),
        ("F", "It belongs to his twin sister, who has epilepsy.", "epilepsy"),
        ("F", "Mum wishes to be a donor; dad has hypertension.", "hypertension"),
        ("F", "FAMILY: both parents sickle trait.", "sickle trait"),
        ("F", "Family: I have psoriasis.", "psoriasis"),
        ("F", "Donante con rasgo falciforme.", "rasgo falciforme"),
        ("S", "Explained to the mother that he has epilepsy.", "epilepsy"),
        # What is said apart from the rest of its sentence.
        ("F", "Ketorolaco NO (hermana con úlcera gástrica por AINE).", "úlcera"),
        ("N", "Ketorolaco NO (hermana con úlcera gástrica por AINE).", "Ketorolaco"),
        ("F", "No NSAIDs (mother with peptic ulcer).", "peptic ulcer"),
        ("N", "Not tested (mother has no asthma).", "asthma"),
        ("F", "Levetiracetam NUNCA; es de su prima Inés (epilepsia), anotado por error.", "epilepsia"),
        ("F", "Eczema: his brother.", "Eczema"),
        ("F", "Asma: la madre; él no tiene diagnóstico.", "Asma"),
        ("S", "Asthma: mother reports nightly cough.", "Asthma"),
        ("S", "No seizure since the last one in May.", "seizure"),
        ("S", "Sin crisis desde la de marzo.", "crisis"),
        ("N", "No relapse since transplant.", "relapse"),
        ("S", "No amikacin this month - he had three doses of it in June.", "amikacin"),
        ("N", "Any history of asthma?  [ ] Yes  [X] No", "asthma"),
        ("N", "¿Ha tenido convulsiones?  ☐ Sí  ☒ No", "convulsiones"),
        ("S", "Seizure?  [ ] No  [x] Yes", "Seizure"),
        ("N", "Bleeding after surgery: nil.", "Bleeding"),
        ("N", "Convulsiones con busulfán: ninguna.", "Convulsiones"),
        ("N", "Lymphoma was entertained but is not favoured.", "Lymphoma"),
        ("N", "Appendicitis therefore excluded.", "Appendicitis"),
        ("U", "Considered appendicitis given right iliac pain.", "appendicitis"),
        ("S", "We considered asthma well controlled.", "asthma"),
        ("S", "La quimioterapia no se inició por neutropenia.", "neutropenia"),
        ("N", "No tuvo fiebre por neutropenia.", "fiebre"),
        ("U", "Marfan syndrome is listed with a question mark.", "Marfan"),
        ("U", "Steroid myopathy may add to weakness.", "Steroid myopathy"),
        ("S", "His asthma may add to the cough.", "asthma"),
        ("U", "?fat embolism, ?PE - CTPA only if no better post exchange", "fat embolism"),
        ("C", "We warned of typhlitis.", "typhlitis"),
        ("C", "Cataract and stroke, both of which are more likely after radiotherapy.", "stroke"),
        ("C", "Revisar (3) si procede estudio de Costello.", "Costello"),
        ("C", "Resección demorada si buena respuesta.", "Resección"),
    ],
)
def test_a_sentence_says_how_it_means_a_thing(how: str, text: str, thing: str) -> None:
    assert said(text, thing) <= _WANTED[how]
    assert said(text, thing)
