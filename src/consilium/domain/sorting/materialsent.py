"""A letter that lends slides and blocks: it counts them in a list and says that it sends them or asks them back."""

from __future__ import annotations

import re
from collections.abc import Sequence

from consilium.domain.records import Citation, Page

_THINGS = r"(?:slides?|blocks?|sections|l[áa]minas?|laminillas?|vidrios?|tacos?|bloques?|cristales|preparados)"
# `20 unstained slides, block A3`, `1. Nueve (9) vidrios de ...`, `- H&E stained sections x 6`.
_COUNTED = re.compile(
    rf"^\W{{0,6}}(?:\d\.\s)?(?:[^\W\d_]{{2,9}}\s\(?)?\d{{1,3}}\)?\s[^.:;]{{0,40}}\b{_THINGS}\b"
    rf"|^\W{{0,6}}[^.:;]{{0,40}}\b{_THINGS}\b[^.:;]{{0,40}}\sx\s?\d{{1,2}}\b",
    re.IGNORECASE,
)
_SENDS = re.compile(
    r"\b(?:(?:we|i) (?:are|am) (?:sending|forwarding|lending)|we (?:enclose|send|forward)|enclosed|please return"
    r"|kindly (?:return|send)|se adjuntan?|adjuntamos|(?:le|les|se) env[ií]an?|(?:le|les) enviamos|remitimos"
    r"|cargo de devoluci[oó]n|favor de devolver|rogamos (?:la )?devoluci[oó]n)\b",
    re.IGNORECASE,
)
_LEAST, _LINES, _CHARS = 2, 60, 300


def material_sent(pages: Sequence[Page]) -> Citation | None:
    """The first of several counted rows of slides and blocks of a paper that sends them; None of any other."""
    lines = [(page, line.text[:_CHARS]) for page in pages[:1] for line in page.lines[:_LINES]]
    counted = [(page, text) for page, text in lines if _COUNTED.match(text)]
    if len(counted) < _LEAST or not any(_SENDS.search(text) for _, text in lines):
        return None
    return Citation(counted[0][1], counted[0][0].number)
