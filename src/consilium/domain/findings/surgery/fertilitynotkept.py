"""That nothing was kept for fertility, told without the tissue: `La familia no desea criopreservación`, `fertility
preservation was declined`. Texts are folded."""

from __future__ import annotations

import re
from collections.abc import Iterator

_KEPT = (
    r"(?P<kept>cryo-?preservation|crio-?preservacion|fertility preservation|preservacion de (?:la )?fertilidad"
    r"|gamete (?:storage|banking|cryopreservation)|crio-?preservacion de gametos)"
)
_REFUSED = (
    r"(?:no (?:se )?(?:desean?|deseo|desearon|quieren?|quiso|quisieron|acept\w{1,4}|realiz\w{1,4}|hizo|hara|logro|pudo"
    r"(?: realizar)?|fue posible|hay|hubo|opt\w{1,4} por|efectu\w{1,4}|ofreci\w{1,4})|rechaz\w{1,4}|declin\w{1,4}|sin"
    r"|declined?|declines|refused?|refuses|did not (?:want|wish for|have|accept|undergo|pursue)|does not want"
    r"|do not want|no|without|opted against|opted out of|not (?:offered|done|possible|pursued)|waived)"
)
_BEFORE = re.compile(
    rf"(?<![\w-]){_REFUSED}(?:\s(?:la|el|de|any|the|realizar|tiempo para|time for|hacer|proceder con|formal|for))"
    rf"{{0,3}}\s{_KEPT}(?![\w-])"
)
_BEHIND = re.compile(
    rf"(?<![\w-]){_KEPT}(?:\s?[:,-])?(?:\s(?:was|were|is|fue|por la|by the|la|familia|family|by|parents|los"
    rf"|padres)){{0,3}}"
    r"\s(?:declined|refused|not (?:done|performed|possible|pursued|wanted|undertaken|feasible|offered)|no (?:realizada"
    r"|deseada|aceptada|posible|se realizo|se hizo|fue posible)|rechazada|declinada|omitida|waived)(?![\w-])"
)
# Cells for a transplant and tumor are kept cold as well.
_OTHERS = re.compile(r"\b(?:stem cells?|celulas|progenit\w+|cd ?34|apheresis|aferesis|pbsc|tumou?r|cord|cordon)\b")


def fertility_not_kept(text: str) -> Iterator[tuple[int, int, str]]:
    """Such denials of a text, with the name of what was not done."""
    if _OTHERS.search(text) is None:
        for found in (*_BEFORE.finditer(text), *_BEHIND.finditer(text)):
            yield *found.span("kept"), "fertility preservation"
