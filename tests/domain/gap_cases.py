"""Labelled cases for gaps: synthetic children, eight diseases, four phases. The labels were written before the rules
were run on them; `UNREAD` is the third that was not looked at while the rules were written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from consilium.domain.clinical import CaseFinding, CaseRecord, ClinicalCase
from consilium.domain.dates import PartialDate
from consilium.domain.findings.finding import Assertion, Code, Finding, Kind
from consilium.domain.packet import ChildView, NumberView, SeriesView, Sourced, StudyView
from consilium.domain.records import Category, Citation, Scalar

TODAY = date(2026, 9, 15)
HIM, ECH = "Hospital Infantil Muestra", "Example Children's Hospital"


def day(text: str) -> PartialDate | None:
    return PartialDate.from_iso(text) if text else None


def record(number: str, category: str, when: str = "", title: str = "", place: str = HIM, **more: object) -> CaseRecord:
    return CaseRecord(
        id=number, number=number, title=title, category=Category(category), date=day(when), institution=place, **more
    )  # type: ignore[arg-type]


def study(number: str, codes: str, when: str = "", title: str = "", place: str = HIM, **more: object) -> StudyView:
    modalities = tuple(codes.split())
    missing = int(str(more.pop("missing", 0)))
    series = tuple(SeriesView("", code, images=20, missing=missing) for code in modalities)
    return StudyView(
        number,
        title,
        f"imaging/{number}",
        day(when),
        modalities,
        place,
        series=series,
        **more,  # type: ignore[arg-type]
    )


@dataclass(frozen=True)
class Says:
    """A finding and the number of the record that makes it."""

    source: str
    finding: Finding


def says(source: str, kind: str, name: str, when: str = "", assertion: str = "stated", **more: object) -> Says:
    quote = str(more.pop("quote", name))
    detail: dict[str, Scalar] = {}
    codes: tuple[Code, ...] = ()
    for key in ("what", "modality", "number", "holder", "study_date", "gene", "specimen", "response", "status"):
        if key in more:
            detail[key] = str(more.pop(key))
    if "code" in more:
        system, code = str(more.pop("code")).split()
        codes = (Code(system, code),)
    return Says(
        source,
        Finding(
            Kind(kind), name, codes, when=day(when), assertion=Assertion(assertion), detail=detail,
            citations=(Citation(quote),), **more,  # type: ignore[arg-type]
        ),
    )  # fmt: skip


def case(*parts: CaseRecord | StudyView | Says, today: date = TODAY) -> ClinicalCase:
    records = {one.number: one for one in parts if isinstance(one, CaseRecord)}
    findings = tuple(
        CaseFinding(f"k{at}", one.finding, records[one.source]) for at, one in enumerate(parts) if isinstance(one, Says)
    )
    numbers = (NumberView("HIM-204417", HIM, "R1"), NumberView("70031822", ECH, "R2"), NumberView("X-1", "", "R3"))
    return ClinicalCase(
        case_name="synthetic",
        child=ChildView(Sourced("Sofía Muestra Ejemplo", "R1"), Sourced("2011-05-17", "R1"), None, numbers),
        today=today,
        records=tuple(records.values()),
        studies=tuple(one for one in parts if isinstance(one, StudyView)),
        findings=findings,
    )


Labels = Mapping[str, str]
"""thing -> standing; `items:<kind>` -> the pieces owed, as "what or number @ date", joined by "; "."""

HODGKIN = says("R1", "diagnosis", "classical Hodgkin lymphoma, nodular sclerosis", "2025-07-24")
HODGKIN_PATH = record("R1", "pathology_report", "2025-07-24", "Informe de anatomía patológica", numbers=("B25-01843",))

READ: dict[str, tuple[ClinicalCase, Labels]] = {
    "hodgkin at diagnosis, reports only": (
        case(
            HODGKIN_PATH,
            HODGKIN,
            record("R2", "imaging_reports", "2025-07-16", "TAC de cuello, tórax, abdomen y pelvis"),
            record("R3", "imaging_reports", "2025-07-23", "PET/CT con 18F-FDG, estadificación"),
            says("R3", "imaging", "mediastinal mass", study_date="2025-07-22", modality="PT"),
            record("R4", "labs", "2025-07-10", "Biometría hemática"),
            says("R4", "laboratory", "albumin", "2025-07-10", value="3.1"),
            record("R5", "discharge", "2025-07-08", "Nota de referencia"),
            today=date(2025, 7, 30),
        ),
        {
            "slides": "partly", "pathology_report": "present", "pet_images": "partly", "body_images": "partly",
            "imaging_reports": "present", "blood_count_esr": "present", "labs": "present", "discharge": "present",
            "operative": "unknown", "genetics": "unknown", "chest_xray": "missing", "medicines": "missing",
            "items:images": "CT @ 2025-07-16; PT @ 2025-07-22", "items:slides": "B25-01843 @ 2025-07-24",
        },
    ),
    "hodgkin in treatment, all images here": (
        case(
            HODGKIN_PATH,
            HODGKIN,
            record("R2", "imaging_reports", "2025-07-16", "TAC de cuello, tórax, abdomen y pelvis"),
            study("S1", "CT", "2025-07-15", "CUELLO TORAX ABDOMEN"),
            study("S2", "PT CT", "2025-07-22", "PET CUERPO COMPLETO"),
            record("R3", "imaging_reports", "2025-07-23", "PET/CT con 18F-FDG"),
            record("R4", "treatment_records", "2025-08-20", "Hoja de quimioterapia"),
            says("R4", "cycle", "OEPA", "2025-08-05"),
            record("R6", "pathology_slides", "", "B25-01843 A1 HE"),
            today=date(2025, 9, 1),
        ),
        {
            "slides": "present", "pet_images": "present", "body_images": "present", "treatment_records": "present",
            "radiation": "unknown", "heart_hearing_tests": "missing", "labs": "missing",
            "items:images": "", "items:slides": "", "items:report": "",
        },
    ),
    "hodgkin relapsed, new biopsy not here": (
        case(
            HODGKIN_PATH,
            HODGKIN,
            record("R2", "clinical_summary", "2026-08-20", "Letter", ECH),
            says("R2", "diagnosis", "relapsed classical Hodgkin lymphoma", "2026-08-01"),
            says("R2", "surgery", "excisional biopsy", "2026-08-03"),
            says("R2", "mention", "biopsy", "2026-08-03", what="pathology", number="S26-7711", holder=ECH),
            study("S9", "PT CT", "2026-07-28", "PET WHOLE BODY", ECH),
            record("R9", "imaging_reports", "2026-07-28", "FDG PET/CT", ECH),
        ),
        {
            "slides": "partly", "relapse_slides": "missing", "relapse_images": "present", "pet_images": "present",
            "clinical_summary": "present", "operative": "partly", "treatment_records": "missing",
            "items:slides": "B25-01843 @ 2025-07-24; S26-7711 @ 2026-08-03",
        },
    ),
    "neuroblastoma at diagnosis, MYCN quoted in a letter": (
        case(
            record("R1", "clinical_summary", "2026-02-10", "Letter"),
            says("R1", "diagnosis", "neuroblastoma", "2026-02-01", code="iccc-3 IVa"),
            says("R1", "cytogenetics", "MYCN", value="amplified"),
            record("R2", "labs", "2026-02-02", "Urine catecholamines"),
            says("R2", "laboratory", "HVA", "2026-02-02", value="88"),
            record("R3", "bone_marrow", "2026-02-05", "Bone marrow, both sides"),
            study("S1", "NM", "2026-02-04", "MIBG I-123 whole body"),
            study("S2", "MR", "2026-02-03", "MRI ABDOMEN"),
            today=date(2026, 2, 20),
        ),
        {
            "mycn": "partly", "ploidy": "missing", "segmental": "missing", "alk": "unknown",
            "catecholamines": "present",
            "mibg_images": "present", "body_images": "present", "marrow_slides": "partly", "slides": "missing",
            "inpc": "missing", "clinical_summary": "present", "imaging_reports": "missing",
        },
    ),
    "neuroblastoma after treatment": (
        case(
            record("R1", "discharge", "2024-01-10", "Discharge summary"),
            says("R1", "diagnosis", "Neuroblastoma, high risk", "2024-01-05"),
            record("R2", "treatment_records", "2024-11-30", "Roadmap"),
            says("R2", "drug", "carboplatin", "2024-03-01"),
            record("R4", "radiation", "2025-01-20", "Radiation completion summary"),
            says("R4", "radiation", "abdomen", "2025-01-15"),
            record("R5", "discharge", "2026-03-01", "Clinic note"),
            says("R5", "protocol", "completed therapy", "2025-06-01", quote="He completed therapy in June 2025."),
        ),
        {
            "treatment_records": "present", "radiation": "present", "mycn": "missing", "mibg_images": "missing",
            "slides": "missing", "heart_hearing_tests": "missing", "discharge": "present",
        },
    ),
    "ewing at diagnosis": (
        case(
            record("R1", "pathology_report", "2026-05-10", "Surgical pathology", numbers=("S26-100",)),
            says("R1", "diagnosis", "Ewing sarcoma", "2026-05-10", code="icd-o-3-morphology 9260/3"),
            says("R1", "cytogenetics", "EWSR1 rearrangement", value="positive"),
            record("R2", "operative", "2026-05-02", "Open biopsy of the right femur"),
            study("S1", "MR", "2026-04-28", "MRI FEMUR RIGHT"),
            record("R3", "imaging_reports", "2026-04-28", "MRI right femur"),
            record("R4", "imaging_reports", "2026-05-04", "CT chest without contrast"),
            today=date(2026, 5, 20),
        ),
        {
            "slides": "partly", "ewsr1": "present", "site_mri": "present", "chest_ct": "partly",
            "pet_or_bone_scan": "missing", "operative": "present", "marrow_slides": "unknown",
            "items:images": "CT @ 2026-05-04",
        },
    ),
    "ewing in treatment, old chest CT has no region": (
        case(
            record("R1", "discharge", "2026-06-10", "Nota de egreso"),
            says("R1", "diagnosis", "sarcoma de Ewing", "2026-05-10"),
            says("R1", "drug", "vincristine", "2026-06-05"),
            study("S1", "CT", "2026-05-04", ""),
            study("S2", "MR", "2026-05-04", "RM PELVIS", missing=4),
            today=date(2026, 6, 20),
        ),
        {
            "chest_ct": "unknown", "site_mri": "partly", "treatment_records": "partly", "slides": "missing",
            "pathology_report": "missing", "ewsr1": "missing", "items:images_part": "MR @ 2026-05-04",
        },
    ),
    "retinoblastoma, eye kept: no slides are ever asked for": (
        case(
            record("R1", "discharge", "2026-01-10", "Clinic letter"),
            says("R1", "diagnosis", "retinoblastoma, left eye", "2026-01-08", code="iccc-3 V"),
            says("R1", "stage", "group D", value="D"),
            says("R1", "mention", "pathology", "2026-01-09", what="pathology", number="P26-555"),
            record("R2", "operative", "2026-01-08", "Examination under anesthesia"),
            study("S1", "MR", "2026-01-07", "MRI ORBITS AND BRAIN"),
            record("R3", "imaging_reports", "2026-01-07", "MRI orbits"),
            today=date(2026, 1, 20),
        ),
        {
            "slides": "not_applicable", "pathology_report": "not_applicable", "eye_exam": "present",
            "orbit_mri": "present", "eye_ultrasound": "missing", "rb1": "missing", "eye_group": "present",
            "items:slides": "",
        },
    ),
    "retinoblastoma, eye removed": (
        case(
            record("R1", "operative", "2026-02-10", "Enucleation, right eye"),
            says("R1", "diagnosis", "Retinoblastoma", "2026-02-01"),
            says("R1", "surgery", "enucleation", "2026-02-10"),
            record("R2", "pathology_report", "2026-02-14", "Right globe", numbers=("S26-2020",)),
            today=date(2026, 2, 20),
        ),
        {"slides": "partly", "pathology_report": "present", "orbit_mri": "missing",
         "items:slides": "S26-2020 @ 2026-02-14"},
    ),
    "leukemia in treatment, MRD pending": (
        case(
            record("R1", "bone_marrow", "2026-06-03", "Aspirado de médula ósea"),
            says("R1", "diagnosis", "B-ALL", "2026-06-03"),
            says("R1", "flow", "immunophenotype", value="B precursor"),
            record("R2", "labs", "2026-06-01", "Hemograma"),
            says("R2", "laboratory", "leukocytes", "2026-06-01", value="88"),
            record("R3", "discharge", "2026-07-05", "Nota de alta"),
            says("R3", "drug", "vincristine", "2026-06-05"),
            says("R3", "mrd", "MRD", "2026-07-03", "pending"),
            says("R3", "stage", "CNS1", "2026-06-04"),
            today=date(2026, 7, 20),
        ),
        {
            "slides": "not_applicable", "pathology_report": "not_applicable", "marrow_slides": "partly",
            "marrow_report": "present", "flow": "present", "first_count": "present", "csf_cells": "present",
            "cytogenetics": "missing", "mrd": "missing", "chest_xray": "missing", "treatment_records": "partly",
            "items:result": "MRD @ 2026-07-03",
        },
    ),
    "medulloblastoma after surgery": (
        case(
            record("R1", "operative", "2026-03-02", "Craneotomía suboccipital"),
            record("R2", "pathology_report", "2026-03-10", "Biopsia de fosa posterior", numbers=("26-B-331",)),
            says("R2", "diagnosis", "meduloblastoma clásico", "2026-03-10"),
            record("R3", "genetics", "2026-03-30", "Methylation array"),
            says("R3", "methylation", "medulloblastoma, Group 3", value="Group 3"),
            study("S1", "MR", "2026-02-27", "RM CEREBRO"),
            study("S2", "MR", "2026-03-03", "RM CEREBRO CONTROL"),
            record("R4", "imaging_reports", "2026-02-27", "Resonancia de cerebro"),
            record("R5", "imaging_reports", "2026-03-20", "Resonancia de columna total"),
            today=date(2026, 4, 5),
        ),
        {
            "slides": "partly", "mb_group": "present", "methylation": "present", "myc_amp": "missing",
            "brain_mri": "present", "spine_mri": "partly", "csf_cytology": "missing", "operative": "present",
            "germline": "unknown", "items:images": "MR @ 2026-03-20", "items:report": "MR @ 2026-03-03",
        },
    ),
    "wilms in treatment, surgery in the notes only": (
        case(
            record("R1", "discharge", "2026-04-10", "Discharge summary"),
            says("R1", "diagnosis", "Wilms tumor, favorable histology", "2026-03-20"),
            says("R1", "surgery", "radical nephrectomy", "2026-03-18"),
            says("R1", "cycle", "EE4A week 1", "2026-04-01"),
            study("S1", "CT", "2026-03-10", "CT ABDOMEN PELVIS"),
            record("R3", "imaging_reports", "2026-03-10", "CT abdomen and pelvis"),
            today=date(2026, 4, 20),
        ),
        {
            "slides": "missing", "operative": "partly", "abdomen_ct_or_mri": "present", "chest_ct": "missing",
            "renal_1p16q": "missing", "anaplasia": "partly", "germline": "unknown", "treatment_records": "partly",
        },
    ),
    "unknown disease gets the general list only": (
        case(record("R1", "labs", "2026-01-01", "Complete blood count"), today=date(2026, 1, 20)),
        {"slides": "missing", "images": "missing", "labs": "present", "operative": "unknown",
         "questions_list": "unknown"},
    ),
}  # fmt: skip

UNREAD: dict[str, tuple[ClinicalCase, Labels]] = {
    "osteosarcoma after resection": (
        case(
            record("R1", "pathology_report", "2026-01-15", "Biopsy of the left tibia", numbers=("S26-0042",)),
            says("R1", "diagnosis", "conventional osteosarcoma", "2026-01-15"),
            record("R2", "pathology_report", "2026-05-02", "Resection specimen", numbers=("S26-0999",)),
            says("R2", "response", "necrosis", "2026-05-02", value="92 %"),
            record("R3", "operative", "2026-04-28", "Limb salvage, left tibia"),
            says("R3", "surgery", "resection of the tibia", "2026-04-28"),
            record("R4", "treatment_records", "2026-04-20", "MAP roadmap"),
            says("R4", "drug", "doxorubicin", "2026-01-25"),
            says("R4", "drug", "methotrexate", "2026-04-10"),
            record("R5", "heart_hearing_tests", "2026-01-20", "Echocardiogram"),
            study("S1", "DX", "2026-01-02", "XR TIBIA LEFT"),
            study("S2", "CT", "2026-01-10", "CT CHEST"),
            record("R6", "imaging_reports", "2026-01-10", "CT chest"),
            record("R7", "imaging_reports", "2026-01-02", "X-ray left tibia"),
            record("R8", "imaging_reports", "2026-04-15", "MRI left leg"),
            today=date(2026, 5, 20),
        ),
        {
            "slides": "partly", "necrosis": "present", "bone_xray": "present", "chest_ct": "present",
            "site_mri": "partly", "pet_or_bone_scan": "missing", "hearing_heart": "present", "alp_ldh": "missing",
            "operative": "present", "treatment_records": "present", "radiation": "unknown",
            "items:images": "MR @ 2026-04-15",
            "items:slides": "S26-0042 @ 2026-01-15; S26-0999 @ 2026-05-02",
        },
    ),
    "leukemia relapsed, Spanish": (
        case(
            record("R1", "clinical_summary", "2026-08-01", "Resumen clínico"),
            says("R1", "diagnosis", "leucemia linfoblástica aguda B", "2024-03-01"),
            says("R1", "diagnosis", "recaída medular de leucemia linfoblástica aguda", "2026-07-20"),
            record("R2", "bone_marrow", "2026-07-22", "Mielograma"),
            says("R2", "mrd", "MRD", "2026-07-22", value="34 %"),
            record("R3", "genetics", "2026-07-30", "Cariotipo y FISH"),
            says("R3", "cytogenetics", "karyotype", value="46,XY"),
        ),
        {
            "marrow_slides": "partly", "mrd": "present", "cytogenetics": "present", "flow": "missing",
            "csf_cells": "missing", "treatment_records": "missing", "relapse_images": "missing",
            "slides": "not_applicable", "clinical_summary": "present",
        },
    ),
    "retinoblastoma in treatment, biopsy words of somebody else": (
        case(
            record("R1", "clinical_summary", "2026-03-10", "Informe de oncología ocular"),
            says("R1", "diagnosis", "retinoblastoma bilateral", "2026-01-08"),
            says("R1", "surgery", "biopsy", "", "negated"),
            says("R1", "drug", "melphalan", "2026-02-08"),
            record("R2", "genetics", "2026-03-01", "RB1 sequencing, blood"),
            says("R2", "variant", "RB1 c.958C>T", gene="RB1"),
            study("S1", "US", "2026-01-08", "B-SCAN EYE"),
            record("R4", "imaging_reports", "2026-01-08", "Ecografía ocular"),
            today=date(2026, 3, 20),
        ),
        {
            "slides": "not_applicable", "pathology_report": "not_applicable", "rb1": "present",
            "eye_ultrasound": "present", "orbit_mri": "missing", "treatment_records": "partly", "items:slides": "",
            "items:images": "",
        },
    ),
    "neuroblastoma in treatment, a CT of 3 March is described": (
        case(
            record("R1", "pathology_report", "2026-01-20", "Anatomía patológica", numbers=("B26-77001",)),
            says("R1", "diagnosis", "neuroblastoma pobremente diferenciado, histología desfavorable", "2026-01-20"),
            record("R2", "genetics", "2026-02-01", "FISH MYCN"),
            record("R3", "discharge", "2026-03-20", "Nota de consulta"),
            says("R3", "cycle", "cycle 2", "2026-03-08"),
            says("R3", "mention", "CT", "2026-03-03", what="imaging", modality="CT"),
            says("R3", "mention", "MRI", "2026-04-10", "planned", what="imaging", modality="MR"),
            says("R3", "mention", "ultrasound", "", what="imaging", modality="US"),
            study("S1", "CT", "2026-01-12", "TAC ABDOMEN"),
            record("R4", "imaging_reports", "2026-01-13", "Tomografía de abdomen"),
            today=date(2026, 3, 28),
        ),
        {
            "inpc": "present", "mycn": "present", "slides": "partly", "body_images": "partly", "mibg_images": "missing",
            "catecholamines": "missing", "ploidy": "missing", "marrow_slides": "missing", "alk": "unknown",
            "items:images": "CT @ 2026-03-03", "items:slides": "B26-77001 @ 2026-01-20",
        },
    ),
    "wilms after treatment": (
        case(
            record("R1", "operative", "2024-02-10", "Left nephrectomy"),
            says("R1", "diagnosis", "nephroblastoma", "2024-02-10", code="icd-o-3-morphology 8960/3"),
            record("R2", "treatment_records", "2024-08-01", "Chemotherapy flow sheet"),
            says("R2", "drug", "dactinomycin", "2024-07-20"),
            record("R3", "discharge", "2026-06-01", "Survivorship visit"),
            study("S1", "CT", "2024-02-01", "CT CHEST ABDOMEN PELVIS"),
            record("R4", "imaging_reports", "2024-02-01", "CT chest, abdomen and pelvis"),
        ),
        {
            "operative": "present", "abdomen_ct_or_mri": "present", "chest_ct": "present", "slides": "missing",
            "pathology_report": "missing", "treatment_records": "present", "heart_hearing_tests": "missing",
            "anaplasia": "missing", "radiation": "unknown", "items:stretch": "@ 2024-08-01",
        },
    ),
    "medulloblastoma relapsed with radiation in a letter": (
        case(
            record("R1", "clinical_summary", "2026-08-10", "Letter to a second team"),
            says("R1", "diagnosis", "medulloblastoma, recurrent", "2026-07-30"),
            says("R1", "radiation", "craniospinal", "2024-05-01", value="36 Gy"),
            says("R1", "mention", "MRI", "2026-07-28", what="imaging", modality="MRI", number="AC7788123"),
            study("S1", "MR", "2026-07-29", "BRAIN", accession="AC7788123"),
            study("S2", "MR", "2026-07-29", "TOTAL SPINE"),
        ),
        {
            "brain_mri": "present", "spine_mri": "present", "relapse_images": "present", "radiation": "partly",
            "slides": "missing", "csf_cytology": "missing", "mb_group": "missing", "imaging_reports": "missing",
            "relapse_slides": "unknown", "items:images": "", "items:report": "MR @ 2026-07-29; MR @ 2026-07-29",
        },
    ),
}  # fmt: skip
