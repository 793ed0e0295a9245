"""Medicines whose words stand under each other, as portals and prescriptions print them:

    PARACETAMOL 150 mg/ml solución oral          Ondansetron 4 mg tablet
    Posología: 300 mg cada 6 horas si dolor      Take 1 tablet by mouth every 8 hours as needed
    Inicio: 03/12/2024 – Fin: 20/12/2024         Start date: 08/20/2024

The lines under a medicine that are labelled as its dose, days or use are one item with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from consilium.domain.findings.days.logdays import begins_line
from consilium.domain.findings.paper import Clause, Section
from consilium.domain.phrases import PhraseIndex, words_of

# A medicine's own line is short and names it at once; so many lines may go on with it.
_MOST_WORDS, _AT_ONCE, _MOST_LINES, _LONGEST, _LONGEST_LABEL = 16, 1, 8, 160, 40
_OTHERS = frozenset({Section.ALLERGIES, Section.FAMILY_HISTORY, Section.QUESTIONS, Section.LABORATORY})


@dataclass(frozen=True)
class CardWords:
    """Labels of the lines of a card, words that open one without a label, and labels of who prescribed it."""

    labels: PhraseIndex[bool]
    orders: PhraseIndex[bool]
    people: PhraseIndex[bool]

    def is_line(self, text: str) -> bool:
        """Whether a line goes on with the medicine over it."""
        return self.is_labelled(text) or self.is_of_person(text) or _opens(self.orders, text)

    def is_labelled(self, text: str) -> bool:
        return _labels(self.labels, text)

    def is_of_person(self, text: str) -> bool:
        return _labels(self.people, text)


def card_words(data: Mapping[str, Any]) -> CardWords:
    """From `knowledge/findings/medicinelists.yaml`; a table without them knows no cards."""
    lists = (data.get(name, ()) for name in ("card_labels", "card_orders", "card_people"))
    return CardWords(*(PhraseIndex.of((str(one), True) for one in said) for said in lists))


def _labels(index: PhraseIndex[bool], text: str) -> bool:
    """Whether the label of a line is a phrase of an index, and nothing else."""
    label, sign, _ = text[:_LONGEST_LABEL].partition(":")
    words = words_of(label) if sign else ()
    hit = next(index.find(words), None) if words else None
    return hit is not None and hit.first == 0 and hit.after == len(words)


def _opens(index: PhraseIndex[bool], text: str) -> bool:
    hit = next(index.find(words_of(text[:_LONGEST_LABEL])), None)
    return hit is not None and hit.first == 0


def with_cards(clauses: Sequence[Clause], words: CardWords, names: Iterable[PhraseIndex[Any]]) -> Iterator[Clause]:
    """The clauses, those of one medicine's card as one. `names` are those of medicines and drugs."""
    known, at = tuple(names), 0
    while at < len(clauses):
        clause, after = clauses[at], at + 1
        if _is_medicine(clause, words, known):
            while after < len(clauses) and after - at <= _MOST_LINES and _goes_on(clauses[after], words):
                after += 1
        yield _joined(clauses[at:after], words) if after > at + 1 else clause
        at = after


def _is_medicine(clause: Clause, words: CardWords, names: Sequence[PhraseIndex[Any]]) -> bool:
    if clause.cells or clause.section in _OTHERS or len(clause.words) > _MOST_WORDS or not begins_line(clause):
        return False
    if clause.text.rstrip().endswith((".", ":", "?")) or words.is_labelled(clause.text):
        return False
    hits = (next(index.find(clause.words[: _AT_ONCE + 2]), None) for index in names)
    return any(hit is not None and hit.first <= _AT_ONCE for hit in hits)


def _goes_on(clause: Clause, words: CardWords) -> bool:
    return not clause.cells and len(clause.text) <= _LONGEST and begins_line(clause) and words.is_line(clause.text)


def _joined(clauses: Sequence[Clause], words: CardWords) -> Clause:
    """Clauses as one of the first one's part, without the lines that only name who prescribed it or sold it."""
    text, pieces = "", []
    for clause in (one for one in clauses if not words.is_of_person(one.text)):
        text += " " if text else ""
        pieces += [replace(one, start=one.start + len(text)) for one in clause.pieces]
        text += clause.text
    return replace(clauses[0], text=text, pieces=tuple(pieces))
