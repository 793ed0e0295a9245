"""The threads of a run: each takes some files, works them off and hands in what came of them."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import replace

from consilium.actions.ingest.reading import Processor, Stored
from consilium.actions.ingest.tasks import Done, Task
from consilium.readers.pool import SHARED

HANDED_IN = 512
# A lane stores some files and then reads them, rather than each in turn: both work faster for not being interrupted,
# half a megabyte of pixels sweeps everything else out of the processor's cache. Few are left to be taken towards the
# end, so that no lane is still busy when the others have nothing more to do.
AT_ONCE = 32
BYTES_AT_ONCE = 32 << 20
HELD_OPEN = 64  # files that are stored and wait for the workers to start; more are closed, and opened again


class Lanes:
    """`count` threads over a shared list of tasks. Members go to the front, so that an archive is finished first.

    While the workers start, files are stored and kept for all lanes to read. Files that need other readers than the
    first (papers, pictures, archives) take long: as many lanes as there are workers for them read one each, the others
    go on with slices.
    """

    def __init__(self, count: int, hands: Callable[[], Processor]) -> None:
        self._tasks: deque[Task] = deque()
        self._stored: deque[Stored] = deque()
        self._slow: deque[Stored] = deque()
        self._slow_lanes = 0
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

    def add_once_more(self, task: Task) -> None:
        """A task that was done and failed by time, to be read again: its bytes are in the vault since."""
        with self._changed:
            self._slow.append(Stored(replace(task, once_more=True)))
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
        for thread in self._threads:
            while thread.is_alive():
                self._make_room()
                thread.join(0.01)
        for stored in (*self._stored, *self._slow):
            stored.let_go()

    def _make_room(self) -> None:
        """For threads that wait to hand in."""
        with contextlib.suppress(queue.Empty):
            while True:
                self._done.get_nowait()

    def _work(self, hands: Callable[[], Processor]) -> None:
        try:
            processor = hands()
            while not self._closed:
                if (slow := self._take_slow()) is not None:
                    self._read_slowly(processor, slow)
                elif stored := self._take_stored(processor.ready()) or self._store(processor):
                    self._read(processor, stored)
        except BaseException as error:  # noqa: BLE001 (handed to the thread that waits, which raises it)
            self._done.put(error)

    def _read(self, processor: Processor, stored: list[Stored]) -> None:
        for came in processor.read(stored):
            if isinstance(came, Done):
                self._done.put(came)
                continue
            with self._changed:
                self._slow.append(came)
                self._changed.notify_all()

    def _read_slowly(self, processor: Processor, stored: Stored) -> None:
        try:
            self._done.put(processor.read_slowly(stored))
        finally:
            with self._changed:
                self._slow_lanes -= 1
                self._changed.notify_all()

    def _take_slow(self) -> Stored | None:
        with self._changed:
            if not self._slow_waits():
                return None
            self._slow_lanes += 1
            return self._slow.popleft()

    def _slow_waits(self) -> bool:
        return bool(self._slow) and self._slow_lanes < SHARED

    def _store(self, processor: Processor) -> list[Stored]:
        """Store the next tasks. They come back to be read, unless the workers are not there yet."""
        tasks = self._take_tasks()
        wait = bool(tasks) and not processor.ready()
        stored = []
        for task in tasks:
            if self._closed:
                break
            stored.append(processor.store(task, hold=not wait or len(self._stored) < HELD_OPEN))
        if not wait:
            return stored
        with self._changed:
            self._stored.extend(stored)
            self._changed.notify_all()
        return []

    def _take_tasks(self) -> list[Task]:
        """The next tasks; waits for some. None when all is over, or when what is stored is to be read first."""
        taken: list[Task] = []
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._tasks or self._stored or self._slow_waits())
            count, size = self._share(len(self._tasks)), 0
            while self._tasks and len(taken) < count and size < BYTES_AT_ONCE:
                taken.append(self._tasks.popleft())
                size += taken[-1].size
        return taken

    def _take_stored(self, ready: bool) -> list[Stored]:
        """Some of what is stored, if it can be read or nothing else is to be done."""
        with self._changed:
            if not ready and self._tasks:
                return []
            return [self._stored.popleft() for _ in range(self._share(len(self._stored)))]

    def _share(self, left: int) -> int:
        return min(left, AT_ONCE, 1 + left // (2 * len(self._threads)))
