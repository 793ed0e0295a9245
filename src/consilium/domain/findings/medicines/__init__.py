"""Medicines, vaccines and allergies: what is taken, how much, since when, and what is not tolerated."""
