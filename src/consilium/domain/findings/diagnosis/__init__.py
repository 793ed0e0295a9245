"""Diseases, their course, stage, risk group and kind."""
