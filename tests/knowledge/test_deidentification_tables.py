"""The tables by which images are made nameless: their shape, their source, and that they name what exists."""

from __future__ import annotations

from pydicom._dicom_dict import DicomDictionary
from pydicom.datadict import keyword_for_tag
from pydicom.sr._concepts_dict import concepts

from consilium.domain.deidentification import How
from consilium.knowledge.catalog import catalog
from consilium.knowledge.deidentification import deidentification
from consilium.knowledge.documents import document

KEYWORDS = {entry[4] for entry in DicomDictionary.values()}


def test_all_617_rows_of_the_standards_table_are_there() -> None:
    table = deidentification().profile.table
    assert len(table) == 617
    assert all(keyword_for_tag(tag) for tag in table)


def test_every_attribute_that_is_listed_exists() -> None:
    data = document("deidentification.yaml")
    listed = {*data["keep"]["attributes"], *data["drop"], *data["texts"], *data["numbers"], *data["patient"]}
    listed |= set(data["binaries"])
    assert listed - KEYWORDS == set()


def test_the_codes_of_the_method_are_those_of_the_standard() -> None:
    meanings = {code: meaning for named in concepts["DCM"].values() for code, (meaning, _) in named.items()}
    for code, meaning in deidentification().codes.items():
        assert meanings[code] == meaning


def test_no_attribute_of_a_person_stays_as_it_is() -> None:
    profile = deidentification().profile
    for tag, (vr, _, _, _, keyword) in DicomDictionary.items():
        how = profile.treatment(tag, keyword, vr).how
        if vr in ("PN", "AE", "UR", "UN"):
            assert how in (How.REMOVE, How.EMPTY, How.DUMMY), keyword
        if tag >> 16 in (0x0010, 0x0038, 0x4008) and keyword not in profile.patient:
            assert how not in (How.CHECK, How.BYTES), keyword


def test_every_source_has_a_date() -> None:
    for name in ("deidentification.yaml", "deidentification_words.yaml"):
        assert all(source["date"] for source in document(name)["sources"])


def test_every_reason_is_said() -> None:
    texts = catalog("en")
    assert all(texts.has(f"deidentification.{why}") for why in deidentification().pixels.refused.values())
