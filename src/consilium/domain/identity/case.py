"""Who the child of a case is: the names, birth date, sex and record numbers that are known, as a plain value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from consilium.domain.dates import PartialDate
from consilium.domain.plain import build
from consilium.domain.records import Json, PersonNamed, RecordNumber


@dataclass(frozen=True, slots=True)
class KnownName:
    """A name as written; `family` and `given` where the source separates them."""

    text: str
    family: str = ""
    given: str = ""


@dataclass(frozen=True, slots=True)
class CaseIdentity:
    """The child of a case. The first name is the one to show.

    `sex` is "female", "male", "other" or "". `stated` is True where a person said who the child is; evidence may then
    add what they left out, and change nothing. `others` are names of other children seen in the same case: a record
    that fits one of them as well as the child is asked about. `typed` are the numbers that typed records of the case
    state, whoever's they are: what was read from a picture is held against them.
    """

    names: tuple[KnownName, ...] = ()
    birth_date: PartialDate | None = None
    sex: str = ""
    numbers: tuple[RecordNumber, ...] = ()
    stated: bool = False
    others: tuple[KnownName, ...] = ()
    typed: tuple[RecordNumber, ...] = ()

    @classmethod
    def of(cls, name: str, born: PartialDate | None = None, sex: str = "") -> CaseIdentity:
        """The child as a person states it (`--child NAME --born DATE --sex SEX`)."""
        return cls((KnownName(name),), born, sex, stated=True)

    @classmethod
    def from_plain(cls, data: Mapping[str, Json]) -> CaseIdentity:
        """The way back from `plain`. Raises ValueError for data of another shape."""
        return build(cls, dict(data))

    def plain(self) -> dict[str, Json]:
        """JSON values only."""
        born = self.birth_date
        birth: Json = None if born is None else {"year": born.year, "month": born.month, "day": born.day}
        return {
            "names": [_name(name) for name in self.names],
            "birth_date": birth,
            "sex": self.sex,
            "numbers": _numbers(self.numbers),
            "stated": self.stated,
            "others": [_name(name) for name in self.others],
            "typed": _numbers(self.typed),
        }

    def knowing(self, person: PersonNamed) -> CaseIdentity:
        """This identity with what a record of the same child adds: a fuller name, a birth date, sex, numbers."""
        known = known_names(person)
        return replace(
            self,
            names=tuple(dict.fromkeys((*self.names, *known))),
            birth_date=self.birth_date or person.birth_date,
            sex=self.sex or person.sex,
            numbers=tuple(dict.fromkeys((*self.numbers, *person.numbers))),
        )


def known_names(person: PersonNamed) -> tuple[KnownName, ...]:
    """The names that one statement gives a person."""
    own = (KnownName(person.text, person.family, person.given),) if person.text.strip() else ()
    return own + tuple(KnownName(text) for text in person.other_names)


def _numbers(numbers: tuple[RecordNumber, ...]) -> list[Json]:
    return [{"value": number.value, "issuer": number.issuer} for number in numbers]


def _name(name: KnownName) -> dict[str, Json]:
    return {"text": name.text, "family": name.family, "given": name.given}
