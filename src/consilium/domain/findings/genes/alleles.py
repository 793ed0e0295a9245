"""The changes of the two copies of a gene as HGVS writes them in one expression: `c.[1521_1523del];[1624G>T]`,
`p.[(Phe508del)];[(Gly542Ter)]`, `c.1115_1118del(;)3788_3790del`.

Source: HGVS recommendations, "Alleles" (hgvs-nomenclature.org). A copy without a change (`[=]`) tells of none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# One expression: what stands in brackets, and the further copies behind their semicolons.
_ALLELES = re.compile(
    r"(?<![\w.])(?P<kind>[cp])\.(?P<rest>\[[^\[\]]{1,90}\](?:\s?\(?;\)?\s?(?:[cp]\.)?\[[^\[\]]{1,90}\]){0,3}"
    r"|[\w*+>?-]{3,50}(?:\(;\)[\w*+>?-]{3,50}){1,3})"
)
_PART = re.compile(r"[^\[\];]+")
# What stands around one change in its part, and is none of its own letters.
_ASIDE = "()= "


def alleles_in(text: str) -> Iterator[tuple[str, int, int]]:
    """Each change of such an expression with its own `c.` or `p.`, and from where to where the expression stands."""
    for found in _ALLELES.finditer(text) if "[" in text or "(;)" in text else ():
        for part in _PART.finditer(text, found.start("rest"), found.end("rest")):
            bare = part[0].strip(_ASIDE)
            if bare.startswith(("c.", "p.")):
                bare = bare[2:].strip(_ASIDE)
            if bare:
                yield f"{found['kind']}.{bare}", found.start(), found.end()
