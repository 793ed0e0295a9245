"""Red flags: which signs a person noticed, how urgent that is, and whom to call (`knowledge/urgency.yaml`).

Nothing here names a diagnosis or says that waiting is safe. Where it is not sure, the more urgent level counts: a sign
that somebody is unsure of counts as noticed, and one that is not known any more is of the highest level.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from consilium.domain.records import Citation, Decision, Remark
from consilium.domain.sources import Source, Texts


class Level(StrEnum):
    """How soon somebody has to be called, the most urgent first. `AT_ONCE`: the team, at any hour of day or night."""

    NOW = "now"
    AT_ONCE = "at_once"
    TODAY = "today"
    ASK_FIRST = "ask_first"

    @property
    def rank(self) -> int:
        """0 is the most urgent."""
        return tuple(Level).index(self)


class Call(StrEnum):
    """Whom to call."""

    EMERGENCY = "emergency"
    TEAM = "team"


CALLS: Mapping[Level, tuple[Call, ...]] = {
    Level.NOW: (Call.EMERGENCY, Call.TEAM),
    Level.AT_ONCE: (Call.TEAM,),
    Level.TODAY: (Call.TEAM,),
    Level.ASK_FIRST: (Call.TEAM,),
}


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that a person may have noticed. `id` is `situation.number`; `translated` is "ours" where the text in
    one of the languages is our own. `said` is how it is told on the telephone, where that is not as in the list."""

    id: str
    situation: str
    level: Level
    text: Texts
    translated: str = ""
    said: Texts = field(default_factory=dict)

    @property
    def spoken(self) -> Texts:
        """What a person says of it on the telephone."""
        return self.said or self.text


@dataclass(frozen=True, slots=True)
class Situation:
    """One situation of the list. `family` is what the family is told, `also` a further line or empty."""

    id: str
    level: Level
    signs: tuple[Sign, ...]
    family: Texts
    sources: tuple[Source, ...]
    also: Texts


@dataclass(frozen=True, slots=True)
class KeyMessage:
    """A sentence that holds for every family, with its sources."""

    id: str
    text: Texts
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class EmergencyNumber:
    """A number to call now, and where it holds (an area of `letters.yaml`: us, eu, uk)."""

    number: str
    area: str


@dataclass(frozen=True)
class RedFlags:
    """The whole list for families: what each level says, the situations in the list's order, the messages."""

    collected: str
    levels: Mapping[Level, Texts]
    situations: Mapping[str, Situation]
    messages: Mapping[str, KeyMessage]
    numbers: tuple[EmergencyNumber, ...]

    @property
    def signs(self) -> tuple[Sign, ...]:
        """All signs to show, those of the most urgent level first."""
        every = (sign for situation in self.situations.values() for sign in situation.signs)
        return tuple(sorted(every, key=lambda sign: sign.level.rank))


@dataclass(frozen=True, slots=True)
class Noticed:
    """What a person answered, as a case keeps it: the ids of signs that are there and of those they are unsure of.
    `asked` is False while nobody has gone through the list: that is unknown, not "none". `by` and `on` (an ISO day)
    say who answered and when."""

    there: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    asked: bool = False
    by: str = ""
    on: str = ""


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something that stops the flow. `level` is the most urgent of all signs; `says` its text; `calls` whom to call, in
    this order; `situations` what to tell of each, the most urgent first; `signs` what was noticed, likewise."""

    level: Level
    says: Texts
    calls: tuple[Call, ...]
    situations: tuple[Situation, ...]
    signs: tuple[Sign, ...]

    @property
    def is_emergency(self) -> bool:
        """Whether somebody has to be called at once. Otherwise the question for the team comes next."""
        return self.level is not Level.ASK_FIRST


def alarm(noticed: Noticed, known: RedFlags) -> Decision[Alarm]:
    """What has to be shown before, and above, everything else; None where no sign was noticed or nobody was asked.

    None is no reassurance: its reason says that only the team can tell whether waiting is safe.
    """
    marked = tuple(dict.fromkeys((*noticed.there, *noticed.unsure)))
    if not marked:
        return Decision(None, (Remark("urgency.reason_none" if noticed.asked else "urgency.reason_not_asked"),))
    by_id = {sign.id: sign for sign in known.signs}
    signs = tuple(sorted((by_id[one] for one in marked if one in by_id), key=lambda sign: sign.level.rank))
    lost = len(marked) > len(signs)
    level = Level.NOW if lost else signs[0].level
    situations = tuple(known.situations[name] for name in dict.fromkeys(sign.situation for sign in signs))
    raised = Alarm(level, known.levels[level], CALLS[level], situations, signs)
    return Decision(raised, tuple(_reasons(noticed, signs, lost=lost)), tuple(_citations(situations)))


def _reasons(noticed: Noticed, signs: tuple[Sign, ...], *, lost: bool) -> Iterable[Remark]:
    if lost:
        yield Remark("urgency.reason_lost")
    unsure = set(noticed.unsure) - set(noticed.there)
    for sign in signs:
        code = "urgency.reason_unsure" if sign.id in unsure else "urgency.reason_noticed"
        yield Remark(code, {"sign": sign.id, "level": sign.level.value})
    if len({sign.level for sign in signs}) > 1:
        yield Remark("urgency.reason_most_urgent")


def _citations(situations: Iterable[Situation]) -> Iterable[Citation]:
    for situation in situations:
        yield from (Citation(place=source.address) for source in situation.sources)
