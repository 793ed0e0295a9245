"""A person confirms, corrects or strikes out a finding, and is named; the source stays visible."""

from __future__ import annotations

from dataclasses import dataclass, field

from consilium.actions.clinical.fill import Filled, filled
from consilium.actions.clinical.words import keep, reads
from consilium.actions.opened import OpenCase
from consilium.casebook.documents import JudgementDocument
from consilium.domain.clinical import Verdict
from consilium.domain.correcting import MOST_CHARS, Changes, corrected
from consilium.domain.errors import InputError
from consilium.domain.findings import Finding
from consilium.domain.judging import beside
from consilium.knowledge.catalog import LANGUAGES
from consilium.knowledge.findingbounds import finding_bounds


@dataclass(frozen=True)
class Correction:
    """What a person said of the finding with this key. For a correction, `changes` are what should be otherwise in what
    is shown of it, or `value` is the whole finding as it should be."""

    key: str
    verdict: Verdict
    by: str
    note: str = ""
    value: Finding | None = None
    changes: Changes = field(default_factory=Changes)


def judge(case: OpenCase, said: Correction, known: Filled | None = None) -> None:
    """Keep a person's word on a finding, with the finding as it is read now: by that the word finds it again.

    `known` is the case as it was filled just now, where somebody has it at hand. Raises InputError where nobody is
    named, a correction corrects nothing or says what can't be, or no finding has the key; IntegrityError, StoreError.
    """
    _check(said)
    known = known or filled(case, LANGUAGES[0])
    one = next((one for one in known.case.all_read if one.key == said.key), None)
    if one is None:
        raise InputError("clinical.no_finding", key=said.key)
    all_read = reads(known.case.all_read, known.contents)
    of = next(read for read in all_read if read.key == said.key)
    value = said.value if said.changes.nothing else _corrected(said.value or one.shown, said.changes)
    keep(
        case,
        JudgementDocument(
            finding=said.key,
            verdict=said.verdict,
            by=said.by.strip(),
            note=said.note,
            value=value,
            of=of.finding,
            content=of.content,
            beside=beside(of, all_read),
        ),
    )


def _corrected(finding: Finding, changes: Changes) -> Finding:
    return corrected(finding, changes, lambda made: finding_bounds().doubted(made))


def _check(said: Correction) -> None:
    if not said.by.strip():
        raise InputError("clinical.name_needed")
    corrects = said.value is not None or not said.changes.nothing
    if (said.verdict is Verdict.CORRECTED) != corrects:
        raise InputError("clinical.correction_needed")
    if max(len(said.by), len(said.note)) > MOST_CHARS:
        raise InputError("clinical.too_long", bound=MOST_CHARS)
