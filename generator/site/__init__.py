"""The site: MkDocs run, previewed, and told what only we know."""
