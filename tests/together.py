"""Which tests a worker of pytest-xdist runs together: those of a module, whose fixtures are then made once, and those
of all modules that look at the one demo site.

`--dist loadgroup` would do the latter, but what pytest-xdist 3.8 does for it has no effect since pytest 9.2: nothing
was kept together, and each worker made a site of its own.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from xdist.scheduler import LoadScopeScheduling

ROOT = Path(__file__).resolve().parent.parent


class Together(LoadScopeScheduling):
    """Modules as whole pieces of work, in the order of their names; the demo site's are one piece."""

    def _split_scope(self, nodeid: str) -> str:
        module = nodeid.partition("::")[0]
        return "site" if _looks_at_the_site(module) else module


@cache
def _looks_at_the_site(module: str) -> bool:
    return 'xdist_group("site")' in (ROOT / module).read_text("utf-8")
