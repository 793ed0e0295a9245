"""What the title of a short paper says that it is, where its text decides nothing: a letter, a talk with the family, a
visit, an examination. Only its first lines are asked, and only for papers in prose."""

from __future__ import annotations

import re
from collections.abc import Sequence

from consilium.domain.layout import cite
from consilium.domain.records import Category, Citation, Page

_TITLE_LINES, _CHARS, _LONGEST = 3, 220, 120
# In this order: a consultation of a geneticist is of genetics, a letter of a visit a letter.
_TITLES: tuple[tuple[Category, re.Pattern[str]], ...] = tuple(
    (category, re.compile(rf"\b(?:{words})", re.IGNORECASE))
    for category, words in (
        (
            Category.TUMOR_BOARD,
            r"board\b|mdt\b|mdm\b|comit[eé]\b|junta (?:m[eé]dica|de)\b|ateneo\b"
            r"|multidisciplinary|sesi[oó]n (?:cl[ií]nica|de|conjunta)|acta de",
        ),
        (
            Category.GROWTH_AND_HISTORY,
            r"(?:dad|mum|mom|mam[aá]|pap[aá]|family|familia|abuel[oa]|grandm?\w*)(?:['’]s|s['’])? "
            r"(?:notes?|account|diary|story)|(?:notas?|relato|cuaderno|historia|resumen hecho) (?:de|por) "
            r"(?:la |el |los )?(?:mam[aá]|pap[aá]s?|familia|abuel[oa]|madre|padre)",
        ),
        (Category.GENETICS, r"(?:cancer )?genetic(?:s|ist)?\b|gen[eé]tica\b|c[aá]ncer hereditario"),
        (
            Category.PATHOLOGY_SLIDES,
            r"(?:slides?|blocks?|laminillas?|l[aá]minas?)\b[^.]{0,40}\b(?:sen[dt]|ship|loan|env[ií]\w+|pr[eé]stamo)"
            r"|send-?out desk|env[ií]o de (?:l[aá]minas|laminillas|bloques)",
        ),
        (
            Category.OPERATIVE,
            r"bronchoscop\w+|\w*broncoscop\w+|colonosc\w+|endosc\w+|gastrosc\w+|op(?:eration|erative)? (?:note|report)"
            r"|an(?:a)?esthe\w+|anestesia|nota (?:quir[uú]rgica|operatoria)|interventional|sclerotherapy",
        ),
        (
            Category.CLINICAL_SUMMARY,
            r"dear\b|estimad[oa]s?\b|letter|referral|second opinion|consent|treatment plan|planning|work-?up"
            r"|eligib\w+|enrol\w+|response"
            r"|(?:end|fin|t[eé]rmino)[ -](?:of|de)[ -]\w+|options|discussion|carta|derivaci[oó]n|referencia"
            r"|segunda opini[oó]n|consentimiento|conversaci[oó]n|entrevista con"
            r"|informaci[oó]n a (?:los )?padres|evaluaci[oó]n (?:a|de|al)\b"
            r"|respuesta|end-of-\w+|re[: ]",
        ),
        (
            Category.DISCHARGE,
            r"h\s?&\s?p\b|admi(?:ssion|tting|t note)|clerking|progress|ward\b|evoluci[oó]n|consulta|revisi[oó]n|visit\b"
            r"|review|handover|call\b|phone|nurs\w+|enfermer[ií]a|psycholog\w+|psicolog[ií]a"
            r"|neuropsych\w*|clinic\b|urgencias|late effects|survivor\w*"
            r"|sobrevivi\w+|ingreso|interconsulta|consult\w*|physio\w*|school|colegio|diet\w+"
            r"|nutrici[oó]n|fertil\w+|endocrin\w+|nefrolog[ií]a|nephrolog\w+|neurolog\w+|note\b|nota\b"
            r"|puberty|dental|turno|pase",
        ),
        (
            Category.IMAGING_REPORTS,
            r"ct\b|mri\b|ultrasound|doppler|uss\b|scan\b|x-?rays?\b|pet\b|ecograf\w+|tomograf\w+|resonancia|radiograf\w+"
            r"|gammagraf\w+",
        ),
        (
            Category.HEART_HEARING_TESTS,
            r"echo\w*|ecg\b|eeg\b|audiolog\w+|hearing|cardiolog\w+|ophthalm\w+|oftalm\w+|\w*sonogram\w*|ecocardiogra\w+",
        ),
    )
)
# A place's own name says nothing of its paper: `Heart Center`, `Unidad de Radioterapia`.
_PLACE = re.compile(
    r"\b\S+(?: \S+)? (?:hospital|cent(?:er|re)|institute|unit|service|program(?:me)?|department|dept\.?|centre)\b"
    r"|\b(?:hospital|cl[ií]nica|instituto|centro|unidad|servicio|fundaci[oó]n|departamento) (?:de |del |la )?\S+",
    re.IGNORECASE,
)


def titled(pages: Sequence[Page]) -> tuple[Category, Citation] | None:
    """The category that the first lines' words name, with its place; None where they name none."""
    for page in pages[:1]:
        lines = [line for line in page.lines[:_TITLE_LINES] if len(line.text) <= _CHARS]
        texts = [_PLACE.sub(" ", line.text) for line in lines]
        short = [at for at, text in enumerate(texts) if at < _TITLE_LINES - 1 or len(text) <= _LONGEST]
        for category, words in _TITLES:
            for at in short:
                if words.search(texts[at]) is not None:
                    return category, cite(lines[at], page.number)
    return None
