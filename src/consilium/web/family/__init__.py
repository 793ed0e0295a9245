"""The family's place: one file per page of its journey."""
