"""How a text tells of a medicine: as an item of a list, as taken, stopped, ordered, or as one that replaced another."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from consilium.domain.findings.assertions.notstopped import goes_on
from consilium.domain.findings.assertions.stoprules import is_later, is_rule, orders_before, was_ended
from consilium.domain.findings.medicines.dosing import DOSE, FREQUENCY
from consilium.domain.findings.paper import Clause
from consilium.domain.phrases import Hit, PhraseIndex, fold, words_of

_JOINED = re.compile(r"(?:,|;|\+|\b(?:and|y|e|plus|as well as|mas|junto con)\b)[\s,]*(?:also|tambien)?\s*$", re.I)
_ENDS = re.compile(r"[.!?]\s")
_LABEL = re.compile(r"[^:\n]{3,60}:")
_ON = re.compile(r"\W{0,4}(?:ON|On)\s?:\s")
_BARE = re.compile(r"\s*(?:[,.;]|$)")
# How many words before and after a medicine say something of it.
_BEFORE, _AFTER = 7, 4
# How far (words) from a medicine words of treatment may stand; what ends what its own dose may be.
_NEAR = 9
_COURSE = re.compile(
    r"\s(?:(?:for|x|por|durante)\s?)?\d{1,2}\s?(?:d|days?|d[ií]as?|weeks?|wks?|semanas?|months?|meses)\b", re.IGNORECASE
)
_BARE_DOSE = re.compile(r"\s\d{1,4}(?:[.,]\d{1,2})?\s")
_NO_DOSE = re.compile(r"[.!?;]\s")
# `Mantener cefepime y suspender amikacina`: what is stopped stands behind the verb.
_AND = re.compile(r"\s(?:y|e|and|but|pero|then|luego)\s(?:se\s|to\s)?$", re.IGNORECASE)
_STOPS_NEXT = re.compile(
    r"(?:suspende[nr]?|suspendemos|suspendi[oó]|suspendieron|suspenda|retirar|descontinuar|discontinuar|omitir"
    r"|stop|hold|discontinue)\s"
    r"(?!(?:por|el|los|on|after|due|because|si|if|for|tras|hoy|today|when|cuando|in|en|al?|until|hasta)\b)[A-Za-zÀ-ÿ]",
    re.IGNORECASE,
)
# How many letters may stand between two medicines of a list.
_LONGEST = 90


class Way(StrEnum):
    """How a medicine is told; `NOT` where it is merely named, `GIVEN` where it was once given."""

    NOT = ""
    LISTED = "listed"
    CURRENT = "current"
    PAST = "past"
    PLANNED = "planned"
    GIVEN = "given"


@dataclass(frozen=True)
class TakingWords:
    """Words right before a medicine, between two of them, and labels of lists."""

    cues: PhraseIndex[Way]
    swaps: PhraseIndex[bool]
    swapping: PhraseIndex[bool]
    between: frozenset[str]
    determiners: frozenset[str]
    labels: PhraseIndex[bool]
    allergies: PhraseIndex[bool]
    states: PhraseIndex[str]
    told: PhraseIndex[bool] = field(default_factory=PhraseIndex)


def taking_words(data: Mapping[str, Any], states: PhraseIndex[str]) -> TakingWords:
    """From `taking`, `stopping`, `ordering`, `swaps`, ... of `knowledge/findings/medicines.yaml`."""

    def listed(name: str) -> PhraseIndex[bool]:
        return PhraseIndex.of((str(one), True) for one in data[name])

    ways = ((Way.CURRENT, "taking"), (Way.PAST, "stopping"), (Way.PLANNED, "ordering"), (Way.GIVEN, "giving"))
    return TakingWords(
        PhraseIndex.of((str(one), way) for way, name in ways for one in data[name]),
        listed("swaps"),
        listed("swapping"),
        frozenset(fold(str(one)) for one in data["swap_links"]),
        frozenset(fold(str(one)) for one in data["determiners"]),
        listed("list_labels"),
        listed("allergy_cues"),
        states,
        listed("told"),
    )


def label_end(clause: Clause, words: TakingWords) -> int:
    """Where the list begins that a clause opens with a label (`TTO: ...`, `Medicación al egreso: ...`); -1 for none."""
    found = _LABEL.match(clause.text)
    taken = _ON.match(clause.text)
    if taken is not None:
        return taken.end()
    if found is None or next(words.labels.find(words_of(found[0])), None) is None:
        return -1
    return found.end()


def cue_of(clause: Clause, hit: Hit[str], words: TakingWords) -> tuple[Way, int]:
    """What stands right before a medicine (`was started on`, `stopped her`) and where that begins."""
    end = hit.first
    while end > max(0, hit.first - 3) and clause.words[end - 1].text in words.determiners:
        end -= 1
    before = clause.words[max(0, end - _BEFORE) : end]
    found = [cue for cue in words.cues.find(before) if cue.after == len(before)]
    between = clause.text[before[found[-1].after - 1].end : clause.words[hit.first].start] if found else ""
    # `allopurinol se suspende, omeprazol 20`: the verb is of what stands before it.
    # `dexamethasone (to day 28, then wean); co-trimoxazole 240 mg`: so is what ends a bracket.
    if not found or _ENDS.search(between) or between.lstrip()[:1] in (",", ";", ")"):
        return Way.NOT, clause.words[hit.first].start
    way, first = found[-1].value, before[found[-1].first].start
    if way is Way.PAST and is_later(clause.text, clause.words[hit.after - 1].end):
        return Way.NOT, first  # `off selumetinib at two years if stable`
    if way is Way.PAST and orders_before(clause, max(0, end - _BEFORE) + found[-1].first, hit):
        return Way.NOT, first
    if way is Way.PAST and goes_on(clause.text, clause.words[hit.first].start, clause.words[hit.after - 1].end):
        way = Way.CURRENT  # `never stop hydrocortisone`
    return way, first


def ways_of(
    clause: Clause,
    hits: Sequence[Hit[str]],
    words: TakingWords,
    *,
    listed: bool,
    named: Callable[[Clause, Hit[str]], Way],
) -> list[Way]:
    """How each of a clause's medicines is told. `listed` where the whole clause is of a list; `named` says what a name
    tells that stands alone."""
    ways: list[Way] = []
    label, led = label_end(clause, words), Way.NOT
    for at, hit in enumerate(hits):
        if _is_reaction(clause, hit, words):
            ways.append(Way.NOT)
            continue
        said = _swapped(clause, hits, at, words) or _stopped(clause, hit, words)
        led = cue_of(clause, hit, words)[0] or (led if at and _is_joined(clause, hits[at - 1], hit) else Way.NOT)
        in_list = listed or 0 <= label <= clause.words[hit.first].start
        ways.append(said or led or (Way.LISTED if in_list else _dosed(clause, hits, at, words)) or named(clause, hit))
    return ways


def is_bare_item(clause: Clause, hit: Hit[str]) -> bool:
    """Whether a clause begins with a medicine as lists do: `ALLOPURINOL, D5 1/2 NS.`, `Omeprazole 20 mg.`"""
    if hit.first > 0:
        return False
    rest = clause.text[clause.words[hit.after - 1].end :]
    dose = DOSE.search(rest[:24])
    return _BARE.match(rest) is not None or (dose is not None and not rest[: dose.start()].strip(" :("))


def _is_reaction(clause: Clause, hit: Hit[str], words: TakingWords) -> bool:
    """Whether a medicine is named as what the child reacts to."""
    before = clause.words[max(0, hit.first - 8) : hit.first]
    cues = list(words.allergies.find(before))
    if not cues:
        return False
    between = clause.text[before[cues[-1].after - 1].end : clause.words[hit.first].start]
    return _ENDS.search(between) is None and ";" not in between


def _between(clause: Clause, one: Hit[str], other: Hit[str]) -> str:
    return clause.text[clause.words[one.after - 1].end : clause.words[other.first].start]


def _swapped(clause: Clause, hits: Sequence[Hit[str]], at: int, words: TakingWords) -> Way:
    """`ranitidine was changed to omeprazole`: the first is past, the second current."""
    if at + 1 < len(hits) and _is_swap(clause, hits[at], hits[at + 1], words):
        return Way.PAST
    both = at + 2 < len(hits) and _is_joined(clause, hits[at], hits[at + 1])
    if both and _is_swap(clause, hits[at + 1], hits[at + 2], words):
        return Way.PAST  # `piperacilina-tazobactam + amikacina, rota a meropenem`
    if at > 0 and _is_swap(clause, hits[at - 1], hits[at], words):
        return Way.CURRENT
    return Way.NOT


def _is_swap(clause: Clause, one: Hit[str], other: Hit[str], words: TakingWords) -> bool:
    between = words_of(_between(clause, one, other))
    if len(between) > _BEFORE:
        return False
    if any(hit.after == len(between) for hit in words.swaps.find(between)):
        return True
    before = clause.words[max(0, one.first - 3) : one.first]
    opened = any(hit.after >= len(before) - 1 for hit in words.swapping.find(before))
    return opened and bool(between) and between[-1].text in words.between


def _stopped(clause: Clause, hit: Hit[str], words: TakingWords) -> Way:
    """`amlodipine was stopped`, `fluconazol suspendido`: said right after the name."""
    after = clause.words[hit.after : hit.after + _AFTER + 2]
    found = next(words.states.find(after), None)
    end = clause.words[hit.after - 1].end
    if was_ended(clause.text, end):
        return Way.PAST
    if found is None or found.value != "past" or found.first > _AFTER or goes_on(clause.text, end, end):
        return Way.NOT
    if is_rule(clause.text, after[found.first].start, after[found.after - 1].end):
        return Way.NOT
    between = clause.text[clause.words[hit.after - 1].end : after[found.first].start]
    if _STOPS_NEXT.match(clause.text, clause.words[hit.after - 1].end + len(between)) and _AND.search(between):
        return Way.NOT
    return Way.NOT if _ENDS.search(between) or ";" in between or "," in between else Way.PAST


def own_state(said: str, states: PhraseIndex[str]) -> str:
    """Whether a medicine's own words say that it is past or current; a rule for stopping it says neither."""
    parts = words_of(said)
    name = parts[0].end if parts else 0
    for hit in states.find(parts):
        if hit.value != "past" or not (
            is_rule(said, parts[hit.first].start, parts[hit.after - 1].end) or goes_on(said, name, name)
        ):
            return hit.value
    return "past" if was_ended(said, name) else ""


def _is_joined(clause: Clause, before: Hit[str], hit: Hit[str]) -> bool:
    """Whether a medicine goes on with the list of the one before it: `on levetiracetam, omeprazole and senna`."""
    between = _between(clause, before, hit)
    return len(between) < _LONGEST and _JOINED.search(between) is not None and not _ENDS.search(between)


def _dosed(clause: Clause, hits: Sequence[Hit[str]], at: int, words: TakingWords) -> Way:
    """A medicine with both its dose and how often it is taken, or that it was given: `780 mg IV given at 19:30`."""
    start = clause.words[hits[at].first].start
    end = clause.words[hits[at + 1].first].start if at + 1 < len(hits) else len(clause.text)
    said = clause.text[start:end]
    dose = DOSE.search(said)
    bare = _BARE_DOSE.match(clause.text, clause.words[hits[at].after - 1].end, end)
    if bare is not None and FREQUENCY.match(clause.text, bare.end(), end):
        return Way.LISTED  # `Also spironolactone 25 twice a day`
    if dose is None or _NO_DOSE.search(said[: dose.start()]):
        return Way.GIVEN if _is_told(clause, hits[at], words) else Way.NOT
    return Way.LISTED if FREQUENCY.search(said) else Way.GIVEN


def _is_told(clause: Clause, hit: Hit[str], words: TakingWords) -> bool:
    """Whether words of treatment near a medicine say that it is more than named: `resolved with`, `10 days of`."""
    before = clause.words[max(0, hit.first - _NEAR) : hit.first]
    after = clause.words[hit.after : hit.after + _NEAR]
    start, end = clause.words[hit.first].start, clause.words[hit.after - 1].end
    if _COURSE.match(clause.text, end):
        return True
    return any(
        _ENDS.search(clause.text[before[cue.after - 1].end : start]) is None for cue in words.told.find(before)
    ) or any(_ENDS.search(clause.text[end : after[cue.first].start]) is None for cue in words.told.find(after))
