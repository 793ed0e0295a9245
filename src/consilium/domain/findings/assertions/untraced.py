"""What somebody could not find out: `we could not find whether the flank was irradiated`, `no se pudo establecer si
recibió cisplatino`. The denial is of the finding out, so that the thing is neither denied nor stated."""

from __future__ import annotations

import re

from consilium.domain.findings.assertions.assertionstems import Form

_REACH = 260
_KNOWS = (
    r"(?:find|find out|see|tell|say|says|state|states|mention|mentions|specify|show|shows|know|establish|determine|"
    r"confirm|verify|ascertain|clarify|learn|work out|make out|be sure|be certain)"
)
_SABE = (
    r"(?:encontrar|hallar|localizar|establecer|determinar|confirmar|verificar|precisar|aclarar|saber|averiguar|"
    r"constatar|encontramos|hallamos|encontr[eé]|hall[eé]|sabemos|s[eé]|consta|se sabe|se especifica|especifican?|"
    r"se aclara|aclaran?|se menciona|mencionan?|se documenta|documentan?|dicen?|se dice|est[aá] claro|queda claro|"
    r"se indica|indican?|figura)"
)
_UNTRACED = Form(
    re.compile(
        r"\b(?:(?:(?:could|can|do|does|did|was|were|are|is)(?: not|n['’]t)|cannot|can not|unable to|not able to"
        r"|failed to|not possible to|impossible to)\s(?:be able to\s|possible to\s|able to\s)?"
        + _KNOWS
        + r"|(?:not|nowhere|never) (?:known|clear|documented|recorded|stated|mentioned|specified|established)"
        r"|unclear|unknown|not sure|unsure"
        r"|no (?:(?:nos|me|les|le) )?(?:(?:pude|pudimos|pudo|pudieron|se pudo|se puede|podemos|hemos podido|se ha "
        r"podido|logramos|se logr[oó]"
        r"|fue posible|ha sido posible|es posible)\s)?"
        + _SABE
        + r"|se desconoce|desconocemos|se ignora|ignoramos)\b[^.;?\n]{0,60}?(?:\s|:\s?)(?:whether|if|si)\s"
        r"(?P<between>[^.;?\n]{0,160})$",
        re.IGNORECASE,
    ),
    "whether if si",
)
# Where the sentence goes on with what is known.
_GOES_ON = re.compile(
    r"\b(?:but|pero|however|although|though|aunque|sin embargo|because|porque|since|ya que)\b"
    r"|,\s(?:and|y)\s(?:he|she|they|we|it|[eé]l|ella)\b",
    re.IGNORECASE,
)


def untraced(text: str, start: int, stems: frozenset[str]) -> bool:
    """Whether a sentence says of what begins at `start` that nobody could find out if it is so."""
    found = _UNTRACED.before(text[max(0, start - _REACH) : start], stems)
    return found is not None and _GOES_ON.search(found["between"]) is None
