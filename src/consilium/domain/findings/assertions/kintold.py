"""What a paper tells of relatives beside their illnesses: that one is well, has died or is with child, whether one's
tissue matches, and who carries the child's variant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.assertions.kindenials import family_nil
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.genes.kingenes import told_of_genes
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.text.senders import sender_end
from consilium.domain.phrases import PhraseIndex, words_of

_PERSON = (
    r"(?:great-?\s?)?(?:grand|half-?\s?|step-?\s?)?(?:mothers?|fathers?|brothers?|sisters?)|mum|mom|mam|mummy|mommy|dad"
    r"|daddy|parents|sibs?|siblings?|twins?|cousins?|aunts?|aunty|auntie|uncles?|nana?|gran|granny|grandma"
    r"|grandpa|grandad"
    r"|granddad|grandparents|niece|nephew|madre|padre|pap[aá]s?|mam[aá]|padres|herman[oa]s?|hermanit[oa]s?|gemel[oa]s?"
    r"|melliz[oa]s?|t[ií][oa]s?|prim[oa]s?|abuel[oa]s?|abuelit[oa]s?|bisabuel[oa]|media\shermana|medio\shermano"
)
_KIN = (
    r"(?<![\w'’-])(?P<kin>(?:(?:both|ambos|ambas|maternal|paternal|older|elder|younger|little|big|baby|twin|identical"
    rf"|half|step)[\s-]){{0,2}}(?:(?:mother|father|mum|mom|dad)['’]s\s)?(?:{_PERSON}))(?![\w'’-])"
    r"(?:\s(?:matern[oa]s?|patern[oa]s?|mayor(?:es)?|menor(?:es)?|id[eé]ntic[oa]s?|[A-ZÁÉÍÓÚ][a-záéíóúñ’'-]{2,14}))?"
    r"(?:\sG\d{1,2}\s?P\d{1,2}\w{0,6},?)?(?:,?\s\(?(?:de\s|aged\s)?(?:\d{1,2}|five|six|seven|eight|nine|ten)(?:\s?(?:years?|y|yo|a[nñ]os?|mes(?:es)?|months?))?"
    r"(?:\sold)?\)?,?|,\s[^,.;:\n]{1,30},)?"
)
_WELL = (
    r"(?:(?:tall|big|fit|alive|strong)\sand\s)?(?:well|healthy|fine|thriving|fit(?:\sas\sa\sfiddle)?|unaffected"
    r"|asymptomatic|in\s(?:good|perfect|excellent)\shealth|(?:viv[oa]s?\sy\s)?san[oa]s?|asintom[aá]tic[oa]s?|nil"
    r"|sin\senfermedad(?:es)?|sin\sproblemas(?:\sde\ssalud)?|con\sbuena\ssalud|(?:with|having)\sno\s(?:illness(?:es)?"
    r"|medical\sproblems|health\sproblems|malignancy)|with(?:out)?\sany\sillness)"
)
_IS = (
    r"(?:(?:is|are|remains?|keeps?|seems?|seem|looks?|was|were|est[aá]n?|es|son|siguen?|se\sencuentran?|parecen?)\s)?"
    r"(?:(?:both|all|also|otherwise|reportedly|apparently|ambos|ambas|todos|todas|tambi[eé]n|aparentemente|said\sto\sbe"
    r"|each)\s){0,2}"
)
_ENDS = (
    r"(?=\s*(?:[.;,()]|$|and\b|y\b|e\b|apart\sfrom\b|except\b|salvo\b|at\s\d|de\s\d{1,2}\s(?:a[nñ]os|meses)"
    r"|aged\s\d))"
)
_HEALTHY = re.compile(rf"{_KIN}(?::\s?|,\s|\s){_IS}{_WELL}{_ENDS}", re.IGNORECASE)
_AND_HEALTHY = re.compile(
    rf"{_KIN}\s(?P<between>[^.;:\n]{{3,80}}?),?\s(?:and|but|y|e|pero)\s(?:(?:he|she|ella|[eé]l)\shimself\s|herself\s)?"
    rf"(?:is|are|keeps|est[aá]n?|se\sencuentra)\s(?:now\s|otherwise\s|hoy\s)?{_WELL}{_ENDS}",
    re.IGNORECASE,
)
_HEALTHY_BEFORE = re.compile(
    r"(?<![\w-])(?:healthy|unaffected)\s(?:(?:older|elder|younger|half|twin|big|little)[\s-]){0,2}"
    rf"(?P<kin>{_PERSON})(?![\w'’-])",
    re.IGNORECASE,
)
# Who speaks, or of whom a relative speaks.
_TOLD = re.compile(
    r"\b(?:says?|said|reports?|reported|thinks?|feels?|wants?|asks?|asked|hopes?|notes?|noticed|states?|he|she|child"
    r"|patient|boy|girl|him|her|refiere[n]?|dice[n]?|comenta[n]?|cree[n]?|ni[nñ][oa]|paciente|menor)\b",
    re.IGNORECASE,
)
# `if her brother is healthy`: asked of him; `mother: well-informed` ends otherwise than _ENDS.
_ASKED = re.compile(
    r"\b(?:if|whether|si|when|until|while|cuando|mientras|should)\s(?:[\w'’]{1,8}\s){0,2}$|\?\s*$", re.IGNORECASE
)
_CHANGE = (
    r"(?:(?:the|this|that|her|his|la|esta|el|este|dicha|su|a|una?)\s)?"
    r"(?:same\s|misma\s|mismo\s|familial\s|familiar\s|pathogenic\s)?"
    r"(?:[A-Z][A-Z0-9]{1,7}\s)?(?:pathogenic\s)?(?:variante|variant|mutation|gene\schange|change|deletion"
    r"|duplication|copy"
    r"|mutaci[oó]n|alteraci[oó]n|cambio|deleci[oó]n)\b"
)
_CARRIES = re.compile(
    rf"(?P<neither>neither\s(?:of\s(?:her|his|the)\s)?|ning[uú]n[oa]?\sde\s(?:los|sus)\s)?(?:{_KIN}|(?<!\w)parent)"
    r"(?:,[^,.;]{1,30},)?\s(?:also\s|tambi[eé]n\s|who\s|turned\sout\sto\s)?(?:"
    r"(?P<no>(?:does|do|did)\snot|doesn['’]t|don['’]t|is\snot\sa|are\snot|no|tampoco)\s)?(?:"
    rf"(?:carr(?:y|ies|ied)|harbou?rs?|porta|lleva|is\sa\scarrier\sof|carrier\sof|es\sportadora?\sde"
    rf"|(?:be|is|was)\s(?:a\s)?(?:mosaic|heterozygous|homozygous)\sfor|has|have|tiene|con)\s"
    rf"(?:{_CHANGE}|it\b|one\b|la\smisma\b)"
    r"|(?:(?:is|are)\s(?:an?\s)?(?:obligate\s|silent\s)?carriers?|(?:es|son)\sportador[ae]?s?)(?=\s*(?:[.;,]"
    r"|and\b|y\b|$))"
    r"|(?:la|lo)\s(?:porta|lleva|tiene)\b"
    rf"|(?P<sin>sin)\s(?:{_CHANGE})"
    r"|(?:(?:was|were|has|have|had)\s)?(?:been\s)?tested\s(?P<minus>negative|clear|normal)\b"
    r"|(?:(?:was|were|has|have|had)\s)?(?:been\s)?tested\spositive\b"
    rf"|(?:dio|fue|es|result[oó])\s(?P<negativo>negativ[oa])\spara\s(?:{_CHANGE})"
    rf"|(?:dio|fue|es|result[oó])\spositiv[oa]\spara\s(?:{_CHANGE}))",
    re.IGNORECASE,
)
_GENE = re.compile(
    r"\b(?P<led>(?!(?:VUS|DNA|ADN|RNA|ARN|ACMG|AMP|NGS|WES|WGS|CNV|SNP|COVID|HLA|MRI|CT|ALL|AML)\b)[A-Z][A-Z0-9]{1,7})"
    r"(?=\s(?:(?:pathogenic|likely|germline|patog[eé]nica|germinal|stop|frameshift|nonsense|missense)\s){0,2}"
    r"(?:variant|mutation|gene\b|change|deletion|variante|mutaci[oó]n|cambio|alteraci[oó]n|c\.|p\.))"
    r"|\b(?:[Vv]ariant|[Mm]utation|[Mm]utaci[oó]n|[Cc]hange|[Cc]ambio)e?s?\s"
    r"(?:patog[eé]nic[oa]\s|heterocigot[oa]\s|germinal\s)?"
    r"(?:in|of|en|del?)\s(?:the\s|el\s|gen\s){0,2}"
    r"(?P<of>[A-Z][A-Z0-9]{1,7})\b"
)
_MATCH = re.compile(
    rf"{_KIN}\s(?P<verb>(?:(?:is|are|was|were|being|es|son|fue|siendo|turned\sout\s(?:to\sbe)?"
    rf"|proved\s(?:to\sbe)?|result[oó])"
    r"\s)|(?=no\s))(?:also\s|sadly\s|tambi[eé]n\s)?(?P<no>(?:not|no)\s)?(?:an?\s|un\s|una\s)?"
    r"(?:(?:full(?:y)?|half|perfect|complete|good|\d{1,2}/\d{1,2}|ten[\s-]out[\s-]of[\s-]ten|single)[\s-])?"
    r"(?:HLA[\s-](?:identical|id[eé]ntic[oa])|(?:HLA[\s-])?(?:match(?:ed)?|compatible|haploid[eé]ntic(?:al|[oa]))"
    r"(?!\s(?:twin|related|unrelated|sibling|donor))(?:\sHLA)?)\b",
    re.IGNORECASE,
)
_DIED = re.compile(
    rf"{_KIN}\s(?P<died>(?:(?:had|was|ha|hab[ií]a)\s)?(?:died|passed\saway|expired|stillborn|lost\sin\sutero"
    r"|falleci[oó]|muri[oó]|fallecid[oa]s?|finad[oa]s?)(?P<sudden>\ssuddenly|\sde\s(?:forma\s)?repente"
    r"|\ss[uú]bitamente)?"
    r"(?:\s(?:in\sutero|at\sbirth|al\snacer|young|joven))?"
    r"(?:\s(?:at|aged?|a\slos)\s(?:\d{1,3}\s(?:months|weeks|days|meses|semanas|d[ií]as)|(?P<age>\d{1,3})(?!\d)"
    r"(?:\s(?:years|a[nñ]os))?))?)"
    r"(?!\s?(?:of|from|with|after|de|por|del|tras)\b)(?![^.;\n]{0,30}\s(?:of|from|de|por)\s)",
    re.IGNORECASE,
)
_PREGNANT = re.compile(
    rf"{_KIN}\s(?:(?:is|was|est[aá])\s)?(?:now\s|again\s|currently\s)?(?:\d{{1,2}}\s(?:weeks|/40)\s"
    rf"|de\s\d{{1,2}}\ssemanas\s)?"
    r"(?P<said>pregnant|expecting(?=\s*(?:[.;,]|$|again|a\sbaby|another|twins))|has\sconceived|embarazada"
    r"|(?:espera|esperando)\sun\sbeb[eé])",
    re.IGNORECASE,
)
# A relative who was examined for what the child has, and has none of it.
_EXAMINED = re.compile(
    rf"{_KIN}\s?[,:]?\s?(?:(?:has\s|have\s|ha\s|han\s|was\s|were\s|been\s|sido\s|fue\s|fueron\s|both\s|ambos\s){{0,3}}"
    r"(?:examinad[oa]s?|evaluad[oa]s?|revisad[oa]s?|examined|screened|checked)(?:\sbajo\sanestesia|\sunder\sanaesthetic)?"
    r"\s?[:,]?\s(?:(?:and|y|is|was|are|were|con|with|found|es|est[aá])\s){0,3}|['’]?s?\s?(?:eyes?|eye\sexams?|fundi|fundus|"
    r"retinas?|fondos?\sde\sojos?|ojos|examen\socular)\s(?:exam(?:ination)?s?\s)?(?:(?:is|are|was|were|es|son)\s)?)"
    r"(?P<normal>normal(?:es)?|clear|unaffected|unremarkable|negativ[eoa]s?|sin\s(?:alteraciones|lesiones|tumores?|hallazgos))\b",
    re.IGNORECASE,
)
_SMOKES = re.compile(
    rf"{_KIN}\s(?:both\s|also\s|ambos\s)?(?P<smokes>smokes?|vapes?|(?:is|are)\s(?:an?\s|heavy\s)*smokers?|fuman?|son\sfumadores)\b",
    re.IGNORECASE,
)
_SIBLINGS = re.compile(r".*\b(?:siblings|sibs|hermanos|hermanitos)\b.*", re.IGNORECASE)
_SKIPPED = frozenset({Section.GENERAL, Section.QUESTIONS, Section.TECHNIQUE, Section.STAINS})
_HINT = re.compile(_PERSON, re.IGNORECASE)


def kin_told(paper: Paper, relatives: PhraseIndex[str]) -> Iterator[Finding]:
    gene = ""
    for clause in paper.clauses:
        if clause.section not in _SKIPPED:
            yield from (_nil(clause, *one) for one in family_nil(clause.text))
        gene = _gene(clause.text) or gene
        if clause.section in _SKIPPED or clause.text.rstrip().endswith("?") or _HINT.search(clause.text) is None:
            continue
        yield from told_of_genes(clause, relatives)
        for found, name, said in _told(clause.text, gene):
            sent = sender_end(clause.text)
            if found.start() >= sent and not _ASKED.search(clause.text[: found.start()]):
                yield _of(clause, found, name, said, relatives)


def _told(text: str, gene: str) -> Iterator[tuple[re.Match[str], str, Assertion]]:
    for form in (_HEALTHY, _HEALTHY_BEFORE):
        yield from ((found, "healthy", Assertion.FAMILY) for found in form.finditer(text))
    for found in _AND_HEALTHY.finditer(text):
        if _TOLD.search(found["between"]) is None:
            yield found, "healthy", Assertion.FAMILY
    for found in _CARRIES.finditer(text) if gene else ():
        denied = any(found[name] for name in ("neither", "no", "minus", "negativo", "sin"))
        yield found, gene, Assertion.NEGATED if denied else Assertion.FAMILY
    for found in _MATCH.finditer(text):
        yield found, "HLA match", Assertion.NEGATED if found["no"] else Assertion.FAMILY
    for found in _DIED.finditer(text):
        yield found, "sudden death" if found["sudden"] else "death", Assertion.FAMILY
    for found in _EXAMINED.finditer(text):
        yield found, "normal examination", Assertion.FAMILY
    for found in _SMOKES.finditer(text):
        yield found, "smoking", Assertion.FAMILY
    for found in _PREGNANT.finditer(text):
        yield found, "pregnancy", Assertion.FAMILY


def _nil(clause: Clause, name: str, start: int, end: int) -> Finding:
    return Finding(
        Kind.FAMILY_HISTORY,
        name,
        assertion=Assertion.NEGATED,
        citations=(clause.cite(start, end),),
        confidence=clause.confidence,
    )


def _gene(text: str) -> str:
    """The last gene whose variant a clause tells of."""
    last = ""
    for found in _GENE.finditer(text):
        last = found["led"] or found["of"]
    return last


def _of(clause: Clause, found: re.Match[str], name: str, said: Assertion, relatives: PhraseIndex[str]) -> Finding:
    kin = found["kin"] or "parents"
    known = [] if _SIBLINGS.fullmatch(kin) else list(relatives.find(words_of(kin)))
    who = max(known, key=lambda hit: hit.after - hit.first).value if known else "siblings"
    age = found.groupdict().get("age") or ""
    detail = {"relative": {"parent": "parents"}.get(who, who), "age": age}
    return Finding(
        Kind.FAMILY_HISTORY,
        name,
        assertion=said,
        detail={key: value for key, value in detail.items() if value},
        citations=(clause.cite(found.start(), found.end()),),
        confidence=clause.confidence,
    )
