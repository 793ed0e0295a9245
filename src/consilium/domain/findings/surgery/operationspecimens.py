"""What the sentences of an operation's report say was sent of it: `Six cores`, `Fresh tumor harvested by pathology`,
`The node was removed whole. Sent fresh to pathology`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.imaging.saidparts import cut
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.text.bodysites import Place, SiteWords, place_near
from consilium.domain.findings.text.spans import spans_in
from consilium.domain.findings.tissue.specimenwords import SpecimenWords
from consilium.domain.records import Category

_COUNT = (
    r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|several|multiple|un|dos|tres|cuatro|cinco|"
    r"seis|siete|ocho|nueve|diez|doce|varios|m[uú]ltiples)"
)
_CORES = re.compile(
    rf"(?<![\w.,-]){_COUNT}\s(?:(?:tru-?cut|core|needle|good|adequate|\d{{1,2}}[- ]?(?:G|gauge))\s){{0,3}}"
    r"(?:cores?(?: biops(?:y|ies))?|passes|cilindros|fragmentos|fragments)(?!\w)",
    re.IGNORECASE,
)
_LABORATORY = (
    r"(?:patholog\w*|histolog\w*|histopatholog\w*|cytolog\w*|cytogenetics|genetics|molecular\w*|sequencing|"
    r"flow(?: cytometry)?|(?:tumou?r )?bank|biobank|frozen(?: section)?|culture|formalin|RPMI|RNA|DNA|"
    r"(?-i:(?!(?:P?ICU|NICU|HDU|PHDU|ITU|PACU|CCU|OR|ER|UCI[PN]?|UTI[PN]?|URPA|REA|UCQ|URPQ|SICU|PCCU|"
    r"IMCU)\b)[A-Z]{2,5}\d?)|"
    r"patolog[ií]a|anatom[ií]a patol[oó]gica|histolog[ií]a|citolog[ií]a|gen[eé]tica|citogen[eé]tica|secuenciaci[oó]n|"
    r"citometr[ií]a|(?:banco|biobanco)(?: de tumores)?|congelaci[oó]n|cultivo|formol|formalina)"
)
_TISSUE = (
    r"(?:(?:fresh |frozen )?(?:tumou?r|tissue|specimen|mass|node|lymph node|globe|sample|biopsy|fluid)s?|"
    r"(?:tumor|tejido|pieza|muestra|masa|ganglio|globo|l[ií]quido|biopsia)s?(?: (?:en )?(?:fresco|fresca))?)"
)
_SENT = re.compile(
    rf"(?<!\w)(?:(?P<what>{_TISSUE})\s(?:(?:was|were|is|has been|fue|se|then|all)\s){{0,2}}(?:[^\s.;:]+\s){{0,3}}?)?"
    r"(?:(?:sent|submitted|harvested|forwarded|taken|collected|handed over|given)|"
    r"se (?:env[ií]a\w?|enviaron|envi[oó]|remit\w+|manda\w?|entreg\w+)|(?:enviad|remitid|entregad)[oa]s?)"
    rf"(?:\s(?:fresh|frozen|whole|directly|immediately|off|en fresco|fresc[oa]|complet[oa]))?(?:\s{_TISSUE})?"
    r"(?:\s(?:fresh|frozen|en fresco))?,?\s(?:to|for|by|in|a|para|al?|en)\s"
    r"(?:(?:the|la|el|permanent|routine|estudio)\s)?"
    rf"{_LABORATORY}(?!\w)",
    re.IGNORECASE,
)
# A few words that name a thing, and those by which they tell what was done.
_PHRASE = re.compile(
    r"(?:(?:the|an?|la|el|los|las|una?)\s)?(?P<piece>[^\W\d_]{3,16}(?:\s[\w-]{1,16}){0,6}?)(?:\s(?:was|were|is|"
    r"has been|fue))?",
    re.IGNORECASE,
)
_SAYS_MORE = re.compile(
    r"\b(?:and|then|after|once|all|this|it|they|which|y|luego|que|todo|se|removed|resected|excised|taken|extra\w+|"
    r"resec\w+|"
    r"reti\w+|patolog\w+|specimens?|samples?|tissue|tumou?r|muestras?|piezas?|tejidos?|biops\w+)\b",
    re.IGNORECASE,
)
# What an operation spared is not what was taken: `hepatectomy with preservation of the native vena cava`.
_SPARED = re.compile(
    r"\b(?:with|con)\s(?:preserv\w+|conserv\w+|sparing)\b|\b(?:preserving|sparing|preservando|"
    r"respetando)\b",
    re.IGNORECASE,
)
# Where the next operation begins: `biopsy of adrenal mass, bone marrow aspirate`.
_NEXT = re.compile(r"[,;.+]|\b(?:and|with|y|con)\b", re.IGNORECASE)
_FOR_GENE = re.compile(
    r"\s(?:for|para|a)\s(?:(?:the|molecular|genetic|tumou?r|estudio|an[aá]lisis|de|testing|of)\s){0,3}"
    r"(?-i:(?P<gene>[A-Z][A-Z0-9]{1,6}\d))(?![\w-])",
    re.IGNORECASE,
)
_FRESH = re.compile(r"(?<!\w)(?:fresh|tumor fresco|tejido fresco)", re.IGNORECASE)
_BARRED = re.compile(
    r"\b(?:no|not|none|nothing|sin|nada|never|if|si|will|would|to be|should|ser[aá]n?)\b", re.IGNORECASE
)
_ASKED = (Section.INDICATION, Section.HISTORY, Section.PAST_HISTORY, Section.PLAN, Section.GENERAL, Section.QUESTIONS)
# `Postoperative diagnosis: same, pending pathology`.
_AWAITED = re.compile(
    r"\b(?:pending|awaiting|await|subject to|a la espera de|en espera de|pendiente(?:s)?(?: de)?)\s"
    r"(?:(?:the|final|definitive|formal|permanent|la|el|resultado de|resultado|informe de|estudio de|reporte de|"
    r"definitiv[oa])\s){0,3}(?:pathology|histology|histopathology|patolog[ií]a|histolog[ií]a|histopatolog[ií]a|"
    r"anatom[ií]a patol[oó]gica)(?!\w)",
    re.IGNORECASE,
)


def told(paper: Paper, words: SpecimenWords, sites: SiteWords) -> Iterator[Finding]:
    """The first specimen that the sentences tell, and that its pathology is awaited."""
    if paper.category is not Category.OPERATIVE:
        return
    for clause in paper.clauses:
        found = _CORES.search(clause.text) or _SENT.search(clause.text) if clause.section not in _ASKED else None
        if found is not None and not _BARRED.search(clause.text, 0, found.end()):
            yield _specimen(paper, clause, found, words, sites)
            gene = _FOR_GENE.match(clause.text, found.end())
            if gene is not None:
                yield _awaited(clause, gene["gene"], "genetics", (found.start(), gene.end()))
            break
    for clause in paper.clauses:
        awaited = _AWAITED.search(clause.text)
        if awaited is not None:
            yield _awaited(clause, "pathology report", "pathology", awaited.span())
            return


def _awaited(clause: Clause, name: str, what: str, place: tuple[int, int]) -> Finding:
    return Finding(
        Kind.MENTION,
        name,
        value=clause.text[place[0] : place[1]],
        assertion=Assertion.PENDING,
        detail={"what": what, "status": "pending"},
        citations=(clause.cite(*place),),
        confidence=clause.confidence,
    )


def _specimen(paper: Paper, clause: Clause, found: re.Match[str], words: SpecimenWords, sites: SiteWords) -> Finding:
    piece = _piece(clause.text, found)
    place = Place() if piece else _operated(paper, words, sites)
    return Finding(
        Kind.SPECIMEN,
        "tissue" if piece else place.site or "tumor",
        value=" ".join(part for part in (piece, clause.text[found.start() : found.end()]) if part),
        when=paper.date,
        laterality=place.side,
        site=place.site,
        detail={"state": "fresh"} if _FRESH.search(clause.text) else {},
        citations=(clause.cite(found.start(), found.end()),),
        confidence=clause.confidence,
    )


def _piece(text: str, found: re.Match[str]) -> str:
    """What its own part of the sentence says was sent, where that is no word for a specimen: `cuff of the hepatic
    vein` of `...; cuff of the hepatic vein sent for frozen`. It is of that and not of the operated place."""
    if found.re is not _SENT or found["what"]:
        return ""
    begin = max(text.rfind(mark, 0, found.start()) for mark in ";.:,") + 1
    named = _PHRASE.fullmatch(text[begin : found.start()].strip())
    return named["piece"] if named is not None and not _SAYS_MORE.search(named["piece"]) else ""


def _operated(paper: Paper, words: SpecimenWords, sites: SiteWords) -> Place:
    """Where the operation took from, as the line that names it says."""
    for clause in paper.clauses:
        named = spans_in(clause, words.procedures) if clause.section is Section.OPERATION else []
        spared = _SPARED.search(clause.text, named[0].end) if named else None
        if named:
            clause = cut(clause, 0, spared.start()) if spared is not None else clause
            place = place_near(clause, sites, named[0].start, named[0].end, tissues=True)
            behind = [one for one in spans_in(clause, sites.tissues) if one.start >= named[0].end]
            own = behind and not _NEXT.search(clause.text, named[0].end, behind[0].start)
            return Place(behind[0].value, place.side) if own else place
    return Place()
