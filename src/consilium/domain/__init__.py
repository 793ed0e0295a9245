"""The pure part: values and rules. No Django, files, clock, chance or logging; time comes in as an argument."""
