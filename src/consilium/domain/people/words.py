"""The words of labels and names, and whether a text is a person's name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from consilium.domain.phrases import PhraseIndex, words_of
from consilium.domain.records import Line

NAME_CHARS = 90
NAME = re.compile(r"^[^\W\d_][^\W\d_'’.\-]*(?:[ ,^·'’.\-]{1,3}[^\W\d_][^\W\d_'’.\-]*){0,8}[.,]?$")
# Recognized lines of less confidence give no names: what they spell is nobody's. Without a label more is needed.
READ_AT_ALL = 0.7
READ_WITHOUT_LABEL = 0.9


class Label(StrEnum):
    """What a label in a text introduces."""

    PATIENT = "patient"  # certainly the patient's name
    NAME = "name"  # a name, the patient's unless something says otherwise
    OTHER_PERSON = "other_person"  # a parent, an insured person, a relative: what follows is theirs too
    CLINICIAN = "clinician"
    BIRTH = "birth"
    SEX = "sex"
    NUMBER = "number"
    OTHER = "other"  # ends a value and is nothing else


@dataclass(frozen=True, slots=True)
class LabelMeaning:
    """A label's meaning. `issuer` names who assigns such numbers everywhere (a national number)."""

    label: Label
    issuer: str = ""


@dataclass(frozen=True)
class PeopleWords:
    """The words of labels, of sexes, and those that show that a text is no name of a child."""

    labels: PhraseIndex[LabelMeaning]
    sexes: PhraseIndex[str]
    no_name: frozenset[str]
    clinicians: frozenset[str]


def read_well(line: Line, least: float) -> bool:
    """Whether a line was typed, or recognized with at least this confidence."""
    return line.confidence is None or line.confidence >= least


def parted_name(text: str) -> tuple[str, str]:
    """Family and given name of `Muestra, Ana`; nothing of a name without a comma."""
    family, _, given = text.partition(",")
    return (family.strip(), given.strip()) if given.strip() else ("", "")


def is_name(text: str, words: PeopleWords, *, certain_label: bool) -> bool:
    """Whether a value reads as a person's name and as no clinician's."""
    if not 2 <= len(text) <= NAME_CHARS or NAME.match(text.strip()) is None:
        return False
    parts = [word.text for word in words_of(text)]
    if any(part in words.clinicians for part in parts):
        return False
    bad = sum(part in words.no_name for part in parts)
    if certain_label:
        return bad < len(parts) and (text[0].isupper() or not text.isascii())
    cased = all(part[0].isupper() or len(part) <= 3 for part in re.split(r"[ ,]+", text) if part)
    return bad == 0 and cased and 2 <= len(parts) <= 7
