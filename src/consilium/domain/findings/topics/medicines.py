"""Current, past and planned medicines with dose, route and frequency: from lists, tables and plain sentences.

Chemotherapy that is given in cycles is another topic's; what is taken by mouth from a list of medicines stands here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from consilium.domain.dates import PartialDate
from consilium.domain.datetext import dates_in
from consilium.domain.findings.assertions.assertion import AssertionWords
from consilium.domain.findings.assertions.stoprules import orders_before
from consilium.domain.findings.days.moment import day_of
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.medicines.begunagain import again_in
from consilium.domain.findings.medicines.dosing import DOSE, FREQUENCY, dose_in, undotted, without_share, worded_dose
from consilium.domain.findings.medicines.medicineasked import asked_of
from consilium.domain.findings.medicines.medicinedays import Span, span_of
from consilium.domain.findings.medicines.medicinegrids import without_grids
from consilium.domain.findings.medicines.medicinehow import HowWords, how_of, how_words, listed_state
from consilium.domain.findings.medicines.medicinelines import (
    bare_dose,
    before_next_short,
    cut,
    is_sure,
    items_of,
    number_before,
)
from consilium.domain.findings.medicines.medicinenames import MedicineNames, names_from
from consilium.domain.findings.medicines.medicineuse import is_used
from consilium.domain.findings.medicines.nomedicines import no_medicines
from consilium.domain.findings.medicines.onceonly import is_for_once
from consilium.domain.findings.medicines.statelists import state_of_heading
from consilium.domain.findings.medicines.switches import switched
from consilium.domain.findings.medicines.taking import (
    TakingWords,
    Way,
    cue_of,
    is_bare_item,
    label_end,
    own_state,
    taking_words,
    ways_of,
)
from consilium.domain.findings.medicines.vaccineslisted import before_vaccine, listed_vaccines
from consilium.domain.findings.medicines.vaccinesshort import vaccine_grid, vaccines_told
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.text.strayed import at_home
from consilium.domain.phrases import Hit, PhraseIndex, words_of
from consilium.domain.records import Category, Scalar

_SPAN, _DAY = 220, 30  # how far one medicine's words may go where no other follows; letters of the day over a log
# A line of a log begins with its hour.
# `amoxicillin for yellow nasal discharge`: no way of giving.
_OF_NOSE = re.compile(r"\bnasal (?:discharge|congestion|drainage|obstruction|cannula|polyps?|bleeding|stuffiness)\b")
_AT = re.compile(r"\s*\d{1,2}(?:[:.h]?\d{2})(?:\s?(?:hrs?|h|am|pm))?\b\s")
_CHANGED = re.compile(
    r"\b(?:from|de|desde)\s[\d.,]+\s?[a-zA-Zµ/]{0,12}\s(?:to|a|hasta)\s|\d\s?[a-zA-Zµ/]{0,8}(?:\s\w+)?\s?(?:->|→)\s?",
    re.IGNORECASE,
)
# What a list of medicines says of each: one that is begun is taken.
_BEGUN = re.compile(r"[\s•*\d.)-]*(?:START|NEW|STARTED|INICIAR|INICIA|NUEVO|NUEVA)\b[:\s]")
# What a medicine may be that is merely named.
_UNREAL = frozenset({Assertion.NEGATED, Assertion.PLANNED, Assertion.CONDITIONAL, Assertion.FAMILY})
_MAY_BE = frozenset({Assertion.STATED, Assertion.HISTORICAL, Assertion.UNCERTAIN, Assertion.PENDING, Assertion.PLANNED})
_FIRST_COLUMNS = 3  # before the column of medicines stand the hour, a number
# Papers that name medicines which may help, or what a germ or a gene answers to.
_WEIGHS = frozenset({Category.GENETICS, Category.PATHOLOGY_REPORT, Category.PATHOLOGY_SLIDES,
                     Category.IDENTITY_INSURANCE, Category.QUESTIONS_LIST})  # fmt: skip
_PREDICTED = re.compile(r"%\s?pred\b", re.IGNORECASE)  # the head of a table of the lungs: `Pred  Pre  %Pred`
_MOST = 100  # medicines that one sentence may name: text is hostile
SHARED = ("medicineclasses", "medicinelists")


@dataclass(frozen=True)
class Words:
    """The tables of `knowledge/findings/medicines.yaml`."""

    names: MedicineNames
    cyclic: PhraseIndex[bool]
    columns: PhraseIndex[str]
    routes: PhraseIndex[str]
    as_needed: PhraseIndex[bool]
    states: PhraseIndex[str]
    taking: TakingWords
    sides: PhraseIndex[str]
    how: HowWords
    vaccines: PhraseIndex[str]
    unvaccinated: PhraseIndex[bool]


def words_from(data: Mapping[str, Any]) -> Words:
    def named(name: str) -> PhraseIndex[str]:
        return PhraseIndex.of((str(one), str(key)) for key, said in data[name].items() for one in (key, *said))

    def listed(name: str) -> PhraseIndex[bool]:
        return PhraseIndex.of((str(one), True) for one in data[name])

    states = PhraseIndex.of((str(one), state) for state, said in data["states"].items() for one in said)
    return Words(
        names_from(data),
        listed("cyclic"),
        named("columns"),
        named("routes"),
        listed("as_needed"),
        states,
        taking_words(data, states),
        PhraseIndex.of((str(one), side) for side, said in data["sides"].items() for one in said),
        how_words(data),
        named("vaccines"),
        listed("unvaccinated"),
    )


def find(paper: Paper, words: Words, assertion: AssertionWords) -> Iterator[Finding]:
    """Every medicine that a paper lists or says that the child takes or took."""
    if paper.reading.format.startswith("fhir"):
        return
    reader = _Reader(paper, words, assertion, _is_note(paper, words))
    yield from vaccine_grid(paper, words.vaccines, words.unvaccinated)
    yield from no_medicines(paper, words.names.index)
    for clause in map(at_home, without_grids(paper, words.columns, words.names.index, words.cyclic)):
        if clause.section is Section.QUESTIONS:
            yield from asked_of(clause, reader.hits(clause), words.vaccines)
        elif clause.section is Section.GENERAL:
            yield from (
                one
                for one in reader.read(clause)
                if one.assertion in _UNREAL or (one.detail.get("dose") and one.detail.get("frequency"))
            )
        elif clause.section not in (Section.ALLERGIES, Section.FAMILY_HISTORY):
            for item in reader.items(clause):
                yield from reader.read(item)
            vaccines = [*vaccines_told(clause, paper, words.vaccines, words.unvaccinated, assertion)]
            yield from vaccines or (listed_vaccines(clause, words.vaccines) if reader.lists(clause) else ())


@dataclass(frozen=True)
class _Reader:
    paper: Paper
    words: Words
    assertion: AssertionWords
    note: bool = False
    day: list[PartialDate] = field(default_factory=list)  # that a log of hours stands under

    def items(self, clause: Clause) -> Iterator[Clause]:
        return items_of(clause, self.words.names.index) if self.lists(clause) else iter((clause,))

    def read(self, clause: Clause) -> Iterator[Finding]:
        self._take_day(clause)
        columns = self._columns(clause)
        if columns:
            yield from self._row(clause, columns)
            return
        hits = self.hits(clause)
        listed = self.lists(clause) or (bool(hits) and self._is_item(clause, hits[0]))
        ways = ways_of(clause, hits, self.words.taking, listed=listed, named=self._named)
        for at, (hit, way) in enumerate(zip(hits, ways, strict=True)):
            end = cue_of(clause, hits[at + 1], self.words.taking)[1] if at + 1 < len(hits) else len(clause.text)
            start = clause.words[hit.first].start
            end = self._own(clause, hit, max(end, clause.words[hit.after - 1].end))
            if self._is_of_row(clause):
                end = min(end, next((at + len(text) for at, text in clause.cells if at <= start < at + len(text)), end))
            if way is Way.GIVEN and (clause.text.rstrip().endswith("?") or self._is_cyclic(hit.value)):
                continue
            if way:
                yield self._found(clause, hit.value, (start, min(end, start + _SPAN)), way)
            elif not way and (_AT.match(clause.text) or self._is_of_row(clause)):
                yield self._found(clause, hit.value, (start, min(end, start + _SPAN)), Way.GIVEN)
            elif not way:
                yield from self._not_so(clause, hit, (start, min(end, start + _SPAN)))
        if listed and not hits:
            yield from self._unknown(clause)

    def _named(self, clause: Clause, hit: Hit[str]) -> Way:
        """A name that stands for nothing else tells a medicine, but in papers that weigh medicines."""
        weighs = self.paper.category in _WEIGHS or clause.text.rstrip().endswith("?")
        place = clause.words[hit.first].start, clause.words[hit.after - 1].end
        told = not weighs and (self.words.names.is_said(clause, hit) or is_used(clause, *place))
        return Way.GIVEN if told else Way.NOT

    def _is_held(self, clause: Clause, start: int, end: int) -> bool:
        """Whether the words of a medicine say that it was not given, which is told as such."""
        return next(self.words.how.held.find(words_of(clause.text[start:end])), None) is not None

    def _is_cyclic(self, name: str) -> bool:
        """Whether a medicine is a drug against cancer, which only a list makes a medicine."""
        return next(self.words.cyclic.find(words_of(name)), None) is not None

    def _own(self, clause: Clause, hit: Hit[str], end: int) -> int:
        """Where the words of a medicine end: no later than where a drug that is no medicine of lists is named."""
        following = clause.words[hit.after : hit.after + _SPAN // 4]
        other = next(self.words.cyclic.find(following), None)
        end = min(end, following[other.first].start) if other is not None else end
        own = clause.words[hit.after - 1].end
        return before_vaccine(clause.text, own, before_next_short(clause.text, own, end))

    def _take_day(self, clause: Clause) -> None:
        """The day that a log of hours stands under: `14/08/23 Día 1`, `16 May`."""
        days = occasions(clause.text[:_DAY], self.paper)
        if days and days[0].start <= 1 and days[0].until is None:
            self.day[:] = [days[0].when]
        elif not _AT.match(clause.text) and len(clause.words) > 1 and clause.text[:1].isupper() and self.day:
            self.day.clear()

    def _is_of_row(self, clause: Clause) -> bool:
        """Whether a row of a log has a day."""
        return len(clause.cells) > 2 and any(True for _, text in clause.cells[:3] for _ in dates_in(text))

    def _not_so(self, clause: Clause, hit: Hit[str], span: tuple[int, int]) -> Iterator[Finding]:
        """A medicine that is merely named, where the words say that it was not given, or is to be or may be."""
        made = self._found(clause, hit.value, span, Way.GIVEN)
        allergic = made.assertion is Assertion.FAMILY and "alerg" in clause.folded.replace("ll", "l")
        if made.assertion in _UNREAL and not allergic and not self._is_avoided(clause, hit, span[1]):
            yield made

    def lists(self, clause: Clause) -> bool:
        """Whether the clause is an item of a list of medicines: of such a section, or of a paper that is one."""
        if clause.section is Section.MEDICINES or label_end(clause, self.words.taking) >= 0:
            return True
        return self.paper.category is Category.MEDICINES and clause.section is Section.NONE

    def _is_item(self, clause: Clause, hit: Hit[str]) -> bool:
        """Whether a clause outside a list begins as an item of one does: in a family's note, in a discharge paper."""
        if self.note:
            return hit.first <= 3
        return self.paper.category is Category.DISCHARGE and is_bare_item(clause, hit)

    def hits(self, clause: Clause) -> list[Hit[str]]:
        """Known medicines; one that is the same as the one before it, in brackets (its brand), is not told twice."""
        index = self.words.names.index
        found = list(index.find_blurred(clause.words) if clause.recognized else index.find(clause.words))
        kept: list[Hit[str]] = []
        exact = {(hit.first, hit.after) for hit in index.find(clause.words)} if clause.recognized else set()
        for hit in found[:_MOST]:
            sure = (hit.first, hit.after) in exact or is_sure(clause, hit, listed=self.lists(clause))
            if (clause.recognized and not sure) or _PREDICTED.search(clause.text):
                continue
            if hit.value and (not kept or kept[-1].value != hit.value) and not self.words.names.is_other(clause, hit):
                kept.append(hit)
        return sorted([*kept, *self._formed(clause, found)])[:_MOST]

    def _formed(self, clause: Clause, found: Sequence[Hit[str]]) -> Iterator[Hit[str]]:
        """Words that the stem of an international name makes medicines, beside those that the tables know."""
        for hit in self.words.names.formed(clause):
            known = any(one.first <= hit.first < one.after for one in found)
            if not known and not self._is_cyclic(clause.words[hit.first].text):
                yield hit

    def _is_avoided(self, clause: Clause, hit: Hit[str], end: int) -> bool:
        """Whether the words around a medicine say that it is not to be taken."""
        before = clause.words[max(0, hit.first - 4) : hit.first]
        after = words_of(clause.text[clause.words[hit.after - 1].end : min(end, clause.words[hit.after - 1].end + 40)])
        return any(next(self.words.how.avoided.find(part), None) is not None for part in (before, after))

    def _found(self, clause: Clause, name: str, span: tuple[int, int], way: Way = Way.LISTED) -> Finding:
        start, end = span
        said = clause.text[start:end].rstrip(" ,;.")
        said = said if clause.cells else cut(said)
        # Of a log's row the other cells say what came of it, not whether it was given.
        own = replace(clause, cells=(), header=()) if self._is_of_row(clause) else clause
        how = how_of(own, start, said, self.words.how, self.assertion, listed=self.lists(clause))
        detail = without_share(self._detail(said), clause.text[:start], said)
        state = listed_state(clause.text, start, said) or self._state(clause, said, way)
        how = Assertion.PLANNED if way is Way.PLANNED and how in _MAY_BE else how
        begun = clause.section is Section.MEDICINES and _BEGUN.match(clause.text) is not None
        taken = begun or state == "past" or (way is Way.CURRENT and clause.section is Section.PLAN)
        if again_in(clause.text, said) >= 0:
            how, state = Assertion.STATED, "current"
        elif change := None if self.lists(clause) else switched(clause.folded, start):
            how, state = change, "" if change is Assertion.PLANNED else "current"
        elif how is Assertion.PLANNED and taken:
            how = Assertion.STATED  # `Plan: continues ropivacaine`, `ketorolac stopped (5 d)` among orders
        side = next(self.words.sides.find(words_of(said)), None)
        days = self._span(clause, said, state, way)
        return Finding(
            kind=Kind.MEDICINE,
            name=name,
            value=said,
            when=days.when,
            until=days.until,
            assertion=how,
            laterality=side.value if side else "",
            detail={key: value for key, value in {**detail, "state": state}.items() if value},
            citations=(clause.cite(start, start + len(said)),),
            confidence=clause.confidence,
        )

    def _span(self, clause: Clause, said: str, state: str, way: Way) -> Span:
        """The days of a medicine's own words, else that of its row or of the day that a log stands under."""
        days = span_of(said[max(0, again_in(clause.text, said)) :], self.paper, past=state == "past")
        if days != Span() or way not in (Way.GIVEN, Way.LISTED):
            return days
        rows = {day_of(date, self.paper.date_order) for _, text in clause.cells for date in dates_in(text)}
        own = rows.pop() if len(rows) == 1 else self.day[0] if self.day and _AT.match(clause.text) else None
        return Span(own) if own is not None else days

    def _detail(self, said: str) -> dict[str, Scalar]:
        changed = _CHANGED.search(said)  # `up from 300 mg to 350 mg`: the new one
        dose = (DOSE.search(said, changed.end()) if changed else None) or dose_in(said)
        written = undotted(said)
        often, parts = FREQUENCY.search(written), words_of(_OF_NOSE.sub(" ", written))
        route = next(self.words.routes.find(parts), None)
        needed = next(self.words.as_needed.find(parts), None)
        return {
            "dose": dose[0] if dose else number_before(written, often) or bare_dose(said) or worded_dose(said),
            "route": route.value if route else "",
            "frequency": often[0].strip() if often else "",
            "as_needed": "yes" if needed else "",
        }

    def _state(self, clause: Clause, said: str, way: Way) -> str:
        """ "past" or "current" as the words beside the medicine, then as the heading say."""
        own = own_state(said, self.words.states)
        if own or is_for_once(said):
            return own
        if way in (Way.CURRENT, Way.PAST) and not self.words.how.lists.leads(clause.text):
            return str(way)
        if way is Way.GIVEN:  # `Prior medications included prednisone`
            led = next((one for one in self.words.states.find(clause.words[:8]) if one.after - one.first > 1), None)
            return "past" if led is not None and led.value == "past" else ""
        if way is Way.PLANNED:
            return ""
        if headed := state_of_heading(clause.heading, self.words.how.lists, self.words.states):
            return headed
        first = next(self.words.names.index.find(clause.words), None)
        before = next(self.words.states.find(clause.words[: min(8, first.first) if first else 8]), None)
        if before is not None and before.value == "past":
            return "" if first is not None and orders_before(clause, before.first, first) else "past"
        return "current" if self.lists(clause) else ""

    def _unknown(self, clause: Clause) -> Iterator[Finding]:
        """A line of a list that begins with an unknown name and goes on with a dose."""
        dose = DOSE.search(clause.text)
        if dose is None or dose[0].endswith("%") or next(self.words.cyclic.find(clause.words), None) is not None:
            return
        name = clause.text[: dose.start()].rstrip(" :").rpartition(":")[2].strip(" -•·*:.,(")
        words = words_of(name)
        if (
            1 <= len(words) <= 4
            and name[:1].isalpha()
            and len(words[0].text) > 3
            and not any(char.isdigit() for char in name)
        ):
            yield self._found(clause, name, (clause.text.index(name), len(clause.text)))

    def _columns(self, clause: Clause) -> tuple[str, ...]:
        """The roles of a row's cells, where the heads name medicines and their doses."""
        if not clause.header or len(clause.header) != len(clause.cells):
            return ()
        hits = [next(self.words.columns.find(words_of(head)), None) for head in clause.header]
        roles = tuple(hit.value if hit is not None and hit.first == 0 else "" for hit in hits)
        dosed = {"dose", "frequency"} & set(roles)
        return roles if "medicine" in roles[:_FIRST_COLUMNS] and dosed else ()

    def _row(self, clause: Clause, roles: Sequence[str]) -> Iterator[Finding]:
        said = {role: text.strip() for role, (_, text) in [*zip(roles, clause.cells, strict=True)][::-1]}
        name = said.get("medicine", "")
        hit = next(self._index(clause, name), None)
        if not name or (hit is None and next(self.words.cyclic.find(words_of(name)), None) is not None):
            return
        if hit is None and DOSE.search(said.get("dose", "")) is None:
            return
        if hit is None and clause.section is not Section.MEDICINES and "start" not in roles:
            return
        begin = next(start for role, (start, _) in zip(roles, clause.cells, strict=True) if role == "medicine")
        made = self._found(clause, hit.value if hit else name, (begin, len(clause.text)))
        if "time" in roles and made.when is None:  # a sheet of one day
            made = replace(made, when=self.paper.near)
        start, stop = self._day(said.get("start", "")), self._day(said.get("stop", ""))
        shown = next(self.words.states.find(words_of(said.get("state", ""))), None)
        own = {role: said.get(role, "") for role in ("route", "frequency")} | {"state": shown.value if shown else ""}
        detail = {**made.detail, **{key: value for key, value in own.items() if value}}
        own_dose = DOSE.search(said.get("dose", ""))
        if own_dose is not None:  # not that of another column
            detail["dose"] = own_dose[0]
        elif not detail.get("dose") and said.get("dose"):
            detail["dose"] = said["dose"]
        if start is None and stop is None and "start" not in roles:
            start, stop = made.when, made.until
        yield replace(made, when=start, until=stop, detail=detail)

    def _index(self, clause: Clause, name: str) -> Iterator[Hit[str]]:
        index = self.words.names.index
        return index.find_blurred(words_of(name)) if clause.recognized else index.find(words_of(name))

    def _day(self, text: str) -> PartialDate | None:
        date = next(dates_in(text), None)
        return day_of(date, self.paper.date_order) if date else None


def _is_note(paper: Paper, words: Words) -> bool:
    """Whether one of a paper's first lines says that it is a list of medicines: `Noah meds (Sept 5)`."""
    if paper.category not in (None, Category.MEDICINES):
        return False
    heads = [clause for clause in paper.clauses[:4] if len(clause.words) <= 8 and not clause.cells]
    return any(next(words.taking.labels.find(clause.words), None) is not None for clause in heads)
