"""Findings as rows: the same statement made in several places is one row that ends in all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from consilium.domain.clinical import CaseFinding, ClinicalCase, Verdict
from consilium.domain.dates import PartialDate
from consilium.domain.displaynames import says_side
from consilium.domain.findings.assertions.advice import advice_of
from consilium.domain.findings.days.doneahead import AFTER_PAPER
from consilium.domain.findings.days.nocalendar import DAY_DOUBT, DAY_WRITTEN, NO_SUCH_DAY
from consilium.domain.findings.days.twoways import WRITTEN
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.misreaddays import SEEMS
from consilium.domain.phrases import fold
from consilium.domain.records import Category, Remark
from consilium.domain.summary.carriedout import open_plans
from consilium.domain.summary.composed import composed
from consilium.domain.summary.figures import parted
from consilium.domain.summary.model import Cell, Group, Reference, Span, Statement
from consilium.domain.summary.near import joined_where, near

LATEST = PartialDate(9999)
STEM = 7  # letters that two forms of one word share
FAINT = 0.8  # below this confidence of recognition a row says that it was read from a picture
# A figure has no other letters that would tell that one was misread.
_FAINT = {Kind.LABORATORY: 0.95, Kind.MEASUREMENT: 0.95}
_TWO_WAYS = "summary.two_ways"  # another source's whole day answers it
# What a source denies of a thing that is given, done or taken.
_DENIED = {
    Kind.DRUG: "not_given",
    Kind.RADIATION: "not_given",
    Kind.SURGERY: "not_done",
    Kind.TRANSPLANT: "not_done",
    Kind.MEDICINE: "not_taken",
}
Same = list[CaseFinding]


def is_offer(one: CaseFinding) -> bool:
    """Whether it is a dose that a paper of radiation oncology would offer: planned for nobody, and asked for by a
    second team."""
    said = one.shown
    own = one.record.category is Category.RADIATION and said.kind is Kind.RADIATION
    return own and said.assertion is Assertion.CONDITIONAL and bool(said.detail.get("gray") and said.site)


def is_shown(one: CaseFinding) -> bool:
    """Neither struck out, nor from a version that a later one replaced, nor a general remark that is of nobody."""
    struck = one.judgement is not None and one.judgement.verdict is Verdict.STRUCK
    general = one.shown.assertion is Assertion.CONDITIONAL and not is_offer(one)
    return not struck and not one.record.superseded_by and not general


def shown(case: ClinicalCase, *kinds: Kind) -> list[CaseFinding]:
    """The child's findings of some kinds that are shown, however they are said; a relative's are not the child's, and
    a plan that was carried out is none any more."""
    found = [one for one in case.of_any(*kinds) if is_shown(one) and one.shown.assertion is not Assertion.FAMILY]
    return open_plans(found, filter(is_shown, case.findings))


def merged(found: Iterable[CaseFinding]) -> list[Same]:
    """Statements that say the same, in the order of their dates; those without a date last. What says less than another
    (no day or only the month, no site) and nothing else stands with it; the one that says most stands first."""
    groups: dict[object, Same] = {}
    for one in found:
        groups.setdefault(_identity(one), []).append(one)
    joined = joined_where(groups.values(), near)
    return sorted(joined, key=_order)


def _order(same: Same) -> tuple[PartialDate, PartialDate, bool]:
    """By day; without one last, in the order of the papers that tell it, what is absent after what is there."""
    told = fullest(same).when
    absent = same[0].shown.assertion is Assertion.NEGATED
    return told or LATEST, LATEST if told else told_on(same) or LATEST, absent


def fullest(same: Sequence[CaseFinding]) -> Finding:
    """What a row says: its first source, with what that leaves open from the others."""
    return composed([one.shown for one in same])


def told_on(same: Iterable[CaseFinding]) -> PartialDate | None:
    """The day of the first paper that tells it."""
    return min((one.record.date for one in same if one.record.date), default=None)


def _identity(one: CaseFinding) -> object:
    said = one.shown
    detail = tuple(sorted((key, str(value)) for key, value in said.detail.items()))
    judged = (one.judgement.verdict, one.judgement.by) if one.judgement else None
    text = (fold(said.name), fold(said.value), said.comparator, said.unit, fold(said.site), said.laterality)
    return said.kind, text, said.when, said.until, said.assertion, detail, judged


def group(
    code: str, columns: Sequence[str], same: Iterable[Same], cells: Callable[[Finding], tuple[Cell, ...]]
) -> Group:
    return Group(code, tuple(columns), tuple(row(each, cells(fullest(each))) for each in same))


def row(same: Sequence[CaseFinding], cells: tuple[Cell, ...]) -> Statement:
    marks = {(mark.code, str(sorted(mark.args.items()))): mark for one in same for mark in marks_of(one)}
    dated = tuple(_told(cell, same) for cell in cells)
    sure = any(isinstance(cell, Span) and cell.first is not None and cell.first.day for cell in cells)
    kept = tuple(mark for mark in marks.values() if not (sure and mark.code == _TWO_WAYS))
    return Statement(dated, kept, references(same), max(one.rank for one in same))


def _told(cell: Cell, same: Iterable[CaseFinding]) -> Cell:
    """A day that no source states, with the day of the paper: what is told of a state is of no later day."""
    undated = isinstance(cell, Span) and cell.first is None and cell.last is None
    return Span(told=told_on(same)) if undated else cell


def references(found: Iterable[CaseFinding]) -> tuple[Reference, ...]:
    """Each place once, by record and page, in the order given."""
    places: dict[tuple[str, int | None, str], Reference] = {}
    for one in found:
        paged = one.record.pages > 1
        for citation in one.finding.citations or one.shown.citations:
            place = Reference(one.record.number, citation.page if paged else None, citation)
            places.setdefault((place.record, citation.page, citation.quote), place)
    return tuple(places.values())


def _said(finding: Finding) -> str:
    """How a source says a thing; of what it denies, whether it was not given, not done or is not there."""
    if finding.assertion is not Assertion.NEGATED or finding.detail.get("what") == "event":
        return finding.assertion.value
    return _DENIED.get(finding.kind, finding.assertion.value)


def marks_of(one: CaseFinding) -> list[Remark]:
    """How the source says it where it does not simply state it, and what a person said of it."""
    found = []
    if opinion := advice_of(one.shown):
        found.append(Remark(f"summary.said_{opinion}"))
    elif one.shown.assertion not in (Assertion.STATED, Assertion.FAMILY):
        found.append(Remark(f"summary.said_{_said(one.shown)}"))
    if one.shown.detail.get(WRITTEN) and not (one.shown.when and one.shown.when.day):
        found.append(Remark(_TWO_WAYS, {"written": str(one.shown.detail[WRITTEN])}))
    if one.shown.detail.get(SEEMS):
        found.append(Remark("summary.day_seems", {"date": str(one.shown.detail[SEEMS])}))
    found += day_marks(one.shown)
    if one.shown.detail.get("doubt"):
        found.append(Remark("summary.doubtful_figure"))
    if one.shown.confidence is not None and one.shown.confidence < _FAINT.get(one.shown.kind, FAINT):
        found.append(Remark("summary.read_from_picture"))
    judged = one.judgement
    if judged is not None and judged.verdict is Verdict.CORRECTED:
        args = {"by": judged.by, "date": judged.at.date().isoformat(), "quote": one.finding.quote}
        found.append(Remark("summary.corrected", args))
    elif judged is not None and judged.verdict is Verdict.CONFIRMED:
        found.append(Remark("summary.confirmed", {"by": judged.by, "date": judged.at.date().isoformat()}))
    if one.unread:
        found.append(Remark("summary.kept"))
    return found


def day_marks(said: Finding) -> Iterator[Remark]:
    """Why its day can hardly be, as its paper writes it."""
    why = said.detail.get(DAY_DOUBT)
    if why == NO_SUCH_DAY and not (said.when and said.when.day):
        yield Remark("summary.no_such_day", {"written": str(said.detail.get(DAY_WRITTEN, ""))})
    elif why == AFTER_PAPER:
        yield Remark("summary.after_paper")


def span(said: Finding) -> Span:
    return Span(said.when, said.until)


def text(*parts: object) -> str:
    """The parts that are there, each once, joined by commas."""
    told = {str(part).casefold(): str(part) for part in reversed(parts) if part not in (None, "")}
    return ", ".join(reversed(told.values()))


def beyond(name: str, *parts: str) -> str:
    """The parts that say more than a name that stands beside them."""
    return text(*(part for part in parts if part.casefold() not in name.casefold()))


def plain(*parts: object) -> str:
    """The parts that are there, joined by spaces."""
    return " ".join(str(part) for part in parts if part not in (None, ""))


def named(said: Finding) -> str:
    """What it is about with side and site, the site once (`mediastinal mass`, not `mediastinal mass, mediastinum`)."""
    return placed(said, said.name)


def placed(said: Finding, name: str) -> str:
    """A name with the side and site of a finding, where it does not hold them already."""
    side = "" if says_side(said.laterality, name, said.site) else said.laterality
    where = plain(side, "" if said.site[:STEM].casefold() in name.casefold() else said.site)
    return name if where.casefold() in name.casefold() else text(name, where)


def result(said: Finding) -> str:
    """The result as written with its unit, thousands by spaces; the number where only that is known."""
    value = parted(said.value, said.number) or ("" if said.number is None else f"{said.comparator}{said.number:g}")
    return value if said.unit and value.endswith(said.unit) else plain(value, said.unit)


def detail(said: Finding, *keys: str) -> tuple[str, ...]:
    """Some details as written, "" for those that are not there."""
    return tuple(str(said.detail.get(key) or "") for key in keys)
