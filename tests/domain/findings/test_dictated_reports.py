"""Dictated reports of American hospitals: lists behind headings in capitals, Latin with points, durations, risks.

All papers and people here are synthetic.
"""

from __future__ import annotations

import pytest

from consilium.domain.findings import Finding
from consilium.domain.findings.finding import Kind
from tests.domain.findings.test_unlisted_tests_told import read

_SURGERY, _MEDICINE, _CONDITION = (Kind.SURGERY,), (Kind.MEDICINE,), (Kind.CONDITION,)


def said(found: list[Finding]) -> set[tuple[str, str]]:
    return {(one.name, str(one.assertion)) for one in found}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "TITLE OF OPERATION: 1.  Repair of abdominal wall defect.\n2.  Ligation of thoracic duct, left.",
            {"repair of abdominal wall defect", "ligation of thoracic duct"},
        ),
        ("OPERATION PERFORMED: Left distal biceps release.", {"distal biceps release"}),
        (
            "PROCEDURES PERFORMED\n1. Tendon transfer, right thumb\n2. Closure of scalp wound",
            {"tendon transfer", "closure of scalp wound"},
        ),
        ("PROCEDURE: Neck exploration and delayed wound closure.", {"neck exploration", "delayed wound closure"}),
        (
            "CIRUGÍA REALIZADA: Cierre de defecto de pared y colocación de malla.",
            {"cierre de defecto de pared", "colocacion de malla"},
        ),
        ("Past Surgical History: 1. Cesarean section x2 in 2011 and 2013", {"cesarean section"}),
        ("PROCEDURE: CPT code 12345 - Closure of palatal fistula.", {"closure of palatal fistula"}),
    ],
)
def test_each_item_of_a_list_of_what_was_done_is_an_operation(text: str, names: set[str]) -> None:
    assert {(one, "stated") for one in names} <= said(read(text, kinds=_SURGERY))


@pytest.mark.parametrize(
    "text",
    [
        "PROCEDURE: The wound was irrigated. Closure of the fascia with 3-0 suture.",
        "PROCEDURE NOTE: The child was brought in. Immediately following delivery of the lens. Closure of the globe.",
        "PROCEDURE: No closure of the defect.",
        "OPERATION: Consent for repair of hernia sac.",
        "PLANNED PROCEDURE: Repair of the defect",
        "She was placed in the dorsal lithotomy position. It was cut with tenotomy scissors.",
        "Five-mm ports placed in the left lower quadrant. The trocar port was placed.",
        "MEDICATIONS: Bactrim 80 mg p.o. b.i.d. Saturday and Sunday.",
        "PLAN: Dr. Q from Plastic Surgery is following.",
    ],
)
def test_prose_and_instruments_are_no_operations(text: str) -> None:
    assert not [one for one in read(text, kinds=_SURGERY) if one.assertion != "negated"]


def test_a_recent_operation_is_done_even_in_a_plan() -> None:
    told = read("IMPRESSION/PLAN: The patient had a recent circumcision but has some swelling.", kinds=_SURGERY)
    assert said(told) == {("circumcision", "stated")}


def test_complications_that_there_were_not() -> None:
    told = read("PROCEDURE: Nephrectomy.\nCOMPLICATIONS: There were no complications.", kinds=_SURGERY)
    assert ("complications", "stated") not in said(told)


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("Ondansetron 4 mg p.o. q.8h. p.r.n. nausea.", {"route": "oral", "frequency": "q8h", "as_needed": "yes"}),
        ("Amoxicillin 250 mg p.o. b.i.d. for 10 days.", {"route": "oral", "frequency": "bid"}),
        ("Ibuprofen 100 mg p. o. q. 6 h. p. r. n. fever", {"frequency": "q6h", "as_needed": "yes"}),
        ("Omeprazole 20 mg p.o. q.h.s.", {"frequency": "qhs"}),
        ("Zithromax 150 mg p.o. on day 1, then 75 mg p.o. daily.", {"dose": "150 mg", "frequency": "daily"}),
    ],
)
def test_latin_with_points_goes_on_with_the_medicine(text: str, detail: dict[str, str]) -> None:
    (one,) = read(f"DISCHARGE MEDICATIONS: 1. {text}", kinds=_MEDICINE)
    assert detail.items() <= one.detail.items()


def test_a_label_is_no_part_of_an_unknown_name_nor_a_number_a_denial() -> None:
    (one,) = read("CURRENT MEDICATIONS: Zylvantro 100 mg q.d.", kinds=_MEDICINE)
    assert one.name == "Zylvantro"
    (one,) = read("The patient is given Tylenol No. 3 for the night.", kinds=_MEDICINE)
    assert one.assertion == "stated"


def test_the_next_of_a_list_is_no_part_of_the_one_before() -> None:
    (first, _) = read(
        "MEDICATIONS: Fentanyl patch 25 mcg, Zylvantro 200 mg once daily, Paxil 20 mg daily.", kinds=_MEDICINE
    )
    assert "frequency" not in first.detail


@pytest.mark.parametrize("text", ["Oxygen saturation on room air is 94%.", "No honey crusting was noted on the skin."])
def test_what_is_measured_or_looks_like_it_is_no_medicine(text: str) -> None:
    assert not read(text, kinds=_MEDICINE)


@pytest.mark.parametrize(
    ("text", "name", "assertion"),
    [
        ("She has a three-week history of fever and malaise.", "fever", "stated"),
        ("He presented with a 1.5 week h/o numbness.", "numbness", "stated"),
        ("Paciente con historia de 3 semanas de fiebre.", "fever", "stated"),
        ("She has a history of seizures.", "seizures", "historical"),
        ("ROS: Negative for focal deficits such as numbness, dysarthria.", "numbness", "negated"),
        ("Risks such as infection were told.", "infection", "conditional"),
        ("Neck: Supple. There is no palpable lymphadenopathy.", "lymphadenopathy", "negated"),
        ("No visible rash.", "rash", "negated"),
        ("Nerves are intact, and there is no focal deficit appreciated.", "neurological deficit", "negated"),
        ("Complications which include, but not limited to bleeding, fracture.", "bleeding", "conditional"),
        ("Oxycodone every 3 hours p.r.n. pain.", "pain", "conditional"),
    ],
)
def test_how_a_complaint_is_said(text: str, name: str, assertion: str) -> None:
    assert (name, assertion) in said(read(text, kinds=_CONDITION))


def test_short_forms_that_are_other_things() -> None:
    assert not read("He had a PCA for pain management. PCA was stopped.", kinds=_CONDITION)[1:]
    assert read("Ecocardiograma: PCA de 2 mm, sin repercusión.", kinds=_CONDITION)
    assert not read("HCT in early May showed a frontal mass.", kinds=(Kind.TRANSPLANT,))
    assert not read("Cadaveric transplant in 2016.", kinds=(Kind.TRANSPLANT,))
    assert not read("Repair of secundum type septal defect (autologous pericardial patch)", kinds=(Kind.TRANSPLANT,))
    assert not read("She had a stage I Norwood procedure.", kinds=(Kind.STAGE,))
    assert not read("HOSPITAL COURSE: 1. Sarcoma, she did well.", kinds=(Kind.CYCLE,))
    assert not read("After induction of appropriate anesthesia her neck was prepped.", kinds=(Kind.CYCLE,))
    told = read("Negative for transient ischemic attack (TIA), seizure, or stroke.", kinds=(Kind.FAMILY_HISTORY,))
    assert not told
    told = read("He received G-CSF daily. The lymph node was sent to pathology.", kinds=(Kind.MENTION,))
    assert not {"cerebrospinal fluid", "lymphocytes"} & {one.name for one in told}
