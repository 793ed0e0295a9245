"""What a clause says of one gene or chromosome, and what it counts: chromosomes, copies, marks of rearrangement."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from consilium.domain.findings.finding import Assertion
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.spans import Span, spans_in
from consilium.domain.phrases import PhraseIndex, words_of
from consilium.domain.records import Scalar

_COUNTED = re.compile(r"\s(?:of |del? |cromosoma |chromosome ){0,2}(\d{1,2}[pq]?|X[pq]?)\b")
_COUNTED_ON = re.compile(r",? ?(?:, |/ ?|and |y |e |& )(\d{1,2}[pq]?|X[pq]?)\b(?! ?%)")
_WHOLE_NUMBER = re.compile(r"(?<![\w.])(?:\d{1,2}|X|Y)(?!\w|\.\d)")
_WHOLE = re.compile(
    r"\b(?:whole[\s-])?(?:chromosom\w{1,4}|cromos[oó]m\w{1,3})\s(?:copy\s)?(?:(?P<gain>gains?|ganancias?)"
    r"|loss(?:es)?|p[eé]rdidas?)\s"
    r"(?:of|de|in|en)\s(?:los\s|el\s)?(?P<list>(?:\d{1,2}|X|Y)(?!\w|\.\d)(?:(?:,\s|,?\s(?:and|y|e)\s)(?:\d{1,2}|X"
    r"|Y)(?!\w|\.\d)){0,22})",
    re.IGNORECASE,
)
_REARRANGED = re.compile(r"-[rR](?![\w-])")
_COPIES_OF = re.compile(
    r"(?<![\d.,])(\d{1,2})\s(?:copias|copies|señales|signals)\s(?:(?:de|del|of|for|para|gen|gene|the)\s){1,3}$",
    re.IGNORECASE,
)
_COPIES_AFTER = re.compile(
    r"\s?[:(,=]?\s?(?:(?:with|con)\s)?(?:(\d{1,2})\s(?:copias|copies|señales|signals)\b"
    r"|[x×](\d{1,2})(?![\w.^⁶⁹*]|\s?[\^*/]))",
    re.IGNORECASE,
)
# The second part of a probe that came apart, or of one that lies beside another: `(5'KMT2A sep 3'KMT2A x1)`, `ABL1 con
# BCR x1`. Its figure counts signals, and no copies of the gene.
_OF_PROBE = re.compile(r"\b(?:sep|con|dim|amp)\s?(?:[35]['’′]?\s?)?$")
_TWO, _MOST_COPIES = 2, 60


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said: `name` of class `kind` at `start` to `end` of the clause."""

    name: str
    kind: str
    start: int
    end: int
    detail: Mapping[str, Scalar]
    chromosomal: bool = False
    negative: bool = False
    state: Assertion | None = None


def counted(clause: Clause, named: PhraseIndex[str]) -> Iterator[Said]:
    """`trisomy 8`, `monosomy of chromosome 7`."""
    singular = {"trisomies": "trisomy", "trisomia": "trisomy", "trisomias": "trisomy"}
    singular |= {"monosomies": "monosomy", "monosomia": "monosomy", "monosomias": "monosomy", "tetrasomia": "tetrasomy"}
    singular |= {"isocromosoma": "isochromosome"}
    for span in spans_in(clause, named):
        found = _COUNTED.match(clause.text, span.end)
        if found:
            word = words_of(clause.text[span.start : span.end])[0].text
            name = singular.get(word, word)
            yield Said(f"{name} {found[1]}", name, span.start, found.end(), {}, chromosomal=True)
            while further := _COUNTED_ON.match(clause.text, found.end()):
                found = further
                yield Said(f"{name} {found[1]}", name, found.start(1), found.end(), {}, chromosomal=True)


def gained_or_lost(clause: Clause) -> Iterator[Said]:
    """Whole chromosomes that a sentence counts up: `whole chromosome gains of 6, 7 and 17`."""
    for found in _WHOLE.finditer(clause.text):
        kind = "gain" if found["gain"] else "loss"
        for one in _WHOLE_NUMBER.finditer(clause.text, found.start("list"), found.end()):
            yield Said(f"chromosome {one[0]}", kind, one.start(), one.end(), {}, chromosomal=True)


def shortened(clause: Clause, genes: Sequence[Span[str]]) -> Iterator[Said]:
    """`KMT2A-r`, `CRLF2-R`: rearranged."""
    for gene in genes:
        found = _REARRANGED.match(clause.text, gene.end)
        if found is not None:
            yield Said(gene.value, "rearrangement", gene.start, found.end(), {"gene": gene.value})


def copied(clause: Clause, genes: Sequence[Span[str]]) -> Iterator[Said]:
    """How many copies of a gene were seen: `4 copias de RUNX1`, `RUNX1: 5 signals`, `MYC x4`."""
    for gene in genes:
        if _OF_PROBE.search(clause.text, max(0, gene.start - 30), gene.start):
            continue
        found = _COPIES_OF.search(clause.text, max(0, gene.start - 40), gene.start)
        after = None if found else _COPIES_AFTER.match(clause.text, gene.end)
        one = found or after
        count = next((int(number) for number in one.groups() if number), _TWO) if one else _TWO
        if one is not None and count != _TWO and count <= _MOST_COPIES:
            detail: dict[str, Scalar] = {"gene": gene.value, "copies": one[0].strip(" :(,=")}
            kind = "gain" if count > _TWO else "loss"
            seen = "sign" in one[0].lower() or "señal" in one[0].lower()  # by FISH
            yield Said(gene.value, kind, min(one.start(), gene.start), max(one.end(), gene.end), detail, seen)
