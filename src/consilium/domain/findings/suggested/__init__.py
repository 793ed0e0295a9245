"""Statements that no rule has read and that a tagger of our own suggests: shown to a person, and part of nothing until
that person confirms them (decision 0021)."""
