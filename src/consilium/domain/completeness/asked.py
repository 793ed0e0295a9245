"""What an owed paper is called where it is asked for: an item that a records office understands, not a heading."""

from __future__ import annotations

from consilium.domain.records import Category, Remark, Scalar

_TRANSPLANT = ("transplant", "trasplante", "stem cell", "células madre", "car t", "car-t")
_TESTS = ("echocardiogram", "audiogram")
_NAMED = {
    Category.GENETICS: "genetics",
    Category.LABS: "labs",
    Category.OPERATIVE: "operative",
    Category.TREATMENT_RECORDS: "treatment",
    Category.HEART_HEARING_TESTS: "heart",
}
_PLAIN = {
    Category.BONE_MARROW: "marrow",
    Category.PATHOLOGY_REPORT: "pathology",
    Category.RADIATION: "radiation",
    Category.TUMOR_BOARD: "board",
    Category.DISCHARGE: "notes",
    Category.IMAGING_REPORTS: "imaging",
}
_BY_THEMSELVES = ("story_photographs", "story_radiation_files", "story_hla", "story_frozen_cells")


def paper_asked(kind: str, category: Category, what: str, thing: str = "", shown: str = "") -> Remark:
    """The paper of a `kind` ("report", "result") and category. `what` are the words that tell which: a test, an
    operation, drugs; `shown` the same in the page's language. `thing` is the list's name of it."""
    args: dict[str, Scalar] = {"what": shown or what}
    if thing in _BY_THEMSELVES and (kind != "result" or not what):
        return Remark(f"gaps.thing_{thing}")
    if kind == "result":
        return Remark("gaps.paper_result", args) if what else Remark("gaps.paper_result_any")
    if category is Category.HEART_HEARING_TESTS and what in _TESTS:
        return Remark(f"gaps.paper_{what}")
    if category is Category.TREATMENT_RECORDS and any(word in what.casefold() for word in _TRANSPLANT):
        return Remark("gaps.paper_transplant", args)
    if category in _NAMED:
        return Remark(f"gaps.paper_{_NAMED[category]}_of", args) if what else Remark(f"gaps.paper_{_NAMED[category]}")
    if category in _PLAIN:
        return Remark(f"gaps.paper_{_PLAIN[category]}")
    return Remark("gaps.paper_other", {"category": category.value})
