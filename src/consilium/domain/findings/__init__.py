"""What a record says: structured entries by mapping, text by rules (`extraction`), joined where both say the same.

This module has what a finding is; it loads no rule.
"""

from consilium.domain.findings.finding import Assertion, Code, Finding, Kind, Origin

__all__ = ["Assertion", "Code", "Finding", "Kind", "Origin"]
