"""The only code that speaks to the network: one file per outside system, each with its fake beside it."""
