"""Whether two tellings of one detail agree: the same words, or fewer of them (`200 mg` and `200 mg twice a day`)."""

from __future__ import annotations

import re

from consilium.domain.phrases import fold, words_of

# How often a day, as lists of medicines say it in English, Spanish and Latin (folded).
_A_DAY = {
    1: r"daily|once (?:a|per) day|once daily|every (?:day|morning|evening|night)|nightly|at bedtime"
    r"|in the (?:morning|evening)|qd|qday|qhs|every 24 ?(?:h|hours?)|q24 ?h|cada 24 ?(?:h|horas?)"
    r"|una vez (?:al|por) dia|diari[ao]|(?:cada|por la) (?:dia|manana|noche)",
    2: r"bid|twice (?:a|per) day|twice daily|two times (?:a|per) day|every 12 ?(?:h|hours?)|q12 ?h"
    r"|cada 12 ?(?:h|horas?)|dos veces (?:al|por) dia",
    3: r"tid|(?:three times|thrice) (?:a|per) day|three times(?: daily)?|every 8 ?(?:h|hours?)|q8 ?h"
    r"|cada 8 ?(?:h|horas?)|tres veces (?:al|por) dia",
    4: r"qid|four times (?:a|per) day|four times daily|every 6 ?(?:h|hours?)|q6 ?h|cada 6 ?(?:h|horas?)"
    r"|cuatro veces (?:al|por) dia",
}
_OFTEN = re.compile("|".join(rf"\b(?P<n{times}>{words})\b" for times, words in _A_DAY.items()))
_AMOUNT = re.compile(r"\s*(?P<number>\d+(?:[.,]\d+)?)\s?(?P<unit>[^\s,;]+)")

_SHARE = re.compile(r"(?P<number>\d+(?:[.,]\d+)?)\s?(?P<percent>%)?")
# A change of one amino acid, in three letters or in one (HGVS 2.0, IUPAC).
_CHANGE = re.compile(r"(?:p\.)?\(?([A-Z][a-z]{2}|[A-Z])(\d+)([A-Z][a-z]{2}|[A-Z*])\)?")
_LETTERS = {
    "Ala": "A", "Arg": "R", "Asn": "N", "Asp": "D", "Cys": "C", "Gln": "Q", "Glu": "E", "Gly": "G", "His": "H",
    "Ile": "I", "Leu": "L", "Lys": "K", "Met": "M", "Phe": "F", "Pro": "P", "Ser": "S", "Thr": "T", "Trp": "W",
    "Tyr": "Y", "Val": "V", "Ter": "*",
}  # fmt: skip


def alike(key: str, one: str, other: str) -> bool:
    """Whether two values of a detail do not differ; what one of them does not tell does not."""
    if not one or not other or fold(one).split() == fold(other).split():
        return True
    rule = _RULES.get(key)
    return rule is not None and rule(one, other)


def _begins(one: str, other: str) -> bool:
    """`200 mg` and `200 mg twice a day`: the shorter is how the longer begins, and no number of it is cut."""
    short, long = sorted((fold(one), fold(other)), key=len)
    return long.startswith(short) and not long[len(short) : len(short) + 1].isalnum() and not _cut(short, long)


def _cut(short: str, long: str) -> bool:
    """`40 mg` of `40 mg/m2` is another dose."""
    return long[len(short) :].lstrip()[:1] == "/"


def _same_dose(one: str, other: str) -> bool:
    """One amount, as often a day as far as both tell it; what else is told of one only must not stand against that."""
    first, second = times_a_day(one), times_a_day(other)
    if first and second:
        return first == second and _amount(one) == _amount(other) != ("", "")
    return _begins(one, other)


def _amount(dose: str) -> tuple[str, str]:
    found = _AMOUNT.match(fold(dose))
    return (found["number"].replace(",", "."), found["unit"]) if found else ("", "")


def times_a_day(said: str) -> int:
    """How often a day, 0 where it is not told in words that are known or told in two ways."""
    told = {int(group[1:]) for found in _OFTEN.finditer(fold(said)) for group, hit in found.groupdict().items() if hit}
    return told.pop() if len(told) == 1 else 0


def _as_often(one: str, other: str) -> bool:
    often = times_a_day(one)
    return bool(often) and often == times_a_day(other)


def _fewer_words(one: str, other: str) -> bool:
    """`flushing` and `infusion flushing syndrome`."""
    first, second = words_of(one).vocabulary, words_of(other).vocabulary
    return first <= second or second <= first


def _same_share(one: str, other: str) -> bool:
    """`38 %` and `0.38`."""
    first, second = _share(one), _share(other)
    return first is not None and second is not None and abs(first - second) < 1e-6


def _share(said: str) -> float | None:
    found = _SHARE.fullmatch(said.strip())
    if found is None:
        return None
    number = float(found["number"].replace(",", "."))
    return number / 100 if found["percent"] else number


def _same_change(one: str, other: str) -> bool:
    """`p.Phe1174Leu` and `F1174L`."""
    first, second = _short_change(one), _short_change(other)
    return bool(first) and first == second


def _short_change(said: str) -> str:
    found = _CHANGE.fullmatch(said.strip())
    if found is None:
        return ""
    return f"{_LETTERS.get(found[1], found[1])}{found[2]}{_LETTERS.get(found[3], found[3])}"


_RULES = {
    "dose": _same_dose,
    "frequency": _as_often,
    "reaction": _fewer_words,
    "vaf": _same_share,
    "protein": _same_change,
}
