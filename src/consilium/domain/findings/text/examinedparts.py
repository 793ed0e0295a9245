"""The parts of a dictated examination, each a label of its own line: `NECK: Supple.`, `LUNGS: Clear.`, `EXT: No edema.`

Under the heading of an examination such a label, which elsewhere opens the findings of a picture or nothing that is
known, is one of its parts; the examination goes on until a line opens with any other label or heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from consilium.domain.findings.paper import Clause, Section

_PART = (
    r"(?:general(?: appearance)?|gen|constitutional|appearance|vitals?|vital signs|vs|vit|heart rate|hr|temp\w*|pulse"
    r"|bp|blood pressure|weight|height|wt|ht|length|bmi|bsa|spo2|sao2|o2 sat\w*|oxygen saturation|peso|talla|fc|fr|ta"
    r"|heent|head(?: and neck)?|eyes?|ears?|nose|throat|ent|mouth|oral\w*(?: mucosa)?|oropharynx|face|scalp|neck"
    r"|lymph\w*|lymph nodes|nodes|thyroid|chest(?: wall)?|lungs?|resp\w*|pulm\w*|breasts?|heart|cardiac|cardio\w*"
    r"|cv|cvs|cor|abd|abdomen|gi|gastro\w*|gu|genito\w*|genital\w*|rectal|rectum|pelvi[cs]|back|spine|ext|extremit(?:y|ies)"
    r"|limbs|joints|musculo\w*|msk|skin|hair and skin|integument\w*|derm\w*|neuro\w*|psych\w*|mental status|ms|cn"
    r"|cranial nerves|motor|sensory|sensation|coord\w*|reflexes|gait|station|vascular|pulses|perfusion"
    r"|cabeza|ojos|o[ií]dos|boca|orofaringe|cara|cuello|ganglios|t[oó]rax|pulm[oó]n\w*|pulmonar|coraz[oó]n"
    r"|cardiopulmonar|abdomen|genitales|genitourinario|extremidades|miembros|columna|espalda|piel(?: y faneras)?"
    r"|neurol[oó]gic[oa]|sistema nervioso|snc|signos vitales|constantes|mucosas|marcha|pares craneales)"
)
_LABEL = re.compile(
    rf"\s*(?:[-•*]\s)?{_PART}(?:\s?(?:,|/|&|\band\b|\by\b|\be\b)\s?{_PART}){{0,4}}"
    r"(?:\s(?:exam(?:ination)?|examen))?\s?:\s",
    re.IGNORECASE,
)
_OTHER_LABEL = re.compile(r"\s*[^\W\d_][^:.;\d\n]{1,40}:(?:\s|$)")
# What an organ's heading opens elsewhere.
_OPENED = frozenset((Section.FINDINGS, Section.NONE))


def examined_on(clauses: Iterable[Clause]) -> Iterator[Clause]:
    """The clauses, with the parts of an examination as of it."""
    within, part = False, ""
    for clause in clauses:
        if clause.section is Section.EXAMINATION:
            within, part = True, ""
        elif clause.section not in _OPENED or clause.cells:
            within, part = False, ""
        elif within:
            found = _LABEL.match(clause.text)
            if found is not None:
                part = found[0].strip(" :-•*")
            elif not part or _OTHER_LABEL.match(clause.text) is not None:
                within, part = False, ""
        yield replace(clause, section=Section.EXAMINATION, heading=part) if within and part else clause
