"""The headings of a paper: which section a line opens, whether it is known or only looks like a heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from consilium.domain.findings.paper import Section
from consilium.domain.findings.text.markedwords import MarkedWords
from consilium.domain.phrases import Hit, PhraseIndex, Word, words_of

# A heading is short; more words before a colon are a sentence.
_MOST_WORDS = 8
_MOST_CHARS = 90
_BLURRED_LETTERS = 8
_NUMBERING = re.compile(r"\s*(?:[#*•▪■►]+\s*|(?:\d{1,2}|[IVX]{1,4}|[A-Za-z])[.)]\s+)?")
_PARENTHESIS = re.compile(r"\s*(?:\([^()]{0,60}\)|\[[^\[\]]{0,60}\])\s*")
_AFTER = re.compile(r"\s*(?::|[-–—](?=\s)|\.(?=\s|$))+\s*")
_COLON = re.compile(r"\s*:(?!\d)(?!//)\s*")
_LABEL = re.compile(r"[^\W\d_][^:;.!?|]{0,58}?\s*:(?![\d/])\s*")
_SENTENCE = re.compile(r"[^\W\d]{3}[.!?]\s")
_ON_EXAMINATION = re.compile(r"(O/E)(?:\s?[:–-])?\s+(?=\S)", re.IGNORECASE)  # no other words begin so
_CODE = re.compile(r"\d|[=<>+%]")


# Sections whose headings are told more closely: of which day, of which organ.
_QUALIFIED = frozenset({
    Section.EXAMINATION, Section.LABORATORY, Section.MEDICINES, Section.OPERATION, Section.COURSE, Section.ALLERGIES,
})  # fmt: skip


# A heading that tells of which day of a stay its part is: `Discharge labs`, `Results on the day of discharge`,
# `Laboratorio al egreso`.
_OF_STAY = re.compile(
    r"\s*(?P<which>(?:pertinent|last|latest|most recent|recent|initial|final|selected|[uú]ltim[oa]s|principales)\s)"
    r"{0,2}"
    r"(?P<before>(?:discharge|admission|admit|transfer)\s)?(?P<core>[^\W\d_][^\W\d_ -]{2,}(?:[ -][^\W\d_]{2,}){0,3}?)"
    r"(?P<behind>\s(?:(?:at|on|upon|prior to|before)\s(?:(?:the|this|his|her)\s)?(?:(?:day|time|date) of (?:the )?)?"
    r"(?:discharge|admission|transfer)"
    r"|(?:al|del?|en|previos al)\s(?:(?:el )?(?:d[ií]a|momento) del? )?(?:la |el )?(?:alta|egreso|ingreso|traslado)))?"
    r"\s*",
    re.IGNORECASE,
)
_OF_A_DAY = frozenset({Section.LABORATORY, Section.EXAMINATION})


# How a sentence begins that speaks of the child again, after a family's history on the line of its label.
SPEAKS_OF_CHILD = re.compile(
    r"\s*(?:he|she|(?:the )?(?:patient|child|boy|girl)|pt|(?:at|on) (?:presentation|diagnosis|admission|exam\w*)"
    r"|on arrival|today|currently|(?:physical )?exam|imaging|labs?|mri|ct|pet|us|cxr|x-ray|received|completed|plan"
    r"|dx|diagnosis"
    r"|al (?:ingreso|diagn[oó]stico|examen|momento)|ingres[aóo]|present[aóo]\w{0,3}|inici[aóo]|consulta|acude|hoy"
    r"|(?:el |la )?(?:ni[nñ][oa]|menor|paciente|lactante)|actualmente|pte|examen|exploraci[oó]n|rx|rmn?|tac|tc"
    r"|pet-?\w{0,3}|ecograf[ií]a|laboratorios?|complet[oó]|recibi[oó]|se (?:solicita|indica|realiza|inicia|decide)"
    r"|en (?:la|el) (?:exploraci[oó]n|examen)|diagn[oó]stico|tratamiento)\b",
    re.IGNORECASE,
)


# A line that goes on with a family's history: an item, a relative, or a word for the family.
SPEAKS_OF_FAMILY = re.compile(
    r"\s*(?:[-–—•*▪]|(?-i:[a-záéíóúñ])|\d{1,2}[.)]\s)|[^\n]{0,60}?\b(?:famil|mother|father|mum|mom|dad|parent|brother|sister|sibling|twin|aunt"
    r"|uncle|cousin|grand|nephew|niece|maternal|paternal|consangu|madre|padre|pap[aá]|mam[aá]|herman|abuel|t[ií][oa]s?\b|prim[oa]s?\b"
    r"|sobrin|matern|patern|progenitor|gemel|mell?iz|mat\b|pat\b|M?GM\b|M?GF\b|no (?:history|known)|nega|niega)",
    re.IGNORECASE,
)


# How a line begins that tells what a study shows, after an indication or technique on the line of its label.
TELLS_FINDINGS = re.compile(
    r"\s*(?:Se (?:compara|realiz|observ|identific|visualiz|evidenci|aprecia|obtuv|practic|constat)\w{0,6}"
    r"|There (?:is|are|was|were)|No (?:se|hay|evidence)|The |An? (?:large|small|\d)"
    # what was done, and what was seen with its size: `Adquisición volumétrica`, `Nódulo sólido de 22 x 19 mm`
    r"|(?:Adquisici[oó]n|Acquisitions?|Multiplanar|Helical|Secuencias|Cortes (?:axial|coronal|tomogr)\w+)\s"
    r"|(?:Estudio|Exploraci[oó]n|Examen) (?:realizad|efectuad)[oa]\s|(?:Images|Im[aá]genes) (?:were|obtenidas)\s"
    r"|(?:N[oó]dulo|Masa|Lesi[oó]n|Imagen|Formaci[oó]n|Nodule|Mass|Lesion|Tumou?r)\s[^\d:;?¿]{0,60}\d+(?:[.,]\d+)?"
    r"(?:\s?x\s?\d+(?:[.,]\d+)?){0,2}\s?[mc]m\b"
    r"|(?:M[ií]nim|Moderad|Leve|Peque[nñ])[oa]?s?\s(?:derrame|colecci[oó]n|cantidad)"
    r"|(?:Small|Moderate|Minimal|Trace)\s(?:left\s|right\s|bilateral\s)?(?:pleural\s|pericardial\s)?(?:effusion|collection)"
    r"|A (?:LARGE|SMALL) |THERE (?:IS|ARE) |NO |THE |SE (?:OBSERVA|IDENTIFICA|REALIZ|VISUALIZA|APRECIA))"
)


@dataclass(frozen=True)
class SectionWords:
    """Headings by what section they open, what stands over columns of tables, abbreviations that no sentence ends
    after, words that begin or end no heading, beginnings of words that keep a hyphen, what results are called in a
    heading that tells the day of a stay (`counts`), and words of headings that a source marks as such."""

    headings: PhraseIndex[Section]
    abbreviations: frozenset[str]
    columns: PhraseIndex[bool] = field(default_factory=PhraseIndex)
    never_first: frozenset[str] = frozenset()
    never_last: frozenset[str] = frozenset()
    kept_hyphens: frozenset[str] = frozenset()
    results: frozenset[str] = frozenset()
    marked: MarkedWords = field(default_factory=MarkedWords)


@dataclass(frozen=True, slots=True)
class Heading:
    """What a line opens: `section`, the heading's words, where the text after it begins, and whether it is known."""

    section: Section
    text: str
    after: int
    known: bool = True


def heading_of(text: str, words: SectionWords, *, blurred: bool = False, capitals: bool = True) -> Heading | None:
    """The heading at the start of a line. `blurred` for recognized text; `capitals` where a line in capitals may be
    a heading (not in a paper that is written in capitals)."""
    start = _NUMBERING.match(text)
    begin = start.end() if start else 0
    label = text[begin : begin + _MOST_CHARS]
    examined = _ON_EXAMINATION.match(text, begin)
    if examined is not None:
        return Heading(Section.EXAMINATION, examined[1], examined.end())
    known = _known(text, begin, label, words, blurred)
    return (
        known
        or _of_stay(text, words)
        or _qualified(text, begin, label, words, capitals)
        or _looks_like_one(text, begin, capitals)
    )


def label_of(text: str) -> tuple[str, int] | None:
    """The label of a "label: value" line and where its value begins."""
    found = _LABEL.match(text)
    if found is None or len(found[0].split()) > _MOST_WORDS:
        return None
    return found[0].rstrip().rstrip(":").rstrip(), found.end()


def in_capitals(text: str) -> bool:
    """Whether a text's letters are capitals, four at least."""
    if text.isascii() and not text.isupper():
        return False
    letters = [char for char in text if char.isalpha()]
    return len(letters) >= 4 and all(char.isupper() for char in letters)


def _known(text: str, begin: int, label: str, words: SectionWords, blurred: bool) -> Heading | None:
    parts = words_of(label)[: _MOST_WORDS + 4]
    hits = tuple(words.headings.find(parts))
    found = _first(text, begin, parts, hits) or _before_colon(text, begin, parts, hits, words)
    if found is None and blurred and not label[:1].islower():  # `activado` at a line's start is no `actividad`
        found = _first(text, begin, parts, tuple(words.headings.find_blurred(parts)))
        return found if found is not None and _long_enough(found) else None
    return found


def _long_enough(found: Heading) -> bool:
    """Whether a blurred heading is believed: a short word is soon taken for another."""
    return sum(char.isalpha() for char in found.text) >= _BLURRED_LETTERS


def _first(text: str, begin: int, parts: Sequence[Word], hits: Sequence[Hit[Section]]) -> Heading | None:
    """The phrase opens the line: alone, before a colon or dash, or in capitals before other text."""
    if not hits or hits[0].first != 0:
        return None
    hit = hits[0]
    end = begin + parts[hit.after - 1].end
    end += text[end : end + 1] == ")" and text.count("(", begin, end) == 1  # "SPECIMEN(S)"
    shown = text[begin:end]
    aside = _PARENTHESIS.match(text, end)
    end = aside.end() if aside else end
    rest = text[end:]
    if not rest.strip():
        return Heading(hit.value, text.strip(), len(text))
    sign = _AFTER.match(text, end)
    if sign is not None and (":" in sign[0] or shown[:1].isupper()) and not _goes_on(shown, sign[0], rest):
        return Heading(hit.value, shown.strip(), sign.end())
    if in_capitals(shown) and rest[:1].isspace() and not in_capitals(rest) and not _CODE.search(shown):
        return Heading(hit.value, shown.strip(), end + len(rest) - len(rest.lstrip()))
    return None


def _goes_on(shown: str, sign: str, rest: str) -> bool:
    """Whether a full stop after one lone word is an abbreviation's or a sentence's ("Abdomen. soft")."""
    return "." in sign and ":" not in sign and len(shown) < 4 and bool(rest.strip())


def _before_colon(
    text: str, begin: int, parts: Sequence[Word], hits: Sequence[Hit[Section]], words: SectionWords
) -> Heading | None:
    """The words before a colon begin or end with a known heading ("Oncologic history to date:")."""
    if not hits or parts[0].text in words.never_first or not text[begin : begin + 1].isupper() or text.endswith("?"):
        return None
    for at, part in enumerate(parts[:_MOST_WORDS]):
        sign = _COLON.match(text, begin + part.end)
        if sign is not None:
            if _SENTENCE.search(text, begin, sign.start()):  # what stands before is a sentence of its own
                return None
            hit = next((one for one in hits if one.after == at + 1 or (one.first == 0 and one.after <= at)), None)
            if hit is None or (part.text in words.never_last and hit.after != at + 1):
                return None
            return Heading(hit.value, text[begin : sign.start()].strip(), sign.end())
    return None


def _qualified(text: str, begin: int, label: str, words: SectionWords, capitals: bool) -> Heading | None:
    """A short line in capitals that begins or ends with a known heading: `DISCHARGE BLOOD WORK`, `EXPLORACIÓN AL
    INGRESO`, `POST OP ORDERS`."""
    plain = _looks_like_one(text, begin, capitals)
    if plain is None or text.rstrip().endswith(":"):
        return None
    parts = words_of(label)
    hits = tuple(words.headings.find(parts))
    hit = next((one for one in hits if one.first == 0 or one.after == len(parts)), None)
    if hit is None or hit.value not in _QUALIFIED:
        return None
    return Heading(hit.value, plain.text, plain.after)


def _of_stay(text: str, words: SectionWords) -> Heading | None:
    """A line that is a known heading of results with the day of a stay that they are of."""
    found = _OF_STAY.fullmatch(text)
    if found is None or not any(found.group("which", "before", "behind")) or not text.strip()[0].isupper():
        return None
    parts = words_of(found["core"])
    if " ".join(one.text for one in parts) in words.results:
        return Heading(Section.LABORATORY, text.strip(), len(text))
    hit = next((one for one in words.headings.find(parts) if one.first == 0 and one.after == len(parts)), None)
    return Heading(hit.value, text.strip(), len(text)) if hit is not None and hit.value in _OF_A_DAY else None


def _looks_like_one(text: str, begin: int, capitals: bool) -> Heading | None:
    """An unknown heading: a short line in capitals, or one that ends in a colon."""
    line = text[begin:].strip()
    if not line or len(line) > _MOST_CHARS or len(line.split()) > _MOST_WORDS:
        return None
    if line.endswith(":") and line[:1].isupper() and ":" not in line[:-1]:
        return Heading(Section.NONE, line.rstrip(":").strip(), len(text), known=False)
    if capitals and in_capitals(line) and len(line) >= 5 and not _CODE.search(line) and line[-1] not in ".,;":
        return Heading(Section.NONE, line, len(text), known=False)
    return None
