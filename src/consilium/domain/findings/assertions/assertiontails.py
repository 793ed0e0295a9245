"""What stands behind a thing and says how it is meant: `Trombosis nunca`, `Poliuria: los padres no la"
" refieren`, `is to
be avoided`, `cuando los neutrófilos superen 1000`, `starting tomorrow`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.assertions.assertionstems import Form
from consilium.domain.findings.finding import Assertion

_ENDS = r"(?=\s?(?:[.,;)]|$))"
_NEVER = Form(
    re.compile(
        rf"\s?[:,–—-]?\s?(?:nunca|jam[aá]s|never|at no time|en ning[uú]n momento|ningun[oa]){_ENDS}", re.IGNORECASE
    ),
    "nunca jamas never at en ningu",
)
# `vincristina 1,5 mg/m2   ninguna`: behind a dose, the answer of a table's next column.
_NONE_OF_ANOTHER = re.compile(r"\s(?:ningun[oa]|none|nil)\b", re.IGNORECASE)
_DOSED = re.compile(r"\d\s?(?:m[cg]?g|g|µg|u|ui|iu)\b", re.IGNORECASE)
_TO_DOSE = 60
# Who speaks for the child: `Poliuria: los padres no la refieren`, `Snoring: mother has not noticed any`.
_WITNESS = (
    r"(?:(?:the|his|her|their|los|las|la|el|sus?)\s){0,2}(?:parents?|mother|father|mum|mom|dad|family"
    r"|grandmother|patient"
    r"|school|padres?|madre|mam[aá]|pap[aá]s?|familia|familiares|abuela|tutor(?:es|a)?|paciente|ni[nñ][oa]"
    r"|menor|he|she"
    r"|they)\s"
)
_NOT_REPORTED = Form(
    re.compile(
        rf"\s?[:–—-]\s(?:{_WITNESS}(?:(?:do|does|did|has|have)\s?(?:not|n['’]t)|no)\s(?:l[aeo]s?\s"
        rf"|se\s)?(?:ha[n]?\s)?"
        r"(?:report|notic|observ|describ|recall|mention|seen|had|refier|refer|not[ao]|menci|recuerd|present|tien|tuv|"
        rf"padec|identif|detect)\w{{0,6}}|{_WITNESS}(?:den(?:y|ies|ied)|niegan?|nieg[oa])"
        r"|(?:niegan?|neg[oó]|den(?:y|ies|ied)|no|sin|nil)\s(?:known\s|recent\s|any\s|conocido\s)?"
        r"(?:contact|exposure|contacto|exposici[oó]n|antecedentes?|episodios?|episodes?)s?)"
        r"\b",
        re.IGNORECASE,
    ),
    "paren mothe fathe mum mom dad famil grand patie schoo padre madre mama papa papas abuel tutor pacie nino"
    " nina menor "
    "he she they niega niega niegan nego deny denie no sin nil",
)
# What has no place: `forms no part of his treatment`, `is to be avoided`, `no se considera de momento`.
_NO_PLACE = Form(
    re.compile(
        r"(?:\s[\w-]{1,16}){0,2}\s(?:(?:is|are|was|were|has|have|should|must|ought|will)\s(?:been\s"
        r"|to\s)?(?:be\s)?(?:strictly |carefully |best )?"
        r"avoided\b|(?:debe|deben|conviene|ha|han)\s(?:evitarse|evitar|de evitarse)\b"
        r"|no\sse\s(?:considera|contempla|plantea|prev[eé]|valora|aconseja|propone|estima)n?(?!\s(?:activ|curad"
        r"|que)\w*)\b)"
        r"|[\s-](?:un-?exposed|non-?exposed|no\sexpuest[oa])\b",
        re.IGNORECASE,
    ),
    "avoid evita consi conte plant preve valor acons propo estim unexp expos nonex expue un non",
)
# What cannot be had here: of a test it was not done.
_NOT_HERE = Form(
    re.compile(
        r"(?:\s[\w-]{1,16}){0,2}\s(?:(?:is|are|was|were)\s)?(?:not\s(?:currently\s)?available|unavailable"
        r"|no\s(?:est[aá]\s)?"
        r"disponibles?|no\s(?:se\s)?(?:cuenta|dispone)[n]?)\s(?:in|at|here|locally|on site|en|aqu[ií]|localmente)\b"
        r"(?!\s(?:the|our|nuestro)?\s?(?:system|records?|sistema|expediente))",
        re.IGNORECASE,
    ),
    "avail unava dispo cuent dispon",
)
_RESULT = re.compile(r"\b(?:results?|report|resultados?|informe)\b", re.IGNORECASE)
# What waits for a day or a value: `desde el día +40 si plaquetas > 50`, `from day 28 if counts allow`.
_FROM_IF = Form(
    re.compile(
        r"\s(?:desde|a partir del?|from|starting)\s[^.;,:\n]{2,30}\s(?:si|if|siempre que|provided|once|cuando)\s",
        re.IGNORECASE,
    ),
    "desde parti from start",
)
# A Spanish clause of time in the subjunctive is of what has not come: `cuando los neutrófilos superen 1000`.
_WHEN = Form(
    re.compile(
        r"[^.;:\n]{0,70}?(?<!\w)(?:cuando|una vez que|una vez|en cuanto|tan pronto(?: como)?"
        r"|apenas)\s(?:[\w.%/-]{1,18}\s){0,4}?"
        r"(?:se\s)?(?:(?:super|alcanc|llegu|recuper|mejor|normalic|negativic|result|termin|complet|cicatric"
        r"|regres|inici|"
        r"autoric|aprueb|confirm|resuelv|pas)en?|(?:sub|ced|dispong|permit|recib|cumpl|teng|se|hay)an?|est[eé]n?)\b",
        re.IGNORECASE,
    ),
    "cuand una cuant pront apena",
)
_PAST = re.compile(
    r"(?<!\w)(?:[^\W\d_]{2,}(?:ó|aron|ieron|aba)|(?:ten|hab|pod|deb|recib|quer|hac|ped|requer|segu|sent|com|ven|sal)[ií]an?"
    r"|fue|fueron|ha|han|was|were|had|has|have|contin[uú]an?"
    r"|sigue|mantiene"
    r"|\w{3,}ed|given|took|toma|recibe|is on|remains?)\s[^.;:\n]{0,60}$"
)
# `once counts recover`, `when ANC > 750`: English, where no verb of the past stands before.
_ONCE = Form(
    re.compile(
        r"[^.;:\n]{0,50}?\b(?:once|when|as soon as)\s(?:the |his |her )?(?:blood |absolute |neutrophil |platelet )?"
        r"(?:counts?|anc|neutrophils?|platelets?|plts?|creatinine|gfr|levels?|wound|results?|funding|approval"
        r"|slot|bed|cultures?|"
        r"line|margins|mrd|hb|bilirubin|lfts?)\s(?:[\w.%/-]{1,14}\s){0,2}?"
        r"(?:recovers?|allows?|clears?|permits?|heals?|normali[sz]es?|improves?|exceeds?|reach(?:es)?|resolves?"
        r"|rises?|[><≥]|"
        r"above\s\d|(?:is|are)\s(?:back|above|over|below|healed|available|ready|confirmed|approved|negative"
        r"|known|in|\d|[><≥]))",
        re.IGNORECASE,
    ),
    "once when as",
)
# `starting tomorrow`, `desde mañana`, `a partir del lunes`.
_FROM_DAY = Form(
    re.compile(
        r"(?:\s[\w/.,%+-]{1,14}){0,7}?\s(?:starting|beginning|commencing|to start|to begin|from|as of"
        r"|a partir de(?:l)?|desde|"
        r"empezando|comenzando|iniciando)\s(?:el\s|on\s)?(?:tomorrow|next\s\w{3,10}|ma[nñ]ana|pasado ma[nñ]ana"
        r"|(?:el |la )?"
        r"(?:pr[oó]xim[oa]|siguiente)\s\w{3,9})\b",
        re.IGNORECASE,
    ),
    "tomor next manan proxi sigui",
)
# What somebody has to grant: `ONC201 por acceso expandido: solicitud radicada`, `subject to funding approval`.
_TO_GRANT = Form(
    re.compile(
        r"[^.;\n]{0,60}?(?:\b(?:solicitud|autorizaci[oó]n|application|request|approval|authori[sz]ation"
        r"|appeal)\s(?:[\w-]{1,14}\s){0,2}?"
        r"(?:radicad[oa]|presentad[oa]|enviad[oa]|en tr[aá]mite|en curso|ingresad[oa]|pendiente|submitted|filed"
        r"|lodged|pending"
        r"|in process|under review|awaited|sent|made)\b|\b(?:subject to|awaiting|pending|sujet[oa] a"
        r"|a la espera de)\s"
        r"(?:[\w-]{1,14}\s){0,2}(?:approval|funding|authori[sz]ation|aprobaci[oó]n|autorizaci[oó]n"
        r"|financiaci[oó]n|cobertura)\b)",
        re.IGNORECASE,
    ),
    "solic autor appli reque appro autho appea fundi sujet aprob finan cober espera subje await pendi",
)
# What a test that was sent said: `TP53 germline was sent August 2024, negative`.
_SENT_AND = re.compile(
    r"[^.;:\n]{0,24}?\b(?:sent|submitted|requested|taken|enviad[oa]|solicitad[oa]"
    r"|tomad[oa])\b[^.;,:\n]{0,24}[,:–—-]\s?"
    r"(?:(?:and|y|result|resultado|reported|came back|was|fue)\s){0,2}"
    r"(?:(?P<no>negativ[eoa]|normal|not detected|no (?:pathogenic |germline )?(?:variant|mutation)"
    r"|sin (?:variantes?|mutaciones)"
    r"|no (?:detectad[oa]|se detect\w+))|positiv[eoa]|detected|detectad[oa])\b",
    re.IGNORECASE,
)


def behind(text: str, start: int, after: str, stems: frozenset[str]) -> Iterator[Assertion]:
    """What the words `after` a thing at `start` of a text make of it."""
    told = any(form.behind(after, stems) for form in (_NEVER, _NOT_REPORTED, _NO_PLACE))
    if told and not (_NONE_OF_ANOTHER.match(after) and _DOSED.search(text, start, start + _TO_DOSE)):
        yield Assertion.NEGATED
    here = _NOT_HERE.behind(after, stems)
    if here is not None and _RESULT.search(here[0]) is None:
        yield Assertion.NEGATED
    if _FROM_IF.behind(after, stems):
        yield Assertion.CONDITIONAL
    if _FROM_DAY.behind(after, stems) or _TO_GRANT.behind(after, stems):
        yield Assertion.PLANNED
    when = _WHEN.behind(after, stems) or _ONCE.behind(after, stems)
    if when is not None and _PAST.search(text[max(0, start - 80) : start] + when[0].rpartition(" ")[0]) is None:
        yield Assertion.PLANNED


def sent_and_told(after: str) -> Assertion | None:
    """What a test that was sent said, where its result stands in the same sentence."""
    found = _SENT_AND.match(after)
    if found is None:
        return None
    return Assertion.NEGATED if found["no"] else Assertion.STATED


def witnessed(after: str, stems: frozenset[str]) -> bool:
    """Whether a relative behind a thing's colon only tells that the child has it not."""
    return _NOT_REPORTED.behind(after, stems) is not None
