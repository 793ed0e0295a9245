"""Lists of medicines a line each that were taken for running text: each line that begins with one is an item."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from consilium.domain.findings.medicines.dosing import DOSE, FREQUENCY, after_short_form
from consilium.domain.findings.paper import Clause
from consilium.domain.phrases import Hit, PhraseIndex, fold

# A line that ends so goes on in the next one.
_GOES_ON = re.compile(r"(?:[,(/+-]|\b(?:and|or|with|on|of|to|y|o|con|de|del|e|ni|mas))\s*$", re.IGNORECASE)
# A number of its own right behind a name, where a list has no units: `omeprazol 20`, `amlodipina 5`.
_BARE = re.compile(
    r"^[^\W\d][^\s\d]*(?:\s(?!(?:on|day|days|dia|dias|d[ií]as?|week|weeks|semanas?|hour|hours|hora|horas|at|until|"
    r"hasta|age|"
    r"desde|from|el|cycle|ciclo|dose|dosis|course)\s)[^\W\d][^\s\d]*){0,2}\s(\d{1,4}(?:[.,]\d{1,2})?)(?=\s?(?:$|"
    r",(?!\d)|[;(]|(?:od|bd|tds|qds|bid|"
    r"tid)\b))",
    re.IGNORECASE,
)

_YEAR = re.compile(r"(?:19|20)\d\d")  # `allopurinol stopped October 2024`

# What leads over to the next medicine.
_TAIL = re.compile(
    r"(?:,|\s(?:and|y|e|con|with|por|(?:was |se )?(?:changed|switched|converted) to|(?:was )?replaced (?:by|with)|"
    r"(?:fue )?(?:cambiad[oa]|sustituid[oa]) (?:por|a)))\s*$",
    re.IGNORECASE,
)
_ABBREVIATED = re.compile(r"\b(?:susp|c[aá]ps?|tabs?|comp|sol|jbe|amp|inj|syp|gts|gtts?|cpr|lib|prol)$", re.IGNORECASE)
# `Tylenol No. 3`.
_NUMBERED = re.compile(r"\b[Nn]o\. \d$")


# The next of a list, whatever its name: `patch 25 mcg, Solvexa 200 mg once daily`.
_NEXT = re.compile(r",\s(?=[A-Z][a-z]{3,20}(?:\s[A-Z]{2})?\s\d{1,4}(?:[.,]\d{1,3})?\s?(?:mc?g|g|m[lL]|units)\b)")

# A number right before how often: `Keppra 300 twice a day`.
_NUMBER = re.compile(r"(?<![\w.,/])(\d{1,4}(?:[.,]\d{1,2})?)\s?$")
_ITEM = 60  # how far behind a blurred name of a list its dose may stand


def items_of(clause: Clause, index: PhraseIndex[str]) -> Iterator[Clause]:
    """The items of a list that was joined to one run of text; their places stay those of the clause."""
    starts = [piece.start for piece in clause.pieces[1:]] if not clause.cells else []
    begun = {clause.words[hit.first].start for hit in index.find(clause.words) if hit.value} if starts else set()
    first = {start: _first_letter(clause.text, start) for start in starts}
    cuts = [at for at in starts if first[at] in begun and not _GOES_ON.search(clause.text, max(0, at - 12), at)]
    if not cuts:
        yield clause
        return
    for start, end in zip([0, *cuts], [*cuts, len(clause.text)], strict=True):
        yield replace(clause, text=" " * start + clause.text[start:end].rstrip())


def bare_dose(said: str) -> str:
    """A dose without its unit right behind a medicine's name."""
    found = _BARE.match(said)
    return found[1] if found and not _YEAR.fullmatch(found[1]) else ""


def number_before(said: str, often: re.Match[str] | None) -> str:
    """A number without its unit right before how often: `Keppra 300 twice a day`."""
    found = _NUMBER.search(said, 0, often.start()) if often else None
    return found[1] if found else ""


def is_sure(clause: Clause, hit: Hit[str], *, listed: bool) -> bool:
    """Whether a blurred name is a medicine's: it begins an item of a list that tells a dose or how often (`Example` of
    a hospital's name is no dexamethasone), or has a dose right after it."""
    start, end = clause.words[hit.first].start, clause.words[hit.after - 1].end
    begins = hit.first == 0 or clause.text[:start].rstrip()[-1:] in ",;:-•·*("
    dose = DOSE.search(clause.text[end : end + 30])
    item = clause.text[end : end + _ITEM]
    told = DOSE.search(item) is not None or FREQUENCY.search(item) is not None
    return (begins and listed and told) or (dose is not None and not clause.text[end : end + dose.start()].strip())


def _first_letter(text: str, start: int) -> int:
    return next((at for at in range(start, min(len(text), start + 6)) if text[at].isalnum()), start)


def _outside(said: str) -> int:
    """Where a bracket ends that was opened before the medicine: `paquetes globulares irradiados), no requirió`."""
    depth = 0
    for at, char in enumerate(said):
        depth += (char in "([") - (char in ")]")
        if depth < 0:
            return at
    return len(said)


# `cefepime 4/14-4/30. CMV PCR: 4/22 neg`: a new sentence with its label.
_LABELLED_NEXT = re.compile(r"\.\s(?=[A-Z][\w-]{1,14}(?:\s[\w/-]{2,14}){0,2}(?::|\sneg\b|\spos\b))")


def cut(said: str) -> str:
    """The words of one medicine up to the next item of its list."""
    said = _LABELLED_NEXT.split(said, maxsplit=1)[0]
    for mark in (";", "\n", " • ", ". "):
        at = said.find(mark)
        if mark == ". " and (0 < at <= 3 or (at > 0 and _ABBREVIATED.search(said, max(0, at - 6), at))):
            at = said.find(mark, at + 1)  # after an abbreviation: `ac. folico`, `SILDENAFIL susp. 2,5 mg/mL`
        while (
            mark == ". " and at > 0 and (after_short_form(said, at) or _NUMBERED.search(said, max(0, at - 4), at + 3))
        ):
            at = said.find(mark, at + 1)
        if at > 0 and fold(said[max(0, at - 3) : at]) not in ("p.r", "b.i", "t.i"):
            said = said[:at]
    said = said[: _outside(said)]
    following = _NEXT.search(said)
    said = said[: following.start()] if following else said
    return _TAIL.sub("", said).rstrip(" ,;.•(")


# The next of a list of short names, with its dose: `DEX, MITOX 10 mg/m2 x2`.
_NEXT_SHORT = re.compile(
    r"\s?[,;/+]\s?(?!(?:PO|VO|IV|EV|IM|SC|SQ|BID|TID|QID|QHS|PRN|TAB|CAP|SUSP|SOL|MAX|DOSE|DOSIS|NPO|SOS)\b)[A-Z][A-Z0-9-]{2,9}\s\d"
)


def before_next_short(text: str, start: int, end: int) -> int:
    """Where the words of a medicine that ends at `start` end before a short name with a dose of its own."""
    found = _NEXT_SHORT.match(text, start)
    return min(end, found.start()) if found is not None else end
