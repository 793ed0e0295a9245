"""Typeset papers: a story's paper as a PDF with text or as pictures of its pages. Typst with bundled fonts only."""

from __future__ import annotations

import datetime as dt
import io
import json
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import typst
from PIL import Image

_HERE = Path(__file__).parent
_TEMPLATE = _HERE / "templates" / "paper.typ"


@cache
def _compiler() -> Any:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(_HERE / "fonts")])
    return typst.Compiler(str(_TEMPLATE), root=str(_TEMPLATE.parent), font_paths=fonts)


def _inputs(sheet: dict[str, Any]) -> dict[str, str]:
    return {"paper": json.dumps(sheet, ensure_ascii=False)}


def pdf(sheet: dict[str, Any], written: dt.date) -> bytes:
    """The paper as a PDF with text; its creation date is the day it was written."""
    moment = dt.datetime.combine(written, dt.time(9, 30), dt.UTC)
    made: bytes = _compiler().compile(format="pdf", sys_inputs=_inputs(sheet), timestamp=moment)
    return made


def pages(sheet: dict[str, Any], ppi: int) -> list[Image.Image]:
    """Pictures of the pages, RGB."""
    made = _compiler().compile(format="png", ppi=float(ppi), sys_inputs=_inputs(sheet))
    pngs = made if isinstance(made, list) else [made]
    return [Image.open(io.BytesIO(png)).convert("RGB") for png in pngs]


def locked(document: bytes, password: str, key: bytes) -> bytes:
    """A PDF that opens with a password only. `key` (16 bytes) seeds what would else be random.

    RC4 128 bit (PDF 1.7 7.6.3, revision 3): the newer AES schemes draw a fresh random vector for every string.
    """
    with pikepdf.open(io.BytesIO(document)) as opened:
        opened.trailer.ID = pikepdf.Array([pikepdf.String(key), pikepdf.String(key)])
        out = io.BytesIO()
        # A deterministic ID is not allowed with encryption; `static_id` keeps it fixed.
        opened.save(out, encryption=pikepdf.Encryption(owner=password, user=password, R=3, aes=False, metadata=False),
                    static_id=True)  # fmt: skip
    return out.getvalue()
