"""Structures that hospitals tell treatment in, whatever their words: lists with days, forms, devices."""

from __future__ import annotations

import pytest

from consilium.domain.findings.finding import Assertion, Finding, Kind
from tests.domain.findings.treated import found_in, paper

Said = tuple[str, str]


def _of(text: str, kind: Kind, date: str = "2024-10-01", order: str = "dmy", **more: str) -> list[Finding]:
    return [one for one in found_in(paper(text, date, order, more.pop("lang", "en"), **more)) if one.kind is kind]


def _dated(text: str, kind: Kind, **more: str) -> list[Said]:
    return [(one.name, str(one.when)) for one in _of(text, kind, **more)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Each thing has the day on its own side.
        ("Past ops: 6/1/2023 core needle biopsy; 13/1/2023 Hickman line",
         [("core needle biopsy", "2023-01-06"), ("central line placement", "2023-01-13")]),
        ("Biopsy 06/01/2023, nephrectomy 13/04/2023",
         [("biopsy", "2023-01-06"), ("nephrectomy", "2023-04-13")]),
        # A day that a line opens with is of all that it lists, and of its later sentences.
        ("- 05/04/2024: Craniotomy. Subtotal resection of the tumour.",
         [("craniotomy", "2024-04-05"), ("subtotal resection", "2024-04-05")]),
        ("02.05: EVD right frontal", [("external ventricular drain", "2024-05-02")]),
        # A year straight behind an operation wins over a day farther off.
        ("Surgical history: port placement 12/02/2024, appendectomy 2022",
         [("central line placement", "2024-02-12"), ("appendectomy", "2022")]),
        # What became of a device that the same line names.
        ("Broviac placement 10/01/2022 and removal 15/09/2022",
         [("central line placement", "2022-01-10"), ("central line removal", "2022-09-15")]),
        # A day of the month named just before.
        ("Se realizó biopsia abierta el 20 de diciembre de 2022 y se colocó un reservorio el día 23.",
         [("incisional biopsy", "2022-12-20"), ("central line placement", "2022-12-23")]),
    ],
)  # fmt: skip
def test_each_operation_has_the_day_that_stands_on_its_side(text: str, expected: list[Said]) -> None:
    assert _dated(text, Kind.SURGERY, lang="es" if "ó " in text else "en") == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A 6.6 Fr single lumen power-injectable port was placed.", "central line placement"),
        ("Se retira catéter venoso central del brazo izquierdo.", "central line removal"),
        ("VPS revision for distal obstruction.", "ventriculoperitoneal shunt revision"),
        ("Colostomy reversal was performed.", "ostomy closure"),
        ("Le quitaron el riñón derecho.", "organ removal"),
        ("He had a cystolithotomy.", "cystolithotomy"),
    ],
)
def test_a_device_or_an_organ_with_what_was_done_to_it_is_an_operation(text: str, name: str) -> None:
    assert [(one.name, one.assertion) for one in _of(text, Kind.SURGERY)] == [(name, Assertion.STATED)]


@pytest.mark.parametrize(
    "text",
    [
        "Foley removed on the second day.",
        "The thrombosis is related to the PICC.",
        "Drain out on day 3.",
        "Port films were reviewed.",
        "Surgeries done so far (as on 01-07-2024)",
        "Operation",
    ],
)
def test_words_of_operations_that_tell_of_none_are_no_operation(text: str) -> None:
    assert _of(text, Kind.SURGERY) == []


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ("Diverting colostomy was not needed.", Kind.SURGERY, Assertion.NEGATED),
        ("Not performed: oophorectomy", Kind.SURGERY, Assertion.NEGATED),
        ("Amputación: no ha requerido", Kind.SURGERY, Assertion.NEGATED),
        ("Gastrostomy has been declined.", Kind.SURGERY, Assertion.NEGATED),
        ("EVD not placed.", Kind.SURGERY, Assertion.NEGATED),
        ("Prior radiation to date: none", Kind.RADIATION, Assertion.NEGATED),
        ("Craniospinal irradiation never given; TBI 2 Gy was given in 2021.", Kind.RADIATION, Assertion.NEGATED),
        ("Whole lung RT : 12 Gy / 8 # planned, not given", Kind.RADIATION, Assertion.NEGATED),
        ("Surgery proposes amputation of the leg.", Kind.SURGERY, Assertion.PLANNED),
        ("Requires authorization for: 1) thoracotomy on the left", Kind.SURGERY, Assertion.PLANNED),
        ("Retirada de doble J en 6 semanas.", Kind.SURGERY, Assertion.PLANNED),
        ("Pendiente: nefrectomía izquierda", Kind.SURGERY, Assertion.PLANNED),
        ("Pendiente: radioterapia sobre lecho 21 Gy", Kind.RADIATION, Assertion.PLANNED),
        ("Limb salvage with free margins was performed.", Kind.SURGERY, Assertion.STATED),
    ],
)
def test_a_treatment_is_said_as_the_words_beside_it_say(text: str, kind: Kind, said: Assertion) -> None:
    assert _of(text, kind)[0].assertion is said


def test_a_numbered_list_is_asked_for_as_the_words_that_open_it_say() -> None:
    text = "She requires authorization for:\n1) thoracotomy;\n2) splenectomy;\n3) gastrostomy."
    text = text.replace(":\n1)", ": 1)")
    assert {one.assertion for one in _of(text, Kind.SURGERY)} == {Assertion.PLANNED}


def test_an_early_day_of_what_a_paper_tells_is_not_the_day_after_which_all_is_planned() -> None:
    text = "\n".join(f"- {day:02d}/10/2023: thoracotomy" for day in (2, 9, 16, 23))
    assert {one.assertion for one in _of(text, Kind.SURGERY, date="2021-06-01")} == {Assertion.STATED}


FORM = """
Site: left flank
Prescribed 10.8 Gy in 6 fractions
Delivered 10.8 Gy in 6 fractions
Start date 03/07/2023
Completion date 08/07/2023
"""


def test_what_the_lines_of_a_form_label_goes_to_the_dose_beside_it() -> None:
    (found,) = _of(FORM, Kind.RADIATION, category="radiation")
    assert (found.detail["gray"], found.detail["fractions"]) == (10.8, 6)
    assert (found.site, found.laterality) == ("flank", "left")
    assert (str(found.when), str(found.until)) == ("2023-07-03", "2023-07-08")


@pytest.mark.parametrize(
    ("text", "gray", "fractions"),
    [
        ("RT: 50.4 Gy/28# to primary was given", 50.4, 28),
        ("Received 2160 cGy in 12 sittings to the flank", 21.6, 12),
        ("TBI 1320 cGy/thiotepa was given", 13.2, None),
        ("Recibió 59,4 Gy en 33 sesiones sobre lecho tumoral", 59.4, 33),
    ],
)
def test_fractions_are_written_in_many_ways(text: str, gray: float, fractions: int | None) -> None:
    (found,) = _of(text, Kind.RADIATION, lang="es" if "Recibió" in text else "en")
    assert found.detail["gray"] == pytest.approx(gray)
    assert found.detail.get("fractions") == fractions


@pytest.mark.parametrize(
    "text",
    [
        "Radiation 45 Gy from 28/08/2023 to 29/09/2023 was delivered.",
        "Recibió radioterapia 45 Gy entre el 28 de agosto y el 29 de septiembre de 2023.",
        "Beginning 28 August 2023 and ending 29 September 2023 he received radiation to 45 Gy.",
        "Radiation 45 Gy was given, 28/08/2023-29/09/2023.",
        "28/08/2023 Radiation 45 Gy was given, last day 29/09/2023",
    ],
)
def test_a_run_of_days_is_written_in_many_ways(text: str) -> None:
    (found,) = _of(text, Kind.RADIATION)
    assert (str(found.when), str(found.until)) == ("2023-08-28", "2023-09-29")


def test_the_dose_of_an_organ_beside_the_target_is_told_as_such() -> None:
    (lens, pituitary) = _of("Cristalino izquierdo 7,9 Gy; hipófisis 31 Gy.", Kind.RADIATION, lang="es")
    assert [(one.name, one.site, one.detail["organ"]) for one in (lens, pituitary)] == [
        ("dose to an organ", "lens", "yes"),
        ("dose to an organ", "pituitary", "yes"),
    ]
    assert lens.laterality == "left"


@pytest.mark.parametrize(
    ("text", "name", "when"),
    [
        ("Transplant type: Autologous\nDay 0: 07/05/2024", "autologous transplant", "2024-05-07"),
        ("Tipo de TPH: alogénico de madre (HLA 5/10)\nFecha de infusión (día 0): 08-11-2022", "allogeneic transplant",
         "2022-11-08"),
        ("Transplant: 10/10 MUD marrow, 14/02/2012", "allogeneic transplant", "2012-02-14"),
        ("AUTO BMT 01/05/2019 was done", "autologous transplant", "2019-05-01"),
        ("Haplo BMT (mother donor) 10/03/2021 was done", "allogeneic transplant", "2021-03-10"),
    ],
)  # fmt: skip
def test_a_transplant_is_told_over_the_lines_of_a_form(text: str, name: str, when: str) -> None:
    found = _of(text, Kind.TRANSPLANT)
    assert [(one.name, str(one.when), one.assertion) for one in found] == [(name, when, Assertion.STATED)]


@pytest.mark.parametrize("text", ["BMT PROGRESS NOTE 17/10/2023", "INFORME DE ALTA - TPH   Alta: 20/06/2023"])
def test_the_name_of_a_paper_tells_of_no_transplant(text: str) -> None:
    assert _of(text, Kind.TRANSPLANT) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Previous chemotherapy: VCR + ACT-D x 4 weeks", {"vincristine", "dactinomycin"}),
        ("Weekly VCR x 6 during radiation", {"vincristine"}),
        ("Treated with carbo/etop/cyclo/dox x 4", {"carboplatin", "etoposide", "cyclophosphamide", "doxorubicin"}),
        ("The PEG tube works well.", set()),
    ],
)
def test_short_names_of_drugs_side_by_side_or_counted_are_a_course(text: str, names: set[str]) -> None:
    assert {one.name for one in _of(text, Kind.DRUG)} == names


def test_so_many_cycles_of_a_drug_are_cycles() -> None:
    (found,) = _of("Tras 4 ciclos de cisplatino se operó.", Kind.CYCLE, lang="es")
    assert found.detail["number"] == 4


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ICANS: none.", [(Kind.TOXICITY, Assertion.NEGATED)]),
        ("GVHD: N/A (autologous)", []),
        ("Profilaxis EICH: tacrolimus", []),
        ("mucositis g3 on day 9", [(Kind.TOXICITY, Assertion.STATED)]),
    ],
)
def test_a_form_answers_a_toxicity_with_none(text: str, said: list[tuple[Kind, Assertion]]) -> None:
    assert [(one.kind, one.assertion) for one in _of(text, Kind.TOXICITY)] == said


def test_a_transplant_in_remission_tells_when_and_not_how_it_went() -> None:
    assert _of("Se plantea trasplante alogénico en primera remisión.", Kind.RESPONSE, lang="es") == []


@pytest.mark.parametrize("text", ["port " * 4000, "placed " * 4000 + "port", "(" * 9000 + "removed", "12/3-" * 4000])
def test_hostile_lists_end(text: str) -> None:
    assert len(found_in(paper(text))) < 10_000


@pytest.mark.parametrize(
    "text",
    [
        "I would offer radiation to the left neck after systemic therapy, 30 Gy, or 21 Gy after autologous transplant.",
        "Se ofrece radioterapia: 30 Gy, o 21 Gy tras trasplante autólogo.",
    ],
)
def test_an_offer_timed_by_a_transplant_says_of_none_that_it_was_done(text: str) -> None:
    assert [one.assertion for one in _of(text, Kind.TRANSPLANT) if one.assertion is Assertion.STATED] == []
