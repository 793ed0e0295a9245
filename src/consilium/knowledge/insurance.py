"""The call checklist and what letters to an insurer may cite (`insurance.yaml`, with the texts of `rights.yaml`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from consilium.domain.coverage_letters import CoverageTables, Plan
from consilium.domain.sources import Source, Texts
from consilium.knowledge.documents import document
from consilium.knowledge.rights import rights


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One question for the call. `choice`: it is answered with yes, no or partly, else in words. `sources` are empty
    where our own authors wrote it. When they were read is `rights().collected`."""

    id: str
    text: Texts
    choice: bool
    sources: tuple[Source, ...]


@cache
def call_checklist() -> tuple[ChecklistItem, ...]:
    """The questions in the list's order. Raises ValueError or KeyError where the two files do not match."""
    data, known = _data(), rights()
    questions = {str(one["id"]): one for one in known.insurance_questions}
    if data["checklist"].keys() != questions.keys():
        raise ValueError("insurance.yaml has other questions than rights.yaml")
    read = document("rights.yaml")["insurance_call_checklist_source"]
    if data["editorial_from"] not in read:
        raise ValueError("rights.yaml no longer says which questions are editorial")
    pages = tuple(Source(str(one)) for one in read if str(one).startswith("http"))
    return tuple(_item(questions[name], entry, pages) for name, entry in data["checklist"].items())


def question_ids() -> tuple[str, ...]:
    """The ids of the checklist's questions, in its order."""
    return tuple(one.id for one in call_checklist())


@cache
def coverage_tables() -> CoverageTables:
    """What letters to an insurer may cite. Raises ValueError for a rule that is not verified."""
    told, known = _data()["coverage_letters"], rights()
    Plan(next(iter(told["plans"])))
    places = [*told["plans"].values(), *told["states"].values()]
    if any(known.rule(place).level == "unverified" for place in places):
        raise ValueError("a letter would cite an unverified rule")
    return CoverageTables(
        plans={str(plan): _name(place) for plan, place in told["plans"].items()},
        states={str(state): _name(place) for state, place in told["states"].items()},
        citations={_name(place): known.rule(place).citation for place in places},
    )


def _data() -> dict[str, Any]:
    data = document("insurance.yaml")
    if data["schema"] != "consilium.insurance/1":
        raise ValueError("insurance.yaml has another schema")
    return data


def _item(question: Mapping[str, str], entry: Mapping[str, Any], pages: tuple[Source, ...]) -> ChecklistItem:
    texts = {language: text for language, text in question.items() if language != "id"}
    return ChecklistItem(question["id"], texts, entry["answer"] == "choice", () if entry.get("editorial") else pages)


def _name(place: str) -> str:
    return place.split(".")[1]
