"""Operations that no list names whole: what was put in, taken out or changed, and organs that were removed.

`a 6.6 Fr single lumen port was placed`, `retirada de catéter venoso central`, `colostomy reversal`, `le quitaron el
riñón`: a thing and a verb near it, in either order, make one operation. Patterns run over folded text and hold no
nested repetition; between verb and thing stand a few short words and no mark that ends a part of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.terms import Found, Term
from consilium.domain.phrases import fold

# So near behind a thing its brackets close.
_BRACKETS = 24
# A word of this form is an operation, whether the tables know it or not; a dry or a small mouth is none.
_FORMED = re.compile(
    r"\b(?!(?:phleb|fleb|dich|lob|t|an)otom|(?:xer|micr|macr)ostom|p(?:ost|re)[a-z]{3,20}tom)[a-z]{3,24}?(?:ectom(?:y|ies|ias?)|otom(?:y|ies|"
    r"ias?)|ostom(?:y|ies|"
    r"ias?)|oplast(?:y|ies|ias?)"
    r"|ectomi[sz]ed|ectomizad[oa]s?|ostomi[sz]ed|ostomizad[oa]s?"
    r"|opex(?:y|ia)|orrhaph(?:y|ies)|orrafias?|odes[ie]s)\b"
)
_LINE = (
    r"(?:port[- ]?a[- ]?caths?|portacaths?|(?:chest |implant(?:ed|able) |power ?|sub(?:q|cutaneous) |"
    r"venous access )?port(?! site| wine| of|al)s?|"
    r"medi[- ]?ports?|mp ports?|hickman|broviac|leonard|permcath|vas ?cath|powerline|tivads?|cvads?|cvcs?|cvls?|"
    r"picc|(?<!peritoneal )(?:apheresis|dialysis|tunnel+ed|central venous|central|venous|lumen|hickman|broviac|"
    r"femoral|subclavian|"
    r"jugular) "
    r"(?:lines?|catheters?|venous catheters?|access)|venous access(?: devices?)?|"
    r"reservorio(?! de ommaya)|puertos?|cateter(?:es)?(?! doble j| ureteral| vesical| urinari| epidural| peridural)|"
    r"via central|vias centrales|"
    r"implantofix|acceso venoso(?: central)?|dispositivo de acceso|pac(?!u|s))"
)
_SHUNT = (
    r"(?:(?:v-?p|va|ventriculo-?peritoneal|ventriculoatrial|cyst-?o?peritoneal|subdural(?:-?peritoneal)?|"
    r"lumbo-?peritoneal) shunts?|"
    r"shunts?|vps|vpshunt|dvp|derivacion ventriculo ?-?peritoneal|valvula(?: de derivacion|"
    r" ventriculo ?-?peritoneal)?)"
)
_DRAIN = (
    r"(?:evd|dve|external ventricular drain(?:age)?|ventricular (?:drain|catheter)|drenaje ventricular(?: externo)?|"
    r"derivacion ventricular(?: externa)?|lumbar drain|drenaje lumbar)"
)
_CHEST = (
    r"(?:chest (?:tube|drain)s?|pleural (?:drain|catheter|tube)s?|intercostal drains?|icd|pigtail(?: catheter|"
    r" drain)?|"
    r"tubo de torax|tubo pleural|drenaje (?:pleural|toracico|endopleural)|sonda (?:pleural|endopleural))"
)
_TUBE = (
    r"(?:g-? ?tubes?|peg|gastrostomy(?: tube| button)?|mic-?key(?: button)?|gj tube|j-? ?tube|"
    r"(?:sonda|boton) de gastrostomia|gastrostomia)"
)
_STENT = (
    r"(?:(?:ureter(?:al|ic)|double[- ]?j|jj|dj|biliary) (?:stents?|catheters?)|double[- ]?j|doble j|"
    r"stent (?:ureteral|biliar)|biliary drain|drenaje biliar)"
)
_NEPHROSTOMY = r"(?:nephrostom(?:y tubes?|y|ies)|nefrostomias?|pcn tubes?)"
_GASTRIC = (
    r"(?:(?:ng|nasogastric|orogastric|og|feeding)[ -]?tubes?|ngt|sng|sonda (?:nasogastrica|orogastrica|"
    r"de alimentacion|ng))"
)
_JEJUNAL = (
    r"(?:(?:nj|nasojejunal|nasoduodenal|transpyloric)[ -]?tubes?|njt|sny|sonda (?:nasoyeyunal|nasoduodenal|"
    r"transpilorica))"
)
_OMMAYA = r"(?:ommaya(?: reservoir)?|reservorio (?:de )?ommaya)"
_FILTER = r"(?:ivc filter|vena cava filter|filtro de (?:vena )?cava)"
_STOMA = r"(?:colostomy|ileostomy|stoma|ostomy|colostomia|ileostomia|ostomia|estoma)"
_TRACHEA = r"(?:tracheostomy(?: tube)?|trach|traqueostomia)"

_IN = (
    r"(?:placements?|placed|placing|insertions?|inserted|implantations?|implanted|implants?|implantado|implantada|"
    r"sited|fitted|"
    r"go(?:es)? in|colocara[n]?|pondra[n]?|instalara[n]?|implantara[n]?|put in|installed|got(?! (?:infect|block"
    r"|clog|clot|dislodg|stuck|pull|brok|kink|wet|red|sore|better|worse))|position(?:ed|ing)|"
    r"colocacion|colocan?|coloco|colocaron|colocad[oa]s?|colocar|"
    r"implantacion|implantan?|"
    r"implanto|implante|insercion|inserto|insertan?|insertad[oa]|instalacion|instala|instalo|instalad[oa]|puesta|"
    r"pusieron|"
    r"poner|puso|ponen|canalizacion|canaliza|canalizo|creation|created|formation|confeccion|realizacion)"
)
_OUT = (
    r"(?:come out|retirara[n]?|quitara[n]?|sacara[n]?|removals?|removed?|removing|explant(?:ed|ation)?|taken out|"
    r"pulled|came out|withdrawn|retiro|retiraron|"
    r"retira|retiran|"
    r"retirad[oa]s?|retirada|extraccion|extraid[oa]|explante|explantacion|quitaron|quitan|sacaron|remocion|"
    r"decannulat\w{1,4}|out(?=[.,;)]|$| (?:on|today|yesterday|in|at|last|this|by) | \d))"
)
_ANEW = (
    r"(?:exchanged?|replac(?:ed|ement)|revis(?:ed|ions?)|changed|re-?sit(?:ed|ing)|reposition(?:ed|ing)|recambio|"
    r"cambio|"
    r"recambia|revision|reposicion|recolocacion|reemplazo|externali[sz](?:ed|ation)|externalizacion)"
)
_CLOSED = r"(?:closures?|closed|revers(?:als?|ed)|takedown|taken down|cierre|reconversion|reversion|decanulacion)"
# Words between the two; none that denies, and none that begins another thing of the list.
_NONE = (
    r"(?!(?:not|no|never|nunca|sin|without|and|y|e|con|with|but|pero|then|luego|"
    r"if|si|whether|for|para|after|tras)\b|\(?\d{1,4}[/.-]\d)"
)
_GAP = rf"(?:[ ]{_NONE}[\w'()/²\"-]{{1,22}}(?:\.\w{{1,3}})?){{0,7}}?[ ]"
# What a bracket says of a device between it and its verb: `port (6.6 Fr) placed`, `Hickman (double lumen) put in`.
_ASIDE = r"(?:[ ]\((?![^()]*\d[/-]\d)[^()]{1,40}\))?"
_SHORT_GAP = rf"{_ASIDE}(?:[ ]{_NONE}[\w'()/-]{{1,16}}(?:\.\w{{1,3}})?){{0,7}}?,?[ ]"

_DEVICES = {
    "central line": _LINE, "ventriculoperitoneal shunt": _SHUNT, "external ventricular drain": _DRAIN,
    "chest tube": _CHEST, "gastrostomy": _TUBE, "ureteral stent": _STENT, "Ommaya reservoir": _OMMAYA,
    "vena cava filter": _FILTER, "ostomy": _STOMA, "tracheostomy": _TRACHEA, "nephrostomy": _NEPHROSTOMY,
    "nasogastric tube": _GASTRIC, "nasojejunal tube": _JEJUNAL,
}  # fmt: skip
_DEEDS = {"placement": _IN, "removal": _OUT, "revision": _ANEW, "closure": _CLOSED}
_ANY_DEVICE = "|".join(f"(?P<d{at}>{pattern})" for at, pattern in enumerate(_DEVICES.values()))
_ANY_DEED = "|".join(f"(?P<v{at}>{pattern})" for at, pattern in enumerate(_DEEDS.values()))
_DEED_FIRST = re.compile(rf"(?<!\w)(?:{_ANY_DEED}),?{_GAP}(?:{_ANY_DEVICE})(?!\w)")
_DEVICE_FIRST = re.compile(rf"(?<!\w)(?:{_ANY_DEVICE}){_SHORT_GAP}\(?(?:{_ANY_DEED})(?!\w)")
# What stays: `Catéter semiimplantable: no se retira`.
_KEPT = re.compile(
    rf"(?<!\w)(?:{_ANY_DEVICE})(?: [\w-]{{3,16}})?\s?[:,-]?\s(?:no se (?:retira|retiro|quita|saca)|no retirad[oa]|"
    rf"(?:was |is )?not removed"
    r"|left in (?:place|situ))(?!\w)"
)
# What became of a device that the same line names: `Broviac placement 1/2022 and removal 9/2022`, `(removed 6/2012)`.
_LATER_OUT = re.compile(
    rf"(?:\band|\by|\be|[,;(]|\d(?=[ ]))[ ]?(?:was |fue |se |lo |la )?(?P<deed>{_OUT}|out(?= \\d))(?= |$|[),.;])"
)
# A line that only its day tells: `L port 3/2023`; in a table's cell it stands alone.
_DATED_LINE = re.compile(
    r"(?<![\w-])(?:chest |single lumen |double lumen )?(?P<line>port|picc|hickman|broviac|mediport|"
    r"portacath|permcath|cvc|tunnel+ed (?:line|catheter)|(?:cateter|via|acceso) (?:tunelizad[oa]|semi-?implantable|"
    r"implantable|"
    r"venos[oa] central|central|de hemodialisis|hickman|yugular|subclavi[oa])|reservorio subcutaneo)(?: insertion)?"
    r"(?: (?:left|right|l|r|lt|rt|izquierd[oa]|derech[oa]|izq\.?|der\.?|dch[oa]\.?|chest|arm|neck|ij|ijv|groin|"
    r"brazo|torax|"
    r"yugular|jugular|subclavi[oa]|subclavian|femoral)){0,3}(?=[ ]?[(:,–-]?[ ]?(?:on |in |"
    r"placed |inserted |colocado |el )?\d{1,4}[/.-]\d)"
)
# Without one of these words in it, a clause names no device.
_DEVICE_WORDS = frozenset({
    "port", "ports", "porta", "cath", "caths", "portacath", "portacaths", "mediport", "mediports", "hickman",
    "broviac", "leonard", "permcath", "vascath", "powerport", "powerline", "tivad", "tivads", "cvad", "cvads",
    "cvc", "cvcs", "cvl", "cvls", "picc", "line", "lines", "catheter", "catheters", "access", "reservorio",
    "puerto", "puertos", "cateter", "cateteres", "central", "centrales", "implantofix", "acceso", "dispositivo",
    "pac", "shunt", "shunts", "vps", "vpshunt", "dvp", "valvula", "derivacion", "evd", "dve", "drain", "drains",
    "drainage", "drenaje", "tube", "tubes", "tubo", "icd", "pigtail", "sonda", "peg", "gastrostomy",
    "gastrostomia", "boton", "button", "key", "mickey", "stent", "stents", "j", "dj", "jj", "nephrostomy",
    "nefrostomia", "ommaya", "filter", "filtro", "colostomy", "ileostomy", "stoma", "ostomy", "colostomia",
    "ileostomia", "ostomia", "estoma", "tracheostomy", "trach", "traqueostomia", "nephrostomies", "nefrostomias",
    "ngt", "sng", "njt", "sny",
})  # fmt: skip
_LONE = re.compile(
    r"\s*(?:(?:r|l|rt|lt|right|left|chest|single lumen|double lumen) )*(?:port|picc|hickman|broviac|mediport|"
    r"portacath)\s*"
)
_TAKEN_OUT = re.compile(rf"(?<!\w){_OUT}(?:[ ](?:de|del|the|of|el|la|su|his|her|old|cateter|reservorio|catheter))*[ ]$")
_DEVICE_NAMED = re.compile(rf"(?<!\w)(?:{_ANY_DEVICE})(?!\w)")
_HAS_DEED = re.compile(rf"(?<!\w)(?:{_ANY_DEED})(?!\w)")

_ORGAN = (
    r"(?:tumou?rs?|mass(?:es)?|lesions?|cysts?|lumps?|glands?|bowel|colon|gut|parathyroids?|fallopian tube|"
    r"kidneys?|eyes?|globe|spleen|ovar(?:y|ies)|testic(?:le|ular mass)|"
    r"testis|adrenal(?: gland)?|"
    r"appendix|tonsils?|adenoids?|gall ?bladder|thyroid|thymus|lung nodules?|nodules?|(?:lymph )?nodes?|lobe|rib|"
    r"coccyx|uterus|bladder|"
    r"bultos?|bolitas?|intestino|glandulas?|paratiroides|trompas?|huesos?|muelas?|tumoraci[o]n|tumores|tumor|"
    r"masa|lesion|quiste|rinon|ojo|globo ocular|bazo|ovario|testiculo|suprarrenal|apendice|"
    r"amigdalas?|vesicula|tiroides|nodulos?|ganglios?|lobulo|costilla|coccix|utero|vejiga)"
)
_REMOVED = (
    r"(?:removed|resected|excised|taken out|cut out|debulked|extirpad[oa]s?|resecad[oa]s?|extraid[oa]s?|enucleado|"
    r"(?:que |ya )?(?:se|le|se lo|se la) (?:saco|sacaron|quito|quitaron|extirpo|extirparon|reseco|extrajo|"
    r"extrajeron|retiro|retiraron))"
)
_REMOVING = (
    r"(?:removal of|excision of|resection of|remov(?:ed|ing)|resected|excised|took out|"
    r"took(?= (?:his|her|the|my|away)(?: (?:left|right|whole|bad))? (?:eye|kidney|spleen|ovary|testicle|lump|"
    r"mass|tumou?r))|taking out|debulking of|"
    r"extirpacion(?: (?:completa|parcial|total|en bloque))?(?: de)?|exeresis(?: (?:completa|parcial|total|"
    r"en bloque))?(?: de)?|"
    r"reseccion(?: (?:completa|parcial|total|amplia|subtotal|en bloque|quirurgica))?(?: de)?|"
    r"se (?:extirpa|extirpo|reseca|reseco|extrae|extrajo)n?|(?:le|les) (?:quitaron|sacaron|extirparon|extrajeron|"
    r"resecaron)|"
    r"(?:quitaron|sacaron|extirparon|sacarle|quitarle|extirparle|sacar|quitar)|(?:se|le|les) (?:quito|saco|"
    r"extirpo|reseco)|"
    r"(?:lifted|shelled|peeled|cut|dug) out)"
)
_ORGAN_OUT = re.compile(
    rf"(?<!\w){_REMOVING}(?:[ ][\w'’-]{{1,14}}){{0,4}}?[ ]{_ORGAN}(?!\w)"
    rf"|(?<!\w){_ORGAN}(?:[ ][\w-]{{1,12}}){{0,4}}?(?:,[ ](?:which|"
    rf"que)[ ][^.;,]{{3,40}},(?:[ ]\w{{2,4}})?)?[ ]{_REMOVED}(?!\w)"
)
_A_NODE = re.compile(r"\b(?:nodes?|ganglios?)\b")
# Nothing was removed where these stand between the two.
_NOT_OUT = re.compile(
    r"\b(?:not|no|cannot|be|if|for|biops\w{1,4}|markers?|board|margins?|bed|cavity|tissue|sin|para|ser)\b"
)
_DONE = re.compile(r"^took\b|(?:ed|out|ron|ad[oa]s?|id[oa]s?)\b")
_NAMES = {"placement": " placement", "removal": " removal", "revision": " revision", "closure": " closure"}
# Ports that a scope goes through.
_TROCAR = re.compile(
    r"\b(?:trocars?|laparoscop\w{1,5}|thoracoscop\w{1,5}|umbilic\w{1,4}|insufflat\w{1,4}|\w{1,6}-? ?mm"
    r"|direct visuali[sz]ation)\b"
)
_BARE = frozenset({"ventriculoperitoneal shunt", "external ventricular drain", "chest tube", "gastrostomy",
                   "nephrostomy", "nasogastric tube", "nasojejunal tube", "ureteral stent", "Ommaya reservoir",
                   "vena cava filter", "ostomy", "tracheostomy"})  # fmt: skip
_STEMS = (
    "remov",
    "excis",
    "resec",
    "taken out",
    "took out",
    "took ",
    "extirp",
    "exeres",
    "quitaron",
    "sacaron",
    "extra",
    "cut out",
    "debulk",
    "enuclead",
    "quit",
    "sac",
    "lifted out",
    "shelled out",
    "peeled out",
)


def formed(clause: Clause, known: Sequence[Found]) -> Iterator[Found]:
    """The operations that the form of their words tells, which are not among those `known`."""
    text = clause.folded
    if len(text) != len(clause.text):
        return
    taken = [(one.start, one.end) for one in known]
    held = not clause.words.vocabulary.isdisjoint(_DEVICE_WORDS)
    devices = (*_devices(text), *_lone(clause)) if held else ()
    for term, start, end in (*_by_word(text), *_organs(text), *devices):
        same = [place for place in taken if place[0] < end and start < place[1]]
        if not same or (term.facts.get("what") == "device" and all(start <= a for a, _ in same)):
            taken.append((start, end))
            yield Found(term, start, end)


def _lone(clause: Clause) -> Iterator[tuple[Term, int, int]]:
    """Lines that only a day beside them tells, or that stand alone in a cell of a row."""
    term = Term("central line placement", facts={"what": "device", "done": True})
    for hit in _DATED_LINE.finditer(clause.folded):
        if _TAKEN_OUT.search(clause.folded, max(0, hit.start() - 40), hit.start()):
            continue  # `retiro de catéter port el 10/03`
        yield term, *hit.span("line")
    for start, text in clause.cells:
        if _LONE.fullmatch(fold(text)):
            yield term, start + len(text) - len(text.lstrip()), start + len(text.rstrip())


def _by_word(text: str) -> Iterator[tuple[Term, int, int]]:
    for hit in _FORMED.finditer(text):
        yield Term(hit[0]), hit.start(), hit.end()


def _devices(text: str) -> Iterator[tuple[Term, int, int]]:
    """A device with what was done to it, each deed once: the nearest pair wins."""
    if _HAS_DEED.search(text) is None and " out " not in text:
        return
    found = [
        (hit, hit.start(), hit.end()) for pattern in (_DEED_FIRST, _DEVICE_FIRST) for hit in pattern.finditer(text)
    ]
    used: list[tuple[int, int]] = []
    for hit in _KEPT.finditer(text):
        if _LATER_OUT.search(text, hit.end(), hit.end() + 60):
            continue  # `EVD left in situ, removed day 5`
        used.append(hit.span())
        device = next(name for at, name in enumerate(_DEVICES) if hit[f"d{at}"])
        yield Term(device + _NAMES["removal"], facts={"what": "device", "done": True, "kept": True}), *hit.span()
    for hit, start, end in sorted(found, key=lambda one: one[2] - one[1]):
        if any(a < end and start < b for a, b in used):
            continue
        used.append((start, end))
        device = next(name for at, name in enumerate(_DEVICES) if hit[f"d{at}"])
        if device == "central line" and "port" in hit[0] and _TROCAR.search(text):
            continue
        deed = next(name for at, name in enumerate(_DEEDS) if hit[f"v{at}"])
        name = device if deed == "placement" and device in _BARE else device + _NAMES[deed]
        yield Term(name, facts={"what": "device", "done": True}), start, end
    for hit in _LATER_OUT.finditer(text):
        start, end = hit.span("deed")
        named = _last_device(text, max(0, start - 110), start)
        if named and not any(a < end and start < b for a, b in used):
            yield Term(f"{named} removal", facts={"what": "device", "done": True}), start, end


def _last_device(text: str, start: int, end: int) -> str:
    """The device named last in a part of a text, "" where none is."""
    hits = list(_DEVICE_NAMED.finditer(text, start, end))
    if not hits:
        return ""
    return next(name for at, name in enumerate(_DEVICES) if hits[-1][f"d{at}"])


def _organs(text: str) -> Iterator[tuple[Term, int, int]]:
    if not any(stem in text for stem in _STEMS):
        return
    for hit in _ORGAN_OUT.finditer(text):
        if _NOT_OUT.search(hit[0]) is None:
            name = "lymph node removal" if _A_NODE.search(hit[0]) else "organ removal"
            yield Term(name, facts={"plain": True, "done": _DONE.search(hit[0]) is not None}), *hit.span()


def listing(clause: Clause) -> bool:
    """Whether a heading or a label says that what follows are operations: `PSHx:`, `Antecedentes quirúrgicos`."""
    heading = clause.heading if clause.heading != clause.text else ""
    label = clause.text[:60].partition(":")
    return any(
        _LISTS.search(text) is not None and _LISTS_NOT.search(text) is None
        for text in (fold(heading), fold(label[0]) if label[1] else "")
        if text
    )


_LISTS = re.compile(
    r"\b(?:iq previas|aqx?|surger(?:y|ies)|surgical|operations?|ops?|procedures?|pshx?|psx|sx|quirurgic[oa]s?|qx|"
    r"cirugias?|"
    r"intervencion(?:es)?|"
    r"procedimientos?|operaciones)\b"
)
_LISTS_NOT = re.compile(
    r"\b(?:plan\w{0,6}|indica\w{0,8}|patholog\w{1,4}|anatom\w{1,4}|findings|hallazgos|clinic|consent\w{0,9}|risks?|"
    r"riesgos?|options?|"
    r"opcion(?:es)?|consult\w{0,4}|schedul\w{1,4}|programad[oa]s?|propuest[oa]s?|proposed|questions?|specimens?|"
    r"muestra|pendientes?|"
    r"after|post|before|pre|tras|family|familiares|date|fecha|description|descripcion|technique|tecnica|"
    r"complications?|"
    r"complicaciones|codes?|service|servicio|department|team|equipo|unit|unidad|surgeon|recommendations?|"
    r"recomendaciones|results?)\b"
)


def one_each(text: str, hits: Sequence[Found]) -> list[Found]:
    """The operations of a list (`biopsy of the mass, marrow aspirates, double-lumen catheter`), one for each item."""
    kept: list[Found] = []
    for one in hits:
        parted = not kept or re.search(
            r"[,;+/[☐☒☑]|\d[).]\s|\b(?:and|with|y|e|con|plus|m[aá]s)\b", text[kept[-1].end : one.start]
        )
        if not parted:
            continue
        again = kept and one.term.facts.get("plain") and one.term.name in ("resection", "biopsy", "laparotomy")
        if not again or "+" in text[kept[-1].end : one.start]:
            kept.append(one)
    return kept


def explained(text: str, hits: Sequence[Found]) -> list[Found]:
    """`limb salvage (distal femoral endoprosthesis) 2025-02-03`: one operation, told again in brackets."""
    kept: list[Found] = []
    for one in hits:
        again = bool(kept) and kept[-1].term.name == one.term.name
        closed = text.find(")", one.end)
        if (
            again
            and 0 <= closed < one.end + _BRACKETS
            and re.fullmatch(r"\s?\([^()]{0,24}", text[kept[-1].end : one.start])
        ):
            kept[-1] = replace(kept[-1], end=closed + 1)
        else:
            kept.append(one)
    return kept
