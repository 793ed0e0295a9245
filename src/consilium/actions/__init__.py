"""The acts: permission, transaction, audit line. The only code that opens the vault."""
