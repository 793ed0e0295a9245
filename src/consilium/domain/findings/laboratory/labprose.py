"""Results in sentences: `Hb 9.8 g/dL`, `LDH de 1.240 U/L`, `HIV non-reactive`; never a limit, a dose or a date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from consilium.domain.findings.examination.functionfar import changes_by, far_value
from consilium.domain.findings.finding import Kind
from consilium.domain.findings.laboratory.labapart import hour_ahead, is_flagged, levels_in, past_label, with_thousands
from consilium.domain.findings.laboratory.labbefore import before_names, word_before
from consilium.domain.findings.laboratory.labcells import of_cluster, of_subsets
from consilium.domain.findings.laboratory.labchange import (
    and_after,
    change_at,
    earliers_after,
    slashed_at,
)
from consilium.domain.findings.laboratory.labcounts import (
    BLOOD,
    among_blood,
    in_field,
    no_blasts,
    without_counted,
)
from consilium.domain.findings.laboratory.labjoined import joined_values
from consilium.domain.findings.laboratory.lablinks import SKIPPED, is_next_name, past_flag, past_links, unit_first
from consilium.domain.findings.laboratory.labsaid import (
    ProseWords,
    Said,
    counts,
    is_condition,
    is_joined,
    range_after,
    reached,
)
from consilium.domain.findings.laboratory.labseries import (
    dated_cells,
    is_next_test,
    is_no_value,
    is_of_next,
    labelled_numbers,
    minus_at,
    next_number,
)
from consilium.domain.findings.laboratory.labtests import LabTest, LabTests
from consilium.domain.findings.laboratory.labvalues import Result, ResultWords, flag_behind, flag_in
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.numerals import Written, number_of, written_at
from consilium.domain.phrases import Hit, fold, words_of

# Tests that one word may be said of, and tests that one sentence may name: text is hostile.
_ROW, _MOST = 8, 200
# Units of doses, which no laboratory value has.
_DOSED = re.compile(r"/\s?(?:m[2²]|kg|d[ií]a|day|dose|dosis|d|h|hr|min|6|8|12)\b", re.IGNORECASE)
_GIVEN = re.compile(r"[uU][iI]?\s?/\s?\d")
_RATIO = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?\s?:\s?\d{1,2}(?![\d:])")  # `M:E 2.1:1`
_MANY = re.compile(r"\s(?:million|mill[oó]n(?:es)?)\b(?!/)")
_OR_MORE = re.compile(
    r"\s?(?:or|and) (?:more|above|greater|higher|less|below|lower|over|under)\b"
    r"|\s?o (?:m[aá]s|mayor|menos|menor|superior|inferior)\b",
    re.IGNORECASE,
)
# A count under a number in words is a limit: `Platelets under 10 need a transfusion`.
_UNDER = re.compile(r"\b(?:under|below|menor(?:es)? (?:de|a|que)|por debajo de|inferior(?:es)? a)\b", re.IGNORECASE)
# `Cortisol (9 am) 61`
_HOUR = re.compile(r"\s?\((?:(?:at|a las) )?\d{1,2}(?:[:.]\d{2})?\s?(?:[ap]\.?\s?m\.?|hr?s?|horas?|o'clock)\)", re.I)
_SHORT = 3  # letters: names of fewer need two other tests beside them
_LEVELS = frozenset({"elevated", "low", "normal", "borderline", "rising", "falling"})
_IS_CELLS = re.compile(r"CD\d|\w*cells|hemoglobin|donor")
_OF_BLASTS = re.compile(r"\s?%?\s?(?:de|of)\s(?:the\s|los\s)?[^\W\d_]{0,8}blast", re.I)
_OTHERS = 2  # tests beside which a unit is often left out
_SIGNED = re.compile(r"[+-]\s?ve\b|\(\+{1,4}\)|\+{1,4}(?![\w+])|[1-4]\+(?!\w)", re.IGNORECASE)


@dataclass(frozen=True)
class Reader:
    """What reading results from sentences needs."""

    tests: LabTests
    results: ResultWords
    words: ProseWords
    language: str = ""

    def find(self, clause: Clause, base: Result) -> Iterator[Said]:
        """Every result that a clause states."""
        hits = self._hits(clause, base.specimen)
        yield from before_names(clause, hits, self.tests, base)
        hits = without_counted(clause, hits, self.tests)
        before: Said | None = None
        told: list[Said] = []
        ready = 0
        for at, hit in enumerate(hits):
            if at < ready:
                continue
            named_together, count = joined_values(clause, hits[at : at + _ROW], base, self.tests, self._skip_links)
            ready = at + count
            for found in named_together or self._said(clause, hits[at : at + _ROW], base):
                between = clause.text[before.end : found.start] if before is not None else ""
                listed = bool(found.result.comparator) and between.strip("k ") == ","
                joined = before is not None and before.condition and (listed or is_joined(between))
                limit = found.result.comparator.startswith(">") or _UNDER.search(clause.text, found.start, found.end)
                wanted = bool(limit) and found.test.name in BLOOD and not (clause.cells or reached(clause, found.end))
                wanted = wanted or _OR_MORE.match(clause.text, found.end) is not None
                limited = joined or wanted or is_condition(clause, hit, found, self.words.conditions)
                before = replace(found, condition=not found.before and limited)
                told.append(before)
        yield from told
        yield from levels_in(clause, told, hits, self.tests, base)

    def _said(self, clause: Clause, hits: Sequence[Hit[LabTest]], base: Result) -> Iterator[Said]:
        """What is said of the first of some tests: one value, with an earlier one, or those of a row with strokes."""
        changed = self._changed(clause, hits[0], base)
        if changed:
            yield from changed[:-1]
            yield from self._led_on(clause, hits[0], changed[-1], base)
            return
        found = self._value(clause, hits[0], base, hits[1:])
        if found is None:
            slashed = self._slashed(clause, hits, base)
            slashed = slashed or self._labelled(clause, hits, base)
            shared = None if slashed else self._shared(clause, hits, base)
            ahead = None if slashed or shared is not None else word_before(clause, hits[0], self.results, base)
            yield from slashed or [one for one in (shared, ahead) if one is not None]
            return
        *before, found = self._led_on(clause, hits[0], found, base)
        yield from before
        yield found
        number = and_after(clause.text, found.end)
        second = self._number(clause, hits[0], number, base) if number is not None else None
        if second is not None:
            yield second
        for number in dated_cells(clause, hits[0], found.end):
            if (again := self._number(clause, hits[0], number, base)) is not None:
                unit = again.result.unit or found.result.unit
                yield replace(again, start=number.start, result=replace(again.result, unit=unit))
        for number in earliers_after(clause.text, found.end, self.words.changes):
            earlier = self._number(clause, hits[0], number, base, found.result.unit)
            if earlier is not None:
                unit = earlier.result.unit or found.result.unit
                yield replace(earlier, result=replace(earlier.result, unit=unit, flag="", reference=""), earlier=True)

    def _led_on(self, clause: Clause, hit: Hit[LabTest], found: Said, base: Result) -> list[Said]:
        """A value with those that arrows lead to: `45 → 23 → 12`; the last is the latest."""
        told = [found]
        while len(told) < _ROW and (number := next_number(clause.text, told[-1].end, drug=hit.value.drug)) is not None:
            said = self._number(clause, hit, number, base)
            if said is None:
                break
            told.append(said)
        unit = next((one.result.unit for one in reversed(told) if one.result.unit), "")
        earlier = (
            replace(one, result=replace(one.result, unit=one.result.unit or unit), earlier=True) for one in told[:-1]
        )
        return [*earlier, replace(told[-1], result=replace(told[-1].result, unit=told[-1].result.unit or unit))]

    def _changed(self, clause: Clause, hit: Hit[LabTest], base: Result) -> list[Said]:
        """Both values of `fell from 118 to 72 g/L`."""
        after = clause.words[hit.after - 1].end
        while after < len(clause.text) and clause.text[after] in SKIPPED:
            after += 1
        change = change_at(clause.text, after, self.words.changes, self.tests.units)
        if change is None:
            change = change_at(clause.text, self._skip_links(clause.text, after), self.words.changes, self.tests.units)
        if change is None:
            return []
        later = self._number(clause, hit, change.after, base)
        unit_at, unit_end = self.tests.units.at(clause.text, change.before.end)
        unit = clause.text[unit_at:unit_end] or (later.result.unit if later else "")
        if later is None or not self._fits(hit.value, change.before, unit, base.mark):
            return []
        later = replace(later, result=replace(later.result, unit=later.result.unit or unit))
        told = replace(later.result, value=change.before.text, comparator="", unit=unit, reference="", flag="")
        return [replace(later, result=told, earlier=True), later]

    def _slashed(self, clause: Clause, hits: Sequence[Hit[LabTest]], base: Result) -> list[Said]:
        """The values of `AST/ALT 45/60 U/L`, in the order of their tests."""
        count = 1
        for one, following in pairwise(hits):
            between = clause.text[clause.words[one.after - 1].end : clause.words[following.first].start]
            if between.strip() != "/":
                break
            count += 1
        last = clause.words[hits[count - 1].after - 1].end
        numbers = slashed_at(clause.text, self._skip_links(clause.text, last), count) if count > 1 else ()
        if not numbers:
            return []
        unit_at, end = self.tests.units.at(clause.text, numbers[-1].end)
        unit, start = clause.text[unit_at:end], clause.words[hits[0].first].start
        pairs = list(zip([hit.value for hit in hits[:count]], numbers, strict=True))
        if not all(self._fits(test, number, unit, base.mark) for test, number in pairs):
            return []
        made = ((test, replace(base, name=test.name, value=number.text, unit=unit)) for test, number in pairs)
        return [Said(test, result, start, max(end, numbers[-1].end)) for test, result in made]

    def _labelled(self, clause: Clause, hits: Sequence[Hit[LabTest]], base: Result) -> list[Said]:
        """The values of one test that a list tells by occasions: `AFP: al diagnóstico 215.000; post 2º ciclo 96`."""
        numbers = labelled_numbers(clause.text, clause.words[hits[0].after - 1].end) if len(hits) == 1 else ()
        made = [self._number(clause, hits[0], number, base) for number in numbers]
        told = [one for one in made if one is not None]
        if len(told) < len(made):
            return []
        unit = next((one.result.unit for one in told if one.result.unit), "")
        return [replace(one, result=replace(one.result, unit=one.result.unit or unit)) for one in told if len(told) > 1]

    def _hits(self, clause: Clause, specimen: str) -> list[Hit[LabTest]]:
        index = self.tests.by_name
        hits = index.find_blurred(clause.words) if clause.recognized else index.find(clause.words)
        kept = list(islice((hit for hit in hits if counts(clause, hit)), _MOST))
        given = [one for one in self.words.substances.find(clause.words)]
        kept = [hit for hit in kept if not any(one.first < hit.after and hit.first < one.after for one in given)]
        kept = [one for hit in kept if (one := self._standing(clause, hit, kept)) is not None]
        if clause.recognized:
            exact = {(hit.first, hit.after) for hit in index.find(clause.words)}
            kept = [hit for hit in kept if (hit.first, hit.after) in exact or self._is_sure(clause, hit)]
        return [hit._replace(value=self.tests.of_specimen(hit.value, specimen)) for hit in kept] if specimen else kept

    def _standing(self, clause: Clause, hit: Hit[LabTest], hits: Sequence[Hit[LabTest]]) -> Hit[LabTest] | None:
        """A name that says little alone (`P`, blasts) only beside the others of its clause, then without a unit too."""
        test = hit.value
        if test.table_only:
            others = [one for one in hits if one is not hit]
            return hit if among_blood(clause, others, clause.words[hit.first].start) else None
        name = " ".join(word.text for word in clause.words[hit.first : hit.after])
        if test.needs_unit and self._is_listed(clause, hit, hits):
            hit = hit._replace(value=replace(test, needs_unit=False))
        if name not in self.tests.beside or (self.language == "en" and name in self.tests.spanish):
            return hit
        beside = {one.value.name for one in hits} - {test.name}
        if len(beside) > (len(name) < _SHORT and test.kind is not Kind.GROWTH):
            return hit._replace(value=replace(test, unit_needed=test.unit_needed - {name}, needs_unit=False))
        return hit if name in test.unit_needed or test.needs_unit else None

    def _is_listed(self, clause: Clause, hit: Hit[LabTest], hits: Sequence[Hit[LabTest]]) -> bool:
        """Whether a test that is told with its unit stands in a list of others, where units are often left out."""
        test = hit.value
        cells = _IS_CELLS.match(test.name) and not (of_cluster(test) and of_subsets(clause.text))
        plain = test.kind is Kind.LABORATORY and not (test.drug or test.qualitative or cells)
        return plain and bool(test.spans) and len({one.value.name for one in hits} - {test.name}) >= _OTHERS

    def _is_sure(self, clause: Clause, hit: Hit[LabTest]) -> bool:
        """Whether a unit of the test shows that a blurred name is its own (`LEUKEMIA AT 79` is no glucose)."""
        at = self._skip_links(clause.text, clause.words[hit.after - 1].end)
        number = written_at(clause.text, at)
        if number is None:
            return self.results.words.starting(clause.text, at, 40) is not None
        start, end = self.tests.units.at(clause.text, number.end)
        return bool(self.tests.unit(hit.value, clause.text[start:end]))

    def _value(
        self, clause: Clause, hit: Hit[LabTest], base: Result, others: Sequence[Hit[LabTest]] = ()
    ) -> Said | None:
        start, after = clause.words[hit.first].start, clause.words[hit.after - 1].end
        if (counted := in_field(clause, hit, self.tests)) is not None:
            test, at, end = counted
            return Said(test, replace(base, name=test.name, value=clause.text[at:end]), start, end)
        hour = _HOUR.match(clause.text, after)
        unit, after = unit_first(clause.text, hour.end() if hour else after, self.tests)
        at = self._skip_links(clause.text, after, timed=hit.value.drug)
        ratio = _RATIO.match(clause.text, at) if hit.value.spans.keys() == {"1"} else None
        if ratio is not None:
            return Said(hit.value, replace(base, name=hit.value.name, value=ratio[0]), start, ratio.end())
        text = clause.text
        number = minus_at(text, at, hit.value) or written_at(text, at) or self._after_word(text, at)
        found = self._number(clause, hit, number, base, unit) if number is not None else None
        found = found or self._far(clause, hit, base, others)
        if found is not None:
            return found
        stuck = number is not None and number.start == at
        said = None if stuck else self._word(clause, hit.value, (start, at), base)
        behind = past_label(text, after) if said is None and (hit.value.qualitative or not hit.value.spans) else None
        apart = behind is not None and not any(after <= clause.words[one.first].start < behind for one in others)
        return self._word(clause, hit.value, (start, behind or at), base) if apart else said

    def _far(self, clause: Clause, hit: Hit[LabTest], base: Result, others: Sequence[Hit[LabTest]]) -> Said | None:
        """The figure of a test of function that stands some words off, in a unit of the test."""
        stop = clause.words[others[0].first].start if others else len(clause.text)
        at = far_value(clause.text, clause.words[hit.after - 1].end, stop, hit.value)
        number = None if at is None else minus_at(clause.text, at, hit.value) or written_at(clause.text, at)
        said = self._number(clause, hit, number, base) if number is not None else None
        known = said is not None and self.tests.unit(hit.value, said.result.unit)
        return said if said is not None and known and not changes_by(clause.text, said.start, said.end) else None

    def _after_word(self, text: str, at: int) -> Written | None:
        """The number that a word leads to: `elevated at 1850`, `normal (98)`."""
        hit = self.words.leading.starting(text, at, 24)
        if hit is None:
            return None
        return written_at(text, self._skip_links(text, at + words_of(text[at : at + 24])[hit.after - 1].end))

    def _skip_links(self, text: str, at: int, *, timed: bool = False) -> int:
        """Past the blanks, signs and links between a test and its value."""
        return past_links(text, at, self.words.links, timed=timed)

    def _number(
        self, clause: Clause, hit: Hit[LabTest], number: Written, base: Result, headed: str = ""
    ) -> Said | None:
        """The value that a number is of a test; `headed` is a unit that stands before it."""
        text, test = clause.text, hit.value
        if is_no_value(text, number):
            return None
        number = with_thousands(text, number, test)
        many = _MANY.match(text, number.end)
        if many is not None:
            number = replace(number, end=many.end(), text=text[number.start : many.end()].lstrip("<>= "))
        flagged = past_flag(text, (number.start, number.end), test, self.tests)
        unit_start, unit_end = self.tests.units.at(text, flagged)
        following = is_next_test(text, flagged, self.tests)  # `Na 137  K 3.1`: neither a unit nor what is counted
        # `Promyelocytes 6  Myelo/meta 21`
        following = following or is_next_name(text, (unit_start, unit_end), test, self.tests)
        unit = ("" if following else text[unit_start:unit_end]) or headed
        if not unit and not following and self._counts_else(text, flagged):
            return None
        if "blast" not in test.name and _OF_BLASTS.match(text, unit_end) is not None:
            return None  # `Post ADE (25-08): 12% de blastos`
        name = " ".join(word.text for word in clause.words[hit.first : hit.after])
        fitting = self.tests.fitting(name, test, lambda one: self._fits(one, number, unit, base.mark))
        if fitting is None:
            return None
        test = fitting
        labelled = bool(test.spans) and text[clause.words[hit.after - 1].end : number.start].strip() == ":"
        if not unit and (name in test.unit_needed or (test.needs_unit and not labelled)):
            return None
        own = self.tests.unit(test, unit)
        value = None if many else number_of(number.text, base.mark, lambda one: test.can_be(one, own))
        start = clause.words[hit.first].start
        if (
            test.drug
            and not hour_ahead(text, start)
            and not is_flagged(text, number.end)
            and not self.tests.is_level(name + text[clause.words[hit.after - 1].end : number.start], unit, test, value)
        ):
            return None
        end = number.end if following else max(number.end, unit_end)
        made = replace(
            base,
            name=test.name,
            value=number.comparator + number.text,
            comparator=number.comparator,
            unit=unit,
            reference=range_after(text, end),
            flag=flag_in(text[number.end : flagged]) or flag_behind(text, end),
        )
        return Said(test, made, clause.words[hit.first].start, end)

    def _fits(self, test: LabTest, number: Written, unit: str, mark: str) -> bool:
        """Whether number and unit can be this test's: a unit of its dimensions, or none and a possible number."""
        if unit:
            own = self.tests.unit(test, unit)
            if not own and (_DOSED.search(unit) or _GIVEN.match(unit) or test.kind is not Kind.LABORATORY):
                return False
            return not test.spans or not own or self.tests.measures(test, own)
        if not number.text[-1].isdigit():
            return True
        value = number_of(number.text, mark, lambda one: test.can_be(one, ""))
        return value is None or test.can_be(value, "")

    def _counts_else(self, text: str, end: int) -> bool:
        following = words_of(text[end : end + 24])
        return (
            bool(following)
            and text[end : end + following[0].start].strip() == ""
            and (following[0].text in self.words.not_values)
        )

    def _word(self, clause: Clause, test: LabTest, span: tuple[int, int], base: Result) -> Said | None:
        start, at = span
        if test.drug and not self.tests.is_level(clause.text[start:at], "", test, None):
            return None
        named = next(iter(words_of(clause.text[start:at])), None)
        plain = test.needs_unit and test.kind is Kind.LABORATORY and not _IS_CELLS.match(test.name)
        needs = (test.needs_unit and not plain) or (named is not None and named.text in test.unit_needed)
        if needs and test.spans and not test.qualitative:
            return None
        signed = _SIGNED.match(clause.text, at)
        if signed is not None and (test.qualitative or signed[0][-1:] in "eE"):
            return Said(test, replace(base, name=test.name, value=signed[0]), start, signed.end())
        hit = self.results.words.starting(clause.text, at, 40)
        if hit is not None and ":" in clause.text[start:at] and is_of_next(clause.text, at, hit, self.tests):
            return None
        if hit is None or (plain and hit.value not in _LEVELS):
            return None
        end = at + words_of(clause.text[at : at + 40])[hit.after - 1].end
        begin = end + len(clause.text[end : end + 2]) - len(clause.text[end : end + 2].lstrip(" :"))
        grown = self.results.words.starting(clause.text, begin, 40) if hit.value == "positive" else None
        if grown is not None and grown.value == "organism grown":
            end = begin + words_of(clause.text[begin : begin + 40])[grown.after - 1].end
        made = replace(base, name=test.name, value=clause.text[at:end])
        return Said(test, made, start, end)

    def absent(self, clause: Clause, base: Result) -> Iterator[tuple[int, int]]:
        """Where blasts are said not to be in blood or cerebrospinal fluid: `sin blastos`, `no blasts on cytospin`."""
        return no_blasts(clause, self._hits(clause, base.specimen), base.specimen)

    def _shared(self, clause: Clause, hits: Sequence[Hit[LabTest]], base: Result) -> Said | None:
        """The word that tests named in a row have in common: `HVA and VMA elevated`."""
        for one, following in pairwise(hits):
            between = clause.text[clause.words[one.after - 1].end : clause.words[following.first].start]
            if fold(between).strip() not in ("and", "y", "e", ",", "/", "&"):
                return None
            at = self._skip_links(clause.text, clause.words[following.after - 1].end)
            found = self._word(clause, hits[0].value, (clause.words[hits[0].first].start, at), base)
            if found is not None:
                return found
        return None
