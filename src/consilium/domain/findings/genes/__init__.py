"""Changes of genes and chromosomes, methylation, and what was looked for and not found."""
