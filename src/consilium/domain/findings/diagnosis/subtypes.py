"""How the kind of a disease is said that is itself certain: `RABDOMIOSARCOMA, se favorece variedad embrionaria`,
`medulloblastoma, probably SHH`, `embryonal vs alveolar`. The doubt or the denial is of the kind, not of the disease."""

from __future__ import annotations

import re

CERTAIN, DOUBTED, DENIED = "certain", "doubted", "denied"

# What may stand between a doubt and the kind: `se favorece la variedad`, `probable subgrupo`, `suggestive of an`.
_KIND = (
    r"(?:of|for|towards?|to|be|by|an?|the|la|el|un|una|de|del|por|al?|que|sea|ser|subtype|type|variant|variety|pattern|histology"
    r"|histologic|histological|subgroup|group|molecular|class|components?|areas?|focus|focal|solid|classic|spindle|cell|variedad|variante|subtipo"
    r"|tipo|patr[oó]n|histolog[ií]a|histol[oó]gico|subgrupo|grupo|clase|componentes?|[aá]reas?|foco|s[oó]lid[oa]|cl[aá]sic[oa]|most|more|m[aá]s|bien"
    r"|favou?r|favou?red)"
)
_DOUBT = (
    r"(?:(?:we |I |would |slightly |somewhat )?(?:favou?rs?|favou?red|favou?ring)|(?:most |more "
    r"|very )?(?:likely|probabl[ey])"
    r"|possibl[ey]|presumabl[ey]|presumptive|presumed|suspected|suspicious|suspect|suggest(?:s|ive|ing)|perhaps"
    r"|maybe|might be"
    r"|may be|could be|apparent(?:ly)?|query|rule out|r/o|cannot (?:exclude|rule out)|provisional(?:ly)?"
    r"|se favorece|favorece(?:mos|r|n)?|a favor|(?:se )?inclin(?:a|amos|ándose)|impresiona|sugestiv[oa]s?"
    r"|sugiere|sugerente"
    r"|orienta(?:n)?|(?:muy |m[aá]s )?probable(?:mente)?s?|posible(?:mente)?s?|presunt[oa]|presumible(?:mente)?"
    r"|sospecha"
    r"|tal vez|quiz[aá]s?|aparente(?:mente)?|podr[ií]a|puede|descartar|dudos[oa]|provisional(?:mente)?)"
)
_LED = re.compile(rf"(?:\b{_DOUBT}\s?:?\s(?:{_KIND}\s){{0,5}}|[¿?]\s?(?:{_KIND}\s){{0,3}})$", re.IGNORECASE)
_FOLLOWED = re.compile(
    rf"(?:\s{_KIND}){{0,3}}(?:\s?\?|\s?[,(]?\s?(?:(?:is|was|es|seems|remains|being|parece|the|la|el)\s){{0,2}}"
    r"(?:(?:strongly |slightly )?(?:favou?red|preferred|suspected|likely|probable|possible|presumed|provisional)"
    r"|m[aá]s probable|favorecid[oa]|probable|posible|sospechad[oa]|dudos[oa]|provisional"
    r"|(?:is |was )?(?:not|cannot be|can ?not be|can't be|could not be) (?:\w+ )?(?:excluded|ruled out|confirmed)"
    r"|no (?:se )?(?:puede |pudo )?(?:ser )?(?:descart(?:a|ad[oa]|arse|ar)|excluye|excluid[oa]|excluirse"
    r"|confirmad[oa]|confirma)"
    r"|(?:to be|por|a) (?:confirmed|confirmar|descartar)|pending confirmation|pendiente de confirmar)\b)",
    re.IGNORECASE,
)
# Between two kinds that are weighed against each other: `embryonal vs alveolar`, `SHH o grupo 3`.
_CHOICE = re.compile(
    rf"(?:\s{_KIND}){{0,2}},?\s(?:vs?\.?|versus|or|o|u|frente al?|contra)\s(?:{_KIND}\s){{0,2}}", re.IGNORECASE
)
_DENIAL = re.compile(
    r"(?:\b(?:no|not|non|without|sin|ni|nor|neither|negative for|excluded|rather than|lacks?|lacking|instead of"
    r"|en lugar de)\s"
    r"(?:(?:evidence|features?|signs?|componentes?|components?|any|an?|the|de|of|datos|areas?|[aá]reas|rasgos|patr[oó]n|pattern"
    r"|variante|variedad|variant)\s){0,4}|\bnon-?)$",
    re.IGNORECASE,
)
_DENIED_AFTER = re.compile(
    rf"(?:\s{_KIND}){{0,2}}\s?[,:(]?\s?(?:(?:is|was|es|fue|has been|ha sido|se)\s){{0,2}}"
    r"(?:not (?:seen|found|identified|present|favou?red)|excluded|ruled out|absent|negative|descart(?:ad[oa]|a|[oó])"
    r"|ausente|negativ[oa]|no (?:se )?(?:observa|identifica|ve))\b",
    re.IGNORECASE,
)
_REACH = 90


def standing(text: str, start: int, end: int) -> str:
    """How a word for the kind of a disease at `text[start:end]` is said: CERTAIN, DOUBTED or DENIED."""
    before = text[max(0, start - _REACH) : start]
    if _LED.search(before) or _FOLLOWED.match(text, end):
        return DOUBTED
    if _DENIAL.search(before) or _DENIED_AFTER.match(text, end):
        return DENIED
    return CERTAIN


def are_choice(text: str, end: int, start: int) -> bool:
    """Whether a kind that ends at `end` and one that starts at `start` are weighed against each other."""
    return 0 <= start - end <= _REACH and _CHOICE.fullmatch(text, end, start) is not None


def with_its_doubt(text: str, start: int, end: int) -> tuple[int, int]:
    """From where to where a kind and the words that doubt it stand."""
    before = text[max(0, start - _REACH) : start]
    led, followed = _LED.search(before), _FOLLOWED.match(text, end)
    return start - len(before) + led.start() if led else start, followed.end() if followed else end
