"""The programs of `centers.yaml` for rules and pages: `programs.yaml` says what its sentences mean, quoting each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from consilium.domain.programs.model import (
    NOTHING,
    Askers,
    Focus,
    May,
    Papers,
    Price,
    Program,
    Residence,
    Takes,
    Way,
)
from consilium.domain.records import Citation
from consilium.knowledge.centers import Center, centers
from consilium.knowledge.documents import document
from consilium.knowledge.programfacts import doubts_of, facts_of
from consilium.knowledge.rights import europe

_WAYS = {"online": ("online",), "in-person": ("in_person",), "both": ("online", "in_person"), "": ("",)}
_EUROPE = "EU"


@cache
def programs() -> Mapping[str, Program]:
    """Every program by its id, in the file's order. Raises ValueError or KeyError where a file is not of its shape or
    a quotation does not stand in the field that it names."""
    data, known = document("programs.yaml"), centers()
    if data["schema"] != "consilium.programs/1" or data["programs"].keys() != known.centers.keys():
        raise ValueError("programs.yaml has another schema, or other programs than centers.yaml")
    return {name: _program(center, data, known.collected) for name, center in known.centers.items()}


def _program(center: Center, data: Mapping[str, Any], collected: str) -> Program:
    entry = data["programs"][center.id] or {}
    only = data["only"].get(center.id)
    cost, least = center.cost, data["price_from"].get(center.id)
    if least:
        _cited(center, least)
    price = Price(cost.type, cost.amount, cost.currency, bool(least))
    return Program(
        id=center.id,
        name=center.name,
        city=center.city,
        country=center.country,
        states=tuple(code for name, code in data["state_names"].items() if name in _place(center)),
        network=center.id in data["networks"],
        askers=_askers(center, entry),
        price=price,
        takes=_takes(center, data["takes"]),
        focus=tuple(_focus(center, data["focus"])),
        only=only is not None,
        maybe=tuple(only["maybe"]) if only else (),
        children=_cited(center, entry["children"]) if "children" in entry else None,
        languages=tuple(one for one in center.languages if one in data["language_names"]),
        papers=_papers(center, entry.get("papers")),
        interpreter=_cited(center, entry["interpreter"]) if "interpreter" in entry else None,
        not_for_urgent=center.not_for_urgent,
        letter=str(entry.get("letter", "")),
        ways=tuple(_way(center, entry, mode, data["doubts"]) for mode in _WAYS[center.mode]),
        facts=tuple(facts_of(center, price, data)),
        status=center.status,
        collected=collected,
    )


def _place(center: Center) -> str:
    """The part of the city that names states: a town may be called like one."""
    return center.city.partition("(")[2] or center.city.rpartition(",")[2]


def _field(center: Center, name: str) -> str:
    """The words of a field as the file has them, lists joined."""
    if name == "who_can_request":
        return center.who_can_request.note
    if name == "cost":
        return center.cost.note
    value = center.notes[name] if name in center.notes else getattr(center, name)
    return value if isinstance(value, str) else "\n".join(value)


_NOT_QUOTED = {
    "countries",
    "outside",
    "not_states",
    "partly",
    "some_states",
    "elsewhere",
    "years",
    "language",
    "others",
}


def _cited(center: Center, entry: Mapping[str, Any]) -> Citation:
    """The one quotation of an entry. Raises ValueError where it does not stand in the field."""
    ((name, quote),) = ((name, str(quote)) for name, quote in entry.items() if name not in _NOT_QUOTED)
    return _quoted(center, name, quote)


def _quoted(center: Center, name: str, quote: str) -> Citation:
    if quote not in _field(center, name):
        raise ValueError(f"centers.yaml {center.id} {name} does not say: {quote}")
    return Citation(quote, place=f"centers.yaml {center.id} {name}")


_MAY = {True: May.YES, False: May.NO, "partial": May.PARTLY, None: May.UNKNOWN}


def _askers(center: Center, entry: Mapping[str, Any]) -> Askers:
    told = center.who_can_request
    doctor, both = entry.get("doctor"), entry.get("both")
    basis = Citation(told.note, place=f"centers.yaml {center.id} who_can_request")
    ruling = doctor or both
    if ruling:
        basis = _cited(center, ruling)
    others = doctor.get("others", "") if doctor else ""
    return Askers(
        family=_MAY[told.family],
        physician=_MAY[told.physician],
        doctor_in=tuple(doctor["countries"]) if doctor else (),
        both=bool(both),
        basis=basis,
        others=_quoted(center, "who_can_request", others) if others else NOTHING,
    )


def _takes(center: Center, measures: Mapping[str, str]) -> Takes | None:
    told = center.turnaround
    return None if told is None else Takes(told.least, told.most, told.unit, measures[center.id])


def _focus(center: Center, meaning: Mapping[str, Any]) -> Iterator[Focus]:
    for words in center.disease_focus:
        if words in meaning:
            basis = Citation(words, place=f"centers.yaml {center.id} disease_focus")
            diseases = meaning[words]
            yield Focus(basis, everything=True) if diseases == "all" else Focus(basis, tuple(diseases))


def _papers(center: Center, entry: Mapping[str, Any] | None) -> Papers | None:
    if entry is None:
        return None
    return Papers(str(entry["language"]), _cited(center, entry), tuple(entry.get("outside", ())))


def _way(center: Center, entry: Mapping[str, Any], mode: str, doubts: Mapping[str, Any]) -> Way:
    own = {**entry, **entry.get(mode, {})}
    hospital, age = own.get("not_in_hospital"), own.get("age_to")
    return Way(
        mode=mode,
        residence=_residence(center, own["residence"]) if "residence" in own else None,
        age_to=int(age["years"]) if age else None,
        age_basis=_cited(center, age) if age else NOTHING,
        not_in_hospital=_cited(center, hospital) if hospital else None,
        conditions=tuple(_cited(center, one) for one in own.get("conditions", ())),
        open=tuple(_open_criteria(center, mode, doubts)),
    )


def _open_criteria(center: Center, mode: str, doubts: Mapping[str, Any]) -> Iterator[str]:
    for words in doubts_of(center):
        meant = doubts.get(words, {})
        if "criterion" in meant and meant.get("mode", mode) == mode:
            yield str(meant["criterion"])


def _residence(center: Center, entry: Mapping[str, Any]) -> Residence:
    countries = (sorted(europe()) if code == _EUROPE else [code] for code in entry.get("countries", ()))
    return Residence(
        basis=_cited(center, entry),
        countries=tuple(one for listed in countries for one in listed),
        outside=tuple(entry.get("outside", ())),
        not_states=tuple(entry.get("not_states", ())),
        partly=tuple(entry.get("partly", ())),
        some_states=bool(entry.get("some_states", False)),
        strict=entry.get("elsewhere") != "unknown",
    )
