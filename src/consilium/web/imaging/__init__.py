"""Images and slides: served to viewers by a short path in front of the pages (decision 0014)."""
