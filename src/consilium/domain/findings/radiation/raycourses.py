"""A course of radiation told over several lines of a form: its days, its site and its fractions stand beside its dose.

`Site: left flank / Prescribed: 10.8 Gy / Delivered: 10.8 Gy in 6 fractions / Start date 03/07 / Completion date 08/07`.
What a line labels goes to the dose nearest to it; what is prescribed and was delivered is one statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from consilium.domain.dates import PartialDate
from consilium.domain.findings.days.occasions import Occasion, occasions
from consilium.domain.findings.finding import Assertion, Finding
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.findings.text.sitings import Sitings, siting_of
from consilium.domain.phrases import PhraseIndex, words_of
from consilium.domain.records import Category, Citation, Scalar

# How many lines away a label may stand from its dose, where the paper is no report of radiation.
_NEAR = 8
# How far (letters) behind its label a day stands.
_BEHIND = 16
_MOST_OF_LABEL = 60
_CLOSE = 2
# How far (gray) a sum of phases may be from their total as written.
_ROUNDED = 0.06
_AGAIN = re.compile(r"\bre-?i?r?radia|\b(?:second|segunda) (?:course of )?(?:ir)?radia", re.IGNORECASE)
_NUMBER = re.compile(r"\D{0,12}(\d{1,2})(?:\s?(?:/|of|out of|de)\s?\d{1,2})?(?![\d.,/-])")
# What a line of first and last days begins with: nothing but the label, or the other label before it.
_OPENS = re.compile(
    r"[\s•*-]*(?:$|(?:start\w*|began|begun|commenc\w+|from|first|last|complet\w+|finish\w*|end\w*|inici\w+|comi?en\w+|desde|del|"
    r"primera?|[uú]ltim[oa]|fin\w*|termin\w+)\b)",
    re.IGNORECASE,
)
# By when something should be, whatever it is: `treatment should start no later than 12/04`.
_LIMIT = re.compile(
    r"\b(?:should|must|debe[n]?|deber[ií]an?|needs? to|has to|later than|before|by|beyond|at the latest|antes"
    r"|m[aá]s tardar|m[aá]s tarde|m[aá]ximo)\b",
    re.IGNORECASE,
)
_OF_TREATMENT = re.compile(r"\b(?:treat\w*|tratamiento|course|curso|therapy|terapia|dates?|fechas?)\b", re.IGNORECASE)
_TOTAL = re.compile(r"\b(?:total|cumulative|acumulad[oa]|overall|global)\b", re.IGNORECASE)
_RAYS = re.compile(r"\b(?:RT|radio|radia|irradia|fraction|fracci|proton|photon|foton|Gy\b)", re.IGNORECASE)
_OTHER_TREATMENT = re.compile(
    r"\b(?:cycles?|ciclos?|courses|cursos|maintenance|mantenimiento|chemo\w*|quimio\w*|induction|inducci[oó]n|consolid\w+|"
    r"medication|medicaci[oó]n|steroids?|dexa\w+|VAC|VDC|IE|temozol\w+|vincrist\w+|cisplat\w+|carboplat\w+|lomust\w+|ifosf\w+|"
    r"etopos\w+|irinotec\w+|mg)\b",
    re.IGNORECASE,
)
_VALUE = re.compile(r"\s*[:=.–-]*\s*(?P<value>[^\d:|]{3,60})")
_NEXT_LABEL = re.compile(r"\s{2,}|\s(?=[A-Z][\w ]{2,18}\s?:)|[.;]\s")


@dataclass(frozen=True)
class Labels:
    """Labels of forms by what they label ("start", "end", "dates", "site", "fractions", "technique"), and sites."""

    index: PhraseIndex[str]
    sitings: Sitings
    techniques: PhraseIndex[str]


@dataclass(frozen=True, slots=True)
class _Told:
    """What a line labels: `at` is the clause's place in the paper."""

    what: str
    at: int
    clause: Clause
    when: Occasion | None = None
    value: str = ""


def filled(found: Sequence[tuple[int, Finding]], paper: Paper, labels: Labels) -> Iterator[Finding]:
    """The findings of a paper (each with its clause's place), with what labelled lines say of them."""
    doses = [at for at, one in found if _is_course(one)]
    if not doses:
        yield from (one for _, one in found)
        return
    own = frozenset(doses)
    told = [one for at, clause in enumerate(paper.clauses) for one in _told(at, clause, paper, labels, at in own)]
    whole = paper.category is Category.RADIATION
    yield from _summed(list(_each_filled(found, paper, (doses, told), labels, whole=whole)), found)


def _each_filled(
    found: Sequence[tuple[int, Finding]],
    paper: Paper,
    beside: tuple[Sequence[int], Sequence[_Told]],
    labels: Labels,
    *,
    whole: bool,
) -> Iterator[Finding]:
    doses, told = beside
    for at, one in _delivered(_joined(found)):
        if _is_course(one) and one.assertion is not Assertion.NEGATED:
            near = [each for each in told if whole or abs(each.at - at) <= _NEAR]
            made = _filled(one, at, doses, near, labels)
            ahead = (
                one.when is None and made.when is not None and paper.horizon is not None and made.when > paper.horizon
            )
            yield replace(made, assertion=Assertion.PLANNED) if ahead and made.assertion is Assertion.STATED else made
        else:
            yield one


def _summed(found: Sequence[Finding], written: Sequence[tuple[int, Finding]]) -> Iterator[Finding]:
    """A total without days of its own, which labels gave those of its last phase, has those of all its phases."""
    dated = {one.quote for _, one in written if one.when or one.until}
    phases: list[Finding] = []
    for one in found:
        course = _is_course(one) and one.assertion is Assertion.STATED
        sums = course and len(phases) > 1 and abs(sum(_gray(each) for each in phases) - _gray(one)) < _ROUNDED
        if sums and one.quote not in dated and _TOTAL.search(one.quote):
            begun = [each.when for each in phases if each.when is not None]
            ended = [each.until for each in phases if each.until is not None]
            whole = len(begun) == len(ended) == len(phases)
            yield replace(one, when=min(begun), until=max(ended)) if whole else one
            continue
        phases += [one] if course and not sums else []
        yield one


def _gray(one: Finding) -> float:
    return float(one.detail.get("gray") or 0)


def _is_course(one: Finding) -> bool:
    return bool(one.value and one.detail.get("gray")) and not one.detail.get("organ")


def _joined(found: Sequence[tuple[int, Finding]]) -> list[tuple[int, Finding]]:
    """The dose of one fraction that stands in a line of its own goes to the course before it; words that only name
    radiation say nothing beside its doses."""
    kept: list[tuple[int, Finding]] = []
    stated = any(_is_course(one) and one.assertion is Assertion.STATED for _, one in found)
    for at, one in found:
        each = one.detail.get("fraction_dose") and not one.detail.get("gray")
        before = next((place for place in reversed(range(len(kept))) if _is_course(kept[place][1])), None)
        if each and before is not None and at - kept[before][0] <= _CLOSE:
            was = kept[before][1]
            more = {key: one.detail[key] for key in ("fraction_dose", "fractions") if key in one.detail}
            kept[before] = (
                kept[before][0],
                replace(was, detail={**more, **was.detail}, citations=(*was.citations, *one.citations)),
            )
            continue
        bare = one.name == "radiation" and not (
            one.value or one.site or one.detail or one.laterality or one.when or one.until
        )
        if stated and bare and one.assertion in (Assertion.STATED, Assertion.PLANNED):
            continue
        kept.append((at, one))
    return kept


def _delivered(found: Sequence[tuple[int, Finding]]) -> Iterator[tuple[int, Finding]]:
    """Without the doses that were prescribed and delivered alike, and those said again without a site."""
    given = [one for _, one in found if one.assertion is Assertion.STATED and one.detail.get("gray")]
    for at, one in found:
        same = [other for other in given if other is not one and _alike(one, other)]
        if one.assertion is Assertion.PLANNED and not one.when and same and not _is_again(one):
            continue
        yield at, one


def _is_again(one: Finding) -> bool:
    """Whether a dose is of a second irradiation, which is not the one that was given."""
    return any(_AGAIN.search(each.quote) for each in one.citations)


def _alike(one: Finding, other: Finding) -> bool:
    return one.detail.get("gray") == other.detail.get("gray") and one.site in ("", other.site)


def _told(at: int, clause: Clause, paper: Paper, labels: Labels, dosed: bool) -> Iterator[_Told]:
    days = occasions(clause.text, paper)
    for hit in labels.index.find(clause.words):
        start, end = clause.words[hit.first].start, clause.words[hit.after - 1].end
        if hit.value in ("start", "end", "dates"):
            when = next((one for one in days if 0 <= one.start - end <= _BEHIND), None)
            if when is not None and _LIMIT.search(clause.text, max(0, start - _BEHIND), when.start):
                continue
            led = when is not None and _is_of_rays(clause, start, end, dosed=dosed)
            if when is not None and led and not _ends_another(paper, clause, start):
                yield _Told(hit.value, at, clause, when)
        elif _is_label(clause, start, end):
            value = _value(clause, end)
            if value and not (dosed and hit.value == "site" and clause.cells):
                yield _Told(hit.value, at, clause, value=value)


def _is_of_rays(clause: Clause, start: int, end: int, *, dosed: bool) -> bool:
    """Whether a word for a first or last day labels that of radiation. In a sentence it may be of another treatment
    (`CSI 36 Gy, 6 of 8 maintenance courses until 05/2025`, `cycle 1 to begin 8 September`)."""
    if clause.cells or clause.text[end : end + 3].lstrip()[:1] in (":", "=", "|"):
        return True
    before = clause.text[:start]
    low = max(before.rfind(","), before.rfind(";"), before.rfind(". "), before.rfind(" and "), before.rfind(" y ")) + 1
    if _OTHER_TREATMENT.search(before, low):
        return False
    if dosed or _RAYS.search(clause.text):
        return True
    opens = _OPENS.match(before) or _OF_TREATMENT.search(before)  # not `NG feeds from 31 January`
    return opens is not None and not _OTHER_TREATMENT.search(clause.text)


def _ends_another(paper: Paper, clause: Clause, start: int) -> bool:
    """Whether a word that opens its sentence is of another treatment, told last in the sentence before on the same
    line: `54 Gy in 30, maintenance x 6. Ended 26/10/25.`"""
    at = paper.places.get(id(clause), 0)
    if clause.cells or not at or clause.text[:start].strip(" -•*"):
        return False
    before = paper.clauses[at - 1]
    if before.cells or not before.pieces or not clause.pieces or before.pieces[-1].line is not clause.pieces[0].line:
        return False
    low = max(before.text.rfind(mark) for mark in (",", ";", " and ", " y ")) + 1
    return _OTHER_TREATMENT.search(before.text, low) is not None and _RAYS.search(before.text, low) is None


def _is_label(clause: Clause, start: int, end: int) -> bool:
    """Whether words are a label: the first cell of a row, or with a colon behind them at the beginning of a part."""
    if clause.cells:
        return start < len(clause.cells[0][1]) and len(clause.cells) == 2
    before = clause.text[:start].rstrip(" -•*")
    colon = clause.text[end : end + 3].lstrip()[:1] in (":", "=")
    return colon and (
        not before
        or before[-1] in ".;|"
        or "  " in clause.text[max(0, start - 3) : start]
        or len(before) < _MOST_OF_LABEL
    )


def _value(clause: Clause, end: int) -> str:
    if len(clause.cells) == 2:
        return clause.cells[1][1].strip()
    found = re.match(r"\s*[:=]\s*(.{1,80})", clause.text[end:], re.DOTALL)
    return _NEXT_LABEL.split(found[1])[0].strip() if found else ""


def _filled(one: Finding, at: int, doses: Sequence[int], told: Sequence[_Told], labels: Labels) -> Finding:
    detail, cited, made = dict(one.detail), list[Citation](), one
    before = max((other for other in doses if other < at), default=-1)
    after = min((other for other in doses if other > at), default=1 << 30)
    if one.when is None and one.until is None:
        begun, ended, used = _run(told, at, before, after)
        made = replace(made, when=begun, until=ended)
        cited += used
    site = _nearest([each for each in told if each.what == "site"], at, after, doses)
    if site is not None and not one.site and not one.laterality:
        named, side = siting_of(site.value, labels.sitings, 0, len(site.value))
        made = replace(made, site=named or site.value[:_MOST_OF_LABEL], laterality=side)
        cited.append(site.clause.cite())
    count = _nearest([each for each in told if each.what == "fractions"], at, after, doses)
    if count is not None and "fractions" not in detail and (number := _NUMBER.match(count.value)):
        detail["fractions"] = int(number[1])
        cited.append(count.clause.cite())
    how = _nearest([each for each in told if each.what == "technique"], at, after, doses)
    if how is not None and "technique" not in detail and (names := _techniques(how.value, labels)):
        detail |= names
        cited.append(how.clause.cite())
    return replace(made, detail=detail, citations=tuple(dict.fromkeys((*one.citations, *cited))))


def _techniques(text: str, labels: Labels) -> Mapping[str, Scalar]:
    names = dict.fromkeys(hit.value for hit in labels.techniques.find(words_of(text)))
    return {"technique": ", ".join(names)} if names else {}


def _nearest(told: Sequence[_Told], at: int, after: int, doses: Sequence[int]) -> _Told | None:
    """The label of a dose: its own line's, else the last before it, else the first behind it and before the next; the
    other way round where the paper's first label stands behind its first dose."""
    same = [each for each in told if each.at == at]
    earlier = [each for each in told if each.at < at]
    later = [each for each in told if at < each.at < after]
    follow = bool(told) and told[0].at > doses[0]
    near = [*later[:1], *earlier[-1:]] if follow else [*earlier[-1:], *later]
    return next(iter([*same, *near]), None)


def _run(
    told: Sequence[_Told], at: int, before: int, after: int
) -> tuple[PartialDate | None, PartialDate | None, list[Citation]]:
    """The first and last day that lines label: between the doses around this one, else those of the whole course."""
    dated = [each for each in told if each.when is not None]
    for part in (
        [each for each in dated if at <= each.at < after],
        [each for each in dated if before < each.at <= at],
        dated,
    ):
        runs = [
            each for each in part if each.what == "dates" or (each.when is not None and each.when.until is not None)
        ]
        starts = [each for each in part if each.what == "start"]
        ends = [each for each in part if each.what == "end"]
        for kind in (starts, ends, runs):
            if part is dated and len({each.when.when for each in kind if each.when}) > 1:
                return None, None, []
        if runs and runs[0].when is not None and not (starts and ends):
            return runs[0].when.when, runs[0].when.until, [runs[0].clause.cite()]
        if starts or ends:
            begun = starts[0].when.when if starts and starts[0].when else None
            ended = ends[0].when.when if ends and ends[0].when else None
            return begun, ended, [each.clause.cite() for each in (*starts[:1], *ends[:1])]
    return None, None, []
