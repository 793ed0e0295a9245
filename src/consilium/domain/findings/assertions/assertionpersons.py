"""Whether a relative has the thing that a clause speaks of."""

from __future__ import annotations

import re

from consilium.domain.findings.assertions.anotherchild import names_another
from consilium.domain.findings.assertions.assertionnear import PARTS, Near
from consilium.domain.findings.assertions.assertionwords import AssertionWords, Persons
from consilium.domain.findings.assertions.kindenials import of_whole_family
from consilium.domain.findings.assertions.kinhomonyms import is_no_relative
from consilium.domain.findings.paper import Clause, Section
from consilium.domain.findings.text.senders import sender_end
from consilium.domain.phrases import Hit, words_of

_RELATIVE_WORDS, _ANOTHER_REACH = 14, 80
_DASH_FIRST = re.compile(r"^\s[-–—]\s")
# `Siblings: Mateo (Gr 5) - HAS asthma`; results that a relative holds; the child as one of twins.
_DASH_HAS = re.compile(r"\s[-–—]\s(?=(?:has|had|with|con|tiene|tuvo)\b)", re.IGNORECASE)
# A relative who gives cells has what is said right behind: `papá donador con hernia inguinal`.
_GIVING = frozenset({"donor", "donador", "donadora", "donante", "donadores"})
_HAS_IT = re.compile(r"\b(?:con|with|has|had|tiene|tuvo)\s(?:[\w-]+\s){0,2}$", re.IGNORECASE)
# A relative who is spoken of goes on behind a semicolon with a verb; one who gives no cells for what is wrong.
_GOES_ON = re.compile(
    r";\s(?=(?:had|has|with|con|tiene|tuvo|who|also)\b)"
    r"|(?<=oma|mia|cer|lms|mor);\s(?=(?:received|needed|underwent|treated|recibi[oó]|fue (?:tratad|operad)|se le"
    r"|requiri[oó]|tratad[oa]|operad[oa])\w*\b)",
    re.IGNORECASE,
)
_NO_DONOR = re.compile(
    r"\bno (?:es |fue )?(?:donante|donador[a]?|apt[oa]) por\s|\bnot (?:a |the |used as )?(?:a )?donor (?:due to|"
    r"because of|for)\s"
    r"|\b(?:descartad[oa]|rechazad[oa]|excluid[oa]) (?:como donante )?por\s|\b(?:declined|excluded|"
    r"unsuitable) (?:as (?:a )?donor )?"
    r"(?:due to|because of)\s",
    re.IGNORECASE,
)
_RESULTS = re.compile(r":\s*\d{1,4}[/.-]\d")
_IS_CHILD = re.compile(r"\s(?:A|B|1|2|I{1,2})(?:\s|,)(?=w/|with|con|of|born|de|nacid|\()")
# `sister (donor screening in 2022, not used) had asthma`; a relative who gives cells has no illness by that.
_ASIDES = re.compile(r"\([^()]{0,80}\)")
_DONORS = frozenset(
    {"hla", "identica", "identico", "match", "matched", "donor", "donante", "compatible", "haploidentica",
     "haploidentico", "haploidentical", "haplo", "msd", "mismatched"}
)  # fmt: skip
# `a haploidentical transplant from his mother after fludarabine`: what follows is of the graft.
_FROM = frozenset({"from", "de", "of", "del"})
_GRAFTS = frozenset(
    {"transplant", "transplantation", "graft", "infusion", "sct", "hsct", "bmt", "haplo", "haploidentical", "allograft",
     "trasplante", "injerto", "tph", "haploidentico", "haploidentica", "progenitores"}
)  # fmt: skip
_INITIALS = re.compile(r"\b[A-Z]\.")
_IN_CHILD = re.compile(
    r"\b(?:en (?:el|la) (?:ni[nñ][oa]|paciente|menor|probando)|in (?:the|this|our) (?:child|patient|boy|girl"
    r"|proband)|in (?:him|her)self)\b",
    re.IGNORECASE,
)
# `the father is reported to have had`: nobody speaks of the child.
_PASSIVE = re.compile(
    r"\b(?:is|was|are|were|been) (?:reported|said|known|noted|told|thought|believed"
    r"|found) to (?:have|be)\b",
    re.IGNORECASE,
)
# Ages between a relative and what the relative has: `padre 30 a. TBC`, `mother (34 y.o.) asthma`.
_AGED = re.compile(
    r"^\.(?=\s(?:mayor|menor|gemel|mellizo|de|con|tuvo|tiene|may|men))|\b(?:d|dx|fall)\.|\(?\b\d{1,3}\s?(?:a|"
    r"[aá][nñ]os|y|yrs?|yo|y\.o|years?"
    r"|m)\b\.?\)?",
    re.IGNORECASE,
)
# Whose relative it is: `la madre del paciente`, `the mother of this boy`; a trait of the relative's own.
_OF_CHILD = re.compile(r"^\s(?:del?|of|to)\s(?:la\s|el\s|the\s|this\s|our\s)?(?:\w+\s)?$", re.IGNORECASE)
_OWN = re.compile(
    r"(?<!\bon )\b(?:her|his|their) own (?:[\w-]+ ){0,3}$|\bsus? propi[oa]s? (?:[\w-]+ ){0,3}$", re.IGNORECASE
)
# `the EpiPen belongs to his sister`, `that was her twin's`.
_BELONGS = re.compile(
    r"^[^.;\n]{0,60}\b(?:belong(?:s|ed|ing) to|(?:is|was|are|were) (?:only )?for|pertenecen? a|es del?"
    r"|era del?)\s(?:(?:his|her|their|the|su|la|el)\s)?$",
    re.IGNORECASE,
)
# A relative who is spoken to has what is said right behind; what stands before a full stop is no part of it.
_WHO_HAS = re.compile(
    r",?\s(?:who|que|quien)\s(?:also |tambi[eé]n )?(?:has|had|suffers|tiene|tuvo|padece|sufre)\b", re.IGNORECASE
)
# `se informa a la madre (ella operada de meningioma)`: of the one that the bracket stands behind.
_IN_BRACKET = re.compile(r"\s\((?:ella|[eé]l|she|he|who|quien)\s[^()]{0,100}$", re.IGNORECASE)
_HAVING = re.compile(r"\s(?:(?:matern|patern)[oa]s?\s)?(?:con|with|diab[eé]tic|hipertens|san[oa]s?\b)", re.IGNORECASE)
# `and his little sister Aoife, 4, who attends Dr Sample for eczema`: nobody else's, unless it goes back to the child.
_WHOSE = re.compile(
    r"(?:,?\s(?:\([^()]{1,30}\)|[A-ZÁÉÍÓÚÑ][\w'’-]{1,15}|aged|de|\d{1,2}|years?|a[nñ]os)){0,4},?\s(?:who|quien|"
    r"quienes)\s"
    r"(?![^.;\n]{0,120}\b(?:his|her|him|he|she|su|sus|le|lo)\b)[^.;\n]{0,120}$"
)
_AND_CHILD = re.compile(
    r"\s(?:and|y|e|&)\s(?:also )?(?:in |en )?(?:the |our |el |la |su )?(?:child|patient|proband|him|her|boy"
    r"|girl|ni[nñ][oa]"
    r"|paciente)\b",
    re.IGNORECASE,
)
_APART = re.compile(r"[;:.]\s")
# A line of the family that has no heading: `Family: I have psoriasis, both parents sickle trait`.
_OF_HOUSE = re.compile(
    r"\s*(?:family|familia|fam)\s?:\s(?:I (?:have|had)|yo (?:tengo|tuve)|nobody|no one|nadie|both|ambos|neither"
    r"|ninguno)\b",
    re.IGNORECASE,
)
# `MATERNAL: 33-year-old G3P1, gestational diabetes`, the mother's part of a newborn's paper.
_MATERNAL = re.compile(
    r"\s*(?:MATERNAL|Maternal|MATERNOS?|Maternos?)(?:\s(?:history|HISTORY|hx|Hx|data|DATA|labs|LABS|medical))?\s?:\s"
)
# Who gives cells, or writes of herself: `Donante con rasgo falciforme`, `y yo tengo hipotiroidismo`.
_DONOR_HAS = re.compile(
    r"(?:\b(?:donante|donador|donadora|donor)(?:,\s[^.;,()]{3,40},)?\s(?:is |es )?(?:con|with|has|had|tiene"
    r"|portador[a]? de"
    r"|carrier of|carries|takes|is on|is taking|toma|recibe|est[aá] con|padece|suffers from)"
    r"|\byo (?:misma |mismo |tambi[eé]n )?(?:tengo|tuve|padezco|sufro de))\s(?:[\w-]{1,14}\s){0,2}$",
    re.IGNORECASE,
)
# `La que tiene fiebre es su hermana`, `the one with a cough is her brother`.
_IS_KIN = re.compile(r"\s(?:es|era|is|was)\s(?:su|la|el|his|her|my|mi)\s$", re.IGNORECASE)
_THE_ONE = re.compile(
    r"\b(?:la|el) que (?:s[ií] )?(?:tiene|tuvo|est[aá])\s|\bthe one (?:with|who (?:has|had))\s", re.IGNORECASE
)
_SAID_OF = frozenset({"reported", "said", "known", "noted", "told", "thought", "believed", "found"})
# How a relative felt: `Mother felt unwell`; what she felt with her hand is the child's.
_FELT_SO = re.compile(
    r"\bfelt\s(?:(?:very|quite|a bit|rather|so|too|increasingly)\s)?(?:(?:un)?well|sick|ill|tired|faint|dizzy|weak"
    r"|nause\w+|feverish|poorly|breathless|better|worse|cold|hot|low|depressed|anxious|overwhelmed|exhausted)\b",
    re.IGNORECASE,
)
# `I advised Ana's mother that it is okay to stop`.
_OF_NAME_ADVISED = re.compile(
    r"\b(?:advis|told|tell|inform|counsel|instruct|explain|discuss|reassur|remind|updat|call|phon|spoke|talk|ask)\w*"
    r"\s(?:(?:to|with)\s)?[A-Z][\w-]{1,18}['’]s\s$"
)
# Whose parent calls, and what one has seen: `Mum of Cillian, 5, ALL`, `el reflejo que notó la mamá corresponde a`.
_OF_NAMED = re.compile(r"\s(?:of|de|del)\s(?!(?:the|his|her|la|el|su)\b)[A-ZÁÉÍÓÚÑ][a-záéíóúñ'’]+")
_SEEN_BY = re.compile(
    r"\b(?:not[oó]|notaron|vio|vieron|observ[oó]|refiri[oó]|cont[oó]|report[oó]|describi[oó]|mencion[oó]|percibi[oó])\s"
    r"(?:(?:la|el|su|sus|los)\s)?$",
    re.IGNORECASE,
)


# A Spanish verb before its subject: `dos dosis de nusinersen recibió su primo`.
HAD_SO = re.compile(
    r"\s(?:que\s|ya\s|tambi[eé]n\s|s[ií]\s){0,2}(?:recibi[oó]|recibe|tom[oó]|toma|tuvo|tiene|padece|padeci[oó]|sufre"
    r"|sufri[oó]|le dieron a|le "
    r"pusieron a)\s(?:su|la|el|un|una|al)\s(?:\w+\s)?",
    re.IGNORECASE,
)


def of_family(clause: Clause, near: Near, words: AssertionWords) -> bool:
    """Whether a relative has the thing."""
    if clause.section is Section.FAMILY_HISTORY and not _speaks_of_child(near, words.persons):
        return True
    whole = of_whole_family(near.text, near.start, near.end)
    if whole is not None:
        return not whole.denied
    if _row_of_relative(clause, near, words) or _OF_HOUSE.match(clause.text) or _MATERNAL.match(clause.text):
        return True
    persons = words.persons
    if _DONOR_HAS.search(near.text, max(0, near.start - 60), near.start):
        return True
    sent = sender_end(clause.text)  # `[14/05, 9:25] Mamá de Leo: tos no`
    hits = [
        hit
        for hit in persons.relatives.find(near.words)
        if not _of_stem_cells(near, hit) and near.words[hit.first].start >= sent
    ]
    before = [hit for hit in hits if hit.after <= near.first]
    if before and _OWN.search(near.text, max(0, near.start - 60), near.start):
        return True
    after = [hit for hit in hits if hit.first >= near.after]
    return any(_has(near, hit, persons) for hit in before[-2:]) or any(_had_by(near, hit, persons) for hit in after[:1])


def _speaks_of_child(near: Near, persons: Persons) -> bool:
    """Whether a part of a family's history names the child and no relative: `macrocefalia en el niño (PC 55,5 cm)`."""
    before = near.text[: near.start]
    part = (
        before[max(before.rfind(mark) for mark in (";", ". ", "\n")) + 1 :]
        + near.text[near.end : near.end + 40].split(";")[0]
    )
    return _IN_CHILD.search(part) is not None and not any(persons.relatives.find(words_of(part)))


_COMPARED = frozenset(
    {"function", "renal", "kidney", "uptake", "to", "risk", "contraindication", "size", "dose", "strength", "weakness"}
)


def _of_stem_cells(near: Near, hit: Hit[bool]) -> bool:
    """`células madre` are no mother's, and a `TIA` in English is no aunt."""
    word = near.words[hit.first]
    if is_no_relative(near.text, word.start, near.words[hit.after - 1].end):
        return True
    if near.text[word.start : word.end] == "TIA" and near.text != near.text.upper():
        return True
    behind = near.words[hit.after].text if hit.after < len(near.words) else ""
    if word.text == "relative" and behind in _COMPARED:  # `relative function left 62 %`
        return True
    return hit.first > 0 and near.words[hit.first - 1].text in ("celula", "celulas")


def of_another(near: Near) -> bool:
    """Whether it is said of another child that the clause names before it."""
    found = names_another(near.text, max(0, near.start - _ANOTHER_REACH), near.start)
    return found is not None and PARTS.search(_INITIALS.sub("", near.text[found.end() : near.start])) is None


def _heads(clause: Clause, at: int, place: int, words: AssertionWords) -> bool:
    """Whether the name of the cell that holds a place is a relative: `Dad: hay fever; mum: well`."""
    start, text = clause.cells[at]
    if not start <= place < start + len(text) or at >= len(clause.header):
        return False
    return any(hit.first == 0 for hit in words.persons.relatives.find(words_of(clause.header[at])))


def _row_of_relative(clause: Clause, near: Near, words: AssertionWords) -> bool:
    """A table's row, or a line "Mother: ...", that is about a relative; a cell with the relative as its name."""
    if any(_heads(clause, start, near.start, words) for start in range(len(clause.cells))):
        return True
    first = words_of(clause.cells[0][1] if clause.cells else clause.text[:40])
    hit = next(words.persons.relatives.find(first), None)
    if hit is None or hit.first != 0:
        return False
    if clause.cells:
        return not words.persons.speaking & {word.text for word in clause.words}
    return clause.text[first[hit.after - 1].end :].lstrip()[:1] == ":"


def _has(near: Near, hit: Hit[bool], persons: Persons) -> bool:
    """A relative before the thing: "mother with breast cancer", not "mother reports fever", "discussed with mother"."""
    between = near.words[hit.after : near.first]
    gap = near.between(hit.after - 1, near.first)
    if _OF_NAMED.match(gap) or _SEEN_BY.search(
        near.text, max(0, near.words[hit.first].start - 30), near.words[hit.first].start
    ):
        return False
    if _IN_BRACKET.match(gap):
        return True
    gap = _DASH_FIRST.sub(" ", gap)  # `Elder brother - thalassemia`
    gap = _DASH_HAS.sub(" ", _AGED.sub(" ", _ASIDES.sub(" ", gap)))
    gap = _GOES_ON.sub(" ", gap) if hit.first <= 1 else gap
    if ")" in gap and gap.find(")") < (gap + "(").find("("):  # `de su hermano (Luis) con acondicionamiento ...`
        return False
    if _NO_DONOR.search(gap) and len(between) <= _RELATIVE_WORDS:
        return True
    if len(between) > _RELATIVE_WORDS or PARTS.search(gap) or _RESULTS.search(gap) or _IS_CHILD.match(gap):
        return False
    whose = next((at for at, word in enumerate(between[:4]) if word.text in persons.child), None)
    if whose is not None and _OF_CHILD.match(near.text[near.words[hit.after - 1].end : between[whose].start]):
        between = between[whose + 1 :]
    asides = [one.span() for one in _ASIDES.finditer(near.text, near.words[hit.after - 1].end, near.start)]
    between = [word for word in between if not any(start <= word.start < end for start, end in asides)]
    gives = {word.text for word in near.words[hit.after : hit.after + 3]} & _DONORS
    if gives and any(word.text[0].isdigit() for word in between):  # `de hermana HLA idéntica 22/03/2022 (etopósido)`
        return False
    between = between[1:] if between and between[0].text == "menor" else between  # `su hermana menor fue operada`
    said = {word.text for word in between}
    said -= _not_by_her(near, hit, gap)
    gives_and_has = said & persons.speaking <= _GIVING and _HAS_IT.search(near.text, 0, near.start) is not None
    if (said & persons.speaking and not gives_and_has) or said & persons.child:
        return False
    return not _addressed(near, hit, persons)


def _not_by_her(near: Near, hit: Hit[bool], gap: str) -> frozenset[str]:
    """Verbs of speaking that are none here: what was said of the relative, and how she felt."""
    passive = _SAID_OF if _PASSIVE.search(gap) else frozenset()
    return passive | ({"felt"} if _FELT_SO.search(near.text, near.words[hit.after - 1].end, near.end) else set())


def _addressed(near: Near, hit: Hit[bool], persons: Persons) -> bool:
    """Whether the relative is spoken to, or gives: "explained to the mother", "transplant from brother"."""
    if _OF_NAME_ADVISED.search(near.text, 0, near.words[hit.first].start):
        return True
    at = hit.first
    while at > 0 and near.words[at - 1].text in (
        "the",
        "his",
        "her",
        "their",
        "a",
        "la",
        "el",
        "su",
        "los",
        "las",
        "sus",
        "ambos",
    ):
        at -= 1
    if at and near.words[at - 1].text in persons.speaking and _HAVING.match(near.text, near.words[hit.after - 1].end):
        return False  # `refiere madre con hipertensión`
    if _WHO_HAS.match(near.text, near.words[hit.after - 1].end) or (at and _APART.search(near.between(at - 1, at))):
        return False  # `belongs to his sister, who has epilepsy`; `mum may be a donor; dad has hypertension`
    if _WHOSE.match(near.text[near.words[hit.after - 1].end : near.start]):
        return False
    if (
        at
        and near.words[at - 1].text in _FROM
        and not _GRAFTS.isdisjoint(word.text for word in near.words[max(0, at - 4) : at])
    ):
        return True
    ahead = near.words[max(0, at - 3) : hit.first]
    return any(one.after >= len(ahead) - (hit.first - at) for one in persons.spoken_to.find(ahead))


def _had_by(near: Near, hit: Hit[bool], persons: Persons) -> bool:
    """A relative after the thing: "breast cancer in the maternal grandmother"."""
    between = [word.text for word in near.words[near.after : hit.first]]
    gap = near.text[near.end : near.words[hit.first].start]
    the_one = _IS_KIN.fullmatch(gap) and _THE_ONE.search(near.text, 0, near.start)
    if _BELONGS.match(gap) or HAD_SO.fullmatch(gap) or the_one:
        return True
    if len(between) > 5 or not between or not set(between) & {"in", "en", "on"}:
        tells = hit.after < len(near.words) and near.words[hit.after].text in persons.speaking
        return gap.strip() in ("(", "-", ":") and not tells  # `fever (mother reports 39)` is the child's
    if _AND_CHILD.match(near.text, near.words[hit.after - 1].end):
        return False
    return all(word in persons.linking for word in between)
