"""What an examination or a test of function shows: eyes, ears, heart, lungs, growth, vital signs."""
