"""Which of several files with the same bytes is the record and which are its duplicates.

Two threads come upon them in any order, so it is decided afterwards and always the same: what lies open comes before
what is packed, then the order of paths.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from consilium.actions.documents import opened_row, sealed_row
from consilium.actions.opened import OpenCase
from consilium.casebook.models import InputFile, Picture
from consilium.domain.plain import to_json
from consilium.domain.records import Ended

MOVED = ("ended", "reader", "format", "category", "litter", "locked", "naming_id", "series_key", "answer_id")


@dataclass
class _Opened:
    """A row's sealed document: its JSON and what follows that."""

    json: dict[str, Any]
    stored: bytes


def put_in_order(case: OpenCase) -> None:
    """Let the first in order be the record. In the caller's transaction."""
    twice = InputFile.objects.filter(case=case.row, ended=Ended.DUPLICATE).values("content_id")
    groups: dict[UUID | None, list[tuple[tuple[int, str], InputFile, _Opened]]] = defaultdict(list)
    for row in InputFile.objects.filter(case=case.row, content_id__in=twice).iterator(chunk_size=500):
        plain, stored = opened_row(case, row)
        groups[row.content_id].append((_order(plain["file"]["path"]), row, _Opened(plain, stored)))
    for group in groups.values():
        _put_first(case, sorted(group, key=lambda one: one[0]))


def _order(path: str) -> tuple[int, str]:
    return path.count("!/"), path


def _put_first(case: OpenCase, group: list[tuple[tuple[int, str], InputFile, _Opened]]) -> None:
    _, first, plain = group[0]
    if first.ended != Ended.DUPLICATE:
        return
    for _, row, its_plain in group[1:]:
        # An archive stays what it is: its members are listed under its path.
        if row.ended != Ended.DUPLICATE and not row.members.exists():
            _exchange(case, (row, its_plain), (first, plain))
            return


def _exchange(case: OpenCase, record: tuple[InputFile, _Opened], duplicate: tuple[InputFile, _Opened]) -> None:
    (old, old_plain), (new, new_plain) = record, duplicate
    for name in MOVED:
        mine, theirs = getattr(old, name), getattr(new, name)
        setattr(old, name, theirs)
        setattr(new, name, mine)
    new.indexed = False  # the full-text index knows the pages as those of the other row
    for key in ("reasons", "remarks"):
        theirs, ours = new_plain.json["file"], old_plain.json["file"]
        theirs[key], ours[key] = ours[key], theirs[key]
    for key in ("index", "head"):
        if key in old_plain.json:
            new_plain.json[key] = old_plain.json.pop(key)
    new_plain.stored, old_plain.stored = old_plain.stored, b""
    _save(case, ((old, old_plain), (new, new_plain)))
    Picture.objects.filter(file=old).update(file=new)


def _save(case: OpenCase, rows: Iterable[tuple[InputFile, _Opened]]) -> None:
    for row, plain in rows:
        row.sealed = sealed_row(case, row.id, to_json(plain.json), plain.stored)
        row.save(update_fields=[*(name.removesuffix("_id") for name in MOVED), "indexed", "sealed"])
