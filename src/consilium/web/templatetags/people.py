"""What a person of a case may do, drawn together: acts that rest on the same reasons stand in one line."""

from __future__ import annotations

from dataclasses import dataclass

from django import template

from consilium.actions.circle import Member
from consilium.domain.circle import Act
from consilium.domain.records import Remark
from consilium.knowledge.catalog import Catalog

register = template.Library()

# Reasons that name the act itself, in words that hold for several.
_WITHOUT_ACT = {
    "circle.in_role": "people.by_role",
    "circle.not_in_role": "people.not_by_role",
    "circle.owns": "people.owns",
}


@dataclass(frozen=True)
class Group:
    """Acts with the same answer for the same reasons (sentences)."""

    value: bool
    acts: tuple[Act, ...]
    reasons: tuple[str, ...]


@register.filter
def groups(member: Member, words: Catalog) -> list[Group]:
    """`{{ member|groups:words }}`: what the person may do first, then what not."""
    found: dict[tuple[bool, tuple[str, ...]], list[Act]] = {}
    for act, decided in member.may.items():
        if act is Act.SEE_CONFIDENTIAL:  # it is the patient's to say, thing by thing
            continue
        reasons = tuple(_said(one, member, words) for one in decided.reasons)
        found.setdefault((bool(decided.value), reasons), []).append(act)
    drawn = [Group(value, tuple(acts), reasons) for (value, reasons), acts in found.items()]
    return sorted(drawn, key=lambda group: not group.value)


def _said(reason: Remark, member: Member, words: Catalog) -> str:
    code = _WITHOUT_ACT.get(reason.code)
    if code is None:
        return words.remark(reason)
    return words.text(code, role=words.text(f"circle.role_{member.person.role.value}"))
