"""Forms by which a thing is still to come: instructions, conditions, risks told, what is asked for, booked, awaited."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.assertions.assertiongeneral import general
from consilium.domain.findings.assertions.assertionstems import Form, stems_of
from consilium.domain.findings.finding import Assertion

# What was told before a consent: `Discussed: nausea, cataract, infertility`.
_TOLD_OF = Form(
    re.compile(
        r"\b(?:discussed|explained|warned(?: of| about)?|counsel\w+(?: on| about)?|informed of|consented for"
        r"|(?:side effects|risks?|complications?|toxicit\w+|late effects) (?:were )?(?:reviewed|mentioned|covered"
        r"|outlined"
        r"|gone (?:over|through)|listed|addressed|spoken (?:of|about)|talked (?:over|through))"
        r"|(?:asks?|asked|questions?|talked|pregunt\w+)\s(?:about|on|sobre|por)[^.;:\n]{0,40}"
        r"|se (?:le )?(?:explic|inform|coment|advirt)\w+|explicad[oa]s?"
        r"|informad[oa]s?)\s?:\s[^.;\n]*$",
        re.IGNORECASE,
    ),
    "ask asks asked quest talke pregu discu expla warne couns infor conse revie menti expli comen advir cover outli"
    " gone liste addre spoke",
)
# What something can do: `can make him sleepy and cause rash`; a risk that was spoken of.
_CAN = Form(
    re.compile(
        r"\b(?:can|may|might|could|pueden?|podr[ií]an?)\s[^.;:\n]{0,70}?\b(?:and|or|y|o|e)\s(?:also )?(?:cause"
        r"|lead to|result in|produce|causar|producir|provocar|dar)\s[^.;:\n]{0,40}$",
        re.IGNORECASE,
    ),
    "can may might could puede podri",
)
_RISK_AFTER = Form(
    re.compile(
        r"\srisk(?=\s?(?:[.,;)]|$|though|but))|\s(?:risks?|riesgos?)\s(?:was |were |is |has been "
        r"|fue )?(?:discussed|explained|mentioned|outlined"
        r"|understood|counsel|explicad)",
        re.IGNORECASE,
    ),
    "risk risks riesg",
)
# What an instruction does: `Any new ataxia: same day call`, `fiebre -> acudir`.
_REACT = (
    r"(?:please |por favor )?(?:same[- ]day|call|ring|phone|come (?:in|to|back|straight)|return|attend|contact"
    r"|go to|seek|bring (?:him|her|them|back)"
    r"|(?:take|bring) (?:him|her|them) to|tell us|let us know|emergency|A&E|ED\b|llam(?:ar|en|[ae])|avis(?:ar|en"
    r"|[ae])|acud\w{1,4}"
    r"|volver|vuelva|consult(?:ar|en|[ae])|regres(?:ar|en|[ae])|contact(?:ar|en|[ae])"
    r"|llev(?:ar|e)|tra(?:er|iga)|urgencias)\b"
)
_ACTS = re.compile(rf"[^.;\n]{{0,80}}?{_REACT}", re.IGNORECASE)
_OPENS_ACT = re.compile(rf"\W*{_REACT}", re.IGNORECASE)
# `CONSULTA EXTERNA`, `Contact details`: what stands over a note, and no instruction.
_A_VISIT = re.compile(
    r"\W*(?:consulta\s(?:externa|de|con|en|m[eé]dica|ambulatoria|general)|contact (?:details|no))\b", re.IGNORECASE
)
_THEN_ACT = Form(
    re.compile(rf"[^.;:\n]{{0,80}}?(?::|→|->|=>|>)\s*{_REACT}", re.IGNORECASE),
    "same call ring phone come retur atten conta go seek bring take tell let emerg a e ed llama llame "
    "avisa avise acud acuda acudi volve vuelv consu regre lleva lleve traer traig urgen",
)
_ACT_IF = Form(
    re.compile(
        r"(?:^|[\s(\"“])(?:call|ring|phone|contact|come back|come in|come to|(?<!cell )(?<!cells )return|attend|seek"
        r"|go to|bring (?:him"
        r"|her|them)(?: back)?|reattend|re-attend"
        r"|acudir|acuda[ns]?|volver|vuelva[ns]?|consultar|consulte[ns]?|regresar|regrese[ns]?|llamar|llame[ns]?"
        r"|avisar|avise[ns]?|traer(?:lo|la)?|venir)\b"
        r"[^.;:\n]{0,70}?\b(?:for|with|if|should|ante|si|por|con|cuando|en caso|de haber)\b(?:[^.;\n]"
        r"|\.(?=\d)){0,120}$",
        re.IGNORECASE,
    ),
    "call ring phone conta come retur atten seek go bring reatt re acudi acuda volve vuelv consu "
    "regre llama llame avisa avise traer venir",
)
_ANTE_BEFORE = re.compile(
    r"(?<!\w)(?:ante|al presentar|de presentar|cuando (?:tenga|presente|haya))\s[^.;:\n]{0,60}$", re.IGNORECASE
)
# A condition behind what is to be done: `if not done yet`, `once lines in`, `según márgenes`.
_IF_AFTER = Form(
    re.compile(
        r"[^.;:\n]{0,90}?(?<!\w)(?:if (?:not|it has not|this has not|he has not|she has not) (?:yet |already |been )*"
        r"(?:done|performed|already|had|made|checked|sent)"
        r"|unless (?:already )?(?:done|performed)|only if|si (?:a[uú]n |todav[ií]a )?no (?:se )?(?:han? |cuenta"
        r"|tiene|est[aá]n?)?"
        r"|(?:s[oó]lo|solamente|[uú]nicamente) si|(?:solely|exclusively|purely) (?:if|when|in case)"
        r"|if (?:it |this |that |he |she |there is )?(?:fails?|failing|progress\w*|relaps\w*|refractory|no response"
        r"|not respond\w*|does not|doesn['’]t"
        r"|worsens?|grows?|recurs?|residual|positive|eligible)"
        r"|si (?:(?:hay )?(?:buena )?respuesta|falla|progresa|recae"
        r"|no responde|fracasa|crece|empeora|recidiva|es positiv[oa]|hay residuo)"
        r"|(?:seg[uú]n|depending on|subject to) (?:la |el |los |las |the )?(?:anatom|histolog|patolog|m[aá]rgen"
        r"|evoluci|result|respuest|toleranc"
        r"|hallazg|margin|respons|pathol|review|approval|funding|counts?))",
        re.IGNORECASE,
    ),
    "if unles si segun depen subje solo solam unica only solel exclu purel",
)
# Who was warned of it: `Radiation necrosis - parents counselled`; of what is so one is informed.
_TOLD_WHOM = Form(
    re.compile(
        r"(?:\s[\w-]{1,16}){0,3}\s?[-–—:,(]\s?(?:(?:the|his|her|los|la|el|su)\s)?(?:parents?|family|mum|mom|mother"
        r"|father|padres|familia|madre|padre|patient|paciente)\s(?:were |was |are |fue |fueron |est[aá]n? )?"
        r"(?:counsel+ed|warned|forewarned|advertid[oa]s?|prevenid[oa]s?)\b",
        re.IGNORECASE,
    ),
    "couns warne forew adver preve",
)
# What holds only if someone agrees or something is in order: `unless you object`, `provided that spirometry is normal`.
_PROVIDED = Form(
    re.compile(
        r"[^.;\n]{0,90}?\b(?:unless you|if you (?:agree|are happy|have no objection|think)"
        r"|provided(?: that)? (?:the |his "
        r"|her |that |he |she |counts|spiro|echo|it )|as long as|salvo que (?:usted|ustedes|indique|opine)"
        r"|si (?:usted|ustedes)"
        r" est[aá]n? de acuerdo|siempre (?:que|y cuando))",
        re.IGNORECASE,
    ),
    "unles agree happy objec provi long salvo usted siemp",
)
# What waits for something: `sujeto a AFP`, `bevacizumab as rescue if vision drops`, `GH: not while progressing`.
_SUBJECT_TO = Form(
    re.compile(
        r"[^.;:\n]{0,80}?\b(?:(?:sujet|supeditad|condicionad)[oa]s? a|subject to|contingent (?:up)?on"
        r"|depend(?:s|ing) on"
        r"|depende(?:r[aá])? del?|(?:as (?:a )?(?:rescue|salvage|back-?up|bridge)|de rescate"
        r"|como rescate)\b[^.;:\n]{0,30}?\s(?:if|si|in case"
        r"|en caso))\b"
        r"|\s?[:–—-]\s?(?:not|no)\s(?:while|until|before|mientras|hasta|antes)\b",
        re.IGNORECASE,
    ),
    "sujet super condi subje conti depen resc rescu salva backu back bridg while until befor mient hasta antes",
)
# A condition that opens a sentence, and what is done then: `If creat > 60 swap ifos -> cyclophosphamide`.
_IF_THEN = re.compile(
    r"(?:^|[.;]\s|[-–•*]\s|\d[.)]\s)\s*(?:If|IF|Si(?! bien\b)|In case of|En caso de|Should)\s(?!you (?:recall"
    r"|remember"
    r"|will|could|have)|I\s|memory|mal no )(?:[^.;:\n]|[.:](?=\d)){3,80}"
    r"(?:->|→|=>|:\s|,\s)[^.;\n]{0,70}$"
    r"|(?<!\w)(?<!olo )(?<!ólo )(?<!nly )(?:[Ii]f|[Ss]i(?! bien\b))\s(?:[^.;:,\n]|[.:,](?=\d)){3,40}:\s[^.;\n]{0,90}$"
)
# What comes next: `melphalan would be the next step`, `Fontan tentatively late June`, `thoracotomy in three weeks`.
_NEXT = Form(
    re.compile(
        r"\)?(?:\s[\w-]{1,16}){0,3}?\s?[-–—:,(]?\s?(?:(?:would|will|could|is|ser[aá]"
        r"|ser[ií]a) (?:then )?(?:be )?(?:the|our|his|her"
        r"|el|la) (?:next|pr[oó]xim[oa]|siguiente)\b|tentativ(?:ely|e|amente|[oa])\b|provisional(?:ly)? (?:list"
        r"|date|slot"
        r"|booking|for|on)|pencil+ed in|to (?:start|begin|commence|be started|go ahead)(?= (?:on|in|next|after"
        r"|once|when|from)\b|[.,;)]|$)"
        r"|por (?:iniciar|comenzar|programar|agendar)\b|fecha tentativa|hopefully (?:in|next|on)\b)",
        re.IGNORECASE,
    ),
    "next proxi sigui tenta provi penci start begin comme go inici comen progr agend fecha hopef",
)
# What one is on the way to: `heading for transplant`, `goes to theatre tomorrow for`, `en lista para`, `va a
# necesitar`.
_ON_THE_WAY = Form(
    re.compile(
        r"(?:\b(?:heading|accepted|keen|worked up|work-?up|being assessed|under assessment|(?:on"
        r"|put on) the list|theatre tomorrow"
        r"|lista) (?:for|on|towards|to have|para|de)|\baim(?:ing|s)? (?:for|to)?|\b(?:review|see"
        r"|discuss(?:ion)?|opinion) re:?"
        r"|\b(?:going|goes|to go) to theatre (?:\w+ ){0,3}for|\b(?:entra|ir[aá]|va|pasa) a (?:quir[oó]fano"
        r"|pabell[oó]n) (?:\w+ ){0,3}para"
        r"|\bse (?:prev[eé]|contempla|planea|planifica|propone|plantea|proyecta)|\b(?:va|vamos"
        r"|van) a (?:necesitar|requerir|precisar|hacer|realizar)"
        r"|\b(?:comit[eé]|cirug[ií]a|cirujan[oa]s?|junta|equipo|surgeons?|oncolog\w+|board|mdt"
        r"|team)\s(?:\w+\s)?(?:sugiri[oó]|propuso|propone"
        r"|recomend[oó]|recomienda|aconsej[oóa]\w*|suggest(?:ed|s)?|proposed?s?|recommends?|recommended"
        r"|advised?s?|offered)"
        r"|\b(?:pr[oó]ximo paso|siguiente paso|next step)\s?:|\b(?:may|might|could|would|podr[ií]a"
        r"|puede que) (?:\w+ )?(?:need|require|necesit\w+|requerir))"
        r"\s?(?:(?:an?|the|a|un|una|la|el|his|her|su|possible|posible)\s)?(?:[\w-]+\s){0,2}$",
        re.IGNORECASE,
    ),
    "headi accep keen worke work asses list lista theat aim aimin aims revie see discu opini going goes go "
    "entra ira va pasa prev preve "
    "conte plane plani propo plant proye vamos van comit cirug ciruj junta equip surge oncol board mdt team "
    "proxi sigui next may might "
    "could would podri puede",
)
# What is to be soon: `resection tomorrow`, `might be possible later`, `cirugía para julio`.
_SOON = Form(
    re.compile(
        r"(?:\s[\w-]{1,16}){0,2}\s(?:tomorrow|ma[nñ]ana)(?=\s?(?:[.,;)(]|$|at|a las|por la|with|con|am|pm|morning))"
        r"|(?:\s[\w-]{1,16}){0,2}\s(?:might|may|could|podr[ií]a) (?:then |later )?(?:be|ser|become) (?:possible"
        r"|feasible|necessary|posible|necesari[oa])"
        r"|\spara (?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)\b"
        r"|\s(?:work-?up|assessment|evaluation|estudio pre\w*)\s(?:has begun|is under ?way|started|ongoing|en curso)",
        re.IGNORECASE,
    ),
    "tomor manan might may could podri para work asses evalu",
)
_WEEKS = (
    r"(?:\d{1,2}(?:\s?[-–]\s?\d{1,2})?|an?|one|two|three|four|five|six|eight|ten|twelve|una?|dos|tres|cuatro"
    r"|cinco|seis|ocho|doce)"
    r" (?:days?|weeks?|wks?|months?|mo|d[ií]as?|semanas?|mes(?:es)?)"
)
_IN_WEEKS = Form(
    re.compile(
        rf"(?:\s[\w-]{{1,16}}){{0,2}}\s(?:in|en|dentro de) {_WEEKS}(?:['’]? time)?(?=\s?(?:[.,;)]|$|if |si |\())",
        re.IGNORECASE,
    ),
    "in en dentr",
)
# What has happened is not to come: `relapsed in three weeks`.
_HAS_COME = re.compile(
    r"\b(?:was|were|had|has|have|been|achiev\w+|reach\w+|went|got|gave|given|received|\w{3,}ed|fue|fueron|tuvo"
    r"|ha|han|recibi\w+"
    r"|logr\w+|alcanz\w+|present\w+|cumpli\w+|[^\W\d_]{3,}ó)\b",
    re.IGNORECASE,
)
# A risk that a part of a clause names: `surgery on 07.01. Risk: nephrectomy if the hilum is involved`.
_RISK_OF = re.compile(r"(?:^|[.;]\s)\s*(?:riesgos?|risks?)\s?:\s[^.;\n]{0,60}$", re.IGNORECASE)
_IF_IT = re.compile(r"[^.;\n]{0,40}?\b(?:si|if|en caso|in case)\b", re.IGNORECASE)
_RISKS = re.compile(
    r"\W*(?:riesgos|risks|(?:posibles?|possible|potential) (?:riesgos|risks|side effects|late effects|complications"
    r"|efectos (?:secundarios|adversos|tard[ií]os)|complicaciones))\b",
    re.IGNORECASE,
)
_STEPS = re.compile(
    r"\W*(?:still )?(?:next steps?|to do|to be done|to arrange|to book|pr[oó]ximos pasos|por hacer|qu[eé] falta)\b",
    re.IGNORECASE,
)
# How something to be done is begun, asked for or booked, where the clause or its part begins.
_TO_DO = Form(
    re.compile(
        r"(?:^|[.;:\n•]|[-–—*]\s|\d[.)]-?\s)\s*(?:(?:I|we|We) )?(?:[Ww]ould |would like to |will "
        r"|['’]d )?(?:[Pp]lease |[Kk]indly |[Tt]o |[Pp]or favor )?"
        r"(?:(?:[Cc]ould|[Cc]an|[Ww]ould) you (?:please |kindly )?)?"
        r"(?:(?:[Ss]uggest|[Aa]dvise|[Rr]ecommend|[Aa]rrange|[Bb]ook|[Oo]rganise|[Oo]rganize|[Ss]chedule"
        r"|[Rr]equest(?!\s?:)"
        r"|[Rr]efer (?:to|for)|[Oo]btain|[Cc]ommence|[Bb]egin|[Ss]tart"
        r"|[Pp]repare|[Pp]lan for|[Rr]efer|[Cc]onsider|[Dd]iscuss|[Aa]pply for)\b"
        r"|(?:[Ss]ugerencias?|[Ss]e (?:sugiere|solicita|pide|indica|programa|cita|deriva|recomienda)|[Ss]olicito"
        r"|[Pp]ido|[Ss]ugiero|[Pp]ropongo|[Dd]erivo|[Rr]ecomiendo"
        r"|[Ss]olicitamos|[Pp]edimos|[Ss]olicitar|[Pp]edir|[Pp]rogramar|[Gg]estionar|[Tt]ramitar|[Ii]niciar"
        r"|[Rr]einicia(?:r)?|[Cc]omenzar|[Ee]mpezar|[Rr]ealizar|[Cc]itar|[Dd]erivar|[Rr]epetir)\b)"
        r"(?!\s(?:date|day|time|of|findings?|hora|fecha|el \d|\d))[^.;\n]{0,120}$"
    ),
    "sugge advis recom arran book organ sched reque refer obtai comme begin start prepa plan consi "
    "discu apply suger solic pide pido pedir pedim indic progr cita citar deriv propo gesti trami "
    "inici reini comen empez reali repet se",
)
# What is asked is no thing to be done: it goes on, or is an opinion on it.
_GOING_ON = re.compile(
    r"\b(?:opini|advice|consejo|continu|same|already|since|ongoing|desde|sigue|mantien|ya\s)", re.IGNORECASE
)
_BOOKED = Form(
    re.compile(
        r"(?:\b(?:listed|booked|scheduled|down|awaiting (?:a )?(?:date|slot|appointment|bed)|waiting list"
        r"|wait-?list(?:ed)?|slot|appointment|referred|date"
        r"|citad[oa]|cita|turno|hora|en lista de espera|lista de espera|programad[oa]|derivad[oa])\s(?:for|para"
        r"|de)\s)(?:(?:an?|the|el|la|un|una|su|his|her)\s)?(?:[\w-]+\s){0,3}$",
        re.IGNORECASE,
    ),
    "liste booke sched down await waiti wait waitl slot appoi refer date citad cita turno hora lista esper progr deriv",
)
_BOOKED_AFTER = Form(
    re.compile(
        r"\)?,?\s(?:not before|not until|no earlier than|no antes del?|no hasta|a partir del?)\b|"
        r"\s?[:,–—(-]?\s?(?:has been|is|was|have been|are)?\s?(?:now )?(?:booked|listed|arranged"
        r"|requested for)\b(?!\s(?:in|as|on the)\s(?:her|his|the) (?:record|chart|notes))"
        r"|\s?[:,–—(-]?\s?(?:pendiente de (?:cita|fecha|turno|hora|agenda|programaci[oó]n|autorizaci[oó]n)"
        r"|con (?:cita|turno|fecha) (?:para|el)|awaiting (?:a )?(?:date|slot|appointment))\b"
        r"|\s?[:,(–—-]\s?(?:turno|cita|hora|fecha|appointment|slot|date)\s?:?\s(?:el\s|on\s|para\s)?\d"
        r"|\s(?:to follow|due|planned|repeat) in (?:January|February|March|April|May|June|July|August|September"
        r"|October|November|December|\d)",
        re.IGNORECASE,
    ),
    "turno cita hora fecha appoi slot date not no parti booke liste arran reque pendi con await follo due plann repea",
)
# What is to be done, at the start of a part or by a verb of duty: `For echo`, `hay que hacer biopsia`.
_DUTY = Form(
    re.compile(
        r"(?:(?:^|[.;]\s|[-•*]\s|\d[.)]\s)For\s(?:(?:an?|the|repeat|urgent|outpatient|elective)\s){0,2}"
        r"|\b(?:(?:is|are|was|'s) due (?:for )?(?:an?|the|his|her)|(?:is|are) to (?:have|get|undergo|receive"
        r"|start)(?: an?| the)?|(?:have|has|['’]ve) asked for(?: an?| the)?"
        r"|(?:hay|habr[aá]|tiene|tendr[aá]|debe|deber[aá]|va|van|vamos|voy|ir[aá]n?)\s(?:que\s|a\s)?\w{2,14}(?:ar"
        r"|er|ir)(?:se|le|lo|la)?(?:\s(?:una?|el|la|nuev[oa]))?)\s)(?:[\w-]+\s){0,2}$"
    ),
    "for is are was due asked hay habra tiene tendr debe deber va van vamos voy ira",
)
# Spanish verbs of what is to come, and would come: `realizará`, `valoraremos`, `se valoraría`. What one did oneself may
# end like them: `valoré a la paciente`, `encontré`, `retiré`.
_WILL = re.compile(
    r"(?<!\w)(?!ser[aá] que)(?!(?:oper|consider|recuper|super|toler|esper|gener|liber|alter|retir|aspir|mir|gir|tir"
    r"|respir"
    r"|prepar|separ|repar|compar|aclar)é(?!\w))(?:[^\W\d_]{2,14}r(?:á|án|emos)|[^\W\d_]{0,13}[aeibdrí]ré)(?!\w)"
    r"[^.;:\n]{0,90}$",
    re.IGNORECASE,
)
_WOULD = re.compile(
    r"(?<!\w)(?!(?i:quer|refer|suger|requer|adquir|ocurr|corr|mor|prefer|inger|difer|enferm|bat|categor|secret"
    r"|disent|libr|guard|m)\w{0,3}ía)"
    r"(?:[^\W\d_]{2,14}(?:ar|er|ir)|har|tendr|podr|pondr|vendr|dir|habr)ía(?:n|mos)?(?!\w)[^.;:\n]{0,90}$"
)
# What stands open: `karyotype not back yet`, `sin informe`, `have not had the result`.
_OPEN_AFTER = Form(
    re.compile(
        r"\s?[:,–—(-]?\s?(?:[\w()]+\s){0,3}?(?:(?:is|are|was|were|has|have)?\s?(?:not|n['’]t)\s(?:yet\s)?(?:back|in"
        r"|available|reported|resulted|received|returned|through|issued|out)\b(?:\syet)?"
        r"|(?:not |un)?reported yet|(?:is |are )?(?:still )?being (?:done|run|processed|repeated|worked up)"
        r"|results? to (?:come|follow)|still (?:out|cooking|awaited|to come|with the lab)|cultures? set up|set up"
        r"|o/s\b|outstanding|to chase|being chased|TBA\b|TBC\b"
        r"|(?:a[uú]n |todav[ií]a )?(?:sin (?:informe|resultado|reporte)|no (?:disponible|informad[oa]|recibid[oa]"
        r"|llega|ha llegado|est[aá] (?:list[oa]|disponible)))|por (?:informar|recoger|llegar)|no result yet)",
        re.IGNORECASE,
    ),
    "being result run yet back avail repor resul recei retur throu issue out still cultu set o outst chase "
    "tba tbc sin "
    "no infor recog llega",
)
_OPEN_BEFORE = Form(
    re.compile(
        r"(?:\b(?:chas(?:e|ing)|to chase|await(?:s|ing)?|waiting (?:for|on)|have not (?:yet )?(?:had|seen|received"
        r"|got)|has not (?:yet )?(?:come|arrived)|"
        r"se esperan?|sin resultados? del?|a la espera del?|esperando|falta(?:n)?(?: por)?(?: recibir"
        r"| llegar)?(?! de)|pendientes? del?|no (?:hemos"
        r"|tenemos|contamos con|ha llegado)(?: recibido| a[uú]n| todav[ií]a)?)\s)"
        r"(?:(?:the|a|an|el|la|los|las|su|his|her|resultados?|results?|informe|del?|of)\s){0,4}(?:[\w-]+\s){0,2}$",
        re.IGNORECASE,
    ),
    "sin chase chasi await waiti not has have esper falta faltan pendi no",
)
# A result that is not there yet is not denied: `No KIT mutation result yet`, `we have not had the karyotype result`.
_NO_RESULT = re.compile(r"\b(?:no|not|without|sin|n['’]t)\s[^.;:\n]{0,60}$", re.IGNORECASE)
_RESULT_YET = re.compile(
    r"[^.;,\n]{0,30}?\b(?:results?|report|resultados?|informe)\b(?:\s(?:yet|so far|to date|available|back"
    r"|received|a[uú]n|todav[ií]a|disponible)|\s?(?=[.,;]|$))",
    re.IGNORECASE,
)


def conditional(before: str, after: str, stems: frozenset[str]) -> bool:
    """Whether an instruction, a risk that was explained or a condition holds the thing."""
    if general(before, after) or any(form.before(before, stems) for form in (_TOLD_OF, _CAN, _ACT_IF)):
        return True
    if any(
        form.behind(after, stems) for form in (_RISK_AFTER, _THEN_ACT, _IF_AFTER, _TOLD_WHOM, _PROVIDED, _SUBJECT_TO)
    ):
        return True
    if _IF_THEN.search(before) or (_RISK_OF.search(before) and _IF_IT.match(after)):
        return True
    return _ANTE_BEFORE.search(before) is not None and _ACTS.match(after) is not None


def ahead(before: str, after: str, stems: frozenset[str]) -> Iterator[Assertion]:
    """What is to be done, would be done, or is awaited."""
    if _OPEN_AFTER.behind(after, stems) or _OPEN_BEFORE.before(before, stems) or no_result_yet(before, after):
        yield Assertion.PENDING
    asked = _TO_DO.before(before, stems)
    asked = None if asked is not None and _GOING_ON.search(before[asked.start() :]) else asked
    if _NEXT.behind(after, stems) or _SOON.behind(after, stems) or _ON_THE_WAY.before(before, stems):
        yield Assertion.PLANNED
    soon = _IN_WEEKS.behind(after, stems)
    if soon and not _HAS_COME.search(before[-80:].rpartition(". ")[2] + soon[0]):
        yield Assertion.PLANNED
    if asked or _BOOKED.before(before, stems) or _BOOKED_AFTER.behind(after, stems) or _DUTY.before(before, stems):
        yield Assertion.PLANNED
    if not before.isascii():
        if _WILL.search(before):
            yield Assertion.PLANNED
        if _WOULD.search(before):
            yield Assertion.UNCERTAIN


def no_result_yet(before: str, after: str) -> bool:
    """Whether what is missing is the result only: `No KIT mutation result yet`."""
    return _RESULT_YET.match(after) is not None and _NO_RESULT.search(before) is not None


def intro_of(heading: str) -> set[Assertion]:
    """What a heading that is an instruction or a request makes of the items under it: `Call us if:`, `Solicito:`."""
    found = set()
    if (_OPENS_ACT.match(heading) and not _A_VISIT.match(heading)) or _RISKS.match(heading):
        found.add(Assertion.CONDITIONAL)
    if _TO_DO.before(heading.strip() + " ", stems_of(heading)) or _STEPS.match(heading):
        found.add(Assertion.PLANNED)
    return found
