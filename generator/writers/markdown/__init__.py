"""What all pages are written with: escaping, front-matter, tables, common words."""
