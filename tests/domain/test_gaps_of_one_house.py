"""Who is asked, what is promised, what has to be copied again: of each the counter-example too."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consilium.domain.clinical import CaseRecord
from consilium.domain.completeness import Item, Standing, Status, gaps
from consilium.domain.letters import Choices, Letter, letters
from consilium.knowledge.catalog import Catalog, load
from consilium.knowledge.letters import letter_tables
from consilium.knowledge.requirements import requirements
from consilium.writers.letters import pdf, txt
from tests.domain.gap_cases import ECH, HIM, case, record, says

FAR = "Facsimile Children's Hospital"
_CHILD = (
    record("R1", "pathology_report", "2025-03-05", "Kidney biopsy", numbers=("S25-01177",)),
    says("R1", "diagnosis", "Wilms tumor", "2025-03-01"),
)


def _rows(*parts: object) -> dict[str, Status]:
    return {row.thing: row for row in gaps(case(*_CHILD, *parts), requirements())}  # type: ignore[arg-type]


def _items(*parts: object) -> list[Item]:
    return [item for row in _rows(*parts).values() for item in row.items]


def _letters(*parts: object, choices: Choices | None = None) -> tuple[Letter, ...]:
    of = case(*_CHILD, *parts)  # type: ignore[arg-type]
    return letters(gaps(of, requirements()), of, letter_tables(), choices)


def _text(letter: Letter, language: str = "en") -> str:
    return " ".join(txt(letter, Catalog(language, load(language), strict=True)).split())


_REVIEW = record("R8", "clinical_summary", "2026-08-01", "Preliminary review of outside records", FAR)
_TELLS = says("R8", "drug", "doxorubicin", value="300")
_GAVE = (
    record("R9", "discharge", "2025-04-01", "Discharge summary", HIM),
    says("R9", "drug", "doxorubicin", "2025-03-20", "planned"),
)


def _asked_for_doxorubicin(items: list[Item]) -> set[str]:
    return {one.institution for one in items if str(one.category) in ("treatment_records", "heart_hearing_tests")}


def test_a_second_team_is_not_asked_for_what_its_letter_only_tells_of() -> None:
    assert _asked_for_doxorubicin(_items(_REVIEW, _TELLS)) == {""}
    assert _asked_for_doxorubicin(_items(_REVIEW, _TELLS, *_GAVE)) == {HIM}


@pytest.mark.parametrize(
    ("title", "lacks", "asked"),
    [
        ("Letter", True, False),
        ("Revisión preliminar", False, False),
        ("Summary for second opinion", False, True),
        ("Letter", False, True),
    ],
)
def test_a_house_that_lacks_papers_or_says_that_it_reviews_is_a_reader(title: str, lacks: bool, asked: bool) -> None:
    letter = replace(_REVIEW, title=title)
    lacking = says("R8", "mention", "echocardiogram", assertion="negated", what="heart", status="not available")
    found = _asked_for_doxorubicin(_items(letter, _TELLS, *((lacking,) if lacks else ())))
    assert found == ({FAR} if asked else {""})


def test_a_house_with_papers_of_care_is_asked_though_it_also_reviewed() -> None:
    own = record("R9", "treatment_records", "2026-06-01", "Chemotherapy record", FAR)
    assert FAR in _asked_for_doxorubicin(_items(_REVIEW, _TELLS, own))


def test_a_familys_list_leads_to_the_house_that_tells_of_the_drug_and_two_such_houses_to_none() -> None:
    notes = record("R8", "medicines", title="Medicines", place="")
    told = says("R8", "drug", "isotretinoin", value="40")
    here = (record("R9", "labs", "2026-01-01", "Export", HIM), says("R9", "medicine", "isotretinoin", "2026-01-01"))
    there = (record("R10", "labs", "2026-02-01", "Export", ECH), says("R10", "medicine", "isotretinoin", "2026-02-01"))
    drugs = [one for one in _items(notes, told, *here) if one.what == "isotretinoin"]
    assert [one.institution for one in drugs] == [HIM]
    assert [one.institution for one in _items(notes, told, *here, *there) if one.what == "isotretinoin"] == [""]


def test_slides_of_a_marrow_lead_to_the_house_that_took_it() -> None:
    report = record("R8", "bone_marrow", title="Bone marrow report BM25-0217", place="", numbers=("BM25-0217",))
    leukemia = says("R1", "diagnosis", "B-cell acute lymphoblastic leukemia", "2025-03-01")
    taken = (record("R9", "operative", "2025-03-02", "Operation", ECH), says("R9", "surgery", "bone marrow aspirate"))
    line = (record("R9", "operative", "2025-03-02", "Operation", ECH), says("R9", "surgery", "central line placement"))

    def place(*parts: object) -> set[str]:
        rows = gaps(case(_CHILD[0], leukemia, report, *parts), requirements())  # type: ignore[arg-type]
        return {item.institution for row in rows for item in row.items if item.number == "BM25-0217"}

    assert place(*taken) == {ECH}
    assert place(*line) == {""}


def test_one_pending_test_is_not_asked_for_under_two_names() -> None:
    waiting = says("R1", "cytogenetics", "FISH", assertion="pending", quote="FISH 1p/16q sent, result pending.")
    rows = _rows(waiting)
    assert [item.what for item in rows["renal_1p16q"].items] == ["FISH (1p, 16q)"]
    assert "story_result" not in rows
    other = says("R1", "cytogenetics", "FISH", assertion="pending", quote="FISH for another gene, result pending.")
    assert not _rows(other)["renal_1p16q"].items


@pytest.mark.parametrize("title", ["Envío de láminas", "Entrega de láminas", "Delivery note, slides", "Slide shipment"])
def test_slides_that_a_letter_sends_are_promised_though_their_number_can_not_be_read(title: str) -> None:
    letter = record("R8", "pathology_slides", title=title, format="pdf")
    (item,) = [one for one in _items(letter) if one.promised]
    assert (item.kind, item.number, item.institution) == ("slides", "", HIM)


@pytest.mark.parametrize("title", ["Slides", "Láminas: comentario", "Tarjeta"])
def test_another_paper_about_slides_promises_none(title: str) -> None:
    assert not any(one.promised for one in _items(record("R8", "pathology_slides", title=title, format="pdf")))


def _blurred(category: str = "treatment_records", **more: object) -> CaseRecord:
    return replace(record("R8", category, title="Road map", format="jpeg"), blurred=True, **more)  # type: ignore[arg-type]


def test_a_sheet_that_could_hardly_be_read_is_asked_for_again() -> None:
    (row,) = [one for one in gaps(case(*_CHILD, _blurred()), requirements()) if one.thing == "story_copy"]
    assert row.standing is Standing.PARTLY
    assert [(item.described, item.institution) for item in row.items] == [("Road map", HIM)]
    letter = next(one for one in _letters(_blurred()) if any(owed.kind == "copy" for owed in one.owed))
    assert "A clear copy of this paper: Road map. Ours can hardly be read." in _text(letter)
    assert "Una copia clara de este documento: Road map" in _text(replace(letter, language="es"), "es")


@pytest.mark.parametrize(
    "paper", [_blurred("medicines"), _blurred("questions_list"), replace(_blurred(), blurred=False)]
)
def test_what_a_family_wrote_itself_and_what_can_be_read_is_not(paper: CaseRecord) -> None:
    assert "story_copy" not in _rows(paper)


_BIOPSY = says("R9", "surgery", "biopsy", "2026-08-20")
_SCAN = record("R9", "imaging_reports", "2026-08-19", "CT chest")


_UNPROVEN = [
    "If relapse is proven we would consider ICE.",
    "Relapse to be confirmed by biopsy.",
    "Si se confirma la recaída se propone ICE.",
    "Recaída por confirmar con biopsia.",
]
_PROVEN = ["Relapse is proven.", "ICE was given for relapse.", "Se confirmó la recaída."]


@pytest.mark.parametrize(("quote", "owed"), [*((one, False) for one in _UNPROVEN), *((one, True) for one in _PROVEN)])
def test_slides_of_a_relapse_are_asked_for_only_where_it_is_proven(quote: str, owed: bool) -> None:
    back = says("R9", "diagnosis", "relapse of Wilms tumor", "2026-08-19")
    plan = says("R9", "drug", "ifosfamide", assertion="conditional", quote=quote)
    rows = _rows(_SCAN, back, _BIOPSY, plan)
    assert rows["relapse_slides"].owed is owed
    assert all(item.thing != "relapse_slides" for row in rows.values() if not owed for item in row.items)


def test_each_line_of_a_letter_says_why_it_is_asked_for() -> None:
    sent = record("R8", "pathology_slides", title="Envío de láminas", format="pdf")
    pathology = next(one for one in _letters(sent) if one.door.value == "pathology")
    english, spanish = _text(pathology), _text(replace(pathology, language="es"), "es")
    assert "S25-01177" in english
    assert "We have the report." in english
    assert "Our papers say that they were sent. They have not reached us." in english
    assert "No nos han llegado." in spanish


@pytest.mark.parametrize(("country", "form", "note"), [("", True, True), ("US", True, False), ("MX", False, False)])
def test_the_form_of_the_united_states_goes_with_no_letter_to_another_country(
    country: str, form: bool, note: bool
) -> None:
    letter = _letters(choices=Choices(countries={"": country} if country else {}))[0]
    said = _text(letter)
    assert ("AUTHORIZATION TO RELEASE" in said) is form
    assert ("hospitals in the United States" in said) is note
    assert pdf(letter, Catalog("en", load("en"), strict=True)).startswith(b"%PDF")
