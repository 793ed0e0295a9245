"""The one way to add records to a case: walk, store, read in the cage, commit, settle whose each is."""

from consilium.actions.ingest.run import Options, Outcome, ingest

__all__ = ["Options", "Outcome", "ingest"]
