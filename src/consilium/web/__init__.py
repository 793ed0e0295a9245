"""Pages: `door` lets people in, `family` is the family's place. They show what `actions` give, and decide nothing."""
