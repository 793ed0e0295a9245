"""Forms in which papers name specimens: labels of what was sent, its lettered parts, rows of a table, and the short
words that tell what was seen in a marrow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from consilium.domain.dates import PartialDate
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.laboratory.awaitedtests import days_of as days_told
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.text.labelled import accessions_in, dates_of
from consilium.domain.findings.tissue.marrowclean import is_to_come
from consilium.domain.records import Category

# `Piezas enviadas:`, `Muestras para anatomía patológica:`, `Tissue removed -`, `Specimens to histology`.
_SENT_LABEL = re.compile(
    r"[\W\d]{0,4}(?:piezas?|muestras?|esp[eé]c[ií]men(?:es)?|material(?:es)?|tejidos?|biopsias|specimens?|samples?|"
    r"tissues?|biopsies)(?=\W)"
    r"(?:\s(?:quir[uú]rgic[oa]s?|operatori[oa]s?|surgical|de))?"
    r"(?:\s(?:enviad|remitid|obtenid|recibid|tomad|extra[ií]d|entregad|resecad)[oa]s?|"
    r"\s(?:sent|submitted|obtained|collected|taken|removed|received|excised))?"
    r"(?:\s(?:a|para|al|to|for|in)\s(?:la\s|el\s|the\s)?[^\W\d_]{1,24}(?:\s[^\W\d_]{1,24}){0,2})?\s?(?::|"
    r"\s[-–—]\s)\s*(?=\S)",
    re.IGNORECASE,
)
# Labels in a cell of their own, before lettered parts.
_LISTED_LABEL = re.compile(
    r"(?:piezas?|muestras?|esp[eé]c[ií]men(?:es)?|specimens?|samples?|sites?|sitios?|material|tissues?)\W",
    re.IGNORECASE,
)
_SENDS = re.compile(
    r"(?:enviad|remitid|obtenid|recibid|tomad|extra[ií]d|entregad|resecad|sent|submitted|obtained|collected|taken|"
    r"removed|received|excised|\sa\s|\spara\s|\sto\s|\sfor\s|quir[uú]rgic|operatori)",
    re.IGNORECASE,
)
_SENT_TO = re.compile(
    r"\b(?:se (?:env[ií]an?|remiten?|enviaron|envi[oó])|sent|submitted)\s(?:a|to|para|for)\s(?:la\s|the\s)?"
    r"(?:anatom[ií]a patol[oó]gica|ap|patolog[ií]a|histopatholog\w+|histolog\w+|patholog\w+)\s?:\s*(?=\S)",
    re.IGNORECASE,
)
# What was looked at while the operation went on: `FROZEN SECTION: no tumor`, `Biopsia por congelación: borde libre`.
_FROZEN = re.compile(
    r"\b(?:frozen sections?|biopsia (?:por congelaci[oó]n|extempor[aá]nea|intraoperatoria|(?:trans|per)operatoria)|"
    r"congelaci[oó]n(?: intraoperatoria)?|(?:estudio )?transoperatorio|intraoperative (?:frozen|consultation))"
    r"(?:\s\([^()]{1,60}\))?\s?(?::|\s[-–—]|\s(?:showed|shows|was|were|informa|informada|reported))\s*(?=\S)",
    re.IGNORECASE,
)
_SAMPLE = re.compile(
    r"\b(?:(?P<marrow>bone marrow|marrow|m[eé]dula [oó]sea)|(?P<blood>(?:peripheral |whole )?blood|"
    r"sangre(?: perif[eé]rica)?)|"
    r"(?P<csf>cerebrospinal fluid|CSF|l[ií]quido cefalorraqu[ií]deo|LCR)|(?P<saliva>saliva)|(?P<skin>skin|piel|"
    r"fibroblasts?)|"
    r"(?P<urine>urine|orina)|(?P<pleural>pleural fluid|l[ií]quido pleural)|(?P<ascites>ascit\w+ fluid|"
    r"l[ií]quido asc[ií]tico))\b",
    re.IGNORECASE,
)
_JOINS = re.compile(r"\s(?:y|e|and|plus)\s|\s[+&]\s|,\s", re.IGNORECASE)
_PUNCTUATED = re.compile(r"(?:^|(?<=[\s;,.:]))\(?([A-Ha-h]|\d{1,2})(?:[.):]|\s[-–])\s*(?=\S)")
_BARE = re.compile(r"(?:^|(?<=\s))([A-H])\s+(?=[\"'“]?\w)")
_SEQUENCES = ("ABCDEFGH", "abcdefgh", "123456789")
# Heads of the column of a table that tells where a specimen is of.
_PART_HEAD = re.compile(
    r"(?:part|parte|site|sitio|specimen|esp[eé]cimen|tissue|tejido|organ|[oó]rgano|muestra|pieza|source|material|"
    r"description|descripci[oó]n|localizaci[oó]n|location|procedencia)"
    r"(?:\s?(?:/|y|and|-|o|or|de)?\s?(?:part|site|specimen|tissue|procedure|sitio|tejido|[oó]rgano|source|type|tipo))?",
    re.IGNORECASE,
)
_CASE_HEAD = re.compile(
    r"(?:case|caso|biopsia|biopsy|accession|acc|lab|sample|muestra|block|bloque|taco|slide|l[aá]mina|laminilla|vidrio|"
    r"container|frasco|jar|n[º°o]|number)\w*\b",
    re.IGNORECASE,
)
# Fluids and other samples that are no part of a body.
_FLUID = re.compile(
    r"\b(?:(?P<plasma>plasma)|(?P<serum>serum|suero)|(?P<urine>urine|orina)|(?P<stool>stool|faeces|feces|heces)|"
    r"(?P<dried>dried blood spots?|DBS|NBS card|guthrie|gota seca|papel filtro|tarjeta de (?:tamiz|cribado|papel))|"
    r"(?P<buccal>buccal|bucal|cheek swab|hisopado bucal)|(?P<hair>hair|pelo)|(?P<cord>cord blood|sangre de cord[oó]n)|"
    r"(?P<fibroblasts>fibroblasts?|fibroblastos?)|(?P<sputum>sputum|esputo))",
    re.IGNORECASE,
)
_FLUID_NAMES = {"dried": "dried blood spot", "buccal": "buccal swab", "cord": "cord blood"}
_MARROW = re.compile(
    r"(?<!\w)(?:bone marrows?|marrows?|m[eé]dula(?: [oó]sea)?|(?<!\d )(?<!\d)(?-i:MO)|BMAB?|BMAT|BMB)(?!\w)"
    r"(?P<between>[^.;:|]{0,40}?)(?:\s?[:=–—-]|,)?\s(?P<result>"
    r"(?P<bad>positive|involved|infiltrated|packed|positiv[oa]s?|infiltrad[oa]s?|comprometid[oa]s?)|"
    r"clear|clean|negative|normal|uninvolved|not involved|free\b|negativ[oa]s?|libres?|limpi[oa]s?|"
    r"no (?:evidence of )?(?:tumou?r|disease|involvement|infiltrat\w+|metasta\w+|blasts|leuk\w+)|"
    r"(?:sin|no) (?:evidencia de |signos de )?(?:infiltra\w+|compromiso|enfermedad|met[aá]stasis|tumor|afectaci[oó]n|"
    r"blastos))(?!\w)",
    re.IGNORECASE,
)
IN_BLOOD = re.compile(r"\s(?:en|in)\s(?:(?:la|the)\s)?(?:sangre|blood|peripheral|LCR|CSF|(?-i:SP|PB))\b", re.IGNORECASE)
# Not what a marrow showed: residual disease has a kind of its own, and these words speak of other things.
_OF_OTHER = re.compile(
    r"\b(?:MRD|EMR|ERM|residual|if|si|until|hasta|donor|donante|espinal|spinal|suppress\w*|recover\w*|risk|riesgo|"
    r"transplant\w*|trasplante|and|y|or|o|pending|pendiente|no|not|sin|by|por|\w*PCR|FISH|flow|citometr[ií]a)\b",
    re.IGNORECASE,
)
_MARROW_NAMED = re.compile(
    r"(?<!\w)(?:bone marrows?|(?:bilateral |repeat |day \d{1,2} |his |her |the )?marrows?(?: aspirates?| biops\w+|"
    r" exam\w*)?|m[eé]dula [oó]sea|"
    r"la m[eé]dula|mielograma|medulograma|aspirado medular|(?-i:BMA|BMAT|BMAB|BMBx?|PAMO|AMO))(?!\w| transplant|"
    r" donor| failure| (?:de )?"
    r"donante| suppress)",
    re.IGNORECASE,
)
_NOT_TAKEN = re.compile(
    r"[;|]|\.\s|\b(?:transplant\w*|trasplante|TPH|TCPH|BMT|donor|donante|infusi\w+|metasta\w+|relaps\w+|"
    r"reca[ií]d\w+|recover\w*|"
    r"suppress\w*|planned|due|next|repeat due|pr[oó]xim[oa]|programad\w+|pend\w+|no se|not done|if|si|until|hasta|"
    r"espinal|spinal)\b",
    re.IGNORECASE,
)
_SEEN = re.compile(
    r"[^.;]{0,50}?\b(?:(?P<clean>clear|clean|negative|uninvolved|no (?:evidence of )?(?:tumou?r|disease|involvement|"
    r"infiltrat\w+|metasta\w+|"
    r"blasts|leuk\w+|malignan\w+)|(?:sin|no) (?:hay |evidencia de |signos de )?(?:infiltra\w*|compromiso|enfermedad|"
    r"met[aá]stasis|tumor|"
    r"blastos)|negativ[oa]s?|libres?|normal)|positive|involv\w+|infiltrat\w+|infiltrad\w+|positiv[oa]s?|"
    r"compromet\w+)\b",
    re.IGNORECASE,
)
_SHOWN = re.compile(
    r"\b(?:punci[oó]n|aspira\w+|biops\w+|bilateral\w*|done|taken|performed|obtained|show\w*|reveal\w*|mostr\w+|"
    r"muestra|evidenci\w+|"
    r"realizad\w+|tomad\w+|practicad\w+|hech[oa]|remission|remisi[oó]n|M[123])\b|%",
    re.IGNORECASE,
)
_AWAITED = re.compile(
    r"\b(?:pending|pendiente\w*|await\w*|being reported|to follow|no result|not (?:yet )?(?:back|available))\b",
    re.IGNORECASE,
)
_NAMED_REACH, _RESULT_REACH = 22, 70
_WORDED = re.compile(r"[^\W\d_]{3,}[^\W\d_ ,()]*(?:[\s,]+\S+){1,}")
_HEADED = re.compile(r"\s*\(?([A-H])[.)]\s+(?P<label>[^:\d]{3,60}[^:]{0,40}):")
_PART_REACH = 30
_RECEIVED = re.compile(r"(?:case|caso|received|recibid|reported|informad|collected|tomad|lab|signed)", re.IGNORECASE)
# Who received it, or another number of the child: `URN 7003-SYN`.
_NO_TISSUE = re.compile(
    rf"(?:{_RECEIVED.pattern})|(?-i:[A-Z]{{2,5}})\s?(?:no\.?|n[º°]|#|:)?\s?[\w-]{{0,4}}\d", re.IGNORECASE
)
_PAIR, _NUMBER_LETTERS = 2, 24
# More than a part's letter.
_LETTER = 3
_DAY_REACH = 30
# What shows that a marrow was taken, not only spoken of.
_TAKEN = re.compile(r"\b(?:bilateral\w*|aspira\w+|biops\w+|bx|trephines?|punci[oó]n\w*|\d)", re.IGNORECASE)
_TOLD_BY_REPORT = (Category.BONE_MARROW, Category.PATHOLOGY_REPORT, Category.LABS, Category.GENETICS)
_NOT_TOLD = (
    Section.PLAN, Section.FAMILY_HISTORY, Section.GENERAL, Section.QUESTIONS, Section.MEDICINES, Section.ALLERGIES,
)  # fmt: skip


def after_label(clause: Clause) -> int | None:
    """Where what was sent begins, behind a label of any form; None where there is no such label."""
    label = _SENT_LABEL.match(clause.text)
    if label is not None and _SENDS.search(label[0]):
        return label.end()
    head = clause.cells[0][1] if len(clause.cells) > 1 else ""
    if head and _LISTED_LABEL.match(f"{head}: x") and lettered(clause.text, len(head), len(clause.text)):
        return clause.cells[1][0]
    sent = _SENT_TO.search(clause.text)
    return sent.end() if sent is not None else None


def frozen(clause: Clause) -> tuple[int, int] | None:
    """The stretch that tells of a frozen section made during an operation."""
    found = _FROZEN.search(clause.text)
    return (found.start(), len(clause.text)) if found is not None and len(clause.text) - found.end() > 3 else None


def lettered(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a line that letters or numbers in their order mark: `A. Left ovary  B. Omentum`."""
    for pattern in (_PUNCTUATED, _BARE):
        marks = list(pattern.finditer(text, start, end))
        for sequence in _SEQUENCES:
            found: list[re.Match[str]] = []
            for mark in marks:
                if len(found) < len(sequence) and mark[1] == sequence[len(found)]:
                    found.append(mark)
            if len(found) > 1:
                ends = [one.start() for one in found[1:]] + [end]
                return [(one.end(), last) for one, last in zip(found, ends, strict=True)]
    return []


def next_part(paper: Paper, at: int) -> bool:
    """Whether a clause heads with its letter the part after one that did so: `B. HILAR NODES: NO TUMOR` below
    `A. LIVER, WEDGE BIOPSY:`; only where the paper lists its specimens nowhere else."""
    mark = _HEADED.match(paper.clauses[at].text)
    if mark is None or not mark["label"].isupper() or any(one.section is Section.SPECIMEN for one in paper.clauses):
        return False
    above = [one for clause in paper.clauses[max(0, at - _PART_REACH) : at] if (one := _HEADED.match(clause.text))]
    parts = {one[1]: one["label"] for one in above if one["label"].isupper()}
    return "," in parts.get("A", "") and chr(ord(mark[1]) - 1) in parts


def several_fluids(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The samples of a label that names several: `Aspirado de médula ósea (heparina) y sangre en EDTA`."""
    marks = [one for one in _SAMPLE.finditer(text, start, end) if one.lastgroup]
    kinds = [one.lastgroup for one in marks]
    if len(set(kinds)) < 2 or len(set(kinds)) != len(kinds):
        return []
    joined = [_JOINS.search(text, one.end(), other.start()) for one, other in pairwise(marks)]
    if not all(joined):
        return []
    ends = [one.start() for one in joined if one] + [end]
    firsts = [start] + [one.end() for one in joined if one]
    return list(zip(firsts, ends, strict=True))


def part_cell(clause: Clause) -> tuple[int, int] | None:
    """The cell of a row that tells where each specimen of a table of cases is of."""
    if len(clause.header) != len(clause.cells):
        return _case_cell(clause)
    rows = list(zip(clause.cells, (head.strip() for head in clause.header), strict=True))
    numbered = {head for (_, text), head in rows if _CASE_HEAD.match(head) and any(map(str.isdigit, text))}
    for (start, text), head in rows:
        if numbered - {head} and _PART_HEAD.fullmatch(head) and len(text.strip()) > _LETTER:
            mark = re.match(r"[A-H][.):]?\s+", text)
            return start + (mark.end() if mark else 0), start + len(text)
    return None


def _case_cell(clause: Clause) -> tuple[int, int] | None:
    """The cell that tells what a case is, in a list of cases: `CASE A | P24-18834 | Received 12/11 | Core biopsy`."""
    numbered = any(_is_number(text) for _, text in clause.cells)
    told = [(start, text) for start, text in clause.cells if _WORDED.match(text) and not _NO_TISSUE.match(text)]
    return (told[-1][0], told[-1][0] + len(told[-1][1])) if numbered and told and len(clause.cells) > _PAIR else None


def _is_number(text: str) -> bool:
    return any(one.value == text.strip() for one in accessions_in(text))


def row_day(paper: Paper, clause: Clause) -> PartialDate | None:
    """The only day of a row of a table."""
    days = [one for one in dates_of(clause, paper.date_order) if one.value != paper.birth] if clause.header else []
    return days[0].value if len(days) == 1 else None


def fluid(text: str) -> str:
    """What a sample is that is no part of a body: plasma, urine, a dried blood spot; "" where it is none."""
    found = _FLUID.search(text)
    return _FLUID_NAMES.get(found.lastgroup or "", found.lastgroup or "") if found is not None else ""


def unnumbered(clause: Clause) -> Clause:
    """A title without the number of its paper behind it: `Bone marrow report   BM25-0217`."""
    last = next(accessions_in(clause.cells[-1][1] if clause.cells else clause.text[-_NUMBER_LETTERS:]), None)
    text = clause.text.rstrip()
    if last is None or not text.endswith(last.value) or ":" in text or len(clause.cells) > _PAIR:
        return clause
    return replace(clause, text=text[: -len(last.value)].rstrip(), cells=())


def marrow_told(paper: Paper) -> Iterator[Finding]:
    """`Bone marrow clear 28/06`, `Marrows on March 3, 2025: left negative`: what a letter tells of a marrow."""
    if paper.category in _TOLD_BY_REPORT:
        return
    for clause in paper.clauses:
        if clause.section in _NOT_TOLD or clause.text.rstrip().endswith("?"):
            continue
        found = _MARROW.search(clause.text)
        if found is not None and is_to_come(clause.text, found.start()):
            continue
        if found is not None and IN_BLOOD.match(clause.text, found.end()):
            continue  # `68 % de blastos en médula ósea, sin blastos en sangre periférica`
        if found is not None and not _OF_OTHER.search(found["between"]):
            yield _of_marrow(paper, clause, found)
        elif _MARROW_NAMED.search(clause.text):
            yield from _dated_marrow(paper, clause)


def _dated_marrow(paper: Paper, clause: Clause) -> Iterator[Finding]:
    """A marrow that was taken on a day right behind its name, with what the words behind it say of it."""
    for named in _MARROW_NAMED.finditer(clause.text):
        days = [one for one in days_told(paper, clause) if 0 <= one.start - named.end() <= _NAMED_REACH]
        between = clause.text[named.end() : days[0].start] if days else ""
        if (
            not days
            or _NOT_TAKEN.search(between)
            or _NOT_TAKEN.search(clause.text[max(0, named.start() - 40) : named.start()])
        ):
            continue
        if paper.date is not None and days[0].value > paper.date:
            continue
        behind = clause.text[days[0].end : days[0].end + _RESULT_REACH]
        seen = _SEEN.match(behind)
        if _AWAITED.search(clause.text, days[0].end) or not (
            seen or _SHOWN.search(clause.text, named.start(), days[0].end + 40)
        ):
            continue
        end = days[0].end + (seen.end() if seen else 0)
        yield Finding(
            Kind.SPECIMEN,
            "bone marrow",
            value=clause.text[named.start() : end],
            when=days[0].value,
            site="bone marrow",
            detail={"result": "negative" if seen["clean"] else "positive"} if seen else {},
            citations=(clause.cite(named.start(), end),),
            confidence=clause.confidence,
        )
        return


def _of_marrow(paper: Paper, clause: Clause, found: re.Match[str]) -> Finding:
    """A specimen with its result where one was taken; else disease of the marrow, present or denied."""
    days = [one for one in dates_of(clause, paper.date_order) if one.value != paper.birth]
    near = [one for one in days if found.start() < one.start <= found.end() + _DAY_REACH]
    end = near[0].end if near else found.end()
    taken = near or _TAKEN.search(clause.text, max(0, found.start() - _DAY_REACH), found.end())
    sick = bool(found["bad"])
    return Finding(
        Kind.SPECIMEN if taken else Kind.CONDITION,
        "bone marrow" if taken else "bone marrow involvement",
        value=clause.text[found.start() : found.end()] if taken else "",
        when=near[0].value if near else None,
        site="bone marrow",
        assertion=Assertion.STATED if taken or sick else Assertion.NEGATED,
        detail={"result": "positive" if sick else "negative"} if taken else {},
        citations=(clause.cite(found.start(), end),),
        confidence=clause.confidence,
    )
