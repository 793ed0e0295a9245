"""Plain papers as pictures of their print: what a strangers' paper looks like typeset, scanned, faxed or photographed.

Columns that the text sets with blanks stand at their places in a proportional face; runs of lines with strokes or tabs
become tables. So the same labels measure what layout
and recognition lose (`bench.reading --story papers --form photo`).
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import typst
from PIL import Image

import demo
from demo import photo
from demo.scale import SCALES
from demo.seed import digest, generator

FORMS = {"pdf": ".pdf", "scan": ".pdf", "fax": ".tif", "photo": ".jpg", "screenshot": ".png"}
_TEMPLATE = Path(__file__).parent / "templates" / "printed.typ"
_FONTS = Path(demo.__file__).parent / "fonts"
_FACES = (("Liberation Sans", 0.54), ("Libertinus Serif", 0.52), ("DejaVu Sans Mono", 0.602))
_GAP = re.compile(r" {2,}")
_WIDTH = 536.0  # points between the margins


def printed(key: str, text: str, form: str) -> bytes:
    """The file's bytes in one of `FORMS`; the same for the same key, text and form."""
    scale, rng = SCALES["papers"], generator("printed", key, form)
    if form == "pdf":
        return bytes(_compiler().compile(format="pdf", sys_inputs=_inputs(key, text, one_page=False)))
    if form == "scan":
        return photo.scanned_pdf(_pages(key, text, scale.scan_ppi), scale.scan_ppi, rng)
    if form == "fax":
        return photo.fax(_pages(key, text, scale.fax_ppi), "SYNTHETIC FAX 000 555 0100", rng)
    page = _pages(key, text, scale.photo_ppi if form == "photo" else scale.scan_ppi, one_page=True)[0]
    if form == "screenshot":
        return photo.png(page)
    return photo.jpeg(photo.photograph(page, rng, scale.photo_side), "2026:01:02 10:00:00", quality=95)


@cache
def _compiler() -> Any:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(_FONTS)])
    return typst.Compiler(str(_TEMPLATE), root=str(_TEMPLATE.parent), font_paths=fonts)


def _pages(key: str, text: str, ppi: int, *, one_page: bool = False) -> list[Image.Image]:
    made = _compiler().compile(format="png", ppi=float(ppi), sys_inputs=_inputs(key, text, one_page=one_page))
    return [Image.open(io.BytesIO(png)).convert("RGB") for png in (made if isinstance(made, list) else [made])]


def _inputs(key: str, text: str, *, one_page: bool) -> dict[str, str]:
    chance = digest("face", key)
    face, unit = _FACES[chance[0] % len(_FACES)]
    lines = text.expandtabs(4).splitlines()
    widest = max((len(line) for line in lines if _GAP.search(line.strip())), default=80)
    size = max(6.5, min(9.5, _WIDTH / (unit * widest)))
    paper = {"title": key, "face": face, "unit": unit, "size": size, "one_page": one_page}
    paper |= {"ruled": chance[1] % 2 == 0, "blocks": list(_blocks(text))}
    return {"paper": json.dumps(paper, ensure_ascii=False)}


def _blocks(text: str) -> Iterator[dict[str, Any]]:
    for mark, lines in groupby(text.splitlines(), _mark):
        run = list(lines)
        if mark and len(run) > 1:
            rows = [[cell.strip() for cell in line.strip().strip("|").split(mark)] for line in run]
            wide = max(map(len, rows))
            yield {"kind": "table", "rows": [row + [""] * (wide - len(row)) for row in rows]}
        else:
            yield from map(_line, run)


def _mark(line: str) -> str:
    """What parts a line into cells, "" where places do."""
    return "|" if line.count("|") > 1 else "\t" if "\t" in line.strip() else ""


def _line(line: str) -> dict[str, Any]:
    words = line.strip()
    start = len(line) - len(line.lstrip())
    if not words:
        return {"kind": "space"}
    if not _GAP.search(words):
        return {"kind": "line", "indent": start, "words": words}
    ends = [0, *(gap.end() for gap in _GAP.finditer(words))]
    return {"kind": "columns", "cells": [[start + at, _GAP.split(words[at:], maxsplit=1)[0]] for at in ends]}
