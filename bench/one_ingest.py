"""One ingest in a process of its own, timed from the first byte to the committed case: `python -m bench.one_ingest DIR`

Prints {"seconds", "added", "known"}. CONSILIUM_HOME says where the installation lies.
"""

from __future__ import annotations

import json
import os
import sys
import time

import django

from consilium.config import sqlite
from consilium.config.environment import Environment


def main(folder: str) -> None:
    sqlite.use_newest()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "consilium.config.settings")
    django.setup()
    from consilium.actions.cases import case_to_fill
    from consilium.actions.ingest import Options, ingest
    from consilium.config.ready import Ready
    from consilium.domain.viewer import OPERATOR

    case = case_to_fill(Ready(Environment.load()).installation(), OPERATOR, "bench", None)
    begun = time.perf_counter()
    outcome = ingest(case, Options([folder], lanes=1 + len(os.sched_getaffinity(0))))
    took = time.perf_counter() - begun
    print(json.dumps({"seconds": took, "added": outcome.added, "known": outcome.known}))


if __name__ == "__main__":
    main(sys.argv[1])
