"""The packet: what a person takes along. Gathered from the case, written beside its place, then put there whole."""

from consilium.actions.packet.gather import locked_files
from consilium.actions.packet.place import folders_of
from consilium.actions.packet.write import Written, write

__all__ = ["Written", "folders_of", "locked_files", "write"]
