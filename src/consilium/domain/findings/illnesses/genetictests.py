"""Names of illnesses that only name a test of genes: `primary HLH panel negative`, `HLH familial negative`, `panel
genético de HLH primaria`. The test's result neither gives a child the illness nor denies it: a child with secondary
HLH has a negative panel for the familial form."""

from __future__ import annotations

import re

_FORM = r"(?:familial|primary|hereditary|inherited|genetic|familiar|primari[oa]|hereditari[oa]|gen[eé]tic[oa])"
_TEST = (
    r"(?:(?:(?:NGS|gene|genes|genetic|germ-?line|molecular|mutations?)\s){0,2}panel"
    r"|(?:genetic|gene|germ-?line|molecular|mutational)\s(?:test(?:s|ing)?|stud(?:y|ies)|analysis|sequencing|screen\w{0,3})"
    r"|(?:panel|estudios?|pruebas?|an[aá]lisis)\s(?:gen[eé]tic[oa]s?|molecular(?:es)?|germinal(?:es)?))"
)
# `HLH panel`, `familial HLH genetic testing`, `HLH familiar panel genético`; a positive one gives the illness.
_POSITIVE = r"(?!\s?[:=]?\s?(?:(?:was|is|fue|es)\s)?positiv)"
_BEHIND = re.compile(rf"(?P<form>\s\(?{_FORM}\)?)?\s{_TEST}(?!\w){_POSITIVE}", re.IGNORECASE)
# `panel de HLH primaria`, `genetic testing for familial HLH`.
_AHEAD = re.compile(
    rf"(?:{_TEST}|\bpanel)\s(?:for|of|de|del|para)\s(?:(?:the|la|las|el|los)\s)?(?P<form>{_FORM}\s)?$", re.IGNORECASE
)
# Without the word for a test: a form that runs in families, and its answer (`HLH familiar: negativo`).
_ANSWER = r"\s?[:=]?\s?(?:(?:was|is|fue|es)\s)?(?:neg(?:ative|ativ[oa])?|not detected|no detectad[oa])(?!\w)"
_FORM_BEHIND = re.compile(rf"\s\(?{_FORM}\)?{_ANSWER}", re.IGNORECASE)
_FORM_AHEAD = re.compile(rf"\b{_FORM}\s$", re.IGNORECASE)
_ANSWERED = re.compile(_ANSWER, re.IGNORECASE)
_ANY_FORM_BEHIND = re.compile(rf"\s\(?{_FORM}\b", re.IGNORECASE)
_IS_POSITIVE = re.compile(rf"(?:\s\(?{_FORM}\)?)?\s?[:=]?\s?(?:(?:was|is|fue|es)\s)?positiv", re.IGNORECASE)
_BEFORE = 60


def names_test(text: str, start: int, end: int) -> bool:
    """Whether the illness at `text[start:end]` stands in the name of a test of genes that was not positive."""
    before = text[max(0, start - _BEFORE) : start]
    if _BEHIND.match(text, end) or (_AHEAD.search(before) and not _IS_POSITIVE.match(text, end)):
        return True
    return _denied_form(text, before, end)


def names_test_of_form(text: str, start: int, end: int) -> bool:
    """Whether it does so with the form that runs in families: that says nothing of the relatives."""
    before = text[max(0, start - _BEFORE) : start]
    formed = _FORM_AHEAD.search(before) is not None or _ANY_FORM_BEHIND.match(text, end) is not None
    return formed and names_test(text, start, end)


def _denied_form(text: str, before: str, end: int) -> bool:
    return _FORM_BEHIND.match(text, end) is not None or (
        _FORM_AHEAD.search(before) is not None and _ANSWERED.match(text, end) is not None
    )
