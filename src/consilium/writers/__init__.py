"""Values in, bytes out: what leaves the program, one file or folder per kind."""
