"""Forms whose every word comes from the catalogs, with the fields that records need: dates as precise as known.

A form of area `wait` with a field `said_by` takes its label from `wait.said_by_label`, its hint from
`wait.said_by_hint` if there is one, and the words of choice `nurse` from `wait.said_by_nurse`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError

from consilium.domain.dates import PartialDate
from consilium.domain.datetext import MONTHS
from consilium.domain.phrases import fold
from consilium.knowledge.catalog import Catalog

MOST_CHARS = 20_000


class WordsForm(forms.Form):
    """A form in the reader's language. `entry` and `seen` say which version of what was before the person."""

    area: ClassVar[str] = "forms"
    entry = forms.UUIDField(required=False, widget=forms.HiddenInput)
    seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(
        self, words: Catalog, data: Any = None, *, initial: Mapping[str, Any] | None = None, **more: Any
    ) -> None:
        begun = {"entry": uuid4(), "seen": 0, **(initial or {})}
        super().__init__(data, initial=begun, auto_id="%s", label_suffix="", use_required_attribute=False, **more)
        self.words = words
        for name, one in self.fields.items():
            self._say(name, one)

    def told(self, begun: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Values as the fields begin with them, in words, each with its field's label; empty ones are left out."""
        values = [(one, begun.get(name)) for name, one in self.fields.items()]
        return [
            (str(one.label), self._in_words(one, value))
            for one, value in values
            if value not in (None, "", [], ()) and not isinstance(one.widget, forms.HiddenInput)
        ]

    def _in_words(self, one: forms.Field, value: object) -> str:
        named = {str(key): str(label) for key, label in getattr(one, "choices", ())}
        if isinstance(value, PartialDate):
            return self.words.date(value)
        many = value if isinstance(value, list | tuple) else (value,)
        return ", ".join(named.get(str(each), str(each)) for each in many)

    def _say(self, name: str, one: forms.Field) -> None:
        if isinstance(one.widget, forms.HiddenInput):
            return
        words, code = self.words, f"{self.area}.{name}"
        one.label = words.text(f"{code}_label")
        one.help_text = words.text(f"{code}_hint") if words.has(f"{code}_hint") else ""
        for error in ("required", "invalid", "invalid_choice", "max_length", "min_value", "max_value"):
            own = f"{code}_{error}"
            one.error_messages[error] = words.text(own if words.has(own) else f"forms.{error}")
        if isinstance(one, WordsChoice | WordsChoices):
            one.choices = [(value, words.text(f"{code}_{value}")) for value in one.values]
        if isinstance(one, PartialDateField):
            one.words = words

    @property
    def item(self) -> UUID | None:
        """The thing that the person wrote, for `actions.entries.keep`."""
        return self.cleaned_data.get("entry")

    @property
    def version(self) -> int:
        """The version that the person had before them."""
        return self.cleaned_data.get("seen") or 0


class WordsChoice(forms.ChoiceField):
    """One of several, as radio buttons; their words are in the catalog."""

    def __init__(self, values: Sequence[str], **more: Any) -> None:
        self.values = tuple(values)
        super().__init__(choices=[(value, value) for value in values], **{"widget": forms.RadioSelect, **more})


class WordsChoices(forms.MultipleChoiceField):
    """Any of several, as checkboxes; their words are in the catalog."""

    def __init__(self, values: Sequence[str], **more: Any) -> None:
        self.values = tuple(values)
        choices = [(value, value) for value in values]
        super().__init__(choices=choices, **{"widget": forms.CheckboxSelectMultiple, **more})


class LongText(forms.CharField):
    """Some lines of text."""

    def __init__(self, rows: int = 4, **more: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **{"max_length": MOST_CHARS, **more})


class PartialDateInput(forms.MultiWidget):
    """Three boxes: day, month, year. Month and day may be left out."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__([forms.TextInput(attrs={"inputmode": "numeric"}) for _ in ("day", "month", "year")], attrs)

    def decompress(self, value: Any) -> list[Any]:
        """The three boxes of a date."""
        if isinstance(value, str):
            value = PartialDate.from_iso(value)
        if not isinstance(value, PartialDate):
            return [None, None, None]
        return [value.day or None, value.month or None, value.year]


class PartialDateField(forms.MultiValueField):
    """A date as precise as it is known (law 3), as a `PartialDate`; `whole` asks for the day too. The month may be a
    word of either language."""

    widget = PartialDateInput

    def __init__(self, *, whole: bool = False, **more: Any) -> None:
        self.whole = whole
        self.words: Catalog | None = None
        parts = [forms.CharField(required=False) for _ in range(3)]
        super().__init__(parts, require_all_fields=False, **more)

    def compress(self, data_list: Sequence[Any]) -> PartialDate | None:
        """A date of the three boxes. Raises ValidationError where they are none."""
        day, month, year = (str(part or "").strip() for part in (*data_list, "", "", "")[:3])
        if not (day or month or year):
            return None
        try:
            made = PartialDate(int(year), MONTHS.get(fold(month).rstrip(".")) or int(month or 0), int(day or 0))
        except ValueError:
            made = None
        if made is None or len(year) != 4 or (self.whole and not made.day):
            raise ValidationError(self.words.text("forms.invalid_date") if self.words else "", "invalid_date")
        return made
