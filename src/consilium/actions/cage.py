"""The one pool of caged workers of a process that shows things: from the first picture on, until the process ends."""

from __future__ import annotations

import atexit
import threading
from concurrent.futures import ThreadPoolExecutor

from consilium.readers.pool import Job, Pool, Receiver

AT_ONCE = 3  # pictures that a process has made side by side: each of these threads keeps a worker


class Cage:
    """Holds the pool. Safe for use by several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pool: Pool | None = None
        self._threads = ThreadPoolExecutor(AT_ONCE, "cage")

    def picture(self, job: Job, receiver: Receiver) -> None:
        """Have a picture made; waits for its turn. Raises as `Pool.picture`."""
        self._threads.submit(self._picture, job, receiver).result()

    def _picture(self, job: Job, receiver: Receiver) -> None:
        self.pool().picture(job, receiver)

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
