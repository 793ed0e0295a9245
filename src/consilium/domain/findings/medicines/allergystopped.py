"""A medicine that was stopped for an allergic reaction: `amoxicilina por 10 días (suspendida al día 4 por urticaria)`,
`cefepime was discontinued because of hives`; and an entry of none that was wrong."""

from __future__ import annotations

import re

from consilium.domain.findings.paper import Clause
from consilium.domain.phrases import Hit, PhraseIndex
from consilium.domain.records import Scalar

# What is allergic by its word alone.
_ALLERGIC = frozenset({"hives", "anaphylaxis", "angioedema", "Stevens-Johnson syndrome"})
_STOPPED = re.compile(
    r"(?:\s[\w/.%-]{1,14}){0,6}\s?[,(;:–-]?\s?(?:(?:se|la|lo|que|was|which|it|had to be|hubo que|fue|y|and)\s){0,4}"
    r"(?:suspend\w{1,6}|retir\w{1,5}|interrump\w{1,5}|stopped|discontinued|ceased|withdrawn)\b"
    r"(?:\s(?!no\b|not\b|sin\b|without\b)[\w/.-]{1,12}){0,5}?\s(?:por|debido al?|a causa de|due to|for|because of"
    r"|owing to"
    r"|after|tras)\s(?:(?:an?|una?|severe|generalized|generali[sz]ad[oa]|mild|la|el|the|suspected|presunta)\s){0,2}",
    re.IGNORECASE,
)
_REACH = 4


def stopped_for_it(clause: Clause, hit: Hit[str], reactions: PhraseIndex[str]) -> bool:
    """Whether the words behind a substance say that it was stopped for an allergic reaction."""
    found = _STOPPED.match(clause.text, clause.words[hit.after - 1].end)
    if found is None:
        return False
    after = tuple(word for word in clause.words[hit.after :] if word.start >= found.end())[:_REACH]
    first = next(reactions.find(after), None)
    return first is not None and first.first == 0 and first.value in _ALLERGIC


# What was given in its place: `Erwinia instead of the third pegaspargase (anaphylaxis)`.
_IN_PLACE = re.compile(
    r"\b(?:instead of|in place of|en lugar de|en vez de|en reemplazo de|replacing)\s(?:[\w.-]{1,12}\s){0,3}$",
    re.IGNORECASE,
)


def replaced_for_it(text: str, start: int, end: int) -> bool:
    """Whether another medicine was given instead of the one at `text[start:end]`, whose reaction a bracket tells."""
    return _IN_PLACE.search(text, max(0, start - 60), start) is not None and text[end : end + 2] == " ("


# An entry of none that a paper corrects: `earlier entry "no known drug allergies" corrected today`.
_CORRECTED = re.compile(
    r"\b(?:correct(?:ed|ing|s)|amended|rectif\w+|corrig\w+|corregid\w+"
    r"|(?:is|was|es|era) (?:wrong|incorrect\w*|erronea?))\b"
)
_NO_ENTRY = re.compile(
    r"\b(?:no (?:known )?(?:drug |medication )?allerg\w+|nkda|nka|(?:sin|niega) (?:\w+ )?alergias?|no alergic[oa])\b"
)


def corrects(clause: Clause) -> dict[str, Scalar]:
    """The detail of an allergy whose clause says that an entry of none was wrong; nothing for any other."""
    said = _CORRECTED.search(clause.folded) is not None and _NO_ENTRY.search(clause.folded) is not None
    return {"corrects": "yes"} if said else {}
