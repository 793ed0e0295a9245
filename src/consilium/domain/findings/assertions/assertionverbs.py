"""Denials made of verbs: `has never been diagnosed`, `no se reconocen`, `couldn't be seen`, in the tenses of reports.

Phrases are folded words as `PhraseIndex` has them: `hasn't` is `hasn t`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

_BE = ("is", "are", "was", "were")
_HAVE = ("has", "have", "had")
_MADE = ("{b} not {p}", "{b} never {p}", "{b}n t {p}", "{b} not being {p}", "{b} no longer {p}", "{b} not to be {p}")
_BEEN = ("{h} not been {p}", "{h} never been {p}", "{h}n t been {p}")
_ALONE = (
    "not {p}",
    "never {p}",
    "no longer {p}",
    "cannot be {p}",
    "could not be {p}",
    "can t be {p}",
    "couldn t be {p}",
)
# What stands before the thing: `hasn't had any seizures`.
ENGLISH_BEFORE = (
    *(f"{one}n t" for one in ("is", "are", "was", "were", "has", "have", "had", "does", "do", "did", "could", "ca")),
    *(f"{one}n t {more}" for one in ("has", "have", "had") for more in ("had", "had any", "been any", "got", "any")),
    *(f"{one}n t {more}" for one in ("does", "do", "did") for more in ("have", "have any", "show", "see", "need")),
    *(f"{one}n t {more}" for one in _BE for more in ("any", "known to have", "thought to have", "allergic to")),
)


def english(found: Sequence[str], recurred: Sequence[str]) -> Iterator[str]:
    """Denials behind a thing. `found` are participles (`seen`), `recurred` what has not come again (`returned`)."""
    for participle in found:
        yield from (form.format(b=be, p=participle) for be in _BE for form in _MADE)
        yield from (form.format(h=have, p=participle) for have in _HAVE for form in _BEEN)
        yield from (form.format(p=participle) for form in _ALONE)
    for verb in recurred:
        yield from (f"{have}{no} {verb}" for have in _HAVE for no in (" not", " never", "n t"))
        yield f"not {verb}"


def spanish(infinitives: Sequence[str], forms: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Denials of verbs before or behind a thing. Regular verbs by their infinitive; of others their `forms`."""
    for infinitive in infinitives:
        yield from _denied(infinitive, _finite(infinitive), _participles(infinitive))
    for infinitive, irregular in forms.items():
        participles = [one for one in irregular if one.endswith(("to", "cho", "do"))]
        finite = [one for one in irregular if one not in participles]
        gendered = [one[:-1] + ending for one in participles for ending in ("o", "a", "os", "as")]
        yield from _denied(infinitive, finite, gendered)


def _denied(infinitive: str, finite: Sequence[str], participles: Sequence[str]) -> Iterator[str]:
    for form in finite:
        yield from (f"no {pronoun}{form}" for pronoun in ("", "se ", "se le ", "le ", "se les "))
        yield f"nunca {form}"
        yield f"nunca se {form}"
    for participle in participles:
        yield from (f"no {be}{participle}" for be in ("", "fue ", "fueron ", "es ", "son ", "esta ", "estan ", "sido "))
    past = participles[0] if participles else ""
    for have in ("ha", "han", "habia", "habian") if past else ():
        yield from (f"no {pronoun}{have} {past}" for pronoun in ("", "se ", "se le ", "le "))
        yield from (f"nunca {pronoun}{have} {past}" for pronoun in ("", "se "))
        yield from (f"no {have} sido {one}" for one in participles)
    yield from (f"no se {able} {infinitive}" for able in ("logra", "logro", "pudo", "puede", "pudieron", "consigue"))
    yield from (f"no {able} {infinitive}se" for able in ("logra", "logro", "pudo", "puede"))
    yield from (f"sin {infinitive}", f"sin {infinitive}se")


def _finite(infinitive: str) -> tuple[str, ...]:
    """Present, past and imperfect of a regular verb, in the third person and of `we`."""
    stem, ending = infinitive[:-2], infinitive[-2:]
    endings = {
        "ar": ("a", "an", "o", "aron", "aba", "aban", "amos", "aran", "ara", "e", "en"),
        "er": ("e", "en", "io", "ieron", "ia", "ian", "emos", "era", "eran", "a", "an"),
        "ir": ("e", "en", "io", "ieron", "ia", "ian", "imos", "ira", "iran", "a", "an"),
    }[ending]
    return tuple(stem + one for one in endings)


def _participles(infinitive: str) -> tuple[str, ...]:
    stem = infinitive[:-2] + ("ad" if infinitive.endswith("ar") else "id")
    return tuple(stem + ending for ending in ("o", "a", "os", "as"))
