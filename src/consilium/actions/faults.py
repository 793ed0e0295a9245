"""What is told of an error that nobody expected."""

from __future__ import annotations

import os
import traceback


def place_of(error: BaseException) -> str:
    """For a report to us: the kind of error and the line, never its own words, which may quote a record."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}, {os.path.basename(last.filename)}:{last.lineno}"
