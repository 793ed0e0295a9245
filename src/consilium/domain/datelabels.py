"""Words before a date that keep a label from being the paper's own: of an earlier or later day, of a treatment told in
a sentence, of an institution's name (`Hospital Ribera Alta`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.dates import PartialDate
from consilium.domain.datetext import DateText
from consilium.domain.headingdates import WEEKDAY, names_weekday

# What is to come is no day of the paper: `el ciclo 4 se programa para el`, `next visit`, `surgery scheduled for`.
_NOT_YET = re.compile(
    r"\b(?:se program(?:a|ó|ar[aá])|programad[oa]s?|previst[oa]s?|pr[oó]xim[oa]s?|next|planned|scheduled|due|to start"
    r"|booked|appointment|will be|se har[aá]|iniciar[aá]|citad[oa]|turno para|hora para|cita)\b(?:[^.;(]{0,40}"
    r"|[^.;(]{0,30}\(\W*)$",
    re.IGNORECASE,
)
# `The patient will return to the Sample Clinic on`, `volverá a consulta el`; and the first day of a sentence, whose
# label is not what the one before it ends with: `on physical examination. On`.
_RETURNS = re.compile(
    r"\b(?:(?:will|is to|are to|should)\s(?:\w+\s){0,2}?(?:return|come back|be seen|follow[ -]?up|have|see)"
    r"|(?:volver[aá]|regresar[aá]|acudir[aá]|se citar[aá]|ser[aá] vist[oa]))\b(?:[^.;(]|(?<=\bDr)\.){0,80}$"
    r"|[a-záéíóúñ]{3}\.\s(?:On|In|By|Then,? on|El|En)\s$"
    # a list of what was done over a stay, each item with its day
    r"|\b(?i:procedures?|procedimientos?)\b[^:\d]{0,30}:\s*\d{1,2}[.)]\s(?:On|El)\s$"
    # `B12 was assessed on`, `Ferritin was last checked on`
    r"|\b(?i:b12|folate|folic acid|ferritin|iron(?: \w+)?|ptt?|inr|cbc|levels?|counts?|labs?|h(?:a)?emoglobin|platelets"
    r"|creatinine|cultures?|titers?)\s(?:was|were|has been|have been)\s(?:last\s)?"
    r"(?:assessed|checked|measured|tested|drawn|repeated|obtained)\s(?:on\s)?$",
)
# `copied from ED visit`, `at her last clinic on`, `última consulta`, `previous echo`.
_EARLIER = re.compile(
    r"\b(?:copied(?: forward)?|carried forward|copiad[oa]|imported|old notes?|past|previous(?:ly)?|prior|earlier|former"
    r"|last (?!names?\b|page|updated?|revis|modifi|edited|saved|printed|checked|reconciled|amended|entry)\w{2,14}"
    r"|anterior(?:es)?|previ[oa]s?|[uú]ltim[oa]s? (?!actualiza|revisi|modific|edici|versi|entrada|regist)\w{2,14}"
    r"|w/c|wk comm|week (?:commencing|of|beginning)|semana del?"
    r"|since|desde)\b(?:[^.;:(]{0,40}|[^.;:(]{0,30}\(\W*)$"
    # `último día de quimioterapia: 2024-04-03`
    r"|(?:[uú]ltim[oa] (?:d[ií]a|dosis|ciclo|sesi[oó]n|curso)|last (?:day|dose|cycle|session|course))\s(?:de|of)\s"
    r"(?:\w+\s)?(?:quimio\w*|chemo\w*|filgrastim|corticoides?|steroids?|antibi[oó]tic\w*)\s?:\s*$",
    re.IGNORECASE,
)
# What is done to a child in the middle of a sentence is no day of a visit: `vinblastine, started 17th January 2023`.
_DONE = re.compile(
    r"(?:[^\W\d_][\s,(/–-]{1,4}|\(\s?)(?:was |were |fue |se )?(?:re)?(?:started|begun|completed|finished|stopped"
    r"|treated|"
    r"given(?: on)?|administered(?: on)?|infused|transplanted|operated(?: on)?|inici[oó]|iniciad[oa]|complet[oó]|"
    r"termin[oó]|t[eé]rmino|inicio|fin|aplicad[oa]|administrad[oa]|tratad[oa]|operad[oa]|dosed)\s*(?:on|el|in|en)?\s*$"
)
# `fused with post op MRI dt 28/09/23`, `per letter dated 11/6/24`: the day of another paper or study; `clinic list
# dated 07/22/2025` behind other words.
_ANOTHERS = re.compile(
    r"\d\s?(?:mg|g|mcg|c?gy)(?:/\S{1,5})?\s(?:as of|through|hasta(?: el)?|al)\W*$|"
    r"\b(?:as reported|seg[uú]n (?:informe|reporte)|tal como se inform[oó])\W*$|"
    r"\b(?:mri|ct|pet|x-?ray|rm|rmn|tc|tac|eco|usg|pet-?(?:ct|tc)|rx)\s(?:\w{2,12}\s)?(?:de\s)?control\W*$|"
    r"[^\W\d_]\S*\s[^\W\d_]\S*\s(?:dated|dtd|de fecha|con fecha|fechad[oa])\s*$|"
    r"\b(?:mri|ct|cect|ncct|pet(?:-?ct)?|scan|usg|us|echo|x-?ray|cxr|biopsy|hpe|smear|letter|email|rm|rmn|tac|tc|eco"
    r"|ecograf[ií]a"
    r"|biopsia|carta|oficio|resonancia|tomograf[ií]a|mibg|audiogram|marrow|bma)\s(?:report\s)?(?:dt|dtd|dated"
    r"|de fecha|con fecha|fechad[oa]"
    r"|of)\.?\W*$",
    re.IGNORECASE,
)
# `Se compara con informe externo de TC del`, `compared with the outside CT report of`: the day of the earlier study,
# whatever names it. A label behind (`Comparison: none   Exam date:`) is another matter.
_COMPARED = re.compile(
    r"\b(?:(?:se )?compara(?:n|mos|d[oa]s?|tiv[oa]s?|ndo)?|(?:en )?comparaci[oó]n|compar(?:ed|ing|isons?|ative))\b"
    r"(?:\s?:)?[^.;:\d]{0,70}$",
    re.IGNORECASE,
)
_LABEL = re.compile(r"\b(?:fecha|date)\b", re.IGNORECASE)
# `Skin fibroblasts for TP53: sent 2026-04-10`, `se envió muestra de saliva el`: a sample went out on that day. Slips
# that go with slides or blocks are of the day on which those went out.
_SENT_OFF = re.compile(
    r"\b(?:samples?|specimens?|skin|fibroblasts?|blood|saliva|swabs?|marrow|csf|dna|germ-?line|typing|sequencing|panel"
    r"|exome|genome|array|test(?:s|ing)?|muestras?|piel|fibroblastos?|sangre|hisopados?|m[ée]dula|lcr|adn|germinal"
    r"|tipificaci[oó]n|secuenciaci[oó]n|exoma|genoma|estudio)\b[^.;]{0,60}?"
    r"(?:\b(?:was|were|been|has been|have been|fue|fueron|se) |[:,(–-] ?|(?<=[^\W\d_]) )"
    r"(?:sent|shipped|dispatched|couriered|mailed|submitted|enviad[oa]s?|envi[oó]|remitid[oa]s?|mandad[oa]s?|despachad[oa]s?)"
    r"(?: (?:off|out|away|(?:to|a|al) [^.;:\d]{2,40}?))?(?: on| el| en fecha)?\s*$"
    r"|\bse (?:envi[oó]|mand[oó]|remiti[oó]) [^.;:\d]{2,60} el\s*$",
    re.IGNORECASE,
)
_PAPER_SENT = re.compile(
    r"\b(?:reports?|letters?|results?|cop(?:y|ies)|summary|informes?|cartas?|resultados?|copias?|resumen)\b",
    re.IGNORECASE,
)
# `CASE SUMMARY FOR EXTERNAL OPINION  Dated`: behind a title in capitals it is the paper's own.
_DATED = re.compile(r"\b(?:dated|dtd|de fecha)\W*$", re.IGNORECASE)
_INSTITUTION = re.compile(
    r"\b(?:hosp(?:ital)?\.?|cl[ií]nica|instituto|sanatorio|centro|fundaci[oó]n|cl[ií]nicas?|complejo|maternidad)\b"
    r"[^:;]{0,60}\balta\W[^:]*$",
    re.IGNORECASE,
)
# `Bogotá D.C. marzo 3 de 2024` is no day of discharge.
_CAPITAL_DISTRICT = re.compile(r"\bD\.\s?C\.?\W*$")
# `Day 0   2023-04-18`: the day of a transplant.
_COUNTED = re.compile(r"\b(?:day|d[ií]a)\s?[+-]?(?:\d{1,3}|zero|cero)\W{0,4}$", re.IGNORECASE)
_TIME_OR_NOTHING = re.compile(
    r"[ .,)\-–—]{0,4}(?:(?:\d{1,2}[:.h]\d\d(?:[:.]\d\d)?|[01]\d[0-5]\d|2[0-3][0-5]\d)"
    r" ?(?:hs?|hrs?|horas|[ap]\.? ?m\.?)?)?[ .)\-–—]{0,3}$",
    re.IGNORECASE,
)
_HEAD_WORDS, _BEFORE_CHARS = 9, 90


# `ESTUDIO 2. 04-sep-2023`, `CALL 4 Sun 14/7/24`, `[2024-04-11 16:22]`: what may stand before the day that opens a row
# or an entry.
_OPENING = re.compile(
    rf"(?:[\s|]{{0,4}}(?:\d{{1,2}}[A-Da-d]?|[A-D]\d{{1,2}})(?:\s|\s?\|)|)\W*(?:{WEEKDAY}[ ,.]{{0,2}})?"
    r"(?:(?:(?:estudio|study|report|informe|exam(?:en)?|visita?|call|llamada|entry|message|mensaje"
    r"|control|sesi[oó]n|session|ciclo|cycle|day|d[ií]a)\s?(?:n[º°o.]{0,2}\s?)?\d{0,3}"
    r"|(?:ciclo|cycle|sem(?:ana)?|week|wk|block|bloque|course|curso|tanda|phase|fase|infusi[oó]n|dose|dosis"
    r"|aplicaci[oó]n|C\d{1,2} ?D)[\s#.]{0,2}(?:n[º°o.]{1,2}\s?)?(?:\d{1,3}|[IVX]{1,4}\b))\W{0,3}"
    r"(?:(?:day|d[ií]a|d)\s?1\b\W{0,3})?(?:(?:inicio|started?|began|given|on|el)\W{1,3})?"
    rf"(?:{WEEKDAY}[ ,.]{{0,2}})?)?$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\s*(?:\d{1,2}[.)]|[•*–-])\s")
_NAMED_MONTH = re.compile(r"[^\W\d_]{3}")


def opens_entry(text: str, date: DateText) -> bool:
    """Whether a date opens a row of a table or the entry of a log."""
    return date.start <= _BEFORE_CHARS and _OPENING.match(text[: date.start]) is not None


def is_in_aside(before: str, date: DateText, text: str) -> bool:
    """Whether a date stands in brackets behind other words: `Blood test positive (report Sept 2023`, a day of that.
    Who wrote may tell the day so: `Our questions for the clinic (written Sunday Nov 3, 2024)`. A month alone is of
    whatever it stands behind: `pathology (sent 12/2023)`."""
    opened = before.rfind("(")
    if _WRITTEN.match(before, opened + 1) is not None or before.rstrip().endswith(":"):
        return False  # with a label of its own: `(Date of discharge: 03/04/2024)`
    if ")" in text[date.start : date.end]:  # `treinta y un (31) días del mes de mayo`
        return False
    least = _NAMED if any(value.day for value in date.values) else 0
    return opened > before.rfind(")") and (len(before[:opened].split()) > least or ":" in before[:opened])


def tells_birth(before: str) -> bool:
    """`Wilhelmina b. 6 May 2018`, `nac. 3/4/2015`."""
    return _BORN.search(before) is not None


def names_paper(before: str) -> bool:
    """`Seen: 2025-06-19   Letter: 2025-06-26`: the paper's own name as a label."""
    return _PAPER.search(before) is not None


def is_numbered(text: str) -> bool:
    """Whether a line is an item of a list."""
    return _NUMBERED.match(text) is not None


def names_version(text: str, date: DateText) -> bool:
    """`HOME SYMPTOM PLAN v3   16 September 2024  (replaces v2 ...)`: a day told in words, and then an aside."""
    named = _NAMED_MONTH.search(text[date.start : date.end]) is not None
    return named and text[date.end :].lstrip()[:1] == "(" and len(text[: date.start].split()) <= 2 * _HEAD_WORDS


# `Date of this card`, `fecha de la tarjeta`: of the paper itself, as `date of diagnosis` is not.
_OWN_MAKING = re.compile(
    r"^\s*(?:of|de|del|d)\s(?:(?:the|this|la|las|el|los|esta|este|present)\s)?(?:document|paper|card|list|plan|sheet"
    r"|summary|letter"
    r"|note|report|form|review|update|print-?out|statement|table|chart|minutes|record|documento|tarjeta|lista|hoja"
    r"|resumen|carta"
    r"|nota|informe|reporte|formulario|revisi[oó]n|actualizaci[oó]n|tabla|cartilla|constancia|certificado|acta"
    r"|registro|ficha|receta"
    r"|opinion|addendum|certificate|referral|dictamen|opini[oó]n|complementari[oa]|complemento|suplemento|adenda|ampliaci[oó]n|ep[ií]crisis|historia"
    r"|orden|indicaci[oó]n|indicaciones|llenado|elaboraci[oó]n|redacci[oó]n|emisi[oó]n)\W{0,3}$",
    re.IGNORECASE,
)
# Heads of the columns beside a day: `Today   2021-11-16   Normal`.
_COLUMN = (
    r"today|now|current|this (?:visit|study|time)|hoy|actual|prior|previous|previ[oa]|anterior|baseline|basal"
    r"|normal(?:es)?"
    r"|ref(?:erence|erencia)?(?: range)?|range|units?|unidad(?:es)?|z-?score|pred(?:icted)?"
)
_COLUMN_BEFORE = re.compile(rf"(?:^|(?<=\s\s)|\||\t)[^\w\s]{{0,4}}\s?(?:{_COLUMN})[\s|(]{{0,40}}$", re.IGNORECASE)
_COLUMN_BEHIND = re.compile(rf"^[\s|)]*(?:{_COLUMN})\W*(?:$|\s{{2,}}|\|)", re.IGNORECASE)
# A line that tells of an illness or of what was done for it, not of the paper.
_ILLNESS = re.compile(
    r"^\W*(?:dx|dg|diag\w*|diagn[oó]stico\w*|tto|tratamiento\w*|treatment|rx|hx|history|antecedentes|ap|pmh|surg\w*"
    r"|cirug[ií]as?"
    r"|disease|illness|enfermedad|relapse|reca[ií]da|problem|stage|estadio)\b(?!\s*(?:summary|plan|record|chart))",
    re.IGNORECASE,
)
_NAMED = 4
_WRITTEN = re.compile(
    r"\W?(?:last )?(?:written|updated|revised|typed|prepared|made|as of|version|escrit|actualizad|hech|preparad"
    r"|redactad|versi[oó]n)",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"(?:^|\s)(?:(?:this|clinic|consultation|visit) )?(?:letter|note|summary|carta|nota|resumen|oficio)\s?:\s*$",
    re.IGNORECASE,
)
# `hepatitis b. 3/4/2018`, `Wing B. 12/03` tell no birth.
_BORN = re.compile(
    r"(?:^|(?<!itis)(?<!amin)(?<!amina)(?<!enza)(?<!hep)(?<!type)(?<!tipo)(?<!group)[\s(,])(?:b|bn|[Nn]ac|NAC)\.\s?$"
)
_DOTTED = re.compile(r"\b(?:date|fecha|dated|datum)\W{1,3}(\d{1,2})\.(\d{1,2})\.(\d\d)(?![\d.])", re.IGNORECASE)
_SIGNER = re.compile(
    r"^\W*(?:Dra?|Prof|Lic|Enf|Mr|Mrs|Ms|Sr|Sra|QF|T\.?M|E\.?U|D\.?U\.?E|S/N|Sister"
    r"|Staff Nurse|Nurse|Enfermer[oa])\.? [A-ZÀ-Þ]"
    r"|(?:, ?|[A-ZÀ-Þ][\w'’-]{1,30} )(?:MD|DO|GP|RN|NP|PA-C|CPNP|CRNA|PharmD|FRC\w{1,6}|MRCPCH|MBBS"
    r"|CNS|ANP|APRN|ARNP|PNP|FNP|RSCN|RGN|SN|CHN|MPSI|RPh|BCOP|CPHON|BSN|MSW|LCSW|RD|PT|OT"
    r"|DNB|DCH|PhD|AuD|MPharm|SpR|ST\d|CCST)\b"
)


def dotted_dates(text: str) -> Iterator[DateText]:
    """`Date 26.8.22`: elsewhere such numbers may be those of a section."""
    for found in _DOTTED.finditer(text):
        try:
            value = PartialDate(2000 + int(found[3]), int(found[2]), int(found[1]))
        except ValueError:
            continue
        yield DateText((value,), found.start(1), found.end(3), "dmy")


def names_signer(before: str, behind: str) -> bool:
    """Whether a person with a title stands before a date, and behind it nothing but a time."""
    return _SIGNER.search(before) is not None and _TIME_OR_NOTHING.match(behind) is not None


def is_own_making(behind: str) -> bool:
    """Whether the words behind `date` say that it is that of the paper itself."""
    return _OWN_MAKING.match(behind) is not None


def is_column_head(text: str, date: DateText) -> bool:
    """Whether a date stands over a column of values, beside the word for today's or for the normal ones."""
    return (
        _COLUMN_BEFORE.search(text[: date.start][-80:]) is not None
        or _COLUMN_BEHIND.match(text[date.end :]) is not None
    )


def tells_illness(text: str, date: DateText) -> bool:
    """Whether a line tells of an illness; a month alone is of one wherever other words stand before it."""
    if not any(value.day for value in date.values) and len(text[: date.start].split()) > _NAMED:
        return True
    return _ILLNESS.match(text) is not None


def in_sentence(before: str) -> bool:
    """Whether so many words stand before a label that it is a sentence's verb: `the other child's was faxed on`."""
    return ":" not in before and len(before.split()) > _NAMED


def is_to_come(before: str) -> bool:
    return _NOT_YET.search(before) is not None or _RETURNS.search(before) is not None


def is_another(before: str) -> bool:
    """Whether what stands before a date says that it is not the paper's own: of an earlier day or of a treatment."""
    if _ANOTHERS.search(before) is not None and not _is_titled(before):
        return True
    if _SENT_OFF.search(before) is not None and _PAPER_SENT.search(before) is None:
        return True
    compared = _COMPARED.search(before)
    if compared is not None and _LABEL.search(compared[0]) is None:
        return True
    return _EARLIER.search(before) is not None or _DONE.search(before.rpartition(":")[2]) is not None


def _is_titled(before: str) -> bool:
    dated = _DATED.search(before)
    return dated is not None and len(before[: dated.start()].split()) > 1 and before[: dated.start()].isupper()


def names_institution(before: str) -> bool:
    """Whether a label is a part of an institution's name."""
    return _INSTITUTION.search(before) is not None or _CAPITAL_DISTRICT.search(before) is not None


def is_counted(before: str) -> bool:
    """Whether a date is that of a day which is counted by a number, as those of a treatment are."""
    return _COUNTED.search(before) is not None


def ends_heading(text: str, date: DateText) -> bool:
    """Whether a line is short and ends in its date (and time), as headings and closings do, or tells its weekday:
    `Entregado en mano el 13 de mayo de 2024`, `Comprehensive Clinic   08/20/2024 10:30`."""
    before = text[: date.start]
    if len(before) <= _BEFORE_CHARS and names_weekday(text, date):
        return True
    if len(before) > _BEFORE_CHARS or _TIME_OR_NOTHING.match(text[date.end :]) is None:
        return False
    return len(before.split()) <= _HEAD_WORDS and ":" not in before and not before.rstrip().endswith("(")
