"""Radiation therapy: site, dose as written and in gray, fractions, technique, boost, days; total body; radionuclides.

`value` is the dose as written, `number` its figure, `unit` as written; detail: `gray` (the dose in gray where it is
written in Gy or cGy), `cumulative` ("yes" where it holds earlier doses), `weighting` ("RBE"), `fractions`,
`fraction_dose` (as written), `technique`, `boost` ("yes"), `activity` and `activity_unit` of a radionuclide. Doses of
organs that only lie beside the target are no treatment of theirs: their name is `dose to an organ`, `organ` is "yes".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from consilium.domain.findings.assertions.assertion import AssertionWords
from consilium.domain.findings.assertions.told import is_beside, year_beside
from consilium.domain.findings.assertions.treatmentsahead import ahead_of, is_choice, is_option, is_wondered
from consilium.domain.findings.chemo.afterwards import given_before
from consilium.domain.findings.days.occasions import Occasion
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.radiation.organdoses import ORGAN_DOSE, of_organs, organ_doses, under_heads
from consilium.domain.findings.radiation.raycourses import Labels, filled
from consilium.domain.findings.radiation.raydoses import NUMBER, Dose, agrees, doses_in, fractions_of
from consilium.domain.findings.radiation.raynuclides import iodine_given, later_activities
from consilium.domain.findings.radiation.raysaid import how_said, part_of, received_then
from consilium.domain.findings.radiation.raysbeside import ahead_beside, told_beside
from consilium.domain.findings.radiation.raysetaside import (
    dates_what_is_avoided,
    is_of_pain,
    set_aside,
    technique_in,
    technique_of,
)
from consilium.domain.findings.radiation.raysites import sited
from consilium.domain.findings.radiation.raywhen import BEHIND, PARTS, first_and_last, when_given
from consilium.domain.findings.text.amounts import decimal_mark, number_of
from consilium.domain.findings.text.sitings import Sitings, siting_of, sitings_from
from consilium.domain.findings.text.strayed import at_home
from consilium.domain.findings.text.terms import Found, Term, cue_in, cues, found_in, index_of, terms_in
from consilium.domain.phrases import PhraseIndex, fold
from consilium.domain.records import Category, Scalar

_ACTIVITY = re.compile(
    rf"(?<![\w.,])(?P<number>{NUMBER})\s?(?P<unit>(?:mCi|GBq|MBq)(?:\s?/\s?(?:kg|m2|m²))?)(?!\w)", re.IGNORECASE
)
_TITLE = 6
# MIBG in the activity of a treatment, which no scan has: `s/p MIBG 9/2022 (18 mCi/kg)`.
_MIBG = re.compile(r"\b(MIBG)\b(?=[^.;]{0,40}\b\d[\d.,]{0,5}\s?(?:mCi/kg|GBq|MBq/kg))", re.IGNORECASE)
_RADIOIODINE = Term("radioiodine therapy", facts={"radionuclide": True})
_MIBG_THERAPY = Term("MIBG therapy", facts={"radionuclide": True})
# A day that a label gives to the paper or to a visit: `Informe: 05/09/2023`.
_LABELLED_DAY = re.compile(
    r"\b(?:informe|report(?:ed)?|fecha|date|visit|consulta|alta|ingreso|egreso|dictated|typed):\s?$", re.IGNORECASE
)
_PLAIN = ("radiation", "boost")
# `MRI 6-8 weeks after RT`, `sin actinomicina (por RT)`: RT is when or why another thing is.
_TIMES = re.compile(
    r"(?:\b\d{1,2}\s?(?:-\s?\d{1,2}\s?)?(?:days?|d|weeks?|wks?|months?|mo|dias?|semanas?|sem|mes(?:es)?)\s"
    r"(?:after|post|following|despues de(?: la)?|tras(?: la)?|from|since)[\s-]|\((?:por|due to|because of|for)\s)"
    r"(?:(?:the|end of|completion of|completing|finishing|fin de|termino de|terminar|la|el)\s){0,3}$"
)
_HANGS = re.compile(r"\b(?:if|only|unless|si|solo|s[oó]lo|salvo)\b", re.IGNORECASE)
# What parts the words of one dose from those of the next.
_JOINS = re.compile(
    r"[,;+|]|\.\s|\b(?:followed|then|plus|with|and|y|con|m[aá]s|seguid[oa]s?|luego|despu[eé]s|after|boost|"
    r"sobreimpresi[oó]n|refuerzo|"
    r"phase|fase|to a total|hasta)\b",
    re.IGNORECASE,
)
_OR = re.compile(r"\s?(?:c?Gy\s)?(?:\(RBE\)\s)?(?:or|o|u|vs\.?|versus)\s\d", re.IGNORECASE)
_LARGE = frozenset({"craniospinal axis", "whole body", "whole brain", "lungs", "whole abdomen", "whole ventricle"})
_SILENT = frozenset({Section.GENERAL, Section.FAMILY_HISTORY})

# What a board's specialist says of one: `Radioterapia: candidato a tratamiento`.
_INITIALS = re.compile(r"\b(?:MRI|MR|CT|PET|RM|TAC|TC|scan|film|ultrasound|echo|eco)\b[^.;:()]{0,40}\((?:RT|XRT)\)$")
_CANDIDATE = re.compile(
    r"\s?[:,–-]\s?(?:es\s|is an?\s)?(?:candidat[oa] (?:a|para)|candidate for|eligible for)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Words:
    """Kinds of radiation therapy, techniques, sites, cue phrases by list, labels of forms by what they label."""

    kinds: PhraseIndex[tuple[Term, ...]]
    techniques: PhraseIndex[str]
    sitings: Sitings
    organs: Sitings
    cues: Mapping[str, PhraseIndex[str]]
    labels: PhraseIndex[str]
    columns: PhraseIndex[str]


@dataclass(frozen=True)
class Scene:
    """What every clause is read with: the paper, its decimal mark, and the tables."""

    paper: Paper
    words: Words
    assertion: AssertionWords
    mark: str


def words_from(data: Mapping[str, Any]) -> Words:
    """From `knowledge/findings/radiation.yaml`."""

    def by_name(name: str) -> PhraseIndex[str]:
        return PhraseIndex.of((str(phrase), key) for key, phrases in data[name].items() for phrase in phrases)

    lists = {
        name: data[name]
        for name in (
            "not_therapy",
            "not_dose",
            "organ_dose",
            "constraint",
            "boost",
            "none",
            "avoided",
            "denied",
            "given",
            "planned",
            "beside",
        )
    }
    return Words(
        index_of(data["kinds"]),
        by_name("techniques"),
        sitings_from(data["sites"], data["sides"]),
        sitings_from(data["organs"], data["sides"]),
        cues(lists),
        by_name("labels"),
        by_name("columns"),
    )


def find(paper: Paper, words: Words, assertion: AssertionWords) -> Iterator[Finding]:
    """The radiation therapy that a paper tells."""
    scene = Scene(paper, words, assertion, decimal_mark(paper))
    found: list[tuple[int, Finding]] = []
    before: Clause | None = None
    heads: tuple[str, ...] = ()
    for at, found_at in enumerate(paper.clauses):
        clause = at_home(found_at)
        if clause.section in _SILENT:
            continue
        clause, heads = under_heads(clause, heads)
        told = [*_of_clause(clause, scene, before), *told_beside(paper, clause)]
        before = clause if told and all(one.detail.get("organ") for one in told) else None
        found += [(at, one) for one in told]
    yield from filled(found, paper, Labels(words.labels, words.sitings, words.techniques))


def _of_clause(clause: Clause, scene: Scene, organs_before: Clause | None) -> Iterator[Finding]:
    """The radiation of a clause; `organs_before` is the clause right before it where that tells doses of organs."""
    kinds = [one for one in found_in(clause, scene.words.kinds) if not _is_other(clause, one, scene.words)]
    kinds += [Found(_MIBG_THERAPY, *hit.span(1)) for hit in _MIBG.finditer(clause.text) if not kinds]
    kinds = kinds or [Found(_RADIOIODINE, *place) for place in iodine_given(clause.text)]
    nuclides = [one for one in kinds if one.term.facts.get("radionuclide")]
    if nuclides:
        yield from later_activities(clause, nuclides[0], scene.paper, _ACTIVITY, scene.assertion)
        made = _nuclide(clause, nuclides[0], scene)
        yield from (made,) if made is not None else ()
        return
    doses = doses_in(clause, scene.words.cues, scene.words.columns, scene.mark)
    if not kinds and of_organs(clause, doses, scene.words.organs, scene.words.cues, organs_before):
        yield from organ_doses(clause, scene.words.organs, scene.mark, scene.assertion)
    elif doses and not all(one.organ for one in doses):
        yield from _undosed(clause, doses, kinds, scene)
        yield from _with_site(_all_dosed(clause, doses, kinds, scene), row=bool(clause.cells))
    elif kinds:
        bounds = [0, *(hit.end() for hit in PARTS.finditer(clause.text)), len(clause.text)]
        for first, last in pairwise(bounds):
            yield from _named(clause, [one for one in kinds if first <= one.start < last], scene)


def _undosed(clause: Clause, doses: Sequence[Dose], kinds: Sequence[Found], scene: Scene) -> Iterator[Finding]:
    """What is said of radiation in the parts of a list that name no dose: `craniospinal never given; TBI 2 Gy`."""
    bounds = [0, *(hit.end() for hit in PARTS.finditer(clause.text)), len(clause.text)]
    for first, last in pairwise(bounds):
        own = [one for one in kinds if first <= one.start < last]
        if own and not clause.cells and not any(first <= one.start < last for one in doses):
            placed = own[0].term.facts.get("site") or siting_of(clause.text[first:last], scene.words.sitings, 0, 0)[0]
            yield from (one for one in _named(clause, own, scene) if one.assertion is Assertion.NEGATED or placed)


def _all_dosed(clause: Clause, doses: tuple[Dose, ...], kinds: list[Found], scene: Scene) -> Iterator[Finding]:
    """One finding for each dose that is none of one fraction; a dose of one fraction where no other is told."""
    whole = [one for one in doses if not one.each] or [doses[0]]
    first = 0
    if clause.cells:  # a column of sums repeats the first phase's own dose
        whole = [
            one
            for one in whole
            if not (one.summed and any(one.gray == other.gray and not other.summed for other in whole))
        ]
    for at, dose in enumerate(whole):
        last = _part_end(clause.text, dose, whole[at + 1].start) if at + 1 < len(whole) else len(clause.text)
        yield _dosed(clause, dose, doses, kinds, (first, last), scene)
        first = last if _OR.match(clause.text, dose.end) is None else first


def _part_end(text: str, dose: Dose, following: int) -> int:
    """Where the words of a dose end before the next one: at the first mark or joining word outside brackets."""
    for hit in _JOINS.finditer(text, dose.end, following):
        depth = text.count("(", dose.end, hit.start()) - text.count(")", dose.end, hit.start())
        if depth <= 0:
            return hit.start()
    return following


def _with_site(found: Iterator[Finding], *, row: bool) -> Iterator[Finding]:
    """A dose without a site of its own is of the site before it: `flank 10.8 Gy, or 21 Gy if residual`."""
    before: Finding | None = None
    for one in found:
        inherits = before is not None and not one.site and not one.laterality
        inherits = inherits and (row or before is None or not _is_smaller_field(one, before))
        before = replace(one, site=before.site, laterality=before.laterality) if before and inherits else one
        yield before


def _is_smaller_field(one: Finding, before: Finding) -> bool:
    """Whether a boost, or the sum with it, follows a field that no boost is of: `CSI 36 Gy with boosts to 54 Gy`."""
    return before.site in _LARGE and bool(one.detail.get("boost") or one.detail.get("cumulative"))


def _is_other(clause: Clause, found: Found, words: Words) -> bool:
    """`radiation oncology` is a department; `boost` alone says nothing."""
    if is_of_pain(clause.text, found.start, found.end):
        return True
    if _INITIALS.search(clause.text[max(0, found.start - 60) : found.end + 1]):
        return True  # `MRI 9 July (RT): ...`: who read it, or in whose paper it stands
    after = cue_in(
        clause.text, words.cues["not_therapy"], max(0, found.start - 16), min(len(clause.text), found.end + 20)
    )
    return after is not None and after[0] <= found.start < after[1]


def _dosed(
    clause: Clause, dose: Dose, doses: tuple[Dose, ...], kinds: list[Found], bounds: tuple[int, int], scene: Scene
) -> Finding:
    text, (first, last) = clause.text, bounds
    when = when_given(clause, scene.paper, dose.start, dose.end)
    begun, ended = first_and_last(text, when)
    after = dose.start if first and not clause.cells else 0
    each = next((one for one in doses if one.each and one is not dose and after <= one.start < last), None)
    taken = [one for one in kinds if first <= one.start < last and not set_aside(text, one.start, one.end)]
    kind = next((one.term for one in taken if one.term.name not in _PLAIN), None)
    site, side = siting_of(text[first:last], scene.words.sitings, dose.start - first, dose.end - first)
    one = fractions_of(clause, (after, last), dose).get("fractions") == 1  # `8 Gy x 1` is the whole dose
    detail: dict[str, Scalar] = {} if (dose.each and not one) or dose.gray is None else {"gray": dose.gray}
    fractions = fractions_of(clause, (after, last), each or (dose if dose.each else None))
    # The fractions of a phase are none of the sum's, in the row of a table either: 54 Gy in ten were 5.4 Gy each.
    detail |= fractions if agrees(dose, fractions) else {}
    detail |= technique_of(clause, (first, last), scene.words.techniques, named=kind is not None)
    boost = cue_in(text, scene.words.cues["boost"], max(first, dose.start - 40), min(last, dose.end + 16))
    detail |= {"boost": "yes"} if boost is not None else {}
    detail |= {"organ": "yes"} if dose.shielded else {}
    detail |= ({"cumulative": "yes"} if dose.summed else {}) | ({"weighting": "RBE"} if dose.weighted else {})
    said = how_said(clause, (dose.start, dose.end), scene.paper, (scene.words.cues, scene.assertion), when)
    if said is Assertion.PLANNED and begun and scene.paper.date and begun < scene.paper.date:
        begun, ended = None, None  # a course of before that stands beside it
    if when is None and said in (Assertion.STATED, Assertion.HISTORICAL):
        begun = year_beside(text, dose.start, dose.end)
    return Finding(
        Kind.RADIATION,
        ORGAN_DOSE if dose.shielded else kind.name if kind else "radiation",
        value=f"{dose.text} {dose.unit}" if dose.each else dose.text,
        number=None if dose.each else dose.number,
        unit="" if dose.each else dose.unit,
        when=begun,
        until=ended,
        assertion=said,
        laterality=side,
        site=site or (str(kind.facts.get("site", "")) if kind and not dose.shielded else ""),
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


def _named(clause: Clause, kinds: list[Found], scene: Scene) -> Iterator[Finding]:
    """Radiation without a dose: that it was given, is planned, or was not given. A mere word says none of these."""
    alone = [one for one in kinds if not one.term.facts.get("boost")]
    kinds = alone or (kinds if _of_rays(clause, scene) else [])
    if not kinds:
        return
    one = max(kinds, key=lambda found: (found.term.name not in _PLAIN, -found.start))
    when = when_given(clause, scene.paper, one.start, one.end)
    said = _named_as(clause, one, scene, when)
    if said is None and any(asks(clause, one.start) for asks in (is_choice, is_option, is_wondered)):
        said = Assertion.CONDITIONAL
    said = ahead_beside(clause, one.start, one.end, said or ahead_of(clause, one.start))
    if said is None:
        return
    far = when is not None and max(when.start - one.end, one.start - when.end) > BEHIND
    begun, ended = first_and_last(clause.text, None if far or said is Assertion.NEGATED else when)
    if when is None and said is not Assertion.NEGATED:
        begun = year_beside(clause.text, one.start, one.end)
    site, side = sited(clause.text, (one.start, one.end), scene.words.sitings, said)
    yield Finding(
        Kind.RADIATION,
        one.term.name if not one.term.facts.get("boost") else "radiation",
        when=begun,
        until=ended,
        assertion=said,
        laterality=side,
        site=site or str(one.term.facts.get("site", "")),
        detail={
            **technique_in(clause.text, scene.words.techniques),
            **({"boost": "yes"} if one.term.facts.get("boost") else {}),
        },
        citations=(clause.cite(*_quoted(clause.text, one.start, one.end)),),
        confidence=clause.confidence,
    )


def _of_rays(clause: Clause, scene: Scene) -> bool:
    """Whether a boost is one of radiation, and no vaccine's."""
    return scene.paper.category is Category.RADIATION or any(
        one.facts.get("boost") is None for one in (found.term for found in terms_in(clause.heading, scene.words.kinds))
    )


def _named_as(clause: Clause, one: Found, scene: Scene, when: Occasion | None) -> Assertion | None:
    """How radiation without a dose is said; None where it is only a word."""
    said = how_said(clause, (one.start, one.end), scene.paper, (scene.words.cues, scene.assertion), when)
    none = cue_in(clause.text, scene.words.cues["none"], one.end, one.end + 24)
    if none is not None and re.match(r"\s*:\s*", clause.text[one.end :]):
        said = Assertion.NEGATED
    titled = said is Assertion.PLANNED and len(clause.words) < _TITLE and not _HANGS.search(clause.text)
    if one.term.facts.get("boost") and said in (Assertion.STATED, Assertion.UNCERTAIN):
        return None
    titled = titled or (
        said is Assertion.STATED
        and bool(clause.heading)
        and clause.text.startswith(clause.heading)
        and len(clause.words) < _TITLE
    )
    if titled or clause.heading == clause.text or len(clause.words) < 2 or _times_another(clause, one, scene.words):
        return None
    if dates_what_is_avoided(clause.folded, one.start, surely=said is Assertion.STATED):
        return None
    if said is Assertion.CONDITIONAL:  # `If radiation: which dose, which sites?` asks of other things
        topic = clause.text.rstrip().endswith("?") and clause.text[one.end : one.end + 1] == ":"
        return None if topic else said
    if said is Assertion.STATED and _CANDIDATE.match(clause.text, one.end):
        return Assertion.PLANNED
    part = part_of(clause, one.start, one.end)
    given = cue_in(clause.text, scene.words.cues["given"], *part) is not None or given_before(clause, one.start)
    given = given or received_then(clause, one.end)
    return said if given or said not in (Assertion.STATED, Assertion.UNCERTAIN) else None


def _times_another(clause: Clause, one: Found, words: Words) -> bool:
    """Whether radiation only tells when another thing is to be: `cryopreservation is recommended before TBI`."""
    before = fold(clause.text[max(0, one.start - 40) : one.start])
    later = before.endswith((" post ", " post-", " pre-")) and not before.endswith("status post ")
    return later or _TIMES.search(before) is not None or is_beside(clause, one.start, words.cues["beside"])


def _nuclide(clause: Clause, found: Found, scene: Scene) -> Finding | None:
    activity = _ACTIVITY.search(clause.text)
    when = when_given(clause, scene.paper, found.start, found.end)
    titled = when is not None and _LABELLED_DAY.search(clause.text, 0, when.start) is not None
    when = None if titled else when
    if titled and activity is None and cue_in(clause.text, scene.words.cues["given"]) is None:
        return None
    detail: dict[str, Scalar] = {}
    if activity is not None:
        detail = {"activity": activity["number"], "activity_unit": activity["unit"]}
    start = min(found.start, activity.start() if activity else found.start)
    end = max(found.end, activity.end() if activity else found.end)
    said = how_said(clause, (found.start, found.end), scene.paper, (scene.words.cues, scene.assertion), when)
    horizon = scene.paper.horizon
    done = activity is not None and when is not None and horizon is not None and when.when <= horizon
    said = Assertion.STATED if done and said is Assertion.CONDITIONAL else said  # `se ofreció ... 18 mCi/kg el 06/05`
    return Finding(
        Kind.RADIATION,
        found.term.name,
        value=activity["number"] if activity else "",
        number=number_of(activity["number"], scene.mark or ".") if activity else None,
        unit=activity["unit"] if activity else "",
        when=when.when if when else None,
        until=when.until if when else None,
        assertion=said,
        detail=detail,
        citations=(clause.cite(start, end),),
        confidence=clause.confidence,
    )
