"""Dated knowledge as data, and its typed loaders."""
