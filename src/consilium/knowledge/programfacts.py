"""Each thing known and not known of a program of `centers.yaml`, one by one, with its source and its doubts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from consilium.domain.programs.choosing import price_said
from consilium.domain.programs.model import FACTS, Fact, Known, Price
from consilium.domain.records import Remark
from consilium.domain.sources import Source, Texts
from consilium.knowledge.centers import Center
from consilium.knowledge.spanish import OURS, both

# Which facts a field of the file, named in `unverified`, leaves open.
_FIELDS = {
    "program_url": ("page",),
    "phone": ("phone",),
    "email": ("email",),
    "who_can_request": ("who_family", "who_physician"),
    "mode": ("mode",),
    "cost": ("price",),
    "typical_turnaround_days": ("time",),
    "languages": ("languages",),
    "records_required": ("needs",),
    "form_url": ("form",),
}
# A page that is old, or a copy on another site, verifies nothing.
_VERIFYING = ("verified", "partial")


@dataclass(frozen=True)
class _Told:
    """What the file says of one fact."""

    values: tuple[Remark, ...] = ()
    texts: tuple[str, ...] = ()
    plain: str = ""


def doubts_of(center: Center) -> tuple[str, ...]:
    """What is named as unverified and is no name of a field."""
    return tuple(one for one in center.unverified if one not in _FIELDS)


def facts_of(center: Center, price: Price, data: Mapping[str, Any]) -> Iterator[Fact]:
    """The facts in the order of `FACTS`."""
    told = {**_asking(center), **_cost_and_time(center, price, data["language_names"]), **_contact(center)}
    told.update(_content(center))
    sources = tuple(Source(address, center.source_date) for address in center.source)
    for name in FACTS:
        one = told[name]
        doubts = tuple(_doubts(center, name, data["doubts"]))
        yield Fact(
            name=name,
            known=_known(center, one, _doubted(center, name) or bool(doubts)),
            values=one.values,
            texts=tuple(_texts(one.texts)),
            plain=one.plain,
            doubts=doubts,
            sources=sources,
            translated=OURS if one.texts else "",
        )


def _known(center: Center, told: _Told, doubted: bool) -> Known:
    if not (told.values or told.texts or told.plain):
        return Known.UNKNOWN
    return Known.NOT_VERIFIED if doubted or center.status not in _VERIFYING else Known.VERIFIED


def _doubted(center: Center, name: str) -> bool:
    return any(name in _FIELDS.get(one, ()) for one in center.unverified)


def _doubts(center: Center, name: str, meaning: Mapping[str, Any]) -> Iterator[Texts]:
    for words in doubts_of(center):
        if meaning.get(words, {}).get("fact") == name and words != "program":
            yield both("centers", words)


def _texts(texts: Iterable[str]) -> Iterator[Texts]:
    return (both("centers", text) for text in texts if text)


def _kept(*texts: str) -> tuple[str, ...]:
    return tuple(text for text in texts if text)


_WHO = {True: "yes", False: "no", "partial": "partly"}


def _asking(center: Center) -> dict[str, _Told]:
    asker, notes = center.who_can_request, center.notes
    told = {}
    for name, value in (("who_family", asker.family), ("who_physician", asker.physician)):
        said = () if value is None else (Remark(f"programs.who_{_WHO[value]}"),)
        told[name] = _Told(said, _kept(asker.note))
    mode = center.mode.replace("-", "_")
    told["mode"] = _Told((Remark(f"programs.mode_{mode}"),) if mode else (), _kept(notes.get("mode_note", "")))
    return told


def _cost_and_time(center: Center, price: Price, names: Mapping[str, Any]) -> dict[str, _Told]:
    notes, takes = center.notes, center.turnaround
    priced = () if price.type == "unknown" else (price_said(price),)
    spoken = tuple(Remark("programs.language_named", {"language": one}) for one in _codes(center, names))
    written = tuple(one for one in center.languages if one not in names)
    return {
        "price": _Told(priced, _kept(center.cost.note)),
        "time": _Told(_time(center), _kept(takes.note if takes else "", notes.get("turnaround_note", ""))),
        "reply": _Told((), _kept(notes.get("reply_time", ""), notes.get("wait_for_first_visit", ""))),
        "languages": _Told(spoken, (*written, *_kept(notes.get("languages_note", "")))),
    }


def _codes(center: Center, names: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(one for one in center.languages if one in names)


def _time(center: Center) -> tuple[Remark, ...]:
    told = center.turnaround
    if told is None:
        return ()
    unit = "working" if "business" in told.unit or "working" in told.unit else "days"
    args = {"least": _whole(told.least), "most": _whole(told.most)}
    if told.least is None:
        return (Remark(f"programs.takes_most_{unit}", {"most": args["most"]}),)
    if told.most is None:
        return (Remark(f"programs.takes_least_{unit}", {"least": args["least"]}),)
    return (Remark(f"programs.takes_{unit}", args),)


def _whole(days: float | None) -> int | float | None:
    return int(days) if days is not None and days == int(days) else days


def _contact(center: Center) -> dict[str, _Told]:
    notes = center.notes
    digits = f"{center.phone} ({notes['phone_digits']})" if "phone_digits" in notes else center.phone
    return {
        "phone": _Told((), _kept(notes.get("phone_note", "")), digits),
        "email": _Told((), _kept(notes.get("email_note", "")), center.email),
        "form": _Told((), _kept(notes.get("form_url_note", ""), notes.get("form_note", "")), center.form_url),
        "page": _Told((), _kept(notes.get("program_url_note", "")), center.program_url),
        "mail": _Told((), (), notes.get("mail", "")),
    }


def _content(center: Center) -> dict[str, _Told]:
    notes = center.notes
    shared = (Remark("programs.report_shared"),) if center.report_shared else ()
    urgent = (Remark("programs.not_for_urgent"),) if center.not_for_urgent else ()
    return {
        "diseases": _Told((), center.disease_focus),
        "residence": _Told((), _kept(notes.get("eligibility", ""))),
        "needs": _Told((), center.records_required),
        "output": _Told(shared, _kept(notes.get("output", ""))),
        "limits": _Told(urgent, _kept(notes.get("disclaimer", ""), notes.get("warning", ""))),
        "volume": _Told((), _kept(notes.get("volume", ""))),
    }
