"""Numbers in words, English and Spanish, below a thousand: `fifty-four gray`, `treinta y tres fracciones`."""

from __future__ import annotations

import re

from consilium.domain.phrases import fold

_ONES = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "uno": 1, "una": 1, "un": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5,
    "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10, "once": 11, "doce": 12, "trece": 13, "catorce": 14,
    "quince": 15, "dieciseis": 16, "diecisiete": 17, "dieciocho": 18, "diecinueve": 19, "veintiuno": 21,
    "veintiun": 21, "veintiuna": 21, "veintidos": 22, "veintitres": 23, "veinticuatro": 24, "veinticinco": 25,
    "veintiseis": 26, "veintisiete": 27, "veintiocho": 28, "veintinueve": 29,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "veinte": 20, "treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60, "setenta": 70, "ochenta": 80,
    "noventa": 90,
}  # fmt: skip
_HUNDREDS = {"cien": 100, "ciento": 100, "doscientos": 200, "trescientos": 300, "cuatrocientos": 400, "quinientos": 500}
_ONE = "|".join(sorted(_ONES, key=len, reverse=True))
_TEN = "|".join(_TENS)
_BELOW = rf"(?:(?:{_TEN})(?:(?:\s?-\s?|\sy\s|\s)(?:{_ONE}))?|(?:{_ONE}))"
# With a decimal in words (`ten point eight`, `cincuenta coma cuatro`).
WORDED = (
    rf"(?:(?:(?:{'|'.join(_HUNDREDS)}|(?:{_ONE})\shundred(?:\sand)?)\s?)?{_BELOW}"
    rf"(?:\s(?:point|punto|coma)\s(?:{_ONE}))?|cien)"
)
_PARTS = re.compile(r"[a-z]+")


def number_said(text: str) -> float | None:
    """The number that words say; None where they say none."""
    whole, _, tail = re.sub(r"\b(?:point|punto|coma)\b", "|", fold(text)).partition("|")
    total = 0
    for word in _PARTS.findall(whole):
        if word == "hundred":
            total *= 100
        elif word not in ("and", "y"):
            known = _ONES.get(word) or _TENS.get(word) or _HUNDREDS.get(word)
            if known is None:
                return None
            total += known
    tenth = _ONES.get(tail.strip(), 0)
    return (total + tenth / 10 if tenth < 10 else None) if total else None
