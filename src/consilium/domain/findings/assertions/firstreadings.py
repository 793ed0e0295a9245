"""What was first taken for something, or what nobody is sure that it is.

`What was first read as osteomyelitis proved to be Ewing sarcoma`; `Informado antes como estadio IV; en la revisión el
estadio es II`; `the second opinion disagrees with the stage III`; `we cannot rule out that the swelling is a
thrombosis`; `nos preguntamos si el dolor no se deberá a un aplastamiento`; `a falta de confirmación, parece un
osteosarcoma`. The first reading is in doubt, not true and not denied. Texts are folded (lower case, no accents); what
stands between is bounded.
"""

from __future__ import annotations

import re

from consilium.domain.findings.assertions.assertionstems import Form, stems_of

_AN = (
    r"(?:(?:an?|the|some|un|una|el|la|de|possible|probable|posible|stage|estadio|grade|grado|simple|mere)\s){0,3}"
    r"(?:[\w-]{3,16}\s)?"
)
_WAS = (
    r"(?:was|were|is|had been|has been|have been|been|had|se|fue|ha sido|habia sido|lo|la)\s(?:(?:at first|first"
    r"|initially|"
    r"originally|long|once|previously|earlier|elsewhere|locally|provisionally|wrongly|al principio|inicialmente"
    r"|primero|"
    r"antes|previamente|en otro centro|en un principio|erroneamente)\s)?"
)
_READ = (
    r"(?:read|taken|seen|interpreted|reported|labell?ed|called|regarded|mistaken|thought of|classed|classified|staged|"
    r"described|coded|diagnosed|treated|misdiagnosed|tomo|tomado|tomada|interpreto|interpretad[oa]|informo"
    r"|informad[oa]|"
    r"catalogo|catalogad[oa]|etiqueto|etiquetad[oa]|diagnostico|diagnosticad[oa]|trato|tratad[oa]|clasifico"
    r"|clasificad[oa]|"
    r"considero|considerad[oa]|confundio|confundid[oa]|rotulad[oa])"
)
_TAKEN_FOR = re.compile(
    rf"(?:(?<!\w)(?:what|lo que|aquello que|which)\s{_WAS}{_READ}\s(?:(?:at first|initially|al principio|inicialmente|"
    rf"primero|here|locally|en un principio)\s)?(?:as|for|by \w+ as|como|por|con)"
    rf"|(?:^|[.;:]\s)\W{{0,3}}(?:(?:previously|formerly|initially|originally|first|at first|antes|previamente|"
    rf"inicialmente|al principio)\s{_READ}|{_READ}\s(?:previously|formerly|initially|originally|at first|before|antes|"
    rf"previamente|inicialmente|al principio|en origen))\s(?:as|como)"
    rf"|(?<!\w)(?:se (?:creyo|penso|pensaba|creia)|(?:was|were) (?:first|initially|at first|originally) (?:thought"
    rf"|felt|"
    rf"believed|assumed) to (?:be|have))(?: (?:al principio|inicialmente|primero))?(?: (?:que (?:era|se trataba de"
    rf"|tenia)|en))?)"
    rf"\s{_AN}$"
)
_PROVED = re.compile(
    r"[^.\n]{0,80}?(?:\b(?:proved|proven|turned out|was in fact|is in fact|were in fact|was really|ended up|on "
    r"(?:re-?)?review|"
    r"on second (?:look|reading)|has since|since (?:shown|revised|changed)|re-?(?:staged|classified|read|vised)"
    r"|revised to|resulto|resultaron|"
    r"era en realidad|es en realidad|eran en realidad|finalmente (?:era|fue|se)|termino siendo|en la revision|a la "
    r"revision|tras (?:la )?revision|al revisar\w*|se (?:reclasific|corrig|cambi)\w+|corregid[oa]|reclasificad[oa]|and "
    r"not|y no)\b)"
)
# `Initial pathology was read as favorable histology, stage II; central review ... upstaging her to stage III`.
_READ_FIRST = re.compile(
    rf"(?<!\w)(?:initial|original|first|local|outside|institutional|preliminary|provisional|inicial|primer[ao]?|previ[ao])\s"
    rf"(?:[\w-]{{3,16}}\s){{0,3}}?{_WAS}{_READ}\s(?:out\s)?(?:as|como)\s(?:[^.;\n]{{1,70}}?(?:,|\sand|\sy|\se)\s)?"
    rf"{_AN}$"
)
_CHANGED_LATER = re.compile(
    r"[^.\n]{0,150}?\b(?:(?:up|down)-?stag\w+|(?:up|down)-?grad\w+|re-?stag\w+|re-?classif\w+|revised|overturned|supraestadi\w+"
    r"|reestadi\w+|reclasific\w+|pas\w+ a (?:ser )?(?:estadio|etapa))\b"
)
# Whose view another does not share.
_DISAGREES = re.compile(
    r"(?<!\w)(?:(?:disagree[sd]?|takes issue|took issue|at odds|do not agree|does not agree|did not agree|don.t agree|"
    r"doesn.t agree) with|(?:question(?:s|ed)?|challenge[sd]?|dispute[sd]?|doubt(?:s|ed)?)|"
    r"no (?:comparte[n]?|compartimos|esta[n]? de acuerdo con|estamos de acuerdo con|coincide[n]? (?:con|en)"
    r"|suscribe[n]?)|"
    r"(?:discrepa[n]?|disiente[n]?|difiere[n]?) (?:del?|con|de)|(?:cuestiona[n]?|pone[n]? en duda|discute[n]?))\s"
    r"(?:(?:the|our|local|original|assigned|reported|el|la|del|nuestro|diagnostico de|diagnosis of|asignado|informado|"
    r"initial|first|primer)\s){0,3}(?:(?:diagnosis|label|diagnostico)\s(?:of|de)\s)?$"
)
# `cannot rule out that the swelling is a thrombosis`.
_NOT_EXCLUDED = re.compile(
    r"(?<!\w)(?:(?:cannot|can.?t|can not|could not|couldn.t|do not|don.t|unable to|no (?:podemos|puedo|se puede|"
    r"pudimos)|not able to|sin poder)\s(?:be able to\s)?(?:rule out|exclude|be (?:sure|certain)|say|tell|know"
    r"|descartar|"
    r"excluir|asegurar|saber)\s(?:for (?:sure|certain)\s)?(?:that|whether|if|que|si)"
    r"|(?:nos|me|se) (?:preguntamos|pregunto|preguntan|pregunta|preguntaron|planteamos|planteo|plantea)\s(?:si|que)|"
    r"(?:we|i|they|wonder\w*|the team)\s(?:still |did |do |also |have )?wonder(?:s|ed|ing)?\s(?:if|whether|about)|"
    r"(?:not|n.t|never) (?:(?:at all|yet|quite|entirely|fully|so|wholly)\s)?(?:sure|certain|convinced|clear"
    r"|persuaded)(?:\s(?:that|if|whether))?(?=\s(?:it|this|that|"
    r"the|he|she|there)\b)|no (?:esta[n]?|estamos|estoy|estaba[n]?|queda) (?:(?:nada|del todo|muy"
    r"|tan)\s)?(?:segur[oa]s?|convencid[oa]s?|clar[oa])\s(?:de\s)?(?:que|si)|"
    r"would(?:n.t| not) be surprised (?:if|to (?:find|see|learn))|no (?:me|nos) (?:extranaria|sorprenderia) (?:que|si)|"
    r"whether or not|si(?=\s\w{2,12}[aei]r o no\b)|(?:raises?|raising|raised) the question (?:of )?(?:whether|if)"
    r"|queda la duda de si|(?:la )?duda (?:es|de) si"
    r"|whether)\s"
    r"[^.;?,\n]{0,90}$"
)
_UNCLEAR = re.compile(
    r"[^.;\n]{0,80}?\b(?:cannot be (?:told|known|decided|said|settled|determined)|can.t be (?:told|known|said)|(?:is"
    r"|remains|"
    r"was) (?:not (?:clear|certain|known|settled)|unclear|uncertain|unknown|open|to be seen)|we (?:cannot|can.t|do not"
    r"|don.t) (?:tell|know|"
    r"say))\b"
)
_OPENS_WHETHER = re.compile(r"(?:^|[.;]\s)\W{0,3}whether\s[^.;?\n]{0,90}$")
# By its looks only: `parece un osteosarcoma`, `looks like a germinoma`.
_LOOKS = re.compile(
    r"(?<!\w)(?:(?:look|seem|appear)(?:s|ed)?\s(?:very much |most |more )?(?:like|to be|to represent)|(?:gives|giving) "
    r"the "
    r"impression of|(?:parece|parecen|pareceria|semeja|simula|recuerda a|impresiona(?: de| como)?|aparenta)(?: ser)?)\s"
    r"(?:(?:an?|un|una|de|ser|tratarse de|corresponder a)\s){1,2}(?:[\w-]{3,16}\s){0,2}$"
)
# What it could be as well: `it could pass for osteonecrosis`, `this might well be stage IV`.
_COULD_BE = re.compile(
    r"(?<!\w)(?:(?:could|might|may|would)\s(?:well |easily |also |just |still |yet |already |in fact ){0,2}(?:pass for"
    r"|be taken for|be mistaken for|be|turn out to be|prove "
    r"to be|represent|amount to)|(?:bien |tambien |quiza[s]? )?(?:podria|pudiera|puede|podrian)\s(?:bien |tambien |muy "
    r"bien |ya )?(?:pasar por|confundirse con|ser|tratarse "
    r"de|resultar|corresponder a|representar))\s(?:(?:an?|the|early|un|una|el|la|in|en)\s){0,2}(?:stage\s|estadio\s"
    r"|grade\s|grado\s)?$"
)
# What one thought of before the sentence takes it back.
_FEARED_FIRST = re.compile(
    r"(?<!\w)(?:feared|suspected|thought of|worried about|wondered about|considered|entertained|(?:were|was) afraid of"
    r"|(?:was|were) (?:thought|felt|believed|assumed|presumed|said) to (?:have|be)|temi(?:amos|an|a|eron)"
    r"|sospech(?:amos|aban|abamos|aba|o|aron)|pens(?:amos|aban|abamos|aba|o|aron) (?:en|que (?:tenia|era))"
    r"|crei(?:mos|amos|an)|crey(?:o|eron) que (?:tenia|era)|crei\w{1,5} que (?:tenia|era))\s"
    r"(?:(?:that it (?:was|might be)|que (?:era|fuera|fuese|tenia|tuviera)|in)\s)?"
    r"(?:(?:an?|the|un|una|el|la)\s)?(?:(?:alergia|allergy|reaccion|reaction)\s(?:al?|to)\s(?:(?:la|el|the)\s)?)?$"
)
_TAKEN_BACK = re.compile(
    r"[^.;\n]{0,40}?(?:,|;)?\s(?:but|until|till|pero|hasta(?: que)?|however|sin embargo|aunque luego|which (?:was|has "
    r"been|is)(?! confirmed)|que (?:se descart|no se))\b"
)
# `Pending confirmation by pathology, osteosarcoma`.
_UNCONFIRMED = re.compile(
    r"(?:^|[.;]\s)\W{0,3}(?:a falta de|a la espera de|en espera de|a reserva de|salvo mejor|pendiente de|pending"
    r"|awaiting|"
    r"until|unless|subject to|short of)\s(?:(?:la|el|los|las|the|final|su|its|que)\s){0,2}(?:confirma\w+|confirmation|"
    r"histolog\w+|patholog\w+|anatom\w+|biops\w+|revision|review|informe|report|resultado"
    r"|result)\b[^.;\n]{0,60},\s[^.;,\n]{0,50}$"
)
# A thing that something could be, and not one that could be done: `may be surgery` is told so by nobody.
_OWN_THING = re.compile(r"(?!\s(?:given|done|started|needed|used|added)\b)")
_GRADED = re.compile(r"(?:\s\w+)?\s?[,(]?\s?(?:grado|grade|gr\.?|g)\s?[1-4]\b")
_NATURE = re.compile(
    r"(?:oma|[ae]mia|itis|osis|tumou?r|disease|sindrome|syndrome|lch|metasta\w+|stage \w+|estadio \w+)s?$"
)
_FORM = Form(
    re.compile(""),
    "what lo aquel which previ forme initi origi first antes inici report infor read se was were taken inter disag "
    "takes took do does did don "
    "doesn quest chall dispu doubt no discr disie difie cuest pone cannot can could unabl not sin nos me wonde raise "
    "raisi "
    "queda duda wheth look looks looke seem seems seeme appea gives givin parec semej simul recue impre apare falta "
    "esper may might would bien podri pudie puede feare suspe thoug worri consi enter afrai temia temie sospe pensa "
    "penso pensab creim creia not never si surpr extra sorpr crey creyo "
    "reser salvo pendi await until unles subje short stage class",
)
_BACK, _AHEAD = 170, 150


def first_taken(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` (folded) is what a thing was first taken for, or what it only may be."""
    if _FORM.behind("", stems_of(text)) is None:
        return False
    begin, last = max(0, start - _BACK), min(len(text), end + _AHEAD)
    taken = _TAKEN_FOR.search(text, begin, start) and _PROVED.match(text, end, last)
    if taken or (_READ_FIRST.search(text, begin, start) and _CHANGED_LATER.match(text, end)):
        return True
    if _GRADED.match(text, end):
        return False  # `parece una neuropatía grado 1 por vincristina`: one who grades it has it
    if _DISAGREES.search(text, begin, start) or _LOOKS.search(text, max(begin, start - 80), start):
        return True
    if _COULD_BE.search(text, max(begin, start - 80), start) and _OWN_THING.match(text, end):
        return True
    if _FEARED_FIRST.search(text, max(begin, start - 80), start) and _TAKEN_BACK.match(text, end, last):
        return True
    if _UNCONFIRMED.search(text, begin, start) and _NATURE.search(text, start, end):
        return True
    return _OPENS_WHETHER.search(text, begin, start) is not None and _UNCLEAR.match(text, end, last) is not None


def is_wondered_of(text: str, start: int, end: int) -> bool:
    """Whether a sentence cannot tell, or asks itself, if a thing is so: a denial in it denies nothing."""
    if _FORM.behind("", stems_of(text)) is None:
        return False
    found = _NOT_EXCLUDED.search(text, max(0, start - _BACK), start)
    if found is None:
        return False
    return not found[0].startswith("whether") or _UNCLEAR.match(text, end, min(len(text), end + _AHEAD)) is not None
