"""What reports of operations hold: what was taken out, called off or put off, sides with their days, what was met."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Assertion, Finding, Kind
from tests.domain.findings.onepaper import extracted

_OPERATION = "Sample Hospital\nOPERATIVE REPORT\nDate of operation: 13 January 2025\nProcedure: Craniotomy\nFindings: "


def _of(text: str, kind: Kind = Kind.SURGERY) -> list[Finding]:
    return [one for one in extracted(text) if one.kind is kind]


def _told(text: str) -> set[tuple[str, str, str]]:
    return {(one.name, one.assertion.value, str(one.when or "")) for one in _of(text)}


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("Anesthesia: General + epidural, ASA III", Kind.MEDICINE, "aspirin"),
        ("ASA: 4    EBL: 600 mL", Kind.MEDICINE, "aspirin"),
        ("New left facial palsy HB III after surgery.", Kind.DIAGNOSIS, "hepatoblastoma"),
        ("Parálisis facial derecha HB IV.", Kind.DIAGNOSIS, "hepatoblastoma"),
        ("Inducción: propofol 60 mg. Mantenimiento: sevoflurano, fentanilo.", Kind.CYCLE, "maintenance"),
        ("La familia rechaza la enucleación.", Kind.FAMILY_HISTORY, "loss of an eye"),
        ("Recambio valvular 01/03/2025 de DVP por disfunción proximal.", Kind.SURGERY, "valve replacement"),
    ],
)
def test_short_words_of_theatre_are_no_other_thing(text: str, kind: Kind, name: str) -> None:
    assert name not in {one.name for one in _of(text, kind)}


def test_aspirin_by_its_short_name_is_still_read() -> None:
    assert "aspirin" in {one.name for one in _of("ASA 81 mg daily.", Kind.MEDICINE)}


@pytest.mark.parametrize(
    ("text", "name", "wrong"),
    [
        ("NG tube removed on 14 March 2025.", "nasogastric tube removal", "nasogastric tube"),
        ("Se retira SNG el 14 de marzo de 2025.", "nasogastric tube removal", "nasogastric tube"),
        ("Mediport out 2/23/25.", "central line removal", "central line placement"),
        ("Retiro de catéter port el 20/03/2025 por infección.", "central line removal", "central line placement"),
        ("Right chest port (6.6 Fr) placed 28 Feb 2025.", "central line placement", "central line removal"),
        ("Nephrostomy placed 1 March 2025.", "nephrostomy", "ureteral stent"),
        ("Pericardiocentesis 7 March 2025, 180 mL.", "pericardiocentesis", "pericardial window"),
        ("Relaparotomy on 18 February 2025 for adhesions.", "reoperation", "second-look surgery"),
    ],
)
def test_a_device_and_a_deed_are_what_they_are(text: str, name: str, wrong: str) -> None:
    names = {one.name for one in _of(text)}
    assert name in names
    assert wrong not in names


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Parents refuse amputation.", ("amputation", "negated")),
        ("Los padres no aceptan la nefrectomía.", ("nephrectomy", "negated")),
        ("Se suspendió la cirugía por fiebre.", ("surgery", "negated")),
        ("La resección prevista para el 3/3 se canceló por neutropenia.", ("resection", "negated")),
        ("Return to theatre for bleeding on 13 February 2025.", ("reoperation", "stated")),
    ],
)
def test_called_off_refused_and_done(text: str, told: tuple[str, str]) -> None:
    assert told in {(one.name, one.assertion.value) for one in _of(text)}


def test_what_was_put_off_is_planned_for_its_new_day() -> None:
    text = "Date: 12 March 2025\nRight thoracotomy was planned for 24 February 2025 but was postponed; "
    text += "new date 19 March 2025."
    assert ("thoracotomy", "planned", "2025-03-19") in _told(text)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (
            "Staged thoracotomies: right 3 Feb 2025 (4 nodules), left 17 Feb 2025.",
            {"right": "2025-02-03", "left": "2025-02-17"},
        ),
        (
            "Toracotomía derecha 13/2/2025 (4 nódulos) e izquierda 27/2/2025.",
            {"right": "2025-02-13", "left": "2025-02-27"},
        ),
    ],
)
def test_each_side_has_its_day(text: str, days: dict[str, str]) -> None:
    assert {one.laterality: str(one.when) for one in _of(text) if one.name == "thoracotomy"} == days


@pytest.mark.parametrize(
    "text",
    [
        "Operado en dos oportunidades (8 de septiembre y 14 de noviembre de 2023).",
        "Operated on twice: 8 September 2023 and 14 November 2023.",
    ],
)
def test_how_often_tells_each_day(text: str) -> None:
    assert {str(one.when) for one in _of(text)} == {"2023-09-08", "2023-11-14"}


def test_an_item_of_a_list_keeps_its_own_place() -> None:
    text = "Left oophorectomy with omental biopsy 09 Feb 2025; right ovary normal."
    found = {one.name: one for one in _of(text)}
    assert found["omental biopsy"].site != "ovary"
    assert found["oophorectomy"].laterality == "left"


def test_what_an_addendum_tells_was_done_by_its_day() -> None:
    text = _OPERATION + "tumor removed.\nAddendum 15/01/2025: extubated 14/01. Tracheostomy not required.\n"
    assert ("extubation", "stated", "2025-01-14") in _told(text)


@pytest.mark.parametrize(
    ("text", "name", "how", "side"),
    [
        ("The left PICA was encased by tumor.", "PICA involvement", Assertion.STATED, "left"),
        ("The right PICA was not involved.", "PICA involvement", Assertion.NEGATED, "right"),
        ("The right PICA was preserved.", "PICA preserved", Assertion.STATED, "right"),
        (
            "Tumor was adherent to cranial nerves IX and X on the left.",
            "cranial nerves involvement",
            Assertion.STATED,
            "left",
        ),
        (
            "The floor of the fourth ventricle was free of tumor.",
            "floor of the fourth ventricle involvement",
            Assertion.NEGATED,
            "",
        ),
    ],
)
def test_what_the_operation_met(text: str, name: str, how: Assertion, side: str) -> None:
    found = {one.name: one for one in _of(_OPERATION + text)}
    assert (found[name].assertion, found[name].laterality) == (how, side)


@pytest.mark.parametrize(
    ("text", "name", "number", "unit"),
    [
        ("Cold ischemia time: 68 min.", "cold ischemia time", 68.0, "min"),
        ("Isquemia caliente 34 min.", "warm ischemia time", 34.0, "min"),
        ("Peso del injerto 258 g.", "graft weight", 258.0, "g"),
        ("GRWR 2.2 %.", "graft to recipient weight ratio", 2.2, "%"),
    ],
)
def test_figures_of_a_graft(text: str, name: str, number: float, unit: str) -> None:
    found = {one.name: one for one in _of(text, Kind.MEASUREMENT)}
    assert (found[name].number, found[name].unit) == (number, unit)


def test_complications_by_grade_and_by_their_absence() -> None:
    assert {one.value for one in _of("Bile leak, Clavien-Dindo IIIb.") if one.name == "Clavien-Dindo grade"} == {"IIIb"}
    found = {one.name: one.assertion for one in _of("Postoperative course uneventful.")}
    assert found["complications"] is Assertion.NEGATED


@pytest.mark.parametrize("text", ["Left VI nerve palsy since surgery.", "Parálisis facial periférica izquierda."])
def test_a_palsy_has_its_side(text: str) -> None:
    assert {one.laterality for one in _of(text, Kind.CONDITION)} == {"left"}
