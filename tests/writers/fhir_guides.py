"""What summary.fhir.json must meet: the demands of the guides that it claims, element by element.

Written from the guides' public sources, nothing is copied: the International Patient Summary (hl7.fhir.uv.ips 2.0.1,
input/fsh/profiles), mCODE (hl7.fhir.us.mcode 4.0.0, input/fsh/SD_*.fsh), which stands on US Core (hl7.fhir.us.core
6.1.0, StructureDefinition JSON) and Genomics Reporting (hl7.fhir.uv.genomics-reporting 2.0.0, CGFindings.fsh), and HL7
FHIR R4 (4.0.1) below them. Left out: must-support flags, extensible and preferred bindings (words alone meet them), and
what a profile forbids of elements that we never write. Invariants are named by their key and stand in fhir_rules.py.
"""

from __future__ import annotations

from typing import NamedTuple

HL7 = "http://terminology.hl7.org/CodeSystem/"
LOINC, SNOMED = "http://loinc.org", "http://snomed.info/sct"
CATEGORY = f"{HL7}observation-category"


class Rule(NamedTuple):
    """An element (path below the resource; `[x]` of any type): how often, of which types, with which code.

    `has`: a coding that counts towards `least` (a pattern or a slice). `one_of`: a required binding, codes by system,
    the system "" for an element of type code. `to`: what a reference leads to, a resource type or a profile.
    """

    path: str
    least: int = 0
    most: int | None = None
    types: tuple[str, ...] = ()
    has: tuple[str, str] | None = None
    one_of: tuple[str, str] | None = None
    to: tuple[str, ...] = ()


class Guide(NamedTuple):
    source: str
    of: str
    rules: tuple[Rule, ...]
    invariants: tuple[str, ...] = ()
    above: tuple[str, ...] = ()  # profiles that it stands on


IPS, MCODE = "hl7.fhir.uv.ips 2.0.1", "hl7.fhir.us.mcode 4.0.0"
CORE, GENOMICS = "hl7.fhir.us.core 6.1.0", "hl7.fhir.uv.genomics-reporting 2.0.0"

_CANCER_PATIENT = ("us-core-patient",)  # mcode-cancer-patient adds must-support flags only
_SUBJECT = Rule("subject", 1, 1, to=_CANCER_PATIENT)
_CONCEPT, _TIME = ("CodeableConcept",), ("DateTime", "Period", "Timing", "Instant")
_MARKER = ("Quantity", "Ratio", "String", "CodeableConcept")
_ANSWERS = "LA9633-4 LA9634-2 LA18198-4 LA11884-6"
_TREND = (
    "268910001 359746009 271299001 709137006 103338009 103337004 399409002 550991000124107 551001000124108"  # max VS
)

# The profiles by the last part of their address.
PROFILES = {
    "Bundle-uv-ips": Guide(
        IPS, "Bundle",
        (Rule("identifier", 1, 1), Rule("timestamp", 1, 1), Rule("type", 1, 1, one_of=("", "document")),
         Rule("entry.search", most=0), Rule("entry.request", most=0), Rule("entry.response", most=0)),
        ("bdl-ips-1", "bdl-ips-entries", "bdl-7", "bdl-9", "bdl-11", "bdl-document"),
    ),
    "Composition-uv-ips": Guide(
        IPS, "Composition",
        (Rule("type", 1, 1, has=(LOINC, "60591-5")), Rule("subject", 1, 1, to=("Patient-uv-ips",)),
         Rule("subject.reference", 1, 1), Rule("date", 1, 1), Rule("author", 1), Rule("title", 1, 1),
         Rule("section", 1), Rule("section.section", most=0)),
        ("ips-sections", "ips-comp-1"),
    ),
    "Patient-uv-ips": Guide(IPS, "Patient", (Rule("name", 1), Rule("birthDate", 1, 1)), ("ips-pat-1",)),
    "us-core-patient": Guide(
        CORE, "Patient",
        (Rule("identifier", 1), Rule("name", 1), Rule("gender", 1, 1)),
        ("us-core-6", "us-core-identifiers"),
    ),
    "us-core-condition-problems-health-concerns": Guide(
        CORE, "Condition",
        (Rule("category", 1, has=(f"{HL7}condition-category", "problem-list-item")), Rule("code", 1, 1), _SUBJECT),
    ),
    "us-core-simple-observation": Guide(
        CORE, "Observation", (Rule("category", 1), _SUBJECT, Rule("effective[x]", 0, 1, types=_TIME)),
    ),
    "us-core-observation-lab": Guide(
        CORE, "Observation",
        (Rule("category", 1, has=(CATEGORY, "laboratory")), Rule("code", 1, 1), _SUBJECT,
         Rule("effective[x]", 0, 1, types=_TIME)),
        ("us-core-1", "us-core-2", "us-core-3"),
    ),
    "us-core-procedure": Guide(CORE, "Procedure", (Rule("code", 1, 1), _SUBJECT), ("us-core-7",)),
    "us-core-medicationrequest": Guide(
        CORE, "MedicationRequest", (Rule("medication[x]", 1, 1), _SUBJECT), ("us-core-21",)
    ),
    "variant": Guide(
        GENOMICS, "Observation",
        (Rule("code", 1, 1, has=(LOINC, "69548-6")), Rule("category", 1, has=(CATEGORY, "laboratory")),
         Rule("value[x]", 0, 1, one_of=(LOINC, _ANSWERS))),
        ("variant-components", "lab-category-coding"),
    ),
    "mcode-primary-cancer-condition": Guide(
        MCODE, "Condition", (Rule("code", 1, 1), _SUBJECT), ("mcode-extensions",),
        ("us-core-condition-problems-health-concerns",),
    ),
    "mcode-cancer-stage": Guide(
        MCODE, "Observation", (_SUBJECT, Rule("value[x]", 0, 1, types=_CONCEPT), Rule("component", most=0)), (),
        ("us-core-simple-observation",),
    ),
    "mcode-cancer-disease-status": Guide(
        MCODE, "Observation",
        (Rule("code", 1, 1, has=(LOINC, "97509-4")), _SUBJECT, Rule("effective[x]", 0, 1, types=("DateTime",)),
         Rule("value[x]", 0, 1, types=_CONCEPT, one_of=(SNOMED, _TREND)), Rule("performer", most=0)),
    ),
    "mcode-tumor-marker-test": Guide(
        MCODE, "Observation",
        (_SUBJECT, Rule("value[x]", 1, 1, types=_MARKER), Rule("effective[x]", 0, 1, types=("DateTime", "Period"))), (),
        ("us-core-observation-lab",),
    ),
    "mcode-genomic-variant": Guide(
        MCODE, "Observation", (_SUBJECT, Rule("value[x]", 0, 1, types=_CONCEPT)), (), ("variant",)
    ),
    # mcode-reason-required stands at "warning" in both medication profiles and the course summary: no reason is stated.
    "mcode-cancer-related-medication-administration": Guide(
        MCODE, "MedicationAdministration", (Rule("medication[x]", 1, 1), _SUBJECT, Rule("effective[x]", 1, 1)),
        ("termination-reason",),
    ),
    "mcode-cancer-related-medication-request": Guide(
        MCODE, "MedicationRequest", (Rule("medication[x]", 1, 1), _SUBJECT), ("termination-reason",),
        ("us-core-medicationrequest",),
    ),
    "mcode-radiotherapy-course-summary": Guide(
        MCODE, "Procedure",
        (Rule("code", 1, 1, has=(SNOMED, "1217123003")), _SUBJECT, Rule("performed[x]", 0, 1, types=("Period",))),
        ("termination-reason", "mcode-extensions"), ("us-core-procedure",),
    ),
}  # fmt: skip

# Composition-uv-ips: the sections by LOINC code, what their entries may be, which must stand.
SECTIONS = {
    "11450-4": ("Condition", "DocumentReference"),
    "48765-2": ("AllergyIntolerance", "DocumentReference"),
    "10160-0": (
        "MedicationStatement", "MedicationRequest", "MedicationAdministration", "MedicationDispense",
        "DocumentReference",
    ),
    "11369-6": ("Immunization", "DocumentReference"),
    "30954-2": ("Observation", "DiagnosticReport", "DocumentReference"),
    "47519-4": ("Procedure", "DocumentReference"),
    "46264-8": ("DeviceUseStatement", "DocumentReference"),
    "42348-3": ("Consent", "DocumentReference"),
    "104605-1": ("Flag", "DocumentReference"),
    "47420-5": ("Condition", "ClinicalImpression", "DocumentReference"),
    "11348-0": ("Condition", "DocumentReference"),
    "10162-6": ("Observation", "DocumentReference"),
    "18776-5": ("CarePlan", "ImmunizationRecommendation", "DocumentReference"),
    "29762-2": ("Observation", "DocumentReference"),
    "8716-3": ("Observation", "DocumentReference"),
}  # fmt: skip
REQUIRED_SECTIONS = ("11450-4", "48765-2", "10160-0")
# The other section code that is LOINC's: C-CDA's family history, for which the IPS has no section.
OTHER_SECTIONS = ("10157-6",)

_EVENT = "preparation in-progress not-done on-hold stopped completed entered-in-error unknown"
_VERIFIED = "unconfirmed provisional differential confirmed refuted entered-in-error"


def _code(path: str, codes: str) -> Rule:
    return Rule(path, 1, 1, one_of=("", codes))


# FHIR R4 (4.0.1): what each resource that we write must have, its required bindings and its invariants.
BASE = {
    "Composition": ((_code("status", "preliminary final amended entered-in-error"),), ()),
    "Patient": ((_code("gender", "male female other unknown"),), ()),
    "Device": ((Rule("deviceName.name", 1), Rule("deviceName.type", 1)), ()),
    "Condition": (
        (Rule("subject", 1, 1), Rule("clinicalStatus", 0, 1, one_of=(
            f"{HL7}condition-clinical", "active recurrence relapse inactive remission resolved")),
         Rule("verificationStatus", 0, 1, one_of=(f"{HL7}condition-ver-status", _VERIFIED))),
        (),
    ),
    "AllergyIntolerance": (
        (Rule("patient", 1, 1), Rule("clinicalStatus", 0, 1, one_of=(
            f"{HL7}allergyintolerance-clinical", "active inactive resolved")),
         Rule("verificationStatus", 0, 1, one_of=(
            f"{HL7}allergyintolerance-verification", "unconfirmed confirmed refuted entered-in-error"))),
        ("ait-1",),
    ),
    "Observation": (
        (_code("status", "registered preliminary final amended corrected cancelled entered-in-error unknown"),
         Rule("code", 1, 1)),
        ("obs-3", "obs-6", "obs-7", "vital-signs"),
    ),
    "Procedure": ((_code("status", _EVENT), Rule("subject", 1, 1)), ()),
    "MedicationAdministration": (
        (_code("status", "in-progress not-done on-hold completed entered-in-error stopped unknown"),
         Rule("medication[x]", 1, 1), Rule("subject", 1, 1), Rule("effective[x]", 1, 1, types=("DateTime", "Period"))),
        ("mad-1",),
    ),
    "MedicationRequest": (
        (_code("status", "active on-hold cancelled completed entered-in-error stopped draft unknown"),
         _code("intent", "proposal plan order original-order reflex-order filler-order instance-order option"),
         Rule("medication[x]", 1, 1), Rule("subject", 1, 1)),
        (),
    ),
    "MedicationStatement": (
        (_code("status", "active completed entered-in-error intended stopped on-hold unknown not-taken"),
         Rule("medication[x]", 1, 1), Rule("subject", 1, 1)),
        (),
    ),
    "FamilyMemberHistory": (
        (_code("status", "partial completed entered-in-error health-unknown"), Rule("patient", 1, 1),
         Rule("relationship", 1, 1), Rule("condition.code", 1)),
        (),
    ),
    "CarePlan": (
        (_code("status", "draft active on-hold revoked completed entered-in-error unknown"),
         _code("intent", "proposal plan order option"), Rule("subject", 1, 1)),
        (),
    ),
    "Specimen": ((Rule("type", 0, 1), Rule("subject", 0, 1)), ()),
    "Basic": ((Rule("code", 1, 1),), ()),
    "DocumentReference": (
        (_code("status", "current superseded entered-in-error"), Rule("content.attachment", 1)), (),
    ),
    "ImagingStudy": (
        (_code("status", "registered available cancelled entered-in-error unknown"), Rule("subject", 1, 1)), (),
    ),
    "Provenance": (
        (Rule("target", 1), Rule("recorded", 1, 1), Rule("agent.who", 1), Rule("entity.what", 1),
         Rule("entity.role", 1, one_of=("", "derivation revision quotation source removal"))),
        (),
    ),
}  # fmt: skip

# R4 vital signs: an Observation with one of these LOINC codes must meet the profile; the UCUM codes that each takes.
VITAL_SIGNS = {
    "29463-7": "g kg [lb_av]", "8302-2": "cm [in_i]", "9843-4": "cm [in_i]", "39156-5": "kg/m2", "8310-5": "Cel [degF]",
    "8867-4": "/min", "9279-1": "/min", "85354-9": "", "85353-1": "", "8480-6": "", "8462-4": "", "2708-6": "%",
}  # fmt: skip
HGVS_PARTS = ("48004-6", "48005-3", "81290-9")  # components whose value is an HGVS code (required binding)
GENE_PART = "48018-6"
LATERALITY = "51440002 399488007 24028007 7771000"  # mcode-laterality-qualifier-vs (required)
