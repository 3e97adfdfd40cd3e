"""MkDocs, a part of the site at a time."""
