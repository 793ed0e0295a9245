"""Current, past and planned medicines with dose, route and frequency: from lists, tables and plain sentences.

Chemotherapy that is given in cycles is another topic's; what is taken by mouth from a list of medicines stands here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from consilium.domain.dates import PartialDate
from consilium.domain.datetext import dates_in
from consilium.domain.findings.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.moment import day_of
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.phrases import Hit, PhraseIndex, fold, words_of
from consilium.domain.records import Category, Scalar

_AMOUNT = r"\d{1,3}(?:,\d{3})+(?:\.\d{1,3})?|\d{1,6}(?:[.,]\d{1,4})?"
_DOSE = re.compile(
    rf"(?<![\w.,/\-])(?:{_AMOUNT})(?:\s?(?:-|to|a)\s?(?:{_AMOUNT}))?\s?"
    r"(?:mg/kg/(?:day|d[ií]a|dose|dosis)|mg/m[2²]/(?:day|d[ií]a|dose|dosis)|mg/kg|mg/m[2²]|mcg/kg|"
    r"mg/d[ií]a|mg/day|mg|mcg|µg|ug|g|mL|ml|cc|UI|IU|units?|unidades|mEq|mmol|puffs?|drops?|gotas|tab(?:let)?s?|"
    r"tabletas?|comprimidos?|caps(?:ules?)?|c[aá]psulas?|sachets?|sobres?|ampolletas?|patch(?:es)?|%)"
    r"(?![\w/])(?:\s(?:of|de)\s(?:TMP|trimethoprim|trimetoprima?)|\sTMP)?",
    re.IGNORECASE,
)
_DAYS = r"(?:mon|tue|wed|thu|fri|sat|sun|lun|mar|mi[eé]|jue|vie|s[aá]b|dom)\w{0,7}"
_FREQUENCY = re.compile(
    r"\b(?:q\s?\d{1,2}(?:-\d{1,2})?\s?(?:h|hr|hrs|hours)|every\s(?:\d{1,2}|other|six|eight|twelve|four)\s?"
    r"(?:hours?|hrs?|h|days?|weeks?|months?)|every\s(?:morning|evening|night|day|week|month)|"
    r"cada\s\d{1,2}\s?(?:horas?|hrs?|h|d[ií]as?|semanas?|meses)|cada\s(?:mes|semana|noche|ma[nñ]ana|tercer d[ií]a)|"
    r"c/\s?\d{1,2}\s?(?:hrs?|h|horas?)?|(?:once|twice|three times|four times|\d times|\dx)\s(?:a|per|/)?\s?"
    r"(?:daily|day|week|month)|(?:una|dos|tres|cuatro|\d)\sve(?:z|ces)\s(?:al|por|a la)\s(?:d[ií]a|semana|mes)|"
    r"en\s\d\stomas|(?:daily|diario|diaria|diariamente|bid|tid|qid|qhs|qam|qpm|qd|qod|weekly|monthly|nightly|"
    r"semanal|mensual)\b|b\.i\.d\.|t\.i\.d\.|at bedtime|al acostarse|por las? (?:noches?|ma[nñ]anas?)|"
    r"three times|twice|weekends|fines de semana|on weekends|M/W/F|MWF)"
    rf"(?:,?\s(?:on\s|los\s)?{_DAYS}(?:(?:,\s|/|\sto\s|\sa\s|\sand\s|\sy\s|-|,){_DAYS}){{0,6}}"
    r"|\s(?:on|los)\s(?:weekends|fines de semana))?",
    re.IGNORECASE,
)
# How far the words of one medicine may go where no other follows.
_SPAN = 220
# How many medicines one sentence may name: text is hostile.
_MOST = 100


@dataclass(frozen=True)
class Words:
    """The tables of `knowledge/findings/medicines.yaml`."""

    medicines: PhraseIndex[str]
    cyclic: PhraseIndex[bool]
    columns: PhraseIndex[str]
    routes: PhraseIndex[str]
    as_needed: PhraseIndex[bool]
    states: PhraseIndex[str]
    planned: PhraseIndex[bool]
    taking: PhraseIndex[bool]
    avoided: PhraseIndex[bool]


def words_from(data: Mapping[str, Any]) -> Words:
    def named(name: str) -> PhraseIndex[str]:
        return PhraseIndex.of((str(one), str(key)) for key, said in data[name].items() for one in (key, *said))

    def listed(name: str) -> PhraseIndex[bool]:
        return PhraseIndex.of((str(one), True) for one in data[name])

    return Words(
        PhraseIndex.of(_medicines(data)),
        listed("cyclic"),
        named("columns"),
        named("routes"),
        listed("as_needed"),
        PhraseIndex.of((str(one), state) for state, said in data["states"].items() for one in said),
        listed("planned"),
        listed("taking"),
        listed("avoided"),
    )


def _medicines(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The names of medicines; words that a scanner's slip would make a medicine stand for none."""
    for name, said in data["medicines"].items():
        yield from ((str(one), str(name)) for one in (name, *said))
    yield from ((str(one), "") for one in data["not_medicines"])


def find(paper: Paper, words: Words, assertion: AssertionWords) -> Iterator[Finding]:
    """Every medicine that a paper lists or says that the child takes or took."""
    if paper.reading.format.startswith("fhir"):
        return
    reader = _Reader(paper, words, assertion)
    for clause in paper.clauses:
        if clause.section not in (Section.ALLERGIES, Section.GENERAL, Section.FAMILY_HISTORY, Section.QUESTIONS):
            yield from reader.read(clause)


@dataclass(frozen=True)
class _Reader:
    paper: Paper
    words: Words
    assertion: AssertionWords

    def read(self, clause: Clause) -> Iterator[Finding]:
        columns = self._columns(clause)
        if columns:
            yield from self._row(clause, columns)
            return
        hits = self._hits(clause)
        listed = self._is_list(clause)
        for at, hit in enumerate(hits):
            end = clause.words[hits[at + 1].first].start if at + 1 < len(hits) else len(clause.text)
            start = clause.words[hit.first].start
            if (listed and not self._is_avoided(clause, hit, end)) or self._is_taken(clause, hit, end):
                yield self._found(clause, hit.value, start, min(end, start + _SPAN))
        if listed and not hits:
            yield from self._unknown(clause)

    def _is_list(self, clause: Clause) -> bool:
        """Whether the clause is an item of a list of medicines: of such a section, or of a paper that is one."""
        if clause.section is Section.MEDICINES:
            return True
        return self.paper.category is Category.MEDICINES and clause.section is Section.NONE

    def _hits(self, clause: Clause) -> list[Hit[str]]:
        """Known medicines; one that is the same as the one before it, in brackets (its brand), is not told twice."""
        index = self.words.medicines
        found = list(index.find_blurred(clause.words) if clause.recognized else index.find(clause.words))
        kept: list[Hit[str]] = []
        for hit in found[:_MOST]:
            if hit.value and (not kept or kept[-1].value != hit.value):
                kept.append(hit)
        return kept

    def _is_avoided(self, clause: Clause, hit: Hit[str], end: int) -> bool:
        """Whether the words around a medicine say that it is not to be taken."""
        before = clause.words[max(0, hit.first - 4) : hit.first]
        after = words_of(clause.text[clause.words[hit.after - 1].end : min(end, clause.words[hit.after - 1].end + 40)])
        return any(next(self.words.avoided.find(part), None) is not None for part in (before, after))

    def _is_taken(self, clause: Clause, hit: Hit[str], end: int) -> bool:
        """Outside a list: the clause says that the child takes it, or gives both its dose and how often."""
        before = clause.words[max(0, hit.first - 5) : hit.first]
        if any(cue.after == len(before) for cue in self.words.taking.find(before)):
            return True
        said = clause.text[clause.words[hit.first].start : end]
        return _DOSE.search(said) is not None and _FREQUENCY.search(said) is not None

    def _found(self, clause: Clause, name: str, start: int, end: int) -> Finding:
        said = clause.text[start:end].rstrip(" ,;.")
        said = said if clause.cells else _cut(said)
        how = assertion_of(clause, start, start + len(said), self.assertion)
        detail = self._detail(said)
        state = self._state(clause, said)
        how = self._how(clause, how, start)
        days = list(dates_in(said))
        return Finding(
            kind=Kind.MEDICINE,
            name=name,
            value=said,
            when=day_of(days[0], self.paper.date_order) if len(days) == 1 and state != "past" else None,
            until=day_of(days[0], self.paper.date_order) if len(days) == 1 and state == "past" else None,
            assertion=how,
            detail={key: value for key, value in {**detail, "state": state}.items() if value},
            citations=(clause.cite(start, start + len(said)),),
            confidence=clause.confidence,
        )

    def _how(self, clause: Clause, how: Assertion, start: int) -> Assertion:
        before = [word for word in clause.words if word.end <= start][-6:]
        if next(self.words.planned.find(before), None) is not None:
            return Assertion.PLANNED
        if self._is_list(clause) and how is not Assertion.NEGATED:
            return Assertion.STATED
        return how

    def _detail(self, said: str) -> dict[str, Scalar]:
        dose, often = _DOSE.search(said), _FREQUENCY.search(said)
        parts = words_of(said)
        route = next(self.words.routes.find(parts), None)
        needed = next(self.words.as_needed.find(parts), None)
        return {
            "dose": dose[0] if dose else "",
            "route": route.value if route else "",
            "frequency": often[0].strip() if often else "",
            "as_needed": "yes" if needed else "",
        }

    def _state(self, clause: Clause, said: str) -> str:
        """ "past" or "current" as the words beside the medicine, then as the heading say."""
        own = next(self.words.states.find(words_of(said)), None)
        if own is not None:
            return own.value
        headed = next(self.words.states.find(words_of(clause.heading)), None)
        if headed is not None:
            return headed.value
        before = next(self.words.states.find(clause.words[:8]), None)
        if before is not None and before.value == "past":
            return "past"
        return "current" if self._is_list(clause) else ""

    def _unknown(self, clause: Clause) -> Iterator[Finding]:
        """A line of a list that begins with an unknown name and goes on with a dose."""
        dose = _DOSE.search(clause.text)
        if dose is None or next(self.words.cyclic.find(clause.words), None) is not None:
            return
        name = clause.text[: dose.start()].strip(" -•·*:.,(")
        words = words_of(name)
        if (
            1 <= len(words) <= 4
            and name[:1].isalpha()
            and len(words[0].text) > 3
            and not any(char.isdigit() for char in name)
        ):
            yield self._found(clause, name, clause.text.index(name), len(clause.text))

    def _columns(self, clause: Clause) -> tuple[str, ...]:
        """The roles of a row's cells, where the heads name medicines and their doses."""
        if not clause.header or len(clause.header) != len(clause.cells):
            return ()
        hits = [next(self.words.columns.find(words_of(head)), None) for head in clause.header]
        roles = tuple(hit.value if hit is not None and hit.first == 0 else "" for hit in hits)
        dosed = {"dose", "frequency"} & set(roles)
        return roles if roles and roles[0] == "medicine" and dosed else ()

    def _row(self, clause: Clause, roles: Sequence[str]) -> Iterator[Finding]:
        said = {role: text.strip() for role, (_, text) in zip(roles, clause.cells, strict=True)}
        name = said.get("medicine", "")
        hit = next(self._index(clause, name), None)
        if not name or (hit is None and next(self.words.cyclic.find(words_of(name)), None) is not None):
            return
        if hit is None and _DOSE.search(said.get("dose", "")) is None:
            return
        if hit is None and clause.section is not Section.MEDICINES and "start" not in roles:
            return
        made = self._found(clause, hit.value if hit else name, clause.cells[0][0], len(clause.text))
        start, stop = self._day(said.get("start", "")), self._day(said.get("stop", ""))
        shown = next(self.words.states.find(words_of(said.get("state", ""))), None)
        own = {
            "route": said.get("route", ""),
            "frequency": said.get("frequency", ""),
            "state": shown.value if shown else "",
        }
        detail = {**made.detail, **{key: value for key, value in own.items() if value}}
        if not detail.get("dose") and said.get("dose"):
            detail["dose"] = said["dose"]
        yield replace(made, when=start, until=stop, detail=detail)

    def _index(self, clause: Clause, name: str) -> Iterator[Hit[str]]:
        index = self.words.medicines
        return index.find_blurred(words_of(name)) if clause.recognized else index.find(words_of(name))

    def _day(self, text: str) -> PartialDate | None:
        date = next(dates_in(text), None)
        return day_of(date, self.paper.date_order) if date else None


def _cut(said: str) -> str:
    """The words of one medicine up to the next item of its list."""
    for mark in (";", "\n", " • ", ". "):
        at = said.find(mark)
        if at > 0 and fold(said[max(0, at - 3) : at]) not in ("p.r", "b.i", "t.i"):
            said = said[:at]
    return re.sub(r"(?:,|\s(?:and|y|e|con|with))\s*$", "", said).rstrip(" ,;.•(")
