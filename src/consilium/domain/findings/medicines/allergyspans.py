"""Which words of a line of allergies are of which substance."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from consilium.domain.findings.paper import Clause
from consilium.domain.phrases import Hit

_SIDE_BY_SIDE = re.compile(r"(?:[\s,/&]|\b(?:and|or|y|o|e|u|ni|nor)\b)*(?:[\w-]+\s){0,1}", re.IGNORECASE)
# What a list of allergies goes on with behind those to drugs: `Drug allergies: none. Food: cashew.`
_CLASS = re.compile(
    r"\W{0,3}(?:foods?|environment(?:al)?|contact|insects?|seasonal|skin|alimentos?|alimentari[oa]s?|ambient(?:e|ales)|"
    r"contacto|insectos|estacionales|cut[aá]neas?)\s?:",
    re.IGNORECASE,
)


def is_of_class(clause: Clause) -> bool:
    """Whether a clause begins with the label of one class of allergies, which says so only behind those of another."""
    return _CLASS.match(clause.text) is not None


def last_of_list(clause: Clause, hit: Hit[str], all_of: Sequence[Hit[str]]) -> Hit[str]:
    """The last of the substances that stand side by side from `hit` on: `latex, egg and penicillin: none`."""
    last = hit
    for one in sorted(one for one in all_of if one.first > hit.first):
        if not _SIDE_BY_SIDE.fullmatch(clause.text, clause.words[last.after - 1].end, clause.words[one.first].start):
            break
        last = one
    return last


def text_from(clause: Clause, start: int) -> Clause:
    """The clause from `start` on, with spaces for what stands before it, so that its places stay."""
    return replace(clause, text=" " * start + clause.text[start:])


def own_bracket(text: str, end: int, bound: int) -> int:
    """Where the words of a substance end that has its own in brackets, with the next item of a list after them."""
    closed = text.find(")", end, bound) if text[end : end + 2].lstrip().startswith("(") else -1
    return closed + 1 if closed >= 0 and text[closed + 1 : closed + 2] in (",", ";") else bound


def index_at(clause: Clause, start: int) -> int:
    return next((at for at, word in enumerate(clause.words) if word.start >= start), len(clause.words))


def named_before(clause: Clause, substances: Sequence[Hit[str]], denial: str) -> list[Hit[str]]:
    """The substances of a list that a semicolon parts from the denial of all others: `ácaros; ninguna a fármacos`."""
    at = clause.text.find(denial)
    parted = clause.text.rfind(";", 0, at)
    return [hit for hit in substances if clause.words[hit.after - 1].end <= parted] if at > 0 else []
