"""Studies, tests and visits that a list asks for right behind a word for asking: `Recommend troponin and NT-proBNP`,
`Pido TC con contraste y PET-TC`, `Refer to ocularist`. Each part of the list that names one is a finding; what stands
in another reader's words already is left to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.days.comingdays import coming_day, day_within
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.text.spans import Span, spans_in
from consilium.domain.phrases import PhraseIndex, fold

_SILENT = frozenset({
    Section.FAMILY_HISTORY, Section.GENERAL, Section.ALLERGIES, Section.QUESTIONS, Section.MEDICINES,
    Section.TECHNIQUE, Section.INDICATION,
})  # fmt: skip
# Where the list ends: a mark, a reason, a condition, another sentence.
_END = re.compile(
    r"[.;:](?=\s|$)|\s[-–—]\s|\?|\s(?:if|si|porque|because|due to|given|dado|dada|ya que|owing|in view|in case|"
    r"en caso|which|who|que|but|pero|however|though|although|aunque|unless|was|were|showed|shows|fue|fueron|"
    r"mostr[oó]|es|is|are|has|had|tiene|tuvo|before|antes|after|tras|despu[eé]s|for(?! (?:h|g|a|e)\w*log)|to)\s",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s?[,/](?!\d)\s?|\s(?:and|y|e|or|o|plus|m[aá]s|\+|&|then|luego|with|con)\s")
_TESTLIKE = re.compile(
    r"(?:estudios?|pruebas?|serolog\w+|cultivos?|cultures?|titers?|titres?|t[ií]tulos?|typing|tipificaci\w+|"
    r"screening|assay|\w{4,}(?:metr[ií]a|metry|graf[ií]a|graphy|scopy|scopia|grama)|resonancias?|scans?|films?)",
    re.IGNORECASE,
)
_IF = re.compile(r"\b(?:if|unless|should|in case|si|en caso de|de ser|depending on|seg[uú]n)\s", re.IGNORECASE)
# A visit with what is to be made there: `Follow up in clinic in 2 weeks with CBC and CMP`.
_WITH = re.compile(
    r"\b(?:review|follow-? ?up|clinic|visit|appointment|r/v|control|cita|turno|regresa|acudir|revisi[oó]n"
    r"|consulta(?=\s(?:el\s)?\d)|"
    r"to be seen|see)\b"
    r"(?![^.;]{0,70}\b(?:was|were|seen|attended|came|showed|fue|acudi[oó]|asisti[oó])\b)[^.;]{0,60}?\s(?:with|con)\s",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]")
# A test that has its result is asked for no more: `Baseline TSH 1.9 mIU/L, free T4 normal`.
_RESULTED = re.compile(
    r"\s(?:(?:was|is|of|de|=|:)\s?){0,2}(?:[<>≤≥]\s?)?(?:\d+(?:[.,]\d+)?\s?(?:[mµμnp]?(?:g|mol|UI?|IU|Eq|kat)"
    r"|%|x\s?10"
    r"|10\^|/"
    r"|k/|fl\b|sec|seg)|(?:normal(?:es)?|negativ[eoa]s?|positiv[eoa]s?|elevated|elevad[oa]s?|undetectable"
    r"|indetectables?"
    r"|unremarkable)(?=\s?(?:[.,;)]|$)))",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"\b(?:(?:was|were|had been|fue|fueron|ya|already|previously|hab[ií]a)\s(?:\w+\s)?|dej\w{1,5}\sde\s)$",
    re.IGNORECASE,
)
_REFUSED = re.compile(
    r"[^.;]{0,40}\b(?:declined|refused|rejected|rechaz\w+|no aceptad\w+|denied)\b(?! (?:pain|fever))", re.IGNORECASE
)
_REACH, _MOST, _MOST_WORDS, _MOST_LETTERS, _BEFORE, _UNIT = 160, 8, 7, 70, 3, 2
# What is looked at in the child is still to be made where it was asked for; of a sample the result is awaited.
_STATUS = {Assertion.PENDING: "requested", Assertion.NEGATED: "not performed"}
_SAMPLED = frozenset({"laboratory", "genetics", "pathology"})


@dataclass(frozen=True)
class AskWords:
    """Words of asking by what they say (`planned`, `requested`), denials of them, (what, name) of things, and words by
    which an organ's name is an illness's or a purpose's and no department: `renal failure`."""

    asking: PhraseIndex[str]
    opening: PhraseIndex[str]
    against: PhraseIndex[bool]
    names: PhraseIndex[tuple[str, str]]
    of_illness: frozenset[str] = frozenset()


def words_from(data: Mapping[str, Any], things: Iterable[tuple[str, tuple[str, str]]]) -> AskWords:
    """From `knowledge/findings/asked.yaml`, with the names of `things` that other tables tell."""
    asking = [(str(one), "planned") for one in data["asking"]] + [(str(one), "requested") for one in data["requesting"]]
    asking += [(str(one), "awaited") for one in data["waiting"]]
    also = [(str(one), ("laboratory", name)) for name, ones in data["also"].items() for one in (name, *ones)]
    known = {fold(phrase) for phrase, _ in things}
    return AskWords(
        PhraseIndex.of(asking),
        PhraseIndex.of((str(one), "planned") for one in data["opening"]),
        PhraseIndex.of((str(one), True) for one in data["against"]),
        PhraseIndex.of([*things, *(one for one in also if fold(one[0]) not in known)]),
        frozenset(fold(str(one)) for one in data["of_illness"]),
    )


def asked_in(
    paper: Paper, clause: Clause, words: AskWords, known: Sequence[tuple[int, int]], assertion: AssertionWords
) -> Iterator[Finding]:
    """What a clause asks for in words that no other rule has told (`known` are their places)."""
    if clause.section in _SILENT or clause.text.rstrip().endswith("?"):
        return
    leads = spans_in(clause, words.asking)
    leads += [one for one in spans_in(clause, words.opening) if not _WORD.search(clause.text, 0, one.start)]
    visit = _WITH.search(clause.text)
    leads += [Span("planned", *visit.span())] if visit is not None else []
    met = day_within(paper, clause, *visit.span()) if visit is not None else None
    names = spans_in(clause, words.names) if leads else []
    told: list[tuple[int, int]] = list(known)
    for lead in leads[:_MOST]:
        if _GONE.search(clause.text, 0, lead.start):
            continue
        how = _how(clause, lead, words)
        for start, end in _items(clause.text, lead.end):
            named = _named(clause.text, start, end, names)
            if (
                named is None
                or _is_illness(clause, named, (start, end), words)
                or any(low < end and start < high for low, high in told)
            ):
                continue
            told.append((start, end))
            made = _finding(paper, clause, named, (start, end), (lead.value, how), assertion)
            if made is not None and not (named[0] in _SAMPLED and _RESULTED.search(clause.text, start, end + _UNIT)):
                own = visit is not None and lead.start == visit.start()
                yield replace(made, when=met) if own and made.when is None else made


def _is_illness(clause: Clause, named: tuple[str, str], place: tuple[int, int], words: AskWords) -> bool:
    """Whether what would be a visit is an illness of that organ, or to keep one off: `To prevent renal failure`."""
    said = {one.text for one in clause.words if place[0] <= one.start < place[1]} if named[0] == "care" else frozenset()
    return not words.of_illness.isdisjoint(said)


def _how(clause: Clause, lead: Span[str], words: AskWords) -> Assertion:
    """Whether what is asked for is not wanted, or only under a condition."""
    for one in spans_in(clause, words.against):
        if 0 <= lead.start - one.end <= _BEFORE or 0 <= one.start - lead.end <= 1:
            return Assertion.NEGATED
    begins = max(clause.text.rfind(mark, 0, lead.start) for mark in (". ", "; ")) + 1
    if _REFUSED.match(clause.text, lead.end):
        return Assertion.NEGATED
    opened = _IF.search(clause.text, begins, lead.start) or _IF.search(clause.text, lead.end, lead.end + _REACH)
    return Assertion.CONDITIONAL if opened is not None else Assertion.PLANNED


def _items(text: str, start: int) -> Iterator[tuple[int, int]]:
    """The parts of the list that begins at `start`, without what stands before and behind them."""
    stop = _END.search(text, start, start + _REACH)
    last = stop.start() if stop is not None else min(len(text), start + _REACH)
    at = start
    bounds = [*((one.start(), one.end()) for one in _SPLIT.finditer(text, start, last)), (last, last)]
    for end, after in bounds[:_MOST]:
        part = text[at:end]
        low = at + len(part) - len(part.lstrip(" :-–"))
        high = low + len(part.strip(" :-–"))
        if low < high:
            yield low, high
        at = after


def _named(text: str, start: int, end: int, names: Sequence[Span[tuple[str, str]]]) -> tuple[str, str] | None:
    """What a part of a list names; None where it is no study, test or visit."""
    inside = [one for one in names if start <= one.start and one.end <= end]
    short = len(text[start:end].split()) <= _MOST_WORDS and end - start <= _MOST_LETTERS
    if inside:
        first = inside[0]
        lead = text[start : first.start].split()
        return first.value if len(lead) <= _BEFORE else None
    found = _TESTLIKE.search(text, start, end) if short else None
    return ("laboratory", text[start:end]) if found is not None else None


def _finding(
    paper: Paper,
    clause: Clause,
    named: tuple[str, str],
    place: tuple[int, int],
    asked: tuple[str, Assertion],
    assertion: AssertionWords,
) -> Finding | None:
    (start, end), (lead, how) = place, asked
    if assertion_of(clause, start, end, assertion) is Assertion.FAMILY:
        return None
    day, gone = coming_day(paper, clause, start, end)
    if gone:
        return None  # asked for on a day that has gone by: what became of it stands elsewhere
    what, name = named
    if lead == "awaited":
        how = Assertion.PENDING if how is Assertion.PLANNED and day is None else how
    elif how is Assertion.PLANNED and lead == "requested" and what in _SAMPLED and day is None:
        how = Assertion.PENDING
    return Finding(
        Kind.MENTION,
        name,
        value=clause.text[start:end],
        when=day,
        assertion=how,
        detail={"what": what, "status": _STATUS.get(how, "planned")},
        citations=(clause.cite(),),
        confidence=clause.confidence,
    )
