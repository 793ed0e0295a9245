"""What an oncologist who has twenty minutes wants to know, in the order wanted, each statement with its places.

Nothing is computed here and nothing is interpreted: rows are what records say, in the records' own words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from consilium.domain.clinical import ClinicalCase, Verdict
from consilium.domain.displaynames import DisplayNames
from consilium.domain.findings.finding import Assertion
from consilium.domain.records import Remark
from consilium.domain.summary import background, care, disease
from consilium.domain.summary.ahead import ahead
from consilium.domain.summary.bloodproducts import with_blood_apart
from consilium.domain.summary.courses import series_of
from consilium.domain.summary.derived import conflict_rows, gap_notes, gap_rows
from consilium.domain.summary.doserows import dose_rows
from consilium.domain.summary.earlier import as_of_their_papers
from consilium.domain.summary.material import material
from consilium.domain.summary.model import (
    Asked,
    Cell,
    Derived,
    Dose,
    Group,
    Part,
    Point,
    Reference,
    Section,
    Series,
    Span,
    Statement,
    Summary,
)
from consilium.domain.summary.ofblood import called_for
from consilium.domain.summary.operations import without_their_sizes
from consilium.domain.summary.overdue import with_days_past
from consilium.domain.summary.quoted import quoted
from consilium.domain.summary.ranks import Ranks
from consilium.domain.summary.rows import is_offer
from consilium.domain.summary.unreadpapers import failed_papers, foreign_papers, papers_read_in_part
from consilium.domain.summary.versionrows import versions

__all__ = [
    "Asked",
    "Cell",
    "Derived",
    "Dose",
    "Group",
    "Part",
    "Point",
    "Ranks",
    "Reference",
    "Section",
    "Series",
    "Span",
    "Statement",
    "Summary",
    "conflict_rows",
    "dose_rows",
    "gap_notes",
    "gap_rows",
    "series_of",
    "summarize",
]


# Of many records in other languages the first are named.
_LISTED = 20


def summarize(
    case: ClinicalCase,
    asked: Asked | None = None,
    derived: Derived | None = None,
    names: DisplayNames | None = None,
    ranks: Ranks | None = None,
) -> Summary:
    """The summary of a case. `asked` and `derived` are what persons and the other rules say of it; `names` how findings
    are named in its language, `ranks` what comes first where not all has room."""
    asked, derived = asked or Asked(), derived or Derived()
    case = without_their_sizes(as_of_their_papers(with_blood_apart(case)))
    case = (names or DisplayNames()).case((ranks or Ranks()).case(case))
    conflicts = Group("conflicts", ("sort", "what", "sides"), derived.conflicts)
    gaps = Group("gaps", ("state", "date", "missing", "why", "standing", "holder"), derived.gaps)
    parts: dict[Part, Iterable[Group]] = {
        Part.QUESTION: chain(background.question(case, asked), ahead(case)),
        Part.CHILD: background.child(case),
        Part.DIAGNOSIS: called_for(case, disease.diagnosis(case)),
        Part.STAGE: disease.stage(case),
        Part.MOLECULAR: disease.molecular(case),
        Part.TREATMENT: care.treatment(case, derived),
        Part.RESPONSE: called_for(case, care.response(case, derived)),
        Part.BACKGROUND: background.background(case),
        Part.MATERIAL: material(case),
        Part.CONFLICTS: (conflicts, *versions(case)),
        Part.GAPS: (gaps,),
        Part.QUESTIONS: background.questions(case, asked),
    }
    own = (Part.GAPS, Part.CONFLICTS, Part.QUESTION, Part.QUESTIONS)  # not told by sources
    told = {
        part: groups if part in own else with_days_past(quoted(groups, case, names or DisplayNames()), case.today)
        for part, groups in parts.items()
    }
    notes = {Part.GAPS: derived.gap_notes}
    sections = tuple(Section(part, tuple(groups), notes.get(part, ())) for part, groups in told.items())
    return Summary(case.today, case.child, sections, derived.series, (*_left_out(case), *derived.dose_notes))


def _left_out(case: ClinicalCase) -> Iterator[Remark]:
    """What is in the records and not in the summary: how many statements, and why."""
    struck = sum(one.judgement is not None and one.judgement.verdict is Verdict.STRUCK for one in case.findings)
    papers = sum(bool(record.superseded_by) for record in case.records)
    replaced = sum(bool(one.record.superseded_by) for one in case.findings)
    general = sum(one.shown.assertion is Assertion.CONDITIONAL and not is_offer(one) for one in case.findings)
    for name, count in (("struck", struck), ("unplaced", len(case.unplaced)), ("general", general)):
        if count:
            yield Remark(f"summary.left_{name}", {"count": count})
    blurred = [record.number for record in case.records if record.blurred and not record.superseded_by]
    if blurred:
        yield Remark("summary.hard_to_read", {"count": len(blurred), "records": ", ".join(blurred)})
    failed = [one.number for one in failed_papers(case)]
    if failed:
        yield Remark("summary.left_failed", {"count": len(failed), "records": ", ".join(failed[:_LISTED])})
    foreign = [one.number for one in foreign_papers(case)]
    if foreign:
        yield Remark("summary.left_language", {"count": len(foreign), "records": ", ".join(foreign[:_LISTED])})
    partly = [one.number for one in papers_read_in_part(case)]
    if partly:
        yield Remark("summary.left_language_part", {"count": len(partly), "records": ", ".join(partly[:_LISTED])})
    suggested = sum(one.judgement is None for one in case.suggested)
    if suggested:
        yield Remark("summary.left_suggested", {"count": suggested})
    if papers:
        yield Remark("summary.left_superseded", {"count": papers, "statements": replaced})
