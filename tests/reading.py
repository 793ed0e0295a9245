"""How hard a text is to read: the English school grade and the Spanish INFLESZ scale."""

from __future__ import annotations

import re

_ENGLISH_VOWELS = re.compile(r"[aeiouy]+")
_VOWELS, _STRONG = "aeiouáéíóúü", "aeoáéíóú"
_SILENT = re.compile(r"(?<=[qg])u(?=[eiéí])")
_ENDS = re.compile(r"[.!?:](?:\s|$)")


def syllables(word: str) -> int:
    count = len(_ENGLISH_VOWELS.findall(word.lower()))
    return max(1, count - (word.lower().endswith("e") and count > 1))


def grade(text: str) -> float:
    """Flesch-Kincaid grade (Kincaid et al. 1975)."""
    words = re.findall(r"[A-Za-z']+", text)
    sentences = max(1, len(_ENDS.findall(text)))
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def spanish_syllables(word: str) -> int:
    """Vowels, of which a weak one beside another makes no syllable of its own (diphthongs)."""
    count, before = 0, ""
    for char in _SILENT.sub("", word.lower()):
        if char in _VOWELS and not (before in _VOWELS and before and not (before in _STRONG and char in _STRONG)):
            count += 1
        before = char
    return max(1, count)


def inflesz(text: str) -> float:
    """Szigriszt-Pazos perspicuity on the INFLESZ scale (Barrio-Cantalejo et al. 2008): from 55 normal, 65 easy."""
    words = re.findall(r"[^\W\d_]+", text)
    sentences = max(1, len(_ENDS.findall(text)))
    return 206.835 - 62.3 * sum(map(spanish_syllables, words)) / len(words) - len(words) / sentences
