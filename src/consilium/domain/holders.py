"""Which written names are one holder: `HOSPITAL X`, `Hospital X.` and `Hospital X, Puebla` get one letter together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from consilium.domain.clinical import CaseRecord, ClinicalCase
from consilium.domain.phrases import words_of

# What may stand before a town or an address after a name.
_BETWEEN = re.compile(r"\s*[,;(|·•]\s*|\s+[-–—/]\s+")
_LEAST_WORDS = 2  # of a name that may stand without its town


@dataclass(frozen=True)
class Holders:
    """The names of a case's holders. `shown` gives the best written form by key (`holder_key`)."""

    shown: Mapping[str, str] = field(default_factory=dict)

    def name(self, written: str) -> str:
        """The holder's name as it is shown; one that is not known stays as written."""
        return self.shown.get(holder_key(written), written)

    def same(self, one: str, other: str) -> bool:
        return holder_key(self.name(one)) == holder_key(self.name(other))

    def case(self, case: ClinicalCase) -> ClinicalCase:
        """The case with each holder under one name."""
        if all(self.name(written) == written for written in _written(case)):
            return case
        records = {record.number: self._record(record) for record in case.records}
        return replace(
            case,
            records=tuple(records.values()),
            studies=tuple(replace(study, institution=self.name(study.institution)) for study in case.studies),
            findings=tuple(replace(one, record=self._record(one.record)) for one in case.findings),
        )

    def _record(self, record: CaseRecord) -> CaseRecord:
        return replace(record, institution=self.name(record.institution))


def holders_of(case: ClinicalCase) -> Holders:
    """From the names that the case's records and studies bear and those that its texts tell of."""
    return holders(_written(case))


def holders(written: Iterable[str]) -> Holders:
    """One holder for all names that differ in capitals, accents, punctuation or by a town after a comma only.

    A name without a town is joined to the one with a town where there is a single such name: of two towns, nobody
    knows which it is.
    """
    counts = Counter(name for name in written if holder_key(name))
    forms: dict[str, list[str]] = {}
    for name in counts:
        forms.setdefault(holder_key(name), []).append(name)
    joined = _without_towns(forms)
    groups: dict[str, list[str]] = {}
    for key, names in forms.items():
        groups.setdefault(joined.get(key, key), []).extend(names)
    best = {key: max(names, key=lambda name: _worth(name, counts)) for key, names in groups.items()}
    return Holders({key: best[joined.get(key, key)] for key in forms})


def holder_key(name: str) -> str:
    """Folded words; a possessive with or without its apostrophe is the same."""
    return re.sub(r"\b(\w{3,}) s\b", r"\1s", " ".join(word.text for word in words_of(name)))


def _written(case: ClinicalCase) -> Iterator[str]:
    yield from (record.institution for record in case.records)
    yield from (study.institution for study in case.studies)
    yield from (str(one.shown.detail.get("holder") or "") for one in case.findings)


def _without_towns(forms: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """From the key of a name with its town to that of the name without, where no other town has the same name."""
    towns: dict[str, set[str]] = {}
    for key, names in forms.items():
        for name in names:
            bare = holder_key(_BETWEEN.split(name.strip(), maxsplit=1)[0])
            if bare != key and bare in forms and len(bare.split()) >= _LEAST_WORDS:
                towns.setdefault(bare, set()).add(key)
    return {next(iter(keys)): bare for bare, keys in towns.items() if len(keys) == 1}


def _worth(name: str, counts: Counter[str]) -> tuple[bool, bool, bool, int, int]:
    """The form to show: in capitals and small letters, without town or last dot, with its accents, the most written."""
    mixed = not name.isupper() and not name.islower()
    accents = sum(not char.isascii() for char in name)
    bare = _BETWEEN.search(name.strip()) is None
    return mixed, bare, name[-1].isalnum(), accents, counts[name]
