"""Denials that are of a word or of one sentence alone: `non-tumoral liver with steatosis` denies that the liver is of
tumor, and `the marrow was not taken because she had influenza` does not deny what it gives as the reason.

`Macroglosia dudosa, hernia umbilical`: a doubt that stands behind its noun is of that noun alone.
"""

from __future__ import annotations

import re

_ILL = (
    r"(?:tumou?r(?:al|es|ous)?|neopl[aá]sic[oa]|neoplastic|canceros[oa]|cancerous|lesional|malignant|malign[oa]"
    r"|patol[oó]gic[oa]|afectad[oa]|affected|involved|comprometid[oa])(?:e?s)?"
)
# `hígado no tumoral con esteatosis`, `non tumour liver shows fibrosis`; not `no tumor, fibrosis or necrosis`.
_KIND_OF = re.compile(
    rf"(?:no|non|not)[\s-]{_ILL}\s(?:(?:adyacente|circundante|adjacent|surrounding|background)\s)?"
    r"(?:[^\W\d_]{2,14}\s){0,2}?(?:con|muestra|presenta|with|shows?|showed|has|had|tiene)\s[^.;]{0,60}$",
    re.IGNORECASE,
)
_NOUN_BEFORE = re.compile(
    r"(?:h[ií]gado|parénquima|parenquima|tejido|hueso|m[uú]sculo|ri[nñ][oó]n|pulm[oó]n|mucosa|piel|m[eé]dula|ganglio"
    r"|cerebro|the|liver|parenchyma|tissue|bone|kidney|lung|marrow)\s(?:hep[aá]tic[oa]\s|renal\s)?$",
    re.IGNORECASE,
)
_OF_A_KIND = re.compile(rf"(?:non)[\s-]{_ILL}\s", re.IGNORECASE)
# The reason of what was not done or not there, told as a sentence of its own.
_WHY = re.compile(
    r"(?:no|not|nunca|never|n't|sin|without|cannot)\s[^.;:]{2,90}?\s(?:porque|because(?! of)|ya que|dado que|puesto que"
    r"|debido a que|given that|due to the fact that)\s[^.;:]{0,60}$",
    re.IGNORECASE,
)
_DENIED_AGAIN = re.compile(r"\b(?:no|not|ni|nor|sin|without|never|nunca|nadie|nobody|none)\b|n't\b", re.IGNORECASE)
_BEFORE = 24
# A doubt behind its noun; `es probable, fiebre` and `muy probable, ...` have none before them.
_DOUBT = re.compile(
    r"(?:dudos[oa]s?|probables?|posibles?|presunt[oa]s?|sospechos[oa]s?|doubtful|questionable|equivocal)", re.IGNORECASE
)
_ITS_NOUN = re.compile(
    r"(?<![^\W\d_])(?!(?:es|son|era|muy|m[aá]s|menos|como|is|are|was|were|more|most|very|less|as|and|or|y|o|lo|the)\s)"
    r"[^\W\d_]{4,30}\s$",
    re.IGNORECASE,
)


def of_word_or_sentence(text: str, first: int, start: int) -> bool:
    """Whether a denial that begins at `first` is of a word or a sentence that ends before the thing at `start`."""
    denial = text[first:start]
    if _WHY.fullmatch(denial) is not None:
        why = re.split(r"\b(?:porque|because|que)\s", denial, maxsplit=1)[-1]
        return _DENIED_AGAIN.search(why) is None
    noun = _NOUN_BEFORE.search(text, max(0, first - _BEFORE), first) is not None or _OF_A_KIND.match(denial) is not None
    return noun and _KIND_OF.fullmatch(denial) is not None


def doubts_noun_before(text: str, first: int, last: int) -> bool:
    """Whether a doubt at `text[first:last]` stands behind the noun that it is of, with a comma behind it."""
    if _DOUBT.fullmatch(text, first, last) is None or text[last : last + 1] != ",":
        return False
    return _ITS_NOUN.search(text, max(0, first - _BEFORE - _BEFORE), first) is not None
