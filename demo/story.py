"""A story as typed values, loaded from `stories/<name>.yaml`. What a story may say stands here and nowhere else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from demo.says import Said, all_said

_STORIES = Path(__file__).parent / "stories"
_WORDS = {
    "en": {"name": "Patient", "birth": "Date of birth", "number": "MRN", "sex": "Sex", "page": "Page", "F": "Female",
           "M": "Male", "signed": "Electronically signed", "footer": "Synthetic record - not a real person"},
    "es": {"name": "Paciente", "birth": "Fecha de nacimiento", "number": "Expediente", "sex": "Sexo", "page": "Página",
           "F": "Femenino", "M": "Masculino", "signed": "Firmado",
           "footer": "Expediente sintético: no es una persona real"},
}  # fmt: skip
_MONTHS = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "es": [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
}


@dataclass(frozen=True)
class Person:
    """A patient as papers name them; `numbers` maps hospital keys to record numbers."""

    given: str
    family: str
    birth: dt.date
    sex: str
    numbers: Mapping[str, str]

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}"


@dataclass(frozen=True)
class Hospital:
    key: str
    name: str
    department: str
    address: str
    phone: str
    web: str
    color: str
    logo: str
    lang: str
    oid: str
    place: str
    dates: str = ""  # how the house prints dates (strftime, `%b` the month in its language); "" as its language does
    labels: Mapping[str, str] = field(default_factory=dict)  # its own words for the patient's box
    given_first: bool | None = None  # how it writes names; None as its language does


@dataclass(frozen=True)
class Output:
    """One file to make: in which form, where, and how it ends. `options` are the form's own."""

    form: str
    path: str
    only: str = ""  # "full": left out of the small scale
    trap: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Paper:
    """One document: what it says and in which forms it lies in the family's folder."""

    key: str
    hospital: str
    lang: str
    style: str
    category: str
    date: dt.date
    title: str
    body: str
    department: str = ""
    number: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    signed: str = ""
    charts: tuple[Mapping[str, Any], ...] = ()
    patient: Person | None = None
    unnamed: bool = False
    undated: bool = False
    examined: dt.date | None = None  # the day of the examination or visit where it was written of later
    ended: str = "read"
    outputs: tuple[Output, ...] = ()
    says: tuple[Said, ...] = ()  # what it states, by hand
    never: tuple[Said, ...] = ()  # what nobody may read in it
    complete: tuple[str, ...] = ()  # kinds of which `says` names every one


@dataclass(frozen=True)
class Story:
    """Everything about one child. `raw` keeps the sections that single formats read themselves."""

    name: str
    child: Person
    size: float
    hospitals: Mapping[str, Hospital]
    papers: Mapping[str, Paper]
    raw: Mapping[str, Any]


def names() -> list[str]:
    """The stories there are."""
    return sorted(path.stem for path in _STORIES.glob("*.yaml") if path.stem != "anatomy")


def load(name: str) -> Story:
    """Raises KeyError for a story that there is not."""
    if name not in names():
        raise KeyError(name)
    # The C loader: a story is some thousand lines, and the pure Python one takes a second for it.
    raw = yaml.load((_STORIES / f"{name}.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    hospitals = {key: Hospital(key=key, **entry) for key, entry in raw["hospitals"].items()}
    child = _person(raw["child"])
    papers = {entry["key"]: _paper(entry, hospitals) for entry in raw["papers"]}
    return Story(name, child, float(raw["child"]["size"]), hospitals, papers, raw)


def _person(entry: Mapping[str, Any]) -> Person:
    return Person(entry["given"], entry["family"], entry["birth"], entry["sex"], entry["numbers"])


def _paper(entry: Mapping[str, Any], hospitals: Mapping[str, Hospital]) -> Paper:
    values = dict(entry)
    outputs = tuple(output(item) for item in values.pop("files", []))
    other = values.pop("patient", None)
    values.setdefault("lang", hospitals[values["hospital"]].lang)
    values.setdefault("body", "")
    values["charts"] = tuple(values.get("charts", ()))
    for key in ("says", "never"):
        values[key] = all_said(values.get(key, []))
    values["complete"] = tuple(values.get("complete", ()))
    return Paper(**values, patient=_person(other) if other else None, outputs=outputs)


def output(entry: Mapping[str, Any]) -> Output:
    rest = {key: value for key, value in entry.items() if key not in ("as", "path", "only", "trap")}
    return Output(entry["as"], entry["path"], entry.get("only", ""), entry.get("trap", ""), rest)


def printed_date(day: dt.date, lang: str, pattern: str = "") -> str:
    """`24/07/2025` in Spanish papers, `07/24/2025` in English ones, or as a house prints dates."""
    pattern = (pattern or ("%d/%m/%Y" if lang == "es" else "%m/%d/%Y")).replace("%b", _MONTHS[lang][day.month - 1][:3])
    return day.strftime(pattern)


def long_date(day: dt.date, lang: str) -> str:
    month = _MONTHS[lang][day.month - 1]
    return f"{day.day} de {month} de {day.year}" if lang == "es" else f"{month} {day.day}, {day.year}"


def words(lang: str) -> Mapping[str, str]:
    return _WORDS[lang]


def patient_rows(story: Story, paper: Paper) -> list[list[str]]:
    """What the patient box of a paper says."""
    if paper.unnamed:
        return []
    person, house = paper.patient or story.child, story.hospitals[paper.hospital]
    word = {**_WORDS[paper.lang], **house.labels}
    given_first = paper.lang == "es" if house.given_first is None else house.given_first
    name = person.name if given_first else f"{person.family}, {person.given}"
    rows = [[word["name"], name], [word["birth"], printed_date(person.birth, paper.lang, house.dates)]]
    if paper.hospital in person.numbers:
        rows.append([word["number"], person.numbers[paper.hospital]])
    return [*rows, [word["sex"], word[person.sex]]]
