"""What is denied of a child, or told of a relative, in words that no table has, by the noun that makes it an illness.

`No sign of loosening`, `sin defensa ni rebote`, `her cousin has polycystic kidneys`: the noun says that the phrase is a
sign or an illness (`loosening`, `rebote`, `kidneys` of a relative), the words before it which one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consilium.domain.findings.paper import Clause
from consilium.domain.findings.spans import Span

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
    r"|irritacion peritoneal"
)
_PHRASE = rf"(?:[a-z][a-z-]{{2,18}}\s){{0,2}}(?:{_NOUNS})(?:\s(?:de|del|of|en|in)\s(?!(?:la|the|el)\b)[a-z]{{4,16}})?"
_DENIAL = re.compile(
    r"(?<![\w'-])(?:no|not any|nil|without|denies|denied|sin|niega|niegan|ni|nor|tampoco)\s"
    r"(?:(?:evidence|signs?|symptoms?|history|hx|features|suggestion|evidencia|signos?|datos?|sintomas?"
    r"|antecedentes?|hubo|hay|presenta|se (?:palpan?|observan?"
    r"|auscultan?|aprecian?|evidencian?|constatan?)|tiene|refiere) (?:of |de )?)?"
    r"(?:any |obvious |overt |clinical |significant |further |acute |new |palpable |visible |clear |focal )?"
)
_ITEM = re.compile(rf"(?<![\w-])(?P<said>{_PHRASE})(?![\w-])")
_JOINS = re.compile(r"(?:,|/|\bor\b|\band\b|\bo\b|\by\b|\bni\b|\bu\b|\bno\b|\bnor\b|\bsin\b|\s)+")
_MOST_LIST = 160
# The first words of what is no illness of the child, or is read by others.
_FIRST = re.compile(
    r"(?:the|his|her|their|this|that|any|other|more|further|known|drug|food|el|la|los|las|su|sus|otra|otros|mas"
    r"|nuevas?|new|evidence|signs?|history"
    r"|residual|recurrent|metastatic|measurable|active|viable|progressive|minimal|extramedullary|stable|and|or|of"
    r"|for|to|with|de|del|para|por|en|con"
    r"|which|that|que|was|were|is|are|has|had|fue|es|son|hay|hubo)\s"
)
_NOT = re.compile(
    r"disease$|enfermedad$|enfermedades$|^(?:mass|masa|masas|masses|lesion|lesions|lesiones|collection|collections"
    r"|defect|defects|alteraciones|alteracion"
    r"|difficulty|difficulties|dificultad|delay|retraso|failure|involvement|compression|stones?|attacks?"
    r"|restriction|toxicity|toxicidad|syndrome|sindrome"
    r"|disorder|trastorno|disorders|placas|plaques|paro|thickening|wounds?|heridas?|insufficiency|insuficiencia)$"
)

_HAS = re.compile(
    r"(?:\s?\([^()]{1,24}\))?,?\s?(?:\d{1,2}\s?(?:y|yo|years?|a[nñ]os?|a)?\b\.?,?\s?)?(?:[:–-]\s)?"
    r"(?:(?:who |que |also |tambi[eé]n )?(?:has|have|had|with|suffers? from|died (?:of|from|with)|was (?:born"
    r"|diagnosed) with|is on [a-z]{4,14} for"
    r"|is treated for|treated for|operated for|con(?: antecedentes? de)?|tiene|tuvo|padece(?: de)?|operad[oa] (?:de"
    r"|por)|murio (?:de|por)|fallecio (?:de|por)"
    r"|fallecid[oa] (?:de|por)|en tratamiento por|diagnosticad[oa] (?:de|con))\s)?"
    r"(?:an? |un |una |the |recurrent |severe |chronic |mild |congenital )?",
    re.IGNORECASE,
)
_OF_RELATIVES = re.compile(
    rf"(?P<said>(?:[a-z][a-z-]{{2,18}}\s){{0,3}}(?:{_NOUNS}|kidneys?|rinon(?:es)? poliquisticos?"
    rf"|valvulopat\w+(?: \w+){{0,2}}|crisis de [a-z]+"
    r"|tumou?rs?(?: (?:of|de)(?: the| la| el)? [a-z]+)?|panic|trait|minor|major|smear abnormality|dialysis|dialisis"
    r"|transplant|trasplante|pregnancy loss(?:es)?"
    r"|miscarriages?|abortos?|allerg(?:y|ies)|alergias?)"
    r"(?:\s(?:de|del|of|in|en)\s(?:the |la |el )?[a-z]{4,16})?(?:\s(?:aortic[oa]|bicuspide|renal(?:es)?"
    r"|aracnoide[oa]|ovaric[oa]|mitral|cardiac[oa]|hepatic[oa]|tiroide[oa]))?)(?![\w-])"
)
_NO_RELATIVES = re.compile(
    r"(?:\b(?:no|not|without|sin|any|the same|her|his|their|questions?|concerns?|worr\w+|about|de su|del paciente)\b)"
)


def denied_phrases(clause: Clause) -> Iterator[Span[str]]:
    """Signs that a list denies, from left to right."""
    text = clause.text.lower()
    folded = clause.folded if len(clause.folded) == len(clause.text) else text
    for opened in _DENIAL.finditer(folded):
        at, end = opened.end(), min(len(folded), opened.end() + _MOST_LIST)
        while at < end:
            found = _ITEM.match(folded, at, end)
            if found is None or _FIRST.match(found["said"]):
                break
            if _NOT.search(found["said"]) is None:
                yield Span(found["said"], found.start(), found.end())
            joined = _JOINS.match(folded, found.end(), end)
            if joined is None or not joined[0].strip():
                break
            at = joined.end()


def of_relatives(clause: Clause, relatives: Sequence[Span[str]]) -> Iterator[Span[str]]:
    """What stands right behind a relative and a word for having it."""
    folded = clause.folded if len(clause.folded) == len(clause.text) else clause.text.lower()
    for one in relatives:
        has = _HAS.match(folded, one.end)
        if has is None or not has[0].strip(" ,"):
            continue
        found = _OF_RELATIVES.match(folded, has.end())
        if found is not None and _NO_RELATIVES.search(found["said"]) is None:
            yield Span(found["said"], found.start("said"), found.end("said"))
