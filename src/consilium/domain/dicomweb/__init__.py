"""DICOMweb (PS3.18) without a server: queries, answers' attributes, accepted types, the kept table of instances."""
