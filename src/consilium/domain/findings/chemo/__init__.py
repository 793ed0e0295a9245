"""Drugs, cycles and protocols in prose and in tables; `topics/chemotherapy.py` is the way in."""
