"""Settings, from the environment only. Knows everything; nothing below knows it."""
