"""What may come, named as a risk or as what is to be expected: `the consent form mentions veno-occlusive disease as a
risk`, `cabe esperar mucositis, caída del pelo e infecciones`, `hair loss and infections are to be expected`. Texts are
folded (lower case, no accents); what stands between is bounded."""

from __future__ import annotations

import re

from consilium.domain.findings.assertions.assertionstems import Form, stems_of

_ITEMS = r"(?:(?:[\w-]{1,18}\s){0,3}[\w-]{1,18}(?:,\s|\s(?:and|or|y|e|o|u)\s)){0,5}(?:[\w-]{1,16}\s){0,3}"
_EXPECT_BEFORE = re.compile(
    rf"(?<!\w)(?:cabe (?:esperar|prever|temer|la posibilidad de)|es (?:de )?(?:esperable|esperar|prever|temer"
    rf"|previsible)(?: que"
    rf"(?: haya| aparezca[n]?| tenga| presente)?)?|(?:hay|habra) que (?:contar con|esperar|temer)|(?:se )?(?:puede[n]?"
    rf"|podria[n]?|"
    rf"pueden) (?:aparecer|presentarse|esperarse|darse|surgir)|puede[n]? (?:causar|producir|provocar|dar|ocasionar"
    rf"|dejar|traer|acarrear)|"
    rf"(?:we|you|they) (?:must|should|may|can|have to) (?:expect|reckon with|be prepared for)|(?:may|might|can|could) "
    rf"(?:well )?"
    rf"(?:cause|leave (?:him|her|them|you|a child) with|lead to|bring on|give rise to|result in)|(?:may|might) (?:then "
    rf")?(?:come|appear|follow|set "
    rf"in))\s{_ITEMS}$"
)
_AS_RISK_BEFORE = re.compile(
    rf"(?<!\w)(?:(?:lists?|listed|mentions?|mentioned|names?|named|includes?|included|cites?|cited|menciona[n]?"
    rf"|nombra[n]?|"
    rf"incluye[n]?|cita[n]?|recoge[n]?|senala[n]?|enumera[n]?)\s(?:(?:among|as|entre|como)\s(?:(?:the|its|a|los|las"
    rf"|sus|un|"
    rf"una)\s)?(?:\w+\s)?(?:risks?|side effects|complications?|dangers?|riesgos?|complicaci\w+|efectos \w+)|(?:the "
    rf")?risks? of|"
    rf"(?:el )?riesgo de)|among the (?:risks|side effects|complications)\s(?:are|is)|entre (?:los riesgos|las "
    rf"complicaciones|"
    rf"los efectos (?:adversos|secundarios))\s(?:esta[n]?|figura[n]?|se (?:cuenta|encuentra)[n]?))\s{_ITEMS}$"
)
_AS_RISK_AFTER = re.compile(
    r"(?:(?:,\s|\s(?:and|or|y|e|o)\s)[\w-]{3,20}(?:\s[\w-]{2,16}){0,3}?){0,4}?\s(?:(?:is|are|was|were) (?:named|listed|"
    r"mentioned|given|cited) )?as (?:(?:an?|possible|potential|known|rare|late|the) ){0,2}(?:risks?|side effects?"
    r"|(?:possible|potential|known) "
    r"complications?|danger)(?=\s?(?:[.,;)]|$)|\s(?:of|in|with|to)\b)"
    r"|(?:(?:,\s|\s(?:and|or|y|e|o)\s)[\w-]{3,20}(?:\s[\w-]{2,16}){0,3}?){0,4}?\s(?:como|entre los|entre sus) "
    r"(?:posibles? |un )?"
    r"(?:riesgos?|(?:posibles )?complicaci\w+|efectos? (?:adversos?|secundarios?|posibles?))\b"
    r"|(?:(?:,\s|\s(?:and|or|y|e|o)\s)[\w-]{3,20}(?:\s[\w-]{2,16}){0,3}?){0,4}?\s(?:(?:is|are|was|were) (?:only )?to "
    r"be "
    r"expected|can be expected|may (?:well )?(?:follow|occur|appear|set in|come)|(?:son|es) (?:de esperar|esperables?)|"
    r"puede[n]? (?:aparecer|presentarse|darse))(?!\w)"
)
# What one is ready for: `por si vuelve la fiebre`.
_IN_CASE = re.compile(
    r"(?<!\w)(?:por si|in case)\s(?:(?:le|se|la|lo|he|she|the|it)\s){0,2}(?:\w{3,12}\s)(?:(?:la|el|un|una|mas|los|las"
    r"|an?|the|more|another)\s){0,2}$"
)
# What is there already: `apareció el día 8, como era de esperar`; `the mucositis he has`.
_THERE = re.compile(
    r"\b(?:his|her|their|this|current|su|sus|este|esta|came (?:up|on)|appeared|developed|aparecio|presento|tuvo"
    r"|desarrollo|had|has "
    r"had|was|were)\s(?:[\w-]{1,16}\s){0,3}$"
)
_FORM = Form(
    re.compile(""),
    "por case cabe esper preve temer hay habra puede pueden podri podria surgi expec recko prepa may might can could "
    "list lists "
    "liste "
    "menti name names named inclu cite cites cited menci nombr cita recog senal enume among entre risk risks riesg "
    "side compl efect dange",
)
_BACK, _AHEAD = 200, 170


def named_as_risk(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` (folded) is named as what may come."""
    if _FORM.behind("", stems_of(text)) is None:
        return False
    begin, last = max(0, start - _BACK), min(len(text), end + _AHEAD)
    if _THERE.search(text, max(begin, start - 60), start):
        return False
    if _AS_RISK_AFTER.match(text, end, last):
        return True
    return any(one.search(text, begin, start) is not None for one in (_EXPECT_BEFORE, _AS_RISK_BEFORE, _IN_CASE))
