"""Which questions are offered: by the child's situation, and from the case's own conflicts and gaps, with reasons."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from consilium.domain.clinical import ClinicalCase, Verdict
from consilium.domain.completeness.status import Door, Item, Phase, Standing, Status
from consilium.domain.conflicts.engine import Conflict, ConflictKind
from consilium.domain.findings.finding import Assertion, Kind
from consilium.domain.questions import Ask
from consilium.domain.records import Category, Citation, Remark, Scalar
from consilium.domain.sources import Source, Texts

MOST_OF_CONFLICTS = 12
MOST_OF_GAPS = 8
MOST_OF_PAPERS = 5
_DISEASE = (ConflictKind.HISTOLOGY, ConflictKind.STAGE, ConflictKind.RISK, ConflictKind.REVISION, ConflictKind.SIDE)
_BOTH = (*_DISEASE, ConflictKind.GENE, ConflictKind.STAIN)
_REPORT_ONLY = ("gaps.report_not_slides", "gaps.report_not_images")
_STEPS = (Kind.SURGERY, Kind.RADIATION, Kind.TRANSPLANT)


class Found(StrEnum):
    """What a case shows, or its family says, that calls for questions."""

    PLANNED_STEP = "planned_step"
    DISEASE_DIFFERS = "disease_differs"
    GENES_OPEN = "genes_open"
    OPINIONS_DIFFER = "opinions_differ"
    TRIAL_NAMED = "trial_named"


@dataclass(frozen=True, slots=True)
class KnownQuestion:
    """One question of `questions.yaml`. The Spanish is the collector's own; `note` says what of it is editorial."""

    id: str
    group: str
    ask: Ask
    text: Texts
    source: Source
    quoted: bool = False
    translated: str = "ours"
    note: str = ""


@dataclass(frozen=True)
class QuestionTables:
    """The whole file: groups' titles and questions in its order, and what is offered when."""

    collected: str
    titles: Mapping[str, Texts]
    questions: Mapping[str, KnownQuestion]
    first_five: tuple[str, ...]
    found: Mapping[Found, tuple[str, ...]]
    found_groups: Mapping[Found, tuple[str, ...]]
    phases: Mapping[Phase | None, tuple[str, ...]]
    always: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChildSituation:
    """Where the child stands. `phase` is None where the records do not tell, `suspected` where they tell it as not
    certain."""

    phase: Phase | None = None
    found: frozenset[Found] = frozenset()
    suspected: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """Questions that are offered together. `title` is of the group, empty for `first_five` and `found` (their titles
    are `questions.offer_<id>`)."""

    id: str
    title: Texts
    reason: Remark
    questions: tuple[KnownQuestion, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question that the case itself raises. `remark` is the question; `reasons` say what it comes from."""

    id: str
    remark: Remark
    ask: Ask
    reasons: tuple[Remark, ...]
    references: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()


def situation_of(
    case: ClinicalCase,
    phase: Phase | None,
    conflicts: Iterable[Conflict],
    statuses: Iterable[Status],
    *,
    suspected: bool = False,
) -> ChildSituation:
    """What the case shows. That opinions differ or a trial is named is for the family to say (`found` with more)."""
    found = set()
    if any(_is_planned(case)):
        found.add(Found.PLANNED_STEP)
    if any(one.kind in _DISEASE for one in conflicts):
        found.add(Found.DISEASE_DIFFERS)
    if any(one.category is Category.GENETICS and one.standing is not Standing.PRESENT and one.owed for one in statuses):
        found.add(Found.GENES_OPEN)
    return ChildSituation(phase, frozenset(found), suspected)


def _is_planned(case: ClinicalCase) -> Iterator[bool]:
    for one in case.of_any(*_STEPS):
        struck = one.judgement is not None and one.judgement.verdict is Verdict.STRUCK
        yield one.shown.assertion is Assertion.PLANNED and not struck and not one.record.superseded_by


def offered(known: QuestionTables, situation: ChildSituation) -> tuple[Offer, ...]:
    """Offers in order: the first five, what was found, the phase, then what holds always. No question comes twice."""
    taken: set[str] = set()
    plan = [("first_five", known.first_five, Remark("questions.why_first_five")), *_plan(known, situation)]
    offers = []
    for name, ids, reason in plan:
        fresh = tuple(known.questions[one] for one in ids if one not in taken)
        taken.update(ids)
        if fresh:
            offers.append(Offer(name, known.titles.get(name, {}), reason, fresh))
    return tuple(offers)


def _plan(known: QuestionTables, situation: ChildSituation) -> Iterator[tuple[str, tuple[str, ...], Remark]]:
    found = [one for one in Found if one in situation.found]
    for one in found:
        if known.found.get(one):
            yield f"found_{one.value}", known.found[one], Remark(f"questions.why_{one.value}")
    groups = [(name, Remark(f"questions.why_{one.value}")) for one in found for name in known.found_groups.get(one, ())]
    phase = f"questions.why_phase_{situation.phase.value if situation.phase else 'unknown'}"
    phase += "_suspected" if situation.suspected and situation.phase is Phase.RELAPSE else ""
    groups += [(name, Remark(phase)) for name in known.phases[situation.phase]]
    groups += [(name, Remark("questions.why_always")) for name in known.always]
    for name, reason in groups:
        yield name, tuple(one.id for one in known.questions.values() if one.group == name), reason


def suggestions(conflicts: Sequence[Conflict], statuses: Sequence[Status]) -> tuple[Suggestion, ...]:
    """What the case raises: a question for each conflict, then what is open for a doctor to tell, the needed before
    the rest. Papers that are only to be fetched make one question: page 4 has a letter for each."""
    first = islice((_of_conflict(one) for one in conflicts), MOST_OF_CONFLICTS)
    ordered = sorted((one for one in statuses if one.door is not Door.FAMILY), key=lambda one: not one.needed)
    then = [made for one in ordered for made in _of_status(one)][:MOST_OF_GAPS]
    papers = [one for one in ordered if one.owed and not list(_of_status(one))]
    last = [_of_papers(papers)] if papers else []
    return tuple({one.id: one for one in (*first, *then, *last)}.values())


def _of_conflict(conflict: Conflict) -> Suggestion:
    findings = [one for side in conflict.sides for one in side.findings]
    keys = sorted(side.findings[0].key for side in conflict.sides if side.findings)
    name = hashlib.sha256("|".join((conflict.kind.value, *keys)).encode()).hexdigest()[:12]
    one, other = conflict.sides[0].says, conflict.sides[1].says
    return Suggestion(
        id=f"conflict-{name}",
        remark=Remark(f"questions.conflict_{conflict.kind.value}", {"what": conflict.what, "one": one, "other": other}),
        ask=Ask.BOTH if conflict.kind in _BOTH else Ask.CURRENT,
        reasons=conflict.reasons,
        references=tuple(dict.fromkeys(name for side in conflict.sides for name in side.references)),
        citations=tuple(one.shown.citations[0] for one in findings if one.shown.citations),
    )


def _of_status(status: Status) -> Iterator[Suggestion]:
    """What of a requirement a doctor is asked: pending results, silent times, material of which only the report is
    here, what only the team can write, what nothing tells of."""
    for item in status.items:
        if item.kind == "result" and item.what:
            yield _of_item(item, "result", {"what": item.what})
        elif item.kind == "stretch" and item.when is not None and item.until is not None:
            yield _of_item(item, "stretch", {"start": str(item.when), "end": str(item.until)})
    if status.standing is Standing.PARTLY and _only_report(status):
        yield _of_thing(status, "questions.gap_material")
    elif status.owed and status.door is Door.TEAM:
        yield _of_thing(status, "questions.gap_team")
    elif status.standing is Standing.UNKNOWN and status.needed and not status.from_story:
        yield _of_thing(status, "questions.gap_unknown")


def _only_report(status: Status) -> bool:
    """Whether the report of slides or images is here and they are not."""
    told = any(reason.code in _REPORT_ONLY for reason in status.reasons)
    return told or any(item.report_here and item.kind in ("images", "slides") for item in status.items)


def _of_item(item: Item, kind: str, told: dict[str, Scalar]) -> Suggestion:
    name = hashlib.sha256("|".join((*map(str, told.values()), *item.references)).encode()).hexdigest()[:12]
    remark = Remark(f"questions.gap_{kind}", told)
    return Suggestion(f"{kind}-{name}", remark, Ask.CURRENT, (item.reason,), item.references, item.citations)


def _of_thing(status: Status, code: str) -> Suggestion:
    found = [reference for item in status.items for reference in item.references]
    return Suggestion(
        id=f"gap-{status.thing}",
        remark=Remark(code, {"things": f"thing_{status.thing}"}),
        ask=Ask.CURRENT,
        reasons=status.reasons,
        references=tuple(dict.fromkeys((*found, *status.here))),
        citations=tuple(one for item in status.items for one in item.citations),
    )


def _of_papers(papers: Sequence[Status]) -> Suggestion:
    """`things` are the names' codes, with blanks between."""
    things = " ".join(f"thing_{one.thing}" for one in papers[:MOST_OF_PAPERS])
    return Suggestion("gap-papers", Remark("questions.gap_papers", {"things": things}), Ask.CURRENT, _why(papers))


def _why(papers: Iterable[Status]) -> tuple[Remark, ...]:
    """Why each is asked for: what is known to be owed of it, else its first reason; the same one said once."""
    first = [reason for one in papers for reason in ([item.reason for item in one.items] or one.reasons[:1])]
    return tuple(one for at, one in enumerate(first) if one not in first[:at])[:MOST_OF_PAPERS]
