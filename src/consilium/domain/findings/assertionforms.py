"""Forms of a sentence that say how a thing in it is meant: signs, conditions, requests and what did not come."""

from __future__ import annotations

import re

# A request in the form of a question asks nothing of the illness: `Would you kindly see this girl with ...?`
POLITE = re.compile(
    r"\W*(?:(?:Would|Could|Can|Will) you (?:kindly |please |be able to )?(?:see|review|accept|assess|consider|advise)"
    r"|(?:Podr[ií]an?|Pueden?)(?: ustedes?)? (?:ver|valorar|revisar|recibir|atender|aceptar))\b",
    re.IGNORECASE,
)
# A condition right before a thing: `si fiebre consultar`, `if vomiting`.
IF_BEFORE = re.compile(r"(?<!\w)(?:[Ss]i|SI|[Ii]f|IF)\s(?:(?:hay|tiene|presenta|any|new|persistent|persiste)\s)?$")
# A sign right after a thing, or `NO` that ends its part: `diarrea (-)`, `adenopatías(-)`, `sme Down NO.`
SIGNED_OFF = re.compile(
    r"\s?\(\s?[-–—]\s?\)|[\s-]free\b(?!\s(?:T|fluid|air|flap|text))|\s?[:=]?\s?(?<!\w)NO\b(?=\s*(?:[.;,|)]|$))"
)
# `Had the spleen been involved she would have ...`, `De haber tenido ...`.
COUNTERFACTUAL = re.compile(
    r"\s*(?:Had\s(?:the|he|she|it|there|they|we|this|his|her)\b[^.?]{1,300}\bwould\b"
    r"|(?:De haber|Si hubiera|Si hubiese|De no haber)\b)"
)
