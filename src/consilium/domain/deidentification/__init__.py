"""Images made nameless on their way out (DICOM PS3.15 Annex E): what is done with each attribute, and what is said.

The stance is an allow-list. An attribute stays because it is listed, a text because every word of it is listed, a coded
value because it is, a picture because no letters were found in it; everything else goes, known or not. The actions of
Table E.1-1 come on top. Tables come in as values (`knowledge.deidentification`); readers apply the decisions.
"""

from consilium.domain.deidentification.pixels import Look, Pictured, PixelRules, look_at
from consilium.domain.deidentification.profile import How, Profile, Row, Treatment
from consilium.domain.deidentification.pseudonyms import Order, Pseudonyms, order_of
from consilium.domain.deidentification.report import Changed, Cleaned, Deed, Tally
from consilium.domain.deidentification.slides import TiffRules, aperio_description, ome_description
from consilium.domain.deidentification.words import Vocabulary

__all__ = [
    "Changed",
    "Cleaned",
    "Deed",
    "How",
    "Look",
    "Order",
    "Pictured",
    "PixelRules",
    "Profile",
    "Pseudonyms",
    "Row",
    "Tally",
    "TiffRules",
    "Treatment",
    "Vocabulary",
    "aperio_description",
    "look_at",
    "ome_description",
    "order_of",
]
