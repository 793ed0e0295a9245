"""The SQLite that tables are kept in: from a wheel where there is one, since older libraries can corrupt in WAL mode.

SQLite 3.7.0 to 3.51.2 can lose a write when the WAL is reset; with such a library a rollback journal is used instead.
Source: sqlite.org/releaselog/3_51_3.html (see docs/decisions/0003).
"""

from __future__ import annotations

import importlib
import sys

SAFE_IN_WAL = (3, 51, 3)


def use_newest() -> None:
    """Put the wheel's SQLite in the place of the interpreter's own. Before Django is imported."""
    try:
        wheel = importlib.import_module("pysqlite3")
    except ImportError:
        return
    sys.modules["sqlite3"] = wheel
    sys.modules["sqlite3.dbapi2"] = importlib.import_module("pysqlite3.dbapi2")


def version() -> tuple[int, ...]:
    """The library's version that is in use."""
    module = importlib.import_module("sqlite3")
    return tuple(module.sqlite_version_info)


def pragmas() -> str:
    """What every connection begins with: durable, no readable remains, nothing mapped."""
    journal = "WAL" if version() >= SAFE_IN_WAL else "DELETE"
    synchronous = "FULL" if journal == "WAL" else "EXTRA"
    return (
        f"PRAGMA journal_mode={journal}; PRAGMA synchronous={synchronous}; PRAGMA foreign_keys=ON; "
        "PRAGMA secure_delete=ON; PRAGMA mmap_size=0; PRAGMA trusted_schema=OFF; PRAGMA temp_store=MEMORY;"
    )
