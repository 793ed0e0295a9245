"""Short names that case histories hold in great number and that mean another thing than the finding of their name:
`CD 45` is no compact disc, `CK 7` no creatine kinase, `anti-PD-1` no progressive disease, `los EE. UU.` no stable
disease, `intervalo libre de enfermedad` no state, `amputación del bronquio` no operation, `con margen` of a field of
radiation no margin of a resection, `inducción del parto` no phase of chemotherapy.

Entries of the shape of `misreadwords.py`.
"""

from __future__ import annotations

from consilium.domain.findings.finding import Kind
from consilium.domain.findings.mentions.misreadwords import misread

_RESULT_OF_STAIN = r"\b(?:positiv\w+|negativ\w+|expres\w+|inmuno\w+|tinci[oó]n|reactiv\w+)"
MISREAD_MARKERS = (
    misread((Kind.MENTION,), r"^disc$", r".*(?-i:\bCDs?[\s-]?\d{1,3}[a-z]?\b).*"),
    misread(
        (Kind.LABORATORY,),
        r"^creatine kinase$",
        r"(?-i:\bCK)\s?-?\s?(?:5/6|8[/.]18|1[4789]|20|[5678])(?![\d.,/]*\d)(?!\s?(?:m?U\b|U?UI|IU|ng))",
    ),
    misread((Kind.LABORATORY,), r"^neutrophils$", r"\bHER-?2\s?/\s?neu\b"),
    misread((Kind.LABORATORY,), r"^calcium$", r"\bca[\s-]?15[.,-]3\b"),
    misread(
        (Kind.LABORATORY,),
        r"^neuron-specific enolase$",
        rf"{_RESULT_OF_STAIN}\s(?:(?:focal|difusa|d[eé]bil|intensa)\s)?(?:para|a|con|de"
        rf"|for)\s[^.;\d]{{0,60}}\benolasa\w*"
        r"|\benolasa\b[^.;\d]{0,30}\b(?:positiv|negativ)\w+",
    ),
    misread((Kind.RESPONSE,), r"^progressive disease$", r"\b(?:anti-?\s?)?PD-?L?[-\s]?[12]\b|\banti-?PD\b"),
    misread(
        (Kind.RESPONSE,), r"^stable disease$", r"(?-i:\b(?:[Ll]os|[Ee]n|[Dd]e|[Ll]as)\sEE\b\.?)|(?-i:\bEE\.?\s?UU\b)"
    ),
    misread(
        (Kind.RESPONSE,),
        r"^no evidence of disease$",
        r"\b(?:intervalos?|tiempos?|supervivencia|per[ií]odos?|interval|survival|period)\s(?:(?:de|of|global|media)\s)?"
        r"(?:libre\sde\senfermedad|(?:disease[- ]free|free of disease))|\bdisease[- ]free\s(?:survival|interval"
        r"|period)\b",
    ),
    misread(
        (Kind.SURGERY,),
        r"^amputation$",
        r"\bamputaci[oó]n\s(?:brusca\s)?(?:de\s(?:la|los|las|un|una)\s|del?\s)?(?:bronqui\w+|vas(?:o|cular)\w*"
        r"|ramas?|arteri\w+"
        r"|vena\w*|ur[eé]ter\w*|c[aá]li\w+|grupos?\scalicial\w*|luz|se[nñ]al)|\bamputation of (?:the )?[\w ]{0,20}"
        r"(?:bronch\w+|vessel|artery|ureter|calyx)",
    ),
    # The field of radiation: `50 Gy sobre lecho tumoral y cadenas con margen`.
    misread(
        (Kind.SURGERY,),
        r"^resection margins$",
        r"\b(?:Gy|cGy|CTV\d?|PTV\d?|GTV\d?|irradi\w+)\b[^.;]{0,100}?\b(?:con|m[aá]s|y|with)\s(?:una?\s"
        r"|an?\s)?(?:m[aá]rgen(?:es)?"
        r"|margins?)\b(?!\s(?:positiv|afect|libre|quir|negativ|compromet|infiltr|invad))[^.;]*",
    ),
    # The grade of a tumor: `astrocitoma fibrilar difuso grado II`.
    misread(
        (Kind.TOXICITY,),
        r".",
        r"\b\w{3,}oma\s(?:[\w-]{3,16}\s){0,3}(?:de\s)?(?:(?:bajo|alto)\s)?grado\s(?:I{1,3}|IV|[1-4])\b",
    ),
    misread((Kind.SURGERY,), r"^lumbar puncture$", r"(?-i:,\sLP,\s[A-Z])"),
    misread(
        (Kind.CYCLE,),
        r"^induction$",
        r"\binducci[oó]n\s(?:del?\s)?(?:parto|trabajo\sde\sparto|labor|anest[eé]sica|ovulaci[oó]n|anestesia)"
        r"|\binduction of (?:labou?r|an[ae]+sthesia)|\ban[ae]+sthetic induction\b"
        r"|\binducci[oó]n\scon\s(?:basiliximab|timoglobulina|daclizumab|ATG|anticuerpos)",
    ),
    misread(
        (Kind.CYCLE,),
        r"^maintenance$",
        r"\bman(?:tenimiento|tenci[oó]n)\s(?:inmunosupresor\w?\s)?con\s(?:tacrolimus|ciclosporina|micofenolato"
        r"|azatioprina"
        r"|levotiroxina)",
    ),
)
