"""Sentences of a case history that tell of the illness in general, as its discussion does: `El hepatoblastoma es el
tumor hepático más frecuente`, `se han descrito pocos casos`. They are of nobody, and no statement about the child."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from consilium.domain.findings.paper import Clause, Section

_THINGS = (
    r"(?:tumor\w*|neoplasia\w*|causas?|sarcomas?|canceres|cancer|enfermedad\w*|entidad\w*|procesos?|lesion\w*"
    r"|localizacion\w*|patologia\w*|complicacion\w*|agentes?|leucemias?|linfomas?|germen\w*|forma|hallazgo\w*)"
)
_OFTEN = (
    r"(?:frecuentes?|comun(?:es)?|rar[oa]s?|infrecuentes?|habitual(?:es)?|benign[oa]s?|malign[oa]s?|poco conocid[oa]s?)"
)
_GENERAL = re.compile(
    r"(?<!\w)(?:"
    r"suelen?\s(?:\w+\s)?(?:ser|present\w+|manifest\w+|aparec\w+|tener|estar|debut\w+|localiz\w+|afect\w+|curs\w+|dars?e)"
    rf"|(?:es|son|constituyen?|representan?)\s(?:el|la|los|las)\s(?:[\w-]+\s){{0,2}}?{_THINGS}\s[^.;]{{0,60}}\b{_OFTEN}"
    rf"|(?:es|son)\s(?:el|la|los|las)\smas\s{_OFTEN}"
    rf"|entre\s(?:los|las)\s{_THINGS}\s(?:\w+\s)?mas\s{_OFTEN}"
    r"|se ha[n]?\s(?:descrito|informado|publicado|reportado|comunicado)"
    r"|ha[n]? sido\s(?:asociad|descrit|informad|publicad|reportad|comunicad)[oa]s?"
    r"|(?:en|segun|de)\s(?:la|las)\s(?:literatura|series publicadas|bibliografia)"
    r"|(?:algunos|muchos|diversos|varios|otros|la mayoria de los)\s(?:autores|expertos|estudios|trabajos)"
    r"|(?:la|su)\s(?:incidencia|prevalencia|patogenia|etiologia|etiopatogenia|fisiopatologia)\s"
    r"(?:de|es|global|exacta|en)"
    r"|pueden?\sser\s(?:benign|malign|primari|secundari|congenit)[oa]s?"
    r"|el tratamiento (?:recomendado|de eleccion|habitual|estandar)\s(?:es|son|consiste|incluye)"
    r"|(?:is|are)\s(?:the\s)?(?:most|more|less|least)\s(?:common|frequent|frequently)"
    r"|(?:is|are) (?:a |an )?(?:very )?rare"
    r"|ha(?:s|ve) been (?:described|reported) in|in the literature|(?:the )?incidence of|case reports of"
    r")(?!\w)"
)
_OF_CHILD = re.compile(
    r"(?<!\w)(?:nuestr[oa]s?|(?:el|la|al|del|este|esta)\s"
    r"(?:paciente|nin[oa]|menor|enferm[oa]|caso|lactante|adolescente)|our"
    r"|this\s(?:case|patient|child|boy|girl)|the\s(?:patient|child|boy|girl)|he|she|his|her)(?!\w)"
)


def without_literature(clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    """The clauses of a case history, those that tell of illnesses in general as such."""
    return tuple(replace(one, section=Section.GENERAL) if _is_general(one) else one for one in clauses)


def _is_general(clause: Clause) -> bool:
    if clause.cells or clause.section in (Section.GENERAL, Section.FAMILY_HISTORY):
        return False
    return _GENERAL.search(clause.folded) is not None and _OF_CHILD.search(clause.folded) is None
