"""Some pages of a PDF as a PDF of their own: nothing of its other pages, nor of what it says of itself, goes along."""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence

import pikepdf

from consilium.readers.contract import Context, Source, opened
from consilium.readers.pdf import structure

MOST_BYTES = 512 << 20


def parted(source: Source, context: Context, parts: Sequence[Sequence[int]]) -> list[bytes]:
    """For each of `parts`, page numbers from 1, a PDF of those pages; [] where the file can't be taken apart.

    Links, form fields and bookmarks stay behind, since they hold or lead to what stands on other pages.
    """
    if source.size > MOST_BYTES:
        return []
    for password in ("", *context.passwords):
        try:
            with warnings.catch_warnings(), pikepdf.open(opened(source), password=password) as pdf:
                warnings.simplefilter("ignore")
                return [_pages(pdf, pages, context) for pages in parts]
        except pikepdf.PasswordError:
            continue
        except structure.DAMAGE:
            return []
    return []


def _pages(pdf: pikepdf.Pdf, numbers: Sequence[int], context: Context) -> bytes:
    made = pikepdf.new()
    for number in numbers:
        made.pages.append(pdf.pages[number - 1])
        context.alive()
    for page in made.pages:
        for key in ("/B", "/AA", "/PieceInfo", "/Metadata", "/StructParents"):
            if key in page.obj:
                del page.obj[key]
        _without_links(page.obj)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def _without_links(page: pikepdf.Object) -> None:
    """A page keeps the annotations that show something on it, and none that leads away or belongs to a form's tree."""
    if "/Annots" not in page:
        return
    kept = []
    for each in page.Annots:
        if each.get("/Subtype") == "/Link":
            continue
        for key in ("/A", "/AA", "/Dest", "/Parent", "/P", "/Popup", "/IRT"):
            if key in each:
                del each[key]
        kept.append(each)
    page.Annots = pikepdf.Array(kept)
