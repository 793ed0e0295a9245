"""What reports on tissue tell in rows and counts, and what is said of a disease's kind. All of it is synthetic."""

from __future__ import annotations

import pytest

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.text.cited import Cited
from consilium.domain.findings.tissue.nodecounts import counted
from consilium.domain.findings.tissue.tissuefeatures import features_in
from consilium.domain.findings.tissue.tissuehandled import handled
from consilium.domain.findings.tissue.tissuerows import rows_in
from consilium.domain.findings.topics import diagnosis
from consilium.knowledge.findings.words import finding_words
from tests.domain.findings.laid_out import paper_from
from tests.domain.findings.onepaper import findings

STATED, NEGATED = Assertion.STATED, Assertion.NEGATED


def _paper(text: str, category: str = "pathology_report") -> object:
    return paper_from({"text": text, "category": category, "date": "2024-05-05", "order": "dmy"})


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Regional lymph nodes: 0 of 6 involved", [("0/6", NEGATED)]),
        ("Four of nine nodes are replaced by tumor.", [("4/9", STATED)]),
        ("Metástasis en uno de dos ganglios.", [("1/2", STATED)]),
        ("Ganglios hiliares: 0/5 comprometidos", [("0/5", NEGATED)]),
        ("All eight lymph nodes are negative.", [("0/8", NEGATED)]),
        ("Lymph nodes: 7/7 negative.", [("0/7", NEGATED)]),
        ("Lymph node 12/03/2024.", []),
        ("Lymph nodes up to 2 of 12 mm.", []),
        ("Are 2 of 4 nodes involved?", []),
    ],
)
def test_nodes_are_counted(text: str, wanted: list[tuple[str, Assertion]]) -> None:
    assert [(one.value, one.assertion) for one in counted(_paper(text))] == wanted  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Gerota fascia: Intact", [("Gerota fascia involvement", NEGATED)]),
        ("Renal capsule: Penetrated, without rupture", [("renal capsule", STATED)]),
        ("3. Choroid: massive invasion, not reaching the sclera", [("choroid", STATED)]),
        ("Vortex veins: no tumour emboli", [("vortex veins involvement", NEGATED)]),
        ("Seno renal: no infiltrado", [("renal sinus involvement", NEGATED)]),
        ("Adrenal gland: not received", []),
        ("Renal vein margin: free", []),
        ("Diagnosis: Wilms tumor", []),
    ],
)
def test_a_row_tells_how_a_part_is(text: str, wanted: list[tuple[str, Assertion]]) -> None:
    rows = rows_in(_paper(text), finding_words().features.rows, Cited.of(()))  # type: ignore[arg-type]
    assert [(one.name, one.assertion) for one in rows] == wanted


def test_a_row_is_told_once() -> None:
    words = finding_words()
    found = list(features_in(_paper("Choroid: free"), (), words.features, words.assertion))  # type: ignore[arg-type]
    assert [one.name for one in found] == ["choroid involvement"]


def _told(text: str) -> list[Finding]:
    return [one for one in findings(diagnosis, text) if one.kind is Kind.DIAGNOSIS]


@pytest.mark.parametrize(
    ("text", "name", "quality"),
    [
        ("Osteosarcoma telangiectásico de alto grado.", "telangiectatic osteosarcoma", "alto grado"),
        ("Acute monoblastic leukaemia (AML, FAB M5a).", "acute myeloid leukemia", "FAB M5a"),
        ("Wilms tumour, left kidney (stromal type).", "Wilms tumor", "stromal type"),
        ("Medulloblastoma, classic histology, WNT not activated.", "medulloblastoma", "classic histology"),
        ("Medulloblastoma, SHH negative, group 4.", "medulloblastoma", "group 4"),
    ],
)
def test_the_kind_of_a_disease_is_kept_and_what_it_is_not_is_left(text: str, name: str, quality: str | None) -> None:
    assert [one.detail.get("quality") for one in _told(text) if one.name == name] == [quality]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Core biopsy of the ilium, June 3, 2024: Ewing sarcoma.", "2024-06-03"),
        ("Biopsia hepática del 1 de junio de 2023: hepatoblastoma.", "2023-06-01"),
        ("Port placed June 3, 2024 for osteosarcoma.", None),
        ("Biopsy June 3, 2024 and June 9, 2024: Ewing sarcoma.", None),
    ],
)
def test_tissue_dates_the_disease_that_it_shows(text: str, day: str | None) -> None:
    assert [str(one.when) if one.when else None for one in _told(text)][:1] == [day]


def test_a_suspected_disease_of_a_child_is_not_stated() -> None:
    found = _told("Thank you for accepting this 7-year-old boy with suspected Burkitt lymphoma.")
    assert {one.assertion for one in found} == {Assertion.UNCERTAIN}


def test_what_did_not_come_back_is_not_itself_denied() -> None:
    found = _told("Diagnosis: B-ALL in first remission.\nNo signs of relapse at this visit.")
    assert [one.name for one in found if one.assertion is Assertion.NEGATED] == ["relapse"]


def test_the_number_of_a_record_is_no_disease() -> None:
    assert _told("HCL: 0771236") == []


def test_parts_of_a_mixed_tumor_keep_their_share_and_grade() -> None:
    text = "Tumor germinal mixto, con tumor del saco vitelino (70%), teratoma inmaduro grado 2 (25%)."
    shares = {one.name: (one.detail.get("grade"), one.detail.get("percent")) for one in _told(text)}
    assert shares["yolk sac tumor"] == (None, "70")
    assert shares["immature teratoma"] == ("2", "25")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Touch preparations are made.", [("touch preparations", STATED)]),
        ("Se entintan los márgenes y se incluyen 26 bloques.", [("blocks", STATED)]),
        ("The adrenal gland is not received.", [("adrenal gland", NEGATED)]),
        ("Hilar lymph nodes: none submitted", [("hilar lymph nodes", NEGATED)]),
        ("Se descalcifican en EDTA.", [("decalcification", STATED)]),
        ("Frozen tumour is held for the family.", [("frozen tissue", STATED)]),
        ("No frozen tissue was available.", []),
        ("The report was not received.", []),
        ("Please send ten unstained slides.", []),
    ],
)
def test_what_was_made_of_tissue_and_what_did_not_come(text: str, wanted: list[tuple[str, Assertion]]) -> None:
    assert [(one.name, one.assertion) for one in handled(_paper(text))] == wanted  # type: ignore[arg-type]
