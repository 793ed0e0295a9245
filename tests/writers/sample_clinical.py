"""An openly synthetic clinical case: Hodgkin lymphoma with a relapse, 60 records, about 400 findings."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from PIL import Image, ImageDraw

from consilium.domain.clinical import CaseFinding, CaseRecord, ClinicalCase, Judgement, Verdict
from consilium.domain.completeness import gaps
from consilium.domain.conflicts import conflicts
from consilium.domain.dates import PartialDate
from consilium.domain.doses import cumulative
from consilium.domain.findings.finding import Assertion, Code, Finding, Kind, Origin
from consilium.domain.labseries import lab_series
from consilium.domain.packet import (
    ChildView,
    Counts,
    NumberView,
    PacketView,
    RecordView,
    SeriesView,
    Sourced,
    StudyView,
)
from consilium.domain.records import Box, Category, Citation
from consilium.domain.summary import Asked, Derived, conflict_rows, dose_rows, gap_rows, series_of
from consilium.knowledge.doses import dose_rules
from consilium.knowledge.labunits import lab_units, laboratory_tests
from consilium.knowledge.requirements import requirements

NORTH, SOUTH, LAB = (
    "North Example Children's Hospital",
    "South Example University Hospital",
    "Example Outside Laboratory",
)
D = PartialDate.from_iso
# number, title, category, date, institution, pages
ROWS = (
    ("R1", "Clinic letter: swelling of the neck", Category.DISCHARGE, "2025-06-02", "Example Family Practice", 2),
    ("R2", "Ultrasound of the neck: report", Category.IMAGING_REPORTS, "2025-06-04", NORTH, 1),
    ("R3", "CT neck, chest and abdomen: report", Category.IMAGING_REPORTS, "2025-06-12", NORTH, 3),
    ("R4", "Lymph node biopsy: pathology report, preliminary", Category.PATHOLOGY_REPORT, "2025-06-16", NORTH, 2),
    ("R5", "Lymph node biopsy: pathology report, final", Category.PATHOLOGY_REPORT, "2025-06-18", NORTH, 4),
    ("R6", "Operation report: excision of a lymph node", Category.OPERATIVE, "2025-06-13", NORTH, 2),
    ("R7", "PET/CT: report", Category.IMAGING_REPORTS, "2025-06-23", NORTH, 2),
    ("R8", "Tumor board note", Category.TUMOR_BOARD, "2025-06-25", NORTH, 1),
    ("R9", "Resumen de tratamiento", Category.TREATMENT_RECORDS, "2026-01-20", SOUTH, 6),
    ("R10", "PET/CT after 2 cycles: report", Category.IMAGING_REPORTS, "2025-08-30", NORTH, 2),
    ("R11", "Radiation treatment summary", Category.RADIATION, "2025-12-19", NORTH, 2),
    ("R12", "PET/CT at relapse: report", Category.IMAGING_REPORTS, "2026-07-21", SOUTH, 3),
    ("R13", "Biopsy at relapse: pathology report", Category.PATHOLOGY_REPORT, "2026-07-28", SOUTH, 3),
    ("R14", "Lymph node biopsy: whole slide image, HE", Category.PATHOLOGY_SLIDES, "2025-06-18", NORTH, 0),
    ("R15", "Tumor sequencing report", Category.GENETICS, "2026-08-12", LAB, 5),
    ("R16", "Echocardiography", Category.HEART_HEARING_TESTS, "2025-06-24", NORTH, 1),
    ("R17", "Echocardiography", Category.HEART_HEARING_TESTS, "2026-08-02", SOUTH, 1),
    ("R18", "Discharge summary at relapse", Category.DISCHARGE, "2026-08-05", SOUTH, 5),
    ("R19", "Our questions", Category.QUESTIONS_LIST, "2026-11-10", "", 1),
)  # fmt: skip


def case_records() -> tuple[CaseRecord, ...]:
    rows = [*ROWS, *_laboratory_records()]
    made = [
        CaseRecord(
            id=f"file-{number}", number=number, title=title, path=f"records/{number} {title}.pdf".replace(":", ""),
            category=category, date=D(day), institution=place, language="es" if "Resumen" in title else "en",
            format="pdf", pages=pages,
        )
        for number, title, category, day, place, pages in rows
    ]  # fmt: skip
    return tuple(replace(one, superseded_by="R5") if one.number == "R4" else one for one in made)


def _laboratory_records() -> Iterator[tuple[str, str, Category, str, str, int]]:
    for at in range(41):
        day = str(date(2025, 5, 28) + timedelta(days=13 * at))
        yield f"R{20 + at}", "Laboratory results", Category.LABS, day, NORTH if at % 3 else SOUTH, 2


class _Maker:
    def __init__(self) -> None:
        self.records = {record.number: record for record in case_records()}
        self.found: list[CaseFinding] = []

    def add(self, number: str, page: int, quote: str, finding: Finding, judgement: Judgement | None = None) -> None:
        at = len(self.found)
        top = 0.12 + at % 17 * 0.045
        place = Citation(quote, page, Box(0.12, top, 0.62, top + 0.022))
        made = replace(finding, citations=(place,))
        if judgement is not None and judgement.value is not None:
            judgement = replace(judgement, value=replace(judgement.value, citations=(place,)))
        self.found.append(CaseFinding(f"key-{at:04d}", made, self.records[number], judgement))


HODGKIN = Finding(
    Kind.DIAGNOSIS,
    "classical Hodgkin lymphoma, nodular sclerosis",
    (Code("icd-o-3-morphology", "9663/3"), Code("icd-o-3-topography", "C77.8"), Code("iccc-3", "II(a)")),
)


def _disease(make: _Maker) -> None:
    lymphoma = Finding(Kind.DIAGNOSIS, "Hodgkin lymphoma", when=D("2025-06-12"), assertion=Assertion.UNCERTAIN)
    make.add(
        "R3",
        3,
        "appearances favor lymphoma, Hodgkin lymphoma suspected",
        replace(lymphoma, detail={"status": "working"}),
    )
    make.add(
        "R4",
        1,
        "preliminary: lymphoma, further stains to follow",
        replace(HODGKIN, name="lymphoma", when=D("2025-06-16")),
    )
    make.add(
        "R5",
        1,
        "Classical Hodgkin lymphoma, nodular sclerosis subtype",
        replace(
            HODGKIN, when=D("2025-06-18"), site="cervical lymph node", laterality="left", detail={"status": "confirmed"}
        ),
    )
    make.add(
        "R13",
        1,
        "Recurrent classical Hodgkin lymphoma",
        replace(
            HODGKIN,
            name="classical Hodgkin lymphoma",
            when=D("2026-07-28"),
            site="mediastinum",
            detail={"status": "relapse"},
        ),
    )
    for number, page in (("R8", 1), ("R9", 1), ("R12", 1), ("R18", 1), ("R17", 1)):
        make.add(number, page, "classical Hodgkin lymphoma, NS type", HODGKIN)
    make.add(
        "R5",
        1,
        "excisional biopsy, left cervical lymph node, 3.1 cm",
        Finding(
            Kind.SPECIMEN,
            "excisional biopsy",
            when=D("2025-06-13"),
            laterality="left",
            site="cervical lymph node",
            value="3.1 x 2.2 x 1.8 cm",
        ),
    )
    make.add(
        "R13",
        1,
        "core needle biopsy of the mediastinal mass, 4 cores",
        Finding(Kind.SPECIMEN, "core needle biopsy", when=D("2026-07-24"), site="mediastinum", value="4 cores"),
    )
    for name, value in (
        ("CD30", "positive"),
        ("CD15", "positive"),
        ("PAX5", "weakly positive"),
        ("CD20", "negative"),
        ("CD3", "negative"),
        ("CD45", "negative"),
        ("EBER", "positive"),
    ):
        said = Assertion.NEGATED if value == "negative" else Assertion.STATED
        for number, day in (("R5", "2025-06-18"), ("R13", "2026-07-28")):
            make.add(number, 2, f"{name} {value}", Finding(Kind.STAIN, name, value=value, when=D(day), assertion=said))
    make.add(
        "R13",
        3,
        "PD-L1 (9p24.1 FISH) pending",
        Finding(Kind.CYTOGENETICS, "9p24.1 FISH", when=D("2026-07-28"), assertion=Assertion.PENDING),
    )
    for number, page in (("R7", 2), ("R8", 1), ("R9", 1)):
        make.add(
            number,
            page,
            "Ann Arbor stage IIB bulky",
            Finding(
                Kind.STAGE,
                "stage",
                value="IIB, bulky",
                when=D("2025-06-25") if number != "R9" else None,
                detail={"system": "Ann Arbor, Cotswolds"},
            ),
        )
    make.add(
        "R12",
        3,
        "stage IVB at relapse",
        Finding(Kind.STAGE, "stage", value="IVB", when=D("2026-07-21"), detail={"system": "Ann Arbor"}),
    )
    make.add(
        "R8",
        1,
        "intermediate risk per protocol",
        Finding(Kind.RISK, "risk group", value="intermediate risk", when=D("2025-06-25"), detail={"group": ""}),
    )
    for gene, protein, vaf in (
        ("SOCS1", "p.S116N", "12%"),
        ("TNFAIP3", "p.E154*", "9%"),
        ("B2M", "p.M1R", "7%"),
        ("STAT6", "p.N417Y", "5%"),
    ):
        make.add(
            "R15",
            2,
            f"{gene} {protein} VAF {vaf}",
            Finding(
                Kind.VARIANT,
                gene,
                value="detected",
                when=D("2026-08-12"),
                detail={"gene": gene, "protein": protein, "vaf": f"VAF {vaf}", "class": "tier II"},
            ),
        )
    make.add(
        "R15",
        3,
        "No fusion involving ALK was detected",
        Finding(
            Kind.VARIANT,
            "ALK fusion",
            value="not detected",
            when=D("2026-08-12"),
            assertion=Assertion.NEGATED,
            detail={"gene": "ALK"},
        ),
    )


def _treatment(make: _Maker) -> None:
    make.add(
        "R9",
        1,
        "OEPA-COPDAC, treated per EuroNet-PHL-C2, not enrolled",
        Finding(
            Kind.PROTOCOL,
            "EuroNet-PHL-C2",
            value="treated as per protocol, not enrolled",
            when=D("2025-07-01"),
            detail={"arm": "OEPA-COPDAC-28"},
        ),
    )
    starts = ("2025-07-01", "2025-07-29", "2025-09-02", "2025-09-30")
    for at, (day, name) in enumerate(zip(starts, ("OEPA", "OEPA", "COPDAC-28", "COPDAC-28"), strict=True), start=1):
        make.add(
            "R9",
            2,
            f"Zyklus {at} {name} {day}",
            Finding(Kind.CYCLE, name, when=D(day), detail={"number": str(at), "of": "4"}),
        )
        drugs = (
            (("doxorubicin", "40", "2"), ("vincristine", "1.5", "3"), ("etoposide", "125", "5"))
            if name == "OEPA"
            else (("cyclophosphamide", "500", "2"), ("vincristine", "1.5", "2"), ("dacarbazine", "250", "3"))
        )
        for drug, dose, times in drugs:
            make.add(
                "R9",
                2 + at % 4,
                f"{drug} {dose} mg/m2 x {times}",
                Finding(
                    Kind.DRUG,
                    drug,
                    value=f"{dose} mg/m2",
                    number=float(dose),
                    unit="mg/m2",
                    when=D(day),
                    detail={"dose": dose, "dose_unit": "mg", "per": "m2", "cycle": str(at), "times": times},
                ),
            )
    make.add(
        "R18",
        4,
        "brentuximab vedotin with bendamustine is planned",
        Finding(
            Kind.DRUG,
            "brentuximab vedotin",
            value="1.8 mg/kg",
            assertion=Assertion.PLANNED,
            when=D("2026-09"),
            detail={"dose": "1.8", "dose_unit": "mg", "per": "kg"},
        ),
    )
    make.add(
        "R11",
        1,
        "19.8 Gy in 11 fractions to the mediastinum",
        Finding(
            Kind.RADIATION,
            "involved-site radiotherapy",
            when=D("2025-12-01"),
            until=D("2025-12-15"),
            site="mediastinum",
            detail={"gray": "19.8", "fractions": "11", "technique": "photons, IMRT"},
        ),
    )
    make.add(
        "R6",
        1,
        "Excision of a left cervical lymph node",
        Finding(
            Kind.SURGERY,
            "excision of lymph node",
            when=D("2025-06-13"),
            laterality="left",
            site="neck",
            detail={"margins": "", "residual": ""},
        ),
    )
    make.add(
        "R18",
        4,
        "autologous transplant is being considered",
        Finding(Kind.TRANSPLANT, "autologous stem cell transplantation", assertion=Assertion.PLANNED),
    )
    for day, number, name, value in (
        ("2025-08-30", "R10", "PET response after 2 cycles", "Deauville 3"),
        ("2026-01-15", "R9", "complete remission", "Deauville 2"),
        ("2026-07-21", "R12", "relapse", "Deauville 5"),
    ):
        make.add(
            number,
            2,
            f"{name}: {value}",
            Finding(Kind.RESPONSE, name, value=value, when=D(day), detail={"system": "Deauville"}),
        )
    for day, number, size in (
        ("2025-06-12", "R3", "98 x 74"),
        ("2025-08-30", "R10", "41 x 30"),
        ("2026-07-21", "R12", "62 x 48"),
    ):
        make.add(
            number,
            2,
            f"mediastinal mass {size} mm",
            Finding(
                Kind.MEASUREMENT,
                "mediastinal mass",
                when=D(day),
                site="mediastinum",
                detail={"sizes": size, "unit": "mm", "lesion": "mediastinal mass"},
            ),
        )
    make.add(
        "R12",
        2,
        "new FDG-avid lesions in liver and right iliac bone",
        Finding(
            Kind.IMAGING,
            "FDG-avid lesions",
            when=D("2026-07-21"),
            site="liver and right iliac bone",
            detail={"modality": "PET/CT", "study_date": "2026-07-21"},
        ),
    )
    make.add(
        "R12",
        2,
        "No pleural effusion",
        Finding(
            Kind.IMAGING,
            "pleural effusion",
            when=D("2026-07-21"),
            assertion=Assertion.NEGATED,
            detail={"modality": "PET/CT"},
        ),
    )
    for number, day, value in (("R16", "2025-06-24", "66 %"), ("R17", "2026-08-02", "57 %")):
        make.add(
            number,
            1,
            f"LVEF {value}",
            Finding(
                Kind.FUNCTION,
                "left ventricular ejection fraction",
                value=value,
                when=D(day),
                detail={"method": "biplane"},
            ),
        )
    make.add(
        "R9",
        5,
        "Neuropatía grado 2 (CTCAE)",
        Finding(
            Kind.TOXICITY, "peripheral neuropathy", when=D("2025-09"), detail={"grade": "grade 2", "system": "CTCAE v5"}
        ),
    )
    make.add(
        "R9",
        5,
        "Mucositis grado 3",
        Finding(Kind.TOXICITY, "mucositis", when=D("2025-07-10"), detail={"grade": "grade 3", "system": "CTCAE v5"}),
    )


def _background(make: _Maker) -> None:
    make.add(
        "R18",
        2,
        "Penicillin: rash at age 3",
        Finding(Kind.ALLERGY, "penicillin", value="", detail={"reaction": "rash", "severity": ""}),
    )
    make.add("R1", 1, "No latex allergy", Finding(Kind.ALLERGY, "latex", assertion=Assertion.NEGATED))
    make.add("R1", 1, "Mild asthma, salbutamol when needed", Finding(Kind.CONDITION, "asthma", value="mild"))
    make.add("R1", 2, "No diabetes", Finding(Kind.CONDITION, "diabetes mellitus", assertion=Assertion.NEGATED))
    make.add(
        "R1",
        2,
        "Mother: breast cancer at 41",
        Finding(
            Kind.FAMILY_HISTORY,
            "breast cancer",
            value="at 41",
            assertion=Assertion.FAMILY,
            detail={"relative": "mother"},
        ),
    )
    make.add(
        "R18",
        2,
        "maternal grandmother had Hodgkin disease",
        Finding(
            Kind.DIAGNOSIS, "Hodgkin lymphoma", assertion=Assertion.FAMILY, detail={"relative": "maternal grandmother"}
        ),
    )
    make.add(
        "R18",
        3,
        "cotrimoxazole 480 mg twice daily Sat/Sun",
        Finding(
            Kind.MEDICINE,
            "trimethoprim-sulfamethoxazole",
            when=D("2026-08-05"),
            detail={"dose": "480 mg", "route": "by mouth", "frequency": "twice daily Sat and Sun", "state": "current"},
        ),
    )
    make.add(
        "R1",
        1,
        "salbutamol when needed",
        Finding(
            Kind.MEDICINE,
            "salbutamol",
            when=D("2025-06-02"),
            detail={"dose": "100 ug", "route": "inhaled", "frequency": "when needed", "state": ""},
        ),
    )
    make.add(
        "R9",
        5,
        "prednisona suspendida",
        Finding(Kind.MEDICINE, "prednisone", until=D("2025-10-20"), detail={"state": "past"}),
    )
    make.add(
        "R18",
        2,
        "height 158 cm, weight 47.5 kg",
        Finding(Kind.GROWTH, "weight", value="47.5", number=47.5, unit="kg", when=D("2026-08-05")),
    )
    make.add(
        "R18",
        2,
        "height 158 cm, weight 47.5 kg",
        Finding(Kind.GROWTH, "height", value="158", number=158.0, unit="cm", when=D("2026-08-05")),
    )
    make.add(
        "R18",
        5,
        "treatment may cause infertility",
        Finding(Kind.CONDITION, "infertility", assertion=Assertion.CONDITIONAL),
    )
    make.add(
        "R18",
        2,
        "MRI of the spine 3 March 2026",
        Finding(Kind.MENTION, "MRI of the spine", when=D("2026-03-03"), detail={"what": "imaging", "modality": "MR"}),
    )
    make.add(
        "R18",
        2,
        "bone marrow biopsy 27 July 2026",
        Finding(Kind.MENTION, "bone marrow biopsy", when=D("2026-07-27"), detail={"what": "pathology"}),
    )


TESTS = (("erythrocyte sedimentation rate", "mm/h", 60, 0, 20, "ESR"), ("ferritin", "ng/mL", 210, 10, 150, "ferritin"),
         ("lactate dehydrogenase", "U/L", 320, 120, 300, "LDH"),
         ("hemoglobin", "g/dL", 11, 11.5, 15.5, "Hb"), ("leukocytes", "10*9/L", 9, 4.5, 13, "WBC"),
         ("platelets", "10*9/L", 380, 150, 400, "PLT"),
         ("albumin", "g/dL", 3.6, 3.5, 5, "albumin"), ("creatinine", "mg/dL", 0.5, 0.3, 0.7, "creatinine"))  # fmt: skip


def _laboratory(make: _Maker) -> None:
    for at in range(41):
        record = make.records[f"R{20 + at}"]
        for row, (name, unit, level, low, high, written) in enumerate(TESTS):
            wave = (1.0, 0.8, 0.6, 0.45, 0.4, 0.5, 0.9)[at * 7 // 41] if row < 3 else 1 + (at * (row + 3) % 7 - 3) / 25
            value = f"{level * wave:.4g}"
            number = float(value)
            flag = "H" if number > high else "L" if number < low else ""
            quote = f"{written} {value} {unit} {low}-{high} {flag}".strip()
            detail = {"low": str(low), "high": str(high), "flag": flag}
            made = Finding(
                Kind.LABORATORY,
                name,
                (Code("loinc", "30341-2"),) if not row else (),
                value,
                number,
                "",
                unit,
                record.date,
                detail=detail,
                origin=Origin.STRUCTURED,
            )
            make.add(record.number, 1 + row // 4, quote, made)


def _judged(make: _Maker) -> None:
    at = datetime(2026, 11, 18, 14, 5)
    wrong = Finding(Kind.RADIATION, "radiotherapy", value="198 Gy", when=D("2025-12-01"), detail={"gray": "198"})
    make.add(
        "R9",
        6,
        "radioterapia 198 Gy",
        wrong,
        Judgement(
            Verdict.CORRECTED,
            "Dr. Okafor",
            at,
            replace(wrong, value="19.8 Gy", detail={"gray": "19.8"}, origin=Origin.PERSON),
        ),
    )
    make.add(
        "R9",
        6,
        "metotrexato 5 g/m2",
        Finding(Kind.DRUG, "methotrexate", value="5 g/m2"),
        Judgement(Verdict.STRUCK, "Dr. Okafor", at),
    )
    make.add(
        "R15",
        2,
        "XPO1 p.E571K VAF 18%",
        Finding(
            Kind.VARIANT,
            "XPO1",
            value="detected",
            when=D("2026-08-12"),
            detail={"gene": "XPO1", "protein": "p.E571K", "vaf": "VAF 18%", "class": "tier I"},
        ),
        Judgement(Verdict.CONFIRMED, "Dr. Okafor", at),
    )


def sample_case(language: str = "en") -> ClinicalCase:
    make = _Maker()
    for fill in (_disease, _treatment, _background, _laboratory, _judged):
        fill(make)
    return ClinicalCase(
        "Lucía", sample_child(), date(2026, 11, 20), language, D("2012-04-09"), "female",
        case_records(), sample_studies(), tuple(make.found),
    )  # fmt: skip


def sample_child() -> ChildView:
    numbers = (NumberView("00-123456", NORTH, "R5"), NumberView("MRN7788", SOUTH, "R18"))
    return ChildView(
        Sourced("Lucía Muestra Ejemplo", "R5"), Sourced("2012-04-09", "R5"), Sourced("female", "R5"), numbers
    )


def sample_studies() -> tuple[StudyView, ...]:
    ct = SeriesView("Chest 1.5 mm soft tissue", "CT", 118)
    pet = SeriesView("PET whole body", "PT", 96, 4)
    return (
        StudyView("R61", "CT neck, chest and abdomen", "imaging/", D("2025-06-12"), ("CT",), NORTH, "Chest", (ct,)),
        StudyView("R62", "PET/CT skull to thigh", "imaging/", D("2026-07-21"), ("PT", "CT"), SOUTH, "", (pet,)),
    )


def sample_view(language: str = "en") -> PacketView:
    records = tuple(
        RecordView(
            one.number, one.title, one.path, one.category, one.date, one.institution, pages=one.pages, format="pdf"
        )
        for one in case_records()
    )
    counts = Counts(len(records) + 214, len(records) + 214, documents=len(records), images=214)
    return PacketView(
        "Lucía",
        sample_child(),
        datetime(2026, 11, 20, 2, 14),
        language,
        counts,
        records,
        sample_studies(),
        program="Consilium 0.1",
    )


def sample_asked() -> Asked:
    return Asked(
        "Is high-dose chemotherapy with autologous transplant the right consolidation, or is there a way without it?",
        "Lakeside Example Lymphoma Program",
        None,
        ("Is it certain that this is a relapse and not something else?", "Can she keep her fertility?",
         "Are there trials with checkpoint inhibitors that she could enter?",
         "How long can we wait before the next treatment begins?"),
        "R19",
    )  # fmt: skip


def sample_derived(case: ClinicalCase) -> Derived:
    """What the other rules make of the case."""
    return Derived(
        dose_rows(cumulative(case.findings, dose_rules())),
        (),
        series_of(lab_series(case.findings, lab_units(), laboratory_tests())),
        conflict_rows(conflicts(case)),
        gap_rows(gaps(case, requirements())),
    )


def sample_pages(case: ClinicalCase) -> dict[tuple[str, int], bytes]:
    """A picture for each page that is cited, as the action would render them."""
    lines: dict[tuple[str, int], list[Citation]] = {}
    for one in case.findings:
        for citation in one.finding.citations:
            lines.setdefault((one.record.number, citation.page or 1), []).append(citation)
    return {place: _picture(place, cited) for place, cited in lines.items()}


def _picture(place: tuple[str, int], cited: list[Citation]) -> bytes:
    image = Image.new("L", (680, 880), 252)
    draw = ImageDraw.Draw(image)
    draw.text((60, 40), f"SYNTHETIC SAMPLE PAGE {place[0]} p.{place[1]}", fill=40)
    for citation in cited:
        if citation.box:
            draw.text((citation.box.left * 680 + 2, citation.box.top * 880 + 4), citation.quote, fill=20)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()
