"""The threads of a run: each takes a task, works it off and hands in what came of it."""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Callable, Iterable

from consilium.actions.ingest.reading import Processor, Stored
from consilium.actions.ingest.tasks import Done, Task

HANDED_IN = 512
AHEAD = 128  # files that a lane stores while the workers start; each keeps a descriptor open


class Lanes:
    """`count` threads over a shared list of tasks. Members go to the front, so that an archive is finished first."""

    def __init__(self, count: int, hands: Callable[[], Processor]) -> None:
        self._tasks: deque[Task] = deque()
        self._changed = threading.Condition()
        self._closed = False
        self._done: queue.Queue[Done | BaseException] = queue.Queue(HANDED_IN)
        self._threads = [threading.Thread(target=self._work, args=(hands,), daemon=True) for _ in range(count)]
        for thread in self._threads:
            thread.start()

    def add(self, tasks: Iterable[Task]) -> None:
        """Tasks at the end of the list."""
        with self._changed:
            self._tasks.extend(tasks)
            self._changed.notify_all()

    def add_first(self, tasks: list[Task]) -> None:
        """Tasks before all others, in their order."""
        with self._changed:
            self._tasks.extendleft(reversed(tasks))
            self._changed.notify_all()

    def next_done(self, timeout: float) -> Done | None:
        """What was handed in next, None after `timeout` seconds without. Raises what a thread died of."""
        try:
            done = self._done.get(timeout=timeout)
        except queue.Empty:
            return None
        if isinstance(done, BaseException):
            raise done
        return done

    def close(self) -> None:
        """Let every thread finish the file that it has in hand, and end. What they hand in now is not kept."""
        with self._changed:
            self._closed = True
            self._tasks.clear()
            self._changed.notify_all()
        while any(thread.is_alive() for thread in self._threads):
            self.next_or_nothing()

    def next_or_nothing(self) -> None:
        """Make room for a thread that waits to hand in."""
        try:
            self._done.get(timeout=0.05)
        except queue.Empty:
            return

    def _work(self, hands: Callable[[], Processor]) -> None:
        waiting: list[Stored] = []
        try:
            processor = hands()
            while True:
                task = self._take(wait=not waiting)
                if task is not None:
                    waiting.append(processor.store(task))
                elif not waiting:
                    return
                if task is None or len(waiting) >= AHEAD or processor.ready():
                    while waiting:
                        self._done.put(processor.finish(waiting.pop(0)))
        except BaseException as error:  # noqa: BLE001 (handed to the thread that waits, which raises it)
            self._done.put(error)

    def _take(self, wait: bool) -> Task | None:
        """The next task; None when there is none, or with `wait` when there never will be."""
        with self._changed:
            if wait:
                self._changed.wait_for(lambda: self._closed or bool(self._tasks))
            return None if self._closed or not self._tasks else self._tasks.popleft()
