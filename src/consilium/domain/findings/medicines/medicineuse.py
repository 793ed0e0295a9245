"""Whether words right beside a name tell that a medicine is used, where the name alone may be many things (a hormone
that is measured, a mineral, a group): `controlled on levothyroxine`, `growth hormone finished`, `aspirin daily`."""

from __future__ import annotations

import re

from consilium.domain.findings.paper import Clause

_OWN = (
    r"(?:(?:the|his|her|their|its|a|an|any|some|one|two|both|oral|iv|im|sc|topical|inhaled|regular|long-term|low-dose|"
    r"high-dose|daily|nightly|weekly|monthly|more|new|short|stress|el|la|los|las|un|una|unos|su|sus|oral|topic[oa]s?|"
    r"inhalad[oa]s?|autoinyectable|de|del|mucha|poc[oa]|course of|pulse of|dose of|doses of|drops of|bit of|curso de|"
    r"pulso de|dosis de|unidad(?:es)? de|units? of|\d{1,4}(?:[.,]\d{1,2})?(?:\s?(?:mg|mcg|ug|g|ml|ui|iu|"
    r"units?))?(?:/kg)?"
    r"(?: of| de)?)\s){0,3}"
)
_USES = (
    r"take|takes|taking|took|use|uses|using|used|need|needs|needed|require|requires|required|gets|get|got|gave|given|"
    r"carries|received|receives|had|wears|apply|applies|applied|prescribed|"
    r"toma|tomaba|tomo|tomando|usa|usaba|uso|usando|utiliza|lleva|necesita|necesito|preciso|precisa|requirio|requiere|"
    r"recibe|recibio|recibiendo|se (?:le )?(?:aplica|aplico|pone|puso|administra|administro|dio|da|infunde|"
    r"indica|indico)|"
    r"le (?:damos|dan|dieron|dimos|ponen|pusieron|pusimos|aplican|aplicaron)"
)
_HELPED = (
    r"(?:treated|settle[sd]?|settling|better|improve[sd]?|improving|controlled|managed|resolved|respond(?:s|ed)?|eased|"
    r"easing|helped|relieved|heal(?:s|ed|ing)|reversed|corrected|replaced|suppressed|covered|maintained|supported|"
    r"stopped|cleared|gone|came down|went down|kept [\w ]{3,24}|breathing[\w ]{0,20}|"
    r"tratad[oa]s?|trata|cedio|cede|mejoro|mejora|mejor|respondio|responde|controlad[oa]s?|controla|resuelt[oa]|"
    r"resolvio|calm[oa]|alivi[oa]|revirtio|manejad[oa]s?|maneja|corregid[oa]|corrigio|reemplazad[oa]|"
    r"cubiert[oa]|estable|"
    r"sustitu\w{2,5})"
)
# On folded text. `on` of a state, not of a thing's effect: `the effect on insulin`.
_BEFORE = re.compile(
    rf"(?<!no )(?<!not )\b(?:(?P<on>on|off|despite|under cover of|bajo|a base de|en tratamiento con|con tratamiento de|"
    rf"terapia con)|(?:{_USES})|"
    rf"{_HELPED}(?:\s[\w-]{{1,14}}){{0,3}}?\s(?:with|on|by|to|after|con|a|al|por|tras))\s{_OWN}$"
)
_OF_EFFECT = re.compile(
    r"\b(?:effects?|impact|influence|information|advice|depends?|depending|based|data|focus\w*|guidance|work\w*|talk|"
    r"notes?|comment\w*|paper|study|trial|keen|decision|based|going|rely|relies|hold|act\w*)\s$"
)
_OFTEN = (
    r"(?:once|twice|(?:two|three|four|\d) times|\d?x|every|each|nightly|daily|weekly|monthly|fortnightly|"
    r"at night|at bedtime|"
    r"in the mornings?|by mouth|prn|as needed|when needed|if needed|long[- ]term|od|bd|tds|diari[oa]|cada|por la noche|"
    r"nocturn[oa]|semanal|mensual|quincenal|a demanda|en ayunas|dos veces|tres veces|una vez)"
)
# In the short words of notes: `Adrenaline IM x2`, `insulin needed for 5 days`, `insulina tres días`, `a dosis baja`.
_SHORTLY = (
    r"(?:i\.?[mv]\.?|sc|ev|po|vo|neb(?:uli[sz]ed)?|nebulizad[oa])\s(?:x\s?\d|bolus|infusion|once|stat|en bolo|"
    r"en infusion)\b|"
    r"x\s?\d{1,2}\b(?!\s?10)|a dosis (?:baja|alta|plena)s?\b|(?:needed|required)\s(?:for|x)\b|"
    r"(?:(?:for|por|durante)\s)?(?:\d{1,2}|one|two|three|four|five|un|dos|tres|cuatro|cinco)\s(?:days?|dias|weeks?|"
    r"semanas?)\b"
    r"(?!\s(?:ago|before|after|later|antes|despues|old|prior|previ))"
)
_AFTER = re.compile(
    rf"(?:\s?(?:,|\(|-)\s?|\s)(?:\d{{1,4}}(?:[.,]\d{{1,2}})?\s?(?:mg|mcg|ug|g|ml|ui|iu|units?)(?:/kg)?\s)?"
    rf"(?:{_OFTEN}\b|{_SHORTLY}|(?:was|were|is being|are being|has been|have been)\s(?:\w{{3,9}}\s)?(?:needed|given|"
    rf"used|started|begun|"
    r"stopped|required|replaced|added|weaned|restarted|finished|continued)\b|(?:running|carries on|carry on|goes on|"
    r"continues?d?|weaned(?: off)?|finished|ended|stopped|restarted|started|prescribed|applied|poured|"
    r"dropped|came off)\b|"
    r"(?:se )?(?:inicio|suspendio|agrego|retiro|aplico|administro|termino|mantiene|repone|esta siendo)\b|"
    r"(?:terminad|suspendid|iniciad|aplicad|pautad|retirad|administrad|puest)[oa]s?\b|en curso\b|pasando\b|sigue\b|"
    r"continua\b)"
)
_REACH = 90


def is_used(clause: Clause, start: int, end: int) -> bool:
    """Whether the words right before or behind `start` to `end` tell of a medicine that is or was used."""
    text = clause.folded
    if len(text) != len(clause.text):
        return False
    before = _BEFORE.search(text, max(0, start - _REACH), start)
    if before is not None:
        return before["on"] is None or _OF_EFFECT.search(text, max(0, before.start() - 20), before.start()) is None
    return _AFTER.match(text, end, end + _REACH) is not None
