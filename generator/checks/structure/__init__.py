"""Checks of headings and numbering."""
