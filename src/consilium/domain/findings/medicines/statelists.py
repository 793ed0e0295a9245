"""Lists of medicines whose first line says what became of all of them: `STOP taking:`, `Medications on hold`,
`Medicación suspendida`, `PAUSE`.

Visit summaries and portals print several such lists one after the other. Each is a part of its own: its items are those
of its first line and of no other list's, and the next paragraph is of none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from consilium.domain.findings.days.logdays import begins_line
from consilium.domain.findings.finding import Assertion, Finding
from consilium.domain.findings.medicines.medicinecards import CardWords, card_words
from consilium.domain.findings.paper import Clause, Section
from consilium.domain.phrases import PhraseIndex, words_of

_MOST_WORDS, _LONGEST, _FIRST = 9, 80, 4
_SIGNS = " \t:-–—•*#▪■►▶▷‖⏸⏹✗✓☐☒+()[]."
# Sections that a list of medicines may stand in without being the paper's course, plan or history itself.
_KEPT = frozenset({Section.ALLERGIES, Section.FAMILY_HISTORY, Section.GENERAL, Section.QUESTIONS})
_DOSE = re.compile(r"\d\s?(?:mg|mcg|µg|g|ml|mL|UI|IU|U|units?|unidades|meq|mEq)\b(?!/d?[lL]\b)", re.IGNORECASE)
# `famotidine (PEPCID)`, `sulfamethoxazole-trimethoprim`: portals write names small and brands large.
_SMALL_NAME = re.compile(r"\W{0,3}[a-záéíóúñ][\w/-]{3,40}(?:\s[\w%-]{1,20}){0,3}(?:\s\([A-Z][\w ,.-]{1,40}\))?\.?")


@dataclass(frozen=True)
class StateLists:
    """The words of the first lines of such lists, by what they are."""

    words: PhraseIndex[str]
    cards: CardWords

    def opened(self, line: str) -> str:
        """What a line says of the medicines under it: "past", "held", "current" or "asked"; "" where it opens no list:
        every word of it is of such a line, and one tells a state with a colon, in capitals, or beside medicines."""
        text = line.strip(_SIGNS)
        parts = words_of(text)
        if not parts or len(parts) > _MOST_WORDS or len(line) > _LONGEST:
            return ""
        hits = list(self.words.find(parts))
        if sum(hit.after - hit.first for hit in hits) < len(parts):
            return ""
        told = {hit.value for hit in hits}
        marked = line.rstrip().endswith(":") or text.isupper() or text.split(" ", 1)[0].isupper()
        if "medicines" not in told and not (marked and told & {"past", "held", "current", "asked"}):
            return ""
        return next((state for state in ("asked", "held", "past") if state in told), "current")

    def leads(self, text: str) -> bool:
        """Whether the label of a line says that what stands behind it was stopped or paused."""
        label, sign, rest = text.partition(":")
        return bool(sign and rest.strip()) and self.opened(f"{label}:") in ("past", "held")

    def names_medicines(self, line: str) -> bool:
        return any(hit.value == "medicines" for word in words_of(line) for hit in self.words.find((word,)))


def state_of_heading(heading: str, lists: StateLists, states: PhraseIndex[str]) -> str:
    """ "past" or "current" where a heading says so of the medicines under it, "" where it says neither."""
    if lists.opened(f"{heading}:") in ("past", "held"):
        return "past"
    told = next(states.find(words_of(heading)), None)
    return told.value if told is not None else ""


def state_lists(data: Mapping[str, Any]) -> StateLists:
    """From `state_lists` of `knowledge/findings/medicinelists.yaml`; a table without them knows no such list."""
    told: Mapping[str, Sequence[str]] = data.get("state_lists", {})
    index = PhraseIndex.of((str(one), role) for role, said in told.items() for one in said)
    return StateLists(index, card_words(data))


def with_state_lists(
    clauses: Sequence[Clause], lists: StateLists, names: Iterable[PhraseIndex[Any]]
) -> Iterator[Clause]:
    """The clauses, each of such a list under the line that opens it, as a part of medicines. `names` are those of
    medicines and drugs."""
    known, opener, in_rows, sure = tuple(names), "", False, False
    for clause in clauses:
        label, _, rest = clause.text.partition(":")
        state = lists.opened(f"{label}:" if rest else clause.text) if begins_line(clause) and not clause.cells else ""
        if state and not rest.strip():
            sure, in_rows = lists.names_medicines(label), False
            opener = label.strip(_SIGNS) if state in ("past", "held") or (state == "current" and sure) else ""
            yield clause
            continue
        if not opener or not _goes_on(clause, known, lists.cards, in_rows=in_rows, sure=sure):
            opener = ""
            headed = state in ("past", "held") and (lists.names_medicines(label) or _begins_named(rest, known))
            yield _under(clause, label.strip(_SIGNS)) if headed else clause
            continue
        in_rows, sure = in_rows or bool(clause.cells), True
        yield _under(clause, opener)


def of_list(found: Iterable[Finding], clause: Clause, lists: StateLists) -> Iterator[Finding]:
    """Drugs that a clause of such a list names: of those stopped the state, of those on hold that none is given."""
    state = lists.opened(f"{clause.heading}:") if clause.section is Section.MEDICINES and clause.heading else ""
    for one in found:
        if state == "held" and one.assertion is Assertion.STATED:
            yield replace(one, assertion=Assertion.NEGATED, detail={**one.detail, "state": "omitted"})
        elif state == "past" and one.assertion is Assertion.STATED and "state" not in one.detail:
            yield replace(one, detail={**one.detail, "state": "stopped"})
        else:
            yield one


def _under(clause: Clause, opener: str) -> Clause:
    return clause if clause.section in _KEPT else replace(clause, section=Section.MEDICINES, heading=opener)


def _begins_named(rest: str, names: Sequence[PhraseIndex[Any]]) -> bool:
    hits = (next(index.find(words_of(rest)[:_FIRST]), None) for index in names)
    return any(hit is not None and hit.first == 0 for hit in hits)


def _goes_on(clause: Clause, names: Sequence[PhraseIndex[Any]], cards: CardWords, *, in_rows: bool, sure: bool) -> bool:
    """Whether a clause is an item of the list, or a line of one: it names a medicine or tells a dose, or is a row. The
    first item under a line that tells no medicines (`Previous:`) has to name one."""
    if in_rows and not clause.cells:
        return False
    if sure and clause.cells and not in_rows:  # the heads of its table
        return True
    if sure and not clause.cells and (cards.is_line(clause.text) or _SMALL_NAME.fullmatch(clause.text) is not None):
        return True
    named = any(next(index.find(clause.words), None) is not None for index in names)
    return named or (sure and _DOSE.search(clause.text) is not None)
