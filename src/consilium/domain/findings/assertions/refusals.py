"""Treatments that words after or before them deny, or that were only weighed: `was not needed`, `no ha precisado`.

The general cues (`assertion.py`) know what is absent or excluded; a treatment is also declined, abandoned, cancelled,
not indicated, put off, offered.
"""

from __future__ import annotations

import re

from consilium.domain.findings.assertions.notstopped import is_left
from consilium.domain.findings.assertions.ownstatements import in_its_place
from consilium.domain.findings.assertions.treatmentverbs import is_of_own_thing
from consilium.domain.findings.assertions.turnedout import turned_out
from consilium.domain.findings.finding import Assertion
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.phrases import fold

# `Ante la posibilidad de rechazo`: of a graft, and nobody refused.
_NO_NOUN = r"(?<!de )(?<!del )(?<!por )(?<!un )(?<!el )"
# Up to three words may stand between (`colostomy in this child was not needed`), and no mark that ends a part.
_AFTER = re.compile(
    r"[ ]?[,:–—(-]?[ ]?(?:(?!(?:and|but|y|pero)[ ](?:the|his|her|la|los|sus?|they|he|she|"
    r"we)\b)[\w-]{1,14}:?[ ]){0,3}?(?:"
    r"(?:was|were|is|are|has|have|had|could|would|did|been|be)?[ ]?(?:not|never)[ ](?:be[ ]|been[ ])?"
    r"(?:needed|required|necessary|done|performed|given|indicated|pursued|undertaken|attempted|possible|feasible|"
    r"advised|"
    r"warranted|placed|carried out|used|received|administered|delivered|recommended|taken|made|started|happened|"
    r"opted|sent)"
    r"|(?:is|was|are|were|did|does|has|have|had|could|would)n.?t (?:be |been )?(?:needed|required|necessary|done|"
    r"performed|given|indicated|started|used|something|an option|received|had|recommended|possible|advised|warranted|"
    r"on offer|available)|(?:is |was )?not something|(?:is |are )?of no use"
    r"|no llego a (?:\w{1,16}(?:ar|er|ir)se|ser \w{4,16})|(?:no (?:esta )?disponible|not available|unavailable|"
    r"sin stock|"
    r"agotad[oa]|out of stock|no se consigu\w{1,5}|could not be (?:arranged|obtained|procured))"
    r"|no parece[n]? (?:estar )?(?:indicad[oa]|necesari[oa])|does not (?:seem"
    r"|appear) (?:to be )?(?:indicated|necessary|needed)"
    r"|not (?:really |very |much )?in favou?r|no (?:esta|estan|estamos) (?:a favor|de acuerdo"
    r"|convencid[oa]s?)|no proven benefit|sin beneficio (?:probado|demostrado|claro)"
    r"|has no (?:proven |clear |established )?(?:benefit|role|place)|(?:never|did not) (?:take|took) place"
    r"|(?:compassionate use |uso compasivo |expanded access )?(?:was |were |fue )?(?:requested|applied for"
    r"|solicitad[oa]|pedid[oa]) (?:and|but|y|pero) (?:was |fue )?(?:refused|declined|denied|rejected|rechazad[oa]"
    r"|denegad[oa]|negad[oa])"
    r"|(?:was |were |had to be )?(?:declined|refused|cancell?ed|"
    r"aborted|abandoned|omitted|withheld|contra-?indicated|ruled out)"
    r"|no (?:se )?(?:ha |han |fue |es |esta |llego a |pudo )?(?:sido )?(?:requerid[oa]|requirio|requiere|"
    r"precisad[oa]|preciso|precisa|necesitad[oa]|"
    r"necesito|necesari[oa]|amerit[oa]|ameritad[oa]|realizad[oa]s?|realizo|realiza|realizaron|realizan|hicieron|"
    r"administraron|aplicaron|colocaron|hizo|hech[oa]|administrad[oa]|"
    r"administro|indicad[oa]|"
    r"indico|indica|coloco|colocad[oa]|recibio|recibid[oa]|efectuad[oa]|efectuo|aplicad[oa]|aplico|llevo|posible|"
    r"realizarse|aceptad[oa])"
    rf"|{_NO_NOUN}rechazo(?! (?:agudo|cronico|del|celular|humoral|de injerto))"
    r"|(?:fue |se )?(?:rechazad[oa]|cancelad[oa]|desestimad[oa]|desestimo|contraindicad[oa]|"
    r"suspendi[oó] antes)"
    r"|(?:is |was |are )?not (?:an option|planned|on offer|in question)|(?:esta |queda )?fuera de (?:criterios|"
    r"indicacion|alcance)|out of the question|no es (?:candidat[oa]|una opcion|opcion)|not (?:needed|required|done|"
    r"performed|given|indicated|applicable|used|ordered|prescribed|requested)|"
    r"no (?:pedid|ordenad|prescript|solicitad)[oa]s?|n/a|none|nil|deferred indefinitely"
    r")(?!\w)(?![ ](?:after|tras|despues de|luego de)[ ](?:(?:the|la|el|las|los)[ ])?(?:first|\d|one"
    r"|two|three|four|five|six|primer|un|dos"
    r"|tres|cuatro|cinco|seis))(?![ ](?:a|an|any|further|more|una?|otr[oa]s?|ningun[oa]?)[ ][a-z]{3})"
    r"(?![ ](?:involved|positive|affected|showed|contain\w{1,4})\b)"  # `nodes sampled, none involved`
)
_BEFORE = re.compile(
    r"(?:\bno role for|\bno indication for|\bno need (?:for|of)|\bnot a candidate for|\bnot (?:suitable|eligible|"
    r"fit) for|\bunfit for|"
    r"\b(?:declin(?:ed?|es|ing)|refus(?:ed?|es|ing)|(?:do|does|did)(?: not|n.t) (?:want|wish for|accept"
    r"|consent to)|avoid(?:ed|ing|s)?|against|en contra de(?:l)?)|\binstead of|"
    r"\brather than|\bin place of|(?<!\bor )\bwithout|"
    r"\bcontra-?indica\w{1,9} (?:for|to|para)|"
    r"\bno (?:ha )?(?:requirio|requerido|requiere|preciso|precisado|precisa|necesito|necesitado|amerito|ameritado)|"
    r"\bno (?:es |son )?(?:candidat[oa]s?|subsidiari[oa]s?|tributari[oa]s?) (?:a|de|para)|\bno (?:se )?(?:indic[ao]|"
    r"realiz[ao]|coloc[ao]|hizo)|"
    r"\bse (?:descart[ao]|desestim[ao]|evit[ao]|cancel[ao])|\bdeclin(?:a|an|aron|o)|"
    rf"{_NO_NOUN}\brechaz(?:a|an|aron|o)|"
    r"\bno (?:quis(?:o|ieron)|quieren?|acept(?:a|an|o|aron)|autoriz(?:a|an|o|aron)|consint(?:io|ieron)|consienten?)|"
    r"\b(?:en lugar|en vez) de|(?<!\bo )\bsin(?: necesidad de| indicacion de)?|"
    r"\bnunca)"
    r"[ ](?:[\w-]{1,14}[ ]){0,3}$"
    r"|\b(?:not (?:performed|done)|no realizad[oa]s?)[ ]?:[ ](?:[\w -]{2,30},[ ]){1,4}$"
    r"|\b(?:not (?:performed|done|given|required|needed|indicated|received)|no (?:realizad[oa]s?|administrad[oa]s?|"
    r"indicad[oa]s?|efectuad[oa]s?))[ ]?:[ ]$"
)
# Who said no, further on in the part: `se comentó gemcitabina y la familia no quiso`.
_DECLINED = re.compile(
    # `Semen cryopreservation: Tanner 1, not feasible`: the reason stands first.
    r":[ ][^.;:,]{1,30},[ ](?:so |thus |por lo que )?(?:not (?:feasible|possible|applicable|indicated"
    r"|done)|no (?:es )?(?:factible|posible"
    r"|aplica|indicad[oa]|realizad[oa]))(?=\s?(?:[.;,)]|$))|"
    r"[ ]{0,3}(?:was |were |se )?(?:considered|discussed|offered|considerad[oa]|valor[oa]d?[oa]?|"
    r"ofrecid[oa]),?[ ](?:but |pero |y )?(?:never|not|no|nunca)[ ]"
    r"(?:se )?(?:given|used|started|received|taken|required|needed|pursued|indicated|wanted|necesit\w{1,5}|"
    r"requi\w{1,5}|"
    r"administ\w{1,6}|inici\w{1,4}|us[oa]\w{0,2}|recib\w{1,4}|"
    r"aplic\w{1,4}|dio)(?!\w)|"
    r"(?:was |were |se )?(?:considered|discussed|offered|ofrecid[oa]|propuest[oa]),?[ ](?:and |but |y |pero )?"
    r"(?:declined|refused|rejected|turned down|rechazad[oa])(?!\w)|"
    r"[^.;]{0,40}\b(?:but|pero)[ ](?:(?:was|were|has|had|se|fue|al final|finally|never|nunca)[ ]){0,2}(?:not|"
    r"never|no|nunca)[ ]"
    r"(?:\w{2,4}[ ])?(?:given|used|started|received|done|dio|dieron|administr\w{1,6}|inici\w{1,4}|us[oa]\w{0,2}|"
    r"aplic\w{1,4}|recib\w{1,4}|llego)(?!\w)|"
    r"[^.;]{0,30}\b(?:familia|family|parents|padres|mother|father|madre|padre|mama|papa|mum|mom|dad|she|he|team|"
    r"equipo|"
    r"patient|paciente|pt)[ ](?:la |lo |las |los |(?:has |have )?)?(?:declined|declines|refuses|"
    r"refused|"
    rf"{_NO_NOUN}rechaz\w{{1,5}}|"
    r"no (?:quis\w{1,5}|acept\w{1,4})|did not want|did not wish|do not want|does not want|"
    r"desist\w{1,5})(?!\w)(?![ ](?!it\b|this\b|that\b|and\b|but\b|for\b|because\b|after\b|at\b|y\b|por\b|to\b|so\b|"
    r"as\b|on\b)[a-z])"
)
# Things side by side that one answer is of: `ponatinib / asciminib: not given`, `busulfan-melphalan: not in favour`.
_SLASHED = re.compile(r"(?:[ ]?[/+-][ ]?[\w-]{4,20}){1,3}(?=[ ]?:)")
# Not begun when the paper was written: `Rituximab - assistance being processed, not yet given`.
_NOT_YET = re.compile(
    r"[^.;]{0,60}?\b(?:not (?:yet )?(?:been )?(?:given|started|begun|received) yet|not yet (?:been )?(?:given|"
    r"started|begun|received|"
    r"available|approved|due)|(?:aun|todavia) no (?:\w{1,4} )?(?:\w{2,5} )?(?:iniciad|recib|administrad|aplicad|"
    r"comenzad|comenz|"
    r"autorizad|llega|disponible|inicia)\w{0,4})(?!\w)"
)
_WEIGHED_BEFORE = re.compile(
    r"\b(?:(?:talk|talked|think|thinking|ask|asked|undecided|chat|spoke|spoken|read|heard|wondering) about|"
    r"could (?:use|try|add|"
    r"consider|offer|give)|might (?:use|try|add|offer|give)|se coment[oa]|se hablo de|podriamos (?:usar|probar|"
    r"agregar)|"
    r"se podria (?:usar|agregar|ofrecer|plantear)|se plantearia|propone|ofrece|sugiere|plantea|aconseja|"
    r"suggests?|suggested|offers?|offered|proposes?|proposed|favou?rs|"
    r"advises?|advised|"
    r"se (?:discute|discutio|plantea|planteo|propone|propuso|ofrece|ofrecio|ofrecen|valora|valoro)|"
    r"hablamos de|hablado de|we (?:talked|spoke) about|discuss(?:ed|es|ing)?|opcion de|option of|"
    r"posibilidad de|possibility of|"
    r"(?:role|rol) (?:of|for|de))[ ](?:[\w-]{1,14}[ ]){0,4}$"
)
_WEIGHED = re.compile(
    r"[ ]?[:–-][ ](?:[\w'-]+[ ]){0,6}?(?:discussed|think(?:ing)? about|to (?:be )?consider(?:ed)?|offered|undecided|"
    r"hablado|pensando|a valorar|propuest[oa]|proposed|suggested|en (?:evaluacion|estudio|discusion)|"
    r"under (?:evaluation|review|"
    r"discussion))(?!\w)|"
    r"[ ]?[(,]?[ ]?(?:was |were |is |has been |have been )?(?:felt (?:too )?\w+|too (?:morbid|risky|dangerous)|"
    r"offered|"
    r"discussed|(?:be )?considered|proposed|suggested|depends? on|depend(?:e|era) de|"
    r"feasible|being considered|under discussion|"
    r"an option|(?:would|could|might|may) (?:then )?be (?:needed|required|considered|given|offered|indicated|"
    r"necessary|used|an option)|"
    r"seria (?:necesari[oa]|una opcion)|podria (?:ser|requerirse|considerarse)|se valoraria|estaria indicad[oa]|"
    r"if needed|if feasible|vs\.?|versus|se (?:plantea|valora|propone|ofrece|considera)|propuest[oa]|planteada|"
    r"en discusion|o bien)(?!\w)"
)
# A form's answer, up to three words behind its label: `Prior radiation to date: none`.
_ANSWERED = re.compile(
    r"(?:[-/+][a-z]{2,9})?(?:[ ][\w-]{1,14}){0,3}[ ]?[:=?][ ]{0,3}(?:none|nil|no|never|ningun[oa]?|nunca|niega|"
    r"negad[oa]s?|nad[ao]|"
    r"0)(?![\w/.]*[\w])(?![ ][a-z]|[ ]?:)"
)
_ASKS = re.compile(
    r"\b(?:(?:requiere|solicit\w{1,5}|pid\w{1,4}|tramit\w{1,4}) (?:la |su )?(?:autorizacion|aprobacion|cobertura)|"
    r"autorizacion (?:para|de)|"
    r"(?:prior )?(?:authori[sz]ation|approval|coverage) (?:is |be )?(?:requested )?(?:for|of)|request(?:ing|s|"
    r"ed)? (?:prior )?(?:authori[sz]ation|approval|coverage)|"
    r"recommend(?:s|ed|ations?)?(?: for)?:|recs?:|se recomienda:|recomendaciones:|plan:|conducta:|"
    r"(?:services? |treatments? |drugs? |medications? )?(?:requested|denied|solicitad[oa]s?)\s?:|^\W{0,3}service:|"
    r"(?:acondicionamiento|conditioning|tratamiento|treatment|esquema|regimen) (?:propuest[oa]|proposed|planned|"
    r"previst[oa]):|"
    r"decision(?: del comite)?:|acuerdo:|se acuerda|se decide|consensus:|(?:mdt |board )?outcome:|option(?:s|"
    r"es)?\b[^:.]{0,30}:|se considera:|considerations?:|proposal:|propuesta:|to do:)"
)
# Over what is asked for: `MEDICAMENTO SOLICITADO`, `We reviewed a request for:`.
_ASKED_HEAD = re.compile(
    r"\b(?:medicamentos?|tratamientos?|servicios?|prestacion(?:es)?|drugs?|medications?|treatments?|services?|"
    r"therap(?:y|ies))"
    r"[ ](?:solicitad[oa]s?|requested|denied|negad[oa]s?)\b|\brequest\b[^.;]{0,60}[ ]for:?$"
)
_NUMBERED = re.compile(r"\s*(\d{1,2})\s?(?:[.)]|\.-)\s?")
_OPENS_LIST = re.compile(r"[:.]?\s1\s?(?:[.)]|\.-)\s")
_SECOND, _LONGEST_LIST = 2, 12
_INAPPLICABLE = re.compile(r"[ ]?[:=][ ]{0,3}(?:n/a|na|not applicable|no aplica|no procede)(?!\w)")
# `takes X and has not needed Y` denies nothing of X.
_OTHER = re.compile(
    r"[ ,]{1,2}(?:and|but|y|pero)[ ](?:(?:has|have|had|is|was|did|does|ha|han|fue)[ ])?(?:not|never|no|nunca)\b"
)
# Behind a comma another thing stands right before its denial: `boost 19.8 Gy, chemotherapy not given`.
_ITS_THING = re.compile(
    r"[ ]?,[ ][a-z]{3,16}(?:ine?|ina|ol|ib|ab|ate|ato|one|ona|imus|ide|ida|mycin|cillin|vir|tepa|platino?|apy|apia|"
    r"gery|ugia|plante?|tion|cion)[ ]"
)
_SENTENCE = re.compile(r"[;.]\s|\n")


# What did not help was given, on folded text: `sin respuesta a amoxicilina`, `sin mejoria con ibuprofeno`.
_NO_HELP = re.compile(
    r"\b(?:sin|without|no|poca|little|escasa)\s(?:(?:clara|buena|mayor|adecuada|good|much"
    r"|clear)\s)?(?:respuesta|mejoria|alivio|efecto|exito"
    r"|response|improvement|relief|effect|benefit|success)\s(?:(?:parcial|clinica|alguna)\s)?(?:a|al"
    r"|con|tras|to|with|from|on|after)\s"
    r"(?:[\w-]{1,14}\s){0,2}$"
)


# Why another was turned away: `se evitó por el cisplatino previo`, `avoided because of the cisplatin`.
_ITS_REASON = re.compile(
    r"\b(?:avoid(?:ed|ing|s)?|evit[ao]|descart[ao]|desestim[ao]|cancel[ao]|declined|refused|contra-?indica\w{1,9})\s"
    r"(?:por|debido a|dad[oa]|because of|due to|owing to|given|in view of)\s(?:(?:the|his|her|el|la|los|las|su|un|una"
    r"|prior|previous|"
    r"previo)\s){0,2}$"
)


def refused(clause: Clause, start: int, end: int) -> bool:
    """Whether the words beside a treatment say that it was not given."""
    text = clause.folded if len(clause.folded) == len(clause.text) else fold(clause.text)
    if is_left(text, start, end) or in_its_place(text, start) or turned_out(text, start, end) is Assertion.STATED:
        return False
    beside = _SLASHED.match(text, end, end + 70)
    end = beside.end() if beside is not None else end
    after = _AFTER.match(text, end, end + 90)
    other = after is not None and (_OTHER.match(after[0]) or _ITS_THING.match(after[0])) is not None
    if after is not None and not other and _SENTENCE.search(after[0]) is None and not is_of_own_thing(text, end):
        return True
    if _ANSWERED.match(text, end, end + 60) or _DECLINED.match(text, end, end + 90):
        return True
    before = _BEFORE.search(text, max(0, start - 70), start)
    if before is not None and _ITS_REASON.search(before[0]):
        return False
    helped = _NO_HELP.search(text, max(0, start - 70), start)
    return before is not None and helped is None and _SENTENCE.search(before[0]) is None


def not_yet(clause: Clause, end: int) -> bool:
    """Whether words further on say that a treatment had not begun."""
    return _NOT_YET.match(clause.folded, end, end + 110) is not None


def asked_for(clause: Clause, paper: Paper, start: int) -> bool:
    """Whether the words before a treatment, or those that open the numbered list it stands in, only ask for it:
    `requires authorization for: 1) ...; 2) ...`."""
    if _ASKS.search(clause.folded, 0, start) or _ASKED_HEAD.search(fold(clause.heading)):
        return True
    number = _NUMBERED.match(clause.text)
    at = paper.places.get(id(clause)) if number is not None else None
    if number is None or at is None or int(number[1]) < _SECOND:
        return False
    for before in reversed(paper.clauses[max(0, at - _LONGEST_LIST) : at]):
        opened = _OPENS_LIST.search(before.text)
        if opened is not None:
            return _ASKS.search(before.folded, 0, opened.start()) is not None
    return False


def answered_none(clause: Clause, end: int) -> bool:
    """Whether a form answers a label with none: `ICANS: none`, `EICH: no`."""
    return _ANSWERED.match(clause.folded, end, end + 60) is not None


def inapplicable(clause: Clause, end: int) -> bool:
    """Whether a form says that a label does not apply: `GVHD: N/A (auto)`."""
    return _INAPPLICABLE.match(clause.folded, end, end + 24) is not None


def weighed(clause: Clause, start: int, end: int) -> bool:
    """Whether a treatment was only spoken of: `thoracotomy was discussed`, `surgery proposes amputation`."""
    if turned_out(clause.folded, start, end) is Assertion.STATED:
        return False
    if _WEIGHED.match(clause.folded, end, end + 60) is not None:
        return True
    return _WEIGHED_BEFORE.search(clause.folded, max(0, start - 80), start) is not None
