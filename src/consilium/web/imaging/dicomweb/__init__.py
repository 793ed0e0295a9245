"""DICOMweb (PS3.18): images found, fetched and sent, for viewers and centers. What of it: docs/reference/dicomweb.md.

/dicomweb/...                all cases that the viewer may see
/dicomweb/case/<case>/...    one case
"""

from consilium.web.imaging.dicomweb.service import dicomweb

__all__ = ["dicomweb"]
