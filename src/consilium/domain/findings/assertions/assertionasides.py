"""Forms that say a thing apart from what its sentence says of others: a relative's illness in a bracket, an episode
told within a denial, a risk that is explained, a doubt that is written down, an answer of none."""

from __future__ import annotations

import re

from consilium.domain.findings.assertions.assertionstems import Form
from consilium.domain.findings.assertions.kindenials import of_whole_family

_KIN = (
    r"(?:(?:half-?)?(?:brother|sister)|twin|sibling|mother|father|mum|mom|dad|aunt|uncle|cousin|grand(?:mother|father)|"
    r"herman[oa]|gemel[oa]|melliz[oa]|madre|padre|mam[aá]|pap[aá]|t[ií][oa]|prim[oa]|abuel[oa])"
)
# `aspirin NO (brother with peptic ulcer)`; `it is his brother Leo's (epilepsy)`.
_KIN_OPENS = re.compile(
    rf"\((?:(?:his|her|the|older|younger|su|la|el|un|una)\s){{0,2}}{_KIN}\b[^()]{{0,60}}$"
    rf"|\b{_KIN}(?:\s[\w'’-]{{1,16}}){{0,2}}\s\([^()]{{0,30}}$",
    re.IGNORECASE,
)
_DENIED_INSIDE = re.compile(
    r"\b(?:no|not|nor|never|without|denies|negative|sin|ni|nunca|niega|negativ[oa])\b", re.IGNORECASE
)
# `asma: la madre; él no`, `eczema: his brother`.
_COLON_KIN = re.compile(rf"\s?:\s(?:(?:his|her|the|su|la|el|only|solo)\s){{0,2}}{_KIN}\s?(?=[.;,(]|$)", re.IGNORECASE)
# `35 Gy in 1987 (mother)`, `mastectomía 2015 (abuela)`; the graft of a relative's cells is the child's own.
_BRACKET_KIN = re.compile(
    r"[^.;()\n]{0,24}?\b(?:(?:19|20)\d\d|(?:at|aged?|a los)\s\d{1,2}(?:\s?(?:years?|yrs?|y|a[nñ]os))?)\s?"
    rf"\(\s?(?:(?:his|her|the|maternal|paternal|su|la|el)\s){{0,2}}{_KIN}(?:\s(?:matern[oa]|patern[oa]))?\s?\)",
    re.IGNORECASE,
)
_OF_GRAFT = re.compile(
    r"transpl|trasplant|\b(?:don(?:or|ante)|haplo\w*|hsct|sct|bmt|hct|tph|tmo|tcph|graft|injerto|dli|hla|infusi)",
    re.IGNORECASE,
)
# `no adrenal crisis since the one in December 2021`, `sin crisis desde la de marzo`.
_SINCE_ONE = Form(
    re.compile(
        r"(?:\s[\w-]{1,16}){0,2}\s(?:since (?:the|that|his|her) (?:last |first |only )?(?:one|episode|event|attack)"
        r"|since (?:the|his|her) (?:last|first|only) (?:in|on)\b"
        r"|desde (?:la|el) (?:[uú]ltim[oa] |primer[oa]? )?(?:de|del|en)\b"
        r"|[^.;\n]{0,30}?\s?[-–—;,(]\s?(?:but )?(?:she|he|they) (?:had|got|received|took) (?:[\w-]{1,12} ){0,4}"
        r"(?:it|one|them) (?:in|on|last)\b)",
        re.IGNORECASE,
    ),
    "since desde had got recei took",
)
# `seizure on busulfan: none`, `convulsiones con busulfán: ninguna`.
_NONE_WITH = re.compile(
    r"\s(?:on|with|during|after|while on|con|durante|tras|bajo)\s[\w-]{2,20}(?:\s[\w-]{2,20}){0,2}\s?:\s?"
    r"(?:none|nil|never|ningun[oa]s?|nunca)(?=\s?(?:[.;,()]|$))",
    re.IGNORECASE,
)
# `was considered and is not favored`, `se pensó en X, no se apoya`.
_NOT_FAVOURED = Form(
    re.compile(
        r"\s(?:was |were |had been )?(?:also )?(?:considered|entertained|queried|raised|suspected),?\s(?:and|but)\s"
        r"(?:it )?(?:is|are|was|were)\s(?:not|no longer)\s(?:now |currently )?(?:favou?red|likely|supported"
        r"|thought|felt|considered|suspected|present)\b"
        r"|\s(?:was |were |had been |se )?(?:also )?(?:considered|entertained|queried|raised|suspected|assessed for"
        r"|consider[oó]"
        r"|plante[oó]|valor[oó]|evaluad[oa]),?\s(?:(?:and|but|y|pero)\s)?(?:(?:he|she|they|the child|it)\s)?"
        r"(?:(?:does|do|did) not (?:currently )?(?:meet|fulfil+)|no (?:cumple[n]?|re[uú]ne[n]?|cumpli[oó]))\s"
        r"(?:[\w-]{2,14}\s){0,3}?(?:criteria|criterios|threshold)",
        re.IGNORECASE,
    ),
    "consi enter queri raise suspe plant valor asses evalu",
)
# `therefore ruled out`: an adverb between a thing and what rules it out.
_RULED_OUT = Form(
    re.compile(
        r"\s(?:(?:is|was|were|has been|have been)\s)?(?:therefore|thus|hence|thereby|effectively|reliably|finally)\s"
        r"(?:ruled out|excluded|discounted)\b",
        re.IGNORECASE,
    ),
    "ruled exclu disco",
)
# A risk that was told without a colon: `we warned of typhlitis`, `explico SUDEP`, `both are more likely after`; what is
# to be looked for where it is due: `si procede estudio de Li-Fraumeni`.
_WARNED = Form(
    re.compile(
        r"(?:^|[.;]\s|\b(?:I|we|and|y|se)\s)\s*(?:explico|explicamos|advierto|advertimos"
        r"|warned(?: them| her| him)? (?:of|about)|counsell?ed (?:on|about|regarding)|informo sobre)\s"
        r"(?:(?:the )?(?:possible |potential )?risks? of\s|(?:el )?riesgo de\s)?"
        r"(?:[\w-]{3,18}(?:,| and| or| y| o| e)\s){0,4}$",
        re.IGNORECASE,
    ),
    "expli advie adver warne couns infor",
)
_MORE_LIKELY = Form(
    re.compile(
        r"(?:(?:,| and| or)\s[\w-]{1,16}(?:\s[\w-]{1,16}){0,2}){0,3},?\s(?:(?:both|all) of )?which (?:is|are) "
        r"(?:[\w-]{1,12} ){0,3}?"
        r"(?:more|less) (?:likely|common|frequent) (?:after|with|in|following)\b",
        re.IGNORECASE,
    ),
    "likel commo frequ",
)
_IF_DUE = re.compile(
    r"\b(?:si (?:procede|corresponde|amerita|conviene)|if (?:indicated|appropriate))\s(?:[\w-]{1,16}\s){0,3}$",
    re.IGNORECASE,
)
_DOUBT_WRITTEN = Form(
    re.compile(r"[^.;\n]{0,60}?\b(?:with (?:a )?question mark|con (?:signos? de )?interrogaci[oó]n)\b", re.IGNORECASE),
    "quest inter",
)
# `considered typhlitis given pain`, where a sentence begins; `steroid myopathy may add to weakness`.
_CONSIDERED = re.compile(
    r"(?:^|[.;:]\s|\b(?:[Ww]e|[Tt]eam|and)\s)(?:[Ww]e )?[Cc]onsidered\s"
    r"(?:[\w-]{1,16}\s(?:or|and|vs|/)\s)?(?:[\w-]{1,16}\s)?$"
)
_GIVEN = re.compile(r"\s(?:given|because of|due to|in view of|based on|with)\b", re.IGNORECASE)
_MAY_CAUSE = re.compile(
    r"\s(?:may|might|could|puede|podr[ií]a)\s(?:also |be |well |tambi[eé]n )?(?:add(?:ing)? to|contribut\w{1,4}|explain"
    r"|account for|play a|underlie|contribuir|explicar|estar contribuyendo)\b",
    re.IGNORECASE,
)
# `Li-Fraumeni syndrome, which I think unlikely`.
_THOUGHT_UNLIKELY = Form(
    re.compile(
        r"(?:\s[\w-]{2,16}){0,2},?\s(?:which|that|lo (?:que|cual)|que)\s(?:(?:I|we|he|she|they|the \w+|nos"
        r"|me)\s)?(?:think|feel|felt"
        r"|consider(?:ed)?|believe[ds]?|thought|regard(?:ed)?|parece|creemos|consideramos|impresiona)\s(?:is\s"
        r"|was\s|as\s|to be\s)?"
        r"(?:very\s|highly\s|muy\s|most\s)?(?:unlikely|improbable|doubtful|possible|likely|probable|poco probable"
        r"|dudos[oa])",
        re.IGNORECASE,
    ),
    "unlik impro doubt possi likel proba dudos",
)
_ITS_OWN = re.compile(
    r"\b(?:his|her|their|the|this|known|su|sus|la|el|los|las)\s(?:[\w-]{1,16}\s){0,2}$", re.IGNORECASE
)
# The thing's own query mark: `?PE - CTPA only if no better` doubts the PE, and what is done if is another's.
_OWN_QUERY = re.compile(r"(?:^|(?<!\bif)(?<!\bsi)(?:\s|[(,]))\?\s?$", re.IGNORECASE)
_OWN_PART = re.compile(r"[^.;\n]{0,60}?\s[-–—]\s")


_NO_DONOR = re.compile(
    r"\b(?:descartad[oa]|rechazad[oa]|excluid[oa]) (?:como |para )don\w{3,6}\s(?:por|debido a)\s(?:[\w-]{1,16}\s){0,2}$"
    r"|\b(?:declined|excluded|rejected|unsuitable|ruled out) as (?:an? )?donor (?:due to|because of|for)\s"
    r"(?:[\w-]{1,16}\s){0,2}$",
    re.IGNORECASE,
)


# `negative for brain tumors, maternal aunt with lupus`: another one, who has it.
_KIN_NEXT = re.compile(
    rf"[,;]\s(?:(?:but|and|an?|one|his|her|the|maternal|paternal|older|younger|big|little|su|una?|la|el|pero"
    rf"|y)\s){{0,3}}"
    rf"{_KIN}"
    r"(?:\s(?!(?:no|not|never|nunca|nor|ni|does|did|sin)\b)(?:matern[oa]|patern[oa]|mayor|menor|[A-Z][\w'’-]{1,14}"
    r"|\(\d{1,2}\))){0,2}\s(?:with|has|had|con|tiene|tuvo"
    r"|died of|muri[oó] de|falleci[oó] de)\s(?!(?:no|not|never|nunca|neither)\b)"
    r"(?:(?!(?:no|not|sin|without)\b)[\w-]{1,16}\s){0,3}$",
    re.IGNORECASE,
)


def aside_of_kin(text: str, start: int, end: int) -> bool:
    """Whether a bracket that holds a thing is about a relative, and denies nothing itself; or it is why one gives no
    cells; or the sentence speaks of the whole family there."""
    before = text[:start]
    whole = of_whole_family(text, start, end)
    if whole is not None:
        return not whole.denied
    if _NO_DONOR.search(before[-60:]) or _KIN_NEXT.search(before[-90:]):
        return True
    found = _KIN_OPENS.search(before[-100:])
    return found is not None and _DENIED_INSIDE.search(found[0]) is None


def is_kins(text: str, start: int, end: int) -> bool:
    """Whether the value behind a thing's colon is a relative and nothing more (`asma: la madre`), or a bracket behind
    it and its year or age names one, and no graft is told of there."""
    if _COLON_KIN.match(text, end, end + 60):
        return True
    found = _BRACKET_KIN.match(text, end, end + 70)
    return found is not None and _OF_GRAFT.search(text, max(0, start - 60), end + 70) is None


def had_once(after: str, stems: frozenset[str]) -> bool:
    """Whether a denial is of the time since the thing was there."""
    return _SINCE_ONE.behind(after, stems) is not None


def dismissed(after: str, stems: frozenset[str]) -> bool:
    """Whether what stands behind a thing takes it back, or answers that there was none."""
    behind = (form.behind(after, stems) for form in (_NOT_FAVOURED, _RULED_OUT))
    return _NONE_WITH.match(after) is not None or any(behind)


def warned_of(before: str, after: str, stems: frozenset[str]) -> bool:
    """Whether a thing is a risk that was told of."""
    told = _WARNED.before(before, stems) is not None or _MORE_LIKELY.behind(after, stems) is not None
    return told or _IF_DUE.search(before[-80:]) is not None


def doubted(before: str, after: str, stems: frozenset[str]) -> bool:
    """Whether a thing is written down as a doubt, or as what may have a part in something."""
    if (
        _THOUGHT_UNLIKELY.behind(after, stems)
        or _DOUBT_WRITTEN.behind(after, stems)
        or (_CONSIDERED.search(before[-50:]) and _GIVEN.match(after))
    ):
        return True
    return _MAY_CAUSE.match(after) is not None and _ITS_OWN.search(before[-50:]) is None


def queried_alone(before: str, after: str) -> bool:
    """Whether a thing has a query mark of its own, and what follows a dash is about something else."""
    return _OWN_QUERY.search(before[-8:]) is not None and _OWN_PART.match(after) is not None
