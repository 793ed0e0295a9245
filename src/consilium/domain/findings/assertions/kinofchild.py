"""Relatives as a parent's note names them, told as what they are to the child.

`My mother-in-law` is a grandmother of the child, whoever of the parents writes; `my mother` is one where the note shows
that a parent wrote it (`my daughter`, `mi esposo`), and stays `mother of the writer` where it shows nothing. Which side
it is follows from the parent, where the words tell which of them writes. Brothers and sisters by law may be married in
and share no blood with the child: they stay `relative`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.paper import Paper

_BY_LAW = {
    "mother-in-law": "grandmother", "father-in-law": "grandfather", "brother-in-law": "relative",
    "sister-in-law": "relative",
}  # fmt: skip
_OF_WRITER = {
    "mother of the writer": "grandmother", "father of the writer": "grandfather", "brother of the writer": "uncle",
    "sister of the writer": "aunt", "grandmother of the writer": "great-grandmother",
    "grandfather of the writer": "great-grandfather",
}  # fmt: skip
_ENDINGS = ("-in-law", " of the writer")
_MOTHER, _FATHER, _PARENT = "mother", "father", "parent"
# Told by whom they are married to; where a note has both forms, two people write it or one is quoted.
_OF_A_MOTHER = re.compile(
    r"\b(?:my (?:husband|ex-?husband)|mi (?:esposo|marido|ex-?esposo|ex-?marido)|(?:soy|i am|i['’]m) (?:la|his|her) "
    r"(?:mam[aá]|madre|mother|mom|mum))\b",
    re.IGNORECASE,
)
_OF_A_FATHER = re.compile(
    r"\b(?:my (?:wife|ex-?wife)|mi (?:esposa|mujer|ex-?esposa)|(?:soy|i am|i['’]m) (?:el|his|her) "
    r"(?:pap[aá]|padre|father|dad))\b",
    re.IGNORECASE,
)
_OF_A_PARENT = re.compile(
    r"\b(?:(?:my|our) (?:son|daughter|child|little (?:boy|girl)|kid|baby)|(?:mi|nuestr[oa]) "
    r"(?:hij[oa]|hijit[oa]|ni[nñ][oa]|beb[eé])|(?:my|mi) (?:mother|father|sister|brother)-in-law|"
    r"mi (?:suegr[oa]|cu[nñ]ad[oa]|yerno|nuera))\b",
    re.IGNORECASE,
)


def writer_of(paper: Paper) -> str:
    """Which parent writes a paper by its own words: "mother", "father", "parent" (one of them) or "" (not told)."""
    text = "\n".join(clause.text for clause in paper.clauses)
    mother, father = _OF_A_MOTHER.search(text) is not None, _OF_A_FATHER.search(text) is not None
    if mother != father:
        return _MOTHER if mother else _FATHER
    return _PARENT if mother or _OF_A_PARENT.search(text) is not None else ""


def as_of_child(findings: Iterable[Finding], paper: Paper) -> Iterator[Finding]:
    """Findings, those of the family with their relatives as the child's."""
    writer: str | None = None
    for one in findings:
        said = one.detail.get("relative") if one.kind is Kind.FAMILY_HISTORY else None
        if isinstance(said, str) and said.endswith(_ENDINGS):
            writer = writer_of(paper) if writer is None else writer
            yield replace(one, detail={**one.detail, "relative": _of_child(said, writer)})
        else:
            yield one


def _of_child(said: str, writer: str) -> str:
    # `my wife's mother-in-law` would name a side itself.
    side, _, plain = said.partition(" ") if said.startswith(("maternal ", "paternal ")) else ("", "", said)
    kin = _BY_LAW.get(plain) or (_OF_WRITER.get(plain) if writer else None)
    if kin is None or kin == "relative":
        return kin or said
    return f"{side or _side(writer, by_law=plain in _BY_LAW)} {kin}".strip()


def _side(writer: str, *, by_law: bool) -> str:
    if writer not in (_MOTHER, _FATHER):
        return ""
    return "maternal" if (writer == _MOTHER) != by_law else "paternal"
