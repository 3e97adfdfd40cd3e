"""The pages that list and compare reports."""
