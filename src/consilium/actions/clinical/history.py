"""Everything that persons said of one finding, whatever it was called when they said it."""

from __future__ import annotations

from consilium.actions.clinical.fill import Filled
from consilium.actions.clinical.words import reads, words
from consilium.actions.opened import OpenCase
from consilium.domain.clinical import CaseFinding, Judgement
from consilium.domain.errors import NotFoundError
from consilium.domain.judging import bound


def finding_of(known: Filled, key: str) -> CaseFinding:
    """The finding with this key. Raises NotFoundError."""
    found = next((one for one in known.case.all_read if one.key == key), None)
    if found is None:
        raise NotFoundError("errors.not_found")
    return found


def history(case: OpenCase, known: Filled, key: str) -> tuple[Judgement, ...]:
    """The words on a finding, the oldest first. Raises IntegrityError."""
    said = words(case)
    now_read = bound(reads(known.case.all_read, known.contents), [word.of for word in said]) if said else {}
    return tuple(word.said for word in said if (now_read[word.of.key] or word.of.key) == key)
