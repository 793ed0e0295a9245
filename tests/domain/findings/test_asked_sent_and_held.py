"""What papers ask for, await, send and do not have, and lines, drains and shares of operations in plain words."""

from __future__ import annotations

import pytest
from onepaper import words_of_topic
from treated import CUES, WORDS, paper

from consilium.domain.findings.finding import Finding
from consilium.domain.findings.topics import mentions, radiation, surgery, transplant

_FILL = "\n".join(f"She is well today and eats her meals, number {at}." for at in "abcdefgh") + "\n"


def read(text: str, category: str = "") -> list[Finding]:
    made = paper(_FILL + text, "2031-05-15", "dmy", **({"category": category} if category else {}))
    found = list(mentions.find(made, words_of_topic(mentions), CUES))
    for topic in (surgery, radiation, transplant):
        found += topic.find(made, WORDS[topic.__name__], CUES)
    return found


def said(text: str, category: str = "") -> set[tuple[str, str]]:
    return {(one.name, one.assertion.value) for one in read(text, category)}


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("Recommend troponin and NT-proBNP.", "NT-proBNP", "planned"),
        ("Pido TC con contraste y PET-TC.", "PET/CT", "planned"),
        ("Se solicita TACAR de tórax.", "CT", "planned"),
        ("Interconsulta a cirugía plástica por queloide.", "plastic surgery clinic", "planned"),
        ("Consulta con fertilidad.", "fertility clinic", "planned"),
        ("Cardiology referral.", "cardiology clinic", "planned"),
        ("Sugiero: repetir en 2 meses.", "repeat study", "planned"),
        ("Next clinic 1 September.", "follow-up", "planned"),
        ("Echocardiogram ordered, not done yet.", "echocardiogram", "planned"),
        ("If pain persists, X-ray.", "X-ray", "conditional"),
        ("No TAC ni PET por ahora.", "PET", "negated"),
        ("En nuestro medio no contamos con inmunohistoquímica.", "immunohistochemistry", "negated"),
        ("Await genetics.", "genetics", "pending"),
        ("Falta resultado de inmunohistoquímica.", "immunohistochemistry", "pending"),
        ("FBC, U&Es and LFTs weekly.", "blood count", "planned"),
        ("Laboratorios: BH, QS, PFH cada semana.", "blood count", "planned"),
        ("Follow up in oncology clinic in 2 weeks with CBC and CMP.", "chemistry", "planned"),
        ("Envío de sangre para RB1.", "RB1", "stated"),
        ("Fresh tumour was harvested for RB1 testing.", "RB1", "stated"),
        ("El ganglio va a patología; fragmento en RPMI para citometría de flujo.", "flow cytometry", "stated"),
        ("His slides and the discs will be mailed by FedEx this week.", "slides", "planned"),
    ],
)
def test_what_is_asked_for_sent_or_wanting_is_said(text: str, name: str, how: str) -> None:
    assert (name, how) in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "No CT abnormalities were seen.",
        "We have considered everything and the family is happy.",
        "If fever, call the clinic or come to the emergency department.",
        "Recomiendo evitar AINE y deportes de contacto.",
        "The cardiology clinic saw him in March.",
        "He had follow-up in clinic and is well.",
        "Seguimiento sin recaída desde 2020.",
        "Consent was obtained for lumbar puncture and bone marrow.",
        "Check temperature twice a day.",
        "Received in formalin, 10 sections submitted in 2 cassettes measuring 3 mm.",
    ],
)
def test_nothing_is_asked_for_where_a_service_or_a_study_is_only_named(text: str) -> None:
    asked = {"planned", "pending", "conditional", "negated"}
    assert not {name for name, how in said(text) if how in asked}


def test_a_study_whose_result_stands_behind_is_no_plan() -> None:
    assert ("MRI", "stated") in said("The MRI requested in March was normal.")
    assert ("culture", "pending") not in said("Blood was sent for culture: no growth.")


def test_slides_that_a_letter_lends_are_counted() -> None:
    text = "We enclose on loan:\n- 18 H&E stained sections\n- Dos (2) tacos de parafina\n"
    told = {one.name: one.value for one in read(text) if one.detail.get("status") == "sent"}
    assert told["slides"].startswith("18")
    assert "tacos" in told["blocks"]


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("Central line: right port.", "central line", "stated"),
        ("Hickman line L.", "central line", "stated"),
        ("Reservorio en subclavia derecha, permeable.", "central line", "stated"),
        ("Sacar el catéter semi-implantable luego del próximo fondo de ojos.", "central line removal", "planned"),
        (
            "Se colocará port antes del segundo ciclo si los cultivos siguen negativos.",
            "central line placement",
            "planned",
        ),
        ("No se dejó dren.", "surgical drain", "negated"),
        ("PEG was talked about but never placed.", "gastrostomy", "negated"),
        ("The tumour was not breached.", "tumor rupture", "negated"),
        ("They took her right eye on 3 Feb.", "organ removal", "stated"),
        ("El ganglio que se sacó el 15 de enero.", "lymph node removal", "stated"),
        ("Port insertion 23/05.", "central line placement", "planned"),
        ("Planeamos irradiación de ambos pulmones, 15 Gy, en agosto.", "whole lung irradiation", "planned"),
        ("We would turn to a plaque only as a last step.", "brachytherapy", "planned"),
        ("Residual sites to be irradiated at the end.", "radiation", "planned"),
        ("No se hará craneoespinal.", "craniospinal irradiation", "negated"),
        ("Bandas de fibrosis apical derecha por radioterapia.", "radiation", "stated"),
        ("Transplant has never been discussed with the family.", "stem cell transplant", "negated"),
        ("Recolección de células progenitoras cuando la médula sea negativa.", "stem cell collection", "planned"),
        ("Tisagenlecleucel is open to him as well.", "CAR T-cell therapy", "planned"),
    ],
)
def test_treatments_are_meant_as_their_plain_words_say(text: str, name: str, how: str) -> None:
    assert (name, how) in said(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("La madre tiene un port derecho.", "central line"),
        ("Needs a new PICC.", "PICC"),
        ("We discussed a Hickman line.", "central line"),
        ("New mild regurgitation, possibly radiation related.", "radiation"),
        ("Pulmonary fibrosis is a risk of radiotherapy.", "radiation"),
        ("Resection margin 2 mm, 95% necrosis.", "extent of resection"),
        ("Port wine stain on the left arm.", "central line"),
    ],
)
def test_what_is_only_named_is_not_stated(text: str, name: str) -> None:
    assert (name, "stated") not in said(text)


def test_a_day_to_come_is_the_next_one_and_one_gone_by_stays() -> None:
    coming = next(one for one in read("Port insertion 23/05.") if one.assertion.value == "planned")
    assert str(coming.when) == "2031-05-23"
    assert ("central line removal", "planned") not in said("The port came out on 23/04.")
    assert str(next(one.when for one in read("Next clinic 1 September.") if one.name == "follow-up")) == "2031-09-01"


def test_an_operation_has_the_share_that_it_took() -> None:
    found = read("Exéresis del primario, resección de más del 90 %.")
    assert any(one.number == 90 and one.unit == "%" for one in found)
    assert not any(one.number for one in read("Tumor necrosis of 90% after resection."))


def test_an_operation_report_tells_its_drains_and_implants() -> None:
    text = (
        "Operation: enucleation of the left eye.\nConformer inserted. One 24 Fr intercostal drain."
        "\nNo drain was left in the socket."
    )
    told = said(text, "operative")
    assert {("conformer", "stated"), ("chest tube", "stated"), ("surgical drain", "negated")} <= told
