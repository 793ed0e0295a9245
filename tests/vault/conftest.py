"""The stores of packs, as fixtures."""

from tests.stores import folder_store, key, s3_address, s3_store, store

__all__ = ["folder_store", "key", "s3_address", "s3_store", "store"]
