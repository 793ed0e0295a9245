"""The words of the sign-in library, from our catalogs: labels, hints, errors and notices, in the reader's language."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language

from consilium.knowledge.catalog import LANGUAGES, Catalog, catalog

AREA = "door"


def spoken() -> Catalog:
    """The catalog of the language in which this request is answered."""
    language = (get_language() or "")[:2]
    return catalog(language if language in LANGUAGES else LANGUAGES[0])


class Errors(dict[str, str]):
    """The library's errors by their codes, looked up when they are needed."""

    def __missing__(self, code: str) -> str:
        return said_error(code)


def said_error(code: str) -> str:
    """The sentence of an error of the library, of Django's forms or of a check of passwords."""
    words = spoken()
    known = (f"{AREA}.error_{code}", f"forms.{code}")
    return words.text(next((one for one in known if words.has(one)), "forms.invalid"))


class SaidForm(forms.Form):
    """Before one of the library's forms: its fields in our words. A label stands as `door.<field>_label`."""

    hints: ClassVar[dict[str, str]] = {}

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.auto_id, self.label_suffix, self.use_required_attribute = "%s", "", False
        words = spoken()
        for name, one in self.fields.items():
            if isinstance(one.widget, forms.HiddenInput):
                continue
            one.label = words.text(f"{AREA}.{name}_label")
            hint = self.hints.get(name, f"{AREA}.{name}_hint")
            one.help_text = words.text(hint) if words.has(hint) else ""
            one.widget.attrs.pop("placeholder", None)

    def add_error(self, field: str | None, error: Any) -> None:
        """Every error in our words, by its code; what has none of ours says that something is not right."""
        found = error if isinstance(error, ValidationError) else ValidationError(error)
        if hasattr(found, "error_dict"):
            said: Any = {name: _said(name, errors) for name, errors in found.error_dict.items()}
        else:
            said = _said(field, found.error_list)
        super().add_error(field, ValidationError(said))


def _said(field: str | None, errors: list[ValidationError]) -> list[ValidationError]:
    without = "password_mismatch" if field == "password2" else "invalid"  # the one error that the library gives no code
    return [ValidationError(said_error(one.code or without), one.code or without) for one in errors]
