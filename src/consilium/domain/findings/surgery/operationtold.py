"""Whether a word that is too common to be an operation told of (`laser`, `laparotomy`, `endoscopy`) tells of one here.

By a verb of treating right before it (`treated with laser`, `precisó diálisis`), by what it showed right behind it
(`laparotomy revealed`), or because it heads a sentence without a verb, as courses of a stay are written (`Laparotomía
de urgencia por invaginación: masa ileal.`). Texts are folded; all repeats are bounded.
"""

from __future__ import annotations

import re

from consilium.domain.findings.paper import Clause, Section

_LITTLE = (
    r"(?:(?:an?|the|his|her|two|three|four|several|one|urgent|emergency|immediate|early|diagnostic|sessions? of|"
    r"courses? of|rounds? of|cycles? of|periods? of|triple|diode|continuous|repeat|second|further|\d{1,2}|una?|dos|"
    r"tres|cuatro|varias|sesi(?:on|ones) de|ciclos? de|nueva|urgente|la|el|de|su)\s){0,4}"
)
_TREATED = re.compile(
    r"\b(?:(?:treated|managed|controlled|cleared|drained|relieved|confirmed|diagnosed|sampled|approached|operated|"
    r"supported|stabili[sz]ed)\s(?:[a-z]{3,12}\s)?(?:with|by|via|using|through|at|on)|"
    r"(?:required|needed|received|underwent|undergone|got|has had|had had|has undergone|necessitat(?:ed|ing)|needing|"
    r"requiring|receiving|started on|commenced on|placed on|put on)|"
    r"(?:tratad|manejad|controlad|resuelt|diagnosticad|confirmad|intervenid|operad|drenad)[oa]s?\s(?:con|mediante|por|"
    r"a traves de|en)|"
    r"(?:se )?(?:manejo|trato|resolvio|confirmo|diagnostico)\s(?:con|mediante|por)|"
    r"(?:recibio|requirio|preciso|necesito|amerito|requiriendo|precisando|ameritando|ha (?:recibido|requerido|"
    r"precisado|"
    r"necesitado|ameritado)|se (?:hizo|hicieron|practico|practicaron|efectuo|efectuaron|realizo|realizaron|"
    r"llevo a cabo)|"
    r"le (?:hicieron|realizaron|practicaron)|entro en|estuvo en|sometid[oa]s? a|ingreso (?:para|a))"
    r")\s" + _LITTLE + r"$"
)
_NOT = re.compile(
    r"\b(?:not|never|no|nunca|sin|without|may|might|would|could|if|si|to have|"
    r"to be)\s(?:\w{2,5}\s){0,2}$"
)
_SHOWED = re.compile(
    r"(?:\s(?:of|de|del|for|por|with|con|at|in|en|and|y)\s[^.;,:]{1,60}?)?,?\s(?:(?:then|also|only|just|solo|no)\s)?"
    r"(?:show(?:s|ed|ing)|reveal(?:s|ed|ing)|demonstrat(?:ed|es|ing)|confirm(?:ed|s|ing)|yield(?:ed|ing)|found|"
    r"disclosed|evidenced|identified|drained|grew|was (?:normal|negative|positive|clear|unremarkable|uneventful)|"
    r"mostr(?:o|ando|aron)|evidenci(?:o|ando)|revel(?:o|ando)|demostr(?:o|ando)|confirm(?:o|ando)|objetiv(?:o|ando)|"
    r"con (?:salida|drenaje|extraccion|hallazgo|obtencion|resultado) de|"
    r"fue (?:normal|negativ[oa]|positiv[oa])|sin (?:hallazgos|alteraciones|lesiones))(?!\w)"
)
# So many times: `Laser (TTT) x 5, cryotherapy x 2`.
_COUNTED = re.compile(r"\s?(?:\([^()]{1,20}\))?\s?[x×]\s?\d{1,2}(?![\w.,/-]*\d)")
_TOLD_IN = frozenset({
    Section.NONE, Section.HISTORY, Section.PAST_HISTORY, Section.TREATMENT, Section.COURSE, Section.OPERATION,
    Section.DIAGNOSIS, Section.FINDINGS, Section.INDICATION, Section.MICROSCOPY,
})  # fmt: skip
_OPENS = re.compile(
    r"\W{0,4}(?:\d{1,2}\s?[.)]\W{0,2})?(?:(?:emergency|urgent|diagnostic|exploratory|right|left|bilateral|repeat|"
    r"diode|triple|transpupillary|selective|superselective|second|first|third|upper|lower|intraoperative|flexible|"
    r"rigid|ultrasound-guided|ct-guided|image-guided|urgente|diagnostic[oa]|exploradora|superselectiv[oa]|"
    r"(?:right|left) eye|ojo (?:derecho|izquierdo)|o[di])\W{1,2}){0,3}"
)
# Words that make no headline: a finite verb, a wish, a heading's own words.
_VERB = re.compile(
    r"\b(?:is|are|be|will|would|should|may|might|can|could|must|needs?|if|plan\w*|schedul\w+|discuss\w*|consider\w*|"
    r"option\w*|risks?|consent\w*|request\w*|propos\w*|recommend\w*|book\w*|pending|await\w*|next|when|unless|before|"
    r"es|son|sera[n]?|seria[n]?|debe[n]?|puede[n]?|podria[n]?|si|programad[oa]|pendiente|plante\w+|valor\w+|"
    r"consider\w+|"
    r"propon\w+|propuest\w+|solicit\w+|riesgo\w*|opcion\w*|proxim[oa]s?|cuando|indicad[oa]s?|prevista?|previsto|se "
    r"\w+(?:a|e)ra[n]?|antes|no|not|never|nunca|\?)(?!\w)"
)
_FEWEST = 3
# How far (letters) behind and before it words tell of it.
_AHEAD, _BACK = 110, 90


def told_plainly(clause: Clause, start: int, end: int) -> bool:
    """Whether the words beside the common word at `start` to `end` tell that it was done."""
    text = clause.folded
    if len(text) != len(clause.text) or text.rstrip().endswith("?"):
        return False
    before = _TREATED.search(text, max(0, start - 90), start)
    if _COUNTED.match(text, end) is not None and _NOT.search(text, max(0, start - 24), start) is None:
        return True
    if before is not None and _NOT.search(text, max(0, before.start() - 24), before.start()) is None:
        return True
    shown = _SHOWED.match(text, end, min(len(text), end + _AHEAD)) is not None
    if shown and _NOT.search(text, max(0, start - _BACK), start) is None:
        return True
    return _heads(clause, start, end)


def _heads(clause: Clause, start: int, end: int) -> bool:
    """Whether it heads a sentence that has no verb: what was done, written short."""
    text = clause.folded
    if clause.section not in _TOLD_IN or clause.cells or clause.heading == clause.text:
        return False
    if len(clause.words) < _FEWEST or _VERB.search(text, end, min(len(text), end + 2 * _AHEAD)) is not None:
        return False
    return _OPENS.fullmatch(text, 0, start) is not None
