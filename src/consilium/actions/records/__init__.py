"""The records of a case as pages and rules see them: gathered row by row, named, numbered R1, R2, ... by date."""
