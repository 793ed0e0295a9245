"""The letter as a sequence of parts, for the forms that have no layout of their own (Word, text)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from consilium.writers.letters.content import Told

BLANK = "_" * 36


@dataclass(frozen=True, slots=True)
class Part:
    """One part: "title", "heading", "text", "fact" (label and value, a blank line where empty), "item", "table" (its
    first row the heads), "page" (a new page)."""

    kind: str
    text: str = ""
    value: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def parts(told: Told) -> Iterator[Part]:
    """The letter, then the form where one goes with it, from top to bottom."""
    yield from _letter(told)
    if told.form:
        yield Part("page")
        yield from _form(told)


def _letter(told: Told) -> Iterator[Part]:
    said = told.words
    yield Part("fact", said["date"], told.date)
    yield Part("fact", f"{said['to']} {said['hospital']}", told.holder)
    yield Part("text", told.door)
    yield Part("fact", said["fax"])
    yield Part("title", told.subject)
    yield from (Part("text", said[name]) for name in ("greeting", "opening"))
    yield Part("heading", said["patient"])
    yield from (Part("fact", label, value) for label, value in told.patient)
    yield Part("heading", said["list"])
    yield Part("table", rows=(_heads(said), *(tuple(row) for row in told.rows)))
    yield Part("heading", said["form_heading"])
    yield from (Part("text", text) for text in (told.how, said["send_to"]))
    yield from (Part("fact", said[name]) for name in ("address", "email", "phone"))
    if told.slides:
        yield Part("text", said["send_slides_to"])
        yield Part("fact", "")
    yield Part("heading", said["rights_heading"])
    yield from (Part("text", text) for text in (*told.rights, said["ask_tell"], said["closing"]))
    signed = ("signature", "signed_on", "printed_name", "relation", "clock_received", "clock_due")
    yield from (Part("fact", said[name]) for name in signed)
    yield Part("text", said["disclaimer"])


def _heads(said: dict[str, str]) -> tuple[str, ...]:
    return tuple(said[name] for name in ("list_number", "list_what", "list_date", "list_accession"))


def _form(told: Told) -> Iterator[Part]:
    said = told.words
    yield Part("title", said["auth_title"])
    yield Part("text", f"{said['auth_lead']} {told.cites}".strip())
    yield from (Part("fact", label, value) for label, value in told.patient)
    yield Part("heading", said["auth_what"])
    yield Part("text", said["auth_what_text"])
    yield Part("heading", said["auth_who_discloses"])
    yield Part("fact", "", told.holder)
    yield Part("text", told.door)
    yield Part("heading", said["auth_who_receives"])
    yield Part("fact", said["auth_who_receives_text"])
    yield Part("heading", said["auth_purpose"])
    yield Part("text", said["auth_purpose_text"])
    yield Part("heading", said["auth_expiration"])
    yield Part("fact", said["auth_expiration_text"])
    yield Part("heading", said["auth_statements"])
    yield from (Part("item", said[f"auth_{name}"]) for name in ("revoke", "conditioning", "redisclosure"))
    yield Part("text", said["auth_not_for"])
    yield Part("heading", said["auth_signature"])
    yield from (Part("fact", said[name]) for name in ("signature", "signed_on", "printed_name", "auth_authority"))
