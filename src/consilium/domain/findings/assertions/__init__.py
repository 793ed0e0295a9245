"""How a thing is said: stated, denied, doubted, planned, asked, of a relative or of nobody."""
