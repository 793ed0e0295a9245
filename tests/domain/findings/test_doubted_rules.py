"""Neighbours of what new rules read that mean something else: what is felt is not denied, what is denied not felt, what
is in force not planned, what is of another no child's. All papers and people here are synthetic."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Finding
from consilium.domain.findings.finding import Kind
from tests.domain.findings.test_unlisted_tests_told import read

_KINDS = (Kind.CONDITION, Kind.DIAGNOSIS, Kind.DRUG, Kind.MEDICINE, Kind.VARIANT, Kind.FAMILY_HISTORY)


def said(text: str, kinds: tuple[Kind, ...] = _KINDS) -> dict[str, str]:
    """How each thing of a text is meant, by its name."""
    return {one.name.lower(): str(one.assertion) for one in read(text, kinds=kinds)}


def is_so(how: str | None) -> bool:
    return how in ("stated", "historical")


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        # one who is told of an illness has it
        ("Wilms tumour, the parents are aware.", "wilms tumor"),
        ("Sepsis: family informed.", "sepsis"),
        ("Hipotiroidismo, padres informados.", "hypothyroidism"),
        ("Hypothyroidism under review with endocrine.", "hypothyroidism"),
        ("Epilepsy must be considered when choosing antiemetics.", "epilepsy"),
        # what a child depends on is no condition of an illness
        ("Respiratory failure, dependent on a ventilator.", "respiratory failure"),
        ("Diabetes dependent on insulin.", "diabetes"),
        # though and yes are no if
        ("Si bien tuvo convulsiones, hoy despierto.", "seizures"),
        ("Sí, tiene asma.", "asthma"),
        # none elsewhere, none now
        ("Wilms tumour; none seen in the other kidney.", "wilms tumor"),
        ("Seizures in 2022, none now.", "seizures"),
        # of a belief only what comes of it is denied
        ("We do not feel that his seizures are related to the fluids.", "seizures"),
        ("No creemos que la fiebre se deba a infección.", "fever"),
        ("We don't think her asthma is the cause of the cough.", "cough"),
        # what did not change, end or help goes on
        ("No worsening of cough.", "cough"),
        ("No ha mejorado la fiebre.", "fever"),
        ("Nor did he stop vomiting.", "vomiting"),
        ("He does not deny pain.", "pain"),
        ("Not without pain.", "pain"),
        # behind a denial another thing is told
        ("No seizures, fever 39.", "fever"),
        ("No allergies, eczema present since birth.", "eczema"),
        # the act is denied, not what it is for
        ("Methylation profiling of neuroblastoma is not offered here.", "neuroblastoma"),
        ("Treatment for asthma not needed.", "asthma"),
    ],
)
def test_what_a_child_has_is_not_taken_away(text: str, thing: str) -> None:
    assert is_so(said(text).get(thing)), said(text)


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("No fever, vomiting or diarrhoea x3.", ("fever", "vomiting", "diarrhea")),
        ("Sin fiebre, adenopatías ni tos el 3/5.", ("fever", "lymphadenopathy", "cough")),
        ("We do not believe that he has sepsis.", ("sepsis",)),
        ("No creemos que tenga diabetes.", ("diabetes",)),
        ("We do not think the fever is due to infection.", ("infection",)),
        ("Evidence of neuroblastoma was not seen.", ("neuroblastoma",)),
        ("No antibiotics (vancomycin, meropenem).", ("vancomycin", "meropenem")),
    ],
)
def test_all_of_a_list_stays_denied(text: str, things: tuple[str, ...]) -> None:
    found = said(text)
    assert [found.get(one) for one in things] == ["negated"] * len(things), found


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("He has not had problems with vincristine.", "vincristine"),
        ("Never missed a dose of mercaptopurine.", "mercaptopurine"),
        ("Con la vincristina no presentó neuropatía.", "vincristine"),
        ("I do not think the rash is due to amoxicillin.", "amoxicillin"),
        ("Allopurinol not charted, rasburicase given.", "rasburicase"),
        ("Denies pain, takes morphine 5 mg.", "morphine"),
        ("No asthma, on salbutamol.", "albuterol"),
        ("He must not be given pegaspargase again.", "pegaspargase"),
        ("Started etoposide 150 mg/m2 twice weekly (4 doses so far), cyclosporine withheld.", "etoposide"),
        ("Erwinase: 20,000 units/m2 IM, two weeks for each missed dose.", "erwinia asparaginase"),
        # in force, and told when within a day
        ("Prednisolone 40 mg daily, to be given with food.", "prednisolone"),
        ("Aciclovir 400 mg bd, next due at 8 pm.", "acyclovir"),
    ],
)
def test_what_was_given_is_given(text: str, thing: str) -> None:
    assert is_so(said(text).get(thing)), said(text)


def test_a_medicine_of_a_bracket_behind_a_denied_one_is_no_part_of_the_denial() -> None:
    found = said("NO ibuprofen (methotrexate to follow).")
    assert (found["ibuprofen"], found["methotrexate"]) == ("negated", "planned")


@pytest.mark.parametrize(
    "text",
    ["TP53 R175H variant found in her mother.", "CFTR panel F508del heterozygous in father; she is negative."],
)
def test_a_change_found_in_a_relative_is_the_relatives(text: str) -> None:
    assert set(said(text, kinds=(Kind.VARIANT,)).values()) == {"family"}


@pytest.mark.parametrize(
    "text", ["Copy number: not assessed.", "CNV: no call.", "Panel found no variant in her brother."]
)
def test_what_was_not_looked_for_is_not_denied(text: str) -> None:
    assert not read(text, kinds=(Kind.VARIANT,))


@pytest.mark.parametrize(
    "text",
    [
        "If gradient over 40 mmHg refer.",
        "Normal mean PA pressure is < 20 mmHg.",
        "Fontan pressure should be below 15 mmHg.",
        "Compression garment pressure 30 mmHg. Tourniquet pressure 250 mmHg. Presión del manguito 25 mmHg.",
        "Mother's wedge pressure 12 mmHg.",
    ],
)
def test_limits_and_pressures_of_things_are_no_function(text: str) -> None:
    assert not read(text, kinds=(Kind.FUNCTION,))


@pytest.mark.parametrize(
    "text",
    [
        "The donor is 70 kg on our scales.",
        "The car seat is for up to 18 kg at home.",
        "Syrup for 12 kg at the pharmacy.",
        "His dog, 9 kg at home.",
    ],
)
def test_weights_of_others_are_no_childs(text: str) -> None:
    found: list[Finding] = read(text, kinds=(Kind.GROWTH,))
    assert not found


@pytest.mark.parametrize(
    "text",
    [
        "Members with hemophilia may have a case manager.",
        "Los pacientes con diabetes deben avisar.",
        "Fever is a temperature of 38 or more.",
        "SOS: fever, fits.",
        "Paracetamol condicional a dolor.",
        "There is a higher chance than usual of pneumonia.",
        "I told them that growth hormone deficiency is something that we'd be looking out for.",
        "In bed 14 - pt with tuberculosis, moved.",
        "Pendiente: decidir antibiótico si vuelve la fiebre.",
        "She might get asthma.",
    ],
)
def test_what_is_told_of_many_or_may_come_is_nobodys(text: str) -> None:
    found = read(text, kinds=(Kind.CONDITION,))
    assert found
    assert not [one for one in found if is_so(str(one.assertion))]


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("Asthma is a problem at night.", "asthma"),
        ("Asthma is something he has had for years.", "asthma"),
        ("Fluconazole was ordered for thrush -> NOT given.", "candidiasis"),
        ("Asthma inhalers: no.", "asthma"),
    ],
)
def test_words_beside_an_illness_do_not_take_it_away(text: str, thing: str) -> None:
    assert is_so(said(text).get(thing)), said(text)


@pytest.mark.parametrize(
    ("text", "drug", "how"),
    [
        ("Recibió ciclofosfamida y no presentó cistitis.", "cyclophosphamide", "stated"),
        ("Cisplatino no disponible, se dio carboplatino.", "carboplatin", "stated"),
        ("Vincristine was not stopped.", "vincristine", "stated"),
        ("Imatinib would have been given but the platelets were low.", "imatinib", "conditional"),
    ],
)
def test_a_denial_beside_a_drug_is_of_its_own_verb(text: str, drug: str, how: str) -> None:
    assert said(text, kinds=(Kind.DRUG,)).get(drug) == how


def test_a_limit_of_detection_is_no_residual_disease() -> None:
    assert not read("The limit of detection of the MRD assay is 0.002 %.", kinds=(Kind.MRD,))
