"""A sign that is under study is there: `adenopatías cervicales en estudio`, `hepatomegaly under investigation`. What is
open is only what it comes from; an illness that is under study is open itself."""

from __future__ import annotations

import re

_SIGN = re.compile(
    r"(?:\w{0,14}[\s-])?(?:mas(?:a|as|s|ses)|adenopat[ií]as?|adenomegalias?|linfadenopat[ií]as?|lymphadenopath\w+"
    r"|ganglios?"
    r"|n[oó]dulos?|nodules?|nodes?|lesi[oó]n(?:es)?|lesions?|tumoraci[oó]n(?:es)?|tumou?r(?:es)?|bultos?|lumps?"
    r"|swellings?"
    r"|\w{0,14}megal(?:ia|y)|\w{2,14}penias?|anemias?|anaemia|\w{2,12}citosis|\w{2,12}cytosis|fiebre|fever|pyrexia"
    r"|dolor(?:es)?|pain|\w{2,14}uria|\w{2,12}algia|hipertensi[oó]n|hypertension|cojera|limp|sangrado|bleeding"
    r"|p[eé]rdida"
    r" de peso|weight loss|ascitis|ascites|derrame|effusion|edema|ictericia|jaundice|cefalea|headaches?|\w{2,12}emia"
    r"|talla baja|short stature|retraso|delay|v[oó]mitos|vomiting|convulsi[oó]n(?:es)?|seizures?|elevad[oa]s?|raised"
    r"|leucocoria|leukocoria|estrabismo|proptosis|diarrea|diarrh?oea)(?:[\s-]\w{2,16}){0,4}",
    re.IGNORECASE,
)
# Words in `-emia` and `-osis` that are illnesses, and doubts of the sign itself.
_ILLNESS = re.compile(r"leuk|leuc[eé]m|septic|bacter|talas|thalas|phagocyt|fagocit|histiocyt|histiocit", re.IGNORECASE)
_STUDIED = re.compile(
    r"(?:[\s,-]+(?:\(?[\w./%²°]{1,18}\)?)){0,7}?[\s,(]+(?:(?:a[uú]n |todav[ií]a |actualmente |still |currently "
    r"|now |is |are |being )"
    r"{0,2})(?:en estudio|a estudio|para estudio|en investigaci[oó]n|por estudiar|a filiar|por filiar|sin filiar"
    r"|(?:under|for|awaiting) (?:investigation|evaluation|work-?up|study)|being (?:investigated|worked up|evaluated)"
    r"|(?:de )?(?:etiolog[ií]a|origen|causa) (?:a determinar|por determinar|en estudio|no filiad[oa]|desconocid[oa])"
    r"|of (?:unknown|unclear|undetermined) (?:cause|origin|etiology|aetiology))\b",
    re.IGNORECASE,
)
# `masa sugestiva de linfoma en estudio`: the illness is what is studied, and the mass is there all the same.
_DOUBTED = re.compile(
    r"\b(?:posible|probable|possible|sospecha|suspected|\?|dudos[oa])\s(?:[\w-]+\s){0,2}$", re.IGNORECASE
)


def is_studied_sign(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` is a sign, and what stands behind it says that it is looked into."""
    if _DOUBTED.search(text, max(0, start - 40), start):
        return False
    thing = text[start:end].strip()
    if _SIGN.fullmatch(thing) is None or _ILLNESS.search(thing):
        return False
    return _STUDIED.match(text, end, end + 140) is not None
