"""The forms of a verb from its base, in English and Spanish, folded: what a table of verbs need not list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_SPANISH = {
    "ar": ("ar", "a", "ando", "aba", "o", "ado"),
    "er": ("er", "e", "iendo", "ia", "io", "ido"),
    "ir": ("ir", "e", "iendo", "ia", "io", "ido"),
}


@dataclass(frozen=True, slots=True)
class Verb:
    """`bare` where the form says an act only behind a helping verb (`can walk`, `puede caminar`), `accented` where it
    is of the child only with its accent (`caminó`, not `camino`), `past` where it is a participle or tells of a time
    before."""

    base: str
    bare: bool
    accented: bool = False
    past: bool = False


def english_forms(entries: Sequence[str]) -> Mapping[str, Verb]:
    """`walk` is regular; `run runs running ran` lists its forms, the base first."""
    made: dict[str, Verb] = {}
    for entry in entries:
        base, *others = str(entry).split()
        for at, form in enumerate(others or _regular(base)):
            made.setdefault(form, Verb(base, bare=form == base, past=at > 0))
        made.setdefault(base, Verb(base, bare=True))
    return made


def _regular(base: str) -> tuple[str, ...]:
    if base.endswith("y") and base[-2] not in "aeiou":
        return f"{base[:-1]}ies", f"{base}ing", f"{base[:-1]}ied"
    third = f"{base}es" if base.endswith(("s", "sh", "ch", "x", "z")) else f"{base}s"
    stem = base[:-1] if base.endswith("e") else base
    return third, f"{stem}ing", f"{stem}ed"


def spanish_forms(entries: Sequence[str]) -> Mapping[str, Verb]:
    """`caminar` is regular, `sentarse` too; `leer lee leyendo` lists its forms, the infinitive first."""
    made: dict[str, Verb] = {}
    for entry in entries:
        base, *others = str(entry).split()
        own = base.removesuffix("se")
        ends = _SPANISH.get(own[-2:], ())
        for form in (*(others or [own[:-2] + end for end in ends]), own, f"{own}se"):
            bare = form in (own, f"{own}se") and own[-2:] in _SPANISH
            noun = not others and form == f"{own[:-2]}o" and own.endswith("ar")
            made.setdefault(form, Verb(own, bare, accented=noun))
    return made
