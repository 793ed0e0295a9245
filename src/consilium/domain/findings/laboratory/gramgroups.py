"""Words that name a group of germs by Gram's stain, and tell no result of one: `Gram negative rods`, `gram-negative
bacteremia`, `bacilos gram negativos`, `cocos gram positivos`. `Gram stain: negative` is a result."""

from __future__ import annotations

import re

_GERMS = (
    r"(?:rods?|bacill[ai]|bacillus|cocci|coccus|coccobacill\w+|bacteri\w+|bacter[ae]+mia|organisms?|sepsis"
    r"|septic\w*|infections?"
    r"|coverage|cover|bugs?|diplococc\w+|pathogens?|flora|enteric\w*|isolates?|shock|species|BSI|blood ?stream"
    r"|in (?:pairs|chains"
    r"|clusters)|microorganism\w*|g[eé]rmen\w*|bacilos?|cocos?|cocobacilos?|bacteriemia|sepsis|enterobacter\w*"
    r"|cobertura"
    r"|infecci[oó]n|no fermentador\w*|GNR|en (?:racimos|cadenas|pares))"
)
_BEHIND = re.compile(
    rf"[\s-]?(?:negativ[eao]s?|positiv[eao]s?|neg|pos|variable)[\s-]{{1,2}}(?:\w{{2,12}}\s)?{_GERMS}\b", re.IGNORECASE
)
_BEFORE = re.compile(
    r"\b(?:bacil\w*|cocos?|cocci|cocobacil\w*|coccobacil\w*|bacteri\w*|g[eé]rmen\w*|microorganismos?|rods?"
    r"|diplococ\w*)\s$",
    re.IGNORECASE,
)


def is_group(text: str, start: int, end: int) -> bool:
    """Whether the `Gram` at `text[start:end]` is of a name of germs."""
    if not text[start:end].lower().startswith("gram") or "stain" in text[start:end].lower():
        return False
    return _BEHIND.match(text, end) is not None or _BEFORE.search(text, max(0, start - 24), start) is not None
