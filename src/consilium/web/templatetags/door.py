"""The door's own filters."""

from __future__ import annotations

from django import template

from consilium.knowledge.catalog import shown
from consilium.web.door.forms import opened_name

register = template.Library()


@register.filter
def called(passkey: object) -> str:
    """`{{ passkey|called }}`: what the person called their key."""
    return shown(opened_name(passkey.wrap().name))  # type: ignore[attr-defined]  # allauth has no types
