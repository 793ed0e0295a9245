"""How a clause says a thing: stated, negated, uncertain, historical, of the family, planned, pending, conditional.

Cues reach from their place to an end of scope (`but`, a semicolon, another cue), in the manner of NegEx and ConText. In
tables and forms the value beside a thing says it. Only the words near the thing are looked at, so that a clause of any
length costs the same.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from consilium.domain.findings.assertionforms import COUNTERFACTUAL, IF_BEFORE, POLITE, SIGNED_OFF
from consilium.domain.findings.assertionwords import AssertionWords, Cue, Persons, Role, plain, words_from
from consilium.domain.findings.finding import Assertion
from consilium.domain.findings.paper import Clause, Section
from consilium.domain.phrases import Hit, Word, fold, words_of

__all__ = ["AssertionWords", "Cue", "Persons", "assertion_of", "words_from"]

_BEFORE_WORDS, _AFTER_WORDS = 40, 14
_RELATIVE_WORDS = 14
_CONDITION_LETTERS, _CONDITION_REACH = 90, 400
_PARTS = re.compile(r"[.;!?|•\t\n]| [-–—] |\s\d{1,2}[.)]\s")
_OPENS = re.compile(r"\s*(?:[:=(–—-]|is\b|are\b|was\b|were\b|es\b|fue\b)+\s*")
_BOX = re.compile(r"\[\s?\]|☐|□|\(\s\)|(?P<on>\[[xX✓✔]\]|[☒☑■]|\([xX]\))")
# A query mark right before a thing: `?JMML`, `SOL, ? ependymoma`.
_QUERY = re.compile(r"(?:^|[\s(:,./])\?\s?$")
# A full stop after these ends nothing: `descartar sme. de Turcot`.
_SHORTENED = re.compile(r"\b(?:sme|sdme|sd|sind|enf|ca|aprox|approx|st|dr|dra|incl|poss|prob|c)\.", re.IGNORECASE)
_DASH_FIRST = re.compile(r"^\s[-–—]\s")
_SENTENCE_END = re.compile(r"(?<=\w{3})\.\s|\?(?=\w)")
_ANSWERED_NO = re.compile(r"\s?\?\s*(?:[-–—:]\s*)?(?:NO|No)\b")
# `Should B cells return before six months we would ...`, where nothing is asked.
_OPENS_SHOULD = re.compile(r"\s*Should\s[^?]{1,600}$")
# A sentence that opens with `Si` is a condition as a whole; `Sí` is none.
_OPENS_SPANISH = re.compile(
    r"[\s•*\-–]*(?:\d{1,2}[.)]|[a-z]\))?\s*(?:Si|De confirmarse|En caso de|En caso que)\s(?=[a-záéíóúñ])"
)
_TICKED = re.compile(r"(?:\[[xX✓✔]\]|[☒☑■]|\([xX]\))\s*(?P<word>[^\W\d_]+)")
# A day after a value that stands alone: `EXCLUDED 2022`, `negativo el 3/5/2024`.
_DATED = re.compile(r"(?:\s(?:in|on|en|el))?\s\d[\d/-]*\s*$")
# What told it: `Metastases: nil on PET`, `Metástasis: ninguna por TC`.
_BY_WHAT = re.compile(r"\s(?:on|by|per|at|in|en|por|al|segun|según)\s.*$", re.IGNORECASE)
_TICK = frozenset({"x", "✓", "✔", "•", "√", "●"})
_NO, _YES = frozenset({"no", "n", "negative", "negativo", "absent", "ausente"}), frozenset({"yes", "y", "si", "s"})
# Which of several cues counts, the strongest first.
_ORDER = (
    Assertion.CONDITIONAL,
    Assertion.NEGATED,
    Assertion.FAMILY,
    Assertion.PENDING,
    Assertion.UNCERTAIN,
    Assertion.PLANNED,
    Assertion.HISTORICAL,
)


def assertion_of(clause: Clause, start: int, end: int, words: AssertionWords) -> Assertion:
    """What the clause says of `text[start:end]`."""
    near = _Near.of(clause, start, end)
    told = _told_by_form(clause, start, end) or _told_by_value(clause, near, words)
    if told is Assertion.NEGATED:
        return told
    found = set(_cued(near, words))
    if told is not None:
        found.add(told)
    if _of_family(clause, near, words):
        found.add(Assertion.FAMILY)
    placed = _by_place(clause, found, words)
    return next((kind for kind in _ORDER if kind in found or kind is placed), Assertion.STATED)


@dataclass(frozen=True, slots=True)
class _Near:
    """The words around a thing, within its cell; `first` and `after` are the thing's own words among them."""

    text: str
    words: Sequence[Word]
    first: int
    after: int
    start: int
    end: int

    @classmethod
    def of(cls, clause: Clause, start: int, end: int) -> _Near:
        low, high = _cell_around(clause, start)
        words = clause.words
        first, after = (
            bisect_left(words, start + 1, key=lambda word: word.end),
            bisect_left(words, end, key=lambda word: word.start),
        )
        low = max(low, words[max(0, first - _BEFORE_WORDS)].start) if first else low
        begin = bisect_left(words, low, key=lambda word: word.start)
        stop = min(bisect_left(words, high, key=lambda word: word.start), after + _AFTER_WORDS)
        return cls(clause.text, words[begin:stop], first - begin, max(after, first) - begin, start, end)

    @property
    def measured(self) -> bool:
        """Whether the thing has a size of its own after a comma, which no negated list has ("no nodes, liver 3 cm")."""
        numbers = any(word.text[0].isdigit() for word in self.words[self.first + 1 : self.after])
        return numbers and self.text[max(0, self.start - 400) : self.start].rstrip().endswith(",")

    def between(self, one: int, other: int) -> str:
        """The text from after word `one` to before word `other`, or to the thing itself."""
        begin = self.words[one].end if one < len(self.words) else self.start
        stop = self.words[other].start if other < len(self.words) else len(self.text)
        return self.text[begin:stop]


def _cell_around(clause: Clause, at: int) -> tuple[int, int]:
    for start, text in clause.cells:
        if start <= at < start + len(text):
            return start, start + len(text)
    return 0, len(clause.text)


def _cued(near: _Near, words: AssertionWords) -> Iterator[Assertion]:
    """What cues before and after make of the thing."""
    hits = [hit for hit in words.cues.find(near.words) if _is_cue(near, hit)]
    before = [hit for hit in hits if hit.after <= near.first]
    after = [hit for hit in hits if hit.first >= near.after]
    within = [hit for hit in hits if near.first <= hit.first < near.after and hit.first - near.first <= 0]
    yield from _forward(near, before + [hit for hit in within if _is_comma_end(hit)])
    yield from _backward(near, [hit for hit in after if not _of_next_noun(near, hit, words)])
    if _under_condition(near, words):
        yield Assertion.CONDITIONAL
    if _QUERY.search(near.text, max(0, near.start - 4), near.start):
        yield Assertion.UNCERTAIN
    if _ANSWERED_NO.match(near.text, near.end) or SIGNED_OFF.match(near.text, near.end):
        yield Assertion.NEGATED
    if COUNTERFACTUAL.match(near.text) or IF_BEFORE.search(near.text, max(0, near.start - 24), near.start):
        yield Assertion.CONDITIONAL
    if _OPENS_SPANISH.match(near.text) or _OPENS_SHOULD.match(near.text):
        yield Assertion.CONDITIONAL
    asked = "?" in _rest(near) or "¿" in near.text[: near.start][-400:]
    if asked and POLITE.match(near.text) is None:
        yield Assertion.UNCERTAIN


def _is_cue(near: _Near, hit: Hit[tuple[Cue, ...]]) -> bool:
    """Not so the Spanish "sí" among conditions, numbers ("No. 12"), and a label that is no word ("IF:")."""
    word = near.words[hit.first]
    if hit.after - hit.first > 1 or word.text not in ("si", "no", "if"):
        return True
    shown = near.text[word.start : word.end]
    following = near.text[word.end : word.end + 4]
    if word.text == "if":  # `IF: CD19 98 %` is the immunophenotype
        return not (shown == "IF" and following[:1] == ":")
    if word.text == "si":
        return not shown.lower().endswith("í") and following[:1].isspace()
    return not (following[:1] in ".º°" and following[1:].strip()[:1].isdigit())


def _of_next_noun(near: _Near, hit: Hit[tuple[Cue, ...]], words: AssertionWords) -> bool:
    """Whether a status of one word belongs to what follows it ("resection with negative margins")."""
    if hit.after - hit.first > 1 or hit.first <= near.after or hit.after >= len(near.words):
        return False
    if near.words[hit.first - 1].text not in words.leads_noun or near.words[hit.after].text in words.no_noun:
        return False
    return near.text[near.words[hit.first].end : near.words[hit.after].start].isspace()


def _under_condition(near: _Near, words: AssertionWords) -> bool:
    """Whether the sentence opens with a condition and a colon: "If relapse is confirmed: temozolomide"."""
    opening = near.text[:_CONDITION_LETTERS]
    colon = opening.find(":")
    if not 0 < colon < near.start <= colon + _CONDITION_REACH or _PARTS.search(near.text, colon, near.start):
        return False
    opens = words.opens_condition.starting(opening.lstrip("•-–* "), 0, _CONDITION_LETTERS)
    return opens is not None and "?" not in _rest(near)


def _rest(near: _Near) -> str:
    """The text from the thing to the end of its sentence; a query mark right before a word is that word's."""
    return _SENTENCE_END.split(near.text[near.end : near.end + 400])[0]


def _forward(near: _Near, hits: Sequence[Hit[tuple[Cue, ...]]]) -> Iterator[Assertion]:
    """Cues before the thing, the nearest first, until something ends their scope."""
    ended, edge, doubted = near.measured, near.start, 0
    for at, hit in reversed(list(enumerate(hits))):
        gap = near.text[near.words[hit.after - 1].end : edge]
        gap = gap.removeprefix(".") if near.words[hit.after - 1].text == "vs" else gap  # an abbreviation's full stop
        if _parted(gap, forward=True):
            return
        kinds = [cue.kind for cue in hit.value if cue.role == Role.BEFORE]
        if doubted and "," in near.text[near.words[hit.after - 1].end : doubted]:
            return  # `absence of CD8 and CD1a, the phenotype suggests T-ALL`
        if Assertion.UNCERTAIN in kinds:
            doubted = near.words[hit.first].start
        if not ended or kinds == [Assertion.CONDITIONAL]:
            yield from kinds
        leads = at > 0 and hits[at - 1].after == hit.first and _leads(hits[at - 1])
        ended = ended or (_closes(near, hit) and not leads)
        edge = near.words[hit.first].start


def _is_comma_end(hit: Hit[tuple[Cue, ...]]) -> bool:
    return any(cue.role == Role.ENDS_COMMA for cue in hit.value)


def _leads(hit: Hit[tuple[Cue, ...]]) -> bool:
    """Whether it is a cue that reaches over the verb right after it ("does not have", "no tiene")."""
    return any(cue.role == Role.BEFORE for cue in hit.value)


def _closes(near: _Near, hit: Hit[tuple[Cue, ...]]) -> bool:
    """Whether it ends the reach of cues before it: `but`, a verb, or a status said of another thing."""
    roles = {cue.role for cue in hit.value}
    if roles & {Role.ENDS, Role.ENDS_AHEAD} or roles == {Role.AFTER}:
        return True
    return Role.ENDS_COMMA in roles and near.text[: near.words[hit.first].start].rstrip().endswith(",")


def _backward(near: _Near, hits: Sequence[Hit[tuple[Cue, ...]]]) -> Iterator[Assertion]:
    """The nearest cue after the thing that reaches back to it."""
    edge, commas = near.end, 0
    for hit in hits:
        gap = near.text[edge : near.words[hit.first].start]
        commas += gap.count(",")
        if _parted(gap, forward=False):
            return
        kinds = [cue.kind for cue in hit.value if cue.role == Role.AFTER]
        if kinds == [Assertion.CONDITIONAL] and _is_far(near, hit):
            return
        if kinds and (commas == 0 or _listed(near, hit) or _stands_alone(near, hit)):
            yield from kinds
            if kinds != [Assertion.HISTORICAL]:  # `seen previously is no longer present`
                return
        if _stops(hit):
            return
        edge = near.words[hit.after - 1].end


def _stands_alone(near: _Near, hit: Hit[tuple[Cue, ...]]) -> bool:
    """Whether a status stands between a comma and the end of its part: `Viral URI, suspected.`"""
    before = near.text[near.end : near.words[hit.first].start].strip()
    after = near.text[near.words[hit.after - 1].end :].lstrip()[:1]
    return before == "," and after in ("", ".", ";", ",", ")", "|")


def _is_far(near: _Near, hit: Hit[tuple[Cue, ...]]) -> bool:
    """Whether a lone noun such as `screening` is of something else: `SCID found on newborn screening`."""
    return hit.after - hit.first == 1 and hit.first - near.after > 1


def _stops(hit: Hit[tuple[Cue, ...]]) -> bool:
    return any(cue.role in (Role.BEFORE, Role.ENDS) for cue in hit.value)


def _listed(near: _Near, hit: Hit[tuple[Cue, ...]]) -> bool:
    """Whether the things up to a cue are a list joined by "and" ("CD3, CD5 and CD20 are negative")."""
    between = near.words[near.after : hit.first]
    return len(between) <= 8 and any(word.text in ("and", "or", "y", "e", "o", "ni") for word in between)


def _parted(gap: str, *, forward: bool) -> bool:
    """Whether a text between a cue and a thing parts them."""
    if _PARTS.search(_SHORTENED.sub(" ", gap)) is not None:
        return True
    if not forward and ": " in gap.lstrip(" :"):  # the label of another value
        return True
    if forward and ":" in gap.strip().removeprefix(":"):  # a colon right after the cue opens its list
        return True
    depth = 0
    for char in gap:
        depth += char in "(["
        depth -= char in ")]"
        if depth < 0 and forward:
            return True
    return depth > 0 and not forward


def _told_by_form(clause: Clause, start: int, end: int) -> Assertion | None:
    """A box before the thing, or ticked boxes with yes and no after it."""
    ticked = _TICKED.match(clause.text[end : end + 60].lstrip(" :.-")) or _TICKED.search(clause.text, end, end + 40)
    if ticked is not None and fold(ticked["word"]) in _NO | _YES:
        return Assertion.NEGATED if fold(ticked["word"]) in _NO else Assertion.STATED
    box = max(_BOX.finditer(clause.text, max(0, start - 60), start), key=lambda one: one.end(), default=None)
    if box is not None:
        between = clause.text[box.end() : start]
        if "," not in between and not _PARTS.search(between):
            return Assertion.STATED if box["on"] else Assertion.NEGATED
    return None


def _told_by_value(clause: Clause, near: _Near, words: AssertionWords) -> Assertion | None:
    """A value that stands alone: after a colon, or in another cell of the row."""
    sign = _OPENS.match(clause.text, near.end)
    if sign is not None:
        value = _DATED.sub("", re.split(r"[,;.()|\n]| [-–—] ", clause.text[sign.end() : sign.end() + 60])[0])
        value = _BY_WHAT.sub("", value)
        numbered = clause.text[sign.end() + len(value) :][:2] in (".º", ".°")  # `(n.º de copias: 14)`
        if plain(value) in words.values and not numbered:
            return words.values[plain(value)]
    return _told_by_cells(clause, near.start, words) if len(clause.cells) > 1 else None


def _told_by_cells(clause: Clause, start: int, words: AssertionWords) -> Assertion | None:
    heads = clause.header or ("",) * len(clause.cells)
    here = next((i for i, (at, text) in enumerate(clause.cells) if at <= start < at + len(text)), None)
    for at, ((_, text), head) in enumerate(zip(clause.cells, heads, strict=False)):
        if at == here:
            continue
        value, title = plain(text), plain(head)
        if (value in _TICK or text.strip() in _TICK) and title in words.values:
            return words.values[title]
        if here is not None and at > here:
            first = plain(_BY_WHAT.sub("", re.split(r"[,;(]|\.\s", text)[0]))  # `Nil on PET 11-Jul-24. Marrow clear.`
            value = value if value in words.values else first
            if value in words.values:
                return words.values[value]
    return None


def _of_family(clause: Clause, near: _Near, words: AssertionWords) -> bool:
    """Whether a relative has the thing."""
    if clause.section is Section.FAMILY_HISTORY or _row_of_relative(clause, words):
        return True
    persons = words.persons
    hits = [hit for hit in persons.relatives.find(near.words) if not _of_stem_cells(near, hit)]
    before = [hit for hit in hits if hit.after <= near.first]
    after = [hit for hit in hits if hit.first >= near.after]
    return any(_has(near, hit, persons) for hit in before[-2:]) or any(_had_by(near, hit, persons) for hit in after[:1])


def _of_stem_cells(near: _Near, hit: Hit[bool]) -> bool:
    """`células madre` are no mother's."""
    return hit.first > 0 and near.words[hit.first - 1].text in ("celula", "celulas")


def _row_of_relative(clause: Clause, words: AssertionWords) -> bool:
    """A table's row, or a line "Mother: ...", that is about a relative."""
    first = words_of(clause.cells[0][1] if clause.cells else clause.text[:40])
    hit = next(words.persons.relatives.find(first), None)
    if hit is None or hit.first != 0:
        return False
    if clause.cells:
        return not words.persons.speaking & {word.text for word in clause.words}
    return clause.text[first[hit.after - 1].end :].lstrip()[:1] == ":"


def _has(near: _Near, hit: Hit[bool], persons: Persons) -> bool:
    """A relative before the thing: "mother with breast cancer", not "mother reports fever", "discussed with mother"."""
    between = near.words[hit.after : near.first]
    gap = _DASH_FIRST.sub(" ", near.between(hit.after - 1, near.first))  # `Elder brother - thalassemia`
    if len(between) > _RELATIVE_WORDS or _PARTS.search(gap):
        return False
    said = {word.text for word in between}
    if said & persons.speaking or said & persons.child:
        return False
    return not _addressed(near, hit, persons)


def _addressed(near: _Near, hit: Hit[bool], persons: Persons) -> bool:
    """Whether the relative is spoken to, or gives: "explained to the mother", "transplant from brother"."""
    at = hit.first
    while at > 0 and near.words[at - 1].text in ("the", "his", "her", "their", "a", "la", "el", "su"):
        at -= 1
    ahead = near.words[max(0, at - 3) : hit.first]
    return any(one.after >= len(ahead) - (hit.first - at) for one in persons.spoken_to.find(ahead))


def _had_by(near: _Near, hit: Hit[bool], persons: Persons) -> bool:
    """A relative after the thing: "breast cancer in the maternal grandmother"."""
    between = [word.text for word in near.words[near.after : hit.first]]
    if len(between) > 5 or not between or not set(between) & {"in", "en", "on"}:
        return near.text[near.end : near.words[hit.first].start].strip() in ("(", "-", ":")
    return all(word in persons.linking for word in between)


def _by_place(clause: Clause, found: set[Assertion], words: AssertionWords) -> Assertion | None:
    """What a section makes of statements that no cue makes something else of."""
    if clause.section is Section.GENERAL:
        return Assertion.CONDITIONAL
    if clause.section is Section.QUESTIONS:
        return Assertion.UNCERTAIN
    if clause.section is not Section.PLAN or found:
        return None
    heading = words_of(clause.heading)
    if any(words.pending_plans.find(heading)):
        return Assertion.PENDING
    if any(words.mixed_plans.find(heading)) or any(words.done.find(clause.words[:60])):
        return None
    return Assertion.PLANNED
