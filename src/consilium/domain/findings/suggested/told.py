"""What findings tell already, under whatever name: what they quote is not suggested once more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.cited import Cited
from consilium.domain.phrases import fold, words_of

# Kinds that tell the same things: what a finding of the one quotes is not suggested as the other.
_ALIKE = (
    frozenset({Kind.DRUG, Kind.MEDICINE, Kind.CYCLE, Kind.PROTOCOL, Kind.ALLERGY}),
    frozenset(
        {Kind.CONDITION, Kind.TOXICITY, Kind.IMAGING, Kind.DIAGNOSIS, Kind.MEASUREMENT, Kind.RESPONSE, Kind.STAGE}
    ),
    frozenset({Kind.LABORATORY, Kind.FUNCTION, Kind.GROWTH, Kind.FLOW, Kind.STAIN, Kind.MRD}),
    frozenset({Kind.VARIANT, Kind.CYTOGENETICS, Kind.METHYLATION, Kind.MENTION}),
    frozenset({Kind.SURGERY, Kind.SPECIMEN, Kind.TRANSPLANT, Kind.RADIATION}),
)


@dataclass(frozen=True)
class Told:
    """`quotes` are the folded words that findings quote, by page and group of kinds; `names` the words of their names
    and of what they say, by group."""

    cited: Cited
    names: Mapping[int, frozenset[frozenset[str]]]
    quotes: Mapping[tuple[int, int], frozenset[str]]

    @classmethod
    def of(cls, found: Iterable[Finding]) -> Told:
        found = list(found)
        names: dict[int, set[frozenset[str]]] = {}
        quotes: dict[tuple[int, int], set[str]] = {}
        for one in found:
            names.setdefault(_group(one.kind), set()).add(_words(f"{one.name} {one.value}"))
            for citation in one.citations:
                quotes.setdefault((citation.page or 0, _group(one.kind)), set()).add(_plain(fold(citation.quote)))
        return cls(
            Cited.of(found),
            {key: frozenset(each) for key, each in names.items()},
            {key: frozenset(each) for key, each in quotes.items()},
        )

    def has(self, clause: Clause, start: int, end: int, kind: Kind) -> bool:
        """Whether a finding tells `text[start:end]` of a clause: one of a kind that tells such things names it anywhere
        in the paper or quotes it here, or one of another quotes little more."""
        said = _plain(clause.folded[start:end])
        words = _words(said)
        if any(words <= name for name in self.names.get(_group(kind), ())) or self.cited.has(clause, start, end, said):
            return True
        text = _plain(clause.folded)
        quotes = self.quotes.get((clause.page.number, _group(kind)), frozenset())
        return any(said in quote and (quote in text or text in quote) for quote in quotes)


def _words(text: str) -> frozenset[str]:
    return frozenset(word.text for word in words_of(text))


def _plain(folded: str) -> str:
    return " ".join(folded.split())


def _group(kind: Kind) -> int:
    return next((at for at, kinds in enumerate(_ALIKE) if kind in kinds), -1)
