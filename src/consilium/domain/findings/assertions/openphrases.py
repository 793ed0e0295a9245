"""What is denied of a child, or told of a relative, in words that no table has, by the noun that makes it an illness.

`No sign of loosening`, `sin defensa ni rebote`, `her cousin has polycystic kidneys`: the noun says that the phrase is a
sign or an illness (`loosening`, `rebote`, `kidneys` of a relative), the words before it which one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consilium.domain.findings.assertions.deniedlists import listed
from consilium.domain.findings.paper import Clause, Section
from consilium.domain.findings.text.spans import Span
from consilium.domain.phrases import fold

_NOUNS = (
    r"cysts?|prolapse|diseases?|syndromes?|disorders?|attacks?|murmurs?|defects?|stones?|nodules?|polyps?"
    r"|anomal(?:y|ies)"
    r"|malformations?|abnormalit(?:y|ies)|deformit(?:y|ies)|deficienc(?:y|ies)|deficits?|abscess(?:es)?|lumps?"
    r"|mass(?:es)?|swellings?|bumps?"
    r"|stigmata|sores?|wounds?|leaks?|clots?|collections?|distension|distention|tenderness|guarding|rigidity"
    r"|stiffness|rebound|wheez(?:e|es|ing)|crackles|crepitations|rales|stridor|retractions?|recessions?|distress"
    r"|grunting|flaring"
    r"|clubbing|cramps?|spasms?|tics?|tremors?|weakness|numbness|tingling|palsy|dizziness|blackouts?|collapse|limp"
    r"|contractures?|dislocations?|loosening|redness|warmth|pus|exudates?|thickening|involvement|toxicit(?:y|ies)"
    r"|obstruction|restriction|regurgitation|stenosis|thrill|gallop|rub|hernias?|herniation|compression|hoarseness"
    r"|snoring"
    r"|hallucinations?|phobias?|incontinence|thirst|arrest|arrhythmias?|dysrhythmias?|ectopics|dysfunction"
    r"|insufficiency|failure|rejection"
    r"|bruits?|clonus|nystagmus|ptosis|strabismus|squint|drooling|hirsutism|striae|acne|plaques?|telangiectasias?"
    r"|petechiae|purpura"
    r"|trismus|caries|cavities|gingivitis|impairment|delay|drift|organomegaly|dysmorphism|dysmorphic features"
    r"|meningism"
    r"|instability|gait disturbance|asymmetry|scoliosis|discrepancy|lymphadenopathy|adenopathy|difficult(?:y|ies)"
    r"|palpitations?|breakdown|haematoma|hematoma"
    r"|quistes?|prolapso|enfermedad(?:es)?|sindromes?|trastornos?|ataques?|soplos?|defectos?|calculos?|nodulos?"
    r"|polipos?|anomalias?"
    r"|malformacion(?:es)?|alteracion(?:es)?|deformidad(?:es)?|deficiencias?|abscesos?|masas?|bultos?|hinchazon"
    r"|manchas?|estigmas?|llagas?|heridas?|fugas?|coleccion(?:es)?|distension|defensa|rigidez|rebote|sibilancias?"
    r"|estertores"
    r"|crepitos|crepitantes|roncus|estridor|tirajes?|retraccion(?:es)?|dificultad|acropaquias?|hipocratismo"
    r"|colicos?|calambres?|espasmos?|temblor(?:es)?"
    r"|debilidad|hormigueos?|paralisis|mareos?|cojera|contracturas?|luxacion(?:es)?|aflojamiento|rubor|pus|exudados?"
    r"|engrosamiento|toxicidad(?:es)?|obstruccion|restriccion|hernias?|compresion|disfonia|ronquidos?"
    r"|alucinacion(?:es)?|paro|arritmias?"
    r"|disfuncion|insuficiencia|rechazo|focalidad|focalizacion|signos meningeos|signos de irritacion"
    r"|rigidez de nuca|clonus|nistagmo|ptosis|estrabismo"
    r"|hirsutismo|estrias|placas|petequias|purpura|equimosis|trismus|caries|gingivitis|retraso|visceromegalias?"
    r"|organomegalias?"
    r"|dismorfias|inestabilidad|asimetria|escoliosis|adenopatias|adenomegalias|palpitaciones|hematomas?|peritonismo"
    r"|irritacion peritoneal|irritacion meningea"
    r"|bleeds?|bleeding|drainage|discharges?|free fluid|subretinal fluid|effusions?|falls?|fits?|tick|invasion"
    r"|injur(?:y|ies)|nodes|metastas[ei]s"
    r"|mets|seeds|seeding|deposits|detachment|ruptures?|spill|spread|fistulas?|reactions?|ectopy|hydrops|tamponade"
    r"|ulcers?|ulceration|lesions?|spots|scars?|burns?|fractures?|infections?|loss|lacerations?|perforation"
    r"|aspiration|retention|congestion|extravasation|dehiscence|dilatation|deviation|displacement"
    r"|haemorrhages?|hemorrhages?|infarcts?|photophobia|itch(?:ing)?|pain|ache|aches|problems|troubles"
    r"|complaints|features|rods|sideroblasts|casts|crystals|opacit(?:y|ies)|neovascularization|leakage|oozing|sinus"
    r"|bulging|deformation|wasting|drooping|droop|twitching|jerks|posturing|agitation|ideation"
    r"|nightmares|self-harm|restlessness|irritability|choking|gagging|regurgitations|jvp"
    r"|sangrados?|sangre|secrecion(?:es)?|supuracion|drenaje|derrames?|caidas?|liquido libre|invasion|lesion(?:es)?"
    r"|ganglios|metastasis|siembras?|implantes|desprendimiento|ruptura|rotura|fistulas?|reaccion(?:es)?|taponamiento"
    r"|ulceras?|ulceracion(?:es)?|cicatrices|quemaduras|fracturas?|infeccion(?:es)?|perdida|perforacion|aspiracion"
    r"|retencion|congestion|extravasacion|dehiscencia|dilatacion|desviacion|hemorragias?|infartos?"
    r"|molestias|problemas|globo|fisuras|goteo|abombamiento|movimientos anormales|ideacion|ideas de muerte"
    r"|autolesiones|pesadillas|atragantamientos?|ahogos?|secuelas|complicacion(?:es)?|complications?|sequelae|flebitis"
    r"|limitacion|derivacion|dolor(?:es)?|picor|comezon|ardor|signos de alarma|red flags|temps?|temperature|alcohol"
    r"|cannabis|tobacco|tabaco|smoking|drogas|distress|claudicacion|vomitos?"
)
# What a denied word says by its ending that it is an illness.
_FORMS = (
    r"[a-z]{3,18}(?:itis|osis|[ae]?emias?|uria|pathy|patias?|megal(?:y|ias?)|penia|algias?|plegia|plejia|pare?si[sa]"
    r"|ectasias?|ectasis|r{1,2}h?o?ea|rragias?|malacia|troph(?:y|ia)|plasia|philia|filia|iasis|thorax|torax|edemas?"
    r"|[aeiou]?stenia|phagia|fagia|pnea|pnoea|omas?|plakias?|plaquias?|dontia|doncia|phasia|fasia|phonia|fonia|opsia"
    r"|reflexia|tonia|kinesia|cinesia|aesthesias?|esthesias?|estesias?|opia)"
)
_NO_FORM = re.compile(
    r"(?:dosis|diagnosis|prognosis|mitosis|anastomosis|tomas?|idiomas?|diplomas?|sintomas?|informas?|formas?|normas?"
    r"|autopsia|necropsia|biopsia|apoptosis|firmas?|bromas?|sistemas?|anestesia|anaesthesia|anesthesia|analgesia"
    r"|estoma"
    r"|stomas?|telemas?|terapia|copias?|simpatia|hypoplasia|genomas?|victimas?|climas?|temas?|problemas?|hematomas?)"
)
_DENIAL = re.compile(
    r"(?<![\w'-])(?:no(?!\s(?:se\s)?(?:puede\s)?(?:exclu|descart)\w+|\s(?:tumoral|neoplasic|lesional)\w*\s(?:con|muestra)\b)"
    r"|not any|nil|without|denies|denied|sin|niega|niegan|ni|nor|tampoco)\s"
    r"(?:(?:evidence|signs?|symptoms?|history|hx|features|suggestion|evidencia|signos?|datos?|sintomas?"
    r"|antecedentes?|hubo|hay|present[ao]|ha presentado|desarroll[ao]|tuvo|curso con|se (?:palpan?|observan?"
    r"|auscultan?|aprecian?|evidencian?|constatan?)|tiene|refiere"
    r"|(?:se )?(?:ha[n]? )?(?:objetiv|evidenci|detect|demostr|demuestr|mostr|muestr|observ|apreci|identific|revel"
    r"|visualiz|encontr|encuentr|hall|registr)(?:o|a|an|aron|ar|arse|ando|andose|aba|aban|ado)) (?:of |de )?)?"
    r"(?:any |obvious |overt |clinical |significant |further |acute |new |palpable |visible |clear |focal )?"
)
_SIGN = re.compile(
    rf"(?<![\w-])(?P<said>(?:[a-z][a-z-]{{2,18}}\s){{0,2}}(?:(?P<noun>{_NOUNS})|(?P<form>{_FORMS}))"
    r"(?:\s(?:de|del|of|en|in)\s(?!(?:la|the|el)\b)[a-z]{4,16})?)(?![\w-])"
)
# A word behind a sign that makes it one of care: `no temperature check`, `no discharge medicines`.
_OF_CARE = re.compile(
    r"\s(?:of (?:care|support|consent)|checks?|medic\w+|meds|drugs?|schemes?|restrictions?|works?|relief|control"
    r"|management"
    r"|issues?|plans?|treatments?|therap\w+|tests?|testing|prophylaxis|artefacts?|artifacts?|swabs?|care|summary"
    r"|letters?"
    r"|samples?|sampling|screen\w*|products?|charts?|forms?|pumps?|bags?|stud(?:y|ies)|clinic|nurse|score|diary|log"
    r"|leucemoide|leukaemoid|leukemoid)\b"
)
# A verb is no part of a sign's name; what can't be ruled out, or was not reached, is denied of nobody.
_VERB = re.compile(
    r"(?:(?P<open>(?:poder|pueda|puede|descart\w+|exclu\w+|siendo|llegar|cumplir|precis\w+|requer\w+)\s)"
    r"|(?:(?:exist|present|mostr|muestr|evidenci|objetiv|observ|detect|apreci|constat|identific|visualiz|refier|refir"
    r"|ten[ie]|tuv|sufri|desarroll|hall|encontr|encuentr|revel|demostr|demuestr)(?:[eai]|[eai]n|aba|aban|ia|ian|ar|er|ir"
    r"|arse|o|io|aron|ieron|ando|iendo|andose|iendose|ado)\s(?:una?\s|otr[oa]s?\s|mas\s)?))"
)
_DENIED_VERB = re.compile(r"(?:no|ni|sin|tampoco|not)\s(?:(?:se|le|ha|han|l[oa]s?)\s){0,2}$")
# What ends a list of denials.
_ENDS = re.compile(
    r"[.;:?()\n|]|\s-\s|->|\b(?:but|pero|aunque|except|salvo|excepto|then|luego|is|are|was|were|has|had|he|she|they"
    r"|we|es|fue|son|tiene|presenta|refiere|se)\b"
)
# The first words of what is no illness of the child, or is read by others.
_FIRST = re.compile(
    r"(?:frequently|often|sometimes|occasionally|still|also|always|easily|then|now|rarely|usually|the|his|her|their"
    r"|this|that|any|other|more|further|known|drug|food|el|la|los|las|su|sus|otra|otros|mas"
    r"|nuevas?|new|evidence|signs?|history"
    r"|residual|recurrent|metastatic|measurable|active|viable|progressive|minimal|extramedullary|stable|and|or|of"
    r"|for|to|with|de|del|para|por|en|con"
    r"|mild|small|tiny|moderate|minimal|slight|trace|stable|leves?|discret[oa]s?|pequen[oa]s?|moderad[oa]s?"
    r"|which|that|que|was|were|is|are|has|had|fue|es|son|hay|hubo)\s"
)
_NOT = re.compile(
    r"disease$|enfermedad$|enfermedades$|^(?:complaints|features|problems|troubles|problemas|collection|collections"
    r"|defect|defects|alteraciones|alteracion"
    r"|difficulty|difficulties|dificultad|delay|retraso|failure|involvement|compression|stones?|attacks?"
    r"|restriction|toxicity|toxicidad|syndrome|sindrome"
    r"|disorder|trastorno|disorders|placas|plaques|paro|thickening|wounds?|heridas?|insufficiency|insuficiencia)$"
)

_HAS = re.compile(
    r"(?:\s?\([^()]{1,24}\))?,?\s?(?:\d{1,2}\s?(?:y|yo|years?|a[nñ]os?|a)?\b\.?,?\s?)?(?:[:–-]\s)?"
    r"(?:(?:who |que |also |tambi[eé]n )?(?:has|have|had|with|suffers? from|died (?:of|from|with)|was (?:born"
    r"|diagnosed) with|is on [a-z]{4,14} for"
    r"|is treated for|treated for|operated for|wears|uses|needed|required|underwent|lives with|takes (?:tablets|pills"
    r"|medicine|something) for|came (?:out|down) (?:in|with)|was (?:operated|treated) (?:on )?for|has had|had had"
    r"|con(?: antecedentes? de)?|tiene|tuvo|padece(?: de)?|operad[oa] (?:de|por|del)|murio (?:de|por)|usa|lleva|trae"
    r"|cursa con|sufre(?: de)?|sufrio(?: de)?|fallecio (?:de|por)|toma (?:pastillas|medicina) para"
    r"|fue (?:operad[oa]|tratad[oa]) (?:de|por)"
    r"|fallecid[oa] (?:de|por)|en tratamiento por|(?:recuperad|tratad)[oa] de|diagnosticad[oa] (?:de|con))\s)?"
    r"(?:an? |un |una |the |recurrent |severe |chronic |mild |congenital )?",
    re.IGNORECASE,
)
_OF_RELATIVES = re.compile(
    rf"(?P<said>(?:[a-z][a-z-]{{2,18}}\s){{0,3}}(?:{_NOUNS}|kidneys?|rinon(?:es)? poliquisticos?"
    rf"|valvulopat\w+(?: \w+){{0,2}}|crisis de [a-z]+"
    r"|tumou?rs?(?: (?:of|de)(?: the| la| el)? [a-z]+)?|panic|trait|minor|major|smear abnormality|dialysis|dialisis"
    r"|transplant|trasplante|pregnancy loss(?:es)?"
    r"|bypass|pacemaker|marcapasos|stents?|laser|splints?|ferulas?|goit(?:re|er)|bocio|dermoid|glass eye"
    r"|prosthesis|protesis"
    r"|cleft (?:lip|palate)|labio (?:hendido|leporino)|paladar hendido|pies? (?:cavos?|planos?|zambos?)"
    r"|club ?f(?:oo|ee)t"
    r"|aids|audifonos|mastectomy|mastectomia|colostomy|colostomia|amputation|amputacion|cold|cough|mumps"
    r"|paperas|measles"
    r"|sarampion|shingles|herpes zoster|blood pressure|cholesterol|menopausia|menopause|menarca|menarche|infertility"
    r"|infertilidad|tos|gripe|flu|covid|pancreas divisum|gallstones"
    r"|miscarriages?|abortos?|allerg(?:y|ies)|alergias?)"
    r"(?:\s(?:de|del|of|in|en)\s(?:the |la |el )?[a-z]{4,16})?(?:\s(?:aortic[oa]|bicuspide|renal(?:es)?"
    r"|aracnoide[oa]|ovaric[oa]|mitral|cardiac[oa]|hepatic[oa]|tiroide[oa]))?)(?![\w-])"
)
# In a part that tells of the family a relative may stand right before what the relative has: `father MI at 49`.
_LIST_OF_KIN = re.compile(
    r"\W*(?:famil(?:y|ia|iares)|fam\.?\s?hx|f\s?/?\s?hx?|fh|de familia|a\.?\s?h?\.?\s?f"
    r"|antecedentes (?:heredo\s?)?familiares)\b",
    re.IGNORECASE,
)
# A person of a pedigree: `I-1  pat. grandfather  alive 71  prostate cancer at 66`, `II:3 tía mat., 24, epilepsia`.
_PEDIGREE = re.compile(r"\W*(?:IV|V|I{1,3})\s?[:.-]\s?\d{1,2}[ab]?\b\W*\s")
_KIN_HAS = re.compile(
    r"(?:\s(?:matern[oa]|patern[oa]|mayor|menor))?(?:\s?\([^()]{1,30}\))?"
    r"(?:,?\s\d{1,2}(?:\s?(?:y|yo|years?|a|a[nñ]os))?\b)?[,:]?\s"
    r"(?P<said>(?:MI|CLL|CML|NHL|COPD|CAD|CVA|TIA|ESRD|ADHD|ASD|OCD|PE|VTE|PCOS|HCM|DCM|LQTS|LFS|VHL|BCC|SCC|CRC|RCC"
    r"|HCC|DMD|SMA|SCD|IAM|ACV|TBC|LLC|LMC|ALL|AML|LLA|LMA|DM|HTN|HPN|HTA|TB|MS|RA|SLE|CF|FAP|PTB)(?![\w-])"
    r"|[a-záéíóúñ][a-záéíóúñ-]{3,18}(?:\s[a-záéíóúñ][a-záéíóúñ-]{1,18}){0,3})"
)
# What a relative may have is told by one of its words: `opioid use disorder`, `lipoma`, `carcinoma medular`.
_ILL = re.compile(
    rf"(?:[a-z-]+\s){{0,3}}(?:{_NOUNS}|{_FORMS}|carcinoma(?: [a-z]+)?|cancer(?: [a-z]+)?|trait|rasgo)(?![\w-])"
)
_NOT_ILL = re.compile(
    r"\b(?:has|had|with|died|con|por|de|del|tiene|tuvo|murio|fallecid[oa]|finad[oa]|and|y|who|que|is|was)\b"
)
_SHORT = re.compile(
    r"(?:MI|CLL|CML|NHL|COPD|CAD|CVA|ESRD|ADHD|OCD|VTE|PCOS|HCM|DCM|LQTS|LFS|VHL|MPNST|DVT|LLC|LMC|AML|LLA|LMA"
    r"|MS|SLE|CF"
    r"|FAP|PTB|ITP|DMD|SMA|HTN|HTA|IAM|ACV|TBC|EPOC|IBS|IBD|RA|TB)(?![\w-])"
)
_NO_RELATIVES = re.compile(
    r"(?:\b(?:no|not|without|sin|any|the same|her|his|their|questions?|concerns?|worr\w+|about|de su|del paciente)\b)"
)
# What treatment may leave, where a paper says that it has left nothing: `Late effects: none found`.
_LATE = re.compile(
    r"\b(?:late effects|late toxicities|efectos tardios|secuelas tardias)\b(?! (?:clinic|follow|team|visit))"
)


def denied_phrases(clause: Clause) -> Iterator[Span[str]]:
    """Signs that a list denies, from left to right; a thing of the list that is no sign does not end it."""
    text = clause.text.lower()
    folded = clause.folded if len(clause.folded) == len(clause.text) else text
    for late in _LATE.finditer(folded):
        yield Span(late[0], late.start(), late.end())
    for one in listed(folded, _DENIAL, _ENDS):
        found = _without_verb(folded, _SIGN.match(folded, one.start, one.end), one.end)
        if found is not None and _is_sign(found) and _OF_CARE.match(folded, found.end(), one.past) is None:
            yield Span(found["said"], found.start(), found.end())


def _without_verb(text: str, found: re.Match[str] | None, end: int) -> re.Match[str] | None:
    """A sign without the denied verb before it (`no presentaba lesiones`); None behind a verb of its own (`no había
    recibido X, presentó una reacción`) or where it only can't be ruled out (`sin poder descartar metástasis`)."""
    verb = _VERB.match(text, found.start("said"), end) if found is not None else None
    if found is None or verb is None:
        return found
    if verb["open"] or not _DENIED_VERB.search(text[max(0, verb.start() - 12) : verb.start()]):
        return None
    return _SIGN.match(text, verb.end(), end)


def of_care(clause: Clause, end: int) -> bool:
    """Whether the words behind a sign make it one of care: `No infection control issues`."""
    return _OF_CARE.match(clause.text.lower(), end) is not None


def _is_sign(found: re.Match[str]) -> bool:
    said = found["said"]
    formed = found["form"] is None or _NO_FORM.fullmatch(found["form"]) is None
    return formed and _FIRST.match(said) is None and _NOT.search(said) is None


def _is_illness(said: str) -> bool:
    """Whether words right behind a relative name an illness: in capitals, or by one of them."""
    plain = fold(said)
    ill = said.isupper() or _ILL.match(plain) is not None
    return ill and _NOT_ILL.search(plain) is None and _NO_RELATIVES.search(plain) is None


def lists_kin(clause: Clause) -> bool:
    """Whether a clause stands in a part or a line that tells of the family: `FHx: father MI at 49. Mother well.`"""
    line = clause.pieces[0].line.text if clause.pieces else ""
    return (
        clause.section is Section.FAMILY_HISTORY
        or any(_LIST_OF_KIN.match(one) for one in (clause.text, line))
        or _PEDIGREE.match(line) is not None
    )


def of_relatives(clause: Clause, relatives: Sequence[Span[str]]) -> Iterator[Span[str]]:
    """What stands right behind a relative and a word for having it."""
    folded = clause.folded if len(clause.folded) == len(clause.text) else clause.text.lower()
    listed = lists_kin(clause)
    for one in relatives:
        kin = _KIN_HAS.match(clause.text, one.end) if listed else None
        if kin is not None and _is_illness(kin["said"]):
            yield Span(kin["said"], kin.start("said"), kin.end("said"))
            continue
        has = _HAS.match(folded, one.end)
        if has is None or not has[0].strip(" ,"):
            continue
        short = _SHORT.match(clause.text, has.end())
        if short is not None:
            yield Span(short[0], short.start(), short.end())
            continue
        found = _OF_RELATIVES.match(folded, has.end())
        if found is not None and _NO_RELATIVES.search(found["said"]) is None:
            yield Span(found["said"], found.start("said"), found.end("said"))
