"""Things that a text only mentions: asked for, sent, arranged, awaited, lent."""
