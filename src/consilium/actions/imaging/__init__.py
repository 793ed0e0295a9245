"""Images and slides of a case, opened once and looked at many times."""
