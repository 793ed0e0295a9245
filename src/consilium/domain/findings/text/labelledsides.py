"""The side of what stands behind a label that names one: `OD: masa retrolental. OI: lesión de 4 mm`, `Right kidney:
3 cm mass`, `Left (socket): healthy`, in running text or as a heading.

Up to the next such label all of its sentence is of that side. A sentence that follows on the line, or stands under the
heading, is too where its words show that it is about the same organ. Parts of which there is one are of no side.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.phrases import fold

_SIDES = {
    "right": r"right|rt|derech[oa]|dch[oa]|drch[oa]|der",
    "left": r"left|lt|izquierd[oa]|izq(?:d[oa])?|izd[oa]",
    "bilateral": r"both|bilateral|amb[oa]s",
}
_CODES = {"RIGHT": r"OD|RE|R/E", "LEFT": r"OS|OI|LE|L/E", "BILATERAL": r"OU|AO|BE"}
# Behind a label: what it adds in a bracket, and its sign.
_SIGN = re.compile(r"\s?(?:\([^()\n]{1,30}\)\s?)?(?::(?!\d)|\s?[–—](?=\s)|\s-(?=\s))")
# `RT: 50.4 Gy` is radiotherapy and no right side.
_OF_RAYS = re.compile(
    r"\bc?Gy\b|\b(?:fractions?|fracciones|fx|boost|IMRT|VMAT|protons?|protones|photons?|fotones|radi\w+|lecho|QT|CSI)\b",
    re.IGNORECASE,
)
_LONGEST = 40  # letters of a heading that is a label
# Letters that are other things as well (`RE: your patient`) count where the paper labels both sides with their like.
_UNSURE = frozenset({"RE", "LE", "R/E", "L/E", "BE", "AO"})
_OF_HEADS = re.compile(
    r"\b(?:eyes?|ojos?|ears?|oidos?|retin\w+|fundus|fondo|vitre\w+|leu[ck]ocoria|pio|iop|tio|visual|macula\w*|papila"
    r"|optic[oa]?|intraocular|timpan\w+|tympan\w+|audi\w+|d?b hl|otoscop\w+|icrb|iirc|seeds|siembras)\b"
)
_OPENS = re.compile(r"(?:^|[.;,:–—(/|-])\s*$")
_NEXT = re.compile(r"[.]\s+\S")
_PART = re.compile(r"[,;.]\s")
_NAMES_SIDE = re.compile(
    r"\b(?:right|left|both|bilateral\w*|derech[oa]s?|izquierd[oa]s?|amb[oa]s|contralateral\w*|fellow|other|otr[oa]|OD|OS|OI|OU|AO)\b",
    re.IGNORECASE,
)
_LESION = re.compile(
    r"\b(?:mass|lesion|nodule|tumou?r|cyst|masa|lesion|nodulo|tumor|quiste|tumoracion|formacion)(?:e?s)?\b"
)
_SIDED = frozenset(
    {Kind.CONDITION, Kind.FUNCTION, Kind.IMAGING, Kind.MEASUREMENT, Kind.SURGERY, Kind.RADIATION, Kind.RESPONSE}
    | {Kind.SPECIMEN, Kind.DIAGNOSIS}
)
# What goes on in a further sentence.
_GOES_ON = frozenset({Kind.CONDITION, Kind.FUNCTION, Kind.IMAGING, Kind.MEASUREMENT, Kind.RESPONSE})
_OF_SENSES = frozenset({"eye", "orbit", "ear"})
_SYSTEMIC = re.compile(r"leuk(?:a?)emia|lymphoma|neurofibromatosis|syndrome|histiocytosis", re.IGNORECASE)
_NO_LABELS = frozenset({Section.FAMILY_HISTORY, Section.GENERAL, Section.QUESTIONS})


@dataclass(frozen=True)
class PairWords:
    """Labels of one side, words that tell of each organ (folded), and of what there is only one."""

    labels: re.Pattern[str]
    organs: Mapping[str, str]
    told: Mapping[str, re.Pattern[str]]
    alone: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Label:
    """From where to where a label stands in its clause, its side, the organ ("" where it names none), its letters
    where it is a code (`OD`), and whether it is a heading or a line of its own."""

    start: int
    end: int
    side: str
    organ: str
    code: str = ""
    headed: bool = False


def words_from(document: Mapping[str, Any]) -> PairWords:
    """From `knowledge/findings/pairs.yaml`. Raises KeyError where a part is missing."""
    organs = {fold(str(name)): organ for organ, names in document["organs"].items() for name in names}
    named = _any(organs)
    sides = "|".join(f"(?P<{side}_{{0}}>{forms})" for side, forms in _SIDES.items())
    codes = "|".join(f"(?P<{side}>{forms})" for side, forms in _CODES.items())
    labels = re.compile(
        rf"(?<![\w/])(?:(?i:(?:{sides.format('a')})\.?\s(?P<organ_a>{named}))"
        rf"|(?P<letter>[RL])\s(?i:(?P<organ_b>{named}))"
        rf"|(?i:(?P<organ_c>{named})\s(?:{sides.format('c')})\.?)"
        rf"|(?:{codes})|(?i:(?:{sides.format('d')})))(?![\w/])"
    )
    told = {organ: re.compile(rf"\b{_any(map(fold, map(str, words)))}\b") for organ, words in document["told"].items()}
    return PairWords(labels, organs, told, re.compile(rf"\b{_any(fold(str(one)) for one in document['alone'])}\b"))


def _any(forms: Iterable[str]) -> str:
    """Any of these words, folded or as written with accents."""
    made = (re.escape(one).replace("\\ ", r"\s") for one in sorted(set(forms), key=lambda one: (-len(one), one)))
    return "(?:" + "|".join(_accented(one) for one in made) + ")"


def _accented(form: str) -> str:
    """The form with each vowel that may bear an accent, and `n` that may be `ñ`."""
    letters = {"a": "[aá]", "e": "[eé]", "i": "[ií]", "o": "[oó]", "u": "[uúü]", "n": "[nñ]"}
    return re.sub(r"(?<!\\)[aeioun]", lambda found: letters[found[0]], form)


def sided_by_label(found: Iterable[Finding], paper: Paper, words: PairWords) -> Iterator[Finding]:
    """The findings, those behind a label of a side with it."""
    ahead = _labels(paper, words)
    if not any(ahead):
        yield from found
        return
    for one in found:
        if one.kind is Kind.DIAGNOSIS and _is_label(one, paper, ahead):
            continue
        yield one if one.laterality or one.kind not in _SIDED or not one.quote else _sided(one, paper, ahead, words)


def _sided(one: Finding, paper: Paper, ahead: Sequence[Sequence[Label]], words: PairWords) -> Finding:
    places = [one.clause] if one.clause >= 0 else _places(one, paper)
    sides = {_label_of(one, paper.clauses[at], ahead[at], words) for at in places}
    label = sides.pop() if len(sides) == 1 else None
    if label is None:
        return one
    lesion = str(one.detail.get("lesion") or "")
    placed = one.site and lesion.startswith(one.site)  # `eye mass` is then `right eye mass`
    detail = {**one.detail, "lesion": f"{label.side} {lesion}"} if placed else one.detail
    return replace(one, laterality=label.side, name=_without_label(one.name, label), detail=detail)


def _is_label(one: Finding, paper: Paper, ahead: Sequence[Sequence[Label]]) -> bool:
    """Whether a disease is only the letters of a side: `OS - Tumor 2 recurrence` is of a left eye, no osteosarcoma."""
    if one.name != "osteosarcoma" or "osteos" in fold(one.quote):
        return False
    places = [one.clause] if one.clause >= 0 else _places(one, paper)
    return bool(places) and all(any(label.code == "OS" for label in ahead[at]) for at in places)


def _places(one: Finding, paper: Paper) -> list[int]:
    page = one.citations[0].page
    return [at for at in paper.places_of(one.quote) if page is None or paper.clauses[at].page.number == page]


def _label_of(one: Finding, clause: Clause, labels: Sequence[Label], words: PairWords) -> Label | None:
    """The only label that the places of a finding's words in a clause stand behind."""
    starts = [found.start() for found in re.finditer(re.escape(one.quote), clause.text)]
    told = {_behind(one, clause, start, labels, words) for start in starts}
    return told.pop() if len(told) == 1 else None


def _behind(one: Finding, clause: Clause, start: int, labels: Sequence[Label], words: PairWords) -> Label | None:
    end = start + len(one.quote)
    within = [label for label in labels if start <= label.start < end]
    before = [label for label in labels if label.start <= start]
    label = within[0] if len(within) == 1 else before[-1] if before and not within else None
    if label is None:
        return None
    start = max(start, label.end)
    if label.end > 0 and _NEXT.search(clause.text, label.end, start):  # `OD: glioma. 2. Sin papiledema`
        label = replace(label, start=-1, end=0)
    low = max(
        (found.end() for found in _PART.finditer(clause.text, max(label.end, 0), start)), default=max(label.end, 0)
    )
    high = _PART.search(clause.text, min(end, len(clause.text)))
    part = clause.text[low : high.start() if high else len(clause.text)]
    return label if _is_of(one, part, label, words) else None


def _is_of(one: Finding, part: str, label: Label, words: PairWords) -> bool:
    """Whether what a part of a sentence says can be of the label's side."""
    folded = fold(part)
    if words.alone.search(folded) or words.alone.search(fold(one.site)) or _NAMES_SIDE.search(part):
        return False
    if one.kind is Kind.FUNCTION and label.organ not in _OF_SENSES:
        return False
    if one.kind is Kind.DIAGNOSIS and _SYSTEMIC.search(one.name):
        return False
    if label.end > 0:
        return True
    if one.kind not in _GOES_ON or (one.site and one.site != label.organ and label.organ not in _OF_SENSES):
        return False
    return (
        label.headed
        or _tells_of(label.organ, folded, words)
        or (one.kind is Kind.MEASUREMENT and _LESION.search(folded) is not None)
    )


def _without_label(name: str, label: Label) -> str:
    """A name as written without the letters of its side, which is told beside it (`OI: lesión blanca`), and without
    the end of a bracket that the label holds (`socket): healthy`)."""
    if label.code:
        name = name.removeprefix(f"{label.code}:").strip() or name
    return name if "(" in name else name.replace(")", "", 1)


def _labels(paper: Paper, words: PairWords) -> list[list[Label]]:
    """For each clause the labels that stand in it; first the one that it goes on under, which ends at 0."""
    told = [_in(clause, words) for clause in paper.clauses]
    coded = {(_like(label), label.side) for labels in told for label in labels if label.code}
    of_eyes = any(_OF_HEADS.search(clause.folded) for clause in paper.clauses)
    made: list[list[Label]] = []
    going: Label | None = None
    for at, clause in enumerate(paper.clauses):
        sure = [
            replace(label, organ=label.organ or ("eye" if of_eyes else ""))
            for label in told[at]
            if not label.code
            or len({side for like, side in coded if like == _like(label)}) > 1
            or (label.code not in _UNSURE and _OF_HEADS.search(clause.folded) is not None)
        ]
        before = paper.clauses[at - 1] if at else None
        headed = _headed(clause, before, words, of_eyes=of_eyes)
        if headed or before is None or not _goes_on(before, clause, going, words):
            going = headed
        sure = [] if headed and _alone(clause, words) else sure
        made.append([*([going] if going else []), *sure])
        if sure:
            going = replace(sure[-1], start=-1, end=0)
        elif going is not None and not going.headed and not _tells_of(going.organ, clause.folded, words):
            going = None
    return made


def _like(label: Label) -> str:
    """Which letters belong to these: `OD` and `OI`, `RE` and `LE`."""
    return "" if "E" in label.code else "O"


def _goes_on(before: Clause, clause: Clause, going: Label | None, words: PairWords) -> bool:
    """Whether a sentence is still under a label: on the same line, or below a line that is the label alone."""
    if going is None or clause.cells or before.heading != clause.heading:
        return False
    if before.pieces[-1].line is clause.pieces[0].line:
        return True
    return going.headed and (_alone(before, words) or _tells_of(going.organ, clause.folded, words))


def _alone(clause: Clause, words: PairWords) -> bool:
    return words.labels.fullmatch(clause.text.strip(" :.#*")) is not None


def _tells_of(organ: str, folded: str, words: PairWords) -> bool:
    own = words.told.get(organ)
    return own is not None and own.search(folded) is not None


def _headed(clause: Clause, before: Clause | None, words: PairWords, *, of_eyes: bool) -> Label | None:
    """The label that the heading right over a clause is, or that it is itself."""
    opens = before is None or before.heading != clause.heading
    for line in (clause.heading if opens else "", clause.text):
        shown = line.strip(" :.#*")
        found = words.labels.fullmatch(shown) if 0 < len(shown) <= _LONGEST and not clause.cells else None
        if found is not None:
            label = _made(found, words)
            if label.code and not of_eyes:
                continue
            organ = label.organ or ("eye" if of_eyes else "")
            return replace(label, start=-1, end=0, organ=organ, headed=True)
    return None


def _in(clause: Clause, words: PairWords) -> list[Label]:
    """The labels in a clause. A side alone must open a part of it and end in a colon."""
    if clause.section in _NO_LABELS:
        return []
    made = []
    for found in words.labels.finditer(clause.text):
        signed = _SIGN.match(clause.text, found.end())
        if signed is None or (found[0] == "RT" and _OF_RAYS.search(clause.text)):
            continue
        label = replace(_made(found, words), end=signed.end())
        opens = _OPENS.search(clause.text, max(0, found.start() - 3), found.start()) is not None
        if label.organ or label.code or (opens and ":" in signed[0]):
            made.append(label)
    return made


def _made(found: re.Match[str], words: PairWords) -> Label:
    said = {name.partition("_")[0].lower(): form for name, form in found.groupdict().items() if form}
    side = next((side for side in _SIDES if side in said), "right" if said.get("letter") == "R" else "left")
    organ = words.organs.get(" ".join(fold(said.get("organ", "")).split()), "")
    return Label(found.start(), found.end(), side, organ, found[0] if found.lastgroup in _CODES else "")
