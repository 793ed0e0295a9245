"""What the text of a record is made of: clauses under headings, rows and grids of tables, sentences, numbers."""
