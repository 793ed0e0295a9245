"""A portal's export in FHIR: many resources of many kinds in one file, which is none of the documents inside it.

What such a file is follows from what most of it is: laboratory values, where observations prevail. It is dated by the
day on which it was put together (`Bundle.timestamp`).
"""

from __future__ import annotations

from consilium.domain.dates import PartialDate
from consilium.domain.records import Category, Citation, Decision, Reading, Remark

_SHARE = 0.5
# A bundle of one of these types is one document or message, not a collection.
_ONE_THING = ("document", "message")


def is_export(reading: Reading) -> bool:
    """Whether a reading is a collection of several kinds of resources about a patient."""
    if not reading.format.startswith("fhir"):
        return False
    counts = _counts(reading)
    return len(set(counts) - {"Patient", "Organization", "Practitioner", "Binary"}) >= 3 and not _one_thing(reading)


def export_category(reading: Reading) -> Decision[Category]:
    """Laboratory values where observations prevail; else unknown."""
    counts = _counts(reading)
    observations = counts.get("Observation", 0)
    if observations > _SHARE * sum(counts.values()):
        return Decision(Category.LABS, (Remark("sorting.export_of_results", {"count": observations}),))
    return Decision(None, (Remark("sorting.export_mixed", {"count": len(counts)}),))


def export_date(reading: Reading) -> Decision[PartialDate] | None:
    """The day on which the collection was made, where it says so."""
    bundle = reading.facts.get("bundle")
    stamp = str(bundle.get("timestamp") or "") if isinstance(bundle, dict) else ""
    try:
        value = PartialDate.from_iso(stamp)
    except ValueError:
        return None
    remark = Remark("sorting.date_is", {"date": str(value), "role": "document"})
    return Decision(value, (remark,), (Citation(stamp, place="Bundle.timestamp"),))


def _one_thing(reading: Reading) -> bool:
    bundle = reading.facts.get("bundle")
    return isinstance(bundle, dict) and bundle.get("type") in _ONE_THING


def _counts(reading: Reading) -> dict[str, int]:
    counts = reading.facts.get("resources")
    if not isinstance(counts, dict):
        return {}
    return {kind: count for kind, count in counts.items() if isinstance(count, int)}
