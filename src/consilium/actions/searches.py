"""What a person looks for, kept sealed under the case's key for a day, so that no address of a page ever holds it."""

from __future__ import annotations

from base64 import b64decode, b64encode
from uuid import UUID

from consilium.actions import drafts
from consilium.actions.drafts import Draft
from consilium.actions.opened import Installation, OpenCase
from consilium.domain.errors import NotFoundError
from consilium.domain.search import MOST_CHARS

TABLE = "search"


def keep(installation: Installation, case: OpenCase, text: str) -> UUID:
    """Keep the words; they are found again by this number, by the same person in the same case."""
    sealed = case.seal(TABLE, case.id, text[:MOST_CHARS].encode("utf-8", "replace"))
    return drafts.keep(installation, Draft(_place(case), {"words": [b64encode(sealed).decode("ascii")]}))


def words(installation: Installation, case: OpenCase, number: UUID) -> str:
    """The words of a search. Raises NotFoundError where they are not kept (any more) for this person and case."""
    found = drafts.look(installation, number, _place(case)).fields.get("words")
    if not found:
        raise NotFoundError("errors.no_draft")
    return case.open(TABLE, case.id, b64decode(found[0])).decode("utf-8")


def _place(case: OpenCase) -> str:
    return f"search {case.id} {case.viewer.id}"
