"""The letters that ask for what is missing, as they stand now, and what persons wrote down of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db import transaction

from consilium.actions import entries
from consilium.actions.ask import ask
from consilium.actions.entries import Entry
from consilium.actions.opened import OpenCase
from consilium.actions.records.shelf import Shelf
from consilium.actions.snapshot import snapshot
from consilium.domain.asking import Asking
from consilium.domain.custody import Thing, letter_of
from consilium.domain.letters import Choices, Letter, letters
from consilium.knowledge.letters import letter_tables

ASKING, THING = "asking", "thing"
MARK_HEX = 12
# Letters as they are planned for what the records say; several pages count them.
_PLANNED: Shelf[tuple[Letter, ...]] = Shelf(16, lambda _: 1)


@dataclass(frozen=True)
class Owing:
    """A letter with its key, the mark that stands for it in addresses (a holder's name does not), and when it went."""

    mark: str
    key: str
    letter: Letter
    sent: tuple[Entry[Asking], ...]


def owing(case: OpenCase, language: str) -> tuple[Owing, ...]:
    """One letter for each holder and door that owes something. Raises IntegrityError, StoreError."""
    made = snapshot(case, language)
    chosen = Choices(countries=case.document.countries, language=language)
    sent = entries.all_of(case, ASKING, Asking)
    key = (case.id, made.stamp, language, tuple(sorted(chosen.countries.items())))
    planned = _PLANNED.get(key, lambda: tuple(letters(made.stand, made.filled.case, letter_tables(), chosen)))
    return tuple(
        Owing(mark(case, letter_of(one)), letter_of(one), one, tuple(_of(sent, letter_of(one)))) for one in planned
    )


def _of(sent: tuple[Entry[Asking], ...], key: str) -> list[Entry[Asking]]:
    return [entry for entry in sent if entry.value.letter == key]


def mark(case: OpenCase, key: str) -> str:
    """What stands for a letter in an address: a keyed hash, since its key names a hospital."""
    return case.key.fingerprint(f"letter {key}".encode()).hex()[:MARK_HEX]


def things(case: OpenCase) -> tuple[Entry[Thing], ...]:
    """Slides, blocks and discs that somebody follows."""
    return entries.all_of(case, THING, Thing)


def set_country(case: OpenCase, holder: str, country: str) -> OpenCase:
    """The country of a holder ("" stands for all others), whose law its letter cites. Raises InputError."""
    with transaction.atomic():
        case = case.fresh()
        document = case.document
        countries: Mapping[str, str] = {**document.countries, holder: country}
        kept = {name: code for name, code in countries.items() if code}
        return ask(case, replace(document.asked), kept, document.program)
