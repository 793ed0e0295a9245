"""Denials and doubts of allergies: `Adverse drug reactions: nil known`, `no tiene otras alergias`, `never tested`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.medicines.allergyspans import last_of_list
from consilium.domain.findings.paper import Clause, Section
from consilium.domain.phrases import Hit

_THING = (
    r"(?:(?:drug|food|medication|medicine|medicines|medical|environmental) (?:or |and )?){0,3}"
    r"(?:allerg(?:y|ies)|adverse (?:drug |medication )?reactions?|drug reactions?|adrs?)"
)
_COSA = (
    r"(?:alergias?|alergicos|reacciones (?:alergicas|adversas)|ram|rams)(?: (?:medicamentosas?"
    r"|alimentarias?|conocidas?|"
    r"previas?|a (?:los )?(?:medicamentos?|"
    r"farmacos?|drogas?|alimentos?)|(?:ni|o|y) (?:a )?\w+)){0,4}"
)
_NONE = (
    r"(?:nil(?: known| of note| reported)?|none(?: known| reported)?|not (?:known|reported|documented|any)"
    r"|no(?: known| conocidas?| refiere[n]?|"
    r" referidas?| reportadas?| tiene| hay| presenta)?|negativ[oa]s?|\(-\)"
    r"|sin (?:antecedentes|alergias?|datos)(?: conocid[oa]s| de (?:importancia|interes|alergias?))?|ausentes"
    r"|nkda|nka|nkfa|niega[n]?|negad[oa]s?|ningun[oa]s?(?: conocidas?| referidas?| a (?:los )?(?:farmacos?"
    r"|medicamentos?|drogas|alimentos))?|interrogad[oa]s y negad[oa]s|"
    r"denied|denies)"
)
_LABELLED = re.compile(
    rf"(?:^|[.;|\n]\s?|\s{{2,}})(?:known |other |any |otras )?(?:{_THING}|all|{_COSA}|alergic[oa]s?|"
    rf"medicamentos[oa]s|antecedentes alergicos)\s?[:=–-]+\s?"
    rf"(?P<none>{_NONE})(?=\s?(?:[.;,)|\n(]|$|\s{{2,}}))"
)
# All of a class, after what there is or alone: `ácaros; ninguna a fármacos`, `Alérgicos: ninguno a medicamentos`.
_NONE_TO = re.compile(
    r"(?:^|[.:;,(\n]\s?|\by\s|\band\s)(?:ningun[oa]s?|none|nil|no|no known|negad[oa]s?)(?: conocidas?| known"
    r"| alergia| allergy)?"
    r"\s(?:a|para|con|to)\s(?:any |los |las )?(?P<to>medicamentos?|farmacos?|drogas?|antibioticos?|alimentos?"
    r"|comidas?|drugs?|medications?"
    r"|medicines?|foods?)(?=\s?(?:[.;,)|\n]|$|\s[oyi]\b|\sni\b|\sor\b))"
)
_SAID = re.compile(
    rf"\b(?:(?:no|nil|without|denies|denied|has no|have no|had no|not aware of any)(?: any)?(?: other| further|"
    rf" new| known| reported| history of){{0,3}} {_THING}"
    r"|not (?:known to be )?allergic to (?:any\w*|anything)(?: (?:medicines?|medications?|drugs?|foods?))?"
    rf"|(?:no|sin|niega|niegan)(?: se)?(?: le)?(?: tiene| hay| refiere[n]?| presenta| conoce[n]?| consta[n]?|"
    rf" reporta[n]?| ha tenido)?(?: mas| otras?| ningun[oa]| antecedentes? de| historia de| conocer){{0,2}} {_COSA}"
    r"|not (?:known to be )?allergic to (?:medicines?|medications?|drugs?|foods?)(?=\s?(?:[.;,)]|$))"
    r"|no (?:es|era|son|soy) (?:alergic[oa]s? )?(?:conocid[oa] )?(?:alergic[oa]s? )?a (?:ningun\w*|nada|(?:los |"
    r"las )?(?:medic\w{5,8}|"
    r"farmacos?|drogas?|alimentos?|antibioticos?))(?: (?:medicamento|farmaco|alimento))?"
    r"|no (?:es|era) alergic[oa](?=\s?(?:[.;,)]|$)))(?!\w)"
)
# `No adverse reactions` of an infusion tells of no allergies at all, unless it says whose kind: `to drugs`, `known`.
_OF_INFUSION = re.compile(
    r"\b(?:no|sin|without|nil|no hubo|no presento)(?: se)?(?: presentan?| presentaron| hubo| registran?|"
    r" evidencian?)? (?:any )?"
    r"(?:reacciones (?:adversas|alergicas)|(?:adverse|allergic) reactions?)"
    r"(?! ?(?:known|conocid|a (?:los |las )?(?:medic|farma|drog|alim)|medicament|to (?:any|drug|med|food)|"
    r"previas?|reported in the past))"
)
# What goes on with the one thing that is denied: `no allergy to latex`, `sin alergia a penicilina`.
_OF_ONE = re.compile(
    r"\s?(?:to|a|al|a la|a los|with|con)\s(?!(?:any|drugs?|foods?|medic|farmac|droga|alimento|ningun|nada|known|"
    r"conocid|the moment|date|la fecha))"
)
_OTHERS = re.compile(
    r"\b(?:niega|no|no known|no hay|sin|denies) (?:otras?|others?|else|mas)(?: (?:allergies|alergias|conocidas?|"
    r"known))?(?=\s?(?:[.;,)]|$))"
)
_OF_ALLERGIES = re.compile(r"\W{0,3}(?:allerg(?:y|ies|ic)|alergias?|alergic[oa]s?)\b")
_FOOD = re.compile(r"\bfood|aliment|comida|\bnkfa")
_DRUG = re.compile(r"\bdrug|\bnkda|\bnka\b|medic|farmac|droga|adverse|adrs?\b|\bram\b")
# A doubt beside a substance: nobody tested it, or who tells it is not sure.
_DOUBT = re.compile(
    r"[^.;]{0,60}?(?:;\s)?[^.;]{0,30}?\b(?:never (?:been )?tested|not (?:been )?tested|untested|unconfirmed|"
    r"not sure|unsure|unclear|i think|not certain|"
    r"querie[sd]|query|to be confirmed|creo|no est(?:oy|amos|a) segur[oa]s?|sin confirmar|por confirmar|"
    r"no confirmad[oa]|dudos[oa]|nunca (?:se )?(?:estudi|prob)\w+)"
)
# What is given to a child that reacts; nobody reacts to it unless it says so.
REMEDIES = frozenset(
    {"epinephrine", "diphenhydramine", "chlorpheniramine", "chlorphenamine", "hydrocortisone", "corticosteroids",
     "cetirizine", "loratadine", "methylprednisolone", "prednisolone", "prednisone", "dexamethasone"}
)  # fmt: skip
_NEXT_LABEL = re.compile(
    r"\b(?:meds?|medications?|medicines?|current|medicamentos|medicaci[oó]n|tto|ttos|tratamiento|diet|dieta|"
    r"transfus\w+|vac(?:unas|cines)\w*|"
    r"immunis?z?ations?|pmh?|phx|surg\w*)\s?:",
    re.IGNORECASE,
)
# What a germ answers to is no allergy: `E. coli sensitive to pip-taz`.
_ANSWERS = re.compile(r"\b(?:sensitive|susceptible|sensible|sensibles|resistant|resistente|sensitivit|sensibilidad)")
_GERM = re.compile(
    r"\b(?:[a-z]\. [a-z]{4,14}|(?:escherichia|coli|klebsiella|pseudomonas|enterobacter|staph\w*|strep\w*|aureus|"
    r"epidermidis|"
    r"enterococc\w+|acinetobacter|serratia|proteus|salmonella|candida|aspergillus|mrsa|blee|esbl|bacil\w+|cocos|"
    r"gram|grew|growth|"
    r"isolat\w+|cultur\w+|cultiv\w+|hemocultiv\w+|urocultiv\w+|aislad\w+|aislamiento|cepa|strain|germen|organism|"
    r"crecio|"
    r"antibiogram\w*))\b"
)
_OF_MEDICINES = re.compile(
    r"\b(?:dose|dosis|strength|frequency|frecuencia|route|v[ií]a|cu[aá]nto|how much|schedule|"
    r"horario)\b",
    re.IGNORECASE,
)
# After a substance: the child has no allergy to it.
_NOT_THIS = re.compile(
    r"\W{0,3}(?P<allergy>(?:allerg(?:y|ies)|alergia)\b)?(?:[\s:=(\-–.]{0,6}|\s?[.…]{2,40}\s?|\sis\san\sintolerance,\s)"
    r"(?:none(?!\sto\b)|nil(?!\sto\b)|denied|denies|niegan?\b|no consta|ninguna(?!\s(?:a|otra|alergia)\b)"
    r"|negad[oa]s?|negativ[oa]|not an allergy|"
    r"not allergic|never reacted|no (?:known )?reaction|tolerat(?:ed|es)\b|(?:s[ií] )?(?:la |lo |las |"
    r"los )?tolera(?:d[oa])?\b|ok\b|fine\b|"
    r"no (?:fue )?confirmad[oa]|(?:not|never) confirmed|removed\b|de-?labell?ed"
    r"|negative (?:test|challenge|skin)|prueba negativa|"
    r"descartad[oa]|no refiere|no(?=\s?[.,;)]|$)|neg(?=[.,;)]|$))",
    re.IGNORECASE,
)


# Nobody wrote down whether there are any, which denies none: `Alergias: No constan`, `no registradas`.
_NOT_RECORDED = re.compile(
    r"\s(?:se\s)?(?:const(?:a|an|an?do|aron)|registr\w+|documentad\w+|especific\w+|consigna\w*|disponibles?|interrogad\w+"
    r"|pregunt\w+|sabe[n]?|valorad\w+|precisad\w+|actualizad\w+|on file|recorded|documented|available|assessed|asked"
    r"|obtained|reviewed|entered|specified)\b(?!\s(?:y negad|alerg|reacc|ningun))",
    re.IGNORECASE,
)


def is_unrecorded(after: str) -> bool:
    """Whether a `no` that `after` follows only says that nothing of allergies stands in the record."""
    return _NOT_RECORDED.match(after) is not None


def denied_all(clause: Clause) -> tuple[int, int, bool] | None:
    """Where a clause denies all allergies, and whether only those to food; None where it does not."""
    text = clause.folded
    if len(text) != len(clause.text):
        return None
    labelled = _LABELLED.search(text)
    found = labelled or _SAID.search(text)
    if (
        found is not None
        and labelled is None
        and clause.section is not Section.ALLERGIES
        and _OF_INFUSION.match(found[0])
    ):
        return None
    if found is None and (clause.section is Section.ALLERGIES or _OF_ALLERGIES.match(text)):
        found = _OTHERS.search(text) or _NONE_TO.search(text)
        labelled = found if found is not None and "to" in found.re.groupindex else None
    if found is None or (labelled is None and _OF_ONE.match(text, found.end())):
        return None
    return found.start(), found.end(), _FOOD.search(found[0]) is not None and _DRUG.search(found[0]) is None


def is_doubted(clause: Clause, end: int) -> bool:
    """Whether the words behind a substance doubt the allergy."""
    return _DOUBT.match(clause.folded, end, end + 110) is not None


def ends_at(clause: Clause) -> int:
    """Where a line of allergies goes on with the label of another thing: `Allergies: latex (rash)   Meds: Bactrim`."""
    found = _NEXT_LABEL.search(clause.text, 4)
    return found.start() if found is not None else len(clause.text)


def is_of_another(clause: Clause) -> bool:
    """Whether a clause is of medicines in a table, or of what a germ answers to."""
    return _is_of_medicines(clause) or _is_of_germ(clause)


def _is_of_germ(clause: Clause) -> bool:
    """Whether a clause tells what a germ is sensitive to."""
    return (
        _ANSWERS.search(clause.folded) is not None
        and _GERM.search(clause.folded) is not None
        and not ("allerg" in clause.folded or "alerg" in clause.folded)
    )


def _is_of_medicines(clause: Clause) -> bool:
    """Whether a row is of a table of medicines, which stands under the allergies."""
    return bool(clause.cells) and _OF_MEDICINES.search(" ".join(clause.header)) is not None


def is_denied(clause: Clause, hit: Hit[str], all_of: Sequence[Hit[str]], *, inside: bool) -> bool:
    """Whether a substance is denied, in a list of allergies (`inside` where one goes on) or beside that word:
    `Latex: none`, `AINE: no.`, `H/O penicillin allergy - nil`."""
    end = clause.words[last_of_list(clause, hit, all_of).after - 1].end
    found = _NOT_THIS.match(clause.text, end)
    if found is None:
        return False
    listed = clause.section is Section.ALLERGIES or (inside and hit.first == 0)
    return listed or found["allergy"] is not None


def denial_of(clause: Clause, hit: Hit[str]) -> Finding:
    """The denial of one substance."""
    start, end = clause.words[hit.first].start, clause.words[hit.after - 1].end
    found = _NOT_THIS.search(clause.text, end)
    return Finding(
        kind=Kind.ALLERGY,
        name=hit.value,
        value=clause.text[start:end],
        assertion=Assertion.NEGATED,
        citations=(clause.cite(start, found.end() if found else end),),
        confidence=clause.confidence,
    )
