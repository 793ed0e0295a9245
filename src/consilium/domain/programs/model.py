"""A second-opinion program as rules and pages see it: each thing known or not known, with where it was read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from consilium.domain.records import Citation, Remark
from consilium.domain.sources import Source, Texts

NOTHING = Citation()


class Known(StrEnum):
    """How well a fact is known. `NOT_VERIFIED` has something to show, which has to be asked about before use."""

    VERIFIED = "verified"
    NOT_VERIFIED = "not_verified"
    UNKNOWN = "unknown"


class May(StrEnum):
    """Whether somebody may ask, as the page says."""

    YES = "yes"
    NO = "no"
    PARTLY = "partly"
    UNKNOWN = "unknown"


FACTS = (
    *("who_family", "who_physician", "mode", "price", "time", "reply", "languages", "diseases", "residence"),
    *("needs", "output", "limits", "volume", "phone", "email", "form", "page", "mail"),
)
"""The facts of a program in the order in which a page shows them; their names are `programs.fact_<name>`."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing about a program.

    values      what the program says of it in its own words (catalog codes)
    texts       what the page said, by language; `translated` "ours" where the Spanish is our own
    plain       a number or address as printed, "" where it is none
    doubts      what of it nobody could verify, by language
    """

    name: str
    known: Known
    values: tuple[Remark, ...] = ()
    texts: tuple[Texts, ...] = ()
    plain: str = ""
    doubts: tuple[Texts, ...] = ()
    sources: tuple[Source, ...] = ()
    translated: str = ""


@dataclass(frozen=True, slots=True)
class Price:
    """`type` is "free", "fixed", "varies" or "unknown"; `amount` None where no page showed one; `least` where the
    amount is the lowest. Amounts of different currencies are never compared."""

    type: str
    amount: float | None
    currency: str
    least: bool = False


@dataclass(frozen=True, slots=True)
class Takes:
    """A stated time. `measures` is what it is the time of: "opinion", "evaluation", "appointment", "first_contact"."""

    least: float | None
    most: float | None
    unit: str
    measures: str


@dataclass(frozen=True, slots=True)
class Residence:
    """Where a family has to live. Countries are ISO 3166-1, states ISO 3166-2. `partly` are states of which a part is
    left out; `some_states` where only some are taken and no page says which; `strict` where elsewhere is refused."""

    basis: Citation
    countries: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    not_states: tuple[str, ...] = ()
    partly: tuple[str, ...] = ()
    some_states: bool = False
    strict: bool = True


@dataclass(frozen=True, slots=True)
class Askers:
    """Who may ask. A doctor has to in the countries of `doctor_in` ("*" is everywhere), families elsewhere may
    themselves; `both` where family and doctor each fill a part."""

    family: May
    physician: May
    doctor_in: tuple[str, ...] = ()
    both: bool = False
    basis: Citation = NOTHING
    others: Citation = NOTHING


@dataclass(frozen=True, slots=True)
class Focus:
    """Words of a program for what it takes; `everything` where they hold all diseases of the list."""

    basis: Citation
    diseases: tuple[str, ...] = ()
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Papers:
    """The language that records have to be in, for families outside `outside` where it is not empty."""

    language: str
    basis: Citation
    outside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """One way of asking a program: "online", "in_person", or "" where no page says which. `open` are criteria that
    nobody could verify ("age", "disease", "residence", "offered", "offered_at_home")."""

    mode: str
    residence: Residence | None = None
    age_to: int | None = None
    age_basis: Citation = NOTHING
    not_in_hospital: Citation | None = None
    conditions: tuple[Citation, ...] = ()
    open: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Program:
    """A program of `centers.yaml`. `states` are those of its houses; `letter` which letter its doctor's request gets
    ("stjude", "cpms", "expert", "general", "" for none); `only` where it takes nothing but its diseases, `maybe` being
    those of which some kinds belong. `collected` is the day on which the pages were read (ISO)."""

    id: str
    name: str
    city: str
    country: str
    states: tuple[str, ...]
    network: bool
    askers: Askers
    price: Price
    takes: Takes | None
    focus: tuple[Focus, ...]
    only: bool
    maybe: tuple[str, ...]
    children: Citation | None
    languages: tuple[str, ...]
    papers: Papers | None
    interpreter: Citation | None
    not_for_urgent: bool
    letter: str
    ways: tuple[Way, ...]
    facts: tuple[Fact, ...]
    status: str
    collected: str

    def fact(self, name: str) -> Fact:
        """The fact of a name of `FACTS`. Raises KeyError."""
        for one in self.facts:
            if one.name == name:
                return one
        raise KeyError(name)
