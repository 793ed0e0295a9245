"""Lengths that are how far one thing is from another (`3 cm from the tumor edge`, `dista 5,1 cm del borde`), and those
that are a limit (`remove if larger than 5 mm`)."""

from __future__ import annotations

import re

from consilium.domain.findings.imaging.sizes import Size

# Words by which a length is how far one thing is from another, and what has to lead it in Spanish.
FROM = re.compile(
    r"\s(?:away\s)?(?:from|above|below|proximal to|distal to|beyond|short of|deep to|por encima|por debajo|desde)\b",
    re.IGNORECASE,
)
FAR = re.compile(
    r"\b(?:a|dista\w*|distancia de|queda a|quedan a|alejad[oa]s? a?|ubicad[oa] a|situad[oa] a)\s"
    r"(?:solo\s|unos\s|menos de\s)?$",
    re.IGNORECASE,
)
OF = re.compile(r"\sdel?\b", re.IGNORECASE)
LIES_IN = re.compile(
    r"\s(?:[^\W\d_][\w-]{0,14}\s){0,2}?(?:of|in|within|at|on|de|del|en|al|a nivel de)\s"
    r"(?:(?:the|la|el|los|las|left|right|soft|white|gray|tan)\s){0,3}(?:[\w-]{1,16}\s){0,2}",
    re.IGNORECASE,
)


def is_distance(text: str, size: Size) -> bool:
    """`3 cm from the tumor edge`, `dista 5,1 cm del borde`."""
    return FROM.match(text, size.end) is not None or (
        OF.match(text, size.end) is not None and FAR.search(text, max(0, size.start - 40), size.start) is not None
    )


_LIMIT = re.compile(
    r"\b(?:if|unless|when|once|si|cuando|salvo|en caso de)\b[^.;:,]{0,40}\b(?:(?:larger|greater|bigger|more|over|"
    r"mayor(?:es)?|"
    r"m[aá]s)\s(?:than|de|a|que)|reach(?:es|ed|ing)?|exceed(?:s|ed)?|grows?\s(?:to|beyond|past)|gets?\s(?:to|above)|"
    r"(?:al)?canz(?:a|ara|ase|e)|alcanc[ea]n?|super(?:a|e|ara|ase)|sobrepas(?:a|e|ara|ase)|rebas(?:a|e|ara)|"
    r"lleg(?:a|ue|ara|ase)\sa|crec(?:e|iera|iese)\s(?:a|hasta|m[aá]s de)|crezca\s(?:a|hasta)|mid(?:e|iera|a)|"
    r"pasa(?:ra)?\sde)"
    r"\s(?:(?:los|las|the|about|unos)\s)?$",
    re.IGNORECASE,
)


def is_limit(text: str, size: Size) -> bool:
    """`remove if larger than 5 mm`."""
    return _LIMIT.search(text, max(0, size.start - 60), size.start) is not None


_SHIFT_REACH = 60
_SHIFT = re.compile(
    r"\b(?:desviacion|desplazamiento|shift)\s(?:de|of)\s(?:la\s|the\s)?(?:linea media|midline)[^.;,\d]{0,16}$"
)


def is_shift(folded: str, start: int) -> bool:
    """Whether a size that begins there is how far the midline is pushed aside."""
    return _SHIFT.search(folded, max(0, start - _SHIFT_REACH), start) is not None


_ENLARGED = re.compile(
    r"\b(?:hepato)?(?:hepato|espleno|spleno)megal(?:ia|y)\s(?:palpable\s|homogenea\s|leve\s|moderada\s|dolorosa\s)?"
    r"(?:de|of|a|at)\s(?:unos\s|aproximadamente\s|hasta\s|about\s|up to\s)?$"
)


def is_of_organ(folded: str, start: int) -> bool:
    """Whether a size that begins there is how large liver or spleen is: `esplenomegalia de 6 cm y adenopatías`."""
    return _ENLARGED.search(folded, max(0, start - _SHIFT_REACH), start) is not None
