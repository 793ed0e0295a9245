"""Form fields as the design system draws them (`parts/field_*.html`)."""

from __future__ import annotations

from typing import Any

from django import forms, template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from consilium.web.forms import PartialDateInput

register = template.Library()

_PARTS: tuple[tuple[type[forms.Widget], str], ...] = (
    (PartialDateInput, "date"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.CheckboxInput, "checkbox"),
)


@register.simple_tag(takes_context=True)
def field(context: template.Context, form: forms.Form, name: str, **options: Any) -> SafeString:
    """`{% field form "said_by" %}`: label, hint, error and input. `heading=True` makes the label the page's heading."""
    bound = form[name]
    part = next((part for kind, part in _PARTS if isinstance(bound.field.widget, kind)), "input")
    described = [
        f"{bound.id_for_label or bound.auto_id}-{what}"
        for what, there in (("hint", bound.help_text), ("error", bound.errors))
        if there
    ]
    given = {"bound": bound, "described": " ".join(described), "words": context.get("words"), **options}
    return SafeString(render_to_string(f"parts/field_{part}.html", given))


@register.simple_tag(takes_context=True)
def errors(context: template.Context, form: forms.Form) -> SafeString:
    """`{% errors form %}`: the summary of what is to be mended, at the top of the page, with links to the fields."""
    found = [
        (form[name].id_for_label or form[name].auto_id, said[0])
        for name, said in form.errors.items()
        if name in form.fields
    ]
    whole = list(form.non_field_errors())
    if not found and not whole:
        return SafeString("")
    return SafeString(
        render_to_string("parts/errors.html", {"found": found, "whole": whole, "words": context.get("words")})
    )
