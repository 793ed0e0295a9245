"""Markers of stains and flow cytometry with their results: `CD30 positive (95 %)`, `negative for CD20`, `CD45-`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.spans import Pairing, Span, apart, broken, spans_in, words_between
from consilium.domain.findings.tissue.antibodies import is_antibody
from consilium.domain.findings.tissue.genesnotstained import is_gene
from consilium.domain.findings.tissue.markersigns import Numbered, numbered_in, result_of_ending, sign_after
from consilium.domain.findings.tissue.stainleads import echoed, graded_before, led_in, shared
from consilium.domain.findings.tissue.stainphrases import (
    OTHER_CELLS,
    highlights,
    joined,
    lookalike,
    past_alias,
    placed_behind,
    turned,
    unjoined,
)
from consilium.domain.findings.tissue.strengths import strength_of
from consilium.domain.phrases import PhraseIndex, words_of

PERCENT = re.compile(r"[<>≤≥]?\s?\d{1,3}(?:[.,]\d{1,3})?(?:\s?(?:-|–|to|a)\s?\d{1,3})?\s?%")
_H_SCORE = re.compile(r"\bH[- ]?score\D{0,12}(\d{1,3})\b", re.IGNORECASE)
_MUTANT = re.compile(r"[\s,]*(?:p\.)?\(?[A-Z]\d{2,4}(?:[A-Z]|fs)(?!\w)")
# A gene of control: `WT1/ABL1` is a level of a transcript.
_CONTROL = re.compile(r"\s?/\s?(?:ABL1?|GUSB?)\b", re.IGNORECASE)
_SOFT = ("focal", "weak")
# The strength that the ending of a marker's name says: `CD38lo`.
_STRENGTHS = {
    "dim": "dim", "low": "weak", "lo": "weak", "weak": "weak", "debil": "weak", "bright": "strong", "bri": "strong",
    "br": "strong", "high": "strong", "hi": "strong", "het": "heterogeneous", "part": "partial", "partial": "partial",
    "parcial": "partial", "int": "moderate",
}  # fmt: skip
# Looked for within cells and on them, which tells one leukemia from another.
_PLACED = ("CD3", "CD22", "CD79a", "IgM", "kappa", "lambda")
# A strength right after a marker (`CD45 dim`, `CD5 débil`), and no result after it.
_GRADED = re.compile(
    r"(?:\s(?:IHC|IHQ|stain|staining|expression|immunostain|expresi[oó]n|tinci[oó]n))?\s?[:–-]?\s?\(?(?=\w)"
)
_DOUBLED = re.compile(r",?\s(?:and\s|y\s)?(?:strong|intens[oa]?e?|bright|fuerte)", re.IGNORECASE)
# Words of how it stains, before a plus of its own: `glypican 3 coarse granular +`.
_TO_PLUS = re.compile(r"(?:\)|\s\(\w{2,8}\))?:?(?:\s[A-Za-záéíóúñ-]{3,14}){1,3}(?=\s\(?[1-4]?\+{1,3}\)?(?:[\s,;.)]|$))")
_THRESHOLD = re.compile(r"criteri|threshold|umbral|cut-?off|punto de corte|defined as|definid", re.IGNORECASE)
# A result is the label of a list where a colon and a marker follow, at most with its place in the cell before it.
_COLON, _PLACE = re.compile(r"\s?:\s{1,3}"), 12
# Words after a result in which other cells may be named as those that it is of.
_BYSTANDER_REACH = 5


@dataclass(frozen=True)
class StainWords:
    """`results` stand for (result, always before its markers); `bystanders` are cells that are not the tumor's."""

    markers: PhraseIndex[str]
    results: PhraseIndex[tuple[str, bool]]
    intensity: PhraseIndex[str]
    bystanders: PhraseIndex[str]
    cells_after: frozenset[str]
    patterns: PhraseIndex[str] = field(default_factory=PhraseIndex)
    graded: frozenset[str] = frozenset()
    places: PhraseIndex[str] = field(default_factory=PhraseIndex)
    of_tissue: frozenset[str] = frozenset()


def words_from(data: Mapping[str, Any]) -> StainWords:
    """From `knowledge/findings/pathology.yaml`."""
    results = [
        (str(phrase), (result, place == "before"))
        for result, places in data["results"].items()
        for place, phrases in places.items()
        for phrase in phrases
    ]
    return StainWords(
        _named(data["markers"]),
        PhraseIndex.of(results),
        _named(data["intensity"]),
        PhraseIndex.of((str(one), "bystander") for one in data["bystanders"]),
        frozenset(str(one) for one in data["cells_after"]),
        PhraseIndex.of((str(one), "pattern") for one in data["patterns"]),
        frozenset(str(one) for one in data["graded"]),
        PhraseIndex.of((str(one), place) for place, ones in data["places"].items() for one in (place, *ones)),
        frozenset(str(one) for one in data["tissue_markers"]),
    )


def _named(names: Mapping[str, Sequence[str]]) -> PhraseIndex[str]:
    return PhraseIndex.of((str(phrase), name) for name, phrases in names.items() for phrase in (name, *phrases))


@dataclass(frozen=True, slots=True)
class Stain:
    """What a clause says of one marker. `result` is "positive", "negative", "retained", "lost", "decreased",
    "equivocal" or "" where only a percentage is given; `value` the words; the rest as written."""

    marker: str
    result: str
    value: str
    start: int
    end: int
    percent: str = ""
    intensity: str = ""
    h_score: str = ""
    written: str = ""


def stains_in(clause: Clause, words: StainWords) -> Iterator[Stain]:
    """The markers of a clause of which something is said."""
    markers = markers_of(clause, words)
    if not markers:
        return
    results = _results(clause, markers, words)
    leads = frozenset(span.start for span in results if span.value[1] or _opens_list(clause.text, span, markers))
    soft = frozenset(span.start for span in results if span.value[0] in _SOFT or _only_grades(clause, span, results))
    said: set[int] = set()
    told: set[tuple[str, str]] = set()
    for pair in Pairing(clause.text, markers, results, leads, soft, close=True).pairs():
        if _has_own_share(clause.text, pair.subject, pair.result, markers):
            continue
        said.add(pair.subject.start)
        stain = _stain(clause, words, pair.subject, pair.result, markers)
        if (stain.marker, stain.result) not in told:
            told.add((stain.marker, stain.result))
            yield stain
    yield from _percentages(clause, markers, said)


def _opens_list(text: str, result: Span[Any], markers: Sequence[Span[str]]) -> bool:
    """Whether a result is the label of the markers behind it: `positive: CD33, CD56  negative: CD34, CD117`."""
    colon = _COLON.match(text, result.end)
    return colon is not None and any(colon.end() <= one.start <= colon.end() + _PLACE for one in markers)


def _has_own_share(text: str, marker: Span[str], result: Span[Any], markers: Sequence[Span[str]]) -> bool:
    """Whether a marker of a list has a percentage of its own before a result of a later one: `CD19 99 %, CD33 31 %
    (aberrant)`."""
    following = min((one.start for one in markers if one.start >= marker.end), default=len(text))
    return following <= result.start and PERCENT.search(text, marker.end, following) is not None


def _only_grades(clause: Clause, span: Span[tuple[str, bool]], results: Sequence[Span[tuple[str, bool]]]) -> bool:
    """Whether a word of strength stands in a list that `positive for` leads: it tells how, and ends no list."""
    grade = span.value == ("positive", False) and clause.text[span.start : span.end].strip("( ").isalpha()
    if not grade and span.value != ("decreased", False):
        return False
    led = [one for one in results if one.start < span.start and (one.value[1] or clause.text[one.end :][:1] == ":")]
    last = led[-1] if led else None
    graded = last is not None and last.value[0] == "positive" and not broken(clause.text, last.end, span.start)
    return graded and not any(
        last.end <= one.start < span.start and one.value[0] == "negative" for one in results if last
    )


def markers_of(clause: Clause, words: StainWords) -> list[Span[str]]:
    """The markers that a clause names, each where in the cell it was looked for."""
    numbered = [Span(one.name, one.start, one.end) for one in numbered_in(clause.text, clause.words)]
    spans = joined(clause.text, apart([*spans_in(clause, words.markers, blurred=True), *numbered]))
    places = spans_in(clause, words.places) if any(span.value in _PLACED for span in spans) else []
    return [_placed(clause, span, places) for span in spans if not _is_other(clause, span, words)]


def _placed(clause: Clause, marker: Span[str], places: Sequence[Span[str]]) -> Span[str]:
    """The marker with where in the cell it was looked for: `cytoplasmic CD3` and `surface CD3` are two."""
    if marker.value not in _PLACED:
        return marker
    for place in places:
        if not clause.text[marker.end : place.start].strip(" (") and 0 <= place.start - marker.end <= 2:
            return Span(f"{place.value} {marker.value}", marker.start, place.end)
        if 0 <= marker.start - place.end <= 1:
            return Span(f"{place.value} {marker.value}", place.start, marker.end)
    own = _numbered(clause.text, marker)
    return Span(f"{own.place if own else ''} {marker.value}".strip(), marker.start, marker.end)


def _numbered(text: str, marker: Span[str]) -> Numbered | None:
    """The CD marker as its name is written, with its place and ending."""
    written = text[marker.start : marker.end]
    return next(numbered_in(written, words_of(written)), None)


def _is_other(clause: Clause, span: Span[str], words: StainWords) -> bool:
    """Stem cells counted (`CD34+ cells`), CAR T cells and mutations (`MYOD1 L122R`) are no stains; nor is a word that
    only looks like one (Spanish `mal`)."""
    if lookalike(clause.text, span) or (span.value == "IgM" and is_antibody(clause.text, span)):
        return True
    if _MUTANT.match(clause.text, span.end) or _CONTROL.match(clause.text, span.end) or is_gene(clause.text, span):
        return True
    after = words_of(clause.text[span.end : span.end + 24])[:1]
    return span.value in ("CD34", "CD3", "CD4", "CD8", "CD19", "CD20") and bool(
        after and after[0].text in words.cells_after
    )


def _results(clause: Clause, markers: Sequence[Span[str]], words: StainWords) -> list[Span[tuple[str, bool]]]:
    signed = any(mark in clause.text for mark in "+⁺")
    signs = [
        sign
        for marker in markers
        if (sign := _sign(clause.text, marker, markers, signed=signed) or _led_sign(clause, marker, words)) is not None
    ]
    phrases = [span for span in spans_in(clause, words.results, blurred=True) if not _inside(span, markers)]
    phrases = [unjoined(clause.text, span) for span in phrases]
    phrases = turned(clause.text, led_in(clause.text, phrases, markers), markers)
    phrases += [*echoed(clause.text, markers, [*signs, *phrases]), *shared(clause.text, markers, phrases)]
    hard = [span for span in phrases if span.value[0] not in _SOFT]
    bare = [one for one in markers if not any(sign.start >= one.end and sign.start - one.end < 4 for sign in signs)]
    signs += [grade for marker in bare if (grade := _graded(clause, marker, words, hard, markers)) is not None]
    if clause.cells:  # `CD11b | 12 | dim | negative`: a row's result is in the cell that says it outright
        phrases = [one for one in phrases if one in hard or not _followed(one.end, hard, markers, clause.text)]
    bystanders = spans_in(clause, words.bystanders)
    others = [span for span in phrases if _of_others(clause, span, markers, bystanders)]
    shown = [
        replace(one, value=(OTHER_CELLS, False), end=min(two.end for two in bystanders if two.start >= one.end))
        for one in others
        if highlights(clause.text[one.start : one.end])
    ]
    kept = [*signs, *shown, *(span for span in phrases if span not in others)]
    kept += graded_before(clause.text, markers, kept)
    return [*kept, *_seen_in(clause.text, markers, kept)]


def _seen_in(
    text: str, markers: Sequence[Span[str]], said: Sequence[Span[tuple[str, bool]]]
) -> Iterator[Span[tuple[str, bool]]]:
    """The places right behind markers, where no other result stands beside them: `ALK nuclear, p16 positive`."""
    for marker in markers:
        seen = placed_behind(text, marker)
        near = [one for one in said if seen is not None and marker.end <= one.start <= seen[2] + _PLACE]
        # `b-catenina citoplasmática, p53 negativo`: what stands behind the next marker is of that
        own = [one for one in near if not any(marker.end <= other.start < one.start for other in markers)]
        if seen is not None and not own:
            yield Span((seen[0], False), seen[1], seen[2])


def _inside(span: Span[Any], others: Sequence[Span[str]]) -> bool:
    return any(other.start <= span.start < other.end for other in others)


def _sign(text: str, marker: Span[str], markers: Sequence[Span[str]], *, signed: bool) -> Span[tuple[str, bool]] | None:
    """A plus or minus written at a marker, or the ending of `CD45neg`."""
    own = _numbered(text, marker)
    if own is not None and own.ending:
        return Span((result_of_ending(own.ending), False), marker.end, marker.end)
    following = min((one.start for one in markers if one.start >= marker.end), default=None)
    return sign_after(text, marker.end, following, signed=signed) or sign_after(
        text, past_alias(text, marker.end), following, signed=signed
    )


def _led_sign(clause: Clause, marker: Span[str], words: StainWords) -> Span[tuple[str, bool]] | None:
    """A plus or minus after words for where and how strongly it stains: `CD99 diffuse membranous +`."""
    end = marker.end
    for span in sorted(
        (*spans_in(clause, words.patterns), *spans_in(clause, words.intensity)), key=lambda one: one.start
    ):
        end = span.end if span.start - end == 1 else end
    if end == marker.end and (lead := _TO_PLUS.match(clause.text, marker.end)) is not None:
        end = lead.end()
    return sign_after(clause.text, end, None, signed=False) if end > marker.end else None


def _followed(end: int, hard: Sequence[Span[tuple[str, bool]]], markers: Sequence[Span[str]], text: str) -> bool:
    """Whether a result stands after a place, before the next marker and in the same part of the sentence."""
    following = min((one.start for one in markers if one.start >= end), default=len(text))
    return any(
        end <= one.start < following and not one.value[1] and not broken(text.replace("|", " "), end, one.start)
        for one in hard
    )


def _starts_of_cells(clause: Clause, marker: Span[str], markers: Sequence[Span[str]]) -> frozenset[int]:
    """Where the further cells of the row begin that a marker opens: `CD68 | A1 | weak`."""
    if not clause.cells or marker.start > clause.cells[0][0] or any(one.start > marker.start for one in markers):
        return frozenset()
    return frozenset(start for start, _ in clause.cells[1:])


def _graded(
    clause: Clause,
    marker: Span[str],
    words: StainWords,
    hard: Sequence[Span[tuple[str, bool]]],
    markers: Sequence[Span[str]],
) -> Span[tuple[str, bool]] | None:
    """A word of strength right after a marker, and no result after it: what is weak or strong is there."""
    gap = _GRADED.match(clause.text, marker.end)
    starts = _starts_of_cells(clause, marker, markers)
    if gap is None and not starts:
        return None
    for span in spans_in(clause, words.intensity):
        if span.start in starts and not _followed(span.end, hard, markers, clause.text):
            return Span(("positive", False), span.start, span.end)
        if gap is None:
            continue
        doubled = span.value == "diffuse" and _DOUBLED.match(clause.text, span.end) is not None
        if span.start == gap.end() and (doubled or span.value not in ("diffuse", "moderate")):
            after = words_of(clause.text[span.end : span.end + 24])[:1]
            goes_on = bool(after) and (after[0].text in words.graded or bool(clause.cells))
            if goes_on and _followed(span.end, hard, markers, clause.text):
                return None
            return Span(("positive", False), span.start, span.end)
    return None


def _ending(text: str, marker: Span[str]) -> str:
    """The ending of `CD45dim` as written."""
    own = _numbered(text, marker)
    return own.ending if own else ""


def _of_others(
    clause: Clause, result: Span[tuple[str, bool]], markers: Sequence[Span[str]], bystanders: Sequence[Span[str]]
) -> bool:
    """Whether the result is of other cells: `(positive in background B cells)`."""
    if result.value[1]:
        return False
    following = min((span.start for span in markers if span.start >= result.end), default=len(clause.text))
    return any(
        result.end <= one.start < following
        and _same_cell(clause, result.start, one.start)
        and not broken(clause.text, result.end, one.start)
        and "(" not in clause.text[result.end : one.start]
        and "," not in clause.text[result.end : one.start]
        and len(words_between(clause.text, result.end, one.start)) <= _BYSTANDER_REACH
        for one in bystanders
    )


def _same_cell(clause: Clause, one: int, other: int) -> bool:
    """Whether two places stand in one cell of a row; always so in prose."""
    starts = [start for start, _ in clause.cells]
    return sum(start <= one for start in starts) == sum(start <= other for start in starts)


def _stain(
    clause: Clause,
    words: StainWords,
    marker: Span[str],
    result: Span[tuple[str, bool]],
    markers: Sequence[Span[str]],
) -> Stain:
    end = _scope_end(clause.text, marker.end, markers)
    scope = clause.text[marker.end : end]
    percent = PERCENT.search(scope)
    last = max(marker.end, result.end, marker.end + percent.end() if percent else 0)
    name = "positive" if result.value[0] in _SOFT else result.value[0]
    if name == "mutant pattern" and marker.value.startswith(("CD", "cytoplasmic CD", "surface CD")):
        name = "positive"  # an aberrant marker of leukemia is there
    return Stain(
        marker.value,
        name,
        clause.text[result.start : result.end].strip(" ()") or _ending(clause.text, marker) or name,
        min(marker.start, result.start),
        last,
        percent[0].strip() if percent else "",
        strength_of(clause, spans_in(clause, words.intensity), markers, marker, result, end)
        or _STRENGTHS.get(_ending(clause.text, marker), "")
        if name == "positive"
        else "",
        score[1] if (score := _H_SCORE.search(scope)) else "",
        clause.text[marker.start : marker.end],
    )


def _scope_end(text: str, start: int, markers: Sequence[Span[str]]) -> int:
    """Where what is said after a marker ends: at the next marker, or at the end of the part of the sentence."""
    following = min((span.start for span in markers if span.start >= start), default=len(text))
    return next((at for at in range(start, following) if text[at] in ";|"), following)


def _percentages(clause: Clause, markers: Sequence[Span[str]], said: set[int]) -> Iterator[Stain]:
    """Markers of which only a share of cells is said: `Ki-67 80 %`."""
    seen: set[str] = set()
    for marker in markers:
        scope = clause.text[marker.end : _scope_end(clause.text, marker.end, markers)]
        percent = PERCENT.search(scope)
        if (
            percent
            and marker.start not in said
            and marker.value not in seen
            and len(words_of(scope[: percent.start()])) <= 9
            and not _THRESHOLD.search(scope[: percent.start()])
        ):
            seen.add(marker.value)
            value = percent[0].strip()
            yield Stain(marker.value, "", value, marker.start, marker.end + percent.end(), value)
