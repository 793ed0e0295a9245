"""The attributes of answers to queries (PS3.18 10.6.3.3), by level, and their short names (PS3.6)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum

from consilium.domain.records import Json

Attributes = dict[str, Json]

STUDY_UID, SERIES_UID, INSTANCE_UID, SOP_CLASS = "0020000D", "0020000E", "00080018", "00080016"
MODALITIES, RETRIEVE_URL, AVAILABILITY = "00080061", "00081190", "00080056"
STUDY_SERIES, STUDY_INSTANCES, SERIES_INSTANCES = "00201206", "00201208", "00201209"
MODALITY, SERIES_NUMBER, INSTANCE_NUMBER = "00080060", "00200011", "00200013"
AVAILABLE_SYNTAX, FRAMES, SOP_CLASSES = "00083002", "00280008", "00080062"


class Level(IntEnum):
    """How deep a query goes."""

    STUDY = 1
    SERIES = 2
    INSTANCE = 3


# Of each level: what is stated in files and always answered (PS3.18 tables 10.6.3-3 to -5), with StudyDescription,
# BodyPartExamined, Laterality and some of an image's size, which viewers ask for besides.
STATED: Mapping[Level, tuple[str, ...]] = {
    Level.STUDY: ("00080005", "00080020", "00080030", "00080050", "00080090", "00080201", "00081030", "00100010",
                  "00100020", "00100021", "00100030", "00100040", STUDY_UID, "00200010"),
    Level.SERIES: ("00080005", MODALITY, "00080201", "0008103E", "00180015", SERIES_UID, SERIES_NUMBER, "00200060",
                   "00080021", "00080031", "00400244", "00400245", "00400275"),
    Level.INSTANCE: ("00080005", SOP_CLASS, INSTANCE_UID, "00080008", "00080201", INSTANCE_NUMBER, "00280002",
                     FRAMES, "00280010", "00280011", "00280100", "00280101"),
}  # fmt: skip
# Stated only where there is something to say; the others are answered empty where a file lacks them.
WHERE_THERE = frozenset({"00080005", "00080201", "00081030", "00100021", "00080021", "00080031", "00180015", "00200060",
                         "00400244", "00400245", "00400275", "00080008", "00280002", FRAMES, "00280010", "00280011",
                         "00280100", "00280101", "0008103E"})  # fmt: skip
VRS: Mapping[str, str] = {
    "00080005": "CS", "00080008": "CS", "00080016": "UI", "00080018": "UI", "00080020": "DA", "00080021": "DA",
    "00080030": "TM", "00080031": "TM", "00080050": "SH", "00080056": "CS", "00080060": "CS", "00080061": "CS",
    "00080062": "UI", "00080090": "PN", "00080201": "SH", "00081030": "LO", "0008103E": "LO", "00081190": "UR",
    "00083002": "UI", "00100010": "PN", "00100020": "LO", "00100021": "LO", "00100030": "DA", "00100040": "CS",
    "00180015": "CS", "0020000D": "UI", "0020000E": "UI", "00200010": "SH", "00200011": "IS", "00200013": "IS",
    "00200060": "CS", "00201206": "IS", "00201208": "IS", "00201209": "IS", "00280002": "US", "00280008": "IS",
    "00280010": "US", "00280011": "US", "00280100": "US", "00280101": "US", "00400244": "DA", "00400245": "TM",
    "00400275": "SQ",
}  # fmt: skip
KEYWORDS: Mapping[str, str] = {
    "SpecificCharacterSet": "00080005", "ImageType": "00080008", "SOPClassUID": "00080016",
    "SOPInstanceUID": "00080018", "StudyDate": "00080020", "SeriesDate": "00080021", "StudyTime": "00080030",
    "SeriesTime": "00080031", "AccessionNumber": "00080050", "InstanceAvailability": "00080056",
    "Modality": "00080060", "ModalitiesInStudy": "00080061", "SOPClassesInStudy": "00080062",
    "ReferringPhysicianName": "00080090", "TimezoneOffsetFromUTC": "00080201", "StudyDescription": "00081030",
    "SeriesDescription": "0008103E", "RetrieveURL": "00081190", "AvailableTransferSyntaxUID": "00083002",
    "PatientName": "00100010", "PatientID": "00100020", "IssuerOfPatientID": "00100021",
    "PatientBirthDate": "00100030", "PatientSex": "00100040", "BodyPartExamined": "00180015",
    "StudyInstanceUID": "0020000D", "SeriesInstanceUID": "0020000E", "StudyID": "00200010",
    "SeriesNumber": "00200011", "InstanceNumber": "00200013", "Laterality": "00200060",
    "NumberOfStudyRelatedSeries": "00201206", "NumberOfStudyRelatedInstances": "00201208",
    "NumberOfSeriesRelatedInstances": "00201209", "SamplesPerPixel": "00280002", "NumberOfFrames": "00280008",
    "Rows": "00280010", "Columns": "00280011", "BitsAllocated": "00280100", "BitsStored": "00280101",
    "PerformedProcedureStepStartDate": "00400244", "PerformedProcedureStepStartTime": "00400245",
    "RequestAttributesSequence": "00400275", "ScheduledProcedureStepID": "00400009",
    "RequestedProcedureID": "00401001", "InstitutionName": "00080080", "Manufacturer": "00080070",
    "StationName": "00081010", "PatientAge": "00101010", "PatientSize": "00101020", "PatientWeight": "00101030",
    "SliceThickness": "00180050", "ProtocolName": "00181030", "FrameOfReferenceUID": "00200052",
    "ImageComments": "00204000", "ContentDate": "00080023", "ContentTime": "00080033",
    "AcquisitionDate": "00080022", "AcquisitionTime": "00080032", "AcquisitionNumber": "00200012",
    "ImagePositionPatient": "00200032", "ImageOrientationPatient": "00200037", "SliceLocation": "00201041",
    "PixelSpacing": "00280030", "PhotometricInterpretation": "00280004", "WindowCenter": "00281050",
    "WindowWidth": "00281051", "OperatorsName": "00081070", "PerformingPhysicianName": "00081050",
    "ManufacturerModelName": "00081090", "SeriesType": "00541000", "ConceptNameCodeSequence": "0040A043",
}  # fmt: skip


def of_level(data: Mapping[str, Json], level: Level) -> Attributes:
    """What an instance's header gives for an answer at this level."""
    found: Attributes = {}
    for tag in STATED[level]:
        if tag in data and isinstance(data[tag], dict):
            found[tag] = data[tag]
        elif tag not in WHERE_THERE:
            found[tag] = {"vr": VRS[tag]}
    return found


def attribute(tag: str, *values: Json) -> Json:
    """An attribute of an answer."""
    return {"vr": VRS[tag], "Value": list(values)}


def texts(data: Mapping[str, Json], tag: str) -> list[str]:
    """The values of an attribute as texts; of a person's name its groups of letters."""
    found = data.get(tag)
    values = found.get("Value") if isinstance(found, dict) else None
    out: list[str] = []
    for value in values if isinstance(values, list) else ():
        if isinstance(value, dict):
            out += [str(group) for group in value.values() if isinstance(group, str)]
        elif value is not None:
            out.append(str(value))
    return out
