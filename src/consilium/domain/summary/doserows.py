"""Cumulative doses and their equivalents as rows: a figure with its factor and table, or why there is none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from consilium.domain.clinical import CaseFinding
from consilium.domain.dates import PartialDate
from consilium.domain.displaynames import DisplayNames
from consilium.domain.doses import Doses, DrugDose, Equivalent
from consilium.domain.records import Remark
from consilium.domain.summary.model import Cell, Dose, Span
from consilium.domain.summary.rows import references, told_on

NOTES = 4
_MANY = 1_000


def dose_rows(doses: Doses, names: DisplayNames | None = None) -> tuple[Dose, ...]:
    """A row for each equivalent by the tables that are shown first and have factors, then one for each drug."""
    scales = [one for one in doses.equivalents if one.scale.default and one.scale.source]
    said = names or DisplayNames()
    return (*(_equivalent(one, doses, said) for one in scales), *(_drug(drug, scales, said) for drug in doses.drugs))


def _drug(drug: DrugDose, scales: Sequence[Equivalent], said: DisplayNames) -> Dose:
    told = list(drug.told)[:_MANY]
    cycles = dict.fromkeys(str(one.shown.detail.get("cycle") or "") for one in told)
    return Dose(
        said.name(drug.drug),
        _total(drug),
        _product(drug, scales),
        ", ".join(filter(None, cycles)),
        _span(drug.summed or told),
        () if _untold(drug) else _notes(_of_sum(drug)[:NOTES], said),
        references(told),
    )


# Why a dose in plain mg is no part of a sum per m2: nothing to tell where the sum is one of plain mg.
_PER_M2 = frozenset({"doses.per_kg", "doses.surface_unknown", "doses.no_amount", "doses.joined"})


def _of_sum(drug: DrugDose) -> tuple[Remark, ...]:
    notes = (*drug.conflicts, *drug.reasons)
    flat = drug.flat is not None and drug.total is None and not drug.counted
    return tuple(one for one in notes if one.code not in _PER_M2) if flat else notes


def _total(drug: DrugDose) -> Cell:
    """The sum; where records differ, its bounds; where parts are not known, the least that it can be. What was given in
    plain mg is told where nothing is known per m2, or where a paper states that sum."""
    if drug.flat is not None and ((drug.total is None and not drug.counted) or drug.capped):
        args = {"flat": _number(drug.flat.amount), "unit": drug.flat.unit, "doses": drug.flat.doses}
        if drug.total is None:
            return Remark("summary.dose_flat", args)
        return Remark("summary.dose_flat_beside", {**args, "amount": _number(drug.total)})
    if drug.total is not None:
        return Remark("summary.dose_total", {"amount": _number(drug.total), "unit": drug.unit})
    if drug.least is not None and drug.most is not None and drug.least < drug.most:
        args = {"least": _number(drug.least), "most": _number(drug.most), "unit": drug.unit}
        return Remark("summary.dose_between", args)
    if drug.counted:
        return Remark("summary.dose_at_least", {"amount": _number(drug.counted), "unit": drug.unit})
    return Remark(f"summary.dose_{_untold(drug) or 'unknown'}")


def _untold(drug: DrugDose) -> str:
    """Why nothing is known of a dose where that is one and the same for all that tells of the drug, else ""."""
    codes = {one.code for one in (*drug.conflicts, *drug.reasons)}
    if drug.total is not None or drug.counted or not codes or not codes <= {"doses.no_amount", "doses.not_read"}:
        return ""
    if len(codes) > 1:
        return "not_told"
    return "not_read" if "doses.not_read" in codes else "not_stated"


def _product(drug: DrugDose, scales: Sequence[Equivalent]) -> Cell:
    for scale in scales:
        for part in scale.parts:
            if part.drug == drug.drug and part.product is not None:
                args = {"product": _number(part.product), "factor": _number(part.factor)}
                return Remark("summary.dose_product", args)
    return ""


def _equivalent(one: Equivalent, doses: Doses, said: DisplayNames) -> Dose:
    names = [part.drug for part in one.parts]
    told = [finding for name in names if name in doses.by_name for finding in doses.by_name[name].told][:_MANY]
    if one.total is not None:
        figure: Cell = Remark("summary.dose_total", {"amount": _number(one.total), "unit": "mg"})
    elif one.counted:
        figure = Remark("summary.dose_at_least", {"amount": _number(one.counted), "unit": "mg"})
    else:
        figure = Remark("summary.dose_unknown")
    label = Remark(f"summary.scale_{one.scale.key}")
    of = ", ".join(said.name(name) for name in names)
    parts = [finding for name in names if name in doses.by_name for finding in doses.by_name[name].summed]
    return Dose(label, figure, of, "", _span(parts or told), _notes(one.reasons[: NOTES + 2], said), references(told))


def _notes(remarks: Sequence[Remark], said: DisplayNames) -> tuple[Remark, ...]:
    """The remarks with the drugs that they name as the page names them; what holds of several records is said once."""
    named = [
        replace(one, args={key: said.name(str(arg)) if key == "drug" else arg for key, arg in one.args.items()})
        for one in remarks
    ]
    joined: dict[object, list[Remark]] = {}
    for one in named:
        key = (one.code, tuple(sorted((name, str(arg)) for name, arg in one.args.items() if name not in _LISTED)))
        joined.setdefault(key, []).append(one)
    return tuple(_listed(group) for group in joined.values())


_LISTED = frozenset({"record", "drug"})


def _listed(group: Sequence[Remark]) -> Remark:
    """Remarks that differ in nothing but their record or drug as one that names them all."""
    args = dict(group[0].args)
    for key in _LISTED & args.keys():
        args[key] = ", ".join(dict.fromkeys(str(one.args[key]) for one in group))
    return replace(group[0], args=args)


def _span(made_of: Sequence[CaseFinding]) -> Span | Remark:
    """From the first to the last day of what a figure is made of; no span where a part of that has no day."""
    days = [day for one in made_of for day in _days(one)]
    if not days:
        return Span(told=told_on(made_of))
    undated = any(one.shown.when is None for one in made_of)
    return Remark("summary.partly_dated") if undated else Span(min(days), max(days))


def _days(one: CaseFinding) -> Iterator[PartialDate]:
    yield from (day for day in (one.shown.when, one.shown.until) if day is not None)


def _number(value: float) -> float | int:
    rounded = round(value, 2)
    return int(rounded) if rounded == int(rounded) else rounded
