"""Transplants, cells given and transfused, and how they took."""
