"""Where each FHIR resource type keeps its code, its dates and its status (R4, with the names of DSTU2, STU3 and R5)."""

from __future__ import annotations

from consilium.domain.records import DateRole

MEDICATION = ("medicationCodeableConcept", "medication", "medicationReference")
CODES: dict[str, tuple[str, ...]] = {
    "AllergyIntolerance": ("code", "substance"),
    "CarePlan": ("category",),
    "CareTeam": ("category",),
    "Communication": ("topic", "category", "reasonCode"),
    "Composition": ("type",),
    "Consent": ("category",),
    "Coverage": ("type",),
    "Device": ("type",),
    "DocumentReference": ("type", "category"),
    "Encounter": ("type", "class"),
    "FamilyMemberHistory": ("relationship",),
    "Goal": ("description",),
    "ImagingStudy": ("procedureCode", "procedure", "modality"),
    "Immunization": ("vaccineCode",),
    "Media": ("type", "modality"),
    "MedicationAdministration": MEDICATION,
    "MedicationDispense": MEDICATION,
    "MedicationOrder": MEDICATION,
    "MedicationRequest": MEDICATION,
    "MedicationStatement": MEDICATION,
    "Specimen": ("type",),
}
ANY_CODE = ("code", "type", "category")

# Field paths; the first that is there is the entry's date, all of them are dates of the record.
DATES: dict[str, tuple[tuple[str, DateRole], ...]] = {
    "AllergyIntolerance": (("recordedDate", DateRole.OTHER), ("onsetDateTime", DateRole.OTHER)),
    "ClinicalImpression": (("date", DateRole.DOCUMENT), ("effectiveDateTime", DateRole.OTHER)),
    "Communication": (("sent", DateRole.DOCUMENT), ("received", DateRole.RECEIVED)),
    "Composition": (("date", DateRole.DOCUMENT),),
    "Condition": (
        ("onsetDateTime", DateRole.OTHER),
        ("onsetPeriod.start", DateRole.OTHER),
        ("recordedDate", DateRole.OTHER),
        ("assertedDate", DateRole.OTHER),
        ("dateRecorded", DateRole.OTHER),
    ),
    "DiagnosticReport": (
        ("effectiveDateTime", DateRole.COLLECTED),
        ("effectivePeriod.start", DateRole.COLLECTED),
        ("issued", DateRole.DOCUMENT),
    ),
    "DocumentReference": (
        ("date", DateRole.DOCUMENT),
        ("created", DateRole.DOCUMENT),
        ("indexed", DateRole.OTHER),
        ("context.period.start", DateRole.PERFORMED),
    ),
    "Encounter": (
        ("period.start", DateRole.PERFORMED),
        ("period.end", DateRole.DISCHARGED),
        ("actualPeriod.start", DateRole.PERFORMED),
        ("actualPeriod.end", DateRole.DISCHARGED),
    ),
    "ImagingStudy": (("started", DateRole.STUDY),),
    "Immunization": (("occurrenceDateTime", DateRole.PERFORMED), ("date", DateRole.PERFORMED)),
    "Media": (("createdDateTime", DateRole.STUDY), ("issued", DateRole.DOCUMENT)),
    "MedicationAdministration": (
        ("effectiveDateTime", DateRole.PERFORMED),
        ("effectivePeriod.start", DateRole.PERFORMED),
        ("occurenceDateTime", DateRole.PERFORMED),
    ),
    "MedicationDispense": (("whenHandedOver", DateRole.PERFORMED), ("whenPrepared", DateRole.OTHER)),
    "MedicationOrder": (("dateWritten", DateRole.OTHER),),
    "MedicationRequest": (("authoredOn", DateRole.OTHER),),
    "MedicationStatement": (
        ("effectiveDateTime", DateRole.OTHER),
        ("effectivePeriod.start", DateRole.OTHER),
        ("dateAsserted", DateRole.OTHER),
    ),
    "Observation": (
        ("effectiveDateTime", DateRole.COLLECTED),
        ("effectivePeriod.start", DateRole.COLLECTED),
        ("effectiveInstant", DateRole.COLLECTED),
        ("issued", DateRole.OTHER),
    ),
    "Patient": (("birthDate", DateRole.BIRTH),),
    "Procedure": (
        ("performedDateTime", DateRole.PERFORMED),
        ("performedPeriod.start", DateRole.PERFORMED),
        ("occurrenceDateTime", DateRole.PERFORMED),
        ("occurrencePeriod.start", DateRole.PERFORMED),
    ),
    "QuestionnaireResponse": (("authored", DateRole.DOCUMENT),),
    "ServiceRequest": (("authoredOn", DateRole.OTHER),),
    "Specimen": (
        ("collection.collectedDateTime", DateRole.COLLECTED),
        ("collection.collectedPeriod.start", DateRole.COLLECTED),
        ("receivedTime", DateRole.RECEIVED),
    ),
}
# Reports whose effective time is an examination's, by DiagnosticReport.category (HL7 table 0074) .
EXAMINATIONS = frozenset(
    {"RAD", "CT", "MR", "NMR", "NMS", "US", "RUS", "CUS", "OUS", "XRC", "EC", "CTH", "imaging", "LP29684-5"}
)
NARRATED = frozenset({"Composition", "DiagnosticReport", "DocumentReference", "Media", "ImagingStudy"})

# Where a resource says which institution it comes from, the most telling first.
INSTITUTIONS = (
    ("Composition", "custodian"),
    ("DocumentReference", "custodian"),
    ("DiagnosticReport", "performer"),
    ("Encounter", "serviceProvider"),
    ("Patient", "managingOrganization"),
)
AUTHORS = (
    ("Composition", "author"),
    ("DocumentReference", "author"),
    ("DiagnosticReport", "resultsInterpreter"),
    ("DiagnosticReport", "performer"),
    ("ClinicalImpression", "assessor"),
)
NOT_DONE = ("notDone", "notGiven", "wasNotGiven", "wasNotTaken", "doNotPerform", "notTaken")

# Signs of a version other than R4: types that only it has, and fields of a type that only it has.
TYPES_OF_VERSION = {
    "DSTU2": frozenset(
        {"MedicationOrder", "DiagnosticOrder", "DeviceUseRequest", "ImagingObjectSelection", "Conformance"}
    ),
    "STU3": frozenset({"ProcedureRequest", "ReferralRequest", "ImagingManifest", "EligibilityRequest", "Sequence"}),
    "R5": frozenset({"Transport", "GenomicStudy", "InventoryItem", "ImagingSelection", "FormularyItem"}),
}
FIELDS_OF_VERSION = {
    "DSTU2": {("Condition", "dateRecorded"), ("AllergyIntolerance", "substance"), ("Immunization", "wasNotGiven")},
    "STU3": {
        ("Condition", "assertedDate"),
        ("DocumentReference", "indexed"),
        ("Observation", "context"),
        ("DiagnosticReport", "context"),
        ("Immunization", "notGiven"),
        ("Procedure", "notDone"),
    },
    "R5": {
        ("Encounter", "actualPeriod"),
        ("Procedure", "occurrenceDateTime"),
        ("Procedure", "occurrencePeriod"),
        ("MedicationRequest", "medication"),
        ("Encounter", "admission"),
    },
}
