"""The one models app: tables that hold ids, states, kinds, times, sizes and keyed hashes; the rest is sealed."""
