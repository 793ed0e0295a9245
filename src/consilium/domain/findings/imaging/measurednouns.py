"""The word that a size is told of where no list knows it: `pelvis renal de 12 mm`, `bowel wall thickness 2 mm`."""

from __future__ import annotations

import re

from consilium.domain.findings.imaging.sizes import Size
from consilium.domain.findings.text.spans import Span
from consilium.domain.phrases import fold

# A noun and what may stand between it and its size.
_MEASURED = re.compile(
    r"(?P<noun>[^\W\d_]{2,}(?:\s[^\W\d_]{4,})?)\s*(?:\([^()]{0,20}\)\s*)?"
    r"(?:\s?(?:is|are|was|remains?|appears?|est[aá]|persiste|permanece|sigue)(?:\s[^\W\d_]{3,14}){1,2}(?=,))?"
    r"(?:(?:\s?[:,]|\sde|\s?(?:weigh|pes)\w{1,4})?\s?\d{1,4}(?:[.,]\d)?\s?g(?:\s(?:and|y)\b)?\s?)?"
    r"(?:(?:,|:|=|\(|of|de|del|is|was|mide|miden|measures|measuring|measured|about|approximately|aprox\w*\.?|approx\.?|"
    r"hasta|up to|casi|unos|en|in|at|with|con|AP|CC|TR|LL|~)\s*){0,3}$",
    re.IGNORECASE,
)
_NOUN_REACH, _SHORTEST = 60, 4
# Around the name of a thing: `specimen size`, `de lobectomía`.
_UNNAMED = re.compile(
    r"^(?:(?:del?|la|el|los|las|of|the|and|y|with|con|an?|un|dos|tres|cuatro|two|three|four|its|both|"
    r"amb[ao]s)\s)+|\s(?:size|dimensions?|tamano|dimensiones)$",
    re.IGNORECASE,
)
_NO_THING = frozenset(
    ("aproximadamente", "approximately", "diametro", "diameter", "longitud", "length", "eje", "axis", "maximo",
     "maximum", "largest", "mayor", "least", "than", "menos", "measuring", "measures", "mide", "size", "tamano", "now",
     "ahora", "currently", "actualmente", "from", "desde", "hasta", "about", "corte", "cortes", "thick", "every",
     "cada", "serie", "series", "image", "imagen", "level", "nivel", "distance", "distancia", "depth", "profundidad",
     "within", "others", "otros", "otras", "semanas", "weeks", "months", "meses", "media", "biopsy", "biopsia",
     "today", "hoy", "prior", "previous", "previously", "previo", "previa", "anterior", "basal",
     "greatest", "dimension", "dimensions", "additional", "adicional", "dimensiones", "craniocaudal", "transverse",
     "anteroposterior", "another", "other", "otro", "otra", "second", "segundo", "segunda",
     "peso", "weight", "weighs", "pesa",
     "further", "one", "ones", "uno", "una", "unos", "unas", "third", "tercero", "tercera", "fourth",
     "cuarto", "ultimo",
     "ultima", "last", "first", "primero", "primera", "dicho", "dicha", "said", "mas", "more", "most",
     "some", "algunos", "massive", "masiva", "masivo", "focal", "extensive", "extensa", "minimal", "minima",
     "si", "if", "when", "cuando", "alcanza", "alcanzan", "alcanzaba", "alcanzaban", "reaches", "reached", "llega",
     "antes", "before", "formerly", "initially", "inicialmente", "luego", "then", "that", "which", "que", "cual",
     "en", "in", "su", "sus", "se", "lo", "por", "para", "by", "around", "unos", "cerca", "alrededor", "over", "sobre",
     "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "setiembre", "octubre",
     "noviembre", "diciembre", "january", "february", "march", "april", "june", "july", "august", "september",
     "october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
     "ene", "abr", "ago", "dic", "year", "years", "ano", "anos", "month", "mes", "week", "semana", "borde", "edge")
)  # fmt: skip
_DIMENSION = re.compile(
    r"(?P<en>[^\W\d_]{4,}) (?:length|diameter|thickness|height|width|depth)|"
    r"(?:longitud|diametro|espesor|grosor|altura|anchura|profundidad|eje) (?P<es>[^\W\d_]{4,})"
)
_ANY_DIMENSION = frozenset(
    ("total", "average", "promedio", "overall", "approximate", "aproximada", "aproximado", "slice", "section", "menor",
     "corto", "largo", "short", "long", "longest", "shortest", "smaller", "equal", "estimated", "estimado", "estimada",
     "transversal", "transverso", "longitudinal", "vertical", "horizontal", "anterior", "posterior", "tumor", "lesion",
     "wall", "basal", "base", "full", "their", "with", "whose", "cuyo", "cuya", "minimum", "minimo")
)  # fmt: skip


# A verb or a mere quality before a size names no thing: `ha disminuido de 5,2 a 3,1 cm`, `begins 3 cm above`.
_VERB = re.compile(
    r"^(?:mostro|muestra|mostraba|revelo|revela|evidencio|evidencia|objetivo|informo|describe|presenta"
    r"|presentaba|ha|han|has|have|had|se|it|they)\s|\b(?:begin(?:s|ning)?|start(?:s|ing)?|extend(?:s|ing)?"
    r"|lies|located|decreased|"
    r"increased|reduced|grown|shrunk|disminuido|aumentado|crecido|reducido|comienza|inicia|empieza|extiende|situad[oa]|"
    r"acquisition|adquisicion|acquired|thick slices|contralateral|ipsilateral|remaining|restantes?|unchanged"
    r"|stable|estable)$"
)


# An enlarged organ is what its own size is of: `esplenomegalia leve (12 cm)`.
_ENLARGED = re.compile(
    r"\b(?P<organ>hepato(?:e?s)pleno|e?spleno|hepato|ne(?:f|ph)ro|cardio|pancreato"
    r"|renomega)\s?(?:-\s?)?megal(?:y|ia)(?:\s[^\W\d_]{3,12}){0,2}?\s?"
    r"(?:[(,:]\s?)?(?:(?:de|of|measuring|mide|con|with|at|hasta|up to)\s){0,2}$",
    re.IGNORECASE,
)
_ORGANS = {
    "hepatoe": "liver and spleen", "hepatos": "liver and spleen", "esp": "spleen", "spl": "spleen", "hepato": "liver",
    "ne": "kidney", "card": "heart",
}  # fmt: skip


def enlarged_organ(text: str, size: Size) -> Span[str] | None:
    """The organ whose enlargement stands right before a size."""
    first = max(0, size.start - _NOUN_REACH)
    found = _ENLARGED.search(text[first : size.start])
    if found is None:
        return None
    said = fold(found["organ"])
    name = next((organ for begins, organ in _ORGANS.items() if said.startswith(begins)), "")
    return Span(name, first + found.start(), first + found.end("organ")) if name else None


def _is_dimension(name: str) -> bool:
    """Whether a name tells which length of the body it is: `axial length`, `espesor macular`, not `maximum length`."""
    found = _DIMENSION.fullmatch(name)
    return found is not None and (found["en"] or found["es"]) not in _NO_THING | _ANY_DIMENSION


def noun_before(text: str, size: Size) -> Span[str] | None:
    """The word that a size is told of, where the lists know none: `quiste simple` is known, `pelvis renal` is not."""
    found = _MEASURED.search(text[max(0, size.start - _NOUN_REACH) : size.start])
    if found is None:
        return None
    first = max(0, size.start - _NOUN_REACH)
    name = _UNNAMED.sub("", found["noun"] if found["noun"].isupper() else fold(found["noun"]))
    if set(name.split()) & _NO_THING and not _is_dimension(name):
        return None
    if _VERB.search(name):
        return None
    if len(name) < _SHORTEST and not name.isupper():
        return None
    return Span(name, first + found.start("noun"), first + found.end("noun"))
