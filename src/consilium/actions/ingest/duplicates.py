"""Which of several files with the same bytes is the record and which are its duplicates.

Two threads come upon them in any order, so it is decided afterwards and always the same: what lies open comes before
what is packed, then the order of paths.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from consilium.actions.opened import OpenCase
from consilium.casebook.models import InputFile, Picture
from consilium.domain.plain import from_json, to_json
from consilium.domain.records import Ended

MOVED = ("ended", "reader", "format", "category", "litter", "locked", "naming_id", "series_key", "answer_id")


def put_in_order(case: OpenCase) -> None:
    """Let the first in order be the record. In the caller's transaction."""
    twice = InputFile.objects.filter(case=case.row, ended=Ended.DUPLICATE).values("content_id")
    groups: dict[UUID | None, list[tuple[tuple[int, str], InputFile, dict[str, Any]]]] = defaultdict(list)
    for row in InputFile.objects.filter(case=case.row, content_id__in=twice).iterator(chunk_size=500):
        plain = from_json(case.open("inputfile", row.id, row.sealed))
        groups[row.content_id].append((_order(plain["file"]["path"]), row, plain))
    for group in groups.values():
        _put_first(case, sorted(group, key=lambda one: one[0]))


def _order(path: str) -> tuple[int, str]:
    return path.count("!/"), path


def _put_first(case: OpenCase, group: list[tuple[tuple[int, str], InputFile, dict[str, Any]]]) -> None:
    _, first, plain = group[0]
    if first.ended != Ended.DUPLICATE:
        return
    for _, row, its_plain in group[1:]:
        # An archive stays what it is: its members are listed under its path.
        if row.ended != Ended.DUPLICATE and not row.members.exists():
            _exchange(case, (row, its_plain), (first, plain))
            return


def _exchange(
    case: OpenCase, record: tuple[InputFile, dict[str, Any]], duplicate: tuple[InputFile, dict[str, Any]]
) -> None:
    (old, old_plain), (new, new_plain) = record, duplicate
    for name in MOVED:
        mine, theirs = getattr(old, name), getattr(new, name)
        setattr(old, name, theirs)
        setattr(new, name, mine)
    for key in ("reasons", "remarks"):
        new_plain["file"][key], old_plain["file"][key] = old_plain["file"][key], new_plain["file"][key]
    if "answer" in old_plain:
        new_plain["answer"] = old_plain.pop("answer")
    _save(case, ((old, old_plain), (new, new_plain)))
    Picture.objects.filter(file=old).update(file=new)


def _save(case: OpenCase, rows: Iterable[tuple[InputFile, dict[str, Any]]]) -> None:
    for row, plain in rows:
        row.sealed = case.seal("inputfile", row.id, to_json(plain))
        row.save(update_fields=[*(name.removesuffix("_id") for name in MOVED), "sealed"])
