"""The one pool of caged workers of a process that shows things: from the first picture on, until the process ends."""

from __future__ import annotations

import atexit
import threading

from consilium.readers.pool import Pool


class Cage:
    """Holds the pool. Safe for use by several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pool: Pool | None = None

    def pool(self) -> Pool:
        """The pool; its first workers may still be starting."""
        with self._lock:
            if self._pool is None:
                self._pool = Pool()
            return self._pool

    def close(self) -> None:
        """End the workers; the next call of `pool` begins with new ones."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.close()


CAGE = Cage()
atexit.register(CAGE.close)
