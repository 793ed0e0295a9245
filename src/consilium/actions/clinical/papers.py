"""The clinical summary as a paper to print, fax or send, written when somebody asks for it."""

from __future__ import annotations

from django.db import transaction

from consilium.actions import audit
from consilium.actions.opened import OpenCase, now
from consilium.actions.records.shelf import Shelf
from consilium.actions.snapshot import Snapshot
from consilium.knowledge.catalog import catalog
from consilium.writers import summary

_PAPERS: Shelf[bytes] = Shelf(16 << 20, len)


def summary_pdf(case: OpenCase, snap: Snapshot) -> bytes:
    """summary.pdf in the snapshot's language. Leaves an audit line. About a second; kept while nothing changes."""
    with transaction.atomic():
        audit.record(case.viewer, "summary.downloaded", case.id, now())
    words = catalog(snap.pages.language)
    return _PAPERS.get((case.id, snap.stamp), lambda: summary.pdf(snap.pages, words, snap.summary))
