"""Radiation therapy: site, dose as written and in gray, fractions, technique, boost, days; total body; radionuclides.

`value` is the dose as written, `number` its figure, `unit` as written; detail: `gray` (the dose in gray where it is
written in Gy or cGy), `fractions`, `fraction_dose` (as written), `technique`, `boost` ("yes"), `activity` and
`activity_unit` of a radionuclide. Doses of organs that only lie beside the target are no treatment of theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from consilium.domain.findings.amounts import decimal_mark, number_of
from consilium.domain.findings.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.occasions import Occasion, occasions
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.sitings import Sitings, siting_of, sitings_from
from consilium.domain.findings.terms import Found, Term, cue_in, cues, found_in, index_of
from consilium.domain.findings.told import is_denied
from consilium.domain.phrases import PhraseIndex, words_of
from consilium.domain.records import Category, Citation, Scalar

_NUMBER = r"\d{1,3}(?:[.,]\d{3})(?!\d)|\d{1,5}(?:[.,]\d{1,2})?"
_DOSE = re.compile(
    rf"(?<![\w.,])(?P<number>{_NUMBER})\s?(?P<unit>cGy(?:\s?\(?RBE\)?|E)?|Gy(?:\s?\(?RBE\)?|E)?|CGE|grays?|centigrays?|rads?)"
    r"(?![a-zA-Z])",
    re.IGNORECASE,
)
_ACTIVITY = re.compile(
    rf"(?<![\w.,])(?P<number>{_NUMBER})\s?(?P<unit>(?:mCi|GBq|MBq)(?:\s?/\s?kg)?)(?!\w)", re.IGNORECASE
)
_EACH_AFTER = re.compile(
    r"\s*(?:/|per|por|each|cada|daily|diari)\s?(?:fracti|fracci|fx|day|d[ií]a|una|sesi)?|\s*[x×]\s?\d{1,2}(?!\w)", re.I
)
_EACH_BEFORE = re.compile(
    r"(?:(?<!\w)(?P<count>\d{1,2})\s?(?:[x×]|(?:daily )?(?:fractions?|fracciones|fx|sesiones)\s?(?:of|de|@|at|x|×))"
    r"|fracciones (?:diarias )?de|fractions of|@)\s?$",
    re.IGNORECASE,
)
_FRACTIONS = re.compile(
    r"(?<![\w.])(\d{1,2})\s?(?:daily |consecutive )?(?:fractions?|fracci[oó]n(?:es)?|fxs?|sesiones|treatments)(?!\w)"
    r"|\b(?:in|en|/)\s?(\d{1,2})\s?(?:fractions?|fracciones|fx)",
    re.IGNORECASE,
)
_TIMES_AFTER = re.compile(r"\s*[x×]\s?(\d{1,2})(?!\w)")
_LABEL = re.compile(r"\s*[-•*]?\s*([^\W\d_][^:]{1,30}):\s*(.+)", re.DOTALL)
_SILENT = frozenset({Section.GENERAL, Section.FAMILY_HISTORY})


@dataclass(frozen=True)
class Words:
    """Kinds of radiation therapy, techniques, sites, cue phrases by list, labels of forms by what they label."""

    kinds: PhraseIndex[tuple[Term, ...]]
    techniques: PhraseIndex[str]
    sitings: Sitings
    cues: Mapping[str, PhraseIndex[str]]
    labels: PhraseIndex[str]
    columns: PhraseIndex[str]


@dataclass(frozen=True, slots=True)
class Dose:
    """A dose as written; `each` where it is that of one fraction."""

    text: str
    unit: str
    number: float | None
    start: int
    end: int
    each: bool = False
    count: int = 0


def words_from(data: Mapping[str, Any]) -> Words:
    """From `knowledge/findings/radiation.yaml`."""

    def by_name(name: str) -> PhraseIndex[str]:
        return PhraseIndex.of((str(phrase), key) for key, phrases in data[name].items() for phrase in phrases)

    lists = {name: data[name] for name in ("not_therapy", "organ_dose", "boost", "none", "denied", "given", "planned")}
    return Words(
        index_of(data["kinds"]),
        by_name("techniques"),
        sitings_from(data["sites"], data["sides"]),
        cues(lists),
        by_name("labels"),
        by_name("columns"),
    )


def find(paper: Paper, words: Words, assertion: AssertionWords) -> Iterator[Finding]:
    """The radiation therapy that a paper tells."""
    mark = decimal_mark(paper)
    found: list[Finding] = []
    for clause in paper.clauses:
        if clause.section not in _SILENT:
            found += _of_clause(clause, paper, words, assertion, mark)
    yield from _completed(found, paper, words)


def _of_clause(clause: Clause, paper: Paper, words: Words, assertion: AssertionWords, mark: str) -> Iterator[Finding]:
    kinds = [one for one in found_in(clause, words.kinds) if not _is_other(clause, one, words)]
    nuclides = [one for one in kinds if one.term.facts.get("radionuclide")]
    if nuclides:
        yield _nuclide(clause, nuclides[0], paper, assertion, mark)
        return
    doses = tuple(_doses(clause, words, mark))
    whole = [one for one in doses if not one.each]
    for at, dose in enumerate(whole):
        until = whole[at + 1].start if at + 1 < len(whole) else len(clause.text)
        yield _dosed(clause, dose, doses, kinds, (whole[at - 1].end if at else 0, until), paper, words, assertion)
    if doses and not whole:
        yield _dosed(clause, doses[0], doses, kinds, (0, len(clause.text)), paper, words, assertion)
    if not doses and kinds:
        yield from _named(clause, kinds, paper, words, assertion)


def _is_other(clause: Clause, found: Found, words: Words) -> bool:
    """`radiation oncology` is a department; `boost` alone says nothing."""
    after = cue_in(
        clause.text, words.cues["not_therapy"], max(0, found.start - 16), min(len(clause.text), found.end + 20)
    )
    return after is not None and after[0] <= found.start < after[1]


def _doses(clause: Clause, words: Words, mark: str) -> Iterator[Dose]:
    text = clause.text
    for hit in _DOSE.finditer(text):
        beside = cue_in(text, words.cues["organ_dose"], max(0, text.rfind(". ", 0, hit.start()) + 1), hit.end())
        if beside is not None:
            continue
        before = _EACH_BEFORE.search(text, max(0, hit.start() - 30), hit.start())
        after, times = _EACH_AFTER.match(text, hit.end()), _TIMES_AFTER.match(text, hit.end())
        count = int(times[1]) if times else int(before["count"] or 0) if before else 0
        yield Dose(
            hit["number"],
            hit["unit"],
            number_of(hit["number"], mark or "."),
            hit.start(),
            hit.end(),
            bool(before or after),
            count,
        )
    if not _DOSE.search(text):
        yield from _under_head(clause, words, mark)


def _under_head(clause: Clause, words: Words, mark: str) -> Iterator[Dose]:
    """A bare number under a head that gives the unit: `Dose (cGy)`."""
    if len(clause.header) != len(clause.cells):
        return
    for head, (start, text) in zip(clause.header, clause.cells, strict=True):
        unit = re.search(r"(?<!\w)(cGy|Gy|CGE)(?!\w)", head)
        bare = re.fullmatch(r"\s*(\d[\d.,]{0,7})\s*", text)
        if unit and bare and cue_in(head, words.columns) is not None:
            each = re.search(r"per|por|/\s?f|each|fracc|fract", head, re.IGNORECASE) is not None
            yield Dose(bare[1], unit[1], number_of(bare[1], mark or "."), start, start + len(text), each)


def _gray(dose: Dose) -> float | None:
    if dose.number is None:
        return None
    return round(dose.number / 100, 4) if dose.unit.lower().startswith(("cgy", "centi", "rad")) else dose.number


def _dosed(  # noqa: PLR0913 (a dose in its clause, with all tables)
    clause: Clause,
    dose: Dose,
    doses: tuple[Dose, ...],
    kinds: list[Found],
    bounds: tuple[int, int],
    paper: Paper,
    words: Words,
    assertion: AssertionWords,
) -> Finding:
    text, (first, last) = clause.text, bounds
    when = _when(clause, paper)
    after = dose.start if first else 0
    each = next((one for one in doses if one.each and one is not dose and after <= one.start < last), None)
    kind = next((one.term for one in kinds if one.term.name != "radiation" and first <= one.start < last), None)
    site, side = siting_of(text[first:last], words.sitings, dose.start - first, dose.end - first)
    detail: dict[str, Scalar] = {} if dose.each else {"gray": _gray(dose)}
    detail |= _fractions(clause, (after, last), each or (dose if dose.each else None))
    detail |= _technique(text, words)
    boost = cue_in(text, words.cues["boost"], max(first, dose.start - 40), min(last, dose.end + 16))
    detail |= {"boost": "yes"} if boost is not None else {}
    said = _said(clause, dose.start, dose.end, paper, words, assertion, when)
    return Finding(
        Kind.RADIATION,
        kind.name if kind else "radiation",
        value=f"{dose.text} {dose.unit}" if dose.each else dose.text,
        number=None if dose.each else dose.number,
        unit="" if dose.each else dose.unit,
        when=when.when if when else None,
        until=when.until if when else None,
        assertion=said,
        laterality=side,
        site=site or (str(kind.facts.get("site", "")) if kind else ""),
        detail=detail,
        citations=(clause.cite() if clause.cells else clause.cite(*_quoted(text, dose.start, dose.end)),),
        confidence=clause.confidence,
    )


def _quoted(text: str, start: int, end: int) -> tuple[int, int]:
    """Whole words around a dose, as many as tell its site."""
    first = max(0, start - 90)
    first = text.find(" ", first, start) + 1 if first else 0
    last = min(len(text), end + 60)
    last = last if last == len(text) else max(end, text.rfind(" ", end, last))
    return first, last


def _fractions(clause: Clause, bounds: tuple[int, int], each: Dose | None) -> Mapping[str, Scalar]:
    made: dict[str, Scalar] = {"fraction_dose": f"{each.text} {each.unit}"} if each else {}
    found = _FRACTIONS.search(clause.text, bounds[0], bounds[1])
    count = each.count if each and each.count else int(found[1] or found[2]) if found else _column(clause)
    return {**made, **({"fractions": count} if count else {})}


def _column(clause: Clause) -> int:
    """The number under a head of fractions."""
    if len(clause.header) == len(clause.cells):
        for head, (_, text) in zip(clause.header, clause.cells, strict=True):
            if re.search(r"fraction|fraccion|\bfx\b", head, re.IGNORECASE) and re.fullmatch(r"\s*\d{1,2}\s*", text):
                return int(text)
    return 0


def _technique(text: str, words: Words) -> Mapping[str, Scalar]:
    found = dict.fromkeys(hit.value for hit in words.techniques.find(words_of(text)))
    return {"technique": ", ".join(found)} if found else {}


def _when(clause: Clause, paper: Paper) -> Occasion | None:
    found = occasions(clause.text, paper)
    if len(found) == 2 and found[0].until is None and found[1].until is None and clause.cells:
        return replace(found[0], until=found[1].when)
    return found[0] if found else None


def _said(  # noqa: PLR0913 (as `_dosed`)
    clause: Clause, start: int, end: int, paper: Paper, words: Words, assertion: AssertionWords, when: Occasion | None
) -> Assertion:
    said = assertion_of(clause, start, end, assertion)
    if said is not Assertion.STATED:
        return said
    if is_denied(clause, start, words.cues["denied"]):
        return Assertion.NEGATED
    if clause.section is Section.QUESTIONS or clause.text.rstrip().endswith("?"):
        return Assertion.CONDITIONAL
    if when is not None and paper.date is not None and when.when > paper.date:
        return Assertion.PLANNED
    given = cue_in(clause.text, words.cues["given"]) is not None
    planned = cue_in(clause.text, words.cues["planned"]) is not None or clause.section is Section.PLAN
    return Assertion.PLANNED if planned and not given else Assertion.STATED


def _named(
    clause: Clause, kinds: list[Found], paper: Paper, words: Words, assertion: AssertionWords
) -> Iterator[Finding]:
    """Radiation without a dose: that it was given, is planned, or was not given. A mere word says none of these."""
    one = max(kinds, key=lambda found: (found.term.name != "radiation", -found.start))
    when = _when(clause, paper)
    said = _said(clause, one.start, one.end, paper, words, assertion, when)
    if re.match(r"\s*:\s*", clause.text[one.end :]) and cue_in(clause.text, words.cues["none"], one.end, one.end + 24):
        said = Assertion.NEGATED
    given = cue_in(clause.text, words.cues["given"]) is not None
    titled = said is Assertion.PLANNED and len(clause.words) < 6
    headed = titled or clause.heading == clause.text or len(clause.words) < 2
    if headed or (said in (Assertion.STATED, Assertion.UNCERTAIN, Assertion.CONDITIONAL) and not given):
        return
    when = None if said is Assertion.NEGATED else when
    site, side = siting_of(clause.text, words.sitings, one.start, one.end)
    yield Finding(
        Kind.RADIATION,
        one.term.name,
        when=when.when if when else None,
        until=when.until if when else None,
        assertion=said,
        laterality=side,
        site=site or str(one.term.facts.get("site", "")),
        detail=_technique(clause.text, words),
        citations=(clause.cite(*_quoted(clause.text, one.start, one.end)),),
        confidence=clause.confidence,
    )


def _nuclide(clause: Clause, found: Found, paper: Paper, assertion: AssertionWords, mark: str) -> Finding:
    activity = _ACTIVITY.search(clause.text)
    when = _when(clause, paper)
    detail: dict[str, Scalar] = {}
    if activity is not None:
        detail = {"activity": activity["number"], "activity_unit": activity["unit"]}
    start = min(found.start, activity.start() if activity else found.start)
    end = max(found.end, activity.end() if activity else found.end)
    later = when is not None and paper.date is not None and when.when > paper.date
    said = assertion_of(clause, found.start, found.end, assertion)
    return Finding(
        Kind.RADIATION,
        found.term.name,
        value=activity["number"] if activity else "",
        number=number_of(activity["number"], mark or ".") if activity else None,
        unit=activity["unit"] if activity else "",
        when=when.when if when else None,
        until=when.until if when else None,
        assertion=Assertion.PLANNED if later and said is Assertion.STATED else said,
        detail=detail,
        citations=(clause.cite(start, end),),
        confidence=clause.confidence,
    )


def _completed(found: list[Finding], paper: Paper, words: Words) -> Iterator[Finding]:
    """A paper that tells of one course in a form (`Fractions: 12`) says its parts in lines of their own."""
    given = [one for one in found if one.value and one.assertion is Assertion.STATED]
    if len(given) != 1 or paper.category not in (Category.RADIATION, None):
        yield from found
        return
    labelled = {label: clause for clause in paper.clauses for label in _label(clause, words)}
    for one in found:
        yield _filled(one, labelled, paper, words) if one is given[0] else one


def _label(clause: Clause, words: Words) -> Iterator[str]:
    hit = _LABEL.match(clause.text)
    if hit is None:
        return
    parts = words_of(hit[1])
    for label in words.labels.find(parts):
        if label.first == 0 and label.after == len(parts):
            yield label.value


def _filled(one: Finding, labelled: Mapping[str, Clause], paper: Paper, words: Words) -> Finding:
    detail, used, made = dict(one.detail), list[Citation](), one
    if "dates" in labelled and one.when is None:
        found = occasions(labelled["dates"].text, paper)
        if found:
            made = replace(made, when=found[0].when, until=found[0].until)
            used.append(labelled["dates"].cite())
    if "site" in labelled and not one.site:
        text = labelled["site"].text
        site, side = siting_of(text, words.sitings, 0, len(text))
        made = replace(made, site=site, laterality=side)
        used.append(labelled["site"].cite())
    if "fractions" in labelled and "fractions" not in detail:
        count = re.search(r":\s*(\d{1,2})(?!\d)", labelled["fractions"].text)
        detail |= {"fractions": int(count[1])} if count else {}
        used.append(labelled["fractions"].cite())
    if "technique" in labelled and "technique" not in detail:
        detail |= _technique(labelled["technique"].text, words)
        used.append(labelled["technique"].cite())
    return replace(made, detail=detail, citations=(*one.citations, *used))
