"""Where a history goes on and what was said before is over: at what brings the child (`sin antecedentes que consulta
por fiebre`), what was done next (`sin mejoría, se realizó biopsia`), what a study then shows (`ante la sospecha de X se
realiza RM, donde se objetiva Y`), a thing with a size of its own."""

from __future__ import annotations

import re

_COMES = (
    r"(?:consult\w{1,4}|acud\w{1,4}|ingres(?:a|ó|o|aba)|debut\w{1,3}|comenz[oó]|comienza|inici[oó]|inicia"
    r"|presenta(?:ba)?|"
    r"present[oó]|se presenta|se present[oó]|es (?:derivad|remitid|tra[ií]d|llevad|ingresad)[oa]|"
    r"fue (?:derivad|remitid|tra[ií]d|llevad|ingresad|referid)[oa]|lleg[oó]|asiste|asisti[oó]|refiere|refer[ií]a)"
)
# What brings a child that had nothing before.
_BROUGHT = re.compile(
    rf"[^.;:]{{3,}}?(?:,?\s(?:que|quien|y)\s(?:\w+\s){{0,3}}?{_COMES}\b"
    r"|\s(?:internad|hospitalizad|ingresad|remitid|derivad|tra[ií]d|referid)[oa]\s(?:en|por|al?|desde|de)\s"
    r"|,?\s(?:por|con)\s(?:(?:un|una|el)\s)?(?:cuadro|historia)\s(?:cl[ií]nic[oa]\s)?(?:de|progresiv)"
    r"|,?\s(?:acude|consulta|ingresa|consult[oó]|acudi[oó]|ingres[oó])\s(?:por|en|al?|con|de)\s"
    r"|,\s(?:intervenid|operad|diagnosticad|tratad|portador|sometid)[oa]?\s(?:de|en|por|con|hace|a|desde|mediante)\s"
    r"|,\scon\s(?:aumento de volumen|tumoraci[oó]n|masa)\s)",
    re.IGNORECASE,
)
_HAD_NONE = re.compile(
    r"\s?(?:de\s)?(?:(?:otr[oa]s\s)?antecedentes?|alergias|enfermedades|patolog[ií]as?|factores|h[aá]bitos"
    r"|intervenciones|comorbilidades)\b",
    re.IGNORECASE,
)
_ACT = (
    r"(?:realiz|decid|inici|practic|efectu|indic|coloc|administr|intervin|proced|program|extirp|resec|complet"
    r"|hospitaliz"
    r"|ingres|pas|opt|plante|llev|someti|lleg|ofrec|propon|consider|resec|estadi|clasific|catalog|etiquet)"
)
# What was done next, with a verb of its own: never `sin que se realice`, `no se realizó`.
_DONE_NEXT = re.compile(
    rf"[^.;:]{{3,}}(?:,\s(?:\w+\s){{0,3}}?|\w\s(?<!que\s)(?<!no\s)(?<!ni\s)(?<!si\s)(?<!donde\s))"
    rf"(?:se\s(?:le\s|les\s)?{_ACT}(?:[oóaeií]|i[oó]|aron|ieron|an|en)\b"
    rf"|(?:{_ACT}|decidi|realiz|inici)(?:[aá]ndose|i[eé]ndose)(?:le)?\b)",
    re.IGNORECASE,
)
_SHOWN = re.compile(
    r"\b(?:detect|identific|describ|hall|encontr|manten|persist|present)(?:[aá]ndose|i[eé]ndose|ando|iendo)\s"
    r"|\b(?:que|donde|en (?:la|el|los|las) que|la cual|el cual|y)\s(?:se\s)?(?:objetiv|observ|evidenci|mostr|muestr"
    r"|revel|confirm|detect|apreci|identific|demostr|visualiz)\w{1,5}\s"
    r"|\b(?:objetiv|evidenci|observ|confirm|apreci|visualiz)[aá]ndose\s|\bobjetivando\s|\bevidenciando\s|\bmostrando\s",
    re.IGNORECASE,
)
_NOT_SHOWN = re.compile(r"\b(?:no|sin|ni|si|puede|pueda|podr[ií]a)\s(?:\w+\s){0,2}$", re.IGNORECASE)
# A last item with a size of its own: `sin lesión residual y adenopatía presacra de 7 mm`.
_AND_LAST = re.compile(r"^\s[^.;:,]{3,60}\sy\s(?:(?:una?|otra|con)\s)?(?:[\w-]{2,16}\s)?$", re.IGNORECASE)
_SIZED = re.compile(r"[^.;:,]{0,40}?\sde\s(?:unos\s|hasta\s)?\d{1,3}(?:[.,]\d)?\s?(?:x\s?\d|[mc]m\b)", re.IGNORECASE)
# Of a thing that takes up nothing: the thing is there.
_NO_UPTAKE = re.compile(
    r"\s(?:captaci[oó]n|realce|actividad metab[oó]lica|hipermetabolismo)\s(?:[\w-]{2,14}\s)?"
    r"(?:a nivel de(?:l| la| las| los)?|en"
    r"(?: la| el| las| los)?|por parte de)\s(?:[\w-]{2,14}\s){0,1}$",
    re.IGNORECASE,
)
_LESION = re.compile(r"\s?(?:adenopat|adenomegal|masa|lesi[oó]n|n[oó]dul|infiltrad|conglomerad|tumor)", re.IGNORECASE)
# A quality that is denied of the thing before it: `hepatomegalia no dolorosa, abdomen con defensa`.
_QUALITY = re.compile(
    r"\s(?:doloros|adherid|m[oó]vil|inflam|puls[aá]til|pruriginos|supurativ)[oa]?(?:es|s)?(?:\sa la palpaci[oó]n)?,\s$",
    re.IGNORECASE,
)
# What got less, or did not change, is there: `desaparición de las lesiones y reducción del tamaño de los nódulos`,
# `no se evidencian cambios en el tamaño de las lesiones del tumor`.
_LESS = re.compile(
    r"\b(?:y|con|and|with)\s(?:reducci[oó]n|disminuci[oó]n|descenso|mejor[ií]a|persistencia|estabilidad|estabilizaci[oó]n"
    r"|reduction|decrease|improvement|persistence|stability)\s[^.;,]{0,60}$",
    re.IGNORECASE,
)
_UNCHANGED = re.compile(
    r"[^.;,]{0,40}?\b(?:cambios?|changes?|modificaci[oó]n(?:es)?|variaci[oó]n(?:es)?|difference|diferencias?)"
    r"(?:\s(?:significativ[oa]s?|relevantes?|valorables?))?\s(?:en|in|of|respecto a|con respecto a)\s[^.;,]{0,90}$",
    re.IGNORECASE,
)
# A possibility among what is denied is none of it: `no SBO, dilated bladder with thick wall, possible obstruction`.
_ITS_DOUBT = re.compile(
    r",\s(?:(?:possible|probable|likely|suspected|posibles?|probables?|dilated|enlarged|thickened|distended|dilatad[oa]s?"
    r"|engrosad[oa]s?|distendid[oa]s?)\s[^.;]{0,60}$)",
    re.IGNORECASE,
)
# What is seen beside a thing whose nature is in doubt: `sugestiva de absceso, junto con dilatación de asas`.
_BESIDE = re.compile(
    r"\s(?:(?:junto|adem[aá]s) (?:con|de|a|al)|as[ií] como|along with|together with|as well as|sin)\s", re.IGNORECASE
)
_OF_NATURE = re.compile(
    r"(?:sospechos|sugestiv|sugerent|suspicious|suggestive|parece|pudiera|podr|impresiona)\w*", re.IGNORECASE
)
_SEEN_WITH = re.compile(
    r"\s[^.;:]{4,80}?(?<!relaci[oó]n)(?<!compatible)(?<!compatibles)(?<!acorde)(?<!concordante)(?<!contacto),?\scon\s"
    r"[^.;:]{0,120}$",
    re.IGNORECASE,
)
_OWN_CON = re.compile(r"[^.;,]{0,30}\bcon\s|\s(?:aumentad|presente|positiv|doloros|marcad|intens)", re.IGNORECASE)


# A quality that nobody measured, of the thing before it: `pérdida de peso no cuantificada, hiporexia y astenia`.
_UNTOLD = re.compile(
    r"\s(?:cuantificad|filiad|especificad|precisad|medid|determinad|estudiad|aclarad)[oa]s?(?:,\s|\sy\s|\scon\s)"
    r"[^.;:]{0,80}$",
    re.IGNORECASE,
)
# `sin criterios de evacuación con implante pleural`: what comes with it is there.
_WITH = re.compile(
    r"\s(?:criterios|indicaci[oó]n|necesidad)\s(?:de|para)\s\w+\s(?:y\s)?con\s[^.;:]{0,120}$", re.IGNORECASE
)
_KNOWN = re.compile(r"[^.;:,]{0,24}\sya\s(?:evidenciad|conocid|descrit|visualizad|vist|sabid)[oa]s?\b", re.IGNORECASE)
# A verb of what went away, and the next sentence: `los síntomas desaparecieron, la niña siguió en tratamiento`.
_NEXT = re.compile(r"\s?,\s(?:la|el|los|las|y la|y el)\s\w+\s(?!ni\b|o\b)[^.;:]{3,}", re.IGNORECASE)


# How long a tumor stayed away, and what came then: `intervalo libre de progresión de 7 años, progresión pulmonar`.
_FREE_FOR = re.compile(
    r"\s(?:progresi[oó]n|enfermedad|recidiva|progression|disease)\s(?:\([^()]{1,12}\)\s)?(?:de|of)\s\d{1,3}\s\w+,\s",
    re.IGNORECASE,
)


def denial_is_over(gap: str, thing: str, after: str) -> bool:
    """Whether a denial has ended in `gap`, the words between it and a thing; `after` are those behind the thing."""
    if (_HAD_NONE.match(gap) and _BROUGHT.match(gap)) or _FREE_FOR.match(gap):
        return True
    if _DONE_NEXT.match(gap) or (_NO_UPTAKE.fullmatch(gap) and _LESION.match(thing)):
        return True
    if _LESS.search(gap) or _UNCHANGED.match(gap) or _ITS_DOUBT.search(gap):
        return True
    if _UNTOLD.match(gap) or _WITH.match(gap) or _KNOWN.match(after) or _NEXT.match(gap):
        return True
    if _AND_LAST.match(gap) and _SIZED.match(after):
        return True
    return _QUALITY.fullmatch(gap) is not None and _OWN_CON.match(f"{thing}{after}") is not None


# What was then done, which no condition holds: `el riesgo en caso de X, se decidió Y`.
_WAS_DONE = re.compile(
    r"[^.;:]{6,},\s(?:por lo que\s)?(?:se\s(?:le\s)?(?:decidi|determin|realiz|inici|administr|practic|efectu|indic"
    r"|coloc|opt)[oó]"
    r"|recibi[oó]|fue\s\w+[ai]d[oa])\b",
    re.IGNORECASE,
)


def condition_is_over(gap: str) -> bool:
    """Whether a condition has ended in `gap`: at what was then done, or decided."""
    return _WAS_DONE.match(gap) is not None


def doubt_is_over(gap: str) -> bool:
    """Whether a doubt or a plan has ended in `gap`: at what a study then showed, or at what was then done; or at what
    stands beside the thing that is doubted."""
    if _BESIDE.search(gap):
        return True
    found = _SHOWN.search(gap)
    return found is not None and _NOT_SHOWN.search(gap, 0, found.start()) is None


def nature_alone(cue: str, gap: str) -> bool:
    """Whether a doubt is of what a lesion is, and what follows in `gap` is what is seen with it: `masa sospechosa de
    tumor primario con adenopatías`."""
    return _OF_NATURE.match(cue) is not None and _SEEN_WITH.match(gap) is not None
