"""Papers of many houses, all kinds of statements at once, labelled before they were run; and what they taught."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.topics import TOPICS
from consilium.knowledge.findings.words import finding_words
from tests.domain.findings.laid_out import paper_from

KINDS = frozenset(
    {Kind.LABORATORY, Kind.MEDICINE, Kind.ALLERGY, Kind.GROWTH, Kind.FUNCTION, Kind.DRUG, Kind.CYCLE, Kind.PROTOCOL}
    | {Kind.RADIATION, Kind.SURGERY, Kind.TRANSPLANT, Kind.RESPONSE, Kind.TOXICITY}
)


@cache
def papers() -> tuple[dict[str, Any], ...]:
    held = yaml.safe_load((Path(__file__).parent / "fresh_papers2.yaml").read_text("utf-8"))
    return tuple(held["papers"])


def found_in(said: dict[str, Any]) -> list[Finding]:
    paper, words = paper_from({"placed": "|" not in said["text"], **said}), finding_words()
    every = (
        found
        for topic in TOPICS
        for found in topic.find(paper, words.topics[topic.__name__.rpartition(".")[2]], words.assertion)
    )
    return [one for one in every if one.kind in KINDS]


def fits(found: Finding, kind: str, name: str, value: str = "", said: str = "stated") -> bool:
    """Whether a finding is the one of a label; a label without a value takes any."""
    values = (found.value, *(str(found.detail.get(key, "")) for key in ("dose", "reaction", "cumulative", "gray")))
    return (found.kind, found.name, found.assertion) == (kind, name, said) and (not value or value in values)


def compared(said: dict[str, Any]) -> tuple[Counter[str], Counter[str], Counter[str], list[str]]:
    """Right, wrong and missed by kind; and each fault in words."""
    left = found_in(said)
    right, missed = Counter[str](), Counter[str]()
    faults: list[str] = []
    for label in said["expect"]:
        hit = next((one for one in left if fits(one, *label)), None)
        if hit is None:
            missed[label[0]] += 1
            faults.append(f"{said['id']}: - {label}")
        else:
            right[label[0]] += 1
            left.remove(hit)
    beside = [one for one in left if not any(fits(one, *label) for label in said.get("also", ()))]
    faults += [f"{said['id']}: + {one.kind} {one.name} {one.value!r} {one.assertion} <{one.quote}>" for one in beside]
    return right, Counter(str(one.kind) for one in beside), missed, faults


def told(text: str, kind: Kind) -> list[tuple[str, str]]:
    return [(one.name, str(one.assertion)) for one in found_in({"text": text}) if one.kind is kind]


@pytest.mark.parametrize(
    ("text", "allergies"),
    [
        ("Allergies: vancomycin (red man; premedicate with diphenhydramine)", [("vancomycin", "stated")]),
        ("Allergies: nil. Elastoplast - blisters.\nReceived methotrexate 12 g/m2 over 4 hours on the ward.", None),
        ("ALERGIAS: ceftriaxona\nParacetamol 400 mg IV si fiebre", [("ceftriaxone", "stated")]),
        ("Alergia al huevo superada.", [("egg", "historical")]),
        ("Allergies: milk (outgrown), peanut (anaphylaxis)", [("milk", "historical"), ("peanut", "stated")]),
        ("Sin alergias alimentarias. Alergia a carboplatino.", [("food", "negated"), ("carboplatin", "stated")]),
        ("No drug or food allergies.", [("any", "negated")]),
        ("Allergies  Latex; Amoxicillin; Bee venom", None),
    ],
)
def test_what_stands_near_an_allergy_is_none(text: str, allergies: list[tuple[str, str]] | None) -> None:
    found = told(text, Kind.ALLERGY)
    if allergies is not None:
        assert found == allergies
    assert not {"methotrexate", "diphenhydramine", "acetaminophen"} & {name for name, _ in found}


@pytest.mark.parametrize(
    ("text", "medicines"),
    [
        ("Discharge medications:\nOmeprazole 20 mg daily (interaction with voriconazole)", [("omeprazole", "stated")]),
        ("Current medication: Dexrazoxane was not given.", [("dexrazoxane", "negated")]),
        ("His sister takes levothyroxine.", [("levothyroxine", "family")]),
        ("Medicamentos: Letermovir pendiente de autorización", [("letermovir", "planned")]),
        ("Medicamentos:\nKarnofsky/Lansky 80%", []),
        ("Cefepime 780 mg IV not given at 1930.", [("cefepime", "negated")]),
        ("Cefepime 780 mg IV given at 1930.", [("cefepime", "stated")]),
        ("Náuseas controladas con ondansetrón 4 mg/8 h", [("ondansetron", "stated")]),
    ],
)
def test_a_medicine_is_told_as_the_words_beside_it_say(text: str, medicines: list[tuple[str, str]]) -> None:
    assert told(text, Kind.MEDICINE) == medicines


@pytest.mark.parametrize(
    "text",
    ["Low normal systolic function (EF 57%).", "Normal function with EF 57%.", "Ecocardiograma: FEy 57 %, FAc 33 %"],
)
def test_a_value_in_the_brackets_of_a_normal_function_is_a_value(text: str) -> None:
    assert told(text, Kind.FUNCTION)[0] == ("left ventricular ejection fraction", "stated")


def test_a_limit_of_normal_is_nobodys_value() -> None:
    assert told("Normal EF > 55%", Kind.FUNCTION) in ([], [("left ventricular ejection fraction", "conditional")])


def test_limb_salvage_is_no_phase_and_a_number_of_fractions_no_cycle() -> None:
    text = "Volumen | Dosis | Nº fracciones | Inicio\nFosa posterior | 18 Gy | 10 | 26/08/2025"
    assert told("Limb salvage surgery planned for 02/04/2025.", Kind.CYCLE) == told(text, Kind.CYCLE) == []


def test_papers_of_other_houses_are_read_with_few_faults() -> None:
    rights, wrongs, misses = Counter[str](), Counter[str](), Counter[str]()
    faults: list[str] = []
    for said in papers():
        right, wrong, missed, more = compared(said)
        rights, wrongs, misses, faults = rights + right, wrongs + wrong, misses + missed, faults + more
    assert rights.total() / (rights.total() + wrongs.total()) >= 0.98, faults
    assert rights.total() / (rights.total() + misses.total()) >= 0.96, faults
    assert wrongs[Kind.ALLERGY] + misses[Kind.ALLERGY] == 0, faults


def test_every_quote_stands_in_its_paper() -> None:
    for said in papers():
        written = " ".join(said["text"].replace("|", " ").split())
        quotes = [citation.quote for found in found_in(said) for citation in found.citations]
        assert quotes
        assert [quote for quote in quotes if " ".join(quote.replace("|", " ").split()) not in written] == []
