"""Dictated charts of children: normal examinations, denials, the mother's pregnancy, what only served a procedure.

All papers and people here are synthetic.
"""

from __future__ import annotations

import pytest

from consilium.domain.findings import Finding, Kind
from consilium.domain.findings.finding import Assertion
from tests.domain.findings.onepaper import extracted

_HEAD = ("Sample Hospital", "Clinic note", "Patient: Ana Sample, born 3 May 2018", "Date: 14 March 2025", "")
_THEATRE = (
    *(
        "Sample Hospital",
        "Operative report",
        "Patient: Ana Sample, born 3 May 2018",
        "Date of procedure: 14 March 2025",
    ),
    *("PREOPERATIVE DIAGNOSIS: Neuroblastoma.", "PROCEDURE: Insertion of port."),
)


def read(*lines: str, kind: Kind | None = None, head: tuple[str, ...] = _HEAD) -> list[Finding]:
    return [one for one in extracted(*head, *lines) if kind in (None, one.kind)]


def told(*lines: str, kind: Kind = Kind.CONDITION) -> set[tuple[str, str]]:
    return {(one.name, str(one.assertion)) for one in read(*lines, kind=kind)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("PHYSICAL EXAMINATION: ABDOMEN: Soft and nondistended.", "soft"),
        ("PHYSICAL EXAMINATION: Conjunctivae are clear.", "conjunctivae are clear"),
        ("PHYSICAL EXAMINATION: Neck: Supple without thyromegaly.", "neck: supple"),
        ("PHYSICAL EXAMINATION: Bowel sounds are present.", "bowel sounds are present"),
        ("PHYSICAL EXAMINATION: The child was in no acute distress.", "in no acute distress"),
        ("PHYSICAL EXAMINATION: She moves all extremities well.", "moves all extremities well"),
        ("INTERVAL HISTORY: He smiles.", "smiles"),
        ("Exploración física: Abdomen blando y depresible.", "abdomen blando"),
    ],
)
def test_what_an_examination_finds_normal_is_no_symptom(text: str, name: str) -> None:
    """A normal state keeps its words and is told as normal."""
    found = [one for one in read(text, kind=Kind.CONDITION) if name in one.name]
    assert found
    assert all(one.detail.get("result") == "normal" and "symptom" not in one.detail for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "PHYSICAL EXAMINATION: Abdomen: Distended.",
        "PHYSICAL EXAMINATION: Anterior fontanelle is full.",
        "PHYSICAL EXAMINATION: Reflexes were brisk in both legs.",
        "PHYSICAL EXAMINATION: Tympanic membranes were red and opaque.",
        "PHYSICAL EXAMINATION: Left arm with limited range of motion.",
        "INTERVAL HISTORY: She walks with one stick.",
    ],
)
def test_what_is_not_normal_stays_a_symptom(text: str) -> None:
    """One word that is of no normal state leaves the statement as it was."""
    found = read(text, kind=Kind.CONDITION)
    assert any(one.detail.get("symptom") for one in found)
    assert not any(one.detail.get("result") == "normal" for one in found)


@pytest.mark.parametrize(
    ("text", "name", "value", "unit"),
    [
        ("VITAL SIGNS: Temperature 99.8 degrees Fahrenheit, pulse 140.", "body temperature", "99.8", "°F"),
        ("VITAL SIGNS: Temperature 98.6 degrees, pulse 120.", "body temperature", "98.6", "°F"),
        ("VITAL SIGNS: Temperature 37.2 degrees Celsius, pulse 120.", "body temperature", "37.2", "°C"),
        ("She had a fever of 101.3 degrees Fahrenheit.", "fever", "101.3 °F", ""),
    ],
)
def test_degrees_have_the_scale_that_is_told(text: str, name: str, value: str, unit: str) -> None:
    """Fahrenheit in words, or a figure no child has in Celsius, is never Celsius."""
    found = [one for one in read(text) if one.name == name]
    assert [(one.value, one.unit) for one in found] == [(value, unit)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("BUN and creatinine are 6 and 0.4, respectively.", {"urea nitrogen": "6", "creatinine": "0.4"}),
        ("Hemoglobin and hematocrit 10.1 and 30.2.", {"hemoglobin": "10.1", "hematocrit": "30.2"}),
        ("T and direct bilirubin were 7.9 and 0.2.", {"bilirubin total": "7.9", "bilirubin direct": "0.2"}),
        (
            "AST and ALT were elevated as well at 310 and 120.",
            {"aspartate aminotransferase": "310", "alanine aminotransferase": "120"},
        ),
        ("Urea y creatinina de 22 y 0,6 mg/dL.", {"urea": "22", "creatinine": "0,6"}),
        ("Platelet count 41, 000 and white count 0.9.", {"platelets": "41, 000", "leukocytes": "0.9"}),
        ("Serum electrolytes not normal.", {"metabolic panel": "not normal"}),
    ],
)
def test_values_named_together_are_each_of_their_own_test(text: str, values: dict[str, str]) -> None:
    """The second of two names does not get the first of two figures."""
    assert {one.name: one.value for one in read(text, kind=Kind.LABORATORY)} == values


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("REVIEW OF SYSTEMS: Negative fever, negative vomiting, some sneezing.", "fever", "negated"),
        ("REVIEW OF SYSTEMS: Negative fever, negative vomiting, some sneezing.", "sneezing", "stated"),
        ("SKIN: No significant bruising, lesions, or rash.", "rash", "negated"),
        ("SKIN: No rashes, wounds, bruises, or petechiae.", "bruises", "negated"),
        ("He denies any bleeding gums, easy bleeding, swollen glands or bumps.", "bleeding", "negated"),
        ("There were no symptoms over the weekend such as cough or fever.", "fever", "negated"),
        ("He has had a 1 week or so history of cough.", "cough", "stated"),
        ("When he passes hard stools, there was bright blood in the stool.", "passes hard stools", "stated"),
        ("PHYSICAL EXAMINATION: He appears to be pink and slightly jaundiced.", "jaundiced", "stated"),
        ("The differential entertained includes gastroenteritis and meningitis.", "meningitis", "uncertain"),
        ("He came with presumptive diagnosis of Kawasaki disease with fever and rash.", "rash", "stated"),
        ("Rather than risk hearing loss, the lesion was left alone.", "hearing loss", "conditional"),
        ("No rales or wheezes were noted.", "wheezes", "negated"),
        ("PHYSICAL EXAMINATION: LUNGS: negative retractions, nasal flaring, or wheezes.", "nasal flaring", "negated"),
        ("There is negative apnea in this patient.", "apnea", "negated"),
        ("Also to consider in this child is meningitis.", "meningitis", "uncertain"),
        ("Seizure-like activity was seen.", "seizures", "uncertain"),
        ("HOSPITAL COURSE: Feeds were held and fluids were given.", "feeds were held", "stated"),
        ("He has not ever had a bad cough.", "cough", "negated"),
        ("The baby was kept in the unit and will not suck properly.", "suck properly", "negated"),
    ],
)
def test_turns_of_dictation_say_how_a_thing_is(text: str, name: str, said: str) -> None:
    """Each turn is told as it is meant."""
    how = {one for one in told(text) if one[0] == name}
    assert how == {(name, said)}


def test_differential_lists_are_of_nothing_yet() -> None:
    """What stands in a list under such a heading is uncertain."""
    found = told("DIFFERENTIAL DIAGNOSES: In this patient includes:", "1. Meningitis.", "2. Hypoglycemia.")
    assert found == {("meningitis", "uncertain"), ("hypoglycemia", "uncertain")}


@pytest.mark.parametrize(
    "text",
    [
        "There were no complications during pregnancy such as diabetes or hypertension.",
        "Mom was GBS positive, and had hypertension during the pregnancy.",
        "There was maternal hypertension.",
        "She received inadequate intrapartum antibiotics and had fever during labor.",
        "Durante el embarazo presentó hipertensión.",
    ],
)
def test_what_the_mother_had_is_not_the_childs(text: str) -> None:
    """The mother's pregnancy is told in the child's history without a word for her."""
    assert not read(f"BIRTH HISTORY: {text}", kind=Kind.CONDITION)
    assert not read(f"BIRTH HISTORY: {text}", kind=Kind.MEDICINE)


def test_tests_before_the_birth_are_the_mothers() -> None:
    """Her syphilis test is none of the child's."""
    assert not read("BIRTH HISTORY: Prenatal labs were O positive, RPR nonreactive.", kind=Kind.LABORATORY)


def test_a_mass_seen_before_birth_stays_the_childs() -> None:
    """What a study showed of the child is no illness of the mother."""
    assert ("renal mass", "stated") in told("A renal mass was seen during pregnancy by ultrasound.")


def test_a_child_born_at_term_is_not_premature() -> None:
    """Forty-one weeks are no prematurity, twenty-eight are."""
    assert "prematurity" not in {name for name, _ in told("BIRTH HISTORY: ex-41-weeker born vaginally.")}
    assert "prematurity" in {name for name, _ in told("BIRTH HISTORY: ex-28-weeker born vaginally.")}


def test_the_family_history_of_a_social_history_is_the_familys() -> None:
    """A heading of two histories tells whose an illness is no less."""
    found = read("FAMILY/SOCIAL HISTORY: Family history is positive for asthma and diabetes.")
    assert {(one.name, one.assertion) for one in found} == {
        ("asthma", Assertion.FAMILY),
        ("diabetes", Assertion.FAMILY),
    }


def test_a_mother_who_was_ill_herself() -> None:
    """What the mother says of herself is of her."""
    found = read("Mom also states that she herself was sick with the flu.")
    assert {(one.name, one.assertion) for one in found} == {("influenza", Assertion.FAMILY)}


def test_others_at_home_who_are_ill() -> None:
    """What all at home have is told of the family."""
    found = read("SOCIAL HISTORY: All the residents at home are sick with cough and runny nose.")
    assert found
    assert {one.assertion for one in found} == {Assertion.FAMILY}


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("The shunting across the ductus and the foramen ovale was equal.", Kind.SURGERY, "ventriculoperitoneal shunt"),
        ("The sternum was then spilled with vancomycin paste.", Kind.SURGERY, "tumor rupture"),
        ("Pathology showed poorly differentiated carcinoma.", Kind.CONDITION, "poorly"),
        ("HEART: Regular rate and rhythm.", Kind.FUNCTION, "left ventricular function"),
        ("Chest film with normal heart size.", Kind.FUNCTION, "left ventricular function"),
        ("His echocardiogram showed normal structural anatomy.", Kind.FUNCTION, "echocardiogram"),
        ("I performed an extensive anesthetic block of the area.", Kind.MENTION, "blocks"),
        ("We will send stool for C. diff toxin.", Kind.CONDITION, "Clostridioides difficile infection"),
        ("New diagnosis of non-small cell lung cancer.", Kind.DIAGNOSIS, "small cell lung carcinoma"),
        ("After I removed the oxygen, the pulse ox was down at 91%.", Kind.SURGERY, "extent of resection"),
        ("Her maintenance rate of D5 half normal was kept.", Kind.CYCLE, "maintenance"),
        (
            "A CSF sample showed 0 white blood cells, 320 red blood cells.",
            Kind.SPECIMEN,
            "cerebrospinal fluid involvement",
        ),
        ("The patient was born at term via repeat C-section.", Kind.SURGERY, "cesarean section"),
        ("UA shows 10 to 25 bacteria.", Kind.LABORATORY, "uric acid"),
        ("CBC shows 38 segs 3 bands, 42 lymphocytes.", Kind.LABORATORY, "neutrophils"),
        ("He is responding well to Tylenol for pain control.", Kind.RESPONSE, "good clinical response"),
        ("We will check hepatitis B and C panel.", Kind.CONDITION, "hepatitis B"),
        ("In 2019 he had a slow collapse of the left lung.", Kind.CONDITION, "collapse"),
        ("The lesions greater than 3 cm needed to be removed.", Kind.MEASUREMENT, "lesion"),
        ("This premature baby with operative weight of 600 grams.", Kind.GROWTH, "birth weight"),
        ("Complete removal of the tumor was confirmed by ultrasound.", Kind.IMAGING, "mass"),
        (
            "VITAL SIGNS: Pulse 150, 84% on room air indicating hypoxia.",
            Kind.CONDITION,
            "84% on room air indicating hypoxia",
        ),
        (
            "She understands if she develops a fever, she should call.",
            Kind.CONDITION,
            "understands if she develops a fever",
        ),
    ],
)
def test_words_of_hospital_reports_that_mean_another_thing(text: str, kind: Kind, name: str) -> None:
    """The finding of that name is not told."""
    assert name not in {one.name for one in read(text, kind=kind)}


def test_a_shunt_of_the_brain_stays_one() -> None:
    """A shunt between ventricle and peritoneum is told."""
    assert "ventriculoperitoneal shunt" in {one.name for one in read("She has a VP shunt.", kind=Kind.SURGERY)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Gentamicin was discontinued when the cultures came out negative.", "stated"),
        ("She was treated with vancomycin for possible pneumonia.", "stated"),
        ("ASSESSMENT AND PLAN: She has pneumonia, which is partially treated by her amoxicillin.", "stated"),
        ("There have been no recent changes in her Keppra dosing, currently 20 mg/kg per day.", "stated"),
        ("We had intended to send her home with oral antibiotics; however, she was pancytopenic.", "negated"),
        ("She will return for rituximab next week.", "planned"),
    ],
)
def test_medicines_as_dictation_tells_them(text: str, said: str) -> None:
    """Given is given, what was only intended was not."""
    found = [one for one in read(text) if one.kind in (Kind.MEDICINE, Kind.DRUG)]
    assert {str(one.assertion) for one in found} == {said}


def test_no_way_of_giving_is_read_from_a_discharge() -> None:
    """Amoxicillin for nasal discharge is not given by the nose."""
    found = read("She was given amoxicillin for yellow nasal discharge.", kind=Kind.MEDICINE)
    assert [one.detail.get("route", "") for one in found] == [""]


def test_what_only_served_a_procedure_is_no_medicine() -> None:
    """What numbs or rinses is none; what was given in theatre is past."""
    text = (
        "DESCRIPTION OF PROCEDURE: The skin was infiltrated with 1% lidocaine with epinephrine. Cefazolin was given "
        "before the incision. The wound was irrigated with vancomycin solution. The wound was closed in layers."
    )
    found = read(text, head=_THEATRE, kind=Kind.MEDICINE)
    assert {(one.name, one.detail.get("state"), one.detail.get("use")) for one in found} == {
        ("cefazolin", "past", "procedure")
    }
    assert not [one for one in read(text, head=_THEATRE, kind=Kind.CONDITION) if "closed" in one.name]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("During cycle three, repeat MRI showed worsening.", "stated"),
        ("PLAN: A PET-CT could be done, but would add little.", "conditional"),
        ("We will start laxatives if the MRI is negative.", "conditional"),
        ("ASSESSMENT AND PLAN: She has an infiltrate on the x-ray.", "stated"),
    ],
)
def test_studies_as_their_sentences_tell_them(text: str, said: str) -> None:
    """A study that showed something was made; one that is a condition may not have been."""
    found = read(text, kind=Kind.MENTION)
    assert {str(one.assertion) for one in found} == {said}
    assert said == "stated" or not any(one.detail.get("status") for one in found)


def test_a_childs_delay_puts_no_operation_off() -> None:
    """Developmental delay in a list is no delay of the operation beside it."""
    text = "PAST MEDICAL HISTORY: Right above knee amputation, developmental delay, fundoplication."
    assert {one for one in told(text, kind=Kind.SURGERY)} == {("amputation", "stated"), ("fundoplication", "stated")}


def test_how_loud_a_murmur_is_dates_nothing() -> None:
    """Two of five is no day."""
    found = read("Since a murmur was noted 2/5, a lumbar puncture was done.", kind=Kind.SURGERY)
    assert all(one.when is None or one.when.month != 2 for one in found)
