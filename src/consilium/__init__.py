"""Consilium: the second-opinion system for children with cancer and other serious illness."""

__version__ = "0.1.0"
