"""The words by which a statement's day is told: of another day, of today, of a stay's first and last day, of what was
done in theatre or given then."""

from __future__ import annotations

import re

from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.surgery.operationdays import SEVERAL_TIMES

# `anterior` of a place in the body is no earlier day: `Anterior segment quiet`, `fosa anterior`.
_BEFORE_IN_TIME = (
    r"(?<!segmento )(?<!c[aá]mara )(?<!fosa )(?<!pared )(?<!cara )(?<!mediastino )(?<!fontanela )(?<!polo )"
    r"(?<!regi[oó]n )(?<!columna )(?<!cervical )(?<!tor[aá]cica )"
    r"anterior(?:es|mente)?(?!/|\s?(?:segment|chamber|mediastin|fontan|cruci|foss?a|wall|cervical|chest|thora|abdom|commis"
    r"|horn|pituit|descend|iliac|superior|inferior|aspect|surface|border|margin|part\b|portion|third|lobe|neck|triang"
    r"|compart|ribs?\b|arch|crani|communic|cerebr|spin|leaflet|and post|y post|derech|izquierd))"
)
# What is told of another day than its place's.
OTHER_DAY = re.compile(
    r"\b(?:previous(?:ly)?|prior(?! to (?:skin |the )?(?:incision|induction))"
    r"|before(?! (?:the |skin )?(?:incision|induction|opening|closing|closure|clamping|incising))|earlier"
    r"|last (?:week|month|year|time|visit|clinic|night)|yesterday|ago|since"
    rf"|{_BEFORE_IN_TIME}"
    r"|used to|history of|h/o|known|at (?:diagnosis|presentation|birth|relapse)"
    r"|(?<=[,;(–-] )was \d|(?<=[(])was \d|it was \d|peak(?:ed)?|nadir|max(?:imum)?"
    r"|previ[oa]s?|"
    r"antes(?! del? (?:(?:la |el )?(?:incisi|inducci|cierre|clampa)|abrir|incidir|cerrar|clampar))|ayer|anoche"
    r"|hace \w+ (?:d[ií]as?|semanas?|mes(?:es)?|a[nñ]os?)|desde"
    r"|al (?:diagn[oó]stico|nacer|debut|inicio)|en la reca[ií]da|antecedentes?|basal|m[aá]xim[oa]|target|objetivo"
    r"|baseline|tomorrow|ma[nñ]ana (?:se|a las|control)|next|will|pr[oó]xim[oa]"
    r"|(?:in|with|during|after) (?:the )?(?:(?:first|second|third|\d{1,2}(?:st|nd|rd|th)) )?(?:cycles?"
    r"|courses?)(?: \d|\b(?= with| of))"
    r"|(?:en|con|durante|tras) (?:el|los) (?:(?:primer|segundo|tercer|\d{1,2}\.?[ºo]?) )?(?:ciclos?|cursos?)"
    r"(?: \d|\b(?= con| de)))\b",
    re.IGNORECASE,
)
TODAY = re.compile(
    r"\b(?:today|tonight|this (?:morning|afternoon|evening)|now|(?:at|in|on) (?:this|today's) (?:visit|clinic"
    r"|review)|in clinic today|on the day"
    r"|same day|hoy|esta (?:ma[nñ]ana|tarde|noche)|en (?:la |esta |este )?(?:consulta|control|visita)(?: de hoy)?"
    r"|del d[ií]a|ahora|actual)\b",
    re.IGNORECASE,
)
# Which admission it is: this one, to whatever ward.
_WHICH = r"(?:(?:the|this|his|her|hospital|ward|picu|icu|nicu|itu|hdu|pccu|ed|er|a&e|initial) ){0,2}"
ON_ADMISSION = re.compile(
    rf"\b(?:on|at|upon) {_WHICH}(?:admission|arrival|adm)\b|\badmission (?:labs?|bloods?|fbc|cbc|weight|wt|exam)"
    r"|\badm (?:labs?|wt)\b|\bday of (?:the |his |her )?admission\b"
    r"|\b(?:admit|adm|ingreso) \d|^\W*(?:adm(?:ission)?|al ingreso|ingreso)\s?:"
    r"|\b(?:al|a su) (?:momento del? )?ingreso\b"
    r"|\b(?:de|del) ingreso\b|\bing:",
    re.IGNORECASE,
)
ON_DISCHARGE = re.compile(
    rf"\b(?:on|at|upon|prior to|before) {_WHICH}(?:discharge|transfer|d/c)\b"
    r"|\bdischarge (?:labs?|bloods?|fbc|cbc|weight|wt|exam)|\bday of (?:the |his |her )?(?:discharge|transfer)\b"
    r"|\b(?:alta|egreso|d/c) \d|^\W*d/c (?:labs?|wt)|^\W*(?:discharge|alta|egreso|d/c)\s?:"
    r"|\b(?:on|at) (?:leaving|going home)\b|\b(?:al|a su) (?:momento del? )?(?:alta|egreso|traslado)\b"
    r"|\b(?:de|del) (?:alta|egreso)\b",
    re.IGNORECASE,
)
# `(adm 44.8`, `(al ingreso: 44,8`: right before a value.
CAME_WITH = re.compile(r"\((?:(?:on|at|al) )?(?:adm(?:ission|it)?|ing(?:reso)?)\.?:?\s*$", re.IGNORECASE)
# `ALT 188, K 4.2 - today.`
ENDS_TODAY = re.compile(r"[-–,(]\s?(?:all |todo )?(?:today|this morning|hoy|de hoy|del d[ií]a)\W*$", re.IGNORECASE)
PART_OF_STAY = re.compile(
    r"(?:^|\s)(?:adm(?:ission)?|(?:al )?ingreso|discharge|d/c|(?:al )?alta|(?:al )?egreso)\s?:", re.IGNORECASE
)
# `(ayer 164)`, `yest 17.9`, `2 days ago 0.4`: right before a value.
RELATIVE = re.compile(
    r"\b(?:(?P<one>yesterday|yest|ayer|anoche|last night|d[ií]a previo|d[ií]a anterior|the day before)"
    r"|(?P<two>day before yesterday|anteayer|antier|antes de ayer)"
    r"|hace (?P<ago>\d{1,2}) d[ií]as|(?P<days>\d{1,2}) days? ago)\W{0,3}(?:was|were|de|era|at|a)?\W{0,3}$",
    re.IGNORECASE,
)
SAME_DAY = re.compile(
    r"\b(?:(?:on )?(?:the |that )?same da(?:y|te)|on (?:that|the latter) da(?:y|te)|(?:del? |el )?mismo d[ií]a"
    r"|ese (?:mismo )?d[ií]a"
    r"|(?:la |de la )?misma fecha|esa fecha)\b",
    re.IGNORECASE,
)
SAME_VISIT = re.compile(
    r"\b(?:same (?:visit|session|appointment|attendance)|(?:la )?misma (?:visita|sesi[oó]n|cita|consulta)"
    r"|(?:el )?mismo acto)\b",
    re.IGNORECASE,
)
IN_THEATRE = re.compile(
    r"\b(?:intra-?op\w*|trans-?op\w*|transoperatori[oa]|abg|vbg|gasometr[ií]a|gases|in (?:recovery|pacu|theatre)"
    r"|on (?:the )?table"
    r"|en (?:recuperaci[oó]n|quir[oó]fano|sala)|frozen section|congelaci[oó]n)\b",
    re.IGNORECASE,
)
# What a day's note says that was begun or given then; `continues`, `day 4 of` and lists of medicines are of others.
GIVEN_NOW = re.compile(
    r"\b(?:given|gave|start(?:ed|ing)?|commenced?|began|begun|added?|adding|loaded|bolus|stat|received|got"
    r"|switched|changed to|transfused|increased?|dose\s?1|x\s?1"
    r"|inici[oóa]\w*|se inicia|se agreg[aó]|agrega(?:r|mos)?|se (?:le )?pas[aó]|pas[oó]|aplic[oó]\w*|administr[oó]\w*"
    r"|recibi[oó]|arranc[oó]|comenz[oó]|empez[oó]|se coloca|se rota|rot[oó]|cambi[oó]|transfund\w+|dosis [uú]nica)\b",
    re.IGNORECASE,
)
# What is given in theatre, or at an hour of the record.
GIVEN = re.compile(
    r"\b(?:given|administered|injected|instilled|premed\w*|induction|induced|maint\w*|intravitreal|intrathecal|it|iv"
    r"|po|bolus|loaded|infus(?:ed|ion)|intra-?arterial|transfus\w+|transfund\w+|blood products?"
    r"|infiltrat(?:ed|ion)|nerve block|block(?:ed)? with|regional block|sedat(?:ed|ion)|an(?:a)?esthesia|topical"
    r"|local|prophyla(?:xis|ctic)|antibiotics?|after time-?out|responded to|controlled with|irrigated with"
    r"|antibi[oó]tico|atb|profil\w+"
    r"|bloqueo|infiltr\w+|anestesia|sedaci[oó]n|dosis [uú]nica|irrig\w+|se (?:controla|maneja) con"
    r"|pasa|administra(?:n|r|ron)?|administr[oó]|administrad[oa]s?|se (?:aplica|coloca|instila|inyecta)n?"
    r"|premedicaci[oó]n|inducci[oó]n|mantenimiento|intratecal|ev|[01]\d[0-5]\d"
    r"|\d{1,2}:\d\d)\b",
    re.IGNORECASE,
)
# Words before a day on which a child was looked at.
SEEN_ON = re.compile(
    r"\b(?:review(?:ed)?|visit|seen|clinic|exam(?:ination|ined)?|assess(?:ed|ment)|revisi[oó]n|control|consulta|visita|examen"
    r"|exploraci[oó]n|evaluaci[oó]n|valoraci[oó]n|vist[oa]|valorad[oa]|evaluad[oa])\b[^.;]{0,24}$",
    re.IGNORECASE,
)


# What a child takes at home or is to have behind an operation is no dose of the operation.
_REGULAR = re.compile(
    r"\b(?:home|takes?|taking|toma|habitual\w*|discharge|alta|post-?op\w*|postoperatori\w*|orders?|indicaci\w+|continu\w*|chronic"
    r"|cr[oó]nic\w+|previous\w*|prior|previ[oa]s?|cycles?|ciclos?|cada|every|daily|diari\w+|q\d|c/|weekly|semanal\w*|prescri\w+"
    r"|will|ser[aá]|plan\w*|if|si|until|hasta|since|desde|allerg\w+|al[eé]rgi\w+|received|recibi[oó]|days?|d[ií]as|ward"
    r"|planta|sala)\b",
    re.IGNORECASE,
)


def is_single_dose(one: Finding, clause: Clause) -> bool:
    """Whether a report of an operation tells a medicine with one dose and nothing of taking it before or behind:
    `Dexametasona 8 mg y manitol 20 g antes de abrir la dura`."""
    told = (
        one.kind is Kind.MEDICINE and "dose" in one.detail and not {"frequency", "state", "as_needed"} & set(one.detail)
    )
    return told and _REGULAR.search(f"{clause.heading} {clause.text}") is None


def several_times(one: Finding) -> bool:
    """Whether an operation is told as done several times: its day is not that of the place where it is told."""
    return one.kind is Kind.SURGERY and SEVERAL_TIMES.search(one.quote) is not None
