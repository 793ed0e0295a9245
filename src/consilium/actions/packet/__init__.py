"""The packet: what a person takes along. Gathered from the case, written beside its place, then put there whole."""

from consilium.actions.packet.place import folders_of
from consilium.actions.packet.write import Written, write
from consilium.actions.records.gather import locked_files

__all__ = ["Written", "folders_of", "locked_files", "write"]
