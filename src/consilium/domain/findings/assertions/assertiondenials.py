"""Forms by which a sentence denies a thing: signs, doubts taken back, errors of a chart, what was turned down."""

from __future__ import annotations

import re

from consilium.domain.findings.assertions.assertionstems import Form

# A sign right after a thing, or `NO` that ends its part: `diarrea (-)`, `adenopatías(-)`, `sme Down NO.`; the cell of
# its row, where a photograph left no gap before it: `Invasión vascular No`, but not `Biopsy No. AP-24`.
_SIGN_AFTER = re.compile(r"\s?\(\s?[-–—]\s?\)")
SIGNED_OFF = re.compile(
    r"[\s-]free\b(?!\s(?:T|fluid|air|flap|text))|\s?[:=]?\s?(?:[a-záéíóúñ]{3,14}\s)?(?<!\w)NO\b(?=\s*(?:[.;,|)]"
    r"|\((?!\d)|$))"
    r"|\s(?:y|e|o|and|or|,)\s[a-záéíóúñ-]{4,16}\sno(?=\s?[;.])|\s(?:none|nil)(?=\s?(?:[,;.)]|$))|\s(?:pasad|previ"
    r"|conocid|activ)[oa]s?\sno(?=\s?(?:[,;.)]|$))"
    r"|\s?(?<!\w)no(?=\s?(?:[,;]|\.?$|\.\s+[A-ZÁÉÍÓÚ0-9]))|\sNo(?=\s?(?:[;|]|\.?\s*$|\.\s+[A-ZÁÉÍÓÚ][a-záéíóúñ]))|\s?[-–—:]\s?(?:no|nope|none)(?=\s?(?:[,;.)]|$))"
)
# Signs before things: `Ø fever`, `(-) chills (+) cough`, `s/ fiebre`, `- fever, + vomiting`.
_SIGN_BEFORE = re.compile(r"(?:Ø|∅|\(\s?[-–—]\s?\)|(?<![\w/])[sS]/[eE]?)\s?(?:(?<=\)\s)[\w-]{3,12}\s)?$")
_SIGNS_LEAD = re.compile(r"[\s\w]{0,24}:?\s*\(\s?[-–—+]\s?\)\s?\w")
# A plus between two words joins them (`- rituximab + MTX` is an item of a list).
_SIGNS_END = re.compile(r"\(\s?[-–—+]\s?\)\W*$")
_MINUS_BEFORE, _PLUS = re.compile(r"(?:^|[\s,(])[-–]\s?$"), re.compile(r"(?:^|[,;:.(]\s?|\s(?=\+\S))\+\s?[^\W\d_]")
# The values of a row of signs: `Fever: - Cough: - Rash: +`, `Fever N  Cough N  Rash Y`.
_MINUS_VALUE, _SIGN_VALUES = (
    re.compile(r"\s?[:=]\s?[-–](?=[\s,;]|$)"),
    re.compile(r"[^\W\d_]\s?[:=]\s?[-–+](?=[\s,;]|$)"),
)
# `Cough +, fever -, vomiting ++`.
_MINUS_BEHIND, _PLUS_BEHIND = (
    re.compile(
        r"\s?-(?=\s?[,;.]|"
        r"\s*$)"
    ),
    re.compile(r"[^\W\d_]\s?\(?\+{1,3}\)?(?=[\s,;.]|$)"),
)
_N_VALUE, _LETTER_VALUES = (
    re.compile(r"\s?[:=]?\s?N(?=\s{2,}|[,;|]|\s+[A-Z][a-z]|$)"),
    re.compile(r"[^\W\d_]{3}\s?[:=]?\s?[NYS](?=\s{2,}|[,;|]|\s+[A-Z][a-z]|$)"),
)
_N_ENDS = re.compile(r"\sN(?=\.(?:\s|$)|;)")
# `the chest physician has cleared the child of active tuberculosis`.
_CLEARED_OF = re.compile(
    r"\bcleared (?:(?:the|this|our) )?(?:\w{2,12} )?of (?:active |any |having )?(?:[\w-]{3,16} ){0,2}$", re.IGNORECASE
)
# `has not acted ill or had any fevers`: the second verb is denied with the first.
_OR_ANY = re.compile(
    r"\b(?:not|never|[a-z]n't|denies|denied)\s(?:[^\s.;:]{1,20}\s){1,10}?(?:or|nor)\s"
    r"(?:(?:has|have|had|having|developed?|noted?|report(?:ed)?|experienced?)\s)?any\s(?:[\w-]+\s){0,2}$",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"(?:^|[.;:|]\s?)(?:NOT|Not|not)\s(?:done|performed|given|taken|seen|found"
    r"|needed)\b[:\s]+(?:[\w-]+\s){0,2}$"
)
# A doubt that the same sentence takes back: `was suspected but the venogram excluded it`.
_TAKEN_BACK = Form(
    re.compile(
        r"[^.\n]{0,140}?(?:\b(?:but|however|though|although|and|then|later|subsequently|pero|aunque|sin embargo"
        r"|luego|despu[eé]s|"
        r"posteriormente|lo (?:cual|que)|which|que|&)\b|[,;–—&-])[^.;\n]{0,80}?(?:"
        r"\b(?:ruled|rules) (?:it|this|that|them|these) out\b|\b(?:excluded|excludes|refuted|disproved) (?:it|this"
        r"|that|them|these)\b"
        r"|\b(?:it|this|that|which|was|were|been|then|later|subsequently) (?:was |were |has been |been )?(?:later "
        r"|subsequently |then )?"
        r"(?:excluded|ruled out|refuted|disproved|discounted|dismissed|not (?:met|confirmed|borne out|supported"
        r"|found|felt likely))\b|\bnot (?:met|confirmed|borne out|supported)\b"
        r"|\bnever (?:diagnosed|confirmed|proven|proved|substantiated)\b"
        r"|\b(?<!no )(?:la|lo|los|las|se) (?:ha |han )?(?:descart|exclu)\w{1,6}"
        r"|\b(?:fue|fueron|qued[oóa]n?|ha sido|han sido)\s(?:\w{4,14}mente\s)?(?:descartad|excluid)[oa]s?)",
        re.IGNORECASE,
    ),
    "exclu refut dispr disco dismi ruled rules never not desca",
)
_DOUBTED = re.compile(
    r"\b(?:suspect|concern|consider|quer(?:y|ied)|question|thought|worr|fear|possib|probabl|sospech|pens[oóa]|plante"
    r"|consider|dud|posib"
    r"|impresion|rais|label|called)",
    re.IGNORECASE,
)
# A chart's error: `listed in error`, `consignada erróneamente`, `incorrectly recorded as`, `the report was wrong`.
_WRITTEN = (
    r"(?:refer|inform|list|record|enter|document|chart|label|labell|flagg|not|writ|cod|report|put|registr"
    r"|consign|anot"
    r"|document|etiquet|codific"
    r"|reg[ií]str|figur|apare[cz]|escrib)\w{0,7}"
)
_MISTAKEN = (
    r"(?:in error|erroneously|mistakenly|by mistake|incorrectly|wrongly|por error|err[oó]neamente"
    r"|equivocad\w{1,6}|por equivocaci[oó]n|incorrectamente)"
)
_ERROR_AFTER = Form(
    re.compile(
        rf"[^.;\n]{{0,60}}?(?:\b{_WRITTEN}\b[^.;\n]{{0,40}}?\b{_MISTAKEN}|\b{_MISTAKEN}\s{_WRITTEN}"
        r"|\b(?:was|were|is|are|turned out to be|proved) (?:wrong|incorrect|mistaken|erroneous|a mistake|an error"
        r"|a (?:clerical|transcription|typing) error)"
        r"|\b(?:fue|era|es) un error\b|\bmisdiagnosis\b|\b(?:withdrawn|retracted|removed) (?:in|by|on|from) (?:the "
        r"|an )?(?:amend|addend|corrig|revis|list|chart|record)"
        r"|\b(?:this|that|it|esto|eso|ese|esa|[eé]l) (?:is|was|actually is|was actually|es|era|fue)(?: really"
        r"| actually| en realidad)? (?:(?:his|her|their|the|su|del|de su|de la|la|el) )?(?:\w+ )?"
        r"(?:twin|brother|sister|sibling|cousin|mother|father|mellizo|melliza|gemel[oa]|herman[oa]|prim[oa]|madre"
        r"|padre|mam[aá]|pap[aá])(?!['’]s (?:birthday|wish))|\b(?:allergy|label|entry|diagnosis|alergia"
        r"|etiqueta)\s(?:was |has been |since )?(?:removed|deleted|de-?labell?ed|retirad[oa]|eliminad[oa]))",
        re.IGNORECASE,
    ),
    "error erron mista incor wrong misdi withd retra remov equiv delet delab retir elimi twin broth siste sibli "
    "cousi mothe fathe melli gemel herma primo prima madre padre mama papa",
)
_SHOWN = re.compile(rf"\b{_WRITTEN}\b[^.;\n]{{0,40}}$", re.IGNORECASE)
_ERROR_LATER = Form(
    re.compile(rf"[^.;\n]{{0,80}}?\b{_MISTAKEN}", re.IGNORECASE),
    "error erron mista incor wrong equiv",
)
_ERROR_BEFORE = Form(
    re.compile(
        r"(?:\b(?:erroneous|mistaken|incorrect|wrong|false) (?:report|diagnosis|label|entry|record|listing"
        r"|impression) of"
        r"|\bmisdiagnosed (?:as|with)|\b(?:incorrectly|wrongly|erroneously|mistakenly) (?:\w+ ){0,2}(?:as|with"
        r"|to have)"
        rf"|\b{_WRITTEN}\s{_MISTAKEN}|\bdiagn[oó]stico err[oó]neo de|\bdisagree with (?:the |that "
        r"|their )?(?:\w+ ){0,3}(?:of)?"
        r"|\bdo(?:es)? not (?:agree|fit|tally) with"
        r"|\bno (?:compart\w{1,5}|coincid\w{1,5} con|concuerda con|concord\w{1,5} con)[^.;,]{0,30})"
        r"\s(?:(?:a|an|the|el|la|un|una)\s)?(?:[\w-]+\s){0,2}$",
        re.IGNORECASE,
    ),
    "erron mista incor wrong false misdi disag agree fit tally compa coinc concu conco",
)
# `se había dicho X: se revisó, no lo es`, `captopril: no se llegó a dar`, `he thought asthma, it was not`.
_IS_NOT = Form(
    re.compile(
        r"[^.;\n]{0,60}?\b(?:no lo (?:es|era|fue|son)|no (?:es|era|fue) as[ií]|no es cierto|no es el caso|(?:it"
        r"|this|that) (?:is|was) not(?: so)?(?=\s?[.,;)(]|$)"
        r"|(?:ultrasound|scan|test|mri|ct|x-?ray|doctor|ecograf[ií]a|resonancia|m[eé]dico) (?:said|says"
        r"|dijo que|dice que) no"
        r"|not the case|no se lleg[oó] a \w+)\b",
        re.IGNORECASE,
    ),
    "said says dijo dice lo asi ciert caso not case llego",
)
# What a child never had, or what a test did not find: `Varicela: no tuvo`, `Hepatitis C screened 2012: negative`.
_NEVER_HAD = Form(
    re.compile(
        r"\s?[:,–—-]\s?(?:no|nunca|never|not)\s(?:l[ao]s?\s)?(?:tuvo|ha tenido|present[ao]\w{0,2}|padeci[oó]|had|"
        r"developed|found|seen|deficient)\b"
        r"|\s?[:,–—-]\s?(?:tested|screened|checked|investigated|estudiad[oa]|descartad[oa]),?\s(?:and\s|"
        r"y\s)?(?:NOT|not|neg\w*|no)\b"
        r"|[^.\n]{0,40}?[;,(–—-]\s?none (?:was |were )?(?:seen|found|present|noted|detected)\b"
        r"(?!\s(?:on|in|at|elsewhere|beyond|outside|since)\b)"
        r"|[^.;:,\n]{0,30}?,\s(?:luego\s|ya\s|later\s|since\s|then\s)?(?:descartad|excluid)[oa]s?\b|"
        r"[^.;:,\n]{0,30}?,\s(?:later\s|since\s|then\s)?(?:excluded|ruled out)\b"
        r"|\sscreen(?:ing)?\s(?:was\s|is\s)?(?:neg|negative|clear|normal)\b"
        r"|\s(?:\w+\s){0,2}?(?:screen(?:ed|ing)?|test(?:ed)?|serolog\w{1,3}|NS1|Ig[GM]|PCR|antigen\w?|"
        r"ant[ií]geno)\b[^.;:\n]{0,16}?[:–—-]\s?"
        r"(?:neg|negativ[eoa]s?|not detected|no detectad[oa]|non-?reactive|no reactiv[oa]|normal)\b",
        re.IGNORECASE,
    ),
    "none tuvo tenid prese padec had devel found seen defic teste scree check inves estud desca exclu ruled neg negat "
    "detec react normal",
)
# What has not come yet: `Mucositis - not yet.`
_NOT_YET = Form(
    re.compile(r"\s?[:,–—(-]\s?(?:not yet|none yet|a[uú]n no|todav[ií]a no|so far none)\b(?!\s\w)", re.IGNORECASE),
    "yet none aun todav far",
)
# What is not thought useful, or was kept from: `gastrostomía: no se considera útil`, `transfusion was avoided`.
_NOT_DEEMED = Form(
    re.compile(
        r"[^.;,\n]{0,40}?\b(?:no se (?:considera|estima|cree|ve|juzga|valora|plantea|contempla)(?! (?:descartad"
        r"|excluid))|not (?:considered|felt|thought|deemed|judged) (?:useful|helpful|necessary|appropriate"
        r"|indicated|suitable|safe)"
        r"|not (?:being considered|an option|on the table|appropriate|suitable)|(?:was|were|has been) avoided"
        r"|se evit[oaó]|fue evitad[oa])\b",
        re.IGNORECASE,
    ),
    "consi felt thoug deeme judge optio appro suita avoid evito evita estim cree juzga valor plant conte being",
)
# What is not to be given, or was turned down: `do NOT give`, `morfina -> mamá no acepta`.
_TURNED_DOWN = Form(
    re.compile(
        r"[^.;:,\n]{0,40}?,\s(?:but |pero |y |and )?(?:ella|[eé]l|he|she|they)\s(?:no (?:l[ao]s? |se )?(?:tuvo"
        r"|tiene|contagi[oó])"
        r"|(?:has|did|had)(?:n['’]t| not) (?:had|caught|got|have|catch|get) (?:it|that|this))\b"
        r"|\s?(?:was |were |is |fue )?(?:discussed|considered|offered|proposed|thought of|comentad[oa]"
        r"|valorad[oa]|ofrecid[oa]"
        r"|considerad[oa]),?\s(?:but |pero |and |y )(?:was |were |se )?(?:not|NOT|never|no)\s\w{4}"
        r"|\s?(?:was |were |is |fue )?(?:discussed|considered|offered|proposed|comentad[oa]|valorad[oa]"
        r"|ofrecid[oa]),?\s(?:(?:and|but|y"
        r"|pero)\s)?(?:then )?(?:rejected|declined|turned down|refused|dismissed|dropped|rechazad[oa]"
        r"|descartad[oa]|desestimad[oa])\b"
        r"|\s?(?:->|→|=>|[,:–—(-])?\s?(?:(?:(?:the |his |her |la |el |los |las |su )?(?:mum|mom|mother|dad"
        r"|father|family|parents?|patient|pt|she|he|they|team|mam[aá]|pap[aá]|madre|padres?|familia|paciente"
        r"|ella|[eé]l|equipo)\s){0,1}(?:no acepta\w{0,3}|declin(?:ed|es)|refus(?:ed|es)"
        r"|rechaza\w{0,3}|rechaz[oó](?! (?:del?|al?)\b))"
        r"|(?<!, )(?:is |are )?(?:do not|don['’]t|not to be|never) (?:give|be given|use|used|given)|no (?:dar"
        r"|administrar"
        r"|usar|utilizar|indicar))\b",
        re.IGNORECASE,
    ),
    "ella el he she they not never no rejec turne dropp dismi desca deses "
    "acept decli refus recha give use used given dar admin usar utili indic",
)


# A belief denied: `we do not think this is a lymphoma`, `no creemos que tenga diabetes`; of a thing that is so only
# what comes of it is denied: `we do not feel that his seizures are related to ...`.
_NOT_THOUGHT = Form(
    re.compile(
        r"\b(?:(?:do|does|did)(?:n['’]?t| not)\s(?:really\s|actually\s)?(?:think|believe|feel|suspect|consider)"
        r"|no\s(?:creo|creemos|cree|pienso|pensamos|piensa|consideramos|considera|considero)\sque"
        r"|no\s(?:sospech(?:o|a|amos)))\s(?!(?:that )?(?:we|he|she|you|they|it) (?:can|need|should))"
        r"(?!(?:that |que )?(?:his|her|the|their|this|these|su|sus|la|el|los|las|est[ae])\s"
        r"(?:(?!(?:is|are|was|has|have|es|sea|tenga|haya)\b)[\w-]{1,16}\s){0,2}$)"
        r"(?![^.;:,\n]{0,60}\b(?:(?:cause|reason|causa|motivo) (?:of|for|del?)|responsible for|responsable del?"
        r"|explains?"
        r"|causing|expli(?:ca|que|can|quen))\s(?:(?:his|her|the|la|el|los|las|su)\s)?$)[^.;:,\n]{0,60}$",
        re.IGNORECASE,
    ),
    "think belie feel suspe consi creo creem cree piens pensa sospe",
)
# What is done without, in the words of orders: `Busulfan avoided`, `no hace falta`, `antes de tomarla no`.
_DONE_WITHOUT = Form(
    re.compile(
        r"\s?[:,–—(-]?\s?(?:(?:was |were |is |to be |being |has been )?(?:deliberately |strictly )?(?:avoided|banned"
        r"|prohibited|forbidden|contra-?indicated|off limits)"
        r"|(?:est[aá] |queda )?(?:prohibid|contraindicad|evitad)[oa]s?|no (?:le |se )?(?:hace|hizo|har[aá]) falta"
        r"|none of which (?:was|were|is|are) (?:found|seen|present|detected|identified))\b(?!\s(?:by|if|when|si"
        r"|until))",
        re.IGNORECASE,
    ),
    "avoid banne prohi forbi contr off evita falta none",
)


# `ordered for thrush -> NOT given`: what is not given is not what it was for.
_WHAT_FOR = re.compile(r"\b(?:for|para|por)\s(?:[\w-]+\s){0,2}$", re.IGNORECASE)
_ARROW = re.compile(r"\s?(?:->|→|=>|[–—-])\s")


def denied(text: str, before: str, after: str, stems: frozenset[str]) -> bool:
    """Whether the words `before` and `after` a thing of a clause deny it."""
    return _by_sign(text, before, after) or _by_words(before, after, stems)


def _by_sign(text: str, before: str, after: str) -> bool:
    leads = _SIGNS_LEAD.match(text) is not None and _SIGNS_END.search(text[-8:]) is None
    if SIGNED_OFF.match(after) or (_SIGN_AFTER.match(after) and not leads):
        return True
    if _MINUS_VALUE.match(after) and len(_SIGN_VALUES.findall(text)) > 1:
        return True
    if _MINUS_BEHIND.match(after) and _PLUS_BEHIND.search(text):
        return True
    if _N_ENDS.match(after) or _NOT_DONE.search(before):
        return True
    if _N_VALUE.match(after) and len(_LETTER_VALUES.findall(text)) > 1:
        return True
    sign = _SIGN_BEFORE.search(before[-24:])
    if sign or (_MINUS_BEFORE.search(before[-8:]) and _PLUS.search(text)):
        return leads or sign is None or ")" not in sign[0]
    return False


def _by_words(before: str, after: str, stems: frozenset[str]) -> bool:
    if any(
        form.behind(after, stems) for form in (_IS_NOT, _NEVER_HAD, _NOT_YET, _NOT_DEEMED, _ERROR_AFTER, _DONE_WITHOUT)
    ):
        return True
    if _TURNED_DOWN.behind(after, stems) and not (_WHAT_FOR.search(before) and _ARROW.match(after)):
        return True
    if _NOT_THOUGHT.before(before, stems) or _CLEARED_OF.search(before[-60:]) or _OR_ANY.search(before[-140:]):
        return True
    if _ERROR_BEFORE.before(before, stems) or (_ERROR_LATER.behind(after, stems) and _SHOWN.search(before)):
        return True
    found = _TAKEN_BACK.behind(after, stems)
    return found is not None and _DOUBTED.search(before[-70:] + " " + found[0]) is not None
