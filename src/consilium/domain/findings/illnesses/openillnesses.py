"""Illnesses that no table lists, by the form of their words: `artropatía`, `síndrome de Pearson`.

Medical words of Greek and Latin say by their endings that they name an illness. The words of tests, doses and tissue
that end alike are left out, and so is a word with a figure behind it, which is measured.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.spans import Span

_ENDINGS = (
    r"itis|osis|[ae]?emia|uria|pathy|patias?|megaly|megalias?|penia|algia|plegia|plejia|paresis|paresia|ectasis"
    r"|ectasia|rrh?o?ea"
    r"|rrhage|rragia|malacia|trophy|trofia|plasia|filia|philia|iasis|thorax|torax|edema|oedema|stenia|sthenia"
    r"|phagia|fagia|(?:thyroid|tiroid|gonad|pituitar|cortic|adrenal|aldosteron)ismo?|pnea|pnoea"
    r"|(?:hemat|granul|glauc|colob|papill|papil|lip|fibr|oste|hemangi|angi|lymphangi|linfangi|neur|kerat"
    r"|cholesteat|colesteat)omas?"
    r"|lithiasis|litiasis|sclerosis|emesis|cytosis|plegia|tropia|opsia|anopia|acusis|acusia|phasia|fasia"
    r"|arthria|artria|praxia|kinesia|cinesia|tonia|reflexia|esthesia|estesia|schisis|dactyly|dactilia|cephaly|cefalia"
)
_WORD = re.compile(rf"(?<![\w-])[a-z]{{3,18}}(?:{_ENDINGS})(?![\w])")
# The same endings on words that are no illness: tests, processes, tissue, and what other rules read.
_NONE = re.compile(
    r"(?:dosis|diagnosis|prognosis|mitosis|apoptosis|hypnosis|osmosis|biosis|anastomosis|metamorphosis|necrosis"
    r"|karyosis|gnosis|hematosis|homeopat\w+|naturopat\w+|osteopat\w+|simpatia|sympathy"
    r"|(?:pan|epi|en)demia|empat\w+|apathy|telepat\w+|neoplasia|anaplasia|metaplasia|displasia|familia|correa|korea|corea"
    r"|hipotrofia|glucemia|glicemia|calcemia|natremia|kalemia|potasemia|uricemia|bilirrubinemia|lipidemia"
    r"|fosfatemia|magnesemia|creatininemia|azoemia|academia|bohemia|ferremia|cloremia|proteinemia|albuminemia"
    r"|fosforemia|leucemia|leukemia|leukaemia|anemia|anaemia|stemia|monotonia|sintonia|antonia|letonia|estonia"
    r"|(?:post|pre)?(?:anesthesia|anaesthesia|anestesia)|analgesia|eutrophy|eutrofia"
    r"|torax|thorax|megadosis|sobredosis|edema|oedema|autopsia|necropsia|biopsia|sinfonia|dystonia|fantasia"
    r"|microcytosis|macrocytosis|poikilocytosis|anisocytosis|polychromasia|leucocitosis|neutrophilia"
    r"|hypochromia|hyperplasia|hiperplasia|thymopathy|normouricemia|paracentesis|euvolemia|normotonia|normotrophy"
    r"|sepsis|emesis|urosis|diathesis|synopsis|sclerosis|esclerosis)"
)
_PREFIX = r"(?:[a-záéíóúñ][\w-]{2,18}\s){0,1}"
# Names of several words with a word for illness before or behind them.
_NAMED = re.compile(
    r"(?<![\w-])(?:"
    r"(?:[Ss][ií]ndrome|SÍNDROME|[Ss]d(?:me|r)?\.|[Ss]me\.)\s(?:de\s(?:la\s|los\s|las\s)?|del\s)?(?!(?:que|con"
    r"|por|en|y|un|una|este|al|a)\b)[\w-]{3,24}(?:[\s-][A-ZÁÉÍÓÚ][\w-]{2,20}){0,2}"
    r"|[A-Z][\w-]{2,20}(?:[\s-][A-Z][\w-]{2,20}){0,2}(?:['’]s)?\s(?:syndrome|disease|anomaly|malformation|palsy"
    r"|sequence)"
    r"|[a-z][\w-]{3,20}\s(?:syndrome|palsy|deficiency|insufficiency|malformation|stenosis|atresia|dystrophy)"
    r"|(?:deficiencia|d[eé]ficit|insuficiencia|malformaci[oó]n|par[aá]lisis|bloqueo|estenosis|atresia|distrofia"
    r"|agenesia|trastorno|retraso)\s(?:de(?:l| la)?\s)?(?!(?:que|con|por|en|y|un|una|a|al"
    r"|inicio)\b)[a-záéíóúñ][\w-]{3,20}"
    r")(?![\w-])"
)
# Germs by their names, which a text of a child writes for what they caused.
_GERMS = re.compile(
    r"(?<![\w-])(?:klebsiella|serratia|pseudomonas|enterobacter|acinetobacter|stenotrophomonas|citrobacter"
    r"|proteus|morganella|listeria"
    r"|salmonella|shigella|campylobacter|bordetella|legionella|nocardia|bartonella"
    r"|(?:e\. coli|escherichia coli)(?!\s(?:l-)?asparaginas)"
    r"|staph(?:ylococcus)?\.?\s(?:aureus|epidermidis|hominis|haemolyticus)|streptococcus\s\w+|enterococcus"
    r"|candida(?:\s(?:albicans|parapsilosis|tropicalis|krusei|glabrata))?"
    r"|aspergillus|mucor|fusarium|cryptococcus|cryptosporidium|toxoplasma|giardia|mycobacterium(?:\s\w+)?"
    r"|rotavirus|adenovirus|norovirus|parainfluenza|rhinovirus|metapneumovirus|enterovirus|parvovirus)(?![\w-])"
)
_NO_NAME = re.compile(
    r"(?:this|the|his|her|any|other|same|active|residual|metastatic|bulky|stable|progressive|minimal|measurable"
    r"|recurrent|local|extramedullary|known|chronic|acute|rare|underlying|predisposition|cancer|tumou?r"
    r"|immune|este|dicho|un|el|la)\s(?:syndrome|disease|deficiency|insufficiency|malformation|stenosis|palsy)$",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\s?[:=(]?\s?[<>]?\d")
_MOST = 60


def open_in(clause: Clause) -> Iterator[Span[str]]:
    """Words that name an illness by their form, from left to right, each with its words as written."""
    if len(clause.folded) != len(clause.text):
        return
    found = [*_NAMED.finditer(clause.text)]
    taken = [(one.start(), one.end()) for one in found if _NO_NAME.match(one[0]) is None]
    for word in (*_GERMS.finditer(clause.folded), *_WORD.finditer(clause.folded)):
        if _NONE.fullmatch(word[0]) or any(start <= word.start() < end for start, end in taken):
            continue
        taken.append((word.start(), word.end()))
    for start, end in sorted(taken)[:_MOST]:
        if _FIGURE.match(clause.text, end) is None:
            yield Span(clause.text[start:end], start, end)
