"""A person confirms, corrects or strikes out a finding, and is named; the source stays visible."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.db import transaction

from consilium.actions import audit
from consilium.actions.opened import OpenCase, now
from consilium.casebook.documents import JudgementDocument
from consilium.casebook.models import Judgement as Row
from consilium.domain.clinical import Judgement, Verdict
from consilium.domain.errors import InputError
from consilium.domain.findings import Finding
from consilium.domain.plain import build, from_json, to_json

MOST_CHARS = 2_000


@dataclass(frozen=True)
class Correction:
    """What a person said of the finding with this key. `value` is the finding as it should be, for a correction."""

    key: str
    verdict: Verdict
    by: str
    note: str = ""
    value: Finding | None = None


def judge(case: OpenCase, said: Correction) -> None:
    """Keep a person's word. Raises InputError where nobody is named or a correction corrects nothing."""
    if not said.by.strip():
        raise InputError("clinical.name_needed")
    if (said.verdict is Verdict.CORRECTED) != (said.value is not None):
        raise InputError("clinical.correction_needed")
    if max(len(said.by), len(said.note)) > MOST_CHARS:
        raise InputError("clinical.too_long", bound=MOST_CHARS)
    document = JudgementDocument(said.key, said.verdict, said.by.strip(), said.note, said.value)
    row = uuid4()
    sealed = case.seal("judgement", row, to_json(document))
    key = case.key.fingerprint(b"finding\0" + said.key.encode())
    with transaction.atomic():
        Row.objects.create(id=row, case=case.row, key=key, made=now(), sealed=sealed)
        audit.record(case.viewer, "finding.judged", case.id, now(), verdict=said.verdict.value)


def judgements(case: OpenCase) -> dict[str, list[Judgement]]:
    """All words on findings by the finding's key, the oldest first. Raises IntegrityError."""
    found: dict[str, list[Judgement]] = {}
    for row in Row.objects.filter(case=case.row).order_by("made", "id"):
        said = build(JudgementDocument, from_json(case.open("judgement", row.id, row.sealed)))
        found.setdefault(said.finding, []).append(_judgement(said, row.made))
    return found


def _judgement(said: JudgementDocument, made: datetime) -> Judgement:
    return Judgement(said.verdict, said.by, made, said.value, said.note)
