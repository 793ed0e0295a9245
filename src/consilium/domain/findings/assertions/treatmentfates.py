"""What a board's or a letter's verdict makes of a treatment: that it is ruled out, kept for later, possible only, or
left to others: `se descarta`, `reserved for relapse`, `factible`, `is left to the judgment of`, `no sooner than`.

Texts are folded (lower case, no accents); what stands between is bounded, so that a text of any length costs the same.
"""

from __future__ import annotations

import re

from consilium.domain.findings.assertions.treatmentsheld import held
from consilium.domain.findings.assertions.treatmentsleaned import leaned
from consilium.domain.findings.finding import Assertion

# Up to five words of the treatment's own: its place, its way, its dose; none that opens a part with a verb.
_OWN = (
    r"(?:\s?\([^()]{0,40}\))?(?:\s(?!(?:and|but|y|pero|was|were|is|are|has|have|had|be|will|would|could|may|not|no|"
    r"never|se|fue|es|son|ha|han|si|if|when|who|which|que)\b)[\w/%'’-]{1,16}){0,5}?"
)
# Others of the same list: `intra-arterial chemotherapy, plaque brachytherapy and laser were compared`.
_GROUP = r"(?:(?:,\s|\s(?:and|or|y|e|o|with|con|versus|vs\.?|frente a)\s)[a-z][\w-]{2,20}(?:\s[\w-]{3,16}){0,2}?){0,3}?"
_ENDS = (
    r"(?=\s?(?:[.,;:)]|$)|\s(?:como|por|para|en|ante|dado|dada|debido|ya|a|al|de momento|tras|as|for|because|in|on|at|"
    r"due|since|given|by|until|if|si|unless|after|before|when|cuando|once)\b)"
)
_OUT = re.compile(
    rf"{_OWN}{_GROUP},?\s(?:"
    r"(?:se |queda[n]? |quedo |fue(?:ron)? |ha[n]? sido |es |son |esta[n]? )?(?:descarta|descartan|descarto|"
    r"descartaron|"
    r"descartad[oa]s?|desestima[n]?|desestimo|desestimad[oa]s?|desaconseja[n]?|desaconsejad[oa]s?|excluid[oa]s?)"
    r"|no (?:utilizar|usar|dar|administrar|emplear|debe[n]? (?:usarse|darse|administrarse))|(?:is |"
    r"are )?not to be (?:used|given)|"
    r"(?:is|are) to be avoided"
    r"|no (?:(?:se|es|esta|fue|ha sido)\s)?(?:contemplad[oa]s?|contempla[n]?|previst[oa]s?|preve[n]?|procede|"
    r"plantea[n]?|"
    r"planteada|planteado|considerad[oa]s?|autorizad[oa]s?|autorizo|aprobad[oa]s?|aprobo)"
    r"|(?:(?:is|are|was|were|has been|have been)\s)(?:then |also |therefore )?(?:discarded|dismissed|excluded|"
    r"ruled out|rejected|discounted|not (?:contemplated|foreseen|envisaged|authori[sz]ed|approved|funded|granted)|"
    r"(?:judged|thought|felt|considered|deemed|believed|expected) to (?:offer|add|bring|have|be of) (?:no|little)"
    r"(?: (?:benefit|advantage|value|use|role|further benefit))?|(?:judged|thought|felt|considered|deemed) (?:unsafe|"
    r"futile|"
    r"unnecessary|unhelpful|inappropriate|too (?:intensive|toxic|risky|morbid)))"
    r"|(?:was |were |is |are |fue |fueron |se )?(?:requested|applied for|asked for|solicitad[oa]s?|solicito|pidio|"
    r"pedid[oa]s?),?\s(?:but|pero|and|y)\s(?:it |they |was |were |fue |fueron |ha sido |la |lo |se )*(?:not|never|no|"
    r"denied|refused|declined|rejected|negad[oa]|rechazad[oa]|denegad[oa])"
    rf"(?:\s(?:fue |se )?(?:authori[sz]ed|approved|funded|granted|autorizad[oa]|autorizo|aprobad[oa]|"
    rf"aprobo))?)(?!\w){_ENDS}"
)
_MAYBE = re.compile(
    rf"{_OWN}{_GROUP},?\s(?:"
    r"(?:(?:is|are|was|were|being|remains?|to be|would be|will be|could be|should be|has been|have been|be)\s)"
    r"(?:only |best |then |still )?(?:reserved (?:for|in|until|if|to|as)|kept for|held for|saved for|"
    r"compared(?! (?:to|with) (?:the )?(?:previous|prior|last))|contrasted|weighed|balanced|"
    r"(?:left|deferred|entrusted|referred|up) to (?:the )?(?:judge?ment|discretion|decision|opinion|criteria|treating|"
    r"clinical|multidisciplinary|tumou?r board|board|team))"
    r"|(?:is|are|was|were|appears?|seems?|remains?|would be|may be|looks?)\s(?:(?:technically|surgically|considered|"
    r"deemed|thought|felt|judged|also|still|only|just|probably|perhaps|potentially|theoretically)\s){0,3}(?:to be )?"
    r"(?:feasible|possible|achievable|resectable|an option|a possibility|an alternative)"
    r"|(?:se |queda[n]? |quedaria[n]? |sera[n]? |seria[n]? )(?:reserva[n]?|reservaria[n]?|reservad[oa]s?|guarda[n]?|"
    r"dejaria[n]?|compara[n]?|compararon|sopesa[n]?|contrapone[n]?)(?: para| a(?:l)?| en| como| ante| si|(?=[.,;]|$))"
    r"|fueron comparad[oa]s"
    r"|(?:es|seria|parece|resulta|impresiona|se considera|se juzga|se estima|se ve)\s(?:tecnicamente |"
    r"quirurgicamente )?"
    r"(?:factible|viable|posible|realizable|resecable|una opcion|una alternativa|opcion|alternativa)"
    r"|(?:queda[n]? |se deja[n]? )?(?:a|bajo|segun) (?:el )?(?:criterio|discrecion|consideracion|decision|"
    r"juicio) (?:de|del|"
    r"clinico|medico|tratante|oncolog\w+)"
    r"|(?:decisions?|timing|planning|decisiones) (?:should|will|must|can|may|is|are|depend\w*|debe[n]?|deberia[n]?)"
    r"|(?:\w{3,12}(?:aria|eria|iria)[n]?)(?= (?:a |el |la |los |un |una |de |que |mutila|sacrific|necesari|imped|deja))"
    r"|would (?:sacrifice|mean|entail|require|involve|leave|need|carry|cost|be mutilating|be morbid|be possible))(?!\w)"
)
_LATER = re.compile(
    rf"{_OWN}{_GROUP},?\s(?:no (?:sooner|earlier) than|not (?:sooner |earlier )?(?:before|until) (?:day|week|the|\d|"
    r"[a-z]{3,9} \d|january|february|march|april|may|june|july|august|september|october|november|december)|"
    r"no antes de|(?:to start|starting|beginning|to begin|from|desde|a partir de|iniciando|comenzando|"
    r"empezando)\s(?:tomorrow|"
    r"manana|next (?:week|month|monday|cycle)|monday|the day after|la proxima semana|el (?:lunes|proximo))|(?:is|are|"
    r"to be) (?:repeated|resumed|restarted) (?:in|on|at|after|from)|"
    r"(?:se )?(?:retrasa|aplaza|difiere|pospone|retrasan|aplazan|difieren|posponen)(?: (?:el|la|los|las|un|una|dos|"
    r"tres|"
    r"hasta|para|por|\d)|(?=[.,;]|$)))(?!\w)"
)
_MAYBE_BEFORE = re.compile(
    r"(?<!\w)(?:(?:se )?(?:considera|consideran|consideramos|cree|estima|juzga|ve|ven|vemos|impresiona|parece|seria|es|"
    r"resulta)\s(?:que (?:es|seria) )?(?:tecnicamente )?(?:factible|posible|viable|realizable|"
    r"razonable)\s(?:realizar |hacer |"
    r"intentar |plantear |una |un |la |el |de |nueva )*|"
    r"(?:consider(?:s|ed)?|judge(?:s|d)?|deem(?:s|ed)?|feels?|felt|thinks?|"
    r"thought)\s(?:that )?(?:it )?(?:technically )?"
    r"(?:feasible|possible|reasonable)\s(?:to (?:do|perform|attempt|offer) )?(?:an? |the )?|"
    r"(?:candidates? (?:for|to)|request(?:ed|ing)?|solicitud|pedido|peticion)\s?:\s(?:an? |the |una |la |de )?|"
    r"(?:ofrec(?:e|en|emos|io|ieron)|propon(?:e|en|emos)|propuso|sugier(?:e|en)|sugerimos|plante(?:a|an|amos|o))\s"
    r"(?:a la familia |a los padres |al paciente )?(?:una |un |la |el |realizar |hacer |de ){0,2})"
    r"(?:[\w-]{3,16}\s){0,2}$"
)
_OUT_BEFORE = re.compile(
    r"(?<!\w)(?:no (?:tiene|tienen|hay|existe[n]?|cumple|reune|presenta)\s(?:por ahora |"
    r"actualmente )?(?:indicacion(?:es)?|"
    r"criterios?|necesidad|lugar)\s(?:de|para|por)|(?:there is |has |with )?no (?:current |clear )?(?:indication|need|"
    r"place|role|plans?|criteria) (?:for|of)|no (?:es|son|se considera)\s(?:ya )?(?:candidat[oa]s?|tributari[oa]s?|"
    r"subsidiari[oa]s?)\s(?:a|de|para)(?: mas)?|(?:surgery|treatment|it) was limited to)\s"
    r"(?:(?:la|el|los|las|una?|the|an?|any|further|more|mas|nueva)\s){0,2}(?:[\w-]{3,18}\s){0,3}?"
    r"(?:(?:ni|o|or|nor|y|and)\s(?:de |para |a |for |of )?)?(?:(?:la|el|the|an?)\s)?(?:[\w-]{3,16}\s)?$"
)
# A condition straight behind it, in a sentence that tells of nothing done: `trasplante en caso de respuesta completa`.
_IF_AFTER = re.compile(
    rf"{_OWN}\s(?:only |solo |unicamente )?(?:en (?:el )?caso de|in case of|in the event of|de alcanzar(?:se)?|"
    rf"si (?:se )?(?:alcanza|"
    r"logra|obtiene|persiste|recae|hay|existe|progresa)|if (?:there|he|she|the|they|residual|persistent|relapse\w*)|"
    r"ante (?:una )?(?:recaida|progresion|persistencia))(?!\w)"
)
_TOLD = re.compile(
    r"\b(?:was|were|had|has|received|given|gave|continu\w+|\w{3,}ed|recib\w+|administr\w+|fue|fueron|ha|han|se (?:dio|"
    r"hizo|"
    r"realizo|inicio|administro|indico)|inicio|completo|toma|takes|on)\b"
)
_LIMITED = "limited to"
_BACK, _AHEAD = 110, 150
_SENTENCE = re.compile(r"[.;:]\s")


def fate(text: str, start: int, end: int, low: int = 0) -> Assertion | None:
    """What the verdict beside `text[start:end]` (folded) makes of a treatment; None where none is given."""
    leant = leaned(text, start, end, low)
    if leant is not None:
        return leant
    begin, last = max(low, start - _BACK), min(len(text), end + _AHEAD)
    parts = [hit.end() for hit in re.finditer(r"[.;]\s", text[begin:start])]
    begin += parts[-1] if parts else 0
    before = _OUT_BEFORE.search(text, begin, start)
    if _OUT.match(text, end, last) or (before is not None and _LIMITED not in before[0]):
        return Assertion.NEGATED
    if _LATER.match(text, end, last):
        return Assertion.PLANNED
    if _MAYBE.match(text, end, last) or _MAYBE_BEFORE.search(text, begin, start):
        return Assertion.CONDITIONAL
    waits = _IF_AFTER.match(text, end, last)
    if waits is not None and _TOLD.search(text, begin, waits.end()) is None:
        return Assertion.CONDITIONAL
    return held(text, start, end, low)
