"""Second-opinion programs: who may ask, cost, what they need (`centers.yaml`, with sources and what is unverified)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from consilium.knowledge.documents import document


@dataclass(frozen=True, slots=True)
class Cost:
    """What a program says that it costs. `amount` is None where no page showed one."""

    type: str
    amount: float | None
    currency: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who may ask: True, False, "partial" (see the note), or None where no page showed it."""

    family: bool | str | None
    physician: bool | str | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Turnaround:
    """How long an opinion takes as the program says; a bound is None where it states none."""

    least: float | None
    most: float | None
    unit: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Center:
    """One program. "" and None are "not shown on any page read"; what is named in `unverified` must not be guessed.
    `status` is a key of `CenterKnowledge.status_values`; `notes` holds the further remarks by their name in the file.
    `report_shared`: the program sends its report to the child's own doctor too. Rules and pages read all of it as
    `domain.programs.Program` (`knowledge.programs`).
    """

    id: str
    name: str
    city: str
    country: str
    program_url: str
    phone: str
    email: str
    who_can_request: Asker
    mode: str
    cost: Cost
    turnaround: Turnaround | None
    languages: tuple[str, ...]
    disease_focus: tuple[str, ...]
    records_required: tuple[str, ...]
    form_url: str
    not_available_in: tuple[str, ...]
    status: str
    source: tuple[str, ...]
    source_date: str
    unverified: tuple[str, ...]
    notes: Mapping[str, str]
    not_for_urgent: bool = False
    report_shared: bool = False


@dataclass(frozen=True)
class CenterKnowledge:
    """The whole file. `collected` is when its sources were read; every fact is to be checked by phone before use."""

    collected: str
    method: str
    status_values: Mapping[str, str]
    centers: Mapping[str, Center]


_NOTES = (
    *("phone_note", "mode_note", "email_note", "program_url_note", "form_url_note", "form_note", "languages_note"),
    *("eligibility", "output", "volume", "reply_time", "turnaround_note", "disclaimer", "warning"),
    *("wait_for_first_visit", "mail", "phone_digits", "pathology_second_opinion_url"),
)


@cache
def centers() -> CenterKnowledge:
    """The program's own list of centers. Raises ValueError or KeyError where the file is not of its shape."""
    data = document("centers.yaml")
    if data["schema"] != "second-opinion.centers/1":
        raise ValueError("centers.yaml has another schema")
    found = [_center(entry) for entry in data["centers"]]
    return CenterKnowledge(
        collected=str(data["collected"]),
        method=str(data["method"]),
        status_values=dict(data["status_values"]),
        centers={center.id: center for center in found},
    )


def _center(entry: Mapping[str, Any]) -> Center:
    cost, asker = entry["cost"], entry["who_can_request"]
    return Center(
        id=str(entry["id"]),
        name=str(entry["name"]),
        city=str(entry["city"]),
        country=str(entry["country"]),
        program_url=_text(entry["program_url"]),
        phone=_text(entry["phone"]),
        email=_text(entry["email"]),
        who_can_request=Asker(asker["family"], asker["physician"], _text(asker.get("note"))),
        mode=_text(entry["mode"]),
        cost=Cost(str(cost["type"]), cost["amount"], str(cost["currency"]), _text(cost.get("note"))),
        turnaround=_turnaround(entry["typical_turnaround_days"]),
        languages=_texts(entry["languages"]),
        disease_focus=_texts(entry["disease_focus"]),
        records_required=_texts(entry["records_required"]),
        form_url=_text(entry["form_url"]),
        not_available_in=_texts(entry.get("not_available_in")),
        status=str(entry["status"]),
        source=_texts(entry["source"]),
        source_date=_text(entry["source_date"]),
        unverified=_texts(entry["unverified"]),
        notes={name: _text(entry[name]) for name in _NOTES if name in entry},
        not_for_urgent=bool(entry.get("not_for_urgent", False)),
        report_shared=bool(entry.get("report_shared_with_local_doctor", False)),
    )


def _turnaround(entry: Mapping[str, Any] | None) -> Turnaround | None:
    if entry is None:
        return None
    return Turnaround(entry.get("min"), entry.get("max"), str(entry.get("unit", "days")), _text(entry.get("note")))


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _texts(values: list[Any] | None) -> tuple[str, ...]:
    return tuple(str(value) for value in values or ())
