"""The report on paper: the data for the Typst template, the PDF, and the same text as plain text and Markdown."""
