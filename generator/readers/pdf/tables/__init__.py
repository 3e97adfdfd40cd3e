"""Find the tables of a PDF page, with the words in their cells."""
