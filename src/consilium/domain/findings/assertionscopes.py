"""Where a denial ends: at a thing told again, at a degree or size of its own, at what did not help, at a reason in
brackets, at the place that a look was taken of."""

from __future__ import annotations

import re

# The last item of a list, with what makes it present though the list is denied: `sin sangrado, neumoencéfalo leve`.
_COMMA = re.compile(r",\s(?:an?\s|una?\s|la\s|el\s)?(?:[\w-]{1,16}\s){0,2}$")
_OWN_DEGREE = re.compile(
    r"(?:\s[\w-]{1,16}){0,2}\s(?:mild|moderate|minimal|slight|trace|leves?|discret[oa]s?|moderad[oa]s?"
    r"|m[ií]nim[oa]s?|"
    r"estables?|stable|improving|en mejor[ií]a|grad[eo] [1-4IV]{1,3}|x ?\d|(?:de|of) \d{1,3}(?:[.,]\d)?\s?(?:mm"
    r"|cm))\b",
    re.IGNORECASE,
)
_NOT_OWN = re.compile(r"\b(?:ni|nor|or|o|u)\s(?:[\w-]{1,16}\s){0,2}$", re.IGNORECASE)
# What a treatment did not do says that it was given: `sin respuesta a timoglobulina`, `no improvement with steroids`.
_NO_HELP = re.compile(
    r"\s(?:(?:clear|good|further|much|any|clara|buena|mayor|significant|sustained|complete|partial|completa"
    r"|parcial)\s)?"
    r"(?:response|responder|respond|benefit|improvement|relief|effect|success|control|respuesta|mejor[ií]a|beneficio|"
    r"efecto|alivio|[eé]xito|respondi[oó]|respondieron|responde|mejor[oó]|mejora|cedi[oó]|cede|toler[oó]|tolera|"
    r"tolerate|tolerated|tolerating)\s?"
    r"(?:to|from|with|on|after|of|al?|con|del?|tras|a la|a los|a las)?\s(?:[\w-]{1,18}(?:,| y| e| o| and| or"
    r"|/)?\s){0,6}$",
    re.IGNORECASE,
)
# The reason of what is not to be given: `NO usar digoxina (bloqueo AV en 2022)`.
_NOT_TO_GIVE = re.compile(
    r"\s(?:to )?(?:usar|dar|administrar|utilizar|indicar|tomar|poner|recibir|give|use|take|have|prescribe|restart)\b"
    r"[^.;]{0,60}(?:\([^)]{0,60}|[-–—:,]\s|\b(?:por|because of|due to|owing to|since)\s[^.;]{0,40})$",
    re.IGNORECASE,
)
# Where one looked: `En la punción lumbar no se vieron blastos`, `on CT no nodules were seen`.
_LOOKED_AT = re.compile(
    r"(?:^|[.;:,(]\s?|[-–•]\s)\s*(?:en|in|on|at|by|por|mediante|durante|during|al|tras)\s"
    r"(?:(?:la|el|los|las|un|una|the|his|her|an?|este|esta|this)\s)?(?:[\w-]{1,14}\s){0,2}$",
    re.IGNORECASE,
)
_OBJECT = re.compile(r"\s+(?:(?:un[ao]?s?|l[ao]s?|el|an?|the|any|ning[uú]n[ao]?)\s)?[^\W\d_]{4}")


def beyond(gap: str, thing: str, after: str) -> bool:
    """Whether a thing lies beyond the reach of a denial, of which `gap` is what stands between the two."""
    if _NO_HELP.fullmatch(gap) or _NOT_TO_GIVE.fullmatch(gap):
        return True
    if "," not in gap:
        return False
    if _COMMA.search(gap) and not _NOT_OWN.search(gap) and _OWN_DEGREE.match(after):
        return True
    word = thing.strip().casefold()
    return len(word) > 3 and word in gap.rpartition(",")[0].casefold()


def denies_another(before: str, verb: str, behind: str) -> bool:
    """Whether a denial behind a thing is of what follows it, and the thing only where one looked: `before` are the
    words before the thing, `behind` those after the denial `verb`."""
    return (
        _LOOKED_AT.search(before[-60:]) is not None and _OBJECT.match(behind) is not None and not verb.endswith(" by")
    )
