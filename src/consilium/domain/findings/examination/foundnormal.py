"""What an examination finds as it should be is no symptom: `Abdomen: soft`, `pupils are equal`, `Alert and oriented`.

So is what a child simply can do (`smiles`, `stands up`). Such a statement keeps its kind and its words, and has
`result` `normal` in place of `symptom`. Only where every word of it is known as a part, a normal state of that part, or
a word between; one that is not leaves it as it was.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from consilium.domain.findings.examination.examined import ExaminedWords
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.phrases import fold

__all__ = ["found_normal"]

_WITHOUT = re.compile(r"\s(?:without|with no|sin|free of|libres? de)\s.*$")
_WORD = re.compile(r"[a-z0-9+-]+")
_MOST = 160


def found_normal(found: Iterable[Finding], words: ExaminedWords, abilities: Collection[str]) -> Iterator[Finding]:
    """Findings, those of a normal examination as normal; `abilities` are the forms of verbs of what a child can do."""
    for one in found:
        if one.kind is not Kind.CONDITION or one.assertion is not Assertion.STATED or not one.detail.get("symptom"):
            yield one
        elif not one.value and (
            is_normal(one.name, words) or is_normal(one.quote, words) or _is_ability(one.name, words, abilities)
        ):
            kept = {key: value for key, value in one.detail.items() if key != "symptom"}
            yield replace(one, detail={**kept, "result": "normal"})
        else:
            yield one


def is_normal(name: str, words: ExaminedWords) -> bool:
    """Whether words of an examination say of parts, or of the whole child, that they are as they should be."""
    said = _WITHOUT.sub("", fold(name)[:_MOST])
    if words.not_normal.search(said) is not None:
        return False
    states = 0
    for pattern in (words.normal_of, words.normal):
        said, count = pattern.subn(" ", said)
        states += count
    said = words.parts.sub(" ", said)
    return states > 0 and all(word in words.between for word in _WORD.findall(said))


def _is_ability(name: str, words: ExaminedWords, abilities: Collection[str]) -> bool:
    """Whether a child simply does what is good to be able to do: `smiles`, `is tolerating feeds`."""
    said = _WORD.findall(fold(name))
    able = [word for word in said if word in abilities and word not in words.doing and word != "gain"]
    alone = len(said) == 1 and said[0].endswith("ing")  # a heading, or a noun: `Feeding`
    return len(able) == 1 and not alone and all(word in abilities or word in words.doing for word in said)
