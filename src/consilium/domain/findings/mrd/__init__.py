"""Minimal residual disease: its value with limit, method, specimen and point of time."""
