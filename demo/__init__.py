"""Synthetic children: whole folders of records in real formats, made from stories (`demo/stories`).

Every person in them is openly invented, and every paper says so.
"""

from demo.build import make
from demo.truth import Truth

__all__ = ["Truth", "make"]
