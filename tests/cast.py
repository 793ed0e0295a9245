"""The people of all tests. All of them are made up."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """A synthetic patient: name as papers write it, birth date as ISO, sex, record number."""

    given: str
    family: str
    born: str
    sex: str
    number: str

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}"

    @property
    def dicom(self) -> str:
        return f"{self.family}^{self.given}"


MIA = Person("Mia", "Muestra Ejemplo", "2010-05-17", "F", "MRN-4711")
TWIN = Person("Eva", "Muestra Ejemplo", "2010-05-17", "F", "MRN-4712")
OTHER = Person("Noah", "Sample", "2012-01-09", "M", "MRN-9000")
