"""What became of a treatment that people talked over: turned down, put off, kept back, or only weighed.

A small grammar instead of a list of phrases: who weighed it (`we`, `the board`, `se`), by what verb, in the passive or
the active, and how it ended, in the same sentence or behind a semicolon. `The amputation was talked through with his
parents, who would not hear of it`; `se barajó el trasplante y quedó en reserva`. Texts are folded (lower case, no
accents); what stands between is bounded, so that a text of any length costs the same.
"""

from __future__ import annotations

import re

from consilium.domain.findings.assertions.permanentsections import is_permanent
from consilium.domain.findings.finding import Assertion

# Up to six words that open no part with a verb of its own.
_WORD = (
    r"\s(?!(?:and|but|y|pero|e|was|were|is|are|has|have|had|be|been|being|got|who|which|that|que|so"
    r"|with which|though|"
    r"although|aunque|because|porque|since|after|before|until|till|tras|hasta|when|cuando|if|si|then|not|no|never|"
    r"nunca|will|would|could|should|may|might|can|cannot|se|lo|la|los|las|fue|fueron|es|son|ha|han"
    r"|queda|quedo|quedan|"
    r"received|given|gave|completed|finished|recibi\w*|complet\w*|termin\w*|(?:19|20)\d\d)\b)[\w/%'’-]{1,16}"
)
# A treatment's own rest: `of the left leg`, `con los papas`; an aside in brackets.
_FILL = rf"(?:\s?\([^()]{{0,40}}\))?(?:(?:\s(?:la|las|los|el|lo)(?=\s\w))?{_WORD}){{0,6}}?"
_BE = (
    r"(?:(?:was|were|is|are|has|have|had|been|being|be|got|gets|to be|will|would|can|could|may|might|remains?|stays?|"
    r"fue|fueron|es|son|ha|han|sido|habia|quedo|quedaron|queda|quedan|esta|estan|sigue|se|lo|la|los|las|le|les|nos|"
    r"then|later|also|now|still|again|briefly|only|just|never|even|first|initially|formally|therefore|deliberately|"
    r"by (?:us|them|the \w{3,12})|ya|tambien|finalmente|inicialmente|entonces|luego|por ahora|en comite)\s){0,5}"
)
_LEAD = r"\s?(?:[,:–—-]|\()?\s?"
_WEIGHED_P = (
    r"(?:weighed(?: up)?|considered|discussed|debated|mooted|floated|aired|raised(?=\s?(?:[.,;]|$|\s(?:by|at|with|as|"
    r"in|again|once|and|but|for|when|during)\b))|put forward|put to(?: \w+){1,3}?"
    r"(?=\s?[,;.]|\s(?:who|and|but)\b)|brought up|talked (?:over|through|about|of)|spoken (?:of|about)|"
    r"gone (?:over|into|through)|thought (?:about|of|over|through)|looked (?:at|into)|explored|entertained|"
    r"contemplated|suggested|proposed|offered|mentioned|broached|touched (?:on|upon)|toyed with|pondered|examined|"
    r"on the (?:table|cards)|an option|asked (?:about|for)|queried|tempting|"
    r"(?:platic|convers|habl|charl|coment|discut|valor|sopes|ponder|baraj|plante|ofrec|ofert|mencion"
    r"|contempl|consider|"
    r"analiz|debat|evalu|pens|estudi)(?:ad[oa]s?|id[oa]s?|o|aron|io|ieron|amos|imos|aba|abamos)|"
    r"propuest[oa]s?|propus\w{1,5}|sugerid[oa]s?|sugiri\w{1,4})"
)
# How it ended. What alone behind a treatment says that it was not done; what says so only of one that was weighed.
_WORTH = (
    r"(?:pursued|taken (?:up|further|forward|on)|gone (?:ahead|through) with|favou?red|(?:felt|thought|judged|deemed|"
    r"considered|found|believed)(?: to be)?(?: (?:justified|needed|necessary|worth\w*|indicated|right|safe|wise|"
    r"appropriate|helpful|useful|feasible|in \w+ interest))|accepted|wanted|chosen|agreed(?: to| upon)?|adopted|"
    r"supported|justified|opted for|backed|desired|worth\w*|proceeded with|preferred|on offer|offered|in favou?r|"
    r"for (?:him|her|them|now)|thought worth\w*|possible here|followed (?:up|through)|acted on)"
)
_REJECTED = (
    rf"(?:declined|refused|rejected|turned down|voted (?:down|against|out)|ruled out|thrown out|vetoed|scrapped|"
    rf"called off|shelved|(?:set|put|laid|pushed) (?:aside|to one side)|left (?:out|off|aside|to one side)|"
    rf"passed (?:over|up)|kept out|forgone|foregone|spared|skipped|waived|not {_WORTH}"
    rf"|no longer (?:an option|planned|"
    rf"considered|wanted|on the (?:table|cards))|(?:off|not on|no longer on|taken off) the (?:table|cards|agenda)|"
    rf"(?:never|not) on the cards|out of the question|(?:decided|advised|argued|counsel+ed) against|"
    rf"(?:felt|judged|deemed|thought|considered|found) (?:to be )?(?:too \w+|unsafe|unwise|futile|unnecessary|"
    rf"unjustified|inappropriate|excessive|overkill|not \w+)|done without|"
    rf"(?:rechaz|descart|desestim|desech|desaconsej|declin|vet)(?:ad[oa]s?|o|aron|amos)|"
    rf"(?:dej|pus|hech)(?:ad[oa]s?|o|aron|amos|ieron) (?:de lado|a un lado|fuera)|fuera de (?:discusion|la mesa)|"
    rf"ahorrad[oa]s?|ahorro|omitid[oa]s?|omitio)"
)
_NOT_DONE = (
    r"(?:not|never|no) (?:se )?(?:required|needed|necessary|given|used|done|performed|started|begun|possible|"
    r"carried out|approved|hizo|dio|uso|indico|requirio|necesito|realizo|inicio)\b"
)
_LEFT = r"(?:dropped|left|abandoned|dismissed|discarded|discounted|let go|forgotten|dejad[oa]s?|olvidad[oa]s?|no)"
# Who did not want it. What one declines is named before: `declined surgery` is of another thing.
_WHO = (
    r"(?:(?:(?:the|his|her|their|our|both|all|most|la|el|los|las|su|sus|ambos|nuestros?)\s){0,2}"
    r"(?:family|famil(?:y|ia)|parents?|grandparents?|mum|mom|mother|dad|father|team|board|surgeons?|surgery|mdt|we|"
    r"they|i|he|she|group|meeting|panel|consensus|majority|oncologists?|anaesth\w+|anesth\w+|everyone|all|patient"
    r"|boy|girl|child|chic[oa]|nin[oa]|adolescente|"
    r"padres?|papas?|mama|madre|abuel[oa]s?|equipo|comite|junta|cirujan[oa]s?|cirugia|paciente|ella|el|nadie|who|que|"
    r"quienes|nobody|no one|in the end|al final|finalmente|finally|eventually|together|jointly|insurers?|insurance|"
    r"hospital|"
    r"cent(?:re|er)|grandfather|grandmother|aunt|uncle|obra social|eps)\s){0,3}"
)
_ENDS_PART = (
    r"(?=\s?(?:[.,;:)–—]|$|\s(?:and|but|y|pero|for|por(?! (?:ahora|el momento) (?:la|el|los|las)\b)|because|porque"
    r"|as|so|on|in|at|ya|"
    r"since|after|if|si|now)\b))"
)
_IT = rf"(?:(?:\s(?:it|that|this|them|so|either|to|ella|eso|esto))?{_ENDS_PART})"
_WOULD_NOT = (
    rf"{_WHO}(?:(?:have|has|had|finally|then|both|eventually|rightly|clearly|se|lo|la|los|las|ha|han)\s){{0,3}}"
    rf"(?:(?:decided|chose|opted|elected|preferred|voted|agreed|came down|advised|leant|leaned|argued|ruled)\s"
    rf"(?:against\b|not (?:to|for)\b|otherwise|in favou?r of not|(?:to )?(?:leave|hold off|do without|avoid|forgo|"
    rf"spare|"
    rf"skip|keep (?:watching|waiting)|watch|wait|try|save)\w*)|(?:decided|chose|opted) for \w+|"
    rf"(?:said|says|say|voted) no\b|thought better of|would (?:rather|prefer) not|(?:wouldn.?t"
    rf"|would not) (?:hear|have|"
    rf"agree|consent|allow|think|countenance)|(?:do|did|does)(?:n.?t| not) (?:want|wish|agree|accept|consent|like|go "
    rf"(?:for|ahead)|take (?:it|this|that) up|proceed)|(?:was|were|are|is) (?:not (?:keen|convinced|in favou?r|"
    rf"persuaded|happy|willing|for it)|against|reluctant|opposed|unwilling|unanimous against)|"
    rf"(?:declined|refused|rejected){_IT}|did without|turned (?:it|this|that|them) down|"
    rf"no (?:l[ao]s? |se |le )?(?:quis\w+|quier\w+|acept\w+|dese\w+|autoriz\w+|consint\w+|estuv\w+ de acuerdo|"
    rf"est\w+ de acuerdo|avanz\w+|concret\w+|prosper\w+|convenc\w+)|prefir\w+ (?:no|tratar|esperar|seguir|evitar|"
    rf"otr[oa]|conservar|salvar|intentar|observar)|(?:rechaz|descart|desestim|desech|declin|desaconsej)(?:o|aron|"
    rf"amos|a|"
    rf"an){_IT}|opt\w+ por (?:no|esperar|observar|seguir|otr[oa])|decid\w+ (?:no|evitar|esperar"
    rf"|en contra|otr[oa]|que "
    rf"no)|desist\w+|se (?:neg|opus)\w+|dij\w+ que no|voto en contra)"
)
_AND = (
    r"(?:\s?(?:[,;–—]|-(?!>)|->|→|=>){1,2}\s?(?:(?:and|but|y|pero|though|aunque|then|luego|who|que|quienes|yet|"
    r"mas)\s)?|"
    r"\s(?:and|but|y|pero|then|luego|though|aunque)\s)"
)
_NOT_TO_BE_HAD = (
    r"(?:(?:cannot|can ?not|can.t|could not|couldn.t) be (?:had|got|obtained|offered|found|bought|supplied|imported|"
    r"sourced|procured)|(?:is|are|was|were) not (?:on (?:our|the|their|this) (?:formulary|list)|stocked|funded|sold|"
    r"marketed|registered|kept here|to be had|obtainable|reimbursed)|(?:isn.t|aren.t|wasn.t"
    r"|weren.t) (?:on (?:our|the) "
    r"(?:formulary|list)|stocked|funded|sold|registered|obtainable|available|an option|on the cards"
    r"|warranted|needed)|"
    r"no (?:esta|figura|entra|aparece) (?:en|dentro de)l? ?(?:el |la |nuestr[oa] )?(?:petitorio|formulario|cuadro|"
    r"vademecum|listado|canasta|cobertura|nomenclador|guia farmacoterapeutica|plan de beneficios)|no (?:lo|la) "
    r"(?:cubre|"
    r"autoriza|financia|tenemos|hay)|no se (?:consigue|comercializa|vende|encuentra en))"
)
# Kept back, or for somebody to decide.
_KEPT = (
    r"(?:(?:kept|held|saved|reserved|keeping|holding)(?: (?:it|this|that))? (?:back|in (?:reserve|hand|the bank)|for "
    r"(?:a |"
    r"any |the |possible )?(?:relapse|recurrence|later|second|third|progression|when|if|salvage|another)\w*)|in "
    r"reserve\b|"
    r"(?:up (?:our|the) sleeve)|(?:worth|for) (?:raising|trying|considering|discussing|a (?:try|trial|thought|"
    r"conversation)|exploring|revisiting)|(?:is|are|remains?) (?:on the (?:table|cards)|a (?:possibility|fallback|"
    r"fall-back)|an (?:option|alternative)|a matter for|up to|for (?:\w+ ){1,3}to decide|still open"
    r"|gentler|what most)|"
    r"being (?:looked into|explored|weighed|considered|talked about|thought about|debated)|(?:would|will|could) be "
    r"(?:the|"
    r"our|a|his|her) (?:fall-?back|back-?up|last resort|next (?:line|card)|rescue|salvage|plan b|alternative|option)|"
    r"(?:may|might|could|can) (?:yet |then |later |still )?be (?:thought (?:of|about)|looked at|revisited|considered|"
    r"tried|added|an option|offered|raised)|to be (?:decided|settled|weighed|discussed|revisited)|under thought|"
    r"(?:we|they|he|she|parents|family|all|you)(?:'re|'ve| are| is| have| has| want| wants| would like)? (?:still )?"
    r"(?:thinking|asked for (?:more )?time|to think|undecided|wondering|(?:been )?unable to decide)|"
    r"(?:lo|la|los|las)? ?(?:decidir|definir|resolver|valorar|evaluar|plantear|discutir|comentar|ver|dir)(?:a|an|"
    r"emos)(?! si\b)|"
    r"(?:lo|la|los|las) (?:estan?|vamos a|van a|va a|quieren|quiere) (?:pensa\w+|valora\w+|evalua\w+|decidi\w+|"
    r"consulta\w+)|(?:lo|la) (?:piensan|pensaran|consultaran)|pidieron (?:mas )?tiempo"
    r"|en (?:la )?(?:reserva|recamara|"
    r"carpeta|cartera|veremos|duda|espera de (?:lo que|la opinion|decision))|sobre la mesa|de (?:respaldo|reserva)|"
    r"como (?:rescate|respaldo|reserva|alternativa|opcion|ultimo recurso|plan b|posibilidad)|"
    r"(?:a la|en) espera de lo que|reservad[oa]s? para|para (?:una|la|el|cuando|si) (?:hay "
    r"|haya )?(?:recaida|recidiva|"
    r"progresion|segunda linea|rescate|recaiga|recae|progrese))"
)
# Put off to another time.
_PUT_OFF = (
    r"(?:put (?:back|off)|pushed (?:back|out)|deferred|postponed|rescheduled|rebooked|moved (?:to|back|forward|up)|"
    r"held (?:over|until|till|pending|for (?:now|the (?:moment|time being)))|on hold (?:until|till|pending)|"
    r"(?:to|must|should|will|can|has|have|needs?)(?: have)?(?: to)? wait\b|waits? (?:for|until|till)"
    r"|waiting (?:for|on|"
    r"until)|left (?:until|till|for (?:when|later|after|next))|kept (?:until|till|for (?:after|later"
    r"|when|next|monday|"
    r"tuesday|wednesday|thursday|friday))|posted (?:for|on|in)|slated|pencil+ed in|earmarked|lined up|(?:set|fixed|"
    r"timed|"
    r"down|in the diary|arranged|listed|booked|scheduled|planned) for\b|delayed (?:until|till|by|to|pending|because)|"
    r"(?:pospon|pospus|pospuest|aplaz|difir|difier|diferid|posterg|reprogram|retras|demor)\w{0,5}|"
    r"en pausa|"
    r"dej(?:a|an|amos|o|aron|ad[oa]s?) para|queda(?:n|ron)? para|corre para|pas(?:a|an|o|aron|ad[oa]s?) (?:a|al|"
    r"para)(?: la| "
    r"el)? (?:lunes|martes|miercoles|jueves|viernes|semana|mes|proxim)\w*|(?:tendra|tendran|debe|deben|puede|pueden) "
    r"(?:que )?"
    r"esperar|esperara|se pone en espera|agendad[oa]s? para|fijad[oa]s? para|prevista? para|previstos? para)"
)
# Things side by side of which a verb in the plural is: `brentuximab and crizotinib remain in reserve`.
_GROUP = (
    r"(?:(?:(?:,\s|\s(?:and|or|with|y|e|o|con|plus|or with|frente a|versus|vs\.?|contra)\s|"
    r"\s?[/+]\s?)[a-z][\w-]{2,20}(?:\s[\w-]{3,16})?){1,3}?(?=\s(?:were|are|have|remain|"
    r"both|would|will|could|quedan|quedaron|quedarian|fueron|son|han|estan|se \w+n\b|\w+ran\b|\w+rian\b)))?"
)
# What it would be of no use or too much to give.
_NO_USE = (
    r"(?:(?:(?:would|will|could|can|does|do|may|might|is|are|was|were|has|have|had|seems?|offers?)(?:n.t| "
    r"not)?\s)?(?:(?:really|frankly|simply|also)\s)?"
    r"(?:offers?|add(?:s|ed)?|bring(?:s)?|buy(?:s)?|gain(?:s)?|achieve(?:s)?|serve(?:s)?|give(?:s)?|do(?:es)?|"
    r"change(?:s)?|of|to (?:gain|add|offer))\s(?:nothing|no (?:purpose|"
    r"benefit|good|use|advantage|more|further|help)|little|him nothing|her nothing|them nothing)|(?:isn.t|is not|"
    r"aren.t|are not|wasn.t|was not) "
    r"(?:called for|foreseen|envisaged|for (?:an?|this|him|her|them|us|children|infants)|the answer|the way|needed "
    r"here|in (?:his|her|their) (?:best )?"
    r"interests?|(?:part )?of the plan|on the agenda|what (?:he|she|they) needs?|worth\w*)|(?:does(?:n.t| not)|"
    r"did(?:n.t| not)) (?:come into (?:it|play|question)|"
    r"arise|feature|help here|enter into)|ha(?:s|ve) no (?:place|part|role|business|bearing)|no (?:place|role|part) "
    r"for|(?:would|will) (?:cost|leave|rob|blind|"
    r"maim|cripple|sterili[sz]e|harm|ruin|take) (?:him|her|them|the (?:eye|limb|leg|only)|his|its)|(?:unavailable|"
    r"not (?:available|obtainable|to be had))\b|no (?:aporta|aportaria|"
    r"agrega|sirve|serviria|ofrece|beneficia|suma|tiene (?:lugar|sentido|cabida|papel|utilidad)|procede|corresponde|"
    r"conviene|entra en|esta previst[oa]|"
    r"se preve|se contempla|"
    r"(?:lo|la|los|las) (?:recomiendo|recomendamos|aconsejo|aconsejamos|indicamos|indico|vemos|veo|hacemos|damos|"
    r"usamos|haria\w*|"
    r"daria\w*)|viene al caso|hace falta|la hacemos|lo hacemos|se hace aqui)|queda(?:n|ria)? fuera|sin "
    r"(?:lugar|papel|utilidad|beneficio)|"
    r"(?:is|are) something (?:i|we) (?:won.t|will not|would not|wouldn.t)|(?:is|are) (?:well )?"
    r"beyond (?:his|her|their|our|the \w+) (?:means|reach|budget)|(?:is |are )?not \w{2,6} listed|(?:didn.t|did not) "
    r"prove "
    r"(?:needed|necessary)|exagerad[oa]|overkill|excesiv[oa]|on no account|under no circumstances)"
)
_AFTER_WEIGHED = re.compile(rf"{_FILL}{_GROUP}{_LEAD}{_BE}{_WEIGHED_P}(?=[\s,;.:)]|$)")
_AFTER_REJECTED = re.compile(
    rf"{_FILL}{_GROUP}(?:\s?[,:]?\s{_NO_USE}(?!\w)|{_LEAD}{_BE}(?:{_REJECTED}(?!\s(?:until|till|hasta)\b)|"
    rf"{_NOT_TO_BE_HAD})(?!\w)|"
    rf"\s?[,:;–—-]\s?(?:but |pero )?{_WOULD_NOT})"
)
_AFTER_KEPT = re.compile(rf"{_FILL}{_GROUP}(?:{_LEAD}{_BE}{_KEPT}(?!\w)|\s?[,;–—-]\s?{_KEPT})")
_AFTER_PUT_OFF = re.compile(
    rf"(?:\s[\w-]{{1,14}}){{0,2}}\sque (?:tocaba|correspondia|estaba|iba)(?:\s\w{{1,12}}){{1,6}}\s(?:suspendid|"
    rf"detenid|pausad|frenad)[oa]s?\b|"
    rf"{_FILL}{_GROUP}{_LEAD}(?:que (?:tocaba|correspondia|estaba"
    rf"|iba)(?:\s\w{{1,12}}){{1,4}}\s)?{_BE}{_PUT_OFF}(?!\w)"
)
_ENDED_BADLY = re.compile(
    rf"[^.\n]{{0,60}}?{_AND}(?:(?:in the end|al final|finally|finalmente|at last|for now|por ahora)\s?,?\s)?"
    rf"(?:{_BE}(?:{_REJECTED}|{_NOT_DONE}|{_LEFT}(?=\s?(?:[.,;)]|$|\s(?:at|for|de|por|as)\b)))|{_WOULD_NOT}|"
    rf"{_NOT_TO_BE_HAD})"
)
# The verb before: who weighs, and what may stand between the verb and the treatment, a list among it.
_OPENING = (
    r"(?:(?:an?|the|his|her|its|their|another|some|any|either|both|more|further|first|second|early|primary|upfront|"
    r"possible|adding|giving|starting|trying|using|doing|going for|moving to|switching to|having|offering|restarting|"
    r"adding in|trial of|course of|courses of|idea of|option of|options of|possibility of|role of|use of|question of|"
    r"un|una|la|el|los|las|su|otra|otro|nueva|nuevo|posible|posibilidad de|opcion de|idea de|alternativa de|uso de|"
    r"dar|hacer|usar|agregar|anadir|iniciar|probar|poner|pasar a|cambiar a|dos|tres|two|three"
    r"|ciclos? (?:mas )?de|mas|"
    r"of|de|del)\s){0,5}(?:[\w-]{3,16}\s){0,2}(?:[\w-]{4,18}(?:,\s|\s(?:or|and|o|y|versus|"
    r"vs\.?)\s)){0,2}(?:[\w-]{3,16}\s)?$"
)
_EN_WEIGH = (
    r"(?:weigh(?:ed|ing|s)?(?: up)?|considered|debated|mooted|floated|aired|raised|broached|brought up|put forward|"
    r"talk(?:ed|ing)? (?:over|through|about|of|at length about)|sp(?:oke|eaking|oken) (?:of|about)|went (?:over|into|"
    r"through)|thought (?:about|of|over|through)|look(?:ed|ing|s)? (?:at|into)|explor(?:ed|ing)|entertained|"
    r"contemplat(?:ed|es|ing)|toy(?:ed|ing) with|ponder(?:ed|ing)|touched (?:on|upon)|ask(?:ed|s)? (?:about|after)|"
    r"(?:choos(?:e|ing)|decid(?:e|ing)|torn|choice) between|averigua\w* (?:por|sobre)|"
    r"counsel+ed (?:re:?|regarding|about|on)|wondered about|tempted by|the pros and cons of|a case for|"
    r"whether to (?:add|give|start|try|offer|use|restart|bring in)|inclined to (?:add|give|start|try|offer|use))"
)
_ES_WEIGH = (
    r"(?:(?:se|nos|les?|le|lo)?\s?(?:ha |han |habia )?(?:platic|convers|charl|coment|discut|sopes|ponder|baraj|ofrec|"
    r"ofert|mencion|contempl|analiz|debat|plante|propus|consider|valor)(?:o|io|aron|ieron|amos|imos|ado|ido|aba|ia)"
    r"(?: con \w+(?: \w+){0,2})?|habl(?:o|aron|amos|ado) (?:de|sobre)|pens(?:amos|aron|o|ado) en)"
)
_BEFORE_WEIGHED = re.compile(rf"(?<!\w)(?:{_EN_WEIGH}|{_ES_WEIGH})\s{_OPENING}")
_BEFORE_REJECTED = re.compile(
    rf"(?:^|[.;:]\s|[-–•*]\s|\d[.)]\s|\b(?:please|to|should|must)\s)(?P<hold>hold|suspend|withhold|skip"
    rf"|omit|leave off|"
    rf"suspender|"
    rf"omitir|no dar|no poner)(?: off| back)?\s(?:(?:the|his|her|all|any|further|la|el|los|las|su)\s){{0,2}}"
    rf"(?:[\w-]{{3,16}}\s){{0,2}}(?:[\w-]{{3,16}}\s(?:and|or|y)\s(?:(?:his|her|su)\s)?)?$|"
    rf"(?<!\w)(?:(?:leave|leaving|left|keep|kept) (?=[\w\s-]{{0,40}}$)(?!the\b)(?P<out>)|"
    rf"(?:turned|voted) down|ruled against|(?:decided|advised|argued|opted|came down|counsel+ed|voted) against|"
    rf"steer(?:ing)? clear of|stay(?:ing)? away from|keep(?:ing)? away from|shy away from|not in favou?r of|no "
    rf"(?:case|place|role|benefit|gain|need|call|reason|"
    rf"point|indication) (?:for|of|from|in|to)|wary of|(?:should|must|ought|need)(?:n.t| not) (?:be|have|get|receive|"
    rf"undergo|offer|give)|"
    rf"(?:rather|sooner) than|instead of|in place of|nothing to gain from|no (?:aporta|tiene sentido|conviene|"
    rf"procede|corresponde) (?:hacer|dar|agregar|usar)?|"
    rf"se desaconseja(?:n)?|desaconsejamos|desaconsejo|ruling out|thought better of|talked (?:out of|them out of)|"
    rf"(?:would|could) not (?:hear|countenance|contemplate|"
    rf"entertain) (?:of )?|"
    rf"no (?:pondr|dar|har|usar|indicar|recomendar|ofrecer|aconsejar|agregar)(?:iamos|ia|ian|emos)|"
    rf"(?:se |quedo |queda |fue |ha sido )(?:rechaz|descart|desestim|desech|desaconsej)(?:o|ad[oa]) (?:por ahora |"
    rf"por el momento |"
    rf"de momento )?|(?:would|will|do|did) not (?:offer|give|use|recommend|advise|favou?r|add|propose|suggest)|"
    rf"wouldn.t (?:offer|give|use|recommend|advise|add|do)|(?:se )?(?:opto|optamos|decidio|decidimos) no (?:dar|"
    rf"hacer|usar|iniciar|"
    rf"realizar|administrar))\s?{_OPENING}"
)
_OUT_OF_IT = re.compile(
    r"(?:\s[\w-]{1,16}){0,3}\s(?:out(?: of it| of this| for now)?|aside|alone|to one side)(?=\s?(?:[.,;]|$|\s(?:as|"
    r"because|for)\b))"
)
_BEFORE_WOULD = re.compile(
    r"(?<!\w)(?:(?:dar|har|usar|pondr|ofrecer|indicar|agregar|recomendar|propondr|iniciar|optar|pasar|continuar|"
    r"preferir|sugerir|aconsejar)(?:iamos|ia)(?! (?:si|que)\b)|(?:i|we)(?:'d|’d| would) (?:give|offer|use|go for|"
    r"add|do|fit|start|"
    r"propose|suggest|recommend|favou?r|try|lean to|plan|proceed to))\s(?:[^.;:\n]{0,70}?[\s,])?$"
)
_BEFORE_SETTLED = re.compile(
    r"(?<!\w)(?:(?:we|they|i|board|team|room|panel|parents|family|all|have|has) (?:have |has |had |all |then "
    r")?settled (?:on|for)|agreed (?:on|upon)|plumped for|opted for|decided (?:on|to (?:give|start|add|try|go))|"
    r"(?:se )?(?:acord(?:o|amos)|prefiere|prefieren|prefirio|opto por|optamos por|decid(?:io|imos))(?: por)?(?! "
    r"no\b)|in favou?r of|"
    r"(?:going|go|went) ahead with|proceed(?:ing)? (?:to|with)|move on to|ahead of|nothing (?:stands|standing) in "
    r"the way of|"
    r"cleared for|fit for|ready for|awaiting|waiting for|work(?:ed|ing)? (?:up|her up|him up) "
    r"for)\s(?:[^.;:\n]{0,50}?[\s,])?$"
)
# `starts Nov 7`, `comienza mañana`, `Catéter puerto el jueves.`: what is to begin, where nothing is told in the past.
_DAY = (
    r"(?:tomorrow|tonight|next (?:week|month|\w{3,6}day|cycle|course)|(?:this |next )(?:mon|tues|wednes|thurs|fri|"
    r"satur|sun)day|(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day week|(?:la )?(?:semana|mes) (?:que viene|"
    r"proxim[oa]|entrante)|la proxima semana|el proximo (?:mes|"
    r"ciclo)|"
    r"manana|(?:el |este |el proximo )(?:lunes|martes|miercoles|jueves|viernes|sabado|domingo))"
)
_BEGINS = re.compile(
    rf"{_FILL}{_LEAD}(?:(?:to start|starts|start by|to begin|begins|resumes|to resume|kicks off)\s(?:by |on |in |"
    rf"from |after |once |around )?(?:{_DAY}|"
    rf"the |\d|[a-z]{{3,9}} \d)|(?:se )?(?:comienza|empieza|arranca|inicia|reinicia|retoma|pasa|pasan|pone|ponen|da|"
    rf"dan|entra) "
    rf"(?:en el (?:siguiente|proximo)|{_DAY})|(?:se )?(?:la|lo) (?:pasan|ponen|dan|vamos a dar|vamos a poner|va a "
    rf"recibir)\b|"
    r"(?:go|goes) back by|will come later|entra en el (?:siguiente|proximo))"
)
_ON_DAY = re.compile(rf"(?![^.,;]{{0,40}}(?:\d|\bmanana\b|\btomorrow\b)){_FILL}\s{_DAY}\s?(?=[.,;)]|$)")
_TOLD = re.compile(
    r"\b(?:was|were|had|has|have|did|went|came|got|saw|given|done|seen|showed?|failed|\w{3,}ed|fue|fueron|hizo|"
    r"hicieron|dio|"
    r"dieron|puso|pusieron|recibio|empezo|tuvo|ha|han|habia|salio|vino|desde|hasta|until|till|through|since|goes|takes"
    r"|toma|sigue|continues?|"
    r"\w{3,}(?:ad|id)[oa]s?|\w{3,}(?:aron|ieron))\b"
)
# A course that was late by so long came all the same: `cycle 4 was held back nine days`, `se pospuso una semana`.
_LATE_ONCE = re.compile(
    r"[^.;]{0,60}?\b(?:was|were|had been|fue|fueron|pospuso|pospusieron|aplazo|aplazaron|difirio|postergo|retraso|"
    r"demoro|corrio)"
    r"\s(?:\w+\s){0,3}?(?:by\s|por\s)?(?:\d{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten|several|some|"
    r"un|una|dos|"
    r"tres|cuatro|cinco|seis|diez|unos|varios)\s(?:days?|weeks?|months?|dias?|semanas?|mes(?:es)?)\b"
)
_ASKED = re.compile(
    r"\b(?:was|were|had|has been|received|given|underwent|recibio|recibieron|se le (?:dio|hizo)|finished|completed|"
    r"after|since|tras|desde)\s(?:[\w-]{1,14}\s){0,3}$"
)
_DONE_AFTER = re.compile(
    r"[^.;\n]{0,50}?\b(?:(?:was|were|and|then|fue|fueron) (?:\w+ )?(?:done|given|performed|carried out|completed|"
    r"started|"
    r"begun|realizad[oa]|iniciad[oa])|went (?:well|ahead|smoothly)|took place|se (?:realizo|hizo|inicio|completo))\b"
)
# `rescate con leucovorina sin demoras`, `given without delay`.
_IN_TIME = re.compile(
    r"\b(?:sin|no|without)\s(?:mas |mayor |mayores |ningun |any |further |undue )?(?:demor|retras"
    r"|delay|aplaz|poster)\w*$"
    # A child's own delay in a list of its illnesses puts nothing off.
    r"|\b(?:development(?:al)?|growth|speech|language|motor|global|cognitive|psychomotor|mental|pubertal|constitutional"
    r"|intellectual|learning|bone age)\sdelay\w*$"
)
_OF_GROWTH_BEHIND = re.compile(
    r"\s(?:del? (?:desarrollo|lenguaje|crecimiento|habla|neurodesarrollo)|en (?:el|su) (?:desarrollo|lenguaje"
    r"|crecimiento)"
    r"|psicomotor|mental|madurativo|global|motor|cognitivo|intelectual|in (?:development|growth|speech|language)"
    r"|of (?:development|growth|speech))\b"
)
_UNTIL = re.compile(r"[^.;\n]{0,40}?\b(?:until|till|hasta)\b")
_AGAIN = re.compile(r"\s(?:again|de nuevo|otra vez|nuevamente)\b")
_BACK, _AHEAD = 110, 170


def deliberated(text: str, start: int, end: int, low: int = 0) -> Assertion | None:
    """What came of the treatment at `text[start:end]` (folded): negated, planned (put off), conditional (weighed, kept
    back), or nothing."""
    begin, last = max(low, start - _BACK, text.rfind(". ", low, start) + 1), min(len(text), end + _AHEAD)
    if _LATE_ONCE.match(text, end, last):
        return None
    if _is_put_off(text, end, last) and not is_permanent(text, start):
        return Assertion.PLANNED
    if _is_turned_down(text, start, end, (begin, last)):
        return Assertion.NEGATED
    behind = _AFTER_WEIGHED.match(text, end, last)
    if behind is not None or _BEFORE_WEIGHED.search(text, begin, start) is not None:
        return _outcome(text, behind.end() if behind is not None else end, last)
    if _AFTER_KEPT.match(text, end, last) or _BEFORE_WOULD.search(text, begin, start):
        return Assertion.CONDITIONAL
    on_day = _ON_DAY.match(text, end, last)
    ahead = on_day is not None and _TOLD.search(text, begin, on_day.end()) is None
    return Assertion.PLANNED if ahead or _BEFORE_SETTLED.search(text, begin, start) else None


def _is_put_off(text: str, end: int, last: int) -> bool:
    """Whether a treatment is moved to another time, or begins at one to come."""
    if _BEGINS.match(text, end, last):
        return True
    found = _AFTER_PUT_OFF.match(text, end, last)
    if found is None or _IN_TIME.search(found[0]) or _OF_GROWTH_BEHIND.match(text, found.end()):
        return False
    return _DONE_AFTER.match(text, end, last) is None


def _is_turned_down(text: str, start: int, end: int, bounds: tuple[int, int]) -> bool:
    """Whether words right beside a treatment say that it is not to be."""
    begin, last = bounds
    if _AGAIN.match(text, end):
        return False  # `must not be given X again`: once it was
    if _AFTER_REJECTED.match(text, end, last) and not _ASKED.search(text, begin, start):
        return True
    found = _BEFORE_REJECTED.search(text, begin, start)
    if found is None:
        return False
    if found["hold"] is not None:
        return _UNTIL.match(text, end, last) is not None
    return found["out"] is None or _OUT_OF_IT.match(text, end, last) is not None


def _outcome(text: str, at: int, last: int) -> Assertion | None:
    """What came of a treatment that was weighed, told from `at` on: nothing where it was done."""
    if _DONE_AFTER.match(text, at, last):
        return None
    return Assertion.NEGATED if _ENDED_BADLY.match(text, at, last) else Assertion.CONDITIONAL
