"""Words for a return that only say of what another thing is, or when something would be done: `radiation to all relapse
sites`, `sitios de recaída`, `may be considered at progression`."""

from __future__ import annotations

import re

from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.spans import Span, spans_in
from consilium.domain.phrases import PhraseIndex

_OF_ANOTHER = re.compile(
    r"[\s-](?:sites?|volumes?|fields?|lesions?|risks?|protocols?|regimens?|therap(?:y|ies)|treatments?|strateg\w+|"
    r"options?"
    r"|work-?up|board|rates?|studies|trials?|setting|chemotherapy|free|surveillance|specimens?|biops\w+|samples?|"
    r"tumou?r"
    r" sample|panels?|slides?|tissue|blocks?|material|marrow|mri|ct|pet|scans?|imaging|images|pathology|reports?|"
    r"letters?"
    r"|records?|papers|sequencing|genetics)\b",
    re.IGNORECASE,
)
_IN_SPANISH = re.compile(
    r"\b(?:sitios?|vol[uú]menes|volumen|campos?|riesgos?|protocolos?|tratamientos?|esquemas?|terapia|tasas?"
    r"|vigilancia"
    r"|estudios?|libre|panel(?:es)?|l[aá]minas?|muestras?|biopsias?|tejidos?|material|bloques?|RM|TC|resonancias?"
    r"|im[aá]genes|informes?|cartas?|secuenciaci[oó]n)\s(?:molecular(?:es)?\s)?de\s(?:la\s)?$",
    re.IGNORECASE,
)
# A time that may come, for which something is kept: `re-irradiation may be considered at progression`.
_IF_EVER = re.compile(
    r"\b(?:at|upon|on|until|unless|before|for|in (?:the )?(?:case|event|setting) of|time of|al?|en|hasta|ante"
    r"|en caso de|al momento de)\s"
    r"(?:(?:the|any|first|further|future|disease|tumou?r|la|el|una?|cualquier)\s){0,3}$",
    re.IGNORECASE,
)
_KEPT = re.compile(
    r"\b(?:may|might|could|would|will|can|should|consider\w*|option\w*|reserve[ds]?|hold(?:ing)?|keep(?:ing)?"
    r"|plan(?:ned)?|available|eligible"
    r"|discuss\w*|podr[ií]an?|puede[n]?|ser[ií]an?|considerar\w*|valorar\w*|reserva\w*|opci[oó]n(?:es)?"
    r"|se (?:dejar|ofrecer|iniciar|har|dar)[aá]n?"
    r"|continu(?:e|ar)|until|hasta)\b",
    re.IGNORECASE,
)
_HAPPENED = re.compile(r"\b(?:was|were|had|showed|received|underwent|fue|recibi[oó]|mostr[oó])\b", re.IGNORECASE)
_ENDS = re.compile(r"[.;]\s")


def returning(clause: Clause, status: PhraseIndex[str]) -> list[Span[str]]:
    """The words of a clause for a return or a progress of the disease."""
    return [
        one
        for one in spans_in(clause, status)
        if one.value in ("relapse", "progression") and not _is_of_another(clause.text, one.start, one.end)
    ]


# What goes on and is no tumor: `hearing loss, high frequency, progressed since January`, `aneurismas en progresión`.
_NO_TUMORS = re.compile(
    r"\b(?:hearing loss|hipoacusia|aneurysms?|aneurismas?|scoliosis|escoliosis|kyphosis|cifosis"
    r"|neuropathy|neuropat[ií]a"
    r"|cardiomyopathy|miocardiopat[ií]a|insufficiency|insuficiencia|fibrosis|cataracts?|cataratas?"
    r"|contractures?|contracturas?|moyamoya|myopia|miop[ií]a|ataxia|weakness|debilidad|dysphagia|disfagia|malnutrition"
    r"|desnutrici[oó]n)"
    r"\b(?:(?!\b(?:tumou?r|disease|enfermedad|relapse|lesi[oó]n|lesions?|mass|masa|leuk\w+|leucemia|\w+oma)\b)"
    r"[^.;:\n])*$",
    re.IGNORECASE,
)


# What is told as getting worse and is no tumor: `pérdida de peso progresiva`, `aparición progresiva de una tumoración`.
_WORSE = re.compile(
    r"\b(?:p[eé]rdida(?: de \w+){0,3}|dolor(?: \w+){0,2}|cefaleas?|disnea|astenia|anorexia|aparici[oó]n|edemas?|anemia"
    r"|deterioro(?: \w+){0,2}|cuadro(?: \w+){0,2}|clinica|cl[ií]nica|evoluci[oó]n|crecimiento|marcha"
    r"|par[aá]lisis|paresia|forma"
    r"|manera|instauraci[oó]n|recuperaci[oó]n|mejor[ií]a|desaparici[oó]n|disminuci[oó]n|descenso|reducci[oó]n"
    r"|elevaci[oó]n|weight loss|pain|headaches?|dyspn\w+"
    r"|palsy)\s$",
    re.IGNORECASE,
)
# What comes back and is no tumor: `pericardial effusion recurrence`, `recurrence of the abscess`.
_COLLECTIONS = (
    r"(?:effusions?|abscess(?:es)?|hematomas?|haematomas?|seromas?|hernias?|fistulas?|ascites|hydrocephalus|bleeding"
    r"|h(?:a)?emorrhages?|infections?|fevers?|seizures?|symptoms?|pain|headaches?|thromb\w+|clots?|strictures?|stones?"
    r"|ulcers?|polyps?|episodes?|thrush|pneumonia|pneumothorax|chylothorax|intussusception|dvt|derrames?|abscesos?"
    r"|hidrocefalia|sangrados?|hemorragias?|infecci[oó]n(?:es)?|fiebre|convulsion(?:es)?|s[ií]ntomas|trombosis"
    r"|neumot[oó]rax|quilot[oó]rax)"
)
_OF_COLLECTION = (
    re.compile(rf"\b{_COLLECTIONS}(?:\s(?:is|was|has|have|had|will|may|might|are))?\s$", re.IGNORECASE),
    re.compile(
        r"(?:\s(?:of|in|del?|de la|de los)|(?<=\bof)|(?<=\bde)|(?<=\bdel))"
        r"\s(?:(?:the|her|his|a|an|la|su)\s)?(?:[^\W\d_]+\s){0,2}?"
        rf"{_COLLECTIONS}\b",
        re.IGNORECASE,
    ),
)
_PROGRESSIVE = re.compile(r"progresiv[oa]s?\b|progressive\b", re.IGNORECASE)


def _is_of_another(text: str, start: int, end: int) -> bool:
    if _OF_ANOTHER.match(text, end) is not None or _IN_SPANISH.search(text, max(0, start - 24), start) is not None:
        return True
    if _WORSE.search(text, max(0, start - 50), start) and _PROGRESSIVE.match(text, start):
        return True
    if _NO_TUMORS.search(text, max(0, start - 110), start):
        return True
    if is_of_collection(text, start, end):
        return True
    return _is_foreseen(text, start, end)


def is_of_collection(text: str, start: int, end: int) -> bool:
    """Whether what came back, or did not, is a fluid, an infection or a complaint: `recurrence of the effusion`."""
    before, behind = _OF_COLLECTION
    return before.search(text, max(0, start - 40), start) is not None or behind.match(text, end) is not None


def _is_foreseen(text: str, start: int, end: int) -> bool:
    """Whether the word only names a time that may come, in a sentence on what would be done then."""
    if _IF_EVER.search(text, max(0, start - 60), start) is None:
        return False
    begins = max((one.end() for one in _ENDS.finditer(text, 0, start)), default=0)
    ended = _ENDS.search(text, end)
    stop = ended.start() if ended is not None else len(text)
    return _KEPT.search(text, begins, stop) is not None and _HAPPENED.search(text, begins, stop) is None
