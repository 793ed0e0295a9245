"""The same gene in two tissues of a child: what is told of blood denies nothing that the tumor has, and the other way
round (`RB1 c.1072C>T in tumor, blood negative`); a denial keeps the tissue that it is of (`Blood: RB1 negative`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.genes.geneorigins import origin_of
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.spans import Span
from consilium.domain.phrases import PhraseIndex

_TISSUES = {"blood": "blood", "sangre": "blood", "saliva": "saliva", "germ": "germline", "linea": "germline"}
# `; blood: RB1 negative`, `, germline negative`, ` y en sangre no detectada`: a tissue and its own answer.
_DENIED = re.compile(
    r"(?:[;,.]\s?|\s)(?:(?:and|but|while|y|pero)\s)?(?:(?:in|the|en|la|el)\s){0,2}"
    r"(?P<tissue>(?:peripheral )?blood|sangre(?: periferica)?|saliva|germ-?line|germinal|linea germinal)"
    r"(?:\s(?:dna|adn|test(?:ing)?|sample|study|estudio)){0,2}\s?[:=]?\s?(?P<gene>[a-z][a-z0-9-]{1,8}\s?:?\s)?"
    r"(?:(?:was|is|fue|es|result|resulto)\s)?(?P<state>negativ[eoa]|neg|(?:not|no) detect(?:ed|ad[oa])|"
    r"no se detecto|absent|"
    r"ausente)\b(?!\s(?:for|para)\s)"
)
_DENYING = re.compile(r"\b(?:no|not|without|sin|negativ\w+|neg|none|absent|ausente)\b")


def with_tissue(
    clause: Clause, made: Sequence[Finding], lists: Mapping[str, PhraseIndex[str]], under: str
) -> Iterator[Finding]:
    """`made`, each with the cells or the inheritance that its part of the sentence tells."""
    for one in made:
        start = clause.text.find(one.quote) if one.quote and one.kind is Kind.VARIANT else -1
        if start < 0 or one.detail.get("origin") or one.detail.get("specimen"):
            yield one
            continue
        told = origin_of(clause, start, start + len(one.name), lists, under)
        more = {key: said for key, said in (("origin", told.origin), ("specimen", told.specimen)) if said}
        yield replace(one, detail={**one.detail, **more}) if more else one


def by_tissue(
    clause: Clause, made: Sequence[Finding], genes: Sequence[Span[str]], lists: Mapping[str, PhraseIndex[str]]
) -> Iterator[Finding]:
    """`made`, a change without the denial that another tissue's answer lent it, and that answer as its own."""
    denied = _DENIED.search(clause.folded) if made and len(clause.folded) == len(clause.text) else None
    before = {one.value for one in genes if denied is not None and one.end <= denied.start()}
    if denied is None or len(before) != 1 or _DENYING.search(clause.folded, 0, denied.start()):
        yield from made
        return
    gene = next(iter(before))
    own = (denied["gene"] or "").strip(" :")
    behind = [one for one in genes if one.start >= denied.start()]
    if own and [one.value for one in behind] != [gene]:
        yield from made
        return
    found = None
    for one in made:
        at = clause.text.find(one.quote) if one.quote else -1
        changed = one.detail.get("protein") or one.detail.get("cdna")
        if one.name != gene or not changed or not 0 <= at < denied.start():
            yield one
            continue
        # What stands before the other tissue's answer tells whose cells the change is of.
        owned = replace(
            one,
            assertion=Assertion.STATED if one.assertion is Assertion.NEGATED else one.assertion,
            detail={key: said for key, said in one.detail.items() if key not in ("origin", "specimen")},
        )
        ahead = Clause(clause.text[: denied.start()], clause.pieces)
        found = next(with_tissue(ahead, [owned], lists, ""))
        yield found
    if found is not None:
        yield _answer(clause, found, denied)


def _answer(clause: Clause, found: Finding, denied: re.Match[str]) -> Finding:
    """That the other tissue has none of the gene's changes."""
    whose = next(said for stem, said in _TISSUES.items() if stem in denied["tissue"])
    return replace(
        found,
        codes=(),
        value="mutation",
        assertion=Assertion.NEGATED,
        detail={
            "gene": found.name,
            "class": "mutation",
            "origin" if whose == "germline" else "specimen": whose,
        },
        citations=(clause.cite(denied.start("tissue"), denied.end()),),
    )
