"""Persons' words on findings, as they are kept, and which finding each is of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from django.db import transaction

from consilium.actions import audit
from consilium.actions.opened import OpenCase, now
from consilium.casebook.documents import JudgementDocument
from consilium.casebook.models import Judgement as Row
from consilium.domain.clinical import CaseFinding, CaseRecord, Judgement, Verdict
from consilium.domain.findings import Finding
from consilium.domain.judging import Judged, Read, bound, says_same
from consilium.domain.plain import build, from_json, to_json


@dataclass(frozen=True)
class Word:
    """A person's word as it is kept, with the statement that it was said of as it was read then."""

    of: Judged
    said: Judgement


def keep(case: OpenCase, document: JudgementDocument) -> None:
    """Keep a person's word on a finding."""
    row = uuid4()
    sealed = case.seal("judgement", row, to_json(document))
    key = case.key.fingerprint(b"finding\0" + document.finding.encode())
    with transaction.atomic():
        Row.objects.create(id=row, case=case.row, key=key, made=now(), sealed=sealed)
        audit.record(case.viewer, "finding.judged", case.id, now(), verdict=document.verdict.value)


def words(case: OpenCase) -> list[Word]:
    """All words on findings, the oldest first. Raises IntegrityError."""
    return [
        _word(build(JudgementDocument, from_json(case.open("judgement", row.id, row.sealed))), row.made)
        for row in Row.objects.filter(case=case.row).order_by("made", "id")
    ]


def reads(found: Iterable[CaseFinding], contents: Mapping[str, str]) -> list[Read]:
    """The findings as they are read now; `contents` are the originals' hashes by record id."""
    return [Read(one.key, contents.get(one.record.id, ""), one.finding) for one in found]


def with_words(
    case: OpenCase, found: tuple[CaseFinding, ...], contents: Mapping[str, str], here: Mapping[str, CaseRecord]
) -> tuple[tuple[CaseFinding, ...], tuple[Judgement, ...]]:
    """The findings with the last word on each, those too that are read no more; then words of which no record is here.

    `contents` are the originals' hashes by record id, `here` the records by that hash. Raises IntegrityError.
    """
    said = words(case)
    now_read = bound(reads(found, contents), [word.of for word in said]) if said else {}
    last = {now_read[word.of.key] or word.of.key: word for word in said}
    shown = [replace(one, judgement=_seen(last.pop(one.key, None), one.finding)) for one in found]
    unplaced = []
    for key, word in last.items():
        if word.of.finding is not None and word.of.content in here:
            shown.append(CaseFinding(key, word.of.finding, here[word.of.content], word.said, unread=True))
        else:
            unplaced.append(word.said)
    return tuple(shown), tuple(unplaced)


def _seen(word: Word | None, finding: Finding) -> Judgement | None:
    """The word as said. What a person confirmed stays what is shown, where the same place is read otherwise now."""
    if word is None:
        return None
    of, said = word.of.finding, word.said
    if said.verdict is Verdict.CONFIRMED and of is not None and not says_same(finding, of):
        return replace(said, value=of)
    return said


def _word(kept: JudgementDocument, made: datetime) -> Word:
    # Words of before a statement was kept with them: what was corrected still has its kind, place and quoted words.
    of = Judged(kept.finding, kept.content, kept.of or kept.value, kept.beside)
    return Word(of, Judgement(kept.verdict, kept.by, made, kept.value, kept.note))
