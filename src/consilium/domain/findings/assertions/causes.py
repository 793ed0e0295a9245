"""A doubt of what something comes from is none of its being given: `neuropathy likely from vincristine`,
`captación en probable relación con G-CSF`."""

from __future__ import annotations

import re

_BACK = 110
# A doubt of what something comes from is none of its being given: `most likely from vincristine`.
_CAUSE = re.compile(
    r"\ben (?:probable|posible|presumible|aparente) relacion (?:con|al?) (?:(?:la|el|su|uso de)\s){0,2}$|"
    r"\b(?:likely|probably|possibly|presumably|attributable|atribuible|imputable|perhaps|maybe|apparently|"
    r"probablemente|posiblemente|seguramente|tal "
    r"vez|quizas?|"
    r"thought|felt|believed|presumed|attributed|put (?:it|this|that|them) down|atribuid[oa]s?|lo atribuimos|se "
    r"atribuye|parece|"
    r"impresiona|debid[oa]s?|achac\w+)\s(?:to (?:be )?)?(?:(?:from|due to|to|because of|caused by|secondary to|"
    r"related to|by|of|"
    r"por|debid[oa]s? a|secundari[oa]s? a|relacionad[oa]s? con|causad[oa]s? por|a|al|del?)\s)(?:(?:the|his|her|la|el|"
    r"su|prior|"
    r"recent|use of|dose of|uso de)\s){0,3}(?:[\w-]{3,16}\s(?:and|or|y|o)\s)?$"
)


def is_cause(text: str, start: int) -> bool:
    """Whether the words before a treatment doubt only that something comes from it."""
    return _CAUSE.search(text, max(0, start - _BACK), start) is not None
