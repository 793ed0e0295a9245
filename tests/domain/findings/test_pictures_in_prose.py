"""What pictures show in plain prose, in words of nobody's paper: what is gone or spared, what is no finding at all, the
day of a study beside that of its report, and studies that a letter quotes by no name."""

from __future__ import annotations

import pytest

from consilium.domain.dates import PartialDate
from consilium.domain.findings import Assertion, Finding, Kind
from consilium.domain.findings.topics import imaging, response
from consilium.domain.records import Category
from tests.domain.findings.onepaper import findings

_DAY = PartialDate(2031, 5, 20)
_HEAD = "CT CHEST AND ABDOMEN\nThe mass in the left flank measures 4 cm.\n"
_KOPF = "TC DE TÓRAX Y ABDOMEN\nLa masa del flanco izquierdo mide 4 cm.\n"


def _found(text: str, category: Category = Category.IMAGING_REPORTS) -> list[Finding]:
    found = findings(imaging, text, category, _DAY, "dmy")
    return [one for one in found if one.kind is Kind.IMAGING]


def _says(found: list[Finding], word: str, how: Assertion) -> bool:
    return any(word in f"{one.name} {one.site} {one.value}".lower() and one.assertion is how for one in found)


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("The sacrum is spared.", "sacrum"),
        ("Terminal ileum not involved.", "bowel"),
        ("Both nodules have vanished.", "nodule"),
        ("The deposits in the liver can no longer be made out.", "lesion"),
        ("The skull and the pelvis, hot in March, are now quiet.", "skull"),
        ("I cannot find the spleen.", "spleen"),
        ("Nothing in the liver to worry us.", "liver"),
        ("El nódulo apical ha dejado de verse.", "nodule"),
        ("El foco del fémur tampoco capta hoy.", "lesion"),
    ],
)
def test_what_is_gone_or_spared_is_denied(sentence: str, word: str) -> None:
    head = _KOPF if sentence.startswith("El ") else _HEAD
    assert _says(_found(head + sentence), word, Assertion.NEGATED)
    assert not _says([one for one in _found(head + sentence) if one.value == sentence], word, Assertion.STATED)


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("The cyst at the lower pole does not enhance.", "cyst"),
        ("The nodules have almost gone.", "nodule"),
        ("The mass is smaller and the effusion has gone.", "mass"),
        ("El quiste del polo superior no capta.", "cyst"),
    ],
)
def test_what_is_there_though_something_of_it_is_denied_is_stated(sentence: str, word: str) -> None:
    assert _says(_found(_HEAD + sentence), word, Assertion.STATED)


@pytest.mark.parametrize(
    "sentence",
    [
        "Suggest MRI of the pelvis for the nodule.",
        "Her father was told of the mass by phone.",
        "Meropenem was begun last night.",
        "AFP now 12, down from 900.",
        "She has no cough and is eating well.",
        "The film of last June is not available for comparison.",
        "Se recomienda biopsia de la masa.",
        "Se avisó al servicio de cirugía.",
        "El niño no refiere dolor.",
    ],
)
def test_advice_errands_and_complaints_are_no_pictures(sentence: str) -> None:
    assert not [one for one in _found(_HEAD + sentence) if sentence.rstrip(".") in one.quote]


def test_who_the_child_is_before_the_first_finding_is_no_picture() -> None:
    found = _found(
        "CT CHEST\nKnown osteosarcoma of the tibia, stage IV, resected in May.\nThere are two nodules of the lung."
    )
    assert _says(found, "nodule", Assertion.STATED)
    assert not any("osteosarcoma" in one.quote for one in found)


@pytest.mark.parametrize(
    "title",
    [
        "Bone scan, 18 May 2031; report 20 May 2031",
        "MRI OF THE HIP 18/05/2031, typed 20/05/2031",
        "RM de cadera, realizada el 18-05-2031; validada el 20-05-2031",
        "Tomografía de tórax. Realizada 18/5/2031, informada 20/5/2031",
    ],
)
def test_a_study_is_of_its_own_day_and_not_of_its_report(title: str) -> None:
    found = _found(f"{title}\nThere is a nodule of 4 mm in the right lung.")
    assert {one.when for one in found} == {PartialDate(2031, 5, 18)}


def test_a_size_behind_a_day_is_no_year() -> None:
    found = _found("ULTRASOUND OF THE KIDNEYS 20/05/2031\n24 January   26 x 22 mm cyst of the left kidney.")
    assert found
    assert all(one.when is None or one.when.year == 2031 for one in found)


@pytest.mark.parametrize(
    ("sentence", "word", "how"),
    [
        ("Her last scan showed two spots in the right lung.", "lesion", Assertion.STATED),
        ("PET lit up both femurs and the skull.", "uptake", Assertion.STATED),
        ("El escáner trae un bulto en el riñón izquierdo.", "mass", Assertion.STATED),
        ("The scan is booked for Friday to look for clots in the portal vein.", "thrombus", None),
    ],
)
def test_a_letter_quotes_studies_in_everyday_words(sentence: str, word: str, how: Assertion | None) -> None:
    found = _found(f"Dear Dr. Sample,\n{sentence}", Category.CLINICAL_SUMMARY)
    assert _says(found, word, how) if how is not None else not found


def test_the_size_of_before_is_not_told_as_todays() -> None:
    found = findings(imaging, _HEAD + "The nodule is 5 mm against 12 mm.", Category.IMAGING_REPORTS, _DAY, "dmy")
    sizes = {one.value: one.assertion for one in found if one.kind is Kind.MEASUREMENT}
    assert sizes["12 mm"] is Assertion.HISTORICAL


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("After two courses the mass has shrunk well.", "tumor shrinkage"),
        ("Tras dos ciclos la masa se achicó.", "tumor shrinkage"),
        ("She is not responding so far.", "no response"),
        ("There was a fair response to the tablets.", "good clinical response"),
    ],
)
def test_a_response_is_told_in_everyday_words(sentence: str, name: str) -> None:
    found = findings(response, sentence, Category.CLINICAL_SUMMARY, _DAY, "dmy")
    assert [one.name for one in found] == [name]
