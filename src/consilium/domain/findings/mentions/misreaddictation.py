"""Words of dictated hospital reports that mean another thing than the finding of their name: the shunting of a heart is
no ventriculoperitoneal shunt, a sternum closed with a paste spilled over it no ruptured tumor, `poorly differentiated`
no child who is poorly, an anesthetic block no block of tissue, a toxin that is looked for no infection.

Each entry names the findings it is of, and the words around their quote that show that they are misread, as
`misreadwords.py` has them.
"""

from __future__ import annotations

from consilium.domain.findings.finding import Kind
from consilium.domain.findings.mentions.misreadwords import misread

_OF_HEART = (
    r"(?:ductus|ductal|pda\b|pfo\b|foramen ovale|atrial|ventricular septal|vsd\b|asd\b|bidirectional"
    r"|left[- ]to[- ]right"
    r"|right[- ]to[- ]left|intracardiac|intrapulmonary|cardiac|norwood|sano|blalock|taussig|glenn|fontan|systemic[- ]to"
    r"|aortopulmonary|pulmonary arter\w+|portosystemic|portacaval|tips\b|arteriovenous|foramen oval|ductal|auricular"
    r"|interauricular|interventricular|izquierda a derecha|derecha a izquierda|cardiac[oa]|portosist[eé]mic[oa])"
)
MISREAD_DICTATION = (
    misread(
        (Kind.SURGERY,),
        r"ventriculoperitoneal shunt|^shunt",
        rf"[^.;]*\b{_OF_HEART}[^.;]*\b(?:shunt\w*|cortocircuitos?)\b[^.;]*"
        rf"|[^.;]*\b(?:shunt\w*|cortocircuitos?)\b[^.;]*\b{_OF_HEART}[^.;]*",
    ),
    misread(
        (Kind.SURGERY,),
        r"^tumou?r rupture$",
        r"[^.;]*\b(?:spill\w*|spilt)\s(?:over\s|out\s)?(?:with|of)\s(?:the\s)?(?:[\w-]+\s)?(?:vancomycin|antibiotic\w*"
        r"|paste|powder|saline|bile|urine|stool|feces|faeces|bowel|gastric|enteric|milk|formula|water|coffee"
        r"|blood)\b[^.;]*"
        r"|[^.;]*\b(?:bile|urine|stool|fecal|faecal|enteric|bowel|gastric|csf)\s(?:spill\w*|leak\w*)\b[^.;]*",
    ),
    misread(
        (Kind.CONDITION,),
        r"^poorly$",
        r"\bpoorly[- ](?:differentiated|cohesive|controlled|defined|demarcated|marginated|circumscribed|understood"
        r"|visuali[sz]ed|seen|responsive|compliant|aerated|developed|locali[sz]ed|tolerated|functioning|healing"
        r"|fitting)\b",
    ),
    misread(
        (Kind.FUNCTION,),
        r"ventricular function",
        r"\b(?:heart|corazon|coraz[oó]n|cardiac|cardiovascular)\b[^.;]{0,24}?\b(?:regular|r[ií]tmic\w+)\b"
        r"|\b(?:normal|enlarged|small)\s(?:heart|cardiac)\ssize\b|\bheart\ssize\s(?:is\s|was\s)?normal\b",
    ),
    # Fluids at the rate of every day, a gas taken away, the stain of germs.
    misread(
        (Kind.CYCLE,),
        r"^maintenance$",
        r"\bmaintenance\s(?:of\s\d|rate|fluids?|iv|ivf|d5\w*|infusion|dextrose|saline)\b|\b(?:times|twice|x|iv|fluid"
        r"|half)\s(?:\d\s)?maintenance\b",
    ),
    misread(
        (Kind.FUNCTION,),
        r"^pulmonary function",
        r"\b(?:maintain|help|improve|optimi[sz]e|preserve|assess|evaluate)\s(?:\w+\s){0,2}(?:lung"
        r"|pulmonary) function\b",
    ),
    misread(
        (Kind.SURGERY,),
        r"^extent of resection$",
        r"[^.;]*\b(?:pulse ox\w*|saturat\w+|spo2|sats?|oxygen|room air)\b[^.;]*",
    ),
    misread((Kind.STAIN,), r"^gram$", r"."),
    misread((Kind.MEASUREMENT,), r"^fr(?:ench)?$", r"."),
    misread(
        (Kind.MEDICINE,),
        r"^oxygen$",
        r"\boxygen\s(?:saturation\s)?(?:of\s|is\s|was\s)?\d{2,3}\s?%\s(?:on|in)\s(?:room air|ra\b)|\bopen oxygen\b",
    ),
    # `Primary` is no tumor where a valve, a closure or a doctor is.
    misread(
        (Kind.IMAGING,),
        r"^(?:mass|primary)$",
        r"\bprimary\s(?:pulmonary|stenosis|closure|repair|care|valv\w+|aortic|cardiac|physician|pediatrician"
        r"|diagnosis|team|service|hypertension)\b",
    ),
    misread(
        (Kind.SURGERY,),
        r"^decompression$",
        r"\b(?:cardiac|heart|ventricular|left ventricular|gastric|stomach|bowel|nasogastric)\sdecompression\b",
    ),
    # What the heart is cooled and stopped with during an operation.
    misread(
        (Kind.CONDITION,),
        r"^(?:cardioplegia|hypothermi\w+|hipotermia|circulatory arrest|cardiac arrest)$",
        r"\b(?:cardiopleg\w+|hypothermic (?:circulatory|cardioplegi\w+)|(?:profound|deep|moderate|mild|systemic"
        r"|therapeutic) hypothermi\w+|circulatory arrest)\b",
    ),
    # How a child lies on the table.
    misread(
        (Kind.CONDITION,),
        r"^(?:distended|extended|flexed|rotated)$",
        r"\bneck\s(?:\w+\s){0,2}(?:distended|extended|flexed|rotated)\b",
    ),
    misread(
        (Kind.MENTION,),
        r"^blocks$",
        r"\b(?:anesthe\w+|anaesthe\w+|nerve|regional|field|caudal|epidural|heart|bundle branch|av|penile|ring"
        r"|digital|intercostal)\sblocks?\b|\bblocks?\s(?:anesthesia|anaesthesia)\b",
    ),
    # A test that is asked for tells of no infection yet.
    misread(
        (Kind.CONDITION,),
        r"^Clostridioides difficile infection$",
        r"\b(?:send|check|obtain|order|test|follow|await\w*|pending|request\w*|enviar|solicitar"
        r"|pedir)\b[^.;]{0,60}\b(?:c\.?\s?diff\w*|clostridi\w+(?:\sdifficile)?)(?:\s(?:toxins?|pcr|antigen"
        r"|assay|test\w*|stud\w+|culture))?[^.;]*",
    ),
    misread(
        (Kind.LABORATORY,),
        r"^uric acid$",
        r"\bUA\b[^.;]{0,60}\b(?:bacteria|wbcs?|rbcs?|leukocyte|nitrites?|ketones|epithelial|casts|cells|clear"
        r"|dip|per hpf)\b",
    ),
    # A count that stands before the name of its cells: `38 segs 3 bands`.
    misread(
        (Kind.LABORATORY,),
        r".",
        r"\b\d{1,2}\s?%?\s(?:segs?|polys|stabs|bands|pmns?)\s\d{1,2}(?=\s?%?\s(?:segs?|bands?|stabs|lymph\w*))",
    ),
    misread((Kind.IMAGING,), r"^uterus$", r"\bin utero\b"),
    misread((Kind.MENTION,), r"clinic$", r"\b(?:surgical|medical) attending\b"),
    misread((Kind.MENTION,), r"^dressing$", r"\bsterile dressing was (?:placed|applied)\b"),
    misread((Kind.GROWTH,), r"^birth weight$", r"\boperative weight\b"),
    # A limit by which lesions are sorted is the size of none.
    misread(
        (Kind.MEASUREMENT,),
        r".",
        r"\b(?:lesions|metastas[ei]s|nodules|masses|tumou?rs|nodes)\s(?:that (?:are|were)\s)?(?:less|greater"
        r"|larger|smaller|more)\sthan\s\d[\d.,]*\s?[cm]m",
    ),
    # Cells of blood in it, a sugar or a protein, are no tumor.
    misread(
        (Kind.SPECIMEN,),
        r"^cerebrospinal fluid involvement$",
        r"^(?!.*\b(?:blasts?|malignan\w+|leuk\w+|tumou?r|atypical|cytolog\w+|negative for)\b).*\b(?:(?:0|no"
        r"|\d+)\s(?:white|red)\s"
        r"(?:blood\s)?cells|(?:wbcs?|rbcs?|glucose|protein)\s(?:of\s|was\s)?\d)",
    ),
    # How a child was born is no operation of the child.
    misread(
        (Kind.SURGERY,),
        r"^cesarean section$",
        r"[^.;]*\b(?:born|birth|deliver\w*|baby|infant|newborn|gestation\w*|fetal|pre-?eclampsia|mother|mom"
        r"|nacid[oa]|naci[oó])\b[^.;]*",
    ),
    misread(
        (Kind.CONDITION,),
        r"^hepatitis",
        r"\bhepatitis\s[abc](?:(?:,\s|\sand\s|,\sand\s|\sor\s)[abc]){0,2}\s(?:panels?|serolog\w+|antibod\w+"
        r"|screen\w*|titers?|tests?|testing)\b",
    ),
    misread(
        (Kind.CONDITION,),
        r"^collapse$",
        r"\bcollapse of (?:the |his |her )?(?:(?:left|right) )?(?:lung"
        r"|lobe|vertebra\w*)\b",
    ),
    # To answer to a drug for pain, to a voice or to light is no response of the tumor.
    misread(
        (Kind.RESPONSE,),
        r"response$",
        r"\brespon(?:d\w*|sive)\s(?:\w+\s)?to\s[^.;]{0,60}\b(?:pain|antibiotic\w*|nebuli\w+|albuterol|tylenol"
        r"|fluids?|bolus|voice|name"
        r"|commands?|verbal|stimul\w+|light|touch|diuretic\w*|insulin)\b",
    ),
    # Instruments and tubes have a size, and no lesion has it.
    misread(
        (Kind.MEASUREMENT,),
        r"\b(?:hemostat|haemostat|clamp|blade|needle|trocar|scope|retractor|catheter"
        r"|cannula|suture|graft needle|dilator|stapler|clip)s?$",
        r".",
    ),
    misread(
        (Kind.SURGERY,),
        r"^laser photocoagulation$",
        r"\blaser\s(?:excision|resection|ablation|surgery"
        r"|treatment of the (?:larynx|skin))\b|\bco2 laser\b",
    ),
    misread(
        (Kind.CONDITION,),
        r"^fractured?$",
        r"\b(?:was|were)\s(?:then\s)?fractured\b|\b(?:outfractured"
        r"|infractured)\b|\bfractured\s(?:laterally|medially|inferiorly)\b",
    ),
    # What is normal is the build of the heart, not the study.
    misread(
        (Kind.FUNCTION,),
        r"^echocardiogram$",
        r"\bnormal\s(?:[\w-]+\s)?(?:anatomy|structure\w*|situs|size|origins?|valves?|arch|coronar\w+|veins?"
        r"|connections?)\b",
    ),
    # What is taken out whole is not there any more.
    misread(
        (Kind.IMAGING,),
        r"^(?:mass|lesion|tumou?r)$",
        r"[^.;]*\b(?:complete|total|gross total)\s(?:removal|resection|excision)\sof\sthe\s(?:tumou?r|mass|lesion)\b"
        r"[^.;]*\b(?:confirmed|verified|documented|shown)\b[^.;]*",
    ),
    misread((Kind.MENTION,), r"^blood count$", r"\blow(?:ered|er|ering of)?\s(?:the\s)?blood counts?\b"),
)
