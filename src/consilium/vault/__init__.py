"""Encrypted packs with one key per case, the keys themselves, sealed table columns and signed checkpoints.

`keys` the installation's key and the cases' keys; `packs` writing and `blobs` reading of blobs; `columns` small
documents inside tables; `verify` re-reading; `checkpoint` signed tree heads of the audit. `stores` is the port that
`folder` and `s3` implement. The bytes are described in docs/reference/pack-format.md and keys.md.
"""
