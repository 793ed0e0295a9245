"""Operations that no table knows, in the list of what was done: `PROCEDURE PERFORMED: 1. Advancement flap, left ear`.

Under a heading that names operations each item of a list is one, if it has a word for a surgeon's deed (`release`,
`ligation`, `cierre`). Sentences and what was used, counted or seen there are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.terms import Found, Term
from consilium.domain.phrases import fold

# Headings and labels over what was done; `PROCEDURE IN DETAIL` and `OPERATIVE FINDINGS` stand over prose.
_OVER = re.compile(
    r"\W*(?:(?:title|name|nombre|titulo|type|tipo) (?:of|de(?: la)?) )?(?:(?:prior|past|previous|other|main"
    r"|principal|surgical|operative|"
    r"secondary|past surgical) ){0,2}"
    r"(?:operations?|procedures?(?:\(s\))?|surger(?:y|ies)|psh|pshx|surgical history|operaci[oó]n(?:es)?"
    r"|procedimientos?|cirug[ií]as?|"
    r"intervenci[oó]n(?:es)?|antecedentes quirurgicos|quirurgicos)"
    r"(?: and (?:procedures|interventions|operations)| y (?:procedimientos|intervenciones))?"
    r"(?: (?:performed|done|carried out|in hospital|during (?:hospitalization|admission|this stay)|history"
    r"|realizad[oa]s?|efectuad[oa]s?|"
    r"practicad[oa]s?|quirurgic[oa]s?|previ[oa]s?|hech[oa]s?)){0,2}(?:\(s\))?\W*"
)
_DEED = re.compile(
    r"(?<![\w-])(?:repairs?|releases?|closures?|removal|excision|resection|lengthenings?|shortening|ligation"
    r"|division|"
    r"implantation|insertion|placement|replacement|reduction|fixation|exploration|drainage|debridement|decompression|"
    r"graft(?:ing|s)?|flaps?|advancement|transfers?|transposition|fusion|reconstruction|correction|revision"
    r"|detorsion|dilation|dilatation|"
    r"ablation|emboli[sz]ation|angioplasty|arthrodesis|delivery|(?:c|cesarean|caesarean)[ -]sections?|curettage"
    r"|washout|lavage|"
    r"lysis|takedown|reversal|pinning|nailing|osteosynthesis|unifocali[sz]ation|banding|plication|fenestration"
    r"|evacuation|"
    r"irrigation|aspiration|ventilation tubes|stripping|marsupiali[sz]ation|cauteri[sz]ation|bypass|shunt|hook|sling|"
    r"reparaci[oó]n|liberaci[oó]n|cierre|retiro|extracci[oó]n|escisi[oó]n|resecci[oó]n|alargamiento|ligadura"
    r"|secci[oó]n|"
    r"implantaci[oó]n|inserci[oó]n|colocaci[oó]n|recambio|reemplazo|reducci[oó]n|fijaci[oó]n|exploraci[oó]n"
    r"|drenaje|desbridamiento|"
    r"descompresi[oó]n|injertos?|colgajos?|avance|transferencia|transposici[oó]n|artrodesis|reconstrucci[oó]n"
    r"|correcci[oó]n|"
    r"revisi[oó]n|detorsi[oó]n|dilataci[oó]n|ablaci[oó]n|embolizaci[oó]n|ces[aá]reas?|legrado|lavado"
    r"|osteos[ií]ntesis|plicatura|"
    r"fenestraci[oó]n|evacuaci[oó]n|derivaci[oó]n|plast[ií]a)(?![\w-])"
)
# A finite verb or a person makes a sentence of it; what was used, counted or found is no operation.
_PROSE = re.compile(
    r"\b(?:was|were|is|are|had|has|have|been|be|underwent|patient|paciente|he|she|we|i|fue|fueron|se|esta|es|no"
    r"|none|nil|sin|"
    r"without|ningun[oa]?|if|si|will|minutes?|minutos?|cc|ml|suture|vicryl|following|after|immediately|then"
    r"|prior|needle|sponge|blood|sangrado|findings?|hallazgos?|anesthesia|"
    r"anestesia|consent|risks?|chemotherapy|quimioterapia|cycle|ciclo|complications?|complicaciones?)\b"
)
_PARTS = re.compile(r"\s*(?:[;+]|,\s(?:and\s|y\s)?|\b(?:and|with|y|con)\b)\s*")
_NUMBER = re.compile(r"\W*(?:\d{1,2}\s?[.)]|#\d{1,2}|[a-h][.)]|CPT(?: codes?)?[ #:]{0,2}\d{4,5})?\W*", re.IGNORECASE)
_OPENS = re.compile(r"(?:^|(?<![\w.])\d{1,2}\s?[.)]|[•*–-])\s*$")
_SIDE = re.compile(
    r"(?:(?:(?:the|of the|on the|to the|de(?:l| la)?) )?(?:left|right|bilateral|l|r|lt|rt|izquierd[oa]s?"
    r"|derech[oa]s?)\b[ ,]{0,2})+"
)
_DAY = re.compile(
    r"\s?[(,–-]?\s?\b(?:(?:on|in|at|en|el|of|de|x ?\d|times \d)\s)*(?:\d{1,4}[/.-]\d{1,4}(?:[/.-]\d{2,4})?"
    r"|(?:19|20)\d\d|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic)[a-z]{0,8}\b.{0,24}?|x ?\d)(?:\W.{0,40})?$"
)
_GRAFT = re.compile(r"\b(?:graft|injerto)\b")
# An operation's name is no longer than this (letters), nor its list longer than so many words.
_LONGEST, _MOST_WORDS = 90, 40


def of_a_list(clause: Clause, known: Sequence[Found]) -> Iterator[Found]:
    """The operations of an item that stands in a list of what was done, beside those `known` in it."""
    text = clause.folded
    if clause.cells or len(text) != len(clause.text) or len(clause.words) > _MOST_WORDS:
        return
    label, colon, _ = text.partition(":")
    begin = len(label) + 1 if colon and _OVER.fullmatch(label) else 0
    if not (begin or _OVER.fullmatch(fold(clause.heading))) or clause.text == clause.heading:
        return
    if not begin and not _is_item(clause):
        return
    if _PROSE.search(text, begin) is not None or ":" in text[begin:]:
        return
    at = begin
    for end, following in (*((hit.start(), hit.end()) for hit in _PARTS.finditer(text, begin)), (len(text), 0)):
        found = _item(text, at, end)
        if found is not None and _GRAFT.search(found.term.name) and any("transplant" in one.term.name for one in known):
            found = None  # which graft it was: `liver transplantation, left lateral segment graft`
        if found is not None and not any(one.start < found.end and found.start < one.end for one in known):
            yield found
        at = following


def _is_item(clause: Clause) -> bool:
    """Whether a clause begins its line, or what stands behind a number in it; else it is a sentence of prose."""
    first = clause.pieces[0] if clause.pieces else None
    return first is not None and _OPENS.search(first.line.text[: first.offset]) is not None


def _item(text: str, start: int, end: int) -> Found | None:
    """The operation of one item: its words without its number, its side and its day."""
    number = _NUMBER.match(text, start, end)
    start = number.end() if number else start
    side = _SIDE.match(text, start, end)
    start = side.end() if side else start
    day = _DAY.search(text, start, end)
    end = day.start() if day else end
    name = text[start:end].rstrip(" .,;:-–(")
    if name.count("(") > name.count(")"):  # a bracket that its list goes on in
        name = name[: name.rfind("(")].rstrip(" .,;:-–(")
    deed = _DEED.search(name)
    if deed is None or (deed[0] == name and name.isalpha()) or len(name) > _LONGEST:
        return None
    return Found(Term(name, facts={"done": True}), start, start + len(name))
