"""Allergies and intolerances with reaction and severity; "no known allergies" is a negated allergy to anything."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from consilium.domain.dates import PartialDate
from consilium.domain.datetext import dates_in
from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.days.moment import day_of
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.medicines.allergydenials import (
    REMEDIES,
    denial_of,
    denied_all,
    ends_at,
    is_denied,
    is_doubted,
    is_of_another,
    is_unrecorded,
)
from consilium.domain.findings.medicines.allergyinfusions import is_of_infusion
from consilium.domain.findings.medicines.allergyrows import ANY, row_of
from consilium.domain.findings.medicines.allergyspans import (
    index_at,
    is_of_class,
    named_before,
    own_bracket,
    text_from,
)
from consilium.domain.findings.medicines.allergystopped import corrects, replaced_for_it, stopped_for_it
from consilium.domain.findings.medicines.allergytolerated import is_borne
from consilium.domain.findings.medicines.allergyverdicts import denies_the_rest, is_cleared, is_forbidden, own_part
from consilium.domain.findings.medicines.allergywords import Words, words_from
from consilium.domain.findings.medicines.dosing import DOSE
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.text.strayed import is_given_behind
from consilium.domain.phrases import Hit, Word, words_of
from consilium.domain.records import Scalar

__all__ = ["SHARED", "Words", "find", "words_from"]

SHARED = ("chemotherapy", "medicineclasses", "medicines")
# What stands for everything in "no known allergies", and in "no food allergies".
FOOD = "food"
# How near after a substance its dose stands: then it is a medicine given.
_TO_DOSE = 14
# A line that begins with a word for allergy is of allergies wherever it stands.
_LABEL = re.compile(r"\s*(?:allerg(?:y|ies|ic)|alergias?|al[eé]rgic[oa]s?)\b", re.IGNORECASE)
# Right before a substance to which a child reacts.
_REACTS_TO = re.compile(
    r"(?:allerg\w*|reacts?|reaction|reacted|intoleran\w+|al[eé]rgic[oa]s?|alergias?|reacci[oó]n|reacciona|"
    r"anaphyla\w+|anafilaxia|rash|hives)"
    r"\s(?:to|with|a|al|a la|a los|con|con el|con la)\s(?:the\s|his\s|her\s)?$|(?:allerg\w+|alergias?|adr|"
    r"ram)\s?:\s?$",
    re.IGNORECASE,
)
# What a substance does: `makes him come out in hives`, `le da ronchas`.
_DOES = re.compile(
    r"\s(?:makes?|made|gives?|gave|causes?|caused|brings?|brought|(?:le|les) (?:da|dan|dio|causa|caus[oó]|"
    r"produce|produjo|provoca|provoc[oó]|saca|sac[oó]))\s",
    re.IGNORECASE,
)
_SENTENCE, _FOLLOWING = re.compile(r"[.;]\s"), 2
# Words for an allergy that is over stand at most this many letters before its substance.
_OVER, _PARTS = 24, ",;.:()"
_YEAR = re.compile(r"(?<![\d/.\-])(?:19|20)\d\d(?![\d/\-]|\.\d)")
# A reaction stands at most this many characters from its substance.
_NEAR = 90
# Reactions that have other causes more often than allergy: they alone make none.
_OF_MANY_CAUSES = frozenset(
    {"fever", "vomiting", "nausea", "diarrhea", "infusion reaction", "headache", "agitation", "palpitations", "cough",
     "pancreatitis", "seizure", "rigors", "abdominal pain", "hypotension"}
)  # fmt: skip
# How many substances one sentence may name: text is hostile.
_MOST = 100
_KEPT = frozenset({Assertion.FAMILY, Assertion.NEGATED, Assertion.UNCERTAIN, Assertion.CONDITIONAL})


def find(paper: Paper, words: Words, assertion: AssertionWords) -> Iterator[Finding]:
    """Every allergy that a paper states or denies."""
    if paper.reading.format.startswith("fhir"):
        return
    reader = _Reader(paper, words, assertion)
    for clause in paper.clauses:
        if is_of_another(clause):
            continue
        if clause.section not in (Section.GENERAL, Section.QUESTIONS) or _LABEL.match(clause.text):
            yield from reader.read(reader.placed(clause))
        elif clause.section is Section.QUESTIONS:
            yield from reader.told(clause)


@dataclass(frozen=True)
class _Reader:
    paper: Paper
    words: Words
    assertion: AssertionWords
    left: list[int] = field(default_factory=list)  # how many clauses after a list of allergies may still be of it

    def placed(self, clause: Clause) -> Clause:
        """A clause under its own heading: it goes on with a list of allergies, or begins with that word under a heading
        of another thing that nobody closed."""
        if self.left and self.left[0] and is_of_class(clause):
            return replace(clause, section=Section.ALLERGIES)
        other = clause.section in (Section.GENERAL, Section.QUESTIONS, Section.FAMILY_HISTORY)
        return replace(clause, section=Section.NONE) if other and _LABEL.match(clause.text) else clause

    def told(self, clause: Clause) -> Iterator[Finding]:
        """What a reaction is told of among questions: `She gets hives from aspirin`."""
        if clause.text.rstrip().endswith("?"):
            return
        clause = replace(clause, section=Section.NONE)
        for hit in islice(self._substances(clause), _MOST):
            if self._is_reaction_to(clause, hit):
                yield self._found(clause, hit, None)

    def read(self, clause: Clause) -> Iterator[Finding]:
        row = row_of(clause, self.words, self._day)
        if row is not None:
            yield row
            return
        last = ends_at(clause) if clause.section is Section.ALLERGIES or _LABEL.match(clause.text) else len(clause.text)
        substances = [
            hit
            for hit in islice(self._substances(clause), _MOST)
            if clause.words[hit.first].start < last
            and (hit.value not in REMEDIES or _REACTS_TO.search(clause.text, 0, clause.words[hit.first].start))
        ]
        named = substances
        inside = bool(self.left and self.left[0])
        denied = [hit for hit in substances if is_denied(clause, hit, substances, inside=inside)]
        if denied:
            yield from (denial_of(clause, hit) for hit in denied)
            substances = [hit for hit in substances if hit not in denied]
            if not substances:
                return
        self.left[:] = (
            [_FOLLOWING] if clause.section is Section.ALLERGIES else [max(0, self.left[0] - 1)] if self.left else []
        )
        told = [hit for hit in substances if self._is_reaction_to(clause, hit)]
        none = self._nothing(clause, substances, last) if not told else None
        if none is not None:
            yield none
            substances = named_before(clause, substances, none.value)
        if none is not None and not substances:
            yield from self._beside(clause, none)
            return
        for at, hit in enumerate(substances):
            listed = at > 0 and self._leads_a_list(clause, substances[0], hit)
            if (listed or self._is_allergy(clause, hit)) and not self._is_given(clause, hit):
                following = next((one for one in named if one.first > hit.first), None)
                yield self._found(clause, hit, following)
        if not substances and clause.section is Section.ALLERGIES:
            yield from self._unknown(clause)
        if substances and not told and none is None and (none := self._none_by_form(clause, last)) is not None:
            yield none

    def _beside(self, clause: Clause, none: Finding) -> Iterator[Finding]:
        """What no table has, on the other side of a semicolon from a denial."""
        if clause.section is Section.ALLERGIES and ";" in clause.text:
            at = clause.text.index(";")
            behind = none.value in clause.text[:at]
            yield from self._unknown(text_from(clause, at + 1) if behind else replace(clause, text=clause.text[:at]))

    def _nothing(self, clause: Clause, substances: Sequence[Hit[str]], last: int) -> Finding | None:
        """A denial of all allergies; None where it is of all others than those that stand before it."""
        none = self._none(clause) or (None if substances else self._none_by_form(clause, last))
        rest = none is not None and denies_the_rest(clause, substances, none.value, self.words.reactions)
        return None if rest else none

    def _none_by_form(self, clause: Clause, last: int) -> Finding | None:
        """A denial of all allergies by the form of its words, before `last`."""
        found = denied_all(clause)
        if (
            found is None
            or found[0] >= last
            or assertion_of(clause, found[0], found[1], self.assertion) is Assertion.FAMILY
        ):
            return None
        start, end, food = found
        return Finding(
            kind=Kind.ALLERGY,
            name=FOOD if food else ANY,
            value=clause.text[start:end].strip(" .;"),
            assertion=Assertion.NEGATED,
            citations=(clause.cite(start, end),),
            confidence=clause.confidence,
        )

    def _leads_a_list(self, clause: Clause, first: Hit[str], hit: Hit[str]) -> bool:
        """Whether a label without its colon leads a list that a substance is of: `Allergies  Latex; Amoxicillin`."""
        cue = next(self.words.cues.find(clause.words[: first.first]), None)
        between = clause.text[clause.words[first.first].start : clause.words[hit.first].start]
        led = cue is not None and cue.first == 0 and cue.after == first.first
        return led and between.rstrip()[-1:] in (",", ";") and "." not in between

    def _is_given(self, clause: Clause, hit: Hit[str]) -> bool:
        """Whether a substance is what was given: `premedicate with diphenhydramine`, `meropenem 560 mg every 8 h`."""
        before = clause.words[max(0, hit.first - 4) : hit.first]
        if any(cue.after == len(before) for cue in self.words.borne.find(before)):
            return True
        if is_borne(clause.text, clause.words[hit.first].start, clause.words[hit.after - 1].end):
            return True
        end = clause.words[hit.after - 1].end
        after = clause.words[hit.after : hit.after + 3]
        given = next(self.words.borne_after.find(after), None)
        dose = DOSE.search(clause.text, end, min(len(clause.text), end + _TO_DOSE + 12))
        dosed = dose is not None and dose.start() - end <= _TO_DOSE and not dose[0].endswith("%")
        if not dosed and (given is None or given.first > 0):
            return False
        told = {one.value for one in self.words.reactions.find(clause.words)}
        return not told - _OF_MANY_CAUSES and not self._is_told_of(before)

    def _is_told_of(self, before: Sequence[Word]) -> bool:
        """Whether `allergic to` or `reaction to` stands straight before a substance."""
        links = self.words.links
        return any(all(word.text in links for word in before[cue.after :]) for cue in self.words.cues.find(before))

    def _substances(self, clause: Clause) -> Iterator[Hit[str]]:
        index = self.words.substances
        if not clause.recognized:
            return index.find(clause.words)
        exact = {(hit.first, hit.after) for hit in index.find(clause.words)}
        blurred = index.find_blurred(clause.words)
        return (hit for hit in blurred if (hit.first, hit.after) in exact or self._is_sure(clause, hit))

    def _is_sure(self, clause: Clause, hit: Hit[str]) -> bool:
        """Whether a blurred name stands where lists and sentences have a substance: `persona` is no dapsone."""
        if hit.first == 0 or clause.words[hit.first - 1].text in self.words.links:
            return True
        return clause.text[: clause.words[hit.first].start].rstrip()[-1:] in ",;:-•·*("

    def _none(self, clause: Clause) -> Finding | None:
        """ "No known allergies": said of all, so that it is no denial of one substance that the clause goes on with."""
        inside = clause.section is Section.ALLERGIES
        for hit in self.words.none.find(clause.words):
            if hit.value and not (inside and hit.first <= 2):
                continue
            after = clause.text[clause.words[hit.after - 1].end :]
            if is_unrecorded(after):
                return None
            if next(self.words.substances.find(words_of(after[:40])), None) is not None:
                return None
            start, end = clause.words[hit.first].start, clause.words[hit.after - 1].end
            of_food = next((one for one in self.words.food.find(clause.words) if one.value), None)
            start = min(start, clause.words[of_food.first].start) if of_food else start
            end = max(end, clause.words[of_food.after - 1].end) if of_food else end
            return Finding(
                kind=Kind.ALLERGY,
                name=FOOD if of_food else ANY,
                value=clause.text[start:end],
                assertion=Assertion.NEGATED,
                citations=(clause.cite(start, end),),
                confidence=clause.confidence,
            )
        return None

    def _is_allergy(self, clause: Clause, hit: Hit[str]) -> bool:
        """A substance under the heading, beside a word for allergy, or right after a reaction `with`."""
        if clause.section is Section.ALLERGIES:
            return not is_given_behind(clause)
        if is_of_infusion(clause, hit) and not stopped_for_it(clause, hit, self.words.reactions):
            return False
        before = clause.words[max(0, hit.first - 6) : hit.first]
        after = clause.words[hit.after : hit.after + 4]
        cues = [*self.words.cues.find(before), *self.words.intolerance.find(before)]
        if cues and not self._parted(clause, before[cues[-1].after - 1].end, hit):
            return True
        beside = [cue for cue in (*self.words.cues.find(after), *self.words.intolerance.find(after)) if cue.first <= 1]
        beside = [cue for cue in beside if cue.after >= len(after) or after[cue.after].text not in ("to", "a", "al")]
        end = clause.words[hit.after - 1].end
        if any(not _SENTENCE.search(clause.text[end : after[cue.first].start]) for cue in beside):
            return True
        led = self._is_reaction_to(clause, hit) or stopped_for_it(clause, hit, self.words.reactions)
        return led or is_forbidden(clause, hit) or self._has_reaction(clause, hit)

    def _has_reaction(self, clause: Clause, hit: Hit[str]) -> bool:
        """`Vancomycin: red man syndrome`, `iodinated contrast reaction: hives`: an allergic reaction right after it."""
        end = clause.words[hit.after - 1].end
        does = _DOES.match(clause.text, end) is not None
        after = clause.words[hit.after : hit.after + (10 if does else 5)]
        reaction = next(self.words.reactions.find(after), None)
        if reaction is None or reaction.value in _OF_MANY_CAUSES:
            return False
        if does:
            return _SENTENCE.search(clause.text[end : after[reaction.first].start]) is None
        named = [word.text for word in after[: reaction.first]]
        if named in (["reaction"], ["reaccion"], ["transfusion", "reaction"]):
            return True
        opens = hit.first == 0 or clause.text[: clause.words[hit.first].start].rstrip()[-1:] in (",", ";", "|", "(")
        return not named and opens and clause.text[end:].lstrip()[:1] in (":", "-", "–", "—", "→", "=")

    def _is_reaction_to(self, clause: Clause, hit: Hit[str]) -> bool:
        """Whether a reaction and `with` stand right before a substance: `hives with amoxicillin`."""
        before = clause.words[max(0, hit.first - 6) : hit.first]
        reactions = list(self.words.reactions.find(before))
        if not reactions or not before or reactions[-1].value in _OF_MANY_CAUSES:
            return False
        between = [word.text for word in before[reactions[-1].after :]]
        return 1 <= len(between) <= 3 and " ".join(between) in self.words.links

    def _parted(self, clause: Clause, end: int, hit: Hit[str]) -> bool:
        return any(mark in clause.text[end : clause.words[hit.first].start] for mark in ".;")

    def _found(self, clause: Clause, hit: Hit[str], following: Hit[str] | None) -> Finding:
        start, end = clause.words[hit.first].start, clause.words[hit.after - 1].end
        stop = clause.words[following.first].start if following else len(clause.text)
        bound = min(stop, end + _NEAR)
        for mark in (";", ". "):
            at = clause.text.find(mark, end, bound)
            if mark == ". " and clause.text[max(0, at - 2) : at - 1] in (" ", "") and at > 0:  # `E. coli`
                at = clause.text.find(mark, at + 1, bound)
            bound = at if at >= 0 else bound
        detail, first, last = self._about(clause, start, end, own_bracket(clause.text, end, bound))
        detail |= corrects(clause)
        how = own_part(clause, start, end, assertion_of(clause, start, end, self.assertion))
        reacted = "reaction" in detail and replaced_for_it(clause.text, start, end)
        if how is Assertion.NEGATED and (reacted or stopped_for_it(clause, hit, self.words.reactions)):
            how = Assertion.STATED  # `no cedió a amoxicilina (suspendida por urticaria)`
        if how in (Assertion.STATED, Assertion.FAMILY) and "reaction" not in detail and is_doubted(clause, end):
            how = Assertion.UNCERTAIN
        if how in (Assertion.STATED, Assertion.UNCERTAIN) and is_cleared(
            clause, hit, stop, self.paper, self.words.substances
        ):
            how = Assertion.NEGATED
        over = how not in _KEPT and self._is_over(clause, start, bound)
        how = Assertion.HISTORICAL if over else how
        if is_forbidden(clause, hit):
            how, first = Assertion.STATED, clause.words[0].start
        return Finding(
            kind=Kind.ALLERGY,
            name=hit.value,
            value=clause.text[start:end],
            when=self._day(clause.text[end:bound]),
            assertion=how if how in _KEPT or over else Assertion.STATED,
            detail=detail,
            citations=(clause.cite(min(first, start), max(last, end)),),
            confidence=clause.confidence,
        )

    def _is_over(self, clause: Clause, start: int, bound: int) -> bool:
        """Whether the words beside a substance say that the allergy is over or was taken off the list."""
        before = clause.text[max(0, start - _OVER) : start]
        first = start - len(before) + max(before.rfind(mark) + 1 for mark in _PARTS)
        return next(self.words.over.find(words_of(clause.text[first:bound])), None) is not None

    def _about(self, clause: Clause, start: int, end: int, bound: int) -> tuple[dict[str, Scalar], int, int]:
        """Reaction, severity and whether it is an intolerance, with the span of the words that say so."""
        detail: dict[str, Scalar] = {}
        first, last = start, end
        before = clause.words[max(0, index_at(clause, start) - 5) : index_at(clause, start)]
        after = tuple(word for word in clause.words if end <= word.start and word.end <= bound)
        for index, key in ((self.words.reactions, "reaction"), (self.words.severities, "severity")):
            said = [(hit, after) for hit in index.find(after)] or [(hit, before) for hit in index.find(before)]
            if said:
                hit, held = said[0]
                detail[key] = clause.text[held[hit.first].start : held[hit.after - 1].end]
                first, last = min(first, held[hit.first].start), max(last, held[hit.after - 1].end)
        for held in (before, after):
            for cues in (self.words.intolerance, self.words.cues):
                for cue in cues.find(held):
                    first, last = min(first, held[cue.first].start), max(last, held[cue.after - 1].end)
            if next(self.words.intolerance.find(held), None) is not None:
                detail["type"] = "intolerance"
        return detail, first, last

    def _day(self, text: str) -> PartialDate | None:
        date = next(dates_in(text), None)
        if date is not None:
            return day_of(date, self.paper.date_order)
        told = occasions(text, self.paper)
        if told:
            return told[0].when
        year = _YEAR.search(text)
        return PartialDate(int(year[0])) if year else None

    def _unknown(self, clause: Clause) -> Iterator[Finding]:
        """A line under the heading that names something unknown with a reaction to it: `Name (rash)`, `Name: rash`."""
        reaction = next(self.words.reactions.find(clause.words), None)
        if reaction is None or reaction.first == 0:
            return
        name = clause.text[: clause.words[reaction.first].start].strip(" ()-–:,•*.")
        name = name.rpartition(":")[2].strip()
        if name and len(words_of(name)) <= 4 and not any(char.isdigit() for char in name):
            start = clause.text.index(name)
            end = clause.words[reaction.after - 1].end
            said = clause.text[clause.words[reaction.first].start : end]
            yield Finding(
                kind=Kind.ALLERGY,
                name=name,
                value=name,
                when=self._day(clause.text[end:]),
                detail={"reaction": said},
                citations=(clause.cite(start, end),),
                confidence=clause.confidence,
            )
