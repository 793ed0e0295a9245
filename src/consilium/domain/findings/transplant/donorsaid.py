"""Who could give cells to a child, and whether anyone can: `her brother is a full match`, `no matched sibling`,
`la hermana no es compatible`, `la madre queda como haploidéntica de reserva`, `donor search opened`, `a cord has been
reserved`. Texts are folded; all repeats are bounded."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Section

_SILENT = frozenset({Section.QUESTIONS, Section.GENERAL, Section.ALLERGIES, Section.MEDICINES})
_KIN = (
    r"(?:(?:older|younger|elder|little|big|twin|half|only|five-year-old|\w+-year-old|"
    r"\d{1,2}-year-old)[ -]){0,2}(?:brothers?|sisters?|siblings?|mother|father|"
    r"mum|mom|dad|parents?|twin|cousin|aunt|uncle|hermanit[oa]s?|herman[oa]s?|mellizo|gemel[oa]|madre|padre|"
    r"mama|papa|padres|prim[oa])"
    r"(?:\s(?:mayor|menor|mayores|menores|pequen[oa]|de \d{1,2} anos|aged \w+|, aged \w+,))?"
)
_MATCH = (
    r"(?:(?:a|an|fully?|full|perfect|complete|good|100 ?%|\d{1,2}/(?:6|8|10|12)|hla|hla-?|only|the|una?|"
    r"totalmente|completamente|plenamente)[ -]?){0,3}"
    r"(?:match(?:ed|es|ing)?|compatibles?|identical|identic[oa]s?|half[- ]match(?:ed)?|haploidentical|"
    r"haploidentic[oa]s?)"
)
_BE = (
    r"(?:is|was|are|were|proves?|proved|proven|turns? out(?: to be)?|turned out(?: to be)?|came (?:back|"
    r"out)(?: as)?|has been found|es|son|fue|resulto|resultaron|salio|salieron|sale)"
)
_NOBODY = re.compile(
    rf"(?<![\w-])(?:no (?:fully |full )?(?:hla[- ])?(?:matched|matching|compatible|suitable|related|family|"
    rf"sibling) (?:sibling|donor|related|unrelated|family|donors|siblings)(?: donor)?|no (?:donor|"
    rf"match) (?:found|available|"
    rf"identified|has been found|turned up|on the registr\w+)|no (?:hay|tiene|existe|se encontro|se hallo|"
    rf"cuenta con) donante(?: \w+){{0,2}}|sin donante(?: \w+){{0,2}}|sin herman[oa]s? compatibles?|"
    rf"no (?:tiene|hay|existe|cuenta con) (?:un )?herman[oa]s? (?:hla[- ])?(?:compatibles?|identic[oa]s?)|"
    rf"no siblings? to (?:test|type)|none of (?:the|her|his) (?:siblings|brothers|sisters) (?:match\w*|"
    rf"is a match)|{_KIN}\s(?:does not|doesn.t|do not|don.t|did not) match|"
    rf"{_KIN}\s(?:{_BE}\s)?not\s{_MATCH}|{_KIN}\s(?:isn.t|wasn.t|aren.t)\s{_MATCH}|{_KIN}\sno\s(?:(?:es|son|"
    rf"fue|resulto|resultaron|salio|salieron)\s)?{_MATCH}|{_KIN}\s(?:hla\s)no\s{_MATCH}|"
    rf"{_KIN}\shla\sno\s{_MATCH})(?![\w-])"
)
_SEARCH = re.compile(
    r"(?<![\w-])(?:(?:unrelated |registry )?donor search|search for (?:an? |the )?(?:\w+ )?donor|"
    r"busqueda de donantes?(?: no (?:emparentad|relacionad|familiar)\w*)?|(?:tipificacion|estudio|"
    r"typing) hla (?:de|of) (?:los |the |sus |her |his )?"
    r"(?:hermanos|siblings|padres|parents))(?![\w-])"
)
_RESERVE = re.compile(
    rf"(?<![\w-])(?:{_KIN})\s?(?:,\s)?(?:(?:would|could|will|may|might|can|to|be|seria|podria ser|ser|"
    rf"queda(?:ria)?|quedo|como|as|is|es|stands?|la|el|the|a|an|our|haplo|haploidentical|haploidentic[oa]|"
    rf"half[- ]match\w*|donante|donor|"
    r"de|in|on|kept)\s){1,6}(?:reserva|reserve|back-?up|stand-?by|fallback|respaldo|donor|donante|"
    r"haplo(?:identical|identic[oa])?)(?![\w-])"
    r"|(?<![\w-])(?:father|mother|mum|mom|dad|padre|madre|parental)\shaplo(?:identical)?(?![\w-])"
)
_FITS = re.compile(
    rf"(?<![\w-])(?:{_KIN})(?:\s\([^()]{{1,24}}\))?\s?,?\s(?:{_BE}\s(?:also |fortunately |luckily )?|who is |"
    rf"being |sano y |sana y |sanos y |a )?{_MATCH}(?![\w-])|(?<![\w-])(?:{_KIN})\smatches(?![\w-])|"
    rf"(?<![\w-])(?:the |el |la )?(?:donor|donante)\s?(?::|is|was|es|fue|sera|will be)\s(?:(?:his|her|the|su|"
    rf"el|la|an?|una?)\s){{0,2}}(?:{_KIN}|\d{{1,2}}/(?:10|12|8)|unrelated|matched|haplo\w*)|"
    r"(?<![\w-])(?:fully |hla[- ]|well[- ])?matched (?:unrelated )?donor (?:found|identified|available|"
    r"confirmed|on the registry)|(?<![\w-])donante (?:(?!si\b|de\b)\w+ ){0,3}(?:\d{1,2}/(?:10|12|8)|"
    r"compatible|identic[oa])|(?<![\w-])(?:hay|tiene|existe|se encontro) (?:un|una) donante"
)
_CORD = re.compile(
    r"(?<![\w-])(?:an? )?(?:cord(?: blood)?(?: units?)?|unidad de (?:sangre de )?cordon)\s(?:(?:has|have|had|"
    r"been|is|was|se|ha|sido|fue)\s){0,3}(?:reserved|arrived|secured|on hold|selected|chosen|reservo|"
    r"reservad[oa]|llego|selecciono)"
)
_GONE = re.compile(r"\b(?:no|not|without|sin|never|aun no|todavia no)\b|needed in")
_NO_BEHIND = re.compile(
    r"[^.;]{0,30}\b(?:not (?:needed|started|begun|opened|required)|no (?:iniciad|abiert|hecha|realizad|"
    r"necesari)\w*|unnecessary)\b"
)
_IF = re.compile(r"(?<![\w-])(?:if|si|unless|whether|por si|should|in case|would|could|might|seria|podria)(?![\w-])")
# Whose cells a transplant was made of is told with the transplant.
_OF_TRANSPLANT = re.compile(
    r"(?:trasplante|transplant|alogenic[oa]|allogeneic|tph|tcph|bmt|hsct)\s?(?:\(|,|de|from|of)?[^.;,]{0,14}$"
)
_TO_BE = re.compile(r"\b(?:sera|will be)\b")
_OTHER = re.compile(
    r"\b(?:kidney|renal|liver|higado|hepatic\w*|rinon|renal|identical twin|gemel[oa]s? identic[oa]s?|heart|"
    r"lung|blood group|sangre|platelets?|plaquetas|red cells|unit of)\b"
)
_MOST = 500


def donors_said(clause: Clause) -> Iterator[Finding]:
    """What a clause says of donors of cells."""
    text = clause.folded
    if (
        clause.section in _SILENT
        or clause.text.rstrip().endswith("?")
        or len(text) != len(clause.text)
        or len(text) > _MOST
    ):
        return
    if _OTHER.search(text) and "stem" not in text:
        return
    past: list[tuple[int, int]] = []
    for pattern, how in (
        (_NOBODY, Assertion.NEGATED), (_RESERVE, Assertion.CONDITIONAL), (_SEARCH, Assertion.PLANNED),
        (_CORD, Assertion.PLANNED),
        (_FITS, Assertion.STATED),
    ):  # fmt: skip
        for found in pattern.finditer(text):
            if any(low < found.end() and found.start() < high for low, high in past):
                continue
            past.append(found.span())
            if how is Assertion.STATED and _OF_TRANSPLANT.search(text, max(0, found.start() - 40), found.start()):
                continue
            yield _finding(clause, found, how, text, pattern is _SEARCH)


def _finding(clause: Clause, found: re.Match[str], how: Assertion, text: str, is_search: bool) -> Finding:
    before = text[max(0, found.start() - 40) : found.start()]
    if is_search and (_GONE.search(before) or _NO_BEHIND.match(text, found.end())):
        how = Assertion.NEGATED
    elif how is Assertion.STATED and _IF.search(before):
        how = Assertion.CONDITIONAL
    elif how is Assertion.STATED:  # who could give cells has given none: no transplant was done
        how = Assertion.PLANNED if _TO_BE.search(found[0]) else Assertion.CONDITIONAL
    return Finding(
        Kind.TRANSPLANT,
        "donor search" if is_search else "donor",
        value=clause.text[found.start() : found.end()].strip(),
        assertion=how,
        citations=(clause.cite(),),
        confidence=clause.confidence,
    )
