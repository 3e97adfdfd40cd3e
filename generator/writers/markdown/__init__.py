"""Helpers that all writers share: escaping, front-matter, tables, links, filters."""
