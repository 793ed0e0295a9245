"""A file whose length nobody knows before its end: a form without scripts sends it so.

It takes the way of all uploads. Until its end it counts with the most that it can be; a file that breaks off is given
up, because nobody could say later whether it was whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from consilium.actions.opened import OpenCase
from consilium.actions.uploads.receiving import Receiving
from consilium.actions.uploads.rows import Upload, row_of, view
from consilium.actions.uploads.sending import create, terminate
from consilium.domain.uploads import Limits


class Unmeasured:
    """One such file, piece by piece. Either `end` or `give_up` is its last call."""

    def __init__(self, case: OpenCase, metadata: Mapping[str, str], most: int, limits: Limits | None = None) -> None:
        """`most` bytes at most, at least one. Raises UploadRefusedError (quota, disk), StoreError."""
        limits = limits or Limits()
        self._case = case
        self._id: UUID = create(case, max(1, most), metadata, limits=limits).id
        row = row_of(case, self._id)
        self._receiving = Receiving(case, row, 0, None, timedelta(days=limits.days))

    def take(self, piece: bytes) -> None:
        """The next bytes. Raises UploadRefusedError, StoreError."""
        self._receiving.take(piece)

    def end(self) -> Upload:
        """All of it came. Raises UploadRefusedError, StoreError."""
        with self._receiving as receiving:
            receiving.ends_here()
        return view(self._case, self._receiving.row)

    def give_up(self) -> None:
        """Nothing of it counts. Raises NotFoundError where it is gone already."""
        with self._receiving:
            pass
        terminate(self._case, self._id)
