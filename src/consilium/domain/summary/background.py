"""The child, the question, what else there is of the child's health, and what the family asks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from consilium.domain.clinical import CaseFinding, ClinicalCase
from consilium.domain.dates import PartialDate
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.packet import Sourced
from consilium.domain.records import Citation, Remark
from consilium.domain.summary.allergyrows import of_one_substance
from consilium.domain.summary.bloodproducts import BLOOD
from consilium.domain.summary.earlier import EARLIER
from consilium.domain.summary.figures import parted
from consilium.domain.summary.model import Asked, Cell, Group, Reference, Span, Statement
from consilium.domain.summary.rows import (
    Same,
    detail,
    fullest,
    group,
    is_shown,
    merged,
    named,
    result,
    row,
    shown,
    span,
    text,
)
from consilium.domain.summary.unreadpapers import unread_papers
from consilium.domain.writtenquestions import unasked

NOT_STATED = Remark("summary.not_stated")
# What is asked and by when stands wherever there is room for one row.
_FIRST = 100
PAST = ("past", "stopped", "discontinued", "completed")


def question(case: ClinicalCase, asked: Asked) -> Iterator[Group]:
    places = (Reference(asked.source),) if asked.source else ()
    today = PartialDate(case.today.year, case.today.month, case.today.day)
    # A day that is still to come was misread or misprinted: no record is as new as that.
    latest = max((record.date for record in case.records if record.date and record.date <= today), default=None)
    rows = (
        *_asked(case, asked, places),
        Statement((Remark("summary.asked_of"), asked.asked_of or NOT_STATED)),
        *_clock(asked),
        *unread_papers(case),
        Statement((Remark("summary.latest_record"), Span(latest) if latest else NOT_STATED)),
        Statement((Remark("summary.prepared"), Span(today))),
    )
    yield Group("question", ("item", "value"), rows)


def _clock(asked: Asked) -> Iterator[Statement]:
    """By when an answer is needed, and what the child's team said of waiting."""
    if asked.answer_by or not asked.team:
        by = Span(asked.answer_by) if asked.answer_by else NOT_STATED
        yield Statement((Remark("summary.answer_by"), by), rank=_FIRST)
    if asked.team:
        yield Statement((Remark("summary.team_said"), asked.team), rank=_FIRST)


def _asked(case: ClinicalCase, asked: Asked, places: tuple[Reference, ...]) -> Iterator[Statement]:
    """The family's question, or the first of its list; while it has written none, those that its doctors' letters put
    to a second team."""
    gone = {record.number for record in case.records if record.superseded_by}
    posed = [one for one in case.posed if one.record not in gone]
    own = asked.question or next(iter(asked.questions), "")
    if own or not posed:
        yield Statement((Remark("summary.asked"), own or NOT_STATED), (), places, _FIRST)
        return
    for one in posed:
        place = Reference(one.record, one.page, one.citation)
        yield Statement((Remark("summary.asked"), one.text), (Remark("summary.question_in_letter"),), (place,))


def child(case: ClinicalCase) -> Iterator[Group]:
    view = case.child
    rows = [
        _fact(case, "name", view.name),
        _fact(case, "born", view.birth_date),
        _fact(case, "sex", view.sex),
        *(
            Statement(
                (Remark("summary.child_number"), text(number.value, _place_named(number.issuer))),
                (),
                _places(case, number.source, number.citation),
            )
            for number in view.numbers
        ),
        *_growth(case),
    ]
    yield Group("child", ("item", "value"), tuple(rows))


def _place_named(issuer: str) -> str:
    """Who gave a number, where that is told in words: an identifier of machines (`2.16.840.1...`) names nobody."""
    return "" if issuer.removeprefix("urn:oid:").replace(".", "").isdigit() else issuer


def _fact(case: ClinicalCase, label: str, stated: Sourced | None) -> Statement:
    name = Remark(f"summary.child_{label}")
    if stated is None:
        return Statement((name, NOT_STATED))
    value: Cell = stated.text
    if label == "sex" and stated.text in ("female", "male", "other"):
        value = Remark(f"packet.sex_{stated.text}")
    return Statement((name, value), (), _places(case, stated.source, stated.citation))


def _places(case: ClinicalCase, record: str, citation: Citation) -> tuple[Reference, ...]:
    paged = any(one.number == record and one.pages > 1 for one in case.records)
    return (Reference(record, citation.page if paged else None, citation),) if record else ()


# What holds for an hour says nothing of a child weeks later; it stays with its record.
_OF_AN_HOUR = frozenset({"body temperature"})


def _growth(case: ClinicalCase) -> Iterator[Statement]:
    """The latest of each measure with its day; one without a day where none has one."""
    latest: dict[str, Same] = {}
    for same in merged(shown(case, Kind.GROWTH)):
        if same[0].shown.name in _OF_AN_HOUR:
            continue
        if same[0].shown.when or same[0].shown.name not in latest:
            latest[same[0].shown.name] = same
    for name, same in latest.items():
        said = same[0].shown
        yield row(same, (name[:1].upper() + name[1:], text(result(said), said.when)))


def background(case: ClinicalCase) -> Iterator[Group]:
    allergies = merged(shown(case, Kind.ALLERGY))
    yield of_one_substance(group("allergy", ("date", "allergy", "reaction"), allergies, _allergy))
    yield group("condition", ("date", "condition", "result"), merged(_conditions(case)), _condition)
    yield group("family", ("relative", "condition"), merged(_family(case)), _relative)
    medicines = merged(shown(case, Kind.MEDICINE))
    sorts = ("medicine", "medicine_earlier", "medicine_past", "blood")
    today = PartialDate(case.today.year, case.today.month, case.today.day)
    current, earlier, past, blood = (
        [same for same in medicines if _sort(fullest(same), today) == sort] for sort in sorts
    )
    yield replace(group("medicine", ("date", "medicine", "dose"), current, _medicine), late=True)
    if earlier:
        yield group("medicine_earlier", ("date", "medicine", "dose"), earlier, _medicine)
    if past:
        yield group("medicine_past", ("date", "medicine", "dose"), past, _medicine)
    if blood:
        yield group("blood", ("date", "blood", "dose"), blood, _medicine)


def _conditions(case: ClinicalCase) -> list[CaseFinding]:
    """Illnesses; what was felt on one day (`symptom`) or was found normal is no item of this list."""
    return [one for one in shown(case, Kind.CONDITION) if not {"symptom", "result"} & one.shown.detail.keys()]


def _sort(said: Finding, today: PartialDate) -> str:
    """A medicine whose last day is told and past is none of now, whatever the paper of then called it."""
    state = str(said.detail.get("state") or "")
    if state == BLOOD:
        return "blood"
    over = said.until is not None and bool(said.until.day) and said.until < today
    if state in PAST or over or said.assertion is Assertion.HISTORICAL:
        return "medicine_past"
    return "medicine_earlier" if state == EARLIER else "medicine"


def _family(case: ClinicalCase) -> Iterator[CaseFinding]:
    """Family history, and every other finding that its source says of a relative."""
    for one in case.findings:
        relative = one.shown.kind is Kind.FAMILY_HISTORY or one.shown.assertion is Assertion.FAMILY
        if relative and is_shown(one):
            yield one


# What is denied of all things or of a class.
DENIED = {"any": "summary.any_allergy", "food": "summary.food_allergy"}


def _relative(said: Finding) -> tuple[Cell, ...]:
    relative = str(said.detail.get("relative") or "") or Remark("summary.relative_unknown")
    return relative, text(named(said), result(said), said.when)


def _allergy(said: Finding) -> tuple[Cell, ...]:
    name = Remark(DENIED[said.name]) if said.name in DENIED else named(said)
    # `Denied by parent` is no reaction; of a denial of all the words are told.
    remark = "" if said.assertion is Assertion.NEGATED and said.name not in DENIED else result(said)
    return span(said), name, text(*detail(said, "reaction", "severity")) or remark


def _condition(said: Finding) -> tuple[Cell, ...]:
    return span(said), named(said), result(said)


def _medicine(said: Finding) -> tuple[Cell, ...]:
    return span(said), said.name, _dose(said) or _beside(said)


def _dose(said: Finding) -> str:
    dose, *how = detail(said, "dose", "route", "frequency", "as_needed")
    return text(parted(dose, said.number), *how)


def _beside(said: Finding) -> str:
    """What a source says besides the name; names of a list without a figure are no dose."""
    told = result(said)
    return told if "," not in told or any(char.isdigit() for char in told) else ""


def questions(case: ClinicalCase, asked: Asked) -> Iterator[Group]:
    """The family's list; then what papers of its own ask, which it has not put on its list (yet)."""
    places = (Reference(asked.source),) if asked.source else ()
    rows = [Statement((str(at), said), (), places) for at, said in enumerate(asked.questions, start=1)]
    for at, one in enumerate(unasked(case.written, asked.questions, asked.settled), start=len(rows) + 1):
        place = Reference(one.record, one.page, one.citation)
        rows.append(Statement((str(at), one.text), (Remark("summary.question_on_paper"),), (place,)))
    yield Group("questions", ("number", "family_question"), tuple(rows))
