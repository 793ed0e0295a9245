"""Operations: what was done, on which day, with which margins, and what is left in the child."""
