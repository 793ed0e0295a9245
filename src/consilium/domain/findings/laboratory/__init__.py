"""Laboratory values: in tables, lists and sentences, with unit, reference range and day."""
