"""Responses that a sentence says by its verb (`la respuesta es adecuada`, `response was poor`), and those that it only
supposes (`si Deauville 1 a 3`, `if complete metabolic response`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from consilium.domain.findings.assertions.linkedto import linked
from consilium.domain.findings.paper import Clause

_HOW = {
    "good clinical response": r"adecuada|buena|favorable|satisfactoria|excelente|adequate|good|favou?rable|satisfactory"
    r"|excellent",
    "complete response": r"completa|complete",
    "partial response": r"parcial|partial",
    "poor response": r"mala|pobre|sub[oó]ptima|insuficiente|inadecuada|desfavorable|poor|suboptimal|insufficient"
    r"|inadequate|disappointing",
}
_PREDICATED = re.compile(
    r"\b(?:respuesta|response)(?:\s(?:metab[oó]lica|cl[ií]nica|radiol[oó]gica|tumoral|temprana|precoz|global|final"
    r"|inicial"
    r"|al tratamiento|a la quimioterapia|a la inducci[oó]n|to (?:treatment|therapy|chemotherapy|induction))){0,2}\s"
    r"(?:es|era|fue|ha sido|is|was|has been)\s(?:(?:considerada|considered|judged|muy|very|s[oó]lo|solo|only)\s){0,2}"
    rf"(?P<how>{'|'.join(_HOW.values())})\b(?!\s(?:o|or|para|for|if|si|enough)\b)",
    re.IGNORECASE,
)
_IF = re.compile(
    r"\b(?:if|si|in case of|en caso de|unless|a menos que|siempre que|provided|should there be)\s"
    r"(?:(?:(?:there is|hay|the|el|la|un|una|an?|he|she|they|is|es|PET(?:/CT)?|remains?|persists?|achieves?|logra"
    r"|alcanza"
    r"|obtiene|in|en|shows?|muestra|with|con|has|tiene|presenta|negativ[eo]|negative|or|o|y|and)\s){0,5})$",
    re.IGNORECASE,
)
# What did not answer was no tumor, or the treatment none against it: `sin respuesta a amoxicilina`.
OF_OTHERS = re.compile(
    r"\b(?:solicitud|carta|correo|llamad[oa]s?|aseguradora|request|letter|e-?mail|calls?|insurance|amoxi\w+|"
    r"antibi[oó]tic\w*|cef\w{4,12}|azitro\w+"
    r"|azithro\w+|claritro\w+|clarithro\w+|vanco\w+|merope\w+|penicili?l?in\w*|paracetamol|acetaminophen|"
    r"ibuprofen\w?|analg[eé]s\w+|opi(?:oid|[aá]ce)\w+"
    r"|morfina|morphine|salbutamol|inhal\w+|hierro|iron|antipir[eé]tic\w+|antipyretic\w*|laxantes?|laxatives?|"
    r"furosemid[ae]|diur[eé]tic\w+|eritropoyetina"
    r"|antiinflamatori\w+|anti-inflammator\w+|AINEs?|NSAIDs?|masaje|massage|reanimaci[oó]n|resuscitation|cardioversi[oó]n"
    r"|fluidoterapia|vol[uú]menes|est[ií]mulos?|stimul\w+|dolorosos?|antif[uú]ngic\w+|antiviral\w*|aciclovir"
    r"|vacuna\w*|vaccin\w+|antihistam[ií]nic\w+|antihistamines?|metamizol|dipirona|fisioterapia|physiotherapy)\b",
    re.IGNORECASE,
)
# What a complaint or a medicine of every day did, and no tumor: `metformina 850 mg c/12h, sin respuesta`.
_DAILY = re.compile(
    r"\d\s?(?:mg|mcg|µg|g|mL|UI|IU)(?:/d[ií]a|/day|/d)?\s(?:[\w.]{1,4}\s)?(?:c/\s?\d|cada\s|q\s?\d|BID\b"
    r"|TID\b|QID\b|OD\b|BD\b|TDS\b|QD\b"
    r"|daily|twice|once|nightly|at night|diari\w+|al d[ií]a|por la noche|PRN)[^.;]{0,30}$"
    r"|\d\s?(?:mg|mcg|µg|g)/(?:d[ií]a|day|d)\b[^.;]{0,30}$",
    re.IGNORECASE,
)
_COMPLAINT = re.compile(
    r"\b(?:seizures?|epilepsy|rash|itch\w*|pain|headaches?|migraines?|nausea|vomiting|constipation|spasticity"
    r"|tone|mood|sleep|anxiety|appetite|fever"
    r"|hypertension|reflux|cough|wheez\w+|secretions|drooling|hyperphagia|obesity|DI"
    r"|diabetes(?:\sins[ií]pid(?:us|a))?|asthma|asma|hypothyroidism|hipotiroidismo|adrenal insufficiency|DIC"
    r"|convulsi\w+|epilepsia"
    r"|crisis|prurito|dolor|cefaleas?|n[aá]useas?"
    r"|v[oó]mitos?|estre[nñ]imiento|espasticidad|[aá]nimo|sue[nñ]o|ansiedad|apetito|fiebre|reflujo|tos"
    r"|sialorrea|hiperfagia|obesidad)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_OF_TUMOR = re.compile(
    r"\b(?:tumou?r\w*|mass|lesions?|disease|metasta\w+|chemo\w*|cycles?|scan|MRI|PET|CT|marrow|blasts"
    r"|residual|leuk\w+|lymphoma|glioma"
    r"|masa|lesi[oó]n\w*|enfermedad|met[aá]stasis|quimio\w*|ciclos?|RM|TC|TAC|m[eé]dula|leucemia|linfoma|/m2|/m²)",
    re.IGNORECASE,
)
_REACH = 60


def of_complaint(text: str, start: int, end: int) -> bool:
    """Whether the response at `text[start:end]` is that of a complaint or to a medicine of every day."""
    begins = max(text.rfind(mark, 0, start) for mark in (". ", "; ")) + 1
    if _OF_TUMOR.search(text, begins, min(len(text), end + _REACH)):
        return False
    return any(form.search(text, begins, start) is not None for form in (_DAILY, _COMPLAINT))


# What the response is to, right behind it: `buena respuesta al masaje cardiaco`.
_TO = re.compile(r"(?:\s(?:inicial|parcial|cl[ií]nica|initial))?\s(?:al?|to|con|with)\s[^.;,]{0,48}", re.IGNORECASE)


def to_others(text: str, start: int, end: int) -> bool:
    """Whether a response is one to what treats no tumor."""
    found = _TO.match(text, end)
    said = text[start : found.end()] if found is not None else text[start:end]
    return OF_OTHERS.search(said) is not None


@dataclass(frozen=True, slots=True)
class Told:
    """A response by its name, and where it stands."""

    name: str
    start: int
    end: int


def predicated(clause: Clause) -> Iterator[Told]:
    """The responses that the verb of a sentence tells."""
    for found in _PREDICATED.finditer(clause.text):
        how = found["how"].casefold()
        name = next(name for name, words in _HOW.items() if re.fullmatch(words, how))
        yield Told(name, *found.span())


def supposed(clause: Clause, start: int, end: int) -> bool:
    """Whether a response is the condition of something or what a change goes with in others, and nobody's yet."""
    return _IF.search(clause.text, max(0, start - _REACH), start) is not None or linked(clause.text, start, end)
