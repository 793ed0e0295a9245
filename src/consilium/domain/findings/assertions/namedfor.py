"""An illness that is named for what is done lest it come: `GVHD ppx: tacrolimus`, `TLS labs q6h`, `precauciones de
convulsión`, `monitoreo de SLT`; and one whose own line says that there is none: `GVHD: skin stage 0, gut 0, liver 0`.

Such a name says nothing of the child. What is watched in many who have it (`monitoreo de hipertensión`) is left: only
the complications that a ward looks out for in every child of a kind are taken so beside `labs` and `monitoring`.
"""

from __future__ import annotations

import re

from consilium.domain.findings.finding import Assertion

_LOOKED_OUT_FOR = re.compile(
    r"(?:TLS|SLT|tumou?r lysis(?: syndrome)?|(?:s[ií]ndrome de )?lisis tumoral|VOD|SOS|EVO|SOS/VOD|VOD/SOS|GVHD"
    r"|aGVHD|cGVHD|EICH|EICHa"
    r"|EICR|CRS|SLC|ICANS|IEC-HS|HLH|TMA|TA-TMA|MAT|PRES|PTLD|sepsis|CMV|EBV|VEB|DIC|CID|bleeding|sangrados?"
    r"|falls?|typhlitis|aspiration"
    r"|veno-?occlusive disease|enfermedad veno-?oclusiva|graft[- ]versus[- ]host disease|cytokine release syndrome"
    r"|s[ií]ndrome de liberaci[oó]n de citoquinas|neurotoxicity|neurotoxicidad|differentiation syndrome"
    r"|s[ií]ndrome de diferenciaci[oó]n)",
    re.IGNORECASE,
)
_PREVENTED = re.compile(
    r"(?:\sdisease|\ssyndrome)?[\s-](?:ppx|px|pphx|proph|prophy|prophyl|prophylaxis|prophylactic|prevention"
    r"|precautions?)(?!\w)",
    re.IGNORECASE,
)
_PREVENTED_BEFORE = re.compile(
    r"\b(?:profilaxis|prophylaxis|ppx|prevenci[oó]n|prevention|precauciones|precautions)"
    r"(?:\s(?:de|del|para|por|for|of|against|anti|contra|la|el|the)){0,2}(?:\s|\s?[:-]\s?|/)$",
    re.IGNORECASE,
)
_WATCHED = re.compile(
    r"(?:\sdisease|\ssyndrome)?[\s-](?:labs?|monitoring|watch|surveillance|screen(?:s|ing)?|protocol|pathway"
    r"|order ?set|checks?"
    r"|risk|bundle|huddle|alert|q\d{1,2}h?)(?!\w)",
    re.IGNORECASE,
)
_WATCHED_BEFORE = re.compile(
    r"\b(?:monitoreo|monitorizaci[oó]n|monitorizar|vigilancia|vigilar|laboratorios?|labs?|perfil|protocolo"
    r"|pesquisa|tamizaje"
    r"|riesgo|c[oó]digo|monitor(?:ing)?|watch(?:ing)?|screen(?:ing)?|check(?:ing)?)"
    r"(?:\s(?:de|del|para|por|for|of|la|el|the)){0,2}\s$",
    re.IGNORECASE,
)
# A label with an order to watch alone behind it: `VOD: monitor.`
_TO_WATCH = re.compile(
    r"\s?:\s(?:(?:continue|will|to|daily|clinical|close|se|seguir)\s){0,2}(?:monitor(?:ing)?|watch(?:ing)?|vigilar"
    r"|monitorizar"
    r"|vigilancia|ppx|prophylaxis|profilaxis|on ppx|risk|at risk|en riesgo)\b",
    re.IGNORECASE,
)
_ORGAN = (
    r"(?:skin|gut|(?:upper |lower )?GI|liver|piel|intestin\w{0,4}|TGI|h[ií]gado|digestiv[oa]|hep[aá]tic[oa]"
    r"|cut[aá]ne[oa]|overall|global)"
)
_NOUGHT = rf"{_ORGAN}(?:\s(?:stage|grade|gr|st|estadio|grado|est))?\.?\s?[:=]?\s?0(?![\d.,]\d)"
# `GVHD: skin stage 0, gut 0, liver 0`, `EICH: piel 0, intestino 0`, `GVHD: overall grade 0`.
_ALL_NOUGHT = re.compile(
    rf"\s?[:–-]?\s?(?:(?:acute|aguda|chronic)\s)?{_NOUGHT}(?:\s?[,;/]\s?(?:and "
    rf"|y )?{_NOUGHT}){{0,4}}(?=\s?(?:[.;,)(=→]|-|$))",
    re.IGNORECASE,
)
_NOT_MET = re.compile(
    r"\s?[:–-]\s?[^.;:\n]{0,60}?(?:[.;,]\s)?(?:(?:currently|still|he|she|patient|paciente|hoy)\s){0,2}"
    r"(?:does(?:n['’]t| not)|not|no|did not|sin)\s(?:currently\s)?"
    r"(?:meet(?:ing)?|met|fulfil\w*|cumple|re[uú]ne|cumplir)\s(?:(?:\w{2,12}\s){0,2})?criteri\w*",
    re.IGNORECASE,
)
_BACK, _AHEAD = 60, 120


def named_for(text: str, start: int, end: int) -> Assertion | None:
    """CONDITIONAL where the illness `text[start:end]` is only named as what is prevented or watched for, NEGATED where
    its own line grades all of it 0 or says that its criteria are not met; None where its words tell neither."""
    last, low = min(len(text), end + _AHEAD), max(0, start - _BACK)
    if _PREVENTED.match(text, end, last) or _PREVENTED_BEFORE.search(text, low, start):
        return Assertion.CONDITIONAL
    nought = _ALL_NOUGHT.match(text, end, last)
    if nought is not None and (text[end : end + 2].lstrip()[:1] in (":", "–", "-") or "," in nought[0]):
        return Assertion.NEGATED
    if _NOT_MET.match(text, end, last):
        return Assertion.NEGATED
    if _LOOKED_OUT_FOR.fullmatch(text, start, end) is None:
        return None
    watched = (
        _WATCHED.match(text, end, last) or _WATCHED_BEFORE.search(text, low, start) or _TO_WATCH.match(text, end, last)
    )
    return Assertion.CONDITIONAL if watched else None
