"""When a thing was or is to be: days in words and figures, of a sentence, an entry, a visit, a paper."""
