"""A keyed hash of everything that pages and packet are made of: it changes when they would."""

from __future__ import annotations

import hashlib

from consilium import __version__
from consilium.actions.opened import OpenCase, now
from consilium.actions.records.said import numbers
from consilium.actions.waiting import ANSWER
from consilium.casebook.models import Entry, InputFile, Judgement, Naming


def stamp(case: OpenCase, language: str) -> str:
    """The state of the case's records, of what was said of them, and of the day."""
    digest = hashlib.sha256(f"{__version__} {language} {case.row.revision}".encode())
    files = InputFile.objects.filter(case=case.row).order_by("id")
    for row in files.values_list("id", "ended", "litter", "category").iterator():
        digest.update(repr(row).encode())
    for naming in Naming.objects.filter(case=case.row).order_by("id").values_list("id", "match", "revision"):
        digest.update(repr(naming).encode())
    for said in Judgement.objects.filter(case=case.row).order_by("made", "id").values_list("id"):
        digest.update(repr(said).encode())
    for answer in Entry.objects.filter(case=case.row, kind=ANSWER).order_by("made", "id").values_list("id", "struck"):
        digest.update(repr(answer).encode())
    digest.update(repr(numbers(case)).encode())
    digest.update(now().date().isoformat().encode())  # gaps and clocks are of a day
    return case.key.fingerprint(digest.digest()).hex()
