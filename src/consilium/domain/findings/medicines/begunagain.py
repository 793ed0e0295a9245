"""A medicine that was stopped and begun again: it is taken, since the day on which it was begun again."""

from __future__ import annotations

import re

_AGAIN = re.compile(
    r"\b(?:re-?(?:started|commenced|initiated|introduced|instated|begun)|resumed|recommenced|went back on"
    r"|back on (?:it|\d)"
    r"|(?:se |lo |la )?re-?(?:inici|introdu|anud|instaur|empez|tom)(?:[oó]|j[oe]|ad[oa]|id[oa]|a(?:mos|ron)|imos"
    r"|eron)\b"
    r"|(?:se |lo |la )?(?:volvi[oó]|volvimos) a (?:iniciar|dar|tomar|empezar|administrar))",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"\b(?:not|never|no|without|until|till|if|when|once|unless|to be|will be|can be|may be|should be|could be"
    r"|would be|must be"
    r"|hasta que|si|cuando|ser[aá]|nunca|sin|podr[aá]|deber[aá])\s(?:[\w-]{1,10}\s){0,2}$",
    re.IGNORECASE,
)
_LED = 40
_STOPPED = re.compile(
    r"\b(?:stopped|held|discontinued|off|suspend\w*|retir\w*|interr?up\w*|omit\w*|paused|pausad\w*|descontinu\w*)\b",
    re.IGNORECASE,
)


def begun_again(said: str) -> int:
    """Where a medicine's own words begin to tell that it was begun again for good; -1 where they do not, or where it
    was stopped once more."""
    for found in _AGAIN.finditer(said):
        stopped = _STOPPED.search(said, 0, found.start()) is not None
        if stopped and not _NOT_YET.search(said[max(0, found.start() - 40) : found.start()]):
            return -1 if _STOPPED.search(said, found.end()) else found.start()
    return -1


def again_in(text: str, said: str) -> int:
    """Where in a medicine's own words it was begun again, whose stop may stand right before its name; -1 else."""
    led = text[: max(0, text.find(said))][-_LED:]
    at = begun_again(f"{led}{said}")
    return max(0, at - len(led)) if at >= 0 else -1
