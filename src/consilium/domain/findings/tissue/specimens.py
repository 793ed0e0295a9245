"""Specimens as pathology, marrow and genetics reports label them: what was taken, where, how, when, and its number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from consilium.domain.dates import PartialDate
from consilium.domain.datetext import dates_in
from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.text.bodysites import Place, SiteWords, nearest, place_near
from consilium.domain.findings.text.labelled import accessions_in, dates_of, labelled_date, own_accession
from consilium.domain.findings.text.spans import Span, spans_in, words_between
from consilium.domain.findings.tissue.siterows import is_first_row, without_bare_days
from consilium.domain.findings.tissue.specimenblocks import blocks_of, sent_for_tests
from consilium.domain.findings.tissue.specimenforms import (
    after_label,
    fluid,
    frozen,
    lettered,
    next_part,
    part_cell,
    row_day,
    several_fluids,
    unnumbered,
)
from consilium.domain.findings.tissue.specimenwords import SpecimenWords
from consilium.domain.phrases import words_of
from consilium.domain.records import Category, Citation, Scalar

_PART = re.compile(r"\s*(?:\(?(?:[A-H]|\d{1,2}|[ivx]{1,4})[.):]|[A-H]\s[-–])\s+(?=\S)")
# `Specimen:`, `Part A:`, `Muestra 1:`.
_COLON = re.compile(r"\)?\s*(?:[A-H]|\d{1,2}|\([A-H\d]\))?\s*:")
_SEVERAL = re.compile(r";\s+")
_SHORT = re.compile(r"[\s:]*([A-Z][A-Za-z]{1,3})(?![\w-])")
_RECEIVED = re.compile(r"(?:se reciben?|recibimos|received|specimen received)\b\s?:?\s*(?=\S)", re.IGNORECASE)
_STOP = re.compile(r"[.;](?=\s|$)")
_TISSUE = (Category.PATHOLOGY_REPORT, Category.BONE_MARROW)
_DATED = re.compile(r"\b(?:date|fecha)\s?:\s*$", re.IGNORECASE)
# The tissue before its procedure: `Kidney, right, ` of `Kidney, right, partial nephrectomy (S25-8890)`.
_TISSUE_AHEAD = re.compile(r"[^\W\d_][^.;:\d]{2,50}[,\s(]+")
_NUMBER_LAST = re.compile(r"\s{2,}(?:[2-9]|[B-H])[.)]\s*$")
_NUMBER_WORDS, _TAKEN_WORDS = 2, 4
# A part's own label in a cell: `A`, `12`.
_LABEL = 2
_LONGEST = 300
_MOST = 30
# A label and its value in two or three cells; more are heads of columns.
_PAIR = 3
_HEADING_WORDS = 16
_TITLE_CLAUSES = 20
_NOT_TITLES = (Section.INDICATION, Section.HISTORY, Section.PLAN, Section.COMPARISON, Section.CONCLUSION)
# What is taken from a place that its name tells already.
_NOT_NUMBERED = (Section.FAMILY_HISTORY, Section.COMPARISON, Section.TECHNIQUE, Section.GENERAL, Section.QUESTIONS)
_FLUIDS = ("bone marrow", "cerebrospinal fluid", "blood", "pleural fluid", "ascitic fluid", "pericardial fluid")


@dataclass(frozen=True, slots=True)
class _Labelled:
    clause: Clause
    start: int
    end: int


def specimens_of(paper: Paper, words: SpecimenWords, sites: SiteWords) -> Iterator[Finding]:
    """One finding a specimen, with the paper's dates and number."""
    yield from without_bare_days(list(_all_of(paper, words, sites)))


def _all_of(paper: Paper, words: SpecimenWords, sites: SiteWords) -> Iterator[Finding]:
    seen: set[str] = set()
    for at, clause in enumerate(paper.clauses):
        made = (
            _labelled(paper, at, words, sites) or _sent_on(clause) or _part(clause) or _heading(paper, at, words, sites)
        )
        made = made or _listed_on(paper, at, sites) or _numbered(clause, words) or _taken(paper, clause, words, sites)
        for labelled in _each(made) if made else _in_column(clause, words):
            yield from _once(paper, labelled, seen, words, sites)
    titled = None if seen else _by_title(paper, words, sites) or _by_gross(paper, sites)
    if titled is not None:
        yield _finding(paper, titled, titled.clause.text[titled.start : titled.end], words, sites)


def labelled_of(paper: Paper, words: SpecimenWords, sites: SiteWords) -> Iterator[Finding]:
    """The specimens of a paper of another sort: a label near its beginning, with a tissue."""
    seen: set[str] = set()
    for at in range(min(len(paper.clauses), _TITLE_CLAUSES)):
        made = _labelled(paper, at, words, sites)
        for labelled in _each(made) if made is not None else ():
            part = Clause(labelled.clause.text[labelled.start : labelled.end], labelled.clause.pieces)
            told = _tissue(part, sites) or _short(part.text, words) or fluid(part.text)
            own = any(accessions_in(part.text)) or _own_date(paper, part) is not None
            if told and (own or paper.category is not Category.LABS):
                yield from _once(paper, labelled, seen, words, sites)


def _sent_on(clause: Clause) -> _Labelled | None:
    """What follows a label of what was sent or looked at frozen, in any of its forms."""
    start = after_label(clause)
    if start is not None:
        return _Labelled(clause, start, min(len(clause.text), start + _LONGEST))
    stretch = frozen(clause)
    return _Labelled(clause, stretch[0], min(stretch[1], stretch[0] + _LONGEST)) if stretch else None


def _once(
    paper: Paper, labelled: _Labelled, seen: set[str], words: SpecimenWords, sites: SiteWords
) -> Iterator[Finding]:
    """The finding of a specimen, where no other line has told it."""
    if len(seen) < _MOST:
        text = _PART.sub("", labelled.clause.text[labelled.start : labelled.end], count=1).strip(" :.,-")
        if text and text.lower() not in seen:
            seen.add(text.lower())
            yield _finding(paper, labelled, text, words, sites)


def _each(labelled: _Labelled) -> Iterator[_Labelled]:
    """Each of the lettered parts of one line: `A. Left ovary  B. Omentum`."""
    found = lettered(labelled.clause.text, labelled.start, labelled.end)
    if not found:
        found = several_fluids(labelled.clause.text, labelled.start, labelled.end)
    if not found:
        yield from _by_semicolon(labelled)
    for start, end in found:
        yield _Labelled(labelled.clause, start, end)


def _by_semicolon(labelled: _Labelled) -> Iterator[_Labelled]:
    """Each of several specimens that have days of their own: `marrow rec'd 26/02/2024; swab rec'd 29/02/2024`."""
    text = labelled.clause.text[labelled.start : labelled.end]
    parts = _SEVERAL.split(text)
    if len(parts) < 2 or not all(any(dates_in(part)) or any(accessions_in(part)) for part in parts):
        yield labelled
        return
    at = labelled.start
    for part in parts:
        start = labelled.clause.text.find(part, at)
        at = start + len(part)
        yield _Labelled(labelled.clause, start, at)


def _numbered(clause: Clause, words: SpecimenWords) -> _Labelled | None:
    """A procedure with the number of its case: `Biopsia 23B-7741 (cervical derecha, obtenida el 16-11-2023)`."""
    if clause.cells or clause.section in _NOT_NUMBERED:
        return None
    for number in accessions_in(clause.text):
        for span in spans_in(clause, words.procedures):
            gap = sorted(((span.end, number.start), (number.end, span.start)), key=lambda one: one[1] - one[0])[-1]
            between = [word for word in words_between(clause.text, *gap) if word.text.isalpha()]
            near = len(between) <= _NUMBER_WORDS and (span.start < 30 or "(" not in clause.text[gap[0] : gap[1]])
            if near and gap[1] - gap[0] < 40:
                start = min(span.start, number.start)
                stop = re.search(r"[.;:](?=\s)|\)", clause.text[max(span.end, number.end) :])
                end = max(span.end, number.end) + stop.end() if stop else len(clause.text)
                start = 0 if _TISSUE_AHEAD.fullmatch(clause.text, 0, start) else start
                return _Labelled(clause, start, min(end, start + _LONGEST))
    return None


def _taken(paper: Paper, clause: Clause, words: SpecimenWords, sites: SiteWords) -> _Labelled | None:
    """`sangre periférica tomada el 21/10/2024` in the running text of a report on genes."""
    if paper.category is not Category.GENETICS or clause.cells or _COLON.search(clause.text[:40]):
        return None
    cues = [one for one in spans_in(clause, words.dates) if one.value == "collected"]
    for tissue in spans_in(clause, sites.tissues):
        for cue in cues:
            after = cue.start >= tissue.end and len(words_between(clause.text, tissue.end, cue.start)) <= 1
            dated = any(0 <= one.start - cue.end <= _TAKEN_WORDS for one in dates_in(clause.text))
            if tissue.value in _FLUIDS and after and dated:
                return _Labelled(
                    clause, tissue.start, next(one.end for one in dates_in(clause.text) if one.start >= cue.end)
                )
    return None


def _in_column(clause: Clause, words: SpecimenWords) -> Iterator[_Labelled]:
    """The cell of a row that stands under a head for specimens: `Part | Specimen | Procedure`."""
    cell = part_cell(clause)
    if cell is not None:
        yield _Labelled(clause, *cell)
        return
    if not any(any(words.beside.find(words_of(head))) for head in clause.header):
        return
    for (start, text), head in zip(clause.cells, clause.header, strict=False):
        length = len(words_of(head))
        if len(text.strip()) > _LABEL and any(
            hit.after - hit.first == length for hit in words.labels.find(words_of(head))
        ):
            yield _Labelled(clause, start, start + len(text))
            return


def _labelled(paper: Paper, at: int, words: SpecimenWords, sites: SiteWords) -> _Labelled | None:
    """What follows a specimen's label: in its line, in the next cell, or in the line below."""
    clause = paper.clauses[at]
    if _is_head(paper, at) and not is_first_row(clause, words.labels, sites):
        return None
    for label in spans_in(clause, words.labels):
        colon = _COLON.match(clause.text, label.end) is not None
        cells = ((at, at + len(text.rstrip(" :."))) for at, text in clause.cells[:-1])
        shouted = label.start == 0 and _is_shouted(clause.text, label.end)
        if not (colon or shouted) and ((label.start, label.end) not in cells or len(clause.cells) > _PAIR):
            continue
        start = clause.text.find(":", label.end) + 1 if colon else label.end
        end = _value_end(clause, start, words)
        if clause.text[start:end].strip(" :.,-"):
            return _Labelled(clause, start, min(end, start + _LONGEST))
        below = paper.clauses[at + 1 : at + 2]
        if below and len(below[0].words) <= 25 and ":" not in below[0].text:
            return _Labelled(below[0], 0, len(below[0].text))
    return None


def _is_shouted(text: str, end: int) -> bool:
    """Whether a label in capitals stands before words that are not: `SPECIMEN FFPE block B3 (right thalamus)`."""
    behind = text[end:].strip()
    small = sum(char.islower() for char in behind)
    return text[:end].isupper() and text[end : end + 1].isspace() and small > len(behind) // 3


def _is_head(paper: Paper, at: int) -> bool:
    """Whether a row names the columns of the next one."""
    below = paper.clauses[at + 1].header if at + 1 < len(paper.clauses) else ()
    return bool(below) and below == tuple(text for _, text in paper.clauses[at].cells)


def _value_end(clause: Clause, start: int, words: SpecimenWords) -> int:
    """Where the next label begins."""
    others = [*spans_in(clause, words.others), *spans_in(clause, words.dates)]
    ends = [one.start for one in others if one.start >= start and clause.text[one.end :].lstrip().startswith(":")]
    return min(ends, default=len(clause.text))


def _short(text: str, words: SpecimenWords) -> str:
    """The tissue that capitals alone stand for at the beginning of a label's value: `Specimen: BM, left`."""
    found = _SHORT.match(text)
    return words.short.get(found[1], "") if found else ""


def _part(clause: Clause) -> _Labelled | None:
    """A lettered part under a heading for specimens: `A. Left adrenal mass, core biopsies`."""
    found = _PART.match(clause.text) if clause.section is Section.SPECIMEN else None
    if found and len(lettered(clause.text, 0, min(len(clause.text), _LONGEST))) > 1:
        return _Labelled(clause, 0, min(len(clause.text), _LONGEST))  # `1. Ovary  2. Omentum  3. Peritoneal fluid`
    ended = _NUMBER_LAST.search(clause.text)
    end = ended.start() if ended else len(clause.text)
    return _Labelled(clause, found.end(), min(end, _LONGEST)) if found and end > found.end() else None


def _listed_on(paper: Paper, at: int, sites: SiteWords) -> _Labelled | None:
    """The next of a row of numbered parts, whose number ends the clause before it: `1. Ovary   2.`, `Omentum   3.`"""
    clause, before = paper.clauses[at], paper.clauses[max(0, at - 1)]
    open_list = at and clause.section is Section.SPECIMEN and before.section is Section.SPECIMEN
    if not open_list or not _NUMBER_LAST.search(before.text) or not _tissue(clause, sites):
        return None
    ended = _NUMBER_LAST.search(clause.text)
    return _Labelled(clause, 0, ended.start() if ended else min(len(clause.text), _LONGEST))


def _heading(paper: Paper, at: int, words: SpecimenWords, sites: SiteWords) -> _Labelled | None:
    """A part that heads its diagnosis: `A. BONE, LEFT FEMUR, CORE BIOPSY:`, `LYMPH NODE, NECK, EXCISION`."""
    clause = paper.clauses[at]
    text = clause.text.rstrip()
    colon = text.find(":") + 1
    if colon and text[:colon].isupper():  # its diagnosis stands on the same line
        text = text[:colon]
    lettered = _PART.match(text)
    if len(words_of(text)) > _HEADING_WORDS or text.endswith(".") or not (text.endswith(":") or text.isupper()):
        return None
    told = "," in text and spans_in(clause, words.procedures) and _tissue(clause, sites)
    if not told and not next_part(paper, at):
        return None
    return _Labelled(clause, lettered.end() if lettered else 0, len(text))


def _tissue(clause: Clause, sites: SiteWords) -> list[Span[str]]:
    return [*spans_in(clause, sites.tissues), *spans_in(clause, sites.sites)]


def _by_title(paper: Paper, words: SpecimenWords, sites: SiteWords) -> _Labelled | None:
    """Marrow and fluids that only the title names (`Bone marrow report`), or the line that tells when it was taken
    (`CSF obtained on 29 March`)."""
    for clause in map(unnumbered, paper.clauses[:_TITLE_CLAUSES]):
        if len(clause.words) > _HEADING_WORDS or clause.section in _NOT_TITLES or clause.cells or "%" in clause.text:
            continue
        spans = [one for one in spans_in(clause, sites.tissues) if one.value in _FLUIDS]
        dated = any(one.value == "collected" for one in spans_in(clause, words.dates))
        own = any(one.value != paper.birth for one in dates_of(clause, paper.date_order))
        plain = paper.category is Category.BONE_MARROW and not any(char.isdigit() for char in clause.text)
        if spans and (dated or own or spans_in(clause, words.titles) or plain):
            return _Labelled(clause, 0, len(clause.text))
    return None


def _by_gross(paper: Paper, sites: SiteWords) -> _Labelled | None:
    """What a report on tissue says that it received: `Se recibe globo ocular derecho de 22 mm`."""
    for clause in paper.clauses if paper.category in (*_TISSUE, Category.GENETICS) else ():
        found = _RECEIVED.match(clause.text)
        if found is not None and _tissue(clause, sites):
            stop = _STOP.search(clause.text, found.end())
            return _Labelled(clause, found.end(), stop.start() if stop else min(len(clause.text), _LONGEST))
    return None


def _place(paper: Paper, part: Clause, words: SpecimenWords, sites: SiteWords) -> Place:
    """Where it was taken, in its own words; the side where only the line with its day or its procedure tells it."""
    place = place_near(part, sites, 0, 0, tissues=True)
    if place.side or place.site not in _FLUIDS:
        return place
    for clause in paper.clauses[:_TITLE_CLAUSES]:
        dated = any(one.value == "collected" for one in spans_in(clause, words.dates))
        side = place_near(clause, sites, 0, len(clause.text)).side if dated else ""
        if side:
            return Place(place.site, side)
    return place


def _finding(paper: Paper, labelled: _Labelled, text: str, words: SpecimenWords, sites: SiteWords) -> Finding:
    clause, start, end = labelled.clause, labelled.start, labelled.end
    part = Clause(clause.text[start:end], clause.pieces)
    place = _place(paper, part, words, sites)
    place = place if place.site else Place(_short(text, words) or fluid(text), place.side)
    own = _own_date(paper, part)
    row = row_day(paper, clause) if own is None else None
    own = (row, None) if row is not None else own
    collected = own or labelled_date(paper, words.dates, "collected") or _of_operation(paper) or _of_line(paper, clause)
    received = labelled_date(paper, words.dates, "received")
    detail: dict[str, Scalar] = {
        "procedure": _procedure(paper, labelled, words),
        "number": next((one.value for one in accessions_in(_row_text(labelled))), "") or own_accession(paper),
        "received": str(received[0]) if received else "",
        "blocks": blocks_of(paper),
        "sent": sent_for_tests(paper, words),
    }
    citations = [clause.cite(start, end)] + ([collected[1]] if collected and collected[1] is not None else [])
    return Finding(
        Kind.SPECIMEN,
        place.site or "specimen",
        value=text,
        when=collected[0] if collected else None,
        laterality=place.side,
        site=place.site,
        detail={key: value for key, value in detail.items() if value},
        citations=tuple(citations),
        confidence=clause.confidence,
    )


def _row_text(labelled: _Labelled) -> str:
    """The specimen's own words, then those of its row."""
    own = labelled.clause.text[labelled.start : labelled.end]
    return f"{own} {labelled.clause.text}" if labelled.clause.cells else own


def _own_date(paper: Paper, part: Clause) -> tuple[PartialDate, Citation | None] | None:
    """The only day that a specimen's own words have."""
    days = [one for one in dates_of(part, paper.date_order) if one.value != paper.birth]
    return (days[0].value, None) if len(days) == 1 else None


def _of_line(paper: Paper, clause: Clause) -> tuple[PartialDate, Citation | None] | None:
    """The only day of the line that labels a specimen, where the paper labels none as that on which it was taken."""
    days = [one for one in dates_of(clause, paper.date_order) if one.value != paper.birth]
    before = clause.text[: days[0].start] if len(days) == 1 else ""
    return (days[0].value, clause.cite()) if _DATED.search(before) else None


def _of_operation(paper: Paper) -> tuple[PartialDate, Citation | None] | None:
    return (paper.date, None) if paper.category is Category.OPERATIVE and paper.date is not None else None


def _procedure(paper: Paper, labelled: _Labelled, words: SpecimenWords) -> str:
    """How it was taken: the first procedure in its words, else in the rest of its line or a short line below."""
    spans: list[Span[str]] = spans_in(labelled.clause, words.procedures)
    inside = [span for span in spans if labelled.start <= span.start < labelled.end]
    found = nearest(inside or spans, labelled.start, labelled.end)
    if found is not None:
        return found.value
    at = next((at for at, clause in enumerate(paper.clauses) if clause is labelled.clause), 0)
    below = [clause for clause in paper.clauses[at + 1 : at + 3] if len(clause.words) <= 5]
    return next((span.value for clause in below for span in spans_in(clause, words.procedures)), "")
