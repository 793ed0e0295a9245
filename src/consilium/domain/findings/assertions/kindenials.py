"""Stretches of a sentence that are about the whole family: what nobody in it has, and what runs in it.

`Nobody on either side has had a brain tumor or polyps`, `no leukemia in the kindred`, `nadie con cáncer`, `dyslexia
runs in her father's family`; what stands behind `apart from` is had after all. A thing in such a stretch is never the
child's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_FAMILY = (
    r"(?:(?:wider|extended|close|immediate|whole|entire|rest\sof\sthe|maternal|paternal|mother['’]s|father['’]s"
    r"|mum['’]s"
    r"|mom['’]s|dad['’]s|his|her|their|our|the|my|la|su|mi|nuestra|toda\sla|el\slado|ninguno\sde\slos|los|ambos|either"
    r"|both|any|one|each|neither|ambas|lado|parte|l[ií]nea|rama|materna|paterna|de|del|mam[aá]|pap[aá]|madre|padre)\s)"
    r"{0,4}"
    r"(?:famil(?:y|ies|ia|iares)(?!\s?(?:doctor|physician|member|meeting|room|history|practice|link))|kin(?:dred|folk)?"
    r"|relatives|relations|bloodline|pedigree|parientes|parentela"
    r"|(?:(?<=mother['’]s\s)|(?<=father['’]s\s)|(?<=mum['’]s\s)|(?<=mom['’]s\s)|(?<=dad['’]s\s)|(?<=maternal\s)"
    r"|(?<=paternal\s))side"
    r"|(?:lado|parte|l[ií]nea|rama)\s(?:de\s)?(?:matern[oa]|patern[oa]|la\smadre|la\smam[aá]|del\spadre|padre|madre))"
    r"(?![\w-])"
)
# A side of the body is no side of the family, but where somebody has a thing.
_SIDE = r"(?:either|both|any|one|each|ambos|ning[uú]n)\s(?:side|sides|lado|lados)(?:\sof\sthe\sfamily)?"
_WHERE = rf"(?:,?\s(?:in|on|from|among|of|de|en|por|del|a)\s(?:{_FAMILY}|{_SIDE}),?)"
_NOBODY = (
    r"(?:no[\s-]?(?:body|one)(?:\selse)?|none\sof\s(?:the|his|her|their|our)\s(?:family|relatives|kin)"
    r"|no\s(?:other\s)?(?:relatives?|family\smembers?|members?\sof\sthe\sfamily|kin)"
    r"|neither\s(?:side|parent|family)(?:\sof\sthe\sfamily)?|nadie(?:\sm[aá]s)?"
    r"|ning[uú]n\s(?:otro\s)?(?:familiar|pariente|miembro\sde\sla\sfamilia)"
    r"|ninguno\sde\s(?:los|sus)\s(?:familiares|parientes|padres))"
)
# Verbs of having; not what somebody has seen, said or done.
_HAS = (
    r"\s(?:(?:is|are|was)\s(?:known|thought|said|reported)\sto\shave\s|(?:has|have)\sever\shad\s|(?:has|have)\shad\s"
    r"|ever\shad\s|(?:has\s|have\s|had\s)?(?=lost\s)|(?:has|have|had)\sdied\s(?:of|from|with)\s|died\s(?:of"
    r"|from|with)\s"
    r"|suffers?\sfrom\s|suffered\s(?:from\s)?|carr(?:y|ies)\s"
    r"|(?:has|have|had)\s(?!(?:noticed|seen|heard|witnessed|told|said|asked|mentioned|looked|reported|been|observed"
    r"|explained|checked|done|given|come|called|ever|yet|actually|any\s(?:idea|questions?|concerns?)|to|put"
    r"|made|got|found|read|set|sent|kept|taken|a\sclear|\w{3,14}ed)\b)"
    r"|with\s|con\s|padec(?:e|en|i[oó])\s(?:de\s)?|sufr(?:e|i[oó])\s(?:de\s)?|(?:ha\s|han\s"
    r"|hab[ií]a\s)?(?=perdi(?:[oó]|do)\s)"
    r"|(?:ha|han|hab[ií]a|haya)\s(?:tenido|padecido|sufrido|muerto\sde)\s|muri[oó]\s(?:de|por)\s"
    r"|(?:tiene|tienen|tuvo|tuvieron|porta|carga)\s)"
)
_NOBODY_HAS = re.compile(
    rf"(?<![\w-]){_NOBODY}{_WHERE}?(?:\sthat\s(?:we|they|she|he)\sknows?\sof)?{_HAS}", re.IGNORECASE
)
_NONE_IN = re.compile(
    r"(?<![\w-])(?:no(?!\s?one\b)|not\sany|without|nil|sin|ning[uú]n|ninguna|ni|never\sany|negative\sfor"
    r"|negativ[oa]s?\spara)\s"
    r"(?:hay\s|se\sconocen?\s|consta[n]?\s|refieren?\s|existen?\s|other\s|known\s|further\s|cases?\sof\s|casos?\sde\s"
    r"|antecedentes?\sde\s|history\sof\s|more\s|otr[oa]s?\s)?"
    rf"(?P<said>[^.;:()\n?]{{2,80}}?)\s(?:is\s|are\s|known\s|hay\s)?(?:in|on|among|from|en|por|de)\s{_FAMILY}",
    re.IGNORECASE,
)
# `Polyposis denied on both sides`, `DICER1 not known in the family`, `cáncer negado por ambas ramas`.
_DENIED_IN = re.compile(
    r"\s(?:(?:is|are|was|were|has\snot\sbeen|es|son)\s)?"
    r"(?:denied|not\s(?:known|reported|seen|found)|absent|never\sseen|unheard\sof|negad[oa]s?|no\sconocid[oa]s?"
    rf"|desconocid[oa]s?)\s(?:in|on|en|por)\s{_FAMILY}",
    re.IGNORECASE,
)
# `In the family there is no polyposis`, `en la familia no consta poliposis`.
_IN_FAMILY_NO = re.compile(
    rf"(?<![\w-])(?:in|on|en|por)\s{_FAMILY},?\s(?:there\s(?:is|are|was|were|have\sbeen|has\sbeen)\s(?:no|never)\s"
    r"|no\s(?:hay|consta[n]?|existen?|se\sconocen?|se\srefieren?|hubo|tienen)\s|sin\s|no\s)",
    re.IGNORECASE,
)
# `No family history of note save migraine in his mum`.
_NO_HISTORY = re.compile(
    r"(?<![\w-])(?:no|sin|without(?:\sany)?|niegan?|den(?:y|ies))\s(?:[\w-]{3,14}\s){0,2}(?:family\shistory"
    r"|antecedentes\s"
    r"(?:heredo\s?)?familiares|historia\sfamiliar)(?:\s[\w-]{4,14})?\s(?:of|de)\s",
    re.IGNORECASE,
)
_RUNS = re.compile(
    r"\s(?:runs|run|ran|goes|is\sknown|viene|corre|se\sda|se\srepite)\s(?:in|on|through|en|por|de)"
    rf"\s(?:(?:his|her|the|su|la)\s)?(?:{_FAMILY}|(?:two|three|four|several|dos|tres|cuatro|varias)\s(?:generations"
    r"|generaciones))",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"[.;:?()\n]|,?\s(?:but|pero|although|though|aunque|while|mientras|however|so|por\slo\sque)\s"
    r"|,\s(?:(?:and|y)\s)?(?:she|he|they|we|the|this|it|el|la|los|se)\s"
    r"|\s(?:that|as\sfar\sas|to\s(?:her|his|their|our)\sknowledge|que)\s(?:(?:she|he|they|we|mum|mom|dad|ella"
    r"|[eé]l)\s)?"
    r"(?:is\saware|knows?|are\saware|sepan?|conozcan?|recuerden?|they|she|he)\b"
    # the child's own past, and what brings the child: `sin antecedentes familiares de interés que acude por fiebre`
    r"|,?\s(?:con\s|y\s|como\s)?antecedentes?\spersonal(?:es)?\b"
    r"|,?\s(?:(?:que|quien)\s(?:\w+\s){0,2}?)?(?:acud|consult|ingres|present|inici|comienz|comenz|debut)\w*\s"
    r"(?:por|con|en|al?|de|un|una|desde|hace)\b"
    r"|\s(?:internad|hospitalizad|ingresad|derivad|remitid|tra[ií]d)[oa]\s(?:por|en|al?|desde|de)\b"
)
_SAVE = re.compile(
    r"\b(?:apart\sfrom|except(?:ing)?(?:\sfor)?|save(?:\sfor)?|other\sthan|aside\sfrom|besides|bar|barring|salvo"
    r"|excepto|fuera\sde|aparte\sde|a\sexcepci[oó]n\sde|quitando|menos)\s",
    re.IGNORECASE,
)
_HINT = re.compile(
    r"famil|\bkin|relativ|relation|pedigree|bloodline|pariente|parentela|nadie|body|\bno[\s-]?one|generaci|generat|\bside|neither|lado|parte|l[ií]nea|rama",
    re.IGNORECASE,
)
# The part of a sentence that ends where a verb stands.
_BEFORE = re.compile(r"[^.;:,()\n?]*$")
_MOST, _BACK = 160, 60


@dataclass(frozen=True, slots=True)
class Stretch:
    """`text[start:end]`: what nobody in the family has (`denied`), or somebody does."""

    start: int
    end: int
    denied: bool


@lru_cache(maxsize=512)
def family_stretches(text: str) -> tuple[Stretch, ...]:
    """The stretches of a sentence that are about the whole family, in their order; an exception comes first."""
    found: list[Stretch] = []
    if _HINT.search(text) is None:
        return ()
    for opened in (*_NOBODY_HAS.finditer(text), *_IN_FAMILY_NO.finditer(text), *_NO_HISTORY.finditer(text)):
        found += _opened(text, opened.end())
    for one in _NONE_IN.finditer(text):
        found += [Stretch(one.start("said"), one.end("said"), denied=True), *_opened(text, one.end())[1:]]
    for form, denied in ((_DENIED_IN, True), (_RUNS, False)):
        for one in form.finditer(text):
            before = _BEFORE.search(text, max(0, one.start() - _BACK), one.start())
            found += [Stretch(before.start(), one.start(), denied)] if before is not None else []
    return tuple(sorted(found, key=lambda one: (one.denied, one.start)))


def _opened(text: str, start: int) -> list[Stretch]:
    """What a denial reaches, and its exception."""
    stop = _ENDS.search(text, start, start + _MOST)
    end = stop.start() if stop is not None else min(len(text), start + _MOST)
    save = _SAVE.search(text, start, end)
    first = Stretch(start, save.start() if save is not None else end, denied=True)
    return [first] if save is None else [first, Stretch(save.end(), end, denied=False)]


def of_whole_family(text: str, start: int, end: int) -> Stretch | None:
    """The stretch that holds a thing, None where the sentence says nothing of the whole family about it."""
    return next((one for one in family_stretches(text) if one.start <= start and end <= one.end), None)


def denied_of_family(text: str, start: int, end: int) -> bool:
    """Whether nobody in the family has a thing."""
    whole = of_whole_family(text, start, end)
    return whole is not None and whole.denied


_LIST = re.compile(r",\s(?:or\s|nor\s|ni\s|o\s|and\s|y\s|e\s)?|\s(?:or|nor|ni|o|u|and|y|e)\s(?:de\s)?")
_LEADS = re.compile(
    r"(?:(?:an?|any|un|una|unos|the|sort\sof|kind\sof|form\sof|troubles?\swith|problems?\swith|issues?\swith|known"
    r"|problemas?\s(?:de|con)|alg[uú]n|alguna|case\sof|cases\sof|casos?\sde|history\sof|antecedentes?\sde|other"
    r"|otr[oa]s?"
    r"|similar|childhood\s(?=cancers?))\s)+",
    re.IGNORECASE,
)
# What is no illness though it stands in such a list.
_NO_ILLNESS = re.compile(
    r"(?:.*\b(?:decisi[oó]n|request|wish\w*|consent|pedido|deseo|autorizaci[oó]n|preocupaci[oó]n|concerns?)\b|it|them|this|that|this\stoo|anything|nothing|lo\smismo|esto|eso|nada|algo|one|two|questions?|preguntas?"
    r"|dudas?|note|importance|importancia|inter[eé]s|relevan\w+|significance|any\skind|valor|children|hijos|him|her|us|me|been|contact|car|doubts?)\b",
    re.IGNORECASE,
)
_SAME = re.compile(
    r"(?:(?:anything|something|nothing)\s(?:like|similar|of\s(?:the|this|that)\s(?:sort|kind))|(?:the\s)?same|lo\smismo"
    r"|algo\s(?:as[ií]|parecido|similar)|nada\s(?:as[ií]|parecido|similar)|(?:otros?\s)?casos?\b|(?:other\s)?cases?\b"
    r"|(?:this|that|it)\s?$)",
    re.IGNORECASE,
)
SIMILAR, ILLNESS, RELATED = "similar illness", "any illness", "consanguinity"
_UNRELATED = re.compile(
    r"(?<![\w-])(?:(?:parents|padres|pap[aá]s)\s(?:(?:are|were|is|being|son"
    r"|est[aá]n)\s)?(?:not\s(?:blood\s)?related|unrelated"
    r"|no\s(?:son\s)?(?:parientes|familiares\sentre\ss[ií]|emparentados)|sin\sparentesco)|unrelated\sparents"
    r"|(?:parents|padres)\s(?:nega(?:ted|dos)|deny|niegan)\s(?:consanguinity|consanguinidad))",
    re.IGNORECASE,
)
# A family that is told to have nothing: `Family history is unremarkable`, `otherwise nothing in the family`, `Dad's
# has nothing to report`, `sin más antecedentes en la familia`.
_NOTHING = re.compile(
    rf"(?<![\w-])(?:nothing|none|nil|nada)(?:\s(?:else|m[aá]s|further|of\snote|relevant|to\sreport|de\simportancia))?\s"
    rf"(?:in|on|from|en|por|de)\s{_FAMILY}"
    r"|(?<![\w-])(?:the\s)?family\s(?:medical\s|cancer\s|oncologic\s)?(?:history|hx|story|tree|pedigree)(?:,|:|\s-)?\s"
    r"(?:(?:which\s|that\s)?(?:is|was|remains)\s)?(?:(?:otherwise|also|reportedly|entirely|again|else)\s)?"
    r"(?:unremarkable|blank|nil|none|negative|non-?\s?contributory|not\scontributory|clear|clean|empty|unhelpful"
    r"|of\sno\snote|nothing(?:\sof\snote)?|not\ssignificant|insignificant)(?=\s*(?:[.;,)]|$|apart|except|save"
    r"|and\b|for\scancer))"
    r"|(?<![\w-])(?:mother|father|mum|mom|dad)['’]?s\sside\s(?:of\sthe\sfamily\s)?(?:has\s"
    r"|is\s)?(?:nothing(?:\sto\sreport)?"
    r"|unremarkable|clear|blank|healthy)"
    r"|(?<![\w-])(?:antecedentes\s(?:heredo\s?)?familiares|historia\sfamiliar)(?:,|:)?\s(?:(?:son|es"
    r"|fueron)\s)?(?:negativ[oa]s?"
    r"|irrelevantes?|sin\s(?:inter[eé]s|importancia|relevancia|nada\sque\sdestacar)|no\s(?:contributorios?"
    r"|relevantes)|nada)"
    r"|(?<![\w-])(?:(?:antecedentes\s)?heredo[\s-]?familiares|antecedentes\sfamiliares|(?-i:AHF|APF|FHx?|AF|A\.H\.F\.?)|family\shx)\s?[:=–-]+\s?"
    r"(?:(?:interrogados|preguntados)\sy\snegad[oa]s|negad[oa]s?|niegan?|negativ[oea]s?|\(-\)|s/p|no\srefieren?|none|nil|denied|denies|"
    r"non-?\s?contributory|sin\s(?:inter[eé]s|importancia|relevancia)|no\s(?:contributorios?|relevantes?)|irrelevantes?)"
    r"(?=\s*(?:[.;,)]|$))"
    r"|(?<![\w-])sin\s(?:(?:m[aá]s|otros|mayores)\s)?antecedentes\s(?:familiares\s)?(?:de\s(?:importancia"
    r"|inter[eé]s|relevancia)\s)?"
    r"(?:en\sla\sfamilia|familiares)(?!\s(?:de|con)\b)",
    re.IGNORECASE,
)
# `Nothing like this in anybody`, `no se conoce otro caso`, where no place is named.
_NO_OTHER = re.compile(
    r"(?<![\w-])(?:nothing\s(?:like|similar\sto)\s(?:this|it|that)\s(?:in|among)\s(?:anybody|anyone|any\sof)"
    r"|no\sse\sconocen?\sotros?\scasos?|no\s(?:hay|existen?)\sotros?\scasos?(?:\sen\s(?:la\s)?(?:casa|familia))?"
    r"|no\sother\s(?:known\s)?cases?(?:\s(?:is|are)\sknown)?(?=\s*(?:[.;]|$|in\s(?:the|his|her)\sfamily)))",
    re.IGNORECASE,
)


def family_nil(text: str) -> Iterator[tuple[str, int, int]]:
    """Where a sentence says that the family has nothing, or nobody with the same: name, start, end."""
    for name, form in ((ILLNESS, _NOTHING), (SIMILAR, _NO_OTHER), (RELATED, _UNRELATED)):
        yield from ((name, found.start(), found.end()) for found in form.finditer(text))


def denied_items(text: str) -> Iterator[tuple[str, int, int]]:
    """The things of each stretch that the family denies, without the words that lead them: name, start, end."""
    for stretch in family_stretches(text):
        at = stretch.start
        while stretch.denied and at < stretch.end:
            parted = _LIST.search(text, at, stretch.end)
            end = parted.start() if parted is not None else stretch.end
            lead = _LEADS.match(text, at, end)
            start = lead.end() if lead is not None else at
            said = text[start:end].strip()
            if _SAME.match(text[at:end].strip()):
                yield SIMILAR, at, end
            elif 1 <= len(said.split()) <= 5 and (len(said) > 2 or said.isupper()) and _NO_ILLNESS.match(said) is None:
                yield said, start, start + len(said)
            at = parted.end() if parted is not None else stretch.end
