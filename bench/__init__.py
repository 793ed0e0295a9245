"""The measured claims. Each program prints one table, peers beside us, medians of several rounds."""
