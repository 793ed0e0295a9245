"""What is said of patients in general, of what to come for, or of a higher chance, and of nobody who has it."""

from __future__ import annotations

import re

# `Patients with hemophilia may ...`, `los niños con asma suelen ...`.
_GAP = r"(?:(?!\b(?:has|had|have|is|was|were|but|tiene|tuvo|presenta|pero|hoy|today)\b)[^.;:\n])"
_OF_MANY = re.compile(
    r"(?:^|[.;:]\s)\s*(?:(?:most|some|all|many|few|other|los|las|muchos|algunos|otros)\s)?(?:members|patients|children"
    r"|people|individuals|persons|those|kids|families|pacientes|ni[nñ][oa]s|personas|miembros|quienes|familias)\s"
    r"(?:with|who have|con|que tienen|que padecen|living with)\s" + _GAP + r"{0,60}$",
    re.IGNORECASE,
)
# `Fever is a temperature of 38 or more`, `la fiebre es una temperatura de`: a definition.
_DEFINED = re.compile(
    r"\s(?:means|is defined|is when|is a (?:temperature|disease|condition|type|kind|form|cancer|common|rare)|significa"
    r"|se define|es una? (?:temperatura|enfermedad|tipo|forma|c[aá]ncer|afecci[oó]n))\b",
    re.IGNORECASE,
)
_OPENS = re.compile(r"(?:^|[.;:]\s)\s*(?:(?:a|an|la|el|una?|what is|qu[eé] es)\s)?$", re.IGNORECASE)
# `SOS: fever, fits`, `signos de alarma: dolor, sangrado`, `paracetamol condicional a dolor`.
_TO_COME_FOR = re.compile(
    r"(?:^|[.;]\s)\s*(?:(?:review )?SOS|red flags?|(?:signos|datos|s[ií]ntomas) de alarma|(?:alarm|warning|danger)"
    r" signs?|return precautions|when to (?:call|come)|cu[aá]ndo (?:llamar|consultar|acudir|volver)|call (?:for|if|us)"
    r"|known risks|possible side effects|we reviewed (?:the )?risks)(?:\s(?:incl\w*|such as|como))?\.?\s?[:–-]?\s"
    r"(?!no\b|none|nil|ningun|neg|present|tiene|he\b|she\b|had\b|has\b)[^.;:\n]{0,120}$"
    r"|\b(?:condicional a|prn for|sos (?:for|si|por)|if needed for)\s(?:[\w-]{1,14}\s){0,2}$"
    r"|\b(?:higher|greater|increased|lifetime|mayor|m[aá]s) (?:chances?|risks?|probabilidad(?:es)?|riesgo)"
    r"(?: than \w{1,12})?\s(?:of|for|de)\s" + _GAP + r"{0,80}$",
    re.IGNORECASE,
)
# `growth hormone deficiency is something that we'd be looking out for`.
_LOOKED_OUT = re.compile(
    r"\s(?:is|are|es|ser[aá])\s(?:something|one of the things|algo)\s(?:that |que )?(?:we|you|I|vamos|debemos"
    r"|hay que)\b"
    r"(?!['’]ve| have| had| found| saw| see\b| know)",
    re.IGNORECASE,
)
# `Relapse is uncommon in this group`, `Relapse, if it happens, is usually ...`.
_OF_A_GROUP = re.compile(
    r"(?:\s[\w-]{2,16}){0,2}\s(?:is|are|would be|es|son|ser[ií]a)\s(?:(?:very|quite|rather|most|more|less|muy"
    r"|m[aá]s|menos|fairly|usually)\s)?"
    r"(?:uncommon|rare|unusual|common|frequent|infrequent|(?:poco |in)?frecuentes?|rar[oa]s?"
    r"|habitual(?:es)?)\s(?:in|at|after|with|among"
    r"|en|con|tras)\s(?:(?:this|these|that|such|the) (?:group|age|ages|condition|disease|type|stage|setting"
    r"|protocol|regimen|patients"
    r"|children)|(?:most |many )?(?:children|patients|infants|babies|survivors|boys|girls|people)\b|este grupo"
    r"|estos (?:casos|pacientes|ni[nñ]os)"
    r"|esta (?:edad|enfermedad)|(?:los )?(?:ni[nñ]os|pacientes))"
    r"|,?\s(?:if|should|were)\s(?:it|this|that|they|one)\s(?:ever |to |does |do |were to )?(?:happens?|occurs?"
    r"|comes?|arises?|develops?|appears?)\b"
    r"|(?:\s[\w-]{2,16}){0,2},\s(?:de|en caso de|si)\s(?:aparecer|ocurrir|presentarse|producirse|haberla|haberlo"
    r"|darse|aparece|ocurre|se presenta|hubiera|la hubiera)\b",
    re.IGNORECASE,
)
# `mother has heard that chemotherapy causes deafness`: what people say of a thing.
_HEARSAY = re.compile(
    r"\b(?:has|have|had|parents?|mother|father|mum|mom|dad|family|they|she|he|ha|han|madre|padre|padres|familia)\s"
    r"(?:also |tambi[eé]n )?(?:heard|read|googled|le[ií]do|ley[oó]|escuchado|escuch[oó]|o[ií]do|oy[oó])\s"
    r"(?:online |somewhere |on the internet |en internet )?(?:that|about|of|que|sobre)\s" + _GAP + r"{0,80}$",
    re.IGNORECASE,
)
# `mother warned re: rash, cardiomyopathy`: of what may come, not of what the child has (`about his asthma`).
_WARNED = re.compile(
    r"\b(?:fore)?(?:warned|advertid[oa]s?|prevenid[oa]s?)\s(?:re|regarding|about|of|on|sobre|del?|acerca de)\b:?\s"
    r"(?!(?:his|her|their|its|sus?)\s)[^.;\n]{0,140}$",
    re.IGNORECASE,
)
# `not acceptable without desensitization`, `no se puede iniciar sin audiometría`: of a thing to be done first.
_NOT_WITHOUT = re.compile(
    r"\b(?:cannot|can['’]?t|can not|must not|should not|may not|is not|are not|not be|no (?:se )?(?:puede|debe|podr[aá]"
    r"|deber[ií]a|ser[aá]))\s[^.;:\n]{1,50}\s(?:without|sin)\s[^.;:\n]{0,60}$",
    re.IGNORECASE,
)
_BEFORE = (_TO_COME_FOR, _HEARSAY, _WARNED, _NOT_WITHOUT)


def general(before: str, after: str) -> bool:
    """Whether the words before and after a thing tell of patients in general, of what to come for, or of a chance."""
    if _LOOKED_OUT.match(after) or _OF_A_GROUP.match(after) or any(form.search(before) for form in _BEFORE):
        return True
    return _OF_MANY.search(before) is not None or (
        _DEFINED.match(after) is not None and _OPENS.search(before) is not None
    )
