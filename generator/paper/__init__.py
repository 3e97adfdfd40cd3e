"""The report on paper: what is set, and Typst, which sets it."""
